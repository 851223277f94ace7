/* Files as bytes, and the names of the files in a directory. */
#ifndef FOSI_FILES_H
#define FOSI_FILES_H

#include "base/base.h"

#define FOSI_LARGEST_FILE ((size_t)64 * 1024 * 1024)

/* The whole file in the arena, NUL after it. FOS_STATUS_IO, LIMIT_SIZE, NO_MEMORY. */
fos_status fosi_file_read(fosi_arena *arena, const char *path, const char **bytes, size_t *length, fos_error *error);
/* The whole file as read-only bytes, mapped where the system can; fosi_file_unmap takes them back. FOS_STATUS_IO, LIMIT_SIZE
 * for more than 16 GiB. An empty file gives no bytes and length 0. */
fos_status fosi_file_map(const char *path, const void **bytes, size_t *length, fos_error *error);
void fosi_file_unmap(const void *bytes, size_t length);
/* Paths of the files of a directory whose names end so, sorted by name, in the arena. FOS_STATUS_IO when it cannot be read. */
fos_status fosi_directory_list(fosi_arena *arena, const char *directory, const char *ending, const char ***paths, size_t *count,
                               fos_error *error);

/* Takes one file on; its bytes go when it returns. */
typedef fos_status fosi_add_source(void *to, const char *name, const char *bytes, size_t length, fos_error *error);
/* Gives every JSON file of the folder `directory` with `below` behind it ("/regimes", or "") to `add`, in order of their names. A folder
 * that is not there is an error when it must exist. Errors: those of reading, of `add`, NO_MEMORY. */
fos_status fosi_directory_add(const fos_context *context, const char *directory, const char *below, bool must_exist,
                              fosi_add_source *add, void *to, fos_error *error);

#endif
