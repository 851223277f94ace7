/* The element table as a document. */
#ifndef FOSI_ELEMENTS_H
#define FOSI_ELEMENTS_H

#include "base/base.h"

/* Appends the table as JSON. */
void fosi_elements_put_json(fos_buffer *out);

#endif
