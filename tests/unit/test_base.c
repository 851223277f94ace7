/* The ground floor: memory, buffers and errors. Text, dates and places in a document are in test_text.c. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

Suite *base_suite(void);

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* An allocator that gives up after a number of allocations and counts what is still out. */
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
    ck_assert_ptr_nonnull(memory);
    b->live--;
    free(memory);
}

static fos_context *context_over(budget *b)
{
    fos_allocator allocator = { b, budget_allocate, budget_release };
    return fos_context_new(&allocator);
}

/* --- context and arena ---------------------------------------------------------------------------------------------- */

START_TEST(context_takes_an_allocator)
{
    budget b = { -1, 0, 0 };
    fos_context *context = context_over(&b);
    ck_assert_ptr_nonnull(context);
    void *memory = fosi_allocate(context, 10);
    ck_assert_ptr_nonnull(memory);
    ck_assert_int_eq(b.live, 2);
    fosi_release(context, memory);
    fosi_release(context, NULL);
    fos_context_free(context);
    ck_assert_int_eq(b.live, 0);
    fos_context_free(NULL);

    b.left = 0;
    ck_assert_ptr_null(context_over(&b));
    fos_allocator half = { NULL, budget_allocate, NULL };
    ck_assert_ptr_null(fos_context_new(&half));
}
END_TEST

/* Takes pieces of odd sizes, writes all over them and checks alignment. */
static bool fill_arena(fosi_arena *arena)
{
    static const size_t sizes[] = { 1, 16, 0, 100, 4000, 17, 70000, 3, 5000, 2000000, 64, 4080, 12345, 1 };
    for (size_t round = 0; round < 20; round++) {
        for (size_t i = 0; i < COUNT(sizes); i++) {
            unsigned char *memory = fosi_arena_take(arena, sizes[i]);
            if (memory == NULL) return false;
            ck_assert_uint_eq((uintptr_t)memory % 16, 0);
            memset(memory, (int)(round + i), sizes[i]);
        }
    }
    return true;
}

START_TEST(arena_stops_allocating_after_warm_up)
{
    budget b = { -1, 0, 0 };
    fos_context *context = context_over(&b);
    fosi_arena arena;
    fosi_arena_init(&arena, context);
    fosi_arena_reset(&arena);
    ck_assert(fill_arena(&arena));
    int taken = b.taken;
    for (int i = 0; i < 5; i++) {
        fosi_arena_reset(&arena);
        ck_assert(fill_arena(&arena));
    }
    ck_assert_int_eq(b.taken, taken);
    fosi_arena_free(&arena);
    ck_assert_int_eq(b.live, 1);
    ck_assert(fill_arena(&arena));
    fosi_arena_free(&arena);
    fos_context_free(context);
    ck_assert_int_eq(b.live, 0);
}
END_TEST

START_TEST(arena_uses_kept_chunks_of_another_order)
{
    budget b = { -1, 0, 0 };
    fos_context *context = context_over(&b);
    fosi_arena arena;
    fosi_arena_init(&arena, context);
    for (int i = 0; i < 300; i++)
        ck_assert_ptr_nonnull(fosi_arena_take(&arena, 100));
    ck_assert_ptr_nonnull(fosi_arena_take(&arena, 500000));
    int taken = b.taken;
    fosi_arena_reset(&arena);
    ck_assert_ptr_nonnull(fosi_arena_take(&arena, 500000)); /* the last chunk of the first round */
    for (int i = 0; i < 250; i++)
        ck_assert_ptr_nonnull(fosi_arena_take(&arena, 100));
    ck_assert_int_eq(b.taken, taken);
    fosi_arena_free(&arena);
    fos_context_free(context);
}
END_TEST

START_TEST(arena_survives_exhaustion)
{
    for (int allowed = 1; allowed < 12; allowed++) {
        budget b = { allowed, 0, 0 };
        fos_context *context = context_over(&b);
        fosi_arena arena;
        fosi_arena_init(&arena, context);
        ck_assert(!fill_arena(&arena));
        b.left = -1;
        ck_assert(fill_arena(&arena)); /* usable again */
        fosi_arena_free(&arena);
        fos_context_free(context);
        ck_assert_int_eq(b.live, 0);
    }
}
END_TEST

START_TEST(arena_refuses_sizes_beyond_memory)
{
    fos_context *context = fos_context_new(NULL);
    fosi_arena arena;
    fosi_arena_init(&arena, context);
    ck_assert_ptr_null(fosi_arena_zero(&arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(fosi_arena_take(&arena, SIZE_MAX));
    ck_assert_ptr_null(fosi_arena_take(&arena, SIZE_MAX - 16));
    ck_assert_ptr_null(fosi_arena_text(&arena, "x", SIZE_MAX));
    const unsigned char *zero = fosi_arena_zero(&arena, 7, 9);
    for (int i = 0; i < 63; i++)
        ck_assert_int_eq(zero[i], 0);
    ck_assert_str_eq(fosi_arena_text(&arena, "declarant", 4), "decl");
    ck_assert_str_eq(fosi_arena_text(&arena, NULL, 0), "");
    fosi_arena_free(&arena);
    fos_context_free(context);
}
END_TEST

/* --- buffer --------------------------------------------------------------------------------------------------------- */

START_TEST(buffer_collects_what_is_put)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *buffer = fos_buffer_new(context);
    ck_assert_str_eq(fos_buffer_data(buffer), "");
    fosi_buffer_put(buffer, NULL, 0);
    fosi_buffer_text(buffer, NULL);
    fosi_buffer_text(buffer, "duty ");
    fosi_buffer_unsigned(buffer, 0);
    fosi_buffer_char(buffer, ' ');
    fosi_buffer_unsigned(buffer, UINT64_MAX);
    fosi_buffer_char(buffer, ' ');
    fosi_buffer_decimal(buffer, (fos_decimal){ -1250, 2 });
    fosi_buffer_char(buffer, ' ');
    fosi_buffer_date(buffer, fos_date_make(2026, 7, 1));
    fosi_buffer_format(buffer, " %s %d%%", "VAT", 19);
    ck_assert_str_eq(fos_buffer_data(buffer), "duty 0 18446744073709551615 -12.50 2026-07-01 VAT 19%");
    ck_assert_uint_eq(fos_buffer_size(buffer), strlen(fos_buffer_data(buffer)));
    ck_assert_int_eq(fosi_buffer_finish(buffer, 0, NULL), FOS_STATUS_OK);
    fos_buffer_clear(buffer);
    ck_assert_str_eq(fos_buffer_data(buffer), "");
    for (int i = 0; i < 10000; i++)
        fosi_buffer_format(buffer, "%d,", i);
    ck_assert_uint_eq(fos_buffer_size(buffer), 48890);
    fos_buffer_free(buffer);
    fos_buffer_free(NULL);
    fos_context_free(context);
}
END_TEST

START_TEST(buffer_cuts_back_when_memory_ends)
{
    for (int allowed = 2; allowed < 8; allowed++) {
        budget b = { allowed, 0, 0 };
        fos_context *context = context_over(&b);
        fos_buffer *buffer = fos_buffer_new(context);
        ck_assert_ptr_nonnull(buffer);
        fosi_buffer_text(buffer, "kept");
        size_t mark = fos_buffer_size(buffer);
        for (int i = 0; i < 20000; i++)
            fosi_buffer_text(buffer, "0123456789");
        fos_error error = FOS_ERROR_INIT;
        ck_assert_int_eq(fosi_buffer_finish(buffer, mark, &error), FOS_STATUS_NO_MEMORY);
        ck_assert_int_eq(error.status, FOS_STATUS_NO_MEMORY);
        ck_assert_str_eq(fos_buffer_data(buffer), allowed == 2 ? "" : "kept");
        b.left = -1;
        fosi_buffer_text(buffer, "!");
        ck_assert_int_eq(fosi_buffer_finish(buffer, mark, &error), FOS_STATUS_OK);
        ck_assert_str_eq(fos_buffer_data(buffer), allowed == 2 ? "!" : "kept!");
        fos_buffer_free(buffer);
        fos_context_free(context);
        ck_assert_int_eq(b.live, 0);
    }
    budget b = { 1, 0, 0 };
    fos_context *context = context_over(&b);
    ck_assert_ptr_null(fos_buffer_new(context));
    fos_context_free(context);
}
END_TEST

START_TEST(cleared_buffer_keeps_its_memory)
{
    budget b = { -1, 0, 0 };
    fos_context *context = context_over(&b);
    fos_buffer *buffer = fos_buffer_new(context);
    for (int round = 0; round < 3; round++) {
        int taken = b.taken;
        for (int i = 0; i < 1000; i++)
            fosi_buffer_text(buffer, "line of a quote\n");
        if (round > 0) ck_assert_int_eq(b.taken, taken);
        fos_buffer_clear(buffer);
    }
    fos_buffer_free(buffer);
    fos_context_free(context);
    ck_assert_int_eq(b.live, 0);
}
END_TEST

/* --- errors --------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *given;
    const char *shown;
} printable[] = {
    { "plain", "plain" },
    { "two\nlines\r\n", "two?lines??" },
    { "tab\there", "tab?here" },
    { "\x1b[31mred", "?[31mred" },
    { "delete\x7f", "delete?" },
    { "Zürich – 税", "Zürich – 税" },
    { "\xc2\x9b"
      "31m",
      "??31m" }, /* the one-character form of ESC [ */
    { "a\xe2\x80\xa8"
      "b",
      "a???b" }, /* LINE SEPARATOR */
    { "latin\xe9", "latin?" },
    { "cut\xe4\xb8", "cut??" },
    { "\x80\x80", "??" },
    { "\xf0\x9f\x93\xa6 parcel", "\xf0\x9f\x93\xa6 parcel" },
};

START_TEST(errors_are_one_printable_line)
{
    for (size_t i = 0; i < COUNT(printable); i++) {
        fos_error error = FOS_ERROR_INIT;
        ck_assert_int_eq(fosi_fail(&error, FOS_STATUS_SYNTAX, "%s", printable[i].given), FOS_STATUS_SYNTAX);
        ck_assert_int_eq(error.status, FOS_STATUS_SYNTAX);
        ck_assert_str_eq(error.text, printable[i].shown);
    }
}
END_TEST

START_TEST(errors_are_cut_at_a_characters_border)
{
    char text[1200];
    for (size_t lead = 1015; lead <= 1024; lead++) {
        memset(text, 'x', lead);
        memcpy(text + lead, "税é\xf0\x9f\x93\xa6税é", 15);
        text[lead + 14] = '\0';
        fos_error error = FOS_ERROR_INIT;
        fosi_fail(&error, FOS_STATUS_SYNTAX, "%s", text);
        size_t length = strlen(error.text);
        ck_assert_uint_le(length, 1023);
        ck_assert_uint_ge(length, 1020);
        ck_assert_int_eq(memcmp(error.text, text, length), 0); /* nothing turned into '?' */
    }
}
END_TEST

START_TEST(errors_respect_the_struct_size)
{
    ck_assert_int_eq(fosi_fail(NULL, FOS_STATUS_IO, "x"), FOS_STATUS_IO);
    fos_error error = FOS_ERROR_INIT;
    static const uint32_t sizes[] = { 0, 1, sizeof(fos_error) - 1 };
    for (size_t i = 0; i < COUNT(sizes); i++) {
        error.struct_size = sizes[i];
        ck_assert_int_eq(fosi_fail(&error, FOS_STATUS_IO, "x"), FOS_STATUS_IO);
        ck_assert_int_eq(fosi_fail_at(&error, FOS_STATUS_IO, "s", "", 0, 0, NULL, "x"), FOS_STATUS_IO);
        ck_assert_int_eq(error.status, FOS_STATUS_OK);
        ck_assert_str_eq(error.text, "");
        ck_assert_uint_eq(fos_error_format(&error, NULL, 0), 0);
    }
    error.struct_size = sizeof error + 64; /* a later, larger struct */
    fosi_fail(&error, FOS_STATUS_IO, "x");
    ck_assert_str_eq(error.text, "x");
}
END_TEST

START_TEST(errors_may_quote_themselves)
{
    fos_error error = FOS_ERROR_INIT;
    fosi_fail(&error, FOS_STATUS_SYNTAX, "no number");
    fosi_fail(&error, FOS_STATUS_RULE_SYNTAX, "in the rate: %s", error.text);
    ck_assert_str_eq(error.text, "in the rate: no number");
}
END_TEST

START_TEST(errors_forget_the_last_place)
{
    fos_error error = FOS_ERROR_INIT;
    const char *document = "{\n  \"date\": 1\n}";
    fosi_fail_at(&error, FOS_STATUS_WRONG_TYPE, "request", document, strlen(document), 12, "/date", "a date is a text");
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 11);
    ck_assert_uint_eq(error.offset, 12);
    char line[200];
    size_t length = fos_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, "request:2:11: /date: a date is a text");
    ck_assert_uint_eq(length, strlen(line));
    ck_assert_uint_eq(fos_error_format(&error, line, 8), length);
    ck_assert_str_eq(line, "request");
    fosi_fail(&error, FOS_STATUS_NO_REGIME, "no regime for XX");
    ck_assert_uint_eq(error.line, 0);
    ck_assert_uint_eq(error.offset, 0);
    fos_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, "no regime for XX");
}
END_TEST

START_TEST(errors_format_without_empty_parts)
{
    fos_error error = FOS_ERROR_INIT;
    char line[64];
    fosi_fail_at(&error, FOS_STATUS_SYNTAX, NULL, "abc", 3, 1, NULL, "odd");
    fos_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, "1:2: odd");
    error.line = 0;
    strcpy(error.source, "eu.json");
    fos_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, "eu.json: odd");
    strcpy(error.source, "");
    strcpy(error.pointer, "/id");
    fos_error_format(&error, line, sizeof line);
    ck_assert_str_eq(line, "/id: odd");
    strcpy(error.text, "税税");
    fos_error_format(&error, line, 10); /* "/id: " and one and a third character */
    ck_assert_str_eq(line, "/id: 税");
}
END_TEST

START_TEST(statuses_have_distinct_names)
{
    ck_assert_str_eq(fos_status_name(FOS_STATUS_OK), "ok");
    ck_assert_str_eq(fos_status_name(FOS_STATUS_UNKNOWN_KEY), "unknown_key");
    ck_assert_str_eq(fos_status_name(FOS_STATUS_RULE_DIVISOR), "rule_divisor");
    ck_assert_str_eq(fos_status_name((fos_status)9999), "unknown");
    int named = 0;
    for (int a = 0; a < 100; a++) {
        const char *name = fos_status_name((fos_status)a);
        if (strcmp(name, "unknown") == 0) continue;
        named++;
        for (int b = 0; b < a; b++)
            ck_assert_str_ne(name, fos_status_name((fos_status)b));
    }
    ck_assert_int_eq(named, 40);
}
END_TEST

static const struct {
    size_t offset;
    uint32_t line, column;
} places[] = { { 0, 1, 1 }, { 1, 1, 2 }, { 2, 1, 3 }, { 3, 2, 1 }, { 4, 3, 1 }, { 6, 3, 3 }, { 7, 4, 1 }, { 99, 4, 1 } };

START_TEST(lines_and_columns_count_from_one)
{
    for (size_t i = 0; i < COUNT(places); i++) {
        uint32_t line, column;
        fosi_line_column("ab\n\ncd\n", 7, places[i].offset, &line, &column);
        ck_assert_uint_eq(line, places[i].line);
        ck_assert_uint_eq(column, places[i].column);
    }
    uint32_t line, column;
    fosi_line_column(NULL, 0, 0, &line, &column);
    ck_assert_uint_eq(line, 1);
    ck_assert_uint_eq(column, 1);
}
END_TEST

Suite *base_suite(void)
{
    Suite *suite = suite_create("base");
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, context_takes_an_allocator);
    tcase_add_test(memory, arena_stops_allocating_after_warm_up);
    tcase_add_test(memory, arena_uses_kept_chunks_of_another_order);
    tcase_add_test(memory, arena_refuses_sizes_beyond_memory);
    tcase_add_test(memory, buffer_collects_what_is_put);
    tcase_add_test(memory, buffer_cuts_back_when_memory_ends);
    tcase_add_test(memory, cleared_buffer_keeps_its_memory);
    suite_add_tcase(suite, memory);

    TCase *errors = tcase_create("errors");
    tcase_add_test(errors, errors_are_one_printable_line);
    tcase_add_test(errors, errors_are_cut_at_a_characters_border);
    tcase_add_test(errors, errors_respect_the_struct_size);
    tcase_add_test(errors, errors_may_quote_themselves);
    tcase_add_test(errors, errors_forget_the_last_place);
    tcase_add_test(errors, errors_format_without_empty_parts);
    tcase_add_test(errors, statuses_have_distinct_names);
    tcase_add_test(errors, lines_and_columns_count_from_one);
    suite_add_tcase(suite, errors);

    /* Too long under valgrind, which leaves this tag out. */
    TCase *thorough = tcase_create("thorough");
    tcase_set_tags(thorough, "thorough");
    tcase_add_test(thorough, arena_survives_exhaustion);
    suite_add_tcase(suite, thorough);
    return suite;
}
