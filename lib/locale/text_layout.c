/* Setting text for a terminal: breaking paragraphs at spaces, and tables whose columns give way until the page holds them.
 * Widths are those on the screen, so accents and East Asian characters stay aligned. */
#include "locale/text_layout.h"

#include <string.h>

#define GAP ((size_t)2) /* between columns */

fos_status fosi_view_open(fosi_view *view, const char *locale, fos_buffer *out, fos_error *error)
{
    memset(view, 0, sizeof *view);
    fos_status status = fosi_locale_open(&view->locale, locale, error);
    if (status != FOS_STATUS_OK) return status;
    view->out = out;
    view->mark = out->size;
    fosi_buffer_init(&view->scratch, out->context);
    fosi_arena_init(&view->arena, out->context);
    return FOS_STATUS_OK;
}

fos_status fosi_view_close(fosi_view *view, fos_error *error)
{
    fosi_view_note(view, view->scratch.failed ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK);
    fosi_locale_close(&view->locale);
    fosi_arena_free(&view->arena);
    fosi_buffer_done(&view->scratch);
    if (view->status == FOS_STATUS_OK) return fosi_buffer_finish(view->out, view->mark, error);
    view->out->failed = true; /* cuts back what was written so far */
    fosi_buffer_finish(view->out, view->mark, NULL);
    if (view->status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    return fosi_fail(error, view->status, "the text could not be written: %s", fos_status_name(view->status));
}

void fosi_view_note(fosi_view *view, fos_status status)
{
    if (view->status == FOS_STATUS_OK) view->status = status;
}

void *fosi_view_zero(fosi_view *view, size_t count, size_t size)
{
    void *memory = fosi_arena_zero(&view->arena, count == 0 ? 1 : count, size);
    if (memory == NULL) fosi_view_note(view, FOS_STATUS_NO_MEMORY);
    return memory;
}

/* What could steer a terminal becomes a question mark; line breaks are ours and stay. */
static void make_harmless(char *text)
{
    for (unsigned char *at = (unsigned char *)text; *at != '\0'; at++) {
        if ((*at < 0x20 && *at != '\n') || *at == 0x7f) {
            *at = '?';
        } else if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0) {
            at[0] = at[1] = '?';
        }
    }
}

const char *fosi_view_take(fosi_view *view)
{
    char *text = fosi_arena_text(&view->arena, fos_buffer_data(&view->scratch), view->scratch.size);
    if (text == NULL || view->scratch.failed) fosi_view_note(view, FOS_STATUS_NO_MEMORY);
    fos_buffer_clear(&view->scratch);
    if (text == NULL) return "";
    make_harmless(text);
    return text;
}

const char *fosi_view_money(fosi_view *view, fos_decimal amount, const char *currency)
{
    if (!fos_decimal_present(amount)) return "";
    fosi_view_note(view, fosi_locale_put_money(&view->locale, amount, currency, &view->scratch));
    return fosi_view_take(view);
}

/* The end of the word at `start`. A unit stays with its number: "13.21 CHF" and "19 %" are never broken. */
static size_t word_end(const char *text, size_t start)
{
    size_t end = start + strcspn(text + start, " \n");
    while (end > start && text[end] == ' ' && fosi_is_digit(text[end - 1]) &&
           (fosi_is_upper(text[end + 1]) || text[end + 1] == '%'))
        end += 1 + strcspn(text + end + 1, " \n");
    return end;
}

/* The next line of at most `width` columns; `*text` moves behind it. A word wider than the line stands alone and whole. */
static fosi_slice next_line(const char **text, size_t width)
{
    const char *start = *text;
    size_t taken = 0;
    for (;;) {
        size_t word = taken + strspn(start + taken, " ");
        size_t end = word_end(start, word);
        if (end == word || (taken != 0 && fosi_display_width(start, end) > width)) break;
        taken = end;
    }
    const char *rest = start + taken + strspn(start + taken, " ");
    *text = *rest == '\n' ? rest + 1 : rest;
    fosi_slice line = { start, taken };
    return line;
}

static void put_spaces(fos_buffer *out, size_t count)
{
    for (; count > 0; count--)
        fosi_buffer_char(out, ' ');
}

void fosi_view_paragraph(fosi_view *view, const char *head, const char *text)
{
    size_t indent = fosi_display_width(head, strlen(head));
    fosi_buffer_text(view->out, head);
    for (bool first = true; first || *text != '\0'; first = false) {
        if (!first) put_spaces(view->out, indent);
        fosi_slice line = next_line(&text, FOSI_PAGE_WIDTH - indent);
        fosi_buffer_put(view->out, line.data, line.length);
        fosi_buffer_char(view->out, '\n');
    }
}

void fosi_view_line(fosi_view *view, const char *text) { fosi_view_paragraph(view, "", text); }

fosi_row *fosi_table_row(fosi_view *view, fosi_table *table)
{
    fosi_row *row = fosi_view_zero(view, 1, sizeof *row);
    if (row == NULL) {
        memset(&view->spare, 0, sizeof view->spare);
        return &view->spare;
    }
    if (table->last != NULL)
        table->last->next = row;
    else
        table->first = row;
    table->last = row;
    return row;
}

/* The widest line of a cell, or its widest word. */
static size_t cell_width(const char *cell, bool of_words)
{
    size_t widest = 0;
    while (cell != NULL && *cell != '\0') {
        fosi_slice line = next_line(&cell, of_words ? 0 : SIZE_MAX);
        size_t width = fosi_display_width(line.data, line.length);
        if (width > widest) widest = width;
    }
    return widest;
}

static size_t column_width(const fosi_table *table, size_t column, bool of_words)
{
    size_t widest = cell_width(table->heads[column], of_words);
    for (const fosi_row *row = table->first; row != NULL; row = row->next) {
        size_t width = cell_width(row->cells[column], of_words);
        if (width > widest) widest = width;
    }
    return widest;
}

/* Takes columns from the widest one that can give, until the page holds the table or none can. */
static void fit_columns(fosi_table *table)
{
    size_t least[FOSI_TABLE_COLUMNS];
    size_t total = table->indent + GAP * (table->columns - 1);
    for (size_t i = 0; i < table->columns; i++) {
        size_t natural = column_width(table, i, false);
        if (natural > table->widths[i]) table->widths[i] = natural;
        least[i] = table->right[i] || table->fixed[i] ? natural : column_width(table, i, true);
        total += table->widths[i];
    }
    while (total > FOSI_PAGE_WIDTH) {
        size_t widest = table->columns;
        for (size_t i = 0; i < table->columns; i++)
            if (table->widths[i] > least[i] && (widest == table->columns || table->widths[i] > table->widths[widest])) widest = i;
        if (widest == table->columns) return;
        table->widths[widest]--;
        total--;
    }
}

/* Writes the cells side by side, line by line, without spaces at a line's end. */
static void write_cells(fosi_view *view, const fosi_table *table, const char *const *cells)
{
    const char *rest[FOSI_TABLE_COLUMNS];
    bool more = false;
    for (size_t i = 0; i < table->columns; i++)
        rest[i] = cells[i] == NULL ? "" : cells[i];
    do {
        size_t owed = table->indent; /* spaces that only count when something follows */
        more = false;
        for (size_t i = 0; i < table->columns; i++) {
            fosi_slice line = next_line(&rest[i], table->widths[i]);
            size_t width = fosi_display_width(line.data, line.length);
            size_t space = table->widths[i] > width ? table->widths[i] - width : 0;
            if (line.length != 0) {
                put_spaces(view->out, table->right[i] ? owed + space : owed);
                fosi_buffer_put(view->out, line.data, line.length);
                owed = table->right[i] ? 0 : space;
            } else {
                owed += table->widths[i];
            }
            owed += GAP;
            more = more || *rest[i] != '\0';
        }
        fosi_buffer_char(view->out, '\n');
    } while (more);
}

void fosi_table_write(fosi_view *view, fosi_table *table)
{
    fit_columns(table);
    bool headed = false;
    for (size_t i = 0; i < table->columns; i++)
        headed = headed || table->heads[i] != NULL;
    if (headed) write_cells(view, table, table->heads);
    for (const fosi_row *row = table->first; row != NULL; row = row->next) {
        write_cells(view, table, row->cells);
        if (row->note != NULL) fosi_view_paragraph(view, "    ", row->note);
    }
}
