/* `fos convert`: a document of one format in, the same request in another one out, and a report of what could not go with
 * it. The formats are the library's table. */
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The words of the command line before they are understood. */
typedef struct given {
    const char *path;
    const char *from;
    const char *to;
    const char *report;
    const char *date;
    const char *regimes;
    const char *fit;
    bool with_quote;
    bool strict;
    bool list;
} given;

/* What one conversion takes; freed together. */
typedef struct desk {
    fos_context *context;
    fos_library *library;
    fos_session *session;
    fos_request *request;
    fos_report *report;
    fos_fitter *fitter;
    fos_buffer *out;
    char *document;
    size_t length;
} desk;

static void close_desk(desk *d)
{
    fos_buffer_free(d->out);
    fos_report_free(d->report);
    fos_fitter_free(d->fitter);
    fos_request_free(d->request);
    fos_session_free(d->session);
    fos_library_free(d->library);
    free(d->document);
}

/* ---- the report ---- */

static bool reports_json(const given *asked) { return asked->report != NULL && strcmp(asked->report, "json") == 0; }

static void put_member(text *to, const char *name, const char *value)
{
    if (value[0] == '\0') return;
    text_format(to, "\"%s\":", name);
    text_json(to, value);
    text_add(to, ",");
}

static void put_finding(text *to, const fos_error *finding, bool warning)
{
    text_add(to, "{");
    put_member(to, "source", finding->source);
    if (finding->line != 0)
        text_format(to, "\"line\":%lu,\"column\":%lu,", (unsigned long)finding->line, (unsigned long)finding->column);
    put_member(to, "pointer", finding->pointer);
    put_member(to, "status", finding->status == FOS_STATUS_OK ? "note" : fos_status_name(finding->status));
    text_format(to, "\"severity\":\"%s\",\"text\":", warning ? "warning" : "error");
    text_json(to, finding->text);
    text_add(to, "}");
}

static void put_line(text *to, const fos_error *finding, bool warning)
{
    char line[sizeof finding->source + sizeof finding->pointer + sizeof finding->text + 64];
    fos_error_format(finding, line, sizeof line);
    text_format(to, "fos: %s: %s\n", warning ? "warning" : "error", line);
}

static void put_deeds(text *to, const fos_fit_change *change)
{
    static const struct {
        unsigned bit;
        const char *word;
    } deeds[] = { { FOS_FIT_NORMALISED, "normalised" },
                  { FOS_FIT_TRANSLITERATED, "transliterated" },
                  { FOS_FIT_OMITTED, "signs left out" },
                  { FOS_FIT_UNFITTED, "does not fit" } };
    const char *between = "";
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        if ((change->what & deeds[i].bit) == 0) continue;
        text_format(to, "%s%s", between, deeds[i].word);
        between = ", ";
    }
    if (change->what & FOS_FIT_SHORTENED)
        text_format(to, "%sshortened from %lu to %lu", between, (unsigned long)change->from, (unsigned long)change->to);
    if (change->because != NULL) text_format(to, ": %s", change->because);
}

static void put_change(text *to, const fos_fit_change *change)
{
    bool warning = (change->what & FOS_FIT_UNFITTED) == 0;
    text did = { 0 };
    put_deeds(&did, change);
    text_add(to, "{");
    put_member(to, "pointer", change->pointer);
    put_member(to, "element", change->element);
    put_member(to, "before", change->before);
    if (change->after != NULL) put_member(to, "after", change->after);
    if (change->format != NULL) put_member(to, "format", change->format);
    text_format(to, "\"severity\":\"%s\",\"text\":", warning ? "warning" : "error");
    text_json(to, did.data == NULL ? "" : did.data);
    text_add(to, "}");
    text_free(&did);
}

static void put_change_line(text *to, const fos_fit_change *change)
{
    text_format(to, "fos: %s: %s: ", change->what & FOS_FIT_UNFITTED ? "error" : "warning", change->pointer);
    put_deeds(to, change);
    text_add(to, ": ");
    text_json(to, change->before);
    if (change->after != NULL) {
        text_add(to, " is now ");
        text_json(to, change->after);
    }
    if (change->format != NULL) text_format(to, " (%s)", change->format);
    text_add(to, "\n");
}

/* Tells what fitting did, and returns how much that is. */
static size_t tell_changes(const desk *d, bool json, text *out)
{
    size_t count = d->fitter == NULL ? 0 : fos_fitter_change_count(d->fitter);
    for (size_t i = 0; i < count; i++) {
        if (json && i > 0) text_add(out, ",");
        (json ? put_change : put_change_line)(out, fos_fitter_change_at(d->fitter, i));
    }
    return count;
}

/* Says all findings on standard error, and returns how many there are. */
static size_t tell_report(const desk *d, const given *asked)
{
    size_t count = fos_report_count(d->report), lost = fos_report_lost_count(d->report);
    bool json = reports_json(asked);
    text out = { 0 };
    if (json) text_add(&out, "{\"findings\":[");
    size_t changes = tell_changes(d, json, &out);
    for (size_t i = 0; i < count; i++) {
        const fos_error *finding = fos_report_at(d->report, i);
        bool warning = fos_report_is_warning(d->report, i) != 0;
        if (json && changes + i > 0) text_add(&out, ",");
        if (json)
            put_finding(&out, finding, warning);
        else
            put_line(&out, finding, warning);
    }
    if (json)
        text_format(&out, "],\"more\":%zu}\n", lost);
    else if (lost > 0)
        text_format(&out, "fos: warning: and %zu findings more\n", lost);
    if (!out.failed && out.size > 0) fputs(out.data, stderr);
    text_free(&out);
    return count + lost + changes;
}

/* ---- the conversion ---- */

static bool open_desk(desk *d, const given *asked, fos_error *error)
{
    if (!read_document(asked->path, &d->document, &d->length, error)) return false;
    d->request = fos_request_new(d->context, error);
    d->report = fos_report_new(d->context);
    d->out = fos_buffer_new(d->context);
    if (d->report == NULL || d->out == NULL) fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
    return d->request != NULL && d->report != NULL && d->out != NULL;
}

static bool read_request(desk *d, const given *asked, fos_error *error)
{
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.source = name_of_input(asked->path);
    const char *bytes = d->document == NULL ? "" : d->document;
    if (fos_request_read_as(d->request, asked->from, bytes, d->length, &reading, d->report, error) != FOS_STATUS_OK) return false;
    if (asked->date == NULL) return true;
    if (fos_date_parse(asked->date, strlen(asked->date), &d->request->date, NULL) == FOS_STATUS_OK) return true;
    fail(error, FOS_STATUS_INVALID_VALUE, "convert: --date \"%.100s\" is not a day, expected YYYY-MM-DD", asked->date);
    return false;
}

static bool fit_to(desk *d, const char *name, fos_error *error)
{
    if (strcmp(name, "wco") == 0) return fos_request_fit(d->request, NULL, 0, d->fitter, error) == FOS_STATUS_OK;
    fos_profiles *profiles = fos_profiles_open(d->context, NULL, error);
    if (profiles == NULL) return false;
    const fos_profile *profile = fos_profiles_find(profiles, name);
    bool good = profile != NULL && fos_profile_fit(profile, d->request, FOS_DATE_ABSENT, d->fitter, error) == FOS_STATUS_OK;
    if (profile == NULL)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "convert: --fit: there is no profile \"%.100s\", see fos validate --list", name);
    fos_profiles_free(profiles);
    return good;
}

/* What does not fit must be mended by whoever knows: nothing is written then. */
static bool fit_request(desk *d, const given *asked, int *result, fos_error *error)
{
    if (asked->fit == NULL) return true;
    d->fitter = fos_fitter_new(d->context, error);
    if (d->fitter == NULL || !fit_to(d, asked->fit, error)) return false;
    if (fos_fitter_unfitted_count(d->fitter) > 0) *result = EXIT_FINDINGS;
    return *result == EXIT_DONE;
}

/* A declaration carries duties only when all of them are known. */
static const fos_quote *quote_request(desk *d, const given *asked, int *result, fos_error *error)
{
    const fos_quote *quote = NULL;
    d->library = open_library(d->context, asked->regimes, NULL, error);
    d->session = d->library == NULL ? NULL : fos_session_new(d->library, error);
    if (d->session == NULL || fos_session_quote(d->session, d->request, &quote, error) != FOS_STATUS_OK) return NULL;
    if (quote->complete == FOS_TRUTH_TRUE) return quote;
    *result = EXIT_INCOMPLETE;
    fail(error, FOS_STATUS_MISSING_KEY, "the quote is incomplete: %s is missing; see fos quote",
         quote->missing_count > 0 ? quote->missing[0]->needs : "an input");
    return NULL;
}

static bool write_request(desk *d, const given *asked, int *result, fos_error *error)
{
    fos_write_options writing = FOS_WRITE_OPTIONS_INIT;
    if (asked->with_quote) {
        writing.quote = quote_request(d, asked, result, error);
        if (writing.quote == NULL) return false;
    }
    if (fos_request_write_as(d->request, asked->to, &writing, d->out, d->report, error) == FOS_STATUS_OK) return true;
    if (fos_report_error_count(d->report) > 0) *result = EXIT_FINDINGS;
    return false;
}

static int write_document(desk *d)
{
    text out = { 0 };
    text_put(&out, fos_buffer_data(d->out), fos_buffer_size(d->out));
    if (out.size == 0 || out.data[out.size - 1] != '\n') text_add(&out, "\n");
    return write_text(&out);
}

static int convert(desk *d, const given *asked)
{
    fos_error error = FOS_ERROR_INIT;
    int result = EXIT_DONE;
    bool good = open_desk(d, asked, &error) && read_request(d, asked, &error) && fit_request(d, asked, &result, &error) &&
                write_request(d, asked, &result, &error);
    size_t findings = d->report == NULL ? 0 : tell_report(d, asked);
    if (good) {
        int written = write_document(d);
        return written != EXIT_DONE ? written : asked->strict && findings > 0 ? EXIT_FINDINGS : EXIT_DONE;
    }
    if (result == EXIT_FINDINGS) return result; /* each is told already */
    int told = complain(d->context, &error, false);
    return result == EXIT_DONE ? told : result;
}

/* ---- the command line ---- */

static const char *direction(const fos_format *format)
{
    return format->reads && format->writes ? "both" : format->reads ? "from" : format->writes ? "to" : "";
}

static int list_formats(void)
{
    text out = { 0 };
    for (size_t i = 0; i < fos_format_count(); i++) {
        const fos_format *format = fos_format_at(i);
        text_pad(&out, format->name, 12);
        text_pad(&out, direction(format), 6);
        text_format(&out, "%s\n", format->title);
    }
    return write_text(&out);
}

static bool understand(const given *asked, fos_error *error)
{
    if (asked->report != NULL && strcmp(asked->report, "json") != 0 && strcmp(asked->report, "text") != 0)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "convert: --report \"%.100s\" is not known, expected json or text",
             asked->report);
    else if (asked->from == NULL || asked->to == NULL)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "convert: %s is missing; fos convert --list names the formats",
             asked->from == NULL ? "--from" : "--to");
    else
        return true;
    return false;
}

int command_convert(int count, char **words)
{
    given asked = { .path = "-" };
    const option options[] = {
        { "--from", &asked.from, NULL, 0 },       { "--to", &asked.to, NULL, 0 },
        { "--report", &asked.report, NULL, 0 },   { "--date", &asked.date, NULL, 0 },
        { "--regimes", &asked.regimes, NULL, 0 }, { "--with-quote", NULL, &asked.with_quote, 0 },
        { "--fit", &asked.fit, NULL, 0 },         { "--strict", NULL, &asked.strict, 0 },
        { "--list", NULL, &asked.list, 0 },
    };
    command_line args = { "convert", options, sizeof options / sizeof options[0], &asked.path, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("convert");
    if (good && asked.list) return list_formats();
    desk d = { .context = fos_context_new(NULL) };
    if (d.context == NULL) return EXIT_BAD;
    int result = good && understand(&asked, &error) ? convert(&d, &asked) : complain(d.context, &error, false);
    close_desk(&d);
    fos_context_free(d.context);
    return result;
}
