/* Many orders, one a line, computed by four threads: batch < REQUESTS.ndjson > QUOTES.ndjson
 * cc batch.c -o batch $(pkg-config --cflags --libs fos) */
#include <stdio.h>

#include <fos/fos.h>

static int64_t read_input(void *user, char *into, size_t size)
{
    (void)user;
    size_t got = fread(into, 1, size, stdin);
    return got == 0 && ferror(stdin) ? -1 : (int64_t)got;
}

static int write_output(void *user, const char *bytes, size_t length)
{
    (void)user;
    return fwrite(bytes, 1, length, stdout) != length || fflush(stdout) != 0;
}

int main(void)
{
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = context != NULL ? fos_library_open(context, NULL, &error) : NULL;
    fos_batch_options options = FOS_BATCH_OPTIONS_INIT;
    fos_batch_stream stream = FOS_BATCH_STREAM_INIT;
    fos_batch_counts counts = FOS_BATCH_COUNTS_INIT;

    options.jobs = 4;
    stream.read = read_input;
    stream.write = write_output;
    fos_status status = fos_batch_run(library, &options, &stream, &counts, &error);
    fprintf(stderr, "%lu quotes, %lu errors\n", (unsigned long)counts.quotes, (unsigned long)counts.errors);
    if (status != FOS_STATUS_OK)
        fprintf(stderr, "batch: %s\n", error.text);

    fos_library_free(library);
    fos_context_free(context);
    return status != FOS_STATUS_OK;
}
