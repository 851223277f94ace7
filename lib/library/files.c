/* The only code of the library that touches the file system. */
#define _POSIX_C_SOURCE 200809L

#include "library/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOSI_LARGEST_MAP ((uint64_t)16 * 1024 * 1024 * 1024)

fos_status fosi_file_read(fosi_arena *arena, const char *path, const char **bytes, size_t *length, fos_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) return fosi_fail(error, FOS_STATUS_IO, "cannot open the file \"%s\"", path);
    fos_status status = FOS_STATUS_OK;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *memory = NULL;
    if (size < 0 || fseek(file, 0, SEEK_SET) != 0) {
        status = fosi_fail(error, FOS_STATUS_IO, "cannot read \"%s\": not a regular file", path);
    } else if ((unsigned long)size > FOSI_LARGEST_FILE) {
        status = fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the file \"%s\" is larger than 64 MiB", path);
    } else if ((memory = fosi_arena_take(arena, (size_t)size + 1)) == NULL) {
        status = fosi_fail_memory(error);
    } else if (fread(memory, 1, (size_t)size, file) != (size_t)size) {
        status = fosi_fail(error, FOS_STATUS_IO, "cannot read the file \"%s\"", path);
    } else {
        memory[size] = '\0';
        *bytes = memory;
        *length = (size_t)size;
    }
    fclose(file);
    return status;
}

static fos_status map_open(int file, const char *path, const void **bytes, size_t *length, fos_error *error)
{
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
        return fosi_fail(error, FOS_STATUS_IO, "cannot read \"%s\": not a regular file", path);
    if ((uint64_t)about.st_size > FOSI_LARGEST_MAP)
        return fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the file \"%s\" is larger than 16 GiB", path);
    *length = (size_t)about.st_size;
    if (*length == 0) return FOS_STATUS_OK;
    void *memory = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, file, 0);
    if (memory == MAP_FAILED) return fosi_fail(error, FOS_STATUS_IO, "cannot map the file \"%s\"", path);
    *bytes = memory;
    return FOS_STATUS_OK;
}

fos_status fosi_file_map(const char *path, const void **bytes, size_t *length, fos_error *error)
{
    *bytes = NULL;
    *length = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return fosi_fail(error, FOS_STATUS_IO, "cannot open the file \"%s\"", path);
    fos_status status = map_open(file, path, bytes, length, error);
    close(file);
    return status;
}

void fosi_file_unmap(const void *bytes, size_t length)
{
    if (bytes != NULL) munmap((void *)(uintptr_t)bytes, length);
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && name[0] != '.' && strcmp(name + length - tail, ending) == 0;
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static char *join(fosi_arena *arena, const char *directory, const char *name)
{
    size_t a = strlen(directory), b = strlen(name);
    char *path = fosi_arena_take(arena, a + b + 2);
    if (path == NULL) return NULL;
    memcpy(path, directory, a);
    path[a] = '/';
    memcpy(path + a + 1, name, b + 1);
    return path;
}

fos_status fosi_directory_list(fosi_arena *arena, const char *directory, const char *ending, const char ***paths, size_t *count,
                               fos_error *error)
{
    enum { MOST = 1024 };
    DIR *open = opendir(directory);
    *count = 0;
    if (open == NULL) return fosi_fail(error, FOS_STATUS_IO, "cannot read the directory \"%s\"", directory);
    *paths = fosi_arena_take(arena, MOST * sizeof **paths);
    fos_status status = *paths == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
    for (struct dirent *entry; status == FOS_STATUS_OK && (entry = readdir(open)) != NULL;) {
        if (!ends_in(entry->d_name, ending)) continue;
        if (*count == MOST)
            status = fosi_fail(error, FOS_STATUS_LIMIT_COUNT, "the directory \"%s\" holds more than %d files *%s", directory,
                               MOST, ending);
        else if (((*paths)[*count] = join(arena, directory, entry->d_name)) == NULL)
            status = fosi_fail_memory(error);
        else
            ++*count;
    }
    closedir(open);
    if (status == FOS_STATUS_OK) qsort(*paths, *count, sizeof **paths, by_name);
    return status;
}

/* ---- folders of JSON ---- */

static fos_status list_json(fosi_arena *scratch, const char *directory, const char *below, const char ***paths, size_t *count,
                            fos_error *error)
{
    size_t length = strlen(directory), more = strlen(below);
    char *folder = fosi_arena_take(scratch, length + more + 1);
    if (folder == NULL) return fosi_fail_memory(error);
    memcpy(folder, directory, length);
    memcpy(folder + length, below, more + 1);
    return fosi_directory_list(scratch, folder, ".json", paths, count, error);
}

fos_status fosi_directory_add(const fos_context *context, const char *directory, const char *below, bool must_exist,
                              fosi_add_source *add, void *to, fos_error *error)
{
    fosi_arena scratch;
    fosi_arena_init(&scratch, context);
    const char **paths = NULL;
    size_t count = 0;
    fos_error failure = FOS_ERROR_INIT; /* one that does not count must not reach the caller */
    fos_status status = list_json(&scratch, directory, below, &paths, &count, &failure);
    if (status == FOS_STATUS_IO && !must_exist)
        status = FOS_STATUS_OK;
    else if (status != FOS_STATUS_OK && error != NULL && error->struct_size == sizeof *error)
        *error = failure;
    for (size_t i = 0; i < count && status == FOS_STATUS_OK; i++) {
        const char *bytes = NULL;
        size_t length = 0;
        status = fosi_file_read(&scratch, paths[i], &bytes, &length, error);
        if (status == FOS_STATUS_OK) status = add(to, paths[i], bytes, length, error);
    }
    fosi_arena_free(&scratch);
    return status;
}
