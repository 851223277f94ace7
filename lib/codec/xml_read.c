/* XML to a tree. The only file that knows libxml2, and of it only the push parser with its callbacks: no document is built
 * there, nothing is loaded, and what a document type could declare has been refused before (xml_guard.c). The callbacks
 * keep what the vocabulary names and note the rest. */
#include "codec/xml.h"

#include <string.h>

#include "codec/bytes.h"

#if FOSI_HAVE_XML

#include <libxml/parser.h>

#define CHUNK 8192
#define PATH_SIZE 256
#define TEXT_MOST 65536

/* An open element that the vocabulary has. */
typedef struct frame {
    struct frame *outer;
    const fosi_xml_name *name;
    const char *space; /* namespace of the children */
    fosi_tree *node;
    fosi_tree *last; /* child of `node` */
} frame;

typedef struct reading {
    fosi_arena *arena;
    fosi_document *document;
    const fosi_xml_vocabulary *vocabulary;
    fos_limits limits;
    fos_error *error;
    fosi_notes notes;
    xmlParserCtxt *parser;
    frame *inside;    /* innermost open one */
    frame *spare;     /* closed, to be used again */
    uint32_t around;  /* open elements outside of a root */
    uint32_t strange; /* open elements inside of one that the vocabulary does not have */
    bool childless;   /* the element at hand has no child so far */
    size_t start;     /* of the tag at hand */
    char path[PATH_SIZE];
    size_t path_length; /* may be past the end */
    fos_buffer text;    /* of the element at hand */
    fos_status status;
} reading;

/* ---- stopping ---- */

static void stop(reading *r, fos_status status)
{
    if (r->status == FOS_STATUS_OK) r->status = status;
    xmlStopParser(r->parser);
}

static void stop_at(reading *r, fos_status status, size_t offset, const char *text)
{
    if (r->status != FOS_STATUS_OK) return;
    stop(r, fosi_fail_at(r->error, status, r->document->source, r->document->bytes, r->document->length, offset, r->path, "%s",
                         text));
}

static void stop_memory(reading *r) { stop(r, fosi_fail_memory(r->error)); }

static size_t consumed(const reading *r)
{
    long at = xmlByteConsumed(r->parser);
    return at < 0 ? 0 : (size_t)at > r->document->length ? r->document->length : (size_t)at;
}

/* Where the tag begins whose end the parser has reached: no '<' can stand inside of it. */
static size_t start_of_tag(const reading *r)
{
    size_t at = consumed(r);
    while (at > 0 && r->document->bytes[at - 1] != '<')
        at--;
    return at > 0 ? at - 1 : 0;
}

/* ---- the path, for messages ---- */

static void put_path(reading *r, char c)
{
    if (r->path_length + 1 < PATH_SIZE) {
        r->path[r->path_length] = c;
        r->path[r->path_length + 1] = '\0';
    }
    r->path_length++;
}

static void enter_path(reading *r, const char *name)
{
    put_path(r, '/');
    for (; *name != '\0'; name++)
        put_path(r, *name);
}

static void leave_path(reading *r, const char *name)
{
    r->path_length -= strlen(name) + 1;
    if (r->path_length < PATH_SIZE) r->path[r->path_length] = '\0';
}

/* ---- nodes: made at the start of an element, hung into the tree at its end when it says anything ---- */

static fosi_tree *new_node(reading *r, fosi_tree_kind kind, const char *key, fosi_tree *parent)
{
    fosi_tree *node = fosi_arena_zero(r->arena, 1, sizeof *node);
    if (node == NULL) {
        stop_memory(r);
        return NULL;
    }
    node->kind = kind;
    node->key = fosi_slice_of(key);
    node->text = fosi_slice_of("");
    node->offset = r->start;
    node->parent = parent;
    return node;
}

static fosi_tree *new_root(fosi_arena *arena)
{
    fosi_tree *root = fosi_arena_zero(arena, 1, sizeof *root);
    if (root == NULL) return NULL;
    root->kind = FOSI_TREE_OBJECT;
    root->key = root->text = fosi_slice_of("");
    return root;
}

static void hang(frame *outer, fosi_tree *node)
{
    if (outer->last == NULL)
        outer->node->first = node;
    else
        outer->last->next = node;
    outer->last = node;
    outer->node->count++;
}

static void open_frame(reading *r, const fosi_xml_name *name, const char *space, fosi_tree *node)
{
    frame *made = r->spare;
    if (made != NULL)
        r->spare = made->outer;
    else
        made = fosi_arena_take(r->arena, sizeof *made);
    if (made == NULL) {
        stop_memory(r);
        return;
    }
    *made = (frame){ r->inside, name, space, node, NULL };
    r->inside = made;
}

static void close_frame(reading *r)
{
    frame *gone = r->inside;
    r->inside = gone->outer;
    gone->outer = r->spare;
    r->spare = gone;
}

/* ---- attributes ---- */

static bool is_instance(const char *space)
{
    return space != NULL && strcmp(space, "http://www.w3.org/2001/XMLSchema-instance") == 0;
}

static const char *known_attribute(const reading *r, const char *name)
{
    for (const char *const *each = r->vocabulary->attributes; *each != NULL; each++)
        if (strcmp(*each + 1, name) == 0) return *each;
    return NULL;
}

/* libxml2 leaves an ampersand in an attribute as the reference "&#38;". */
static bool take_value(reading *r, fosi_tree *node, const char *value, size_t length)
{
    char *copy = fosi_arena_text(r->arena, value, length);
    if (copy == NULL) {
        stop_memory(r);
        return false;
    }
    char *to = copy;
    for (const char *from = copy; *from != '\0'; to++) {
        *to = *from;
        from += strncmp(from, "&#38;", 5) == 0 ? 5 : 1;
    }
    *to = '\0';
    node->text = (fosi_slice){ copy, (size_t)(to - copy) };
    return true;
}

static void read_attribute(reading *r, const char *const *parts)
{
    if (is_instance(parts[2])) return;
    const char *known = parts[2] == NULL ? known_attribute(r, parts[0]) : NULL;
    if (known == NULL) {
        fosi_note(&r->notes, true, FOS_STATUS_UNKNOWN_KEY, r->start, r->path, "the attribute %s has no place here, left out",
                  parts[0]);
        return;
    }
    fosi_tree *node = new_node(r, FOSI_TREE_TEXT, known, r->inside->node);
    if (node != NULL && take_value(r, node, parts[3], (size_t)(parts[4] - parts[3]))) hang(r->inside, node);
}

/* ---- elements ---- */

static bool same_space(const char *a, const char *b) { return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0; }

static bool has_child(const fosi_tree *node, const char *key)
{
    for (const fosi_tree *child = node->first; child != NULL; child = child->next)
        if (child->key.data == key) return true;
    return false;
}

static void open_known(reading *r, const fosi_xml_name *name, const char *space)
{
    fosi_tree *parent = r->inside->node;
    if (name->most == 1 && has_child(parent, name->name)) {
        stop_at(r, FOS_STATUS_DUPLICATE_KEY, r->start, "stands twice, expected once");
        return;
    }
    if (parent->count >= r->limits.items) {
        stop_at(r, FOS_STATUS_LIMIT_COUNT, r->start, "more elements in one than the limit for entries of a list");
        return;
    }
    fosi_tree *node = new_node(r, name->kind == FOSI_XML_CLASS ? FOSI_TREE_OBJECT : FOSI_TREE_TEXT, name->name, parent);
    if (node != NULL) open_frame(r, name, space, node);
}

static void open_root(reading *r, const char *local, const char *space)
{
    const fosi_xml_name *name = fosi_xml_find(r->vocabulary->roots, local, strlen(local));
    if (name == NULL || !same_space(space, name->space != NULL ? name->space : r->vocabulary->space)) {
        r->around++;
        return;
    }
    if (r->document->root->first != NULL) {
        stop_at(r, FOS_STATUS_DUPLICATE_KEY, r->start, "a second message in one document, expected one");
        return;
    }
    if (r->inside == NULL) open_frame(r, NULL, NULL, r->document->root);
    if (r->status == FOS_STATUS_OK) open_known(r, name, space);
}

static bool is_inside_root(const reading *r) { return r->inside != NULL && r->inside->outer != NULL; }

static void open_element(reading *r, const char *local, const char *space)
{
    if (!is_inside_root(r)) {
        open_root(r, local, space);
        return;
    }
    const fosi_xml_name *name = NULL;
    if (r->strange == 0 && r->inside->name->kind == FOSI_XML_CLASS)
        name = fosi_xml_find(r->inside->name->of, local, strlen(local));
    if (name != NULL && !same_space(space, name->space != NULL ? name->space : r->inside->space)) name = NULL;
    if (name == NULL)
        r->strange++;
    else
        open_known(r, name, space);
}

static void on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *space, int space_count,
                     const xmlChar **spaces, int attribute_count, int defaulted, const xmlChar **attributes)
{
    reading *r = context;
    (void)prefix, (void)space_count, (void)spaces, (void)defaulted;
    if (r->status != FOS_STATUS_OK) return;
    r->start = start_of_tag(r);
    r->childless = true;
    r->text.size = 0;
    enter_path(r, (const char *)local);
    open_element(r, (const char *)local, (const char *)space);
    if (r->strange != 0 || !is_inside_root(r)) return;
    for (int i = 0; i < attribute_count && r->status == FOS_STATUS_OK; i++)
        read_attribute(r, (const char *const *)(const void *)(attributes + 5 * i));
}

static fosi_slice trimmed(const fos_buffer *text)
{
    fosi_slice slice = { text->data == NULL ? "" : text->data, text->size };
    while (slice.length > 0 && (unsigned char)slice.data[slice.length - 1] <= ' ')
        slice.length--;
    for (; slice.length > 0 && (unsigned char)slice.data[0] <= ' '; slice.length--)
        slice.data++;
    return slice;
}

/* A leaf that nobody keeps: its value is shown, so that a reader of the report sees what is lost. */
static void note_strange(reading *r)
{
    fosi_slice value = trimmed(&r->text);
    if (!r->childless) return;
    fosi_note(&r->notes, true, FOS_STATUS_UNKNOWN_KEY, r->start, r->path, "\"%.*s\" has no place in the data set, left out",
              value.length > 80 ? 80 : (int)value.length, value.data);
}

/* An element that says nothing is as good as none. */
static void close_known(reading *r)
{
    fosi_tree *node = r->inside->node;
    bool is_class = r->inside->name->kind == FOSI_XML_CLASS;
    fosi_slice value = trimmed(&r->text);
    close_frame(r);
    if (!is_class) {
        if (value.length == 0) return;
        char *copy = fosi_arena_text(r->arena, value.data, value.length);
        if (copy == NULL) {
            stop_memory(r);
            return;
        }
        node->text = (fosi_slice){ copy, value.length };
    } else if (node->first == NULL) {
        return;
    }
    hang(r->inside, node);
}

static void on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *space)
{
    reading *r = context;
    (void)prefix, (void)space;
    if (r->status != FOS_STATUS_OK) return;
    if (r->strange != 0 || !is_inside_root(r)) note_strange(r);
    if (r->strange != 0)
        r->strange--;
    else if (is_inside_root(r))
        close_known(r);
    else
        r->around--;
    r->childless = false;
    r->text.size = 0;
    leave_path(r, (const char *)local);
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] > ' ') return false;
    return true;
}

static void on_text(void *context, const xmlChar *bytes, int count)
{
    reading *r = context;
    const char *text = (const char *)bytes;
    size_t length = (size_t)count;
    if (r->status != FOS_STATUS_OK) return;
    bool of_class = r->strange == 0 && is_inside_root(r) && r->inside->name->kind == FOSI_XML_CLASS;
    if (of_class || !r->childless) {
        if (!is_blank(text, length))
            fosi_note(&r->notes, true, FOS_STATUS_WRONG_TYPE, consumed(r), r->path, "text where only elements stand, left out");
        return;
    }
    if (r->text.size + length > TEXT_MOST) {
        stop_at(r, FOS_STATUS_LIMIT_SIZE, r->start, "a text of more than 65536 bytes");
        return;
    }
    fosi_buffer_put(&r->text, text, length);
    if (r->text.failed) stop_memory(r);
}

/* The first thing that is wrong ends the reading. */
static void on_error(void *context, xmlErrorPtr problem)
{
    reading *r = context;
    /* A namespace is a name to us, whatever form it has. */
    if (problem->code == XML_WAR_NS_URI || problem->code == XML_WAR_NS_URI_RELATIVE) return;
    if (problem->level < XML_ERR_ERROR || r->status != FOS_STATUS_OK || problem->code == XML_ERR_USER_STOP) return;
    if (problem->code == XML_ERR_NO_MEMORY) {
        stop_memory(r);
        return;
    }
    char text[256] = "not well-formed XML: ";
    size_t at = strlen(text);
    for (const char *from = problem->message; from != NULL && *from != '\0' && *from != '\n' && at + 1 < sizeof text; from++)
        text[at++] = *from;
    text[at] = '\0';
    stop_at(r, FOS_STATUS_SYNTAX, consumed(r), text);
}

/* ---- the run ---- */

static void feed(reading *r)
{
    const char *at = r->document->bytes;
    size_t left = r->document->length;
    while (left > 0 && r->status == FOS_STATUS_OK) {
        size_t piece = left < CHUNK ? left : CHUNK;
        if (xmlParseChunk(r->parser, at, (int)piece, 0) != 0) break;
        at += piece;
        left -= piece;
    }
    if (r->status == FOS_STATUS_OK) xmlParseChunk(r->parser, NULL, 0, 1);
}

static void stay_silent(void *context, xmlErrorPtr problem) { (void)context, (void)problem; }

static void run_parser(reading *r)
{
    xmlSAXHandler handler = { .startElementNs = on_start,
                              .endElementNs = on_end,
                              .characters = on_text,
                              .ignorableWhitespace = on_text,
                              .cdataBlock = on_text,
                              .serror = on_error,
                              .initialized = XML_SAX2_MAGIC };
    r->parser = xmlCreatePushParserCtxt(&handler, r, NULL, 0, NULL);
    if (r->parser == NULL) {
        r->status = fosi_fail_memory(r->error);
        return;
    }
    int options = XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
#if LIBXML_VERSION >= 21300
    options |= XML_PARSE_NO_XXE;
#endif
    xmlCtxtUseOptions(r->parser, options);
    feed(r);
    if (r->status == FOS_STATUS_OK && !r->parser->wellFormed) stop_memory(r); /* the only failure that is not told */
    xmlFreeParserCtxt(r->parser);
}

/* Where a parser cannot even be made libxml2 prints, unless the thread has another handler. */
static void run(reading *r)
{
    xmlStructuredErrorFunc before = xmlStructuredError;
    void *its = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, stay_silent);
    run_parser(r);
    xmlSetStructuredErrorFunc(its, before);
}

static fos_status check_end(reading *r)
{
    if (r->status != FOS_STATUS_OK) return r->status;
    if (r->document->root->first != NULL) return fosi_notes_status(&r->notes, r->error);
    return fosi_fail_at(r->error, FOS_STATUS_MISSING_KEY, r->document->source, r->document->bytes, r->document->length, 0, NULL,
                        "there is no element %s in the namespace %s", r->vocabulary->roots[0].name, r->vocabulary->space);
}

fos_status fosi_xml_read(fosi_arena *arena, const char *source, const char *bytes, size_t length, const fos_limits *limits,
                         const fosi_xml_vocabulary *vocabulary, fosi_document *document, fos_report *report, fos_error *error)
{
    *document = (fosi_document){ source, bytes == NULL ? "" : bytes, length, NULL };
    reading r = { .arena = arena, .document = document, .vocabulary = vocabulary, .error = error };
    r.limits = fosi_limits_of(limits);
    r.notes = fosi_notes_of(report, document);
    fos_status status = fosi_xml_guard(source, document->bytes, length, &r.limits, error);
    if (status != FOS_STATUS_OK) return status;
    fosi_buffer_init(&r.text, arena->context);
    document->root = new_root(arena);
    if (document->root == NULL) return fosi_fail_memory(error);
    run(&r);
    fosi_buffer_done(&r.text);
    return check_end(&r);
}

#else

fos_status fosi_xml_read(fosi_arena *arena, const char *source, const char *bytes, size_t length, const fos_limits *limits,
                         const fosi_xml_vocabulary *vocabulary, fosi_document *document, fos_report *report, fos_error *error)
{
    (void)arena, (void)source, (void)bytes, (void)length, (void)limits, (void)vocabulary, (void)document, (void)report;
    return fosi_fail(error, FOS_STATUS_UNSUPPORTED, "this build reads no XML: it was made without libxml2");
}

#endif
