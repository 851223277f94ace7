/* libfos: duties, taxes and fees of cross-border e-commerce consignments, exact and explained. Includes everything. */
#ifndef FOS_FOS_H
#define FOS_FOS_H

#include <fos/batch.h>
#include <fos/choices.h>
#include <fos/convert.h>
#include <fos/dataset.h>
#include <fos/date.h>
#include <fos/decimal.h>
#include <fos/declaration.h>
#include <fos/document.h>
#include <fos/duty.h>
#include <fos/element.h>
#include <fos/export.h>
#include <fos/fit.h>
#include <fos/identifier.h>
#include <fos/import.h>
#include <fos/json.h>
#include <fos/library.h>
#include <fos/memory.h>
#include <fos/movement.h>
#include <fos/party.h>
#include <fos/profile.h>
#include <fos/quote.h>
#include <fos/rates.h>
#include <fos/records.h>
#include <fos/role.h>
#include <fos/status.h>
#include <fos/tariff.h>
#include <fos/text.h>
#include <fos/trade.h>
#include <fos/version.h>

#endif
