/* Profiles: what one administration asks for in one filing, as dated and cited data, and the check of a request against them.
 * A profile says which elements are mandatory, conditional or optional, in which form, and when the filing can be made at all;
 * doc/profiles.md describes the files. */
#ifndef FOS_PROFILE_H
#define FOS_PROFILE_H

#include <stddef.h>
#include <stdint.h>

#include <fos/dataset.h>
#include <fos/date.h>
#include <fos/export.h>
#include <fos/library.h>
#include <fos/memory.h>
#include <fos/quote.h>
#include <fos/status.h>

FOS_BEGIN_DECLS

/** An immutable set of compiled profiles. Thread-safe for reading; no locks. */
typedef struct fos_profiles fos_profiles;
/** One compiled profile, borrowed from its set. */
typedef struct fos_profile fos_profile;

/** How much a finding weighs. */
typedef enum fos_severity {
    FOS_SEVERITY_ABSENT = 0,
    FOS_SEVERITY_ERROR,   /**< the filing would be refused, or cannot be made */
    FOS_SEVERITY_WARNING, /**< it would be questioned */
    FOS_SEVERITY_NOTE     /**< could not be decided, or is good to know */
} fos_severity;

/** What a finding is about. */
typedef enum fos_finding_kind {
    FOS_FINDING_KIND_ABSENT = 0,
    FOS_FINDING_KIND_MISSING,   /**< an element is asked for and not given */
    FOS_FINDING_KIND_FORMAT,    /**< longer, shorter or of other characters than its format */
    FOS_FINDING_KIND_CODE,      /**< not one of the codes that are taken, or no valid identifier */
    FOS_FINDING_KIND_COUNT,     /**< too few or too many entries */
    FOS_FINDING_KIND_SCOPE,     /**< the filing is not for such a consignment, or not on that day */
    FOS_FINDING_KIND_CHECK,     /**< a condition of the profile does not hold */
    FOS_FINDING_KIND_QUALITY,   /**< one of the checks that all profiles share */
    FOS_FINDING_KIND_DATA,      /**< the value is none that the data set allows */
    FOS_FINDING_KIND_UNDECIDED, /**< something is missing to decide a condition */
} fos_finding_kind;

/** Whether a filing can be made. */
typedef enum fos_readiness {
    FOS_READINESS_ABSENT = 0,
    FOS_READINESS_READY,         /**< nothing that it asks for is missing or wrong */
    FOS_READINESS_INCOMPLETE,    /**< it could be made; the errors say what is missing or wrong */
    FOS_READINESS_NOT_APPLICABLE /**< not for such a consignment, or not on that day */
} fos_readiness;

/** One finding. All texts live as long as the validation; NULL where there is nothing to say. */
typedef struct fos_finding {
    fos_severity severity;
    fos_finding_kind kind;
    const char *rule;     /**< id of the row, condition or shared check; "data" for faults of the document itself */
    const char *element;  /**< place in the data set, "consignment.seller.name" */
    const char *pointer;  /**< JSON Pointer of the value, with the index of its item */
    const char *label;    /**< what the administration calls it, "18 05 000 000" */
    const char *value;    /**< as it was given */
    const char *expected; /**< what was expected instead */
    const char *because;  /**< one sentence */
    const char **roles;   /**< names of the stakeholders that can supply it (role.h) */
    size_t role_count;
    const char *source; /**< where the rule was read */
    fos_confidence confidence;
} fos_finding;

/** What was found about one request under one profile, in the order of the profile. */
typedef struct fos_validation {
    const char *profile;
    const char *title;
    fos_date date; /**< for which it was checked */
    fos_readiness state;
    uint32_t error_count;
    uint32_t warning_count;
    uint32_t note_count;
    fos_finding **findings;
    size_t finding_count;
    fos_readiness
        otherwise;     /**< of a filing that is NOT_APPLICABLE, with beyond_scope: what it would be if it were; else ABSENT */
    uint32_t left_out; /**< counted above, and not in the list, which holds 10,000 (and the report of faults 1,000) */
} fos_validation;

/** The same for every profile of a set, in order of id. */
typedef struct fos_survey {
    fos_date date;
    fos_validation **validations;
    size_t validation_count;
} fos_survey;

/** What a validation goes by. Start with FOS_VALIDATE_OPTIONS_INIT. */
typedef struct fos_validate_options {
    uint32_t struct_size;
    fos_date date;            /**< instead of the request's */
    const fos_report *faults; /**< of reading the request (fos_read_options.faults): they become findings too */
    int beyond_scope;         /**< nonzero: rows and checks are told for a filing that is not for this consignment too, as if it
                               *   were; its state stays NOT_APPLICABLE, and what is of its scope comes first */
} fos_validate_options;
#define FOS_VALIDATE_OPTIONS_INIT                                                                                                \
    {                                                                                                                            \
        (uint32_t)sizeof(fos_validate_options), FOS_DATE_ABSENT, NULL, 0                                                         \
    }

/** Where profiles come from. Start with FOS_PROFILES_OPTIONS_INIT. */
typedef struct fos_profiles_options {
    uint32_t struct_size;
    const char *directory;   /**< read its *.json first, or NULL */
    const fos_source *given; /**< files already in memory, before everything else */
    size_t given_count;
    int only_given; /**< nonzero: nothing but what is given here */
} fos_profiles_options;
#define FOS_PROFILES_OPTIONS_INIT                                                                                                \
    {                                                                                                                            \
        (uint32_t)sizeof(fos_profiles_options), NULL, NULL, 0, 0                                                                 \
    }

/** Opens the profiles: those given, then the directory in FOS_DATA_DIR, then the installed ones (profiles/ *.json), then the
 *  embedded ones; per id the first found stands. Returns NULL and fills `error` on failure. */
FOS_API fos_profiles *fos_profiles_open(const fos_context *context, const fos_profiles_options *options, fos_error *error);
/** Frees the set with its profiles; NULL is fine. */
FOS_API void fos_profiles_free(fos_profiles *profiles);
/** How many profiles there are. */
FOS_API size_t fos_profiles_count(const fos_profiles *profiles);
/** Profile number `index` in order of id, or NULL. */
FOS_API const fos_profile *fos_profiles_at(const fos_profiles *profiles, size_t index);
/** The profile with that id ("eu.h7"), or NULL. */
FOS_API const fos_profile *fos_profiles_find(const fos_profiles *profiles, const char *id);

/** Its id: "eu.h7". */
FOS_API const char *fos_profile_id(const fos_profile *profile);
/** Its name in words. */
FOS_API const char *fos_profile_title(const fos_profile *profile);
/** Who asks for the filing. */
FOS_API const char *fos_profile_authority(const fos_profile *profile);
/** What kind of filing it is, in a few words. */
FOS_API const char *fos_profile_filing(const fos_profile *profile);
/** What is not known of it, or NULL. */
FOS_API const char *fos_profile_note(const fos_profile *profile);
/** Who may lodge it: bits FOS_ROLE_BIT(role). */
FOS_API uint32_t fos_profile_lodgers(const fos_profile *profile);
/** The first day on which the filing can be made, FOS_DATE_ABSENT when none is known. */
FOS_API fos_date fos_profile_from(const fos_profile *profile);
/** The first day on which it cannot be made any more, FOS_DATE_ABSENT while it goes on. */
FOS_API fos_date fos_profile_until(const fos_profile *profile);
/** The day on which it was last read against its sources. */
FOS_API fos_date fos_profile_reviewed(const fos_profile *profile);
/** Version of its data: "2026.11.1". */
FOS_API const char *fos_profile_data_version(const fos_profile *profile);
/** "sha256:…" over the bytes of its file. */
FOS_API const char *fos_profile_digest(const fos_profile *profile);
/** Where it was read: a file's path, "embedded", or the name given with it. */
FOS_API const char *fos_profile_origin(const fos_profile *profile);
/** How many rows and conditions it has. */
FOS_API size_t fos_profile_rule_count(const fos_profile *profile);
/** How many of them are less sure than "secondary". */
FOS_API size_t fos_profile_unverified_count(const fos_profile *profile);
/** Appends every dated row and condition, one a line, in the order of the file. */
FOS_API fos_status fos_profile_dump(const fos_profile *profile, fos_buffer *out);
/** Checks one profile file and adds every finding to `report`, as fos_regime_check does. */
FOS_API fos_status fos_profile_check(const fos_context *context, const fos_source *file, fos_report *report);

/** Checks a request against a profile and tells everything that is missing or wrong. A request that the data set's own checks
 *  refuse is checked all the same, and what they found is told. Returns NULL when there is no day to go by (INVALID_ARGUMENT) or
 *  no memory. Free with fos_validation_free. Thread-safe for requests that nobody changes. */
FOS_API fos_validation *fos_profile_validate(const fos_profile *profile, const fos_request *request,
                                             const fos_validate_options *options, fos_error *error);
/** Frees it with its findings; NULL is fine. */
FOS_API void fos_validation_free(fos_validation *validation);
/** Which filings could be made with what there is, and what is missing for each: one validation for every profile. */
FOS_API fos_survey *fos_profiles_survey(const fos_profiles *profiles, const fos_request *request,
                                        const fos_validate_options *options, fos_error *error);
/** Frees it with its validations; NULL is fine. */
FOS_API void fos_survey_free(fos_survey *survey);

/** Appends a validation as one line of JSON. */
FOS_API fos_status fos_validation_write_json(const fos_validation *validation, fos_buffer *out, fos_error *error);
/** Appends a survey as one line of JSON. */
FOS_API fos_status fos_survey_write_json(const fos_survey *survey, fos_buffer *out, fos_error *error);
/** Request document in, validation appended to `out` as JSON; for `profile` "all" a survey. Faults of single values become
 *  findings; a document that cannot be read at all is an error. A survey looks beyond the scope of each profile. `date`
 *  FOS_DATE_ABSENT takes the request's day. `source` names the document in messages; NULL means "request". */
FOS_API fos_status fos_profiles_validate_json(const fos_profiles *profiles, const char *profile, fos_date date, const char *bytes,
                                              size_t length, const char *source, fos_buffer *out, fos_error *error);

/** "error", "warning", "note"; NULL for others. */
FOS_API const char *fos_severity_name(fos_severity severity);
/** "missing", "format", …; NULL for others. */
FOS_API const char *fos_finding_kind_name(fos_finding_kind kind);
/** "ready", "incomplete", "not_applicable"; NULL for others. */
FOS_API const char *fos_readiness_name(fos_readiness state);

FOS_END_DECLS

#endif
