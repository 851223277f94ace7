/* Quotes and validations for people: an aligned breakdown, findings, with amounts and days as the reader's locale writes them. */
#ifndef FOS_TEXT_H
#define FOS_TEXT_H

#include <fos/export.h>
#include <fos/memory.h>
#include <fos/profile.h>
#include <fos/quote.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** Appends a breakdown for a terminal: what, on what, how much, who collects, when; totals; decisions; warnings.
 *  `locale` is a BCP 47 tag such as "de-DE"; NULL writes plain decimals. FOS_STATUS_UNSUPPORTED for a locale in a build without ICU. */
FOS_API fos_status fos_quote_write_text(const fos_quote *quote, const char *locale, fos_buffer *out, fos_error *error);
/** Appends the offers side by side. */
FOS_API fos_status fos_comparison_write_text(const fos_comparison *comparison, const char *locale, fos_buffer *out,
                                             fos_error *error);
/** Appends what was found: the state, and each finding with its place, what was given and expected, and who can supply it. Days
 *  and amounts are written as in `locale`, sentences are English. */
FOS_API fos_status fos_validation_write_text(const fos_validation *validation, const char *locale, fos_buffer *out,
                                             fos_error *error);
/** Appends a line for each filing: whether it can be made, why not, and under it what is missing or wrong. */
FOS_API fos_status fos_survey_write_text(const fos_survey *survey, const char *locale, fos_buffer *out, fos_error *error);
/** Nonzero when this build localises text. */
FOS_API int fos_locale_supported(void);

FOS_END_DECLS

#endif
