/* Tariff files on disk: opened in place. */
#include <string.h>

#include "library/files.h"
#include "tariff/table.h"

fos_tariff *fos_tariff_open_file(const fos_context *context, const char *path, fos_error *error)
{
    const void *bytes;
    size_t length;
    if (context == NULL || path == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_tariff_open_file needs a context and a path");
        return NULL;
    }
    if (fosi_file_map(path, &bytes, &length, error) != FOS_STATUS_OK) return NULL;
    fos_tariff *tariff = fos_tariff_open(context, path, length == 0 ? "" : bytes, length, error);
    if (tariff != NULL)
        tariff->release = fosi_file_unmap;
    else
        fosi_file_unmap(bytes, length);
    return tariff;
}
