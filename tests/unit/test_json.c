/* JSON in: the tree with its places, golden errors (tests/cases/errors), round trips, limits, memory that runs out,
 * damaged documents. Answers and schemas are in test_json_write.c. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "json_fixture.h"

Suite *json_suite(void);

/* ---- files ---- */

static const char *cases_directory(void)
{
    const char *directory = getenv("FOS_TEST_CASES");
#ifdef FOSI_SOURCE_DIR
    if (directory == NULL) directory = FOSI_SOURCE_DIR "/tests/cases";
#endif
    ck_assert_msg(directory != NULL, "FOS_TEST_CASES is not set");
    return directory;
}

/* The bytes of a file below tests/cases; the caller frees them. */
static char *load(const char *name, size_t *length)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", cases_directory(), name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    char *bytes = malloc(1 << 20);
    ck_assert_ptr_nonnull(bytes);
    *length = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

/* ---- the tree ---- */

START_TEST(nodes_know_their_places)
{
    static const char text[] = "{ \"a\" : [ 1 , -2.50e+3,\"x\\u00e9y\", true,false , null ],\n\t\"b\\n\":{},\"\":\"\" }";
    fixture f;
    open_fixture(&f);
    ck_assert_int_eq(parse(&f, S(text), NULL), FOS_STATUS_OK);
    const fosi_tree *root = f.document.root;
    ck_assert_int_eq(root->kind, FOSI_TREE_OBJECT);
    ck_assert_uint_eq(root->count, 3);
    ck_assert_uint_eq(root->offset, 0);
    ck_assert_ptr_null(root->parent);
    const fosi_tree *list = fosi_tree_get(root, "a");
    ck_assert_ptr_nonnull(list);
    ck_assert_uint_eq(list->count, 6);
    ck_assert_uint_eq(list->key_offset, 2);
    static const char *const raw[] = { "1", "-2.50e+3", "\"x", "true", "false", "null" };
    static const fosi_tree_kind kinds[] = { FOSI_TREE_NUMBER, FOSI_TREE_NUMBER, FOSI_TREE_TEXT,
                                            FOSI_TREE_TRUE,   FOSI_TREE_FALSE,  FOSI_TREE_NULL };
    const fosi_tree *node = list->first;
    for (size_t i = 0; i < COUNT(raw); i++, node = node->next) {
        ck_assert_int_eq(node->kind, kinds[i]);
        ck_assert_msg(strncmp(text + node->offset, raw[i], strlen(raw[i])) == 0, "%s", raw[i]);
        ck_assert_ptr_eq(node->parent, list);
        if (i < 2) ck_assert_str_eq(node->text.data, raw[i]);
    }
    ck_assert_ptr_null(node);
    ck_assert_str_eq(list->first->next->next->text.data, "x\xc3\xa9y");
    ck_assert_uint_eq(list->first->next->next->text.length, 4);
    const fosi_tree *second = fosi_tree_get(root, "b\n");
    ck_assert_ptr_nonnull(second);
    ck_assert_uint_eq(second->count, 0);
    ck_assert_int_eq(text[second->key_offset], '"');
    ck_assert_int_eq(text[second->offset], '{');
    const fosi_tree *third = fosi_tree_get(root, "");
    ck_assert_ptr_nonnull(third);
    ck_assert_int_eq(third->kind, FOSI_TREE_TEXT);
    ck_assert_uint_eq(third->text.length, 0);
    ck_assert_uint_eq(third->offset, strlen(text) - 4);
    close_fixture(&f);
}
END_TEST

START_TEST(a_number_may_be_the_document)
{
    fixture f;
    open_fixture(&f);
    static const char *const texts[] = { "12.5", " 12.5", "12.5 ", "\n-12.50E+1\n" };
    for (size_t i = 0; i < COUNT(texts); i++) {
        ck_assert_int_eq(parse(&f, texts[i], strlen(texts[i]), NULL), FOS_STATUS_OK);
        ck_assert_int_eq(f.document.root->kind, FOSI_TREE_NUMBER);
        size_t offset = f.document.root->offset, length = f.document.root->text.length;
        ck_assert(strncmp(texts[i] + offset, f.document.root->text.data, length) == 0);
        ck_assert_uint_eq(length, strlen(f.document.root->text.data));
    }
    close_fixture(&f);
}
END_TEST

static const struct {
    const char *raw;
    const char *decoded;
} escapes[] = {
    { "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t" },
    { "\\u0041\\u00E9\\u20ac\\uD83D\\ude00", "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" },
    { "\\u0001\\u007f\\u0080\\u07ff\\u0800\\uffff", "\x01\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf" },
    { "\\ud800\\udc00\\udbff\\udfff", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf" },
    { "plain then \\n", "plain then \n" },
    { "\\nthen plain", "\nthen plain" },
    { "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" },
    { "", "" },
};

START_TEST(escapes_are_read)
{
    fixture f;
    open_fixture(&f);
    char text[256];
    /* As a value, as a key, and behind another text with escapes. */
    snprintf(text, sizeof text, "[\"\\t\" , \"%s\",{\"%s\" : 1}]", escapes[_i].raw, escapes[_i].raw);
    ck_assert_int_eq(parse(&f, text, strlen(text), NULL), FOS_STATUS_OK);
    const fosi_tree *value = f.document.root->first->next;
    ck_assert_str_eq(value->text.data, escapes[_i].decoded);
    ck_assert_uint_eq(value->text.length, strlen(escapes[_i].decoded));
    ck_assert_uint_eq(value->offset, 8);
    ck_assert_str_eq(value->next->first->key.data, escapes[_i].decoded);
    close_fixture(&f);
}
END_TEST

/* Objects with very many keys take no more than a moment, also when their keys look alike. */
START_TEST(many_keys_are_fast)
{
    fixture f;
    open_fixture(&f);
    fos_buffer *text = fos_buffer_new(f.context);
    fosi_buffer_text(text, "{");
    for (int i = 0; i < 100000; i++)
        fosi_buffer_format(text, "\"x_%06d_same_end\":%d,", (i * 7919) % 100000, i);
    size_t mark = fos_buffer_size(text);
    fosi_buffer_text(text, "\"last\":0}");
    ck_assert_int_eq(parse(&f, fos_buffer_data(text), fos_buffer_size(text), NULL), FOS_STATUS_OK);
    ck_assert_uint_eq(f.document.root->count, 100001);
    text->size = mark;
    fosi_buffer_text(text, "\"x_004711_same_end\":0,\"x_000815_same_end\":1}");
    ck_assert_int_eq(parse(&f, fos_buffer_data(text), fos_buffer_size(text), NULL), FOS_STATUS_DUPLICATE_KEY);
    ck_assert_uint_eq(f.error.offset, mark);
    ck_assert_str_eq(f.error.pointer, "/x_004711_same_end");
    fos_buffer_free(text);
    close_fixture(&f);
}
END_TEST

/* Every object of 2 to 40 keys with one pair alike, wherever the two stand. */
START_TEST(every_duplicate_is_found)
{
    fixture f;
    open_fixture(&f);
    for (int keys = 2; keys <= 40; keys += keys < 20 ? 1 : 5) {
        for (int first = 0; first < keys; first++) {
            for (int second = first + 1; second < keys; second++) {
                char text[512] = "{";
                size_t at = 1, expected = 0;
                for (int i = 0; i < keys; i++) {
                    if (i == second) expected = at;
                    at += (size_t)snprintf(text + at, sizeof text - at, "\"%d\":0%c", i == second ? first : i,
                                           i + 1 < keys ? ',' : '}');
                }
                ck_assert_int_eq(parse(&f, text, at, NULL), FOS_STATUS_DUPLICATE_KEY);
                ck_assert_uint_eq(f.error.offset, expected);
                fosi_arena_reset(&f.arena);
            }
        }
    }
    close_fixture(&f);
}
END_TEST

START_TEST(limits_are_exact)
{
    fixture f;
    open_fixture(&f);
    fos_limits limits = FOS_LIMITS_INIT;
    limits.depth = 3;
    limits.items = 4;
    limits.digits = 5;
    limits.document = 24;
    static const struct {
        const char *text;
        fos_status status;
    } rows[] = {
        { "[[[1]]]", FOS_STATUS_OK },
        { "[[[[]]]]", FOS_STATUS_LIMIT_DEPTH },
        { "{\"a\":{\"b\":[]}}", FOS_STATUS_OK },
        { "[1,2,3,4]", FOS_STATUS_OK },
        { "[1,2,3,4,5]", FOS_STATUS_LIMIT_COUNT },
        { "[[1,2],[3,4],[5,6]]", FOS_STATUS_OK },
        { "[12345]", FOS_STATUS_OK },
        { "[123456]", FOS_STATUS_LIMIT_DIGITS },
        { "[0.0012345]", FOS_STATUS_OK },
        { "[0.00123456]", FOS_STATUS_LIMIT_DIGITS },
        { "[-12345e10]", FOS_STATUS_OK },
        { "[1.00000]", FOS_STATUS_LIMIT_DIGITS },
        { "\"1234567890123456789012\"", FOS_STATUS_OK },
        { "\"12345678901234567890123\"", FOS_STATUS_LIMIT_SIZE },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        ck_assert_msg(parse(&f, rows[i].text, strlen(rows[i].text), &limits) == rows[i].status, "%s: %s", rows[i].text,
                      f.error.text);
    close_fixture(&f);
}
END_TEST

/* ---- golden errors ---- */

static size_t from_hex(const char *hex, char *bytes)
{
    size_t length = strlen(hex) / 2;
    for (size_t i = 0; i < length; i++) {
        char pair[3] = { hex[2 * i], hex[2 * i + 1], '\0' };
        bytes[i] = (char)strtol(pair, NULL, 16);
    }
    return length;
}

static unsigned long limit_of(const fosi_tree *limits, const char *name, unsigned long otherwise)
{
    const fosi_tree *given = fosi_tree_get(limits, name);
    return given == NULL ? otherwise : strtoul(given->text.data, NULL, 10);
}

/* A copy that ends where the memory ends, so that a sanitizer sees each read past it. */
static char *tight_copy(const char *bytes, size_t length)
{
    char *copy = malloc(length == 0 ? 1 : length);
    ck_assert_ptr_nonnull(copy);
    if (length != 0) memcpy(copy, bytes, length);
    return copy;
}

static void check_row(fos_request *request, const fosi_tree *row)
{
    const fosi_tree *document = fosi_tree_get(row, "document"), *hex = fosi_tree_get(row, "bytes");
    const fosi_tree *limits = fosi_tree_get(row, "limits");
    const char *name = fosi_tree_get(row, "name")->text.data;
    char raw[256];
    size_t length = document != NULL ? document->text.length : from_hex(hex->text.data, raw);
    char *bytes = tight_copy(document != NULL ? document->text.data : raw, length);
    fos_read_options options = FOS_READ_OPTIONS_INIT;
    if (limits != NULL) {
        options.limits.depth = (uint32_t)limit_of(limits, "depth", options.limits.depth);
        options.limits.items = (uint32_t)limit_of(limits, "items", options.limits.items);
        options.limits.digits = (uint32_t)limit_of(limits, "digits", options.limits.digits);
        options.limits.document = limit_of(limits, "document", (unsigned long)options.limits.document);
    }
    fos_error error = FOS_ERROR_INIT;
    fos_status status = fos_request_read_json(request, bytes, length, &options, &error);
    char line[2048];
    fos_error_format(&error, line, sizeof line);
    ck_assert_msg(strcmp(fos_status_name(status), fosi_tree_get(row, "status")->text.data) == 0, "%s: %s", name, line);
    ck_assert_msg(strcmp(line, fosi_tree_get(row, "error")->text.data) == 0, "%s: %s", name, line);
    ck_assert_int_eq(error.status, status);
    ck_assert_uint_eq(request->consignment->item_count, 0);
    ck_assert_int_eq(request->date, FOS_DATE_ABSENT);
    ck_assert_int_eq(fos_request_read_json(request, bytes, length, &options, NULL), status);
    free(bytes);
}

static const char *const golden[] = { "syntax", "encoding", "keys", "types", "values", "ranges", "inconsistent", "limits" };

START_TEST(errors_are_as_written)
{
    char name[64];
    snprintf(name, sizeof name, "errors/%s.json", golden[_i]);
    size_t length;
    char *bytes = load(name, &length);
    fixture f;
    open_fixture(&f);
    ck_assert_msg(parse(&f, bytes, length, NULL) == FOS_STATUS_OK, "%s: %s", name, f.error.text);
    fos_request *request = fos_request_new(f.context, NULL);
    ck_assert_uint_gt(f.document.root->count, 5);
    for (const fosi_tree *row = f.document.root->first; row != NULL; row = row->next)
        check_row(request, row);
    fos_request_free(request);
    free(bytes);
    close_fixture(&f);
}
END_TEST

START_TEST(every_golden_file_is_run)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/errors", cases_directory());
    DIR *directory = opendir(path);
    ck_assert_ptr_nonnull(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        bool known = entry->d_name[0] == '.';
        for (size_t i = 0; i < COUNT(golden); i++)
            known |= strncmp(entry->d_name, golden[i], strlen(golden[i])) == 0;
        ck_assert_msg(known, "%s", entry->d_name);
    }
    closedir(directory);
}
END_TEST

/* ---- requests ---- */

#define ITEM "{\"unit_price\":{\"amount\":\"10.00\",\"currency\":\"EUR\"}}"
#define REQUEST(head, consignment, items)                                                                                        \
    "{\"date\":\"2026-11-23\"" head ",\"consignment\":{\"destination_country\":\"DE\"" consignment ",\"items\":[" items "]}"

/* What is read, and what is then written. */
static const struct {
    const char *read;
    const char *written; /* NULL: the same */
} trips[] = {
    { REQUEST("", "", ITEM) "}", NULL },
    { " { \"consignment\" : { \"items\" : [ " ITEM " ] , \"destination_country\" : \"DE\" } , \"date\" : \"2026-11-23\" } ",
      REQUEST("", "", ITEM) "}" },
    { REQUEST(
          ",\"sale_date\":null,\"approach\":\"\",\"elections\":[],\"assume\":{},\"x_mine\":{\"a\":[1,{}]}",
          ",\"seller\":{},\"buyer\":null,\"destination_subdivision\":\"\",\"dispatch_country\":\"\",\"category\":\"\",\"x_\":0",
          "{\"x_more\":null,\"measures\":[],\"description\":\"\",\"unit_price\":{\"amount\":10.00,\"currency\":\"EUR\",\"x_z\":1}}") "}",
      REQUEST("", "", ITEM) "}" },
    { REQUEST("", "",
              "{\"number\":\"7\",\"quantity\":1e2,\"amount\":{\"amount\":1.50,\"currency\":\"EUR\"},\"net_mass_kg\":0.180}") "}",
      REQUEST(
          "", "",
          "{\"number\":7,\"quantity\":\"100\",\"amount\":{\"amount\":\"1.50\",\"currency\":\"EUR\"},\"net_mass_kg\":\"0.180\"}") "}" },
    { "\xef\xbb\xbf" REQUEST("", "", ITEM) "}", REQUEST("", "", ITEM) "}" },
    { REQUEST(
          ",\"sale_date\":\"1900-01-01\",\"departure_date\":\"2999-12-31\",\"arrival_date\":\"2024-02-29\",\"approach\":"
          "\"eu.ioss.vendor\",\"prices_include_tax\":false,\"elections\":[\"gb.gift-flat-rate\",\"b\"],\"assume\":{\"eu.flat_scope\":"
          "\"all_distance_sales\",\"z\":\"y\"},\"rounding_level\":\"route\"",
          ",\"transport_mode\":\"rail\",\"delivery_terms\":\"DPU\",\"freight\":{\"amount\":\"0\",\"currency\":\"JPY\"},"
          "\"gross_mass_kg\":\"0.400\",\"packages\":3,\"seller\":{\"name\":\"A \\\"B\\\" \\\\ \\n\\u0001 \xc3\xa9\",\"kind\":\"business\","
          "\"country\":\"CN\",\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"},{\"scheme\":\"abn\",\"value\":\"x\"}]},"
          "\"redeliverer\":{\"name\":\"R\"}",
          "{\"number\":2,\"description\":\"T-shirt\",\"sku\":\"TS-1\",\"listing_url\":\"https://shop.example/?a=1&b=2\","
          "\"commodity_code\":\"610910\",\"origin_country\":\"XK\",\"quantity\":\"2.000\",\"unit\":\"C62\",\"unit_price\":{\"amount\":"
          "\"12.50\",\"currency\":\"EUR\"},\"amount\":{\"amount\":\"25\",\"currency\":\"EUR\"},\"discount\":{\"amount\":\"25.00\",\"currency\":"
          "\"EUR\"},\"net_mass_kg\":\"0\",\"gross_mass_kg\":\"1000000000\",\"measures\":[{\"unit\":\"LTR\",\"quantity\":\"0.75\"},{\"unit\":"
          "\"KGM-drained\",\"quantity\":\"1\"}],\"tax_category\":\"x_own\",\"goods_classes\":[\"textile\",\"x_mine\"],\"duty_rate\":\"12 %\","
          "\"preference\":\"100\",\"tax_paid\":true}") ",\"counters\":[{\"scheme\":\"cn.annual\",\"amount\":\"1200.00\",\"currency\":\"CNY\"},"
                                                       "{\"scheme\":\"tw.uses\",\"count\":3}],\"exchange_rates\":[{\"from\":\"USD\",\"to\":\"EUR\",\"rate\":\"0.9215\",\"date\":\"2026-11-20\","
                                                       "\"series\":\"ecb.daily\",\"side\":\"mid\",\"source\":\"ECB\"},{\"from\":\"JPY\",\"to\":\"EUR\",\"rate\":\"0.000000000000000001\","
                                                       "\"date\":\"2026-11-20\"}]}",
      NULL },
};

static void check_trip(const char *bytes, size_t length, const char *expected)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *first = fos_request_new(context, NULL), *second = fos_request_new(context, NULL);
    fos_buffer *out = fos_buffer_new(context), *again = fos_buffer_new(context);
    fos_error error = FOS_ERROR_INIT;
    char *tight = tight_copy(bytes, length);
    ck_assert_msg(fos_request_read_json(first, tight, length, NULL, &error) == FOS_STATUS_OK, "%s %s", error.pointer, error.text);
    memset(tight, '?', length); /* the request keeps nothing of the document */
    free(tight);
    ck_assert_msg(fos_request_check(first, &error) == FOS_STATUS_OK, "%s %s", error.pointer, error.text);
    ck_assert_int_eq(fos_request_write_json(first, out, &error), FOS_STATUS_OK);
    if (expected != NULL) ck_assert_str_eq(fos_buffer_data(out), expected);
    ck_assert_uint_eq(strlen(fos_buffer_data(out)), fos_buffer_size(out));
    ck_assert_int_eq(fos_request_read_json(second, fos_buffer_data(out), fos_buffer_size(out), NULL, &error), FOS_STATUS_OK);
    ck_assert_int_eq(fos_request_write_json(second, again, &error), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(again), fos_buffer_data(out));
    fos_buffer_free(again);
    fos_buffer_free(out);
    fos_request_free(second);
    fos_request_free(first);
    fos_context_free(context);
}

START_TEST(requests_come_back)
{
    check_trip(trips[_i].read, strlen(trips[_i].read), trips[_i].written != NULL ? trips[_i].written : trips[_i].read);
}
END_TEST

START_TEST(the_example_comes_back)
{
    size_t length;
    char *bytes = load("example-order.json", &length);
    check_trip(bytes, length, NULL);
    free(bytes);
}
END_TEST

START_TEST(values_arrive)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = fos_request_new(context, NULL);
    const char *text = trips[COUNT(trips) - 1].read;
    ck_assert_int_eq(fos_request_read_json(request, text, strlen(text), NULL, NULL), FOS_STATUS_OK);
    const fos_consignment *c = request->consignment;
    const fos_item *item = c->items[0];
    ck_assert_int_eq(request->date, fos_date_make(2026, 11, 23));
    ck_assert_int_eq(request->arrival_date, fos_date_make(2024, 2, 29));
    ck_assert_int_eq(request->prices_include_tax, FOS_TRUTH_FALSE);
    ck_assert_str_eq(request->assume[1]->name, "z");
    ck_assert_str_eq(request->elections[0], "gb.gift-flat-rate");
    ck_assert_int_eq(c->transport_mode, FOS_TRANSPORT_MODE_RAIL);
    ck_assert_int_eq(c->delivery_terms, FOS_DELIVERY_TERMS_DPU);
    ck_assert_str_eq(c->freight.currency, "JPY");
    ck_assert_int_eq(c->freight.amount.coefficient, 0);
    ck_assert(!fos_decimal_present(c->insurance.amount));
    ck_assert_int_eq(c->packages, 3);
    ck_assert_str_eq(c->seller->name, "A \"B\" \\ \n\x01 \xc3\xa9");
    ck_assert_uint_eq(c->seller->identifier_count, 2);
    ck_assert_ptr_null(c->buyer);
    ck_assert_ptr_null(c->destination_subdivision);
    ck_assert_int_eq(item->number, 2);
    ck_assert_int_eq(item->quantity.coefficient, 2000);
    ck_assert_int_eq(item->quantity.scale, 3);
    ck_assert_int_eq(item->tax_paid, FOS_TRUTH_TRUE);
    ck_assert_uint_eq(item->goods_class_count, 2);
    ck_assert_str_eq(item->goods_classes[0], "textile");
    ck_assert_int_eq(item->measures[0]->quantity.coefficient, 75);
    ck_assert_int_eq(request->counters[1]->count.coefficient, 3);
    ck_assert(!fos_decimal_present(request->counters[1]->amount.amount));
    ck_assert_int_eq(request->exchange_rates[1]->rate.scale, 18);
    ck_assert_ptr_null(request->exchange_rates[1]->side);
    /* What was read can be added to. */
    for (int i = 0; i < 9; i++) {
        fos_item *more = NULL;
        ck_assert_int_eq(fos_request_item_add(request, &more, NULL), FOS_STATUS_OK);
        ck_assert_int_eq(fos_request_election_add(request, "more", NULL), FOS_STATUS_OK);
        ck_assert_int_eq(fos_request_measure_add(request, c->items[0], "LTR", item->quantity, NULL), FOS_STATUS_OK);
    }
    ck_assert_uint_eq(c->item_count, 10);
    ck_assert_ptr_eq(c->items[0], item);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

START_TEST(wrong_calls_are_told)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = fos_request_new(context, NULL);
    fos_buffer *out = fos_buffer_new(context);
    fos_error error = FOS_ERROR_INIT;
    ck_assert_int_eq(fos_request_read_json(NULL, "{}", 2, NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_read_json(request, NULL, 2, NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_read_json(request, NULL, 0, NULL, &error), FOS_STATUS_SYNTAX);
    ck_assert_int_eq(fos_request_write_json(NULL, out, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_request_write_json(request, NULL, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_quote_write_json(NULL, out, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_comparison_write_json(NULL, out, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_error_write_json(NULL, out, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_schema_write("planet", out, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_int_eq(fos_schema_write(NULL, out, &error), FOS_STATUS_INVALID_ARGUMENT);
    ck_assert_uint_eq(fos_buffer_size(out), 0);
    fos_read_options options = FOS_READ_OPTIONS_INIT;
    options.source = "order.json";
    ck_assert_int_eq(fos_request_read_json(request, "[", 1, &options, &error), FOS_STATUS_SYNTAX);
    ck_assert_str_eq(error.source, "order.json");
    fos_buffer_free(out);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

/* ---- memory ---- */

START_TEST(reading_again_allocates_nothing)
{
    size_t length;
    char *bytes = load("example-order.json", &length);
    budget b = { -1, 0, 0 };
    fos_context *context = context_over(&b);
    fos_request *request = fos_request_new(context, NULL);
    fos_buffer *out = fos_buffer_new(context);
    int taken = 0;
    for (int i = 0; i < 20; i++) {
        if (i == 1) taken = b.taken;
        fos_buffer_clear(out);
        ck_assert_int_eq(fos_request_read_json(request, bytes, length, NULL, NULL), FOS_STATUS_OK);
        ck_assert_int_eq(fos_request_write_json(request, out, NULL), FOS_STATUS_OK);
        ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_OK);
    }
    ck_assert_int_eq(b.taken, taken);
    fos_buffer_free(out);
    fos_request_free(request);
    fos_context_free(context);
    ck_assert_int_eq(b.live, 0);
    free(bytes);
}
END_TEST

/* Reads and writes with `allowed` allocations. False when they were too few. */
static bool read_and_write(budget *b, const char *bytes, size_t length)
{
    fos_context *context = context_over(b);
    if (context == NULL) return false;
    fos_error error = FOS_ERROR_INIT;
    fos_request *request = fos_request_new(context, &error);
    fos_buffer *out = fos_buffer_new(context);
    fos_status status = request == NULL || out == NULL ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
    if (status == FOS_STATUS_OK) {
        fosi_buffer_put(out, "before", 6);
        if (out->failed) status = fosi_buffer_finish(out, 0, &error);
    }
    if (status == FOS_STATUS_OK) {
        status = fos_request_read_json(request, bytes, length, NULL, &error);
        ck_assert_uint_eq(request->consignment->item_count != 0, status == FOS_STATUS_OK);
    }
    if (status == FOS_STATUS_OK) {
        status = fos_request_write_json(request, out, &error);
        if (status != FOS_STATUS_OK) {
            ck_assert_str_eq(fos_buffer_data(out), "before");
            ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_OK);
        }
    }
    ck_assert_msg(status == FOS_STATUS_OK || status == FOS_STATUS_NO_MEMORY, "%s", error.text);
    fos_buffer_free(out);
    fos_request_free(request);
    fos_context_free(context);
    return status == FOS_STATUS_OK;
}

/* Enough content for many arena chunks and buffer sizes. */
static fos_buffer *large_document(fos_context *context, int items)
{
    fos_buffer *text = fos_buffer_new(context);
    fosi_buffer_text(text, "{\"date\":\"2026-11-23\",\"consignment\":{\"destination_country\":\"DE\",\"items\":[");
    for (int i = 0; i < items; i++)
        fosi_buffer_format(
            text,
            "%s{\"number\":%d,\"description\":\"a \\\"thing\\\" number %d\",\"quantity\":%d,\"unit_price\":{\"amount\":\"1.%02d\",\"currency\":\"EUR\"}}",
            i == 0 ? "" : ",", items - i, i, i + 1, i % 100);
    fosi_buffer_text(text, "]}}");
    return text;
}

START_TEST(every_allocation_may_fail)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *text = large_document(context, 600);
    for (int allowed = 0;; allowed++) {
        budget b = { allowed, 0, 0 };
        bool done = read_and_write(&b, fos_buffer_data(text), fos_buffer_size(text));
        ck_assert_int_eq(b.live, 0);
        if (done) break;
        ck_assert_int_lt(allowed, 1000);
    }
    fos_buffer_free(text);
    fos_context_free(context);
}
END_TEST

START_TEST(ten_thousand_items_are_the_limit)
{
    fos_context *context = fos_context_new(NULL);
    fos_request *request = fos_request_new(context, NULL);
    fos_error error = FOS_ERROR_INIT;
    fos_buffer *text = large_document(context, 10000);
    ck_assert_int_eq(fos_request_read_json(request, fos_buffer_data(text), fos_buffer_size(text), NULL, &error), FOS_STATUS_OK);
    ck_assert_uint_eq(request->consignment->item_count, 10000);
    fos_buffer_free(text);
    text = large_document(context, 10001);
    ck_assert_int_eq(fos_request_read_json(request, fos_buffer_data(text), fos_buffer_size(text), NULL, &error),
                     FOS_STATUS_LIMIT_COUNT);
    ck_assert_str_eq(error.pointer, "/consignment/items/10000");
    fos_buffer_free(text);
    fos_request_free(request);
    fos_context_free(context);
}
END_TEST

/* Deep nesting costs no stack: as deep as the caller likes. */
START_TEST(depth_is_no_danger)
{
    fixture f;
    open_fixture(&f);
    size_t depth = 200000;
    char *text = malloc(2 * depth);
    ck_assert_ptr_nonnull(text);
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    fos_limits limits = FOS_LIMITS_INIT;
    ck_assert_int_eq(parse(&f, text, 2 * depth, &limits), FOS_STATUS_LIMIT_DEPTH);
    ck_assert_uint_eq(f.error.offset, 64);
    limits.depth = UINT32_MAX;
    ck_assert_int_eq(parse(&f, text, 2 * depth, &limits), FOS_STATUS_OK);
    ck_assert_int_eq(parse(&f, text, 2 * depth - 1, &limits), FOS_STATUS_SYNTAX);
    free(text);
    close_fixture(&f);
}
END_TEST

/* ---- damaged documents: any status, never a crash, always a place inside the document ---- */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static size_t damage(char *bytes, size_t length, uint32_t *state)
{
    static const char favourites[] = "{}[]\",:\\u0-9.eE \n\xff\xc3tfn/*";
    size_t at = next_random(state) % length;
    switch (next_random(state) % 4) {
    case 0: bytes[at] = (char)next_random(state); return length;
    case 1: bytes[at] = favourites[next_random(state) % (sizeof favourites - 1)]; return length;
    case 2: return at; /* cut short */
    default:           /* a piece left out */
        memmove(bytes + at, bytes + at + (length - at) / 8, length - at - (length - at) / 8);
        return length - (length - at) / 8;
    }
}

START_TEST(damaged_documents_are_refused_cleanly)
{
    size_t length;
    char *bytes = load("example-order.json", &length);
    fos_context *context = fos_context_new(NULL);
    fos_request *request = fos_request_new(context, NULL);
    uint32_t state = 1;
    for (int i = 0; i < 6000; i++) {
        char *damaged = tight_copy(bytes, length);
        size_t left = damage(damaged, length, &state);
        for (uint32_t more = next_random(&state) % 3; more > 0 && left > 0; more--)
            left = damage(damaged, left, &state);
        char *tight = tight_copy(damaged, left);
        fos_error error = FOS_ERROR_INIT;
        fos_status status = fos_request_read_json(request, tight, left, NULL, &error);
        ck_assert_int_eq(error.status, status);
        if (status == FOS_STATUS_OK) {
            ck_assert_int_eq(fos_request_check(request, NULL), FOS_STATUS_OK);
        } else {
            ck_assert_uint_le(error.offset, left);
            ck_assert_uint_gt(error.line, 0);
            ck_assert_uint_gt(strlen(error.text), 5);
        }
        free(tight);
        free(damaged);
    }
    fos_request_free(request);
    fos_context_free(context);
    free(bytes);
}
END_TEST

static void add_tree_tests(Suite *suite)
{
    TCase *tree = tcase_create("tree");
    tcase_add_test(tree, nodes_know_their_places);
    tcase_add_test(tree, a_number_may_be_the_document);
    tcase_add_loop_test(tree, escapes_are_read, 0, (int)COUNT(escapes));
    tcase_add_test(tree, many_keys_are_fast);
    tcase_add_test(tree, every_duplicate_is_found);
    tcase_add_test(tree, limits_are_exact);
    tcase_add_test(tree, depth_is_no_danger);
    suite_add_tcase(suite, tree);
}

static void add_request_tests(Suite *suite)
{
    TCase *requests = tcase_create("requests");
    tcase_add_loop_test(requests, errors_are_as_written, 0, (int)COUNT(golden));
    tcase_add_test(requests, every_golden_file_is_run);
    tcase_add_loop_test(requests, requests_come_back, 0, (int)COUNT(trips));
    tcase_add_test(requests, the_example_comes_back);
    tcase_add_test(requests, values_arrive);
    tcase_add_test(requests, wrong_calls_are_told);
    tcase_add_test(requests, reading_again_allocates_nothing);
    tcase_add_test(requests, every_allocation_may_fail);
    tcase_add_test(requests, ten_thousand_items_are_the_limit);
    tcase_add_test(requests, damaged_documents_are_refused_cleanly);
    suite_add_tcase(suite, requests);
}

Suite *json_suite(void)
{
    Suite *suite = suite_create("json");
    add_tree_tests(suite);
    add_request_tests(suite);
    return suite;
}
