/* Expressions in words. Works on the plan's instructions, which stand in post-order, so that every part of a condition or
 * base can be found, evaluated and printed by itself. Nothing of this is on the path of computing a quote. */
#ifndef FOSI_EXPLAIN_H
#define FOSI_EXPLAIN_H

#include "quote/quote.h"
#include "quote/wording.h"

static inline fos_status fosi_sentence_status(const fos_buffer *out)
{
    return out->failed ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
}

/* An operand: "intrinsic value 25.00 EUR", "150 EUR". */
void fosi_explain_operand(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out);
/* The labelled parts of a sum, " (goods 25.00 + freight 4.90)"; nothing when there is only one. */
void fosi_explain_parts(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out);

#endif
