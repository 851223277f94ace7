/* What a quote says beside its figures: readings assumed, inputs missing, warnings. */
#ifndef FOSI_NOTES_H
#define FOSI_NOTES_H

#include "quote/quote.h"

typedef enum fosi_warning_kind {
    FOSI_WARN_INPUT,      /* an input's default was used; detail: input */
    FOSI_WARN_IDENTIFIER, /* malformed; detail: party fact << 16 | identifier */
    FOSI_WARN_NOTICE,     /* detail: notice */
    FOSI_WARN_SERIES,     /* a rate of another series; detail: rate cache entry */
    FOSI_WARN_DATE,       /* a date left out near a change of law; detail: clock */
    FOSI_WARN_CONFIDENCE  /* detail: charge rule */
} fosi_warning_kind;

/* False when out of memory. */
bool fosi_build_notes(fosi_quote *quote, uint64_t needs, const uint64_t *item_needs);

#endif
