/* What a session keeps from quote to quote must not show: one that has answered much says, byte for byte, what a fresh one says. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include <fos/fos.h>

Suite *told_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *const countries[] = { "DE", "FR", "IT", "GB", "AU", "JP", "BR" };
static const char *const prices[] = { "12.50", "149.99", "150.01", "40.00", "2500.00" };
static const char *const terms[] = { "DAP", "DDP" };
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
        "\"destination_country\":\"%s\",\"transport_mode\":\"post\",\"delivery_terms\":\"%s\","
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

START_TEST(a_session_remembers_nothing_that_shows)
{
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = fos_library_open(context, NULL, &error);
    ck_assert_msg(library != NULL, "%s", error.text);
    fos_session *old = fos_session_new(library, &error);
    fos_buffer *said = fos_buffer_new(context), *fresh = fos_buffer_new(context);
    unsigned quotes = 0;
    for (unsigned i = 0; i < 900; i++) {
        char json[2048];
        size_t length = make_request(i * 7, json, sizeof json);
        ck_assert(length < sizeof json);
        fos_session *young = fos_session_new(library, &error);
        answer(old, json, length, said);
        answer(young, json, length, fresh);
        ck_assert_msg(strcmp(fos_buffer_data(said), fos_buffer_data(fresh)) == 0, "%s\nsaid  %s\nfresh %s", json,
                      fos_buffer_data(said), fos_buffer_data(fresh));
        quotes += strncmp(fos_buffer_data(said), "{\"engine\"", 9) == 0;
        fos_session_free(young);
    }
    ck_assert_uint_gt(quotes, 800);
    fos_buffer_free(fresh);
    fos_buffer_free(said);
    fos_session_free(old);
    fos_library_free(library);
    fos_context_free(context);
}
END_TEST

Suite *told_suite(void)
{
    Suite *suite = suite_create("told");
    TCase *tests = tcase_create("told");
    tcase_add_test(tests, a_session_remembers_nothing_that_shows);
    suite_add_tcase(suite, tests);
    return suite;
}
