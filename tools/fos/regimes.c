/* `fos regimes list|show|dump`, and the words of `fos regimes check`, whose work is in check.c. */
#include "tool.h"

#include <stdio.h>
#include <string.h>

#define COLUMNS 6

typedef struct cells {
    const char *of[COLUMNS];
    char reviewed[FOS_DATE_TEXT];
} cells;

static const char *const headings[COLUMNS] = { "ID", "NAME", "CURRENCY", "DATA", "REVIEWED", "ORIGIN" };

static void take_cells(const fos_regime *regime, cells *row)
{
    fos_date_format(fos_regime_reviewed(regime), row->reviewed);
    row->of[0] = fos_regime_id(regime);
    row->of[1] = fos_regime_name(regime);
    row->of[2] = fos_regime_currency(regime);
    row->of[3] = fos_regime_data_version(regime);
    row->of[4] = row->reviewed;
    row->of[5] = fos_regime_origin(regime);
    for (size_t i = 0; i < COLUMNS; i++)
        if (row->of[i] == NULL) row->of[i] = "";
}

static size_t characters(const char *words)
{
    size_t count = 0;
    for (; *words != '\0'; words++)
        count += ((unsigned char)*words & 0xc0u) != 0x80u;
    return count;
}

static void put_row(text *out, const char *const *row, const size_t *widths)
{
    for (size_t i = 0; i + 1 < COLUMNS; i++)
        text_pad(out, row[i], widths[i] + 2);
    text_format(out, "%s\n", row[COLUMNS - 1]);
}

static void list_as_table(const fos_library *library, text *out)
{
    size_t widths[COLUMNS];
    cells row;
    for (size_t i = 0; i < COLUMNS; i++)
        widths[i] = characters(headings[i]);
    for (size_t n = 0; n < fos_library_regime_count(library); n++) {
        take_cells(fos_library_regime_at(library, n), &row);
        for (size_t i = 0; i < COLUMNS; i++)
            if (characters(row.of[i]) > widths[i]) widths[i] = characters(row.of[i]);
    }
    put_row(out, headings, widths);
    for (size_t n = 0; n < fos_library_regime_count(library); n++) {
        take_cells(fos_library_regime_at(library, n), &row);
        put_row(out, row.of, widths);
    }
}

static void list_as_json(const fos_library *library, text *out)
{
    static const char *const keys[COLUMNS] = { "id", "name", "currency", "data_version", "reviewed", "origin" };
    text_add(out, "{\"regimes\":[");
    for (size_t n = 0; n < fos_library_regime_count(library); n++) {
        const fos_regime *regime = fos_library_regime_at(library, n);
        cells row;
        take_cells(regime, &row);
        text_add(out, n == 0 ? "{" : ",{");
        for (size_t i = 0; i < COLUMNS; i++) {
            text_format(out, "\"%s\":", keys[i]);
            text_json(out, row.of[i]);
            text_add(out, ",");
        }
        text_add(out, "\"digest\":");
        text_json(out, fos_regime_digest(regime));
        text_add(out, "}");
    }
    text_add(out, "]}\n");
}

/* The words of any of the sub-commands before they are understood. */
typedef struct given {
    const char *format;
    const char *regimes;
    const char *date;
    const char *id;
} given;

/* A regime by its id, or by a country in which it is in force. */
static const fos_regime *find_regime(const fos_library *library, const char *id, fos_error *error)
{
    const fos_regime *regime = fos_library_regime(library, id);
    if (regime == NULL && strlen(id) == 2) regime = fos_library_regime_for(library, id, NULL);
    if (regime != NULL) return regime;
    text known = { 0 };
    for (size_t n = 0; n < fos_library_regime_count(library); n++)
        text_format(&known, "%s%s", n == 0 ? "" : ", ", fos_regime_id(fos_library_regime_at(library, n)));
    fail(error, FOS_STATUS_NO_REGIME, "there is no regime \"%.40s\", expected one of %s", id,
         known.size == 0 ? "none" : known.data);
    text_free(&known);
    return NULL;
}

static bool understand_date(const given *asked, const char *command, fos_date *date, fos_error *error)
{
    *date = FOS_DATE_ABSENT;
    if (asked->date == NULL || fos_date_parse(asked->date, strlen(asked->date), date, NULL) == FOS_STATUS_OK) return true;
    fail(error, FOS_STATUS_INVALID_VALUE, "%s: --date \"%.100s\" is not a day, expected YYYY-MM-DD", command, asked->date);
    return false;
}

static int account_of(const fos_context *context, const char *command, const given *asked, bool dump)
{
    fos_error error = FOS_ERROR_INIT;
    fos_date date;
    if (!understand_date(asked, command, &date, &error)) return complain(context, &error, false);
    fos_library *library = open_library(context, asked->regimes, NULL, &error);
    const fos_regime *regime = library == NULL ? NULL : find_regime(library, asked->id, &error);
    fos_buffer *buffer = fos_buffer_new(context);
    fos_status status = error.status;
    if (regime != NULL && buffer != NULL)
        status = dump ? fos_regime_dump(regime, buffer) : fos_regime_show(regime, date, buffer);
    else if (status == FOS_STATUS_OK)
        status = FOS_STATUS_NO_MEMORY;
    int result;
    if (status == FOS_STATUS_OK) {
        result = write_out(fos_buffer_data(buffer), fos_buffer_size(buffer));
    } else {
        if (error.status == FOS_STATUS_OK) fail(&error, status, "%s", fos_status_name(status));
        result = complain(context, &error, false);
    }
    fos_buffer_free(buffer);
    fos_library_free(library);
    return result;
}

static int list(const fos_context *context, const given *asked)
{
    fos_error error = FOS_ERROR_INIT;
    text out = { 0 };
    bool json = asked->format != NULL && strcmp(asked->format, "json") == 0;
    if (asked->format != NULL && !json && strcmp(asked->format, "text") != 0) {
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "regimes list: --format \"%.100s\" is not known, expected json or text",
             asked->format);
        return complain(context, &error, false);
    }
    fos_library *library = open_library(context, asked->regimes, NULL, &error);
    if (library == NULL) return complain(context, &error, json);
    if (json)
        list_as_json(library, &out);
    else
        list_as_table(library, &out);
    fos_library_free(library);
    return write_text(&out);
}

static bool is_word(const char *word, const char *other) { return strcmp(word, other) == 0; }

static int run_sub(const fos_context *context, const char *sub, int count, char **words)
{
    char command[40];
    given asked = { 0 };
    const option options[] = { { "--regimes", &asked.regimes, NULL, ONCE },
                               { is_word(sub, "list") ? "--format" : "--date", is_word(sub, "list") ? &asked.format : &asked.date,
                                 NULL, ONCE } };
    bool has_second = is_word(sub, "list") || is_word(sub, "show");
    snprintf(command, sizeof command, "regimes %s", sub);
    command_line args = { command, options, has_second ? 2 : 1, &asked.id, is_word(sub, "list") ? 0 : 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help(command);
    if (good && args.operand_most == 1 && asked.id == NULL) {
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "%s: which regime? See fos regimes list", command);
        good = false;
    }
    if (!good) return complain(context, &error, asked.format != NULL && is_word(asked.format, "json"));
    return is_word(sub, "list") ? list(context, &asked) : account_of(context, command, &asked, is_word(sub, "dump"));
}

static int run_check(const fos_context *context, int count, char **words)
{
    const char *paths[1024];
    const char *directory = NULL;
    const option options[] = { { "--regimes", &directory, NULL, ONCE } };
    command_line args = { "regimes check", options, 1, paths, sizeof paths / sizeof paths[0], 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("regimes check");
    return good ? check_regimes(context, directory, paths, args.operand_count) : complain(context, &error, false);
}

int command_regimes(int count, char **words)
{
    static const char *const subs[] = { "list", "show", "check", "dump" };
    fos_error error = FOS_ERROR_INIT;
    const char *sub = count > 0 ? words[0] : "";
    if (is_word(sub, "--help") || is_word(sub, "-h")) return print_help("regimes");
    fos_context *context = fos_context_new(NULL);
    if (context == NULL) return EXIT_BAD;
    int result;
    if (is_word(sub, "check")) {
        result = run_check(context, count - 1, words + 1);
    } else if (is_word(sub, "list") || is_word(sub, "show") || is_word(sub, "dump")) {
        result = run_sub(context, sub, count - 1, words + 1);
    } else {
        const char *near = nearest_word(sub, subs, sizeof subs / sizeof subs[0]);
        if (sub[0] == '\0')
            fail(&error, FOS_STATUS_INVALID_ARGUMENT, "regimes: expected list, show, check or dump, see fos regimes --help");
        else
            fail(&error, FOS_STATUS_INVALID_ARGUMENT, "regimes: there is no \"%.100s\", %s%s%s", sub,
                 near != NULL ? "did you mean regimes " : "expected list, show, check or dump", near != NULL ? near : "",
                 near != NULL ? "?" : "");
        result = complain(context, &error, false);
    }
    fos_context_free(context);
    return result;
}
