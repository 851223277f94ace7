/* The public sentences of a quote: how a charge came about, what decided, and which sources stand behind both. */
#include <string.h>

#include "dataset/element.h"
#include "quote/cite.h"
#include "quote/explain.h"
#include "quote/measures_text.h"
#include "quote/told.h"

static inline void put_named(fos_buffer *out, const char *before, const char *name)
{
    if (name == NULL) return;
    fosi_buffer_text(out, before);
    fosi_buffer_text(out, name);
}

/* ---- charges ---- */

typedef struct subject {
    fosi_eval *eval;
    const fosi_charge_rule *rule;
    const fosi_charge_run *run;
    const fosi_settle_run *unit;
    uint32_t settle;
    const fosi_applied *part; /* NULL: the whole */
} subject;

static subject subject_of(const fos_quote *quote, const fos_charge *charge)
{
    fosi_eval *eval = &fosi_quote_behind(quote)->eval;
    subject s = {
        eval, &eval->regime->charges[charge->private_charge], eval->charges[charge->private_charge], NULL, charge->private_cell,
        NULL
    };
    s.unit = &s.run->settles[s.settle];
    if (charge->private_part != FOSI_NONE) s.part = &s.unit->parts[charge->private_part];
    return s;
}

static fosi_cell context_of(const subject *s, const fosi_cell_run *cell) { return fosi_charge_cell(s->rule, s->run, cell); }

static fosi_range amount_range(const subject *s) { return fosi_range_is(s->rule->native) ? s->rule->native : s->rule->amount; }

/* A part of which the charge keeps the value is read again for a draft, to see whether it is particular. */
static void read_again(const subject *s, fosi_range range, const fosi_cell *context)
{
    fosi_draft_read(s->eval);
    if (s->eval->draft != NULL) fosi_eval_range(s->eval, range, context);
}

/* What the charge keeps of a part. */
static void tell_worked_out(const subject *s, fosi_blank_from from, fosi_range range, const fosi_register *value,
                            const fosi_cell *context, fos_buffer *out)
{
    fosi_blank blank = { .kind = FOSI_BLANK_FIGURE, .from = (uint8_t)from, .range = range, .cell = *context };
    blank.outcome = from == FOSI_FROM_DEDUCT;
    read_again(s, range, context);
    fosi_tell_value(s->eval, &blank, value, out);
}

static void put_rate(const subject *s, const fosi_cell_run *cell, fos_buffer *out)
{
    fosi_cell context = context_of(s, cell);
    if (s->part != NULL) {
        fosi_buffer_text(out, s->part->measure.rate);
    } else if (s->rule->amount_is_tariff) {
        fosi_buffer_text(out, s->eval->consignment->items[context.item]->duty_rate);
    } else if (fosi_range_is(s->rule->rate)) {
        tell_worked_out(s, FOSI_FROM_RATE, s->rule->rate, &cell->rate, &context, out);
    } else {
        fosi_tell_part(s->eval, amount_range(s), &context, out);
        put_named(out, " per ", s->rule->unit);
    }
}

static void put_rates(const subject *s, fos_buffer *out)
{
    const fosi_cell_run *first = &s->run->cells[s->unit->first_cell];
    for (uint32_t c = s->unit->first_cell + 1; s->unit->cell_count > 1 && c < s->run->cell_count; c++) {
        const fosi_cell_run *cell = &s->run->cells[c];
        if (cell->settle != s->settle || !fosi_range_is(s->rule->rate)) continue;
        if (fosi_exact_compare(cell->rate.as.number, first->rate.as.number) != 0) {
            fosi_buffer_text(out, "several");
            return;
        }
    }
    put_rate(s, first, out);
}

fos_status fos_charge_rate(const fos_quote *quote, const fos_charge *charge, fos_buffer *out)
{
    fosi_quote *q = fosi_quote_behind(quote);
    fosi_told_part *part = fosi_told_charge(q, charge);
    q->steady = fosi_told_again(part, out);
    if (q->steady) return fosi_sentence_status(out);
    subject s = subject_of(quote, charge);
    size_t mark = out->size;
    fosi_told_begin(q, s.rule->amount_is_tariff || s.part != NULL);
    if (part != NULL && fosi_range_is(s.rule->rate)) { /* read anew, to see what it follows from */
        fosi_cell context = context_of(&s, &s.run->cells[s.unit->first_cell]);
        fosi_eval_range(s.eval, s.rule->rate, &context);
    }
    put_rates(&s, out);
    fosi_told_keep(q, part, out, mark);
    q->steady = fosi_told_may_keep(q, part);
    return fosi_sentence_status(out);
}

fos_status fos_charge_rounding(const fos_quote *quote, const fos_charge *charge, fos_buffer *out)
{
    subject s = subject_of(quote, charge);
    if (!s.rule->round.present) return FOS_STATUS_OK;
    fosi_buffer_text(out, fosi_rounding_name(s.rule->round.mode));
    fosi_buffer_char(out, ' ');
    fosi_buffer_decimal(out, s.rule->round.unit);
    return fosi_sentence_status(out);
}

/* "3 EUR for 1 tariff subheading (610910)" */
static void put_flat(const subject *s, const fosi_cell_run *cell, fos_buffer *out)
{
    fosi_cell context = context_of(s, cell);
    fosi_tell_part(s->eval, amount_range(s), &context, out);
    if (s->rule->unit == NULL) return;
    put_named(out, " for 1 ", s->rule->unit);
    if (s->rule->per != FOSI_PER_GROUP || s->rule->key_count == 0 || !s->rule->key_is_text[0]) return;
    fosi_draft_read(s->eval);
    fosi_register key = fosi_eval_range(s->eval, s->rule->keys[0], &context);
    bool named = key.state == FOSI_STATE_VALUE && key.as.text.length != 0;
    if (named) fosi_buffer_text(out, " (");
    fosi_tell_text(s->eval, s->rule->keys[0], &context, &key, out);
    if (named) fosi_buffer_char(out, ')');
}

static void put_base(const subject *s, const fosi_cell_run *cell, fosi_range range, const fosi_register *value, fos_buffer *out)
{
    fosi_cell context = context_of(s, cell);
    tell_worked_out(s, FOSI_FROM_BASE, range, value, &context, out);
    size_t before = out->size;
    fosi_explain_parts(s->eval, range, &context, out);
    const char *label = fosi_part_label(s->eval->regime, range);
    if (out->size != before || label == NULL) return;
    put_named(out, " (", label);
    fosi_buffer_char(out, ')');
}

static void put_deduct(const subject *s, const fosi_cell_run *cell, fos_buffer *out)
{
    fosi_cell context = context_of(s, cell);
    if (cell->deduct.as.number.n != 0) {
        fosi_buffer_text(out, " less ");
        tell_worked_out(s, FOSI_FROM_DEDUCT, s->rule->deduct, &cell->deduct, &context, out);
        return;
    }
    fosi_blank blank = { .kind = FOSI_BLANK_SUMMAND, .from = FOSI_FROM_DEDUCT, .range = s->rule->deduct, .cell = context };
    read_again(s, s->rule->deduct, &context);
    fosi_tell_summand(s->eval, &blank, &cell->deduct, out);
}

static void put_cell(const subject *s, const fosi_cell_run *cell, fos_buffer *out)
{
    if (s->rule->amount_is_tariff) {
        fosi_range value = fosi_part_ending(s->eval->regime, s->rule->amount.end - 1);
        fosi_cell context = context_of(s, cell);
        fosi_register base = fosi_eval_range(s->eval, value, &context);
        if (s->part != NULL) {
            fosi_buffer_text(out, s->part->measure.rate);
            fosi_put_measure(s->part, out);
            fosi_buffer_text(out, " on ");
        } else {
            fosi_buffer_text(out, s->eval->consignment->items[context.item]->duty_rate);
            fosi_buffer_text(out, " (duty rate given with the item) on ");
        }
        put_base(s, cell, value, &base, out);
    } else if (fosi_range_is(s->rule->amount)) {
        put_flat(s, cell, out);
    } else {
        put_rate(s, cell, out);
        fosi_buffer_text(out, " of ");
        put_base(s, cell, s->rule->base, &cell->base, out);
        if (s->rule->round_base.present) {
            fosi_buffer_format(out, ", base rounded %s to ", fosi_rounding_name(s->rule->round_base.mode));
            fosi_buffer_decimal(out, s->rule->round_base.unit);
        }
        if (fosi_range_is(s->rule->deduct)) put_deduct(s, cell, out);
    }
}

static void put_waiver(const subject *s, fos_buffer *out)
{
    const struct fos_regime *r = s->eval->regime;
    for (uint32_t w = 0; w < s->rule->waiver_count; w++) {
        const fosi_waiver *waiver = &r->waivers[s->rule->waivers[w]];
        uint32_t place = waiver->per_consignment ? r->route_count : s->unit->route;
        if (s->eval->waiver_state[s->rule->waivers[w] * (r->route_count + 1) + place] != 2) continue;
        fosi_cell cell = { FOSI_NONE, s->unit->route, NULL, 0 };
        fosi_register total = fosi_waiver_total(s->eval, waiver, &cell);
        if (total.state != FOSI_STATE_VALUE) return;
        s->eval->waiver_total = total;
        fosi_buffer_text(out, "; not collected: ");
        fosi_explain_condition(s->eval, waiver->when, &cell, FOS_TRUTH_TRUE, out);
        return;
    }
}

static void put_cells(const subject *s, fos_buffer *out)
{
    enum { MOST_CELLS = 5 };
    uint32_t shown = 0;
    for (uint32_t c = s->unit->first_cell; c < s->run->cell_count && shown < s->unit->cell_count; c++) {
        if (s->run->cells[c].settle != s->settle) continue;
        if (shown++ == MOST_CELLS) {
            fosi_buffer_format(out, "; and %u more", (unsigned)(s->unit->cell_count - MOST_CELLS));
            break;
        }
        if (shown > 1) fosi_buffer_text(out, "; ");
        put_cell(s, &s->run->cells[c], out);
    }
}

/* What a tariff charges is told anew. */
fos_status fos_charge_because(const fos_quote *quote, const fos_charge *charge, fos_buffer *out)
{
    fosi_quote *q = fosi_quote_behind(quote);
    subject s = subject_of(quote, charge);
    fosi_told_part *part = s.rule->amount_is_tariff ? NULL : fosi_told_charge(q, charge);
    if (fosi_likely(fosi_told_sentence(q, part, 0, &s.run->cells[s.unit->first_cell], out))) return fosi_sentence_status(out);
    fosi_draft draft;
    size_t mark = out->size;
    fosi_told_draft(q, part, 0, &draft);
    put_cells(&s, out);
    fosi_told_drafted(q, part, 0, out, mark);
    if (s.unit->waived) put_waiver(&s, out);
    return fosi_sentence_status(out);
}

/* ---- decisions ---- */

static fosi_cell decision_cell(const fosi_eval *eval, const fos_decision *decision)
{
    const fosi_slot *slot = &eval->regime->slots[decision->private_node];
    fosi_cell cell = { FOSI_NONE, FOSI_NONE, NULL, 0 };
    if (slot->grain == FOSI_GRAIN_ITEM) {
        cell.item = decision->private_cell;
        cell.route = eval->route_of[cell.item];
    } else if (slot->grain == FOSI_GRAIN_ROUTE) {
        cell.route = decision->private_cell;
    }
    return cell;
}

/* A decision on a claim is no rule's. */
static const fosi_claim *claim_of(const fosi_quote *quote, const fos_decision *decision)
{
    uint32_t index = FOSI_NONE - decision->private_node;
    return index >= FOSI_MOST_CLAIMS ? NULL : fosi_claim_at(&quote->eval, decision->private_cell, index);
}

fos_status fos_decision_because(const fos_quote *quote, const fos_decision *decision, fos_buffer *out)
{
    fosi_quote *q = fosi_quote_behind(quote);
    const fosi_claim *claim = claim_of(q, decision);
    q->steady = false;
    if (claim != NULL) {
        fosi_put_claim(&q->eval, decision->private_cell, claim, out);
        return fosi_sentence_status(out);
    }
    unsigned which = decision->holds == FOS_TRUTH_TRUE;
    fosi_told_part *part = decision->holds == FOS_TRUTH_ABSENT ? NULL : fosi_told_condition(q, decision);
    if (fosi_likely(fosi_told_sentence(q, part, which, NULL, out))) return fosi_sentence_status(out);
    fosi_cell cell = decision_cell(&q->eval, decision);
    fosi_draft draft;
    size_t mark = out->size;
    fosi_told_draft(q, part, which, &draft);
    fosi_explain_condition(&q->eval, q->eval.regime->slots[decision->private_node].code, &cell, decision->holds, out);
    fosi_told_drafted(q, part, which, out, mark);
    q->steady = fosi_told_may_keep(q, part);
    return fosi_sentence_status(out);
}

/* ---- sources ---- */

/* What was just walked stands as the quote's own and, when circumstances alone led the way, in `part`. */
static const fosi_citation *keep_citation(fosi_quote *q, const void *cited, fosi_told_part *part)
{
    q->cited = cited;
    if (!fosi_told_may_keep(q, part)) return &q->citation;
    part->citation = q->citation;
    part->cited = true;
    return &q->citation;
}

static const fosi_citation *charge_citation(fosi_quote *q, const fos_charge *charge)
{
    if (q->cited == charge) return &q->citation;
    fosi_told_part *part = fosi_told_charge(q, charge);
    if (part != NULL && part->cited) return &part->citation;
    subject s = subject_of(&q->view, charge);
    const fosi_cell_run *cell = &s.run->cells[s.unit->first_cell];
    fosi_cell context = context_of(&s, cell);
    if (context.item == FOSI_NONE) context.item = s.run->members[cell->first];
    fosi_told_begin(q, false);
    q->citation = fosi_cite_charge(&q->eval, s.rule, &context, s.unit->waived);
    return keep_citation(q, charge, part);
}

static const fosi_citation *decision_citation(fosi_quote *q, const fos_decision *decision)
{
    if (q->cited == decision) return &q->citation;
    fosi_told_part *part = fosi_told_condition(q, decision);
    if (part != NULL && part->cited) return &part->citation;
    fosi_cell cell = decision_cell(&q->eval, decision);
    fosi_told_begin(q, false);
    q->citation = fosi_cite_slot(&q->eval, decision->private_node, &cell);
    return keep_citation(q, decision, part);
}

static size_t add_source(const fosi_known_text *source, const fosi_known_text **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (texts[i]->data == source->data) return count;
    if (source->length == 0 || count == FOSI_MOST_TEXTS) return count;
    texts[count] = source;
    return count + 1;
}

static size_t add_read_sources(const subject *s, uint32_t read, uint32_t item, const fosi_known_text **texts, size_t count)
{
    const fosi_assessment *of = fosi_measures_made(s->eval, read, item);
    for (uint32_t i = 0; of != NULL && i < of->count; i++)
        if (fosi_measure_is_read(s->eval, read, &of->applied[i].measure))
            count = add_source(&of->applied[i].source, texts, count);
    return count;
}

static bool is_reading(const fosi_op *op) { return op->code == FOSI_OP_TARIFF || op->code == FOSI_OP_TARIFF_RATE; }

static fosi_range rate_range(const subject *s) { return fosi_range_is(s->rule->rate) ? s->rule->rate : s->rule->amount; }

static bool reads_tariff(const subject *s)
{
    fosi_range range = rate_range(s);
    while (range.start < range.end && !is_reading(&s->eval->regime->code[range.start]))
        range.start++;
    return range.start < range.end;
}

/* The laws of the measures whose rates a charge was made of: of the tariff that its rate or amount reads, for each of its items. */
static size_t add_measure_sources(const subject *s, const fosi_known_text **texts, size_t count)
{
    const fosi_op *code = s->eval->regime->code;
    fosi_range range = rate_range(s);
    for (uint32_t at = range.start; s->eval->assessed != NULL && at < range.end; at++) {
        for (uint32_t i = 0; is_reading(&code[at]) && i < s->eval->item_count; i++)
            if (s->run->settle_of[i] == s->settle) count = add_read_sources(s, code[at].a, i, texts, count);
    }
    return count;
}

size_t fosi_charge_sources(const fos_quote *quote, const fos_charge *charge, const fosi_known_text **texts)
{
    fosi_quote *q = fosi_quote_behind(quote);
    size_t count = fosi_citation_texts(q->eval.regime, charge_citation(q, charge), texts);
    const fosi_told_part *told = fosi_told_charge(q, charge);
    subject s = subject_of(quote, charge);
    q->steady = told != NULL && told->cited && !reads_tariff(&s);
    if (s.part != NULL) return add_source(&s.part->source, texts, count);
    return reads_tariff(&s) ? add_measure_sources(&s, texts, count) : count;
}

size_t fosi_decision_sources(const fos_quote *quote, const fos_decision *decision, const fosi_known_text **texts)
{
    fosi_quote *q = fosi_quote_behind(quote);
    const fosi_claim *claim = claim_of(q, decision);
    q->steady = false;
    if (claim != NULL) {
        texts[0] = &claim->source;
        return claim->source.length > 0;
    }
    const fosi_citation *citation = decision_citation(q, decision);
    const fosi_told_part *told = fosi_told_condition(q, decision);
    q->steady = told != NULL && told->cited;
    return fosi_citation_texts(q->eval.regime, citation, texts);
}

const char *fos_charge_source(const fos_quote *quote, const fos_charge *charge, size_t index)
{
    const fosi_known_text *texts[FOSI_MOST_TEXTS];
    size_t count = fosi_charge_sources(quote, charge, texts);
    return index < count ? texts[index]->data : NULL;
}

const char *fos_decision_source(const fos_quote *quote, const fos_decision *decision, size_t index)
{
    const fosi_known_text *texts[FOSI_MOST_TEXTS];
    size_t count = fosi_decision_sources(quote, decision, texts);
    return index < count ? texts[index]->data : NULL;
}
