/* Opening libraries, looking regimes up, checking files, comparing routes; sessions, buffers and contexts as objects. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <check.h>

#include "support.h"

/* A whole regime in a few lines. Its one charge has one rate. */
#define REGIME(id, name, country)                                                                                                \
    "{ \"regime\": \"" id "\", \"name\": \"" name "\", \"territory\": [\"" country "\"], \"currency\": \"KRW\",\n"               \
    "  \"minor_unit\": \"1\", \"data_version\": \"2026.1.1\", \"reviewed\": \"2026-02-03\", \"clock\": \"declaration\",\n"       \
    "  \"history\": \"2022-01-01\", \"sources\": { \"act\": { \"title\": \"An Act\" } },\n"                                      \
    "  \"exchange\": { \"default\": { \"on\": \"declaration\", \"series\": \"kr\", \"side\": \"mid\" } },\n"                     \
    "  \"collections\": { \"post\": { \"approach\": \"intermediary\", \"liable\": \"consignee\",\n"                              \
    "    \"collector\": \"postal_operator\", \"payer\": \"consignee\", \"due\": \"delivery\",\n"                                 \
    "    \"remitted_to\": \"customs\" } },\n"                                                                                    \
    "  \"charges\": [ { \"id\": \"kr.vat\", \"kind\": \"tax\", \"name\": \"VAT\", \"per\": \"item\",\n"                          \
    "    \"base\": \"item.goods\", \"rate\": \"10 %\", \"round\": \"down 10\", \"source\": \"act\" } ],\n"                       \
    "  \"routes\": [ { \"id\": \"kr.post\", \"approach\": \"intermediary\", \"when\": \"true\",\n"                               \
    "    \"collect\": [ { \"by\": \"post\", \"charges\": [\"kr.vat\"] } ] } ] }\n"

static const char korea[] = REGIME("KR", "Korea", "KR");
static const char other_korea[] = REGIME("KR", "Another Korea", "KR");
static const char rival[] = REGIME("K2", "Rival", "KR");
static const char own_union[] = REGIME("EU", "A union of one's own", "DE");

static fos_context *context;
static fos_error error;
static char folder[64];

static void open_context(void)
{
    fos_error none = FOS_ERROR_INIT;
    error = none;
    context = fos_context_new(NULL);
    unsetenv("FOS_DATA_DIR");
    snprintf(folder, sizeof folder, "%s", "/tmp/fos-unit-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static const char *path_of(const char *name)
{
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void close_context(void)
{
    static const char *const names[] = { "kr.json", "broken.json", ".hidden.json", "notes.txt", "regimes/kr.json", "regimes" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)remove(path_of(names[i]));
    (void)remove(folder);
    fos_context_free(context);
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, strlen(text), file), strlen(text));
    ck_assert_int_eq(fclose(file), 0);
}

static fos_library *open_given(const fos_source *sources, size_t count, const char *directory, int only_given)
{
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    fos_error none = FOS_ERROR_INIT;
    error = none;
    options.regimes = sources;
    options.regime_count = count;
    options.regimes_directory = directory;
    options.only_given = only_given;
    return fos_library_open(context, &options, &error);
}

static fos_library *open_texts(const char *first, const char *second)
{
    fos_source sources[2] = { { "first.json", first, strlen(first) },
                              { "second.json", second, second != NULL ? strlen(second) : 0 } };
    return open_given(sources, second != NULL ? 2 : 1, NULL, 1);
}

#define assert_opened(library) ck_assert_msg((library) != NULL, "%s: %s", error.source, error.text)

/* ---- where regimes come from ---- */

START_TEST(embedded)
{
    fos_library *library = fos_library_open(context, NULL, &error);
    assert_opened(library);
    static const char *const ids[] = { "AU", "BR", "EU", "GB", "JP" };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const fos_regime *regime = fos_library_regime(library, ids[i]);
        ck_assert_msg(regime != NULL, "%s", ids[i]);
        ck_assert_str_eq(fos_regime_origin(regime), "embedded");
        ck_assert_uint_eq(strlen(fos_regime_digest(regime)), 7 + 64);
        ck_assert_str_ne(fos_regime_name(regime), "");
        ck_assert_str_ne(fos_regime_data_version(regime), "");
        ck_assert_int_gt(fos_regime_reviewed(regime), day("2026-01-01"));
    }
    size_t count = fos_library_regime_count(library);
    ck_assert_uint_ge(count, 5);
    for (size_t i = 1; i < count; i++)
        ck_assert_str_lt(fos_regime_id(fos_library_regime_at(library, i - 1)), fos_regime_id(fos_library_regime_at(library, i)));
    ck_assert_ptr_null(fos_library_regime_at(library, count));
    ck_assert_ptr_null(fos_library_regime(library, "eu"));
    ck_assert_ptr_null(fos_library_regime(library, NULL));
    ck_assert_ptr_eq(fos_library_regime_for(library, "DE", NULL), fos_library_regime(library, "EU"));
    ck_assert_ptr_eq(fos_library_regime_for(library, "JP", "13"), fos_library_regime(library, "JP"));
    ck_assert_ptr_null(fos_library_regime_for(library, "AQ", NULL));
    ck_assert_ptr_null(fos_library_regime_for(library, "", NULL));
    ck_assert_ptr_null(fos_library_regime_for(library, NULL, NULL));
    fos_library_free(library);
}
END_TEST

START_TEST(given_buffers_win)
{
    write_file("kr.json", korea);
    fos_source sources[] = { { "mine.json", other_korea, strlen(other_korea) }, { NULL, own_union, strlen(own_union) } };
    fos_library *library = open_given(sources, 2, folder, 0);
    assert_opened(library);
    const fos_regime *regime = fos_library_regime(library, "KR");
    ck_assert_str_eq(fos_regime_name(regime), "Another Korea");
    ck_assert_str_eq(fos_regime_origin(regime), "mine.json");
    ck_assert_str_eq(fos_regime_currency(regime), "KRW");
    ck_assert_str_eq(fos_regime_data_version(regime), "2026.1.1");
    ck_assert_int_eq(fos_regime_reviewed(regime), day("2026-02-03"));
    ck_assert_str_eq(fos_regime_name(fos_library_regime_for(library, "DE", NULL)), "A union of one's own");
    ck_assert_ptr_null(fos_library_regime_for(library, "FR", NULL)); /* the embedded one of that id is not read at all */
    ck_assert_str_eq(fos_regime_origin(fos_library_regime(library, "GB")), "embedded");
    fos_library_free(library);
}
END_TEST

/* The digest is of the file's bytes: a space more is another one. */
START_TEST(digests)
{
    char text[sizeof korea + 1];
    snprintf(text, sizeof text, "%s ", korea);
    fos_library *one = open_texts(korea, NULL), *two = open_texts(text, NULL), *three = open_texts(korea, NULL);
    ck_assert(one != NULL && two != NULL && three != NULL);
    const char *digest = fos_regime_digest(fos_library_regime(one, "KR"));
    ck_assert_str_ne(digest, fos_regime_digest(fos_library_regime(two, "KR")));
    ck_assert_str_eq(digest, fos_regime_digest(fos_library_regime(three, "KR")));
    fos_library_free(one);
    fos_library_free(two);
    fos_library_free(three);
}
END_TEST

START_TEST(directory_before_embedded)
{
    write_file("kr.json", korea);
    write_file("notes.txt", "not a regime");
    write_file(".hidden.json", "{");
    fos_library *library = open_given(NULL, 0, folder, 0);
    assert_opened(library);
    ck_assert_str_eq(fos_regime_origin(fos_library_regime(library, "KR")), path_of("kr.json"));
    ck_assert_str_eq(fos_regime_origin(fos_library_regime(library, "GB")), "embedded");
    fos_library_free(library);
    library = open_given(NULL, 0, folder, 1);
    assert_opened(library);
    ck_assert_uint_eq(fos_library_regime_count(library), 1);
    fos_library_free(library);
}
END_TEST

START_TEST(only_given_may_be_nothing)
{
    fos_library *library = open_given(NULL, 0, NULL, 1);
    assert_opened(library);
    ck_assert_uint_eq(fos_library_regime_count(library), 0);
    ck_assert_ptr_null(fos_library_regime_for(library, "DE", NULL));
    fos_library_free(library);
}
END_TEST

START_TEST(data_directory)
{
    ck_assert_int_eq(mkdir(path_of("regimes"), 0700), 0);
    write_file("regimes/kr.json", korea);
    ck_assert_int_eq(setenv("FOS_DATA_DIR", folder, 1), 0);
    fos_library *library = fos_library_open(context, NULL, &error);
    assert_opened(library);
    ck_assert_str_eq(fos_regime_origin(fos_library_regime(library, "KR")), path_of("regimes/kr.json"));
    ck_assert_ptr_nonnull(fos_library_regime(library, "EU"));
    fos_library_free(library);
    library = open_texts(other_korea, NULL); /* only_given does not look */
    assert_opened(library);
    ck_assert_uint_eq(fos_library_regime_count(library), 1);
    fos_library_free(library);
    ck_assert_int_eq(setenv("FOS_DATA_DIR", "", 1), 0);
    library = fos_library_open(context, NULL, &error);
    assert_opened(library);
    ck_assert_ptr_null(fos_library_regime(library, "KR"));
    fos_library_free(library);
}
END_TEST

START_TEST(no_such_directory)
{
    ck_assert_ptr_null(open_given(NULL, 0, path_of("nowhere"), 0));
    ck_assert_int_eq(error.status, FOS_STATUS_IO);
    assert_holds(error.text, path_of("nowhere"));
    fos_error none = FOS_ERROR_INIT;
    error = none;
    ck_assert_int_eq(setenv("FOS_DATA_DIR", path_of("nowhere"), 1), 0);
    ck_assert_ptr_null(fos_library_open(context, NULL, &error));
    ck_assert_int_eq(error.status, FOS_STATUS_IO);
    assert_holds(error.text, "nowhere");
}
END_TEST

/* ---- files that are wrong ---- */

START_TEST(broken_file_is_placed)
{
    write_file("broken.json", "{ \"regime\": \"KR\",\n  \"name\" \"Korea\" }\n");
    ck_assert_ptr_null(open_given(NULL, 0, folder, 0));
    ck_assert_int_eq(error.status, FOS_STATUS_SYNTAX);
    ck_assert_str_eq(error.source, path_of("broken.json"));
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 10);
    char line[512], head[256];
    fos_error_format(&error, line, sizeof line);
    snprintf(head, sizeof head, "%s:2:10: ", path_of("broken.json"));
    assert_holds(line, head);
}
END_TEST

START_TEST(broken_rule_is_placed)
{
    char text[sizeof korea];
    memcpy(text, korea, sizeof korea);
    memcpy(strstr(text, "item.goods"), "item.godds", 10);
    ck_assert_ptr_null(open_texts(text, NULL));
    ck_assert_int_eq(error.status, FOS_STATUS_RULE_NAME);
    ck_assert_str_eq(error.source, "first.json");
    ck_assert_uint_gt(error.line, 1);
    ck_assert_uint_gt(error.column, 1);
    assert_holds(error.text, "item.godds");
    assert_holds(error.text, "item.goods");
    assert_holds(error.pointer, "/charges/0/base");
}
END_TEST

START_TEST(two_regimes_for_one_country)
{
    ck_assert_ptr_null(open_texts(korea, rival));
    ck_assert_int_eq(error.status, FOS_STATUS_RULE_CONFLICT);
    static const char *const parts[] = { "K2", "KR", "first.json", "second.json" };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_holds(error.text, parts[i]);
    fos_library *library = open_texts(korea, other_korea); /* of one id the first stands */
    assert_opened(library);
    ck_assert_uint_eq(fos_library_regime_count(library), 1);
    ck_assert_str_eq(fos_regime_name(fos_library_regime_at(library, 0)), "Korea");
    fos_library_free(library);
}
END_TEST

START_TEST(wrong_calls)
{
    ck_assert_ptr_null(fos_library_open(NULL, NULL, &error));
    ck_assert_int_eq(error.status, FOS_STATUS_INVALID_ARGUMENT);
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.struct_size = 3;
    ck_assert_ptr_null(fos_library_open(context, &options, &error));
    ck_assert_int_eq(error.status, FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_ptr_null(fos_session_new(NULL, &error));
    ck_assert_int_eq(error.status, FOS_STATUS_INVALID_ARGUMENT);
    fos_library_free(NULL);
    fos_session_free(NULL);
    fos_request_free(NULL);
    fos_buffer_free(NULL);
    fos_context_free(NULL);
    fos_report_free(NULL);
    fos_allocator none = { NULL, NULL, NULL };
    ck_assert_ptr_null(fos_context_new(&none));
    ck_assert_ptr_null(fos_buffer_new(NULL));
    fos_source nothing = { "nothing.json", NULL, 0 };
    ck_assert_ptr_null(open_given(&nothing, 1, NULL, 1));
    ck_assert_int_ne(error.status, FOS_STATUS_OK);
}
END_TEST

/* ---- reports ---- */

START_TEST(report)
{
    fos_report *findings = fos_report_new(context);
    fos_source file = { "kr.json", korea, strlen(korea) };
    ck_assert_int_eq(fos_regime_check(context, &file, findings), FOS_STATUS_OK);
    ck_assert_uint_eq(fos_report_error_count(findings), 0);
    size_t before = fos_report_count(findings);
    char text[sizeof korea];
    memcpy(text, korea, sizeof korea);
    memcpy(strstr(text, "item.goods"), "item.godds", 10);
    memcpy(strstr(text, "down 10"), "dawn 10", 7);
    file.bytes = text;
    fos_status status = fos_regime_check(context, &file, findings);
    ck_assert_int_ne(status, FOS_STATUS_OK);
    ck_assert_uint_ge(fos_report_count(findings), before + 2); /* every finding, not only the first */
    ck_assert_uint_ge(fos_report_error_count(findings), 2);
    bool first = true;
    for (size_t i = 0; i < fos_report_count(findings); i++) {
        const fos_error *finding = fos_report_at(findings, i);
        if (fos_report_is_warning(findings, i)) continue;
        if (first) ck_assert_int_eq(finding->status, status);
        first = false;
        ck_assert_str_eq(finding->source, "kr.json");
        ck_assert_uint_gt(finding->line, 0);
        ck_assert_uint_gt(finding->column, 0);
        ck_assert_str_ne(finding->text, "");
    }
    ck_assert_ptr_null(fos_report_at(findings, fos_report_count(findings)));
    ck_assert_int_eq(fos_report_is_warning(findings, fos_report_count(findings)), 0);
    fos_report_free(findings);
}
END_TEST

START_TEST(report_of_broken_json)
{
    fos_report *findings = fos_report_new(context);
    static const char *const texts[] = { "", "{", "[]", "null", "{ \"regime\": 7 }", "{}", "\xff\xfe" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        fos_source file = { NULL, texts[i], strlen(texts[i]) };
        size_t before = fos_report_error_count(findings);
        ck_assert_int_ne(fos_regime_check(context, &file, findings), FOS_STATUS_OK);
        ck_assert_uint_gt(fos_report_error_count(findings), before);
    }
    ck_assert_int_eq(fos_regime_check(context, NULL, findings), FOS_STATUS_INVALID_ARGUMENT);
    fos_source file = { "kr.json", korea, strlen(korea) };
    ck_assert_int_eq(fos_regime_check(context, &file, NULL), FOS_STATUS_INVALID_ARGUMENT);
    fos_report_free(findings);
}
END_TEST

START_TEST(dump_is_stable)
{
    fos_library *library = fos_library_open(context, NULL, &error);
    fos_buffer *one = fos_buffer_new(context), *two = fos_buffer_new(context);
    for (size_t i = 0; i < fos_library_regime_count(library); i++) {
        const fos_regime *regime = fos_library_regime_at(library, i);
        fos_buffer_clear(one);
        fos_buffer_clear(two);
        ck_assert_int_eq(fos_regime_dump(regime, one), FOS_STATUS_OK);
        ck_assert_int_eq(fos_regime_dump(regime, two), FOS_STATUS_OK);
        ck_assert_uint_gt(fos_buffer_size(one), 1000);
        ck_assert_str_eq(fos_buffer_data(one), fos_buffer_data(two));
        fos_buffer_clear(one);
        ck_assert_int_eq(fos_regime_show(regime, FOS_DATE_ABSENT, one), FOS_STATUS_OK);
        ck_assert_int_eq(fos_regime_show(regime, day("2026-11-23"), two), FOS_STATUS_OK);
        ck_assert_uint_gt(fos_buffer_size(one), 100);
    }
    fos_buffer_free(one);
    fos_buffer_free(two);
    fos_library_free(library);
}
END_TEST

/* ---- sessions ---- */

static const char good[] =
    "{\"date\":\"2026-07-15\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"transport_mode\":\"post\","
    "\"items\":[{\"commodity_code\":\"610910\",\"unit_price\":{\"amount\":\"25\",\"currency\":\"EUR\"}}]}}";

START_TEST(session_after_errors)
{
    static const char *const bad[] = {
        "",
        "{",
        "{\"date\":\"2026-07-15\"}",
        "{\"date\":\"2026-07-15\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"AQ\",\"items\":[{\"unit_price\":{\"amount\":1,\"currency\":\"EUR\"}}]}}",
        "{\"date\":\"2026-07-15\",\"approach\":\"eu.nothing\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"items\":[{\"unit_price\":{\"amount\":1,\"currency\":\"EUR\"}}]}}",
        "{\"date\":\"2026-07-15\",\"consignment\":{\"dispatch_country\":\"FR\",\"destination_country\":\"DE\",\"items\":[{\"unit_price\":{\"amount\":1,\"currency\":\"EUR\"}}]}}",
    };
    desk at;
    desk_open(&at);
    fos_buffer *expected = fos_buffer_new(at.context);
    assert_status(fos_session_quote_json(at.session, good, strlen(good), NULL, expected, &at.error), FOS_STATUS_OK);
    ck_assert_uint_gt(fos_buffer_size(expected), 100);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        fos_error none = FOS_ERROR_INIT;
        at.error = none;
        fos_buffer_clear(at.text);
        ck_assert_int_ne(fos_session_quote_json(at.session, bad[i], strlen(bad[i]), NULL, at.text, &at.error), FOS_STATUS_OK);
        ck_assert_uint_eq(fos_buffer_size(at.text), 0);
        ck_assert_str_eq(at.error.source, "request");
        ck_assert_str_ne(at.error.text, "");
        assert_status(fos_session_quote_json(at.session, good, strlen(good), NULL, at.text, &at.error), FOS_STATUS_OK);
        ck_assert_str_eq(fos_buffer_data(at.text), fos_buffer_data(expected));
    }
    fos_buffer_free(expected);
    desk_close(&at);
}
END_TEST

/* Small quotes after large ones, one regime after another: nothing is left over. */
START_TEST(session_has_no_memory_of_others)
{
    static const char *const places[][3] = {
        { "DE", "EUR", "40.00" }, { "JP", "JPY", "40000" }, { "AU", "AUD", "400.00" }, { "GB", "GBP", "40.00" }
    };
    desk at;
    desk_open(&at);
    fos_buffer *alone = fos_buffer_new(at.context);
    for (int round = 0; round < 12; round++) {
        const char *const *place = places[round % 4];
        start(&at, "2026-07-15", "CN", place[0]);
        for (int i = 0; i < (round * 7) % 10 + 1; i++)
            goods(&at, "610910", place[2], place[1])->duty_rate = "12 %";
        fos_buffer_clear(at.text);
        ck_assert_int_eq(fos_quote_write_json(desk_quote(&at), at.text, NULL), FOS_STATUS_OK);
        fos_session *fresh = fos_session_new(at.library, NULL);
        const fos_quote *quote = NULL;
        ck_assert_int_eq(fos_session_quote(fresh, at.request, &quote, NULL), FOS_STATUS_OK);
        fos_buffer_clear(alone);
        ck_assert_int_eq(fos_quote_write_json(quote, alone, NULL), FOS_STATUS_OK);
        fos_session_free(fresh);
        ck_assert_str_eq(fos_buffer_data(at.text), fos_buffer_data(alone));
    }
    fos_buffer_free(alone);
    desk_close(&at);
}
END_TEST

/* A quote lives until the next call on its session, and only on that one. */
START_TEST(quote_is_borrowed)
{
    desk at;
    desk_open(&at);
    start(&at, "2026-07-15", "CN", "DE");
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    goods(&at, "610910", "25.00", "EUR");
    const fos_quote *mine = desk_quote(&at), *other = NULL;
    fos_session *second = fos_session_new(at.library, NULL);
    fos_request *request = fos_request_new(at.context, NULL);
    ck_assert_int_eq(fos_request_read_json(request, good, strlen(good), NULL, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(fos_session_quote(second, request, &other, NULL), FOS_STATUS_OK);
    ck_assert_ptr_ne(mine, other);
    assert_number(mine->totals.tax, "4.75");
    ck_assert_str_eq(mine->routes[0]->id, "eu.ioss.vendor");
    ck_assert_str_eq(other->routes[0]->id, "eu.special.post");
    fos_session_free(second);
    fos_request_free(request);
    assert_number(mine->totals.charges, "7.75");
    const fos_quote *again = desk_quote(&at);
    ck_assert_ptr_eq(mine, again);
    desk_close(&at);
}
END_TEST

/* ---- comparison ---- */

START_TEST(comparison_of_routes)
{
    desk at;
    desk_open(&at);
    start(&at, "2026-07-15", "CN", "DE");
    goods(&at, "610910", "25.00", "EUR");
    const fos_comparison *comparison = NULL;
    assert_status(fos_session_compare(at.session, at.request, &comparison, &at.error), FOS_STATUS_OK);
    static const char *const routes[] = { "eu.ioss.vendor", "eu.special.post", "eu.standard.post", "eu.standard" };
    ck_assert_uint_eq(comparison->offer_count, sizeof routes / sizeof *routes);
    for (size_t i = 0; i < comparison->offer_count; i++) {
        const fos_offer *offer = comparison->offers[i];
        ck_assert_str_eq(offer->route, routes[i]);
        check_invariants(offer->quote);
        ck_assert_str_eq(offer->quote->routes[0]->id, routes[i]);
        ck_assert_int_eq(offer->automatic, i == 1 ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE);
        ck_assert_int_eq(offer->available, i == 0 ? FOS_TRUTH_FALSE : FOS_TRUTH_TRUE);
        ck_assert_uint_eq(offer->need_count, i == 0 ? 1 : 0);
    }
    ck_assert_str_eq(comparison->offers[0]->needs[0], "the seller holds an import one-stop shop number");
    ck_assert_int_eq(comparison->offers[0]->approach, FOS_APPROACH_VENDOR);
    assert_number(comparison->offers[0]->quote->totals.tax, "4.75");
    ck_assert_str_eq(comparison->engine.regime, "EU");
    ck_assert_str_eq(comparison->currency, "EUR");
    ck_assert_str_eq(comparison->destination_country, "DE");
    ck_assert_int_eq(comparison->date, day("2026-07-15"));

    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    assert_status(fos_session_compare(at.session, at.request, &comparison, &at.error), FOS_STATUS_OK);
    ck_assert_int_eq(comparison->offers[0]->automatic, FOS_TRUTH_TRUE);
    ck_assert_int_eq(comparison->offers[0]->available, FOS_TRUTH_TRUE);
    ck_assert_uint_eq(comparison->offers[0]->need_count, 0);
    desk_close(&at);
}
END_TEST

/* The offers are there whatever approach the request asks for, and in JSON and text too. */
START_TEST(comparison_written)
{
    desk at;
    desk_open(&at);
    start(&at, "2026-07-15", "CN", "AU");
    registered(&at, FOS_ROLE_SELLER, "abn", "51824753556");
    goods(&at, "610910", "500.00", "AUD")->duty_rate = "5 %";
    goods(&at, "852872", "1200.00", "AUD")->duty_rate = "5 %";
    const fos_comparison *comparison = NULL;
    assert_status(fos_session_compare(at.session, at.request, &comparison, &at.error), FOS_STATUS_OK);
    size_t offers = comparison->offer_count;
    ck_assert_uint_gt(offers, 2);
    assert_status(fos_comparison_write_json(comparison, at.text, &at.error), FOS_STATUS_OK);
    assert_holds(fos_buffer_data(at.text), "\"offers\":[");
    fos_buffer_clear(at.text);
    assert_status(fos_comparison_write_text(comparison, NULL, at.text, &at.error), FOS_STATUS_OK);
    for (size_t i = 0; i < offers; i++)
        check_invariants(comparison->offers[i]->quote);
    desk_close(&at);
}
END_TEST

/* ---- buffers and contexts ---- */

START_TEST(buffers)
{
    fos_buffer *buffer = fos_buffer_new(context);
    ck_assert_str_eq(fos_buffer_data(buffer), "");
    ck_assert_uint_eq(fos_buffer_size(buffer), 0);
    ck_assert_int_eq(fos_schema_write("quote", buffer, NULL), FOS_STATUS_OK);
    size_t size = fos_buffer_size(buffer);
    ck_assert_uint_gt(size, 1000);
    ck_assert_uint_eq(strlen(fos_buffer_data(buffer)), size);
    ck_assert_int_eq(fos_schema_write("quote", buffer, NULL), FOS_STATUS_OK); /* appends */
    ck_assert_uint_eq(fos_buffer_size(buffer), 2 * size);
    ck_assert_int_eq(memcmp(fos_buffer_data(buffer), fos_buffer_data(buffer) + size, size), 0);
    ck_assert_int_eq(fos_schema_write("qoute", buffer, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_uint_eq(fos_buffer_size(buffer), 2 * size);
    fos_buffer_clear(buffer);
    ck_assert_str_eq(fos_buffer_data(buffer), "");
    ck_assert_uint_eq(fos_buffer_size(buffer), 0);
    ck_assert_str_eq(fos_buffer_data(NULL), "");
    ck_assert_uint_eq(fos_buffer_size(NULL), 0);
    fos_buffer_clear(NULL);
    fos_buffer_free(buffer);
}
END_TEST

START_TEST(own_allocator)
{
    ledger book = { 0, 0, 0, false, false };
    desk at;
    desk_open_counted(&at, &book);
    ck_assert_uint_gt(book.live, 0);
    start(&at, "2026-07-15", "CN", "DE");
    goods(&at, "610910", "25.00", "EUR");
    const fos_comparison *comparison = NULL;
    ck_assert_int_eq(fos_quote_write_json(desk_quote(&at), at.text, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(fos_quote_write_text(desk_quote(&at), NULL, at.text, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(fos_session_compare(at.session, at.request, &comparison, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(fos_session_quote_json(at.session, good, strlen(good), NULL, at.text, NULL), FOS_STATUS_OK);
    fos_report *findings = fos_report_new(at.context);
    fos_source file = { "kr.json", korea, strlen(korea) };
    ck_assert_int_eq(fos_regime_check(at.context, &file, findings), FOS_STATUS_OK);
    fos_report_free(findings);
    ck_assert_int_eq(fos_regime_dump(fos_library_regime(at.library, "EU"), at.text), FOS_STATUS_OK);
    desk_close(&at);
    ck_assert_uint_eq(book.live, 0);
}
END_TEST

Suite *library_suite(void);
Suite *library_suite(void)
{
    Suite *suite = suite_create("library");
    TCase *tests = tcase_create("library");
    tcase_add_checked_fixture(tests, open_context, close_context);
    tcase_add_test(tests, embedded);
    tcase_add_test(tests, given_buffers_win);
    tcase_add_test(tests, digests);
    tcase_add_test(tests, directory_before_embedded);
    tcase_add_test(tests, only_given_may_be_nothing);
    tcase_add_test(tests, data_directory);
    tcase_add_test(tests, no_such_directory);
    tcase_add_test(tests, broken_file_is_placed);
    tcase_add_test(tests, broken_rule_is_placed);
    tcase_add_test(tests, two_regimes_for_one_country);
    tcase_add_test(tests, wrong_calls);
    tcase_add_test(tests, report);
    tcase_add_test(tests, report_of_broken_json);
    tcase_add_test(tests, dump_is_stable);
    tcase_add_test(tests, buffers);
    suite_add_tcase(suite, tests);
    TCase *sessions = tcase_create("sessions");
    tcase_add_test(sessions, session_after_errors);
    tcase_add_test(sessions, session_has_no_memory_of_others);
    tcase_add_test(sessions, quote_is_borrowed);
    tcase_add_test(sessions, comparison_of_routes);
    tcase_add_test(sessions, comparison_written);
    tcase_add_test(sessions, own_allocator);
    suite_add_tcase(suite, sessions);
    return suite;
}
