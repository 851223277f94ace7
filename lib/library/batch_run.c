/* A whole batch at once: through the caller's callbacks, or from bytes in memory into a buffer. */
#include <pthread.h>
#include <string.h>

#include "library/batch.h"

/* ---- callbacks ---- */

typedef struct run {
    fos_batch *batch;
    const fos_batch_stream *stream;
    fos_batch_counts counts;
    bool refused; /* by `write` */
    bool unread;  /* `read` failed */
} run;

static void tell_failures(const run *r, const fosi_piece *piece)
{
    fos_error error = FOS_ERROR_INIT;
    size_t at = 0;
    while (r->stream->failed != NULL && fosi_piece_failure(piece, &at, &error))
        r->stream->failed(r->stream->user, &error);
}

/* Hands the answers of a piece to the caller; false when the batch ends here. */
static bool deliver(run *r, fosi_piece *piece)
{
    if (piece->status != FOS_STATUS_OK) {
        fosi_batch_stop(r->batch, piece->status);
        return false;
    }
    tell_failures(r, piece);
    if (piece->out.size != 0 && r->stream->write(r->stream->user, piece->out.data, piece->out.size) != 0) {
        r->refused = true;
        fosi_batch_stop(r->batch, FOS_STATUS_CANCELLED);
        return false;
    }
    r->counts.quotes += piece->counts.quotes;
    r->counts.incomplete += piece->counts.incomplete;
    r->counts.errors += piece->counts.errors;
    fosi_batch_release(r->batch, piece);
    return true;
}

/* Delivers what is there, or with `stay` all that comes. */
static void *deliver_all(run *r, bool stay)
{
    fosi_piece *piece;
    while ((piece = fosi_batch_next(r->batch, stay)) != NULL)
        if (!deliver(r, piece)) break;
    return NULL;
}

static void *write_in_order(void *given) { return deliver_all(given, true); }

/* One block from the caller into the batch; false when nothing more is to be read. `alone`: this thread delivers too. */
static bool read_some(run *r, bool alone)
{
    char block[FOSI_BATCH_BLOCK];
    int64_t got = r->stream->read(r->stream->user, block, sizeof block);
    r->unread = got < 0 || got > (int64_t)sizeof block;
    if (got <= 0 || r->unread) return false;
    for (size_t done = 0, taken = 0; done < (size_t)got; done += taken) {
        if (!fosi_batch_room(r->batch)) return false;
        if (fos_batch_put(r->batch, block + done, (size_t)got - done, &taken, NULL) != FOS_STATUS_OK) return false;
        if (alone) (void)deliver_all(r, false);
    }
    return true;
}

/* The half of a line that came before reading failed is no line. */
static void end_reading(run *r)
{
    if (r->unread) fos_buffer_clear(&r->batch->rest);
    fos_batch_end(r->batch);
}

static void run_batch(run *r)
{
    pthread_t writer;
    bool alone = r->batch->thread_count == 0 || pthread_create(&writer, NULL, write_in_order, r) != 0;
    while (read_some(r, alone))
        ;
    end_reading(r);
    if (alone)
        (void)deliver_all(r, true);
    else
        pthread_join(writer, NULL);
}

static fos_status conclude(const run *r, fos_batch_counts *counts, fos_error *error)
{
    if (counts != NULL && counts->struct_size >= sizeof *counts) {
        counts->quotes += r->counts.quotes;
        counts->incomplete += r->counts.incomplete;
        counts->errors += r->counts.errors;
    }
    if (r->refused) return fosi_fail(error, FOS_STATUS_IO, "the output of the batch was refused");
    fos_status status = fosi_batch_status(r->batch, error);
    if (status == FOS_STATUS_OK && r->unread) return fosi_fail(error, FOS_STATUS_IO, "the input of the batch could not be read");
    return status;
}

fos_status fos_batch_run(const fos_library *library, const fos_batch_options *options, const fos_batch_stream *stream,
                         fos_batch_counts *counts, fos_error *error)
{
    fos_batch_stream own = FOS_BATCH_STREAM_INIT;
    if (stream == NULL || !fosi_options_take(&own, sizeof own, stream, stream->struct_size, sizeof own) || own.read == NULL ||
        own.write == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                         "fos_batch_run needs a stream that begins with FOS_BATCH_STREAM_INIT, with read and write");
    fos_error failure = FOS_ERROR_INIT;
    run r = { .batch = fos_batch_new(library, options, &failure), .stream = &own };
    if (r.batch == NULL) {
        if (error != NULL && error->struct_size == sizeof *error) *error = failure;
        return failure.status;
    }
    r.batch->keep_failures = own.failed != NULL;
    run_batch(&r);
    fos_status status = conclude(&r, counts, error);
    fos_batch_free(r.batch);
    return status;
}

/* ---- memory ---- */

typedef struct memory {
    const char *bytes;
    size_t left;
    fos_buffer *out;
} memory;

static int64_t read_memory(void *user, char *into, size_t size)
{
    memory *m = user;
    if (size > m->left) size = m->left;
    if (size != 0) memcpy(into, m->bytes, size);
    m->bytes += size;
    m->left -= size;
    return (int64_t)size;
}

static int write_memory(void *user, const char *bytes, size_t length)
{
    memory *m = user;
    fosi_buffer_put(m->out, bytes, length);
    return m->out->failed;
}

fos_status fos_batch_bytes(const fos_library *library, const fos_batch_options *options, const char *bytes, size_t length,
                           fos_buffer *out, fos_batch_counts *counts, fos_error *error)
{
    if ((bytes == NULL && length != 0) || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_batch_bytes needs bytes and a buffer");
    memory m = { bytes, length, out };
    size_t mark = out->size;
    fos_batch_stream stream = FOS_BATCH_STREAM_INIT;
    stream.user = &m;
    stream.read = read_memory;
    stream.write = write_memory;
    fos_status status = fos_batch_run(library, options, &stream, counts, error);
    if (fosi_buffer_finish(out, mark, NULL) != FOS_STATUS_OK) return fosi_fail_memory(error);
    if (status != FOS_STATUS_OK && out->size > mark) out->data[out->size = mark] = '\0';
    return status;
}
