/* JSON texts and numbers: escaping and digits. These run for every value of every answer, so they look at eight bytes at
 * a time and copy in fixed sizes. */
#include "codec/json_put.h"

#include <string.h>

#include "codec/json_tree.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* Not zero when one of eight bytes is a control character, a quote or a backslash. */
static inline uint64_t needs_escape(uint64_t word)
{
    uint64_t control = (word - ONES * 0x20) & ~word;
    uint64_t quote = word ^ ONES * '"', backslash = word ^ ONES * '\\';
    return (control | ((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGHS;
}

static inline bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* Copies bytes as long as none needs an escape; up to seven more than `length` may be written. Returns how many. */
static inline size_t copy_plain(char *to, const char *from, size_t length)
{
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, from + i, 8);
        if (fosi_unlikely(needs_escape(word) != 0)) break;
        memcpy(to + i, &word, 8);
    }
    for (; i < length && is_plain(from[i]); i++) to[i] = from[i];
    return i;
}

static size_t put_escape(char *to, char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[] = "btn\0fr"; /* from 0x08 */
    to[0] = '\\';
    if (c == '"' || c == '\\') {
        to[1] = c;
        return 2;
    }
    unsigned char byte = (unsigned char)c;
    if (byte >= 0x08 && byte <= 0x0d && byte != 0x0b) {
        to[1] = letters[byte - 0x08];
        return 2;
    }
    memcpy(to + 1, "u00", 3);
    to[4] = hex[byte >> 4];
    to[5] = hex[byte & 15];
    return 6;
}

static void put_escaped(fos_buffer *out, const char *text, size_t length)
{
    if (length > SIZE_MAX / 6 - 8) {
        out->failed = true;
        return;
    }
    char *to = fosi_json_room(out, length * 6 + 1);
    if (to == NULL) return;
    size_t at = 0;
    for (size_t i = 0; i < length; i++) {
        if (is_plain(text[i])) to[at++] = text[i];
        else at += put_escape(to + at, text[i]);
    }
    to[at++] = '"';
    out->size += at;
}

void fosi_json_put_text(fos_buffer *out, const char *text, size_t length)
{
    if (length > SIZE_MAX / 2) {
        out->failed = true;
        return;
    }
    char *to = fosi_json_room(out, length + 2);
    if (fosi_unlikely(to == NULL)) return;
    *to++ = '"';
    size_t copied = copy_plain(to, text, length);
    out->size += copied + 1;
    if (fosi_likely(copied == length)) {
        to[length] = '"';
        out->size++;
    } else {
        put_escaped(out, text + copied, length - copied);
    }
    /* This one is also called from outside the writer, where every append leaves a NUL. */
    if (fosi_json_room(out, 0) != NULL) out->data[out->size] = '\0';
}

void fosi_json_put_string(fos_buffer *out, const char *text)
{
    fosi_json_put_text(out, text, strlen(text));
}

/* The longest: sign, 19 digits, point, 18 zeros. */
#define NUMBER_SIZE 48

void fosi_json_put_decimal(fos_buffer *out, fos_decimal value, int32_t digits)
{
    if (fosi_unlikely(value.scale < 0 || value.scale > FOS_DECIMAL_MAX_SCALE)) {
        fosi_buffer_put(out, "null", 4);
        return;
    }
    if (fosi_unlikely(digits > FOS_DECIMAL_MAX_SCALE)) digits = FOS_DECIMAL_MAX_SCALE;
    char text[2 * NUMBER_SIZE];
    char *end = text + NUMBER_SIZE, *at = end;
    uint64_t rest = value.coefficient < 0 ? -(uint64_t)value.coefficient : (uint64_t)value.coefficient;
    int32_t scale = value.scale;
    *--at = '"';
    for (int32_t zeros = digits; zeros > scale; zeros--) *--at = '0';
    for (int32_t i = 0; i < scale; i++, rest /= 10) *--at = (char)('0' + rest % 10);
    if (scale > 0 || digits > 0) *--at = '.';
    do *--at = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value.coefficient < 0) *--at = '-';
    *--at = '"';
    char *to = fosi_json_room(out, NUMBER_SIZE);
    if (fosi_unlikely(to == NULL)) return;
    memcpy(to, at, NUMBER_SIZE);
    out->size += (size_t)(end - at);
}

void fosi_json_put_unsigned(fos_buffer *out, uint64_t value)
{
    char text[20];
    size_t at = sizeof text;
    do text[--at] = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    char *to = fosi_json_room(out, sizeof text);
    if (fosi_unlikely(to == NULL)) return;
    memcpy(to, text + at, sizeof text - at);
    out->size += sizeof text - at;
}

void fosi_json_escape_from(fos_buffer *out, size_t mark)
{
    if (out->failed) return;
    size_t length = out->size - mark, more = 0;
    for (size_t i = 0; i < length; i++) {
        char escape[6];
        if (fosi_unlikely(!is_plain(out->data[mark + i]))) more += put_escape(escape, out->data[mark + i]) - 1;
    }
    if (fosi_likely(more == 0) || fosi_json_room(out, more) == NULL) return;
    char *from = out->data + mark + length, *to = from + more;
    out->size += more;
    while (to > from) {
        char c = *--from;
        if (is_plain(c)) {
            *--to = c;
        } else {
            char escape[6];
            size_t taken = put_escape(escape, c);
            to -= taken;
            memcpy(to, escape, taken);
        }
    }
}
