/* Records of CSV: what fields are, where mistakes stand, under each rule, however the bytes are cut. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/csv_records.h"
#include "support.h"

static const fosi_record_rules strict = { .most_fields = 4, .longest = 24 };
static const fosi_record_rules remarks = { .most_fields = 4, .longest = 24, .remarks = true };
static const fosi_record_rules loose = { .most_fields = 4, .longest = 24, .loose_quotes = true };
static const fosi_record_rules any_text = { .most_fields = 4, .longest = 24, .any_text = true };

typedef struct seen {
    fosi_records records;
    char said[512];
} seen;

/* "line:column[field|field]" of each record. */
static fos_status take(void *user, fos_error *error)
{
    seen *s = user;
    (void)error;
    size_t length = strlen(s->said);
    length += (size_t)snprintf(s->said + length, sizeof s->said - length, "%u:%u[", s->records.fields[0].line,
                               s->records.fields[0].column);
    for (uint32_t i = 0; i < s->records.count; i++)
        length += (size_t)snprintf(s->said + length, sizeof s->said - length, "%s%s", i == 0 ? "" : "|",
                                   fosi_record_text(&s->records, i));
    snprintf(s->said + length, sizeof s->said - length, "]");
    return FOS_STATUS_OK;
}

static const char *read_all(seen *s, const fos_context *context, const fosi_record_rules *rules, const char *bytes, size_t length,
                            size_t piece)
{
    fos_error error = FOS_ERROR_INIT;
    fos_status status = FOS_STATUS_OK;
    s->said[0] = '\0';
    fosi_records_init(&s->records, context, rules);
    for (size_t at = 0; at < length && status == FOS_STATUS_OK; at += piece)
        status = fosi_records_feed(&s->records, bytes + at, length - at < piece ? length - at : piece, take, s, &error);
    if (status == FOS_STATUS_OK) status = fosi_records_end(&s->records, take, s, &error);
    fosi_records_done(&s->records);
    size_t said = strlen(s->said);
    if (status != FOS_STATUS_OK)
        snprintf(s->said + said, sizeof s->said - said, "%u:%u@%zu %s", error.line, error.column, error.offset, error.text);
    return s->said;
}

#define CASE(rules, text, expected)                                                                                              \
    {                                                                                                                            \
        &(rules), text, sizeof(text) - 1, expected                                                                               \
    }

START_TEST(fields_and_mistakes)
{
    static const struct {
        const fosi_record_rules *rules;
        const char *text;
        size_t length;
        const char *expected;
    } each[] = {
        CASE(strict, "", ""),
        CASE(strict, "\n\r\n\r", ""),
        CASE(strict, "a,b\nc,d\n", "1:1[a|b]2:1[c|d]"),
        CASE(strict, "a,b\r\nc,d", "1:1[a|b]2:1[c|d]"),
        CASE(strict, "a\rb\r", "1:1[a]2:1[b]"),
        CASE(strict, "a,\n,b\n,", "1:1[a|]2:1[|b]3:1[|]"),
        CASE(strict,
             "\xef\xbb\xbf"
             "a\nb",
             "1:1[a]2:1[b]"),
        CASE(strict, "\"a,\"\"b\"\"\r\nc\",d\ne", "1:1[a,\"b\"\r\nc|d]3:1[e]"),
        CASE(strict, "\"\",\"\"\n", "1:1[|]"),
        CASE(strict, "\"\"\n\"\"\"\"\n", "2:1[\"]"),
        CASE(strict, "a,b\"c\n", "1:4@3 a quote inside a field; put the whole field in quotes and double it"),
        CASE(strict, "x\n\"a\"b\n", "1:1[x]2:4@5 after a closing quote comes a comma or the end of the line"),
        CASE(strict, "x\n\n a,\"b\nc", "1:1[x]3:4@6 the quotes that open here are not closed"),
        CASE(strict, "a,b,c,d\n1,2,3,4,5\n", "1:1[a|b|c|d]2:9@16 more than 4 fields in a line"),
        CASE(strict, "a\n0123456789,0123456789,01234\n", "1:1[a]2:1@2 the line is too long; a quote may be open"),
        CASE(strict, "a\nb\0c\n", "1:1[a]2:2@3 a NUL inside the text"),
        CASE(strict, "\"b\0c\"\n", "1:3@2 a NUL inside the text"),
        CASE(strict, "a,\xff\n", "1:3@2 the field is not UTF-8 text"),
        CASE(any_text, "a,\xa3\n", "1:1[a|\xa3]"),
        CASE(strict, "# a \"b\", c\n", "1:5@4 a quote inside a field; put the whole field in quotes and double it"),
        CASE(remarks, "# a \"b\", c\n##x,y\n#\n#k,v\nc,# d\n", "1:1[# a \"b\", c]2:1[##x,y]3:1[#]4:1[#k|v]5:1[c|# d]"),
        CASE(loose, "5\" pipe,\"6\"\" pipe\"\n", "1:1[5\" pipe|6\" pipe]"),
    };
    fos_context *context = fos_context_new(NULL);
    seen s;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        for (size_t piece = 1; piece < 12; piece += 2) {
            const char *said = read_all(&s, context, each[i].rules, each[i].text, each[i].length, piece);
            ck_assert_msg(strcmp(said, each[i].expected) == 0, "row %zu in pieces of %zu: %s", i, piece, said);
        }
    fos_context_free(context);
}
END_TEST

START_TEST(each_allocation_refused)
{
    static const fosi_record_rules wide = { .most_fields = 200, .longest = 4096 };
    char text[512] = "";
    for (int i = 0; i < 120; i++)
        strcat(text, "ab,");
    ledger book = { 0 };
    fos_allocator allocator = ledger_allocator(&book);
    bool refused = true;
    for (size_t n = 1; refused; n++) {
        fos_context *context = fos_context_new(&allocator);
        seen s;
        ledger_arm(&book, n, false);
        const char *said = read_all(&s, context, &wide, text, strlen(text), 7);
        refused = book.refused;
        ledger_disarm(&book);
        ck_assert_msg((strstr(said, "out of memory") != NULL) == refused, "allocation %zu: %s", n, said);
        fos_context_free(context);
        ck_assert_uint_eq(book.live, 0);
    }
}
END_TEST

Suite *csv_records_suite(void);
Suite *csv_records_suite(void)
{
    Suite *suite = suite_create("csv_records");
    TCase *tcase = tcase_create("records");
    tcase_add_test(tcase, fields_and_mistakes);
    tcase_add_test(tcase, each_allocation_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
