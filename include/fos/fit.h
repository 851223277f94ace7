/* Fitting the texts of a request to what a filing takes: composed, written in Latin letters, shortened. Every change is told. */
#ifndef FOS_FIT_H
#define FOS_FIT_H

#include <stddef.h>
#include <stdint.h>

#include <fos/dataset.h>
#include <fos/export.h>
#include <fos/memory.h>
#include <fos/profile.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** Which characters a filing takes. */
typedef enum fos_characters {
    FOS_CHARACTERS_ABSENT = 0, /**< as ANY */
    FOS_CHARACTERS_ANY,        /**< all of Unicode */
    FOS_CHARACTERS_LATIN,      /**< Latin letters with their marks, digits, punctuation, signs of currencies */
    FOS_CHARACTERS_ASCII       /**< ISO 646 */
} fos_characters;

/** What a filing takes at one place of the data set. */
typedef struct fos_fit_limit {
    const char *place;         /**< "consignment.items.description", as fos_element_place_find takes it */
    const char *format;        /**< "an..35"; NULL: that of the element table */
    fos_characters characters; /**< for texts in words */
} fos_fit_limit;

/** What was done to a value, as bits. */
enum {
    FOS_FIT_NORMALISED = 1,     /**< put into Unicode's form C */
    FOS_FIT_TRANSLITERATED = 2, /**< characters outside the set are written in Latin letters */
    FOS_FIT_OMITTED = 4,        /**< pictures and signs that no letter stands for are left out */
    FOS_FIT_SHORTENED = 8,      /**< cut behind a word or a grapheme */
    FOS_FIT_UNFITTED = 16       /**< it does not fit and was left as it is */
};

/** One value that was changed or does not fit. All texts live until the fitter's next use. */
typedef struct fos_fit_change {
    const char *pointer; /**< JSON Pointer */
    const char *element; /**< "consignment.items.description" */
    const char *before;
    const char *after;  /**< NULL when it was left as it is */
    const char *format; /**< that it had to fit, or NULL */
    fos_characters characters;
    unsigned what;       /**< FOS_FIT_… bits */
    uint32_t from, to;   /**< FOS_FIT_SHORTENED: characters (code points) before and after */
    const char *because; /**< FOS_FIT_UNFITTED: why, in words */
} fos_fit_change;

/** Fits requests and holds what it did to the last one. One thread at a time; reused, it opens ICU once. */
typedef struct fos_fitter fos_fitter;

/** A new fitter, or NULL (`error` says why). */
FOS_API fos_fitter *fos_fitter_new(const fos_context *context, fos_error *error);
/** Frees a fitter; NULL is fine. */
FOS_API void fos_fitter_free(fos_fitter *fitter);
/** Fits a request to the limits; NULL `limits` takes the formats of the element table at every place, with all of Unicode.
 *  Texts in words (names, addresses, descriptions, remarks) are changed where they must; numbers, codes, references and
 *  everything else are only checked. What does not fit is told with FOS_FIT_UNFITTED and is no failure. New texts live in the
 *  request's memory. On failure the request is as it was. Errors: INVALID_ARGUMENT for a place or format that is none,
 *  UNSUPPORTED when letters must be transliterated in a build without ICU, NO_MEMORY. */
FOS_API fos_status fos_request_fit(fos_request *request, const fos_fit_limit *limits, size_t limit_count, fos_fitter *fitter,
                                   fos_error *error);
/** The same with the formats and characters of a profile's rows in force on `date` (FOS_DATE_ABSENT takes the request's day).
 *  Places that the profile does not name stay as they are. */
FOS_API fos_status fos_profile_fit(const fos_profile *profile, fos_request *request, fos_date date, fos_fitter *fitter,
                                   fos_error *error);
/** How many values were changed or do not fit. */
FOS_API size_t fos_fitter_change_count(const fos_fitter *fitter);
/** How many of them do not fit. */
FOS_API size_t fos_fitter_unfitted_count(const fos_fitter *fitter);
/** Change `index` in the order of the document, borrowed; NULL past the last. */
FOS_API const fos_fit_change *fos_fitter_change_at(const fos_fitter *fitter, size_t index);

FOS_END_DECLS

#endif
