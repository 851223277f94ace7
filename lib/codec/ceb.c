/* CEB messages to requests and back, row by row. */
#include "codec/ceb.h"

#include <string.h>

#include "codec/json_tree.h"
#include "codec/map.h"
#include "dataset/request.h"
#include "number/exact.h"

typedef struct work {
    fosi_arena *arena;
    fosi_notes *notes;
    fos_error *error;
    fos_status status; /* of the first failure */
    const fosi_xml_name *names;
    const fos_request *request;    /* being written */
    const fosi_document *document; /* being read */
} work;

static void fail_memory(work *w)
{
    if (w->status == FOS_STATUS_OK) w->status = fosi_fail_memory(w->error);
}

/* One step of a path in the request. */
typedef struct step {
    const char *name;
    size_t length;
    const char *scheme; /* of an identifier; NULL when there is none */
    size_t scheme_length;
    bool first; /* entry of a list */
} step;

static const char *next_step(const char *path, step *found)
{
    size_t length = strcspn(path, "/");
    *found = (step){ path, strcspn(path, "/{#"), NULL, 0, false };
    const char *mark = path + found->length;
    found->first = *mark == '#';
    if (*mark == '{') {
        found->scheme = mark + 1;
        found->scheme_length = strcspn(mark + 1, "}");
    }
    return path[length] == '/' ? path + length + 1 : path + length;
}

/* ---- the way in the request ---- */

static bool has_scheme(const fosi_tree *entry, const step *its)
{
    const fosi_tree *scheme = fosi_map_child(entry, "scheme", 6);
    return scheme != NULL && fosi_slice_equal(scheme->text, (fosi_slice){ its->scheme, its->scheme_length });
}

static fosi_tree *find_entry(fosi_tree *list, const step *its)
{
    fosi_tree *entry = list == NULL ? NULL : list->first;
    while (entry != NULL && its->scheme != NULL && !has_scheme(entry, its))
        entry = entry->next;
    return entry;
}

/* The node at a path, or NULL. The scheme of an identifier on the way is taken with it. */
static fosi_tree *find_here(fosi_tree *from, const char *path)
{
    while (path[0] != '\0' && from != NULL) {
        step its;
        path = next_step(path, &its);
        from = fosi_map_child(from, its.name, its.length);
        if (its.first || its.scheme != NULL) from = find_entry(from, &its);
        if (from != NULL && its.scheme != NULL) fosi_map_use(fosi_map_child(from, "scheme", 6));
    }
    return from;
}

static fosi_tree *make_child(work *w, fosi_tree *parent, fosi_tree_kind kind, const char *name, size_t length, size_t offset)
{
    fosi_tree *child = length == 0 ? NULL : fosi_map_child(parent, name, length);
    if (child != NULL) return child;
    child = fosi_map_new(w->arena, kind, "", offset);
    if (child == NULL) {
        fail_memory(w);
        return NULL;
    }
    child->key = (fosi_slice){ name, length };
    fosi_map_hang(parent, child, NULL);
    return child;
}

static fosi_tree *make_entry(work *w, fosi_tree *list, const step *its, bool leaf, size_t offset)
{
    fosi_tree *entry = find_entry(list, its);
    if (entry != NULL) return entry;
    entry = make_child(w, list, leaf ? FOSI_TREE_TEXT : FOSI_TREE_OBJECT, "", 0, offset);
    if (entry == NULL || its->scheme == NULL) return entry;
    char *scheme = fosi_arena_text(w->arena, its->scheme, its->scheme_length);
    fosi_tree *text =
        scheme == NULL ? NULL : fosi_map_text(w->arena, "scheme", (fosi_slice){ scheme, its->scheme_length }, offset);
    if (text == NULL)
        fail_memory(w);
    else
        fosi_map_hang(entry, text, NULL);
    return entry;
}

static fosi_tree *make_here(work *w, fosi_tree *from, const char *path, fosi_tree_kind kind, size_t offset)
{
    while (path[0] != '\0' && from != NULL) {
        step its;
        path = next_step(path, &its);
        bool list = its.first || its.scheme != NULL, last = path[0] == '\0';
        fosi_tree_kind its_kind = list ? FOSI_TREE_LIST : last ? kind : FOSI_TREE_OBJECT;
        from = make_child(w, from, its_kind, its.name, its.length, offset);
        if (list && from != NULL) from = make_entry(w, from, &its, last, offset);
    }
    return from;
}

/* ---- reading ---- */

static void say(work *w, fosi_tree *object, const char *name, fosi_slice text, size_t offset)
{
    fosi_tree *node = fosi_map_text(w->arena, name, text, offset);
    if (node == NULL)
        fail_memory(w);
    else
        fosi_map_hang(object, node, NULL);
}

static fosi_slice with_dashes(work *w, fosi_slice day)
{
    if (day.length != 8) return day;
    char *made = fosi_arena_take(w->arena, 11);
    if (made == NULL) {
        fail_memory(w);
        return day;
    }
    fos_buffer text = { NULL, made, 0, 11, false };
    fosi_buffer_put(&text, day.data, 4);
    fosi_buffer_char(&text, '-');
    fosi_buffer_put(&text, day.data + 4, 2);
    fosi_buffer_char(&text, '-');
    fosi_buffer_put(&text, day.data + 6, 2);
    return (fosi_slice){ made, 10 };
}

/* A moment in China: "20261123093000" as "2026-11-23T09:30:00+08:00". */
static fosi_slice with_marks(work *w, fosi_slice moment)
{
    static const char form[] = "....-..-..T..:..:..+08:00";
    if (moment.length != 14) return with_dashes(w, moment);
    char *made = fosi_arena_text(w->arena, form, sizeof form - 1);
    if (made == NULL) {
        fail_memory(w);
        return moment;
    }
    size_t from = 0;
    for (char *at = made; *at != '\0'; at++)
        if (*at == '.') *at = moment.data[from++];
    return (fosi_slice){ made, sizeof form - 1 };
}

/* What a value there is here; empty when it is nothing here. */
static fosi_slice value_here(work *w, fosi_ceb_kind kind, fosi_slice there)
{
    switch (kind) {
    case FOSI_CEB_DAY: return with_dashes(w, there);
    case FOSI_CEB_MOMENT: return with_marks(w, there);
    case FOSI_CEB_COUNTRY:
    case FOSI_CEB_UNIT:
    case FOSI_CEB_MODE: return fosi_slice_of(fosi_ceb_code_here(kind, there));
    case FOSI_CEB_CUSTOMS: return there.length == FOSI_CEB_CREDIT_LENGTH ? fosi_slice_of("") : there;
    case FOSI_CEB_CREDIT: return there.length == FOSI_CEB_CREDIT_LENGTH ? there : fosi_slice_of("");
    case FOSI_CEB_NET:
    case FOSI_CEB_GOODS: return fosi_slice_of("");
    default: return there;
    }
}

static void read_yuan(work *w, const fosi_ceb_row *row, fosi_tree *leaf, fosi_tree *here)
{
    fosi_tree *money = make_here(w, here, row->here, FOSI_TREE_OBJECT, leaf->offset);
    if (money == NULL || money->first != NULL) return;
    say(w, money, "amount", leaf->text, leaf->offset);
    say(w, money, "currency", fosi_slice_of("CNY"), leaf->offset);
    fosi_map_use(leaf);
}

/* The first measure of an item: a quantity in a unit that is known here. */
static void read_quantity(work *w, const fosi_ceb_row *row, fosi_tree *there, fosi_tree *leaf, fosi_tree *here)
{
    fosi_tree *unit = fosi_map_child(there, "unit1", 5);
    const char *code = unit == NULL ? NULL : fosi_ceb_code_here(FOSI_CEB_UNIT, unit->text);
    fosi_tree *list = code == NULL ? NULL : make_here(w, here, row->here, FOSI_TREE_LIST, leaf->offset);
    fosi_tree *measure = list == NULL ? NULL : make_child(w, list, FOSI_TREE_OBJECT, "", 0, leaf->offset);
    if (measure == NULL) return;
    say(w, measure, "unit", fosi_slice_of(code), unit->offset);
    say(w, measure, "quantity", leaf->text, leaf->offset);
    fosi_map_use(unit);
    fosi_map_use(leaf);
}

/* Prices in dollars are not prices in yuan, and an export is no import. */
static void refuse_there(work *w, const fosi_ceb_row *row, const fosi_tree *leaf)
{
    int shown = leaf->text.length > 20 ? 20 : (int)leaf->text.length;
    if (w->status == FOS_STATUS_OK)
        w->status = fosi_tree_fail(w->error, w->document, leaf, 0, FOS_STATUS_INVALID_VALUE,
                                   "%s is \"%.*s\", expected %s: other messages are not read", row->there, shown, leaf->text.data,
                                   row->here);
}

static void read_row(work *w, const fosi_ceb_row *row, fosi_tree *there, fosi_tree *here)
{
    fosi_tree *leaf = fosi_map_find(there, row->there);
    if (leaf == NULL) return;
    if (row->kind == FOSI_CEB_FIXED || row->kind == FOSI_CEB_USUAL) {
        if (fosi_slice_is(leaf->text, row->here))
            fosi_map_use(leaf);
        else if (row->kind == FOSI_CEB_FIXED)
            refuse_there(w, row, leaf);
        return;
    }
    if (row->kind == FOSI_CEB_YUAN) {
        read_yuan(w, row, leaf, here);
        return;
    }
    if (row->kind == FOSI_CEB_QUANTITY) {
        read_quantity(w, row, there, leaf, here);
        return;
    }
    fosi_slice value = value_here(w, row->kind, leaf->text);
    fosi_tree *node = value.length == 0 ? NULL : make_here(w, here, row->here, FOSI_TREE_TEXT, leaf->offset);
    if (node == NULL || node->text.length != 0) return;
    node->text = value;
    fosi_map_use(leaf);
}

static void read_rows(work *w, const fosi_ceb_row *rows, fosi_tree *there, fosi_tree *here)
{
    for (; rows->there != NULL && w->status == FOS_STATUS_OK; rows++)
        read_row(w, rows, there, here);
}

static void read_items(work *w, const fosi_ceb_message *message, fosi_tree *body, fosi_tree *request)
{
    fosi_tree *tail = NULL, *items = NULL;
    for (fosi_tree *line = body->first; line != NULL && w->status == FOS_STATUS_OK; line = line->next) {
        if (message->list == NULL || !fosi_slice_is(line->key, message->list)) continue;
        if (items == NULL) items = make_here(w, request, "consignment/items", FOSI_TREE_LIST, line->offset);
        fosi_tree *item = items == NULL ? NULL : fosi_map_new(w->arena, FOSI_TREE_OBJECT, "", line->offset);
        if (item == NULL) {
            fail_memory(w);
            return;
        }
        fosi_map_hang(items, item, &tail);
        read_rows(w, message->list_rows, line, item);
    }
}

/* The net mass of the whole is that of the one line there is. */
static void read_net(work *w, fosi_tree *head, fosi_tree *root)
{
    fosi_tree *leaf = fosi_map_find(head, "netWeight"), *items = find_here(root, "consignment/items");
    if (leaf == NULL || items == NULL || items->count != 1) return;
    say(w, items->first, "net_mass_kg", leaf->text, leaf->offset);
    fosi_map_use(leaf);
}

/* These are messages of imports into China. */
static void read_destination(work *w, fosi_tree *root)
{
    static const char path[] = "consignment/destination_country";
    fosi_tree *node = make_here(w, root, path, FOSI_TREE_TEXT, 0);
    if (node == NULL) return;
    node->text = fosi_slice_of("CN");
    fosi_note(w->notes, true, FOS_STATUS_OK, 0, "/consignment/destination_country", "is filled in: CN");
}

static fos_status read_message(work *w, const fosi_ceb_message *message, fos_request *request, fosi_document *document,
                               fos_report *report, const fos_limits *limits)
{
    fosi_tree *tree = document->root, *root = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "", 0);
    fosi_tree *body = fosi_map_child(tree->first, message->body, strlen(message->body));
    fosi_tree *head = body == NULL ? NULL : fosi_map_child(body, message->head, strlen(message->head));
    if (root == NULL) return fosi_fail_memory(w->error);
    if (head != NULL) read_rows(w, message->head_rows, head, root);
    if (body != NULL) read_items(w, message, body, root);
    if (head != NULL) read_net(w, head, root);
    read_destination(w, root);
    if (w->status != FOS_STATUS_OK) return w->status;
    document->root = root;
    fos_status status = fosi_request_read_tree(request, document, limits, true, report, w->error);
    if (status != FOS_STATUS_OK) return status;
    fosi_map_note_rest(tree, w->notes, "has no place in the data set, left out");
    return fosi_notes_status(w->notes, w->error);
}

fos_status fosi_ceb_read_request(fos_request *request, const fosi_format *format, const char *source, const char *bytes,
                                 size_t length, const fos_limits *limits, fos_report *report, fos_error *error)
{
    const fosi_ceb_message *message = fosi_ceb_message_of(format->shape);
    fosi_document document;
    fosi_arena *arena = fosi_request_arena(request);
    fos_status status = fosi_xml_read(arena, source, bytes, length, limits, message->vocabulary, &document, report, error);
    if (status != FOS_STATUS_OK) return status;
    fosi_notes notes = fosi_notes_of(report, &document);
    work w = { arena, &notes, error, FOS_STATUS_OK, NULL, NULL, &document };
    return read_message(&w, message, request, &document, report, limits);
}

/* ---- writing ---- */

static void refuse(work *w, const fosi_tree *value, const char *expected)
{
    char pointer[256];
    fosi_tree_pointer(value, pointer, sizeof pointer);
    int shown = value->text.length > 80 ? 80 : (int)value->text.length;
    fosi_note(w->notes, false, FOS_STATUS_OUT_OF_RANGE, 0, pointer, "\"%.*s\" does not fit, expected %s", shown, value->text.data,
              expected);
    if (w->status != FOS_STATUS_OK) return;
    w->status =
        fosi_fail(w->error, FOS_STATUS_OUT_OF_RANGE, "\"%.*s\" does not fit, expected %s", shown, value->text.data, expected);
    fosi_point(w->error, pointer);
}

static void put(work *w, const fosi_ceb_row *row, fosi_tree *value, fosi_slice text, fosi_tree *there)
{
    char expected[FOSI_XML_EXPECTED];
    const fosi_xml_name *name = fosi_xml_find(w->names, row->there, strlen(row->there));
    if (value != NULL && !fosi_xml_fits(name, text, expected)) {
        refuse(w, value, expected);
        return;
    }
    say(w, there, row->there, text, 0);
    if (value != NULL) fosi_map_use(value);
}

static void put_yuan(work *w, const fosi_ceb_row *row, fosi_tree *money, fosi_tree *there)
{
    fosi_tree *amount = fosi_map_child(money, "amount", 6), *currency = fosi_map_child(money, "currency", 8);
    if (amount == NULL || currency == NULL) return;
    if (!fosi_slice_is(currency->text, "CNY")) {
        refuse(w, currency, "CNY: these messages are in yuan");
        return;
    }
    put(w, row, amount, amount->text, there);
    fosi_map_use(currency);
}

/* ---- totals ---- */

static fos_status price_of(const fos_item *item, fosi_exact *price)
{
    const fos_money *money = fos_decimal_present(item->amount.amount) ? &item->amount : &item->unit_price;
    if (!fos_decimal_present(money->amount) || memcmp(money->currency, "CNY", 4) != 0) return FOS_STATUS_MISSING_KEY;
    *price = fosi_exact_of(money->amount);
    if (money == &item->amount || !fos_decimal_present(item->quantity)) return FOS_STATUS_OK;
    return fosi_exact_multiply(*price, fosi_exact_of(item->quantity), price);
}

static fos_status part_of(const fos_item *item, fosi_ceb_kind kind, fosi_exact *part)
{
    if (kind == FOSI_CEB_GOODS) return price_of(item, part);
    if (!fos_decimal_present(item->net_mass_kg)) return FOS_STATUS_MISSING_KEY;
    *part = fosi_exact_of(item->net_mass_kg);
    return FOS_STATUS_OK;
}

/* The masses or prices of all items; nothing when one of them is not there. The mass of the only item is taken with it. */
static void put_total(work *w, const fosi_ceb_row *row, fosi_tree *here, fosi_tree *there)
{
    const fos_consignment *c = w->request->consignment;
    fosi_exact sum = { 0, 1, 0 }, part;
    for (size_t i = 0; i < c->item_count; i++) {
        fos_status status = part_of(c->items[i], row->kind, &part);
        if (status == FOS_STATUS_OK) status = fosi_exact_add(sum, part, &sum);
        if (status != FOS_STATUS_OK) return;
    }
    if (c->item_count == 0) return;
    fos_buffer text;
    fosi_buffer_init(&text, w->arena->context);
    fosi_exact_put(&text, sum);
    char *kept = text.failed ? NULL : fosi_arena_text(w->arena, text.data, text.size);
    fosi_buffer_done(&text);
    if (kept == NULL) {
        fail_memory(w);
        return;
    }
    say(w, there, row->there, fosi_slice_of(kept), 0);
    bool net = row->kind == FOSI_CEB_NET;
    fosi_tree *items = net && c->item_count == 1 ? find_here(here, "consignment/items") : NULL;
    fosi_tree *mass = items == NULL ? NULL : fosi_map_child(items->first, "net_mass_kg", 11);
    if (mass != NULL)
        fosi_map_use(mass);
    else
        fosi_note(w->notes, true, FOS_STATUS_OK, 0, "/consignment/items", "%s is computed: %s, %s of the lines together",
                  row->there, kept, net ? "the net masses" : "the prices");
}

static fosi_slice without_dashes(work *w, fosi_slice day)
{
    char *made = fosi_arena_zero(w->arena, 1, day.length + 1);
    size_t to = 0;
    if (made == NULL) {
        fail_memory(w);
        return day;
    }
    for (size_t i = 0; i < day.length; i++)
        if (day.data[i] != '-') made[to++] = day.data[i];
    return (fosi_slice){ made, to };
}

/* A moment in China without its marks; one in another zone, or without a time of day, is a day. */
static fosi_slice without_marks(work *w, fosi_slice moment)
{
    static const char zone[] = "+08:00";
    size_t day = 10, length = moment.length;
    bool local = length == 25 && memcmp(moment.data + length - 6, zone, 6) == 0;
    char *made = fosi_arena_zero(w->arena, 1, 16);
    if (made == NULL) {
        fail_memory(w);
        return moment;
    }
    size_t to = 0, end = local ? length - 6 : (length < day ? length : day);
    for (size_t i = 0; i < end; i++)
        if (fosi_is_digit(moment.data[i]) && to < 14) made[to++] = moment.data[i];
    return (fosi_slice){ made, to };
}

/* What a value here is there; empty when it is nothing there. */
static fosi_slice value_there(work *w, fosi_ceb_kind kind, fosi_slice here)
{
    switch (kind) {
    case FOSI_CEB_DAY: return without_dashes(w, here);
    case FOSI_CEB_MOMENT: return without_marks(w, here);
    case FOSI_CEB_COUNTRY:
    case FOSI_CEB_UNIT:
    case FOSI_CEB_MODE: return fosi_slice_of(fosi_ceb_code_there(kind, here));
    default: return here;
    }
}

static void put_quantity(work *w, const fosi_ceb_row *row, fosi_tree *measures, fosi_tree *there)
{
    static const fosi_ceb_row unit_row = { "unit1", NULL, FOSI_CEB_UNIT };
    fosi_tree *unit = measures->first == NULL ? NULL : fosi_map_child(measures->first, "unit", 4);
    fosi_tree *quantity = measures->first == NULL ? NULL : fosi_map_child(measures->first, "quantity", 8);
    fosi_slice code = unit == NULL ? fosi_slice_of("") : value_there(w, FOSI_CEB_UNIT, unit->text);
    if (code.length == 0 || quantity == NULL) return;
    put(w, row, quantity, quantity->text, there);
    put(w, &unit_row, unit, code, there);
}

static void write_row(work *w, const fosi_ceb_row *row, fosi_tree *here, fosi_tree *there)
{
    if (fosi_map_child(there, row->there, strlen(row->there)) != NULL) return; /* a row before it did */
    if (row->kind == FOSI_CEB_FIXED || row->kind == FOSI_CEB_USUAL) {
        put(w, row, NULL, fosi_slice_of(row->here), there);
        return;
    }
    if (row->kind == FOSI_CEB_NET || row->kind == FOSI_CEB_GOODS) {
        put_total(w, row, here, there);
        return;
    }
    fosi_tree *value = find_here(here, row->here);
    if (value == NULL) return;
    if (row->kind == FOSI_CEB_YUAN) {
        put_yuan(w, row, value, there);
    } else if (row->kind == FOSI_CEB_QUANTITY) {
        put_quantity(w, row, value, there);
    } else {
        fosi_slice text = value_there(w, row->kind, value->text);
        if (text.length != 0) put(w, row, value, text, there);
    }
}

/* The kind of a number that is not there says nothing. */
static void drop_kind(fosi_tree *head, const char *kind, const char *number)
{
    fosi_tree **link = &head->first;
    if (fosi_map_child(head, number, strlen(number)) != NULL) return;
    while (*link != NULL && !fosi_slice_is((*link)->key, kind))
        link = &(*link)->next;
    if (*link != NULL) *link = (*link)->next;
}

static void write_rows(work *w, const fosi_ceb_row *rows, const fosi_xml_name *names, fosi_tree *here, fosi_tree *there)
{
    w->names = names;
    for (; rows->there != NULL && w->status != FOS_STATUS_NO_MEMORY; rows++)
        write_row(w, rows, here, there);
}

static void write_items(work *w, const fosi_ceb_message *message, const fosi_xml_name *names, fosi_tree *request, fosi_tree *body)
{
    fosi_tree *items = find_here(request, "consignment/items"), *tail = NULL;
    for (fosi_tree *item = items == NULL ? NULL : items->first; item != NULL && w->status != FOS_STATUS_NO_MEMORY;
         item = item->next) {
        fosi_tree *line = fosi_map_new(w->arena, FOSI_TREE_OBJECT, message->list, 0);
        if (line == NULL) {
            fail_memory(w);
            return;
        }
        write_rows(w, message->list_rows, names, item, line);
        fosi_map_hang(body, line, &tail);
    }
}

/* That an import goes to China goes without saying. */
static void use_destination(fosi_tree *request)
{
    fosi_tree *country = find_here(request, "consignment/destination_country");
    if (country != NULL && fosi_slice_is(country->text, "CN")) fosi_map_use(country);
}

/* The guid of a message: of its content, so that the same request gives the same message. */
static void put_guid(work *w, const fos_request *request, fosi_tree *root, fosi_tree *head)
{
    fos_buffer json;
    char digest[FOSI_DIGEST_TEXT], *guid = fosi_arena_zero(w->arena, 1, 40);
    fosi_buffer_init(&json, w->arena->context);
    if (guid == NULL || fos_request_write_json(request, &json, NULL) != FOS_STATUS_OK) {
        fail_memory(w);
    } else {
        fosi_digest(fos_buffer_data(&json), json.size, digest);
        for (size_t i = 0, from = 7; i < 36; i++)
            guid[i] = i == 8 || i == 13 || i == 18 || i == 23 ? '-' : digest[from++];
        for (size_t i = 0; i < 36; i++)
            if (fosi_is_lower(guid[i])) guid[i] = (char)(guid[i] - 'a' + 'A');
        say(w, root, "@guid", fosi_slice_of(guid), 0);
        say(w, root, "@version", fosi_slice_of("1.0"), 0);
        say(w, head, "guid", fosi_slice_of(guid), 0);
    }
    fosi_buffer_done(&json);
}

static const char *const prefixes[] = { "ceb", FOSI_CEB_SPACE, NULL };

static fos_status write_message(work *w, const fosi_ceb_message *message, const fos_request *request, fos_buffer *out)
{
    fosi_document document;
    fos_status status = fosi_map_request(request, w->arena, &document, w->error);
    if (status != FOS_STATUS_OK) return status;
    const fosi_xml_name *names = message->vocabulary->roots[0].of[0].of; /* of the body */
    fosi_tree *top = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "", 0);
    fosi_tree *root = top == NULL ? NULL : make_child(w, top, FOSI_TREE_OBJECT, message->root, strlen(message->root), 0);
    fosi_tree *body = root == NULL ? NULL : make_child(w, root, FOSI_TREE_OBJECT, message->body, strlen(message->body), 0);
    fosi_tree *head = body == NULL ? NULL : make_child(w, body, FOSI_TREE_OBJECT, message->head, strlen(message->head), 0);
    if (head == NULL) return fosi_fail_memory(w->error);
    put_guid(w, request, root, head);
    write_rows(w, message->head_rows, names[0].of, document.root, head);
    drop_kind(head, "buyerIdType", "buyerIdNumber");
    drop_kind(head, "payerIdType", "payerIdNumber");
    if (message->list != NULL) write_items(w, message, names[1].of, document.root, body);
    use_destination(document.root);
    if (w->status != FOS_STATUS_OK) return w->status;
    fosi_xml_writing how = { message->vocabulary, prefixes, 0 };
    size_t mark = out->size;
    fosi_xml_write(top, &how, out);
    fosi_map_note_rest(document.root, w->notes, "has no place in this format, left out");
    status = fosi_buffer_finish(out, mark, w->error);
    return status == FOS_STATUS_OK ? fosi_notes_status(w->notes, w->error) : status;
}

fos_status fosi_ceb_write_request(const fos_request *request, const fosi_format *format, const fos_quote *quote, fos_buffer *out,
                                  fos_report *report, fos_error *error)
{
    const fosi_document nowhere = { "", NULL, 0, NULL };
    fosi_notes notes = fosi_notes_of(report, &nowhere);
    fosi_arena arena;
    (void)quote;
    fosi_arena_init(&arena, fosi_request_context(request));
    work w = { &arena, &notes, error, FOS_STATUS_OK, NULL, request, NULL };
    fos_status status = write_message(&w, fosi_ceb_message_of(format->shape), request, out);
    fosi_arena_free(&arena);
    return status;
}
