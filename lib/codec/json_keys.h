/* Keys that stand twice in one object. */
#ifndef FOSI_JSON_KEYS_H
#define FOSI_JSON_KEYS_H

#include "base/base.h"

#define FOSI_JSON_FEW_KEYS 16

const fosi_tree *fosi_json_find_key(const fosi_tree *object, fosi_slice key);
/* The child of an open object that already has this key, while the object has few; NULL when there is none. A filter of one bit
 * for each key stands before the comparisons, in the unused length of the open object's text. */
static inline const fosi_tree *fosi_json_key_before(fosi_tree *object, fosi_slice key)
{
    if (object->count > FOSI_JSON_FEW_KEYS) return NULL;
    size_t mix = key.length;
    if (key.length != 0)
        mix += (size_t)(unsigned char)key.data[0] * 5 + (size_t)(unsigned char)key.data[key.length / 2] * 3 +
               (unsigned char)key.data[key.length - 1];
    size_t bit = (size_t)1 << (mix & (sizeof bit * 8 - 1));
    if (fosi_unlikely((object->text.length & bit) != 0)) return fosi_json_find_key(object, key);
    object->text.length |= bit;
    return NULL;
}
/* Of an object with more keys than that: the first that repeats another (`second`), NULL when none does. False when out of
 * memory. */
bool fosi_json_repeated_key(fosi_arena *arena, const fosi_tree *object, const fosi_tree **first, const fosi_tree **second);

#endif
