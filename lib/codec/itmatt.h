/* A postal item as an EDIFACT interchange. */
#ifndef FOSI_ITMATT_H
#define FOSI_ITMATT_H

#include "codec/convert.h"
#include "codec/edifact.h"
#include "codec/map.h"

typedef enum fosi_itmatt_kind {
    FOSI_ITMATT_TEXT,
    FOSI_ITMATT_MONEY,    /* the currency is the component behind */
    FOSI_ITMATT_MASS,     /* the unit before it is KGM */
    FOSI_ITMATT_DAY,      /* yyyymmdd, format 102 behind */
    FOSI_ITMATT_CATEGORY, /* UPU list 136 */
    FOSI_ITMATT_QUANTITY  /* the unit is the component behind */
} fosi_itmatt_kind;

/* Where a value stands: in a segment with a qualifier (and a second one in element 2), at an element and component; and its
 * member of the consignment or of the item. */
typedef struct fosi_itmatt_row {
    const char *tag;
    const char *qualifier; /* "" is none */
    const char *second;    /* or NULL */
    uint8_t element;
    uint8_t component;
    fosi_itmatt_kind kind;
    const char *name;
    const char *unit; /* QUANTITY: the member that holds the unit */
} fosi_itmatt_row;

typedef struct fosi_itmatt_word {
    const char *here;
    const char *there;
} fosi_itmatt_word;

extern const fosi_itmatt_row fosi_itmatt_head[], fosi_itmatt_item[];      /* each ends with a row without a tag */
extern const fosi_itmatt_word fosi_itmatt_parties[], fosi_itmatt_means[]; /* the same */
extern const fosi_itmatt_word fosi_itmatt_categories[];

fosi_format_reader fosi_itmatt_read_request;
fosi_format_writer fosi_itmatt_write_request;

#endif
