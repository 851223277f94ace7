/* Lists of most-favoured-nation rates, as the WTO and statistical offices give them: a code, a rate, maybe words and a year. Where a
 * line stands for several rates (a least and a most that differ) it is left out: nothing is averaged. */
#include "codec/import.h"

#include <stdio.h>
#include <string.h>

enum { NAMES = 12 };
enum { CODE, RATE, DESCRIPTION, LEAST, MOST, YEAR, COLUMNS };

/* The names that such lists have, by small letters and digits. The first that is there is taken. */
static const char *const names[COLUMNS][NAMES] = {
    [CODE] = { "productcode", "hscode", "tariffline", "tl", "hs6", "product", "code", "htsno", "commodity", "commoditycode" },
    [RATE] = { "mfnappliedduty", "mfnrate", "mfn", "dutyrate", "duty", "rate", "advalorem", "simpleaverage", "ukgtdutyrate",
               "thirdcountryduty" },
    [DESCRIPTION] = { "productdescription", "description", "productname" },
    [LEAST] = { "minrate", "minimumrate", "min" },
    [MOST] = { "maxrate", "maximumrate", "max" },
    [YEAR] = { "year", "tariffyear" },
};

static fos_status find_columns(fos_import *import, fos_error *error)
{
    uint32_t found[COLUMNS];
    for (size_t c = 0; c < COLUMNS; c++) {
        found[c] = UINT32_MAX;
        for (size_t n = 0; n < NAMES && names[c][n] != NULL && found[c] == UINT32_MAX; n++) {
            fosi_import_column column = { names[c][n], false };
            (void)fosi_import_columns(import, &column, 1, true, NULL);
            found[c] = import->columns[0];
        }
    }
    memcpy(import->columns, found, sizeof found);
    if (found[CODE] != UINT32_MAX && found[RATE] != UINT32_MAX) return FOS_STATUS_OK;
    fosi_fail(error, FOS_STATUS_MISSING_KEY, "the first line names no column of %s",
              found[CODE] == UINT32_MAX ? "codes, such as hs_code or product_code" : "rates, such as mfn_rate or duty");
    return fosi_import_at_line(import, error, FOS_STATUS_MISSING_KEY);
}

static fos_status take_row(fos_import *import)
{
    const char *least = fosi_import_field(import, LEAST), *most = fosi_import_field(import, MOST);
    const char *year = fosi_import_field(import, YEAR), *description = fosi_import_field(import, DESCRIPTION);
    char first[FOS_DATE_TEXT], last[FOS_DATE_TEXT];
    fos_decimal low, high;
    fos_tariff_row row = FOS_TARIFF_ROW_INIT;
    row.line = fosi_import_line(import);
    row.code = fosi_import_field(import, CODE);
    row.rate = fosi_import_field(import, RATE);
    row.confidence = FOS_CONFIDENCE_SECONDARY;
    if (row.rate[0] == '\0') {
        fosi_import_skip(import, row.line, FOS_STATUS_MISSING_KEY, "a line without a rate");
        return FOS_STATUS_OK;
    }
    bool bounds = fos_decimal_parse(least, strlen(least), &low, NULL) == FOS_STATUS_OK &&
                  fos_decimal_parse(most, strlen(most), &high, NULL) == FOS_STATUS_OK;
    if (bounds && fos_decimal_compare(low, high) != 0) {
        fosi_import_skip(import, row.line, FOS_STATUS_INCONSISTENT, "the line stands for rates from %.20s to %.20s", least, most);
        return FOS_STATUS_OK;
    }
    snprintf(first, sizeof first, "%.4s-01-01", year);
    snprintf(last, sizeof last, "%.4s-12-31", year);
    if (year[0] != '\0' && (strlen(year) != 4 || fos_date_parse(first, strlen(first), &row.start, NULL) != FOS_STATUS_OK ||
                            fos_date_parse(last, strlen(last), &row.end, NULL) != FOS_STATUS_OK)) {
        fosi_import_skip(import, row.line, FOS_STATUS_INVALID_VALUE, "\"%.20s\" is no year", year);
        return FOS_STATUS_OK;
    }
    fos_status status = fosi_import_measure(import, &row);
    if (status != FOS_STATUS_OK || import->row_skipped || description[0] == '\0') return status;
    return fosi_import_code(import, row.line, row.code, description, -1);
}

static fos_status take(void *user, fos_error *error)
{
    fos_import *import = user;
    if (!import->has_columns) return find_columns(import, error);
    import->rows++;
    import->row_skipped = false;
    return take_row(import) == FOS_STATUS_NO_MEMORY ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

fos_status fosi_import_list(fos_import *import, const char *bytes, size_t length, bool last, fos_error *error)
{
    return fosi_import_records(import, bytes, length, last, take, error);
}
