/* The names of the WCO Data Model declaration in its DMS form, version 3.6: facts of the schema (order, size, occurrence) as
 * tables. Each class comes after those that it holds. */
#include "codec/wco.h"

#define LEAF(name_, kind_, size_, scale_, shapes_)                                                                               \
    {                                                                                                                            \
        .name = (name_), .kind = (kind_), .size = (size_), .scale = (scale_), .most = 1, .shapes = (shapes_)                     \
    }
#define TEXT(name, size) LEAF(name, FOSI_XML_TEXT, size, 0, 0)
#define ID(name, size) LEAF(name, FOSI_XML_ID, size, 0, 0)
#define CODE(name, size) LEAF(name, FOSI_XML_CODE, size, 0, 0)
#define LETTERS(name, size) LEAF(name, FOSI_XML_LETTERS, size, 0, 0)
#define DIGITS(name, size) LEAF(name, FOSI_XML_DIGITS, size, 0, 0)
#define NUMBER(name, size, scale) LEAF(name, FOSI_XML_NUMBER, size, scale, 0)
#define AMOUNT(name, size, scale) LEAF(name, FOSI_XML_AMOUNT, size, scale, 0)
#define QUANTITY(name, size, scale) LEAF(name, FOSI_XML_QUANTITY, size, scale, 0)
/* Names that the European H7 messages have besides. */
#define EU_CODE(name, size) LEAF(name, FOSI_XML_CODE, size, 0, FOSI_WCO_H7_EU)
#define EU_NUMBER(name, size, scale) LEAF(name, FOSI_XML_NUMBER, size, scale, FOSI_WCO_H7_EU)
#define EU_AMOUNT(name, size, scale) LEAF(name, FOSI_XML_AMOUNT, size, scale, FOSI_WCO_H7_EU)
#define LIST(name_, most_, of_)                                                                                                  \
    {                                                                                                                            \
        .name = (name_), .kind = FOSI_XML_CLASS, .most = (most_), .of = (of_)                                                    \
    }
#define PART(name, of) LIST(name, 1, of)
#define END                                                                                                                      \
    {                                                                                                                            \
        .name = NULL                                                                                                             \
    }

/* clang-format off */
static const fosi_xml_name moment[] = {
    { .name = "DateTimeString", .kind = FOSI_XML_STAMP, .size = 35, .most = 1, .space = FOSI_WCO_DATA_SETS }, END
};

static const fosi_xml_name named[] = {
    TEXT("Name", 70), END,
};

static const fosi_xml_name authentication[] = {
    TEXT("Authentication", 256), PART("Authenticator", named), END,
};

static const fosi_xml_name address[] = {
    TEXT("CityName", 35), LETTERS("CountryCode", 2), CODE("CountrySubDivisionCode", 9), TEXT("CountrySubDivisionName", 35),
    TEXT("Line", 70), ID("PostcodeID", 9), END,
};

static const fosi_xml_name party[] = {
    TEXT("Name", 70), ID("ID", 17), PART("Address", address), END,
};

static const fosi_xml_name header_document[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), CODE("CategoryCode", 3), ID("ID", 70), CODE("TypeCode", 3), END,
};

static const fosi_xml_name pointer[] = {
    NUMBER("SequenceNumeric", 5, 0), CODE("DocumentSectionCode", 3), ID("TagID", 4), END,
};

static const fosi_xml_name header_statement[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), CODE("StatementCode", 17), TEXT("StatementDescription", 512),
    CODE("StatementTypeCode", 3), LIST("Pointer", 0, pointer), END,
};

static const fosi_xml_name agent[] = {
    TEXT("Name", 70), ID("ID", 17), CODE("FunctionCode", 3), PART("Address", address), END,
};

static const fosi_xml_name amendment[] = {
    CODE("ChangeReasonCode", 3), LIST("Pointer", 0, pointer), END,
};

static const fosi_xml_name holder[] = {
    ID("ID", 17), CODE("CategoryCode", 4), END,
};

static const fosi_xml_name border_means[] = {
    TEXT("Name", 35), ID("ID", 35), CODE("IdentificationTypeCode", 17), CODE("TypeCode", 4),
    LETTERS("RegistrationNationalityCode", 2), DIGITS("ModeCode", 1), END,
};

static const fosi_xml_name communication[] = {
    ID("ID", 50), CODE("TypeCode", 3), END,
};

static const fosi_xml_name carrier[] = {
    TEXT("Name", 70), ID("ID", 17), PART("Address", address), PART("Communication", communication), END,
};

static const fosi_xml_name typed_address[] = {
    CODE("TypeCode", 3), TEXT("CityName", 35), LETTERS("CountryCode", 2), CODE("CountrySubDivisionCode", 9),
    TEXT("CountrySubDivisionName", 35), TEXT("Line", 70), ID("PostcodeID", 9), END,
};

static const fosi_xml_name consignor[] = {
    TEXT("Name", 70), ID("ID", 17), PART("Address", typed_address), END,
};

static const fosi_xml_name freight[] = {
    CODE("PaymentMethodCode", 3), END,
};

static const fosi_xml_name consignment_item[] = {
    NUMBER("SequenceNumeric", 5, 0), PART("Consignor", consignor), PART("Freight", freight), END,
};

static const fosi_xml_name itinerary[] = {
    NUMBER("SequenceNumeric", 5, 0), LETTERS("RoutingCountryCode", 2), END,
};

static const fosi_xml_name consignment[] = {
    PART("Carrier", carrier), LIST("ConsignmentItem", 999, consignment_item), PART("Consignor", consignor),
    PART("Freight", freight), LIST("Itinerary", 0, itinerary), END,
};

static const fosi_xml_name currency_exchange[] = {
    LETTERS("CurrencyTypeCode", 3), NUMBER("RateNumeric", 12, 5), END,
};

static const fosi_xml_name reachable_party[] = {
    TEXT("Name", 70), ID("ID", 17), PART("Address", address), PART("Contact", named), PART("Communication", communication),
    END,
};

static const fosi_xml_name office[] = {
    ID("ID", 17), END,
};

static const fosi_xml_name actor[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), ID("ID", 17), CODE("RoleCode", 3), END,
};

static const fosi_xml_name means[] = {
    TEXT("Name", 35), ID("ID", 35), CODE("IdentificationTypeCode", 17), CODE("TypeCode", 4), DIGITS("ModeCode", 1), END,
};

static const fosi_xml_name location_address[] = {
    CODE("TypeCode", 3), TEXT("CityName", 35), LETTERS("CountryCode", 2), TEXT("Line", 70), ID("PostcodeID", 9), END,
};

static const fosi_xml_name goods_location[] = {
    TEXT("Name", 256), ID("ID", 17), CODE("TypeCode", 3), PART("Address", location_address), END,
};

static const fosi_xml_name loading_location[] = {
    TEXT("Name", 256), ID("ID", 17), END,
};

static const fosi_xml_name seal[] = {
    NUMBER("SequenceNumeric", 5, 0), ID("ID", 35), END,
};

static const fosi_xml_name equipment[] = {
    NUMBER("SequenceNumeric", 5, 0), ID("ID", 17), LIST("Seal", 0, seal), END,
};

static const fosi_xml_name shipment_consignment[] = {
    CODE("ContainerCode", 3), PART("ArrivalTransportMeans", means), PART("DepartureTransportMeans", means),
    PART("GoodsLocation", goods_location), PART("LoadingLocation", loading_location),
    LIST("TransportEquipment", 0, equipment), END,
};

static const fosi_xml_name charge[] = {
    CODE("ChargesTypeCode", 3), AMOUNT("OtherChargeDeductionAmount", 16, 3), END,
};

static const fosi_xml_name header_valuation[] = {
    AMOUNT("FreightChargeAmount", 16, 3), LIST("ChargeDeduction", 0, charge), END,
};

static const fosi_xml_name destination[] = {
    LETTERS("CountryCode", 2), ID("RegionID", 9), END,
};

static const fosi_xml_name export_country[] = {
    LETTERS("ID", 2), END,
};

static const fosi_xml_name document_issuer[] = {
    TEXT("Name", 70), CODE("RoleCode", 3), END,
};

static const fosi_xml_name write_off[] = {
    QUANTITY("QuantityQuantity", 16, 6), AMOUNT("AmountAmount", 16, 3), END,
};

static const fosi_xml_name document[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), CODE("CategoryCode", 3), PART("EffectiveDateTime", moment), ID("ID", 70),
    TEXT("Name", 35), CODE("TypeCode", 3), CODE("LPCOExemptionCode", 3), PART("Submitter", document_issuer),
    PART("WriteOff", write_off), END,
};

static const fosi_xml_name statement[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), CODE("StatementCode", 17), TEXT("StatementDescription", 512),
    CODE("StatementTypeCode", 3), END,
};

static const fosi_xml_name classification[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), ID("ID", 18), CODE("IdentificationTypeCode", 3), END,
};

static const fosi_xml_name dangerous_goods[] = {
    DIGITS("UNDGID", 4), END,
};

static const fosi_xml_name payment[] = {
    LETTERS("MethodCode", 1), AMOUNT("TaxAssessedAmount", 16, 3), AMOUNT("PaymentAmount", 16, 3), END,
};

static const fosi_xml_name duty_tax_fee[] = {
    AMOUNT("AdValoremTaxBaseAmount", 16, 3), AMOUNT("DeductAmount", 16, 3), CODE("DutyRegimeCode", 3),
    QUANTITY("SpecificTaxBaseQuantity", 16, 6), NUMBER("TaxRateNumeric", 0, 0), CODE("TypeCode", 3), ID("QuotaOrderID", 17),
    PART("Payment", payment), END,
};

static const fosi_xml_name goods_measure[] = {
    QUANTITY("GrossMassMeasure", 16, 6), QUANTITY("NetNetWeightMeasure", 16, 6), QUANTITY("TariffQuantity", 16, 6), END,
};

static const fosi_xml_name invoice_line[] = {
    AMOUNT("ItemChargeAmount", 16, 3), END,
};

static const fosi_xml_name item_equipment[] = {
    NUMBER("SequenceNumeric", 5, 0), ID("ID", 17), END,
};

static const fosi_xml_name commodity[] = {
    TEXT("Description", 512), LIST("Classification", 0, classification), LIST("DangerousGoods", 0, dangerous_goods),
    LIST("DutyTaxFee", 0, duty_tax_fee), PART("GoodsMeasure", goods_measure), PART("InvoiceLine", invoice_line),
    LIST("TransportEquipment", 0, item_equipment), END,
};

static const fosi_xml_name valuation[] = {
    EU_AMOUNT("FreightChargeAmount", 16, 3), CODE("MethodCode", 3), LIST("ChargeDeduction", 0, charge), END,
};

static const fosi_xml_name procedure[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), CODE("CurrentCode", 7), CODE("PreviousCode", 7), END,
};

static const fosi_xml_name origin[] = {
    CODE("CountryCode", 4), ID("RegionID", 9), CODE("TypeCode", 3), END,
};

static const fosi_xml_name packaging[] = {
    NUMBER("SequenceNumeric", 5, 0), ID("MarksNumbersID", 512), QUANTITY("QuantityQuantity", 8, 0), CODE("TypeCode", 2),
    TEXT("PackingMaterialDescription", 256), QUANTITY("LengthMeasure", 15, 0), QUANTITY("WidthMeasure", 15, 0),
    QUANTITY("HeightMeasure", 15, 0), QUANTITY("VolumeMeasure", 16, 6), END,
};

static const fosi_xml_name previous_document[] = {
    EU_NUMBER("SequenceNumeric", 5, 0), CODE("CategoryCode", 3), ID("ID", 70), CODE("TypeCode", 3),
    NUMBER("LineNumeric", 5, 0), END,
};

static const fosi_xml_name ucr[] = {
    ID("ID", 35), ID("TraderAssignedReferenceID", 35), END,
};

static const fosi_xml_name adjustment[] = {
    CODE("AdditionCode", 4), END,
};

static const fosi_xml_name goods_item[] = {
    AMOUNT("CustomsValueAmount", 16, 3), NUMBER("SequenceNumeric", 5, 0), AMOUNT("StatisticalValueAmount", 16, 3),
    DIGITS("TransactionNatureCode", 2), LIST("AdditionalDocument", 0, document), LIST("AdditionalInformation", 0, statement),
    LIST("AEOMutualRecognitionParty", 0, actor), PART("Buyer", reachable_party), PART("Commodity", commodity),
    PART("Consignee", party), PART("Consignor", party), PART("CustomsValuation", valuation),
    PART("Destination", destination), LIST("DomesticDutyTaxParty", 0, actor), PART("ExportCountry", export_country),
    LIST("GovernmentProcedure", 0, procedure), LIST("Origin", 0, origin), LIST("Packaging", 0, packaging),
    LIST("PreviousDocument", 0, previous_document), PART("Seller", reachable_party), PART("UCR", ucr),
    PART("ValuationAdjustment", adjustment), END,
};

static const fosi_xml_name invoice[] = {
    ID("ID", 70), PART("IssueDateTime", moment), END,
};

static const fosi_xml_name trade_terms[] = {
    LETTERS("ConditionCode", 3), CODE("CountryRelationshipCode", 3), TEXT("Description", 70), ID("LocationID", 17),
    TEXT("LocationName", 256), END,
};

static const fosi_xml_name warehouse[] = {
    ID("ID", 35), CODE("TypeCode", 3), END,
};

static const fosi_xml_name goods_shipment[] = {
    PART("ExitDateTime", moment), DIGITS("TransactionNatureCode", 2), LIST("AEOMutualRecognitionParty", 0, actor),
    PART("Buyer", reachable_party), PART("Consignee", party), PART("Consignment", shipment_consignment),
    PART("Consignor", party), PART("CustomsValuation", header_valuation), PART("Destination", destination),
    LIST("DomesticDutyTaxParty", 0, actor), PART("ExportCountry", export_country),
    LIST("GovernmentAgencyGoodsItem", 999, goods_item), PART("Importer", reachable_party), PART("Invoice", invoice),
    PART("Payer", party), LIST("PreviousDocument", 0, previous_document), PART("Seller", reachable_party),
    PART("Surety", party), PART("TradeTerms", trade_terms), PART("UCR", ucr), PART("Warehouse", warehouse), END,
};

static const fosi_xml_name guarantee[] = {
    AMOUNT("AmountAmount", 16, 3), ID("ID", 70), ID("ReferenceID", 35), CODE("SecurityDetailsCode", 3), CODE("AccessCode", 4),
    PART("GuaranteeOffice", office), END,
};

static const fosi_xml_name declaration[] = {
    PART("AcceptanceDateTime", moment), DIGITS("FunctionCode", 2), EU_CODE("ProcedureCategory", 3),
    ID("FunctionalReferenceID", 35), ID("ID", 70), PART("IssueDateTime", moment), ID("IssueLocationID", 5),
    CODE("TypeCode", 3), QUANTITY("GoodsItemQuantity", 5, 0), ID("DeclarationOfficeID", 17), AMOUNT("InvoiceAmount", 16, 3),
    QUANTITY("LoadingListQuantity", 5, 0), QUANTITY("TotalGrossMassMeasure", 16, 6), QUANTITY("TotalPackageQuantity", 8, 0),
    CODE("SpecificCircumstancesCodeCode", 3), PART("Authentication", authentication), PART("Submitter", party),
    LIST("AdditionalDocument", 0, header_document), LIST("AdditionalInformation", 0, header_statement), PART("Agent", agent),
    LIST("Amendment", 0, amendment), LIST("AuthorisationHolder", 0, holder), PART("BorderTransportMeans", border_means),
    PART("Consignment", consignment), LIST("CurrencyExchange", 0, currency_exchange), PART("Declarant", reachable_party),
    PART("ExitOffice", office), PART("Exporter", reachable_party), PART("GoodsShipment", goods_shipment),
    LIST("ObligationGuarantee", 0, guarantee), PART("PresentationOffice", office), PART("SupervisingOffice", office), END,
};

static const fosi_xml_name meta_data[] = {
    CODE("WCODataModelVersionCode", 6), TEXT("WCOTypeName", 70), LETTERS("ResponsibleCountryCode", 2),
    TEXT("ResponsibleAgencyName", 70), CODE("AgencyAssignedCustomizationCode", 6),
    CODE("AgencyAssignedCustomizationVersionCode", 6),
    { .name = "Declaration", .kind = FOSI_XML_CLASS, .most = 1, .of = declaration, .space = FOSI_WCO_DECLARATION }, END
};

static const fosi_xml_name roots[] = {
    { .name = "MetaData", .kind = FOSI_XML_CLASS, .most = 1, .of = meta_data, .space = FOSI_WCO_META_DATA },
    PART("Declaration", declaration), END
};
/* clang-format on */

static const char *const attributes[] = { FOSI_XML_CURRENCY, FOSI_XML_UNIT, FOSI_XML_FORMAT, FOSI_XML_SCHEME, NULL };

const fosi_xml_vocabulary fosi_wco_vocabulary = { FOSI_WCO_DECLARATION, roots, attributes };
const fosi_xml_name *const fosi_wco_declaration = declaration;
