/* The words of a command line: options before or after operands, `--name value` and `--name=value`, `--` before operands
 * that begin with a dash. A word that is not known is an error that names the nearest one. */
#include "tool.h"

#include <string.h>

#define WORD_MOST ((size_t)40)

/* Levenshtein's distance of two short words. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t row[WORD_MOST + 1];
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t best = corner + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[b_length];
}

const char *nearest_word(const char *word, const char *const *words, size_t count)
{
    const char *nearest = NULL;
    size_t length = strlen(word), least = (length + 2) / 3 + 1;
    if (length > WORD_MOST) return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t other = strlen(words[i]);
        if (other > WORD_MOST) continue;
        size_t steps = distance(word, length, words[i], other);
        if (steps < least) {
            least = steps;
            nearest = words[i];
        }
    }
    return nearest;
}

static const option *find_option(const command_line *args, const char *word, size_t length)
{
    for (size_t i = 0; i < args->option_count; i++)
        if (strlen(args->options[i].name) == length && memcmp(args->options[i].name, word, length) == 0) return &args->options[i];
    return NULL;
}

static void unknown_option(const command_line *args, const char *word, size_t length, fos_error *error)
{
    const char *names[24];
    char name[WORD_MOST + 1] = "";
    size_t count = 0;
    names[count++] = "--help";
    for (size_t i = 0; i < args->option_count && count < sizeof names / sizeof names[0]; i++)
        if (args->options[i].times != LATER) names[count++] = args->options[i].name;
    if (length <= WORD_MOST) memcpy(name, word, length);
    const char *near = name[0] == '\0' ? NULL : nearest_word(name, names, count);
    if (near != NULL)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s: there is no option %.*s, did you mean %s?", args->command, (int)length,
             word, near);
    else
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s: there is no option %.*s, see fos %s --help", args->command,
             (int)(length > 100 ? 100 : length), word, args->command);
}

/* What a reader keeps between words. */
typedef struct reading {
    command_line *args;
    int count;
    char **words;
    int at;
    fos_error *error;
    bool good;
} reading;

/* Only the first mistake is told. */
static fos_error *mistake(reading *r, fos_error *unused)
{
    fos_error *error = r->good ? r->error : unused;
    r->good = false;
    return error;
}

static void take_value(reading *r, const option *known, const char *value)
{
    fos_error unused;
    size_t at = 0;
    while (known->times == REPEATED && at < REPEATED_MOST && known->value[at] != NULL)
        at++;
    if (known->times == REPEATED && at == REPEATED_MOST)
        fail(mistake(r, &unused), FOS_STATUS_LIMIT_COUNT, "%s: %s stands more than %d times", r->args->command, known->name,
             REPEATED_MOST);
    else
        known->value[at] = value;
}

static void read_option(reading *r, const char *word)
{
    fos_error unused;
    const char *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    if ((length == 6 && memcmp(word, "--help", 6) == 0) || strcmp(word, "-h") == 0) {
        r->args->help = true;
        return;
    }
    const option *known = find_option(r->args, word, length);
    if (known == NULL) {
        unknown_option(r->args, word, length, mistake(r, &unused));
    } else if (known->times == LATER) {
        fail(mistake(r, &unused), FOS_STATUS_UNSUPPORTED, "%s: this release does not have %s yet", r->args->command, known->name);
        if (equals == NULL && r->at < r->count) r->at++;
    } else if (known->value == NULL) {
        if (equals != NULL)
            fail(mistake(r, &unused), FOS_STATUS_INVALID_ARGUMENT, "%s: %s takes no value", r->args->command, known->name);
        *known->flag = true;
    } else if (equals != NULL) {
        take_value(r, known, equals + 1);
    } else if (r->at < r->count) {
        take_value(r, known, r->words[r->at++]);
    } else {
        fail(mistake(r, &unused), FOS_STATUS_INVALID_ARGUMENT, "%s: %s needs a value", r->args->command, known->name);
    }
}

static void read_operand(reading *r, const char *word)
{
    fos_error unused;
    command_line *args = r->args;
    if (args->operand_count < args->operand_most) {
        args->operands[args->operand_count++] = word;
    } else {
        fail(mistake(r, &unused), FOS_STATUS_INVALID_ARGUMENT, "%s: \"%.200s\" is one word too many, see fos %s --help",
             args->command, word, args->command);
    }
}

bool read_arguments(command_line *args, int count, char **words, fos_error *error)
{
    reading r = { args, count, words, 0, error, true };
    bool only_operands = false;
    while (r.at < count) {
        const char *word = words[r.at++];
        if (only_operands || word[0] != '-' || word[1] == '\0')
            read_operand(&r, word);
        else if (strcmp(word, "--") == 0)
            only_operands = true;
        else
            read_option(&r, word);
    }
    return r.good;
}
