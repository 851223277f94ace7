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
    fos_profiles *profiles;
    fos_report *report;
    fos_fitter *fitter;
    fos_buffer *out;
    fos_buffer *findings;
    char *document;
    size_t length;
} desk;

static void close_desk(desk *d)
{
    fos_buffer_free(d->out);
    fos_buffer_free(d->findings);
    fos_report_free(d->report);
    fos_fitter_free(d->fitter);
    fos_profiles_free(d->profiles);
    fos_session_free(d->session);
    fos_library_free(d->library);
    free(d->document);
}

/* ---- the report ---- */

static bool reports_json(const given *asked) { return asked->report != NULL && strcmp(asked->report, "json") == 0; }

static void put_line(text *to, const fos_error *finding, bool warning)
{
    char line[sizeof finding->source + sizeof finding->pointer + sizeof finding->text + 64];
    fos_error_format(finding, line, sizeof line);
    text_format(to, "fos: %s: %s\n", warning ? "warning" : "error", line);
}

static void put_change_line(text *to, const fos_fit_change *change, fos_buffer *words)
{
    fos_buffer_clear(words);
    to->failed |= fos_fit_change_write(change, words, NULL) != FOS_STATUS_OK;
    text_format(to, "fos: %s: %s: ", change->what & FOS_FIT_UNFITTED ? "error" : "warning", change->pointer);
    text_add(to, fos_buffer_data(words));
    text_add(to, ": ");
    text_json(to, change->before);
    if (change->after != NULL) {
        text_add(to, " is now ");
        text_json(to, change->after);
    }
    if (change->format != NULL) text_format(to, " (%s)", change->format);
    text_add(to, "\n");
}

/* Says all findings on standard error, and returns how many there are. */
static size_t tell_report(const desk *d, const given *asked)
{
    size_t count = fos_report_count(d->report), lost = fos_report_lost_count(d->report);
    size_t changes = d->fitter == NULL ? 0 : fos_fitter_change_count(d->fitter);
    text out = { 0 };
    if (reports_json(asked)) {
        text_add(&out, fos_buffer_data(d->findings));
        text_add(&out, "\n");
    } else {
        for (size_t i = 0; i < changes; i++)
            put_change_line(&out, fos_fitter_change_at(d->fitter, i), d->findings);
        for (size_t i = 0; i < count; i++)
            put_line(&out, fos_report_at(d->report, i), fos_report_is_warning(d->report, i) != 0);
        if (lost > 0) text_format(&out, "fos: warning: and %zu findings more\n", lost);
    }
    if (!out.failed && out.size > 0) fputs(out.data, stderr);
    text_free(&out);
    return count + lost + changes;
}

/* ---- the conversion ---- */

static bool open_quotes(desk *d, const given *asked, fos_error *error)
{
    if (!asked->with_quote) return true;
    d->library = open_library(d->context, asked->regimes, NULL, error);
    d->session = d->library == NULL ? NULL : fos_session_new(d->library, error);
    return d->session != NULL;
}

static bool open_filing(desk *d, const char *name, fos_error *error)
{
    if (name == NULL) return true;
    d->fitter = fos_fitter_new(d->context, error);
    if (d->fitter == NULL || strcmp(name, "wco") == 0) return d->fitter != NULL;
    d->profiles = fos_profiles_open(d->context, NULL, error);
    if (d->profiles == NULL || fos_profiles_find(d->profiles, name) != NULL) return d->profiles != NULL;
    fail(error, FOS_STATUS_INVALID_ARGUMENT, "convert: --fit: there is no profile \"%.100s\", see fos validate --list", name);
    return false;
}

static bool open_desk(desk *d, const given *asked, fos_error *error)
{
    if (!read_document(asked->path, &d->document, &d->length, error)) return false;
    d->report = fos_report_new(d->context);
    d->out = fos_buffer_new(d->context);
    d->findings = fos_buffer_new(d->context);
    if (d->report == NULL || d->out == NULL || d->findings == NULL) {
        fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
        return false;
    }
    return open_filing(d, asked->fit, error) && open_quotes(d, asked, error);
}

static bool convert_document(desk *d, const given *asked, fos_error *error)
{
    fos_convert_options options = FOS_CONVERT_OPTIONS_INIT;
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.source = name_of_input(asked->path);
    options.reading = &reading;
    options.fit = asked->fit;
    options.profiles = d->profiles;
    options.session = d->session;
    options.fitter = d->fitter;
    options.report = d->report;
    if (asked->date != NULL && fos_date_parse(asked->date, strlen(asked->date), &options.date, NULL) != FOS_STATUS_OK) {
        fail(error, FOS_STATUS_INVALID_VALUE, "convert: --date \"%.100s\" is not a day, expected YYYY-MM-DD", asked->date);
        return false;
    }
    return fos_convert(d->context, asked->from, asked->to, d->document == NULL ? "" : d->document, d->length, &options, d->out,
                       d->findings, error) == FOS_STATUS_OK;
}

static int convert(desk *d, const given *asked)
{
    fos_error error = FOS_ERROR_INIT;
    bool good = open_desk(d, asked, &error) && convert_document(d, asked, &error);
    size_t findings = d->findings == NULL ? 0 : tell_report(d, asked);
    if (good) {
        int written = write_buffer(d->out);
        return written != EXIT_DONE ? written : asked->strict && findings > 0 ? EXIT_FINDINGS : EXIT_DONE;
    }
    /* What does not fit is told already, one by one. */
    if (error.status == FOS_STATUS_UNFIT || (d->findings != NULL && fos_report_error_count(d->report) > 0)) return EXIT_FINDINGS;
    return complain(d->context, &error, false);
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
