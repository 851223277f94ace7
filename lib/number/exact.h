/* Exact arithmetic of the rule language: fractions n / (d × 10^scale) in 128 bits. Nothing rounds but round. */
#ifndef FOSI_EXACT_H
#define FOSI_EXACT_H

#include "base/base.h"

__extension__ typedef __int128 fosi_int128;
__extension__ typedef unsigned __int128 fosi_uint128;

/* n / (d × 10^scale); d ≥ 1, 0 ≤ scale ≤ 36. Not always in lowest terms; fosi_exact_normalize makes it so. */
typedef struct fosi_exact {
    fosi_int128 n;
    uint64_t d;
    int32_t scale;
} fosi_exact;

/* The same number without zeros at its end. */
static inline fos_decimal fosi_decimal_shortest(fos_decimal value)
{
    for (; value.scale > 0 && value.coefficient % 10 == 0; value.scale--)
        value.coefficient /= 10;
    return value;
}

static inline fosi_exact fosi_exact_of(fos_decimal value)
{
    fosi_exact exact = { value.coefficient, 1, value.scale };
    return exact;
}

/* All return OK, OVERFLOW or DIVISION_BY_ZERO, and may alias. Fast when d = 1 and scales agree (inline); else exact in
 * 128 bits after taking out common factors, with overflow told, never wrapped. */
fos_status fosi_exact_add_general(fosi_exact a, fosi_exact b, bool negate_b, fosi_exact *out);
/* Brings two decimals of different scales to the larger one; false when that is not plain. */
extern const uint64_t fosi_power_of_ten[20];
static inline bool fosi_exact_align(fosi_exact *a, fosi_exact *b)
{
    if (a->d != 1 || b->d != 1 || a->n != (int64_t)a->n || b->n != (int64_t)b->n) return false;
    fosi_exact *low = a->scale < b->scale ? a : b;
    int32_t by = a->scale < b->scale ? b->scale - a->scale : a->scale - b->scale;
    if (by > 18) return false;
    low->n = (fosi_int128)(int64_t)low->n * (int64_t)fosi_power_of_ten[by]; /* at most 63 + 60 bits */
    low->scale += by;
    return true;
}
static inline fos_status fosi_exact_add(fosi_exact a, fosi_exact b, fosi_exact *out)
{
    fosi_int128 sum;
    if (a.scale != b.scale && !fosi_exact_align(&a, &b)) return fosi_exact_add_general(a, b, false, out);
    if (fosi_likely(a.scale == b.scale && a.d == 1 && b.d == 1 && !__builtin_add_overflow(a.n, b.n, &sum))) {
        out->n = sum;
        out->d = 1;
        out->scale = a.scale;
        return FOS_STATUS_OK;
    }
    return fosi_exact_add_general(a, b, false, out);
}
static inline fos_status fosi_exact_subtract(fosi_exact a, fosi_exact b, fosi_exact *out)
{
    fosi_int128 difference;
    if (a.scale != b.scale && !fosi_exact_align(&a, &b)) return fosi_exact_add_general(a, b, true, out);
    if (fosi_likely(a.scale == b.scale && a.d == 1 && b.d == 1 && !__builtin_sub_overflow(a.n, b.n, &difference))) {
        out->n = difference;
        out->d = 1;
        out->scale = a.scale;
        return FOS_STATUS_OK;
    }
    return fosi_exact_add_general(a, b, true, out);
}
fos_status fosi_exact_multiply_general(fosi_exact a, fosi_exact b, fosi_exact *out);
static inline fos_status fosi_exact_multiply(fosi_exact a, fosi_exact b, fosi_exact *out)
{
    if (fosi_likely(a.d == 1 && b.d == 1 && a.n == (int64_t)a.n && b.n == (int64_t)b.n && a.scale + b.scale <= 18)) {
        out->n = (fosi_int128)(int64_t)a.n * (int64_t)b.n;
        out->d = 1;
        out->scale = a.scale + b.scale;
        return FOS_STATUS_OK;
    }
    return fosi_exact_multiply_general(a, b, out);
}
fos_status fosi_exact_divide(fosi_exact a, fosi_exact b, fosi_exact *out);
/* Lowest terms: no common factor of n and d, d free of 2 and 5 where the scale can take them, no trailing zeros. */
fos_status fosi_exact_normalize(fosi_exact *value);
int fosi_exact_compare_general(fosi_exact a, fosi_exact b);
static inline int fosi_exact_compare(fosi_exact a, fosi_exact b)
{
    if (a.scale != b.scale && !fosi_exact_align(&a, &b)) return fosi_exact_compare_general(a, b);
    if (fosi_likely(a.scale == b.scale && a.d == 1 && b.d == 1)) return (a.n > b.n) - (a.n < b.n);
    return fosi_exact_compare_general(a, b); /* never overflows: falls back to comparing wide products */
}
static inline int fosi_exact_sign(fosi_exact value) { return (value.n > 0) - (value.n < 0); }
/* To a multiple of unit (> 0). The result has d = 1 and the unit's scale. */
fos_status fosi_exact_round(fosi_exact value, fos_decimal unit, fos_rounding rounding, fosi_exact *out);
/* To the public decimal, when it is one that fits (d = 1 after normalising, 64 bits, scale ≤ 18); else OVERFLOW. */
fos_status fosi_exact_to_decimal(fosi_exact value, fos_decimal *out);
/* To the public fraction in lowest terms; OVERFLOW when it does not fit. */
fos_status fosi_exact_to_public(fosi_exact value, fos_exact *out);
/* "5.681", or "1/3" in lowest terms where it does not terminate. */
void fosi_exact_put(fos_buffer *out, fosi_exact value);
void fosi_exact_put_public(fos_buffer *out, fos_exact value);

/* Largest remainders: `whole` (a multiple of unit) over weights ≥ 0 into parts, ties to the earlier index, equal parts
 * when all weights are 0. `scratch` is used for the remainders. */
fos_status fosi_apportion(fosi_arena *scratch, fosi_exact whole, fos_decimal unit, const fosi_exact *weights, size_t count,
                          fosi_exact *parts);

/* "half_up 0.01" and back. */
typedef struct fosi_rounding {
    bool present;
    fos_rounding mode;
    fos_decimal unit;
} fosi_rounding;
fos_status fosi_rounding_parse(const char *text, size_t length, fosi_rounding *rounding, fos_error *error);
const char *fosi_rounding_name(fos_rounding mode);

#endif
