/* Duty rates as tariffs write them: read, written in one spelling, said in words, computed step by step. */
#ifndef FOS_DUTY_H
#define FOS_DUTY_H

#include <stddef.h>
#include <stdint.h>

#include <fos/decimal.h>
#include <fos/export.h>
#include <fos/memory.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** A duty rate in the caller's memory. It holds no pointers: copy it, keep it, free nothing. What is in it is libfos's own. */
typedef struct fos_duty {
    uint64_t room[448];
} fos_duty;

/** Reads a duty rate in any of the spellings of doc/tariffs.md: "9.60 % MIN 1.10 EUR / 100 kg", "4.4¢/kg + 8.5%", "Free". No
 *  allocation. Prose ("The rate applicable to each garment in the set") succeeds and is not computable. FOS_STATUS_SYNTAX with the
 *  column where the text is no form that tariffs use; LIMIT_COUNT (32 terms, 16 bands), LIMIT_DIGITS, LIMIT_SIZE, ENCODING.
 *  Thread-safe. @since 0.1 */
FOS_API fos_status fos_duty_parse(const char *text, size_t length, fos_duty *duty, fos_error *error);
/** Appends the one spelling that libfos writes, which reads back to an equal duty. Units are codes of UN/ECE Recommendation 20.
 *  @since 0.1 */
FOS_API fos_status fos_duty_write_text(const fos_duty *duty, fos_buffer *out, fos_error *error);
/** Appends what the rate means, in English. @since 0.1 */
FOS_API fos_status fos_duty_write_words(const fos_duty *duty, fos_buffer *out, fos_error *error);

/** The currency of the first amount in the rate, "$" for a dollar whose country it does not tell, "" when there is none.
 *  Borrowed from `duty`. @since 0.1 */
FOS_API const char *fos_duty_currency(const fos_duty *duty);

/** A quantity of the goods. */
typedef struct fos_duty_quantity {
    const char *unit; /**< UN/ECE Recommendation 20, with a basis where one is meant: "KGM", "KGM-drained"; "ASV" is % vol */
    fos_decimal quantity;
} fos_duty_quantity;

/** A part of the value ("case", "retail-price"), or an amount found elsewhere ("EA", "base"). */
typedef struct fos_duty_part {
    const char *name; /**< case, spaces and dashes do not matter */
    fos_money amount;
} fos_duty_part;

/** A duty rate that stands for a component: EA is "27.45 EUR / 100 kg" in the Meursing table's row. */
typedef struct fos_duty_component {
    const char *name;
    const char *rate;
} fos_duty_component;

/** 1 `from` is `rate` `to`. */
typedef struct fos_duty_exchange {
    char from[4];
    char to[4];
    fos_decimal rate;
} fos_duty_exchange;

/** What is known of the goods. Start with FOS_DUTY_INPUTS_INIT; fields are only ever appended. Absent is unknown, never 0. */
typedef struct fos_duty_inputs {
    uint32_t struct_size;
    fos_money value; /**< the customs value; its currency is that of the answer. The amount may be absent */
    const fos_duty_quantity *quantities;
    size_t quantity_count;
    const fos_duty_part *parts;
    size_t part_count;
    const fos_duty_component *components;
    size_t component_count;
    const fos_duty_exchange *exchange; /**< also read the other way round */
    size_t exchange_count;
    const char *dollar;              /**< the currency of "$" and "¢"; NULL: that of the value, when it is a dollar */
    const char *const *certificates; /**< documents that are presented: "Y155" */
    size_t certificate_count;
    const char *programme; /**< of preference, that is claimed: "MX"; NULL for none */
} fos_duty_inputs;
#define FOS_DUTY_INPUTS_INIT                                                                                                     \
    {                                                                                                                            \
        .struct_size = sizeof(fos_duty_inputs), .value = {.amount = { 0, FOS_DECIMAL_ABSENT_SCALE } }                            \
    }

/** One step of the computation. */
typedef struct fos_duty_step {
    fos_exact amount; /**< in the currency of the value, not rounded */
    char text[192];   /**< "9.6 % of 100.00 EUR", "at least 1.1 EUR/100 KGM" */
} fos_duty_step;

#define FOS_DUTY_MISSING_MOST 8
#define FOS_DUTY_STEP_MOST 48

/** What a duty comes to. */
typedef struct fos_duty_answer {
    int known;        /**< nonzero: `amount` is the duty */
    int computable;   /**< zero: no input would give an amount; `reason` says why */
    fos_money amount; /**< rounded once, half up, to the currency's minor unit */
    fos_exact exact;  /**< before that */
    uint32_t missing_count;
    uint32_t step_count;
    char missing[FOS_DUTY_MISSING_MOST][72]; /**< "KGM-drained", "exchange_rate EUR/GBP", "case", "certificate Y155" */
    char reason[160];                        /**< one sentence; empty when known */
    fos_duty_step steps[FOS_DUTY_STEP_MOST];
} fos_duty_answer;

/** Computes a duty from what is given. Success whether or not an amount is known: see `answer`. No allocation.
 *  FOS_STATUS_INVALID_ARGUMENT without a currency, OVERFLOW, INVALID_VALUE and SYNTAX for a component's rate that is none.
 *  Thread-safe. @since 0.1 */
FOS_API fos_status fos_duty_evaluate(const fos_duty *duty, const fos_duty_inputs *inputs, fos_duty_answer *answer,
                                     fos_error *error);

FOS_END_DECLS

#endif
