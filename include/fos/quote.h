/* The answer: every duty, tax and fee, on what base, by which rule, who is liable, who collects, who pays, and when.
 * A quote is read-only and borrowed from the session that made it. Sentences and texts of rates are made on request. */
#ifndef FOS_QUOTE_H
#define FOS_QUOTE_H

#include <stddef.h>
#include <stdint.h>

#include <fos/dataset.h>
#include <fos/date.h>
#include <fos/decimal.h>
#include <fos/export.h>
#include <fos/memory.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** The revenue-collection approaches of the Framework's annex. */
typedef enum fos_approach {
    FOS_APPROACH_ABSENT = 0,
    FOS_APPROACH_VENDOR,       /**< collected at sale by the seller, or by the platform as deemed supplier */
    FOS_APPROACH_INTERMEDIARY, /**< a carrier, post, redeliverer, broker or payment provider collects */
    FOS_APPROACH_CONSUMER,     /**< the buyer files and pays himself */
    FOS_APPROACH_BORDER,       /**< customs collects from the importer or declarant */
    FOS_APPROACH_HYBRID        /**< a quote whose charges take several approaches */
} fos_approach;

typedef enum fos_charge_kind {
    FOS_CHARGE_KIND_ABSENT = 0,
    FOS_CHARGE_KIND_DUTY,
    FOS_CHARGE_KIND_EXCISE,
    FOS_CHARGE_KIND_TAX,
    FOS_CHARGE_KIND_FEE
} fos_charge_kind;

/** When a charge is collected. */
typedef enum fos_due {
    FOS_DUE_ABSENT = 0,
    FOS_DUE_SALE,
    FOS_DUE_DEPARTURE,
    FOS_DUE_ARRIVAL,
    FOS_DUE_DELIVERY,
    FOS_DUE_PERIODIC
} fos_due;
#define FOS_DUE_COUNT 6

/** How sure the data behind a figure is; the weakest value that a charge read decides. */
typedef enum fos_confidence {
    FOS_CONFIDENCE_CONFIRMED = 0, /**< read in the primary text or an authority's publication */
    FOS_CONFIDENCE_SECONDARY,     /**< read in a reputable report of it */
    FOS_CONFIDENCE_UNVERIFIED,    /**< general knowledge, not read */
    FOS_CONFIDENCE_SCHEDULED,     /**< adopted or announced, its start not confirmed */
    FOS_CONFIDENCE_DISPUTED       /**< sources disagree */
} fos_confidence;

/** Which regime and data made the quote. */
typedef struct fos_engine {
    const char *version;
    const char *regime;
    const char *data_version;
    const char *digest; /**< "sha256:…" over the regime file's bytes */
} fos_engine;

/** The route that some of the items take. */
typedef struct fos_quote_route {
    const char *id;
    fos_approach approach;
    uint32_t *items; /**< item numbers */
    size_t item_count;
} fos_quote_route;

/** Values that law reads, in the quote's currency; absent where the regime has no such notion or an input is missing. */
typedef struct fos_quote_values {
    fos_decimal goods;
    fos_decimal freight;
    fos_decimal insurance;
    fos_decimal intrinsic_value;
    fos_decimal customs_value;
} fos_quote_values;

/** What falls on one item. */
typedef struct fos_quote_item {
    uint32_t number;
    const char *route; /**< NULL when undecided */
    fos_quote_values values;
    fos_decimal duty;
    fos_decimal excise;
    fos_decimal tax;
    fos_decimal fee;
} fos_quote_item;

/** One assessed amount. `shares` stand beside `items` and sum to `amount`. Texts live as long as the library. */
typedef struct fos_charge {
    const char *id;
    fos_charge_kind kind;
    const char *name;
    uint32_t *items; /**< item numbers */
    size_t item_count;
    fos_decimal *shares;
    size_t share_count;
    fos_approach approach;
    fos_decimal base;     /**< to the minor unit; absent for a flat amount */
    fos_exact base_exact; /**< the whole base */
    fos_decimal deduct;   /**< what the law takes off after the rate; absent when it has none */
    fos_decimal amount;   /**< due, after rounding and waiver */
    fos_exact exact;      /**< before rounding */
    fos_decimal waived;   /**< what a waiver took away; absent when none did */
    fos_money native;     /**< the amount in the currency that the law fixes it in, when that is another one */
    fos_confidence confidence;
    fos_role liable;
    fos_role collector;
    fos_role payer;
    fos_due due;
    fos_role remitted_to;
    const char *remitted; /**< how often it is paid over, such as "monthly"; NULL when not said */
    const char *refund;   /**< id of the refund policy; NULL when the regime has none */
    uint32_t private_charge;
    uint32_t private_cell;
    uint32_t private_part;
} fos_charge;

/** An amount beside a role. */
typedef struct fos_role_amount {
    fos_role role;
    fos_decimal amount;
} fos_role_amount;

/** An amount beside a moment. */
typedef struct fos_due_amount {
    fos_due due;
    fos_decimal amount;
} fos_due_amount;

/** Sums over all items. Each map sums to `charges`. */
typedef struct fos_quote_totals {
    fos_decimal goods;
    fos_decimal freight;
    fos_decimal insurance;
    fos_decimal duty;
    fos_decimal excise;
    fos_decimal tax;
    fos_decimal fee;
    fos_decimal charges;
    fos_decimal landed_cost; /**< goods + freight + insurance + charges */
    fos_role_amount *by_collector;
    size_t by_collector_count;
    fos_role_amount *by_payer;
    size_t by_payer_count;
    fos_due_amount *by_due;
    size_t by_due_count;
} fos_quote_totals;

/** A named condition of the law that was read on the way. */
typedef struct fos_decision {
    const char *id;
    fos_truth holds; /**< absent when an input is missing */
    uint32_t *items; /**< the items of which it speaks; none when it speaks of the consignment */
    size_t item_count;
    uint32_t private_node;
    uint32_t private_cell;
} fos_decision;

/** A disputed reading that was used. Whether the other reading gives another amount: fos_quote_assumption_matters. */
typedef struct fos_quote_assumption {
    const char *name;
    const char *value;
    fos_truth matters; /**< absent until asked for */
    uint32_t private_switch;
} fos_quote_assumption;

/** An input that the law needs and the request lacks. */
typedef struct fos_missing {
    uint32_t item;     /**< item number; 0 when it is of the consignment */
    const char *needs; /**< the element, such as "duty_rate", "exchange_rate", or "law" */
    uint32_t private_fact;
    uint32_t private_detail;
} fos_missing;

/** Something that the reader should know; it does not make the quote incomplete. */
typedef struct fos_warning {
    const char *id;
    uint32_t private_kind;
    uint32_t private_detail;
} fos_warning;

/** The tariff that a quote read: duties by commodity code that the request did not give. */
typedef struct fos_quote_tariff {
    const char *id;
    const char *data_version;
    const char *digest;  /**< "sha256:…" over the compiled tariff */
    const char *starter; /**< the note of a starter tariff; NULL for a full one */
} fos_quote_tariff;

/** One answer. Lists are arrays of pointers. */
typedef struct fos_quote {
    fos_engine engine;
    fos_date date;
    char destination_country[4];
    char currency[4];
    fos_truth complete;
    fos_approach approach;
    fos_quote_route **routes;
    size_t route_count;
    fos_quote_values values;
    fos_quote_item **items;
    size_t item_count;
    fos_charge **charges;
    size_t charge_count;
    fos_quote_totals totals;
    fos_decision **decisions;
    size_t decision_count;
    fos_quote_assumption **assumed;
    size_t assumed_count;
    fos_missing **missing;
    size_t missing_count;
    fos_warning **warnings;
    size_t warning_count;
    fos_decimal minor_unit;             /**< the smallest step of `currency`, such as 0.01 or 1 */
    fos_quote_tariff *tariff;           /**< NULL when none was read */
    fos_quote_tariff **further_tariffs; /**< others that the law compares with it */
    size_t further_tariff_count;
    const char *
        *incomplete; /**< kinds of charges ("duty", "tax") of which one or more is missing: their totals are of what is known */
    size_t incomplete_count;
} fos_quote;

/** The sentence that says how a charge came about: "19 % of 29.90 EUR (goods 25.00 + freight 4.90)". Appends to `out`.
 *  The request and library of the quote must still be there. Errors: FOS_STATUS_NO_MEMORY. */
FOS_API fos_status fos_charge_because(const fos_quote *quote, const fos_charge *charge, fos_buffer *out);
/** The rate as the law words it ("19 %", "3 EUR per tariff subheading"); nothing when there is none. Appends to `out`. */
FOS_API fos_status fos_charge_rate(const fos_quote *quote, const fos_charge *charge, fos_buffer *out);
/** The rounding ("half_up 0.01"); nothing when there is none. Appends to `out`. */
FOS_API fos_status fos_charge_rounding(const fos_quote *quote, const fos_charge *charge, fos_buffer *out);
/** The citation number `index` of a charge (its rule's and those of the dated values it read), NULL past the last.
 *  Lives as long as the library. */
FOS_API const char *fos_charge_source(const fos_quote *quote, const fos_charge *charge, size_t index);
/** The sentence with the numbers that decided: "intrinsic value 25.00 EUR <= 150 EUR". Appends to `out`. */
FOS_API fos_status fos_decision_because(const fos_quote *quote, const fos_decision *decision, fos_buffer *out);
/** The citation number `index` of a decision, NULL past the last. */
FOS_API const char *fos_decision_source(const fos_quote *quote, const fos_decision *decision, size_t index);
/** Why an input is needed. Appends to `out`. */
FOS_API fos_status fos_missing_because(const fos_quote *quote, const fos_missing *missing, fos_buffer *out);
/** What a warning says. Appends to `out`. */
FOS_API fos_status fos_warning_because(const fos_quote *quote, const fos_warning *warning, fos_buffer *out);
/** Whether another reading of this switch would change any amount (the quote is computed again for each reading).
 *  FOS_TRUTH_ABSENT when out of memory. */
FOS_API fos_truth fos_quote_assumption_matters(const fos_quote *quote, const fos_quote_assumption *assumption);

/** "customs", "express_carrier", …: the word of the contract; "" for others. */
FOS_API const char *fos_role_name(fos_role role);
/** "vendor", "border", …; "" for others. */
FOS_API const char *fos_approach_name(fos_approach approach);
/** "duty", "excise", "tax", "fee"; "" for others. */
FOS_API const char *fos_charge_kind_name(fos_charge_kind kind);
/** "sale", "arrival", …; "" for others. */
FOS_API const char *fos_due_name(fos_due due);
/** "confirmed", "secondary", …; "" for others. */
FOS_API const char *fos_confidence_name(fos_confidence confidence);

/** One route that the law offers on that date, as if its needs were met. */
typedef struct fos_offer {
    const char *route;
    fos_approach approach;
    fos_truth automatic; /**< this is what `auto` takes */
    fos_truth available; /**< all of its needs are met today */
    const char **needs;  /**< sentences: what would have to be so */
    size_t need_count;
    const fos_quote *quote;
} fos_offer;

/** Every offer for one consignment, in the order of the law; `auto`'s own is among them. */
typedef struct fos_comparison {
    fos_engine engine;
    fos_date date;
    char destination_country[4];
    char currency[4];
    fos_offer **offers;
    size_t offer_count;
} fos_comparison;

FOS_END_DECLS

#endif
