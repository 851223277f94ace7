/* The set of compiled regimes. */
#ifndef FOSI_LIBRARY_H
#define FOSI_LIBRARY_H

#include <fos/library.h>

#include "regime/compile.h"

struct fos_library {
    const fos_context *context;
    struct fos_regime **regimes; /* in order of id */
    size_t count, capacity;
};

#endif
