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

/* What is asked of a tariff, in C's memory with its texts, and where the answer stands. */
typedef struct fosgo_query {
    fos_tariff_query query;
    fos_tariff_cursor cursor;
    fos_tariff_measure measure;
} fosgo_query;
void fosgo_query_init(fosgo_query *query);
/* Frees the query and its texts, which malloc gave. */
void fosgo_query_free(fosgo_query *query);

/* A document in one format, the same request in another appended to `out`. */
fos_status fosgo_convert(const fos_context *context, const char *bytes, size_t length, const char *from, const char *to,
                         fos_buffer *out, fos_report *report, fos_error *error);

#endif
