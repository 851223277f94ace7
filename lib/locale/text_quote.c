/* A quote as a breakdown for people: what is due on what and why, who pays whom and when, and what the figures rest on.
 * A view only: every figure stands in the quote, sums over like lines aside. */
#include <string.h>

#include <fos/text.h>

#include "locale/text_words.h"

/* Charges that differ only in their items share a line; up to this many of them are explained one by one under it. */
#define EXPLAINED ((size_t)4)

static void write_heading(fosi_view *view, const fos_quote *quote)
{
    fos_buffer *out = &view->scratch;
    fosi_buffer_format(out, "Import into %s on ", quote->destination_country);
    fosi_view_note(view, fosi_locale_put_date(&view->locale, quote->date, out));
    fosi_view_line(view, fosi_view_take(view));
    fosi_buffer_format(out, "%s, data version %s", quote->engine.regime, quote->engine.data_version);
    fosi_view_paragraph(view, "Regime  ", fosi_view_take(view));
    for (size_t i = 0; i < quote->route_count; i++) {
        const fos_quote_route *route = quote->routes[i];
        fosi_buffer_format(out, "%s: %s", route->id, fosi_approach_words(route->approach));
        if (quote->route_count > 1 && route->item_count != 0) {
            fosi_buffer_text(out, " (");
            fosi_put_items(view, route->items, route->item_count);
            fosi_buffer_char(out, ')');
        }
        fosi_view_paragraph(view, "Route   ", fosi_view_take(view));
    }
    if (quote->route_count == 0) fosi_view_line(view, "Route   undecided");
    if (quote->complete != FOS_TRUTH_TRUE)
        fosi_view_line(view, "NOT COMPLETE: some inputs are missing, and the sums hold only what can be known. See \"Missing\".");
}

/* --- charges ------------------------------------------------------------------------------------------------------ */

/* A line of the table: one charge, or several that differ only in their items. */
typedef struct charge_line {
    const fos_charge *charges[EXPLAINED]; /* the first ones */
    const char *rate;
    size_t count;
    fos_decimal base;
    fos_decimal amount;
} charge_line;

static bool is_like(const charge_line *line, const fos_charge *charge, const char *rate)
{
    const fos_charge *other = line->charges[0];
    return strcmp(other->id, charge->id) == 0 && strcmp(line->rate, rate) == 0 && other->approach == charge->approach &&
           other->liable == charge->liable && other->collector == charge->collector && other->payer == charge->payer &&
           other->due == charge->due && other->confidence == charge->confidence &&
           fos_decimal_present(other->base) == fos_decimal_present(charge->base);
}

static void add_to_line(fosi_view *view, charge_line *line, const fos_charge *charge)
{
    if (line->count < EXPLAINED) line->charges[line->count] = charge;
    line->count++;
    fosi_view_note(view, fos_decimal_add(line->amount, charge->amount, &line->amount));
    if (fos_decimal_present(line->base)) fosi_view_note(view, fos_decimal_add(line->base, charge->base, &line->base));
}

static charge_line *find_lines(fosi_view *view, const fos_quote *quote, size_t *count)
{
    *count = 0;
    charge_line *lines = fosi_view_zero(view, quote->charge_count, sizeof *lines);
    if (lines == NULL) return NULL;
    for (size_t i = 0; i < quote->charge_count; i++) {
        const fos_charge *charge = quote->charges[i];
        fosi_view_note(view, fos_charge_rate(quote, charge, &view->scratch));
        const char *rate = fosi_view_take(view);
        charge_line *like = NULL;
        for (size_t j = 0; j < *count && like == NULL; j++)
            if (is_like(&lines[j], charge, rate)) like = &lines[j];
        if (like != NULL) {
            add_to_line(view, like, charge);
        } else {
            charge_line line = { { charge }, rate, 1, charge->base, charge->amount };
            lines[(*count)++] = line;
        }
    }
    return lines;
}

static const char *line_name(fosi_view *view, const charge_line *line)
{
    fosi_buffer_text(&view->scratch, line->charges[0]->name);
    if (line->charges[0]->confidence != FOS_CONFIDENCE_CONFIRMED) fosi_buffer_text(&view->scratch, " ~");
    if (line->count > EXPLAINED) fosi_buffer_format(&view->scratch, "\n\xc3\x97 %zu lines", line->count);
    return fosi_view_take(view);
}

static bool is_whole_amount(const fos_charge *charge)
{
    return charge->exact.denominator == 1 && fos_decimal_compare(charge->exact.numerator, charge->amount) == 0;
}

/* "half_up 0.01" as "; rounded half up (0.01)"; nothing when the law rounds nothing here. */
static void put_rounding(fosi_view *view, const fos_quote *quote, const fos_charge *charge)
{
    fos_buffer rounding;
    fosi_buffer_init(&rounding, view->out->context);
    fosi_view_note(view, fos_charge_rounding(quote, charge, &rounding));
    const char *at = fos_buffer_data(&rounding);
    if (*at != '\0') fosi_buffer_text(&view->scratch, "; rounded ");
    for (; *at != '\0'; at++) {
        if (*at == ' ') {
            fosi_buffer_format(&view->scratch, " (%s)", at + 1);
            break;
        }
        fosi_buffer_char(&view->scratch, (char)(*at == '_' ? ' ' : *at));
    }
    fosi_buffer_done(&rounding);
}

/* How one charge came about, what was rounded or waived. */
static void put_reason(fosi_view *view, const fos_quote *quote, const fos_charge *charge)
{
    fos_buffer *out = &view->scratch;
    fosi_view_note(view, fos_charge_because(quote, charge, out));
    bool waived = fos_decimal_present(charge->waived) && charge->waived.coefficient != 0;
    if (waived) {
        fosi_buffer_text(out, "; waived ");
        fosi_view_note(view, fosi_locale_put_money(&view->locale, charge->waived, quote->currency, out));
    } else if (!is_whole_amount(charge)) {
        put_rounding(view, quote, charge);
    }
    if (charge->native.currency[0] != '\0') {
        fosi_buffer_text(out, "; fixed by law as ");
        fosi_view_note(view, fosi_locale_put_money(&view->locale, charge->native.amount, charge->native.currency, out));
    }
}

/* The sentences under a line: of which items each speaks, and its share of the line's amount. None where the rate says it
 * all, as for a flat fee. */
static const char *line_note(fosi_view *view, const fos_quote *quote, const charge_line *line)
{
    fos_buffer *out = &view->scratch;
    size_t shown = line->count <= EXPLAINED ? line->count : 1;
    if (shown < line->count) fosi_buffer_text(out, "the first, ");
    for (size_t i = 0; i < shown; i++) {
        const fos_charge *charge = line->charges[i];
        if (i != 0) fosi_buffer_char(out, '\n');
        if (charge->item_count != 0 && charge->item_count < quote->item_count) {
            fosi_put_items(view, charge->items, charge->item_count);
            fosi_buffer_text(out, ": ");
        }
        if (line->count > 1) {
            fosi_view_note(view, fosi_locale_put_money(&view->locale, charge->amount, quote->currency, out));
            fosi_buffer_text(out, " is ");
        }
        put_reason(view, quote, charge);
    }
    const char *note = fosi_view_take(view);
    return strcmp(note, line->rate) == 0 ? NULL : note;
}

static void write_charges(fosi_view *view, const fos_quote *quote)
{
    size_t count;
    const charge_line *lines = find_lines(view, quote, &count);
    if (lines == NULL) return;
    if (count == 0) {
        fosi_view_line(view, quote->complete == FOS_TRUTH_TRUE ? "Nothing is due." : "No charge can be known yet.");
        return;
    }
    fosi_table table = { .columns = 6,
                         .heads = { "What", "On", "Rate", "Amount", "Collected by", "When" },
                         .right = { false, true, false, true },
                         .fixed = { [5] = true } };
    for (size_t i = 0; i < count; i++) {
        const charge_line *line = &lines[i];
        fosi_row *row = fosi_table_row(view, &table);
        row->cells[0] = line_name(view, line);
        row->cells[1] = fosi_view_money(view, line->base, quote->currency);
        row->cells[2] = line->rate;
        row->cells[3] = fosi_view_money(view, line->amount, quote->currency);
        fosi_put_role(view, line->charges[0]->collector);
        row->cells[4] = fosi_view_take(view);
        row->cells[5] = fosi_due_words(line->charges[0]->due);
        row->note = line_note(view, quote, line);
    }
    fosi_table_write(view, &table);
}

static bool is_named_before(const fos_quote *quote, size_t index)
{
    const fos_charge *charge = quote->charges[index];
    for (size_t i = 0; i < index; i++)
        if (quote->charges[i]->confidence == charge->confidence && strcmp(quote->charges[i]->name, charge->name) == 0)
            return true;
    return false;
}

/* What the mark ~ stands for in this quote. */
static void write_marks(fosi_view *view, const fos_quote *quote)
{
    for (int level = FOS_CONFIDENCE_SECONDARY; level <= FOS_CONFIDENCE_DISPUTED; level++) {
        size_t named = 0;
        for (size_t i = 0; i < quote->charge_count; i++) {
            if ((int)quote->charges[i]->confidence != level || is_named_before(quote, i)) continue;
            fosi_buffer_format(&view->scratch, "%s%s", named++ == 0 ? "" : ", ", quote->charges[i]->name);
        }
        if (named == 0) continue;
        fosi_buffer_format(&view->scratch, ": %s (%s)", fosi_confidence_words((fos_confidence)level),
                           fos_confidence_name((fos_confidence)level));
        fosi_view_paragraph(view, "~ ", fosi_view_take(view));
    }
}

/* --- sums --------------------------------------------------------------------------------------------------------- */

static void add_total(fosi_view *view, fosi_table *table, const fos_quote *quote, const char *name, fos_decimal amount)
{
    if (!fos_decimal_present(amount)) return;
    fosi_row *row = fosi_table_row(view, table);
    row->cells[0] = name;
    row->cells[1] = fosi_view_money(view, amount, quote->currency);
}

static void add_total_if_any(fosi_view *view, fosi_table *table, const fos_quote *quote, const char *name, fos_decimal amount)
{
    if (amount.coefficient != 0) add_total(view, table, quote, name, amount);
}

static void write_totals(fosi_view *view, const fos_quote *quote)
{
    const fos_quote_totals *totals = &quote->totals;
    fosi_table table = { .columns = 2, .fixed = { true }, .right = { false, true }, .widths = { 18 } };
    add_total(view, &table, quote, "Goods", totals->goods);
    add_total_if_any(view, &table, quote, "Freight", totals->freight);
    add_total_if_any(view, &table, quote, "Insurance", totals->insurance);
    add_total_if_any(view, &table, quote, "Duty", totals->duty);
    add_total_if_any(view, &table, quote, "Excise", totals->excise);
    add_total_if_any(view, &table, quote, "Tax", totals->tax);
    add_total_if_any(view, &table, quote, "Fees", totals->fee);
    bool complete = quote->complete == FOS_TRUTH_TRUE;
    add_total(view, &table, quote, complete ? "All charges" : "Charges so far", totals->charges);
    add_total(view, &table, quote, complete ? "Landed cost" : "Landed cost so far", totals->landed_cost);
    fosi_table_write(view, &table);
}

static const char *passed_on(fosi_view *view, const fosi_payment *payment)
{
    if (payment->remitted_to == FOS_ROLE_ABSENT || payment->remitted_to == payment->collector) return NULL;
    fosi_buffer_text(&view->scratch, "passed on to ");
    fosi_put_role(view, payment->remitted_to);
    if (payment->remitted != NULL) fosi_buffer_format(&view->scratch, ", %s", payment->remitted);
    return fosi_view_take(view);
}

static void write_payments(fosi_view *view, const fos_quote *quote)
{
    size_t count;
    const fosi_payment *payments = fosi_payments(view, quote, true, &count);
    if (payments == NULL || count == 0) return;
    fosi_view_line(view, "\nWho pays whom");
    fosi_table table = { .columns = 4, .indent = 2, .right = { false, true }, .fixed = { true, false, true } };
    for (size_t i = 0; i < count; i++) {
        fosi_row *row = fosi_table_row(view, &table);
        fosi_put_role(view, payments[i].payer);
        fosi_buffer_text(&view->scratch, " to ");
        fosi_put_role(view, payments[i].collector);
        row->cells[0] = fosi_view_take(view);
        row->cells[1] = fosi_view_money(view, payments[i].amount, quote->currency);
        row->cells[2] = fosi_due_words(payments[i].due);
        row->cells[3] = passed_on(view, &payments[i]);
    }
    fosi_table_write(view, &table);
}

/* --- what the figures rest on ------------------------------------------------------------------------------------- */

static const char *truth_words(fos_truth holds)
{
    switch (holds) {
    case FOS_TRUTH_TRUE: return "yes: ";
    case FOS_TRUTH_FALSE: return "no: ";
    case FOS_TRUTH_ABSENT: break;
    }
    return "open: ";
}

static const char *decision_line(fosi_view *view, const fos_quote *quote, const fos_decision *decision)
{
    fos_buffer *out = &view->scratch;
    fosi_buffer_format(out, "%s: ", decision->id);
    if (decision->item_count != 0 && decision->item_count < quote->item_count) {
        fosi_put_items(view, decision->items, decision->item_count);
        fosi_buffer_text(out, ": ");
    }
    fosi_buffer_text(out, truth_words(decision->holds));
    fosi_view_note(view, fos_decision_because(quote, decision, out));
    return fosi_view_take(view);
}

static void write_decisions(fosi_view *view, const fos_quote *quote)
{
    const char **lines = fosi_view_zero(view, quote->decision_count, sizeof *lines);
    if (lines == NULL || quote->decision_count == 0) return;
    fosi_view_line(view, "\nBecause");
    for (size_t i = 0; i < quote->decision_count; i++) {
        lines[i] = decision_line(view, quote, quote->decisions[i]);
        bool told = false; /* a condition that several rules read in the same way */
        for (size_t j = 0; j < i && !told; j++)
            told = strcmp(lines[i], lines[j]) == 0;
        if (!told) fosi_view_paragraph(view, "  - ", lines[i]);
    }
}

static void write_assumptions(fosi_view *view, const fos_quote *quote)
{
    if (quote->assumed_count != 0) fosi_view_line(view, "\nAssumed");
    for (size_t i = 0; i < quote->assumed_count; i++) {
        const fos_quote_assumption *assumption = quote->assumed[i];
        fos_truth matters = fos_quote_assumption_matters(quote, assumption);
        if (matters == FOS_TRUTH_ABSENT) fosi_view_note(view, FOS_STATUS_NO_MEMORY);
        fosi_buffer_format(&view->scratch, "%s is read as %s", assumption->name, assumption->value);
        if (matters == FOS_TRUTH_TRUE)
            fosi_buffer_text(&view->scratch, "; another reading gives other amounts");
        else if (matters == FOS_TRUTH_FALSE)
            fosi_buffer_text(&view->scratch, "; another reading changes nothing here");
        fosi_view_paragraph(view, "  - ", fosi_view_take(view));
    }
}

static void write_missing(fosi_view *view, const fos_quote *quote)
{
    if (quote->missing_count != 0) fosi_view_line(view, "\nMissing");
    for (size_t i = 0; i < quote->missing_count; i++) {
        const fos_missing *missing = quote->missing[i];
        if (missing->item != 0) fosi_put_items(view, &missing->item, 1);
        fosi_buffer_format(&view->scratch, "%s%s: ", missing->item != 0 ? ": " : "", missing->needs);
        fosi_view_note(view, fos_missing_because(quote, missing, &view->scratch));
        fosi_view_paragraph(view, "  - ", fosi_view_take(view));
    }
}

static void write_warnings(fosi_view *view, const fos_quote *quote)
{
    if (quote->warning_count != 0) fosi_view_line(view, "\nNote");
    for (size_t i = 0; i < quote->warning_count; i++) {
        fosi_view_note(view, fos_warning_because(quote, quote->warnings[i], &view->scratch));
        fosi_view_paragraph(view, "  - ", fosi_view_take(view));
    }
}

fos_status fos_quote_write_text(const fos_quote *quote, const char *locale, fos_buffer *out, fos_error *error)
{
    if (quote == NULL || out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "no quote or no buffer was given");
    fosi_view view;
    fos_status status = fosi_view_open(&view, locale, out, error);
    if (status != FOS_STATUS_OK) return status;
    write_heading(&view, quote);
    fosi_view_line(&view, "");
    write_charges(&view, quote);
    write_marks(&view, quote);
    fosi_view_line(&view, "");
    write_totals(&view, quote);
    write_payments(&view, quote);
    write_decisions(&view, quote);
    write_assumptions(&view, quote);
    write_missing(&view, quote);
    write_warnings(&view, quote);
    return fosi_view_close(&view, error);
}
