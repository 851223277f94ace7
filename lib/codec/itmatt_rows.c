/* Which segment holds what. The codes are those of UN/EDIFACT D.00A (lists 1153, 3035, 3155, 3227, 5025, 6063, 6311) and the UPU's list
 * 136. The segments are chosen here: the text of the UPU's standard M33 is not public. */
#include "codec/itmatt.h"

#define ROW(tag, qualifier, second, element, component, kind, name)                                                              \
    {                                                                                                                            \
        tag, qualifier, second, element, component, FOSI_ITMATT_##kind, name, NULL                                               \
    }
#define END                                                                                                                      \
    {                                                                                                                            \
        .tag = NULL                                                                                                              \
    }

const fosi_itmatt_row fosi_itmatt_head[] = {
    ROW("BGM", "", NULL, 2, 1, TEXT, "transport_document"),
    ROW("DTM", "137", NULL, 1, 2, DAY, "date"),
    ROW("GIS", "", NULL, 1, 1, CATEGORY, "category"),
    ROW("RFF", "ON", NULL, 1, 2, TEXT, "reference"),
    ROW("RFF", "UCN", NULL, 1, 2, TEXT, "ucr"),
    ROW("LOC", "35", NULL, 2, 1, TEXT, "dispatch_country"),
    ROW("LOC", "28", NULL, 2, 1, TEXT, "destination_country"),
    ROW("TOD", "", NULL, 3, 1, TEXT, "delivery_terms"),
    ROW("MEA", "WT", "AAD", 3, 2, MASS, "gross_mass_kg"),
    ROW("CNT", "11", NULL, 1, 2, TEXT, "packages"),
    ROW("MOA", "64", NULL, 1, 2, MONEY, "freight"),
    ROW("MOA", "ZIN", NULL, 1, 2, MONEY, "insurance"),
    END,
};

const fosi_itmatt_row fosi_itmatt_item[] = {
    ROW("FTX", "AAA", NULL, 4, 1, TEXT, "description"),
    ROW("PIA", "5", NULL, 2, 1, TEXT, "commodity_code"),
    ROW("PIA", "1", NULL, 2, 1, TEXT, "sku"),
    ROW("LOC", "27", NULL, 2, 1, TEXT, "origin_country"),
    { "QTY", "47", NULL, 1, 2, FOSI_ITMATT_QUANTITY, "quantity", "unit" },
    ROW("MEA", "WT", "AAA", 3, 2, MASS, "net_mass_kg"),
    ROW("MEA", "WT", "AAB", 3, 2, MASS, "gross_mass_kg"),
    ROW("MOA", "146", NULL, 1, 2, MONEY, "unit_price"),
    ROW("MOA", "38", NULL, 1, 2, MONEY, "amount"),
    ROW("MOA", "52", NULL, 1, 2, MONEY, "discount"),
    END,
};

const fosi_itmatt_word fosi_itmatt_parties[] = {
    { "consignor", "CZ" }, { "consignee", "CN" }, { "seller", "SE" },  { "buyer", "BY" },
    { "importer", "IM" },  { "declarant", "DT" }, { "carrier", "CA" }, { NULL, NULL },
};

const fosi_itmatt_word fosi_itmatt_means[] = { { "phone", "TE" }, { "fax", "FX" }, { "email", "EM" }, { NULL, NULL } };

const fosi_itmatt_word fosi_itmatt_categories[] = {
    { "sale", "11" },      { "return", "21" }, { "gift", "31" }, { "sample", "32" },
    { "documents", "91" }, { "other", "999" }, { NULL, NULL },
};
