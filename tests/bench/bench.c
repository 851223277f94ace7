/* What a quote costs, as loops that a script counts instructions of or a person times: `bench NAME COUNT`.
 *   hand      a hand-written function for the three numbers (duty, tax, total) of the EU one-stop shop of July 2026
 *   quote     the library's whole quote of the same typed request
 *   yajl      yajl alone over the bytes of the same request in JSON, with callbacks that do nothing
 *   json      request in JSON to quote in JSON
 *   records   the same answer as records (fos/records.h)
 *   yajl-full, json-full      yajl and json for an order with every party and value that a marketplace knows
 *   mixed N   the same for N parcels in turn (60 when it is not given, at most 1,680) of other prices to other countries, sixty a day
 *   items N   a typed quote of N items (the third argument)
 *   one-regime, all-regimes   the quote with one regime loaded, and with all */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <yajl/yajl_parse.h>

#include <fos/fos.h>

static const char request_json[] =
    "{\"date\":\"2026-07-15\",\"approach\":\"auto\",\"consignment\":{\"reference\":\"ORDER-1001\",\"transaction\":\"b2c\",\"category\":\"sale\","
    "\"dispatch_country\":\"CN\",\"destination_country\":\"DE\",\"transport_mode\":\"post\",\"delivery_terms\":\"DAP\","
    "\"freight\":{\"amount\":\"4.90\",\"currency\":\"EUR\"},\"gross_mass_kg\":\"0.400\",\"packages\":1,"
    "\"seller\":{\"name\":\"Seller Ltd\",\"kind\":\"business\",\"country\":\"CN\",\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},"
    "\"buyer\":{\"name\":\"A Person\",\"kind\":\"individual\",\"country\":\"DE\"},"
    "\"items\":[{\"number\":1,\"description\":\"Cotton T-shirt, knitted\",\"sku\":\"TS-1\",\"commodity_code\":\"610910\",\"origin_country\":\"CN\","
    "\"quantity\":\"2\",\"unit_price\":{\"amount\":\"12.50\",\"currency\":\"EUR\"},\"net_mass_kg\":\"0.180\",\"tax_category\":\"standard\"}]}}";

/* An order as a marketplace knows it: all that a quote of it may read, and parties by name. */
static const char full_json[] =
    "{\"date\":\"2026-07-15\",\"sale_date\":\"2026-07-10\",\"departure_date\":\"2026-07-11\",\"arrival_date\":\"2026-07-15\",\"approach\":\"auto\","
    "\"prices_include_tax\":false,\"assume\":{\"eu.flat_scope\":\"all_distance_sales\"},\"consignment\":{\"reference\":\"ORDER-1001\","
    "\"transport_document\":\"LA123456785CN\",\"ucr\":\"6CNSELLER-ORDER1001\",\"transaction\":\"b2c\",\"category\":\"sale\",\"dispatch_country\":\"CN\","
    "\"destination_country\":\"DE\",\"destination_postcode\":\"10115\",\"transport_mode\":\"post\",\"delivery_terms\":\"DAP\","
    "\"freight\":{\"amount\":\"4.90\",\"currency\":\"EUR\"},\"insurance\":{\"amount\":\"0.00\",\"currency\":\"EUR\"},\"gross_mass_kg\":\"0.400\",\"packages\":1,"
    "\"seller\":{\"name\":\"Seller Ltd\",\"kind\":\"business\",\"country\":\"CN\"},"
    "\"platform\":{\"name\":\"Marketplace\",\"kind\":\"business\",\"country\":\"IE\",\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},"
    "\"buyer\":{\"name\":\"A Person\",\"kind\":\"individual\",\"country\":\"DE\"},"
    "\"consignor\":{\"name\":\"Seller Ltd\",\"kind\":\"business\",\"country\":\"CN\"},"
    "\"consignee\":{\"name\":\"A Person\",\"kind\":\"individual\",\"country\":\"DE\"},"
    "\"declarant\":{\"name\":\"Post of Germany\",\"kind\":\"business\",\"country\":\"DE\"},"
    "\"carrier\":{\"name\":\"Post of China\",\"kind\":\"business\",\"country\":\"CN\"},"
    "\"items\":[{\"number\":1,\"description\":\"Cotton T-shirt, knitted\",\"sku\":\"TS-1\",\"listing_url\":\"https://shop.example/ts-1\","
    "\"commodity_code\":\"610910\",\"origin_country\":\"CN\",\"quantity\":\"2\",\"unit\":\"C62\",\"unit_price\":{\"amount\":\"12.50\",\"currency\":\"EUR\"},"
    "\"amount\":{\"amount\":\"25.00\",\"currency\":\"EUR\"},\"discount\":{\"amount\":\"0.00\",\"currency\":\"EUR\"},\"net_mass_kg\":\"0.180\","
    "\"gross_mass_kg\":\"0.200\",\"tax_category\":\"standard\",\"tax_paid\":false}]},"
    "\"exchange_rates\":[{\"from\":\"USD\",\"to\":\"EUR\",\"rate\":\"0.9215\",\"date\":\"2026-07-14\",\"series\":\"ecb.daily\",\"side\":\"mid\",\"source\":\"ECB\"}]}";

/* ---- the hand-written rule ---- */

typedef struct hand_numbers {
    fos_decimal duty, tax, total;
} hand_numbers;

static const struct {
    const char *country;
    int64_t rate; /* per mille */
} rates[] = { { "AT", 200 }, { "BE", 210 }, { "BG", 200 }, { "CY", 190 }, { "CZ", 210 }, { "DE", 190 }, { "DK", 250 },
              { "EE", 240 }, { "ES", 210 }, { "FI", 255 }, { "FR", 200 }, { "GR", 240 }, { "HR", 250 }, { "HU", 270 },
              { "IE", 230 }, { "IT", 220 }, { "LT", 210 }, { "LU", 170 }, { "LV", 210 }, { "MT", 180 }, { "NL", 210 },
              { "PL", 230 }, { "PT", 230 }, { "RO", 210 }, { "SE", 250 }, { "SI", 220 }, { "SK", 230 } };

static int distinct_before(const fos_consignment *c, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (strncmp(c->items[k]->commodity_code, c->items[i]->commodity_code, 6) == 0) return 0;
    }
    return 1;
}

static int hand_quote(const fos_request *r, hand_numbers *out)
{
    const fos_consignment *c = r->consignment;
    static const fos_decimal limit = { 15000, 2 }, one = { 1, 0 };
    fos_decimal goods = { 0, 2 }, line;
    int64_t subheadings = 0, rate = -1;
    if (c->transaction != FOS_TRANSACTION_B2C || c->category != FOS_CATEGORY_SALE || c->seller == NULL) return 0;
    int registered = 0;
    for (size_t i = 0; i < c->seller->identifier_count; i++)
        registered |= strcmp(c->seller->identifiers[i]->scheme, "ioss") == 0 && strlen(c->seller->identifiers[i]->value) == 12;
    for (size_t i = 0; i < c->item_count; i++) {
        const fos_item *item = c->items[i];
        if (strcmp(item->unit_price.currency, "EUR") != 0) return 0;
        for (size_t g = 0; g < item->goods_class_count; g++) {
            if (strcmp(item->goods_classes[g], "alcohol") == 0 || strcmp(item->goods_classes[g], "tobacco") == 0) return 0;
        }
        if (fos_decimal_multiply(item->unit_price.amount, item->quantity, &line) != FOS_STATUS_OK ||
            fos_decimal_add(goods, line, &goods) != FOS_STATUS_OK)
            return 0;
        subheadings += distinct_before(c, i);
    }
    if (!registered || fos_decimal_compare(goods, limit) > 0) return 0;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        if (strcmp(rates[i].country, c->destination_country) == 0) rate = rates[i].rate;
    }
    if (rate < 0 || fos_decimal_add(goods, c->freight.amount, &line) != FOS_STATUS_OK) return 0;
    out->duty = (fos_decimal){ r->date >= 20635 ? 300 * subheadings : 0, 2 }; /* 2026-07-01 */
    if (fos_decimal_muldiv(line, (fos_decimal){ rate, 3 }, one, 2, FOS_ROUNDING_HALF_UP, &out->tax) != FOS_STATUS_OK) return 0;
    return fos_decimal_add(out->duty, out->tax, &out->total) == FOS_STATUS_OK;
}

/* ---- set-up ---- */

typedef struct bench {
    fos_context *context;
    fos_library *library;
    fos_session *session;
    fos_request *request;
    fos_buffer *out, *texts;
} bench;

static void die(const fos_error *error)
{
    char line[2048];
    fos_error_format(error, line, sizeof line);
    fprintf(stderr, "bench: %s\n", line);
    exit(2);
}

static const char *read_file(const char *path, size_t *length)
{
    static char bytes[1 << 20];
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    *length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return bytes;
}

static void set_up(bench *b, const char *only)
{
    fos_error error = FOS_ERROR_INIT;
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    fos_source file = { only, NULL, 0 };
    if (only != NULL) {
        file.bytes = read_file(only, &file.length);
        options.regimes = &file;
        options.regime_count = 1;
        options.only_given = 1;
    }
    b->context = fos_context_new(NULL);
    b->library = fos_library_open(b->context, only != NULL ? &options : NULL, &error);
    if (b->library == NULL) die(&error);
    b->session = fos_session_new(b->library, &error);
    b->request = fos_request_new(b->context, &error);
    b->out = fos_buffer_new(b->context);
    b->texts = fos_buffer_new(b->context);
    if (fos_request_read_json(b->request, request_json, sizeof request_json - 1, NULL, &error) != FOS_STATUS_OK) die(&error);
}

static void tear_down(bench *b)
{
    fos_buffer_free(b->texts);
    fos_buffer_free(b->out);
    fos_request_free(b->request);
    fos_session_free(b->session);
    fos_library_free(b->library);
    fos_context_free(b->context);
}

static void more_items(bench *b, size_t count)
{
    fos_error error = FOS_ERROR_INIT;
    b->request->consignment->items[0]->unit_price.amount = (fos_decimal){ 1, 3 };
    for (size_t i = 1; i < count; i++) {
        fos_item *item;
        char code[8];
        if (fos_request_item_add(b->request, &item, &error) != FOS_STATUS_OK) die(&error);
        snprintf(code, sizeof code, "%02u%04u", (unsigned)(i % 20 + 1), (unsigned)(i % 7000 + 1000));
        item->description = "Goods";
        item->commodity_code = fos_request_text(b->request, code, 6);
        memcpy(item->origin_country, "CN", 3);
        item->quantity = (fos_decimal){ 1, 0 };
        item->unit_price = b->request->consignment->items[0]->unit_price;
    }
}

/* ---- loops ---- */

static int null_event(void *context)
{
    (void)context;
    return 1;
}
static int null_truth(void *context, int truth)
{
    (void)context;
    (void)truth;
    return 1;
}
static int null_number(void *context, const char *text, size_t length)
{
    (void)context;
    (void)text;
    (void)length;
    return 1;
}
static int null_text(void *context, const unsigned char *text, size_t length)
{
    (void)context;
    (void)text;
    (void)length;
    return 1;
}

static int64_t loop_yajl(long count, const char *json, size_t length)
{
    static const yajl_callbacks callbacks = { null_event, null_truth, NULL,       NULL,       null_number, null_text,
                                              null_event, null_text,  null_event, null_event, null_event };
    int64_t sum = 0;
    for (long i = 0; i < count; i++) {
        yajl_handle parser = yajl_alloc(&callbacks, NULL, NULL);
        sum += yajl_parse(parser, (const unsigned char *)json, length) == yajl_status_ok;
        sum += yajl_complete_parse(parser) == yajl_status_ok;
        yajl_free(parser);
    }
    return sum;
}

static int64_t loop_quote(bench *b, long count)
{
    fos_error error = FOS_ERROR_INIT;
    int64_t sum = 0;
    for (long i = 0; i < count; i++) {
        const fos_quote *quote;
        if (fos_session_quote(b->session, b->request, &quote, &error) != FOS_STATUS_OK) die(&error);
        sum += quote->totals.charges.coefficient;
    }
    return sum;
}

static int64_t loop_json(bench *b, long count, const char *json, size_t length)
{
    fos_error error = FOS_ERROR_INIT;
    int64_t sum = 0;
    for (long i = 0; i < count; i++) {
        fos_buffer_clear(b->out);
        if (fos_session_quote_json(b->session, json, length, NULL, b->out, &error) != FOS_STATUS_OK) die(&error);
        sum += (int64_t)fos_buffer_size(b->out);
    }
    return sum;
}

static int64_t loop_records(bench *b, long count)
{
    fos_error error = FOS_ERROR_INIT;
    int64_t sum = 0;
    for (long i = 0; i < count; i++) {
        if (fos_session_quote_records(b->session, request_json, sizeof request_json - 1, NULL, b->out, b->texts, &error) !=
            FOS_STATUS_OK)
            die(&error);
        sum += (int64_t)(fos_buffer_size(b->out) + fos_buffer_size(b->texts));
    }
    return sum;
}

enum { COUNTRIES = 12, DAYS = 28, MOST_PARCELS = 5 * COUNTRIES * DAYS };

/* The request with another destination, price and day; as many bytes. */
static void vary(char *json, unsigned i)
{
    static const char *const countries[COUNTRIES] = { "DE", "FR", "IT", "ES", "NL", "PL", "AT", "BE", "IE", "SE", "PT", "CZ" };
    static const char *const prices[] = { "12.50", "71.25", "99.99", "33.10", "10.01" };
    unsigned day = (14 + i / (5 * COUNTRIES)) % DAYS + 1;
    memcpy(json, request_json, sizeof request_json);
    memcpy(strstr(json, "\"DE\"") + 1, countries[i % COUNTRIES], 2);
    memcpy(strstr(json, "12.50"), prices[i % (sizeof prices / sizeof *prices)], 5);
    char *date = strstr(json, "2026-07-15") + 8;
    date[0] = (char)('0' + day / 10);
    date[1] = (char)('0' + day % 10);
}

/* So many parcels in turn, sixty on each day. */
static int64_t loop_mixed(bench *b, long count, unsigned parcels)
{
    static char requests[MOST_PARCELS][sizeof request_json];
    fos_error error = FOS_ERROR_INIT;
    int64_t sum = 0;
    if (parcels == 0 || parcels > MOST_PARCELS) parcels = MOST_PARCELS;
    for (unsigned i = 0; i < parcels; i++)
        vary(requests[i], i);
    for (long i = 0; i < count; i++) {
        fos_buffer_clear(b->out);
        if (fos_session_quote_json(b->session, requests[(unsigned long)i % parcels], sizeof request_json - 1, NULL, b->out,
                                   &error) != FOS_STATUS_OK)
            die(&error);
        sum += (int64_t)fos_buffer_size(b->out);
    }
    return sum;
}

static int64_t loop_hand(bench *b, long count)
{
    int64_t sum = 0;
    for (long i = 0; i < count; i++) {
        hand_numbers numbers;
        if (!hand_quote(b->request, &numbers)) return -1;
        sum += numbers.total.coefficient;
    }
    return sum;
}

static int64_t run(bench *b, const char *name, long count, unsigned parcels)
{
    if (strcmp(name, "hand") == 0) return loop_hand(b, count);
    if (strcmp(name, "yajl") == 0) return loop_yajl(count, request_json, sizeof request_json - 1);
    if (strcmp(name, "yajl-full") == 0) return loop_yajl(count, full_json, sizeof full_json - 1);
    if (strcmp(name, "json") == 0) return loop_json(b, count, request_json, sizeof request_json - 1);
    if (strcmp(name, "records") == 0) return loop_records(b, count);
    if (strcmp(name, "json-full") == 0) return loop_json(b, count, full_json, sizeof full_json - 1);
    return strcmp(name, "mixed") == 0 ? loop_mixed(b, count, parcels) : loop_quote(b, count);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(
            stderr,
            "usage: bench hand|quote|yajl|json|records|yajl-full|json-full|mixed|items|one-regime|all-regimes COUNT [N | FILE]\n");
        return 2;
    }
    const char *name = argv[1];
    long count = strtol(argv[2], NULL, 10);
    bench b;
    set_up(&b, strcmp(name, "one-regime") == 0 && argc > 3 ? argv[3] : NULL);
    if (strcmp(name, "items") == 0 && argc > 3) more_items(&b, (size_t)strtol(argv[3], NULL, 10));
    unsigned parcels = strcmp(name, "mixed") == 0 && argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 5 * COUNTRIES;
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    int64_t sum = run(&b, name, count, parcels);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    int64_t ns = (int64_t)(end.tv_sec - start.tv_sec) * 1000000000 + (end.tv_nsec - start.tv_nsec);
    printf("%s: %ld rounds, %lld ns a round (sum %lld)\n", name, count, (long long)(count > 0 ? ns / count : 0), (long long)sum);
    tear_down(&b);
    return sum < 0;
}
