/* The trade as an online shop knows it: products, the order, the invoice, what the buyer paid, tax taken at the sale, and
 * what happens when goods go back. */
#ifndef FOS_TRADE_H
#define FOS_TRADE_H

#include <stddef.h>
#include <stdint.h>

#include <fos/date.h>
#include <fos/decimal.h>
#include <fos/export.h>
#include <fos/party.h>

FOS_BEGIN_DECLS

/** The article as the catalogue describes it. */
typedef struct fos_product {
    const char *title; /**< of the listing */
    const char *brand;
    const char *model;
    const char *specification;
    const char *material;
    const char *gtin;
    const char *merchant_id;
    const char *manufacturer_id;
    fos_party *manufacturer;
    const char **image_urls;
    size_t image_url_count;
    const char **serial_numbers;
    size_t serial_number_count;
    const char *condition;
    const char *record_number;
} fos_product;

/** The parties of one line, where they are not those of the consignment. */
typedef struct fos_item_parties {
    fos_party *seller;
    fos_party *buyer;
    fos_party *consignor;
    fos_party *consignee;
} fos_item_parties;

/** Tax that was taken at the sale. */
typedef struct fos_collected_tax {
    const char *scheme; /**< under which it is paid over, such as ioss */
    const char *number; /**< of the registration */
    fos_money amount;
    fos_decimal rate; /**< percent */
    fos_date date;
} fos_collected_tax;

/** The order that the consignment fulfils. */
typedef struct fos_order {
    const char *id;   /**< the platform's number of it */
    const char *time; /**< ISO 8601: day or moment of the order */
    const char *type;
    const char *website;
    fos_truth online;
    const char *batch;
    fos_money total; /**< what the buyer was asked to pay for all */
    fos_money tax;   /**< shown to the buyer */
    const char *note;
} fos_order;

/** The invoice of the sale. */
typedef struct fos_invoice {
    const char *number;
    fos_date date;
    fos_money amount;
} fos_invoice;

/** A payment for the order. */
typedef struct fos_payment {
    const char *transaction;
    const char *method;
    const char *time; /**< ISO 8601 */
    fos_money amount;
    fos_party *payer; /**< where it is not the buyer */
    const char *verifier;
} fos_payment;

/** A line that goes back. */
typedef struct fos_return_line {
    int32_t line; /**< number of the item in the original consignment */
    fos_decimal quantity;
    const char *unit;
    fos_money value;
} fos_return_line;

/** A refund of duty or tax that is claimed. */
typedef struct fos_refund_claim {
    fos_role by;      /**< who gives it back */
    const char *type; /**< of duty, tax or fee */
    fos_money amount;
    const char *period; /**< of the tax return in which it is corrected, such as 2026-11 */
    const char *reference;
} fos_refund_claim;

/** Goods that go back, or came back: what of, why, and what became of them. */
typedef struct fos_return {
    const char *reference;
    fos_return_reason reason;
    const char *text;
    fos_date date;
    const char *original_declaration;
    const char *original_transport_document;
    const char *original_order;
    const char *transport_document;
    fos_return_line **lines;
    size_t line_count;
    const char *export_proof;
    fos_final_state final_state;
    fos_refund_claim **refunds;
    size_t refund_count;
} fos_return;

FOS_END_DECLS

#endif
