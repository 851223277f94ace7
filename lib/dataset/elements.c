/* The element table of the data set: one row for each element, in the order in which documents are written. Readers,
 * writers, checks and schemas walk these rows; nothing else knows the names. */
#include "dataset/element.h"

#include "dataset/check.h"
#include "dataset/codes.h"
#include "dataset/forms.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define NO_NUMBER                                                                                                                \
    {                                                                                                                            \
        0, FOS_DECIMAL_ABSENT_SCALE                                                                                              \
    }
#define NO_MONEY                                                                                                                 \
    {                                                                                                                            \
        NO_NUMBER, { 0 }                                                                                                         \
    }

/* ---- money ---- */

#define AT(field) .offset = offsetof(fos_money, field)
static const fosi_element money_rows[] = {
    { FOSI_NAME("amount"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_REQUIRED | FOSI_AMOUNT, AT(amount),
      .definition = "The amount." },
    { FOSI_NAME("currency"), .kind = FOSI_ELEMENT_CURRENCY, .flags = FOSI_REQUIRED, AT(currency),
      .definition = "Its currency, ISO 4217." },
};
#undef AT
static const fos_money money_empty = NO_MONEY;
const fosi_class fosi_class_money = { .name = "money",
                                      .definition = "An amount in one currency.",
                                      .size = sizeof(fos_money),
                                      .elements = money_rows,
                                      .count = COUNT(money_rows),
                                      .empty = &money_empty };

/* ---- identifier ---- */

#define AT(field) .offset = offsetof(fos_identifier, field)
static const fosi_element identifier_rows[] = {
    { FOSI_NAME("scheme"), .kind = FOSI_ELEMENT_CODE, .flags = FOSI_REQUIRED, AT(scheme), .rule = &fosi_form_name,
      .definition = "What kind of registration or identity it is, such as ioss, abn or gb-vat." },
    { FOSI_NAME("value"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED, AT(value),
      .definition = "The number itself; spaces, dots and dashes in it do not count." },
};
#undef AT
static const fos_identifier identifier_empty = { 0 };
const fosi_class fosi_class_identifier = { .name = "identifier",
                                           .definition = "A registration or identity of a party.",
                                           .size = sizeof(fos_identifier),
                                           .elements = identifier_rows,
                                           .count = COUNT(identifier_rows),
                                           .empty = &identifier_empty };

/* ---- party ---- */

#define AT(field) .offset = offsetof(fos_party, field)
static const fosi_element party_rows[] = {
    { FOSI_NAME("name"), .kind = FOSI_ELEMENT_TEXT, AT(name), .definition = "Name of the person or firm." },
    { FOSI_NAME("kind"), .kind = FOSI_ELEMENT_CHOICE, AT(kind), .words = fosi_words_party_kind,
      .definition = "Whether the party acts in business." },
    { FOSI_NAME("country"), .kind = FOSI_ELEMENT_COUNTRY, AT(country),
      .definition = "Where the party is established, ISO 3166-1 alpha-2." },
    { FOSI_NAME("identifiers"), .kind = FOSI_ELEMENT_LIST, AT(identifiers), .of = &fosi_class_identifier,
      .definition = "Registrations and identities that the party holds." },
};
#undef AT
static const fos_party party_empty = { 0 };
const fosi_class fosi_class_party = { .name = "party",
                                      .definition = "One party of the sale or of the movement.",
                                      .size = sizeof(fos_party),
                                      .elements = party_rows,
                                      .count = COUNT(party_rows),
                                      .empty = &party_empty };

/* ---- measure ---- */

#define AT(field) .offset = offsetof(fos_measure, field)
static const fosi_element measure_rows[] = {
    { FOSI_NAME("unit"), .kind = FOSI_ELEMENT_CODE, .flags = FOSI_REQUIRED, AT(unit), .rule = &fosi_form_unit,
      .definition = "Unit of UN/ECE Recommendation 20." },
    { FOSI_NAME("quantity"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_REQUIRED, AT(quantity),
      .definition = "How many of that unit the whole line holds." },
};
#undef AT
static const fos_measure measure_empty = { NULL, NO_NUMBER };
const fosi_class fosi_class_measure = { .name = "measure",
                                        .definition = "A quantity in a supplementary unit.",
                                        .size = sizeof(fos_measure),
                                        .elements = measure_rows,
                                        .count = COUNT(measure_rows),
                                        .empty = &measure_empty };

/* ---- item ---- */

#define AT(field) .offset = offsetof(fos_item, field)
static const fosi_element item_rows[] = {
    { FOSI_NAME("number"), .kind = FOSI_ELEMENT_INTEGER, .flags = FOSI_UNIQUE, AT(number),
      .definition = "Number of the line, from 1, unique; by default its position." },
    { FOSI_NAME("description"), .kind = FOSI_ELEMENT_TEXT, AT(description), .definition = "The goods in plain words." },
    { FOSI_NAME("sku"), .kind = FOSI_ELEMENT_TEXT, AT(sku), .definition = "The seller's number of the article." },
    { FOSI_NAME("listing_url"), .kind = FOSI_ELEMENT_TEXT, AT(listing_url), .definition = "Where the article was offered." },
    { FOSI_NAME("commodity_code"), .kind = FOSI_ELEMENT_CODE, AT(commodity_code), .rule = &fosi_form_commodity_code,
      .definition = "Harmonized System code, or a national code that extends it." },
    { FOSI_NAME("origin_country"), .kind = FOSI_ELEMENT_COUNTRY, AT(origin_country),
      .definition = "Country of origin, ISO 3166-1 alpha-2." },
    { FOSI_NAME("quantity"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_POSITIVE, AT(quantity),
      .definition = "How many of `unit` the line holds; 1 by default." },
    { FOSI_NAME("unit"), .kind = FOSI_ELEMENT_CODE, AT(unit), .rule = &fosi_form_unit,
      .definition = "Unit of the quantity, UN/ECE Recommendation 20; C62 (one) by default." },
    { FOSI_NAME("unit_price"), .kind = FOSI_ELEMENT_MONEY, AT(unit_price), .definition = "Price of one unit before discount." },
    { FOSI_NAME("amount"), .kind = FOSI_ELEMENT_MONEY, AT(amount),
      .definition = "Price of the line before discount; quantity × unit_price where both stand." },
    { FOSI_NAME("discount"), .kind = FOSI_ELEMENT_MONEY, AT(discount),
      .definition = "What is taken off the line's price; 0 by default." },
    { FOSI_NAME("net_mass_kg"), .kind = FOSI_ELEMENT_DECIMAL, AT(net_mass_kg),
      .definition = "Mass of the line without packing, in kilograms." },
    { FOSI_NAME("gross_mass_kg"), .kind = FOSI_ELEMENT_DECIMAL, AT(gross_mass_kg),
      .definition = "Mass of the line with packing, in kilograms." },
    { FOSI_NAME("measures"), .kind = FOSI_ELEMENT_LIST, AT(measures), .of = &fosi_class_measure,
      .definition = "Quantities in supplementary units, where a duty or an excise counts by them." },
    { FOSI_NAME("tax_category"), .kind = FOSI_ELEMENT_CODE, AT(tax_category), .codes = "tax_category",
      .definition = "Which rate of tax the goods take; standard by default." },
    { FOSI_NAME("goods_classes"), .kind = FOSI_ELEMENT_TEXT_LIST, .flags = FOSI_UNIQUE, AT(goods_classes), .codes = "goods_class",
      .definition = "Classes of goods that laws treat on their own, such as alcohol or book." },
    { FOSI_NAME("duty_rate"), .kind = FOSI_ELEMENT_TEXT, AT(duty_rate),
      .definition = "Rate of duty as tariffs write it (\"12 %\"); stands where the law reads a tariff." },
    { FOSI_NAME("preference"), .kind = FOSI_ELEMENT_TEXT, AT(preference),
      .definition = "Preferential treatment that is claimed." },
    { FOSI_NAME("tax_paid"), .kind = FOSI_ELEMENT_TRUTH, AT(tax_paid),
      .definition = "Whether the seller already charged the destination's tax on this line." },
};
#undef AT
static const fos_item item_empty = { .quantity = NO_NUMBER,
                                     .unit_price = NO_MONEY,
                                     .amount = NO_MONEY,
                                     .discount = NO_MONEY,
                                     .net_mass_kg = NO_NUMBER,
                                     .gross_mass_kg = NO_NUMBER };
const fosi_class fosi_class_item = { .name = "item",
                                     .definition = "One line of goods: it has unit_price, amount or both.",
                                     .size = sizeof(fos_item),
                                     .elements = item_rows,
                                     .count = COUNT(item_rows),
                                     .empty = &item_empty,
                                     .agree = fosi_agree_item,
                                     .schema = "\"anyOf\":[{\"required\":[\"unit_price\"]},{\"required\":[\"amount\"]}]" };

/* ---- consignment ---- */

#define AT(field) .offset = offsetof(fos_consignment, field)
#define PARTY(role, who)                                                                                                         \
    {                                                                                                                            \
        FOSI_NAME(#role), .kind = FOSI_ELEMENT_OBJECT, AT(role), .of = &fosi_class_party, .definition = (who)                    \
    }
static const fosi_element consignment_rows[] = {
    { FOSI_NAME("reference"), .kind = FOSI_ELEMENT_TEXT, AT(reference), .definition = "The sender's number of the order." },
    { FOSI_NAME("transport_document"), .kind = FOSI_ELEMENT_TEXT, AT(transport_document),
      .definition = "Number of the postal item, waybill or bill of lading." },
    { FOSI_NAME("ucr"), .kind = FOSI_ELEMENT_TEXT, AT(ucr), .definition = "Unique consignment reference." },
    { FOSI_NAME("transaction"), .kind = FOSI_ELEMENT_CHOICE, AT(transaction), .words = fosi_words_transaction,
      .definition = "Who deals with whom: business or consumer; b2c by default." },
    { FOSI_NAME("category"), .kind = FOSI_ELEMENT_CHOICE, AT(category), .words = fosi_words_category,
      .definition = "What the consignment is, as box 10 of form CN 23 asks; sale by default." },
    { FOSI_NAME("dispatch_country"), .kind = FOSI_ELEMENT_COUNTRY, AT(dispatch_country),
      .definition = "Where the goods leave from, ISO 3166-1 alpha-2." },
    { FOSI_NAME("destination_country"), .kind = FOSI_ELEMENT_COUNTRY, .flags = FOSI_REQUIRED, AT(destination_country),
      .definition = "Where the goods go to, ISO 3166-1 alpha-2." },
    { FOSI_NAME("destination_subdivision"), .kind = FOSI_ELEMENT_CODE, AT(destination_subdivision),
      .rule = &fosi_form_subdivision, .definition = "State or province of destination, ISO 3166-2 without the country." },
    { FOSI_NAME("destination_postcode"), .kind = FOSI_ELEMENT_TEXT, AT(destination_postcode),
      .definition = "Postcode of destination." },
    { FOSI_NAME("transport_mode"), .kind = FOSI_ELEMENT_CHOICE, AT(transport_mode), .words = fosi_words_transport_mode,
      .definition = "How the consignment travels." },
    { FOSI_NAME("delivery_terms"), .kind = FOSI_ELEMENT_CHOICE, AT(delivery_terms), .words = fosi_words_delivery_terms,
      .definition = "Incoterms 2020." },
    { FOSI_NAME("freight"), .kind = FOSI_ELEMENT_MONEY, AT(freight),
      .definition = "What the transport costs, where it is charged apart from the goods; 0 by default." },
    { FOSI_NAME("insurance"), .kind = FOSI_ELEMENT_MONEY, AT(insurance),
      .definition = "What the insurance costs, where it is charged apart from the goods; 0 by default." },
    { FOSI_NAME("gross_mass_kg"), .kind = FOSI_ELEMENT_DECIMAL, AT(gross_mass_kg),
      .definition = "Mass of the whole consignment with packing, in kilograms." },
    { FOSI_NAME("packages"), .kind = FOSI_ELEMENT_INTEGER, AT(packages), .definition = "How many packages travel together." },
    PARTY(seller, "Who sells the goods."),
    PARTY(platform, "Who runs the marketplace through which they are sold, where that is another one."),
    PARTY(buyer, "Who buys them."),
    PARTY(consignor, "Who sends them."),
    PARTY(consignee, "Who receives them."),
    PARTY(importer, "On whose behalf they are imported."),
    PARTY(declarant, "Who lodges the import declaration."),
    PARTY(carrier, "Who carries them to the destination."),
    PARTY(payment_provider, "Who executes the payment."),
    PARTY(redeliverer, "Who gives the buyer an address abroad and forwards what arrives there."),
    { FOSI_NAME("items"), .kind = FOSI_ELEMENT_LIST, .flags = FOSI_REQUIRED | FOSI_UNIQUE, AT(items), .of = &fosi_class_item,
      .definition = "The lines of goods, at least one." },
};
#undef AT
#undef PARTY
static const fos_consignment consignment_empty = { .freight = NO_MONEY, .insurance = NO_MONEY, .gross_mass_kg = NO_NUMBER };
const fosi_class fosi_class_consignment = { .name = "consignment",
                                            .definition = "Goods of one seller for one consignee that travel together.",
                                            .size = sizeof(fos_consignment),
                                            .elements = consignment_rows,
                                            .count = COUNT(consignment_rows),
                                            .empty = &consignment_empty };

/* ---- counter ---- */

#define AT(field) .offset = offsetof(fos_counter, field)
static const fosi_element counter_rows[] = {
    { FOSI_NAME("scheme"), .kind = FOSI_ELEMENT_CODE, .flags = FOSI_REQUIRED, AT(scheme), .rule = &fosi_form_name,
      .definition = "Which allowance is counted, as the regime names it." },
    { FOSI_NAME("amount"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_AMOUNT, AT(amount.amount),
      .definition = "What was used of it in money." },
    { FOSI_NAME("currency"), .kind = FOSI_ELEMENT_CURRENCY, AT(amount.currency), .definition = "The currency of `amount`." },
    { FOSI_NAME("count"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_WHOLE, AT(count),
      .definition = "How often it was used, where uses are counted." },
};
#undef AT
static const fos_counter counter_empty = { NULL, NO_MONEY, NO_NUMBER };
const fosi_class fosi_class_counter = {
    .name = "counter",
    .definition = "What a person has used of an allowance over time, without the present consignment: amount or count.",
    .size = sizeof(fos_counter),
    .elements = counter_rows,
    .count = COUNT(counter_rows),
    .empty = &counter_empty,
    .agree = fosi_agree_counter,
    .schema = "\"anyOf\":[{\"required\":[\"amount\",\"currency\"]},{\"required\":[\"count\"]}]"
};

/* ---- exchange rate ---- */

#define AT(field) .offset = offsetof(fos_exchange_rate, field)
static const fosi_element exchange_rate_rows[] = {
    { FOSI_NAME("from"), .kind = FOSI_ELEMENT_CURRENCY, .flags = FOSI_REQUIRED, AT(from),
      .definition = "The currency of which one unit is priced, ISO 4217." },
    { FOSI_NAME("to"), .kind = FOSI_ELEMENT_CURRENCY, .flags = FOSI_REQUIRED, AT(to),
      .definition = "The currency in which it is priced, ISO 4217." },
    { FOSI_NAME("rate"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_REQUIRED | FOSI_POSITIVE, AT(rate),
      .definition = "How many units of `to` one unit of `from` is worth." },
    { FOSI_NAME("date"), .kind = FOSI_ELEMENT_DATE, .flags = FOSI_REQUIRED, AT(date),
      .definition = "The first day for which the rate is quoted." },
    { FOSI_NAME("series"), .kind = FOSI_ELEMENT_CODE, AT(series), .rule = &fosi_form_name,
      .definition = "Whose rates they are, such as ecb.daily; without it the rate serves every law." },
    { FOSI_NAME("side"), .kind = FOSI_ELEMENT_CODE, AT(side), .rule = &fosi_form_side,
      .definition = "Middle, buying or selling rate; without it the rate serves as each." },
    { FOSI_NAME("source"), .kind = FOSI_ELEMENT_TEXT, AT(source), .definition = "Where the rate was read." },
};
#undef AT
static const fos_exchange_rate exchange_rate_empty = { .rate = NO_NUMBER, .date = FOS_DATE_ABSENT };
const fosi_class fosi_class_exchange_rate = { .name = "exchange_rate",
                                              .definition = "A dated rate: one unit of `from` is `rate` units of `to`.",
                                              .size = sizeof(fos_exchange_rate),
                                              .elements = exchange_rate_rows,
                                              .count = COUNT(exchange_rate_rows),
                                              .empty = &exchange_rate_empty,
                                              .agree = fosi_agree_exchange_rate };

/* ---- assumption: written as a member of the object `assume` ---- */

static const fos_assumption assumption_empty = { 0 };
const fosi_class fosi_class_assumption = { .name = "assumption",
                                           .definition = "The chosen reading of a disputed rule.",
                                           .size = sizeof(fos_assumption),
                                           .empty = &assumption_empty };

/* ---- request ---- */

#define AT(field) .offset = offsetof(fos_request, field)
static const fosi_element request_rows[] = {
    { FOSI_NAME("date"), .kind = FOSI_ELEMENT_DATE, .flags = FOSI_REQUIRED, AT(date),
      .definition = "Day of the import declaration." },
    { FOSI_NAME("sale_date"), .kind = FOSI_ELEMENT_DATE, AT(sale_date),
      .definition = "Day on which the payment was accepted; `date` by default." },
    { FOSI_NAME("departure_date"), .kind = FOSI_ELEMENT_DATE, AT(departure_date),
      .definition = "Day on which the goods left; `date` by default." },
    { FOSI_NAME("arrival_date"), .kind = FOSI_ELEMENT_DATE, AT(arrival_date),
      .definition = "Day on which the goods arrived; `date` by default." },
    { FOSI_NAME("approach"), .kind = FOSI_ELEMENT_CODE, AT(approach), .rule = &fosi_form_name,
      .definition = "auto (by default), vendor, intermediary, consumer, border, or the id of a route." },
    { FOSI_NAME("prices_include_tax"), .kind = FOSI_ELEMENT_TRUTH, AT(prices_include_tax),
      .definition = "Whether prices and freight hold the tax that is due at sale; false by default." },
    { FOSI_NAME("elections"), .kind = FOSI_ELEMENT_TEXT_LIST, .flags = FOSI_UNIQUE, AT(elections), .rule = &fosi_form_name,
      .definition = "Choices that the law gives to the importer, as the regime names them." },
    { FOSI_NAME("assume"), .kind = FOSI_ELEMENT_PAIRS, .flags = FOSI_UNIQUE, AT(assume), .of = &fosi_class_assumption,
      .rule = &fosi_form_name, .definition = "Readings of disputed rules, by the name of the regime's switch." },
    { FOSI_NAME("rounding_level"), .kind = FOSI_ELEMENT_CODE, AT(rounding_level), .rule = &fosi_form_rounding_level,
      .definition = "Where amounts are rounded, where the law leaves that open." },
    { FOSI_NAME("consignment"), .kind = FOSI_ELEMENT_OBJECT, .flags = FOSI_REQUIRED, AT(consignment),
      .of = &fosi_class_consignment, .definition = "The goods and who deals with them." },
    { FOSI_NAME("counters"), .kind = FOSI_ELEMENT_LIST, AT(counters), .of = &fosi_class_counter,
      .definition = "What the importer has used of allowances over time." },
    { FOSI_NAME("exchange_rates"), .kind = FOSI_ELEMENT_LIST, AT(exchange_rates), .of = &fosi_class_exchange_rate,
      .definition = "Rates for amounts in other currencies than the law's." },
};
#undef AT
static const fos_request request_empty = {
    .date = FOS_DATE_ABSENT, .sale_date = FOS_DATE_ABSENT, .departure_date = FOS_DATE_ABSENT, .arrival_date = FOS_DATE_ABSENT
};
const fosi_class fosi_class_request = { .name = "request",
                                        .definition =
                                            "What is asked: a consignment, the days that law reads, and the caller's choices.",
                                        .size = sizeof(fos_request),
                                        .elements = request_rows,
                                        .count = COUNT(request_rows),
                                        .empty = &request_empty };
