/* Validations and surveys for people: a finding with its place, what was given and expected, and who can supply it; which filings
 * could be made, and what the others lack. Days and amounts are written as in the reader's locale, sentences are English. */
#include <string.h>

#include <fos/role.h>
#include <fos/text.h>

#include "dataset/element.h"
#include "locale/text_words.h"

/* ---- findings ---- */

static void put_roles(fosi_view *view, const fos_finding *finding)
{
    for (size_t i = 0; i < finding->role_count; i++) {
        if (i > 0) fosi_buffer_text(&view->scratch, i + 1 == finding->role_count ? " or " : ", ");
        fosi_put_role(view, fos_role_find(finding->roles[i]));
    }
}

/* "12.50 EUR" with the amount as the locale writes it. */
static bool put_amount(fosi_view *view, const char *value)
{
    size_t digits = strcspn(value, " ");
    fos_decimal amount;
    if (value[digits] == '\0' || fos_decimal_parse(value, digits, &amount, NULL) != FOS_STATUS_OK) return false;
    fosi_view_note(view, fosi_locale_put_money(&view->locale, amount, value + digits + 1, &view->scratch));
    return true;
}

static bool put_day(fosi_view *view, const char *value)
{
    fos_date day;
    if (fos_date_parse(value, strlen(value), &day, NULL) != FOS_STATUS_OK) return false;
    fosi_view_note(view, fosi_locale_put_date(&view->locale, day, &view->scratch));
    return true;
}

/* A value by the kind of its element; one that is none of the kind stands as it was given. */
static void put_value(fosi_view *view, const fos_finding *finding)
{
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    bool known = finding->element != NULL && fos_element_place_find(&fosi_class_request, finding->element, &place);
    fosi_element_kind kind = known ? place.steps[place.depth - 1]->kind : FOSI_ELEMENT_TEXT;
    if (kind == FOSI_ELEMENT_MONEY && put_amount(view, finding->value)) return;
    if (kind == FOSI_ELEMENT_DATE && put_day(view, finding->value)) return;
    fosi_buffer_text(&view->scratch, finding->value);
}

static void end_line(fosi_view *view)
{
    fosi_buffer_text(view->out, fosi_view_take(view)); /* one line however long, so that it can be searched */
    fosi_buffer_char(view->out, '\n');
}

static void write_finding(fosi_view *view, const fos_finding *finding)
{
    fos_buffer *out = &view->scratch;
    fosi_buffer_format(out, "%s: %s: ", fos_severity_name(finding->severity), finding->pointer != NULL ? finding->pointer : "");
    if (finding->label != NULL) fosi_buffer_format(out, "%s: ", finding->label);
    fosi_buffer_text(out, finding->because);
    if (finding->expected != NULL) fosi_buffer_format(out, "; expected %s", finding->expected);
    fosi_buffer_format(out, " [%s]", finding->rule);
    end_line(view);
    if (finding->value != NULL) {
        fosi_buffer_text(out, "    given: ");
        put_value(view, finding);
        end_line(view);
    }
    if (finding->role_count != 0 && finding->severity != FOS_SEVERITY_NOTE) {
        fosi_buffer_text(out, "    can supply it: ");
        put_roles(view, finding);
        end_line(view);
    }
    if (finding->source == NULL) return;
    fosi_buffer_format(out, "    source (%s): %s", fos_confidence_name(finding->confidence), finding->source);
    end_line(view);
}

/* ---- states ---- */

static void put_count(fosi_view *view, uint32_t count, const char *what)
{
    fosi_buffer_unsigned(&view->scratch, count);
    fosi_buffer_format(&view->scratch, " %s%s", what, count == 1 ? "" : "s");
}

static bool is_of_scope(const fos_finding *finding) { return finding->kind == FOS_FINDING_KIND_SCOPE; }

static void put_state(fosi_view *view, const fos_validation *v)
{
    switch (v->state) {
    case FOS_READINESS_READY: fosi_buffer_text(&view->scratch, "ready"); break;
    case FOS_READINESS_NOT_APPLICABLE: fosi_buffer_text(&view->scratch, "not applicable"); break;
    default: put_count(view, v->error_count, "error"); break;
    }
    if (v->warning_count == 0 || v->state == FOS_READINESS_NOT_APPLICABLE) return;
    fosi_buffer_text(&view->scratch, ", ");
    put_count(view, v->warning_count, "warning");
}

static void write_left_out(fosi_view *view, const fos_validation *v)
{
    if (v->left_out == 0) return;
    fosi_buffer_text(&view->scratch, "and ");
    put_count(view, v->left_out, "more finding");
    fosi_buffer_text(&view->scratch, ", more than a validation holds");
    end_line(view);
}

static fos_status open_view(fosi_view *view, bool good, const char *locale, fos_buffer *out, fos_error *error)
{
    if (!good || out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "nothing to write or no buffer was given");
    return fosi_view_open(view, locale, out, error);
}

fos_status fos_validation_write_text(const fos_validation *v, const char *locale, fos_buffer *out, fos_error *error)
{
    fosi_view view;
    fos_status status = open_view(&view, v != NULL, locale, out, error);
    if (status != FOS_STATUS_OK) return status;
    fosi_buffer_format(&view.scratch, "%s (%s) on ", v->profile, v->title);
    fosi_view_note(&view, fosi_locale_put_date(&view.locale, v->date, &view.scratch));
    fosi_buffer_text(&view.scratch, ": ");
    put_state(&view, v);
    end_line(&view);
    for (size_t i = 0; i < v->finding_count; i++)
        write_finding(&view, v->findings[i]);
    write_left_out(&view, v);
    return fosi_view_close(&view, error);
}

/* ---- surveys ---- */

/* Why a filing is not for this consignment, and whether it could be made if it were. */
static void put_scope(fosi_view *view, const fos_validation *v)
{
    const char *before = ": ";
    uint32_t of_scope = 0;
    for (size_t i = 0; i < v->finding_count; i++) {
        if (!is_of_scope(v->findings[i])) continue;
        fosi_buffer_format(&view->scratch, "%s%s", before, v->findings[i]->because);
        before = "; ";
        of_scope++;
    }
    if (v->otherwise == FOS_READINESS_READY) fosi_buffer_text(&view->scratch, "; else ready");
    if (v->otherwise != FOS_READINESS_INCOMPLETE) return;
    fosi_buffer_text(&view->scratch, "; else ");
    put_count(view, v->error_count - of_scope, "error");
}

static void write_errors(fosi_view *view, const fos_validation *v)
{
    for (size_t i = 0; i < v->finding_count; i++) {
        const fos_finding *finding = v->findings[i];
        if (finding->severity != FOS_SEVERITY_ERROR || is_of_scope(finding)) continue;
        bool missing = finding->kind == FOS_FINDING_KIND_MISSING, open = finding->kind == FOS_FINDING_KIND_UNDECIDED;
        fosi_buffer_format(&view->scratch, "    %s: ", finding->pointer);
        if (open && finding->expected != NULL) fosi_buffer_format(&view->scratch, "%s? ", finding->expected);
        fosi_buffer_text(&view->scratch, missing ? "missing" : finding->because);
        if (missing && finding->label != NULL) fosi_buffer_format(&view->scratch, ", %s", finding->label);
        if (finding->role_count != 0) {
            fosi_buffer_text(&view->scratch, " (");
            put_roles(view, finding);
            fosi_buffer_char(&view->scratch, ')');
        }
        end_line(view);
    }
}

/* A column of ids, and two spaces. */
static void put_id(fosi_view *view, const char *id)
{
    enum { ID_WIDTH = 14 };
    fosi_buffer_text(&view->scratch, id);
    for (size_t width = strlen(id); width < ID_WIDTH; width++)
        fosi_buffer_char(&view->scratch, ' ');
}

fos_status fos_survey_write_text(const fos_survey *survey, const char *locale, fos_buffer *out, fos_error *error)
{
    fosi_view view;
    fos_status status = open_view(&view, survey != NULL, locale, out, error);
    if (status != FOS_STATUS_OK) return status;
    for (size_t i = 0; i < survey->validation_count; i++) {
        const fos_validation *v = survey->validations[i];
        put_id(&view, v->profile);
        put_state(&view, v);
        if (v->state == FOS_READINESS_NOT_APPLICABLE) put_scope(&view, v);
        end_line(&view);
        write_errors(&view, v);
        write_left_out(&view, v);
    }
    return fosi_view_close(&view, error);
}
