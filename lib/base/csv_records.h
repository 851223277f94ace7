/* Records of CSV (RFC 4180), cut out of bytes as they come. Lines end in LF, CR LF or CR; blank lines and a byte order mark are passed
 * over. Who reads a form of CSV hands in a function that takes one record at a time. */
#ifndef FOSI_CSV_RECORDS_H
#define FOSI_CSV_RECORDS_H

#include "base/base.h"

typedef struct fosi_record_rules {
    uint32_t most_fields;
    size_t longest;    /* bytes of all fields of a record */
    bool remarks;      /* "#", "# words" and "##…" are one field, up to the end of their line */
    bool any_text;     /* need not be UTF-8 */
    bool loose_quotes; /* a quote inside a field that has none around it is of its text */
} fosi_record_rules;

typedef struct fosi_record_field {
    size_t at, length;     /* in the bytes of the record; a NUL follows */
    uint64_t offset;       /* of its first byte in all that was fed, */
    uint32_t line, column; /* and the same for people, from 1 */
} fosi_record_field;

typedef struct fosi_records {
    const fosi_record_rules *rules;
    fos_buffer bytes;
    fosi_record_field *fields; /* of the record at hand */
    uint32_t count, capacity;
    uint64_t offset; /* of the next byte */
    uint32_t line, column;
    uint8_t state, mark;
    bool after_return;
} fosi_records;

typedef fos_status fosi_record_taker(void *user, fos_error *error);

void fosi_records_init(fosi_records *records, const fos_context *context, const fosi_record_rules *rules);
void fosi_records_done(fosi_records *records);
/* Calls `take` for each record that ends in these bytes. Fails with a place where they are no CSV or no UTF-8, with what `take`
 * returned, or with NO_MEMORY. */
fos_status fosi_records_feed(fosi_records *records, const char *bytes, size_t length, fosi_record_taker *take, void *user,
                             fos_error *error);
/* The same for a last record without its end. */
fos_status fosi_records_end(fosi_records *records, fosi_record_taker *take, void *user, fos_error *error);

/* A field of the record at hand, NUL-terminated; "" past the last. */
static inline const char *fosi_record_text(const fosi_records *records, uint32_t field)
{
    return field < records->count ? records->bytes.data + records->fields[field].at : "";
}

#endif
