/* China's messages of cross-border e-commerce imports (CEB): order 311, payment 411, logistics 511, inventory 621. */
#ifndef FOSI_CEB_H
#define FOSI_CEB_H

#include "codec/convert.h"
#include "codec/xml.h"

#define FOSI_CEB_SPACE "http://www.chinaport.gov.cn/ceb"

/* Where a value stands in the message and in the request. Steps of `here` go through objects; "name{scheme}" is the entry of
 * a list of identifiers with that scheme, "name#" the first entry of a list. */
typedef enum fosi_ceb_kind {
    FOSI_CEB_VALUE,    /* as it stands */
    FOSI_CEB_YUAN,     /* money, which is in CNY there */
    FOSI_CEB_DAY,      /* a date without its dashes */
    FOSI_CEB_MOMENT,   /* a day or a time in China, without what stands between the digits */
    FOSI_CEB_COUNTRY,  /* a code of China's customs, */
    FOSI_CEB_UNIT,     /*   also */
    FOSI_CEB_MODE,     /*   also */
    FOSI_CEB_CUSTOMS,  /* a registration with the customs */
    FOSI_CEB_CREDIT,   /* a social credit code, of 18 characters, where there is no registration */
    FOSI_CEB_QUANTITY, /* the first measure of an item, whose unit stands in the next element, "unit1" for "qty1" */
    FOSI_CEB_NET,      /* the net masses of the items together; it stands for one item's where there is but one */
    FOSI_CEB_GOODS,    /* the prices of the items together */
    FOSI_CEB_USUAL,    /* `here` is what stands there, as far as we know what it says */
    FOSI_CEB_FIXED     /* `here` is what always stands there; with another the message means something else */
} fosi_ceb_kind;

#define FOSI_CEB_CREDIT_LENGTH 18

/* Of rows with the same name there, the first that holds a value counts. */
typedef struct fosi_ceb_row {
    const char *there;
    const char *here;
    fosi_ceb_kind kind;
} fosi_ceb_row;

typedef struct fosi_ceb_message {
    const char *root; /* CEB311Message */
    const char *body; /* Order */
    const char *head; /* OrderHead */
    const char *list; /* OrderList; NULL when it has none */
    const fosi_xml_vocabulary *vocabulary;
    const fosi_ceb_row *head_rows; /* from the request; ends with a row without names */
    const fosi_ceb_row *list_rows; /* from an item */
} fosi_ceb_message;

/* The messages by number: 311, 411, 511, 621. */
const fosi_ceb_message *fosi_ceb_message_of(unsigned number);

/* ceb_codes.c: a code of COUNTRY, UNIT or MODE, NULL when the other side has none. */
const char *fosi_ceb_code_there(fosi_ceb_kind kind, fosi_slice here);
const char *fosi_ceb_code_here(fosi_ceb_kind kind, fosi_slice there);

fosi_format_reader fosi_ceb_read_request;
fosi_format_writer fosi_ceb_write_request;

#endif
