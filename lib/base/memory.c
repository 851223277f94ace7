/* The context: the caller's allocator, copied once and handed to every object. Arenas and buffers build on it in
 * arena.c and buffer.c; nothing else in the library asks for memory directly. */
#include "base/base.h"

#include <stdlib.h>
#include <string.h>

static void *default_allocate(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void default_release(void *user, void *memory)
{
    (void)user;
    free(memory);
}

fos_context *fos_context_new(const fos_allocator *allocator)
{
    fos_allocator chosen = { NULL, default_allocate, default_release };
    if (allocator != NULL) chosen = *allocator;
    if (chosen.allocate == NULL || chosen.release == NULL) return NULL;
    fos_context *context = chosen.allocate(chosen.user, sizeof *context);
    if (context == NULL) return NULL;
    context->allocator = chosen;
    return context;
}

void fos_context_free(fos_context *context)
{
    if (context == NULL) return;
    /* The context lives in the memory that its own allocator gave. */
    fos_allocator allocator = context->allocator;
    allocator.release(allocator.user, context);
}

void *fosi_allocate(const fos_context *context, size_t size)
{
    return context->allocator.allocate(context->allocator.user, size);
}

void fosi_release(const fos_context *context, void *memory)
{
    if (memory != NULL) context->allocator.release(context->allocator.user, memory);
}

bool fosi_options_take(void *own, size_t size, const void *given, size_t given_size, size_t least)
{
    if (given_size < least) return false;
    const unsigned char *bytes = given;
    for (size_t i = size; i < given_size; i++) {
        if (bytes[i] != 0) return false;
    }
    memcpy(own, given, given_size < size ? given_size : size);
    return true;
}
