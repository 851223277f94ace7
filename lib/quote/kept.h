/* What a session keeps from quote to quote: what follows from a quote's circumstances alone (dates, places, choices, who takes
 * part, the route) is worked out once and found again by the next quote under the same ones. Nothing that an amount, a mass, a
 * code of the goods or a text of the request had a part in is ever kept: reading one marks the evaluation as particular. What
 * a kept value read on its way is read again with it, so that a quote shows the same conditions whatever came before. */
#ifndef FOSI_KEPT_H
#define FOSI_KEPT_H

#include "quote/eval.h"

/* Before any value is read; again whenever what circumstances are made of has changed. OK or NO_MEMORY. */
fos_status fosi_kept_open(fosi_eval *eval);
/* Once routes are chosen: they are circumstances too. OK or NO_MEMORY. */
fos_status fosi_kept_settle(fosi_eval *eval);

/* The value of a range that is kept, or may come to be; NULL when it never will. */
fosi_kept_range *fosi_kept_range_of(fosi_eval *eval, fosi_range range, const fosi_cell *cell);

/* While a value that may be kept is worked out. */
typedef struct fosi_keeping {
    uint64_t switches, defaults;
    uint32_t touched;
    bool particular;
} fosi_keeping;

/* That a slot was read. */
static inline void fosi_touch(fosi_eval *eval, uint32_t slot, const fosi_cell *cell)
{
    if (eval->touched_count < FOSI_TOUCHED)
        eval->touched[eval->touched_count++] = (fosi_touched){ slot, cell->item, cell->route };
    else
        eval->touched_lost = true;
}

static inline fosi_keeping fosi_keeping_begin(fosi_eval *eval)
{
    fosi_keeping outer = { eval->switches_read, eval->defaults_used, eval->touched_count, eval->particular };
    eval->switches_read = eval->defaults_used = 0;
    eval->particular = false;
    eval->keeping++;
    return outer;
}
/* Keeps the value in `into` (NULL: nowhere) when it may be; returns whether it follows from circumstances alone. */
bool fosi_keeping_end(fosi_eval *eval, const fosi_keeping *outer, const fosi_register *value, fosi_kept_value *into);

/* Reads again what was read on the way to a kept value. */
void fosi_kept_replay(fosi_eval *eval, const fosi_kept_value *kept);

#endif
