/* A validation being made: where its findings go, and what the checks share. */
#ifndef FOSI_PROFILE_REPORT_H
#define FOSI_PROFILE_REPORT_H

#include "dataset/check.h"
#include "profile/profile.h"

typedef struct fosi_validation {
    fos_validation view;
    const fos_context *context;
    fosi_arena arena; /* all texts and findings */
} fosi_validation;

typedef struct fosi_validating {
    fosi_validation *into;
    const fos_profile *profile;
    const fos_request *request;
    const fos_report *faults;
    fos_date date;
    fosi_eval eval;
    bool beyond_scope;
    uint32_t scope_errors;
    bool evaluable; /* numbers are such that conditions can be evaluated */
    bool failed;    /* out of memory */
    size_t capacity;
} fosi_validating;

/* Room for one more finding, all empty but severity and kind; NULL when out of memory. */
fos_finding *fosi_finding_add(fosi_validating *v, fos_severity severity, fos_finding_kind kind, const char *rule);
/* A copy of a text that lives as long as the validation. */
const char *fosi_keep(fosi_validating *v, const char *text);
const char *fosi_keep_format(fosi_validating *v, const char *format, ...) FOSI_PRINTF(2, 3);
/* The content of a buffer, which is then done with. */
const char *fosi_keep_buffer(fosi_validating *v, fos_buffer *buffer);
/* Names of roles from bits. */
void fosi_finding_roles(fosi_validating *v, fos_finding *finding, uint32_t roles);
/* What a citation of the profile prints, NULL for FOSI_NONE. */
const char *fosi_profile_source(const fos_profile *profile, uint32_t source);

/* ---- values.c ---- */

/* One occurrence of an element in the request; `object` is NULL where it, or what would hold it, is absent. */
typedef struct fosi_spot {
    const fos_element *element;
    const void *object;
    const char *pointer;
} fosi_spot;
typedef void fosi_see(void *with, const fosi_spot *spot);
/* Sees every occurrence of a place; of the item of that index alone unless it is FOSI_NONE. */
void fosi_see_place(const fosi_place *place, const fos_request *request, uint32_t item, fosi_see *see, void *with);
static inline bool fosi_spot_given(const fosi_spot *spot)
{
    return spot->object != NULL && fosi_element_present(spot->element, spot->object);
}
/* The value as text, NULL for objects and for nothing. */
const char *fosi_spot_value(fosi_validating *v, const fosi_spot *spot);

/* ---- rows.c, conditions.c, quality.c ---- */

typedef enum fosi_outcome { FOSI_FALSE, FOSI_TRUE, FOSI_OPEN } fosi_outcome;
/* What a notice of the plan comes to, of one item or of the consignment (FOSI_NONE). */
fosi_outcome fosi_condition_outcome(fosi_validating *v, uint32_t notice, uint32_t item);
/* Its sentence. */
const char *fosi_condition_because(fosi_validating *v, uint32_t notice, uint32_t item, fosi_outcome outcome);
static inline bool fosi_in_force(fos_date date, fos_date from, fos_date until)
{
    return (from == FOS_DATE_ABSENT || date >= from) && (until == FOS_DATE_ABSENT || date < until);
}

void fosi_check_scope(fosi_validating *v);
void fosi_check_rows(fosi_validating *v);
void fosi_check_conditions(fosi_validating *v);
void fosi_check_quality(fosi_validating *v);

#endif
