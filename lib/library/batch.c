/* A batch under way. Pieces of whole lines go round a ring: the putter fills one, a worker answers it, the taker empties it,
 * in order. With one job there is no thread and the taker answers. batch_lines.c knows what a line is. */
#define _POSIX_C_SOURCE 200809L
#include "library/batch.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "library/library.h"

#define MOST_JOBS 256
#define MOST_KEPT ((size_t)4 * 1024 * 1024)

/* ---- states ---- */

void fosi_batch_stop(fos_batch *batch, fos_status status)
{
    pthread_mutex_lock(&batch->lock);
    if (batch->status == FOS_STATUS_OK) batch->status = status;
    atomic_store_explicit(&batch->stopped, true, memory_order_relaxed);
    pthread_cond_broadcast(&batch->work);
    pthread_cond_broadcast(&batch->moved);
    pthread_mutex_unlock(&batch->lock);
}

void fos_batch_cancel(fos_batch *batch)
{
    if (batch != NULL) fosi_batch_stop(batch, FOS_STATUS_CANCELLED);
}

fos_status fosi_batch_status(fos_batch *batch, fos_error *error)
{
    pthread_mutex_lock(&batch->lock);
    fos_status status = batch->status;
    pthread_mutex_unlock(&batch->lock);
    if (status == FOS_STATUS_OK) return status;
    if (status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    return fosi_fail(error, status, "the batch was cancelled");
}

static bool is_full(const fos_batch *batch) { return batch->read - batch->taken == batch->size; }

static fosi_piece *place(const fos_batch *batch, size_t number) { return &batch->pieces[number % batch->size]; }

bool fosi_batch_room(fos_batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    while (is_full(batch) && batch->status == FOS_STATUS_OK)
        pthread_cond_wait(&batch->moved, &batch->lock);
    bool good = batch->status == FOS_STATUS_OK;
    pthread_mutex_unlock(&batch->lock);
    return good;
}

/* ---- putting ---- */

static uint64_t count_lines(const char *bytes, size_t length)
{
    uint64_t count = 0;
    for (const char *at = bytes; (at = memchr(at, '\n', length - (size_t)(at - bytes))) != NULL; at++)
        count++;
    return count;
}

/* The rest becomes the next piece, whose place must be free. The lock is held. */
static void hand_over_rest(fos_batch *batch, bool too_long)
{
    fosi_piece *piece = place(batch, batch->read);
    fos_buffer empty = piece->in;
    piece->in = batch->rest;
    batch->rest = empty;
    fos_buffer_clear(&batch->rest);
    piece->too_long = too_long;
    piece->first_line = batch->line;
    piece->offset = batch->offset;
    piece->state = FOSI_PIECE_READ;
    batch->offset += piece->in.size;
    if (!too_long) batch->line += count_lines(piece->in.data, piece->in.size);
    if (too_long) fos_buffer_clear(&piece->in);
    batch->read++;
    pthread_cond_signal(&batch->work);
}

/* Past the end of a line that was too long; returns how many bytes are gone. */
static size_t skip(fos_batch *batch, const char *bytes, size_t length)
{
    const char *newline = memchr(bytes, '\n', length);
    size_t gone = newline != NULL ? (size_t)(newline - bytes) + 1 : length;
    batch->offset += gone;
    batch->skipping = newline == NULL;
    if (!batch->skipping) batch->line++;
    return gone;
}

/* The bytes up to the last end of a line in them, or 0. */
static size_t whole_lines(const char *bytes, size_t length)
{
    while (length > 0 && bytes[length - 1] != '\n')
        length--;
    return length;
}

/* One step of a put, with a free piece; returns how many bytes went in. */
static size_t put_some(fos_batch *batch, const char *bytes, size_t length)
{
    if (batch->skipping) return skip(batch, bytes, length);
    size_t block = length < FOSI_BATCH_BLOCK ? length : FOSI_BATCH_BLOCK;
    size_t whole = whole_lines(bytes, block);
    size_t size = whole != 0 ? whole : block;
    fosi_buffer_put(&batch->rest, bytes, size);
    if (batch->rest.failed) return 0;
    bool too_long = whole == 0 && batch->rest.size > batch->reading.limits.document;
    if (whole == 0 && !too_long) return size;
    pthread_mutex_lock(&batch->lock);
    hand_over_rest(batch, too_long);
    pthread_mutex_unlock(&batch->lock);
    batch->skipping = too_long;
    return size;
}

static bool can_put(fos_batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    bool good = !is_full(batch) && batch->status == FOS_STATUS_OK;
    pthread_mutex_unlock(&batch->lock);
    return good;
}

fos_status fos_batch_put(fos_batch *batch, const char *bytes, size_t length, size_t *taken, fos_error *error)
{
    if (batch == NULL || taken == NULL || (bytes == NULL && length != 0) || batch->ended)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                         "fos_batch_put needs a batch that has not ended, bytes, and a count");
    *taken = 0;
    while (*taken < length && can_put(batch)) {
        *taken += put_some(batch, bytes + *taken, length - *taken);
        if (batch->rest.failed) fosi_batch_stop(batch, FOS_STATUS_NO_MEMORY);
    }
    return fosi_batch_status(batch, error);
}

void fos_batch_end(fos_batch *batch)
{
    if (batch == NULL || batch->ended) return;
    pthread_mutex_lock(&batch->lock);
    batch->ended = true;
    if (batch->rest.size != 0 && !is_full(batch)) hand_over_rest(batch, false);
    pthread_cond_broadcast(&batch->work);
    pthread_cond_broadcast(&batch->moved);
    pthread_mutex_unlock(&batch->lock);
}

/* ---- answering ---- */

static void *work(void *given)
{
    fosi_worker *worker = given;
    fos_batch *batch = worker->batch;
    pthread_mutex_lock(&batch->lock);
    for (;;) {
        while (batch->begun == batch->read && !batch->ended && batch->status == FOS_STATUS_OK)
            pthread_cond_wait(&batch->work, &batch->lock);
        bool last = batch->ended && batch->rest.size == 0 && batch->begun == batch->read;
        if (last || batch->status != FOS_STATUS_OK) break;
        if (batch->begun == batch->read) { /* the rest waits for a free place */
            pthread_cond_wait(&batch->work, &batch->lock);
            continue;
        }
        fosi_piece *piece = place(batch, batch->begun++);
        pthread_mutex_unlock(&batch->lock);
        fosi_piece_answer(piece, worker);
        pthread_mutex_lock(&batch->lock);
        piece->state = FOSI_PIECE_DONE;
        pthread_cond_broadcast(&batch->moved);
    }
    pthread_mutex_unlock(&batch->lock);
    return NULL;
}

/* ---- taking ---- */

static fosi_piece *next_without_threads(fos_batch *batch)
{
    pthread_mutex_lock(&batch->lock);
    bool outstanding = batch->status == FOS_STATUS_OK && batch->taken < batch->read;
    fosi_piece *piece = outstanding ? place(batch, batch->taken) : NULL;
    pthread_mutex_unlock(&batch->lock);
    if (piece != NULL && piece->state == FOSI_PIECE_READ) {
        fosi_piece_answer(piece, &batch->workers[0]);
        piece->state = FOSI_PIECE_DONE;
    }
    return piece;
}

fosi_piece *fosi_batch_next(fos_batch *batch, bool stay)
{
    fosi_piece *piece = NULL;
    if (batch->thread_count == 0) return next_without_threads(batch);
    pthread_mutex_lock(&batch->lock);
    while (batch->status == FOS_STATUS_OK) {
        bool outstanding = batch->taken < batch->read;
        if (outstanding && place(batch, batch->taken)->state == FOSI_PIECE_DONE) piece = place(batch, batch->taken);
        if (piece != NULL || (!outstanding && (!stay || batch->ended))) break;
        pthread_cond_wait(&batch->moved, &batch->lock);
    }
    pthread_mutex_unlock(&batch->lock);
    return piece;
}

/* One giant line must not keep its memory for the rest of the batch. */
static void trim(fos_buffer *buffer)
{
    if (buffer->capacity > MOST_KEPT) fosi_buffer_done(buffer);
}

void fosi_batch_release(fos_batch *batch, fosi_piece *piece)
{
    trim(&piece->in);
    trim(&piece->out);
    trim(&piece->failures);
    pthread_mutex_lock(&batch->lock);
    piece->state = FOSI_PIECE_FREE;
    batch->taken++;
    if (batch->ended && batch->rest.size != 0) {
        hand_over_rest(batch, false);
        pthread_cond_broadcast(&batch->work);
    }
    pthread_cond_broadcast(&batch->moved);
    pthread_mutex_unlock(&batch->lock);
}

static void add_counts(fos_batch_counts *to, const fos_batch_counts *more)
{
    if (to == NULL || to->struct_size < sizeof *to) return;
    to->quotes += more->quotes;
    to->incomplete += more->incomplete;
    to->errors += more->errors;
}

fos_status fos_batch_take(fos_batch *batch, fos_buffer *out, fos_batch_counts *counts, int *more, fos_error *error)
{
    if (more != NULL) *more = 0;
    if (batch == NULL || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_batch_take needs a batch and a buffer");
    fosi_piece *piece = fosi_batch_next(batch, false);
    if (piece == NULL) return fosi_batch_status(batch, error);
    size_t mark = out->size;
    fosi_buffer_put(out, piece->out.data, piece->out.size);
    fos_status status = fosi_buffer_finish(out, mark, NULL);
    if (piece->status != FOS_STATUS_OK) status = piece->status;
    if (status != FOS_STATUS_OK) {
        fosi_batch_stop(batch, status);
        return fosi_batch_status(batch, error);
    }
    add_counts(counts, &piece->counts);
    fosi_batch_release(batch, piece);
    if (more != NULL) *more = 1;
    return FOS_STATUS_OK;
}

int fos_batch_ready(fos_batch *batch)
{
    if (batch == NULL) return 0;
    pthread_mutex_lock(&batch->lock);
    bool outstanding = batch->taken < batch->read;
    bool ready = outstanding && (batch->thread_count == 0 || place(batch, batch->taken)->state == FOSI_PIECE_DONE);
    pthread_mutex_unlock(&batch->lock);
    return ready;
}

/* ---- beginning and end ---- */

static bool open_workers(fos_batch *batch, const fos_library *library, fos_error *error)
{
    for (size_t i = 0; i < batch->worker_count; i++) {
        fosi_worker *worker = &batch->workers[i];
        worker->batch = batch;
        worker->session = fos_session_new(library, error);
        if (worker->session == NULL) return false;
        worker->request = fos_request_new(batch->context, error);
        if (worker->request == NULL) return false;
    }
    return true;
}

/* The signals of the process belong to its own threads. */
static void start_threads(fos_batch *batch)
{
    sigset_t all, before;
    sigfillset(&all);
    bool masked = pthread_sigmask(SIG_SETMASK, &all, &before) == 0;
    for (; batch->thread_count < batch->worker_count; batch->thread_count++) {
        fosi_worker *worker = &batch->workers[batch->thread_count];
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) break;
    }
    if (masked) pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static size_t count_jobs(uint32_t asked)
{
    if (asked != 0) return asked;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > MOST_JOBS ? MOST_JOBS : (size_t)processors;
}

static void *allocate_zero(const fos_context *context, size_t count, size_t size)
{
    void *memory = fosi_allocate(context, count * size);
    if (memory != NULL) memset(memory, 0, count * size);
    return memory;
}

static bool fill_batch(fos_batch *batch, const fos_batch_options *options, const fos_read_options *reading)
{
    batch->reading = *reading;
    batch->approach = options->approach;
    batch->date = options->date;
    batch->line = 1;
    batch->worker_count = count_jobs(options->jobs);
    batch->size = batch->worker_count == 1 ? 2 : 2 * batch->worker_count + 2;
    batch->workers = allocate_zero(batch->context, batch->worker_count, sizeof *batch->workers);
    batch->pieces = allocate_zero(batch->context, batch->size, sizeof *batch->pieces);
    for (size_t i = 0; batch->pieces != NULL && i < batch->size; i++) {
        fosi_buffer_init(&batch->pieces[i].in, batch->context);
        fosi_buffer_init(&batch->pieces[i].out, batch->context);
        fosi_buffer_init(&batch->pieces[i].failures, batch->context);
    }
    return batch->workers != NULL && batch->pieces != NULL;
}

static bool read_rates(fos_batch *batch, const fos_batch_options *options, fos_error *error)
{
    for (size_t i = 0; i < options->rate_file_count; i++)
        if (fosi_rate_book_read(&batch->rates, &options->rates[i], error) != FOS_STATUS_OK) return false;
    return true;
}

static bool take_options(const fos_batch_options *given, fos_batch_options *own)
{
    static const fos_batch_options defaults = FOS_BATCH_OPTIONS_INIT;
    *own = defaults;
    if (given == NULL) return true;
    return fosi_options_take(own, sizeof *own, given, given->struct_size, offsetof(fos_batch_options, rates)) &&
           own->jobs <= MOST_JOBS && (own->rates != NULL || own->rate_file_count == 0);
}

static bool take_reading(const fos_read_options *given, fos_read_options *own)
{
    static const fos_read_options defaults = FOS_READ_OPTIONS_INIT;
    *own = defaults;
    if (given == NULL) return true;
    if (!fosi_options_take(own, sizeof *own, given, given->struct_size, offsetof(fos_read_options, faults))) return false;
    own->struct_size = sizeof *own;
    return own->limits.struct_size == sizeof own->limits;
}

fos_batch *fos_batch_new(const fos_library *library, const fos_batch_options *options, fos_error *error)
{
    fos_batch_options own;
    fos_read_options reading;
    if (library == NULL || !take_options(options, &own) || !take_reading(own.reading, &reading)) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                  "a batch needs a library, options that begin with FOS_BATCH_OPTIONS_INIT, and at most %d jobs", MOST_JOBS);
        return NULL;
    }
    fos_batch *batch = allocate_zero(library->context, 1, sizeof *batch);
    if (batch == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    batch->context = library->context;
    atomic_init(&batch->stopped, false);
    pthread_mutex_init(&batch->lock, NULL);
    pthread_cond_init(&batch->work, NULL);
    pthread_cond_init(&batch->moved, NULL);
    fosi_rate_book_init(&batch->rates, batch->context);
    fosi_buffer_init(&batch->rest, batch->context);
    if (!fill_batch(batch, &own, &reading))
        fosi_fail_memory(error);
    else if (read_rates(batch, &own, error) && open_workers(batch, library, error)) {
        if (batch->worker_count > 1) start_threads(batch);
        return batch;
    }
    fos_batch_free(batch);
    return NULL;
}

static void free_pieces(fos_batch *batch)
{
    for (size_t i = 0; batch->pieces != NULL && i < batch->size; i++) {
        fosi_buffer_done(&batch->pieces[i].in);
        fosi_buffer_done(&batch->pieces[i].out);
        fosi_buffer_done(&batch->pieces[i].failures);
    }
    fosi_release(batch->context, batch->pieces);
    fosi_buffer_done(&batch->rest);
}

void fos_batch_free(fos_batch *batch)
{
    if (batch == NULL) return;
    fos_batch_cancel(batch);
    for (size_t i = 0; i < batch->thread_count; i++)
        pthread_join(batch->workers[i].thread, NULL);
    for (size_t i = 0; batch->workers != NULL && i < batch->worker_count; i++) {
        fos_session_free(batch->workers[i].session);
        fos_request_free(batch->workers[i].request);
    }
    free_pieces(batch);
    fosi_rate_book_done(&batch->rates);
    pthread_cond_destroy(&batch->moved);
    pthread_cond_destroy(&batch->work);
    pthread_mutex_destroy(&batch->lock);
    fosi_release(batch->context, batch->workers);
    fosi_release(batch->context, batch);
}
