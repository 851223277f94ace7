/* The reference data set: one consignment, its parties, its items, and the request around it. The parts stand in the
 * headers that are included here.
 * The library allocates these structs and may append fields to them; callers fill and read them, never copy or embed them.
 * Texts are NUL-terminated UTF-8; an absent text is NULL, an absent code an empty array, an absent number
 * FOS_DECIMAL_ABSENT_SCALE, an absent date FOS_DATE_ABSENT, an absent choice 0, an absent part a NULL pointer. Times are
 * texts of ISO 8601: a day, or a day and a time with its offset. */
#ifndef FOS_DATASET_H
#define FOS_DATASET_H

#include <stddef.h>
#include <stdint.h>

#include <fos/choices.h>
#include <fos/date.h>
#include <fos/decimal.h>
#include <fos/declaration.h>
#include <fos/export.h>
#include <fos/memory.h>
#include <fos/movement.h>
#include <fos/party.h>
#include <fos/status.h>
#include <fos/trade.h>

FOS_BEGIN_DECLS

/** A quantity in a supplementary unit (UN/ECE Recommendation 20, such as LTR, PR, MTK). */
typedef struct fos_measure {
    const char *unit;
    fos_decimal quantity; /**< ≥ 0 */
} fos_measure;

/** One line of goods. */
typedef struct fos_item {
    int32_t number; /**< 1 and up, unique; 0 means its position */
    const char *description;
    const char *sku;
    const char *listing_url;
    const char *commodity_code; /**< 2 to 12 digits: HS, or a national code that extends it */
    char origin_country[4];     /**< country of origin, ISO 3166-1 alpha-2 */
    fos_decimal quantity;       /**< > 0; absent means 1 */
    const char *unit;           /**< Recommendation 20; absent means C62, one */
    fos_money unit_price;
    fos_money amount;   /**< the line's price before discount; must equal quantity × unit_price to the cent when both stand */
    fos_money discount; /**< absent means 0 */
    fos_decimal net_mass_kg;
    fos_decimal gross_mass_kg;
    fos_measure **measures;
    size_t measure_count;
    const char *tax_category; /**< absent means standard */
    const char **goods_classes;
    size_t goods_class_count;
    const char *duty_rate; /**< a duty rate as tariffs write it: "12 %", "3.20 EUR/KGM" */
    const char *preference;
    fos_truth tax_paid; /**< the seller already charged the destination's tax on this line */
    fos_collected_tax *tax_collected;
    const char *reference;
    const char *ucr;
    fos_product *product;
    fos_package **packaging;
    size_t packaging_count;
    fos_document **documents;
    size_t document_count;
    fos_item_parties *parties;
    fos_item_declaration *declaration;
} fos_item;

/** One consignment: goods of one seller for one consignee that travel together. */
typedef struct fos_consignment {
    const char *reference;
    const char *transport_document;
    const char *ucr;
    fos_transaction transaction; /**< absent means b2c */
    fos_category category;       /**< absent means sale */
    char dispatch_country[4];
    char destination_country[4];
    const char *destination_subdivision; /**< ISO 3166-2 without the country */
    const char *destination_postcode;
    fos_transport_mode transport_mode;
    fos_delivery_terms delivery_terms;
    fos_money freight;   /**< absent means 0 */
    fos_money insurance; /**< absent means 0 */
    fos_decimal gross_mass_kg;
    int32_t packages; /**< 0 means not given */
    fos_party *seller;
    fos_party *platform;
    fos_party *buyer;
    fos_party *consignor;
    fos_party *consignee;
    fos_party *importer;
    fos_party *declarant;
    fos_party *carrier;
    fos_party *payment_provider;
    fos_party *redeliverer;
    fos_item **items;
    size_t item_count;
    fos_party *exporter;
    fos_party *representative;
    fos_party *submitter;
    fos_party *payer;
    fos_party *fulfilment_operator;
    fos_order *order;
    fos_invoice *invoice;
    fos_payment **payments;
    size_t payment_count;
    fos_transport *transport;
    fos_package **packaging;
    size_t packaging_count;
    fos_document **documents;
    size_t document_count;
    fos_storage *storage;
    fos_screening **screenings;
    size_t screening_count;
    fos_declaration *declaration;
    fos_return *returned;
} fos_consignment;

/** What a person has used of a yearly or monthly allowance, without the present consignment. */
typedef struct fos_counter {
    const char *scheme;
    fos_money amount;  /**< absent when the scheme counts uses */
    fos_decimal count; /**< a whole number; absent when the scheme sums money */
} fos_counter;

/** A dated exchange rate: one unit of `from` is `rate` units of `to`. */
typedef struct fos_exchange_rate {
    char from[4];
    char to[4];
    fos_decimal rate; /**< > 0 */
    fos_date date;
    const char *series; /**< such as "ecb.daily"; NULL fits every series */
    const char *side;   /**< mid, buy or sell; NULL fits every side */
    const char *source;
} fos_exchange_rate;

/** The reading of a disputed rule that the caller chooses. */
typedef struct fos_assumption {
    const char *name;
    const char *value;
} fos_assumption;

/** What is asked: a consignment, the dates that law reads, and the caller's choices. */
typedef struct fos_request {
    fos_date date; /**< of the import declaration; must be given */
    fos_date sale_date;
    fos_date departure_date;
    fos_date arrival_date;
    const char *approach; /**< auto (also when absent), vendor, intermediary, consumer, border, or a route's id */
    fos_truth prices_include_tax;
    const char **elections;
    size_t election_count;
    fos_assumption **assume;
    size_t assume_count;
    const char *rounding_level;   /**< a level that the law leaves open: item, rate, route, consignment */
    fos_consignment *consignment; /**< never NULL in a request that the library made */
    fos_counter **counters;
    size_t counter_count;
    fos_exchange_rate **exchange_rates;
    size_t exchange_rate_count;
} fos_request;

/** A new empty request that owns all of its parts, or NULL (`error` says why). One thread at a time. */
FOS_API fos_request *fos_request_new(const fos_context *context, fos_error *error);
/** Frees a request and everything in it; NULL is fine. */
FOS_API void fos_request_free(fos_request *request);
/** Empties a request and keeps its memory for the next one. */
FOS_API void fos_request_clear(fos_request *request);
/** A copy of `length` bytes of UTF-8 that lives as long as the request's content, or NULL when out of memory. */
FOS_API const char *fos_request_text(fos_request *request, const char *text, size_t length);
/** Appends an empty item; `*item` is borrowed from the request. */
FOS_API fos_status fos_request_item_add(fos_request *request, fos_item **item, fos_error *error);
/** The party of that role, made empty when it was absent. FOS_STATUS_INVALID_ARGUMENT for a role that no consignment holds. */
FOS_API fos_status fos_request_party(fos_request *request, fos_role role, fos_party **party, fos_error *error);
/** Appends an identifier (texts copied) to a party of this request. */
FOS_API fos_status fos_request_identifier_add(fos_request *request, fos_party *party, const char *scheme, const char *value,
                                              fos_error *error);
/** Appends a quantity in a unit (text copied) to an item of this request. */
FOS_API fos_status fos_request_measure_add(fos_request *request, fos_item *item, const char *unit, fos_decimal quantity,
                                           fos_error *error);
/** Appends a goods class (text copied) to an item of this request. */
FOS_API fos_status fos_request_goods_class_add(fos_request *request, fos_item *item, const char *goods_class, fos_error *error);
/** Appends an election (text copied). */
FOS_API fos_status fos_request_election_add(fos_request *request, const char *election, fos_error *error);
/** Appends the chosen reading of a switch (texts copied). */
FOS_API fos_status fos_request_assume(fos_request *request, const char *name, const char *value, fos_error *error);
/** Appends an empty counter; `*counter` is borrowed from the request. */
FOS_API fos_status fos_request_counter_add(fos_request *request, fos_counter **counter, fos_error *error);
/** Appends an empty exchange rate; `*rate` is borrowed from the request. */
FOS_API fos_status fos_request_exchange_rate_add(fos_request *request, fos_exchange_rate **rate, fos_error *error);
/** Adds a part to an object of this request: `class_name` says what the object is ("consignment", "party", "item": see element.h)
 *  and `member` which part. A list gets an empty entry more; an object is made when it is absent. Returns the part, borrowed from the
 *  request, or NULL: no such class or member, a member that is no object, or no memory. This adds any part there is; the
 *  functions above are short forms for some.
 *
 *      fos_address *home = fos_request_add(request, "party", buyer, "address", &error);
 */
FOS_API void *fos_request_add(fos_request *request, const char *class_name, void *object, const char *member, fos_error *error);
/** Sets a text of an object of this request, or appends to a list of texts; the text is copied. FOS_STATUS_INVALID_ARGUMENT for no
 *  such class or member, or one that is no text. */
FOS_API fos_status fos_request_add_text(fos_request *request, const char *class_name, void *object, const char *member,
                                        const char *text, fos_error *error);

/** Checks what the JSON reader checks, for a request that was filled in C: codes, ranges, agreement of prices.
 *  The error's pointer names the value as the JSON would. fos_session_quote does this itself. */
FOS_API fos_status fos_request_check(const fos_request *request, fos_error *error);

FOS_END_DECLS

#endif
