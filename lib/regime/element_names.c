/* Names of elements in the conditions of profiles: a place of the element table, as the type and grain that expressions know.
 * `consignee.address.postcode` is a place below the consignment, `item.product.gtin` one below an item. */
#include <fos/element.h>

#include <string.h>

#include "dataset/codes.h"
#include "dataset/element.h"
#include "regime/compiler.h"

/* The code lists that conditions compare by words. */
static const char *list_of(const fos_element *element)
{
    if (element->kind == FOSI_ELEMENT_COUNTRY) return "country";
    if (element->kind == FOSI_ELEMENT_CURRENCY) return "currency";
    return element->codes;
}

static bool ends_in_kg(const char *name)
{
    size_t length = strlen(name);
    return length > 3 && strcmp(name + length - 3, "_kg") == 0;
}

/* False for what is no single value. */
static bool type_of(const fos_element *element, fosi_type *type)
{
    memset(type, 0, sizeof *type);
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT: type->code = FOSI_TYPE_TEXT; return true;
    case FOSI_ELEMENT_CODE:
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY:
        type->code = FOSI_TYPE_CODE;
        type->list = list_of(element);
        return true;
    case FOSI_ELEMENT_CHOICE: type->code = FOSI_TYPE_CODE; return true;
    case FOSI_ELEMENT_DECIMAL:
        type->code = ends_in_kg(element->name) ? FOSI_TYPE_QUANTITY : FOSI_TYPE_NUMBER;
        if (type->code == FOSI_TYPE_QUANTITY) memcpy(type->unit, "KGM", 4);
        return true;
    case FOSI_ELEMENT_INTEGER: type->code = FOSI_TYPE_COUNT; return true;
    case FOSI_ELEMENT_DATE: type->code = FOSI_TYPE_DATE; return true;
    case FOSI_ELEMENT_TRUTH: type->code = FOSI_TYPE_TRUTH; return true;
    case FOSI_ELEMENT_MONEY: type->code = FOSI_TYPE_MONEY; return true;
    default: type->code = FOSI_TYPE_TRUTH; return false;
    }
}

/* A list on the way, other than that of the items, leaves no single value behind it. */
static bool single(const fosi_plan_element *element)
{
    for (uint32_t i = 0; i + 1 < element->depth; i++) {
        if (element->steps[i]->kind == FOSI_ELEMENT_LIST) return false;
    }
    return true;
}

static bool find_place(fosi_slice name, bool item, fos_element_place *place)
{
    static const char items[] = "items.";
    char text[sizeof place->name];
    size_t skip = item ? sizeof "item." - 1 : 0, at = item ? sizeof items - 1 : 0;
    if (name.length <= skip || name.length - skip + at >= sizeof text) return false;
    memcpy(text, items, at);
    memcpy(text + at, name.data + skip, name.length - skip);
    text[at + name.length - skip] = '\0';
    return fos_element_place_find(&fosi_class_consignment, text, place) != 0;
}

int fosi_element_index(fosi_compiler *c, fosi_slice name)
{
    const fosi_plan_element *all = c->elements.data;
    if (!c->reads_elements) return -1;
    for (uint32_t i = 0; i < c->elements.count; i++) {
        if (fosi_slice_is(name, all[i].name)) return (int)i;
    }
    bool item = name.length > 5 && memcmp(name.data, "item.", 5) == 0;
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    if (!find_place(name, item, &place)) return -1;
    const char *copy = fosi_arena_text(&c->regime->arena, name.data, name.length);
    fosi_plan_element *made = fosi_vector_add(c, &c->elements, sizeof *made);
    if (copy == NULL || made == NULL) {
        c->no_memory = true;
        return -1;
    }
    memset(made, 0, sizeof *made);
    made->name = copy;
    made->grain = item ? FOSI_GRAIN_ITEM : FOSI_GRAIN_CONSIGNMENT;
    made->need = FOSI_NONE;
    for (uint32_t i = item ? 1 : 0; i < place.depth; i++)
        made->steps[made->depth++] = place.steps[i];
    made->by_presence = !type_of(place.steps[place.depth - 1], &made->type) || !single(made);
    return (int)(c->elements.count - 1);
}

bool fosi_check_choice(fosi_compiler *c, const fosi_ast *ast, uint32_t at, fosi_slice word)
{
    if (ast->kind != FOSI_AST_NAME || ast->referent != FOSI_REFERS_ELEMENT || word.length == 0) return true;
    const fosi_plan_element *element = &((fosi_plan_element *)c->elements.data)[ast->index];
    const char *const *words = element->steps[element->depth - 1]->words;
    if (words == NULL || fosi_word_index(words, word) > 0) return true;
    size_t count = 0;
    while (words[count + 1] != NULL)
        count++;
    fosi_compile_error(c, c->node, at, FOS_STATUS_RULE_NAME, "\"%.*s\" is no value of %s%s", FOSI_SHOWN(word), element->name,
                       fosi_compile_near(c, fosi_nearest(word, words + 1, count)));
    return false;
}
