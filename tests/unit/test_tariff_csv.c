/* The plain CSV of tariffs: each broken file of tests/cases/tariffs/errors gives the one error that stands beside it; a good one gives
 * the same image however it is cut. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

Suite *tariff_csv_suite(void);

#define CASES FOSI_SOURCE_DIR "/tests/cases/tariffs"

static char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    char *bytes = malloc(1 << 16);
    *length = fread(bytes, 1, (1 << 16) - 1, file);
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

/* Feeds pieces of `step` bytes. */
static fos_status compile_csv(const fos_context *context, const char *name, const char *bytes, size_t length, size_t step,
                              fos_buffer *out, fos_error *error)
{
    fos_tariff_csv *csv = fos_tariff_csv_new(context, name, error);
    if (csv == NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status = FOS_STATUS_OK;
    for (size_t at = 0; at < length && status == FOS_STATUS_OK; at += step)
        status = fos_tariff_csv_feed(csv, bytes + at, length - at < step ? length - at : step, error);
    if (status == FOS_STATUS_OK) status = fos_tariff_csv_finish(csv, out, error);
    fos_tariff_csv_free(csv);
    return status;
}

START_TEST(tells_each_mistake)
{
    DIR *open = opendir(CASES "/errors");
    ck_assert(open != NULL);
    fos_context *context = fos_context_new(NULL);
    unsigned seen = 0;
    for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
        size_t name = strlen(entry->d_name), length, wanted;
        if (name < 5 || strcmp(entry->d_name + name - 4, ".csv") != 0) continue;
        char path[512], got[2048];
        snprintf(path, sizeof path, CASES "/errors/%s", entry->d_name);
        char *bytes = read_whole(path, &length);
        strcpy(path + strlen(path) - 4, ".error");
        char *want = read_whole(path, &wanted);
        for (size_t step = 1; step <= length; step += step < 3 ? 1 : length) {
            fos_error error = FOS_ERROR_INIT;
            fos_buffer *out = fos_buffer_new(context);
            ck_assert(compile_csv(context, entry->d_name, bytes, length, step, out, &error) != FOS_STATUS_OK);
            ck_assert_uint_eq(fos_buffer_size(out), 0);
            fos_error_format(&error, got, sizeof got - 1);
            strcat(got, "\n");
            ck_assert_str_eq(got, want);
            fos_buffer_free(out);
        }
        free(bytes);
        free(want);
        seen++;
    }
    closedir(open);
    ck_assert_uint_ge(seen, 36);
    fos_context_free(context);
}
END_TEST

START_TEST(reads_pieces_of_any_size)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *whole = fos_buffer_new(context), *part = fos_buffer_new(context);
    fos_error error = FOS_ERROR_INIT;
    size_t length;
    char *bytes = read_whole(CASES "/sample.csv", &length);
    ck_assert_msg(compile_csv(context, "sample", bytes, length, length, whole, &error) == FOS_STATUS_OK, "%s", error.text);
    for (size_t step = 1; step < 40; step++) {
        fos_buffer_clear(part);
        ck_assert_int_eq(compile_csv(context, "sample", bytes, length, step, part, &error), FOS_STATUS_OK);
        ck_assert_uint_eq(fos_buffer_size(part), fos_buffer_size(whole));
        ck_assert_int_eq(memcmp(fos_buffer_data(part), fos_buffer_data(whole), fos_buffer_size(whole)), 0);
    }
    free(bytes);
    fos_buffer_free(whole);
    fos_buffer_free(part);
    fos_context_free(context);
}
END_TEST

/* Line ends, a mark of byte order, empty lines, no line end at the end, columns of others. */
START_TEST(takes_the_usual_variants)
{
    static const char plain[] = "#tariff,XX\n#currency,EUR\n#version,1\ncode,kind,rate\n6109,mfn,12 %\n";
    static const char other[] = "\xef\xbb\xbf#tariff,XX\r\n# \"a, remark\r\n#\r\n\r\n#currency,\"EUR\"\r\n#version,1\r\n"
                                "kind,x_mine,code,rate\r\nmfn,\"a, \"\"b\"\"\",61.09,12 %";
    fos_context *context = fos_context_new(NULL);
    fos_buffer *a = fos_buffer_new(context), *b = fos_buffer_new(context);
    fos_error error = FOS_ERROR_INIT;
    ck_assert_int_eq(compile_csv(context, "a", plain, strlen(plain), 7, a, &error), FOS_STATUS_OK);
    ck_assert_msg(compile_csv(context, "b", other, strlen(other), 1, b, &error) == FOS_STATUS_OK, "%u:%u %s", error.line,
                  error.column, error.text);
    ck_assert_uint_eq(fos_buffer_size(a), fos_buffer_size(b));
    ck_assert_int_eq(memcmp(fos_buffer_data(a), fos_buffer_data(b), fos_buffer_size(a)), 0);
    fos_tariff_csv *csv = fos_tariff_csv_new(context, "nul", &error);
    assert_status(fos_tariff_csv_feed(csv, "code\0", 5, &error), FOS_STATUS_ENCODING);
    assert_status(fos_tariff_csv_feed(csv, "code", 4, &error), FOS_STATUS_ENCODING);
    assert_status(fos_tariff_csv_finish(csv, a, &error), FOS_STATUS_ENCODING);
    fos_tariff_csv_free(csv);
    fos_buffer_free(a);
    fos_buffer_free(b);
    fos_context_free(context);
}
END_TEST

START_TEST(survives_each_refused_allocation)
{
    ledger book = { 0 };
    fos_allocator allocator = ledger_allocator(&book);
    fos_context *context = fos_context_new(&allocator);
    size_t length, refused = 0;
    char *bytes = read_whole(CASES "/sample.csv", &length);
    for (size_t i = 1;; i++) {
        size_t live = book.live;
        fos_error error = FOS_ERROR_INIT;
        ledger_arm(&book, i, false);
        fos_buffer *out = fos_buffer_new(context);
        fos_status status = out == NULL ? FOS_STATUS_NO_MEMORY : compile_csv(context, "sample", bytes, length, 1000, out, &error);
        fos_buffer_free(out);
        bool hit = book.refused;
        ledger_disarm(&book);
        ck_assert_uint_eq(book.live, live);
        assert_status(status, hit ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK);
        if (!hit) break;
        refused++;
    }
    ck_assert_uint_gt(refused, 20);
    free(bytes);
    fos_context_free(context);
}
END_TEST

static const char *search(const fos_tariff *tariff, const char *words, const char *date)
{
    static char text[512];
    fos_tariff_hit hits[4];
    size_t count = 0;
    fos_error error = FOS_ERROR_INIT;
    text[0] = '\0';
    if (fos_tariff_search(tariff, words, date == NULL ? FOS_DATE_ABSENT : day(date), hits, 4, &count, &error) != FOS_STATUS_OK)
        return fos_status_name(error.status);
    for (size_t i = 0; i < count; i++) {
        fos_tariff_line line = FOS_TARIFF_LINE_INIT;
        ck_assert(fos_tariff_line_at(tariff, hits[i].index, &line));
        strcat(strcat(text, i == 0 ? "" : " "), line.code);
    }
    return text;
}

START_TEST(searches_descriptions)
{
    fos_context *context = fos_context_new(NULL);
    fos_error error = FOS_ERROR_INIT;
    fos_tariff *t = fos_tariff_open_file(context, CASES "/sample.csv", &error);
    ck_assert_msg(t != NULL, "%s", error.text);
    ck_assert_str_eq(search(t, "cotton t-shirt", NULL), "6109100010 610910 6109");
    ck_assert_str_eq(search(t, "BICYCLE", NULL), "8712");
    ck_assert_str_eq(search(t, "others", "2025-12-31"), "8712003020 6109");
    ck_assert_str_eq(search(t, "others", "2026-01-01"), "6109");
    ck_assert_str_eq(search(t, "zeppelin", NULL), "");
    ck_assert_str_eq(search(t, " ,;", NULL), "invalid_value");
    if (fos_locale_supported()) {
        ck_assert_str_eq(search(t, "CAF\xc3\x89", NULL), "8712003010");
        ck_assert_str_eq(search(t, "cafe", NULL), "8712003010");
    }
    fos_tariff_free(t);
    fos_context_free(context);
}
END_TEST

/* Singular and plural, words apart and in one, what stands first, what no description has. */
START_TEST(searches_as_people_write)
{
    static const char table[] = "#tariff,XX\n#currency,EUR\n#version,1\ncode,description\n"
                                "610510,\"Shirts, men's, of cotton\"\n"
                                "610910,\"T-shirts and vests, of cotton\"\n"
                                "821192,Knives with fixed blades\n"
                                "850650,Lithium cells and batteries\n"
                                "851713,Smartphones\n"
                                "851762,\"Data apparatus, smart watches\"\n"
                                "910211,\"Wrist-watches, electric\"\n"
                                "960321,Toothbrushes\n";
    static const struct {
        const char *words, *codes;
    } each[] = {
        { "t-shirt", "610910 610510" },
        { "t shirt", "610910 610510" },
        { "tshirts", "610910" },
        { "cotton shirt", "610510 610910" },
        { "shirt cotton", "610510 610910" },
        { "knife", "821192" },
        { "battery", "850650" },
        { "smart phones", "851713 851762" },
        { "tooth brush", "960321" },
        { "wristwatch", "910211" },
        { "watch", "851762 910211" },
        { "lithium frobnicator", "850650" },
    };
    fos_context *context = fos_context_new(NULL);
    fos_error error = FOS_ERROR_INIT;
    fos_tariff_csv *csv = fos_tariff_csv_new(context, "table", &error);
    fos_buffer *image = fos_buffer_new(context), *document = fos_buffer_new(context);
    ck_assert_int_eq(fos_tariff_csv_feed(csv, table, sizeof table - 1, &error), FOS_STATUS_OK);
    ck_assert_int_eq(fos_tariff_csv_finish(csv, image, &error), FOS_STATUS_OK);
    fos_tariff *t = fos_tariff_open(context, "table", fos_buffer_data(image), fos_buffer_size(image), &error);
    ck_assert_ptr_nonnull(t);
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        const char *found = search(t, each[i].words, NULL);
        ck_assert_msg(strcmp(found, each[i].codes) == 0, "%s: %s", each[i].words, found);
    }
    ck_assert_int_eq(fos_tariff_search_json(t, "lithium frobnicator x1", FOS_DATE_ABSENT, 5, document, NULL, &error),
                     FOS_STATUS_OK);
    ck_assert_ptr_nonnull(strstr(fos_buffer_data(document), "\"unknown\":[\"frobnicator\",\"x1\"]}"));
    fos_tariff_free(t);
    fos_tariff_csv_free(csv);
    fos_buffer_free(image);
    fos_buffer_free(document);
    fos_context_free(context);
}
END_TEST

Suite *tariff_csv_suite(void)
{
    Suite *suite = suite_create("tariff_csv");
    TCase *tcase = tcase_create("csv");
    tcase_add_test(tcase, tells_each_mistake);
    tcase_add_test(tcase, reads_pieces_of_any_size);
    tcase_add_test(tcase, takes_the_usual_variants);
    tcase_add_test(tcase, survives_each_refused_allocation);
    tcase_add_test(tcase, searches_descriptions);
    tcase_add_test(tcase, searches_as_people_write);
    suite_add_tcase(suite, tcase);
    return suite;
}
