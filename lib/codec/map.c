/* Making trees, walking them by paths, and keeping the account of what was taken. */
#include "codec/map.h"

#include <string.h>

#include "codec/json_tree.h"

fosi_tree *fosi_map_new(fosi_arena *arena, fosi_tree_kind kind, const char *key, size_t offset)
{
    fosi_tree *node = fosi_arena_zero(arena, 1, sizeof *node);
    if (node == NULL) return NULL;
    node->kind = kind;
    node->key = fosi_slice_of(key);
    node->text = fosi_slice_of("");
    node->offset = offset;
    return node;
}

fosi_tree *fosi_map_text(fosi_arena *arena, const char *key, fosi_slice text, size_t offset)
{
    fosi_tree *node = fosi_map_new(arena, FOSI_TREE_TEXT, key, offset);
    if (node != NULL) node->text = text;
    return node;
}

void fosi_map_hang(fosi_tree *parent, fosi_tree *node, fosi_tree **tail)
{
    fosi_tree *last = tail != NULL && *tail != NULL ? *tail : parent->first;
    while (last != NULL && last->next != NULL)
        last = last->next;
    if (last == NULL)
        parent->first = node;
    else
        last->next = node;
    node->parent = parent;
    node->next = NULL;
    parent->count++;
    if (tail != NULL) *tail = node;
}

fosi_tree *fosi_map_child(const fosi_tree *parent, const char *name, size_t length)
{
    for (fosi_tree *child = parent->first; child != NULL; child = child->next)
        if (child->key.length == length && memcmp(child->key.data, name, length) == 0) return child;
    return NULL;
}

static size_t step_length(const char *path) { return strcspn(path, "/"); }

bool fosi_map_each(fosi_tree *from, const char *path, fosi_map_visit *visit, void *context)
{
    if (path[0] == '\0') return visit(context, from);
    size_t length = step_length(path);
    const char *rest = path[length] == '/' ? path + length + 1 : path + length;
    for (fosi_tree *child = from->first; child != NULL; child = child->next)
        if (child->key.length == length && memcmp(child->key.data, path, length) == 0)
            if (!fosi_map_each(child, rest, visit, context)) return false;
    return true;
}

static bool is_leaf(const fosi_tree *node) { return node->kind != FOSI_TREE_OBJECT && node->kind != FOSI_TREE_LIST; }

static bool keep_first(void *context, fosi_tree *node)
{
    if (is_leaf(node) && fosi_map_used(node)) return true;
    *(fosi_tree **)context = node;
    return false;
}

fosi_tree *fosi_map_find(fosi_tree *from, const char *path)
{
    fosi_tree *found = NULL;
    fosi_map_each(from, path, keep_first, &found);
    return found;
}

bool fosi_map_rest(fosi_tree *root, fosi_map_visit *visit, void *context)
{
    if (is_leaf(root) && !fosi_map_used(root) && !visit(context, root)) return false;
    for (fosi_tree *child = root->first; child != NULL; child = child->next)
        if (!fosi_map_rest(child, visit, context)) return false;
    return true;
}

static bool use_one(void *context, fosi_tree *node)
{
    (void)context;
    fosi_map_use(node);
    return true;
}

void fosi_map_use_all(fosi_tree *node) { fosi_map_rest(node, use_one, NULL); }

void fosi_map_path(const fosi_tree *node, char *path, size_t size)
{
    const fosi_tree *steps[64];
    size_t count = 0;
    for (; node != NULL && node->parent != NULL && count < sizeof steps / sizeof steps[0]; node = node->parent)
        steps[count++] = node;
    fos_buffer line = { NULL, path, 0, size, false };
    path[0] = '\0';
    while (count > 0) {
        fosi_slice name = steps[--count]->key;
        if (line.size + name.length + 2 > size) break;
        fosi_buffer_char(&line, '/');
        fosi_buffer_put(&line, name.data, name.length);
    }
}

typedef struct rest {
    fosi_notes *notes;
    const char *because;
} rest;

static bool note_one(void *context, fosi_tree *node)
{
    const rest *all = context;
    char pointer[256];
    if (all->notes->bytes == NULL)
        fosi_tree_pointer(node, pointer, sizeof pointer);
    else
        fosi_map_path(node, pointer, sizeof pointer);
    fosi_slice text = node->kind == FOSI_TREE_TRUE    ? fosi_slice_of("true")
                      : node->kind == FOSI_TREE_FALSE ? fosi_slice_of("false")
                                                      : node->text;
    fosi_note(all->notes, true, FOS_STATUS_UNKNOWN_KEY, node->offset, pointer, "\"%.*s\" %s",
              text.length > 80 ? 80 : (int)text.length, text.data, all->because);
    return true;
}

void fosi_map_note_rest(fosi_tree *root, fosi_notes *notes, const char *because)
{
    if (notes->report == NULL) return;
    rest all = { notes, because };
    fosi_map_rest(root, note_one, &all);
}

fos_status fosi_map_request(const fos_request *request, fosi_arena *arena, fosi_document *document, fos_error *error)
{
    fos_limits limits = { sizeof limits, 64, UINT64_MAX, UINT32_MAX, 18 };
    fos_buffer text;
    fosi_buffer_init(&text, arena->context);
    fos_status status = fos_request_write_json(request, &text, error);
    if (status == FOS_STATUS_OK)
        status = fosi_json_parse(arena, "request", fos_buffer_data(&text), fos_buffer_size(&text), &limits, document, error);
    fosi_buffer_done(&text);
    document->bytes = NULL; /* the text is gone; the tree has a copy of what it needs */
    return status;
}
