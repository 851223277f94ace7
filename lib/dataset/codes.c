/* Looking up codes in the lists that are compiled in. What a code means to a law is written in the regimes. */
#include "dataset/codes.h"

#include <string.h>

#include "dataset/code_table.h"

static const fosi_code_table *table_of(const char *list)
{
    for (size_t i = 0; i < fosi_code_table_count; i++)
        if (fosi_code_tables[i].list[0] == list[0] && strcmp(fosi_code_tables[i].list, list) == 0) return &fosi_code_tables[i];
    return NULL;
}

/* Codes of two or three letters are compared as numbers, among those with the same first two letters. */
static int index_of_short(const fosi_code_table *table, fosi_slice code)
{
    const char *c = code.data;
    if (code.length < 2 || code.length > 3 || !fosi_is_upper(c[0]) || !fosi_is_upper(c[1])) return -1;
    uint32_t third = code.length == 3 ? (unsigned char)c[2] : 0u;
    uint32_t wanted = (uint32_t)(unsigned char)c[0] << 16 | (uint32_t)(unsigned char)c[1] << 8 | third;
    if (code.length == 3 && third == 0) return -1;
    const uint16_t *starts = &table->starts[(c[0] - 'A') * 26 + (c[1] - 'A')];
    for (unsigned i = starts[0]; i < starts[1]; i++)
        if (table->packed[i] == wanted) return (int)i;
    return -1;
}

/* Index of a code, or -1. */
static int index_in(const fosi_code_table *table, fosi_slice code)
{
    if (fosi_likely(table->starts != NULL)) return index_of_short(table, code);
    for (size_t i = 0; i < table->count; i++)
        if (fosi_slice_is(code, table->codes[i])) return (int)i;
    return -1;
}

const char *const *fosi_code_list(const char *name, size_t *count)
{
    const fosi_code_table *table = table_of(name);
    if (count != NULL) *count = table == NULL ? 0 : table->count;
    return table == NULL ? NULL : table->codes;
}

bool fosi_code_known(const char *list, fosi_slice code)
{
    const fosi_code_table *table = table_of(list);
    return table != NULL && index_in(table, code) >= 0;
}

bool fosi_country_known(fosi_slice code) { return code.length == 2 && index_in(fosi_country_table, code) >= 0; }

bool fosi_currency_known(fosi_slice code) { return code.length == 3 && index_in(fosi_currency_table, code) >= 0; }

int fosi_currency_digits(const char *currency)
{
    int index = index_in(fosi_currency_table, fosi_slice_of(currency));
    return index < 0 ? -1 : fosi_currency_table->digits[index];
}

bool fosi_commodity_code_valid(fosi_slice code)
{
    if (code.length < 2 || code.length > 12) return false;
    for (size_t i = 0; i < code.length; i++)
        if (!fosi_is_digit(code.data[i])) return false;
    int chapter = (code.data[0] - '0') * 10 + (code.data[1] - '0');
    return chapter != 0 && chapter != 77;
}

const char *fosi_code_name(const char *list, fosi_slice code)
{
    const fosi_code_table *table = table_of(list);
    int index = table == NULL ? -1 : index_in(table, code);
    return index < 0 ? NULL : table->names[index];
}
