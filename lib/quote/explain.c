/* Operands, sums and conditions as sentences. */
#include "quote/explain.h"

#include <string.h>

/* ---- operands ---- */

static void put_label(const char *label, fos_buffer *out)
{
    if (label == NULL) return;
    fosi_buffer_text(out, label);
    fosi_buffer_char(out, ' ');
}

void fosi_explain_operand(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out)
{
    put_label(fosi_part_label(eval->regime, range), out);
    fosi_tell_part(eval, range, cell, out);
}

/* ---- sums in parts ---- */

#define MOST_PARTS 12

typedef struct part {
    fosi_range range;
    const fosi_total *total; /* summed over this, or NULL */
} part;

static uint32_t flatten(const struct fos_regime *r, fosi_range range, const fosi_total *total, part *parts, uint32_t count)
{
    const fosi_op *op = &r->code[range.end - 1];
    if (op->code == FOSI_OP_ADD) {
        fosi_range left, right;
        fosi_part_operands(r, range, &left, &right);
        count = flatten(r, left, total, parts, count);
        return flatten(r, right, total, parts, count);
    }
    if (op->code == FOSI_OP_NODE) {
        const fosi_slot *slot = &r->slots[op->a];
        bool sum = slot->is_total && r->totals[slot->twin].kind == FOSI_TOTAL_SUM && !fosi_range_is(r->totals[slot->twin].where);
        if (sum && total == NULL) return flatten(r, r->totals[slot->twin].value, &r->totals[slot->twin], parts, count);
        bool added = slot->definition != FOSI_NONE && !slot->rounding_set && fosi_range_is(slot->code) &&
                     r->code[slot->code.end - 1].code == FOSI_OP_ADD;
        if (added && (slot->grain == FOSI_GRAIN_ITEM || total == NULL)) return flatten(r, slot->code, total, parts, count);
    }
    if (op->code == FOSI_OP_TOTAL_GROUP && total == NULL && r->totals[op->a].kind == FOSI_TOTAL_SUM &&
        !fosi_range_is(r->totals[op->a].where))
        return flatten(r, r->totals[op->a].value, &r->totals[op->a], parts, count);
    if (count < MOST_PARTS) parts[count++] = (part){ range, total };
    return count;
}

static fosi_register part_value(fosi_eval *eval, const part *p, const fosi_cell *cell)
{
    if (p->total == NULL) return fosi_eval_range(eval, p->range, cell);
    fosi_register sum = fosi_missing(0);
    sum.as.number = (fosi_exact){ 0, 1, 0 };
    sum.state = FOSI_STATE_VALUE;
    bool grouped = p->total->over == FOSI_GRAIN_GROUP;
    uint32_t count = grouped ? cell->member_count : eval->item_count;
    for (uint32_t i = 0; i < count; i++) {
        fosi_cell inner = *cell;
        inner.item = grouped ? cell->members[i] : i;
        inner.route = eval->route_of[inner.item];
        if (p->total->over == FOSI_GRAIN_ROUTE && inner.route != cell->route) continue;
        fosi_register value = fosi_eval_range(eval, p->range, &inner);
        if (value.state != FOSI_STATE_VALUE) return value;
        if (fosi_exact_add(sum.as.number, value.as.number, &sum.as.number) != FOS_STATUS_OK) return fosi_missing(0);
    }
    return sum;
}

/* Of the one item, when the sentence is drafted. */
static fosi_blank blank_of_part(const fosi_eval *eval, const part *p, const fosi_cell *cell)
{
    fosi_blank blank = { .kind = FOSI_BLANK_SUMMAND, .range = p->range, .cell = *cell, .summed = p->total != NULL };
    if (p->total == NULL) return blank;
    blank.cell.item = 0;
    blank.cell.route = eval->route_of[0];
    return blank;
}

void fosi_explain_parts(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out)
{
    part parts[MOST_PARTS];
    uint32_t count = flatten(eval->regime, range, NULL, parts, 0), shown = 0;
    if (count < 2 || count == MOST_PARTS) return;
    for (uint32_t i = 0; i < count; i++) {
        fosi_draft_read(eval);
        fosi_register value = part_value(eval, &parts[i], cell);
        fosi_blank blank = blank_of_part(eval, &parts[i], cell);
        blank.outcome = value.state == FOSI_STATE_VALUE && value.as.number.n != 0;
        if (blank.outcome) {
            fosi_buffer_text(out, shown++ == 0 ? " (" : " + ");
            put_label(fosi_part_label(eval->regime, parts[i].range), out);
        }
        fosi_tell_summand(eval, &blank, &value, out);
    }
    if (shown > 0) fosi_buffer_char(out, ')');
}

/* ---- conditions ---- */

/* What is known of a condition before it is looked into: most often the outcome follows from that of the whole. */
typedef enum known { UNKNOWN, TRUE, FALSE } known;

static void explain(fosi_eval *eval, fosi_range range, const fosi_cell *cell, known outcome, fos_buffer *out);

static known opposite(known outcome) { return outcome == UNKNOWN ? UNKNOWN : (outcome == TRUE ? FALSE : TRUE); }

static const char *relation(uint8_t code, bool outcome)
{
    static const char *const holds[] = { " = ", " != ", " < ", " <= ", " > ", " >= " };
    static const char *const fails[] = { " != ", " = ", " >= ", " > ", " <= ", " < " };
    return (outcome ? holds : fails)[code - FOSI_OP_EQUAL];
}

static void explain_logic(fosi_eval *eval, fosi_range range, const fosi_cell *cell, bool outcome, fos_buffer *out)
{
    fosi_range left, right;
    fosi_part_operands(eval->regime, range, &left, &right);
    bool both = eval->regime->code[range.end - 1].code == FOSI_OP_AND;
    if (both == outcome) { /* true and, false or: each side counts */
        explain(eval, left, cell, outcome ? TRUE : FALSE, out);
        fosi_buffer_text(out, " and ");
        explain(eval, right, cell, outcome ? TRUE : FALSE, out);
        return;
    }
    /* one side decided: the left if it did, else the right */
    bool left_did = fosi_tell_whether(eval, both ? FOSI_BLANK_FALSE : FOSI_BLANK_TRUE, left, cell, out);
    explain(eval, left_did ? left : right, cell, outcome ? TRUE : FALSE, out);
}

/* What an open condition lacks. */
static void explain_open(const fosi_eval *eval, const fosi_register *value, fos_buffer *out)
{
    bool any = false;
    for (uint32_t bit = 0; bit < eval->regime->need_count; bit++) {
        if ((value->needs >> bit & 1) == 0) continue;
        fosi_buffer_text(out, any ? ", " : "needs ");
        fosi_buffer_text(out, eval->regime->needs[bit].name);
        any = true;
    }
    if (!any) fosi_buffer_text(out, "not known");
}

static void explain_words(const fosi_eval *eval, uint32_t list, fos_buffer *out)
{
    const fosi_words *words = &eval->regime->words[list];
    for (uint32_t i = 0; i < words->count; i++) {
        if (i > 0) fosi_buffer_text(out, i + 1 == words->count ? " or " : ", ");
        fosi_buffer_text(out, words->words[i]);
    }
}

static void put_spaced(fos_buffer *out, const char *text)
{
    for (; *text != '\0'; text++)
        fosi_buffer_char(out, *text == '_' ? ' ' : *text);
}

/* any() true and all() false: the item that decided; else what is so of every item, told of the first. */
static void explain_total(fosi_eval *eval, const fosi_total *total, const fosi_cell *cell, bool outcome, fos_buffer *out)
{
    bool any = total->kind == FOSI_TOTAL_ANY;
    for (uint32_t i = 0; i < eval->item_count; i++) {
        fosi_cell inner = { i, eval->route_of[i], NULL, 0 };
        if (total->over == FOSI_GRAIN_ROUTE && inner.route != cell->route) continue;
        if (any == outcome && eval->item_count > 1) {
            fosi_register value = fosi_eval_range(eval, total->value, &inner);
            if (!(any ? fosi_is_true(&value) : fosi_is_false(&value))) continue;
            fosi_buffer_text(out, "item ");
            fosi_buffer_unsigned(out, i + 1u);
            fosi_buffer_text(out, ": ");
        } else if (eval->item_count > 1) {
            fosi_buffer_text(out, any ? "no item: " : "every item: ");
        }
        explain(eval, total->value, &inner, outcome ? TRUE : FALSE, out);
        return;
    }
    fosi_buffer_text(out, any ? "no item at all" : "every item");
}

static void explain_node(fosi_eval *eval, uint32_t index, const fosi_cell *cell, bool outcome, fos_buffer *out)
{
    const fosi_slot *slot = &eval->regime->slots[index];
    if (slot->is_total)
        explain_total(eval, &eval->regime->totals[slot->twin], cell, outcome, out);
    else
        explain(eval, slot->code, cell, outcome ? TRUE : FALSE, out);
}

static void explain_case(fosi_eval *eval, uint32_t index, const fosi_cell *cell, bool outcome, fos_buffer *out)
{
    const fosi_case *rule = &eval->regime->cases[index];
    for (uint32_t i = 0; i < rule->count; i++) {
        if (!fosi_tell_whether(eval, FOSI_BLANK_TRUE, rule->arms[i].condition, cell, out)) continue;
        explain(eval, rule->arms[i].condition, cell, TRUE, out);
        if (eval->regime->code[rule->arms[i].value.end - 1].code == FOSI_OP_CONSTANT) return;
        fosi_buffer_text(out, " and ");
        explain(eval, rule->arms[i].value, cell, outcome ? TRUE : FALSE, out);
        return;
    }
    explain(eval, rule->otherwise, cell, outcome ? TRUE : FALSE, out);
}

static void explain_fact_is(fosi_eval *eval, fosi_range range, const fosi_cell *cell, bool outcome, fos_buffer *out)
{
    const fosi_op *op = &eval->regime->code[range.end - 1];
    const fosi_fact *fact = &fosi_facts[op->a];
    put_spaced(out, fact->label);
    fosi_buffer_text(out, " is ");
    fosi_tell_word(eval, range, cell, out);
    if (outcome) return;
    fosi_buffer_text(out, ", not ");
    fosi_buffer_text(out, fact->words[op->b]);
}

static void explain_membership(fosi_eval *eval, fosi_range range, const fosi_cell *cell, bool outcome, fos_buffer *out)
{
    const fosi_op *op = &eval->regime->code[range.end - 1];
    fosi_explain_operand(eval, fosi_part_ending(eval->regime, range.end - 1), cell, out);
    fosi_buffer_text(out, outcome ? " is in " : " is not in ");
    if (op->code == FOSI_OP_IN_SET)
        put_spaced(out, eval->regime->sets[op->a].name);
    else
        explain_words(eval, op->a, out);
}

static void explain_in_force(const fosi_eval *eval, const fosi_op *op, bool outcome, fos_buffer *out)
{
    const fosi_parameter *parameter = &eval->regime->parameters[op->a];
    fosi_buffer_text(out, parameter->label != NULL ? parameter->label : parameter->name);
    fosi_buffer_text(out, outcome ? " is in force on " : " is not in force on ");
    fosi_buffer_date(out, eval->dates[op->b]);
}

static void explain_sides(fosi_eval *eval, fosi_range range, const fosi_cell *cell, const char *between, fos_buffer *out)
{
    fosi_range left, right;
    fosi_part_operands(eval->regime, range, &left, &right);
    fosi_explain_operand(eval, left, cell, out);
    fosi_buffer_text(out, between);
    fosi_explain_operand(eval, right, cell, out);
}

/* A code against a word: "scheme is ioss", "scheme is special, not ioss". */
static void explain_word(fosi_eval *eval, fosi_range range, const fosi_cell *cell, bool same, fos_buffer *out)
{
    fosi_range left, right;
    fosi_part_operands(eval->regime, range, &left, &right);
    const char *label = fosi_part_label(eval->regime, left);
    if (label == NULL || eval->regime->code[right.end - 1].code != FOSI_OP_CONSTANT) {
        explain_sides(eval, range, cell, same ? " = " : " != ", out);
        return;
    }
    fosi_draft_read(eval);
    fosi_register value = fosi_eval_range(eval, left, cell);
    const fosi_register *word = &eval->regime->constants[eval->regime->code[right.end - 1].a];
    fosi_buffer_text(out, label);
    fosi_buffer_text(out, value.as.text.length == 0 ? " is empty" : " is ");
    fosi_tell_text(eval, left, cell, &value, out);
    if (same) return;
    fosi_buffer_text(out, ", not ");
    fosi_buffer_put(out, word->as.text.data, word->as.text.length);
}

static void explain_registration(const fosi_eval *eval, const fosi_op *op, bool outcome, fos_buffer *out)
{
    fosi_buffer_text(out, fosi_facts[op->a].label);
    fosi_buffer_text(out, outcome ? " has the registration " : " has no registration ");
    fosi_buffer_text(out, eval->regime->constants[op->b].as.text.data);
}

static void explain(fosi_eval *eval, fosi_range range, const fosi_cell *cell, known given, fos_buffer *out)
{
    if (!fosi_range_is(range)) return;
    const struct fos_regime *r = eval->regime;
    const fosi_op *op = &r->code[range.end - 1];
    bool outcome = given == TRUE;
    if (given == UNKNOWN) {
        fosi_register value = fosi_eval_range(eval, range, cell);
        if (value.state == FOSI_STATE_MISSING) {
            explain_open(eval, &value, out);
            return;
        }
        outcome = value.as.number.n != 0;
    }
    switch (op->code) {
    case FOSI_OP_AND:
    case FOSI_OP_OR: explain_logic(eval, range, cell, outcome, out); break;
    case FOSI_OP_NOT: explain(eval, fosi_part_ending(r, range.end - 1), cell, opposite(outcome ? TRUE : FALSE), out); break;
    case FOSI_OP_EQUAL:
    case FOSI_OP_UNEQUAL:
    case FOSI_OP_LESS:
    case FOSI_OP_LESS_EQUAL:
    case FOSI_OP_GREATER:
    case FOSI_OP_GREATER_EQUAL: explain_sides(eval, range, cell, relation(op->code, outcome), out); break;
    case FOSI_OP_SAME_TEXT:
    case FOSI_OP_OTHER_TEXT: explain_word(eval, range, cell, (op->code == FOSI_OP_SAME_TEXT) == outcome, out); break;
    case FOSI_OP_NODE: explain_node(eval, op->a, cell, outcome, out); break;
    case FOSI_OP_CASE_END: explain_case(eval, op->a, cell, outcome, out); break;
    case FOSI_OP_FACT_IS: explain_fact_is(eval, range, cell, outcome, out); break;
    case FOSI_OP_IN_SET:
    case FOSI_OP_IN_WORDS: explain_membership(eval, range, cell, outcome, out); break;
    case FOSI_OP_HAS:
        fosi_buffer_text(out, outcome ? "the goods are " : "the goods are not ");
        explain_words(eval, op->a, out);
        break;
    case FOSI_OP_PRESENT:
        fosi_buffer_text(out, fosi_facts[op->a].label);
        fosi_buffer_text(out, outcome ? " given" : " not given");
        break;
    case FOSI_OP_ELEMENT_GIVEN:
        fosi_buffer_text(out, r->elements[op->a].name);
        fosi_buffer_text(out, outcome ? " given" : " not given");
        break;
    case FOSI_OP_PARTY_HAS: explain_registration(eval, op, outcome, out); break;
    case FOSI_OP_ELECTED:
        fosi_buffer_text(out, r->inputs[op->a].name);
        fosi_buffer_text(out, outcome ? " elected" : " not elected");
        break;
    case FOSI_OP_IN_FORCE: explain_in_force(eval, op, outcome, out); break;
    case FOSI_OP_FACT:
        if (!outcome) fosi_buffer_text(out, "not ");
        fosi_buffer_text(out, fosi_facts[op->a].label);
        break;
    case FOSI_OP_ELEMENT:
        if (!outcome) fosi_buffer_text(out, "not ");
        fosi_buffer_text(out, r->elements[op->a].name);
        break;
    case FOSI_OP_CONSTANT: fosi_buffer_text(out, outcome ? "always" : "never"); break;
    default: fosi_explain_operand(eval, range, cell, out); break;
    }
}

void fosi_explain_condition(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_truth outcome, fos_buffer *out)
{
    explain(eval, range, cell, outcome == FOS_TRUTH_ABSENT ? UNKNOWN : (outcome == FOS_TRUTH_TRUE ? TRUE : FALSE), out);
}
