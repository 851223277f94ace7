/* From the request to the declaration, by the element table. Each value is checked against the name that it gets; what has
 * no place stays unmarked and is told at the end. */
#include <string.h>

#include "codec/wco.h"
#include "dataset/forms.h"

static void fail_memory(fosi_wco *w)
{
    if (w->status == FOS_STATUS_OK) w->status = fosi_fail_memory(w->error);
}

/* ---- places ---- */

static fosi_tree *last_child(const fosi_tree *parent, const char *name)
{
    fosi_tree *last = NULL;
    for (fosi_tree *child = parent->first; child != NULL; child = child->next)
        if (fosi_slice_is(child->key, name)) last = child;
    return last;
}

static size_t step_length(const char *path) { return strcspn(path, "/"); }

static const char *next_step(const char *path)
{
    size_t length = step_length(path);
    return path[length] == '/' ? path + length + 1 : path + length;
}

/* Whether a class further along the path may be repeated: then that one is the one that begins anew. */
static bool repeats_later(const fosi_xml_name *names, const char *path)
{
    for (; path[0] != '\0' && names != NULL; path = next_step(path)) {
        const fosi_xml_name *name = fosi_xml_find(names, path, step_length(path));
        if (name == NULL || name->kind != FOSI_XML_CLASS) return false;
        if (name->most != 1) return true;
        names = name->of;
    }
    return false;
}

bool fosi_wco_repeats(const fosi_xml_name *names, const char *path) { return repeats_later(names, path); }

static uint32_t count_of(const fosi_tree *parent, const char *name)
{
    uint32_t count = 0;
    for (const fosi_tree *child = parent->first; child != NULL; child = child->next)
        count += fosi_slice_is(child->key, name);
    return count;
}

static fosi_wco_place enter(fosi_wco *w, fosi_wco_place place, const fosi_xml_name *name, bool fresh)
{
    fosi_tree *node = last_child(place.node, name->name);
    bool anew = node == NULL || (fresh && name->most != 1);
    if (anew && node != NULL && name->most != 0 && count_of(place.node, name->name) >= name->most)
        return (fosi_wco_place){ NULL, NULL };
    if (anew) {
        node = fosi_map_new(w->arena, FOSI_TREE_OBJECT, name->name, 0);
        if (node == NULL) {
            fail_memory(w);
            return (fosi_wco_place){ NULL, NULL };
        }
        fosi_map_hang(place.node, node, NULL);
    }
    return (fosi_wco_place){ node, name->of };
}

fosi_wco_place fosi_wco_begin(fosi_wco *w, fosi_wco_place place, const char *path, bool fresh)
{
    for (; path[0] != '\0' && place.node != NULL; path = next_step(path)) {
        const fosi_xml_name *name = fosi_xml_find(place.names, path, step_length(path));
        if (name == NULL || name->kind != FOSI_XML_CLASS || !fosi_xml_has_shape(name, w->shape))
            return (fosi_wco_place){ NULL, NULL };
        place = enter(w, place, name, fresh && !repeats_later(name->of, next_step(path)));
    }
    return place;
}

/* ---- values ---- */

static void note_value(fosi_wco *w, bool warning, fos_status status, const fosi_tree *value, const char *format, const char *name,
                       const char *expected)
{
    char pointer[256], text[512];
    fos_buffer line = { NULL, text, 0, sizeof text, false };
    fosi_tree_pointer(value, pointer, sizeof pointer);
    fosi_buffer_text(&line, format);
    fosi_buffer_text(&line, name);
    fosi_buffer_text(&line, expected);
    int shown = value->text.length > 80 ? 80 : (int)value->text.length;
    fosi_note(w->notes, warning, status, 0, pointer, "\"%.*s\" %s", shown, value->text.data, text);
    if (warning || w->status != FOS_STATUS_OK) return;
    w->status = fosi_fail(w->error, status, "\"%.*s\" %s", shown, value->text.data, text);
    fosi_point(w->error, pointer);
}

static fosi_tree *add_leaf(fosi_wco *w, fosi_wco_place place, const fosi_xml_name *name, fosi_tree *value, fosi_slice text)
{
    char expected[FOSI_XML_EXPECTED] = "";
    fosi_tree *there = last_child(place.node, name->name);
    fosi_map_use(value);
    if (there != NULL && fosi_slice_equal(there->text, text)) return there;
    if (there != NULL) {
        note_value(w, true, FOS_STATUS_DUPLICATE_KEY, value, "is left out: another value stands at ", name->name, "");
        return NULL;
    }
    if (!fosi_xml_fits(name, text, expected)) {
        note_value(w, false, FOS_STATUS_OUT_OF_RANGE, value, "does not fit, expected ", expected, "");
        return NULL;
    }
    fosi_tree *leaf = fosi_map_text(w->arena, name->name, text, 0);
    if (leaf == NULL)
        fail_memory(w);
    else
        fosi_map_hang(place.node, leaf, NULL);
    return leaf;
}

fosi_tree *fosi_wco_put(fosi_wco *w, fosi_wco_place place, const char *path, bool fresh, fosi_tree *value, fosi_slice text)
{
    const char *slash = strrchr(path, '/');
    if (slash != NULL) {
        char way[128];
        size_t length = (size_t)(slash - path);
        if (length >= sizeof way) return NULL;
        memcpy(way, path, length);
        way[length] = '\0';
        place = fosi_wco_begin(w, place, way, fresh);
        path = slash + 1;
    }
    if (place.node == NULL) return NULL;
    const fosi_xml_name *name = fosi_xml_find(place.names, path, strlen(path));
    if (name == NULL || !fosi_xml_has_shape(name, w->shape)) return NULL;
    if (name->kind != FOSI_XML_CLASS) return add_leaf(w, place, name, value, text);
    if (strcmp(name->of->name, "DateTimeString") != 0) return NULL;
    return add_leaf(w, enter(w, place, name, false), name->of, value, text);
}

void fosi_wco_attribute(fosi_wco *w, fosi_tree *leaf, const char *key, fosi_slice text)
{
    if (leaf == NULL || fosi_map_child(leaf, key, strlen(key)) != NULL) return;
    fosi_tree *attribute = fosi_map_text(w->arena, key, text, 0);
    if (attribute == NULL)
        fail_memory(w);
    else
        fosi_map_hang(leaf, attribute, NULL);
}

/* 2019-11-13 or 2019-11-13T17:22:16Z as EDIFACT writes them; what cannot be said so is refused by its name. */
static fosi_slice stamp_of(fosi_wco *w, fosi_slice iso)
{
    char *made = fosi_arena_take(w->arena, iso.length + 3);
    if (made == NULL) {
        fail_memory(w);
        return iso;
    }
    size_t to = 0;
    for (size_t i = 0; i < iso.length; i++) {
        bool separates = iso.data[i] == ':' || iso.data[i] == 'T' || (i < 10 && iso.data[i] == '-');
        if (!separates) made[to++] = iso.data[i];
    }
    if (to == 19 && memcmp(made + 17, "00", 2) == 0) to = 17;
    made[to] = '\0';
    return (fosi_slice){ made, to };
}

static void put_money(fosi_wco *w, const char *path, fosi_tree *value, fosi_wco_place place)
{
    fosi_tree *amount = fosi_tree_get(value, "amount"), *currency = fosi_tree_get(value, "currency");
    fosi_tree *leaf = amount == NULL ? NULL : fosi_wco_put(w, place, path, false, amount, amount->text);
    if (leaf == NULL || currency == NULL) return;
    fosi_wco_attribute(w, leaf, FOSI_XML_CURRENCY, currency->text);
    fosi_map_use(currency);
}

/* An attribute of a value that stands already, such as the unit of a quantity. */
static void put_attribute(fosi_wco *w, const char *path, fosi_tree *value, fosi_wco_place place)
{
    const char *at = strrchr(path, '@');
    char way[128] = "";
    size_t length = at == path ? 0 : (size_t)(at - path) - 1;
    if (length < sizeof way) memcpy(way, path, length);
    fosi_tree *leaf = length < sizeof way ? fosi_map_find(place.node, way) : NULL;
    if (leaf == NULL) return;
    bool unit = strcmp(at, FOSI_XML_UNIT) == 0;
    fosi_wco_attribute(w, leaf, at, unit ? fosi_wco_turn_unit(w, value->text, true) : value->text);
    fosi_map_use(value);
}

static void put_value(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    if (element->kind == FOSI_ELEMENT_MONEY) {
        put_money(w, path, value, place);
        return;
    }
    if (strchr(path, '@') != NULL) {
        put_attribute(w, path, value, place);
        return;
    }
    bool moment = element->kind == FOSI_ELEMENT_DATE || element->rule == &fosi_form_time;
    fosi_slice text = moment ? stamp_of(w, value->text) : value->text;
    fosi_tree *leaf = fosi_wco_put(w, place, path, false, value, text);
    if (moment) fosi_wco_attribute(w, leaf, FOSI_XML_FORMAT, fosi_slice_of(text.length == 8 ? "102" : "304"));
    const char *unit = fosi_wco_unit(element);
    if (unit != NULL) fosi_wco_attribute(w, leaf, FOSI_XML_UNIT, fosi_slice_of(unit));
}

/* ---- members ---- */

static void write_list(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *list, fosi_wco_place place)
{
    for (fosi_tree *entry = list->first; entry != NULL && w->status != FOS_STATUS_NO_MEMORY; entry = entry->next) {
        if (element->kind == FOSI_ELEMENT_TEXT_LIST) {
            fosi_wco_put(w, place, path, true, entry, entry->text);
            continue;
        }
        fosi_wco_place inner = fosi_wco_begin(w, place, path, true);
        if (inner.node == NULL || (entry != list->first && !fosi_wco_repeats(place.names, path))) continue;
        if (element->of == &fosi_class_item) fosi_wco_put_price(w, entry, inner);
        fosi_wco_write_object(w, element->of, element->parts, entry, inner);
    }
}

static void write_member(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    switch (element->kind) {
    case FOSI_ELEMENT_OBJECT: {
        fosi_wco_place inner = fosi_wco_begin(w, place, path, false);
        if (inner.node != NULL) fosi_wco_write_object(w, element->of, element->parts, value, inner);
        break;
    }
    case FOSI_ELEMENT_LIST:
    case FOSI_ELEMENT_TEXT_LIST: write_list(w, element, path, value, place); break;
    default: put_value(w, element, path, value, place); break;
    }
}

static const fosi_element *element_named(const fosi_class *of, fosi_slice name)
{
    for (size_t i = 0; i < of->count; i++)
        if (fosi_slice_is(name, of->elements[i].name)) return &of->elements[i];
    return NULL;
}

void fosi_wco_write_object(fosi_wco *w, const fosi_class *of, const fosi_part *parts, fosi_tree *here, fosi_wco_place place)
{
    for (fosi_tree *value = here->first; value != NULL && w->status != FOS_STATUS_NO_MEMORY; value = value->next) {
        const fosi_element *element = element_named(of, value->key);
        const char *path = element == NULL ? NULL : fosi_wco_path(element, parts);
        if (path == NULL) continue;
        const fosi_wco_special *special = fosi_wco_special_of(of, element);
        bool from_root = path[0] == '/';
        if (special != NULL)
            special->write(w, element, path, value, place);
        else if (from_root)
            write_member(w, element, path + 1, value, (fosi_wco_place){ w->declaration, fosi_wco_declaration });
        else
            write_member(w, element, path, value, place);
    }
}

/* Entries of repeated classes are numbered where the schema wants it and the data set has no number of their own. */
static void number_entries(fosi_wco *w, fosi_tree *node, const fosi_xml_name *names)
{
    for (; names != NULL && names->name != NULL && w->status == FOS_STATUS_OK; names++) {
        if (names->kind != FOSI_XML_CLASS) continue;
        const fosi_xml_name *number = fosi_xml_find(names->of, "SequenceNumeric", 15);
        bool wanted = number != NULL && names->most != 1 && fosi_xml_has_shape(number, w->shape);
        uint64_t position = 0;
        for (fosi_tree *child = node->first; child != NULL; child = child->next) {
            if (!fosi_slice_is(child->key, names->name) || child->first == NULL) continue;
            position++;
            if (wanted && fosi_map_child(child, "SequenceNumeric", 15) == NULL)
                fosi_wco_number(w, child, "SequenceNumeric", position);
            number_entries(w, child, names->of);
        }
    }
}

void fosi_wco_number(fosi_wco *w, fosi_tree *node, const char *name, uint64_t number)
{
    char *digits = fosi_arena_take(w->arena, 24);
    if (digits == NULL) {
        fail_memory(w);
        return;
    }
    fos_buffer text = { NULL, digits, 0, 24, false };
    fosi_buffer_unsigned(&text, number);
    fosi_wco_say(w, node, name, (fosi_slice){ digits, text.size }, 0);
}

fos_status fosi_wco_write(fosi_wco *w, fosi_tree *request)
{
    fosi_wco_place root = { w->declaration, fosi_wco_declaration };
    fosi_wco_write_object(w, &fosi_class_request, NULL, request, root);
    if (w->status == FOS_STATUS_OK) fosi_wco_complete(w, request);
    if (w->status == FOS_STATUS_OK) number_entries(w, w->declaration, fosi_wco_declaration);
    return w->status;
}
