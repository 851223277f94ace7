/* A compiled profile: its rows and conditions, and the plan that holds their expressions. Made by read.c, immutable after. */
#ifndef FOSI_PROFILE_H
#define FOSI_PROFILE_H

#include <fos/element.h>
#include <fos/profile.h>

#include "dataset/element.h"
#include "quote/eval.h"
#include "regime/compile.h"

/* A format as the WCO writes it: a, n or an, with bounds on characters or digits. */
typedef struct fosi_value_format {
    const char *text; /* as written; NULL: none */
    char letters;     /* 'a' letters, 'n' digits, 'x' both (an) */
    uint16_t least, most;
    uint16_t decimals; /* of n..16,6 */
} fosi_value_format;
bool fosi_format_parse(const char *text, fosi_value_format *format);

typedef enum fosi_characters {
    FOSI_CHARACTERS_ABSENT,
    FOSI_CHARACTERS_ANY,
    FOSI_CHARACTERS_LATIN, /* Latin letters with their marks, digits, punctuation */
    FOSI_CHARACTERS_ASCII
} fosi_characters;

/* The first thing in a text that a format or a set of characters does not allow. */
typedef enum fosi_misfit {
    FOSI_FITS,
    FOSI_TOO_LONG,
    FOSI_TOO_SHORT,
    FOSI_WRONG_CHARACTER,
    FOSI_TOO_MANY_DIGITS,
    FOSI_TOO_MANY_DECIMALS
} fosi_misfit;
/* `*found` is the length, the count of digits or the code point that misfits. */
fosi_misfit fosi_format_text(const fosi_value_format *format, fosi_characters characters, const char *text, uint32_t *found);
fosi_misfit fosi_format_number(const fosi_value_format *format, fos_decimal value, uint32_t *found);

typedef enum fosi_row_need { FOSI_ROW_ABSENT, FOSI_ROW_MANDATORY, FOSI_ROW_CONDITIONAL, FOSI_ROW_OPTIONAL } fosi_row_need;
extern const char *const fosi_words_row_need[];

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
