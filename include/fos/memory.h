/* Where memory comes from, and the growing byte buffer that writers fill. */
#ifndef FOS_MEMORY_H
#define FOS_MEMORY_H

#include <stddef.h>

#include <fos/export.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** The caller's allocator. `allocate` returns memory aligned for any object, or NULL; `release` takes what
 *  `allocate` gave, never NULL. Both must be callable from every thread that uses the context. */
typedef struct fos_allocator {
    void *user;
    void *(*allocate)(void *user, size_t size);
    void (*release)(void *user, void *memory);
} fos_allocator;

/** The root of all objects: holds the allocator, is immutable, and outlives what is made from it. */
typedef struct fos_context fos_context;

/** A new context over `allocator` (copied; NULL means malloc and free), or NULL when out of memory. */
FOS_API fos_context *fos_context_new(const fos_allocator *allocator);
/** Frees a context; NULL is fine. Objects made from it must be gone. */
FOS_API void fos_context_free(fos_context *context);

/** Bytes that grow. One thread at a time. Cleared buffers keep their memory, so a reused one stops allocating. */
typedef struct fos_buffer fos_buffer;

/** A new empty buffer, or NULL when out of memory. */
FOS_API fos_buffer *fos_buffer_new(const fos_context *context);
/** Frees a buffer; NULL is fine. */
FOS_API void fos_buffer_free(fos_buffer *buffer);
/** Empties a buffer and keeps its memory. */
FOS_API void fos_buffer_clear(fos_buffer *buffer);
/** The bytes, always followed by a NUL; borrowed until the next write, clear or free. */
FOS_API const char *fos_buffer_data(const fos_buffer *buffer);
/** How many bytes, without the NUL. */
FOS_API size_t fos_buffer_size(const fos_buffer *buffer);

FOS_END_DECLS

#endif
