/* Occurrences of a place in a request: through objects and every entry of lists, each with its JSON Pointer. */
#include <string.h>

#include "profile/report.h"

typedef struct walk {
    const fosi_place *place;
    uint32_t item;
    fosi_visit *visit;
    void *with;
    char pointer[FOSI_POINTER_SIZE];
    size_t length;
} walk;

static void put(walk *w, const char *text)
{
    while (*text != '\0' && w->length + 1 < sizeof w->pointer)
        w->pointer[w->length++] = *text++;
    w->pointer[w->length] = '\0';
}

static void put_index(walk *w, size_t index)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    do
        digits[--at] = (char)('0' + index % 10);
    while ((index /= 10) != 0);
    digits[--at] = '/';
    put(w, digits + at);
}

/* The rest of the way does not exist: its names, and "-" for an entry that would have to be added (RFC 6901). */
static void absent(walk *w, uint32_t depth)
{
    for (uint32_t i = depth; i < w->place->depth; i++) {
        put(w, "/");
        put(w, w->place->steps[i]->name);
        if (i + 1 < w->place->depth && w->place->steps[i]->kind == FOSI_ELEMENT_LIST) put(w, "/-");
    }
    fosi_spot spot = { w->place->steps[w->place->depth - 1], NULL, w->pointer };
    w->visit(w->with, &spot);
}

static void go(walk *w, uint32_t depth, const void *object);

static void go_into(walk *w, uint32_t depth, const fos_element *element, const void *object)
{
    size_t mark = w->length;
    const void *field = fosi_field(element, object);
    if (element->kind != FOSI_ELEMENT_LIST) {
        put(w, "/");
        put(w, element->name);
        go(w, depth + 1, element->flags & FOSI_EMBEDDED ? field : *(const void *const *)field);
        return;
    }
    const fosi_list *list = field;
    bool items = element->of == &fosi_class_item;
    for (size_t i = 0; i < list->count; i++) {
        if (items && w->item != FOSI_NONE && i != w->item) continue;
        w->length = mark;
        put(w, "/");
        put(w, element->name);
        put_index(w, i);
        go(w, depth + 1, ((const void *const *)list->entries)[i]);
    }
}

static void go(walk *w, uint32_t depth, const void *object)
{
    size_t mark = w->length;
    const fos_element *element = w->place->steps[depth];
    if (depth + 1 == w->place->depth) {
        put(w, "/");
        put(w, element->name);
        fosi_spot spot = { element, object, w->pointer };
        w->visit(w->with, &spot);
    } else if (!fosi_element_present(element, object)) {
        absent(w, depth);
    } else {
        go_into(w, depth, element, object);
    }
    w->length = mark;
    w->pointer[mark] = '\0';
}

void fosi_walk(const fosi_place *place, const fos_request *request, uint32_t item, fosi_visit *visit, void *with)
{
    walk w = { place, item, visit, with, { 0 }, 0 };
    go(&w, 0, request);
}

/* ---- values ---- */

static void put_money(fos_buffer *out, const fos_money *money)
{
    if (fos_decimal_present(money->amount)) fosi_buffer_decimal(out, money->amount);
    if (money->currency[0] == '\0') return;
    fosi_buffer_char(out, ' ');
    fosi_buffer_text(out, money->currency);
}

static void put_value(fos_buffer *out, const fos_element *element, const void *field)
{
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: fosi_buffer_text(out, *(const char *const *)field); break;
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: fosi_buffer_text(out, field); break;
    case FOSI_ELEMENT_CHOICE: fosi_buffer_text(out, element->words[*(const int *)field]); break;
    case FOSI_ELEMENT_DECIMAL: fosi_buffer_decimal(out, *(const fos_decimal *)field); break;
    case FOSI_ELEMENT_INTEGER: fosi_buffer_unsigned(out, *(const uint32_t *)field); break;
    case FOSI_ELEMENT_DATE: fosi_buffer_date(out, *(const fos_date *)field); break;
    case FOSI_ELEMENT_TRUTH: fosi_buffer_text(out, *(const fos_truth *)field == FOS_TRUTH_TRUE ? "true" : "false"); break;
    case FOSI_ELEMENT_MONEY: put_money(out, field); break;
    default: break;
    }
}

const char *fosi_spot_value(fosi_validating *v, const fosi_spot *spot)
{
    fos_buffer text;
    if (!fosi_spot_given(spot)) return NULL;
    fosi_buffer_init(&text, v->into->context);
    put_value(&text, spot->element, fosi_field(spot->element, spot->object));
    if (text.size == 0 && !text.failed) {
        fosi_buffer_done(&text);
        return NULL;
    }
    return fosi_keep_buffer(v, &text);
}
