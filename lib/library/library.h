/* The set of compiled regimes. */
#ifndef FOSI_LIBRARY_H
#define FOSI_LIBRARY_H

#include <fos/library.h>
#include <fos/tariff.h>

#include "regime/compile.h"

struct fos_library {
    const fos_context *context;
    struct fos_regime **regimes; /* in order of id */
    size_t count, capacity;
    fos_tariff **tariffs;
    size_t tariff_count, tariff_capacity;
};

/* tariffs.c: the set of tariffs, when a library is opened and freed. */
fos_status fosi_library_add_tariffs(fos_library *library, const fos_library_options *options, const char *installed,
                                    fos_error *error);
void fosi_library_free_tariffs(fos_library *library);

/* session.c: the library that it computes with. */
const fos_library *fosi_session_library(const fos_session *session);

#endif
