/* Errors: names of the statuses, and filling the caller's fos_error. What a text says is written where the failure is
 * known; here it is made safe to print: one line, valid UTF-8, cut at a character's border. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

const char *fos_status_name(fos_status status)
{
    switch (status) {
    case FOS_STATUS_OK: return "ok";
    case FOS_STATUS_NO_MEMORY: return "no_memory";
    case FOS_STATUS_INVALID_ARGUMENT: return "invalid_argument";
    case FOS_STATUS_SYNTAX: return "syntax";
    case FOS_STATUS_ENCODING: return "encoding";
    case FOS_STATUS_UNKNOWN_KEY: return "unknown_key";
    case FOS_STATUS_DUPLICATE_KEY: return "duplicate_key";
    case FOS_STATUS_WRONG_TYPE: return "wrong_type";
    case FOS_STATUS_INVALID_VALUE: return "invalid_value";
    case FOS_STATUS_OUT_OF_RANGE: return "out_of_range";
    case FOS_STATUS_INCONSISTENT: return "inconsistent";
    case FOS_STATUS_MISSING_KEY: return "missing_key";
    case FOS_STATUS_UNFIT: return "unfit";
    case FOS_STATUS_LIMIT_SIZE: return "limit_size";
    case FOS_STATUS_LIMIT_DEPTH: return "limit_depth";
    case FOS_STATUS_LIMIT_COUNT: return "limit_count";
    case FOS_STATUS_LIMIT_DIGITS: return "limit_digits";
    case FOS_STATUS_OVERFLOW: return "overflow";
    case FOS_STATUS_DIVISION_BY_ZERO: return "division_by_zero";
    case FOS_STATUS_NO_EXCHANGE_RATE: return "no_exchange_rate";
    case FOS_STATUS_RULE_SYNTAX: return "rule_syntax";
    case FOS_STATUS_RULE_NAME: return "rule_name";
    case FOS_STATUS_RULE_TYPE: return "rule_type";
    case FOS_STATUS_RULE_GRAIN: return "rule_grain";
    case FOS_STATUS_RULE_CYCLE: return "rule_cycle";
    case FOS_STATUS_RULE_OVERLAP: return "rule_overlap";
    case FOS_STATUS_RULE_GAP: return "rule_gap";
    case FOS_STATUS_RULE_SOURCE: return "rule_source";
    case FOS_STATUS_RULE_UNUSED: return "rule_unused";
    case FOS_STATUS_RULE_LIMIT: return "rule_limit";
    case FOS_STATUS_RULE_CONFLICT: return "rule_conflict";
    case FOS_STATUS_RULE_DIVISOR: return "rule_divisor";
    case FOS_STATUS_NO_REGIME: return "no_regime";
    case FOS_STATUS_NO_ROUTE: return "no_route";
    case FOS_STATUS_NO_NET_PRICE: return "no_net_price";
    case FOS_STATUS_NEGATIVE_CHARGE: return "negative_charge";
    case FOS_STATUS_INCOMPLETE: return "incomplete";
    case FOS_STATUS_IO: return "io";
    case FOS_STATUS_UNSUPPORTED: return "unsupported";
    case FOS_STATUS_CANCELLED: return "cancelled";
    }
    return "unknown";
}

/* A character that must not reach a terminal or a log: it would break the line or steer the display. */
static bool is_control(const unsigned char *at, size_t length)
{
    if (length == 1) return at[0] < 0x20 || at[0] == 0x7f;
    if (length == 2) return at[0] == 0xc2 && at[1] < 0xa0;
    return length == 3 && at[0] == 0xe2 && at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9);
}

/* Replaces control characters and bytes that are no UTF-8 by '?'. */
static void make_printable(char *text, size_t length)
{
    size_t i = 0;
    while (i < length) {
        size_t step = 1;
        while (step < 4 && i + step < length && ((unsigned char)text[i + step] & 0xc0u) == 0x80u)
            step++;
        if (!fosi_utf8_valid(text + i, step, NULL)) {
            text[i++] = '?';
            continue;
        }
        if (is_control((const unsigned char *)text + i, step)) memset(text + i, '?', step);
        i += step;
    }
}

/* The length without a character that was cut in two at its end. */
static size_t whole_characters(const char *text, size_t length)
{
    size_t tail = 0;
    while (tail < 3 && tail < length && ((unsigned char)text[length - 1 - tail] & 0xc0u) == 0x80u)
        tail++;
    if (tail == length) return length;
    unsigned char lead = (unsigned char)text[length - 1 - tail];
    size_t wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    return wanted > tail + 1 ? length - 1 - tail : length;
}

/* Copies what fits, cut at a character's border, and makes it printable. `into` and `text` may overlap. */
static void put_text(char *into, size_t size, const char *text)
{
    if (text == NULL) text = "";
    size_t length = strlen(text);
    if (length >= size) length = whole_characters(text, size - 1);
    if (length != 0) memmove(into, text, length);
    into[length] = '\0';
    make_printable(into, length);
}

/* An error struct of a caller built against a smaller one is left alone. */
static bool is_usable(const fos_error *error) { return error != NULL && error->struct_size >= sizeof *error; }

static void fill(fos_error *error, fos_status status, const char *source, const char *pointer, const char *format,
                 va_list arguments)
{
    /* Formatted aside first: the arguments may point into the error itself. */
    char text[sizeof error->text + 4];
    if (vsnprintf(text, sizeof text, format, arguments) < 0) text[0] = '\0';
    error->status = status;
    put_text(error->source, sizeof error->source, source);
    put_text(error->pointer, sizeof error->pointer, pointer);
    put_text(error->text, sizeof error->text, text);
}

static void forget_place(fos_error *error)
{
    error->line = error->column = 0;
    error->offset = 0;
}

fos_status fosi_fail(fos_error *error, fos_status status, const char *format, ...)
{
    if (!is_usable(error)) return status;
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, NULL, NULL, format, arguments);
    va_end(arguments);
    forget_place(error);
    return status;
}

void fosi_name_source(fos_error *error, const char *source)
{
    if (is_usable(error) && error->source[0] == '\0') put_text(error->source, sizeof error->source, source);
}

fos_status fosi_fail_memory(fos_error *error) { return fosi_fail(error, FOS_STATUS_NO_MEMORY, "out of memory"); }

fos_status fosi_fail_at(fos_error *error, fos_status status, const char *source, const char *bytes, size_t length, size_t offset,
                        const char *pointer, const char *format, ...)
{
    if (!is_usable(error)) return status;
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, source, pointer, format, arguments);
    va_end(arguments);
    fosi_line_column(bytes, length, offset, &error->line, &error->column);
    error->offset = offset;
    return status;
}

void fosi_line_column(const char *bytes, size_t length, size_t offset, uint32_t *line, uint32_t *column)
{
    size_t end = offset < length ? offset : length;
    size_t start = 0;
    *line = 1;
    while (start < end) {
        const char *newline = memchr(bytes + start, '\n', end - start);
        if (newline == NULL) break;
        start = (size_t)(newline - bytes) + 1;
        ++*line;
    }
    *column = (uint32_t)(end - start) + 1;
}

size_t fos_error_format(const fos_error *error, char *buffer, size_t size)
{
    if (size != 0) buffer[0] = '\0';
    if (!is_usable(error)) return 0;
    char place[32] = "";
    if (error->line != 0) snprintf(place, sizeof place, "%lu:%lu", (unsigned long)error->line, (unsigned long)error->column);
    const char *parts[] = { error->source,  error->source[0] != '\0' && place[0] != '\0' ? ":" : "",
                            place,          error->source[0] != '\0' || place[0] != '\0' ? ": " : "",
                            error->pointer, error->pointer[0] != '\0' ? ": " : "",
                            error->text };
    size_t total = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t length = strlen(parts[i]);
        for (size_t j = 0; j < length; j++, total++)
            if (total + 1 < size) buffer[total] = parts[i][j];
    }
    if (size == 0) return total;
    buffer[total < size ? total : whole_characters(buffer, size - 1)] = '\0';
    return total;
}

void fosi_point(fos_error *error, const char *pointer)
{
    if (!is_usable(error)) return;
    size_t length = strlen(pointer);
    if (length >= sizeof error->pointer) length = sizeof error->pointer - 1;
    memcpy(error->pointer, pointer, length);
    error->pointer[length] = '\0';
}
