/* What a duty rate comes to. All numbers are exact; whoever asks rounds. What is not given is a need, what no input could give
 * is a reason; neither is ever 0. */
#include "tariff/duty.h"

#include <stdio.h>
#include <string.h>

typedef struct reckoning {
    const fosi_duty *duty;
    const fosi_duty_source *source;
    const char *currency;
    fosi_duty_outcome *out;
    fos_status status;
} reckoning;

typedef struct figure {
    fosi_exact amount;
    bool known;
} figure;

static const fosi_exact zero = { 0, 1, 0 };

static const char only_words[] = "words, not a rate: what they refer to must be looked up";

static figure unknown(void) { return (figure){ zero, false }; }

static void need(reckoning *r, const char *prefix, const char *name, const char *suffix)
{
    fosi_duty_outcome *out = r->out;
    char text[FOSI_DUTY_NEED_TEXT];
    snprintf(text, sizeof text, "%s%s%s", prefix, name, suffix);
    for (uint32_t i = 0; i < out->need_count; i++)
        if (strcmp(out->needs[i], text) == 0) return;
    if (out->need_count < FOSI_DUTY_NEEDS) memcpy(out->needs[out->need_count++], text, sizeof text);
}

static figure refuse(reckoning *r, const char *reason)
{
    if (r->out->computable) snprintf(r->out->reason, sizeof r->out->reason, "%s", reason);
    r->out->computable = false;
    return unknown();
}

static void step(reckoning *r, fosi_duty_step made)
{
    if (r->out->steps != NULL && r->out->step_count < r->out->step_most) r->out->steps[r->out->step_count++] = made;
}

static bool works(reckoning *r, fos_status status)
{
    if (r->status == FOS_STATUS_OK) r->status = status;
    return status == FOS_STATUS_OK;
}

static bool multiply(reckoning *r, fosi_exact *a, fosi_exact b) { return works(r, fosi_exact_multiply(*a, b, a)); }
static bool divide(reckoning *r, fosi_exact *a, fosi_exact b) { return works(r, fosi_exact_divide(*a, b, a)); }

/* ---- quantities ---- */

static bool given(reckoning *r, unsigned unit, unsigned basis, fosi_exact *quantity)
{
    char text[FOSI_DUTY_UNIT_TEXT];
    fosi_duty_unit_text(unit, basis, text);
    return r->source->quantity(r->source->of, text, quantity);
}

/* Given in the unit itself, or in another of its dimension. The answer is in the unit asked for. */
static bool measured(reckoning *r, unsigned unit, unsigned basis, fosi_exact *quantity)
{
    const fosi_duty_unit *asked = fosi_duty_unit_at(unit), *other;
    if (given(r, unit, basis, quantity)) return true;
    for (unsigned i = 1; (other = fosi_duty_unit_at(i)) != NULL; i++) {
        if (i == unit || strcmp(other->dimension, asked->dimension) != 0 || !given(r, i, basis, quantity)) continue;
        return multiply(r, quantity, fosi_exact_of(other->size)) && divide(r, quantity, fosi_exact_of(asked->size));
    }
    return false;
}

static unsigned unit_of(const char *code)
{
    unsigned i = 1;
    while (fosi_duty_unit_at(i) != NULL && strcmp(fosi_duty_unit_at(i)->code, code) != 0)
        i++;
    return i;
}

static bool is_unit(unsigned unit, const char *code) { return strcmp(fosi_duty_unit_at(unit)->code, code) == 0; }

static bool is_basis(unsigned basis, const char *suffix)
{
    const fosi_duty_basis *of = fosi_duty_basis_at(basis);
    return of == NULL ? suffix[0] == '\0' : strcmp(of->suffix, suffix) == 0;
}

static bool from_excess(reckoning *r, fosi_exact *quantity)
{
    fosi_exact strength;
    if (!measured(r, unit_of("LTR"), 0, quantity) || !given(r, unit_of("ASV"), 0, &strength)) return false;
    if (!works(r, fosi_exact_subtract(strength, (fosi_exact){ 115, 1, 2 }, &strength))) return false;
    if (strength.n < 0) strength = zero;
    return multiply(r, quantity, strength) && multiply(r, quantity, (fosi_exact){ 1, 1, 2 });
}

/* Litres of pure alcohol are litres × strength; a proof litre is a litre of half alcohol (27 CFR 5.1, 30.11). Australia's beer pays
 * on the alcohol above 1.15 % of its volume. */
static bool from_strength(reckoning *r, unsigned unit, unsigned basis, fosi_exact *quantity)
{
    bool excess = is_unit(unit, "LPA") && is_basis(basis, "excess"), pure = is_unit(unit, "LPA") && basis == 0;
    bool proof = is_unit(unit, "LTR") && is_basis(basis, "proof");
    fosi_exact strength;
    if (excess) return from_excess(r, quantity);
    if (!pure && !proof) return false;
    if (proof && given(r, unit_of("LPA"), 0, quantity)) return multiply(r, quantity, (fosi_exact){ 2, 1, 0 });
    if (!measured(r, unit_of("LTR"), 0, quantity) || !given(r, unit_of("ASV"), 0, &strength)) return false;
    return multiply(r, quantity, strength) && multiply(r, quantity, (fosi_exact){ pure ? 1 : 2, 1, 2 });
}

static bool quantity_of(reckoning *r, unsigned unit, unsigned basis, fosi_exact *quantity)
{
    if (measured(r, unit, basis, quantity) || from_strength(r, unit, basis, quantity)) return true;
    /* Asked for in the unit that people have: kilograms, not their hundreds. */
    const fosi_duty_unit *asked = fosi_duty_unit_at(unit), *first = fosi_duty_unit_at(1);
    unsigned simple = 1;
    while (strcmp(first->dimension, asked->dimension) != 0)
        first = fosi_duty_unit_at(++simple);
    char text[FOSI_DUTY_UNIT_TEXT];
    fosi_duty_unit_text(simple, basis, text);
    need(r, "", text, "");
    return false;
}

static bool factor_of(reckoning *r, unsigned factor, fosi_exact *number)
{
    const char *code = fosi_duty_factor_code(factor);
    if (r->source->quantity(r->source->of, code, number)) return true;
    need(r, "", code, "");
    return false;
}

/* ---- terms ---- */

static bool convert(reckoning *r, const char *currency, fosi_exact *amount)
{
    fos_status status = r->source->convert(r->source->of, currency, *amount, amount);
    if (status != FOS_STATUS_NO_EXCHANGE_RATE) return works(r, status);
    char to[8];
    snprintf(to, sizeof to, "/%s", r->currency);
    need(r, "exchange_rate ", currency, to);
    return false;
}

static bool value_of(reckoning *r, const fosi_duty_term *term, fosi_exact *value)
{
    const char *name = fosi_duty_name(r->duty, term->name);
    if (term->name == 0 ? r->source->value(r->source->of, value) : r->source->part(r->source->of, name, value)) return true;
    need(r, "", term->name == 0 ? "value" : name, "");
    return false;
}

static figure percent(reckoning *r, const fosi_duty_term *term, fosi_exact *on)
{
    figure made = { fosi_exact_of(term->number), true };
    if (!value_of(r, term, on)) return unknown();
    made.known = multiply(r, &made.amount, *on) && divide(r, &made.amount, fosi_exact_of(term->per));
    return made;
}

static figure money(reckoning *r, const fosi_duty_term *term, fosi_exact *on)
{
    figure made = { fosi_exact_of(term->number), true };
    fosi_exact factor;
    if (term->unit != 0) {
        made.known = quantity_of(r, term->unit, term->basis, on);
        if (made.known) made.known = multiply(r, &made.amount, *on) && divide(r, &made.amount, fosi_exact_of(term->per));
    }
    if (term->factor != 0 && factor_of(r, term->factor, &factor) && made.known)
        made.known = multiply(r, &made.amount, factor);
    else if (term->factor != 0)
        made.known = false;
    if (!convert(r, term->currency, &made.amount)) return unknown();
    return made;
}

static figure component(reckoning *r, const fosi_duty_term *term)
{
    const char *name = term->kind == FOSI_DUTY_ORDINARY ? "base" : fosi_duty_name(r->duty, term->name);
    figure made = { zero, r->source->component(r->source->of, name, &made.amount) };
    if (!made.known) need(r, "", name, "");
    return made;
}

static figure term_figure(reckoning *r, uint8_t index)
{
    const fosi_duty_term *term = &r->duty->terms[index];
    fosi_exact on = zero;
    figure made = { zero, true };
    if (term->kind == FOSI_DUTY_WORDS) return refuse(r, only_words);
    if (term->kind == FOSI_DUTY_COMPONENT || term->kind == FOSI_DUTY_ORDINARY)
        made = component(r, term);
    else if (term->number.coefficient == 0) /* nothing, of whatever there is */
        made.known = true;
    else
        made = term->kind == FOSI_DUTY_PERCENT ? percent(r, term, &on) : money(r, term, &on);
    if (made.known) step(r, (fosi_duty_step){ FOSI_DUTY_STEP_TERM, index, term->join, false, on, made.amount });
    return made;
}

/* ---- sums and bounds ---- */

/* The terms from `at` up to the next MIN or MAX. */
static figure part_figure(reckoning *r, uint8_t *at, uint8_t end)
{
    figure sum = { zero, true };
    uint8_t first = *at;
    do {
        figure term = term_figure(r, *at);
        bool minus = *at != first && r->duty->terms[*at].join == FOSI_DUTY_MINUS;
        sum.known = sum.known && term.known;
        if (sum.known)
            sum.known = works(r, minus ? fosi_exact_subtract(sum.amount, term.amount, &sum.amount)
                                       : fosi_exact_add(sum.amount, term.amount, &sum.amount));
        ++*at;
    } while (*at < end && r->duty->terms[*at].join <= FOSI_DUTY_MINUS);
    if (sum.known && *at - first > 1) step(r, (fosi_duty_step){ FOSI_DUTY_STEP_PART, first, 0, false, zero, sum.amount });
    return sum;
}

/* + and - bind tighter than MIN and MAX, which go from left to right: `a MIN b MAX c - d` is min(max(a, b), c - d). */
static figure sum_figure(reckoning *r, uint8_t first, uint8_t count)
{
    uint8_t at = first, end = (uint8_t)(first + count);
    figure whole = { zero, true };
    if (count == 0) return whole;
    whole = part_figure(r, &at, end);
    while (at < end) {
        uint8_t index = at, join = r->duty->terms[at].join;
        figure bound = part_figure(r, &at, end);
        whole.known = whole.known && bound.known;
        if (!whole.known) continue;
        int order = fosi_exact_compare(bound.amount, whole.amount);
        bool decides = join == FOSI_DUTY_LEAST ? order > 0 : order < 0;
        if (decides) whole.amount = bound.amount;
        step(r, (fosi_duty_step){ FOSI_DUTY_STEP_BOUND, index, join, decides, bound.amount, whole.amount });
    }
    return whole;
}

/* ---- bands ---- */

typedef enum truth { NO, YES, OPEN } truth;

/* The value for each unit reaches the threshold: value × per >= threshold × quantity, nothing divided. */
static truth price_reaches(reckoning *r, const fosi_duty_band *band)
{
    fosi_exact value, bound = fosi_exact_of(band->threshold), quantity;
    if (band->threshold.coefficient == 0) return YES;
    bool known = r->source->value(r->source->of, &value);
    if (!known) need(r, "", "value", "");
    known &= quantity_of(r, band->unit, band->basis, &quantity);
    if (!known || !convert(r, band->currency, &bound)) return OPEN;
    if (!multiply(r, &bound, quantity) || !multiply(r, &value, fosi_exact_of(band->per))) return OPEN;
    return fosi_exact_compare(value, bound) >= 0 ? YES : NO;
}

static truth amount_reaches(reckoning *r, const fosi_duty_band *band)
{
    fosi_exact quantity, bound = fosi_exact_of(band->threshold), articles = { 1, 1, 0 };
    if (band->threshold.coefficient == 0) return YES;
    bool known = quantity_of(r, band->unit, band->basis, &quantity);
    if (band->test == FOSI_DUTY_RATIO) known &= quantity_of(r, unit_of("C62"), 0, &articles);
    if (!known || !multiply(r, &bound, articles) || !multiply(r, &quantity, fosi_exact_of(band->per))) return OPEN;
    return fosi_exact_compare(quantity, bound) >= 0 ? YES : NO;
}

static truth band_holds(reckoning *r, const fosi_duty_band *band)
{
    switch ((fosi_duty_test)band->test) {
    case FOSI_DUTY_PRICE: return price_reaches(r, band);
    case FOSI_DUTY_RATIO:
    case FOSI_DUTY_QUANTITY: return amount_reaches(r, band);
    case FOSI_DUTY_CERTIFICATE:
    case FOSI_DUTY_PROGRAMME:
        /* One rate alone for its programmes: whoever reads it has claimed one. */
        if (band->test == FOSI_DUTY_PROGRAMME && r->duty->band_count == 1) return YES;
        return r->source->holds(r->source->of, (fosi_duty_test)band->test, fosi_duty_name(r->duty, band->name)) ? YES : NO;
    default: return YES;
    }
}

/* Action 11: what the price lacks to the minimum that follows. */
static figure band_figure(reckoning *r, uint8_t index)
{
    const fosi_duty_band *band = &r->duty->bands[index];
    fosi_exact value;
    step(r, (fosi_duty_step){ FOSI_DUTY_STEP_BAND, index, 0, true, zero, zero });
    if (!band->stated || (band->action != 1 && band->action != 11 && band->test != FOSI_DUTY_PROGRAMME))
        return refuse(r, "the condition that holds says no duty: it decides whether the measure or the code applies");
    figure made = sum_figure(r, band->first, band->count);
    if (band->action != 11 || !made.known) return made;
    if (!r->source->value(r->source->of, &value)) {
        need(r, "", "value", "");
        return unknown();
    }
    made.known = works(r, fosi_exact_subtract(made.amount, value, &made.amount));
    return made;
}

static bool any_states(const fosi_duty *duty)
{
    bool states = false;
    for (uint8_t i = 0; i < duty->band_count; i++)
        states |= duty->bands[i].stated || duty->bands[i].test == FOSI_DUTY_OMITTED;
    return states;
}

static figure bands_figure(reckoning *r)
{
    bool certificates = false;
    if (!any_states(r->duty)) return refuse(r, "a condition that decides whether a measure or a code applies; it says no duty");
    for (uint8_t i = 0; i < r->duty->band_count; i++) {
        const fosi_duty_band *band = &r->duty->bands[i];
        certificates |= band->test == FOSI_DUTY_CERTIFICATE;
        if (band->test == FOSI_DUTY_OMITTED) return refuse(r, "the text leaves out the bands that decide");
        truth holds = band_holds(r, band);
        if (holds == OPEN) return unknown();
        if (holds == YES) return band_figure(r, i);
    }
    for (uint8_t i = 0; certificates && i < r->duty->band_count; i++)
        if (r->duty->bands[i].test == FOSI_DUTY_CERTIFICATE)
            need(r, "certificate ", fosi_duty_name(r->duty, r->duty->bands[i].name), "");
    if (certificates) return unknown();
    if (r->duty->bands[0].test != FOSI_DUTY_PROGRAMME) return refuse(r, "none of the conditions holds");
    need(r, "", "programme", "");
    return unknown();
}

static figure whole_figure(reckoning *r)
{
    switch ((fosi_duty_form)r->duty->form) {
    case FOSI_DUTY_PROSE: return refuse(r, only_words);
    case FOSI_DUTY_UNIT: return refuse(r, "a supplementary unit in which goods are declared; it says no duty");
    case FOSI_DUTY_BANDED: return bands_figure(r);
    default: break;
    }
    if (r->duty->cut) return refuse(r, "the text is cut: what follows is not known");
    return sum_figure(r, 0, r->duty->count);
}

fos_status fosi_duty_evaluate(const fosi_duty *duty, const fosi_duty_source *source, const char *currency,
                              fosi_duty_outcome *outcome)
{
    reckoning r = { duty, source, currency, outcome, FOS_STATUS_OK };
    outcome->computable = true;
    outcome->need_count = outcome->step_count = 0;
    outcome->reason[0] = '\0';
    figure made = whole_figure(&r);
    outcome->known = made.known && outcome->computable && r.status == FOS_STATUS_OK;
    outcome->amount = made.amount;
    if (outcome->known && made.amount.n < 0) outcome->amount = zero; /* a duty is never paid out */
    return r.status;
}
