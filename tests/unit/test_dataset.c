/* The data set: code lists, identifiers, requests filled in C, and what fos_request_check finds in them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "dataset/check.h"
#include "dataset/codes.h"
#include "dataset/forms.h"
#include "dataset/request.h"
#include "quote/quote_elements.h"

Suite *dataset_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

typedef struct budget {
    int left; /* negative: no limit */
    int taken;
    int live;
} budget;

static void *budget_allocate(void *user, size_t size)
{
    budget *b = user;
    if (b->left == 0) return NULL;
    if (b->left > 0) b->left--;
    b->taken++;
    b->live++;
    return malloc(size);
}

static void budget_release(void *user, void *memory)
{
    budget *b = user;
    b->live--;
    free(memory);
}

static fos_context *context_over(budget *b)
{
    fos_allocator allocator = { b, budget_allocate, budget_release };
    return fos_context_new(&allocator);
}

static fos_decimal number(const char *text)
{
    fos_decimal value;
    ck_assert_int_eq(fos_decimal_parse(text, strlen(text), &value, NULL), FOS_STATUS_OK);
    return value;
}

static fos_money money(const char *amount, const char *currency)
{
    fos_money value = { number(amount), { 0 } };
    memcpy(value.currency, currency, strlen(currency));
    return value;
}

/* ---- codes and words ---- */

START_TEST(code_lists_are_sorted)
{
    static const char *const lists[] = { "country", "currency", "tax_category", "goods_class", "unit", "identifier_scheme" };
    for (size_t i = 0; i < COUNT(lists); i++) {
        size_t count = 0;
        const char *const *codes = fosi_code_list(lists[i], &count);
        ck_assert_msg(codes != NULL && count > 5, "%s", lists[i]);
        ck_assert_ptr_null(codes[count]);
        for (size_t j = 0; j < count; j++) {
            ck_assert_msg(j == 0 || strcmp(codes[j - 1], codes[j]) < 0, "%s: %s", lists[i], codes[j]);
            ck_assert_msg(fosi_code_known(lists[i], fosi_slice_of(codes[j])), "%s: %s", lists[i], codes[j]);
        }
    }
    size_t count = 7;
    ck_assert_ptr_null(fosi_code_list("planet", &count));
    ck_assert_uint_eq(count, 0);
    ck_assert(!fosi_code_known("planet", fosi_slice_of("DE")));
}
END_TEST

START_TEST(codes_are_whole_and_in_capitals)
{
    static const char *const wrong[] = { "", "D", "DEU", "de", "dE", "ZZ", "EU", "D\xc3", "AA", "[[", "@@" };
    for (size_t i = 0; i < COUNT(wrong); i++)
        ck_assert_msg(!fosi_code_known("country", fosi_slice_of(wrong[i])), "%s", wrong[i]);
    fosi_slice with_nul = { "DE\0", 3 };
    ck_assert(!fosi_code_known("country", with_nul));
    static const char *const units[] = { "PR", "C62", "KGM", "LTR" };
    for (size_t i = 0; i < COUNT(units); i++)
        ck_assert(fosi_code_known("unit", fosi_slice_of(units[i])));
    ck_assert(!fosi_code_known("unit", fosi_slice_of("P")));
    ck_assert(!fosi_code_known("goods_class", fosi_slice_of("boo")));
    ck_assert(fosi_code_known("goods_class", fosi_slice_of("book")));
}
END_TEST

START_TEST(currencies_have_digits)
{
    static const struct {
        const char *currency;
        int digits;
    } rows[] = { { "EUR", 2 }, { "USD", 2 }, { "JPY", 0 }, { "KRW", 0 }, { "CLP", 0 },  { "ISK", 0 }, { "VND", 0 },
                 { "BHD", 3 }, { "KWD", 3 }, { "TND", 3 }, { "CLF", 4 }, { "XXX", -1 }, { "", -1 },   { "eur", -1 } };
    for (size_t i = 0; i < COUNT(rows); i++)
        ck_assert_msg(fosi_currency_digits(rows[i].currency) == rows[i].digits, "%s", rows[i].currency);
}
END_TEST

START_TEST(words_have_an_index)
{
    ck_assert_int_eq(fosi_word_index(fosi_words_transaction, fosi_slice_of("b2c")), FOS_TRANSACTION_B2C);
    ck_assert_int_eq(fosi_word_index(fosi_words_category, fosi_slice_of("other")), FOS_CATEGORY_OTHER);
    ck_assert_int_eq(fosi_word_index(fosi_words_transport_mode, fosi_slice_of("other")), FOS_TRANSPORT_MODE_OTHER);
    ck_assert_int_eq(fosi_word_index(fosi_words_delivery_terms, fosi_slice_of("CIF")), FOS_DELIVERY_TERMS_CIF);
    ck_assert_int_eq(fosi_word_index(fosi_words_party_kind, fosi_slice_of("individual")), FOS_PARTY_KIND_INDIVIDUAL);
    ck_assert_int_eq(fosi_word_index(fosi_words_role, fosi_slice_of("other_agency")), FOS_ROLE_OTHER_AGENCY);
    ck_assert_int_eq(fosi_word_index(fosi_words_approach, fosi_slice_of("hybrid")), FOS_APPROACH_HYBRID);
    ck_assert_int_eq(fosi_word_index(fosi_words_charge_kind, fosi_slice_of("fee")), FOS_CHARGE_KIND_FEE);
    ck_assert_int_eq(fosi_word_index(fosi_words_due, fosi_slice_of("periodic")), FOS_DUE_PERIODIC);
    ck_assert_int_eq(fosi_word_index(fosi_words_confidence, fosi_slice_of("disputed")), FOS_CONFIDENCE_DISPUTED);
    ck_assert_int_eq(fosi_word_index(fosi_words_confidence, fosi_slice_of("confirmed")), FOS_CONFIDENCE_CONFIRMED);
    ck_assert_int_eq(fosi_word_index(fosi_words_role, fosi_slice_of("")), -1);
    ck_assert_int_eq(fosi_word_index(fosi_words_role, fosi_slice_of("sell")), -1);
    ck_assert_int_eq(fosi_word_index(fosi_words_role, fosi_slice_of("sellers")), -1);
}
END_TEST

START_TEST(commodity_codes_have_a_chapter)
{
    static const char *const good[] = { "01", "610910", "97", "98", "99", "6109100010", "610910001000" };
    static const char *const bad[] = {
        "", "6", "00", "001122", "77", "770100", "61091", "6109100010000", "61.09", "61a9", " 61"
    };
    for (size_t i = 0; i < COUNT(good); i++)
        ck_assert_msg(fosi_commodity_code_valid(fosi_slice_of(good[i])), "%s", good[i]);
    for (size_t i = 0; i < COUNT(bad); i++) {
        bool odd = strcmp(bad[i], "61091") == 0; /* an odd number of digits is nobody's code, but some count a check digit */
        ck_assert_msg(fosi_commodity_code_valid(fosi_slice_of(bad[i])) == odd, "%s", bad[i]);
    }
}
END_TEST

static const struct {
    const fosi_code_rule *rule;
    const char *good[4];
    const char *bad[6];
} forms[] = {
    { &fosi_form_unit, { "C62", "KGM-drained", "PR", "ASV" }, { "", "k", "kg", "KGMS", "KGM-", "KGM-Net" } },
    { &fosi_form_subdivision, { "SP", "A", "09", "ENG" }, { "", "sp", "BR-SP", "ABCD", "S P", "-" } },
    { &fosi_form_name, { "auto", "eu.ioss.vendor", "gb.gift-flat-rate", "tw_uses" }, { "", "A", ".a", "-a", "a b", "\xc3\xa9" } },
    { &fosi_form_rounding_level, { "item", "rate", "route", "consignment" }, { "", "items", "ITEM", "line", "cell", "r" } },
    { &fosi_form_time,
      { "2026-11-23", "2026-11-23T09:30Z", "2026-11-23T23:59:59Z", "2026-11-23T09:30:00+08:00" },
      { "", "2026-02-30", "2026-11-23T09:30", "2026-11-23T24:00Z", "2026-11-23T09:30:60Z", "2026-11-23T09:30:00+8:00" } },
    { &fosi_form_digit, { "0", "3", "5", "9" }, { "", "10", "a", " 1", "1 ", "-" } },
    { &fosi_form_package_kind, { "BX", "CT", "1A", "43" }, { "", "B", "bx", "BXX", "B ", "-X" } },
    { &fosi_form_un_number, { "1266", "3480", "0012", "9999" }, { "", "126", "12666", "UN12", "126 ", "-126" } },
    { &fosi_form_side, { "mid", "buy", "sell", "mid" }, { "", "ask", "Mid", "middle", "b", "selling" } },
};

START_TEST(codes_have_a_form)
{
    for (size_t i = 0; i < COUNT(forms); i++) {
        for (size_t j = 0; j < COUNT(forms[i].good); j++)
            ck_assert_msg(forms[i].rule->valid(fosi_slice_of(forms[i].good[j])), "%s", forms[i].good[j]);
        for (size_t j = 0; j < COUNT(forms[i].bad); j++)
            ck_assert_msg(!forms[i].rule->valid(fosi_slice_of(forms[i].bad[j])), "%s", forms[i].bad[j]);
    }
}
END_TEST

/* ---- the element table ---- */

static void check_table(const fosi_class *of, unsigned depth)
{
    ck_assert_uint_lt(depth, 8);
    for (size_t i = 0; i < of->count; i++) {
        const fosi_element *element = &of->elements[i];
        size_t length = strlen(element->name);
        ck_assert_msg(element->key_length == length + 4 && length + 4 < FOSI_KEY_SIZE, "%s", element->name);
        ck_assert_msg(strncmp(element->key + 2, element->name, length) == 0, "%s", element->name);
        ck_assert_msg(element->definition != NULL && strlen(element->definition) > 6, "%s", element->name);
        ck_assert_msg(element->offset < of->size || element->kind == FOSI_ELEMENT_RENDERED, "%s", element->name);
        bool nested = element->kind == FOSI_ELEMENT_OBJECT || element->kind == FOSI_ELEMENT_LIST;
        ck_assert_msg(!nested || element->of != NULL, "%s", element->name);
        bool worded = element->kind == FOSI_ELEMENT_CHOICE || element->kind == FOSI_ELEMENT_AMOUNTS;
        ck_assert_msg(!worded || element->words != NULL, "%s", element->name);
        ck_assert_msg(element->codes == NULL || fosi_code_list(element->codes, NULL) != NULL, "%s", element->name);
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(element->name, of->elements[j].name);
        if (nested) check_table(element->of, depth + 1);
    }
}

START_TEST(rows_are_consistent)
{
    check_table(&fosi_class_request, 0);
    check_table(&fosi_class_quote, 0);
    check_table(&fosi_class_comparison, 0);
    check_table(&fosi_class_money, 0);
}
END_TEST

/* ---- identifiers ---- */

static const struct {
    const char *scheme;
    const char *value;
    int expected;
} identifiers[] = {
    { "ioss", "IM3720000000", 1 },
    { "ioss", "IM2760000742", 1 },
    { "ioss", "im 276-000 0742", 1 },
    { "ioss", "IM9000000000", 1 },
    { "ioss", "IM0400000001", 1 },
    { "ioss", "IM9990000000", 0 },
    { "ioss", "IN3720000000", 0 },
    { "ioss", "IM372000000", 0 },
    { "ioss", "IM37200000000", 0 },
    { "ioss", "IM372000000A", 0 },
    { "ioss", "", 0 },
    { "ioss", "IM8260000000", 0 },
    { "abn", "51824753556", 1 },
    { "abn", "51 824 753 556", 1 },
    { "abn", "83914571673", 1 },
    { "abn", "51824753557", 0 },
    { "abn", "99 999 999 999", 0 },
    { "abn", "5182475355", 0 },
    { "abn", "00000000000", 0 },
    { "arn", "300012345678", 1 },
    { "arn", "30001234567", 0 },
    { "arn", "30001234567A", 0 },
    { "voec", "2012345", 1 },
    { "voec", "20123456", 0 },
    { "voec", "201234A", 0 },
    { "gb-vat", "GB 980 7806 84", 1 },
    { "gb-vat", "980780684", 1 },
    { "gb-vat", "XI980780684", 1 },
    { "gb-vat", "802311781", 0 },
    { "gb-vat", "GB980780684001", 1 },
    { "gb-vat", "GBGD499", 1 },
    { "gb-vat", "GD500", 0 },
    { "gb-vat", "HA500", 1 },
    { "gb-vat", "HA499", 0 },
    { "gb-vat", "GB98078068", 0 },
    { "eori", "XI896458895015", 1 },
    { "eori", "DE1234567", 1 },
    { "eori", "D1234567", 0 },
    { "eori", "DE", 0 },
    { "eori", "DE123456789012345", 1 },
    { "eori", "DE1234567890123456", 0 },
    { "nz-ird", "NZ 49-098-576", 1 },
    { "nz-gst", "49091850", 1 },
    { "ird", "49-098-576", 1 },
    { "nz-ird", "9125568", 0 },
    { "nz-gst", "49098577", 0 },
    { "nz-gst", "150000000", 0 },
    { "nz-gst", "10000000", 0 },
    { "sg-gst", "M90312345X", 1 },
    { "sg-gst", "197401143C", 1 },
    { "sg-gst", "12", 0 },
    { "ch-uid", "CHE-100.155.212", 1 },
    { "ch-uid", "CHE-100.155.213", 0 },
    { "ch-uid", "CHE-100.155.212 MWST", 1 },
    { "ch-uid", "CHE-100.155.212 VAT", 0 },
    { "ch-uid", "100155212", 0 },
    { "cpf", "390.533.447-05", 1 },
    { "cpf", "390.533.447=0", 0 },
    { "cpf", "11111111111", 0 },
    { "cpf", "39053344706", 0 },
    { "cnpj", "12. ABC.345 /01DE\u201335", 1 },
    { "cnpj", "16.727.230/0001-97", 1 },
    { "cnpj", "16.727.230/0001=97", 0 },
    { "cnpj", "00000000000000", 0 },
    { "kr-pccc", "P123123123123", 1 },
    { "kr-pccc", "P12312312312", 0 },
    { "kr-pccc", "M123123123123", 0 },
    { "br-prc", "PRC-0001", -1 },
    { "cn-cbec", "CBEC-0001", -1 },
    { "my-lvg", "LVG1234567", -1 },
    { "whatever", "x", -1 },
    { "whatever", "", 0 },
    { "abn", "5182475355651824753556518247535565", 0 },
    { "ioss", "IM276000074\xc2", 0 },
    { "ioss", "IM276000074\xe2\x80", 0 },
};

START_TEST(identifiers_are_checked)
{
    for (size_t i = 0; i < COUNT(identifiers); i++) {
        int found = fos_identifier_well_formed(identifiers[i].scheme, identifiers[i].value);
        ck_assert_msg(found == identifiers[i].expected, "%s %s: %d", identifiers[i].scheme, identifiers[i].value, found);
    }
    ck_assert_int_eq(fos_identifier_well_formed(NULL, "x"), 0);
    ck_assert_int_eq(fos_identifier_well_formed("ioss", NULL), 0);
}
END_TEST

/* ---- requests that are filled in C ---- */

static fos_request *new_request(const fos_context *context)
{
    fos_error error = FOS_ERROR_INIT;
    fos_request *request = fos_request_new(context, &error);
    ck_assert_ptr_nonnull(request);
    return request;
}

static fos_item *add_item(fos_request *request)
{
    fos_item *item = NULL;
    ck_assert_int_eq(fos_request_item_add(request, &item, NULL), FOS_STATUS_OK);
    item->unit_price = money("10.00", "EUR");
    return item;
}

/* The smallest request that is complete. */
static fos_request *small_request(const fos_context *context)
{
    fos_request *request = new_request(context);
    request->date = fos_date_make(2026, 11, 23);
    memcpy(request->consignment->destination_country, "DE", 3);
    add_item(request);
    return request;
}

START_TEST(a_new_request_is_empty)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = new_request(context);
    ck_assert_int_eq(request->date, FOS_DATE_ABSENT);
    ck_assert_ptr_nonnull(request->consignment);
    ck_assert_uint_eq(request->consignment->item_count, 0);
    ck_assert(!fos_decimal_present(request->consignment->freight.amount));
    ck_assert_ptr_null(request->consignment->seller);
    fos_item *item = add_item(request);
    ck_assert(!fos_decimal_present(item->quantity) && !fos_decimal_present(item->discount.amount));
    ck_assert_ptr_null(item->description);
    fos_request_clear(request);
    ck_assert_uint_eq(request->consignment->item_count, 0);
    fos_request_free(request);
    fos_request_free(NULL);
    fos_request_clear(NULL);
    ck_assert_ptr_null(fos_request_new(NULL, NULL));
    fos_context_free(context);
}
END_TEST

/* Fills every list with more entries than the first array holds. False when memory ran out. */
static bool fill(fos_request *request)
{
    fos_party *seller = NULL, *again = NULL;
    if (fos_request_party(request, FOS_ROLE_SELLER, &seller, NULL) != FOS_STATUS_OK) return false;
    if (fos_request_party(request, FOS_ROLE_SELLER, &again, NULL) != FOS_STATUS_OK) return false;
    ck_assert_ptr_eq(seller, again);
    for (int i = 0; i < 11; i++) {
        char name[24];
        snprintf(name, sizeof name, "name-%d", i);
        fos_item *item = NULL;
        fos_counter *counter = NULL;
        fos_exchange_rate *rate = NULL;
        if (fos_request_item_add(request, &item, NULL) != FOS_STATUS_OK ||
            fos_request_measure_add(request, item, "LTR", number("0.75"), NULL) != FOS_STATUS_OK ||
            fos_request_goods_class_add(request, item, "book", NULL) != FOS_STATUS_OK ||
            fos_request_identifier_add(request, seller, name, "IM2760000742", NULL) != FOS_STATUS_OK ||
            fos_request_election_add(request, name, NULL) != FOS_STATUS_OK ||
            fos_request_assume(request, name, "value", NULL) != FOS_STATUS_OK ||
            fos_request_counter_add(request, &counter, NULL) != FOS_STATUS_OK ||
            fos_request_exchange_rate_add(request, &rate, NULL) != FOS_STATUS_OK)
            return false;
        item->amount = money("10.00", "EUR");
        counter->scheme = fos_request_text(request, "tw.uses", 7);
        counter->count = number("3");
        memcpy(rate->from, "USD", 4);
        memcpy(rate->to, "EUR", 4);
        rate->rate = number("0.9215");
        rate->date = fos_date_make(2026, 11, 20);
        if (counter->scheme == NULL) return false;
    }
    request->date = fos_date_make(2026, 11, 23);
    memcpy(request->consignment->destination_country, "DE", 3);
    return true;
}

START_TEST(lists_grow)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = new_request(context);
    ck_assert(fill(request));
    ck_assert_uint_eq(request->consignment->item_count, 11);
    ck_assert_str_eq(request->elections[10], "name-10");
    ck_assert_str_eq(request->assume[3]->name, "name-3");
    ck_assert_str_eq(request->consignment->seller->identifiers[7]->scheme, "name-7");
    ck_assert_str_eq(request->consignment->items[10]->goods_classes[0], "book");
    fos_error error = FOS_ERROR_INIT;
    ck_assert_msg(fos_request_check(request, &error) == FOS_STATUS_OK, "%s: %s", error.pointer, error.text);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    for (int allowed = 0;; allowed++) {
        budget b = { allowed, 0, 0 };
        fos_context *context = context_over(&b);
        bool done = false;
        if (context != NULL) {
            fos_error error = FOS_ERROR_INIT;
            fos_request *request = fos_request_new(context, &error);
            if (request == NULL) ck_assert_int_eq(error.status, FOS_STATUS_NO_MEMORY);
            done = request != NULL && fill(request);
            fos_request_free(request);
            fos_context_free(context);
        }
        ck_assert_int_eq(b.live, 0);
        if (done) break;
        ck_assert_int_lt(allowed, 1000);
    }
}
END_TEST

START_TEST(a_cleared_request_allocates_no_more)
{
    budget b = { -1, 0, 0 };
    fos_context *context = context_over(&b);
    fos_request *request = new_request(context);
    ck_assert(fill(request));
    int taken = b.taken;
    for (int i = 0; i < 5; i++) {
        fos_request_clear(request);
        ck_assert(fill(request));
    }
    ck_assert_int_eq(b.taken, taken);
    fos_request_free(request);
    fos_context_free(context);
    ck_assert_int_eq(b.live, 0);
}
END_TEST

START_TEST(wrong_calls_are_told)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = new_request(context);
    fos_error error = FOS_ERROR_INIT;
    fos_party *party = NULL;
    static const fos_role none[] = { FOS_ROLE_ABSENT, FOS_ROLE_EXPRESS_CARRIER, FOS_ROLE_CUSTOMS, FOS_ROLE_POSTAL_OPERATOR };
    for (size_t i = 0; i < COUNT(none); i++)
        ck_assert_int_eq(fos_request_party(request, none[i], &party, &error), FOS_STATUS_INVALID_ARGUMENT);
    static const fos_role held[] = { FOS_ROLE_SELLER,      FOS_ROLE_PLATFORM,  FOS_ROLE_BUYER,
                                     FOS_ROLE_CONSIGNOR,   FOS_ROLE_CONSIGNEE, FOS_ROLE_IMPORTER,
                                     FOS_ROLE_DECLARANT,   FOS_ROLE_CARRIER,   FOS_ROLE_PAYMENT_PROVIDER,
                                     FOS_ROLE_REDELIVERER, FOS_ROLE_BROKER,    FOS_ROLE_FULFILMENT_OPERATOR };
    for (size_t i = 0; i < COUNT(held); i++)
        ck_assert_int_eq(fos_request_party(request, held[i], &party, &error), FOS_STATUS_OK);
    ck_assert_int_eq(fos_request_item_add(NULL, NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_counter_add(request, NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_exchange_rate_add(request, NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_identifier_add(request, party, NULL, "x", &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_election_add(request, NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_assume(request, "a", NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_check(NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_ptr_null(fos_request_text(NULL, "x", 1));
    ck_assert_ptr_null(fos_request_text(request, NULL, 1));
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

/* ---- fos_request_check: what is changed in a good request, and what is then found ---- */

static void no_date(fos_request *r) { r->date = FOS_DATE_ABSENT; }
static void wild_date(fos_request *r) { r->sale_date = INT32_MAX; }
static void no_destination(fos_request *r) { r->consignment->destination_country[0] = '\0'; }
static void unknown_destination(fos_request *r) { memcpy(r->consignment->destination_country, "ZZ", 3); }
static void endless_country(fos_request *r) { memcpy(r->consignment->dispatch_country, "DEUT", 4); }
static void no_items(fos_request *r) { r->consignment->item_count = 0; }
static void null_item(fos_request *r) { r->consignment->items[0] = NULL; }
static void no_price(fos_request *r)
{
    r->consignment->items[0]->unit_price.amount.scale = FOS_DECIMAL_ABSENT_SCALE;
    r->consignment->items[0]->unit_price.currency[0] = '\0';
}
static void half_price(fos_request *r) { r->consignment->items[0]->unit_price.amount.scale = FOS_DECIMAL_ABSENT_SCALE; }
static void negative_price(fos_request *r) { r->consignment->items[0]->unit_price.amount.coefficient = -1; }
static void wild_scale(fos_request *r) { r->consignment->items[0]->quantity.scale = 19; }
static void disagreeing(fos_request *r)
{
    r->consignment->items[0]->quantity = number("2");
    r->consignment->items[0]->amount = money("10.00", "EUR");
}
static void unknown_class(fos_request *r)
{
    fos_request_goods_class_add(r, r->consignment->items[0], "book", NULL);
    fos_request_goods_class_add(r, r->consignment->items[0], "boook", NULL);
}
static void bad_utf8(fos_request *r) { r->consignment->items[0]->description = "\xff"; }
static void bad_utf8_in_a_list(fos_request *r) { fos_request_election_add(r, "\xff", NULL); }
static void wild_choice(fos_request *r) { r->consignment->transport_mode = (fos_transport_mode)99; }
static void wild_truth(fos_request *r) { r->prices_include_tax = (fos_truth)3; }
static void bad_name(fos_request *r) { r->approach = "The Border"; }
static void empty_scheme(fos_request *r)
{
    fos_party *party = NULL;
    fos_request_party(r, FOS_ROLE_PLATFORM, &party, NULL);
    fos_request_identifier_add(r, party, "abn", "51824753556", NULL);
    fos_request_identifier_add(r, party, "", "1", NULL);
}
static void numbers_twice(fos_request *r) { add_item(r)->number = 1; }
static void number_negative(fos_request *r) { r->consignment->items[0]->number = -3; }
static void election_twice(fos_request *r)
{
    fos_request_election_add(r, "a", NULL);
    fos_request_election_add(r, "a", NULL);
}
static void assumption_twice(fos_request *r)
{
    fos_request_assume(r, "a", "x", NULL);
    fos_request_assume(r, "a", "y", NULL);
}
static void empty_assumption(fos_request *r) { fos_request_assume(r, "a", "", NULL); }
static void measure_without_quantity(fos_request *r)
{
    fos_decimal none = { 0, FOS_DECIMAL_ABSENT_SCALE };
    fos_request_measure_add(r, r->consignment->items[0], "LTR", none, NULL);
}
static void empty_counter(fos_request *r)
{
    fos_counter *counter = NULL;
    fos_request_counter_add(r, &counter, NULL);
}
static void rate_of_zero(fos_request *r)
{
    fos_exchange_rate *rate = NULL;
    fos_request_exchange_rate_add(r, &rate, NULL);
    memcpy(rate->from, "USD", 4);
    memcpy(rate->to, "EUR", 4);
    rate->rate = number("0");
    rate->date = r->date;
}
static void too_large_a_product(fos_request *r)
{
    r->consignment->items[0]->quantity = number("999999999.99999999");
    r->consignment->items[0]->unit_price = money("999999999999.99999", "EUR");
    r->consignment->items[0]->amount = money("1", "EUR");
}

static const struct {
    void (*change)(fos_request *request);
    fos_status status;
    const char *pointer;
} findings[] = {
    { no_date, FOS_STATUS_MISSING_KEY, "/date" },
    { wild_date, FOS_STATUS_INVALID_VALUE, "/sale_date" },
    { no_destination, FOS_STATUS_MISSING_KEY, "/consignment/destination_country" },
    { unknown_destination, FOS_STATUS_INVALID_VALUE, "/consignment/destination_country" },
    { endless_country, FOS_STATUS_INVALID_VALUE, "/consignment/dispatch_country" },
    { no_items, FOS_STATUS_MISSING_KEY, "/consignment/items" },
    { null_item, FOS_STATUS_INVALID_VALUE, "/consignment/items/0" },
    { no_price, FOS_STATUS_MISSING_KEY, "/consignment/items/0/amount" },
    { half_price, FOS_STATUS_MISSING_KEY, "/consignment/items/0/unit_price/amount" },
    { negative_price, FOS_STATUS_OUT_OF_RANGE, "/consignment/items/0/unit_price/amount" },
    { wild_scale, FOS_STATUS_INVALID_VALUE, "/consignment/items/0/quantity" },
    { disagreeing, FOS_STATUS_INCONSISTENT, "/consignment/items/0/amount/amount" },
    { unknown_class, FOS_STATUS_INVALID_VALUE, "/consignment/items/0/goods_classes/1" },
    { bad_utf8, FOS_STATUS_ENCODING, "/consignment/items/0/description" },
    { bad_utf8_in_a_list, FOS_STATUS_ENCODING, "/elections/0" },
    { wild_choice, FOS_STATUS_INVALID_VALUE, "/consignment/transport_mode" },
    { wild_truth, FOS_STATUS_INVALID_VALUE, "/prices_include_tax" },
    { bad_name, FOS_STATUS_INVALID_VALUE, "/approach" },
    { empty_scheme, FOS_STATUS_MISSING_KEY, "/consignment/platform/identifiers/1/scheme" },
    { numbers_twice, FOS_STATUS_INCONSISTENT, "/consignment/items/1/number" },
    { number_negative, FOS_STATUS_OUT_OF_RANGE, "/consignment/items/0/number" },
    { election_twice, FOS_STATUS_INCONSISTENT, "/elections/1" },
    { assumption_twice, FOS_STATUS_INCONSISTENT, "/assume/1" },
    { empty_assumption, FOS_STATUS_INVALID_VALUE, "/assume" },
    { measure_without_quantity, FOS_STATUS_MISSING_KEY, "/consignment/items/0/measures/0/quantity" },
    { empty_counter, FOS_STATUS_MISSING_KEY, "/counters/0/scheme" },
    { rate_of_zero, FOS_STATUS_OUT_OF_RANGE, "/exchange_rates/0/rate" },
    { too_large_a_product, FOS_STATUS_INCONSISTENT, "/consignment/items/0/amount/amount" },
};

START_TEST(a_check_tells_where)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = small_request(context);
    fos_error error = FOS_ERROR_INIT;
    ck_assert_int_eq(fos_request_check(request, &error), FOS_STATUS_OK);
    findings[_i].change(request);
    ck_assert_int_eq(fos_request_check(request, &error), findings[_i].status);
    ck_assert_int_eq(error.status, findings[_i].status);
    ck_assert_str_eq(error.pointer, findings[_i].pointer);
    ck_assert_uint_gt(strlen(error.text), 5);
    ck_assert_uint_eq(error.line, 0);
    ck_assert_int_eq(fos_request_check(request, NULL), findings[_i].status);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

static const struct {
    const char *quantity; /* NULL: absent */
    const char *price;
    const char *amount;
    const char *currency;
    fos_status status;
} prices[] = {
    { "3", "3.335", "10.01", "EUR", FOS_STATUS_OK }, /* 10.005, half up */
    { "3", "3.335", "10.00", "EUR", FOS_STATUS_INCONSISTENT },
    { "3", "3.3349", "10.00", "EUR", FOS_STATUS_OK },
    { "3", "3.3333333", "10", "EUR", FOS_STATUS_OK },
    { "2", "12.50", "25", "EUR", FOS_STATUS_OK },
    { "2", "12.50", "25.001", "EUR", FOS_STATUS_OK }, /* an amount is read to the cent, too */
    { "2", "12.50", "25.01", "EUR", FOS_STATUS_INCONSISTENT },
    { "0.5", "3", "2", "JPY", FOS_STATUS_OK }, /* 1.5 */
    { "0.5", "3", "1.5", "JPY", FOS_STATUS_OK },
    { "0.5", "3", "1", "JPY", FOS_STATUS_INCONSISTENT },
    { "0.0005", "1", "0.001", "KWD", FOS_STATUS_OK },
    { NULL, "3.33", "3.33", "EUR", FOS_STATUS_OK },
    { NULL, "3.33", "3.34", "EUR", FOS_STATUS_INCONSISTENT },
    { "1000000000", "1000", "1000000000000", "EUR", FOS_STATUS_OK },
};

START_TEST(prices_agree_to_the_cent)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = small_request(context);
    fos_item *item = request->consignment->items[0];
    if (prices[_i].quantity != NULL) item->quantity = number(prices[_i].quantity);
    item->unit_price = money(prices[_i].price, prices[_i].currency);
    item->amount = money(prices[_i].amount, prices[_i].currency);
    ck_assert_int_eq(fos_request_check(request, NULL), prices[_i].status);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

START_TEST(discounts_fit_the_price)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = small_request(context);
    fos_item *item = request->consignment->items[0];
    item->quantity = number("3");
    item->discount = money("30.00", "EUR");
    ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_OK);
    item->discount = money("30.01", "EUR");
    ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_INCONSISTENT);
    item->discount = money("1", "USD");
    ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_INCONSISTENT);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

/* Many lines in any order: unique numbers pass, one repeated number is found, and the request keeps its memory. */
START_TEST(many_numbers_differ)
{
    budget b = { -1, 0, 0 };
    fos_context *context = context_over(&b);
    fos_request *request = small_request(context);
    for (int i = 0; i < 4999; i++)
        add_item(request);
    for (int i = 0; i < 5000; i++)
        request->consignment->items[i]->number = (i * 7919) % 5000 + 1;
    ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_OK);
    int taken = b.taken;
    for (int i = 0; i < 20; i++)
        ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(b.taken, taken);
    request->consignment->items[4321]->number = request->consignment->items[17]->number;
    fos_error error = FOS_ERROR_INIT;
    ck_assert_int_eq(fos_request_check(request, &error), FOS_STATUS_INCONSISTENT);
    ck_assert_str_eq(error.pointer, "/consignment/items/4321/number");
    for (int i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "n%d", i % 99);
        fos_request_election_add(request, name, NULL);
    }
    ck_assert_int_eq(fos_request_check(request, &error), FOS_STATUS_INCONSISTENT);
    request->consignment->items[4321]->number = 100000;
    ck_assert_int_eq(fos_request_check(request, &error), FOS_STATUS_INCONSISTENT);
    ck_assert_str_eq(error.pointer, "/elections/99");
    fos_request_free(request);
    fos_context_free(context);
    ck_assert_int_eq(b.live, 0);
}
END_TEST

Suite *dataset_suite(void)
{
    Suite *suite = suite_create("dataset");
    TCase *codes = tcase_create("codes");
    tcase_add_test(codes, code_lists_are_sorted);
    tcase_add_test(codes, codes_are_whole_and_in_capitals);
    tcase_add_test(codes, currencies_have_digits);
    tcase_add_test(codes, words_have_an_index);
    tcase_add_test(codes, commodity_codes_have_a_chapter);
    tcase_add_test(codes, codes_have_a_form);
    tcase_add_test(codes, rows_are_consistent);
    tcase_add_test(codes, identifiers_are_checked);
    suite_add_tcase(suite, codes);
    TCase *requests = tcase_create("requests");
    tcase_add_test(requests, a_new_request_is_empty);
    tcase_add_test(requests, lists_grow);
    tcase_add_test(requests, every_allocation_may_fail);
    tcase_add_test(requests, a_cleared_request_allocates_no_more);
    tcase_add_test(requests, wrong_calls_are_told);
    suite_add_tcase(suite, requests);
    TCase *checks = tcase_create("checks");
    tcase_add_loop_test(checks, a_check_tells_where, 0, (int)COUNT(findings));
    tcase_add_loop_test(checks, prices_agree_to_the_cent, 0, (int)COUNT(prices));
    tcase_add_test(checks, discounts_fit_the_price);
    tcase_add_test(checks, many_numbers_differ);
    suite_add_tcase(suite, checks);
    return suite;
}
