/* JSON text to a tree of nodes with their places. Well-formed documents are read by json_scan.c; whatever that gives up is read
 * again here, by yajl, which decides. This is the only file that knows yajl: its lexer and parser call back for each token,
 * everything else (limits, duplicate keys, escapes, places, messages) is done here. The document is copied into the arena
 * once; texts are terminated and unescaped where they stand in that copy. */
#include "codec/json_tree.h"

#include <setjmp.h>
#include <string.h>

#include <yajl/yajl_parse.h>

#include "codec/bytes.h"
#include "codec/json_keys.h"
#include "codec/json_lex.h"
#include "codec/json_scan.h"
#include "codec/json_syntax.h"
#include "codec/json_unescape.h"

typedef struct parse {
    fosi_arena *arena;
    fosi_document *document;
    fos_error *error;
    fos_limits limits;
    char *copy;   /* of the document, changed as reading goes on */
    size_t start; /* where yajl begins in it */
    yajl_handle handle;
    fosi_tree *inside; /* innermost open list or object */
    fosi_tree *last;   /* the child of `inside` that was read last */
    fosi_slice key;    /* of the value to come */
    size_t key_offset;
    bool has_key;
    uint32_t depth;
    size_t known; /* end of the last token that a callback saw */
    fos_status status;
    jmp_buf out_of_memory;
} parse;

/* ---- memory: yajl does not look at what its allocator gives, so it never comes back from a failure ---- */

/* Where yajl's pieces begin; the size is kept before them for realloc. */
#define PIECE_HEADER 16

static void *piece(void *context, size_t size)
{
    parse *p = context;
    unsigned char *memory = size > SIZE_MAX - PIECE_HEADER ? NULL : fosi_arena_take(p->arena, size + PIECE_HEADER);
    if (memory == NULL) longjmp(p->out_of_memory, 1);
    memcpy(memory, &size, sizeof size);
    return memory + PIECE_HEADER;
}

static void *larger_piece(void *context, void *old, size_t size)
{
    void *larger = piece(context, size);
    if (old != NULL) {
        size_t held;
        memcpy(&held, (unsigned char *)old - PIECE_HEADER, sizeof held);
        memcpy(larger, old, held < size ? held : size);
    }
    return larger;
}

static void leave_piece(void *context, void *old)
{
    (void)context; /* goes with the arena */
    (void)old;
}

/* ---- failing at a place ---- */

static int stop(parse *p, fos_status status)
{
    p->status = status;
    return 0;
}

static int stop_memory(parse *p) { return stop(p, fosi_fail_memory(p->error)); }

/* The pointer of the value that is being read: a node that is not there yet, below the innermost open one. */
static void pointer_here(const parse *p, char *pointer, size_t size)
{
    fosi_tree here = { .kind = FOSI_TREE_NULL, .key = p->key, .parent = p->inside };
    bool in_object = p->inside != NULL && p->inside->kind == FOSI_TREE_OBJECT;
    fosi_tree_pointer(in_object && !p->has_key ? p->inside : &here, pointer, size);
}

static int stop_at(parse *p, fos_status status, size_t offset, const char *text)
{
    char pointer[sizeof p->error->pointer];
    pointer_here(p, pointer, sizeof pointer);
    fosi_fail_at(p->error, status, p->document->source, p->document->bytes, p->document->length, offset, pointer, "%s", text);
    return stop(p, status);
}

static int stop_limit(parse *p, fos_status status, size_t offset, const char *what, uint32_t limit)
{
    char text[64];
    size_t at = 0;
    for (; *what != '%'; what++)
        text[at++] = *what;
    fos_buffer number = { NULL, text, at, sizeof text, false };
    fosi_buffer_unsigned(&number, limit);
    fosi_buffer_text(&number, what + 1);
    return stop_at(p, status, offset, text);
}

/* The end of the token that yajl hands over. */
static inline size_t end_of_token(const parse *p) { return yajl_get_bytes_consumed(p->handle) + p->start; }

/* ---- nodes ---- */

static inline fosi_tree *add(parse *p, fosi_tree_kind kind, size_t offset)
{
    if (!p->has_key && p->inside != NULL && fosi_unlikely(p->inside->count++ >= p->limits.items)) {
        stop_limit(p, FOS_STATUS_LIMIT_COUNT, offset, "more than % entries in a list", p->limits.items);
        return NULL;
    }
    fosi_tree *node = fosi_arena_take(p->arena, sizeof *node);
    if (fosi_unlikely(node == NULL)) {
        stop_memory(p);
        return NULL;
    }
    node->kind = kind;
    node->count = 0;
    node->key = p->key;
    node->text.data = "";
    node->text.length = 0;
    node->key_offset = p->key_offset;
    node->offset = offset;
    node->first = NULL;
    node->next = NULL;
    node->parent = p->inside;
    if (p->last != NULL) {
        p->last->next = node;
    } else if (p->inside != NULL) {
        p->inside->first = node;
    } else {
        p->document->root = node;
    }
    p->last = node;
    if (p->has_key) {
        p->has_key = false;
        p->key.data = "";
        p->key.length = 0;
        p->key_offset = 0;
    }
    return node;
}

/* ---- texts ---- */

/* Replaces the escapes of the text whose quotes stand at `start` and before `end`. */
static bool unescape(parse *p, size_t start, size_t end, fosi_slice *text)
{
    const char *bad;
    text->data = p->copy + start + 1;
    text->length = fosi_json_unescape(p->copy + start + 1, p->copy + end - 1, &bad);
    if (fosi_likely(text->length != SIZE_MAX)) return true;
    stop_at(p, FOS_STATUS_ENCODING, (size_t)(bad - p->copy),
            memcmp(bad + 2, "0000", 4) == 0 ? "a NUL, which no text may hold" : "half of a surrogate pair, expected both halves");
    return false;
}

/* The text that yajl hands over, as it will stay. yajl points into the copy where a text has no escapes. */
static inline bool take_text(parse *p, const unsigned char *bytes, size_t length, fosi_slice *text, size_t *offset)
{
    uintptr_t at = (uintptr_t)bytes, first = (uintptr_t)p->copy;
    if (fosi_likely(at > first && at - first < p->document->length)) {
        size_t start = (size_t)(at - first);
        p->copy[start + length] = '\0';
        text->data = p->copy + start;
        text->length = length;
        *offset = start - 1;
        p->known = start + length + 1;
        return true;
    }
    *offset = fosi_json_skip(p->copy, p->document->length, p->known);
    p->known = end_of_token(p);
    return unescape(p, *offset, p->known, text);
}

/* ---- keys ---- */

static int stop_duplicate(parse *p, const fosi_tree *first, fosi_slice key, size_t offset)
{
    uint32_t line, column;
    char pointer[sizeof p->error->pointer];
    fosi_tree here = { .kind = FOSI_TREE_NULL, .key = key, .parent = p->inside };
    fosi_tree_pointer(&here, pointer, sizeof pointer);
    fosi_line_column(p->document->bytes, p->document->length, first->key_offset, &line, &column);
    fosi_fail_at(p->error, FOS_STATUS_DUPLICATE_KEY, p->document->source, p->document->bytes, p->document->length, offset,
                 pointer, "the key \"%.*s\" stands twice in one object, first in line %lu, column %lu",
                 key.length > 60 ? 60 : (int)key.length, key.data, (unsigned long)line, (unsigned long)column);
    return stop(p, FOS_STATUS_DUPLICATE_KEY);
}

static bool check_many_keys(parse *p, const fosi_tree *object)
{
    const fosi_tree *first, *second;
    if (!fosi_json_repeated_key(p->arena, object, &first, &second)) {
        stop_memory(p);
        return false;
    }
    if (second != NULL) stop_duplicate(p, first, second->key, second->key_offset);
    return second == NULL;
}

/* ---- callbacks: 0 ends the reading ---- */

static int on_null(void *context)
{
    parse *p = context;
    p->known = end_of_token(p);
    return add(p, FOSI_TREE_NULL, p->known - 4) != NULL;
}

static int on_boolean(void *context, int value)
{
    parse *p = context;
    p->known = end_of_token(p);
    return add(p, value ? FOSI_TREE_TRUE : FOSI_TREE_FALSE, p->known - (value ? 4 : 5)) != NULL;
}

static int on_number(void *context, const char *bytes, size_t length)
{
    parse *p = context;
    uintptr_t at = (uintptr_t)bytes, first = (uintptr_t)p->copy;
    size_t offset = (size_t)(at - first);
    /* A number that ends the document is handed over from yajl's own memory. */
    if (at < first || offset >= p->document->length) offset = fosi_json_skip(p->copy, p->document->length, p->known);
    if (length > p->limits.digits && fosi_json_digits(bytes, length) > p->limits.digits)
        return stop_limit(p, FOS_STATUS_LIMIT_DIGITS, offset, "more than % digits in a number", p->limits.digits);
    fosi_tree *node = add(p, FOSI_TREE_NUMBER, offset);
    if (node == NULL) return 0;
    node->text.data = fosi_arena_text(p->arena, bytes, length);
    node->text.length = length;
    p->known = offset + length;
    return node->text.data != NULL ? 1 : stop_memory(p);
}

static int on_text(void *context, const unsigned char *bytes, size_t length)
{
    parse *p = context;
    fosi_slice text;
    size_t offset;
    if (!take_text(p, bytes, length, &text, &offset)) return 0;
    fosi_tree *node = add(p, FOSI_TREE_TEXT, offset);
    if (node == NULL) return 0;
    node->text = text;
    return 1;
}

static int on_key(void *context, const unsigned char *bytes, size_t length)
{
    parse *p = context;
    fosi_slice key;
    size_t offset;
    if (!take_text(p, bytes, length, &key, &offset)) return 0;
    const fosi_tree *first = fosi_json_key_before(p->inside, key);
    if (first != NULL) return stop_duplicate(p, first, key, offset);
    p->inside->count++;
    p->key = key;
    p->key_offset = offset;
    p->has_key = true;
    return 1;
}

static int open_node(parse *p, fosi_tree_kind kind)
{
    p->known = end_of_token(p);
    if (p->depth == p->limits.depth)
        return stop_limit(p, FOS_STATUS_LIMIT_DEPTH, p->known - 1, "nested deeper than % levels", p->limits.depth);
    fosi_tree *node = add(p, kind, p->known - 1);
    if (node == NULL) return 0;
    p->depth++;
    p->inside = node;
    p->last = NULL;
    return 1;
}

static int close_node(parse *p)
{
    fosi_tree *node = p->inside;
    p->known = end_of_token(p);
    node->text.length = 0;
    if (node->kind == FOSI_TREE_OBJECT && node->count > FOSI_JSON_FEW_KEYS && !check_many_keys(p, node)) return 0;
    p->depth--;
    p->inside = node->parent;
    p->last = node;
    return 1;
}

static int on_object(void *context) { return open_node(context, FOSI_TREE_OBJECT); }

static int on_list(void *context) { return open_node(context, FOSI_TREE_LIST); }

static int on_close(void *context) { return close_node(context); }

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_text,
    .yajl_start_map = on_object,
    .yajl_map_key = on_key,
    .yajl_end_map = on_close,
    .yajl_start_array = on_list,
    .yajl_end_array = on_close,
};

/* ---- the run ---- */

static yajl_status run(parse *p)
{
    yajl_alloc_funcs memory = { piece, larger_piece, leave_piece, p };
    p->handle = yajl_alloc(&callbacks, &memory, p);
    /* UTF-8 is checked before, and more strictly. */
    yajl_config(p->handle, yajl_dont_validate_strings, 1);
    yajl_status status = yajl_parse(p->handle, (const unsigned char *)p->copy + p->start, p->document->length - p->start);
    return status == yajl_status_ok ? yajl_complete_parse(p->handle) : status;
}

/* The only place that yajl's memory failures come back to. */
static yajl_status run_safely(parse *p)
{
    if (setjmp(p->out_of_memory) != 0) {
        stop_memory(p);
        return yajl_status_error;
    }
    return run(p);
}

static fos_status fail_syntax(parse *p)
{
    char text[256];
    fosi_json_stop where = { p->document->bytes, p->document->length, p->known, p->inside, p->has_key };
    size_t offset = fosi_json_diagnose(&where, text, sizeof text);
    stop_at(p, FOS_STATUS_SYNTAX, offset, text);
    return FOS_STATUS_SYNTAX;
}

static fos_status parse_all(parse *p)
{
    yajl_status status = run_safely(p);
    if (p->status != FOS_STATUS_OK) return p->status;
    return status == yajl_status_ok && p->document->root != NULL ? FOS_STATUS_OK : fail_syntax(p);
}

fos_status fosi_json_parse_by_yajl(fosi_arena *arena, fosi_document *document, const fos_limits *limits, fos_error *error)
{
    parse p = { .arena = arena, .document = document, .error = error, .limits = fosi_limits_of(limits), .key = { "", 0 } };
    p.copy = fosi_json_copy(arena, document->bytes, document->length);
    if (p.copy == NULL) return fosi_fail_memory(error);
    p.start = p.known = fosi_byte_order_mark(document->bytes, document->length);
    fos_status status = parse_all(&p);
    if (status != FOS_STATUS_OK) document->root = NULL;
    return status;
}

fos_status fosi_json_parse_checked(fosi_arena *arena, fosi_document *document, const fos_limits *limits, fos_error *error)
{
    fos_limits within = fosi_limits_of(limits);
    size_t start = fosi_byte_order_mark(document->bytes, document->length);
    char *copy = fosi_json_copy(arena, document->bytes, document->length);
    if (copy == NULL || fosi_json_scan(arena, copy, start, document->length, &within, &document->root) != FOS_STATUS_OK)
        return fosi_fail_memory(error);
    if (fosi_likely(document->root != NULL)) return FOS_STATUS_OK;
    return fosi_json_parse_by_yajl(arena, document, limits, error);
}

fos_status fosi_json_parse(fosi_arena *arena, const char *source, const char *bytes, size_t length, const fos_limits *limits,
                           fosi_document *document, fos_error *error)
{
    *document = (fosi_document){ source, bytes == NULL ? "" : bytes, length, NULL };
    fos_limits within = fosi_limits_of(limits);
    fos_status status = fosi_check_bytes(source, document->bytes, length, &within, error);
    return status == FOS_STATUS_OK ? fosi_json_parse_checked(arena, document, limits, error) : status;
}
