/* Records say what JSON says: documents are made from them by the element table, as a package would make structs, and must be the
 * library's own, byte for byte. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/base.h"
#include "dataset/element.h"
#include "support.h"

static desk d;
static fos_buffer *records, *texts, *document, *made;

static void open_desk(void)
{
    desk_open(&d);
    records = fos_buffer_new(d.context);
    texts = fos_buffer_new(d.context);
    document = fos_buffer_new(d.context);
    made = fos_buffer_new(d.context);
}

static void close_desk(void)
{
    fos_buffer_free(records);
    fos_buffer_free(texts);
    fos_buffer_free(document);
    fos_buffer_free(made);
    desk_close(&d);
}

/* ---- from records to JSON ---- */

static uint64_t word_at(size_t at)
{
    uint64_t word;
    ck_assert_uint_lt(at, fos_buffer_size(records) / sizeof word);
    memcpy(&word, fos_buffer_data(records) + at * sizeof word, sizeof word);
    return word;
}

static void put_text(uint64_t slot)
{
    size_t from = (size_t)(slot >> 32), length = (size_t)(slot & UINT32_MAX);
    ck_assert_uint_le(from + length, fos_buffer_size(texts));
    fosi_buffer_char(made, '"');
    for (size_t i = 0; i < length; i++) {
        char c = fos_buffer_data(texts)[from + i];
        if (c == '"' || c == '\\') fosi_buffer_char(made, '\\');
        fosi_buffer_char(made, c);
    }
    fosi_buffer_char(made, '"');
}

static void put_decimal(size_t at)
{
    fos_decimal value = { (int64_t)word_at(at), (int32_t)(word_at(at + 1) & UINT32_MAX) };
    fosi_buffer_char(made, '"');
    fosi_buffer_decimal(made, value);
    fosi_buffer_char(made, '"');
}

static size_t put_object(const fos_class *of, size_t at);

static size_t words_of(const fos_element *element)
{
    const char *kind = fos_element_kind(element);
    return fos_element_is_list(element) ? 1 : strcmp(kind, "decimal") == 0 ? 2 : strcmp(kind, "money") == 0 ? 3 : 1;
}

static void put_value(const fos_element *element, size_t at)
{
    const char *kind = fos_element_kind(element);
    if (strcmp(kind, "decimal") == 0) {
        put_decimal(at);
    } else if (strcmp(kind, "integer") == 0) {
        fosi_buffer_unsigned(made, word_at(at));
    } else if (strcmp(kind, "truth") == 0) {
        fosi_buffer_text(made, word_at(at) == 2 ? "true" : "false");
    } else if (strcmp(kind, "money") == 0) {
        fosi_buffer_text(made, "{\"amount\":");
        put_decimal(at);
        fosi_buffer_text(made, ",\"currency\":");
        put_text(word_at(at + 2));
        fosi_buffer_char(made, '}');
    } else {
        put_text(word_at(at));
    }
}

/* The entries of a list, or an object, that begins at `first`. */
static void put_entries(const fos_element *element, size_t first, size_t count)
{
    const fos_class *of = fos_element_class(element);
    bool list = fos_element_is_list(element);
    size_t words = strcmp(fos_element_kind(element), "decimal") == 0 ? 2 : 1;
    if (list) fosi_buffer_char(made, '[');
    for (size_t i = 0; i < count; i++) {
        if (i != 0) fosi_buffer_char(made, ',');
        if (of != NULL) {
            first += put_object(of, first);
        } else {
            put_value(element, first);
            first += words;
        }
    }
    if (list) fosi_buffer_char(made, ']');
}

static void put_amounts(size_t first, size_t count)
{
    fosi_buffer_char(made, '{');
    for (size_t i = 0; i < count; i++) {
        if (i != 0) fosi_buffer_char(made, ',');
        put_text(word_at(first + 3 * i));
        fosi_buffer_char(made, ':');
        put_decimal(first + 3 * i + 1);
    }
    fosi_buffer_char(made, '}');
}

static bool is_there(const fos_element *element, size_t at)
{
    if (strcmp(fos_element_kind(element), "decimal") == 0 && !fos_element_is_list(element))
        return (word_at(at + 1) & FOS_RECORD_PRESENT) != 0;
    if (strcmp(fos_element_kind(element), "money") == 0) return word_at(at + 2) != 0;
    return word_at(at) != 0;
}

static void put_member(const fos_element *element, size_t at)
{
    uint64_t word = word_at(at);
    bool there = is_there(element, at);
    if (!there && (element->flags & (FOSI_NULL | FOSI_ALWAYS)) == 0) return;
    char last = fos_buffer_data(made)[fos_buffer_size(made) - 1];
    fosi_buffer_format(made, "%s\"%s\":", last == '{' ? "" : ",", fos_element_name(element));
    if (strcmp(fos_element_kind(element), "amounts") == 0)
        put_amounts((size_t)(word >> 32), (size_t)(word & UINT32_MAX));
    else if (fos_element_is_list(element) || fos_element_class(element) != NULL)
        put_entries(element, (size_t)(word >> 32), (size_t)(word & UINT32_MAX));
    else if (there)
        put_value(element, at);
    else
        fosi_buffer_text(made, "null");
}

/* Returns how many words it has. */
static size_t put_object(const fos_class *of, size_t at)
{
    size_t begin = at;
    fosi_buffer_char(made, '{');
    for (size_t i = 0; i < fos_class_element_count(of); i++) {
        const fos_element *element = fos_class_element_at(of, i);
        put_member(element, at);
        at += words_of(element);
    }
    fosi_buffer_char(made, '}');
    return at - begin;
}

/* ---- requests ---- */

static const char *const requests[] = {
    /* complete, with a disputed reading, a warning, several charges */
    "{\"date\":\"2026-11-23\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"freight\":{\"amount\":4.9,"
    "\"currency\":\"EUR\"},\"seller\":{\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},\"items\":["
    "{\"commodity_code\":\"610910\",\"origin_country\":\"CN\",\"quantity\":2,\"unit_price\":{\"amount\":12.5,\"currency\":\"EUR\"}},"
    "{\"commodity_code\":\"490300\",\"origin_country\":\"CN\",\"unit_price\":{\"amount\":\"9.1\",\"currency\":\"EUR\"}}]}}",
    /* a duty rate is missing */
    "{\"date\":\"2026-11-23\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"items\":["
    "{\"description\":\"\\\"tools\\\"\",\"origin_country\":\"CN\",\"unit_price\":{\"amount\":900,\"currency\":\"EUR\"}}]}}",
    /* an exchange rate is missing; yen have no minor unit */
    "{\"date\":\"2024-05-01\",\"consignment\":{\"dispatch_country\":\"US\",\"destination_country\":\"JP\",\"items\":["
    "{\"commodity_code\":\"610910\",\"unit_price\":{\"amount\":300,\"currency\":\"USD\"},\"duty_rate\":\"2.7 %\"}]}}",
    "{\"date\":\"2026-05-01\",\"consignment\":{\"dispatch_country\":\"US\",\"destination_country\":\"JP\",\"items\":["
    "{\"commodity_code\":\"610910\",\"unit_price\":{\"amount\":30001,\"currency\":\"JPY\"},\"duty_rate\":\"7.4 %\"}]}}",
};
#define REQUESTS (sizeof requests / sizeof *requests)

static void same(const char *class_name)
{
    fos_buffer_clear(made);
    ck_assert_uint_le(put_object(fos_class_find(class_name), 0) * sizeof(uint64_t), fos_buffer_size(records));
    ck_assert_str_eq(fos_buffer_data(made), fos_buffer_data(document));
}

START_TEST(a_quote_is_that_of_json)
{
    const char *request = requests[_i];
    fos_buffer_clear(document);
    assert_status(fos_session_quote_json(d.session, request, strlen(request), NULL, document, &d.error), FOS_STATUS_OK);
    assert_status(fos_session_quote_records(d.session, request, strlen(request), NULL, records, texts, &d.error), FOS_STATUS_OK);
    same("quote");
}
END_TEST

START_TEST(a_comparison_is_that_of_json)
{
    const char *request = requests[_i];
    fos_buffer_clear(document);
    assert_status(fos_session_compare_json(d.session, request, strlen(request), NULL, document, &d.error), FOS_STATUS_OK);
    assert_status(fos_session_compare_records(d.session, request, strlen(request), NULL, records, texts, &d.error),
                  FOS_STATUS_OK);
    same("comparison");
}
END_TEST

START_TEST(equal_texts_share_their_bytes)
{
    assert_status(fos_session_quote_records(d.session, requests[0], strlen(requests[0]), NULL, records, texts, &d.error),
                  FOS_STATUS_OK);
    const char *all = fos_buffer_data(texts), *first = strstr(all, "Council Directive 2006/112/EC, arts 14a");
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(strstr(first + 1, "Council Directive 2006/112/EC, arts 14a"));
}
END_TEST

START_TEST(failures_leave_both_empty)
{
    static const char broken[] = "{\"date\":1}", nowhere[] =
                                                     "{\"date\":\"2026-11-23\",\"consignment\":{\"destination_country\":\"CH\","
                                                     "\"items\":[{\"unit_price\":{\"amount\":1,\"currency\":\"EUR\"}}]}}";
    assert_status(fos_session_quote_records(d.session, requests[0], strlen(requests[0]), NULL, records, texts, &d.error),
                  FOS_STATUS_OK);
    assert_status(fos_session_quote_records(d.session, broken, sizeof broken - 1, NULL, records, texts, &d.error),
                  FOS_STATUS_WRONG_TYPE);
    ck_assert_uint_eq(fos_buffer_size(records) + fos_buffer_size(texts), 0);
    assert_status(fos_session_compare_records(d.session, nowhere, sizeof nowhere - 1, NULL, records, texts, &d.error),
                  FOS_STATUS_NO_REGIME);
    ck_assert_str_eq(d.error.source, "request");
    assert_status(fos_session_quote_records(d.session, requests[0], strlen(requests[0]), NULL, NULL, texts, &d.error),
                  FOS_STATUS_INVALID_ARGUMENT);
    assert_status(fos_session_compare_records(d.session, requests[0], strlen(requests[0]), NULL, records, NULL, NULL),
                  FOS_STATUS_INVALID_ARGUMENT);
    assert_status(fos_session_quote_records(NULL, requests[0], strlen(requests[0]), NULL, records, texts, NULL),
                  FOS_STATUS_INVALID_ARGUMENT);
}
END_TEST

/* Each allocation is refused in turn, of a session and buffers that have no memory yet. */
START_TEST(memory_that_is_refused)
{
    ledger counts = { 0, 0, 0, false, false };
    desk counted;
    desk_open_counted(&counted, &counts);
    fos_status status = FOS_STATUS_NO_MEMORY;
    size_t before = counts.live, refused = 0;
    for (size_t n = 1; status != FOS_STATUS_OK; n++) {
        ck_assert_uint_lt(n, 10000);
        ledger_arm(&counts, n, false);
        fos_session *session = fos_session_new(counted.library, NULL);
        fos_buffer *first = fos_buffer_new(counted.context), *second = fos_buffer_new(counted.context);
        status = session == NULL || first == NULL || second == NULL
                     ? FOS_STATUS_NO_MEMORY
                     : fos_session_quote_records(session, requests[0], strlen(requests[0]), NULL, first, second, &counted.error);
        if (counts.refused) {
            assert_status(status, FOS_STATUS_NO_MEMORY);
            refused++;
        }
        ck_assert(status == FOS_STATUS_OK || first == NULL || fos_buffer_size(first) == 0);
        ledger_disarm(&counts);
        fos_buffer_free(first);
        fos_buffer_free(second);
        fos_session_free(session);
        ck_assert_uint_eq(counts.live, before);
    }
    ck_assert_uint_gt(refused, 10);
    desk_close(&counted);
}
END_TEST

Suite *records_suite(void)
{
    Suite *suite = suite_create("records");
    TCase *cases = tcase_create("records");
    tcase_add_checked_fixture(cases, open_desk, close_desk);
    tcase_add_loop_test(cases, a_quote_is_that_of_json, 0, REQUESTS);
    tcase_add_loop_test(cases, a_comparison_is_that_of_json, 0, REQUESTS);
    tcase_add_test(cases, equal_texts_share_their_bytes);
    tcase_add_test(cases, failures_leave_both_empty);
    tcase_add_test(cases, memory_that_is_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
