/* The characters of a duty rate: numbers, words, signs. For the files of the parser alone. */
#ifndef FOSI_EXPRESSION_SCAN_H
#define FOSI_EXPRESSION_SCAN_H

#include "tariff/duty.h"

typedef struct fosi_scan {
    const char *text;
    const char *at;
    const char *end;
    fosi_duty *duty;
    fos_status status; /* the first thing that went wrong, and where */
    const char *wrong;
    const char *expected;
} fosi_scan;

static inline char fosi_scan_peek(const fosi_scan *s) { return s->at < s->end ? *s->at : '\0'; }
static inline bool fosi_scan_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static inline bool fosi_scan_letter(char c) { return fosi_is_lower(c) || fosi_is_upper(c); }

static inline char fosi_scan_small(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Spaces, also those that do not break. */
/* The bytes of the space at `at`, a narrow or unbreakable one too; 0 when there is none. */
size_t fosi_scan_space_at(const char *at, const char *end);
void fosi_scan_skip_far(fosi_scan *s);
static inline void fosi_scan_skip(fosi_scan *s)
{
    if (s->at < s->end && (*s->at == ' ' || (unsigned char)*s->at >= 0x80 || (unsigned char)*s->at < 0x20)) fosi_scan_skip_far(s);
}
/* Whether words can stand here at all, by their first character: most of a table is passed over by this. */
static inline bool fosi_scan_may(const fosi_scan *s, const char *words)
{
    return s->at < s->end && fosi_scan_small(*s->at) == fosi_scan_small(*words);
}
bool fosi_scan_done(fosi_scan *s); /* nothing but spaces is left */
/* Bytes that stand there as written, after spaces. */
bool fosi_scan_sign(fosi_scan *s, const char *sign);
/* Words in any case, after spaces; one space of `words` is any number of them. What follows must be no letter and no digit. */
bool fosi_scan_words(fosi_scan *s, const char *words);
/* Like both: the last character of `words` decides whether a letter may follow. */
bool fosi_scan_spelling(fosi_scan *s, const char *words);
/* "1,554.300", "2 1/2", "33 1/3": numerator and divisor. False, with nothing taken, where no number stands; a number that
 * cannot be held sets the status. */
bool fosi_scan_number(fosi_scan *s, fos_decimal *number, fos_decimal *divisor);
/* A code of capital letters and digits. */
bool fosi_scan_code(fosi_scan *s, size_t least, size_t most, char *code);
/* Remembers the first mistake; returns false. */
bool fosi_scan_fail(fosi_scan *s, fos_status status, const char *expected);
/* Keeps a name and returns its number; 0 when there is no room (then the status is set). */
uint16_t fosi_scan_keep(fosi_scan *s, const char *bytes, size_t length);

/* ---- expression_units.c ---- */

/* A unit with what belongs to it: "100 kg/net/%sacchar.", "DTN G", "KGM-drained", "pf.liter on drained weight". */
typedef struct fosi_unit_read {
    uint8_t unit, basis, factor;
    fos_decimal per;
} fosi_unit_read;
/* `counted`: a number may stand before it. False, with nothing taken, where no unit stands. */
bool fosi_scan_unit(fosi_scan *s, bool counted, fosi_unit_read *unit);

/* ---- expression_parse.c ---- */

/* One more term, cleared; NULL when there are too many. */
fosi_duty_term *fosi_scan_add_term(fosi_scan *s, uint8_t join);
/* Terms from `first` on, up to what cannot belong to them. */
bool fosi_scan_sum(fosi_scan *s, uint8_t first);
/* "Free" and its like: no terms. */
bool fosi_scan_free(fosi_scan *s);

/* ---- expression_bands.c ---- */

/* "Cond: V 52.600 EUR/DTN(01):12.000 % ; …" after its first word. */
bool fosi_scan_conditions(fosi_scan *s);
/* The programmes behind the terms read so far, and further rates: "Free (A,AU) 5% (MX)". */
bool fosi_scan_programmes(fosi_scan *s);
bool fosi_scan_at_programmes(const fosi_scan *s);

#endif
