/* A validation from beginning to end: taking the request on, the checks in their order, faults of the document, and counting. */
#include <stdarg.h>
#include <string.h>

#include "profile/report.h"
#include "regime/report.h"

/* ---- findings ---- */

#define MOST_FINDINGS 10000

static bool grow(fosi_validating *v)
{
    size_t capacity = v->capacity == 0 ? 16 : 2 * v->capacity;
    fos_finding **more = fosi_arena_take(&v->into->arena, capacity * sizeof *more);
    if (more == NULL) return false;
    if (v->into->view.finding_count > 0) memcpy(more, v->into->view.findings, v->into->view.finding_count * sizeof *more);
    v->into->view.findings = more;
    v->capacity = capacity;
    return true;
}

fos_finding *fosi_finding_add(fosi_validating *v, fos_severity severity, fos_finding_kind kind, const char *rule)
{
    fos_validation *view = &v->into->view;
    if (v->failed) return NULL;
    if (severity == FOS_SEVERITY_ERROR) view->error_count++;
    if (severity == FOS_SEVERITY_ERROR && kind == FOS_FINDING_KIND_SCOPE) v->scope_errors++;
    if (severity == FOS_SEVERITY_WARNING) view->warning_count++;
    if (severity == FOS_SEVERITY_NOTE) view->note_count++;
    if (view->finding_count == MOST_FINDINGS) {
        view->left_out++;
        return NULL;
    }
    fos_finding *finding = fosi_arena_zero(&v->into->arena, 1, sizeof *finding);
    if (finding == NULL || (view->finding_count == v->capacity && !grow(v))) {
        v->failed = true;
        return NULL;
    }
    finding->severity = severity;
    finding->kind = kind;
    finding->rule = rule;
    view->findings[view->finding_count++] = finding;
    return finding;
}

const char *fosi_keep(fosi_validating *v, const char *text)
{
    const char *copy = text == NULL ? NULL : fosi_arena_text(&v->into->arena, text, strlen(text));
    if (text != NULL && copy == NULL) v->failed = true;
    return copy;
}

const char *fosi_keep_buffer(fosi_validating *v, fos_buffer *buffer)
{
    const char *copy =
        buffer->failed ? NULL : fosi_arena_text(&v->into->arena, buffer->size > 0 ? buffer->data : "", buffer->size);
    if (copy == NULL) v->failed = true;
    fosi_buffer_done(buffer);
    return copy != NULL ? copy : "";
}

const char *fosi_keep_format(fosi_validating *v, const char *format, ...)
{
    fos_error text = FOS_ERROR_INIT; /* has room for a sentence, and cuts it at a character's border */
    va_list arguments;
    va_start(arguments, format);
    fosi_tree_fail_list(&text, NULL, NULL, 0, FOS_STATUS_OK, format, arguments);
    va_end(arguments);
    const char *copy = fosi_keep(v, text.text);
    return copy != NULL ? copy : "";
}

void fosi_finding_roles(fosi_validating *v, fos_finding *finding, uint32_t roles)
{
    const char **names = fosi_arena_take(&v->into->arena, FOS_ROLE_COUNT * sizeof *names);
    if (names == NULL) {
        v->failed = true;
        return;
    }
    finding->roles = names;
    finding->role_count = 0;
    for (int role = 1; role < FOS_ROLE_COUNT; role++) {
        if ((roles & FOS_ROLE_BIT(role)) != 0) names[finding->role_count++] = fos_role_name((fos_role)role);
    }
}

const char *fosi_profile_source(const fos_profile *profile, uint32_t source)
{
    return source == FOSI_NONE ? NULL : profile->plan->sources[source].citation.data;
}

/* ---- the request ---- */

static bool number(fos_decimal value)
{
    return !fos_decimal_present(value) || (value.scale >= 0 && value.scale <= FOS_DECIMAL_MAX_SCALE);
}

/* Numbers that no reader makes are not computed with. What is absent is: a condition that needs it stays open. */
static bool can_evaluate(const fos_consignment *c)
{
    bool good = number(c->freight.amount) && number(c->insurance.amount) && number(c->gross_mass_kg);
    for (size_t i = 0; good && i < c->item_count; i++) {
        const fos_item *item = c->items[i];
        good = number(item->amount.amount) && number(item->unit_price.amount) && number(item->discount.amount) &&
               number(item->quantity) && number(item->net_mass_kg) && number(item->gross_mass_kg);
        for (size_t k = 0; good && k < item->measure_count; k++)
            good = item->measures[k]->unit != NULL && fos_decimal_present(item->measures[k]->quantity) &&
                   number(item->measures[k]->quantity);
    }
    return good;
}

/* The regimes' own choices mean nothing to a profile. */
static fos_status begin(fosi_validating *v, fos_request *plain, fos_error *error)
{
    *plain = *v->request;
    plain->date = v->date;
    plain->election_count = plain->assume_count = 0;
    plain->rounding_level = NULL;
    plain->prices_include_tax = FOS_TRUTH_ABSENT;
    if (!can_evaluate(plain->consignment)) return FOS_STATUS_OK;
    fos_error failure = FOS_ERROR_INIT;
    fos_status status = fosi_eval_begin(&v->eval, v->profile->plan, plain, &failure);
    if (status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    v->evaluable = status == FOS_STATUS_OK;
    return FOS_STATUS_OK;
}

/* ---- faults of the document ---- */

static bool told(const fosi_validating *v, const char *pointer)
{
    for (size_t i = 0; i < v->into->view.finding_count; i++) {
        const fos_finding *finding = v->into->view.findings[i];
        if (finding->severity == FOS_SEVERITY_ERROR && finding->pointer != NULL && strcmp(finding->pointer, pointer) == 0)
            return true;
    }
    return false;
}

static void add_fault(fosi_validating *v, const fos_error *fault)
{
    if (told(v, fault->pointer)) return;
    fos_finding *finding =
        fosi_finding_add(v, FOS_SEVERITY_ERROR,
                         fault->status == FOS_STATUS_MISSING_KEY ? FOS_FINDING_KIND_MISSING : FOS_FINDING_KIND_DATA, "data");
    if (finding == NULL) return;
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    finding->pointer = fosi_keep(v, fault->pointer);
    finding->because = fosi_keep(v, fault->text);
    if (fault->pointer[0] == '\0' || !fos_element_place_find(&fosi_class_request, fault->pointer, &place)) return;
    finding->element = fosi_keep(v, place.name);
    fosi_finding_roles(v, finding, place.roles);
}

/* What the reader noted, else what the data set's own check says first. A day that the caller gives is no fault. */
static void check_data(fosi_validating *v)
{
    fos_error fault = FOS_ERROR_INIT;
    if (v->faults == NULL) {
        fos_status status = fos_request_check(v->request, &fault);
        if (status == FOS_STATUS_NO_MEMORY) v->failed = true;
        if (status != FOS_STATUS_OK && status != FOS_STATUS_NO_MEMORY && strcmp(fault.pointer, "/date") != 0)
            add_fault(v, &fault);
    }
    for (size_t i = 0; v->faults != NULL && i < v->faults->count; i++) {
        if (strcmp(v->faults->entries[i].pointer, "/date") != 0) add_fault(v, &v->faults->entries[i]);
    }
    if (v->faults == NULL) return;
    v->into->view.left_out += (uint32_t)v->faults->lost;
    v->into->view.error_count += (uint32_t)v->faults->lost;
}

/* ---- all ---- */

static void judge(fosi_validating *v)
{
    fos_validation *view = &v->into->view;
    bool applies = view->state == FOS_READINESS_READY;
    fos_readiness state = view->error_count > v->scope_errors ? FOS_READINESS_INCOMPLETE : FOS_READINESS_READY;
    if (applies)
        view->state = state;
    else if (v->beyond_scope)
        view->otherwise = state;
}

static fos_status run(fosi_validating *v, fos_error *error)
{
    fos_request plain;
    fos_status status = begin(v, &plain, error);
    if (status != FOS_STATUS_OK) return status;
    v->into->view.state = FOS_READINESS_READY;
    fosi_check_scope(v);
    if (v->into->view.state == FOS_READINESS_READY || v->beyond_scope) {
        fosi_check_rows(v);
        fosi_check_conditions(v);
        fosi_check_quality(v);
        check_data(v);
    }
    if (v->failed || v->eval.status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    judge(v);
    return FOS_STATUS_OK;
}

static bool take_options(const fos_validate_options *given, fos_validate_options *own)
{
    static const fos_validate_options defaults = FOS_VALIDATE_OPTIONS_INIT;
    *own = defaults;
    return given == NULL || fosi_options_take(own, sizeof *own, given, given->struct_size, offsetof(fos_validate_options, date));
}

fos_validation *fos_profile_validate(const fos_profile *profile, const fos_request *request, const fos_validate_options *options,
                                     fos_error *error)
{
    fos_validate_options own;
    if (profile == NULL || request == NULL || request->consignment == NULL || !take_options(options, &own)) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                  "fos_profile_validate needs a profile, a request, and options that begin with FOS_VALIDATE_OPTIONS_INIT");
        return NULL;
    }
    fos_date date = own.date != FOS_DATE_ABSENT ? own.date : request->date;
    if (date == FOS_DATE_ABSENT) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "no day to go by: neither the request nor the caller gives one");
        fosi_point(error, "/date");
        return NULL;
    }
    const fos_context *context = profile->plan->context;
    fosi_validation *made = fosi_allocate(context, sizeof *made);
    if (made == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(made, 0, sizeof *made);
    made->context = context;
    fosi_arena_init(&made->arena, context);
    made->view.profile = profile->plan->id;
    made->view.title = profile->title;
    made->view.date = date;
    fosi_validating v = { .into = made, .profile = profile, .request = request, .faults = own.faults, .date = date };
    v.beyond_scope = own.beyond_scope != 0;
    fosi_eval_init(&v.eval, context);
    fos_status status = run(&v, error);
    fosi_eval_done(&v.eval);
    if (status == FOS_STATUS_OK) return &made->view;
    fos_validation_free(&made->view);
    return NULL;
}

void fos_validation_free(fos_validation *validation)
{
    if (validation == NULL) return;
    fosi_validation *made = (fosi_validation *)(void *)validation; /* the view is its first member */
    fosi_arena_free(&made->arena);
    fosi_release(made->context, made);
}
