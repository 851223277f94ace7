/* Rows of what a customs declaration says besides the trade itself: documents, procedures, valuation, taxes, guarantees. */
#include "dataset/rows.h"

#define ROW(field, kind, ...) ROW_OF(OF, #field, field, kind, __VA_ARGS__)

#define OF fos_document
static const fosi_element document_rows[] = {
    ROW(kind, CHOICE, WCO(NULL, NULL, "an..17"), .words = fosi_words_document_kind,
        SAYS("What the document is for, as boxes 12 to 14 of form CN 23 ask.")),
    ROW(category, CODE, WCO("D031", "CategoryCode", "an..3"), FROM("administration"),
        SAYS("Category of the document, as the administration codes it.")),
    ROW(type, CODE, WCO("D006", "TypeCode", "an..3"), FROM("UN/EDIFACT 1001 or administration"), SAYS("Kind of the document.")),
    ROW(reference, TEXT, WCO("D005", "ID", "an..70"), SAYS("Number of the document.")),
    ROW(name, TEXT, WCO("D028", "Name", "an..35"), PROSE, SAYS("Name of the document.")),
    ROW(issuer, TEXT, WCO("R058", "Submitter/Name", "an..70"), PROSE, SAYS("Who issued it.")),
    ROW(issuer_role, CODE, WCO("R005", "Submitter/RoleCode", "an..3"), FROM("UN/EDIFACT 3035"),
        SAYS("The part that the issuer plays.")),
    ROW(issued, CODE, WCO("276", "EffectiveDateTime", "an..35"), .rule = &fosi_form_time, SAYS("Since when it holds, ISO 8601.")),
    ROW(valid_until, DATE, WCO(NULL, NULL, "n8"), SAYS("Last day on which it is valid.")),
    ROW(line, INTEGER, WCO("171", NULL, "n..5"), SAYS("Line of the document that is meant.")),
    ROW(exemption, CODE, WCO("360", "LPCOExemptionCode", "an..3"), FROM("UN/EDIFACT 4183"),
        SAYS("Why no such document is needed.")),
    ROW(quantity, DECIMAL, WCO("502", "WriteOff/QuantityQuantity", "n..16,6"), SAYS("How many of `unit` are written off it.")),
    ROW(unit, CODE, WCO(NULL, "WriteOff/QuantityQuantity/@unitCode", "an..3"), .rule = &fosi_form_unit,
        SAYS("Unit of UN/ECE Recommendation 20.")),
    ROW(amount, MONEY, WCO("503", "WriteOff/AmountAmount", "n..16,3"), SAYS("Amount that is written off it.")),
    ROW(url, TEXT, WCO(NULL, NULL, "an..2048"), SAYS("Where a copy of it is.")),
};
#undef OF
static const fos_document document_empty = { .valid_until = FOS_DATE_ABSENT, .quantity = NO_NUMBER, .amount = NO_MONEY };
CLASS(document, fos_document, document_rows, document_empty,
      SAYS("A document, licence or certificate, or a document that went before."));

#define PREVIOUS_DOCUMENT                                                                                                        \
    PARTS({ "reference", "D018", NULL }, { "type", "D019", NULL }, { "line", NULL, "LineNumeric" },                              \
          { "name", NULL, FOSI_NOWHERE }, { "issuer", NULL, FOSI_NOWHERE }, { "issuer_role", NULL, FOSI_NOWHERE },               \
          { "issued", NULL, FOSI_NOWHERE }, { "exemption", NULL, FOSI_NOWHERE }, { "quantity", NULL, FOSI_NOWHERE },             \
          { "unit", NULL, FOSI_NOWHERE }, { "amount", NULL, FOSI_NOWHERE })

#define OF fos_statement
static const fosi_element statement_rows[] = {
    ROW(code, CODE, WCO("226", "StatementCode", "an..17"), FROM("administration"),
        SAYS("The statement, as the administration codes it.")),
    ROW(text, TEXT, WCO("225", "StatementDescription", "an..512"), PROSE, SAYS("The statement in words.")),
    ROW(type, CODE, WCO("369", "StatementTypeCode", "an..3"), FROM("UN/EDIFACT 4451"), SAYS("Kind of statement.")),
    ROW(pointer, CODE, WCO("97A", "Pointer", "an..256"), FROM("WCO pointers"),
        SAYS("What it is about, as the WCO writes it: 42A/67A/68A/02A.")),
};
#undef OF
static const fos_statement statement_empty = { 0 };
CLASS(statement, fos_statement, statement_rows, statement_empty, SAYS("An additional statement."));

#define OF fos_procedure
static const fosi_element procedure_rows[] = {
    ROW(requested, CODE, WCO("166", "CurrentCode", "an..7"), FROM("UN/EDIFACT 7365 or administration"),
        SAYS("Procedure that is asked for, such as 40.")),
    ROW(previous, CODE, WCO("161", "PreviousCode", "an..7"), FROM("UN/EDIFACT 7365 or administration"),
        SAYS("Procedure that the goods were under before, such as 00.")),
    ROW(additional, TEXT_LIST, WCO("166", "CurrentCode", "an..7"), FROM("UN/EDIFACT 7365 or administration"),
        .flags = FOSI_UNIQUE, SAYS("Further codes of the procedure, such as C07 or F48.")),
};
#undef OF
static const fos_procedure procedure_empty = { 0 };
CLASS(procedure, fos_procedure, procedure_rows, procedure_empty,
      SAYS("What customs is asked to do with the goods, and what was done before."));

#define OF fos_classification
static const fosi_element classification_rows[] = {
    ROW(code, CODE, WCO("145", "ID", "an..18"), .flags = FOSI_REQUIRED, SAYS("The code.")),
    ROW(list, CODE, WCO("337", "IdentificationTypeCode", "an..3"), FROM("UN/EDIFACT 7143"), SAYS("The list that it is from.")),
};
#undef OF
static const fos_classification classification_empty = { 0 };
CLASS(classification, fos_classification, classification_rows, classification_empty,
      SAYS("A code of the goods in a list besides the Harmonized System."));

#define OF fos_origin
static const fosi_element origin_rows[] = {
    ROW(country, COUNTRY, WCO("063", "CountryCode", "an..4"), SAYS("Country of that origin, ISO 3166-1 alpha-2.")),
    ROW(region, CODE, WCO("066", "RegionID", "an..9"), FROM("administration"), SAYS("Region of that origin.")),
    ROW(type, CODE, WCO("501", "TypeCode", "an..3"), FROM("administration"),
        SAYS("Kind of origin, such as the preferential one.")),
};
#undef OF
static const fos_origin origin_empty = { 0 };
CLASS(origin, fos_origin, origin_rows, origin_empty, SAYS("An origin besides the country of origin of the line."));

#define OF fos_adjustment
static const fosi_element adjustment_rows[] = {
    ROW(kind, CHOICE, WCO(NULL, NULL, "an..17"), .words = fosi_words_adjustment_kind, SAYS("Whether it is added or deducted.")),
    ROW(type, CODE, WCO("371", "ChargesTypeCode", "an..3"), FROM("UN/EDIFACT 5025 or administration"), SAYS("What it is for.")),
    ROW(amount, MONEY, WCO("181", "OtherChargeDeductionAmount", "n..16,3"), .flags = FOSI_REQUIRED, SAYS("How much it is.")),
};
#undef OF
static const fos_adjustment adjustment_empty = { .amount = NO_MONEY };
CLASS(adjustment, fos_adjustment, adjustment_rows, adjustment_empty,
      SAYS("An addition to the customs value, or a deduction from it."));

#define OF fos_valuation
static const fosi_element valuation_rows[] = {
    ROW(method, CODE, WCO("122", "CustomsValuation/MethodCode", "an..3"), FROM("WCO"),
        SAYS("Method of valuation, 1 to 6 as the WTO counts them.")),
    ROW(customs_value, MONEY, WCO("108", "CustomsValueAmount", "n..16,3"),
        SAYS("Customs value, or intrinsic value where that is declared.")),
    ROW(statistical_value, MONEY, WCO("114", "StatisticalValueAmount", "n..16,3"), SAYS("Statistical value.")),
    ROW(freight, MONEY, WCO("117", "CustomsValuation/FreightChargeAmount", "n..16,3"),
        SAYS("Freight as the declaration states it; what a line bears of it.")),
    ROW(retail_price, MONEY, WCO(NULL, NULL, "n..16,3"), SAYS("Fair retail value in the country of shipment.")),
    ROW(adjustments, LIST, WCO("58B", "CustomsValuation/ChargeDeduction", NULL), .of = &fosi_class_adjustment,
        SAYS("What is added to the value and what is deducted from it.")),
    ROW(addition, CODE, WCO("188", "ValuationAdjustment/AdditionCode", "an..4"), FROM("UN/EDIFACT 7365"),
        SAYS("Indicators of the valuation.")),
};
#undef OF
static const fos_valuation valuation_empty = {
    .customs_value = NO_MONEY, .statistical_value = NO_MONEY, .freight = NO_MONEY, .retail_price = NO_MONEY
};
CLASS(valuation, fos_valuation, valuation_rows, valuation_empty, SAYS("How the customs value is made."));

#define OF fos_duty_payment
static const fosi_element duty_payment_rows[] = {
    ROW(method, CODE, WCO("107", "MethodCode", "a1"), FROM("WCO"), SAYS("How it is paid, as the administration codes it.")),
    ROW(assessed, MONEY, WCO("120", "TaxAssessedAmount", "n..16,3"), SAYS("What was assessed.")),
    ROW(amount, MONEY, WCO("378", "PaymentAmount", "n..16,3"), SAYS("What is to be paid, or was paid.")),
    ROW(due, DATE, WCO("376", NULL, "an..35"), BY(CUSTOMS), SAYS("Last day on which it can be paid.")),
    ROW(paid, DATE, WCO(NULL, NULL, "n8"), SAYS("Day on which it was paid.")),
    ROW(reference, TEXT, WCO("014", NULL, "an..35"), SAYS("Number of the payment.")),
    ROW(account, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Account that is debited, such as one of deferred payment.")),
};
#undef OF
static const fos_duty_payment duty_payment_empty = {
    .assessed = NO_MONEY, .amount = NO_MONEY, .due = FOS_DATE_ABSENT, .paid = FOS_DATE_ABSENT
};
CLASS(duty_payment, fos_duty_payment, duty_payment_rows, duty_payment_empty, SAYS("A payment of a duty, tax or fee."));

#define OF fos_duty_tax_fee
static const fosi_element duty_tax_fee_rows[] = {
    ROW(type, CODE, WCO("113", "TypeCode", "an..3"), FROM("UN/EDIFACT 5153 or administration"),
        SAYS("Kind of duty, tax or fee.")),
    ROW(regime, CODE, WCO("164", "DutyRegimeCode", "an..3"), FROM("UN/EDIFACT 9213 or administration"),
        SAYS("Preference or tariff regime, as the administration codes it.")),
    ROW(base, MONEY, WCO("116", "AdValoremTaxBaseAmount", "n..16,3"), SAYS("Amount on which it is reckoned.")),
    ROW(base_quantity, DECIMAL, WCO("129", "SpecificTaxBaseQuantity", "n..16,6"), SAYS("Quantity on which it is reckoned.")),
    ROW(base_unit, CODE, WCO(NULL, "SpecificTaxBaseQuantity/@unitCode", "an..3"), .rule = &fosi_form_unit,
        SAYS("Unit of that quantity, UN/ECE Recommendation 20.")),
    ROW(rate, DECIMAL, WCO("115", "TaxRateNumeric", "an..17,3"), SAYS("Percent of `base`, or money for one `base_unit`.")),
    ROW(deduction, MONEY, WCO("111", "DeductAmount", "n..16,3"), SAYS("What is deducted from it.")),
    ROW(quota, CODE, WCO("401", "QuotaOrderID", "an..17"), SAYS("Number of the quota.")),
    ROW(payments, LIST, WCO("94A", "Payment", NULL), .most = 1, .of = &fosi_class_duty_payment,
        SAYS("What was assessed and how it is paid.")),
};
#undef OF
static const fos_duty_tax_fee duty_tax_fee_empty = {
    .base = NO_MONEY, .base_quantity = NO_NUMBER, .rate = NO_NUMBER, .deduction = NO_MONEY
};
CLASS(duty_tax_fee, fos_duty_tax_fee, duty_tax_fee_rows, duty_tax_fee_empty,
      SAYS("A duty, tax or fee as a declaration carries it."));

#define OF fos_guarantee
static const fosi_element guarantee_rows[] = {
    ROW(reference, TEXT, WCO("100", "ReferenceID", "an..35"), SAYS("The holder's number of the guarantee.")),
    ROW(grn, TEXT, WCO("D014", "ID", "an..70"), SAYS("Customs' number of the guarantee.")),
    ROW(type, CODE, WCO("101", "SecurityDetailsCode", "an..3"), FROM("WCO or administration"),
        SAYS("Kind of guarantee, as the administration codes it.")),
    ROW(amount, MONEY, WCO("492", "AmountAmount", "n..16,3"), SAYS("Amount that is covered.")),
    ROW(access_code, CODE, WCO("499", "AccessCode", "an..4"), FROM("administration"),
        SAYS("Code with which the guarantee is used.")),
    ROW(office, CODE, WCO("G014", "GuaranteeOffice/ID", "an..17"), FROM("UN/LOCODE or administration"),
        SAYS("Office of guarantee.")),
};
#undef OF
static const fos_guarantee guarantee_empty = { .amount = NO_MONEY };
CLASS(guarantee, fos_guarantee, guarantee_rows, guarantee_empty, SAYS("What stands good for a debt."));

#define OF fos_amendment
static const fosi_element amendment_rows[] = {
    ROW(reason, CODE, WCO("099", "ChangeReasonCode", "an..3"), FROM("administration"),
        SAYS("Why it is changed, as the administration codes it.")),
    ROW(text, TEXT, WCO(NULL, NULL, "an..512"), PROSE, SAYS("Why, in words.")),
    ROW(pointer, CODE, WCO("97A", "Pointer", "an..256"), FROM("WCO pointers"),
        SAYS("What is changed, as the WCO writes it: 42A/67A/68A/23A/137.")),
};
#undef OF
static const fos_amendment amendment_empty = { 0 };
CLASS(amendment, fos_amendment, amendment_rows, amendment_empty, SAYS("A change of a declaration."));

/* ---- the two declarations ---- */

#define ACTORS PARTS({ "id", "R143", NULL })
#define TAX_PARTIES PARTS({ "id", "R119", NULL })

#define OF fos_declaration
static const fosi_element declaration_rows[] = {
    ROW(lrn, TEXT, WCO("D026", "FunctionalReferenceID", "an..35"), SAYS("Local reference number, given by who lodges it.")),
    ROW(mrn, TEXT, WCO("D014", "ID", "an..70"), BY(CUSTOMS), SAYS("Master reference number, given by customs.")),
    ROW(function, CODE, WCO("017", "FunctionCode", "n..2"), FROM("UN/EDIFACT 1225"),
        SAYS("What the message does: 9 new, 4 change.")),
    ROW(type, CODE, WCO("D013", "TypeCode", "an..3"), FROM("UN/EDIFACT 1001 or administration"),
        SAYS("Kind of declaration, such as IMA.")),
    ROW(category, CODE, WCO(NULL, "ProcedureCategory", "an..3"), FROM("administration"), SAYS("Data set of the declaration, such as H7.")),
    ROW(circumstance, CODE, WCO("504", "SpecificCircumstancesCodeCode", "an..3"), FROM("administration"),
        SAYS("Specific circumstance, such as F43.")),
    ROW(accepted, CODE, WCO("023", "AcceptanceDateTime", "an..35"), BY(CUSTOMS | POST), .rule = &fosi_form_time,
        SAYS("When it was accepted; for post, when the item was posted; ISO 8601.")),
    ROW(issued, CODE, WCO("D011", "IssueDateTime", "an..35"), .rule = &fosi_form_time, SAYS("When it was made, ISO 8601.")),
    ROW(issue_place, CODE, WCO("D012", "IssueLocationID", "an..5"), FROM("UN/LOCODE"), SAYS("Where it was made, UN/LOCODE.")),
    ROW(authentication, TEXT, WCO("104", "Authentication/Authentication", "an..256"), SAYS("Signature, or what stands for it.")),
    ROW(authenticator, TEXT, WCO("R007", "Authentication/Authenticator/Name", "an..70"), PROSE, SAYS("Who signed.")),
    ROW(goods_items, INTEGER, WCO("228", "GoodsItemQuantity", "n..5"), SAYS("How many items it counts.")),
    ROW(loading_lists, INTEGER, WCO("013", "LoadingListQuantity", "n..5"), SAYS("How many loading lists there are.")),
    ROW(lodgement_office, CODE, WCO("065", "DeclarationOfficeID", "an..17"), FROM("UN/LOCODE or administration"),
        SAYS("Office where it is lodged.")),
    ROW(presentation_office, CODE, WCO("G015", "PresentationOffice/ID", "an..17"), FROM("UN/LOCODE or administration"),
        SAYS("Office where goods are presented.")),
    ROW(supervising_office, CODE, WCO("G012", "SupervisingOffice/ID", "an..17"), FROM("UN/LOCODE or administration"),
        SAYS("Office that supervises.")),
    ROW(entry_office, CODE, WCO(NULL, NULL, "an..17"), FROM("UN/LOCODE or administration"),
        SAYS("Office of first entry at the border of arrival.")),
    ROW(exit_office, CODE, WCO("G005", "ExitOffice/ID", "an..17"), FROM("UN/LOCODE or administration"),
        SAYS("Office of exit at the border of departure.")),
    ROW(category_text, TEXT, WCO(NULL, NULL, "an..256"), PROSE, BY(SHOP | CONSIGNOR),
        SAYS("What the consignment is, in words, where its category is other.")),
    ROW(transaction_nature, CODE, WCO("103", "GoodsShipment/TransactionNatureCode", "n..2"), FROM("WCO or administration"),
        SAYS("Nature of the transaction.")),
    ROW(goods_location, OBJECT, WCO("64A", "GoodsShipment/Consignment/GoodsLocation", NULL), .of = &fosi_class_location,
        PARTS({ "name", "L016", NULL }, { "id", "L017", NULL }, { "type", "L110", NULL }), SAYS("Where the goods can be seen.")),
    ROW(delivery_place, OBJECT, WCO("22B", "GoodsShipment/TradeTerms", NULL), BY(SHOP), .of = &fosi_class_location,
        PARTS({ "name", "L001", "LocationName" }, { "id", "L002", "LocationID" }, { "type", NULL, FOSI_NOWHERE },
              { "address", NULL, FOSI_NOWHERE }),
        SAYS("The place that the delivery terms name.")),
    ROW(terms_text, TEXT, WCO("089", "GoodsShipment/TradeTerms/Description", "an..70"), PROSE, BY(SHOP),
        SAYS("Delivery terms in words.")),
    ROW(relationship, CODE, WCO("106", "GoodsShipment/TradeTerms/CountryRelationshipCode", "an..3"), FROM("administration"),
        SAYS("Relationship of the countries, as the administration codes it.")),
    ROW(valuation, OBJECT, WCO("41A", "GoodsShipment", NULL), .of = &fosi_class_valuation,
        PARTS({ "method", NULL, FOSI_NOWHERE }, { "customs_value", NULL, FOSI_NOWHERE }, { "addition", NULL, FOSI_NOWHERE },
              { "statistical_value", NULL, FOSI_NOWHERE }),
        SAYS("How the value of the whole is made.")),
    ROW(previous_documents, LIST, WCO("99A", "GoodsShipment/PreviousDocument", NULL), .of = &fosi_class_document,
        PREVIOUS_DOCUMENT, SAYS("What went before, such as the cargo report.")),
    ROW(statements, LIST, WCO("03A", "AdditionalInformation", NULL), .of = &fosi_class_statement, SAYS("Additional statements.")),
    ROW(actors, LIST, WCO("16C", "GoodsShipment/AEOMutualRecognitionParty", NULL), .of = &fosi_class_actor, ACTORS,
        SAYS("Further actors of the supply chain.")),
    ROW(tax_parties, LIST, WCO("55B", "GoodsShipment/DomesticDutyTaxParty", NULL), BY(SHOP | LODGERS), .of = &fosi_class_actor,
        TAX_PARTIES, SAYS("Who holds the tax registrations that the declaration uses.")),
    ROW(authorisations, LIST, WCO("17C", "AuthorisationHolder", NULL), .of = &fosi_class_actor,
        PARTS({ "id", "R144", NULL }, { "role", "R145", "CategoryCode" }), SAYS("Who holds the authorisations that it uses.")),
    ROW(guarantees, LIST, WCO("90A", "ObligationGuarantee", NULL), .of = &fosi_class_guarantee,
        SAYS("What stands good for the debt.")),
    ROW(surety, OBJECT, WCO("19B", "GoodsShipment/Surety", NULL), .of = &fosi_class_party,
        PARTS({ "name", "R054", NULL }, { "identifiers", "R055", NULL }), SAYS("Who stands good for it.")),
    ROW(duty_tax_fees, LIST, WCO("50A", NULL, NULL), BY(CUSTOMS | LODGERS), .of = &fosi_class_duty_tax_fee,
        SAYS("Duties, taxes and fees on the whole.")),
    ROW(amendments, LIST, WCO("06A", "Amendment", NULL), .of = &fosi_class_amendment, SAYS("What is changed, and why.")),
};
#undef OF
static const fos_declaration declaration_empty = { 0 };
CLASS(declaration, fos_declaration, declaration_rows, declaration_empty,
      SAYS("What the declaration of the whole consignment says."));

#define OF fos_item_declaration
static const fosi_element item_declaration_rows[] = {
    ROW(procedure, OBJECT, WCO("70A", "GovernmentProcedure", NULL), .of = &fosi_class_procedure,
        SAYS("What customs is asked to do with the goods.")),
    ROW(transaction_nature, CODE, WCO("103", "TransactionNatureCode", "n..2"), FROM("WCO or administration"),
        SAYS("Nature of the transaction.")),
    ROW(dispatch_country, COUNTRY, WCO("062", "ExportCountry/ID", "a2"),
        SAYS("Where the line leaves from, where it is not where the others do; ISO 3166-1 alpha-2.")),
    ROW(destination_country, COUNTRY, WCO("465", "Destination/CountryCode", "a2"),
        SAYS("Where the line goes to, where it is not where the others go; ISO 3166-1 alpha-2.")),
    ROW(destination_region, CODE, WCO("477", "Destination/RegionID", "an..9"), FROM("administration"),
        SAYS("Region of that destination.")),
    ROW(classifications, LIST, WCO("21A", "Commodity/Classification", NULL), .of = &fosi_class_classification,
        SAYS("Codes of the goods in further lists, such as national additional codes.")),
    ROW(cus_code, CODE, WCO(NULL, NULL, "an9"), FROM("ECICS"),
        SAYS("Number in the European Customs Inventory of Chemical Substances.")),
    ROW(dangerous_goods, TEXT_LIST, WCO("506", "Commodity/DangerousGoods/UNDGID", "n..4"), FROM("UN numbers"),
        BY(SHOP | CONSIGNOR | MOVERS), .flags = FOSI_UNIQUE, .rule = &fosi_form_un_number,
        SAYS("UN numbers of dangerous goods.")),
    ROW(origins, LIST, WCO("92A", "Origin", NULL), .of = &fosi_class_origin,
        SAYS("Further origins, such as the preferential one.")),
    ROW(valuation, OBJECT, WCO("41A", "", NULL), .of = &fosi_class_valuation, SAYS("How the value of the line is made.")),
    ROW(previous_documents, LIST, WCO("99A", "PreviousDocument", NULL), .of = &fosi_class_document, PREVIOUS_DOCUMENT,
        SAYS("What went before.")),
    ROW(statements, LIST, WCO("03A", "AdditionalInformation", NULL), .of = &fosi_class_statement,
        PARTS({ "pointer", NULL, FOSI_NOWHERE }), SAYS("Additional statements.")),
    ROW(actors, LIST, WCO("16C", "AEOMutualRecognitionParty", NULL), .of = &fosi_class_actor, ACTORS,
        SAYS("Further actors of the supply chain.")),
    ROW(tax_parties, LIST, WCO("55B", "DomesticDutyTaxParty", NULL), BY(SHOP | LODGERS), .of = &fosi_class_actor, TAX_PARTIES,
        SAYS("Who holds the tax registrations that the line uses.")),
    ROW(containers, TEXT_LIST, WCO("159", "Commodity/TransportEquipment/ID", "an..17"), FROM("ISO 6346 or IATA"), BY(MOVERS),
        .flags = FOSI_UNIQUE, SAYS("Containers that the line is in.")),
    ROW(duty_tax_fees, LIST, WCO("50A", "Commodity/DutyTaxFee", NULL), BY(CUSTOMS | LODGERS), .of = &fosi_class_duty_tax_fee,
        SAYS("Duties, taxes and fees on the line.")),
    ROW(supplementary_quantity, DECIMAL, WCO("130", "Commodity/GoodsMeasure/TariffQuantity", "n..16,6"),
        SAYS("Quantity in the unit that the tariff wants, where the message does not name that unit; else it is in `measures`.")),
};
#undef OF
static const fos_item_declaration item_declaration_empty = { .supplementary_quantity = NO_NUMBER };
CLASS(item_declaration, fos_item_declaration, item_declaration_rows, item_declaration_empty,
      SAYS("What the declaration of one line of goods says."));
