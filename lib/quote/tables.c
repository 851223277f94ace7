/* Dated tables and sets read by a clock. What the law does not say, or nobody has read, is missing. */
#include <string.h>

#include "quote/eval.h"

static fosi_register missing_bit(uint32_t bit) { return fosi_missing(bit == FOSI_NONE ? 0 : UINT64_C(1) << bit); }

static fosi_register window_value(const fosi_parameter *parameter, const fosi_window *window)
{
    if (window == NULL || window->unknown != NULL) return missing_bit(parameter->need);
    return window->value;
}

fosi_register fosi_parameter_value(fosi_eval *eval, uint32_t index, fosi_clock clock)
{
    const fosi_parameter *parameter = &eval->regime->parameters[index];
    return window_value(parameter,
                        fosi_windows_on(parameter->keys[0].windows, parameter->keys[0].window_count, eval->dates[clock]));
}

/* The first key of the sorted table that does not come before `text`. */
static uint32_t lower_bound(const fosi_parameter *parameter, const char *text, size_t length)
{
    uint32_t low = 0, high = parameter->key_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const fosi_key *key = &parameter->keys[middle];
        size_t shorter = key->length < length ? key->length : length;
        int order = memcmp(key->text, text, shorter);
        if (order < 0 || (order == 0 && key->length < length))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static fosi_register prefix_value(const fosi_eval *eval, const fosi_parameter *parameter, fos_date date,
                                  const fosi_register *code, const fosi_window **found)
{
    const char *text = code->as.text.data;
    size_t length = code->as.text.length;
    uint32_t next = lower_bound(parameter, text, length);
    for (; next < parameter->key_count; next++) { /* longer keys that the code could still become */
        const fosi_key *key = &parameter->keys[next];
        if (key->length <= length) {
            if (key->length == length && memcmp(key->text, text, length) == 0) continue;
            break;
        }
        if (memcmp(key->text, text, length) != 0) break;
        if (fosi_windows_on(key->windows, key->window_count, date) != NULL) return missing_bit(eval->regime->digits_need);
    }
    for (size_t n = length; n > 0; n--) {
        const fosi_key *key = fosi_parameter_key(parameter, text, n);
        const fosi_window *window = key == NULL ? NULL : fosi_windows_on(key->windows, key->window_count, date);
        if (window == NULL) continue;
        *found = window;
        return window_value(parameter, window);
    }
    const fosi_key *rest = fosi_parameter_key(parameter, "*", 1);
    *found = rest == NULL ? NULL : fosi_windows_on(rest->windows, rest->window_count, date);
    return window_value(parameter, *found);
}

static size_t join_keys(const fosi_register *keys, uint32_t count, uint32_t stars, char *text, size_t size)
{
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *part = (stars >> i) & 1 ? "*" : keys[i].as.text.data;
        size_t part_length = (stars >> i) & 1 ? 1 : keys[i].as.text.length;
        if (length + part_length + 1 > size) return 0;
        if (i > 0) text[length++] = '\x1f';
        memcpy(text + length, part, part_length);
        length += part_length;
    }
    return length;
}

fosi_register fosi_table_value(fosi_eval *eval, uint32_t index, fosi_clock clock, const fosi_register *keys,
                               const fosi_window **window)
{
    const fosi_parameter *parameter = &eval->regime->parameters[index];
    const fosi_window *found = NULL;
    fos_date date = eval->dates[clock];
    uint64_t needs = 0;
    bool missing = false;
    uint8_t confidence = 0;
    for (uint32_t i = 0; i < parameter->by_count; i++) {
        missing |= keys[i].state == FOSI_STATE_MISSING;
        needs |= keys[i].needs;
        confidence |= keys[i].confidence;
    }
    if (missing) return fosi_missing(needs);
    fosi_register value;
    if (parameter->longest_prefix) {
        value = prefix_value(eval, parameter, date, keys, &found);
    } else {
        static const uint8_t orders[3][8] = { { 0, 1 }, { 0, 2, 1, 3 }, { 0, 4, 2, 1, 6, 5, 3, 7 } };
        uint32_t tries = parameter->wildcard == FOSI_NONE ? 1 : 1u << parameter->by_count;
        char text[160];
        for (uint32_t t = 0; t < tries && found == NULL; t++) {
            size_t length = join_keys(keys, parameter->by_count, orders[parameter->by_count - 1][t], text, sizeof text);
            const fosi_key *key = fosi_parameter_key(parameter, text, length);
            if (key != NULL) found = fosi_windows_on(key->windows, key->window_count, date);
        }
        value = window_value(parameter, found);
    }
    value.confidence |= confidence;
    if (window != NULL) *window = found;
    return value;
}

static int code_in_member(const fosi_member *member, const char *code, size_t length)
{
    size_t shorter = length < member->length ? length : member->length;
    int low = memcmp(code, member->low, shorter), high = memcmp(code, member->high, shorter);
    if (low < 0 || high > 0) return 0;
    if (length >= member->length) return 1;
    return -1; /* a short code: some of what it may become is in */
}

fosi_register fosi_set_holds(fosi_eval *eval, uint32_t index, fosi_clock clock, const fosi_register *code)
{
    const fosi_set *set = &eval->regime->sets[index];
    fosi_register truth = *code;
    truth.as.number = (fosi_exact){ 0, 1, 0 };
    const char *text = code->as.text.data;
    size_t length = code->as.text.length;
    for (uint32_t w = 0; w < set->window_count; w++) {
        const fosi_set_window *window = &set->windows[w];
        fos_date date = eval->dates[clock];
        if (window->from != FOS_DATE_ABSENT &&
            (date < window->from || (window->until != FOS_DATE_ABSENT && date >= window->until)))
            continue;
        bool open = false;
        for (uint32_t i = 0; i < window->count; i++) {
            const fosi_member *member = &window->members[i];
            int in = set->type.code == FOSI_TYPE_TARIFF_CODE
                         ? code_in_member(member, text, length)
                         : (member->length == length && memcmp(member->low, text, length) == 0);
            if (in == 1) {
                truth.as.number.n = 1;
                return truth;
            }
            open |= in < 0;
        }
        if (open) return missing_bit(eval->regime->digits_need);
    }
    return truth;
}
