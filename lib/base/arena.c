/* Arenas: memory that is given out piece by piece and goes all at once. Chunks stay in the order in which they were
 * first needed, so that a reset arena serves the same sequence of requests without a single allocation. */
#include "base/base.h"

#include <string.h>

#define HEADER ((sizeof(fosi_chunk) + 15u) & ~(size_t)15u)
#define SMALLEST_CHUNK ((size_t)4096)
#define LARGEST_CHUNK ((size_t)1 << 20)

void fosi_arena_init(fosi_arena *arena, const fos_context *context)
{
    memset(arena, 0, sizeof *arena);
    arena->context = context;
}

static void enter(fosi_arena *arena, fosi_chunk *chunk)
{
    arena->current = chunk;
    arena->at = (unsigned char *)chunk + HEADER;
    arena->end = arena->at + chunk->size;
}

/* Unlinks and returns the first chunk after the current one that holds `size` bytes, or NULL. */
static fosi_chunk *take_kept(fosi_arena *arena, size_t size)
{
    fosi_chunk **link = arena->current == NULL ? &arena->first : &arena->current->next;
    for (; *link != NULL; link = &(*link)->next) {
        if ((*link)->size < size) continue;
        fosi_chunk *chunk = *link;
        *link = chunk->next;
        return chunk;
    }
    return NULL;
}

static fosi_chunk *make_chunk(const fosi_arena *arena, size_t size)
{
    size_t total = SMALLEST_CHUNK;
    if (arena->current != NULL) total = (arena->current->size + HEADER) * 2;
    if (total > LARGEST_CHUNK) total = LARGEST_CHUNK;
    if (total - HEADER < size) {
        if (size > SIZE_MAX - HEADER) return NULL;
        total = size + HEADER;
    }
    fosi_chunk *chunk = fosi_allocate(arena->context, total);
    if (chunk != NULL) chunk->size = total - HEADER;
    return chunk;
}

void *fosi_arena_more(fosi_arena *arena, size_t size)
{
    size_t rounded = (size + 15u) & ~(size_t)15u;
    if (rounded < size) return NULL;
    fosi_chunk *chunk = take_kept(arena, rounded);
    if (chunk == NULL) chunk = make_chunk(arena, rounded);
    if (chunk == NULL) return NULL;

    /* Directly after the current chunk, so that smaller ones behind it are still used in this round. */
    fosi_chunk **link = arena->current == NULL ? &arena->first : &arena->current->next;
    chunk->next = *link;
    *link = chunk;
    enter(arena, chunk);

    void *memory = arena->at;
    arena->at += rounded;
    return memory;
}

void *fosi_arena_zero(fosi_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) return NULL;
    void *memory = fosi_arena_take(arena, count * size);
    if (memory != NULL) memset(memory, 0, count * size);
    return memory;
}

char *fosi_arena_text(fosi_arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX) return NULL;
    char *copy = fosi_arena_take(arena, length + 1);
    if (copy == NULL) return NULL;
    if (length != 0) memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void fosi_arena_reset(fosi_arena *arena)
{
    if (arena->first != NULL) enter(arena, arena->first);
}

void fosi_arena_free(fosi_arena *arena)
{
    for (fosi_chunk *chunk = arena->first; chunk != NULL;) {
        fosi_chunk *next = chunk->next;
        fosi_release(arena->context, chunk);
        chunk = next;
    }
    fosi_arena_init(arena, arena->context);
}
