/* What a reader of records would make of them, written as the JSON document that they stand for. */
#ifndef RECORDS_JSON_H
#define RECORDS_JSON_H

#include <stdbool.h>

#include <fos/element.h>
#include <fos/records.h>

/* Appends the record of a class that stands first; false when a place in the records lies outside them. */
bool records_to_json(const fos_class *of, const fos_session *session, const fos_buffer *records, const fos_buffer *texts,
                     fos_buffer *out);

#endif
