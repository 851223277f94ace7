/* Of the measures that apply, which stand, and what each comes to: treatments of which one stands, alternatives by number, measures
 * that stand instead of others, totals that are topped up to, and caps. */
#include <string.h>

#include "quote/assessing.h"

static const fosi_exact nothing = { 0, 1, 0 };

/* ---- which stand ---- */

static void drop(fosi_assessing *a, const bool *dropped)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < a->out.count; i++) {
        if (dropped[i]) continue;
        if (kept != i) a->applied[kept] = a->applied[i];
        kept++;
    }
    a->out.count = kept;
}

static fosi_register amount_of(fosi_assessing *a, const fos_tariff_measure *m, const fosi_exact *before, bool *used)
{
    return fosi_rate_value(a->eval, a->tariff, m->rate, a->value, a->conversion, a->cell, before, used);
}

/* A claimed duty, as for a use, stands instead of the one without a claim, and of treatments that apply by themselves. */
static void settle_claimed_duty(fosi_assessing *a)
{
    bool dropped[FOSI_MOST_MEASURES] = { false }, claimed = false;
    for (uint32_t i = 0; i < a->out.count; i++)
        claimed |= a->applied[i].measure.kind == FOS_TARIFF_KIND_MFN && a->applied[i].claimed;
    for (uint32_t i = 0; claimed && i < a->out.count; i++)
        dropped[i] = fosi_kind_is(&a->applied[i].measure, FOSI_ORDINARY) && !a->applied[i].claimed;
    if (claimed) drop(a, dropped);
}

static uint32_t count_treatments(const fosi_assessing *a, uint32_t *claimed)
{
    uint32_t count = 0;
    *claimed = 0;
    for (uint32_t i = 0; i < a->out.count; i++) {
        if (!fosi_kind_is(&a->applied[i].measure, FOSI_TREATMENTS)) continue;
        count++;
        *claimed += a->applied[i].claimed;
    }
    return count;
}

/* What is claimed goes before what applies by itself. Of several that one claim is for the least stands: the claimant's choice. One
 * that cannot be computed stands too, and is missing: which is the least is then not known. */
static void settle_treatments(fosi_assessing *a)
{
    bool dropped[FOSI_MOST_MEASURES] = { false }, used;
    uint32_t best = FOSI_NONE, claimed;
    fosi_register least = fosi_zero();
    if (count_treatments(a, &claimed) < 2) return;
    for (uint32_t i = 0; i < a->out.count; i++) {
        if (!fosi_kind_is(&a->applied[i].measure, FOSI_TREATMENTS)) continue;
        dropped[i] = claimed > 0 && !a->applied[i].claimed;
        if (dropped[i]) continue;
        fosi_register amount = amount_of(a, &a->applied[i].measure, NULL, &used);
        if (amount.state == FOSI_STATE_MISSING) continue;
        bool better = best == FOSI_NONE || fosi_exact_compare(amount.as.number, least.as.number) < 0;
        uint32_t worse = better ? best : i;
        if (worse != FOSI_NONE) dropped[worse] = true;
        if (better) best = i, least = amount;
    }
    drop(a, dropped);
}

/* "B999": TARIC's additional codes of all other producers. */
static bool is_of_others(const char *number)
{
    size_t length = strlen(number);
    return length >= 3 && strcmp(number + length - 3, "999") == 0;
}

typedef struct alternatives {
    uint32_t numbered, plain, others, claimed, last;
} alternatives;

static alternatives count_alternatives(const fosi_assessing *a, fos_tariff_kind kind)
{
    alternatives found = { 0, 0, 0, 0, 0 };
    for (uint32_t i = 0; i < a->out.count; i++) {
        const fosi_applied *one = &a->applied[i];
        bool numbered = one->measure.number[0] != '\0';
        if (one->measure.kind != kind) continue;
        found.numbered += numbered;
        found.plain += !numbered;
        found.others += is_of_others(one->measure.number);
        found.claimed += numbered && one->claimed;
        found.last = i;
    }
    return found;
}

/* One without a number is that of all others where no number is; else it stands by itself. */
static bool stands(const alternatives *all, const fosi_applied *one)
{
    if (one->measure.number[0] == '\0') return all->claimed == 0 || all->others > 0;
    return all->claimed > 0 ? one->claimed : is_of_others(one->measure.number);
}

/* Measures of one kind that differ by number are alternatives: by producer, by strength, by rate of a tax. The one whose number the
 * item gives stands; else that of all others; else none is known. */
static void settle_numbers(fosi_assessing *a, fos_tariff_kind kind)
{
    bool dropped[FOSI_MOST_MEASURES] = { false };
    alternatives all = count_alternatives(a, kind);
    if (all.numbered == 0 || all.numbered + all.plain < 2) return;
    if (all.claimed > 1 || (all.claimed == 0 && all.others + all.plain == 0)) {
        const fos_tariff_measure *at_hand = &a->applied[all.last].measure;
        unsigned side = fosi_side_of(a->eval, a->group, at_hand);
        a->out.sides[side].lacking = *at_hand;
        fosi_assessing_lacks(a, side, FOSI_GAP_RIVALS);
    }
    for (uint32_t i = 0; i < a->out.count; i++) {
        const fosi_applied *one = &a->applied[i];
        if (one->measure.kind != kind) continue;
        dropped[i] = !stands(&all, one);
        if (!dropped[i] && all.claimed == 0 && fosi_kind_is(&one->measure, FOSI_DEFENCE)) a->out.residual = one->measure.number;
    }
    drop(a, dropped);
}

static bool names(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; length > 0 && *(at += strspn(at, " ")) != '\0'; at += strcspn(at, " ")) {
        if (strcspn(at, " ") == length && memcmp(at, word, length) == 0) return true;
    }
    return false;
}

/* Drops what another measure stands instead of. */
static void drop_replaced(fosi_assessing *a)
{
    bool dropped[FOSI_MOST_MEASURES] = { false };
    for (uint32_t i = 0; i < a->out.count; i++) {
        const fos_tariff_measure *m = &a->applied[i].measure;
        for (uint32_t k = 0; m->stacking == FOS_TARIFF_STACKING_REPLACE && k < a->out.count; k++) {
            const fos_tariff_measure *other = &a->applied[k].measure;
            if (k != i && (names(m->replaces, fos_tariff_kind_name(other->kind)) || names(m->replaces, other->number)))
                dropped[k] = true;
        }
    }
    drop(a, dropped);
}

void fosi_stacking_settle(fosi_assessing *a)
{
    static const fos_tariff_kind numbered[] = { FOS_TARIFF_KIND_ANTI_DUMPING, FOS_TARIFF_KIND_COUNTERVAILING,
                                                FOS_TARIFF_KIND_EXCISE, FOS_TARIFF_KIND_TAX };
    settle_claimed_duty(a);
    settle_treatments(a);
    for (size_t i = 0; i < sizeof numbered / sizeof numbered[0]; i++)
        settle_numbers(a, numbered[i]);
    drop_replaced(a);
}

/* ---- what each comes to ---- */

typedef struct stack {
    fosi_exact sum, ordinary; /* of what stands before; the duty of the subheading among it */
    bool known;               /* both are */
    uint64_t needs;           /* when they are not */
} stack;

static fosi_exact plus(fosi_assessing *a, fosi_exact x, fosi_exact y)
{
    fosi_exact sum = nothing;
    fos_status status = fosi_exact_add(x, y, &sum);
    if (status != FOS_STATUS_OK) fosi_eval_fail(a->eval, status);
    return sum;
}

static fosi_exact minus(fosi_assessing *a, fosi_exact x, fosi_exact y)
{
    fosi_exact difference = nothing;
    fos_status status = fosi_exact_subtract(x, y, &difference);
    if (status != FOS_STATUS_OK) fosi_eval_fail(a->eval, status);
    return difference;
}

static void is_missing(stack *s, fosi_applied *one, uint64_t needs)
{
    one->missing = true;
    one->needs = needs;
    s->known = false;
    s->needs |= needs;
}

/* The duty before is at most the limit: the last parts give way first. */
static void cap(fosi_assessing *a, stack *s, uint32_t before, fosi_exact limit)
{
    fosi_exact excess = minus(a, s->sum, limit);
    for (uint32_t i = before; i > 0 && excess.n > 0; i--) {
        fosi_applied *part = &a->applied[i - 1];
        fosi_exact cut = fosi_exact_compare(part->exact, excess) < 0 ? part->exact : excess;
        part->exact = minus(a, part->exact, cut);
        part->cut_to = a->applied[before].measure.rate;
        excess = minus(a, excess, cut);
        s->sum = minus(a, s->sum, cut);
    }
}

/* A cap over what is not known leaves nothing before it known. */
static void cap_unknown(fosi_assessing *a, stack *s, uint32_t before)
{
    for (uint32_t i = 0; i <= before; i++)
        is_missing(s, &a->applied[i], s->needs);
}

static fosi_exact own_amount(fosi_assessing *a, stack *s, uint32_t index, fosi_exact amount, bool used)
{
    switch (a->applied[index].measure.stacking) {
    case FOS_TARIFF_STACKING_TOP_UP: return fosi_exact_compare(amount, s->sum) > 0 ? minus(a, amount, s->sum) : nothing;
    case FOS_TARIFF_STACKING_CAP: cap(a, s, index, amount); return nothing;
    default: return used ? minus(a, amount, s->ordinary) : amount;
    }
}

static void reckon(fosi_assessing *a, stack *s, uint32_t index)
{
    fosi_applied *one = &a->applied[index];
    bool used = false, capping = one->measure.stacking == FOS_TARIFF_STACKING_CAP;
    fosi_register amount = amount_of(a, &one->measure, s->known ? &s->ordinary : NULL, &used);
    one->confidence = amount.confidence;
    if (one->measure.confidence != FOS_CONFIDENCE_CONFIRMED) one->confidence |= (uint8_t)(1u << one->measure.confidence);
    if (amount.state == FOSI_STATE_MISSING)
        is_missing(s, one, amount.needs | (s->known ? 0 : s->needs));
    else if (!s->known && one->measure.stacking >= FOS_TARIFF_STACKING_TOP_UP)
        is_missing(s, one, s->needs);
    if (one->missing) {
        if (capping) cap_unknown(a, s, index);
        return;
    }
    one->exact = own_amount(a, s, index, amount.as.number, used);
    s->sum = plus(a, s->sum, one->exact);
    if (fosi_kind_is(&one->measure, FOSI_ORDINARY)) s->ordinary = plus(a, s->ordinary, one->exact);
}

/* The item's own duty rate stands before the additional duties as the tariff's duty would. */
static void begin_with_own(fosi_assessing *a, stack *s)
{
    bool used;
    fosi_register own = fosi_rate_value(a->eval, a->tariff, a->item->duty_rate, a->value, a->conversion, a->cell, NULL, &used);
    s->known = own.state == FOSI_STATE_VALUE;
    s->needs = own.needs;
    if (s->known) s->sum = s->ordinary = own.as.number;
}

void fosi_stacking_reckon(fosi_assessing *a)
{
    stack s = { nothing, nothing, true, 0 };
    if (FOSI_TARIFF_PART(a->group) == FOSI_TARIFF_DUTY && a->item->duty_rate != NULL)
        begin_with_own(a, &s);
    else if (a->out.sides[0].gap != FOSI_GAP_NONE)
        s.known = false, s.needs = a->out.sides[0].needs;
    for (uint32_t i = 0; i < a->out.count; i++)
        reckon(a, &s, i);
}
