/* Fuzz target: any bytes as a regime file. Checks it; a file without errors must load, dump and show. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(int promise, const char *what)
{
    if (!promise) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static void check_report(const fos_report *report, fos_status status)
{
    char line[2048];
    size_t errors = 0;
    for (size_t i = 0; i < fos_report_count(report); i++) {
        const fos_error *finding = fos_report_at(report, i);
        demand(finding != NULL && finding->text[0] != '\0', "a finding says what is wrong");
        (void)fos_error_format(finding, line, sizeof line);
        errors += fos_report_is_warning(report, i) ? 0u : 1u;
    }
    demand(errors == fos_report_error_count(report), "errors are counted");
    demand((errors == 0) == (status == FOS_STATUS_OK), "the status says whether there are errors");
}

static void check_loads(const fos_context *context, const fos_source *file)
{
    fos_error error = FOS_ERROR_INIT;
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.regimes = file;
    options.regime_count = 1;
    options.only_given = 1;
    fos_library *library = fos_library_open(context, &options, &error);
    demand(library != NULL && fos_library_regime_count(library) == 1, "a file without errors loads");
    fos_buffer *out = fos_buffer_new(context);
    demand(out != NULL, "memory");
    const fos_regime *regime = fos_library_regime_at(library, 0);
    demand(fos_regime_dump(regime, out) == FOS_STATUS_OK, "it dumps");
    demand(fos_regime_show(regime, fos_date_make(2026, 11, 23), out) == FOS_STATUS_OK, "it shows");
    fos_buffer_free(out);
    fos_library_free(library);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    fos_context *context = fos_context_new(NULL);
    fos_report *report = fos_report_new(context);
    char *text = malloc(length > 0 ? length : 1);
    demand(context != NULL && report != NULL && text != NULL, "memory");
    memcpy(text, bytes, length);
    fos_source file = { "fuzz.json", text, length };
    fos_status status = fos_regime_check(context, &file, report);
    check_report(report, status);
    if (status == FOS_STATUS_OK) {
        check_loads(context, &file);
    }
    free(text);
    fos_report_free(report);
    fos_context_free(context);
    return 0;
}
