/* The `fos` command: finds the sub-command that is meant. What each does is in the file of its name. */
#define _POSIX_C_SOURCE 200809L
#include "tool.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

typedef struct command {
    const char *name;
    int (*run)(int count, char **words); /* NULL: of the contract, but not of this release */
} command;

static const command commands[] = {
    { "quote", command_quote },       { "compare", command_compare }, { "regimes", command_regimes },
    { "roles", command_roles },       { "schema", command_schema },   { "refund", NULL },
    { "validate", command_validate }, { "convert", command_convert }, { "tariff", command_tariff },
    { "identify", command_identify },
};
#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static int print_version(void)
{
    text out = { 0 };
    text_format(&out, "fos %s\n", fos_version());
    return write_text(&out);
}

static int run_schema(const fos_context *context, const char *name)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer *buffer = fos_buffer_new(context);
    int result;
    if (fos_schema_write(name, buffer, &error) != FOS_STATUS_OK) {
        result = complain(context, &error, false);
    } else {
        result = write_buffer(buffer);
    }
    fos_buffer_free(buffer);
    return result;
}

int command_schema(int count, char **words)
{
    const char *name = NULL;
    command_line args = { "schema", NULL, 0, &name, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("schema");
    if (good && name == NULL) {
        fail(&error, FOS_STATUS_INVALID_ARGUMENT,
             "schema: of what? Expected request, quote, comparison, validation, survey, regime, profile or elements");
        good = false;
    }
    fos_context *context = fos_context_new(NULL);
    if (context == NULL) return EXIT_BAD;
    int result = good ? run_schema(context, name) : complain(context, &error, false);
    fos_context_free(context);
    return result;
}

static int refuse(const char *word)
{
    const char *names[COMMAND_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (commands[i].run != NULL) names[count++] = commands[i].name;
    const char *near = nearest_word(word, names, count);
    if (near != NULL)
        fprintf(stderr, "fos: there is no command \"%.100s\", did you mean %s?\n", word, near);
    else
        fprintf(stderr, "fos: there is no command \"%.100s\", see fos --help\n", word);
    return EXIT_BAD;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is told as an error, not by dying */
    if (argc < 2) {
        fputs("fos: no command, see fos --help\n", stderr);
        return EXIT_BAD;
    }
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) return print_help(NULL);
    if (strcmp(word, "--version") == 0) return print_version();
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(word, commands[i].name) != 0) continue;
        if (commands[i].run != NULL) return commands[i].run(argc - 2, argv + 2);
        fprintf(stderr, "fos: this release does not have the command %s yet\n", word);
        return EXIT_BAD;
    }
    return refuse(word);
}
