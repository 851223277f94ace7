/* Requests in, quotes out, one document a line, with limits narrower than the library's own: json < REQUESTS.ndjson
 * cc json.c -o json $(pkg-config --cflags --libs fos) */
#include <stdio.h>
#include <string.h>

#include <fos/fos.h>

static void answer(fos_session *session, const char *line, fos_buffer *out)
{
    fos_error error = FOS_ERROR_INIT;
    fos_read_options options = FOS_READ_OPTIONS_INIT;
    options.source = "stdin";
    options.limits.items = 500;

    fos_buffer_clear(out);
    if (fos_session_quote_json(session, line, strlen(line), &options, out, &error) == FOS_STATUS_OK ||
        fos_error_write_json(&error, out, NULL) == FOS_STATUS_OK) {
        puts(fos_buffer_data(out));
    }
}

int main(void)
{
    static char line[65536];
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = context != NULL ? fos_library_open(context, NULL, &error) : NULL;
    fos_session *session = library != NULL ? fos_session_new(library, &error) : NULL;
    fos_buffer *out = session != NULL ? fos_buffer_new(context) : NULL;

    while (out != NULL && fgets(line, sizeof line, stdin) != NULL)
        answer(session, line, out);

    fos_buffer_free(out);
    fos_session_free(session);
    fos_library_free(library);
    fos_context_free(context);
    return out == NULL;
}
