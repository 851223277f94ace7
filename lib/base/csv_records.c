/* Records of CSV, cut out of bytes as they come. */
#include "base/csv_records.h"

#include <string.h>

enum { AT_FIELD, IN_PLAIN, IN_QUOTES, AFTER_QUOTE, IN_REMARK };

void fosi_records_init(fosi_records *r, const fos_context *context, const fosi_record_rules *rules)
{
    *r = (fosi_records){ .rules = rules, .line = 1, .column = 1 };
    fosi_buffer_init(&r->bytes, context);
}

void fosi_records_done(fosi_records *r)
{
    fosi_release(r->bytes.context, r->fields);
    fosi_buffer_done(&r->bytes);
}

/* ---- places ---- */

static fos_status at_place(fos_error *error, uint64_t offset, uint32_t line, uint32_t column, fos_status status)
{
    if (error == NULL || error->struct_size < sizeof *error) return status;
    error->offset = (size_t)offset;
    error->line = line;
    error->column = column;
    return status;
}

static fos_status fail_here(const fosi_records *r, fos_error *error, fos_status status, const char *words)
{
    return at_place(error, r->offset, r->line, r->column, fosi_fail(error, status, "%s", words));
}

static fos_status fail_field(const fosi_record_field *field, fos_error *error, fos_status status, const char *words)
{
    return at_place(error, field->offset, field->line, field->column, fosi_fail(error, status, "%s", words));
}

/* ---- fields ---- */

static bool grow_fields(fosi_records *r)
{
    uint32_t capacity = r->capacity == 0 ? 32 : 2 * r->capacity;
    fosi_record_field *more = fosi_allocate(r->bytes.context, capacity * sizeof *more);
    if (more == NULL) return false;
    if (r->count > 0) memcpy(more, r->fields, r->count * sizeof *more);
    fosi_release(r->bytes.context, r->fields);
    r->fields = more;
    r->capacity = capacity;
    return true;
}

static fos_status begin_field(fosi_records *r, fos_error *error)
{
    if (r->count == r->rules->most_fields)
        return at_place(error, r->offset, r->line, r->column,
                        fosi_fail(error, FOS_STATUS_LIMIT_COUNT, "more than %u fields in a line", (unsigned)r->count));
    if (r->count == r->capacity && !grow_fields(r)) return fosi_fail_memory(error);
    r->fields[r->count++] = (fosi_record_field){ r->bytes.size, 0, r->offset, r->line, r->column };
    return FOS_STATUS_OK;
}

static fos_status end_field(fosi_records *r, fos_error *error)
{
    size_t bad = 0;
    fosi_record_field *field = &r->fields[r->count - 1];
    field->length = r->bytes.size - field->at;
    fosi_buffer_put(&r->bytes, "", 1);
    if (r->bytes.failed) return fosi_fail_memory(error);
    r->state = AT_FIELD;
    if (r->rules->any_text || fosi_utf8_valid(r->bytes.data + field->at, field->length, &bad)) return FOS_STATUS_OK;
    return fail_field(field, error, FOS_STATUS_ENCODING, "the field is not UTF-8 text");
}

static fos_status end_record(fosi_records *r, fosi_record_taker *take, void *user, fos_error *error)
{
    fos_status status = end_field(r, error);
    bool blank = r->count == 1 && r->fields[0].length == 0;
    if (status == FOS_STATUS_OK && !blank) status = take(user, error);
    r->bytes.size = 0;
    r->count = 0;
    return status;
}

/* ---- bytes ---- */

/* How many bytes from `at` on belong to the field as they are. */
static size_t measure_run(const fosi_records *r, const char *at, const char *end)
{
    const char *start = at;
    if (r->state == IN_QUOTES)
        while (at < end && *at != '"' && *at != '\0')
            at++;
    else if (r->state == IN_REMARK)
        while (at < end && *at != '\n' && *at != '\r' && *at != '\0')
            at++;
    else
        while (at < end && *at != ',' && *at != '\n' && *at != '\r' && *at != '"' && *at != '\0')
            at++;
    return (size_t)(at - start);
}

static fos_status put_run(fosi_records *r, const char *run, size_t length, fos_error *error)
{
    if (length > r->rules->longest || r->bytes.size + length > r->rules->longest)
        return fail_field(&r->fields[0], error, FOS_STATUS_LIMIT_SIZE, "the line is too long; a quote may be open");
    fosi_buffer_put(&r->bytes, run, length);
    if (r->bytes.failed) return fosi_fail_memory(error);
    r->offset += length;
    r->column += (uint32_t)length;
    if (r->state != IN_QUOTES) return FOS_STATUS_OK;
    for (const char *at = run, *end = run + length; (at = memchr(at, '\n', (size_t)(end - at))) != NULL;) {
        at++;
        r->line++;
        r->column = (uint32_t)(end - at) + 1;
    }
    return FOS_STATUS_OK;
}

/* A remark may hold quotes and commas. It is one when its second byte says so. */
static bool opens_remark(const fosi_records *r, char c)
{
    bool after_sign = r->count == 1 && r->bytes.size == 1 && r->bytes.data[0] == '#';
    return r->rules->remarks && r->state == IN_PLAIN && after_sign && (c == ' ' || c == '#');
}

/* What may not stand where it stands. */
static fos_status fail_byte(const fosi_records *r, char c, fos_error *error)
{
    if (c == '\0') return fail_here(r, error, FOS_STATUS_ENCODING, "a NUL inside the text");
    if (r->state == AFTER_QUOTE)
        return fail_here(r, error, FOS_STATUS_SYNTAX, "after a closing quote comes a comma or the end of the line");
    return fail_here(r, error, FOS_STATUS_SYNTAX, "a quote inside a field; put the whole field in quotes and double it");
}

/* One byte that decides something: a quote, a comma, the end of a line. */
static fos_status take_sign(fosi_records *r, char c, fosi_record_taker *take, void *user, fos_error *error)
{
    if (c == '"' && r->state == AFTER_QUOTE) {
        r->state = IN_QUOTES;
        fosi_buffer_char(&r->bytes, '"');
        return r->bytes.failed ? fosi_fail_memory(error) : FOS_STATUS_OK;
    }
    if (c == '"' && r->state == IN_QUOTES) {
        r->state = AFTER_QUOTE;
        return FOS_STATUS_OK;
    }
    if (c == '"' && r->state == AT_FIELD) {
        r->state = IN_QUOTES;
        return FOS_STATUS_OK;
    }
    if (c == '\n' || c == '\r') return end_record(r, take, user, error);
    if (c == ',' && r->state != IN_REMARK) return end_field(r, error);
    return fail_byte(r, c, error);
}

static bool is_sign(const fosi_records *r, char c)
{
    if (c == '\0' || c == '\n' || c == '\r' || r->state == AFTER_QUOTE) return true;
    return c == ',' || (c == '"' && !(r->state == IN_PLAIN && r->rules->loose_quotes));
}

/* Takes one sign or one run; `*taken` says how many bytes. */
static fos_status take_some(fosi_records *r, const char *at, const char *end, size_t *taken, fosi_record_taker *take, void *user,
                            fos_error *error)
{
    *taken = 1;
    if (r->state == AT_FIELD) {
        fos_status status = begin_field(r, error);
        if (status != FOS_STATUS_OK) return status;
    }
    if (opens_remark(r, *at)) r->state = IN_REMARK;
    size_t run = r->state == AFTER_QUOTE ? 0 : r->state == AT_FIELD && *at == '#' ? 1 : measure_run(r, at, end);
    if (run == 0 && !is_sign(r, *at)) run = 1; /* a loose quote */
    if (run == 0) {
        bool ended = *at == '\n' || *at == '\r';
        fos_status status = take_sign(r, *at, take, user, error);
        r->offset++;
        r->line += ended;
        r->column = ended ? 1 : r->column + 1;
        r->after_return = *at == '\r';
        return status;
    }
    if (r->state == AT_FIELD) r->state = IN_PLAIN;
    *taken = run;
    return put_run(r, at, run, error);
}

/* Bytes that come before all text, and the LF of CR LF. */
static bool is_passed_over(fosi_records *r, char c)
{
    static const char mark[] = "\xef\xbb\xbf";
    if (r->mark < 3 && r->offset == r->mark && c == mark[r->mark]) {
        r->mark++;
    } else {
        if (!r->after_return || c != '\n') return false;
        r->after_return = false;
    }
    r->offset++;
    return true;
}

fos_status fosi_records_feed(fosi_records *r, const char *bytes, size_t length, fosi_record_taker *take, void *user,
                             fos_error *error)
{
    for (const char *at = bytes, *end = bytes + length; at < end;) {
        size_t taken = 1;
        if (!is_passed_over(r, *at)) {
            r->after_return = false;
            fos_status status = take_some(r, at, end, &taken, take, user, error);
            if (status != FOS_STATUS_OK) return status;
        }
        at += taken;
    }
    return FOS_STATUS_OK;
}

fos_status fosi_records_end(fosi_records *r, fosi_record_taker *take, void *user, fos_error *error)
{
    if (r->state == IN_QUOTES)
        return fail_field(&r->fields[r->count - 1], error, FOS_STATUS_SYNTAX, "the quotes that open here are not closed");
    if (r->state == AT_FIELD && r->count == 0) return FOS_STATUS_OK;
    if (r->state == AT_FIELD) {
        fos_status status = begin_field(r, error);
        if (status != FOS_STATUS_OK) return status;
    }
    return end_record(r, take, user, error);
}
