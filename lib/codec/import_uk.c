/* The United Kingdom's tariff: the CSV of measures on declarable commodities. Each line is one measure on one ten-digit code. */
#include "codec/import.h"

#include <stdio.h>
#include <string.h>

enum {
    CODE,
    TYPE,
    EXPRESSION,
    AREA,
    START,
    END,
    TYPE_NAME,
    DESCRIPTION,
    ADDITIONAL,
    CONDITIONS,
    AREA_NAME,
    EXCLUDED,
    QUOTA,
    REGULATION,
    COLUMNS
};

static const fosi_import_column columns[COLUMNS] = {
    [CODE] = { "commodity__code", true },
    [TYPE] = { "measure__type__id", true },
    [EXPRESSION] = { "measure__duty_expression", true },
    [AREA] = { "measure__geographical_area__id", true },
    [START] = { "measure__effective_start_date", true },
    [END] = { "measure__effective_end_date", false },
    [TYPE_NAME] = { "measure__type__description", false },
    [DESCRIPTION] = { "commodity__description", false },
    [ADDITIONAL] = { "measure__additional_code__code", false },
    [CONDITIONS] = { "measure__conditions", false },
    [AREA_NAME] = { "measure__geographical_area__description", false },
    [EXCLUDED] = { "measure__excluded_geographical_areas__ids", false },
    [QUOTA] = { "measure__quota__order_number", false },
    [REGULATION] = { "measure__regulation__id", false },
};

/* TARIC's types of measures that say a duty or a tax. */
typedef struct measure_type {
    const char *id;
    fos_tariff_kind kind;
    bool preferential;
    const char *use; /* the condition that the type itself brings */
} measure_type;

static const measure_type types[] = {
    { "103", FOS_TARIFF_KIND_MFN, false, NULL },
    { "105", FOS_TARIFF_KIND_SUSPENSION, false, "use authorised use" },
    { "106", FOS_TARIFF_KIND_PREFERENCE, true, NULL },
    { "109", FOS_TARIFF_KIND_UNIT, false, NULL },
    { "110", FOS_TARIFF_KIND_UNIT, false, NULL },
    { "112", FOS_TARIFF_KIND_SUSPENSION, false, NULL },
    { "115", FOS_TARIFF_KIND_SUSPENSION, false, "use authorised use" },
    { "117", FOS_TARIFF_KIND_SUSPENSION, false, "use ships, boats or offshore platforms" },
    { "119", FOS_TARIFF_KIND_SUSPENSION, false, "use airworthiness certificate" },
    { "122", FOS_TARIFF_KIND_QUOTA, false, NULL },
    { "123", FOS_TARIFF_KIND_QUOTA, false, "use authorised use" },
    { "141", FOS_TARIFF_KIND_PREFERENCE, true, NULL },
    { "142", FOS_TARIFF_KIND_PREFERENCE, true, NULL },
    { "143", FOS_TARIFF_KIND_QUOTA, true, NULL },
    { "145", FOS_TARIFF_KIND_PREFERENCE, true, "use authorised use" },
    { "146", FOS_TARIFF_KIND_QUOTA, true, "use authorised use" },
    { "147", FOS_TARIFF_KIND_QUOTA, true, NULL },
    { "305", FOS_TARIFF_KIND_TAX, false, NULL },
    { "306", FOS_TARIFF_KIND_EXCISE, false, NULL },
    { "551", FOS_TARIFF_KIND_ANTI_DUMPING, false, NULL },
    { "552", FOS_TARIFF_KIND_ANTI_DUMPING, false, NULL },
    { "553", FOS_TARIFF_KIND_COUNTERVAILING, false, NULL },
    { "554", FOS_TARIFF_KIND_COUNTERVAILING, false, NULL },
    { "695", FOS_TARIFF_KIND_ADDITIONAL, false, NULL },
    { "696", FOS_TARIFF_KIND_SAFEGUARD, false, NULL },
};

static bool is_capital(char c) { return fosi_is_upper(c); }

/* The United Kingdom's own types of excise and VAT have three letters. */
static const measure_type *find_type(const char *id)
{
    static const measure_type excise = { "", FOS_TARIFF_KIND_EXCISE, false, NULL },
                              vat = { "", FOS_TARIFF_KIND_TAX, false, NULL };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].id, id) == 0) return &types[i];
    if (strlen(id) != 3 || !is_capital(id[0]) || !is_capital(id[1]) || !is_capital(id[2])) return NULL;
    if (id[0] == 'V' && id[1] == 'T') return &vat;
    return strchr("DEFL", id[0]) != NULL ? &excise : NULL;
}

/* The first ten characters; "2021-01-01T00:00:00" is a day too. */
static bool read_day(const char *text, fos_date *day)
{
    *day = FOS_DATE_ABSENT;
    size_t length = strlen(text);
    if (length == 0) return true;
    if (length > 10 && text[10] != 'T' && text[10] != ' ') return false;
    return fos_date_parse(text, length > 10 ? 10 : length, day, NULL) == FOS_STATUS_OK;
}

/* Areas of the tariff: 1011 is every origin, numbers are groups, letters countries. XS is Serbia, as TARIC has it. */
static fos_status read_area(fos_import *import, const char *id, const char *name, const char **origin)
{
    *origin = id;
    if (strcmp(id, "1011") == 0 || strcmp(id, "1008") == 0) {
        *origin = "all";
        return FOS_STATUS_OK;
    }
    if (strcmp(id, "XS") == 0) *origin = "RS";
    return fosi_is_digit(id[0]) ? fosi_import_group(import, id, name) : FOS_STATUS_OK;
}

/* "AD|SM" is "AD SM"; groups among them are made known. */
static fos_status read_excluded(fos_import *import, const char *field, char **excluded)
{
    *excluded = fosi_arena_text(&import->arena, field, strlen(field));
    if (*excluded == NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status = FOS_STATUS_OK;
    for (char *at = *excluded; *at != '\0' && status == FOS_STATUS_OK;) {
        const char *origin;
        size_t length = strcspn(at, "|, ");
        char end = at[length];
        at[length] = '\0';
        if (length != 0) status = read_area(import, at, "", &origin);
        if (strcmp(at, "XS") == 0) memcpy(at, "RS", 2);
        if (end != '\0') at[length] = ' ';
        at += end == '\0' ? length : length + 1;
    }
    return status;
}

/* "condition:C,certificate:N990,action:27|…": any of the certificates will do. */
static fos_status read_conditions(fos_import *import, const char *field, const char *use, const char **conditions)
{
    size_t room = strlen(field) + (use == NULL ? 0 : strlen(use)) + 8, length = 0;
    char *text = fosi_arena_take(&import->arena, 2 * room);
    if (text == NULL) return FOS_STATUS_NO_MEMORY;
    text[0] = '\0';
    for (const char *at = field; (at = strstr(at, "certificate:")) != NULL;) {
        at += 12;
        int size = (int)strcspn(at, ",|");
        if (size != 0)
            length += (size_t)snprintf(text + length, 2 * room - length, "%sdocument %.*s", length == 0 ? "" : " | ", size, at);
    }
    if (use != NULL) snprintf(text + length, 2 * room - length, "%s%s", length == 0 ? "" : " ; ", use);
    *conditions = text[0] == '\0' ? NULL : text;
    return FOS_STATUS_OK;
}

static const char *or_none(const char *text) { return text[0] == '\0' ? NULL : text; }

static fos_status add(fos_import *import, const measure_type *type, fos_tariff_row *row)
{
    const char *area = fosi_import_field(import, AREA), *name = fosi_import_field(import, AREA_NAME);
    char *excluded;
    fos_status status = read_area(import, area, name, &row->origin);
    if (status == FOS_STATUS_OK) status = read_excluded(import, fosi_import_field(import, EXCLUDED), &excluded);
    if (status == FOS_STATUS_OK)
        status = read_conditions(import, fosi_import_field(import, CONDITIONS), type->use, &row->conditions);
    if (status == FOS_STATUS_OK && type->preferential) {
        row->programme = area;
        status = fosi_import_programme(import, area, name, "proof of origin as the agreement asks for");
    }
    if (status == FOS_STATUS_NO_MEMORY) return status;
    if (status != FOS_STATUS_OK) {
        fosi_import_skip(import, row->line, status, "\"%.40s\" is no geographical area", area);
        return FOS_STATUS_OK;
    }
    row->excluded = or_none(excluded);
    size_t before = import->skipped;
    status = fosi_import_measure(import, row);
    if (status == FOS_STATUS_OK && import->skipped == before)
        status = fosi_import_code(import, row->line, row->code, or_none(fosi_import_field(import, DESCRIPTION)), 1);
    return status;
}

static fos_status take_row(fos_import *import)
{
    uint32_t line = fosi_import_line(import);
    const char *id = fosi_import_field(import, TYPE);
    const measure_type *type = find_type(id);
    fos_tariff_row row = FOS_TARIFF_ROW_INIT;
    row.line = line;
    row.code = fosi_import_field(import, CODE);
    row.rate = fosi_import_field(import, EXPRESSION);
    row.quota = or_none(fosi_import_field(import, QUOTA));
    row.number = or_none(fosi_import_field(import, ADDITIONAL));
    row.name = or_none(fosi_import_field(import, TYPE_NAME));
    row.source = or_none(fosi_import_field(import, REGULATION));
    if (type == NULL) {
        fosi_import_skip(import, line, FOS_STATUS_UNSUPPORTED, "measure type \"%.20s\" is no duty and no tax that a table holds",
                         id);
        return FOS_STATUS_OK;
    }
    row.kind = type->kind;
    if (!read_day(fosi_import_field(import, START), &row.start) || !read_day(fosi_import_field(import, END), &row.end)) {
        fosi_import_skip(import, line, FOS_STATUS_INVALID_VALUE, "a date is not YYYY-MM-DD");
        return FOS_STATUS_OK;
    }
    if (row.rate[0] == '\0') {
        fosi_import_skip(import, line, FOS_STATUS_MISSING_KEY, "a measure of type %s without a duty expression", id);
        return FOS_STATUS_OK;
    }
    return add(import, type, &row);
}

static fos_status take(void *user, fos_error *error)
{
    fos_import *import = user;
    if (!import->has_columns) return fosi_import_columns(import, columns, COLUMNS, false, error);
    import->rows++;
    import->row_skipped = false;
    fosi_arena_reset(&import->arena);
    fos_status status = take_row(import);
    return status == FOS_STATUS_NO_MEMORY ? fosi_fail_memory(error) : status;
}

fos_status fosi_import_uk(fos_import *import, const char *bytes, size_t length, bool last, fos_error *error)
{
    return fosi_import_records(import, bytes, length, last, take, error);
}
