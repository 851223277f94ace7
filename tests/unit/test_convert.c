/* Formats: every allocation may fail on the way in and out, also those of the XML parser; and no reader takes more memory than
 * a small multiple of what it reads. What the formats say is tested by the command's cases. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#if FOSI_HAVE_XML
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#endif

#include "support.h"

/* An order with most of what formats can hold. */
static const char order[] =
    "{\"date\":\"2026-11-23\",\"assume\":{\"eu.flat_scope\":\"all_distance_sales\"},\"consignment\":{\"reference\":\"R-1\","
    "\"transport_document\":\"LA123456785CN\",\"category\":\"gift\",\"dispatch_country\":\"CN\",\"destination_country\":\"DE\","
    "\"freight\":{\"amount\":\"4.90\",\"currency\":\"CNY\"},\"gross_mass_kg\":\"1.2\",\"packages\":1,"
    "\"seller\":{\"name\":\"S\\u00e9ller\",\"kind\":\"business\",\"country\":\"CN\",\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}],"
    "\"address\":{\"lines\":[\"1 Road\",\"Unit 2\"],\"city\":\"Hangzhou\",\"country\":\"CN\"},\"contact\":{\"phone\":\"+86 1\"}},"
    "\"buyer\":{\"name\":\"B\",\"identifiers\":[{\"scheme\":\"cn-resident-id\",\"value\":\"110105491231002\"}]},"
    "\"declaration\":{\"lrn\":\"L-1\",\"accepted\":\"2026-11-23T09:30:00Z\",\"statements\":[{\"text\":\"as is\"}]},"
    "\"documents\":[{\"kind\":\"licence\",\"reference\":\"7\"}],"
    "\"items\":[{\"number\":1,\"description\":\"T-shirt \\\"A\\\", <blue> & more\",\"commodity_code\":\"6109100010\","
    "\"origin_country\":\"CN\",\"quantity\":\"2\",\"unit_price\":{\"amount\":\"12.50\",\"currency\":\"CNY\"},\"discount\":{\"amount\":\"1\","
    "\"currency\":\"CNY\"},\"measures\":[{\"unit\":\"KGM-gross\",\"quantity\":\"0.75\"}],\"declaration\":{\"procedure\":{\"requested\":\"40\","
    "\"previous\":\"00\",\"additional\":[\"C08\",\"1XX\"]},\"origins\":[{\"country\":\"TR\",\"type\":\"2\"}]}}]}}";

/* ---- each allocation refused in turn ---- */

static ledger *of_parser;
static bool parser_was_refused;

#if FOSI_HAVE_XML

static bool refuses(void)
{
    if (of_parser == NULL || of_parser->refuse == 0 || --of_parser->refuse > 0) return false;
    of_parser->refused = parser_was_refused = true;
    of_parser->refuse = of_parser->lasting ? 1 : 0;
    return true;
}

static void *parser_allocate(size_t size) { return refuses() ? NULL : malloc(size); }
static void *parser_resize(void *memory, size_t size) { return refuses() ? NULL : realloc(memory, size); }

static char *parser_copy(const char *text)
{
    char *copy = parser_allocate(strlen(text) + 1);
    if (copy != NULL) memcpy(copy, text, strlen(text) + 1);
    return copy;
}

/* In the process of one test. */
static void watch_parser(ledger *book)
{
    xmlMemSetup(free, parser_allocate, parser_resize, parser_copy);
    xmlInitParser();
    of_parser = book;
}

#else

static void watch_parser(ledger *book) { of_parser = book; }

#endif

typedef struct place {
    ledger book;
    fos_context *context;
    fos_request *request;
    fos_report *report;
    fos_buffer *out;
    fos_error error;
} place;

static void open_place(place *p)
{
    fos_error none = FOS_ERROR_INIT;
    memset(p, 0, sizeof *p);
    fos_allocator allocator = ledger_allocator(&p->book);
    p->error = none;
    p->context = fos_context_new(&allocator);
    p->request = fos_request_new(p->context, NULL);
    p->report = fos_report_new(p->context);
    p->out = fos_buffer_new(p->context);
}

static void close_place(place *p)
{
    of_parser = NULL;
    ledger_disarm(&p->book);
    fos_buffer_free(p->out);
    fos_report_free(p->report);
    fos_request_free(p->request);
    fos_context_free(p->context);
    ck_assert_uint_eq(p->book.live, 0);
}

/* What was read in spite of a refusal is what is read without. */
static void check_same(place *p, char **whole)
{
    fos_buffer_clear(p->out);
    ck_assert_int_eq(fos_request_write_json(p->request, p->out, NULL), FOS_STATUS_OK);
    if (*whole == NULL)
        *whole = strdup(fos_buffer_data(p->out));
    else
        ck_assert_str_eq(fos_buffer_data(p->out), *whole);
    fos_buffer_clear(p->out);
}

static void read_whole(const char *format, const char *document, size_t length, char **whole)
{
    place p;
    open_place(&p);
    ck_assert_int_eq(fos_request_read_as(p.request, format, document, length, NULL, NULL, &p.error), FOS_STATUS_OK);
    check_same(&p, whole);
    close_place(&p);
}

/* Refuses allocation after allocation until none is left to refuse. */
static void check_refusals(const char *format, const char *document, size_t length, bool lasting)
{
    bool refused = true;
    char *whole = NULL;
    if (document != NULL) read_whole(format, document, length, &whole);
    for (size_t n = 1; refused; n++) {
        place p;
        open_place(&p);
        if (document == NULL) ck_assert_int_eq(fos_request_read_json(p.request, order, strlen(order), NULL, NULL), FOS_STATUS_OK);
        of_parser = &p.book;
        parser_was_refused = false;
        ledger_arm(&p.book, n, lasting);
        fos_status status = document != NULL ? fos_request_read_as(p.request, format, document, length, NULL, p.report, &p.error)
                                             : fos_request_write_as(p.request, format, NULL, p.out, p.report, &p.error);
        refused = p.book.refused;
        /* libxml2 takes some texts for empty when it has no memory, and complains of that; but it never goes on without them. */
        if (status == FOS_STATUS_SYNTAX && parser_was_refused) status = FOS_STATUS_NO_MEMORY;
        of_parser = NULL;
        ledger_disarm(&p.book);
        if (status == FOS_STATUS_OK && document != NULL) check_same(&p, &whole);
        ck_assert_msg(!refused || status == FOS_STATUS_NO_MEMORY || status == FOS_STATUS_OK, "%s, allocation %zu: %s: %s", format,
                      n, fos_status_name(status), p.error.text);
        ck_assert_msg(refused || status == FOS_STATUS_OK, "%s: %s", format, p.error.text);
        if (status != FOS_STATUS_OK) ck_assert_uint_eq(fos_buffer_size(p.out), 0);
        close_place(&p);
    }
    free(whole);
}

static void written(const char *format, char **document, size_t *length)
{
    place p;
    open_place(&p);
    ck_assert_int_eq(fos_request_read_json(p.request, order, strlen(order), NULL, NULL), FOS_STATUS_OK);
    fos_status status = fos_request_write_as(p.request, format, NULL, p.out, NULL, &p.error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s: %s", format, p.error.pointer, p.error.text);
    *length = fos_buffer_size(p.out);
    *document = malloc(*length + 1);
    memcpy(*document, fos_buffer_data(p.out), *length + 1);
    close_place(&p);
}

START_TEST(every_refusal_is_told)
{
    const fos_format *format = fos_format_at((size_t)_i);
    char *document;
    size_t length;
    watch_parser(NULL);
    written(format->name, &document, &length);
    check_refusals(format->name, NULL, 0, false);
    check_refusals(format->name, NULL, 0, true);
    if (format->reads) {
        check_refusals(format->name, document, length, false);
        check_refusals(format->name, document, length, true);
    }
    free(document);
}
END_TEST

/* ---- memory in proportion ---- */

typedef struct meter {
    size_t now;
    size_t peak;
} meter;

#define METER_HEAD 16

static void *metered(void *user, size_t size)
{
    meter *m = user;
    unsigned char *memory = malloc(size + METER_HEAD);
    if (memory == NULL) return NULL;
    memcpy(memory, &size, sizeof size);
    m->now += size;
    if (m->now > m->peak) m->peak = m->now;
    return memory + METER_HEAD;
}

static void unmetered(void *user, void *memory)
{
    meter *m = user;
    size_t size;
    memcpy(&size, (unsigned char *)memory - METER_HEAD, sizeof size);
    m->now -= size;
    free((unsigned char *)memory - METER_HEAD);
}

static meter all;

#if FOSI_HAVE_XML
static void *meter_allocate(size_t size) { return metered(&all, size); }
static void meter_free(void *memory)
{
    if (memory != NULL) unmetered(&all, memory);
}
static void *meter_resize(void *memory, size_t size)
{
    void *larger = meter_allocate(size);
    size_t held = 0;
    if (memory != NULL) memcpy(&held, (unsigned char *)memory - METER_HEAD, sizeof held);
    if (larger != NULL && memory != NULL) memcpy(larger, memory, held < size ? held : size);
    meter_free(memory);
    return larger;
}
static char *meter_copy(const char *text) { return strcpy(meter_allocate(strlen(text) + 1), text); }
#endif

/* What repeats, between what begins and what ends a document. */
typedef struct swelling {
    const char *format;
    const char *head;
    const char *part;
    const char *tail;
    size_t times;
} swelling;

#define DEC "<Declaration xmlns=\"urn:wco:datamodel:WCO:DEC-DMS:2\">"
#define ITEM "<GovernmentAgencyGoodsItem>"

static const swelling swellings[] = {
    { "wco-xml", DEC, "<ID/>", "</Declaration>", 200000 },
    { "wco-xml", DEC, "<x/>", "</Declaration>", 200000 },
    { "wco-xml", DEC, "<x a='1' b='2'/>", "</Declaration>", 50000 },
    { "wco-xml", DEC, "<AdditionalDocument><ID>1</ID></AdditionalDocument>", "</Declaration>", 9000 },
    { "wco-xml", DEC "<GoodsShipment>" ITEM, "<Origin><CountryCode>DE</CountryCode></Origin>",
      "</GovernmentAgencyGoodsItem></GoodsShipment></Declaration>", 9000 },
    { "wco-xml", DEC "<GoodsShipment>",
      ITEM "<Commodity><Description>Goods of a kind</Description></Commodity></GovernmentAgencyGoodsItem>",
      "</GoodsShipment></Declaration>", 9000 },
    { "wco-xml", DEC "<ID>", "&amp;", "</ID></Declaration>", 60000 },
    { "wco-xml", DEC, "<!-- a word about it -->", "</Declaration>", 50000 },
    { "csv", "item.number,item.description,item.sku,item.listing_url\n", ",Goods of a kind,a,b\n", "", 9000 },
    { "csv", "item.description,x_1\n1,\"", "\"\"", "\"", 30000 },
};

/* A struct for each item, whatever is said of it, and a kilobyte for each of a thousand findings. */
#define CONSTANT ((size_t)6 * 1024 * 1024)
#define MULTIPLE 16

START_TEST(memory_is_in_proportion)
{
    const swelling *s = &swellings[_i];
    size_t part = strlen(s->part), length = strlen(s->head) + part * s->times + strlen(s->tail);
    if (fos_format_find(s->format)->reads == 0) return;
#if FOSI_HAVE_XML
    xmlMemSetup(meter_free, meter_allocate, meter_resize, meter_copy);
    xmlInitParser();
#endif
    char *document = malloc(length + 1), *at = document;
    at += sprintf(at, "%s", s->head);
    for (size_t i = 0; i < s->times; i++, at += part)
        memcpy(at, s->part, part);
    strcpy(at, s->tail);
    fos_allocator allocator = { &all, metered, unmetered };
    fos_context *context = fos_context_new(&allocator);
    fos_request *request = fos_request_new(context, NULL);
    fos_report *report = fos_report_new(context);
    fos_error error = FOS_ERROR_INIT;
    all.peak = all.now;
    (void)fos_request_read_as(request, s->format, document, length, NULL, report, &error);
    ck_assert_msg(all.peak <= CONSTANT + MULTIPLE * length, "%zu bytes of %s took %zu at their peak: %s", length, s->part,
                  all.peak, error.text);
    fos_report_free(report);
    fos_request_free(request);
    fos_context_free(context);
    free(document);
}
END_TEST

/* ---- the calls themselves ---- */

START_TEST(wrong_calls_are_refused)
{
    place p;
    open_place(&p);
    ck_assert_ptr_null(fos_format_at(fos_format_count()));
    ck_assert_ptr_null(fos_format_find(NULL));
    ck_assert_ptr_null(fos_format_find("xml"));
    assert_status(fos_request_read_as(NULL, "csv", "", 0, NULL, NULL, &p.error), FOS_STATUS_INVALID_ARGUMENT);
    assert_status(fos_request_read_as(p.request, "csw", "", 0, NULL, NULL, &p.error), FOS_STATUS_INVALID_ARGUMENT);
    assert_holds(p.error.text, "did you mean csv");
    assert_status(fos_request_read_as(p.request, "cn23-svg", "", 0, NULL, NULL, &p.error), FOS_STATUS_UNSUPPORTED);
    assert_status(fos_request_read_as(p.request, "csv", NULL, 1, NULL, NULL, &p.error), FOS_STATUS_INVALID_ARGUMENT);
    assert_status(fos_request_write_as(p.request, "csv", NULL, NULL, NULL, &p.error), FOS_STATUS_INVALID_ARGUMENT);
    fos_write_options writing = FOS_WRITE_OPTIONS_INIT;
    fos_quote quote = { .charge_count = 0 };
    writing.quote = &quote;
    assert_status(fos_request_write_as(p.request, "csv", &writing, p.out, NULL, &p.error), FOS_STATUS_INVALID_ARGUMENT);
    assert_holds(p.error.text, "no place for the charges");
    close_place(&p);
}
END_TEST

START_TEST(a_failed_read_leaves_nothing)
{
    place p;
    open_place(&p);
    static const char table[] = "item.number,item.amount.amount,item.amount.currency\n1,5,CNY\n2,x,CNY\n";
    assert_status(fos_request_read_as(p.request, "csv", table, strlen(table), NULL, NULL, &p.error), FOS_STATUS_SYNTAX);
    ck_assert_uint_eq(p.request->consignment->item_count, 0);
    ck_assert_uint_eq(p.error.line, 3);
    ck_assert_uint_eq(p.error.column, 3);
    ck_assert_str_eq(p.error.pointer, "/consignment/items/1/amount/amount");
    close_place(&p);
}
END_TEST

START_TEST(findings_past_the_last_are_counted)
{
    place p;
    open_place(&p);
    char table[20000] = "x_a\n", *at = table + 4;
    for (int i = 0; i < 1500; i++)
        at += sprintf(at, "%d\n", i);
    assert_status(fos_request_read_as(p.request, "csv", table, strlen(table), NULL, p.report, &p.error), FOS_STATUS_OK);
    ck_assert_uint_eq(p.request->consignment->item_count, 1500);
    ck_assert_uint_eq(fos_report_count(p.report), 1000);
    ck_assert_uint_ge(fos_report_lost_count(p.report), 500);
    ck_assert_uint_eq(fos_report_error_count(p.report), 0);
    close_place(&p);
}
END_TEST

Suite *convert_suite(void);
Suite *convert_suite(void)
{
    Suite *suite = suite_create("convert");
    TCase *cases = tcase_create("convert");
    tcase_add_loop_test(cases, every_refusal_is_told, 0, (int)fos_format_count());
    tcase_add_loop_test(cases, memory_is_in_proportion, 0, (int)(sizeof swellings / sizeof swellings[0]));
    tcase_add_test(cases, wrong_calls_are_refused);
    tcase_add_test(cases, a_failed_read_leaves_nothing);
    tcase_add_test(cases, findings_past_the_last_are_counted);
    suite_add_tcase(suite, cases);
    return suite;
}
