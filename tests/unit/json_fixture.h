/* What the tests of JSON share: an allocator that gives up, and a tree with its arena. */
#ifndef JSON_FIXTURE_H
#define JSON_FIXTURE_H

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "codec/json_tree.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define S(text) text, sizeof(text) - 1

typedef struct budget {
    int left; /* negative: no limit */
    int taken;
    int live;
} budget;

static inline void *budget_allocate(void *user, size_t size)
{
    budget *b = user;
    if (b->left == 0) return NULL;
    if (b->left > 0) b->left--;
    b->taken++;
    b->live++;
    return malloc(size);
}

static inline void budget_release(void *user, void *memory)
{
    budget *b = user;
    b->live--;
    free(memory);
}

static inline fos_context *context_over(budget *b)
{
    fos_allocator allocator = { b, budget_allocate, budget_release };
    return fos_context_new(&allocator);
}

typedef struct fixture {
    fos_context *context;
    fosi_arena arena;
    fosi_document document;
    fos_error error;
} fixture;

static inline void open_fixture(fixture *f)
{
    memset(f, 0, sizeof *f);
    f->context = fos_context_new(NULL);
    f->error.struct_size = sizeof f->error;
    fosi_arena_init(&f->arena, f->context);
}

static inline void close_fixture(fixture *f)
{
    fosi_arena_free(&f->arena);
    fos_context_free(f->context);
}

static inline fos_status parse(fixture *f, const char *bytes, size_t length, const fos_limits *limits)
{
    fos_error fresh = FOS_ERROR_INIT;
    f->error = fresh;
    return fosi_json_parse(&f->arena, "test", bytes, length, limits, &f->document, &f->error);
}

/* Calls `each` for the document with every byte replaced, left out, doubled, and for every early end. */
static inline void for_each_fault(const char *document, void (*each)(void *user, const char *bytes, size_t length), void *user)
{
    static const char others[] = "\"\\{}[],:0-.eEu tn\n\x01\x7fx";
    char bytes[1024];
    size_t length = strlen(document);
    ck_assert(length + 2 < sizeof bytes);
    for (size_t at = 0; at < length; at++) {
        memcpy(bytes, document, length + 1);
        each(user, bytes, at);
        for (size_t k = 0; k < sizeof others; k++) {
            bytes[at] = others[k];
            each(user, bytes, length);
        }
        memcpy(bytes + at, document + at + 1, length - at);
        each(user, bytes, length - 1);
        memcpy(bytes + at, document + at, length - at + 1);
        memmove(bytes + at + 1, document + at, length - at + 1);
        each(user, bytes, length + 1);
    }
}

#endif
