/* The two ways from a JSON document to its tree, held against each other: what the straight way takes, yajl takes too, and both
 * make the same tree. */
#include "json_fixture.h"

#include "codec/json_scan.h"

Suite *json_scan_suite(void);

static const char *const documents[] = {
    "{\"date\":\"2026-07-15\",\"consignment\":{\"freight\":{\"amount\":\"4.90\",\"currency\":\"EUR\"},\"packages\":1,"
    "\"items\":[{\"number\":1,\"description\":\"caf\\u00e9 \\\"x\\\"\",\"tax_paid\":false},{\"number\":2,\"preference\":null}]}}",
    " [ true , false , null , -0.5e+10 , 12 , \"\" , [ ] , { } , [ [ ] ] , { \"a\" : { \"\" : \"\\ud83d\\ude00\" } } ]\n",
    "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,\"k\":11,\"l\":12,\"m\":13,\"n\":14,\"o\":15,"
    "\"p\":16,\"q\":17,\"r\":18}",
    "\xef\xbb\xbf\"a text longer than eight bytes, with \xc3\xa9 and \xe2\x82\xac in it\"",
    "0",
    "-12.50",
};

static void same_tree(const fosi_tree *a, const fosi_tree *b, const char *bytes)
{
    ck_assert_msg(a->kind == b->kind && a->count == b->count, "%s: kinds %d and %d, counts %u and %u", bytes, (int)a->kind,
                  (int)b->kind, (unsigned)a->count, (unsigned)b->count);
    ck_assert_msg(fosi_slice_equal(a->key, b->key) && fosi_slice_equal(a->text, b->text), "%s: texts differ", bytes);
    ck_assert_msg(a->key.data[a->key.length] == '\0' && a->text.data[a->text.length] == '\0', "%s: a text goes on", bytes);
    ck_assert_msg(a->offset == b->offset && a->key_offset == b->key_offset, "%s: places differ", bytes);
    const fosi_tree *x = a->first, *y = b->first;
    for (; x != NULL && y != NULL; x = x->next, y = y->next) {
        ck_assert(x->parent == a && y->parent == b);
        same_tree(x, y, bytes);
    }
    ck_assert_msg(x == NULL && y == NULL, "%s: children differ", bytes);
}

/* Whether the straight way took the document. */
static bool hold_against(void *user, const char *bytes, size_t length, const fos_limits *limits)
{
    fixture *f = user;
    fosi_document scanned = { "test", bytes, length, NULL }, parsed = scanned;
    fosi_arena_reset(&f->arena);
    char *copy = fosi_arena_zero(&f->arena, length + FOSI_JSON_PADDING, 1);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, bytes, length);
    size_t start = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    ck_assert_int_eq(fosi_json_scan(&f->arena, copy, start, length, limits, &scanned.root), FOS_STATUS_OK);
    fos_status status = fosi_json_parse_by_yajl(&f->arena, &parsed, limits, &f->error);
    if (scanned.root == NULL) return false;
    ck_assert_msg(status == FOS_STATUS_OK, "taken, but yajl says: %s: %.*s", f->error.text, (int)length, bytes);
    same_tree(scanned.root, parsed.root, bytes);
    return true;
}

START_TEST(takes_what_is_well_formed)
{
    fixture f;
    open_fixture(&f);
    hold_whole(hold_against, &f, documents[_i]);
    close_fixture(&f);
}
END_TEST

START_TEST(takes_nothing_else)
{
    fixture f;
    open_fixture(&f);
    hold_faults(hold_against, &f, documents[_i]);
    close_fixture(&f);
}
END_TEST

START_TEST(keeps_within_limits)
{
    static const limited_document rows[] = {
        { "[[1]]", { sizeof(fos_limits), 2, 100, 10, 18 }, true },
        { "[[[1]]]", { sizeof(fos_limits), 2, 100, 10, 18 }, false },
        { "[1,2,3]", { sizeof(fos_limits), 2, 100, 3, 18 }, true },
        { "[1,2,3,4]", { sizeof(fos_limits), 2, 100, 3, 18 }, false },
        { "[0.0123]", { sizeof(fos_limits), 2, 100, 3, 3 }, true },
        { "[1.234]", { sizeof(fos_limits), 2, 100, 3, 3 }, false },
        { "{\"a\":1,\"a\":1}", { sizeof(fos_limits), 2, 100, 3, 3 }, false },
        { "\"\\udc00\"", { sizeof(fos_limits), 2, 100, 3, 3 }, false },
        { "\"\\u0000\"", { sizeof(fos_limits), 2, 100, 3, 3 }, false },
    };
    fixture f;
    open_fixture(&f);
    hold_limited(hold_against, &f, rows, COUNT(rows));
    close_fixture(&f);
}
END_TEST

Suite *json_scan_suite(void)
{
    Suite *suite = suite_create("json_scan");
    TCase *tests = tcase_create("scan");
    tcase_add_loop_test(tests, takes_what_is_well_formed, 0, (int)COUNT(documents));
    tcase_add_loop_test(tests, takes_nothing_else, 0, (int)COUNT(documents));
    tcase_add_test(tests, keeps_within_limits);
    suite_add_tcase(suite, tests);
    return suite;
}
