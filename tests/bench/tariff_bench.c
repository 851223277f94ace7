/* What tariff tables cost: `tariff_bench LOOP COUNT MEASURES [IMAGE]`.
 *   build    rows to an image, COUNT times         open     an image opened and checked, COUNT times
 *   find     COUNT look-ups with all their measures, at codes all over the table
 *   csv      the rows as plain CSV to an image, COUNT times
 *   write    the image to the file IMAGE, once
 *   memory   says the bytes of the image and of the CSV
 * With IMAGE, open and find read that file (of `write` with the same MEASURES) and build nothing: for callgrind. Times are of the
 * processor, so that what else the machine does counts little.
 * The table: codes of ten digits below headings and subheadings, ten measures each, 60 origins in a group. */
#define _POSIX_C_SOURCE 200809L

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void write_file(const char *path, const fos_buffer *image)
{
    FILE *file = fopen(path, "wb");
    check(file != NULL && fwrite(fos_buffer_data(image), 1, fos_buffer_size(image), file) == fos_buffer_size(image) &&
              fclose(file) == 0,
          "the image cannot be written");
}

/* Resident memory of this process, in bytes; 0 where the system does not tell. */
static unsigned long long resident(void)
{
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL) return 0;
    if (fscanf(file, "%*u %llu", &pages) != 1) pages = 0;
    fclose(file);
    return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

typedef struct bench {
    const char *loop, *path;
    unsigned count, measures;
    fos_context *context;
    fos_buffer *image, *scratch;
    char *csv;
    size_t csv_length, found;
} bench;

static fos_tariff *open_table(const bench *b)
{
    fos_error error = FOS_ERROR_INIT;
    fos_tariff *tariff = b->path != NULL
                             ? fos_tariff_open_file(b->context, b->path, &error)
                             : fos_tariff_open(b->context, "bench", fos_buffer_data(b->image), fos_buffer_size(b->image), &error);
    check(tariff != NULL, error.text);
    return tariff;
}

static void run_loop(bench *b)
{
    fos_tariff *tariff = strcmp(b->loop, "find") == 0 ? open_table(b) : NULL;
    unsigned long long before = resident();
    double begun = seconds();
    for (unsigned n = 0; n < b->count && tariff == NULL; n++) {
        fos_buffer_clear(b->scratch);
        if (strcmp(b->loop, "build") == 0) build(b->context, b->measures, b->scratch);
        if (strcmp(b->loop, "csv") == 0) compile_csv(b->context, b->csv, b->csv_length, b->scratch);
        if (strcmp(b->loop, "open") == 0) fos_tariff_free(open_table(b));
    }
    if (tariff != NULL) b->found = find_all(tariff, b->measures, b->count);
    double spent = seconds() - begun;
    printf("%s %u x %u measures: %.0f ns a round, image %zu bytes, csv %zu bytes, found %zu, resident %llu bytes\n", b->loop,
           b->count, b->measures, 1e9 * spent / (b->count > 0 ? b->count : 1), fos_buffer_size(b->image), b->csv_length, b->found,
           before);
    fos_tariff_free(tariff);
}

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 5) {
        fputs("usage: tariff_bench build|open|find|csv|write|memory COUNT MEASURES [IMAGE]\n", stderr);
        return 2;
    }
    bench b = { .loop = argv[1], .path = argv[4], .context = fos_context_new(NULL) };
    b.count = (unsigned)strtoul(argv[2], NULL, 10);
    b.measures = (unsigned)strtoul(argv[3], NULL, 10);
    b.image = fos_buffer_new(b.context);
    b.scratch = fos_buffer_new(b.context);
    bool writes = strcmp(b.loop, "write") == 0;
    if (b.path == NULL || writes) build(b.context, b.measures, b.image);
    if (writes && b.path != NULL) write_file(b.path, b.image);
    if (b.loop[0] == 'c' || b.loop[0] == 'm') b.csv = write_csv(b.measures, &b.csv_length);
    run_loop(&b);
    free(b.csv);
    fos_buffer_free(b.image);
    fos_buffer_free(b.scratch);
    fos_context_free(b.context);
    return 0;
}
