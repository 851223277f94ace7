/* Form CN 23 as plain text, 96 characters wide. */
#include <string.h>

#include "codec/cn23.h"

#define COLUMNS 6

static bool is_tail(char c) { return ((unsigned char)c & 0xc0u) == 0x80u; }

size_t fosi_cn23_width(fosi_slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += !is_tail(text.data[i]);
    return count;
}

size_t fosi_cn23_wrap(fosi_slice text, size_t width, size_t *next)
{
    size_t count = 0, at = 0, space = 0;
    for (; at < text.length; at++) {
        if (is_tail(text.data[at])) continue;
        if (text.data[at] == '\n') {
            *next = at + 1;
            return at;
        }
        if (count++ == width) break;
        if (text.data[at] == ' ') space = at;
    }
    if (at < text.length && space > 0) at = space;
    *next = at < text.length && text.data[at] == ' ' ? at + 1 : at;
    return at;
}

static void put_spaces(fos_buffer *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fosi_buffer_char(out, ' ');
}

/* A label in 30 columns and its text behind it, on as many lines as it takes. */
static void put_field(fos_buffer *out, const char *label, fosi_slice text)
{
    size_t next = 0;
    fosi_buffer_text(out, label);
    if (text.length > 0) put_spaces(out, 30 - strlen(label));
    do {
        size_t length = fosi_cn23_wrap(text, 66, &next);
        fosi_buffer_put(out, text.data, length);
        fosi_buffer_char(out, '\n');
        text = (fosi_slice){ text.data + next, text.length - next };
        if (text.length > 0) put_spaces(out, 30);
    } while (text.length > 0);
}

static void put_party(fos_buffer *out, const char *label, const fosi_cn23_party *party, const char *reference)
{
    for (size_t i = 0; i < party->count; i++)
        put_field(out, i == 0 ? label : "", party->rows[i]);
    if (party->count == 0) put_field(out, label, fosi_slice_of(""));
    put_field(out, reference, party->reference);
}

static const size_t widths[COLUMNS] = { 30, 13, 11, 16, 14, 11 };

/* One row of the table: each cell goes on below itself. */
static void put_row(fos_buffer *out, fosi_slice cells[COLUMNS])
{
    bool more = true;
    while (more) {
        size_t pending = 0;
        more = false;
        for (size_t i = 0; i < COLUMNS; i++) {
            size_t next = 0, length = fosi_cn23_wrap(cells[i], widths[i] - 1, &next);
            fosi_slice piece = { cells[i].data, length };
            if (length > 0) {
                put_spaces(out, pending);
                fosi_buffer_put(out, piece.data, length);
                pending = 0;
            }
            pending += widths[i] - fosi_cn23_width(piece);
            cells[i] = (fosi_slice){ cells[i].data + next, cells[i].length - next };
            more = more || cells[i].length > 0;
        }
        fosi_buffer_char(out, '\n');
    }
}

static void put_table(const fosi_cn23 *form, fos_buffer *out)
{
    static const char *const heads[COLUMNS] = {
        "Detailed description (1)", "Quantity (2)", "Net kg (3)", "Value (5)", "HS number (7)", "Origin (8)"
    };
    fosi_slice cells[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = fosi_slice_of(heads[i]);
    put_row(out, cells);
    for (size_t i = 0; i < form->line_count; i++) {
        const fosi_cn23_line *line = &form->lines[i];
        cells[0] = line->description;
        cells[1] = line->quantity;
        cells[2] = line->net_mass;
        cells[3] = line->value;
        cells[4] = line->code;
        cells[5] = line->origin;
        put_row(out, cells);
    }
}

static void put_categories(const fosi_cn23 *form, fos_buffer *out)
{
    const char label[] = "Category of item (10)";
    fosi_buffer_text(out, label);
    put_spaces(out, 30 - strlen(label));
    for (size_t i = 0; i < FOSI_CN23_CATEGORIES; i++) {
        if (i == 3) {
            fosi_buffer_char(out, '\n');
            put_spaces(out, 30);
        }
        fosi_buffer_text(out, fosi_cn23_categories[i].category == form->category ? "[x] " : "[ ] ");
        fosi_buffer_text(out, fosi_cn23_categories[i].name);
        if (i % 3 != 2) put_spaces(out, 20 - strlen(fosi_cn23_categories[i].name));
    }
    fosi_buffer_char(out, '\n');
}

void fosi_cn23_put_text(const fosi_cn23 *form, fos_buffer *out)
{
    fosi_buffer_text(out, "CUSTOMS DECLARATION");
    put_spaces(out, 72);
    fosi_buffer_text(out, "CN 23\n\n");
    put_field(out, "Item number", form->item_number);
    put_party(out, "From", &form->from, "Sender's customs reference");
    put_party(out, "To", &form->to, "Importer's reference");
    fosi_buffer_char(out, '\n');
    put_table(form, out);
    fosi_buffer_char(out, '\n');
    put_field(out, "Total gross weight, kg (4)", form->gross_mass);
    put_field(out, "Total value (6)", form->total);
    put_field(out, "Postal charges (9)", form->charges);
    put_categories(form, out);
    if (form->explanation.length > 0) put_field(out, "Explanation", form->explanation);
    put_field(out, "Comments (11)", form->comments);
    put_field(out, "Licence (12)", form->licences);
    put_field(out, "Certificate (13)", form->certificates);
    put_field(out, "Invoice (14)", form->invoices);
    put_field(out, "Date of posting", form->posted);
    put_field(out, "Date and signature (15)", fosi_slice_of(""));
}
