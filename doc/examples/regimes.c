/* Checks a regime file, then opens a library that holds it alone: regimes FILE.json
 * cc regimes.c -o regimes $(pkg-config --cflags --libs fos) */
#include <stdio.h>

#include <fos/fos.h>

static void check(const fos_context *context, const fos_source *file)
{
    char line[2048];
    fos_report *report = fos_report_new(context);
    if (report == NULL)
        return;
    fos_regime_check(context, file, report);
    for (size_t i = 0; i < fos_report_count(report); i++) {
        fos_error_format(fos_report_at(report, i), line, sizeof line);
        printf("%s%s\n", fos_report_is_warning(report, i) ? "warning: " : "", line);
    }
    printf("%zu errors\n", fos_report_error_count(report));
    fos_report_free(report);
}

static fos_library *open_alone(const fos_context *context, const fos_source *file, fos_error *error)
{
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.regimes = file;
    options.regime_count = 1;
    options.only_given = 1; /* not even the regimes that are compiled in */
    return fos_library_open(context, &options, error);
}

static void list(const fos_library *library)
{
    for (size_t i = 0; i < fos_library_regime_count(library); i++) {
        const fos_regime *regime = fos_library_regime_at(library, i);
        char reviewed[FOS_DATE_TEXT];
        fos_date_format(fos_regime_reviewed(regime), reviewed);
        printf("%s: %s, %s, reviewed %s, from %s\n", fos_regime_id(regime), fos_regime_name(regime),
               fos_regime_currency(regime), reviewed, fos_regime_origin(regime));
    }
}

int main(int argc, char **argv)
{
    static char bytes[1048576];
    FILE *input = argc > 1 ? fopen(argv[1], "rb") : NULL;
    fos_source file = { argc > 1 ? argv[1] : "", bytes, input != NULL ? fread(bytes, 1, sizeof bytes, input) : 0 };
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = NULL;

    if (context != NULL && input != NULL) {
        check(context, &file);
        library = open_alone(context, &file, &error);
        if (library != NULL)
            list(library);
        else
            printf("not opened: %s\n", error.text);
    }
    fos_library_free(library);
    fos_context_free(context);
    if (input != NULL)
        fclose(input);
    return library == NULL;
}
