/* The choices of the data set: each an enumeration whose 0 means that nothing was chosen. Their words in JSON are those of
 * the enumerators in small letters, but for Incoterms. */
#ifndef FOS_CHOICES_H
#define FOS_CHOICES_H

#include <stdint.h>

#include <fos/export.h>

FOS_BEGIN_DECLS

/** A three-valued truth. */
typedef enum fos_truth { FOS_TRUTH_ABSENT = 0, FOS_TRUTH_FALSE, FOS_TRUTH_TRUE } fos_truth;

/** Who deals with whom. */
typedef enum fos_transaction {
    FOS_TRANSACTION_ABSENT = 0,
    FOS_TRANSACTION_B2C,
    FOS_TRANSACTION_C2C,
    FOS_TRANSACTION_B2B
} fos_transaction;

/** What the consignment is (box 10 of the UPU's form CN 23). */
typedef enum fos_category {
    FOS_CATEGORY_ABSENT = 0,
    FOS_CATEGORY_SALE,
    FOS_CATEGORY_GIFT,
    FOS_CATEGORY_SAMPLE,
    FOS_CATEGORY_RETURN,
    FOS_CATEGORY_DOCUMENTS,
    FOS_CATEGORY_OTHER
} fos_category;

/** How the consignment travels. */
typedef enum fos_transport_mode {
    FOS_TRANSPORT_MODE_ABSENT = 0,
    FOS_TRANSPORT_MODE_POST,
    FOS_TRANSPORT_MODE_EXPRESS,
    FOS_TRANSPORT_MODE_AIR,
    FOS_TRANSPORT_MODE_SEA,
    FOS_TRANSPORT_MODE_ROAD,
    FOS_TRANSPORT_MODE_RAIL,
    FOS_TRANSPORT_MODE_OTHER
} fos_transport_mode;

/** Incoterms 2020. */
typedef enum fos_delivery_terms {
    FOS_DELIVERY_TERMS_ABSENT = 0,
    FOS_DELIVERY_TERMS_EXW,
    FOS_DELIVERY_TERMS_FCA,
    FOS_DELIVERY_TERMS_CPT,
    FOS_DELIVERY_TERMS_CIP,
    FOS_DELIVERY_TERMS_DAP,
    FOS_DELIVERY_TERMS_DPU,
    FOS_DELIVERY_TERMS_DDP,
    FOS_DELIVERY_TERMS_FAS,
    FOS_DELIVERY_TERMS_FOB,
    FOS_DELIVERY_TERMS_CFR,
    FOS_DELIVERY_TERMS_CIF
} fos_delivery_terms;

/** Whether a party acts in business. */
typedef enum fos_party_kind { FOS_PARTY_KIND_ABSENT = 0, FOS_PARTY_KIND_BUSINESS, FOS_PARTY_KIND_INDIVIDUAL } fos_party_kind;

/** The stakeholders of the Framework's annex "E-Commerce Stakeholders: Roles and Responsibilities", by the part they play. */
typedef enum fos_role {
    FOS_ROLE_ABSENT = 0,
    FOS_ROLE_SELLER,
    FOS_ROLE_PLATFORM,
    FOS_ROLE_BUYER,
    FOS_ROLE_CONSIGNOR,
    FOS_ROLE_CONSIGNEE,
    FOS_ROLE_IMPORTER,
    FOS_ROLE_DECLARANT,
    FOS_ROLE_BROKER,
    FOS_ROLE_EXPRESS_CARRIER,
    FOS_ROLE_POSTAL_OPERATOR,
    FOS_ROLE_CARRIER,
    FOS_ROLE_REDELIVERER,
    FOS_ROLE_FULFILMENT_OPERATOR,
    FOS_ROLE_PAYMENT_PROVIDER,
    FOS_ROLE_CUSTOMS,
    FOS_ROLE_TAX_AUTHORITY,
    FOS_ROLE_OTHER_AGENCY
} fos_role;
#define FOS_ROLE_COUNT 18
/** A role as a bit of a set of roles. */
#define FOS_ROLE_BIT(role) (UINT32_C(1) << (role))

/** What a document is for, where its code alone does not say it to people (boxes 12 to 14 of form CN 23). */
typedef enum fos_document_kind {
    FOS_DOCUMENT_KIND_ABSENT = 0,
    FOS_DOCUMENT_KIND_LICENCE,
    FOS_DOCUMENT_KIND_CERTIFICATE,
    FOS_DOCUMENT_KIND_INVOICE,
    FOS_DOCUMENT_KIND_ORIGIN,
    FOS_DOCUMENT_KIND_TRANSPORT,
    FOS_DOCUMENT_KIND_DECLARATION,
    FOS_DOCUMENT_KIND_OTHER
} fos_document_kind;

/** Whether a charge raises or lowers the customs value. */
typedef enum fos_adjustment_kind {
    FOS_ADJUSTMENT_KIND_ABSENT = 0,
    FOS_ADJUSTMENT_KIND_ADDITION,
    FOS_ADJUSTMENT_KIND_DEDUCTION
} fos_adjustment_kind;

/** Why goods go back. */
typedef enum fos_return_reason {
    FOS_RETURN_REASON_ABSENT = 0,
    FOS_RETURN_REASON_UNDELIVERED,
    FOS_RETURN_REASON_REFUSED,
    FOS_RETURN_REASON_WITHDRAWAL,
    FOS_RETURN_REASON_DEFECTIVE,
    FOS_RETURN_REASON_WRONG_ITEM,
    FOS_RETURN_REASON_RECALL
} fos_return_reason;

/** What became of goods that went back. */
typedef enum fos_final_state {
    FOS_FINAL_STATE_ABSENT = 0,
    FOS_FINAL_STATE_RE_EXPORTED,
    FOS_FINAL_STATE_DESTROYED,
    FOS_FINAL_STATE_ABANDONED,
    FOS_FINAL_STATE_RESTOCKED
} fos_final_state;

FOS_END_DECLS

#endif
