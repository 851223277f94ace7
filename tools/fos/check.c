/* `fos regimes check` and `fos validate --check`: every finding about a file of rules, a line each, as compilers write them. */
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The findings so far. */
typedef struct tally {
    fos_status (*check)(const fos_context *context, const fos_source *file, fos_report *report);
    const char *one, *many; /* what is checked */
    text out;
    size_t files, errors, warnings;
    size_t unread; /* files that could not be read */
} tally;

static void put_finding(tally *t, const char *path, const fos_error *finding, bool warning)
{
    text_format(&t->out, "%s:%lu:%lu: %s: ", finding->source[0] != '\0' ? finding->source : path, (unsigned long)finding->line,
                (unsigned long)finding->column, warning ? "warning" : "error");
    if (finding->pointer[0] != '\0') text_format(&t->out, "%s: ", finding->pointer);
    text_format(&t->out, "%s\n", finding->text);
}

static void check_file(const fos_context *context, const char *path, tally *t)
{
    fos_error error = FOS_ERROR_INIT;
    char *bytes = NULL;
    size_t length = 0;
    fos_report *report = fos_report_new(context);
    if (report == NULL || !read_document(path, &bytes, &length, &error)) {
        if (error.status == FOS_STATUS_OK) fail(&error, FOS_STATUS_NO_MEMORY, "out of memory");
        complain(context, &error, false);
        t->unread++;
        fos_report_free(report);
        return;
    }
    fos_source file = { name_of_input(path), bytes == NULL ? "" : bytes, length };
    fos_status status = t->check(context, &file, report);
    for (size_t i = 0; i < fos_report_count(report); i++)
        put_finding(t, file.name, fos_report_at(report, i), fos_report_is_warning(report, i) != 0);
    size_t errors = fos_report_error_count(report);
    t->files++;
    t->errors += errors;
    t->warnings += fos_report_count(report) - errors;
    if (status != FOS_STATUS_OK && errors == 0) { /* out of memory: the report is not whole */
        fail(&error, status, "%s: %s", file.name, fos_status_name(status));
        complain(context, &error, false);
        t->unread++;
    }
    fos_report_free(report);
    free(bytes);
}

/* Regimes that came from files are checked there; the embedded ones have no file that could be shown. */
static bool check_loaded(const fos_context *context, tally *t, fos_error *error)
{
    fos_library *library = open_library(context, NULL, NULL, error);
    if (library == NULL) return false;
    for (size_t i = 0; i < fos_library_regime_count(library); i++) {
        const fos_regime *regime = fos_library_regime_at(library, i);
        const char *origin = fos_regime_origin(regime);
        if (strcmp(origin, "embedded") != 0) {
            check_file(context, origin, t);
            continue;
        }
        text_format(&t->out, "%s: embedded in the library, compiles without errors; give its file to see warnings\n",
                    fos_regime_id(regime));
        t->files++;
    }
    fos_library_free(library);
    return true;
}

static bool check_directory(const fos_context *context, const char *directory, tally *t, fos_error *error)
{
    char **paths = list_directory(directory, error);
    if (paths == NULL) return false;
    for (size_t i = 0; paths[i] != NULL; i++)
        check_file(context, paths[i], t);
    free_paths(paths);
    return true;
}

static int finish(tally *t)
{
    text_format(&t->out, "%zu %s checked: %zu %s, %zu %s\n", t->files, t->files == 1 ? t->one : t->many, t->errors,
                t->errors == 1 ? "error" : "errors", t->warnings, t->warnings == 1 ? "warning" : "warnings");
    if (write_text(&t->out) != EXIT_DONE || t->unread != 0) return EXIT_BAD;
    return t->errors != 0 ? EXIT_FINDINGS : EXIT_DONE;
}

int check_regimes(const fos_context *context, const char *directory, const char *const *paths, size_t count)
{
    fos_error error = FOS_ERROR_INIT;
    tally t = { .check = fos_regime_check, .one = "regime", .many = "regimes" };
    bool good = true;
    for (size_t i = 0; i < count; i++)
        check_file(context, paths[i], &t);
    if (directory != NULL)
        good = check_directory(context, directory, &t, &error);
    else if (count == 0)
        good = check_loaded(context, &t, &error);
    if (good) return finish(&t);
    text_free(&t.out);
    return complain(context, &error, false);
}

int check_profile(const fos_context *context, const char *path)
{
    tally t = { .check = fos_profile_check, .one = "profile", .many = "profiles" };
    check_file(context, path, &t);
    return finish(&t);
}
