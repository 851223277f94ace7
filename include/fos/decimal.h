/* Exact decimal numbers and money. A decimal is coefficient × 10^-scale; there is no binary fraction anywhere,
 * and no division but `muldiv`, which rounds once and says how. */
#ifndef FOS_DECIMAL_H
#define FOS_DECIMAL_H

#include <stddef.h>
#include <stdint.h>

#include <fos/export.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** coefficient × 10^-scale; scale 0 to 18. 12.50 is {1250, 2}. Equal values may have different scales. */
typedef struct fos_decimal {
    int64_t coefficient;
    int32_t scale;
} fos_decimal;

/** The scale that marks "no number given". Zero is a number; absence is not. */
#define FOS_DECIMAL_ABSENT_SCALE INT32_MIN
#define FOS_DECIMAL_MAX_SCALE 18
/** What fos_decimal_format needs: sign, 19 digits, point, a leading zero, NUL. */
#define FOS_DECIMAL_TEXT 24

/** How a number that falls between two steps is settled. */
typedef enum fos_rounding {
    FOS_ROUNDING_HALF_UP = 0, /**< nearest, ties away from zero */
    FOS_ROUNDING_HALF_EVEN,   /**< nearest, ties to the even step */
    FOS_ROUNDING_HALF_DOWN,   /**< nearest, ties toward zero */
    FOS_ROUNDING_UP,          /**< away from zero */
    FOS_ROUNDING_DOWN,        /**< toward zero: truncation */
    FOS_ROUNDING_CEILING,     /**< toward plus infinity */
    FOS_ROUNDING_FLOOR        /**< toward minus infinity */
} fos_rounding;

/** An amount in one currency (ISO 4217 alphabetic code, NUL-terminated; empty when absent). */
typedef struct fos_money {
    fos_decimal amount;
    char currency[4];
} fos_money;

/** A fraction numerator / denominator, in lowest terms, denominator > 0. */
typedef struct fos_exact {
    fos_decimal numerator;
    uint64_t denominator;
} fos_exact;

/** True when a number was given. */
FOS_API int fos_decimal_present(fos_decimal value);
/** Reads "[-]digits[.digits]" or JSON's exponent form, exactly. At most 18 significant digits and scale 18:
 *  FOS_STATUS_LIMIT_DIGITS beyond; FOS_STATUS_SYNTAX when it is no number. `error` may be NULL. Thread-safe. */
FOS_API fos_status fos_decimal_parse(const char *text, size_t length, fos_decimal *value, fos_error *error);
/** Writes the plain decimal text with all digits of the scale ("12.50"), and a NUL. Returns the length.
 *  An absent number gives an empty text. */
FOS_API size_t fos_decimal_format(fos_decimal value, char text[FOS_DECIMAL_TEXT]);
/** -1, 0 or 1 as a is less than, equal to or greater than b; scales need not agree. */
FOS_API int fos_decimal_compare(fos_decimal a, fos_decimal b);
/** a + b. FOS_STATUS_OVERFLOW when the sum does not fit. */
FOS_API fos_status fos_decimal_add(fos_decimal a, fos_decimal b, fos_decimal *sum);
/** a − b. FOS_STATUS_OVERFLOW when the difference does not fit. */
FOS_API fos_status fos_decimal_subtract(fos_decimal a, fos_decimal b, fos_decimal *difference);
/** a × b, exact. FOS_STATUS_OVERFLOW when the product does not fit 64 bits at a scale of at most 18. */
FOS_API fos_status fos_decimal_multiply(fos_decimal a, fos_decimal b, fos_decimal *product);
/** a × numerator ÷ denominator, computed in 128 bits and rounded once to `scale` digits after the point.
 *  FOS_STATUS_DIVISION_BY_ZERO, FOS_STATUS_OVERFLOW. */
FOS_API fos_status fos_decimal_muldiv(fos_decimal a, fos_decimal numerator, fos_decimal denominator, int scale,
                                      fos_rounding rounding, fos_decimal *result);
/** Rounds to a multiple of `unit` (> 0, such as 0.01, 0.05, 1, 1000). The result has the unit's scale. */
FOS_API fos_status fos_decimal_round(fos_decimal value, fos_decimal unit, fos_rounding rounding, fos_decimal *result);

/** Splits `whole` over `count` weights (each ≥ 0) by largest remainders (Hamilton's method) in steps of `unit`
 *  (> 0; `whole` is a multiple of it): the parts always sum to the whole, ties go to the earlier index, equal parts when all weights are 0.
 *  FOS_STATUS_OVERFLOW, FOS_STATUS_OUT_OF_RANGE (a negative weight, a whole that is no multiple of the unit). */
FOS_API fos_status fos_decimal_apportion(fos_decimal whole, fos_decimal unit, const fos_decimal *weights, size_t count,
                                         fos_decimal *parts);

/** a + b of one currency; FOS_STATUS_INCONSISTENT for two currencies. */
FOS_API fos_status fos_money_add(const fos_money *a, const fos_money *b, fos_money *sum, fos_error *error);

FOS_END_DECLS

#endif
