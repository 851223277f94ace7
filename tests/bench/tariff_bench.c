/* What tariff tables cost: `tariff_bench LOOP COUNT MEASURES`.
 *   build    rows to an image, COUNT times         open     an image opened and checked, COUNT times
 *   find     COUNT look-ups with all their measures, at codes all over the table
 *   csv      the rows as plain CSV to an image, COUNT times
 *   memory   says the bytes of the image and of the CSV
 * The table: codes of ten digits below headings and subheadings, ten measures each, 60 origins in a group. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fos/fos.h>

static void check(int good, const char *what)
{
    if (good) return;
    fprintf(stderr, "tariff_bench: %s\n", what);
    exit(EXIT_FAILURE);
}

static unsigned number_of_codes(unsigned measures) { return measures / 10; }

/* Chapters 01 to 97, spread evenly. */
static void code_of(unsigned i, unsigned codes, char code[24])
{
    unsigned long long step = 9700000000ull / codes, value = 100000000ull + step * i;
    snprintf(code, 24, "%010llu", value);
}

static const char *const rates[] = { "12 %", "Free", "6.5 %", "9.6 % MIN 1.1 EUR/KGM", "3.2 %", "8 % + 20 EUR/100 KGM", "4 %" };

static void row_of(unsigned i, unsigned k, fos_tariff_row *row)
{
    static const char *const lands[] = { "CN", "VN", "IN", "KR", "JP", "CA" };
    row->rate = rates[(i * 7 + k) % 7];
    row->kind = k == 0 ? FOS_TARIFF_KIND_MFN : k < 8 ? FOS_TARIFF_KIND_PREFERENCE : FOS_TARIFF_KIND_ADDITIONAL;
    row->origin = k == 0 ? NULL : k == 1 ? "GSP" : lands[(k + i) % 6];
    row->programme = k > 0 && k < 8 ? "P" : NULL;
    row->number = k > 1 ? (k % 2 != 0 ? "A1" : "A2") : NULL;
    row->start = fos_date_make(2000 + (int)(k), 1, 1);
    row->end = k > 1 && k < 8 ? fos_date_make(2000 + (int)k, 12, 31) : FOS_DATE_ABSENT;
    row->source = "a regulation";
}

static fos_tariff_builder *start(const fos_context *context)
{
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    head.id = "XX";
    head.currency = "EUR";
    head.data_version = "1";
    fos_tariff_builder *b = fos_tariff_builder_new(context, &head, NULL);
    check(b != NULL && fos_tariff_builder_group(b, "GSP", "", NULL) == FOS_STATUS_OK &&
              fos_tariff_builder_programme(b, "P", "", "", NULL) == FOS_STATUS_OK,
          "memory");
    for (int i = 0; i < 60; i++) {
        char land[3] = { (char)('A' + i / 8), (char)('A' + i % 26), 0 };
        check(fos_tariff_builder_member(b, "GSP", land, FOS_DATE_ABSENT, FOS_DATE_ABSENT, NULL) == FOS_STATUS_OK, "member");
    }
    return b;
}

static void build(const fos_context *context, unsigned measures, fos_buffer *image)
{
    fos_tariff_builder *b = start(context);
    fos_error error = FOS_ERROR_INIT;
    unsigned codes = number_of_codes(measures);
    for (unsigned i = 0; i < codes; i++) {
        char code[24];
        code_of(i, codes, code);
        for (unsigned k = 0; k < 10; k++) {
            fos_tariff_row row = FOS_TARIFF_ROW_INIT;
            row.code = code;
            row_of(i, k, &row);
            check(fos_tariff_builder_measure(b, &row, &error) == FOS_STATUS_OK, error.text);
        }
    }
    check(fos_tariff_builder_write(b, image, &error) == FOS_STATUS_OK, error.text);
    fos_tariff_builder_free(b);
}

static char *write_csv(unsigned measures, size_t *length)
{
    size_t room = (size_t)measures * 110 + 1000, at = 0;
    char *text = malloc(room);
    check(text != NULL, "memory");
    at += (size_t)snprintf(
        text, room,
        "#tariff,XX\n#currency,EUR\n#version,1\n#group,GSP\n#programme,P\ncode,kind,origin,programme,rate,start,end,number,source\n");
    unsigned codes = number_of_codes(measures);
    for (unsigned i = 0; i < codes; i++) {
        char code[24], from[FOS_DATE_TEXT], to[FOS_DATE_TEXT];
        code_of(i, codes, code);
        for (unsigned k = 0; k < 10; k++) {
            fos_tariff_row row = FOS_TARIFF_ROW_INIT;
            row_of(i, k, &row);
            fos_date_format(row.start, from);
            fos_date_format(row.end, to);
            at += (size_t)snprintf(text + at, room - at, "%s,%s,%s,%s,%s,%s,%s,%s,%s\n", code, fos_tariff_kind_name(row.kind),
                                   row.origin == NULL ? "" : row.origin, row.programme == NULL ? "" : row.programme, row.rate,
                                   from, to, row.number == NULL ? "" : row.number, row.source);
        }
    }
    *length = at;
    return text;
}

static void compile_csv(const fos_context *context, const char *text, size_t length, fos_buffer *image)
{
    fos_error error = FOS_ERROR_INIT;
    fos_tariff_csv *csv = fos_tariff_csv_new(context, "bench.csv", &error);
    check(csv != NULL && fos_tariff_csv_feed(csv, text, length, &error) == FOS_STATUS_OK &&
              fos_tariff_csv_finish(csv, image, &error) == FOS_STATUS_OK,
          error.text);
    fos_tariff_csv_free(csv);
}

static size_t find_all(const fos_tariff *tariff, unsigned measures, unsigned count)
{
    static char asked[4096][24]; /* written out before, so that the look-up alone is counted */
    unsigned codes = number_of_codes(measures);
    size_t found = 0;
    for (unsigned n = 0; n < 4096; n++)
        code_of((unsigned)((n * 2654435761ull) % codes), codes, asked[n]);
    for (unsigned n = 0; n < count; n++) {
        fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
        fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
        fos_tariff_cursor cursor;
        query.code = asked[n % 4096];
        query.origin = "CN";
        query.date = 20500;
        check(fos_tariff_find(tariff, &query, &cursor, NULL) == FOS_STATUS_OK, "look-up");
        while (fos_tariff_next(&cursor, &m))
            found += m.rate[0] != '\0';
    }
    return found;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: tariff_bench build|open|find|csv|memory COUNT MEASURES\n", stderr);
        return 2;
    }
    unsigned count = (unsigned)strtoul(argv[2], NULL, 10), measures = (unsigned)strtoul(argv[3], NULL, 10);
    const char *loop = argv[1];
    fos_context *context = fos_context_new(NULL);
    fos_buffer *image = fos_buffer_new(context), *scratch = fos_buffer_new(context);
    build(context, measures, image);
    size_t length = 0, found = 0;
    char *text = loop[0] == 'c' || loop[0] == 'm' ? write_csv(measures, &length) : NULL;
    fos_tariff *tariff = fos_tariff_open(context, "bench", fos_buffer_data(image), fos_buffer_size(image), NULL);
    check(tariff != NULL, "open");
    double begun = seconds();
    for (unsigned n = 0; n < count && strcmp(loop, "find") != 0; n++) {
        fos_buffer_clear(scratch);
        if (strcmp(loop, "build") == 0) build(context, measures, scratch);
        if (strcmp(loop, "csv") == 0) compile_csv(context, text, length, scratch);
        if (strcmp(loop, "open") == 0)
            fos_tariff_free(fos_tariff_open(context, "bench", fos_buffer_data(image), fos_buffer_size(image), NULL));
    }
    if (strcmp(loop, "find") == 0) found = find_all(tariff, measures, count);
    double spent = seconds() - begun;
    printf("%s %u x %u measures: %.6f s a round, image %zu bytes, csv %zu bytes, found %zu\n", loop, count, measures,
           spent / (count > 0 ? count : 1), fos_buffer_size(image), length, found);
    free(text);
    fos_tariff_free(tariff);
    fos_buffer_free(image);
    fos_buffer_free(scratch);
    fos_context_free(context);
    return 0;
}
