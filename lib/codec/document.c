/* What the documents of <fos/document.h> have in common. */
#include "codec/document.h"

#include "codec/json_put.h"

void fosi_document_text(fos_buffer *out, const char *key, const char *text)
{
    if (text == NULL || text[0] == '\0') return;
    fosi_buffer_format(out, ",\"%s\":", key);
    fosi_json_put_string(out, text);
}

void fosi_document_day(fos_buffer *out, const char *key, fos_date date)
{
    char day[FOS_DATE_TEXT];
    if (fos_date_format(date, day) != 0) fosi_buffer_format(out, ",\"%s\":\"%s\"", key, day);
}

void fosi_document_tariff(fos_buffer *out, const fos_tariff *tariff)
{
    fosi_buffer_text(out, "{\"id\":");
    fosi_json_put_string(out, fos_tariff_id(tariff));
    fosi_document_text(out, "currency", fos_tariff_currency(tariff));
    fosi_document_text(out, "data_version", fos_tariff_data_version(tariff));
    fosi_document_text(out, "digest", fos_tariff_digest(tariff));
    fosi_document_text(out, "origin", fos_tariff_origin(tariff));
    fosi_document_text(out, "source", fos_tariff_source(tariff));
    fosi_document_text(out, "starter", fos_tariff_starter(tariff));
    fosi_buffer_char(out, '}');
}

void fosi_document_line(fos_buffer *out, const fos_tariff_line *line)
{
    fosi_buffer_format(out, "{\"code\":\"%s\",\"declarable\":%s", line->code, line->declarable ? "true" : "false");
    fosi_document_text(out, "description", line->description);
    fosi_document_day(out, "start", line->start);
    fosi_document_day(out, "end", line->end);
    fosi_buffer_char(out, '}');
}

void fosi_document_pad(fos_buffer *out, const char *text, size_t columns)
{
    size_t width = 0;
    for (const char *at = text; *at != '\0'; at++)
        width += ((unsigned char)*at & 0xc0u) != 0x80u;
    fosi_buffer_text(out, text);
    for (; width < columns; width++)
        fosi_buffer_char(out, ' ');
}

fos_status fosi_document_drop(fos_buffer *out, size_t mark, fos_status status)
{
    out->failed = false;
    if (out->size > mark) out->size = mark;
    if (out->data != NULL) out->data[out->size] = '\0';
    return status;
}
