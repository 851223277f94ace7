/* The parts of a plan: instructions stand in post-order, so each ends a part whose operands stand before it. Where a part begins,
 * what type its value has, what people call it and where a session keeps its value is found once, when the regime is loaded:
 * quotes and their sentences ask for it all the time. */
#include <string.h>

#include "regime/compiler.h"

void fosi_part_operands(const struct fos_regime *r, fosi_range range, fosi_range *left, fosi_range *right)
{
    uint32_t at = range.end - 1;
    uint8_t code = r->code[at].code;
    bool tested = code == FOSI_OP_AND || code == FOSI_OP_OR || code == FOSI_OP_ELSE;
    *right = fosi_part_ending(r, at);
    *left = fosi_part_ending(r, right->start - (tested ? 1 : 0));
}

static fosi_type plain(fosi_type_code code)
{
    fosi_type type = { .code = code };
    return type;
}

static fosi_type money_in(const char *currency)
{
    fosi_type type = { .code = FOSI_TYPE_MONEY };
    memcpy(type.currency, currency, 4);
    return type;
}

static fosi_type fact_type(uint32_t index)
{
    const fosi_fact *fact = &fosi_facts[index];
    fosi_type type = { .code = (fosi_type_code)fact->type };
    if (fact->type == FOSI_TYPE_QUANTITY) memcpy(type.unit, fact->unit_or_list, strlen(fact->unit_or_list) + 1);
    if (fact->type == FOSI_TYPE_DUTY) type.code = FOSI_TYPE_RATE;
    return type;
}

static fosi_type product_type(fosi_type a, fosi_type b)
{
    if (a.code == FOSI_TYPE_SPECIFIC || b.code == FOSI_TYPE_SPECIFIC)
        return money_in(a.code == FOSI_TYPE_SPECIFIC ? a.currency : b.currency);
    if (a.code == FOSI_TYPE_MONEY || a.code == FOSI_TYPE_QUANTITY) return a;
    if (b.code == FOSI_TYPE_MONEY || b.code == FOSI_TYPE_QUANTITY) return b;
    return a.code == FOSI_TYPE_RATE ? a : b;
}

static fosi_type type_of(const struct fos_regime *r, fosi_range range)
{
    const fosi_op *op = &r->code[range.end - 1];
    fosi_range left, right;
    switch (op->code) {
    case FOSI_OP_CONSTANT: return r->constant_types[op->a];
    case FOSI_OP_FACT: return fact_type(op->a);
    case FOSI_OP_ELEMENT: return r->elements[op->a].type;
    case FOSI_OP_ELEMENT_MONEY:
    case FOSI_OP_FACT_MONEY:
    case FOSI_OP_CONVERT:
    case FOSI_OP_TARIFF: return money_in(r->conversions[op->b].to);
    case FOSI_OP_MEASURE: {
        fosi_type type = plain(FOSI_TYPE_QUANTITY);
        strncpy(type.unit, r->constants[op->a].as.text.data, sizeof type.unit - 1);
        return type;
    }
    case FOSI_OP_PARAMETER:
    case FOSI_OP_TABLE: return r->parameters[op->a].type;
    case FOSI_OP_NODE: return r->slots[op->a].type;
    case FOSI_OP_TOTAL_GROUP: {
        const fosi_total *total = &r->totals[op->a];
        if (total->kind == FOSI_TOTAL_COUNT || total->kind == FOSI_TOTAL_DISTINCT) return plain(FOSI_TYPE_COUNT);
        return fosi_part_type(r, total->value);
    }
    case FOSI_OP_CHARGE:
    case FOSI_OP_WAIVER_TOTAL: return money_in(r->currency);
    case FOSI_OP_COUNTER: return r->inputs[op->a].type;
    case FOSI_OP_TARIFF_RATE: return plain(FOSI_TYPE_RATE);
    case FOSI_OP_CASE_END: return fosi_part_type(r, r->cases[op->a].otherwise);
    case FOSI_OP_SWITCH:
    case FOSI_OP_ROUTE_SETTING:
    case FOSI_OP_DIGITS: return plain(FOSI_TYPE_TEXT);
    case FOSI_OP_ADD:
    case FOSI_OP_SUBTRACT:
    case FOSI_OP_MINIMUM:
    case FOSI_OP_MAXIMUM:
    case FOSI_OP_EXCESS:
    case FOSI_OP_ELSE: {
        fosi_part_operands(r, range, &left, &right);
        fosi_type a = fosi_part_type(r, left), b = fosi_part_type(r, right);
        if (a.code != b.code && (a.code == FOSI_TYPE_RATE || b.code == FOSI_TYPE_RATE)) return plain(FOSI_TYPE_NUMBER);
        return a;
    }
    case FOSI_OP_MULTIPLY:
        fosi_part_operands(r, range, &left, &right);
        return product_type(fosi_part_type(r, left), fosi_part_type(r, right));
    case FOSI_OP_DIVIDE: fosi_part_operands(r, range, &left, &right); return fosi_part_type(r, left);
    case FOSI_OP_NEGATE:
    case FOSI_OP_ROUND: return fosi_part_type(r, fosi_part_ending(r, range.end - 1));
    default: return plain(FOSI_TYPE_TRUTH);
    }
}

/* ---- labels ---- */

static const char *label_of(const struct fos_regime *r, fosi_range range)
{
    const fosi_op *op = &r->code[range.end - 1];
    switch (op->code) {
    case FOSI_OP_FACT:
    case FOSI_OP_FACT_MONEY:
    case FOSI_OP_FACT_IS: return fosi_facts[op->a].label;
    case FOSI_OP_ELEMENT:
    case FOSI_OP_ELEMENT_MONEY:
    case FOSI_OP_ELEMENT_GIVEN: return r->elements[op->a].name;
    case FOSI_OP_PARAMETER:
    case FOSI_OP_TABLE: return r->parameters[op->a].label;
    case FOSI_OP_NODE: {
        const fosi_slot *slot = &r->slots[op->a];
        if (slot->definition != FOSI_NONE) {
            const fosi_definition *d = &r->definitions[slot->definition];
            return d->label != NULL ? d->label : d->name;
        }
        if (slot->is_total && r->totals[slot->twin].kind == FOSI_TOTAL_SUM)
            return fosi_part_label(r, r->totals[slot->twin].value);
        return NULL;
    }
    case FOSI_OP_TOTAL_GROUP: return r->totals[op->a].kind == FOSI_TOTAL_SUM ? fosi_part_label(r, r->totals[op->a].value) : NULL;
    case FOSI_OP_CHARGE: return r->charges[op->a].name;
    case FOSI_OP_WAIVER_TOTAL: return "total";
    case FOSI_OP_COUNTER: return r->inputs[op->a].name;
    case FOSI_OP_SWITCH: return r->switches[op->a].name;
    case FOSI_OP_ROUTE_SETTING: return r->settings[op->a];
    case FOSI_OP_CONVERT:
    case FOSI_OP_ROUND: return fosi_part_label(r, fosi_part_ending(r, range.end - 1));
    default: return NULL;
    }
}

/* ---- marking ---- */

/* Where each part begins, so that sentences find the operands of any instruction at once. */
static void mark_starts(struct fos_regime *r)
{
    for (uint32_t i = 0; i < r->code_count; i++) {
        const fosi_op *op = &r->code[i];
        uint32_t at = i;
        if (op->code == FOSI_OP_CASE_END) {
            at = r->cases[op->a].start;
        } else if (op->code == FOSI_OP_AND || op->code == FOSI_OP_OR || op->code == FOSI_OP_ELSE) {
            at = r->starts[r->starts[i - 1] - 2]; /* left, TEST, right, this */
        } else {
            for (uint8_t k = 0; k < op->arity; k++)
                at = r->starts[at - 1];
        }
        r->starts[i] = at;
    }
}

static bool same_part(const fosi_code_part *a, const fosi_code_part *b)
{
    return a->type.code == b->type.code && memcmp(a->type.currency, b->type.currency, sizeof a->type.currency) == 0 &&
           memcmp(a->type.unit, b->type.unit, sizeof a->type.unit) == 0 && a->type.list == b->type.list && a->label == b->label;
}

/* A total may stand before what it sums: until nothing changes. */
static bool mark_once(struct fos_regime *r)
{
    bool changed = false;
    for (uint32_t i = 0; i < r->code_count; i++) {
        const fosi_range range = { r->starts[i], i + 1 };
        const fosi_code_part made = { type_of(r, range), label_of(r, range) };
        changed |= !same_part(&r->parts[i], &made);
        r->parts[i] = made;
    }
    return changed;
}

/* ---- rows ---- */

/* From so many instructions on, to find a value again costs less than to compute it. */
#define WORTH_KEEPING 3
/* A session takes a pointer a row for each circumstances that it knows. */
#define MOST_ROWS 4096

static fosi_grain grain_of(const struct fos_regime *r, const fosi_op *op)
{
    switch (op->code) {
    case FOSI_OP_NODE: return r->slots[op->a].grain;
    case FOSI_OP_FACT:
    case FOSI_OP_FACT_MONEY:
    case FOSI_OP_FACT_IS:
    case FOSI_OP_PRESENT: return (fosi_grain)fosi_facts[op->a].grain;
    case FOSI_OP_ELEMENT:
    case FOSI_OP_ELEMENT_MONEY:
    case FOSI_OP_ELEMENT_GIVEN: return r->elements[op->a].grain;
    case FOSI_OP_CHARGE: return (fosi_grain)(op->b >> 4);
    case FOSI_OP_ROUTE_SETTING:
    case FOSI_OP_WAIVER_TOTAL: return FOSI_GRAIN_ROUTE;
    case FOSI_OP_MEASURE:
    case FOSI_OP_TOTAL_GROUP:
    case FOSI_OP_TARIFF:
    case FOSI_OP_TARIFF_RATE: return FOSI_GRAIN_ITEM;
    default: return FOSI_GRAIN_CONSTANT;
    }
}

static bool is_number(fosi_type_code type)
{
    return type != FOSI_TYPE_TEXT && type != FOSI_TYPE_CODE && type != FOSI_TYPE_CODES && type != FOSI_TYPE_TARIFF_CODE &&
           type != FOSI_TYPE_DUTY;
}

/* A text would be the request's. */
static void mark_rows(struct fos_regime *r)
{
    r->row_count = 1;
    for (uint32_t i = 0; i < r->code_count; i++) {
        fosi_part_row *row = &r->rows[i];
        for (uint32_t k = r->starts[i]; k <= i; k++) {
            fosi_grain grain = grain_of(r, &r->code[k]);
            row->of_route |= grain >= FOSI_GRAIN_ROUTE;
            row->of_item |= grain > FOSI_GRAIN_ROUTE;
        }
        if (i + 1 - r->starts[i] >= WORTH_KEEPING && is_number(r->parts[i].type.code) && r->row_count < MOST_ROWS)
            row->row = (uint16_t)r->row_count++;
    }
}

/* A reader of a slot sees by its instruction where the value stands. */
static void mark_grains(struct fos_regime *r)
{
    for (uint32_t i = 0; i < r->code_count; i++) {
        if (r->code[i].code == FOSI_OP_NODE) r->code[i].b = r->slots[r->code[i].a].grain;
    }
}

void fosi_mark_parts(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    r->starts = fosi_arena_zero(&r->arena, r->code_count + (size_t)1, sizeof *r->starts);
    r->parts = fosi_arena_zero(&r->arena, r->code_count + (size_t)1, sizeof *r->parts);
    r->rows = fosi_arena_zero(&r->arena, r->code_count + (size_t)1, sizeof *r->rows);
    if (r->starts == NULL || r->parts == NULL || r->rows == NULL) {
        c->no_memory = true;
        return;
    }
    mark_starts(r);
    while (mark_once(r))
        continue;
    mark_rows(r);
    mark_grains(r);
}
