/* The state of one compilation, and the steps between which it passes. */
#ifndef FOSI_COMPILER_H
#define FOSI_COMPILER_H

#include "regime/ast.h"
#include "regime/report.h"

/* One expression of the file: where it stands, and its tree. */
typedef struct fosi_expression {
    const fosi_tree *node;
    fosi_ast *ast;   /* NULL: absent or faulty */
    bool checked;
} fosi_expression;

/* What is kept of a definition, charge, … while compiling. */
typedef struct fosi_pending_definition {
    fosi_expression is;
    uint8_t progress; /* 0 unseen, 1 being checked, 2 done */
    fosi_rounding round;
} fosi_pending_definition;

#define FOSI_MAX_KEYS 8

typedef struct fosi_pending_charge {
    fosi_expression when, where, base, rate, amount, deduct, weight, keys[FOSI_MAX_KEYS];
    bool key_is_rate[FOSI_MAX_KEYS];
    uint32_t key_count;
    uint8_t progress;
    fosi_type rate_type, amount_type;
    fosi_grain rate_grain;
} fosi_pending_charge;

typedef struct fosi_pending_collection {
    fosi_expression liable, collector, payer, remitted_to;
} fosi_pending_collection;

typedef struct fosi_pending_route {
    fosi_expression when;
    uint32_t when_of; /* the route whose condition it shares by `like`, else itself */
    fosi_expression *needs;
} fosi_pending_route;

typedef struct fosi_instance {
    uint32_t definition;
    char currency[4];
    uint8_t clock;
    uint32_t purpose;
    uint32_t slot;
} fosi_instance;

/* A growing array in the scratch arena. */
typedef struct fosi_vector {
    void *data;
    uint32_t count, capacity;
    size_t size;
} fosi_vector;

typedef struct fosi_compiler {
    struct fos_regime *regime;
    fos_report *report;
    fosi_arena scratch;
    bool no_memory;
    uint32_t expression_count;
    /* pending parts, in step with the regime's arrays */
    fosi_pending_definition *definitions;
    fosi_pending_charge *charges;
    fosi_pending_collection *collections;
    fosi_pending_route *routes;
    fosi_expression *waivers, *notices;
    /* the expression at hand */
    const fosi_tree *node;
    bool in_when;        /* a route's condition: no route.*, no `of route` */
    bool in_waiver;      /* `total` has a meaning */
    bool in_group;       /* `of group` has a meaning */
    fosi_grain context;  /* the finest grain that may be read */
    /* emission */
    fosi_vector code, constants, constant_types, cases, conversions, words, slots, totals, spreads, roundings, needs, instances, work;
} fosi_compiler;

void *fosi_vector_add(fosi_compiler *compiler, fosi_vector *vector, size_t size);

/* Adds a finding at a place inside the text of `node` (0: the node itself). */
void fosi_compile_error(fosi_compiler *compiler, const fosi_tree *node, uint32_t inside, fos_status status,
                        const char *format, ...) FOSI_PRINTF(5, 6);
void fosi_compile_warning(fosi_compiler *compiler, const fosi_tree *node, uint32_t inside, fos_status status,
                          const char *format, ...) FOSI_PRINTF(5, 6);
/* "line 12, column 3" of a node, for messages that name two places. */
const char *fosi_compile_place(fosi_compiler *compiler, const fosi_tree *node);

/* parse.c: text to tree, NULL after an error was reported. */
fosi_ast *fosi_parse(fosi_compiler *compiler, const fosi_tree *node);
/* literals in the file: "150 EUR", "19 %", "22/78", "2026-07-01", by the type asked for. */
bool fosi_parse_value(fosi_compiler *compiler, const fosi_tree *node, const fosi_type *type, fosi_register *value);
bool fosi_parse_type(fosi_compiler *compiler, const fosi_tree *node, fosi_type *type);

/* check.c */
bool fosi_check(fosi_compiler *compiler, fosi_expression *expression, const fosi_type *wanted, fosi_grain finest);
bool fosi_check_definition(fosi_compiler *compiler, uint32_t index);
bool fosi_check_charge(fosi_compiler *compiler, uint32_t index);
void fosi_check_all(fosi_compiler *compiler);
const char *fosi_type_name(fosi_compiler *compiler, const fosi_type *type);

/* emit.c */
void fosi_emit_all(fosi_compiler *compiler);

/* read.c and read_rules.c: the sections of the file into the regime and the pending parts. */
void fosi_read_tables(fosi_compiler *compiler, const fosi_tree *root);
void fosi_read_rules(fosi_compiler *compiler, const fosi_tree *root);
/* Small readers that report what is wrong. */
const char *fosi_read_text(fosi_compiler *compiler, const fosi_tree *object, const char *key, bool required);
bool fosi_read_keys(fosi_compiler *compiler, const fosi_tree *object, const char *what, const char *const *known);
bool fosi_read_date(fosi_compiler *compiler, const fosi_tree *object, const char *key, fos_date *date);
const uint32_t *fosi_read_sources(fosi_compiler *compiler, const fosi_tree *object, bool required, const char *what,
                                  uint32_t *count);
uint8_t fosi_read_confidence(fosi_compiler *compiler, const fosi_tree *object);
fosi_rounding fosi_read_rounding(fosi_compiler *compiler, const fosi_tree *object, const char *key);
int fosi_read_clock(fosi_compiler *compiler, const fosi_tree *node);
int fosi_find_source(struct fos_regime *regime, fosi_slice id);
int fosi_find_parameter(const struct fos_regime *regime, fosi_slice name);
int fosi_find_set(const struct fos_regime *regime, fosi_slice name);
int fosi_find_switch(const struct fos_regime *regime, fosi_slice name);
int fosi_find_input(const struct fos_regime *regime, fosi_slice name);
int fosi_find_definition(const struct fos_regime *regime, fosi_slice name);
int fosi_find_charge(const struct fos_regime *regime, fosi_slice name);
int fosi_find_collection(const struct fos_regime *regime, fosi_slice name);
int fosi_find_purpose(const struct fos_regime *regime, fosi_slice name);
int fosi_find_setting(const struct fos_regime *regime, fosi_slice name);

/* lint.c: what only the whole file shows: unused parts, unplaced charges, the last route. */
void fosi_lint(fosi_compiler *compiler);

#endif
