/* Formats as the WCO writes them ("an..35", "n..16,6", "a2", "n6..10"), sets of characters, and what fits them. */
#ifndef FOSI_FORMAT_H
#define FOSI_FORMAT_H

#include <fos/decimal.h>

#include "base/base.h"

/* A format: a, n or an, with bounds on characters or digits. */
typedef struct fosi_value_format {
    const char *text; /* as written; NULL: none */
    char letters;     /* 'a' letters, 'n' digits, 'x' both (an) */
    uint16_t least, most;
    uint16_t decimals; /* of n..16,6 */
} fosi_value_format;
bool fosi_format_parse(const char *text, fosi_value_format *format);

typedef enum fosi_characters {
    FOSI_CHARACTERS_ABSENT,
    FOSI_CHARACTERS_ANY,
    FOSI_CHARACTERS_LATIN, /* Latin letters with their marks, digits, punctuation */
    FOSI_CHARACTERS_ASCII
} fosi_characters;

/* The first thing in a text that a format or a set of characters does not allow. */
typedef enum fosi_misfit {
    FOSI_FITS,
    FOSI_TOO_LONG,
    FOSI_TOO_SHORT,
    FOSI_WRONG_CHARACTER,
    FOSI_TOO_MANY_DIGITS,
    FOSI_TOO_MANY_DECIMALS
} fosi_misfit;
/* Whether a code point is one of the set; line breaks and tabs are, other controls are not. */
bool fosi_character_allowed(fosi_characters characters, uint32_t point);
/* `*found` is the length, the count of digits or the code point that misfits. */
fosi_misfit fosi_format_text(const fosi_value_format *format, fosi_characters characters, const char *text, uint32_t *found);
fosi_misfit fosi_format_number(const fosi_value_format *format, fos_decimal value, uint32_t *found);

#endif
