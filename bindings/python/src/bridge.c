/* The bridge between the package and the library: the few functions in C that make one call of one answer, and what Python cannot
 * reach by itself, such as initial values that are macros. tools/ffi.py puts it into the extension; what Python may call is there. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <fos/fos.h>

int fos_main(int count, char **words);

/* A library and how many objects use it: the collector of Python may drop them in any order. */
typedef struct {
    fos_library *library;
    const fos_context *context;
    fos_limits limits;
    fos_source *tariffs; /* copies: the library reads them in place */
    size_t tariff_count;
    fos_source *rates; /* files of exchange rates, added to every request */
    size_t rate_count;
    atomic_long users;
} shelf;

/* What one answer takes, kept from call to call. */
typedef struct {
    fos_error error;
    const char *data;
    size_t size;
    shelf *shelf;
    fos_session *session;
    fos_request *request;
    fos_buffer *out;
    fos_read_options reading;
} desk;

/* A batch under way. */
typedef struct {
    fos_error error;
    size_t taken;
    int more;
    const char *data;
    size_t size;
    shelf *shelf;
    fos_batch *batch;
    fos_buffer *out;
    char *approach;
    pid_t made_in;
} crowd;

/* How a document is converted. */
typedef struct {
    const char *source, *to, *fit;
    const fos_profiles *profiles;
    const shelf *shelf; /* computes the quote; NULL for none */
    fos_date date;
    const fos_fit_limit *limits;
    size_t limit_count;
} conversion;

/* A tariff in the file of an administration, and what came of it. */
typedef struct {
    const char *form, *name, *id, *currency, *data_version, *source;
    const char *const *groups; /* an id and a name each */
    size_t group_count;
    const char *const *members; /* a group and a country each */
    size_t member_count;
    fos_error error;
    size_t rows, left_out, measures;
    fos_error *skipped;
    size_t told, room;
} imported;

enum { ANSWER_QUOTE, ANSWER_COMPARISON, ANSWER_QUOTE_TEXT, ANSWER_COMPARISON_TEXT, ANSWER_OPTIONS };

static void error_init(fos_error *error)
{
    static const fos_error none = FOS_ERROR_INIT;
    *error = none;
}

static void limits_init(fos_limits *limits)
{
    static const fos_limits usual = FOS_LIMITS_INIT;
    *limits = usual;
}

static fos_read_options reading_with(const fos_limits *limits)
{
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.limits = *limits;
    return reading;
}

static const char *error_status(const fos_error *error) { return fos_status_name(error->status); }

static void library_options_init(fos_library_options *options)
{
    static const fos_library_options none = FOS_LIBRARY_OPTIONS_INIT;
    *options = none;
}

static void free_sources(fos_source *files, size_t count)
{
    for (size_t i = 0; files != NULL && i < count; i++) {
        free((char *)files[i].name);
        free((char *)files[i].bytes);
    }
    free(files);
}

static void shelf_release(shelf *s)
{
    if (s == NULL || atomic_fetch_sub(&s->users, 1) != 1) return;
    fos_library_free(s->library);
    free_sources(s->tariffs, s->tariff_count);
    free_sources(s->rates, s->rate_count);
    free(s);
}

static char *copy_of(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    return copy == NULL ? NULL : strcpy(copy, text);
}

/* Copies files; NULL with a count of 0 when out of memory. */
static fos_source *copy_sources(const fos_source *given, size_t *count)
{
    size_t wanted = *count;
    fos_source *own = calloc(wanted + 1, sizeof *own);
    for (*count = 0; own != NULL && *count < wanted; ++*count) {
        char *bytes = malloc(given[*count].length + 1);
        own[*count].bytes = bytes;
        own[*count].name = copy_of(given[*count].name);
        own[*count].length = given[*count].length;
        if (bytes == NULL || own[*count].name == NULL) {
            free_sources(own, wanted);
            *count = 0;
            return NULL;
        }
        memcpy(bytes, given[*count].bytes, given[*count].length);
    }
    return own;
}

static int keep_sources(shelf *s, fos_library_options *options, const fos_source *rates, size_t rate_count)
{
    s->tariff_count = options->tariff_count;
    s->tariffs = copy_sources(options->tariffs, &s->tariff_count);
    options->tariffs = s->tariffs;
    s->rate_count = rate_count;
    s->rates = copy_sources(rates, &s->rate_count);
    return s->tariffs != NULL && s->rates != NULL;
}

static fos_status add_rates(const shelf *s, fos_request *request, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    for (size_t i = 0; i < s->rate_count && status == FOS_STATUS_OK; i++)
        status = fos_request_read_rates(request, s->rates[i].name, s->rates[i].bytes, s->rates[i].length, error);
    return status;
}

/* A file that is none is told when the library is opened, not with the first request. */
static int rates_are_sound(const shelf *s, fos_error *error)
{
    if (s->rate_count == 0) return 1;
    fos_request *request = fos_request_new(s->context, error);
    int sound = request != NULL && add_rates(s, request, error) == FOS_STATUS_OK;
    fos_request_free(request);
    return sound;
}

static shelf *shelf_hold(shelf *s)
{
    atomic_fetch_add(&s->users, 1);
    return s;
}

static shelf *shelf_open(const fos_context *context, const fos_library_options *options, const fos_limits *limits,
                         const fos_source *rates, size_t rate_count, fos_error *error)
{
    shelf *s = calloc(1, sizeof *s);
    if (s == NULL) {
        error->status = FOS_STATUS_NO_MEMORY;
        return NULL;
    }
    s->context = context;
    s->limits = *limits;
    atomic_init(&s->users, 1);
    fos_library_options own = *options;
    if (!keep_sources(s, &own, rates, rate_count))
        error->status = FOS_STATUS_NO_MEMORY;
    else if (rates_are_sound(s, error))
        s->library = fos_library_open(context, &own, error);
    if (s->library != NULL) return s;
    shelf_release(s);
    return NULL;
}

static void desk_free(desk *d)
{
    if (d == NULL) return;
    fos_buffer_free(d->out);
    fos_request_free(d->request);
    fos_session_free(d->session);
    shelf_release(d->shelf);
    free(d);
}

static desk *desk_new(shelf *s, fos_error *error)
{
    desk *d = calloc(1, sizeof *d);
    if (d == NULL) return NULL;
    d->shelf = shelf_hold(s);
    d->reading = reading_with(&s->limits);
    d->session = fos_session_new(s->library, error);
    d->request = d->session != NULL ? fos_request_new(s->context, error) : NULL;
    d->out = fos_buffer_new(s->context);
    if (d->session != NULL && d->request != NULL && d->out != NULL) return d;
    desk_free(d);
    return NULL;
}

static fos_status answer_comparison(desk *d, int as_text, const char *locale)
{
    const fos_comparison *comparison;
    fos_status status = fos_session_compare(d->session, d->request, &comparison, &d->error);
    if (status != FOS_STATUS_OK) return status;
    return as_text ? fos_comparison_write_text(comparison, locale, d->out, &d->error)
                   : fos_comparison_write_json(comparison, d->out, &d->error);
}

static fos_status answer_quote(desk *d, int as_text, const char *locale)
{
    const fos_quote *quote;
    fos_status status = fos_session_quote(d->session, d->request, &quote, &d->error);
    if (status != FOS_STATUS_OK) return status;
    return as_text ? fos_quote_write_text(quote, locale, d->out, &d->error) : fos_quote_write_json(quote, d->out, &d->error);
}

/* What is not one call of the library. */
static fos_status answer_request(desk *d, int what, const char *bytes, size_t length, const char *locale)
{
    fos_status status = fos_request_read_json(d->request, bytes, length, &d->reading, &d->error);
    if (status == FOS_STATUS_OK) status = add_rates(d->shelf, d->request, &d->error);
    if (status != FOS_STATUS_OK) return status;
    if (what == ANSWER_OPTIONS)
        status = fos_session_options_json(d->session, d->request, d->out, &d->error);
    else if (what == ANSWER_COMPARISON || what == ANSWER_COMPARISON_TEXT)
        status = answer_comparison(d, what == ANSWER_COMPARISON_TEXT, locale);
    else
        status = answer_quote(d, what == ANSWER_QUOTE_TEXT, locale);
    if (status != FOS_STATUS_OK && d->error.source[0] == '\0') strcpy(d->error.source, "request");
    return status;
}

static int desk_answer(desk *d, int what, const char *bytes, size_t length, const char *locale)
{
    fos_status status;
    error_init(&d->error);
    fos_buffer_clear(d->out);
    if (what == ANSWER_QUOTE && d->shelf->rate_count == 0)
        status = fos_session_quote_json(d->session, bytes, length, &d->reading, d->out, &d->error);
    else if (what == ANSWER_COMPARISON && d->shelf->rate_count == 0)
        status = fos_session_compare_json(d->session, bytes, length, &d->reading, d->out, &d->error);
    else
        status = answer_request(d, what, bytes, length, locale);
    d->data = fos_buffer_data(d->out);
    d->size = fos_buffer_size(d->out);
    return status != FOS_STATUS_OK;
}

static void crowd_free(crowd *c)
{
    /* A forked process has the memory of the batch and none of its threads: there it is left alone. */
    if (c == NULL || c->made_in != getpid()) return;
    fos_batch_free(c->batch);
    fos_buffer_free(c->out);
    shelf_release(c->shelf);
    free(c->approach);
    free(c);
}

static crowd *crowd_new(shelf *s, uint32_t jobs, const char *approach, fos_date date, fos_error *error)
{
    crowd *c = calloc(1, sizeof *c);
    if (c == NULL) return NULL;
    fos_read_options reading = reading_with(&s->limits);
    fos_batch_options options = FOS_BATCH_OPTIONS_INIT;
    c->made_in = getpid();
    c->shelf = shelf_hold(s);
    c->approach = approach != NULL ? copy_of(approach) : NULL;
    c->out = fos_buffer_new(s->context);
    options.jobs = jobs;
    options.reading = &reading;
    options.approach = c->approach;
    options.date = date;
    options.rates = s->rates;
    options.rate_file_count = s->rate_count;
    if (c->out != NULL && (approach == NULL || c->approach != NULL)) c->batch = fos_batch_new(s->library, &options, error);
    if (c->batch != NULL) return c;
    crowd_free(c);
    return NULL;
}

static int crowd_refused(crowd *c)
{
    if (c->made_in == getpid()) return 0;
    error_init(&c->error);
    c->error.status = FOS_STATUS_INVALID_ARGUMENT;
    strcpy(c->error.text, "the batch belongs to the process that began it");
    return 1;
}

static int crowd_put(crowd *c, const char *bytes, size_t length)
{
    if (crowd_refused(c)) return 1;
    error_init(&c->error);
    return fos_batch_put(c->batch, bytes, length, &c->taken, &c->error) != FOS_STATUS_OK;
}

static int crowd_take(crowd *c)
{
    if (crowd_refused(c)) return 1;
    error_init(&c->error);
    fos_buffer_clear(c->out);
    fos_status status = fos_batch_take(c->batch, c->out, NULL, &c->more, &c->error);
    c->data = fos_buffer_data(c->out);
    c->size = fos_buffer_size(c->out);
    return status != FOS_STATUS_OK;
}

static void crowd_end(crowd *c)
{
    if (c->made_in == getpid()) fos_batch_end(c->batch);
}

static int crowd_ready(crowd *c) { return c->made_in == getpid() && fos_batch_ready(c->batch); }

/* ---- identifiers ---- */

static void identifier_result_init(fos_identifier_result *result)
{
    static const fos_identifier_result none = FOS_IDENTIFIER_RESULT_INIT;
    *result = none;
}

static const char *verdict_of(const fos_identifier_result *result) { return fos_verdict_name(result->verdict); }
static const char *fault_of(const fos_identifier_result *result) { return fos_identifier_fault_name(result->fault); }

/* ---- conversions ---- */

static int convert(const fos_context *context, const conversion *c, const char *bytes, size_t length, fos_buffer *out,
                   fos_buffer *findings, fos_error *error)
{
    fos_convert_options options = FOS_CONVERT_OPTIONS_INIT;
    fos_session *session = c->shelf == NULL ? NULL : fos_session_new(c->shelf->library, error);
    if (c->shelf != NULL && session == NULL) return 1;
    options.date = c->date;
    options.fit = c->fit;
    options.profiles = c->profiles;
    options.limits = c->limits;
    options.limit_count = c->limit_count;
    options.session = session;
    fos_status status = fos_convert(context, c->source, c->to, bytes, length, &options, out, findings, error);
    fos_session_free(session);
    return status != FOS_STATUS_OK;
}

/* ---- tariffs ---- */

static void duty_inputs_init(fos_duty_inputs *inputs)
{
    static const fos_duty_inputs none = FOS_DUTY_INPUTS_INIT;
    *inputs = none;
}

static int tariff_lookup(const shelf *s, const char *country, const char *code, const char *origin, fos_date date,
                         fos_buffer *out, fos_error *error)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    query.code = code;
    query.origin = origin;
    query.date = date;
    return fos_tariff_lookup_json(fos_library_tariff_for(s->library, country), &query, out, NULL, error) != FOS_STATUS_OK;
}

static int tariff_search(const shelf *s, const char *country, const char *words, fos_date date, size_t most, fos_buffer *out,
                         fos_error *error)
{
    return fos_tariff_search_json(fos_library_tariff_for(s->library, country), words, date, most, out, NULL, error) !=
           FOS_STATUS_OK;
}

#define SKIPPED_MOST 1000

static void keep_skipped(void *user, const fos_error *why)
{
    imported *i = user;
    if (i->told == SKIPPED_MOST) return;
    if (i->told == i->room) {
        size_t room = i->room == 0 ? 16 : 2 * i->room;
        fos_error *more = realloc(i->skipped, room * sizeof *more);
        if (more == NULL) return; /* the count of rows still tells how many there were */
        i->skipped = more;
        i->room = room;
    }
    i->skipped[i->told++] = *why;
}

static int import_foreign(const fos_context *context, imported *i, const char *bytes, size_t length, fos_buffer *out)
{
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    fos_import_options options = FOS_IMPORT_OPTIONS_INIT;
    head.id = i->id;
    head.currency = i->currency;
    head.data_version = i->data_version;
    head.source = i->source;
    options.form = i->form;
    options.name = i->name;
    options.head = &head;
    options.skipped = keep_skipped;
    options.user = i;
    fos_import *import = fos_import_new(context, &options, &i->error);
    fos_status status = import == NULL ? FOS_STATUS_INVALID_ARGUMENT : FOS_STATUS_OK;
    fos_tariff_builder *builder = import == NULL ? NULL : fos_import_builder(import);
    for (size_t g = 0; g < i->group_count && status == FOS_STATUS_OK; g++)
        status = fos_tariff_builder_group(builder, i->groups[2 * g], i->groups[2 * g + 1], &i->error);
    for (size_t m = 0; m < i->member_count && status == FOS_STATUS_OK; m++)
        status = fos_tariff_builder_member(builder, i->members[2 * m], i->members[2 * m + 1], FOS_DATE_ABSENT, FOS_DATE_ABSENT,
                                           &i->error);
    if (status == FOS_STATUS_OK) status = fos_import_feed(import, bytes, length, &i->error);
    if (status == FOS_STATUS_OK) status = fos_import_finish(import, out, &i->error);
    if (status == FOS_STATUS_OK) {
        i->rows = fos_import_rows(import);
        i->left_out = fos_import_skipped(import);
        i->measures = fos_tariff_builder_count(builder);
    }
    fos_import_free(import);
    return status != FOS_STATUS_OK;
}

static int import_csv(const fos_context *context, imported *i, const char *bytes, size_t length, fos_buffer *out)
{
    fos_tariff_csv *csv = fos_tariff_csv_new(context, i->name, &i->error);
    fos_status status = csv == NULL ? FOS_STATUS_NO_MEMORY : fos_tariff_csv_feed(csv, bytes, length, &i->error);
    if (status == FOS_STATUS_OK) status = fos_tariff_csv_finish(csv, out, &i->error);
    if (status == FOS_STATUS_OK) i->rows = i->measures = fos_tariff_csv_count(csv);
    fos_tariff_csv_free(csv);
    return status != FOS_STATUS_OK;
}

static int import_tariff(const fos_context *context, imported *i, const char *bytes, size_t length, fos_buffer *out)
{
    error_init(&i->error);
    return (strcmp(i->form, "csv") == 0 ? import_csv : import_foreign)(context, i, bytes, length, out);
}

static void imported_clear(imported *i)
{
    free(i->skipped);
    i->skipped = NULL;
    i->told = i->room = 0;
}
