/* The ground floor's reading side: text, dates, digests, and places in a document. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

Suite *text_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* --- text ----------------------------------------------------------------------------------------------------------- */

START_TEST(slices_compare_as_bytes)
{
    static const char *const ordered[] = { "", "A", "AB", "B", "a", "\xc3\xa9" };
    for (size_t i = 0; i < COUNT(ordered); i++) {
        for (size_t j = 0; j < COUNT(ordered); j++) {
            fosi_slice a = fosi_slice_of(ordered[i]), b = fosi_slice_of(ordered[j]);
            ck_assert_int_eq(fosi_slice_compare(a, b), (i > j) - (i < j));
            ck_assert_int_eq(fosi_slice_equal(a, b), i == j);
            ck_assert_int_eq(fosi_slice_is(a, ordered[j]), i == j);
        }
    }
    ck_assert(fosi_slice_is(fosi_slice_of(NULL), ""));
    ck_assert(fosi_slice_is(fosi_slice_of(""), NULL));
    ck_assert(fosi_hash("EU", 2, 0) != fosi_hash("EU", 2, 1));
    ck_assert(fosi_hash("EU", 2, 0) != fosi_hash("UE", 2, 0));
    ck_assert(fosi_hash("EUR", 2, 7) == fosi_hash("EUX", 2, 7));
}
END_TEST

START_TEST(classes_are_ascii)
{
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        ck_assert_int_eq(fosi_is_digit(c), i >= '0' && i <= '9');
        ck_assert_int_eq(fosi_is_upper(c), i >= 'A' && i <= 'Z');
        ck_assert_int_eq(fosi_is_lower(c), i >= 'a' && i <= 'z');
    }
}
END_TEST

static const struct {
    const char *bytes;
    size_t length;
    int bad; /* -1: valid */
} utf8[] = {
    { "", 0, -1 },
    { "plain text longer than eight", 28, -1 },
    { "a\0b", 3, -1 },
    { "\xc3\xa9", 2, -1 },
    { "\xe7\xa8\x8e", 3, -1 },
    { "\xf0\x9f\x93\xa6", 4, -1 },
    { "\xef\xbf\xbf", 3, -1 },
    { "\xf4\x8f\xbf\xbf", 4, -1 },
    { "\xed\x9f\xbf", 3, -1 },
    { "\xee\x80\x80", 3, -1 },
    { "abcdefgh\x80", 9, 8 },
    { "\xc0\x80", 2, 0 }, /* overlong NUL */
    { "\xc1\xbf", 2, 0 },
    { "\xe0\x9f\xbf", 3, 0 },     /* overlong */
    { "\xf0\x8f\xbf\xbf", 4, 0 }, /* overlong */
    { "x\xed\xa0\x80", 4, 1 },    /* surrogate */
    { "\xf4\x90\x80\x80", 4, 0 }, /* beyond U+10FFFF */
    { "\xf5\x80\x80\x80", 4, 0 },
    { "\xff", 1, 0 },
    { "ab\xc3", 3, 2 },
    { "ab\xe7\xa8", 4, 2 },
    { "ab\xf0\x9f\x93", 5, 2 },
    { "\xe7\xa8x", 3, 0 },
    { "\xf0\x9f\x93x", 4, 0 },
};

START_TEST(utf8_is_checked_strictly)
{
    for (size_t i = 0; i < COUNT(utf8); i++) {
        size_t bad = 12345;
        bool valid = fosi_utf8_valid(utf8[i].bytes, utf8[i].length, &bad);
        ck_assert_msg(valid == (utf8[i].bad < 0), "row %zu", i);
        if (!valid) ck_assert_msg(bad == (size_t)utf8[i].bad, "row %zu: bad byte at %zu", i, bad);
        ck_assert_int_eq(fosi_utf8_valid(utf8[i].bytes, utf8[i].length, NULL), valid);
    }
}
END_TEST

static const struct {
    const char *word;
    const char *nearest;
} near_words[] = {
    { "comodity_code", "commodity_code" },
    { "commodity_cdoe", "commodity_code" },
    { "Commodity_Code", "commodity_code" },
    { "amuont", "amount" },
    { "amnt", NULL },
    { "frieght", "freight" },
    { "insurence", "insurance" },
    { "insurances", "insurance" },
    { "dat", "date" },
    { "dates", "date" },
    { "dota", NULL },
    { "", NULL },
    { "xyz", NULL },
    { "completely_different_and_long", NULL },
    { "0123456789012345678901234567890123456789012345678901234567890123456789", NULL },
};

START_TEST(nearest_word_is_found)
{
    static const char *const names[] = { "commodity_code", "amount", "date", "freight", "insurance", "items", "", NULL };
    for (size_t i = 0; i < COUNT(near_words); i++) {
        const char *found = fosi_nearest(fosi_slice_of(near_words[i].word), names, COUNT(names));
        if (near_words[i].nearest == NULL)
            ck_assert_msg(found == NULL, "%s gave %s", near_words[i].word, found);
        else
            ck_assert_msg(found != NULL && strcmp(found, near_words[i].nearest) == 0, "%s", near_words[i].word);
    }
    static const char *const twins[] = { "abcd", "abce" };
    ck_assert_str_eq(fosi_nearest(fosi_slice_of("abcf"), twins, 2), "abcd"); /* the earlier of two */
    ck_assert_ptr_null(fosi_nearest(fosi_slice_of("abc"), NULL, 0));
}
END_TEST

/* --- dates ---------------------------------------------------------------------------------------------------------- */

static const struct {
    int year, month, day;
    fos_date date;
} days[] = {
    { 1970, 1, 1, 0 },
    { 1969, 12, 31, -1 },
    { 2000, 2, 29, 11016 },
    { 2000, 3, 1, 11017 },
    { 2026, 11, 23, 20780 },
    { 1900, 1, 1, -25567 },
    { 2999, 12, 31, 376199 },
    { 1899, 12, 31, FOS_DATE_ABSENT },
    { 3000, 1, 1, FOS_DATE_ABSENT },
    { 1900, 2, 29, FOS_DATE_ABSENT }, /* 1900 was no leap year */
    { 2023, 2, 29, FOS_DATE_ABSENT },
    { 2024, 2, 29, 19782 },
    { 2100, 2, 29, FOS_DATE_ABSENT },
    { 2400, 2, 29, 157113 },
    { 2026, 4, 31, FOS_DATE_ABSENT },
    { 2026, 0, 1, FOS_DATE_ABSENT },
    { 2026, 13, 1, FOS_DATE_ABSENT },
    { 2026, 1, 0, FOS_DATE_ABSENT },
    { 2026, -1, 1, FOS_DATE_ABSENT },
    { INT32_MAX, INT32_MIN, INT32_MAX, FOS_DATE_ABSENT },
};

START_TEST(dates_are_made_and_split)
{
    for (size_t i = 0; i < COUNT(days); i++) {
        fos_date date = fos_date_make(days[i].year, days[i].month, days[i].day);
        ck_assert_msg(date == days[i].date, "row %zu: %d", i, date);
        if (date == FOS_DATE_ABSENT) continue;
        int year, month, day;
        fosi_date_split(date, &year, &month, &day);
        ck_assert_int_eq(year, days[i].year);
        ck_assert_int_eq(month, days[i].month);
        ck_assert_int_eq(day, days[i].day);
    }
    int year = 1, month = 1, day = 1;
    fosi_date_split(FOS_DATE_ABSENT, &year, &month, &day);
    ck_assert_int_eq(year + month + day, 0);
}
END_TEST

START_TEST(every_day_comes_back)
{
    fos_date expected = fos_date_make(1900, 1, 1);
    for (; expected <= fos_date_make(2999, 12, 31); expected++) {
        char text[FOS_DATE_TEXT];
        fos_date date = FOS_DATE_ABSENT;
        ck_assert_uint_eq(fos_date_format(expected, text), 10);
        ck_assert_int_eq(fos_date_parse(text, 10, &date, NULL), FOS_STATUS_OK);
        ck_assert_int_eq(date, expected);
    }
    char text[FOS_DATE_TEXT];
    ck_assert_uint_eq(fos_date_format(FOS_DATE_ABSENT, text), 0);
    ck_assert_uint_eq(fos_date_format(INT32_MAX, text), 0);
    ck_assert_uint_eq(fos_date_format(expected, text), 0);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(dates_are_read_strictly)
{
    static const char *const wrong[] = { "",           "2026",        "2026-1-1",   "2026-01-1",  "2026/01/01",
                                         "26-01-01",   "2026-01-011", "2026-02-30", "2026-13-01", " 2026-01-01",
                                         "2026-01-0x", "+026-01-01",  "2026-00-01", "1899-12-31", "3000-01-01",
                                         "2026-01 01", "-026-01-01" };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        fos_date date = 77;
        fos_error error = FOS_ERROR_INIT;
        ck_assert_msg(fos_date_parse(wrong[i], strlen(wrong[i]), &date, &error) == FOS_STATUS_INVALID_VALUE, "%s", wrong[i]);
        ck_assert_int_eq(date, 77);
        ck_assert_ptr_nonnull(strstr(error.text, wrong[i]));
    }
}
END_TEST

static const struct {
    const char *from;
    int months, days;
    const char *to;
} shifts[] = {
    { "2026-01-31", 1, 0, "2026-02-28" },
    { "2024-01-31", 1, 0, "2024-02-29" },
    { "2026-01-31", 1, 1, "2026-03-01" },
    { "2026-12-15", 1, 0, "2027-01-15" },
    { "2026-01-15", -1, 0, "2025-12-15" },
    { "2024-02-29", 12, 0, "2025-02-28" },
    { "2024-02-29", -48, 0, "2020-02-29" },
    { "2026-07-01", 0, -1, "2026-06-30" },
    { "2026-05-31", -1, 30, "2026-05-30" },
    { "2999-12-31", 0, 1, "" },
    { "2999-12-31", 1, -31, "" },
    { "1900-01-01", 0, -1, "" },
    { "1900-01-01", -1, 0, "" },
    { "2026-01-01", INT32_MAX, 0, "" },
    { "2026-01-01", INT32_MIN, 0, "" },
    { "2026-01-01", 0, INT32_MAX, "" },
    { "2026-01-01", 0, INT32_MIN, "" },
    { "", 1, 1, "" },
};

START_TEST(dates_shift_by_months_and_days)
{
    for (size_t i = 0; i < COUNT(shifts); i++) {
        fos_date date = FOS_DATE_ABSENT;
        fos_date_parse(shifts[i].from, strlen(shifts[i].from), &date, NULL);
        char text[FOS_DATE_TEXT];
        fos_date_format(fosi_date_shift(date, shifts[i].months, shifts[i].days), text);
        ck_assert_msg(strcmp(text, shifts[i].to) == 0, "row %zu: %s", i, text);
    }
}
END_TEST

/* --- digest --------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    const char *digest;
} digests[] = {
    /* FIPS 180-4's examples, and the lengths around the padding's border. */
    { "", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "sha256:248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "sha256:cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
};

START_TEST(digests_match_the_standard)
{
    char text[FOSI_DIGEST_TEXT];
    for (size_t i = 0; i < COUNT(digests); i++) {
        fosi_digest(digests[i].text, strlen(digests[i].text), text);
        ck_assert_str_eq(text, digests[i].digest);
    }
    char *million = malloc(1000000);
    ck_assert_ptr_nonnull(million);
    memset(million, 'a', 1000000);
    fosi_digest(million, 1000000, text);
    ck_assert_str_eq(text, "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    fosi_digest(million, 64, text);
    ck_assert_str_eq(text, "sha256:ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    fosi_digest(million, 55, text);
    ck_assert_str_eq(text, "sha256:9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    free(million);
}
END_TEST

/* --- places in a document ------------------------------------------------------------------------------------------- */

/* {"rules": [1, {"a/b~c": "é < \u00e9\n\ud83d\udce6 x", "k\n": 2}]} on two lines, and its tree by hand. */
static const char raw[] = "{\"rules\": [1,\n {\"a/b~c\": \"\xc3\xa9 < \\u00e9\\n\\ud83d\\udce6 x\", \"k\\n\": 2}]}";

typedef struct sample {
    fosi_tree root, rules, one, inner, text, two;
    fosi_document document;
} sample;

static void adopt(fosi_tree *parent, fosi_tree *child, const char *key)
{
    fosi_tree **link = &parent->first;
    while (*link != NULL)
        link = &(*link)->next;
    *link = child;
    parent->count++;
    child->parent = parent;
    child->key = fosi_slice_of(key);
}

static void make_sample(sample *s)
{
    memset(s, 0, sizeof *s);
    s->root.kind = FOSI_TREE_OBJECT;
    s->rules.kind = FOSI_TREE_LIST;
    s->one.kind = FOSI_TREE_NUMBER;
    s->inner.kind = FOSI_TREE_OBJECT;
    s->text.kind = FOSI_TREE_TEXT;
    s->two.kind = FOSI_TREE_NUMBER;
    adopt(&s->root, &s->rules, "rules");
    adopt(&s->rules, &s->one, "");
    adopt(&s->rules, &s->inner, "");
    adopt(&s->inner, &s->text, "a/b~c");
    adopt(&s->inner, &s->two, "k\n");
    s->rules.offset = 10;
    s->one.offset = 11;
    s->inner.offset = 15;
    s->text.offset = 25;
    s->two.offset = (size_t)(strstr(raw, ": 2") - raw) + 2;
    s->text.text = fosi_slice_of("\xc3\xa9 < \xc3\xa9\n\xf0\x9f\x93\xa6 x");
    s->document = (fosi_document){ "eu.json", raw, strlen(raw), &s->root };
}

START_TEST(trees_give_children_and_pointers)
{
    sample s;
    make_sample(&s);
    ck_assert_ptr_eq(fosi_tree_get(&s.root, "rules"), &s.rules);
    ck_assert_ptr_null(fosi_tree_get(&s.root, "rule"));
    ck_assert_ptr_null(fosi_tree_get(&s.rules, ""));
    ck_assert_ptr_null(fosi_tree_get(NULL, "rules"));
    ck_assert_ptr_eq(fosi_tree_get(&s.inner, "k\n"), &s.two);

    char pointer[64];
    fosi_tree_pointer(&s.root, pointer, sizeof pointer);
    ck_assert_str_eq(pointer, "");
    fosi_tree_pointer(&s.one, pointer, sizeof pointer);
    ck_assert_str_eq(pointer, "/rules/0");
    fosi_tree_pointer(&s.text, pointer, sizeof pointer);
    ck_assert_str_eq(pointer, "/rules/1/a~1b~0c");
    fosi_tree_pointer(&s.text, pointer, 10);
    ck_assert_str_eq(pointer, "/rules/1/");
    fosi_tree_pointer(&s.text, pointer, 1);
    ck_assert_str_eq(pointer, "");
    s.text.key = fosi_slice_of("税");
    fosi_tree_pointer(&s.text, pointer, 12);
    ck_assert_str_eq(pointer, "/rules/1/");
    fosi_tree_pointer(&s.text, pointer, 13);
    ck_assert_str_eq(pointer, "/rules/1/税");
}
END_TEST

static const struct {
    size_t inside; /* byte of the decoded text */
    uint32_t column;
    const char *raw; /* what stands there in the document */
} insides[] = {
    { 0, 12, "\"" }, /* the node itself */
    { 3, 16, "<" },        { 5, 18, "\\u00e9" }, { 6, 18, "\\u00e9" }, { 7, 24, "\\n" }, { 8, 26, "\\ud83d" },
    { 11, 26, "\\ud83d" }, { 12, 38, " x" },     { 13, 39, "x" },      { 14, 40, "\"" }, { 99, 40, "\"" },
};

START_TEST(places_inside_a_text_pass_its_escapes)
{
    sample s;
    make_sample(&s);
    for (size_t i = 0; i < COUNT(insides); i++) {
        fos_error error = FOS_ERROR_INIT;
        ck_assert_int_eq(fosi_tree_fail(&error, &s.document, &s.text, insides[i].inside, FOS_STATUS_RULE_NAME, "%s", "x"),
                         FOS_STATUS_RULE_NAME);
        ck_assert_str_eq(error.pointer, "/rules/1/a~1b~0c");
        ck_assert_str_eq(error.source, "eu.json");
        ck_assert_uint_eq(error.line, 2);
        ck_assert_msg(error.column == insides[i].column, "inside %zu: column %u", insides[i].inside, error.column);
        ck_assert_msg(strncmp(raw + error.offset, insides[i].raw, strlen(insides[i].raw)) == 0, "inside %zu", insides[i].inside);
    }
}
END_TEST

START_TEST(tree_errors_bear_odd_cases)
{
    sample s;
    make_sample(&s);
    fos_error error = FOS_ERROR_INIT;
    fosi_tree_fail(&error, &s.document, &s.two, 5, FOS_STATUS_WRONG_TYPE, "a number");
    ck_assert_str_eq(error.pointer, "/rules/1/k?");
    ck_assert_uint_eq(error.offset, s.two.offset);
    fosi_tree_fail(&error, &s.document, NULL, 0, FOS_STATUS_MISSING_KEY, "no \"id\"");
    ck_assert_str_eq(error.pointer, "");
    ck_assert_uint_eq(error.line, 1);
    fosi_tree_fail(&error, NULL, &s.two, 0, FOS_STATUS_WRONG_TYPE, "nowhere");
    ck_assert_uint_eq(error.line, 0);
    ck_assert_int_eq(fosi_tree_fail(NULL, &s.document, &s.two, 0, FOS_STATUS_WRONG_TYPE, "x"), FOS_STATUS_WRONG_TYPE);

    /* A document that ends inside an escape: nothing is read behind it. */
    static const char *const cut[] = { "\"\\", "\"\\u", "\"\\u00e", "\"\\ud83d\\udc", "\"" };
    for (size_t i = 0; i < COUNT(cut); i++) {
        size_t length = strlen(cut[i]);
        char *exact = malloc(length);
        ck_assert_ptr_nonnull(exact);
        memcpy(exact, cut[i], length);
        fosi_tree node = { 0 };
        node.kind = FOSI_TREE_TEXT;
        fosi_document document = { "s", exact, length, &node };
        fosi_tree_fail(&error, &document, &node, 50, FOS_STATUS_RULE_NAME, "x");
        ck_assert_uint_le(error.offset, length);
        free(exact);
    }
}
END_TEST

Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *text = tcase_create("text");
    tcase_add_test(text, slices_compare_as_bytes);
    tcase_add_test(text, classes_are_ascii);
    tcase_add_test(text, utf8_is_checked_strictly);
    tcase_add_test(text, nearest_word_is_found);
    tcase_add_test(text, digests_match_the_standard);
    suite_add_tcase(suite, text);

    TCase *dates = tcase_create("dates");
    tcase_add_test(dates, dates_are_made_and_split);
    tcase_add_test(dates, dates_are_read_strictly);
    tcase_add_test(dates, dates_shift_by_months_and_days);
    suite_add_tcase(suite, dates);

    TCase *trees = tcase_create("trees");
    tcase_add_test(trees, trees_give_children_and_pointers);
    tcase_add_test(trees, places_inside_a_text_pass_its_escapes);
    tcase_add_test(trees, tree_errors_bear_odd_cases);
    suite_add_tcase(suite, trees);

    /* Too long under valgrind, which leaves this tag out. */
    TCase *thorough = tcase_create("thorough");
    tcase_set_tags(thorough, "thorough");
    tcase_add_test(thorough, every_day_comes_back);
    suite_add_tcase(suite, thorough);
    return suite;
}
