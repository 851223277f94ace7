/* Compiles a plain CSV of a tariff while libfos is built: compile_tariff OUTPUT FILE. The library's own reader and builder do it,
 * so that there is one of each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/tariff.h>

static fos_status compile(FILE *file, fos_tariff_csv *csv, fos_buffer *image, fos_error *error)
{
    static char block[1 << 16];
    fos_status status = FOS_STATUS_OK;
    for (size_t got; status == FOS_STATUS_OK && (got = fread(block, 1, sizeof block, file)) != 0;)
        status = fos_tariff_csv_feed(csv, block, got, error);
    return status == FOS_STATUS_OK ? fos_tariff_csv_finish(csv, image, error) : status;
}

static int write_file(const char *path, const fos_buffer *image)
{
    FILE *file = fopen(path, "wb");
    int bad = file == NULL || fwrite(fos_buffer_data(image), 1, fos_buffer_size(image), file) != fos_buffer_size(image);
    if (file != NULL && fclose(file) != 0) bad = 1;
    if (bad) fprintf(stderr, "compile_tariff: cannot write %s\n", path);
    return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
    if (file == NULL) {
        fputs(argc == 3 ? "compile_tariff: cannot open the file\n" : "usage: compile_tariff OUTPUT FILE\n", stderr);
        return EXIT_FAILURE;
    }
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    const char *base = strrchr(argv[2], '/');
    fos_tariff_csv *csv = fos_tariff_csv_new(context, base == NULL ? argv[2] : base + 1, &error);
    fos_buffer *image = fos_buffer_new(context);
    int result = EXIT_FAILURE;
    if (csv != NULL && image != NULL && compile(file, csv, image, &error) == FOS_STATUS_OK) {
        result = write_file(argv[1], image);
    } else {
        char line[2048];
        fos_error_format(&error, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    fclose(file);
    fos_tariff_csv_free(csv);
    fos_buffer_free(image);
    fos_context_free(context);
    return result;
}
