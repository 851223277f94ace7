/* Which measures of a tariff fall on an item, and what each comes to. */
#ifndef FOSI_MEASURES_H
#define FOSI_MEASURES_H

#include "quote/eval.h"

/* One measure that applies, in the order in which they build on each other. */
typedef struct fosi_applied {
    fos_tariff_measure measure;
    const fos_tariff *tariff;
    fosi_exact exact;    /* in the regime's currency */
    fosi_exact assessed; /* rounded, where each is a charge of its own */
    fosi_known_text source;
    uint64_t needs;     /* of what is missing */
    bool missing;       /* it cannot be computed from what is given */
    const char *cut_to; /* the rate of a cap that left less of it than its own rate gives; NULL */
    bool claimed;       /* the request claims it: preference, quota, a document */
    uint8_t claim;      /* by which of its claims: number + 1, 0 for none */
    uint8_t confidence; /* bits */
} fosi_applied;

/* Why nothing can be said. */
typedef enum fosi_tariff_gap {
    FOSI_GAP_NONE,
    FOSI_GAP_NO_TARIFF,  /* none for this regime, or the item has no code */
    FOSI_GAP_NO_CODE,    /* the tariff does not have the code on that day */
    FOSI_GAP_SHORT,      /* the code is divided further */
    FOSI_GAP_NO_RATE,    /* no measure says the duty, or the tax */
    FOSI_GAP_ORIGIN,     /* measures depend on an origin that is not given */
    FOSI_GAP_RIVALS,     /* several that differ by number, none claimed */
    FOSI_GAP_CONDITION,  /* whether a measure applies depends on what is not given */
    FOSI_GAP_UNCOMPUTED, /* a rate that cannot be computed from what the item gives */
    FOSI_GAP_TOO_MANY
} fosi_tariff_gap;

/* The duty and the additional duties are taken from the tariff together, because they build on each other, but what one lacks the
 * other need not lack. */
typedef struct fosi_side {
    fosi_tariff_gap gap;
    uint64_t needs;
    fos_tariff_measure lacking; /* of RIVALS and CONDITION: a measure at hand */
} fosi_side;

/* What became of a treatment that the request claims. */
typedef enum fosi_claim_outcome {
    FOSI_CLAIM_UNKNOWN, /* the tariff has no such measure */
    FOSI_CLAIM_FAILED,  /* a condition does not hold */
    FOSI_CLAIM_OPEN,    /* whether one holds is not known */
    FOSI_CLAIM_TAKEN
} fosi_claim_outcome;

typedef struct fosi_claim {
    const char *words;
    bool elected; /* by an election, whose names are in small letters */
    fosi_claim_outcome outcome;
    fos_tariff_measure measure; /* unless UNKNOWN */
    fosi_slice condition;       /* that failed or is open */
    fosi_known_text source;
} fosi_claim;

#define FOSI_MOST_MEASURES 48
#define FOSI_MOST_CLAIMS 8

typedef struct fosi_assessment {
    fosi_applied *applied;
    uint32_t count;
    fosi_side sides[2]; /* additional duties that the regime reads by themselves are the second */
    uint8_t confidence; /* bits, of the value */
    const fos_tariff *tariff;
    const char *residual; /* number of the measure of all others, that stands because none is claimed; NULL */
    char code[16];        /* that decided, where the request's is short and a policy chose */
    fosi_claim *claims;
    uint32_t claim_count;
} fosi_assessment;

/* An assessment is made once for a question and kept with the quote. */
typedef struct fosi_assessed fosi_assessed;
struct fosi_assessed {
    fosi_assessed *next;
    uint32_t group; /* FOSI_TARIFF_READ of its first part */
    uint32_t conversion;
    fosi_exact value;
    bool ratio;
    fosi_assessment answer;
};

/* What a plan's instruction reads of the tariff for an item: the measures that apply, with what each comes to on `value`; without
 * a value, on 1. NULL when out of memory. */
const fosi_assessment *fosi_measures_assess(fosi_eval *eval, uint32_t read, const fosi_register *value, uint32_t conversion,
                                            const fosi_cell *cell);
/* The assessment of a part that the quote made last for the item; NULL when it needed none. */
const fosi_assessment *fosi_measures_made(const fosi_eval *eval, uint32_t read, uint32_t item);
/* The first measure of an item that cannot be computed, and its assessment; NULL with the assessment that says nothing for another
 * reason, or with none. */
const fosi_applied *fosi_measures_lacking(const fosi_eval *eval, uint32_t item, const fosi_assessment **of);
/* Whether a measure is of the part of the tariff that is read. */
bool fosi_measure_is_read(const fosi_eval *eval, uint32_t read, const fos_tariff_measure *measure);
fosi_tariff_gap fosi_measures_gap(const fosi_eval *eval, uint32_t read, const fosi_assessment *assessment);
/* The sum of what is read of an assessment as a register. */
fosi_register fosi_measures_sum(fosi_eval *eval, uint32_t read, const fosi_assessment *assessment);
/* For a code that is divided further: the least and most that the lines below it come to. False when not all can be computed. */
bool fosi_measures_range(fosi_eval *eval, uint32_t read, const fosi_register *value, uint32_t conversion, const fosi_cell *cell,
                         fosi_exact *least, fosi_exact *most, unsigned *digits);

/* claims.c: whether an additional code of the item or the consignment, or a document, has this number. */
bool fosi_item_gives(const fosi_eval *eval, const fos_item *item, const char *code, size_t length);

/* rates.c: what a rate text comes to; `before` is the duty that a rate such as "the duty of the subheading + 25 %" builds on. */
fosi_register fosi_rate_value(fosi_eval *eval, const fos_tariff *tariff, const char *text, const fosi_register *value,
                              uint32_t conversion, const fosi_cell *cell, const fosi_exact *before, bool *used_before);
struct fosi_duty_outcome;
/* What a rate needs that the item does not give; false for what is no rate. */
bool fosi_rate_lacks(fosi_eval *eval, const fos_tariff *tariff, uint32_t item, const char *rate,
                     struct fosi_duty_outcome *outcome);

#endif
