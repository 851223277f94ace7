/* What a session keeps from quote to quote must not show: one that has answered much says, byte for byte, what a fresh one says. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include <fos/fos.h>

Suite *told_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *const countries[] = { "DE", "FR", "IT", "GB", "AU", "JP", "BR" };
static const char *const prices[] = { "12.50", "149.99", "150.01", "40.00", "2500.00" };
static const char *const terms[] = { "\"delivery_terms\":\"DAP\",", "\"delivery_terms\":\"DDP\",", "" };
static const char *const kinds[] = { "sale", "gift" };
static const char *const dates[] = { "2026-07-15", "2022-03-01", "2026-11-23" };
static const char *const sellers[] = { "{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}",
                                       "{\"scheme\":\"ioss\",\"value\":\"IM27\"}", "" };
static const char *const goods[] = { "", "\"goods_classes\":[\"book\"],", "\"goods_classes\":[\"alcohol\"],",
                                     "\"tax_category\":\"reduced\",", "\"duty_rate\":\"12 %\"," };

/* One request of a sequence that meets the same circumstances again with other prices and goods. */
static size_t make_request(unsigned i, char *json, size_t size)
{
#define PICK(list, step) (list)[(i / (step)) % COUNT(list)]
    const char *kind = PICK(kinds, 11);
    return (size_t)snprintf(
        json, size,
        "{\"date\":\"%s\",\"consignment\":{\"transaction\":\"%s\",\"category\":\"%s\",\"dispatch_country\":\"CN\","
        "\"destination_country\":\"%s\",\"transport_mode\":\"post\",%s"
        "\"freight\":{\"amount\":\"4.90\",\"currency\":\"EUR\"},\"seller\":{\"name\":\"S\",\"identifiers\":[%s]},"
        "\"buyer\":{\"name\":\"B\"},\"items\":[{\"description\":\"a \\\"thing\\\" %u\",\"commodity_code\":\"%06u\",\"origin_country\":"
        "\"CN\",%s\"quantity\":\"%u\",\"unit_price\":{\"amount\":\"%s\",\"currency\":\"EUR\"}}]},"
        "\"exchange_rates\":[{\"from\":\"EUR\",\"to\":\"GBP\",\"rate\":\"0.86\",\"date\":\"2021-01-01\"},"
        "{\"from\":\"EUR\",\"to\":\"AUD\",\"rate\":\"1.65\",\"date\":\"2021-01-01\"},"
        "{\"from\":\"EUR\",\"to\":\"JPY\",\"rate\":\"160\",\"date\":\"2021-01-01\"},"
        "{\"from\":\"EUR\",\"to\":\"BRL\",\"rate\":\"6\",\"date\":\"2021-01-01\"},"
        "{\"from\":\"EUR\",\"to\":\"USD\",\"rate\":\"1.1\",\"date\":\"2021-01-01\"}]}",
        PICK(dates, 13), kind[0] == 'g' ? "c2c" : "b2c", kind, PICK(countries, 3), PICK(terms, 7), PICK(sellers, 5), i,
        610910 + i % 3, PICK(goods, 2), 1 + i % 2, PICK(prices, 1));
#undef PICK
}

static void answer(fos_session *session, const char *json, size_t length, fos_buffer *out)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(out);
    if (fos_session_quote_json(session, json, length, NULL, out, &error) != FOS_STATUS_OK)
        fos_error_write_json(&error, out, NULL);
}

/* Asks a session that is kept and one that is new the same; counts the answers that are quotes. */
static unsigned compare_sessions(const fos_library *library, const fos_context *context, unsigned count)
{
    fos_error error = FOS_ERROR_INIT;
    fos_session *old = fos_session_new(library, &error);
    fos_buffer *said = fos_buffer_new(context), *fresh = fos_buffer_new(context);
    unsigned quotes = 0;
    for (unsigned i = 0; i < count; i++) {
        char json[2048];
        size_t length = make_request(i * 7, json, sizeof json);
        ck_assert(length < sizeof json);
        fos_session *young = fos_session_new(library, &error);
        answer(old, json, length, said);
        answer(young, json, length, fresh);
        ck_assert_msg(strcmp(fos_buffer_data(said), fos_buffer_data(fresh)) == 0, "%s\nsaid  %.1000s\nfresh %.1000s", json,
                      fos_buffer_data(said), fos_buffer_data(fresh));
        quotes += strncmp(fos_buffer_data(said), "{\"engine\"", 9) == 0;
        fos_session_free(young);
    }
    fos_buffer_free(fresh);
    fos_buffer_free(said);
    fos_session_free(old);
    return quotes;
}

START_TEST(a_session_remembers_nothing_that_shows)
{
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = fos_library_open(context, NULL, &error);
    ck_assert_msg(library != NULL, "%s", error.text);
    ck_assert_uint_gt(compare_sessions(library, context, 900), 800);
    fos_library_free(library);
    fos_context_free(context);
}
END_TEST

/* ---- more values than a session keeps ---- */

enum { CONDITIONS = 300 };

/* Conditions that lean on each other: some on circumstances alone, some on amounts, some item by item. */
static void add_condition(unsigned i, char *json, size_t size)
{
    size_t used = strlen(json);
    unsigned on = i / 2;
    char is[120] = "category = sale and delivery_terms = DAP";
    while (on % 4 == 3)
        on /= 2;
    if (i > 0 && i % 4 == 0) (void)snprintf(is, sizeof is, "c%u and transaction = b2c", on);
    if (i % 4 == 1) (void)snprintf(is, sizeof is, "c%u or (sum(item.goods) <= %u EUR and present(delivery_terms))", on, i);
    if (i % 4 == 2) (void)snprintf(is, sizeof is, "not c%u", on);
    if (i % 4 == 3) (void)snprintf(is, sizeof is, "c%u and item.goods > %u EUR", on, i);
    (void)snprintf(json + used, size - used, "%s\"c%u\":{\"per\":\"%s\",\"is\":\"%s\",\"label\":\"the %uth\",\"source\":\"law\"}", i > 0 ? "," : "", i,
                   i % 4 == 3 ? "item" : "consignment", is, i);
}

static void add_charge(unsigned i, char *json, size_t size)
{
    size_t used = strlen(json);
    (void)snprintf(json + used, size - used,
                   "%s{\"id\":\"fee%u\",\"kind\":\"fee\",\"name\":\"Fee\",\"per\":\"item\",\"where\":\"c%u\",\"amount\":\"%u EUR\",\"source\":\"law\"}",
                   i > 0 ? "," : "", i, i, i + 1);
}

/* Every condition has its charge. */
static void make_regime(char *json, size_t size)
{
    (void)snprintf(json, size, "%s",
                   "{\"regime\":\"DE\",\"name\":\"Many\",\"territory\":[\"DE\",\"FR\",\"IT\",\"GB\",\"AU\",\"JP\",\"BR\"],"
                   "\"currency\":\"EUR\",\"minor_unit\":\"0.01\",\"data_version\":\"1\",\"reviewed\":\"2026-11-23\","
                   "\"clock\":\"declaration\",\"sources\":{\"law\":{\"title\":\"A law\"}},"
                   "\"inputs\":{\"delivery_terms\":{\"absent\":\"DAP\",\"say\":\"delivered at place\"}},\"exchange\":{\"default\":{\"on\":\"declaration\",\"series\":\"x\",\"side\":\"mid\"}},"
                   "\"collections\":{\"here\":{\"approach\":\"border\",\"liable\":\"consignee\",\"collector\":\"customs\",\"payer\":"
                   "\"consignee\",\"due\":\"arrival\",\"remitted_to\":\"customs\"}},\"conditions\":{");
    for (unsigned i = 0; i < CONDITIONS; i++)
        add_condition(i, json, size);
    strcat(json, "},\"charges\":[");
    for (unsigned i = 0; i < CONDITIONS; i++)
        add_charge(i, json, size);
    strcat(json, "],\"routes\":[{\"id\":\"only\",\"approach\":\"border\",\"when\":\"true\",\"collect\":[{\"by\":\"here\",\"charges\":[");
    for (unsigned i = 0; i < CONDITIONS; i++) {
        size_t used = strlen(json);
        (void)snprintf(json + used, size - used, "%s\"fee%u\"", i > 0 ? "," : "", i);
    }
    strcat(json, "]}]}]}");
}

START_TEST(more_values_than_are_kept_do_not_show_either)
{
    static char regime[1 << 17];
    fos_error error = FOS_ERROR_INIT;
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    make_regime(regime, sizeof regime);
    fos_source source = { "many.json", regime, strlen(regime) };
    options.regimes = &source;
    options.regime_count = 1;
    options.only_given = 1;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = fos_library_open(context, &options, &error);
    ck_assert_msg(library != NULL, "%s", error.text);
    ck_assert_uint_eq(compare_sessions(library, context, 60), 60);
    fos_library_free(library);
    fos_context_free(context);
}
END_TEST

Suite *told_suite(void)
{
    Suite *suite = suite_create("told");
    TCase *tests = tcase_create("told");
    tcase_add_test(tests, a_session_remembers_nothing_that_shows);
    tcase_add_test(tests, more_values_than_are_kept_do_not_show_either);
    suite_add_tcase(suite, tests);
    return suite;
}
