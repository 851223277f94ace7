/* fos._requests: a request as JSON. The bytes are those of Python's json, ASCII alone, but for what must not stand in a request: it
 * is refused, and _codec.py finds out where it was. json itself makes a list of small texts and joins it, which takes several times as
 * long. Only Python's stable interface is used; nothing is kept between calls. */
#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define LETTERS 128
#define ROOM 2048

typedef struct writer {
    PyObject *decimal, *day; /* classes whose objects are written as str gives them */
    PyObject *plain;         /* a function: what JSON has for any other object */
    PyObject *name;          /* a function: the text for a key that is none */
    char *start, *at, *end;
    Py_UCS4 letters[LETTERS];
    char room[ROOM];
} writer;

/* Makes room for `size` more bytes. */
static int reserve(writer *w, size_t size)
{
    if (size <= (size_t)(w->end - w->at)) return 0;
    size_t used = (size_t)(w->at - w->start), wanted = 2 * (used + size);
    char *more = w->start == w->room ? PyMem_Malloc(wanted) : PyMem_Realloc(w->start, wanted);
    if (more == NULL) return PyErr_NoMemory(), -1;
    if (w->start == w->room) memcpy(more, w->room, used);
    w->start = more;
    w->at = more + used;
    w->end = more + wanted;
    return 0;
}

static int put(writer *w, const char *bytes, size_t size)
{
    if (reserve(w, size) < 0) return -1;
    memcpy(w->at, bytes, size);
    w->at += size;
    return 0;
}

static int put_sign(writer *w, char sign)
{
    if (w->at == w->end && reserve(w, 1) < 0) return -1;
    *w->at++ = sign;
    return 0;
}

static char *put_unit(char *to, Py_UCS4 unit)
{
    static const char digits[] = "0123456789abcdef";
    *to++ = '\\';
    *to++ = 'u';
    for (int shift = 12; shift >= 0; shift -= 4)
        *to++ = digits[unit >> shift & 15];
    return to;
}

/* A letter that does not stand for itself: at most 12 bytes. */
static char *put_escaped(char *to, Py_UCS4 c)
{
    static const char letters[] = "\"\\\b\f\n\r\t", signs[] = "\"\\bfnrt";
    const char *found = c != 0 && c < 0x80 ? strchr(letters, (int)c) : NULL;
    if (found != NULL) {
        *to++ = '\\';
        *to++ = signs[found - letters];
        return to;
    }
    if (c < 0x10000) return put_unit(to, c);
    return put_unit(put_unit(to, 0xd800 + ((c - 0x10000) >> 10)), 0xdc00 + (c & 0x3ff));
}

/* Whether a letter stands for itself: a bit for each of the first 128. */
static bool is_plain(Py_UCS4 c)
{
    static const uint64_t plain[] = { 0xfffffffb00000000, 0x7fffffffefffffff };
    return c < 128 && (plain[c >> 6] >> (c & 63) & 1) != 0;
}

static int put_letters(writer *w, const Py_UCS4 *letters, size_t count)
{
    if (reserve(w, count + 2) < 0) return -1;
    char *at = w->at;
    *at++ = '"';
    for (size_t i = 0; i < count; i++) {
        Py_UCS4 c = letters[i];
        if (is_plain(c)) {
            *at++ = (char)c;
            continue;
        }
        w->at = at;
        if (reserve(w, 12 + count - i) < 0) return -1; /* one byte for each letter behind it, and the quote */
        at = put_escaped(w->at, c);
    }
    *at++ = '"';
    w->at = at;
    return 0;
}

static int put_text(writer *w, PyObject *text)
{
    Py_ssize_t count = PyUnicode_GetLength(text);
    if (count >= 0 && count <= LETTERS) {
        return PyUnicode_AsUCS4(text, w->letters, LETTERS, 0) == NULL ? -1 : put_letters(w, w->letters, (size_t)count);
    }
    Py_UCS4 *letters = count < 0 ? NULL : PyUnicode_AsUCS4Copy(text);
    if (letters == NULL) return -1;
    int failed = put_letters(w, letters, (size_t)count);
    PyMem_Free(letters);
    return failed;
}

/* Takes the text that an object is written as; NULL when there is none. */
static int put_taken(writer *w, PyObject *text)
{
    int failed = text == NULL ? -1 : put_text(w, text);
    Py_XDECREF(text);
    return failed;
}

static int put_large(writer *w, PyObject *number)
{
    PyObject *written = PyObject_CallMethod((PyObject *)&PyLong_Type, "__repr__", "O", number);
    PyObject *bytes = written == NULL ? NULL : PyUnicode_AsASCIIString(written);
    int failed = bytes == NULL ? -1 : put(w, PyBytes_AsString(bytes), (size_t)PyBytes_Size(bytes));
    Py_XDECREF(written);
    Py_XDECREF(bytes);
    return failed;
}

static int put_number(writer *w, PyObject *number)
{
    int beyond;
    long long value = PyLong_AsLongLongAndOverflow(number, &beyond);
    if (beyond != 0) return put_large(w, number);
    if (value == -1 && PyErr_Occurred()) return -1;
    char digits[24], *at = digits + sizeof digits;
    unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    do
        *--at = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value < 0) *--at = '-';
    return put(w, at, (size_t)(digits + sizeof digits - at));
}

static int put_value(writer *w, PyObject *value);

static int put_key(writer *w, PyObject *key)
{
    if (PyUnicode_Check(key)) return put_text(w, key);
    return put_taken(w, PyObject_CallFunctionObjArgs(w->name, key, NULL));
}

static int put_member(writer *w, PyObject *key, PyObject *value)
{
    Py_INCREF(key);
    Py_INCREF(value);
    int failed = put_key(w, key) < 0 || put_sign(w, ':') < 0 || put_value(w, value) < 0 || put_sign(w, ',') < 0;
    Py_DECREF(key);
    Py_DECREF(value);
    return failed ? -1 : 0;
}

/* The members of a class that makes them as it likes. */
static int put_items(writer *w, PyObject *pairs)
{
    PyObject *items = PyMapping_Items(pairs);
    int failed = items == NULL ? -1 : 0;
    for (Py_ssize_t i = 0; failed == 0 && i < PyList_Size(items); i++) {
        PyObject *item = PyList_GetItem(items, i);
        if (PyTuple_Check(item) && PyTuple_Size(item) == 2) {
            failed = put_member(w, PyTuple_GetItem(item, 0), PyTuple_GetItem(item, 1));
        } else {
            PyErr_SetString(PyExc_ValueError, "items must return 2-tuples");
            failed = -1;
        }
    }
    Py_XDECREF(items);
    return failed;
}

static int put_members(writer *w, PyObject *pairs)
{
    PyObject *key, *value;
    if (!PyDict_CheckExact(pairs)) return PyDict_Size(pairs) == 0 ? 0 : put_items(w, pairs);
    for (Py_ssize_t at = 0; PyDict_Next(pairs, &at, &key, &value);)
        if (put_member(w, key, value) < 0) return -1;
    return 0;
}

static int put_entries(writer *w, PyObject *list)
{
    int is_list = PyList_Check(list), failed = 0;
    for (Py_ssize_t i = 0; failed == 0 && i < (is_list ? PyList_Size(list) : PyTuple_Size(list)); i++) {
        PyObject *entry = is_list ? PyList_GetItem(list, i) : PyTuple_GetItem(list, i);
        Py_INCREF(entry);
        failed = put_value(w, entry) < 0 || put_sign(w, ',') < 0 ? -1 : 0;
        Py_DECREF(entry);
    }
    return failed;
}

/* A list or an object: the comma behind the last of what is in it gives way to the bracket. */
static int put_inside(writer *w, PyObject *value, const char *brackets, int (*inside)(writer *, PyObject *))
{
    if (put_sign(w, brackets[0]) < 0 || Py_EnterRecursiveCall(" while a request is written as JSON")) return -1;
    int failed = inside(w, value);
    Py_LeaveRecursiveCall();
    if (failed < 0) return -1;
    if (w->at[-1] == ',') w->at--;
    return put_sign(w, brackets[1]);
}

static int put_plain(writer *w, PyObject *value)
{
    PyObject *plain = PyObject_CallFunctionObjArgs(w->plain, value, NULL);
    if (plain == NULL || Py_EnterRecursiveCall(" while a request is written as JSON")) {
        Py_XDECREF(plain);
        return -1;
    }
    int failed = put_value(w, plain);
    Py_LeaveRecursiveCall();
    Py_DECREF(plain);
    return failed;
}

static int put_value(writer *w, PyObject *value)
{
    PyObject *type = (PyObject *)Py_TYPE(value);
    if (PyUnicode_Check(value)) return put_text(w, value);
    if (PyDict_Check(value)) return put_inside(w, value, "{}", put_members);
    if (value == Py_None) return put(w, "null", 4);
    if (value == Py_True) return put(w, "true", 4);
    if (value == Py_False) return put(w, "false", 5);
    if (PyLong_Check(value)) return put_number(w, value);
    if (PyList_Check(value) || PyTuple_Check(value)) return put_inside(w, value, "[]", put_entries);
    if (type == w->decimal || type == w->day) return put_taken(w, PyObject_Str(value));
    if (!PyFloat_Check(value)) return put_plain(w, value);
    PyErr_SetString(PyExc_TypeError, "a binary float is not exact");
    return -1;
}

/* (request, Decimal, date, plain, name) → bytes */
static PyObject *write_request(PyObject *module, PyObject *arguments)
{
    PyObject *request;
    writer w;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OOOOO", &request, &w.decimal, &w.day, &w.plain, &w.name)) return NULL;
    w.start = w.at = w.room;
    w.end = w.room + ROOM;
    PyObject *made = put_value(&w, request) < 0 ? NULL : PyBytes_FromStringAndSize(w.start, w.at - w.start);
    if (w.start != w.room) PyMem_Free(w.start);
    return made;
}

static PyMethodDef methods[] = {
    { "write", write_request, METH_VARARGS, "write(request, Decimal, date, plain, name): the request as JSON." },
    { NULL, NULL, 0, NULL },
};

static PyModuleDef_Slot module_slots[] = { { 0, NULL } };

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_requests", "Requests as JSON.", 0, methods, module_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__requests(void) { return PyModuleDef_Init(&module_def); }
