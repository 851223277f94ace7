/* What a request claims of a tariff, and whether the conditions of its measures hold. A claim is never passed over in silence: what
 * became of it stands in the assessment, and in the quote's decisions. */
#include <string.h>

#include "quote/assessing.h"

/* ---- what the request gives ---- */

static bool is_word(const char *word, const char *text, size_t length)
{
    return word != NULL && strlen(word) == length && memcmp(word, text, length) == 0;
}

static bool has_document(fos_document *const *documents, size_t count, const char *code, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        const fos_document *d = documents[i];
        if (is_word(d->type, code, length) || is_word(d->reference, code, length)) return true;
        size_t category = d->category == NULL ? 0 : strlen(d->category);
        if (category > 0 && category < length && memcmp(d->category, code, category) == 0 &&
            is_word(d->type, code + category, length - category))
            return true;
    }
    return false;
}

bool fosi_item_gives(const fosi_eval *eval, const fos_item *item, const char *code, size_t length)
{
    const fos_consignment *c = eval->consignment;
    if (has_document(item->documents, item->document_count, code, length) ||
        has_document(c->documents, c->document_count, code, length))
        return true;
    for (size_t i = 0; item->declaration != NULL && i < item->declaration->classification_count; i++)
        if (is_word(item->declaration->classifications[i]->code, code, length)) return true;
    return false;
}

static void add_claim(fosi_assessing *a, const char *words, bool elected)
{
    if (words == NULL || words[0] == '\0' || a->out.claim_count == FOSI_MOST_CLAIMS) return;
    fosi_claim *claim = &a->claims[a->out.claim_count++];
    memset(claim, 0, sizeof *claim);
    claim->words = words;
    claim->elected = elected;
}

void fosi_claims_begin(fosi_assessing *a)
{
    const fos_request *request = a->eval->request;
    add_claim(a, a->item->preference, false);
    for (size_t i = 0; i < request->election_count; i++)
        if (strncmp(request->elections[i], "tariff.", 7) == 0) add_claim(a, request->elections[i] + 7, true);
}

/* ---- which measures a claim is for ---- */

static char small(char c) { return fosi_is_upper(c) ? (char)(c - 'A' + 'a') : c; }

/* An election's small letters stand for capitals too. */
static bool is_claimed(const fosi_claim *claim, const char *text, size_t length)
{
    if (length == 0 || strlen(claim->words) != length) return false;
    for (size_t i = 0; i < length; i++)
        if (claim->words[i] != (claim->elected ? small(text[i]) : text[i])) return false;
    return true;
}

static bool claims_text(const fosi_claim *claim, const char *text) { return is_claimed(claim, text, strlen(text)); }

/* "end-use" claims a measure under the condition "use end-use". */
static bool names_use(const fosi_claim *claim, const fos_tariff_measure *m)
{
    fos_tariff_condition c;
    const char *at = m->conditions;
    while (fos_tariff_condition_next(&at, &c)) {
        fosi_slice kind = { c.kind, c.kind_length };
        if ((fosi_slice_is(kind, "use") || fosi_slice_is(kind, "other")) && is_claimed(claim, c.text, c.text_length)) return true;
    }
    return false;
}

/* "09.4001/out": the goods of the quota, outside of it. */
static bool names_outside(const fosi_claim *claim, const char *quota)
{
    size_t length = strlen(quota);
    return length > 0 && strncmp(claim->words, quota, length) == 0 && strcmp(claim->words + length, "/out") == 0;
}

static bool is_claim_for(const fosi_claim *claim, const fos_tariff_measure *m)
{
    switch (m->kind) {
    case FOS_TARIFF_KIND_PREFERENCE:
        if (claims_text(claim, m->programme[0] != '\0' ? m->programme : m->origin)) return true;
        break;
    case FOS_TARIFF_KIND_QUOTA:
        if (claims_text(claim, m->quota)) return true;
        break;
    case FOS_TARIFF_KIND_QUOTA_OUT:
        if (names_outside(claim, m->quota)) return true;
        break;
    case FOS_TARIFF_KIND_SUSPENSION:
        if (claims_text(claim, "suspension")) return true;
        break;
    default: break;
    }
    return claims_text(claim, m->number) || names_use(claim, m);
}

static fosi_claim *claim_for(fosi_assessing *a, const fos_tariff_measure *m)
{
    for (uint32_t i = 0; i < a->out.claim_count; i++)
        if (is_claim_for(&a->claims[i], m)) return &a->claims[i];
    return NULL;
}

/* ---- conditions ---- */

static bool within(fosi_relation relation, int order)
{
    return relation == FOSI_BELOW     ? order < 0
           : relation == FOSI_AT_MOST ? order <= 0
           : relation == FOSI_ABOVE   ? order > 0
                                      : order >= 0;
}

/* Truth as a register: missing when a quantity or an exchange rate is, or the value itself. */
static fosi_register bound_holds(fosi_assessing *a, const fos_tariff_condition *c)
{
    fosi_slice text = { c->text, c->text_length }, word;
    fosi_relation relation;
    fos_decimal number;
    fosi_register truth = fosi_zero(), have = *a->value, limit = fosi_zero();
    if (!fosi_condition_bound(text, &relation, &number, &word)) return truth;
    char unit[16] = "";
    memcpy(unit, word.data, word.length < sizeof unit ? word.length : sizeof unit - 1);
    limit.as.number = fosi_exact_of(number);
    uint32_t need = a->eval->regime->fact_need[FOSI_FACT_DUTY_RATE];
    uint64_t needs = need == FOSI_NONE ? 0 : UINT64_C(1) << need;
    if (c->kind[0] == 'v' && a->ratio) return fosi_missing(needs);
    if (c->kind[0] == 'v')
        limit = fosi_convert(a->eval, unit, a->conversion, limit.as.number);
    else
        have = fosi_measure_value(a->eval, unit, needs, a->cell);
    if ((have.state | limit.state) & FOSI_STATE_MISSING) return fosi_missing(have.needs | limit.needs);
    truth.as.number.n = within(relation, fosi_exact_compare(have.as.number, limit.as.number));
    return truth;
}

/* Who claims a measure says that its documents are there, and that the goods are for its use. */
static fosi_register condition_holds(fosi_assessing *a, const fos_tariff_condition *c, bool claimed)
{
    fosi_register truth = fosi_zero();
    fosi_slice kind = { c->kind, c->kind_length };
    if (fosi_slice_is(kind, "document"))
        truth.as.number.n = claimed || fosi_item_gives(a->eval, a->item, c->text, c->text_length);
    else if (fosi_slice_is(kind, "use") || fosi_slice_is(kind, "other"))
        truth.as.number.n = claimed;
    else
        return bound_holds(a, c);
    return truth;
}

typedef struct judgement {
    fosi_register holds;
    fosi_slice condition; /* the group of alternatives that does not hold, or is open */
} judgement;

static void end_group(judgement *all, const fosi_register *group, const char *from, const char *to)
{
    bool worse = fosi_is_false(group) ? !fosi_is_false(&all->holds) : group->state == FOSI_STATE_MISSING;
    if (!worse) return;
    uint64_t needs = all->holds.needs | group->needs;
    if (fosi_is_false(&all->holds)) return;
    all->holds = *group;
    if (group->state == FOSI_STATE_MISSING) all->holds.needs = needs;
    while (to > from && (to[-1] == ' ' || to[-1] == ';'))
        to--;
    all->condition = (fosi_slice){ from, (size_t)(to - from) };
}

/* Groups of alternatives, all of which must hold. */
static judgement conditions_hold(fosi_assessing *a, const fos_tariff_measure *m, bool claimed)
{
    fos_tariff_condition c;
    judgement all = { fosi_zero(), { NULL, 0 } };
    fosi_register group = fosi_zero();
    all.holds.as.number.n = group.as.number.n = 1;
    const char *at = m->conditions, *from = at;
    while (fos_tariff_condition_next(&at, &c)) {
        fosi_register one = condition_holds(a, &c, claimed);
        if (!c.alternative) {
            end_group(&all, &group, from, c.kind);
            group = one;
            from = c.kind;
        } else if (fosi_is_true(&one) || (fosi_is_false(&group) && one.state == FOSI_STATE_MISSING)) {
            group = one;
        }
    }
    end_group(&all, &group, from, at);
    return all;
}

static void note_outcome(fosi_claim *claim, const fos_tariff_measure *m, const judgement *judged)
{
    fosi_claim_outcome outcome = fosi_is_true(&judged->holds)                ? FOSI_CLAIM_TAKEN
                                 : judged->holds.state == FOSI_STATE_MISSING ? FOSI_CLAIM_OPEN
                                                                             : FOSI_CLAIM_FAILED;
    if (outcome <= claim->outcome) return;
    claim->outcome = outcome;
    claim->measure = *m;
    claim->condition = judged->condition;
    claim->source = fosi_know_text(m->source);
}

bool fosi_claims_take(fosi_assessing *a, const fos_tariff_measure *m, fosi_applied *of)
{
    fosi_claim *claim = claim_for(a, m);
    of->claim = claim == NULL ? 0 : (uint8_t)(claim - a->claims + 1);
    of->claimed = claim != NULL || (m->number[0] != '\0' && fosi_item_gives(a->eval, a->item, m->number, strlen(m->number)));
    bool automatic = m->kind == FOS_TARIFF_KIND_SUSPENSION && m->conditions[0] == '\0';
    if (fosi_kind_is(m, FOSI_TREATMENTS) && !of->claimed && !automatic) return false;
    judgement judged = conditions_hold(a, m, of->claimed);
    if (claim != NULL) note_outcome(claim, m, &judged);
    if (judged.holds.state != FOSI_STATE_MISSING) return fosi_is_true(&judged.holds);
    unsigned side = fosi_side_of(a->eval, a->group, m);
    if (a->out.sides[side].gap == FOSI_GAP_NONE) a->out.sides[side].lacking = *m;
    fosi_assessing_gap(a, side, FOSI_GAP_CONDITION, FOSI_NONE);
    a->out.sides[side].needs |= judged.holds.needs;
    return false;
}

void fosi_claims_settled(fosi_assessing *a)
{
    for (uint32_t i = 0; i < a->out.count; i++) {
        const fosi_applied *one = &a->applied[i];
        if (one->claim == 0) continue;
        a->claims[one->claim - 1].measure = one->measure;
        a->claims[one->claim - 1].source = one->source;
    }
}
