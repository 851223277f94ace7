/* Quotes as records of fixed layout: the content of the JSON document, for packages that make structs of another language and
 * would only parse it again. Programs that read the answer take json.h, programs in C quote.h. */
#ifndef FOS_RECORDS_H
#define FOS_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#include <fos/export.h>
#include <fos/json.h>
#include <fos/library.h>
#include <fos/memory.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** Records are words of 64 bits in the machine's byte order. A record holds the members of a class in the order of the element
 *  table (element.h), present or not, each in as many words as its kind takes:
 *
 *  | kind | words |
 *  | --- | --- |
 *  | integer | 1: the number; 0 is absent |
 *  | truth | 1: 0 absent, 1 false, 2 true |
 *  | choice | 1: the number of the word among the element's words, from 1 (an empty first one does not count); 0 is absent |
 *  | text, code, country, currency, date, exact | 1, a text |
 *  | decimal | 2: the coefficient (signed), and the digits after the point with FOS_RECORD_PRESENT; 0 is absent |
 *  | money | 3: a decimal, and the currency as a text |
 *  | object | 1, a list of one record or none |
 *  | list, amounts, pairs | 1, a list |
 *
 *  A text is its place among the texts (upper half) and its length in bytes (lower half), or FOS_RECORD_LASTING and the number of a
 *  text that lasts; 0 is absent. A list is where its first entry begins, in words (upper half), and how many entries follow each
 *  other there (lower half). Entries are records or values as above; those of amounts are a choice and a decimal, those of pairs
 *  two texts. Lists may share their entries, and texts their bytes.
 *
 *  As the table grows so do records: a reader must have been made for the same table. */
#define FOS_RECORD_PRESENT (UINT64_C(1) << 32)
#define FOS_RECORD_LASTING (UINT64_C(1) << 63)

/** What a session says again and again (ids, names and sources of the law, sentences that follow from dates and places), each told
 *  once: a reader makes texts of its own of those that are new to it and keeps them. They are numbered from 0 and only grow in
 *  number, up to some thousands; then all are forgotten and another generation begins. @since 0.1 */
typedef struct fos_lasting_texts {
    uint32_t generation;
    uint32_t count;
    const char *bytes;    /**< one behind the other */
    const uint32_t *ends; /**< where each ends */
} fos_lasting_texts;

/** The texts that the session's last answer in records may name; borrowed until the next call. @since 0.1 */
FOS_API fos_lasting_texts fos_session_lasting_texts(const fos_session *session);

/** Request document in, record of class "quote" out: the first of `records`, which together with `texts` is emptied first. Both are
 *  empty on failure. Errors are those of fos_session_quote_json; FOS_STATUS_LIMIT_SIZE for an answer beyond 2 GiB.
 *  @since 0.1 */
FOS_API fos_status fos_session_quote_records(fos_session *session, const char *bytes, size_t length,
                                             const fos_read_options *options, fos_buffer *records, fos_buffer *texts,
                                             fos_error *error);
/** The same for a comparison: a record of class "comparison". @since 0.1 */
FOS_API fos_status fos_session_compare_records(fos_session *session, const char *bytes, size_t length,
                                               const fos_read_options *options, fos_buffer *records, fos_buffer *texts,
                                               fos_error *error);

FOS_END_DECLS

#endif
