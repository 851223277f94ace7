/* What the fuzz targets of the importers share: any bytes as one form of file. However they are cut the table is the same; what is
 * written opens, and says no more measures than came in; what is left out is told. */
#ifndef FUZZ_IMPORT_H
#define FUZZ_IMPORT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(int promise, const char *what)
{
    if (!promise) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

typedef struct outcome {
    fos_status status;
    fos_error error;
    size_t rows, skipped, told, measures;
    fos_buffer *image;
} outcome;

static void tell(void *user, const fos_error *why)
{
    outcome *o = user;
    o->told++;
    demand(why->text[0] != '\0' && why->status != FOS_STATUS_OK, "what is left out has a reason");
}

static void import_bytes(const fos_context *context, const char *form, const char *bytes, size_t length, size_t piece, outcome *o)
{
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    fos_import_options options = FOS_IMPORT_OPTIONS_INIT;
    memset(o, 0, sizeof *o);
    o->error = (fos_error)FOS_ERROR_INIT;
    head.id = "XX";
    head.currency = "USD";
    head.data_version = "1";
    options.form = form;
    options.name = "fuzz";
    options.head = &head;
    options.skipped = tell;
    options.user = o;
    fos_import *import = fos_import_new(context, &options, &o->error);
    o->image = fos_buffer_new(context);
    demand(import != NULL && o->image != NULL, "memory");
    for (size_t at = 0; at < length && o->status == FOS_STATUS_OK; at += piece)
        o->status = fos_import_feed(import, bytes + at, length - at < piece ? length - at : piece, &o->error);
    if (o->status == FOS_STATUS_OK) o->status = fos_import_finish(import, o->image, &o->error);
    o->rows = fos_import_rows(import);
    o->skipped = fos_import_skipped(import);
    o->measures = fos_tariff_builder_count(fos_import_builder(import));
    fos_import_free(import);
    demand(o->skipped <= o->rows + o->told, "no more rows are left out than are told");
    demand(o->status == FOS_STATUS_OK || (o->error.status == o->status && o->error.text[0] != '\0'),
           "an error says what is wrong");
    demand(o->status == FOS_STATUS_OK || fos_buffer_size(o->image) == 0, "nothing is written after an error");
}

/* Every rate of the table is one, or words; each line answers for itself. */
static void walk(const fos_tariff *tariff, size_t most)
{
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    size_t count = 0;
    for (size_t i = 0; i < 300 && fos_tariff_line_at(tariff, i, &line); i++) {
        fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
        fos_tariff_measure measure = FOS_TARIFF_MEASURE_INIT;
        fos_tariff_cursor cursor;
        query.code = line.code;
        query.origin = "*";
        query.date = FOS_DATE_ABSENT;
        demand(fos_tariff_find(tariff, &query, &cursor, NULL) == FOS_STATUS_OK, "a line's own code can be looked up");
        while (fos_tariff_next(&cursor, &measure)) {
            fos_duty duty;
            count += strcmp(measure.code, line.code) == 0;
            demand(fos_duty_parse(measure.rate, strlen(measure.rate), &duty, NULL) == FOS_STATUS_OK, "a rate is one");
        }
    }
    demand(count <= most, "no measure is made of nothing");
}

static void check_form(const char *form, const uint8_t *bytes, size_t length)
{
    fos_context *context = fos_context_new(NULL);
    /* A copy of exactly this length, so that a read past the end is seen. */
    char *text = malloc(length > 0 ? length : 1);
    outcome whole, cut;
    demand(context != NULL && text != NULL, "memory");
    memcpy(text, bytes, length);
    import_bytes(context, form, text, length, length + 1, &whole);
    import_bytes(context, form, text, length, 1 + length % 13, &cut);
    demand(whole.status == cut.status && whole.rows == cut.rows && whole.skipped == cut.skipped && whole.told == cut.told,
           "the cuts do not matter");
    demand(whole.error.line == cut.error.line && whole.error.column == cut.error.column &&
               strcmp(whole.error.text, cut.error.text) == 0,
           "nor for errors");
    demand(fos_buffer_size(whole.image) == fos_buffer_size(cut.image) &&
               memcmp(fos_buffer_data(whole.image), fos_buffer_data(cut.image), fos_buffer_size(cut.image)) == 0,
           "and the table is the same");
    if (whole.status == FOS_STATUS_OK) {
        fos_tariff *tariff = fos_tariff_open(context, "fuzz", fos_buffer_data(whole.image), fos_buffer_size(whole.image), NULL);
        demand(tariff != NULL, "what is written opens");
        walk(tariff, whole.measures);
        fos_tariff_free(tariff);
    }
    fos_buffer_free(whole.image);
    fos_buffer_free(cut.image);
    free(text);
    fos_context_free(context);
}

#endif
