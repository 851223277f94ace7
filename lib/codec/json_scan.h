/* The straight way from a JSON document to its tree. */
#ifndef FOSI_JSON_SCAN_H
#define FOSI_JSON_SCAN_H

#include <fos/json.h>

#include "base/base.h"
#include "codec/json_lex.h"

/* Reads the document that stands in `copy` from `start` to `length`, in UTF-8, FOSI_JSON_PADDING zero bytes behind it; its texts stay
 * in the copy. `*root` is NULL when the document is given up, because it is malformed or beyond a limit: then the copy is spoilt. OK
 * or NO_MEMORY. */
fos_status fosi_json_scan(fosi_arena *arena, char *copy, size_t start, size_t length, const fos_limits *limits, fosi_tree **root);

#endif
