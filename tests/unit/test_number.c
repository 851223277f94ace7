/* Decimals, roundings and exchange rates: the edges; fractions and apportioning are in test_exact.c. The bulk of the
 * arithmetic is compared with an oracle by tests/property. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/exchange.h"

Suite *number_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static fos_decimal number(const char *text)
{
    fos_decimal value = { 0, FOS_DECIMAL_ABSENT_SCALE };
    if (text == NULL) return value;
    ck_assert_msg(fos_decimal_parse(text, strlen(text), &value, NULL) == FOS_STATUS_OK, "%s", text);
    return value;
}

#define LONGEST 200
static const char *shown(fosi_exact value, char text[LONGEST])
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *buffer = fos_buffer_new(context);
    fosi_exact_put(buffer, value);
    ck_assert_uint_lt(fos_buffer_size(buffer), LONGEST);
    strcpy(text, fos_buffer_data(buffer));
    fos_buffer_free(buffer);
    fos_context_free(context);
    return text;
}

/* --- reading and writing -------------------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    fos_status status;
    int64_t coefficient;
    int32_t scale;
} parsed[] = {
    { "0", FOS_STATUS_OK, 0, 0 },
    { "12", FOS_STATUS_OK, 12, 0 },
    { "-0.50", FOS_STATUS_OK, -50, 2 },
    { "-0", FOS_STATUS_OK, 0, 0 },
    { "-0.00", FOS_STATUS_OK, 0, 2 },
    { "1e3", FOS_STATUS_OK, 1000, 0 },
    { "1E+3", FOS_STATUS_OK, 1000, 0 },
    { "1.5E-2", FOS_STATUS_OK, 15, 3 },
    { "1.50e1", FOS_STATUS_OK, 150, 1 },
    { "0e999999999999999999999", FOS_STATUS_OK, 0, 0 },
    { "999999999999999999", FOS_STATUS_OK, INT64_C(999999999999999999), 0 },
    { "1e17", FOS_STATUS_OK, INT64_C(100000000000000000), 0 },
    { "0.000000000000000001", FOS_STATUS_OK, 1, 18 },
    { "0.999999999999999999", FOS_STATUS_OK, INT64_C(999999999999999999), 18 },
    { "0.000000000123456789", FOS_STATUS_OK, 123456789, 18 },
    { "1e-18", FOS_STATUS_OK, 1, 18 },
    { "1000000000000000000", FOS_STATUS_LIMIT_DIGITS, 0, 0 },
    { "1e18", FOS_STATUS_LIMIT_DIGITS, 0, 0 },
    { "1.000000000000000000", FOS_STATUS_LIMIT_DIGITS, 0, 0 },
    { "0.0000000000000000001", FOS_STATUS_LIMIT_DIGITS, 0, 0 },
    { "1e-19", FOS_STATUS_LIMIT_DIGITS, 0, 0 },
    { "1e99999999999999999999999", FOS_STATUS_LIMIT_DIGITS, 0, 0 },
    { "1e-99999999999999999999999", FOS_STATUS_LIMIT_DIGITS, 0, 0 },
    { "", FOS_STATUS_SYNTAX, 0, 0 },
    { "-", FOS_STATUS_SYNTAX, 0, 0 },
    { "+1", FOS_STATUS_SYNTAX, 0, 0 },
    { ".5", FOS_STATUS_SYNTAX, 0, 0 },
    { "1.", FOS_STATUS_SYNTAX, 0, 0 },
    { "01", FOS_STATUS_SYNTAX, 0, 0 },
    { "-01", FOS_STATUS_SYNTAX, 0, 0 },
    { "00", FOS_STATUS_SYNTAX, 0, 0 },
    { " 1", FOS_STATUS_SYNTAX, 0, 0 },
    { "1 ", FOS_STATUS_SYNTAX, 0, 0 },
    { "1,5", FOS_STATUS_SYNTAX, 0, 0 },
    { "1e", FOS_STATUS_SYNTAX, 0, 0 },
    { "1e+", FOS_STATUS_SYNTAX, 0, 0 },
    { "1e1.5", FOS_STATUS_SYNTAX, 0, 0 },
    { "1.e1", FOS_STATUS_SYNTAX, 0, 0 },
    { "--1", FOS_STATUS_SYNTAX, 0, 0 },
    { "0x10", FOS_STATUS_SYNTAX, 0, 0 },
    { "NaN", FOS_STATUS_SYNTAX, 0, 0 },
    { "Infinity", FOS_STATUS_SYNTAX, 0, 0 },
    { "1\xd9\xa1", FOS_STATUS_SYNTAX, 0, 0 }, /* an Arabic digit */
};

START_TEST(numbers_are_read_from_their_text)
{
    for (size_t i = 0; i < COUNT(parsed); i++) {
        fos_decimal value = { 77, 7 };
        fos_error error = FOS_ERROR_INIT;
        fos_status status = fos_decimal_parse(parsed[i].text, strlen(parsed[i].text), &value, &error);
        ck_assert_msg(status == parsed[i].status, "%s: %s", parsed[i].text, fos_status_name(status));
        ck_assert_int_eq(error.status, status);
        ck_assert_int_eq(fos_decimal_parse(parsed[i].text, strlen(parsed[i].text), &value, NULL), status);
        ck_assert_msg(value.coefficient == (status == FOS_STATUS_OK ? parsed[i].coefficient : 77), "%s", parsed[i].text);
        ck_assert_msg(value.scale == (status == FOS_STATUS_OK ? parsed[i].scale : 7), "%s", parsed[i].text);
    }
    fos_decimal value;
    ck_assert_int_eq(fos_decimal_parse("12.5abc", 4, &value, NULL), FOS_STATUS_OK); /* the length rules, not a NUL */
    ck_assert_int_eq(value.coefficient, 125);
    ck_assert_int_eq(fos_decimal_parse("1\0"
                                       "2",
                                       3, &value, NULL),
                     FOS_STATUS_SYNTAX);
    ck_assert_int_eq(fos_decimal_parse(NULL, 0, &value, NULL), FOS_STATUS_SYNTAX);
}
END_TEST

static const struct {
    fos_decimal value;
    const char *text;
} formatted[] = {
    { { 0, 0 }, "0" },
    { { 0, 2 }, "0.00" },
    { { 1250, 2 }, "12.50" },
    { { -5, 2 }, "-0.05" },
    { { -1, 0 }, "-1" },
    { { 1, 18 }, "0.000000000000000001" },
    { { INT64_MAX, 0 }, "9223372036854775807" },
    { { INT64_MIN, 0 }, "-9223372036854775808" },
    { { INT64_MIN, 18 }, "-9.223372036854775808" },
    { { INT64_MIN, 1 }, "-922337203685477580.8" },
    { { 1, FOS_DECIMAL_ABSENT_SCALE }, "" },
    { { 1, 19 }, "" },
    { { 1, -1 }, "" },
};

START_TEST(numbers_are_written_plainly)
{
    for (size_t i = 0; i < COUNT(formatted); i++) {
        char text[FOS_DECIMAL_TEXT];
        ck_assert_uint_eq(fos_decimal_format(formatted[i].value, text), strlen(formatted[i].text));
        ck_assert_str_eq(text, formatted[i].text);
    }
    ck_assert(fos_decimal_present(number("0")));
    ck_assert(!fos_decimal_present(number(NULL)));
}
END_TEST

/* --- decimals ------------------------------------------------------------------------------------------------------- */

typedef fos_status binary(fos_decimal a, fos_decimal b, fos_decimal *result);

static const struct {
    binary *operation;
    fos_decimal a, b;
    fos_status status;
    fos_decimal result;
} sums[] = {
    { fos_decimal_add, { 1250, 2 }, { 1, 3 }, FOS_STATUS_OK, { 12501, 3 } },
    { fos_decimal_add, { INT64_MAX, 0 }, { 0, 0 }, FOS_STATUS_OK, { INT64_MAX, 0 } },
    { fos_decimal_add, { INT64_MAX, 0 }, { 1, 0 }, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { fos_decimal_add, { INT64_MIN, 0 }, { -1, 0 }, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { fos_decimal_add, { INT64_MIN, 0 }, { INT64_MAX, 0 }, FOS_STATUS_OK, { -1, 0 } },
    { fos_decimal_add, { INT64_MAX, 18 }, { 3, 18 }, FOS_STATUS_OK, { INT64_C(922337203685477581), 17 } },
    { fos_decimal_add, { INT64_MAX, 0 }, { 0, 18 }, FOS_STATUS_OK, { INT64_MAX, 0 } }, /* zeros go where they must */
    { fos_decimal_add, { 5, 18 }, { 5, 18 }, FOS_STATUS_OK, { 10, 18 } },
    { fos_decimal_subtract, { INT64_MIN, 0 }, { INT64_MIN, 0 }, FOS_STATUS_OK, { 0, 0 } },
    { fos_decimal_subtract, { 0, 0 }, { INT64_MIN, 0 }, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { fos_decimal_subtract, { INT64_MIN, 18 }, { INT64_MIN, 0 }, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { fos_decimal_multiply, { 2990, 2 }, { 19, 2 }, FOS_STATUS_OK, { 56810, 4 } },
    { fos_decimal_multiply, { INT64_MIN, 0 }, { -1, 0 }, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { fos_decimal_multiply, { INT64_MIN, 0 }, { 1, 0 }, FOS_STATUS_OK, { INT64_MIN, 0 } },
    { fos_decimal_multiply, { INT64_MIN, 0 }, { 1, 18 }, FOS_STATUS_OK, { INT64_MIN, 18 } },
    { fos_decimal_multiply, { 1, 18 }, { 1, 1 }, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { fos_decimal_multiply, { 5, 18 }, { 2, 1 }, FOS_STATUS_OK, { 1, 18 } },
    { fos_decimal_multiply, { 0, 18 }, { 0, 18 }, FOS_STATUS_OK, { 0, 18 } },
    { fos_decimal_multiply, { 4000000000, 9 }, { 5000000000, 9 }, FOS_STATUS_OK, { INT64_C(2000000000000000000), 17 } },
    { fos_decimal_multiply, { INT64_MAX, 9 }, { INT64_MAX, 9 }, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { fos_decimal_add, { 1, FOS_DECIMAL_ABSENT_SCALE }, { 1, 0 }, FOS_STATUS_INVALID_ARGUMENT, { 0, 0 } },
    { fos_decimal_subtract, { 1, 0 }, { 1, 19 }, FOS_STATUS_INVALID_ARGUMENT, { 0, 0 } },
    { fos_decimal_multiply, { 1, -1 }, { 1, 0 }, FOS_STATUS_INVALID_ARGUMENT, { 0, 0 } },
};

START_TEST(decimals_add_and_multiply_exactly)
{
    for (size_t i = 0; i < COUNT(sums); i++) {
        fos_decimal result = { 0, 0 };
        fos_status status = sums[i].operation(sums[i].a, sums[i].b, &result);
        ck_assert_msg(status == sums[i].status, "row %zu: %s", i, fos_status_name(status));
        ck_assert_msg(result.coefficient == sums[i].result.coefficient, "row %zu", i);
        ck_assert_msg(result.scale == sums[i].result.scale, "row %zu", i);
    }
    fos_decimal same = number("1.5");
    ck_assert_int_eq(fos_decimal_add(same, same, &same), FOS_STATUS_OK);
    ck_assert_int_eq(same.coefficient, 30);
}
END_TEST

START_TEST(decimals_compare_across_scales)
{
    static const char *const ordered[] = {
        NULL, "-999999999999999999", "-1", "-0.999999999999999999", "0", "0.000000000000000001", "0.5", "1", "999999999999999999"
    };
    for (size_t i = 0; i < COUNT(ordered); i++)
        for (size_t j = 0; j < COUNT(ordered); j++)
            ck_assert_int_eq(fos_decimal_compare(number(ordered[i]), number(ordered[j])), (i > j) - (i < j));
    ck_assert_int_eq(fos_decimal_compare(number("12.50"), number("12.5")), 0);
    ck_assert_int_eq(fos_decimal_compare((fos_decimal){ INT64_MIN, 0 }, (fos_decimal){ INT64_MAX, 18 }), -1);
    ck_assert_int_eq(fos_decimal_compare((fos_decimal){ INT64_MAX, 0 }, (fos_decimal){ INT64_MIN, 18 }), 1);
}
END_TEST

/* The seven modes over the values that tell them apart; results in order of fos_rounding. */
static const struct {
    const char *value;
    const char *unit;
    const char *results[7]; /* half_up half_even half_down up down ceiling floor */
} rounded[] = {
    { "1.005", "0.01", { "1.01", "1.00", "1.00", "1.01", "1.00", "1.01", "1.00" } },
    { "1.015", "0.01", { "1.02", "1.02", "1.01", "1.02", "1.01", "1.02", "1.01" } },
    { "-1.005", "0.01", { "-1.01", "-1.00", "-1.00", "-1.01", "-1.00", "-1.00", "-1.01" } },
    { "-1.015", "0.01", { "-1.02", "-1.02", "-1.01", "-1.02", "-1.01", "-1.01", "-1.02" } },
    { "1.0049", "0.01", { "1.00", "1.00", "1.00", "1.01", "1.00", "1.01", "1.00" } },
    { "1.0051", "0.01", { "1.01", "1.01", "1.01", "1.01", "1.00", "1.01", "1.00" } },
    { "27.075", "0.01", { "27.08", "27.08", "27.07", "27.08", "27.07", "27.08", "27.07" } },
    { "1.01", "0.01", { "1.01", "1.01", "1.01", "1.01", "1.01", "1.01", "1.01" } },
    { "0", "0.05", { "0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00" } },
    { "0.025", "0.05", { "0.05", "0.00", "0.00", "0.05", "0.00", "0.05", "0.00" } },
    { "0.075", "0.05", { "0.10", "0.10", "0.05", "0.10", "0.05", "0.10", "0.05" } },
    { "7.62", "0.05", { "7.60", "7.60", "7.60", "7.65", "7.60", "7.65", "7.60" } },
    { "-7.63", "0.05", { "-7.65", "-7.65", "-7.65", "-7.65", "-7.60", "-7.60", "-7.65" } },
    { "1500", "1000", { "2000", "2000", "1000", "2000", "1000", "2000", "1000" } },
    { "2500", "1000", { "3000", "2000", "2000", "3000", "2000", "3000", "2000" } },
    { "999.99", "1000", { "1000", "1000", "1000", "1000", "0", "1000", "0" } },
    { "-0.01", "1000", { "0", "0", "0", "-1000", "0", "0", "-1000" } },
    { "149", "100", { "100", "100", "100", "200", "100", "200", "100" } },
    { "12", "0.1", { "12.0", "12.0", "12.0", "12.0", "12.0", "12.0", "12.0" } },
    { "0.000000000000000001", "1", { "0", "0", "0", "1", "0", "1", "0" } },
};

START_TEST(seven_roundings_tell_apart)
{
    for (size_t i = 0; i < COUNT(rounded); i++) {
        for (int mode = 0; mode < 7; mode++) {
            fos_decimal result;
            char text[FOS_DECIMAL_TEXT];
            ck_assert_int_eq(fos_decimal_round(number(rounded[i].value), number(rounded[i].unit), (fos_rounding)mode, &result),
                             FOS_STATUS_OK);
            fos_decimal_format(result, text);
            ck_assert_msg(strcmp(text, rounded[i].results[mode]) == 0, "%s of %s to %s: %s",
                          fosi_rounding_name((fos_rounding)mode), rounded[i].value, rounded[i].unit, text);
            /* The same through a fraction with a denominator, and as muldiv by one. */
            fosi_exact third = fosi_exact_of(number(rounded[i].value));
            third.n *= 3;
            third.d = 3;
            ck_assert_int_eq(fosi_exact_round(third, number(rounded[i].unit), (fos_rounding)mode, &third), FOS_STATUS_OK);
            ck_assert(third.n == result.coefficient && third.d == 1 && third.scale == result.scale);
        }
    }
}
END_TEST

static const struct {
    fos_decimal value, unit;
    fos_rounding mode;
    fos_status status;
    fos_decimal result;
} round_edges[] = {
    { { INT64_MAX, 0 }, { 1, 0 }, FOS_ROUNDING_HALF_UP, FOS_STATUS_OK, { INT64_MAX, 0 } },
    { { INT64_MIN, 0 }, { 1, 0 }, FOS_ROUNDING_FLOOR, FOS_STATUS_OK, { INT64_MIN, 0 } },
    { { INT64_MIN, 18 }, { 1, 18 }, FOS_ROUNDING_FLOOR, FOS_STATUS_OK, { INT64_MIN, 18 } },
    { { INT64_MAX, 0 }, { 10, 0 }, FOS_ROUNDING_UP, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { { INT64_MAX, 0 }, { 10, 0 }, FOS_ROUNDING_DOWN, FOS_STATUS_OK, { INT64_C(9223372036854775800), 0 } },
    { { INT64_MAX, 0 }, { 1, 1 }, FOS_ROUNDING_DOWN, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { { INT64_MAX, 18 }, { 1, 0 }, FOS_ROUNDING_UP, FOS_STATUS_OK, { 10, 0 } },
    { { 1, 18 }, { INT64_MAX, 0 }, FOS_ROUNDING_UP, FOS_STATUS_OK, { INT64_MAX, 0 } },
    { { INT64_MAX, 0 }, { INT64_MAX, 0 }, FOS_ROUNDING_DOWN, FOS_STATUS_OK, { INT64_MAX, 0 } },
    { { INT64_MAX, 0 }, { 3, 18 }, FOS_ROUNDING_DOWN, FOS_STATUS_OVERFLOW, { 0, 0 } },
    { { 1, 0 }, { 0, 0 }, FOS_ROUNDING_DOWN, FOS_STATUS_INVALID_ARGUMENT, { 0, 0 } },
    { { 1, 0 }, { -1, 2 }, FOS_ROUNDING_DOWN, FOS_STATUS_INVALID_ARGUMENT, { 0, 0 } },
    { { 1, 0 }, { 1, 2 }, (fos_rounding)7, FOS_STATUS_INVALID_ARGUMENT, { 0, 0 } },
    { { 1, FOS_DECIMAL_ABSENT_SCALE }, { 1, 2 }, FOS_ROUNDING_UP, FOS_STATUS_INVALID_ARGUMENT, { 0, 0 } },
};

START_TEST(rounding_bears_the_extremes)
{
    for (size_t i = 0; i < COUNT(round_edges); i++) {
        fos_decimal result = { 0, 0 };
        fos_status status = fos_decimal_round(round_edges[i].value, round_edges[i].unit, round_edges[i].mode, &result);
        ck_assert_msg(status == round_edges[i].status, "row %zu: %s", i, fos_status_name(status));
        ck_assert_msg(result.coefficient == round_edges[i].result.coefficient, "row %zu", i);
        ck_assert_msg(result.scale == round_edges[i].result.scale, "row %zu", i);
    }
}
END_TEST

static const struct {
    fos_decimal a, numerator, denominator;
    int scale;
    fos_rounding mode;
    fos_status status;
    int64_t coefficient;
} products[] = {
    { { 2990, 2 }, { 19, 2 }, { 1, 0 }, 2, FOS_ROUNDING_HALF_UP, FOS_STATUS_OK, 568 },
    { { 11900, 2 }, { 19, 0 }, { 119, 0 }, 2, FOS_ROUNDING_HALF_UP, FOS_STATUS_OK, 1900 },
    { { 100, 0 }, { 1, 0 }, { 3, 0 }, 2, FOS_ROUNDING_UP, FOS_STATUS_OK, 3334 },
    { { -100, 0 }, { 1, 0 }, { 3, 0 }, 2, FOS_ROUNDING_FLOOR, FOS_STATUS_OK, -3334 },
    { { 100, 0 }, { 1, 0 }, { -3, 0 }, 2, FOS_ROUNDING_CEILING, FOS_STATUS_OK, -3333 },
    { { -100, 0 }, { 1, 0 }, { -3, 0 }, 2, FOS_ROUNDING_CEILING, FOS_STATUS_OK, 3334 },
    { { INT64_MIN, 0 }, { INT64_MIN, 0 }, { INT64_MIN, 0 }, 0, FOS_ROUNDING_DOWN, FOS_STATUS_OK, INT64_MIN },
    { { INT64_MAX, 0 }, { INT64_MAX, 0 }, { INT64_MAX, 0 }, 0, FOS_ROUNDING_DOWN, FOS_STATUS_OK, INT64_MAX },
    { { INT64_MAX, 0 }, { INT64_MAX, 18 }, { INT64_MAX, 0 }, 18, FOS_ROUNDING_DOWN, FOS_STATUS_OK, INT64_MAX },
    { { INT64_MAX, 18 }, { INT64_MAX, 18 }, { INT64_MAX, 18 }, 18, FOS_ROUNDING_DOWN, FOS_STATUS_OK, INT64_MAX },
    { { INT64_MAX, 18 }, { INT64_MAX, 18 }, { 1, 18 }, 18, FOS_ROUNDING_DOWN, FOS_STATUS_OVERFLOW, 0 },
    { { INT64_MAX, 0 }, { INT64_MAX, 0 }, { 1, 18 }, 18, FOS_ROUNDING_DOWN, FOS_STATUS_OVERFLOW, 0 },
    { { 1, 18 }, { 1, 18 }, { INT64_MAX, 0 }, 0, FOS_ROUNDING_UP, FOS_STATUS_OK, 1 },
    { { 1, 18 }, { 1, 18 }, { INT64_MAX, 0 }, 0, FOS_ROUNDING_HALF_UP, FOS_STATUS_OK, 0 },
    { { INT64_MIN, 0 }, { 1, 0 }, { -1, 0 }, 0, FOS_ROUNDING_DOWN, FOS_STATUS_OVERFLOW, 0 },
    { { 0, 0 }, { 5, 0 }, { -7, 0 }, 2, FOS_ROUNDING_UP, FOS_STATUS_OK, 0 },
    { { 1, 0 }, { 1, 0 }, { 0, 3 }, 2, FOS_ROUNDING_UP, FOS_STATUS_DIVISION_BY_ZERO, 0 },
    { { 1, 0 }, { 1, 0 }, { 1, 0 }, 19, FOS_ROUNDING_UP, FOS_STATUS_INVALID_ARGUMENT, 0 },
    { { 1, 0 }, { 1, 0 }, { 1, 0 }, -1, FOS_ROUNDING_UP, FOS_STATUS_INVALID_ARGUMENT, 0 },
    { { 1, 0 }, { 1, 0 }, { 1, 0 }, 0, (fos_rounding)-1, FOS_STATUS_INVALID_ARGUMENT, 0 },
    { { 1, 0 }, { 1, FOS_DECIMAL_ABSENT_SCALE }, { 1, 0 }, 0, FOS_ROUNDING_UP, FOS_STATUS_INVALID_ARGUMENT, 0 },
};

START_TEST(muldiv_rounds_once)
{
    for (size_t i = 0; i < COUNT(products); i++) {
        fos_decimal result = { 0, products[i].scale };
        fos_status status = fos_decimal_muldiv(products[i].a, products[i].numerator, products[i].denominator, products[i].scale,
                                               products[i].mode, &result);
        ck_assert_msg(status == products[i].status, "row %zu: %s", i, fos_status_name(status));
        ck_assert_msg(result.coefficient == products[i].coefficient, "row %zu: %lld", i, (long long)result.coefficient);
        ck_assert_int_eq(result.scale, products[i].scale);
    }
}
END_TEST

START_TEST(money_adds_in_one_currency)
{
    fos_money a = { { 1250, 2 }, "EUR" }, b = { { 5, 1 }, "EUR" }, c = { { 1, 0 }, "USD" }, sum = { { 7, 0 }, "XXX" };
    fos_error error = FOS_ERROR_INIT;
    ck_assert_int_eq(fos_money_add(&a, &c, &sum, &error), FOS_STATUS_INCONSISTENT);
    ck_assert_ptr_nonnull(strstr(error.text, "EUR and USD"));
    ck_assert_str_eq(sum.currency, "XXX");
    ck_assert_int_eq(fos_money_add(&a, &b, &sum, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(sum.amount.coefficient, 1300);
    ck_assert_str_eq(sum.currency, "EUR");
    b.amount.coefficient = INT64_MAX;
    b.amount.scale = 2;
    ck_assert_int_eq(fos_money_add(&a, &b, &sum, &error), FOS_STATUS_OVERFLOW);
    b.amount.scale = FOS_DECIMAL_ABSENT_SCALE;
    ck_assert_int_eq(fos_money_add(&a, &b, &a, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(a.amount.coefficient, 1250);
}
END_TEST

static const struct {
    const char *text;
    fos_status status;
    fos_rounding mode;
    fos_decimal unit;
    const char *says;
} roundings[] = {
    { "half_up 0.01", FOS_STATUS_OK, FOS_ROUNDING_HALF_UP, { 1, 2 }, NULL },
    { "down 1000", FOS_STATUS_OK, FOS_ROUNDING_DOWN, { 1000, 0 }, NULL },
    { "half_even  0.05", FOS_STATUS_OK, FOS_ROUNDING_HALF_EVEN, { 5, 2 }, NULL },
    { "ceiling 1", FOS_STATUS_OK, FOS_ROUNDING_CEILING, { 1, 0 }, NULL },
    { "half-up 0.01", FOS_STATUS_INVALID_VALUE, 0, { 0, 0 }, "expected half_up?" },
    { "nearest 0.01", FOS_STATUS_INVALID_VALUE, 0, { 0, 0 }, "ceiling or floor" },
    { "", FOS_STATUS_INVALID_VALUE, 0, { 0, 0 }, "\"\"" },
    { " down 1", FOS_STATUS_INVALID_VALUE, 0, { 0, 0 }, "expected" },
    { "down", FOS_STATUS_SYNTAX, 0, { 0, 0 }, "needs a unit" },
    { "down ", FOS_STATUS_SYNTAX, 0, { 0, 0 }, "needs a unit" },
    { "down x", FOS_STATUS_SYNTAX, 0, { 0, 0 }, "not a number" },
    { "down 1 ", FOS_STATUS_SYNTAX, 0, { 0, 0 }, "not a number" },
    { "down 0", FOS_STATUS_OUT_OF_RANGE, 0, { 0, 0 }, "above 0" },
    { "down -0.01", FOS_STATUS_OUT_OF_RANGE, 0, { 0, 0 }, "above 0" },
};

START_TEST(roundings_are_read_from_words)
{
    for (size_t i = 0; i < COUNT(roundings); i++) {
        fosi_rounding rounding = { false, FOS_ROUNDING_HALF_UP, { 0, 0 } };
        fos_error error = FOS_ERROR_INIT;
        fos_status status = fosi_rounding_parse(roundings[i].text, strlen(roundings[i].text), &rounding, &error);
        ck_assert_msg(status == roundings[i].status, "\"%s\": %s", roundings[i].text, fos_status_name(status));
        ck_assert_int_eq(rounding.present, status == FOS_STATUS_OK);
        if (status != FOS_STATUS_OK) ck_assert_msg(strstr(error.text, roundings[i].says) != NULL, "%s", error.text);
        ck_assert_int_eq(rounding.mode, roundings[i].mode);
        ck_assert_int_eq(fos_decimal_compare(rounding.unit, roundings[i].unit), 0);
    }
    ck_assert_str_eq(fosi_rounding_name(FOS_ROUNDING_FLOOR), "floor");
    ck_assert_str_eq(fosi_rounding_name((fos_rounding)7), "unknown");
}
END_TEST

/* --- exchange ------------------------------------------------------------------------------------------------------- */

#define NONE UINT32_MAX

static fos_exchange_rate rate_rows[] = {
    /*  0 */ { "USD", "EUR", { 9200, 4 }, 10, "ecb.daily", NULL, NULL },
    /*  1 */ { "USD", "EUR", { 9300, 4 }, 12, "ecb.daily", NULL, NULL },
    /*  2 */ { "USD", "EUR", { 9400, 4 }, 12, "ecb.daily", NULL, NULL }, /* same day, later row */
    /*  3 */ { "USD", "EUR", { 9500, 4 }, 14, "imf", NULL, NULL },
    /*  4 */ { "EUR", "CHF", { 8, 1 }, 10, NULL, NULL, NULL },
    /*  5 */ { "EUR", "JPY", { 160, 0 }, 11, "ecb.daily", "mid", NULL },
    /*  6 */ { "GBP", "USD", { 125, 2 }, 9, "ecb.daily", "sell", NULL },
    /*  7 */ { "GBP", "USD", { 126, 2 }, 9, "ecb.daily", "buy", NULL },
    /*  8 */ { "NOK", "SEK", { 3, 0 }, 5, NULL, NULL, NULL },
    /*  9 */ { "SEK", "DKK", { 7, 1 }, 5, NULL, NULL, NULL },
    /* 10 */ { "NOK", "ISK", { 12, 0 }, 6, NULL, NULL, NULL },
    /* 11 */ { "DKK", "ISK", { 20, 0 }, 6, NULL, NULL, NULL },
    /* 12 */ { "AUD", "NZD", { 0, 0 }, 6, NULL, NULL, NULL }, /* no rate at all */
};

static const struct {
    fosi_exchange_ask ask;
    const char *factor; /* NULL: none */
    uint32_t first, second;
    bool other_series;
} exchanges[] = {
    { { "EUR", "EUR", 1, NULL, NULL }, "1", NONE, NONE, false },
    { { "USD", "EUR", 11, "ecb.daily", NULL }, "0.92", 0, NONE, false },
    { { "USD", "EUR", 12, "ecb.daily", NULL }, "0.93", 1, NONE, false },
    { { "USD", "EUR", 99, "ecb.daily", NULL }, "0.93", 1, NONE, false },
    { { "USD", "EUR", 99, NULL, NULL }, "0.95", 3, NONE, false },
    { { "USD", "EUR", 99, "boe", NULL }, "0.95", 3, NONE, true },
    { { "USD", "EUR", 13, "imf", NULL }, "0.93", 1, NONE, true },
    { { "USD", "EUR", 9, NULL, NULL }, NULL, NONE, NONE, false },
    { { "EUR", "USD", 11, NULL, NULL }, "25/23", 0, NONE, false },
    { { "CHF", "EUR", 10, "ecb.daily", NULL }, "1.25", 4, NONE, false }, /* a rate without series fits */
    { { "JPY", "EUR", 11, NULL, "mid" }, "0.00625", 5, NONE, false },
    { { "JPY", "EUR", 11, NULL, "buy" }, NULL, NONE, NONE, false },
    { { "GBP", "USD", 9, NULL, NULL }, "1.25", 6, NONE, false },
    { { "GBP", "USD", 9, NULL, "buy" }, "1.26", 7, NONE, false },
    { { "GBP", "EUR", 12, "ecb.daily", NULL }, "1.1625", 6, 1, false },
    { { "EUR", "GBP", 12, "ecb.daily", NULL }, "80/93", 1, 6, false },
    { { "USD", "CHF", 10, "ecb.daily", NULL }, "0.736", 0, 4, false },
    { { "CHF", "JPY", 11, NULL, NULL }, "200", 4, 5, false },
    { { "NOK", "DKK", 6, NULL, NULL }, "0.6", 10, 11, false }, /* the fresher of two crosses */
    { { "NOK", "DKK", 5, NULL, NULL }, "2.1", 8, 9, false },
    { { "NOK", "EUR", 99, NULL, NULL }, NULL, NONE, NONE, false }, /* three legs away */
    { { "AUD", "NZD", 99, NULL, NULL }, NULL, NONE, NONE, false },
    { { "XXX", "EUR", 99, NULL, NULL }, NULL, NONE, NONE, false },
};

START_TEST(rates_are_found_in_order)
{
    fos_exchange_rate *rates[COUNT(rate_rows)];
    for (size_t i = 0; i < COUNT(rate_rows); i++)
        rates[i] = &rate_rows[i];
    for (size_t i = 0; i < COUNT(exchanges); i++) {
        fosi_exchange_answer answer;
        fos_status status = fosi_exchange_find(rates, COUNT(rates), &exchanges[i].ask, &answer);
        ck_assert_msg(status == (exchanges[i].factor == NULL ? FOS_STATUS_NO_EXCHANGE_RATE : FOS_STATUS_OK), "row %zu: %s", i,
                      fos_status_name(status));
        if (status != FOS_STATUS_OK) continue;
        char text[LONGEST];
        ck_assert_msg(strcmp(shown(answer.factor, text), exchanges[i].factor) == 0, "row %zu: %s", i, text);
        ck_assert_msg(answer.first == exchanges[i].first && answer.second == exchanges[i].second, "row %zu: %u %u", i,
                      answer.first, answer.second);
        ck_assert_msg(answer.other_series == exchanges[i].other_series, "row %zu", i);
    }
    fosi_exchange_answer answer;
    ck_assert_int_eq(fosi_exchange_find(NULL, 0, &exchanges[1].ask, &answer), FOS_STATUS_NO_EXCHANGE_RATE);
}
END_TEST

START_TEST(extreme_rates_give_exact_factors)
{
    fos_exchange_rate rows[] = {
        { "AAA", "BBB", { INT64_MAX, 18 }, 1, NULL, NULL, NULL },
        { "CCC", "BBB", { INT64_MAX, 0 }, 1, NULL, NULL, NULL },
        { "CCC", "DDD", { INT64_MAX - 1, 0 }, 1, NULL, NULL, NULL },
    };
    fos_exchange_rate *rates[] = { &rows[0], &rows[1], &rows[2] };
    fosi_exchange_ask same = { "AAA", "CCC", 1, NULL, NULL }, far = { "BBB", "DDD", 1, NULL, NULL };
    fosi_exchange_answer answer;
    char text[LONGEST];
    ck_assert_int_eq(fosi_exchange_find(rates, 3, &same, &answer), FOS_STATUS_OK);
    ck_assert_str_eq(shown(answer.factor, text), "0.000000000000000001");
    ck_assert_int_eq(fosi_exchange_find(rates, 3, &far, &answer), FOS_STATUS_OK);
    ck_assert_str_eq(shown(answer.factor, text), "9223372036854775806/9223372036854775807");
}
END_TEST

Suite *number_suite(void)
{
    Suite *suite = suite_create("number");
    TCase *decimals = tcase_create("decimals");
    tcase_add_test(decimals, numbers_are_read_from_their_text);
    tcase_add_test(decimals, numbers_are_written_plainly);
    tcase_add_test(decimals, decimals_add_and_multiply_exactly);
    tcase_add_test(decimals, decimals_compare_across_scales);
    tcase_add_test(decimals, seven_roundings_tell_apart);
    tcase_add_test(decimals, rounding_bears_the_extremes);
    tcase_add_test(decimals, muldiv_rounds_once);
    tcase_add_test(decimals, money_adds_in_one_currency);
    tcase_add_test(decimals, roundings_are_read_from_words);
    suite_add_tcase(suite, decimals);

    TCase *exchanging = tcase_create("exchange");
    tcase_add_test(exchanging, rates_are_found_in_order);
    tcase_add_test(exchanging, extreme_rates_give_exact_factors);
    suite_add_tcase(suite, exchanging);
    return suite;
}
