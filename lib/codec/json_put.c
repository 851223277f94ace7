/* JSON texts and numbers: escaping and digits. These run for every value of every answer, so they look at eight bytes at
 * a time and copy in fixed sizes. */
#include "codec/json_put.h"

#include <string.h>

#include "codec/json_tree.h"
#include "codec/json_words.h"

static inline size_t copy_bytes(char *to, const char *from, size_t length)
{
    size_t i = 0;
    for (; i < length && fosi_is_plain(from[i]); i++)
        to[i] = from[i];
    return i;
}

/* Copies bytes as long as none needs an escape; returns how many. The last eight may overlap those before. */
static inline size_t copy_plain(char *to, const char *from, size_t length)
{
    if (length < 4) return copy_bytes(to, from, length);
    if (length < 8) { /* two halves that overlap */
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + length - 4, 4);
        if (fosi_unlikely(fosi_needs_escape((uint64_t)last << 32 | first) != 0)) return copy_bytes(to, from, length);
        memcpy(to, &first, 4);
        memcpy(to + length - 4, &last, 4);
        return length;
    }
    for (size_t i = 0;; i += 8) {
        if (i + 8 > length) i = length - 8;
        uint64_t word = fosi_word_at(from + i);
        if (fosi_unlikely(fosi_needs_escape(word) != 0)) return i + copy_bytes(to + i, from + i, length - i);
        memcpy(to + i, &word, 8);
        if (i + 8 == length) return length;
    }
}

/* How many bytes need no escape. */
static size_t plain_length(const char *text, size_t length)
{
    size_t i = 0;
    for (; i + FOSI_STEP <= length; i += FOSI_STEP) {
        unsigned plain = fosi_plain_bytes(text + i);
        if (plain != FOSI_STEP) return i + plain;
    }
    if (length >= FOSI_STEP) return length - FOSI_STEP + fosi_plain_bytes(text + length - FOSI_STEP); /* overlaps those before */
    while (i < length && fosi_is_plain(text[i]))
        i++;
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
    fosi_json_copy_at(to + 1, "u00", 3);
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
        if (fosi_is_plain(text[i]))
            to[at++] = text[i];
        else
            at += put_escape(to + at, text[i]);
    }
    to[at++] = '"';
    out->size += at;
}

char *fosi_json_text_at(char *at, const char *text, size_t length)
{
    *at = '"';
    if (fosi_unlikely(copy_plain(at + 1, text, length) != length)) return NULL;
    at[length + 1] = '"';
    return at + length + 2;
}

static inline void put_text(fos_buffer *out, const char *text, size_t length)
{
    char *to = length > SIZE_MAX / 2 ? NULL : fosi_json_room(out, length + 2);
    if (fosi_unlikely(to == NULL)) {
        out->failed = true;
        return;
    }
    *to++ = '"';
    size_t copied = copy_plain(to, text, length);
    out->size += copied + 1;
    if (fosi_likely(copied == length)) {
        to[length] = '"';
        out->size++;
    } else {
        put_escaped(out, text + copied, length - copied);
    }
}

/* This one is also called from outside the writer, where every append leaves a NUL. */
void fosi_json_put_text(fos_buffer *out, const char *text, size_t length)
{
    put_text(out, text, length);
    if (fosi_json_room(out, 0) != NULL) out->data[out->size] = '\0';
}

void fosi_json_put_string(fos_buffer *out, const char *text) { put_text(out, text, strlen(text)); }

void fosi_json_put_known(fos_buffer *out, const fosi_known_text *text)
{
    if (fosi_unlikely(!text->plain)) {
        put_text(out, text->data, text->length);
        return;
    }
    char *to = fosi_json_room(out, text->length + 2);
    if (fosi_unlikely(to == NULL)) return;
    *to++ = '"';
    to = fosi_json_copy_at(to, text->data, text->length);
    *to++ = '"';
    fosi_json_took(out, to);
}

char *fosi_json_decimal_at(char *at, fos_decimal value, int32_t digits)
{
    if (fosi_unlikely(value.scale < 0 || value.scale > FOS_DECIMAL_MAX_SCALE)) return fosi_json_copy_at(at, "null", 4);
    *at = '"';
    at = fosi_decimal_at(at + 1, value, digits > FOS_DECIMAL_MAX_SCALE ? FOS_DECIMAL_MAX_SCALE : digits);
    *at = '"';
    return at + 1;
}

void fosi_json_put_decimal(fos_buffer *out, fos_decimal value, int32_t digits)
{
    char *at = fosi_json_room(out, FOSI_JSON_NUMBER_SIZE);
    if (fosi_likely(at != NULL)) fosi_json_took(out, fosi_json_decimal_at(at, value, digits));
}

char *fosi_json_unsigned_at(char *at, uint64_t value)
{
    char text[20];
    size_t first = sizeof text;
    do
        text[--first] = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    while (first < sizeof text)
        *at++ = text[first++];
    return at;
}

void fosi_json_put_unsigned(fos_buffer *out, uint64_t value)
{
    char *at = fosi_json_room(out, FOSI_JSON_NUMBER_SIZE);
    if (fosi_likely(at != NULL)) fosi_json_took(out, fosi_json_unsigned_at(at, value));
}

void fosi_json_escape_from(fos_buffer *out, size_t mark)
{
    if (out->failed) return;
    size_t length = out->size - mark, plain = plain_length(out->data + mark, length), more = 0;
    if (fosi_likely(plain == length)) return;
    for (size_t i = plain; i < length; i++) {
        char escape[6];
        if (!fosi_is_plain(out->data[mark + i])) more += put_escape(escape, out->data[mark + i]) - 1;
    }
    if (fosi_json_room(out, more) == NULL) return;
    char *from = out->data + mark + length, *to = from + more;
    out->size += more;
    while (to > from) {
        char c = *--from;
        if (fosi_is_plain(c)) {
            *--to = c;
        } else {
            char escape[6];
            size_t taken = put_escape(escape, c);
            to -= taken;
            memcpy(to, escape, taken);
        }
    }
}
