/* The Harmonized Tariff Schedule of the United States, from the JSON and the CSV of its publisher: lines with indents, of which
 * those with more digits inherit the rates of the line above. */
#include "codec/import.h"

#include <string.h>

#include "codec/json_tree.h"
#include "tariff/duty.h"

/* ---- programmes of the special column: General Notes 3(c) to 36 ---- */

typedef struct programme {
    const char *symbol, *name, *origin; /* NULL origin: the group of the symbol, whose members the caller adds */
    const char *members;                /* those that do not change: General Notes 11 and 29 */
} programme;

static const programme programmes[] = {
    { "A", "Generalized System of Preferences", NULL, NULL },
    { "A*", "Generalized System of Preferences, some countries excluded", NULL, NULL },
    { "A+", "Generalized System of Preferences, least-developed countries", NULL, NULL },
    { "AU", "Australia Free Trade Agreement", "AU", NULL },
    { "B", "Automotive Products Trade Act", NULL, NULL },
    { "BH", "Bahrain Free Trade Agreement", "BH", NULL },
    { "C", "Agreement on Trade in Civil Aircraft", NULL, NULL },
    { "CA", "Canada, marked goods", "CA", NULL },
    { "CL", "Chile Free Trade Agreement", "CL", NULL },
    { "CO", "Colombia Trade Promotion Agreement", "CO", NULL },
    { "D", "African Growth and Opportunity Act", NULL, NULL },
    { "E", "Caribbean Basin Economic Recovery Act", NULL, NULL },
    { "E*", "Caribbean Basin Economic Recovery Act, some goods excluded", NULL, NULL },
    { "IL", "Israel Free Trade Area", "IL", NULL },
    { "J", "Andean Trade Preference Act", NULL, NULL },
    { "JO", "Jordan Free Trade Area", "JO", NULL },
    { "JP", "Japan Trade Agreement", "JP", NULL },
    { "K", "Agreement on Trade in Pharmaceutical Products", NULL, NULL },
    { "KR", "Korea Free Trade Agreement", "KR", NULL },
    { "L", "Uruguay Round concessions on intermediate chemicals for dyes", NULL, NULL },
    { "MA", "Morocco Free Trade Agreement", "MA", NULL },
    { "MX", "Mexico, marked goods", "MX", NULL },
    { "N", "Products of the West Bank, Gaza or a qualifying industrial zone", NULL, NULL },
    { "NP", "Nepal Preference Program", "NP", NULL },
    { "OM", "Oman Free Trade Agreement", "OM", NULL },
    { "P", "Dominican Republic-Central America Free Trade Agreement", NULL, "CRDOGTHNNISV" },
    { "P+", "Dominican Republic-Central America Free Trade Agreement, regional", NULL, "CRDOGTHNNISV" },
    { "PA", "Panama Trade Promotion Agreement", "PA", NULL },
    { "PE", "Peru Trade Promotion Agreement", "PE", NULL },
    { "R", "Caribbean Basin Trade Partnership Act", NULL, NULL },
    { "S", "United States-Mexico-Canada Agreement", NULL, "CAMX" },
    { "S+", "United States-Mexico-Canada Agreement, staged", NULL, "CAMX" },
    { "SG", "Singapore Free Trade Agreement", "SG", NULL },
};

static const programme *find_programme(const char *symbol)
{
    for (size_t i = 0; i < sizeof programmes / sizeof *programmes; i++)
        if (strcmp(programmes[i].symbol, symbol) == 0) return &programmes[i];
    return NULL;
}

/* A group is made once, with the members that are known here; the caller may have made it before, with his own. */
static fos_status group_of(fos_import *import, const programme *of, const char **origin)
{
    *origin = of->origin != NULL ? of->origin : of->symbol;
    if (of->origin != NULL) return FOS_STATUS_OK;
    fos_status status = fos_tariff_builder_group(import->builder, of->symbol, of->name, NULL);
    if (status == FOS_STATUS_DUPLICATE_KEY) return FOS_STATUS_OK;
    for (const char *at = of->members; status == FOS_STATUS_OK && at != NULL && *at != '\0'; at += 2) {
        char country[3] = { at[0], at[1], '\0' };
        status = fos_tariff_builder_member(import->builder, of->symbol, country, FOS_DATE_ABSENT, FOS_DATE_ABSENT, NULL);
    }
    return status;
}

/* ---- measures of a line ---- */

static fos_status add_rate(fos_import *import, const fosi_hts_line *line, fos_tariff_kind kind, const char *rate,
                           const char *origin, const char *excluded, const char *claimed)
{
    fos_tariff_row row = FOS_TARIFF_ROW_INIT;
    if (rate == NULL || rate[0] == '\0') return FOS_STATUS_OK;
    row.line = line->line;
    row.code = line->code;
    row.kind = kind;
    row.rate = rate;
    row.origin = origin;
    row.excluded = excluded;
    row.programme = claimed;
    return fosi_import_measure(import, &row);
}

/* Rates of column 2 are for the countries of General Note 3(b). */
static fos_status need_column_two(fos_import *import)
{
    static const char *const countries[] = { "BY", "CU", "KP", "RU" };
    if (import->column_two) return FOS_STATUS_OK;
    fos_status status = fosi_import_group(import, "COLUMN2", "Column 2: General Note 3(b)");
    for (size_t i = 0; i < sizeof countries / sizeof *countries && status == FOS_STATUS_OK; i++) {
        status = fos_tariff_builder_member(import->builder, "COLUMN2", countries[i], FOS_DATE_ABSENT, FOS_DATE_ABSENT, NULL);
        if (status == FOS_STATUS_DUPLICATE_KEY) status = FOS_STATUS_OK;
    }
    import->column_two = status == FOS_STATUS_OK;
    return status;
}

static fos_status add_preference(fos_import *import, const fosi_hts_line *line, const char *symbol, const char *rate)
{
    const programme *of = find_programme(symbol);
    const char *origin;
    if (of == NULL) {
        fosi_import_skip(import, line->line, FOS_STATUS_INVALID_VALUE, "special rate: programme \"%.20s\" is not known", symbol);
        return FOS_STATUS_OK;
    }
    fos_status status = group_of(import, of, &origin);
    if (status == FOS_STATUS_OK) status = fosi_import_programme(import, symbol, of->name, "claim under the programme");
    if (status != FOS_STATUS_OK) return status;
    return add_rate(import, line, FOS_TARIFF_KIND_PREFERENCE, rate, origin, NULL, symbol);
}

/* One band of the special column: its rate, for each of its programmes. */
static fos_status add_band(fos_import *import, const fosi_hts_line *line, const fosi_duty *duty, const fosi_duty_band *band)
{
    fosi_duty alone = *duty;
    fos_buffer rate;
    char symbol[16];
    fos_status status = FOS_STATUS_OK;
    alone.form = FOSI_DUTY_SUM;
    alone.band_count = 0;
    alone.count = band->count;
    memmove(alone.terms, duty->terms + band->first, band->count * sizeof *alone.terms);
    fosi_buffer_init(&rate, import->context);
    fosi_duty_put(&rate, &alone);
    for (const char *at = fosi_duty_name(duty, band->name); *at != '\0' && status == FOS_STATUS_OK;) {
        size_t length = strcspn(at, ","), kept = length < sizeof symbol ? length : sizeof symbol - 1;
        memcpy(symbol, at, kept);
        symbol[kept] = '\0';
        status = rate.failed ? FOS_STATUS_NO_MEMORY : add_preference(import, line, symbol, rate.data);
        at += at[length] == ',' ? length + 1 : length;
    }
    fosi_buffer_done(&rate);
    return status;
}

static fos_status add_special(fos_import *import, const fosi_hts_line *line)
{
    fosi_duty duty;
    fos_error error = FOS_ERROR_INIT;
    if (line->special[0] == '\0') return FOS_STATUS_OK;
    fos_status status = fosi_duty_read(line->special, strlen(line->special), &duty, &error);
    bool programmes_only = status == FOS_STATUS_OK && duty.form == FOSI_DUTY_BANDED && duty.bands[0].test == FOSI_DUTY_PROGRAMME;
    if (!programmes_only) {
        fosi_import_skip(import, line->line, FOS_STATUS_SYNTAX, "special rate \"%.80s\" is no list of rates and programmes",
                         line->special);
        return FOS_STATUS_OK;
    }
    for (uint8_t i = 0; i < duty.band_count && status == FOS_STATUS_OK; i++)
        status = add_band(import, line, &duty, &duty.bands[i]);
    return status;
}

static fos_status add_rates(fos_import *import, const fosi_hts_line *line)
{
    /* Chapters 98 and 99 add to other lines or stand instead of them: they are no duty of goods by themselves. */
    bool extra = strncmp(line->code, "98", 2) == 0 || strncmp(line->code, "99", 2) == 0;
    bool two = line->other[0] != '\0' && strcmp(line->other, line->general) != 0;
    fos_status status = two && !extra ? need_column_two(import) : FOS_STATUS_OK;
    if (status != FOS_STATUS_OK) return status;
    if (extra) return add_rate(import, line, FOS_TARIFF_KIND_ADDITIONAL, line->general, NULL, NULL, NULL);
    status = add_rate(import, line, FOS_TARIFF_KIND_MFN, line->general, NULL, two ? "COLUMN2" : NULL, NULL);
    if (status == FOS_STATUS_OK && two) status = add_rate(import, line, FOS_TARIFF_KIND_MFN, line->other, "COLUMN2", NULL, NULL);
    return status == FOS_STATUS_OK ? add_special(import, line) : status;
}

/* ---- indents ---- */

static fos_status keep(fos_import *import, char **to, const char *text)
{
    size_t size = strlen(text) + 1;
    fosi_release(import->context, *to);
    *to = fosi_allocate(import->context, size);
    if (*to == NULL) return FOS_STATUS_NO_MEMORY;
    memcpy(*to, text, size);
    return FOS_STATUS_OK;
}

static void forget(fos_import *import, char **of)
{
    fosi_release(import->context, *of);
    *of = NULL;
}

/* Some lines hold spaces where nothing is said. */
static const char *past_spaces(const char *text) { return text + strspn(text, " \t\r\n"); }

static bool has_rates(const fosi_hts_line *line) { return line->general[0] != '\0' || line->other[0] != '\0'; }

/* What stands at this indent hides what stood at it and deeper before. */
static fos_status remember(fos_import *import, const fosi_hts_line *line)
{
    for (uint32_t i = line->indent; i < FOSI_IMPORT_INDENTS; i++) {
        forget(import, &import->above[i].general);
        forget(import, &import->above[i].special);
        forget(import, &import->above[i].other);
    }
    if (!has_rates(line)) return FOS_STATUS_OK;
    size_t length = strlen(line->code);
    if (length >= sizeof import->above[0].code) length = sizeof import->above[0].code - 1;
    memcpy(import->above[line->indent].code, line->code, length);
    import->above[line->indent].code[length] = '\0';
    fos_status status = keep(import, &import->above[line->indent].general, line->general);
    if (status == FOS_STATUS_OK) status = keep(import, &import->above[line->indent].special, line->special);
    return status == FOS_STATUS_OK ? keep(import, &import->above[line->indent].other, line->other) : status;
}

/* The rates of the nearest line above it. A line whose code begins with that one's has them already in a look-up. */
static fos_status inherit(fos_import *import, const fosi_hts_line *line)
{
    fosi_hts_line own = *line;
    for (uint32_t i = line->indent; i-- > 0;) {
        if (import->above[i].general == NULL) continue;
        size_t length = strlen(import->above[i].code);
        if (length != 0 && strncmp(import->above[i].code, line->code, length) == 0) return FOS_STATUS_OK;
        own.general = import->above[i].general;
        own.special = import->above[i].special;
        own.other = import->above[i].other;
        return add_rates(import, &own);
    }
    return FOS_STATUS_OK;
}

fos_status fosi_import_hts_line(fos_import *import, const fosi_hts_line *line)
{
    import->rows++;
    import->row_skipped = false;
    if (line->indent >= FOSI_IMPORT_INDENTS) {
        fosi_import_skip(import, line->line, FOS_STATUS_OUT_OF_RANGE, "an indent of %u is deeper than any",
                         (unsigned)line->indent);
        return FOS_STATUS_OK;
    }
    char code[16];
    size_t length = 0;
    for (const char *at = line->code; *at != '\0' && length < sizeof code - 1; at++)
        if (*at != '.' && *at != ' ') code[length++] = *at;
    code[length] = '\0';
    fosi_hts_line own = *line;
    own.code = code;
    own.general = past_spaces(line->general);
    own.special = past_spaces(line->special);
    own.other = past_spaces(line->other);
    fos_status status = remember(import, &own);
    if (status != FOS_STATUS_OK || length == 0) return status; /* a heading without a code of its own */
    status = fosi_import_code(import, line->line, code, line->description[0] == '\0' ? NULL : line->description, -1);
    if (status != FOS_STATUS_OK || import->row_skipped) return status;
    return has_rates(&own) ? add_rates(import, &own) : inherit(import, &own);
}

/* ---- CSV ---- */

enum { NUMBER, INDENT, DESCRIPTION, GENERAL, SPECIAL, OTHER, COLUMNS };

static const fosi_import_column columns[COLUMNS] = {
    [NUMBER] = { "htsnumber", true },          [INDENT] = { "indent", true },
    [DESCRIPTION] = { "description", true },   [GENERAL] = { "generalrateofduty", true },
    [SPECIAL] = { "specialrateofduty", true }, [OTHER] = { "column2rateofduty", true },
};

static bool read_indent(const char *text, uint32_t *indent)
{
    *indent = 0;
    for (const char *at = text; *at != '\0'; at++) {
        if (!fosi_is_digit(*at) || at - text > 3) return false;
        *indent = *indent * 10 + (uint32_t)(*at - '0');
    }
    return true;
}

static fos_status take_line(fos_import *import, fosi_hts_line *line, const char *indent, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    if (read_indent(indent, &line->indent)) {
        status = fosi_import_hts_line(import, line);
    } else {
        import->rows++;
        import->row_skipped = false;
        fosi_import_skip(import, line->line, FOS_STATUS_INVALID_VALUE, "\"%.20s\" is no indent", indent);
    }
    if (status == FOS_STATUS_OK) return status;
    if (status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    fosi_fail(error, status, "%s", fos_status_name(status));
    if (error != NULL) error->line = line->line;
    return status;
}

static fos_status take_record(void *user, fos_error *error)
{
    fos_import *import = user;
    if (!import->has_columns) return fosi_import_columns(import, columns, COLUMNS, true, error);
    fosi_hts_line line = { fosi_import_field(import, NUMBER),
                           fosi_import_field(import, DESCRIPTION),
                           fosi_import_field(import, GENERAL),
                           fosi_import_field(import, SPECIAL),
                           fosi_import_field(import, OTHER),
                           0,
                           fosi_import_line(import) };
    return take_line(import, &line, fosi_import_field(import, INDENT), error);
}

fos_status fosi_import_hts_csv(fos_import *import, const char *bytes, size_t length, bool last, fos_error *error)
{
    return fosi_import_records(import, bytes, length, last, take_record, error);
}

/* ---- JSON: a list of objects, one at a time ---- */

static const char *member(const fosi_tree *object, const char *key)
{
    const fosi_tree *value = fosi_tree_get(object, key);
    return value != NULL && (value->kind == FOSI_TREE_TEXT || value->kind == FOSI_TREE_NUMBER) ? value->text.data : "";
}

static fos_status take_object(fos_import *import, fos_error *error)
{
    fosi_document document;
    fosi_arena_reset(&import->arena);
    if (import->object.failed) return fosi_fail_memory(error);
    fos_status status = fosi_json_parse(&import->arena, "", import->object.data, import->object.size, NULL, &document, error);
    if (status != FOS_STATUS_OK) {
        if (error != NULL) error->line += import->object_line - 1;
        return status;
    }
    const fosi_tree *object = document.root;
    if (fosi_tree_get(object, "htsno") == NULL || fosi_tree_get(object, "general") == NULL) {
        fosi_fail(error, FOS_STATUS_MISSING_KEY, "an entry has no \"htsno\" or no \"general\"");
        if (error != NULL) error->line = import->object_line;
        return FOS_STATUS_MISSING_KEY;
    }
    fosi_hts_line line = { member(object, "htsno"),   member(object, "description"), member(object, "general"),
                           member(object, "special"), member(object, "other"),       0,
                           import->object_line };
    return take_line(import, &line, member(object, "indent"), error);
}

static fos_status misplaced(const fos_import *import, char c, fos_error *error)
{
    fosi_fail(error, FOS_STATUS_SYNTAX, "'%c' is out of place, expected a list of objects", c);
    if (error != NULL) error->line = import->line;
    return FOS_STATUS_SYNTAX;
}

/* Between the objects stand the list's own signs alone. */
static fos_status take_outside(fos_import *import, char c, fos_error *error)
{
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || (c == ',' && import->opened)) return FOS_STATUS_OK;
    if (c == '[' && !import->opened && !import->closed) {
        import->opened = true;
        return FOS_STATUS_OK;
    }
    if (c == ']' && import->opened) {
        import->opened = false;
        import->closed = true;
        return FOS_STATUS_OK;
    }
    if (c != '{' || !import->opened) return misplaced(import, c, error);
    import->depth = 1;
    import->object_line = import->line;
    import->object.size = 0;
    fosi_buffer_char(&import->object, c);
    return FOS_STATUS_OK;
}

static fos_status take_inside(fos_import *import, char c, fos_error *error)
{
    fosi_buffer_char(&import->object, c);
    if (import->object.size > FOSI_IMPORT_LONGEST) {
        fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "an entry is too long: a quote or brace may be open");
        if (error != NULL) error->line = import->object_line;
        return FOS_STATUS_LIMIT_SIZE;
    }
    if (import->in_text) {
        import->in_text = import->escaped || c != '"';
        import->escaped = !import->escaped && c == '\\';
        return FOS_STATUS_OK;
    }
    import->in_text = c == '"';
    import->escaped = false;
    if (c == '{') import->depth++;
    if (c == '}' && --import->depth == 0) return take_object(import, error);
    return FOS_STATUS_OK;
}

fos_status fosi_import_hts_json(fos_import *import, const char *bytes, size_t length, bool last, fos_error *error)
{
    for (size_t i = 0; i < length; i++) {
        bool mark = import->rows == 0 && !import->opened && (bytes[i] == '\xef' || bytes[i] == '\xbb' || bytes[i] == '\xbf');
        fos_status status = mark                 ? FOS_STATUS_OK
                            : import->depth == 0 ? take_outside(import, bytes[i], error)
                                                 : take_inside(import, bytes[i], error);
        if (status != FOS_STATUS_OK) return status;
        import->line += bytes[i] == '\n';
    }
    if (!last || import->closed) return FOS_STATUS_OK;
    fosi_fail(error, FOS_STATUS_SYNTAX, "the list of entries does not end");
    if (error != NULL) error->line = import->line;
    return FOS_STATUS_SYNTAX;
}
