/* The shape of the code lists that tools/generators/codes.py makes from lib/data/codes. */
#ifndef FOSI_CODE_TABLE_H
#define FOSI_CODE_TABLE_H

#include <stddef.h>
#include <stdint.h>

typedef struct fosi_code_table {
    const char *list;
    const char *const *codes; /* sorted, NULL at the end */
    const char *const *names; /* beside the codes */
    const uint16_t *starts;   /* 26 × 26 + 1: where the codes of each first two letters begin; NULL when not all codes are two or
                               * three letters A to Z */
    const uint32_t *packed;   /* beside the codes, as numbers: first letter × 65536 and so on; NULL when starts is */
    const int8_t *digits;     /* currencies: digits after the point; else NULL */
    size_t count;
} fosi_code_table;

extern const fosi_code_table fosi_code_tables[]; /* sorted by name */
extern const size_t fosi_code_table_count;
extern const fosi_code_table *const fosi_country_table;
extern const fosi_code_table *const fosi_currency_table;

#endif
