/* What a duty rate comes to in a quote, the item's own or a measure's of a tariff: its quantities are the item's, its money is
 * converted as the law says. */
#include <string.h>

#include "quote/measures.h"
#include "tariff/duty.h"
#include "tariff/table.h"

typedef struct item_source {
    fosi_eval *eval;
    const fosi_cell *cell;
    const fosi_register *value; /* NULL: only what is missing is asked for */
    uint32_t conversion;
    uint64_t needs;
    const fosi_exact *before; /* the duty that a rate may build on; NULL: none */
    bool used_before;
    const fos_tariff *tariff; /* where agricultural components stand, and whose dollar "$" is; NULL: none */
    bool component;           /* a component's own rate is at hand: it has no components */
} item_source;

static uint64_t duty_need(const fosi_eval *eval)
{
    uint32_t need = eval->regime->fact_need[FOSI_FACT_DUTY_RATE];
    return need == FOSI_NONE ? 0 : UINT64_C(1) << need;
}

static bool lacking(item_source *from)
{
    from->needs |= duty_need(from->eval);
    return false;
}

static bool get_value(void *of, fosi_exact *value)
{
    item_source *from = of;
    *value = from->value == NULL ? (fosi_exact){ 1, 1, 0 } : from->value->as.number;
    return true;
}

static bool get_none(void *of, const char *name, fosi_exact *value)
{
    (void)name;
    (void)value;
    return lacking(of);
}

static fosi_register value_of(item_source *from, const char *text);

/* The rate that the table of components has for an additional code. */
static bool component_rate(const item_source *from, const char *code, const char *name, const char **rate)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    char line[16];
    if (!fosi_component_code(code, line)) return false;
    query.code = line;
    query.origin = from->eval->consignment->items[from->cell->item]->origin_country;
    query.date = from->eval->dates[FOSI_CLOCK_DECLARATION];
    query.kinds = 1u << FOS_TARIFF_KIND_COMPONENT;
    if (fos_tariff_find(from->tariff, &query, &cursor, NULL) != FOS_STATUS_OK) return false;
    while (fos_tariff_next(&cursor, &m)) {
        if (strcmp(m.number, name) != 0) continue;
        *rate = m.rate;
        return true;
    }
    return false;
}

/* By the additional codes that the item gives: its classifications, or documents. */
static bool find_component(const item_source *from, const char *name, const char **rate)
{
    const fos_item *item = from->eval->consignment->items[from->cell->item];
    if (from->tariff == NULL || from->component) return false;
    for (size_t i = 0; item->declaration != NULL && i < item->declaration->classification_count; i++)
        if (component_rate(from, item->declaration->classifications[i]->code, name, rate)) return true;
    for (size_t i = 0; i < item->document_count; i++)
        if (component_rate(from, item->documents[i]->type, name, rate)) return true;
    return false;
}

static bool get_component(void *of, const char *name, fosi_exact *amount)
{
    item_source *from = of;
    const char *rate;
    if (from->before != NULL && strcmp(name, "base") == 0) {
        from->used_before = true;
        *amount = *from->before;
        return true;
    }
    if (!find_component(from, name, &rate)) return lacking(from);
    item_source own = { from->eval, from->cell, from->value, from->conversion, 0, NULL, false, from->tariff, true };
    fosi_register made = value_of(&own, rate);
    from->needs |= made.needs;
    *amount = made.as.number;
    return made.state == FOSI_STATE_VALUE;
}

static bool get_quantity(void *of, const char *unit, fosi_exact *quantity)
{
    item_source *from = of;
    fosi_register measured = fosi_measure_value(from->eval, unit, duty_need(from->eval), from->cell);
    if (measured.state == FOSI_STATE_MISSING) return false;
    *quantity = measured.as.number;
    return true;
}

static bool get_holds(void *of, fosi_duty_test test, const char *name)
{
    item_source *from = of;
    const char *claimed = from->eval->consignment->items[from->cell->item]->preference;
    return test == FOSI_DUTY_PROGRAMME && claimed != NULL && strcmp(claimed, name) == 0;
}

static fos_status get_converted(void *of, const char *currency, fosi_exact amount, fosi_exact *converted)
{
    item_source *from = of;
    *converted = amount;
    if (from->value == NULL) return FOS_STATUS_OK;
    const char *own = from->tariff != NULL ? fos_tariff_currency(from->tariff) : from->eval->regime->currency;
    if (strcmp(currency, "$") == 0 && fosi_duty_dollar(own)) currency = own;
    fosi_register made = fosi_convert(from->eval, currency, from->conversion, amount);
    from->needs |= made.needs;
    if (made.state == FOSI_STATE_MISSING) return FOS_STATUS_NO_EXCHANGE_RATE;
    *converted = made.as.number;
    return FOS_STATUS_OK;
}

static bool reckon(item_source *from, const char *text, fosi_duty_outcome *outcome)
{
    fosi_duty duty;
    fosi_duty_source source = { from, get_value, get_none, get_quantity, get_component, get_holds, get_converted };
    if (text == NULL || !fosi_duty_parse(text, &duty)) return false;
    fos_status status = fosi_duty_evaluate(&duty, &source, from->eval->regime->currency, outcome);
    if (status != FOS_STATUS_OK) fosi_eval_fail(from->eval, status);
    return true;
}

static const char *rate_of(const fosi_eval *eval, uint32_t item) { return eval->consignment->items[item]->duty_rate; }

static fosi_register value_of(item_source *from, const char *text)
{
    fosi_duty_outcome outcome = { .steps = NULL };
    if (!reckon(from, text, &outcome)) return fosi_missing(duty_need(from->eval));
    if (!outcome.known) {
        for (uint32_t i = 0; i < outcome.need_count; i++)
            if (strncmp(outcome.needs[i], "exchange_rate ", 14) != 0) (void)lacking(from);
        if (!outcome.computable) (void)lacking(from);
        return fosi_missing(from->needs);
    }
    fosi_register amount = { .state = FOSI_STATE_VALUE, .as.number = outcome.amount };
    amount.confidence = from->value == NULL ? 0 : from->value->confidence;
    return amount;
}

fosi_register fosi_rate_value(fosi_eval *eval, const fos_tariff *tariff, const char *text, const fosi_register *value,
                              uint32_t conversion, const fosi_cell *cell, const fosi_exact *before, bool *used_before)
{
    item_source from = { eval, cell, value, conversion, 0, before, false, tariff, false };
    fosi_register amount = value_of(&from, text);
    *used_before = from.used_before;
    return amount;
}

fosi_register fosi_tariff_value(fosi_eval *eval, uint32_t read, const fosi_register *value, uint32_t conversion,
                                const fosi_cell *cell)
{
    eval->particular = true;
    const char *own = rate_of(eval, cell->item);
    if (FOSI_TARIFF_PART(read) == FOSI_TARIFF_DUTY && own != NULL) {
        bool used;
        if (eval->consignment->items[cell->item]->preference != NULL) /* what becomes of the claim is told */
            (void)fosi_measures_assess(eval, read, value, conversion, cell);
        return fosi_rate_value(eval, eval->tariffs.of[FOSI_TARIFF_INDEX(read)], own, value, conversion, cell, NULL, &used);
    }
    const fosi_assessment *assessment = fosi_measures_assess(eval, read, value, conversion, cell);
    return assessment == NULL ? fosi_missing(0) : fosi_measures_sum(eval, read, assessment);
}

static bool is_plain(const char *text, fosi_exact *rate)
{
    fosi_duty duty;
    return fosi_duty_parse(text, &duty) && fosi_duty_rate(&duty, rate);
}

/* Percentages of the whole value, and perhaps the duty that stands before: on a value of 1 it comes to its rate. */
static bool is_rate(const char *text)
{
    fosi_duty duty;
    if (!fosi_duty_parse(text, &duty) || duty.form != FOSI_DUTY_SUM || duty.cut) return false;
    for (uint8_t i = 0; i < duty.count; i++) {
        const fosi_duty_term *term = &duty.terms[i];
        if (term->kind != FOSI_DUTY_ORDINARY && (term->kind != FOSI_DUTY_PERCENT || term->name != 0)) return false;
    }
    return true;
}

/* Each of the measures must be a percentage of the whole value. */
static fosi_register rate_of_measures(fosi_eval *eval, uint32_t read, const fosi_cell *cell)
{
    const fosi_assessment *assessment = fosi_measures_assess(eval, read, NULL, 0, cell);
    if (assessment == NULL) return fosi_missing(0);
    for (uint32_t i = 0; i < assessment->count; i++) {
        const fosi_applied *one = &assessment->applied[i];
        if (fosi_measure_is_read(eval, read, &one->measure) && !is_rate(one->measure.rate)) return fosi_missing(duty_need(eval));
    }
    return fosi_measures_sum(eval, read, assessment);
}

fosi_register fosi_tariff_rate(fosi_eval *eval, uint32_t read, const fosi_cell *cell)
{
    eval->particular = true;
    const char *own = rate_of(eval, cell->item);
    fosi_register rate = { .state = FOSI_STATE_VALUE };
    if (FOSI_TARIFF_PART(read) != FOSI_TARIFF_DUTY || own == NULL) return rate_of_measures(eval, read, cell);
    return is_plain(own, &rate.as.number) ? rate : fosi_missing(duty_need(eval));
}

/* ---- what a rate lacks ---- */

/* The element that would give what a rate needs. */
static const char *element_of(const fosi_duty_outcome *outcome)
{
    /* When it needs nothing it can be computed as an amount, but the law asks for a percentage. */
    if (outcome->need_count == 0) return "duty_rate";
    const char *first = outcome->needs[0];
    if (strcmp(first, "KGM") == 0) return "net_mass_kg";
    if (strcmp(first, "KGM-gross") == 0) return "gross_mass_kg";
    if (strncmp(first, "certificate ", 12) == 0) return "documents";
    if (strcmp(first, "programme") == 0) return "preference";
    if (fosi_duty_is_component(first)) return "classifications";
    return fosi_duty_is_unit(first) ? "measures" : "duty_rate";
}

bool fosi_rate_lacks(fosi_eval *eval, const fos_tariff *tariff, uint32_t item, const char *rate, fosi_duty_outcome *outcome)
{
    fosi_cell cell = { item, eval->route_of[item], NULL, 0 };
    item_source from = { eval, &cell, NULL, 0, 0, NULL, false, tariff, false };
    return reckon(&from, rate, outcome);
}

static const fosi_applied *missing_in(const fosi_assessment *assessment)
{
    for (uint32_t i = 0; i < assessment->count; i++)
        if (assessment->applied[i].missing) return &assessment->applied[i];
    return NULL;
}

/* The duty's goes before what other parts of the tariff lack. */
const fosi_applied *fosi_measures_lacking(const fosi_eval *eval, uint32_t item, const fosi_assessment **of)
{
    const fosi_applied *found = NULL;
    uint32_t group = FOSI_NONE;
    *of = NULL;
    for (const fosi_assessed *one = eval->assessed == NULL ? NULL : eval->assessed[item]; one != NULL; one = one->next) {
        const fosi_applied *lacking_one = missing_in(&one->answer);
        bool gap = one->answer.sides[0].gap != FOSI_GAP_NONE;
        if ((lacking_one == NULL && !gap) || one->group >= group) continue;
        group = one->group;
        found = gap ? NULL : lacking_one;
        *of = &one->answer;
    }
    return found;
}

/* The element that a condition on a mass or a quantity reads. */
static const char *element_of_condition(const char *conditions)
{
    fos_tariff_condition c;
    while (fos_tariff_condition_next(&conditions, &c)) {
        fosi_slice text = { c.text, c.text_length }, word;
        fosi_relation relation;
        fos_decimal number;
        if ((c.kind[0] != 'm' && c.kind[0] != 'q') || !fosi_condition_bound(text, &relation, &number, &word)) continue;
        return fosi_slice_is(word, "KGM") ? "net_mass_kg" : fosi_slice_is(word, "KGM-gross") ? "gross_mass_kg" : "measures";
    }
    return "duty_rate";
}

const char *fosi_duty_lack(fosi_eval *eval, uint32_t item)
{
    fosi_duty_outcome outcome = { .steps = NULL };
    const fosi_assessment *of;
    const fosi_applied *lacking_one = fosi_measures_lacking(eval, item, &of);
    if (lacking_one != NULL)
        return fosi_rate_lacks(eval, lacking_one->tariff, item, lacking_one->measure.rate, &outcome) ? element_of(&outcome)
                                                                                                     : "duty_rate";
    if (of != NULL && of->sides[0].gap == FOSI_GAP_RIVALS) return "classifications";
    if (of != NULL && of->sides[0].gap == FOSI_GAP_CONDITION) return element_of_condition(of->sides[0].lacking.conditions);
    const char *own = rate_of(eval, item);
    return own != NULL && fosi_rate_lacks(eval, eval->tariffs.of[0], item, own, &outcome) ? element_of(&outcome) : "duty_rate";
}
