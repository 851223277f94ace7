/* The characters of a duty rate. */
#include "tariff/expression_scan.h"

#include <string.h>

size_t fosi_scan_space_at(const char *at, const char *end)
{
    if (at < end && fosi_scan_space(*at)) return 1;
    if (end - at >= 2 && memcmp(at, "\xc2\xa0", 2) == 0) return 2;
    return end - at >= 3 && memcmp(at, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

void fosi_scan_skip_far(fosi_scan *s)
{
    size_t space;
    while ((space = fosi_scan_space_at(s->at, s->end)) != 0)
        s->at += space;
}

bool fosi_scan_done(fosi_scan *s)
{
    fosi_scan_skip(s);
    return s->at == s->end;
}

bool fosi_scan_sign(fosi_scan *s, const char *sign)
{
    fosi_scan_skip(s);
    size_t length = strlen(sign);
    if ((size_t)(s->end - s->at) < length || memcmp(s->at, sign, length) != 0) return false;
    s->at += length;
    return true;
}

static bool match(fosi_scan *s, const char *words, bool border)
{
    const char *at = s->at;
    for (; *words != '\0'; words++) {
        if (*words == ' ') {
            size_t space = fosi_scan_space_at(at, s->end);
            if (space == 0) return false;
            for (; space != 0; space = fosi_scan_space_at(at, s->end))
                at += space;
        } else if (at < s->end && fosi_scan_small(*at) == fosi_scan_small(*words)) {
            at++;
        } else {
            return false;
        }
    }
    if (border && at < s->end && (fosi_scan_letter(*at) || fosi_is_digit(*at))) return false;
    s->at = at;
    return true;
}

static bool begins(fosi_scan *s, char c)
{
    fosi_scan_skip(s);
    return s->at < s->end && fosi_scan_small(*s->at) == fosi_scan_small(c);
}

bool fosi_scan_words(fosi_scan *s, const char *words) { return begins(s, *words) && match(s, words, true); }

bool fosi_scan_spelling(fosi_scan *s, const char *words)
{
    if (!begins(s, *words)) return false;
    char last = words[strlen(words) - 1];
    return match(s, words, fosi_scan_letter(last) || fosi_is_digit(last));
}

bool fosi_scan_fail(fosi_scan *s, fos_status status, const char *expected)
{
    if (s->status == FOS_STATUS_OK) {
        fosi_scan_skip(s);
        s->status = status;
        s->wrong = s->at;
        s->expected = expected;
    }
    return false;
}

bool fosi_scan_code(fosi_scan *s, size_t least, size_t most, char *code)
{
    fosi_scan_skip(s);
    size_t length = 0;
    while (s->at + length < s->end && (fosi_is_upper(s->at[length]) || (length > 0 && fosi_is_digit(s->at[length]))))
        length++;
    if (length < least || length > most || (s->at + length < s->end && fosi_is_lower(s->at[length]))) return false;
    memcpy(code, s->at, length);
    code[length] = '\0';
    s->at += length;
    return true;
}

uint16_t fosi_scan_keep(fosi_scan *s, const char *bytes, size_t length)
{
    fosi_duty *duty = s->duty;
    if (length + 1 > sizeof duty->names - duty->names_size) {
        fosi_scan_fail(s, FOS_STATUS_LIMIT_SIZE, "fewer or shorter names");
        return 0;
    }
    uint16_t name = (uint16_t)(duty->names_size + 1);
    memcpy(duty->names + duty->names_size, bytes, length);
    duty->names[duty->names_size + length] = '\0';
    duty->names_size = (uint16_t)(duty->names_size + length + 1);
    return name;
}

/* ---- numbers ---- */

#define DIGITS_MOST 18

typedef struct digits {
    int64_t value;
    int count, scale;
} digits;

static void add_digit(digits *d, char c)
{
    if (d->count < DIGITS_MOST) d->value = d->value * 10 + (c - '0');
    if (d->value != 0 && d->count <= DIGITS_MOST) d->count++;
}

static bool three_digits(const char *at, const char *end)
{
    return end - at >= 3 && fosi_is_digit(at[0]) && fosi_is_digit(at[1]) && fosi_is_digit(at[2]) &&
           (end - at == 3 || !fosi_is_digit(at[3]));
}

/* "1,554": commas part groups of three, after one to three digits that do not begin with 0. */
static const char *take_whole(const char *at, const char *end, digits *d)
{
    const char *start = at;
    while (at < end && fosi_is_digit(*at))
        add_digit(d, *at++);
    if (at - start > 3 || *start == '0') return at;
    while (at < end && *at == ',' && three_digits(at + 1, end)) {
        for (int i = 1; i <= 3; i++)
            add_digit(d, at[i]);
        at += 4;
    }
    return at;
}

static const char *take_decimals(const char *at, const char *end, digits *d)
{
    if (end - at < 2 || *at != '.' || !fosi_is_digit(at[1])) return at;
    for (at++; at < end && fosi_is_digit(*at); at++) {
        add_digit(d, *at);
        d->scale++;
    }
    return at;
}

static const char *take_fosi_scan_small(const char *at, const char *end, int64_t *value)
{
    const char *start = at;
    *value = 0;
    while (at < end && fosi_is_digit(*at) && at - start < 4)
        *value = *value * 10 + (*at++ - '0');
    return at == start || (at < end && fosi_is_digit(*at)) ? NULL : at;
}

/* The fraction of a mixed number: "1/2" after a space, or one character of its own. */
static const char *take_fraction(const char *at, const char *end, int64_t *over, int64_t *under)
{
    static const struct {
        char bytes[4];
        int8_t over, under;
    } signs[] = { { "\xc2\xbd", 1, 2 }, { "\xc2\xbc", 1, 4 }, { "\xc2\xbe", 3, 4 } };
    const char *space = at;
    while (at < end && fosi_scan_space(*at))
        at++;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (end - at < 2 || memcmp(at, signs[i].bytes, 2) != 0) continue;
        *over = signs[i].over;
        *under = signs[i].under;
        return at + 2;
    }
    if (at == space || (at = take_fosi_scan_small(at, end, over)) == NULL || at == end || *at != '/') return NULL;
    at = take_fosi_scan_small(at + 1, end, under);
    return at == NULL || *under < 2 || *over >= *under ? NULL : at;
}

/* value + over/under, as a decimal where it ends, else with the divisor. */
static bool add_fraction(fos_decimal *number, fos_decimal *divisor, int64_t over, int64_t under)
{
    int64_t by = 1, tens = 0, reduced = under;
    for (int64_t p = 2; p <= over;)
        if (over % p == 0 && reduced % p == 0) {
            over /= p;
            reduced /= p;
        } else {
            p++;
        }
    under = reduced;
    while (tens < 12 && (by * over) % under != 0) {
        by *= 10;
        tens++;
    }
    bool ends = (by * over) % under == 0;
    fos_decimal fraction = ends ? (fos_decimal){ by * over / under, (int32_t)tens } : (fos_decimal){ over, 0 };
    if (!ends) {
        *divisor = (fos_decimal){ under, 0 };
        if (fos_decimal_multiply(*number, *divisor, number) != FOS_STATUS_OK) return false;
    }
    return fos_decimal_add(*number, fraction, number) == FOS_STATUS_OK;
}

bool fosi_scan_number(fosi_scan *s, fos_decimal *number, fos_decimal *divisor)
{
    fosi_scan_skip(s);
    const char *start = s->at, *at = s->at;
    digits d = { 0, 0, 0 };
    bool point = s->end - at >= 2 && *at == '.' && fosi_is_digit(at[1]);
    if (at == s->end || !(fosi_is_digit(*at) || point)) return false;
    if (!point) at = take_whole(at, s->end, &d);
    at = take_decimals(at, s->end, &d);
    if (d.count > DIGITS_MOST || d.scale > FOS_DECIMAL_MAX_SCALE - 2)
        return fosi_scan_fail(s, FOS_STATUS_LIMIT_DIGITS, "a number of fewer digits");
    *number = (fos_decimal){ d.value, d.scale };
    *divisor = (fos_decimal){ 1, 0 };
    s->at = at;
    int64_t over, under;
    const char *after = d.scale == 0 ? take_fraction(at, s->end, &over, &under) : NULL;
    if (after == NULL) return true;
    if (!add_fraction(number, divisor, over, under)) {
        s->at = start;
        return fosi_scan_fail(s, FOS_STATUS_LIMIT_DIGITS, "a number of fewer digits");
    }
    s->at = after;
    return true;
}
