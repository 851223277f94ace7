/* What a duty rate comes to in a quote, the item's own or a measure's of a tariff: its quantities are the item's, its money is
 * converted as the law says. */
#include <string.h>

#include "quote/measures.h"
#include "tariff/duty.h"

typedef struct item_source {
    fosi_eval *eval;
    const fosi_cell *cell;
    const fosi_register *value; /* NULL: only what is missing is asked for */
    uint32_t conversion;
    uint64_t needs;
    const fosi_exact *before; /* the duty that a rate may build on; NULL: none */
    bool used_before;
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

static bool get_component(void *of, const char *name, fosi_exact *amount)
{
    item_source *from = of;
    if (from->before == NULL || strcmp(name, "base") != 0) return lacking(from);
    from->used_before = true;
    *amount = *from->before;
    return true;
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
    const char *own = from->eval->regime->currency;
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
    amount.confidence = from->value->confidence;
    return amount;
}

fosi_register fosi_rate_value(fosi_eval *eval, const char *text, const fosi_register *value, uint32_t conversion,
                              const fosi_cell *cell, const fosi_exact *before, bool *used_before)
{
    item_source from = { eval, cell, value, conversion, 0, before, false };
    fosi_register amount = value_of(&from, text);
    *used_before = from.used_before;
    return amount;
}

fosi_register fosi_tariff_value(fosi_eval *eval, uint32_t kind, const fosi_register *value, uint32_t conversion,
                                const fosi_cell *cell)
{
    eval->particular = true;
    fosi_tariff_part part = fosi_tariff_part_of(eval->regime, kind);
    const char *own = rate_of(eval, cell->item);
    if (part == FOSI_TARIFF_DUTY && own != NULL) {
        item_source from = { eval, cell, value, conversion, 0, NULL, false };
        return value_of(&from, own);
    }
    fosi_assessment assessment;
    fosi_measures_assess(eval, part, value, conversion, cell, &assessment);
    return fosi_measures_sum(eval, &assessment);
}

/* Each of the measures must be a percentage of the whole value. */
static fosi_register rate_of_measures(fosi_eval *eval, const fosi_cell *cell)
{
    fosi_assessment assessment;
    fosi_register one = fosi_zero();
    one.as.number = (fosi_exact){ 1, 1, 0 };
    fosi_measures_assess(eval, FOSI_TARIFF_DUTY, &one, 0, cell, &assessment);
    for (uint32_t i = 0; i < assessment.count; i++) {
        fosi_duty duty;
        fosi_exact rate;
        if (!fosi_duty_parse(assessment.applied[i].measure.rate, &duty) || !fosi_duty_rate(&duty, &rate))
            return fosi_missing(duty_need(eval));
    }
    return fosi_measures_sum(eval, &assessment);
}

fosi_register fosi_tariff_rate(fosi_eval *eval, const fosi_cell *cell)
{
    eval->particular = true;
    const char *text = rate_of(eval, cell->item);
    fosi_duty duty;
    fosi_register rate = { .state = FOSI_STATE_VALUE };
    if (text == NULL) return rate_of_measures(eval, cell);
    if (!fosi_duty_parse(text, &duty) || !fosi_duty_rate(&duty, &rate.as.number)) return fosi_missing(duty_need(eval));
    return rate;
}

/* The rate that cannot be computed: the item's own, or that of the measure at hand. */
static const char *lacking_rate(fosi_eval *eval, const fosi_cell *cell, fosi_assessment *assessment)
{
    fosi_register one = fosi_zero();
    one.as.number = (fosi_exact){ 1, 1, 0 };
    if (rate_of(eval, cell->item) != NULL) return rate_of(eval, cell->item);
    fosi_measures_assess(eval, FOSI_TARIFF_DUTY, &one, 0, cell, assessment);
    return assessment->gap == FOSI_GAP_UNCOMPUTED ? assessment->lacking.rate : NULL;
}

const char *fosi_duty_lack(fosi_eval *eval, uint32_t item)
{
    fosi_cell cell = { item, eval->route_of[item], NULL, 0 };
    item_source from = { eval, &cell, NULL, 0, 0, NULL, false };
    fosi_duty_outcome outcome = { .steps = NULL };
    fosi_assessment assessment;
    const char *rate = lacking_rate(eval, &cell, &assessment);
    /* When it needs nothing it can be computed as an amount, but the law asks for a percentage. */
    if (!reckon(&from, rate, &outcome) || outcome.need_count == 0) return "duty_rate";
    if (strcmp(outcome.needs[0], "KGM") == 0) return "net_mass_kg";
    if (strcmp(outcome.needs[0], "KGM-gross") == 0) return "gross_mass_kg";
    return fosi_duty_is_unit(outcome.needs[0]) ? "measures" : "duty_rate";
}
