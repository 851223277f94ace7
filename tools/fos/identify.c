/* `fos identify`: one identifier by the public rules of its scheme, or by those of all schemes. */
#include "tool.h"

#include <string.h>

/* What was asked for. */
typedef struct asked {
    const char *operands[2]; /* scheme or "any", value */
    size_t count;
    bool list;
    bool json;
} asked;

static bool understand_format(const char *word, bool *json, fos_error *error)
{
    *json = word != NULL && strcmp(word, "json") == 0;
    if (word == NULL || *json || strcmp(word, "text") == 0) return true;
    fail(error, FOS_STATUS_INVALID_ARGUMENT, "identify: --format \"%.100s\" is not known, expected text or json", word);
    return false;
}

static void put_part(text *out, const fos_identifier_result *result, const fos_identifier_part *part, bool json)
{
    char value[FOS_IDENTIFIER_LONGEST + 1];
    memcpy(value, result->normalised + part->offset, part->length);
    value[part->length] = '\0';
    if (json) {
        text_add(out, "{\"name\":");
        text_json(out, part->name);
        text_add(out, ",\"value\":");
        text_json(out, value);
        text_add(out, "}");
    } else {
        text_add(out, "  ");
        text_pad(out, part->name, sizeof part->name);
        text_format(out, "%s\n", value);
    }
}

static void put_json(text *out, const char *scheme, const char *value, const fos_identifier_result *result)
{
    text_add(out, "{\"scheme\":");
    text_json(out, scheme);
    text_add(out, ",\"value\":");
    text_json(out, value);
    text_format(out, ",\"verdict\":\"%s\"", fos_verdict_name(result->verdict));
    if (result->verdict == FOS_VERDICT_INVALID) {
        text_format(out, ",\"fault\":\"%s\"", fos_identifier_fault_name(result->fault));
        if (result->position != 0) text_format(out, ",\"position\":%lu", (unsigned long)result->position);
    } else {
        text_add(out, ",\"normalised\":");
        text_json(out, result->normalised);
        text_add(out, ",\"parts\":[");
        for (uint32_t i = 0; i < result->part_count; i++) {
            if (i != 0) text_add(out, ",");
            put_part(out, result, &result->parts[i], true);
        }
        text_add(out, "]");
    }
    text_add(out, ",\"because\":");
    text_json(out, result->because);
    text_add(out, "}");
}

static void put_text(text *out, const char *scheme, const char *value, const fos_identifier_result *result)
{
    static const char *const words[] = { "not valid", "well-formed", "valid" };
    const bool good = result->verdict != FOS_VERDICT_INVALID;
    text_format(out, "%s: %s %s: ", words[result->verdict], scheme, good ? result->normalised : value);
    if (result->position != 0) text_format(out, "at byte %lu: ", (unsigned long)result->position);
    text_format(out, "%s\n", result->because);
    for (uint32_t i = 0; i < result->part_count; i++)
        put_part(out, result, &result->parts[i], false);
}

static int identify_one(const fos_context *context, const asked *what)
{
    const char *scheme = what->operands[0], *value = what->operands[1];
    fos_error error = FOS_ERROR_INIT;
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
    if (fos_identifier_check(scheme, value, strlen(value), &result, &error) != FOS_STATUS_OK)
        return complain(context, &error, what->json);
    text out = { 0 };
    if (what->json) {
        put_json(&out, scheme, value, &result);
        text_add(&out, "\n");
    } else {
        put_text(&out, scheme, value, &result);
    }
    if (write_text(&out) != EXIT_DONE) return EXIT_BAD;
    return result.verdict == FOS_VERDICT_INVALID ? EXIT_FINDINGS : EXIT_DONE;
}

/* Schemes that the value fits with that verdict. A scheme without rules fits everything and says nothing. */
static size_t put_fitting(text *out, const asked *what, fos_verdict verdict, size_t found)
{
    const char *value = what->operands[1];
    for (size_t i = 0; i < fos_identifier_scheme_count(); i++) {
        const fos_identifier_scheme *scheme = fos_identifier_scheme_at(i);
        fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
        if (fos_identifier_pattern(scheme->name, NULL, 0) == 0) continue;
        fos_status status = fos_identifier_check(scheme->name, value, strlen(value), &result, NULL);
        if (status != FOS_STATUS_OK || result.verdict != verdict) continue;
        if (what->json) {
            if (found != 0) text_add(out, ",");
            put_json(out, scheme->name, value, &result);
        } else {
            text_pad(out, verdict == FOS_VERDICT_VALID ? "valid" : "well-formed", 13);
            text_pad(out, scheme->name, 19);
            text_format(out, "%s\n", scheme->title);
        }
        found++;
    }
    return found;
}

static int identify_any(const asked *what)
{
    text out = { 0 };
    if (what->json) {
        text_add(&out, "{\"value\":");
        text_json(&out, what->operands[1]);
        text_add(&out, ",\"schemes\":[");
    }
    size_t found = put_fitting(&out, what, FOS_VERDICT_VALID, 0);
    found = put_fitting(&out, what, FOS_VERDICT_WELL_FORMED, found);
    if (what->json)
        text_add(&out, "]}\n");
    else if (found == 0)
        text_format(&out, "not valid: \"%s\" fits no scheme\n", what->operands[1]);
    if (write_text(&out) != EXIT_DONE) return EXIT_BAD;
    return found == 0 ? EXIT_FINDINGS : EXIT_DONE;
}

static void put_scheme(text *out, const fos_identifier_scheme *scheme)
{
    char pattern[512];
    const char *const members[][2] = { { "name", scheme->name },           { "title", scheme->title },
                                       { "authority", scheme->authority }, { "example", scheme->example },
                                       { "checked", scheme->checked },     { "pattern", pattern } };
    size_t count = sizeof members / sizeof members[0];
    if (fos_identifier_pattern(scheme->name, pattern, sizeof pattern) == 0) count--;
    for (size_t i = 0; i < count; i++) {
        text_format(out, "%s\"%s\":", i == 0 ? "{" : ",", members[i][0]);
        text_json(out, members[i][1]);
    }
    text_add(out, "}");
}

static int list_schemes(bool json)
{
    text out = { 0 };
    if (json) text_add(&out, "{\"schemes\":[");
    for (size_t i = 0; i < fos_identifier_scheme_count(); i++) {
        const fos_identifier_scheme *scheme = fos_identifier_scheme_at(i);
        if (json) {
            if (i != 0) text_add(&out, ",");
            put_scheme(&out, scheme);
        } else {
            text_pad(&out, scheme->name, 19);
            text_pad(&out, scheme->example, 32);
            text_format(&out, "%s\n", scheme->title);
        }
    }
    if (json) text_add(&out, "]}\n");
    return write_text(&out);
}

static bool understand(asked *what, fos_error *error)
{
    if (what->list && what->count == 0) return true;
    if (what->list)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "identify: --list takes no scheme and no value");
    else if (what->count == 0)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "identify: which scheme? See fos identify --list");
    else if (what->count == 1)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "identify: which value of %.64s?", what->operands[0]);
    return what->count == 2 && !what->list;
}

int command_identify(int count, char **words)
{
    const char *format = NULL;
    asked what = { { NULL, NULL }, 0, false, false };
    const option options[] = { { "--format", &format, NULL, false }, { "--list", NULL, &what.list, false } };
    command_line args = { "identify", options, sizeof options / sizeof options[0], what.operands, 2, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("identify");
    what.count = args.operand_count;
    good = good && understand_format(format, &what.json, &error) && understand(&what, &error);
    fos_context *context = fos_context_new(NULL);
    if (context == NULL) return EXIT_BAD;
    int result;
    if (!good)
        result = complain(context, &error, what.json);
    else if (what.list)
        result = list_schemes(what.json);
    else if (strcmp(what.operands[0], "any") == 0)
        result = identify_any(&what);
    else
        result = identify_one(context, &what);
    fos_context_free(context);
    return result;
}
