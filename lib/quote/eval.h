/* The state of one quote being computed: facts as columns, memoised values, charges as far as they are known. Everything
 * lives in one arena that is kept from quote to quote. */
#ifndef FOSI_EVAL_H
#define FOSI_EVAL_H

#include <fos/tariff.h>

#include "regime/plan.h"

/* Where an expression is evaluated. */
typedef struct fosi_cell {
    uint32_t item;           /* index, FOSI_NONE outside items */
    uint32_t route;          /* index of the route rule, FOSI_NONE when open */
    const uint32_t *members; /* of the group at hand */
    uint32_t member_count;
} fosi_cell;

/* An item's prices, before conversion. */
typedef struct fosi_line {
    fosi_exact goods, freight, insurance;
    char currency[4];
    bool unpriced;       /* it has no price, which only profiles see */
    bool shares_missing; /* freight and goods are in currencies without a rate, or not all are priced */
} fosi_line;

typedef struct fosi_cell_run {
    uint32_t first, count; /* into members */
    uint32_t route;
    uint32_t settle;
    fosi_register base, rate, exact, deduct;
    bool skipped;
} fosi_cell_run;

struct fosi_applied;
struct fosi_assessed;

typedef struct fosi_settle_run {
    uint32_t first_cell, cell_count; /* cells stand in order of settlement */
    uint32_t route;
    fosi_register exact;
    fosi_exact assessed;
    bool waived, missing;
    uint64_t needs;
    uint8_t confidence;
    uint8_t part_count;         /* of a tariff's duty on one item: the measures, each a charge of its own; perhaps none */
    struct fosi_applied *parts; /* in the arena; NULL when the whole is one charge */
} fosi_settle_run;

typedef struct fosi_charge_run {
    uint8_t progress; /* 0 none, 1 running, 2 assessed, 3 due */
    uint32_t *members;
    uint32_t member_count;
    fosi_cell_run *cells;
    uint32_t cell_count;
    fosi_settle_run *settles;
    uint32_t settle_count;
    fosi_exact *share;       /* by item: of the assessed amount */
    uint32_t *settle_of;     /* by item: settle index, FOSI_NONE when not charged */
    fosi_register *exact_of; /* by item, for charges per item */
    uint64_t *undecided;     /* by item: needs of a `where` that is missing */
} fosi_charge_run;

typedef struct fosi_rate_cache {
    char from[4];
    uint32_t conversion;
    bool missing, other_series;
    uint32_t first, second;
    fosi_exact factor;
} fosi_rate_cache;

/* A set of the regime's sources. */
#define FOSI_CITATION_BITS 256
typedef struct fosi_citation {
    uint64_t bits[FOSI_CITATION_BITS / 64];
} fosi_citation;

/* An identifier that was judged, kept from quote to quote: a shop's own comes with each of its parcels. */
#define FOSI_JUDGED 16
typedef struct fosi_judged {
    char scheme[16], value[32];
    int well_formed;
} fosi_judged;

/* A bit for each of the first slots of a plan. */
#define FOSI_READ_SLOTS 128
static inline void fosi_slot_mark(uint64_t *slots, uint32_t index) { slots[index / 64] |= UINT64_C(1) << index % 64; }
static inline bool fosi_slot_marked(const uint64_t *slots, uint32_t index) { return (slots[index / 64] >> index % 64 & 1) != 0; }

/* What was read on the way to a value and shows in the quote beside it: a bit for each switch, input whose default was used,
 * and slot. */
typedef struct fosi_reads {
    uint64_t switches, defaults;
    uint64_t slots[FOSI_READ_SLOTS / 64]; /* of slots past these nothing is kept */
} fosi_reads;

static inline void fosi_reads_add(fosi_reads *all, const fosi_reads *more)
{
    all->switches |= more->switches;
    all->defaults |= more->defaults;
    for (size_t i = 0; i < FOSI_READ_SLOTS / 64; i++)
        all->slots[i] |= more->slots[i];
}

/* A value that is kept from quote to quote; see kept.h. */
typedef struct fosi_kept_value {
    fosi_register value; /* first: a column that points here is a kept one */
    fosi_reads reads;
} fosi_kept_value;

typedef struct fosi_kept_range {
    fosi_kept_value kept;
    bool never; /* its value is particular */
} fosi_kept_range;

#define FOSI_KEPT_SETS 1024
#define FOSI_UNKEPT_QUOTES (8 * FOSI_KEPT_SETS) /* without a set for want of room, before all are forgotten */
#define FOSI_MET 512
#define FOSI_KEPT_SWITCHES 32
typedef struct fosi_circumstances {
    const struct fos_regime *regime;
    uint64_t elected;
    fos_date dates[FOSI_CLOCK_COUNT];
    char countries[2][4];
    char subdivision[16], postcode[16], tax_category[16];
    uint32_t route;
    uint16_t parties; /* a bit for each that is present */
    uint8_t classless;
    uint8_t single; /* there is one item; of several only dates and places are told */
    uint8_t choices[4];
    uint8_t readings[FOSI_KEPT_SWITCHES];
} fosi_circumstances;

typedef struct fosi_kept_set {
    fosi_circumstances of;
    struct fosi_kept_set **settled;       /* by route: the same, and it was chosen; NULL until then */
    fosi_register **columns;              /* of the slots that are known, each the beginning of a kept value */
    uint64_t never[FOSI_READ_SLOTS / 64]; /* slots whose value is particular */
    fosi_citation **citations;            /* of slots, as far as they are known */
    const fosi_kept_range **ranges; /* by row of the plan, which is NULL until it is known; NULL where there are several items */
    uint8_t *asked;                 /* by charge: 1 when it was tried whether it is spared */
    fosi_charge_run **spared;       /* by charge: that it does not touch the item; NULL of others */
    fosi_reads spared_reads;        /* by which that was known */
    struct fosi_told_part **told; /* conditions, charges, switches, as far as they were told; NULL until a quote is written out */
} fosi_kept_set;

typedef struct fosi_keeper {
    fosi_kept_set *sets[2 * FOSI_KEPT_SETS]; /* of circumstances without a route, an open table */
    uint32_t set_count;                      /* of these and of those with a route, that they lead to */
    uint32_t unkept;                         /* quotes since there was no room */
    uint64_t met[FOSI_MET];                  /* hashes of circumstances that were met lately */
} fosi_keeper;

/* What is done with a code that the tariff divides further: assume "tariff.short_code". */
typedef enum fosi_short_code { FOSI_SHORT_EXACT, FOSI_SHORT_HIGHEST, FOSI_SHORT_LOWEST } fosi_short_code;

/* The tariffs that a regime reads, in its order; NULL for one that there is not. */
typedef struct fosi_tariffs {
    const fos_tariff *of[FOSI_MOST_TARIFFS];
} fosi_tariffs;

#define FOSI_RATE_CACHE 32
#define FOSI_STACK 1024
#define FOSI_STACK_RANGE 260 /* the most that one range takes */

typedef struct fosi_eval {
    const struct fos_regime *regime;
    fosi_tariffs tariffs;
    struct fosi_assessed **assessed; /* by item: what was taken from tariffs, the last first; NULL before the first */
    fosi_short_code short_code;
    uint8_t tariffs_read; /* a bit for each */
    const fos_request *request;
    const fos_consignment *consignment;
    fosi_arena arena;
    fosi_register *stack, *top, *stack_limit; /* past which no range may begin */
    fos_date dates[FOSI_CLOCK_COUNT];
    uint32_t item_count;
    fosi_line *lines;
    bool unpriced;                      /* a line is */
    fosi_exact *net_share;              /* prices include tax: what part of each item's price is net; NULL otherwise */
    fosi_register **columns;            /* by slot */
    uint64_t own[FOSI_READ_SLOTS / 64]; /* columns that are not kept ones */
    fosi_arena kept;                    /* outlives the quote, as do those: */
    fosi_keeper *keeper;                /* NULL: nothing is kept, as of what is evaluated once */
    fosi_kept_set *set, *open_set;      /* of this quote, and before its route was chosen; NULL: nothing is kept */
    uint32_t keeping;                   /* values at hand that may be kept */
    fosi_judged judged[FOSI_JUDGED];
    uint32_t judged_next;
    uint32_t *route_of; /* by item */
    fosi_charge_run **charges;
    uint8_t *waiver_state; /* waiver × (routes + 1): 0 open, 1 holds not, 2 holds, 3 missing */
    fosi_register waiver_total;
    bool particular;          /* something was read that circumstances do not tell; see told.h */
    struct fosi_draft *draft; /* of the sentence at hand, NULL when it is not drafted; see wording.h */
    uint32_t *choices;        /* by switch */
    uint64_t elected;
    fosi_reads reads;
    fosi_rate_cache rates[FOSI_RATE_CACHE];
    uint32_t rate_count;
    int settle_override; /* rounding_level of the request as fosi_settle, or -1 */
    fos_status status;   /* first failure that is not an absence */
    uint32_t failed_charge;
} fosi_eval;

void fosi_eval_init(fosi_eval *eval, const fos_context *context);
void fosi_eval_done(fosi_eval *eval);
/* Takes a request on; NO_MEMORY or a status of the request that only the regime can judge (an unknown election). */
fos_status fosi_eval_begin(fosi_eval *eval, const struct fos_regime *regime, const fos_request *request, fos_error *error);
/* Forgets what was computed, for another assignment of routes or other net shares; facts stay. */
fos_status fosi_eval_again(fosi_eval *eval, fos_error *error);

/* The value of a range in a cell; it may move when the next one is evaluated. */
const fosi_register *fosi_value(fosi_eval *eval, fosi_range range, const fosi_cell *cell);
/* The same, computed whatever is kept of it. */
const fosi_register *fosi_value_anew(fosi_eval *eval, fosi_range range, const fosi_cell *cell);
/* The value of a range in a cell, copied. */
fosi_register fosi_eval_range(fosi_eval *eval, fosi_range range, const fosi_cell *cell);
/* The memoised value of a slot in a cell. */
const fosi_register *fosi_eval_slot(fosi_eval *eval, uint32_t slot, const fosi_cell *cell);
/* The column of a slot that this quote has read, or read what was kept of it; NULL of others. */
const fosi_register *fosi_slot_read(fosi_eval *eval, uint32_t slot);
static inline fosi_register fosi_missing(uint64_t needs)
{
    return (fosi_register){ .as.number = { 0, 1, 0 }, .needs = needs, .state = FOSI_STATE_MISSING };
}
static inline fosi_register fosi_zero(void) { return (fosi_register){ .as.number = { 0, 1, 0 }, .state = FOSI_STATE_VALUE }; }
static inline bool fosi_is_true(const fosi_register *value)
{
    return value->state == FOSI_STATE_VALUE && value->as.number.n != 0;
}
static inline bool fosi_is_false(const fosi_register *value)
{
    return value->state == FOSI_STATE_VALUE && value->as.number.n == 0;
}
/* Where in its column the value of a slot of that grain stands; FOSI_NONE when the cell has no such place. One item has one
 * route, and its columns one place. */
static inline uint32_t fosi_slot_place(const fosi_eval *eval, unsigned grain, const fosi_cell *cell)
{
    if (grain == FOSI_GRAIN_ITEM) return cell->item;
    if (grain != FOSI_GRAIN_ROUTE) return 0;
    return eval->item_count == 1 && cell->route != FOSI_NONE ? 0 : cell->route;
}
fosi_register fosi_eval_total(fosi_eval *eval, const fosi_total *total, const fosi_cell *cell);
void fosi_eval_fail(fosi_eval *eval, fos_status status);

/* facts.c */
fosi_register fosi_fact_value(fosi_eval *eval, uint32_t fact, const fosi_cell *cell);
void fosi_fact_money(fosi_eval *eval, uint32_t fact, uint32_t conversion, const fosi_cell *cell, fosi_register *out);
fosi_register fosi_measure_value(fosi_eval *eval, const char *unit, uint64_t need, const fosi_cell *cell);
fosi_register fosi_convert(fosi_eval *eval, const char *from, uint32_t conversion, fosi_exact amount);
fosi_register fosi_counter_value(fosi_eval *eval, uint32_t input, uint32_t conversion);
/* `read` says what is read of which tariff (FOSI_TARIFF_READ). */
fosi_register fosi_tariff_value(fosi_eval *eval, uint32_t read, const fosi_register *value, uint32_t conversion,
                                const fosi_cell *cell);
fosi_register fosi_tariff_rate(fosi_eval *eval, uint32_t read, const fosi_cell *cell);
/* The element that an item's duty rate lacks, or "duty_rate" itself. */
const char *fosi_duty_lack(fosi_eval *eval, uint32_t item);
bool fosi_party_present(const fos_party *party);
static inline const fos_party *fosi_fact_party(const fosi_eval *eval, uint32_t fact)
{
    return *(fos_party *const *)(const void *)((const char *)eval->consignment + fosi_facts[fact].party);
}
bool fosi_party_has(fosi_eval *eval, const fos_party *party, const char *scheme, size_t length);
/* As fos_identifier_well_formed. */
int fosi_identifier_judge(fosi_eval *eval, const fos_identifier *identifier);
bool fosi_role_present(const fosi_eval *eval, uint32_t role);
const char *fosi_fact_word(fosi_eval *eval, uint32_t fact, const fosi_cell *cell, int *value);

/* element_values.c: what profiles read by the places of the element table */
fosi_register fosi_element_value(fosi_eval *eval, uint32_t element, const fosi_cell *cell);
fosi_register fosi_element_money(fosi_eval *eval, uint32_t element, uint32_t conversion, const fosi_cell *cell);
fosi_register fosi_element_given(const fosi_eval *eval, uint32_t element, const fosi_cell *cell);
fosi_register fosi_convert_money(fosi_eval *eval, const fos_money *money, uint32_t conversion);

/* tables.c */
fosi_register fosi_parameter_value(fosi_eval *eval, uint32_t parameter, fosi_clock clock);
fosi_register fosi_table_value(fosi_eval *eval, uint32_t parameter, fosi_clock clock, const fosi_register *keys,
                               const fosi_window **window);
fosi_register fosi_set_holds(fosi_eval *eval, uint32_t set, fosi_clock clock, const fosi_register *code);

/* charge.c */
/* Where the amounts of a cell are evaluated. */
fosi_cell fosi_charge_cell(const fosi_charge_rule *rule, const fosi_charge_run *run, const fosi_cell_run *cell);
fosi_charge_run *fosi_charge_compute(fosi_eval *eval, uint32_t charge);
fosi_charge_run *fosi_charge_due(fosi_eval *eval, uint32_t charge);
/* amounts.c */
fosi_register fosi_charge_amount(fosi_eval *eval, uint32_t charge, fosi_amount_view view, fosi_grain grain,
                                 const fosi_cell *cell);

/* waiver.c */
/* The sum of the assessed amounts that a waiver looks at; missing when one of them is. */
fosi_register fosi_waiver_total(fosi_eval *eval, const fosi_waiver *waiver, const fosi_cell *cell);
void fosi_waivers_apply(fosi_eval *eval, uint32_t charge, fosi_charge_run *run);

#endif
