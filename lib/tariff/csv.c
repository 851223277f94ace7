/* The plain CSV of tariffs: lines of fields become rows of a builder. Fields are as RFC 4180 has them; lines that begin with # say
 * what the table is and name its groups and programmes. Strict: what is not understood is an error with its line and column. */
#include <string.h>

#include "dataset/codes.h"
#include "tariff/table.h"

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

static const char *const head_names[] = { "tariff", "currency", "version", "source", "starter", "codes" };
#define HEAD_COUNT (sizeof head_names / sizeof head_names[0])
static const char *const list_names[] = { "group", "member", "programme" };

#define MOST_FIELDS 40
#define LONGEST_RECORD ((size_t)128 * 1024)

typedef enum csv_state { AT_FIELD, IN_PLAIN, IN_QUOTED, AFTER_QUOTE } csv_state;

typedef struct csv_field {
    size_t at; /* in the record; a NUL follows it */
    uint32_t line, column;
} csv_field;

struct fos_tariff_csv {
    const fos_context *context;
    char *name;
    fos_tariff_builder *builder; /* once the head is known */
    char *head[HEAD_COUNT];      /* NULL: not said */
    fosi_arena arena;            /* texts of the head */
    fos_buffer record;           /* decoded fields, a NUL after each */
    csv_field fields[MOST_FIELDS];
    uint32_t field_count;
    csv_column columns[MOST_FIELDS];
    uint32_t column_count; /* 0 before the line of column names */
    csv_state state;
    bool after_return; /* the last byte was a CR that ended a line */
    uint32_t line, at; /* place of the next byte */
    uint64_t bytes;
    fos_status failed;
};

/* ---- places ---- */

static fos_status fail_place(const fos_tariff_csv *csv, uint32_t line, uint32_t at, fos_error *error, fos_status status)
{
    if (status == FOS_STATUS_OK || error == NULL || error->struct_size < sizeof *error) return status;
    size_t length = strlen(csv->name);
    if (length >= sizeof error->source) length = sizeof error->source - 1;
    memcpy(error->source, csv->name, length);
    error->source[length] = '\0';
    error->line = line;
    error->column = at;
    error->pointer[0] = '\0';
    return status;
}

static fos_status fail_here(const fos_tariff_csv *csv, fos_error *error, fos_status status)
{
    return fail_place(csv, csv->line, csv->at, error, status);
}

static fos_status fail_field(const fos_tariff_csv *csv, uint32_t index, fos_error *error, fos_status status)
{
    return fail_place(csv, csv->fields[index].line, csv->fields[index].column, error, status);
}

static const char *text_of(const fos_tariff_csv *csv, uint32_t index) { return csv->record.data + csv->fields[index].at; }

/* A builder's error names a field; its place is that of the field's column, else that of the row. */
static fos_status fail_row(const fos_tariff_csv *csv, fos_error *error, fos_status status)
{
    uint32_t at = 0;
    if (error == NULL || error->struct_size < sizeof *error) return status;
    for (uint32_t i = 0; i < csv->field_count && i < csv->column_count; i++) {
        if (csv->columns[i] < COLUMN_COUNT && error->pointer[0] == '/' &&
            strcmp(column_names[csv->columns[i]], error->pointer + 1) == 0)
            at = i;
    }
    return fail_field(csv, at, error, status);
}

/* ---- lines that begin with # ---- */

static fos_status make_builder(fos_tariff_csv *csv, fos_error *error)
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
    const char *name = head_names[key], *value = csv->field_count > 1 ? text_of(csv, 1) : "";
    if (csv->builder != NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "#%s comes before all groups, programmes and columns", name);
    if (csv->head[key] != NULL) return fosi_fail(error, FOS_STATUS_DUPLICATE_KEY, "#%s stands twice", name);
    if (csv->field_count != 2 || value[0] == '\0')
        return fosi_fail(error, FOS_STATUS_SYNTAX, "#%s has one value, after a comma", name);
    if (strcmp(name, "codes") == 0 && strcmp(value, "exact") != 0 && strcmp(value, "prefix") != 0)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is no way of codes, expected exact or prefix", value);
    csv->head[key] = fosi_arena_text(&csv->arena, value, strlen(value));
    return csv->head[key] == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

static const char *optional(const fos_tariff_csv *csv, uint32_t index)
{
    return index < csv->field_count ? text_of(csv, index) : "";
}

static fos_status read_day(const char *text, fos_date *date, fos_error *error)
{
    *date = FOS_DATE_ABSENT;
    return text[0] == '\0' ? FOS_STATUS_OK : fos_date_parse(text, strlen(text), date, error);
}

/* #member,GROUP,"AT BE BG"[,first day[,last day]] */
static fos_status take_members(fos_tariff_csv *csv, fos_error *error)
{
    fos_date start, end;
    if (csv->field_count < 3 || csv->field_count > 5)
        return fosi_fail(error, FOS_STATUS_SYNTAX, "expected #member,GROUP,COUNTRIES, and a first and a last day if need be");
    fos_status status = read_day(optional(csv, 3), &start, error);
    if (status == FOS_STATUS_OK) status = read_day(optional(csv, 4), &end, error);
    for (const char *at = text_of(csv, 2); status == FOS_STATUS_OK && *(at += strspn(at, " ")) != '\0';) {
        size_t length = strcspn(at, " ");
        char country[8] = "";
        memcpy(country, at, length < sizeof country ? length : sizeof country - 1);
        status = fos_tariff_builder_member(csv->builder, text_of(csv, 1), country, start, end, error);
        at += length;
    }
    return status;
}

static fos_status take_list(fos_tariff_csv *csv, size_t list, fos_error *error)
{
    fos_status status = make_builder(csv, error);
    if (status != FOS_STATUS_OK) return status;
    if (list == 1) return take_members(csv, error);
    uint32_t most = list == 0 ? 3 : 4;
    if (csv->field_count < 2 || csv->field_count > most)
        return fosi_fail(error, FOS_STATUS_SYNTAX, list == 0 ? "expected #group,ID,NAME" : "expected #programme,ID,NAME,PROOF");
    if (list == 0) return fos_tariff_builder_group(csv->builder, text_of(csv, 1), optional(csv, 2), error);
    return fos_tariff_builder_programme(csv->builder, text_of(csv, 1), optional(csv, 2), optional(csv, 3), error);
}

/* "#" and "# words" are for people. */
static fos_status take_directive(fos_tariff_csv *csv, fos_error *error)
{
    const char *name = text_of(csv, 0) + 1;
    if (name[0] == '\0' || name[0] == ' ' || name[0] == '#') return FOS_STATUS_OK;
    for (size_t i = 0; i < HEAD_COUNT; i++) {
        if (strcmp(name, head_names[i]) == 0) return fail_field(csv, 0, error, take_head(csv, i, error));
    }
    for (size_t i = 0; i < sizeof list_names / sizeof list_names[0]; i++) {
        if (strcmp(name, list_names[i]) == 0) return fail_field(csv, 0, error, take_list(csv, i, error));
    }
    fosi_fail(
        error, FOS_STATUS_UNKNOWN_KEY,
        "\"#%.40s\" is not known, expected #tariff, #currency, #version, #source, #starter, #codes, #group, #member, #programme, or "
        "\"# \" before a remark",
        name);
    return fail_field(csv, 0, error, FOS_STATUS_UNKNOWN_KEY);
}

/* ---- the line of columns ---- */

static fos_status take_column(fos_tariff_csv *csv, uint32_t index, fos_error *error)
{
    const char *name = text_of(csv, index);
    uint32_t found = 0;
    while (found < COLUMN_COUNT && strcmp(column_names[found], name) != 0)
        found++;
    csv->columns[index] = found < COLUMN_COUNT ? (csv_column)found : COLUMN_IGNORED;
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

static fos_status take_columns(fos_tariff_csv *csv, fos_error *error)
{
    bool code = false;
    for (uint32_t i = 0; i < csv->field_count; i++) {
        fos_status status = take_column(csv, i, error);
        if (status != FOS_STATUS_OK) return fail_field(csv, i, error, status);
        code = code || csv->columns[i] == COLUMN_CODE;
    }
    if (!code)
        return fail_field(
            csv, 0, error,
            fosi_fail(error, FOS_STATUS_MISSING_KEY, "the first line of the table names its columns; \"code\" is missing"));
    fos_status status = make_builder(csv, error);
    if (status == FOS_STATUS_OK) csv->column_count = csv->field_count;
    return fail_field(csv, 0, error, status);
}

/* ---- rows ---- */

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
    case COLUMN_START: return read_day(text, &row->start, error);
    case COLUMN_END: return read_day(text, &row->end, error);
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
    for (uint32_t i = 0; i < csv->field_count; i++) {
        if (is_of_code(csv->columns[i]) || text_of(csv, i)[0] == '\0') continue;
        fosi_fail(error, FOS_STATUS_INCONSISTENT, "a line without a kind is about its code alone, but its \"%s\" is given",
                  column_names[csv->columns[i]]);
        return fail_field(csv, i, error, FOS_STATUS_INCONSISTENT);
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

static fos_status take_row(fos_tariff_csv *csv, fos_error *error)
{
    static const fos_tariff_row fresh = FOS_TARIFF_ROW_INIT;
    csv_line own = { fresh, NULL, -1, false };
    own.row.line = csv->fields[0].line;
    own.row.confidence = FOS_CONFIDENCE_UNVERIFIED;
    if (csv->field_count != csv->column_count) {
        uint32_t at = csv->field_count < csv->column_count ? csv->field_count - 1 : csv->column_count;
        fosi_fail(error, FOS_STATUS_SYNTAX, "the line has %u fields, expected %u as there are columns", csv->field_count,
                  csv->column_count);
        return fail_field(csv, at, error, FOS_STATUS_SYNTAX);
    }
    for (uint32_t i = 0; i < csv->field_count; i++) {
        if (text_of(csv, i)[0] == '\0') continue;
        fos_status status = read_field(csv->columns[i], text_of(csv, i), &own, error);
        if (status != FOS_STATUS_OK) return fail_field(csv, i, error, status);
    }
    fos_status status = own.is_measure ? FOS_STATUS_OK : check_code_line(csv, error);
    if (status != FOS_STATUS_OK) return status;
    status = add_line(csv, &own, error);
    return status == FOS_STATUS_OK ? status : fail_row(csv, error, status);
}

/* ---- fields ---- */

static fos_status begin_field(fos_tariff_csv *csv, fos_error *error)
{
    if (csv->field_count == MOST_FIELDS)
        return fail_here(csv, error, fosi_fail(error, FOS_STATUS_LIMIT_COUNT, "more than %d fields in a line", MOST_FIELDS));
    csv_field *field = &csv->fields[csv->field_count];
    field->at = csv->record.size;
    field->line = csv->line;
    field->column = csv->at;
    return FOS_STATUS_OK;
}

static fos_status end_field(fos_tariff_csv *csv)
{
    fosi_buffer_char(&csv->record, '\0');
    csv->field_count++;
    csv->state = AT_FIELD;
    return csv->record.failed ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
}

static fos_status end_record(fos_tariff_csv *csv, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    bool empty = csv->field_count == 1 && text_of(csv, 0)[0] == '\0';
    if (!empty && text_of(csv, 0)[0] == '#')
        status = take_directive(csv, error);
    else if (!empty)
        status = csv->column_count == 0 ? take_columns(csv, error) : take_row(csv, error);
    csv->record.size = 0;
    csv->field_count = 0;
    return status;
}

/* A remark may hold quotes and anything; the rest of its line is one field. */
static bool in_remark(const fos_tariff_csv *csv)
{
    const char *first = csv->record.data;
    return csv->field_count == 0 && csv->record.size >= 1 && first[0] == '#' &&
           (csv->record.size == 1 || first[1] == ' ' || first[1] == '#');
}

static fos_status put_byte(fos_tariff_csv *csv, char c, fos_error *error)
{
    if (csv->record.size >= LONGEST_RECORD)
        return fail_here(csv, error,
                         fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the line is longer than %zu bytes", LONGEST_RECORD));
    if (c == '\0') return fail_here(csv, error, fosi_fail(error, FOS_STATUS_ENCODING, "a NUL inside the text"));
    fosi_buffer_char(&csv->record, c);
    return csv->record.failed ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

static fos_status end_line(fos_tariff_csv *csv, fos_error *error)
{
    fos_status status = end_field(csv);
    return status == FOS_STATUS_OK ? end_record(csv, error) : fosi_fail_memory(error);
}

static fos_status stray_quote(const fos_tariff_csv *csv, fos_error *error, const char *words)
{
    return fail_here(csv, error, fosi_fail(error, FOS_STATUS_SYNTAX, "%s", words));
}

static fos_status take_byte(fos_tariff_csv *csv, char c, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    if (csv->state == IN_QUOTED) {
        if (c != '"') return put_byte(csv, c, error);
        csv->state = AFTER_QUOTE;
        return FOS_STATUS_OK;
    }
    if (csv->state == AFTER_QUOTE && c == '"') {
        csv->state = IN_QUOTED;
        return put_byte(csv, c, error);
    }
    if (csv->state == AT_FIELD) {
        status = begin_field(csv, error);
        if (status != FOS_STATUS_OK) return status;
    }
    if (c == '\n' || c == '\r') return end_line(csv, error);
    if (c == ',' && !in_remark(csv)) return end_field(csv) == FOS_STATUS_OK ? FOS_STATUS_OK : fosi_fail_memory(error);
    if (csv->state == AFTER_QUOTE) return stray_quote(csv, error, "after a closing quote comes a comma or the end of the line");
    if (c == '"' && csv->state == AT_FIELD) {
        csv->state = IN_QUOTED;
        return FOS_STATUS_OK;
    }
    if (c == '"' && !in_remark(csv))
        return stray_quote(csv, error, "a quote inside a field; put the whole field in quotes and double it");
    csv->state = IN_PLAIN;
    return put_byte(csv, c, error);
}

/* ---- the whole ---- */

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
    csv->line = csv->at = 1;
    fosi_arena_init(&csv->arena, context);
    fosi_buffer_init(&csv->record, context);
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
    fosi_buffer_done(&csv->record);
    fosi_arena_free(&csv->arena);
    fosi_release(csv->context, csv);
}

size_t fos_tariff_csv_count(const fos_tariff_csv *csv)
{
    return csv->builder == NULL ? 0 : fos_tariff_builder_count(csv->builder);
}

static fos_status feed(fos_tariff_csv *csv, const char *bytes, size_t length, fos_error *error)
{
    static const char mark[] = "\xef\xbb\xbf";
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (csv->bytes < 3 && csv->line == 1 && csv->at == 1 && c == mark[csv->bytes]) { /* a byte order mark */
            csv->bytes++;
            continue;
        }
        csv->bytes = 3;
        if (c == '\n' && csv->after_return) { /* of CR LF */
            csv->after_return = false;
            continue;
        }
        csv->after_return = c == '\r' && csv->state != IN_QUOTED;
        fos_status status = take_byte(csv, c, error);
        if (status != FOS_STATUS_OK) return status;
        csv->at++;
        if (c == '\n' || csv->after_return) csv->line++, csv->at = 1;
    }
    return FOS_STATUS_OK;
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
    if (status == FOS_STATUS_OK) csv->failed = status = feed(csv, bytes, length, error);
    return status;
}

static fos_status finish(fos_tariff_csv *csv, fos_buffer *out, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    if (csv->state == IN_QUOTED) return stray_quote(csv, error, "the file ends inside a quoted field");
    if (csv->state != AT_FIELD || csv->field_count > 0) status = take_byte(csv, '\n', error);
    if (status != FOS_STATUS_OK) return status;
    if (csv->column_count == 0)
        return fail_here(csv, error, fosi_fail(error, FOS_STATUS_MISSING_KEY, "the file has no line of columns"));
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
