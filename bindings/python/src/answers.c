/* fos._answers: answers out of their JSON, in one pass. The library writes the JSON and this reads it into the classes of _types.py:
 * texts, Decimals, days, tuples and objects, each in its slot. What a class holds is its plan, made once from the generated table.
 * Only Python's stable interface is used; the library itself is not. */
#include "scan.h"

#include <stddef.h>

/* What stands in a field. The numbers are those of _codec.py. */
enum { PLAIN, DECIMAL, DAY, MONEY, TEXTS, DECIMALS, AMOUNTS, ONE, MANY, KINDS };

typedef struct plan plan;

/* A field. */
typedef struct row {
    uint64_t head, mask; /* the first eight bytes of the key, and which of them count */
    char *key;           /* as the library writes it: in quotes, with the colon */
    size_t length;
    int kind;
    size_t slot; /* where the object has it; 0 for one that is reached by its name alone */
    PyObject *name;
    PyObject *plan; /* of the objects, for ONE and MANY */
    PyObject *absent;
} row;

struct plan {
    PyObject_HEAD reader *reader;
    PyTypeObject *of;
    PyObject *source; /* the name of the slot that holds the bytes */
    size_t source_slot;
    bool whole; /* whether there is such a slot: other answers are only parts of these */
    row *rows;
    size_t count;
};

/* ---- slots ---- */

/* Where objects of a class have what is called `name`, found with a mark that is set by name. 0 when it is not in them. */
static size_t find_slot(PyTypeObject *of, PyObject *name)
{
    size_t found = 0;
    PyObject *object = PyType_GenericAlloc(of, 0), *mark = PyList_New(0);
    PyObject *basic = PyObject_GetAttrString((PyObject *)of, "__basicsize__");
    size_t size = basic != NULL ? PyLong_AsSize_t(basic) : 0;
    if (object != NULL && mark != NULL && size != (size_t)-1 && PyObject_GenericSetAttr(object, name, mark) == 0)
        for (size_t at = sizeof(PyObject); found == 0 && at + sizeof mark <= size; at += sizeof mark)
            if (memcmp((char *)object + at, &mark, sizeof mark) == 0) found = at;
    PyErr_Clear();
    Py_XDECREF(object);
    Py_XDECREF(mark);
    Py_XDECREF(basic);
    return found;
}

/* Puts `value`, which it takes, into a slot. */
static int set_slot(PyObject *object, size_t slot, PyObject *name, PyObject *value)
{
    if (slot == 0) {
        int done = PyObject_GenericSetAttr(object, name, value);
        Py_DECREF(value);
        return done;
    }
    PyObject **place = (PyObject **)(void *)((char *)object + slot), *old = *place;
    *place = value;
    Py_XDECREF(old);
    return 0;
}

/* ---- what is more than JSON ---- */

static PyObject *read_entry(text *t, const row *r)
{
    (void)r;
    skip_space(t);
    return *t->at == '"' ? read_text(t, KEPT_LONGEST) : read_any(t); /* citations are long, and come again */
}

/* What `of` makes of a text. */
static PyObject *read_made(text *t, PyObject *of)
{
    size_t length;
    bool escaped;
    const char *from = take_text(t, &length, &escaped);
    return from == NULL || escaped ? broken() : kept_value(t->reader->kept, of, from, length);
}

static PyObject *read_decimal(text *t, const row *r)
{
    (void)r;
    return read_made(t, t->reader->decimal);
}

/* {"amount": …, "currency": …}, in this order */
static PyObject *read_money(text *t)
{
    PyObject *values = read_any(t), *made = NULL;
    PyObject *amount = values != NULL && PyDict_Check(values) ? PyDict_GetItemString(values, "amount") : NULL;
    PyObject *currency = amount != NULL ? PyDict_GetItemString(values, "currency") : NULL;
    if (currency != NULL) made = PyObject_CallFunctionObjArgs(t->reader->money, amount, currency, NULL);
    Py_XDECREF(values);
    return made != NULL || PyErr_Occurred() ? made : broken();
}

/* ---- objects ---- */

static PyObject *read_object(const plan *p, text *t);

static PyObject *read_one(text *t, const row *r) { return read_object((const plan *)(void *)r->plan, t); }

/* What stands where the document has nothing. */
static PyObject *absent_of(const row *r)
{
    if (r->kind == AMOUNTS) return PyDict_New();
    Py_INCREF(r->absent);
    return r->absent;
}

static PyObject *read_value(text *t, const row *r)
{
    skip_space(t);
    if (*t->at == 'n') return take_word(t, "null") ? absent_of(r) : broken();
    switch (r->kind) {
    case DECIMAL: return read_decimal(t, r);
    case DAY: return read_made(t, t->reader->day);
    case MONEY: return read_money(t);
    case TEXTS: return read_list(t, r, read_entry);
    case DECIMALS: return read_list(t, r, read_decimal);
    case AMOUNTS: return read_pairs(t, r, read_decimal);
    case ONE: return read_one(t, r);
    case MANY: return read_list(t, r, read_one);
    default: return read_any(t);
    }
}

/* Where a key is none, or not one of the class. */
#define NO_KEY SIZE_MAX
#define OTHER_KEY (SIZE_MAX - 1)

/* A key that is not where it was expected, or not written as the library writes. */
static size_t search_key(const plan *p, text *t)
{
    size_t length;
    bool escaped;
    const char *key = take_text(t, &length, &escaped);
    if (key == NULL || !take(t, ':')) return NO_KEY;
    for (size_t at = 0; at < p->count; at++)
        if (p->rows[at].length == length + 3 && memcmp(p->rows[at].key + 1, key, length) == 0) return at;
    return OTHER_KEY;
}

/* Passes a key and its colon. Members come in the order of the table, so the search goes on at `from`, behind the last one. */
static size_t take_key(const plan *p, text *t, size_t from)
{
    size_t left = (size_t)(t->end - t->at);
    uint64_t head = left >= sizeof head ? eight_at(t->at) : 0;
    for (size_t at = from; at < p->count; at++) {
        const row *r = &p->rows[at];
        if ((head & r->mask) != r->head || left < r->length || memcmp(t->at, r->key, r->length) != 0) continue;
        t->at += r->length;
        return at;
    }
    return search_key(p, t);
}

static int set_absent(const plan *p, PyObject *object, uint64_t set)
{
    for (size_t i = 0; i < p->count; i++) {
        if ((set >> i & 1) != 0) continue;
        PyObject *value = absent_of(&p->rows[i]);
        if (value == NULL || set_slot(object, p->rows[i].slot, p->rows[i].name, value) < 0) return -1;
    }
    return 0;
}

/* Reads every member into its slot. */
static int fill(const plan *p, text *t, PyObject *object)
{
    uint64_t set = 0;
    size_t at = 0;
    if (!take(t, '{')) return -1;
    for (bool first = true; !take(t, '}'); first = false) {
        if (!first && !take(t, ',')) return -1;
        size_t found = take_key(p, t, at);
        if (found == NO_KEY) return -1;
        const row *r = found == OTHER_KEY ? NULL : &p->rows[found];
        PyObject *value = r == NULL ? read_any(t) : read_value(t, r);
        if (value == NULL) return -1;
        if (r == NULL) { /* of a newer library */
            Py_DECREF(value);
            continue;
        }
        if (set_slot(object, r->slot, r->name, value) < 0) return -1;
        set |= (uint64_t)1 << found;
        at = found + 1;
    }
    return set_absent(p, object, set);
}

static PyObject *new_object(const plan *p, PyObject *source)
{
    PyObject *object = PyType_GenericAlloc(p->of, 0);
    if (object == NULL || !p->whole) return object;
    Py_INCREF(source);
    if (set_slot(object, p->source_slot, p->source, source) < 0) Py_CLEAR(object);
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
    text t = text_over(p->reader, bytes, (size_t)size);
    if (fill(p, &t, object) < 0) return PyErr_Occurred() ? NULL : broken();
    Py_RETURN_NONE;
}

static PyObject *wrap(const plan *p, PyObject *data)
{
    if (p->whole) return new_object(p, data);
    PyErr_SetString(PyExc_TypeError, "answers of this class are only parts of others");
    return NULL;
}

static PyObject *plan_wrap(PyObject *self, PyObject *data) { return wrap((const plan *)(void *)self, data); }

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
    PyObject *object = wrap(p, line);
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

/* The key as the library writes it, and its head. */
static int write_key(row *r, const char *key, size_t length)
{
    r->key = PyMem_Malloc(length + 3);
    if (r->key == NULL) return PyErr_NoMemory(), -1;
    r->length = length + 3;
    r->key[0] = r->key[length + 1] = '"';
    memcpy(r->key + 1, key, length);
    r->key[length + 2] = ':';
    size_t of_head = r->length < sizeof r->head ? r->length : sizeof r->head;
    memset(&r->mask, 0xff, of_head);
    memcpy(&r->head, r->key, of_head);
    return 0;
}

static int read_row(row *r, PyObject *given, const plan *p)
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
    if (r->kind < 0 || r->kind >= KINDS || (holds && Py_TYPE(inner) != Py_TYPE((PyObject *)p))) {
        PyErr_SetString(PyExc_ValueError, "no such kind of field");
        return -1;
    }
    if (write_key(r, key, (size_t)length) < 0) return -1;
    Py_INCREF(name);
    PyUnicode_InternInPlace(&name);
    r->name = name;
    r->slot = find_slot(p->of, name);
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
    p->whole = p->source != NULL && PyObject_HasAttr(class_, p->source);
    p->source_slot = p->whole ? find_slot(p->of, p->source) : 0;
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
        if (read_row(&p->rows[i], PyList_GetItem(rows, i), p) < 0) {
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
    kept_clear(r->kept);
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
