/* Memory: every allocation may fail, and then nothing is lost, nothing is leaked and the same objects go on working; and a
 * session that has warmed up asks for no memory at all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"

static const char parcel[] =
    "{\"date\":\"2026-07-15\",\"elections\":[\"eu.h1\"],\"assume\":{\"eu.line_key\":\"subheading\"},\"consignment\":{"
    "\"reference\":\"R-1\",\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"transport_mode\":\"post\","
    "\"delivery_terms\":\"DDP\",\"freight\":{\"amount\":\"4.90\",\"currency\":\"USD\"},"
    "\"seller\":{\"name\":\"S\\u00e9ller\",\"country\":\"CN\",\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},"
    "\"buyer\":{\"kind\":\"individual\",\"country\":\"DE\"},\"items\":["
    "{\"number\":1,\"description\":\"T-shirt \\\"A\\\"\",\"commodity_code\":\"610910\",\"origin_country\":\"CN\",\"quantity\":2,"
    "\"unit_price\":{\"amount\":\"12.50\",\"currency\":\"USD\"},\"goods_classes\":[\"textile\"],\"duty_rate\":\"12 %\","
    "\"measures\":[{\"unit\":\"LTR\",\"quantity\":\"0.75\"}]},"
    "{\"number\":2,\"description\":\"Shoes\",\"commodity_code\":\"640411\",\"origin_country\":\"VN\","
    "\"unit_price\":{\"amount\":\"39.90\",\"currency\":\"USD\"},\"duty_rate\":\"16.9 %\"}]},"
    "\"counters\":[{\"scheme\":\"tw.uses\",\"count\":3}],"
    "\"exchange_rates\":[{\"from\":\"EUR\",\"to\":\"USD\",\"rate\":\"1.1\",\"date\":\"2026-07-01\",\"series\":\"ecb.daily\",\"source\":\"ECB\"}]}";

/* Two items by two routes, one lacks its duty rate. */
static const char mixed[] =
    "{\"date\":\"2026-07-15\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"AU\",\"transport_mode\":\"express\","
    "\"seller\":{\"identifiers\":[{\"scheme\":\"abn\",\"value\":\"51824753556\"}]},\"items\":["
    "{\"commodity_code\":\"610910\",\"unit_price\":{\"amount\":\"500\",\"currency\":\"AUD\"}},"
    "{\"commodity_code\":\"852872\",\"unit_price\":{\"amount\":\"1200\",\"currency\":\"AUD\"},\"duty_rate\":\"5 %\"}]}}";

static const char gross[] =
    "{\"date\":\"2026-05-15\",\"prices_include_tax\":true,\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\","
    "\"transport_mode\":\"post\",\"seller\":{\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},\"items\":["
    "{\"commodity_code\":\"610910\",\"unit_price\":{\"amount\":\"59.50\",\"currency\":\"EUR\"}},"
    "{\"commodity_code\":\"490300\",\"unit_price\":{\"amount\":\"53.50\",\"currency\":\"EUR\"},\"tax_category\":\"reduced\"}]}}";

/* No route applies: the error itself is made in memory. */
static const char refused[] =
    "{\"date\":\"2026-07-15\",\"consignment\":{\"dispatch_country\":\"FR\",\"destination_country\":\"DE\","
    "\"items\":[{\"unit_price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}]}}";

static const char small_regime[] =
    "{ \"regime\": \"KR\", \"name\": \"Small\", \"territory\": [\"KR\"], \"currency\": \"KRW\", \"minor_unit\": \"1\",\n"
    "  \"data_version\": \"2026.1.1\", \"reviewed\": \"2026-01-01\", \"clock\": \"declaration\", \"history\": \"2022-01-01\",\n"
    "  \"sources\": { \"act\": { \"title\": \"An Act\" } },\n"
    "  \"exchange\": { \"default\": { \"on\": \"declaration\", \"series\": \"kr\", \"side\": \"mid\" } },\n"
    "  \"parameters\": { \"vat\": { \"type\": \"rate\", \"values\": [ { \"from\": \"2022-01-01\", \"value\": \"10 %\", \"source\": \"act\" } ] } },\n"
    "  \"conditions\": { \"kr.dear\": { \"per\": \"item\", \"is\": \"item.goods > 100 KRW\", \"label\": \"dear goods\", \"source\": \"act\" } },\n"
    "  \"collections\": { \"post\": { \"approach\": \"intermediary\", \"liable\": \"consignee\", \"collector\": \"postal_operator\",\n"
    "    \"payer\": \"consignee\", \"due\": \"delivery\", \"remitted_to\": \"customs\" } },\n"
    "  \"charges\": [ { \"id\": \"kr.vat\", \"kind\": \"tax\", \"name\": \"VAT\", \"per\": \"item\", \"where\": \"kr.dear\",\n"
    "      \"base\": \"item.goods\", \"rate\": \"vat\", \"round\": \"down 10\", \"source\": \"act\" } ],\n"
    "  \"routes\": [ { \"id\": \"kr.post\", \"approach\": \"intermediary\", \"when\": \"true\",\n"
    "      \"collect\": [ { \"by\": \"post\", \"charges\": [\"kr.vat\"] } ] } ] }\n";

/* ---- each allocation refused in turn ---- */

/* What a trial works with. The context and library are there throughout; the rest is made anew for each attempt, before
 * anything is refused. */
typedef struct trial {
    ledger book;
    fos_context *context;
    fos_library *library;
    fos_session *session;
    fos_request *request;
    fos_report *report;
    fos_buffer *out;
    const fos_quote *quote;
    fos_error error;
} trial;

typedef struct action {
    const char *name;
    void (*prepare)(trial *trial); /* may be NULL; nothing is refused in it */
    fos_status (*run)(trial *trial);
    const char *document;
} action;

static const char *document;

static fos_status of_pointer(const trial *t, const void *made)
{
    if (made != NULL) return FOS_STATUS_OK;
    return t->error.status == FOS_STATUS_OK ? FOS_STATUS_INVALID_ARGUMENT : t->error.status;
}

static fos_status run_library_open(trial *t)
{
    fos_library *library = fos_library_open(t->context, NULL, &t->error);
    fos_status status = of_pointer(t, library);
    fos_library_free(library);
    return status;
}

static fos_status run_small_library_open(trial *t)
{
    fos_source source = { "small.json", small_regime, strlen(small_regime) };
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.regimes = &source;
    options.regime_count = 1;
    options.only_given = 1;
    fos_library *library = fos_library_open(t->context, &options, &t->error);
    fos_status status = of_pointer(t, library);
    fos_library_free(library);
    return status;
}

static fos_status run_session_new(trial *t)
{
    fos_session *session = fos_session_new(t->library, &t->error);
    fos_status status = of_pointer(t, session);
    fos_session_free(session);
    return status;
}

static fos_status run_quote_json(trial *t)
{
    return fos_session_quote_json(t->session, document, strlen(document), NULL, t->out, &t->error);
}

static fos_status run_compare_json(trial *t)
{
    return fos_session_compare_json(t->session, document, strlen(document), NULL, t->out, &t->error);
}

static fos_status run_request_read(trial *t)
{
    return fos_request_read_json(t->request, document, strlen(document), NULL, &t->error);
}

static void read_request(trial *t)
{
    ck_assert_int_eq(fos_request_read_json(t->request, document, strlen(document), NULL, NULL), FOS_STATUS_OK);
}

static fos_status run_request_write(trial *t) { return fos_request_write_json(t->request, t->out, &t->error); }

static void make_quote(trial *t)
{
    read_request(t);
    ck_assert_int_eq(fos_session_quote(t->session, t->request, &t->quote, NULL), FOS_STATUS_OK);
}

static fos_status run_quote_write(trial *t) { return fos_quote_write_json(t->quote, t->out, &t->error); }

static fos_status run_quote_text(trial *t) { return fos_quote_write_text(t->quote, NULL, t->out, &t->error); }

static fos_status run_quote_text_in_german(trial *t)
{
    return fos_locale_supported() ? fos_quote_write_text(t->quote, "de-DE", t->out, &t->error) : run_quote_text(t);
}

/* These two have no place for an error: the status is all. */
static fos_status run_regime_check(trial *t)
{
    fos_source file = { "small.json", small_regime, strlen(small_regime) };
    return fos_regime_check(t->context, &file, t->report);
}

static fos_status run_regime_dump(trial *t) { return fos_regime_dump(fos_library_regime(t->library, "AU"), t->out); }

static fos_status run_regime_show(trial *t)
{
    return fos_regime_show(fos_library_regime(t->library, "AU"), FOS_DATE_ABSENT, t->out);
}

static fos_status run_schema(trial *t) { return fos_schema_write("quote", t->out, &t->error); }

static fos_status run_regime_schema(trial *t) { return fos_schema_write("regime", t->out, &t->error); }

static fos_status run_build_request(trial *t)
{
    fos_party *party = NULL;
    fos_item *item = NULL;
    fos_counter *counter = NULL;
    fos_exchange_rate *row = NULL;
    fos_request *r = t->request;
    fos_status status = fos_request_item_add(r, &item, &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_party(r, FOS_ROLE_SELLER, &party, &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_identifier_add(r, party, "ioss", "IM2760000742", &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_measure_add(r, item, "LTR", (fos_decimal){ 1, 0 }, &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_goods_class_add(r, item, "textile", &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_election_add(r, "eu.h1", &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_assume(r, "eu.line_key", "subheading", &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_counter_add(r, &counter, &t->error);
    if (status == FOS_STATUS_OK) status = fos_request_exchange_rate_add(r, &row, &t->error);
    static char long_text[20000];
    memset(long_text, 'x', sizeof long_text);
    if (status == FOS_STATUS_OK && fos_request_text(r, long_text, sizeof long_text) == NULL) status = FOS_STATUS_NO_MEMORY;
    if (status == FOS_STATUS_NO_MEMORY) fos_request_clear(r);
    return status;
}

static const action actions[] = {
    { "fos_library_open, small", NULL, run_small_library_open, parcel },
    { "fos_session_new", NULL, run_session_new, parcel },
    { "fos_session_quote_json", NULL, run_quote_json, parcel },
    { "fos_session_quote_json, two routes", NULL, run_quote_json, mixed },
    { "fos_session_quote_json, gross", NULL, run_quote_json, gross },
    { "fos_session_quote_json, no route", NULL, run_quote_json, refused },
    { "fos_session_compare_json", NULL, run_compare_json, parcel },
    { "fos_session_compare_json, two routes", NULL, run_compare_json, mixed },
    { "fos_request_read_json", NULL, run_request_read, parcel },
    { "fos_request_write_json", read_request, run_request_write, parcel },
    { "fos_quote_write_json", make_quote, run_quote_write, parcel },
    { "fos_quote_write_json, incomplete", make_quote, run_quote_write, mixed },
    { "fos_quote_write_text", make_quote, run_quote_text, parcel },
    { "fos_quote_write_text, de-DE", make_quote, run_quote_text_in_german, mixed },
    { "fos_regime_check", NULL, run_regime_check, parcel },
    { "fos_regime_dump", NULL, run_regime_dump, parcel },
    { "fos_regime_show", NULL, run_regime_show, parcel },
    { "fos_schema_write, quote", NULL, run_schema, parcel },
    { "fos_schema_write, regime", NULL, run_regime_schema, parcel },
    { "building a request", NULL, run_build_request, parcel },
};
#define ACTIONS ((int)(sizeof actions / sizeof *actions))

static void begin(trial *t)
{
    t->session = fos_session_new(t->library, NULL);
    t->request = fos_request_new(t->context, NULL);
    t->report = fos_report_new(t->context);
    t->out = fos_buffer_new(t->context);
    ck_assert(t->session != NULL && t->request != NULL && t->report != NULL && t->out != NULL);
}

static void end(trial *t)
{
    fos_buffer_free(t->out);
    fos_report_free(t->report);
    fos_request_free(t->request);
    fos_session_free(t->session);
}

static fos_status attempt(trial *t, const action *tried)
{
    fos_error none = FOS_ERROR_INIT;
    t->error = none;
    fos_buffer_clear(t->out);
    return tried->run(t);
}

/* Returns whether anything was refused: when not, all have been. */
static bool refuse_one(trial *t, const action *tried, size_t n, bool lasting, fos_status usual, const char *answer)
{
    size_t live = t->book.live;
    begin(t);
    if (tried->prepare != NULL) tried->prepare(t);
    ledger_arm(&t->book, n, lasting);
    fos_status status = attempt(t, tried);
    ledger_disarm(&t->book);
    if (!t->book.refused) {
        ck_assert_int_eq(status, usual);
        end(t);
        return false;
    }
    ck_assert_msg(status == FOS_STATUS_NO_MEMORY, "%s, allocation %zu refused%s: %s", tried->name, n,
                  lasting ? " and all after it" : "", fos_status_name(status));
    ck_assert_msg(t->error.status == FOS_STATUS_OK || t->error.status == FOS_STATUS_NO_MEMORY,
                  "%s, allocation %zu: the error says %s", tried->name, n, fos_status_name(t->error.status));
    ck_assert_msg(fos_buffer_size(t->out) == 0, "%s, allocation %zu: %zu bytes were appended", tried->name, n,
                  fos_buffer_size(t->out));
    /* What was refused once is no reason to refuse the next. */
    status = attempt(t, tried);
    ck_assert_msg(status == usual, "%s, allocation %zu, once more: %s: %s", tried->name, n, fos_status_name(status),
                  t->error.text);
    ck_assert_msg(strcmp(fos_buffer_data(t->out), answer) == 0, "%s, allocation %zu, once more: %s", tried->name, n,
                  fos_buffer_data(t->out));
    end(t);
    ck_assert_msg(t->book.live == live, "%s, allocation %zu%s: %zu leaked", tried->name, n, lasting ? " and all after it" : "",
                  t->book.live - live);
    return true;
}

static void open_trial(trial *t)
{
    memset(t, 0, sizeof *t);
    unsetenv("FOS_DATA_DIR");
    fos_allocator allocator = ledger_allocator(&t->book);
    t->context = fos_context_new(&allocator);
    t->library = fos_library_open(t->context, NULL, NULL);
    ck_assert_ptr_nonnull(t->library);
}

static void close_trial(trial *t)
{
    fos_library_free(t->library);
    fos_context_free(t->context);
    ck_assert_uint_eq(t->book.live, 0);
}

/* All of the first `dense` allocations, then every `step`th. */
static void refuse_all(const action *tried, size_t dense, size_t step)
{
    trial t;
    document = tried->document;
    open_trial(&t);
    begin(&t);
    if (tried->prepare != NULL) tried->prepare(&t);
    fos_status usual = attempt(&t, tried);
    ck_assert_msg(usual == FOS_STATUS_OK || document == refused, "%s: %s", tried->name, t.error.text);
    char *answer = strdup(fos_buffer_data(t.out));
    end(&t);
    for (int lasting = 0; lasting < 2; lasting++) {
        size_t n = 1;
        while (refuse_one(&t, tried, n, lasting != 0, usual, answer))
            n += n < dense ? 1 : step;
        ck_assert_uint_gt(n, 1);
    }
    free(answer);
    close_trial(&t);
}

START_TEST(each_refused) { refuse_all(&actions[_i], SIZE_MAX, 1); }
END_TEST

START_TEST(library_open_refused)
{
    static const action opening = { "fos_library_open", NULL, run_library_open, parcel };
    refuse_all(&opening, 60, 13);
}
END_TEST

START_TEST(small_objects_refused)
{
    ledger book = { 0, 0, 0, false, false };
    fos_allocator allocator = ledger_allocator(&book);
    ledger_arm(&book, 1, false);
    ck_assert_ptr_null(fos_context_new(&allocator));
    fos_context *context = fos_context_new(&allocator);
    ck_assert_ptr_nonnull(context);
    ledger_arm(&book, 1, true);
    ck_assert_ptr_null(fos_buffer_new(context));
    ck_assert_ptr_null(fos_report_new(context));
    fos_error error = FOS_ERROR_INIT;
    ck_assert_ptr_null(fos_request_new(context, &error));
    ck_assert_int_eq(error.status, FOS_STATUS_NO_MEMORY);
    ledger_disarm(&book);
    fos_context_free(context);
    ck_assert_uint_eq(book.live, 0);
}
END_TEST

/* ---- none at all ---- */

#define WARM_UP 3
#define QUOTES 1000

static const char *const places[][3] = { { "DE", "EUR", "0.90" }, { "JP", "JPY", "2500" }, { "AU", "AUD", "45.00" } };

static ledger warm_book;
static desk warm;

static void parcel_of(const char *const *place, int items)
{
    start(&warm, "2026-07-15", "CN", place[0]);
    registered(&warm, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    registered(&warm, FOS_ROLE_SELLER, "abn", "51824753556");
    person(&warm, FOS_ROLE_BUYER, place[0], FOS_PARTY_KIND_INDIVIDUAL);
    for (int i = 0; i < items; i++)
        goods(&warm, i % 2 == 0 ? "610910" : "640411", place[2], place[1])->duty_rate = "12 %";
}

START_TEST(typed_quotes_take_none)
{
    memset(&warm_book, 0, sizeof warm_book);
    desk_open_counted(&warm, &warm_book);
    parcel_of(places[_i % 3], _i < 3 ? 1 : 20);
    size_t calls = 0;
    for (int k = 0; k < WARM_UP + QUOTES; k++) {
        const fos_quote *quote = NULL;
        if (k == WARM_UP) calls = warm_book.calls;
        ck_assert_int_eq(fos_session_quote(warm.session, warm.request, &quote, NULL), FOS_STATUS_OK);
        ck_assert_int_eq(quote->complete, FOS_TRUTH_TRUE);
    }
    ck_assert_msg(warm_book.calls == calls, "%s, %zu allocations in %d quotes", places[_i % 3][0], warm_book.calls - calls,
                  QUOTES);
    desk_close(&warm);
    ck_assert_uint_eq(warm_book.live, 0);
}
END_TEST

START_TEST(json_quotes_take_none)
{
    memset(&warm_book, 0, sizeof warm_book);
    desk_open_counted(&warm, &warm_book);
    parcel_of(places[_i % 3], _i < 3 ? 1 : 20);
    fos_buffer *bytes = fos_buffer_new(warm.context);
    ck_assert_int_eq(fos_request_write_json(warm.request, bytes, NULL), FOS_STATUS_OK);
    size_t calls = 0;
    for (int k = 0; k < WARM_UP + QUOTES; k++) {
        if (k == WARM_UP) calls = warm_book.calls;
        fos_buffer_clear(warm.text);
        ck_assert_int_eq(
            fos_session_quote_json(warm.session, fos_buffer_data(bytes), fos_buffer_size(bytes), NULL, warm.text, NULL),
            FOS_STATUS_OK);
    }
    ck_assert_msg(warm_book.calls == calls, "%s, %zu allocations in %d quotes", places[_i % 3][0], warm_book.calls - calls,
                  QUOTES);
    fos_buffer_free(bytes);
    desk_close(&warm);
    ck_assert_uint_eq(warm_book.live, 0);
}
END_TEST

/* Requests in turn on one session, each met in the warm-up; the sentence of a refusal may take some. */
START_TEST(mixed_quotes_take_none)
{
    static const char *const documents[] = { parcel, mixed, gross, refused };
    memset(&warm_book, 0, sizeof warm_book);
    desk_open_counted(&warm, &warm_book);
    for (int k = 0; k < 4 * (WARM_UP + 100); k++) {
        const char *text = documents[k % 4];
        size_t calls = warm_book.calls;
        fos_buffer_clear(warm.text);
        fos_status status = fos_session_quote_json(warm.session, text, strlen(text), NULL, warm.text, NULL);
        ck_assert_int_eq(status, text == refused ? FOS_STATUS_NO_ROUTE : FOS_STATUS_OK);
        if (k >= 4 * WARM_UP && text != refused)
            ck_assert_msg(warm_book.calls == calls, "request %d: %zu allocations", k % 4, warm_book.calls - calls);
    }
    desk_close(&warm);
    ck_assert_uint_eq(warm_book.live, 0);
}
END_TEST

/* A comparison keeps its memory too. */
START_TEST(comparisons_take_none)
{
    memset(&warm_book, 0, sizeof warm_book);
    desk_open_counted(&warm, &warm_book);
    size_t calls = 0;
    for (int k = 0; k < WARM_UP + 100; k++) {
        if (k == WARM_UP) calls = warm_book.calls;
        fos_buffer_clear(warm.text);
        ck_assert_int_eq(fos_session_compare_json(warm.session, parcel, strlen(parcel), NULL, warm.text, NULL), FOS_STATUS_OK);
    }
    ck_assert_msg(warm_book.calls == calls, "%zu allocations in 100 comparisons", warm_book.calls - calls);
    desk_close(&warm);
}
END_TEST

Suite *memory_suite(void);
Suite *memory_suite(void)
{
    Suite *suite = suite_create("memory");
    TCase *refusals = tcase_create("refused");
    tcase_add_loop_test(refusals, each_refused, 0, ACTIONS);
    tcase_add_test(refusals, small_objects_refused);
    suite_add_tcase(suite, refusals);
    TCase *opening = tcase_create("library refused");
    tcase_set_tags(opening, "thorough");
    tcase_add_test(opening, library_open_refused);
    suite_add_tcase(suite, opening);
    TCase *none = tcase_create("none");
    tcase_add_loop_test(none, typed_quotes_take_none, 0, 6);
    tcase_add_loop_test(none, json_quotes_take_none, 0, 6);
    tcase_add_test(none, mixed_quotes_take_none);
    tcase_add_test(none, comparisons_take_none);
    suite_add_tcase(suite, none);
    return suite;
}
