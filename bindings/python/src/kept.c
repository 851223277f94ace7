/* fos._answers, the values that were met before. See kept.h. */
#include "kept.h"

#include <stdbool.h>

static uint64_t four_at(const char *from)
{
    uint32_t word;
    memcpy(&word, from, sizeof word);
    return word;
}

/* Of both ends, the middle and the length: texts that differ elsewhere alone share a place, and that is all. `salt` parts what is made of
 * a text from the text itself. */
static uint32_t hash_of(const char *from, size_t length, uint64_t salt)
{
    uint64_t ends = 0, middle = 0;
    if (length >= 8) {
        ends = eight_at(from) * 0x9e3779b97f4a7c15u ^ eight_at(from + length - 8);
        middle = eight_at(from + (length - 8) / 2);
    } else if (length >= 4) {
        ends = four_at(from) << 32 | four_at(from + length - 4);
    } else if (length > 0) {
        ends = (uint64_t)(unsigned char)from[0] << 16 | (uint64_t)(unsigned char)from[length / 2] << 8 |
               (unsigned char)from[length - 1];
    }
    uint64_t mixed = (ends ^ length ^ salt) * 0xff51afd7ed558ccdu + middle * 0xc4ceb9fe1a85ec53u;
    return (uint32_t)(mixed >> 32 ^ mixed);
}

PyObject *new_value(PyObject *of, const char *from, size_t length)
{
    PyObject *text = PyUnicode_DecodeUTF8(from, (Py_ssize_t)length, NULL);
    if (of == NULL || text == NULL) return text;
    PyObject *made = PyObject_CallFunctionObjArgs(of, text, NULL);
    Py_DECREF(text);
    return made;
}

static const char *text_of(const kept *k) { return k->length > KEPT_INSIDE ? k->text.outside : k->text.inside; }

static void release(kept *k)
{
    if (k->value == NULL) return;
    if (k->length > KEPT_INSIDE) PyMem_Free(k->text.outside);
    Py_DECREF(k->value);
}

/* Whether there was memory to write the text down. */
static bool note(kept *k, const char *from, size_t length)
{
    char *to = length > KEPT_INSIDE ? k->text.outside = PyMem_Malloc(length) : k->text.inside;
    if (to != NULL) memcpy(to, from, length);
    return to != NULL;
}

/* Makes a value, which takes the place of the one that was there. */
static PyObject *keep(kept *place, PyObject *of, uint32_t hash, const char *from, size_t length)
{
    kept new = { new_value(of, from, length), of, hash, (uint8_t)length, { { 0 } } };
    if (new.value == NULL || !note(&new, from, length)) return new.value;
    kept old = *place;
    *place = new;
    Py_INCREF(new.value);
    release(&old); /* last, since it may run what comes back here */
    return new.value;
}

PyObject *kept_value(kept *table, PyObject *of, const char *from, size_t length)
{
    if (length > KEPT_LONGEST) return new_value(of, from, length);
    uint32_t hash = hash_of(from, length, of == NULL ? 0 : 0x100);
    kept *place = &table[hash % KEPT_PLACES];
    if (place->value == NULL || place->hash != hash || place->of != of || place->length != length ||
        memcmp(text_of(place), from, length) != 0)
        return keep(place, of, hash, from, length);
    Py_INCREF(place->value);
    return place->value;
}

void kept_clear(kept *table)
{
    for (size_t i = 0; i < KEPT_PLACES; i++)
        release(&table[i]);
}
