/* Runs a fuzz target over files and folders, for builds without libFuzzer: corpora are ordinary tests then. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 0;
    }
    size_t capacity = 1u << 22;
    uint8_t *bytes = malloc(capacity);
    if (bytes == NULL) {
        fclose(file);
        return 0;
    }
    size_t length = fread(bytes, 1, capacity, file);
    fclose(file);
    printf("%s\n", path);
    fflush(stdout);
    (void)LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
    return 1;
}

static int replay(const char *path)
{
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0) {
        return replay_file(path);
    }
    int good = 1;
    int replayed = 0;
    for (int i = 0; i < count; i++) {
        char inside[4096];
        int length = snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && length > 0 && (size_t)length < sizeof inside) {
            good = replay_file(inside) && good;
            replayed++;
        }
        free(entries[i]);
    }
    free(entries);
    return good && replayed > 0;
}

int main(int argc, char **argv)
{
    int good = argc > 1;
    for (int i = 1; i < argc; i++) {
        good = replay(argv[i]) && good;
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
