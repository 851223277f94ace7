/* Amounts that the law does not collect: small ones, alone or together. Decided once for each route (or the consignment)
 * on assessed amounts, so that no waiver depends on itself. */
#include <string.h>

#include "quote/eval.h"

enum { OPEN = 0, HOLDS_NOT, HOLDS };

fosi_register fosi_waiver_total(fosi_eval *eval, const fosi_waiver *waiver, const fosi_cell *cell)
{
    fosi_register total = fosi_zero();
    eval->particular = true;
    fosi_grain grain = waiver->per_consignment ? FOSI_GRAIN_CONSIGNMENT : FOSI_GRAIN_ROUTE;
    for (uint32_t i = 0; i < waiver->charge_count; i++) {
        const fosi_charge_run *run = eval->charges[waiver->charges[i]];
        if (run == NULL) run = fosi_charge_compute(eval, waiver->charges[i]);
        if (run != NULL && run->settle_count == 0 && run->undecided == NULL) continue; /* nothing is charged */
        fosi_register part = fosi_charge_amount(eval, waiver->charges[i], FOSI_VIEW_ASSESSED, grain, cell);
        if (part.state == FOSI_STATE_MISSING) return part;
        fos_status status = fosi_exact_add(total.as.number, part.as.number, &total.as.number);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
    return total;
}

static uint8_t decide(fosi_eval *eval, const fosi_waiver *waiver, const fosi_cell *cell)
{
    fosi_register total = fosi_waiver_total(eval, waiver, cell);
    if (total.state == FOSI_STATE_MISSING) return HOLDS_NOT; /* the quote is incomplete and says what it lacks */
    fosi_register outer = eval->waiver_total;
    eval->waiver_total = total;
    bool holds = fosi_is_true(fosi_value(eval, waiver->when, cell));
    eval->waiver_total = outer;
    return holds ? HOLDS : HOLDS_NOT;
}

void fosi_waivers_apply(fosi_eval *eval, uint32_t charge, fosi_charge_run *run)
{
    const struct fos_regime *r = eval->regime;
    const fosi_charge_rule *rule = &r->charges[charge];
    for (uint32_t w = 0; w < rule->waiver_count; w++) {
        const fosi_waiver *waiver = &r->waivers[rule->waivers[w]];
        for (uint32_t s = 0; s < run->settle_count; s++) {
            fosi_settle_run *unit = &run->settles[s];
            if (unit->missing || unit->waived) continue;
            uint32_t place = waiver->per_consignment ? r->route_count : unit->route;
            uint8_t *state = &eval->waiver_state[rule->waivers[w] * (r->route_count + 1) + place];
            fosi_cell cell = { FOSI_NONE, unit->route, NULL, 0 };
            if (*state == OPEN) *state = decide(eval, waiver, &cell);
            unit->waived = *state == HOLDS;
        }
    }
}
