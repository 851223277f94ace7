/* Requests in the formats that the trade and its administrations exchange. What a format cannot hold is told in a report:
 * nothing is left out in silence, and nothing is cut. */
#ifndef FOS_CONVERT_H
#define FOS_CONVERT_H

#include <stddef.h>
#include <stdint.h>

#include <fos/dataset.h>
#include <fos/export.h>
#include <fos/json.h>
#include <fos/library.h>
#include <fos/memory.h>
#include <fos/quote.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** A format of requests. All texts are constant. */
typedef struct fos_format {
    const char *name;  /**< "wco-xml": what fos_request_read_as and fos_request_write_as take */
    const char *title; /**< what it is, in a few words */
    int reads;         /**< whether requests can be read from it in this build */
    int writes;        /**< whether they can be written to it */
    int carries_quote; /**< whether it has a place for the charges of a quote */
} fos_format;

/** How many formats there are. */
FOS_API size_t fos_format_count(void);
/** The format at that index, or NULL. */
FOS_API const fos_format *fos_format_at(size_t index);
/** The format of that name, or NULL. */
FOS_API const fos_format *fos_format_find(const char *name);

/** How a request is written. Start with FOS_WRITE_OPTIONS_INIT. */
typedef struct fos_write_options {
    uint32_t struct_size;
    const fos_quote *quote; /**< whose charges go into the document, where the format carries them; or NULL */
} fos_write_options;
#define FOS_WRITE_OPTIONS_INIT                                                                                                   \
    {                                                                                                                            \
        sizeof(fos_write_options), NULL                                                                                          \
    }

/** Reads a document (UTF-8) of a format into `request`, which is cleared first and left empty on failure. Unlike JSON, other
 *  formats may lack what a quote needs (the date, a price): such a request is read, and the report says what is missing.
 *  `report` (may be NULL) gets a warning for each value that the data set has no place for, with its path and line.
 *  Limits hold as for JSON; entities and document types are refused. Errors: FOS_STATUS_INVALID_ARGUMENT for a format that
 *  is not known, FOS_STATUS_UNSUPPORTED for one that cannot be read, and those of the document. */
FOS_API fos_status fos_request_read_as(fos_request *request, const char *format, const char *bytes, size_t length,
                                       const fos_read_options *options, fos_report *report, fos_error *error);
/** Appends `request` as a document of a format. `report` (may be NULL) gets a warning for each value that the format has no
 *  place for or that is filled in, and an error for each value that does not fit its place; with such an error nothing is
 *  appended and its status is returned. NULL `options` takes the defaults. */
FOS_API fos_status fos_request_write_as(const fos_request *request, const char *format, const fos_write_options *options,
                                        fos_buffer *out, fos_report *report, fos_error *error);

FOS_END_DECLS

#endif
