/* XML to a tree and back, by a vocabulary: tables that say which names a document has, in which order, of which kind and
 * size. Nothing here knows what the names mean. Reading goes through libxml2 (xml_read.c is the only file that knows it);
 * writing needs no library. */
#ifndef FOSI_XML_H
#define FOSI_XML_H

#include <fos/json.h>

#include "base/base.h"

typedef enum fosi_xml_kind {
    FOSI_XML_CLASS,    /* holds other elements */
    FOSI_XML_TEXT,     /* up to `size` characters */
    FOSI_XML_ID,       /* the same */
    FOSI_XML_CODE,     /* the same, no space inside its edges */
    FOSI_XML_LETTERS,  /* exactly `size` letters */
    FOSI_XML_DIGITS,   /* up to `size` digits */
    FOSI_XML_NUMBER,   /* up to `size` digits, `scale` of them after the point; 0: as many as a number may have */
    FOSI_XML_AMOUNT,   /* the same, with currencyID */
    FOSI_XML_QUANTITY, /* the same, with unitCode */
    FOSI_XML_STAMP     /* a day or moment as EDIFACT writes it, with formatCode */
} fosi_xml_kind;

/* One name inside its class; a list of names ends with one that has none. The order is that of documents. */
typedef struct fosi_xml_name {
    const char *name;
    uint8_t kind;
    uint8_t scale;
    uint16_t size;
    uint16_t most;   /* how often in its class; 0 is without bound */
    uint16_t shapes; /* bits of the shapes of a document that have it; 0 is all */
    const struct fosi_xml_name *of;
    const char *space; /* its namespace where it is not that of its class */
} fosi_xml_name;

typedef struct fosi_xml_vocabulary {
    const char *space;             /* namespace of the roots */
    const fosi_xml_name *roots;    /* elements around a root are passed over */
    const char *const *attributes; /* their keys in the tree, "@name"; ends with NULL */
} fosi_xml_vocabulary;

/* The key under which an attribute stands below its element. */
#define FOSI_XML_CURRENCY "@currencyID"
#define FOSI_XML_UNIT "@unitCode"
#define FOSI_XML_FORMAT "@formatCode"
#define FOSI_XML_SCHEME "@schemeID"

/* Reads a document into a tree that lives in `arena`: an object for each class, a text for each other name, several under
 * one key where a name is repeated, attributes as children of their element. document->root is an object that holds the
 * root. What the vocabulary does not have is told to `report` (which may be NULL) and passed over. */
fos_status fosi_xml_read(fosi_arena *arena, const char *source, const char *bytes, size_t length, const fos_limits *limits,
                         const fosi_xml_vocabulary *vocabulary, fosi_document *document, fos_report *report, fos_error *error);

/* How a tree is written. */
typedef struct fosi_xml_writing {
    const fosi_xml_vocabulary *vocabulary;
    const char *const *prefixes; /* prefix, namespace, prefix, namespace, …, NULL: declared at the root; "" is the default */
    uint16_t shape;              /* bit of the shape whose names are written; 0 is all */
} fosi_xml_writing;

/* Appends such a tree in the order of the vocabulary. A buffer that ran out of memory stays marked. */
void fosi_xml_write(const fosi_tree *root, const fosi_xml_writing *how, fos_buffer *out);

/* Whether a value fits its name; else `expected` says what would. */
#define FOSI_XML_EXPECTED 96
bool fosi_xml_fits(const fosi_xml_name *name, fosi_slice text, char expected[FOSI_XML_EXPECTED]);

static inline bool fosi_xml_has_shape(const fosi_xml_name *name, uint16_t shape)
{
    return name->shapes == 0 || shape == 0 || (name->shapes & shape) != 0;
}

/* The checks before libxml2 sees a byte: UTF-8, no document type, no other encoding, depth, size of tags, attributes. */
fos_status fosi_xml_guard(const char *source, const char *bytes, size_t length, const fos_limits *limits, fos_error *error);

/* The name in a list of names, or NULL. */
const fosi_xml_name *fosi_xml_find(const fosi_xml_name *names, const char *name, size_t length);

#endif
