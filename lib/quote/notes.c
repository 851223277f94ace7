/* The lists beside the figures: disputed readings that were used, inputs that are missing, warnings. Their sentences are
 * made on request in notes_text.c. */
#include "quote/notes.h"
#include "quote/measures_text.h"

#include <string.h>

#include <fos/identifier.h>

typedef struct noting {
    fosi_quote *quote;
    fosi_eval *eval;
    const struct fos_regime *regime;
    fos_quote *view;
    bool failed;
    uint32_t missing_capacity, warning_capacity;
} noting;

static void *take(noting *n, size_t count, size_t size)
{
    void *memory = fosi_arena_take(&n->eval->arena, (count == 0 ? 1 : count) * size);
    if (memory == NULL) n->failed = true;
    return memory;
}

/* ---- readings ---- */

static void note_assumed(noting *n)
{
    const struct fos_regime *r = n->regime;
    n->view->assumed = take(n, r->switch_count, sizeof *n->view->assumed);
    for (uint64_t left = n->eval->reads.switches; left != 0 && !n->failed; left &= left - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(left);
        fos_quote_assumption *assumption = take(n, 1, sizeof *assumption);
        if (assumption == NULL) return;
        *assumption =
            (fos_quote_assumption){ r->switches[i].name, r->switches[i].options[n->eval->choices[i]], FOS_TRUTH_ABSENT, i };
        n->view->assumed[n->view->assumed_count++] = assumption;
    }
}

/* ---- missing ---- */

static void add_missing(noting *n, uint32_t item, const char *needs, uint32_t need, uint32_t detail)
{
    if (n->view->missing_count == n->missing_capacity) {
        uint32_t capacity = n->missing_capacity == 0 ? 8 : n->missing_capacity * 4;
        fos_missing **more = take(n, capacity, sizeof *more);
        if (more == NULL) return;
        if (n->view->missing_count > 0) memcpy(more, n->view->missing, n->view->missing_count * sizeof *more);
        n->view->missing = more;
        n->missing_capacity = capacity;
    }
    fos_missing *missing = take(n, 1, sizeof *missing);
    if (missing == NULL) return;
    *missing = (fos_missing){ item == FOSI_NONE ? 0 : n->view->items[item]->number, needs, need, detail };
    n->view->missing[n->view->missing_count++] = missing;
}

static bool lacks_fact(noting *n, const fosi_need *need, uint32_t item)
{
    fosi_cell cell = { item, n->eval->route_of[item], NULL, 0 };
    if (need->kind == FOSI_NEED_MEASURE) return fosi_measure_value(n->eval, need->text, 1, &cell).state == FOSI_STATE_MISSING;
    if (need->kind != FOSI_NEED_FACT || need->index == FOSI_FACT_DUTY_RATE) return true;
    return fosi_fact_value(n->eval, need->index, &cell).state == FOSI_STATE_MISSING;
}

static bool of_items(const fosi_need *need)
{
    if (need->kind == FOSI_NEED_FACT) return fosi_facts[need->index].grain == FOSI_GRAIN_ITEM;
    return need->kind == FOSI_NEED_DIGITS || need->kind == FOSI_NEED_MEASURE || need->kind == FOSI_NEED_TARIFF;
}

/* Each pair of currencies without a rate is a line of its own. */
static void note_exchange(noting *n, uint32_t bit)
{
    bool any = false;
    for (uint32_t i = 0; i < n->eval->rate_count; i++) {
        const fosi_rate_cache *rate = &n->eval->rates[i];
        bool seen = !rate->missing;
        for (uint32_t k = 0; k < i && !seen; k++) {
            const fosi_rate_cache *other = &n->eval->rates[k];
            seen = other->missing && memcmp(other->from, rate->from, 4) == 0 &&
                   strcmp(n->regime->conversions[other->conversion].to, n->regime->conversions[rate->conversion].to) == 0;
        }
        if (seen) continue;
        add_missing(n, FOSI_NONE, "exchange_rate", bit, i);
        any = true;
    }
    if (!any) add_missing(n, FOSI_NONE, "exchange_rate", bit, FOSI_NONE);
}

static void note_missing(noting *n, uint64_t needs, const uint64_t *item_needs)
{
    if (needs == 0) return;
    for (uint32_t bit = 0; bit < n->regime->need_count && !n->failed; bit++) {
        if ((needs >> bit & 1) == 0) continue;
        const fosi_need *need = &n->regime->needs[bit];
        if (need->kind == FOSI_NEED_EXCHANGE) {
            note_exchange(n, bit);
            continue;
        }
        bool listed = false;
        for (uint32_t i = 0; of_items(need) && i < n->eval->item_count; i++) {
            bool asked = item_needs == NULL || (item_needs[i] >> bit & 1) != 0;
            if (!asked || !lacks_fact(n, need, i)) continue;
            bool duty = need->kind == FOSI_NEED_FACT && need->index == FOSI_FACT_DUTY_RATE;
            add_missing(n, i, duty ? fosi_duty_lack(n->eval, i) : need->name, bit, i);
            listed = true;
        }
        if (!listed) add_missing(n, FOSI_NONE, need->name, bit, FOSI_NONE);
    }
}

/* ---- warnings ---- */

static void warn(noting *n, const char *id, fosi_warning_kind kind, uint32_t detail)
{
    if (n->view->warning_count == n->warning_capacity) {
        uint32_t capacity = n->warning_capacity == 0 ? 8 : n->warning_capacity * 4;
        fos_warning **more = take(n, capacity, sizeof *more);
        if (more == NULL) return;
        if (n->view->warning_count > 0) memcpy(more, n->view->warnings, n->view->warning_count * sizeof *more);
        n->view->warnings = more;
        n->warning_capacity = capacity;
    }
    fos_warning *warning = take(n, 1, sizeof *warning);
    if (warning == NULL) return;
    *warning = (fos_warning){ id, kind, detail };
    n->view->warnings[n->view->warning_count++] = warning;
}

static void warn_inputs(noting *n)
{
    for (uint32_t i = 0; i < n->regime->input_count && i < 64 && n->eval->reads.defaults != 0; i++) {
        if ((n->eval->reads.defaults >> i & 1) != 0 && n->regime->inputs[i].say != NULL)
            warn(n, n->regime->inputs[i].name, FOSI_WARN_INPUT, i);
    }
}

static void warn_identifiers(noting *n)
{
    for (uint32_t k = 0; k < n->regime->party_count; k++) {
        uint32_t f = n->regime->parties[k];
        const fos_party *party = fosi_fact_party(n->eval, f);
        for (uint32_t i = 0; party != NULL && i < party->identifier_count; i++) {
            const fos_identifier *id = party->identifiers[i];
            if (id->scheme != NULL && id->value != NULL && fosi_identifier_judge(n->eval, id) == 0)
                warn(n, "malformed_identifier", FOSI_WARN_IDENTIFIER, f << 16 | i);
        }
    }
}

static void warn_notices(noting *n)
{
    for (uint32_t i = 0; i < n->regime->notice_count; i++) {
        const fosi_notice *notice = &n->regime->notices[i];
        bool holds = false;
        uint32_t count = notice->grain >= FOSI_GRAIN_ROUTE ? n->eval->item_count : 1;
        for (uint32_t k = 0; k < count && !holds; k++) {
            if (notice->grain >= FOSI_GRAIN_ROUTE && n->eval->route_of[k] == FOSI_NONE) continue;
            fosi_cell cell = { k, n->eval->item_count > 0 ? n->eval->route_of[k] : FOSI_NONE, NULL, 0 };
            holds = fosi_is_true(fosi_value(n->eval, notice->when, &cell));
        }
        if (holds) warn(n, notice->id, FOSI_WARN_NOTICE, i);
    }
}

static void warn_dates(noting *n)
{
    const fos_request *q = n->eval->request;
    const fos_date given[FOSI_CLOCK_COUNT] = { q->date, q->sale_date, q->departure_date, q->arrival_date };
    for (uint32_t clock = FOSI_CLOCK_SALE; clock < FOSI_CLOCK_COUNT; clock++) {
        if (given[clock] != FOS_DATE_ABSENT) continue;
        for (uint32_t i = n->regime->change_count[clock]; i > 0; i--) {
            const fosi_change *change = &n->regime->changes[clock][i - 1];
            if (change->date > q->date) continue;
            if (change->date <= q->date - 30) break; /* a parcel's dates lie within a month before its declaration */
            if (change->country[0] != '\0' && memcmp(change->country, n->eval->consignment->destination_country, 3) != 0)
                continue;
            warn(n, "date_assumed", FOSI_WARN_DATE, clock);
            break;
        }
    }
}

static void warn_series(noting *n)
{
    for (uint32_t i = 0; i < n->eval->rate_count; i++) {
        if (n->eval->rates[i].other_series) warn(n, "other_series", FOSI_WARN_SERIES, i);
    }
}

static void warn_starters(noting *n)
{
    for (uint32_t t = 0; t < FOSI_MOST_TARIFFS; t++)
        if ((n->eval->tariffs_read >> t & 1u) != 0 && fos_tariff_starter(n->eval->tariffs.of[t]) != NULL)
            warn(n, "tariff_starter", FOSI_WARN_STARTER, t);
}

static bool any_item_has(const noting *n, const char *words)
{
    const fosi_claim *claim;
    for (uint32_t i = 0; i < n->eval->item_count; i++)
        for (uint32_t k = 0; (claim = fosi_claim_at(n->eval, i, k)) != NULL; k++)
            if (strcmp(claim->words, words) == 0 && claim->outcome != FOSI_CLAIM_UNKNOWN) return true;
    return false;
}

static void warn_elections(noting *n)
{
    const fos_request *request = n->eval->request;
    for (uint32_t i = 0; i < request->election_count; i++)
        if (strncmp(request->elections[i], "tariff.", 7) == 0 && !any_item_has(n, request->elections[i] + 7))
            warn(n, "election_not_in_tariff", FOSI_WARN_ELECTION, i);
}

/* Of what was taken from tariffs: nothing was asked of them twice for this. */
static void warn_tariff(noting *n)
{
    if (n->eval->assessed == NULL) return;
    warn_starters(n);
    for (uint32_t i = 0; i < n->eval->item_count; i++) {
        const fosi_assessment *of = fosi_measures_made(n->eval, FOSI_TARIFF_READ(FOSI_TARIFF_DUTY, 0), i);
        const fosi_claim *claim = n->eval->consignment->items[i]->preference == NULL ? NULL : fosi_claim_at(n->eval, i, 0);
        if (claim != NULL && claim->outcome == FOSI_CLAIM_UNKNOWN) warn(n, "preference_not_in_tariff", FOSI_WARN_PREFERENCE, i);
        if (claim != NULL && claim->outcome == FOSI_CLAIM_FAILED) warn(n, "preference_not_met", FOSI_WARN_PREFERENCE, i);
        if (of != NULL && of->code[0] != '\0') warn(n, "tariff_short_code", FOSI_WARN_SHORT_CODE, i);
        if (fosi_charged_as_others(n->eval, i) != NULL) warn(n, "tariff_all_others", FOSI_WARN_ALL_OTHERS, i);
    }
    warn_elections(n);
}

static void warn_confidence(noting *n)
{
    uint32_t last = FOSI_NONE;
    for (size_t i = 0; i < n->view->charge_count; i++) {
        const fos_charge *charge = n->view->charges[i];
        if (charge->confidence < FOS_CONFIDENCE_UNVERIFIED || charge->private_charge == last) continue;
        last = charge->private_charge;
        warn(n, charge->id, FOSI_WARN_CONFIDENCE, (uint32_t)i);
    }
}

/* ---- claims ---- */

static fos_truth truth_of(const fosi_claim *claim)
{
    return claim->outcome == FOSI_CLAIM_TAKEN  ? FOS_TRUTH_TRUE
           : claim->outcome == FOSI_CLAIM_OPEN ? FOS_TRUTH_ABSENT
                                               : FOS_TRUTH_FALSE;
}

/* An election is for whatever item the tariff has it for; what the item itself claims is told in any case. */
static bool is_told(const fosi_eval *eval, uint32_t item, const fosi_claim *claim)
{
    return claim->outcome != FOSI_CLAIM_UNKNOWN || claim->words == eval->consignment->items[item]->preference;
}

static bool decide_claim(noting *n, uint32_t item, uint32_t index, const fosi_claim *claim)
{
    fos_decision *decision = take(n, 1, sizeof *decision);
    uint32_t *items = take(n, 1, sizeof *items);
    fos_decision **more = take(n, n->view->decision_count + 1, sizeof *more);
    if (n->failed) return false;
    items[0] = n->view->items[item]->number;
    *decision = (fos_decision){ "tariff.claim", truth_of(claim), items, 1, FOSI_NONE - index, item };
    if (n->view->decision_count > 0) memcpy(more, n->view->decisions, n->view->decision_count * sizeof *more);
    more[n->view->decision_count++] = decision;
    n->view->decisions = more;
    return true;
}

bool fosi_build_claims(fosi_quote *quote)
{
    noting n = { quote, &quote->eval, quote->eval.regime, &quote->view, false, 0, 0 };
    const fosi_claim *claim;
    if (n.eval->assessed == NULL) return true;
    for (uint32_t i = 0; i < n.eval->item_count; i++)
        for (uint32_t k = 0; (claim = fosi_claim_at(n.eval, i, k)) != NULL; k++)
            if (is_told(n.eval, i, claim) && !decide_claim(&n, i, k, claim)) return false;
    return true;
}

bool fosi_build_notes(fosi_quote *quote, uint64_t needs, const uint64_t *item_needs)
{
    noting n = { quote, &quote->eval, quote->eval.regime, &quote->view, false, 0, 0 };
    note_missing(&n, needs, item_needs);
    warn_notices(&n);
    warn_inputs(&n);
    warn_identifiers(&n);
    warn_dates(&n);
    warn_series(&n);
    warn_tariff(&n);
    warn_confidence(&n);
    note_assumed(&n);
    return !n.failed;
}
