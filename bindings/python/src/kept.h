/* Values that were met before. The words, days, amounts and citations of answers repeat, within an answer and from one to the next, and
 * such values never change: one object stands for all that are written alike. A table holds so many and no more, the newest of each place;
 * nothing that answers say depends on what is in it. It belongs to who holds the interpreter's lock. */
#ifndef FOS_PYTHON_KEPT_H
#define FOS_PYTHON_KEPT_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x03090000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Eight bytes at once. */
static inline uint64_t eight_at(const char *from)
{
    uint64_t word;
    memcpy(&word, from, sizeof word);
    return word;
}

#define KEPT_PLACES 2048
#define KEPT_INSIDE 40
#define KEPT_LONGEST 255

typedef struct kept {
    PyObject *value;
    PyObject *of; /* what made it of its text: a class or function, borrowed; NULL for the text itself */
    uint32_t hash;
    uint8_t length;
    union {
        char inside[KEPT_INSIDE];
        char *outside; /* of longer ones */
    } text;
} kept;

/* What `of` makes of a text, or the text itself when `of` is NULL: a new reference. NULL with an exception set. */
PyObject *kept_value(kept *table, PyObject *of, const char *from, size_t length);

/* The same, made anew. */
PyObject *new_value(PyObject *of, const char *from, size_t length);

/* Lets go of all of them; the table is not used again. */
void kept_clear(kept *table);

#endif
