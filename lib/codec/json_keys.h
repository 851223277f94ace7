/* Keys that stand twice in one object. */
#ifndef FOSI_JSON_KEYS_H
#define FOSI_JSON_KEYS_H

#include "base/base.h"

#define FOSI_JSON_FEW_KEYS 16

/* The child of an open object that already has this key, while the object has few; NULL when there is none. */
const fosi_tree *fosi_json_key_before(fosi_tree *object, fosi_slice key);
/* Of an object with more keys than that: the first that repeats another (`second`), NULL when none does. False when out of
 * memory. */
bool fosi_json_repeated_key(fosi_arena *arena, const fosi_tree *object, const fosi_tree **first, const fosi_tree **second);

#endif
