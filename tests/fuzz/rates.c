/* Fuzz target: any bytes as a file of exchange rates. All of it is taken or nothing; what is taken is a rate above 0 of a currency, on a
 * day that the request can need. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(int promise, const char *what)
{
    if (!promise) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static void check_rate(const fos_exchange_rate *rate, fos_date first, fos_date last)
{
    demand(rate->rate.coefficient > 0, "a rate is above 0");
    demand(strlen(rate->to) == 3 && strlen(rate->from) == 3 && strcmp(rate->from, rate->to) != 0, "of two currencies");
    demand(rate->date >= first && rate->date <= last, "on a day that can be needed");
    demand(rate->series[0] != '\0' && rate->source[0] != '\0', "and says whose it is");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = fos_request_new(context, NULL);
    fos_buffer *written = fos_buffer_new(context);
    fos_error error = FOS_ERROR_INIT;
    char *text = malloc(length > 0 ? length : 1);
    demand(request != NULL && written != NULL && text != NULL, "memory");
    memcpy(text, bytes, length);
    request->date = fos_date_make(2026, 11, 23);
    fos_status status = fos_request_read_rates(request, "fuzz", text, length, &error);
    demand(status == FOS_STATUS_OK || (error.status == status && error.text[0] != '\0' && error.line >= 1),
           "an error has its place");
    demand(status == FOS_STATUS_OK || request->exchange_rate_count == 0, "a file that fails adds nothing");
    for (size_t i = 0; i < request->exchange_rate_count; i++)
        check_rate(request->exchange_rates[i], request->date - 40, request->date);
    demand(fos_request_write_json(request, written, NULL) == FOS_STATUS_OK, "what was read can be written");
    free(text);
    fos_buffer_free(written);
    fos_request_free(request);
    fos_context_free(context);
    return 0;
}
