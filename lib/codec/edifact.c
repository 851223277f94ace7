/* Segments in and out. */
#include "codec/edifact.h"

#include <string.h>

fos_status fosi_edifact_fail(const fosi_edifact_reader *reader, const fosi_edifact_segment *segment, fos_status status,
                             const char *text, fosi_slice value)
{
    return fosi_fail_at(reader->error, status, reader->source, reader->bytes, reader->length, segment->offset, NULL,
                        "segment %lu (%s): %s%s%.*s%s", (unsigned long)segment->number, segment->tag, text,
                        value.length > 0 ? " \"" : "", value.length > 60 ? 60 : (int)value.length, value.data,
                        value.length > 0 ? "\"" : "");
}

static bool is_space(char c) { return c == ' ' || c == '\r' || c == '\n'; }

static void skip_spaces(fosi_edifact_reader *reader)
{
    while (reader->at < reader->length && is_space(reader->bytes[reader->at]))
        reader->at++;
}

/* UNA, four characters that separate, a reserved one and one that ends a segment. */
fos_status fosi_edifact_begin(fosi_edifact_reader *reader)
{
    reader->component = ':';
    reader->element = '+';
    reader->release = '?';
    reader->terminator = '\'';
    skip_spaces(reader);
    const char *at = reader->bytes + reader->at;
    if (reader->length - reader->at < 9 || memcmp(at, "UNA", 3) != 0) return FOS_STATUS_OK;
    reader->component = at[3];
    reader->element = at[4];
    reader->release = at[6];
    reader->terminator = at[8];
    const char all[4] = { at[3], at[4], at[6], at[8] };
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < i; k++)
            if (all[i] == all[k] && all[i] != ' ')
                return fosi_fail_at(reader->error, FOS_STATUS_SYNTAX, reader->source, reader->bytes, reader->length, reader->at,
                                    NULL, "UNA gives the character '%c' two meanings", all[i]);
    reader->at += 9;
    return FOS_STATUS_OK;
}

static bool ends_part(const fosi_edifact_reader *reader, char c)
{
    return c == reader->component || c == reader->element || c == reader->terminator;
}

/* The text up to the next service character, without the characters that release others. */
static fos_status read_text(fosi_edifact_reader *reader, const fosi_edifact_segment *segment, fosi_slice *text)
{
    size_t start = reader->at, released = 0;
    while (reader->at < reader->length && !ends_part(reader, reader->bytes[reader->at])) {
        bool releases = reader->bytes[reader->at] == reader->release && reader->release != ' ';
        if (releases && reader->at + 1 == reader->length)
            return fosi_edifact_fail(reader, segment, FOS_STATUS_SYNTAX, "a release character at the end of the document",
                                     fosi_slice_of(""));
        released += releases;
        reader->at += releases ? 2 : 1;
    }
    size_t length = reader->at - start - released, to = 0;
    *text = fosi_slice_of("");
    if (length > FOSI_EDIFACT_TEXT_MOST)
        return fosi_edifact_fail(reader, segment, FOS_STATUS_LIMIT_SIZE, "a text of more than 4096 bytes", *text);
    if (length == 0) return FOS_STATUS_OK;
    char *copy = fosi_arena_take(reader->arena, length + 1);
    if (copy == NULL) return fosi_fail_memory(reader->error);
    for (size_t i = start; i < reader->at; i++) {
        if (reader->bytes[i] == reader->release && reader->release != ' ') i++;
        copy[to++] = reader->bytes[i];
    }
    copy[to] = '\0';
    *text = (fosi_slice){ copy, to };
    return memchr(copy, '\0', to) == NULL
               ? FOS_STATUS_OK
               : fosi_edifact_fail(reader, segment, FOS_STATUS_ENCODING, "a NUL, which no text may hold", fosi_slice_of(""));
}

static fos_status read_tag(fosi_edifact_reader *reader, fosi_edifact_segment *segment)
{
    for (size_t i = 0; i < 3; i++) {
        char c = reader->at < reader->length ? reader->bytes[reader->at] : '\0';
        if (!fosi_is_upper(c) && !fosi_is_digit(c))
            return fosi_edifact_fail(reader, segment, FOS_STATUS_SYNTAX, "expected a tag of three letters", fosi_slice_of(""));
        segment->tag[i] = c;
        reader->at++;
    }
    if (reader->at < reader->length && ends_part(reader, reader->bytes[reader->at])) return FOS_STATUS_OK;
    return fosi_edifact_fail(reader, segment, FOS_STATUS_SYNTAX, "expected an element or the end of the segment behind the tag",
                             fosi_slice_of(""));
}

static fos_status read_parts(fosi_edifact_reader *reader, fosi_edifact_segment *segment)
{
    unsigned element = 0, component = 1;
    while (reader->at < reader->length && reader->bytes[reader->at] != reader->terminator) {
        bool anew = reader->bytes[reader->at++] == reader->element;
        component = anew ? 1 : component + 1;
        element += anew;
        if (element > 99 || component > 99)
            return fosi_edifact_fail(reader, segment, FOS_STATUS_LIMIT_COUNT, "more than 99 elements or components",
                                     fosi_slice_of(""));
        fosi_slice text;
        fos_status status = read_text(reader, segment, &text);
        if (status != FOS_STATUS_OK) return status;
        if (text.length == 0) continue;
        if (segment->count == FOSI_EDIFACT_COMPONENTS_MOST)
            return fosi_edifact_fail(reader, segment, FOS_STATUS_LIMIT_COUNT, "more than 64 values", fosi_slice_of(""));
        segment->parts[segment->count++] = (fosi_edifact_part){ text, (uint8_t)element, (uint8_t)component };
    }
    if (reader->at == reader->length)
        return fosi_edifact_fail(reader, segment, FOS_STATUS_SYNTAX, "the document ends inside it", fosi_slice_of(""));
    reader->at++;
    return FOS_STATUS_OK;
}

fos_status fosi_edifact_next(fosi_edifact_reader *reader, fosi_edifact_segment *segment, bool *done)
{
    skip_spaces(reader);
    *done = reader->at == reader->length;
    memset(segment, 0, sizeof *segment);
    segment->offset = reader->at;
    if (*done) return FOS_STATUS_OK;
    segment->number = ++reader->number;
    fos_status status = read_tag(reader, segment);
    return status == FOS_STATUS_OK ? read_parts(reader, segment) : status;
}

fosi_slice fosi_edifact_take(fosi_edifact_segment *segment, unsigned element, unsigned component)
{
    for (size_t i = 0; i < segment->count; i++) {
        if (segment->parts[i].element != element || segment->parts[i].component != component) continue;
        segment->used |= UINT64_C(1) << i;
        return segment->parts[i].text;
    }
    return fosi_slice_of("");
}

/* ---- writing ---- */

static void put_escaped(fos_buffer *out, fosi_slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '+' || c == ':' || c == '?' || c == '\'') fosi_buffer_char(out, '?');
        fosi_buffer_char(out, c);
    }
}

void fosi_edifact_put_tag(fosi_edifact_writer *writer, const char *tag)
{
    fosi_buffer_text(writer->out, tag);
    writer->pending_elements = writer->pending_components = 0;
    writer->segments++;
}

static void put_pending(fosi_edifact_writer *writer)
{
    for (; writer->pending_elements > 0; writer->pending_elements--)
        fosi_buffer_char(writer->out, '+');
    for (; writer->pending_components > 0; writer->pending_components--)
        fosi_buffer_char(writer->out, ':');
}

void fosi_edifact_put_element(fosi_edifact_writer *writer, fosi_slice text)
{
    writer->pending_elements++;
    writer->pending_components = 0;
    if (text.length == 0) return;
    put_pending(writer);
    put_escaped(writer->out, text);
}

void fosi_edifact_put_component(fosi_edifact_writer *writer, fosi_slice text)
{
    writer->pending_components++;
    if (text.length == 0) return;
    put_pending(writer);
    put_escaped(writer->out, text);
}

void fosi_edifact_put_more(fosi_edifact_writer *writer, fosi_slice text) { put_escaped(writer->out, text); }

void fosi_edifact_put_end(fosi_edifact_writer *writer) { fosi_buffer_text(writer->out, "'\n"); }
