/* The sentences of a quote's notes: why an input is needed, what to mind. */
#include "dataset/codes.h"
#include "number/exchange.h"
#include "quote/cite.h"
#include "quote/explain.h"
#include "quote/measures_text.h"
#include "quote/notes.h"

/* ---- missing ---- */

static void missing_law(const fosi_eval *eval, uint32_t index, fos_buffer *out)
{
    const fosi_parameter *parameter = &eval->regime->parameters[index];
    for (uint32_t k = 0; k < parameter->key_count; k++) {
        for (int clock = 0; clock < FOSI_CLOCK_COUNT; clock++) {
            const fosi_window *window =
                fosi_windows_on(parameter->keys[k].windows, parameter->keys[k].window_count, eval->dates[clock]);
            if (window == NULL || window->unknown == NULL) continue;
            fosi_buffer_format(out, "%s: %s", parameter->label != NULL ? parameter->label : parameter->name, window->unknown);
            return;
        }
    }
    fosi_buffer_format(out, "the regime has no value of %s for this case on ",
                       parameter->label != NULL ? parameter->label : parameter->name);
    fosi_buffer_date(out, eval->dates[FOSI_CLOCK_DECLARATION]);
}

static void missing_rate(const fosi_eval *eval, uint32_t index, fos_buffer *out)
{
    if (index >= eval->rate_count) {
        fosi_buffer_text(out, "amounts are in a currency for which no exchange rate was given");
        return;
    }
    const fosi_rate_cache *rate = &eval->rates[index];
    const fosi_conversion *conversion = &eval->regime->conversions[rate->conversion];
    const fosi_purpose *purpose = &eval->regime->purposes[conversion->purpose];
    fosi_buffer_format(out, "no rate from %s to %s on or before ", rate->from, conversion->to);
    fosi_buffer_date(out, eval->dates[purpose->clock] - purpose->lag);
    if (purpose->series != NULL) fosi_buffer_format(out, " (the law reads the series %s)", purpose->series);
}

static bool missing_duty(fosi_eval *eval, uint32_t item, fos_buffer *out)
{
    return fosi_put_gap(eval, item, FOSI_TARIFF_DUTY, out) || fosi_put_uncomputed(eval, item, out) ||
           fosi_put_gap(eval, item, FOSI_TARIFF_ADDITIONAL, out);
}

fos_status fos_missing_because(const fos_quote *quote, const fos_missing *missing, fos_buffer *out)
{
    const fosi_eval *eval = &fosi_quote_behind(quote)->eval;
    const fosi_need *need = &eval->regime->needs[missing->private_fact];
    switch (need->kind) {
    case FOSI_NEED_LAW: missing_law(eval, need->index, out); break;
    case FOSI_NEED_EXCHANGE: missing_rate(eval, missing->private_detail, out); break;
    case FOSI_NEED_DIGITS:
        if (need->index == 1 && missing->private_detail != FOSI_NONE && eval->assessed != NULL) {
            fosi_put_short_code(&fosi_quote_behind(quote)->eval, missing->private_detail, out);
            break;
        }
        fosi_buffer_text(out, "the commodity code has too few digits for what the law distinguishes");
        break;
    case FOSI_NEED_MEASURE: fosi_buffer_format(out, "the law charges by quantity in %s", need->text); break;
    case FOSI_NEED_INPUT: fosi_buffer_format(out, "the law counts %s, without the present consignment", need->name); break;
    case FOSI_NEED_TARIFF:
        if (missing->private_detail == FOSI_NONE ||
            !fosi_put_gap(&fosi_quote_behind(quote)->eval, missing->private_detail, (fosi_tariff_part)need->index, out))
            fosi_buffer_text(out, "the law reads a tariff, which does not tell");
        break;
    default: {
        const fosi_fact *fact = &fosi_facts[need->index];
        if (need->index == FOSI_FACT_DUTY_RATE && missing->private_detail != FOSI_NONE &&
            missing_duty(&fosi_quote_behind(quote)->eval, missing->private_detail, out))
            break;
        if (need->index == FOSI_FACT_DUTY_RATE)
            fosi_buffer_text(out, "duty is due by the tariff: the rate of this commodity is needed");
        else
            fosi_buffer_format(out, "the law reads the %s", fact->label);
        break;
    }
    }
    return fosi_sentence_status(out);
}

/* ---- warnings ---- */

/* The reason that the law's file gives for the confidence of a charge, NULL when it gives none. */
static const char *why_so_sure(fosi_eval *eval, const fos_charge *charge)
{
    const fosi_charge_rule *rule = &eval->regime->charges[charge->private_charge];
    const fosi_charge_run *run = eval->charges[charge->private_charge];
    const fosi_cell_run *cell = &run->cells[run->settles[charge->private_cell].first_cell];
    fosi_cell context = fosi_charge_cell(rule, run, cell);
    if (context.item == FOSI_NONE) context.item = run->members[cell->first];
    return fosi_cite_why(eval, rule, &context, (uint8_t)charge->confidence);
}

static const char *const date_names[] = { "date", "sale_date", "departure_date", "arrival_date" };

fos_status fos_warning_because(const fos_quote *quote, const fos_warning *warning, fos_buffer *out)
{
    fosi_eval *eval = &fosi_quote_behind(quote)->eval;
    const struct fos_regime *r = eval->regime;
    uint32_t detail = warning->private_detail;
    switch ((fosi_warning_kind)warning->private_kind) {
    case FOSI_WARN_INPUT: fosi_buffer_text(out, r->inputs[detail].say); break;
    case FOSI_WARN_NOTICE: fosi_buffer_text(out, r->notices[detail].say); break;
    case FOSI_WARN_IDENTIFIER: {
        const fos_identifier *id = fosi_fact_party(eval, detail >> 16)->identifiers[detail & 0xffff];
        fosi_buffer_format(out, "the %s's %s number \"%s\" is malformed and counts as absent", fosi_facts[detail >> 16].name,
                           id->scheme, id->value);
        break;
    }
    case FOSI_WARN_STARTER: fosi_buffer_text(out, fos_tariff_starter(eval->tariffs.of[detail])); break;
    case FOSI_WARN_PREFERENCE:
        fosi_put_claim(eval, detail, fosi_claim_at(eval, detail, 0), out);
        if (eval->consignment->items[detail]->duty_rate == NULL) fosi_buffer_text(out, ": the duty without it is charged");
        break;
    case FOSI_WARN_ELECTION:
        fosi_buffer_format(out, "no item has a measure in the tariff for the election \"%s\"", eval->request->elections[detail]);
        break;
    case FOSI_WARN_ALL_OTHERS: fosi_put_all_others(eval, detail, out); break;
    case FOSI_WARN_SHORT_CODE:
        fosi_put_short_code(eval, detail, out);
        fosi_buffer_format(out, "; the %s is charged", eval->short_code == FOSI_SHORT_HIGHEST ? "highest" : "lowest");
        break;
    case FOSI_WARN_SERIES: {
        const fosi_rate_cache *rate = &eval->rates[detail];
        const fos_exchange_rate *used = eval->request->exchange_rates[rate->first];
        const char *series = r->purposes[r->conversions[rate->conversion].purpose].series;
        fosi_buffer_format(out, "the rate from %s to %s is of the series %s; the law reads %s", rate->from,
                           r->conversions[rate->conversion].to, used->series != NULL ? used->series : "?",
                           series != NULL ? series : "any");
        break;
    }
    case FOSI_WARN_DATE:
        fosi_buffer_format(out, "%s was not given and is taken as ", date_names[detail]);
        fosi_buffer_date(out, eval->dates[detail]);
        fosi_buffer_text(out, "; the law that it selects changed within the month before");
        break;
    default: {
        const fos_charge *charge = quote->charges[detail];
        const char *why = why_so_sure(eval, charge);
        fosi_buffer_format(out, "%s is %s%s%s", charge->name, fos_confidence_name(charge->confidence), why != NULL ? ": " : "",
                           why != NULL ? why : "");
        break;
    }
    }
    return fosi_sentence_status(out);
}
