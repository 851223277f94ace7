/* Texts that a session tells a reader of records once and names by number from then on: those that stay where they are as long as
 * the library does, found again by their address, and what is kept with circumstances (told.h). When there is hardly room for
 * more, all are forgotten before the next answer and another generation begins, so that the memory is bounded. */
#ifndef FOSI_LASTING_H
#define FOSI_LASTING_H

#include "base/base.h"

typedef struct fosi_lasting_row {
    const char *text; /* NULL: free */
    uint64_t word;
} fosi_lasting_row;

typedef struct fosi_lasting {
    fos_buffer bytes, ends; /* one behind the other, and where each ends, as uint32_t */
    uint32_t count, generation, row_count;
    fosi_lasting_row *rows; /* an open table; NULL until a record is written */
} fosi_lasting;

void fosi_lasting_init(fosi_lasting *lasting, const fos_context *context);
void fosi_lasting_done(fosi_lasting *lasting);
/* Before an answer. False when there is no memory. */
bool fosi_lasting_begin(fosi_lasting *lasting);
/* Both return the word that names a text in a record; 0 when there is no room, or no memory, which marks a buffer as failed. */
uint64_t fosi_lasting_add(fosi_lasting *lasting, const char *text, size_t length);
uint64_t fosi_lasting_at(fosi_lasting *lasting, const char *text, size_t length); /* SIZE_MAX: it must be measured */
static inline bool fosi_lasting_failed(const fosi_lasting *lasting) { return lasting->bytes.failed || lasting->ends.failed; }

#endif
