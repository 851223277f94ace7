/* `fos quote` and `fos compare`: one request document in, one answer out. Batches of requests are in batch.c. */
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

fos_library *open_library(const fos_context *context, const char *regimes, const char *const *tariffs, fos_error *error)
{
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.regimes_directory = regimes;
    options.tariff_files = tariffs;
    while (tariffs != NULL && tariffs[options.tariff_file_count] != NULL)
        options.tariff_file_count++;
    return fos_library_open(context, &options, error);
}

void apply_settings(const settings *wanted, fos_request *request)
{
    if (wanted->approach != NULL) request->approach = wanted->approach;
    if (wanted->date != FOS_DATE_ABSENT) request->date = wanted->date;
}

/* The words of the command line before they are understood. */
typedef struct given {
    const char *format;
    const char *locale;
    const char *approach;
    const char *regimes;
    const char *tariffs[REPEATED_MOST + 1];
    const char *date;
    const char *jobs;
    const char *rates[REPEATED_MOST + 1];
    bool ndjson;
} given;

/* The error goes to standard output as an object too, unless text is asked for. */
static bool wants_json(const given *words) { return words->format == NULL || strcmp(words->format, "text") != 0; }

static bool understand_format(const char *command, const given *words, settings *wanted, fos_error *error)
{
    wanted->format = FORMAT_JSON;
    if (words->format == NULL || strcmp(words->format, "json") == 0) return true;
    if (strcmp(words->format, "text") == 0 && words->ndjson) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s: --ndjson writes JSON, --format text does not go with it", command);
        return false;
    }
    wanted->format = FORMAT_TEXT;
    if (strcmp(words->format, "text") == 0) return true;
    if (strcmp(words->format, "html") == 0)
        fail(error, FOS_STATUS_UNSUPPORTED, "%s: this release does not have --format html yet", command);
    else
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s: --format \"%.100s\" is not known, expected json or text", command,
             words->format);
    return false;
}

static bool understand_jobs(const char *command, const given *words, settings *wanted, fos_error *error)
{
    wanted->jobs = 1;
    if (words->jobs == NULL) return true;
    if (!words->ndjson) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s: --jobs needs --ndjson", command);
        return false;
    }
    unsigned jobs = 0;
    const char *at = words->jobs;
    for (; *at >= '0' && *at <= '9' && jobs <= 256; at++)
        jobs = jobs * 10 + (unsigned)(*at - '0');
    wanted->jobs = jobs;
    if (*at == '\0' && jobs >= 1 && jobs <= 256) return true;
    fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s: --jobs \"%.100s\" is no number of threads, expected 1 to 256", command,
         words->jobs);
    return false;
}

static bool understand(const char *command, const given *words, settings *wanted, fos_error *error)
{
    if (!understand_format(command, words, wanted, error) || !understand_jobs(command, words, wanted, error)) return false;
    wanted->locale = words->locale;
    wanted->approach = words->approach;
    wanted->regimes = words->regimes;
    wanted->rates = words->rates;
    wanted->tariffs = words->tariffs;
    wanted->date = FOS_DATE_ABSENT;
    if (words->date != NULL && fos_date_parse(words->date, strlen(words->date), &wanted->date, NULL) != FOS_STATUS_OK) {
        fail(error, FOS_STATUS_INVALID_VALUE, "%s: --date \"%.100s\" is not a day, expected YYYY-MM-DD", command, words->date);
        return false;
    }
    return true;
}

/* What one answer takes; freed together. */
typedef struct desk {
    fos_context *context;
    fos_library *library;
    fos_session *session;
    fos_request *request;
    fos_buffer *out;
    char *document;
} desk;

static bool add_rates(desk *d, const char *path, fos_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    bool good =
        read_document(path, &bytes, &length, error) &&
        fos_request_read_rates(d->request, name_of_input(path), bytes == NULL ? "" : bytes, length, error) == FOS_STATUS_OK;
    free(bytes);
    return good;
}

static bool open_desk(desk *d, const settings *wanted, fos_error *error)
{
    size_t length;
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.source = name_of_input(wanted->path);
    if (!read_document(wanted->path, &d->document, &length, error)) return false;
    d->library = open_library(d->context, wanted->regimes, wanted->tariffs, error);
    if (d->library == NULL) return false;
    d->session = fos_session_new(d->library, error);
    d->request = fos_request_new(d->context, error);
    d->out = fos_buffer_new(d->context);
    if (d->out == NULL) fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
    if (d->session == NULL || d->request == NULL || d->out == NULL) return false;
    if (fos_request_read_json(d->request, d->document == NULL ? "" : d->document, length, &reading, error) != FOS_STATUS_OK)
        return false;
    apply_settings(wanted, d->request);
    for (const char *const *rates = wanted->rates; *rates != NULL; rates++)
        if (!add_rates(d, *rates, error)) return false;
    return true;
}

static void close_desk(desk *d)
{
    fos_buffer_free(d->out);
    fos_request_free(d->request);
    fos_session_free(d->session);
    fos_library_free(d->library);
    free(d->document);
}

/* Writes the answer into the desk's buffer. */
typedef fos_status answering(desk *d, const settings *wanted, int *result, fos_error *error);

static fos_status answer_quote(desk *d, const settings *wanted, int *result, fos_error *error)
{
    const fos_quote *quote;
    fos_status status = fos_session_quote(d->session, d->request, &quote, error);
    if (status != FOS_STATUS_OK) return status;
    *result = quote->complete == FOS_TRUTH_TRUE ? EXIT_DONE : EXIT_INCOMPLETE;
    if (wanted->format == FORMAT_TEXT) return fos_quote_write_text(quote, wanted->locale, d->out, error);
    return fos_quote_write_json(quote, d->out, error);
}

static fos_status answer_comparison(desk *d, const settings *wanted, int *result, fos_error *error)
{
    const fos_comparison *comparison;
    fos_status status = fos_session_compare(d->session, d->request, &comparison, error);
    if (status != FOS_STATUS_OK) return status;
    *result = EXIT_DONE;
    for (size_t i = 0; i < comparison->offer_count; i++) {
        const fos_quote *quote = comparison->offers[i]->quote;
        if (quote == NULL || quote->complete != FOS_TRUTH_TRUE) *result = EXIT_INCOMPLETE;
    }
    if (wanted->format == FORMAT_TEXT) return fos_comparison_write_text(comparison, wanted->locale, d->out, error);
    return fos_comparison_write_json(comparison, d->out, error);
}

static int write_answer(desk *d, int result)
{
    int written = write_buffer(d->out);
    return written == EXIT_DONE ? result : written;
}

static int answer(const settings *wanted, desk *d, answering *write)
{
    fos_error error = FOS_ERROR_INIT;
    int result = EXIT_BAD;
    bool good = open_desk(d, wanted, &error) && write(d, wanted, &result, &error) == FOS_STATUS_OK;
    /* What is wrong with the request as a whole has no line in the document, but it still has a document. */
    bool of_request = error.pointer[0] != '\0' || exit_of(error.status) != EXIT_BAD;
    if (!good && of_request && error.source[0] == '\0')
        snprintf(error.source, sizeof error.source, "%s", name_of_input(wanted->path));
    result = good ? write_answer(d, result) : complain(d->context, &error, wanted->format == FORMAT_JSON);
    close_desk(d);
    return result;
}

static int run(const char *command, int count, char **words, bool batches, answering *write)
{
    given asked = { 0 };
    const option options[] = {
        { "--format", &asked.format, NULL, ONCE },     { "--locale", &asked.locale, NULL, ONCE },
        { "--approach", &asked.approach, NULL, ONCE }, { "--regimes", &asked.regimes, NULL, ONCE },
        { "--date", &asked.date, NULL, ONCE },         { "--rates", asked.rates, NULL, REPEATED },
        { "--tariff", asked.tariffs, NULL, REPEATED }, { "--ndjson", NULL, &asked.ndjson, ONCE },
        { "--jobs", &asked.jobs, NULL, ONCE },
    };
    settings wanted = { .path = "-" };
    command_line args = { command, options, sizeof options / sizeof options[0] - (batches ? 0 : 2), &wanted.path, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help(command);
    desk d = { .context = fos_context_new(NULL) };
    if (d.context == NULL) return EXIT_BAD;
    int result;
    if (!good || !understand(command, &asked, &wanted, &error))
        result = complain(d.context, &error, wants_json(&asked));
    else
        result = asked.ndjson ? run_batch(d.context, &wanted) : answer(&wanted, &d, write);
    fos_context_free(d.context);
    return result;
}

int command_quote(int count, char **words) { return run("quote", count, words, true, answer_quote); }

int command_compare(int count, char **words) { return run("compare", count, words, false, answer_comparison); }
