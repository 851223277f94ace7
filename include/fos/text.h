/* Quotes for people: an aligned breakdown, with amounts as the reader's locale writes them. */
#ifndef FOS_TEXT_H
#define FOS_TEXT_H

#include <fos/export.h>
#include <fos/memory.h>
#include <fos/quote.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** Appends a breakdown for a terminal: what, on what, how much, who collects, when; totals; decisions; warnings.
 *  `locale` is a BCP 47 tag such as "de-DE"; NULL writes plain decimals. FOS_STATUS_UNSUPPORTED for a locale in a build without ICU. */
FOS_API fos_status fos_quote_write_text(const fos_quote *quote, const char *locale, fos_buffer *out, fos_error *error);
/** Appends the offers side by side. */
FOS_API fos_status fos_comparison_write_text(const fos_comparison *comparison, const char *locale, fos_buffer *out,
                                             fos_error *error);
/** Nonzero when this build localises text. */
FOS_API int fos_locale_supported(void);

FOS_END_DECLS

#endif
