/* The state of one compilation, and the steps between which it passes. */
#ifndef FOSI_COMPILER_H
#define FOSI_COMPILER_H

#include "regime/ast.h"
#include "regime/report.h"

/* One expression of the file: where it stands, and its tree. */
typedef struct fosi_expression {
    const fosi_tree *node;
    fosi_ast *ast; /* NULL: absent or faulty */
    bool checked;
} fosi_expression;

/* What is kept of a definition, charge, … while compiling. */
typedef struct fosi_pending_definition {
    fosi_expression is;
    uint8_t progress; /* 0 unseen, 1 being checked, 2 done */
    uint32_t depth;   /* rules that lean on each other below it, itself included */
    fosi_rounding round;
} fosi_pending_definition;

typedef struct fosi_pending_charge {
    fosi_expression when, where, base, rate, amount, deduct, weight, keys[FOSI_MOST_KEYS];
    bool key_is_rate[FOSI_MOST_KEYS];
    uint32_t key_count;
    bool per_faulty; /* reported already: nothing that hangs on the grain is checked */
    uint8_t progress;
    uint32_t depth;
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
    const char *kind;    /* of file: "regime" or "profile" */
    bool reads_elements; /* expressions may name elements by their places */
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
    bool in_when;       /* a route's condition: no route.*, no `of route` */
    bool in_waiver;     /* `total` has a meaning */
    bool in_group;      /* `of group` has a meaning */
    fosi_grain context; /* the finest grain that may be read */
    uint32_t chain;     /* rules being checked, one inside the other */
    uint32_t deepest;   /* of the rules read so far by the one at hand */
    /* emission */
    fosi_vector code, constants, constant_types, cases, conversions, words, slots, totals, spreads, roundings, needs, instances,
        work, elements;
} fosi_compiler;

void *fosi_vector_add(fosi_compiler *compiler, fosi_vector *vector, size_t size);

/* Adds a finding at a place inside the text of `node` (0: the node itself). */
void fosi_compile_error(fosi_compiler *compiler, const fosi_tree *node, uint32_t inside, fos_status status, const char *format,
                        ...) FOSI_PRINTF(5, 6);
void fosi_compile_warning(fosi_compiler *compiler, const fosi_tree *node, uint32_t inside, fos_status status, const char *format,
                          ...) FOSI_PRINTF(5, 6);
/* "line 12, column 3" of a node, for messages that name two places. */
const char *fosi_compile_place(fosi_compiler *compiler, const fosi_tree *node);
/* What a node is, as a sentence begins with it: the regime, the charge "nz.gst", this value. */
const char *fosi_compile_what(fosi_compiler *compiler, const fosi_tree *node);
/* "the charge "nz.gst" has no "kind"", with more after a colon when `expected` is not NULL. */
void fosi_compile_lacks(fosi_compiler *compiler, const fosi_tree *object, const char *key, const char *expected);
/* "there is no WHAT "name"", with the nearest of `count` names; they stand at the start of the array and `size` bytes apart. */
void fosi_compile_unknown(fosi_compiler *compiler, const fosi_tree *node, uint32_t inside, const char *what, fosi_slice name,
                          const void *names, uint32_t count, size_t size);
/* "; did you mean "x"?", or nothing when `near` is NULL. */
const char *fosi_compile_near(fosi_compiler *compiler, const char *near);

/* A slice as the two arguments of %.*s. */
#define FOSI_SHOWN(slice) (int)(slice).length, ((slice).data != NULL ? (slice).data : "")

/* parse.c: text to tree, NULL after an error was reported. */
fosi_ast *fosi_parse(fosi_compiler *compiler, const fosi_tree *node);
/* literals in the file: "150 EUR", "19 %", "22/78", "2026-07-01", by the type asked for. */
bool fosi_parse_value(fosi_compiler *compiler, const fosi_tree *node, const fosi_type *type, fosi_register *value);
bool fosi_parse_type(fosi_compiler *compiler, const fosi_tree *node, fosi_type *type);

/* check.c: one expression; check_rules.c: the rules; words.c: words of lists and names of types. */
bool fosi_check(fosi_compiler *compiler, fosi_expression *expression, const fosi_type *wanted, fosi_grain finest);
/* The type both share, or false. A free currency takes the fixed one. */
bool fosi_unify(const fosi_type *a, const fosi_type *b, fosi_type *out);
bool fosi_check_definition(fosi_compiler *compiler, uint32_t index);
bool fosi_check_charge(fosi_compiler *compiler, uint32_t index);
void fosi_check_steps(fosi_compiler *compiler, const fosi_charge_rule *charge, const fosi_pending_charge *pending);
void fosi_check_all(fosi_compiler *compiler);
const char *fosi_type_name(fosi_compiler *compiler, const fosi_type *type);
const char *fosi_name_of(fosi_compiler *compiler, const fosi_ast *ast); /* of its type; a literal 5 is "a number" */
/* 1: a word of the list; 0: not; -1: the list is open. */
int fosi_word_known(fosi_compiler *compiler, const char *list, fosi_slice word);
/* Reports a word that a closed list does not have; true when it has it or when the list is open. */
bool fosi_check_word(fosi_compiler *compiler, const fosi_tree *node, uint32_t inside, const char *list, fosi_slice word);
/* Reports a word to which no route sets the setting that is compared with it. */
bool fosi_check_setting(fosi_compiler *compiler, const fosi_ast *setting, uint32_t at, fosi_slice word);
/* The code list of a kind of key or set ("class" is the list of goods classes). */
const char *fosi_list_of_kind(const char *kind);

/* element_names.c: the element of a name, by its place below the consignment, or `item.` and its place below the item; its index, or
 * -1 when there is none (nothing is reported) or when this kind of file reads no elements. */
int fosi_element_index(fosi_compiler *compiler, fosi_slice name);
/* Reports a word that a choice does not have. */
bool fosi_check_choice(fosi_compiler *compiler, const fosi_ast *element, uint32_t at, fosi_slice word);

/* emit.c */
void fosi_emit_all(fosi_compiler *compiler);
/* index.c */
void fosi_index_plan(fosi_compiler *compiler);
/* Where the parts of the code begin, their types and names. */
void fosi_mark_parts(fosi_compiler *compiler);

/* read.c and read_rules.c: the sections of the file into the regime and the pending parts. */
void fosi_read_tables(fosi_compiler *compiler, const fosi_tree *root);
void fosi_read_rules(fosi_compiler *compiler, const fosi_tree *root);
/* The parts of both that profiles have too: sources, exchange, inputs, switches, sets, parameters; values and conditions. */
void fosi_read_lists(fosi_compiler *compiler, const fosi_tree *root);
bool fosi_read_definitions(fosi_compiler *compiler, const fosi_tree *root);
/* Small readers that report what is wrong. */
bool fosi_read_territory(fosi_compiler *compiler, const fosi_tree *root);
int fosi_read_choice(fosi_compiler *compiler, const fosi_tree *object, const char *key, const char *const *words, bool required);
void fosi_read_expression(fosi_compiler *compiler, const fosi_tree *object, const char *key, fosi_expression *expression);
const fosi_tree *fosi_read_section(fosi_compiler *compiler, const fosi_tree *root, const char *name, fosi_tree_kind kind);
bool fosi_read_object(fosi_compiler *compiler, const fosi_tree *tree);
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

/* lint.c: what only the whole file shows: unused parts, unplaced charges, the last route. For a file without errors. */
void fosi_lint(fosi_compiler *compiler);

#endif
