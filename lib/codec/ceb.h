/* China's messages of cross-border e-commerce imports (CEB): order 311, payment 411, logistics 511, inventory 621. */
#ifndef FOSI_CEB_H
#define FOSI_CEB_H

#include "codec/convert.h"
#include "codec/xml.h"

#define FOSI_CEB_SPACE "http://www.chinaport.gov.cn/ceb"

/* Where a value stands in the message and in the request. Steps of `here` go through objects; "name{scheme}" is the entry of
 * a list of identifiers with that scheme, "name#" the first entry of a list. */
typedef enum fosi_ceb_kind {
    FOSI_CEB_VALUE, /* as it stands */
    FOSI_CEB_YUAN,  /* money, which is in CNY there */
    FOSI_CEB_DAY,   /* a date without its dashes */
    FOSI_CEB_FIXED  /* `here` is what always stands there */
} fosi_ceb_kind;

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

fosi_format_reader fosi_ceb_read_request;
fosi_format_writer fosi_ceb_write_request;

#endif
