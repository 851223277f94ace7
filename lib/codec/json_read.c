/* The generic reader: walks a tree of nodes beside the element table and fills the structs, in the memory of the
 * request. Values are checked by the data set's own checks; this file knows JSON's types and says where things stand. */
#include <fos/json.h>

#include <string.h>

#include "codec/bytes.h"
#include "codec/json_number.h"
#include "codec/json_straight.h"
#include "codec/json_syntax.h"
#include "codec/json_tree.h"
#include "dataset/check.h"
#include "dataset/codes.h"
#include "dataset/request.h"
#include "regime/report.h"

typedef struct reader {
    fosi_arena *arena;
    const fosi_document *document;
    size_t digits;      /* most significant digits of a number */
    bool partial;       /* members that a whole request must have are noted, not required */
    bool lenient;       /* so are faults of single values and values that disagree */
    fos_report *report; /* where; or NULL */
    fosi_finding finding;
} reader;

/* ---- failing at a node ---- */

static const char *kind_name(const fosi_tree *node)
{
    switch (node->kind) {
    case FOSI_TREE_NULL: return "null";
    case FOSI_TREE_FALSE: return "false";
    case FOSI_TREE_TRUE: return "true";
    case FOSI_TREE_NUMBER: return "a number";
    case FOSI_TREE_TEXT: return "a text";
    case FOSI_TREE_LIST: return "a list";
    case FOSI_TREE_OBJECT: return "an object";
    }
    return "";
}

static fos_status wrong_type(reader *r, const fosi_tree *node, const char *expected)
{
    return fosi_tree_fail(r->finding.error, r->document, node, 0, FOS_STATUS_WRONG_TYPE, "found %s, expected %s", kind_name(node),
                          expected);
}

/* Appends "/member" to a pointer, cut to its size. */
static void put_member(char *pointer, size_t size, const char *member)
{
    size_t at = strlen(pointer), length = strlen(member);
    if (at + length + 2 > size) return;
    pointer[at] = '/';
    memcpy(pointer + at + 1, member, length + 1);
}

/* One step down from `node`; where there is no such child the pointer goes on by name alone. */
static const fosi_tree *descend(const fosi_tree *node, const char *member, char *pointer, size_t size)
{
    const fosi_tree *child = fosi_tree_get(node, member);
    if (child != NULL)
        fosi_tree_pointer(child, pointer, size);
    else
        put_member(pointer, size, member);
    return child;
}

static const fosi_tree *entry(const fosi_tree *list, size_t index)
{
    const fosi_tree *child = list->first;
    for (; child != NULL && index > 0; index--)
        child = child->next;
    return child;
}

/* Gives the error that a check filled its place: the node that it is about, or the nearest one that is there. */
static fos_status locate(reader *r, const fosi_tree *node, fos_status status)
{
    fos_error *error = r->finding.error;
    if (error == NULL || error->struct_size < sizeof *error) return status;
    char pointer[sizeof error->pointer];
    const fosi_tree *at = node, *next;
    fosi_tree_pointer(node, pointer, sizeof pointer);
    const fosi_finding *finding = &r->finding;
    if (finding->member != NULL) {
        next = descend(at, finding->member, pointer, sizeof pointer);
        if (next != NULL && finding->index != SIZE_MAX) {
            next = entry(next, finding->index);
            fosi_tree_pointer(next, pointer, sizeof pointer);
        }
        at = next != NULL ? next : at;
    }
    if (finding->part != NULL) {
        next = descend(at, finding->part, pointer, sizeof pointer);
        at = next != NULL ? next : at;
    }
    return fosi_fail_at(error, status, r->document->source, r->document->bytes, r->document->length, at->offset, pointer, "%s",
                        error->text);
}

/* A fault that the rest of the document does not hang on goes to the report. */
static fos_status noted(reader *r, fos_status status)
{
    bool single = status == FOS_STATUS_INVALID_VALUE || status == FOS_STATUS_OUT_OF_RANGE || status == FOS_STATUS_INCONSISTENT ||
                  status == FOS_STATUS_MISSING_KEY || status == FOS_STATUS_SYNTAX;
    if (!r->lenient || !single) return status;
    fos_error *kept = fosi_report_add(r->report, false);
    if (kept != NULL) *kept = *r->finding.error;
    return r->report->failed ? fosi_fail_memory(r->finding.error) : FOS_STATUS_OK;
}

static fos_status located(reader *r, const fosi_tree *node, fos_status status)
{
    return fosi_likely(status == FOS_STATUS_OK) ? status : noted(r, locate(r, node, status));
}

static fos_status no_memory(reader *r) { return fosi_fail_memory(r->finding.error); }

static fos_status unknown_key(reader *r, const fosi_tree *node, const fosi_class *of)
{
    const char *names[64];
    size_t count = 0;
    for (; count < of->count && count < sizeof names / sizeof names[0]; count++)
        names[count] = of->elements[count].name;
    const char *nearest = fosi_nearest(node->key, names, count);
    char pointer[sizeof r->finding.error->pointer];
    fosi_tree_pointer(node, pointer, sizeof pointer);
    int length = node->key.length > 60 ? 60 : (int)node->key.length;
    const fosi_document *d = r->document;
    if (nearest != NULL)
        return fosi_fail_at(r->finding.error, FOS_STATUS_UNKNOWN_KEY, d->source, d->bytes, d->length, node->key_offset, pointer,
                            "%s has no key \"%.*s\", did you mean \"%s\"?", of->name, length, node->key.data, nearest);
    return fosi_fail_at(r->finding.error, FOS_STATUS_UNKNOWN_KEY, d->source, d->bytes, d->length, node->key_offset, pointer,
                        "%s has no key \"%.*s\"; keys of your own begin with x_", of->name, length, node->key.data);
}

/* ---- single values ---- */

static inline bool is_text(const fosi_tree *node) { return fosi_likely(node->kind == FOSI_TREE_TEXT); }

static fos_status read_text(reader *r, const fosi_tree *node, const fosi_element *element, const char **field)
{
    if (!is_text(node)) return wrong_type(r, node, "a text");
    if (node->text.length == 0) return FOS_STATUS_OK;
    if (element->kind == FOSI_ELEMENT_CODE) {
        fos_status status = located(r, node, fosi_check_text(element, node->text, &r->finding));
        if (fosi_unlikely(status != FOS_STATUS_OK)) return status;
    }
    *field = node->text.data;
    return FOS_STATUS_OK;
}

/* Customs has codes of its own for places that ISO 3166 does not know: in its messages they are kept, and noted. */
static bool keeps_unknown(reader *r, const fosi_tree *node, const fosi_element *element)
{
    bool shaped = node->text.length == 2 && fosi_is_upper(node->text.data[0]) && fosi_is_upper(node->text.data[1]);
    if (!r->partial || element->kind != FOSI_ELEMENT_COUNTRY || !shaped) return false;
    fos_error *finding = r->report == NULL ? NULL : fosi_report_add(r->report, true);
    if (finding != NULL)
        fosi_tree_fail(finding, r->document, node, 0, FOS_STATUS_INVALID_VALUE,
                       "\"%s\" is not a country code of ISO 3166-1 alpha-2, kept as it is", node->text.data);
    return true;
}

static fos_status read_array(reader *r, const fosi_tree *node, const fosi_element *element, char *field)
{
    if (!is_text(node))
        return wrong_type(r, node, element->kind == FOSI_ELEMENT_COUNTRY ? "a text such as \"DE\"" : "a text such as \"EUR\"");
    if (node->text.length == 0) return FOS_STATUS_OK;
    fos_status status = fosi_check_text(element, node->text, &r->finding);
    if (fosi_unlikely(status != FOS_STATUS_OK) && !keeps_unknown(r, node, element)) return located(r, node, status);
    memcpy(field, node->text.data, node->text.length + 1);
    return FOS_STATUS_OK;
}

static fos_status read_choice(reader *r, const fosi_tree *node, const fosi_element *element, int *field)
{
    if (!is_text(node)) return wrong_type(r, node, "a text");
    if (node->text.length == 0) return FOS_STATUS_OK;
    *field = fosi_word_index(element->words, node->text);
    if (fosi_likely(*field > 0)) return FOS_STATUS_OK;
    *field = 0;
    char all[200];
    fos_buffer list = { NULL, all, 0, sizeof all, false };
    for (size_t i = 1; element->words[i] != NULL; i++) {
        size_t length = strlen(element->words[i]);
        if (list.size + length + 3 > sizeof all) break;
        if (i > 1) fosi_buffer_put(&list, ", ", 2);
        fosi_buffer_put(&list, element->words[i], length);
    }
    return noted(r, fosi_tree_fail(r->finding.error, r->document, node, 0, FOS_STATUS_INVALID_VALUE,
                                   "\"%.*s\" is not known, expected one of %s",
                                   node->text.length > 60 ? 60 : (int)node->text.length, node->text.data, all));
}

static fos_status read_number(reader *r, const fosi_tree *node, fos_decimal *value)
{
    if (!is_text(node) && node->kind != FOSI_TREE_NUMBER) return wrong_type(r, node, "a number, as a text or as it is");
    if (fosi_unlikely(node->text.length > r->digits) && fosi_json_digits(node->text.data, node->text.length) > r->digits)
        return fosi_tree_fail(r->finding.error, r->document, node, 0, FOS_STATUS_LIMIT_DIGITS, "more than %lu digits in a number",
                              (unsigned long)r->digits);
    if (fosi_likely(fosi_json_plain_number(node->text, value))) return FOS_STATUS_OK;
    fos_status status = fos_decimal_parse(node->text.data, node->text.length, value, r->finding.error);
    if (status == FOS_STATUS_OK) return status;
    r->finding.member = r->finding.part = NULL;
    return locate(r, node, status);
}

static fos_status read_decimal(reader *r, const fosi_tree *node, const fosi_element *element, fos_decimal *field)
{
    fos_decimal empty = *field;
    fos_status status = read_number(r, node, field);
    if (status != FOS_STATUS_OK) {
        *field = empty;
        return noted(r, status);
    }
    return located(r, node, fosi_check_decimal(element, *field, &r->finding));
}

static fos_status read_integer(reader *r, const fosi_tree *node, const fosi_element *element, int32_t *field)
{
    fos_decimal value = { 0, 0 };
    fos_status status = read_number(r, node, &value);
    if (status != FOS_STATUS_OK) return status;
    for (; value.scale > 0; value.scale--, value.coefficient /= 10)
        if (value.coefficient % 10 != 0)
            return noted(r, fosi_tree_fail(r->finding.error, r->document, node, 0, FOS_STATUS_OUT_OF_RANGE,
                                           "%s is out of range, expected a whole number", node->text.data));
    status = located(r, node, fosi_check_integer(element, value.coefficient, &r->finding));
    if (status == FOS_STATUS_OK && value.coefficient >= 1 && value.coefficient <= INT32_MAX) *field = (int32_t)value.coefficient;
    return status;
}

static fos_status read_date(reader *r, const fosi_tree *node, fos_date *field)
{
    if (!is_text(node)) return wrong_type(r, node, "a text such as \"2026-11-23\"");
    fos_status status = fos_date_parse(node->text.data, node->text.length, field, r->finding.error);
    if (fosi_likely(status == FOS_STATUS_OK)) return status;
    r->finding.member = r->finding.part = NULL;
    *field = FOS_DATE_ABSENT;
    return located(r, node, status);
}

static fos_status read_truth(reader *r, const fosi_tree *node, fos_truth *field)
{
    if (node->kind != FOSI_TREE_TRUE && node->kind != FOSI_TREE_FALSE) return wrong_type(r, node, "true or false");
    *field = node->kind == FOSI_TREE_TRUE ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE;
    return FOS_STATUS_OK;
}

/* ---- lists and objects; their nesting is that of the table, never that of the document ---- */

static fos_status read_object(reader *r, const fosi_tree *node, const fosi_class *of, void *object);

static void *new_object(reader *r, const fosi_class *of)
{
    void *object = fosi_arena_take(r->arena, of->size);
    if (fosi_likely(object != NULL)) memcpy(object, of->empty, of->size);
    return object;
}

/* An array with room for appending; `count` stays 0 until each entry stands. */
static void **new_entries(reader *r, const fosi_tree *node, fosi_list *list)
{
    list->entries = fosi_arena_take(r->arena, fosi_list_capacity(node->count) * sizeof(void *));
    return list->entries;
}

static fos_status read_list(reader *r, const fosi_tree *node, const fosi_element *element, fosi_list *list)
{
    if (node->kind != FOSI_TREE_LIST) return wrong_type(r, node, "a list of objects");
    if (node->count == 0) return FOS_STATUS_OK;
    void **entries = new_entries(r, node, list);
    if (entries == NULL) return no_memory(r);
    for (const fosi_tree *child = node->first; child != NULL; child = child->next) {
        if (child->kind != FOSI_TREE_OBJECT) return wrong_type(r, child, "an object");
        void *object = new_object(r, element->of);
        if (object == NULL) return no_memory(r);
        entries[list->count++] = object;
        fos_status status = read_object(r, child, element->of, object);
        if (status != FOS_STATUS_OK) return status;
    }
    return FOS_STATUS_OK;
}

static fos_status empty_text(reader *r, const fosi_tree *node)
{
    return fosi_tree_fail(r->finding.error, r->document, node, 0, FOS_STATUS_INVALID_VALUE, "this text is empty");
}

static fos_status read_texts(reader *r, const fosi_tree *node, const fosi_element *element, fosi_list *list)
{
    if (node->kind != FOSI_TREE_LIST) return wrong_type(r, node, "a list of texts");
    if (node->count == 0) return FOS_STATUS_OK;
    void **entries = new_entries(r, node, list);
    if (entries == NULL) return no_memory(r);
    for (const fosi_tree *child = node->first; child != NULL; child = child->next) {
        if (!is_text(child)) return wrong_type(r, child, "a text");
        if (child->text.length == 0) return empty_text(r, child);
        fos_status status = located(r, child, fosi_check_text(element, child->text, &r->finding));
        if (status != FOS_STATUS_OK) return status;
        memcpy(&entries[list->count++], &child->text.data, sizeof(void *));
    }
    return FOS_STATUS_OK;
}

static fos_status read_pairs(reader *r, const fosi_tree *node, const fosi_element *element, fosi_list *list)
{
    if (node->kind != FOSI_TREE_OBJECT) return wrong_type(r, node, "an object of texts");
    if (node->count == 0) return FOS_STATUS_OK;
    void **entries = new_entries(r, node, list);
    if (entries == NULL) return no_memory(r);
    for (const fosi_tree *child = node->first; child != NULL; child = child->next) {
        if (!is_text(child)) return wrong_type(r, child, "a text");
        if (child->text.length == 0) return empty_text(r, child);
        fos_status status = located(r, child, fosi_check_text(element, child->key, &r->finding));
        if (status != FOS_STATUS_OK) return status;
        fos_assumption *pair = new_object(r, element->of);
        if (pair == NULL) return no_memory(r);
        pair->name = child->key.data;
        pair->value = child->text.data;
        entries[list->count++] = pair;
    }
    return FOS_STATUS_OK;
}

/* An object without members says as much as no object. */
static fos_status read_member_object(reader *r, const fosi_tree *node, const fosi_element *element, void **field)
{
    if (node->kind != FOSI_TREE_OBJECT) return wrong_type(r, node, "an object");
    if (node->count == 0) return FOS_STATUS_OK;
    if (*field == NULL) *field = new_object(r, element->of);
    return *field == NULL ? no_memory(r) : read_object(r, node, element->of, *field);
}

static fos_status read_money(reader *r, const fosi_tree *node, void *field)
{
    if (node->kind != FOSI_TREE_OBJECT) return wrong_type(r, node, "an object of amount and currency");
    return read_object(r, node, &fosi_class_money, field);
}

static fos_status read_element(reader *r, const fosi_tree *node, const fosi_element *element, void *field)
{
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: return read_text(r, node, element, field);
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return read_array(r, node, element, field);
    case FOSI_ELEMENT_CHOICE: return read_choice(r, node, element, field);
    case FOSI_ELEMENT_DECIMAL: return read_decimal(r, node, element, field);
    case FOSI_ELEMENT_INTEGER: return read_integer(r, node, element, field);
    case FOSI_ELEMENT_DATE: return read_date(r, node, field);
    case FOSI_ELEMENT_TRUTH: return read_truth(r, node, field);
    case FOSI_ELEMENT_MONEY: return read_money(r, node, field);
    case FOSI_ELEMENT_OBJECT: return read_member_object(r, node, element, field);
    case FOSI_ELEMENT_LIST: return read_list(r, node, element, field);
    case FOSI_ELEMENT_TEXT_LIST: return read_texts(r, node, element, field);
    case FOSI_ELEMENT_PAIRS: return read_pairs(r, node, element, field);
    default: return FOS_STATUS_OK; /* kinds that are only written */
    }
}

/* ---- keys ---- */

static inline bool is_key(const fosi_element *element, fosi_slice key)
{
    return key.length + 4 == element->key_length && memcmp(key.data, element->key + 2, key.length) == 0;
}

/* The element of that name: documents mostly keep the order of the table, so the search goes on from the last one. */
static const fosi_element *find_element(const fosi_class *of, const fosi_element *from, fosi_slice key)
{
    const fosi_element *end = of->elements + of->count;
    for (const fosi_element *element = from; element < end; element++)
        if (is_key(element, key)) return element;
    for (const fosi_element *element = of->elements; element < from; element++)
        if (is_key(element, key)) return element;
    return NULL;
}

static bool is_private_key(fosi_slice key) { return key.length >= 2 && key.data[0] == 'x' && key.data[1] == '_'; }

static fos_status read_members(reader *r, const fosi_tree *node, const fosi_class *of, void *object)
{
    const fosi_element *next = of->elements;
    for (const fosi_tree *child = node->first; child != NULL; child = child->next) {
        const fosi_element *element = find_element(of, next, child->key);
        if (fosi_unlikely(element == NULL)) {
            if (is_private_key(child->key)) continue;
            return unknown_key(r, child, of);
        }
        next = element + 1;
        if (child->kind == FOSI_TREE_NULL) continue;
        fos_status status = read_element(r, child, element, (unsigned char *)object + element->offset);
        if (fosi_unlikely(status != FOS_STATUS_OK)) return status;
    }
    return FOS_STATUS_OK;
}

/* A struct that is always there (the consignment) does not tell whether the document had it. */
static fos_status require_objects(reader *r, const fosi_tree *node, const fosi_class *of)
{
    for (const fosi_element *element = of->elements; element < of->elements + of->count; element++) {
        if (element->kind != FOSI_ELEMENT_OBJECT || (element->flags & FOSI_REQUIRED) == 0) continue;
        const fosi_tree *child = fosi_tree_get(node, element->name);
        if (child != NULL && child->count != 0) continue;
        fos_status status =
            fosi_find(&r->finding, FOS_STATUS_MISSING_KEY, element->name, SIZE_MAX, NULL, "required, but missing");
        if ((status = located(r, node, status)) != FOS_STATUS_OK) return status;
    }
    return FOS_STATUS_OK;
}

/* What other formats may lack, because not every message is all that a quote needs. */
static bool may_be_partial(const fosi_class *of)
{
    return of == &fosi_class_request || of == &fosi_class_consignment || of == &fosi_class_item;
}

static fos_status check_partial(reader *r, const fosi_tree *node, const fosi_class *of, void *object)
{
    fos_error *error = r->finding.error, found = FOS_ERROR_INIT;
    r->finding.error = &found;
    fos_status status = located(r, node, fosi_check_object(of, object, &r->finding));
    r->finding.error = error;
    if (status == FOS_STATUS_OK) return status;
    if (status == FOS_STATUS_MISSING_KEY) error = r->report == NULL ? NULL : fosi_report_add(r->report, true);
    if (error != NULL) *error = found;
    return status == FOS_STATUS_MISSING_KEY ? FOS_STATUS_OK : status;
}

static fos_status read_object(reader *r, const fosi_tree *node, const fosi_class *of, void *object)
{
    fos_status status = read_members(r, node, of, object);
    if (status != FOS_STATUS_OK) return status;
    if (r->partial && may_be_partial(of)) return check_partial(r, node, of, object);
    return located(r, node, fosi_check_object(of, object, &r->finding));
}

static fos_status read_request(reader *r, fos_request *request)
{
    const fosi_tree *root = r->document->root;
    if (root->kind != FOSI_TREE_OBJECT) return wrong_type(r, root, "an object: the request");
    fos_status status = read_object(r, root, &fosi_class_request, request);
    return status == FOS_STATUS_OK && !r->partial ? require_objects(r, root, &fosi_class_request) : status;
}

fos_status fosi_request_read_tree(fos_request *request, const fosi_document *document, const fos_limits *limits,
                                  fosi_read_mode mode, fos_report *report, fos_error *error)
{
    fos_error own = FOS_ERROR_INIT; /* what goes to a report is made there */
    fosi_arena *arena = fosi_request_arena(request);
    size_t digits = fosi_limits_of(limits).digits;
    bool lenient = mode == FOSI_READ_LENIENT;
    reader r = { arena,
                 document,
                 digits,
                 mode == FOSI_READ_PARTIAL,
                 lenient,
                 report,
                 { .error = lenient ? &own : error, .scratch = arena, .index = SIZE_MAX } };
    fos_status status = read_request(&r, request);
    if (status != FOS_STATUS_OK && lenient && error != NULL && error->struct_size == sizeof *error) *error = own;
    return status;
}

fos_status fosi_request_read_item(fos_request *request, const fosi_document *document, const fosi_tree *node,
                                  const fos_limits *limits, fos_report *report, fos_error *error)
{
    fosi_arena *arena = fosi_request_arena(request);
    size_t digits = fosi_limits_of(limits).digits;
    reader r = { arena, document, digits, true, false, report, { .error = error, .scratch = arena, .index = SIZE_MAX } };
    fos_item *item;
    fos_status status = fos_request_item_add(request, &item, error);
    return status == FOS_STATUS_OK ? read_object(&r, node, &fosi_class_item, item) : status;
}

/* By way of a tree where there are faults to be told. */
static fos_status read_document(fos_request *request, fosi_document *document, const fos_limits *limits, fos_report *faults,
                                fos_error *error)
{
    fos_limits within = fosi_limits_of(limits);
    fos_status status = fosi_check_bytes(document->source, document->bytes, document->length, &within, error);
    if (status != FOS_STATUS_OK) return status;
    if (faults == NULL) {
        bool whole;
        if (fosi_request_read_straight(request, document->bytes, document->length, &within, &whole) != FOS_STATUS_OK)
            return fosi_fail_memory(error);
        if (fosi_likely(whole)) return FOS_STATUS_OK;
        fos_request_clear(request);
    }
    status = fosi_json_parse_checked(fosi_request_arena(request), document, limits, error);
    if (status != FOS_STATUS_OK) return status;
    return fosi_request_read_tree(request, document, limits, faults != NULL ? FOSI_READ_LENIENT : FOSI_READ_WHOLE, faults, error);
}

fos_status fos_request_read_json(fos_request *request, const char *bytes, size_t length, const fos_read_options *options,
                                 fos_error *error)
{
    if (request == NULL || (bytes == NULL && length != 0))
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the request or the document is NULL");
    fos_request_clear(request);
    const char *source = "request";
    const fos_limits *limits = NULL;
    fos_report *faults = NULL;
    if (options != NULL && options->struct_size >= offsetof(fos_read_options, faults)) {
        if (options->source != NULL) source = options->source;
        limits = &options->limits;
        if (options->struct_size >= sizeof *options) faults = options->faults;
    }
    fosi_document document = { source, bytes == NULL ? "" : bytes, length, NULL };
    fos_status status = read_document(request, &document, limits, faults, error);
    if (status != FOS_STATUS_OK) fos_request_clear(request);
    return status;
}
