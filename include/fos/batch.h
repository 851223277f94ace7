/* Many requests, one a line (NDJSON): quotes come out in the same order, computed by several threads, with bounded memory.
 * Lines go in with fos_batch_put and answers come out with fos_batch_take, or fos_batch_run moves both through callbacks.
 * A line gives one line: its quote, or {"error": …} as fos_error_write_json writes it, whose place is that in the whole
 * input. A bad line stops nothing. Blank lines are passed over. */
#ifndef FOS_BATCH_H
#define FOS_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include <fos/export.h>
#include <fos/json.h>
#include <fos/library.h>
#include <fos/memory.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** How a batch is run. Start with FOS_BATCH_OPTIONS_INIT; NULL takes the defaults. Fields are only ever appended: a shorter struct of an
 *  older caller is taken, and a longer one whose further bytes are zero. `approach` must outlive the batch. */
typedef struct fos_batch_options {
    uint32_t struct_size;
    uint32_t jobs;                   /**< threads that compute, 1 to 256; 1 is the caller's own, 0 one for each processor */
    const fos_read_options *reading; /**< name and limits of the input (`document` bounds a line); copied; NULL: the defaults */
    const char *approach;            /**< stands in place of every request's approach; NULL changes none */
    fos_date date;                   /**< stands in place of every request's date; FOS_DATE_ABSENT changes none */
    const fos_source *rates;         /**< files of exchange rates (fos/rates.h), read once, added to each request; not kept */
    size_t rate_file_count;
} fos_batch_options;
#define FOS_BATCH_OPTIONS_INIT                                                                                                   \
    {                                                                                                                            \
        sizeof(fos_batch_options), 1, NULL, NULL, FOS_DATE_ABSENT, NULL, 0                                                       \
    }

/** What the answers were. Start with FOS_BATCH_COUNTS_INIT; counts are added to what stands there. */
typedef struct fos_batch_counts {
    uint32_t struct_size;
    uint64_t quotes;     /**< lines answered with a quote */
    uint64_t incomplete; /**< how many of these lack an input */
    uint64_t errors;     /**< lines answered with an error */
} fos_batch_counts;
#define FOS_BATCH_COUNTS_INIT                                                                                                    \
    {                                                                                                                            \
        sizeof(fos_batch_counts), 0, 0, 0                                                                                        \
    }

/** A batch under way, over a library that must outlive it. One thread may put while another takes; else one at a time. */
typedef struct fos_batch fos_batch;

/** Starts the threads, or returns NULL (`error` says why: INVALID_ARGUMENT, NO_MEMORY, what fos_request_read_rates finds). Where the system gives no thread,
 *  the caller's computes. The threads take no signals.
 *  @since 0.1 */
FOS_API fos_batch *fos_batch_new(const fos_library *library, const fos_batch_options *options, fos_error *error);
/** Stops the threads, drops what was not taken and frees the batch; NULL is fine. */
FOS_API void fos_batch_free(fos_batch *batch);
/** Hands in the next bytes of the input; lines may be cut anywhere. `*taken` says how many were copied: fewer than `length`
 *  when so many answers wait that some must be taken first. Never waits. Whole lines of one call travel to the threads in
 *  pieces of up to 64 KiB, so put some dozens at once. Errors: INVALID_ARGUMENT after the end, NO_MEMORY, CANCELLED. */
FOS_API fos_status fos_batch_put(fos_batch *batch, const char *bytes, size_t length, size_t *taken, fos_error *error);
/** Says that no input follows; a last line without its end counts as whole. */
FOS_API void fos_batch_end(fos_batch *batch);
/** Appends the answers to the oldest lines that were put whole, waiting until they are computed; appends nothing when there
 *  are none. What it appended is added to `counts` (may be NULL). After fos_batch_end, nothing appended and `*more` 0 (it
 *  may be NULL) means that all is done. Errors: NO_MEMORY (the batch ends there), CANCELLED. */
FOS_API fos_status fos_batch_take(fos_batch *batch, fos_buffer *out, fos_batch_counts *counts, int *more, fos_error *error);
/** Nonzero when fos_batch_take would give answers without waiting for another thread. */
FOS_API int fos_batch_ready(fos_batch *batch);
/** Makes calls that wait, and all later ones, return CANCELLED; the threads stop after the line in hand. From any thread. */
FOS_API void fos_batch_cancel(fos_batch *batch);

/** Where fos_batch_run reads and writes. Start with FOS_BATCH_STREAM_INIT; fields are only ever appended, as in the options. Callbacks
 *  must not call the batch. */
typedef struct fos_batch_stream {
    uint32_t struct_size;
    void *user; /**< handed to each callback */
    /** Gives up to `size` bytes; 0 at the end, negative when reading fails, which ends the batch after what was whole. */
    int64_t (*read)(void *user, char *into, size_t size);
    /** Takes answers, whole lines; nonzero stops the batch as soon as `read` returns. */
    int (*write)(void *user, const char *bytes, size_t length);
    /** Hears of each line that was answered with an error, before it is written; NULL for nobody. */
    void (*failed)(void *user, const fos_error *error);
} fos_batch_stream;
#define FOS_BATCH_STREAM_INIT                                                                                                    \
    {                                                                                                                            \
        sizeof(fos_batch_stream), NULL, NULL, NULL, NULL                                                                         \
    }

/** Runs a batch from its first byte to its last. `read` is called on the caller's thread; with several jobs `write` and
 *  `failed` are called on another one, so that an answer never waits for more input. `counts` may be NULL. Errors:
 *  INVALID_ARGUMENT, NO_MEMORY, IO when a callback refused.
 *  @since 0.1 */
FOS_API fos_status fos_batch_run(const fos_library *library, const fos_batch_options *options, const fos_batch_stream *stream,
                                 fos_batch_counts *counts, fos_error *error);
/** Runs a batch over bytes in memory and appends all answers to `out`; on failure nothing.
 *  @since 0.1 */
FOS_API fos_status fos_batch_bytes(const fos_library *library, const fos_batch_options *options, const char *bytes, size_t length,
                                   fos_buffer *out, fos_batch_counts *counts, fos_error *error);

FOS_END_DECLS

#endif
