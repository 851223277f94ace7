/* `fos tariff`: finds the sub-command that is meant. Each is a row here and a file of its name. */
#include "tariff_commands.h"

#include <stdio.h>
#include <string.h>

typedef struct subcommand {
    const char *name;
    int (*run)(const fos_context *context, int count, char **words); /* NULL: of the contract, but not of this release */
} subcommand;

static const subcommand subcommands[] = {
    { "explain", tariff_explain },
    { "import", tariff_import },
    { "lookup", tariff_lookup },
    { "options", tariff_options },
    { "search", tariff_search },
};
#define SUBCOMMAND_COUNT (sizeof subcommands / sizeof subcommands[0])

static int refuse(const fos_context *context, const char *word)
{
    const char *names[SUBCOMMAND_COUNT];
    fos_error error = FOS_ERROR_INIT;
    text known = { 0 };
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        names[i] = subcommands[i].name;
        text_format(&known, "%s%s", i == 0 ? "" : i + 1 == SUBCOMMAND_COUNT ? " or " : ", ", names[i]);
    }
    const char *near = nearest_word(word, names, SUBCOMMAND_COUNT);
    if (word[0] == '\0')
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "tariff: expected %s, see fos tariff --help",
             known.failed ? "a command" : known.data);
    else if (near != NULL)
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "tariff: there is no \"%.100s\", did you mean tariff %s?", word, near);
    else
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "tariff: there is no \"%.100s\", expected %s", word,
             known.failed ? "another" : known.data);
    text_free(&known);
    return complain(context, &error, false);
}

static int run(const fos_context *context, const char *word, int count, char **words)
{
    fos_error error = FOS_ERROR_INIT;
    for (size_t i = 0; i < SUBCOMMAND_COUNT; i++) {
        if (strcmp(word, subcommands[i].name) != 0) continue;
        if (subcommands[i].run != NULL) return subcommands[i].run(context, count - 1, words + 1);
        fail(&error, FOS_STATUS_UNSUPPORTED, "this release does not have tariff %s yet", word);
        return complain(context, &error, false);
    }
    return refuse(context, word);
}

int command_tariff(int count, char **words)
{
    const char *word = count > 0 ? words[0] : "";
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) return print_help("tariff");
    fos_context *context = fos_context_new(NULL);
    if (context == NULL) return EXIT_BAD;
    int result = run(context, word, count, words);
    fos_context_free(context);
    return result;
}
