/* Limits, encoding and places of documents. */
#include "codec/bytes.h"

#include <stdio.h>
#include <string.h>

#include "regime/report.h"

#define MOST_DIGITS 18

fos_limits fosi_limits_of(const fos_limits *given)
{
    fos_limits limits = FOS_LIMITS_INIT;
    if (given != NULL && given->struct_size >= sizeof limits) limits = *given;
    if (limits.digits > MOST_DIGITS) limits.digits = MOST_DIGITS;
    return limits;
}

/* How many bytes are plain ASCII from the start on, in steps of 32: most documents hold little else. */
static size_t ascii_length(const char *bytes, size_t length)
{
    size_t i = 0;
    for (; i + 32 <= length; i += 32) {
        uint64_t words[4];
        memcpy(words, bytes + i, sizeof words);
        if (((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080)) != 0) break;
    }
    return i;
}

fos_status fosi_check_bytes(const char *source, const char *bytes, size_t length, const fos_limits *limits, fos_error *error)
{
    if (length > limits->document)
        return fosi_fail_at(error, FOS_STATUS_LIMIT_SIZE, source, bytes, length, 0, NULL,
                            "the document has %llu bytes, expected at most %llu", (unsigned long long)length,
                            (unsigned long long)limits->document);
    size_t ascii = ascii_length(bytes, length), offset = 0;
    if (fosi_utf8_valid(bytes + ascii, length - ascii, &offset)) return FOS_STATUS_OK;
    offset += ascii;
    return fosi_fail_at(error, FOS_STATUS_ENCODING, source, bytes, length, offset, NULL, "byte 0x%02x is not UTF-8",
                        (unsigned)(unsigned char)bytes[offset]);
}

size_t fosi_byte_order_mark(const char *bytes, size_t length)
{
    return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

fosi_notes fosi_notes_of(fos_report *report, const fosi_document *document)
{
    return (fosi_notes){ report, document->source, document->bytes, document->length, 0, 0, 1 };
}

/* Line and column of an offset, counted on from the last one where it lies behind that. */
static void place(fosi_notes *notes, size_t offset, fos_error *finding)
{
    if (notes->bytes == NULL) return;
    if (offset < notes->at) notes->at = notes->line_start = 0, notes->line = 1;
    const char *newline;
    while (notes->at < offset && (newline = memchr(notes->bytes + notes->at, '\n', offset - notes->at)) != NULL) {
        notes->at = notes->line_start = (size_t)(newline - notes->bytes) + 1;
        notes->line++;
    }
    notes->at = offset;
    finding->line = notes->line;
    finding->column = (uint32_t)(offset - notes->line_start) + 1;
    finding->offset = offset;
}

void fosi_note(fosi_notes *notes, bool warning, fos_status status, size_t offset, const char *pointer, const char *format, ...)
{
    fos_error *finding = notes->report == NULL ? NULL : fosi_report_add(notes->report, warning);
    if (finding == NULL) return;
    char text[sizeof finding->text];
    va_list arguments;
    va_start(arguments, format);
    if (vsnprintf(text, sizeof text, format, arguments) < 0) text[0] = '\0';
    va_end(arguments);
    fosi_fail_at(finding, status, notes->source, "", 0, 0, pointer, "%s", text);
    finding->line = finding->column = 0;
    place(notes, offset < notes->length ? offset : notes->length, finding);
}

fos_status fosi_notes_status(const fosi_notes *notes, fos_error *error)
{
    return notes->report != NULL && notes->report->failed ? fosi_fail_memory(error) : FOS_STATUS_OK;
}
