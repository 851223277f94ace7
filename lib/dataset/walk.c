/* The walk through a request, and pointers as it builds them. */
#include "dataset/walk.h"

#include <string.h>

/* ---- pointers ---- */

void fosi_pointer_put(fosi_pointer *pointer, const char *text)
{
    while (*text != '\0' && pointer->length + 1 < sizeof pointer->text)
        pointer->text[pointer->length++] = *text++;
    pointer->text[pointer->length] = '\0';
}

void fosi_pointer_member(fosi_pointer *pointer, const char *name)
{
    fosi_pointer_put(pointer, "/");
    fosi_pointer_put(pointer, name);
}

void fosi_pointer_index(fosi_pointer *pointer, size_t index)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    do
        digits[--at] = (char)('0' + index % 10);
    while ((index /= 10) != 0);
    fosi_pointer_member(pointer, digits + at);
}

void fosi_pointer_back(fosi_pointer *pointer, size_t length)
{
    pointer->length = length;
    pointer->text[length] = '\0';
}

/* ---- the walk ---- */

/* The rest of the way does not exist: its names, and "-" for an entry that would have to be added (RFC 6901). */
static fos_status visit_absent(fosi_walk *w)
{
    size_t mark = w->pointer.length;
    for (uint32_t i = w->depth; i < w->along_depth; i++) {
        fosi_pointer_member(&w->pointer, w->along[i]->name);
        if (i + 1 < w->along_depth && w->along[i]->kind == FOSI_ELEMENT_LIST) fosi_pointer_member(&w->pointer, "-");
    }
    fos_status status = w->visit(w, w->along[w->along_depth - 1], NULL);
    fosi_pointer_back(&w->pointer, mark);
    return status;
}

static fos_status walk_object(fosi_walk *w, const fosi_class *of, void *object);

static fos_status walk_entries(fosi_walk *w, const fosi_element *element, const fosi_list *list)
{
    fos_status status = FOS_STATUS_OK;
    size_t mark = w->pointer.length;
    bool one = element->of == &fosi_class_item && w->item != SIZE_MAX;
    for (size_t i = one ? w->item : 0; i < list->count && status == FOS_STATUS_OK; i++) {
        fosi_pointer_index(&w->pointer, i);
        status = walk_object(w, element->of, ((void **)list->entries)[i]);
        fosi_pointer_back(&w->pointer, mark);
        if (one) break;
    }
    return status;
}

static fos_status walk_element(fosi_walk *w, const fosi_class *of, const fosi_element *element, void *object)
{
    void *field = (unsigned char *)object + element->offset;
    size_t mark = w->pointer.length;
    bool last = w->along != NULL ? w->depth + 1 == w->along_depth
                                 : element->kind != FOSI_ELEMENT_OBJECT && element->kind != FOSI_ELEMENT_LIST;
    fos_status status;
    w->steps[w->depth++] = (fosi_walk_step){ element, of, object };
    fosi_pointer_member(&w->pointer, element->name);
    if (last)
        status = w->visit(w, element, object);
    else if (element->kind == FOSI_ELEMENT_LIST)
        status = walk_entries(w, element, field);
    else
        status = walk_object(w, element->of, element->flags & FOSI_EMBEDDED ? field : *(void **)field);
    w->depth--;
    fosi_pointer_back(&w->pointer, mark);
    return status;
}

static fos_status walk_all(fosi_walk *w, const fosi_class *of, void *object)
{
    fos_status status = FOS_STATUS_OK;
    for (const fosi_element *e = of->elements; e < of->elements + of->count && status == FOS_STATUS_OK; e++)
        if (fosi_holds(e, object)) status = walk_element(w, of, e, object);
    return status;
}

static fos_status walk_object(fosi_walk *w, const fosi_class *of, void *object)
{
    if (object == NULL || w->depth == FOS_ELEMENT_DEPTH) return FOS_STATUS_OK;
    if (w->along == NULL) return walk_all(w, of, object);
    const fosi_element *next = w->along[w->depth];
    bool last = w->depth + 1 == w->along_depth;
    return last || fosi_element_present(next, object) ? walk_element(w, of, next, object) : visit_absent(w);
}

fos_status fosi_walk_request(fosi_walk *walk, const fos_request *request)
{
    walk->depth = 0;
    fosi_pointer_back(&walk->pointer, 0);
    return walk_object(walk, &fosi_class_request, (void *)(uintptr_t)request); /* only who may change it does */
}

bool fosi_walk_is_at(const fosi_walk *walk, const fosi_element *const *steps, uint32_t depth)
{
    if (walk->depth != depth) return false;
    for (uint32_t i = depth; i-- > 0;)
        if (walk->steps[i].element != steps[i]) return false;
    return true;
}
