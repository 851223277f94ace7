/* Tests of fos_identifier_check beyond the rows of tests/cases/identifiers: what the call promises, and the list of schemes. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <fos/fos.h>

#include "dataset/codes.h"
#include "dataset/identifier_scheme.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static fos_identifier_result check_text(const char *scheme, const char *value)
{
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
    ck_assert_int_eq(fos_identifier_check(scheme, value, strlen(value), &result, NULL), FOS_STATUS_OK);
    return result;
}

START_TEST(calls_that_are_wrong_are_told)
{
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT, empty = { 0 };
    fos_error error = FOS_ERROR_INIT;
    ck_assert_int_eq(fos_identifier_check("gtn", "1", 1, &result, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_str_eq(error.text, "there is no scheme \"gtn\", did you mean gtin?");
    ck_assert_int_eq(fos_identifier_check(NULL, "1", 1, &result, NULL), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_identifier_check("gtin", NULL, 1, &result, NULL), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_identifier_check("gtin", "1", 1, NULL, NULL), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_identifier_check("gtin", "1", 1, &empty, NULL), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_identifier_check("gtin", NULL, 0, &result, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(result.fault, FOS_IDENTIFIER_FAULT_EMPTY);
}
END_TEST

/* A program that was built when the struct was shorter. */
START_TEST(a_shorter_result_is_not_written_beyond)
{
    union {
        fos_identifier_result result;
        unsigned char bytes[sizeof(fos_identifier_result)];
    } room;
    memset(&room, 0xa5, sizeof room);
    size_t known = offsetof(fos_identifier_result, normalised);
    room.result.struct_size = (uint32_t)known;
    ck_assert_int_eq(fos_identifier_check("gtin", "73513537", 8, &room.result, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(room.result.verdict, FOS_VERDICT_VALID);
    ck_assert_uint_eq(room.result.struct_size, known);
    for (size_t i = known; i < sizeof room; i++)
        ck_assert_uint_eq(room.bytes[i], 0xa5);
}
END_TEST

START_TEST(a_value_may_hold_anything)
{
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
    ck_assert_int_eq(fos_identifier_check("gtin", "7351\0003537", 9, &result, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(result.fault, FOS_IDENTIFIER_FAULT_CHARACTER);
    ck_assert_uint_eq(result.position, 5);
    ck_assert_int_eq(fos_identifier_check("gtin", "73513537\xe2\x80", 10, &result, NULL), FOS_STATUS_OK);
    ck_assert_uint_eq(result.position, 9);
    char *long_value = malloc(100000);
    ck_assert_ptr_nonnull(long_value);
    memset(long_value, '1', 100000);
    ck_assert_int_eq(fos_identifier_check("gtin", long_value, 100000, &result, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(result.fault, FOS_IDENTIFIER_FAULT_LONG);
    free(long_value);
}
END_TEST

START_TEST(each_fault_is_told_apart)
{
    static const struct {
        const char *scheme, *value;
        fos_identifier_fault fault;
    } rows[] = {
        { "s10", " - ", FOS_IDENTIFIER_FAULT_EMPTY },
        { "s10", "R4473124829FI", FOS_IDENTIFIER_FAULT_CHARACTER },
        { "s10", "RA473124829F", FOS_IDENTIFIER_FAULT_SHORT },
        { "s10", "RA473124829FIX", FOS_IDENTIFIER_FAULT_LONG },
        { "us-ein", "9-11144442", FOS_IDENTIFIER_FAULT_SEPARATOR },
        { "s10", "RA473124828FI", FOS_IDENTIFIER_FAULT_CHECK },
        { "s10", "RA473124829ZZ", FOS_IDENTIFIER_FAULT_CODE },
        { "cn-id", "360426199113010071", FOS_IDENTIFIER_FAULT_DATE },
        { "in-pan", "ACUPA0000R", FOS_IDENTIFIER_FAULT_RANGE },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        fos_identifier_result result = check_text(rows[i].scheme, rows[i].value);
        ck_assert_msg(result.verdict == FOS_VERDICT_INVALID && result.fault == rows[i].fault, "%s: %s", rows[i].value,
                      fos_identifier_fault_name(result.fault));
    }
}
END_TEST

START_TEST(parts_are_named)
{
    fos_identifier_result result = check_text("mrn", "23DE1234567890ABC1");
    static const char *const names[] = { "year", "country", "number", "check digit" };
    ck_assert_uint_eq(result.part_count, COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++)
        ck_assert_str_eq(result.parts[i].name, names[i]);
    ck_assert_uint_eq(result.parts[2].offset, 4);
    ck_assert_uint_eq(result.parts[2].length, 13);
}
END_TEST

START_TEST(schemes_are_in_order_and_whole)
{
    size_t count = fos_identifier_scheme_count();
    const fos_identifier_scheme *before = NULL;
    for (size_t i = 0; i < count; i++) {
        const fos_identifier_scheme *scheme = fos_identifier_scheme_at(i);
        ck_assert_msg(before == NULL || strcmp(before->name, scheme->name) < 0, "%s", scheme->name);
        ck_assert_ptr_eq(fos_identifier_scheme_find(scheme->name), scheme);
        ck_assert(scheme->title[0] != '\0' && scheme->authority[0] != '\0' && scheme->checked[0] != '\0');
        const fosi_scheme *rules = fosi_scheme_find(scheme->name);
        ck_assert_msg(rules->free == (fos_identifier_pattern(scheme->name, NULL, 0) == 0), "%s", scheme->name);
        before = scheme;
    }
    ck_assert_ptr_null(fos_identifier_scheme_at(count));
    ck_assert_ptr_null(fos_identifier_scheme_find("planet"));
    ck_assert_ptr_null(fos_identifier_scheme_find(NULL));
}
END_TEST

/* Every scheme that rule files may name has rules here, under the same title. */
START_TEST(named_schemes_have_rules)
{
    size_t count = 0;
    const char *const *names = fosi_code_list("identifier_scheme", &count);
    ck_assert_uint_gt(count, 10);
    for (size_t i = 0; i < count; i++) {
        const fos_identifier_scheme *scheme = fos_identifier_scheme_find(names[i]);
        ck_assert_msg(scheme != NULL, "%s", names[i]);
        if (strcmp(scheme->name, names[i]) == 0)
            ck_assert_str_eq(scheme->title, fosi_code_name("identifier_scheme", fosi_slice_of(names[i])));
    }
}
END_TEST

START_TEST(patterns_are_cut_to_size)
{
    char text[8];
    ck_assert_uint_eq(fos_identifier_pattern("arn", text, sizeof text), strlen("^([0-9]{12})$"));
    ck_assert_str_eq(text, "^([0-9]");
    ck_assert_uint_eq(fos_identifier_pattern("br-prc", text, sizeof text), 0);
    ck_assert_str_eq(text, "");
    ck_assert_uint_eq(fos_identifier_pattern("planet", text, sizeof text), 0);
    ck_assert_str_eq(fos_verdict_name((fos_verdict)9), "");
    ck_assert_str_eq(fos_identifier_fault_name((fos_identifier_fault)99), "");
}
END_TEST

Suite *identifier_suite(void);

Suite *identifier_suite(void)
{
    Suite *suite = suite_create("identifier");
    TCase *all = tcase_create("all");
    tcase_add_test(all, calls_that_are_wrong_are_told);
    tcase_add_test(all, a_shorter_result_is_not_written_beyond);
    tcase_add_test(all, a_value_may_hold_anything);
    tcase_add_test(all, each_fault_is_told_apart);
    tcase_add_test(all, parts_are_named);
    tcase_add_test(all, schemes_are_in_order_and_whole);
    tcase_add_test(all, named_schemes_have_rules);
    tcase_add_test(all, patterns_are_cut_to_size);
    suite_add_tcase(suite, all);
    return suite;
}
