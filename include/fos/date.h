/* Calendar days of the proleptic Gregorian calendar; no hours and no zones. */
#ifndef FOS_DATE_H
#define FOS_DATE_H

#include <stddef.h>
#include <stdint.h>

#include <fos/export.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** Days since 1970-01-01. Years 1900 to 2999. */
typedef int32_t fos_date;

/** No date given. */
#define FOS_DATE_ABSENT ((fos_date)INT32_MIN)
/** What fos_date_format needs: "YYYY-MM-DD" and a NUL. */
#define FOS_DATE_TEXT 11

/** The day of year, month (1–12) and day (1–31), or FOS_DATE_ABSENT when there is no such day. Thread-safe. */
FOS_API fos_date fos_date_make(int year, int month, int day);
/** Reads exactly "YYYY-MM-DD" (ISO 8601). FOS_STATUS_INVALID_VALUE when it is not a day; `error` may be NULL. */
FOS_API fos_status fos_date_parse(const char *text, size_t length, fos_date *date, fos_error *error);
/** Writes "YYYY-MM-DD" and a NUL; an absent date gives an empty text. Returns the length. */
FOS_API size_t fos_date_format(fos_date date, char text[FOS_DATE_TEXT]);

FOS_END_DECLS

#endif
