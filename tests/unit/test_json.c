/* JSON in and out: the tree with its places, golden errors (tests/cases/errors), round trips, limits, memory that runs
 * out, answers, schemas. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "codec/json_put.h"
#include "codec/json_tree.h"
#include "codec/json_write.h"
#include "dataset/element.h"
#include "dataset/request.h"

Suite *json_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define S(text) text, sizeof(text) - 1

typedef struct budget {
    int left; /* negative: no limit */
    int taken;
    int live;
} budget;

static void *budget_allocate(void *user, size_t size)
{
    budget *b = user;
    if (b->left == 0) return NULL;
    if (b->left > 0) b->left--;
    b->taken++;
    b->live++;
    return malloc(size);
}

static void budget_release(void *user, void *memory)
{
    budget *b = user;
    b->live--;
    free(memory);
}

static fos_context *context_over(budget *b)
{
    fos_allocator allocator = { b, budget_allocate, budget_release };
    return fos_context_new(&allocator);
}

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

typedef struct fixture {
    fos_context *context;
    fosi_arena arena;
    fosi_document document;
    fos_error error;
} fixture;

static void open_fixture(fixture *f)
{
    memset(f, 0, sizeof *f);
    f->context = fos_context_new(NULL);
    f->error.struct_size = sizeof f->error;
    fosi_arena_init(&f->arena, f->context);
}

static void close_fixture(fixture *f)
{
    fosi_arena_free(&f->arena);
    fos_context_free(f->context);
}

static fos_status parse(fixture *f, const char *bytes, size_t length, const fos_limits *limits)
{
    fos_error fresh = FOS_ERROR_INIT;
    f->error = fresh;
    return fosi_json_parse(&f->arena, "test", bytes, length, limits, &f->document, &f->error);
}

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
    static const fosi_tree_kind kinds[] = { FOSI_TREE_NUMBER, FOSI_TREE_NUMBER, FOSI_TREE_TEXT, FOSI_TREE_TRUE, FOSI_TREE_FALSE,
                                            FOSI_TREE_NULL };
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
        { { 3, 0 }, 2, "\"3.00\"" },        { { 3000, 0 }, 0, "\"3000\"" },    { { 5681, 3 }, 2, "\"5.681\"" },
        { { -5, 2 }, 2, "\"-0.05\"" },      { { 0, 0 }, 0, "\"0\"" },          { { 0, 0 }, 3, "\"0.000\"" },
        { { 5, 1 }, 2, "\"0.50\"" },        { { 1250, 2 }, 0, "\"12.50\"" },   { { INT64_MAX, 0 }, 2, "\"9223372036854775807.00\"" },
        { { INT64_MIN, 18 }, 0, "\"-9.223372036854775808\"" }, { { 1, 18 }, 18, "\"0.000000000000000001\"" },
        { { INT64_MIN, 0 }, 18, "\"-9223372036854775808.000000000000000000\"" },
        { { 1, FOS_DECIMAL_ABSENT_SCALE }, 2, "null" }, { { 1, 19 }, 2, "null" },
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
                    at += (size_t)snprintf(text + at, sizeof text - at, "\"%d\":0%c", i == second ? first : i, i + 1 < keys ? ',' : '}');
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
        { "[[[1]]]", FOS_STATUS_OK },           { "[[[[]]]]", FOS_STATUS_LIMIT_DEPTH },
        { "{\"a\":{\"b\":[]}}", FOS_STATUS_OK }, { "[1,2,3,4]", FOS_STATUS_OK },
        { "[1,2,3,4,5]", FOS_STATUS_LIMIT_COUNT }, { "[[1,2],[3,4],[5,6]]", FOS_STATUS_OK },
        { "[12345]", FOS_STATUS_OK },           { "[123456]", FOS_STATUS_LIMIT_DIGITS },
        { "[0.0012345]", FOS_STATUS_OK },       { "[0.00123456]", FOS_STATUS_LIMIT_DIGITS },
        { "[-12345e10]", FOS_STATUS_OK },       { "[1.00000]", FOS_STATUS_LIMIT_DIGITS },
        { "\"1234567890123456789012\"", FOS_STATUS_OK }, { "\"12345678901234567890123\"", FOS_STATUS_LIMIT_SIZE },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        ck_assert_msg(parse(&f, rows[i].text, strlen(rows[i].text), &limits) == rows[i].status, "%s: %s", rows[i].text, f.error.text);
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
#define REQUEST(head, consignment, items)                                                                            \
    "{\"date\":\"2026-11-23\"" head ",\"consignment\":{\"destination_country\":\"DE\"" consignment ",\"items\":[" items "]}"

/* What is read, and what is then written. */
static const struct {
    const char *read;
    const char *written; /* NULL: the same */
} trips[] = {
    { REQUEST("", "", ITEM) "}", NULL },
    { " { \"consignment\" : { \"items\" : [ " ITEM " ] , \"destination_country\" : \"DE\" } , \"date\" : \"2026-11-23\" } ",
      REQUEST("", "", ITEM) "}" },
    { REQUEST(",\"sale_date\":null,\"approach\":\"\",\"elections\":[],\"assume\":{},\"x_mine\":{\"a\":[1,{}]}",
              ",\"seller\":{},\"buyer\":null,\"destination_subdivision\":\"\",\"dispatch_country\":\"\",\"category\":\"\",\"x_\":0",
              "{\"x_more\":null,\"measures\":[],\"description\":\"\",\"unit_price\":{\"amount\":10.00,\"currency\":\"EUR\",\"x_z\":1}}") "}",
      REQUEST("", "", ITEM) "}" },
    { REQUEST("", "", "{\"number\":\"7\",\"quantity\":1e2,\"amount\":{\"amount\":1.50,\"currency\":\"EUR\"},\"net_mass_kg\":0.180}") "}",
      REQUEST("", "", "{\"number\":7,\"quantity\":\"100\",\"amount\":{\"amount\":\"1.50\",\"currency\":\"EUR\"},\"net_mass_kg\":\"0.180\"}") "}" },
    { "\xef\xbb\xbf" REQUEST("", "", ITEM) "}", REQUEST("", "", ITEM) "}" },
    { REQUEST(",\"sale_date\":\"1900-01-01\",\"departure_date\":\"2999-12-31\",\"arrival_date\":\"2024-02-29\",\"approach\":"
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
              "\"date\":\"2026-11-20\"}]}", NULL },
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
        fosi_buffer_format(text, "%s{\"number\":%d,\"description\":\"a \\\"thing\\\" number %d\",\"quantity\":%d,\"unit_price\":{\"amount\":\"1.%02d\",\"currency\":\"EUR\"}}",
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
    ck_assert_int_eq(fos_request_read_json(request, fos_buffer_data(text), fos_buffer_size(text), NULL, &error), FOS_STATUS_LIMIT_COUNT);
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
    quote.totals = (fos_quote_totals){ { 25, 0 }, { 49, 1 }, none, { 3, 0 }, { 0, 0 }, { 568, 2 }, { 0, 0 }, { 868, 2 }, { 3858, 2 },
                                       collectors, 2, NULL, 0, dues, 1 };
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

static const char *source_at(const void *root, const void *object, size_t index)
{
    const everything *e = object;
    (void)root;
    return e->text != NULL && index < 2 ? e->text : NULL;
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
    { FOSI_NAME("sources"), .kind = FOSI_ELEMENT_RENDERED_LIST, .render_at = source_at, .definition = "" },
};
#undef AT
static const fosi_class class_everything = { .name = "everything", .size = sizeof(everything), .elements = everything_rows,
                                             .count = COUNT(everything_rows) };

START_TEST(every_kind_is_written)
{
    const fos_decimal none = { 0, FOS_DECIMAL_ABSENT_SCALE };
    fos_context *context = fos_context_new(NULL);
    fos_buffer *out = fos_buffer_new(context);
    everything e = { .decimal = none, .nothing = none, .count = none, .date = FOS_DATE_ABSENT, .money = { none, "" },
                     .exact = { none, 1 } };
    fosi_buffer_text(out, "before");
    ck_assert_int_eq(fosi_json_write(&class_everything, &e, 2, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out), "before{\"nothing\":null,\"open\":null,\"decimals\":[],\"raw\":true,\"sources\":[]}");
    uint32_t numbers[] = { 1, UINT32_MAX };
    fos_decimal decimals[] = { { 3, 0 }, { 1, 3 } };
    fos_assumption pair = { "a\"b", "c" }, *pairs[] = { &pair };
    e = (everything){ "x\ty", "JPY", 2, { -5, 1 }, { 0, 0 }, { 12, 0 }, 7, fos_date_make(2026, 1, 2), FOS_TRUTH_FALSE, FOS_TRUTH_TRUE,
                      { { 3, 0 }, "BHD" }, { { 5, 1 }, 3 }, numbers, 2, decimals, 2, pairs, 1 };
    fos_buffer_clear(out);
    ck_assert_int_eq(fosi_json_write(&class_everything, &e, 2, out, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(out),
                     "{\"text\":\"x\\ty\",\"code\":\"JPY\",\"choice\":\"green\",\"decimal\":\"-0.50\",\"nothing\":\"0\",\"count\":12,"
                     "\"integer\":7,\"date\":\"2026-01-02\",\"truth\":false,\"open\":true,\"money\":{\"amount\":\"3.000\",\"currency\":\"BHD\"},"
                     "\"exact\":\"1/6\",\"numbers\":[1,4294967295],\"decimals\":[\"3.00\",\"0.001\"],\"pairs\":{\"a\\\"b\":\"c\"},"
                     "\"said\":\"so \\\"x\\ty\\\"\",\"raw\":true,\"sources\":[\"x\\ty\",\"x\\ty\"]}");
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
    snprintf(expected, sizeof expected,
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
    ck_assert_str_eq(fos_buffer_data(out),
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

static void add_tree_tests(Suite *suite)
{
    TCase *tree = tcase_create("tree");
    tcase_add_test(tree, nodes_know_their_places);
    tcase_add_test(tree, a_number_may_be_the_document);
    tcase_add_loop_test(tree, escapes_are_read, 0, (int)COUNT(escapes));
    tcase_add_test(tree, texts_are_escaped);
    tcase_add_test(tree, amounts_have_the_digits_of_the_unit);
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
    TCase *answers = tcase_create("answers");
    tcase_add_test(answers, quotes_are_written);
    tcase_add_test(answers, every_kind_is_written);
    tcase_add_test(answers, comparisons_are_written);
    tcase_add_test(answers, errors_are_written);
    tcase_add_test(answers, answers_may_run_out_of_memory);
    tcase_add_test(answers, schemas_are_whole);
    tcase_add_test(answers, the_request_schema_has_every_element);
    suite_add_tcase(suite, answers);
    return suite;
}
