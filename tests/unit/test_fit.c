/* Fitting: the rows of tests/cases/fit, what is never changed, limits that are none, and refused memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"

#define ROWS FOSI_SOURCE_DIR "/tests/cases/fit/rows.tsv"
#define COLUMNS 6
#define TEXT_PLACE "consignment.items.description"

typedef struct fixture {
    fos_context *context;
    fos_request *request;
    fos_fitter *fitter;
    fos_error error;
} fixture;

static void open_fixture(fixture *f, ledger *counts)
{
    static const fos_error fresh = FOS_ERROR_INIT;
    fos_allocator counted = { 0 };
    if (counts != NULL) counted = ledger_allocator(counts);
    f->error = fresh;
    f->context = fos_context_new(counts == NULL ? NULL : &counted);
    f->request = fos_request_new(f->context, NULL);
    f->fitter = fos_fitter_new(f->context, NULL);
    ck_assert_ptr_nonnull(f->fitter);
}

static void close_fixture(fixture *f)
{
    fos_fitter_free(f->fitter);
    fos_request_free(f->request);
    fos_context_free(f->context);
}

static fos_item *item_of(fixture *f, const char *description)
{
    fos_item *item;
    fos_request_clear(f->request);
    ck_assert_int_eq(fos_request_item_add(f->request, &item, NULL), FOS_STATUS_OK);
    item->description = fos_request_text(f->request, description, strlen(description));
    return item;
}

static fos_characters characters_of(const char *word)
{
    if (strcmp(word, "ascii") == 0) return FOS_CHARACTERS_ASCII;
    return strcmp(word, "latin") == 0 ? FOS_CHARACTERS_LATIN : FOS_CHARACTERS_ANY;
}

static unsigned deeds_of(const char *letters)
{
    unsigned what = 0;
    for (; *letters != '\0'; letters++)
        what |= *letters == 'n'   ? FOS_FIT_NORMALISED
                : *letters == 't' ? FOS_FIT_TRANSLITERATED
                : *letters == 'o' ? FOS_FIT_OMITTED
                : *letters == 's' ? FOS_FIT_SHORTENED
                                  : 0u;
    return what;
}

static void run_row(fixture *f, char *const columns[COLUMNS])
{
    const char *name = columns[0], *input = columns[3], *expected = columns[4];
    bool unfitted = strcmp(expected, "!") == 0;
    fos_fit_limit limit = { TEXT_PLACE, columns[2], characters_of(columns[1]) };
    fos_item *item = item_of(f, input);
    ck_assert_msg(fos_request_fit(f->request, &limit, 1, f->fitter, &f->error) == FOS_STATUS_OK, "%s: %s", name, f->error.text);
    const fos_fit_change *change = fos_fitter_change_at(f->fitter, 0);
    unsigned what = unfitted ? FOS_FIT_UNFITTED : deeds_of(columns[5]);
    ck_assert_msg((change == NULL ? 0 : change->what) == what, "%s: %u instead of %u: %s", name,
                  change == NULL ? 0 : change->what, what, item->description);
    ck_assert_msg(strcmp(item->description, unfitted ? input : expected) == 0, "%s: \"%s\"", name, item->description);
    ck_assert_msg(fos_fitter_unfitted_count(f->fitter) == unfitted, "%s", name);
    if (change == NULL) return;
    ck_assert_str_eq(change->before, input);
    ck_assert_str_eq(change->pointer, "/consignment/items/0/description");
    ck_assert_str_eq(change->element, TEXT_PLACE);
    if (unfitted) return;
    ck_assert_str_eq(change->after, expected);
    /* What is fitted fits. */
    ck_assert_int_eq(fos_request_fit(f->request, &limit, 1, f->fitter, &f->error), FOS_STATUS_OK);
    ck_assert_msg(fos_fitter_change_count(f->fitter) == 0, "%s: fitted twice", name);
}

START_TEST(test_rows)
{
    if (!fos_locale_supported()) return;
    fixture f;
    open_fixture(&f, NULL);
    FILE *file = fopen(ROWS, "r");
    ck_assert_ptr_nonnull(file);
    char line[1024];
    size_t count = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '#') continue;
        line[strcspn(line, "\n")] = '\0';
        char *columns[COLUMNS], *at = line;
        for (size_t i = 0; i < COLUMNS; i++) {
            ck_assert_ptr_nonnull(at);
            columns[i] = at;
            at = strchr(at, '\t');
            if (at != NULL) *at++ = '\0';
        }
        run_row(&f, columns);
        count++;
    }
    fclose(file);
    ck_assert_uint_ge(count, 35);
    close_fixture(&f);
}
END_TEST

START_TEST(test_codes_stay)
{
    static const fos_fit_limit limits[] = { { "consignment.items.sku", "an..4", FOS_CHARACTERS_ASCII },
                                            { "consignment.items.quantity", "n..3,1", FOS_CHARACTERS_ANY } };
    fixture f;
    open_fixture(&f, NULL);
    fos_item *item = item_of(&f, "Shoes");
    item->sku = "SKU-12345";
    item->quantity = number("1.25");
    ck_assert_int_eq(fos_request_fit(f.request, limits, 2, f.fitter, &f.error), FOS_STATUS_OK);
    ck_assert_uint_eq(fos_fitter_unfitted_count(f.fitter), 2);
    ck_assert_str_eq(item->sku, "SKU-12345");
    for (size_t i = 0; i < 2; i++)
        ck_assert_ptr_null(fos_fitter_change_at(f.fitter, i)->after);
    close_fixture(&f);
}
END_TEST

START_TEST(test_bad_limits)
{
    static const fos_fit_limit place = { "consignment.nowhere", "an..4", FOS_CHARACTERS_ANY };
    static const fos_fit_limit format = { TEXT_PLACE, "zz", FOS_CHARACTERS_ANY };
    fixture f;
    open_fixture(&f, NULL);
    item_of(&f, "Shoes");
    ck_assert_int_eq(fos_request_fit(f.request, &place, 1, f.fitter, &f.error), FOS_STATUS_INVALID_ARGUMENT);
    assert_holds(f.error.text, "consignment.nowhere");
    ck_assert_int_eq(fos_request_fit(f.request, &format, 1, f.fitter, &f.error), FOS_STATUS_INVALID_ARGUMENT);
    assert_holds(f.error.text, "zz");
    close_fixture(&f);
}
END_TEST

/* Names of a party in Japan are not read as Chinese. */
START_TEST(test_japanese)
{
    static const fos_fit_limit limit = { "consignment.seller.name", NULL, FOS_CHARACTERS_ASCII };
    if (!fos_locale_supported()) return;
    fixture f;
    open_fixture(&f, NULL);
    fos_party *seller;
    ck_assert_int_eq(fos_request_party(f.request, FOS_ROLE_SELLER, &seller, NULL), FOS_STATUS_OK);
    seller->name = "東京";
    memcpy(seller->country, "JP", 3);
    ck_assert_int_eq(fos_request_fit(f.request, &limit, 1, f.fitter, &f.error), FOS_STATUS_OK);
    ck_assert_uint_eq(fos_fitter_unfitted_count(f.fitter), 1);
    memcpy(seller->country, "CN", 3);
    ck_assert_int_eq(fos_request_fit(f.request, &limit, 1, f.fitter, &f.error), FOS_STATUS_OK);
    ck_assert_str_eq(seller->name, "dong jing");
    close_fixture(&f);
}
END_TEST

/* Each allocation refused in turn: the text stays, and nothing leaks. */
START_TEST(test_no_memory)
{
    static const char before[] = "Cafe\xcc\x81 and a description that is longer";
    static const fos_fit_limit limit = { TEXT_PLACE, "an..12", FOS_CHARACTERS_ANY };
    bool refused = true;
    for (size_t n = 1; refused; n++) {
        ledger counts = { 0 };
        fixture f;
        open_fixture(&f, &counts);
        fos_item *item = item_of(&f, before);
        ledger_arm(&counts, n, false);
        fos_status status = fos_request_fit(f.request, &limit, 1, f.fitter, &f.error);
        refused = counts.refused;
        ledger_disarm(&counts);
        ck_assert_int_eq(status, refused ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK);
        ck_assert(refused == (strcmp(item->description, before) == 0));
        close_fixture(&f);
        ck_assert_uint_eq(counts.live, 0);
        ck_assert_uint_lt(n, 100);
    }
}
END_TEST

Suite *fit_suite(void);
Suite *fit_suite(void)
{
    Suite *suite = suite_create("fit");
    TCase *tests = tcase_create("fit");
    tcase_add_test(tests, test_rows);
    tcase_add_test(tests, test_codes_stay);
    tcase_add_test(tests, test_bad_limits);
    tcase_add_test(tests, test_japanese);
    tcase_add_test(tests, test_no_memory);
    suite_add_tcase(suite, tests);
    return suite;
}
