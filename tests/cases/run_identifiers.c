/* Runs the rows of identifiers: scheme, value, verdict, normalised form, position of the fault, where the row is from. Then what
 * must hold of every good value: normalising it again changes nothing, it matches the scheme's pattern, its parts lie within it
 * in order, and, where the check digit guarantees so, no single wrong digit passes. Each scheme needs three good and three bad rows. */
#define _POSIX_C_SOURCE 200809L
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#define COLUMNS 6
#define MOST_SCHEMES 256

/* Weights that share no factor with the modulus, and a check character for each remainder: one wrong digit always shows. */
static const char *const guaranteed[] = {
    "abn",    "at-vat", "be-vat", "ch-uid", "ch-vat",  "cn-id",   "cn-uscc",  "cy-vat", "de-vat", "dk-vat", "ee-vat",
    "es-vat", "fi-vat", "gtin",   "gtin-8", "gtin-12", "gtin-13", "gtin-14",  "hr-vat", "hu-vat", "ie-vat", "in-gstin",
    "it-vat", "kr-brn", "lei",    "lu-vat", "mt-vat",  "no-mva",  "no-orgnr", "pl-vat", "sg-uen", "si-vat",
};

typedef struct counts {
    size_t passed, failed;
    size_t good[MOST_SCHEMES], bad[MOST_SCHEMES];
} counts;

static void differs(counts *run, const char *place, const char *what, const char *expected, const char *got)
{
    printf("%s: %s is \"%s\", expected \"%s\"\n", place, what, got, expected);
    run->failed++;
}

static size_t scheme_index(const char *name)
{
    for (size_t i = 0; i < fos_identifier_scheme_count() && i < MOST_SCHEMES; i++)
        if (strcmp(fos_identifier_scheme_at(i)->name, name) == 0) return i;
    return MOST_SCHEMES;
}

static fos_identifier_result check(const char *scheme, const char *value)
{
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
    if (fos_identifier_check(scheme, value, strlen(value), &result, NULL) != FOS_STATUS_OK)
        result.fault = (fos_identifier_fault)-1;
    return result;
}

static void expect_pattern(counts *run, const char *place, const char *scheme, const fos_identifier_result *result)
{
    char pattern[512];
    regex_t compiled;
    if (fos_identifier_pattern(scheme, pattern, sizeof pattern) == 0) return;
    if (regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) != 0) {
        differs(run, place, "pattern", "a regular expression", pattern);
        return;
    }
    if (regexec(&compiled, result->normalised, 0, NULL, 0) != 0)
        differs(run, place, "normalised form", pattern, result->normalised);
    regfree(&compiled);
}

static void expect_parts(counts *run, const char *place, const fos_identifier_result *result)
{
    size_t end = 0;
    for (uint32_t i = 0; i < result->part_count; i++) {
        const fos_identifier_part *part = &result->parts[i];
        if (part->offset < end || part->length == 0 || part->name[0] == '\0')
            differs(run, place, "part", "after the one before", part->name);
        end = part->offset + part->length;
    }
    if (end > strlen(result->normalised)) differs(run, place, "parts", "within the normalised form", "longer");
}

static void expect_corruptions_found(counts *run, const char *place, const char *scheme, const fos_identifier_result *result)
{
    bool promised = false;
    for (size_t i = 0; i < sizeof guaranteed / sizeof guaranteed[0]; i++)
        promised |= strcmp(guaranteed[i], scheme) == 0;
    for (size_t i = 0; promised && result->verdict == FOS_VERDICT_VALID && result->normalised[i] != '\0'; i++) {
        char wrong[sizeof result->normalised];
        memcpy(wrong, result->normalised, sizeof wrong);
        for (char digit = '0'; digit <= '9' && result->normalised[i] >= '0' && result->normalised[i] <= '9'; digit++) {
            wrong[i] = digit;
            if (digit != result->normalised[i] && check(scheme, wrong).verdict == FOS_VERDICT_VALID)
                differs(run, place, "a wrong digit", "not valid", wrong);
        }
    }
}

static void expect_good(counts *run, const char *place, const char *scheme, const fos_identifier_result *result)
{
    fos_identifier_result again = check(scheme, result->normalised);
    if (again.verdict != result->verdict || strcmp(again.normalised, result->normalised) != 0)
        differs(run, place, "normalised again", result->normalised, again.normalised);
    expect_pattern(run, place, scheme, result);
    expect_parts(run, place, result);
    expect_corruptions_found(run, place, scheme, result);
}

static void run_row(counts *run, const char *place, char *const columns[COLUMNS])
{
    const char *scheme = columns[0];
    size_t index = scheme_index(scheme), failed = run->failed;
    fos_identifier_result result = check(scheme, columns[1]);
    char position[16] = "-";
    if (result.position != 0) (void)snprintf(position, sizeof position, "%lu", (unsigned long)result.position);
    if (index == MOST_SCHEMES) {
        differs(run, place, "scheme", "one that is known", scheme);
        return;
    }
    if (strcmp(fos_verdict_name(result.verdict), columns[2]) != 0)
        differs(run, place, "verdict", columns[2], fos_verdict_name(result.verdict));
    const char *normalised = result.normalised[0] == '\0' ? "-" : result.normalised;
    if (strcmp(normalised, columns[3]) != 0) differs(run, place, "normalised form", columns[3], normalised);
    if (strcmp(position, columns[4]) != 0) differs(run, place, "position", columns[4], position);
    if (result.because[0] == '\0') differs(run, place, "because", "a reason", "");
    if ((result.fault == FOS_IDENTIFIER_FAULT_NONE) != (result.verdict != FOS_VERDICT_INVALID))
        differs(run, place, "fault", "one when invalid, else none", fos_identifier_fault_name(result.fault));
    if (result.verdict != FOS_VERDICT_INVALID) expect_good(run, place, scheme, &result);
    if (result.verdict != FOS_VERDICT_INVALID)
        run->good[index]++;
    else
        run->bad[index]++;
    run->passed += failed == run->failed;
}

static bool split(char *line, char *columns[COLUMNS])
{
    line[strcspn(line, "\n")] = '\0';
    for (size_t i = 0; i < COLUMNS; i++) {
        columns[i] = line;
        line = strchr(line, '\t');
        if (i + 1 == COLUMNS) return line == NULL;
        if (line == NULL) return false;
        *line++ = '\0';
    }
    return false;
}

static bool run_file(counts *run, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[1024];
    if (file == NULL) {
        perror(path);
        return false;
    }
    for (size_t number = 1; fgets(line, sizeof line, file) != NULL; number++) {
        char *columns[COLUMNS], place[1200];
        if (line[0] == '#') continue;
        bool whole = split(line, columns);
        (void)snprintf(place, sizeof place, "%s:%zu: %s %s", path, number, line, whole ? columns[1] : "");
        if (whole)
            run_row(run, place, columns);
        else
            differs(run, place, "row", "six columns", "something else");
    }
    (void)fclose(file);
    return true;
}

int main(int argc, char **argv)
{
    counts run = { .passed = 0 };
    for (int i = 1; i < argc; i++)
        if (!run_file(&run, argv[i])) return EXIT_FAILURE;
    for (size_t i = 0; i < fos_identifier_scheme_count(); i++) {
        const fos_identifier_scheme *scheme = fos_identifier_scheme_at(i);
        fos_identifier_result example = check(scheme->name, scheme->example);
        if (run.good[i] < 3 || run.bad[i] < 3) differs(&run, scheme->name, "rows", "three good and three bad", "fewer");
        if (example.verdict == FOS_VERDICT_INVALID || strcmp(example.normalised, scheme->example) != 0)
            differs(&run, scheme->name, "example", scheme->example, example.because);
    }
    printf("%zu passed, %zu failed, 0 skipped\n", run.passed, run.failed);
    return run.failed == 0 && run.passed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
