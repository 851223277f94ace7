/* Fuzz target: any bytes as a plain CSV of a tariff, and as a compiled one whose checksum is put right. What opens must answer
 * look-ups within its bounds; a CSV that compiles must open. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "tariff/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(int promise, const char *what)
{
    if (!promise) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static size_t look_up(const fos_tariff *tariff, const char *code, const char *origin, fos_date date)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    fos_tariff_cursor cursor;
    size_t sum = 0;
    query.code = code;
    query.origin = origin;
    query.date = date;
    demand(fos_tariff_find(tariff, &query, &cursor, NULL) == FOS_STATUS_OK, "a line's own code can be looked up");
    while (fos_tariff_next(&cursor, &m)) {
        const char *at = m.conditions;
        fos_tariff_condition c;
        sum += strlen(m.rate) + strlen(m.origin) + strlen(m.programme) + strlen(m.proof) + strlen(m.name) + strlen(m.source);
        while (fos_tariff_condition_next(&at, &c))
            sum += c.kind_length + c.text_length;
    }
    return sum;
}

static void walk(const fos_tariff *tariff)
{
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    fos_tariff_hit hits[4];
    size_t first, count, sum = strlen(fos_tariff_id(tariff)) + strlen(fos_tariff_source(tariff));
    for (size_t i = 0; i < 200 && fos_tariff_line_at(tariff, i, &line); i++) {
        char code[16];
        memcpy(code, line.code, sizeof code);
        sum += look_up(tariff, code, "CN", 20500) + look_up(tariff, code, NULL, FOS_DATE_ABSENT) +
               look_up(tariff, code, "*", FOS_DATE_ABSENT);
        demand(fos_tariff_below(tariff, code, &first, &count, NULL) == FOS_STATUS_OK && first <= i && i < first + count,
               "a line is below itself");
        demand(fos_tariff_code(tariff, code, FOS_DATE_ABSENT, &line, NULL) == FOS_STATUS_OK && strcmp(line.code, code) == 0,
               "a line is found");
    }
    (void)fos_tariff_search(tariff, "cotton shirt", FOS_DATE_ABSENT, hits, 4, &count, NULL);
    (void)sum;
}

static void try_csv(const fos_context *context, const uint8_t *bytes, size_t length)
{
    fos_error error = FOS_ERROR_INIT;
    fos_tariff_csv *csv = fos_tariff_csv_new(context, "fuzz.csv", &error);
    fos_buffer *image = fos_buffer_new(context);
    demand(csv != NULL && image != NULL, "memory");
    size_t half = length / 2;
    fos_status status = fos_tariff_csv_feed(csv, (const char *)bytes, half, &error);
    if (status == FOS_STATUS_OK) status = fos_tariff_csv_feed(csv, (const char *)bytes + half, length - half, &error);
    if (status == FOS_STATUS_OK) status = fos_tariff_csv_finish(csv, image, &error);
    if (status == FOS_STATUS_OK) {
        fos_tariff *tariff = fos_tariff_open(context, "fuzz", fos_buffer_data(image), fos_buffer_size(image), &error);
        demand(tariff != NULL, "what compiles opens");
        walk(tariff);
        fos_tariff_free(tariff);
    } else {
        demand(error.status == status && error.text[0] != '\0', "an error says what is wrong");
        demand(fos_buffer_size(image) == 0, "nothing is written after an error");
    }
    fos_buffer_free(image);
    fos_tariff_csv_free(csv);
}

static void try_image(const fos_context *context, const uint8_t *bytes, size_t length)
{
    unsigned char *copy = malloc(length > 0 ? length : 1);
    demand(copy != NULL, "memory");
    memcpy(copy, bytes, length);
    if (length > FOSI_HEAD_SIZE) {
        char digest[FOSI_DIGEST_TEXT];
        fosi_digest(copy + FOSI_HEAD_FLAGS, length - FOSI_HEAD_FLAGS, digest);
        memcpy(copy + FOSI_HEAD_DIGEST, digest + 7, 64);
    }
    fos_tariff *tariff = fos_tariff_open(context, "fuzz", copy, length, NULL);
    if (tariff != NULL) walk(tariff);
    fos_tariff_free(tariff);
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    fos_context *context = fos_context_new(NULL);
    demand(context != NULL, "memory");
    if (length >= 8 && memcmp(bytes, FOSI_TARIFF_MAGIC, 8) == 0)
        try_image(context, bytes, length);
    else
        try_csv(context, bytes, length);
    fos_context_free(context);
    return 0;
}
