/* Errors as the command tells them: one line on standard error, an object on standard output for programs, and the exit code. */
#include "tool.h"

#include <stdio.h>
#include <string.h>

static void make_one_line(char *words)
{
    for (; *words != '\0'; words++)
        if ((unsigned char)*words < 0x20 || *words == 0x7f) *words = '?';
}

void fail(fos_error *error, fos_status status, const char *format, ...)
{
    memset(error, 0, sizeof *error);
    error->struct_size = sizeof *error;
    error->status = status;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    make_one_line(error->text);
}

void put_complaint(text *to, const fos_error *error)
{
    char line[sizeof error->source + sizeof error->pointer + sizeof error->text + 64];
    fos_error_format(error, line, sizeof line);
    make_one_line(line);
    text_format(to, "fos: %s\n", line);
}

int exit_of(fos_status status)
{
    switch (status) {
    case FOS_STATUS_OK: return EXIT_DONE;
    case FOS_STATUS_NO_EXCHANGE_RATE:
    case FOS_STATUS_INCOMPLETE: return EXIT_INCOMPLETE;
    case FOS_STATUS_NO_REGIME:
    case FOS_STATUS_NO_ROUTE: return EXIT_NO_WAY;
    default: return EXIT_BAD;
    }
}

int complain(const fos_context *context, const fos_error *error, bool json)
{
    text line = { 0 };
    put_complaint(&line, error);
    if (!line.failed) fputs(line.data, stderr);
    text_free(&line);
    int result = exit_of(error->status);
    if (!json) return result;
    fos_buffer *object = fos_buffer_new(context);
    if (object != NULL && fos_error_write_json(error, object, NULL) == FOS_STATUS_OK) {
        if (write_buffer(object) != EXIT_DONE) result = EXIT_BAD;
    }
    fos_buffer_free(object);
    return result;
}
