/* The public decimals: reading, writing, and arithmetic on 64-bit coefficients through 128 bits. Fractions are in
 * exact.c, the decision how to round in round.c. */
#include "number/wide.h"

#include <string.h>

#define MAX_DIGITS 18

int fos_decimal_present(fos_decimal value) { return value.scale != FOS_DECIMAL_ABSENT_SCALE; }

static bool is_number(fos_decimal value) { return value.scale >= 0 && value.scale <= FOS_DECIMAL_MAX_SCALE; }

/* What a JSON number's grammar finds, before it is known whether it fits. */
typedef struct scan {
    const char *at;
    const char *end;
    bool negative;
    bool too_long;
    uint32_t digits; /* significant ones in coefficient */
    uint64_t coefficient;
    int64_t scale; /* digits after the point, less the exponent */
} scan;

static bool at_digit(const scan *s) { return s->at < s->end && fosi_is_digit(*s->at); }

static bool skip(scan *s, char c)
{
    if (s->at == s->end || *s->at != c) return false;
    s->at++;
    return true;
}

static void take_digit(scan *s)
{
    unsigned digit = (unsigned)(*s->at++ - '0');
    if (s->digits == 0 && digit == 0) return;
    if (s->digits == MAX_DIGITS) {
        s->too_long = true;
        return;
    }
    s->digits++;
    s->coefficient = s->coefficient * 10 + digit;
}

static bool scan_exponent(scan *s)
{
    bool negative = skip(s, '-');
    if (!negative) skip(s, '+');
    if (!at_digit(s)) return false;
    int64_t exponent = 0;
    for (; at_digit(s); s->at++)
        if (exponent < 1000000) exponent = exponent * 10 + (*s->at - '0');
    s->scale += negative ? exponent : -exponent;
    return true;
}

/* The number grammar of RFC 8259. */
static bool scan_number(scan *s)
{
    s->negative = skip(s, '-');
    if (!at_digit(s)) return false;
    if (skip(s, '0')) {
        if (at_digit(s)) return false;
    } else {
        while (at_digit(s))
            take_digit(s);
    }
    if (skip(s, '.')) {
        if (!at_digit(s)) return false;
        for (; at_digit(s); s->scale++)
            take_digit(s);
    }
    if ((skip(s, 'e') || skip(s, 'E')) && !scan_exponent(s)) return false;
    return s->at == s->end;
}

/* Spreads a positive exponent into digits. */
static bool fit_scan(scan *s)
{
    if (s->too_long || s->scale > FOS_DECIMAL_MAX_SCALE) return false;
    if (s->coefficient == 0 && s->scale < 0) s->scale = 0;
    if (s->scale < 0) {
        if (s->digits - s->scale > MAX_DIGITS) return false;
        s->coefficient *= fosi_power_of_ten[-s->scale];
        s->scale = 0;
    }
    return true;
}

fos_status fos_decimal_parse(const char *text, size_t length, fos_decimal *value, fos_error *error)
{
    scan s = { 0 };
    s.at = length == 0 ? "" : text;
    s.end = s.at + length;
    int shown = length > 40 ? 40 : (int)length;
    const char *quoted = s.at;
    if (!scan_number(&s))
        return fosi_fail(error, FOS_STATUS_SYNTAX, "\"%.*s\" is not a number, expected one such as 12.50", shown, quoted);
    if (!fit_scan(&s))
        return fosi_fail(error, FOS_STATUS_LIMIT_DIGITS, "the number \"%.*s\" is too long, expected at most %d digits", shown,
                         quoted, MAX_DIGITS);
    value->coefficient = s.negative ? -(int64_t)s.coefficient : (int64_t)s.coefficient;
    value->scale = (int32_t)s.scale;
    return FOS_STATUS_OK;
}

/* Backwards from the middle; what lies behind the end is copied along. The longest is a sign, 19 digits, a point and 18 more. */
static fosi_apart char *any_decimal_at(char *at, fos_decimal value, int32_t digits)
{
    char text[2 * FOSI_DECIMAL_ROOM];
    char *end = text + FOSI_DECIMAL_ROOM, *start = end;
    uint64_t rest = value.coefficient < 0 ? -(uint64_t)value.coefficient : (uint64_t)value.coefficient;
    for (int32_t zeros = digits; zeros > value.scale; zeros--)
        *--start = '0';
    for (int32_t i = value.scale; i > 0; i--, rest /= 10)
        *--start = (char)('0' + rest % 10);
    if (start != end) *--start = '.';
    do
        *--start = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value.coefficient < 0) *--start = '-';
    memcpy(at, start, FOSI_DECIMAL_ROOM);
    return at + (end - start);
}

static inline char *two_digits_at(char *at, uint32_t value)
{
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
        "49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697"
        "9899";
    memcpy(at, pairs + 2 * value, 2);
    return at + 2;
}

/* The amounts of most parcels are written straight. */
char *fosi_decimal_at(char *at, fos_decimal value, int32_t digits)
{
    if (fosi_unlikely(value.scale != 2 || digits > 2 || (uint64_t)value.coefficient >= 100000))
        return any_decimal_at(at, value, digits);
    uint32_t hundredths = (uint32_t)value.coefficient, whole = hundredths / 100;
    if (whole >= 100) *at++ = (char)('0' + whole / 100);
    if (whole >= 10)
        at = two_digits_at(at, whole % 100);
    else
        *at++ = (char)('0' + whole);
    *at++ = '.';
    return two_digits_at(at, hundredths % 100);
}

size_t fos_decimal_format(fos_decimal value, char text[FOS_DECIMAL_TEXT])
{
    char room[FOSI_DECIMAL_ROOM];
    size_t length = is_number(value) ? (size_t)(fosi_decimal_at(room, value, 0) - room) : 0;
    memcpy(text, room, length);
    text[length] = '\0';
    return length;
}

void fosi_buffer_decimal(fos_buffer *buffer, fos_decimal value)
{
    if (!is_number(value) || !fosi_buffer_room(buffer, FOSI_DECIMAL_ROOM)) return;
    char *end = fosi_decimal_at(buffer->data + buffer->size, value, 0);
    *end = '\0';
    buffer->size = (size_t)(end - buffer->data);
}

/* The coefficient at a scale at least the value's own; 2^63 × 10^18 stays within 128 bits. */
static fosi_int128 at_scale(fos_decimal value, int32_t scale)
{
    return (fosi_int128)value.coefficient * (int64_t)fosi_power_of_ten[scale - value.scale];
}

static int32_t wider_scale(fos_decimal a, fos_decimal b) { return a.scale > b.scale ? a.scale : b.scale; }

/* Takes off trailing zeros only where the value would not fit otherwise. */
static fos_status fit(fosi_int128 n, int32_t scale, fos_decimal *out)
{
    while ((scale > FOS_DECIMAL_MAX_SCALE || !fosi_fits_64(n)) && scale > 0 && n % 10 == 0) {
        n /= 10;
        scale--;
    }
    if (scale > FOS_DECIMAL_MAX_SCALE || !fosi_fits_64(n)) return FOS_STATUS_OVERFLOW;
    out->coefficient = (int64_t)n;
    out->scale = scale;
    return FOS_STATUS_OK;
}

/* An absent number comes before every other. */
int fos_decimal_compare(fos_decimal a, fos_decimal b)
{
    if (!is_number(a) || !is_number(b)) return is_number(a) - is_number(b);
    int32_t scale = wider_scale(a, b);
    fosi_int128 x = at_scale(a, scale), y = at_scale(b, scale);
    return (x > y) - (x < y);
}

fos_status fos_decimal_add(fos_decimal a, fos_decimal b, fos_decimal *sum)
{
    if (!is_number(a) || !is_number(b)) return FOS_STATUS_INVALID_ARGUMENT;
    int32_t scale = wider_scale(a, b);
    return fit(at_scale(a, scale) + at_scale(b, scale), scale, sum);
}

fos_status fos_decimal_subtract(fos_decimal a, fos_decimal b, fos_decimal *difference)
{
    if (!is_number(a) || !is_number(b)) return FOS_STATUS_INVALID_ARGUMENT;
    int32_t scale = wider_scale(a, b);
    return fit(at_scale(a, scale) - at_scale(b, scale), scale, difference);
}

fos_status fos_decimal_multiply(fos_decimal a, fos_decimal b, fos_decimal *product)
{
    if (!is_number(a) || !is_number(b)) return FOS_STATUS_INVALID_ARGUMENT;
    return fit((fosi_int128)a.coefficient * b.coefficient, a.scale + b.scale, product);
}

fos_status fos_decimal_muldiv(fos_decimal a, fos_decimal numerator, fos_decimal denominator, int scale, fos_rounding rounding,
                              fos_decimal *result)
{
    if (!is_number(a) || !is_number(numerator) || !is_number(denominator)) return FOS_STATUS_INVALID_ARGUMENT;
    if (scale < 0 || scale > FOS_DECIMAL_MAX_SCALE || !fosi_rounding_valid(rounding)) return FOS_STATUS_INVALID_ARGUMENT;
    if (denominator.coefficient == 0) return FOS_STATUS_DIVISION_BY_ZERO;
    fosi_int128 product = (fosi_int128)a.coefficient * numerator.coefficient;
    bool negative = (product < 0) != (denominator.coefficient < 0);
    int32_t power = scale + denominator.scale - a.scale - numerator.scale;
    uint64_t divisor = (uint64_t)fosi_magnitude(denominator.coefficient);
    fosi_uint128 quotient;
    fosi_int128 n;
    if (!fosi_round_quotient(fosi_magnitude(product), power, divisor, 1, rounding, negative, &quotient) ||
        !fosi_with_sign(quotient, negative, &n) || !fosi_fits_64(n))
        return FOS_STATUS_OVERFLOW;
    result->coefficient = (int64_t)n;
    result->scale = scale;
    return FOS_STATUS_OK;
}

fos_status fos_decimal_round(fos_decimal value, fos_decimal unit, fos_rounding rounding, fos_decimal *result)
{
    if (!is_number(value) || !is_number(unit) || unit.coefficient <= 0 || !fosi_rounding_valid(rounding))
        return FOS_STATUS_INVALID_ARGUMENT;
    fosi_exact rounded;
    fos_status status = fosi_exact_round(fosi_exact_of(value), unit, rounding, &rounded);
    if (status != FOS_STATUS_OK) return status;
    if (!fosi_fits_64(rounded.n)) return FOS_STATUS_OVERFLOW;
    result->coefficient = (int64_t)rounded.n;
    result->scale = rounded.scale;
    return FOS_STATUS_OK;
}

fos_status fos_money_add(const fos_money *a, const fos_money *b, fos_money *sum, fos_error *error)
{
    if (strncmp(a->currency, b->currency, sizeof a->currency) != 0)
        return fosi_fail(error, FOS_STATUS_INCONSISTENT, "amounts in %.3s and %.3s cannot be added, expected one currency",
                         a->currency, b->currency);
    fos_money result = *a;
    fos_status status = fos_decimal_add(a->amount, b->amount, &result.amount);
    if (status != FOS_STATUS_OK)
        return fosi_fail(error, status,
                         status == FOS_STATUS_OVERFLOW ? "the sum of two amounts in %.3s is too large"
                                                       : "an amount in %.3s is absent",
                         a->currency);
    *sum = result;
    return FOS_STATUS_OK;
}
