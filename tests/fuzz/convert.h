/* What the targets of formats share: any bytes as a document of a format. What is read can be written as JSON, and what was
 * written in the format itself is read back to the same. A broken promise ends the program. */
#ifndef FUZZ_CONVERT_H
#define FUZZ_CONVERT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static struct {
    fos_context *context;
    fos_request *request;
    fos_buffer *document;
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
    with.context = fos_context_new(NULL);
    with.request = fos_request_new(with.context, NULL);
    with.document = fos_buffer_new(with.context);
    with.first = fos_buffer_new(with.context);
    with.second = fos_buffer_new(with.context);
    demand(with.request != NULL && with.document != NULL && with.first != NULL && with.second != NULL, "a start");
}

static void check_format(const char *format, const uint8_t *bytes, size_t length)
{
    fos_error error = FOS_ERROR_INIT;
    if (with.context == NULL) start();
    /* A copy of exactly this length, so that a read past the end is seen. */
    char *text = malloc(length > 0 ? length : 1);
    demand(text != NULL, "memory");
    memcpy(text, bytes, length);
    fos_report *report = fos_report_new(with.context);
    fos_status status = fos_request_read_as(with.request, format, text, length, NULL, report, &error);
    free(text);
    fos_report_free(report);
    fos_buffer_clear(with.document);
    fos_buffer_clear(with.first);
    fos_buffer_clear(with.second);
    if (status != FOS_STATUS_OK) {
        demand(error.status == status && error.text[0] != '\0', "a failure says what is wrong");
        demand(with.request->consignment->item_count == 0, "and leaves nothing");
        return;
    }
    demand(fos_request_write_json(with.request, with.first, &error) == FOS_STATUS_OK, "what was read can be written");
    if (fos_request_write_as(with.request, format, NULL, with.document, NULL, &error) != FOS_STATUS_OK) {
        demand(fos_buffer_size(with.document) == 0, "nothing is written on failure");
        return;
    }
    status = fos_request_read_as(with.request, format, fos_buffer_data(with.document), fos_buffer_size(with.document), NULL, NULL,
                                 &error);
    demand(status == FOS_STATUS_OK, "what was written can be read");
    fos_buffer_clear(with.document);
    demand(fos_request_write_as(with.request, format, NULL, with.document, NULL, &error) == FOS_STATUS_OK, "and written again");
}

#endif
