/* Form CN 23 of the Universal Postal Union: what stands in its boxes, taken from a request once, and printed as text or SVG. */
#ifndef FOSI_CN23_H
#define FOSI_CN23_H

#include "codec/convert.h"
#include "codec/map.h"

enum { FOSI_CN23_TEXT = 1, FOSI_CN23_SVG = 2 };

#define FOSI_CN23_PARTY_ROWS 12

typedef struct fosi_cn23_party {
    fosi_slice rows[FOSI_CN23_PARTY_ROWS];
    size_t count;
    fosi_slice reference; /* for customs: tax code, VAT number, importer's code */
} fosi_cn23_party;

typedef struct fosi_cn23_line {
    fosi_slice description; /* box 1 */
    fosi_slice quantity;    /* 2 */
    fosi_slice net_mass;    /* 3 */
    fosi_slice value;       /* 5 */
    fosi_slice code;        /* 7 */
    fosi_slice origin;      /* 8 */
} fosi_cn23_line;

typedef struct fosi_cn23 {
    fosi_slice item_number;
    fosi_cn23_party from;
    fosi_cn23_party to;
    fosi_cn23_line *lines;
    size_t line_count;
    fosi_slice gross_mass;   /* 4 */
    fosi_slice total;        /* 6 */
    fosi_slice charges;      /* 9 */
    int category;            /* 10: fos_category, or 0 */
    fosi_slice explanation;  /* of another category */
    fosi_slice comments;     /* 11 */
    fosi_slice licences;     /* 12 */
    fosi_slice certificates; /* 13 */
    fosi_slice invoices;     /* 14 */
    fosi_slice posted;
} fosi_cn23;

/* The categories of box 10 in the order of the form. */
typedef struct fosi_cn23_category {
    int category;
    const char *name;
} fosi_cn23_category;
extern const fosi_cn23_category fosi_cn23_categories[];
#define FOSI_CN23_CATEGORIES 6

void fosi_cn23_put_text(const fosi_cn23 *form, fos_buffer *out);
void fosi_cn23_put_svg(const fosi_cn23 *form, fos_buffer *out);

/* How much of `text` fits `width` characters, cut at a space where there is one; the rest begins at *next. */
size_t fosi_cn23_wrap(fosi_slice text, size_t width, size_t *next);
size_t fosi_cn23_width(fosi_slice text);

fosi_format_writer fosi_cn23_write_request;

#endif
