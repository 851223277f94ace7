/* Lines, paragraphs and tables for a terminal of 100 columns: what the text views of quotes and comparisons are set with.
 * Knows nothing of charges. Everything that a view makes on the way lives in its arena. */
#ifndef FOSI_TEXT_LAYOUT_H
#define FOSI_TEXT_LAYOUT_H

#include "locale/locale.h"

#define FOSI_PAGE_WIDTH ((size_t)100)
#define FOSI_TABLE_COLUMNS 6

/* A row of a table. */
typedef struct fosi_row {
    const char *cells[FOSI_TABLE_COLUMNS]; /* NULL is empty; '\n' breaks a line */
    const char *note;                      /* a paragraph under the row, or NULL */
    struct fosi_row *next;
} fosi_row;

/* One text view in the making. The first failure stays in `status`; writing goes on harmlessly and is thrown away. */
typedef struct fosi_view {
    fos_buffer *out;
    size_t mark;
    fos_buffer scratch; /* a text in the making; fosi_view_take ends it */
    fosi_row spare;     /* taken when there is no memory for another row */
    fosi_arena arena;
    fosi_locale locale;
    fos_status status;
} fosi_view;

fos_status fosi_view_open(fosi_view *view, const char *locale, fos_buffer *out, fos_error *error);
/* Frees all but `out`, which is cut back when the view failed. Returns the view's status. */
fos_status fosi_view_close(fosi_view *view, fos_error *error);
void fosi_view_note(fosi_view *view, fos_status status);
/* Cleared memory that lives as long as the view, or NULL (noted). */
void *fosi_view_zero(fosi_view *view, size_t count, size_t size);
/* The scratch text as a text that lives as long as the view, control characters made harmless; never NULL. */
const char *fosi_view_take(fosi_view *view);
const char *fosi_view_money(fosi_view *view, fos_decimal amount, const char *currency);

/* Writes `text` in lines of at most the page's width, the first after `head`, the others indented as far as it reaches. */
void fosi_view_paragraph(fosi_view *view, const char *head, const char *text);
void fosi_view_line(fosi_view *view, const char *text);

typedef struct fosi_table {
    size_t columns;
    size_t indent;
    const char *heads[FOSI_TABLE_COLUMNS]; /* all NULL: no headings */
    bool right[FOSI_TABLE_COLUMNS];        /* set flush right; such a column is never broken into lines */
    bool fixed[FOSI_TABLE_COLUMNS];        /* set flush left, and never broken either */
    size_t widths[FOSI_TABLE_COLUMNS];     /* found when the table is written; a width given before is the least */
    fosi_row *first;
    fosi_row *last;
} fosi_table;

/* A new empty row at the table's end, never NULL. */
fosi_row *fosi_table_row(fosi_view *view, fosi_table *table);
void fosi_table_write(fosi_view *view, fosi_table *table);

#endif
