/* Saying in one line what is wrong with a document that is not JSON. */
#ifndef FOSI_JSON_SYNTAX_H
#define FOSI_JSON_SYNTAX_H

#include "base/base.h"

/* Where reading stopped. */
typedef struct fosi_json_stop {
    const char *bytes; /* the document */
    size_t length;
    size_t known;            /* end of the last text, number, literal or bracket that was read well */
    const fosi_tree *inside; /* the innermost open list or object, or NULL */
    bool has_key;            /* a key was read whose value was not */
} fosi_json_stop;

/* The first byte at or after `at` that is neither white space nor a comma or colon. */
size_t fosi_json_skip(const char *bytes, size_t length, size_t at);
/* Digits of a number without the zeros before the first other one, and without the exponent. */
size_t fosi_json_digits(const char *number, size_t length);

/* Writes what is wrong and what was expected to `text`; returns the offset to which it refers. */
size_t fosi_json_diagnose(const fosi_json_stop *stop, char *text, size_t size);

#endif
