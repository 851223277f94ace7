/* The element table: each element of the data set and of the quote is described once. JSON reading and writing, checks,
 * JSON Schema, documentation, profiles and the bindings' types walk it. Adding an element is one struct field and one
 * row. */
#ifndef FOSI_ELEMENT_H
#define FOSI_ELEMENT_H

#include <fos/dataset.h>
#include <fos/element.h>

#include "base/base.h"

typedef enum fosi_element_kind {
    FOSI_ELEMENT_TEXT,         /* const char * */
    FOSI_ELEMENT_CODE,         /* const char *; checked by `check` or the code list */
    FOSI_ELEMENT_COUNTRY,      /* char[4], ISO 3166-1 alpha-2 */
    FOSI_ELEMENT_CURRENCY,     /* char[4], ISO 4217 */
    FOSI_ELEMENT_CHOICE,       /* an enum (int), words in `words` indexed by its value; 0 is absent */
    FOSI_ELEMENT_DECIMAL,      /* fos_decimal */
    FOSI_ELEMENT_INTEGER,      /* int32_t; 0 is absent */
    FOSI_ELEMENT_DATE,         /* fos_date */
    FOSI_ELEMENT_TRUTH,        /* fos_truth; JSON true or false */
    FOSI_ELEMENT_MONEY,        /* fos_money; JSON object {amount, currency} */
    FOSI_ELEMENT_EXACT,        /* fos_exact; text "5.681" or "n/d" */
    FOSI_ELEMENT_OBJECT,       /* pointer to a struct of `class`; embedded struct when `embedded` */
    FOSI_ELEMENT_LIST,         /* array of pointers to structs of `class`, followed in memory by its size_t count */
    FOSI_ELEMENT_TEXT_LIST,    /* const char **, count */
    FOSI_ELEMENT_NUMBER_LIST,  /* uint32_t *, count */
    FOSI_ELEMENT_DECIMAL_LIST, /* fos_decimal *, count */
    FOSI_ELEMENT_PAIRS,        /* list of pointers to {const char *name, *value}: a JSON object of texts (assume) */
    FOSI_ELEMENT_AMOUNTS,      /* array of structs {enum, fos_decimal}, count: a JSON object, keys from `words` */
    FOSI_ELEMENT_RENDERED,     /* a text made on request by `render` */
    FOSI_ELEMENT_RENDERED_LIST /* texts made on request by `render_list` */
} fosi_element_kind;

/* Output only: makes the text of an element of `object`, which belongs to the document `root` (the fos_quote). Writes
 * nothing when there is none. */
typedef fos_status fosi_render(const void *root, const void *object, fos_buffer *out);
/* Output only: the texts of an element, into `texts`, which has room for FOSI_MOST_TEXTS; returns how many. Their bytes stay where
 * they are as long as the library does. */
#define FOSI_MOST_TEXTS 256
typedef size_t fosi_render_list(const void *root, const void *object, const fosi_known_text **texts);

enum {                      /* flags */
       FOSI_REQUIRED = 1,   /* must be present when read */
       FOSI_EMBEDDED = 2,   /* OBJECT: the struct itself, not a pointer */
       FOSI_POSITIVE = 4,   /* DECIMAL, MONEY: > 0 */
       FOSI_SIGNED = 8,     /* DECIMAL: may be negative; all others must be ≥ 0 */
       FOSI_NULL = 16,      /* written as null when absent; others are left out */
       FOSI_UNIT = 32,      /* DECIMAL: written with at least the digits of the root's minor unit */
       FOSI_WHOLE = 64,     /* DECIMAL: a whole number, written and read as a JSON number too */
       FOSI_UNIQUE = 128,   /* INTEGER in a list entry, and its LIST; TEXT_LIST, PAIRS: no two entries alike */
       FOSI_ALWAYS = 256,   /* OBJECT, lists, AMOUNTS: written even when empty */
       FOSI_RAW = 512,      /* RENDERED: the text is JSON as it stands ("true") */
       FOSI_AMOUNT = 1024,  /* DECIMAL: an amount of money, with its wider range */
       FOSI_ROOT = 2048,    /* OBJECT: is the root of what it holds */
       FOSI_PROSE = 4096,   /* TEXT, TEXT_LIST: words for people, which may be transliterated and shortened */
       FOSI_STEADY = 8192,  /* output, of a class with `told`: the same wherever the class's function tells the same */
       FOSI_TOLD = 16384,   /* RENDERED, RENDERED_LIST of such a class: the same when its function says so */
       FOSI_LASTING = 32768 /* output, TEXT, TEXT_LIST: stays where it is as long as the library does */
};

#define FOSI_KEY_SIZE 32

/* A form that codes have; made by one function, said in words and as a pattern. */
typedef struct fosi_code_rule {
    bool (*valid)(fosi_slice code);
    const char *pattern;  /* ECMA 262, for schemas; NULL when the list says it */
    const char *expected; /* "2 to 12 digits …" */
    const char *standard; /* that says so, or NULL */
} fosi_code_rule;

/* The name, also as JSON writes it behind another key: `,"name":`. */
#define FOSI_NAME(text) .name = (text), .key = ",\"" text "\":", .key_length = sizeof(",\"" text "\":") - 1

/* What the WCO calls a member of a class when another element holds it: a name of a seller is R050, of a buyer R009. */
typedef struct fosi_part {
    const char *name; /* of the member; NULL at the end */
    const char *id;   /* NULL: as its row says */
    const char *path; /* NULL: as its row says; FOSI_NOWHERE: it has no place there */
} fosi_part;
#define FOSI_NOWHERE "-"

typedef struct fos_element {
    /* What reading and writing touch stands in front, in one line of the processor's cache. */
    _Alignas(64) char key[FOSI_KEY_SIZE];
    uint8_t key_length;
    uint16_t flags;
    uint16_t offset; /* offsetof in the struct */
    fosi_element_kind kind;
    const struct fos_class *of; /* OBJECT, LIST */
    const char *const *words;   /* CHOICE, AMOUNTS: indexed by value, [0] unused; ends with NULL */
    const char *name;           /* JSON, Python, Go */
    const char *codes;          /* name of a code list in dataset/codes.h, or NULL */
    const fosi_code_rule *rule; /* CODE, TEXT_LIST, PAIRS (names): the form of the code, or NULL */
    const char *definition;     /* one sentence in our own words, with unit and default */
    fosi_render *render;
    fosi_render_list *render_list;
    uint16_t most;          /* lists: entries that the WCO's schema allows; 0: no bound */
    uint32_t roles;         /* who usually supplies it, as bits; 0: who supplies the object that it is in */
    const char *id;         /* WCO Data Model id of the element or class; NULL: it has an id of this library */
    const char *path;       /* below the object's place in the WCO's declaration, from its root when it begins with a
                             * slash; "": the object's own place; NULL: it has none */
    const char *format;     /* as the WCO writes formats: an..35, n..16,6, a2 */
    const char *standard;   /* that its codes are from, such as UN/EDIFACT 1001; NULL: as its rule or kind says */
    const fosi_part *parts; /* OBJECT, LIST: ids and paths of members that differ from their rows, or NULL */
} fosi_element;

/* What a check found: fills `error` (may be NULL) with status and text, and tells the place below the object at hand. */
typedef struct fosi_finding {
    fos_error *error;
    fosi_arena *scratch;
    const char *member; /* NULL: the object itself */
    size_t index;       /* entry of the member's list, or SIZE_MAX */
    const char *part;   /* member of that entry or object, or NULL */
} fosi_finding;

/* Whether the values of an object agree with each other. */
typedef fos_status fosi_agree(const void *object, fosi_finding *finding);

/* Output only: what is kept of the JSON or the record of such an object, to be filled when it is new; NULL when nothing may be kept. A
 * failed allocation marks `out`. */
typedef struct fosi_told_json *fosi_told_find(const void *root, const void *object, fos_buffer *out);

typedef struct fos_class {
    const char *name; /* "item" */
    const char *definition;
    size_t size;
    const fosi_element *elements;
    size_t count;
    const void *empty;    /* a struct with everything absent; NULL for classes that are only written */
    fosi_agree *agree;    /* or NULL */
    const char *schema;   /* members that its JSON Schema has besides, or NULL */
    fosi_told_find *told; /* or NULL */
} fosi_class;

extern const fosi_class fosi_class_request;
extern const fosi_class fosi_class_consignment;
extern const fosi_class fosi_class_item;
extern const fosi_class fosi_class_party;
extern const fosi_class fosi_class_identifier;
extern const fosi_class fosi_class_measure;
extern const fosi_class fosi_class_counter;
extern const fosi_class fosi_class_exchange_rate;
extern const fosi_class fosi_class_assumption;
extern const fosi_class fosi_class_address;
extern const fosi_class fosi_class_contact;
extern const fosi_class fosi_class_account;
extern const fosi_class fosi_class_identity;
extern const fosi_class fosi_class_actor;
extern const fosi_class fosi_class_location;
extern const fosi_class fosi_class_order;
extern const fosi_class fosi_class_invoice;
extern const fosi_class fosi_class_payment;
extern const fosi_class fosi_class_product;
extern const fosi_class fosi_class_item_parties;
extern const fosi_class fosi_class_collected_tax;
extern const fosi_class fosi_class_return;
extern const fosi_class fosi_class_return_line;
extern const fosi_class fosi_class_refund_claim;
extern const fosi_class fosi_class_transport;
extern const fosi_class fosi_class_transport_means;
extern const fosi_class fosi_class_equipment;
extern const fosi_class fosi_class_package;
extern const fosi_class fosi_class_tracking_event;
extern const fosi_class fosi_class_storage;
extern const fosi_class fosi_class_screening;
extern const fosi_class fosi_class_declaration;
extern const fosi_class fosi_class_item_declaration;
extern const fosi_class fosi_class_document;
extern const fosi_class fosi_class_statement;
extern const fosi_class fosi_class_procedure;
extern const fosi_class fosi_class_classification;
extern const fosi_class fosi_class_origin;
extern const fosi_class fosi_class_valuation;
extern const fosi_class fosi_class_adjustment;
extern const fosi_class fosi_class_duty_tax_fee;
extern const fosi_class fosi_class_duty_payment;
extern const fosi_class fosi_class_guarantee;
extern const fosi_class fosi_class_amendment;
extern const fosi_class fosi_class_money; /* what every MONEY element holds */

/* Every class of the request, each once; NULL at the end. */
extern const fosi_class *const fosi_classes[];

#endif
