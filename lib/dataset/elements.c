/* The element table of the data set: one row for each element, in the order in which documents are written. Readers,
 * writers, checks, schemas and profiles walk these rows; nothing else knows the names. Here are the request, the
 * consignment and its items; the parts stand in the other files of rows. */
#include "dataset/check.h"
#include "dataset/rows.h"

#define ROW(field, kind, ...) ROW_OF(OF, #field, field, kind, __VA_ARGS__)

/* ---- money ---- */

#define OF fos_money
static const fosi_element money_rows[] = {
    ROW(amount, DECIMAL, WCO(NULL, "", "n..16,3"), .flags = FOSI_REQUIRED | FOSI_AMOUNT, SAYS("The amount.")),
    ROW(currency, CURRENCY, WCO("135", "@currencyID", "a3"), .flags = FOSI_REQUIRED, SAYS("Its currency, ISO 4217.")),
};
#undef OF
static const fos_money money_empty = NO_MONEY;
CLASS(money, fos_money, money_rows, money_empty, SAYS("An amount in one currency."));

/* ---- measure ---- */

#define OF fos_measure
static const fosi_element measure_rows[] = {
    ROW(unit, CODE, WCO(NULL, "@unitCode", "an..3"), .flags = FOSI_REQUIRED, .rule = &fosi_form_unit,
        SAYS("Unit of UN/ECE Recommendation 20.")),
    ROW(quantity, DECIMAL, WCO(NULL, "", "n..16,6"), .flags = FOSI_REQUIRED, SAYS("How many of that unit the whole line holds.")),
};
#undef OF
static const fos_measure measure_empty = { NULL, NO_NUMBER };
CLASS(measure, fos_measure, measure_rows, measure_empty, SAYS("A quantity in a supplementary unit."));

/* ---- item ---- */

#define OF fos_item
static const fosi_element item_rows[] = {
    ROW(number, INTEGER, WCO("006", "SequenceNumeric", "n..5"), .flags = FOSI_UNIQUE,
        SAYS("Number of the line, from 1, unique; by default its position.")),
    ROW(description, TEXT, WCO("137", "Commodity/Description", "an..512"), PROSE, SAYS("The goods in plain words.")),
    ROW(sku, TEXT, WCO(NULL, NULL, "an..70"), SAYS("The seller's number of the article.")),
    ROW(listing_url, TEXT, WCO(NULL, NULL, "an..2048"), SAYS("Where the article was offered.")),
    ROW(commodity_code, CODE, WCO("145", "Commodity/Classification/ID", "an..18"), BY(SHOP | LODGERS),
        .rule = &fosi_form_commodity_code, SAYS("Harmonized System code, or a national code that extends it.")),
    ROW(origin_country, COUNTRY, WCO("063", "Origin/CountryCode", "an..4"), SAYS("Country of origin, ISO 3166-1 alpha-2.")),
    ROW(quantity, DECIMAL, WCO(NULL, NULL, "n..16,6"), .flags = FOSI_POSITIVE,
        SAYS("How many of `unit` the line holds; 1 by default.")),
    ROW(unit, CODE, WCO(NULL, NULL, "an..3"), .rule = &fosi_form_unit,
        SAYS("Unit of the quantity, UN/ECE Recommendation 20; C62 (one) by default.")),
    ROW(unit_price, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("Price of one unit before discount.")),
    ROW(amount, MONEY, WCO("112", "Commodity/InvoiceLine/ItemChargeAmount", "n..16,3"),
        SAYS("Price of the line before discount; quantity × unit_price where both stand.")),
    ROW(discount, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("What is taken off the line's price; 0 by default.")),
    ROW(net_mass_kg, DECIMAL, WCO("128", "Commodity/GoodsMeasure/NetNetWeightMeasure", "n..16,6"), BY(SHOP | FULFILMENT | MOVERS),
        SAYS("Mass of the line without packing, in kilograms.")),
    ROW(gross_mass_kg, DECIMAL, WCO("126", "Commodity/GoodsMeasure/GrossMassMeasure", "n..16,6"), BY(SHOP | FULFILMENT | MOVERS),
        SAYS("Mass of the line with packing, in kilograms.")),
    ROW(measures, LIST, WCO("130", "Commodity/GoodsMeasure/TariffQuantity", "n..16,6"), .of = &fosi_class_measure,
        SAYS("Quantities in other units that duties and excises go by.")),
    ROW(tax_category, CODE, WCO(NULL, NULL, "an..35"), .codes = "tax_category",
        SAYS("Category of value-added tax; standard by default.")),
    ROW(goods_classes, TEXT_LIST, WCO(NULL, NULL, "an..35"), .flags = FOSI_UNIQUE, .codes = "goods_class",
        SAYS("Classes of goods that laws treat on their own, such as alcohol or book.")),
    ROW(duty_rate, TEXT, WCO(NULL, NULL, "an..256"), BY(LODGERS),
        SAYS("Rate of duty as tariffs write it (\"12 %\"); stands where the law reads a tariff.")),
    ROW(preference, TEXT, WCO(NULL, NULL, "an..35"), BY(IMPORTER | LODGERS), SAYS("Preferential treatment that is claimed.")),
    ROW(tax_paid, TRUTH, WCO(NULL, NULL, "n1"), SAYS("Whether the seller already charged the destination's tax on this line.")),
    ROW(tax_collected, OBJECT, WCO(NULL, NULL, NULL), .of = &fosi_class_collected_tax,
        SAYS("The tax that the seller charged, and how it is paid over.")),
    ROW(reference, TEXT, WCO("009", "UCR/TraderAssignedReferenceID", "an..35"), SAYS("The sender's number of the line.")),
    ROW(ucr, TEXT, WCO("016", "UCR/ID", "an..35"), FROM("ISO 15459 or WCO"), SAYS("Unique consignment reference of the line.")),
    ROW(product, OBJECT, WCO(NULL, NULL, NULL), .of = &fosi_class_product, SAYS("The article as the catalogue describes it.")),
    ROW(packaging, LIST, WCO("93A", "Packaging", NULL), BY(SELLER | FULFILMENT | MOVERS), .of = &fosi_class_package,
        SAYS("The packages that the line is in.")),
    ROW(documents, LIST, WCO("02A", "AdditionalDocument", NULL), BY(SELLER | IMPORTER | LODGERS), .of = &fosi_class_document,
        SAYS("Licences, certificates and other documents for the line.")),
    ROW(parties, OBJECT, WCO(NULL, "", NULL), .of = &fosi_class_item_parties,
        SAYS("Parties of the line, where they are not those of the consignment.")),
    ROW(declaration, OBJECT, WCO(NULL, "", NULL), BY(LODGERS), .of = &fosi_class_item_declaration,
        SAYS("What the declaration says of the line.")),
};
#undef OF
static const fos_item item_empty = { .quantity = NO_NUMBER,
                                     .unit_price = NO_MONEY,
                                     .amount = NO_MONEY,
                                     .discount = NO_MONEY,
                                     .net_mass_kg = NO_NUMBER,
                                     .gross_mass_kg = NO_NUMBER };
CLASS(item, fos_item, item_rows, item_empty, SAYS("One line of goods: it has unit_price, amount or both."),
      .agree = fosi_agree_item, .schema = "\"anyOf\":[{\"required\":[\"unit_price\"]},{\"required\":[\"amount\"]}]");

/* ---- consignment ---- */

#define OF fos_consignment
#define PARTY(role, class_id, path_, name_id, id_id, roles_, who)                                                                \
    ROW(role, OBJECT, WCO(class_id, path_, NULL), BY(roles_), .of = &fosi_class_party,                                           \
        PARTS({ "name", name_id, NULL }, { "identifiers", id_id, NULL }), SAYS(who))
/* A party that the WCO's declaration has no class for. */
#define OTHER_PARTY(role, roles_, who) PARTY(role, NULL, NULL, "fos." #role ".name", "fos." #role ".identifiers", roles_, who)
static const fosi_element consignment_rows[] = {
    ROW(reference, TEXT, WCO("009", "GoodsShipment/UCR/TraderAssignedReferenceID", "an..35"),
        SAYS("The sender's number of the order.")),
    ROW(transport_document, TEXT, WCO("D023", "Consignment/TransportContractDocument/ID", "an..70"), BY(MOVERS),
        SAYS("Number of the postal item, waybill or bill of lading.")),
    ROW(ucr, TEXT, WCO("016", "GoodsShipment/UCR/ID", "an..35"), FROM("ISO 15459 or WCO"), SAYS("Unique consignment reference.")),
    ROW(transaction, CHOICE, WCO(NULL, NULL, "an3"), .words = fosi_words_transaction,
        SAYS("Who deals with whom: business or consumer; b2c by default.")),
    ROW(category, CHOICE, WCO(NULL, NULL, "an..35"), BY(SHOP | CONSIGNOR), .words = fosi_words_category,
        SAYS("What the consignment is, as box 10 of form CN 23 asks; sale by default.")),
    ROW(dispatch_country, COUNTRY, WCO("062", "GoodsShipment/ExportCountry/ID", "a2"),
        SAYS("Where the goods leave from, ISO 3166-1 alpha-2.")),
    ROW(destination_country, COUNTRY, WCO("465", "GoodsShipment/Destination/CountryCode", "a2"), .flags = FOSI_REQUIRED,
        SAYS("Where the goods go to, ISO 3166-1 alpha-2.")),
    ROW(destination_subdivision, CODE, WCO("477", "GoodsShipment/Destination/RegionID", "an..9"), FROM("ISO 3166-2"),
        .rule = &fosi_form_subdivision, SAYS("State or province of destination, ISO 3166-2 without the country.")),
    ROW(destination_postcode, TEXT, WCO(NULL, NULL, "an..17"), SAYS("Postcode of destination.")),
    ROW(transport_mode, CHOICE, WCO(NULL, NULL, "an..35"), BY(SHOP | MOVERS), .words = fosi_words_transport_mode,
        SAYS("How the consignment travels.")),
    ROW(delivery_terms, CHOICE, WCO("090", "GoodsShipment/TradeTerms/ConditionCode", "a3"), FROM("Incoterms 2020"),
        .words = fosi_words_delivery_terms, SAYS("Incoterms 2020.")),
    ROW(freight, MONEY, WCO("117", "GoodsShipment/CustomsValuation/FreightChargeAmount", "n..16,3"), BY(SHOP | MOVERS),
        SAYS("What the transport costs, where it is charged apart from the goods; 0 by default.")),
    ROW(insurance, MONEY, WCO("181", "GoodsShipment/CustomsValuation/ChargeDeduction/OtherChargeDeductionAmount", "n..16,3"),
        BY(SHOP | MOVERS), SAYS("What the insurance costs, where it is charged apart from the goods; 0 by default.")),
    ROW(gross_mass_kg, DECIMAL, WCO("131", "TotalGrossMassMeasure", "n..16,6"), BY(SELLER | FULFILMENT | MOVERS),
        SAYS("Mass of the whole consignment with packing, in kilograms.")),
    ROW(packages, INTEGER, WCO("146", "TotalPackageQuantity", "n..8"), BY(SELLER | FULFILMENT | MOVERS),
        SAYS("How many packages travel together.")),
    PARTY(seller, "09B", "GoodsShipment/Seller", "R050", "R051", SHOP, "Who sells the goods."),
    OTHER_PARTY(platform, PLATFORM, "Who runs the marketplace through which they are sold, where that is another one."),
    PARTY(buyer, "16A", "GoodsShipment/Buyer", "R009", "R010", BUYER | SHOP, "Who buys them."),
    PARTY(consignor, "30A", "GoodsShipment/Consignor", "R020", "R021", CONSIGNOR | SELLER | MOVERS, "Who sends them."),
    PARTY(consignee, "27A", "GoodsShipment/Consignee", "R014", "R015", CONSIGNEE | SHOP | CONSIGNOR, "Who receives them."),
    PARTY(importer, "74A", "GoodsShipment/Importer", "R037", "R038", IMPORTER | LODGERS, "On whose behalf they are imported."),
    PARTY(declarant, "57B", "Declarant", "R124", "R123", LODGERS, "Who lodges the import declaration."),
    PARTY(carrier, "18A", "Consignment/Carrier", "R011", "R012", MOVERS, "Who carries them to the destination."),
    OTHER_PARTY(payment_provider, PAYMENT | SHOP, "Who executes the payment."),
    OTHER_PARTY(redeliverer, REDELIVERER, "Who gives the buyer an address abroad and forwards what arrives there."),
    PARTY(exporter, "57A", "Exporter", "R031", "R032", SELLER | CONSIGNOR, "Who exports them."),
    ROW(representative, OBJECT, WCO("05A", "Agent", NULL), BY(LODGERS), .of = &fosi_class_party,
        PARTS({ "name", "R003", NULL }, { "identifiers", "R004", NULL }, { "function", "102", "FunctionCode" }),
        SAYS("Who represents the declarant, such as a broker.")),
    PARTY(submitter, "17B", "Submitter", "R058", "R059", LODGERS, "Who sends the declaration."),
    PARTY(payer, "56B", "GoodsShipment/Payer", "R120", "R121", IMPORTER | LODGERS, "Who pays duty and tax."),
    OTHER_PARTY(fulfilment_operator, FULFILMENT, "Who stores, picks and packs them."),
    ROW(order, OBJECT, WCO(NULL, NULL, NULL), BY(SHOP), .of = &fosi_class_order, SAYS("The order that the consignment fulfils.")),
    ROW(invoice, OBJECT, WCO("78A", "GoodsShipment/Invoice", NULL), BY(SHOP), .of = &fosi_class_invoice,
        SAYS("The invoice of the sale.")),
    ROW(payments, LIST, WCO(NULL, NULL, NULL), BY(PAYMENT | PLATFORM), .of = &fosi_class_payment,
        SAYS("What the buyer paid for the order, and how.")),
    ROW(transport, OBJECT, WCO(NULL, "", NULL), BY(MOVERS), .of = &fosi_class_transport, SAYS("How the consignment travels.")),
    ROW(packaging, LIST, WCO("93A", NULL, NULL), BY(SELLER | FULFILMENT | MOVERS), .of = &fosi_class_package,
        SAYS("The packages of the whole consignment.")),
    ROW(documents, LIST, WCO("02A", "AdditionalDocument", NULL), BY(SELLER | IMPORTER | LODGERS), .of = &fosi_class_document,
        PARTS({ "name", NULL, FOSI_NOWHERE }, { "issuer", NULL, FOSI_NOWHERE }, { "issuer_role", NULL, FOSI_NOWHERE },
              { "issued", NULL, FOSI_NOWHERE }, { "exemption", NULL, FOSI_NOWHERE }, { "quantity", NULL, FOSI_NOWHERE },
              { "unit", NULL, FOSI_NOWHERE }, { "amount", NULL, FOSI_NOWHERE }),
        SAYS("Licences, certificates and other documents for the whole.")),
    ROW(storage, OBJECT, WCO("43B", "GoodsShipment/Warehouse", NULL), BY(FULFILMENT), .of = &fosi_class_storage,
        SAYS("Where the goods are or were stored.")),
    ROW(screenings, LIST, WCO(NULL, NULL, NULL), BY(MOVERS), .of = &fosi_class_screening, SAYS("Security screenings.")),
    ROW(declaration, OBJECT, WCO(NULL, "", NULL), BY(LODGERS), .of = &fosi_class_declaration,
        SAYS("What the declaration says of the whole.")),
    ROW(returned, OBJECT, WCO(NULL, NULL, NULL), BY(SHOP | BUYER | MOVERS), .of = &fosi_class_return,
        SAYS("Of goods that go back: what of, why, and what became of them.")),
    ROW(items, LIST, WCO("68A", "GoodsShipment/GovernmentAgencyGoodsItem", NULL), BY(SHOP), .most = 999,
        .flags = FOSI_REQUIRED | FOSI_UNIQUE, .of = &fosi_class_item, SAYS("The lines of goods, at least one.")),
};
#undef PARTY
#undef OTHER_PARTY
#undef OF
static const fos_consignment consignment_empty = { .freight = NO_MONEY, .insurance = NO_MONEY, .gross_mass_kg = NO_NUMBER };
CLASS(consignment, fos_consignment, consignment_rows, consignment_empty,
      SAYS("Goods of one seller for one consignee that travel together."));

/* ---- counter ---- */

#define OF fos_counter
static const fosi_element counter_rows[] = {
    ROW(scheme, CODE, WCO(NULL, NULL, "an..35"), .flags = FOSI_REQUIRED, .rule = &fosi_form_name,
        SAYS("Which allowance is counted, as the regime names it.")),
    ROW_OF(OF, "amount", amount.amount, DECIMAL, WCO(NULL, NULL, "n..16,3"), .flags = FOSI_AMOUNT,
           SAYS("What was used of it in money.")),
    ROW_OF(OF, "currency", amount.currency, CURRENCY, WCO(NULL, NULL, "a3"), SAYS("The currency of `amount`.")),
    ROW(count, DECIMAL, WCO(NULL, NULL, "n..9"), .flags = FOSI_WHOLE, SAYS("How often it was used, where uses are counted.")),
};
#undef OF
static const fos_counter counter_empty = { NULL, NO_MONEY, NO_NUMBER };
CLASS(counter, fos_counter, counter_rows, counter_empty,
      SAYS("What a person has used of an allowance over time, without the present consignment: amount or count."),
      .agree = fosi_agree_counter, .schema = "\"anyOf\":[{\"required\":[\"amount\",\"currency\"]},{\"required\":[\"count\"]}]");

/* ---- exchange rate ---- */

#define OF fos_exchange_rate
static const fosi_element exchange_rate_rows[] = {
    ROW(from, CURRENCY, WCO("135", "CurrencyTypeCode", "a3"), .flags = FOSI_REQUIRED,
        SAYS("The currency of which one unit is priced, ISO 4217.")),
    ROW(to, CURRENCY, WCO(NULL, NULL, "a3"), .flags = FOSI_REQUIRED, SAYS("The currency in which it is priced, ISO 4217.")),
    ROW(rate, DECIMAL, WCO("118", "RateNumeric", "n..12,5"), .flags = FOSI_REQUIRED | FOSI_POSITIVE,
        SAYS("How many units of `to` one unit of `from` is worth.")),
    ROW(date, DATE, WCO(NULL, NULL, "n8"), .flags = FOSI_REQUIRED, SAYS("The first day for which the rate is quoted.")),
    ROW(series, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_name,
        SAYS("Whose rates they are, such as ecb.daily; without it the rate serves every law.")),
    ROW(side, CODE, WCO(NULL, NULL, "a..4"), .rule = &fosi_form_side,
        SAYS("Middle, buying or selling rate; without it the rate serves as each.")),
    ROW(source, TEXT, WCO(NULL, NULL, "an..70"), SAYS("Where the rate was read.")),
};
#undef OF
static const fos_exchange_rate exchange_rate_empty = { .rate = NO_NUMBER, .date = FOS_DATE_ABSENT };
CLASS(exchange_rate, fos_exchange_rate, exchange_rate_rows, exchange_rate_empty,
      SAYS("A dated rate: one unit of `from` is `rate` units of `to`."), .agree = fosi_agree_exchange_rate);

/* ---- assumption: written as a member of the object `assume` ---- */

static const fos_assumption assumption_empty = { 0 };
const fosi_class fosi_class_assumption = { .name = "assumption",
                                           .definition = "The chosen reading of a disputed rule.",
                                           .size = sizeof(fos_assumption),
                                           .empty = &assumption_empty };

/* ---- request ---- */

#define OF fos_request
static const fosi_element request_rows[] = {
    ROW(date, DATE, WCO(NULL, NULL, "n8"), BY(LODGERS), .flags = FOSI_REQUIRED, SAYS("Day of the import declaration.")),
    ROW(sale_date, DATE, WCO(NULL, NULL, "n8"), BY(SHOP | PAYMENT),
        SAYS("Day on which the payment was accepted; `date` by default.")),
    ROW(departure_date, DATE, WCO(NULL, NULL, "n8"), BY(MOVERS), SAYS("Day on which the goods left; `date` by default.")),
    ROW(arrival_date, DATE, WCO(NULL, NULL, "n8"), BY(MOVERS), SAYS("Day on which the goods arrived; `date` by default.")),
    ROW(approach, CODE, WCO(NULL, NULL, "an..70"), BY(LODGERS | SHOP), .rule = &fosi_form_name,
        SAYS("auto (by default), vendor, intermediary, consumer, border, or the id of a route.")),
    ROW(prices_include_tax, TRUTH, WCO(NULL, NULL, "n1"), BY(SHOP),
        SAYS("Whether prices and freight hold the tax that is due at sale; false by default.")),
    ROW(elections, TEXT_LIST, WCO(NULL, NULL, "an..70"), BY(IMPORTER | LODGERS), .flags = FOSI_UNIQUE, .rule = &fosi_form_name,
        SAYS("Choices that the law gives to the importer, as the regime names them.")),
    ROW(assume, PAIRS, WCO(NULL, NULL, "an..70"), BY(LODGERS), .flags = FOSI_UNIQUE, .of = &fosi_class_assumption,
        .rule = &fosi_form_name, SAYS("Readings of disputed rules, by the name of the regime's switch.")),
    ROW(rounding_level, CODE, WCO(NULL, NULL, "an..35"), BY(LODGERS), .rule = &fosi_form_rounding_level,
        SAYS("Where amounts are rounded, where the law leaves that open.")),
    ROW(consignment, OBJECT, WCO(NULL, "", NULL), BY(SHOP), .flags = FOSI_REQUIRED, .of = &fosi_class_consignment,
        SAYS("The goods and who deals with them.")),
    ROW(counters, LIST, WCO(NULL, NULL, NULL), BY(BUYER | PLATFORM | LODGERS), .of = &fosi_class_counter,
        SAYS("What the importer has used of allowances over time.")),
    ROW(exchange_rates, LIST, WCO("40A", "CurrencyExchange", NULL), BY(LODGERS | CUSTOMS), .of = &fosi_class_exchange_rate,
        SAYS("Rates for amounts in other currencies than the law's.")),
};
#undef OF
static const fos_request request_empty = {
    .date = FOS_DATE_ABSENT, .sale_date = FOS_DATE_ABSENT, .departure_date = FOS_DATE_ABSENT, .arrival_date = FOS_DATE_ABSENT
};
CLASS(request, fos_request, request_rows, request_empty,
      SAYS("What is asked: a consignment, the days that law reads, and the caller's choices."));

/* ---- all of them ---- */

const fosi_class *const fosi_classes[] = {
    &fosi_class_request,        &fosi_class_consignment,
    &fosi_class_item,           &fosi_class_measure,
    &fosi_class_money,          &fosi_class_party,
    &fosi_class_identifier,     &fosi_class_address,
    &fosi_class_contact,        &fosi_class_account,
    &fosi_class_identity,       &fosi_class_actor,
    &fosi_class_location,       &fosi_class_order,
    &fosi_class_invoice,        &fosi_class_payment,
    &fosi_class_product,        &fosi_class_item_parties,
    &fosi_class_collected_tax,  &fosi_class_return,
    &fosi_class_return_line,    &fosi_class_refund_claim,
    &fosi_class_transport,      &fosi_class_transport_means,
    &fosi_class_equipment,      &fosi_class_package,
    &fosi_class_tracking_event, &fosi_class_storage,
    &fosi_class_screening,      &fosi_class_document,
    &fosi_class_declaration,    &fosi_class_item_declaration,
    &fosi_class_statement,      &fosi_class_procedure,
    &fosi_class_classification, &fosi_class_origin,
    &fosi_class_valuation,      &fosi_class_adjustment,
    &fosi_class_duty_tax_fee,   &fosi_class_duty_payment,
    &fosi_class_guarantee,      &fosi_class_amendment,
    &fosi_class_counter,        &fosi_class_exchange_rate,
    &fosi_class_assumption,     NULL,
};
