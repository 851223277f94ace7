/* Every format of requests, one row each, and the two calls that go through them. */
#include <string.h>

#include "codec/bytes.h"
#include "codec/ceb.h"
#include "codec/cn23.h"
#include "codec/convert.h"
#include "codec/csv.h"
#include "codec/itmatt.h"
#include "codec/wco.h"
#include "dataset/request.h"

static fos_status read_json(fos_request *request, const fosi_format *format, const char *source, const char *bytes, size_t length,
                            const fos_limits *limits, fos_report *report, fos_error *error)
{
    fos_read_options options = { sizeof options, source, *limits, NULL };
    (void)format, (void)report;
    return fos_request_read_json(request, bytes, length, &options, error);
}

static fos_status write_json(const fos_request *request, const fosi_format *format, const fos_quote *quote, fos_buffer *out,
                             fos_report *report, fos_error *error)
{
    (void)format, (void)quote, (void)report;
    return fos_request_write_json(request, out, error);
}

#define FORMAT(name, title, reads, carries, read, write, shape)                                                                  \
    {                                                                                                                            \
        { name, title, (read) != NULL && (reads), (write) != NULL, carries }, read, write, shape                                 \
    }

static const fosi_format formats[] = {
    FORMAT("json", "the request of this library, one line", 1, 0, read_json, write_json, 0),
    FORMAT("wco-xml", "declaration of the WCO Data Model 3.6 (DMS)", FOSI_HAVE_XML, 1, fosi_wco_read_request,
           fosi_wco_write_request, FOSI_WCO_FULL),
    FORMAT("wco-h7-eu", "the same with the European H7 data set", FOSI_HAVE_XML, 1, fosi_wco_read_request, fosi_wco_write_request,
           FOSI_WCO_H7_EU),
    FORMAT("wco-h7-uk", "the same with the H7 data set of the United Kingdom", FOSI_HAVE_XML, 1, fosi_wco_read_request,
           fosi_wco_write_request, FOSI_WCO_H7_UK),
    FORMAT("csv", "a spreadsheet of the lines, columns named by dotted paths", 1, 0, fosi_csv_read_request,
           fosi_csv_write_request, 0),
    FORMAT("itmatt", "a postal item as an EDIFACT interchange", 1, 0, fosi_itmatt_read_request, fosi_itmatt_write_request, 0),
    FORMAT("cn23-text", "postal form CN 23 as text", 0, 0, NULL, fosi_cn23_write_request, FOSI_CN23_TEXT),
    FORMAT("cn23-svg", "postal form CN 23 to print, SVG", 0, 0, NULL, fosi_cn23_write_request, FOSI_CN23_SVG),
    FORMAT("ceb311", "China, cross-border e-commerce: import order", FOSI_HAVE_XML, 0, fosi_ceb_read_request,
           fosi_ceb_write_request, 311),
    FORMAT("ceb411", "China, cross-border e-commerce: payment", FOSI_HAVE_XML, 0, fosi_ceb_read_request, fosi_ceb_write_request,
           411),
    FORMAT("ceb511", "China, cross-border e-commerce: logistics", FOSI_HAVE_XML, 0, fosi_ceb_read_request, fosi_ceb_write_request,
           511),
    FORMAT("ceb621", "China, cross-border e-commerce: inventory (declaration)", FOSI_HAVE_XML, 0, fosi_ceb_read_request,
           fosi_ceb_write_request, 621),
};
#define COUNT (sizeof formats / sizeof formats[0])

size_t fos_format_count(void) { return COUNT; }

const fos_format *fos_format_at(size_t index) { return index < COUNT ? &formats[index].public : NULL; }

static const fosi_format *find(const char *name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(formats[i].public.name, name) == 0) return &formats[i];
    return NULL;
}

const fos_format *fos_format_find(const char *name)
{
    const fosi_format *format = name == NULL ? NULL : find(name);
    return format == NULL ? NULL : &format->public;
}

/* "json, wco-xml, …", and the nearest of them. */
static fos_status unknown_format(const char *name, fos_error *error)
{
    const char *names[COUNT];
    char all[256];
    fos_buffer list = { NULL, all, 0, sizeof all, false };
    for (size_t i = 0; i < COUNT; i++) {
        names[i] = formats[i].public.name;
        if (list.size + strlen(names[i]) + 3 > sizeof all) continue;
        if (i > 0) fosi_buffer_text(&list, ", ");
        fosi_buffer_text(&list, names[i]);
    }
    const char *nearest = fosi_nearest(fosi_slice_of(name), names, COUNT);
    if (nearest != NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no format \"%.40s\", did you mean %s?", name, nearest);
    return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no format \"%.40s\", expected one of %s", name, all);
}

fos_status fos_request_read_as(fos_request *request, const char *name, const char *bytes, size_t length,
                               const fos_read_options *options, fos_report *report, fos_error *error)
{
    if (request == NULL || name == NULL || (bytes == NULL && length != 0))
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the request, the format or the document is NULL");
    const fosi_format *format = find(name);
    if (format == NULL) return unknown_format(name, error);
    if (!format->public.reads)
        return fosi_fail(error, FOS_STATUS_UNSUPPORTED, "%s cannot be read%s", name,
                         format->read == NULL ? ", only written" : " by this build, which has no libxml2");
    bool has_options = options != NULL && options->struct_size >= sizeof *options;
    fos_limits limits = fosi_limits_of(has_options ? &options->limits : NULL);
    const char *source = has_options && options->source != NULL ? options->source : "document";
    fos_request_clear(request);
    fos_status status = format->read(request, format, source, bytes == NULL ? "" : bytes, length, &limits, report, error);
    if (status != FOS_STATUS_OK) fos_request_clear(request);
    return status;
}

fos_status fos_request_write_as(const fos_request *request, const char *name, const fos_write_options *options, fos_buffer *out,
                                fos_report *report, fos_error *error)
{
    if (request == NULL || name == NULL || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the request, the format or the buffer is NULL");
    const fosi_format *format = find(name);
    if (format == NULL) return unknown_format(name, error);
    if (!format->public.writes) return fosi_fail(error, FOS_STATUS_UNSUPPORTED, "%s cannot be written, only read", name);
    const fos_quote *quote = options != NULL && options->struct_size >= sizeof *options ? options->quote : NULL;
    if (quote != NULL && !format->public.carries_quote)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s has no place for the charges of a quote", name);
    size_t mark = out->size;
    fos_status status = format->write(request, format, quote, out, report, error);
    if (status != FOS_STATUS_OK && out->size > mark) {
        out->size = mark;
        out->data[mark] = '\0';
    }
    return status;
}
