/* What rules read of a charge that is assessed: its exact, assessed or due amount of an item, a group, a route or all of them. */
#include "quote/eval.h"

static bool add_item(fosi_eval *eval, const fosi_charge_run *run, fosi_amount_view view, uint32_t item, fosi_register *sum)
{
    if (run->undecided != NULL && run->undecided[item] != 0) {
        *sum = fosi_missing(run->undecided[item] & ~(UINT64_C(1) << 63));
        return false;
    }
    uint32_t settle = run->settle_of[item];
    if (settle == FOSI_NONE) return true;
    const fosi_settle_run *unit = &run->settles[settle];
    if (unit->missing) {
        *sum = fosi_missing(unit->needs);
        return false;
    }
    sum->confidence |= unit->confidence;
    if (view == FOSI_VIEW_DUE && unit->waived) return true;
    fosi_exact value = view == FOSI_VIEW_EXACT && run->exact_of != NULL ? run->exact_of[item].as.number : run->share[item];
    fos_status status = fosi_exact_add(sum->as.number, value, &sum->as.number);
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    return true;
}

/* Exact amounts above the item: of whole cells. */
static void add_exact_cells(fosi_eval *eval, const fosi_charge_run *run, const fosi_cell *cell, fosi_grain grain,
                            fosi_register *sum)
{
    for (uint32_t c = 0; c < run->cell_count; c++) {
        const fosi_cell_run *part = &run->cells[c];
        if (part->skipped || (grain == FOSI_GRAIN_ROUTE && part->route != cell->route)) continue;
        if (part->exact.state == FOSI_STATE_MISSING) {
            *sum = fosi_missing(part->exact.needs);
            return;
        }
        fos_status status = fosi_exact_add(sum->as.number, part->exact.as.number, &sum->as.number);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
}

fosi_register fosi_charge_amount(fosi_eval *eval, uint32_t index, fosi_amount_view view, fosi_grain grain, const fosi_cell *cell)
{
    eval->particular = true;
    fosi_charge_run *run = view == FOSI_VIEW_DUE ? fosi_charge_due(eval, index) : fosi_charge_compute(eval, index);
    fosi_register sum = fosi_zero();
    if (run == NULL) return fosi_missing(0);
    if (grain == FOSI_GRAIN_ITEM) {
        add_item(eval, run, view, cell->item, &sum);
        return sum;
    }
    if (view == FOSI_VIEW_EXACT && run->exact_of == NULL && grain != FOSI_GRAIN_GROUP) {
        add_exact_cells(eval, run, cell, grain, &sum);
        return sum;
    }
    bool grouped = grain == FOSI_GRAIN_GROUP && cell->members != NULL;
    uint32_t count = grouped ? cell->member_count : eval->item_count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t item = grouped ? cell->members[i] : i;
        if (grain == FOSI_GRAIN_ROUTE && eval->route_of[item] != cell->route) continue;
        if (!add_item(eval, run, view, item, &sum)) break;
    }
    return sum;
}
