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

/* While one option is tried. */
typedef struct trying {
    fosi_eval *eval;
    const fosi_switch *of;
    uint32_t index, other;
    fosi_told_reading *known; /* by reader; NULL when nothing is kept */
    bool steady;              /* circumstances alone say so */
} trying;

/* Whether a charge has none of its expressions but `where` read: the item is not among its own, was stopped by what does not
 * read the switch, or `where` has its own row. */
static bool is_spared(const fosi_charge_run *run)
{
    return run != NULL && run->progress == 3 && run->member_count == 0 && run->undecided == NULL;
}

/* What the quote did not come to stays as it is. Who knows why it did not: with another parcel it may. */
static bool is_read(fosi_eval *eval, const fosi_switch_reader *reader)
{
    if (reader->slot != FOSI_NONE) return fosi_slot_read(eval, reader->slot) != NULL;
    return reader->is_where || !is_spared(eval->charges[reader->charge]);
}

static bool slot_stays(trying *t, uint32_t index)
{
    fosi_eval *eval = t->eval;
    fosi_cell cell = { 0, eval->route_of[0], NULL, 0 };
    const fosi_register *old = fosi_slot_read(eval, index);
    eval->particular |= old->particular;
    eval->columns[index] = NULL;
    return same_value(old, fosi_eval_slot(eval, index, &cell), &eval->regime->slots[index].type);
}

static const fosi_type as_number = { .code = FOSI_TYPE_NUMBER };

static fosi_register value_under(trying *t, uint32_t option, fosi_range range, const fosi_cell *cell)
{
    uint32_t current = t->eval->choices[t->index];
    t->eval->choices[t->index] = option;
    fosi_register value = fosi_eval_range(t->eval, range, cell);
    t->eval->choices[t->index] = current;
    return value;
}

static bool is_leaf(const struct fos_regime *r, fosi_range range)
{
    uint8_t code = r->code[range.start].code;
    return range.end == range.start + 1 && (code == FOSI_OP_CONSTANT || code == FOSI_OP_FACT);
}

/* Cases that the switch alone decides are decided once. */
static void find_arms(trying *t, const fosi_switch_reader *reader, fosi_told_reading *known, const fosi_cell *cell)
{
    fosi_eval *eval = t->eval;
    uint32_t current = eval->choices[t->index];
    known->now = fosi_steady_arm(eval, reader->range, cell);
    eval->choices[t->index] = t->other;
    known->then = fosi_steady_arm(eval, reader->range, cell);
    eval->choices[t->index] = current;
    known->plain = is_leaf(eval->regime, known->now) && is_leaf(eval->regime, known->then);
}

/* An expression of a charge under both readings. */
static bool charge_stays(trying *t, const fosi_switch_reader *reader, fosi_told_reading *known)
{
    static const uint32_t first = 0;
    fosi_eval *eval = t->eval;
    fosi_told_reading whole = { .now = reader->range, .then = reader->range };
    fosi_cell cell = { 0, eval->route_of[0], &first, 1 };
    if (known == NULL) known = &whole;
    if (!fosi_range_is(known->now)) find_arms(t, reader, known, &cell);
    fosi_register now = value_under(t, eval->choices[t->index], known->now, &cell);
    fosi_register then = value_under(t, t->other, known->then, &cell);
    if (reader->is_key) now.as.number = then.as.number = (fosi_exact){ 0, 1, 0 }; /* it groups one item alone */
    return same_value(&now, &then, &as_number);
}

/* Tries a reader of the switch, slots under the other reading. */
static bool reader_stays(trying *t, uint32_t index)
{
    const fosi_switch_reader *reader = &t->of->readers[index];
    fosi_told_reading *known = t->known == NULL ? NULL : &t->known[index];
    fosi_kept_set *set = t->eval->set;
    t->eval->set = NULL; /* what is kept follows from the reading that is set */
    t->eval->particular = false;
    bool same = reader->slot != FOSI_NONE ? slot_stays(t, reader->slot) : charge_stays(t, reader, known);
    t->eval->set = set;
    bool steady = same && !t->eval->particular && t->eval->status == FOS_STATUS_OK;
    if (known != NULL) known->stays = steady;
    t->steady &= steady;
    return same;
}

/* Whether a reader must be tried with this quote. */
static bool is_open(trying *t, uint32_t index)
{
    const fosi_switch_reader *reader = &t->of->readers[index];
    const fosi_route_rule *route = &t->eval->regime->routes[t->eval->route_of[0]];
    if (t->known != NULL && t->known[index].stays) return false;
    if (reader->slot == FOSI_NONE && route->collection_of[reader->charge] == FOSI_NONE) return false;
    bool read = is_read(t->eval, reader);
    t->steady &= read;
    return read;
}

static bool readers_stay(trying *t, uint32_t i, fosi_register *const *columns)
{
    fosi_eval *eval = t->eval;
    uint32_t current = eval->choices[t->index];
    bool same = true;
    eval->choices[t->index] = t->other;
    for (; same && i < t->of->reader_count && t->of->readers[i].slot != FOSI_NONE; i++)
        same = !is_open(t, i) || reader_stays(t, i);
    eval->choices[t->index] = current;
    memcpy(eval->columns, columns, eval->regime->slot_count * sizeof *columns);
    for (; same && i < t->of->reader_count; i++)
        same = !is_open(t, i) || reader_stays(t, i);
    return same;
}

/* The same without a copy of the columns, where none is read. */
static bool stays_plainly(trying *t, uint32_t index)
{
    return t->known != NULL && t->known[index].plain && reader_stays(t, index);
}

/* What is known of a slot but was not read may be read under the other reading, and differ then. */
static void forget_unread(fosi_eval *eval, const fosi_switch *sw)
{
    for (uint32_t i = 0; i < sw->dependent_count; i++) {
        if (fosi_slot_read(eval, sw->dependents[i]) == NULL) eval->columns[sw->dependents[i]] = NULL;
    }
}

/* True when another reading surely changes nothing; false when it may. One item only: then every column that is open is full. */
static bool surely_same(trying *t)
{
    fosi_eval *eval = t->eval;
    if (eval->item_count != 1 || eval->route_of[0] == FOSI_NONE || eval->net_share != NULL || t->of->read_elsewhere) return false;
    uint32_t first = 0;
    while (first < t->of->reader_count && (!is_open(t, first) || stays_plainly(t, first)))
        first++;
    if (first == t->of->reader_count) return true;
    size_t size = eval->regime->slot_count * sizeof *eval->columns;
    fosi_register **columns = fosi_arena_take(&eval->arena, size + sizeof *columns);
    if (columns == NULL) return false;
    fosi_reads reads = eval->reads;
    forget_unread(eval, t->of);
    memcpy(columns, eval->columns, size);
    bool same = readers_stay(t, first, columns);
    memcpy(eval->columns, columns, size); /* nothing computed under the other reading stays */
    eval->reads = reads;
    return same && eval->status == FOS_STATUS_OK;
}

/* The same by computing the whole quote. ABSENT when out of memory. */
static fos_truth changes(fosi_quote *quote, const trying *t)
{
    if (quote->shadow == NULL) quote->shadow = fosi_quote_new(quote->eval.arena.context);
    if (quote->shadow == NULL) return FOS_TRUTH_ABSENT;
    fosi_override other = { t->index, t->other };
    fos_status status = fosi_quote_reread(quote->shadow, quote, &other);
    if (status == FOS_STATUS_NO_MEMORY) return FOS_TRUTH_ABSENT;
    return status != FOS_STATUS_OK || !fosi_quote_same(quote, quote->shadow) ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE;
}

/* Whether one of the other options changes something; ABSENT when out of memory. */
static fos_truth try_options(fosi_quote *quote, trying *t)
{
    fosi_told_reading *known = t->known;
    for (t->other = 0; t->other < t->of->option_count; t->other++) {
        t->known = known == NULL ? NULL : &known[t->other * t->of->reader_count];
        if (t->other == quote->eval.choices[t->index] || surely_same(t)) continue;
        t->steady = false;
        fos_truth truth = changes(quote, t);
        if (truth != FOS_TRUTH_FALSE) return truth;
    }
    return FOS_TRUTH_FALSE;
}

fos_truth fos_quote_assumption_matters(const fos_quote *view, const fos_quote_assumption *assumption)
{
    if (assumption->matters != FOS_TRUTH_ABSENT) return assumption->matters;
    fosi_quote *quote = fosi_quote_behind(view);
    uint32_t index = assumption->private_switch;
    fosi_told_part *part = fosi_told_switch(quote, index);
    if (part != NULL && part->matters != FOS_TRUTH_ABSENT) return part->matters;
    trying t = { &quote->eval, &quote->eval.regime->switches[index], index, 0, NULL, true };
    if (part != NULL && !fosi_told_readings(quote, part, index, &t.known)) return FOS_TRUTH_ABSENT;
    fos_truth matters = try_options(quote, &t);
    if (part != NULL && t.steady) part->matters = matters;
    ((fos_quote_assumption *)(uintptr_t)assumption)->matters = matters;
    return matters;
}
