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
    FOSI_WARN_CONFIDENCE, /* detail: charge */
    FOSI_WARN_STARTER,    /* a starter tariff was read */
    FOSI_WARN_PREFERENCE, /* claimed, but not in the tariff, or a condition fails; detail: item */
    FOSI_WARN_ELECTION,   /* of a treatment that the tariff has for no item; detail: election */
    FOSI_WARN_ALL_OTHERS, /* a duty by number is taken from all others'; detail: item */
    FOSI_WARN_SHORT_CODE  /* a policy chose below a code that is divided further; detail: item */
} fosi_warning_kind;

/* What became of the claims of the items, after the regime's decisions. False when out of memory. */
bool fosi_build_claims(fosi_quote *quote);
/* False when out of memory. */
bool fosi_build_notes(fosi_quote *quote, uint64_t needs, const uint64_t *item_needs);

#endif
