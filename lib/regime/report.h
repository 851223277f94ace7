/* Findings of a check, in the order found. */
#ifndef FOSI_REPORT_H
#define FOSI_REPORT_H

#include <fos/library.h>

#include "base/base.h"

struct fos_report {
    const fos_context *context;
    fos_error *entries;
    unsigned char *warnings;
    size_t count, capacity, errors, lost;
    bool failed; /* ran out of memory */
};

/* Room for one more finding, initialised; NULL when out of memory or when there are 1,000 already. */
fos_error *fosi_report_add(fos_report *report, bool warning);

#endif
