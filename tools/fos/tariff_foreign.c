/* Tariffs in the files of administrations: what `fos tariff import` does for every form but the plain CSV. Rows that are left out
 * are told one by one, on standard error or in a file of their own. */
#define _POSIX_C_SOURCE 200809L
#include "tariff_commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* So many rows are told on standard error; a report has all. */
#define TOLD_MOST 20
#define PROGRESS_EVERY ((size_t)1 << 23)

typedef struct telling {
    FILE *report;
    size_t told;
    bool failed, progress;
} telling;

static void tell(void *user, const fos_error *why)
{
    telling *to = user;
    char line[512];
    if (to->report == NULL && to->told++ >= TOLD_MOST) return;
    fos_error_format(why, line, sizeof line);
    if (to->report != NULL)
        to->failed |= fprintf(to->report, "%s\n", line) < 0;
    else
        fprintf(stderr, "%sfos: %s\n", to->progress ? "\r" : "", line);
}

static bool fail_file(fos_error *error, const char *path, const char *doing)
{
    int code = errno;
    fail(error, FOS_STATUS_IO, "cannot %s: %s", doing, code != 0 ? strerror(code) : "input or output failed");
    snprintf(error->source, sizeof error->source, "%s", path);
    return false;
}

/* What the form itself tells of the table; a list of rates tells nothing. */
static bool fill_head(const foreign_words *asked, fos_tariff_head *head, fos_error *error)
{
    bool uk = strcmp(asked->form, "uk-csv") == 0, us = strncmp(asked->form, "us-", 3) == 0;
    head->id = asked->id != NULL ? asked->id : uk ? "GB" : us ? "US" : NULL;
    head->currency = asked->currency != NULL ? asked->currency : uk ? "GBP" : us ? "USD" : NULL;
    head->data_version = asked->version != NULL ? asked->version : "imported";
    head->source = asked->source != NULL ? asked->source : asked->name;
    if (head->id != NULL && head->currency != NULL) return true;
    fail(error, FOS_STATUS_MISSING_KEY, "tariff import: --from %s needs --id and --currency, such as NZ and NZD", asked->form);
    return false;
}

/* "2005,Generalised scheme,AF BD KH": a group, its name, its countries. */
static bool add_group(fos_tariff_builder *builder, char *line, fos_error *error)
{
    char *name = strchr(line, ','), *members = strrchr(line, ',');
    if (name == NULL || members == name) {
        fail(error, FOS_STATUS_SYNTAX, "expected GROUP,NAME,COUNTRIES with spaces between the countries");
        return false;
    }
    *name++ = '\0';
    *members++ = '\0';
    if (fos_tariff_builder_group(builder, line, name, error) != FOS_STATUS_OK) return false;
    for (char *country = strtok(members, " \t\r\n"); country != NULL; country = strtok(NULL, " \t\r\n"))
        if (fos_tariff_builder_member(builder, line, country, FOS_DATE_ABSENT, FOS_DATE_ABSENT, error) != FOS_STATUS_OK)
            return false;
    return true;
}

static bool add_groups(const char *path, fos_tariff_builder *builder, fos_error *error)
{
    char line[8192];
    uint32_t number = 0;
    errno = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL) return fail_file(error, path, "open the file");
    bool good = true;
    while (good && fgets(line, sizeof line, file) != NULL) {
        number++;
        if (line[0] != '#' && line[0] != '\n' && line[0] != '\r') good = add_group(builder, line, error);
    }
    if (!good) {
        snprintf(error->source, sizeof error->source, "%s", path);
        error->line = number;
        error->column = 1;
    }
    fclose(file);
    return good;
}

bool shows_progress(bool quiet) { return !quiet && isatty(STDERR_FILENO); }

void show_progress(progress *seen, size_t bytes, size_t rows, size_t left_out)
{
    if (!seen->shown || bytes - seen->bytes < PROGRESS_EVERY) return;
    seen->bytes = bytes;
    fprintf(stderr, "\r%zu MiB, %zu rows, %zu left out", bytes >> 20, rows, left_out);
}

void end_progress(const progress *seen)
{
    if (seen->bytes != 0) fputs("\n", stderr);
}

static bool feed_all(const foreign_words *asked, fos_import *import, telling *to, FILE *file, fos_error *error)
{
    static char block[1 << 16];
    progress seen = { to->progress, 0 };
    size_t bytes = 0;
    bool good = true;
    for (size_t got; good && (got = fread(block, 1, sizeof block, file)) != 0;) {
        good = fos_import_feed(import, block, got, error) == FOS_STATUS_OK;
        show_progress(&seen, bytes += got, fos_import_rows(import), fos_import_skipped(import));
    }
    end_progress(&seen);
    return good && ferror(file) ? fail_file(error, asked->name, "read the file") : good;
}

static bool run(const foreign_words *asked, const fos_import_options *options, telling *to, FILE *file, fos_buffer *image,
                foreign_counts *counts, fos_error *error)
{
    fos_import *import = fos_import_new(asked->context, options, error);
    bool good = import != NULL && (asked->groups == NULL || add_groups(asked->groups, fos_import_builder(import), error)) &&
                feed_all(asked, import, to, file, error) && fos_import_finish(import, image, error) == FOS_STATUS_OK;
    if (good) {
        counts->rows = fos_import_rows(import);
        counts->left_out = fos_import_skipped(import);
        counts->measures = fos_tariff_builder_count(fos_import_builder(import));
    }
    fos_import_free(import);
    return good;
}

bool import_foreign(const foreign_words *asked, FILE *file, fos_buffer *image, foreign_counts *counts, fos_error *error)
{
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    fos_import_options options = FOS_IMPORT_OPTIONS_INIT;
    telling to = { NULL, 0, false, shows_progress(asked->quiet) };
    if (!fill_head(asked, &head, error)) return false;
    errno = 0;
    if (asked->report != NULL && (to.report = fopen(asked->report, "w")) == NULL)
        return fail_file(error, asked->report, "write the report");
    options.form = asked->form;
    options.name = asked->name;
    options.head = &head;
    options.skipped = asked->quiet && to.report == NULL ? NULL : tell;
    options.user = &to;
    bool good = run(asked, &options, &to, file, image, counts, error);
    if (to.report != NULL && (fclose(to.report) != 0 || to.failed) && good)
        good = fail_file(error, asked->report, "write the report");
    if (good && !asked->quiet && to.told > TOLD_MOST)
        fprintf(stderr, "fos: %zu more are left out, --report FILE lists all\n", to.told - TOLD_MOST);
    return good;
}
