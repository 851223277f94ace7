/* Documents that are more than a quote: duty rates explained, tariffs looked up and searched, treatments, roles, conversions. What
 * they say stands in tests/cli, which reads them from the command; here is what a program can do wrong, and memory. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static const char order[] =
    "{\"date\":\"2026-11-23\",\"consignment\":{\"dispatch_country\":\"JP\",\"destination_country\":\"DE\",\"transport_mode\":\"post\","
    "\"freight\":{\"amount\":\"4.90\",\"currency\":\"EUR\"},\"seller\":{\"name\":\"\\u00d8stergaard\",\"country\":\"JP\","
    "\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},\"items\":[{\"commodity_code\":\"610910\","
    "\"origin_country\":\"JP\",\"description\":\"T-shirt \\u7d05\",\"quantity\":2,\"unit_price\":{\"amount\":\"12.50\",\"currency\":\"EUR\"}},"
    "{\"commodity_code\":\"640411\",\"preference\":\"mine\",\"unit_price\":{\"amount\":\"300\",\"currency\":\"EUR\"}}]}}";

/* A document, each allocation of which is refused in turn: then nothing is appended and nothing is lost. */
typedef fos_status making(desk *d, fos_buffer *out);

static fos_status explain(desk *d, fos_buffer *out)
{
    fos_duty_quantity mass = { "KGM", number("0.4") };
    fos_duty_inputs inputs = FOS_DUTY_INPUTS_INIT;
    inputs.value = money("100", "EUR");
    inputs.quantities = &mass;
    inputs.quantity_count = 1;
    return fos_duty_explain_json("9.6 % MIN 1.1 EUR/KGM", 21, &inputs, out, NULL, &d->error);
}

static fos_status explain_text(desk *d, fos_buffer *out)
{
    return fos_duty_explain_text("1.1 EUR/KGM", 11, NULL, out, NULL, &d->error);
}

static fos_status lookup(desk *d, fos_buffer *out)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    query.code = "610910";
    query.origin = "*";
    return fos_tariff_lookup_json(fos_library_tariff_for(d->library, "DE"), &query, out, NULL, &d->error);
}

static fos_status search(desk *d, fos_buffer *out)
{
    return fos_tariff_search_json(fos_library_tariff_for(d->library, "DE"), "shirts", FOS_DATE_ABSENT, 20, out, NULL, &d->error);
}

static fos_status read_order(desk *d) { return fos_request_read_json(d->request, order, sizeof order - 1, NULL, &d->error); }

static fos_status options(desk *d, fos_buffer *out)
{
    fos_status status = read_order(d);
    if (status == FOS_STATUS_OK) status = fos_session_options_json(d->session, d->request, out, &d->error);
    return status;
}

static fos_status options_text(desk *d, fos_buffer *out)
{
    fos_status status = read_order(d);
    if (status == FOS_STATUS_OK) status = fos_session_options_text(d->session, d->request, out, &d->error);
    return status;
}

static fos_status roles(desk *d, fos_buffer *out) { return fos_roles_write_json(FOS_ROLE_ABSENT, out, &d->error); }

static fos_status roles_text(desk *d, fos_buffer *out) { return fos_roles_write_text(FOS_ROLE_PLATFORM, out, &d->error); }

static fos_status convert(desk *d, fos_buffer *out)
{
    fos_convert_options how = FOS_CONVERT_OPTIONS_INIT;
    fos_buffer *findings = fos_buffer_new(d->context);
    how.fit = "wco";
    how.session = d->session;
    fos_status status = fos_convert(d->context, "json", "wco-xml", order, sizeof order - 1, &how, out, findings, &d->error);
    ck_assert(status == FOS_STATUS_NO_MEMORY || findings == NULL || strstr(fos_buffer_data(findings), "\"more\":0}") != NULL);
    fos_buffer_free(findings);
    return status;
}

static const struct {
    const char *name;
    making *make;
    const char *holds;
} documents[] = {
    { "explain", explain, "\"amount\": \"9.60\"" }, { "explain text", explain_text, "1.1 EUR/KGM\n" },
    { "lookup", lookup, "\"match\":\"exact\"" },    { "search", search, "\"declarable\":true" },
    { "options", options, "{\"claim\":\"\"" },      { "options text", options_text, "without a claim" },
    { "roles", roles, "\"role\":\"platform\"" },    { "roles text", roles_text, "Responsibilities:" },
    { "convert", convert, "<DutyTaxFee>" },
};

static void refuse_each(size_t which)
{
    ledger book = { 0 };
    desk d;
    desk_open_counted(&d, &book);
    for (size_t n = 1;; n++) {
        fos_buffer *out = fos_buffer_new(d.context);
        fos_session *fresh = fos_session_new(d.library, &d.error);
        fos_session *own = d.session;
        d.session = fresh;
        ledger_arm(&book, n, n % 2 == 0);
        fos_status status = documents[which].make(&d, out);
        bool refused = book.refused;
        ledger_disarm(&book);
        d.session = own;
        ck_assert_msg(status == FOS_STATUS_OK || (refused && status == FOS_STATUS_NO_MEMORY), "%s, %zu: %s",
                      documents[which].name, n, d.error.text);
        if (status == FOS_STATUS_OK)
            assert_holds(fos_buffer_data(out), documents[which].holds);
        else
            ck_assert_msg(fos_buffer_size(out) == 0, "%s, %zu", documents[which].name, n);
        fos_session_free(fresh);
        fos_buffer_free(out);
        if (!refused) break;
    }
    desk_close(&d);
    ck_assert_uint_eq(book.live, 0);
}

START_TEST(every_allocation_may_fail) { refuse_each((size_t)_i); }
END_TEST

/* ---- what they say beside the document ---- */

START_TEST(claims_are_put_back)
{
    desk d;
    desk_open(&d);
    assert_status(options(&d, d.text), FOS_STATUS_OK);
    ck_assert_ptr_null(d.request->consignment->items[0]->preference);
    ck_assert_str_eq(d.request->consignment->items[1]->preference, "mine");
    desk_close(&d);
}
END_TEST

START_TEST(what_is_known)
{
    desk d;
    desk_open(&d);
    int known = 7;
    assert_status(fos_duty_explain_json("5 EUR/KGM", 9, NULL, d.text, &known, &d.error), FOS_STATUS_OK);
    ck_assert_int_eq(known, 0);
    assert_holds(fos_buffer_data(d.text), "\"missing\": [\"KGM\"]");
    assert_status(fos_duty_explain_json("34.000 EUC DTN", 14, NULL, d.text, &known, &d.error), FOS_STATUS_OK);
    assert_holds(fos_buffer_data(d.text), "exchange_rate EUC/EUR");
    fos_tariff_match match = FOS_TARIFF_MATCH_EXACT;
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    query.code = "990099";
    const fos_tariff *tariff = fos_library_tariff_for(d.library, "FR");
    ck_assert_ptr_eq(tariff, fos_library_tariff(d.library, "EU"));
    assert_status(fos_tariff_lookup_json(tariff, &query, d.text, &match, &d.error), FOS_STATUS_OK);
    ck_assert_int_eq(match, FOS_TARIFF_MATCH_NONE);
    size_t count = 7;
    assert_status(fos_tariff_search_json(tariff, "xylophonic", FOS_DATE_ABSENT, 5, d.text, &count, &d.error), FOS_STATUS_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert_ptr_null(fos_library_tariff_for(d.library, "AQ"));
    desk_close(&d);
}
END_TEST

START_TEST(components_of_a_code)
{
    char table[] = "code,EA,ADSZ\n7000,\"\",1 EUR\r\n7001,27.45 EUR / 100 kg,\n7002,1 EUR\n7003\n#";
    fos_duty_component found[2];
    size_t count = 0;
    fos_error error = FOS_ERROR_INIT;
    size_t length = sizeof table - 2;
    char copy[sizeof table];
    memcpy(copy, table, sizeof table);
    assert_status(fos_meursing_components("m.csv", copy, length, "7001", found, 2, &count, &error), FOS_STATUS_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(found[0].name, "EA");
    ck_assert_str_eq(found[0].rate, "27.45 EUR / 100 kg");
    static const struct {
        const char *code;
        fos_status status;
        uint32_t line;
    } wrong[] = { { "7002", FOS_STATUS_SYNTAX, 4 }, { "7003", FOS_STATUS_SYNTAX, 5 }, { "7009", FOS_STATUS_INVALID_VALUE, 0 } };
    for (size_t i = 0; i < 3; i++) {
        count = 0;
        memcpy(copy, table, sizeof table);
        assert_status(fos_meursing_components("m.csv", copy, length, wrong[i].code, found, 2, &count, &error), wrong[i].status);
        ck_assert_uint_eq(error.line, wrong[i].line);
        ck_assert_str_eq(error.source, "m.csv");
    }
    count = 2;
    memcpy(copy, table, sizeof table);
    assert_status(fos_meursing_components("m.csv", copy, length, "7001", found, 2, &count, &error), FOS_STATUS_LIMIT_COUNT);
    assert_status(fos_meursing_components("m.csv", copy, 0, "7001", found, 2, &count, &error), FOS_STATUS_SYNTAX);
}
END_TEST

START_TEST(conversions_that_cannot_be)
{
    desk d;
    desk_open(&d);
    fos_convert_options how = FOS_CONVERT_OPTIONS_INIT;
    how.fit = "eu.h7"; /* without profiles there is none of that name */
    assert_status(fos_convert(d.context, "json", "wco-xml", order, sizeof order - 1, &how, d.text, NULL, &d.error),
                  FOS_STATUS_INVALID_ARGUMENT);
    how = (fos_convert_options)FOS_CONVERT_OPTIONS_INIT;
    how.session = d.session;
    static const char helicopter[] =
        "{\"date\":\"2026-06-15\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"transport_mode\":\"post\","
        "\"items\":[{\"commodity_code\":\"880211\",\"unit_price\":{\"amount\":\"900\",\"currency\":\"EUR\"}}]}}";
    assert_status(fos_convert(d.context, "json", "wco-xml", helicopter, sizeof helicopter - 1, &how, d.text, NULL, &d.error),
                  FOS_STATUS_INCOMPLETE);
    assert_holds(d.error.text, "duty_rate is missing");
    fos_profiles *profiles = fos_profiles_open(d.context, NULL, &d.error);
    fos_buffer *findings = fos_buffer_new(d.context);
    how.profiles = profiles;
    how.session = NULL;
    how.fit = "eu.h7";
    static const char long_number[] =
        "{\"date\":\"2026-06-15\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"transport_mode\":\"post\","
        "\"declaration\":{\"lrn\":\"LRN-1111111111111111111111111111111111111111\"},"
        "\"items\":[{\"commodity_code\":\"880211\",\"unit_price\":{\"amount\":\"900\",\"currency\":\"EUR\"}}]}}";
    fos_status status =
        fos_convert(d.context, "json", "wco-xml", long_number, sizeof long_number - 1, &how, d.text, findings, &d.error);
    ck_assert_msg(status == FOS_STATUS_UNFIT, "%s: %s", fos_status_name(status), d.error.text);
    assert_holds(fos_buffer_data(findings), "\"severity\":\"error\"");
    ck_assert_uint_eq(fos_buffer_size(d.text), 0);
    fos_buffer_free(findings);
    fos_profiles_free(profiles);
    desk_close(&d);
}
END_TEST

START_TEST(limits_of_the_caller)
{
    desk d;
    desk_open(&d);
    fos_fit_limit limit = { "consignment.items.description", "an..4", FOS_CHARACTERS_ANY };
    fos_convert_options how = FOS_CONVERT_OPTIONS_INIT;
    how.limits = &limit;
    how.limit_count = 1;
    static const char words[] =
        "{\"date\":\"2026-06-15\",\"consignment\":{\"destination_country\":\"DE\",\"items\":[{\"description\":"
        "\"Tea bowl\",\"unit_price\":{\"amount\":\"9\",\"currency\":\"EUR\"}}]}}";
    assert_status(fos_convert(d.context, "json", "json", words, sizeof words - 1, &how, d.text, NULL, &d.error), FOS_STATUS_OK);
    assert_holds(fos_buffer_data(d.text), "\"Tea\"");
    desk_close(&d);
}
END_TEST

START_TEST(wrong_calls)
{
    desk d;
    desk_open(&d);
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_duty_inputs inputs = FOS_DUTY_INPUTS_INIT;
    fos_convert_options how = FOS_CONVERT_OPTIONS_INIT;
    inputs.struct_size = how.struct_size = 2;
    const fos_tariff *tariff = fos_library_tariff_for(d.library, "DE");
    const fos_status got[] = {
        fos_duty_explain_json("1 %", 3, &inputs, d.text, NULL, NULL),
        fos_duty_explain_json("1 %", 3, NULL, NULL, NULL, NULL),
        fos_duty_explain_text("1 %", 3, NULL, NULL, NULL, NULL),
        fos_meursing_components(NULL, NULL, 1, "7000", NULL, 0, NULL, NULL),
        fos_tariff_lookup_json(NULL, &query, d.text, NULL, NULL),
        fos_tariff_lookup_json(tariff, NULL, d.text, NULL, NULL),
        fos_tariff_lookup_json(tariff, &query, NULL, NULL, NULL),
        fos_tariff_search_json(NULL, "x", FOS_DATE_ABSENT, 1, d.text, NULL, NULL),
        fos_tariff_search_json(tariff, "x", FOS_DATE_ABSENT, 1, NULL, NULL, NULL),
        fos_session_options_json(NULL, d.request, d.text, NULL),
        fos_session_options_json(d.session, NULL, d.text, NULL),
        fos_session_options_text(d.session, d.request, NULL, NULL),
        fos_roles_write_json((fos_role)99, d.text, NULL),
        fos_roles_write_text(FOS_ROLE_ABSENT, NULL, NULL),
        fos_convert(NULL, "json", "json", "", 0, NULL, d.text, NULL, NULL),
        fos_convert(d.context, NULL, "json", "", 0, NULL, d.text, NULL, NULL),
        fos_convert(d.context, "json", "json", "", 0, &how, d.text, NULL, NULL),
        fos_convert(d.context, "nothing", "json", "", 0, NULL, d.text, NULL, NULL),
        fos_findings_write_json(NULL, NULL, NULL, NULL),
        fos_fit_change_write(NULL, d.text, NULL),
    };
    for (size_t i = 0; i < sizeof got / sizeof got[0]; i++)
        ck_assert_msg(got[i] == FOS_STATUS_INVALID_ARGUMENT, "%zu: %s", i, fos_status_name(got[i]));
    ck_assert_uint_eq(fos_buffer_size(d.text), 0);
    desk_close(&d);
}
END_TEST

Suite *document_suite(void)
{
    Suite *suite = suite_create("document");
    TCase *tests = tcase_create("document");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, every_allocation_may_fail, 0, (int)(sizeof documents / sizeof documents[0]));
    tcase_add_test(tests, claims_are_put_back);
    tcase_add_test(tests, what_is_known);
    tcase_add_test(tests, components_of_a_code);
    tcase_add_test(tests, conversions_that_cannot_be);
    tcase_add_test(tests, limits_of_the_caller);
    tcase_add_test(tests, wrong_calls);
    suite_add_tcase(suite, tests);
    return suite;
}
