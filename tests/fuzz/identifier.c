/* Fuzz target: lines "SCHEME VALUE" through fos_identifier_check: a fault lies within the value, what is good is normalised
 * for good, parts lie within it, and the short answer agrees with the long one. */
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

static void check_good(const char *scheme, const fos_identifier_result *result)
{
    fos_identifier_result again = FOS_IDENTIFIER_RESULT_INIT;
    size_t whole = strlen(result->normalised);
    demand(whole != 0 && result->fault == FOS_IDENTIFIER_FAULT_NONE && result->position == 0,
           "what is good has a form and no fault");
    demand(fos_identifier_check(scheme, result->normalised, whole, &again, NULL) == FOS_STATUS_OK, "it can be checked again");
    demand(again.verdict == result->verdict && strcmp(again.normalised, result->normalised) == 0, "and stays as it is");
    for (uint32_t i = 0; i < result->part_count; i++) {
        demand(result->parts[i].offset + result->parts[i].length <= whole, "parts lie within it");
    }
}

static void check_value(const char *scheme, const char *value, size_t length)
{
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
    if (fos_identifier_check(scheme, value, length, &result, NULL) != FOS_STATUS_OK) {
        return;
    }
    demand(strlen(result.because) < sizeof result.because, "the reason ends");
    demand(result.verdict != FOS_VERDICT_INVALID || result.fault != FOS_IDENTIFIER_FAULT_NONE, "what is invalid has a fault");
    demand(result.position <= length + 1, "within the value");
    if (result.verdict != FOS_VERDICT_INVALID) {
        check_good(scheme, &result);
    }
}

/* Values reach the library in memory of their own size, so that reading past them shows. */
static void check_line(const char *line, size_t length)
{
    char scheme[40];
    const char *space = memchr(line, ' ', length);
    size_t named = space == NULL ? length : (size_t)(space - line);
    size_t rest = space == NULL ? 0 : length - named - 1;
    if (named >= sizeof scheme) {
        return;
    }
    memcpy(scheme, line, named);
    scheme[named] = '\0';
    char *value = malloc(rest + 1);
    demand(value != NULL, "memory");
    memcpy(value, line + length - rest, rest);
    value[rest] = '\0';
    int known = fos_identifier_well_formed(scheme, value);
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
    if (known >= 0 && fos_identifier_check(scheme, value, strlen(value), &result, NULL) == FOS_STATUS_OK) {
        demand(known == (result.verdict != FOS_VERDICT_INVALID), "short and long answer agree");
    }
    char *exact = realloc(value, rest > 0 ? rest : 1);
    check_value(scheme, exact != NULL ? exact : value, rest);
    if (strcmp(scheme, "any") == 0) {
        for (size_t i = 0; i < fos_identifier_scheme_count(); i++) {
            check_value(fos_identifier_scheme_at(i)->name, exact != NULL ? exact : value, rest);
        }
    }
    free(exact != NULL ? exact : value);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char *text = (const char *)bytes;
    size_t from = 0;
    for (size_t at = 0; at <= length; at++) {
        if (at == length || text[at] == '\n') {
            check_line(length != 0 ? text + from : "", at - from);
            from = at + 1;
        }
    }
    return 0;
}
