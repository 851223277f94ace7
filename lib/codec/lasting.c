/* See lasting.h. */
#include "codec/lasting.h"

#include <fos/records.h>

#define ROWS 2048 /* a power of two; filled to three quarters */
#define MOST_TEXTS 4096
#define MOST_BYTES ((size_t)1 << 20)

void fosi_lasting_init(fosi_lasting *lasting, const fos_context *context)
{
    memset(lasting, 0, sizeof *lasting);
    fosi_buffer_init(&lasting->bytes, context);
    fosi_buffer_init(&lasting->ends, context);
}

void fosi_lasting_done(fosi_lasting *lasting)
{
    fosi_release(lasting->bytes.context, lasting->rows);
    fosi_buffer_done(&lasting->bytes);
    fosi_buffer_done(&lasting->ends);
}

static void forget(fosi_lasting *lasting)
{
    memset(lasting->rows, 0, ROWS * sizeof *lasting->rows);
    fos_buffer_clear(&lasting->bytes);
    fos_buffer_clear(&lasting->ends);
    lasting->count = lasting->row_count = 0;
    lasting->generation++;
}

static bool rows_full(const fosi_lasting *lasting) { return lasting->row_count >= ROWS / 4 * 3; }

bool fosi_lasting_begin(fosi_lasting *lasting)
{
    if (fosi_unlikely(lasting->rows == NULL)) {
        lasting->rows = fosi_allocate(lasting->bytes.context, ROWS * sizeof *lasting->rows);
        if (lasting->rows == NULL) return false;
        forget(lasting);
    }
    bool full = lasting->count >= MOST_TEXTS / 4 * 3 || lasting->bytes.size >= MOST_BYTES / 4 * 3 || rows_full(lasting);
    if (fosi_unlikely(full || fosi_lasting_failed(lasting))) forget(lasting);
    return true;
}

uint64_t fosi_lasting_add(fosi_lasting *lasting, const char *text, size_t length)
{
    if (lasting->count == MOST_TEXTS || length > MOST_BYTES - lasting->bytes.size) return 0;
    fosi_buffer_put(&lasting->bytes, text, length);
    uint32_t end = (uint32_t)lasting->bytes.size;
    fosi_buffer_put(&lasting->ends, (const char *)&end, sizeof end);
    return fosi_lasting_failed(lasting) ? 0 : FOS_RECORD_LASTING | lasting->count++;
}

uint64_t fosi_lasting_at(fosi_lasting *lasting, const char *text, size_t length)
{
    size_t at = (uintptr_t)text >> 3 ^ (uintptr_t)text >> 11;
    while (lasting->rows[at % ROWS].text != NULL && lasting->rows[at % ROWS].text != text)
        at++;
    fosi_lasting_row *row = &lasting->rows[at % ROWS];
    if (fosi_likely(row->text != NULL)) return row->word;
    if (rows_full(lasting)) return 0;
    uint64_t word = fosi_lasting_add(lasting, text, length == SIZE_MAX ? strlen(text) : length);
    if (word == 0) return 0;
    *row = (fosi_lasting_row){ text, word };
    lasting->row_count++;
    return word;
}
