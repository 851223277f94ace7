/* What duty rates and importers cost: `duty_bench LOOP COUNT`.
 *   hand       a hand-written function for "9.6 % MIN 1.1 EUR DTN MAX 18.7 %": the duty, rounded to cents
 *   evaluate   the library's answer to the same with its words and steps, from the parsed rate
 *   parse      the library's reading of that text
 *   uk         COUNT rows of the United Kingdom's measures to a compiled tariff; `hts` and `mfn` the same of those files
 * The goods change each round, so that nothing is computed once for all. Times are of the processor. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fos/fos.h>

static void check(int good, const char *what)
{
    if (good) return;
    fprintf(stderr, "duty_bench: %s\n", what);
    exit(EXIT_FAILURE);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- expressions ---- */

static const char rate_text[] = "9.6 % MIN 1.1 EUR DTN MAX 18.7 %";

typedef struct goods {
    int64_t cents, grams;
} goods;

static goods goods_of(unsigned n) { return (goods){ 1000 + n * 37 % 90000, 100 + n * 113 % 50000 }; }

/* As somebody writes it who knows this rate alone, exact in whole numbers: a thousandth of a cent by ten. */
static int64_t hand_duty(goods g)
{
    int64_t ad_valorem = g.cents * 960, least = g.grams * 11, most = g.cents * 1870;
    int64_t duty = ad_valorem < least ? least : ad_valorem;
    if (duty > most) duty = most;
    return (duty + 5000) / 10000;
}

static int64_t library_duty(const fos_duty *duty, goods g, fos_duty_answer *answer)
{
    fos_duty_quantity mass = { "KGM", { g.grams, 3 } };
    fos_duty_inputs inputs = FOS_DUTY_INPUTS_INIT;
    memcpy(inputs.value.currency, "EUR", 4);
    inputs.value.amount = (fos_decimal){ g.cents, 2 };
    inputs.quantities = &mass;
    inputs.quantity_count = 1;
    check(fos_duty_evaluate(duty, &inputs, answer, NULL) == FOS_STATUS_OK && answer->known, "the duty is not known");
    int64_t cents = answer->amount.amount.coefficient;
    for (int32_t scale = answer->amount.amount.scale; scale < 2; scale++)
        cents *= 10;
    return cents;
}

static int64_t expression_loop(const char *loop, unsigned count)
{
    static fos_duty_answer answer;
    fos_duty duty;
    int64_t sum = 0;
    check(fos_duty_parse(rate_text, sizeof rate_text - 1, &duty, NULL) == FOS_STATUS_OK, "the rate is not read");
    for (unsigned n = 0; n < 1000; n++)
        check(hand_duty(goods_of(n)) == library_duty(&duty, goods_of(n), &answer), "the hand-written function differs");
    for (unsigned n = 0; n < count; n++) {
        if (loop[0] == 'h') sum += hand_duty(goods_of(n));
        if (loop[0] == 'e') sum += library_duty(&duty, goods_of(n), &answer);
        if (loop[0] == 'p') sum += fos_duty_parse(rate_text, sizeof rate_text - 1, &duty, NULL) == FOS_STATUS_OK;
    }
    return sum;
}

/* ---- importers ---- */

static const char uk_columns[] =
    "id,commodity__sid,commodity__code,commodity__indent,commodity__description,measure__sid,measure__type__id,"
    "measure__type__description,measure__additional_code__code,measure__additional_code__description,measure__duty_expression,"
    "measure__effective_start_date,measure__effective_end_date,measure__reduction_indicator,measure__footnotes,"
    "measure__conditions,measure__geographical_area__sid,measure__geographical_area__id,"
    "measure__geographical_area__description,measure__excluded_geographical_areas__ids,"
    "measure__excluded_geographical_areas__descriptions,measure__quota__order_number,measure__regulation__id,"
    "measure__regulation__url\n";

static size_t uk_row(unsigned n, char *to, size_t room)
{
    static const char *const areas[] = { "1011", "CN", "2005", "JP", "CA", "1013", "KR", "VN", "2020", "NO" };
    static const char *const rates[] = { "12.00 %", "0.00 %", "6.00 %", "8.00 % + 10.00 GBP / 100 kg", "4.00 %" };
    return (size_t)snprintf(
        to, room, "%u,%u,%010u,3,\"Goods, of a kind\",%u,%s,a type,,,%s,2021-01-01,,,,,%u,%s,an area,,,,S.I. 2020/1430,\n", n, n,
        100000000u + n / 10 * 7, n, n % 10 == 0 ? "103" : "142", rates[n / 10 % 5], n % 10, areas[n % 10]);
}

static size_t hts_row(unsigned n, char *to, size_t room)
{
    return (size_t)snprintf(to, room,
                            "%s{\"htsno\":\"%04u.%02u.%02u\",\"indent\":\"0\",\"description\":\"Goods\",\"units\":[\"No.\"],"
                            "\"general\":\"%u.5%%\",\"special\":\"Free (A+,AU,BH,CL,CO,IL,JO,KR,MA,OM,P,PA,PE,S,SG)\","
                            "\"other\":\"35%%\",\"footnotes\":[]}\n",
                            n == 0 ? "[" : ",", 101 + n / 10000, n / 100 % 100, n % 100, n % 17);
}

static size_t mfn_row(unsigned n, char *to, size_t room)
{
    return (size_t)snprintf(to, room, "%06u,%u.5\n", 10000 + n % 980000, n % 17);
}

static void import_loop(const char *loop, unsigned count, double *spent)
{
    fos_context *context = fos_context_new(NULL);
    fos_buffer *image = fos_buffer_new(context);
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    fos_import_options options = FOS_IMPORT_OPTIONS_INIT;
    fos_error error = FOS_ERROR_INIT;
    size_t room = (size_t)count * 260 + 2000, at = 0;
    char *text = malloc(room);
    check(text != NULL && image != NULL, "memory");
    head.id = loop[0] == 'u' ? "GB" : loop[0] == 'h' ? "US" : "XX";
    head.currency = loop[0] == 'u' ? "GBP" : "USD";
    head.data_version = "1";
    options.form = loop[0] == 'u' ? "uk-csv" : loop[0] == 'h' ? "us-hts-json" : "mfn-csv";
    options.head = &head;
    if (loop[0] != 'h') at = (size_t)snprintf(text, room, "%s", loop[0] == 'u' ? uk_columns : "hs_code,mfn_rate\n");
    for (unsigned n = 0; n < count; n++)
        at += (loop[0] == 'u' ? uk_row : loop[0] == 'h' ? hts_row : mfn_row)(n, text + at, room - at);
    if (loop[0] == 'h') at += (size_t)snprintf(text + at, room - at, "]\n");
    double begun = seconds();
    fos_import *import = fos_import_new(context, &options, &error);
    check(import != NULL && fos_import_feed(import, text, at, &error) == FOS_STATUS_OK &&
              fos_import_finish(import, image, &error) == FOS_STATUS_OK,
          error.text);
    *spent = seconds() - begun;
    check(fos_import_rows(import) == count && fos_import_skipped(import) == 0, "rows are left out");
    fos_import_free(import);
    fos_buffer_free(image);
    fos_context_free(context);
    free(text);
}

int main(int argc, char **argv)
{
    static const char *const loops[] = { "hand", "evaluate", "parse", "uk", "hts", "mfn" };
    unsigned known = 0, count = argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    while (argc == 3 && known < 6 && strcmp(loops[known], argv[1]) != 0)
        known++;
    if (count == 0 || known == 6) {
        fputs("usage: duty_bench hand|evaluate|parse|uk|hts|mfn COUNT\n", stderr);
        return 2;
    }
    double begun = seconds(), spent = 0;
    int64_t sum = 0;
    if (known < 3) {
        sum = expression_loop(argv[1], count);
        spent = seconds() - begun;
    } else {
        import_loop(argv[1], count, &spent);
    }
    printf("%s %u: %.1f ns a round, sum %lld\n", argv[1], count, 1e9 * spent / count, (long long)sum);
    return 0;
}
