/* Looking at the element table: what rows say, and the places of a document, with the ids, paths and roles that depend on
 * which objects hold an element. */
#include <fos/element.h>

#include <string.h>

#include "dataset/element.h"

const char *fos_class_name(const fos_class *of) { return of->name; }

const char *fos_class_definition(const fos_class *of) { return of->definition; }

size_t fos_class_element_count(const fos_class *of) { return of->count; }

const fos_element *fos_class_element_at(const fos_class *of, size_t index)
{
    return index < of->count ? &of->elements[index] : NULL;
}

static const fos_element *find(const fos_class *of, fosi_slice name)
{
    for (const fos_element *element = of->elements; element < of->elements + of->count; element++)
        if (fosi_slice_equal(fosi_slice_of(element->name), name)) return element;
    return NULL;
}

const fos_element *fos_class_element_find(const fos_class *of, const char *name) { return find(of, fosi_slice_of(name)); }

const char *fos_element_name(const fos_element *element) { return element->name; }

const char *fos_element_kind(const fos_element *element)
{
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_RENDERED_LIST: return "text";
    case FOSI_ELEMENT_TEXT_LIST: return element->rule != NULL || element->codes != NULL ? "code" : "text";
    case FOSI_ELEMENT_CODE: return "code";
    case FOSI_ELEMENT_COUNTRY: return "country";
    case FOSI_ELEMENT_CURRENCY: return "currency";
    case FOSI_ELEMENT_CHOICE: return "choice";
    case FOSI_ELEMENT_DECIMAL:
    case FOSI_ELEMENT_DECIMAL_LIST: return "decimal";
    case FOSI_ELEMENT_INTEGER:
    case FOSI_ELEMENT_NUMBER_LIST: return "integer";
    case FOSI_ELEMENT_DATE: return "date";
    case FOSI_ELEMENT_TRUTH: return "truth";
    case FOSI_ELEMENT_MONEY: return "money";
    case FOSI_ELEMENT_EXACT: return "exact";
    case FOSI_ELEMENT_OBJECT:
    case FOSI_ELEMENT_LIST: return "object";
    case FOSI_ELEMENT_PAIRS: return "pairs";
    case FOSI_ELEMENT_AMOUNTS: return "amounts";
    case FOSI_ELEMENT_RENDERED: return element->flags & FOSI_RAW ? "truth" : "text";
    }
    return "";
}

int fos_element_is_list(const fos_element *element)
{
    switch (element->kind) {
    case FOSI_ELEMENT_LIST:
    case FOSI_ELEMENT_TEXT_LIST:
    case FOSI_ELEMENT_NUMBER_LIST:
    case FOSI_ELEMENT_DECIMAL_LIST:
    case FOSI_ELEMENT_RENDERED_LIST: return 1;
    default: return 0;
    }
}

int fos_element_is_required(const fos_element *element) { return (element->flags & FOSI_REQUIRED) != 0; }

int fos_element_is_prose(const fos_element *element) { return (element->flags & FOSI_PROSE) != 0; }

size_t fos_element_most(const fos_element *element) { return fos_element_is_list(element) ? element->most : 1; }

const char *fos_element_definition(const fos_element *element) { return element->definition; }

const char *fos_element_format(const fos_element *element) { return element->format; }

const char *fos_element_codes(const fos_element *element) { return element->codes; }

const char *fos_element_standard(const fos_element *element)
{
    if (element->standard != NULL) return element->standard;
    if (element->rule != NULL) return element->rule->standard;
    if (element->kind == FOSI_ELEMENT_COUNTRY) return "ISO 3166-1 alpha-2";
    return element->kind == FOSI_ELEMENT_CURRENCY ? "ISO 4217" : NULL;
}

const char *const *fos_element_words(const fos_element *element) { return element->words; }

const fos_class *fos_element_class(const fos_element *element)
{
    return element->kind == FOSI_ELEMENT_OBJECT || element->kind == FOSI_ELEMENT_LIST ? element->of : NULL;
}

/* ---- places ---- */

/* Appends as much of a text as there is room for. */
static void put(char *text, size_t size, const char *more)
{
    size_t at = strlen(text), length = strlen(more);
    if (length > size - 1 - at) length = size - 1 - at;
    memcpy(text + at, more, length);
    text[at + length] = '\0';
}

static const fosi_part *part_of(const fos_element *holder, const char *name)
{
    if (holder == NULL || holder->parts == NULL) return NULL;
    for (const fosi_part *part = holder->parts; part->name != NULL; part++)
        if (strcmp(part->name, name) == 0) return part;
    return NULL;
}

/* One step further on the WCO's path. Below an object that has no place there, only a path from the root has one. */
static void go_on(fos_element_place *place, bool *somewhere, const char *piece)
{
    if (piece != NULL && piece[0] == '/') {
        place->path[0] = '\0';
        *somewhere = true;
        piece++;
    } else if (piece == NULL || strcmp(piece, FOSI_NOWHERE) == 0) {
        *somewhere = false;
    }
    if (!*somewhere) {
        place->path[0] = '\0';
    } else if (piece[0] != '\0') {
        if (place->path[0] != '\0') put(place->path, sizeof place->path, "/");
        put(place->path, sizeof place->path, piece);
    }
}

/* A value that stands in its object's own place has the object's id. */
static void identify(fos_element_place *place, const fos_class *of, const fos_element *element, const char *id, const char *piece)
{
    bool own = piece != NULL && piece[0] == '\0' && fos_element_class(element) == NULL;
    if (id == NULL && own) return;
    place->id[0] = '\0';
    if (id != NULL) {
        put(place->id, sizeof place->id, id);
        return;
    }
    put(place->id, sizeof place->id, "fos.");
    put(place->id, sizeof place->id, of->name);
    put(place->id, sizeof place->id, ".");
    put(place->id, sizeof place->id, element->name);
}

/* Fills in what follows from the steps. */
static void describe(const fos_class *root, fos_element_place *place)
{
    const fos_class *of = root;
    const fos_element *holder = NULL;
    bool somewhere = true;
    place->name[0] = place->id[0] = place->path[0] = '\0';
    place->roles = 0;
    for (uint32_t i = 0; i < place->depth; i++) {
        const fos_element *element = place->steps[i];
        const fosi_part *part = part_of(holder, element->name);
        const char *piece = part != NULL && part->path != NULL ? part->path : element->path;
        go_on(place, &somewhere, piece);
        identify(place, of, element, part != NULL && part->id != NULL ? part->id : element->id, piece);
        if (element->roles != 0) place->roles = element->roles;
        if (i > 0) put(place->name, sizeof place->name, ".");
        put(place->name, sizeof place->name, element->name);
        holder = element;
        of = element->of;
    }
}

static const fos_class *class_at(const fos_class *root, const fos_element_place *place, uint32_t depth)
{
    return depth == 0 ? root : fos_element_class(place->steps[depth - 1]);
}

int fos_element_place_next(const fos_class *root, fos_element_place *place)
{
    if (place->struct_size < sizeof *place) return 0;
    const fos_class *below = class_at(root, place, place->depth);
    if (below != NULL && place->depth < FOS_ELEMENT_DEPTH) {
        place->steps[place->depth++] = below->elements;
        describe(root, place);
        return 1;
    }
    for (; place->depth > 0; place->depth--) {
        const fos_class *of = class_at(root, place, place->depth - 1);
        if (++place->steps[place->depth - 1] == of->elements + of->count) continue;
        describe(root, place);
        return 1;
    }
    return 0;
}

static bool is_index(fosi_slice piece)
{
    for (size_t i = 0; i < piece.length; i++)
        if (!fosi_is_digit(piece.data[i])) return false;
    return piece.length != 0;
}

int fos_element_place_find(const fos_class *root, const char *name, fos_element_place *place)
{
    if (place->struct_size < sizeof *place) return 0;
    const fos_class *of = root;
    const char *at = name[0] == '/' ? name + 1 : name;
    bool entered = true; /* the index of a list, where one may stand */
    place->depth = 0;
    for (;;) {
        fosi_slice piece = { at, strcspn(at, "./") };
        at += piece.length;
        if (!entered && is_index(piece)) {
            entered = true;
        } else {
            const fos_element *element = of == NULL || place->depth == FOS_ELEMENT_DEPTH ? NULL : find(of, piece);
            if (element == NULL) return 0;
            place->steps[place->depth++] = element;
            of = fos_element_class(element);
            entered = !fos_element_is_list(element);
        }
        if (*at == '\0') break;
        at++;
    }
    describe(root, place);
    return 1;
}
