/* Unsigned integers of 384 bits. Plain schoolbook methods: this is the rare path, and short code is checked code. */
#include "number/wide.h"

#include <string.h>

const uint64_t fosi_power_of_ten[20] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};

fosi_wide fosi_wide_of(fosi_uint128 value)
{
    fosi_wide wide = { { (uint64_t)value, (uint64_t)(value >> 64), 0, 0, 0, 0 } };
    return wide;
}

static unsigned bits_of(uint64_t limb)
{
    unsigned bits = 0;
    for (unsigned step = 32; step != 0; step /= 2) {
        if (limb >> step == 0) continue;
        limb >>= step;
        bits += step;
    }
    return bits + (limb != 0);
}

unsigned fosi_wide_bits(const fosi_wide *a)
{
    for (unsigned i = FOSI_WIDE_LIMBS; i-- > 0;)
        if (a->limb[i] != 0) return 64 * i + bits_of(a->limb[i]);
    return 0;
}

bool fosi_wide_is_zero(const fosi_wide *a) { return fosi_wide_bits(a) == 0; }

fosi_uint128 fosi_wide_low(const fosi_wide *a) { return (fosi_uint128)a->limb[1] << 64 | a->limb[0]; }

int fosi_wide_compare(const fosi_wide *a, const fosi_wide *b)
{
    for (unsigned i = FOSI_WIDE_LIMBS; i-- > 0;)
        if (a->limb[i] != b->limb[i]) return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

void fosi_wide_add(fosi_wide *a, const fosi_wide *b)
{
    fosi_uint128 carry = 0;
    for (unsigned i = 0; i < FOSI_WIDE_LIMBS; i++) {
        carry += (fosi_uint128)a->limb[i] + b->limb[i];
        a->limb[i] = (uint64_t)carry;
        carry >>= 64;
    }
}

void fosi_wide_subtract(fosi_wide *a, const fosi_wide *b)
{
    uint64_t borrow = 0;
    for (unsigned i = 0; i < FOSI_WIDE_LIMBS; i++) {
        fosi_uint128 difference = (fosi_uint128)a->limb[i] - b->limb[i] - borrow;
        a->limb[i] = (uint64_t)difference;
        borrow = (uint64_t)(difference >> 64) & 1u;
    }
}

bool fosi_wide_multiply(fosi_wide *a, uint64_t factor)
{
    fosi_uint128 carry = 0;
    for (unsigned i = 0; i < FOSI_WIDE_LIMBS; i++) {
        carry += (fosi_uint128)a->limb[i] * factor;
        a->limb[i] = (uint64_t)carry;
        carry >>= 64;
    }
    return carry == 0;
}

bool fosi_wide_multiply_128(fosi_wide *a, fosi_uint128 factor)
{
    fosi_wide high = *a;
    uint64_t lost = high.limb[FOSI_WIDE_LIMBS - 1];
    memmove(high.limb + 1, high.limb, (FOSI_WIDE_LIMBS - 1) * sizeof high.limb[0]);
    high.limb[0] = 0;
    if (factor >> 64 != 0 && lost != 0) return false;
    if (!fosi_wide_multiply(&high, (uint64_t)(factor >> 64)) || !fosi_wide_multiply(a, (uint64_t)factor)) return false;
    fosi_wide_add(a, &high);
    return fosi_wide_compare(a, &high) >= 0;
}

bool fosi_wide_multiply_ten(fosi_wide *a, uint32_t power)
{
    for (; power > 19; power -= 19)
        if (!fosi_wide_multiply(a, fosi_power_of_ten[19])) return false;
    return fosi_wide_multiply(a, fosi_power_of_ten[power]);
}

uint64_t fosi_wide_divide_small(fosi_wide *a, uint64_t divisor)
{
    fosi_uint128 rest = 0;
    for (unsigned i = FOSI_WIDE_LIMBS; i-- > 0;) {
        rest = rest << 64 | a->limb[i];
        a->limb[i] = (uint64_t)(rest / divisor);
        rest %= divisor;
    }
    return (uint64_t)rest;
}

static void shift_left(fosi_wide *a, unsigned by)
{
    unsigned limbs = by / 64, bits = by % 64;
    for (unsigned i = FOSI_WIDE_LIMBS; i-- > 0;) {
        uint64_t high = i >= limbs ? a->limb[i - limbs] : 0;
        uint64_t low = i >= limbs + 1 ? a->limb[i - limbs - 1] : 0;
        a->limb[i] = bits == 0 ? high : high << bits | low >> (64 - bits);
    }
}

static void shift_right_once(fosi_wide *a)
{
    for (unsigned i = 0; i < FOSI_WIDE_LIMBS; i++) {
        uint64_t above = i + 1 < FOSI_WIDE_LIMBS ? a->limb[i + 1] : 0;
        a->limb[i] = a->limb[i] >> 1 | above << 63;
    }
}

/* Shift and subtract: as many steps as the quotient has bits. */
fosi_wide fosi_wide_divide(fosi_wide *a, const fosi_wide *divisor)
{
    fosi_wide quotient = fosi_wide_of(0);
    unsigned have = fosi_wide_bits(a), need = fosi_wide_bits(divisor);
    if (have < need) return quotient;
    fosi_wide shifted = *divisor;
    shift_left(&shifted, have - need);
    for (unsigned bit = have - need + 1; bit-- > 0;) {
        if (fosi_wide_compare(a, &shifted) >= 0) {
            fosi_wide_subtract(a, &shifted);
            quotient.limb[bit / 64] |= (uint64_t)1 << (bit % 64);
        }
        shift_right_once(&shifted);
    }
    return quotient;
}

uint64_t fosi_gcd_64(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

fosi_wide fosi_wide_gcd(fosi_wide a, fosi_wide b)
{
    while (!fosi_wide_is_zero(&b)) {
        if (fosi_wide_bits(&a) <= 64 && fosi_wide_bits(&b) <= 64) return fosi_wide_of(fosi_gcd_64(a.limb[0], b.limb[0]));
        fosi_wide rest = a;
        fosi_wide_divide(&rest, &b);
        a = b;
        b = rest;
    }
    return a;
}
