/* Every route that the law offers for one consignment, each computed as if its needs were met. */
#ifndef FOSI_COMPARE_H
#define FOSI_COMPARE_H

#include "quote/quote.h"

typedef struct fosi_comparison {
    fos_comparison view; /* first */
    fosi_quote **quotes; /* one an offer, kept from call to call */
    uint32_t quote_count;
    fosi_quote *automatic;
    fosi_arena arena;
    fosi_tariffs tariffs; /* of the call at hand */
} fosi_comparison;

fosi_comparison *fosi_comparison_new(const fos_context *context);
void fosi_comparison_free(fosi_comparison *comparison);
fos_status fosi_comparison_compute(fosi_comparison *comparison, const struct fos_regime *regime, const fosi_tariffs *tariffs,
                                   const fos_request *request, fos_error *error);

#endif
