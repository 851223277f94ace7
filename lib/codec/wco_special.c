/* Elements whose place in the declaration no path can say, each with its two ways: identifiers without a scheme, kinds of
 * communication, lines of an address, one code in two classifications, the origin without preference, codes of one
 * procedure in several places, quantities without a unit. */
#include <string.h>

#include "codec/wco.h"

static void use(fosi_tree *node)
{
    if (node != NULL) fosi_map_use(node);
}

static fosi_tree *child_named(const fosi_tree *parent, const char *name) { return fosi_map_child(parent, name, strlen(name)); }

static bool child_is(const fosi_tree *parent, const char *name, const char *value)
{
    const fosi_tree *child = child_named(parent, name);
    return child != NULL && fosi_slice_is(child->text, value);
}

/* ---- identifiers: an EORI number goes without its scheme, as customs expects it ---- */

static bool is_eori(fosi_slice text)
{
    bool good = text.length >= 3 && text.length <= 17 && fosi_is_upper(text.data[0]) && fosi_is_upper(text.data[1]);
    for (size_t i = 2; good && i < text.length; i++)
        good = fosi_is_digit(text.data[i]) || fosi_is_upper(text.data[i]);
    return good;
}

static void read_identifiers(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *leaf = fosi_map_find(there, path);
    fosi_tree *list = leaf == NULL ? NULL : fosi_wco_list(w, here, element->name, leaf->offset);
    fosi_tree *entry = list == NULL ? NULL : fosi_wco_object(w, list, leaf->offset);
    if (entry == NULL) return;
    fosi_tree *scheme = child_named(leaf, FOSI_XML_SCHEME);
    fosi_slice name = scheme != NULL ? scheme->text : fosi_slice_of(is_eori(leaf->text) ? "eori" : "other");
    fosi_wco_say(w, entry, "scheme", name, leaf->offset);
    fosi_wco_say(w, entry, "value", leaf->text, leaf->offset);
    fosi_map_use(leaf);
    use(scheme);
}

/* One identifier has a place: the EORI number, or else the first. */
static void write_identifiers(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    fosi_tree *chosen = value->first;
    (void)element;
    for (fosi_tree *entry = value->first; entry != NULL; entry = entry->next)
        if (child_is(entry, "scheme", "eori") && !child_is(chosen, "scheme", "eori")) chosen = entry;
    fosi_tree *scheme = child_named(chosen, "scheme"), *text = child_named(chosen, "value");
    fosi_tree *leaf = fosi_wco_put(w, place, path, false, text, text->text);
    if (leaf == NULL) return;
    bool said = fosi_slice_is(scheme->text, is_eori(text->text) ? "eori" : "other");
    if (!said) fosi_wco_attribute(w, leaf, FOSI_XML_SCHEME, scheme->text);
    fosi_map_use(scheme);
}

/* ---- communication: its type says which it is (UN/EDIFACT list 3155) ---- */

typedef struct means {
    const char *element;
    const char *type;
} means;

static const means all_means[] = { { "phone", "TE" }, { "email", "EM" }, { "fax", "FX" }, { "website", "AH" } };

static const char *type_of_means(const fosi_element *element)
{
    for (size_t i = 0; i < sizeof all_means / sizeof all_means[0]; i++)
        if (strcmp(all_means[i].element, element->name) == 0) return all_means[i].type;
    return "";
}

static void read_communication(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *place = child_named(there, "Communication");
    const char *type = type_of_means(element);
    (void)path;
    if (place == NULL || !child_is(place, "TypeCode", type)) return;
    fosi_tree *leaf = fosi_map_find(place, "ID");
    if (leaf == NULL) return;
    fosi_wco_take(w, element, leaf, here);
    use(child_named(place, "TypeCode"));
}

static void write_communication(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value,
                                fosi_wco_place place)
{
    if (fosi_map_child(place.node, "Communication", 13) != NULL) return;
    fosi_tree *leaf = fosi_wco_put(w, place, path, false, value, value->text);
    if (leaf != NULL) fosi_wco_say(w, leaf->parent, "TypeCode", fosi_slice_of(type_of_means(element)), 0);
}

/* ---- lines of an address: the declaration has one ---- */

static void read_lines(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *leaf = fosi_map_find(there, path);
    fosi_tree *list = leaf == NULL ? NULL : fosi_wco_list(w, here, element->name, leaf->offset);
    if (list == NULL) return;
    fosi_wco_say(w, list, "", leaf->text, leaf->offset);
    fosi_map_use(leaf);
}

static fosi_slice joined(fosi_wco *w, const fosi_tree *list)
{
    size_t length = 0;
    for (const fosi_tree *line = list->first; line != NULL; line = line->next)
        length += line->text.length + 2;
    char *made = fosi_arena_take(w->arena, length + 1);
    if (made == NULL) {
        w->status = fosi_fail_memory(w->error);
        return fosi_slice_of("");
    }
    fos_buffer text = { NULL, made, 0, length + 1, false };
    for (const fosi_tree *line = list->first; line != NULL; line = line->next) {
        if (text.size > 0) fosi_buffer_text(&text, ", ");
        fosi_buffer_put(&text, line->text.data, line->text.length);
    }
    return (fosi_slice){ made, text.size };
}

static void write_lines(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    char pointer[256];
    (void)element;
    fosi_slice text = joined(w, value);
    if (w->status != FOS_STATUS_OK) return;
    if (fosi_wco_put(w, place, path, false, value->first, text) == NULL || value->first->next == NULL) return;
    fosi_tree_pointer(value, pointer, sizeof pointer);
    fosi_note(w->notes, true, FOS_STATUS_OK, 0, pointer, "%lu lines are written as one, with commas between them",
              (unsigned long)value->count);
    fosi_map_use_all(value);
}

/* ---- commodity code: eight digits of the combined nomenclature, two of TARIC ---- */

typedef struct codes {
    fosi_tree *nomenclature;
    fosi_tree *taric;
} codes;

static bool keep_code(void *context, fosi_tree *classification)
{
    codes *found = context;
    const fosi_tree *type = child_named(classification, "IdentificationTypeCode"), *id = child_named(classification, "ID");
    if (id == NULL) return true;
    if (type == NULL || fosi_slice_is(type->text, "TSP")) {
        if (found->nomenclature == NULL) found->nomenclature = classification;
    } else if (fosi_slice_is(type->text, "TRC") && found->taric == NULL) {
        found->taric = classification;
    }
    return true;
}

static void use_code(fosi_tree *classification)
{
    use(child_named(classification, "ID"));
    use(child_named(classification, "IdentificationTypeCode"));
}

static void read_commodity_code(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    codes found = { NULL, NULL };
    (void)path;
    fosi_map_each(there, "Commodity/Classification", keep_code, &found);
    if (found.nomenclature == NULL) return;
    const fosi_tree *id = child_named(found.nomenclature, "ID");
    const fosi_tree *more = found.taric == NULL || id->text.length != 8 ? NULL : child_named(found.taric, "ID");
    size_t length = id->text.length + (more == NULL ? 0 : more->text.length);
    char *code = fosi_arena_take(w->arena, length + 1);
    if (code == NULL) {
        w->status = fosi_fail_memory(w->error);
        return;
    }
    memcpy(code, id->text.data, id->text.length);
    if (more != NULL) memcpy(code + id->text.length, more->text.data, more->text.length);
    code[length] = '\0';
    fosi_wco_say(w, here, element->name, (fosi_slice){ code, length }, id->offset);
    use_code(found.nomenclature);
    if (more != NULL) use_code(found.taric);
}

static void put_classification(fosi_wco *w, fosi_wco_place place, fosi_tree *value, fosi_slice code, const char *list)
{
    fosi_tree *leaf = fosi_wco_put(w, place, "Commodity/Classification/ID", true, value, code);
    if (leaf != NULL) fosi_wco_say(w, leaf->parent, "IdentificationTypeCode", fosi_slice_of(list), 0);
}

static void write_commodity_code(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value,
                                 fosi_wco_place place)
{
    fosi_slice code = value->text;
    bool split = code.length == 10 && (w->shape & FOSI_WCO_H7_EU) == 0;
    (void)element, (void)path;
    put_classification(w, place, value, split ? (fosi_slice){ code.data, 8 } : code, "TSP");
    if (split) put_classification(w, place, value, (fosi_slice){ code.data + 8, 2 }, "TRC");
}

/* ---- origin: the one of kind 1, or without a kind, is the country of origin of the line ---- */

static bool keep_origin(void *context, fosi_tree *origin)
{
    const fosi_tree *type = child_named(origin, "TypeCode");
    if (child_named(origin, "CountryCode") == NULL || child_named(origin, "RegionID") != NULL) return true;
    if (type != NULL && !fosi_slice_is(type->text, "1")) return true;
    *(fosi_tree **)context = origin;
    return false;
}

static void read_origin(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *origin = NULL;
    (void)path;
    fosi_map_each(there, "Origin", keep_origin, &origin);
    if (origin == NULL) return;
    fosi_wco_take(w, element, child_named(origin, "CountryCode"), here);
    use(child_named(origin, "TypeCode"));
}

static void write_origin(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    (void)element;
    fosi_tree *leaf = fosi_wco_put(w, place, path, false, value, value->text);
    if (leaf != NULL && (w->shape & FOSI_WCO_FULL)) fosi_wco_say(w, leaf->parent, "TypeCode", fosi_slice_of("1"), 0);
}

/* ---- procedure: the first code with one before it, and further codes in entries of their own ---- */

typedef struct procedures {
    fosi_wco *w;
    fosi_tree *main;
    fosi_tree *additional;
} procedures;

static bool keep_main(void *context, fosi_tree *entry)
{
    procedures *p = context;
    if (p->main == NULL) p->main = entry;
    if (child_named(entry, "PreviousCode") == NULL) return true;
    p->main = entry;
    return false;
}

static bool keep_additional(void *context, fosi_tree *entry)
{
    procedures *p = context;
    fosi_tree *code = child_named(entry, "CurrentCode");
    if (entry == p->main || code == NULL || child_named(entry, "PreviousCode") != NULL) return true;
    fosi_wco_say(p->w, p->additional, "", code->text, code->offset);
    fosi_map_use(code);
    return true;
}

static void read_code(fosi_wco *w, fosi_tree *procedure, const char *name, fosi_tree *code)
{
    if (code == NULL) return;
    fosi_wco_say(w, procedure, name, code->text, code->offset);
    fosi_map_use(code);
}

static void read_procedure(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    procedures p = { w, NULL, NULL };
    fosi_map_each(there, path, keep_main, &p);
    fosi_tree *procedure = p.main == NULL ? NULL : fosi_map_new(w->arena, FOSI_TREE_OBJECT, element->name, p.main->offset);
    p.additional = procedure == NULL ? NULL : fosi_map_new(w->arena, FOSI_TREE_LIST, "additional", p.main->offset);
    if (p.additional == NULL) {
        if (p.main != NULL) w->status = fosi_fail_memory(w->error);
        return;
    }
    read_code(w, procedure, "requested", child_named(p.main, "CurrentCode"));
    read_code(w, procedure, "previous", child_named(p.main, "PreviousCode"));
    fosi_map_each(there, path, keep_additional, &p);
    if (p.additional->first != NULL) fosi_map_hang(procedure, p.additional, NULL);
    fosi_map_hang(here, procedure, NULL);
}

static void write_procedure(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    fosi_tree *requested = child_named(value, "requested"), *previous = child_named(value, "previous");
    fosi_tree *additional = child_named(value, "additional");
    fosi_wco_place main = fosi_wco_begin(w, place, path, true);
    (void)element;
    if (main.node == NULL) return;
    if (requested != NULL) fosi_wco_put(w, main, "CurrentCode", false, requested, requested->text);
    if (previous != NULL) fosi_wco_put(w, main, "PreviousCode", false, previous, previous->text);
    for (fosi_tree *code = additional == NULL ? NULL : additional->first; code != NULL; code = code->next) {
        fosi_wco_place entry = fosi_wco_begin(w, place, path, main.node->first != NULL);
        if (entry.node != NULL) fosi_wco_put(w, entry, "CurrentCode", false, code, code->text);
    }
}

/* ---- supplementary quantity: only where its unit is said ---- */

static void read_measures(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *leaf = fosi_map_find(there, path);
    fosi_tree *unit = leaf == NULL ? NULL : child_named(leaf, FOSI_XML_UNIT);
    fosi_tree *list = unit == NULL ? NULL : fosi_wco_list(w, here, element->name, leaf->offset);
    fosi_tree *entry = list == NULL ? NULL : fosi_wco_object(w, list, leaf->offset);
    if (entry != NULL) fosi_wco_read_object(w, element->of, element->parts, leaf, entry);
}

static void write_measures(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    fosi_tree *quantity = child_named(value->first, "quantity"), *unit = child_named(value->first, "unit");
    (void)element;
    fosi_tree *leaf = fosi_wco_put(w, place, path, false, quantity, quantity->text);
    if (leaf == NULL) return;
    fosi_wco_attribute(w, leaf, FOSI_XML_UNIT, fosi_wco_turn_unit(w, unit->text, true));
    fosi_map_use(unit);
}

/* ---- what has a place only one way, or none that a path can say ---- */

static void read_nothing(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    (void)w, (void)element, (void)path, (void)there, (void)here;
}

static void write_nothing(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    (void)w, (void)element, (void)path, (void)value, (void)place;
}

/* A rate of the declaration does not say to which currency and of which day: it is written, but cannot be read back. */
static void write_rates(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place)
{
    char pointer[256];
    for (fosi_tree *rate = value->first; rate != NULL; rate = rate->next) {
        fosi_wco_place entry = fosi_wco_begin(w, place, path, true);
        if (entry.node == NULL) continue;
        fosi_wco_write_object(w, element->of, element->parts, rate, entry);
        fosi_tree_pointer(rate, pointer, sizeof pointer);
        fosi_note(w->notes, true, FOS_STATUS_OK, 0, pointer,
                  "the declaration does not say to which currency and of which day this rate is");
    }
}

/* The price of a line is put when the whole line is known. */
static void read_amount(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *leaf = w->shape & FOSI_WCO_H7 ? fosi_map_find(there, "CustomsValueAmount") : NULL;
    if (leaf == NULL) leaf = fosi_map_find(there, path);
    if (leaf != NULL) fosi_wco_take(w, element, leaf, here);
}

static const fosi_wco_special specials[] = {
    { &fosi_class_party, "identifiers", read_identifiers, write_identifiers },
    { &fosi_class_contact, "phone", read_communication, write_communication },
    { &fosi_class_contact, "fax", read_communication, write_communication },
    { &fosi_class_contact, "email", read_communication, write_communication },
    { &fosi_class_contact, "website", read_communication, write_communication },
    { &fosi_class_address, "lines", read_lines, write_lines },
    { &fosi_class_item, "commodity_code", read_commodity_code, write_commodity_code },
    { &fosi_class_item, "origin_country", read_origin, write_origin },
    { &fosi_class_item, "amount", read_amount, write_nothing },
    { &fosi_class_item, "measures", read_measures, write_measures },
    { &fosi_class_item_declaration, "procedure", read_procedure, write_procedure },
    { &fosi_class_consignment, "insurance", read_nothing, write_nothing },
    { &fosi_class_amendment, "pointer", read_nothing, write_nothing },
    { &fosi_class_request, "exchange_rates", read_nothing, write_rates },
};

const fosi_wco_special *fosi_wco_special_of(const fosi_class *of, const fosi_element *element)
{
    for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++)
        if (specials[i].of == of && strcmp(specials[i].element, element->name) == 0) return &specials[i];
    return NULL;
}
