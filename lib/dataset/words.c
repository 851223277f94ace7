/* The words of the choices, as JSON writes them, each list in the order of its enumeration. */
#include <string.h>

#include "dataset/codes.h"

const char *const fosi_words_transaction[] = { "", "b2c", "c2c", "b2b", NULL };

const char *const fosi_words_category[] = { "", "sale", "gift", "sample", "return", "documents", "other", NULL };

const char *const fosi_words_transport_mode[] = { "", "post", "express", "air", "sea", "road", "rail", "other", NULL };

const char *const fosi_words_delivery_terms[] = { "",    "EXW", "FCA", "CPT", "CIP", "DAP", "DPU",
                                                  "DDP", "FAS", "FOB", "CFR", "CIF", NULL };

const char *const fosi_words_party_kind[] = { "", "business", "individual", NULL };

const char *const fosi_words_document_kind[] = { "",          "licence",     "certificate", "invoice", "origin",
                                                 "transport", "declaration", "other",       NULL };

const char *const fosi_words_adjustment_kind[] = { "", "addition", "deduction", NULL };

const char *const fosi_words_return_reason[] = { "",          "undelivered", "refused", "withdrawal",
                                                 "defective", "wrong_item",  "recall",  NULL };

const char *const fosi_words_final_state[] = { "", "re_exported", "destroyed", "abandoned", "restocked", NULL };

const char *const fosi_words_role[] = {
    "",
    "seller",
    "platform",
    "buyer",
    "consignor",
    "consignee",
    "importer",
    "declarant",
    "broker",
    "express_carrier",
    "postal_operator",
    "carrier",
    "redeliverer",
    "fulfilment_operator",
    "payment_provider",
    "customs",
    "tax_authority",
    "other_agency",
    NULL,
};

const char *const fosi_words_approach[] = { "", "vendor", "intermediary", "consumer", "border", "hybrid", NULL };

const char *const fosi_words_charge_kind[] = { "", "duty", "excise", "tax", "fee", NULL };

const char *const fosi_words_due[] = { "", "sale", "departure", "arrival", "delivery", "periodic", NULL };

const char *const fosi_words_confidence[] = { "confirmed", "secondary", "unverified", "scheduled", "disputed", NULL };

_Static_assert(sizeof fosi_words_role / sizeof fosi_words_role[0] == FOS_ROLE_COUNT + 1, "a word for each role");
_Static_assert(sizeof fosi_words_due / sizeof fosi_words_due[0] == FOS_DUE_COUNT + 1, "a word for each moment");

int fosi_word_index(const char *const *words, fosi_slice word)
{
    for (int i = 0; word.length != 0 && words[i] != NULL; i++)
        if (fosi_slice_is(word, words[i])) return i;
    return -1;
}
