/* Plain English for the choices of a quote, and the payments that its charges make together. */
#ifndef FOSI_TEXT_WORDS_H
#define FOSI_TEXT_WORDS_H

#include <fos/quote.h>

#include "locale/text_layout.h"

/* Appends "postal operator", or "-" when the quote names none. */
void fosi_put_role(fosi_view *view, fos_role role);
/* "at sale", "on arrival", … */
const char *fosi_due_words(fos_due due);
/* A clause: "collected at sale by the seller, or by the platform as deemed supplier". */
const char *fosi_approach_words(fos_approach approach);
/* What a mark on a figure means: "adopted or announced, its start not confirmed". */
const char *fosi_confidence_words(fos_confidence confidence);

/* Appends "items 1, 2, 5", or how many when they are many; nothing when there are none. */
void fosi_put_items(fosi_view *view, const uint32_t *items, size_t count);

/* One payment: what all charges of one payer, collector and moment come to. */
typedef struct fosi_payment {
    fos_role payer;
    fos_role collector;
    fos_due due;
    fos_role remitted_to;
    const char *remitted;
    fos_decimal amount;
} fosi_payment;

/* The payments of a quote in the order of its charges, and how many; those of nothing are left out. With `remittance`,
 * what the collector passes on to another party stands apart from what he keeps. */
const fosi_payment *fosi_payments(fosi_view *view, const fos_quote *quote, bool remittance, size_t *count);

#endif
