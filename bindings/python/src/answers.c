/* fos._answers: answers out of their JSON, in one pass. The library writes the JSON and this reads it into the classes of _types.py:
 * texts, Decimals, days, tuples and objects, each in its slot. What a class holds is its plan, made once from the generated table.
 * Only Python's stable interface is used; the library itself is not. */
#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What stands in a field. The numbers are those of _codec.py. */
enum { PLAIN, DECIMAL, DAY, MONEY, TEXTS, DECIMALS, AMOUNTS, ONE, MANY, KINDS };

#define DEEPEST 64

/* ---- decimals that were met before ---- */

/* An answer says an amount in several places, and many answers say 0.00. Decimals do not change, so one object stands for all. */
#define KEPT 256
#define LONGEST_KEPT 23
typedef struct kept {
    PyObject *value;
    char length, text[LONGEST_KEPT];
} kept;

typedef struct reader {
    PyObject_HEAD PyObject *decimal, *day, *money; /* what makes them of a text; of an amount and a currency */
    kept decimals[KEPT];
} reader;

typedef struct plan plan;

typedef struct row {
    PyObject *name; /* of the slot */
    char *key;
    size_t length;
    int kind;
    PyObject *plan; /* of the objects, for ONE and MANY */
    PyObject *absent;
} row;

struct plan {
    PyObject_HEAD reader *reader;
    PyTypeObject *of;
    PyObject *source; /* the name of the slot that holds the bytes */
    row *rows;
    size_t count;
};

/* ---- the document ---- */

typedef struct text {
    const char *at, *end;
    int depth;
} text;

static PyObject *broken(void)
{
    PyErr_SetString(PyExc_ValueError, "this is not an answer of the library");
    return NULL;
}

static void skip_space(text *t)
{
    while (t->at < t->end && (*t->at == ' ' || *t->at == '\n' || *t->at == '\r' || *t->at == '\t'))
        t->at++;
}

/* Whether the next sign is `c`, which is then passed. */
static bool take(text *t, char c)
{
    skip_space(t);
    if (t->at == t->end || *t->at != c) return false;
    t->at++;
    return true;
}

/* The inside of a text, as it is written; NULL when there is none. */
static const char *take_text(text *t, size_t *length, bool *escaped)
{
    if (!take(t, '"')) return NULL;
    const char *from = t->at, *quote = from;
    for (;; quote++) {
        quote = memchr(quote, '"', (size_t)(t->end - quote));
        if (quote == NULL) return NULL;
        const char *slash = quote;
        while (slash > from && slash[-1] == '\\')
            slash--;
        if ((quote - slash) % 2 == 0) break;
    }
    *length = (size_t)(quote - from);
    *escaped = memchr(from, '\\', *length) != NULL;
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

static PyObject *read_text(text *t)
{
    size_t length;
    bool escaped;
    const char *from = take_text(t, &length, &escaped);
    if (from == NULL) return broken();
    return escaped ? with_escapes(from, length) : PyUnicode_DecodeUTF8(from, (Py_ssize_t)length, NULL);
}

static bool take_word(text *t, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(t->end - t->at) < length || memcmp(t->at, word, length) != 0) return false;
    t->at += length;
    return true;
}

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

static PyObject *read_any(text *t);

static PyObject *read_pairs(text *t)
{
    PyObject *pairs = PyDict_New();
    if (pairs == NULL || !take(t, '{')) goto failed;
    for (bool first = true; !take(t, '}'); first = false) {
        if (!first && !take(t, ',')) goto failed;
        PyObject *key = read_text(t), *value = key != NULL && take(t, ':') ? read_any(t) : NULL;
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

/* ---- lists ---- */

typedef PyObject *reading(const plan *p, text *t, const row *r);

/* Each entry as `read` reads it, in a tuple. */
static PyObject *read_list(const plan *p, text *t, const row *r, reading *read)
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
        if ((entries[count] = read(p, t, r)) == NULL) goto failed;
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

static PyObject *read_entry(const plan *p, text *t, const row *r)
{
    (void)p;
    (void)r;
    return read_any(t);
}

static PyObject *read_any(text *t)
{
    skip_space(t);
    if (t->at == t->end) return broken();
    switch (*t->at) {
    case '"': return read_text(t);
    case 't': return read_word(t, "true", Py_True);
    case 'f': return read_word(t, "false", Py_False);
    case 'n': return read_word(t, "null", Py_None);
    case '[':
    case '{': {
        if (t->depth == DEEPEST) return broken();
        t->depth++;
        PyObject *made = *t->at == '{' ? read_pairs(t) : read_list(NULL, t, NULL, read_entry);
        t->depth--;
        return made;
    }
    default: return read_number(t);
    }
}

/* ---- what is more than JSON ---- */

static unsigned hash_of(const char *from, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)from[i]) * 16777619u;
    return (hash ^ hash >> 15) % KEPT;
}

static PyObject *make(PyObject *of, const char *from, size_t length)
{
    PyObject *written = PyUnicode_DecodeUTF8(from, (Py_ssize_t)length, NULL);
    PyObject *made = written == NULL ? NULL : PyObject_CallFunctionObjArgs(of, written, NULL);
    Py_XDECREF(written);
    return made;
}

static PyObject *read_decimal(const plan *p, text *t, const row *r)
{
    size_t length;
    bool escaped;
    (void)r;
    const char *from = take_text(t, &length, &escaped);
    if (from == NULL || escaped) return broken();
    if (length > LONGEST_KEPT) return make(p->reader->decimal, from, length);
    kept *place = &p->reader->decimals[hash_of(from, length)];
    if (place->value == NULL || (size_t)place->length != length || memcmp(place->text, from, length) != 0) {
        PyObject *made = make(p->reader->decimal, from, length), *old = place->value;
        if (made == NULL) return NULL;
        place->value = made;
        place->length = (char)length;
        memcpy(place->text, from, length);
        Py_XDECREF(old);
    }
    Py_INCREF(place->value);
    return place->value;
}

static PyObject *read_day(const plan *p, text *t)
{
    size_t length;
    bool escaped;
    const char *from = take_text(t, &length, &escaped);
    return from == NULL || escaped ? broken() : make(p->reader->day, from, length);
}

/* {"amount": …, "currency": …}, in this order */
static PyObject *read_money(const plan *p, text *t)
{
    PyObject *values = read_any(t), *made = NULL;
    PyObject *amount = values != NULL && PyDict_Check(values) ? PyDict_GetItemString(values, "amount") : NULL;
    PyObject *currency = amount != NULL ? PyDict_GetItemString(values, "currency") : NULL;
    if (currency != NULL) made = PyObject_CallFunctionObjArgs(p->reader->money, amount, currency, NULL);
    Py_XDECREF(values);
    return made != NULL || PyErr_Occurred() ? made : broken();
}

static PyObject *read_amounts(const plan *p, text *t)
{
    PyObject *amounts = PyDict_New();
    if (amounts == NULL || !take(t, '{')) goto failed;
    for (bool first = true; !take(t, '}'); first = false) {
        if (!first && !take(t, ',')) goto failed;
        PyObject *key = read_text(t), *value = key != NULL && take(t, ':') ? read_decimal(p, t, NULL) : NULL;
        int set = value == NULL ? -1 : PyDict_SetItem(amounts, key, value);
        Py_XDECREF(key);
        Py_XDECREF(value);
        if (set < 0) goto failed;
    }
    return amounts;
failed:
    Py_XDECREF(amounts);
    return PyErr_Occurred() ? NULL : broken();
}

/* ---- objects ---- */

static PyObject *read_object(const plan *p, text *t);

static PyObject *read_one(const plan *p, text *t, const row *r)
{
    (void)p;
    return read_object((const plan *)(void *)r->plan, t);
}

/* What stands where the document has nothing. */
static PyObject *absent_of(const row *r)
{
    if (r->kind == AMOUNTS) return PyDict_New();
    Py_INCREF(r->absent);
    return r->absent;
}

static PyObject *read_value(const plan *p, text *t, const row *r)
{
    skip_space(t);
    if (t->at < t->end && *t->at == 'n') return take_word(t, "null") ? absent_of(r) : broken();
    switch (r->kind) {
    case DECIMAL: return read_decimal(p, t, r);
    case DAY: return read_day(p, t);
    case MONEY: return read_money(p, t);
    case TEXTS: return read_list(p, t, r, read_entry);
    case DECIMALS: return read_list(p, t, r, read_decimal);
    case AMOUNTS: return read_amounts(p, t);
    case ONE: return read_one(p, t, r);
    case MANY: return read_list(p, t, r, read_one);
    default: return read_any(t);
    }
}

/* Members come in the order of the table; the search goes on where the last one was found. */
static size_t find_row(const plan *p, size_t from, const char *key, size_t length)
{
    for (size_t i = 0; i < p->count; i++) {
        size_t at = from + i < p->count ? from + i : from + i - p->count;
        if (p->rows[at].length == length && memcmp(p->rows[at].key, key, length) == 0) return at;
    }
    return p->count;
}

static int set_absent(const plan *p, PyObject *object, uint64_t set)
{
    for (size_t i = 0; i < p->count; i++) {
        if ((set >> i & 1) != 0) continue;
        PyObject *value = absent_of(&p->rows[i]);
        int done = value == NULL ? -1 : PyObject_GenericSetAttr(object, p->rows[i].name, value);
        Py_XDECREF(value);
        if (done < 0) return -1;
    }
    return 0;
}

/* Reads every member into its slot. */
static int fill(const plan *p, text *t, PyObject *object)
{
    uint64_t set = 0;
    size_t next = 0;
    if (!take(t, '{')) return -1;
    for (bool first = true; !take(t, '}'); first = false) {
        size_t length;
        bool escaped;
        if (!first && !take(t, ',')) return -1;
        const char *key = take_text(t, &length, &escaped);
        if (key == NULL || !take(t, ':')) return -1;
        size_t at = find_row(p, next, key, length);
        PyObject *value = at == p->count ? read_any(t) : read_value(p, t, &p->rows[at]);
        if (value == NULL) return -1;
        int done = at == p->count ? 0 : PyObject_GenericSetAttr(object, p->rows[at].name, value);
        Py_DECREF(value);
        if (done < 0) return -1;
        if (at == p->count) continue; /* of a newer library */
        set |= (uint64_t)1 << at;
        next = at + 1 < p->count ? at + 1 : 0;
    }
    return set_absent(p, object, set);
}

static PyObject *new_object(const plan *p, PyObject *source)
{
    PyObject *object = PyType_GenericAlloc(p->of, 0);
    if (object != NULL && PyObject_GenericSetAttr(object, p->source, source) < 0) Py_CLEAR(object);
    return object;
}

static PyObject *read_object(const plan *p, text *t)
{
    if (t->depth == DEEPEST) return broken();
    PyObject *object = new_object(p, Py_None);
    t->depth++;
    if (object != NULL && fill(p, t, object) < 0) Py_CLEAR(object);
    t->depth--;
    return object != NULL || PyErr_Occurred() ? object : broken();
}

/* ---- what Python calls ---- */

static PyObject *plan_fill(PyObject *self, PyObject *arguments)
{
    PyObject *object, *data;
    char *bytes;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(arguments, "OO!", &object, &PyBytes_Type, &data)) return NULL;
    const plan *p = (const plan *)(void *)self;
    if (!PyObject_TypeCheck(object, p->of)) return broken();
    if (PyBytes_AsStringAndSize(data, &bytes, &size) < 0) return NULL;
    text t = { bytes, bytes + size, 0 };
    if (fill(p, &t, object) < 0) return PyErr_Occurred() ? NULL : broken();
    Py_RETURN_NONE;
}

static PyObject *plan_wrap(PyObject *self, PyObject *data) { return new_object((const plan *)(void *)self, data); }

#define ERROR_LINE "{\"error\":"

/* One line of a batch: an answer, or the bytes of an error. */
static PyObject *wrap_line(const plan *p, const char *from, size_t length, Py_ssize_t *errors)
{
    PyObject *line = PyBytes_FromStringAndSize(from, (Py_ssize_t)length);
    if (line == NULL) return NULL;
    if (length >= sizeof ERROR_LINE && memcmp(from, ERROR_LINE, sizeof ERROR_LINE - 1) == 0) {
        ++*errors;
        return line;
    }
    PyObject *object = new_object(p, line);
    Py_DECREF(line);
    return object;
}

/* (address, size) → (list, how many of its entries are errors) */
static PyObject *plan_lines(PyObject *self, PyObject *arguments)
{
    unsigned long long address;
    Py_ssize_t size, errors = 0;
    if (!PyArg_ParseTuple(arguments, "Kn", &address, &size)) return NULL;
    PyObject *list = PyList_New(0);
    const char *at = (const char *)(uintptr_t)address, *end = at + size;
    while (list != NULL && at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        if (line_end == NULL) line_end = end;
        PyObject *answer = wrap_line((const plan *)(void *)self, at, (size_t)(line_end - at), &errors);
        if (answer == NULL || PyList_Append(list, answer) < 0) Py_CLEAR(list);
        Py_XDECREF(answer);
        at = line_end + 1;
    }
    return list == NULL ? NULL : Py_BuildValue("(Nn)", list, errors);
}

static void plan_dealloc(PyObject *self)
{
    plan *p = (plan *)(void *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    for (size_t i = 0; i < p->count; i++) {
        Py_XDECREF(p->rows[i].name);
        Py_XDECREF(p->rows[i].plan);
        Py_XDECREF(p->rows[i].absent);
        PyMem_Free(p->rows[i].key);
    }
    PyMem_Free(p->rows);
    Py_XDECREF(p->source);
    Py_XDECREF((PyObject *)p->of);
    Py_XDECREF((PyObject *)p->reader);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static int plan_traverse(PyObject *self, visitproc visit, void *arg)
{
    plan *p = (plan *)(void *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(p->of);
    Py_VISIT(p->reader);
    for (size_t i = 0; i < p->count; i++)
        Py_VISIT(p->rows[i].plan);
    return 0;
}

static PyMethodDef plan_methods[] = {
    { "fill", plan_fill, METH_VARARGS, "fill(answer, data): reads the JSON into the answer's slots." },
    { "wrap", plan_wrap, METH_O, "wrap(data): an answer that will be read when it is asked." },
    { "lines", plan_lines, METH_VARARGS, "lines(address, size): (answers and lines of errors, how many errors)." },
    { NULL, NULL, 0, NULL },
};

static PyObject *plan_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    (void)type;
    (void)arguments;
    (void)keywords;
    PyErr_SetString(PyExc_TypeError, "Reader.plan makes plans");
    return NULL;
}

static PyType_Slot plan_slots[] = {
    { Py_tp_new, (void *)plan_new },
    { Py_tp_dealloc, (void *)plan_dealloc },
    { Py_tp_traverse, (void *)plan_traverse },
    { Py_tp_methods, plan_methods },
    { Py_tp_doc, "What a class of answers holds. Made by Reader.plan." },
    { 0, NULL },
};

static PyType_Spec plan_spec = { "fos._answers.Plan", sizeof(plan), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, plan_slots };

/* ---- making plans ---- */

static int read_row(row *r, PyObject *given, PyTypeObject *plan_type)
{
    const char *key;
    Py_ssize_t length;
    PyObject *name, *absent, *inner;
    if (!PyTuple_Check(given)) {
        PyErr_SetString(PyExc_TypeError, "a row is a tuple");
        return -1;
    }
    if (!PyArg_ParseTuple(given, "Us#iOO", &name, &key, &length, &r->kind, &absent, &inner)) return -1;
    bool holds = r->kind == ONE || r->kind == MANY;
    if (r->kind < 0 || r->kind >= KINDS || (holds && Py_TYPE(inner) != plan_type)) {
        PyErr_SetString(PyExc_ValueError, "no such kind of field");
        return -1;
    }
    r->key = PyMem_Malloc((size_t)length + 1);
    if (r->key == NULL) return PyErr_NoMemory(), -1;
    memcpy(r->key, key, (size_t)length);
    r->length = (size_t)length;
    Py_INCREF(name);
    PyUnicode_InternInPlace(&name);
    r->name = name;
    Py_INCREF(absent);
    r->absent = absent;
    if (holds) {
        Py_INCREF(inner);
        r->plan = inner;
    }
    return 0;
}

static plan *new_plan(PyTypeObject *type, reader *of, PyObject *class_, size_t count)
{
    plan *p = PyObject_GC_New(plan, type);
    if (p == NULL) return NULL;
    p->reader = of;
    p->of = (PyTypeObject *)(void *)class_;
    p->count = 0;
    p->rows = PyMem_Calloc(count + 1, sizeof *p->rows);
    p->source = PyUnicode_InternFromString("_source");
    Py_INCREF((PyObject *)of);
    Py_INCREF(class_);
    PyObject_GC_Track((PyObject *)p);
    if (p->rows != NULL && p->source != NULL) return p;
    Py_DECREF((PyObject *)p);
    PyErr_NoMemory();
    return NULL;
}

/* (class, [(name, key, kind, absent, plan or None), …]) → Plan */
static PyObject *reader_plan(PyObject *self, PyObject *arguments)
{
    PyObject *class_, *rows;
    if (!PyArg_ParseTuple(arguments, "O!O!", &PyType_Type, &class_, &PyList_Type, &rows)) return NULL;
    if (((reader *)(void *)self)->decimal == NULL) return PyErr_Format(PyExc_ValueError, "the reader was not made whole");
    Py_ssize_t count = PyList_Size(rows);
    PyObject *type = PyObject_GetAttrString(self, "Plan");
    if (type == NULL) return NULL;
    if (count > 64) PyErr_SetString(PyExc_ValueError, "a class has more than 64 fields");
    plan *p = count > 64 ? NULL : new_plan((PyTypeObject *)(void *)type, (reader *)(void *)self, class_, (size_t)count);
    for (Py_ssize_t i = 0; p != NULL && i < count; i++) {
        p->count++;
        if (read_row(&p->rows[i], PyList_GetItem(rows, i), (PyTypeObject *)(void *)type) < 0) {
            Py_DECREF((PyObject *)p);
            p = NULL;
        }
    }
    Py_DECREF(type);
    return (PyObject *)p;
}

static int reader_init(PyObject *self, PyObject *arguments, PyObject *keywords)
{
    PyObject *decimal, *day, *money;
    reader *r = (reader *)(void *)self;
    (void)keywords;
    if (r->decimal != NULL || !PyArg_ParseTuple(arguments, "OOO", &decimal, &day, &money)) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a reader is made once");
        return -1;
    }
    Py_INCREF(decimal);
    Py_INCREF(day);
    Py_INCREF(money);
    r->decimal = decimal;
    r->day = day;
    r->money = money;
    return 0;
}

static void reader_dealloc(PyObject *self)
{
    reader *r = (reader *)(void *)self;
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(r->decimal);
    Py_XDECREF(r->day);
    Py_XDECREF(r->money);
    for (size_t i = 0; i < KEPT; i++)
        Py_XDECREF(r->decimals[i].value);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyMethodDef reader_methods[] = {
    { "plan", reader_plan, METH_VARARGS, "plan(class, rows): what the class holds." },
    { NULL, NULL, 0, NULL },
};

static PyType_Slot reader_slots[] = {
    { Py_tp_init, (void *)reader_init },
    { Py_tp_dealloc, (void *)reader_dealloc },
    { Py_tp_methods, reader_methods },
    { Py_tp_doc, "Reader(Decimal, day of a text, Money): reads answers." },
    { 0, NULL },
};

static PyType_Spec reader_spec = { "fos._answers.Reader", sizeof(reader), 0, Py_TPFLAGS_DEFAULT, reader_slots };

static int start(PyObject *module)
{
    PyObject *plans = PyType_FromSpec(&plan_spec), *readers = PyType_FromSpec(&reader_spec);
    int failed = plans == NULL || readers == NULL || PyObject_SetAttrString(readers, "Plan", plans) < 0 ||
                 PyObject_SetAttrString(module, "Plan", plans) < 0 || PyObject_SetAttrString(module, "Reader", readers) < 0;
    Py_XDECREF(plans);
    Py_XDECREF(readers);
    return failed ? -1 : 0;
}

static PyModuleDef_Slot module_slots[] = { { Py_mod_exec, (void *)start }, { 0, NULL } };

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_answers", "Answers out of their JSON.", 0, NULL, module_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__answers(void) { return PyModuleDef_Init(&module_def); }
