/* Opening the library: which copy of each regime stands (given, FOS_DATA_DIR, installed, embedded), compiled once. */
#include "library/library.h"

#include <stdlib.h>
#include <string.h>

#include "codec/json_tree.h"
#include "library/embedded.h"
#include "library/files.h"

#ifndef FOSI_DATA_DIR
#define FOSI_DATA_DIR ""
#endif

/* ---- one file ---- */

static fos_status parse_regime(const fos_context *context, const char *name, const char *bytes, size_t length,
                               struct fos_regime **out, fos_error *error)
{
    struct fos_regime *regime = fosi_regime_new(context);
    if (regime == NULL) return fosi_fail_memory(error);
    char *source = fosi_arena_text(&regime->arena, name, strlen(name)), *copy = fosi_arena_text(&regime->arena, bytes, length);
    fos_status status = source == NULL || copy == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
    fos_limits limits = FOS_LIMITS_INIT;
    limits.items = 100000; /* of any list; a regime's tables are longer than a consignment's items */
    if (status == FOS_STATUS_OK)
        status = fosi_json_parse(&regime->arena, source, copy, length, &limits, &regime->document, error);
    if (status != FOS_STATUS_OK) {
        fosi_regime_free(regime);
        return status;
    }
    regime->origin = source;
    *out = regime;
    return FOS_STATUS_OK;
}

static fos_status compile_regime(struct fos_regime *regime, fos_error *error)
{
    fos_report *report = fos_report_new(regime->context);
    if (report == NULL) return fosi_fail_memory(error);
    fos_status status = fosi_regime_compile(regime, report, error);
    fos_report_free(report);
    return status;
}

static void report_failure(fos_report *report, const fos_error *failure)
{
    fos_error *finding = fosi_report_add(report, false);
    if (finding != NULL) *finding = *failure;
}

fos_status fos_regime_check(const fos_context *context, const fos_source *file, fos_report *report)
{
    if (context == NULL || file == NULL || file->bytes == NULL || report == NULL) return FOS_STATUS_INVALID_ARGUMENT;
    struct fos_regime *regime = NULL;
    fos_error failure = FOS_ERROR_INIT;
    fos_status status =
        parse_regime(context, file->name != NULL ? file->name : "regime", file->bytes, file->length, &regime, &failure);
    if (status == FOS_STATUS_NO_MEMORY) return status;
    if (status != FOS_STATUS_OK) {
        report_failure(report, &failure);
        return report->failed ? FOS_STATUS_NO_MEMORY : status;
    }
    status = fosi_regime_compile(regime, report, &failure);
    fosi_regime_free(regime);
    return status;
}

/* ---- the set ---- */

static bool has_regime(const fos_library *library, const char *id)
{
    for (size_t i = 0; i < library->count; i++) {
        if (strcmp(library->regimes[i]->id, id) == 0) return true;
    }
    return false;
}

static bool insert(fos_library *library, struct fos_regime *regime)
{
    if (library->count == library->capacity) {
        size_t capacity = library->capacity == 0 ? 8 : library->capacity * 2;
        struct fos_regime **more = fosi_allocate(library->context, capacity * sizeof *more);
        if (more == NULL) return false;
        if (library->count > 0) memcpy(more, library->regimes, library->count * sizeof *more);
        if (library->regimes != NULL) fosi_release(library->context, library->regimes);
        library->regimes = more;
        library->capacity = capacity;
    }
    size_t at = library->count;
    while (at > 0 && strcmp(library->regimes[at - 1]->id, regime->id) > 0)
        at--;
    memmove(&library->regimes[at + 1], &library->regimes[at], (library->count - at) * sizeof *library->regimes);
    library->regimes[at] = regime;
    library->count++;
    return true;
}

/* Two regimes that rule the same country would leave the choice open. */
static fos_status check_territory(const fos_library *library, const struct fos_regime *regime, fos_error *error)
{
    for (uint32_t t = 0; t < regime->territory_count; t++) {
        const struct fos_regime *other = fos_library_regime_for(library, regime->territory[t], NULL);
        if (other != NULL)
            return fosi_fail(error, FOS_STATUS_RULE_CONFLICT, "both %s (%s) and %s (%s) rule %s", other->id, other->origin,
                             regime->id, regime->origin, regime->territory[t]);
    }
    return FOS_STATUS_OK;
}

/* A fosi_add_source. */
static fos_status add_bytes(void *to, const char *name, const char *bytes, size_t length, fos_error *error)
{
    fos_library *library = to;
    struct fos_regime *regime = NULL;
    fos_status status = parse_regime(library->context, name, bytes, length, &regime, error);
    if (status != FOS_STATUS_OK) return status;
    const fosi_tree *id = regime->document.root->kind == FOSI_TREE_OBJECT ? fosi_tree_get(regime->document.root, "regime") : NULL;
    if (id != NULL && id->kind == FOSI_TREE_TEXT && has_regime(library, id->text.data)) { /* an earlier copy stands */
        fosi_regime_free(regime);
        return FOS_STATUS_OK;
    }
    status = compile_regime(regime, error);
    if (status == FOS_STATUS_OK) status = check_territory(library, regime, error);
    if (status == FOS_STATUS_OK && !insert(library, regime)) status = fosi_fail_memory(error);
    if (status != FOS_STATUS_OK) fosi_regime_free(regime);
    return status;
}

static fos_status add_all(fos_library *library, const fos_library_options *options, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    for (size_t i = 0; i < options->regime_count && status == FOS_STATUS_OK; i++) {
        const fos_source *file = &options->regimes[i];
        if (file->bytes == NULL)
            return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "regime %zu of the options has no bytes", i);
        status = add_bytes(library, file->name != NULL ? file->name : "regime", file->bytes, file->length, error);
    }
    if (status == FOS_STATUS_OK && options->regimes_directory != NULL)
        status = fosi_directory_add(library->context, options->regimes_directory, "", true, add_bytes, library, error);
    if (options->only_given) return status;
    const char *data = getenv("FOS_DATA_DIR");
    if (status == FOS_STATUS_OK && data != NULL && data[0] != '\0')
        status = fosi_directory_add(library->context, data, "/regimes", true, add_bytes, library, error);
    if (status == FOS_STATUS_OK && FOSI_DATA_DIR[0] != '\0')
        status = fosi_directory_add(library->context, FOSI_DATA_DIR, "/regimes", false, add_bytes, library, error);
    for (size_t i = 0; i < fosi_embedded_regime_count && status == FOS_STATUS_OK; i++) {
        const fosi_embedded *file = &fosi_embedded_regimes[i];
        size_t before = library->count;
        status = add_bytes(library, file->name, file->bytes, file->length, error);
        if (library->count > before) {
            for (size_t k = 0; k < library->count; k++) {
                if (strcmp(library->regimes[k]->origin, file->name) == 0) library->regimes[k]->origin = "embedded";
            }
        }
    }
    return status;
}

static bool take_options(const fos_library_options *given, fos_library_options *own)
{
    static const fos_library_options defaults = FOS_LIBRARY_OPTIONS_INIT;
    *own = defaults;
    return given == NULL ||
           fosi_options_take(own, sizeof *own, given, given->struct_size, offsetof(fos_library_options, regimes_directory));
}

fos_library *fos_library_open(const fos_context *context, const fos_library_options *options, fos_error *error)
{
    fos_library_options own;
    if (context == NULL || !take_options(options, &own)) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                  "fos_library_open needs a context, and options that begin with FOS_LIBRARY_OPTIONS_INIT");
        return NULL;
    }
    fos_library *library = fosi_allocate(context, sizeof *library);
    if (library == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(library, 0, sizeof *library);
    library->context = context;
    if (add_all(library, &own, error) == FOS_STATUS_OK &&
        fosi_library_add_tariffs(library, &own, FOSI_DATA_DIR, error) == FOS_STATUS_OK)
        return library;
    fos_library_free(library);
    return NULL;
}

void fos_library_free(fos_library *library)
{
    if (library == NULL) return;
    for (size_t i = 0; i < library->count; i++)
        fosi_regime_free(library->regimes[i]);
    if (library->regimes != NULL) fosi_release(library->context, library->regimes);
    fosi_library_free_tariffs(library);
    fosi_release(library->context, library);
}

size_t fos_library_regime_count(const fos_library *library) { return library->count; }

const fos_regime *fos_library_regime_at(const fos_library *library, size_t index)
{
    return index < library->count ? library->regimes[index] : NULL;
}

const fos_regime *fos_library_regime(const fos_library *library, const char *id)
{
    for (size_t i = 0; id != NULL && i < library->count; i++) {
        if (strcmp(library->regimes[i]->id, id) == 0) return library->regimes[i];
    }
    return NULL;
}

const fos_regime *fos_library_regime_for(const fos_library *library, const char *country, const char *subdivision)
{
    (void)subdivision; /* no regime of today is for a part of a country alone */
    for (size_t i = 0; country != NULL && i < library->count; i++) {
        for (uint32_t t = 0; t < library->regimes[i]->territory_count; t++) {
            if (strcmp(library->regimes[i]->territory[t], country) == 0) return library->regimes[i];
        }
    }
    return NULL;
}

const char *fos_regime_id(const fos_regime *regime) { return regime->id; }
const char *fos_regime_name(const fos_regime *regime) { return regime->name; }
const char *fos_regime_currency(const fos_regime *regime) { return regime->currency; }
const char *fos_regime_data_version(const fos_regime *regime) { return regime->data_version; }
const char *fos_regime_digest(const fos_regime *regime) { return regime->digest; }
fos_date fos_regime_reviewed(const fos_regime *regime) { return regime->reviewed; }
const char *fos_regime_origin(const fos_regime *regime) { return regime->origin; }
