/* One library, several threads, a session for each: threads < REQUEST.json
 * cc threads.c -o threads $(pkg-config --cflags --libs fos) -pthread */
#include <pthread.h>
#include <stdio.h>

#include <fos/fos.h>

#define THREADS 4
#define QUOTES 250

static char document[65536];
static size_t length;

typedef struct worker {
    const fos_context *context; /* shared, immutable */
    const fos_library *library; /* shared, immutable */
    pthread_t thread;
    int quotes;
} worker;

static void *work(void *argument)
{
    worker *w = argument;
    fos_error error = FOS_ERROR_INIT; /* its own, like everything below */
    fos_session *session = fos_session_new(w->library, &error);
    fos_buffer *out = fos_buffer_new(w->context);
    for (int i = 0; session != NULL && out != NULL && i < QUOTES; i++) {
        fos_buffer_clear(out);
        w->quotes += fos_session_quote_json(session, document, length, NULL, out, &error) == FOS_STATUS_OK;
    }
    fos_buffer_free(out);
    fos_session_free(session);
    return NULL;
}

int main(void)
{
    worker workers[THREADS] = { 0 };
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = context != NULL ? fos_library_open(context, NULL, &error) : NULL;
    int started = 0, quotes = 0;

    length = fread(document, 1, sizeof document, stdin);
    for (; library != NULL && started < THREADS; started++) {
        workers[started].context = context;
        workers[started].library = library;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        quotes += workers[i].quotes;
    }
    printf("%d quotes in %d threads\n", quotes, started);

    fos_library_free(library); /* after the last session */
    fos_context_free(context);
    return quotes != THREADS * QUOTES;
}
