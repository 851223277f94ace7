/* Fractions in 128 bits, the wide integers below them, and apportioning: the edges. The bulk of the arithmetic is compared
 * with an oracle by tests/property. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/wide.h"

Suite *exact_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define LARGEST_128 ((fosi_int128)(~(fosi_uint128)0 >> 1))
#define SMALLEST_128 (-LARGEST_128 - 1)

static fos_decimal number(const char *text)
{
    fos_decimal value = { 0, FOS_DECIMAL_ABSENT_SCALE };
    if (text == NULL) return value;
    ck_assert_msg(fos_decimal_parse(text, strlen(text), &value, NULL) == FOS_STATUS_OK, "%s", text);
    return value;
}

/* "12.50" or "19/119". */
static fosi_exact fraction(const char *text)
{
    const char *slash = strchr(text, '/');
    size_t length = slash == NULL ? strlen(text) : (size_t)(slash - text);
    fos_decimal top = { 0, 0 };
    ck_assert_int_eq(fos_decimal_parse(text, length, &top, NULL), FOS_STATUS_OK);
    fosi_exact value = fosi_exact_of(top);
    if (slash != NULL) value.d = (uint64_t)number(slash + 1).coefficient;
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

/* --- fractions ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *a;
    char operator;
    const char *b;
    const char *result;
} fractions[] = {
    { "12.50", '+', "0.005", "12.505" },
    { "1/3", '+', "1/6", "0.5" },
    { "1/3", '-', "1/3", "0" },
    { "1/3", '-', "1/2", "-1/6" },
    { "0.1", '+', "1/7", "17/70" },
    { "29.90", '*', "0.19", "5.681" },
    { "119", '*', "19/119", "19" },
    { "-1/3", '*', "3/7", "-1/7" },
    { "100", '/', "1.19", "10000/119" },
    { "1", '/', "8", "0.125" },
    { "1", '/', "0.000000000000000001", "1000000000000000000" },
    { "-1", '/', "3", "-1/3" },
    { "1", '/', "-3", "-1/3" },
    { "0", '/', "-3", "0" },
    { "0.000000000000000001", '*', "0.000000000000000001", "0.000000000000000000000000000000000001" },
    { "999999999999999999", '*', "999999999999999999", "999999999999999998000000000000000001" },
};

static fos_status apply(fosi_exact a, char operator, fosi_exact b, fosi_exact *result)
{
    switch (operator) {
    case '+': return fosi_exact_add(a, b, result);
    case '-': return fosi_exact_subtract(a, b, result);
    case '*': return fosi_exact_multiply(a, b, result);
    default: return fosi_exact_divide(a, b, result);
    }
}

START_TEST(fractions_are_exact)
{
    for (size_t i = 0; i < COUNT(fractions); i++) {
        fosi_exact result;
        char text[LONGEST];
        ck_assert_int_eq(apply(fraction(fractions[i].a), fractions[i].operator, fraction(fractions[i].b), &result),
                         FOS_STATUS_OK);
        ck_assert_msg(strcmp(shown(result, text), fractions[i].result) == 0, "%s %c %s: %s", fractions[i].a,
                      fractions[i].operator, fractions[i].b, text);
    }
    fosi_exact result;
    ck_assert_int_eq(fosi_exact_divide(fraction("1"), fraction("0.00"), &result), FOS_STATUS_DIVISION_BY_ZERO);
}
END_TEST

static const struct {
    fosi_exact a;
    char operator;
    fosi_exact b;
    fos_status status;
    const char *result;
} wide_fractions[] = {
    { { LARGEST_128, 1, 0 }, '+', { 1, 1, 0 }, FOS_STATUS_OVERFLOW, "" },
    { { LARGEST_128, 1, 0 }, '-', { LARGEST_128, 1, 36 }, FOS_STATUS_OVERFLOW, "" },
    { { SMALLEST_128, 1, 0 }, '+', { LARGEST_128, 1, 0 }, FOS_STATUS_OK, "-1" },
    { { SMALLEST_128, 3, 0 }, '-', { SMALLEST_128, 3, 0 }, FOS_STATUS_OK, "0" },
    { { LARGEST_128, 1, 36 }, '+', { 3, 1, 36 }, FOS_STATUS_OK, "170.14118346046923173168730371588410573" },
    { { LARGEST_128, UINT64_MAX, 0 }, '*', { UINT64_MAX, 1, 0 }, FOS_STATUS_OK, "170141183460469231731687303715884105727" },
    { { LARGEST_128, 7, 36 }, '/', { LARGEST_128, 7, 36 }, FOS_STATUS_OK, "1" },
    { { SMALLEST_128, 1, 0 }, '/', { SMALLEST_128, UINT64_MAX, 36 }, FOS_STATUS_OVERFLOW, "" },
    { { SMALLEST_128, 1, 0 }, '*', { -1, 1, 0 }, FOS_STATUS_OVERFLOW, "" },
    { { SMALLEST_128, 1, 0 }, '*', { 1, 1, 0 }, FOS_STATUS_OK, "-170141183460469231731687303715884105728" },
    { { 1, UINT64_MAX, 0 }, '+', { 1, UINT64_MAX - 1, 0 }, FOS_STATUS_OVERFLOW, "" },
    { { 1, UINT64_MAX, 36 }, '-', { 1, UINT64_MAX, 36 }, FOS_STATUS_OK, "0" },
    { { 1, 1, 36 }, '*', { 1000000, 1, 6 }, FOS_STATUS_OK, "0.000000000000000000000000000000000001" },
    { { 1, 1, 36 }, '*', { 1, 1, 36 }, FOS_STATUS_OVERFLOW, "" },
};

START_TEST(fractions_overflow_only_when_they_must)
{
    for (size_t i = 0; i < COUNT(wide_fractions); i++) {
        fosi_exact result;
        char text[LONGEST];
        fos_status status = apply(wide_fractions[i].a, wide_fractions[i].operator, wide_fractions[i].b, &result);
        ck_assert_msg(status == wide_fractions[i].status, "row %zu: %s", i, fos_status_name(status));
        if (status == FOS_STATUS_OK) ck_assert_str_eq(shown(result, text), wide_fractions[i].result);
    }
}
END_TEST

START_TEST(fractions_compare_whatever_their_size)
{
    static const fosi_exact ordered[] = {
        { SMALLEST_128, 1, 0 },
        { SMALLEST_128 + 1, 1, 0 },
        { -1, 1, 0 },
        { -1, 3, 0 },
        { -1, UINT64_MAX, 36 },
        { 0, 7, 12 },
        { 1, UINT64_MAX, 36 },
        { 1, UINT64_MAX - 1, 36 },
        { 333333333333333333, 1, 18 },
        { 1, 3, 0 },
        { 1, 1, 0 },
        { LARGEST_128, UINT64_MAX, 0 },
        { LARGEST_128, UINT64_MAX - 1, 0 },
        { LARGEST_128 - 1, 1, 0 },
        { LARGEST_128, 1, 0 },
    };
    for (size_t i = 0; i < COUNT(ordered); i++)
        for (size_t j = 0; j < COUNT(ordered); j++)
            ck_assert_msg(fosi_exact_compare(ordered[i], ordered[j]) == (i > j) - (i < j), "%zu and %zu", i, j);
    ck_assert_int_eq(fosi_exact_compare(fraction("1/2"), fraction("0.50")), 0);
}
END_TEST

static const struct {
    fosi_exact given, normal;
} normals[] = {
    { { 0, 7, 12 }, { 0, 1, 0 } },
    { { 1250, 1, 2 }, { 125, 1, 1 } },
    { { 1000, 1, 2 }, { 10, 1, 0 } },
    { { 10, 4, 0 }, { 25, 1, 1 } },
    { { -6, 9, 1 }, { -2, 3, 1 } },
    { { 1, 40, 0 }, { 25, 1, 3 } },
    { { 1, 6, 0 }, { 5, 3, 1 } },
    { { 7, 2, 36 }, { 7, 2, 36 } }, /* the scale has no room left */
    { { SMALLEST_128, 2, 0 }, { SMALLEST_128 / 2, 1, 0 } },
    { { SMALLEST_128 + 1, 10, 0 }, { SMALLEST_128 + 1, 1, 1 } },
    { { LARGEST_128, 4, 0 }, { LARGEST_128, 4, 0 } }, /* nor has the numerator here */
};

START_TEST(fractions_normalize)
{
    for (size_t i = 0; i < COUNT(normals); i++) {
        fosi_exact value = normals[i].given;
        ck_assert_int_eq(fosi_exact_normalize(&value), FOS_STATUS_OK);
        ck_assert_msg(value.n == normals[i].normal.n && value.d == normals[i].normal.d && value.scale == normals[i].normal.scale,
                      "row %zu", i);
    }
}
END_TEST

static const struct {
    fosi_exact value;
    const char *text;
} written[] = {
    { { 0, 1, 5 }, "0" },
    { { 5681, 1, 3 }, "5.681" },
    { { 300, 1, 2 }, "3" },
    { { -5, 1, 1 }, "-0.5" },
    { { 1, 3, 0 }, "1/3" },
    { { -2, 6, 1 }, "-1/30" },
    { { 10, 30, 2 }, "1/300" },
    { { 1, 1, 36 }, "0.000000000000000000000000000000000001" },
    { { 1, 3, 36 }, "1/3000000000000000000000000000000000000" },
    { { 1, 4, 36 }, "0.00000000000000000000000000000000000025" },
    { { LARGEST_128, 1, 0 }, "170141183460469231731687303715884105727" },
    { { SMALLEST_128, 1, 36 }, "-170.141183460469231731687303715884105728" },
    { { 1, (uint64_t)1 << 63, 36 },
      "0.000000000000000000000000000000000000000000000000000000108420217248550443400745280086994171142578125" },
};

START_TEST(fractions_are_written_exactly)
{
    for (size_t i = 0; i < COUNT(written); i++) {
        char text[LONGEST];
        ck_assert_str_eq(shown(written[i].value, text), written[i].text);
    }
}
END_TEST

static const struct {
    fosi_exact value;
    fos_status decimal_status;
    fos_decimal decimal;
    fos_status public_status;
    const char *public_text;
} outward[] = {
    { { 1250, 1, 2 }, FOS_STATUS_OK, { 1250, 2 }, FOS_STATUS_OK, "12.5" },
    { { 25, 2, 0 }, FOS_STATUS_OK, { 125, 1 }, FOS_STATUS_OK, "12.5" },
    { { 1, 3, 0 }, FOS_STATUS_OVERFLOW, { 0, 0 }, FOS_STATUS_OK, "1/3" },
    { { 1, 3, 2 }, FOS_STATUS_OVERFLOW, { 0, 0 }, FOS_STATUS_OK, "1/300" },
    { { 100, 1, 20 }, FOS_STATUS_OK, { 1, 18 }, FOS_STATUS_OK, "0.000000000000000001" },
    { { 1, 1, 19 }, FOS_STATUS_OVERFLOW, { 0, 0 }, FOS_STATUS_OK, "0.0000000000000000001" },
    { { 1, 1, 36 }, FOS_STATUS_OVERFLOW, { 0, 0 }, FOS_STATUS_OK, "0.000000000000000000000000000000000001" },
    { { 1, 3, 36 }, FOS_STATUS_OVERFLOW, { 0, 0 }, FOS_STATUS_OK, "1/3000000000000000000000000000000000000" },
    { { 1, UINT64_MAX, 36 }, FOS_STATUS_OVERFLOW, { 0, 0 }, FOS_STATUS_OVERFLOW, "" },
    { { INT64_MIN, 1, 0 }, FOS_STATUS_OK, { INT64_MIN, 0 }, FOS_STATUS_OK, "-9223372036854775808" },
    { { (fosi_int128)INT64_MAX + 1, 1, 0 }, FOS_STATUS_OVERFLOW, { 0, 0 }, FOS_STATUS_OVERFLOW, "" },
    { { (fosi_int128)INT64_MAX * 10, 1, 1 }, FOS_STATUS_OK, { INT64_MAX, 0 }, FOS_STATUS_OK, "9223372036854775807" },
};

START_TEST(fractions_go_outward_when_they_fit)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *buffer = fos_buffer_new(context);
    for (size_t i = 0; i < COUNT(outward); i++) {
        fos_decimal decimal = { 0, 0 };
        ck_assert_msg(fosi_exact_to_decimal(outward[i].value, &decimal) == outward[i].decimal_status, "row %zu", i);
        ck_assert_msg(decimal.coefficient == outward[i].decimal.coefficient && decimal.scale == outward[i].decimal.scale,
                      "row %zu", i);
        fos_exact exact;
        ck_assert_msg(fosi_exact_to_public(outward[i].value, &exact) == outward[i].public_status, "row %zu", i);
        if (outward[i].public_status != FOS_STATUS_OK) continue;
        fos_buffer_clear(buffer);
        fosi_exact_put_public(buffer, exact);
        ck_assert_str_eq(fos_buffer_data(buffer), outward[i].public_text);
    }
    fos_buffer_clear(buffer);
    fosi_exact_put_public(buffer, (fos_exact){ { 0, FOS_DECIMAL_ABSENT_SCALE }, 1 });
    fosi_exact_put_public(buffer, (fos_exact){ { 1, 0 }, 0 });
    ck_assert_str_eq(fos_buffer_data(buffer), "");
    fos_buffer_free(buffer);
    fos_context_free(context);
}
END_TEST

START_TEST(exact_rounding_bears_the_extremes)
{
    fosi_exact result;
    fos_decimal cent = { 1, 2 }, largest = { INT64_MAX, 0 }, none = { 0, 2 };
    ck_assert_int_eq(fosi_exact_round((fosi_exact){ LARGEST_128, 1, 0 }, cent, FOS_ROUNDING_DOWN, &result), FOS_STATUS_OVERFLOW);
    ck_assert_int_eq(fosi_exact_round((fosi_exact){ LARGEST_128, UINT64_MAX, 36 }, largest, FOS_ROUNDING_UP, &result),
                     FOS_STATUS_OK);
    ck_assert(result.n == INT64_MAX);
    ck_assert_int_eq(fosi_exact_round((fosi_exact){ SMALLEST_128, 1, 36 }, (fos_decimal){ 1, 18 }, FOS_ROUNDING_FLOOR, &result),
                     FOS_STATUS_OK);
    ck_assert_int_eq(fosi_exact_round((fosi_exact){ SMALLEST_128, 1, 0 }, (fos_decimal){ 1, 0 }, FOS_ROUNDING_UP, &result),
                     FOS_STATUS_OK);
    ck_assert(result.n == SMALLEST_128);
    ck_assert_int_eq(fosi_exact_round((fosi_exact){ SMALLEST_128, 1, 0 }, (fos_decimal){ 3, 0 }, FOS_ROUNDING_UP, &result),
                     FOS_STATUS_OVERFLOW);
    ck_assert_int_eq(fosi_exact_round(fraction("1"), none, FOS_ROUNDING_UP, &result), FOS_STATUS_DIVISION_BY_ZERO);
}
END_TEST

/* --- the wide integers below ---------------------------------------------------------------------------------------- */

START_TEST(wide_integers_carry_and_borrow)
{
    fosi_wide a = fosi_wide_of(~(fosi_uint128)0), one = fosi_wide_of(1);
    fosi_wide_add(&a, &one);
    ck_assert_uint_eq(fosi_wide_bits(&a), 129);
    fosi_wide_subtract(&a, &one);
    ck_assert_uint_eq(fosi_wide_bits(&a), 128);
    ck_assert(fosi_wide_low(&a) == ~(fosi_uint128)0);
    ck_assert(fosi_wide_multiply_128(&a, ~(fosi_uint128)0));
    ck_assert(fosi_wide_multiply_128(&a, ~(fosi_uint128)0));
    ck_assert_uint_eq(fosi_wide_bits(&a), 384);
    fosi_wide cube = a, full = fosi_wide_of(~(fosi_uint128)0);
    fosi_wide square = fosi_wide_divide(&cube, &full);
    ck_assert(fosi_wide_is_zero(&cube));
    ck_assert_uint_eq(fosi_wide_bits(&square), 256);
    cube = a;
    fosi_wide_add(&cube, &one);
    fosi_wide_divide(&cube, &full);
    ck_assert(fosi_wide_compare(&cube, &one) == 0);
    ck_assert(!fosi_wide_multiply(&a, 2));
    a = square;
    ck_assert(!fosi_wide_multiply_128(&a, (fosi_uint128)1 << 127 | 1) || fosi_wide_bits(&a) > 380);
    fosi_wide common = fosi_wide_gcd(square, full);
    ck_assert(fosi_wide_compare(&common, &full) == 0);
    common = fosi_wide_gcd(fosi_wide_of(0), one);
    ck_assert(fosi_wide_compare(&common, &one) == 0);
}
END_TEST

static const struct {
    uint32_t bits;
    fosi_uint128 factor;
    bool fits;
} edges[] = {
    { 256, (fosi_uint128)1 << 127, true },
    { 257, (fosi_uint128)1 << 127, false },
    { 320, (fosi_uint128)1 << 64, false },
    { 319, (fosi_uint128)1 << 64, true },
    { 321, UINT64_MAX, false },
    { 320, UINT64_MAX, true },
    { 383, 1, true },
    { 383, 2, false },
};

START_TEST(wide_products_tell_when_they_end)
{
    for (size_t i = 0; i < COUNT(edges); i++) {
        fosi_wide a = fosi_wide_of(1);
        for (uint32_t bit = 0; bit < edges[i].bits; bit++)
            ck_assert(fosi_wide_multiply(&a, 2));
        ck_assert_msg(fosi_wide_multiply_128(&a, edges[i].factor) == edges[i].fits, "row %zu", i);
    }
}
END_TEST

/* --- apportioning --------------------------------------------------------------------------------------------------- */

static const struct {
    const char *whole;
    const char *unit;
    size_t count;
    const char *weights[6];
    fos_status status;
    const char *parts[6];
} splits[] = {
    { "4.90", "0.01", 3, { "25.00", "12.50", "12.50" }, FOS_STATUS_OK, { "2.45", "1.23", "1.22" } },
    { "10.00", "0.01", 3, { "1", "1", "1" }, FOS_STATUS_OK, { "3.34", "3.33", "3.33" } },
    { "10.00", "0.01", 3, { "0", "0.00", "0" }, FOS_STATUS_OK, { "3.34", "3.33", "3.33" } },
    { "-10.00", "0.01", 3, { "1", "1", "1" }, FOS_STATUS_OK, { "-3.34", "-3.33", "-3.33" } },
    { "0.02", "0.01", 4, { "0", "1", "1", "1" }, FOS_STATUS_OK, { "0.00", "0.01", "0.01", "0.00" } },
    { "0.00", "0.01", 2, { "3", "4" }, FOS_STATUS_OK, { "0.00", "0.00" } },
    { "0.35", "0.05", 2, { "1", "1" }, FOS_STATUS_OK, { "0.20", "0.15" } },
    { "3000", "1000", 2, { "0.3", "0.7" }, FOS_STATUS_OK, { "1000", "2000" } },
    { "100", "1", 4, { "0.1", "0.01", "0.001", "0.000000000000000001" }, FOS_STATUS_OK, { "90", "9", "1", "0" } },
    { "7", "0.01", 1, { "0" }, FOS_STATUS_OK, { "7.00" } },
    { "10", "1", 3, { "61", "21", "18" }, FOS_STATUS_OK, { "6", "2", "2" } }, /* the largest remainder, not the largest weight */
    { "0.005", "0.01", 2, { "1", "1" }, FOS_STATUS_OUT_OF_RANGE, { NULL } },
    { "0.01", "0.05", 2, { "1", "1" }, FOS_STATUS_OUT_OF_RANGE, { NULL } },
    { "1", "0.01", 2, { "1", "-1" }, FOS_STATUS_OUT_OF_RANGE, { NULL } },
    { "1", "0", 2, { "1", "1" }, FOS_STATUS_INVALID_ARGUMENT, { NULL } },
    { "1", "0.01", 2, { "1", NULL }, FOS_STATUS_INVALID_ARGUMENT, { NULL } },
    { NULL, "0.01", 1, { "1" }, FOS_STATUS_INVALID_ARGUMENT, { NULL } },
    { "1", "0.01", 0, { NULL }, FOS_STATUS_INVALID_ARGUMENT, { NULL } },
    { "0", "0.01", 0, { NULL }, FOS_STATUS_OK, { NULL } },
    { "999999999999999999", "0.000000000000000001", 2, { "1", "1" }, FOS_STATUS_OVERFLOW, { NULL } },
};

START_TEST(parts_sum_to_the_whole)
{
    for (size_t i = 0; i < COUNT(splits); i++) {
        fos_decimal weights[6], parts[6];
        for (size_t j = 0; j < splits[i].count; j++)
            weights[j] = number(splits[i].weights[j]);
        fos_status status =
            fos_decimal_apportion(number(splits[i].whole), number(splits[i].unit), weights, splits[i].count, parts);
        ck_assert_msg(status == splits[i].status, "row %zu: %s", i, fos_status_name(status));
        if (status != FOS_STATUS_OK) continue;
        for (size_t j = 0; j < splits[i].count; j++) {
            char text[FOS_DECIMAL_TEXT];
            fos_decimal_format(parts[j], text);
            ck_assert_msg(strcmp(text, splits[i].parts[j]) == 0, "row %zu part %zu: %s", i, j, text);
        }
    }
    fos_decimal same[2] = { { 1, 0 }, { 1, 0 } };
    ck_assert_int_eq(fos_decimal_apportion(same[0], same[0], same, 2, same), FOS_STATUS_INVALID_ARGUMENT);
}
END_TEST

START_TEST(fractions_apportion_like_decimals)
{
    fos_context *context = fos_context_new(NULL);
    fosi_arena arena;
    fosi_arena_init(&arena, context);
    for (size_t i = 0; i < COUNT(splits); i++) {
        if (splits[i].status != FOS_STATUS_OK && splits[i].status != FOS_STATUS_OUT_OF_RANGE) continue;
        fosi_exact weights[6], parts[6];
        for (size_t j = 0; j < splits[i].count; j++) { /* a common factor changes nothing */
            weights[j] = fraction(splits[i].weights[j]);
            weights[j].d = 7;
        }
        fos_status status =
            fosi_apportion(&arena, fraction(splits[i].whole), number(splits[i].unit), weights, splits[i].count, parts);
        ck_assert_msg(status == splits[i].status, "row %zu: %s", i, fos_status_name(status));
        for (size_t j = 0; status == FOS_STATUS_OK && j < splits[i].count; j++)
            ck_assert_int_eq(fosi_exact_compare(parts[j], fraction(splits[i].parts[j])), 0);
    }
    /* Denominators that only agree in lowest terms, and a whole beyond 64 bits. */
    fosi_exact odd[3] = { { (fosi_int128)1 << 100, (uint64_t)1 << 60, 30 }, { 1, 3, 0 }, { 3, 9, 0 } }, parts[3];
    fosi_exact whole = { (fosi_int128)INT64_MAX * 1000, 1, 2 };
    ck_assert_int_eq(fosi_apportion(&arena, whole, (fos_decimal){ 1, 2 }, odd, 3, parts), FOS_STATUS_OK);
    fosi_exact sum = parts[0];
    for (int i = 1; i < 3; i++)
        ck_assert_int_eq(fosi_exact_add(sum, parts[i], &sum), FOS_STATUS_OK);
    ck_assert_int_eq(fosi_exact_compare(sum, whole), 0);
    fosi_arena_free(&arena);
    fos_context_free(context);
}
END_TEST

static void *allocate_nothing(void *user, size_t size)
{
    (void)user;
    (void)size;
    return NULL;
}

static void release_nothing(void *user, void *memory)
{
    (void)user;
    (void)memory;
}

START_TEST(apportioning_tells_when_memory_ends)
{
    fos_context context = { { NULL, allocate_nothing, release_nothing } };
    fosi_arena arena;
    fosi_arena_init(&arena, &context);
    fosi_exact weights[2] = { { 1, 1, 0 }, { 2, 1, 0 } }, parts[2];
    ck_assert_int_eq(fosi_apportion(&arena, fraction("1"), (fos_decimal){ 1, 2 }, weights, 2, parts), FOS_STATUS_NO_MEMORY);
    fosi_arena_free(&arena);
}
END_TEST

/* Orders that make a naive selection slow: rising, falling, all alike, saw teeth. */
static int64_t weight_in_order(int order, int64_t i, int64_t count)
{
    switch (order) {
    case 0: return i + 1;
    case 1: return count - i;
    case 2: return 7;
    default: return i % 13 * 1009 + 1;
    }
}

START_TEST(many_weights_are_split_quickly)
{
    enum { MANY = 10000 };
    fos_decimal *weights = malloc(MANY * sizeof *weights), *parts = malloc(MANY * sizeof *parts);
    fosi_exact *exact_weights = malloc(MANY * sizeof *exact_weights), *exact_parts = malloc(MANY * sizeof *exact_parts);
    ck_assert(weights != NULL && parts != NULL && exact_weights != NULL && exact_parts != NULL);
    fos_context *context = fos_context_new(NULL);
    fosi_arena arena;
    fosi_arena_init(&arena, context);
    for (int order = 0; order < 4; order++) {
        for (int64_t i = 0; i < MANY; i++) {
            weights[i] = (fos_decimal){ weight_in_order(order, i, MANY), 2 };
            exact_weights[i] = fosi_exact_of(weights[i]);
        }
        fos_decimal whole = { 123456789, 2 }, unit = { 1, 2 };
        ck_assert_int_eq(fos_decimal_apportion(whole, unit, weights, MANY, parts), FOS_STATUS_OK);
        fosi_arena_reset(&arena);
        ck_assert_int_eq(fosi_apportion(&arena, fosi_exact_of(whole), unit, exact_weights, MANY, exact_parts), FOS_STATUS_OK);
        int64_t sum = 0;
        for (int i = 0; i < MANY; i++) {
            sum += parts[i].coefficient;
            ck_assert(exact_parts[i].n == parts[i].coefficient);
        }
        ck_assert_int_eq(sum, whole.coefficient);
    }
    fosi_arena_free(&arena);
    fos_context_free(context);
    free(weights);
    free(parts);
    free(exact_weights);
    free(exact_parts);
}
END_TEST

Suite *exact_suite(void)
{
    Suite *suite = suite_create("exact");
    TCase *exact = tcase_create("fractions");
    tcase_add_test(exact, fractions_are_exact);
    tcase_add_test(exact, fractions_overflow_only_when_they_must);
    tcase_add_test(exact, fractions_compare_whatever_their_size);
    tcase_add_test(exact, fractions_normalize);
    tcase_add_test(exact, fractions_are_written_exactly);
    tcase_add_test(exact, fractions_go_outward_when_they_fit);
    tcase_add_test(exact, exact_rounding_bears_the_extremes);
    tcase_add_test(exact, wide_integers_carry_and_borrow);
    tcase_add_test(exact, wide_products_tell_when_they_end);
    suite_add_tcase(suite, exact);

    TCase *apportioning = tcase_create("apportioning");
    tcase_add_test(apportioning, parts_sum_to_the_whole);
    tcase_add_test(apportioning, fractions_apportion_like_decimals);
    tcase_add_test(apportioning, apportioning_tells_when_memory_ends);
    tcase_add_test(apportioning, many_weights_are_split_quickly);
    suite_add_tcase(suite, apportioning);
    return suite;
}
