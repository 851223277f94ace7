/* A request to CSV: the columns are all paths that any line has, in the order in which they first appear. */
#include <string.h>

#include "codec/csv.h"
#include "dataset/request.h"

/* A column, and where its values are. */
typedef struct column {
    struct column *next;
    fosi_slice name;
    uint64_t hash;
    bool of_item;
    const fosi_tree *value; /* of the consignment; of items the one of the row at hand */
} column;

typedef struct writing {
    fosi_arena *arena;
    fos_buffer *out;
    column *first;
    column *last;
    size_t count;
    column *hint; /* where the last name was found: the next is mostly behind it */
    fos_buffer name;
    fos_status status;
    fos_error *error;
} writing;

static void fail_memory(writing *w)
{
    if (w->status == FOS_STATUS_OK) w->status = fosi_fail_memory(w->error);
}

static column *find(column *from, const column *until, fosi_slice name, uint64_t hash)
{
    for (; from != until; from = from->next)
        if (from->hash == hash && fosi_slice_equal(from->name, name)) return from;
    return NULL;
}

static column *column_named(writing *w, fosi_slice name)
{
    uint64_t hash = fosi_hash(name.data, name.length, 0);
    column *found = w->hint == NULL ? NULL : find(w->hint->next, NULL, name, hash);
    if (found == NULL && w->hint != NULL) found = find(w->first, w->hint->next, name, hash);
    if (found == NULL) {
        found = fosi_arena_zero(w->arena, 1, sizeof *found);
        char *copy = fosi_arena_text(w->arena, name.data, name.length);
        if (found == NULL || copy == NULL) {
            fail_memory(w);
            return NULL;
        }
        if (w->count++ == FOSI_CSV_COLUMNS_MOST) {
            w->status = fosi_fail(w->error, FOS_STATUS_LIMIT_COUNT, "the request needs more than 4096 columns");
            return NULL;
        }
        found->name = (fosi_slice){ copy, name.length };
        found->hash = hash;
        found->of_item = name.length > 5 && memcmp(name.data, "item.", 5) == 0;
        if (w->last == NULL)
            w->first = found;
        else
            w->last->next = found;
        w->last = found;
    }
    w->hint = found;
    return found;
}

/* Every value below a node with the name that its path has. */
static void take_values(writing *w, const fosi_tree *node)
{
    size_t mark = w->name.size, position = 0;
    for (const fosi_tree *child = node->first; child != NULL && w->status == FOS_STATUS_OK; child = child->next) {
        if (mark > 0 && w->name.data[mark - 1] != '.') fosi_buffer_char(&w->name, '.');
        if (node->kind == FOSI_TREE_LIST)
            fosi_buffer_unsigned(&w->name, ++position);
        else
            fosi_buffer_put(&w->name, child->key.data, child->key.length);
        if (w->name.failed) {
            fail_memory(w);
        } else if (child->kind == FOSI_TREE_OBJECT || child->kind == FOSI_TREE_LIST) {
            bool items = fosi_slice_is((fosi_slice){ w->name.data, w->name.size }, "consignment.items");
            if (!items) take_values(w, child);
        } else {
            column *found = column_named(w, (fosi_slice){ w->name.data, w->name.size });
            if (found != NULL) found->value = child;
        }
        w->name.size = mark;
    }
}

static void begin_name(writing *w, const char *with)
{
    w->name.size = 0;
    fosi_buffer_text(&w->name, with);
    if (w->name.failed) fail_memory(w);
}

static void take_item(writing *w, const fosi_tree *item)
{
    for (column *each = w->first; each != NULL; each = each->next)
        if (each->of_item) each->value = NULL;
    begin_name(w, "item.");
    if (w->status == FOS_STATUS_OK) take_values(w, item);
}

static fosi_slice text_of(const fosi_tree *value)
{
    if (value == NULL) return fosi_slice_of("");
    if (value->kind == FOSI_TREE_TRUE) return fosi_slice_of("true");
    if (value->kind == FOSI_TREE_FALSE) return fosi_slice_of("false");
    return value->text;
}

static void put_cell(fos_buffer *out, fosi_slice text)
{
    bool quoted = false;
    for (size_t i = 0; i < text.length && !quoted; i++)
        quoted = text.data[i] == ',' || text.data[i] == '"' || text.data[i] == '\n' || text.data[i] == '\r';
    if (!quoted) {
        fosi_buffer_put(out, text.data, text.length);
        return;
    }
    fosi_buffer_char(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"') fosi_buffer_char(out, '"');
        fosi_buffer_char(out, text.data[i]);
    }
    fosi_buffer_char(out, '"');
}

/* A row of nothing would be a blank line, which is no row. */
static bool is_blank(const writing *w, bool header)
{
    return w->first == NULL || (!header && w->count == 1 && w->first->value == NULL);
}

static void put_row(writing *w, bool header)
{
    if (is_blank(w, header)) fosi_buffer_text(w->out, header ? "date" : "\"\"");
    for (const column *each = w->first; each != NULL; each = each->next) {
        if (each != w->first) fosi_buffer_char(w->out, ',');
        put_cell(w->out, header ? each->name : text_of(each->value));
    }
    fosi_buffer_text(w->out, "\r\n");
}

static void write_rows(writing *w, const fosi_tree *request)
{
    const fosi_tree *items = fosi_tree_get(fosi_tree_get(request, "consignment"), "items");
    const fosi_tree *first = items == NULL ? NULL : items->first;
    begin_name(w, "");
    if (w->status == FOS_STATUS_OK) take_values(w, request);
    for (const fosi_tree *item = first; item != NULL && w->status == FOS_STATUS_OK; item = item->next)
        take_item(w, item);
    if (w->status != FOS_STATUS_OK) return;
    put_row(w, true);
    for (const fosi_tree *item = first; item != NULL && w->status == FOS_STATUS_OK; item = item->next) {
        take_item(w, item);
        put_row(w, false);
    }
}

fos_status fosi_csv_write_request(const fos_request *request, const fosi_format *format, const fos_quote *quote, fos_buffer *out,
                                  fos_report *report, fos_error *error)
{
    fosi_arena arena;
    fosi_document document;
    (void)format, (void)quote, (void)report;
    fosi_arena_init(&arena, fosi_request_context(request));
    writing w = { .arena = &arena, .out = out, .error = error };
    fosi_buffer_init(&w.name, arena.context);
    size_t mark = out->size;
    fos_status status = fosi_map_request(request, &arena, &document, error);
    if (status == FOS_STATUS_OK) write_rows(&w, document.root);
    if (status == FOS_STATUS_OK) status = w.status;
    if (status == FOS_STATUS_OK) status = fosi_buffer_finish(out, mark, error);
    fosi_buffer_done(&w.name);
    fosi_arena_free(&arena);
    return status;
}
