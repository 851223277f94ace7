/* Tariff tables: rows become an image, the same rows in any order the same bytes; what opens answers look-ups; what was
 * tampered with does not open, or opens and stays within its bounds. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "tariff/table.h"

Suite *tariff_table_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* --- a small table -------------------------------------------------------------------------------------------------- */

typedef struct plain_row {
    const char *code;
    fos_tariff_kind kind;
    const char *origin, *excluded, *programme, *rate, *start, *end, *conditions, *number;
    int stacking;
} plain_row;

static const plain_row rows[] = {
    { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "10 %", NULL, NULL, NULL, NULL, -1 },
    { "6109.10", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "12 %", NULL, "2025-12-31", NULL, NULL, -1 },
    { "6109 10", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "11 %", "2026-01-01", NULL, NULL, NULL, -1 },
    { "6109100010", FOS_TARIFF_KIND_UNIT, NULL, NULL, NULL, "p/st", NULL, NULL, NULL, NULL, -1 },
    { "610910", FOS_TARIFF_KIND_PREFERENCE, "JP", NULL, "EPA", "Free", NULL, NULL, "document U112 | document U110", NULL, -1 },
    { "610910", FOS_TARIFF_KIND_PREFERENCE, "GSP", "IN", "GSP", "9.6 %", "2024-01-01", NULL, "document U167", NULL, -1 },
    { "6109", FOS_TARIFF_KIND_ADDITIONAL, "CN", NULL, NULL, "7.5 %", NULL, NULL, NULL, "9903.88.15", 0 },
    { "6109", FOS_TARIFF_KIND_ADDITIONAL, "all", "EU CN", NULL, "10 %", "2026-02-24", "2026-07-23", NULL, "9903.03.01", 2 },
    { "610990", FOS_TARIFF_KIND_MFN, "", NULL, NULL, "12.5 % + 0.2 EUR/KGM", NULL, NULL, "value <= 150 EUR; mass < 2 KGM", NULL,
      -1 },
    { "8712003010", FOS_TARIFF_KIND_ANTI_DUMPING, "CN", NULL, NULL, "48.5 %", NULL, NULL, NULL, "B999", -1 },
    { "8712", FOS_TARIFF_KIND_MFN, "all", NULL, NULL, "14 %", NULL, NULL, NULL, NULL, -1 },
};

static fos_tariff_builder *small_builder(const fos_context *context, fos_error *error)
{
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    head.id = "XX";
    head.currency = "EUR";
    head.data_version = "2026.1.1";
    head.source = "a test";
    head.starter = "for tests alone";
    return fos_tariff_builder_new(context, &head, error);
}

static fos_status add_origins(fos_tariff_builder *b, fos_error *error)
{
    static const char *const states[] = { "DE", "FR", "AT" }, *const poor[] = { "VN", "IN", "ID" };
    fos_status status = fos_tariff_builder_group(b, "GSP", "poorer countries", error);
    if (status == FOS_STATUS_OK) status = fos_tariff_builder_group(b, "EU", "European Union", error);
    for (size_t i = 0; i < 3 && status == FOS_STATUS_OK; i++) {
        status = fos_tariff_builder_member(b, "EU", states[i], FOS_DATE_ABSENT, FOS_DATE_ABSENT, error);
        fos_date end = i == 0 ? fos_date_make(2026, 6, 30) : FOS_DATE_ABSENT;
        if (status == FOS_STATUS_OK) status = fos_tariff_builder_member(b, "GSP", poor[i], FOS_DATE_ABSENT, end, error);
    }
    if (status == FOS_STATUS_OK)
        status = fos_tariff_builder_programme(b, "GSP", "Generalised preferences", "statement on origin", error);
    return status != FOS_STATUS_OK ? status
                                   : fos_tariff_builder_programme(b, "EPA", "Partnership", "importer's knowledge", error);
}

static fos_date date_of(const char *text)
{
    fos_date date = FOS_DATE_ABSENT;
    if (text != NULL) ck_assert_int_eq(fos_date_parse(text, strlen(text), &date, NULL), FOS_STATUS_OK);
    return date;
}

static fos_status add_row(fos_tariff_builder *b, const plain_row *from, uint32_t line, fos_error *error)
{
    fos_tariff_row row = FOS_TARIFF_ROW_INIT;
    row.line = line;
    row.code = from->code;
    row.kind = from->kind;
    row.origin = from->origin;
    row.excluded = from->excluded;
    row.programme = from->programme;
    row.rate = from->rate;
    row.start = date_of(from->start);
    row.end = date_of(from->end);
    row.conditions = from->conditions;
    row.number = from->number;
    row.stacking = from->stacking;
    row.source = "the act";
    row.confidence = FOS_CONFIDENCE_SECONDARY;
    return fos_tariff_builder_measure(b, &row, error);
}

/* Adds the rows from number `first` on, round about, and writes the image. */
static fos_status build(const fos_context *context, size_t first, bool backwards, fos_buffer *out, fos_error *error)
{
    fos_tariff_builder *b = small_builder(context, error);
    if (b == NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status = add_origins(b, error);
    for (size_t i = 0; i < COUNT(rows) && status == FOS_STATUS_OK; i++) {
        size_t at = (first + (backwards ? COUNT(rows) - i : i)) % COUNT(rows);
        status = add_row(b, &rows[at], (uint32_t)at + 1, error);
    }
    if (status == FOS_STATUS_OK)
        status = fos_tariff_builder_code(b, "610910", "T-shirts, of cotton", -1, FOS_DATE_ABSENT, FOS_DATE_ABSENT, error);
    if (status == FOS_STATUS_OK)
        status =
            fos_tariff_builder_code(b, "8712003020", "Other bicycles", -1, date_of("2020-01-01"), date_of("2025-12-31"), error);
    if (status == FOS_STATUS_OK) status = fos_tariff_builder_write(b, out, error);
    fos_tariff_builder_free(b);
    return status;
}

typedef struct fixture {
    fos_context *context;
    fos_buffer *image;
    fos_tariff *tariff;
    fos_error error;
} fixture;

static void open_fixture(fixture *f)
{
    static const fos_error fresh = FOS_ERROR_INIT;
    f->error = fresh;
    f->context = fos_context_new(NULL);
    f->image = fos_buffer_new(f->context);
    ck_assert_int_eq(build(f->context, 0, false, f->image, &f->error), FOS_STATUS_OK);
    f->tariff = fos_tariff_open(f->context, "small", fos_buffer_data(f->image), fos_buffer_size(f->image), &f->error);
    ck_assert_msg(f->tariff != NULL, "%s", f->error.text);
}

static void close_fixture(fixture *f)
{
    fos_tariff_free(f->tariff);
    fos_buffer_free(f->image);
    fos_context_free(f->context);
}

/* The measures of a look-up as one line: "KIND RATE" with commas between. */
static const char *found(fixture *f, const char *code, const char *origin, const char *date, uint32_t kinds)
{
    static char text[1024];
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_measure measure = FOS_TARIFF_MEASURE_INIT;
    fos_tariff_cursor cursor;
    query.code = code;
    query.origin = origin;
    query.date = date_of(date);
    query.kinds = kinds;
    text[0] = '\0';
    if (fos_tariff_find(f->tariff, &query, &cursor, &f->error) != FOS_STATUS_OK) return fos_status_name(f->error.status);
    static const char *const matches[] = { "none", "exact", "short", "prefix" };
    strcat(text, matches[cursor.match]);
    while (fos_tariff_next(&cursor, &measure)) {
        strcat(text, ", ");
        strcat(text, fos_tariff_kind_name(measure.kind));
        strcat(text, " ");
        strcat(text, measure.rate);
    }
    return text;
}

/* --- tests ---------------------------------------------------------------------------------------------------------- */

START_TEST(looks_up_by_code_origin_and_day)
{
    fixture f;
    open_fixture(&f);
    static const struct {
        const char *code, *origin, *date;
        uint32_t kinds;
        const char *want;
    } cases[] = {
        { "610910", NULL, "2025-06-01", 0, "short, mfn 12 %" },
        { "6109100010", NULL, "2025-12-31", 0, "exact, unit p/st, mfn 12 %" },
        { "6109100010", NULL, "2026-01-01", 0, "exact, unit p/st, mfn 11 %" },
        { "6109.10.00.10", "CN", "2026-03-01", 0, "exact, unit p/st, mfn 11 %, additional 7.5 %" },
        { "6109100010", "JP", "2026-03-01", 0, "exact, unit p/st, mfn 11 %, preference Free, additional 10 %" },
        { "6109100010", "JP", "2026-07-24", 0, "exact, unit p/st, mfn 11 %, preference Free" },
        { "6109100010", "DE", "2026-03-01", 0, "exact, unit p/st, mfn 11 %" },
        { "6109100010", "VN", "2026-06-30", 1u << FOS_TARIFF_KIND_PREFERENCE, "exact, preference 9.6 %" },
        { "6109100010", "VN", "2026-07-01", 1u << FOS_TARIFF_KIND_PREFERENCE, "exact" },
        { "6109100010", "ID", "2026-07-01", 1u << FOS_TARIFF_KIND_PREFERENCE, "exact, preference 9.6 %" },
        { "6109100010", "ID", "2023-12-31", 1u << FOS_TARIFF_KIND_PREFERENCE, "exact" },
        { "6109100010", "IN", "2026-06-30", 1u << FOS_TARIFF_KIND_PREFERENCE, "exact" },
        { "610990", "CN", "2026-03-01", 0, "exact, mfn 12.5 % + 0.2 EUR/KGM, additional 7.5 %" },
        { "61099020", NULL, NULL, 0, "prefix, mfn 12.5 % + 0.2 EUR/KGM, additional 10 %" },
        { "61", NULL, NULL, 0, "short, mfn 10 %" },
        { "6110", NULL, NULL, 0, "none" },
        { "8712003010", "CN", "2026-01-01", 0, "exact, anti_dumping 48.5 %, mfn 14 %" },
        { "871200301055", "CN", "2026-01-01", 0, "prefix, anti_dumping 48.5 %, mfn 14 %" },
        { "8712003020", "CN", "2025-12-31", 0, "exact, mfn 14 %" },
        { "8712003020", "CN", "2026-01-01", 0, "none" },
        { "87120030", "*", NULL, 0, "short, mfn 14 %" },
        { "99", NULL, NULL, 0, "none" },
        { "00", NULL, NULL, 0, "none" },
        { "6", NULL, NULL, 0, "invalid_value" },
        { "61091a", NULL, NULL, 0, "invalid_value" },
        { "6109100010123", NULL, NULL, 0, "invalid_value" },
        { "610910", "cn", NULL, 0, "invalid_value" },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        ck_assert_str_eq(found(&f, cases[i].code, cases[i].origin, cases[i].date, cases[i].kinds), cases[i].want);
    close_fixture(&f);
}
END_TEST

START_TEST(tells_all_of_a_measure)
{
    fixture f;
    open_fixture(&f);
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    fos_tariff_cursor cursor;
    query.code = "610910";
    query.origin = "VN";
    query.date = date_of("2026-03-01");
    query.kinds = 1u << FOS_TARIFF_KIND_PREFERENCE;
    ck_assert_int_eq(fos_tariff_find(f.tariff, &query, &cursor, NULL), FOS_STATUS_OK);
    ck_assert(fos_tariff_next(&cursor, &m));
    ck_assert_str_eq(m.code, "610910");
    ck_assert_str_eq(m.origin, "GSP");
    ck_assert_str_eq(m.programme, "GSP");
    ck_assert_str_eq(m.proof, "statement on origin");
    ck_assert_int_eq(m.start, date_of("2024-01-01"));
    ck_assert_int_eq(m.end, FOS_DATE_ABSENT);
    ck_assert_int_eq(m.stacking, FOS_TARIFF_STACKING_REPLACE);
    ck_assert_str_eq(m.replaces, "mfn");
    ck_assert_str_eq(m.conditions, "document U167");
    ck_assert_str_eq(m.source, "the act");
    ck_assert_int_eq(m.confidence, FOS_CONFIDENCE_SECONDARY);
    ck_assert_int_eq(m.order, 0);
    ck_assert(!fos_tariff_next(&cursor, &m));
    ck_assert(!fos_tariff_next(&cursor, &m));
    ck_assert_str_eq(fos_tariff_id(f.tariff), "XX");
    ck_assert_str_eq(fos_tariff_currency(f.tariff), "EUR");
    ck_assert_str_eq(fos_tariff_data_version(f.tariff), "2026.1.1");
    ck_assert_str_eq(fos_tariff_starter(f.tariff), "for tests alone");
    ck_assert_str_eq(fos_tariff_source(f.tariff), "a test");
    ck_assert_str_eq(fos_tariff_origin(f.tariff), "small");
    ck_assert_uint_eq(fos_tariff_measure_count(f.tariff), COUNT(rows));
    ck_assert_uint_eq(fos_tariff_code_count(f.tariff), 8);
    close_fixture(&f);
}
END_TEST

START_TEST(knows_codes)
{
    fixture f;
    open_fixture(&f);
    static const struct {
        const char *code, *date, *nearest;
        fos_tariff_match match;
        int declarable;
    } cases[] = {
        { "610910", NULL, "610910", FOS_TARIFF_MATCH_SHORT, 0 },
        { "6109100010", NULL, "6109100010", FOS_TARIFF_MATCH_EXACT, 1 },
        { "610990", NULL, "610990", FOS_TARIFF_MATCH_EXACT, 1 },
        { "6109905555", NULL, "610990", FOS_TARIFF_MATCH_PREFIX, 1 },
        { "610950", NULL, "6109", FOS_TARIFF_MATCH_NONE, 0 },
        { "6200", NULL, "610990", FOS_TARIFF_MATCH_NONE, 1 },
        { "0101", NULL, "61", FOS_TARIFF_MATCH_NONE, 0 },
        { "9999", NULL, "8712003020", FOS_TARIFF_MATCH_NONE, 1 },
        { "8712003020", "2026-01-01", "8712", FOS_TARIFF_MATCH_NONE, 0 },
        { "871200", NULL, "8712", FOS_TARIFF_MATCH_SHORT, 0 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        fos_tariff_line line = FOS_TARIFF_LINE_INIT;
        ck_assert_int_eq(fos_tariff_code(f.tariff, cases[i].code, date_of(cases[i].date), &line, &f.error), FOS_STATUS_OK);
        ck_assert_str_eq(line.code, cases[i].nearest);
        ck_assert_msg(line.match == cases[i].match && line.declarable == cases[i].declarable, "%s: match %d, declarable %d",
                      cases[i].code, (int)line.match, line.declarable);
    }
    size_t first, count;
    ck_assert_int_eq(fos_tariff_below(f.tariff, "61", &first, &count, NULL), FOS_STATUS_OK);
    ck_assert_uint_eq(first, 0);
    ck_assert_uint_eq(count, 5);
    ck_assert_int_eq(fos_tariff_below(f.tariff, "99", &first, &count, NULL), FOS_STATUS_OK);
    ck_assert_uint_eq(count, 0);
    close_fixture(&f);
}
END_TEST

START_TEST(gives_the_same_bytes_for_rows_in_any_order)
{
    fixture f;
    open_fixture(&f);
    for (size_t i = 0; i < 2 * COUNT(rows); i++) {
        fos_buffer *other = fos_buffer_new(f.context);
        ck_assert_int_eq(build(f.context, i / 2, i % 2 != 0, other, &f.error), FOS_STATUS_OK);
        ck_assert_uint_eq(fos_buffer_size(other), fos_buffer_size(f.image));
        ck_assert_int_eq(memcmp(fos_buffer_data(other), fos_buffer_data(f.image), fos_buffer_size(f.image)), 0);
        fos_buffer_free(other);
    }
    close_fixture(&f);
}
END_TEST

START_TEST(refuses_bad_rows)
{
    static const struct {
        plain_row row;
        fos_status status;
        const char *says;
    } cases[] = {
        { { "6", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, NULL, NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "commodity code" },
        { { NULL, FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, NULL, NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "commodity code" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, " ", NULL, NULL, NULL, NULL, -1 }, FOS_STATUS_MISSING_KEY, "rate" },
        { { "61", FOS_TARIFF_KIND_MFN, "ACP", NULL, NULL, "1 %", NULL, NULL, NULL, NULL, -1 }, FOS_STATUS_RULE_NAME, "\"ACP\"" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, "CN cn", NULL, "1 %", NULL, NULL, NULL, NULL, -1 }, FOS_STATUS_RULE_NAME, "\"cn\"" },
        { { "61", FOS_TARIFF_KIND_PREFERENCE, "CN", NULL, "Q", "1 %", NULL, NULL, NULL, NULL, -1 },
          FOS_STATUS_RULE_NAME,
          "\"Q\"" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", "2026-02-01", "2026-01-31", NULL, NULL, -1 },
          FOS_STATUS_INCONSISTENT,
          "2026-01-31" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, "value 150 EUR", NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "value 150 EUR" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, "value <= 150", NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "value <= 150" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, "document", NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "document" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, "document A;; document B", NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "condition" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, "| document A", NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "condition" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1\n%", NULL, NULL, NULL, NULL, -1 },
          FOS_STATUS_INVALID_VALUE,
          "control" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 \xff", NULL, NULL, NULL, NULL, -1 }, FOS_STATUS_ENCODING, "UTF-8" },
        { { "61", (fos_tariff_kind)99, NULL, NULL, NULL, "1 %", NULL, NULL, NULL, NULL, -1 },
          FOS_STATUS_INVALID_ARGUMENT,
          "kind" },
        { { "61", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "1 %", NULL, NULL, NULL, NULL, 4 },
          FOS_STATUS_INVALID_ARGUMENT,
          "stacking" },
    };
    fos_context *context = fos_context_new(NULL);
    fos_tariff_builder *b = small_builder(context, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        fos_error error = FOS_ERROR_INIT;
        assert_status(add_row(b, &cases[i].row, 7, &error), cases[i].status);
        assert_holds(error.text, cases[i].says);
        ck_assert_uint_eq(error.line, 7);
    }
    ck_assert_uint_eq(fos_tariff_builder_count(b), 0);
    fos_tariff_builder_free(b);
    fos_context_free(context);
}
END_TEST

START_TEST(refuses_rivals)
{
    static const plain_row first = { "6109",       FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "12 %",
                                     "2025-01-01", "2025-12-31",        NULL, NULL, -1 };
    static const struct {
        plain_row row;
        fos_status status;
    } cases[] = {
        { { "6109", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "11 %", "2025-12-31", NULL, NULL, NULL, -1 },
          FOS_STATUS_RULE_OVERLAP },
        { { "6109", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "12 %", "2025-01-01", "2025-12-31", NULL, NULL, -1 },
          FOS_STATUS_DUPLICATE_KEY },
        { { "6109", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "11 %", "2026-01-01", NULL, NULL, NULL, -1 }, FOS_STATUS_OK },
        { { "6109", FOS_TARIFF_KIND_MFN, "CN", NULL, NULL, "11 %", "2025-12-31", NULL, NULL, NULL, -1 }, FOS_STATUS_OK },
        { { "6109", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "11 %", "2025-12-31", NULL, "document X", NULL, -1 }, FOS_STATUS_OK },
        { { "610910", FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, "11 %", "2025-12-31", NULL, NULL, NULL, -1 }, FOS_STATUS_OK },
    };
    fos_context *context = fos_context_new(NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        fos_error error = FOS_ERROR_INIT;
        fos_tariff_builder *b = small_builder(context, NULL);
        fos_buffer *out = fos_buffer_new(context);
        assert_status(add_row(b, &first, 3, &error), FOS_STATUS_OK);
        assert_status(add_row(b, &cases[i].row, 2, &error), FOS_STATUS_OK);
        assert_status(fos_tariff_builder_write(b, out, &error), cases[i].status);
        if (cases[i].status != FOS_STATUS_OK) {
            assert_holds(error.text, "lines 2 and 3");
            ck_assert_uint_eq(error.line, 3);
            ck_assert_uint_eq(fos_buffer_size(out), 0);
        }
        fos_buffer_free(out);
        fos_tariff_builder_free(b);
    }
    fos_context_free(context);
}
END_TEST

START_TEST(refuses_bad_heads_and_origins)
{
    fos_context *context = fos_context_new(NULL);
    fos_error error = FOS_ERROR_INIT;
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    head.currency = "EUR";
    ck_assert(fos_tariff_builder_new(context, &head, &error) == NULL);
    assert_status(error.status, FOS_STATUS_MISSING_KEY);
    head.id = "XX";
    head.data_version = "1";
    head.currency = "eur";
    ck_assert(fos_tariff_builder_new(context, &head, &error) == NULL);
    assert_status(error.status, FOS_STATUS_INVALID_VALUE);
    fos_tariff_builder *b = small_builder(context, NULL);
    assert_status(add_origins(b, &error), FOS_STATUS_OK);
    assert_status(fos_tariff_builder_group(b, "GSP", NULL, &error), FOS_STATUS_DUPLICATE_KEY);
    assert_status(fos_tariff_builder_group(b, "all", NULL, &error), FOS_STATUS_DUPLICATE_KEY);
    assert_status(fos_tariff_builder_group(b, "A B", NULL, &error), FOS_STATUS_INVALID_VALUE);
    assert_status(fos_tariff_builder_member(b, "ACP", "CN", FOS_DATE_ABSENT, FOS_DATE_ABSENT, &error), FOS_STATUS_RULE_NAME);
    assert_status(fos_tariff_builder_member(b, "EU", "d", FOS_DATE_ABSENT, FOS_DATE_ABSENT, &error), FOS_STATUS_INVALID_VALUE);
    assert_status(fos_tariff_builder_programme(b, "EPA", NULL, NULL, &error), FOS_STATUS_DUPLICATE_KEY);
    assert_status(fos_tariff_builder_code(b, "6109", "Shirts", 1, FOS_DATE_ABSENT, FOS_DATE_ABSENT, &error), FOS_STATUS_OK);
    assert_status(fos_tariff_builder_code(b, "61.09", NULL, -1, FOS_DATE_ABSENT, FOS_DATE_ABSENT, &error), FOS_STATUS_OK);
    assert_status(fos_tariff_builder_code(b, "6109", "Skirts", 1, FOS_DATE_ABSENT, FOS_DATE_ABSENT, &error),
                  FOS_STATUS_INCONSISTENT);
    assert_status(fos_tariff_builder_code(b, "6109", "Shirts", 0, FOS_DATE_ABSENT, FOS_DATE_ABSENT, &error),
                  FOS_STATUS_INCONSISTENT);
    fos_buffer *out = fos_buffer_new(context);
    assert_status(fos_tariff_builder_write(b, out, &error), FOS_STATUS_OK);
    assert_status(fos_tariff_builder_member(b, "EU", "DE", date_of("2026-01-01"), FOS_DATE_ABSENT, &error), FOS_STATUS_OK);
    assert_status(fos_tariff_builder_write(b, out, &error), FOS_STATUS_RULE_OVERLAP);
    assert_holds(error.text, "DE is twice in the group \"EU\"");
    fos_buffer_free(out);
    fos_tariff_builder_free(b);
    fos_context_free(context);
}
END_TEST

START_TEST(reads_conditions)
{
    const char *at = " document U112 | document U110 ;value <= 150 EUR";
    static const char *const want[] = { "document U112 0", "document U110 1", "value <= 150 EUR 0" };
    fos_tariff_condition c;
    for (size_t i = 0; i < COUNT(want); i++) {
        char text[80];
        ck_assert(fos_tariff_condition_next(&at, &c));
        snprintf(text, sizeof text, "%.*s %.*s %d", (int)c.kind_length, c.kind, (int)c.text_length, c.text, c.alternative != 0);
        ck_assert_str_eq(text, want[i]);
    }
    ck_assert(!fos_tariff_condition_next(&at, &c));
}
END_TEST

/* --- hostile images ------------------------------------------------------------------------------------------------- */

static void seal(unsigned char *image, size_t length)
{
    char digest[FOSI_DIGEST_TEXT];
    fosi_digest(image + FOSI_HEAD_FLAGS, length - FOSI_HEAD_FLAGS, digest);
    memcpy(image + FOSI_HEAD_DIGEST, digest + 7, 64);
}

/* Walks everything that can be reached; under the sanitizers a wrong read ends the test. */
static size_t walk(const fos_tariff *t)
{
    static const char *const origins[] = { NULL, "CN", "VN", "IN", "DE", "*" };
    size_t sum = strlen(fos_tariff_id(t)) + strlen(fos_tariff_source(t));
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    for (size_t i = 0; fos_tariff_line_at(t, i, &line); i++) {
        sum += strlen(line.description);
        for (size_t k = 0; k < COUNT(origins); k++) {
            fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
            fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
            fos_tariff_cursor cursor;
            query.code = line.code;
            query.origin = origins[k];
            query.date = k % 2 == 0 ? FOS_DATE_ABSENT : 20500;
            ck_assert_int_eq(fos_tariff_find(t, &query, &cursor, NULL), FOS_STATUS_OK);
            while (fos_tariff_next(&cursor, &m))
                sum += strlen(m.rate) + strlen(m.origin) + strlen(m.programme) + strlen(m.conditions) + strlen(m.replaces) +
                       strlen(m.source);
        }
    }
    return sum;
}

/* Each byte takes eight other values, once with a wrong checksum and once with a right one. */
START_TEST(survives_every_flipped_bit)
{
    fixture f;
    open_fixture(&f);
    size_t length = fos_buffer_size(f.image), opened = 0;
    unsigned char *bytes = malloc(length);
    ck_assert(bytes != NULL);
    for (size_t i = 0; i < length * 8; i++) {
        fos_error error = FOS_ERROR_INIT;
        memcpy(bytes, fos_buffer_data(f.image), length);
        bytes[i / 8] = (unsigned char)(bytes[i / 8] ^ (1u << (i % 8)));
        ck_assert_msg(fos_tariff_open(f.context, "flipped", bytes, length, &error) == NULL, "bit %zu went unseen", i);
        ck_assert(error.status == FOS_STATUS_SYNTAX || error.status == FOS_STATUS_UNSUPPORTED);
        if (i / 8 < FOSI_HEAD_FLAGS) continue;
        seal(bytes, length);
        fos_tariff *t = fos_tariff_open(f.context, "flipped", bytes, length, &error);
        if (t == NULL) continue;
        opened++;
        ck_assert_uint_gt(walk(t), 0);
        fos_tariff_free(t);
    }
    ck_assert_uint_gt(opened, 0); /* letters of a text, days, numbers may change */
    free(bytes);
    close_fixture(&f);
}
END_TEST

START_TEST(refuses_every_cut)
{
    fixture f;
    open_fixture(&f);
    for (size_t length = 0; length < fos_buffer_size(f.image); length++) {
        char *bytes = malloc(length + 1); /* of this very size, so that a read past it is seen */
        ck_assert(bytes != NULL);
        memcpy(bytes, fos_buffer_data(f.image), length);
        ck_assert(fos_tariff_open(f.context, "cut", bytes, length, NULL) == NULL);
        free(bytes);
    }
    close_fixture(&f);
}
END_TEST

START_TEST(opens_files)
{
    fixture f;
    open_fixture(&f);
    char path[] = "/tmp/fos-tariff-XXXXXX";
    int handle = mkstemp(path);
    ck_assert_int_ge(handle, 0);
    FILE *file = fdopen(handle, "wb");
    ck_assert_uint_eq(fwrite(fos_buffer_data(f.image), 1, fos_buffer_size(f.image), file), fos_buffer_size(f.image));
    fclose(file);
    fos_tariff *t = fos_tariff_open_file(f.context, path, &f.error);
    ck_assert_msg(t != NULL, "%s", f.error.text);
    ck_assert_str_eq(fos_tariff_digest(t), fos_tariff_digest(f.tariff));
    ck_assert_uint_eq(walk(t), walk(f.tariff));
    fos_tariff_free(t);
    file = fopen(path, "wb");
    fclose(file);
    ck_assert(fos_tariff_open_file(f.context, path, &f.error) == NULL);
    assert_status(f.error.status, FOS_STATUS_SYNTAX);
    remove(path);
    ck_assert(fos_tariff_open_file(f.context, path, &f.error) == NULL);
    assert_status(f.error.status, FOS_STATUS_IO);
    ck_assert(fos_tariff_open_file(f.context, "/tmp", &f.error) == NULL);
    assert_status(f.error.status, FOS_STATUS_IO);
    close_fixture(&f);
}
END_TEST

/* --- memory --------------------------------------------------------------------------------------------------------- */

static fos_status build_and_open(const fos_context *context, fos_error *error)
{
    fos_buffer *out = fos_buffer_new(context);
    if (out == NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status = build(context, 3, false, out, error);
    if (status == FOS_STATUS_OK) {
        fos_tariff *t = fos_tariff_open(context, "small", fos_buffer_data(out), fos_buffer_size(out), error);
        status = t == NULL ? error->status : FOS_STATUS_OK;
        fos_tariff_free(t);
    }
    fos_buffer_free(out);
    return status;
}

START_TEST(survives_each_refused_allocation)
{
    ledger book = { 0 };
    fos_allocator allocator = ledger_allocator(&book);
    fos_context *context = fos_context_new(&allocator);
    size_t live = book.live, refused = 0;
    for (size_t i = 1;; i++) {
        fos_error error = FOS_ERROR_INIT;
        ledger_arm(&book, i, false);
        fos_status status = build_and_open(context, &error);
        bool hit = book.refused;
        ledger_disarm(&book);
        ck_assert_uint_eq(book.live, live);
        if (!hit) {
            assert_status(status, FOS_STATUS_OK);
            break;
        }
        assert_status(status, FOS_STATUS_NO_MEMORY);
        refused++;
    }
    ck_assert_uint_gt(refused, 20);
    fos_context_free(context);
}
END_TEST

START_TEST(looks_up_without_memory)
{
    ledger book = { 0 };
    fos_allocator allocator = ledger_allocator(&book);
    fixture f = { .error = FOS_ERROR_INIT };
    f.context = fos_context_new(&allocator);
    f.image = fos_buffer_new(f.context);
    ck_assert_int_eq(build(f.context, 0, false, f.image, &f.error), FOS_STATUS_OK);
    f.tariff = fos_tariff_open(f.context, "small", fos_buffer_data(f.image), fos_buffer_size(f.image), &f.error);
    size_t calls = book.calls;
    walk(f.tariff);
    ck_assert_uint_eq(book.calls, calls);
    close_fixture(&f);
    ck_assert_uint_eq(book.live, 0);
}
END_TEST

Suite *tariff_table_suite(void)
{
    Suite *suite = suite_create("tariff_table");
    TCase *tcase = tcase_create("tables");
    tcase_add_test(tcase, looks_up_by_code_origin_and_day);
    tcase_add_test(tcase, tells_all_of_a_measure);
    tcase_add_test(tcase, knows_codes);
    tcase_add_test(tcase, gives_the_same_bytes_for_rows_in_any_order);
    tcase_add_test(tcase, refuses_bad_rows);
    tcase_add_test(tcase, refuses_rivals);
    tcase_add_test(tcase, refuses_bad_heads_and_origins);
    tcase_add_test(tcase, reads_conditions);
    tcase_add_test(tcase, survives_every_flipped_bit);
    tcase_add_test(tcase, refuses_every_cut);
    tcase_add_test(tcase, opens_files);
    tcase_add_test(tcase, survives_each_refused_allocation);
    tcase_add_test(tcase, looks_up_without_memory);
    suite_add_tcase(suite, tcase);
    return suite;
}
