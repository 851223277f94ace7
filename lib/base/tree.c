/* A document as a tree with positions: finding children, and saying where in the document something is wrong. The tree
 * is made by the JSON codec. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

fosi_tree *fosi_tree_get(const fosi_tree *object, const char *key)
{
    if (object == NULL || object->kind != FOSI_TREE_OBJECT) return NULL;
    size_t length = strlen(key);
    for (fosi_tree *child = object->first; child != NULL; child = child->next)
        if (child->key.length == length && memcmp(child->key.data, key, length) == 0) return child;
    return NULL;
}

#define INDEX_TEXT 24

/* The reference token of a node in its parent: its key, or its position in decimal digits written to `digits`. */
static fosi_slice token_of(const fosi_tree *node, char digits[INDEX_TEXT])
{
    if (node->parent->kind == FOSI_TREE_OBJECT) return node->key;
    size_t index = 0;
    for (const fosi_tree *child = node->parent->first; child != NULL && child != node; child = child->next)
        index++;
    snprintf(digits, INDEX_TEXT, "%zu", index);
    return fosi_slice_of(digits);
}

static size_t escaped_length(fosi_slice token)
{
    size_t length = token.length;
    for (size_t i = 0; i < token.length; i++)
        length += token.data[i] == '~' || token.data[i] == '/';
    return length;
}

static size_t pointer_length(const fosi_tree *node)
{
    char digits[INDEX_TEXT];
    size_t length = 0;
    for (; node->parent != NULL; node = node->parent)
        length += 1 + escaped_length(token_of(node, digits));
    return length;
}

static void put_at(char *pointer, size_t size, size_t at, char c)
{
    if (at + 1 < size) pointer[at] = c;
}

/* Writes "/token" so that it ends before `end`; returns where it begins. */
static size_t put_token(char *pointer, size_t size, size_t end, fosi_slice token)
{
    size_t start = end - escaped_length(token) - 1;
    size_t at = start;
    put_at(pointer, size, at++, '/');
    for (size_t i = 0; i < token.length; i++) {
        char c = token.data[i];
        if (c == '~' || c == '/') {
            put_at(pointer, size, at++, '~');
            c = c == '~' ? '0' : '1';
        }
        put_at(pointer, size, at++, c);
    }
    return start;
}

static bool is_tail(char c) { return ((unsigned char)c & 0xc0u) == 0x80u; }

void fosi_tree_pointer(const fosi_tree *node, char *pointer, size_t size)
{
    if (size == 0) return;
    memset(pointer, 0, size);
    if (node == NULL) return;
    size_t length = pointer_length(node);
    size_t end = length;
    char digits[INDEX_TEXT];
    for (; node->parent != NULL; node = node->parent)
        end = put_token(pointer, size, end, token_of(node, digits));
    if (length >= size) {
        /* A character that may have lost its end goes as a whole. */
        length = size - 1;
        while (length > 0 && is_tail(pointer[length - 1]))
            length--;
        if (length > 0 && (unsigned char)pointer[length - 1] >= 0xc0u) length--;
    }
    pointer[length] = '\0';
}

/* Four hex digits, or 0 where there are none. */
static unsigned hex4(const char *at)
{
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        unsigned digit;
        if (fosi_is_digit(c))
            digit = (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (unsigned)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = (unsigned)(c - 'A') + 10;
        else
            return 0;
        value = value * 16 + digit;
    }
    return value;
}

/* How many raw bytes the next piece of a JSON string takes, and how many decoded bytes it stands for. */
static size_t raw_step(const char *raw, size_t left, size_t *decoded)
{
    *decoded = 1;
    if (raw[0] != '\\' || left < 2) return 1;
    if (raw[1] != 'u' || left < 6) return 2;
    unsigned unit = hex4(raw + 2);
    if (unit >= 0xd800 && unit < 0xdc00 && left >= 12 && raw[6] == '\\' && raw[7] == 'u') {
        *decoded = 4;
        return 12;
    }
    *decoded = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    return 6;
}

/* The document's offset of byte `inside` of a text node. */
static size_t offset_inside(const fosi_document *document, const fosi_tree *node, size_t inside)
{
    if (inside == 0 || node->kind != FOSI_TREE_TEXT || node->offset >= document->length) return node->offset;
    size_t at = node->offset + 1;
    size_t passed = 0;
    while (at < document->length && document->bytes[at] != '"') {
        size_t decoded;
        size_t step = raw_step(document->bytes + at, document->length - at, &decoded);
        if (passed + decoded > inside) break;
        passed += decoded;
        at += step;
    }
    return at;
}

fos_status fosi_tree_fail_list(fos_error *error, const fosi_document *document, const fosi_tree *node, size_t inside,
                               fos_status status, const char *format, va_list arguments)
{
    if (error == NULL || error->struct_size < sizeof *error) return status;
    char text[sizeof error->text + 4];
    if (vsnprintf(text, sizeof text, format, arguments) < 0) text[0] = '\0';
    if (document == NULL) return fosi_fail(error, status, "%s", text);
    char pointer[sizeof error->pointer];
    fosi_tree_pointer(node, pointer, sizeof pointer);
    size_t offset = node == NULL ? 0 : offset_inside(document, node, inside);
    return fosi_fail_at(error, status, document->source, document->bytes, document->length, offset, pointer, "%s", text);
}

fos_status fosi_tree_fail(fos_error *error, const fosi_document *document, const fosi_tree *node, size_t inside,
                          fos_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fos_status result = fosi_tree_fail_list(error, document, node, inside, status, format, arguments);
    va_end(arguments);
    return result;
}
