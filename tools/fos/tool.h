/* What the parts of the `fos` command share: options, input, output, complaints. Only the public headers of libfos are used
 * here, as any other program would use them. */
#ifndef FOS_TOOL_H
#define FOS_TOOL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <fos/fos.h>

/* What the command ends with. */
enum { EXIT_DONE = 0, EXIT_FINDINGS = 1, EXIT_BAD = 2, EXIT_INCOMPLETE = 3, EXIT_NO_WAY = 4 };

/* What a document may have at most, from a file or a pipe. */
#define DOCUMENT_MOST ((size_t)64 * 1024 * 1024)

#if defined(__GNUC__)
#define TOOL_PRINTF(text_at, first_at) __attribute__((format(printf, text_at, first_at)))
#else
#define TOOL_PRINTF(text_at, first_at)
#endif

/* --- output.c: text that grows, and standard output in one piece --- */

typedef struct text {
    char *data;
    size_t size;
    size_t capacity;
    bool failed; /* out of memory; what follows is dropped */
} text;

void text_put(text *to, const char *bytes, size_t length);
void text_add(text *to, const char *words);
void text_format(text *to, const char *format, ...) TOOL_PRINTF(2, 3);
void text_json(text *to, const char *words); /* a JSON string with its quotes */
void text_pad(text *to, const char *words, size_t columns);
void text_clear(text *to);
void text_free(text *to);

/* Writes all of it, or complains on standard error and returns EXIT_BAD. */
int write_out(const char *bytes, size_t length);
int write_text(text *from); /* the same; frees the text */
/* The same, with a line's end behind it where it has none. */
int write_buffer(const fos_buffer *from);

/* --- complain.c: errors as the command tells them --- */

void fail(fos_error *error, fos_status status, const char *format, ...) TOOL_PRINTF(3, 4);
/* "fos: SOURCE:LINE:COLUMN: POINTER: TEXT\n" */
void put_complaint(text *to, const fos_error *error);
/* The exit code that a status stands for. */
int exit_of(fos_status status);
/* Says the error on standard error, and as a JSON object on standard output when `json`. Returns its exit code. */
int complain(const fos_context *context, const fos_error *error, bool json);

/* --- arguments.c --- */

/* How often an option may stand. REPEATED: `value` is an array of REPEATED_MOST + 1, in order and NULL at the end. */
enum { ONCE = 0, LATER = 1 /* of the contract, but not of this release */, REPEATED = 2 };
#define REPEATED_MOST 64

typedef struct option {
    const char *name;   /* with its dashes */
    const char **value; /* where its value goes; NULL for an option without one */
    bool *flag;
    int times;
} option;

typedef struct command_line {
    const char *command; /* "quote", "regimes list": for messages */
    const option *options;
    size_t option_count;
    const char **operands;
    size_t operand_most;
    size_t operand_count;
    bool help;
} command_line;

/* Reads all words, options and operands in any order. At the first mistake it fills `error`, goes on to the end (so that
 * later options such as --format still count) and returns false. */
bool read_arguments(command_line *args, int count, char **words, fos_error *error);
/* The nearest of `count` words, or NULL when none is near. */
const char *nearest_word(const char *word, const char *const *words, size_t count);

/* --- input.c --- */

/* The name that messages give: the path, or "stdin" for "-". */
const char *name_of_input(const char *path);
/* Reads a whole document; "-" is standard input. The bytes are the caller's to free. */
bool read_document(const char *path, char **bytes, size_t *length, fos_error *error);
/* The paths of all *.json of a directory, sorted, NULL at the end; free_paths frees them. */
char **list_directory(const char *directory, fos_error *error);
void free_paths(char **paths);

/* --- the commands --- */

typedef enum output_format { FORMAT_JSON, FORMAT_TEXT } output_format;

/* What quote and compare were asked for. */
typedef struct settings {
    const char *path;
    output_format format;
    const char *locale;
    const char *approach;
    const char *regimes;
    const char *const *rates; /* files of exchange rates; NULL at the end */
    const char *const *tariffs;
    fos_date date;
    unsigned jobs;
} settings;

/* `tariffs`: paths, NULL at the end; NULL for none. */
fos_library *open_library(const fos_context *context, const char *regimes, const char *const *tariffs, fos_error *error);
/* Changes what the command line overrides. */
void apply_settings(const settings *wanted, fos_request *request);

int run_batch(const fos_context *context, const settings *wanted);
int command_quote(int count, char **words);
int command_compare(int count, char **words);
int command_convert(int count, char **words);
int command_regimes(int count, char **words);
int command_roles(int count, char **words);
int command_schema(int count, char **words);
int command_tariff(int count, char **words);
int command_identify(int count, char **words);
int command_validate(int count, char **words);
int check_profile(const fos_context *context, const char *path);
int check_regimes(const fos_context *context, const char *directory, const char *const *paths, size_t count);

/* --- help.c --- */

/* Prints the help of a command such as "quote" or "regimes list"; NULL for that of all. Returns the exit code. */
int print_help(const char *command);

#endif
