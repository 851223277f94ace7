/* Regimes compiled once (the library, shared by all threads) and the per-thread state that computes quotes (the session). */
#ifndef FOS_LIBRARY_H
#define FOS_LIBRARY_H

#include <stddef.h>
#include <stdint.h>

#include <fos/dataset.h>
#include <fos/export.h>
#include <fos/memory.h>
#include <fos/quote.h>
#include <fos/status.h>
#include <fos/tariff.h>

FOS_BEGIN_DECLS

/** One regime file in memory. */
typedef struct fos_source {
    const char *name; /**< for messages */
    const char *bytes;
    size_t length;
} fos_source;

/** What a library is opened with. Start with FOS_LIBRARY_OPTIONS_INIT; fields are only ever appended. */
typedef struct fos_library_options {
    uint32_t struct_size;
    const char *regimes_directory; /**< every *.json in it is loaded before any other copy; NULL for none */
    const fos_source *regimes;     /**< files given in memory; they win over all others of the same id */
    size_t regime_count;
    int only_given;            /**< nonzero: nothing but what is given here, not even the embedded regimes and tariffs */
    const fos_source *tariffs; /**< compiled tariffs (borrowed: they must outlive the library) or plain CSV, in memory */
    size_t tariff_count;
    const char *const *tariff_files; /**< the same as files, which are mapped */
    size_t tariff_file_count;
} fos_library_options;
#define FOS_LIBRARY_OPTIONS_INIT                                                                                                 \
    {                                                                                                                            \
        sizeof(fos_library_options), NULL, NULL, 0, 0, NULL, 0, NULL, 0                                                          \
    }

/** An immutable set of compiled regimes. Thread-safe for reading; no locks. */
typedef struct fos_library fos_library;
/** Findings of a check, each a full error. */
typedef struct fos_report fos_report;
/** One compiled regime, borrowed from its library. */
typedef struct fos_regime fos_regime;

/** Opens the regimes: those given, then the directory in FOS_DATA_DIR, then the installed ones, then the embedded ones;
 *  per regime id the first found stands. NULL `options` takes the defaults. Returns NULL and fills `error` on failure. */
FOS_API fos_library *fos_library_open(const fos_context *context, const fos_library_options *options, fos_error *error);
/** Frees a library; sessions over it must be gone. NULL is fine. */
FOS_API void fos_library_free(fos_library *library);
/** How many regimes it holds. */
FOS_API size_t fos_library_regime_count(const fos_library *library);
/** Regime number `index` in order of id, or NULL. */
FOS_API const fos_regime *fos_library_regime_at(const fos_library *library, size_t index);
/** The regime with that id ("EU"), or NULL. */
FOS_API const fos_regime *fos_library_regime(const fos_library *library, const char *id);
/** The regime that rules imports into a country (ISO 3166-1 alpha-2), or NULL. `subdivision` may be NULL; no regime of
 *  this release is for a part of a country alone. */
FOS_API const fos_regime *fos_library_regime_for(const fos_library *library, const char *country, const char *subdivision);

/** How many tariffs it holds: those given, then those of FOS_DATA_DIR, the installed ones (tariffs/ *.tariff) and the embedded
 *  starters; per id the first found stands. */
FOS_API size_t fos_library_tariff_count(const fos_library *library);
/** Tariff number `index`, or NULL. Borrowed from the library. */
FOS_API const fos_tariff *fos_library_tariff_at(const fos_library *library, size_t index);
/** The tariff that the regime of that id ("EU") reads, or NULL. */
FOS_API const fos_tariff *fos_library_tariff(const fos_library *library, const char *id);
/** The tariff of imports into a country (ISO 3166-1 alpha-2): that of its regime, else the one whose id is the country; or NULL.
 *  @since 0.1 */
FOS_API const fos_tariff *fos_library_tariff_for(const fos_library *library, const char *country);

/** Its id: "EU". */
FOS_API const char *fos_regime_id(const fos_regime *regime);
/** Its name in words. */
FOS_API const char *fos_regime_name(const fos_regime *regime);
/** The currency of its amounts, ISO 4217. */
FOS_API const char *fos_regime_currency(const fos_regime *regime);
/** Version of its data: "2026.11.1". */
FOS_API const char *fos_regime_data_version(const fos_regime *regime);
/** "sha256:…" over the bytes of its file. */
FOS_API const char *fos_regime_digest(const fos_regime *regime);
/** The day on which it was last read against the law. */
FOS_API fos_date fos_regime_reviewed(const fos_regime *regime);
/** Where it was read: a file's path, "embedded", or the name given with it. */
FOS_API const char *fos_regime_origin(const fos_regime *regime);
/** Appends every dated rule, one a line, in a stable order: what changes in the law shows as a changed line. */
FOS_API fos_status fos_regime_dump(const fos_regime *regime, fos_buffer *out);
/** Appends a readable account of the law in force on `date` (FOS_DATE_ABSENT: all dates). */
FOS_API fos_status fos_regime_show(const fos_regime *regime, fos_date date, fos_buffer *out);

/** A new empty report, or NULL when out of memory. */
FOS_API fos_report *fos_report_new(const fos_context *context);
/** Frees it with its findings; NULL is fine. */
FOS_API void fos_report_free(fos_report *report);
/** How many findings it holds. */
FOS_API size_t fos_report_count(const fos_report *report);
/** How many of them are errors; the rest are warnings. */
FOS_API size_t fos_report_error_count(const fos_report *report);
/** How many findings more there were than the 1,000 that it holds. */
FOS_API size_t fos_report_lost_count(const fos_report *report);
/** Finding `index`, borrowed; NULL past the last. */
FOS_API const fos_error *fos_report_at(const fos_report *report, size_t index);
/** Nonzero when finding `index` is a warning. */
FOS_API int fos_report_is_warning(const fos_report *report, size_t index);
/** Checks one regime file and adds every finding to `report`: types, grains, overlaps, gaps, unused rules, missing
 *  sources, each with line and column. Returns FOS_STATUS_OK when there is no error among them, else the first error's. */
FOS_API fos_status fos_regime_check(const fos_context *context, const fos_source *file, fos_report *report);

/** Per-thread state over a shared library: scratch memory that is kept, so that quotes stop allocating. */
typedef struct fos_session fos_session;

/** A new session, or NULL (`error` says why). From quote to quote it keeps what parcels of the same dates, places, parties and choices have in
 *  common, which makes later quotes several times as fast and none different. Its memory grows with their variety, up to some 20 MB. */
FOS_API fos_session *fos_session_new(const fos_library *library, fos_error *error);
/** Frees a session with its quotes; NULL is fine. */
FOS_API void fos_session_free(fos_session *session);
/** Computes the quote of a request. `*quote` is borrowed until the next call on this session; sentences read the request,
 *  which must stay as it is until then. A quote that lacks an input succeeds with `complete` false. Errors: what
 *  fos_request_check finds, FOS_STATUS_NO_REGIME, NO_ROUTE (the error names each route with what failed),
 *  NO_NET_PRICE, OVERFLOW, NEGATIVE_CHARGE, NO_MEMORY. */
FOS_API fos_status fos_session_quote(fos_session *session, const fos_request *request, const fos_quote **quote, fos_error *error);
/** Computes one quote for each route that the law offers for this request. Borrowed as above. */
FOS_API fos_status fos_session_compare(fos_session *session, const fos_request *request, const fos_comparison **comparison,
                                       fos_error *error);

FOS_END_DECLS

#endif
