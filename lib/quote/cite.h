/* Which citations stand behind a figure: those of its rule and of the dated values that were read on the way. */
#ifndef FOSI_CITE_H
#define FOSI_CITE_H

#include "quote/quote.h"

fosi_citation fosi_cite_charge(fosi_eval *eval, const fosi_charge_rule *rule, const fosi_cell *cell, bool waived);
fosi_citation fosi_cite_slot(fosi_eval *eval, uint32_t slot, const fosi_cell *cell);
/* The citations of a charge or a decision of a quote, in the order of the file; `texts` has room for FOSI_CITATION_BITS. */
size_t fosi_charge_sources(const fos_quote *quote, const fos_charge *charge, const fosi_known_text **texts);
size_t fosi_decision_sources(const fos_quote *quote, const fos_decision *decision, const fosi_known_text **texts);
size_t fosi_citation_texts(const struct fos_regime *regime, const fosi_citation *citation, const fosi_known_text **texts);
/* Citation `index` in the order of the file, NULL past the last. */
const char *fosi_citation_at(const struct fos_regime *regime, const fosi_citation *citation, size_t index);
/* The reason given with the value or charge that has this confidence, NULL when none is given. */
const char *fosi_cite_why(fosi_eval *eval, const fosi_charge_rule *rule, const fosi_cell *cell, uint8_t confidence);

#endif
