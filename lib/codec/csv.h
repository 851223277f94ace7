/* Flat CSV (RFC 4180) of the lines of a consignment: a header of dotted paths, a row for each line. A path goes from the
 * request, "item." stands for "consignment.items.", and entries of lists are counted from 1: item.measures.1.unit. */
#ifndef FOSI_CSV_H
#define FOSI_CSV_H

#include "codec/convert.h"
#include "codec/map.h"
#include "dataset/element.h"

#define FOSI_CSV_COLUMNS_MOST 4096
#define FOSI_CSV_CELL_MOST 65536
#define FOSI_CSV_STEPS 12

/* One step of a path: a member, or an entry of a list. */
typedef struct fosi_csv_step {
    const fosi_element *element; /* NULL: the entry `index` of the list before, or the pair `name` */
    const char *name;
    size_t index;
} fosi_csv_step;

typedef struct fosi_csv_column {
    const fosi_element *element; /* of the value */
    bool of_item;
    bool skipped; /* x_… */
    size_t count;
    fosi_csv_step steps[FOSI_CSV_STEPS];
} fosi_csv_column;

/* Understands a header's cell (NUL-terminated). On failure `expected` says why, with a name that is near. */
bool fosi_csv_understand(fosi_slice name, fosi_csv_column *column, char expected[160]);

fosi_format_reader fosi_csv_read_request;
fosi_format_writer fosi_csv_write_request;

#endif
