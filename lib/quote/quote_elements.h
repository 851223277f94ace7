/* The element tables of what a quote says, in the order in which it is written. */
#ifndef FOSI_QUOTE_ELEMENTS_H
#define FOSI_QUOTE_ELEMENTS_H

#include <fos/quote.h>

#include "dataset/element.h"

extern const fosi_class fosi_class_quote;
extern const fosi_class fosi_class_comparison;

/* Comes before a quote is written: what was told under the same circumstances is then told again. OK or NO_MEMORY. */
fos_status fosi_quote_recall(const fos_quote *quote);
/* Comes after: whether there was memory for all that was worked out on the way. */
fos_status fosi_quote_recalled(const fos_quote *quote);

/* Every class of quotes and comparisons, each once; NULL at the end. */
extern const fosi_class *const fosi_quote_classes[];

#endif
