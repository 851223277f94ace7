/* What is computed once and kept for the quote: totals over items, amounts spread over items, and the columns of slots. */
#include "quote/kept.h"

#include <string.h>

static const fosi_register lost = { .state = FOSI_STATE_MISSING };

/* ---- totals ---- */

typedef struct walk {
    const uint32_t *members;
    uint32_t count, at, route;
    bool by_route;
} walk;

static bool next_item(const fosi_eval *eval, walk *w, fosi_cell *cell)
{
    for (; w->at < w->count; w->at++) {
        uint32_t item = w->members != NULL ? w->members[w->at] : w->at;
        if (w->by_route && eval->route_of[item] != w->route) continue;
        cell->item = item;
        cell->route = eval->route_of[item];
        w->at++;
        return true;
    }
    return false;
}

/* Counts different texts with an open hash in the arena. */
typedef struct text_set {
    fosi_slice *entries;
    uint32_t mask, count;
} text_set;

static bool add_text(fosi_eval *eval, text_set *set, uint32_t most, const fosi_register *text)
{
    if (set->entries == NULL) {
        uint32_t size = 8;
        while (size < most * 2)
            size *= 2;
        set->entries = fosi_arena_zero(&eval->arena, size, sizeof *set->entries);
        set->mask = size - 1;
        if (set->entries == NULL) {
            fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
            return false;
        }
    }
    fosi_slice slice = { text->as.text.data != NULL ? text->as.text.data : "", text->as.text.length };
    uint32_t at = (uint32_t)fosi_hash(slice.data, slice.length, 1) & set->mask;
    for (; set->entries[at].data != NULL; at = (at + 1) & set->mask) {
        if (fosi_slice_equal(set->entries[at], slice)) return true;
    }
    set->entries[at] = slice;
    set->count++;
    return true;
}

static void add_to_total(fosi_eval *eval, fosi_total_kind kind, fosi_register *sum, const fosi_register *value, bool first)
{
    fos_status status = FOS_STATUS_OK;
    switch (kind) {
    case FOSI_TOTAL_SUM: status = fosi_exact_add(sum->as.number, value->as.number, &sum->as.number); break;
    case FOSI_TOTAL_COUNT: sum->as.number.n += value->as.number.n; break;
    case FOSI_TOTAL_ANY: sum->as.number.n |= value->as.number.n; break;
    case FOSI_TOTAL_ALL: sum->as.number.n &= value->as.number.n; break;
    case FOSI_TOTAL_LARGEST:
        if (first || fosi_exact_compare(value->as.number, sum->as.number) > 0) sum->as.number = value->as.number;
        break;
    case FOSI_TOTAL_SMALLEST:
        if (first || fosi_exact_compare(value->as.number, sum->as.number) < 0) sum->as.number = value->as.number;
        break;
    default: break;
    }
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    sum->confidence |= value->confidence;
}

/* any() is true and all() false as soon as one item says so, whatever the others lack. */
static bool decided(fosi_total_kind kind, const fosi_register *value)
{
    return (kind == FOSI_TOTAL_ANY && fosi_is_true(value)) || (kind == FOSI_TOTAL_ALL && fosi_is_false(value));
}

fosi_register fosi_eval_total(fosi_eval *eval, const fosi_total *total, const fosi_cell *cell)
{
    walk w = { NULL, eval->item_count, 0, cell->route, total->over == FOSI_GRAIN_ROUTE };
    if (total->over == FOSI_GRAIN_GROUP) {
        w.members = cell->members;
        w.count = cell->member_count;
    }
    fosi_register sum = fosi_zero();
    sum.as.number.n = total->kind == FOSI_TOTAL_ALL;
    fosi_cell inner = *cell;
    uint64_t needs = 0;
    bool missing = false, first = true;
    text_set texts = { NULL, 0, 0 };
    while (next_item(eval, &w, &inner)) {
        if (fosi_range_is(total->where)) {
            const fosi_register *where = fosi_value(eval, total->where, &inner);
            if (fosi_is_false(where)) continue;
            missing |= where->state == FOSI_STATE_MISSING;
            needs |= where->needs;
            if (where->state == FOSI_STATE_MISSING) continue;
        }
        const fosi_register *value = fosi_value(eval, total->value, &inner);
        if (value->state == FOSI_STATE_MISSING) {
            missing = true;
            needs |= value->needs;
        } else if (decided(total->kind, value)) {
            sum = *value;
            sum.needs = 0;
            return sum;
        } else if (total->kind == FOSI_TOTAL_DISTINCT) {
            if (!add_text(eval, &texts, w.count, value)) return fosi_missing(0);
        } else {
            add_to_total(eval, total->kind, &sum, value, first);
        }
        first = false;
    }
    if (missing) return fosi_missing(needs);
    if (total->kind == FOSI_TOTAL_DISTINCT) sum.as.number.n = texts.count;
    return sum;
}

/* ---- slots ---- */

static bool run_spread(fosi_eval *eval, const fosi_spread *spread, fosi_register *column)
{
    fosi_cell cell = { FOSI_NONE, FOSI_NONE, NULL, 0 };
    fosi_register whole = fosi_eval_range(eval, spread->whole, &cell);
    fosi_exact *weights = fosi_arena_take(&eval->arena, 2 * (size_t)eval->item_count * sizeof *weights);
    if (weights == NULL) {
        fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
        return false;
    }
    fosi_exact *parts = weights + eval->item_count;
    uint64_t needs = whole.needs;
    bool missing = whole.state == FOSI_STATE_MISSING;
    for (uint32_t i = 0; i < eval->item_count; i++) {
        cell.item = i;
        cell.route = eval->route_of[i];
        fosi_register weight = fosi_eval_range(eval, spread->weight, &cell);
        missing |= weight.state == FOSI_STATE_MISSING;
        needs |= weight.needs;
        weights[i] = weight.as.number;
    }
    fos_decimal unit = eval->regime->minor_unit;
    if (!missing) {
        fosi_exact rounded;
        fos_status status = fosi_exact_round(whole.as.number, unit, FOS_ROUNDING_HALF_UP, &rounded);
        /* an amount finer than the minor unit is spread in its own last digit */
        if (status == FOS_STATUS_OK && fosi_exact_compare(rounded, whole.as.number) != 0 && whole.as.number.d == 1 &&
            whole.as.number.scale <= 18) {
            unit = (fos_decimal){ 1, whole.as.number.scale };
            rounded = whole.as.number;
        }
        if (status == FOS_STATUS_OK) status = fosi_apportion(&eval->arena, rounded, unit, weights, eval->item_count, parts);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
    for (uint32_t i = 0; i < eval->item_count; i++) {
        column[i] = missing ? fosi_missing(needs) : whole;
        if (!missing) column[i].as.number = parts[i];
        column[i].particular = true;
        column[i].kept = false;
    }
    return true;
}

static fosi_apart fosi_register *open_columns(fosi_eval *eval, uint32_t index, uint32_t count)
{
    fosi_register *column = fosi_arena_take(&eval->arena, count * sizeof *column);
    if (column == NULL) {
        fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++)
        column[i].state = FOSI_STATE_EMPTY;
    return eval->columns[index] = column;
}

/* A column of this quote's own; what needs one place is filled at once. */
static inline fosi_register *open_column(fosi_eval *eval, uint32_t index, const fosi_slot *slot)
{
    if (index < FOSI_READ_SLOTS) fosi_slot_mark(eval->own, index);
    if (fosi_unlikely(eval->item_count > 1 && slot->grain >= FOSI_GRAIN_ROUTE))
        return open_columns(eval, index, slot->grain == FOSI_GRAIN_ITEM ? eval->item_count : eval->regime->route_count);
    fosi_register *column = fosi_arena_take(&eval->arena, sizeof *column);
    if (column == NULL) return open_columns(eval, index, 1);
    return eval->columns[index] = column;
}

static fosi_apart const fosi_register *spread_value(fosi_eval *eval, uint32_t index, const fosi_slot *slot, uint32_t at)
{
    fosi_register *column = open_column(eval, index, slot);
    if (column == NULL) return &lost;
    column[at].state = FOSI_STATE_EMPTY;
    run_spread(eval, &eval->regime->spreads[slot->twin], column);
    eval->particular |= column[at].particular;
    return &column[at];
}

static const fosi_register *rounded(fosi_eval *eval, const fosi_slot *slot, const fosi_register *value, fosi_register *room)
{
    if (value->state != FOSI_STATE_VALUE) return value;
    *room = *value;
    fos_status status = fosi_exact_round(room->as.number, slot->rounding.unit, slot->rounding.mode, &room->as.number);
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    return room;
}

static inline const fosi_register *compute(fosi_eval *eval, const fosi_slot *slot, const fosi_cell *cell, fosi_register *room)
{
    fosi_cell own = { slot->grain == FOSI_GRAIN_ITEM ? cell->item : FOSI_NONE,
                      slot->grain >= FOSI_GRAIN_ROUTE ? cell->route : FOSI_NONE, NULL, 0 };
    const fosi_register *value = room;
    if (slot->is_total)
        *room = fosi_eval_total(eval, &eval->regime->totals[slot->twin], &own);
    else
        value = fosi_value_anew(eval, slot->code, &own);
    return fosi_unlikely(slot->rounding_set) ? rounded(eval, slot, value, room) : value;
}

static inline const fosi_register *put_own(fosi_eval *eval, uint32_t index, uint32_t at, const fosi_register *value,
                                           bool particular)
{
    fosi_register *column = eval->columns[index];
    if (column == NULL) column = open_column(eval, index, &eval->regime->slots[index]);
    if (fosi_unlikely(column == NULL)) return &lost;
    column[at] = *value;
    column[at].particular = particular;
    column[at].kept = false;
    return &column[at];
}

static fosi_apart const fosi_register *compute_kept(fosi_eval *eval, uint32_t index, const fosi_cell *cell)
{
    fosi_register room;
    fosi_keeping outer = fosi_keeping_begin(eval);
    const fosi_register *value = compute(eval, &eval->regime->slots[index], cell, &room);
    bool particular = eval->particular;
    fosi_kept_value *kept = fosi_keeping_end(eval, &outer, value, sizeof *kept);
    if (kept != NULL) return eval->set->columns[index] = eval->columns[index] = &kept->value;
    if (particular) fosi_slot_mark(eval->set->never, index);
    return put_own(eval, index, 0, value, particular);
}

static fosi_apart const fosi_register *compute_own(fosi_eval *eval, uint32_t index, const fosi_cell *cell, uint32_t at)
{
    fosi_register room;
    bool outer = eval->particular;
    eval->particular = false;
    const fosi_register *value = compute(eval, &eval->regime->slots[index], cell, &room);
    value = put_own(eval, index, at, value, eval->particular);
    eval->particular |= outer;
    return value;
}

/* A value that is there. What was read on the way to one of the quote's own is not known any more, so nothing that reads it
 * again is kept. */
static inline const fosi_register *found(fosi_eval *eval, const fosi_register *value)
{
    eval->particular |= value->particular;
    if (value->kept)
        fosi_reads_add(&eval->reads, &((const fosi_kept_value *)(const void *)value)->reads);
    else if (eval->keeping > 0)
        eval->particular = true;
    return value;
}

const fosi_register *fosi_eval_slot(fosi_eval *eval, uint32_t index, const fosi_cell *cell)
{
    const fosi_slot *slot = &eval->regime->slots[index];
    uint32_t at = fosi_slot_place(eval, slot->grain, cell);
    if (fosi_unlikely(at == FOSI_NONE)) return &lost;
    if (fosi_likely(index < FOSI_READ_SLOTS))
        fosi_slot_mark(eval->reads.slots, index);
    else if (eval->keeping > 0)
        eval->particular = true; /* it could not be told that it was read */
    const fosi_register *column = eval->columns[index];
    if (column != NULL && (column[at].state != FOSI_STATE_EMPTY || slot->is_spread)) return found(eval, &column[at]);
    if (slot->is_spread) return spread_value(eval, index, slot, at);
    if (!fosi_may_keep_slot(eval, index, cell)) return compute_own(eval, index, cell, at);
    if (eval->set->columns[index] == NULL) return compute_kept(eval, index, cell);
    return found(eval, eval->columns[index] = eval->set->columns[index]);
}

const fosi_register *fosi_slot_read(fosi_eval *eval, uint32_t index)
{
    const fosi_register *column = eval->columns[index];
    if (index >= FOSI_READ_SLOTS) return column;
    if (!fosi_slot_marked(eval->reads.slots, index)) return NULL;
    if (column != NULL) return column;
    fosi_cell cell = { 0, eval->route_of[0], NULL, 0 }; /* it was read on the way to a kept value, of which there is one */
    return fosi_eval_slot(eval, index, &cell);
}
