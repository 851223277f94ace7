/* `fos tariff import`: makes a compiled tariff of a file of measures, read piece by piece, and writes it whole or not at all. */
#define _POSIX_C_SOURCE 200809L
#include "tariff_commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct import {
    const fos_context *context;
    const char *path, *out, *from;
    foreign_words foreign; /* for every form but csv */
    bool quiet;
} import;

static bool fail_io(fos_error *error, const char *path, const char *doing)
{
    int code = errno;
    fail(error, FOS_STATUS_IO, "cannot %s: %s", doing, code != 0 ? strerror(code) : "input or output failed");
    snprintf(error->source, sizeof error->source, "%s", path);
    return false;
}

/* The whole of a CSV through the library's reader. */
static bool read_csv(const import *asked, FILE *file, fos_buffer *image, size_t *measures, fos_error *error)
{
    static char block[1 << 16];
    fos_tariff_csv *csv = fos_tariff_csv_new(asked->context, name_of_input(asked->path), error);
    progress seen = { shows_progress(asked->quiet), 0 };
    size_t bytes = 0;
    bool good = csv != NULL;
    for (size_t got; good && (got = fread(block, 1, sizeof block, file)) != 0;) {
        good = fos_tariff_csv_feed(csv, block, got, error) == FOS_STATUS_OK;
        show_progress(&seen, bytes += got, fos_tariff_csv_count(csv), 0);
    }
    end_progress(&seen);
    if (good && ferror(file)) good = fail_io(error, name_of_input(asked->path), "read the file");
    if (good) good = fos_tariff_csv_finish(csv, image, error) == FOS_STATUS_OK;
    if (good) *measures = fos_tariff_csv_count(csv);
    fos_tariff_csv_free(csv);
    return good;
}

/* A pipe or a device is written to; a file of its name would take its place. */
static bool is_special(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

/* Beside its place first, so that no half of a tariff ever stands there. */
static bool write_image(const char *path, const fos_buffer *image, fos_error *error)
{
    text beside = { 0 };
    bool special = is_special(path);
    text_format(&beside, special ? "%s" : "%s.part", path);
    if (beside.failed) {
        fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
        return false;
    }
    errno = 0;
    FILE *file = fopen(beside.data, "wb");
    bool good = file != NULL && fwrite(fos_buffer_data(image), 1, fos_buffer_size(image), file) == fos_buffer_size(image);
    if (file != NULL && fclose(file) != 0) good = false;
    if (good && !special) good = rename(beside.data, path) == 0;
    if (!good) {
        fail_io(error, path, "write the file");
        if (file != NULL && !special) remove(beside.data);
    }
    text_free(&beside);
    return good;
}

static bool read_file(import *asked, FILE *file, fos_buffer *image, foreign_counts *counts, fos_error *error)
{
    if (strcmp(asked->from, "csv") == 0) return read_csv(asked, file, image, &counts->measures, error);
    asked->foreign.context = asked->context;
    asked->foreign.form = asked->from;
    asked->foreign.name = name_of_input(asked->path);
    asked->foreign.quiet = asked->quiet;
    return import_foreign(&asked->foreign, file, image, counts, error);
}

static bool import_file(import *asked, fos_error *error)
{
    bool piped = strcmp(asked->path, "-") == 0;
    errno = 0;
    FILE *file = piped ? stdin : fopen(asked->path, "rb");
    if (file == NULL) return fail_io(error, asked->path, "open the file");
    fos_buffer *image = fos_buffer_new(asked->context);
    foreign_counts counts = { 0, 0, 0 };
    bool good = image != NULL && read_file(asked, file, image, &counts, error);
    if (image == NULL) fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
    if (good) good = write_image(asked->out, image, error);
    if (good && !asked->quiet) {
        if (counts.rows != 0)
            fprintf(stderr, "%s: %zu rows, %zu left out\n", name_of_input(asked->path), counts.rows, counts.left_out);
        fprintf(stderr, "%s: %zu measures in %zu bytes\n", asked->out, counts.measures, fos_buffer_size(image));
    }
    fos_buffer_free(image);
    if (!piped) fclose(file);
    return good;
}

#define FORMS "csv, uk-csv, us-hts-json, us-hts-csv or mfn-csv"

static bool is_form(const char *word)
{
    static const char *const forms[] = { "csv", "uk-csv", "us-hts-json", "us-hts-csv", "mfn-csv" };
    bool known = false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        known |= strcmp(forms[i], word) == 0;
    return known;
}

static bool check_words(const import *asked, fos_error *error)
{
    const char *wants = asked->path == NULL   ? "tariff import: of what? Expected a file, or - for standard input"
                        : asked->out == NULL  ? "tariff import: -o OUT names the file to write"
                        : asked->from == NULL ? "tariff import: --from names the form of the file: " FORMS
                                              : NULL;
    if (wants != NULL)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s", wants);
    else if (!is_form(asked->from))
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "tariff import: \"%.40s\" is no form that can be read, expected " FORMS,
             asked->from);
    else
        return true;
    return false;
}

int tariff_import(const fos_context *context, int count, char **words)
{
import asked = {.context = context };
    foreign_words *foreign = &asked.foreign;
    const option options[] = {
        { "--from", &asked.from, NULL, ONCE },
        { "-o", &asked.out, NULL, ONCE },
        { "--quiet", NULL, &asked.quiet, ONCE },
        { "--id", &foreign->id, NULL, ONCE },
        { "--currency", &foreign->currency, NULL, ONCE },
        { "--data-version", &foreign->version, NULL, ONCE },
        { "--source", &foreign->source, NULL, ONCE },
        { "--groups", &foreign->groups, NULL, ONCE },
        { "--report", &foreign->report, NULL, ONCE },
    };
    command_line args = { "tariff import", options, sizeof options / sizeof options[0], &asked.path, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("tariff import");
    good = good && check_words(&asked, &error) && import_file(&asked, &error);
    return good ? EXIT_DONE : complain(context, &error, false);
}
