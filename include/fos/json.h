/* JSON in and out. Numbers are read from their text, never through binary floats; output is deterministic. */
#ifndef FOS_JSON_H
#define FOS_JSON_H

#include <stddef.h>
#include <stdint.h>

#include <fos/dataset.h>
#include <fos/export.h>
#include <fos/library.h>
#include <fos/memory.h>
#include <fos/quote.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** Bounds on what is read. Start with FOS_LIMITS_INIT. */
typedef struct fos_limits {
    uint32_t struct_size;
    uint32_t depth;    /**< nesting; 64 */
    uint64_t document; /**< bytes; 64 MiB */
    uint32_t items;    /**< entries of any list; 10,000 */
    uint32_t digits;   /**< significant digits of a number; 18, which is also the most */
} fos_limits;
#define FOS_LIMITS_INIT                                                                                                          \
    {                                                                                                                            \
        sizeof(fos_limits), 64, UINT64_C(67108864), 10000, 18                                                                    \
    }

/** How a request is read. NULL means the defaults. */
typedef struct fos_read_options {
    uint32_t struct_size;
    const char *source; /**< the name that errors give; NULL means "request" */
    fos_limits limits;
    fos_report *faults; /**< where faults of single values go (unknown codes, prices that disagree, members that are missing), and
                         *   the reader goes on; NULL: the first is the call's error. A value that cannot be kept is left out. */
} fos_read_options;
#define FOS_READ_OPTIONS_INIT                                                                                                    \
    {                                                                                                                            \
        sizeof(fos_read_options), NULL, FOS_LIMITS_INIT, NULL                                                                    \
    }

/** Reads a request document (UTF-8 JSON) into `request`, which is cleared first and left empty on failure. The error
 *  gives line, column and JSON Pointer. Keys that begin with x_ are skipped; any other unknown key is an error. */
FOS_API fos_status fos_request_read_json(fos_request *request, const char *bytes, size_t length, const fos_read_options *options,
                                         fos_error *error);
/** Appends the request as JSON that fos_request_read_json reads back to an equal request. */
FOS_API fos_status fos_request_write_json(const fos_request *request, fos_buffer *out, fos_error *error);
/** Appends the quote as one line of JSON. The same request gives the same bytes. */
FOS_API fos_status fos_quote_write_json(const fos_quote *quote, fos_buffer *out, fos_error *error);
/** Appends the comparison as one line of JSON. */
FOS_API fos_status fos_comparison_write_json(const fos_comparison *comparison, fos_buffer *out, fos_error *error);
/** Appends an error as a JSON object {"error": {status, source, line, column, pointer, text}}. */
FOS_API fos_status fos_error_write_json(const fos_error *failure, fos_buffer *out, fos_error *error);
/** Request document in, quote document appended to `out`: what most callers need. Nothing is appended on failure. */
FOS_API fos_status fos_session_quote_json(fos_session *session, const char *bytes, size_t length, const fos_read_options *options,
                                          fos_buffer *out, fos_error *error);
/** The same for a comparison. */
FOS_API fos_status fos_session_compare_json(fos_session *session, const char *bytes, size_t length,
                                            const fos_read_options *options, fos_buffer *out, fos_error *error);
/** Appends the JSON Schema (2020-12) of "request", "quote", "comparison", "validation", "survey", "regime" or "profile"; for
 *  "elements" the element table itself (element.h) as JSON. FOS_STATUS_INVALID_ARGUMENT for another name. */
FOS_API fos_status fos_schema_write(const char *name, fos_buffer *out, fos_error *error);

FOS_END_DECLS

#endif
