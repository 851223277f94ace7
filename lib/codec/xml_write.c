/* A tree to XML, in the order of its vocabulary. Values were checked when they came into the tree (xml_fit.c). */
#include <string.h>

#include "codec/xml.h"

typedef struct writing {
    const fosi_xml_writing *how;
    fos_buffer *out;
    size_t depth; /* of the open elements */
} writing;

static void put_escaped(fos_buffer *out, fosi_slice text, bool attribute)
{
    for (size_t i = 0; i < text.length; i++) {
        switch (text.data[i]) {
        case '&': fosi_buffer_text(out, "&amp;"); break;
        case '<': fosi_buffer_text(out, "&lt;"); break;
        case '>': fosi_buffer_text(out, "&gt;"); break;
        case '\r': fosi_buffer_text(out, "&#13;"); break;
        case '"': fosi_buffer_text(out, attribute ? "&quot;" : "\""); break;
        default: fosi_buffer_char(out, text.data[i]); break;
        }
    }
}

static void put_indent(const writing *w)
{
    fosi_buffer_char(w->out, '\n');
    for (size_t i = 0; i < w->depth; i++)
        fosi_buffer_text(w->out, "  ");
}

static void put_name(const writing *w, const char *space, const char *name)
{
    for (const char *const *each = w->how->prefixes; each[0] != NULL; each += 2) {
        if (strcmp(each[1], space) != 0) continue;
        if (each[0][0] == '\0') break;
        fosi_buffer_text(w->out, each[0]);
        fosi_buffer_char(w->out, ':');
        break;
    }
    fosi_buffer_text(w->out, name);
}

static void put_attribute(fos_buffer *out, const char *name, const char *suffix, fosi_slice value)
{
    fosi_buffer_char(out, ' ');
    fosi_buffer_text(out, name);
    if (suffix[0] != '\0') fosi_buffer_char(out, ':');
    fosi_buffer_text(out, suffix);
    fosi_buffer_text(out, "=\"");
    put_escaped(out, value, true);
    fosi_buffer_char(out, '"');
}

/* The namespaces are declared at the root. */
static void put_spaces(const writing *w)
{
    for (const char *const *each = w->how->prefixes; each[0] != NULL; each += 2)
        put_attribute(w->out, "xmlns", each[0], fosi_slice_of(each[1]));
}

static void put_attributes(const writing *w, const fosi_tree *node)
{
    for (const fosi_tree *child = node->first; child != NULL; child = child->next)
        if (child->key.data[0] == '@') put_attribute(w->out, child->key.data + 1, "", child->text);
}

static void write_names(writing *w, const fosi_tree *node, const fosi_xml_name *names, const char *space);

static void write_element(writing *w, const fosi_tree *node, const fosi_xml_name *name, const char *space)
{
    put_indent(w);
    fosi_buffer_char(w->out, '<');
    put_name(w, space, name->name);
    if (w->depth == 0) put_spaces(w);
    put_attributes(w, node);
    fosi_buffer_char(w->out, '>');
    if (name->kind == FOSI_XML_CLASS) {
        w->depth++;
        write_names(w, node, name->of, space);
        w->depth--;
        put_indent(w);
    } else {
        put_escaped(w->out, node->text, false);
    }
    fosi_buffer_text(w->out, "</");
    put_name(w, space, name->name);
    fosi_buffer_char(w->out, '>');
}

/* The children of a node in the order of their names; the depth is that of the vocabulary. A class without children says
 * nothing and is left out. */
static void write_names(writing *w, const fosi_tree *node, const fosi_xml_name *names, const char *space)
{
    for (; names->name != NULL; names++) {
        if (!fosi_xml_has_shape(names, w->how->shape)) continue;
        for (const fosi_tree *child = node->first; child != NULL; child = child->next)
            if (fosi_slice_is(child->key, names->name) && (names->kind != FOSI_XML_CLASS || child->first != NULL))
                write_element(w, child, names, names->space != NULL ? names->space : space);
    }
}

void fosi_xml_write(const fosi_tree *root, const fosi_xml_writing *how, fos_buffer *out)
{
    writing w = { how, out, 0 };
    fosi_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    write_names(&w, root, how->vocabulary->roots, how->vocabulary->space);
    fosi_buffer_char(out, '\n');
}
