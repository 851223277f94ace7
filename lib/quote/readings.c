/* Other readings of a disputed rule: whether one of them would change any amount. First only what reads the switch by
 * itself is evaluated again; when none of that changes, nothing can. Else the whole quote is computed again. */
#include <string.h>

#include "quote/told.h"

static bool same_value(const fosi_register *a, const fosi_register *b, const fosi_type *type)
{
    if (a->state != b->state) return false;
    if (a->state != FOSI_STATE_VALUE) return a->needs == b->needs;
    bool text = type->code == FOSI_TYPE_CODE || type->code == FOSI_TYPE_TEXT || type->code == FOSI_TYPE_TARIFF_CODE;
    if (text) return a->as.text.length == b->as.text.length && memcmp(a->as.text.data, b->as.text.data, a->as.text.length) == 0;
    return type->code != FOSI_TYPE_CODES && fosi_exact_compare(a->as.number, b->as.number) == 0;
}

/* A slot that was read, of the one item, under the reading that is set now. */
static bool slot_stays(fosi_eval *eval, uint32_t index, const fosi_register *column)
{
    fosi_cell cell = { 0, eval->route_of[0], NULL, 0 };
    const fosi_slot *slot = &eval->regime->slots[index];
    if (column == NULL) return true;
    const fosi_register *old = &column[slot->grain == FOSI_GRAIN_ROUTE ? cell.route : 0];
    if (old->state == FOSI_STATE_EMPTY) return true;
    eval->particular |= old->particular;
    eval->columns[index] = NULL;
    return same_value(old, fosi_eval_slot(eval, index, &cell), &slot->type);
}

static const fosi_type as_number = { .code = FOSI_TYPE_NUMBER };

/* An expression of a charge under both readings. One that the charge did not come to, for the item is not among its own, was
 * stopped by what does not read the switch, or has its own row. */
static bool charge_stays(fosi_eval *eval, const fosi_switch_reader *reader, uint32_t index, uint32_t other)
{
    static const uint32_t first = 0;
    const fosi_charge_run *run = eval->charges[reader->charge];
    if (eval->regime->routes[eval->route_of[0]].collection_of[reader->charge] == FOSI_NONE) return true;
    if (!reader->is_where && run != NULL && run->progress == 3 && run->member_count == 0 && run->undecided == NULL) {
        eval->particular = true; /* who knows why it was spared */
        return true;
    }
    fosi_cell cell = { 0, eval->route_of[0], &first, 1 };
    uint32_t current = eval->choices[index];
    fosi_register now = fosi_eval_range(eval, reader->range, &cell);
    eval->choices[index] = other;
    fosi_register then = fosi_eval_range(eval, reader->range, &cell);
    eval->choices[index] = current;
    if (reader->is_key) now.as.number = then.as.number = (fosi_exact){ 0, 1, 0 }; /* it groups one item alone */
    return same_value(&now, &then, &as_number);
}

static bool readers_stay(fosi_eval *eval, uint32_t index, uint32_t other, fosi_register *const *columns)
{
    const fosi_switch *sw = &eval->regime->switches[index];
    uint32_t current = eval->choices[index], i = 0;
    bool same = true;
    fosi_kept_set *set = eval->set;
    eval->set = NULL; /* what is kept follows from the reading that is set */
    eval->choices[index] = other;
    for (; same && i < sw->reader_count && sw->readers[i].slot != FOSI_NONE; i++)
        same = slot_stays(eval, sw->readers[i].slot, columns[sw->readers[i].slot]);
    eval->choices[index] = current;
    if (i > 0) memcpy(eval->columns, columns, eval->regime->slot_count * sizeof *columns);
    for (; same && i < sw->reader_count; i++)
        same = charge_stays(eval, &sw->readers[i], index, other);
    eval->set = set;
    return same;
}

/* True when another reading surely changes nothing; false when it may. One item only: then every column that is open is full. */
static bool surely_same(fosi_quote *quote, uint32_t index, uint32_t other)
{
    fosi_eval *eval = &quote->eval;
    const struct fos_regime *r = eval->regime;
    if (eval->item_count != 1 || eval->route_of[0] == FOSI_NONE || eval->net_share != NULL || r->switches[index].read_elsewhere)
        return false;
    size_t size = r->slot_count * sizeof *eval->columns;
    fosi_register **kept = fosi_arena_take(&eval->arena, size + sizeof *kept);
    if (kept == NULL) return false;
    uint64_t defaults = eval->defaults_used, read = eval->switches_read;
    memcpy(kept, eval->columns, size);
    bool same = readers_stay(eval, index, other, kept);
    memcpy(eval->columns, kept, size); /* nothing computed under the other reading stays */
    eval->defaults_used = defaults;
    eval->switches_read = read;
    return same && eval->status == FOS_STATUS_OK;
}

/* Whether one of the other options changes something; ABSENT when out of memory. */
static fos_truth try_options(fosi_quote *quote, uint32_t index)
{
    const fosi_switch *sw = &quote->eval.regime->switches[index];
    for (uint32_t o = 0; o < sw->option_count; o++) {
        if (o == quote->eval.choices[index] || surely_same(quote, index, o)) continue;
        quote->eval.particular = true;
        if (quote->shadow == NULL) quote->shadow = fosi_quote_new(quote->eval.arena.context);
        if (quote->shadow == NULL) return FOS_TRUTH_ABSENT;
        fosi_override other = { index, o };
        fos_status status = fosi_quote_reread(quote->shadow, quote, &other);
        if (status == FOS_STATUS_NO_MEMORY) return FOS_TRUTH_ABSENT;
        if (status != FOS_STATUS_OK || !fosi_quote_same(quote, quote->shadow)) return FOS_TRUTH_TRUE;
    }
    return FOS_TRUTH_FALSE;
}

fos_truth fos_quote_assumption_matters(const fos_quote *view, const fos_quote_assumption *assumption)
{
    if (assumption->matters != FOS_TRUTH_ABSENT) return assumption->matters;
    fosi_quote *quote = (fosi_quote *)(uintptr_t)view;
    fosi_told_part *part = fosi_told_switch(quote, assumption->private_switch);
    if (part != NULL && part->matters != FOS_TRUTH_ABSENT) return part->matters;
    fosi_told_begin(quote, false);
    fos_truth matters = try_options(quote, assumption->private_switch);
    if (fosi_told_may_keep(quote, part)) part->matters = matters;
    ((fos_quote_assumption *)(uintptr_t)assumption)->matters = matters;
    return matters;
}
