/* Walking through the JSON of an answer: signs, texts, numbers, and any value as Python has it. */
#ifndef FOS_PYTHON_SCAN_H
#define FOS_PYTHON_SCAN_H

#include "kept.h"

#include <stdbool.h>

#define DEEPEST 64

/* What values are made with. */
typedef struct reader {
    PyObject_HEAD PyObject *decimal, *day, *money; /* what makes them of a text; of an amount and a currency */
    kept kept[KEPT_PLACES];
} reader;

/* Where a walk stands. The bytes are Python's, with a NUL behind them, which is no sign of JSON. */
typedef struct text {
    const char *at, *end;
    reader *reader;
    bool escapes; /* whether there is a backslash anywhere */
    int depth;
} text;

/* A walk from the beginning of a document. */
text text_over(reader *r, const char *bytes, size_t size);

/* Sets an exception, and gives NULL. */
PyObject *broken(void);

void pass_space(text *t);

/* The library writes no space between values. */
static inline void skip_space(text *t)
{
    if ((unsigned char)*t->at <= ' ') pass_space(t);
}

/* Whether the next sign is `c`, which is then passed. */
static inline bool take(text *t, char c)
{
    skip_space(t);
    if (*t->at != c) return false;
    t->at++;
    return true;
}

/* The inside of a text, as it is written; NULL when there is none. */
const char *take_text(text *t, size_t *length, bool *escaped);

/* Whether `word` is next, which is then passed. */
bool take_word(text *t, const char *word);

/* A text. One of up to `longest` bytes is taken from those that were met before. */
PyObject *read_text(text *t, size_t longest);

PyObject *read_any(text *t);

/* How an entry of a list or a member of an object is read. */
struct row;
typedef PyObject *reading(text *t, const struct row *r);

/* A list as tuple. */
PyObject *read_list(text *t, const struct row *r, reading *read);

/* An object as dict. */
PyObject *read_pairs(text *t, const struct row *r, reading *read);

#endif
