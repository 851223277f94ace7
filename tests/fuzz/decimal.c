/* Fuzz target: lines of numbers "A B C" through the arithmetic: what is formatted reads back, sums can be undone, rounding
 * lands on the unit and moves less than one unit, the parts of an apportionment sum to the whole. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#define MOST 8

static void demand(int promise, const char *what)
{
    if (!promise) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static int read_number(const char *text, size_t length, fos_decimal *value)
{
    char written[FOS_DECIMAL_TEXT];
    fos_decimal back;
    if (fos_decimal_parse(text, length, value, NULL) != FOS_STATUS_OK) {
        return 0;
    }
    size_t size = fos_decimal_format(*value, written);
    demand(size < sizeof written && written[size] == '\0', "a number fits its text");
    demand(fos_decimal_parse(written, size, &back, NULL) == FOS_STATUS_OK, "what is written can be read");
    demand(fos_decimal_compare(*value, back) == 0 && value->scale == back.scale, "and is the same number");
    return 1;
}

static void check_sum(fos_decimal a, fos_decimal b)
{
    fos_decimal sum;
    fos_decimal back;
    if (fos_decimal_add(a, b, &sum) == FOS_STATUS_OK && fos_decimal_subtract(sum, b, &back) == FOS_STATUS_OK) {
        demand(fos_decimal_compare(a, back) == 0, "a + b - b is a");
    }
    demand(fos_decimal_compare(a, b) == -fos_decimal_compare(b, a), "comparison is antisymmetric");
}

static void check_product(fos_decimal a, fos_decimal b, fos_decimal c)
{
    fos_decimal ab;
    fos_decimal ba;
    fos_status status = fos_decimal_multiply(a, b, &ab);
    demand(status == fos_decimal_multiply(b, a, &ba), "a product does not mind the order");
    demand(status != FOS_STATUS_OK || fos_decimal_compare(ab, ba) == 0, "nor does its value");
    for (int scale = 0; scale <= FOS_DECIMAL_MAX_SCALE; scale += 6) {
        fos_decimal down;
        fos_decimal up;
        fos_status first = fos_decimal_muldiv(a, b, c, scale, FOS_ROUNDING_FLOOR, &down);
        fos_status second = fos_decimal_muldiv(a, b, c, scale, FOS_ROUNDING_CEILING, &up);
        if (first == FOS_STATUS_OK && second == FOS_STATUS_OK) {
            demand(down.scale == up.scale && up.coefficient - down.coefficient <= 1, "floor and ceiling are neighbours");
        }
    }
}

static void check_rounding(fos_decimal value, fos_decimal unit)
{
    for (int mode = FOS_ROUNDING_HALF_UP; mode <= (int)FOS_ROUNDING_FLOOR; mode++) {
        fos_decimal rounded;
        fos_decimal again;
        fos_decimal moved;
        if (fos_decimal_round(value, unit, (fos_rounding)mode, &rounded) != FOS_STATUS_OK) {
            continue;
        }
        demand(rounded.scale == unit.scale && rounded.coefficient % unit.coefficient == 0, "rounding lands on the unit");
        demand(fos_decimal_round(rounded, unit, (fos_rounding)mode, &again) == FOS_STATUS_OK &&
                   fos_decimal_compare(rounded, again) == 0,
               "and is settled then");
        if (fos_decimal_subtract(rounded, value, &moved) == FOS_STATUS_OK) {
            moved.coefficient = moved.coefficient < 0 ? -moved.coefficient : moved.coefficient;
            demand(fos_decimal_compare(moved, unit) < 0, "and moves less than one unit");
        }
    }
}

static void check_apportion(fos_decimal whole, fos_decimal unit, const fos_decimal *weights, size_t count)
{
    fos_decimal parts[MOST];
    fos_decimal sum = { 0, 0 };
    if (fos_decimal_apportion(whole, unit, weights, count, parts) != FOS_STATUS_OK) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        demand(fos_decimal_add(sum, parts[i], &sum) == FOS_STATUS_OK, "parts can be summed");
    }
    demand(fos_decimal_compare(sum, whole) == 0, "parts sum to the whole");
}

static void check_line(const char *text, size_t length)
{
    fos_decimal numbers[MOST];
    size_t count = 0;
    size_t from = 0;
    while (from < length && count < MOST) {
        size_t to = from;
        while (to < length && text[to] != ' ') {
            to++;
        }
        if (read_number(text + from, to - from, &numbers[count])) {
            count++;
        }
        from = to + 1;
    }
    if (count < 3) {
        return;
    }
    check_sum(numbers[0], numbers[1]);
    check_product(numbers[0], numbers[1], numbers[2]);
    if (numbers[1].coefficient > 0) {
        check_rounding(numbers[0], numbers[1]);
        check_apportion(numbers[0], numbers[1], numbers + 2, count - 2);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = malloc(length > 0 ? length : 1);
    demand(text != NULL, "memory");
    memcpy(text, bytes, length);
    size_t from = 0;
    for (size_t at = 0; at <= length; at++) {
        if (at == length || text[at] == '\n') {
            check_line(text + from, at - from);
            from = at + 1;
        }
    }
    free(text);
    return 0;
}
