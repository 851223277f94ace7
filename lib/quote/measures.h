/* Which measures of a tariff fall on an item, and what each comes to. */
#ifndef FOSI_MEASURES_H
#define FOSI_MEASURES_H

#include "quote/eval.h"

/* What a rule reads of a tariff: tariff(duty), tariff(additional), tariff(excise). */
typedef enum fosi_tariff_part { FOSI_TARIFF_DUTY, FOSI_TARIFF_ADDITIONAL, FOSI_TARIFF_EXCISE } fosi_tariff_part;

#define FOSI_MOST_MEASURES 48

/* One measure that applies, in the order in which they build on each other. */
typedef struct fosi_applied {
    fos_tariff_measure measure;
    fosi_exact exact;    /* in the regime's currency */
    fosi_exact assessed; /* rounded, where each is a charge of its own */
    fosi_known_text source;
    bool claimed; /* the request claims it: preference, quota, a document */
} fosi_applied;

/* Why nothing can be said. */
typedef enum fosi_tariff_gap {
    FOSI_GAP_NONE,
    FOSI_GAP_NO_TARIFF,  /* none for this regime, or the item has no code */
    FOSI_GAP_NO_CODE,    /* the tariff does not have the code on that day */
    FOSI_GAP_SHORT,      /* the code is divided further */
    FOSI_GAP_NO_DUTY,    /* no measure says the duty */
    FOSI_GAP_ORIGIN,     /* measures depend on an origin that is not given */
    FOSI_GAP_RIVALS,     /* several rates by producer, none claimed */
    FOSI_GAP_UNCOMPUTED, /* a rate that cannot be computed from what the item gives */
    FOSI_GAP_TOO_MANY
} fosi_tariff_gap;

typedef struct fosi_assessment {
    fosi_applied applied[FOSI_MOST_MEASURES];
    uint32_t count;
    fosi_tariff_gap gap;
    fos_tariff_measure lacking; /* UNCOMPUTED: the measure at hand */
    uint64_t needs;             /* of what is missing */
    bool unclaimed;             /* the request's preference names no measure for this origin */
    uint8_t confidence;         /* bits */
    char code[16];              /* that decided, where the request's is short and a policy chose */
} fosi_assessment;

/* Takes the tariff's measures for an item: those that apply, with what each comes to on `value`. */
void fosi_measures_assess(fosi_eval *eval, fosi_tariff_part part, const fosi_register *value, uint32_t conversion,
                          const fosi_cell *cell, fosi_assessment *out);
/* The sum of an assessment as a register. */
fosi_register fosi_measures_sum(fosi_eval *eval, const fosi_assessment *assessment);
/* For a code that is divided further: the least and most that the lines below it come to. False when not all can be computed. */
bool fosi_measures_range(fosi_eval *eval, fosi_tariff_part part, const fosi_register *value, uint32_t conversion,
                         const fosi_cell *cell, fosi_exact *least, fosi_exact *most, unsigned *digits);
fosi_tariff_part fosi_tariff_part_of(const struct fos_regime *regime, uint32_t kind_constant);

/* rates.c: what a rate text comes to; `before` is the duty that a rate such as "the duty of the subheading + 25 %" builds on. */
fosi_register fosi_rate_value(fosi_eval *eval, const char *text, const fosi_register *value, uint32_t conversion,
                              const fosi_cell *cell, const fosi_exact *before, bool *used_before);

#endif
