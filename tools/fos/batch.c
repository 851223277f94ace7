/* `fos quote --ndjson`: one request a line in, one quote or error a line out. The library does the work (fos/batch.h); here
 * are the files, the complaints and the exit code. */
#define _POSIX_C_SOURCE 200809L
#include "tool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct desk {
    const settings *wanted;
    int file;
    int failure;          /* errno of a failed read */
    bool bad, no_way;     /* what happened in some line */
    bool incomplete_line; /* an error that stands for a missing input */
    bool unwritten;
} desk;

static int64_t read_block(void *user, char *into, size_t size)
{
    desk *d = user;
    ssize_t got;
    do
        got = read(d->file, into, size);
    while (got < 0 && errno == EINTR);
    if (got < 0) d->failure = errno;
    return got;
}

static int write_answers(void *user, const char *bytes, size_t length)
{
    desk *d = user;
    d->unwritten = write_out(bytes, length) != EXIT_DONE;
    /* The reader may be waiting for input that never comes: nobody would take the answers any more, so end here. */
    if (d->unwritten && d->wanted->jobs > 1) _exit(EXIT_BAD);
    return d->unwritten;
}

static void hear_failure(void *user, const fos_error *error)
{
    desk *d = user;
    text line = { 0 };
    put_complaint(&line, error);
    if (!line.failed) fputs(line.data, stderr);
    text_free(&line);
    int result = exit_of(error->status);
    d->bad = d->bad || result == EXIT_BAD;
    d->incomplete_line = d->incomplete_line || result == EXIT_INCOMPLETE;
    d->no_way = d->no_way || result == EXIT_NO_WAY;
}

static bool open_file(desk *d, fos_error *error)
{
    d->file = strcmp(d->wanted->path, "-") == 0 ? STDIN_FILENO : open(d->wanted->path, O_RDONLY);
    if (d->file >= 0) return true;
    fail(error, FOS_STATUS_IO, "%s", strerror(errno));
    snprintf(error->source, sizeof error->source, "%s", name_of_input(d->wanted->path));
    return false;
}

/* The files of rates in memory. They are the caller's to free, also where one cannot be read. */
static bool read_rate_files(const settings *wanted, fos_source *files, char **bytes, fos_error *error)
{
    for (size_t i = 0; wanted->rates[i] != NULL; i++) {
        files[i].name = name_of_input(wanted->rates[i]);
        if (!read_document(wanted->rates[i], &bytes[i], &files[i].length, error)) return false;
        files[i].bytes = bytes[i] == NULL ? "" : bytes[i];
    }
    return true;
}

static void run_with(desk *d, const fos_library *library, const fos_source *rates, fos_batch_counts *counts, fos_error *error)
{
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.source = name_of_input(d->wanted->path);
    fos_batch_options options = FOS_BATCH_OPTIONS_INIT;
    options.jobs = d->wanted->jobs;
    options.reading = &reading;
    options.approach = d->wanted->approach;
    options.date = d->wanted->date;
    options.rates = rates;
    while (d->wanted->rates[options.rate_file_count] != NULL)
        options.rate_file_count++;
    fos_batch_stream stream = FOS_BATCH_STREAM_INIT;
    stream.user = d;
    stream.read = read_block;
    stream.write = write_answers;
    stream.failed = hear_failure;
    (void)fos_batch_run(library, &options, &stream, counts, error);
}

static void run(desk *d, const fos_library *library, fos_batch_counts *counts, fos_error *error)
{
    fos_source rates[REPEATED_MOST + 1];
    char *bytes[REPEATED_MOST + 1] = { NULL };
    if (read_rate_files(d->wanted, rates, bytes, error)) run_with(d, library, rates, counts, error);
    for (size_t i = 0; i < REPEATED_MOST; i++)
        free(bytes[i]);
}

static int conclude(const fos_context *context, const desk *d, const fos_batch_counts *counts, fos_error *error)
{
    if (d->unwritten) return EXIT_BAD; /* it was told */
    if (d->failure != 0) {
        fail(error, FOS_STATUS_IO, "%s", d->failure == EISDIR ? "is a directory, expected a file" : strerror(d->failure));
        snprintf(error->source, sizeof error->source, "%s", name_of_input(d->wanted->path));
    }
    if (error->status != FOS_STATUS_OK) return complain(context, error, true);
    if (d->bad) return EXIT_BAD;
    if (counts->incomplete != 0 || d->incomplete_line) return EXIT_INCOMPLETE;
    return d->no_way ? EXIT_NO_WAY : EXIT_DONE;
}

int run_batch(const fos_context *context, const settings *wanted)
{
    desk d = { .wanted = wanted, .file = -1 };
    fos_error error = FOS_ERROR_INIT;
    fos_batch_counts counts = FOS_BATCH_COUNTS_INIT;
    fos_library *library = NULL;
    if (open_file(&d, &error)) library = open_library(context, wanted->regimes, wanted->tariffs, &error);
    if (library != NULL) run(&d, library, &counts, &error);
    int result = conclude(context, &d, &counts, &error);
    fos_library_free(library);
    if (d.file > STDIN_FILENO) close(d.file);
    return result;
}
