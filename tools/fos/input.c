/* Reading documents: a file or standard input, in binary, up to a limit; and the files of a directory. */
#define _POSIX_C_SOURCE 200809L
#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *name_of_input(const char *path) { return strcmp(path, "-") == 0 ? "stdin" : path; }

static void fail_io(fos_error *error, const char *path, int code)
{
    fail(error, FOS_STATUS_IO, "%s",
         code == EISDIR ? "is a directory, expected a file"
         : code != 0    ? strerror(code)
                        : "cannot be read");
    snprintf(error->source, sizeof error->source, "%s", name_of_input(path));
}

/* Everything up to the limit and one byte more, which tells that there is more. */
static bool read_all(FILE *file, text *into)
{
    static char block[65536];
    size_t got;
    while (into->size <= DOCUMENT_MOST && (got = fread(block, 1, sizeof block, file)) != 0)
        text_put(into, block, got);
    return ferror(file) == 0;
}

bool read_document(const char *path, char **bytes, size_t *length, fos_error *error)
{
    bool piped = strcmp(path, "-") == 0;
    FILE *file = piped ? stdin : fopen(path, "rb");
    text all = { 0 };
    errno = file == NULL ? errno : 0;
    bool good = file != NULL && read_all(file, &all);
    int code = errno;
    if (file != NULL && !piped) fclose(file);
    if (!good) {
        fail_io(error, path, code);
    } else if (all.failed) {
        fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
        good = false;
    } else if (all.size > DOCUMENT_MOST) {
        fail(error, FOS_STATUS_LIMIT_SIZE, "%s is larger than 64 MiB", name_of_input(path));
        good = false;
    }
    if (!good) {
        text_free(&all);
        return false;
    }
    *bytes = all.data;
    *length = all.size;
    return true;
}

static int compare_paths(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool ends_in_json(const char *name)
{
    size_t length = strlen(name);
    return name[0] != '.' && length > 5 && strcmp(name + length - 5, ".json") == 0;
}

static char *join(const char *directory, const char *name)
{
    text path = { 0 };
    size_t length = strlen(directory);
    text_format(&path, "%s%s%s", directory, length != 0 && directory[length - 1] == '/' ? "" : "/", name);
    return path.data;
}

/* One path more, and the NULL behind it; false when out of memory. */
static bool add_path(char ***paths, size_t *count, size_t *room, char *path)
{
    if (path == NULL) return false;
    if (*count + 2 > *room) {
        size_t wanted = *room == 0 ? 16 : 2 * *room;
        char **more = realloc(*paths, wanted * sizeof *more);
        if (more == NULL) {
            free(path);
            return false;
        }
        *paths = more;
        *room = wanted;
    }
    (*paths)[(*count)++] = path;
    (*paths)[*count] = NULL;
    return true;
}

char **list_directory(const char *directory, fos_error *error)
{
    DIR *open = opendir(directory);
    if (open == NULL) {
        fail_io(error, directory, errno);
        return NULL;
    }
    size_t count = 0, room = 0;
    char **paths = calloc(1, sizeof *paths);
    bool good = paths != NULL;
    for (struct dirent *entry; good && (entry = readdir(open)) != NULL;)
        if (ends_in_json(entry->d_name)) good = add_path(&paths, &count, &room, join(directory, entry->d_name));
    closedir(open);
    if (!good) {
        free_paths(paths);
        fail(error, FOS_STATUS_NO_MEMORY, "out of memory");
        return NULL;
    }
    qsort(paths, count, sizeof *paths, compare_paths);
    return paths;
}

void free_paths(char **paths)
{
    for (size_t i = 0; paths != NULL && paths[i] != NULL; i++)
        free(paths[i]);
    free(paths);
}
