/* Checks of the data set: the range and form of single values, required members, entries that must differ, prices that
 * must agree. The JSON reader calls them while it reads; fos_request_check (check_request.c) walks the structs. */
#include "dataset/check.h"

#include <string.h>

#include "dataset/codes.h"
#include "number/exact.h"

#define MOST_MONEY UINT64_C(1000000000000)
#define MOST_OTHER UINT64_C(1000000000)
#define FEW 16

/* How much of a value a message shows. */
static int shown(fosi_slice text) { return text.length > 60 ? 60 : (int)text.length; }

fos_status fosi_find(fosi_finding *finding, fos_status status, const char *member, size_t index, const char *part,
                     const char *format, ...)
{
    finding->member = member;
    finding->index = index;
    finding->part = part;
    if (finding->error == NULL) return status;
    va_list arguments;
    va_start(arguments, format);
    fosi_tree_fail_list(finding->error, NULL, NULL, 0, status, format, arguments);
    va_end(arguments);
    return status;
}

#define HERE NULL, SIZE_MAX, NULL

/* What a list of codes is called, one of its codes, and whether callers may add codes of their own. */
typedef struct list_words {
    const char *list;
    const char *what;
    const char *example;
    bool open;
} list_words;

static const list_words lists[] = {
    { "country", "a country code of ISO 3166-1 alpha-2", "DE", false },
    { "currency", "a currency code of ISO 4217", "EUR", false },
    { "goods_class", "a known class of goods", "book", true },
    { "tax_category", "a known category of tax", "standard", true },
};
#define COUNTRY_WORDS (&lists[0])
#define CURRENCY_WORDS (&lists[1])

static const list_words *words_of(const char *list)
{
    static const list_words other = { "", "a code of its list", "those of fos schema request", false };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (strcmp(lists[i].list, list) == 0) return &lists[i];
    return &other;
}

static fos_status unknown_code(fosi_slice text, const list_words *words, fosi_finding *finding)
{
    size_t count;
    const char *const *codes = fosi_code_list(words->list, &count);
    const char *nearest = codes == NULL ? NULL : fosi_nearest(text, codes, count);
    if (nearest != NULL)
        return fosi_find(finding, FOS_STATUS_INVALID_VALUE, HERE, "\"%.*s\" is not %s, did you mean \"%s\"?", shown(text),
                         text.data, words->what, nearest);
    return fosi_find(finding, FOS_STATUS_INVALID_VALUE, HERE, "\"%.*s\" is not %s, expected one such as %s", shown(text),
                     text.data, words->what, words->example);
}

/* Callers may use classes and categories of their own, which begin with x_ as keys do. */
static bool is_private(fosi_slice text) { return text.length > 2 && text.data[0] == 'x' && text.data[1] == '_'; }

fos_status fosi_check_text(const fosi_element *element, fosi_slice text, fosi_finding *finding)
{
    if (element->kind == FOSI_ELEMENT_COUNTRY) {
        if (fosi_likely(fosi_country_known(text))) return FOS_STATUS_OK;
        return unknown_code(text, COUNTRY_WORDS, finding);
    }
    if (element->kind == FOSI_ELEMENT_CURRENCY) {
        if (fosi_likely(fosi_currency_known(text))) return FOS_STATUS_OK;
        return unknown_code(text, CURRENCY_WORDS, finding);
    }
    if (element->rule != NULL && !element->rule->valid(text))
        return fosi_find(finding, FOS_STATUS_INVALID_VALUE, HERE, "\"%.*s\" is not valid, expected %s", shown(text), text.data,
                         element->rule->expected);
    if (element->codes == NULL || fosi_code_known(element->codes, text)) return FOS_STATUS_OK;
    const list_words *words = words_of(element->codes);
    return words->open && is_private(text) ? FOS_STATUS_OK : unknown_code(text, words, finding);
}

static bool is_whole(fos_decimal value)
{
    for (; value.scale > 0; value.scale--, value.coefficient /= 10)
        if (value.coefficient % 10 != 0) return false;
    return true;
}

static bool is_within(fos_decimal value, uint64_t most)
{
    uint64_t whole = value.coefficient < 0 ? -(uint64_t)value.coefficient : (uint64_t)value.coefficient;
    for (int32_t scale = value.scale; scale > 0 && whole > most; scale--)
        whole /= 10;
    return whole <= most;
}

fos_status fosi_check_decimal(const fosi_element *element, fos_decimal value, fosi_finding *finding)
{
    uint64_t most = element->flags & FOSI_AMOUNT ? MOST_MONEY : MOST_OTHER;
    const char *range;
    if (value.scale < 0 || value.scale > FOS_DECIMAL_MAX_SCALE)
        return fosi_find(finding, FOS_STATUS_INVALID_VALUE, HERE, "the number's scale is %ld, expected 0 to 18",
                         (long)value.scale);
    if (value.coefficient <= 0 && (element->flags & FOSI_POSITIVE))
        range = "a number above 0";
    else if (value.coefficient < 0 && !(element->flags & FOSI_SIGNED))
        range = "a number that is not negative";
    else if (!is_within(value, most))
        range = most == MOST_MONEY ? "at most 1000000000000" : "at most 1000000000";
    else if ((element->flags & FOSI_WHOLE) && !is_whole(value))
        range = "a whole number";
    else
        return FOS_STATUS_OK;
    char text[FOS_DECIMAL_TEXT];
    fos_decimal_format(value, text);
    return fosi_find(finding, FOS_STATUS_OUT_OF_RANGE, HERE, "%s is out of range, expected %s", text, range);
}

fos_status fosi_check_integer(const fosi_element *element, int64_t value, fosi_finding *finding)
{
    (void)element;
    if (fosi_likely(value >= 1 && value <= INT32_MAX)) return FOS_STATUS_OK;
    return fosi_find(finding, FOS_STATUS_OUT_OF_RANGE, HERE, "%lld is out of range, expected a whole number from 1 to %ld",
                     (long long)value, (long)INT32_MAX);
}

bool fosi_element_present(const fosi_element *element, const void *object) { return fosi_holds(element, object); }

/* ---- entries that must differ ---- */

/* The entries of a list as pieces of bytes that can be compared. */
typedef struct entries {
    const fosi_list *list;
    fosi_element_kind kind;
    size_t number_offset; /* LIST: of the unique number in its entries */
} entries;

static int32_t number_of(const entries *all, size_t index)
{
    const unsigned char *entry = ((const unsigned char *const *)all->list->entries)[index];
    int32_t number;
    memcpy(&number, entry + all->number_offset, sizeof number);
    return number == 0 ? (int32_t)(index + 1) : number;
}

static fosi_slice key_of(const entries *all, size_t index, int32_t *number)
{
    if (all->kind == FOSI_ELEMENT_TEXT_LIST) return fosi_slice_of(((const char *const *)all->list->entries)[index]);
    if (all->kind == FOSI_ELEMENT_PAIRS) return fosi_slice_of(((fos_assumption *const *)all->list->entries)[index]->name);
    *number = number_of(all, index);
    fosi_slice bytes = { (const char *)number, sizeof *number };
    return bytes;
}

static bool same_entry(const entries *all, size_t a, size_t b)
{
    int32_t x, y;
    return fosi_slice_equal(key_of(all, a, &x), key_of(all, b, &y));
}

static size_t first_repeat_of_few(const entries *all)
{
    for (size_t i = 1; i < all->list->count; i++)
        for (size_t j = 0; j < i; j++)
            if (same_entry(all, i, j)) return i;
    return SIZE_MAX;
}

static fos_status first_repeat_of_many(const entries *all, fosi_arena *scratch, size_t *repeat)
{
    size_t slots = 64;
    while (slots < all->list->count * 2)
        slots *= 2;
    uint32_t *taken = fosi_arena_zero(scratch, slots, sizeof *taken); /* index + 1 */
    if (taken == NULL) return FOS_STATUS_NO_MEMORY;
    for (size_t i = 0; i < all->list->count; i++) {
        int32_t number;
        fosi_slice key = key_of(all, i, &number);
        size_t slot = (size_t)fosi_hash(key.data, key.length, 0) & (slots - 1);
        for (; taken[slot] != 0; slot = (slot + 1) & (slots - 1)) {
            if (!same_entry(all, i, taken[slot] - 1)) continue;
            *repeat = i;
            return FOS_STATUS_OK;
        }
        taken[slot] = (uint32_t)(i + 1);
    }
    return FOS_STATUS_OK;
}

/* Lines are nearly always numbered upwards. */
static bool numbers_ascend(const entries *all)
{
    for (size_t i = 1; i < all->list->count; i++)
        if (number_of(all, i) <= number_of(all, i - 1)) return false;
    return true;
}

static const fosi_element *unique_member(const fosi_class *of)
{
    for (size_t i = 0; i < of->count; i++)
        if (of->elements[i].kind == FOSI_ELEMENT_INTEGER && (of->elements[i].flags & FOSI_UNIQUE)) return &of->elements[i];
    return NULL;
}

static fos_status check_unique(const fosi_element *element, const void *object, fosi_finding *finding)
{
    entries all = { fosi_field(element, object), element->kind, 0 };
    if (all.list->count < 2) return FOS_STATUS_OK;
    const fosi_element *number = NULL;
    if (element->kind == FOSI_ELEMENT_LIST) {
        number = unique_member(element->of);
        if (number == NULL) return FOS_STATUS_OK;
        all.number_offset = number->offset;
        if (numbers_ascend(&all)) return FOS_STATUS_OK;
    }
    size_t repeat = SIZE_MAX;
    if (all.list->count <= FEW) {
        repeat = first_repeat_of_few(&all);
    } else {
        fos_status status = first_repeat_of_many(&all, finding->scratch, &repeat);
        if (status != FOS_STATUS_OK) return fosi_find(finding, status, HERE, "out of memory");
    }
    if (repeat == SIZE_MAX) return FOS_STATUS_OK;
    int32_t value;
    fosi_slice key = key_of(&all, repeat, &value);
    if (number != NULL)
        return fosi_find(finding, FOS_STATUS_INCONSISTENT, element->name, repeat, number->name,
                         "the %s %ld stands twice, expected each once", number->name, (long)value);
    return fosi_find(finding, FOS_STATUS_INCONSISTENT, element->name, repeat, NULL, "\"%.*s\" stands twice, expected each once",
                     shown(key), key.data);
}

static fos_status missing(const fosi_element *element, fosi_finding *finding)
{
    return fosi_find(finding, FOS_STATUS_MISSING_KEY, element->name, SIZE_MAX, NULL, "%s",
                     element->kind == FOSI_ELEMENT_LIST ? "required, but missing: at least one entry" : "required, but missing");
}

fos_status fosi_check_member(const fosi_element *element, const void *object, fosi_finding *finding)
{
    if ((element->flags & FOSI_REQUIRED) && !fosi_element_present(element, object)) return missing(element, finding);
    if ((element->flags & FOSI_UNIQUE) == 0 || element->kind == FOSI_ELEMENT_INTEGER) return FOS_STATUS_OK;
    return check_unique(element, object, finding);
}

fos_status fosi_check_object(const fosi_class *of, const void *object, fosi_finding *finding)
{
    const fosi_element *end = of->elements + of->count;
    for (const fosi_element *element = of->elements; element < end; element++) {
        if (fosi_likely((element->flags & (FOSI_REQUIRED | FOSI_UNIQUE)) == 0)) continue;
        fos_status status = fosi_check_member(element, object, finding);
        if (status != FOS_STATUS_OK) return status;
    }
    return fosi_check_agreement(of, object, finding);
}
