/* Dated exchange rates: direct, inverse, or one step across a third currency. */
#ifndef FOSI_EXCHANGE_H
#define FOSI_EXCHANGE_H

#include <fos/dataset.h>

#include "number/exact.h"

/* What a law asks for: the rate of which day, of which series, on which side. */
typedef struct fosi_exchange_ask {
    const char *from; /* ISO 4217 */
    const char *to;
    fos_date date;      /* the latest rate on or before this day is taken */
    const char *series; /* NULL: any. A rate without a series fits every series */
    const char *side;   /* NULL: any */
} fosi_exchange_ask;

typedef struct fosi_exchange_answer {
    fosi_exact factor; /* amount in `to` = amount in `from` × factor; exact, a fraction for inverse rates */
    uint32_t first;    /* index of the rate used */
    uint32_t second;   /* second leg of a cross, else UINT32_MAX */
    bool other_series; /* the rate's series is not the one asked for: the quote warns */
} fosi_exchange_answer;

/* Order of choice: a direct pair of the asked series (or without series), its inverse, a cross of two such; then the same
 * with any series (other_series = true). Within each: the latest date not after `date`; ties go to the earlier row.
 * FOS_STATUS_NO_EXCHANGE_RATE when there is none. Same currency gives 1. No allocation. */
fos_status fosi_exchange_find(fos_exchange_rate *const *rates, size_t count, const fosi_exchange_ask *ask,
                              fosi_exchange_answer *answer);

#endif
