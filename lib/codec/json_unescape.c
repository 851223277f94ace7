/* The escapes of a JSON text, replaced where they stand: a text never grows by that. */
#include "codec/json_unescape.h"

#include <string.h>

static unsigned hex4(const char *at)
{
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        unsigned digit = fosi_is_digit(c) ? (unsigned)(c - '0') : ((unsigned)c | 0x20u) - 'a' + 10;
        value = value << 4 | digit;
    }
    return value;
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)((0xf00u >> length & 0xf0u) | c);
    return length;
}

/* Writes the character of the \u escape at `raw` and returns how many raw bytes it took; 0 when it stands for none. */
static size_t unescape_unicode(const char *raw, const char *end, char **out)
{
    uint32_t c = hex4(raw + 2);
    size_t taken = 6;
    if (c >= 0xdc00 && c < 0xe000) return 0;
    if (c >= 0xd800 && c < 0xdc00) {
        if (end - raw < 12 || raw[6] != '\\' || raw[7] != 'u') return 0;
        uint32_t low = hex4(raw + 8);
        if (low < 0xdc00 || low >= 0xe000) return 0;
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        taken = 12;
    }
    if (c == 0) return 0;
    *out += put_utf8(*out, c);
    return taken;
}

static char unescape_letter(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
    }
}

size_t fosi_json_unescape(char *text, const char *last, const char **bad)
{
    char *out = text;
    const char *at = text;
    while (at < last) {
        if (*at != '\\') {
            *out++ = *at++;
        } else if (at[1] != 'u') {
            *out++ = unescape_letter(at[1]);
            at += 2;
        } else {
            size_t taken = unescape_unicode(at, last, &out);
            if (taken == 0) {
                *bad = at;
                return SIZE_MAX;
            }
            at += taken;
        }
    }
    *out = '\0';
    return (size_t)(out - text);
}
