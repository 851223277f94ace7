/* What every reader of documents needs before it knows what it reads: limits, UTF-8, places, and findings about them. */
#ifndef FOSI_BYTES_H
#define FOSI_BYTES_H

#include <fos/json.h>
#include <fos/library.h>

#include "base/base.h"

/* The limits given, or the defaults where there are none. */
fos_limits fosi_limits_of(const fos_limits *given);
/* The size of a document and its UTF-8. */
fos_status fosi_check_bytes(const char *source, const char *bytes, size_t length, const fos_limits *limits, fos_error *error);
/* 3 where a document begins with a byte order mark, which says nothing in UTF-8; else 0. */
size_t fosi_byte_order_mark(const char *bytes, size_t length);

/* Notes findings about a document. Lines are counted on from the finding before, so that many findings in the order of
 * the document cost one walk over it. `report` may be NULL. */
typedef struct fosi_notes {
    fos_report *report;
    const char *source;
    const char *bytes; /* NULL: the document has no places, as one that was made in memory */
    size_t length;
    size_t at;
    size_t line_start;
    uint32_t line;
} fosi_notes;

fosi_notes fosi_notes_of(fos_report *report, const fosi_document *document);
void fosi_note(fosi_notes *notes, bool warning, fos_status status, size_t offset, const char *pointer, const char *format, ...)
    FOSI_PRINTF(6, 7);
/* NO_MEMORY when a finding was lost for want of memory. */
fos_status fosi_notes_status(const fosi_notes *notes, fos_error *error);

#endif
