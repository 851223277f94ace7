/* JSON out: texts and amounts, every kind of element, quotes, comparisons, errors, schemas. Reading is in test_json.c. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "codec/json_put.h"
#include "codec/json_write.h"
#include "dataset/element.h"
#include "json_fixture.h"

Suite *json_write_suite(void);

START_TEST(texts_are_escaped)
{
    fixture f;
    open_fixture(&f);
    fos_buffer *out = fos_buffer_new(f.context);
    char all[200];
    size_t length = 0;
    for (int c = 1; c < 0x80; c++)
        all[length++] = (char)c;
    for (size_t start = 0; start < length; start++) {
        for (size_t end = start; end <= length; end += 1 + (end - start) / 8) {
            fos_buffer_clear(out);
            fosi_json_put_text(out, all + start, end - start);
            ck_assert_int_eq(parse(&f, fos_buffer_data(out), fos_buffer_size(out), NULL), FOS_STATUS_OK);
            ck_assert_uint_eq(f.document.root->text.length, end - start);
            ck_assert_mem_eq(f.document.root->text.data, all + start, end - start);
            fosi_arena_reset(&f.arena);
            /* The same by escaping in place. */
            fos_buffer_clear(out);
            fosi_buffer_put(out, "\"", 1);
            fosi_buffer_put(out, all + start, end - start);
            fosi_json_escape_from(out, 1);
            fosi_buffer_put(out, "\"", 1);
            ck_assert_int_eq(parse(&f, fos_buffer_data(out), fos_buffer_size(out), NULL), FOS_STATUS_OK);
            ck_assert_mem_eq(f.document.root->text.data, all + start, end - start);
            fosi_arena_reset(&f.arena);
        }
    }
    fos_buffer_free(out);
    close_fixture(&f);
}
END_TEST

START_TEST(amounts_have_the_digits_of_the_unit)
{
    static const struct {
        fos_decimal value;
        int32_t digits;
        const char *text;
    } rows[] = {
        { { 3, 0 }, 2, "\"3.00\"" },
        { { 3000, 0 }, 0, "\"3000\"" },
        { { 5681, 3 }, 2, "\"5.681\"" },
        { { -5, 2 }, 2, "\"-0.05\"" },
        { { 0, 0 }, 0, "\"0\"" },
        { { 0, 0 }, 3, "\"0.000\"" },
        { { 5, 1 }, 2, "\"0.50\"" },
        { { 1250, 2 }, 0, "\"12.50\"" },
        { { INT64_MAX, 0 }, 2, "\"9223372036854775807.00\"" },
        { { INT64_MIN, 18 }, 0, "\"-9.223372036854775808\"" },
        { { 1, 18 }, 18, "\"0.000000000000000001\"" },
        { { INT64_MIN, 0 }, 18, "\"-9223372036854775808.000000000000000000\"" },
        { { 1, FOS_DECIMAL_ABSENT_SCALE }, 2, "null" },
        { { 1, 19 }, 2, "null" },
    };
    fos_context *context = fos_context_new(NULL);
    fos_buffer *out = fos_buffer_new(context);
    for (size_t i = 0; i < COUNT(rows); i++) {
        fos_buffer_clear(out);
        fosi_json_put_decimal(out, rows[i].value, rows[i].digits);
        fosi_buffer_put(out, "", 0);
        ck_assert_uint_eq(fos_buffer_size(out), strlen(rows[i].text));
        ck_assert_mem_eq(fos_buffer_data(out), rows[i].text, strlen(rows[i].text));
    }
    fos_buffer_free(out);
    fos_context_free(context);
}
END_TEST

/* ---- answers ---- */

static fos_quote sample_quote(void)
{
    static uint32_t numbers[] = { 1, 3 };
    static fos_quote_route route = { "eu.ioss.vendor", FOS_APPROACH_VENDOR, numbers, 2 };
    static fos_quote_route *routes[] = { &route };
    static fos_quote_item item, undecided;
    static fos_quote_item *items[] = { &item, &undecided };
    static fos_role_amount collectors[] = { { FOS_ROLE_SELLER, { 568, 2 } }, { FOS_ROLE_CUSTOMS, { 3, 0 } } };
    static fos_due_amount dues[] = { { FOS_DUE_SALE, { 868, 2 } } };
    const fos_decimal none = { 0, FOS_DECIMAL_ABSENT_SCALE };
    fos_quote quote = { 0 };
    quote.engine = (fos_engine){ "0.1.0", "EU", "2026.11.1", "sha256:ab" };
    quote.date = fos_date_make(2026, 11, 23);
    memcpy(quote.destination_country, "DE", 3);
    memcpy(quote.currency, "EUR", 4);
    quote.complete = FOS_TRUTH_TRUE;
    quote.approach = FOS_APPROACH_HYBRID;
    quote.minor_unit = (fos_decimal){ 1, 2 };
    quote.routes = routes;
    quote.route_count = 1;
    quote.values = (fos_quote_values){ { 25, 0 }, { 49, 1 }, none, { 25, 0 }, { 29905, 3 } };
    item = (fos_quote_item){ 1, "eu.ioss.vendor", quote.values, { 3, 0 }, { 0, 0 }, { 568, 2 }, { 0, 0 } };
    undecided = (fos_quote_item){ 3, NULL, { none, none, none, none, none }, none, none, none, none };
    quote.items = items;
    quote.item_count = 2;
    quote.totals = (fos_quote_totals){ { 25, 0 },   { 49, 1 },  none, { 3, 0 }, { 0, 0 }, { 568, 2 }, { 0, 0 }, { 868, 2 },
                                       { 3858, 2 }, collectors, 2,    NULL,     0,        dues,       1 };
    return quote;
}

static const char sample_quote_text[] =
    "{\"engine\":{\"version\":\"0.1.0\",\"regime\":\"EU\",\"data_version\":\"2026.11.1\",\"digest\":\"sha256:ab\"},\"date\":\"2026-11-23\","
    "\"destination_country\":\"DE\",\"currency\":\"EUR\",\"complete\":true,\"approach\":\"hybrid\",\"routes\":[{\"id\":\"eu.ioss.vendor\","
    "\"approach\":\"vendor\",\"items\":[1,3]}],\"values\":{\"goods\":\"25.00\",\"freight\":\"4.90\",\"intrinsic_value\":\"25.00\","
    "\"customs_value\":\"29.905\"},\"items\":[{\"number\":1,\"route\":\"eu.ioss.vendor\",\"values\":{\"goods\":\"25.00\",\"freight\":\"4.90\","
    "\"intrinsic_value\":\"25.00\",\"customs_value\":\"29.905\"},\"duty\":\"3.00\",\"excise\":\"0.00\",\"tax\":\"5.68\",\"fee\":\"0.00\"},"
    "{\"number\":3,\"values\":{}}],\"charges\":[],\"totals\":{\"goods\":\"25.00\",\"freight\":\"4.90\",\"duty\":\"3.00\",\"excise\":\"0.00\","
    "\"tax\":\"5.68\",\"fee\":\"0.00\",\"charges\":\"8.68\",\"landed_cost\":\"38.58\",\"by_collector\":{\"seller\":\"5.68\",\"customs\":\"3.00\"},"
    "\"by_payer\":{},\"by_due\":{\"sale\":\"8.68\"}},\"decisions\":[],\"assumed\":[],\"missing\":[],\"warnings\":[]}";

START_TEST(quotes_are_written)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *out = fos_buffer_new(context);
    fos_quote quote = sample_quote();
    ck_assert_int_eq(fos_quote_write_json(&quote, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out), sample_quote_text);
    ck_assert_uint_eq(fos_buffer_size(out), sizeof sample_quote_text - 1);
    /* In a currency without cents nothing is added. */
    fos_buffer_clear(out);
    quote.minor_unit = (fos_decimal){ 1, 0 };
    ck_assert_int_eq(fos_quote_write_json(&quote, out, NULL), FOS_STATUS_OK);
    ck_assert_ptr_nonnull(strstr(fos_buffer_data(out), "\"values\":{\"goods\":\"25\",\"freight\":\"4.9\","));
    fos_buffer_free(out);
    fos_context_free(context);
}
END_TEST

/* One element of each kind, present and absent, with texts made on request. */
typedef struct everything {
    const char *text;
    char code[4];
    int choice;
    fos_decimal decimal;
    fos_decimal nothing;
    fos_decimal count;
    int32_t integer;
    fos_date date;
    fos_truth truth;
    fos_truth open;
    fos_money money;
    fos_exact exact;
    uint32_t *numbers;
    size_t number_count;
    fos_decimal *decimals;
    size_t decimal_count;
    fos_assumption **pairs;
    size_t pair_count;
} everything;

static fos_status say(const void *root, const void *object, fos_buffer *out)
{
    const everything *e = object;
    ck_assert_ptr_eq(root, object);
    if (e->integer == 13) return FOS_STATUS_OVERFLOW;
    if (e->text != NULL) fosi_buffer_format(out, "so \"%s\"", e->text);
    return FOS_STATUS_OK;
}

static fos_status affirm(const void *root, const void *object, fos_buffer *out)
{
    (void)root;
    (void)object;
    fosi_buffer_text(out, "true");
    return FOS_STATUS_OK;
}

static size_t sources(const void *root, const void *object, const fosi_known_text **texts)
{
    static const fosi_known_text known[] = { { "x\ty", 3, false }, { "plain", 5, true } };
    const everything *e = object;
    (void)root;
    texts[0] = &known[0];
    texts[1] = &known[1];
    return e->text != NULL ? 2 : 0;
}

#define AT(field) .offset = offsetof(everything, field), .definition = ""
static const char *const colours[] = { "", "red", "green", NULL };
static const fosi_element everything_rows[] = {
    { FOSI_NAME("text"), .kind = FOSI_ELEMENT_TEXT, AT(text) },
    { FOSI_NAME("code"), .kind = FOSI_ELEMENT_CURRENCY, AT(code) },
    { FOSI_NAME("choice"), .kind = FOSI_ELEMENT_CHOICE, .words = colours, AT(choice) },
    { FOSI_NAME("decimal"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT, AT(decimal) },
    { FOSI_NAME("nothing"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_NULL, AT(nothing) },
    { FOSI_NAME("count"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_WHOLE, AT(count) },
    { FOSI_NAME("integer"), .kind = FOSI_ELEMENT_INTEGER, AT(integer) },
    { FOSI_NAME("date"), .kind = FOSI_ELEMENT_DATE, AT(date) },
    { FOSI_NAME("truth"), .kind = FOSI_ELEMENT_TRUTH, AT(truth) },
    { FOSI_NAME("open"), .kind = FOSI_ELEMENT_TRUTH, .flags = FOSI_NULL, AT(open) },
    { FOSI_NAME("money"), .kind = FOSI_ELEMENT_MONEY, .flags = FOSI_UNIT, AT(money) },
    { FOSI_NAME("exact"), .kind = FOSI_ELEMENT_EXACT, AT(exact) },
    { FOSI_NAME("numbers"), .kind = FOSI_ELEMENT_NUMBER_LIST, AT(numbers) },
    { FOSI_NAME("decimals"), .kind = FOSI_ELEMENT_DECIMAL_LIST, .flags = FOSI_UNIT | FOSI_ALWAYS, AT(decimals) },
    { FOSI_NAME("pairs"), .kind = FOSI_ELEMENT_PAIRS, AT(pairs) },
    { FOSI_NAME("said"), .kind = FOSI_ELEMENT_RENDERED, .render = say, .definition = "" },
    { FOSI_NAME("raw"), .kind = FOSI_ELEMENT_RENDERED, .flags = FOSI_RAW, .render = affirm, .definition = "" },
    { FOSI_NAME("sources"), .kind = FOSI_ELEMENT_RENDERED_LIST, .render_list = sources, .definition = "" },
};
#undef AT
static const fosi_class class_everything = {
    .name = "everything", .size = sizeof(everything), .elements = everything_rows, .count = COUNT(everything_rows)
};

START_TEST(every_kind_is_written)
{
    const fos_decimal none = { 0, FOS_DECIMAL_ABSENT_SCALE };
    fos_context *context = fos_context_new(NULL);
    fos_buffer *out = fos_buffer_new(context);
    everything e = {
        .decimal = none, .nothing = none, .count = none, .date = FOS_DATE_ABSENT, .money = { none, "" }, .exact = { none, 1 }
    };
    fosi_buffer_text(out, "before");
    ck_assert_int_eq(fosi_json_write(&class_everything, &e, 2, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out), "before{\"nothing\":null,\"open\":null,\"decimals\":[],\"raw\":true,\"sources\":[]}");
    uint32_t numbers[] = { 1, UINT32_MAX };
    fos_decimal decimals[] = { { 3, 0 }, { 1, 3 } };
    fos_assumption pair = { "a\"b", "c" }, *pairs[] = { &pair };
    e = (everything){ "x\ty",
                      "JPY",
                      2,
                      { -5, 1 },
                      { 0, 0 },
                      { 12, 0 },
                      7,
                      fos_date_make(2026, 1, 2),
                      FOS_TRUTH_FALSE,
                      FOS_TRUTH_TRUE,
                      { { 3, 0 }, "BHD" },
                      { { 5, 1 }, 3 },
                      numbers,
                      2,
                      decimals,
                      2,
                      pairs,
                      1 };
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_json_write(&class_everything, &e, 2, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(
        fos_buffer_data(out),
        "{\"text\":\"x\\ty\",\"code\":\"JPY\",\"choice\":\"green\",\"decimal\":\"-0.50\",\"nothing\":\"0\",\"count\":12,"
        "\"integer\":7,\"date\":\"2026-01-02\",\"truth\":false,\"open\":true,\"money\":{\"amount\":\"3.000\",\"currency\":\"BHD\"},"
        "\"exact\":\"1/6\",\"numbers\":[1,4294967295],\"decimals\":[\"3.00\",\"0.001\"],\"pairs\":{\"a\\\"b\":\"c\"},"
        "\"said\":\"so \\\"x\\ty\\\"\",\"raw\":true,\"sources\":[\"x\\ty\",\"plain\"]}");
    /* A sentence that cannot be made takes everything back. */
    fos_buffer_clear(out);
    fosi_buffer_text(out, "before");
    e.integer = 13;
    fos_error error = FOS_ERROR_INIT;
    ck_assert_int_eq(fosi_json_write(&class_everything, &e, 2, out, &error), FOS_STATUS_OVERFLOW);
    ck_assert_int_eq(error.status, FOS_STATUS_OVERFLOW);
    ck_assert_str_eq(fos_buffer_data(out), "before");
    e.choice = 99; /* no word of the enumeration */
    e.integer = -1;
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_json_write(&class_everything, &e, 2, out, NULL), FOS_STATUS_OK);
    ck_assert_ptr_null(strstr(fos_buffer_data(out), "choice"));
    fos_buffer_free(out);
    fos_context_free(context);
}
END_TEST

START_TEST(comparisons_are_written)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *out = fos_buffer_new(context);
    fos_quote quote = sample_quote();
    const char *needs[] = { "the seller holds an IOSS number", "no \"platform\"" };
    fos_offer first = { "eu.ioss.vendor", FOS_APPROACH_VENDOR, FOS_TRUTH_FALSE, FOS_TRUTH_FALSE, needs, 2, &quote };
    fos_offer second = { "eu.border", FOS_APPROACH_BORDER, FOS_TRUTH_TRUE, FOS_TRUTH_TRUE, NULL, 0, NULL };
    fos_offer *offers[] = { &first, &second };
    fos_comparison comparison = { quote.engine, quote.date, "DE", "EUR", offers, 2 };
    char expected[4096];
    snprintf(
        expected, sizeof expected,
        "{\"engine\":{\"version\":\"0.1.0\",\"regime\":\"EU\",\"data_version\":\"2026.11.1\",\"digest\":\"sha256:ab\"},\"date\":\"2026-11-23\","
        "\"destination_country\":\"DE\",\"currency\":\"EUR\",\"offers\":[{\"route\":\"eu.ioss.vendor\",\"approach\":\"vendor\",\"automatic\":false,"
        "\"available\":false,\"needs\":[\"the seller holds an IOSS number\",\"no \\\"platform\\\"\"],\"quote\":%s},{\"route\":\"eu.border\","
        "\"approach\":\"border\",\"automatic\":true,\"available\":true,\"needs\":[]}]}",
        sample_quote_text);
    ck_assert_int_eq(fos_comparison_write_json(&comparison, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out), expected);
    fos_buffer_free(out);
    fos_context_free(context);
}
END_TEST

START_TEST(errors_are_written)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *out = fos_buffer_new(context);
    fos_request *request = fos_request_new(context, NULL);
    fos_error error = FOS_ERROR_INIT;
    fos_request_read_json(request, S("{\n\"date\":\"tomorrow\"}"), NULL, &error);
    ck_assert_int_eq(fos_error_write_json(&error, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(
        fos_buffer_data(out),
        "{\"error\":{\"status\":\"invalid_value\",\"source\":\"request\",\"line\":2,\"column\":8,\"pointer\":\"/date\","
        "\"text\":\"\\\"tomorrow\\\" is not a day, expected YYYY-MM-DD from 1900 to 2999\"}}");
    fos_request_free(request);
    fos_buffer_free(out);
    fos_context_free(context);
}
END_TEST

START_TEST(answers_may_run_out_of_memory)
{
    fos_quote quote = sample_quote();
    for (int allowed = 0;; allowed++) {
        budget b = { -1, 0, 0 };
        fos_context *context = context_over(&b);
        fos_buffer *out = fos_buffer_new(context);
        b.left = allowed;
        fos_error error = FOS_ERROR_INIT;
        fos_status status = fos_quote_write_json(&quote, out, &error);
        if (status != FOS_STATUS_OK) {
            ck_assert_int_eq(status, FOS_STATUS_NO_MEMORY);
            ck_assert_uint_eq(fos_buffer_size(out), 0);
        }
        fos_buffer_free(out);
        fos_context_free(context);
        ck_assert_int_eq(b.live, 0);
        if (status == FOS_STATUS_OK) break;
        ck_assert_int_lt(allowed, 100);
    }
}
END_TEST

/* ---- schemas ---- */

/* Every reference of a schema has its definition; nodes are walked in document order, without recursion. */
static void check_references(const fosi_tree *root)
{
    const fosi_tree *definitions = fosi_tree_get(root, "$defs");
    const fosi_tree *node = root;
    while (node != NULL) {
        if (node->kind == FOSI_TREE_TEXT && fosi_slice_is(node->key, "$ref")) {
            ck_assert_msg(strncmp(node->text.data, "#/$defs/", 8) == 0, "%s", node->text.data);
            ck_assert_msg(fosi_tree_get(definitions, node->text.data + 8) != NULL, "%s", node->text.data);
        }
        if (node->first != NULL) {
            node = node->first;
            continue;
        }
        while (node != NULL && node->next == NULL)
            node = node->parent;
        if (node != NULL) node = node->next;
    }
}

START_TEST(schemas_are_whole)
{
    static const char *const names[] = { "request", "quote", "comparison", "regime" };
    fixture f;
    open_fixture(&f);
    fos_buffer *out = fos_buffer_new(f.context);
    for (size_t i = 0; i < COUNT(names); i++) {
        fos_buffer_clear(out);
        ck_assert_int_eq(fos_schema_write(names[i], out, &f.error), FOS_STATUS_OK);
        ck_assert_msg(parse(&f, fos_buffer_data(out), fos_buffer_size(out), NULL) == FOS_STATUS_OK, "%s: %s at %lu", names[i],
                      f.error.text, (unsigned long)f.error.offset);
        const fosi_tree *root = f.document.root;
        ck_assert_str_eq(fosi_tree_get(root, "$schema")->text.data, "https://json-schema.org/draft/2020-12/schema");
        ck_assert_str_eq(fosi_tree_get(root, "title")->text.data, names[i]);
        ck_assert_ptr_nonnull(fosi_tree_get(root, "$defs"));
        check_references(root);
    }
    fos_buffer_free(out);
    close_fixture(&f);
}
END_TEST

START_TEST(the_request_schema_has_every_element)
{
    fixture f;
    open_fixture(&f);
    fos_buffer *out = fos_buffer_new(f.context);
    ck_assert_int_eq(fos_schema_write("request", out, &f.error), FOS_STATUS_OK);
    ck_assert_int_eq(parse(&f, fos_buffer_data(out), fos_buffer_size(out), NULL), FOS_STATUS_OK);
    const fosi_tree *properties = fosi_tree_get(f.document.root, "properties");
    ck_assert_uint_eq(properties->count, fosi_class_request.count);
    const fosi_tree *item = fosi_tree_get(fosi_tree_get(f.document.root, "$defs"), "item");
    ck_assert_ptr_nonnull(item);
    for (size_t i = 0; i < fosi_class_item.count; i++) {
        const fosi_tree *property = fosi_tree_get(fosi_tree_get(item, "properties"), fosi_class_item.elements[i].name);
        ck_assert_msg(property != NULL, "%s", fosi_class_item.elements[i].name);
        ck_assert_str_eq(fosi_tree_get(property, "description")->text.data, fosi_class_item.elements[i].definition);
    }
    fos_buffer_free(out);
    close_fixture(&f);
}
END_TEST

Suite *json_write_suite(void)
{
    Suite *suite = suite_create("json_write");
    TCase *answers = tcase_create("answers");
    tcase_add_test(answers, texts_are_escaped);
    tcase_add_test(answers, amounts_have_the_digits_of_the_unit);
    tcase_add_test(answers, quotes_are_written);
    tcase_add_test(answers, every_kind_is_written);
    tcase_add_test(answers, comparisons_are_written);
    tcase_add_test(answers, errors_are_written);
    tcase_add_test(answers, answers_may_run_out_of_memory);
    suite_add_tcase(suite, answers);
    TCase *schemas = tcase_create("schemas");
    tcase_add_test(schemas, schemas_are_whole);
    tcase_add_test(schemas, the_request_schema_has_every_element);
    suite_add_tcase(suite, schemas);
    return suite;
}
