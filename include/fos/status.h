/* What a call says when it cannot do what was asked: a status, and the error that explains it.
 * Nothing here is global: an error lives in a struct that the caller passes in. */
#ifndef FOS_STATUS_H
#define FOS_STATUS_H

#include <stddef.h>
#include <stdint.h>

#include <fos/export.h>

FOS_BEGIN_DECLS

/** The outcome of a call. Numbers are never reused; new ones are added at the end of their block. */
typedef enum fos_status {
    FOS_STATUS_OK = 0,
    FOS_STATUS_NO_MEMORY = 1,        /**< the allocator gave nothing; nothing was changed or leaked */
    FOS_STATUS_INVALID_ARGUMENT = 2, /**< the call itself is wrong (null object, unknown option) */

    FOS_STATUS_SYNTAX = 10,        /**< not well-formed JSON, number, date or duty rate */
    FOS_STATUS_ENCODING = 11,      /**< not UTF-8, or a NUL inside a text */
    FOS_STATUS_UNKNOWN_KEY = 12,   /**< a key that the data set does not have */
    FOS_STATUS_DUPLICATE_KEY = 13, /**< the same key twice in one object */
    FOS_STATUS_WRONG_TYPE = 14,    /**< text where a list is expected, and so on */
    FOS_STATUS_INVALID_VALUE = 15, /**< not a date, country, currency, code */
    FOS_STATUS_OUT_OF_RANGE = 16,  /**< negative or absurd */
    FOS_STATUS_INCONSISTENT = 17,  /**< two values that must agree do not */
    FOS_STATUS_MISSING_KEY = 18,   /**< a key that must be there is not */
    FOS_STATUS_UNFIT = 19,         /**< a value does not fit what a filing takes */

    FOS_STATUS_LIMIT_SIZE = 20,   /**< document larger than the limit */
    FOS_STATUS_LIMIT_DEPTH = 21,  /**< nested deeper than the limit */
    FOS_STATUS_LIMIT_COUNT = 22,  /**< more items than the limit */
    FOS_STATUS_LIMIT_DIGITS = 23, /**< more digits in a number than the limit */

    FOS_STATUS_OVERFLOW = 30,         /**< an exact result does not fit; never a wrap */
    FOS_STATUS_DIVISION_BY_ZERO = 31, /**< a divisor is zero */
    FOS_STATUS_NO_EXCHANGE_RATE = 32, /**< no direct, inverse or cross rate on that date */

    FOS_STATUS_RULE_SYNTAX = 40,   /**< a regime file does not follow the language's grammar */
    FOS_STATUS_RULE_NAME = 41,     /**< a name that the regime does not define */
    FOS_STATUS_RULE_TYPE = 42,     /**< money and mass added, two currencies mixed, … */
    FOS_STATUS_RULE_GRAIN = 43,    /**< a value of each item used where one value is needed */
    FOS_STATUS_RULE_CYCLE = 44,    /**< rules that need each other */
    FOS_STATUS_RULE_OVERLAP = 45,  /**< two dated values in force on the same day */
    FOS_STATUS_RULE_GAP = 46,      /**< a day between two dated values that none covers */
    FOS_STATUS_RULE_SOURCE = 47,   /**< a rule without a citation */
    FOS_STATUS_RULE_UNUSED = 48,   /**< something defined that nothing reads */
    FOS_STATUS_RULE_LIMIT = 49,    /**< an expression or file beyond the language's bounds */
    FOS_STATUS_RULE_CONFLICT = 50, /**< two rules that cannot both stand */
    FOS_STATUS_RULE_DIVISOR = 51,  /**< a divisor that could be zero */

    FOS_STATUS_NO_REGIME = 60,       /**< no regime for that destination */
    FOS_STATUS_NO_ROUTE = 61,        /**< no route applies; the error names each with what failed */
    FOS_STATUS_NO_NET_PRICE = 63,    /**< no net price gives this gross price (a cliff lies between) */
    FOS_STATUS_NEGATIVE_CHARGE = 64, /**< a rule gave a charge below zero */
    FOS_STATUS_INCOMPLETE = 65,      /**< a whole quote is needed, and an input of it is missing */

    FOS_STATUS_IO = 70,          /**< a file could not be read or written */
    FOS_STATUS_UNSUPPORTED = 71, /**< this build leaves the feature out */
    FOS_STATUS_CANCELLED = 72    /**< the caller put an end to it */
} fos_status;

/** The name of a status in words of the contract, such as "unknown_key"; never NULL. Thread-safe. */
FOS_API const char *fos_status_name(fos_status status);

/** What went wrong, in the caller's memory. Initialise with FOS_ERROR_INIT; a call that succeeds leaves it alone.
 *  All texts are NUL-terminated and cut to fit at a character's border. */
typedef struct fos_error {
    uint32_t struct_size; /**< sizeof(fos_error), set by FOS_ERROR_INIT */
    fos_status status;
    uint32_t line;     /**< 1-based, 0 when there is no document */
    uint32_t column;   /**< 1-based, in bytes */
    uint64_t offset;   /**< 0-based byte offset into the document */
    char source[128];  /**< file name or "request"; empty when there is none */
    char pointer[256]; /**< JSON Pointer (RFC 6901) of the value */
    char text[1024];   /**< one line: what is wrong, the value, what was expected */
} fos_error;

#define FOS_ERROR_INIT                                                                                                           \
    {                                                                                                                            \
        sizeof(fos_error), FOS_STATUS_OK, 0, 0, 0, { 0 }, { 0 }, { 0 }                                                           \
    }

/** Writes "SOURCE:LINE:COLUMN: POINTER: TEXT" (parts that are empty left out) into `buffer` of `size` bytes,
 *  NUL-terminated. Returns the length that the whole line has, as snprintf does. Thread-safe. */
FOS_API size_t fos_error_format(const fos_error *error, char *buffer, size_t size);

FOS_END_DECLS

#endif
