/* The machine: evaluates ranges of a plan's instructions in a cell, three-valued, with every missing fact carried along.
 * No allocation but of columns from the arena; recursion only as deep as the plan's named values chain. */
#include "quote/kept.h"

#include <string.h>

static const fosi_register nothing = { .as.number = { 0, 1, 0 }, .state = FOSI_STATE_MISSING };

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

/* ---- instructions ---- */

/* Open arms make the case open unless they all agree. The arms are evaluated where the value is put, on top of the stack. */
static fosi_apart void run_case(fosi_eval *eval, const fosi_case *rule, const fosi_cell *cell, fosi_register *out)
{
    fosi_register found;
    uint64_t needs = 0;
    uint8_t confidence = 0;
    bool open = false, differ = false;
    for (uint32_t i = 0; i <= rule->count; i++) {
        bool known = true;
        if (i < rule->count) {
            const fosi_register *condition = fosi_value(eval, rule->arms[i].condition, cell);
            confidence |= condition->confidence;
            if (fosi_is_false(condition)) continue;
            known = condition->state == FOSI_STATE_VALUE;
            needs |= condition->needs;
        }
        *out = *fosi_value(eval, i < rule->count ? rule->arms[i].value : rule->otherwise, cell);
        if (fosi_likely(known && !open)) {
            out->confidence |= confidence;
            return;
        }
        differ |= out->state == FOSI_STATE_MISSING || (open && !same_register(&found, out));
        open = true;
        found = *out;
        if (known) break;
    }
    *out = differ ? fosi_missing(needs) : found;
    if (!differ) out->confidence |= confidence;
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

/* Whether an order (below, at or above 0) is what a comparison asks for. */
static inline bool is_order(uint8_t code, int order)
{
    static const uint8_t asked[] = { 2, 5, 1, 3, 4, 6 }; /* from EQUAL on; bits: less, equal, greater */
    return (asked[code - FOSI_OP_EQUAL] >> (order + 1) & 1) != 0;
}

static bool same_text(const fosi_register *a, const fosi_register *b)
{
    return a->as.text.length == b->as.text.length && memcmp(a->as.text.data, b->as.text.data, a->as.text.length) == 0;
}

static fosi_apart void run_general(fosi_eval *eval, uint8_t code, fosi_register *a, const fosi_register *b)
{
    if (code >= FOSI_OP_SAME_TEXT)
        set_truth(a, same_text(a, b) == (code == FOSI_OP_SAME_TEXT));
    else if (code >= FOSI_OP_EQUAL)
        set_truth(a, is_order(code, fosi_exact_compare(a->as.number, b->as.number)));
    else
        arithmetic(eval, code, a, b);
}

/* Decimals of one scale, and nothing of any scale, are added and compared without a frame. */
static fosi_apart void run_binary(fosi_eval *eval, uint8_t code, fosi_register *a, const fosi_register *b)
{
    if (fosi_unlikely((a->state | b->state) & FOSI_STATE_MISSING)) {
        *a = fosi_missing(a->needs | b->needs);
        return;
    }
    a->confidence |= b->confidence;
    fosi_exact *x = &a->as.number;
    const fosi_exact *y = &b->as.number;
    bool compares = code >= FOSI_OP_EQUAL && code < FOSI_OP_SAME_TEXT;
    if ((compares || code == FOSI_OP_ADD) && (x->d | y->d) == 1 && (x->scale == y->scale || (y->n == 0 && y->scale < x->scale))) {
        if (compares) {
            set_truth(a, is_order(code, (x->n > y->n) - (x->n < y->n)));
            return;
        }
        fosi_int128 sum;
        if (!__builtin_add_overflow(x->n, y->n, &sum)) {
            x->n = sum;
            return;
        }
    }
    run_general(eval, code, a, b);
}

static inline void run_logic(bool both, fosi_register *a, const fosi_register *b)
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

static fosi_apart void run_has(const fosi_eval *eval, uint32_t list, fosi_register *a)
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

static fosi_apart void run_in_words(const fosi_eval *eval, uint32_t list, fosi_register *a)
{
    const fosi_words *words = &eval->regime->words[list];
    bool found = false;
    for (uint32_t k = 0; k < words->count && !found; k++)
        found = strlen(words->words[k]) == a->as.text.length && memcmp(words->words[k], a->as.text.data, a->as.text.length) == 0;
    set_truth(a, found);
}

static fosi_apart void run_digits(fosi_eval *eval, fosi_register *a, const fosi_register *count)
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

static fosi_apart fosi_register run_fact_is(fosi_eval *eval, const fosi_op *op, const fosi_cell *cell)
{
    int value;
    const char *word = fosi_fact_word(eval, op->a, cell, &value);
    if (word == NULL) return fosi_missing(UINT64_C(1) << eval->regime->fact_need[op->a]);
    return make_truth(value == op->b);
}

static fosi_apart fosi_register run_switch(fosi_eval *eval, uint32_t index)
{
    const fosi_switch *sw = &eval->regime->switches[index];
    fosi_register value;
    memset(&value, 0, sizeof value);
    value.state = FOSI_STATE_VALUE;
    value.as.text.data = sw->options[eval->choices[index]];
    value.as.text.length = strlen(value.as.text.data);
    if (index < 64) eval->reads.switches |= UINT64_C(1) << index;
    return value;
}

static fosi_apart fosi_register run_setting(const fosi_eval *eval, uint32_t setting, const fosi_cell *cell)
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

static fosi_apart fosi_register run_present(fosi_eval *eval, uint32_t fact, const fosi_cell *cell)
{
    if (fosi_facts[fact].store == FOSI_STORE_PARTY) return make_truth(fosi_party_present(fosi_fact_party(eval, fact)));
    uint64_t before = eval->reads.defaults;
    eval->reads.defaults = 0;
    fosi_register value = fosi_fact_value(eval, fact, cell);
    bool by_default = eval->reads.defaults != 0;
    eval->reads.defaults = before;
    return make_truth((value.state == FOSI_STATE_VALUE || value.confidence == FOSI_GIVEN) && !by_default);
}

static fosi_apart bool has_party(fosi_eval *eval, const fosi_op *op)
{
    eval->particular = true;
    const fosi_register *scheme = &eval->regime->constants[op->b];
    return fosi_party_has(eval, fosi_fact_party(eval, op->a), scheme->as.text.data, scheme->as.text.length);
}

/* Operands that are seldom met. */
static fosi_apart fosi_register run_leaf(fosi_eval *eval, const fosi_op *op, const fosi_cell *cell)
{
    const struct fos_regime *r = eval->regime;
    eval->particular |= op->code >= FOSI_OP_ELEMENT;
    switch (op->code) {
    case FOSI_OP_MEASURE: return fosi_measure_value(eval, r->constants[op->a].as.text.data, UINT64_C(1) << op->b, cell);
    case FOSI_OP_TOTAL_GROUP: return fosi_eval_total(eval, &r->totals[op->a], cell);
    case FOSI_OP_COUNTER: return fosi_counter_value(eval, op->a, op->b);
    case FOSI_OP_WAIVER_TOTAL: eval->particular = true; return eval->waiver_total;
    case FOSI_OP_TARIFF_RATE: return fosi_tariff_rate(eval, op->a, cell);
    case FOSI_OP_ELEMENT: return fosi_element_value(eval, op->a, cell);
    case FOSI_OP_ELEMENT_MONEY: return fosi_element_money(eval, op->a, op->b, cell);
    case FOSI_OP_ELEMENT_GIVEN: return fosi_element_given(eval, op->a, cell);
    default: return fosi_missing(0);
    }
}

static void run_round(fosi_eval *eval, uint32_t index, fosi_register *a)
{
    const fosi_rounding *rounding = &eval->regime->roundings[index];
    fos_status status = fosi_exact_round(a->as.number, rounding->unit, rounding->mode, &a->as.number);
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
}

static void run_convert(fosi_eval *eval, const fosi_op *op, fosi_register *a)
{
    uint8_t confidence = a->confidence;
    *a = fosi_convert(eval, eval->regime->constants[op->a].as.text.data, op->b, a->as.number);
    a->confidence |= confidence;
}

static fosi_apart void run_unary(fosi_eval *eval, const fosi_op *op, fosi_register *a, const fosi_cell *cell)
{
    if (fosi_unlikely(a->state == FOSI_STATE_MISSING)) return;
    switch (op->code) {
    case FOSI_OP_NEGATE: a->as.number.n = -a->as.number.n; break;
    case FOSI_OP_ROUND: run_round(eval, op->a, a); break;
    case FOSI_OP_HAS: run_has(eval, op->a, a); break;
    case FOSI_OP_IN_WORDS: run_in_words(eval, op->a, a); break;
    case FOSI_OP_IN_SET: *a = fosi_set_holds(eval, op->a, (fosi_clock)op->b, a); break;
    case FOSI_OP_CONVERT: run_convert(eval, op, a); break;
    default: *a = fosi_tariff_value(eval, op->a, a, op->b, cell); break;
    }
}

/* The value of a slot that was read before is taken on the spot. */
static inline const fosi_register *node_value(fosi_eval *eval, const fosi_op *op, const fosi_cell *cell)
{
    uint32_t index = op->a;
    const fosi_register *column = eval->columns[index];
    if (column != NULL && index < FOSI_READ_SLOTS && fosi_slot_marked(eval->reads.slots, index)) {
        uint32_t at = fosi_slot_place(eval, op->b, cell);
        if (fosi_likely(at != FOSI_NONE && column[at].state != FOSI_STATE_EMPTY)) {
            eval->particular |= column[at].particular;
            return &column[at];
        }
    }
    return fosi_eval_slot(eval, index, cell);
}

static inline const fosi_window *window_of(const fosi_eval *eval, const fosi_op *op)
{
    const fosi_key *key = eval->regime->parameters[op->a].keys;
    return fosi_windows_on(key->windows, key->window_count, eval->dates[op->b]);
}

static inline void run_parameter(fosi_eval *eval, const fosi_op *op, fosi_register *out)
{
    const fosi_window *window = window_of(eval, op);
    if (fosi_likely(window != NULL && window->unknown == NULL))
        *out = window->value;
    else
        *out = fosi_parameter_value(eval, op->a, (fosi_clock)op->b);
}

static inline void run_in_force(const fosi_eval *eval, const fosi_op *op, fosi_register *out)
{
    const fosi_window *window = window_of(eval, op);
    bool there = window != NULL && !window->none;
    put_truth(out, there);
    if (there && window->confidence != 0) out->confidence = (uint8_t)(1u << window->confidence);
}

/* The value of a choice of the consignment when it is given, else 0. */
static inline int plain_choice(const fosi_eval *eval, uint32_t fact)
{
    if (fosi_facts[fact].base != FOSI_BASE_CONSIGNMENT) return 0;
    return *(const int *)(const void *)((const char *)eval->consignment + fosi_facts[fact].offset);
}

/* A country of the consignment that is given, against a constant: three instructions that need no registers. */
static inline bool compares_code(const fosi_eval *eval, const fosi_op *op, const fosi_op *end)
{
    const fosi_fact *fact = &fosi_facts[op->a];
    if (end - op < 3 || fact->store != FOSI_STORE_CODE4 || fact->base != FOSI_BASE_CONSIGNMENT) return false;
    if (op[1].code != FOSI_OP_CONSTANT || (op[2].code != FOSI_OP_SAME_TEXT && op[2].code != FOSI_OP_OTHER_TEXT)) return false;
    return *((const char *)eval->consignment + fact->offset) != '\0';
}

static inline bool same_code(const fosi_eval *eval, const fosi_op *op)
{
    const char *code = (const char *)eval->consignment + fosi_facts[op->a].offset;
    const fosi_register *constant = &eval->regime->constants[op[1].a];
    size_t length = constant->as.text.length;
    return length < 4 && memcmp(code, constant->as.text.data, length) == 0 && code[length] == '\0';
}

/* The most of a machine's work is here, so each instruction is one case, and the commonest are done on the spot. */
static void run_range(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fosi_register *top)
{
    const struct fos_regime *r = eval->regime;
    const fosi_op *code = r->code, *end = code + range.end;
    for (const fosi_op *op = code + range.start; op < end; op++) {
        eval->top = top;
        switch (op->code) {
        case FOSI_OP_CONSTANT: *top++ = r->constants[op->a]; break;
        case FOSI_OP_NODE: *top++ = *node_value(eval, op, cell); break;
        case FOSI_OP_PARAMETER: run_parameter(eval, op, top++); break;
        case FOSI_OP_IN_FORCE: run_in_force(eval, op, top++); break;
        case FOSI_OP_FACT:
            if (compares_code(eval, op, end)) {
                put_truth(top++, same_code(eval, op) == (op[2].code == FOSI_OP_SAME_TEXT));
                op += 2;
            } else {
                *top++ = fosi_fact_value(eval, op->a, cell);
            }
            break;
        case FOSI_OP_FACT_MONEY: fosi_fact_money(eval, op->a, op->b, cell, top++); break;
        case FOSI_OP_FACT_IS: {
            int value = plain_choice(eval, op->a);
            if (fosi_likely(value != 0))
                put_truth(top++, value == op->b);
            else
                *top++ = run_fact_is(eval, op, cell);
            break;
        }
        case FOSI_OP_PRESENT: *top++ = run_present(eval, op->a, cell); break;
        case FOSI_OP_PARTY_HAS: put_truth(top++, has_party(eval, op)); break;
        case FOSI_OP_ELECTED: put_truth(top++, (eval->elected >> (op->a & 63)) & 1); break;
        case FOSI_OP_SWITCH: *top++ = run_switch(eval, op->a); break;
        case FOSI_OP_ROUTE_SETTING: *top++ = run_setting(eval, op->a, cell); break;
        case FOSI_OP_CHARGE:
            *top++ = fosi_charge_amount(eval, op->a, (fosi_amount_view)(op->b & 15), (fosi_grain)(op->b >> 4), cell);
            break;
        case FOSI_OP_AND_TEST:
            if (fosi_is_false(&top[-1])) op = code + op->a - 1;
            break;
        case FOSI_OP_OR_TEST:
            if (fosi_is_true(&top[-1])) op = code + op->a - 1;
            break;
        case FOSI_OP_ELSE_TEST:
            if (top[-1].state == FOSI_STATE_VALUE || top[-1].confidence == FOSI_GIVEN) op = code + op->a - 1;
            break;
        case FOSI_OP_AND:
        case FOSI_OP_OR:
            top--;
            run_logic(op->code == FOSI_OP_AND, &top[-1], &top[0]);
            break;
        case FOSI_OP_ELSE:
            top--;
            top[-1] = top[0];
            break;
        case FOSI_OP_NOT: top[-1].as.number.n = !top[-1].as.number.n; break; /* of a missing truth it means nothing */
        case FOSI_OP_CASE:
            run_case(eval, &r->cases[op->a], cell, top++);
            op = code + r->cases[op->a].end - 1;
            break;
        case FOSI_OP_CASE_END: break;
        case FOSI_OP_TABLE:
            top -= op->arity;
            *top = fosi_table_value(eval, op->a, (fosi_clock)op->b, top, NULL);
            top++;
            break;
        case FOSI_OP_DIGITS:
            top--;
            run_digits(eval, &top[-1], &top[0]);
            break;
        case FOSI_OP_FIRST_ROLE:
            top--;
            if (!fosi_role_present(eval, (uint32_t)top[-1].as.number.n)) top[-1] = top[0];
            break;
        default:
            if (op->arity == 2) {
                top--;
                run_binary(eval, op->code, &top[-1], &top[0]);
            } else if (op->arity == 1) {
                run_unary(eval, op, &top[-1], cell);
            } else {
                *top++ = run_leaf(eval, op, cell);
            }
            break;
        }
    }
}

static fosi_apart const fosi_register *run(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    fosi_register *bottom = eval->top;
    if (fosi_unlikely(bottom >= eval->stack_limit)) {
        fosi_eval_fail(eval, FOS_STATUS_RULE_LIMIT);
        return &nothing;
    }
    run_range(eval, range, cell, bottom);
    eval->top = bottom;
    return bottom;
}

/* A single instruction names a value that stands somewhere already, mostly. */
static inline const fosi_register *named(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    const fosi_op *op = &eval->regime->code[range.start];
    if (op->code == FOSI_OP_NODE) return node_value(eval, op, cell);
    if (op->code == FOSI_OP_CONSTANT) return &eval->regime->constants[op->a];
    const fosi_window *window = op->code == FOSI_OP_PARAMETER ? window_of(eval, op) : NULL;
    return window != NULL && window->unknown == NULL ? &window->value : run(eval, range, cell);
}

const fosi_register *fosi_value_anew(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    if (range.end == range.start + 1) return named(eval, range, cell);
    return fosi_likely(range.end > range.start) ? run(eval, range, cell) : &nothing;
}

const fosi_register *fosi_value(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    if (range.end <= range.start + 1) return fosi_value_anew(eval, range, cell);
    const fosi_kept_set *set = eval->set;
    if (set == NULL || set->ranges == NULL) return run(eval, range, cell);
    const fosi_part_row *part = &eval->regime->rows[range.end - 1];
    const fosi_kept_range *kept = set->ranges[part->row];
    if (part->row == 0 || (kept != NULL && kept->never)) return run(eval, range, cell);
    if ((part->of_item && cell->item == FOSI_NONE) || (part->of_route && cell->route != set->of.route))
        return run(eval, range, cell);
    if (kept == NULL) return fosi_keep_range(eval, range, cell);
    fosi_reads_add(&eval->reads, &kept->kept.reads);
    return &kept->kept.value;
}

fosi_register fosi_eval_range(fosi_eval *eval, fosi_range range, const fosi_cell *cell) { return *fosi_value(eval, range, cell); }
