/* Opening profiles: which copy of each stands (given, FOS_DATA_DIR, installed, embedded), compiled once; and what is done with
 * all of them: surveys, and JSON to JSON. */
#include <fos/json.h>
#include <fos/profile.h>

#include <stdlib.h>
#include <string.h>

#include "codec/json_tree.h"
#include "library/embedded.h"
#include "library/files.h"
#include "profile/profile.h"

#ifndef FOSI_DATA_DIR
#define FOSI_DATA_DIR ""
#endif

struct fos_profiles {
    const fos_context *context;
    fos_profile **entries; /* in order of id */
    size_t count, capacity;
};

/* ---- one file ---- */

static fos_status parse_profile(const fos_context *context, const char *name, const char *bytes, size_t length, fos_profile **out,
                                fos_error *error)
{
    fos_profile *profile = fosi_profile_new(context);
    if (profile == NULL) return fosi_fail_memory(error);
    fosi_arena *arena = &profile->plan->arena;
    char *source = fosi_arena_text(arena, name, strlen(name)), *copy = fosi_arena_text(arena, bytes, length);
    fos_status status = source == NULL || copy == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
    if (status == FOS_STATUS_OK) status = fosi_json_parse(arena, source, copy, length, NULL, &profile->plan->document, error);
    if (status != FOS_STATUS_OK) {
        fosi_profile_free(profile);
        return status;
    }
    profile->plan->origin = source;
    *out = profile;
    return FOS_STATUS_OK;
}

fos_status fos_profile_check(const fos_context *context, const fos_source *file, fos_report *report)
{
    if (context == NULL || file == NULL || file->bytes == NULL || report == NULL) return FOS_STATUS_INVALID_ARGUMENT;
    fos_profile *profile = NULL;
    fos_error failure = FOS_ERROR_INIT;
    const char *name = file->name != NULL ? file->name : "profile";
    fos_status status = parse_profile(context, name, file->bytes, file->length, &profile, &failure);
    if (status == FOS_STATUS_NO_MEMORY) return status;
    if (status != FOS_STATUS_OK) {
        fos_error *finding = fosi_report_add(report, false);
        if (finding != NULL) *finding = failure;
        return report->failed ? FOS_STATUS_NO_MEMORY : status;
    }
    status = fosi_profile_compile(profile, report, &failure);
    fosi_profile_free(profile);
    return status;
}

static fos_status compile_profile(fos_profile *profile, fos_error *error)
{
    fos_report *report = fos_report_new(profile->plan->context);
    if (report == NULL) return fosi_fail_memory(error);
    fos_status status = fosi_profile_compile(profile, report, error);
    fos_report_free(report);
    return status;
}

/* ---- the set ---- */

static bool insert(fos_profiles *set, fos_profile *profile)
{
    if (set->count == set->capacity) {
        size_t capacity = set->capacity == 0 ? 32 : set->capacity * 2;
        fos_profile **more = fosi_allocate(set->context, capacity * sizeof *more);
        if (more == NULL) return false;
        if (set->count > 0) memcpy(more, set->entries, set->count * sizeof *more);
        if (set->entries != NULL) fosi_release(set->context, set->entries);
        set->entries = more;
        set->capacity = capacity;
    }
    size_t at = set->count;
    while (at > 0 && strcmp(set->entries[at - 1]->plan->id, profile->plan->id) > 0)
        at--;
    memmove(&set->entries[at + 1], &set->entries[at], (set->count - at) * sizeof *set->entries);
    set->entries[at] = profile;
    set->count++;
    return true;
}

/* A fosi_add_source. */
static fos_status add_bytes(void *to, const char *name, const char *bytes, size_t length, fos_error *error)
{
    fos_profiles *set = to;
    fos_profile *profile = NULL;
    fos_status status = parse_profile(set->context, name, bytes, length, &profile, error);
    if (status != FOS_STATUS_OK) return status;
    const fosi_tree *id = fosi_tree_get(profile->plan->document.root, "profile");
    if (id != NULL && id->kind == FOSI_TREE_TEXT && fos_profiles_find(set, id->text.data) != NULL) { /* an earlier copy stands */
        fosi_profile_free(profile);
        return FOS_STATUS_OK;
    }
    status = compile_profile(profile, error);
    if (status == FOS_STATUS_OK && !insert(set, profile)) status = fosi_fail_memory(error);
    if (status != FOS_STATUS_OK) fosi_profile_free(profile);
    return status;
}

static fos_status add_embedded(fos_profiles *set, fos_error *error)
{
    for (size_t i = 0; i < fosi_embedded_profile_count; i++) {
        const fosi_embedded *file = &fosi_embedded_profiles[i];
        size_t before = set->count;
        fos_status status = add_bytes(set, file->name, file->bytes, file->length, error);
        if (status != FOS_STATUS_OK) return status;
        for (size_t k = 0; set->count > before && k < set->count; k++) {
            if (strcmp(set->entries[k]->plan->origin, file->name) == 0) set->entries[k]->plan->origin = "embedded";
        }
    }
    return FOS_STATUS_OK;
}

static fos_status add_all(fos_profiles *set, const fos_profiles_options *options, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    for (size_t i = 0; i < options->given_count && status == FOS_STATUS_OK; i++) {
        const fos_source *file = &options->given[i];
        if (file->bytes == NULL)
            return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "profile %zu of the options has no bytes", i);
        status = add_bytes(set, file->name != NULL ? file->name : "profile", file->bytes, file->length, error);
    }
    if (status == FOS_STATUS_OK && options->directory != NULL)
        status = fosi_directory_add(set->context, options->directory, "", true, add_bytes, set, error);
    if (options->only_given) return status;
    const char *data = getenv("FOS_DATA_DIR");
    if (status == FOS_STATUS_OK && data != NULL && data[0] != '\0') /* it need not have profiles */
        status = fosi_directory_add(set->context, data, "/profiles", false, add_bytes, set, error);
    if (status == FOS_STATUS_OK && FOSI_DATA_DIR[0] != '\0')
        status = fosi_directory_add(set->context, FOSI_DATA_DIR, "/profiles", false, add_bytes, set, error);
    return status == FOS_STATUS_OK ? add_embedded(set, error) : status;
}

static bool take_options(const fos_profiles_options *given, fos_profiles_options *own)
{
    static const fos_profiles_options defaults = FOS_PROFILES_OPTIONS_INIT;
    *own = defaults;
    return given == NULL ||
           fosi_options_take(own, sizeof *own, given, given->struct_size, offsetof(fos_profiles_options, directory));
}

fos_profiles *fos_profiles_open(const fos_context *context, const fos_profiles_options *options, fos_error *error)
{
    fos_profiles_options own;
    if (context == NULL || !take_options(options, &own)) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                  "fos_profiles_open needs a context, and options that begin with FOS_PROFILES_OPTIONS_INIT");
        return NULL;
    }
    fos_profiles *set = fosi_allocate(context, sizeof *set);
    if (set == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(set, 0, sizeof *set);
    set->context = context;
    if (add_all(set, &own, error) == FOS_STATUS_OK) return set;
    fos_profiles_free(set);
    return NULL;
}

void fos_profiles_free(fos_profiles *set)
{
    if (set == NULL) return;
    for (size_t i = 0; i < set->count; i++)
        fosi_profile_free(set->entries[i]);
    if (set->entries != NULL) fosi_release(set->context, set->entries);
    fosi_release(set->context, set);
}

size_t fos_profiles_count(const fos_profiles *set) { return set->count; }

const fos_profile *fos_profiles_at(const fos_profiles *set, size_t index)
{
    return index < set->count ? set->entries[index] : NULL;
}

const fos_profile *fos_profiles_find(const fos_profiles *set, const char *id)
{
    for (size_t i = 0; id != NULL && i < set->count; i++) {
        if (strcmp(set->entries[i]->plan->id, id) == 0) return set->entries[i];
    }
    return NULL;
}

/* ---- surveys ---- */

typedef struct survey {
    fos_survey view;
    const fos_context *context;
} survey;

static fos_status validate_all(survey *made, const fos_profiles *set, const fos_request *request,
                               const fos_validate_options *options, fos_error *error)
{
    made->view.validations = fosi_allocate(set->context, (set->count + 1) * sizeof *made->view.validations);
    if (made->view.validations == NULL) return fosi_fail_memory(error);
    for (size_t i = 0; i < set->count; i++) {
        fos_error failure = FOS_ERROR_INIT;
        fos_validation *one = fos_profile_validate(set->entries[i], request, options, &failure);
        if (one == NULL) {
            if (error != NULL && error->struct_size == sizeof *error) *error = failure;
            return failure.status;
        }
        made->view.date = one->date;
        made->view.validations[made->view.validation_count++] = one;
    }
    return FOS_STATUS_OK;
}

fos_survey *fos_profiles_survey(const fos_profiles *set, const fos_request *request, const fos_validate_options *options,
                                fos_error *error)
{
    if (set == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_profiles_survey needs profiles and a request");
        return NULL;
    }
    survey *made = fosi_allocate(set->context, sizeof *made);
    if (made == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(made, 0, sizeof *made);
    made->context = set->context;
    made->view.date = FOS_DATE_ABSENT;
    if (validate_all(made, set, request, options, error) == FOS_STATUS_OK) return &made->view;
    fos_survey_free(&made->view);
    return NULL;
}

void fos_survey_free(fos_survey *view)
{
    if (view == NULL) return;
    survey *made = (survey *)(void *)view; /* the view is its first member */
    for (size_t i = 0; i < view->validation_count; i++)
        fos_validation_free(view->validations[i]);
    if (view->validations != NULL) fosi_release(made->context, view->validations);
    fosi_release(made->context, made);
}

/* ---- JSON to JSON ---- */

static fos_status write_one(const fos_profiles *set, const char *id, const fos_request *request,
                            const fos_validate_options *options, fos_buffer *out, fos_error *error)
{
    fos_error failure = FOS_ERROR_INIT;
    fos_status status = FOS_STATUS_OK;
    if (strcmp(id, "all") == 0) {
        fos_survey *all = fos_profiles_survey(set, request, options, &failure);
        status = all == NULL ? failure.status : fos_survey_write_json(all, out, error);
        fos_survey_free(all);
    } else {
        fos_validation *one = fos_profile_validate(fos_profiles_find(set, id), request, options, &failure);
        status = one == NULL ? failure.status : fos_validation_write_json(one, out, error);
        fos_validation_free(one);
    }
    if (failure.status != FOS_STATUS_OK && error != NULL && error->struct_size == sizeof *error) *error = failure;
    return status;
}

static fos_status unknown_profile(const fos_profiles *set, const char *id, fos_error *error)
{
    const char *near = NULL;
    for (size_t i = 0; i < set->count; i++) {
        const char *both[] = { near, set->entries[i]->plan->id };
        near = fosi_nearest(fosi_slice_of(id), near == NULL ? both + 1 : both, near == NULL ? 1 : 2);
    }
    return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no profile \"%.60s\"%s%s%s", id,
                     near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
}

fos_status fos_profiles_validate_json(const fos_profiles *set, const char *profile, fos_date date, const char *bytes,
                                      size_t length, const char *source, fos_buffer *out, fos_error *error)
{
    if (set == NULL || profile == NULL || (bytes == NULL && length != 0) || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "profiles, the name of one, a document and a buffer are needed");
    if (strcmp(profile, "all") != 0 && fos_profiles_find(set, profile) == NULL) return unknown_profile(set, profile, error);
    fos_report *faults = fos_report_new(set->context);
    fos_request *request = fos_request_new(set->context, NULL);
    fos_status status = faults == NULL || request == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
    if (status == FOS_STATUS_OK) {
        fos_read_options reading = FOS_READ_OPTIONS_INIT;
        reading.source = source;
        reading.faults = faults;
        status = fos_request_read_json(request, bytes, length, &reading, error);
    }
    fos_validate_options options = FOS_VALIDATE_OPTIONS_INIT;
    options.date = date;
    options.faults = faults;
    options.beyond_scope = strcmp(profile, "all") == 0;
    if (status == FOS_STATUS_OK) status = write_one(set, profile, request, &options, out, error);
    fos_request_free(request);
    fos_report_free(faults);
    return status;
}
