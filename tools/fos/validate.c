/* `fos validate`: a request against what administrations ask for, one profile or all of them. */
#include "tool.h"

#include <stdlib.h>
#include <string.h>

/* What the command was asked for. */
typedef struct wish {
    const char *path;
    const char *profile;
    const char *locale;
    bool applicable; /* look no further than the scope of each profile */
    bool json;
    bool list;
    bool check;
    fos_date date;
} wish;

/* ---- the list ---- */

static void put_days(text *out, const fos_profile *profile)
{
    char from[FOS_DATE_TEXT] = "          ", until[FOS_DATE_TEXT] = "";
    if (fos_profile_from(profile) != FOS_DATE_ABSENT) fos_date_format(fos_profile_from(profile), from);
    if (fos_profile_until(profile) != FOS_DATE_ABSENT) fos_date_format(fos_profile_until(profile), until);
    text_format(out, "%s  %-10s  ", from, until);
}

static void list_as_text(text *out, const fos_profiles *profiles)
{
    text_format(out, "%-14s%-12s%-12s%-7s%s\n", "profile", "from", "until", "rules", "title");
    for (size_t i = 0; i < fos_profiles_count(profiles); i++) {
        const fos_profile *profile = fos_profiles_at(profiles, i);
        text_pad(out, fos_profile_id(profile), 14);
        put_days(out, profile);
        text_format(out, "%-7zu%s\n", fos_profile_rule_count(profile), fos_profile_title(profile));
    }
}

static void put_member(text *out, const char *key, const char *value)
{
    text_format(out, ",\"%s\":", key);
    if (value == NULL)
        text_add(out, "null");
    else
        text_json(out, value);
}

static void put_date(text *out, const char *key, fos_date date)
{
    char day[FOS_DATE_TEXT];
    if (date != FOS_DATE_ABSENT) fos_date_format(date, day);
    put_member(out, key, date == FOS_DATE_ABSENT ? NULL : day);
}

static void profile_as_json(text *out, const fos_profile *profile)
{
    text_add(out, "{\"profile\":");
    text_json(out, fos_profile_id(profile));
    put_member(out, "title", fos_profile_title(profile));
    put_member(out, "authority", fos_profile_authority(profile));
    put_member(out, "filing", fos_profile_filing(profile));
    text_add(out, ",\"lodged_by\":[");
    const char *between = "";
    for (int role = 1; role < FOS_ROLE_COUNT; role++) {
        if ((fos_profile_lodgers(profile) & FOS_ROLE_BIT(role)) == 0) continue;
        text_add(out, between);
        text_json(out, fos_role_name((fos_role)role));
        between = ",";
    }
    text_add(out, "]");
    put_date(out, "from", fos_profile_from(profile));
    put_date(out, "until", fos_profile_until(profile));
    put_date(out, "reviewed", fos_profile_reviewed(profile));
    put_member(out, "data_version", fos_profile_data_version(profile));
    text_format(out, ",\"rules\":%zu,\"unverified\":%zu", fos_profile_rule_count(profile), fos_profile_unverified_count(profile));
    put_member(out, "note", fos_profile_note(profile));
    put_member(out, "origin", fos_profile_origin(profile));
    put_member(out, "digest", fos_profile_digest(profile));
    text_add(out, "}");
}

static int show_list(const fos_profiles *profiles, bool json)
{
    text out = { 0 };
    if (!json) {
        list_as_text(&out, profiles);
        return write_text(&out);
    }
    text_add(&out, "{\"profiles\":[");
    for (size_t i = 0; i < fos_profiles_count(profiles); i++) {
        if (i != 0) text_add(&out, ",");
        profile_as_json(&out, fos_profiles_at(profiles, i));
    }
    text_add(&out, "]}\n");
    return write_text(&out);
}

static int show_dump(const fos_context *context, const fos_profile *profile)
{
    fos_buffer *buffer = fos_buffer_new(context);
    int result = EXIT_BAD;
    if (buffer != NULL && fos_profile_dump(profile, buffer) == FOS_STATUS_OK)
        result = write_out(fos_buffer_data(buffer), fos_buffer_size(buffer));
    fos_buffer_free(buffer);
    return result;
}

/* ---- the command ---- */

static int write_result(const fos_context *context, const wish *wanted, const fos_validation *one, const fos_survey *all,
                        int exit)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer *buffer = fos_buffer_new(context);
    fos_status status = FOS_STATUS_NO_MEMORY;
    if (buffer != NULL && wanted->json)
        status = one != NULL ? fos_validation_write_json(one, buffer, &error) : fos_survey_write_json(all, buffer, &error);
    else if (buffer != NULL)
        status = one != NULL ? fos_validation_write_text(one, wanted->locale, buffer, &error)
                             : fos_survey_write_text(all, wanted->locale, buffer, &error);
    if (status == FOS_STATUS_OK) {
        text out = { 0 };
        text_put(&out, fos_buffer_data(buffer), fos_buffer_size(buffer));
        if (wanted->json) text_add(&out, "\n");
        int written = write_text(&out);
        exit = written == EXIT_DONE ? exit : written;
    } else {
        if (error.status == FOS_STATUS_OK) fail(&error, FOS_STATUS_NO_MEMORY, "out of memory");
        exit = complain(context, &error, wanted->json);
    }
    fos_buffer_free(buffer);
    return exit;
}

static int validate_one(const fos_context *context, const wish *wanted, const fos_profile *profile, const fos_request *request,
                        const fos_validate_options *options)
{
    fos_error error = FOS_ERROR_INIT;
    fos_validation *v = fos_profile_validate(profile, request, options, &error);
    if (v == NULL) return complain(context, &error, wanted->json);
    int exit = write_result(context, wanted, v, NULL, v->error_count != 0 ? EXIT_FINDINGS : EXIT_DONE);
    fos_validation_free(v);
    return exit;
}

/* Of a survey there are findings when no filing at all could be made. */
static int validate_all(const fos_context *context, const wish *wanted, const fos_profiles *profiles, const fos_request *request,
                        const fos_validate_options *options)
{
    fos_error error = FOS_ERROR_INIT;
    fos_survey *survey = fos_profiles_survey(profiles, request, options, &error);
    if (survey == NULL) return complain(context, &error, wanted->json);
    int exit = EXIT_FINDINGS;
    for (size_t i = 0; i < survey->validation_count; i++)
        if (survey->validations[i]->state == FOS_READINESS_READY) exit = EXIT_DONE;
    exit = write_result(context, wanted, NULL, survey, exit);
    fos_survey_free(survey);
    return exit;
}

static int validate(const fos_context *context, const wish *wanted, const fos_profiles *profiles)
{
    fos_error error = FOS_ERROR_INIT;
    const fos_profile *profile = fos_profiles_find(profiles, wanted->profile);
    bool all = strcmp(wanted->profile, "all") == 0;
    char *bytes = NULL;
    size_t length = 0;
    fos_report *faults = fos_report_new(context);
    fos_request *request = fos_request_new(context, &error);
    int result = EXIT_BAD;
    if (!read_document(wanted->path, &bytes, &length, &error) || request == NULL || faults == NULL) {
        result = complain(context, &error, wanted->json);
    } else {
        fos_read_options reading = FOS_READ_OPTIONS_INIT;
        reading.source = name_of_input(wanted->path);
        reading.faults = faults;
        fos_validate_options options = FOS_VALIDATE_OPTIONS_INIT;
        options.date = wanted->date;
        options.faults = faults;
        options.beyond_scope = all && !wanted->applicable;
        if (fos_request_read_json(request, bytes == NULL ? "" : bytes, length, &reading, &error) != FOS_STATUS_OK)
            result = complain(context, &error, wanted->json);
        else if (all)
            result = validate_all(context, wanted, profiles, request, &options);
        else
            result = validate_one(context, wanted, profile, request, &options);
    }
    free(bytes);
    fos_request_free(request);
    fos_report_free(faults);
    return result;
}

static bool know_profile(const fos_profiles *profiles, const char *id, fos_error *error)
{
    const char *names[256] = { "all" };
    size_t count = 1;
    if (strcmp(id, "all") == 0 || fos_profiles_find(profiles, id) != NULL) return true;
    for (size_t i = 0; i < fos_profiles_count(profiles) && count < 256; i++)
        names[count++] = fos_profile_id(fos_profiles_at(profiles, i));
    const char *near = nearest_word(id, names, count);
    if (near != NULL)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "validate: there is no profile \"%.100s\", did you mean %s?", id, near);
    else
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "validate: there is no profile \"%.100s\", see fos validate --list", id);
    return false;
}

static int run(const fos_context *context, const wish *wanted, const char *directory)
{
    fos_error error = FOS_ERROR_INIT;
    fos_profiles_options options = FOS_PROFILES_OPTIONS_INIT;
    options.directory = directory;
    if (wanted->check) return check_profile(context, wanted->path);
    fos_profiles *profiles = fos_profiles_open(context, &options, &error);
    int result;
    if (profiles == NULL || (!wanted->list && !know_profile(profiles, wanted->profile, &error)))
        result = complain(context, &error, wanted->json);
    else if (wanted->list && wanted->profile == NULL)
        result = show_list(profiles, wanted->json);
    else if (wanted->list)
        result = know_profile(profiles, wanted->profile, &error) && strcmp(wanted->profile, "all") != 0
                     ? show_dump(context, fos_profiles_find(profiles, wanted->profile))
                     : complain(context, &error, wanted->json);
    else
        result = validate(context, wanted, profiles);
    fos_profiles_free(profiles);
    return result;
}

static bool understand(const char *format, const char *date, wish *wanted, fos_error *error)
{
    wanted->json = format == NULL || strcmp(format, "text") != 0;
    if (format != NULL && wanted->json && strcmp(format, "json") != 0) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "validate: --format \"%.100s\" is not known, expected json or text", format);
        return false;
    }
    if ((wanted->list || wanted->check) && format == NULL) wanted->json = false;
    if (wanted->check && (wanted->list || wanted->profile != NULL || date != NULL || wanted->path == NULL)) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "validate: --check takes a profile file and nothing else");
        return false;
    }
    if (date != NULL && fos_date_parse(date, strlen(date), &wanted->date, NULL) != FOS_STATUS_OK) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "validate: --date \"%.100s\" is no day, expected YYYY-MM-DD", date);
        return false;
    }
    if (wanted->list || wanted->check || wanted->profile != NULL) return true;
    fail(error, FOS_STATUS_INVALID_ARGUMENT, "validate: which profile? --profile ID, --profile all, or --list");
    return false;
}

int command_validate(int count, char **words)
{
    const char *format = NULL, *date = NULL, *directory = NULL, *path = NULL;
    wish wanted = { .date = FOS_DATE_ABSENT };
    const option options[] = {
        { "--profile", &wanted.profile, NULL, ONCE },
        { "--list", NULL, &wanted.list, ONCE },
        { "--check", NULL, &wanted.check, ONCE },
        { "--format", &format, NULL, ONCE },
        { "--date", &date, NULL, ONCE },
        { "--profiles", &directory, NULL, ONCE },
        { "--locale", &wanted.locale, NULL, ONCE },
        { "--applicable", NULL, &wanted.applicable, ONCE },
    };
    command_line args = { "validate", options, sizeof options / sizeof options[0], &path, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("validate");
    wanted.path = path;
    good = good && understand(format, date, &wanted, &error);
    if (path == NULL) wanted.path = "-";
    fos_context *context = fos_context_new(NULL);
    if (context == NULL) return EXIT_BAD;
    int result = good ? run(context, &wanted, directory) : complain(context, &error, wanted.json);
    fos_context_free(context);
    return result;
}
