/* The compiler of regimes: its limits, its findings for broken files, and what the embedded regimes look like from outside. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"

static fos_context *context;
static char *regime; /* room for a file */
static size_t used;

#define ROOM (1u << 20)

static void open_room(void)
{
    context = fos_context_new(NULL);
    regime = malloc(ROOM);
    ck_assert(context != NULL && regime != NULL);
}

static void close_room(void)
{
    free(regime);
    fos_context_free(context);
}

/* ---- files made for a test ---- */

static void begin(void) { used = 0; }

static void add(const char *text)
{
    size_t length = strlen(text);
    ck_assert_uint_lt(used + length, ROOM);
    memcpy(regime + used, text, length + 1);
    used += length;
}

static void add_numbered(const char *format, int number)
{
    char text[256];
    snprintf(text, sizeof text, format, number, number - 1);
    add(text);
}

static void add_head(void)
{
    begin();
    add("{ \"regime\": \"NZ\", \"name\": \"Limits\", \"territory\": [\"NZ\"], \"currency\": \"NZD\", \"minor_unit\": \"0.01\",\n"
        "  \"data_version\": \"2026.1.1\", \"reviewed\": \"2026-01-01\", \"clock\": \"declaration\", \"history\": \"2020-01-01\",\n"
        "  \"sources\": { \"act\": { \"title\": \"An act\" } },\n");
}

/* The rest, with one charge whose base is `base`. */
static void add_charge(const char *base)
{
    add("  \"collections\": { \"border\": { \"approach\": \"border\", \"liable\": \"importer or consignee\", \"collector\": \"customs\",\n"
        "    \"payer\": \"buyer\", \"due\": \"arrival\", \"remitted_to\": \"customs\" } },\n"
        "  \"charges\": [ { \"id\": \"nz.gst\", \"kind\": \"tax\", \"name\": \"GST\", \"per\": \"item\", \"rate\": \"15 %\", \"round\": \"half_up 0.01\",\n"
        "    \"source\": \"act\", \"base\": \"");
    add(base);
    add("\" } ],\n  \"routes\": [ { \"id\": \"nz.import\", \"approach\": \"border\", \"when\": \"true\",\n"
        "    \"collect\": [ { \"by\": \"border\", \"charges\": [\"nz.gst\"] } ] } ] }\n");
}

static fos_status check(char findings[4096])
{
    fos_report *report = fos_report_new(context);
    fos_source file = { "nz.json", regime, used };
    size_t length = 0;

    ck_assert_ptr_nonnull(report);
    fos_status status = fos_regime_check(context, &file, report);
    findings[0] = '\0';
    for (size_t i = 0; i < fos_report_count(report) && length < 3000; i++) {
        char line[1024];
        (void)fos_error_format(fos_report_at(report, i), line, sizeof line);
        length += (size_t)snprintf(findings + length, 4096 - length, "%s%s\n",
                                   fos_report_is_warning(report, i) ? "warning: " : "", line);
    }
    fos_report_free(report);
    return status;
}

static void assert_fine(void)
{
    char findings[4096];
    fos_status status = check(findings);
    ck_assert_msg(status == FOS_STATUS_OK && findings[0] == '\0', "%s: %s", fos_status_name(status), findings);
}

static void assert_limit(const char *says)
{
    char findings[4096];
    assert_status(check(findings), FOS_STATUS_RULE_LIMIT);
    assert_holds(findings, says);
}

/* ---- limits ---- */

static void with_base(const char *base)
{
    add_head();
    add_charge(base);
}

/* `count` times `part` around or after item.goods. */
static char *repeated(const char *before, const char *part, int count, const char *middle, const char *after)
{
    size_t size = strlen(before) + strlen(middle) + ((size_t)count) * (strlen(part) + strlen(after)) + 1;
    char *text = malloc(size);
    ck_assert_ptr_nonnull(text);
    strcpy(text, before);
    for (int i = 0; i < count; i++)
        strcat(text, part);
    strcat(text, middle);
    for (int i = 0; i < count; i++)
        strcat(text, after);
    return text;
}

START_TEST(length_of_an_expression)
{
    char *text = repeated("item.goods", " ", 4096 - 10, "", "");
    with_base(text);
    assert_fine();
    free(text);
    text = repeated("item.goods", " ", 4096 - 9, "", "");
    with_base(text);
    assert_limit("4096 bytes");
    free(text);
}
END_TEST

START_TEST(depth_of_an_expression)
{
    char *text = repeated("", "(", 31, "item.goods", ")");
    with_base(text);
    assert_fine();
    free(text);
    text = repeated("", "(", 32, "item.goods", ")");
    with_base(text);
    assert_limit("32 deep");
    free(text);
}
END_TEST

START_TEST(parts_of_an_expression)
{
    char *text = repeated("item.goods", " * 1", 255, "", ""); /* 1 + 2 × 255 parts */
    with_base(text);
    assert_fine();
    free(text);
    text = repeated("item.goods", " * 1", 256, "", "");
    with_base(text);
    assert_limit("512 parts");
    free(text);
}
END_TEST

static void with_values(int count, const char *first, const char *format, const char *base)
{
    add_head();
    add("  \"values\": {\n");
    add_numbered(first, 1);
    for (int i = 2; i <= count; i++)
        add_numbered(format, i);
    add("\n  },\n");
    add_charge(base);
}

#define VALUE "\"v%d\": { \"per\": \"item\", \"is\": \""

START_TEST(expressions_of_a_file)
{
    /* base, rate, when and four roles beside the values */
    char findings[4096];
    with_values(4089, VALUE "item.goods\", \"shows_as\": \"customs_value\" }", ",\n" VALUE "1\" }", "item.goods");
    assert_status(check(findings), FOS_STATUS_OK);
    with_values(4090, VALUE "item.goods\", \"shows_as\": \"customs_value\" }", ",\n" VALUE "1\" }", "item.goods");
    assert_limit("4096 expressions");
}
END_TEST

START_TEST(chain_of_rules)
{
    with_values(63, VALUE "item.goods\" }", ",\n" VALUE "v%d\" }", "v63");
    assert_fine();
    with_values(64, VALUE "item.goods\" }", ",\n" VALUE "v%d\" }", "v64");
    assert_limit("more than 64 rules");
}
END_TEST

/* Each value leans on the one after it: found by going down, not by coming back. */
START_TEST(chain_of_rules_backwards)
{
    add_head();
    add("  \"values\": {\n");
    for (int i = 3000; i > 1; i--)
        add_numbered(VALUE "v%d\" },\n", i);
    add("\"v1\": { \"per\": \"item\", \"is\": \"item.goods\" } },\n");
    add_charge("v3000");
    assert_limit("more than 64 rules");
}
END_TEST

/* Proofs look into values; sixty doublings must not be walked one by one. */
START_TEST(values_that_double)
{
    char findings[4096];
    add_head();
    add("  \"values\": {\n\"v1\": { \"per\": \"item\", \"is\": \"1\" }");
    for (int i = 2; i <= 60; i++) {
        char text[128];
        snprintf(text, sizeof text, ",\n\"v%d\": { \"per\": \"item\", \"is\": \"v%d + v%d\" }", i, i - 1, i - 1);
        add(text);
    }
    add("\n  },\n");
    add_charge("item.goods / v60");
    assert_status(check(findings), FOS_STATUS_RULE_DIVISOR);
}
END_TEST

static void with_parameters(int count)
{
    char base[4096] = "item.goods";
    add_head();
    add("  \"parameters\": {\n");
    for (int i = 1; i <= count; i++) {
        char text[24];
        add_numbered(i == 1 ? "" : ",\n", i);
        add_numbered(
            "\"p%d\": { \"type\": \"rate\", \"source\": \"act\", \"values\": [ { \"from\": \"2020-01-01\", \"value\": \"1 %%\" } ] }",
            i);
        snprintf(text, sizeof text, " * p%d", i);
        strcat(base, text);
    }
    add("\n  },\n");
    add_charge(base);
}

START_TEST(needs_of_a_file)
{
    with_parameters(59); /* and the exchange rate */
    assert_fine();
    with_parameters(60);
    assert_limit("60 facts that may be missing");
}
END_TEST

START_TEST(inputs_and_switches_of_a_file)
{
    add_head();
    add("  \"inputs\": {\n\"e0\": { \"election\": true }");
    for (int i = 1; i < 65; i++)
        add_numbered(",\n\"e%d\": { \"election\": true }", i);
    add(" },\n");
    add_charge("item.goods");
    assert_limit("at most 64 inputs");
    add_head();
    add("  \"switches\": {\n\"s0\": { \"options\": [\"a\", \"b\"], \"default\": \"a\", \"why\": \"-\", \"source\": \"act\" }");
    for (int i = 1; i < 65; i++)
        add_numbered(",\n\"s%d\": { \"options\": [\"a\", \"b\"], \"default\": \"a\", \"why\": \"-\", \"source\": \"act\" }", i);
    add(" },\n");
    add_charge("item.goods");
    assert_limit("at most 64 switches");
}
END_TEST

START_TEST(findings_of_a_file)
{
    char findings[4096];
    with_values(1500, VALUE "item.goods\" }", ",\n" VALUE "nothing\" }", "item.goods");
    fos_report *report = fos_report_new(context);
    fos_source file = { "nz.json", regime, used };
    assert_status(fos_regime_check(context, &file, report), FOS_STATUS_RULE_NAME);
    ck_assert_uint_eq(fos_report_count(report), 1000);
    ck_assert_uint_eq(fos_report_error_count(report), 1499);
    fos_report_free(report);
    assert_status(check(findings), FOS_STATUS_RULE_NAME);
}
END_TEST

/* ---- steps of an amount without a rounding ---- */

static fos_status check_amount(const char *amount, char findings[4096])
{
    add_head();
    add("  \"parameters\": {\n"
        "    \"fee\": { \"type\": \"money NZD\", \"source\": \"act\", \"values\": [ { \"from\": \"2020-01-01\", \"value\": \"2.50 NZD\" } ] },\n"
        "    \"fine\": { \"type\": \"money NZD\", \"source\": \"act\", \"values\": [ { \"from\": \"2020-01-01\", \"value\": \"2.505 NZD\" } ] } },\n"
        "  \"values\": { \"twice\": { \"per\": \"consignment\", \"is\": \"fee + 1.25 NZD\" } },\n");
    add_charge("item.goods * 1 * fine / fine");
    char *from = strstr(regime, "\"rate\": \"15 %\", \"round\": \"half_up 0.01\"");
    ck_assert_ptr_nonnull(from);
    memmove(from, from + strlen("\"rate\": \"15 %\", \"round\": \"half_up 0.01\",\n   "),
            strlen(from) - strlen("\"rate\": \"15 %\", \"round\": \"half_up 0.01\",\n   ") + 1);
    from = strstr(regime, "\"base\": \"item.goods * 1 * fine / fine\"");
    ck_assert_ptr_nonnull(from);
    char tail[2048], head[256];
    snprintf(tail, sizeof tail, "%s", from + strlen("\"base\": \"item.goods * 1 * fine / fine\""));
    snprintf(head, sizeof head, "\"amount\": \"%s\"", amount);
    strcpy(from, head);
    strcat(from, tail);
    used = strlen(regime);
    return check(findings);
}

static const struct {
    const char *amount;
    bool needs_rounding;
} amounts[] = {
    { "2.50 NZD", false },
    { "2.505 NZD", true },
    { "fee", false },
    { "fine", true },
    { "twice + fee * count(true)", false },
    { "case { item.tax_paid : fee; else : 0 NZD }", false },
    { "case { item.tax_paid : fee; else : fine }", true },
    { "case { item.tax_paid : fee; else : 1 % * item.goods }", true },
    { "min(fee, 1 NZD)", false },
    { "min(fee, item.goods)", true },
    { "fee * item.quantity", true },
    { "fee / 2", true },
    { "item.goods", true },
};

START_TEST(amounts_in_whole_steps)
{
    char findings[4096];
    fos_status status = check_amount(amounts[_i].amount, findings);
    if (amounts[_i].needs_rounding) assert_holds(findings, "round");
    ck_assert_msg((status == FOS_STATUS_RULE_LIMIT) == amounts[_i].needs_rounding &&
                      (status == FOS_STATUS_OK) == !amounts[_i].needs_rounding,
                  "%s: %s: %s", amounts[_i].amount, fos_status_name(status), findings);
}
END_TEST

/* ---- divisors ---- */

static const struct {
    const char *base;
    bool proven;
} divisors[] = {
    { "item.goods / 3", true },
    { "item.goods / 0", false },
    { "item.goods / item.quantity", true },
    { "item.goods / (item.quantity + 1)", true },
    { "item.goods / (item.quantity - 1)", false },
    { "item.goods / (1 - item.quantity)", false },
    { "item.goods / (0 - item.quantity)", true },
    { "item.goods / (item.quantity - item.quantity)", false },
    { "item.goods / case { item.tax_paid : 2; else : item.quantity }", true },
    { "item.goods / case { item.tax_paid : -2; else : item.quantity }", false },
    { "item.goods / (1 - 15 %)", true },
    { "item.goods / (1 - 100 %)", false },
    { "item.goods / packages", false },
};

START_TEST(divisors_proven)
{
    char findings[4096];
    with_base(divisors[_i].base);
    fos_status status = check(findings);
    ck_assert_msg(status == (divisors[_i].proven ? FOS_STATUS_OK : FOS_STATUS_RULE_DIVISOR), "%s: %s: %s", divisors[_i].base,
                  fos_status_name(status), findings);
}
END_TEST

/* ---- broken files ---- */

static const char *cases_folder(void)
{
    const char *folder = getenv("FOS_TEST_CASES");
    return folder != NULL && folder[0] != '\0' ? folder : FOSI_SOURCE_DIR "/tests/cases";
}

static char *read_file(const char *folder, const char *name, const char *file, size_t *length)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s%s%s", folder, name, file[0] != '\0' ? "/" : "", file);
    FILE *in = fopen(path, "rb");
    if (in == NULL) return NULL;
    char *bytes = malloc(ROOM);
    ck_assert_ptr_nonnull(bytes);
    *length = fread(bytes, 1, ROOM - 1, in);
    bytes[*length] = '\0';
    fclose(in);
    return bytes;
}

START_TEST(broken_files)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/rules-bad", cases_folder());
    DIR *open_folder = opendir(folder);
    ck_assert_msg(open_folder != NULL, "%s: no such folder", folder);
    size_t checked = 0;
    for (const struct dirent *entry; (entry = readdir(open_folder)) != NULL;) {
        size_t length = 0, expected_length = 0;
        if (entry->d_name[0] == '.') continue;
        char *bytes = read_file(folder, entry->d_name, "regime.json", &length),
             *expected = read_file(folder, entry->d_name, "expect.txt", &expected_length);
        ck_assert_msg(bytes != NULL && expected != NULL, "%s: regime.json and expect.txt", entry->d_name);
        fos_report *report = fos_report_new(context);
        fos_source file = { "regime.json", bytes, length };
        fos_status status = fos_regime_check(context, &file, report);
        const char *at = expected;
        ck_assert_uint_gt(fos_report_count(report), 0);
        for (size_t i = 0; i < fos_report_count(report); i++) {
            char line[2048], wanted[2048];
            (void)fos_error_format(fos_report_at(report, i), line + 9, sizeof line - 9);
            const char *got = line + 9;
            if (fos_report_is_warning(report, i)) got = memcpy(line, "warning: ", 9);
            snprintf(wanted, sizeof wanted, "%.*s", (int)strcspn(at, "\n"), at);
            ck_assert_msg(strcmp(got, wanted) == 0, "%s: expected %s, got %s", entry->d_name, wanted, got);
            at += strcspn(at, "\n");
            if (*at == '\n') at++;
        }
        ck_assert_msg(*at == '\0', "%s: more was expected: %s", entry->d_name, at);
        ck_assert_int_eq(status == FOS_STATUS_OK, fos_report_error_count(report) == 0);
        fos_report_free(report);
        free(bytes);
        free(expected);
        checked++;
    }
    closedir(open_folder);
    ck_assert_uint_gt(checked, 100);
}
END_TEST

/* ---- the embedded regimes ---- */

START_TEST(dumps_as_recorded)
{
    desk at;
    char folder[512];
    snprintf(folder, sizeof folder, "%s/dumps", cases_folder());
    desk_open(&at);
    for (size_t i = 0; i < fos_library_regime_count(at.library); i++) {
        const fos_regime *each = fos_library_regime_at(at.library, i);
        char name[64];
        size_t length = 0;
        snprintf(name, sizeof name, "%s.txt", fos_regime_id(each));
        char *recorded = read_file(folder, name, "", &length);
        if (recorded == NULL) continue;
        fos_buffer_clear(at.text);
        assert_status(fos_regime_dump(each, at.text), FOS_STATUS_OK);
        ck_assert_msg(
            strcmp(recorded, fos_buffer_data(at.text)) == 0,
            "%s: the dump is not the one recorded; if the law changed, read the difference and run_cases --record tests/cases/dumps",
            name);
        free(recorded);
    }
    desk_close(&at);
}
END_TEST

START_TEST(regime_of_a_country)
{
    static const char *const pairs[][2] = { { "DE", "EU" }, { "GR", "EU" }, { "FR", "EU" }, { "GB", "GB" }, { "AU", "AU" },
                                            { "JP", "JP" }, { "BR", "BR" }, { "AQ", NULL }, { "", NULL } };
    desk at;
    desk_open(&at);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const fos_regime *found = fos_library_regime_for(at.library, pairs[i][0], NULL);
        if (pairs[i][1] == NULL)
            ck_assert_ptr_null(found);
        else
            ck_assert_msg(found != NULL && strcmp(fos_regime_id(found), pairs[i][1]) == 0, "%s", pairs[i][0]);
    }
    desk_close(&at);
}
END_TEST

Suite *regime_suite(void);
Suite *regime_suite(void)
{
    Suite *suite = suite_create("regime");
    TCase *limits = tcase_create("limits");
    tcase_add_checked_fixture(limits, open_room, close_room);
    tcase_add_test(limits, length_of_an_expression);
    tcase_add_test(limits, depth_of_an_expression);
    tcase_add_test(limits, parts_of_an_expression);
    tcase_add_test(limits, expressions_of_a_file);
    tcase_add_test(limits, chain_of_rules);
    tcase_add_test(limits, chain_of_rules_backwards);
    tcase_add_test(limits, values_that_double);
    tcase_add_test(limits, needs_of_a_file);
    tcase_add_test(limits, inputs_and_switches_of_a_file);
    tcase_add_test(limits, findings_of_a_file);
    suite_add_tcase(suite, limits);
    TCase *proofs = tcase_create("proofs");
    tcase_add_checked_fixture(proofs, open_room, close_room);
    tcase_add_loop_test(proofs, amounts_in_whole_steps, 0, sizeof amounts / sizeof *amounts);
    tcase_add_loop_test(proofs, divisors_proven, 0, sizeof divisors / sizeof *divisors);
    suite_add_tcase(suite, proofs);
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, open_room, close_room);
    tcase_add_test(files, broken_files);
    tcase_add_test(files, dumps_as_recorded);
    tcase_add_test(files, regime_of_a_country);
    suite_add_tcase(suite, files);
    return suite;
}
