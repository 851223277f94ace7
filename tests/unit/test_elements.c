/* The element table looked at from outside: classes, places, what the WCO calls them; and the largest request there is,
 * which is made by walking the table. */
#include <fos/fos.h>

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "dataset/codes.h"
#include "dataset/element.h"
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

Suite *elements_suite(void)
{
    Suite *suite = suite_create("elements");
    TCase *table = tcase_create("table");
    tcase_add_test(table, every_class_is_listed_once);
    tcase_add_test(table, parts_are_members);
    tcase_add_test(table, places_have_the_names_of_the_wco);
    tcase_add_test(table, places_are_found_by_pointer);
    tcase_add_test(table, every_place_is_described);
    suite_add_tcase(suite, table);
    return suite;
}
