/* The memory behind a request. */
#ifndef FOSI_REQUEST_H
#define FOSI_REQUEST_H

#include "dataset/element.h"

/* Where the content of a request lives until it is cleared. */
fosi_arena *fosi_request_arena(fos_request *request);
const fos_context *fosi_request_context(const fos_request *request);

/* How many entries the array of a list with `count` entries has room for. Whoever makes such an array keeps to this, so
 * that entries can be appended without a capacity in the public structs. */
size_t fosi_list_capacity(size_t count);

/* Appends an exchange rate that somebody else owns, who outlives the request's content. False when out of memory. */
bool fosi_request_lend_rate(fos_request *request, fos_exchange_rate *rate);

#endif
