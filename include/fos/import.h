/* Tariffs as administrations publish them, turned into tables: files are read piece by piece, row by row. */
#ifndef FOS_IMPORT_H
#define FOS_IMPORT_H

#include <stddef.h>
#include <stdint.h>

#include <fos/export.h>
#include <fos/memory.h>
#include <fos/status.h>
#include <fos/tariff.h>

FOS_BEGIN_DECLS

/** What an import is told. Start with FOS_IMPORT_OPTIONS_INIT; fields are only ever appended. */
typedef struct fos_import_options {
    uint32_t struct_size;
    const char *form;            /**< "uk-csv", "us-hts-json", "us-hts-csv" or "mfn-csv" */
    const char *name;            /**< of the file, for messages */
    const fos_tariff_head *head; /**< id, currency, data version and source of the table; all but `source` are needed */
    /** Called for each row that is left out: the error has its line and the reason. NULL: rows are only counted. */
    void (*skipped)(void *user, const fos_error *why);
    void *user;
} fos_import_options;
#define FOS_IMPORT_OPTIONS_INIT                                                                                                  \
    {                                                                                                                            \
        sizeof(fos_import_options), NULL, NULL, NULL, NULL, NULL                                                                 \
    }

/** An import at work. One thread at a time; memory does not grow with what is left out. */
typedef struct fos_import fos_import;

/** A new import. NULL and `error`: INVALID_ARGUMENT for a form that is not known, what fos_tariff_builder_new finds,
 *  NO_MEMORY. @since 0.1 */
FOS_API fos_import *fos_import_new(const fos_context *context, const fos_import_options *options, fos_error *error);
/** Frees an import; NULL is fine. */
FOS_API void fos_import_free(fos_import *import);
/** The table under construction, to which groups of origins and their members may be added before the first bytes.
 *  Borrowed. */
FOS_API fos_tariff_builder *fos_import_builder(fos_import *import);
/** Reads the next bytes, cut anywhere. A row that is not understood is left out and told; an error means that the file is not
 *  of the form (its columns, its syntax) and ends the import: FOS_STATUS_SYNTAX, MISSING_KEY, LIMIT_SIZE, NO_MEMORY. */
FOS_API fos_status fos_import_feed(fos_import *import, const char *bytes, size_t length, fos_error *error);
/** Ends the file and appends the table's image to `out`; errors as above, and those of fos_tariff_builder_write. */
FOS_API fos_status fos_import_finish(fos_import *import, fos_buffer *out, fos_error *error);
/** Rows that were read. */
FOS_API size_t fos_import_rows(const fos_import *import);
/** Those of them that were left out. */
FOS_API size_t fos_import_skipped(const fos_import *import);

FOS_END_DECLS

#endif
