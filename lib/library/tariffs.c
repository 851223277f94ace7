/* Which tariff stands: given, FOS_DATA_DIR, installed, embedded; files are mapped, plain CSV is compiled when it is opened. */
#include <stdlib.h>
#include <string.h>

#include "library/embedded.h"
#include "library/files.h"
#include "library/library.h"
#include "tariff/table.h"

/* ---- one tariff ---- */

static void release_file(fos_tariff *tariff) { fosi_file_unmap(tariff->bytes, tariff->length); }

static void release_image(fos_tariff *tariff) { fos_buffer_free(tariff->image); }

static bool is_image(const void *bytes, size_t length) { return length >= 8 && memcmp(bytes, FOSI_TARIFF_MAGIC, 8) == 0; }

static fos_status compile(const fos_context *context, const char *name, const char *bytes, size_t length, fos_buffer *image,
                          fos_error *error)
{
    fos_tariff_csv *csv = fos_tariff_csv_new(context, name, error);
    if (csv == NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status = fos_tariff_csv_feed(csv, bytes, length, error);
    if (status == FOS_STATUS_OK) status = fos_tariff_csv_finish(csv, image, error);
    fos_tariff_csv_free(csv);
    return status;
}

static fos_tariff *open_csv(const fos_context *context, const char *name, const char *bytes, size_t length, fos_error *error)
{
    fos_buffer *image = fos_buffer_new(context);
    if (image == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    fos_tariff *tariff = NULL;
    if (compile(context, name, bytes, length, image, error) == FOS_STATUS_OK)
        tariff = fos_tariff_open(context, name, fos_buffer_data(image), fos_buffer_size(image), error);
    if (tariff == NULL) {
        fos_buffer_free(image);
        return NULL;
    }
    tariff->image = image;
    tariff->release = release_image;
    return tariff;
}

fos_tariff *fos_tariff_open_file(const fos_context *context, const char *path, fos_error *error)
{
    const void *bytes;
    size_t length;
    if (context == NULL || path == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_tariff_open_file needs a context and a path");
        return NULL;
    }
    if (fosi_file_map(path, &bytes, &length, error) != FOS_STATUS_OK) return NULL;
    if (length > 0 && !is_image(bytes, length)) {
        fos_tariff *compiled = open_csv(context, path, bytes, length, error);
        fosi_file_unmap(bytes, length);
        return compiled;
    }
    fos_tariff *tariff = fos_tariff_open(context, path, length == 0 ? "" : bytes, length, error);
    if (tariff != NULL)
        tariff->release = release_file;
    else
        fosi_file_unmap(bytes, length);
    return tariff;
}

/* ---- the set ---- */

const fos_tariff *fos_library_tariff(const fos_library *library, const char *id)
{
    for (size_t i = 0; id != NULL && i < library->tariff_count; i++) {
        if (strcmp(fos_tariff_id(library->tariffs[i]), id) == 0) return library->tariffs[i];
    }
    return NULL;
}

const fos_tariff *fos_library_tariff_for(const fos_library *library, const char *country)
{
    const fos_regime *regime = fos_library_regime_for(library, country, NULL);
    return fos_library_tariff(library, regime != NULL ? fos_regime_id(regime) : country);
}

size_t fos_library_tariff_count(const fos_library *library) { return library->tariff_count; }

const fos_tariff *fos_library_tariff_at(const fos_library *library, size_t index)
{
    return index < library->tariff_count ? library->tariffs[index] : NULL;
}

static bool insert_tariff(fos_library *library, fos_tariff *tariff)
{
    if (library->tariff_count == library->tariff_capacity) {
        size_t capacity = library->tariff_capacity == 0 ? 8 : library->tariff_capacity * 2;
        fos_tariff **more = fosi_allocate(library->context, capacity * sizeof *more);
        if (more == NULL) return false;
        if (library->tariff_count > 0) memcpy(more, library->tariffs, library->tariff_count * sizeof *more);
        if (library->tariffs != NULL) fosi_release(library->context, library->tariffs);
        library->tariffs = more;
        library->tariff_capacity = capacity;
    }
    library->tariffs[library->tariff_count++] = tariff;
    return true;
}

/* Takes the tariff. Of those given two of one id are a mistake; of the others the first found stands. */
static fos_status add_tariff(fos_library *library, fos_tariff *tariff, bool given, fos_error *error)
{
    if (tariff == NULL) return error->status;
    const fos_tariff *other = fos_library_tariff(library, fos_tariff_id(tariff));
    fos_status status = FOS_STATUS_OK;
    if (other != NULL) {
        if (given)
            status = fosi_fail(error, FOS_STATUS_RULE_CONFLICT, "both \"%s\" and \"%s\" are the tariff %s",
                               fos_tariff_origin(other), fos_tariff_origin(tariff), fos_tariff_id(tariff));
        fos_tariff_free(tariff);
        return status;
    }
    if (insert_tariff(library, tariff)) return FOS_STATUS_OK;
    fos_tariff_free(tariff);
    return fosi_fail_memory(error);
}

static fos_status add_given(fos_library *library, const fos_library_options *options, fos_error *error)
{
    fos_status status = FOS_STATUS_OK;
    for (size_t i = 0; i < options->tariff_count && status == FOS_STATUS_OK; i++) {
        const fos_source *file = &options->tariffs[i];
        const char *name = file->name != NULL ? file->name : "tariff";
        if (file->bytes == NULL)
            return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "tariff %zu of the options has no bytes", i);
        fos_tariff *tariff = is_image(file->bytes, file->length)
                                 ? fos_tariff_open(library->context, name, file->bytes, file->length, error)
                                 : open_csv(library->context, name, file->bytes, file->length, error);
        status = add_tariff(library, tariff, true, error);
    }
    for (size_t i = 0; i < options->tariff_file_count && status == FOS_STATUS_OK; i++)
        status = add_tariff(library, fos_tariff_open_file(library->context, options->tariff_files[i], error), true, error);
    return status;
}

static fos_status add_tariff_directory(fos_library *library, const char *data, fos_error *error)
{
    fosi_arena scratch;
    fosi_arena_init(&scratch, library->context);
    size_t length = strlen(data), count = 0;
    const char **paths = NULL;
    char *directory = fosi_arena_take(&scratch, length + sizeof "/tariffs");
    fos_status status = directory == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
    if (status == FOS_STATUS_OK) {
        memcpy(directory, data, length);
        memcpy(directory + length, "/tariffs", sizeof "/tariffs");
        fos_error own = FOS_ERROR_INIT;
        status = fosi_directory_list(&scratch, directory, ".tariff", &paths, &count, &own);
        if (status == FOS_STATUS_IO)
            status = FOS_STATUS_OK, count = 0; /* a data directory need not have tariffs */
        else if (status != FOS_STATUS_OK)
            fosi_fail(error, status, "%s", own.text);
    }
    for (size_t i = 0; i < count && status == FOS_STATUS_OK; i++)
        status = add_tariff(library, fos_tariff_open_file(library->context, paths[i], error), false, error);
    fosi_arena_free(&scratch);
    return status;
}

static fos_status add_all_tariffs(fos_library *library, const fos_library_options *options, const char *installed,
                                  fos_error *error)
{
    fos_status status = add_given(library, options, error);
    if (options->only_given) return status;
    const char *data = getenv("FOS_DATA_DIR");
    if (status == FOS_STATUS_OK && data != NULL && data[0] != '\0') status = add_tariff_directory(library, data, error);
    if (status == FOS_STATUS_OK && installed[0] != '\0') status = add_tariff_directory(library, installed, error);
    for (size_t i = 0; i < fosi_embedded_tariff_count && status == FOS_STATUS_OK; i++) {
        const fosi_embedded *file = &fosi_embedded_tariffs[i];
        status =
            add_tariff(library, fos_tariff_open(library->context, "embedded", file->bytes, file->length, error), false, error);
    }
    return status;
}

fos_status fosi_library_add_tariffs(fos_library *library, const fos_library_options *options, const char *installed,
                                    fos_error *error)
{
    fos_error own = FOS_ERROR_INIT; /* a status is read from it */
    fos_status status = add_all_tariffs(library, options, installed, &own);
    if (status != FOS_STATUS_OK && error != NULL && error->struct_size >= sizeof own) *error = own;
    return status;
}

void fosi_library_free_tariffs(fos_library *library)
{
    for (size_t i = 0; i < library->tariff_count; i++)
        fos_tariff_free(library->tariffs[i]);
    if (library->tariffs != NULL) fosi_release(library->context, library->tariffs);
}
