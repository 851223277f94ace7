/* The WCO declaration as a format: document to request and back. */
#include "codec/wco.h"

#include <string.h>

#include "codec/convert.h"
#include "codec/json_tree.h"
#include "dataset/request.h"

/* ---- reading ---- */

static fosi_tree *declaration_of(fosi_tree *root)
{
    fosi_tree *top = root->first;
    if (fosi_slice_is(top->key, "Declaration")) return top;
    return fosi_map_child(top, "Declaration", strlen("Declaration"));
}

static uint64_t position_of(const fosi_tree *node)
{
    uint64_t position = 0;
    for (const fosi_tree *each = node->parent->first; each != NULL; each = each->next) {
        position += fosi_slice_equal(each->key, node->key);
        if (each == node) break;
    }
    return position;
}

/* What is said anew when it is written, and so is not lost: the version of the model, and numbers that count entries. */
static bool use_structure(void *context, fosi_tree *leaf)
{
    char digits[24];
    fos_buffer text = { NULL, digits, 0, sizeof digits, false };
    const fos_consignment *consignment = context;
    if (fosi_slice_is(leaf->key, "ResponsibleCountryCode") && fosi_slice_is(leaf->text, consignment->destination_country))
        fosi_map_use(leaf);
    if (fosi_slice_is(leaf->key, "WCODataModelVersionCode") || fosi_slice_is(leaf->key, "WCOTypeName")) fosi_map_use(leaf);
    if (!fosi_slice_is(leaf->key, "SequenceNumeric")) return true;
    fosi_buffer_unsigned(&text, position_of(leaf->parent));
    if (fosi_slice_equal(leaf->text, (fosi_slice){ digits, text.size })) fosi_map_use(leaf);
    return true;
}

static fos_status read_declaration(fos_request *request, const fosi_format *format, fosi_document *document, fos_report *report,
                                   const fos_limits *limits, fos_error *error)
{
    fosi_arena *arena = fosi_request_arena(request);
    fosi_notes notes = fosi_notes_of(report, document);
    fosi_wco w = { arena, (uint16_t)format->shape, declaration_of(document->root), &notes, error, FOS_STATUS_OK };
    fosi_tree *root = fosi_map_new(arena, FOSI_TREE_OBJECT, "", 0), *message = document->root;
    if (root == NULL) return fosi_fail_memory(error);
    if (w.declaration != NULL) fosi_wco_read(&w, root);
    if (w.status == FOS_STATUS_OK && (w.shape & FOSI_WCO_H7)) fosi_wco_adopt_vendor(&w, root);
    document->root = root;
    fos_status status =
        w.status == FOS_STATUS_OK ? fosi_request_read_tree(request, document, limits, FOSI_READ_PARTIAL, report, error) : w.status;
    if (status != FOS_STATUS_OK) return status;
    fosi_map_rest(message, use_structure, request->consignment);
    fosi_map_note_rest(message, &notes, "has no place in the data set, left out");
    return fosi_notes_status(&notes, error);
}

fos_status fosi_wco_read_request(fos_request *request, const fosi_format *format, const char *source, const char *bytes,
                                 size_t length, const fos_limits *limits, fos_report *report, fos_error *error)
{
    fosi_document document;
    fos_status status =
        fosi_xml_read(fosi_request_arena(request), source, bytes, length, limits, &fosi_wco_vocabulary, &document, report, error);
    return status == FOS_STATUS_OK ? read_declaration(request, format, &document, report, limits, error) : status;
}

/* ---- writing ---- */

static const char *const prefixes[] = { "md", FOSI_WCO_META_DATA, "", FOSI_WCO_DECLARATION, "ds", FOSI_WCO_DATA_SETS, NULL };

/* The envelope around the declaration, with the country that it is for. */
static fosi_tree *envelope(fosi_wco *w, const fos_request *request)
{
    fosi_tree *root = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "", 0);
    fosi_tree *meta = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "MetaData", 0);
    w->declaration = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "Declaration", 0);
    if (root == NULL || meta == NULL || w->declaration == NULL) {
        w->status = fosi_fail_memory(w->error);
        return NULL;
    }
    fosi_map_hang(root, meta, NULL);
    fosi_wco_say(w, meta, "WCODataModelVersionCode", fosi_slice_of("3.6"), 0);
    fosi_wco_say(w, meta, "WCOTypeName", fosi_slice_of("DEC"), 0);
    if (request->consignment->destination_country[0] != '\0')
        fosi_wco_say(w, meta, "ResponsibleCountryCode", fosi_slice_of(request->consignment->destination_country), 0);
    fosi_map_hang(meta, w->declaration, NULL);
    return root;
}

static fos_status write_declaration(fosi_wco *w, const fos_request *request, const fos_quote *quote, fos_buffer *out)
{
    fosi_document document;
    fos_status status = fosi_map_request(request, w->arena, &document, w->error);
    if (status != FOS_STATUS_OK) return status;
    fosi_tree *root = envelope(w, request);
    if (root == NULL || fosi_wco_write(w, document.root) != FOS_STATUS_OK) return w->status;
    if (quote != NULL) fosi_wco_put_quote(w, quote);
    if (w->status != FOS_STATUS_OK) return w->status;
    fosi_xml_writing how = { &fosi_wco_vocabulary, prefixes, w->shape };
    size_t mark = out->size;
    fosi_xml_write(root, &how, out);
    fosi_map_note_rest(document.root, w->notes, "has no place in this format, left out");
    status = fosi_buffer_finish(out, mark, w->error);
    return status == FOS_STATUS_OK ? fosi_notes_status(w->notes, w->error) : status;
}

fos_status fosi_wco_write_request(const fos_request *request, const fosi_format *format, const fos_quote *quote, fos_buffer *out,
                                  fos_report *report, fos_error *error)
{
    const fosi_document nowhere = { "", NULL, 0, NULL };
    fosi_notes notes = fosi_notes_of(report, &nowhere);
    fosi_arena arena;
    fosi_arena_init(&arena, fosi_request_context(request));
    fosi_wco w = { &arena, (uint16_t)format->shape, NULL, &notes, error, FOS_STATUS_OK };
    fos_status status = write_declaration(&w, request, quote, out);
    fosi_arena_free(&arena);
    return status;
}
