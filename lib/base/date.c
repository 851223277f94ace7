/* Calendar days of the proleptic Gregorian calendar, counted from 1970-01-01. Which day a law reads (sale, arrival,
 * declaration) is decided elsewhere. */
#include "base/base.h"

#define FIRST_YEAR 1900
#define LAST_YEAR 2999
#define DAYS_BEFORE_1970 719468 /* from 0000-03-01, where the count of leap days is regular */
#define DAYS_OF_400_YEARS 146097
#define FIRST_DAY ((fos_date)-25567) /* 1900-01-01 */
#define LAST_DAY ((fos_date)376199)  /* 2999-12-31 */

static bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int days_in_month(int year, int month)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

static bool is_day(fos_date date) { return date >= FIRST_DAY && date <= LAST_DAY; }

fos_date fos_date_make(int year, int month, int day)
{
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return FOS_DATE_ABSENT;
    if (day < 1 || day > days_in_month(year, month)) return FOS_DATE_ABSENT;
    /* Years begin in March, so that the leap day is the last of its year. */
    int y = month <= 2 ? year - 1 : year;
    int m = (month + 9) % 12;
    int of_year = (153 * m + 2) / 5 + day - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + of_year - DAYS_BEFORE_1970;
}

void fosi_date_split(fos_date date, int *year, int *month, int *day)
{
    *year = *month = *day = 0;
    if (!is_day(date)) return;
    int days = date + DAYS_BEFORE_1970;
    int era = days / DAYS_OF_400_YEARS;
    int of_era = days % DAYS_OF_400_YEARS;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;
    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = era * 400 + y + (*month <= 2 ? 1 : 0);
}

fos_date fosi_date_shift(fos_date date, int months, int days)
{
    if (!is_day(date)) return FOS_DATE_ABSENT;
    int year, month, day;
    fosi_date_split(date, &year, &month, &day);
    int64_t count = (int64_t)year * 12 + (month - 1) + months;
    if (count / 12 < FIRST_YEAR || count / 12 > LAST_YEAR) return FOS_DATE_ABSENT;
    year = (int)(count / 12);
    month = (int)(count % 12) + 1;
    int last = days_in_month(year, month);
    int64_t shifted = (int64_t)fos_date_make(year, month, day < last ? day : last) + days;
    return shifted < FIRST_DAY || shifted > LAST_DAY ? FOS_DATE_ABSENT : (fos_date)shifted;
}

/* The number of `count` digits, or -1. */
static int digits_of(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!fosi_is_digit(text[i])) return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

fos_status fos_date_parse(const char *text, size_t length, fos_date *date, fos_error *error)
{
    fos_date parsed = FOS_DATE_ABSENT;
    if (length == 10 && text[4] == '-' && text[7] == '-')
        parsed = fos_date_make(digits_of(text, 4), digits_of(text + 5, 2), digits_of(text + 8, 2));
    if (parsed == FOS_DATE_ABSENT) {
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.*s\" is not a day, expected YYYY-MM-DD from %d to %d",
                         length > 40 ? 40 : (int)length, length == 0 ? "" : text, FIRST_YEAR, LAST_YEAR);
    }
    *date = parsed;
    return FOS_STATUS_OK;
}

static void put_digits(char *text, int count, int value)
{
    for (; count > 0; value /= 10)
        text[--count] = (char)('0' + value % 10);
}

size_t fos_date_format(fos_date date, char text[FOS_DATE_TEXT])
{
    text[0] = '\0';
    if (!is_day(date)) return 0;
    int year, month, day;
    fosi_date_split(date, &year, &month, &day);
    put_digits(text, 4, year);
    put_digits(text + 5, 2, month);
    put_digits(text + 8, 2, day);
    text[4] = text[7] = '-';
    text[10] = '\0';
    return 10;
}
