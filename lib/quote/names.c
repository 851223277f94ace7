/* Names of the quote's choices, as the JSON writes them. */
#include <fos/quote.h>

#include "dataset/codes.h"

const char *fos_role_name(fos_role role) { return (unsigned)role < FOS_ROLE_COUNT ? fosi_words_role[role] : ""; }
const char *fos_approach_name(fos_approach approach)
{
    return (unsigned)approach <= FOS_APPROACH_HYBRID ? fosi_words_approach[approach] : "";
}
const char *fos_charge_kind_name(fos_charge_kind kind)
{
    return (unsigned)kind <= FOS_CHARGE_KIND_FEE ? fosi_words_charge_kind[kind] : "";
}
const char *fos_due_name(fos_due due) { return (unsigned)due < FOS_DUE_COUNT ? fosi_words_due[due] : ""; }
const char *fos_confidence_name(fos_confidence confidence)
{
    return (unsigned)confidence <= FOS_CONFIDENCE_DISPUTED ? fosi_words_confidence[confidence] : "";
}
