/* Other readings of a disputed rule: whether one of them would change any amount. First only what reads the switch by
 * itself is evaluated again; when none of that changes, nothing can. Else the whole quote is computed again. */
#include <string.h>

#include "quote/quote.h"

static bool same_value(const fosi_register *a, const fosi_register *b, const fosi_type *type)
{
    if (a->state != b->state) return false;
    if (a->state != FOSI_STATE_VALUE) return a->needs == b->needs;
    bool text = type->code == FOSI_TYPE_CODE || type->code == FOSI_TYPE_TEXT || type->code == FOSI_TYPE_TARIFF_CODE;
    if (text) return a->as.text.length == b->as.text.length && memcmp(a->as.text.data, b->as.text.data, a->as.text.length) == 0;
    return type->code != FOSI_TYPE_CODES && fosi_exact_compare(a->as.number, b->as.number) == 0;
}

/* The slots that were read and read the switch, of the one item. */
static bool slots_stay(fosi_eval *eval, uint32_t index, fosi_register *const *columns)
{
    fosi_cell cell = { 0, eval->route_of[0], NULL, 0 };
    for (uint32_t s = 0; s < eval->regime->slot_count; s++) {
        const fosi_slot *slot = &eval->regime->slots[s];
        if ((slot->switches >> index & 1) == 0 || columns[s] == NULL) continue;
        const fosi_register *old = &columns[s][slot->grain == FOSI_GRAIN_ROUTE ? cell.route : 0];
        if (old->state == FOSI_STATE_EMPTY) continue;
        eval->columns[s] = NULL;
        const fosi_register *fresh = fosi_eval_slot(eval, s, &cell);
        if (!same_value(old, fresh, &slot->type)) return false;
    }
    return true;
}

static const fosi_type as_number = { .code = FOSI_TYPE_NUMBER };

static bool reads(const struct fos_regime *r, fosi_range range, uint32_t index)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        if (r->code[i].code == FOSI_OP_SWITCH && r->code[i].a == index) return true;
    }
    return false;
}

/* What those of the charge's own expressions that read the switch give, for its one item. */
static uint32_t charge_values(fosi_eval *eval, const fosi_charge_rule *rule, uint32_t index, fosi_register *values)
{
    static const uint32_t first = 0;
    const fosi_range ranges[] = { rule->when, rule->where, rule->base, rule->rate, rule->amount, rule->deduct };
    fosi_cell cell = { 0, eval->route_of[0], &first, 1 };
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (reads(eval->regime, ranges[i], index)) values[count++] = fosi_eval_range(eval, ranges[i], &cell);
    }
    for (uint32_t k = 0; k < rule->key_count; k++) { /* keys group one item alone, whatever they are, but must be known */
        if (!reads(eval->regime, rule->keys[k], index)) continue;
        values[count] = fosi_eval_range(eval, rule->keys[k], &cell);
        values[count++].as.number = (fosi_exact){ 0, 1, 0 };
    }
    return count; /* weights share with nobody */
}

static bool charges_stay(fosi_eval *eval, uint32_t index, uint32_t other)
{
    for (uint32_t c = 0; c < eval->regime->charge_count; c++) {
        const fosi_charge_rule *rule = &eval->regime->charges[c];
        if ((rule->switches >> index & 1) == 0 || eval->regime->routes[eval->route_of[0]].collection_of[c] == FOSI_NONE) continue;
        fosi_register now[6 + FOSI_MOST_KEYS], then[6 + FOSI_MOST_KEYS];
        uint32_t current = eval->choices[index];
        uint32_t count = charge_values(eval, rule, index, now);
        eval->choices[index] = other;
        charge_values(eval, rule, index, then);
        eval->choices[index] = current;
        for (uint32_t i = 0; i < count; i++) {
            if (!same_value(&now[i], &then[i], &as_number)) return false;
        }
    }
    return true;
}

/* True when another reading surely changes nothing; false when it may. One item only: then every column that is open is full. */
static bool surely_same(fosi_quote *quote, uint32_t index, uint32_t other)
{
    fosi_eval *eval = &quote->eval;
    const struct fos_regime *r = eval->regime;
    if (eval->item_count != 1 || eval->route_of[0] == FOSI_NONE || eval->net_share != NULL ||
        (r->other_switches >> index & 1) != 0)
        return false;
    size_t size = r->slot_count * sizeof *eval->columns;
    fosi_register **kept = fosi_arena_take(&eval->arena, size + sizeof *kept);
    if (kept == NULL) return false;
    uint64_t defaults = eval->defaults_used, read = eval->switches_read;
    memcpy(kept, eval->columns, size);
    uint32_t current = eval->choices[index];
    eval->choices[index] = other;
    bool same = slots_stay(eval, index, kept);
    eval->choices[index] = current;
    memcpy(eval->columns, kept, size); /* nothing computed under the other reading stays */
    same = same && charges_stay(eval, index, other);
    memcpy(eval->columns, kept, size);
    eval->defaults_used = defaults;
    eval->switches_read = read;
    return same && eval->status == FOS_STATUS_OK;
}

fos_truth fos_quote_assumption_matters(const fos_quote *view, const fos_quote_assumption *assumption)
{
    if (assumption->matters != FOS_TRUTH_ABSENT) return assumption->matters;
    fosi_quote *quote = (fosi_quote *)(uintptr_t)view;
    uint32_t index = assumption->private_switch;
    const fosi_switch *sw = &quote->eval.regime->switches[index];
    fos_truth matters = FOS_TRUTH_FALSE;
    for (uint32_t o = 0; o < sw->option_count && matters == FOS_TRUTH_FALSE; o++) {
        if (o == quote->eval.choices[index] || surely_same(quote, index, o)) continue;
        if (quote->shadow == NULL) quote->shadow = fosi_quote_new(quote->eval.arena.context);
        if (quote->shadow == NULL) return FOS_TRUTH_ABSENT;
        fosi_override other = { index, o };
        fos_status status = fosi_quote_reread(quote->shadow, quote, &other);
        if (status == FOS_STATUS_NO_MEMORY) return FOS_TRUTH_ABSENT;
        if (status != FOS_STATUS_OK || !fosi_quote_same(quote, quote->shadow)) matters = FOS_TRUTH_TRUE;
    }
    ((fos_quote_assumption *)(uintptr_t)assumption)->matters = matters;
    return matters;
}
