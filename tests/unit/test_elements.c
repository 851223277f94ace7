/* The element table looked at from outside: classes, places, what the WCO calls them; and the largest request there is,
 * which is made by walking the table. */
#include <fos/fos.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "dataset/check.h"
#include "dataset/codes.h"
#include "dataset/element.h"
#include "dataset/forms.h"
#include "quote/quote_elements.h"
#include "support.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* ---- classes ---- */

static size_t index_of(const fos_class *of)
{
    size_t index = 0;
    while (fos_class_at(index) != NULL && fos_class_at(index) != of)
        index++;
    return index;
}

static void check_listed(const fos_class *of)
{
    ck_assert_msg(index_of(of) < fos_class_count(), "%s is in no list of classes", fos_class_name(of));
    for (size_t i = 0; i < fos_class_element_count(of); i++) {
        const fos_class *below = fos_element_class(fos_class_element_at(of, i));
        if (below != NULL) check_listed(below);
    }
}

START_TEST(every_class_is_listed_once)
{
    check_listed(&fosi_class_request);
    check_listed(&fosi_class_quote);
    check_listed(&fosi_class_comparison);
    for (size_t i = 0; i < fos_class_count(); i++)
        ck_assert_ptr_eq(fos_class_find(fos_class_name(fos_class_at(i))), fos_class_at(i));
    ck_assert_ptr_null(fos_class_at(fos_class_count()));
    ck_assert_ptr_null(fos_class_find("none"));
    ck_assert_ptr_null(fos_class_element_at(&fosi_class_item, fos_class_element_count(&fosi_class_item)));
    ck_assert_ptr_null(fos_class_element_find(&fosi_class_item, "none"));
}
END_TEST

/* Members that override what their row says must be members. */
START_TEST(parts_are_members)
{
    for (size_t i = 0; fos_class_at(i) != NULL; i++) {
        const fos_class *of = fos_class_at(i);
        for (size_t j = 0; j < of->count; j++) {
            const fosi_part *part = of->elements[j].parts;
            for (; part != NULL && part->name != NULL; part++)
                ck_assert_msg(fos_class_element_find(of->elements[j].of, part->name) != NULL, "%s.%s has no %s", of->name,
                              of->elements[j].name, part->name);
        }
    }
}
END_TEST

/* ---- places ---- */

static const struct {
    const char *name;
    const char *id;
    const char *path;
} known[] = {
    { "consignment.declaration.lrn", "D026", "FunctionalReferenceID" },
    { "consignment.gross_mass_kg", "131", "TotalGrossMassMeasure" },
    { "consignment.seller.name", "R050", "GoodsShipment/Seller/Name" },
    { "consignment.buyer.name", "R009", "GoodsShipment/Buyer/Name" },
    { "consignment.importer.identifiers.value", "R038", "GoodsShipment/Importer/ID" },
    { "consignment.carrier.name", "R011", "Consignment/Carrier/Name" },
    { "consignment.consignee.address.city", "241", "GoodsShipment/Consignee/Address/CityName" },
    { "consignment.declarant.contact.phone", "240", "Declarant/Communication/ID" },
    { "consignment.representative.function", "102", "Agent/FunctionCode" },
    { "consignment.declarant.function", "fos.party.function", "" },
    { "consignment.platform.name", "fos.platform.name", "" },
    { "consignment.declaration.delivery_place.id", "L002", "GoodsShipment/TradeTerms/LocationID" },
    { "consignment.declaration.goods_location.id", "L017", "GoodsShipment/Consignment/GoodsLocation/ID" },
    { "consignment.transport.border.nationality", "T014", "BorderTransportMeans/RegistrationNationalityCode" },
    { "consignment.transport.arrival.mode", "T020", "GoodsShipment/Consignment/ArrivalTransportMeans/ModeCode" },
    { "consignment.invoice.amount", "109", "InvoiceAmount" },
    { "consignment.declaration.previous_documents.reference", "D018", "GoodsShipment/PreviousDocument/ID" },
    { "consignment.documents.reference", "D005", "AdditionalDocument/ID" },
    { "consignment.items.description", "137", "GoodsShipment/GovernmentAgencyGoodsItem/Commodity/Description" },
    { "consignment.items.measures.quantity", "130",
      "GoodsShipment/GovernmentAgencyGoodsItem/Commodity/GoodsMeasure/TariffQuantity" },
    { "consignment.items.parties.consignor.name", "R020", "GoodsShipment/GovernmentAgencyGoodsItem/Consignor/Name" },
    { "consignment.items.declaration.procedure.previous", "161",
      "GoodsShipment/GovernmentAgencyGoodsItem/GovernmentProcedure/PreviousCode" },
    { "consignment.items.declaration.valuation.customs_value", "108",
      "GoodsShipment/GovernmentAgencyGoodsItem/CustomsValueAmount" },
    { "consignment.declaration.valuation.customs_value", "108", "" },
    { "consignment.items.declaration.duty_tax_fees.payments.amount", "378",
      "GoodsShipment/GovernmentAgencyGoodsItem/Commodity/DutyTaxFee/Payment/PaymentAmount" },
    { "consignment.items.listing_url", "fos.item.listing_url", "" },
    { "exchange_rates.rate", "118", "CurrencyExchange/RateNumeric" },
};

START_TEST(places_have_the_names_of_the_wco)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        fos_element_place place = FOS_ELEMENT_PLACE_INIT;
        ck_assert_msg(fos_element_place_find(&fosi_class_request, known[i].name, &place) == 1, "%s", known[i].name);
        ck_assert_str_eq(place.name, known[i].name);
        ck_assert_str_eq(place.id, known[i].id);
        ck_assert_str_eq(place.path, known[i].path);
    }
}
END_TEST

static const struct {
    const char *name;
    const char *standard;
} standards[] = {
    { "consignment.documents.type", "UN/EDIFACT 1001 or administration" },
    { "consignment.items.unit", "UN/ECE Recommendation 20" },
    { "consignment.items.origin_country", "ISO 3166-1 alpha-2" },
    { "consignment.transport.border.mode", "UN/ECE Recommendation 19" },
    { "consignment.transport.receptacles", "UPU S9" },
    { "consignment.freight", NULL },
    { "consignment.items.description", NULL },
};

START_TEST(codes_name_their_standard)
{
    for (size_t i = 0; i < COUNT(standards); i++) {
        fos_element_place place = FOS_ELEMENT_PLACE_INIT;
        ck_assert_int_eq(fos_element_place_find(&fosi_class_request, standards[i].name, &place), 1);
        ck_assert_pstr_eq(fos_element_standard(place.steps[place.depth - 1]), standards[i].standard);
    }
}
END_TEST

START_TEST(places_are_found_by_pointer)
{
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    ck_assert_int_eq(fos_element_place_find(&fosi_class_request, "/consignment/items/12/measures/0/unit", &place), 1);
    ck_assert_str_eq(place.name, "consignment.items.measures.unit");
    ck_assert_uint_eq(place.depth, 4);
    ck_assert_int_eq(fos_element_place_find(&fosi_class_request, "/elections/3", &place), 1);
    ck_assert_str_eq(place.name, "elections");
    static const char *const none[] = {
        "", "/", "consignment.", "consignment.0", "consignment.none", "date.x", "/elections/3/4"
    };
    for (size_t i = 0; i < COUNT(none); i++)
        ck_assert_msg(fos_element_place_find(&fosi_class_request, none[i], &place) == 0, "%s", none[i]);
}
END_TEST

/* Every place has an id, somebody who supplies it, and room for its names; what is found by name is what was walked. */
START_TEST(every_place_is_described)
{
    fos_element_place place = FOS_ELEMENT_PLACE_INIT, found = FOS_ELEMENT_PLACE_INIT;
    size_t count = 0;
    while (fos_element_place_next(&fosi_class_request, &place)) {
        const fos_element *element = place.steps[place.depth - 1];
        count++;
        ck_assert_msg(place.id[0] != '\0' && strlen(place.id) + 1 < sizeof place.id, "%s", place.name);
        ck_assert_msg(place.roles != 0, "%s: nobody supplies it", place.name);
        ck_assert_msg(strlen(place.name) + 1 < sizeof place.name && strlen(place.path) + 1 < sizeof place.path, "%s", place.name);
        ck_assert_msg(fos_element_class(element) != NULL || fos_element_format(element) != NULL, "%s has no format", place.name);
        ck_assert_msg(place.depth < FOS_ELEMENT_DEPTH || fos_element_class(element) == NULL, "%s is too deep", place.name);
        ck_assert_msg(place.depth < FOS_ELEMENT_DEPTH || strcmp(fos_element_kind(element), "money") != 0, "%s", place.name);
        ck_assert_int_eq(fos_element_place_find(&fosi_class_request, place.name, &found), 1);
        ck_assert_msg(found.depth == place.depth && found.steps[found.depth - 1] == element && found.roles == place.roles, "%s",
                      place.name);
        ck_assert_str_eq(found.id, place.id);
    }
    ck_assert_uint_gt(count, 1000);
}
END_TEST

/* ---- the largest request: every element of the table is there, lists twice ---- */

typedef struct maker {
    fos_request *request;
    unsigned count; /* of values made so far, which makes each another one */
    fos_error error;
    bool failed; /* out of memory */
} maker;

static const struct {
    const fosi_code_rule *rule;
    const char *good[2];
} samples[] = {
    { &fosi_form_commodity_code, { "610910", "61091000" } },
    { &fosi_form_unit, { "KGM", "C62" } },
    { &fosi_form_subdivision, { "SP", "BY" } },
    { &fosi_form_name, { "some.name", "another-name" } },
    { &fosi_form_rounding_level, { "item", "rate" } },
    { &fosi_form_side, { "mid", "buy" } },
    { &fosi_form_time, { "2026-11-23", "2026-11-23T09:30:00+08:00" } },
    { &fosi_form_digit, { "4", "5" } },
    { &fosi_form_package_kind, { "BX", "PC" } },
    { &fosi_form_un_number, { "3480", "1266" } },
};

static const char *good_code(const fosi_element *element, size_t which, maker *m, char *room, size_t size)
{
    if (element->codes != NULL) return fosi_code_list(element->codes, NULL)[which];
    for (size_t i = 0; element->rule != NULL && i < COUNT(samples); i++)
        if (samples[i].rule == element->rule) return samples[i].good[which];
    ck_assert_msg(element->rule == NULL, "%s: no sample for its form", element->name);
    snprintf(room, size, "%s \"%u\" \xc3\xa9\xe5\x95\x86", element->name, m->count);
    return room;
}

static void set_text(maker *m, const fos_class *of, void *object, const fosi_element *element, size_t which)
{
    char room[80];
    const char *text = good_code(element, which, m, room, sizeof room);
    m->failed |= fos_request_add_text(m->request, of->name, object, element->name, text, &m->error) != FOS_STATUS_OK;
}

static void set_small(maker *m, const fosi_element *element, void *field)
{
    int choice = 1 + (int)(m->count & 1);
    int32_t whole = (int32_t)m->count;
    fos_date date = fos_date_make(2026, 11, 1 + (int)(m->count % 28));
    fos_decimal number = { m->count, element->flags & FOSI_WHOLE ? 0 : 2 };
    fos_money money = { { m->count, 2 }, "EUR" };
    switch (element->kind) {
    case FOSI_ELEMENT_COUNTRY: strcpy(field, "DE"); break;
    case FOSI_ELEMENT_CURRENCY: strcpy(field, "EUR"); break;
    case FOSI_ELEMENT_CHOICE:
    case FOSI_ELEMENT_TRUTH: memcpy(field, &choice, sizeof choice); break;
    case FOSI_ELEMENT_INTEGER: memcpy(field, &whole, sizeof whole); break;
    case FOSI_ELEMENT_DATE: memcpy(field, &date, sizeof date); break;
    case FOSI_ELEMENT_DECIMAL: memcpy(field, &number, sizeof number); break;
    case FOSI_ELEMENT_MONEY: memcpy(field, &money, sizeof money); break;
    default: ck_abort_msg("%s: a kind that no request has", element->name);
    }
}

static void fill(maker *m, const fos_class *of, void *object);

static void fill_part(maker *m, const fos_class *of, void *object, const fosi_element *element)
{
    void *part = fos_request_add(m->request, of->name, object, element->name, &m->error);
    if (part == NULL)
        m->failed = true;
    else
        fill(m, element->of, part);
}

static void fill_pair(maker *m, const fosi_element *element, size_t which)
{
    m->failed |= fos_request_assume(m->request, samples[3].good[which], element->name, &m->error) != FOS_STATUS_OK;
}

/* What must agree in one object. */
static void reconcile(const fos_class *of, void *object)
{
    if (of == &fosi_class_item) {
        fos_item *item = object;
        fos_decimal two = { 2, 0 }, unit = { 1250, 2 }, all = { 2500, 2 };
        item->quantity = two;
        item->unit_price.amount = unit;
        item->amount.amount = all;
    } else if (of == &fosi_class_counter) {
        fos_counter *counter = object;
        fos_decimal none = { 0, FOS_DECIMAL_ABSENT_SCALE };
        if (counter->count.coefficient % 2 == 0)
            counter->count = none;
        else
            memset(&counter->amount, 0, sizeof counter->amount), counter->amount.amount = none;
    } else if (of == &fosi_class_exchange_rate) {
        strcpy(((fos_exchange_rate *)object)->to, "USD");
    }
}

static void fill_element(maker *m, const fos_class *of, void *object, const fosi_element *element)
{
    size_t times = fos_element_is_list(element) || element->kind == FOSI_ELEMENT_PAIRS ? 2 : 1;
    for (size_t i = 0; i < times && !m->failed; i++) {
        m->count++;
        switch (element->kind) {
        case FOSI_ELEMENT_OBJECT:
        case FOSI_ELEMENT_LIST: fill_part(m, of, object, element); break;
        case FOSI_ELEMENT_TEXT:
        case FOSI_ELEMENT_CODE:
        case FOSI_ELEMENT_TEXT_LIST: set_text(m, of, object, element, i); break;
        case FOSI_ELEMENT_PAIRS: fill_pair(m, element, i); break;
        default: set_small(m, element, (unsigned char *)object + element->offset); break;
        }
    }
}

static void fill(maker *m, const fos_class *of, void *object)
{
    for (size_t i = 0; i < of->count && !m->failed; i++)
        fill_element(m, of, object, &of->elements[i]);
    reconcile(of, object);
}

/* A request with everything in it; NULL when memory gave out. */
static fos_request *largest(const fos_context *context)
{
    maker m = { .request = fos_request_new(context, NULL), .error = FOS_ERROR_INIT };
    if (m.request == NULL) return NULL;
    fill(&m, &fosi_class_request, m.request);
    if (!m.failed) return m.request;
    ck_assert_int_eq(m.error.status, FOS_STATUS_NO_MEMORY);
    fos_request_free(m.request);
    return NULL;
}

/* That nothing was left out: each element of the class is present in one of its objects. */
static void check_present(const fos_class *of, const void *object)
{
    for (size_t i = 0; i < of->count; i++) {
        const fosi_element *element = &of->elements[i];
        bool either = of == &fosi_class_counter; /* an amount or a count */
        ck_assert_msg(either || fosi_element_present(element, object), "%s.%s is not there", of->name, element->name);
        const void *field = fosi_field(element, object);
        if (element->kind == FOSI_ELEMENT_OBJECT) check_present(element->of, *(void *const *)field);
        if (element->kind != FOSI_ELEMENT_LIST) continue;
        const fosi_list *list = field;
        for (size_t j = 0; j < list->count; j++)
            check_present(element->of, ((void *const *)list->entries)[j]);
    }
}

START_TEST(the_largest_request_survives_json)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = largest(context), *again = fos_request_new(context, NULL);
    fos_buffer *first = fos_buffer_new(context), *second = fos_buffer_new(context);
    fos_error error = FOS_ERROR_INIT;
    fos_status status = fos_request_check(request, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", error.pointer, error.text);
    ck_assert_int_eq(fos_request_write_json(request, first, &error), FOS_STATUS_OK);
    status = fos_request_read_json(again, fos_buffer_data(first), fos_buffer_size(first), NULL, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", error.pointer, error.text);
    check_present(&fosi_class_request, again);
    ck_assert_int_eq(fos_request_check(again, &error), FOS_STATUS_OK);
    ck_assert_int_eq(fos_request_write_json(again, second, &error), FOS_STATUS_OK);
    ck_assert_uint_eq(fos_buffer_size(first), fos_buffer_size(second));
    ck_assert_mem_eq(fos_buffer_data(first), fos_buffer_data(second), fos_buffer_size(first));
    fos_buffer_free(first);
    fos_buffer_free(second);
    fos_request_free(again);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

static char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*length + 1);
    ck_assert_uint_eq(fread(bytes, 1, *length, file), *length);
    fclose(file);
    return bytes;
}

/* The largest request that tools/generators/dataset.py makes of the table's own JSON comes out as it went in. */
START_TEST(the_largest_document_survives)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = fos_request_new(context, NULL);
    fos_buffer *out = fos_buffer_new(context);
    size_t length;
    char *document = read_whole(FOSI_SOURCE_DIR "/tests/fuzz/corpus/request/largest.json", &length);
    fos_error error = FOS_ERROR_INIT;
    fos_status status = fos_request_read_json(request, document, length, NULL, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", error.pointer, error.text);
    check_present(&fosi_class_request, request);
    ck_assert_int_eq(fos_request_write_json(request, out, &error), FOS_STATUS_OK);
    ck_assert_uint_eq(fos_buffer_size(out), length);
    ck_assert_mem_eq(fos_buffer_data(out), document, length);
    free(document);
    fos_buffer_free(out);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

/* Each text damaged in turn is told with a pointer to it. */
START_TEST(every_code_is_checked_where_it_stands)
{
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    fos_context *context = fos_context_new(NULL);
    while (fos_element_place_next(&fosi_class_request, &place)) {
        const fosi_element *element = place.steps[place.depth - 1];
        bool checked = element->rule != NULL || element->codes != NULL || element->kind == FOSI_ELEMENT_COUNTRY;
        if (!checked || element->kind == FOSI_ELEMENT_PAIRS || element->kind == FOSI_ELEMENT_TEXT_LIST) continue;
        fos_request *request = largest(context);
        void *object = request;
        for (uint32_t i = 0; i + 1 < place.depth; i++) {
            const void *field = fosi_field(place.steps[i], object);
            object = *(void *const *)field; /* a part, or the array of a list, whose first entry it is */
            if (place.steps[i]->kind == FOSI_ELEMENT_LIST) object = *(void **)object;
        }
        if (element->kind == FOSI_ELEMENT_COUNTRY)
            strcpy((char *)object + element->offset, "??");
        else
            ck_assert_int_eq(fos_request_add_text(request, place.depth == 1 ? "request" : place.steps[place.depth - 2]->of->name,
                                                  object, element->name, "? ?", NULL),
                             FOS_STATUS_OK);
        fos_error error = FOS_ERROR_INIT;
        ck_assert_msg(fos_request_check(request, &error) == FOS_STATUS_INVALID_VALUE, "%s", place.name);
        fos_element_place found = FOS_ELEMENT_PLACE_INIT;
        ck_assert_int_eq(fos_element_place_find(&fosi_class_request, error.pointer, &found), 1);
        ck_assert_str_eq(found.name, place.name);
        fos_request_free(request);
    }
    fos_context_free(context);
}
END_TEST

/* Everything that can be refused while the largest request is made, written, read back and checked, is refused once. */
static bool work(const fos_context *context)
{
    fos_request *request = largest(context), *again = fos_request_new(context, NULL);
    fos_buffer *out = fos_buffer_new(context);
    bool good = request != NULL && again != NULL && out != NULL;
    fos_status status = FOS_STATUS_NO_MEMORY;
    if (good) status = fos_request_write_json(request, out, NULL);
    if (status == FOS_STATUS_OK) status = fos_request_read_json(again, fos_buffer_data(out), fos_buffer_size(out), NULL, NULL);
    if (status == FOS_STATUS_OK) status = fos_request_check(again, NULL);
    ck_assert(status == FOS_STATUS_OK || status == FOS_STATUS_NO_MEMORY);
    fos_buffer_free(out);
    fos_request_free(again);
    fos_request_free(request);
    return status == FOS_STATUS_OK;
}

START_TEST(the_largest_request_loses_nothing_without_memory)
{
    size_t refused = 0;
    for (bool good = false; !good;) {
        ledger l = { 0 };
        fos_allocator allocator = ledger_allocator(&l);
        fos_context *context = fos_context_new(&allocator);
        size_t live = l.live;
        ledger_arm(&l, ++refused, false);
        good = work(context);
        ck_assert(good != l.refused);
        ledger_disarm(&l);
        ck_assert_uint_eq(l.live, live);
        fos_context_free(context);
        ck_assert_uint_eq(l.live, 0);
    }
    ck_assert_uint_gt(refused, 10);
}
END_TEST

START_TEST(parts_are_added_by_name)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = fos_request_new(context, NULL);
    fos_consignment *consignment = request->consignment;
    fos_error error = FOS_ERROR_INIT;
    fos_party *exporter = fos_request_add(request, "consignment", consignment, "exporter", &error);
    ck_assert_ptr_eq(exporter, consignment->exporter);
    ck_assert_ptr_eq(fos_request_add(request, "consignment", consignment, "exporter", &error), exporter);
    fos_document *document = fos_request_add(request, "consignment", consignment, "documents", &error);
    ck_assert_ptr_eq(document, consignment->documents[0]);
    ck_assert_ptr_ne(fos_request_add(request, "consignment", consignment, "documents", &error), document);
    ck_assert_uint_eq(consignment->document_count, 2);
    ck_assert_int_eq(fos_request_add_text(request, "party", exporter, "name", "A", &error), FOS_STATUS_OK);
    ck_assert_str_eq(exporter->name, "A");
    ck_assert_ptr_null(fos_request_add(request, "consignment", consignment, "none", &error));
    ck_assert_str_eq(error.text, "consignment has no member \"none\"");
    ck_assert_ptr_null(fos_request_add(request, "consignments", consignment, "documents", &error));
    ck_assert_str_eq(error.text, "there is no class \"consignments\"");
    ck_assert_ptr_null(fos_request_add(request, "consignment", consignment, "freight", &error));
    ck_assert_ptr_null(fos_request_add(request, "consignment", NULL, "documents", &error));
    ck_assert_int_eq(fos_request_add_text(request, "party", exporter, "kind", "A", &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_add_text(request, "party", exporter, "address", "A", &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_add_text(request, "party", exporter, "none", "A", &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_add_text(request, "party", exporter, "name", NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

Suite *elements_suite(void)
{
    Suite *suite = suite_create("elements");
    TCase *table = tcase_create("table");
    tcase_add_test(table, every_class_is_listed_once);
    tcase_add_test(table, parts_are_members);
    tcase_add_test(table, places_have_the_names_of_the_wco);
    tcase_add_test(table, codes_name_their_standard);
    tcase_add_test(table, places_are_found_by_pointer);
    tcase_add_test(table, every_place_is_described);
    suite_add_tcase(suite, table);
    TCase *request = tcase_create("request");
    tcase_add_test(request, the_largest_request_survives_json);
    tcase_add_test(request, the_largest_document_survives);
    tcase_add_test(request, every_code_is_checked_where_it_stands);
    tcase_add_test(request, the_largest_request_loses_nothing_without_memory);
    tcase_add_test(request, parts_are_added_by_name);
    suite_add_tcase(suite, request);
    return suite;
}
