/* The straight way from a JSON request to its structs. */
#ifndef FOSI_JSON_STRAIGHT_H
#define FOSI_JSON_STRAIGHT_H

#include <fos/json.h>

#include "base/base.h"

/* Fills a request that was cleared from a document in UTF-8. `*whole` is false when it is given up, because something in it is not
 * as it should be: the request then holds a part. OK or NO_MEMORY. */
fos_status fosi_request_read_straight(fos_request *request, const char *bytes, size_t length, const fos_limits *limits,
                                      bool *whole);

#endif
