/* The conditions of a profile: whether the filing is for such a consignment at all, and what its data must meet. */
#include <string.h>

#include "profile/report.h"
#include "quote/explain.h"

static fosi_cell cell_of(uint32_t item) { return (fosi_cell){ item, FOSI_NONE, NULL, 0 }; }

fosi_outcome fosi_condition_outcome(fosi_validating *v, uint32_t notice, uint32_t item)
{
    if (!v->evaluable) return FOSI_OPEN;
    fosi_cell cell = cell_of(item);
    fosi_register value = fosi_eval_range(&v->eval, v->profile->plan->notices[notice].when, &cell);
    if (value.state != FOSI_STATE_VALUE) return FOSI_OPEN;
    return value.as.number.n != 0 ? FOSI_TRUE : FOSI_FALSE;
}

const char *fosi_condition_because(fosi_validating *v, uint32_t notice, uint32_t item, fosi_outcome outcome)
{
    static const fos_truth truths[] = { FOS_TRUTH_FALSE, FOS_TRUTH_TRUE, FOS_TRUTH_ABSENT };
    if (!v->evaluable) return "needs numbers that can be computed with";
    fosi_cell cell = cell_of(item);
    fos_buffer out;
    fosi_buffer_init(&out, v->into->context);
    fosi_explain_condition(&v->eval, v->profile->plan->notices[notice].when, &cell, truths[outcome], &out);
    return fosi_keep_buffer(v, &out);
}

/* ---- where a condition points ---- */

typedef struct pointing {
    fosi_validating *v;
    fos_finding *finding;
} pointing;

static void take_value(void *with, const fosi_spot *spot)
{
    pointing *p = with;
    if (p->finding->pointer != NULL) return;
    p->finding->pointer = fosi_keep(p->v, spot->pointer);
    p->finding->value = fosi_spot_value(p->v, spot);
}

static void point_at(fosi_validating *v, fos_finding *finding, const fosi_condition *condition, uint32_t item)
{
    if (condition->place != NULL) {
        pointing p = { v, finding };
        finding->element = condition->place->name;
        fosi_see_place(condition->place, v->request, item, take_value, &p);
        fosi_finding_roles(v, finding, condition->place->roles);
    }
    if (finding->pointer != NULL) return;
    finding->pointer = item == FOSI_NONE ? "/consignment" : fosi_keep_format(v, "/consignment/items/%u", (unsigned)item);
}

/* ---- one condition ---- */

static void add(fosi_validating *v, const fosi_condition *condition, uint32_t item, fosi_outcome outcome, bool scope)
{
    bool open = outcome == FOSI_OPEN;
    fos_finding *finding = fosi_finding_add(
        v, !open ? condition->severity : (scope ? FOS_SEVERITY_ERROR : FOS_SEVERITY_NOTE),
        open ? FOS_FINDING_KIND_UNDECIDED : (scope ? FOS_FINDING_KIND_SCOPE : FOS_FINDING_KIND_CHECK), condition->id);
    if (finding == NULL) return;
    finding->expected = condition->say;
    finding->because = fosi_condition_because(v, condition->that, item, outcome);
    finding->source = fosi_profile_source(v->profile, condition->source);
    finding->confidence = condition->confidence;
    point_at(v, finding, condition, item);
    if (scope && !open) v->into->view.state = FOS_READINESS_NOT_APPLICABLE;
}

static void check_one(fosi_validating *v, const fosi_condition *condition, uint32_t item, bool scope)
{
    if (condition->when != FOSI_NONE && fosi_condition_outcome(v, condition->when, item) == FOSI_FALSE) return;
    fosi_outcome outcome = fosi_condition_outcome(v, condition->that, item);
    if (outcome != FOSI_TRUE && condition->when != FOSI_NONE && fosi_condition_outcome(v, condition->when, item) == FOSI_OPEN)
        outcome = FOSI_OPEN;
    if (outcome != FOSI_TRUE) add(v, condition, item, outcome, scope);
}

static bool of_item(const fosi_validating *v, const fosi_condition *condition)
{
    const fosi_notice *notices = v->profile->plan->notices;
    return notices[condition->that].grain == FOSI_GRAIN_ITEM ||
           (condition->when != FOSI_NONE && notices[condition->when].grain == FOSI_GRAIN_ITEM);
}

static void check_list(fosi_validating *v, const fosi_condition *list, uint32_t count, bool scope)
{
    for (uint32_t i = 0; i < count && !v->failed; i++) {
        if (!fosi_in_force(v->date, list[i].from, list[i].until)) continue;
        if (!of_item(v, &list[i])) {
            check_one(v, &list[i], FOSI_NONE, scope);
            continue;
        }
        for (uint32_t item = 0; item < v->request->consignment->item_count && !v->failed; item++)
            check_one(v, &list[i], item, scope);
    }
}

/* ---- days and countries ---- */

static fos_finding *add_scope(fosi_validating *v, const char *rule, const char *pointer, const char *element)
{
    fos_finding *finding = fosi_finding_add(v, FOS_SEVERITY_ERROR, FOS_FINDING_KIND_SCOPE, rule);
    v->into->view.state = FOS_READINESS_NOT_APPLICABLE;
    if (finding == NULL) return NULL;
    finding->pointer = pointer;
    finding->element = element;
    finding->source = fosi_profile_source(v->profile, v->profile->source);
    return finding;
}

static void check_days(fosi_validating *v)
{
    const fos_profile *p = v->profile;
    if (fosi_in_force(v->date, p->from, p->until)) return;
    fos_finding *finding = add_scope(v, "days", "/date", "date");
    if (finding == NULL) return;
    char day[FOS_DATE_TEXT], given[FOS_DATE_TEXT];
    bool ended = p->until != FOS_DATE_ABSENT && v->date >= p->until;
    fos_date_format(ended ? p->until : p->from, day);
    fos_date_format(v->date, given);
    finding->value = fosi_keep(v, given);
    finding->expected = fosi_keep_format(v, ended ? "a day before %s" : "%s or later", day);
    finding->because = fosi_keep_format(
        v, ended ? "this filing ended: it cannot be made from %s on" : "this filing cannot be made before %s", day);
}

static void check_territory(fosi_validating *v)
{
    const struct fos_regime *plan = v->profile->plan;
    const char *country = v->request->consignment->destination_country;
    if (plan->territory_count == 0 || country[0] == '\0') return;
    for (uint32_t i = 0; i < plan->territory_count; i++) {
        if (strcmp(plan->territory[i], country) == 0) return;
    }
    fos_finding *finding = add_scope(v, "territory", "/consignment/destination_country", "consignment.destination_country");
    if (finding == NULL) return;
    fos_buffer out;
    fosi_buffer_init(&out, v->into->context);
    for (uint32_t i = 0; i < plan->territory_count; i++) {
        if (i > 0) fosi_buffer_char(&out, ' ');
        fosi_buffer_text(&out, plan->territory[i]);
    }
    finding->expected = fosi_keep_buffer(v, &out);
    finding->value = fosi_keep(v, country);
    finding->because = fosi_keep_format(v, "the filing is not for the destination %s", country);
}

void fosi_check_scope(fosi_validating *v)
{
    check_days(v);
    check_territory(v);
    if (v->into->view.state == FOS_READINESS_READY || v->beyond_scope)
        check_list(v, v->profile->scope, v->profile->scope_count, true);
}

void fosi_check_conditions(fosi_validating *v) { check_list(v, v->profile->checks, v->profile->check_count, false); }
