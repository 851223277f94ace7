/* Checking the identifiers that stand on parcels and declarations: registrations of sellers and importers, references of
 * transport and customs, codes of the common lists. Only public rules are applied: whether a number is registered, and to whom,
 * is never known here. */
#ifndef FOS_IDENTIFIER_H
#define FOS_IDENTIFIER_H

#include <stddef.h>
#include <stdint.h>

#include <fos/export.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** What a check found. */
typedef enum fos_verdict {
    FOS_VERDICT_INVALID = 0,     /**< no such identifier can exist */
    FOS_VERDICT_WELL_FORMED = 1, /**< of the right form; nothing public tells more (because says what is lacking) */
    FOS_VERDICT_VALID = 2        /**< and its check digit is right, or it stands in its list */
} fos_verdict;

/** Why an identifier is invalid. */
typedef enum fos_identifier_fault {
    FOS_IDENTIFIER_FAULT_NONE = 0,
    FOS_IDENTIFIER_FAULT_EMPTY = 1,     /**< nothing but separators */
    FOS_IDENTIFIER_FAULT_CHARACTER = 2, /**< a character that cannot stand there */
    FOS_IDENTIFIER_FAULT_SHORT = 3,     /**< it ends too early */
    FOS_IDENTIFIER_FAULT_LONG = 4,      /**< it goes on too long */
    FOS_IDENTIFIER_FAULT_SEPARATOR = 5, /**< a separator where the form has none */
    FOS_IDENTIFIER_FAULT_CHECK = 6,     /**< the check digit is another */
    FOS_IDENTIFIER_FAULT_CODE = 7,      /**< a part that is not in its list, such as a country */
    FOS_IDENTIFIER_FAULT_DATE = 8,      /**< a part that is not a day */
    FOS_IDENTIFIER_FAULT_RANGE = 9      /**< a part outside what is given out */
} fos_identifier_fault;

#define FOS_IDENTIFIER_LONGEST 64
#define FOS_IDENTIFIER_PARTS 12

/** One part of the normalised form. */
typedef struct fos_identifier_part {
    char name[28];   /**< such as "serial number" */
    uint32_t offset; /**< into the normalised form, in bytes */
    uint32_t length;
} fos_identifier_part;

/** What fos_identifier_check found, in the caller's memory. Initialise with FOS_IDENTIFIER_RESULT_INIT. */
typedef struct fos_identifier_result {
    uint32_t struct_size; /**< sizeof(fos_identifier_result) */
    fos_verdict verdict;
    fos_identifier_fault fault;                  /**< NONE unless invalid */
    uint32_t position;                           /**< of the fault: 1-based byte in the value as given; 0 when there is none */
    char normalised[FOS_IDENTIFIER_LONGEST + 1]; /**< without separators, in capitals, with its prefix; empty when invalid */
    char because[192];                           /**< one clause: what was verified, or what is wrong and what was expected */
    uint32_t part_count;
    fos_identifier_part parts[FOS_IDENTIFIER_PARTS]; /**< none when invalid */
} fos_identifier_result;

#define FOS_IDENTIFIER_RESULT_INIT                                                                                               \
    {                                                                                                                            \
        (uint32_t)sizeof(fos_identifier_result), FOS_VERDICT_INVALID, FOS_IDENTIFIER_FAULT_NONE, 0, { 0 }, { 0 }, 0,             \
        {                                                                                                                        \
            {                                                                                                                    \
                { 0 }, 0, 0                                                                                                      \
            }                                                                                                                    \
        }                                                                                                                        \
    }

/** What is known of a scheme. The texts live as long as the program. */
typedef struct fos_identifier_scheme {
    const char *name;      /**< as in identifiers of a party: "ioss", "de-vat" */
    const char *title;     /**< what it identifies */
    const char *authority; /**< who gives it out, or the standard */
    const char *example;   /**< a value that is valid, or well formed when nothing can be checked */
    const char *checked;   /**< what a check verifies, and what it cannot */
} fos_identifier_scheme;

/** Checks `length` bytes of UTF-8 by a scheme's public rules. Spaces, dots, dashes and slashes between the parts are passed over
 *  and letters may be small; digits must be ASCII. An invalid value is a verdict, not an error: the status is then
 *  FOS_STATUS_OK. FOS_STATUS_INVALID_ARGUMENT for an unknown scheme (`error` names the nearest) or a result that was not
 *  initialised. Allocates nothing. Thread-safe. */
FOS_API fos_status fos_identifier_check(const char *scheme, const char *value, size_t length, fos_identifier_result *result,
                                        fos_error *error);

/** How many schemes are known. Thread-safe. */
FOS_API size_t fos_identifier_scheme_count(void);
/** A scheme by its index in order of name; NULL when there is none. Thread-safe. */
FOS_API const fos_identifier_scheme *fos_identifier_scheme_at(size_t index);
/** A scheme by its name, NULL when unknown. Thread-safe. */
FOS_API const fos_identifier_scheme *fos_identifier_scheme_find(const char *name);

/** Writes the pattern of a scheme's normalised form, a regular expression (ECMA 262, as in JSON Schema), and a NUL, cut to `size`
 *  bytes. Returns its whole length, 0 for an unknown scheme or one without public rules. Thread-safe. */
FOS_API size_t fos_identifier_pattern(const char *scheme, char *text, size_t size);

/** The name of a verdict: "invalid", "well_formed", "valid"; never NULL. Thread-safe. */
FOS_API const char *fos_verdict_name(fos_verdict verdict);
/** The name of a fault, such as "check"; "none" when there is none; never NULL. Thread-safe. */
FOS_API const char *fos_identifier_fault_name(fos_identifier_fault fault);

/** Whether `value` is well formed for a registration scheme: 1 valid or well formed, 0 invalid, -1 a scheme that is unknown or
 *  has no public rules (any non-empty value counts). Thread-safe. */
FOS_API int fos_identifier_well_formed(const char *scheme, const char *value);

FOS_END_DECLS

#endif
