/* Quotes for people: what a reader's locale writes, how lines and tables are set, and the views of quotes as a whole. Whole
 * pages are compared by the tests of the command; here is what they cannot reach. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "locale/text_layout.h"

Suite *views_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* --- an allocator that refuses the n-th request --------------------------------------------------------------------- */

typedef struct refusal {
    long before; /* how many requests are granted; below 0 all are */
    long held;
} refusal;

static void *take(void *user, size_t size)
{
    refusal *r = user;
    if (r->before == 0) return NULL;
    if (r->before > 0) r->before--;
    void *memory = malloc(size);
    if (memory != NULL) r->held++;
    return memory;
}

static void give(void *user, void *memory)
{
    refusal *r = user;
    r->held--;
    free(memory);
}

static fos_context *context;
static fos_buffer *out;

static void set_up(void)
{
    context = fos_context_new(NULL);
    out = fos_buffer_new(context);
    ck_assert_ptr_nonnull(out);
}

static void tear_down(void)
{
    fos_buffer_free(out);
    fos_context_free(context);
}

/* --- locale --------------------------------------------------------------------------------------------------------- */

static const char *money(const char *tag, int64_t coefficient, int scale, const char *currency)
{
    fosi_locale locale;
    fos_decimal amount = { coefficient, scale };
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_locale_open(&locale, tag, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(fosi_locale_put_money(&locale, amount, currency, out), FOS_STATUS_OK);
    fosi_locale_close(&locale);
    return fos_buffer_data(out);
}

static const char *day(const char *tag, int year, int month, int of_month)
{
    fosi_locale locale;
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_locale_open(&locale, tag, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(fosi_locale_put_date(&locale, fos_date_make(year, month, of_month), out), FOS_STATUS_OK);
    fosi_locale_close(&locale);
    return fos_buffer_data(out);
}

START_TEST(plain_forms_need_no_locale)
{
    ck_assert_str_eq(money(NULL, 2990, 2, "EUR"), "29.90 EUR");
    ck_assert_str_eq(money(NULL, -5, 0, "JPY"), "-5 JPY");
    ck_assert_str_eq(money(NULL, 123, 1, ""), "12.3");
    ck_assert_str_eq(money(NULL, INT64_C(999999999999999999), 18, "USD"), "0.999999999999999999 USD");
    ck_assert_str_eq(day(NULL, 2026, 11, 23), "2026-11-23");
}
END_TEST

START_TEST(locales_keep_every_digit)
{
    if (!fos_locale_supported()) return;
    ck_assert_str_eq(money("de-DE", INT64_C(123456789012345678), 2, "EUR"), "1.234.567.890.123.456,78\xc2\xa0\xe2\x82\xac");
    ck_assert_str_eq(money("en-US", 2990, 2, "EUR"), "\xe2\x82\xac"
                                                     "29.90");
    ck_assert_str_eq(money("en-US", 1250, 2, "JPY"), "\xc2\xa5"
                                                     "12.50"); /* as many digits as the amount has */
    ck_assert_str_eq(money("en-US", 12345, 3, "CHF"), "CHF\xc2\xa0"
                                                      "12.345");
    ck_assert_str_eq(money("en-US", 7, 2, "CHF"), "CHF\xc2\xa0"
                                                  "0.07"); /* not rounded to five centimes */
    ck_assert_str_eq(money("hi-IN", 123456789, 2, "INR"), "\xe2\x82\xb9"
                                                          "12,34,567.89");
    ck_assert_str_eq(day("de-DE", 2026, 1, 2), "02.01.2026");
    ck_assert_str_eq(day("en-US", 1900, 1, 1), "Jan 1, 1900");
    ck_assert_str_eq(day("ja-JP", 2999, 12, 31), "2999/12/31");
}
END_TEST

START_TEST(every_currency_keeps_its_digits)
{
    static const char *const currencies[] = {
        "EUR", "USD", "JPY", "KWD", "CLF", "CHF", "SEK", "HUF", "IDR", "CRC", "DKK", "XXX"
    };
    if (!fos_locale_supported()) return;
    for (size_t i = 0; i < COUNT(currencies); i++) {
        for (int scale = 0; scale <= 4; scale++) {
            const char *text = money("en", INT64_C(987654321), scale, currencies[i]);
            char digits[32] = "";
            size_t length = 0;
            for (; *text != '\0'; text++)
                if (fosi_is_digit(*text)) digits[length++] = *text;
            ck_assert_str_eq(digits, "987654321");
        }
    }
}
END_TEST

START_TEST(tags_are_checked)
{
    static const char *const bad[] = { "",        "de_DE",        "-",  "x",       "de-",      "123",
                                       "no such", "d\xc3\xa9-FR", "zz", "english", "x-private" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        fosi_locale locale;
        fos_error error = FOS_ERROR_INIT;
        fos_status status = fosi_locale_open(&locale, bad[i], &error);
        ck_assert_int_eq(status, fos_locale_supported() ? FOS_STATUS_INVALID_VALUE : FOS_STATUS_UNSUPPORTED);
        ck_assert_int_eq(error.status, status);
        ck_assert(error.text[0] != '\0');
    }
}
END_TEST

START_TEST(widths_are_those_of_a_screen)
{
    ck_assert_uint_eq(fosi_display_width("", 0), 0);
    ck_assert_uint_eq(fosi_display_width("abc", 3), 3);
    ck_assert_uint_eq(fosi_display_width("\xc3\xa9\xc3\x97", 4), 2);
    ck_assert_uint_eq(fosi_display_width("abc", 2), 2);
    if (!fos_locale_supported()) return;
    ck_assert_uint_eq(fosi_display_width("\xe5\xb9\xb4", 3), 2); /* a wide character */
    ck_assert_uint_eq(fosi_display_width("e\xcc\x81", 3), 1);    /* e and a combining acute */
    ck_assert_uint_eq(fosi_display_width("\xe2\x80\x8f", 3), 0); /* a mark of direction */
}
END_TEST

/* --- layout --------------------------------------------------------------------------------------------------------- */

static const char *paragraph(const char *head, const char *text)
{
    fosi_view view;
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_view_open(&view, NULL, out, NULL), FOS_STATUS_OK);
    fosi_view_paragraph(&view, head, text);
    ck_assert_int_eq(fosi_view_close(&view, NULL), FOS_STATUS_OK);
    return fos_buffer_data(out);
}

static size_t widest_line(const char *text)
{
    size_t widest = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        size_t width = fosi_display_width(text, length);
        if (width > widest) widest = width;
        ck_assert(length == 0 || text[length - 1] != ' ');
        text += length + (text[length] == '\n');
    }
    return widest;
}

START_TEST(paragraphs_break_at_spaces)
{
    char text[1024] = "";
    for (int i = 0; i < 60; i++)
        strcat(text, "duty 12.50 EUR ");
    ck_assert_str_eq(paragraph("- ", "short"), "- short\n");
    ck_assert_str_eq(paragraph("- ", "one\ntwo"), "- one\n  two\n");
    ck_assert_str_eq(paragraph("", ""), "\n");
    ck_assert_str_eq(paragraph("", "\nhead"), "\nhead\n");
    const char *broken = paragraph("  - ", text);
    ck_assert_uint_le(widest_line(broken), FOSI_PAGE_WIDTH);
    ck_assert_ptr_null(strstr(broken, "\n    EUR")); /* a unit stays with its number */
    ck_assert_ptr_nonnull(strstr(broken, "\n    12.50 EUR duty"));
}
END_TEST

START_TEST(a_long_word_stays_whole)
{
    char word[151];
    char expected[160];
    memset(word, 'w', 150);
    word[150] = '\0';
    snprintf(expected, sizeof expected, "a\n%s\nb\n", word);
    char text[160];
    snprintf(text, sizeof text, "a %s b", word);
    ck_assert_str_eq(paragraph("", text), expected);
}
END_TEST

START_TEST(control_characters_are_made_harmless)
{
    fosi_view view;
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_view_open(&view, NULL, out, NULL), FOS_STATUS_OK);
    fosi_buffer_text(&view.scratch, "a\x1b[31mb\tc\x7f"
                                    "d\xc2\x9b"
                                    "e\xc3\xa9");
    ck_assert_str_eq(fosi_view_take(&view), "a?[31mb?c?d??e\xc3\xa9");
    ck_assert_int_eq(fosi_view_close(&view, NULL), FOS_STATUS_OK);
}
END_TEST

START_TEST(tables_are_aligned)
{
    fosi_view view;
    fosi_table table = { .columns = 3, .heads = { "What", "Amount", "Who" }, .right = { false, true } };
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_view_open(&view, NULL, out, NULL), FOS_STATUS_OK);
    fosi_row *row = fosi_table_row(&view, &table);
    row->cells[0] = "Zoll\nand\xc3\xa9re";
    row->cells[1] = "3.00 EUR";
    row->cells[2] = "customs";
    row->note = "because";
    row = fosi_table_row(&view, &table);
    row->cells[1] = "12.34 EUR";
    fosi_table_write(&view, &table);
    ck_assert_int_eq(fosi_view_close(&view, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out), "What       Amount  Who\n"
                                           "Zoll     3.00 EUR  customs\n"
                                           "and\xc3\xa9re\n"
                                           "    because\n"
                                           "        12.34 EUR\n");
}
END_TEST

START_TEST(tables_give_way)
{
    fosi_view view;
    fosi_table table = { .columns = 3, .fixed = { false, false, true } };
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_view_open(&view, NULL, out, NULL), FOS_STATUS_OK);
    fosi_row *row = fosi_table_row(&view, &table);
    row->cells[0] = "a charge with a name that is far longer than any name of a charge would ever be in a law";
    row->cells[1] = "three euro for each distinct subheading of the tariff that stands in the declaration";
    row->cells[2] = "on arrival in the Union";
    fosi_table_write(&view, &table);
    ck_assert_int_eq(fosi_view_close(&view, NULL), FOS_STATUS_OK);
    ck_assert_uint_le(widest_line(fos_buffer_data(out)), FOSI_PAGE_WIDTH);
    ck_assert_ptr_nonnull(strstr(fos_buffer_data(out), "on arrival in the Union\n"));
}
END_TEST

/* --- whole views ---------------------------------------------------------------------------------------------------- */

static fos_decimal cents(int64_t amount)
{
    fos_decimal decimal = { amount, 2 };
    return decimal;
}

/* A quote of nothing: what can be shown without a library behind it. */
static fos_quote bare_quote(void)
{
    fos_quote quote;
    memset(&quote, 0, sizeof quote);
    quote.engine.regime = "XA";
    quote.engine.data_version = "2026.1.1";
    quote.date = fos_date_make(2026, 3, 2);
    memcpy(quote.destination_country, "XA", 3);
    memcpy(quote.currency, "EUR", 4);
    quote.complete = FOS_TRUTH_TRUE;
    quote.minor_unit = cents(1);
    quote.totals.goods = cents(1000);
    quote.totals.charges = cents(0);
    quote.totals.landed_cost = cents(1000);
    return quote;
}

START_TEST(a_quote_of_nothing_is_shown)
{
    fos_quote quote = bare_quote();
    fos_quote_route route = { "xa.border", FOS_APPROACH_BORDER, NULL, 0 };
    fos_quote_route *routes[] = { &route };
    quote.routes = routes;
    quote.route_count = 1;
    ck_assert_int_eq(fos_quote_write_text(&quote, NULL, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out), "Import into XA on 2026-03-02\n"
                                           "Regime  XA, data version 2026.1.1\n"
                                           "Route   xa.border: collected by customs at the border\n"
                                           "\n"
                                           "Nothing is due.\n"
                                           "\n"
                                           "Goods               10.00 EUR\n"
                                           "All charges          0.00 EUR\n"
                                           "Landed cost         10.00 EUR\n");
}
END_TEST

START_TEST(text_is_appended_or_left_alone)
{
    fos_quote quote = bare_quote();
    fos_error error = FOS_ERROR_INIT;
    fosi_buffer_text(out, "before\n");
    ck_assert_int_ne(fos_quote_write_text(&quote, "no_tag", out, &error), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out), "before\n");
    ck_assert_int_eq(fos_quote_write_text(&quote, NULL, out, &error), FOS_STATUS_OK);
    ck_assert_int_eq(strncmp(fos_buffer_data(out), "before\nImport into", 18), 0);
    ck_assert_int_eq(fos_quote_write_text(NULL, NULL, out, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_comparison_write_text(NULL, NULL, out, &error), FOS_STATUS_INVALID_ARGUMENT);
}
END_TEST

START_TEST(offers_stand_side_by_side_or_in_blocks)
{
    fos_quote quote = bare_quote();
    const char *needs[] = { "the seller holds a number", "the buyer agrees" };
    fos_offer offers[4];
    fos_offer *list[4];
    fos_comparison comparison;
    memset(&comparison, 0, sizeof comparison);
    comparison.engine = quote.engine;
    comparison.date = quote.date;
    memcpy(comparison.destination_country, "XA", 3);
    for (size_t i = 0; i < 4; i++) {
        memset(&offers[i], 0, sizeof offers[i]);
        offers[i].route = i == 0 ? "xa.vendor" : "xa.border";
        offers[i].approach = i == 0 ? FOS_APPROACH_VENDOR : FOS_APPROACH_BORDER;
        offers[i].automatic = i == 1 ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE;
        offers[i].available = i == 0 ? FOS_TRUTH_FALSE : FOS_TRUTH_TRUE;
        offers[i].needs = i == 0 ? needs : NULL;
        offers[i].need_count = i == 0 ? 2 : 0;
        offers[i].quote = i == 3 ? NULL : &quote;
        list[i] = &offers[i];
    }
    comparison.offers = list;
    for (comparison.offer_count = 0; comparison.offer_count <= 4; comparison.offer_count++) {
        fos_buffer_clear(out);
        ck_assert_int_eq(fos_comparison_write_text(&comparison, NULL, out, NULL), FOS_STATUS_OK);
        const char *text = fos_buffer_data(out);
        ck_assert_uint_le(widest_line(text), FOSI_PAGE_WIDTH);
        ck_assert_int_eq(strstr(text, "* is taken when") != NULL, comparison.offer_count > 1);
        size_t routes = 0;
        for (const char *at = text; (at = strstr(at, "Route")) != NULL; at++)
            routes++;
        ck_assert_uint_eq(routes, comparison.offer_count == 4 ? 4 : comparison.offer_count != 0);
    }
    ck_assert_ptr_nonnull(strstr(fos_buffer_data(out), "only if the seller holds a number, and the buyer agrees"));
    ck_assert_ptr_nonnull(strstr(fos_buffer_data(out), "no quote could be made"));
}
END_TEST

START_TEST(refused_memory_is_told)
{
    fos_quote quote = bare_quote();
    bool done = false;
    for (long before = 0; !done; before++) {
        refusal r = { -1, 0 };
        fos_allocator allocator = { &r, take, give };
        fos_error error = FOS_ERROR_INIT;
        fos_context *own = fos_context_new(&allocator);
        fos_buffer *text = fos_buffer_new(own);
        r.before = before;
        fos_status status = fos_quote_write_text(&quote, NULL, text, &error);
        done = status == FOS_STATUS_OK;
        if (!done) {
            ck_assert_int_eq(status, FOS_STATUS_NO_MEMORY);
            ck_assert_int_eq(error.status, FOS_STATUS_NO_MEMORY);
            ck_assert_uint_eq(fos_buffer_size(text), 0);
        }
        fos_buffer_free(text);
        fos_context_free(own);
        ck_assert_int_eq(r.held, 0);
        ck_assert_int_lt(before, 10000);
    }
}
END_TEST

static TCase *add_case(Suite *suite, const char *name)
{
    TCase *tests = tcase_create(name);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    suite_add_tcase(suite, tests);
    return tests;
}

Suite *views_suite(void)
{
    Suite *suite = suite_create("views");
    TCase *locale = add_case(suite, "locale");
    tcase_add_test(locale, plain_forms_need_no_locale);
    tcase_add_test(locale, locales_keep_every_digit);
    tcase_add_test(locale, every_currency_keeps_its_digits);
    tcase_add_test(locale, tags_are_checked);
    tcase_add_test(locale, widths_are_those_of_a_screen);

    TCase *layout = add_case(suite, "layout");
    tcase_add_test(layout, paragraphs_break_at_spaces);
    tcase_add_test(layout, a_long_word_stays_whole);
    tcase_add_test(layout, control_characters_are_made_harmless);
    tcase_add_test(layout, tables_are_aligned);
    tcase_add_test(layout, tables_give_way);

    TCase *views = add_case(suite, "views");
    tcase_add_test(views, a_quote_of_nothing_is_shown);
    tcase_add_test(views, text_is_appended_or_left_alone);
    tcase_add_test(views, offers_stand_side_by_side_or_in_blocks);
    tcase_add_test(views, refused_memory_is_told);
    return suite;
}
