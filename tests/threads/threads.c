/* One library, many threads: each has its session and quotes every document that it is given, in its own order. All must give
 * the bytes that one thread alone gives. ThreadSanitizer watches. Usage: threads REQUEST.json... */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#define THREADS 8
#define ROUNDS 25
#define MOST 16

typedef struct document {
    char bytes[65536];
    size_t length;
    fos_buffer *expected;
    fos_status status;
} document;

static struct {
    fos_context *context;
    fos_library *library;
    document *documents[MOST];
    size_t count;
} shared;

static fos_status quote(fos_session *session, const document *each, fos_buffer *out)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(out);
    return fos_session_quote_json(session, each->bytes, each->length, NULL, out, &error);
}

static bool same(const fos_buffer *a, const fos_buffer *b)
{
    return fos_buffer_size(a) == fos_buffer_size(b) && memcmp(fos_buffer_data(a), fos_buffer_data(b), fos_buffer_size(a)) == 0;
}

/* Returns NULL when all went well, else what did not. */
static void *work(void *number)
{
    static char failed[] = "another answer than one thread alone gives";
    fos_session *session = fos_session_new(shared.library, NULL);
    fos_buffer *out = fos_buffer_new(shared.context);
    void *result = session != NULL && out != NULL ? NULL : failed;
    for (size_t round = 0; round < ROUNDS && result == NULL; round++) {
        for (size_t i = 0; i < shared.count && result == NULL; i++) {
            const document *each = shared.documents[(i + *(const size_t *)number + round) % shared.count];
            if (quote(session, each, out) != each->status || !same(out, each->expected)) {
                result = failed;
            }
        }
    }
    fos_buffer_free(out);
    fos_session_free(session);
    return result;
}

static bool load(const char *path, fos_session *session)
{
    document *each = calloc(1, sizeof *each);
    FILE *file = fopen(path, "rb");
    if (each == NULL || file == NULL || shared.count == MOST) {
        perror(path);
        return false;
    }
    each->length = fread(each->bytes, 1, sizeof each->bytes, file);
    fclose(file);
    each->expected = fos_buffer_new(shared.context);
    each->status = quote(session, each, each->expected);
    shared.documents[shared.count++] = each;
    return true;
}

static bool run(void)
{
    pthread_t threads[THREADS];
    size_t numbers[THREADS];
    size_t started = 0;
    bool good = true;
    for (; started < THREADS; started++) {
        numbers[started] = started;
        if (pthread_create(&threads[started], NULL, work, &numbers[started]) != 0) {
            good = false;
            break;
        }
    }
    for (size_t i = 0; i < started; i++) {
        void *result;
        pthread_join(threads[i], &result);
        if (result != NULL) {
            puts(result);
            good = false;
        }
    }
    return good;
}

int main(int argc, char **argv)
{
    fos_error error = FOS_ERROR_INIT;
    bool good = argc > 1;
    size_t answered = 0;
    shared.context = fos_context_new(NULL);
    shared.library = fos_library_open(shared.context, NULL, &error);
    fos_session *session = shared.library != NULL ? fos_session_new(shared.library, &error) : NULL;
    if (session == NULL) {
        fprintf(stderr, "threads: %s\n", error.text);
        return EXIT_FAILURE;
    }
    for (int i = 1; i < argc; i++) {
        good = load(argv[i], session) && good;
    }
    good = good && run();
    for (size_t i = 0; i < shared.count; i++) {
        answered += shared.documents[i]->status == FOS_STATUS_OK ? 1u : 0u;
        fos_buffer_free(shared.documents[i]->expected);
        free(shared.documents[i]);
    }
    fos_session_free(session);
    fos_library_free(shared.library);
    fos_context_free(shared.context);
    printf("%d threads, %zu documents, %zu of them with a quote\n", THREADS, shared.count, answered);
    return good && answered > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
