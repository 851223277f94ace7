/* fos._answers, the walk through JSON. See scan.h. */
#include "scan.h"

/* Words are short, and sentences hardly come again. */
#define LONGEST_WORD 32

PyObject *broken(void)
{
    PyErr_SetString(PyExc_ValueError, "this is not an answer of the library");
    return NULL;
}

text text_over(reader *r, const char *bytes, size_t size)
{
    return (text){ bytes, bytes + size, r, memchr(bytes, '\\', size) != NULL, 0 };
}

void pass_space(text *t)
{
    while (t->at < t->end && (*t->at == ' ' || *t->at == '\n' || *t->at == '\r' || *t->at == '\t'))
        t->at++;
}

bool take_word(text *t, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(t->end - t->at) < length || memcmp(t->at, word, length) != 0) return false;
    t->at += length;
    return true;
}

/* ---- texts ---- */

/* The first quote from `quote` on that is not escaped; NULL when there is none. */
static const char *end_of_escaped(const char *from, const char *quote, const char *end)
{
    while (quote != NULL) {
        const char *slash = quote;
        while (slash > from && slash[-1] == '\\')
            slash--;
        if ((quote - slash) % 2 == 0) break;
        quote = memchr(quote + 1, '"', (size_t)(end - quote - 1));
    }
    return quote;
}

const char *take_text(text *t, size_t *length, bool *escaped)
{
    if (!take(t, '"')) return NULL;
    const char *from = t->at, *quote = memchr(from, '"', (size_t)(t->end - from));
    if (t->escapes) quote = end_of_escaped(from, quote, t->end);
    if (quote == NULL) return NULL;
    *length = (size_t)(quote - from);
    *escaped = t->escapes && memchr(from, '\\', *length) != NULL;
    t->at = quote + 1;
    return from;
}

static int hex_of(const char *at)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

static char *put_utf8(char *to, long c)
{
    if (c < 0x80) {
        *to++ = (char)c;
    } else if (c < 0x800) {
        *to++ = (char)(0xc0 | c >> 6);
        *to++ = (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        *to++ = (char)(0xe0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 63));
        *to++ = (char)(0x80 | (c & 63));
    } else {
        *to++ = (char)(0xf0 | c >> 18);
        *to++ = (char)(0x80 | (c >> 12 & 63));
        *to++ = (char)(0x80 | (c >> 6 & 63));
        *to++ = (char)(0x80 | (c & 63));
    }
    return to;
}

/* Reads the escape behind a backslash at `at`; NULL when it is none. */
static const char *unescape(const char *at, const char *end, char **to)
{
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    const char *found = at < end && *at != '\0' ? strchr(letters, *at) : NULL;
    if (found != NULL) {
        *(*to)++ = values[found - letters];
        return at + 1;
    }
    if (end - at < 5 || *at != 'u') return NULL;
    long c = hex_of(at + 1);
    at += 5;
    if (c >= 0xd800 && c < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
        long low = hex_of(at + 2);
        if (low < 0xdc00 || low > 0xdfff) return NULL;
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        at += 6;
    }
    if (c < 0 || (c >= 0xd800 && c <= 0xdfff)) return NULL;
    *to = put_utf8(*to, c);
    return at;
}

static PyObject *with_escapes(const char *from, size_t length)
{
    char *copy = PyMem_Malloc(length + 1), *to = copy;
    if (copy == NULL) return PyErr_NoMemory();
    for (const char *at = from, *end = from + length; at < end;) {
        if (*at != '\\') {
            *to++ = *at++;
            continue;
        }
        at = unescape(at + 1, end, &to);
        if (at == NULL) {
            PyMem_Free(copy);
            return broken();
        }
    }
    PyObject *made = PyUnicode_DecodeUTF8(copy, to - copy, NULL);
    PyMem_Free(copy);
    return made;
}

PyObject *read_text(text *t, size_t longest)
{
    size_t length;
    bool escaped;
    const char *from = take_text(t, &length, &escaped);
    if (from == NULL) return broken();
    if (escaped) return with_escapes(from, length);
    return length <= longest ? kept_value(t->reader->kept, NULL, from, length) : new_value(NULL, from, length);
}

/* ---- other values ---- */

/* Passes `word` and gives `value`. */
static PyObject *read_word(text *t, const char *word, PyObject *value)
{
    if (!take_word(t, word)) return broken();
    Py_INCREF(value);
    return value;
}

/* Whole numbers: item numbers, counts. */
static PyObject *read_number(text *t)
{
    const char *from = t->at;
    long long value = 0;
    bool negative = *t->at == '-';
    t->at += negative;
    while (t->at < t->end && *t->at >= '0' && *t->at <= '9' && t->at - from < 18)
        value = value * 10 + (*t->at++ - '0');
    if (t->at == from + negative || (t->at < t->end && strchr(",]} \n\r\t", *t->at) == NULL)) return broken();
    return PyLong_FromLongLong(negative ? -value : value);
}

/* ---- lists and objects ---- */

PyObject *read_list(text *t, const struct row *r, reading *read)
{
    PyObject *room[16], **entries = room, *made = NULL;
    size_t count = 0, size = 16;
    if (!take(t, '[')) return broken();
    while (!take(t, ']')) {
        if (count != 0 && !take(t, ',')) goto failed;
        if (count == size) {
            PyObject **more = PyMem_Malloc(2 * size * sizeof *more);
            if (more == NULL) goto failed;
            memcpy(more, entries, size * sizeof *more);
            if (entries != room) PyMem_Free(entries);
            entries = more;
            size *= 2;
        }
        if ((entries[count] = read(t, r)) == NULL) goto failed;
        count++;
    }
    made = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; made != NULL && i < count; i++)
        PyTuple_SetItem(made, (Py_ssize_t)i, entries[i]);
    if (made != NULL) count = 0; /* they are the tuple's */
failed:
    while (count > 0)
        Py_DECREF(entries[--count]);
    if (entries != room) PyMem_Free(entries);
    if (made == NULL && !PyErr_Occurred()) return broken();
    return made;
}

PyObject *read_pairs(text *t, const struct row *r, reading *read)
{
    PyObject *pairs = PyDict_New();
    if (pairs == NULL || !take(t, '{')) goto failed;
    for (bool first = true; !take(t, '}'); first = false) {
        if (!first && !take(t, ',')) goto failed;
        PyObject *key = read_text(t, LONGEST_WORD), *value = key != NULL && take(t, ':') ? read(t, r) : NULL;
        int set = value == NULL ? -1 : PyDict_SetItem(pairs, key, value);
        Py_XDECREF(key);
        Py_XDECREF(value);
        if (set < 0) goto failed;
    }
    return pairs;
failed:
    Py_XDECREF(pairs);
    return PyErr_Occurred() ? NULL : broken();
}

static PyObject *read_each(text *t, const struct row *r)
{
    (void)r;
    return read_any(t);
}

static PyObject *read_deeper(text *t)
{
    if (t->depth == DEEPEST) return broken();
    t->depth++;
    PyObject *made = *t->at == '{' ? read_pairs(t, NULL, read_each) : read_list(t, NULL, read_each);
    t->depth--;
    return made;
}

PyObject *read_any(text *t)
{
    skip_space(t);
    switch (*t->at) {
    case '"': return read_text(t, LONGEST_WORD);
    case 't': return read_word(t, "true", Py_True);
    case 'f': return read_word(t, "false", Py_False);
    case 'n': return read_word(t, "null", Py_None);
    case '[':
    case '{': return read_deeper(t);
    default: return read_number(t);
    }
}
