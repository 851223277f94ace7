/* Fuzz target: any bytes as a request document. Reads it, writes it, reads that back, and quotes it. A broken promise
 * (what was written is not read back to the same bytes, the same request gives two answers) ends the program. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct {
    fos_context *context;
    fos_library *library;
    fos_session *session;
    fos_request *request;
    fos_buffer *first;
    fos_buffer *second;
} with;

static void demand(int promise, const char *what)
{
    if (!promise) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static void start(void)
{
    fos_error error = FOS_ERROR_INIT;
    with.context = fos_context_new(NULL);
    with.library = fos_library_open(with.context, NULL, &error);
    demand(with.library != NULL, error.text);
    with.session = fos_session_new(with.library, &error);
    with.request = fos_request_new(with.context, &error);
    with.first = fos_buffer_new(with.context);
    with.second = fos_buffer_new(with.context);
    demand(with.session != NULL && with.request != NULL && with.first != NULL && with.second != NULL, "a start");
}

static int same(void)
{
    size_t size = fos_buffer_size(with.first);
    return size == fos_buffer_size(with.second) && memcmp(fos_buffer_data(with.first), fos_buffer_data(with.second), size) == 0;
}

/* Noting faults takes another way through the reader: where there are none, both come to the same. `first` holds the request. */
static void check_other_way(const char *text, size_t length)
{
    fos_error error = FOS_ERROR_INIT;
    fos_read_options options = FOS_READ_OPTIONS_INIT;
    options.faults = fos_report_new(with.context);
    demand(options.faults != NULL, "memory");
    demand(fos_request_read_json(with.request, text, length, &options, &error) == FOS_STATUS_OK, "what was read is read again");
    demand(fos_report_error_count(options.faults) == 0, "without faults");
    demand(fos_request_write_json(with.request, with.second, &error) == FOS_STATUS_OK && same(), "into the same request");
    fos_report_free(options.faults);
    fos_buffer_clear(with.second);
}

static void check_round_trip(const char *text, size_t length)
{
    fos_error error = FOS_ERROR_INIT;
    fos_status status = fos_request_read_json(with.request, text, length, NULL, &error);
    if (status != FOS_STATUS_OK) {
        demand(error.status == status && error.text[0] != '\0', "a failure says what is wrong");
        return;
    }
    fos_buffer_clear(with.first);
    fos_buffer_clear(with.second);
    demand(fos_request_write_json(with.request, with.first, &error) == FOS_STATUS_OK, "what was read can be written");
    check_other_way(text, length);
    demand(fos_request_read_json(with.request, fos_buffer_data(with.first), fos_buffer_size(with.first), NULL, &error) ==
               FOS_STATUS_OK,
           "what was written can be read");
    demand(fos_request_write_json(with.request, with.second, &error) == FOS_STATUS_OK, "and written again");
    demand(same(), "to the same bytes");
}

static void check_quote(const char *text, size_t length)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(with.first);
    fos_buffer_clear(with.second);
    fos_status once = fos_session_quote_json(with.session, text, length, NULL, with.first, &error);
    fos_status again = fos_session_quote_json(with.session, text, length, NULL, with.second, NULL);
    demand(once == again && same(), "the same request gives the same quote");
    if (once != FOS_STATUS_OK) {
        demand(fos_buffer_size(with.first) == 0, "nothing is written on failure");
        demand(error.status == once && error.text[0] != '\0', "a failure says what is wrong");
        return;
    }
    fos_buffer_clear(with.first);
    (void)fos_session_compare_json(with.session, text, length, NULL, with.first, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (with.context == NULL) {
        start();
    }
    /* A copy of exactly this length, so that a read past the end is seen. */
    char *text = malloc(length > 0 ? length : 1);
    demand(text != NULL, "memory");
    memcpy(text, bytes, length);
    check_round_trip(text, length);
    check_quote(text, length);
    free(text);
    return 0;
}
