/* The straight way from a JSON document to its tree. */
#ifndef FOSI_JSON_SCAN_H
#define FOSI_JSON_SCAN_H

#include <fos/json.h>

#include "base/base.h"

/* Zero bytes that must follow the copy of a document. */
#define FOSI_JSON_PADDING 16

/* Reads the document that stands in `copy` from `start` to `length`, in UTF-8; its texts stay in the copy. `*root` is NULL when the
 * document is given up, because it is malformed or beyond a limit: then the copy is spoilt. OK or NO_MEMORY. */
fos_status fosi_json_scan(fosi_arena *arena, char *copy, size_t start, size_t length, const fos_limits *limits, fosi_tree **root);

#endif
