/* Bytes of a regime file, already parsed to a tree, become a plan. */
#ifndef FOSI_COMPILE_H
#define FOSI_COMPILE_H

#include "regime/plan.h"
#include "regime/report.h"

/* An empty regime whose arena can hold the document; NULL when out of memory. */
struct fos_regime *fosi_regime_new(const fos_context *context);
void fosi_regime_free(struct fos_regime *regime);
/* Compiles regime->document into the regime. Findings go to `report`; OK when none of them is an error. */
fos_status fosi_regime_compile(struct fos_regime *regime, fos_report *report, fos_error *error);

/* Another kind of file that is compiled to a plan: its name, and the reader of its sections. The reader fills the notices, whose
 * conditions are then checked and made into code. */
struct fosi_compiler;
typedef struct fosi_plan_kind {
    const char *name;
    void (*read)(struct fosi_compiler *compiler, const fosi_tree *root, void *into);
    void *into;
} fosi_plan_kind;
fos_status fosi_plan_compile(struct fos_regime *plan, const fosi_plan_kind *kind, fos_report *report, fos_error *error);

#endif
