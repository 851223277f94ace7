/* Rows on their way into an image: what the builder gathers and image.c puts in order. Not for the other rooms. */
#ifndef FOSI_TARIFF_BUILDER_H
#define FOSI_TARIFF_BUILDER_H

#include "tariff/table.h"

/* An array that grows; `size` is that of an element. */
typedef struct fosi_growing {
    unsigned char *data;
    uint32_t count, capacity, size;
} fosi_growing;

/* Room for one more element, counted and cleared; NULL when out of memory or at 2^31 of them. */
void *fosi_growing_add(const fos_context *context, fosi_growing *array);

/* Which entry of an array has these bytes: open addressing over pairs of hash and number + 1. */
typedef struct fosi_lookup_slot {
    uint32_t hash, entry;
} fosi_lookup_slot;
typedef struct fosi_lookup {
    fosi_lookup_slot *slots;
    uint32_t count, capacity;
} fosi_lookup;

typedef struct fosi_build_string {
    size_t at; /* in the pool */
    uint32_t length;
    uint32_t place; /* in the image, once it is known; 0 before */
} fosi_build_string;

typedef struct fosi_build_line {
    uint64_t code; /* with its length, without flags */
    uint32_t text; /* number of a string, as all texts here */
    int32_t declarable;
    fos_date start, end;
    bool dated;
} fosi_build_line;

typedef struct fosi_build_term {
    uint32_t field[FOSI_TERM_FIELDS];
} fosi_build_term;

typedef struct fosi_build_measure {
    uint32_t line, term, row;
} fosi_build_measure;

#define FOSI_MOST_EXCLUSIONS 64 /* of one origin */

typedef struct fosi_build_clause {
    uint32_t origin, first, count, text;
} fosi_build_clause;

typedef struct fosi_build_group {
    uint32_t id, name, first, count; /* members: once they are sorted */
} fosi_build_group;

typedef struct fosi_build_member {
    uint32_t group, country;
    fos_date start, end;
} fosi_build_member;

typedef struct fosi_build_programme {
    uint32_t id, name, proof;
} fosi_build_programme;

struct fos_tariff_builder {
    const fos_context *context;
    uint32_t id, currency, data_version, source, starter;
    bool exact_codes;
    uint32_t left_out; /* measures that the last image does not have */
    fos_buffer pool; /* bytes of the strings, a NUL after each */
    fosi_growing strings, lines, terms, measures, clauses, exclusions, groups, members, programmes;
    fosi_lookup string_lookup, line_lookup, term_lookup, clause_lookup;
};

/* ---- builder_pool.c ---- */

typedef bool fosi_build_same(const fos_tariff_builder *builder, uint32_t entry, const void *key);

uint32_t fosi_build_hash(const void *bytes, size_t length);
/* The entry that is `same` as the key, or FOSI_TARIFF_NONE; `*slot` is then where it belongs. Room is made first; false when out of
 * memory. */
bool fosi_build_find(const fos_tariff_builder *builder, fosi_lookup *lookup, uint32_t hash, fosi_build_same *same,
                     const void *key, uint32_t *entry, fosi_lookup_slot **slot);
void fosi_build_put(fosi_lookup *lookup, fosi_lookup_slot *slot, uint32_t hash, uint32_t entry);
/* The number of a text, added when it is new; string 0 is the empty one. False when out of memory. */
bool fosi_build_intern(fos_tariff_builder *builder, fosi_slice text, uint32_t *number);
/* The same for a text of a row: UTF-8 on one line, spaces around it left out. LIMIT_SIZE, ENCODING, INVALID_VALUE. */
fos_status fosi_build_text(fos_tariff_builder *builder, const char *what, const char *text, uint32_t *number, fos_error *error);

/* ---- builder.c ---- */

/* Names the field of the row that an error is about, as the pointer. */
fos_status fosi_build_point(fos_error *error, const char *pointer, fos_status status);
/* Both days lie in the years that dates have, in this order. */
fos_status fosi_build_check_days(fos_date start, fos_date end, fos_error *error);
/* The number of a code, added when it is new. */
fos_status fosi_build_take_line(fos_tariff_builder *builder, const char *code, uint32_t *number, fos_error *error);
/* By the number of its id; FOSI_TARIFF_NONE when there is none. */
uint32_t fosi_build_group_of(const fos_tariff_builder *builder, uint32_t id);
uint32_t fosi_build_programme_of(const fos_tariff_builder *builder, uint32_t id);

#define fosi_entry(builder, array, type, index) (&((type *)(void *)(builder)->array.data)[index])

#endif
