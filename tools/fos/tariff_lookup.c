/* `fos tariff lookup`: the measures of a commodity code; and what the commands over tariffs share. */
#include "tariff_commands.h"

#include <stdio.h>
#include <string.h>

bool read_tariff_words(tariff_words *asked, fos_error *error)
{
    if (asked->date_text != NULL &&
        fos_date_parse(asked->date_text, strlen(asked->date_text), &asked->date, error) != FOS_STATUS_OK)
        return false;
    asked->json = asked->format != NULL && strcmp(asked->format, "json") == 0;
    if (asked->format == NULL || asked->json || strcmp(asked->format, "text") == 0) return true;
    fail(error, FOS_STATUS_INVALID_ARGUMENT, "\"%.40s\" is not a format, expected text or json", asked->format);
    return false;
}

static const fos_tariff *of_country(const fos_library *library, const char *country, fos_error *error)
{
    const fos_tariff *tariff = fos_library_tariff_for(library, country);
    if (tariff == NULL) fail(error, FOS_STATUS_NO_REGIME, "there is no tariff for \"%.40s\"; --tariff FILE gives one", country);
    return tariff;
}

const fos_tariff *choose_tariff(const fos_library *library, const tariff_words *asked, fos_error *error)
{
    size_t given = 0;
    while (asked->tariffs[given] != NULL)
        given++;
    if (asked->country != NULL) return of_country(library, asked->country, error);
    if (given == 1) return fos_library_tariff_at(library, 0); /* those given come first */
    fail(error, FOS_STATUS_INVALID_ARGUMENT, "which tariff? --country C names the country of import, or --tariff FILE the file");
    return NULL;
}

fos_library *open_tariffs(const fos_context *context, const tariff_words *asked, fos_error *error)
{
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.regimes_directory = asked->regimes;
    options.tariff_files = asked->tariffs;
    while (asked->tariffs[options.tariff_file_count] != NULL)
        options.tariff_file_count++;
    return fos_library_open(context, &options, error);
}

/* ---- writing ---- */

static void put_measure_text(text *out, const fos_tariff_measure *m)
{
    char start[FOS_DATE_TEXT], end[FOS_DATE_TEXT];
    fos_date_format(m->start, start);
    fos_date_format(m->end, end);
    text_add(out, "  ");
    text_pad(out, fos_tariff_kind_name(m->kind), 15);
    text_pad(out, m->origin, 6);
    text_pad(out, m->rate, 24);
    if (start[0] != '\0' || end[0] != '\0') text_format(out, " %s..%s", start, end);
    const char *const more[][2] = { { "programme ", m->programme }, { "proof: ", m->proof }, { "if ", m->conditions },
                                    { "quota ", m->quota },         { "no. ", m->number },   { "", m->name },
                                    { "source: ", m->source } };
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
        if (more[i][1][0] != '\0') text_format(out, "; %s%s", more[i][0], more[i][1]);
    if (m->confidence != FOS_CONFIDENCE_CONFIRMED) text_format(out, " (%s)", fos_confidence_name(m->confidence));
    text_add(out, "\n");
}

/* How many digits two codes share from the first on, and whether that is all of them; points and spaces are none. */
static size_t shared_digits(const char *code, const char *line, bool *whole_code)
{
    size_t shared = 0;
    for (; *code != '\0' && line[shared] != '\0'; code++) {
        if (*code == '.' || *code == ' ') continue;
        if (*code != line[shared]) break;
        shared++;
    }
    *whole_code = *code == '\0';
    return shared;
}

/* What a code is in the tariff, in words that the line follows. */
static const char *standing(const char *code, const fos_tariff_line *line)
{
    bool whole_code;
    bool whole_line = shared_digits(code, line->code, &whole_code) == strlen(line->code);
    if (line->match == FOS_TARIFF_MATCH_NONE) return "is not in the tariff; the nearest line is";
    if (line->match == FOS_TARIFF_MATCH_SHORT)
        return whole_code && whole_line ? "is divided further:"
               : whole_line             ? "is divided further; the line above is"
                                        : "is divided further; a line of it is";
    return whole_code && whole_line ? "is a line of the tariff:" : "stands under the line";
}

static void put_head_text(text *out, const fos_tariff *tariff, const char *code, const fos_tariff_line *line)
{
    text_format(out, "Tariff %s, version %s\n", fos_tariff_id(tariff), fos_tariff_data_version(tariff));
    if (fos_tariff_starter(tariff) != NULL) text_format(out, "Note: %s\n", fos_tariff_starter(tariff));
    const char *what = standing(code, line);
    text_format(out, "%s %s %s%s%s%s\n", code, what, line->code, line->description[0] != '\0' ? ", " : "", line->description,
                line->declarable ? "" : " (not declarable itself)");
}

static bool put_text(text *out, const fos_tariff *tariff, const fos_tariff_query *query, fos_tariff_match *match,
                     fos_error *error)
{
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    fos_tariff_cursor cursor;
    if (fos_tariff_find(tariff, query, &cursor, error) != FOS_STATUS_OK ||
        fos_tariff_code(tariff, query->code, query->date, &line, error) != FOS_STATUS_OK)
        return false;
    *match = line.match;
    put_head_text(out, tariff, query->code, &line);
    while (fos_tariff_next(&cursor, &m))
        put_measure_text(out, &m);
    return true;
}

static int write_lookup(const fos_context *context, const fos_tariff *tariff, const tariff_words *asked, fos_error *error)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_match match = FOS_TARIFF_MATCH_NONE;
    query.code = asked->operand;
    query.origin = asked->origin;
    query.date = asked->date;
    text out = { 0 };
    int result = -1;
    if (asked->json) {
        fos_buffer *document = fos_buffer_new(context);
        if (fos_tariff_lookup_json(tariff, &query, document, &match, error) == FOS_STATUS_OK) result = write_buffer(document);
        fos_buffer_free(document);
    } else if (put_text(&out, tariff, &query, &match, error)) {
        result = write_text(&out);
    }
    return result == EXIT_DONE && match == FOS_TARIFF_MATCH_NONE ? EXIT_FINDINGS : result;
}

int tariff_lookup(const fos_context *context, int count, char **words)
{
    tariff_words asked = { .date = FOS_DATE_ABSENT };
    const option options[] = {
        { "--tariff", asked.tariffs, NULL, REPEATED }, { "--origin", &asked.origin, NULL, 0 },
        { "--country", &asked.country, NULL, 0 },      { "--date", &asked.date_text, NULL, 0 },
        { "--format", &asked.format, NULL, 0 },
    };
    command_line args = { "tariff lookup", options, sizeof options / sizeof options[0], &asked.operand, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("tariff lookup");
    if (good && asked.operand == NULL) {
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "tariff lookup: of which commodity code?");
        good = false;
    }
    fos_library *library = good && read_tariff_words(&asked, &error) ? open_tariffs(context, &asked, &error) : NULL;
    const fos_tariff *tariff = library == NULL ? NULL : choose_tariff(library, &asked, &error);
    int result = tariff == NULL ? -1 : write_lookup(context, tariff, &asked, &error);
    fos_library_free(library);
    return result < 0 ? complain(context, &error, asked.json) : result;
}
