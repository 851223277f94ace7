/* One library, sixteen threads: each has its session and quotes the documents it is given in its own order; every answer
 * must be, byte for byte, the one that a single thread gives. ThreadSanitizer watches a shorter run.
 *     threads [--quotes N] [--tariff FILE]... PATH...
 * A path is a request, a list of cases as in tests/cases/quotes, whose requests are taken, or a folder of such files. The
 * last line is "N passed, N failed" and counts answers. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#define THREADS 16
#define QUOTES 1000000
#define MOST_TARIFFS 8

typedef struct document {
    const char *bytes;
    size_t length;
    fos_buffer *expected;
    fos_error error;
    fos_status status;
} document;

typedef struct worker {
    pthread_t thread;
    size_t number;
    size_t quotes;
    size_t passed, failed;
} worker;

static struct {
    fos_context *context;
    fos_library *library;
    document *documents;
    size_t count, capacity;
    char **files;
    size_t file_count, file_capacity;
} shared;

/* ---- documents ---- */

static bool add_document(const char *bytes, size_t length)
{
    if (shared.count == shared.capacity) {
        size_t capacity = shared.capacity == 0 ? 64 : shared.capacity * 2;
        document *more = realloc(shared.documents, capacity * sizeof *more);
        if (more == NULL) return false;
        shared.documents = more;
        shared.capacity = capacity;
    }
    shared.documents[shared.count++] = (document){ .bytes = bytes, .length = length };
    return true;
}

/* The length of the object that begins at `text`, whose brackets are those outside of strings. */
static size_t object_length(const char *text)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (quoted && text[i] == '\\' && text[i + 1] != '\0')
            i++;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && text[i] == '{')
            depth++;
        else if (!quoted && text[i] == '}' && --depth == 0)
            return i + 1;
    }
    return 0;
}

static bool add_cases(const char *text)
{
    static const char key[] = "\"request\"";
    while ((text = strstr(text, key)) != NULL) {
        text += strlen(key);
        const char *object = text + strspn(text, " \t\r\n:");
        size_t length = *object == '{' ? object_length(object) : 0;
        if (length > 0 && !add_document(object, length)) return false;
        text = object + length;
    }
    return true;
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *text = size >= 0 && fseek(file, 0, SEEK_SET) == 0 ? malloc((size_t)size + 1) : NULL;
    if (text != NULL && fread(text, 1, (size_t)size, file) == (size_t)size) {
        text[size] = '\0';
    } else {
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

static bool keep(char *text)
{
    if (shared.file_count == shared.file_capacity) {
        size_t capacity = shared.file_capacity == 0 ? 64 : shared.file_capacity * 2;
        char **more = realloc(shared.files, capacity * sizeof *more);
        if (more == NULL) {
            free(text);
            return false;
        }
        shared.files = more;
        shared.file_capacity = capacity;
    }
    shared.files[shared.file_count++] = text;
    return true;
}

static bool add_file(const char *path)
{
    char *text = read_file(path);
    if (text == NULL) {
        perror(path);
        return false;
    }
    if (!keep(text)) return false;
    return text[strspn(text, " \t\r\n")] == '[' ? add_cases(text) : add_document(text, strlen(text));
}

static int is_json(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

static bool add_path(const char *path)
{
    struct dirent **entries;
    int count = scandir(path, &entries, is_json, alphasort);
    if (count < 0) return add_file(path);
    bool good = true;
    for (int i = 0; i < count; i++) {
        char name[1024];
        int length = snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
        good = good && length > 0 && (size_t)length < sizeof name && add_file(name);
        free(entries[i]);
    }
    free(entries);
    return good;
}

/* ---- quotes ---- */

static fos_status quote(fos_session *session, const document *each, fos_buffer *out, fos_error *error)
{
    const fos_error none = FOS_ERROR_INIT;
    *error = none;
    fos_buffer_clear(out);
    return fos_session_quote_json(session, each->bytes, each->length, NULL, out, error);
}

static bool same(const document *each, fos_status status, const fos_error *error, const fos_buffer *out)
{
    size_t size = fos_buffer_size(each->expected);
    return status == each->status && strcmp(error->text, each->error.text) == 0 &&
           strcmp(error->pointer, each->error.pointer) == 0 && fos_buffer_size(out) == size &&
           memcmp(fos_buffer_data(out), fos_buffer_data(each->expected), size) == 0;
}

static bool expect_all(void)
{
    fos_error error = FOS_ERROR_INIT;
    fos_session *session = fos_session_new(shared.library, &error);
    for (size_t i = 0; session != NULL && i < shared.count; i++) {
        document *each = &shared.documents[i];
        each->expected = fos_buffer_new(shared.context);
        if (each->expected == NULL) return false;
        each->status = quote(session, each, each->expected, &each->error);
    }
    fos_session_free(session);
    return session != NULL;
}

static void *work(void *argument)
{
    worker *self = argument;
    fos_session *session = fos_session_new(shared.library, NULL);
    fos_buffer *out = fos_buffer_new(shared.context);
    fos_error error;
    size_t at = self->number * shared.count / THREADS;
    for (size_t i = 0; session != NULL && out != NULL && i < self->quotes; i++) {
        const document *each = &shared.documents[at];
        fos_status status = quote(session, each, out, &error);
        if (same(each, status, &error, out))
            self->passed++;
        else
            self->failed++;
        at = at + 1 == shared.count ? 0 : at + 1;
    }
    self->failed += self->quotes - self->passed - self->failed; /* those that had no session */
    fos_buffer_free(out);
    fos_session_free(session);
    return NULL;
}

static bool run(size_t quotes, size_t *passed, size_t *failed)
{
    worker workers[THREADS];
    size_t started = 0;
    for (; started < THREADS; started++) {
        size_t share = quotes / THREADS + (started < quotes % THREADS ? 1 : 0);
        workers[started] = (worker){ .number = started, .quotes = share };
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) break;
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        *passed += workers[i].passed;
        *failed += workers[i].failed;
    }
    return started == THREADS;
}

/* ---- the program ---- */

static void clean_up(void)
{
    for (size_t i = 0; i < shared.count; i++)
        fos_buffer_free(shared.documents[i].expected);
    for (size_t i = 0; i < shared.file_count; i++)
        free(shared.files[i]);
    free(shared.documents);
    free(shared.files);
    fos_library_free(shared.library);
    fos_context_free(shared.context);
}

static size_t number_of(const char *text)
{
    size_t number = 0;
    for (; *text >= '0' && *text <= '9' && number < SIZE_MAX / 100; text++)
        number = number * 10 + (size_t)(*text - '0');
    return *text == '\0' ? number : 0;
}

int main(int argc, char **argv)
{
    fos_error error = FOS_ERROR_INIT;
    size_t quotes = QUOTES, passed = 0, failed = 0, answered = 0;
    const char *tariffs[MOST_TARIFFS];
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "--quotes") == 0) {
        quotes = number_of(argv[2]);
        first = 3;
    }
    options.tariff_files = tariffs;
    for (; argc > first + 1 && strcmp(argv[first], "--tariff") == 0 && options.tariff_file_count < MOST_TARIFFS; first += 2)
        tariffs[options.tariff_file_count++] = argv[first + 1];
    if (argc <= first || quotes == 0) {
        fputs("usage: threads [--quotes N] [--tariff FILE]... PATH...\n", stderr);
        return 2;
    }
    shared.context = fos_context_new(NULL);
    shared.library = fos_library_open(shared.context, &options, &error);
    bool good = shared.library != NULL;
    if (shared.library == NULL) fprintf(stderr, "threads: %s\n", error.text);
    for (int i = first; i < argc && good; i++)
        good = add_path(argv[i]);
    good = good && shared.count > 0 && expect_all() && run(quotes, &passed, &failed);
    for (size_t i = 0; i < shared.count; i++)
        answered += shared.documents[i].status == FOS_STATUS_OK ? 1u : 0u;
    printf("%d threads, %zu documents, %zu of them with a quote\n", THREADS, shared.count, answered);
    clean_up();
    if (!good || answered == 0) failed++;
    printf("%zu passed, %zu failed\n", passed, failed);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
