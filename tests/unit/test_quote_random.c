/* Random requests over all five regimes, from a fixed seed: whatever is asked, the answer is consistent or an honest status. */
#include <stdio.h>
#include <string.h>

#include <check.h>

#include "support.h"

/* 2,000 requests, in portions, so that one mistake does not hide the others. */
#define PORTIONS 40
#define PORTION 50

static desk at;
static uint64_t state;

/* Knuth's MMIX generator, its high half. */
static uint32_t any(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((state >> 32) * below) >> 32);
}

static bool chance(uint32_t percent) { return any(100) < percent; }

#define PICK(list) (list)[any((uint32_t)(sizeof(list) / sizeof *(list)))]

static const char *const destinations[] = { "DE", "FR", "IE", "IT", "RO", "PT", "GB", "GB",
                                            "AU", "AU", "JP", "JP", "BR", "BR", "SE", "HU" };
static const char *const origins[] = { "CN", "US", "VN", "GB", "JP", "CH", "JE", "DE" };
static const char *const currencies[] = { "EUR", "USD", "GBP", "AUD", "JPY", "BRL", "CNY" };
static const char *const dates[] = { "2021-01-01", "2021-06-30", "2021-07-01", "2023-08-01", "2024-07-31", "2024-08-01",
                                     "2026-06-30", "2026-07-01", "2026-11-01", "2026-11-23", "2027-12-31", "2028-07-01" };
/* Thresholds of the five, and a cent beside them. */
static const char *const prices[] = { "0",      "0.01",   "1.00",     "21.99",  "22.00",  "38.99",     "39.00",   "44.99",
                                      "45.00",  "45.01",  "49.99",    "50.00",  "50.01",  "134.99",    "135.00",  "135.01",
                                      "149.99", "150.00", "150.01",   "700.00", "999.99", "1000",      "1000.01", "3000",
                                      "9999",   "10000",  "16666.67", "200000", "200001", "1234567.89" };
static const char *const codes[] = { "610910", "640411", "490300", "330300",     "220421", "240220",
                                     "852872", "420221", "1701",   "9503003500", "300490", "6403" };
static const char *const duties[] = {
    "0 %", "12 %", "free", "4.7 %", "3.20 EUR/KGM", "10 % + 2 EUR/KGM", "the rate applicable to each garment"
};
static const char *const classes[] = { "alcohol", "tobacco", "book", "food", "perfume", "medicine", "textile" };
static const char *const categories[] = { "standard", "standard", "reduced", "zero", "exempt", "food" };
static const char *const approaches[] = { "auto", "auto", "auto", "vendor", "intermediary", "consumer", "border" };
static const char *const levels[] = { "item", "rate", "consignment" };
static const char *const subdivisions[] = { "SP", "ES", "20", "BE", "NIR", "MG" };

static fos_item *random_item(const char *currency)
{
    const char *code = PICK(codes), *price = PICK(prices); /* one after the other: arguments have no order */
    fos_item *item = goods(&at, code, price, currency);
    item->description = chance(50) ? "one thing" : "another thing"; /* without one, a reading of a switch would lack it */
    if (chance(10)) item->commodity_code = NULL;
    if (chance(30)) item->quantity = (fos_decimal){ 1 + any(9), 0 };
    if (chance(10)) item->quantity = number("0.375");
    if (chance(70)) item->duty_rate = PICK(duties);
    if (chance(50)) item->net_mass_kg = number("0.480");
    if (chance(60)) item->tax_category = PICK(categories);
    if (chance(20)) ck_assert_int_eq(fos_request_goods_class_add(at.request, item, PICK(classes), NULL), FOS_STATUS_OK);
    if (chance(15)) ck_assert_int_eq(fos_request_measure_add(at.request, item, "LTR", number("0.75"), NULL), FOS_STATUS_OK);
    if (chance(5)) item->tax_paid = FOS_TRUTH_TRUE;
    if (chance(10)) item->preference = "GSP";
    if (chance(10)) item->origin_country[0] = '\0';
    return item;
}

static void random_parties(void)
{
    static const char *const schemes[][2] = { { "ioss", "IM2760000742" },  { "ioss", "IM12" },  { "abn", "51824753556" },
                                              { "gb-vat", "GB123456789" }, { "br-prc", "yes" }, { "arn", "300012345678" } };
    static const fos_role roles[] = { FOS_ROLE_SELLER, FOS_ROLE_PLATFORM, FOS_ROLE_REDELIVERER, FOS_ROLE_BUYER };
    const fos_consignment *c = at.request->consignment;
    if (chance(70))
        person(&at, FOS_ROLE_BUYER, c->destination_country, chance(80) ? FOS_PARTY_KIND_INDIVIDUAL : FOS_PARTY_KIND_BUSINESS);
    if (chance(30)) person(&at, FOS_ROLE_PLATFORM, "US", FOS_PARTY_KIND_BUSINESS);
    if (chance(20)) person(&at, FOS_ROLE_IMPORTER, c->destination_country, FOS_PARTY_KIND_BUSINESS);
    for (uint32_t i = any(3); i > 0; i--) {
        const char *const *scheme = PICK(schemes);
        registered(&at, PICK(roles), scheme[0], scheme[1]);
    }
}

static void random_request(void)
{
    const char *date = PICK(dates), *from = PICK(origins), *to = PICK(destinations);
    start(&at, date, from, to);
    fos_request *r = at.request;
    fos_consignment *c = r->consignment;
    if (chance(40)) r->date += (fos_date)any(400);
    if (chance(20)) r->sale_date = r->date - (fos_date)any(20);
    if (chance(10)) r->arrival_date = r->date - (fos_date)any(5);
    c->transaction = (fos_transaction)(chance(75) ? FOS_TRANSACTION_B2C : any(4));
    c->category = (fos_category)(chance(75) ? FOS_CATEGORY_SALE : any(7));
    c->transport_mode = (fos_transport_mode)any(8);
    c->delivery_terms = (fos_delivery_terms)any(12);
    if (chance(40)) c->destination_subdivision = PICK(subdivisions);
    const char *currency = PICK(currencies);
    if (chance(60)) c->freight = money(PICK(prices), currency);
    if (chance(20)) c->insurance = money("1.37", chance(80) ? currency : PICK(currencies));
    random_parties();
    for (uint32_t i = chance(70) ? 1 + any(4) : 1 + any(20); i > 0; i--)
        random_item(chance(90) ? currency : PICK(currencies));
    if (chance(85)) {
        static const char *const rates[] = { "1.1", "0.85", "1.65", "161.3", "6.05", "7.8" };
        for (size_t i = 1; i < sizeof currencies / sizeof *currencies; i++)
            rate(&at, "EUR", currencies[i], rates[i - 1], "2020-12-31");
    }
    r->approach = PICK(approaches);
    if (chance(15)) r->prices_include_tax = FOS_TRUTH_TRUE;
    bool left_open = strcmp(c->destination_country, "GB") == 0 || strcmp(c->destination_country, "DE") == 0;
    if (left_open && chance(40)) r->rounding_level = PICK(levels);
}

/* ---- what must hold ---- */

static fos_buffer *first, *second;

static void ask_twice(const fos_quote *quote)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(first);
    assert_status(fos_quote_write_json(quote, first, &error), FOS_STATUS_OK);
    ck_assert_int_eq(fos_session_quote(at.session, at.request, &quote, NULL), FOS_STATUS_OK);
    fos_buffer_clear(second);
    assert_status(fos_quote_write_json(quote, second, &error), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(first), fos_buffer_data(second));
}

/* A request as JSON reads back to the same answer. */
static void ask_in_json(void)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(second);
    assert_status(fos_request_write_json(at.request, second, &error), FOS_STATUS_OK);
    fos_buffer_clear(at.text);
    fos_status status =
        fos_session_quote_json(at.session, fos_buffer_data(second), fos_buffer_size(second), NULL, at.text, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", error.text, fos_buffer_data(second));
    ck_assert_str_eq(fos_buffer_data(first), fos_buffer_data(at.text));
}

/* Auto's answer is among those compared, once. */
static void find_in_comparison(fos_decimal charges, fos_truth complete)
{
    const fos_comparison *comparison = NULL;
    fos_error error = FOS_ERROR_INIT;
    fos_status status = fos_session_compare(at.session, at.request, &comparison, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", fos_status_name(status), error.text);
    size_t automatic = 0;
    for (size_t i = 0; i < comparison->offer_count; i++) {
        const fos_offer *offer = comparison->offers[i];
        check_invariants(offer->quote);
        ck_assert_int_eq(offer->available, offer->need_count == 0 ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE);
        if (offer->automatic != FOS_TRUTH_TRUE) continue;
        automatic++;
        ck_assert_int_eq(fos_decimal_compare(offer->quote->totals.charges, charges), 0);
        ck_assert_int_eq(offer->quote->complete, complete);
    }
    ck_assert_uint_eq(automatic, 1);
}

static const char *in_json(void)
{
    fos_buffer_clear(second);
    return fos_request_write_json(at.request, second, NULL) == FOS_STATUS_OK ? fos_buffer_data(second) : "";
}

/* The readings that each switch has; a switch that is not here is not checked. */
static const struct {
    const char *name, *readings[3];
} switches[] = {
    { "eu.flat_scope", { "all_distance_sales", "ioss_or_postal", "ioss" } },
    { "eu.line_key", { "subheading", "subheading_and_description", NULL } },
    { "eu.vat_on_duty", { "recharged", "never", NULL } },
    { "eu.vat_on_fee", { "outside_base", "in_base", NULL } },
    { "eu.special_rate", { "rate_of_goods", "standard", NULL } },
    { "eu.gift_value", { "goods", "goods_and_transport", NULL } },
    { "gb.perfume", { "excluded", "relieved", NULL } },
};
#define SWITCHES (sizeof switches / sizeof *switches)

/* Amounts alone, one a line; with or without charges of 0. */
static void write_amounts(const fos_quote *quote, bool zeros, char *text, size_t size)
{
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < quote->charge_count && length < size - 128; i++) {
        const fos_charge *charge = quote->charges[i];
        char amount[FOS_DECIMAL_TEXT], waived[FOS_DECIMAL_TEXT];
        if (!zeros && charge->amount.coefficient == 0 && charge->waived.coefficient == 0) continue;
        fos_decimal_format(charge->amount, amount);
        fos_decimal_format(charge->waived, waived);
        length += (size_t)snprintf(text + length, size - length, "%s %s %s\n", charge->id, amount, waived);
    }
}

/* Whether any other reading gives other amounts, found by asking for each. */
static bool found_by_asking(fos_session *session, size_t which, bool zeros, const char *amounts)
{
    static char others[65536];
    size_t kept = at.request->assume_count;
    bool found = false;
    for (int o = 0; o < 3 && switches[which].readings[o] != NULL; o++) {
        const fos_quote *quote = NULL;
        fos_status status = fos_request_assume(at.request, switches[which].name, switches[which].readings[o], NULL);
        ck_assert_int_eq(status, FOS_STATUS_OK);
        status = fos_session_quote(session, at.request, &quote, NULL);
        if (status == FOS_STATUS_OK) write_amounts(quote, zeros, others, sizeof others);
        if (status != FOS_STATUS_OK || quote->complete != FOS_TRUTH_TRUE || strcmp(others, amounts) != 0) found = true;
        at.request->assume_count = kept;
    }
    return found;
}

/* Another amount must be told; a charge of 0 that comes or goes may be. */
static void check_readings(const fos_quote *quote)
{
    static char amounts[65536], all[65536];
    write_amounts(quote, false, amounts, sizeof amounts);
    write_amounts(quote, true, all, sizeof all);
    fos_session *session = fos_session_new(at.library, NULL);
    for (size_t i = 0; i < SWITCHES; i++) {
        const fos_quote_assumption *assumption = assumption_of(quote, switches[i].name);
        if (assumption == NULL) continue;
        bool said = fos_quote_assumption_matters(quote, assumption) == FOS_TRUTH_TRUE;
        if (said ? !found_by_asking(session, i, true, all) : found_by_asking(session, i, false, amounts))
            ck_abort_msg("%s: said %d: %s", switches[i].name, said, in_json());
    }
    fos_session_free(session);
}

static bool all_decided(const fos_quote *quote)
{
    for (size_t i = 0; i < quote->item_count; i++) {
        if (quote->items[i]->route == NULL) return false;
    }
    return true;
}

static void check_request(int index)
{
    const fos_quote *quote = NULL;
    fos_error error = FOS_ERROR_INIT;
    state = (uint64_t)index * UINT64_C(0x9E3779B97F4A7C15) + 1;
    any(2);
    random_request();
    fos_status status = fos_session_quote(at.session, at.request, &quote, &error);
    if (status != FOS_STATUS_OK) {
        bool expected = status == FOS_STATUS_NO_ROUTE || status == FOS_STATUS_NO_NET_PRICE;
        if (!expected) ck_abort_msg("%s: %s: %s", fos_status_name(status), error.text, in_json());
        ck_assert_int_eq(error.status, status);
        return;
    }
    check_invariants(quote);
    fos_decimal charges = quote->totals.charges;
    fos_truth complete = quote->complete;
    bool decided = all_decided(quote), automatic = strcmp(at.request->approach, "auto") == 0;
    if (complete == FOS_TRUTH_TRUE) check_readings(quote);
    ask_twice(quote);
    ask_in_json();
    if (decided && automatic) find_in_comparison(charges, complete);
}

static void open_all(void)
{
    desk_open(&at);
    first = fos_buffer_new(at.context);
    second = fos_buffer_new(at.context);
}

static void close_all(void)
{
    fos_buffer_free(first);
    fos_buffer_free(second);
    desk_close(&at);
}

START_TEST(random_requests)
{
    for (int i = 0; i < PORTION; i++)
        check_request(_i * PORTION + i);
}
END_TEST

TCase *random_quotes(void);
TCase *random_quotes(void)
{
    TCase *tests = tcase_create("random");
    tcase_set_tags(tests, "thorough"); /* too long under valgrind, which leaves this tag out */
    tcase_add_unchecked_fixture(tests, open_all, close_all);
    tcase_add_loop_test(tests, random_requests, 0, PORTIONS);
    return tests;
}
