/* What the Go package calls: one C call for each document. Everything a call needs or leaves behind lies in one worker, in
 * C's memory, so that nothing of Go's is kept and nothing is global. */
#ifndef FOSGO_BRIDGE_H
#define FOSGO_BRIDGE_H

#include <fos/fos.h>

/* A session with its output and its error. One thread at a time. */
typedef struct fosgo_worker {
    fos_session *session;
    fos_read_options reading;
    fos_request *request;
    fos_buffer *out;
    fos_buffer *texts; /* beside records */
    fos_error error;
    const char *data; /* the answer: borrowed until the next call */
    size_t size;
    const char *texts_data;
    size_t texts_size;
    fos_lasting_texts lasting;
} fosgo_worker;

/* The defaults. */
fos_limits fosgo_limits(void);
/* NULL fails with `error` filled. */
fos_library *fosgo_open(const fos_context *context, const char *directory, const fos_source *files, size_t count,
                        const fos_source *tariffs, size_t tariff_count, int only_given, fos_error *error);
fosgo_worker *fosgo_worker_new(const fos_context *context, const fos_library *library, const fos_limits *limits,
                               fos_error *error);
void fosgo_worker_free(fosgo_worker *worker);

/* Each fills data and size, or error, and returns the status. */
fos_status fosgo_quote(fosgo_worker *worker, const char *bytes, size_t length);
fos_status fosgo_compare(fosgo_worker *worker, const char *bytes, size_t length);
fos_status fosgo_quote_records(fosgo_worker *worker, const char *bytes, size_t length);
fos_status fosgo_compare_records(fosgo_worker *worker, const char *bytes, size_t length);
/* `tag_length` of a locale's tag; 0 writes plain decimals. */
fos_status fosgo_text(fosgo_worker *worker, const char *bytes, size_t length, const char *tag, size_t tag_length, int compare);
/* A batch under way. One thread may put while another takes. */
typedef struct fosgo_batch {
    fos_batch *batch;
    char *source;    /* the name that errors give to the input */
    fos_buffer *out; /* what take appends */
    fos_batch_counts counts;
    fos_error put_error, take_error;
    size_t taken; /* bytes that put took */
    int more;     /* whether take took the answers to some lines */
} fosgo_batch;

/* `source` names the input in errors; empty means "request". */
fosgo_batch *fosgo_batch_new(const fos_context *context, const fos_library *library, const fos_limits *limits, uint32_t jobs,
                             const char *source, fos_error *error);
void fosgo_batch_free(fosgo_batch *batch);
fos_status fosgo_batch_put(fosgo_batch *batch, const char *bytes, size_t length);
fos_status fosgo_batch_take(fosgo_batch *batch);

/* What each treatment that the tariff offers comes to, as JSON. */
fos_status fosgo_treatments(fosgo_worker *worker, const char *bytes, size_t length);
/* A document in one format, the same request in another; the findings are among the worker's texts, on failure too. */
fos_status fosgo_convert(fosgo_worker *worker, const fos_context *context, const char *bytes, size_t length, const char *from,
                         const char *to, const char *source, const char *fit, const fos_profiles *profiles, fos_date date,
                         int with_quote);

/* The rates of a file that a request with these days can need, as a request document. */
fos_status fosgo_rates(const fos_context *context, const fos_date *days, size_t count, const char *name, const char *bytes,
                       size_t length, fos_buffer *out, fos_error *error);
/* A request document with its texts fitted. */
fos_status fosgo_fit(const fos_context *context, const char *bytes, size_t length, const fos_fit_limit *limits, size_t count,
                     fos_fitter *fitter, fos_buffer *out, fos_error *error);

/* An import, and the rows that it left out since they were last told. */
typedef struct fosgo_import {
    fos_import *import;
    fos_error *told;
    size_t told_count, told_room;
    int lost; /* whether there was no memory for one */
} fosgo_import;
fosgo_import *fosgo_import_new(const fos_context *context, const char *form, const char *name, const char *id,
                               const char *currency, const char *data_version, const char *source, fos_error *error);
void fosgo_import_free(fosgo_import *importing);
fos_status fosgo_import_feed(fosgo_import *importing, const char *bytes, size_t length, fos_error *error);
fos_status fosgo_import_finish(fosgo_import *importing, fos_buffer *out, fos_error *error);

#endif
