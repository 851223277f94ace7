/* What a quote says of a tariff's measures. */
#ifndef FOSI_MEASURES_TEXT_H
#define FOSI_MEASURES_TEXT_H

#include "quote/measures.h"

const char *fosi_measure_name(const fos_tariff_measure *measure, const char *rule_name);
/* NULL when out of memory. */
const char *fosi_measure_id(fosi_arena *arena, const char *rule_id, const fos_tariff_measure *measure);
void fosi_put_measure(const fosi_eval *eval, const fosi_applied *part, fos_buffer *out);
/* Why the item's duty is missing; false when the tariff has nothing to say about it. */
bool fosi_put_gap(fosi_eval *eval, uint32_t item, fos_buffer *out);
/* The range of duties below a code that is divided further. */
void fosi_put_short_code(fosi_eval *eval, uint32_t item, fos_buffer *out);

#endif
