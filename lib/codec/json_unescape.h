/* The escapes of JSON texts, read. */
#ifndef FOSI_JSON_UNESCAPE_H
#define FOSI_JSON_UNESCAPE_H

#include "base/base.h"

/* Replaces the escapes from `text` to before `last` (its closing quote), ends it with NUL and returns its length; SIZE_MAX when
 * one stands for no character (half of a surrogate pair, or NUL), which then is at `*bad`. The escapes' grammar was checked. */
size_t fosi_json_unescape(char *text, const char *last, const char **bad);

#endif
