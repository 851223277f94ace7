/* Tests of profiles: mistakes in their files with their places, validations against requests, the shared checks, and each
 * allocation refused. The one order of tests/cases/profiles must be ready for the filings that its table names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "support.h"

/* ---- files ---- */

#define HEAD                                                                                                                     \
    "{\"profile\":\"t\",\"title\":\"T\",\"authority\":\"A\",\"filing\":\"f\",\"lodged_by\":[\"seller\"],\"currency\":\"EUR\","   \
    "\"cites\":\"s\",\"data_version\":\"1\",\"reviewed\":\"2026-11-23\",\"sources\":{\"s\":{\"title\":\"S\"}},"
#define ROWS(rows) HEAD "\"rows\":[" rows "]}"
#define ROW "{\"element\":\"consignment.seller.name\",\"need\":\"mandatory\",\"source\":\"s\"}"

static const struct {
    const char *file, *pointer, *text;
} mistakes[] = {
    { "[]", "", "a profile file is one JSON object" },
    { ROWS("{\"element\":\"consignment.seler.name\",\"need\":\"optional\",\"source\":\"s\"}"), "/rows/0/element",
      "the data set has no element \"consignment.seler.name\"; did you mean \"consignment.seller.name\"?" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"optional\"}"), "/rows/0", "cites no \"source\"" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"needed\",\"source\":\"s\"}"), "/rows/0/need",
      "expected mandatory, conditional or optional" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"optional\",\"format\":\"an35..\",\"source\":\"s\"}"),
      "/rows/0/format", "expected a format such as" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"conditional\",\"source\":\"s\"}"), "/rows/0",
      "a conditional row has \"when\"" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"optional\",\"when\":\"true\",\"source\":\"s\"}"), "/rows/0/when",
      "only a conditional row has a condition" },
    { ROWS(ROW "," ROW), "/rows/1", "is in force on the same days" },
    { ROWS(
          "{\"element\":\"consignment.seller.name\",\"need\":\"conditional\",\"when\":\"sum(item.goods) > 3 KGM\",\"source\":\"s\"}"),
      "/rows/0/when", "cannot compare money with a quantity in KGM" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"conditional\",\"when\":\"category = gft\",\"source\":\"s\"}"),
      "/rows/0/when", "\"gft\" is no category" },
    { ROWS(
          "{\"element\":\"consignment.seller.name\",\"need\":\"conditional\",\"when\":\"present(buyer.adress)\",\"source\":\"s\"}"),
      "/rows/0/when", "there is no \"buyer.adress\" here" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"conditional\",\"when\":\"documents.type = x\",\"source\":\"s\"}"),
      "/rows/0/when", "documents.type is no single value: ask present(documents.type)" },
    { ROWS(
          "{\"element\":\"consignment.seller.name\",\"need\":\"conditional\",\"when\":\"returned.reason = bored\",\"source\":\"s\"}"),
      "/rows/0/when", "\"bored\" is no value of returned.reason" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"conditional\",\"when\":\"item.origin = CN\",\"source\":\"s\"}"),
      "/rows/0/when", "use a total such as any" },
    { ROWS("{\"element\":\"consignment.seller.identifiers\",\"need\":\"optional\",\"scheme\":\"iosss\",\"source\":\"s\"}"),
      "/rows/0/scheme", "there is no scheme \"iosss\"" },
    { ROWS("{\"element\":\"consignment.seller.name\",\"need\":\"optional\",\"max\":3,\"source\":\"s\"}"), "/rows/0",
      "\"min\" and \"max\" are of lists" },
    { ROWS("{\"element\":\"consignment.category\",\"need\":\"optional\",\"codes\":[\"gft\"],\"source\":\"s\"}"), "/rows/0/codes",
      "\"gft\" is no value of consignment.category" },
    { HEAD "\"until\":\"2020-01-01\",\"from\":\"2021-01-01\",\"rows\":[" ROW "]}", "/until", "must come after \"from\"" },
    { HEAD "\"quality\":{\"off\":[\"quality.orgin\"]},\"rows\":[" ROW "]}", "/quality/off/0",
      "did you mean \"quality.origin\"?" },
    { HEAD "\"rows\":[" ROW "],\"routes\":[]}", "/routes", "a profile has no key \"routes\"" },
    { HEAD "\"scope\":[{\"id\":\"a\",\"say\":\"b\",\"source\":\"s\"}],\"rows\":[" ROW "]}", "/scope/0", "has no \"that\"" },
};

START_TEST(mistakes_have_places)
{
    fos_context *context = fos_context_new(NULL);
    fos_report *report = fos_report_new(context);
    fos_source file = { "t.json", mistakes[_i].file, strlen(mistakes[_i].file) };
    ck_assert_int_ne(fos_profile_check(context, &file, report), FOS_STATUS_OK);
    bool found = false;
    for (size_t i = 0; i < fos_report_count(report); i++) {
        const fos_error *finding = fos_report_at(report, i);
        ck_assert_uint_eq(finding->line, 1);
        found |= strcmp(finding->pointer, mistakes[_i].pointer) == 0 && strstr(finding->text, mistakes[_i].text) != NULL;
    }
    ck_assert_msg(found, "%s: %s", fos_report_at(report, 0)->pointer, fos_report_at(report, 0)->text);
    fos_report_free(report);
    fos_context_free(context);
}
END_TEST

START_TEST(unused_parts_are_warned_of)
{
    static const char file[] =
        HEAD "\"sets\":{\"x\":{\"of\":\"country\",\"members\":[\"DE\"],\"source\":\"s\"}},\"rows\":[" ROW "]}";
    fos_context *context = fos_context_new(NULL);
    fos_report *report = fos_report_new(context);
    fos_source source = { "t.json", file, sizeof file - 1 };
    assert_status(fos_profile_check(context, &source, report), FOS_STATUS_OK);
    ck_assert_uint_eq(fos_report_count(report), 1);
    ck_assert(fos_report_is_warning(report, 0));
    assert_holds(fos_report_at(report, 0)->text, "nothing uses the set \"x\"");
    fos_report_free(report);
    fos_context_free(context);
}
END_TEST

/* ---- the embedded profiles ---- */

static fos_profiles *embedded(fos_context *context)
{
    fos_error error = FOS_ERROR_INIT;
    fos_profiles *set = fos_profiles_open(context, NULL, &error);
    ck_assert_msg(set != NULL, "%s", error.text);
    return set;
}

static char *read_all(const char *path)
{
    char whole[512];
    snprintf(whole, sizeof whole, "%s/tests/cases/profiles/%s", FOSI_SOURCE_DIR, path);
    FILE *file = fopen(whole, "rb");
    ck_assert_msg(file != NULL, "%s", whole);
    char *bytes = malloc(1 << 20);
    ck_assert_ptr_nonnull(bytes);
    bytes[fread(bytes, 1, (1 << 20) - 1, file)] = '\0';
    fclose(file);
    return bytes;
}

static void put(char **at, const char *text)
{
    memcpy(*at, text, strlen(text) + 1);
    *at += strlen(text);
}

/* "upu.cn22<TAB>ready", or the state and the pointers of the errors. */
START_TEST(one_order)
{
    static char got[1 << 17];
    fos_context *context = fos_context_new(NULL);
    fos_profiles *set = embedded(context);
    fos_request *request = fos_request_new(context, NULL);
    fos_error error = FOS_ERROR_INIT;
    char *document = read_all("one-order.json"), *expected = read_all("one-order.tsv"), *at = got;
    assert_status(fos_request_read_json(request, document, strlen(document), NULL, &error), FOS_STATUS_OK);
    fos_survey *survey = fos_profiles_survey(set, request, NULL, &error);
    ck_assert_ptr_nonnull(survey);
    size_t ready = 0;
    for (size_t i = 0; i < survey->validation_count; i++) {
        const fos_validation *v = survey->validations[i];
        ready += v->state == FOS_READINESS_READY;
        put(&at, v->profile);
        put(&at, "\t");
        put(&at, fos_readiness_name(v->state));
        for (size_t k = 0; k < v->finding_count; k++) {
            if (v->findings[k]->severity != FOS_SEVERITY_ERROR) continue;
            put(&at, "\t");
            put(&at, v->findings[k]->kind == FOS_FINDING_KIND_SCOPE ? v->findings[k]->rule : v->findings[k]->pointer);
        }
        put(&at, "\n");
    }
    ck_assert_str_eq(got, expected);
    ck_assert_uint_ge(ready, 6);
    fos_survey_free(survey);
    free(document);
    free(expected);
    fos_request_free(request);
    fos_profiles_free(set);
    fos_context_free(context);
}
END_TEST

START_TEST(dumps_are_as_stored)
{
    fos_context *context = fos_context_new(NULL);
    fos_profiles *set = embedded(context);
    ck_assert_uint_ge(fos_profiles_count(set), 25);
    for (size_t i = 0; i < fos_profiles_count(set); i++) {
        const fos_profile *profile = fos_profiles_at(set, i);
        char path[128];
        snprintf(path, sizeof path, "dumps/%s.txt", fos_profile_id(profile));
        char *stored = read_all(path);
        fos_buffer *out = fos_buffer_new(context);
        assert_status(fos_profile_dump(profile, out), FOS_STATUS_OK);
        ck_assert_str_eq(fos_buffer_data(out), stored);
        fos_buffer_free(out);
        free(stored);
    }
    fos_profiles_free(set);
    fos_context_free(context);
}
END_TEST

/* ---- shared checks and faults of the document ---- */

#define ITEM(members) "{\"date\":\"2026-11-23\",\"consignment\":{\"destination_country\":\"DE\",\"items\":[{" members "}]}}"

static const struct {
    const char *document, *rule, *pointer; /* rule NULL: no finding of a shared check or of the data */
} quality[] = {
    { ITEM("\"description\":\"Gift\",\"origin_country\":\"CN\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}"),
      "quality.vague_description", "/consignment/items/0/description" },
    { ITEM("\"description\":\"2 x spare parts!\",\"origin_country\":\"CN\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}"),
      "quality.vague_description", "/consignment/items/0/description" },
    { ITEM("\"description\":\"V\u00caTEMENTS\",\"origin_country\":\"CN\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}"),
      "quality.vague_description", "/consignment/items/0/description" },
    { ITEM("\"description\":\"cotton gift box\",\"origin_country\":\"CN\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}"),
      NULL, NULL },
    { ITEM("\"description\":\"scarf\",\"origin_country\":\"CN\",\"amount\":{\"amount\":\"0\",\"currency\":\"EUR\"}"),
      "quality.zero_value", "/consignment/items/0/amount" },
    { ITEM("\"description\":\"scarf\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}"), "quality.origin",
      "/consignment/items/0/origin_country" },
    { ITEM(
          "\"description\":\"scarf\",\"origin_country\":\"CN\",\"net_mass_kg\":\"2\",\"gross_mass_kg\":\"1\",\"amount\":{\"amount\":"
          "\"5\",\"currency\":\"EUR\"}"),
      "quality.net_above_gross", "/consignment/items/0/net_mass_kg" },
    { ITEM("\"description\":\"scarf\",\"origin_country\":\"CN\",\"commodity_code\":\"6109100\",\"amount\":{\"amount\":\"5\","
           "\"currency\":\"EUR\"}"),
      "quality.commodity_code", "/consignment/items/0/commodity_code" },
    { ITEM("\"description\":\"scarf\",\"origin_country\":\"CN\",\"commodity_code\":\"770000\",\"amount\":{\"amount\":\"5\","
           "\"currency\":\"EUR\"}"),
      "quality.commodity_code", "/consignment/items/0/commodity_code" },
    { ITEM("\"description\":\"scarf\",\"origin_country\":\"CN\",\"quantity\":\"2\",\"unit_price\":{\"amount\":\"3\",\"currency\":"
           "\"EUR\"},\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}"),
      "quality.price", "/consignment/items/0/amount/amount" },
    { "{\"date\":\"2026-11-23\",\"consignment\":{\"destination_country\":\"DE\",\"seller\":{\"identifiers\":[{\"scheme\":\"iosss\","
      "\"value\":\"IM2760000742\"},{\"scheme\":\"x_mine\",\"value\":\"1\"}]},\"items\":[{\"description\":\"scarf\",\"origin_country\":\"CN\","
      "\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}}]}}",
      "quality.identifier", "/consignment/seller/identifiers/0/scheme" },
    { "{\"date\":\"2026-11-23\",\"consignment\":{\"destination_country\":\"DE\",\"items\":[{\"description\":\"scarf\",\"origin_country\":"
      "\"CN\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"},\"parties\":{\"consignor\":{\"identifiers\":[{\"scheme\":\"gb-vat\",\"value\":"
      "\"GB999999999\"}]}}}]}}",
      "quality.identifier", "/consignment/items/0/parties/consignor/identifiers/0/value" },
    { ITEM("\"description\":\"scarf\",\"origin_country\":\"XQ\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}"), "data",
      "/consignment/items/0/origin_country" },
    { ITEM("\"description\":\"scarf\",\"origin_country\":\"CN\""), "data", "/consignment/items/0/amount" },
};

START_TEST(shared_checks)
{
    static const char file[] = ROWS("{\"element\":\"consignment.destination_country\",\"need\":\"mandatory\",\"source\":\"s\"}");
    fos_context *context = fos_context_new(NULL);
    fos_profiles_options options = FOS_PROFILES_OPTIONS_INIT;
    fos_source source = { "t.json", file, sizeof file - 1 };
    options.given = &source;
    options.given_count = 1;
    options.only_given = 1;
    fos_profiles *set = fos_profiles_open(context, &options, NULL);
    fos_request *request = fos_request_new(context, NULL);
    fos_report *faults = fos_report_new(context);
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    fos_error error = FOS_ERROR_INIT;
    reading.faults = faults;
    assert_status(fos_request_read_json(request, quality[_i].document, strlen(quality[_i].document), &reading, &error),
                  FOS_STATUS_OK);
    fos_validate_options how = FOS_VALIDATE_OPTIONS_INIT;
    how.faults = faults;
    fos_validation *v = fos_profile_validate(fos_profiles_at(set, 0), request, &how, &error);
    ck_assert_ptr_nonnull(v);
    size_t hits = 0;
    for (size_t i = 0; i < v->finding_count; i++)
        hits += quality[_i].rule != NULL && strcmp(v->findings[i]->rule, quality[_i].rule) == 0 &&
                strcmp(v->findings[i]->pointer, quality[_i].pointer) == 0;
    ck_assert_uint_eq(hits, quality[_i].rule == NULL ? 0 : 1);
    if (quality[_i].rule == NULL) ck_assert_uint_eq(v->finding_count, 0);
    fos_validation_free(v);
    fos_report_free(faults);
    fos_request_free(request);
    fos_profiles_free(set);
    fos_context_free(context);
}
END_TEST

/* ---- conditions, and findings without number ---- */

/* A set of one profile. */
static fos_profiles *one_profile(fos_context *context, const char *file)
{
    fos_profiles_options options = FOS_PROFILES_OPTIONS_INIT;
    fos_source source = { "t.json", file, strlen(file) };
    fos_error error = FOS_ERROR_INIT;
    options.given = &source;
    options.given_count = 1;
    options.only_given = 1;
    fos_profiles *set = fos_profiles_open(context, &options, &error);
    ck_assert_msg(set != NULL, "%s", error.text);
    return set;
}

#define ASKS(id, place, when)                                                                                                    \
    "{\"id\":\"" id "\",\"element\":\"" place "\",\"need\":\"conditional\",\"when\":\"" when "\",\"source\":\"s\"}"

/* Without the price of one item, what needs it is open, and nothing else is. */
START_TEST(price_is_missing)
{
    static const char file[] = ROWS(
        ASKS("all", "consignment.seller.name", "sum(item.goods) > 1 EUR") "," ASKS("one", "consignment.items.sku", "item.goods > 1 EUR") "," ASKS(
            "unit", "consignment.items.sku",
            "item.unit_value > 1 EUR") "," ASKS("freight", "consignment.items.sku",
                                                "item.freight > 1 EUR") "," ASKS("whole", "consignment.seller.name",
                                                                                 "freight > 1 EUR") "," ASKS("origin",
                                                                                                             "consignment.items.sku",
                                                                                                             "item.origin = CN"));
    static const char document[] =
        "{\"date\":\"2026-11-23\",\"consignment\":{\"destination_country\":\"DE\",\"freight\":{\"amount\":\"9\",\"currency\":\"EUR\"},"
        "\"items\":[{\"description\":\"scarf\",\"origin_country\":\"CN\",\"amount\":{\"amount\":\"5\",\"currency\":\"EUR\"}},{"
        "\"description\":\"hat\",\"origin_country\":\"DE\"}]}}";
    static const struct {
        const char *rule, *pointer;
        fos_finding_kind kind;
        const char *because;
    } expected[] = {
        { "all", "/consignment/seller/name", FOS_FINDING_KIND_UNDECIDED, "needs price" },
        { "one", "/consignment/items/0/sku", FOS_FINDING_KIND_MISSING, "goods 5 EUR > 1 EUR" },
        { "one", "/consignment/items/1/sku", FOS_FINDING_KIND_UNDECIDED, "needs price" },
        { "unit", "/consignment/items/0/sku", FOS_FINDING_KIND_MISSING, "5 EUR > 1 EUR" },
        { "unit", "/consignment/items/1/sku", FOS_FINDING_KIND_UNDECIDED, "needs price" },
        { "freight", "/consignment/items/0/sku", FOS_FINDING_KIND_UNDECIDED, "needs price" },
        { "freight", "/consignment/items/1/sku", FOS_FINDING_KIND_UNDECIDED, "needs price" },
        { "whole", "/consignment/seller/name", FOS_FINDING_KIND_MISSING, "freight 9 EUR > 1 EUR" },
        { "origin", "/consignment/items/0/sku", FOS_FINDING_KIND_MISSING, "origin is CN" },
    };
    fos_context *context = fos_context_new(NULL);
    fos_profiles *set = one_profile(context, file);
    fos_request *request = fos_request_new(context, NULL);
    fos_report *faults = fos_report_new(context);
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.faults = faults;
    assert_status(fos_request_read_json(request, document, sizeof document - 1, &reading, NULL), FOS_STATUS_OK);
    fos_validation *v = fos_profile_validate(fos_profiles_at(set, 0), request, NULL, NULL);
    ck_assert_ptr_nonnull(v);
    size_t count = sizeof expected / sizeof expected[0];
    ck_assert_uint_eq(v->finding_count, count + 1); /* and the price itself */
    for (size_t i = 0; i < count; i++) {
        const fos_finding *finding = v->findings[i];
        ck_assert_str_eq(finding->rule, expected[i].rule);
        ck_assert_str_eq(finding->pointer, expected[i].pointer);
        ck_assert_msg(finding->kind == expected[i].kind, "%s", finding->rule);
        assert_holds(finding->because, expected[i].because);
    }
    ck_assert_str_eq(v->findings[count]->rule, "data");
    fos_validation_free(v);
    fos_report_free(faults);
    fos_request_free(request);
    fos_profiles_free(set);
    fos_context_free(context);
}
END_TEST

/* More findings than a list holds are counted and told. */
START_TEST(findings_without_number)
{
    static const char file[] = ROWS("{\"element\":\"consignment.items.sku\",\"need\":\"mandatory\",\"source\":\"s\"},"
                                    "{\"element\":\"consignment.items.unit\",\"need\":\"mandatory\",\"source\":\"s\"}");
    fos_context *context = fos_context_new(NULL);
    fos_profiles *set = one_profile(context, file);
    fos_request *request = fos_request_new(context, NULL);
    request->date = fos_date_make(2026, 11, 23);
    for (int i = 0; i < 6000; i++) {
        fos_item *item;
        assert_status(fos_request_item_add(request, &item, NULL), FOS_STATUS_OK);
        memcpy(item->origin_country, "CN", 3);
        item->amount.amount = number("1");
        memcpy(item->amount.currency, "EUR", 4);
        item->net_mass_kg = (fos_decimal){ i + 1, 3 }; /* no line like another */
    }
    fos_validation *v = fos_profile_validate(fos_profiles_at(set, 0), request, NULL, NULL);
    ck_assert_ptr_nonnull(v);
    ck_assert_uint_eq(v->finding_count, 10000);
    ck_assert_uint_eq(v->error_count + v->warning_count + v->note_count, v->finding_count + v->left_out);
    ck_assert_uint_ge(v->left_out, 2000);
    fos_buffer *out = fos_buffer_new(context);
    assert_status(fos_validation_write_text(v, NULL, out, NULL), FOS_STATUS_OK);
    char tail[64];
    snprintf(tail, sizeof tail, "and %u more findings, more than a validation holds\n", (unsigned)v->left_out);
    ck_assert_str_eq(fos_buffer_data(out) + fos_buffer_size(out) - strlen(tail), tail);
    fos_buffer_clear(out);
    assert_status(fos_validation_write_json(v, out, NULL), FOS_STATUS_OK);
    snprintf(tail, sizeof tail, "\"left_out\":%u,", (unsigned)v->left_out);
    ck_assert_ptr_nonnull(strstr(fos_buffer_data(out), tail));
    fos_buffer_free(out);
    fos_validation_free(v);
    fos_request_free(request);
    fos_profiles_free(set);
    fos_context_free(context);
}
END_TEST

/* Options of a newer caller are refused when they ask for what this library does not know. */
START_TEST(options_of_another_size)
{
    struct {
        fos_validate_options known;
        uint64_t unknown;
    } newer = { FOS_VALIDATE_OPTIONS_INIT, 0 };
    newer.known.struct_size = sizeof newer;
    newer.known.date = fos_date_make(2026, 11, 23);
    fos_context *context = fos_context_new(NULL);
    fos_profiles *set = one_profile(context, ROWS(ROW));
    fos_request *request = fos_request_new(context, NULL);
    fos_validation *v = fos_profile_validate(fos_profiles_at(set, 0), request, &newer.known, NULL);
    ck_assert_ptr_nonnull(v);
    fos_validation_free(v);
    newer.unknown = 1;
    fos_error error = FOS_ERROR_INIT;
    ck_assert_ptr_null(fos_profile_validate(fos_profiles_at(set, 0), request, &newer.known, &error));
    assert_status(error.status, FOS_STATUS_INVALID_ARGUMENT);
    fos_request_free(request);
    fos_profiles_free(set);
    fos_context_free(context);
}
END_TEST

/* ---- memory ---- */

static fos_status open_and_validate(fos_context *context, const fos_source *file, const char *document, fos_error *error)
{
    fos_profiles_options options = FOS_PROFILES_OPTIONS_INIT;
    options.given = file;
    options.given_count = 1;
    options.only_given = 1;
    fos_profiles *set = fos_profiles_open(context, &options, error);
    if (set == NULL) return error->status;
    fos_buffer *out = fos_buffer_new(context);
    fos_status status = out == NULL ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
    for (int all = 0; all < 2 && status == FOS_STATUS_OK; all++)
        status = fos_profiles_validate_json(set, all ? "all" : fos_profile_id(fos_profiles_at(set, 0)), FOS_DATE_ABSENT, document,
                                            strlen(document), NULL, out, error);
    fos_buffer_free(out);
    fos_profiles_free(set);
    return status;
}

START_TEST(each_allocation_refused)
{
    char path[512], *document = read_all("one-order.json");
    static char bytes[1 << 16];
    snprintf(path, sizeof path, "%s/lib/data/profiles/upu.cn22.json", FOSI_SOURCE_DIR);
    FILE *opened = fopen(path, "rb");
    ck_assert_ptr_nonnull(opened);
    fos_source file = { "upu.cn22.json", bytes, fread(bytes, 1, sizeof bytes, opened) };
    fclose(opened);
    ledger book = { 0 };
    fos_allocator allocator = ledger_allocator(&book);
    fos_context *context = fos_context_new(&allocator);
    size_t before = book.live;
    for (int lasting = 0; lasting < 2; lasting++) {
        for (size_t n = 1;; n++) {
            fos_error error = FOS_ERROR_INIT;
            ledger_arm(&book, n, lasting != 0);
            fos_status status = open_and_validate(context, &file, document, &error);
            bool refused = book.refused;
            ledger_disarm(&book);
            ck_assert_uint_eq(book.live, before);
            assert_status(status, refused ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK);
            if (!refused) break;
        }
    }
    fos_context_free(context);
    free(document);
}
END_TEST

Suite *profile_suite(void);
Suite *profile_suite(void)
{
    Suite *suite = suite_create("profile");
    TCase *tests = tcase_create("profile");
    tcase_add_loop_test(tests, mistakes_have_places, 0, (int)(sizeof mistakes / sizeof mistakes[0]));
    tcase_add_test(tests, unused_parts_are_warned_of);
    tcase_add_test(tests, one_order);
    tcase_add_test(tests, dumps_are_as_stored);
    tcase_add_loop_test(tests, shared_checks, 0, (int)(sizeof quality / sizeof quality[0]));
    tcase_add_test(tests, price_is_missing);
    tcase_add_test(tests, findings_without_number);
    tcase_add_test(tests, options_of_another_size);
    tcase_add_test(tests, each_allocation_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
