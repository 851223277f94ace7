/* Any struct that an element table describes, as records. */
#ifndef FOSI_RECORDS_H
#define FOSI_RECORDS_H

#include "dataset/element.h"

/* Empties both buffers and fills them with `object`, as <fos/records.h> says. Both are empty on failure. */
fos_status fosi_records_write(const fosi_class *of, const void *object, fos_buffer *records, fos_buffer *texts, fos_error *error);

#endif
