/* Records of CSV (RFC 4180), cut out of bytes as they come. */
#include "codec/import.h"

enum { AT_FIELD, IN_PLAIN, IN_QUOTES, AFTER_QUOTE };

void fosi_records_init(fosi_records *records, const fos_context *context)
{
    *records = (fosi_records){ .line = 1, .first_line = 1 };
    fosi_buffer_init(&records->bytes, context);
}

void fosi_records_done(fosi_records *records) { fosi_buffer_done(&records->bytes); }

static bool start_field(fosi_records *r)
{
    if (r->count == FOSI_RECORD_FIELDS) return false;
    r->fields[r->count++] = r->bytes.size;
    r->state = AT_FIELD;
    return true;
}

static void end_field(fosi_records *r) { fosi_buffer_put(&r->bytes, "", 1); }

static fos_status end_record(fos_import *import, fosi_import_record *take, fos_error *error)
{
    fosi_records *r = &import->records;
    size_t bad = 0;
    end_field(r);
    if (r->bytes.failed) return fosi_fail_memory(error);
    bool blank = r->count == 1 && r->bytes.data[0] == '\0';
    fos_status status = FOS_STATUS_OK;
    if (!blank && !fosi_utf8_valid(r->bytes.data, r->bytes.size, &bad))
        status = fosi_fail(error, FOS_STATUS_ENCODING, "the line is not UTF-8 text");
    else if (!blank)
        status = take(import, error);
    if (status != FOS_STATUS_OK && error != NULL && error->line == 0) error->line = r->first_line;
    r->bytes.size = 0;
    r->count = 0;
    r->started = false;
    r->state = AT_FIELD;
    return status;
}

static fos_status fail_here(fosi_records *r, fos_status status, const char *what, fos_error *error)
{
    fosi_fail(error, status, "%s", what);
    if (error != NULL) error->line = r->line;
    return status;
}

static fos_status take_byte(fos_import *import, char c, fosi_import_record *take, fos_error *error)
{
    fosi_records *r = &import->records;
    bool mark = !r->started && r->line == 1 && (c == '\xef' || c == '\xbb' || c == '\xbf');
    if (mark) return FOS_STATUS_OK; /* of the byte order */
    if (!r->started) {
        r->started = true;
        r->first_line = r->line;
        (void)start_field(r);
    }
    if (c == '\0') return fail_here(r, FOS_STATUS_ENCODING, "a NUL is no text", error);
    if (r->state == IN_QUOTES) {
        if (c == '"')
            r->state = AFTER_QUOTE;
        else
            fosi_buffer_char(&r->bytes, c);
        return FOS_STATUS_OK;
    }
    if (c == '"' && r->state != IN_PLAIN) {
        if (r->state == AFTER_QUOTE) fosi_buffer_char(&r->bytes, c);
        r->state = IN_QUOTES;
        return FOS_STATUS_OK;
    }
    if (c == '\n') return end_record(import, take, error);
    if (c == '\r') return FOS_STATUS_OK;
    if (c == ',') {
        end_field(r);
        return start_field(r) ? FOS_STATUS_OK : fail_here(r, FOS_STATUS_LIMIT_COUNT, "the line has too many fields", error);
    }
    if (r->state == AFTER_QUOTE) return fail_here(r, FOS_STATUS_SYNTAX, "a comma is expected after a closing quote", error);
    r->state = IN_PLAIN;
    fosi_buffer_char(&r->bytes, c);
    return FOS_STATUS_OK;
}

fos_status fosi_records_feed(fos_import *import, const char *bytes, size_t length, bool last, fosi_import_record *take,
                             fos_error *error)
{
    fosi_records *r = &import->records;
    for (size_t i = 0; i < length; i++) {
        fos_status status = take_byte(import, bytes[i], take, error);
        if (status == FOS_STATUS_OK && r->bytes.size > FOSI_RECORD_MOST)
            status = fail_here(r, FOS_STATUS_LIMIT_SIZE, "the line is too long: a quote may be open", error);
        if (status != FOS_STATUS_OK) return status;
        r->line += bytes[i] == '\n';
    }
    if (!last || !r->started) return FOS_STATUS_OK;
    if (r->state == IN_QUOTES) return fail_here(r, FOS_STATUS_SYNTAX, "the file ends inside of quotes", error);
    return end_record(import, take, error);
}
