/* A caller's allocator that counts: after its first quotes a session asks for no memory: allocator < REQUEST.json
 * cc allocator.c -o allocator $(pkg-config --cflags --libs fos) */
#include <stdio.h>
#include <stdlib.h>

#include <fos/fos.h>

typedef struct ledger {
    size_t given, taken_back;
} ledger;

static void *give(void *user, size_t size)
{
    ((ledger *)user)->given++;
    return malloc(size); /* NULL is an answer: the call that asked returns FOS_STATUS_NO_MEMORY */
}

static void take_back(void *user, void *memory)
{
    ((ledger *)user)->taken_back++;
    free(memory);
}

static void run(const fos_library *library, fos_buffer *out, const char *document, size_t length, ledger *book)
{
    fos_error error = FOS_ERROR_INIT;
    fos_session *session = fos_session_new(library, &error);
    size_t before = 0;
    int quotes = 0;
    for (int i = 0; session != NULL && i < 110; i++) {
        if (i == 10)
            before = book->given;
        fos_buffer_clear(out);
        quotes += fos_session_quote_json(session, document, length, NULL, out, &error) == FOS_STATUS_OK;
    }
    printf("%d quotes, %zu allocations in the last 100\n", quotes, book->given - before);
    fos_session_free(session);
}

int main(void)
{
    static char document[65536];
    size_t length = fread(document, 1, sizeof document, stdin);
    ledger book = { 0, 0 }; /* one thread here: with more, count atomically */
    fos_allocator allocator = { &book, give, take_back };
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(&allocator);
    fos_library *library = context != NULL ? fos_library_open(context, NULL, &error) : NULL;
    fos_buffer *out = library != NULL ? fos_buffer_new(context) : NULL;

    if (out != NULL)
        run(library, out, document, length, &book);
    fos_buffer_free(out);
    fos_library_free(library);
    fos_context_free(context);
    printf("%s\n", book.given == book.taken_back ? "all memory given back" : "memory lost");
    return out == NULL || book.given != book.taken_back;
}
