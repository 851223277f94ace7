/* A duty rate explained: what it means and what it comes to, as JSON and as lines for people; and the Meursing table, which says
 * what the components of an additional code are. */
#include <fos/document.h>

#include <stdio.h>
#include <string.h>

#include "codec/document.h"
#include "codec/json_put.h"
#include "codec/json_tree.h"
#include "dataset/codes.h"

typedef struct explained {
    fos_duty duty;
    fos_duty_answer found;
    bool computes; /* a currency was asked for */
} explained;

/* A rate is computed in the currency that is asked for; without one only what it needs is of interest. */
static fos_status explain(const char *text, size_t length, const fos_duty_inputs *inputs, explained *e, int *known,
                          fos_error *error)
{
    fos_duty_inputs own = FOS_DUTY_INPUTS_INIT;
    if (inputs != NULL && !fosi_options_take(&own, sizeof own, inputs, inputs->struct_size, offsetof(fos_duty_inputs, programme)))
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the inputs of a duty are of another size than they say");
    own.struct_size = sizeof own;
    e->computes = own.value.currency[0] != '\0';
    fos_status status = fos_duty_parse(text, length, &e->duty, error);
    if (status != FOS_STATUS_OK) return status;
    const char *first = fos_duty_currency(&e->duty); /* not all that tariffs write are currencies: EUC, XEM */
    if (!e->computes) memcpy(own.value.currency, first[0] == '$' ? "USD" : fosi_currency_digits(first) < 0 ? "EUR" : first, 4);
    status = fos_duty_evaluate(&e->duty, &own, &e->found, error);
    if (status == FOS_STATUS_OK && known != NULL) *known = e->found.known;
    return status;
}

static void put_exact(fos_buffer *out, fos_exact value)
{
    fosi_buffer_decimal(out, value.numerator);
    if (value.denominator != 1) fosi_buffer_format(out, "/%llu", (unsigned long long)value.denominator);
}

typedef fos_status saying(const fos_duty *duty, fos_buffer *out, fos_error *error);

/* A writer that reports takes a failure from the buffer; here it is put back for the end of the document. */
static void put_said(fos_buffer *out, const explained *e, saying *say)
{
    bool failed = out->failed;
    if (say(&e->duty, out, NULL) != FOS_STATUS_OK) failed = true;
    out->failed |= failed;
}

/* Why there is an amount, or none. */
static void put_because(fos_buffer *out, const explained *e)
{
    if (e->found.known) put_said(out, e, fos_duty_write_words);
    fosi_buffer_text(out, e->found.reason);
    for (uint32_t i = 0; i < e->found.missing_count && e->found.computable && !e->found.known; i++)
        fosi_buffer_format(out, "%s%s", i == 0 ? ": " : ", ", e->found.missing[i]);
}

/* ---- JSON ---- */

static void put_said_json(fos_buffer *out, const char *before, const explained *e, saying *say)
{
    fosi_buffer_text(out, before);
    size_t mark = out->size;
    put_said(out, e, say);
    fosi_json_escape_from(out, mark);
    fosi_buffer_char(out, '"');
}

static void put_amount(fos_buffer *out, const explained *e)
{
    fosi_buffer_text(out, ", \"amount\": ");
    if (!e->found.known) {
        fosi_buffer_text(out, "null");
        return;
    }
    fosi_buffer_char(out, '"');
    fosi_buffer_decimal(out, e->found.amount.amount);
    fosi_buffer_format(out, "\", \"currency\": \"%s\", \"exact\": \"", e->found.amount.currency);
    put_exact(out, e->found.exact);
    fosi_buffer_char(out, '"');
}

static void put_lists(fos_buffer *out, const explained *e)
{
    fosi_buffer_text(out, ", \"steps\": [");
    for (uint32_t i = 0; i < e->found.step_count; i++) {
        fosi_buffer_text(out, i == 0 ? "{\"text\": " : ", {\"text\": ");
        fosi_json_put_string(out, e->found.steps[i].text);
        fosi_buffer_text(out, ", \"amount\": \"");
        put_exact(out, e->found.steps[i].amount);
        fosi_buffer_text(out, "\"}");
    }
    fosi_buffer_text(out, "], \"missing\": [");
    for (uint32_t i = 0; i < e->found.missing_count; i++) {
        fosi_buffer_text(out, i == 0 ? "" : ", ");
        fosi_json_put_string(out, e->found.missing[i]);
    }
    fosi_buffer_char(out, ']');
}

fos_status fos_duty_explain_json(const char *text, size_t length, const fos_duty_inputs *inputs, fos_buffer *out, int *known,
                                 fos_error *error)
{
    explained e;
    if (out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a buffer is needed");
    size_t mark = out->size;
    fos_status status = explain(text, length, inputs, &e, known, error);
    if (status != FOS_STATUS_OK) return status;
    fosi_buffer_text(out, "{\"expression\": ");
    fosi_json_put_text(out, text, length);
    put_said_json(out, ", \"canonical\": \"", &e, fos_duty_write_text);
    put_said_json(out, ", \"words\": \"", &e, fos_duty_write_words);
    fosi_buffer_format(out, ", \"computable\": %s", e.found.known ? "true" : "false");
    put_amount(out, &e);
    put_lists(out, &e);
    fosi_buffer_text(out, ", \"because\": \"");
    size_t because = out->size;
    put_because(out, &e);
    fosi_json_escape_from(out, because);
    fosi_buffer_text(out, "\"}");
    return fosi_buffer_finish(out, mark, error);
}

/* ---- lines ---- */

static void put_steps(fos_buffer *out, const explained *e)
{
    for (uint32_t i = 0; i < e->found.step_count; i++) {
        fosi_buffer_format(out, "  %s: ", e->found.steps[i].text);
        put_exact(out, e->found.steps[i].amount);
        fosi_buffer_char(out, '\n');
    }
}

fos_status fos_duty_explain_text(const char *text, size_t length, const fos_duty_inputs *inputs, fos_buffer *out, int *known,
                                 fos_error *error)
{
    explained e;
    if (out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a buffer is needed");
    size_t mark = out->size;
    fos_status status = explain(text, length, inputs, &e, known, error);
    if (status == FOS_STATUS_OK) status = fos_duty_write_text(&e.duty, out, error);
    fosi_buffer_char(out, '\n');
    if (status == FOS_STATUS_OK) status = fos_duty_write_words(&e.duty, out, error);
    if (status != FOS_STATUS_OK) return fosi_document_drop(out, mark, status);
    fosi_buffer_char(out, '\n');
    if (e.computes) put_steps(out, &e);
    if (e.computes && e.found.known) {
        fosi_buffer_text(out, "duty: ");
        fosi_buffer_decimal(out, e.found.amount.amount);
        fosi_buffer_format(out, " %s\n", e.found.amount.currency);
    } else if (e.computes || !e.found.computable) {
        fosi_buffer_text(out, "not computable: ");
        put_because(out, &e);
        fosi_buffer_char(out, '\n');
    }
    return fosi_buffer_finish(out, mark, error);
}

/* ---- the Meursing table ---- */

/* Ends the field at `*at` and moves on; NULL at the end of the line. */
static char *next_field(char **at)
{
    char *field = *at;
    if (field == NULL) return NULL;
    char *comma = strchr(field, ',');
    if (comma != NULL) *comma = '\0';
    *at = comma == NULL ? NULL : comma + 1;
    return field;
}

static char *next_line(char **at)
{
    char *line = *at;
    if (line == NULL || *line == '\0') return NULL;
    char *end = strchr(line, '\n');
    if (end != NULL) *end = '\0';
    *at = end == NULL ? NULL : end + 1;
    line[strcspn(line, "\r")] = '\0';
    return line;
}

typedef struct meursing {
    const char *name;
    uint32_t line;
    fos_duty_component *components;
    size_t most, *count;
    fos_error *error;
} meursing;

static fos_status refuse(const meursing *m, fos_status status, const char *what)
{
    fosi_fail(m->error, status, "%s", what);
    if (m->error == NULL || m->error->struct_size < sizeof *m->error) return status;
    snprintf(m->error->source, sizeof m->error->source, "%s", m->name == NULL ? "" : m->name);
    m->error->line = m->line;
    m->error->column = m->line == 0 ? 0 : 1;
    return status;
}

static fos_status take_row(const meursing *m, char *names, char *rates)
{
    for (char *name = next_field(&names), *rate = next_field(&rates); name != NULL;
         name = next_field(&names), rate = next_field(&rates)) {
        if (rate == NULL) return refuse(m, FOS_STATUS_SYNTAX, "the line has fewer fields than the first one");
        if (*rate == '\0') continue;
        if (*m->count == m->most) return refuse(m, FOS_STATUS_LIMIT_COUNT, "there are more components than there is room for");
        m->components[(*m->count)++] = (fos_duty_component){ name, rate };
    }
    return FOS_STATUS_OK;
}

fos_status fos_meursing_components(const char *name, char *bytes, size_t length, const char *code, fos_duty_component *components,
                                   size_t most, size_t *count, fos_error *error)
{
    if ((bytes == NULL && length != 0) || code == NULL || components == NULL || count == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a table, a code and room for components are needed");
    meursing m = { name, 1, components, most, count, error };
    if (bytes != NULL) bytes[length] = '\0';
    char *at = bytes, *names = next_line(&at), *first = names == NULL ? NULL : next_field(&names);
    if (first == NULL || strcmp(first, "code") != 0 || names == NULL)
        return refuse(&m, FOS_STATUS_SYNTAX, "the first line of a Meursing table is code,EA,ADSZ,ADFM or the like");
    for (char *line; (line = next_line(&at)) != NULL;) {
        m.line++;
        char *own = next_field(&line);
        if (strcmp(own, code) != 0) continue;
        return line != NULL ? take_row(&m, names, line)
                            : refuse(&m, FOS_STATUS_SYNTAX, "the line has fewer fields than the first one");
    }
    m.line = 0;
    char what[64];
    snprintf(what, sizeof what, "there is no additional code \"%.20s\"", code);
    return refuse(&m, FOS_STATUS_INVALID_VALUE, what);
}
