/* The plain CSV of tariffs, between its files: csv.c reads the whole and the lines that begin with #, csv_rows.c the columns and rows. */
#ifndef FOSI_TARIFF_CSV_H
#define FOSI_TARIFF_CSV_H

#include "base/csv_records.h"
#include "tariff/table.h"

#define FOSI_CSV_FIELDS 40u
#define FOSI_CSV_HEADS 6

struct fos_tariff_csv {
    const fos_context *context;
    char *name;
    fos_tariff_builder *builder; /* once the head is known */
    char *head[FOSI_CSV_HEADS];  /* NULL: not said */
    fosi_arena arena;            /* texts of the head */
    fosi_records records;
    uint8_t columns[FOSI_CSV_FIELDS];
    uint32_t column_count; /* 0 before the line of column names */
    fos_status failed;
};

static inline const char *fosi_csv_text(const fos_tariff_csv *csv, uint32_t field)
{
    return fosi_record_text(&csv->records, field);
}
/* Sets the place of an error that a field is about; returns the status. */
fos_status fosi_csv_fail_field(const fos_tariff_csv *csv, uint32_t field, fos_error *error, fos_status status);
/* A day or nothing. */
fos_status fosi_csv_read_day(const char *text, fos_date *date, fos_error *error);
/* The table under construction, made of what the head said. MISSING_KEY. */
fos_status fosi_csv_make_builder(fos_tariff_csv *csv, fos_error *error);
/* The line of column names; a line of the table. */
fos_status fosi_csv_take_columns(fos_tariff_csv *csv, fos_error *error);
fos_status fosi_csv_take_row(fos_tariff_csv *csv, fos_error *error);

#endif
