/* Formats as the WCO writes them ("an..35", "n..16,6", "a2", "n6..10") against texts and numbers. Characters are code points. */
#include <string.h>

#include "dataset/format.h"

/* ---- reading a format ---- */

static bool read_count(const char **at, uint16_t *count)
{
    uint32_t value = 0;
    if (!fosi_is_digit(**at)) return false;
    for (; fosi_is_digit(**at) && value < 10000; ++*at)
        value = value * 10 + (uint32_t)(**at - '0');
    *count = (uint16_t)value;
    return value > 0 && value < 10000;
}

bool fosi_format_parse(const char *text, fosi_value_format *format)
{
    const char *at = text;
    memset(format, 0, sizeof *format);
    format->text = text;
    if (strncmp(at, "an", 2) == 0) {
        format->letters = 'x';
        at += 2;
    } else if (*at == 'a' || *at == 'n') {
        format->letters = *at++;
    } else {
        return false;
    }
    bool least = read_count(&at, &format->least);
    if (strncmp(at, "..", 2) == 0) {
        at += 2;
        if (!read_count(&at, &format->most) || format->most < format->least) return false;
    } else if (!least) {
        return false;
    } else {
        format->most = format->least;
    }
    if (*at == ',' && format->letters != 'a') {
        at++;
        if (!read_count(&at, &format->decimals)) return false;
    }
    return *at == '\0';
}

/* ---- texts ---- */

static uint32_t code_point(const unsigned char **at)
{
    const unsigned char *p = *at;
    uint32_t lead = *p++, point = lead;
    uint32_t more = lead < 0x80 ? 0 : (lead < 0xe0 ? 1 : (lead < 0xf0 ? 2 : 3));
    if (more > 0) point = lead & (0x3fu >> more);
    for (; more > 0 && (*p & 0xc0) == 0x80; more--)
        point = point << 6 | (*p++ & 0x3fu);
    *at = p;
    return point;
}

/* Latin with its marks, general punctuation, currency signs, and the letterlike signs that shops write. */
static bool is_latin(uint32_t point)
{
    return (point >= 0x20 && point < 0x7f) || (point >= 0xa0 && point < 0x250) || (point >= 0x300 && point < 0x370) ||
           (point >= 0x1e00 && point < 0x1f00) || (point >= 0x2010 && point < 0x2070 && (point < 0x2028 || point > 0x202e)) ||
           (point >= 0x20a0 && point < 0x20c1) || (point >= 0x2100 && point < 0x2190) || (point >= 0x2c60 && point < 0x2c80) ||
           (point >= 0xa720 && point < 0xa800);
}

bool fosi_character_allowed(fosi_characters characters, uint32_t point)
{
    if (point < 0x20 || point == 0x7f) return point == '\n' || point == '\t' || point == '\r';
    if (characters == FOSI_CHARACTERS_ASCII) return point < 0x7f;
    return characters != FOSI_CHARACTERS_LATIN || is_latin(point);
}

static bool allowed(const fosi_value_format *format, fosi_characters characters, uint32_t point)
{
    if (!fosi_character_allowed(characters, point)) return false;
    if (point < 0x20 || format->text == NULL || format->letters == 'x') return true;
    bool digit = point >= '0' && point <= '9';
    return format->letters == 'n' ? digit : !digit;
}

fosi_misfit fosi_format_text(const fosi_value_format *format, fosi_characters characters, const char *text, uint32_t *found)
{
    uint32_t length = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; length++) {
        uint32_t point = code_point(&at);
        if (allowed(format, characters, point)) continue;
        *found = point;
        return FOSI_WRONG_CHARACTER;
    }
    *found = length;
    if (format->text == NULL) return FOSI_FITS;
    if (length > format->most) return FOSI_TOO_LONG;
    return length < format->least ? FOSI_TOO_SHORT : FOSI_FITS;
}

/* ---- numbers ---- */

fosi_misfit fosi_format_number(const fosi_value_format *format, fos_decimal value, uint32_t *found)
{
    if (format->text == NULL) return FOSI_FITS;
    uint64_t rest = value.coefficient < 0 ? 0 - (uint64_t)value.coefficient : (uint64_t)value.coefficient;
    uint32_t decimals = value.scale < 0 ? 0 : (uint32_t)value.scale, digits = 0;
    for (; decimals > 0 && rest % 10 == 0; decimals--)
        rest /= 10;
    for (; rest != 0; rest /= 10)
        digits++;
    if (digits < decimals) digits = decimals;
    *found = decimals;
    if (decimals > format->decimals) return FOSI_TOO_MANY_DECIMALS;
    *found = digits;
    return digits > format->most ? FOSI_TOO_MANY_DIGITS : FOSI_FITS;
}
