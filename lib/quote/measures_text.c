/* What a quote says of a tariff's measures: their charges' ids and names, why a duty is missing. */
#include "quote/measures.h"

#include <string.h>

#include "quote/explain.h"
#include "quote/measures_text.h"
#include "tariff/duty.h"

static const char *const kind_titles[FOS_TARIFF_KIND_COUNT] = {
    "Customs duty",      "Preferential duty",   "Suspended duty",         "Duty within a quota", "Duty outside of a quota",
    "Anti-dumping duty", "Countervailing duty", "Safeguard duty",         "Additional duty",     "Excise",
    "Tax at import",     "Supplementary unit",  "Agricultural component",
};

/* What is read, in sentences. */
static const char *const part_words[FOSI_TARIFF_PARTS] = { "duty", "additional duty", "excise", "tax" };

const char *fosi_measure_name(const fos_tariff_measure *measure, const char *rule_name)
{
    if (measure->name[0] != '\0') return measure->name;
    return measure->kind == FOS_TARIFF_KIND_MFN ? rule_name : kind_titles[measure->kind];
}

/* The duty proper, excise and tax keep the rule's id, the latter two with their number; "eu.duty.tariff.anti_dumping.B999" and the
 * like are charges beside it. */
const char *fosi_measure_id(fosi_arena *arena, const char *rule_id, const fos_tariff_measure *measure)
{
    bool plain = measure->kind == FOS_TARIFF_KIND_EXCISE || measure->kind == FOS_TARIFF_KIND_TAX;
    if (measure->kind <= FOS_TARIFF_KIND_QUOTA_OUT || (plain && measure->number[0] == '\0')) return rule_id;
    const char *parts[] = { rule_id, plain ? "" : ".", plain ? "" : fos_tariff_kind_name(measure->kind),
                            measure->number[0] != '\0' ? "." : "", measure->number };
    size_t length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        length += strlen(parts[i]);
    char *id = fosi_arena_take(arena, length + 1);
    if (id == NULL) return NULL;
    id[0] = '\0';
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        strcat(id, parts[i]);
    return id;
}

/* "(duty of 610910 in the tariff EU 2026.11.1, programme GSP)" */
void fosi_put_measure(const fosi_applied *part, fos_buffer *out)
{
    const fos_tariff_measure *m = &part->measure;
    fosi_buffer_format(out, " (%s for %s in the tariff %s %s", fosi_measure_name(m, "duty"), m->code, fos_tariff_id(part->tariff),
                       fos_tariff_data_version(part->tariff));
    if (strcmp(m->origin, "all") != 0) fosi_buffer_format(out, ", origin %s", m->origin);
    if (m->programme[0] != '\0') fosi_buffer_format(out, ", programme %s", m->programme);
    if (m->quota[0] != '\0') fosi_buffer_format(out, ", quota %s", m->quota);
    if (m->number[0] != '\0') fosi_buffer_format(out, ", %s", m->number);
    if (m->stacking == FOS_TARIFF_STACKING_TOP_UP) fosi_buffer_text(out, ", as a total with the duty before it");
    if (part->cut_to != NULL) fosi_buffer_format(out, ", cut to %s in all", part->cut_to);
    fosi_buffer_char(out, ')');
}

static void put_amount(const fosi_eval *eval, fosi_exact amount, fos_buffer *out)
{
    fosi_exact rounded = amount;
    fosi_exact_round(amount, eval->regime->minor_unit, FOS_ROUNDING_HALF_UP, &rounded);
    fosi_exact_put(out, rounded);
    fosi_buffer_format(out, " %s", eval->regime->currency);
}

/* What was asked of the tariff where a code turned out to be divided further; amounts before rates. */
static const fosi_assessed *short_one(const fosi_eval *eval, uint32_t item)
{
    const fosi_assessed *found = NULL;
    const fosi_assessed *one = eval->assessed == NULL ? NULL : eval->assessed[item];
    for (; one != NULL; one = one->next) {
        const fosi_assessment *a = &one->answer;
        bool is_short = a->sides[0].gap == FOSI_GAP_SHORT || a->sides[1].gap == FOSI_GAP_SHORT || a->code[0] != '\0';
        if (is_short && (found == NULL || (found->ratio && !one->ratio))) found = one;
    }
    return found;
}

static void put_range(fosi_eval *eval, const fosi_assessed *of, uint32_t item, fos_buffer *out)
{
    fosi_cell cell = { item, eval->route_of[item], NULL, 0 };
    fosi_register value = fosi_zero();
    fosi_exact least, most;
    unsigned digits;
    bool additional = of->answer.sides[0].gap != FOSI_GAP_SHORT && of->answer.code[0] == '\0';
    uint32_t read = additional ? FOSI_TARIFF_READ(FOSI_TARIFF_ADDITIONAL, FOSI_TARIFF_INDEX(of->group)) : of->group;
    value.as.number = of->value;
    if (of->ratio || !fosi_measures_range(eval, read, &value, of->conversion, &cell, &least, &most, &digits)) return;
    fosi_buffer_format(out, ": the %s is from ", part_words[FOSI_TARIFF_PART(read)]);
    put_amount(eval, least, out);
    fosi_buffer_text(out, " to ");
    put_amount(eval, most, out);
    fosi_buffer_format(out, ", up to %u digits decide", digits);
}

void fosi_put_short_code(fosi_eval *eval, uint32_t item, fos_buffer *out)
{
    const fosi_assessed *of = short_one(eval, item);
    if (of == NULL) return;
    fosi_buffer_format(out, "the tariff %s divides %s further", fos_tariff_id(of->answer.tariff),
                       eval->consignment->items[item]->commodity_code);
    put_range(eval, of, item, out);
}

/* ---- why something is missing ---- */

static void put_lack(fosi_eval *eval, const fos_tariff *tariff, uint32_t item, const char *rate, fos_buffer *out)
{
    fosi_duty_outcome outcome = { .steps = NULL };
    if (!fosi_rate_lacks(eval, tariff, item, rate, &outcome)) return;
    if (!outcome.computable) fosi_buffer_format(out, ": %s", outcome.reason);
    for (uint32_t i = 0; i < outcome.need_count; i++)
        fosi_buffer_format(out, "%s%s", i == 0 ? ": it needs " : ", ", outcome.needs[i]);
    if (outcome.need_count > 0 && fosi_duty_is_component(outcome.needs[0]))
        fosi_buffer_text(out, ", which an additional code among the classifications gives where the tariff has it");
}

static void put_rivals(const fosi_eval *eval, uint32_t item, const fosi_assessment *a, const fos_tariff_measure *one,
                       fos_buffer *out)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    query.code = eval->consignment->items[item]->commodity_code;
    query.origin = eval->consignment->items[item]->origin_country;
    query.date = eval->dates[FOSI_CLOCK_DECLARATION];
    query.kinds = 1u << one->kind;
    fosi_buffer_format(out, "the tariff %s has several measures (%s) for %s by number, of which the item gives none or several",
                       fos_tariff_id(a->tariff), kind_titles[one->kind], query.code);
    if (fos_tariff_find(a->tariff, &query, &cursor, NULL) != FOS_STATUS_OK) return;
    for (int i = 0; i < 8 && fos_tariff_next(&cursor, &m); i++)
        fosi_buffer_format(out, "%s%s %s", i == 0 ? ": " : ", ", m.number, m.rate);
}

static bool put_side(const fosi_eval *eval, uint32_t item, fosi_tariff_part part, const fosi_assessed *of, unsigned side,
                     fos_buffer *out)
{
    const fosi_assessment *a = &of->answer;
    const fos_tariff_measure *at_hand = &a->sides[side].lacking;
    const char *id = eval->regime->tariffs[FOSI_TARIFF_INDEX(of->group)];
    const char *code = eval->consignment->items[item]->commodity_code;
    switch (a->sides[side].gap) {
    case FOSI_GAP_NO_TARIFF:
        if (part == FOSI_TARIFF_DUTY && FOSI_TARIFF_INDEX(of->group) == 0) return false;
        if (code == NULL)
            fosi_buffer_format(out, "the law reads the %s from the tariff %s: the commodity code is needed", part_words[part],
                               id);
        else
            fosi_buffer_format(out, "the law reads the %s from the tariff %s, which is not among those given", part_words[part],
                               id);
        return true;
    case FOSI_GAP_NO_CODE:
        if (part == FOSI_TARIFF_DUTY && fos_tariff_starter(a->tariff) != NULL) return false;
        fosi_buffer_format(out, "the tariff %s does not have the code %s on ", id, code);
        fosi_buffer_date(out, eval->dates[FOSI_CLOCK_DECLARATION]);
        return true;
    case FOSI_GAP_NO_RATE:
        fosi_buffer_format(out, "the tariff %s says no %s for %s that applies here", id, part_words[part], code);
        return true;
    case FOSI_GAP_RIVALS: put_rivals(eval, item, a, at_hand, out); return true;
    case FOSI_GAP_CONDITION:
        fosi_buffer_format(out, "whether \"%s\" (%s) applies to %s depends on \"%s\", which the item does not tell",
                           at_hand->rate, fosi_measure_name(at_hand, "duty"), code, at_hand->conditions);
        return true;
    case FOSI_GAP_TOO_MANY: fosi_buffer_format(out, "the tariff %s has too many measures for %s", id, code); return true;
    default: return false;
    }
}

bool fosi_put_gap(fosi_eval *eval, uint32_t item, fosi_tariff_part part, fos_buffer *out)
{
    const fosi_assessed *one = eval->assessed == NULL ? NULL : eval->assessed[item];
    for (; one != NULL; one = one->next) {
        fosi_tariff_part group = FOSI_TARIFF_PART(one->group);
        unsigned side = part == FOSI_TARIFF_ADDITIONAL;
        if (group != (part == FOSI_TARIFF_ADDITIONAL ? FOSI_TARIFF_DUTY : part)) continue;
        if (put_side(eval, item, part, one, side, out)) return true;
    }
    return false;
}

bool fosi_put_uncomputed(fosi_eval *eval, uint32_t item, fos_buffer *out)
{
    const fosi_assessment *of;
    const fosi_applied *one = fosi_measures_lacking(eval, item, &of);
    const char *own = eval->consignment->items[item]->duty_rate;
    if (one == NULL && own == NULL) return false;
    if (one == NULL)
        fosi_buffer_format(out, "the duty rate \"%s\" cannot be computed from what the item gives", own);
    else
        fosi_buffer_format(out, "the tariff's rate \"%s\" for %s cannot be computed from what the item gives", one->measure.rate,
                           one->measure.code);
    put_lack(eval, one != NULL ? one->tariff : eval->tariffs.of[0], item, one != NULL ? one->measure.rate : own, out);
    return true;
}

const fosi_assessment *fosi_charged_as_others(const fosi_eval *eval, uint32_t item)
{
    const fosi_assessed *one = eval->assessed == NULL ? NULL : eval->assessed[item];
    while (one != NULL && one->answer.residual == NULL)
        one = one->next;
    return one == NULL ? NULL : &one->answer;
}

void fosi_put_all_others(const fosi_eval *eval, uint32_t item, fos_buffer *out)
{
    const fosi_assessment *of = fosi_charged_as_others(eval, item);
    fosi_buffer_format(out, "the tariff %s has duties on %s by number, none of which the item gives: that of all others",
                       fos_tariff_id(of->tariff), eval->consignment->items[item]->commodity_code);
    if (of->residual[0] != '\0') fosi_buffer_format(out, ", %s,", of->residual);
    fosi_buffer_text(out, " is charged");
}

/* ---- claims ---- */

const fosi_claim *fosi_claim_at(const fosi_eval *eval, uint32_t item, uint32_t index)
{
    const fosi_assessment *a = NULL;
    for (uint32_t t = 0; a == NULL && t < FOSI_MOST_TARIFFS; t++)
        a = fosi_measures_made(eval, FOSI_TARIFF_READ(FOSI_TARIFF_DUTY, t), item);
    return a == NULL || index >= a->claim_count ? NULL : &a->claims[index];
}

static void put_asked(const fos_tariff_measure *m, fos_buffer *out)
{
    if (m->proof[0] != '\0') fosi_buffer_format(out, "; it asks for %s", m->proof);
    if (m->conditions[0] != '\0') fosi_buffer_format(out, "%s%s", m->proof[0] != '\0' ? ", " : "; if ", m->conditions);
}

void fosi_put_claim(const fosi_eval *eval, uint32_t item, const fosi_claim *claim, fos_buffer *out)
{
    const fos_item *of = eval->consignment->items[item];
    const fos_tariff_measure *m = &claim->measure;
    switch (claim->outcome) {
    case FOSI_CLAIM_TAKEN:
        fosi_buffer_format(out, "the claim \"%s\" on %s is taken: %s, %s", claim->words, of->commodity_code, kind_titles[m->kind],
                           m->rate);
        put_asked(m, out);
        return;
    case FOSI_CLAIM_FAILED:
    case FOSI_CLAIM_OPEN:
        fosi_buffer_format(out, "the claim \"%s\" on %s is not taken: \"%.*s\" %s", claim->words, of->commodity_code,
                           (int)claim->condition.length, claim->condition.data,
                           claim->outcome == FOSI_CLAIM_FAILED ? "does not hold" : "depends on what the item does not tell");
        return;
    default:
        if (of->duty_rate != NULL)
            fosi_buffer_format(out, "the claim \"%s\" on %s is not looked up: the duty rate given with the item stands",
                               claim->words, of->commodity_code);
        else
            fosi_buffer_format(out, "the tariff has no measure for the claim \"%s\" on %s", claim->words, of->commodity_code);
    }
}
