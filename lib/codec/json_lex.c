/* The copy of a JSON document, and its rarer pieces. */
#include "codec/json_lex.h"

#include "codec/json_unescape.h"

char *fosi_json_copy(fosi_arena *arena, const char *bytes, size_t length)
{
    char *copy = fosi_arena_take(arena, length + FOSI_JSON_PADDING);
    if (copy == NULL) return NULL;
    memcpy(copy, bytes, length);
    memset(copy + length, 0, FOSI_JSON_PADDING);
    return copy;
}

/* ---- escapes ---- */

static bool is_hex(char c) { return fosi_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static char *skip_escape(char *at)
{
    switch (at[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return at + 2;
    case 'u': return is_hex(at[2]) && is_hex(at[3]) && is_hex(at[4]) && is_hex(at[5]) ? at + 6 : NULL;
    default: return NULL;
    }
}

char *fosi_json_read_escaped(char *start, char *at, fosi_slice *text)
{
    while (*at == '\\') {
        at = skip_escape(at);
        if (at == NULL) return NULL;
        at = fosi_json_end_of_plain(at);
    }
    const char *bad;
    text->length = *at == '"' ? fosi_json_unescape(start, at, &bad) : SIZE_MAX;
    return text->length == SIZE_MAX ? NULL : at + 1;
}

/* ---- numbers ---- */

static inline char *skip_digits(char *at)
{
    while (fosi_is_digit(*at))
        at++;
    return at;
}

char *fosi_json_end_of_number(char *at)
{
    char *first = *at == '-' ? at + 1 : at;
    char *end = skip_digits(first);
    if (end == first || (*first == '0' && end > first + 1)) return NULL;
    if (*end == '.') {
        first = end + 1;
        end = skip_digits(first);
        if (end == first) return NULL;
    }
    if (*end == 'e' || *end == 'E') {
        first = end + 1;
        if (*first == '+' || *first == '-') first++;
        end = skip_digits(first);
        if (end == first) return NULL;
    }
    return end;
}
