/* The ways of collecting that the law offers for one request, side by side: compare < REQUEST.json
 * cc compare.c -o compare $(pkg-config --cflags --libs fos) */
#include <stdio.h>

#include <fos/fos.h>

static void print(const fos_comparison *comparison)
{
    for (size_t i = 0; i < comparison->offer_count; i++) {
        const fos_offer *offer = comparison->offers[i];
        char charges[FOS_DECIMAL_TEXT];
        fos_decimal_format(offer->quote->totals.charges, charges);
        printf("%c %-18s %-12s %s %s\n", offer->automatic == FOS_TRUTH_TRUE ? '*' : ' ', offer->route,
               fos_approach_name(offer->approach), charges, comparison->currency);
        for (size_t k = 0; k < offer->need_count; k++)
            printf("    if %s\n", offer->needs[k]);
    }
}

int main(void)
{
    static char document[65536];
    size_t length = fread(document, 1, sizeof document, stdin);
    fos_error error = FOS_ERROR_INIT;
    const fos_comparison *comparison = NULL;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = context != NULL ? fos_library_open(context, NULL, &error) : NULL;
    fos_session *session = library != NULL ? fos_session_new(library, &error) : NULL;
    fos_request *request = session != NULL ? fos_request_new(context, &error) : NULL;

    if (request != NULL && fos_request_read_json(request, document, length, NULL, &error) == FOS_STATUS_OK &&
        fos_session_compare(session, request, &comparison, &error) == FOS_STATUS_OK)
        print(comparison);
    else
        fprintf(stderr, "compare: %s\n", error.text);

    fos_request_free(request);
    fos_session_free(session);
    fos_library_free(library);
    fos_context_free(context);
    return comparison == NULL;
}
