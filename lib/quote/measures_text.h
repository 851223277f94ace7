/* What a quote says of a tariff's measures. */
#ifndef FOSI_MEASURES_TEXT_H
#define FOSI_MEASURES_TEXT_H

#include "quote/measures.h"

const char *fosi_measure_name(const fos_tariff_measure *measure, const char *rule_name);
/* NULL when out of memory. */
const char *fosi_measure_id(fosi_arena *arena, const char *rule_id, const fos_tariff_measure *measure);
void fosi_put_measure(const fosi_applied *part, fos_buffer *out);
/* Why a part of the tariff says nothing of the item; false when it is for no reason of the tariff's. */
bool fosi_put_gap(fosi_eval *eval, uint32_t item, fosi_tariff_part part, fos_buffer *out);
/* Which rate, a measure's or the item's own, cannot be computed, and what it needs; false when there is none. */
bool fosi_put_uncomputed(fosi_eval *eval, uint32_t item, fos_buffer *out);
/* The assessment in which a duty by number stands that is for all others; NULL when there is none. */
const fosi_assessment *fosi_charged_as_others(const fosi_eval *eval, uint32_t item);
/* That it does. */
void fosi_put_all_others(const fosi_eval *eval, uint32_t item, fos_buffer *out);
/* What became of a claim, as a sentence. */
void fosi_put_claim(const fosi_eval *eval, uint32_t item, const fosi_claim *claim, fos_buffer *out);
/* Claim number `index` of an item whose duty was taken from a tariff; NULL past the last. */
const fosi_claim *fosi_claim_at(const fosi_eval *eval, uint32_t item, uint32_t index);
/* The range of duties below a code that is divided further. */
void fosi_put_short_code(fosi_eval *eval, uint32_t item, fos_buffer *out);

#endif
