/* What the importers of tariffs share: the table under construction, and how a row is left out. */
#ifndef FOSI_IMPORT_H
#define FOSI_IMPORT_H

#include <fos/import.h>

#include "base/csv_records.h"

/* No record or entry of a published file is longer. */
#define FOSI_IMPORT_LONGEST ((size_t)256 * 1024)

/* A column of the file: where it stands (UINT32_MAX: it does not). */
typedef struct fosi_import_column {
    const char *name;
    bool needed;
} fosi_import_column;

#define FOSI_IMPORT_COLUMNS 16
#define FOSI_IMPORT_INDENTS 24

/* A line of the Harmonized Tariff Schedule of the United States, from JSON or CSV. Absent texts are empty. */
typedef struct fosi_hts_line {
    const char *code, *description, *general, *special, *other;
    uint32_t indent, line;
} fosi_hts_line;

typedef struct fosi_import_form {
    const char *name;
    fos_status (*feed)(struct fos_import *import, const char *bytes, size_t length, bool last, fos_error *error);
} fosi_import_form;

struct fos_import {
    const fos_context *context;
    const fosi_import_form *form;
    fos_tariff_builder *builder;
    fos_import_options options;
    fosi_records records;
    fosi_arena arena;  /* of the row at hand */
    fos_buffer folded; /* a text of the row that went over several lines */
    size_t rows, skipped;
    bool row_skipped;       /* the row at hand is counted as left out already */
    uint32_t left_out_line; /* when the table is written: the row of the last measure left out */
    bool has_columns;
    uint32_t columns[FOSI_IMPORT_COLUMNS];
    /* us-hts: the rates of the line at each indent, inherited by what stands below without its own */
    struct {
        char code[16], *general, *special, *other;
    } above[FOSI_IMPORT_INDENTS];
    bool column_two; /* its group is there */
    /* us-hts-json: the object at hand */
    fos_buffer object;
    uint32_t depth, object_line, line;
    bool in_text, escaped, opened, closed;
    fos_status failed;
};

/* Feeds the records of a CSV to `take`, whose user is the import. */
fos_status fosi_import_records(struct fos_import *import, const char *bytes, size_t length, bool last, fosi_record_taker *take,
                               fos_error *error);
/* The line on which the record at hand begins. */
static inline uint32_t fosi_import_line(const struct fos_import *import) { return import->records.fields[0].line; }
/* Leaves the row at hand out and tells why; it is counted once. */
void fosi_import_skip(struct fos_import *import, uint32_t line, fos_status status, const char *format, ...) FOSI_PRINTF(4, 5);
/* Sets the line of an error about the record at hand; returns the status. */
fos_status fosi_import_at_line(const struct fos_import *import, fos_error *error, fos_status status);
/* Finds the columns by their names in the first record. MISSING_KEY names one that is needed. `plain`: names are compared by
 * small letters and digits alone. */
fos_status fosi_import_columns(struct fos_import *import, const fosi_import_column *columns, size_t count, bool plain,
                               fos_error *error);
/* A field of the record at hand; "" where there is none. */
const char *fosi_import_field(const struct fos_import *import, size_t column);
/* Adds a measure whose rate must be one; leaves it out otherwise. Only NO_MEMORY is returned. */
fos_status fosi_import_measure(struct fos_import *import, const fos_tariff_row *row);
/* These may be there already. */
fos_status fosi_import_group(struct fos_import *import, const char *id, const char *name);
fos_status fosi_import_programme(struct fos_import *import, const char *id, const char *name, const char *proof);
fos_status fosi_import_code(struct fos_import *import, uint32_t line, const char *code, const char *description, int declarable);

/* import_uk.c, import_hts.c, import_list.c */
fos_status fosi_import_uk(struct fos_import *import, const char *bytes, size_t length, bool last, fos_error *error);
fos_status fosi_import_hts_csv(struct fos_import *import, const char *bytes, size_t length, bool last, fos_error *error);
fos_status fosi_import_hts_json(struct fos_import *import, const char *bytes, size_t length, bool last, fos_error *error);
fos_status fosi_import_list(struct fos_import *import, const char *bytes, size_t length, bool last, fos_error *error);
/* One line of the schedule, wherever it was read. */
fos_status fosi_import_hts_line(struct fos_import *import, const fosi_hts_line *line);

#endif
