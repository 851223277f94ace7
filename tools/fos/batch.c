/* `fos quote --ndjson`: one request a line in, one quote or error a line out, in the same order and with bounded memory.
 * Lines travel in chunks: whatever whole lines one read gives. With several jobs, chunks go round a ring from this
 * thread, which reads, to the workers and on to a thread that writes. Blank lines are passed over. */
#define _POSIX_C_SOURCE 200809L
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK ((size_t)65536)

typedef enum chunk_state { CHUNK_FREE, CHUNK_READ, CHUNK_DONE } chunk_state;

typedef struct chunk {
    chunk_state state;
    text in;             /* whole lines; only the last of the input may lack its end */
    bool too_long;       /* stands for one line that is beyond the limit */
    uint64_t first_line; /* number of the first line, from 1 */
    uint64_t offset;     /* of its first byte in the input */
    text out;
    text complaints;
    bool bad, incomplete, no_way; /* what happened in it */
} chunk;

/* --- one chunk ---------------------------------------------------------------------------------------------------- */

/* What a thread needs to answer. */
typedef struct worker {
    const fos_context *context;
    const settings *wanted;
    fos_read_options reading;
    fos_session *session;
    fos_request *request;
    fos_buffer *buffer;
    struct ring *ring;
    pthread_t thread;
} worker;

static bool open_worker(worker *w, const fos_library *library, fos_error *error)
{
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    w->reading = reading;
    w->reading.source = name_of_input(w->wanted->path);
    w->session = fos_session_new(library, error);
    w->request = fos_request_new(w->context, error);
    w->buffer = fos_buffer_new(w->context);
    if (w->buffer == NULL) fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
    return w->session != NULL && w->request != NULL && w->buffer != NULL;
}

static void close_worker(worker *w)
{
    fos_buffer_free(w->buffer);
    fos_request_free(w->request);
    fos_session_free(w->session);
}

static void note_result(chunk *c, int result)
{
    c->bad = c->bad || result == EXIT_BAD;
    c->incomplete = c->incomplete || result == EXIT_INCOMPLETE;
    c->no_way = c->no_way || result == EXIT_NO_WAY;
}

static void put_line(chunk *c, const fos_buffer *buffer)
{
    const char *data = fos_buffer_data(buffer);
    size_t size = fos_buffer_size(buffer);
    text_put(&c->out, data, size);
    if (size == 0 || data[size - 1] != '\n') text_put(&c->out, "\n", 1);
}

/* The error's place becomes that in the whole input. */
static void put_failure(worker *w, chunk *c, fos_error *error, uint64_t line, uint64_t offset)
{
    if (error->source[0] == '\0') snprintf(error->source, sizeof error->source, "%s", w->reading.source);
    if (error->line == 0) error->column = 1;
    error->line = (uint32_t)(line + (error->line == 0 ? 0 : error->line - 1));
    error->offset += offset;
    put_complaint(&c->complaints, error);
    fos_buffer_clear(w->buffer);
    if (fos_error_write_json(error, w->buffer, NULL) == FOS_STATUS_OK)
        put_line(c, w->buffer);
    else
        c->out.failed = true;
    note_result(c, exit_of(error->status));
}

static fos_status answer_line(worker *w, const char *line, size_t length, int *result, fos_error *error)
{
    const fos_quote *quote;
    fos_buffer_clear(w->buffer);
    fos_status status = fos_request_read_json(w->request, line, length, &w->reading, error);
    if (status != FOS_STATUS_OK) return status;
    apply_settings(w->wanted, w->request);
    status = fos_session_quote(w->session, w->request, &quote, error);
    if (status != FOS_STATUS_OK) return status;
    *result = quote->complete == FOS_TRUTH_TRUE ? EXIT_DONE : EXIT_INCOMPLETE;
    return fos_quote_write_json(quote, w->buffer, error);
}

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') return false;
    return true;
}

static void answer_chunk(worker *w, chunk *c)
{
    uint64_t line = c->first_line;
    fos_error error = FOS_ERROR_INIT;
    if (c->too_long) {
        fail(&error, FOS_STATUS_LIMIT_SIZE, "the line is longer than 64 MiB");
        put_failure(w, c, &error, line, c->offset);
        return;
    }
    for (size_t at = 0; at < c->in.size; line++) {
        const char *start = c->in.data + at;
        const char *newline = memchr(start, '\n', c->in.size - at);
        size_t length = newline != NULL ? (size_t)(newline - start) : c->in.size - at;
        int result = EXIT_BAD;
        fos_error fresh = FOS_ERROR_INIT;
        error = fresh;
        if (is_blank(start, length))
            ;
        else if (answer_line(w, start, length, &result, &error) == FOS_STATUS_OK) {
            put_line(c, w->buffer);
            note_result(c, result);
        } else {
            put_failure(w, c, &error, line, c->offset + at);
        }
        at += length + 1;
    }
}

/* --- reading and writing ------------------------------------------------------------------------------------------ */

typedef struct reader {
    int file;
    text rest;     /* the beginning of a line whose end has not come yet */
    bool skipping; /* the rest of a line that is too long */
    bool ended;
    uint64_t line; /* number of the line at the rest's beginning */
    uint64_t offset;
    int failure; /* errno of a failed read */
} reader;

static size_t count_lines(const char *bytes, size_t length)
{
    size_t count = 0;
    for (const char *at = bytes; (at = memchr(at, '\n', length - (size_t)(at - bytes))) != NULL; at++)
        count++;
    return count;
}

/* One block more of input at the end of `into`; false at the end of all. */
static bool read_block(reader *r, text *into)
{
    char block[BLOCK];
    ssize_t got;
    do
        got = read(r->file, block, sizeof block);
    while (got < 0 && errno == EINTR);
    if (got < 0) r->failure = errno;
    if (got <= 0) r->ended = true;
    if (got > 0) text_put(into, block, (size_t)got);
    return got > 0;
}

/* Drops what is left of a line that was too long. */
static void skip_line(reader *r, text *into)
{
    while (r->skipping) {
        const char *newline = into->size == 0 ? NULL : memchr(into->data, '\n', into->size);
        size_t gone = newline != NULL ? (size_t)(newline - into->data) + 1 : into->size;
        r->offset += gone;
        if (gone != 0) memmove(into->data, into->data + gone, into->size - gone);
        into->size -= gone;
        r->skipping = newline == NULL;
        if (!r->skipping) r->line++;
        if (r->skipping && !read_block(r, into)) return;
    }
}

/* Fills a chunk with whole lines; false when nothing is left. */
static bool fill(reader *r, chunk *c)
{
    text_clear(&c->in);
    c->too_long = false;
    text_put(&c->in, r->rest.data, r->rest.size);
    text_clear(&r->rest);
    skip_line(r, &c->in);
    c->first_line = r->line;
    c->offset = r->offset;
    size_t whole = 0, looked = 0;
    for (;;) {
        for (size_t i = c->in.size; i > looked && whole == 0; i--)
            if (c->in.data[i - 1] == '\n') whole = i;
        looked = c->in.size;
        if (whole != 0 || r->ended || c->in.failed) break;
        if (c->in.size > DOCUMENT_MOST) {
            r->offset += c->in.size;
            text_clear(&c->in);
            r->skipping = c->too_long = true;
            return true;
        }
        read_block(r, &c->in);
    }
    if (whole == 0) whole = c->in.size; /* the last line, without its end */
    text_put(&r->rest, c->in.data + whole, c->in.size - whole);
    c->in.size = whole;
    r->line += whole == 0 ? 0 : count_lines(c->in.data, whole);
    r->offset += whole;
    return whole != 0;
}

/* What is remembered of the chunks that are gone. */
typedef struct outcome {
    bool bad, incomplete, no_way;
} outcome;

/* Writes a chunk's answers and empties it; false when standard output takes no more. */
static bool deliver(chunk *c, outcome *all)
{
    bool good = !c->out.failed && !c->in.failed;
    if (!good) fputs("fos: out of memory\n", stderr);
    good = good && write_out(c->out.data == NULL ? "" : c->out.data, c->out.size) == EXIT_DONE;
    if (c->complaints.size != 0 && !c->complaints.failed) fputs(c->complaints.data, stderr);
    all->bad = all->bad || c->bad || !good;
    all->incomplete = all->incomplete || c->incomplete;
    all->no_way = all->no_way || c->no_way;
    c->bad = c->incomplete = c->no_way = false;
    text_clear(&c->out);
    text_clear(&c->complaints);
    return good;
}

static void free_chunk(chunk *c)
{
    text_free(&c->in);
    text_free(&c->out);
    text_free(&c->complaints);
}

/* --- one thread --------------------------------------------------------------------------------------------------- */

static void run_alone(reader *r, worker *w, outcome *all)
{
    chunk c = { 0 };
    while (fill(r, &c)) {
        answer_chunk(w, &c);
        if (!deliver(&c, all)) break;
    }
    free_chunk(&c);
}

/* --- several ------------------------------------------------------------------------------------------------------ */

/* Chunk number n stands at n modulo the size of the ring. Each counter only grows. */
typedef struct ring {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    chunk *chunks;
    size_t size;
    size_t read, taken, delivered; /* how many chunks have come so far */
    bool complete;                 /* no chunk will follow */
    outcome all;
} ring;

static void change(ring *g, chunk *c, chunk_state state)
{
    pthread_mutex_lock(&g->lock);
    c->state = state;
    if (state == CHUNK_READ) g->read++;
    if (state == CHUNK_FREE) g->delivered++;
    pthread_cond_broadcast(&g->changed);
    pthread_mutex_unlock(&g->lock);
}

static void *work(void *given)
{
    worker *w = given;
    ring *g = w->ring;
    for (;;) {
        pthread_mutex_lock(&g->lock);
        while (g->taken == g->read && !g->complete)
            pthread_cond_wait(&g->changed, &g->lock);
        chunk *c = g->taken < g->read ? &g->chunks[g->taken++ % g->size] : NULL;
        pthread_mutex_unlock(&g->lock);
        if (c == NULL) return NULL;
        answer_chunk(w, c);
        change(g, c, CHUNK_DONE);
    }
}

static void *write_in_order(void *given)
{
    ring *g = given;
    for (;;) {
        pthread_mutex_lock(&g->lock);
        chunk *c = &g->chunks[g->delivered % g->size];
        while (c->state != CHUNK_DONE && !(g->complete && g->delivered == g->read))
            pthread_cond_wait(&g->changed, &g->lock);
        bool last = c->state != CHUNK_DONE;
        pthread_mutex_unlock(&g->lock);
        if (last) return NULL;
        /* The reader may be waiting for input that never comes: nobody would take the answers any more, so end here. */
        if (!deliver(c, &g->all)) _exit(EXIT_BAD);
        change(g, c, CHUNK_FREE);
    }
}

static void read_round(ring *g, reader *r)
{
    bool more = true;
    while (more) {
        pthread_mutex_lock(&g->lock);
        chunk *c = &g->chunks[g->read % g->size];
        while (c->state != CHUNK_FREE)
            pthread_cond_wait(&g->changed, &g->lock);
        pthread_mutex_unlock(&g->lock);
        more = fill(r, c);
        if (more) change(g, c, CHUNK_READ);
    }
}

static void complete(ring *g)
{
    pthread_mutex_lock(&g->lock);
    g->complete = true;
    pthread_cond_broadcast(&g->changed);
    pthread_mutex_unlock(&g->lock);
}

static void run_together(reader *r, worker *workers, size_t count, outcome *all)
{
    ring g = { .size = 2 * count + 2 };
    pthread_t writer;
    size_t started = 0;
    g.chunks = calloc(g.size, sizeof *g.chunks);
    pthread_mutex_init(&g.lock, NULL);
    pthread_cond_init(&g.changed, NULL);
    bool writing = g.chunks != NULL && pthread_create(&writer, NULL, write_in_order, &g) == 0;
    for (; writing && started < count; started++) {
        workers[started].ring = &g;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) break;
    }
    if (started != 0) read_round(&g, r); /* fewer workers than asked for do it too */
    complete(&g);
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    if (writing) pthread_join(writer, NULL);
    for (size_t i = 0; g.chunks != NULL && i < g.size; i++)
        free_chunk(&g.chunks[i]);
    free(g.chunks);
    pthread_cond_destroy(&g.changed);
    pthread_mutex_destroy(&g.lock);
    *all = g.all;
    if (started == 0) fputs("fos: no thread could be started\n", stderr);
    all->bad = all->bad || started == 0;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static bool open_reader(reader *r, const char *path, fos_error *error)
{
    r->line = 1;
    r->file = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY);
    if (r->file >= 0) return true;
    fail(error, FOS_STATUS_IO, "%s", strerror(errno));
    snprintf(error->source, sizeof error->source, "%s", name_of_input(path));
    return false;
}

static bool open_workers(worker *workers, size_t count, const fos_context *context, const settings *wanted,
                         const fos_library *library, fos_error *error)
{
    if (workers == NULL) fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
    for (size_t i = 0; workers != NULL && i < count; i++) {
        workers[i].context = context;
        workers[i].wanted = wanted;
        if (!open_worker(&workers[i], library, error)) return false;
    }
    return workers != NULL;
}

static int conclude(const fos_context *context, const settings *wanted, const reader *r, const outcome *all)
{
    if (r->failure != 0) {
        fos_error error = FOS_ERROR_INIT;
        fail(&error, FOS_STATUS_IO, "%s", r->failure == EISDIR ? "is a directory, expected a file" : strerror(r->failure));
        snprintf(error.source, sizeof error.source, "%s", name_of_input(wanted->path));
        return complain(context, &error, true);
    }
    return all->bad ? EXIT_BAD : all->incomplete ? EXIT_INCOMPLETE : all->no_way ? EXIT_NO_WAY : EXIT_DONE;
}

int run_batch(const fos_context *context, const settings *wanted)
{
    fos_error error = FOS_ERROR_INIT;
    reader r = { .file = -1 };
    outcome all = { 0 };
    size_t count = wanted->jobs;
    worker *workers = NULL;
    fos_library *library = NULL;
    bool good = open_reader(&r, wanted->path, &error);
    if (good) good = (library = open_library(context, wanted->regimes, &error)) != NULL;
    if (good) {
        workers = calloc(count, sizeof *workers);
        good = open_workers(workers, count, context, wanted, library, &error);
    }
    if (good && count == 1) run_alone(&r, workers, &all);
    if (good && count > 1) run_together(&r, workers, count, &all);
    int result = good ? conclude(context, wanted, &r, &all) : complain(context, &error, true);
    for (size_t i = 0; workers != NULL && i < count; i++)
        close_worker(&workers[i]);
    free(workers);
    fos_library_free(library);
    text_free(&r.rest);
    if (r.file > STDIN_FILENO) close(r.file);
    return result;
}
