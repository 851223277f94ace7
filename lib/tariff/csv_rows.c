/* The plain CSV of tariffs: the line that names the columns, and the lines of the table. */
#include <string.h>

#include "dataset/codes.h"
#include "tariff/csv.h"

typedef enum csv_column {
    COLUMN_CODE,
    COLUMN_DESCRIPTION,
    COLUMN_DECLARABLE,
    COLUMN_KIND,
    COLUMN_ORIGIN,
    COLUMN_EXCLUDED,
    COLUMN_PROGRAMME,
    COLUMN_RATE,
    COLUMN_START,
    COLUMN_END,
    COLUMN_CONDITIONS,
    COLUMN_ORDER,
    COLUMN_STACKING,
    COLUMN_REPLACES,
    COLUMN_QUOTA,
    COLUMN_NUMBER,
    COLUMN_NAME,
    COLUMN_SOURCE,
    COLUMN_CONFIDENCE,
    COLUMN_COUNT,
    COLUMN_IGNORED /* x_… */
} csv_column;

static const char *const column_names[COLUMN_COUNT] = {
    "code",       "description", "declarable", "kind",     "origin", "excluded", "programme", "rate",   "start",      "end",
    "conditions", "order",       "stacking",   "replaces", "quota",  "number",   "name",      "source", "confidence",
};

/* ---- the line of columns ---- */

static fos_status take_column(fos_tariff_csv *csv, uint32_t index, fos_error *error)
{
    const char *name = fosi_csv_text(csv, index);
    uint32_t found = 0;
    while (found < COLUMN_COUNT && strcmp(column_names[found], name) != 0)
        found++;
    csv->columns[index] = (uint8_t)(found < COLUMN_COUNT ? found : COLUMN_IGNORED);
    if (found == COLUMN_COUNT && strncmp(name, "x_", 2) != 0) {
        const char *near = fosi_nearest(fosi_slice_of(name), column_names, COLUMN_COUNT);
        return fosi_fail(error, FOS_STATUS_UNKNOWN_KEY, "there is no column \"%.40s\"%s%s%s", name,
                         near == NULL ? "" : ", did you mean ", near == NULL ? "" : near, near == NULL ? "" : "?");
    }
    for (uint32_t i = 0; i < index && found < COLUMN_COUNT; i++) {
        if (csv->columns[i] == csv->columns[index])
            return fosi_fail(error, FOS_STATUS_DUPLICATE_KEY, "the column \"%s\" stands twice", name);
    }
    return FOS_STATUS_OK;
}

fos_status fosi_csv_take_columns(fos_tariff_csv *csv, fos_error *error)
{
    bool code = false;
    for (uint32_t i = 0; i < csv->records.count; i++) {
        fos_status status = take_column(csv, i, error);
        if (status != FOS_STATUS_OK) return fosi_csv_fail_field(csv, i, error, status);
        code = code || csv->columns[i] == COLUMN_CODE;
    }
    if (!code)
        return fosi_csv_fail_field(
            csv, 0, error,
            fosi_fail(error, FOS_STATUS_MISSING_KEY, "the first line of the table names its columns; \"code\" is missing"));
    fos_status status = fosi_csv_make_builder(csv, error);
    if (status == FOS_STATUS_OK) csv->column_count = csv->records.count;
    return fosi_csv_fail_field(csv, 0, error, status);
}

/* ---- rows ---- */

/* A builder's error names a field; its place is that of the field's column, else that of the row. */
static fos_status fail_row(const fos_tariff_csv *csv, fos_error *error, fos_status status)
{
    uint32_t at = 0;
    if (error == NULL || error->struct_size < sizeof *error) return status;
    for (uint32_t i = 0; i < csv->records.count && i < csv->column_count; i++) {
        if (csv->columns[i] < COLUMN_COUNT && error->pointer[0] == '/' &&
            strcmp(column_names[csv->columns[i]], error->pointer + 1) == 0)
            at = i;
    }
    return fosi_csv_fail_field(csv, at, error, status);
}

static fos_status bad_word(fos_error *error, const char *what, const char *word, const char *const *words, size_t count)
{
    char list[160] = "";
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        size_t more = strlen(words[i]);
        if (length + more + 3 > sizeof list) break;
        if (i > 0) memcpy(list + length, ", ", 2), length += 2;
        memcpy(list + length, words[i], more);
        length += more;
        list[length] = '\0';
    }
    return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is no %s, expected %s", word, what, list);
}

static fos_status read_word(const char *what, const char *word, const char *const *words, size_t count, int *index,
                            fos_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) != 0) continue;
        *index = (int)i;
        return FOS_STATUS_OK;
    }
    return bad_word(error, what, word, words, count);
}

static fos_status read_order(const char *text, int32_t *order, fos_error *error)
{
    fos_decimal number;
    if (fos_decimal_parse(text, strlen(text), &number, NULL) != FOS_STATUS_OK || number.scale != 0 ||
        number.coefficient < -1000000 || number.coefficient > 1000000)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is not an order, expected a whole number up to 1000000",
                         text);
    *order = (int32_t)number.coefficient;
    return FOS_STATUS_OK;
}

/* What a line of the table says. */
typedef struct csv_line {
    fos_tariff_row row;
    const char *description;
    int declarable;
    bool is_measure;
} csv_line;

static fos_status read_kind(const char *text, csv_line *to, fos_error *error)
{
    const char *names[FOS_TARIFF_KIND_COUNT];
    int index = 0;
    for (unsigned i = 0; i < FOS_TARIFF_KIND_COUNT; i++)
        names[i] = fos_tariff_kind_name((fos_tariff_kind)i);
    fos_status status = read_word("kind of measure", text, names, FOS_TARIFF_KIND_COUNT, &index, error);
    to->row.kind = (fos_tariff_kind)index;
    to->is_measure = true;
    return status;
}

static fos_status read_stacking(const char *text, csv_line *to, fos_error *error)
{
    const char *names[FOS_TARIFF_STACKING_COUNT];
    for (unsigned i = 0; i < FOS_TARIFF_STACKING_COUNT; i++)
        names[i] = fos_tariff_stacking_name((fos_tariff_stacking)i);
    return read_word("stacking rule", text, names, FOS_TARIFF_STACKING_COUNT, &to->row.stacking, error);
}

static fos_status read_confidence(const char *text, csv_line *to, fos_error *error)
{
    int index = 0;
    fos_status status = read_word("confidence", text, fosi_words_confidence, FOS_CONFIDENCE_DISPUTED + 1, &index, error);
    to->row.confidence = (fos_confidence)index;
    return status;
}

static fos_status read_declarable(const char *text, csv_line *to, fos_error *error)
{
    static const char *const answers[] = { "no", "yes" };
    return read_word("answer", text, answers, 2, &to->declarable, error);
}

static fos_status read_field(csv_column column, const char *text, csv_line *to, fos_error *error)
{
    fos_tariff_row *row = &to->row;
    switch (column) {
    case COLUMN_CODE: row->code = text; break;
    case COLUMN_DESCRIPTION: to->description = text; break;
    case COLUMN_DECLARABLE: return read_declarable(text, to, error);
    case COLUMN_KIND: return read_kind(text, to, error);
    case COLUMN_ORIGIN: row->origin = text; break;
    case COLUMN_EXCLUDED: row->excluded = text; break;
    case COLUMN_PROGRAMME: row->programme = text; break;
    case COLUMN_RATE: row->rate = text; break;
    case COLUMN_START: return fosi_csv_read_day(text, &row->start, error);
    case COLUMN_END: return fosi_csv_read_day(text, &row->end, error);
    case COLUMN_CONDITIONS: row->conditions = text; break;
    case COLUMN_ORDER: return read_order(text, &row->order, error);
    case COLUMN_STACKING: return read_stacking(text, to, error);
    case COLUMN_REPLACES: row->replaces = text; break;
    case COLUMN_QUOTA: row->quota = text; break;
    case COLUMN_NUMBER: row->number = text; break;
    case COLUMN_NAME: row->name = text; break;
    case COLUMN_SOURCE: row->source = text; break;
    case COLUMN_CONFIDENCE: return read_confidence(text, to, error);
    default: break;
    }
    return FOS_STATUS_OK;
}

/* A line without a kind is about its code alone. */
static bool is_of_code(csv_column column)
{
    return column <= COLUMN_DECLARABLE || column == COLUMN_START || column == COLUMN_END || column == COLUMN_SOURCE ||
           column == COLUMN_CONFIDENCE || column == COLUMN_IGNORED;
}

static fos_status check_code_line(const fos_tariff_csv *csv, fos_error *error)
{
    for (uint32_t i = 0; i < csv->records.count; i++) {
        if (is_of_code((csv_column)csv->columns[i]) || fosi_csv_text(csv, i)[0] == '\0') continue;
        fosi_fail(error, FOS_STATUS_INCONSISTENT, "a line without a kind is about its code alone, but its \"%s\" is given",
                  column_names[csv->columns[i]]);
        return fosi_csv_fail_field(csv, i, error, FOS_STATUS_INCONSISTENT);
    }
    return FOS_STATUS_OK;
}

static fos_status add_line(fos_tariff_csv *csv, const csv_line *from, fos_error *error)
{
    const fos_tariff_row *row = &from->row;
    if (!from->is_measure)
        return fos_tariff_builder_code(csv->builder, row->code, from->description, from->declarable, row->start, row->end, error);
    fos_status status = fos_tariff_builder_measure(csv->builder, row, error);
    if (status == FOS_STATUS_OK && (from->description != NULL || from->declarable >= 0))
        status = fos_tariff_builder_code(csv->builder, row->code, from->description, from->declarable, FOS_DATE_ABSENT,
                                         FOS_DATE_ABSENT, error);
    return status;
}

fos_status fosi_csv_take_row(fos_tariff_csv *csv, fos_error *error)
{
    static const fos_tariff_row fresh = FOS_TARIFF_ROW_INIT;
    csv_line own = { fresh, NULL, -1, false };
    own.row.line = csv->records.fields[0].line;
    own.row.confidence = FOS_CONFIDENCE_UNVERIFIED;
    if (csv->records.count != csv->column_count) {
        uint32_t at = csv->records.count < csv->column_count ? csv->records.count - 1 : csv->column_count;
        fosi_fail(error, FOS_STATUS_SYNTAX, "the line has %u fields, expected %u as there are columns", csv->records.count,
                  csv->column_count);
        return fosi_csv_fail_field(csv, at, error, FOS_STATUS_SYNTAX);
    }
    for (uint32_t i = 0; i < csv->records.count; i++) {
        if (fosi_csv_text(csv, i)[0] == '\0') continue;
        fos_status status = read_field((csv_column)csv->columns[i], fosi_csv_text(csv, i), &own, error);
        if (status != FOS_STATUS_OK) return fosi_csv_fail_field(csv, i, error, status);
    }
    fos_status status = own.is_measure ? FOS_STATUS_OK : check_code_line(csv, error);
    if (status != FOS_STATUS_OK) return status;
    status = add_line(csv, &own, error);
    return status == FOS_STATUS_OK ? status : fail_row(csv, error, status);
}
