/* Trees on both sides of a conversion: the document as its format has it ("there") and the request as JSON has it
 * ("here"). What a conversion takes from its source is marked; what stays unmarked is told at the end, so that nothing is
 * lost in silence. */
#ifndef FOSI_MAP_H
#define FOSI_MAP_H

#include "base/base.h"
#include "codec/bytes.h"

/* A leaf that was taken. `key_offset` says nothing else in the trees of conversions. */
static inline bool fosi_map_used(const fosi_tree *node) { return node->key_offset == SIZE_MAX; }
static inline void fosi_map_use(fosi_tree *node) { node->key_offset = SIZE_MAX; }

/* A node that hangs nowhere yet; NULL when out of memory. `key` and `text` are kept by reference. */
fosi_tree *fosi_map_new(fosi_arena *arena, fosi_tree_kind kind, const char *key, size_t offset);
fosi_tree *fosi_map_text(fosi_arena *arena, const char *key, fosi_slice text, size_t offset);
/* Hangs a node below `parent`, behind `*tail` (the last child known, or NULL), which it becomes; `tail` may be NULL. */
void fosi_map_hang(fosi_tree *parent, fosi_tree *node, fosi_tree **tail);

/* The first child of that name. */
fosi_tree *fosi_map_child(const fosi_tree *parent, const char *name, size_t length);
/* The first node at a path of names with slashes between them, through every repetition; of leaves the first that was
 * not taken. "" is `from` itself. NULL when there is none. */
fosi_tree *fosi_map_find(fosi_tree *from, const char *path);
/* Calls `visit` for every node at a path, in order, until it returns false. */
typedef bool fosi_map_visit(void *context, fosi_tree *node);
bool fosi_map_each(fosi_tree *from, const char *path, fosi_map_visit *visit, void *context);

/* Calls `visit` for every leaf below `root` (and `root` itself) that was not taken. */
bool fosi_map_rest(fosi_tree *root, fosi_map_visit *visit, void *context);
/* Marks every leaf below a node as taken. */
void fosi_map_use_all(fosi_tree *node);

/* "Name/Other" of a node below its root, cut to size: what messages of a format say. */
void fosi_map_path(const fosi_tree *node, char *path, size_t size);

/* Notes each leaf that was not taken: of a document read, and of a request written. */
void fosi_map_note_rest(fosi_tree *root, fosi_notes *notes, const char *because);

/* The request as a tree, in memory of `arena`. */
fos_status fosi_map_request(const fos_request *request, fosi_arena *arena, fosi_document *document, fos_error *error);

#endif
