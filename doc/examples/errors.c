/* What a caller does with a status and an error: errors < REQUEST.json
 * cc errors.c -o errors $(pkg-config --cflags --libs fos) */
#include <stdio.h>

#include <fos/fos.h>

static void tell(const fos_error *error)
{
    char line[2048];
    fos_error_format(error, line, sizeof line);
    printf("%s\n", line);
}

static void tell_missing(const fos_quote *quote, fos_buffer *text)
{
    for (size_t i = 0; i < quote->missing_count; i++) {
        fos_buffer_clear(text);
        if (fos_missing_because(quote, quote->missing[i], text) == FOS_STATUS_OK)
            printf("item %u: %s: %s\n", (unsigned)quote->missing[i]->item, quote->missing[i]->needs,
                   fos_buffer_data(text));
    }
}

static int run(const fos_context *context, fos_session *session, const char *document, size_t length)
{
    fos_error error = FOS_ERROR_INIT;
    fos_read_options options = FOS_READ_OPTIONS_INIT;
    options.source = "order.json";
    const fos_quote *quote = NULL;
    fos_buffer *text = fos_buffer_new(context);
    fos_request *request = fos_request_new(context, &error);
    int result = 2;

    if (text == NULL || request == NULL ||
        fos_request_read_json(request, document, length, &options, &error) != FOS_STATUS_OK) {
        tell(&error); /* the document is not a request: line, column and JSON Pointer say where */
    } else {
        switch (fos_session_quote(session, request, &quote, &error)) {
        case FOS_STATUS_OK:
            tell_missing(quote, text); /* what an incomplete quote lacks */
            result = quote->complete == FOS_TRUTH_TRUE ? 0 : 3;
            break;
        case FOS_STATUS_NO_REGIME:
        case FOS_STATUS_NO_ROUTE:
            result = 4;
            tell(&error); /* the law does not offer what was asked for */
            break;
        default:
            tell(&error);
            break;
        }
    }
    fos_request_free(request);
    fos_buffer_free(text);
    return result;
}

int main(void)
{
    static char document[65536];
    size_t length = fread(document, 1, sizeof document, stdin);
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = context != NULL ? fos_library_open(context, NULL, &error) : NULL;
    fos_session *session = library != NULL ? fos_session_new(library, &error) : NULL;
    int result = session != NULL ? run(context, session, document, length) : 2;

    if (session == NULL)
        tell(&error);
    fos_session_free(session);
    fos_library_free(library);
    fos_context_free(context);
    return result;
}
