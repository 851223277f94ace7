/* Rows of the trade as an online shop knows it: product, order, invoice, payment, tax taken at the sale, returns. */
#include "dataset/rows.h"

#define ROW(field, kind, ...) ROW_OF(OF, #field, field, kind, __VA_ARGS__)

#define OF fos_product
static const fosi_element product_rows[] = {
    ROW(title, TEXT, WCO(NULL, NULL, "an..512"), PROSE, SAYS("Title under which the article was offered.")),
    ROW(brand, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("Brand under which it is sold.")),
    ROW(model, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("Model or type.")),
    ROW(specification, TEXT, WCO(NULL, NULL, "an..510"), PROSE, SAYS("Specification: size, power, composition of parts.")),
    ROW(material, TEXT, WCO(NULL, NULL, "an..256"), PROSE, SAYS("What it is made of.")),
    ROW(gtin, TEXT, WCO(NULL, NULL, "n..14"), FROM("GS1 GTIN"),
        SAYS("Global trade item number (GS1), the number under the bar code.")),
    ROW(merchant_id, TEXT, WCO(NULL, NULL, "an..70"), SAYS("The merchant's identifier of the product.")),
    ROW(manufacturer_id, TEXT, WCO(NULL, NULL, "an..70"), SAYS("The manufacturer's identifier of the product.")),
    ROW(manufacturer, OBJECT, WCO(NULL, NULL, NULL), .of = &fosi_class_party, SAYS("Who made it.")),
    ROW(image_urls, TEXT_LIST, WCO(NULL, NULL, "an..2048"), .flags = FOSI_UNIQUE, SAYS("Where pictures of it are.")),
    ROW(serial_numbers, TEXT_LIST, WCO(NULL, NULL, "an..70"), .flags = FOSI_UNIQUE, SAYS("Serial numbers of the pieces.")),
    ROW(condition, CODE, WCO(NULL, NULL, "an..17"), SAYS("New, used, refurbished: as the shop codes it.")),
    ROW(record_number, TEXT, WCO(NULL, NULL, "an..30"),
        SAYS("Number under which customs has the article on record, as for bonded stock.")),
};
#undef OF
static const fos_product product_empty = { 0 };
CLASS(product, fos_product, product_rows, product_empty, SAYS("The article as the catalogue describes it."));

#define OF fos_item_parties
#define PARTY(role, class_id, path_, name_id, id_id, who)                                                                        \
    ROW(role, OBJECT, WCO(class_id, path_, NULL), .of = &fosi_class_party,                                                       \
        PARTS({ "name", name_id, NULL }, { "identifiers", id_id, NULL }), SAYS(who))
static const fosi_element item_parties_rows[] = {
    PARTY(seller, "09B", "Seller", "R050", "R051", "Who sells this line."),
    PARTY(buyer, "16A", "Buyer", "R009", "R010", "Who buys it."),
    PARTY(consignor, "30A", "Consignor", "R020", "R021", "Who sends it."),
    PARTY(consignee, "27A", "Consignee", "R014", "R015", "Who receives it."),
};
#undef PARTY
#undef OF
static const fos_item_parties item_parties_empty = { 0 };
CLASS(item_parties, fos_item_parties, item_parties_rows, item_parties_empty,
      SAYS("The parties of one line, where they are not those of the consignment."));

#define OF fos_collected_tax
static const fosi_element collected_tax_rows[] = {
    ROW(scheme, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_name,
        SAYS("Scheme under which the tax is paid over, named as that of an identifier: ioss, voec, sg-ovr.")),
    ROW(number, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Number of the registration under which it was taken.")),
    ROW(amount, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("How much tax was taken for the line.")),
    ROW(rate, DECIMAL, WCO(NULL, NULL, "n..17,3"), SAYS("Rate at which it was taken, in percent.")),
    ROW(date, DATE, WCO(NULL, NULL, "n8"), SAYS("Day on which it was taken.")),
};
#undef OF
static const fos_collected_tax collected_tax_empty = { .amount = NO_MONEY, .rate = NO_NUMBER, .date = FOS_DATE_ABSENT };
CLASS(collected_tax, fos_collected_tax, collected_tax_rows, collected_tax_empty, SAYS("Tax that was taken at the sale."));

#define OF fos_order
static const fosi_element order_rows[] = {
    ROW(id, TEXT, WCO(NULL, NULL, "an..70"), SAYS("The platform's number of the order.")),
    ROW(time, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_time, SAYS("Day or moment of the order, ISO 8601.")),
    ROW(type, CODE, WCO(NULL, NULL, "an..17"), FROM("administration"), SAYS("Kind of order, as the administration codes it.")),
    ROW(website, TEXT, WCO(NULL, NULL, "an..2048"), SAYS("Site where the order was made.")),
    ROW(online, TRUTH, WCO(NULL, NULL, "n1"), SAYS("Whether the goods were ordered online.")),
    ROW(batch, TEXT, WCO(NULL, NULL, "an..100"), SAYS("Batch numbers of the goods.")),
    ROW(total, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("What the buyer was asked to pay for all.")),
    ROW(tax, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("Duty and tax that were shown to the buyer as part of it.")),
    ROW(note, TEXT, WCO(NULL, NULL, "an..512"), PROSE, SAYS("Remarks.")),
};
#undef OF
static const fos_order order_empty = { .total = NO_MONEY, .tax = NO_MONEY };
CLASS(order, fos_order, order_rows, order_empty, SAYS("The order that the consignment fulfils."));

#define OF fos_invoice
static const fosi_element invoice_rows[] = {
    ROW(number, TEXT, WCO("D016", "ID", "an..70"), SAYS("Number of the invoice.")),
    ROW(date, DATE, WCO("D015", "IssueDateTime", "an..35"), SAYS("Day of the invoice.")),
    ROW(amount, MONEY, WCO("109", "/InvoiceAmount", "n..16,3"), SAYS("What is invoiced in total.")),
};
#undef OF
static const fos_invoice invoice_empty = { .date = FOS_DATE_ABSENT, .amount = NO_MONEY };
CLASS(invoice, fos_invoice, invoice_rows, invoice_empty, SAYS("The invoice of the sale."));

#define OF fos_payment
static const fosi_element payment_rows[] = {
    ROW(transaction, TEXT, WCO(NULL, NULL, "an..70"), SAYS("The provider's number of the payment.")),
    ROW(method, CODE, WCO(NULL, NULL, "an..17"), SAYS("How it was paid: card, transfer, wallet, as the provider codes it.")),
    ROW(time, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_time, SAYS("When it was paid, ISO 8601.")),
    ROW(amount, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("What was paid.")),
    ROW(payer, OBJECT, WCO(NULL, NULL, NULL), .of = &fosi_class_party, SAYS("Who paid, where it is not the buyer.")),
    ROW(verifier, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("Body that verified the payment.")),
};
#undef OF
static const fos_payment payment_empty = { .amount = NO_MONEY };
CLASS(payment, fos_payment, payment_rows, payment_empty, SAYS("A payment for the order."));

/* ---- returns ---- */

#define OF fos_return_line
static const fosi_element return_line_rows[] = {
    ROW(line, INTEGER, WCO(NULL, NULL, "n..5"), .flags = FOSI_REQUIRED, SAYS("Number of the item in the original consignment.")),
    ROW(quantity, DECIMAL, WCO(NULL, NULL, "n..16,6"), .flags = FOSI_POSITIVE, SAYS("How many of `unit` go back.")),
    ROW(unit, CODE, WCO(NULL, NULL, "an..3"), .rule = &fosi_form_unit, SAYS("Unit of UN/ECE Recommendation 20.")),
    ROW(value, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("What they were sold for.")),
};
#undef OF
static const fos_return_line return_line_empty = { .quantity = NO_NUMBER, .value = NO_MONEY };
CLASS(return_line, fos_return_line, return_line_rows, return_line_empty, SAYS("A line that goes back."));

#define OF fos_refund_claim
static const fosi_element refund_claim_rows[] = {
    ROW(by, CHOICE, WCO(NULL, NULL, "an..35"), .words = fosi_words_role, SAYS("Who gives the money back.")),
    ROW(type, CODE, WCO("113", NULL, "an..3"), FROM("UN/EDIFACT 5153 or administration"), SAYS("Kind of duty, tax or fee.")),
    ROW(amount, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("What is claimed.")),
    ROW(period, TEXT, WCO(NULL, NULL, "an..17"), SAYS("Period of the tax return in which it is corrected, such as 2026-11.")),
    ROW(reference, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Number of the claim.")),
};
#undef OF
static const fos_refund_claim refund_claim_empty = { .amount = NO_MONEY };
CLASS(refund_claim, fos_refund_claim, refund_claim_rows, refund_claim_empty, SAYS("A refund of duty or tax that is claimed."));

#define OF fos_return
static const fosi_element return_rows[] = {
    ROW(reference, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Number of the return.")),
    ROW(reason, CHOICE, WCO(NULL, NULL, "an..17"), .words = fosi_words_return_reason, SAYS("Why the goods go back.")),
    ROW(text, TEXT, WCO(NULL, NULL, "an..512"), PROSE, SAYS("Why, in words.")),
    ROW(date, DATE, WCO(NULL, NULL, "n8"), SAYS("Day on which they went back.")),
    ROW(original_declaration, TEXT, WCO(NULL, NULL, "an..70"), SAYS("Master reference number of the import declaration.")),
    ROW(original_transport_document, TEXT, WCO(NULL, NULL, "an..70"), SAYS("Transport document by which they came.")),
    ROW(original_order, TEXT, WCO(NULL, NULL, "an..70"), SAYS("Number of the order that they fulfilled.")),
    ROW(transport_document, TEXT, WCO(NULL, NULL, "an..70"), SAYS("Transport document by which they go back.")),
    ROW(lines, LIST, WCO(NULL, NULL, NULL), .of = &fosi_class_return_line, SAYS("Which lines go back; all of them by default.")),
    ROW(export_proof, TEXT, WCO(NULL, NULL, "an..70"),
        SAYS("What proves that they left: a declaration or a transport document.")),
    ROW(final_state, CHOICE, WCO(NULL, NULL, "an..17"), .words = fosi_words_final_state, SAYS("What became of them.")),
    ROW(refunds, LIST, WCO(NULL, NULL, NULL), .of = &fosi_class_refund_claim, SAYS("Refunds that are claimed.")),
};
#undef OF
static const fos_return return_empty = { .date = FOS_DATE_ABSENT };
CLASS(return, fos_return, return_rows, return_empty,
            SAYS("Goods that go back, or came back: what of, why, and what became of them."));
