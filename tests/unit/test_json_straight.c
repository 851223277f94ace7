/* The two ways from a request in JSON to its structs, held against each other: what the straight way takes, that by a tree takes
 * too, and both fill the same structs. */
#include "json_fixture.h"

#include "codec/json_straight.h"
#include "dataset/element.h"
#include "dataset/request.h"

Suite *json_straight_suite(void);

/* Between them every kind of element, names that begin alike, keys out of order, and values that are written in several ways. */
static const char *const documents[] = {
    "{\"date\":\"2026-07-15\",\"prices_include_tax\":false,\"elections\":[\"au.gst\",\"eu.x\"],\"assume\":{\"eu.flat_scope\":\"ioss\"},"
    "\"consignment\":{\"destination_country\":\"DE\",\"destination_postcode\":\"10115\",\"dispatch_country\":\"CN\",\"transaction\":"
    "\"b2c\",\"freight\":{\"amount\":\"4.90\",\"currency\":\"EUR\"},\"gross_mass_kg\":0.4,\"packages\":1,\"seller\":{\"name\":\"S\","
    "\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},\"items\":[{\"quantity\":\"2\",\"unit_price\":{\"amount\":12.50,"
    "\"currency\":\"EUR\"},\"goods_classes\":[\"book\"]}]}}",
    " { \"consignment\" : { \"items\" : [ { \"number\" : 3 , \"amount\" : { \"currency\" : \"USD\" , \"amount\" : \"1e2\" } , "
    "\"description\" : \"caf\\u00e9 \\\"x\\\"\" , \"measures\" : [ { \"unit\" : \"LTR\" , \"quantity\" : \"0.5\" } ] , \"tax_paid\" : true } , "
    "{ \"amount\" : { \"amount\" : 1 , \"currency\" : \"USD\" } , \"measures\" : [ ] } ] , "
    "\"destination_country\" : \"FR\" , \"buyer\" : { } , \"carrier\" : null , \"delivery_terms\" : \"\" } , \"date\" : \"2026-07-15\" , \"counters\" : [ { \"scheme\" : "
    "\"br.month\" , \"count\" : 3 } ] , \"exchange_rates\" : [ { \"from\" : \"USD\" , \"to\" : \"EUR\" , \"rate\" : \"0.9215\" , \"date\" : "
    "\"2026-07-14\" , \"side\" : \"mid\" } ] }\n",
};

typedef struct pair {
    fos_context *context;
    fos_request *straight, *by_tree;
    fos_buffer *first, *second;
} pair;

static void open_pair(pair *p)
{
    p->context = fos_context_new(NULL);
    p->straight = fos_request_new(p->context, NULL);
    p->by_tree = fos_request_new(p->context, NULL);
    p->first = fos_buffer_new(p->context);
    p->second = fos_buffer_new(p->context);
    ck_assert(p->straight != NULL && p->by_tree != NULL && p->first != NULL && p->second != NULL);
}

static void close_pair(pair *p)
{
    fos_buffer_free(p->first);
    fos_buffer_free(p->second);
    fos_request_free(p->straight);
    fos_request_free(p->by_tree);
    fos_context_free(p->context);
}

static fos_status read_by_tree(pair *p, const char *bytes, size_t length, const fos_limits *limits, fos_error *error)
{
    fosi_document document;
    fos_request_clear(p->by_tree);
    fos_status status = fosi_json_parse(fosi_request_arena(p->by_tree), "test", bytes, length, limits, &document, error);
    if (status != FOS_STATUS_OK) return status;
    return fosi_request_read_tree(p->by_tree, &document, limits, FOSI_READ_WHOLE, NULL, error);
}

/* Whether the straight way took the document. Its encoding is checked before it, and so is that of every document here. */
static bool hold_against(void *user, const char *bytes, size_t length, const fos_limits *limits)
{
    pair *p = user;
    fos_error error = FOS_ERROR_INIT;
    bool whole;
    char *exact = malloc(length + 1); /* a byte read past the end is seen by the sanitizers */
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, length);
    fos_request_clear(p->straight);
    ck_assert_int_eq(fosi_request_read_straight(p->straight, exact, length, limits, &whole), FOS_STATUS_OK);
    free(exact);
    if (!whole) return false;
    fos_status status = read_by_tree(p, bytes, length, limits, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "taken, but by a tree: %s: %.*s", error.text, (int)length, bytes);
    fos_buffer_clear(p->first);
    fos_buffer_clear(p->second);
    ck_assert_int_eq(fos_request_write_json(p->straight, p->first, &error), FOS_STATUS_OK);
    ck_assert_int_eq(fos_request_write_json(p->by_tree, p->second, &error), FOS_STATUS_OK);
    ck_assert_msg(strcmp(fos_buffer_data(p->first), fos_buffer_data(p->second)) == 0, "%.*s\nstraight: %s\nby tree:  %s",
                  (int)length, bytes, fos_buffer_data(p->first), fos_buffer_data(p->second));
    return true;
}

START_TEST(takes_what_is_as_it_should_be)
{
    pair p;
    open_pair(&p);
    hold_whole(hold_against, &p, documents[_i]);
    close_pair(&p);
}
END_TEST

START_TEST(takes_nothing_that_a_tree_would_not)
{
    pair p;
    open_pair(&p);
    hold_faults(hold_against, &p, documents[_i]);
    close_pair(&p);
}
END_TEST

#define ITEM "{\"unit_price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}"
#define REQUEST(of_items, more)                                                                                                  \
    "{\"date\":\"2026-07-15\",\"consignment\":{\"destination_country\":\"DE\",\"items\":[" of_items "]" more "}}"

START_TEST(keeps_within_limits)
{
    static const limited_document rows[] = {
        { REQUEST(ITEM, ""), { sizeof(fos_limits), 5, 1000, 10, 18 }, true },
        { REQUEST(ITEM, ""), { sizeof(fos_limits), 4, 1000, 10, 18 }, false },
        { REQUEST(ITEM "," ITEM, ""), { sizeof(fos_limits), 9, 1000, 2, 18 }, true },
        { REQUEST(ITEM "," ITEM "," ITEM, ""), { sizeof(fos_limits), 9, 1000, 2, 18 }, false },
        { REQUEST(ITEM, ",\"gross_mass_kg\":0.0123"), { sizeof(fos_limits), 9, 1000, 9, 3 }, true },
        { REQUEST(ITEM, ",\"gross_mass_kg\":1.234"), { sizeof(fos_limits), 9, 1000, 9, 3 }, false },
        { REQUEST(ITEM, ",\"gross_mass_kg\":\"1.234\""), { sizeof(fos_limits), 9, 1000, 9, 3 }, false },
        /* Left to the other way, whatever that makes of them. */
        { REQUEST(ITEM, ",\"x_note\":1"), FOS_LIMITS_INIT, false },
        { REQUEST(ITEM, ",\"pack\\u0061ges\":1"), FOS_LIMITS_INIT, false },
        { REQUEST(ITEM, ",\"packages\":1,\"packages\":1"), FOS_LIMITS_INIT, false },
        { REQUEST(ITEM, ",\"packages\":null,\"packages\":1"), FOS_LIMITS_INIT, false },
        { REQUEST(ITEM, ",\"packages\":0"), FOS_LIMITS_INIT, false },
        { REQUEST("", ""), FOS_LIMITS_INIT, false },
        { "{\"date\":\"2026-07-15\",\"consignment\":{}}", FOS_LIMITS_INIT, false },
        { "{\"date\":\"2026-07-15\"}", FOS_LIMITS_INIT, false },
        { "{\"consignment\":{\"destination_country\":\"DE\",\"items\":[" ITEM "]}}", FOS_LIMITS_INIT, false },
        { "{\"date\":\"2026-07-15\",\"consignment\":{\"items\":[" ITEM "]}}", FOS_LIMITS_INIT, false },
        { REQUEST("{\"unit_price\":{\"amount\":\"1\"}}", ""), FOS_LIMITS_INIT, false },
        { REQUEST(ITEM, ",\"seller\":{\"identifiers\":[{\"value\":\"1\"}]}"), FOS_LIMITS_INIT, false },
    };
    pair p;
    open_pair(&p);
    hold_limited(hold_against, &p, rows, COUNT(rows));
    close_pair(&p);
}
END_TEST

/* What its comparisons of keys rest on. */
START_TEST(keys_have_their_shape)
{
    for (const fosi_class *const *of = fosi_classes; *of != NULL; of++) {
        ck_assert_uint_le((*of)->count, 128);
        for (size_t i = 0; i < (*of)->count; i++) {
            size_t length = strlen((*of)->elements[i].name);
            ck_assert_msg(length >= 2 && length + 4 <= FOSI_KEY_SIZE, "%s.%s", (*of)->name, (*of)->elements[i].name);
        }
    }
}
END_TEST

Suite *json_straight_suite(void)
{
    Suite *suite = suite_create("json_straight");
    TCase *tests = tcase_create("straight");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, takes_what_is_as_it_should_be, 0, (int)COUNT(documents));
    tcase_add_loop_test(tests, takes_nothing_that_a_tree_would_not, 0, (int)COUNT(documents));
    tcase_add_test(tests, keeps_within_limits);
    tcase_add_test(tests, keys_have_their_shape);
    suite_add_tcase(suite, tests);
    return suite;
}
