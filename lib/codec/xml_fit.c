/* Whether a value fits its name in a vocabulary: size, kind, characters. What does not fit is never cut. */
#include <string.h>

#include "codec/xml.h"

const fosi_xml_name *fosi_xml_find(const fosi_xml_name *names, const char *name, size_t length)
{
    for (; names != NULL && names->name != NULL; names++)
        if (strncmp(names->name, name, length) == 0 && names->name[length] == '\0') return names;
    return NULL;
}

static size_t characters(fosi_slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.data[i] & 0xc0u) != 0x80u;
    return count;
}

static bool has_control(fosi_slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < ' ' && c != '\t' && c != '\n' && c != '\r') return true;
        /* U+FFFE and U+FFFF are no characters of XML */
        if (c == 0xef && (unsigned char)text.data[i + 1] == 0xbf && (unsigned char)text.data[i + 2] >= 0xbe) return true;
    }
    return false;
}

static bool is_blank(fosi_slice text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] > ' ') return false;
    return true;
}

static bool is_all(fosi_slice text, bool digits)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (digits ? !fosi_is_digit(c) : !fosi_is_upper(c) && !fosi_is_lower(c)) return false;
    }
    return text.length > 0;
}

/* Digits before and after the point, without zeros that say nothing; false when it is no plain number. */
static bool count_digits(fosi_slice text, size_t *before, size_t *after)
{
    size_t i = text.length > 0 && text.data[0] == '-';
    while (i < text.length && text.data[i] == '0')
        i++;
    size_t start = i;
    while (i < text.length && fosi_is_digit(text.data[i]))
        i++;
    *before = i - start;
    *after = 0;
    if (i == text.length) return text.length > 0;
    if (text.data[i] != '.') return false;
    size_t point = i++, last = point;
    for (; i < text.length && fosi_is_digit(text.data[i]); i++)
        if (text.data[i] != '0') last = i;
    *after = last - point;
    return i == text.length;
}

/* Fills in what was expected: "#" stands for the size, "$" for the scale. */
static bool expect(const fosi_xml_name *name, const char *form, char expected[FOSI_XML_EXPECTED])
{
    fos_buffer text = { NULL, expected, 0, FOSI_XML_EXPECTED, false };
    for (; *form != '\0'; form++) {
        if (*form == '#')
            fosi_buffer_unsigned(&text, name->size);
        else if (*form == '$')
            fosi_buffer_unsigned(&text, name->scale);
        else
            fosi_buffer_char(&text, *form);
    }
    return false;
}

static bool fits_number(const fosi_xml_name *name, fosi_slice text, char expected[FOSI_XML_EXPECTED])
{
    size_t before, after;
    if (!count_digits(text, &before, &after)) return expect(name, "a number", expected);
    if (name->size == 0 || (before + after <= name->size && after <= name->scale)) return true;
    return expect(name, name->scale == 0 ? "a whole number of up to # digits" : "up to # digits, $ of them after the point",
                  expected);
}

/* 20191113 or 20191113172216Z or 20191113172216+01, of this century. */
static bool fits_stamp(const fosi_xml_name *name, fosi_slice text, char expected[FOSI_XML_EXPECTED])
{
    size_t digits = 0;
    while (digits < text.length && fosi_is_digit(text.data[digits]))
        digits++;
    bool day = text.length == 8 && digits == 8;
    bool utc = text.length == 15 && digits == 14 && text.data[14] == 'Z';
    bool moment = text.length == 17 && digits == 14 && (text.data[14] == '+' || text.data[14] == '-') &&
                  fosi_is_digit(text.data[15]) && fosi_is_digit(text.data[16]);
    if ((day || utc || moment) && memcmp(text.data, "20", 2) == 0) return true;
    return expect(name, "a day from 2000 on, or a moment with seconds and an offset in whole hours", expected);
}

bool fosi_xml_fits(const fosi_xml_name *name, fosi_slice text, char expected[FOSI_XML_EXPECTED])
{
    switch (name->kind) {
    case FOSI_XML_LETTERS: return (is_all(text, false) && text.length == name->size) || expect(name, "# letters", expected);
    case FOSI_XML_DIGITS: return (is_all(text, true) && text.length <= name->size) || expect(name, "up to # digits", expected);
    case FOSI_XML_NUMBER:
    case FOSI_XML_AMOUNT:
    case FOSI_XML_QUANTITY: return fits_number(name, text, expected);
    case FOSI_XML_STAMP: return fits_stamp(name, text, expected);
    default:
        if (has_control(text)) return expect(name, "a text without control characters", expected);
        if (is_blank(text)) return expect(name, "a text that is not blank", expected);
        return characters(text) <= name->size || expect(name, "up to # characters", expected);
    }
}
