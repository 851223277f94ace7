/* Tariff tables: which duties and taxes a tariff puts on a commodity code, from where, on which day, under which conditions.
 * A table is built once from rows into one image of bytes. The same image is the file: it is opened in place, never
 * changes, and is shared by all threads. Rates stand in it as texts; <fos/duty.h> reads those. */
#ifndef FOS_TARIFF_H
#define FOS_TARIFF_H

#include <stddef.h>
#include <stdint.h>

#include <fos/date.h>
#include <fos/export.h>
#include <fos/memory.h>
#include <fos/quote.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** What a measure is. Numbers are never reused: they stand in compiled files. */
typedef enum fos_tariff_kind {
    FOS_TARIFF_KIND_MFN = 0,        /**< third-country duty: the rate without any claim */
    FOS_TARIFF_KIND_PREFERENCE,     /**< a rate for goods that originate under a programme, with its proof */
    FOS_TARIFF_KIND_SUSPENSION,     /**< an autonomous suspension or relief */
    FOS_TARIFF_KIND_QUOTA,          /**< the rate inside a tariff quota */
    FOS_TARIFF_KIND_QUOTA_OUT,      /**< the rate of a quota's goods outside of it */
    FOS_TARIFF_KIND_ANTI_DUMPING,   /**< anti-dumping duty */
    FOS_TARIFF_KIND_COUNTERVAILING, /**< countervailing duty */
    FOS_TARIFF_KIND_SAFEGUARD,      /**< safeguard duty */
    FOS_TARIFF_KIND_ADDITIONAL,     /**< other duties beside the tariff, such as US chapter 99 */
    FOS_TARIFF_KIND_EXCISE,         /**< excise at import */
    FOS_TARIFF_KIND_TAX,            /**< the rate of VAT or a like tax at import */
    FOS_TARIFF_KIND_UNIT,           /**< no duty: the supplementary unit that a declaration gives */
    FOS_TARIFF_KIND_COMPONENT /**< no duty by itself: what an agricultural component (its `number`: EA, ADSZ, …) comes to for an
                                         additional code of the Meursing table. Its line is 00 and that code: "007051" */
} fos_tariff_kind;
#define FOS_TARIFF_KIND_COUNT 13

/** How a measure's amount joins what stands before it, in the order of `order`. */
typedef enum fos_tariff_stacking {
    FOS_TARIFF_STACKING_ADD = 0, /**< on top */
    FOS_TARIFF_STACKING_REPLACE, /**< instead of the measures named in `replaces` */
    FOS_TARIFF_STACKING_TOP_UP,  /**< what is wanting, with the duty before it, to the total that its rate gives */
    FOS_TARIFF_STACKING_CAP      /**< nothing of its own: the duty before it is at most what its rate gives */
} fos_tariff_stacking;
#define FOS_TARIFF_STACKING_COUNT 4

/** Whether a commodity code stands in a tariff on a day. */
typedef enum fos_tariff_match {
    FOS_TARIFF_MATCH_NONE = 0, /**< no line of the tariff is this code or begins it */
    FOS_TARIFF_MATCH_EXACT,    /**< a line is this code, and no longer code has measures of its own (of the kinds asked for) */
    FOS_TARIFF_MATCH_SHORT,    /**< longer codes have measures of their own: more digits are needed */
    FOS_TARIFF_MATCH_PREFIX    /**< the code is longer than the tariff's line, whose measures it has */
} fos_tariff_match;

/** One measure, as a table holds it. Texts are never NULL (empty: not given) and live as long as the table. Set struct_size
 *  before the first call (FOS_TARIFF_MEASURE_INIT); fields are only ever appended. */
typedef struct fos_tariff_measure {
    uint32_t struct_size;
    fos_tariff_kind kind;
    char code[16];          /**< digits of the line that has it: the code asked for, or the beginning of it */
    const char *origin;     /**< "all", a country (ISO 3166-1 alpha-2) or a group of this table */
    const char *programme;  /**< id of the preference programme */
    const char *proof;      /**< the proof of origin that the programme asks for, in words */
    const char *rate;       /**< as written: "12 %", "9.6 % MIN 1.1 EUR/KGM" */
    fos_date start;         /**< first day; FOS_DATE_ABSENT for always */
    fos_date end;           /**< last day; FOS_DATE_ABSENT for open */
    const char *conditions; /**< what must hold; fos_tariff_condition_next reads it */
    int32_t order;          /**< small first */
    fos_tariff_stacking stacking;
    const char *replaces; /**< kinds ("mfn") and numbers of measures that it stands instead of, spaces between */
    const char *quota;    /**< the quota's order number */
    const char *number;   /**< the measure's own number: additional code, chapter-99 heading */
    const char *name;     /**< for people: "Anti-dumping duty on bicycles" */
    const char *source;   /**< the law or file that it was read in */
    fos_confidence confidence;
    uint32_t reference; /**< number of the measure in the table: the same measure, the same number */
} fos_tariff_measure;
#define FOS_TARIFF_MEASURE_INIT                                                                                                  \
    {                                                                                                                            \
        sizeof(fos_tariff_measure), FOS_TARIFF_KIND_MFN, { 0 }, NULL, NULL, NULL, NULL, FOS_DATE_ABSENT, FOS_DATE_ABSENT, NULL,  \
            0, FOS_TARIFF_STACKING_ADD, NULL, NULL, NULL, NULL, NULL, FOS_CONFIDENCE_CONFIRMED, 0                                \
    }

/** The word of a kind as the plain CSV writes it ("mfn", "anti_dumping"); never NULL. Thread-safe. */
FOS_API const char *fos_tariff_kind_name(fos_tariff_kind kind);
/** The word of a stacking rule ("add", "top_up"); never NULL. Thread-safe. */
FOS_API const char *fos_tariff_stacking_name(fos_tariff_stacking stacking);

/* ---- building ---- */

/** What a table says of itself. Texts are copied. */
typedef struct fos_tariff_head {
    uint32_t struct_size;
    const char *id;           /**< id of the regime that reads it: "EU", "GB", "US" */
    const char *currency;     /**< ISO 4217 */
    const char *data_version; /**< "2026.11.1" */
    const char *source;       /**< where its rows come from */
    const char *starter;      /**< the note of a starter tariff, which every quote shows; NULL for a full one */
    int exact_codes;          /**< nonzero: a measure is for its own code alone, longer codes do not inherit it */
} fos_tariff_head;
#define FOS_TARIFF_HEAD_INIT                                                                                                     \
    {                                                                                                                            \
        sizeof(fos_tariff_head), NULL, NULL, NULL, NULL, NULL, 0                                                                 \
    }

/** One measure to add. NULL texts are not given. Start with FOS_TARIFF_ROW_INIT; fields are only ever appended. */
typedef struct fos_tariff_row {
    uint32_t struct_size;
    uint32_t line;    /**< line of the source, for messages; 0 for none */
    const char *code; /**< 2 to 12 digits; points and spaces between them are passed over. Of a COMPONENT, the additional code */
    fos_tariff_kind kind;
    const char *origin;    /**< NULL or "all": every origin; else a country or a group that was added */
    const char *excluded;  /**< countries and groups of `origin` that it is not for, spaces between */
    const char *programme; /**< id of a programme that was added */
    const char *rate;      /**< as written; not parsed here */
    fos_date start, end;   /**< first and last day; FOS_DATE_ABSENT for none */
    const char *conditions;
    int32_t order;
    int stacking;         /**< a fos_tariff_stacking, or -1 for the usual one of the kind */
    const char *replaces; /**< NULL: with REPLACE, "mfn" */
    const char *quota, *number, *name, *source;
    fos_confidence confidence;
} fos_tariff_row;
#define FOS_TARIFF_ROW_INIT                                                                                                      \
    {                                                                                                                            \
        sizeof(fos_tariff_row), 0, NULL, FOS_TARIFF_KIND_MFN, NULL, NULL, NULL, NULL, FOS_DATE_ABSENT, FOS_DATE_ABSENT, NULL, 0, \
            -1, NULL, NULL, NULL, NULL, NULL, FOS_CONFIDENCE_CONFIRMED                                                           \
    }

/** Rows on their way into a table. One thread at a time. After an error of a row, memory aside, the builder is as before it. */
typedef struct fos_tariff_builder fos_tariff_builder;

/** A new builder, or NULL: out of memory, or a head without id, currency and data version. */
FOS_API fos_tariff_builder *fos_tariff_builder_new(const fos_context *context, const fos_tariff_head *head, fos_error *error);
/** Frees a builder; NULL is fine. */
FOS_API void fos_tariff_builder_free(fos_tariff_builder *builder);
/** Adds a group of origins. Its members are countries; FOS_STATUS_DUPLICATE_KEY when it was added before. */
FOS_API fos_status fos_tariff_builder_group(fos_tariff_builder *builder, const char *id, const char *name, fos_error *error);
/** Adds a country to a group, from its first to its last day (FOS_DATE_ABSENT: always). Any number of times. */
FOS_API fos_status fos_tariff_builder_member(fos_tariff_builder *builder, const char *group, const char *country, fos_date start,
                                             fos_date end, fos_error *error);
/** Adds a preference programme, with its name and the proof that it asks for in words. */
FOS_API fos_status fos_tariff_builder_programme(fos_tariff_builder *builder, const char *id, const char *name, const char *proof,
                                                fos_error *error);
/** Says what is known of a code: description (NULL: nothing), `declarable` 1, 0 or -1 (then: when no longer code stands in
 *  the table), first and last day. What is said twice must agree (FOS_STATUS_INCONSISTENT). */
FOS_API fos_status fos_tariff_builder_code(fos_tariff_builder *builder, const char *code, const char *description, int declarable,
                                           fos_date start, fos_date end, fos_error *error);
/** Adds a measure; its code need not have been added. FOS_STATUS_INVALID_VALUE (code, date, condition), MISSING_KEY (no
 *  rate), RULE_NAME (a group or programme that was not added). The error's line is the row's. */
FOS_API fos_status fos_tariff_builder_measure(fos_tariff_builder *builder, const fos_tariff_row *row, fos_error *error);
/** How many measures were added. */
FOS_API size_t fos_tariff_builder_count(const fos_tariff_builder *builder);
/** Appends the image to `out`. The same rows in any order give the same bytes. FOS_STATUS_RULE_OVERLAP when two measures
 *  differ in the rate alone on the same day, DUPLICATE_KEY when a measure was added twice: the error names both lines. */
FOS_API fos_status fos_tariff_builder_write(fos_tariff_builder *builder, fos_buffer *out, fos_error *error);

/** The plain CSV of tariffs (doc/tariffs.md), read piece by piece and compiled. One thread at a time. */
typedef struct fos_tariff_csv fos_tariff_csv;

/** A new reader; `name` is for messages. NULL when out of memory. */
FOS_API fos_tariff_csv *fos_tariff_csv_new(const fos_context *context, const char *name, fos_error *error);
/** Frees a reader; NULL is fine. */
FOS_API void fos_tariff_csv_free(fos_tariff_csv *csv);
/** Reads the next bytes of the file, cut anywhere. The first mistake ends it: line and column of the error name its place,
 *  and every later call fails. FOS_STATUS_SYNTAX, ENCODING, UNKNOWN_KEY (a column), DUPLICATE_KEY, MISSING_KEY, INVALID_VALUE,
 *  INCONSISTENT, RULE_NAME, LIMIT_SIZE, NO_MEMORY. */
FOS_API fos_status fos_tariff_csv_feed(fos_tariff_csv *csv, const char *bytes, size_t length, fos_error *error);
/** Ends the file and appends the image to `out`. Errors as above, and those of fos_tariff_builder_write. */
FOS_API fos_status fos_tariff_csv_finish(fos_tariff_csv *csv, fos_buffer *out, fos_error *error);
/** How many measures were read so far. */
FOS_API size_t fos_tariff_csv_count(const fos_tariff_csv *csv);

/* ---- a table ---- */

/** An opened table: immutable, shareable between threads without locks. */
typedef struct fos_tariff fos_tariff;

/** Opens an image, which is read in place and must outlive the table. Checksum and every reference are checked once, in
 *  linear time: what opens cannot lead a look-up astray. `name` is for messages. NULL and `error`: FOS_STATUS_SYNTAX for what
 *  is no sound image, UNSUPPORTED for another version of the format, NO_MEMORY. */
FOS_API fos_tariff *fos_tariff_open(const fos_context *context, const char *name, const void *bytes, size_t length,
                                    fos_error *error);
/** The same for a compiled file, which is mapped where the system can. Adds FOS_STATUS_IO. */
FOS_API fos_tariff *fos_tariff_open_file(const fos_context *context, const char *path, fos_error *error);
/** Frees a table; NULL is fine. */
FOS_API void fos_tariff_free(fos_tariff *tariff);

/** Id of the regime that reads it: "EU". */
FOS_API const char *fos_tariff_id(const fos_tariff *tariff);
/** The currency of its amounts, ISO 4217. */
FOS_API const char *fos_tariff_currency(const fos_tariff *tariff);
/** Version of its rows. */
FOS_API const char *fos_tariff_data_version(const fos_tariff *tariff);
/** Where its rows come from. */
FOS_API const char *fos_tariff_source(const fos_tariff *tariff);
/** The note of a starter tariff, or NULL for a full one. */
FOS_API const char *fos_tariff_starter(const fos_tariff *tariff);
/** "sha256:…" over the image. */
FOS_API const char *fos_tariff_digest(const fos_tariff *tariff);
/** Where it was read: the name that it was opened with. */
FOS_API const char *fos_tariff_origin(const fos_tariff *tariff);
/** How many lines it has. */
FOS_API size_t fos_tariff_code_count(const fos_tariff *tariff);
/** How many measures its lines have in all. */
FOS_API size_t fos_tariff_measure_count(const fos_tariff *tariff);

/* ---- look-up ---- */

/** What is asked of a table. Start with FOS_TARIFF_QUERY_INIT. */
typedef struct fos_tariff_query {
    uint32_t struct_size;
    const char *code;   /**< 2 to 12 digits, points and spaces between them */
    const char *origin; /**< alpha-2; NULL when not known (measures for every origin alone); "*" for those of any origin */
    fos_date date;      /**< FOS_DATE_ABSENT: of any day */
    uint32_t kinds;     /**< bits 1 << fos_tariff_kind; 0 for all */
} fos_tariff_query;
#define FOS_TARIFF_QUERY_INIT                                                                                                    \
    {                                                                                                                            \
        sizeof(fos_tariff_query), NULL, NULL, FOS_DATE_ABSENT, 0                                                                 \
    }

/** Where a look-up stands; in the caller's memory, its fields are the library's. */
typedef struct fos_tariff_cursor {
    fos_tariff_match match; /**< what the code is in this table */
    uint32_t private_line, private_level, private_at, private_end, private_kinds, private_origin;
    fos_date private_date;
    const fos_tariff *private_tariff;
} fos_tariff_cursor;

/** Begins a look-up: O(log n) in the number of codes (and what lies below a code that is cut short), no allocation. FOS_STATUS_INVALID_VALUE for what is no code or no
 *  country; a code that the table does not know is no error (`match` says so, and no measure follows). */
FOS_API fos_status fos_tariff_find(const fos_tariff *tariff, const fos_tariff_query *query, fos_tariff_cursor *cursor,
                                   fos_error *error);
/** The next measure, those of the longest code first, by kind within a code: nonzero while there is one. A measure of a
 *  shorter code is passed over when a longer one has a measure of the same kind, programme, quota and number. */
FOS_API int fos_tariff_next(fos_tariff_cursor *cursor, fos_tariff_measure *measure);

/** One line of the nomenclature. Start with FOS_TARIFF_LINE_INIT. */
typedef struct fos_tariff_line {
    uint32_t struct_size;
    char code[16];
    const char *description; /**< empty when the table has none */
    int declarable;          /**< nonzero when goods are declared under this code itself */
    fos_date start, end;
    fos_tariff_match match; /**< of fos_tariff_code: what was asked for */
} fos_tariff_line;
#define FOS_TARIFF_LINE_INIT                                                                                                     \
    {                                                                                                                            \
        sizeof(fos_tariff_line), { 0 }, NULL, 0, FOS_DATE_ABSENT, FOS_DATE_ABSENT, FOS_TARIFF_MATCH_NONE                         \
    }

/** What a code is on a day: `line` is its own line, else the nearest (the longest that begins it, else the one that shares
 *  most digits with it); `line->match` says which. FOS_STATUS_INVALID_VALUE for what is no code. */
FOS_API fos_status fos_tariff_code(const fos_tariff *tariff, const char *code, fos_date date, fos_tariff_line *line,
                                   fos_error *error);
/** Line number `index` in order of code; nonzero when there is one. */
FOS_API int fos_tariff_line_at(const fos_tariff *tariff, size_t index, fos_tariff_line *line);
/** The lines that begin with `code` (itself included): index of the first, and how many. */
FOS_API fos_status fos_tariff_below(const fos_tariff *tariff, const char *code, size_t *first, size_t *count, fos_error *error);

/** Index of the nearest line that begins line `index`; SIZE_MAX when there is none. */
FOS_API size_t fos_tariff_line_above(const fos_tariff *tariff, size_t index);

/** A line that a search found, and how well it answers: only for comparison within one search. */
typedef struct fos_tariff_hit {
    size_t index; /**< of fos_tariff_line_at */
    uint32_t score;
} fos_tariff_hit;

/** Finds the lines in force (FOS_DATE_ABSENT: of any day) whose descriptions hold `words`, or their singular or plural, or words that begin alike, apart or in one ("t shirt", "t-shirt", "tshirt"); case and
 *  accents do not matter (without ICU: case of ASCII letters). Best first, at most `most`; ties by code. It is a help to people who
 *  look for a code, not a classification. FOS_STATUS_INVALID_VALUE when there is no word. */
FOS_API fos_status fos_tariff_search(const fos_tariff *tariff, const char *words, fos_date date, fos_tariff_hit *hits,
                                     size_t most, size_t *count, fos_error *error);

/** One condition of a measure: `alternative` is nonzero when it may stand instead of the one before it. */
typedef struct fos_tariff_condition {
    const char *kind; /**< borrowed from the text, `kind_length` bytes: "document", "value", "mass", "quantity", "use", "other" */
    size_t kind_length;
    const char *text; /**< what it asks, `text_length` bytes: "U088", "<= 150 EUR" */
    size_t text_length;
    int alternative;
} fos_tariff_condition;

/** Reads the next condition at `*at` (start with `measure.conditions`) and moves it on: nonzero while there is one. */
FOS_API int fos_tariff_condition_next(const char **at, fos_tariff_condition *condition);

FOS_END_DECLS

#endif
