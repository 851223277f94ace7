/* The table of formats: what `fos convert` can read and write. One row drives the command, its help and the guide. */
#ifndef FOSI_CONVERT_H
#define FOSI_CONVERT_H

#include <fos/convert.h>

#include "base/base.h"

typedef struct fosi_format fosi_format;

/* Both may assume good arguments. A reader leaves clearing on failure to its caller; a writer that fails has appended nothing. */
typedef fos_status fosi_format_reader(fos_request *request, const fosi_format *format, const char *source, const char *bytes,
                                      size_t length, const fos_limits *limits, fos_report *report, fos_error *error);
typedef fos_status fosi_format_writer(const fos_request *request, const fosi_format *format, const fos_quote *quote,
                                      fos_buffer *out, fos_report *report, fos_error *error);

struct fosi_format {
    fos_format public;
    fosi_format_reader *read;
    fosi_format_writer *write;
    unsigned shape; /* what one codec needs to tell its formats apart */
};

fosi_format_reader fosi_wco_read_request;
fosi_format_writer fosi_wco_write_request;

#endif
