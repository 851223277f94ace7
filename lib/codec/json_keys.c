/* Keys that stand twice in one object. Few keys are compared as they come; those of larger objects are sorted when the object
 * closes, from the bottom up, so that no input makes it slow. */
#include "codec/json_keys.h"

#include <string.h>

const fosi_tree *fosi_json_find_key(const fosi_tree *object, fosi_slice key)
{
    for (const fosi_tree *child = object->first; child != NULL; child = child->next)
        if (child->key.length == key.length && fosi_slice_equal(child->key, key)) return child;
    return NULL;
}

static bool in_order(const fosi_tree *a, const fosi_tree *b)
{
    if (a->key.length != b->key.length) return a->key.length < b->key.length;
    int order = a->key.length == 0 ? 0 : memcmp(a->key.data, b->key.data, a->key.length);
    return order != 0 ? order < 0 : a->key_offset < b->key_offset;
}

static void merge(const fosi_tree **from, const fosi_tree **to, size_t middle, size_t count)
{
    size_t a = 0, b = middle;
    for (size_t i = 0; i < count; i++)
        to[i] = b == count || (a < middle && in_order(from[a], from[b])) ? from[a++] : from[b++];
}

/* The children of an object in order of their keys. */
static const fosi_tree **sorted_children(fosi_arena *arena, const fosi_tree *object)
{
    const fosi_tree **from = fosi_arena_zero(arena, (size_t)object->count * 2, sizeof(void *));
    if (from == NULL) return NULL;
    const fosi_tree **to = from + object->count;
    size_t count = 0;
    for (const fosi_tree *child = object->first; child != NULL; child = child->next)
        from[count++] = child;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t left = count - i;
            merge(from + i, to + i, width < left ? width : left, 2 * width < left ? 2 * width : left);
        }
        const fosi_tree **spare = from;
        from = to;
        to = spare;
    }
    return from;
}

bool fosi_json_repeated_key(fosi_arena *arena, const fosi_tree *object, const fosi_tree **first, const fosi_tree **second)
{
    *first = *second = NULL;
    const fosi_tree **sorted = sorted_children(arena, object);
    if (sorted == NULL) return false;
    for (size_t i = 1; i < object->count; i++) {
        if (!fosi_slice_equal(sorted[i - 1]->key, sorted[i]->key)) continue;
        if (*second != NULL && sorted[i]->key_offset > (*second)->key_offset) continue;
        *first = sorted[i - 1];
        *second = sorted[i];
    }
    return true;
}
