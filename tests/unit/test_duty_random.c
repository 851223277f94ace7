/* Duty rates made at random, in random spellings, with what they come to reckoned apart from the library in whole millionths: what is
 * read computes to that, is written in one spelling, and that reads back to the same. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "support.h"

#define ROUNDS 20000
#define TERMS_MOST 6
#define BANDS_MOST 5

typedef struct lot {
    uint64_t state;
} lot;

static uint32_t draw(lot *l, uint32_t below)
{
    l->state = l->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(l->state >> 33) % below;
}

static const char *pick(lot *l, const char *const *words)
{
    uint32_t count = 0;
    while (count < 4 && words[count] != NULL)
        count++;
    return words[draw(l, count)];
}

/* A unit, its spellings behind an amount in euros, and how many of the quantity given one of it is. */
typedef struct spelled_unit {
    const char *spellings[4];
    const char *given;
    int64_t size;
} spelled_unit;

static const spelled_unit units[] = {
    { { " EUR KGM", " EUR / kg", "€/kg", " EUR per kilogram" }, "KGM", 1 },
    { { " EUR DTN", " EUR / 100 kg", " EUR/100kg", "€ / 100 kg / net" }, "KGM", 100 },
    { { " EUR TNE", " EUR / 1000 kg", " EUR / tonne", "€/t" }, "KGM", 1000 },
    { { " EUR DTN G", " EUR / 100 kg/br", " EUR DTNG", " EUR / 100 kg gross" }, "KGM-gross", 100 },
    { { " EUR DTN E", " EUR / 100 kg/net eda", " EUR / 100 kg on drained weight", NULL }, "KGM-drained", 100 },
    { { " EUR NAR", " EUR / p/st", " EUR each", " EUR C62" }, "C62", 1 },
    { { " EUR MIL", " EUR / 1000 p/st", " EUR / 1,000 items", " EUR/1000" }, "C62", 1000 },
    { { " EUR HLT", " EUR / hl", "€/hl", NULL }, "LTR", 100 },
    { { " EUR MTK", " EUR / m²", " EUR / m2", " EUR per square metre" }, "MTK", 1 },
    { { " EUR NPR", " EUR / pa", " EUR PR", "€/pair" }, "PR", 1 },
};
#define UNITS (sizeof units / sizeof *units)

typedef struct parcel {
    int64_t value;
    fos_duty_quantity quantities[7];
} parcel;

static int64_t quantity_of(const parcel *g, const char *unit)
{
    for (size_t i = 0; i < 7; i++)
        if (strcmp(g->quantities[i].unit, unit) == 0) return g->quantities[i].quantity.coefficient;
    ck_abort_msg("no quantity in %s", unit);
    return 0;
}

static void draw_parcel(lot *l, parcel *g)
{
    static const char *const names[] = { "KGM", "KGM-gross", "KGM-drained", "C62", "LTR", "MTK", "PR" };
    g->value = 1 + draw(l, 20000);
    for (size_t i = 0; i < 7; i++)
        g->quantities[i] = (fos_duty_quantity){ names[i], { 1 + draw(l, 5000), 0 } };
}

/* ---- rates ---- */

typedef struct text {
    char bytes[2048];
    size_t size;
} text;

static void say(text *t, const char *words)
{
    size_t length = strlen(words);
    ck_assert_uint_lt(t->size + length, sizeof t->bytes);
    memcpy(t->bytes + t->size, words, length + 1);
    t->size += length;
}

/* "1,234.5", "0.005", "12.000" */
static void say_number(lot *l, text *t, int64_t thousandths)
{
    char number[40];
    long long whole = (long long)thousandths / 1000, rest = (long long)thousandths % 1000;
    if (rest % 100 == 0 && draw(l, 2) == 0)
        snprintf(number, sizeof number, rest == 0 ? "%lld" : "%lld.%lld", whole, rest / 100);
    else if (whole >= 1000 && draw(l, 2) == 0)
        snprintf(number, sizeof number, "%lld,%03lld.%03lld", whole / 1000, whole % 1000, rest);
    else
        snprintf(number, sizeof number, "%lld.%03lld", whole, rest);
    say(t, number);
}

/* What a term comes to, in millionths of a euro. */
static int64_t draw_term(lot *l, text *t, const parcel *g)
{
    static const char *const percents[] = { " %", "%", " per cent", "% ad valorem" };
    int64_t number = draw(l, 4) == 0 ? draw(l, 2000000) : draw(l, 30000);
    say_number(l, t, number);
    if (draw(l, 2) == 0) {
        say(t, pick(l, percents));
        return number * g->value * 10; /* thousandths of a per cent */
    }
    if (draw(l, 8) == 0) {
        say(t, " EUR");
        return number * 1000;
    }
    const spelled_unit *of = &units[draw(l, UNITS)];
    say(t, pick(l, of->spellings));
    return number * quantity_of(g, of->given) * (1000 / of->size);
}

static int64_t draw_sum(lot *l, text *t, const parcel *g)
{
    static const char *const pluses[] = { " + ", " +", " plus ", "+ " }, *const minuses[] = { " - ", " minus ", " less ",
                                                                                              " \xe2\x88\x92 " };
    int64_t sum = draw_term(l, t, g);
    for (uint32_t more = draw(l, 3); more > 0; more--) {
        bool minus = draw(l, 3) == 0;
        say(t, pick(l, minus ? minuses : pluses));
        int64_t term = draw_term(l, t, g);
        sum += minus ? -term : term;
    }
    return sum;
}

static int64_t draw_rate(lot *l, text *t, const parcel *g)
{
    static const char *const least[] = { " MIN ", " min ", " but not less than ", ", but not less than " }, *const most[] = {
        " MAX ", " max ", " but not more than ", " not exceeding "
    };
    int64_t amount = draw_sum(l, t, g);
    for (uint32_t bounds = draw(l, 3); bounds > 0; bounds--) {
        bool at_least = draw(l, 2) == 0;
        say(t, pick(l, at_least ? least : most));
        int64_t bound = draw_sum(l, t, g);
        if (at_least ? bound > amount : bound < amount) amount = bound;
    }
    return amount;
}

/* Bands of a price for each 100 kg, from the highest down to 0: the first that the price reaches. */
static int64_t draw_bands(lot *l, text *t, const parcel *g)
{
    int64_t threshold = 1000 + draw(l, 9000000), amount = 0, kilograms = quantity_of(g, "KGM");
    uint32_t bands = 1 + draw(l, BANDS_MOST - 1);
    bool decided = false;
    say(t, "Cond: ");
    for (uint32_t i = 0; i < bands; i++, threshold = i + 1 == bands ? 0 : threshold / 2) {
        if (i != 0) say(t, " ; ");
        if (bands == 1) threshold = 0;
        say(t, "V ");
        say_number(l, t, threshold);
        say(t, draw(l, 2) == 0 ? " EUR/DTN(01):" : " EUR/DTN (01): ");
        int64_t of_band = draw_sum(l, t, g);
        if (decided || g->value * 100 * 1000 < threshold * kilograms) continue;
        decided = true;
        amount = of_band;
    }
    return amount;
}

/* ---- the promises ---- */

static fos_context *context;
static fos_buffer *written, *again;

static void open_paper(void)
{
    context = fos_context_new(NULL);
    written = fos_buffer_new(context);
    again = fos_buffer_new(context);
}

static void close_paper(void)
{
    fos_buffer_free(written);
    fos_buffer_free(again);
    fos_context_free(context);
}

static void check_amount(const fos_duty *duty, const parcel *g, int64_t millionths, const char *rate)
{
    fos_duty_inputs inputs = FOS_DUTY_INPUTS_INIT;
    fos_duty_answer answer;
    fos_error error = FOS_ERROR_INIT;
    inputs.value = (fos_money){ { g->value, 0 }, "EUR" };
    inputs.quantities = g->quantities;
    inputs.quantity_count = 7;
    ck_assert_msg(fos_duty_evaluate(duty, &inputs, &answer, &error) == FOS_STATUS_OK, "%s: %s", rate, error.text);
    ck_assert_msg(answer.known, "%s: %s %s", rate, answer.reason, answer.missing[0]);
    fos_decimal expected = { millionths < 0 ? 0 : millionths, 6 }, by = { (int64_t)answer.exact.denominator, 0 };
    ck_assert_int_eq(fos_decimal_multiply(expected, by, &expected), FOS_STATUS_OK);
    ck_assert_msg(fos_decimal_compare(answer.exact.numerator, expected) == 0, "%s: %lld millionths expected", rate,
                  (long long)millionths);
}

static void check_rate(const parcel *g, const text *rate, int64_t millionths)
{
    fos_duty duty, back;
    fos_error error = FOS_ERROR_INIT;
    fos_status status = fos_duty_parse(rate->bytes, rate->size, &duty, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", rate->bytes, error.text);
    fos_buffer_clear(written);
    fos_buffer_clear(again);
    ck_assert_int_eq(fos_duty_write_text(&duty, written, NULL), FOS_STATUS_OK);
    status = fos_duty_parse(fos_buffer_data(written), fos_buffer_size(written), &back, &error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s: %s", rate->bytes, fos_buffer_data(written), error.text);
    ck_assert_int_eq(fos_duty_write_text(&back, again, NULL), FOS_STATUS_OK);
    ck_assert_str_eq(fos_buffer_data(written), fos_buffer_data(again));
    check_amount(&duty, g, millionths, rate->bytes);
    check_amount(&back, g, millionths, fos_buffer_data(written));
}

START_TEST(any_spelling)
{
    lot l = { 20261123 };
    for (int i = 0; i < ROUNDS; i++) {
        parcel g;
        text rate = { .size = 0 };
        draw_parcel(&l, &g);
        int64_t amount = draw_rate(&l, &rate, &g);
        check_rate(&g, &rate, amount);
    }
}
END_TEST

START_TEST(any_bands)
{
    lot l = { 11 };
    for (int i = 0; i < ROUNDS / 4; i++) {
        parcel g;
        text rate = { .size = 0 };
        draw_parcel(&l, &g);
        int64_t amount = draw_bands(&l, &rate, &g);
        check_rate(&g, &rate, amount);
    }
}
END_TEST

/* Writing is refused in turn each piece of memory that it takes. */
START_TEST(each_allocation_refused)
{
    static const char *const rates[] = { "9.00 % + EA MAX 18.70 % + ADSZ", "Free (A,AU) See 9822.04.25 (P+) 5% (MX)",
                                         "Cond: V 52.600 EUR/DTN(01):12.000 % ; V 0.000 EUR/DTN(01):29.800 EUR DTN",
                                         "The rate applicable to each garment in the set" };
    typedef fos_status writing(const fos_duty *duty, fos_buffer *out, fos_error *error);
    static writing *const ways[] = { fos_duty_write_text, fos_duty_write_words };
    for (size_t i = 0; i < 2 * sizeof rates / sizeof *rates; i++) {
        ledger book = { 0 };
        fos_allocator allocator = ledger_allocator(&book);
        fos_duty duty;
        ck_assert_int_eq(fos_duty_parse(rates[i / 2], strlen(rates[i / 2]), &duty, NULL), FOS_STATUS_OK);
        bool short_of_memory = true;
        for (size_t n = 1; short_of_memory; n++) {
            ledger_arm(&book, n, false);
            fos_context *poor = fos_context_new(&allocator);
            fos_buffer *out = poor == NULL ? NULL : fos_buffer_new(poor);
            fos_status status = out == NULL ? FOS_STATUS_NO_MEMORY : ways[i % 2](&duty, out, NULL);
            short_of_memory = book.refused;
            ck_assert_int_eq(status, short_of_memory ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK);
            ck_assert(out == NULL || (fos_buffer_size(out) == 0) == short_of_memory);
            ledger_disarm(&book);
            fos_buffer_free(out);
            fos_context_free(poor);
            ck_assert_uint_eq(book.live, 0);
        }
    }
}
END_TEST

Suite *duty_random_suite(void);
Suite *duty_random_suite(void)
{
    Suite *suite = suite_create("duty_random");
    TCase *random = tcase_create("random");
    tcase_add_checked_fixture(random, open_paper, close_paper);
    tcase_add_test(random, any_spelling);
    tcase_add_test(random, any_bands);
    suite_add_tcase(suite, random);
    TCase *memory = tcase_create("memory");
    tcase_add_test(memory, each_allocation_refused);
    suite_add_tcase(suite, memory);
    return suite;
}
