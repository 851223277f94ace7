/* The Meursing table: which agricultural components an additional code has. A file of lines, the first of which names the
 * components: code,EA,ADSZ,ADFM and the like. */
#include "tariff_commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the field at `*at` and moves on; NULL at the end of the line. */
static char *next_field(char **at)
{
    char *field = *at;
    if (field == NULL) return NULL;
    char *comma = strchr(field, ',');
    if (comma != NULL) *comma = '\0';
    *at = comma == NULL ? NULL : comma + 1;
    return field;
}

static char *next_line(char **at)
{
    char *line = *at;
    if (line == NULL || *line == '\0') return NULL;
    char *end = strchr(line, '\n');
    if (end != NULL) *end = '\0';
    *at = end == NULL ? NULL : end + 1;
    line[strcspn(line, "\r")] = '\0';
    return line;
}

static bool take_row(char *names, char *rates, fos_duty_component *components, size_t most, size_t *count)
{
    for (char *name = next_field(&names), *rate = next_field(&rates); name != NULL;
         name = next_field(&names), rate = next_field(&rates)) {
        if (rate == NULL || *count == most) return false;
        if (*rate != '\0') components[(*count)++] = (fos_duty_component){ name, rate };
    }
    return true;
}

bool read_meursing(const char *path, const char *code, char **bytes, fos_duty_component *components, size_t most, size_t *count,
                   fos_error *error)
{
    size_t length;
    if (!read_document(path, bytes, &length, error)) return false;
    char *at = *bytes, *names = next_line(&at), *first = names == NULL ? NULL : next_field(&names);
    if (first == NULL || strcmp(first, "code") != 0 || names == NULL) {
        fail(error, FOS_STATUS_SYNTAX, "the first line of a Meursing table is code,EA,ADSZ,ADFM or the like");
        snprintf(error->source, sizeof error->source, "%s", path);
        error->line = error->column = 1;
        return false;
    }
    uint32_t number = 1;
    for (char *line; (line = next_line(&at)) != NULL;) {
        number++;
        char *own = next_field(&line);
        if (strcmp(own, code) != 0) continue;
        if (line != NULL && take_row(names, line, components, most, count)) return true;
        fail(error, FOS_STATUS_SYNTAX, "the line has fewer fields than the first one");
        snprintf(error->source, sizeof error->source, "%s", path);
        error->line = number;
        error->column = 1;
        return false;
    }
    fail(error, FOS_STATUS_INVALID_VALUE, "there is no additional code \"%.20s\"", code);
    snprintf(error->source, sizeof error->source, "%s", path);
    return false;
}
