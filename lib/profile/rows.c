/* The rows of a profile against a request: what is asked for and not given, and what is given in another form. */
#include <string.h>

#include <fos/identifier.h>

#include "dataset/codes.h"
#include "profile/report.h"

/* One row of one item, or of the consignment. */
typedef struct unit {
    fosi_validating *v;
    const fosi_profile_row *row;
    const fosi_place *place; /* at hand */
    uint32_t item;
    fosi_outcome needed;
    const char *reason; /* why it is needed, or why that is open */
    uint32_t given;
} unit;

/* ---- what is expected ---- */

static void put_list(fos_buffer *out, const char *const *texts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) fosi_buffer_text(out, i + 1 == count ? " or " : ", ");
        fosi_buffer_text(out, texts[i]);
    }
}

/* The format in force: the row's own, else the element's where it is one of characters or digits. */
static fosi_value_format format_of(const fosi_profile_row *row, const fos_element *element)
{
    fosi_value_format format = row->format;
    if (format.text == NULL && (element->format == NULL || !fosi_format_parse(element->format, &format)))
        memset(&format, 0, sizeof format);
    return format;
}

static const char *expected_of(unit *u, const fos_element *element)
{
    const fosi_profile_row *row = u->row;
    fos_buffer out;
    fosi_buffer_init(&out, u->v->into->context);
    if (row->scheme_count > 0) {
        fosi_buffer_text(&out, "an identifier of scheme ");
        put_list(&out, row->schemes, row->scheme_count);
    } else if (row->code_count > 0) {
        put_list(&out, row->codes, row->code_count);
    } else if (row->code_list != NULL) {
        fosi_buffer_format(&out, "a code of the list %s", row->code_list);
    } else if (element->kind == FOSI_ELEMENT_COUNTRY) {
        fosi_buffer_text(&out, "a country, ISO 3166-1 alpha-2");
    } else if (element->kind == FOSI_ELEMENT_CHOICE) {
        uint32_t count = 0;
        while (element->words[count + 1] != NULL)
            count++;
        put_list(&out, element->words + 1, count);
    } else {
        fosi_value_format format = format_of(row, element);
        fosi_buffer_text(&out, format.text != NULL ? format.text : fos_element_kind(element));
    }
    return fosi_keep_buffer(u->v, &out);
}

/* ---- findings ---- */

static fos_finding *add(unit *u, fos_severity severity, fos_finding_kind kind, const fosi_spot *spot)
{
    fos_finding *finding = fosi_finding_add(u->v, severity, kind, u->row->id);
    if (finding == NULL) return NULL;
    finding->element = u->place->name;
    finding->pointer = fosi_keep(u->v, spot->pointer);
    finding->label = u->row->label;
    finding->value = fosi_spot_value(u->v, spot);
    finding->source = fosi_profile_source(u->v->profile, u->row->source);
    finding->confidence = u->row->confidence;
    fosi_finding_roles(u->v, finding, u->place->roles);
    return finding;
}

static void add_missing(unit *u, const fosi_spot *spot)
{
    bool open = u->needed == FOSI_OPEN;
    fos_finding *finding =
        add(u, open ? FOS_SEVERITY_NOTE : FOS_SEVERITY_ERROR, open ? FOS_FINDING_KIND_UNDECIDED : FOS_FINDING_KIND_MISSING, spot);
    if (finding == NULL) return;
    finding->expected = expected_of(u, spot->element);
    if (open)
        finding->because = fosi_keep_format(u->v, "may be needed, and is not given: %s", u->reason);
    else if (u->reason != NULL)
        finding->because = fosi_keep_format(u->v, "needed, and not given: %s", u->reason);
    else
        finding->because = "mandatory, and not given";
}

/* What a condition does not ask for can be left away, so its form is only questioned. */
static void add_fault(unit *u, fos_finding_kind kind, const fosi_spot *spot, const char *value, const char *because)
{
    bool asked = u->row->need != FOSI_ROW_CONDITIONAL || u->needed == FOSI_TRUE || u->row->when == FOSI_NONE;
    fos_finding *finding = add(u, asked ? FOS_SEVERITY_ERROR : FOS_SEVERITY_WARNING, kind, spot);
    if (finding == NULL) return;
    if (value != NULL) finding->value = fosi_keep(u->v, value);
    finding->expected = expected_of(u, spot->element);
    finding->because = because;
}

/* ---- identifiers ---- */

static bool wants_scheme(const fosi_profile_row *row, const char *scheme)
{
    for (uint32_t i = 0; scheme != NULL && i < row->scheme_count; i++) {
        if (strcmp(row->schemes[i], scheme) == 0) return true;
    }
    return false;
}

/* Whether the text is a valid identifier of one of the schemes; `*because` says why not, of the last. */
static bool is_identifier(unit *u, const char *scheme, const char *text, const char **because)
{
    for (uint32_t i = 0; i < u->row->scheme_count; i++) {
        fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
        const char *one = scheme != NULL ? scheme : u->row->schemes[i];
        if (fos_identifier_check(one, text, strlen(text), &result, NULL) != FOS_STATUS_OK) continue;
        if (result.verdict != FOS_VERDICT_INVALID) return true;
        *because = fosi_keep_format(u->v, "no valid %s: %s", one, result.because);
        if (scheme != NULL) return false;
    }
    return false;
}

/* ---- forms ---- */

/* A commodity code begins with the six digits of the Harmonized System: a filing that takes six takes those of a longer one. */
static bool may_be_cut(unit *u, const fosi_spot *spot, const fosi_value_format *format, const char *text)
{
    static const char commodity[] = "consignment.items.commodity_code";
    size_t length = strlen(text);
    if (strcmp(u->place->name, commodity) != 0 || format->least > 6 || format->most < 6 || strspn(text, "0123456789") != length)
        return false;
    fos_finding *finding = add(u, FOS_SEVERITY_NOTE, FOS_FINDING_KIND_FORMAT, spot);
    if (finding == NULL) return true;
    finding->expected = expected_of(u, spot->element);
    finding->because =
        fosi_keep_format(u->v, "%zu digits, where %u is the most: the first six can stand", length, (unsigned)format->most);
    return true;
}

static bool check_text(unit *u, const fosi_spot *spot, const char *text)
{
    fosi_value_format format = format_of(u->row, spot->element);
    uint32_t found = 0;
    const char *because;
    switch (fosi_format_text(&format, u->row->characters, text, &found)) {
    case FOSI_FITS: return true;
    case FOSI_TOO_LONG:
        if (may_be_cut(u, spot, &format, text)) return true;
        because = fosi_keep_format(u->v, "%u characters, where %u is the most", (unsigned)found, (unsigned)format.most);
        break;
    case FOSI_TOO_SHORT:
        because = fosi_keep_format(u->v, "%u character%s, where %u is the least", (unsigned)found, found == 1 ? "" : "s",
                                   (unsigned)format.least);
        break;
    default: because = fosi_keep_format(u->v, "the character U+%04X cannot stand here", (unsigned)found); break;
    }
    add_fault(u, FOS_FINDING_KIND_FORMAT, spot, text, because);
    return false;
}

static void check_number(unit *u, const fosi_spot *spot, fos_decimal value)
{
    fosi_value_format format = format_of(u->row, spot->element);
    uint32_t found = 0;
    fosi_misfit misfit = fosi_format_number(&format, value, &found);
    if (misfit == FOSI_FITS) return;
    const char *because =
        misfit == FOSI_TOO_MANY_DECIMALS
            ? fosi_keep_format(u->v, "%u decimals, where %u is the most", (unsigned)found, (unsigned)format.decimals)
            : fosi_keep_format(u->v, "%u digits, where %u is the most", (unsigned)found, (unsigned)format.most);
    add_fault(u, FOS_FINDING_KIND_FORMAT, spot, NULL, because);
}

static void check_code(unit *u, const fosi_spot *spot, const char *text)
{
    const fosi_profile_row *row = u->row;
    bool known = row->code_count == 0 && (row->code_list == NULL || fosi_code_known(row->code_list, fosi_slice_of(text)));
    for (uint32_t i = 0; i < row->code_count && !known; i++)
        known = strcmp(row->codes[i], text) == 0;
    if (!known) add_fault(u, FOS_FINDING_KIND_CODE, spot, text, "not one of the codes that are taken");
}

static void check_texts(unit *u, const fosi_spot *spot, const fosi_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *pointer = fosi_keep_format(u->v, "%s/%zu", spot->pointer, i);
        fosi_spot entry = { spot->element, spot->object, pointer != NULL ? pointer : spot->pointer };
        const char *text = ((const char *const *)list->entries)[i];
        if (check_text(u, &entry, text) && (u->row->code_count > 0 || u->row->code_list != NULL)) check_code(u, &entry, text);
    }
}

static void check_bounds(unit *u, const fosi_spot *spot, size_t count)
{
    const fosi_profile_row *row = u->row;
    const char *because = NULL;
    if (row->most != 0 && count > row->most)
        because = fosi_keep_format(u->v, "%zu entries, where %u is the most", count, (unsigned)row->most);
    else if (row->least != 0 && count > 0 && count < row->least)
        because = fosi_keep_format(u->v, "%zu entries, where %u is the least", count, (unsigned)row->least);
    if (because != NULL) add_fault(u, FOS_FINDING_KIND_COUNT, spot, NULL, because);
}

/* Identifiers of the schemes asked for, whether good or not; false when there is none of them. */
static bool check_identifiers(unit *u, const fosi_spot *spot, const fosi_list *list)
{
    bool any = false, good = false;
    const char *because = NULL, *value = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const fos_identifier *id = ((fos_identifier *const *)list->entries)[i];
        if (id->value == NULL || (u->row->scheme_count > 0 && !wants_scheme(u->row, id->scheme))) continue;
        any = true;
        const char *pointer = fosi_keep_format(u->v, "%s/%zu/value", spot->pointer, i);
        fosi_spot entry = { spot->element, spot->object, pointer != NULL ? pointer : spot->pointer };
        if (u->row->format.text != NULL) check_text(u, &entry, id->value); /* the WCO's length is not every authority's */
        if (u->row->scheme_count == 0 || is_identifier(u, id->scheme, id->value, &because))
            good = true;
        else
            value = id->value;
    }
    if (any && !good) add_fault(u, FOS_FINDING_KIND_CODE, spot, value, because);
    return any;
}

/* Beside a list of identifiers a text stands for another kind of number: schemes are not of it. */
static bool among_identifiers(const fosi_profile_row *row)
{
    for (uint32_t i = 0; i < row->place_count; i++) {
        if (row->places[i].steps[row->places[i].depth - 1]->of == &fosi_class_identifier) return true;
    }
    return false;
}

static void check_form(unit *u, const fosi_spot *spot)
{
    const fos_element *element = spot->element;
    const void *field = fosi_field(element, spot->object);
    const char *because = NULL, *text = NULL;
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE:
        text = *(const char *const *)field;
        if (check_text(u, spot, text) && u->row->scheme_count > 0 && !among_identifiers(u->row) &&
            !is_identifier(u, NULL, text, &because))
            add_fault(u, FOS_FINDING_KIND_CODE, spot, text, because);
        break;
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: text = field; break;
    case FOSI_ELEMENT_CHOICE: text = element->words[*(const int *)field]; break;
    case FOSI_ELEMENT_DECIMAL: check_number(u, spot, *(const fos_decimal *)field); break;
    case FOSI_ELEMENT_MONEY:
        if (fos_decimal_present(((const fos_money *)field)->amount)) check_number(u, spot, ((const fos_money *)field)->amount);
        break;
    case FOSI_ELEMENT_INTEGER: check_number(u, spot, (fos_decimal){ *(const int32_t *)field, 0 }); break;
    case FOSI_ELEMENT_TEXT_LIST: check_texts(u, spot, field); break;
    default: break;
    }
    if (text != NULL && (u->row->code_count > 0 || u->row->code_list != NULL)) check_code(u, spot, text);
    if (fos_element_is_list(element)) check_bounds(u, spot, ((const fosi_list *)field)->count);
}

/* ---- occurrences ---- */

static void see(void *with, const fosi_spot *spot)
{
    unit *u = with;
    bool given = fosi_spot_given(spot);
    if (given && spot->element->of == &fosi_class_identifier && spot->element->kind == FOSI_ELEMENT_LIST)
        given = check_identifiers(u, spot, fosi_field(spot->element, spot->object));
    if (given) {
        u->given++;
        check_form(u, spot);
    } else if (u->row->place_count == 1 && u->needed != FOSI_FALSE) {
        add_missing(u, spot);
    }
}

static void note_first(void *with, const fosi_spot *spot)
{
    unit *u = with;
    if (u->given++ == 0) add_missing(u, spot);
}

/* None of several places is filled: told at the first of them, with the names of the others. */
static void miss_all(unit *u)
{
    size_t before = u->v->into->view.finding_count;
    u->place = &u->row->places[0];
    fosi_see_place(u->place, u->v->request, u->item, note_first, u);
    if (u->v->into->view.finding_count == before) return;
    fos_finding *finding = u->v->into->view.findings[before];
    uint32_t roles = 0;
    fos_buffer out;
    fosi_buffer_init(&out, u->v->into->context);
    fosi_buffer_text(&out, "one of ");
    for (uint32_t i = 0; i < u->row->place_count; i++) {
        if (i > 0) fosi_buffer_text(&out, ", ");
        fosi_buffer_text(&out, u->row->places[i].name);
        roles |= u->row->places[i].roles;
    }
    finding->expected = fosi_keep_buffer(u->v, &out);
    fosi_finding_roles(u->v, finding, roles);
}

static void decide(unit *u)
{
    const fosi_profile_row *row = u->row;
    u->reason = NULL;
    u->needed = row->need == FOSI_ROW_MANDATORY ? FOSI_TRUE : FOSI_FALSE;
    if (row->need != FOSI_ROW_CONDITIONAL) return;
    u->needed = FOSI_OPEN;
    u->reason = row->why;
    if (row->when == FOSI_NONE) return;
    u->needed = fosi_condition_outcome(u->v, row->when, u->item);
    if (u->needed != FOSI_FALSE) u->reason = fosi_condition_because(u->v, row->when, u->item, u->needed);
    if (u->needed == FOSI_OPEN) u->reason = fosi_keep_format(u->v, "\"%s\" %s", row->when_text, u->reason);
}

static void check_unit(fosi_validating *v, const fosi_profile_row *row, uint32_t item)
{
    unit u = { v, row, NULL, item, FOSI_FALSE, NULL, 0 };
    decide(&u);
    for (uint32_t i = 0; i < row->place_count && !v->failed; i++) {
        u.place = &row->places[i];
        fosi_see_place(u.place, v->request, item, see, &u);
    }
    if (row->place_count > 1 && u.given == 0 && u.needed != FOSI_FALSE && !v->failed) miss_all(&u);
}

static bool of_item(const fosi_profile_row *row)
{
    for (uint32_t i = 0; i < row->place_count; i++) {
        if (row->places[i].of_item) return true;
    }
    return false;
}

void fosi_check_rows(fosi_validating *v)
{
    for (uint32_t i = 0; i < v->profile->row_count && !v->failed; i++) {
        const fosi_profile_row *row = &v->profile->rows[i];
        if (!fosi_in_force(v->date, row->from, row->until)) continue;
        if (!of_item(row)) {
            check_unit(v, row, FOSI_NONE);
            continue;
        }
        for (uint32_t item = 0; item < v->request->consignment->item_count && !v->failed; item++)
            check_unit(v, row, item);
    }
}
