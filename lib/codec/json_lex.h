/* The pieces of a JSON document that is read straight, in a copy that is changed as reading goes on: texts are ended and unescaped
 * where they stand. Behind the document stand FOSI_JSON_PADDING zero bytes, which end every search. Each function returns the
 * place behind what it read, NULL when it is not that. */
#ifndef FOSI_JSON_LEX_H
#define FOSI_JSON_LEX_H

#include "base/base.h"
#include "codec/json_words.h"

/* As many as the longest piece that is compared at once. */
#define FOSI_JSON_PADDING 32

/* Such a copy, NULL when out of memory. */
char *fosi_json_copy(fosi_arena *arena, const char *bytes, size_t length);

static fosi_within char *fosi_json_skip_space(char *at)
{
    while (fosi_unlikely((unsigned char)*at <= ' ') && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at;
}

/* The first byte from `at` on that is no plain part of a text. */
static fosi_within char *fosi_json_end_of_plain(char *at)
{
    unsigned plain;
    while ((plain = fosi_plain_bytes(at)) == FOSI_STEP)
        at += FOSI_STEP;
    return at + plain;
}

/* The rest of a text that begins at `start`, from its first escape at `at` on. */
char *fosi_json_read_escaped(char *start, char *at, fosi_slice *text);

/* The text whose opening quote stands at `at`. */
static fosi_within char *fosi_json_read_text(char *at, fosi_slice *text)
{
    char *start = at + 1, *end = fosi_json_end_of_plain(start);
    text->data = start;
    if (fosi_unlikely(*end != '"')) {
        fosi_slice escaped;
        end = fosi_json_read_escaped(start, end, &escaped);
        text->length = escaped.length;
        return end;
    }
    text->length = (size_t)(end - start);
    *end = '\0';
    return end + 1;
}

/* The end of the number at `at` by the grammar of RFC 8259. */
char *fosi_json_end_of_number(char *at);

static inline char *fosi_json_read_word(char *at, const char *word, size_t length)
{
    return memcmp(at, word, length) == 0 ? at + length : NULL;
}

#endif
