/* Tariffs as administrations publish them: what becomes a measure, what is left out and told, cut anywhere, without memory. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "support.h"

static const char uk[] =
    "\xef\xbb\xbf\"id\",\"commodity__code\",\"commodity__description\",\"measure__type__id\",\"measure__type__description\","
    "\"measure__additional_code__code\",\"measure__duty_expression\",\"measure__effective_start_date\",\"measure__effective_end_date\","
    "\"measure__conditions\",\"measure__geographical_area__id\",\"measure__geographical_area__description\","
    "\"measure__excluded_geographical_areas__ids\",\"measure__quota__order_number\",\"measure__regulation__id\"\r\n"
    "1,6109100010,\"T-shirts, of \"\"cotton\"\"\",103,Third country duty,#NA,12.00%,2021-01-01,#NA,#NA,1011,ERGA OMNES,#NA,#NA,C2100001\r\n"
    "2,6109100010,\"T-shirts, of \"\"cotton\"\"\",142,Tariff preference,#NA,0.00%,2021-01-01,2027-12-31,"
    "\"condition:Q,certificate:U088,action:27|condition:Q,certificate:U178,action:27|condition:Q,action:07\",JP,Japan,#NA,#NA,C2100002\r\n"
    "3,6109100010,\"T-shirts, of \"\"cotton\"\"\",142,Tariff preference,#NA,9.60%,2021-01-01,#NA,#NA,2005,GSP,AD|SM,#NA,C2100003\r\n"
    "4,6109100010,\"T-shirts, of \"\"cotton\"\"\",552,Definitive anti-dumping duty,B999,144.10 GBP / 1000 kg/biodiesel,2021-01-01,#NA,#NA,CN,China,#NA,#NA,C2100004\r\n"
    "5,6109100010,\"T-shirts, of \"\"cotton\"\"\",410,Veterinary control,#NA,#NA,2021-01-01,#NA,#NA,1011,ERGA OMNES,#NA,#NA,C1\r\n"
    "6,6109100010,\"T-shirts, of \"\"cotton\"\"\",103,Third country duty,#NA,12.00 perCent%,2021-01-01,#NA,#NA,US,United States,#NA,#NA,C1\r\n"
    "7,6109100010,\"T-shirts, of \"\"cotton\"\"\",122,Quota,#NA,4.00%,01/02/2021,#NA,#NA,1011,ERGA OMNES,#NA,050013,C1\r\n"
    "8,6109100010,\"T-shirts, of \"\"cotton\"\"\",122,Quota,#NA,4.00%,2021-02-01,#NA,#NA,1011,ERGA OMNES,#NA,050013,C1\r\n"
    "9,6109100010,\"T-shirts, of \"\"cotton\"\"\",305,VAT,#NA,20.00%,2021-01-01,#NA,#NA,1011,ERGA OMNES,#NA,#NA,C1\r\n"
    "10,6109100010,\"T-shirts, of \"\"cotton\"\"\",103,Third country duty,#NA,1.00%,2021-01-01,#NA,#NA,??,Nowhere,#NA,#NA,C1";

static const char hts_json[] =
    "[{\"htsno\":\"0101\",\"indent\":\"0\",\"description\":\"Live horses\",\"superior\":\"false\",\"units\":[],\"general\":\"\",\"special\":\"\",\"other\":\"\",\"footnotes\":[]},\n"
    "{\"htsno\":\"\",\"indent\":\"1\",\"description\":\"Horses: {]\\\"\",\"superior\":\"true\",\"units\":[],\"general\":\"\",\"special\":\"\",\"other\":\"\"},\n"
    "{\"htsno\":\"0101.30.00\",\"indent\":\"1\",\"description\":\"Asses\",\"units\":[],\"general\":\"6.8%\",\"special\":\"Free (A,AU,S) 3.4% (JP)\",\"other\":\"15%\",\"footnotes\":null},\n"
    "{\"htsno\":\"0101.30.00.10\",\"indent\":\"2\",\"description\":\"Young\",\"units\":[\"No.\"],\"general\":\"\",\"special\":\"\",\"other\":\"\"},\n"
    "{\"htsno\":\"0101.40.00\",\"indent\":\"2\",\"description\":\"Odd one below\",\"units\":[],\"general\":null,\"special\":null,\"other\":null},\n"
    "{\"htsno\":\"0102.00.00\",\"indent\":\"1\",\"description\":\"A special that is words\",\"units\":[],\"general\":\"Free\",\"special\":\"See 9911.95.05 for this\",\"other\":\"Free\"},\n"
    "{\"htsno\":\"0103.00.00\",\"indent\":\"1\",\"description\":\"Unknown programme\",\"units\":[],\"general\":\"1\\u00a2/kg\",\"special\":\"Free (QQ)\",\"other\":\"\"},\n"
    "{\"htsno\":\"9903.88.15\",\"indent\":\"0\",\"description\":\"Articles of China\",\"units\":[],\"general\":\"The duty provided in the applicable subheading + 7.5%\",\"special\":\"\",\"other\":\"\"}]\n";

static const char hts_csv[] =
    "HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,Quota Quantity,Additional Duties\n"
    "0101.30.00,1,Asses,,6.8%,\"Free (A,AU,S) 3.4% (JP)\",15%,,\n"
    "0101.30.00.10,2,Young,\"[\"\"No.\"\"]\",,,,,\n"
    "0101.50.00,x,Bad indent,,1%,,1%,,\n";

static const char list[] = "Reporter,Year,HS Code,Product description,MFN rate,Min rate,Max rate\n"
                           "NZ,2026,610910,T-shirts,10,10,10\n"
                           "NZ,2026,610990,Other T-shirts,7.5,5,10\n"
                           "NZ,2026,640411,Sports shoes,,,\n"
                           "NZ,20x6,640412,Shoes,5,5,5\n";

/* ---- an import at work ---- */

#define WHY_MOST 24

typedef struct told {
    size_t count;
    uint32_t lines[WHY_MOST];
    char texts[WHY_MOST][160];
} told;

static void tell(void *user, const fos_error *why)
{
    told *to = user;
    if (to->count < WHY_MOST) {
        to->lines[to->count] = why->line;
        snprintf(to->texts[to->count], sizeof to->texts[0], "%.150s", why->text);
    }
    to->count++;
}

typedef struct outcome {
    fos_context *context;
    fos_buffer *image;
    fos_tariff *tariff;
    size_t rows, skipped;
    told told;
    fos_status status;
    fos_error error;
} outcome;

static void run(outcome *o, const fos_allocator *allocator, const char *form, const char *id, const char *currency,
                const char *text, size_t length, size_t piece)
{
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    fos_import_options options = FOS_IMPORT_OPTIONS_INIT;
    memset(o, 0, sizeof *o);
    o->error = (fos_error)FOS_ERROR_INIT;
    head.id = id;
    head.currency = currency;
    head.data_version = "2026.11.1";
    options.form = form;
    options.name = "file";
    options.head = &head;
    options.skipped = tell;
    options.user = &o->told;
    o->context = fos_context_new(allocator);
    o->status = FOS_STATUS_NO_MEMORY;
    if (o->context == NULL) return;
    o->image = fos_buffer_new(o->context);
    fos_import *import = o->image == NULL ? NULL : fos_import_new(o->context, &options, &o->error);
    if (import == NULL) {
        if (o->error.status != FOS_STATUS_OK) o->status = o->error.status;
        return;
    }
    o->status = FOS_STATUS_OK;
    for (size_t at = 0; at < length && o->status == FOS_STATUS_OK; at += piece)
        o->status = fos_import_feed(import, text + at, length - at < piece ? length - at : piece, &o->error);
    if (o->status == FOS_STATUS_OK) o->status = fos_import_finish(import, o->image, &o->error);
    o->rows = fos_import_rows(import);
    o->skipped = fos_import_skipped(import);
    fos_import_free(import);
    if (o->status != FOS_STATUS_OK) return;
    o->tariff = fos_tariff_open(o->context, "image", fos_buffer_data(o->image), fos_buffer_size(o->image), &o->error);
    if (o->tariff == NULL) o->status = o->error.status;
}

static void close_outcome(outcome *o)
{
    fos_tariff_free(o->tariff);
    fos_buffer_free(o->image);
    fos_context_free(o->context);
}

static void good(outcome *o, const char *form, const char *id, const char *currency, const char *text, size_t piece)
{
    run(o, NULL, form, id, currency, text, strlen(text), piece);
    ck_assert_msg(o->status == FOS_STATUS_OK, "%s: %s", form, o->error.text);
}

static void assert_told(const outcome *o, size_t index, uint32_t line, const char *part)
{
    ck_assert_uint_gt(o->told.count, index);
    ck_assert_uint_eq(o->told.lines[index], line);
    ck_assert_msg(strstr(o->told.texts[index], part) != NULL, "\"%s\" lacks \"%s\"", o->told.texts[index], part);
}

/* Every measure of a code for an origin on a day, as "kind rate[ programme];…". */
static const char *measures(const outcome *o, const char *code, const char *origin)
{
    static char line[1024];
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    fos_tariff_measure measure = FOS_TARIFF_MEASURE_INIT;
    size_t length = 0;
    query.code = code;
    query.origin = origin;
    query.date = fos_date_make(2026, 11, 23);
    line[0] = '\0';
    if (fos_tariff_find(o->tariff, &query, &cursor, NULL) != FOS_STATUS_OK) return "no code";
    while (fos_tariff_next(&cursor, &measure))
        length += (size_t)snprintf(line + length, sizeof line - length, "%s %s%s%s;", fos_tariff_kind_name(measure.kind),
                                   measure.rate, measure.programme[0] != '\0' ? " " : "", measure.programme);
    return line;
}

static fos_tariff_measure first_of(const outcome *o, const char *code, const char *origin, fos_tariff_kind kind)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    fos_tariff_measure measure = FOS_TARIFF_MEASURE_INIT;
    query.code = code;
    query.origin = origin;
    query.kinds = 1u << kind;
    ck_assert(fos_tariff_find(o->tariff, &query, &cursor, NULL) == FOS_STATUS_OK);
    ck_assert(fos_tariff_next(&cursor, &measure));
    return measure;
}

/* ---- the forms ---- */

START_TEST(united_kingdom)
{
    outcome o;
    good(&o, "uk-csv", "GB", "GBP", uk, sizeof uk);
    ck_assert_uint_eq(o.rows, 10);
    ck_assert_uint_eq(o.skipped, 4);
    assert_told(&o, 0, 6, "measure type \"410\" is no duty");
    assert_told(&o, 1, 7, "\"%\" is not understood");
    assert_told(&o, 2, 8, "a date is not YYYY-MM-DD");
    assert_told(&o, 3, 11, "??");
    assert_told(&o, 4, 0, "the group \"2005\" has no members");
    ck_assert_str_eq(measures(&o, "6109100010", "US"), "mfn 12.00%;quota 4.00%;tax 20.00%;");
    ck_assert_str_eq(measures(&o, "6109100010", "JP"), "mfn 12.00%;preference 0.00% JP;quota 4.00%;tax 20.00%;");
    fos_tariff_measure preference = first_of(&o, "6109100010", "JP", FOS_TARIFF_KIND_PREFERENCE);
    ck_assert_str_eq(preference.conditions, "document U088 | document U178");
    ck_assert_int_eq(preference.end, fos_date_make(2027, 12, 31));
    ck_assert_str_eq(preference.source, "C2100002");
    ck_assert_str_eq(first_of(&o, "6109100010", "CN", FOS_TARIFF_KIND_ANTI_DUMPING).number, "B999");
    ck_assert_str_eq(first_of(&o, "6109100010", "CN", FOS_TARIFF_KIND_QUOTA).quota, "050013");
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    ck_assert(fos_tariff_code(o.tariff, "6109100010", FOS_DATE_ABSENT, &line, NULL) == FOS_STATUS_OK);
    ck_assert_str_eq(line.description, "T-shirts, of \"cotton\"");
    close_outcome(&o);
}
END_TEST

static void check_hts(const outcome *o)
{
    ck_assert_str_eq(measures(o, "0101300010", "FR"), "mfn 6.8%;");
    ck_assert_str_eq(measures(o, "0101300010", "RU"), "mfn 15%;");
    ck_assert_str_eq(measures(o, "0101300010", "AU"), "mfn 6.8%;preference Free AU;");
    ck_assert_str_eq(measures(o, "0101300010", "MX"), "mfn 6.8%;preference Free S;");
    ck_assert_str_eq(measures(o, "0101300010", "JP"), "mfn 6.8%;preference 3.4 % JP;");
}

START_TEST(united_states_json)
{
    outcome o;
    good(&o, "us-hts-json", "US", "USD", hts_json, sizeof hts_json);
    check_hts(&o);
    ck_assert_uint_eq(o.rows, 8);
    ck_assert_uint_eq(o.skipped, 2);
    assert_told(&o, 0, 6, "special rate \"See 9911.95.05 for this\"");
    assert_told(&o, 1, 7, "programme \"QQ\" is not known");
    assert_told(&o, 2, 0, "the group \"A\" has no members");
    ck_assert_str_eq(measures(&o, "01014000", "FR"), "mfn 6.8%;"); /* of the line above, whose code does not begin its own */
    ck_assert_str_eq(measures(&o, "01030000", "FR"), "mfn 1\xc2\xa2/kg;");
    ck_assert_str_eq(measures(&o, "99038815", "CN"), "additional The duty provided in the applicable subheading + 7.5%;");
    close_outcome(&o);
}
END_TEST

START_TEST(united_states_csv)
{
    outcome o;
    good(&o, "us-hts-csv", "US", "USD", hts_csv, sizeof hts_csv);
    check_hts(&o);
    ck_assert_uint_eq(o.rows, 3);
    ck_assert_uint_eq(o.skipped, 1);
    assert_told(&o, 0, 4, "\"x\" is no indent");
    close_outcome(&o);
}
END_TEST

START_TEST(list_of_rates)
{
    outcome o;
    good(&o, "mfn-csv", "NZ", "NZD", list, sizeof list);
    ck_assert_uint_eq(o.rows, 4);
    ck_assert_uint_eq(o.skipped, 3);
    assert_told(&o, 0, 3, "the line stands for rates from 5 to 10");
    assert_told(&o, 1, 4, "without a rate");
    assert_told(&o, 2, 5, "\"20x6\" is no year");
    ck_assert_str_eq(measures(&o, "610910", "CN"), "mfn 10;");
    close_outcome(&o);
}
END_TEST

/* Lines as they stand in published files: texts over several lines, spaces for nothing, references, a programme named twice. */
START_TEST(united_states_as_published)
{
    static const char text[] =
        "HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty\n"
        "2825.60.00,1,\"Germanium oxides\nand zirconium dioxide\",,3.7%,\"Free\n(A,AU)\",25%\n"
        "2825.60.00.10,2,Germanium dioxide,,\" \",\" \",\" \"\n"
        "0402.10.50,1,Milk,,86.5¢/kg,Free (AU) See 9822.04.25 (P+) 2.5¢/kg (JP),$1.018/kg\n"
        "2908.91.00,1,Dinoseb,,5.5%,\"Free (L,AU,L)\",48.5%\n"
        "9102.11.10,1,Watches,,44¢ each + 6% on the case,,\"$1.50 each + 25¢/jewel\"\n"
        "9105.11.40,1,Clocks,,The rate applicable to the movement,,60%\n";
    outcome o;
    good(&o, "us-hts-csv", "US", "USD", text, 64);
    ck_assert_uint_eq(o.rows, 6);
    ck_assert_uint_eq(o.skipped, 1);
    assert_told(&o, 2, 7, "code 29089100 has the measure \"preference\" twice for the same origin on the same day");
    ck_assert_str_eq(measures(&o, "2825600010", "AU"), "mfn 3.7%;preference Free AU;");
    ck_assert_str_eq(measures(&o, "04021050", "GT"), "mfn 86.5¢/kg;preference See 9822.04.25 P+;");
    ck_assert_str_eq(measures(&o, "04021050", "JP"), "mfn 86.5¢/kg;preference 0.025 $/KGM JP;");
    ck_assert_str_eq(measures(&o, "91021110", "RU"), "mfn $1.50 each + 25¢/jewel;");
    ck_assert_str_eq(measures(&o, "91051140", "FR"), "mfn The rate applicable to the movement;");
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    ck_assert(fos_tariff_code(o.tariff, "28256000", FOS_DATE_ABSENT, &line, NULL) == FOS_STATUS_OK);
    ck_assert_str_eq(line.description, "Germanium oxides and zirconium dioxide");
    close_outcome(&o);
}
END_TEST

/* Of rows that stand for the same on the same day the first is kept, whatever their order in time. */
START_TEST(overlaps_are_left_out)
{
    static const char text[] = "year,hs_code,mfn\n"
                               "2026,610910,12\n"
                               ",610910,10\n"     /* always, so also in 2026 */
                               "2027,610910,11\n" /* would be free, had the line before not been left out */
                               "2026,610910,12\n"
                               "2026,640411,8\n";
    outcome o;
    good(&o, "mfn-csv", "NZ", "NZD", text, 16);
    ck_assert_uint_eq(o.rows, 5);
    ck_assert_uint_eq(o.skipped, 2);
    assert_told(&o, 0, 3, "code 610910 has two measures \"mfn\" for the same origin on the same day: lines 2 and 3");
    assert_told(&o, 1, 5, "code 610910 has two measures \"mfn\" for the same origin on the same day: lines 2 and 5");
    ck_assert_str_eq(measures(&o, "610910", "CN"), "mfn 12;");
    ck_assert_str_eq(measures(&o, "640411", "CN"), "mfn 8;");
    ck_assert_str_eq(first_of(&o, "610910", "CN", FOS_TARIFF_KIND_MFN).rate, "12");
    close_outcome(&o);
}
END_TEST

/* The same bytes however the file is cut. */
START_TEST(cut_anywhere)
{
    static const struct {
        const char *form, *text;
    } files[] = { { "uk-csv", uk }, { "us-hts-json", hts_json }, { "us-hts-csv", hts_csv }, { "mfn-csv", list } };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        outcome whole, cut;
        good(&whole, files[i].form, "GB", "GBP", files[i].text, 1u << 20);
        for (size_t piece = 1; piece < 9; piece += 3) {
            good(&cut, files[i].form, "GB", "GBP", files[i].text, piece);
            ck_assert_uint_eq(fos_buffer_size(whole.image), fos_buffer_size(cut.image));
            ck_assert(memcmp(fos_buffer_data(whole.image), fos_buffer_data(cut.image), fos_buffer_size(cut.image)) == 0);
            ck_assert_uint_eq(whole.told.count, cut.told.count);
            close_outcome(&cut);
        }
        close_outcome(&whole);
    }
}
END_TEST

/* ---- what is no such file ---- */

START_TEST(not_of_the_form)
{
    static const struct {
        const char *form, *text, *part;
        uint32_t line;
    } files[] = {
        { "uk-csv", "a,b\n1,2\n", "no column \"commodity__code\"", 1 },
        { "uk-csv", "", "holds no rows", 0 },
        { "us-hts-csv", "HTS Number,Indent\n", "no column \"description\"", 1 },
        { "us-hts-json", "{}", "'{' is out of place", 1 },
        { "us-hts-json", "[\n{\"htsno\": \"1\",}]", "", 2 },
        { "us-hts-json", "[\n{\"htsno\": \"1\"}]", "no \"general\"", 2 },
        { "us-hts-json", "[{\"htsno\":\"01\",\"general\":\"\"}\n", "does not end", 2 },
        { "mfn-csv", "a,b\n", "no column of codes", 1 },
        { "mfn-csv", "HS code,rate\n01,\"5\n", "the quotes that open here are not closed", 2 },
        { "mfn-csv", "HS code,rate\n01,\"5\"x\n", "after a closing quote", 2 },
        { "mfn-csv", "HS code,rate\n01,\xff\n", "not UTF-8", 2 },
        { "frobs", "", "the form \"frobs\" is not known", 0 },
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        outcome o;
        run(&o, NULL, files[i].form, "GB", "GBP", files[i].text, strlen(files[i].text), 7);
        ck_assert_msg(o.status != FOS_STATUS_OK, "%s", files[i].text);
        ck_assert_msg(strstr(o.error.text, files[i].part) != NULL, "%s lacks %s", o.error.text, files[i].part);
        ck_assert_msg(o.error.line == files[i].line, "%s: line %u", o.error.text, (unsigned)o.error.line);
        close_outcome(&o);
    }
}
END_TEST

START_TEST(each_allocation_refused)
{
    static const struct {
        const char *form, *text;
    } files[] = { { "uk-csv", uk }, { "us-hts-json", hts_json }, { "us-hts-csv", hts_csv }, { "mfn-csv", list } };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        ledger book = { 0 };
        fos_allocator allocator = ledger_allocator(&book);
        bool refused = true;
        for (size_t n = 1; refused; n++) {
            outcome o;
            ledger_arm(&book, n, false);
            run(&o, &allocator, files[i].form, "GB", "GBP", files[i].text, strlen(files[i].text), 1000);
            refused = book.refused;
            ledger_disarm(&book);
            ck_assert_msg(o.status == (refused ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK), "%s, allocation %zu: %s", files[i].form,
                          n, o.error.text);
            close_outcome(&o);
            ck_assert_uint_eq(book.live, 0);
        }
    }
}
END_TEST

Suite *import_suite(void);
Suite *import_suite(void)
{
    Suite *suite = suite_create("import");
    TCase *forms = tcase_create("forms");
    tcase_add_test(forms, united_kingdom);
    tcase_add_test(forms, united_states_json);
    tcase_add_test(forms, united_states_csv);
    tcase_add_test(forms, united_states_as_published);
    tcase_add_test(forms, list_of_rates);
    tcase_add_test(forms, overlaps_are_left_out);
    tcase_add_test(forms, cut_anywhere);
    suite_add_tcase(suite, forms);
    TCase *mistakes = tcase_create("mistakes");
    tcase_add_test(mistakes, not_of_the_form);
    tcase_add_test(mistakes, each_allocation_refused);
    suite_add_tcase(suite, mistakes);
    return suite;
}
