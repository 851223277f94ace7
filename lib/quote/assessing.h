/* One assessment on its way: what measures.c, claims.c and stacking.c share. Not for others. */
#ifndef FOSI_ASSESSING_H
#define FOSI_ASSESSING_H

#include "quote/measures.h"
#include "tariff/table.h"

#define FOSI_KIND(kind) (1u << (kind))
/* Treatments of which one stands. */
#define FOSI_TREATMENTS                                                                                                          \
    (FOSI_KIND(FOS_TARIFF_KIND_PREFERENCE) | FOSI_KIND(FOS_TARIFF_KIND_SUSPENSION) | FOSI_KIND(FOS_TARIFF_KIND_QUOTA) |          \
     FOSI_KIND(FOS_TARIFF_KIND_QUOTA_OUT))
/* The duty of the subheading, that chapter 99 speaks of. */
#define FOSI_ORDINARY (FOSI_KIND(FOS_TARIFF_KIND_MFN) | FOSI_TREATMENTS)
#define FOSI_DEFENCE                                                                                                             \
    (FOSI_KIND(FOS_TARIFF_KIND_ANTI_DUMPING) | FOSI_KIND(FOS_TARIFF_KIND_COUNTERVAILING) | FOSI_KIND(FOS_TARIFF_KIND_SAFEGUARD))

static inline bool fosi_kind_is(const fos_tariff_measure *measure, uint32_t kinds) { return (kinds >> measure->kind & 1u) != 0; }

/* Large: on the stack while the assessment is made. */
typedef struct fosi_assessing {
    fosi_eval *eval;
    const fos_item *item;
    const fos_tariff *tariff;
    uint32_t group; /* FOSI_TARIFF_READ of the first part: duty stands for duty and additional duties */
    const fosi_register *value;
    bool ratio; /* the value is 1, for want of one */
    uint32_t conversion;
    const fosi_cell *cell;
    fosi_assessment out; /* its lists are those below */
    fosi_applied applied[FOSI_MOST_MEASURES];
    fosi_claim claims[FOSI_MOST_CLAIMS];
} fosi_assessing;

/* 1 for an additional duty that the regime reads by itself. */
unsigned fosi_side_of(const fosi_eval *eval, uint32_t group, const fos_tariff_measure *measure);
/* Notes the first reason why a side is not known. */
void fosi_assessing_gap(fosi_assessing *a, unsigned side, fosi_tariff_gap why, uint32_t need);
/* The same with the tariff itself as what is missing. */
void fosi_assessing_lacks(fosi_assessing *a, unsigned side, fosi_tariff_gap why);

/* claims.c */
void fosi_claims_begin(fosi_assessing *a);
/* Whether a measure applies: what is claimed, which conditions hold. `of` takes both. */
bool fosi_claims_take(fosi_assessing *a, const fos_tariff_measure *measure, fosi_applied *of);
/* Of what a claim is for the measure that stands is told. */
void fosi_claims_settled(fosi_assessing *a);

/* stacking.c: of what applies, which stand, and what each comes to. */
void fosi_stacking_settle(fosi_assessing *a);
void fosi_stacking_reckon(fosi_assessing *a);

#endif
