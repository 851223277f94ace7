/* Importing tariffs: the public interface, and what the forms share. Each form is a file of its own. */
#include "codec/import.h"

#include <stdio.h>
#include <string.h>

#include "tariff/duty.h"
#include "tariff/table.h"

static const fosi_import_form forms[] = {
    { "uk-csv", fosi_import_uk },
    { "us-hts-json", fosi_import_hts_json },
    { "us-hts-csv", fosi_import_hts_csv },
    { "mfn-csv", fosi_import_list },
};

/* Some publishers leave quotes of inches as they are. */
static const fosi_record_rules rules = { .most_fields = 96, .longest = FOSI_IMPORT_LONGEST, .loose_quotes = true };

static const fosi_import_form *find_form(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, name) == 0) return &forms[i];
    return NULL;
}

fos_import *fos_import_new(const fos_context *context, const fos_import_options *options, fos_error *error)
{
    const fosi_import_form *form = options == NULL ? NULL : find_form(options->form);
    if (context == NULL || form == NULL || options->head == NULL || options->struct_size < sizeof *options) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                  "the form \"%.40s\" is not known, expected uk-csv, us-hts-json, us-hts-csv or mfn-csv",
                  options == NULL || options->form == NULL ? "" : options->form);
        return NULL;
    }
    fos_tariff_builder *builder = fos_tariff_builder_new(context, options->head, error);
    if (builder == NULL) return NULL;
    fos_import *import = fosi_allocate(context, sizeof *import);
    if (import == NULL) {
        fos_tariff_builder_free(builder);
        (void)fosi_fail_memory(error);
        return NULL;
    }
    memset(import, 0, sizeof *import);
    import->context = context;
    import->form = form;
    import->builder = builder;
    import->options = *options;
    import->line = 1;
    fosi_records_init(&import->records, context, &rules);
    fosi_arena_init(&import->arena, context);
    fosi_buffer_init(&import->object, context);
    fosi_buffer_init(&import->folded, context);
    return import;
}

static void free_above(fos_import *import)
{
    for (size_t i = 0; i < FOSI_IMPORT_INDENTS; i++) {
        fosi_release(import->context, import->above[i].general);
        fosi_release(import->context, import->above[i].special);
        fosi_release(import->context, import->above[i].other);
    }
}

void fos_import_free(fos_import *import)
{
    if (import == NULL) return;
    free_above(import);
    fosi_buffer_done(&import->object);
    fosi_buffer_done(&import->folded);
    fosi_arena_free(&import->arena);
    fosi_records_done(&import->records);
    fos_tariff_builder_free(import->builder);
    fosi_release(import->context, import);
}

fos_tariff_builder *fos_import_builder(fos_import *import) { return import->builder; }
size_t fos_import_rows(const fos_import *import) { return import->rows; }
size_t fos_import_skipped(const fos_import *import) { return import->skipped; }

static const char *name_of(const fos_import *import) { return import->options.name == NULL ? "" : import->options.name; }

static fos_status feed(fos_import *import, const char *bytes, size_t length, bool last, fos_error *error)
{
    if (import->failed != FOS_STATUS_OK) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the import has failed before");
    import->failed = import->form->feed(import, bytes, length, last, error);
    if (import->failed == FOS_STATUS_OK || error == NULL) return import->failed;
    fosi_name_source(error, name_of(import));
    if (error->line != 0 && error->column == 0) error->column = 1;
    return import->failed;
}

fos_status fos_import_feed(fos_import *import, const char *bytes, size_t length, fos_error *error)
{
    return feed(import, bytes, length, false, error);
}

/* A measure for a group that has no members is for nobody: whoever imports must hear of it. */
static void tell_empty_groups(fos_import *import)
{
    const char *id;
    for (size_t at = 0; import->options.skipped != NULL && (id = fosi_tariff_empty_group(import->builder, &at)) != NULL;) {
        fos_error why = FOS_ERROR_INIT;
        fosi_fail(&why, FOS_STATUS_MISSING_KEY, "the group \"%.60s\" has no members: its measures are for no origin", id);
        snprintf(why.source, sizeof why.source, "%s", name_of(import));
        import->options.skipped(import->options.user, &why);
    }
}

/* Of measures that stand for the same on the same day only the first is in the table. A row counts once. */
static void leave_out(void *user, const fos_error *why)
{
    fos_import *import = user;
    import->row_skipped = why->line != 0 && why->line == import->left_out_line;
    import->left_out_line = why->line;
    fosi_import_skip(import, why->line, why->status, "%s", why->text);
}

fos_status fos_import_finish(fos_import *import, fos_buffer *out, fos_error *error)
{
    fos_status status = feed(import, "", 0, true, error);
    if (status != FOS_STATUS_OK) return status;
    if (import->rows == 0) return fosi_fail(error, FOS_STATUS_SYNTAX, "%s: the file holds no rows", name_of(import));
    tell_empty_groups(import);
    return fosi_tariff_write(import->builder, leave_out, import, out, error);
}

/* ---- rows ---- */

fos_status fosi_import_records(fos_import *import, const char *bytes, size_t length, bool last, fosi_record_taker *take,
                               fos_error *error)
{
    fos_status status = fosi_records_feed(&import->records, bytes, length, take, import, error);
    return status == FOS_STATUS_OK && last ? fosi_records_end(&import->records, take, import, error) : status;
}

void fosi_import_skip(fos_import *import, uint32_t line, fos_status status, const char *format, ...)
{
    fos_error why = FOS_ERROR_INIT;
    if (!import->row_skipped) import->skipped++;
    import->row_skipped = true;
    if (import->options.skipped == NULL) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why.text, sizeof why.text, format, arguments);
    va_end(arguments);
    why.status = status;
    why.line = line;
    why.column = 1;
    snprintf(why.source, sizeof why.source, "%s", name_of(import));
    import->options.skipped(import->options.user, &why);
}

fos_status fosi_import_at_line(const fos_import *import, fos_error *error, fos_status status)
{
    if (error != NULL) error->line = fosi_import_line(import);
    return status;
}

static bool same_column(const char *name, const char *field, bool plain)
{
    if (!plain) return strcmp(name, field) == 0;
    for (;;) {
        while (*field != '\0' && !fosi_is_digit(*field) && !fosi_is_lower(*field) && !fosi_is_upper(*field))
            field++;
        char c = fosi_is_upper(*field) ? (char)(*field - 'A' + 'a') : *field;
        if (c != *name) return false;
        if (c == '\0') return true;
        field++;
        name++;
    }
}

fos_status fosi_import_columns(fos_import *import, const fosi_import_column *columns, size_t count, bool plain, fos_error *error)
{
    import->has_columns = true;
    for (size_t c = 0; c < count; c++) {
        import->columns[c] = UINT32_MAX;
        for (uint32_t i = 0; i < import->records.count && import->columns[c] == UINT32_MAX; i++) {
            const char *field = fosi_record_text(&import->records, i);
            if (same_column(columns[c].name, field, plain)) import->columns[c] = i;
        }
        if (import->columns[c] != UINT32_MAX || !columns[c].needed) continue;
        fosi_fail(error, FOS_STATUS_MISSING_KEY, "the first line names no column \"%s\"", columns[c].name);
        return fosi_import_at_line(import, error, FOS_STATUS_MISSING_KEY);
    }
    return FOS_STATUS_OK;
}

const char *fosi_import_field(const fos_import *import, size_t column)
{
    const char *field = fosi_record_text(&import->records, import->columns[column]);
    return strcmp(field, "#NA") == 0 || strcmp(field, "NULL") == 0 ? "" : field;
}

static fos_status settle(fos_import *import, uint32_t line, fos_status status, const fos_error *error)
{
    if (status == FOS_STATUS_OK || status == FOS_STATUS_NO_MEMORY) return status;
    fosi_import_skip(import, line, status, "%s", error->text);
    return FOS_STATUS_OK;
}

/* Fields of some files go over several lines; a table's texts do not. NULL when out of memory. */
static const char *on_one_line(fos_import *import, const char *text)
{
    fos_buffer *out = &import->folded;
    if (text == NULL || text[strcspn(text, "\t\n\v\f\r")] == '\0') return text;
    out->size = 0;
    for (; *text != '\0'; text++) {
        bool space = *text == ' ' || (*text >= '\t' && *text <= '\r');
        if (!space)
            fosi_buffer_char(out, *text);
        else if (out->size != 0 && out->data[out->size - 1] != ' ')
            fosi_buffer_char(out, ' ');
    }
    fosi_buffer_put(out, "", 1);
    return out->failed ? NULL : out->data;
}

fos_status fosi_import_measure(fos_import *import, const fos_tariff_row *row)
{
    fos_error error = FOS_ERROR_INIT;
    fosi_duty duty;
    fos_tariff_row own = *row;
    if ((own.rate = on_one_line(import, row->rate)) == NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status = fosi_duty_read(own.rate, strlen(own.rate), &duty, &error);
    if (status == FOS_STATUS_OK) status = fos_tariff_builder_measure(import->builder, &own, &error);
    return settle(import, row->line, status, &error);
}

fos_status fosi_import_group(fos_import *import, const char *id, const char *name)
{
    fos_status status = fos_tariff_builder_group(import->builder, id, name, NULL);
    return status == FOS_STATUS_DUPLICATE_KEY ? FOS_STATUS_OK : status;
}

fos_status fosi_import_programme(fos_import *import, const char *id, const char *name, const char *proof)
{
    fos_status status = fos_tariff_builder_programme(import->builder, id, name, proof, NULL);
    return status == FOS_STATUS_DUPLICATE_KEY ? FOS_STATUS_OK : status;
}

fos_status fosi_import_code(fos_import *import, uint32_t line, const char *code, const char *description, int declarable)
{
    fos_error error = FOS_ERROR_INIT;
    const char *words = on_one_line(import, description);
    if (words == NULL && description != NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status =
        fos_tariff_builder_code(import->builder, code, words, declarable, FOS_DATE_ABSENT, FOS_DATE_ABSENT, &error);
    return settle(import, line, status, &error);
}
