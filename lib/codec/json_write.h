/* Any struct that an element table describes, as JSON. */
#ifndef FOSI_JSON_WRITE_H
#define FOSI_JSON_WRITE_H

#include "dataset/element.h"

/* Appends `object` as one line. It is the root of what it holds; `digits` are those of the root's minor unit. Nothing is
 * appended on failure. */
fos_status fosi_json_write(const fosi_class *of, const void *object, int32_t digits, fos_buffer *out, fos_error *error);

#endif
