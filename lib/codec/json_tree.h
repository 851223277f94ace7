/* JSON text to a tree with positions. json_tree.c is the only file that knows yajl. */
#ifndef FOSI_JSON_TREE_H
#define FOSI_JSON_TREE_H

#include <fos/json.h>
#include <fos/library.h>

#include "base/base.h"

/* Parses one JSON document into nodes that live in `arena`. Checks UTF-8, duplicate keys, depth, size, list length and
 * digits; `limits` may be NULL. On success document->root is set; source and bytes are kept by reference. */
fos_status fosi_json_parse(fosi_arena *arena, const char *source, const char *bytes, size_t length, const fos_limits *limits,
                           fosi_document *document, fos_error *error);
/* The same for a document whose size and encoding were checked; source, bytes and length are set. */
fos_status fosi_json_parse_checked(fosi_arena *arena, fosi_document *document, const fos_limits *limits, fos_error *error);
/* The last part of it, for a document that json_scan.c gave up: finds out what is wrong, if anything is. */
fos_status fosi_json_parse_by_yajl(fosi_arena *arena, fosi_document *document, const fos_limits *limits, fos_error *error);
/* How much a request must have. */
typedef enum fosi_read_mode {
    FOSI_READ_WHOLE,
    FOSI_READ_PARTIAL, /* members that only a whole request must have are noted in the report (or NULL), not required */
    FOSI_READ_LENIENT  /* so are faults of single values and values that disagree; the report is needed */
} fosi_read_mode;
/* Fills a request from such a tree, wherever it came from. The request was cleared before, and keeps what was read when this fails. */
fos_status fosi_request_read_tree(fos_request *request, const fosi_document *document, const fos_limits *limits,
                                  fosi_read_mode mode, fos_report *report, fos_error *error);
/* The same for one more item, below the list of items. */
fos_status fosi_request_read_item(fos_request *request, const fosi_document *document, const fosi_tree *item,
                                  const fos_limits *limits, fos_report *report, fos_error *error);
/* Writes a JSON string with its quotes. */
void fosi_json_put_text(fos_buffer *out, const char *text, size_t length);

#endif
