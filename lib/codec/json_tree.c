/* JSON text to a tree of nodes with their places. The only file that knows yajl: its lexer and parser call back for each
 * token, everything else (limits, duplicate keys, escapes, places, messages) is done here. The document is copied into
 * the arena once; texts are terminated and unescaped where they stand in that copy. */
#include "codec/json_tree.h"

#include <setjmp.h>
#include <string.h>

#include <yajl/yajl_parse.h>

#include "codec/json_syntax.h"

#define FEW_KEYS 16
#define MOST_DIGITS 18

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

static unsigned hex4(const char *at)
{
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        unsigned digit = fosi_is_digit(c) ? (unsigned)(c - '0') : ((unsigned)c | 0x20u) - 'a' + 10;
        value = value << 4 | digit;
    }
    return value;
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)((0xf00u >> length & 0xf0u) | c);
    return length;
}

/* Writes the character of the \u escape at `raw` and returns how many raw bytes it took; 0 when it stands for none. */
static size_t unescape_unicode(const char *raw, const char *end, char **out)
{
    uint32_t c = hex4(raw + 2);
    size_t taken = 6;
    if (c >= 0xdc00 && c < 0xe000) return 0;
    if (c >= 0xd800 && c < 0xdc00) {
        if (end - raw < 12 || raw[6] != '\\' || raw[7] != 'u') return 0;
        uint32_t low = hex4(raw + 8);
        if (low < 0xdc00 || low >= 0xe000) return 0;
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        taken = 12;
    }
    if (c == 0) return 0;
    *out += put_utf8(*out, c);
    return taken;
}

static char unescape_letter(char c)
{
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
    }
}

/* Replaces the escapes of the text whose quotes stand at `start` and before `end`; a text never grows by that. */
static bool unescape(parse *p, size_t start, size_t end, fosi_slice *text)
{
    char *out = p->copy + start + 1;
    const char *at = out, *last = p->copy + end - 1;
    text->data = out;
    while (at < last) {
        if (*at != '\\') {
            *out++ = *at++;
        } else if (at[1] != 'u') {
            *out++ = unescape_letter(at[1]);
            at += 2;
        } else {
            size_t taken = unescape_unicode(at, last, &out);
            if (taken == 0) {
                stop_at(p, FOS_STATUS_ENCODING, (size_t)(at - p->copy),
                        hex4(at + 2) == 0 ? "a NUL, which no text may hold" : "half of a surrogate pair, expected both halves");
                return false;
            }
            at += taken;
        }
    }
    *out = '\0';
    text->length = (size_t)(out - text->data);
    return true;
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

static const fosi_tree *find_key(const fosi_tree *object, fosi_slice key)
{
    for (const fosi_tree *child = object->first; child != NULL; child = child->next)
        if (fosi_slice_equal(child->key, key)) return child;
    return NULL;
}

/* Few keys are compared as they come, behind a filter of one bit for each that an open object keeps in the unused
 * length of its text. The keys of larger objects are sorted when the object closes. */
static inline const fosi_tree *find_among_few(fosi_tree *object, fosi_slice key)
{
    if (object->count > FEW_KEYS) return NULL;
    size_t mix = key.length;
    if (key.length != 0)
        mix += (size_t)(unsigned char)key.data[0] * 5 + (size_t)(unsigned char)key.data[key.length / 2] * 3 +
               (unsigned char)key.data[key.length - 1];
    size_t bit = (size_t)1 << (mix & (sizeof bit * 8 - 1));
    if (fosi_likely((object->text.length & bit) == 0)) {
        object->text.length |= bit;
        return NULL;
    }
    return find_key(object, key);
}

static bool in_order(const fosi_tree *a, const fosi_tree *b)
{
    if (a->key.length != b->key.length) return a->key.length < b->key.length;
    int order = a->key.length == 0 ? 0 : memcmp(a->key.data, b->key.data, a->key.length);
    return order != 0 ? order < 0 : a->key_offset < b->key_offset;
}

static void merge(const fosi_tree **from, const fosi_tree **to, size_t middle, size_t count)
{
    size_t a = 0, b = middle;
    for (size_t i = 0; i < count; i++)
        to[i] = b == count || (a < middle && in_order(from[a], from[b])) ? from[a++] : from[b++];
}

/* The children of an object in order of their keys; from the bottom up, so that no input makes it slow. */
static const fosi_tree **sorted_children(fosi_arena *arena, const fosi_tree *object)
{
    const fosi_tree **from = fosi_arena_zero(arena, (size_t)object->count * 2, sizeof(void *));
    if (from == NULL) return NULL;
    const fosi_tree **to = from + object->count;
    size_t count = 0;
    for (const fosi_tree *child = object->first; child != NULL; child = child->next)
        from[count++] = child;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t left = count - i;
            merge(from + i, to + i, width < left ? width : left, 2 * width < left ? 2 * width : left);
        }
        const fosi_tree **spare = from;
        from = to;
        to = spare;
    }
    return from;
}

static bool check_many_keys(parse *p, const fosi_tree *object)
{
    const fosi_tree **sorted = sorted_children(p->arena, object);
    if (sorted == NULL) {
        stop_memory(p);
        return false;
    }
    const fosi_tree *first = NULL, *second = NULL;
    for (size_t i = 1; i < object->count; i++) {
        if (!fosi_slice_equal(sorted[i - 1]->key, sorted[i]->key)) continue;
        if (second != NULL && sorted[i]->key_offset > second->key_offset) continue;
        first = sorted[i - 1];
        second = sorted[i];
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
    const fosi_tree *first = find_among_few(p->inside, key);
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
    if (node->kind == FOSI_TREE_OBJECT && node->count > FEW_KEYS && !check_many_keys(p, node)) return 0;
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

static fos_limits limits_of(const fos_limits *given)
{
    fos_limits limits = FOS_LIMITS_INIT;
    if (given != NULL && given->struct_size >= sizeof limits) limits = *given;
    if (limits.digits > MOST_DIGITS) limits.digits = MOST_DIGITS;
    return limits;
}

static fos_status parse_all(parse *p)
{
    yajl_status status = run_safely(p);
    if (p->status != FOS_STATUS_OK) return p->status;
    return status == yajl_status_ok && p->document->root != NULL ? FOS_STATUS_OK : fail_syntax(p);
}

/* How many bytes are plain ASCII from the start on, in steps of 32: most documents hold little else. */
static size_t ascii_length(const char *bytes, size_t length)
{
    size_t i = 0;
    for (; i + 32 <= length; i += 32) {
        uint64_t words[4];
        memcpy(words, bytes + i, sizeof words);
        if (((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080)) != 0) break;
    }
    return i;
}

fos_status fosi_json_parse(fosi_arena *arena, const char *source, const char *bytes, size_t length, const fos_limits *limits,
                           fosi_document *document, fos_error *error)
{
    *document = (fosi_document){ source, bytes == NULL ? "" : bytes, length, NULL };
    parse p = { .arena = arena, .document = document, .error = error, .limits = limits_of(limits), .key = { "", 0 } };
    if (length > p.limits.document)
        return fosi_fail_at(error, FOS_STATUS_LIMIT_SIZE, source, bytes, length, 0, NULL,
                            "the document has %llu bytes, expected at most %llu", (unsigned long long)length,
                            (unsigned long long)p.limits.document);
    size_t ascii = ascii_length(document->bytes, length), offset = 0;
    if (!fosi_utf8_valid(document->bytes + ascii, length - ascii, &offset)) {
        offset += ascii;
        return fosi_fail_at(error, FOS_STATUS_ENCODING, source, bytes, length, offset, NULL, "byte 0x%02x is not UTF-8",
                            (unsigned)(unsigned char)document->bytes[offset]);
    }
    p.copy = fosi_arena_text(arena, document->bytes, length);
    if (p.copy == NULL) return fosi_fail_memory(error);
    /* A byte order mark says nothing in UTF-8, yet some editors write it. */
    p.start = length >= 3 && memcmp(p.copy, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    p.known = p.start;
    fos_status status = parse_all(&p);
    if (status != FOS_STATUS_OK) document->root = NULL;
    return status;
}
