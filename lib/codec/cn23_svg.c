/* Form CN 23 as SVG, in millimetres, 210 wide and as high as its lines need. Texts are wrapped by their count of characters, as no
 * font is known here; nothing is cut. */
#include <string.h>

#include "codec/cn23.h"

#define WIDTH 210
#define MARGIN 8
#define ROW 4 /* height of a line of text */

typedef struct drawing {
    fos_buffer *out;
    unsigned y; /* where the next box begins */
} drawing;

static void put_number(fos_buffer *out, const char *name, unsigned value)
{
    fosi_buffer_char(out, ' ');
    fosi_buffer_text(out, name);
    fosi_buffer_text(out, "=\"");
    fosi_buffer_unsigned(out, value);
    fosi_buffer_char(out, '"');
}

static void put_box(fos_buffer *out, unsigned x, unsigned y, unsigned width, unsigned height)
{
    fosi_buffer_text(out, "<rect");
    put_number(out, "x", x);
    put_number(out, "y", y);
    put_number(out, "width", width);
    put_number(out, "height", height);
    fosi_buffer_text(out, "/>\n");
}

static void put_escaped(fos_buffer *out, fosi_slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '&')
            fosi_buffer_text(out, "&amp;");
        else if (c == '<')
            fosi_buffer_text(out, "&lt;");
        else if (c == '>')
            fosi_buffer_text(out, "&gt;");
        else
            fosi_buffer_char(out, c < ' ' ? ' ' : (char)c);
    }
}

static void put_words(fos_buffer *out, const char *style, unsigned x, unsigned y, fosi_slice text)
{
    if (text.length == 0) return;
    fosi_buffer_text(out, "<text class=\"");
    fosi_buffer_text(out, style);
    fosi_buffer_char(out, '"');
    put_number(out, "x", x);
    put_number(out, "y", y);
    fosi_buffer_char(out, '>');
    put_escaped(out, text);
    fosi_buffer_text(out, "</text>\n");
}

/* A text over as many lines as it takes; returns how many. With `out` NULL it only counts. */
static unsigned put_wrapped(fos_buffer *out, unsigned x, unsigned y, unsigned width, fosi_slice text)
{
    unsigned lines = 0;
    size_t characters = width * 10 / 17, next = 0; /* 1.7 mm a character */
    while (text.length > 0) {
        size_t length = fosi_cn23_wrap(text, characters == 0 ? 1 : characters, &next);
        if (out != NULL) put_words(out, "v", x, y + lines * ROW, (fosi_slice){ text.data, length });
        lines++;
        text = (fosi_slice){ text.data + next, text.length - next };
    }
    return lines;
}

/* A box with a small label; returns the height that it needs, and draws it when `height` is given. */
static unsigned put_field(fos_buffer *out, unsigned x, unsigned y, unsigned width, unsigned height, const char *label,
                          fosi_slice text)
{
    unsigned lines = put_wrapped(height == 0 ? NULL : out, x + 1, y + 8, width - 2, text);
    if (height > 0) {
        put_box(out, x, y, width, height);
        put_words(out, "l", x + 1, y + 3, fosi_slice_of(label));
    }
    return 6 + (lines == 0 ? 1 : lines) * ROW;
}

typedef struct field {
    const char *label;
    fosi_slice text;
    unsigned width;
} field;

static void put_fields(drawing *d, const field *fields, size_t count)
{
    unsigned height = 0, x = MARGIN;
    for (size_t i = 0; i < count; i++) {
        unsigned its = put_field(d->out, 0, 0, fields[i].width, 0, "", fields[i].text);
        if (its > height) height = its;
    }
    for (size_t i = 0; i < count; x += fields[i++].width)
        put_field(d->out, x, d->y, fields[i].width, height, fields[i].label, fields[i].text);
    d->y += height;
}

static unsigned put_party(fos_buffer *out, unsigned x, unsigned y, unsigned height, const char *label,
                          const fosi_cn23_party *party)
{
    unsigned lines = 0;
    for (size_t i = 0; i < party->count; i++)
        lines += put_wrapped(height == 0 ? NULL : out, x + 1, y + 8 + lines * ROW, 95, party->rows[i]);
    if (height > 0) {
        put_box(out, x, y, 97, height);
        put_words(out, "l", x + 1, y + 3, fosi_slice_of(label));
    }
    return 6 + lines * ROW;
}

static void put_parties(drawing *d, const fosi_cn23 *form)
{
    unsigned from = put_party(d->out, 0, 0, 0, "", &form->from), to = put_party(d->out, 0, 0, 0, "", &form->to);
    unsigned height = from > to ? from : to;
    put_party(d->out, MARGIN, d->y, height, "From", &form->from);
    put_party(d->out, MARGIN + 97, d->y, height, "To", &form->to);
    d->y += height;
    const field references[] = { { "Sender's customs reference", form->from.reference, 97 },
                                 { "Importer's reference", form->to.reference, 97 } };
    put_fields(d, references, 2);
}

static void put_lines(drawing *d, const fosi_cn23 *form)
{
    for (size_t i = 0; i < form->line_count || i == 0; i++) {
        static const fosi_cn23_line blank = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
        const fosi_cn23_line *line = form->line_count == 0 ? &blank : &form->lines[i];
        const field cells[] = { { i == 0 ? "Detailed description of contents (1)" : "", line->description, 76 },
                                { i == 0 ? "Quantity (2)" : "", line->quantity, 20 },
                                { i == 0 ? "Net weight, kg (3)" : "", line->net_mass, 24 },
                                { i == 0 ? "Value (5)" : "", line->value, 30 },
                                { i == 0 ? "HS tariff number (7)" : "", line->code, 28 },
                                { i == 0 ? "Origin (8)" : "", line->origin, 16 } };
        put_fields(d, cells, 6);
    }
}

static void put_categories(drawing *d, const fosi_cn23 *form)
{
    put_box(d->out, MARGIN, d->y, 194, 14);
    put_words(d->out, "l", MARGIN + 1, d->y + 3, fosi_slice_of("Category of item (10)"));
    for (unsigned i = 0; i < FOSI_CN23_CATEGORIES; i++) {
        unsigned x = MARGIN + 2 + i * 32, y = d->y + 6;
        put_box(d->out, x, y, 3, 3);
        if (fosi_cn23_categories[i].category == form->category) put_words(d->out, "v", x + 1, y + 3, fosi_slice_of("x"));
        put_words(d->out, "v", x + 5, y + 3, fosi_slice_of(fosi_cn23_categories[i].name));
    }
    d->y += 14;
}

static void put_boxes(drawing *d, const fosi_cn23 *form)
{
    const field head[] = { { "CUSTOMS DECLARATION", fosi_slice_of("CN 23"), 97 }, { "Item number", form->item_number, 97 } };
    const field totals[] = { { "Total gross weight, kg (4)", form->gross_mass, 64 },
                             { "Total value (6)", form->total, 65 },
                             { "Postal charges/Fees (9)", form->charges, 65 } };
    const field notes[] = { { "Explanation", form->explanation, 64 }, { "Comments (11)", form->comments, 130 } };
    const field documents[] = { { "Licence (12)", form->licences, 64 },
                                { "Certificate (13)", form->certificates, 65 },
                                { "Invoice (14)", form->invoices, 65 } };
    const field end[] = { { "Date of posting", form->posted, 64 },
                          { "Date and sender's signature (15)", fosi_slice_of(""), 130 } };
    put_fields(d, head, 2);
    put_parties(d, form);
    put_lines(d, form);
    put_fields(d, totals, 3);
    put_categories(d, form);
    put_fields(d, notes, 2);
    put_fields(d, documents, 3);
    put_fields(d, end, 2);
}

void fosi_cn23_put_svg(const fosi_cn23 *form, fos_buffer *out)
{
    static const char head[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"";
    static const char style[] = "<style>rect{fill:none;stroke:black;stroke-width:0.2}text{font-family:sans-serif}"
                                ".l{font-size:2.2px}.v{font-size:3px}</style>\n";
    drawing d = { out, MARGIN };
    fos_buffer boxes;
    fosi_buffer_init(&boxes, out->context);
    d.out = &boxes;
    put_boxes(&d, form);
    fosi_buffer_text(out, head);
    fosi_buffer_unsigned(out, d.y + MARGIN);
    fosi_buffer_text(out, "mm\" viewBox=\"0 0 210 ");
    fosi_buffer_unsigned(out, d.y + MARGIN);
    fosi_buffer_text(out, "\">\n");
    fosi_buffer_text(out, style);
    fosi_buffer_put(out, fos_buffer_data(&boxes), boxes.size);
    fosi_buffer_text(out, "</svg>\n");
    if (boxes.failed) out->failed = true;
    fosi_buffer_done(&boxes);
}
