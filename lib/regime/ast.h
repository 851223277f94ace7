/* Expressions as trees: what the parser makes, the checker types and the emitter turns into instructions. Lives only
 * while a regime is compiled. */
#ifndef FOSI_AST_H
#define FOSI_AST_H

#include "regime/plan.h"

typedef enum fosi_ast_kind {
    FOSI_AST_NUMBER,
    FOSI_AST_RATE,
    FOSI_AST_MONEY,
    FOSI_AST_SPECIFIC,
    FOSI_AST_QUANTITY,
    FOSI_AST_DATE,
    FOSI_AST_STRING,
    FOSI_AST_TRUTH,
    FOSI_AST_NAME,
    FOSI_AST_PARTY_HAS, /* text: party; word: scheme */
    FOSI_AST_TABLE,     /* text: parameter; children: keys */
    FOSI_AST_CALL,      /* text: function; children: arguments */
    FOSI_AST_TOTAL,     /* op: fosi_total_kind; children: value [, where]; over */
    FOSI_AST_CASE,      /* children: condition, value, …, otherwise */
    FOSI_AST_BINARY,    /* op: fosi_opcode */
    FOSI_AST_NOT,
    FOSI_AST_NEGATE,
    FOSI_AST_AS, /* currency */
    FOSI_AST_ON, /* op: clock */
    FOSI_AST_BY, /* text: purpose */
    FOSI_AST_ELSE,
    FOSI_AST_IN_SET,  /* text: set; negated */
    FOSI_AST_IN_WORDS /* words; negated */
} fosi_ast_kind;

/* What a name turned out to be. */
typedef enum fosi_referent {
    FOSI_REFERS_NOTHING,
    FOSI_REFERS_FACT,
    FOSI_REFERS_DEFINITION,
    FOSI_REFERS_PARAMETER,
    FOSI_REFERS_WORD, /* a code literal */
    FOSI_REFERS_ROLE,
    FOSI_REFERS_SETTING, /* route.scheme */
    FOSI_REFERS_TOTAL_NAME,
    FOSI_REFERS_ELEMENT,  /* of the element table, in profiles */
    FOSI_REFERS_SELF_RATE /* "rate" as a group key */
} fosi_referent;

typedef struct fosi_ast {
    fosi_ast_kind kind;
    uint8_t op;
    bool negated;
    bool over_given;
    fosi_grain over;
    uint32_t at; /* byte offset in the expression */
    fosi_slice text, word;
    fos_decimal number;
    fos_date date;
    char currency[4];
    char unit[8];
    struct fosi_ast **children;
    uint32_t count;
    const char **words;
    uint32_t word_count;
    /* by the checker */
    fosi_type type;
    fosi_grain grain;
    fosi_referent referent;
    uint32_t index;
    bool uses_clock, uses_purpose, reads_route;
} fosi_ast;

#endif
