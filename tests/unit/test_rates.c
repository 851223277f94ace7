/* Exchange rates as authorities publish them: each form of file, the days that are taken, and what is refused. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "support.h"

static char *read_case(const char *name, size_t *length)
{
    static char bytes[1 << 16];
    char path[512];
    snprintf(path, sizeof path, "%s/tests/cases/rates/%s", FOSI_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    *length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return bytes;
}

static const fos_exchange_rate *rate_of(const fos_request *request, const char *to, const char *date)
{
    for (size_t i = 0; i < request->exchange_rate_count; i++)
        if (strcmp(request->exchange_rates[i]->to, to) == 0 && request->exchange_rates[i]->date == day(date))
            return request->exchange_rates[i];
    return NULL;
}

START_TEST(each_form)
{
    static const struct {
        const char *file, *from, *date, *usd, *series;
        size_t count;
    } files[] = {
        { "ecb-daily.xml", "EUR", "2026-11-20", "1.0850", "ecb.daily", 3 },
        { "ecb-daily.csv", "EUR", "2026-11-20", "1.0850", "ecb.daily", 3 },
        { "ecb-history.csv", "EUR", "2026-11-20", "1.0850", "ecb.daily", 6 },
        { "hmrc.xml", "GBP", "2026-11-01", "1.2604", "gb.hmrc.monthly", 2 },
        { "hmrc.csv", "GBP", "2026-11-01", "1.2604", "gb.hmrc.monthly", 3 },
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        desk d;
        size_t length;
        desk_open(&d);
        start(&d, "2026-11-23", "CN", "DE");
        char *bytes = read_case(files[i].file, &length);
        fos_status status = fos_request_read_rates(d.request, files[i].file, bytes, length, &d.error);
        ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", files[i].file, d.error.text);
        ck_assert_msg(d.request->exchange_rate_count == files[i].count, "%s: %zu", files[i].file, d.request->exchange_rate_count);
        const fos_exchange_rate *rate = rate_of(d.request, "USD", files[i].date);
        ck_assert_msg(rate != NULL, "%s", files[i].file);
        assert_number(rate->rate, files[i].usd);
        ck_assert_str_eq(rate->from, files[i].from);
        ck_assert_str_eq(rate->series, files[i].series);
        ck_assert_str_eq(rate->side, "mid");
        desk_close(&d);
    }
}
END_TEST

START_TEST(refused)
{
    static const struct {
        const char *bytes, *part;
        uint32_t line;
    } files[] = {
        { "", "no file of exchange rates", 1 },
        { "hello", "no file of exchange rates", 1 },
        { "Date,USD,\n", "holds no exchange rates", 1 },
        { "Date,USD,\nsoon,1.1,\n", "\"soon\" is no day", 2 },
        { "Date,USD,\n2026-11-20,0,\n", "\"0\" is no exchange rate", 2 },
        { "Date,USD,\n2026-11-20,1.1,1.2\n", "without a currency above it", 2 },
        { "Date,USD,\n2026-11-20,1.1,\n2026-11-19,x,\n", "\"x\" is no exchange rate", 3 },
        { "Date,USD,\n2026-11-20,\"1.1", "quotes that open here are not closed", 2 },
        { "Date,usd,\n2026-11-20,1.1,\n", "\"usd\" is no currency", 1 },
        { "Country,Currency\nx,y\n", "too few fields", 2 },
        { "<!DOCTYPE x [<!ENTITY a \"b\">]><Cube/>", "a document type, which is refused", 1 },
        { "<a>\n<Cube currency='USD' rate='1'/>", "a rate without a day", 2 },
        { "<Cube time='2026-13-01'>", "no day", 1 },
        { "<Cube time='2026-11-20'", "a tag that does not end", 1 },
        { "<exchangeRateMonthList Period=\"01/Nov/2026\"><exchangeRate>", "without its currency", 1 },
        { "<exchangeRateMonthList>", "without its period", 1 },
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        desk d;
        desk_open(&d);
        start(&d, "2026-11-23", "CN", "DE");
        fos_status status = fos_request_read_rates(d.request, "file", files[i].bytes, strlen(files[i].bytes), &d.error);
        ck_assert_msg(status != FOS_STATUS_OK, "%s", files[i].bytes);
        ck_assert_msg(strstr(d.error.text, files[i].part) != NULL, "%s: %s", files[i].bytes, d.error.text);
        ck_assert_msg(d.error.line == files[i].line, "%s: line %u", files[i].bytes, (unsigned)d.error.line);
        ck_assert_str_eq(d.error.source, "file");
        ck_assert_msg(d.request->exchange_rate_count == 0, "%s: rates of a file that failed", files[i].bytes);
        desk_close(&d);
    }
}
END_TEST

/* Every beginning of a file ends in an error or in rates, and never past the bytes. */
START_TEST(cut_short)
{
    static const char *const files[] = { "ecb-daily.xml", "ecb-daily.csv", "hmrc.xml", "hmrc.csv" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        desk d;
        size_t length;
        desk_open(&d);
        char *bytes = read_case(files[i], &length);
        for (size_t size = 0; size < length; size++) {
            char *exact = malloc(size + 1);
            ck_assert(exact != NULL);
            memcpy(exact, bytes, size);
            start(&d, "2026-11-23", "CN", "DE");
            (void)fos_request_read_rates(d.request, "file", exact, size, &d.error);
            free(exact);
        }
        desk_close(&d);
    }
}
END_TEST

START_TEST(each_allocation_refused)
{
    static const char *const files[] = { "ecb-daily.xml", "ecb-history.csv", "hmrc.xml", "hmrc.csv" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        ledger book = { 0 };
        fos_allocator allocator = ledger_allocator(&book);
        size_t length;
        char *bytes = read_case(files[i], &length);
        bool short_of_memory = true;
        for (size_t n = 1; short_of_memory; n++) {
            fos_error error = FOS_ERROR_INIT;
            ledger_arm(&book, n, false);
            fos_context *context = fos_context_new(&allocator);
            fos_request *request = context == NULL ? NULL : fos_request_new(context, &error);
            fos_status status = FOS_STATUS_NO_MEMORY;
            if (request != NULL) status = fos_request_read_rates(request, "file", bytes, length, &error);
            short_of_memory = book.refused;
            ck_assert_msg(status == (short_of_memory ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK), "%s, allocation %zu: %s", files[i],
                          n, error.text);
            ck_assert(request == NULL || (request->exchange_rate_count == 0) == short_of_memory);
            ledger_disarm(&book);
            fos_request_free(request);
            fos_context_free(context);
            ck_assert_uint_eq(book.live, 0);
        }
    }
}
END_TEST

Suite *rates_suite(void);
Suite *rates_suite(void)
{
    Suite *suite = suite_create("rates");
    TCase *all = tcase_create("files");
    tcase_add_test(all, each_form);
    tcase_add_test(all, refused);
    tcase_add_test(all, cut_short);
    tcase_add_test(all, each_allocation_refused);
    suite_add_tcase(suite, all);
    return suite;
}
