/* Rounding: the seven modes, decided in one place, and the words that regimes write for them. Everything that rounds
 * anywhere in the library comes through fosi_round_quotient. */
#include "number/wide.h"

#include <string.h>

static const char *const names[] = { "half_up", "half_even", "half_down", "up", "down", "ceiling", "floor" };
#define NAME_COUNT (sizeof names / sizeof names[0])

bool fosi_rounding_valid(fos_rounding rounding) { return (unsigned)rounding < NAME_COUNT; }

/* Whether the magnitude goes one step up. `half` compares the remainder with half a step; the remainder is not zero. */
static bool steps_up(fos_rounding rounding, int half, bool odd, bool negative)
{
    switch (rounding) {
    case FOS_ROUNDING_HALF_UP: return half >= 0;
    case FOS_ROUNDING_HALF_EVEN: return half > 0 || (half == 0 && odd);
    case FOS_ROUNDING_HALF_DOWN: return half > 0;
    case FOS_ROUNDING_UP: return true;
    case FOS_ROUNDING_DOWN: return false;
    case FOS_ROUNDING_CEILING: return !negative;
    case FOS_ROUNDING_FLOOR: return negative;
    }
    return false;
}

static int order_64(uint64_t a, uint64_t b) { return (a > b) - (a < b); }

static int order_128(fosi_uint128 a, fosi_uint128 b) { return (a > b) - (a < b); }

/* d ≥ 1; a quotient of the whole range has no remainder and never steps up. */
static uint64_t divide_64(uint64_t n, uint64_t d, fos_rounding rounding, bool negative)
{
    uint64_t quotient = n / d, rest = n % d;
    if (rest != 0 && steps_up(rounding, order_64(rest, d - rest), quotient & 1u, negative)) quotient++;
    return quotient;
}

static fosi_uint128 divide_128(fosi_uint128 n, fosi_uint128 d, fos_rounding rounding, bool negative)
{
    fosi_uint128 quotient = n / d, rest = n % d;
    if (rest != 0 && steps_up(rounding, order_128(rest, d - rest), (unsigned)quotient & 1u, negative)) quotient++;
    return quotient;
}

static bool divide_wide(fosi_wide n, const fosi_wide *d, fos_rounding rounding, bool negative, fosi_uint128 *result)
{
    fosi_wide quotient = fosi_wide_divide(&n, d);
    if (fosi_wide_bits(&quotient) > 128) return false;
    *result = fosi_wide_low(&quotient);
    if (fosi_wide_is_zero(&n)) return true;
    fosi_wide rest = *d;
    fosi_wide_subtract(&rest, &n);
    if (steps_up(rounding, fosi_wide_compare(&n, &rest), quotient.limb[0] & 1u, negative)) ++*result;
    return *result != 0 || quotient.limb[0] == 0;
}

/* n × 10^power and d × e side by side in 128 bits, a negative power moved over to the divisor. */
static bool widen_128(fosi_uint128 *n, fosi_uint128 *d, uint64_t e, int32_t power)
{
    if (!fosi_multiply_128(*d, e, d)) return false;
    return power >= 0 ? fosi_scale_128(*n, (uint32_t)power, n) : fosi_scale_128(*d, (uint32_t)-power, d);
}

bool fosi_round_quotient(fosi_uint128 n, int32_t power, uint64_t d, uint64_t e, fos_rounding rounding, bool negative,
                         fosi_uint128 *quotient)
{
    fosi_uint128 wide_n = n, wide_d = d;
    if (widen_128(&wide_n, &wide_d, e, power)) {
        bool small = (uint64_t)wide_n == wide_n && (uint64_t)wide_d == wide_d;
        *quotient = small ? divide_64((uint64_t)wide_n, (uint64_t)wide_d, rounding, negative)
                          : divide_128(wide_n, wide_d, rounding, negative);
        return true;
    }
    fosi_wide numerator = fosi_wide_of(n), divisor = fosi_wide_of(d);
    if (!fosi_wide_multiply(&divisor, e)) return false;
    if (!fosi_wide_multiply_ten(power >= 0 ? &numerator : &divisor, (uint32_t)(power >= 0 ? power : -power))) return false;
    return divide_wide(numerator, &divisor, rounding, negative, quotient);
}

/* Nearly every rounding of a quote: a decimal cut to a power of ten or written with more digits, in 64 bits throughout. */
static inline bool round_decimal(fosi_exact value, fos_decimal unit, fos_rounding rounding, fosi_exact *out)
{
    int32_t power = value.scale - unit.scale;
    if (value.d != 1 || unit.coefficient != 1 || power < -18 || power > 18 || !fosi_fits_64(value.n)) return false;
    int64_t n = (int64_t)value.n;
    if (power <= 0) {
        *out = (fosi_exact){ (fosi_int128)n * (int64_t)fosi_power_of_ten[-power], 1, unit.scale };
        return true;
    }
    bool negative = n < 0;
    uint64_t magnitude = negative ? -(uint64_t)n : (uint64_t)n;
    uint64_t quotient = divide_64(magnitude, fosi_power_of_ten[power], rounding, negative);
    out->n = negative ? -(fosi_int128)quotient : (fosi_int128)quotient;
    out->d = 1;
    out->scale = unit.scale;
    return true;
}

fos_status fosi_exact_round(fosi_exact value, fos_decimal unit, fos_rounding rounding, fosi_exact *out)
{
    if (fosi_likely(round_decimal(value, unit, rounding, out))) return FOS_STATUS_OK;
    if (unit.coefficient <= 0) return FOS_STATUS_DIVISION_BY_ZERO;
    bool negative = value.n < 0;
    fosi_uint128 steps;
    if (!fosi_round_quotient(fosi_magnitude(value.n), unit.scale - value.scale, value.d, (uint64_t)unit.coefficient, rounding,
                             negative, &steps))
        return FOS_STATUS_OVERFLOW;
    if (!fosi_multiply_128(steps, (uint64_t)unit.coefficient, &steps)) return FOS_STATUS_OVERFLOW;
    fosi_int128 n;
    if (!fosi_with_sign(steps, negative, &n)) return FOS_STATUS_OVERFLOW;
    out->n = n;
    out->d = 1;
    out->scale = unit.scale;
    return FOS_STATUS_OK;
}

const char *fosi_rounding_name(fos_rounding rounding) { return fosi_rounding_valid(rounding) ? names[rounding] : "unknown"; }

static fos_status fail_mode(fosi_slice word, fos_error *error)
{
    const char *near = fosi_nearest(word, names, NAME_COUNT);
    return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.*s\" is no rounding, expected %s%s", (int)word.length, word.data,
                     near != NULL ? near : "half_up, half_even, half_down, up, down, ceiling or floor", near != NULL ? "?" : "");
}

fos_status fosi_rounding_parse(const char *text, size_t length, fosi_rounding *rounding, fos_error *error)
{
    size_t end = 0;
    while (end < length && text[end] != ' ')
        end++;
    fosi_slice word = { length == 0 ? "" : text, end < 40 ? end : 40 };
    size_t mode = 0;
    while (mode < NAME_COUNT && !fosi_slice_is(word, names[mode]))
        mode++;
    if (mode == NAME_COUNT) return fail_mode(word, error);

    size_t at = end;
    while (at < length && text[at] == ' ')
        at++;
    if (at == length)
        return fosi_fail(error, FOS_STATUS_SYNTAX, "the rounding \"%s\" needs a unit, such as \"%s 0.01\"", names[mode],
                         names[mode]);
    fos_decimal unit;
    fos_status status = fos_decimal_parse(text + at, length - at, &unit, error);
    if (status != FOS_STATUS_OK) return status;
    if (unit.coefficient <= 0)
        return fosi_fail(error, FOS_STATUS_OUT_OF_RANGE, "the rounding unit \"%.*s\" must be above 0",
                         length - at > 40 ? 40 : (int)(length - at), text + at);
    rounding->present = true;
    rounding->mode = (fos_rounding)mode;
    rounding->unit = unit;
    return FOS_STATUS_OK;
}
