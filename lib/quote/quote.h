/* One quote: the public view of it, and the evaluation behind it, which makes its sentences on request. */
#ifndef FOSI_QUOTE_H
#define FOSI_QUOTE_H

#include "quote/eval.h"

/* How routes are chosen. */
typedef struct fosi_choice {
    uint32_t forced;      /* take this route wherever the law offers it, its needs assumed; FOSI_NONE */
    const char *approach; /* NULL or "auto": any */
    fosi_tariffs tariffs;
} fosi_choice;

/* Another reading of one switch. */
typedef struct fosi_override {
    uint32_t index, option;
} fosi_override;

typedef struct fosi_quote {
    fos_quote view; /* first: the public pointer is this object's */
    fosi_eval eval;
    fosi_keeper keeper; /* of the evaluation */
    fosi_choice choice;
    uint64_t undecided_needs;
    bool undecided;
    const void *cited; /* the charge or decision whose sources `citation` holds */
    fosi_citation citation;
    struct fosi_told_part **told_parts; /* of those of this quote, when it is being written out */
    bool steady;                        /* what was rendered last follows from circumstances alone */
    struct fosi_quote *shadow;          /* evaluates other readings of a switch; made when first asked for */
} fosi_quote;

/* What stands behind a public quote. Sentences evaluate parts again; the evaluation's memos make that cheap and change nothing that
 * the view shows. */
static inline fosi_quote *fosi_quote_behind(const fos_quote *quote) { return (fosi_quote *)(uintptr_t)quote; }

fosi_quote *fosi_quote_new(const fos_context *context);
void fosi_quote_free(fosi_quote *quote);
/* Computes and fills quote->view. */
fos_status fosi_quote_compute(fosi_quote *quote, const struct fos_regime *regime, const fos_request *request,
                              const fosi_choice *choice, fos_error *error);

/* The same question as `model` asked, with another reading of a switch; charges only, no view. */
fos_status fosi_quote_reread(fosi_quote *quote, const fosi_quote *model, const fosi_override *other);
/* Whether two evaluations of one request charge the same. */
bool fosi_quote_same(fosi_quote *a, fosi_quote *b);
/* Whether a route that was refused or taken meets its needs; the sentences of those unmet go to `unmet`. */
uint32_t fosi_route_unmet(fosi_eval *eval, uint32_t route, const char **unmet);

/* route.c */
fos_status fosi_routes_choose(fosi_quote *quote, fos_error *error);
bool fosi_route_open(const fosi_eval *eval, uint32_t route);
bool fosi_route_offered(fosi_eval *eval, uint32_t route, bool *missing, uint64_t *needs);
/* gross.c: finds the net shares when prices include tax; routes are chosen on the net. */
fos_status fosi_gross_solve(fosi_quote *quote, fos_error *error);
/* build.c: the view from the evaluation. */
fos_status fosi_quote_build(fosi_quote *quote, fos_error *error);
/* explain.c */
/* `outcome` is what is known of it: TRUE, FALSE, or ABSENT to find out. */
void fosi_explain_condition(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_truth outcome, fos_buffer *out);

#endif
