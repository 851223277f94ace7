/* A document of one format in, the same request in another one out, and everything that could not go with it. */
#include <fos/document.h>

#include <string.h>

#include "codec/document.h"
#include "codec/json_put.h"
#include "library/library.h"

/* ---- findings ---- */

static const struct {
    unsigned bit;
    const char *word;
} deeds[] = { { FOS_FIT_NORMALISED, "normalised" },
              { FOS_FIT_TRANSLITERATED, "transliterated" },
              { FOS_FIT_OMITTED, "signs left out" },
              { FOS_FIT_UNFITTED, "does not fit" } };

static void put_deeds(fos_buffer *out, const fos_fit_change *change)
{
    const char *between = "";
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if ((change->what & deeds[i].bit) == 0) continue;
        fosi_buffer_format(out, "%s%s", between, deeds[i].word);
        between = ", ";
    }
    if (change->what & FOS_FIT_SHORTENED)
        fosi_buffer_format(out, "%sshortened from %lu to %lu", between, (unsigned long)change->from, (unsigned long)change->to);
    if (change->because != NULL) fosi_buffer_format(out, ": %s", change->because);
}

fos_status fos_fit_change_write(const fos_fit_change *change, fos_buffer *out, fos_error *error)
{
    if (change == NULL || out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a change and a buffer are needed");
    size_t mark = out->size;
    put_deeds(out, change);
    return fosi_buffer_finish(out, mark, error);
}

/* The members of one finding but the last: each is followed by the next. */
static void put_member(fos_buffer *out, const char *key, const char *text)
{
    if (text == NULL) return;
    fosi_buffer_format(out, "\"%s\":", key);
    fosi_json_put_string(out, text);
    fosi_buffer_char(out, ',');
}

static void put_given(fos_buffer *out, const char *key, const char *text)
{
    if (text[0] != '\0') put_member(out, key, text);
}

static void put_change(fos_buffer *out, const fos_fit_change *change)
{
    fosi_buffer_char(out, '{');
    put_given(out, "pointer", change->pointer);
    put_given(out, "element", change->element);
    put_given(out, "before", change->before);
    put_member(out, "after", change->after);
    put_member(out, "format", change->format);
    fosi_buffer_format(out, "\"severity\":\"%s\",\"text\":\"", change->what & FOS_FIT_UNFITTED ? "error" : "warning");
    size_t mark = out->size;
    put_deeds(out, change);
    fosi_json_escape_from(out, mark);
    fosi_buffer_text(out, "\"}");
}

static void put_finding(fos_buffer *out, const fos_error *finding, bool warning)
{
    fosi_buffer_char(out, '{');
    put_given(out, "source", finding->source);
    if (finding->line != 0)
        fosi_buffer_format(out, "\"line\":%lu,\"column\":%lu,", (unsigned long)finding->line, (unsigned long)finding->column);
    put_given(out, "pointer", finding->pointer);
    put_member(out, "status", finding->status == FOS_STATUS_OK ? "note" : fos_status_name(finding->status));
    fosi_buffer_format(out, "\"severity\":\"%s\",\"text\":", warning ? "warning" : "error");
    fosi_json_put_string(out, finding->text);
    fosi_buffer_char(out, '}');
}

fos_status fos_findings_write_json(const fos_fitter *fitter, const fos_report *report, fos_buffer *out, fos_error *error)
{
    if (out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a buffer is needed");
    size_t mark = out->size, changes = fitter == NULL ? 0 : fos_fitter_change_count(fitter);
    size_t count = report == NULL ? 0 : fos_report_count(report);
    fosi_buffer_text(out, "{\"findings\":[");
    for (size_t i = 0; i < changes + count; i++) {
        if (i > 0) fosi_buffer_char(out, ',');
        if (i < changes)
            put_change(out, fos_fitter_change_at(fitter, i));
        else
            put_finding(out, fos_report_at(report, i - changes), fos_report_is_warning(report, i - changes) != 0);
    }
    fosi_buffer_format(out, "],\"more\":%zu}", report == NULL ? (size_t)0 : fos_report_lost_count(report));
    return fosi_buffer_finish(out, mark, error);
}

/* ---- the conversion ---- */

typedef struct conversion {
    fos_convert_options options;
    fos_request *request;
    fos_report *report;
    fos_fitter *fitter;
    fos_error *error;
} conversion;

static fos_status take_options(conversion *c, const fos_convert_options *given)
{
    static const fos_convert_options usual = FOS_CONVERT_OPTIONS_INIT;
    c->options = usual;
    if (given != NULL &&
        !fosi_options_take(&c->options, sizeof c->options, given, given->struct_size, offsetof(fos_convert_options, reading)))
        return fosi_fail(c->error, FOS_STATUS_INVALID_ARGUMENT, "the options of a conversion are of another size than they say");
    return FOS_STATUS_OK;
}

static bool fits(const conversion *c) { return c->options.fit != NULL || c->options.limits != NULL; }

static fos_status begin(conversion *c, const fos_context *context)
{
    c->request = fos_request_new(context, c->error);
    c->report = c->options.report != NULL ? c->options.report : fos_report_new(context);
    if (c->request == NULL || c->report == NULL) return fosi_fail_memory(c->error);
    c->fitter = c->options.fitter;
    if (c->fitter == NULL && fits(c)) c->fitter = fos_fitter_new(context, c->error);
    return c->fitter == NULL && fits(c) ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
}

static void end(conversion *c)
{
    if (c->report != c->options.report) fos_report_free(c->report);
    if (c->fitter != c->options.fitter) fos_fitter_free(c->fitter);
    fos_request_free(c->request);
}

static fos_status fit_to(conversion *c, const char *name)
{
    if (name == NULL) return fos_request_fit(c->request, c->options.limits, c->options.limit_count, c->fitter, c->error);
    if (strcmp(name, "wco") == 0) return fos_request_fit(c->request, NULL, 0, c->fitter, c->error);
    const fos_profile *profile = c->options.profiles == NULL ? NULL : fos_profiles_find(c->options.profiles, name);
    if (profile == NULL)
        return fosi_fail(c->error, FOS_STATUS_INVALID_ARGUMENT, "there is no profile \"%.100s\" to fit to", name);
    return fos_profile_fit(profile, c->request, FOS_DATE_ABSENT, c->fitter, c->error);
}

/* What does not fit must be mended by whoever knows: nothing is written then. */
static fos_status fit(conversion *c)
{
    if (!fits(c)) return FOS_STATUS_OK;
    fos_status status = fit_to(c, c->options.fit);
    size_t unfit = status == FOS_STATUS_OK ? fos_fitter_unfitted_count(c->fitter) : 0;
    if (unfit == 0) return status;
    return fosi_fail(c->error, FOS_STATUS_UNFIT, "%zu %s not fit the filing%s%.100s", unfit,
                     unfit == 1 ? "value does" : "values do", c->options.fit == NULL ? "" : " ",
                     c->options.fit == NULL ? "" : c->options.fit);
}

/* A declaration carries duties only when all of them are known. */
static fos_status quote(conversion *c, const fos_quote **made)
{
    *made = NULL;
    if (c->options.session == NULL) return FOS_STATUS_OK;
    fos_status status = fos_session_quote(c->options.session, c->request, made, c->error);
    if (status != FOS_STATUS_OK || (*made)->complete == FOS_TRUTH_TRUE) return status;
    return fosi_fail(c->error, FOS_STATUS_INCOMPLETE, "the quote is incomplete: %s is missing; see fos quote",
                     (*made)->missing_count > 0 ? (*made)->missing[0]->needs : "an input");
}

static fos_status convert(conversion *c, const char *from, const char *to, const char *bytes, size_t length, fos_buffer *out)
{
    fos_write_options writing = FOS_WRITE_OPTIONS_INIT;
    fos_status status = fos_request_read_as(c->request, from, bytes, length, c->options.reading, c->report, c->error);
    if (status != FOS_STATUS_OK) return status;
    if (c->options.date != FOS_DATE_ABSENT) c->request->date = c->options.date;
    status = fit(c);
    if (status == FOS_STATUS_OK) status = quote(c, &writing.quote);
    return status == FOS_STATUS_OK ? fos_request_write_as(c->request, to, &writing, out, c->report, c->error) : status;
}

fos_status fos_convert(const fos_context *context, const char *from, const char *to, const char *bytes, size_t length,
                       const fos_convert_options *options, fos_buffer *out, fos_buffer *findings, fos_error *error)
{
    if (context == NULL || out == NULL || from == NULL || to == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a context, two formats and a buffer are needed");
    conversion c = { .error = error };
    fos_status status = take_options(&c, options);
    if (status != FOS_STATUS_OK) return status;
    size_t mark = out->size;
    status = begin(&c, context);
    if (status == FOS_STATUS_OK) status = convert(&c, from, to, bytes, length, out);
    if (findings != NULL && status != FOS_STATUS_NO_MEMORY) {
        fos_status told = fos_findings_write_json(c.fitter, c.report, findings, error);
        if (told != FOS_STATUS_OK) status = fosi_document_drop(out, mark, told);
    }
    end(&c);
    return status;
}
