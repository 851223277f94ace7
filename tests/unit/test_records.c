/* Records say what JSON says: documents are made from them by the element table, as a package would make structs, and must be the
 * library's own, byte for byte. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <fos/records.h>

#include "base/base.h"
#include "records_json.h"
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
    /* one item, of which records are kept */
    "{\"date\":\"2026-11-23\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"freight\":{\"amount\":4.9,"
    "\"currency\":\"EUR\"},\"seller\":{\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},\"items\":["
    "{\"commodity_code\":\"610910\",\"origin_country\":\"CN\",\"quantity\":2,\"unit_price\":{\"amount\":12.5,\"currency\":\"EUR\"}}]}}",
};
#define REQUESTS (sizeof requests / sizeof *requests)

static void same(const char *class_name)
{
    fos_buffer_clear(made);
    ck_assert(records_to_json(fos_class_find(class_name), d.session, records, texts, made));
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

static void same_quote(const char *request)
{
    fos_buffer_clear(document);
    assert_status(fos_session_quote_records(d.session, request, strlen(request), NULL, records, texts, &d.error), FOS_STATUS_OK);
    assert_status(fos_session_quote_json(d.session, request, strlen(request), NULL, document, &d.error), FOS_STATUS_OK);
    same("quote");
}

START_TEST(texts_that_last_are_told_once)
{
    static const char source[] = "Council Directive 2006/112/EC, arts 14a";
    same_quote(requests[0]);
    fos_lasting_texts lasting = fos_session_lasting_texts(d.session);
    const char *first = strstr(lasting.bytes, source);
    size_t size = fos_buffer_size(texts);
    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(strstr(first + 1, source));
    ck_assert_ptr_null(strstr(fos_buffer_data(texts), source));
    same_quote(requests[0]);
    ck_assert_uint_eq(fos_session_lasting_texts(d.session).count, lasting.count);
    ck_assert_uint_le(fos_buffer_size(texts), size);
    ck_assert_uint_eq(fos_session_lasting_texts(NULL).count, 0);
}
END_TEST

/* Other days and countries are other circumstances; so many of them that all is forgotten in between. */
START_TEST(a_session_that_has_answered_much)
{
    static const char *const countries[] = { "DE", "FR", "IT", "ES", "NL", "PL", "AT", "BE", "IE", "SE", "PT", "CZ" };
    char request[1024];
    uint32_t most = 0, generations = 1;
    same_quote(requests[3]);
    fos_lasting_texts before = fos_session_lasting_texts(d.session);
    for (unsigned i = 0; i < 1200; i++) {
        snprintf(request, sizeof request,
                 "{\"date\":\"20%02u-%02u-%02u\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"%s\","
                 "\"freight\":{\"amount\":4.9,\"currency\":\"EUR\"},\"seller\":{\"identifiers\":[{\"scheme\":\"ioss\",\"value\":"
                 "\"IM2760000742\"}]},\"items\":[{\"commodity_code\":\"610910\",\"origin_country\":\"CN\",\"quantity\":%u,"
                 "\"unit_price\":{\"amount\":12.5,\"currency\":\"EUR\"}}]}}",
                 26 + i % 2, i % 11 + 1, i % 28 + 1, countries[i % 12], i % 17 + 1);
        same_quote(request);
        same_quote(request); /* what is kept is kept from the second time on */
        fos_lasting_texts after = fos_session_lasting_texts(d.session);
        if (after.generation != before.generation) generations++;
        if (after.count > most) most = after.count;
        before = after;
    }
    ck_assert_uint_gt(generations, 1);
    ck_assert_uint_le(most, 4096);
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

/* What was being kept when memory ran out is not taken for whole. */
static void same_after_all(desk *at, fos_session *session, fos_buffer *first, fos_buffer *second)
{
    const char *request = requests[4];
    fos_buffer_clear(document);
    fos_buffer_clear(made);
    assert_status(fos_session_quote_records(session, request, strlen(request), NULL, first, second, &at->error), FOS_STATUS_OK);
    assert_status(fos_session_quote_json(session, request, strlen(request), NULL, document, &at->error), FOS_STATUS_OK);
    ck_assert(records_to_json(fos_class_find("quote"), session, first, second, made));
    ck_assert_str_eq(fos_buffer_data(made), fos_buffer_data(document));
}

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
                     : fos_session_quote_records(session, requests[4], strlen(requests[4]), NULL, first, second, &counted.error);
        if (counts.refused) {
            assert_status(status, FOS_STATUS_NO_MEMORY);
            refused++;
        }
        ck_assert(status == FOS_STATUS_OK || first == NULL || fos_buffer_size(first) == 0);
        ledger_disarm(&counts);
        if (session != NULL && first != NULL && second != NULL) same_after_all(&counted, session, first, second);
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
    tcase_add_test(cases, texts_that_last_are_told_once);
    tcase_add_test(cases, a_session_that_has_answered_much);
    tcase_add_test(cases, failures_leave_both_empty);
    tcase_add_test(cases, memory_that_is_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
