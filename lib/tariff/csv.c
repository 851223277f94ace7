/* The plain CSV of tariffs: lines of fields become rows of a builder. Lines that begin with # say what the table is and name its
 * groups and programmes. Strict: what is not understood is an error with its line and column. */
#include "tariff/csv.h"

#include <string.h>

static const char *const head_names[FOSI_CSV_HEADS] = { "tariff", "currency", "version", "source", "starter", "codes" };
static const char *const list_names[] = { "group", "member", "programme" };

static const fosi_record_rules rules = { .most_fields = FOSI_CSV_FIELDS, .longest = (size_t)128 * 1024, .remarks = true };

/* ---- places ---- */

static fos_status fail_place(const fos_tariff_csv *csv, uint32_t line, uint32_t at, fos_error *error, fos_status status)
{
    if (status == FOS_STATUS_OK || error == NULL || error->struct_size < sizeof *error) return status;
    error->source[0] = '\0';
    fosi_name_source(error, csv->name);
    error->line = line;
    error->column = at;
    error->pointer[0] = '\0';
    return status;
}

fos_status fosi_csv_fail_field(const fos_tariff_csv *csv, uint32_t index, fos_error *error, fos_status status)
{
    const fosi_record_field *field = &csv->records.fields[index];
    return fail_place(csv, field->line, field->column, error, status);
}

/* ---- lines that begin with # ---- */

fos_status fosi_csv_make_builder(fos_tariff_csv *csv, fos_error *error)
{
    if (csv->builder != NULL) return FOS_STATUS_OK;
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    for (size_t i = 0; i < 3; i++) {
        if (csv->head[i] == NULL)
            return fosi_fail(error, FOS_STATUS_MISSING_KEY, "the line \"#%s,…\" is missing before this one", head_names[i]);
    }
    head.id = csv->head[0];
    head.currency = csv->head[1];
    head.data_version = csv->head[2];
    head.source = csv->head[3];
    head.starter = csv->head[4];
    head.exact_codes = csv->head[5] != NULL && strcmp(csv->head[5], "exact") == 0;
    fos_error own = FOS_ERROR_INIT;
    csv->builder = fos_tariff_builder_new(csv->context, &head, &own);
    return csv->builder != NULL ? FOS_STATUS_OK : fosi_fail(error, own.status, "%s", own.text);
}

static fos_status take_head(fos_tariff_csv *csv, size_t key, fos_error *error)
{
    const char *name = head_names[key], *value = csv->records.count > 1 ? fosi_csv_text(csv, 1) : "";
    if (csv->builder != NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "#%s comes before all groups, programmes and columns", name);
    if (csv->head[key] != NULL) return fosi_fail(error, FOS_STATUS_DUPLICATE_KEY, "#%s stands twice", name);
    if (csv->records.count != 2 || value[0] == '\0')
        return fosi_fail(error, FOS_STATUS_SYNTAX, "#%s has one value, after a comma", name);
    if (strcmp(name, "codes") == 0 && strcmp(value, "exact") != 0 && strcmp(value, "prefix") != 0)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is no way of codes, expected exact or prefix", value);
    csv->head[key] = fosi_arena_text(&csv->arena, value, strlen(value));
    return csv->head[key] == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

static const char *optional(const fos_tariff_csv *csv, uint32_t index)
{
    return index < csv->records.count ? fosi_csv_text(csv, index) : "";
}

fos_status fosi_csv_read_day(const char *text, fos_date *date, fos_error *error)
{
    *date = FOS_DATE_ABSENT;
    return text[0] == '\0' ? FOS_STATUS_OK : fos_date_parse(text, strlen(text), date, error);
}

/* #member,GROUP,"AT BE BG"[,first day[,last day]] */
static fos_status take_members(fos_tariff_csv *csv, fos_error *error)
{
    fos_date start, end;
    if (csv->records.count < 3 || csv->records.count > 5)
        return fosi_fail(error, FOS_STATUS_SYNTAX, "expected #member,GROUP,COUNTRIES, and a first and a last day if need be");
    fos_status status = fosi_csv_read_day(optional(csv, 3), &start, error);
    if (status == FOS_STATUS_OK) status = fosi_csv_read_day(optional(csv, 4), &end, error);
    for (const char *at = fosi_csv_text(csv, 2); status == FOS_STATUS_OK && *(at += strspn(at, " ")) != '\0';) {
        size_t length = strcspn(at, " ");
        char country[8] = "";
        memcpy(country, at, length < sizeof country ? length : sizeof country - 1);
        status = fos_tariff_builder_member(csv->builder, fosi_csv_text(csv, 1), country, start, end, error);
        at += length;
    }
    return status;
}

static fos_status take_list(fos_tariff_csv *csv, size_t list, fos_error *error)
{
    fos_status status = fosi_csv_make_builder(csv, error);
    if (status != FOS_STATUS_OK) return status;
    if (list == 1) return take_members(csv, error);
    uint32_t most = list == 0 ? 3 : 4;
    if (csv->records.count < 2 || csv->records.count > most)
        return fosi_fail(error, FOS_STATUS_SYNTAX, list == 0 ? "expected #group,ID,NAME" : "expected #programme,ID,NAME,PROOF");
    if (list == 0) return fos_tariff_builder_group(csv->builder, fosi_csv_text(csv, 1), optional(csv, 2), error);
    return fos_tariff_builder_programme(csv->builder, fosi_csv_text(csv, 1), optional(csv, 2), optional(csv, 3), error);
}

/* "#" and "# words" are for people. */
static fos_status take_directive(fos_tariff_csv *csv, fos_error *error)
{
    const char *name = fosi_csv_text(csv, 0) + 1;
    if (name[0] == '\0' || name[0] == ' ' || name[0] == '#') return FOS_STATUS_OK;
    for (size_t i = 0; i < FOSI_CSV_HEADS; i++) {
        if (strcmp(name, head_names[i]) == 0) return fosi_csv_fail_field(csv, 0, error, take_head(csv, i, error));
    }
    for (size_t i = 0; i < sizeof list_names / sizeof list_names[0]; i++) {
        if (strcmp(name, list_names[i]) == 0) return fosi_csv_fail_field(csv, 0, error, take_list(csv, i, error));
    }
    fosi_fail(
        error, FOS_STATUS_UNKNOWN_KEY,
        "\"#%.40s\" is not known, expected #tariff, #currency, #version, #source, #starter, #codes, #group, #member, #programme, or "
        "\"# \" before a remark",
        name);
    return fosi_csv_fail_field(csv, 0, error, FOS_STATUS_UNKNOWN_KEY);
}

/* ---- the whole ---- */

static fos_status take_record(void *user, fos_error *error)
{
    fos_tariff_csv *csv = user;
    if (fosi_csv_text(csv, 0)[0] == '#') return take_directive(csv, error);
    return csv->column_count == 0 ? fosi_csv_take_columns(csv, error) : fosi_csv_take_row(csv, error);
}

fos_tariff_csv *fos_tariff_csv_new(const fos_context *context, const char *name, fos_error *error)
{
    if (context == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a reader needs a context");
        return NULL;
    }
    fos_tariff_csv *csv = fosi_allocate(context, sizeof *csv);
    if (csv == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(csv, 0, sizeof *csv);
    csv->context = context;
    fosi_arena_init(&csv->arena, context);
    fosi_records_init(&csv->records, context, &rules);
    csv->name = fosi_arena_text(&csv->arena, name == NULL ? "tariff" : name, strlen(name == NULL ? "tariff" : name));
    if (csv->name != NULL) return csv;
    fos_tariff_csv_free(csv);
    fosi_fail_memory(error);
    return NULL;
}

void fos_tariff_csv_free(fos_tariff_csv *csv)
{
    if (csv == NULL) return;
    fos_tariff_builder_free(csv->builder);
    fosi_records_done(&csv->records);
    fosi_arena_free(&csv->arena);
    fosi_release(csv->context, csv);
}

size_t fos_tariff_csv_count(const fos_tariff_csv *csv)
{
    return csv->builder == NULL ? 0 : fos_tariff_builder_count(csv->builder);
}

/* A mistake of the text itself has its place, but not yet the file's name. */
static fos_status named(const fos_tariff_csv *csv, fos_error *error, fos_status status)
{
    if (status == FOS_STATUS_OK || error == NULL || error->struct_size < sizeof *error || error->source[0] != '\0') return status;
    return fail_place(csv, error->line, error->column, error, status);
}

static fos_status spent(const fos_tariff_csv *csv, fos_error *error)
{
    return csv->failed == FOS_STATUS_OK ? FOS_STATUS_OK
                                        : fosi_fail(error, csv->failed, "the reader of \"%s\" failed before", csv->name);
}

fos_status fos_tariff_csv_feed(fos_tariff_csv *csv, const char *bytes, size_t length, fos_error *error)
{
    if (csv == NULL || (bytes == NULL && length > 0))
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a reader and bytes are needed");
    fos_status status = spent(csv, error);
    if (status == FOS_STATUS_OK)
        csv->failed = status = named(csv, error, fosi_records_feed(&csv->records, bytes, length, take_record, csv, error));
    return status;
}

static fos_status finish(fos_tariff_csv *csv, fos_buffer *out, fos_error *error)
{
    fos_status status = fosi_records_end(&csv->records, take_record, csv, error);
    if (status != FOS_STATUS_OK) return named(csv, error, status);
    if (csv->column_count == 0)
        return fail_place(csv, csv->records.line, csv->records.column, error,
                          fosi_fail(error, FOS_STATUS_MISSING_KEY, "the file has no line of columns"));
    status = fos_tariff_builder_write(csv->builder, out, error);
    if (status == FOS_STATUS_OK || error == NULL || error->struct_size < sizeof *error) return status;
    return fail_place(csv, error->line, error->line == 0 ? 0 : 1, error, status);
}

fos_status fos_tariff_csv_finish(fos_tariff_csv *csv, fos_buffer *out, fos_error *error)
{
    if (csv == NULL || out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a reader and a buffer are needed");
    fos_status status = spent(csv, error);
    if (status == FOS_STATUS_OK) status = finish(csv, out, error);
    csv->failed = status == FOS_STATUS_OK ? FOS_STATUS_INVALID_ARGUMENT : status;
    return status;
}
