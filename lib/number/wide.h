/* Unsigned integers of 384 bits, private to this room: the second try of exact arithmetic when 128 bits are too few.
 * 384 bits hold every numerator and denominator that one operation on two fractions can make, so what still does not fit
 * after reducing truly does not fit. */
#ifndef FOSI_WIDE_H
#define FOSI_WIDE_H

#include "number/exact.h"

#define FOSI_WIDE_LIMBS 6

typedef struct fosi_wide {
    uint64_t limb[FOSI_WIDE_LIMBS]; /* least significant first */
} fosi_wide;

fosi_wide fosi_wide_of(fosi_uint128 value);
bool fosi_wide_is_zero(const fosi_wide *a);
unsigned fosi_wide_bits(const fosi_wide *a); /* 0 for zero */
/* The low 128 bits; only right where fosi_wide_bits is at most 128. */
fosi_uint128 fosi_wide_low(const fosi_wide *a);
int fosi_wide_compare(const fosi_wide *a, const fosi_wide *b);
void fosi_wide_add(fosi_wide *a, const fosi_wide *b);
void fosi_wide_subtract(fosi_wide *a, const fosi_wide *b); /* a ≥ b */
/* False when the product needs more than 384 bits (then *a is spoilt). */
bool fosi_wide_multiply(fosi_wide *a, uint64_t factor);
bool fosi_wide_multiply_128(fosi_wide *a, fosi_uint128 factor);
bool fosi_wide_multiply_ten(fosi_wide *a, uint32_t power);
uint64_t fosi_wide_divide_small(fosi_wide *a, uint64_t divisor); /* returns the remainder */
/* *a becomes the remainder; returns the quotient. divisor > 0. */
fosi_wide fosi_wide_divide(fosi_wide *a, const fosi_wide *divisor);
fosi_wide fosi_wide_gcd(fosi_wide a, fosi_wide b);

/* a × b in 128 bits; false when it does not fit. */
static inline bool fosi_multiply_128(fosi_uint128 a, fosi_uint128 b, fosi_uint128 *product)
{
    if (fosi_likely((uint64_t)a == a && (uint64_t)b == b)) {
        *product = a * b;
        return true;
    }
    if (a != 0 && b > ~(fosi_uint128)0 / a) return false;
    *product = a * b;
    return true;
}

/* a × 10^power in 128 bits; false when it does not fit. */
static inline bool fosi_scale_128(fosi_uint128 a, uint32_t power, fosi_uint128 *product)
{
    for (; power > 19; power -= 19)
        if (!fosi_multiply_128(a, fosi_power_of_ten[19], &a)) return false;
    return fosi_multiply_128(a, fosi_power_of_ten[power], product);
}

static inline fosi_uint128 fosi_magnitude(fosi_int128 value) { return value < 0 ? -(fosi_uint128)value : (fosi_uint128)value; }

/* False when the signed value needs more than 128 bits. */
static inline bool fosi_with_sign(fosi_uint128 magnitude, bool negative, fosi_int128 *value)
{
    if (magnitude >> 127 != 0 && !(negative && magnitude == (fosi_uint128)1 << 127)) return false;
    *value = (fosi_int128)(negative ? -magnitude : magnitude);
    return true;
}

static inline bool fosi_fits_64(fosi_int128 value) { return value >= INT64_MIN && value <= INT64_MAX; }

uint64_t fosi_gcd_64(uint64_t a, uint64_t b);

/* The nearest whole number to n × 10^power / (d × e) in the given mode, without its sign; false when it needs more than
 * 128 bits. d, e > 0, |power| ≤ 72. */
bool fosi_round_quotient(fosi_uint128 n, int32_t power, uint64_t d, uint64_t e, fos_rounding rounding, bool negative,
                         fosi_uint128 *quotient);
bool fosi_rounding_valid(fos_rounding rounding);

#endif
