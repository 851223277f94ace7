/* The ground floor: allocation, arenas, the byte buffer, errors, dates, text slices. Knows nothing of customs.
 * Every other room includes this header; it includes none of theirs. */
#ifndef FOSI_BASE_H
#define FOSI_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <fos/date.h>
#include <fos/decimal.h>
#include <fos/memory.h>
#include <fos/status.h>

#if defined(__GNUC__)
#define FOSI_PRINTF(text_at, first_at) __attribute__((format(printf, text_at, first_at)))
#define fosi_likely(x) __builtin_expect(!!(x), 1)
#define fosi_unlikely(x) __builtin_expect(!!(x), 0)
/* Kept out of the caller, whose registers it would take. */
#define fosi_apart __attribute__((noinline))
/* Always part of the caller, so that what it works on stays in registers. */
#define fosi_within inline __attribute__((always_inline))
#else
#define FOSI_PRINTF(text_at, first_at)
#define fosi_likely(x) (x)
#define fosi_unlikely(x) (x)
#define fosi_apart
#define fosi_within inline
#endif

struct fos_context {
    fos_allocator allocator;
};

void *fosi_allocate(const fos_context *context, size_t size);
void fosi_release(const fos_context *context, void *memory);
/* Options of an older or newer caller over `own`, which holds the defaults: what the caller does not have keeps them, what this
 * library does not know must be zero. False when it is not, or when there are fewer than `least` bytes. */
bool fosi_options_take(void *own, size_t size, const void *given, size_t given_size, size_t least);

/* An arena: memory that goes all at once. Reset keeps the chunks, so a reused arena stops allocating. */
typedef struct fosi_chunk {
    struct fosi_chunk *next;
    size_t size; /* usable bytes after the header */
} fosi_chunk;

typedef struct fosi_arena {
    const fos_context *context;
    fosi_chunk *first;
    fosi_chunk *current;
    unsigned char *at;
    unsigned char *end;
} fosi_arena;

void fosi_arena_init(fosi_arena *arena, const fos_context *context);
/* NULL when out of memory. Memory is not cleared. Alignment 16. */
void *fosi_arena_more(fosi_arena *arena, size_t size);
static inline void *fosi_arena_take(fosi_arena *arena, size_t size)
{
    size_t rounded = (size + 15u) & ~(size_t)15u;
    if (fosi_likely(rounded >= size && arena->at != NULL && (size_t)(arena->end - arena->at) >= rounded)) {
        void *memory = arena->at;
        arena->at += rounded;
        return memory;
    }
    return fosi_arena_more(arena, size);
}
/* Cleared memory for count × size, NULL when out of memory or when the product overflows. */
void *fosi_arena_zero(fosi_arena *arena, size_t count, size_t size);
/* NUL-terminated copy. */
char *fosi_arena_text(fosi_arena *arena, const char *text, size_t length);
void fosi_arena_reset(fosi_arena *arena);
void fosi_arena_free(fosi_arena *arena);

/* The public buffer. A write that runs out of memory sets `failed`; writers check once at the end. */
struct fos_buffer {
    const fos_context *context;
    char *data;
    size_t size;
    size_t capacity;
    bool failed;
};

void fosi_buffer_init(fos_buffer *buffer, const fos_context *context);
void fosi_buffer_done(fos_buffer *buffer);
bool fosi_buffer_grow(fos_buffer *buffer, size_t more); /* room for `more` bytes and a NUL */
/* After a failure there may still be room: what is written then is thrown away with the rest. */
static inline bool fosi_buffer_room(fos_buffer *buffer, size_t more)
{
    return fosi_likely(buffer->capacity - buffer->size > more) || fosi_buffer_grow(buffer, more);
}
static inline void fosi_buffer_put(fos_buffer *buffer, const char *bytes, size_t length)
{
    if (length == 0 || !fosi_buffer_room(buffer, length)) return;
    char *at = buffer->data + buffer->size;
    memcpy(at, bytes, length);
    at[length] = '\0';
    buffer->size += length;
}
static inline void fosi_buffer_text(fos_buffer *buffer, const char *text) /* NULL writes nothing */
{
    if (text != NULL) fosi_buffer_put(buffer, text, strlen(text));
}
static inline void fosi_buffer_char(fos_buffer *buffer, char c) { fosi_buffer_put(buffer, &c, 1); }
void fosi_buffer_unsigned(fos_buffer *buffer, uint64_t value);
void fosi_buffer_decimal(fos_buffer *buffer, fos_decimal value);
/* Writes a decimal with at least `digits` digits after the point and returns its end; no NUL. Takes FOSI_DECIMAL_ROOM bytes, of
 * which those past the end mean nothing. The scale is 0 to 18, `digits` at most 18. */
#define FOSI_DECIMAL_ROOM 40
char *fosi_decimal_at(char *at, fos_decimal value, int32_t digits);
void fosi_buffer_date(fos_buffer *buffer, fos_date date);
void fosi_buffer_format(fos_buffer *buffer, const char *format, ...) FOSI_PRINTF(2, 3);
/* OK or NO_MEMORY (then cut back to `mark` and usable again). */
fos_status fosi_buffer_finish(fos_buffer *buffer, size_t mark, fos_error *error);

/* Fills `error` (which may be NULL) and returns `status`, so that a failing function can end with `return fosi_fail(…)`. */
fos_status fosi_fail(fos_error *error, fos_status status, const char *format, ...) FOSI_PRINTF(3, 4);
fos_status fosi_fail_memory(fos_error *error);
/* Adds the name of the source where an error has none; NULL is fine. */
void fosi_name_source(fos_error *error, const char *source);
/* Adds the JSON Pointer of what an error is about; NULL is fine. */
void fosi_point(fos_error *error, const char *pointer);
/* The same with a place in a document: line and column come from counting to `offset` in `bytes`. `pointer` may be NULL. */
fos_status fosi_fail_at(fos_error *error, fos_status status, const char *source, const char *bytes, size_t length, size_t offset,
                        const char *pointer, const char *format, ...) FOSI_PRINTF(8, 9);
/* Line and column (1-based, bytes) of an offset. */
void fosi_line_column(const char *bytes, size_t length, size_t offset, uint32_t *line, uint32_t *column);

/* A piece of text that somebody else owns; not NUL-terminated. */
typedef struct fosi_slice {
    const char *data;
    size_t length;
} fosi_slice;

fosi_slice fosi_slice_of(const char *text); /* NULL gives an empty slice */
/* Whether it is this text, which has the same first character and is not empty. */
bool fosi_slice_goes_on_as(fosi_slice slice, const char *text);
/* Whether it is this text; NULL is an empty one. */
static inline bool fosi_slice_is(fosi_slice slice, const char *text)
{
    if (slice.length == 0 || text == NULL || *text == '\0') return slice.length == 0 && (text == NULL || *text == '\0');
    return *slice.data == *text && fosi_slice_goes_on_as(slice, text);
}
bool fosi_slice_equal(fosi_slice a, fosi_slice b);
int fosi_slice_compare(fosi_slice a, fosi_slice b);
/* A text that is written often: measured once, and looked through for what JSON would escape. */
typedef struct fosi_known_text {
    const char *data; /* NUL-terminated */
    size_t length;
    bool plain; /* no control character, quote or backslash */
} fosi_known_text;
fosi_known_text fosi_know_text(const char *text);

uint64_t fosi_hash(const void *bytes, size_t length, uint64_t seed);
static inline bool fosi_is_digit(char c) { return (unsigned char)(c - '0') < 10; }
static inline bool fosi_is_upper(char c) { return (unsigned char)(c - 'A') < 26; }
static inline bool fosi_is_lower(char c) { return (unsigned char)(c - 'a') < 26; }
bool fosi_utf8_valid(const char *bytes, size_t length, size_t *bad_offset);
/* The entry of `names` (count of them) nearest to `word` by edit distance, or NULL when none is near (more than a third
 * of the word differs). For "did you mean". */
const char *fosi_nearest(fosi_slice word, const char *const *names, size_t count);

/* Writes "sha256:" and 64 hex digits and a NUL. */
#define FOSI_DIGEST_TEXT 72
void fosi_digest(const void *bytes, size_t length, char text[FOSI_DIGEST_TEXT]);

void fosi_date_split(fos_date date, int *year, int *month, int *day);
/* date + months (day cut to the month's end) + days; ABSENT when out of range. */
fos_date fosi_date_shift(fos_date date, int months, int days);

/* A document as a tree with positions, made by the JSON codec and read by the rooms after it (data set, regimes). */
typedef enum fosi_tree_kind {
    FOSI_TREE_NULL,
    FOSI_TREE_FALSE,
    FOSI_TREE_TRUE,
    FOSI_TREE_NUMBER, /* text is the number as written */
    FOSI_TREE_TEXT,   /* text is decoded, NUL-terminated */
    FOSI_TREE_LIST,
    FOSI_TREE_OBJECT
} fosi_tree_kind;

typedef struct fosi_tree {
    fosi_tree_kind kind;
    uint32_t count;    /* children of a list or object */
    fosi_slice key;    /* inside an object, else empty; NUL-terminated */
    fosi_slice text;   /* number or text; NUL-terminated */
    size_t key_offset; /* byte offset of the key's opening quote in the document */
    size_t offset;     /* byte offset of the value's first byte (the opening quote of a text) */
    struct fosi_tree *first;
    struct fosi_tree *next;
    struct fosi_tree *parent;
} fosi_tree;

/* The document that a tree came from, for error messages. */
typedef struct fosi_document {
    const char *source;
    const char *bytes;
    size_t length;
    fosi_tree *root;
} fosi_document;

/* The child with that key, or NULL. */
fosi_tree *fosi_tree_get(const fosi_tree *object, const char *key);
/* Writes the JSON Pointer of a node, cut to size. */
void fosi_tree_pointer(const fosi_tree *node, char *pointer, size_t size);
/* Fails with the place and pointer of a node. `inside` is a byte offset into the node's decoded text (for expressions);
 * it is mapped back through the escapes of the raw text. 0 means the node itself. */
fos_status fosi_tree_fail(fos_error *error, const fosi_document *document, const fosi_tree *node, size_t inside,
                          fos_status status, const char *format, ...) FOSI_PRINTF(6, 7);
fos_status fosi_tree_fail_list(fos_error *error, const fosi_document *document, const fosi_tree *node, size_t inside,
                               fos_status status, const char *format, va_list arguments);

#endif
