/* Fuzz target: any bytes as a profile file. Checks it; a file without errors must load, dump and validate a request. */
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

static const char document[] =
    "{\"date\":\"2026-11-23\",\"consignment\":{\"destination_country\":\"DE\",\"transport_mode\":\"post\",\"seller\":{\"name\":\"S\","
    "\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},\"items\":[{\"description\":\"gift\",\"commodity_code\":"
    "\"610910\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}},{\"description\":\"scarf\"}]}}";

static void check_loads(const fos_context *context, const fos_source *file)
{
    fos_error error = FOS_ERROR_INIT;
    fos_profiles_options options = FOS_PROFILES_OPTIONS_INIT;
    options.given = file;
    options.given_count = 1;
    options.only_given = 1;
    fos_profiles *set = fos_profiles_open(context, &options, &error);
    demand(set != NULL && fos_profiles_count(set) == 1, "a file without errors loads");
    fos_buffer *out = fos_buffer_new(context);
    demand(out != NULL, "memory");
    demand(fos_profile_dump(fos_profiles_at(set, 0), out) == FOS_STATUS_OK, "it dumps");
    demand(fos_profiles_validate_json(set, "all", FOS_DATE_ABSENT, document, sizeof document - 1, NULL, out, &error) ==
               FOS_STATUS_OK,
           "it validates");
    fos_buffer_free(out);
    fos_profiles_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    fos_context *context = fos_context_new(NULL);
    fos_report *report = fos_report_new(context);
    char *text = malloc(length > 0 ? length : 1);
    demand(context != NULL && report != NULL && text != NULL, "memory");
    if (length > 0) memcpy(text, bytes, length);
    fos_source file = { "fuzz.json", text, length };
    fos_status status = fos_profile_check(context, &file, report);
    demand((fos_report_error_count(report) == 0) == (status == FOS_STATUS_OK), "the status says whether there are errors");
    if (status == FOS_STATUS_OK) check_loads(context, &file);
    free(text);
    fos_report_free(report);
    fos_context_free(context);
    return 0;
}
