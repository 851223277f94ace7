/* fos_request_check: walks the structs of a request by the element table and checks what the JSON reader checks. The
 * nesting of the table is the only depth, so that the walk is bounded. */
#include <string.h>

#include "dataset/check.h"
#include "dataset/request.h"

#define DEEPEST FOS_ELEMENT_DEPTH

typedef struct step {
    const char *member;
    size_t index; /* SIZE_MAX: not in a list */
} step;

typedef struct walk {
    fosi_finding finding;
    step steps[DEEPEST];
    size_t depth;
} walk;

static void put(char *pointer, size_t size, size_t *at, const char *text)
{
    while (*text != '\0' && *at + 1 < size)
        pointer[(*at)++] = *text++;
    pointer[*at] = '\0';
}

static void put_index(char *pointer, size_t size, size_t *at, size_t index)
{
    char digits[24];
    size_t i = sizeof digits;
    digits[--i] = '\0';
    do
        digits[--i] = (char)('0' + index % 10);
    while ((index /= 10) != 0);
    put(pointer, size, at, "/");
    put(pointer, size, at, digits + i);
}

static void put_member(char *pointer, size_t size, size_t *at, const char *member, size_t index)
{
    if (member != NULL) {
        put(pointer, size, at, "/");
        put(pointer, size, at, member);
    }
    if (index != SIZE_MAX) put_index(pointer, size, at, index);
}

/* The pointer of what the finding tells, below the steps taken. */
static void locate(walk *w, const char *member)
{
    fos_error *error = w->finding.error;
    if (error == NULL || error->struct_size < sizeof *error) return;
    size_t at = 0;
    size_t size = sizeof error->pointer;
    error->pointer[0] = '\0';
    for (size_t i = 0; i < w->depth; i++)
        put_member(error->pointer, size, &at, w->steps[i].member, w->steps[i].index);
    put_member(error->pointer, size, &at, member, SIZE_MAX);
    put_member(error->pointer, size, &at, w->finding.member, w->finding.index);
    put_member(error->pointer, size, &at, w->finding.part, SIZE_MAX);
}

static fos_status check_class(walk *w, const fosi_class *of, const void *object);

static fos_status fail(walk *w, const char *member, fos_status status, const char *text)
{
    fosi_find(&w->finding, status, NULL, SIZE_MAX, NULL, "%s", text);
    locate(w, member);
    return status;
}

static fos_status check_below(walk *w, const char *member, size_t index, const fosi_class *of, const void *object)
{
    if (object == NULL) {
        step *here = &w->steps[w->depth++];
        here->member = member;
        here->index = index;
        return fail(w, NULL, FOS_STATUS_INVALID_VALUE, "an entry is NULL");
    }
    w->steps[w->depth].member = member;
    w->steps[w->depth++].index = index;
    fos_status status = check_class(w, of, object);
    if (status == FOS_STATUS_OK) w->depth--;
    return status;
}

static fos_status check_utf8(walk *w, const char *member, const char *text)
{
    if (fosi_utf8_valid(text, strlen(text), NULL)) return FOS_STATUS_OK;
    return fail(w, member, FOS_STATUS_ENCODING, "the text is not UTF-8");
}

static fos_status check_code(walk *w, const fosi_element *element, fosi_slice text)
{
    fos_status status = fosi_check_text(element, text, &w->finding);
    if (status != FOS_STATUS_OK) locate(w, element->name);
    return status;
}

static fos_status check_text(walk *w, const fosi_element *element, const char *text)
{
    fos_status status = check_utf8(w, element->name, text);
    if (status != FOS_STATUS_OK || element->kind == FOSI_ELEMENT_TEXT) return status;
    return check_code(w, element, fosi_slice_of(text));
}

static fos_status check_array(walk *w, const fosi_element *element, const char *code)
{
    const char *end = memchr(code, '\0', 4);
    if (end == NULL) return fail(w, element->name, FOS_STATUS_INVALID_VALUE, "the code is not NUL-terminated");
    fosi_slice text = { code, (size_t)(end - code) };
    return check_code(w, element, text);
}

static fos_status check_texts(walk *w, const fosi_element *element, const fosi_list *list)
{
    const char *const *texts = list->entries;
    for (size_t i = 0; i < list->count; i++) {
        fos_status status = FOS_STATUS_OK;
        if (texts[i] == NULL || texts[i][0] == '\0') {
            status = fosi_find(&w->finding, FOS_STATUS_INVALID_VALUE, NULL, SIZE_MAX, NULL, "the text is empty");
        } else if (!fosi_utf8_valid(texts[i], strlen(texts[i]), NULL)) {
            status = fosi_find(&w->finding, FOS_STATUS_ENCODING, NULL, SIZE_MAX, NULL, "the text is not UTF-8");
        } else {
            status = fosi_check_text(element, fosi_slice_of(texts[i]), &w->finding);
        }
        if (status == FOS_STATUS_OK) continue;
        w->finding.index = i;
        locate(w, element->name);
        return status;
    }
    return FOS_STATUS_OK;
}

static fos_status check_pairs(walk *w, const fosi_element *element, const fosi_list *list)
{
    fos_assumption *const *pairs = list->entries;
    for (size_t i = 0; i < list->count; i++) {
        if (pairs[i] == NULL || pairs[i]->name == NULL || pairs[i]->value == NULL || pairs[i]->value[0] == '\0')
            return fail(w, element->name, FOS_STATUS_INVALID_VALUE, "a name or a value is empty");
        fos_status status = check_code(w, element, fosi_slice_of(pairs[i]->name));
        if (status == FOS_STATUS_OK) status = check_utf8(w, element->name, pairs[i]->value);
        if (status != FOS_STATUS_OK) return status;
    }
    return FOS_STATUS_OK;
}

static fos_status check_entries(walk *w, const fosi_element *element, const fosi_list *list)
{
    void *const *entries = list->entries;
    for (size_t i = 0; i < list->count; i++) {
        fos_status status = check_below(w, element->name, i, element->of, entries[i]);
        if (status != FOS_STATUS_OK) return status;
    }
    return FOS_STATUS_OK;
}

static fos_status check_choice(walk *w, const fosi_element *element, int value)
{
    int count = 0;
    while (element->words[count] != NULL)
        count++;
    if (value >= 0 && value < count) return FOS_STATUS_OK;
    return fail(w, element->name, FOS_STATUS_INVALID_VALUE, "the value is none of the enumeration");
}

static fos_status check_date(walk *w, const fosi_element *element, fos_date date)
{
    char text[FOS_DATE_TEXT];
    if (fos_date_format(date, text) != 0) return FOS_STATUS_OK;
    return fail(w, element->name, FOS_STATUS_INVALID_VALUE, "the day is not in the years 1900 to 2999");
}

static fos_status check_truth(walk *w, const fosi_element *element, int value)
{
    if (value == FOS_TRUTH_FALSE || value == FOS_TRUTH_TRUE) return FOS_STATUS_OK;
    return fail(w, element->name, FOS_STATUS_INVALID_VALUE, "the value is none of the enumeration");
}

static fos_status located(walk *w, const fosi_element *element, fos_status status)
{
    if (status != FOS_STATUS_OK) locate(w, element->name);
    return status;
}

static fos_status check_field(walk *w, const fosi_element *element, const void *field)
{
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: return check_text(w, element, *(const char *const *)field);
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return check_array(w, element, field);
    case FOSI_ELEMENT_CHOICE: return check_choice(w, element, *(const int *)field);
    case FOSI_ELEMENT_DECIMAL: return located(w, element, fosi_check_decimal(element, *(const fos_decimal *)field, &w->finding));
    case FOSI_ELEMENT_INTEGER: return located(w, element, fosi_check_integer(element, *(const int32_t *)field, &w->finding));
    case FOSI_ELEMENT_DATE: return check_date(w, element, *(const fos_date *)field);
    case FOSI_ELEMENT_TRUTH: return check_truth(w, element, *(const int *)field);
    case FOSI_ELEMENT_MONEY: return check_below(w, element->name, SIZE_MAX, &fosi_class_money, field);
    case FOSI_ELEMENT_OBJECT: return check_below(w, element->name, SIZE_MAX, element->of, *(void *const *)field);
    case FOSI_ELEMENT_LIST: return check_entries(w, element, field);
    case FOSI_ELEMENT_TEXT_LIST: return check_texts(w, element, field);
    case FOSI_ELEMENT_PAIRS: return check_pairs(w, element, field);
    default: return FOS_STATUS_OK; /* kinds that only quotes have */
    }
}

/* Members first, in the order of the table, then what is about the object as a whole: only where a member is bound to be there, or
 * its entries to differ, is that more than whether they agree. */
static fos_status check_class(walk *w, const fosi_class *of, const void *object)
{
    bool bound = false;
    for (const fosi_element *element = of->elements; element < of->elements + of->count; element++) {
        if (fosi_likely(!fosi_holds(element, object))) {
            bound |= (element->flags & FOSI_REQUIRED) != 0;
            continue;
        }
        bound |= (element->flags & FOSI_UNIQUE) != 0 && element->kind != FOSI_ELEMENT_INTEGER;
        fos_status status = check_field(w, element, fosi_field(element, object));
        if (status != FOS_STATUS_OK) return status;
    }
    fos_status status = bound ? fosi_check_object(of, object, &w->finding) : fosi_check_agreement(of, object, &w->finding);
    if (status != FOS_STATUS_OK) locate(w, NULL);
    return status;
}

fos_status fos_request_check(const fos_request *request, fos_error *error)
{
    if (request == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the request is NULL");
    /* The scratch memory of the check is the request's own and is given back; nothing that the caller can see changes. */
    fosi_arena *arena = fosi_request_arena((fos_request *)(uintptr_t)request);
    fosi_arena before = *arena;
    walk w = { .finding = { .error = error, .scratch = arena, .index = SIZE_MAX } };
    fos_status status = check_class(&w, &fosi_class_request, request);
    arena->current = before.current;
    arena->at = before.at;
    arena->end = before.end;
    return status;
}
