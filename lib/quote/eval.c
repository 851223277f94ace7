/* The machine: evaluates ranges of a plan's instructions in a cell, three-valued, with every missing fact carried along.
 * No allocation but of columns from the arena; recursion only as deep as the plan's named values chain. */
#include "quote/eval.h"

#include <string.h>

fosi_register fosi_missing(uint64_t needs)
{
    fosi_register value;
    value.as.number = (fosi_exact){ 0, 1, 0 };
    value.needs = needs;
    value.state = FOSI_STATE_MISSING;
    value.confidence = 0;
    return value;
}

fosi_register fosi_zero(void)
{
    fosi_register value = fosi_missing(0);
    value.state = FOSI_STATE_VALUE;
    return value;
}

void fosi_eval_fail(fosi_eval *eval, fos_status status)
{
    if (eval->status == FOS_STATUS_OK) eval->status = status;
}

static inline void set_truth(fosi_register *value, bool truth)
{
    value->as.number.n = truth;
    value->as.number.d = 1;
    value->as.number.scale = 0;
}

static inline void put_truth(fosi_register *value, bool truth)
{
    set_truth(value, truth);
    value->needs = 0;
    value->state = FOSI_STATE_VALUE;
    value->confidence = 0;
}

static fosi_register make_truth(bool truth)
{
    fosi_register value;
    put_truth(&value, truth);
    return value;
}

static bool same_register(const fosi_register *a, const fosi_register *b)
{
    return fosi_exact_compare(a->as.number, b->as.number) == 0;
}

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

static fosi_register run_total(fosi_eval *eval, const fosi_total *total, const fosi_cell *cell)
{
    walk w = { NULL, eval->item_count, 0, cell->route, total->over == FOSI_GRAIN_ROUTE };
    if (total->over == FOSI_GRAIN_GROUP) {
        w.members = cell->members;
        w.count = cell->member_count;
    }
    fosi_register sum = make_truth(total->kind == FOSI_TOTAL_ALL);
    fosi_cell inner = *cell;
    uint64_t needs = 0;
    bool missing = false, first = true;
    text_set texts = { NULL, 0, 0 };
    while (next_item(eval, &w, &inner)) {
        if (fosi_range_is(total->where)) {
            fosi_register where = fosi_eval_range(eval, total->where, &inner);
            if (fosi_is_false(&where)) continue;
            missing |= where.state == FOSI_STATE_MISSING;
            needs |= where.needs;
            if (where.state == FOSI_STATE_MISSING) continue;
        }
        fosi_register value = fosi_eval_range(eval, total->value, &inner);
        if (value.state == FOSI_STATE_MISSING) {
            missing = true;
            needs |= value.needs;
        } else if (decided(total->kind, &value)) {
            value.needs = 0;
            return value;
        } else if (total->kind == FOSI_TOTAL_DISTINCT) {
            if (!add_text(eval, &texts, w.count, &value)) return fosi_missing(0);
        } else {
            add_to_total(eval, total->kind, &sum, &value, first);
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
    }
    return true;
}

static fosi_register *open_column(fosi_eval *eval, uint32_t index, const fosi_slot *slot)
{
    uint32_t count =
        slot->grain == FOSI_GRAIN_ITEM ? eval->item_count : (slot->grain == FOSI_GRAIN_ROUTE ? eval->regime->route_count : 1);
    fosi_register *column = fosi_arena_take(&eval->arena, (count == 0 ? 1 : count) * sizeof *column);
    if (column == NULL) {
        fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++)
        column[i].state = FOSI_STATE_EMPTY;
    eval->columns[index] = column;
    if (slot->is_spread) run_spread(eval, &eval->regime->spreads[slot->twin], column);
    return column;
}

const fosi_register *fosi_eval_slot(fosi_eval *eval, uint32_t index, const fosi_cell *cell)
{
    static const fosi_register lost = { .state = FOSI_STATE_MISSING };
    const fosi_slot *slot = &eval->regime->slots[index];
    fosi_register *column = eval->columns[index];
    if (column == NULL && slot->bound && eval->bound != NULL) column = eval->columns[index] = &eval->bound[index].value;
    if (column == NULL && (column = open_column(eval, index, slot)) == NULL) return &lost;
    uint32_t at = slot->grain == FOSI_GRAIN_ITEM ? cell->item : (slot->grain == FOSI_GRAIN_ROUTE ? cell->route : 0);
    if (fosi_unlikely(at == FOSI_NONE)) return &lost;
    if (fosi_likely(column[at].state != FOSI_STATE_EMPTY)) return &column[at];
    fosi_cell own = { slot->grain == FOSI_GRAIN_ITEM ? cell->item : FOSI_NONE,
                      slot->grain >= FOSI_GRAIN_ROUTE ? cell->route : FOSI_NONE, NULL, 0 };
    fosi_register value =
        slot->is_total ? run_total(eval, &eval->regime->totals[slot->twin], &own) : fosi_eval_range(eval, slot->code, &own);
    if (slot->rounding_set && value.state == FOSI_STATE_VALUE) {
        fos_status status = fosi_exact_round(value.as.number, slot->rounding.unit, slot->rounding.mode, &value.as.number);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
    column[at] = value;
    return &column[at];
}

/* ---- instructions ---- */

static fosi_register run_case(fosi_eval *eval, const fosi_case *rule, const fosi_cell *cell)
{
    fosi_register found = fosi_missing(0);
    uint64_t needs = 0;
    uint8_t confidence = 0;
    bool open = false, differ = false, any = false;
    for (uint32_t i = 0; i <= rule->count; i++) {
        fosi_register condition = make_truth(true);
        if (i < rule->count) condition = fosi_eval_range(eval, rule->arms[i].condition, cell);
        if (fosi_is_false(&condition)) {
            confidence |= condition.confidence;
            continue;
        }
        fosi_register value = fosi_eval_range(eval, i < rule->count ? rule->arms[i].value : rule->otherwise, cell);
        confidence |= condition.confidence;
        if (condition.state == FOSI_STATE_VALUE && !open) {
            value.confidence |= confidence;
            return value;
        }
        open = true;
        needs |= condition.needs;
        differ |= value.state == FOSI_STATE_MISSING || (any && !same_register(&found, &value));
        found = value;
        any = true;
        if (condition.state == FOSI_STATE_VALUE) break;
    }
    if (differ) return fosi_missing(needs);
    found.confidence |= confidence;
    return found;
}

static void arithmetic(fosi_eval *eval, uint8_t code, fosi_register *a, const fosi_register *b)
{
    fos_status status = FOS_STATUS_OK;
    switch (code) {
    case FOSI_OP_ADD: status = fosi_exact_add(a->as.number, b->as.number, &a->as.number); break;
    case FOSI_OP_SUBTRACT: status = fosi_exact_subtract(a->as.number, b->as.number, &a->as.number); break;
    case FOSI_OP_MULTIPLY: status = fosi_exact_multiply(a->as.number, b->as.number, &a->as.number); break;
    case FOSI_OP_DIVIDE: status = fosi_exact_divide(a->as.number, b->as.number, &a->as.number); break;
    case FOSI_OP_MINIMUM:
        if (fosi_exact_compare(b->as.number, a->as.number) < 0) a->as.number = b->as.number;
        break;
    case FOSI_OP_MAXIMUM:
        if (fosi_exact_compare(b->as.number, a->as.number) > 0) a->as.number = b->as.number;
        break;
    default: /* EXCESS */
        status = fosi_exact_subtract(a->as.number, b->as.number, &a->as.number);
        if (a->as.number.n < 0) a->as.number = (fosi_exact){ 0, 1, 0 };
        break;
    }
    if (fosi_unlikely(status != FOS_STATUS_OK)) {
        fosi_eval_fail(eval, status);
        *a = fosi_missing(0);
    }
}

static void compare(uint8_t code, fosi_register *a, const fosi_register *b)
{
    if (code == FOSI_OP_SAME_TEXT || code == FOSI_OP_OTHER_TEXT) {
        bool same = a->as.text.length == b->as.text.length && memcmp(a->as.text.data, b->as.text.data, a->as.text.length) == 0;
        set_truth(a, same == (code == FOSI_OP_SAME_TEXT));
        return;
    }
    int order = fosi_exact_compare(a->as.number, b->as.number);
    bool truth = false;
    switch (code) {
    case FOSI_OP_EQUAL: truth = order == 0; break;
    case FOSI_OP_UNEQUAL: truth = order != 0; break;
    case FOSI_OP_LESS: truth = order < 0; break;
    case FOSI_OP_LESS_EQUAL: truth = order <= 0; break;
    case FOSI_OP_GREATER: truth = order > 0; break;
    default: truth = order >= 0; break;
    }
    set_truth(a, truth);
}

static void run_binary(fosi_eval *eval, uint8_t code, fosi_register *a, const fosi_register *b)
{
    if (fosi_unlikely((a->state | b->state) & FOSI_STATE_MISSING)) {
        *a = fosi_missing(a->needs | b->needs);
        return;
    }
    a->confidence |= b->confidence;
    if (code >= FOSI_OP_EQUAL)
        compare(code, a, b);
    else
        arithmetic(eval, code, a, b);
}

static void run_logic(bool both, fosi_register *a, const fosi_register *b)
{
    bool ends_b = both ? fosi_is_false(b) : fosi_is_true(b);
    if (ends_b) {
        *a = *b;
    } else if (a->state == FOSI_STATE_MISSING || b->state == FOSI_STATE_MISSING) {
        *a = fosi_missing(a->needs | b->needs);
    } else {
        a->confidence |= b->confidence;
        set_truth(a, both); /* neither side ended it: and is true, or is false */
    }
}

static void run_has(const fosi_eval *eval, uint32_t list, fosi_register *a)
{
    const fosi_words *words = &eval->regime->words[list];
    const char *const *codes = a->as.codes.words;
    size_t count = a->as.codes.count;
    bool found = false;
    for (size_t i = 0; i < count && !found; i++) {
        for (uint32_t k = 0; k < words->count && !found; k++)
            found = strcmp(codes[i], words->words[k]) == 0;
    }
    set_truth(a, found);
}

static void run_in_words(const fosi_eval *eval, uint32_t list, fosi_register *a)
{
    const fosi_words *words = &eval->regime->words[list];
    bool found = false;
    for (uint32_t k = 0; k < words->count && !found; k++)
        found = strlen(words->words[k]) == a->as.text.length && memcmp(words->words[k], a->as.text.data, a->as.text.length) == 0;
    set_truth(a, found);
}

static void run_digits(fosi_eval *eval, fosi_register *a, const fosi_register *count)
{
    if ((a->state | count->state) & FOSI_STATE_MISSING) {
        *a = fosi_missing(a->needs | count->needs);
    } else if ((fosi_int128)a->as.text.length < count->as.number.n) {
        *a = fosi_missing(UINT64_C(1) << eval->regime->digits_need);
    } else {
        a->as.text.length = (size_t)count->as.number.n;
        a->confidence |= count->confidence;
    }
}

static fosi_register run_fact_is(fosi_eval *eval, const fosi_op *op, const fosi_cell *cell)
{
    int value;
    const char *word = fosi_fact_word(eval, op->a, cell, &value);
    if (word == NULL) return fosi_missing(UINT64_C(1) << eval->regime->fact_need[op->a]);
    return make_truth(value == op->b);
}

static fosi_register run_switch(fosi_eval *eval, uint32_t index)
{
    const fosi_switch *sw = &eval->regime->switches[index];
    fosi_register value;
    memset(&value, 0, sizeof value);
    value.state = FOSI_STATE_VALUE;
    value.as.text.data = sw->options[eval->choices[index]];
    value.as.text.length = strlen(value.as.text.data);
    if (index < 64) eval->switches_read |= UINT64_C(1) << index;
    return value;
}

static fosi_register run_setting(const fosi_eval *eval, uint32_t setting, const fosi_cell *cell)
{
    if (cell->route == FOSI_NONE) return fosi_missing(0);
    fosi_register value = eval->regime->routes[cell->route].settings[setting];
    if (value.state == FOSI_STATE_EMPTY) {
        value.state = FOSI_STATE_VALUE;
        value.as.text.data = "";
        value.as.text.length = 0;
    }
    return value;
}

static fosi_register run_present(fosi_eval *eval, uint32_t fact, const fosi_cell *cell)
{
    if (fosi_facts[fact].store == FOSI_STORE_PARTY) return make_truth(fosi_party_present(fosi_fact_party(eval, fact)));
    uint64_t before = eval->defaults_used;
    fosi_register value = fosi_fact_value(eval, fact, cell);
    bool by_default = eval->defaults_used != before;
    eval->defaults_used = before;
    return make_truth((value.state == FOSI_STATE_VALUE || value.confidence == FOSI_GIVEN) && !by_default);
}

/* Values without operands. */
static fosi_register run_leaf(fosi_eval *eval, const fosi_op *op, const fosi_cell *cell)
{
    const struct fos_regime *r = eval->regime;
    switch (op->code) {
    case FOSI_OP_FACT: return fosi_fact_value(eval, op->a, cell);
    case FOSI_OP_FACT_MONEY: return fosi_fact_money(eval, op->a, op->b, cell);
    case FOSI_OP_MEASURE: return fosi_measure_value(eval, r->constants[op->a].as.text.data, UINT64_C(1) << op->b, cell);
    case FOSI_OP_PARAMETER: return fosi_parameter_value(eval, op->a, (fosi_clock)op->b);
    case FOSI_OP_TOTAL_GROUP: return run_total(eval, &r->totals[op->a], cell);
    case FOSI_OP_CHARGE: return fosi_charge_amount(eval, op->a, (fosi_amount_view)(op->b & 15), (fosi_grain)(op->b >> 4), cell);
    case FOSI_OP_PRESENT: return run_present(eval, op->a, cell);
    case FOSI_OP_PARTY_HAS: {
        const fosi_register *scheme = &r->constants[op->b];
        return make_truth(fosi_party_has(fosi_fact_party(eval, op->a), scheme->as.text.data, scheme->as.text.length));
    }
    case FOSI_OP_ELECTED: return make_truth((eval->elected >> (op->a & 63)) & 1);
    case FOSI_OP_SWITCH: return run_switch(eval, op->a);
    case FOSI_OP_COUNTER: return fosi_counter_value(eval, op->a, op->b);
    case FOSI_OP_ROUTE_SETTING: return run_setting(eval, op->a, cell);
    case FOSI_OP_WAIVER_TOTAL: return eval->waiver_total;
    case FOSI_OP_TARIFF_RATE: return fosi_tariff_rate(eval, cell);
    case FOSI_OP_FACT_IS: return run_fact_is(eval, op, cell);
    default: return fosi_missing(0);
    }
}

static void run_unary(fosi_eval *eval, const fosi_op *op, fosi_register *a, const fosi_cell *cell)
{
    if (a->state == FOSI_STATE_MISSING) return;
    fos_status status = FOS_STATUS_OK;
    switch (op->code) {
    case FOSI_OP_NEGATE: a->as.number.n = -a->as.number.n; break;
    case FOSI_OP_ROUND:
        status = fosi_exact_round(a->as.number, eval->regime->roundings[op->a].unit, eval->regime->roundings[op->a].mode,
                                  &a->as.number);
        break;
    case FOSI_OP_HAS: run_has(eval, op->a, a); break;
    case FOSI_OP_IN_WORDS: run_in_words(eval, op->a, a); break;
    case FOSI_OP_IN_SET: *a = fosi_set_holds(eval, op->a, (fosi_clock)op->b, a); break;
    case FOSI_OP_CONVERT: {
        uint8_t confidence = a->confidence;
        *a = fosi_convert(eval, eval->regime->constants[op->a].as.text.data, op->b, a->as.number);
        a->confidence |= confidence;
        break;
    }
    default: *a = fosi_tariff_value(eval, a, op->b, cell); break;
    }
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
}

/* The commonest instructions without operands, in place; false leaves the others to run_leaf. */
static inline bool run_common(fosi_eval *eval, const fosi_op *op, const fosi_cell *cell, fosi_register *out)
{
    const struct fos_regime *r = eval->regime;
    switch (op->code) {
    case FOSI_OP_CONSTANT: *out = r->constants[op->a]; return true;
    case FOSI_OP_NODE: {
        const fosi_register *column = eval->columns[op->a];
        uint8_t grain = r->slots[op->a].grain;
        if (column != NULL && grain <= FOSI_GRAIN_CONSIGNMENT && column->state != FOSI_STATE_EMPTY)
            *out = *column;
        else
            *out = *fosi_eval_slot(eval, op->a, cell);
        return true;
    }
    case FOSI_OP_PARAMETER: {
        const fosi_key *key = r->parameters[op->a].keys;
        const fosi_window *window = fosi_windows_on(key->windows, key->window_count, eval->dates[op->b]);
        if (window == NULL || window->unknown != NULL) return false;
        *out = window->value;
        return true;
    }
    case FOSI_OP_FACT_IS: {
        const fosi_fact *fact = &fosi_facts[op->a];
        if (fact->base != FOSI_BASE_CONSIGNMENT) return false;
        int value = *(const int *)(const void *)((const char *)eval->consignment + fact->offset);
        if (value == 0) return false;
        put_truth(out, value == op->b);
        return true;
    }
    case FOSI_OP_IN_FORCE: {
        const fosi_key *key = r->parameters[op->a].keys;
        const fosi_window *window = fosi_windows_on(key->windows, key->window_count, eval->dates[op->b]);
        put_truth(out, window != NULL && !window->none);
        if (window != NULL && !window->none && window->confidence != 0) out->confidence = (uint8_t)(1u << window->confidence);
        return true;
    }
    default: return false;
    }
}

static void run_range(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fosi_register *bottom)
{
    const fosi_op *code = eval->regime->code, *end = code + range.end;
    fosi_register *top = bottom;
    for (const fosi_op *op = code + range.start; op < end; op++) {
        eval->top = top;
        switch (op->code) {
        case FOSI_OP_AND_TEST:
            if (fosi_is_false(&top[-1])) op = code + op->a - 1;
            break;
        case FOSI_OP_OR_TEST:
            if (fosi_is_true(&top[-1])) op = code + op->a - 1;
            break;
        case FOSI_OP_AND:
        case FOSI_OP_OR:
            top--;
            run_logic(op->code == FOSI_OP_AND, &top[-1], &top[0]);
            break;
        case FOSI_OP_ELSE_TEST:
            if (top[-1].state == FOSI_STATE_VALUE || top[-1].confidence == FOSI_GIVEN) op = code + op->a - 1;
            break;
        case FOSI_OP_ELSE:
            top--;
            top[-1] = top[0];
            break;
        case FOSI_OP_CASE:
            *top++ = run_case(eval, &eval->regime->cases[op->a], cell);
            op = code + eval->regime->cases[op->a].end - 1;
            break;
        case FOSI_OP_DIGITS:
            top--;
            run_digits(eval, &top[-1], &top[0]);
            break;
        case FOSI_OP_TABLE:
            top -= op->arity;
            *top = fosi_table_value(eval, op->a, (fosi_clock)op->b, top, NULL);
            top++;
            break;
        case FOSI_OP_FIRST_ROLE:
            top--;
            if (!fosi_role_present(eval, (uint32_t)top[-1].as.number.n)) top[-1] = top[0];
            break;
        case FOSI_OP_NOT:
            top[-1].as.number.n = !top[-1].as.number.n; /* of a missing truth it means nothing */
            break;
        default:
            if (op->arity == 0) {
                if (!run_common(eval, op, cell, top)) *top = run_leaf(eval, op, cell);
                top++;
            } else if (op->arity == 1) {
                run_unary(eval, op, &top[-1], cell);
            } else {
                top--;
                run_binary(eval, op->code, &top[-1], &top[0]);
            }
            break;
        }
    }
}

fosi_register fosi_eval_range(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    fosi_register *bottom = eval->top;
    if (fosi_unlikely(eval->stack_end - bottom < 260)) {
        fosi_eval_fail(eval, FOS_STATUS_RULE_LIMIT);
        return fosi_missing(0);
    }
    if (fosi_unlikely(range.end <= range.start)) return fosi_missing(0);
    run_range(eval, range, cell, bottom);
    eval->top = bottom;
    return *bottom;
}
