/* The names of the CEB messages, and where each value stands in a request. Their formats are not published with them here: texts are
 * bounded by what columns of such systems hold. Amounts are in yuan, code 142. Codes of countries, units and modes are those of
 * ceb_codes.c; those of packages (wrapType) are not known here. */
#include "codec/ceb.h"

#define TEXT(name_)                                                                                                              \
    {                                                                                                                            \
        .name = (name_), .kind = FOSI_XML_TEXT, .size = 1000, .most = 1                                                          \
    }
#define NUMBER(name_)                                                                                                            \
    {                                                                                                                            \
        .name = (name_), .kind = FOSI_XML_NUMBER, .most = 1                                                                      \
    }
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

static const fosi_xml_name transfer[] = {
    TEXT("copCode"), TEXT("copName"), TEXT("dxpMode"), TEXT("dxpId"), TEXT("note"), END
};

static const fosi_xml_name head_311[] = {
    TEXT("guid"), TEXT("appType"), TEXT("appTime"), TEXT("appStatus"), TEXT("orderType"), TEXT("orderNo"), TEXT("ebpCode"),
    TEXT("ebpName"), TEXT("ebcCode"), TEXT("ebcName"), NUMBER("goodsValue"), NUMBER("freight"), NUMBER("discount"),
    NUMBER("taxTotal"), NUMBER("acturalPaid"), TEXT("currency"), TEXT("buyerRegNo"), TEXT("buyerName"),
    TEXT("buyerTelephone"), TEXT("buyerIdType"), TEXT("buyerIdNumber"), TEXT("payCode"), TEXT("payName"),
    TEXT("payTransactionId"), TEXT("batchNumbers"), TEXT("consignee"), TEXT("consigneeTelephone"), TEXT("consigneeAddress"),
    TEXT("consigneeDistrict"), TEXT("note"), END
};
static const fosi_xml_name list_311[] = {
    NUMBER("gnum"), TEXT("itemNo"), TEXT("itemName"), TEXT("gmodel"), TEXT("itemDescribe"), TEXT("barCode"), TEXT("unit"),
    NUMBER("qty"), NUMBER("price"), NUMBER("totalPrice"), TEXT("currency"), TEXT("country"), TEXT("note"), END
};
static const fosi_xml_name body_311[] = { PART("OrderHead", head_311), LIST("OrderList", 0, list_311), END };
static const fosi_xml_name message_311[] = { PART("Order", body_311), PART("BaseTransfer", transfer), END };
static const fosi_xml_name root_311[] = { PART("CEB311Message", message_311), END };
static const fosi_ceb_row head_rows_311[] = {
    { "orderNo", "consignment/order/id", FOSI_CEB_VALUE },
    { "orderNo", "consignment/reference", FOSI_CEB_VALUE },
    { "ebpCode", "consignment/platform/identifiers{cn-cbec}/value", FOSI_CEB_VALUE },
    { "ebpName", "consignment/platform/name", FOSI_CEB_VALUE },
    { "ebcCode", "consignment/seller/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "ebcCode", "consignment/seller/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "ebcName", "consignment/seller/name", FOSI_CEB_VALUE },
    { "goodsValue", "", FOSI_CEB_GOODS },
    { "freight", "consignment/freight", FOSI_CEB_YUAN },
    { "taxTotal", "consignment/order/tax", FOSI_CEB_YUAN },
    { "acturalPaid", "consignment/order/total", FOSI_CEB_YUAN },
    { "acturalPaid", "consignment/payments#/amount", FOSI_CEB_YUAN },
    { "currency", "142", FOSI_CEB_FIXED },
    { "buyerRegNo", "consignment/buyer/account/number", FOSI_CEB_VALUE },
    { "buyerName", "consignment/buyer/name", FOSI_CEB_VALUE },
    { "buyerTelephone", "consignment/buyer/contact/phone", FOSI_CEB_VALUE },
    { "buyerIdType", "1", FOSI_CEB_USUAL },
    { "buyerIdNumber", "consignment/buyer/identifiers{cn-id}/value", FOSI_CEB_VALUE },
    { "payCode", "consignment/payment_provider/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "payCode", "consignment/payment_provider/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "payName", "consignment/payment_provider/name", FOSI_CEB_VALUE },
    { "payTransactionId", "consignment/payments#/transaction", FOSI_CEB_VALUE },
    { "batchNumbers", "consignment/order/batch", FOSI_CEB_VALUE },
    { "consignee", "consignment/consignee/name", FOSI_CEB_VALUE },
    { "consigneeTelephone", "consignment/consignee/contact/phone", FOSI_CEB_VALUE },
    { "consigneeAddress", "consignment/consignee/address/lines#", FOSI_CEB_VALUE },
    { "consigneeDistrict", "consignment/consignee/address/district", FOSI_CEB_VALUE },
    { "note", "consignment/order/note", FOSI_CEB_VALUE },
    { NULL, NULL, FOSI_CEB_VALUE }
};
static const fosi_ceb_row list_rows_311[] = {
    { "gnum", "number", FOSI_CEB_VALUE },
    { "itemNo", "sku", FOSI_CEB_VALUE },
    { "itemName", "description", FOSI_CEB_VALUE },
    { "gmodel", "product/specification", FOSI_CEB_VALUE },
    { "itemDescribe", "product/title", FOSI_CEB_VALUE },
    { "barCode", "product/gtin", FOSI_CEB_VALUE },
    { "unit", "unit", FOSI_CEB_UNIT },
    { "qty", "quantity", FOSI_CEB_VALUE },
    { "price", "unit_price", FOSI_CEB_YUAN },
    { "totalPrice", "amount", FOSI_CEB_YUAN },
    { "currency", "142", FOSI_CEB_FIXED },
    { "country", "origin_country", FOSI_CEB_COUNTRY },
    { NULL, NULL, FOSI_CEB_VALUE }
};

static const fosi_xml_name head_411[] = {
    TEXT("guid"), TEXT("appType"), TEXT("appTime"), TEXT("appStatus"), TEXT("payCode"), TEXT("payName"),
    TEXT("payTransactionId"), TEXT("orderNo"), TEXT("ebpCode"), TEXT("ebpName"), TEXT("payerIdType"), TEXT("payerIdNumber"),
    TEXT("payerName"), TEXT("telephone"), NUMBER("amountPaid"), TEXT("currency"), TEXT("payTime"), TEXT("note"), END
};
static const fosi_xml_name body_411[] = { PART("PaymentHead", head_411), END };
static const fosi_xml_name message_411[] = { PART("Payment", body_411), PART("BaseTransfer", transfer), END };
static const fosi_xml_name root_411[] = { PART("CEB411Message", message_411), END };
static const fosi_ceb_row head_rows_411[] = {
    { "payCode", "consignment/payment_provider/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "payCode", "consignment/payment_provider/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "payName", "consignment/payment_provider/name", FOSI_CEB_VALUE },
    { "payTransactionId", "consignment/payments#/transaction", FOSI_CEB_VALUE },
    { "orderNo", "consignment/order/id", FOSI_CEB_VALUE },
    { "orderNo", "consignment/reference", FOSI_CEB_VALUE },
    { "ebpCode", "consignment/platform/identifiers{cn-cbec}/value", FOSI_CEB_VALUE },
    { "ebpName", "consignment/platform/name", FOSI_CEB_VALUE },
    { "payerIdType", "1", FOSI_CEB_USUAL },
    { "payerIdNumber", "consignment/buyer/identifiers{cn-id}/value", FOSI_CEB_VALUE },
    { "payerName", "consignment/buyer/name", FOSI_CEB_VALUE },
    { "telephone", "consignment/buyer/contact/phone", FOSI_CEB_VALUE },
    { "amountPaid", "consignment/payments#/amount", FOSI_CEB_YUAN },
    { "currency", "142", FOSI_CEB_FIXED },
    { "payTime", "consignment/payments#/time", FOSI_CEB_MOMENT },
    { "note", "consignment/order/note", FOSI_CEB_VALUE },
    { NULL, NULL, FOSI_CEB_VALUE }
};

static const fosi_xml_name head_511[] = {
    TEXT("guid"), TEXT("appType"), TEXT("appTime"), TEXT("appStatus"), TEXT("logisticsCode"), TEXT("logisticsName"),
    TEXT("logisticsNo"), TEXT("billNo"), TEXT("orderNo"), NUMBER("freight"), NUMBER("insuredFee"), TEXT("currency"),
    NUMBER("weight"), NUMBER("packNo"), TEXT("goodsInfo"), TEXT("consignee"), TEXT("consigneeAddress"),
    TEXT("consigneeTelephone"), TEXT("note"), END
};
static const fosi_xml_name body_511[] = { PART("LogisticsHead", head_511), END };
static const fosi_xml_name message_511[] = { PART("Logistics", body_511), PART("BaseTransfer", transfer), END };
static const fosi_xml_name root_511[] = { PART("CEB511Message", message_511), END };
static const fosi_ceb_row head_rows_511[] = {
    { "logisticsCode", "consignment/carrier/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "logisticsCode", "consignment/carrier/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "logisticsName", "consignment/carrier/name", FOSI_CEB_VALUE },
    { "logisticsNo", "consignment/transport_document", FOSI_CEB_VALUE },
    { "billNo", "consignment/transport/master_document", FOSI_CEB_VALUE },
    { "orderNo", "consignment/order/id", FOSI_CEB_VALUE },
    { "orderNo", "consignment/reference", FOSI_CEB_VALUE },
    { "freight", "consignment/freight", FOSI_CEB_YUAN },
    { "insuredFee", "consignment/insurance", FOSI_CEB_YUAN },
    { "currency", "142", FOSI_CEB_FIXED },
    { "weight", "consignment/gross_mass_kg", FOSI_CEB_VALUE },
    { "packNo", "consignment/packages", FOSI_CEB_VALUE },
    { "consignee", "consignment/consignee/name", FOSI_CEB_VALUE },
    { "consigneeAddress", "consignment/consignee/address/lines#", FOSI_CEB_VALUE },
    { "consigneeTelephone", "consignment/consignee/contact/phone", FOSI_CEB_VALUE },
    { "note", "consignment/order/note", FOSI_CEB_VALUE },
    { NULL, NULL, FOSI_CEB_VALUE }
};

static const fosi_xml_name head_621[] = {
    TEXT("guid"), TEXT("appType"), TEXT("appTime"), TEXT("appStatus"), TEXT("orderNo"), TEXT("ebpCode"), TEXT("ebpName"),
    TEXT("ebcCode"), TEXT("ebcName"), TEXT("logisticsNo"), TEXT("logisticsCode"), TEXT("logisticsName"), TEXT("copNo"),
    TEXT("preNo"), TEXT("assureCode"), TEXT("emsNo"), TEXT("invtNo"), TEXT("ieFlag"), TEXT("declTime"), TEXT("customsCode"),
    TEXT("portCode"), TEXT("ieDate"), TEXT("buyerIdType"), TEXT("buyerIdNumber"), TEXT("buyerName"), TEXT("buyerTelephone"),
    TEXT("consigneeAddress"), TEXT("agentCode"), TEXT("agentName"), TEXT("areaCode"), TEXT("areaName"), TEXT("tradeMode"),
    TEXT("trafMode"), TEXT("trafNo"), TEXT("voyageNo"), TEXT("billNo"), TEXT("loctNo"), TEXT("licenseNo"), TEXT("country"),
    NUMBER("freight"), NUMBER("insuredFee"), TEXT("currency"), TEXT("wrapType"), NUMBER("packNo"), NUMBER("grossWeight"),
    NUMBER("netWeight"), TEXT("note"), END
};
static const fosi_xml_name list_621[] = {
    NUMBER("gnum"), TEXT("itemNo"), TEXT("itemRecordNo"), TEXT("itemName"), TEXT("gcode"), TEXT("gname"), TEXT("gmodel"),
    TEXT("barCode"), TEXT("country"), TEXT("currency"), NUMBER("qty"), TEXT("unit"), NUMBER("qty1"), TEXT("unit1"),
    NUMBER("qty2"), TEXT("unit2"), NUMBER("price"), NUMBER("totalPrice"), TEXT("note"), END
};
static const fosi_xml_name body_621[] = { PART("InventoryHead", head_621), LIST("InventoryList", 0, list_621), END };
static const fosi_xml_name message_621[] = { PART("Inventory", body_621), PART("BaseTransfer", transfer), END };
static const fosi_xml_name root_621[] = { PART("CEB621Message", message_621), END };
static const fosi_ceb_row head_rows_621[] = {
    { "orderNo", "consignment/order/id", FOSI_CEB_VALUE },
    { "orderNo", "consignment/reference", FOSI_CEB_VALUE },
    { "ebpCode", "consignment/platform/identifiers{cn-cbec}/value", FOSI_CEB_VALUE },
    { "ebpName", "consignment/platform/name", FOSI_CEB_VALUE },
    { "ebcCode", "consignment/seller/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "ebcCode", "consignment/seller/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "ebcName", "consignment/seller/name", FOSI_CEB_VALUE },
    { "logisticsNo", "consignment/transport_document", FOSI_CEB_VALUE },
    { "logisticsCode", "consignment/carrier/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "logisticsCode", "consignment/carrier/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "logisticsName", "consignment/carrier/name", FOSI_CEB_VALUE },
    { "copNo", "consignment/declaration/lrn", FOSI_CEB_VALUE },
    { "assureCode", "consignment/declaration/guarantees#/grn", FOSI_CEB_VALUE },
    { "assureCode", "consignment/declaration/guarantees#/reference", FOSI_CEB_VALUE },
    { "emsNo", "consignment/storage/record", FOSI_CEB_VALUE },
    { "invtNo", "consignment/declaration/mrn", FOSI_CEB_VALUE },
    { "ieFlag", "I", FOSI_CEB_FIXED },
    { "customsCode", "consignment/declaration/lodgement_office", FOSI_CEB_VALUE },
    { "portCode", "consignment/declaration/entry_office", FOSI_CEB_VALUE },
    { "ieDate", "arrival_date", FOSI_CEB_DAY },
    { "buyerIdType", "1", FOSI_CEB_USUAL },
    { "buyerIdNumber", "consignment/buyer/identifiers{cn-id}/value", FOSI_CEB_VALUE },
    { "buyerName", "consignment/buyer/name", FOSI_CEB_VALUE },
    { "buyerTelephone", "consignment/buyer/contact/phone", FOSI_CEB_VALUE },
    { "consigneeAddress", "consignment/consignee/address/lines#", FOSI_CEB_VALUE },
    { "agentCode", "consignment/declarant/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "agentCode", "consignment/declarant/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "agentCode", "consignment/representative/identifiers{cn-customs}/value", FOSI_CEB_CUSTOMS },
    { "agentCode", "consignment/representative/identifiers{cn-uscc}/value", FOSI_CEB_CREDIT },
    { "agentName", "consignment/declarant/name", FOSI_CEB_VALUE },
    { "agentName", "consignment/representative/name", FOSI_CEB_VALUE },
    { "tradeMode", "consignment/declaration/type", FOSI_CEB_VALUE },
    { "trafMode", "consignment/transport_mode", FOSI_CEB_MODE },
    { "trafNo", "consignment/transport/border/id", FOSI_CEB_VALUE },
    { "voyageNo", "consignment/transport/conveyance_reference", FOSI_CEB_VALUE },
    { "billNo", "consignment/transport/master_document", FOSI_CEB_VALUE },
    { "loctNo", "consignment/declaration/goods_location/id", FOSI_CEB_VALUE },
    { "country", "consignment/dispatch_country", FOSI_CEB_COUNTRY },
    { "freight", "consignment/freight", FOSI_CEB_YUAN },
    { "insuredFee", "consignment/insurance", FOSI_CEB_YUAN },
    { "currency", "142", FOSI_CEB_FIXED },
    { "packNo", "consignment/packages", FOSI_CEB_VALUE },
    { "grossWeight", "consignment/gross_mass_kg", FOSI_CEB_VALUE },
    { "netWeight", "", FOSI_CEB_NET },
    { "note", "consignment/order/note", FOSI_CEB_VALUE },
    { NULL, NULL, FOSI_CEB_VALUE }
};
static const fosi_ceb_row list_rows_621[] = {
    { "gnum", "number", FOSI_CEB_VALUE },
    { "itemNo", "sku", FOSI_CEB_VALUE },
    { "itemRecordNo", "product/record_number", FOSI_CEB_VALUE },
    { "itemName", "product/title", FOSI_CEB_VALUE },
    { "gcode", "commodity_code", FOSI_CEB_VALUE },
    { "gname", "description", FOSI_CEB_VALUE },
    { "gmodel", "product/specification", FOSI_CEB_VALUE },
    { "barCode", "product/gtin", FOSI_CEB_VALUE },
    { "country", "origin_country", FOSI_CEB_COUNTRY },
    { "currency", "142", FOSI_CEB_FIXED },
    { "qty", "quantity", FOSI_CEB_VALUE },
    { "unit", "unit", FOSI_CEB_UNIT },
    { "qty1", "measures", FOSI_CEB_QUANTITY },
    { "qty1", "declaration/supplementary_quantity", FOSI_CEB_VALUE },
    { "price", "unit_price", FOSI_CEB_YUAN },
    { "totalPrice", "amount", FOSI_CEB_YUAN },
    { NULL, NULL, FOSI_CEB_VALUE }
};

/* clang-format on */

static const char *const attributes[] = { "@guid", "@version", NULL };

static const fosi_xml_vocabulary vocabulary_311 = { FOSI_CEB_SPACE, root_311, attributes };
static const fosi_xml_vocabulary vocabulary_411 = { FOSI_CEB_SPACE, root_411, attributes };
static const fosi_xml_vocabulary vocabulary_511 = { FOSI_CEB_SPACE, root_511, attributes };
static const fosi_xml_vocabulary vocabulary_621 = { FOSI_CEB_SPACE, root_621, attributes };

const fosi_ceb_message *fosi_ceb_message_of(unsigned number)
{
    static const fosi_ceb_message messages[] = {
        { "CEB311Message", "Order", "OrderHead", "OrderList", &vocabulary_311, head_rows_311, list_rows_311 },
        { "CEB411Message", "Payment", "PaymentHead", NULL, &vocabulary_411, head_rows_411, NULL },
        { "CEB511Message", "Logistics", "LogisticsHead", NULL, &vocabulary_511, head_rows_511, NULL },
        { "CEB621Message", "Inventory", "InventoryHead", "InventoryList", &vocabulary_621, head_rows_621, list_rows_621 },
    };
    switch (number) {
    case 311: return &messages[0];
    case 411: return &messages[1];
    case 511: return &messages[2];
    default: return &messages[3];
    }
}
