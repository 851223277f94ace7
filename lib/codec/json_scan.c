/* The straight way from a JSON document to its tree, for documents that are as they should be. It explains nothing: at the first
 * thing that is not, it gives up, and json_tree.c lets yajl read the document and say what is wrong. So it may refuse what yajl
 * would take, never the reverse; a test holds both against each other. */
#include "codec/json_scan.h"

#include "codec/json_keys.h"
#include "codec/json_syntax.h"
#include "codec/json_unescape.h"
#include "codec/json_words.h"

typedef struct scan {
    fosi_arena *arena;
    char *copy;
    char *at;
    const fos_limits *limits;
    fosi_tree *root;
    fosi_tree *inside; /* innermost open list or object */
    fosi_tree **link;  /* where the next node hangs */
    uint32_t depth;
    fosi_slice key; /* of the value to come */
    size_t key_offset;
    bool no_memory;
} scan;

static inline char *skip_space(char *at)
{
    while (fosi_unlikely(*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at;
}

/* ---- texts ---- */

/* The first byte from `at` on that is no plain part of a text. The zero bytes behind the document end every search. */
static inline char *end_of_plain(char *at)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (;; at += 8) {
        uint64_t marks = fosi_needs_escape(fosi_word_at(at));
        if (marks != 0) return at + (__builtin_ctzll(marks) >> 3);
    }
#else
    while (fosi_is_plain(*at))
        at++;
    return at;
#endif
}

static bool is_hex(char c) { return fosi_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/* Past the escape that begins at `at`; NULL when it is none. */
static char *skip_escape(char *at)
{
    switch (at[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': return at + 2;
    case 'u': return is_hex(at[2]) && is_hex(at[3]) && is_hex(at[4]) && is_hex(at[5]) ? at + 6 : NULL;
    default: return NULL;
    }
}

static bool read_escaped(scan *s, char *start, char *at, fosi_slice *text)
{
    while (*at == '\\') {
        at = skip_escape(at);
        if (at == NULL) return false;
        at = end_of_plain(at);
    }
    const char *bad;
    s->at = at + 1;
    text->length = *at == '"' ? fosi_json_unescape(start, at, &bad) : SIZE_MAX;
    return text->length != SIZE_MAX;
}

/* The text whose opening quote stands at s->at. */
static inline bool read_text(scan *s, fosi_slice *text)
{
    char *start = s->at + 1, *end = end_of_plain(start);
    text->data = start;
    if (fosi_unlikely(*end != '"')) return read_escaped(s, start, end, text);
    text->length = (size_t)(end - start);
    *end = '\0';
    s->at = end + 1;
    return true;
}

/* ---- numbers ---- */

static inline char *skip_digits(char *at)
{
    while ((unsigned char)(*at - '0') < 10)
        at++;
    return at;
}

/* The end of the number at `at` by the grammar of RFC 8259, NULL when it is none. */
static char *end_of_number(char *at)
{
    char *first = *at == '-' ? at + 1 : at;
    char *end = skip_digits(first);
    if (end == first || (*first == '0' && end > first + 1)) return NULL;
    if (*end == '.') {
        first = end + 1;
        end = skip_digits(first);
        if (end == first) return NULL;
    }
    if (*end == 'e' || *end == 'E') {
        first = end + 1;
        if (*first == '+' || *first == '-') first++;
        end = skip_digits(first);
        if (end == first) return NULL;
    }
    return end;
}

static bool read_number(scan *s, fosi_slice *text)
{
    char *end = end_of_number(s->at);
    if (end == NULL) return false;
    text->length = (size_t)(end - s->at);
    if (text->length > s->limits->digits && fosi_json_digits(s->at, text->length) > s->limits->digits) return false;
    text->data = fosi_arena_text(s->arena, s->at, text->length); /* what follows in the copy is still to be read */
    s->at = end;
    s->no_memory = text->data == NULL;
    return !s->no_memory;
}

static bool read_word(scan *s, const char *word, size_t length)
{
    if (memcmp(s->at, word, length) != 0) return false; /* the padding is longer than any word */
    s->at += length;
    return true;
}

/* ---- nodes ---- */

static inline fosi_tree *add(scan *s, fosi_tree_kind kind)
{
    fosi_tree *node = fosi_arena_take(s->arena, sizeof *node);
    if (fosi_unlikely(node == NULL)) {
        s->no_memory = true;
        return NULL;
    }
    node->kind = kind;
    node->count = 0;
    node->key = s->key;
    node->text = (fosi_slice){ "", 0 };
    node->key_offset = s->key_offset;
    node->offset = (size_t)(s->at - s->copy);
    node->first = NULL;
    node->next = NULL;
    node->parent = s->inside;
    *s->link = node;
    s->link = &node->next;
    return node;
}

static bool read_key(scan *s)
{
    if (*s->at != '"') return false;
    s->key_offset = (size_t)(s->at - s->copy);
    if (!read_text(s, &s->key) || fosi_json_key_before(s->inside, s->key) != NULL) return false;
    s->inside->count++;
    s->at = skip_space(s->at);
    if (*s->at != ':') return false;
    s->at = skip_space(s->at + 1);
    return true;
}

/* Before a value: the key that it has in an object, its count in a list. */
static inline bool begin_value(scan *s)
{
    if (s->inside->kind == FOSI_TREE_OBJECT) return read_key(s);
    return s->inside->count++ < s->limits->items;
}

static bool open_node(scan *s, fosi_tree_kind kind)
{
    fosi_tree *node = s->depth == s->limits->depth ? NULL : add(s, kind);
    if (node == NULL) return false;
    s->depth++;
    s->inside = node;
    s->link = &node->first;
    s->key = (fosi_slice){ "", 0 };
    s->key_offset = 0;
    s->at = skip_space(s->at + 1);
    return true;
}

static bool close_node(scan *s)
{
    fosi_tree *node = s->inside;
    node->text.length = 0;
    if (node->kind == FOSI_TREE_OBJECT && node->count > FOSI_JSON_FEW_KEYS) {
        const fosi_tree *first, *second;
        s->no_memory = !fosi_json_repeated_key(s->arena, node, &first, &second);
        if (s->no_memory || second != NULL) return false;
    }
    s->depth--;
    s->inside = node->parent;
    s->link = &node->next;
    s->key = (fosi_slice){ "", 0 };
    s->key_offset = 0;
    s->at++;
    return true;
}

/* A value that holds no others. */
static bool read_single(scan *s)
{
    fosi_tree *node = add(s, FOSI_TREE_NULL);
    if (node == NULL) return false;
    switch (*s->at) {
    case '"': node->kind = FOSI_TREE_TEXT; return read_text(s, &node->text);
    case 't': node->kind = FOSI_TREE_TRUE; return read_word(s, "true", 4);
    case 'f': node->kind = FOSI_TREE_FALSE; return read_word(s, "false", 5);
    case 'n': return read_word(s, "null", 4);
    default: node->kind = FOSI_TREE_NUMBER; return read_number(s, &node->text);
    }
}

static inline char closing(const fosi_tree *node) { return node->kind == FOSI_TREE_OBJECT ? '}' : ']'; }

/* What follows a value: the ends of lists and objects, then the comma before the next value or the end of the document. */
static bool end_values(scan *s)
{
    while (s->inside != NULL) {
        s->at = skip_space(s->at);
        if (*s->at == ',') {
            s->at = skip_space(s->at + 1);
            return begin_value(s);
        }
        if (*s->at != closing(s->inside) || !close_node(s)) return false;
    }
    return true;
}

static bool read_value(scan *s)
{
    if (*s->at == '{' || *s->at == '[') {
        if (!open_node(s, *s->at == '{' ? FOSI_TREE_OBJECT : FOSI_TREE_LIST)) return false;
        if (*s->at != closing(s->inside)) return begin_value(s);
        return close_node(s) && end_values(s);
    }
    return read_single(s) && end_values(s);
}

fos_status fosi_json_scan(fosi_arena *arena, char *copy, size_t start, size_t length, const fos_limits *limits, fosi_tree **root)
{
    scan s = { .arena = arena, .copy = copy, .limits = limits, .key = { "", 0 } };
    s.link = &s.root;
    s.at = skip_space(copy + start);
    bool going = true;
    do
        going = read_value(&s);
    while (going && s.inside != NULL);
    *root = going && skip_space(s.at) == copy + length ? s.root : NULL;
    return s.no_memory ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
}
