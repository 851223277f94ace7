/* A piece of a batch, line by line: each request becomes its quote or its error. Threads and order are in batch.c. */
#include <stdio.h>
#include <string.h>

#include "library/batch.h"

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') return false;
    return true;
}

/* ---- failures, packed: the fixed part, then the three texts with their NULs ---- */

typedef struct fixed_part {
    fos_status status;
    uint32_t line, column;
    uint64_t offset;
} fixed_part;

static void pack_text(fos_buffer *into, const char *text) { fosi_buffer_put(into, text, strlen(text) + 1); }

static void pack_failure(fos_buffer *into, const fos_error *error)
{
    fixed_part fixed = { error->status, error->line, error->column, error->offset };
    fosi_buffer_put(into, (const char *)&fixed, sizeof fixed);
    pack_text(into, error->source);
    pack_text(into, error->pointer);
    pack_text(into, error->text);
}

static void unpack_text(const char **at, char *into)
{
    size_t size = strlen(*at) + 1;
    memcpy(into, *at, size);
    *at += size;
}

bool fosi_piece_failure(const fosi_piece *piece, size_t *at, fos_error *error)
{
    fixed_part fixed;
    if (*at >= piece->failures.size) return false;
    const char *from = piece->failures.data + *at;
    memcpy(&fixed, from, sizeof fixed);
    from += sizeof fixed;
    error->status = fixed.status;
    error->line = fixed.line;
    error->column = fixed.column;
    error->offset = fixed.offset;
    unpack_text(&from, error->source);
    unpack_text(&from, error->pointer);
    unpack_text(&from, error->text);
    *at = (size_t)(from - piece->failures.data);
    return true;
}

/* ---- answers ---- */

/* The error's place becomes that in the whole input. */
static void put_failure(fosi_piece *p, const fos_batch *batch, fos_error *error, uint64_t line, uint64_t offset)
{
    if (error->source[0] == '\0')
        snprintf(error->source, sizeof error->source, "%s", batch->reading.source != NULL ? batch->reading.source : "request");
    if (error->line == 0) error->column = 1;
    error->line = (uint32_t)(line + (error->line == 0 ? 0 : error->line - 1));
    error->offset += offset;
    if (batch->keep_failures) pack_failure(&p->failures, error);
    if (fos_error_write_json(error, &p->out, NULL) != FOS_STATUS_OK) p->status = FOS_STATUS_NO_MEMORY;
    fosi_buffer_char(&p->out, '\n');
    p->counts.errors++;
}

static fos_status answer_line(fosi_piece *p, fosi_worker *w, const char *line, size_t length, fos_error *error)
{
    const fos_quote *quote = NULL;
    const fos_batch *batch = w->batch;
    fos_status status = fos_request_read_json(w->request, line, length, &batch->reading, error);
    if (status != FOS_STATUS_OK) return status;
    if (batch->approach != NULL) w->request->approach = batch->approach;
    if (batch->date != FOS_DATE_ABSENT) w->request->date = batch->date;
    status = fosi_rate_book_lend(&batch->rates, w->request, error);
    if (status != FOS_STATUS_OK) return status;
    status = fos_session_quote(w->session, w->request, &quote, error);
    if (status == FOS_STATUS_OK) status = fos_quote_write_json(quote, &p->out, error);
    if (status != FOS_STATUS_OK) return status;
    fosi_buffer_char(&p->out, '\n');
    p->counts.quotes++;
    p->counts.incomplete += quote->complete != FOS_TRUTH_TRUE;
    return FOS_STATUS_OK;
}

static void refuse_long_line(fosi_piece *p, const fos_batch *batch)
{
    fos_error error = FOS_ERROR_INIT;
    fosi_fail(&error, FOS_STATUS_LIMIT_SIZE, "the line is longer than %llu bytes",
              (unsigned long long)batch->reading.limits.document);
    put_failure(p, batch, &error, p->first_line, p->offset);
}

static void answer_lines(fosi_piece *p, fosi_worker *w)
{
    uint64_t line = p->first_line;
    for (size_t at = 0; at < p->in.size && p->status == FOS_STATUS_OK; line++) {
        const char *start = p->in.data + at;
        const char *newline = memchr(start, '\n', p->in.size - at);
        size_t length = newline != NULL ? (size_t)(newline - start) : p->in.size - at;
        fos_error error = FOS_ERROR_INIT;
        if (atomic_load_explicit(&w->batch->stopped, memory_order_relaxed)) return;
        fos_status status = is_blank(start, length) ? FOS_STATUS_OK : answer_line(p, w, start, length, &error);
        if (status == FOS_STATUS_NO_MEMORY)
            p->status = status;
        else if (status != FOS_STATUS_OK)
            put_failure(p, w->batch, &error, line, p->offset + at);
        at += length + 1;
    }
}

void fosi_piece_answer(fosi_piece *piece, fosi_worker *worker)
{
    static const fos_batch_counts none = FOS_BATCH_COUNTS_INIT;
    piece->counts = none;
    piece->status = FOS_STATUS_OK;
    fos_buffer_clear(&piece->out);
    fos_buffer_clear(&piece->failures);
    if (piece->too_long)
        refuse_long_line(piece, worker->batch);
    else
        answer_lines(piece, worker);
    if (piece->out.failed || piece->failures.failed) piece->status = FOS_STATUS_NO_MEMORY;
}
