/* Quotes through the public API: figures, roles, sentences, what is missing, what is refused. The laws' own cases are data
 * under tests/cases; here each kind of answer is met once. Random requests are in test_quote_random.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"

static desk at;

static void open_embedded(void) { desk_open(&at); }

static void close_desk(void) { desk_close(&at); }

static const char *because(const fos_quote *quote, const fos_charge *charge)
{
    ck_assert_ptr_nonnull(charge);
    fos_buffer_clear(at.text);
    ck_assert_int_eq(fos_charge_because(quote, charge, at.text), FOS_STATUS_OK);
    return fos_buffer_data(at.text);
}

static const char *rate_text(const fos_quote *quote, const fos_charge *charge)
{
    fos_buffer_clear(at.text);
    ck_assert_int_eq(fos_charge_rate(quote, charge, at.text), FOS_STATUS_OK);
    return fos_buffer_data(at.text);
}

static const char *rounding_text(const fos_quote *quote, const fos_charge *charge)
{
    fos_buffer_clear(at.text);
    ck_assert_int_eq(fos_charge_rounding(quote, charge, at.text), FOS_STATUS_OK);
    return fos_buffer_data(at.text);
}

static const char *missing_because(const fos_quote *quote, const fos_missing *missing)
{
    fos_buffer_clear(at.text);
    ck_assert_int_eq(fos_missing_because(quote, missing, at.text), FOS_STATUS_OK);
    return fos_buffer_data(at.text);
}

/* ---- one item through the import one-stop shop ---- */

static void one_stop_shop(const char *date)
{
    start(&at, date, "CN", "DE");
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    at.request->consignment->freight = money("4.90", "EUR");
    goods(&at, "610910", "12.50", "EUR")->quantity = number("2");
}

START_TEST(figures_of_one_item)
{
    one_stop_shop("2026-07-15");
    const fos_quote *quote = desk_quote(&at);
    ck_assert_str_eq(quote->engine.regime, "EU");
    ck_assert_str_eq(quote->currency, "EUR");
    ck_assert_str_eq(quote->destination_country, "DE");
    ck_assert_int_eq(quote->date, day("2026-07-15"));
    ck_assert_int_eq(quote->complete, FOS_TRUTH_TRUE);
    ck_assert_int_eq(quote->approach, FOS_APPROACH_HYBRID);
    ck_assert_uint_eq(quote->route_count, 1);
    ck_assert_str_eq(quote->routes[0]->id, "eu.ioss.vendor");
    ck_assert_uint_eq(quote->charge_count, 2);
    assert_number(quote->values.goods, "25.00");
    assert_number(quote->values.customs_value, "29.90");
    assert_number(quote->totals.duty, "3.00");
    assert_number(quote->totals.tax, "5.68");
    assert_number(quote->totals.charges, "8.68");
    assert_number(quote->totals.landed_cost, "38.58");
    assert_number(quote->items[0]->tax, "5.68");
}
END_TEST

START_TEST(roles_of_one_item)
{
    one_stop_shop("2026-07-15");
    const fos_quote *quote = desk_quote(&at);
    const fos_charge *tax = charge_of(quote, "eu.vat.supply", 0), *duty = charge_of(quote, "eu.duty.flat", 0);
    ck_assert(tax != NULL && duty != NULL);
    ck_assert_int_eq(tax->approach, FOS_APPROACH_VENDOR);
    ck_assert_int_eq(tax->liable, FOS_ROLE_SELLER);
    ck_assert_int_eq(tax->collector, FOS_ROLE_SELLER);
    ck_assert_int_eq(tax->payer, FOS_ROLE_BUYER);
    ck_assert_int_eq(tax->due, FOS_DUE_SALE);
    ck_assert_int_eq(tax->remitted_to, FOS_ROLE_TAX_AUTHORITY);
    ck_assert_str_eq(tax->remitted, "monthly");
    ck_assert_str_eq(tax->refund, "vat_by_vendor");
    ck_assert_int_eq(duty->approach, FOS_APPROACH_BORDER);
    ck_assert_int_eq(duty->collector, FOS_ROLE_CUSTOMS);
    ck_assert_int_eq(duty->payer, FOS_ROLE_BUYER);
    ck_assert_int_eq(duty->due, FOS_DUE_ARRIVAL);
    ck_assert_str_eq(fos_role_name(duty->collector), "customs");
    ck_assert_str_eq(fos_due_name(duty->due), "arrival");
    ck_assert_str_eq(fos_charge_kind_name(duty->kind), "duty");
    ck_assert_str_eq(fos_approach_name(quote->approach), "hybrid");
    ck_assert_str_eq(fos_confidence_name(duty->confidence), "secondary");
}
END_TEST

START_TEST(sentences_of_one_item)
{
    one_stop_shop("2026-07-15");
    const fos_quote *quote = desk_quote(&at);
    const fos_charge *tax = charge_of(quote, "eu.vat.supply", 0), *duty = charge_of(quote, "eu.duty.flat", 0);
    ck_assert(tax != NULL && duty != NULL);
    ck_assert_str_eq(because(quote, tax), "19 % of 29.90 EUR (goods 25.00 + freight 4.90)");
    ck_assert_str_eq(rate_text(quote, tax), "19 %");
    ck_assert_str_eq(rounding_text(quote, tax), "half_up 0.01");
    assert_number(tax->base, "29.90");
    assert_number(tax->exact.numerator, "5.681");
    ck_assert_uint_eq(tax->exact.denominator, 1);
    ck_assert_str_eq(because(quote, duty), "3 EUR for 1 tariff subheading (610910)");
    ck_assert_str_eq(rate_text(quote, duty), "3 EUR per tariff subheading");
    ck_assert_str_eq(rounding_text(quote, duty), "");
    ck_assert(!fos_decimal_present(duty->base));
    size_t sources = 0;
    while (fos_charge_source(quote, tax, sources) != NULL) {
        ck_assert_str_ne(fos_charge_source(quote, tax, sources), "");
        sources++;
    }
    ck_assert_uint_ge(sources, 2);
    assert_holds(fos_charge_source(quote, tax, 0), "2006/112");
    ck_assert_ptr_null(fos_charge_source(quote, tax, sources + 7));
}
END_TEST

START_TEST(decisions_of_one_item)
{
    one_stop_shop("2026-07-15");
    const fos_quote *quote = desk_quote(&at);
    const fos_decision *low = decision_of(quote, "eu.low-value");
    if (low == NULL) low = decision_of(quote, "eu.ioss-value");
    ck_assert_ptr_nonnull(low);
    ck_assert_int_eq(low->holds, FOS_TRUTH_TRUE);
    fos_buffer_clear(at.text);
    ck_assert_int_eq(fos_decision_because(quote, low, at.text), FOS_STATUS_OK);
    assert_holds(fos_buffer_data(at.text), "25.00 EUR <= 150 EUR");
    ck_assert_ptr_nonnull(fos_decision_source(quote, low, 0));
}
END_TEST

/* Sentences append; they do not replace. */
START_TEST(sentences_append)
{
    one_stop_shop("2026-07-15");
    const fos_quote *quote = desk_quote(&at);
    const fos_charge *tax = charge_of(quote, "eu.vat.supply", 0);
    fos_buffer_clear(at.text);
    ck_assert_int_eq(fos_charge_rate(quote, tax, at.text), FOS_STATUS_OK);
    ck_assert_int_eq(fos_charge_rounding(quote, tax, at.text), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(at.text), "19 %half_up 0.01");
}
END_TEST

/* ---- several items ---- */

START_TEST(freight_is_apportioned)
{
    start(&at, "2026-07-15", "CN", "DE");
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    at.request->consignment->freight = money("4.90", "EUR");
    goods(&at, "610910", "25.00", "EUR");
    goods(&at, "640411", "34.90", "EUR");
    goods(&at, "490300", "9.00", "EUR")->tax_category = "reduced";
    const fos_quote *quote = desk_quote(&at);
    assert_number(quote->items[0]->values.freight, "1.78");
    assert_number(quote->items[1]->values.freight, "2.48");
    assert_number(quote->items[2]->values.freight, "0.64");
    assert_number(quote->totals.freight, "4.90");
    assert_number(quote->totals.duty, "9.00"); /* three subheadings */
    assert_number(quote->items[0]->tax, "5.09");
    assert_number(quote->items[1]->tax, "7.10");
    assert_number(quote->items[2]->tax, "0.67"); /* 7 % of 9.64 */
}
END_TEST

START_TEST(one_duty_for_one_subheading)
{
    start(&at, "2026-07-15", "CN", "DE");
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    goods(&at, "61091000", "10.00", "EUR");
    goods(&at, "6109109010", "20.00", "EUR");
    goods(&at, "640411", "30.00", "EUR");
    const fos_quote *quote = desk_quote(&at);
    assert_number(quote->totals.duty, "6.00");
    const fos_charge *first = charge_of(quote, "eu.duty.flat", 0);
    ck_assert_ptr_nonnull(first);
    ck_assert_uint_eq(first->item_count, 2);
    assert_number(first->shares[0], "1.00");
    assert_number(first->shares[1], "2.00");
    ck_assert_ptr_null(charge_of(quote, "eu.duty.flat", 2));
}
END_TEST

/* Numbers of the items are the caller's own; 0 is the position. */
START_TEST(numbers_of_items)
{
    start(&at, "2026-07-15", "CN", "DE");
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    goods(&at, "610910", "10.00", "EUR")->number = 70;
    goods(&at, "640411", "30.00", "EUR")->number = 5;
    const fos_quote *quote = desk_quote(&at);
    ck_assert_uint_eq(quote->items[0]->number, 70);
    ck_assert_uint_eq(quote->items[1]->number, 5);
    ck_assert_uint_eq(quote->routes[0]->items[0], 70);
    ck_assert_uint_eq(charge_of(quote, "eu.vat.supply", 1)->items[0], 5);
}
END_TEST

START_TEST(two_routes_in_one_parcel)
{
    start(&at, "2026-07-15", "CN", "AU");
    registered(&at, FOS_ROLE_SELLER, "abn", "51824753556");
    goods(&at, "610910", "500.00", "AUD")->duty_rate = "5 %";
    goods(&at, "852872", "1200.00", "AUD")->duty_rate = "5 %";
    const fos_quote *quote = desk_quote(&at);
    ck_assert_str_eq(quote->items[0]->route, "au.vendor");
    ck_assert_str_eq(quote->items[1]->route, "au.import.post");
    ck_assert_uint_eq(quote->route_count, 2);
    ck_assert_int_eq(quote->approach, FOS_APPROACH_HYBRID);
    const fos_charge *supply = charge_of(quote, "au.gst.supply", 0), *import = charge_of(quote, "au.gst.import", 0);
    ck_assert(supply != NULL && import != NULL);
    assert_number(supply->amount, "50.00");
    ck_assert_uint_eq(supply->items[0], 1);
    assert_number(import->amount, "126.00"); /* 10 % of 1,200 and the duty of 60 */
    ck_assert_uint_eq(import->items[0], 2);
    assert_number(charge_of(quote, "au.duty", 0)->amount, "25.00");
    assert_number(charge_of(quote, "au.duty", 1)->amount, "60.00");
}
END_TEST

/* Bases are cut to 1,000 yen and taxes to 100: what falls on the items still sums to the whole. */
START_TEST(yen_are_truncated_and_shares_sum)
{
    start(&at, "2026-04-01", "US", "JP");
    person(&at, FOS_ROLE_BUYER, "JP", FOS_PARTY_KIND_BUSINESS);
    goods(&at, "620520", "12345", "JPY");
    goods(&at, "620520", "7654", "JPY");
    goods(&at, "950300", "9999", "JPY");
    const fos_quote *quote = desk_quote(&at);
    ck_assert_int_eq(quote->complete, FOS_TRUTH_TRUE);
    ck_assert_str_eq(quote->currency, "JPY");
    assert_number(quote->minor_unit, "1");
    ck_assert_int_eq(quote->totals.duty.coefficient % 100, 0);
    const fos_charge *duty = charge_of(quote, "jp.duty", 0), *national = charge_of(quote, "jp.tax.national", 0);
    ck_assert(duty != NULL && national != NULL);
    ck_assert_uint_eq(duty->item_count, 3);
    assert_number(quote->values.customs_value, "29998");
    ck_assert_int_eq(national->amount.coefficient % 100, 0);
    ck_assert_uint_eq(national->item_count, 3);
    assert_number(charge_of(quote, "jp.duty", 0)->amount, "1900"); /* 10 % of 19,000; toys are free */
    assert_number(national->amount, "2400");                       /* 7.8 % of 31,000 */
    assert_number(charge_of(quote, "jp.tax.local", 0)->amount, "600");
    assert_number(quote->totals.charges, "5100"); /* with 200 for the post */
}
END_TEST

/* The tax of a Brazilian state is part of its own base: a fraction that no decimal holds. */
START_TEST(gross_up_is_an_exact_fraction)
{
    start(&at, "2025-03-03", "CN", "BR");
    at.request->consignment->destination_subdivision = "ES";
    person(&at, FOS_ROLE_BUYER, "BR", FOS_PARTY_KIND_INDIVIDUAL);
    registered(&at, FOS_ROLE_PLATFORM, "br-prc", "certified");
    goods(&at, "610910", "100.00", "BRL");
    rate(&at, "USD", "BRL", "5.00", "2025-03-03");
    const fos_quote *quote = desk_quote(&at);
    const fos_charge *duty = charge_of(quote, "br.ii", 0), *tax = charge_of(quote, "br.icms", 0);
    ck_assert(duty != NULL && tax != NULL);
    assert_number(duty->amount, "20.00");
    assert_number(tax->amount, "24.58");
    assert_number(tax->exact.numerator, "2040"); /* 120 / 0.83 × 0.17 */
    ck_assert_uint_eq(tax->exact.denominator, 83);
    assert_number(tax->base, "144.58");
    assert_number(tax->base_exact.numerator, "12000");
    ck_assert_uint_eq(tax->base_exact.denominator, 83);
}
END_TEST

START_TEST(ten_thousand_items)
{
    start(&at, "2026-07-15", "CN", "DE");
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    at.request->consignment->freight = money("99.99", "EUR");
    char code[8];
    for (int i = 0; i < 10000; i++) {
        snprintf(code, sizeof code, "%06d", 610100 + i % 37);
        goods(&at, code, i % 3 == 0 ? "0.01" : "0.02", "EUR")->duty_rate = "12 %";
    }
    const fos_quote *quote = desk_quote(&at); /* sums of items against totals are checked there */
    ck_assert_int_eq(quote->complete, FOS_TRUTH_TRUE);
    ck_assert_uint_eq(quote->item_count, 10000);
    assert_number(quote->totals.goods, "166.66");
    assert_number(quote->totals.freight, "99.99");
}
END_TEST

/* ---- waivers ---- */

static const char small_regime[] =
    "{ \"regime\": \"KR\", \"name\": \"Small\", \"territory\": [\"KR\"], \"currency\": \"KRW\", \"minor_unit\": \"1\",\n"
    "  \"data_version\": \"2026.1.1\", \"reviewed\": \"2026-01-01\", \"clock\": \"declaration\", \"history\": \"2022-01-01\",\n"
    "  \"sources\": { \"act\": { \"title\": \"An Act\" } },\n"
    "  \"exchange\": { \"default\": { \"on\": \"declaration\", \"series\": \"kr\", \"side\": \"mid\" } },\n"
    "  \"values\": { \"cif\": { \"per\": \"item\", \"is\": \"item.goods + item.freight\", \"label\": \"CIF value\" } },\n"
    "  \"collections\": { \"post\": { \"approach\": \"intermediary\", \"liable\": \"consignee\", \"collector\": \"postal_operator\",\n"
    "    \"payer\": \"consignee\", \"due\": \"delivery\", \"remitted_to\": \"customs\" } },\n"
    "  \"charges\": [ { \"id\": \"kr.duty\", \"kind\": \"duty\", \"name\": \"Duty\", \"per\": \"item\", \"base\": \"cif\", \"rate\": \"8 %\",\n"
    "      \"settle\": \"route\", \"round\": \"down 10\", \"source\": \"act\" },\n"
    "    { \"id\": \"kr.vat\", \"kind\": \"tax\", \"name\": \"VAT\", \"per\": \"item\", \"base\": \"cif + assessed(kr.duty)\",\n"
    "      \"rate\": \"10 %\", \"settle\": \"route\", \"round\": \"down 10\", \"source\": \"act\" } ],\n"
    "  \"waivers\": [ { \"id\": \"kr.small\", \"charges\": [\"kr.duty\", \"kr.vat\"], \"per\": \"route\", \"when\": \"total < 10000 KRW\",\n"
    "      \"source\": \"act\" } ],\n"
    "  \"routes\": [ { \"id\": \"kr.post\", \"approach\": \"intermediary\", \"when\": \"true\",\n"
    "      \"collect\": [ { \"by\": \"post\", \"charges\": [\"kr.duty\", \"kr.vat\"] } ] } ] }\n";

START_TEST(waived_charges)
{
    desk_open_with(&at, small_regime, NULL);
    start(&at, "2026-01-01", "CN", "KR");
    goods(&at, "610910", "20000", "KRW");
    goods(&at, "640411", "30000", "KRW");
    const fos_quote *quote = desk_quote(&at);
    const fos_charge *duty = charge_of(quote, "kr.duty", 0), *tax = charge_of(quote, "kr.vat", 0);
    ck_assert(duty != NULL && tax != NULL);
    assert_number(duty->amount, "0");
    assert_number(duty->waived, "4000");
    assert_number(tax->waived, "5400"); /* on the assessed duty */
    assert_number(duty->shares[1], "0");
    assert_number(quote->totals.charges, "0");
    assert_holds(because(quote, duty), "8 %");

    goods(&at, "640411", "30000", "KRW");
    quote = desk_quote(&at);
    duty = charge_of(quote, "kr.duty", 0);
    assert_number(duty->amount, "6400");
    ck_assert(!fos_decimal_present(duty->waived));
    assert_number(quote->totals.charges, "15040");
    desk_close(&at);
}
END_TEST

/* ---- what is missing ---- */

START_TEST(missing_duty_rate)
{
    start(&at, "2026-07-15", "US", "GB");
    goods(&at, "420219", "200.00", "GBP");
    goods(&at, "640411", "100.00", "GBP")->duty_rate = "10 %";
    const fos_quote *quote = desk_quote(&at);
    ck_assert_int_eq(quote->complete, FOS_TRUTH_FALSE);
    ck_assert(is_missing(quote, 1, "duty_rate"));
    ck_assert(!is_missing(quote, 2, "duty_rate"));
    ck_assert_uint_eq(quote->missing_count, 1);
    assert_holds(missing_because(quote, quote->missing[0]), "duty");
    assert_number(quote->items[1]->duty, "10.00"); /* what can be known stands */
    assert_number(quote->totals.duty, "10.00");
}
END_TEST

START_TEST(missing_exchange_rate)
{
    start(&at, "2026-07-15", "CN", "DE");
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    goods(&at, "610910", "20.00", "USD");
    const fos_quote *quote = desk_quote(&at);
    ck_assert_int_eq(quote->complete, FOS_TRUTH_FALSE);
    ck_assert(is_missing(quote, 0, "exchange_rate"));
    ck_assert(!fos_decimal_present(quote->totals.landed_cost));
    assert_holds(missing_because(quote, quote->missing[0]), "USD");
    ck_assert_ptr_null(quote->items[0]->route); /* the limit cannot be compared */

    rate(&at, "EUR", "USD", "1.25", "2026-07-15");
    quote = desk_quote(&at);
    ck_assert_int_eq(quote->complete, FOS_TRUTH_TRUE);
    assert_number(quote->totals.goods, "16.00");
}
END_TEST

START_TEST(missing_transport_mode)
{
    start(&at, "2026-07-15", "CN", "DE");
    at.request->consignment->transport_mode = FOS_TRANSPORT_MODE_ABSENT;
    goods(&at, "610910", "20.00", "EUR");
    const fos_quote *quote = desk_quote(&at);
    ck_assert_int_eq(quote->complete, FOS_TRUTH_FALSE);
    ck_assert(is_missing(quote, 0, "transport_mode"));
}
END_TEST

/* ---- what is refused ---- */

START_TEST(unknown_choices)
{
    one_stop_shop("2026-07-15");
    ck_assert_int_eq(fos_request_election_add(at.request, "eu.h2", NULL), FOS_STATUS_OK);
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
    assert_holds(at.error.text, "eu.h2");
    assert_holds(at.error.text, "eu.h1");
    assert_holds(at.error.pointer, "/elections");

    one_stop_shop("2026-07-15");
    ck_assert_int_eq(fos_request_assume(at.request, "eu.flat_scop", "ioss", NULL), FOS_STATUS_OK);
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
    assert_holds(at.error.text, "eu.flat_scop");
    assert_holds(at.error.pointer, "/assume");

    one_stop_shop("2026-07-15");
    ck_assert_int_eq(fos_request_assume(at.request, "eu.flat_scope", "nobody", NULL), FOS_STATUS_OK);
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
    assert_holds(at.error.text, "nobody");
    assert_holds(at.error.pointer, "/assume");

    one_stop_shop("2026-07-15");
    at.request->approach = "eu.ioss.vendr";
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
    assert_holds(at.error.text, "eu.ioss.vendor");
    ck_assert_str_eq(at.error.pointer, "/approach");
}
END_TEST

/* The nearest name is the nearest of all, not the first that is near. */
START_TEST(nearest_route)
{
    one_stop_shop("2026-07-15");
    at.request->approach = "eu.standard.exprss";
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
    assert_holds(at.error.text, "did you mean \"eu.standard.express\"");
    at.request->approach = "eu.ioss.platfrm";
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
    assert_holds(at.error.text, "did you mean \"eu.ioss.platform\"");
    at.request->approach = "hybrid"; /* an outcome, no choice */
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
}
END_TEST

START_TEST(approach_is_a_choice)
{
    one_stop_shop("2026-07-15");
    at.request->approach = "border";
    goods(&at, "610910", "1.00", "EUR")->duty_rate = "12 %";
    ck_assert_str_eq(desk_quote(&at)->routes[0]->id, "eu.standard");
    at.request->approach = "eu.special.post";
    ck_assert_str_eq(desk_quote(&at)->routes[0]->id, "eu.special.post");
    at.request->approach = "vendor";
    ck_assert_str_eq(desk_quote(&at)->routes[0]->id, "eu.ioss.vendor");
    at.request->approach = NULL;
    ck_assert_str_eq(desk_quote(&at)->routes[0]->id, "eu.ioss.vendor");
}
END_TEST

START_TEST(no_route_names_each)
{
    start(&at, "2026-07-15", "FR", "DE"); /* inside the Union */
    goods(&at, "610910", "20.00", "EUR");
    assert_status(desk_fails(&at), FOS_STATUS_NO_ROUTE);
    static const char *const routes[] = { "eu.ioss.platform (",   "eu.ioss.vendor (",   "eu.special.post (",
                                          "eu.special.express (", "eu.standard.post (", "eu.standard.express (",
                                          "eu.standard (" };
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        assert_holds(at.error.text, routes[i]);
    assert_holds(at.error.text, "FR");

    start(&at, "2026-07-15", "CN", "DE"); /* a need that is not met */
    goods(&at, "610910", "20.00", "EUR");
    at.request->approach = "eu.ioss.vendor";
    assert_status(desk_fails(&at), FOS_STATUS_NO_ROUTE);
    assert_holds(at.error.text, "needs: the seller holds an import one-stop shop number");
}
END_TEST

START_TEST(no_regime)
{
    start(&at, "2026-07-15", "CN", "AQ");
    goods(&at, "610910", "20.00", "EUR");
    assert_status(desk_fails(&at), FOS_STATUS_NO_REGIME);
    assert_holds(at.error.text, "AQ");
    ck_assert_str_eq(at.error.pointer, "/consignment/destination_country");

    start(&at, "2020-12-31", "CN", "DE");
    goods(&at, "610910", "20.00", "EUR");
    assert_status(desk_fails(&at), FOS_STATUS_NO_REGIME);
    assert_holds(at.error.text, "2021-01-01");
    ck_assert_str_eq(at.error.pointer, "/date");
}
END_TEST

START_TEST(requests_are_checked)
{
    const fos_quote *quote = NULL;
    ck_assert_int_eq(fos_session_quote(NULL, at.request, &quote, NULL), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_session_quote(at.session, NULL, &quote, NULL), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_session_quote(at.session, at.request, NULL, NULL), FOS_STATUS_INVALID_ARGUMENT);
    one_stop_shop("2026-07-15");
    at.request->date = FOS_DATE_ABSENT;
    assert_status(desk_fails(&at), FOS_STATUS_MISSING_KEY);
    one_stop_shop("2026-07-15");
    at.request->consignment->items[0]->unit_price = money("-1", "EUR");
    assert_status(desk_fails(&at), FOS_STATUS_OUT_OF_RANGE);
    assert_holds(at.error.pointer, "/consignment/items/0/unit_price");
    one_stop_shop("2026-07-15");
    at.request->consignment->items[0]->unit_price = money("1", "EUX");
    assert_status(desk_fails(&at), FOS_STATUS_INVALID_VALUE);
    one_stop_shop("2026-07-15");
    at.request->consignment->items[0]->amount = money("24", "EUR");
    assert_status(desk_fails(&at), FOS_STATUS_INCONSISTENT);
    start(&at, "2026-07-15", "CN", "DE"); /* nothing in the parcel */
    fos_status status = desk_fails(&at);
    ck_assert(status == FOS_STATUS_MISSING_KEY || status == FOS_STATUS_OK);
}
END_TEST

/* ---- prices that include tax ---- */

START_TEST(net_of_two_rates)
{
    start(&at, "2026-05-15", "CN", "DE"); /* before the flat duty */
    registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
    at.request->prices_include_tax = FOS_TRUTH_TRUE;
    goods(&at, "610910", "59.50", "EUR");
    goods(&at, "490300", "53.50", "EUR")->tax_category = "reduced";
    const fos_quote *quote = desk_quote(&at);
    assert_number(quote->items[0]->tax, "9.50");
    assert_number(quote->items[1]->tax, "3.50");
    assert_number(quote->totals.goods, "100.00");
    assert_number(quote->totals.landed_cost, "113.00");
    ck_assert_str_eq(quote->items[0]->route, "eu.ioss.vendor");
}
END_TEST

/* The gross price stays what the buyer pays, whatever its net rounds to. */
START_TEST(gross_stays_gross)
{
    static const char *const prices[] = { "0.01", "0.02", "0.10", "1.00", "9.99", "10.00", "33.33", "99.99", "178.50" };
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
        start(&at, "2026-05-15", "CN", "DE");
        registered(&at, FOS_ROLE_SELLER, "ioss", "IM2760000742");
        at.request->prices_include_tax = FOS_TRUTH_TRUE;
        goods(&at, "610910", prices[i], "EUR");
        assert_number(desk_quote(&at)->totals.landed_cost, prices[i]);
    }
}
END_TEST

/* Brazil's import tax changes its rate at 50 USD without a jump, and both taxes are rounded for the whole route: each price
 * has a net, and net and tax make up the price. */
START_TEST(gross_across_a_band)
{
    for (int64_t cents = 20000; cents < 42000; cents += 137) {
        start(&at, "2026-06-30", "CN", "BR");
        at.request->consignment->destination_subdivision = "ES";
        at.request->prices_include_tax = FOS_TRUTH_TRUE;
        person(&at, FOS_ROLE_BUYER, "BR", FOS_PARTY_KIND_INDIVIDUAL);
        registered(&at, FOS_ROLE_PLATFORM, "br-prc", "certified");
        rate(&at, "USD", "BRL", "5.43", "2020-12-31");
        const fos_decimal price = { cents, 2 };
        goods(&at, "610910", "1", "BRL")->unit_price.amount = price;
        const fos_quote *quote = NULL;
        fos_status status = fos_session_quote(at.session, at.request, &quote, &at.error);
        ck_assert_msg(status == FOS_STATUS_OK, "%ld centavos: %s", (long)cents, at.error.text);
        check_invariants(quote);
        fos_decimal sum;
        ck_assert_int_eq(fos_decimal_add(quote->totals.goods, quote->totals.tax, &sum), FOS_STATUS_OK);
        ck_assert_int_eq(fos_decimal_compare(sum, price), 0);
    }
}
END_TEST

/* ---- readings that are disputed ---- */

START_TEST(whether_a_reading_matters)
{
    one_stop_shop("2026-07-15");
    at.request->consignment->delivery_terms = FOS_DELIVERY_TERMS_DDP;
    at.request->consignment->items[0]->description = "T-shirt, cotton";
    const fos_quote *quote = desk_quote(&at);
    const fos_quote_assumption *recharged = assumption_of(quote, "eu.vat_on_duty"), *key = assumption_of(quote, "eu.line_key");
    ck_assert(recharged != NULL && key != NULL);
    ck_assert_str_eq(recharged->value, "recharged");
    ck_assert_int_eq(recharged->matters, FOS_TRUTH_ABSENT);
    ck_assert_int_eq(fos_quote_assumption_matters(quote, recharged), FOS_TRUTH_TRUE);
    ck_assert_int_eq(fos_quote_assumption_matters(quote, key), FOS_TRUTH_FALSE);
    assert_number(quote->totals.tax, "6.25"); /* 19 % of 32.90; asking changed nothing */

    ck_assert_int_eq(fos_request_assume(at.request, "eu.vat_on_duty", "never", NULL), FOS_STATUS_OK);
    quote = desk_quote(&at);
    assert_number(quote->totals.tax, "5.68");
    ck_assert_str_eq(assumption_of(quote, "eu.vat_on_duty")->value, "never");
}
END_TEST

/* ---- numbers that are too large ---- */

static bool refused_as_too_large(fos_status status) { return status == FOS_STATUS_OVERFLOW || status == FOS_STATUS_OUT_OF_RANGE; }

/* Either a status, or the exact answer. */
static void huge(const char *amount, const char *duty_rate, bool more)
{
    start(&at, "2026-07-15", "CN", "DE");
    person(&at, FOS_ROLE_IMPORTER, "DE", FOS_PARTY_KIND_BUSINESS);
    at.request->approach = "border";
    for (int i = 0; i < (more ? 12 : 1); i++)
        goods(&at, "610910", amount, "EUR")->duty_rate = duty_rate;
    const fos_quote *quote = NULL;
    fos_status status = fos_session_quote(at.session, at.request, &quote, NULL);
    if (refused_as_too_large(status)) return;
    assert_status(status, FOS_STATUS_OK);
    check_invariants(quote);
    const fos_decimal percent = { 100, 0 }, twelve = { 12, 0 }, nineteen = { 19, 0 };
    fos_decimal duty, base, tax;
    ck_assert_int_eq(fos_decimal_muldiv(number(amount), twelve, percent, 2, FOS_ROUNDING_HALF_UP, &duty), FOS_STATUS_OK);
    ck_assert_int_eq(fos_decimal_add(number(amount), duty, &base), FOS_STATUS_OK);
    ck_assert_int_eq(fos_decimal_muldiv(base, nineteen, percent, 2, FOS_ROUNDING_HALF_UP, &tax), FOS_STATUS_OK);
    for (size_t i = 0; i < quote->item_count; i++) {
        ck_assert_msg(fos_decimal_compare(quote->items[i]->duty, duty) == 0, "duty of %s", amount);
        ck_assert_msg(fos_decimal_compare(quote->items[i]->tax, tax) == 0, "tax of %s", amount);
    }
}

START_TEST(huge_amounts)
{
    static const char *const amounts[] = {
        "999999999999",     "99999999999999.99", "999999999999999999",  "9999999999999999.99",
        "1000000000000000", "92233720368547758", "123456789012345.678", "99999999999.9999999"
    };
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        huge(amounts[i], "12 %", false);
        huge(amounts[i], "12 %", true);
    }
}
END_TEST

START_TEST(huge_rates_and_quantities)
{
    static const char *const amounts[] = { "999999999999.999999", "1000000000000", "0.000000000000000001", "0.01" };
    static const char *const quantities[] = { "999999999.999999999", "1000000000", "0.000000000000000001",
                                              "3.00000000000000007" };
    static const char *const rates[] = { "999999999.999999999", "0.123456789012345678", "0.000000000000000001" };
    for (size_t i = 0; i < 4 * 4 * 3; i++) {
        start(&at, "2026-07-15", "CN", "DE");
        at.request->approach = "border";
        fos_item *item = goods(&at, "610910", amounts[i % 4], "USD");
        item->quantity = number(quantities[i / 4 % 4]);
        item->duty_rate = "12.123456789 %";
        rate(&at, "USD", "EUR", rates[i / 16], "2026-07-15");
        const fos_quote *quote = NULL;
        fos_status status = fos_session_quote(at.session, at.request, &quote, NULL);
        if (refused_as_too_large(status)) continue;
        assert_status(status, FOS_STATUS_OK);
        check_invariants(quote);
    }
}
END_TEST

TCase *random_quotes(void);

Suite *quote_suite(void);
Suite *quote_suite(void)
{
    Suite *suite = suite_create("quote");
    TCase *tests = tcase_create("quote");
    tcase_add_checked_fixture(tests, open_embedded, close_desk);
    tcase_add_test(tests, figures_of_one_item);
    tcase_add_test(tests, roles_of_one_item);
    tcase_add_test(tests, sentences_of_one_item);
    tcase_add_test(tests, decisions_of_one_item);
    tcase_add_test(tests, sentences_append);
    tcase_add_test(tests, freight_is_apportioned);
    tcase_add_test(tests, one_duty_for_one_subheading);
    tcase_add_test(tests, numbers_of_items);
    tcase_add_test(tests, two_routes_in_one_parcel);
    tcase_add_test(tests, yen_are_truncated_and_shares_sum);
    tcase_add_test(tests, gross_up_is_an_exact_fraction);
    tcase_add_test(tests, missing_duty_rate);
    tcase_add_test(tests, missing_exchange_rate);
    tcase_add_test(tests, missing_transport_mode);
    tcase_add_test(tests, unknown_choices);
    tcase_add_test(tests, nearest_route);
    tcase_add_test(tests, approach_is_a_choice);
    tcase_add_test(tests, no_route_names_each);
    tcase_add_test(tests, no_regime);
    tcase_add_test(tests, requests_are_checked);
    tcase_add_test(tests, net_of_two_rates);
    tcase_add_test(tests, gross_stays_gross);
    tcase_add_test(tests, gross_across_a_band);
    tcase_add_test(tests, whether_a_reading_matters);
    tcase_add_test(tests, huge_amounts);
    tcase_add_test(tests, huge_rates_and_quantities);
    suite_add_tcase(suite, tests);
    TCase *many = tcase_create("many items");
    tcase_set_tags(many, "thorough"); /* too long under valgrind, which leaves this tag out */
    tcase_add_checked_fixture(many, open_embedded, close_desk);
    tcase_add_test(many, ten_thousand_items);
    suite_add_tcase(suite, many);

    TCase *small = tcase_create("small regime");
    tcase_add_test(small, waived_charges);
    suite_add_tcase(suite, small);
    suite_add_tcase(suite, random_quotes());
    return suite;
}
