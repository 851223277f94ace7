/* The syntax of EDIFACT (ISO 9735): segments, elements and components between service characters, and their release. What the
 * segments mean is told elsewhere (itmatt.c). */
#ifndef FOSI_EDIFACT_H
#define FOSI_EDIFACT_H

#include <fos/json.h>

#include "base/base.h"

#define FOSI_EDIFACT_COMPONENTS_MOST 64
#define FOSI_EDIFACT_TEXT_MOST 4096

typedef struct fosi_edifact_part {
    fosi_slice text;   /* without release characters */
    uint8_t element;   /* from 1; the tag is none */
    uint8_t component; /* from 1 */
} fosi_edifact_part;

/* One segment. Texts live in the arena of the reader. */
typedef struct fosi_edifact_segment {
    char tag[4];
    size_t offset;
    uint32_t number; /* in the interchange, from 1 */
    size_t count;
    fosi_edifact_part parts[FOSI_EDIFACT_COMPONENTS_MOST];
    uint64_t used; /* bits of the parts that were taken */
} fosi_edifact_segment;

typedef struct fosi_edifact_reader {
    fosi_arena *arena;
    const char *source;
    const char *bytes;
    size_t length;
    size_t at;
    uint32_t number;
    char component, element, release, terminator;
    fos_error *error;
} fosi_edifact_reader;

/* Begins, with the service characters of UNA where there is one. */
fos_status fosi_edifact_begin(fosi_edifact_reader *reader);
/* The next segment; *done at the end of the interchange. Errors name the segment by its number and tag. */
fos_status fosi_edifact_next(fosi_edifact_reader *reader, fosi_edifact_segment *segment, bool *done);
fos_status fosi_edifact_fail(const fosi_edifact_reader *reader, const fosi_edifact_segment *segment, fos_status status,
                             const char *text, fosi_slice value);
/* The text of a component, which is then taken; empty when it is not there. */
fosi_slice fosi_edifact_take(fosi_edifact_segment *segment, unsigned element, unsigned component);

/* ---- writing, with the usual service characters ---- */

typedef struct fosi_edifact_writer {
    fos_buffer *out;
    uint32_t segments; /* of the message */
    unsigned pending_elements, pending_components;
} fosi_edifact_writer;

void fosi_edifact_put_tag(fosi_edifact_writer *writer, const char *tag);
/* The next element, or the next component of the element at hand. Empty ones at the end are left out. */
void fosi_edifact_put_element(fosi_edifact_writer *writer, fosi_slice text);
void fosi_edifact_put_component(fosi_edifact_writer *writer, fosi_slice text);
/* More of the same text. */
void fosi_edifact_put_more(fosi_edifact_writer *writer, fosi_slice text);
void fosi_edifact_put_end(fosi_edifact_writer *writer);

#endif
