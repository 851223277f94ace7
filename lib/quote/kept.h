/* What a session keeps from quote to quote: what follows from a quote's circumstances alone (dates, places, choices, who takes
 * part, the route) is worked out when they are met for the second time, and found again by the next quotes under the same ones.
 * Nothing that an amount, a mass, a code of the goods or a text of the request had a part in is ever kept: reading one marks the
 * evaluation as particular. With a kept value stands what was read on its way, and counts as read again, so that a quote shows
 * the same conditions whatever came before. A quote begins with the columns of all slots that are known under its circumstances,
 * and with the charges that these spare. */
#ifndef FOSI_KEPT_H
#define FOSI_KEPT_H

#include "quote/eval.h"

/* Before any value is read; again whenever what circumstances are made of has changed. OK or NO_MEMORY. */
fos_status fosi_kept_open(fosi_eval *eval);
/* Back to before routes were chosen, nothing computed. OK or NO_MEMORY. */
fos_status fosi_kept_again(fosi_eval *eval);
/* Once routes are chosen: they are circumstances too. OK or NO_MEMORY. */
fos_status fosi_kept_settle(fosi_eval *eval);

/* Whether the value of a slot is or may be kept; else it is to be computed plainly. */
static inline bool fosi_may_keep_slot(const fosi_eval *eval, uint32_t index, const fosi_cell *cell)
{
    const fosi_slot *slot = &eval->regime->slots[index];
    const fosi_kept_set *set = eval->set;
    if (set == NULL || index >= FOSI_READ_SLOTS || fosi_slot_marked(set->never, index)) return false;
    if (!slot->bound && !(set->of.single && slot->is_number)) return false;
    return slot->grain < FOSI_GRAIN_ROUTE || cell->route == set->of.route;
}
/* Computes the value of a range that may be kept, and keeps it if it can be. */
const fosi_register *fosi_keep_range(fosi_eval *eval, fosi_range range, const fosi_cell *cell);

/* While a value that may be kept is worked out. */
typedef struct fosi_keeping {
    fosi_reads reads;
    bool particular;
} fosi_keeping;

static inline fosi_keeping fosi_keeping_begin(fosi_eval *eval)
{
    fosi_keeping outer = { eval->reads, eval->particular };
    memset(&eval->reads, 0, sizeof eval->reads);
    eval->particular = false;
    eval->keeping++;
    return outer;
}
/* Keeps the value in a place of `size` bytes that begins with it, when it follows from circumstances alone; NULL when it does not,
 * or there is no memory (then the evaluation has failed). */
void *fosi_keeping_end(fosi_eval *eval, const fosi_keeping *outer, const fosi_register *value, size_t size);
/* Keeps that a charge does not touch the one item, if circumstances alone say so. */
void fosi_keeping_spared(fosi_eval *eval, const fosi_keeping *outer, uint32_t charge, fosi_charge_run *untouched);

#endif
