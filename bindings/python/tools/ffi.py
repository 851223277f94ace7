#!/usr/bin/env python3
"""Writes the C source of the extension module with cffi: ffi.py OUTPUT

The declarations are checked by the C compiler against the headers in include/fos. Beside them stand the few functions in C
that make one call of one quote, and that find the members of a quote's JSON without reading them.
"""

import sys

import cffi

DECLARATIONS = """
typedef struct fos_context fos_context;
typedef struct fos_buffer fos_buffer;
typedef struct fos_library fos_library;
typedef struct fos_session fos_session;
typedef struct fos_request fos_request;
typedef struct fos_report fos_report;
typedef struct fos_regime fos_regime;
typedef int32_t fos_date;
typedef int... fos_status;

typedef struct fos_error {
    uint32_t struct_size;
    uint32_t line;
    uint32_t column;
    uint64_t offset;
    char source[...];
    char pointer[...];
    char text[...];
    ...;
} fos_error;

typedef struct { const char *name; const char *bytes; size_t length; ...; } fos_source;
typedef struct {
    uint32_t struct_size; const char *regimes_directory; const fos_source *regimes; size_t regime_count; int only_given;
    const fos_source *tariffs; size_t tariff_count; const char *const *tariff_files; size_t tariff_file_count; ...;
} fos_library_options;
typedef struct { uint32_t depth; uint64_t document; uint32_t items; uint32_t digits; ...; } fos_limits;

const char *fos_version(void);
int fos_locale_supported(void);
fos_context *fos_context_new(void *);
fos_buffer *fos_buffer_new(const fos_context *);
void fos_buffer_free(fos_buffer *);
void fos_buffer_clear(fos_buffer *);
const char *fos_buffer_data(const fos_buffer *);
size_t fos_buffer_size(const fos_buffer *);
size_t fos_library_regime_count(const fos_library *);
const fos_regime *fos_library_regime_at(const fos_library *, size_t);
const char *fos_regime_id(const fos_regime *);
const char *fos_regime_name(const fos_regime *);
const char *fos_regime_currency(const fos_regime *);
const char *fos_regime_data_version(const fos_regime *);
const char *fos_regime_digest(const fos_regime *);
const char *fos_regime_origin(const fos_regime *);
fos_date fos_regime_reviewed(const fos_regime *);
fos_status fos_regime_dump(const fos_regime *, fos_buffer *);
fos_status fos_regime_show(const fos_regime *, fos_date, fos_buffer *);
fos_report *fos_report_new(const fos_context *);
void fos_report_free(fos_report *);
size_t fos_report_count(const fos_report *);
const fos_error *fos_report_at(const fos_report *, size_t);
int fos_report_is_warning(const fos_report *, size_t);
fos_status fos_regime_check(const fos_context *, const fos_source *, fos_report *);
fos_status fos_schema_write(const char *, fos_buffer *, fos_error *);

typedef struct { char name[...]; uint32_t offset; uint32_t length; ...; } fos_identifier_part;
typedef struct {
    uint32_t position; char normalised[...]; char because[...]; uint32_t part_count; fos_identifier_part parts[...]; ...;
} fos_identifier_result;
typedef struct { const char *name; const char *title; const char *authority; const char *example; const char *checked; ...; }
    fos_identifier_scheme;
fos_status fos_identifier_check(const char *, const char *, size_t, fos_identifier_result *, fos_error *);
size_t fos_identifier_scheme_count(void);
const fos_identifier_scheme *fos_identifier_scheme_at(size_t);
typedef struct fos_tariff fos_tariff;
size_t fos_library_tariff_count(const fos_library *);
const fos_tariff *fos_library_tariff_at(const fos_library *, size_t);
const char *fos_tariff_id(const fos_tariff *);
const char *fos_tariff_currency(const fos_tariff *);
const char *fos_tariff_data_version(const fos_tariff *);
const char *fos_tariff_digest(const fos_tariff *);
const char *fos_tariff_origin(const fos_tariff *);
typedef struct { const char *name; const char *title; int reads; int writes; int carries_quote; ...; } fos_format;
size_t fos_format_count(void);
const fos_format *fos_format_at(size_t);

typedef struct fos_profiles fos_profiles;
typedef struct fos_profile fos_profile;
fos_profiles *fos_profiles_open(const fos_context *, void *, fos_error *);
size_t fos_profiles_count(const fos_profiles *);
const fos_profile *fos_profiles_at(const fos_profiles *, size_t);
const char *fos_profile_id(const fos_profile *);
const char *fos_profile_title(const fos_profile *);
const char *fos_profile_authority(const fos_profile *);
const char *fos_profile_filing(const fos_profile *);
const char *fos_profile_note(const fos_profile *);
const char *fos_profile_data_version(const fos_profile *);
const char *fos_profile_digest(const fos_profile *);
const char *fos_profile_origin(const fos_profile *);
fos_date fos_profile_from(const fos_profile *);
fos_date fos_profile_until(const fos_profile *);
fos_date fos_profile_reviewed(const fos_profile *);
fos_status fos_profiles_validate_json(const fos_profiles *, const char *, fos_date, const char *, size_t, const char *, fos_buffer *,
                                      fos_error *);

void identifier_result_init(fos_identifier_result *);
const char *verdict_of(const fos_identifier_result *);
const char *fault_of(const fos_identifier_result *);
int convert(const fos_context *, const char *from, const char *to, const char *bytes, size_t length, fos_buffer *out,
            fos_report *report, fos_error *error);

int fos_main(int, char **);

typedef struct {
    fos_error error;
    const char *data;
    size_t size;
    ...;
} desk;
enum { ANSWER_QUOTE, ANSWER_COMPARISON, ANSWER_QUOTE_TEXT, ANSWER_COMPARISON_TEXT };
typedef struct { fos_library *library; ...; } shelf;
shelf *shelf_open(const fos_context *, const fos_library_options *, const fos_limits *, fos_error *);
void shelf_release(shelf *);
desk *desk_new(shelf *, fos_error *);
void limits_init(fos_limits *);
void desk_free(desk *);
int desk_answer(desk *, int what, const char *bytes, size_t length, const char *locale);
const char *error_status(const fos_error *);
void error_init(fos_error *);
void library_options_init(fos_library_options *);
typedef struct { fos_error error; size_t taken; int more; const char *data; size_t size; ...; } crowd;
crowd *crowd_new(shelf *, uint32_t jobs, const char *approach, fos_date date, fos_error *);
void crowd_free(crowd *);
int crowd_put(crowd *, const char *bytes, size_t length);
int crowd_take(crowd *);
void crowd_end(crowd *);
int crowd_ready(crowd *);
typedef struct { size_t start; size_t end; ...; } place;
int find_member(const char *json, size_t size, const char *key, size_t key_length, place *found);
int has_fraction(const char *json, size_t size);
"""

SOURCE = r"""
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
    atomic_long users;
} shelf;

typedef struct {
    size_t start, end;
} place;

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

enum { ANSWER_QUOTE, ANSWER_COMPARISON, ANSWER_QUOTE_TEXT, ANSWER_COMPARISON_TEXT };

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

static void shelf_release(shelf *s)
{
    if (s == NULL || atomic_fetch_sub(&s->users, 1) != 1) return;
    fos_library_free(s->library);
    for (size_t i = 0; i < s->tariff_count; i++) {
        free((char *)s->tariffs[i].name);
        free((char *)s->tariffs[i].bytes);
    }
    free(s->tariffs);
    free(s);
}

static char *copy_of(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    return copy == NULL ? NULL : strcpy(copy, text);
}

static int keep_tariffs(shelf *s, fos_library_options *options)
{
    s->tariffs = options->tariff_count == 0 ? NULL : calloc(options->tariff_count, sizeof *s->tariffs);
    if (s->tariffs == NULL) return options->tariff_count == 0;
    for (; s->tariff_count < options->tariff_count; s->tariff_count++) {
        const fos_source *given = &options->tariffs[s->tariff_count];
        fos_source *own = &s->tariffs[s->tariff_count];
        char *bytes = malloc(given->length + 1);
        own->name = copy_of(given->name);
        own->bytes = bytes;
        own->length = given->length;
        if (bytes == NULL || own->name == NULL) return 0;
        memcpy(bytes, given->bytes, given->length);
    }
    options->tariffs = s->tariffs;
    return 1;
}

static shelf *shelf_hold(shelf *s)
{
    atomic_fetch_add(&s->users, 1);
    return s;
}

static shelf *shelf_open(const fos_context *context, const fos_library_options *options, const fos_limits *limits,
                         fos_error *error)
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
    if (keep_tariffs(s, &own))
        s->library = fos_library_open(context, &own, error);
    else
        error->status = FOS_STATUS_NO_MEMORY;
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

static fos_status write_text(desk *d, int what, const char *bytes, size_t length, const char *locale)
{
    const fos_quote *quote;
    const fos_comparison *comparison;
    fos_status status = fos_request_read_json(d->request, bytes, length, &d->reading, &d->error);
    if (status != FOS_STATUS_OK) return status;
    if (what == ANSWER_COMPARISON_TEXT) {
        status = fos_session_compare(d->session, d->request, &comparison, &d->error);
        return status == FOS_STATUS_OK ? fos_comparison_write_text(comparison, locale, d->out, &d->error) : status;
    }
    status = fos_session_quote(d->session, d->request, &quote, &d->error);
    return status == FOS_STATUS_OK ? fos_quote_write_text(quote, locale, d->out, &d->error) : status;
}

static int desk_answer(desk *d, int what, const char *bytes, size_t length, const char *locale)
{
    fos_status status;
    error_init(&d->error);
    fos_buffer_clear(d->out);
    if (what == ANSWER_QUOTE)
        status = fos_session_quote_json(d->session, bytes, length, &d->reading, d->out, &d->error);
    else if (what == ANSWER_COMPARISON)
        status = fos_session_compare_json(d->session, bytes, length, &d->reading, d->out, &d->error);
    else
        status = write_text(d, what, bytes, length, locale);
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

/* The end of a string whose opening quote is at `at`. */
static size_t past_text(const char *json, size_t size, size_t at)
{
    for (at++; at < size; at++) {
        const char *quote = memchr(json + at, '"', size - at);
        if (quote == NULL) return size;
        size_t end = (size_t)(quote - json), slashes = 0;
        while (json[end - 1 - slashes] == '\\') slashes++;
        if (slashes % 2 == 0) return end + 1;
        at = end;
    }
    return size;
}

static void identifier_result_init(fos_identifier_result *result)
{
    static const fos_identifier_result none = FOS_IDENTIFIER_RESULT_INIT;
    *result = none;
}

static const char *verdict_of(const fos_identifier_result *result) { return fos_verdict_name(result->verdict); }
static const char *fault_of(const fos_identifier_result *result) { return fos_identifier_fault_name(result->fault); }

static int convert(const fos_context *context, const char *from, const char *to, const char *bytes, size_t length, fos_buffer *out,
                   fos_report *report, fos_error *error)
{
    fos_request *request = fos_request_new(context, error);
    fos_status status = request == NULL ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
    if (status == FOS_STATUS_OK) status = fos_request_read_as(request, from, bytes, length, NULL, report, error);
    if (status == FOS_STATUS_OK) status = fos_request_write_as(request, to, NULL, out, report, error);
    fos_request_free(request);
    return status != FOS_STATUS_OK;
}

/* Where the value that begins at `at` ends; the JSON is what the library wrote: one line without spaces between tokens. */
static size_t past_value(const char *json, size_t size, size_t at)
{
    size_t depth = 0;
    for (; at < size; at++) {
        char c = json[at];
        if (c == '"') {
            at = past_text(json, size, at) - 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth == 0) return at;
            depth--;
        } else if (c == ',' && depth == 0) {
            return at;
        }
    }
    return size;
}

/* Finds a member's value in a written object. */
static int find_member(const char *json, size_t size, const char *key, size_t key_length, place *found)
{
    for (size_t at = 1; at < size && json[at] == '"'; at = found->end + 1) {
        size_t end = past_text(json, size, at);
        found->start = end + 1;
        found->end = past_value(json, size, found->start);
        if (end - at == key_length + 2 && memcmp(json + at + 1, key, key_length) == 0) return 1;
    }
    return 0;
}

/* Whether a number outside of texts has a fraction or an exponent. */
static int has_fraction(const char *json, size_t size)
{
    for (size_t at = 0; at < size; at++) {
        char c = json[at];
        if (c == '"') {
            at = past_text(json, size, at) - 1;
        } else if (c == '.' || c == 'E' || (c == 'e' && at > 0 && json[at - 1] >= '0' && json[at - 1] <= '9')) {
            return 1;
        }
    }
    return 0;
}
"""


def main():
    builder = cffi.FFI()
    builder.cdef(DECLARATIONS)
    builder.set_source("fos._fos", SOURCE, py_limited_api=True)
    builder.emit_c_code(sys.argv[1])


if __name__ == "__main__":
    main()
