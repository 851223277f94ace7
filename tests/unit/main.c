/* Runs the unit tests: `unit` runs all suites, `unit NAME...` those named, `unit --list` lists them. Results go to
 * standard output as TAP, which the build system reads. The tests themselves live beside this file, a file for each room. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

/* One row for each suite: NAME is made by `Suite *NAME_suite(void)`. */
/* clang-format off */
#define SUITES(ROW) \
    ROW(base) ROW(text) ROW(csv_records) \
    ROW(number) ROW(exact) \
    ROW(dataset) ROW(elements) ROW(identifier) \
    ROW(import) ROW(rates) ROW(duty_random) \
    ROW(json) ROW(json_scan) ROW(json_straight) ROW(json_write) ROW(records) \
    ROW(regime) \
    ROW(quote) ROW(roles) ROW(told) \
    ROW(library) ROW(batch) ROW(memory) \
    ROW(views) ROW(convert) ROW(document) ROW(fit) ROW(profile) \
    ROW(tariff_table) ROW(tariff_csv)
/* clang-format on */

#define DECLARE(name) Suite *name##_suite(void);
SUITES(DECLARE)

typedef struct entry {
    const char *name;
    Suite *(*make)(void);
} entry;

#define ENTRY(name) { #name, name##_suite },
static const entry entries[] = { SUITES(ENTRY){ NULL, NULL } };

static const entry *find(const char *name)
{
    for (const entry *each = entries; each->name != NULL; each++) {
        if (strcmp(each->name, name) == 0) {
            return each;
        }
    }
    return NULL;
}

static void add(SRunner *runner, const entry *suite) { srunner_add_suite(runner, suite->make()); }

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        for (const entry *each = entries; each->name != NULL; each++) {
            puts(each->name);
        }
        return EXIT_SUCCESS;
    }
    for (int i = 1; i < argc; i++) {
        if (find(argv[i]) == NULL) {
            fprintf(stderr, "unit: no suite %s\n", argv[i]);
            return 2;
        }
    }
    /* The caller's locale is in force, as in a program with a user interface: the library must not care. */
    (void)setlocale(LC_ALL, "");
    SRunner *runner = srunner_create(NULL);
    if (argc > 1) {
        for (int i = 1; i < argc; i++) {
            add(runner, find(argv[i]));
        }
    } else {
        for (const entry *each = entries; each->name != NULL; each++) {
            add(runner, each);
        }
    }
    if (getenv("CK_TAP_LOG_FILE_NAME") == NULL) {
        srunner_set_tap(runner, "-");
    }
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
