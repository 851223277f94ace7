/* Hamilton's method of largest remainders: a whole number of steps split over weights so that the parts sum to the whole.
 * The public form works within the caller's parts alone; the private one keeps remainders in an arena. */
#include "number/wide.h"

#include <string.h>

/* One split. Part i gets steps × weight(i) / total; what the floors leave over goes to the largest remainders.
 * `order` is a permutation of the parts, kept wherever the caller has room for one int32 per part. */
typedef struct split {
    size_t count;
    bool equal; /* all weights are 0: each counts as 1 */
    fosi_uint128 steps;
    fosi_uint128 total;
    const fos_decimal *decimals; /* either these, brought to `scale` … */
    int32_t scale;
    const fosi_uint128 *weights; /* … or these, with the remainders beside them */
    const fosi_uint128 *remainders;
    unsigned char *order;
    size_t stride;
} split;

static fosi_uint128 weight_at(const split *s, size_t i)
{
    if (s->equal) return 1;
    if (s->weights != NULL) return s->weights[i];
    return (fosi_uint128)(uint64_t)s->decimals[i].coefficient * fosi_power_of_ten[s->scale - s->decimals[i].scale];
}

/* steps × weight = quotient × total + remainder; the quotient is at most steps. */
static fosi_uint128 share_of(const split *s, size_t i, fosi_uint128 *remainder)
{
    fosi_uint128 weight = weight_at(s, i), product;
    if (fosi_multiply_128(s->steps, weight, &product)) {
        fosi_uint128 share = product / s->total;
        *remainder = product - share * s->total;
        return share;
    }
    fosi_wide wide = fosi_wide_of(s->steps), divisor = fosi_wide_of(s->total);
    fosi_wide_multiply_128(&wide, weight);
    fosi_wide quotient = fosi_wide_divide(&wide, &divisor);
    *remainder = fosi_wide_low(&wide);
    return fosi_wide_low(&quotient);
}

static fosi_uint128 remainder_at(const split *s, size_t i)
{
    if (s->remainders != NULL) return s->remainders[i];
    fosi_uint128 remainder;
    share_of(s, i, &remainder);
    return remainder;
}

static int32_t order_at(const split *s, size_t at)
{
    int32_t index;
    memcpy(&index, s->order + at * s->stride, sizeof index);
    return index;
}

static void set_order(const split *s, size_t at, int32_t index) { memcpy(s->order + at * s->stride, &index, sizeof index); }

static void swap(const split *s, size_t a, size_t b)
{
    int32_t kept = order_at(s, a);
    set_order(s, a, order_at(s, b));
    set_order(s, b, kept);
}

/* Puts what comes before the pivot (larger remainder, then earlier index) in front of it; returns the pivot's place. */
static size_t partition(const split *s, size_t low, size_t high, size_t pivot)
{
    int32_t index = order_at(s, pivot);
    fosi_uint128 bound = remainder_at(s, (size_t)index);
    swap(s, pivot, high);
    size_t place = low;
    for (size_t i = low; i < high; i++) {
        int32_t other = order_at(s, i);
        fosi_uint128 remainder = remainder_at(s, (size_t)other);
        if (remainder > bound || (remainder == bound && other < index)) swap(s, place++, i);
    }
    swap(s, place, high);
    return place;
}

/* The index of the last of the `wanted` (≥ 1) largest remainders. Hoare's selection; the pivots vary so that no order of
 * weights makes it slow, and whatever they are the answer is the same. */
static size_t last_winner(const split *s, size_t wanted)
{
    for (size_t i = 0; i < s->count; i++)
        set_order(s, i, (int32_t)i);
    size_t low = 0, end = s->count;
    uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);
    while (end - low > 1) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t place = partition(s, low, end - 1, low + (size_t)(seed >> 33) % (end - low));
        if (place == wanted - 1) break;
        if (place < wanted - 1)
            low = place + 1;
        else
            end = place;
    }
    return (size_t)order_at(s, wanted - 1);
}

static bool wins(const split *s, size_t i, size_t last, fosi_uint128 bound)
{
    fosi_uint128 remainder = remainder_at(s, i);
    return remainder > bound || (remainder == bound && i <= last);
}

/* whole / unit, which must be a whole number of steps. */
static fos_status steps_of(fosi_exact whole, fos_decimal unit, fosi_uint128 *steps)
{
    fosi_exact down;
    fos_status status = fosi_exact_round(whole, unit, FOS_ROUNDING_DOWN, &down);
    if (status != FOS_STATUS_OK) return status;
    if (fosi_exact_compare(down, whole) != 0) return FOS_STATUS_OUT_OF_RANGE;
    fosi_uint128 magnitude = fosi_magnitude(down.n);
    *steps = magnitude / (uint64_t)unit.coefficient;
    return magnitude >> 127 != 0 ? FOS_STATUS_OVERFLOW : FOS_STATUS_OK;
}

/* Adds up the weights; all zero makes the split equal. */
static bool sum_up(split *s)
{
    s->total = 0;
    for (size_t i = 0; i < s->count; i++)
        if (__builtin_add_overflow(s->total, weight_at(s, i), &s->total)) return false;
    if (s->total != 0) return true;
    s->equal = true;
    s->total = s->count;
    return true;
}

/* --- decimals: the parts' coefficients hold the floors, their scales the order ------------------------------------- */

static fos_status check_decimals(split *s)
{
    for (size_t i = 0; i < s->count; i++) {
        fos_decimal weight = s->decimals[i];
        if (weight.scale < 0 || weight.scale > FOS_DECIMAL_MAX_SCALE) return FOS_STATUS_INVALID_ARGUMENT;
        if (weight.coefficient < 0) return FOS_STATUS_OUT_OF_RANGE;
        if (weight.scale > s->scale) s->scale = weight.scale;
    }
    return sum_up(s) ? FOS_STATUS_OK : FOS_STATUS_OVERFLOW;
}

static void share_decimals(split *s, fos_decimal unit, bool negative, fos_decimal *parts)
{
    fosi_uint128 left = s->steps, remainder;
    for (size_t i = 0; i < s->count; i++) {
        fosi_uint128 share = share_of(s, i, &remainder);
        parts[i].coefficient = (int64_t)share;
        left -= share;
    }
    s->order = (unsigned char *)&parts[0].scale;
    s->stride = sizeof parts[0];
    size_t last = left == 0 ? 0 : last_winner(s, (size_t)left);
    fosi_uint128 bound = left == 0 ? 0 : remainder_at(s, last);
    for (size_t i = 0; i < s->count; i++) {
        if (left != 0 && wins(s, i, last, bound)) parts[i].coefficient++;
        parts[i].coefficient *= negative ? -unit.coefficient : unit.coefficient;
        parts[i].scale = unit.scale;
    }
}

fos_status fos_decimal_apportion(fos_decimal whole, fos_decimal unit, const fos_decimal *weights, size_t count,
                                 fos_decimal *parts)
{
    if (whole.scale < 0 || whole.scale > FOS_DECIMAL_MAX_SCALE || unit.scale < 0 || unit.scale > FOS_DECIMAL_MAX_SCALE ||
        unit.coefficient <= 0 || count > INT32_MAX || (count == 0 && whole.coefficient != 0))
        return FOS_STATUS_INVALID_ARGUMENT;
    if (count == 0) return FOS_STATUS_OK;
    if (weights == parts) return FOS_STATUS_INVALID_ARGUMENT;
    split s = { 0 };
    s.count = count;
    s.decimals = weights;
    fos_status status = steps_of(fosi_exact_of(whole), unit, &s.steps);
    if (status == FOS_STATUS_OK) status = check_decimals(&s);
    if (status != FOS_STATUS_OK) return status;
    fosi_uint128 largest;
    if (!fosi_multiply_128(s.steps, (uint64_t)unit.coefficient, &largest) || largest > INT64_MAX) return FOS_STATUS_OVERFLOW;
    share_decimals(&s, unit, whole.coefficient < 0, parts);
    return FOS_STATUS_OK;
}

/* --- fractions: whole-number weights, remainders and the order live in the arena ------------------------------------ */

/* The least common denominator of all weights, as d × 10^scale. */
static bool common_denominator(const fosi_exact *weights, size_t count, fosi_uint128 *d, int32_t *scale)
{
    *d = 1;
    *scale = 0;
    for (size_t i = 0; i < count; i++) {
        if (weights[i].scale > *scale) *scale = weights[i].scale;
        uint64_t common = fosi_gcd_64(weights[i].d, (uint64_t)(*d % weights[i].d));
        if (!fosi_multiply_128(*d, weights[i].d / common, d)) return false;
    }
    return true;
}

static bool whole_weights(const fosi_exact *weights, size_t count, fosi_uint128 *whole)
{
    fosi_uint128 d;
    int32_t scale;
    if (!common_denominator(weights, count, &d, &scale)) return false;
    for (size_t i = 0; i < count; i++) {
        if (!fosi_multiply_128((fosi_uint128)weights[i].n, d / weights[i].d, &whole[i])) return false;
        if (!fosi_scale_128(whole[i], (uint32_t)(scale - weights[i].scale), &whole[i])) return false;
    }
    return true;
}

/* The same on weights in lowest terms, which may have smaller denominators. */
static fos_status whole_weights_reduced(fosi_arena *scratch, const fosi_exact *weights, size_t count, fosi_uint128 *whole)
{
    fosi_exact *reduced = fosi_arena_zero(scratch, count, sizeof *reduced);
    if (reduced == NULL) return FOS_STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        reduced[i] = weights[i];
        fosi_exact_normalize(&reduced[i]);
    }
    return whole_weights(reduced, count, whole) ? FOS_STATUS_OK : FOS_STATUS_OVERFLOW;
}

static void share_exact(split *s, fosi_uint128 *remainders, fos_decimal unit, bool negative, fosi_exact *parts)
{
    fosi_uint128 left = s->steps;
    for (size_t i = 0; i < s->count; i++) {
        fosi_uint128 share = share_of(s, i, &remainders[i]);
        parts[i].n = (fosi_int128)share;
        left -= share;
    }
    size_t last = left == 0 ? 0 : last_winner(s, (size_t)left);
    for (size_t i = 0; i < s->count; i++) {
        if (left != 0 && wins(s, i, last, remainders[last])) parts[i].n++;
        parts[i].n *= negative ? -unit.coefficient : unit.coefficient;
        parts[i].d = 1;
        parts[i].scale = unit.scale;
    }
}

fos_status fosi_apportion(fosi_arena *scratch, fosi_exact whole, fos_decimal unit, const fosi_exact *weights, size_t count,
                          fosi_exact *parts)
{
    if (count > INT32_MAX || (count == 0 && whole.n != 0)) return FOS_STATUS_INVALID_ARGUMENT;
    if (count == 0) return FOS_STATUS_OK;
    for (size_t i = 0; i < count; i++)
        if (weights[i].n < 0) return FOS_STATUS_OUT_OF_RANGE;
    split s = { 0 };
    s.count = count;
    fos_status status = steps_of(whole, unit, &s.steps);
    if (status != FOS_STATUS_OK) return status;

    fosi_uint128 *numbers = fosi_arena_zero(scratch, count, 2 * sizeof *numbers);
    s.order = fosi_arena_zero(scratch, count, sizeof(int32_t));
    s.stride = sizeof(int32_t);
    if (numbers == NULL || s.order == NULL) return FOS_STATUS_NO_MEMORY;
    s.weights = numbers;
    s.remainders = numbers + count;
    if (!whole_weights(weights, count, numbers)) status = whole_weights_reduced(scratch, weights, count, numbers);
    if (status != FOS_STATUS_OK) return status;
    if (!sum_up(&s)) return FOS_STATUS_OVERFLOW;
    share_exact(&s, numbers + count, unit, whole.n < 0, parts);
    return FOS_STATUS_OK;
}
