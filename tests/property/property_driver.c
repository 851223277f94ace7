/* Runs lines of arithmetic for property.py: one operation a line on standard input, one result a line on standard output.
 * Numbers are whole numbers apart by blanks: a decimal is "coefficient scale", a fraction "n d scale". */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/exchange.h"

#define LINE_SIZE (1u << 20)
#define MOST 4096

typedef struct driver {
    char *at; /* what is left of the line */
    fosi_arena arena;
    fos_buffer *out;
} driver;

/* --- reading -------------------------------------------------------------------------------------------------------- */

static char *word(driver *d)
{
    while (*d->at == ' ')
        d->at++;
    char *start = d->at;
    while (*d->at != ' ' && *d->at != '\0')
        d->at++;
    if (*d->at != '\0') *d->at++ = '\0';
    return start;
}

static fosi_int128 whole(driver *d)
{
    const char *at = word(d);
    bool negative = *at == '-';
    fosi_uint128 value = 0;
    for (at += negative; *at != '\0'; at++)
        value = value * 10 + (unsigned)(*at - '0');
    return (fosi_int128)(negative ? -value : value);
}

static int small(driver *d) { return (int)whole(d); }

static fos_decimal decimal(driver *d)
{
    fos_decimal value;
    value.coefficient = (int64_t)whole(d);
    value.scale = small(d);
    return value;
}

static fosi_exact fraction(driver *d)
{
    fosi_exact value;
    value.n = whole(d);
    value.d = (uint64_t)whole(d);
    value.scale = small(d);
    return value;
}

/* --- writing -------------------------------------------------------------------------------------------------------- */

static void put_whole(driver *d, fosi_int128 value)
{
    char digits[48];
    size_t at = sizeof digits;
    fosi_uint128 rest = value < 0 ? -(fosi_uint128)value : (fosi_uint128)value;
    do {
        digits[--at] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest != 0);
    if (value < 0) digits[--at] = '-';
    fosi_buffer_char(d->out, ' ');
    fosi_buffer_put(d->out, digits + at, sizeof digits - at);
}

static bool put_status(driver *d, fos_status status)
{
    fosi_buffer_text(d->out, fos_status_name(status));
    return status == FOS_STATUS_OK;
}

static void put_decimal(driver *d, fos_status status, fos_decimal value)
{
    if (!put_status(d, status)) return;
    put_whole(d, value.coefficient);
    put_whole(d, value.scale);
}

static void put_fraction(driver *d, fos_status status, fosi_exact value)
{
    if (!put_status(d, status)) return;
    put_whole(d, value.n);
    put_whole(d, (fosi_int128)value.d);
    put_whole(d, value.scale);
}

/* --- decimals ------------------------------------------------------------------------------------------------------- */

static void do_parse(driver *d)
{
    fos_decimal value = { 0, 0 };
    fos_status status = fos_decimal_parse(d->at, strlen(d->at), &value, NULL);
    put_decimal(d, status, value);
}

static void do_format(driver *d) { fosi_buffer_decimal(d->out, decimal(d)); }

static void do_binary(driver *d, fos_status (*operation)(fos_decimal, fos_decimal, fos_decimal *))
{
    fos_decimal a = decimal(d), b = decimal(d), result = { 0, 0 };
    fos_status status = operation(a, b, &result);
    put_decimal(d, status, result);
}

static void do_add(driver *d) { do_binary(d, fos_decimal_add); }

static void do_subtract(driver *d) { do_binary(d, fos_decimal_subtract); }

static void do_multiply(driver *d) { do_binary(d, fos_decimal_multiply); }

static void do_muldiv(driver *d)
{
    fos_decimal a = decimal(d), numerator = decimal(d), denominator = decimal(d), result = { 0, 0 };
    int scale = small(d), mode = small(d);
    fos_status status = fos_decimal_muldiv(a, numerator, denominator, scale, (fos_rounding)mode, &result);
    put_decimal(d, status, result);
}

static void do_round(driver *d)
{
    fos_decimal value = decimal(d), unit = decimal(d), result = { 0, 0 };
    int mode = small(d);
    fos_status status = fos_decimal_round(value, unit, (fos_rounding)mode, &result);
    put_decimal(d, status, result);
}

static void do_compare(driver *d)
{
    fos_decimal a = decimal(d), b = decimal(d);
    put_whole(d, fos_decimal_compare(a, b));
}

static void do_apportion(driver *d)
{
    fos_decimal weights[MOST], parts[MOST];
    fos_decimal total = decimal(d), unit = decimal(d);
    size_t count = (size_t)small(d);
    for (size_t i = 0; i < count && i < MOST; i++)
        weights[i] = decimal(d);
    if (!put_status(d, fos_decimal_apportion(total, unit, weights, count, parts))) return;
    for (size_t i = 0; i < count; i++) {
        put_whole(d, parts[i].coefficient);
        put_whole(d, parts[i].scale);
    }
}

/* --- fractions ------------------------------------------------------------------------------------------------------ */

static void do_exact_add(driver *d)
{
    fosi_exact a = fraction(d), b = fraction(d);
    fos_status status = fosi_exact_add(a, b, &a);
    put_fraction(d, status, a);
}

static void do_exact_subtract(driver *d)
{
    fosi_exact a = fraction(d), b = fraction(d);
    fos_status status = fosi_exact_subtract(a, b, &b);
    put_fraction(d, status, b);
}

static void do_exact_multiply(driver *d)
{
    fosi_exact a = fraction(d), b = fraction(d);
    fos_status status = fosi_exact_multiply(a, b, &a);
    put_fraction(d, status, a);
}

static void do_exact_divide(driver *d)
{
    fosi_exact a = fraction(d), b = fraction(d);
    fos_status status = fosi_exact_divide(a, b, &b);
    put_fraction(d, status, b);
}

static void do_exact_round(driver *d)
{
    fosi_exact value = fraction(d);
    fos_decimal unit = decimal(d);
    int mode = small(d);
    fos_status status = fosi_exact_round(value, unit, (fos_rounding)mode, &value);
    put_fraction(d, status, value);
}

static void do_exact_compare(driver *d)
{
    fosi_exact a = fraction(d), b = fraction(d);
    put_whole(d, fosi_exact_compare(a, b));
}

static void do_exact_normalize(driver *d)
{
    fosi_exact value = fraction(d);
    fos_status status = fosi_exact_normalize(&value);
    put_fraction(d, status, value);
}

static void do_exact_text(driver *d) { fosi_exact_put(d->out, fraction(d)); }

static void do_exact_decimal(driver *d)
{
    fos_decimal result = { 0, 0 };
    fos_status status = fosi_exact_to_decimal(fraction(d), &result);
    put_decimal(d, status, result);
}

static void do_exact_public(driver *d)
{
    fos_exact result = { { 0, 0 }, 1 };
    fos_status status = fosi_exact_to_public(fraction(d), &result);
    put_decimal(d, status, result.numerator);
    if (status != FOS_STATUS_OK) return;
    put_whole(d, (fosi_int128)result.denominator);
    fosi_buffer_char(d->out, ' ');
    fosi_exact_put_public(d->out, result);
}

static void do_exact_apportion(driver *d)
{
    fosi_exact weights[MOST], parts[MOST];
    fosi_exact total = fraction(d);
    fos_decimal unit = decimal(d);
    size_t count = (size_t)small(d);
    for (size_t i = 0; i < count && i < MOST; i++)
        weights[i] = fraction(d);
    fosi_arena_reset(&d->arena);
    if (!put_status(d, fosi_apportion(&d->arena, total, unit, weights, count, parts))) return;
    for (size_t i = 0; i < count; i++) {
        put_whole(d, parts[i].n);
        put_whole(d, (fosi_int128)parts[i].d);
        put_whole(d, parts[i].scale);
    }
}

/* --- exchange: FROM TO DATE SERIES SIDE COUNT, then for each rate FROM TO COEFFICIENT SCALE DATE SERIES SIDE ----------- */

static const char *choice(driver *d)
{
    const char *text = word(d);
    return strcmp(text, "-") == 0 ? NULL : text;
}

static void do_exchange(driver *d)
{
    static fos_exchange_rate rates[MOST];
    static fos_exchange_rate *pointers[MOST];
    fosi_exchange_ask ask;
    ask.from = word(d);
    ask.to = word(d);
    ask.date = small(d);
    ask.series = choice(d);
    ask.side = choice(d);
    size_t count = (size_t)small(d);
    for (size_t i = 0; i < count && i < MOST; i++) {
        fos_exchange_rate *rate = pointers[i] = &rates[i];
        memset(rate, 0, sizeof *rate);
        memcpy(rate->from, word(d), 3);
        memcpy(rate->to, word(d), 3);
        rate->rate = decimal(d);
        rate->date = small(d);
        rate->series = choice(d);
        rate->side = choice(d);
    }
    fosi_exchange_answer answer;
    fos_status status = fosi_exchange_find(pointers, count, &ask, &answer);
    if (status != FOS_STATUS_OK) {
        put_status(d, status);
        return;
    }
    put_fraction(d, status, answer.factor);
    put_whole(d, answer.first == UINT32_MAX ? -1 : (fosi_int128)answer.first);
    put_whole(d, answer.second == UINT32_MAX ? -1 : (fosi_int128)answer.second);
    put_whole(d, answer.other_series);
}

static const struct {
    const char *name;
    void (*run)(driver *d);
} operations[] = {
    { "parse", do_parse },
    { "format", do_format },
    { "add", do_add },
    { "subtract", do_subtract },
    { "multiply", do_multiply },
    { "muldiv", do_muldiv },
    { "round", do_round },
    { "compare", do_compare },
    { "apportion", do_apportion },
    { "exact_add", do_exact_add },
    { "exact_subtract", do_exact_subtract },
    { "exact_multiply", do_exact_multiply },
    { "exact_divide", do_exact_divide },
    { "exact_round", do_exact_round },
    { "exact_compare", do_exact_compare },
    { "exact_normalize", do_exact_normalize },
    { "exact_text", do_exact_text },
    { "exact_decimal", do_exact_decimal },
    { "exact_public", do_exact_public },
    { "exact_apportion", do_exact_apportion },
    { "exchange", do_exchange },
};

static void run_line(driver *d)
{
    const char *name = word(d);
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        if (strcmp(name, operations[i].name) != 0) continue;
        operations[i].run(d);
        return;
    }
    fosi_buffer_format(d->out, "no operation \"%s\"", name);
}

int main(void)
{
    fos_context *context = fos_context_new(NULL);
    char *line = malloc(LINE_SIZE);
    if (context == NULL || line == NULL) return 1;
    driver d = { NULL, { 0 }, fos_buffer_new(context) };
    if (d.out == NULL) return 1;
    fosi_arena_init(&d.arena, context);
    while (fgets(line, LINE_SIZE, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        d.at = line;
        fos_buffer_clear(d.out);
        run_line(&d);
        fosi_buffer_char(d.out, '\n');
        if (fosi_buffer_finish(d.out, 0, NULL) != FOS_STATUS_OK) return 1;
        fwrite(fos_buffer_data(d.out), 1, fos_buffer_size(d.out), stdout);
    }
    fosi_arena_free(&d.arena);
    fos_buffer_free(d.out);
    fos_context_free(context);
    free(line);
    return ferror(stdin) || fflush(stdout) != 0;
}
