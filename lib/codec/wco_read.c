/* From the declaration to the request, by the element table: each element is looked for at its path. Values are checked
 * afterwards by the reader of requests, which knows where in the document each came from. */
#include <string.h>

#include "codec/wco.h"
#include "dataset/forms.h"

static void fail_memory(fosi_wco *w)
{
    if (w->status == FOS_STATUS_OK) w->status = fosi_fail_memory(w->error);
}

const char *fosi_wco_path(const fosi_element *element, const fosi_part *parts)
{
    for (; parts != NULL && parts->name != NULL; parts++) {
        if (strcmp(parts->name, element->name) != 0 || parts->path == NULL) continue;
        return strcmp(parts->path, FOSI_NOWHERE) == 0 ? NULL : parts->path;
    }
    return element->path;
}

void fosi_wco_say(fosi_wco *w, fosi_tree *here, const char *name, fosi_slice text, size_t offset)
{
    fosi_tree *node = fosi_map_text(w->arena, name, text, offset);
    if (node == NULL)
        fail_memory(w);
    else
        fosi_map_hang(here, node, NULL);
}

/* ---- values ---- */

/* A number as XML Schema allows it (+5, .5, 007, 5.) as JSON writes it. */
static fosi_slice plain_number(fosi_wco *w, fosi_slice text)
{
    char *made = fosi_arena_take(w->arena, text.length + 2);
    if (made == NULL) {
        fail_memory(w);
        return text;
    }
    size_t from = 0, to = 0;
    if (text.data[0] == '-') made[to++] = '-';
    if (text.data[0] == '-' || text.data[0] == '+') from++;
    while (from + 1 < text.length && text.data[from] == '0' && fosi_is_digit(text.data[from + 1]))
        from++;
    if (from < text.length && text.data[from] == '.') made[to++] = '0';
    memcpy(made + to, text.data + from, text.length - from);
    to += text.length - from;
    if (to > 1 && made[to - 1] == '.') to--;
    made[to] = '\0';
    return (fosi_slice){ made, to };
}

static bool all_digits(const char *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!fosi_is_digit(at[i])) return false;
    return true;
}

/* 20191113, 20191113172216Z or 20191113172216+01 in the words of ISO 8601; another text stays as it is, to be refused. */
static fosi_slice iso_moment(fosi_wco *w, fosi_slice stamp)
{
    const char *at = stamp.data;
    bool day = stamp.length == 8 && all_digits(at, 8);
    bool moment = stamp.length >= 14 && stamp.length <= 17 && all_digits(at, 14);
    char *made = day || moment ? fosi_arena_zero(w->arena, 1, 32) : NULL;
    if (made == NULL) {
        if (day || moment) fail_memory(w);
        return stamp;
    }
    fos_buffer text = { NULL, made, 0, 32, false };
    fosi_buffer_put(&text, at, 4);
    for (size_t i = 4; i < 8; i += 2) {
        fosi_buffer_char(&text, '-');
        fosi_buffer_put(&text, at + i, 2);
    }
    for (size_t i = 8; moment && i < 14; i += 2) {
        fosi_buffer_char(&text, i == 8 ? 'T' : ':');
        fosi_buffer_put(&text, at + i, 2);
    }
    if (moment) fosi_buffer_put(&text, at + 14, stamp.length - 14);
    if (moment && stamp.length == 17) fosi_buffer_text(&text, ":00");
    return (fosi_slice){ made, text.size };
}

/* The unit that an element's name fixes: net_mass_kg is in KGM. */
const char *fosi_wco_unit(const fosi_element *element)
{
    static const struct {
        const char *ending, *unit;
    } units[] = { { "_kg", "KGM" }, { "_cm", "CMT" }, { "_m3", "MTQ" } };
    size_t length = strlen(element->name);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (length > 3 && strcmp(element->name + length - 3, units[i].ending) == 0) return units[i].unit;
    return NULL;
}

/* Whether the unit said, if any, is the one that the name fixes; else the value is told as left out. */
static bool has_fixed_unit(const char *unit, fosi_tree *leaf)
{
    fosi_tree *said = fosi_map_child(leaf, FOSI_XML_UNIT, strlen(FOSI_XML_UNIT));
    if (said == NULL) return true;
    if (!fosi_slice_is(said->text, unit)) return false;
    fosi_map_use(said);
    return true;
}

static void take_money(fosi_wco *w, const fosi_element *element, fosi_tree *leaf, fosi_tree *here)
{
    fosi_tree *money = fosi_map_new(w->arena, FOSI_TREE_OBJECT, element->name, leaf->offset);
    if (money == NULL) {
        fail_memory(w);
        return;
    }
    fosi_wco_say(w, money, "amount", plain_number(w, leaf->text), leaf->offset);
    fosi_tree *currency = fosi_map_child(leaf, FOSI_XML_CURRENCY, strlen(FOSI_XML_CURRENCY));
    if (currency != NULL) {
        fosi_wco_say(w, money, "currency", currency->text, currency->offset);
        fosi_map_use(currency);
    }
    fosi_map_hang(here, money, NULL);
}

static bool is_moment(const fosi_element *element)
{
    return element->kind == FOSI_ELEMENT_DATE || element->rule == &fosi_form_time;
}

typedef struct basis {
    const char *there, *here;
} basis;

/* Bases of a unit: TARIC writes them as letters. */
static const basis bases[] = { { "#G", "-gross" }, { "#E", "-drained" } };

fosi_slice fosi_wco_turn_unit(fosi_wco *w, fosi_slice unit, bool to_there)
{
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        const char *from = to_there ? bases[i].here : bases[i].there, *to = to_there ? bases[i].there : bases[i].here;
        size_t length = strlen(from), kept = unit.length - length;
        if (unit.length <= length || memcmp(unit.data + kept, from, length) != 0) continue;
        char *made = fosi_arena_take(w->arena, kept + strlen(to) + 1);
        if (made == NULL) {
            fail_memory(w);
            break;
        }
        memcpy(made, unit.data, kept);
        memcpy(made + kept, to, strlen(to) + 1);
        return (fosi_slice){ made, kept + strlen(to) };
    }
    return unit;
}

static fosi_slice value_of(fosi_wco *w, const fosi_element *element, const fosi_tree *leaf)
{
    switch (element->kind) {
    case FOSI_ELEMENT_DECIMAL:
    case FOSI_ELEMENT_INTEGER: return plain_number(w, leaf->text);
    default: break;
    }
    if (fosi_slice_is(leaf->key, FOSI_XML_UNIT)) return fosi_wco_turn_unit(w, leaf->text, false);
    return is_moment(element) ? iso_moment(w, leaf->text) : leaf->text;
}

void fosi_wco_take(fosi_wco *w, const fosi_element *element, fosi_tree *leaf, fosi_tree *here)
{
    const char *unit = fosi_wco_unit(element);
    if (is_moment(element)) leaf = fosi_map_find(leaf, "DateTimeString");
    if (leaf == NULL || leaf->text.length == 0 || (unit != NULL && !has_fixed_unit(unit, leaf))) return;
    if (element->kind == FOSI_ELEMENT_MONEY)
        take_money(w, element, leaf, here);
    else
        fosi_wco_say(w, here, element->name, value_of(w, element, leaf), leaf->offset);
    fosi_tree *format = fosi_map_child(leaf, FOSI_XML_FORMAT, strlen(FOSI_XML_FORMAT));
    if (format != NULL) fosi_map_use(format);
    fosi_map_use(leaf);
}

/* ---- lists ---- */

fosi_tree *fosi_wco_list(fosi_wco *w, fosi_tree *here, const char *name, size_t offset)
{
    fosi_tree *list = fosi_map_child(here, name, strlen(name));
    if (list != NULL) return list;
    list = fosi_map_new(w->arena, FOSI_TREE_LIST, name, offset);
    if (list == NULL)
        fail_memory(w);
    else
        fosi_map_hang(here, list, NULL);
    return list;
}

fosi_tree *fosi_wco_object(fosi_wco *w, fosi_tree *list, size_t offset)
{
    fosi_tree *object = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "", offset);
    if (object == NULL)
        fail_memory(w);
    else
        fosi_map_hang(list, object, NULL);
    return object;
}

/* What a visitor of entries needs. */
typedef struct entries {
    fosi_wco *w;
    const fosi_element *element;
    fosi_tree *list;
    fosi_tree *tail;
} entries;

static bool take_entry(void *context, fosi_tree *there)
{
    entries *e = context;
    fosi_tree *object = fosi_map_new(e->w->arena, FOSI_TREE_OBJECT, "", there->offset);
    if (object == NULL) {
        fail_memory(e->w);
        return false;
    }
    fosi_wco_read_object(e->w, e->element->of, e->element->parts, there, object);
    if (object->first != NULL) fosi_map_hang(e->list, object, &e->tail);
    return e->w->status == FOS_STATUS_OK;
}

static bool take_text_entry(void *context, fosi_tree *leaf)
{
    entries *e = context;
    if (fosi_map_used(leaf) || leaf->text.length == 0) return true;
    fosi_tree *text = fosi_map_text(e->w->arena, "", leaf->text, leaf->offset);
    if (text == NULL) {
        fail_memory(e->w);
        return false;
    }
    fosi_map_hang(e->list, text, &e->tail);
    fosi_map_use(leaf);
    return true;
}

static void read_list(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *list = fosi_map_new(w->arena, FOSI_TREE_LIST, element->name, there->offset);
    if (list == NULL) {
        fail_memory(w);
        return;
    }
    entries e = { w, element, list, NULL };
    fosi_map_each(there, path, element->kind == FOSI_ELEMENT_LIST ? take_entry : take_text_entry, &e);
    if (list->first == NULL) return;
    list->offset = list->first->offset;
    fosi_map_hang(here, list, NULL);
}

/* ---- members ---- */

/* Whether a member has its place at the root, so that it can be there without the object's own class. */
static bool has_rooted(const fosi_element *element)
{
    for (size_t i = 0; i < element->of->count; i++) {
        const char *path = fosi_wco_path(&element->of->elements[i], element->parts);
        if (path != NULL && path[0] == '/') return true;
    }
    return false;
}

static void read_inner_object(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *place = fosi_map_find(there, path);
    if (place == NULL && has_rooted(element)) place = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "", w->declaration->offset);
    if (place == NULL) return;
    fosi_tree *object = fosi_map_new(w->arena, FOSI_TREE_OBJECT, element->name, place->offset);
    if (object == NULL) {
        fail_memory(w);
        return;
    }
    fosi_wco_read_object(w, element->of, element->parts, place, object);
    if (object->first != NULL) fosi_map_hang(here, object, NULL);
}

static void read_member(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here)
{
    switch (element->kind) {
    case FOSI_ELEMENT_OBJECT: read_inner_object(w, element, path, there, here); break;
    case FOSI_ELEMENT_LIST:
    case FOSI_ELEMENT_TEXT_LIST: read_list(w, element, path, there, here); break;
    default: {
        fosi_tree *leaf = fosi_map_find(there, path);
        if (leaf != NULL) fosi_wco_take(w, element, leaf, here);
        break;
    }
    }
}

void fosi_wco_read_object(fosi_wco *w, const fosi_class *of, const fosi_part *parts, fosi_tree *there, fosi_tree *here)
{
    for (size_t i = 0; i < of->count && w->status == FOS_STATUS_OK; i++) {
        const fosi_element *element = &of->elements[i];
        const char *path = fosi_wco_path(element, parts);
        if (path == NULL) continue;
        bool from_root = path[0] == '/';
        const fosi_wco_special *special = fosi_wco_special_of(of, element);
        if (special != NULL)
            special->read(w, element, path, there, here);
        else
            read_member(w, element, path + from_root, from_root ? w->declaration : there, here);
    }
}

fos_status fosi_wco_read(fosi_wco *w, fosi_tree *request)
{
    fosi_wco_read_object(w, &fosi_class_request, NULL, w->declaration, request);
    return w->status;
}
