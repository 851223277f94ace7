/* Any struct that an element table describes, as records. */
#ifndef FOSI_RECORDS_H
#define FOSI_RECORDS_H

#include "codec/lasting.h"
#include "dataset/element.h"

/* Empties both buffers and fills them with `object`, as <fos/records.h> says. Both are empty on failure. `lasting` belongs to the
 * session that made the object. */
fos_status fosi_records_write(const fosi_class *of, const void *object, fosi_lasting *lasting, fos_buffer *records,
                              fos_buffer *texts, fos_error *error);

#endif
