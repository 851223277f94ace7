/* What fitting a text needs of Unicode: its composed form, its letters in Latin, and where it may be cut. No type of ICU
 * appears here. One object serves one thread; what it opens it keeps. */
#ifndef FOSI_LETTERS_H
#define FOSI_LETTERS_H

#include "dataset/format.h"

/* Ways of writing Cyrillic in Latin letters: by the language that the letters of a text tell. */
enum { FOSI_LETTERS_WAYS = 3 };

typedef struct fosi_lettering {
    const fos_context *context;
    void *to_latin[2][FOSI_LETTERS_WAYS]; /* transliterators to Latin, to ASCII */
    void *graphemes, *words;              /* break iterators */
} fosi_lettering;

void fosi_lettering_close(fosi_lettering *letters);

/* Puts the text in form C into `out` (emptied first). Without ICU it stays as it is. */
fos_status fosi_lettering_compose(fosi_lettering *letters, fosi_slice text, fos_buffer *out, fos_error *error);

/* What became of a text on its way into Latin letters. */
typedef struct fosi_latin {
    bool omitted;        /* symbols that no letter stands for were left out */
    const char *refused; /* why it cannot be written, or NULL */
} fosi_latin;
/* Writes what is outside the set of characters in Latin letters, and leaves the rest of the text alone. `japanese`: Chinese
 * characters in it are read in Japanese. Errors: UNSUPPORTED in a build without ICU, NO_MEMORY. */
fos_status fosi_lettering_to_latin(fosi_lettering *letters, fosi_slice text, fosi_characters characters, bool japanese,
                                   fos_buffer *out, fosi_latin *result, fos_error *error);

/* Where to cut a text so that at most `most` characters (code points) stay: behind a word that ends in the last third, or else
 * behind a whole grapheme; spaces there go too. `*length` is in bytes, 0 when not even one grapheme fits. Without ICU it cuts
 * behind a code point. */
fos_status fosi_lettering_cut(fosi_lettering *letters, fosi_slice text, size_t most, size_t *length, fos_error *error);

#endif
