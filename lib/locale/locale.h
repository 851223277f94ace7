/* What the text views need of a reader's locale: amounts, dates, and the width of characters on a terminal. No type of
 * ICU appears here; locale.c and letters.c alone know it. A locale serves one call: it is opened, used and closed on one thread. */
#ifndef FOSI_LOCALE_H
#define FOSI_LOCALE_H

#include "base/base.h"

typedef struct fosi_locale {
    bool plain;   /* no tag was given: plain decimals, ISO dates, currency codes */
    void *number; /* formatters of ICU, made when first used */
    void *date;
    char name[160];
} fosi_locale;

/* `tag` is a BCP 47 tag, or NULL for the plain forms. Errors: INVALID_VALUE when it is no tag or no data is known for it,
 * UNSUPPORTED in a build without ICU, NO_MEMORY. Close it in any case. */
fos_status fosi_locale_open(fosi_locale *locale, const char *tag, fos_error *error);
void fosi_locale_close(fosi_locale *locale);

/* Appends "29.90 EUR", or as the locale writes it, with exactly the digits that the decimal has. */
fos_status fosi_locale_put_money(fosi_locale *locale, fos_decimal amount, const char *currency, fos_buffer *out);
/* Appends "2026-11-23", or as the locale writes it. */
fos_status fosi_locale_put_date(fosi_locale *locale, fos_date date, fos_buffer *out);

/* The words of a text as a search compares them, one space between: letters and digits, without case and accents (without ICU
 * only ASCII loses its case). Cut to `size` bytes with the NUL; returns the length. */
size_t fosi_fold_words(const char *text, char *folded, size_t size);
/* How many columns of a terminal a UTF-8 text takes. Without ICU every character counts one. */
size_t fosi_display_width(const char *text, size_t length);

#endif
