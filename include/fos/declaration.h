/* What a customs declaration says besides the trade itself: offices, procedures, documents, valuation, taxes, guarantees. */
#ifndef FOS_DECLARATION_H
#define FOS_DECLARATION_H

#include <stddef.h>
#include <stdint.h>

#include <fos/date.h>
#include <fos/decimal.h>
#include <fos/export.h>
#include <fos/party.h>

FOS_BEGIN_DECLS

/** A document, licence or certificate that supports a declaration, or one that went before it. */
typedef struct fos_document {
    fos_document_kind kind;
    const char *category;
    const char *type;
    const char *reference;
    const char *name;
    const char *issuer;
    const char *issued; /**< ISO 8601 */
    fos_date valid_until;
    int32_t line; /**< of the document; 0 means not given */
    const char *exemption;
    fos_decimal quantity; /**< written off it */
    const char *unit;
    fos_money amount; /**< written off it */
    const char *url;
    const char *issuer_role;
} fos_document;

/** An additional statement. */
typedef struct fos_statement {
    const char *code;
    const char *text;
    const char *type;
    const char *pointer; /**< what it is about, as the WCO writes it: 42A/67A/68A/02A */
} fos_statement;

/** What customs is asked to do with the goods, and what was done before. */
typedef struct fos_procedure {
    const char *requested;
    const char *previous;
    const char **additional;
    size_t additional_count;
} fos_procedure;

/** A code of the goods in a list besides the Harmonized System. */
typedef struct fos_classification {
    const char *code;
    const char *list;
} fos_classification;

/** An origin besides the non-preferential country. */
typedef struct fos_origin {
    char country[4];
    const char *region;
    const char *type;
} fos_origin;

/** An addition to the customs value, or a deduction from it. */
typedef struct fos_adjustment {
    fos_adjustment_kind kind;
    const char *type;
    fos_money amount;
} fos_adjustment;

/** How the customs value is made. */
typedef struct fos_valuation {
    const char *method;
    fos_money customs_value;
    fos_money statistical_value;
    fos_money freight;      /**< the part that falls on this line */
    fos_money retail_price; /**< fair retail value in the country of shipment */
    fos_adjustment **adjustments;
    size_t adjustment_count;
    const char *addition;
} fos_valuation;

/** A payment of a duty, tax or fee. */
typedef struct fos_duty_payment {
    const char *method;
    fos_money assessed;
    fos_money amount;
    fos_date due;
    fos_date paid;
    const char *reference;
    const char *account; /**< that is debited, such as one of deferred payment */
} fos_duty_payment;

/** A duty, tax or fee as a declaration carries it. */
typedef struct fos_duty_tax_fee {
    const char *type;
    const char *regime;
    fos_money base;
    fos_decimal base_quantity;
    const char *base_unit;
    fos_decimal rate; /**< percent of `base`, or money for one `base_unit` */
    fos_money deduction;
    const char *quota;
    fos_duty_payment **payments;
    size_t payment_count;
} fos_duty_tax_fee;

/** What stands good for a debt. */
typedef struct fos_guarantee {
    const char *reference; /**< that the holder gave */
    const char *grn;       /**< that customs gave */
    const char *type;
    fos_money amount;
    const char *access_code;
    const char *office;
} fos_guarantee;

/** A change of a declaration. */
typedef struct fos_amendment {
    const char *reason;
    const char *text;
    const char *pointer; /**< what is changed, as the WCO writes it: 42A/67A/68A/23A/137 */
} fos_amendment;

/** What the declaration of the whole consignment says. */
typedef struct fos_declaration {
    const char *lrn; /**< local reference number, given by who lodges it */
    const char *mrn; /**< master reference number, given by customs */
    const char *function;
    const char *type;
    const char *category;
    const char *circumstance;
    const char *accepted; /**< ISO 8601 */
    const char *issued;   /**< ISO 8601 */
    const char *issue_place;
    const char *authentication;
    const char *authenticator;
    int32_t goods_items;   /**< how many items it counts; 0 means not given */
    int32_t loading_lists; /**< how many; 0 means not given */
    const char *lodgement_office;
    const char *presentation_office;
    const char *supervising_office;
    const char *entry_office;
    const char *exit_office;
    const char *category_text;
    const char *transaction_nature;
    fos_location *goods_location;
    fos_location *delivery_place;
    const char *terms_text;
    const char *relationship;
    fos_valuation *valuation;
    fos_document **previous_documents;
    size_t previous_document_count;
    fos_statement **statements;
    size_t statement_count;
    fos_actor **actors;
    size_t actor_count;
    fos_actor **tax_parties;
    size_t tax_party_count;
    fos_actor **authorisations;
    size_t authorisation_count;
    fos_guarantee **guarantees;
    size_t guarantee_count;
    fos_party *surety;
    fos_duty_tax_fee **duty_tax_fees;
    size_t duty_tax_fee_count;
    fos_amendment **amendments;
    size_t amendment_count;
} fos_declaration;

/** What the declaration of one line of goods says. */
typedef struct fos_item_declaration {
    fos_procedure *procedure;
    const char *transaction_nature;
    fos_classification **classifications;
    size_t classification_count;
    const char *cus_code;
    const char **dangerous_goods;
    size_t dangerous_goods_count;
    fos_origin **origins;
    size_t origin_count;
    fos_valuation *valuation;
    fos_document **previous_documents;
    size_t previous_document_count;
    fos_statement **statements;
    size_t statement_count;
    fos_actor **actors;
    size_t actor_count;
    fos_actor **tax_parties;
    size_t tax_party_count;
    const char **containers;
    size_t container_count;
    fos_duty_tax_fee **duty_tax_fees;
    size_t duty_tax_fee_count;
    char dispatch_country[4];
    char destination_country[4];
    const char *destination_region;
    fos_decimal supplementary_quantity;
} fos_item_declaration;

FOS_END_DECLS

#endif
