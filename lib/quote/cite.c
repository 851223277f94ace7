/* Walks what was executed of a rule (of a case only the arm taken) and gathers the sources of the dated values it read. */
#include "quote/cite.h"

#include <string.h>

#include "quote/explain.h"

typedef struct citing {
    fosi_eval *eval;
    fosi_citation *into;
    const char *why;
    uint8_t confidence; /* looking for the reason of this confidence */
    uint32_t depth;
} citing;

static void cite(citing *c, uint32_t source)
{
    if (source < FOSI_CITATION_BITS) c->into->bits[source / 64] |= UINT64_C(1) << (source % 64);
}

static void cite_list(citing *c, const uint32_t *sources, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        cite(c, sources[i]);
}

static void cite_window(citing *c, const fosi_window *window)
{
    if (window == NULL) return;
    cite(c, window->source);
    if (c->confidence != 0 && window->confidence == c->confidence && c->why == NULL) c->why = window->why;
}

static void cite_range(citing *c, fosi_range range, const fosi_cell *cell);

static void cite_table(citing *c, uint32_t at, const fosi_cell *cell)
{
    const struct fos_regime *r = c->eval->regime;
    const fosi_op *op = &r->code[at];
    fosi_register keys[3];
    uint32_t end = at;
    for (uint8_t i = op->arity; i > 0; i--) {
        fosi_range part = fosi_part_ending(r, end);
        keys[i - 1] = fosi_eval_range(c->eval, part, cell);
        end = part.start;
    }
    const fosi_window *window = NULL;
    fosi_table_value(c->eval, op->a, (fosi_clock)op->b, keys, &window);
    cite_window(c, window);
}

static void walk_node(citing *c, const fosi_slot *slot, const fosi_cell *cell)
{
    const struct fos_regime *r = c->eval->regime;
    if (c->depth == 64) return;
    c->depth++;
    if (slot->definition != FOSI_NONE)
        cite_list(c, r->definitions[slot->definition].sources, r->definitions[slot->definition].source_count);
    fosi_cell inner = *cell;
    if (slot->is_total) {
        if (inner.item == FOSI_NONE && c->eval->item_count > 0) inner.item = 0;
        cite_range(c, r->totals[slot->twin].value, &inner);
    } else {
        cite_range(c, slot->code, &inner);
    }
    c->depth--;
}

static fosi_citation *keep_citation(fosi_eval *eval, const fosi_citation *found)
{
    fosi_citation *kept = fosi_arena_take(&eval->kept, sizeof *kept);
    if (kept == NULL)
        fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
    else
        *kept = *found;
    return kept;
}

/* What stays from quote to quote is walked once, unless a reason is looked for. */
static void cite_node(citing *c, uint32_t index, const fosi_cell *cell)
{
    const fosi_slot *slot = &c->eval->regime->slots[index];
    if (!slot->cites_bound || c->eval->set == NULL || c->confidence != 0) {
        walk_node(c, slot, cell);
        return;
    }
    fosi_citation **kept = &c->eval->set->citations[index], found = { { 0 } };
    if (*kept == NULL) {
        citing apart = { c->eval, &found, NULL, 0, 0 };
        walk_node(&apart, slot, cell);
        *kept = keep_citation(c->eval, &found);
    }
    const fosi_citation *known = *kept != NULL ? *kept : &found;
    for (uint32_t w = 0; w < FOSI_CITATION_BITS / 64; w++)
        c->into->bits[w] |= known->bits[w];
}

static fosi_range arm_taken(citing *c, const fosi_case *rule, const fosi_cell *cell)
{
    for (uint32_t i = 0; i < rule->count; i++) {
        fosi_register condition = fosi_eval_range(c->eval, rule->arms[i].condition, cell);
        if (fosi_is_true(&condition)) return rule->arms[i].value;
    }
    return rule->otherwise;
}

static void cite_range(citing *c, fosi_range range, const fosi_cell *cell)
{
    const struct fos_regime *r = c->eval->regime;
    for (uint32_t at = range.start; at < range.end; at++) {
        const fosi_op *op = &r->code[at];
        switch (op->code) {
        case FOSI_OP_PARAMETER:
        case FOSI_OP_IN_FORCE: {
            const fosi_key *key = r->parameters[op->a].keys;
            cite_window(c, fosi_windows_on(key->windows, key->window_count, c->eval->dates[op->b]));
            break;
        }
        case FOSI_OP_TABLE: cite_table(c, at, cell); break;
        case FOSI_OP_NODE: cite_node(c, op->a, cell); break;
        case FOSI_OP_CASE:
            cite_range(c, arm_taken(c, &r->cases[op->a], cell), cell);
            at = r->cases[op->a].end - 1;
            break;
        default: break;
        }
    }
}

static void cite_rule(citing *c, const fosi_charge_rule *rule, const fosi_cell *cell)
{
    const fosi_range ranges[] = { rule->base, rule->rate, rule->amount, rule->deduct };
    cite_list(c, rule->sources, rule->source_count);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        cite_range(c, ranges[i], cell);
}

fosi_citation fosi_cite_charge(fosi_eval *eval, const fosi_charge_rule *rule, const fosi_cell *cell, bool waived)
{
    fosi_citation citation = { { 0 } };
    citing c = { eval, &citation, NULL, 0, 0 };
    cite_rule(&c, rule, cell);
    for (uint32_t w = 0; waived && w < rule->waiver_count; w++) {
        const fosi_waiver *waiver = &eval->regime->waivers[rule->waivers[w]];
        cite_list(&c, waiver->sources, waiver->source_count);
    }
    return citation;
}

fosi_citation fosi_cite_slot(fosi_eval *eval, uint32_t slot, const fosi_cell *cell)
{
    fosi_citation citation = { { 0 } };
    citing c = { eval, &citation, NULL, 0, 0 };
    cite_node(&c, slot, cell);
    return citation;
}

const char *fosi_citation_at(const struct fos_regime *regime, const fosi_citation *citation, size_t index)
{
    for (uint32_t w = 0; w < FOSI_CITATION_BITS / 64; w++) {
        uint64_t bits = citation->bits[w];
        for (; bits != 0; bits &= bits - 1) {
            if (index-- == 0) return regime->sources[w * 64 + (uint32_t)__builtin_ctzll(bits)].citation.data;
        }
    }
    return NULL;
}

size_t fosi_citation_texts(const struct fos_regime *regime, const fosi_citation *citation, const fosi_known_text **texts)
{
    size_t count = 0;
    for (uint32_t w = 0; w < FOSI_CITATION_BITS / 64; w++) {
        for (uint64_t bits = citation->bits[w]; bits != 0; bits &= bits - 1)
            texts[count++] = &regime->sources[w * 64 + (uint32_t)__builtin_ctzll(bits)].citation;
    }
    return count;
}

const char *fosi_cite_why(fosi_eval *eval, const fosi_charge_rule *rule, const fosi_cell *cell, uint8_t confidence)
{
    fosi_citation citation = { { 0 } };
    citing c = { eval, &citation, rule->confidence == confidence ? rule->why : NULL, confidence, 0 };
    cite_rule(&c, rule, cell);
    cite_range(&c, rule->when, cell);
    cite_range(&c, rule->where, cell);
    return c.why;
}
