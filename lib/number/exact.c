/* Exact fractions: the general paths behind the inline ones of exact.h, and the ways out of them. Each operation tries
 * 128 bits first; where those are too few it computes the same in 384, reduces, and only then tells an overflow. */
#include "number/wide.h"

#include <string.h>

#define MAX_SCALE 36

/* |n| / d in 384 bits, with a sign. */
typedef struct ratio {
    bool negative;
    fosi_wide n;
    fosi_wide d;
    unsigned twos, fives; /* how often d holds 2 and 5, once reduced */
} ratio;

static unsigned count_factor(fosi_wide value, uint64_t factor)
{
    unsigned count = 0;
    while (fosi_wide_divide_small(&value, factor) == 0)
        count++;
    return count;
}

static void reduce(ratio *r)
{
    fosi_wide common = fosi_wide_gcd(r->n, r->d);
    if (fosi_wide_bits(&common) > 1) {
        r->n = fosi_wide_divide(&r->n, &common);
        r->d = fosi_wide_divide(&r->d, &common);
    }
    r->twos = count_factor(r->d, 2);
    r->fives = count_factor(r->d, 5);
}

static bool multiply_power(fosi_wide *value, uint64_t factor, unsigned power)
{
    for (; power > 0; power--)
        if (!fosi_wide_multiply(value, factor)) return false;
    return true;
}

/* n / (d × 10^scale) in lowest terms for one given scale; false when that needs too many bits. */
static bool place(const ratio *r, unsigned scale, unsigned bits, fosi_exact *out)
{
    fosi_wide n = r->n, d = r->d;
    unsigned twos = scale > r->twos ? scale - r->twos : 0;
    unsigned fives = scale > r->fives ? scale - r->fives : 0;
    if (!multiply_power(&n, 2, twos) || !multiply_power(&n, 5, fives) || fosi_wide_bits(&n) > bits) return false;
    if (!multiply_power(&d, 2, twos) || !multiply_power(&d, 5, fives)) return false;
    for (unsigned i = 0; i < scale; i++)
        fosi_wide_divide_small(&d, 10);
    if (fosi_wide_bits(&d) > 64 || !fosi_with_sign(fosi_wide_low(&n), r->negative, &out->n)) return false;
    out->d = d.limb[0];
    out->scale = (int32_t)scale;
    return true;
}

/* As many digits after the point as fit, so that d keeps 2 and 5 only where it must. */
static fos_status fit(ratio *r, unsigned bits, unsigned max_scale, fosi_exact *out)
{
    reduce(r);
    unsigned scale = r->twos > r->fives ? r->twos : r->fives;
    if (scale > max_scale) scale = max_scale;
    for (;; scale--) {
        if (place(r, scale, bits, out)) return FOS_STATUS_OK;
        if (scale == 0) return FOS_STATUS_OVERFLOW;
    }
}

static ratio ratio_of(fosi_exact value)
{
    ratio r = { value.n < 0, fosi_wide_of(fosi_magnitude(value.n)), fosi_wide_of(value.d), 0, 0 };
    fosi_wide_multiply_ten(&r.d, (uint32_t)value.scale);
    return r;
}

/* value.n brought to the denominator value.d × factor × 10^(value.scale + power). */
static bool extend(fosi_exact value, uint64_t factor, int32_t power, fosi_uint128 *n)
{
    return fosi_multiply_128(fosi_magnitude(value.n), factor, n) && fosi_scale_128(*n, (uint32_t)power, n);
}

static bool add_128(fosi_exact a, fosi_exact b, bool negate_b, fosi_exact *out)
{
    uint64_t common = a.d == b.d ? a.d : fosi_gcd_64(a.d, b.d);
    int32_t scale = a.scale > b.scale ? a.scale : b.scale;
    fosi_uint128 d, x, y;
    fosi_int128 first, second, sum;
    if (!fosi_multiply_128(a.d / common, b.d, &d) || (uint64_t)d != d) return false;
    if (!extend(a, b.d / common, scale - a.scale, &x) || !extend(b, a.d / common, scale - b.scale, &y)) return false;
    if (!fosi_with_sign(x, a.n < 0, &first) || !fosi_with_sign(y, (b.n < 0) != negate_b, &second)) return false;
    if (__builtin_add_overflow(first, second, &sum)) return false;
    out->n = sum;
    out->d = (uint64_t)d;
    out->scale = scale;
    return true;
}

/* |value.n| × factor × 10^power: at most 127 + 64 + 120 bits. */
static fosi_wide extend_wide(fosi_exact value, uint64_t factor, int32_t power)
{
    fosi_wide n = fosi_wide_of(fosi_magnitude(value.n));
    fosi_wide_multiply(&n, factor);
    fosi_wide_multiply_ten(&n, (uint32_t)power);
    return n;
}

static fos_status add_wide(fosi_exact a, fosi_exact b, bool negate_b, fosi_exact *out)
{
    int32_t scale = a.scale > b.scale ? a.scale : b.scale;
    fosi_wide x = extend_wide(a, b.d, scale - a.scale), y = extend_wide(b, a.d, scale - b.scale);
    bool negative = a.n < 0, other = (b.n < 0) != negate_b;
    ratio r = { negative, x, fosi_wide_of((fosi_uint128)a.d * b.d), 0, 0 };
    fosi_wide_multiply_ten(&r.d, (uint32_t)scale);
    if (negative == other) {
        fosi_wide_add(&r.n, &y);
    } else if (fosi_wide_compare(&x, &y) >= 0) {
        fosi_wide_subtract(&r.n, &y);
    } else {
        r.negative = other;
        r.n = y;
        fosi_wide_subtract(&r.n, &x);
    }
    return fit(&r, 128, MAX_SCALE, out);
}

fos_status fosi_exact_add_general(fosi_exact a, fosi_exact b, bool negate_b, fosi_exact *out)
{
    return add_128(a, b, negate_b, out) ? FOS_STATUS_OK : add_wide(a, b, negate_b, out);
}

fos_status fosi_exact_multiply_general(fosi_exact a, fosi_exact b, fosi_exact *out)
{
    bool negative = (a.n < 0) != (b.n < 0);
    fosi_uint128 x = fosi_magnitude(a.n), y = fosi_magnitude(b.n), n, d = (fosi_uint128)a.d * b.d;
    fosi_int128 signed_n;
    if (a.scale + b.scale <= MAX_SCALE && (uint64_t)d == d && fosi_multiply_128(x, y, &n) &&
        fosi_with_sign(n, negative, &signed_n)) {
        out->n = signed_n;
        out->d = (uint64_t)d;
        out->scale = a.scale + b.scale;
        return FOS_STATUS_OK;
    }
    ratio r = { negative, fosi_wide_of(x), fosi_wide_of(d), 0, 0 };
    fosi_wide_multiply_128(&r.n, y);
    fosi_wide_multiply_ten(&r.d, (uint32_t)(a.scale + b.scale));
    return fit(&r, 128, MAX_SCALE, out);
}

fos_status fosi_exact_divide(fosi_exact a, fosi_exact b, fosi_exact *out)
{
    if (b.n == 0) return FOS_STATUS_DIVISION_BY_ZERO;
    bool negative = (a.n < 0) != (b.n < 0);
    int32_t scale = a.scale - b.scale;
    fosi_uint128 n, d;
    fosi_int128 signed_n;
    if (extend(a, b.d, scale < 0 ? -scale : 0, &n) && fosi_with_sign(n, negative, &signed_n) &&
        fosi_multiply_128(fosi_magnitude(b.n), a.d, &d) && (uint64_t)d == d) {
        out->n = signed_n;
        out->d = (uint64_t)d;
        out->scale = scale < 0 ? 0 : scale;
        return fosi_exact_normalize(out);
    }
    ratio r = { negative, extend_wide(a, b.d, scale < 0 ? -scale : 0), extend_wide(b, a.d, scale > 0 ? scale : 0), 0, 0 };
    return fit(&r, 128, MAX_SCALE, out);
}

static void strip_zeros(fosi_exact *value)
{
    if (fosi_fits_64(value->n)) {
        int64_t n = (int64_t)value->n;
        for (; value->scale > 0 && n % 10 == 0; n /= 10)
            value->scale--;
        value->n = n;
        return;
    }
    for (; value->scale > 0 && value->n % 10 == 0; value->n /= 10)
        value->scale--;
}

/* Moves one factor `divisor` of d into the scale, where n takes `factor` in exchange (divisor × factor = 10). */
static bool move_to_scale(fosi_exact *value, uint64_t divisor, uint64_t factor)
{
    fosi_uint128 n;
    fosi_int128 signed_n;
    if (value->d % divisor != 0 || value->scale == MAX_SCALE) return false;
    if (!fosi_multiply_128(fosi_magnitude(value->n), factor, &n) || !fosi_with_sign(n, value->n < 0, &signed_n)) return false;
    value->n = signed_n;
    value->d /= divisor;
    value->scale++;
    return true;
}

fos_status fosi_exact_normalize(fosi_exact *value)
{
    if (value->n == 0) {
        value->d = 1;
        value->scale = 0;
        return FOS_STATUS_OK;
    }
    strip_zeros(value);
    if (value->d == 1) return FOS_STATUS_OK;
    uint64_t common = fosi_gcd_64(value->d, (uint64_t)(fosi_magnitude(value->n) % value->d));
    value->n /= (fosi_int128)common;
    value->d /= common;
    while (move_to_scale(value, 10, 1) || move_to_scale(value, 5, 2) || move_to_scale(value, 2, 5)) {
    }
    strip_zeros(value);
    return FOS_STATUS_OK;
}

int fosi_exact_compare_general(fosi_exact a, fosi_exact b)
{
    int sign = fosi_exact_sign(a);
    if (sign != fosi_exact_sign(b)) return sign < fosi_exact_sign(b) ? -1 : 1;
    int32_t scale = a.scale > b.scale ? a.scale : b.scale;
    fosi_uint128 x, y;
    if (extend(a, b.d, scale - a.scale, &x) && extend(b, a.d, scale - b.scale, &y)) return sign * ((x > y) - (x < y));
    fosi_wide wide_x = extend_wide(a, b.d, scale - a.scale), wide_y = extend_wide(b, a.d, scale - b.scale);
    return sign * fosi_wide_compare(&wide_x, &wide_y);
}

fos_status fosi_exact_to_decimal(fosi_exact value, fos_decimal *out)
{
    /* As it is when it can be, so that 12.50 keeps its digits. */
    if (value.d != 1 || value.scale > FOS_DECIMAL_MAX_SCALE || !fosi_fits_64(value.n)) fosi_exact_normalize(&value);
    if (value.d != 1 || value.scale > FOS_DECIMAL_MAX_SCALE || !fosi_fits_64(value.n)) return FOS_STATUS_OVERFLOW;
    out->coefficient = (int64_t)value.n;
    out->scale = value.scale;
    return FOS_STATUS_OK;
}

fos_status fosi_exact_to_public(fosi_exact value, fos_exact *out)
{
    fosi_exact_normalize(&value);
    ratio r = ratio_of(value);
    /* Whole numerator and denominator where the fraction does not terminate; else, or where those do not fit, a decimal one. */
    bool small = value.d == 1 && value.scale <= FOS_DECIMAL_MAX_SCALE && fosi_fits_64(value.n);
    if (!small && fit(&r, 63, 0, &value) != FOS_STATUS_OK && fit(&r, 63, FOS_DECIMAL_MAX_SCALE, &value) != FOS_STATUS_OK)
        return FOS_STATUS_OVERFLOW;
    if (!fosi_fits_64(value.n)) return FOS_STATUS_OVERFLOW;
    out->numerator.coefficient = (int64_t)value.n;
    out->numerator.scale = value.scale;
    out->denominator = value.d;
    return FOS_STATUS_OK;
}

#define DIGITS 136 /* 384 bits have 116 digits; a fraction that terminates has at most 100 places */

/* Writes the digits of `value` before `end`, at least `least` of them; returns where they begin. */
static char *put_digits(char *end, fosi_wide value, unsigned least)
{
    unsigned count = 0;
    char *at = end;
    while (!fosi_wide_is_zero(&value) || count < least) {
        uint64_t rest = fosi_wide_divide_small(&value, fosi_power_of_ten[19]);
        bool last = fosi_wide_is_zero(&value);
        for (unsigned i = 0; i < 19 && (!last || rest != 0 || count < least); i++, count++, rest /= 10)
            *--at = (char)('0' + rest % 10);
    }
    return at;
}

static void put_whole(fos_buffer *out, fosi_wide value)
{
    char text[DIGITS];
    char *at = put_digits(text + sizeof text, value, 1);
    fosi_buffer_put(out, at, (size_t)(text + sizeof text - at));
}

static void put_places(fos_buffer *out, fosi_wide value, unsigned places)
{
    char text[DIGITS];
    char *end = text + sizeof text;
    char *at = put_digits(end, value, places + 1);
    fosi_buffer_put(out, at, (size_t)(end - at) - places);
    if (places == 0) return;
    fosi_buffer_char(out, '.');
    fosi_buffer_put(out, end - places, places);
}

void fosi_exact_put(fos_buffer *out, fosi_exact value)
{
    fosi_exact_normalize(&value);
    if (value.n < 0) fosi_buffer_char(out, '-');
    if (value.d == 1) {
        put_places(out, fosi_wide_of(fosi_magnitude(value.n)), (unsigned)value.scale);
        return;
    }
    ratio r = ratio_of(value);
    reduce(&r);
    unsigned places = r.twos > r.fives ? r.twos : r.fives;
    fosi_wide n = r.n, rest = r.d;
    for (unsigned i = 0; i < r.twos; i++)
        fosi_wide_divide_small(&rest, 2);
    for (unsigned i = 0; i < r.fives; i++)
        fosi_wide_divide_small(&rest, 5);
    if (fosi_wide_bits(&rest) == 1 && multiply_power(&n, 2, places - r.twos) && multiply_power(&n, 5, places - r.fives)) {
        put_places(out, n, places);
        return;
    }
    put_whole(out, r.n);
    fosi_buffer_char(out, '/');
    put_whole(out, r.d);
}

void fosi_exact_put_public(fos_buffer *out, fos_exact value)
{
    if (!fos_decimal_present(value.numerator) || value.denominator == 0) return;
    if (fosi_likely(value.denominator == 1)) {
        fosi_buffer_decimal(out, fosi_decimal_shortest(value.numerator));
        return;
    }
    fosi_exact exact = { value.numerator.coefficient, value.denominator, value.numerator.scale };
    fosi_exact_put(out, exact);
}
