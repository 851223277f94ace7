/* Members of the JSON documents in <fos/document.h>, and lines of the same for people. All append; none reports. */
#ifndef FOSI_DOCUMENT_H
#define FOSI_DOCUMENT_H

#include <fos/tariff.h>

#include "base/base.h"

/* ,"key":"text"; nothing when the text is NULL or empty. */
void fosi_document_text(fos_buffer *out, const char *key, const char *text);
/* ,"key":"2026-11-23"; nothing when there is no day. */
void fosi_document_day(fos_buffer *out, const char *key, fos_date date);
void fosi_document_tariff(fos_buffer *out, const fos_tariff *tariff);
void fosi_document_line(fos_buffer *out, const fos_tariff_line *line);
/* The text, then spaces up to so many columns. */
void fosi_document_pad(fos_buffer *out, const char *text, size_t columns);
/* Takes away what was written since `mark`, when the document cannot be finished; returns `status`. */
fos_status fosi_document_drop(fos_buffer *out, size_t mark, fos_status status);

#endif
