/* What a quote says of a tariff's measures: their charges' ids and names, why a duty is missing. */
#include "quote/measures.h"

#include <string.h>

#include "quote/explain.h"
#include "quote/measures_text.h"

static const char *const kind_titles[FOS_TARIFF_KIND_COUNT] = {
    "Customs duty",      "Preferential duty",   "Suspended duty", "Duty within a quota", "Duty outside of a quota",
    "Anti-dumping duty", "Countervailing duty", "Safeguard duty", "Additional duty",     "Excise",
    "Tax at import",     "Supplementary unit",
};

const char *fosi_measure_name(const fos_tariff_measure *measure, const char *rule_name)
{
    if (measure->name[0] != '\0') return measure->name;
    return measure->kind == FOS_TARIFF_KIND_MFN ? rule_name : kind_titles[measure->kind];
}

/* The duty proper keeps the rule's id; "eu.duty.tariff.anti_dumping.B999" and the like are charges beside it. */
const char *fosi_measure_id(fosi_arena *arena, const char *rule_id, const fos_tariff_measure *measure)
{
    if (measure->kind <= FOS_TARIFF_KIND_QUOTA_OUT || measure->kind == FOS_TARIFF_KIND_EXCISE) return rule_id;
    const char *parts[] = { rule_id, ".", fos_tariff_kind_name(measure->kind), measure->number[0] != '\0' ? "." : "",
                            measure->number };
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
void fosi_put_measure(const fosi_eval *eval, const fosi_applied *part, fos_buffer *out)
{
    const fos_tariff_measure *m = &part->measure;
    fosi_buffer_format(out, " (%s for %s in the tariff %s %s", fosi_measure_name(m, "duty"), m->code, fos_tariff_id(eval->tariff),
                       fos_tariff_data_version(eval->tariff));
    if (strcmp(m->origin, "all") != 0) fosi_buffer_format(out, ", origin %s", m->origin);
    if (m->programme[0] != '\0') fosi_buffer_format(out, ", programme %s", m->programme);
    if (m->quota[0] != '\0') fosi_buffer_format(out, ", quota %s", m->quota);
    if (m->number[0] != '\0') fosi_buffer_format(out, ", %s", m->number);
    if (m->stacking == FOS_TARIFF_STACKING_TOP_UP) fosi_buffer_text(out, ", as a total with the duty before it");
    fosi_buffer_char(out, ')');
}

/* The first charge that is a tariff's duty: its value and conversion tell what the law applies a rate to. */
static bool value_of_law(fosi_eval *eval, const fosi_cell *cell, fosi_register *value, uint32_t *conversion)
{
    const struct fos_regime *r = eval->regime;
    for (uint32_t i = 0; i < r->charge_count; i++) {
        if (!r->charges[i].amount_is_tariff) continue;
        uint32_t end = r->charges[i].amount.end - 1;
        *value = fosi_eval_range(eval, fosi_part_ending(r, end), cell);
        *conversion = r->code[end].b;
        return value->state == FOSI_STATE_VALUE;
    }
    return false;
}

static void put_amount(const fosi_eval *eval, fosi_exact amount, fos_buffer *out)
{
    fosi_exact rounded = amount;
    fosi_exact_round(amount, eval->regime->minor_unit, FOS_ROUNDING_HALF_UP, &rounded);
    fosi_exact_put(out, rounded);
    fosi_buffer_format(out, " %s", eval->regime->currency);
}

void fosi_put_short_code(fosi_eval *eval, uint32_t item, fos_buffer *out)
{
    fosi_cell cell = { item, eval->route_of[item], NULL, 0 };
    fosi_register value;
    fosi_exact least, most;
    uint32_t conversion;
    unsigned digits;
    fosi_buffer_format(out, "the tariff %s divides %s further", fos_tariff_id(eval->tariff),
                       eval->consignment->items[item]->commodity_code);
    if (!value_of_law(eval, &cell, &value, &conversion) ||
        !fosi_measures_range(eval, FOSI_TARIFF_DUTY, &value, conversion, &cell, &least, &most, &digits))
        return;
    fosi_buffer_text(out, ": the duty is from ");
    put_amount(eval, least, out);
    fosi_buffer_text(out, " to ");
    put_amount(eval, most, out);
    fosi_buffer_format(out, ", up to %u digits decide", digits);
}

bool fosi_put_gap(fosi_eval *eval, uint32_t item, fos_buffer *out)
{
    fosi_cell cell = { item, eval->route_of[item], NULL, 0 };
    fosi_register one = fosi_zero();
    fosi_assessment a;
    const char *code = eval->consignment->items[item]->commodity_code;
    one.as.number = (fosi_exact){ 1, 1, 0 };
    fosi_measures_assess(eval, FOSI_TARIFF_DUTY, &one, 0, &cell, &a);
    switch (a.gap) {
    case FOSI_GAP_NO_CODE:
        if (fos_tariff_starter(eval->tariff) != NULL) return false;
        fosi_buffer_format(out, "the tariff %s does not have the code %s on ", fos_tariff_id(eval->tariff), code);
        fosi_buffer_date(out, eval->dates[FOSI_CLOCK_DECLARATION]);
        return true;
    case FOSI_GAP_NO_DUTY:
        fosi_buffer_format(out, "the tariff %s says no duty for %s that applies here", fos_tariff_id(eval->tariff), code);
        return true;
    case FOSI_GAP_RIVALS:
        fosi_buffer_format(out,
                           "the tariff %s has several duties for %s by producer: the number of one is needed among the documents",
                           fos_tariff_id(eval->tariff), code);
        return true;
    case FOSI_GAP_UNCOMPUTED:
        fosi_buffer_format(out, "the tariff's rate \"%s\" for %s cannot be computed from what the item gives", a.lacking.rate,
                           a.lacking.code);
        return true;
    case FOSI_GAP_TOO_MANY:
        fosi_buffer_format(out, "the tariff %s has too many measures for %s", fos_tariff_id(eval->tariff), code);
        return true;
    default: return false;
    }
}
