/* `fos tariff search`: codes whose descriptions hold the words. */
#include "tariff_commands.h"

#include <string.h>

enum { MOST_HITS = 20 };

static void put_text(text *out, const fos_tariff *tariff, const fos_tariff_hit *hits, size_t count)
{
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    for (size_t i = 0; i < count; i++) {
        if (!fos_tariff_line_at(tariff, hits[i].index, &line)) continue;
        text_pad(out, line.code, 14);
        text_format(out, "%s%s\n", line.description, line.declarable ? "" : " (divided further)");
    }
    if (count == 0) text_format(out, "no description of the tariff %s holds these words\n", fos_tariff_id(tariff));
}

/* A word that no description has says more than a list that passes over it. */
static void put_unknown(text *out, const fos_tariff *tariff, const tariff_words *asked)
{
    fos_tariff_hit hit;
    size_t count = 0;
    for (const char *at = asked->operand; *(at += strspn(at, " ")) != '\0';) {
        char word[128];
        size_t length = strcspn(at, " ");
        if (length < sizeof word) {
            memcpy(word, at, length);
            word[length] = '\0';
            bool searched = fos_tariff_search(tariff, word, asked->date, &hit, 1, &count, NULL) == FOS_STATUS_OK;
            if (searched && count == 0) text_format(out, "no description holds \"%s\"\n", word);
        }
        at += length;
    }
}

static int write_hits(const fos_context *context, const fos_tariff *tariff, const tariff_words *asked, fos_error *error)
{
    fos_tariff_hit hits[MOST_HITS];
    size_t count = 0;
    text out = { 0 };
    int result = -1;
    if (asked->json) {
        fos_buffer *document = fos_buffer_new(context);
        if (fos_tariff_search_json(tariff, asked->operand, asked->date, MOST_HITS, document, &count, error) == FOS_STATUS_OK)
            result = write_buffer(document);
        fos_buffer_free(document);
    } else if (fos_tariff_search(tariff, asked->operand, asked->date, hits, MOST_HITS, &count, error) == FOS_STATUS_OK) {
        put_text(&out, tariff, hits, count);
        if (count > 0) put_unknown(&out, tariff, asked);
        result = write_text(&out);
    }
    return result == EXIT_DONE && count == 0 ? EXIT_FINDINGS : result;
}

int tariff_search(const fos_context *context, int count, char **words)
{
    tariff_words asked = { .date = FOS_DATE_ABSENT };
    const option options[] = {
        { "--tariff", asked.tariffs, NULL, REPEATED },
        { "--country", &asked.country, NULL, 0 },
        { "--date", &asked.date_text, NULL, 0 },
        { "--format", &asked.format, NULL, 0 },
    };
    command_line args = { "tariff search", options, sizeof options / sizeof options[0], &asked.operand, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("tariff search");
    if (good && asked.operand == NULL) {
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "tariff search: for which words? Several go in quotes");
        good = false;
    }
    fos_library *library = good && read_tariff_words(&asked, &error) ? open_tariffs(context, &asked, &error) : NULL;
    const fos_tariff *tariff = library == NULL ? NULL : choose_tariff(library, &asked, &error);
    int result = tariff == NULL ? -1 : write_hits(context, tariff, &asked, &error);
    fos_library_free(library);
    return result < 0 ? complain(context, &error, asked.json) : result;
}
