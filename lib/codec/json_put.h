/* The small pieces of JSON output. All append; none reports: a buffer that ran out of memory stays marked as failed. */
#ifndef FOSI_JSON_PUT_H
#define FOSI_JSON_PUT_H

#include <string.h>

#include "base/base.h"

/* Room for `more` bytes, or NULL. Whoever takes it says what was used and leaves no NUL behind; the writer of the whole
 * document ends it with one. After a failure there may still be room: what is written then is thrown away with the rest. */
static inline char *fosi_json_room(fos_buffer *out, size_t more)
{
    if (fosi_unlikely(out->capacity - out->size <= more) && !fosi_buffer_grow(out, more)) return NULL;
    return out->data + out->size;
}

/* Copies and returns the end of the copy. */
static inline char *fosi_json_copy_at(char *at, const char *bytes, size_t length)
{
    memcpy(at, bytes, length);
    return at + length;
}

/* Says how far the room was used. */
static inline void fosi_json_took(fos_buffer *out, const char *end) { out->size = (size_t)(end - out->data); }

static inline void fosi_json_put_char(fos_buffer *out, char c)
{
    char *at = fosi_json_room(out, 1);
    if (fosi_unlikely(at == NULL)) return;
    *at = c;
    out->size++;
}

/* Writes a text in quotes and returns its end, or NULL when something in it needs an escape. */
char *fosi_json_text_at(char *at, const char *text, size_t length);
/* A text that ends with NUL, in quotes. */
void fosi_json_put_string(fos_buffer *out, const char *text);
/* A text that is known, in quotes. */
void fosi_json_put_known(fos_buffer *out, const fosi_known_text *text);
/* The room that a number may need, also past its end. */
#define FOSI_JSON_NUMBER_SIZE 48
/* Writes a number in quotes, with at least `digits` digits after the point, and returns its end. */
char *fosi_json_decimal_at(char *at, fos_decimal value, int32_t digits);
void fosi_json_put_decimal(fos_buffer *out, fos_decimal value, int32_t digits);
/* A number without quotes. */
char *fosi_json_unsigned_at(char *at, uint64_t value);
void fosi_json_put_unsigned(fos_buffer *out, uint64_t value);
/* Makes everything after `mark` the inside of a text: escapes it where it stands. */
void fosi_json_escape_from(fos_buffer *out, size_t mark);

#endif
