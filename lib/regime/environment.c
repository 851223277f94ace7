/* The table of facts that regimes read. One row a fact; adding one is one row here and, when it is computed, one case in
 * lib/quote/facts.c. */
#include "regime/environment.h"

#include <string.h>

#include "dataset/codes.h"
#include "regime/plan.h"

#define C(member) offsetof(fos_consignment, member)
#define I(member) offsetof(fos_item, member)
#define P(member) offsetof(fos_party, member)

#define CONSIGNMENT_CHOICE(field, label_, absent_)                                                                               \
    {                                                                                                                            \
        .name = #field, .label = label_, .need = #field, .type = FOSI_TYPE_CODE, .grain = FOSI_GRAIN_CONSIGNMENT,                \
        .store = FOSI_STORE_CHOICE, .base = FOSI_BASE_CONSIGNMENT, .offset = C(field), .unit_or_list = #field,                   \
        .words = fosi_words_##field, .absent = absent_                                                                           \
    }
#define CONSIGNMENT_COUNTRY(field, label_)                                                                                       \
    {                                                                                                                            \
        .name = #field, .label = label_, .need = #field, .type = FOSI_TYPE_CODE, .grain = FOSI_GRAIN_CONSIGNMENT,                \
        .store = FOSI_STORE_CODE4, .base = FOSI_BASE_CONSIGNMENT, .offset = C(field), .unit_or_list = "country"                  \
    }
#define CONSIGNMENT_TEXT(field, label_, list)                                                                                    \
    {                                                                                                                            \
        .name = #field, .label = label_, .need = #field, .type = FOSI_TYPE_CODE, .grain = FOSI_GRAIN_CONSIGNMENT,                \
        .store = FOSI_STORE_TEXT, .base = FOSI_BASE_CONSIGNMENT, .offset = C(field), .unit_or_list = list                        \
    }
#define COMPUTED(name_, label_, grain_, type_, what)                                                                             \
    {                                                                                                                            \
        .name = name_, .label = label_, .need = "price", .type = type_, .grain = grain_, .store = FOSI_STORE_COMPUTED,             \
        .computed = what                                                                                                         \
    }
#define CLOCK(name_, label_, clock_)                                                                                             \
    {                                                                                                                            \
        .name = name_, .label = label_, .need = name_, .type = FOSI_TYPE_DATE, .grain = FOSI_GRAIN_CONSIGNMENT,                  \
        .store = FOSI_STORE_COMPUTED, .offset = clock_, .computed = FOSI_COMPUTED_DATE                                           \
    }
#define ITEM(name_, label_, need_, type_, store_, field)                                                                         \
    {                                                                                                                            \
        .name = name_, .label = label_, .need = need_, .type = type_, .grain = FOSI_GRAIN_ITEM, .store = store_,                 \
        .base = FOSI_BASE_ITEM, .offset = I(field)                                                                               \
    }
#define PARTY(role)                                                                                                              \
    { .name = #role,                                                                                                             \
      .label = #role,                                                                                                            \
      .need = #role,                                                                                                             \
      .type = FOSI_TYPE_PARTY,                                                                                                   \
      .grain = FOSI_GRAIN_CONSIGNMENT,                                                                                           \
      .store = FOSI_STORE_PARTY,                                                                                                 \
      .base = FOSI_BASE_CONSIGNMENT,                                                                                             \
      .offset = C(role),                                                                                                         \
      .party = C(role) },                                                                                                        \
        { .name = #role ".kind",                                                                                                 \
          .label = #role "'s kind",                                                                                              \
          .need = #role ".kind",                                                                                                 \
          .type = FOSI_TYPE_CODE,                                                                                                \
          .grain = FOSI_GRAIN_CONSIGNMENT,                                                                                       \
          .store = FOSI_STORE_CHOICE,                                                                                            \
          .base = FOSI_BASE_PARTY,                                                                                               \
          .offset = P(kind),                                                                                                     \
          .party = C(role),                                                                                                      \
          .unit_or_list = "party_kind",                                                                                          \
          .words = fosi_words_party_kind },                                                                                      \
    {                                                                                                                            \
        .name = #role ".country", .label = #role "'s country", .need = #role ".country", .type = FOSI_TYPE_CODE,                 \
        .grain = FOSI_GRAIN_CONSIGNMENT, .store = FOSI_STORE_CODE4, .base = FOSI_BASE_PARTY, .offset = P(country),               \
        .party = C(role), .unit_or_list = "country"                                                                              \
    }

const fosi_fact fosi_facts[FOSI_FACT_COUNT] = {
    CONSIGNMENT_CHOICE(transaction, "transaction", "b2c"),
    CONSIGNMENT_CHOICE(category, "category", "sale"),
    CONSIGNMENT_COUNTRY(dispatch_country, "country of dispatch"),
    CONSIGNMENT_COUNTRY(destination_country, "country of destination"),
    CONSIGNMENT_TEXT(destination_subdivision, "subdivision of destination", "subdivision"),
    CONSIGNMENT_TEXT(destination_postcode, "postcode of destination", NULL),
    CONSIGNMENT_CHOICE(transport_mode, "transport mode", NULL),
    CONSIGNMENT_CHOICE(delivery_terms, "delivery terms", NULL),
    COMPUTED("freight", "freight", FOSI_GRAIN_CONSIGNMENT, FOSI_TYPE_MONEY, FOSI_COMPUTED_TOTAL_FREIGHT),
    COMPUTED("insurance", "insurance", FOSI_GRAIN_CONSIGNMENT, FOSI_TYPE_MONEY, FOSI_COMPUTED_TOTAL_INSURANCE),
    { .name = "gross_mass",
      .label = "gross mass",
      .need = "gross_mass_kg",
      .type = FOSI_TYPE_QUANTITY,
      .grain = FOSI_GRAIN_CONSIGNMENT,
      .store = FOSI_STORE_DECIMAL,
      .base = FOSI_BASE_CONSIGNMENT,
      .offset = C(gross_mass_kg),
      .unit_or_list = "KGM" },
    { .name = "packages",
      .label = "packages",
      .need = "packages",
      .type = FOSI_TYPE_COUNT,
      .grain = FOSI_GRAIN_CONSIGNMENT,
      .store = FOSI_STORE_INTEGER,
      .base = FOSI_BASE_CONSIGNMENT,
      .offset = C(packages) },
    CLOCK("declaration_date", "declaration date", FOSI_CLOCK_DECLARATION),
    CLOCK("sale_date", "sale date", FOSI_CLOCK_SALE),
    CLOCK("departure_date", "departure date", FOSI_CLOCK_DEPARTURE),
    CLOCK("arrival_date", "arrival date", FOSI_CLOCK_ARRIVAL),
    PARTY(seller),
    PARTY(platform),
    PARTY(buyer),
    PARTY(consignor),
    PARTY(consignee),
    PARTY(importer),
    PARTY(declarant),
    PARTY(carrier),
    PARTY(payment_provider),
    PARTY(redeliverer),
    COMPUTED("item.goods", "goods", FOSI_GRAIN_ITEM, FOSI_TYPE_MONEY, FOSI_COMPUTED_GOODS),
    COMPUTED("item.freight", "freight", FOSI_GRAIN_ITEM, FOSI_TYPE_MONEY, FOSI_COMPUTED_FREIGHT),
    COMPUTED("item.insurance", "insurance", FOSI_GRAIN_ITEM, FOSI_TYPE_MONEY, FOSI_COMPUTED_INSURANCE),
    COMPUTED("item.unit_value", "value per unit", FOSI_GRAIN_ITEM, FOSI_TYPE_MONEY, FOSI_COMPUTED_UNIT_VALUE),
    ITEM("item.quantity", "quantity", "quantity", FOSI_TYPE_NUMBER, FOSI_STORE_DECIMAL, quantity),
    ITEM("item.code", "commodity code", "commodity_code", FOSI_TYPE_TARIFF_CODE, FOSI_STORE_TEXT, commodity_code),
    { .name = "item.origin",
      .label = "origin",
      .need = "origin_country",
      .type = FOSI_TYPE_CODE,
      .grain = FOSI_GRAIN_ITEM,
      .store = FOSI_STORE_CODE4,
      .base = FOSI_BASE_ITEM,
      .offset = I(origin_country),
      .unit_or_list = "country" },
    { .name = "item.classes",
      .label = "goods classes",
      .need = "goods_classes",
      .type = FOSI_TYPE_CODES,
      .grain = FOSI_GRAIN_ITEM,
      .store = FOSI_STORE_TEXTS,
      .base = FOSI_BASE_ITEM,
      .offset = I(goods_classes),
      .unit_or_list = "goods_class",
      .absent = "" },
    { .name = "item.tax_category",
      .label = "tax category",
      .need = "tax_category",
      .type = FOSI_TYPE_CODE,
      .grain = FOSI_GRAIN_ITEM,
      .store = FOSI_STORE_TEXT,
      .base = FOSI_BASE_ITEM,
      .offset = I(tax_category),
      .unit_or_list = "tax_category",
      .absent = "standard" },
    ITEM("item.description", "description", "description", FOSI_TYPE_TEXT, FOSI_STORE_TEXT, description),
    { .name = "item.net_mass",
      .label = "net mass",
      .need = "net_mass_kg",
      .type = FOSI_TYPE_QUANTITY,
      .grain = FOSI_GRAIN_ITEM,
      .store = FOSI_STORE_DECIMAL,
      .base = FOSI_BASE_ITEM,
      .offset = I(net_mass_kg),
      .unit_or_list = "KGM" },
    { .name = "item.gross_mass",
      .label = "gross mass",
      .need = "gross_mass_kg",
      .type = FOSI_TYPE_QUANTITY,
      .grain = FOSI_GRAIN_ITEM,
      .store = FOSI_STORE_DECIMAL,
      .base = FOSI_BASE_ITEM,
      .offset = I(gross_mass_kg),
      .unit_or_list = "KGM" },
    ITEM("item.preference", "preference", "preference", FOSI_TYPE_TEXT, FOSI_STORE_TEXT, preference),
    ITEM("item.duty_rate", "duty rate", "duty_rate", FOSI_TYPE_DUTY, FOSI_STORE_TEXT, duty_rate),
    { .name = "item.tax_paid",
      .label = "tax already paid",
      .need = "tax_paid",
      .type = FOSI_TYPE_TRUTH,
      .grain = FOSI_GRAIN_ITEM,
      .store = FOSI_STORE_TRUTH,
      .base = FOSI_BASE_ITEM,
      .offset = I(tax_paid),
      .absent = "false" },
    { .name = "item.unit",
      .label = "unit",
      .need = "unit",
      .type = FOSI_TYPE_TEXT,
      .grain = FOSI_GRAIN_ITEM,
      .store = FOSI_STORE_TEXT,
      .base = FOSI_BASE_ITEM,
      .offset = I(unit),
      .absent = "C62" },
};

int fosi_fact_index(fosi_slice name)
{
    for (int i = 0; i < FOSI_FACT_COUNT; i++) {
        if (fosi_facts[i].name != NULL && fosi_slice_is(name, fosi_facts[i].name)) return i;
    }
    return -1;
}
