/* Reads a request and prints each charge with the sentence that says how it came about: quote REQUEST.json
 * cc quote.c -o quote $(pkg-config --cflags --libs fos) */
#include <stdio.h>

#include <fos/fos.h>

int main(int argc, char **argv)
{
    static char document[65536];
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    size_t length = file != NULL ? fread(document, 1, sizeof document, file) : 0;

    fos_error error = FOS_ERROR_INIT;
    const fos_quote *quote = NULL;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = fos_library_open(context, NULL, &error); /* once, for all threads */
    fos_session *session = library != NULL ? fos_session_new(library, &error) : NULL; /* one for each thread */
    fos_request *request = session != NULL ? fos_request_new(context, &error) : NULL;
    fos_buffer *because = fos_buffer_new(context);

    if (session != NULL && request != NULL && because != NULL &&
        fos_request_read_json(request, document, length, NULL, &error) == FOS_STATUS_OK &&
        fos_session_quote(session, request, &quote, &error) == FOS_STATUS_OK) {
        for (size_t i = 0; i < quote->charge_count; i++) {
            const fos_charge *charge = quote->charges[i];
            char amount[FOS_DECIMAL_TEXT];
            fos_decimal_format(charge->amount, amount);
            fos_buffer_clear(because);
            fos_charge_because(quote, charge, because);
            printf("%s %s %s: %s\n", charge->name, amount, quote->currency, fos_buffer_data(because));
        }
    } else {
        fprintf(stderr, "quote: %s\n", error.text);
    }

    fos_buffer_free(because);
    fos_request_free(request);
    fos_session_free(session);
    fos_library_free(library);
    fos_context_free(context);
    if (file != NULL)
        fclose(file);
    return quote != NULL ? 0 : 2;
}
