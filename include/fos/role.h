/* The stakeholders of the Framework's annex "E-Commerce Stakeholders: Roles and Responsibilities", and the ways of collecting
 * of its annex "Revenue Collection Approaches": who is liable, pays, collects, remits and refunds under each. This is what the
 * annexes describe in general; what a law says is in the regimes, and a quote's charges name their roles. */
#ifndef FOS_ROLE_H
#define FOS_ROLE_H

#include <stddef.h>

#include <fos/choices.h>
#include <fos/export.h>
#include <fos/quote.h>

FOS_BEGIN_DECLS

/** One stakeholder. All texts live as long as the program. Which elements it can supply is in the element table:
 *  fos_element_place.roles. */
typedef struct fos_role_entry {
    fos_role role;
    const char *title;                   /**< such as "E-platform, marketplace" */
    const char *definition;              /**< one sentence */
    const char *const *responsibilities; /**< one clause each */
    size_t responsibility_count;
    const char *holds;         /**< the data that it has of itself */
    const char *source;        /**< where it was read */
    fos_confidence confidence; /**< how sure that is */
} fos_role_entry;

/** One way of collecting. A hybrid names no roles: each of its charges is collected by one of the other ways. */
typedef struct fos_collection_model {
    const char *id;        /**< such as "vendor.platform" */
    const char *title;     /**< such as "The platform as deemed supplier" */
    fos_approach approach; /**< of the quote's charges that are collected so */
    fos_role liable;       /**< owes it to the state */
    fos_role payer;        /**< bears it */
    fos_role collector;    /**< takes it from the payer */
    fos_role remitter;     /**< hands it over */
    fos_role remitted_to;
    fos_role refunder;    /**< gives it back on a return */
    fos_due assessed;     /**< when the amount is found */
    fos_due due;          /**< when it is paid */
    const char *remitted; /**< how often, in words */
    const char *refund;   /**< how, in words */
    const char *source;
    fos_confidence confidence;
} fos_collection_model;

/** The entry of a role, NULL for FOS_ROLE_ABSENT and for none. Thread-safe. */
FOS_API const fos_role_entry *fos_role_describe(fos_role role);
/** The role of a name such as "express_carrier", FOS_ROLE_ABSENT for an unknown one. Thread-safe. */
FOS_API fos_role fos_role_find(const char *name);
/** How many ways of collecting there are. Thread-safe. */
FOS_API size_t fos_collection_model_count(void);
/** A way of collecting by its index, those of one approach together; NULL when there is none. Thread-safe. */
FOS_API const fos_collection_model *fos_collection_model_at(size_t index);

FOS_END_DECLS

#endif
