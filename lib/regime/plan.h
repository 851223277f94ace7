/* The plan: a regime compiled to flat, immutable tables and instructions. Made by the files of this room, read by
 * lib/quote from any number of threads. Names and texts point into the plan's arena. */
#ifndef FOSI_PLAN_H
#define FOSI_PLAN_H

#include <fos/quote.h>

#include "number/exact.h"
#include "regime/environment.h"

#define FOSI_NONE UINT32_MAX
#define FOSI_MOST_KEYS 8 /* of a group */

/* How coarse a value is. A coarser value may be used where a finer one is; the reverse needs a total. */
typedef enum fosi_grain {
    FOSI_GRAIN_CONSTANT,
    FOSI_GRAIN_CONSIGNMENT,
    FOSI_GRAIN_ROUTE,
    FOSI_GRAIN_GROUP,
    FOSI_GRAIN_ITEM
} fosi_grain;

typedef enum fosi_clock {
    FOSI_CLOCK_DECLARATION,
    FOSI_CLOCK_SALE,
    FOSI_CLOCK_DEPARTURE,
    FOSI_CLOCK_ARRIVAL,
    FOSI_CLOCK_COUNT
} fosi_clock;

/* One register: a value of any type, or missing with what it needs. */
typedef enum fosi_state { FOSI_STATE_EMPTY = 0, FOSI_STATE_VALUE, FOSI_STATE_MISSING } fosi_state;

typedef struct fosi_register {
    union {
        fosi_exact number; /* numbers, money, rates, quantities, dates (days), truths (0 or 1), roles */
        struct {
            const char *data;
            size_t length;
        } text; /* codes and texts */
        struct {
            const char *const *words;
            size_t count;
        } codes;
    } as;
    uint64_t needs; /* bits of plan->needs */
    uint8_t state;
    uint8_t confidence; /* bit c is set when a value of fos_confidence c was read; bit 0: FOSI_GIVEN */
    bool particular;    /* of the value of a slot: more than the circumstances had a part in it */
    bool kept;          /* of the value of a slot: it stands in a fosi_kept_value */
} fosi_register;

/* Of a missing input: it was given, but not in a form that can be used here. */
#define FOSI_GIVEN 1

typedef enum fosi_opcode {
    FOSI_OP_CONSTANT,    /* a: constant */
    FOSI_OP_FACT,        /* a: fact */
    FOSI_OP_FACT_MONEY,  /* a: fact, b: conversion */
    FOSI_OP_MEASURE,     /* a: text constant with the unit */
    FOSI_OP_PARAMETER,   /* a: parameter, b: clock */
    FOSI_OP_TABLE,       /* a: parameter, b: clock; pops its keys */
    FOSI_OP_IN_FORCE,    /* a: parameter, b: clock */
    FOSI_OP_NODE,        /* a: slot, b: its grain */
    FOSI_OP_TOTAL_GROUP, /* a: total; evaluated over the group at hand */
    FOSI_OP_CHARGE,      /* a: charge, b: fosi_amount_view | grain << 4 */
    FOSI_OP_ADD,
    FOSI_OP_SUBTRACT,
    FOSI_OP_MULTIPLY,
    FOSI_OP_DIVIDE,
    FOSI_OP_NEGATE,
    FOSI_OP_MINIMUM,
    FOSI_OP_MAXIMUM,
    FOSI_OP_EXCESS,
    FOSI_OP_ROUND,   /* a: rounding */
    FOSI_OP_CONVERT, /* a: source currency constant, b: conversion */
    FOSI_OP_EQUAL,
    FOSI_OP_UNEQUAL,
    FOSI_OP_LESS,
    FOSI_OP_LESS_EQUAL,
    FOSI_OP_GREATER,
    FOSI_OP_GREATER_EQUAL,
    FOSI_OP_SAME_TEXT,
    FOSI_OP_OTHER_TEXT,
    FOSI_OP_IN_WORDS, /* a: word list */
    FOSI_OP_IN_SET,   /* a: set, b: clock */
    FOSI_OP_HAS,      /* a: word list; pops codes */
    FOSI_OP_NOT,
    FOSI_OP_AND_TEST, /* a: jump to, when false */
    FOSI_OP_AND,
    FOSI_OP_OR_TEST, /* a: jump to, when true */
    FOSI_OP_OR,
    FOSI_OP_ELSE_TEST,     /* a: jump to, when the left is there */
    FOSI_OP_ELSE,          /* marks the end of an else */
    FOSI_OP_CASE,          /* a: case; the block up to its end follows */
    FOSI_OP_CASE_END,      /* a: case */
    FOSI_OP_PRESENT,       /* a: fact (a party or an optional input) */
    FOSI_OP_PARTY_HAS,     /* a: fact (party), b: text constant */
    FOSI_OP_ELECTED,       /* a: election */
    FOSI_OP_SWITCH,        /* a: switch */
    FOSI_OP_COUNTER,       /* a: counter, b: conversion */
    FOSI_OP_DIGITS,        /* a: how many */
    FOSI_OP_ROUTE_SETTING, /* a: setting */
    FOSI_OP_WAIVER_TOTAL,
    FOSI_OP_TARIFF,        /* a: what is read of which tariff, b: conversion; pops the value */
    FOSI_OP_TARIFF_RATE,   /* a: what is read of which tariff */
    FOSI_OP_FIRST_ROLE,    /* pops two roles: the first that is present */
    FOSI_OP_FACT_IS,       /* fused FACT(choice), CONSTANT, SAME_TEXT: a: fact, b: choice value */
    FOSI_OP_ELEMENT,       /* a: element */
    FOSI_OP_ELEMENT_MONEY, /* a: element, b: conversion */
    FOSI_OP_ELEMENT_GIVEN  /* a: element */
} fosi_opcode;

/* What a rule reads of a tariff: tariff(duty), tariff(additional), tariff(excise), tariff(tax). */
typedef enum fosi_tariff_part { FOSI_TARIFF_DUTY, FOSI_TARIFF_ADDITIONAL, FOSI_TARIFF_EXCISE, FOSI_TARIFF_TAX } fosi_tariff_part;
#define FOSI_TARIFF_PARTS 4
#define FOSI_MOST_TARIFFS 4 /* that one regime reads: its own, and those of others */
/* The part and the tariff's index in one number. */
#define FOSI_TARIFF_READ(part, tariff) ((uint32_t)(part) | (uint32_t)(tariff) << 4)
#define FOSI_TARIFF_PART(read) ((fosi_tariff_part)((read)&15u))
#define FOSI_TARIFF_INDEX(read) ((read) >> 4)

typedef struct fosi_op {
    uint8_t code;
    uint8_t arity; /* values it pops */
    uint16_t b;
    uint32_t a;
} fosi_op;

typedef struct fosi_range {
    uint32_t start, end;
} fosi_range;

#define FOSI_RANGE_NONE ((fosi_range){ 0, 0 })
static inline bool fosi_range_is(fosi_range range) { return range.end > range.start; }

typedef struct fosi_case_arm {
    fosi_range condition, value;
} fosi_case_arm;
typedef struct fosi_case {
    fosi_case_arm *arms;
    uint32_t count;
    fosi_range otherwise;
    uint32_t start, end; /* the CASE op and one past CASE_END */
} fosi_case;

/* A dated value. */
typedef struct fosi_window {
    fos_date from, until; /* until is exclusive; FOS_DATE_ABSENT: open */
    fosi_register value;
    const char *unknown; /* why the law is not known, else NULL */
    const char *why;
    uint32_t source; /* index into sources, FOSI_NONE */
    bool none;
    uint8_t confidence;
    const fosi_tree *node;
} fosi_window;

typedef struct fosi_key {
    const char *text; /* key parts joined by 0x1f */
    size_t length;
    fosi_window *windows;
    uint32_t window_count;
    const fosi_tree *node;
} fosi_key;

typedef enum fosi_type_code {
    FOSI_TYPE_ERROR,
    FOSI_TYPE_TRUTH,
    FOSI_TYPE_NUMBER,
    FOSI_TYPE_COUNT,
    FOSI_TYPE_RATE,
    FOSI_TYPE_MONEY,
    FOSI_TYPE_SPECIFIC, /* money per unit */
    FOSI_TYPE_QUANTITY,
    FOSI_TYPE_DATE,
    FOSI_TYPE_CODE,
    FOSI_TYPE_CODES,
    FOSI_TYPE_TARIFF_CODE,
    FOSI_TYPE_TEXT,
    FOSI_TYPE_ROLE,
    FOSI_TYPE_PARTY,
    FOSI_TYPE_DUTY
} fosi_type_code;

typedef struct fosi_type {
    fosi_type_code code;
    char currency[4]; /* MONEY, SPECIFIC; empty: takes the currency that is asked for */
    char unit[8];     /* QUANTITY, SPECIFIC */
    const char *list; /* CODE, CODES */
} fosi_type;

typedef struct fosi_parameter {
    const char *name;
    fosi_type type;
    const char *label;
    uint32_t by_count;
    const char *by[3];
    bool longest_prefix;
    fosi_key *keys; /* sorted by text; one with an empty text when not keyed */
    uint32_t key_count;
    uint32_t *hash; /* open addressing, key index + 1 */
    uint32_t hash_mask;
    uint32_t wildcard; /* key index of "*", FOSI_NONE */
    uint32_t need;     /* bit for missing law */
    const fosi_tree *node;
    bool used;
} fosi_parameter;

typedef struct fosi_member {
    const char *low, *high; /* tariff codes: equal length; else low is the word */
    uint32_t length;
} fosi_member;
typedef struct fosi_set_window {
    fos_date from, until;
    fosi_member *members;
    uint32_t count;
    uint32_t source;
} fosi_set_window;
typedef struct fosi_set {
    const char *name;
    fosi_type type;
    fosi_set_window *windows;
    uint32_t window_count;
    uint32_t need;
    const fosi_tree *node;
    bool used;
} fosi_set;

typedef struct fosi_words {
    const char **words;
    uint32_t count;
} fosi_words;

typedef struct fosi_source_note {
    const char *id, *title, *url;
    fosi_known_text citation; /* "title, url" as quotes print it */
    const fosi_tree *node;
    bool used;
} fosi_source_note;

typedef struct fosi_purpose {
    const char *name;
    uint8_t clock;
    const char *series, *side;
    int32_t lag; /* days back from the clock's date */
    bool used;
} fosi_purpose;

typedef struct fosi_conversion {
    char to[4];
    uint32_t purpose;
} fosi_conversion;

/* What reads a switch by itself: a slot, or one expression of a charge. */
typedef struct fosi_switch_reader {
    uint32_t slot; /* FOSI_NONE: of a charge */
    uint32_t charge;
    fosi_range range; /* of the charge's expressions */
    bool is_key;      /* only whether it is known counts for a parcel of one item */
    bool is_where;
} fosi_switch_reader;

typedef struct fosi_switch {
    const char *name;
    const char **options;
    uint32_t option_count;
    uint32_t fallback;
    const char *why;
    const fosi_tree *node;
    bool used;
    bool read_elsewhere; /* by needs, roles, waivers, spreads or totals over groups */
    fosi_switch_reader *readers;
    uint32_t reader_count;
    uint32_t *dependents; /* slots that read it by themselves or through others */
    uint32_t dependent_count;
} fosi_switch;

typedef struct fosi_input {
    const char *name;
    enum { FOSI_INPUT_DEFAULT, FOSI_INPUT_ELECTION, FOSI_INPUT_COUNTER } kind;
    uint32_t fact; /* DEFAULT */
    bool has_absent;
    fosi_register absent; /* DEFAULT, COUNTER */
    bool elected_by_default;
    fosi_type type; /* COUNTER */
    const char *say;
    uint32_t need;
    const fosi_tree *node;
    bool used;
} fosi_input;

/* Something that may be missing: one bit of a register's needs. */
typedef struct fosi_need {
    enum {
        FOSI_NEED_FACT,
        FOSI_NEED_INPUT,
        FOSI_NEED_LAW,
        FOSI_NEED_EXCHANGE,
        FOSI_NEED_DIGITS,
        FOSI_NEED_MEASURE,
        FOSI_NEED_ELEMENT,
        FOSI_NEED_TARIFF
    } kind;
    uint32_t index;   /* fact, input, parameter, set, element or part of a tariff */
    const char *name; /* as `missing` prints it */
    const char *text; /* FOSI_NEED_MEASURE: the unit */
} fosi_need;

/* An element of the request that conditions of a profile read by its place. Regimes read facts alone. */
typedef struct fosi_plan_element {
    const char *name; /* as expressions write it, and as `missing` and sentences do */
    fosi_type type;
    fosi_grain grain;
    bool by_presence;                   /* an object, a list, or something below a list: only present(…) can be asked */
    uint32_t need;                      /* bit, FOSI_NONE when no code reads its value */
    const struct fos_element *steps[8]; /* from a member of the consignment or of the item to the element itself */
    uint32_t depth;
} fosi_plan_element;

/* A memoised piece of code at one grain: an instance of a named value or condition, a total, a spread. */
typedef struct fosi_slot {
    uint8_t grain, rounding_set;
    bool is_total, is_spread, is_when; /* is_when: a route's condition */
    bool is_number;                    /* holds no text, which would be the request's */
    bool bound;                        /* reads only dates, places and tables: kept from quote to quote while these stay */
    bool cites_bound;                  /* so do the sources that stand behind it */
    fosi_range code;
    uint32_t definition; /* FOSI_NONE for totals and spreads */
    uint32_t twin;       /* total or spread index */
    fosi_rounding rounding;
    fosi_type type;
} fosi_slot;

typedef enum fosi_total_kind {
    FOSI_TOTAL_SUM,
    FOSI_TOTAL_COUNT,
    FOSI_TOTAL_ANY,
    FOSI_TOTAL_ALL,
    FOSI_TOTAL_LARGEST,
    FOSI_TOTAL_SMALLEST,
    FOSI_TOTAL_DISTINCT
} fosi_total_kind;
typedef struct fosi_total {
    fosi_total_kind kind;
    fosi_grain over;
    fosi_range value, where;
    bool text; /* DISTINCT over texts */
} fosi_total;

typedef struct fosi_spread {
    fosi_range whole, weight;
} fosi_spread;

typedef enum fosi_amount_view { FOSI_VIEW_EXACT, FOSI_VIEW_ASSESSED, FOSI_VIEW_DUE } fosi_amount_view;

/* A named value or condition. */
typedef struct fosi_definition {
    const char *name, *label;
    bool condition;
    fosi_grain per;
    fosi_type type;
    const char *shows_as;
    const uint32_t *sources;
    uint32_t source_count;
    const fosi_tree *node;
    bool used;
} fosi_definition;

typedef struct fosi_collection {
    const char *name;
    fos_approach approach;
    fosi_range liable, collector, payer, remitted_to;
    fos_due due;
    const char *remitted, *refund;
    const fosi_tree *node;
    bool used;
} fosi_collection;

typedef enum fosi_per { FOSI_PER_ITEM, FOSI_PER_GROUP, FOSI_PER_ROUTE, FOSI_PER_CONSIGNMENT } fosi_per;
typedef enum fosi_settle {
    FOSI_SETTLE_CELL,
    FOSI_SETTLE_ITEM,
    FOSI_SETTLE_RATE,
    FOSI_SETTLE_ROUTE,
    FOSI_SETTLE_CONSIGNMENT
} fosi_settle;

typedef struct fosi_charge_rule {
    const char *id, *name, *unit, *refund, *why;
    fos_charge_kind kind;
    fosi_per per;
    fosi_range *keys; /* GROUP; a range that is none stands for the rate */
    uint32_t key_count;
    uint8_t key_is_text[FOSI_MOST_KEYS];
    fosi_range when, where, base, rate, amount, deduct, weight, native;
    char native_currency[4];
    bool rate_is_specific, amount_is_tariff;
    bool weight_is_charge;
    uint32_t weight_charge;
    fosi_rounding round, round_base;
    fosi_settle settle;
    uint8_t settle_free; /* bit of fosi_settle */
    uint8_t clock;
    uint32_t purpose;
    uint8_t confidence;
    fos_decimal step; /* of the rounding, else the minor unit */
    const uint32_t *sources;
    uint32_t source_count;
    uint32_t *waivers;
    uint32_t waiver_count;
    const fosi_tree *node;
    bool placed;
} fosi_charge_rule;

typedef struct fosi_waiver {
    const char *id;
    uint32_t *charges;
    uint32_t charge_count;
    bool per_consignment;
    fosi_range when;
    const uint32_t *sources;
    uint32_t source_count;
    const fosi_tree *node;
} fosi_waiver;

typedef struct fosi_route_need {
    fosi_range that;
    const char *say;
    fosi_grain grain;
} fosi_route_need;

typedef struct fosi_route_rule {
    const char *id, *label;
    fos_approach approach;
    fos_date from, until;
    uint8_t clock;
    fosi_range when; /* none: always */
    fosi_grain when_grain;
    fosi_route_need *needs;
    uint32_t need_count;
    fosi_register *settings; /* by setting index; EMPTY when not set */
    uint32_t *collection_of; /* by charge: collection index, FOSI_NONE when not placed */
    const fosi_tree *node;
} fosi_route_rule;

typedef struct fosi_notice {
    const char *id, *say;
    bool note;
    fosi_grain grain;
    fosi_range when;
    const fosi_tree *node;
} fosi_notice;

typedef struct fosi_refund_policy {
    const char *id, *say;
    const fosi_tree *node;
    bool used;
} fosi_refund_policy;

/* A day on which law changes; of one country of the territory, or of all. */
typedef struct fosi_change {
    fos_date date;
    char country[4];
} fosi_change;

/* What the value of a part of the code is, and what people call it: NULL when it has no name of its own. */
typedef struct fosi_code_part {
    fosi_type type;
    const char *label;
} fosi_code_part;

/* Where a session may keep the value of a part, and in which cells it may be found again. */
typedef struct fosi_part_row {
    uint16_t row; /* 0: never */
    bool of_route, of_item;
} fosi_part_row;

struct fos_regime {
    const fos_context *context;
    fosi_arena arena;
    fosi_document document; /* its bytes live in the arena */
    const char *origin;
    char digest[FOSI_DIGEST_TEXT];
    const char *id, *name, *data_version;
    const char **territory;
    uint32_t territory_count;
    char currency[4];
    fos_decimal minor_unit;
    fos_date reviewed, history;
    uint8_t clock;
    bool partial; /* the last route need not always apply */

    fosi_op *code;
    uint32_t *starts;      /* by instruction: where the part that it ends begins */
    fosi_code_part *parts; /* and what that part is */
    fosi_part_row *rows;
    uint32_t row_count;
    uint32_t code_count;
    fosi_register *constants;
    fosi_type *constant_types;
    uint32_t constant_count;
    fosi_case *cases;
    uint32_t case_count;
    fosi_source_note *sources;
    uint32_t source_count;
    fosi_purpose *purposes;
    uint32_t purpose_count;
    fosi_conversion *conversions;
    uint32_t conversion_count;
    fosi_switch *switches;
    uint32_t switch_count;
    fosi_input *inputs;
    uint32_t input_count;
    uint32_t fact_input[FOSI_FACT_COUNT]; /* default of a fact: input index, FOSI_NONE */
    uint32_t fact_need[FOSI_FACT_COUNT];  /* bit, FOSI_NONE when no code reads it */
    bool reads_postcode;                  /* some code does; that of every parcel is another */
    uint32_t exchange_need, digits_need;
    uint32_t tariff_digits_need, origin_need; /* of measures in a tariff */
    uint32_t tariff_needs[FOSI_TARIFF_PARTS]; /* what the tariff should say; of a duty: the duty rate's */
    const char *tariffs[FOSI_MOST_TARIFFS];   /* ids; the regime's own first */
    uint32_t tariff_count;
    uint8_t reads_additional; /* a bit for each tariff: tariff(additional) of it stands in a rule */
    fosi_need *needs;
    uint32_t need_count;
    fosi_set *sets;
    uint32_t set_count;
    fosi_words *words;
    uint32_t words_count;
    fosi_parameter *parameters;
    uint32_t parameter_count;
    fosi_definition *definitions;
    uint32_t definition_count;
    fosi_slot *slots;
    uint32_t slot_count;
    fosi_total *totals;
    uint32_t total_count;
    fosi_spread *spreads;
    uint32_t spread_count;
    fosi_rounding *roundings;
    uint32_t rounding_count;
    fosi_collection *collections;
    uint32_t collection_count;
    fosi_charge_rule *charges;
    uint32_t charge_count;
    fosi_waiver *waivers;
    uint32_t waiver_count;
    fosi_route_rule *routes;
    uint32_t route_count;
    const char **settings;
    uint32_t setting_count;
    fosi_notice *notices;
    uint32_t notice_count;
    fosi_refund_policy *refunds;
    uint32_t refund_count;
    fosi_range shown_intrinsic, shown_customs; /* code of the values that say so, in the regime's currency */
    fosi_grain shown_intrinsic_grain, shown_customs_grain;
    uint32_t *condition_slots; /* in the file's order of conditions */
    uint32_t condition_slot_count;
    uint32_t *parties; /* the facts that are parties */
    uint32_t party_count;
    fosi_plan_element *elements; /* of a profile */
    uint32_t element_count;
    fosi_change *changes[FOSI_CLOCK_COUNT]; /* days on which law read by that clock changes, ascending */
    uint32_t change_count[FOSI_CLOCK_COUNT];
};

/* Dated look-ups, shared by evaluation, dump and explanation. */
static inline const fosi_window *fosi_windows_on(const fosi_window *windows, uint32_t count, fos_date date)
{
    for (uint32_t i = count; i > 0; i--) {
        const fosi_window *window = &windows[i - 1];
        if (window->from <= date) return window->until == FOS_DATE_ABSENT || date < window->until ? window : NULL;
    }
    return NULL;
}
const fosi_key *fosi_parameter_key(const fosi_parameter *parameter, const char *key, size_t length);
const char *fosi_grain_name(fosi_grain grain);
const char *fosi_clock_name(fosi_clock clock);

/* The part whose last instruction is the one before `end`. */
static inline fosi_range fosi_part_ending(const struct fos_regime *regime, uint32_t end)
{
    return (fosi_range){ regime->starts[end - 1], end };
}
/* The operands of an instruction with two. */
void fosi_part_operands(const struct fos_regime *regime, fosi_range range, fosi_range *left, fosi_range *right);
static inline fosi_type fosi_part_type(const struct fos_regime *regime, fosi_range range)
{
    return regime->parts[range.end - 1].type;
}
/* The name of what is summed in a base that is one thing: "customs value". */
static inline const char *fosi_part_label(const struct fos_regime *regime, fosi_range range)
{
    return regime->parts[range.end - 1].label;
}

#endif
