/* Batches: any number of threads, any cut of the input and any way in and out give the same bytes; what can go wrong is told. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/base.h"
#include "support.h"

#define PARCEL(country, price)                                                                                                   \
    "{\"date\":\"2026-07-15\",\"consignment\":{\"dispatch_country\":\"CN\",\"destination_country\":\"" country "\",\"seller\":{" \
    "\"identifiers\":[{\"scheme\":\"ioss\",\"value\":\"IM2760000742\"}]},\"items\":[{\"commodity_code\":\"610910\","             \
    "\"unit_price\":{\"amount\":\"" price "\",\"currency\":\"EUR\"}}]}}"

static const char lines[] = PARCEL("DE", "25.00") "\n"
                                                  " \t\r\n" PARCEL("FR", "12.5") "\r\n"
                                                                                 "{\n" PARCEL("DE", "999") "\n"
                                                                                                           "\n" PARCEL("ZZ", "1");
static const char two_requests[] = PARCEL("DE", "25.00") "\n" PARCEL("FR", "12.5") "\n";

static desk office;

static void open_office(void) { desk_open(&office); }
static void close_office(void) { desk_close(&office); }

static fos_batch_options with_jobs(uint32_t jobs)
{
    fos_batch_options options = FOS_BATCH_OPTIONS_INIT;
    options.jobs = jobs;
    return options;
}

/* What the lines must give, from one quote after another. */
static void answer_one_by_one(fos_buffer *out)
{
    static const char *const each[] = { PARCEL("DE", "25.00"), PARCEL("FR", "12.5"), "{", PARCEL("DE", "999"),
                                        PARCEL("ZZ", "1") };
    static const uint32_t line_of[] = { 1, 3, 4, 5, 7 };
    size_t offset = 0;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        fos_error error = FOS_ERROR_INIT;
        offset = (size_t)(strstr(lines + offset, each[i]) - lines);
        if (fos_session_quote_json(office.session, each[i], strlen(each[i]), NULL, out, &error) != FOS_STATUS_OK) {
            if (error.line == 0) error.column = 1;
            error.line = line_of[i];
            error.offset += offset;
            ck_assert_int_eq(fos_error_write_json(&error, out, NULL), FOS_STATUS_OK);
        }
        fosi_buffer_char(out, '\n');
        offset += strlen(each[i]);
    }
}

static void check_counts(const fos_batch_counts *counts)
{
    ck_assert_uint_eq(counts->quotes, 3);
    ck_assert_uint_eq(counts->incomplete, 1);
    ck_assert_uint_eq(counts->errors, 2);
}

START_TEST(same_bytes_from_memory)
{
    fos_buffer *wanted = fos_buffer_new(office.context), *got = fos_buffer_new(office.context);
    answer_one_by_one(wanted);
    for (uint32_t jobs = 0; jobs < 6; jobs++) {
        fos_batch_options options = with_jobs(jobs);
        fos_batch_counts counts = FOS_BATCH_COUNTS_INIT;
        fos_buffer_clear(got);
        assert_status(fos_batch_bytes(office.library, &options, lines, strlen(lines), got, &counts, &office.error),
                      FOS_STATUS_OK);
        ck_assert_str_eq(fos_buffer_data(got), fos_buffer_data(wanted));
        check_counts(&counts);
    }
    fos_buffer_free(got);
    fos_buffer_free(wanted);
}
END_TEST

/* Everything put in cuts of `step` bytes, taken as soon as something is there. */
static void move_through(fos_batch *batch, size_t step, fos_buffer *out, fos_batch_counts *counts)
{
    int more = 1;
    for (size_t at = 0, taken = 0; at < strlen(lines); at += taken) {
        size_t cut = strlen(lines) - at < step ? strlen(lines) - at : step;
        assert_status(fos_batch_put(batch, lines + at, cut, &taken, &office.error), FOS_STATUS_OK);
        if (taken == 0 || fos_batch_ready(batch))
            assert_status(fos_batch_take(batch, out, counts, NULL, &office.error), FOS_STATUS_OK);
    }
    fos_batch_end(batch);
    while (more)
        assert_status(fos_batch_take(batch, out, counts, &more, &office.error), FOS_STATUS_OK);
}

START_TEST(any_cut)
{
    fos_buffer *wanted = fos_buffer_new(office.context), *got = fos_buffer_new(office.context);
    answer_one_by_one(wanted);
    for (size_t step = 1; step < 700; step = step * 3 + 1) {
        for (uint32_t jobs = 1; jobs < 4; jobs += 2) {
            fos_batch_options options = with_jobs(jobs);
            fos_batch_counts counts = FOS_BATCH_COUNTS_INIT;
            fos_batch *batch = fos_batch_new(office.library, &options, &office.error);
            fos_buffer_clear(got);
            move_through(batch, step, got, &counts);
            ck_assert_str_eq(fos_buffer_data(got), fos_buffer_data(wanted));
            check_counts(&counts);
            fos_batch_free(batch);
        }
    }
    fos_buffer_free(got);
    fos_buffer_free(wanted);
}
END_TEST

START_TEST(wants_room)
{
    fos_batch_options options = with_jobs(1);
    fos_batch *batch = fos_batch_new(office.library, &options, &office.error);
    fos_buffer *out = fos_buffer_new(office.context);
    size_t taken = 0, puts = 0;
    do
        assert_status(fos_batch_put(batch, two_requests, strlen(two_requests), &taken, &office.error), FOS_STATUS_OK);
    while (taken != 0 && ++puts < 100);
    ck_assert_uint_lt(puts, 100); /* memory is bounded: nobody took anything */
    ck_assert_int_ne(fos_batch_ready(batch), 0);
    assert_status(fos_batch_take(batch, out, NULL, NULL, &office.error), FOS_STATUS_OK);
    assert_status(fos_batch_put(batch, two_requests, strlen(two_requests), &taken, &office.error), FOS_STATUS_OK);
    ck_assert_uint_eq(taken, strlen(two_requests));
    fos_buffer_free(out);
    fos_batch_free(batch); /* with answers that nobody took */
}
END_TEST

START_TEST(overrides)
{
    fos_batch_options options = with_jobs(2);
    fos_buffer *out = fos_buffer_new(office.context);
    options.approach = "eu.standard";
    options.date = day("2026-03-02");
    assert_status(fos_batch_bytes(office.library, &options, two_requests, strlen(two_requests), out, NULL, &office.error),
                  FOS_STATUS_OK);
    assert_holds(fos_buffer_data(out), "\"date\":\"2026-03-02\"");
    assert_holds(fos_buffer_data(out), "\"routes\":[{\"id\":\"eu.standard\"");
    fos_buffer_free(out);
}
END_TEST

#define DOLLARS                                                                                                                  \
    "{\"date\":\"2026-11-23\",\"consignment\":{\"dispatch_country\":\"US\",\"destination_country\":\"GB\",\"items\":["           \
    "{\"commodity_code\":\"650500\",\"duty_rate\":\"2.7 %\",\"unit_price\":{\"amount\":\"126.04\",\"currency\":\"USD\"}}]}}"

static const char pounds[] =
    "<exchangeRateMonthList Period=\"01/Nov/2026 to 30/Nov/2026\"><exchangeRate><currencyCode>USD</currencyCode>"
    "<rateNew>1.2604</rateNew></exchangeRate></exchangeRateMonthList>";

/* Read once, and as if each request had read the file itself. */
START_TEST(rates_of_files)
{
    const fos_source files[] = { { "rates", pounds, sizeof pounds - 1 } };
    fos_buffer *got = fos_buffer_new(office.context);
    for (uint32_t jobs = 1; jobs < 4; jobs++) {
        fos_batch_options options = with_jobs(jobs);
        fos_buffer_clear(got);
        assert_status(fos_batch_bytes(office.library, &options, DOLLARS "\n", sizeof DOLLARS, got, NULL, &office.error),
                      FOS_STATUS_OK);
        ck_assert_ptr_nonnull(strstr(fos_buffer_data(got), "\"complete\":false"));
        options.rates = files;
        options.rate_file_count = 1;
        fos_buffer_clear(got);
        assert_status(
            fos_batch_bytes(office.library, &options, DOLLARS "\n" DOLLARS "\n", 2 * sizeof DOLLARS, got, NULL, &office.error),
            FOS_STATUS_OK);
        const char *first = strstr(fos_buffer_data(got), "\"goods\":\"100.00\"");
        ck_assert_ptr_nonnull(first);
        ck_assert_ptr_nonnull(strstr(strchr(first, '\n'), "\"goods\":\"100.00\""));
    }
    fos_buffer_free(got);
}
END_TEST

START_TEST(rates_that_are_none)
{
    const fos_source files[] = { { "rates", "Date,USD\n2026-11-20,0\n", 22 } };
    fos_batch_options options = with_jobs(1);
    options.rates = files;
    options.rate_file_count = 1;
    ck_assert_ptr_null(fos_batch_new(office.library, &options, &office.error));
    ck_assert_int_eq(office.error.status, FOS_STATUS_INVALID_VALUE);
    ck_assert_str_eq(office.error.source, "rates");
    ck_assert_uint_eq(office.error.line, 2);
}
END_TEST

/* A caller built against a shorter struct, and one against a longer. */
START_TEST(callers_of_other_ages)
{
    struct {
        fos_batch_options options;
        uint64_t more;
    } later = { FOS_BATCH_OPTIONS_INIT, 0 };
    fos_batch_options earlier = FOS_BATCH_OPTIONS_INIT;
    earlier.struct_size = offsetof(fos_batch_options, rates);
    earlier.rates = (const fos_source *)(const void *)"what lies behind an old struct";
    earlier.rate_file_count = 7;
    fos_batch *batch = fos_batch_new(office.library, &earlier, &office.error);
    ck_assert_ptr_nonnull(batch);
    fos_batch_free(batch);
    later.options.struct_size = sizeof later;
    batch = fos_batch_new(office.library, &later.options, &office.error);
    ck_assert_ptr_nonnull(batch);
    fos_batch_free(batch);
    later.more = 1; /* something that this library does not know */
    ck_assert_ptr_null(fos_batch_new(office.library, &later.options, &office.error));
    ck_assert_int_eq(office.error.status, FOS_STATUS_INVALID_ARGUMENT);
    earlier.struct_size = offsetof(fos_batch_options, date);
    ck_assert_ptr_null(fos_batch_new(office.library, &earlier, &office.error));
}
END_TEST

START_TEST(long_line)
{
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.limits.document = 1000;
    reading.source = "in";
    size_t length = 200000 + strlen(two_requests);
    char *bytes = malloc(length);
    memset(bytes, 'x', length);
    bytes[200000 - 1] = '\n';
    memcpy(bytes + 200000, two_requests, strlen(two_requests));
    for (uint32_t jobs = 1; jobs < 4; jobs += 2) {
        fos_batch_options options = with_jobs(jobs);
        fos_batch_counts counts = FOS_BATCH_COUNTS_INIT;
        fos_buffer *out = fos_buffer_new(office.context);
        options.reading = &reading;
        assert_status(fos_batch_bytes(office.library, &options, bytes, length, out, &counts, &office.error), FOS_STATUS_OK);
        assert_holds(fos_buffer_data(out),
                     "{\"error\":{\"status\":\"limit_size\",\"source\":\"in\",\"line\":1,\"column\":1,\"pointer\":\"\","
                     "\"text\":\"the line is longer than 1000 bytes\"}}\n{\"engine\"");
        ck_assert_uint_eq(counts.quotes, 2);
        ck_assert_uint_eq(counts.errors, 1);
        fos_buffer_free(out);
    }
    free(bytes);
}
END_TEST

START_TEST(cancelled)
{
    for (uint32_t jobs = 1; jobs < 4; jobs += 2) {
        fos_batch_options options = with_jobs(jobs);
        fos_batch *batch = fos_batch_new(office.library, &options, &office.error);
        fos_buffer *out = fos_buffer_new(office.context);
        size_t taken;
        assert_status(fos_batch_put(batch, two_requests, strlen(two_requests), &taken, &office.error), FOS_STATUS_OK);
        fos_batch_cancel(batch);
        assert_status(fos_batch_take(batch, out, NULL, NULL, &office.error), FOS_STATUS_CANCELLED);
        assert_status(fos_batch_put(batch, two_requests, strlen(two_requests), &taken, &office.error), FOS_STATUS_CANCELLED);
        ck_assert_uint_eq(taken, 0);
        fos_buffer_free(out);
        fos_batch_free(batch);
    }
}
END_TEST

/* ---- callbacks ---- */

typedef struct pipe_ends {
    size_t at, length;
    int64_t fail_reading_at; /* -1: never */
    size_t writes, refuse_write;
    size_t heard;
    uint32_t lines_heard[8];
} pipe_ends;

static int64_t give(void *user, char *into, size_t size)
{
    pipe_ends *ends = user;
    (void)size;
    if (ends->fail_reading_at >= 0 && (int64_t)ends->at >= ends->fail_reading_at) return -1;
    size_t step = ends->length - ends->at < 50 ? ends->length - ends->at : 50;
    memcpy(into, lines + ends->at, step);
    ends->at += step;
    return (int64_t)step;
}

static int take(void *user, const char *bytes, size_t length)
{
    pipe_ends *ends = user;
    ck_assert_int_eq(bytes[length - 1], '\n');
    return ++ends->writes == ends->refuse_write;
}

static void hear(void *user, const fos_error *error)
{
    pipe_ends *ends = user;
    ends->lines_heard[ends->heard++] = error->line;
}

static fos_status pipe_through(pipe_ends *ends, uint32_t jobs, fos_batch_counts *counts)
{
    fos_batch_options options = with_jobs(jobs);
    fos_batch_stream stream = FOS_BATCH_STREAM_INIT;
    ends->length = strlen(lines);
    stream.user = ends;
    stream.read = give;
    stream.write = take;
    stream.failed = hear;
    return fos_batch_run(office.library, &options, &stream, counts, &office.error);
}

START_TEST(callbacks)
{
    for (uint32_t jobs = 1; jobs < 4; jobs++) {
        fos_batch_counts counts = FOS_BATCH_COUNTS_INIT;
        pipe_ends ends = { .fail_reading_at = -1 };
        assert_status(pipe_through(&ends, jobs, &counts), FOS_STATUS_OK);
        check_counts(&counts);
        ck_assert_uint_eq(ends.heard, 2);
        ck_assert_uint_eq(ends.lines_heard[0], 4);
        ck_assert_uint_eq(ends.lines_heard[1], 7);
        ck_assert_uint_gt(ends.writes, 1);
    }
}
END_TEST

START_TEST(callbacks_refuse)
{
    for (uint32_t jobs = 1; jobs < 4; jobs++) {
        fos_batch_counts counts = FOS_BATCH_COUNTS_INIT;
        pipe_ends silent = { .fail_reading_at = 350 }, full = { .fail_reading_at = -1, .refuse_write = 2 };
        assert_status(pipe_through(&silent, jobs, &counts), FOS_STATUS_IO);
        ck_assert_uint_eq(counts.quotes, 1); /* the line that was whole, and nothing of the cut one */
        ck_assert_uint_eq(counts.errors, 0);
        assert_status(pipe_through(&full, jobs, NULL), FOS_STATUS_IO);
    }
}
END_TEST

START_TEST(wrong_calls)
{
    fos_batch_options options = with_jobs(257);
    fos_read_options reading = { 0 };
    fos_buffer *out = fos_buffer_new(office.context);
    fos_batch_stream stream = FOS_BATCH_STREAM_INIT;
    size_t taken;
    ck_assert_ptr_null(fos_batch_new(office.library, &options, &office.error));
    options = with_jobs(1);
    options.reading = &reading;
    ck_assert_ptr_null(fos_batch_new(office.library, &options, &office.error));
    ck_assert_ptr_null(fos_batch_new(NULL, NULL, &office.error));
    assert_status(fos_batch_run(office.library, NULL, &stream, NULL, &office.error), FOS_STATUS_INVALID_ARGUMENT);
    assert_status(fos_batch_bytes(office.library, NULL, NULL, 1, out, NULL, &office.error), FOS_STATUS_INVALID_ARGUMENT);
    fos_batch *batch = fos_batch_new(office.library, NULL, &office.error);
    assert_status(fos_batch_take(batch, NULL, NULL, NULL, &office.error), FOS_STATUS_INVALID_ARGUMENT);
    fos_batch_end(batch);
    assert_status(fos_batch_put(batch, "\n", 1, &taken, &office.error), FOS_STATUS_INVALID_ARGUMENT);
    fos_batch_free(batch);
    fos_batch_free(NULL);
    fos_buffer_free(out);
}
END_TEST

/* ---- memory ---- */

START_TEST(refused_memory)
{
    static ledger book;
    const fos_source files[] = { { "rates", pounds, sizeof pounds - 1 } };
    fos_batch_options options = FOS_BATCH_OPTIONS_INIT; /* one job: the ledger is not for several threads */
    desk poor;
    options.rates = files;
    options.rate_file_count = 1;
    desk_open_counted(&poor, &book);
    fos_buffer *out = fos_buffer_new(poor.context);
    fosi_buffer_grow(out, 1 << 16);
    size_t live = book.live;
    book.refused = true;
    for (size_t refuse = 1; book.refused; refuse++) {
        ck_assert_uint_lt(refuse, 5000);
        fos_buffer_clear(out);
        ledger_arm(&book, refuse, refuse % 2 == 0);
        fos_status status = fos_batch_bytes(poor.library, &options, lines, strlen(lines), out, NULL, &poor.error);
        ledger_disarm(&book);
        assert_status(status, book.refused ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK);
        ck_assert_uint_eq(fos_buffer_size(out) == 0, book.refused);
        ck_assert_uint_eq(book.live, live);
    }
    fos_buffer_free(out);
    desk_close(&poor);
}
END_TEST

Suite *batch_suite(void)
{
    Suite *suite = suite_create("batch");
    TCase *ways = tcase_create("ways"), *wrong = tcase_create("wrong");
    tcase_add_checked_fixture(ways, open_office, close_office);
    tcase_add_test(ways, same_bytes_from_memory);
    tcase_add_test(ways, any_cut);
    tcase_add_test(ways, wants_room);
    tcase_add_test(ways, overrides);
    tcase_add_test(ways, long_line);
    tcase_add_test(ways, rates_of_files);
    tcase_add_test(ways, rates_that_are_none);
    tcase_add_test(ways, callers_of_other_ages);
    tcase_add_test(ways, callbacks);
    tcase_add_checked_fixture(wrong, open_office, close_office);
    tcase_add_test(wrong, cancelled);
    tcase_add_test(wrong, callbacks_refuse);
    tcase_add_test(wrong, wrong_calls);
    tcase_add_test(wrong, refused_memory);
    suite_add_tcase(suite, ways);
    suite_add_tcase(suite, wrong);
    return suite;
}
