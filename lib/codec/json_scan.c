/* The straight way from a JSON document to its tree, for documents that are as they should be. It explains nothing: at the first
 * thing that is not, it gives up, and json_tree.c lets yajl read the document and say what is wrong. So it may refuse what yajl
 * would take, never the reverse; a test holds both against each other. */
#include "codec/json_scan.h"

#include "codec/json_keys.h"
#include "codec/json_lex.h"
#include "codec/json_syntax.h"

typedef struct scan {
    fosi_arena *arena;
    char *copy;
    char *at;
    const fos_limits *limits;
    fosi_tree *inside; /* innermost open list or object */
    fosi_tree **link;  /* where the next node hangs */
    uint32_t depth;
    fosi_slice key; /* of the value to come */
    size_t key_offset;
    bool no_memory;
} scan;

static fosi_apart char *read_number(fosi_arena *arena, const fos_limits *limits, char *at, fosi_slice *text)
{
    char *end = fosi_json_end_of_number(at);
    if (end == NULL) return NULL;
    size_t length = (size_t)(end - at);
    if (length > limits->digits && fosi_json_digits(at, length) > limits->digits) return NULL;
    text->data = fosi_arena_text(arena, at, length); /* what follows in the copy is still to be read */
    text->length = length;
    return end;
}

/* ---- nodes ---- */

static fosi_within fosi_tree *add(scan *s, fosi_tree_kind kind)
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

static fosi_within bool read_key(scan *s)
{
    if (*s->at != '"') return false;
    s->key_offset = (size_t)(s->at - s->copy);
    char *at = fosi_json_read_text(s->at, &s->key);
    if (at == NULL || fosi_json_key_before(s->inside, s->key) != NULL) return false;
    s->inside->count++;
    at = fosi_json_skip_space(at);
    if (*at != ':') return false;
    s->at = fosi_json_skip_space(at + 1);
    return true;
}

/* Before a value: the key that it has in an object, its count in a list. */
static fosi_within bool begin_value(scan *s)
{
    if (s->inside->kind == FOSI_TREE_OBJECT) return read_key(s);
    return s->inside->count++ < s->limits->items;
}

static fosi_within void forget_key(scan *s)
{
    s->key = (fosi_slice){ "", 0 };
    s->key_offset = 0;
}

static fosi_within bool open_node(scan *s)
{
    fosi_tree *node = s->depth == s->limits->depth ? NULL : add(s, *s->at == '{' ? FOSI_TREE_OBJECT : FOSI_TREE_LIST);
    if (node == NULL) return false;
    s->depth++;
    s->inside = node;
    s->link = &node->first;
    forget_key(s);
    s->at = fosi_json_skip_space(s->at + 1);
    return true;
}

static fosi_within bool close_node(scan *s)
{
    fosi_tree *node = s->inside;
    node->text.length = 0;
    if (node->kind == FOSI_TREE_OBJECT && fosi_unlikely(node->count > FOSI_JSON_FEW_KEYS)) {
        const fosi_tree *first, *second;
        s->no_memory = !fosi_json_repeated_key(s->arena, node, &first, &second);
        if (s->no_memory || second != NULL) return false;
    }
    s->depth--;
    s->inside = node->parent;
    s->link = &node->next;
    forget_key(s);
    s->at++;
    return true;
}

/* A value that holds no others. */
static fosi_within bool read_single(scan *s)
{
    fosi_tree *node = add(s, FOSI_TREE_TEXT);
    if (node == NULL) return false;
    char *at = s->at;
    switch (*at) {
    case '"': at = fosi_json_read_text(at, &node->text); break;
    case 't':
        node->kind = FOSI_TREE_TRUE;
        at = fosi_json_read_word(at, "true", 4);
        break;
    case 'f':
        node->kind = FOSI_TREE_FALSE;
        at = fosi_json_read_word(at, "false", 5);
        break;
    case 'n':
        node->kind = FOSI_TREE_NULL;
        at = fosi_json_read_word(at, "null", 4);
        break;
    default:
        node->kind = FOSI_TREE_NUMBER;
        at = read_number(s->arena, s->limits, at, &node->text);
        s->no_memory = at != NULL && node->text.data == NULL;
        break;
    }
    s->at = at;
    return at != NULL && !s->no_memory;
}

static inline bool opens(char c) { return c == '{' || c == '['; }

static fosi_within char closing(const fosi_tree *node) { return node->kind == FOSI_TREE_OBJECT ? '}' : ']'; }

/* What follows a value: the ends of lists and objects, then the comma before the next value or the end of the document. */
static fosi_within bool end_values(scan *s)
{
    while (s->inside != NULL) {
        s->at = fosi_json_skip_space(s->at);
        if (*s->at == ',') {
            s->at = fosi_json_skip_space(s->at + 1);
            return true;
        }
        if (*s->at != closing(s->inside) || !close_node(s)) return false;
    }
    return true;
}

static fosi_within bool read_document(scan *s)
{
    for (;;) {
        bool open = opens(*s->at);
        if (!(open ? open_node(s) : read_single(s))) return false;
        if (!open || *s->at == closing(s->inside)) {
            if (!end_values(s)) return false;
            if (s->inside == NULL) return true;
        }
        if (!begin_value(s)) return false;
    }
}

fos_status fosi_json_scan(fosi_arena *arena, char *copy, size_t start, size_t length, const fos_limits *limits, fosi_tree **root)
{
    scan s = { .arena = arena, .copy = copy, .limits = limits, .key = { "", 0 } };
    s.link = root;
    s.at = fosi_json_skip_space(copy + start);
    bool whole = read_document(&s) && fosi_json_skip_space(s.at) == copy + length;
    if (!whole) *root = NULL;
    return s.no_memory ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
}
