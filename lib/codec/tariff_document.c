/* What a tariff says of a commodity code, as JSON. */
#include <fos/document.h>

#include "codec/document.h"
#include "codec/json_put.h"

static const char *const match_names[] = { "none", "exact", "short", "prefix" };

static void put_measure(fos_buffer *out, const fos_tariff_measure *m)
{
    fosi_buffer_format(out, "{\"kind\":\"%s\",\"code\":\"%s\"", fos_tariff_kind_name(m->kind), m->code);
    fosi_document_text(out, "origin", m->origin);
    fosi_document_text(out, "programme", m->programme);
    fosi_document_text(out, "proof", m->proof);
    fosi_document_text(out, "rate", m->rate);
    fosi_document_day(out, "start", m->start);
    fosi_document_day(out, "end", m->end);
    fosi_document_text(out, "conditions", m->conditions);
    fosi_buffer_format(out, ",\"order\":%d,\"stacking\":\"%s\"", (int)m->order, fos_tariff_stacking_name(m->stacking));
    fosi_document_text(out, "replaces", m->replaces);
    fosi_document_text(out, "quota", m->quota);
    fosi_document_text(out, "number", m->number);
    fosi_document_text(out, "name", m->name);
    fosi_document_text(out, "source", m->source);
    fosi_document_text(out, "confidence", fos_confidence_name(m->confidence));
    fosi_buffer_char(out, '}');
}

fos_status fos_tariff_lookup_json(const fos_tariff *tariff, const fos_tariff_query *query, fos_buffer *out,
                                  fos_tariff_match *match, fos_error *error)
{
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    fos_tariff_cursor cursor;
    if (tariff == NULL || query == NULL || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a look-up needs a tariff, a query and a buffer");
    fos_status status = fos_tariff_find(tariff, query, &cursor, error);
    if (status == FOS_STATUS_OK) status = fos_tariff_code(tariff, query->code, query->date, &line, error);
    if (status != FOS_STATUS_OK) return status;
    size_t mark = out->size;
    fosi_buffer_text(out, "{\"tariff\":");
    fosi_document_tariff(out, tariff);
    fosi_buffer_text(out, ",\"code\":");
    fosi_json_put_string(out, query->code);
    fosi_buffer_format(out, ",\"match\":\"%s\",\"line\":", match_names[line.match]);
    fosi_document_line(out, &line);
    fosi_buffer_text(out, ",\"measures\":[");
    for (bool first = true; fos_tariff_next(&cursor, &m); first = false) {
        if (!first) fosi_buffer_char(out, ',');
        put_measure(out, &m);
    }
    fosi_buffer_text(out, "]}");
    if (match != NULL) *match = line.match;
    return fosi_buffer_finish(out, mark, error);
}
