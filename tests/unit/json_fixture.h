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

/* A test that reads a document in two ways and holds one against the other; says whether the straight way took it. */
typedef bool hold_ways(void *user, const char *bytes, size_t length, const fos_limits *limits);

/* A document as it is, which must be taken. */
static inline void hold_whole(hold_ways *hold, void *user, const char *document)
{
    fos_limits limits = FOS_LIMITS_INIT;
    ck_assert_msg(hold(user, document, strlen(document), &limits), "not taken: %s", document);
}

/* A document with every byte replaced, left out, doubled, and every early end. */
static inline void hold_faults(hold_ways *hold, void *user, const char *document)
{
    static const char others[] = "\"\\{}[],:0-.eEu tn\n\x01\x7fx";
    fos_limits limits = FOS_LIMITS_INIT;
    char bytes[1024];
    size_t length = strlen(document);
    ck_assert(length + 2 < sizeof bytes);
    for (size_t at = 0; at < length; at++) {
        memcpy(bytes, document, length + 1);
        hold(user, bytes, at, &limits);
        for (size_t k = 0; k < sizeof others; k++) {
            bytes[at] = others[k];
            hold(user, bytes, length, &limits);
        }
        memcpy(bytes + at, document + at + 1, length - at);
        hold(user, bytes, length - 1, &limits);
        memcpy(bytes + at, document + at, length - at + 1);
        memmove(bytes + at + 1, document + at, length - at + 1);
        hold(user, bytes, length + 1, &limits);
    }
}

/* Documents within limits and beyond them. */
typedef struct limited_document {
    const char *document;
    fos_limits limits;
    bool taken;
} limited_document;

static inline void hold_limited(hold_ways *hold, void *user, const limited_document *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(hold(user, rows[i].document, strlen(rows[i].document), &rows[i].limits) == rows[i].taken, "%s",
                      rows[i].document);
}

#endif
