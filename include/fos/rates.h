/* Exchange rates as authorities publish them, added to a request. */
#ifndef FOS_RATES_H
#define FOS_RATES_H

#include <stddef.h>

#include <fos/dataset.h>
#include <fos/export.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** Adds the exchange rates of a file to a request. Read are the reference rates of the European Central Bank (XML and CSV, of a
 *  day or of its history; series "ecb.daily") and the monthly rates of HM Revenue & Customs (XML and CSV; series
 *  "gb.hmrc.monthly"); which it is, is seen in the file. Of a history those days are taken that the request's dates can need: from
 *  40 days before the first to the last. Currencies that ISO 4217 no longer has are passed over. `name` is for messages.
 *  A failure adds none. FOS_STATUS_SYNTAX with line for what is no such file, INVALID_VALUE for a rate or day that is none, NO_MEMORY. @since 0.1 */
FOS_API fos_status fos_request_read_rates(fos_request *request, const char *name, const char *bytes, size_t length,
                                          fos_error *error);

FOS_END_DECLS

#endif
