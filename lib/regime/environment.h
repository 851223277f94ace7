/* What expressions may name that the regime file does not define: the facts of the consignment, as one table of names,
 * types, grains and places in the structs. The expression compiler is handed this table; member profiles hand another. */
#ifndef FOSI_ENVIRONMENT_H
#define FOSI_ENVIRONMENT_H

#include <fos/dataset.h>

#include "base/base.h"

typedef enum fosi_fact_store {
    FOSI_STORE_TEXT,    /* const char * */
    FOSI_STORE_CODE4,   /* char[4] */
    FOSI_STORE_CHOICE,  /* int, words */
    FOSI_STORE_DECIMAL, /* fos_decimal */
    FOSI_STORE_INTEGER, /* int32_t, 0 absent */
    FOSI_STORE_DATE,    /* fos_date */
    FOSI_STORE_TRUTH,   /* fos_truth */
    FOSI_STORE_MONEY,   /* fos_money */
    FOSI_STORE_TEXTS,   /* const char **, size_t */
    FOSI_STORE_PARTY,   /* fos_party * */
    FOSI_STORE_COMPUTED /* by lib/quote: item.goods and its kin, dates with defaults */
} fosi_fact_store;

typedef enum fosi_fact_base {
    FOSI_BASE_REQUEST,
    FOSI_BASE_CONSIGNMENT,
    FOSI_BASE_ITEM,
    FOSI_BASE_PARTY /* `party` is the offset of the pointer in the consignment, `offset` within the party */
} fosi_fact_base;

/* The facts that lib/quote computes. */
typedef enum fosi_computed {
    FOSI_COMPUTED_NONE,
    FOSI_COMPUTED_GOODS,
    FOSI_COMPUTED_FREIGHT,
    FOSI_COMPUTED_INSURANCE,
    FOSI_COMPUTED_UNIT_VALUE,
    FOSI_COMPUTED_TOTAL_FREIGHT,
    FOSI_COMPUTED_TOTAL_INSURANCE,
    FOSI_COMPUTED_DATE /* offset is the clock */
} fosi_computed;

typedef struct fosi_fact {
    const char *name;  /* as expressions write it */
    const char *label; /* as sentences write it */
    const char *need;  /* as `missing` names it */
    uint8_t type;      /* fosi_type_code */
    uint8_t grain;     /* fosi_grain */
    uint8_t store;
    uint8_t base;
    uint16_t offset;
    uint16_t party;
    const char *unit_or_list; /* unit of a quantity, list of a code */
    const char *const *words; /* choices */
    const char *absent;       /* what an absent text or choice means by contract ("b2c", "standard"); NULL: missing */
    uint8_t computed;
} fosi_fact;

#define FOSI_FACT_COUNT 62

/* Places in the table that lib/quote reads by itself. */
#define FOSI_FACT_GOODS 46
#define FOSI_FACT_FREIGHT 47
#define FOSI_FACT_INSURANCE 48
#define FOSI_FACT_DUTY_RATE 59

extern const fosi_fact fosi_facts[FOSI_FACT_COUNT];
/* Index of a fact by name, or -1. */
int fosi_fact_index(fosi_slice name);

#endif
