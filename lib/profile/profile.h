/* A compiled profile: its rows and conditions, and the plan that holds their expressions. Made by read.c, immutable after. */
#ifndef FOSI_PROFILE_H
#define FOSI_PROFILE_H

#include <fos/element.h>
#include <fos/profile.h>

#include "dataset/element.h"
#include "dataset/format.h"
#include "quote/eval.h"
#include "regime/compile.h"

typedef enum fosi_row_need { FOSI_ROW_ABSENT, FOSI_ROW_MANDATORY, FOSI_ROW_CONDITIONAL, FOSI_ROW_OPTIONAL } fosi_row_need;
extern const char *const fosi_words_row_need[];
extern const char *const fosi_words_characters[];

/* A place, from the request. */
typedef struct fosi_place {
    const fos_element *steps[FOS_ELEMENT_DEPTH];
    uint32_t depth;
    uint32_t roles;
    const char *name;
    bool of_item;
} fosi_place;

typedef struct fosi_profile_row {
    const char *id, *label, *note, *why, *when_text;
    fosi_row_need need;
    fosi_place *places; /* one, or several of which any will do */
    uint32_t place_count;
    uint32_t when; /* notice of the plan, FOSI_NONE */
    fosi_value_format format;
    fosi_characters characters;
    const char **schemes; /* of identifiers, or of the one that a text is */
    uint32_t scheme_count;
    const char **codes;
    uint32_t code_count;
    const char *code_list;
    uint32_t least, most; /* entries; 0: no bound */
    fos_date from, until;
    uint32_t source;
    fos_confidence confidence;
    const fosi_tree *node;
} fosi_profile_row;

typedef struct fosi_condition {
    const char *id, *say, *why, *that_text, *when_text;
    uint32_t that, when; /* notices; FOSI_NONE */
    fos_severity severity;
    fosi_place *place; /* what it is about, or NULL */
    fos_date from, until;
    uint32_t source;
    fos_confidence confidence;
    const fosi_tree *node;
} fosi_condition;

struct fos_profile {
    struct fos_regime *plan; /* id, sources, sets, parameters, values, conditions, and the expressions as notices */
    const char *title, *authority, *filing, *note;
    uint32_t lodgers;
    fos_date from, until;
    fosi_characters characters;
    uint32_t source;
    uint64_t quality_off; /* bits, by index of the shared check */
    fosi_profile_row *rows;
    uint32_t row_count;
    fosi_condition *scope, *checks;
    uint32_t scope_count, check_count;
};

fos_profile *fosi_profile_new(const fos_context *context);
void fosi_profile_free(fos_profile *profile);
/* Compiles profile->plan->document. Findings go to `report`; OK when none is an error. */
fos_status fosi_profile_compile(fos_profile *profile, fos_report *report, fos_error *error);

/* quality.c: the ids of the shared checks; NULL at the end. */
extern const char *const fosi_quality_ids[];

/* words of the enums, "" first, NULL at the end */
extern const char *const fosi_words_severity[];
extern const char *const fosi_words_finding_kind[];
extern const char *const fosi_words_readiness[];

extern const fosi_class fosi_class_validation;
extern const fosi_class fosi_class_survey;

#endif
