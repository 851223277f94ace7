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

/* Appends an empty entry of `of` to the list at `list` of a struct of the request; the count goes up only when there is memory for
 * all, else NULL. */
void *fosi_request_append(fos_request *request, void *list, const fosi_class *of);
/* Appends a text that stays as long as the request's content; false when out of memory. */
bool fosi_request_append_text(fos_request *request, void *list, const char *text);
/* The object that the pointer at `place` holds, made empty when there is none; NULL when out of memory. */
void *fosi_request_part(fos_request *request, void *place, const fosi_class *of);

/* Appends an exchange rate that somebody else owns, who outlives the request's content. False when out of memory. */
bool fosi_request_lend_rate(fos_request *request, fos_exchange_rate *rate);

#endif
