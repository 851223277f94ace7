/* The element table as one JSON document: every class of requests, quotes and comparisons with its elements, and every
 * place of a request with its WCO id and path, and the lists of codes. Generators of types and documentation read it. */
#include "codec/elements.h"

#include <fos/element.h>

#include <string.h>

#include "codec/json_put.h"
#include "dataset/codes.h"
#include "quote/quote_elements.h"

size_t fos_class_count(void)
{
    size_t count = 0;
    while (fos_class_at(count) != NULL)
        count++;
    return count;
}

const fos_class *fos_class_at(size_t index)
{
    for (size_t i = 0; fosi_classes[i] != NULL; i++)
        if (index-- == 0) return fosi_classes[i];
    for (size_t i = 0; fosi_quote_classes[i] != NULL; i++)
        if (index-- == 0) return fosi_quote_classes[i];
    return NULL;
}

const fos_class *fos_class_find(const char *name)
{
    const fos_class *of;
    for (size_t i = 0; (of = fos_class_at(i)) != NULL; i++)
        if (strcmp(of->name, name) == 0) return of;
    return NULL;
}

/* ---- the document ---- */

static void put(fos_buffer *out, const char *text) { fosi_buffer_text(out, text); }

static void put_member(fos_buffer *out, const char *name, const char *text)
{
    if (text == NULL) return;
    fosi_buffer_format(out, ",\"%s\":", name);
    fosi_json_put_string(out, text);
}

static void put_flag(fos_buffer *out, const char *name, bool holds)
{
    if (holds) fosi_buffer_format(out, ",\"%s\":true", name);
}

static void put_words(fos_buffer *out, const char *const *words)
{
    if (words == NULL) return;
    const char *before = ",\"words\":[";
    for (; *words != NULL; words++) {
        if ((*words)[0] == '\0') continue;
        put(out, before);
        fosi_json_put_string(out, *words);
        before = ",";
    }
    put(out, "]");
}

static void put_roles(fos_buffer *out, uint32_t roles)
{
    const char *before = ",\"roles\":[";
    for (unsigned role = 1; role < FOS_ROLE_COUNT; role++) {
        if ((roles & FOS_ROLE_BIT(role)) == 0) continue;
        fosi_buffer_format(out, "%s\"%s\"", before, fosi_words_role[role]);
        before = ",";
    }
    if (before[1] == '\0') put(out, "]");
}

static void put_occurrence(fos_buffer *out, const fos_element *element)
{
    size_t most = fos_element_most(element);
    put(out, fos_element_is_required(element) ? ",\"occurrence\":\"1.." : ",\"occurrence\":\"0..");
    if (most == 0)
        put(out, "n\"");
    else
        fosi_buffer_format(out, "%lu\"", (unsigned long)most);
}

static void put_element(fos_buffer *out, const fos_element *element)
{
    const fos_class *of = fos_element_class(element);
    fosi_buffer_format(out, "{\"name\":\"%s\",\"kind\":\"%s\"", element->name, fos_element_kind(element));
    put_flag(out, "list", fos_element_is_list(element));
    if (of != NULL) put_member(out, "class", of->name);
    put_occurrence(out, element);
    put_flag(out, "required", fos_element_is_required(element));
    put_flag(out, "null", element->flags & FOSI_NULL);
    put_flag(out, "always", element->flags & FOSI_ALWAYS);
    put_flag(out, "positive", element->flags & FOSI_POSITIVE);
    put_flag(out, "signed", element->flags & FOSI_SIGNED);
    put_flag(out, "whole", element->flags & FOSI_WHOLE);
    put_flag(out, "prose", fos_element_is_prose(element));
    put_member(out, "id", element->id);
    put_member(out, "path", element->path);
    put_member(out, "format", element->format);
    put_member(out, "codes", element->codes);
    put_member(out, "standard", fos_element_standard(element));
    if (element->rule != NULL) put_member(out, "pattern", element->rule->pattern);
    put_words(out, element->words);
    put_roles(out, element->roles);
    put_member(out, "definition", element->definition);
    put(out, "}");
}

static void put_class(fos_buffer *out, const fos_class *of)
{
    fosi_buffer_format(out, "{\"name\":\"%s\"", of->name);
    put_member(out, "definition", of->definition);
    put(out, ",\"elements\":[");
    for (size_t i = 0; i < of->count; i++) {
        if (i > 0) put(out, ",");
        put_element(out, &of->elements[i]);
    }
    put(out, "]}");
}

static void put_places(fos_buffer *out)
{
    const char *before = "";
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    while (fos_element_place_next(&fosi_class_request, &place)) {
        const fos_class *of = place.depth > 1 ? fos_element_class(place.steps[place.depth - 2]) : &fosi_class_request;
        fosi_buffer_format(out, "%s{\"name\":\"%s\",\"class\":\"%s\",\"element\":\"%s\"", before, place.name, of->name,
                           place.steps[place.depth - 1]->name);
        put_member(out, "id", place.id);
        if (place.path[0] != '\0') put_member(out, "path", place.path);
        put_roles(out, place.roles);
        put(out, "}");
        before = ",";
    }
}

/* The lists that codes of elements are from. */
static void put_lists(fos_buffer *out)
{
    static const char *const names[] = { "country", "currency", "goods_class", "tax_category" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *before = "[";
        fosi_buffer_format(out, i == 0 ? "\"%s\":" : ",\"%s\":", names[i]);
        for (const char *const *code = fosi_code_list(names[i], NULL); *code != NULL; code++) {
            put(out, before);
            fosi_json_put_string(out, *code);
            before = ",";
        }
        put(out, "]");
    }
}

void fosi_elements_put_json(fos_buffer *out)
{
    const fos_class *of;
    put(out, "{\"classes\":[");
    for (size_t i = 0; (of = fos_class_at(i)) != NULL; i++) {
        if (i > 0) put(out, ",");
        put_class(out, of);
    }
    put(out, "],\"places\":[");
    put_places(out);
    put(out, "],\"codes\":{");
    put_lists(out);
    put(out, "}}");
}
