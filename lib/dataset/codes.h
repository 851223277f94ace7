/* Code lists, and the words of the choices. Lists are compiled in from lib/data/codes. */
#ifndef FOSI_CODES_H
#define FOSI_CODES_H

#include <fos/dataset.h>
#include <fos/quote.h>

#include "base/base.h"

extern const char *const fosi_words_transaction[]; /* indexed by the enum; [0] is ""; NULL at the end */
extern const char *const fosi_words_category[];
extern const char *const fosi_words_transport_mode[];
extern const char *const fosi_words_delivery_terms[];
extern const char *const fosi_words_party_kind[];
extern const char *const fosi_words_document_kind[];
extern const char *const fosi_words_adjustment_kind[];
extern const char *const fosi_words_return_reason[];
extern const char *const fosi_words_final_state[];
extern const char *const fosi_words_role[];
extern const char *const fosi_words_approach[]; /* vendor intermediary consumer border hybrid */
extern const char *const fosi_words_charge_kind[];
extern const char *const fosi_words_due[];
extern const char *const fosi_words_confidence[];

/* Index of a word, or -1. */
int fosi_word_index(const char *const *words, fosi_slice word);

/* Lists by name: the files of lib/data/codes, such as "country" or "unit". Sorted, NULL-terminated; NULL for an unknown name. */
const char *const *fosi_code_list(const char *name, size_t *count);
bool fosi_code_known(const char *list, fosi_slice code);
bool fosi_country_known(fosi_slice code);
bool fosi_currency_known(fosi_slice code);
/* What a code of a list stands for, NULL when unknown. */
const char *fosi_code_name(const char *list, fosi_slice code);
/* Digits after the point of a currency (ISO 4217), -1 when unknown. */
int fosi_currency_digits(const char *currency);
/* Two to twelve digits; chapter 01–99 but 77. */
bool fosi_commodity_code_valid(fosi_slice code);

#endif
