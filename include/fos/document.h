/* Answers that are more than a quote, as one JSON document each: what the command prints with --format json, for programs that
 * call the library and for its packages. Every function appends to `out`, on failure nothing. All of them are thread-safe as far as
 * the objects that they are given are. */
#ifndef FOS_DOCUMENT_H
#define FOS_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include <fos/choices.h>
#include <fos/convert.h>
#include <fos/date.h>
#include <fos/duty.h>
#include <fos/export.h>
#include <fos/fit.h>
#include <fos/json.h>
#include <fos/library.h>
#include <fos/memory.h>
#include <fos/profile.h>
#include <fos/status.h>
#include <fos/tariff.h>

FOS_BEGIN_DECLS

/** Reads a duty rate (fos_duty_parse), computes it where the goods are described (fos_duty_evaluate), and appends
 *  {expression, canonical, words, computable, amount, currency, exact, steps, missing, because}. `amount` is null where it is not
 *  known: then `missing` and `because` say why. `inputs` may be NULL, or be without a currency: the rate's own is taken, else EUR,
 *  so that `missing` tells what the rate asks for. `*known` (may be NULL) becomes nonzero when there is an amount. Errors: those
 *  of the two functions, NO_MEMORY. @since 0.1 */
FOS_API fos_status fos_duty_explain_json(const char *text, size_t length, const fos_duty_inputs *inputs, fos_buffer *out,
                                         int *known, fos_error *error);
/** The same as lines for people: the rate in one spelling, in words, and with a currency the steps and the duty. @since 0.1 */
FOS_API fos_status fos_duty_explain_text(const char *text, size_t length, const fos_duty_inputs *inputs, fos_buffer *out,
                                         int *known, fos_error *error);
/** Finds the components of an additional code in a Meursing table: a file of lines, the first of which names the components,
 *  code,EA,ADSZ,ADFM and the like. Appends to the `*count` that stand in `components`, of at most `most`. The bytes are changed:
 *  names and rates end in a NUL there, and must live as long as the components; after them there must be room for one byte.
 *  `name` is for messages. FOS_STATUS_SYNTAX with the line, INVALID_VALUE when the table has no such code, LIMIT_COUNT.
 *  @since 0.1 */
FOS_API fos_status fos_meursing_components(const char *name, char *bytes, size_t length, const char *code,
                                           fos_duty_component *components, size_t most, size_t *count, fos_error *error);

/** Looks a commodity code up and appends {tariff, code, match, line, measures}: the tariff with its data version and digest, what the
 *  code is in it ("exact", "prefix", "short", "none"), its own line or the nearest one, and every measure that fits the query.
 *  `*match` (may be NULL) is what the code is. Errors: those of fos_tariff_find, NO_MEMORY. @since 0.1 */
FOS_API fos_status fos_tariff_lookup_json(const fos_tariff *tariff, const fos_tariff_query *query, fos_buffer *out,
                                          fos_tariff_match *match, fos_error *error);
/** Searches descriptions (fos_tariff_search) and appends {tariff, lines, unknown}: lines best first, at most `most` of them, and never more than
 *  FOS_TARIFF_SEARCH_MOST; the words that no description has. `*count` (may be NULL) is how many. @since 0.1 */
FOS_API fos_status fos_tariff_search_json(const fos_tariff *tariff, const char *words, fos_date date, size_t most,
                                          fos_buffer *out, size_t *count, fos_error *error);
#define FOS_TARIFF_SEARCH_MOST 100

/** For each item of the request the treatments that the tariff offers (preferences, suspensions, duties for a use, quotas, within and
 *  outside, anti-dumping and countervailing duties by number, and none claimed), each with what the whole quote comes to under it and
 *  what it needs, cheapest first, at most 128: appends {currency, items}. The request's own claims are put back. Errors: those of fos_session_quote, NO_MEMORY. @since 0.1 */
FOS_API fos_status fos_session_options_json(fos_session *session, fos_request *request, fos_buffer *out, fos_error *error);
/** The same as lines for people. @since 0.1 */
FOS_API fos_status fos_session_options_text(fos_session *session, fos_request *request, fos_buffer *out, fos_error *error);

/** Appends {roles, models}: the stakeholders with what each answers for, holds and can supply, and the ways of collecting with who
 *  does what (role.h). FOS_ROLE_ABSENT for all, else that role and the ways that it has a part in. Errors: INVALID_ARGUMENT for what
 *  is no role, NO_MEMORY. @since 0.1 */
FOS_API fos_status fos_roles_write_json(fos_role role, fos_buffer *out, fos_error *error);
/** The same as lines for people. @since 0.1 */
FOS_API fos_status fos_roles_write_text(fos_role role, fos_buffer *out, fos_error *error);

/** How a document is converted. Start with FOS_CONVERT_OPTIONS_INIT; fields are only ever appended. NULL takes the defaults. */
typedef struct fos_convert_options {
    uint32_t struct_size;
    const fos_read_options *reading; /**< name and limits of the document */
    fos_date date;                   /**< stands in place of the request's; FOS_DATE_ABSENT changes nothing */
    const char *fit; /**< "wco" for the formats of the element table, or the id of a profile: fit.h; NULL for neither */
    const fos_profiles *profiles; /**< where that profile is found */
    fos_session *session;         /**< computes the quote whose charges go into the document; NULL for none */
    fos_fitter *fitter;           /**< keeps what fitting did; NULL: a new one is made, and goes */
    fos_report *report;           /**< the same for the findings of reading and writing */
    const fos_fit_limit *limits;  /**< in place of `fit`: what the filing takes, place by place */
    size_t limit_count;
} fos_convert_options;
#define FOS_CONVERT_OPTIONS_INIT                                                                                                 \
    {                                                                                                                            \
        sizeof(fos_convert_options), NULL, FOS_DATE_ABSENT, NULL, NULL, NULL, NULL, NULL, NULL, 0                                \
    }

/** A request of one format in another: read, fitted, quoted, written. `findings` (may be NULL) gets {findings, more}, also on
 *  failure: every value that was changed, filled in or has no place, each with `severity` "warning", and those that do not fit with
 *  "error". Errors: those of fos_request_read_as and fos_request_write_as; UNFIT when a value does not fit the filing and must be
 *  mended by whoever knows; INCOMPLETE when the quote lacks an input; those of fos_session_quote. @since 0.1 */
FOS_API fos_status fos_convert(const fos_context *context, const char *from, const char *to, const char *bytes, size_t length,
                               const fos_convert_options *options, fos_buffer *out, fos_buffer *findings, fos_error *error);
/** Appends {findings, more} of a fitter and a report, either of which may be NULL. @since 0.1 */
FOS_API fos_status fos_findings_write_json(const fos_fitter *fitter, const fos_report *report, fos_buffer *out, fos_error *error);
/** Appends what was done to a value, in words: "transliterated, shortened from 40 to 35". @since 0.1 */
FOS_API fos_status fos_fit_change_write(const fos_fit_change *change, fos_buffer *out, fos_error *error);

FOS_END_DECLS

#endif
