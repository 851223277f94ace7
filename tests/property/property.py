#!/usr/bin/env python3
"""Random arithmetic, compared with an oracle.

Makes operations from a seed, feeds them to property_driver in bulk, and compares every result and every overflow with
what Python's `decimal` and `fractions` say. The last line is "N passed, N failed"; the exit status is 1 when any failed.
"""

import argparse
import decimal
import random
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

CONTEXT = decimal.Context(prec=260, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)
decimal.setcontext(CONTEXT)

MODES = [decimal.ROUND_HALF_UP, decimal.ROUND_HALF_EVEN, decimal.ROUND_HALF_DOWN, decimal.ROUND_UP,
         decimal.ROUND_DOWN, decimal.ROUND_CEILING, decimal.ROUND_FLOOR]
UNITS = [(1, 2), (5, 2), (1, 1), (1, 0), (10, 0), (100, 0), (1000, 0)]
MIN64, MAX64 = -2**63, 2**63 - 1
MIN128, MAX128 = -2**127, 2**127 - 1
EDGES = [0, 1, -1, 5, -5, 25, 50, -50, 99, 100, 10**17, 10**18, -10**18, MAX64, MIN64, MAX64 - 1, MIN64 + 1, 2**32, 2**53 + 1]
OVERFLOW = "overflow"


def ten(power):
    return 10**power


# --- making operands ------------------------------------------------------------------------------------------------

def make_coefficient(rng):
    kind = rng.random()
    if kind < 0.08:
        return rng.choice(EDGES)
    value = rng.getrandbits(rng.randint(1, 63))
    if kind < 0.2:  # round numbers, so that scales cancel
        value = int(str(value)[:rng.randint(1, 6)]) * ten(rng.randint(0, 12))
        value = min(value, MAX64)
    return -value if rng.random() < 0.4 else value


def make_scale(rng):
    return rng.choice((0, 1, 2, 2, 2, 3, 4)) if rng.random() < 0.6 else rng.randint(0, 18)


def make_decimal(rng):
    return make_coefficient(rng), make_scale(rng)


def make_price(rng):
    return rng.randint(0, 10**rng.randint(1, 8)), rng.choice((0, 2, 2, 3))


def make_tie(rng, unit):
    """A value half way between two steps, or one digit beside it."""
    coefficient, scale = unit
    half = (2 * rng.randint(-10**6, 10**6) + 1) * coefficient * 5 * 10**3 + rng.choice((0, 0, 1, -1))
    return half, scale + 4


def make_unit(rng):
    if rng.random() < 0.85:
        return rng.choice(UNITS)
    return rng.randint(1, 10**rng.randint(1, 18)), rng.randint(0, 18)


def make_fraction(rng):
    kind = rng.random()
    if kind < 0.4:
        n, d, scale = make_coefficient(rng), 1, make_scale(rng)
    elif kind < 0.75:
        n, d, scale = make_coefficient(rng), rng.choice((3, 7, 19, 119, 107, 120, 12, 64, 125, 83, 100)), make_scale(rng)
    else:
        n = rng.getrandbits(rng.randint(1, 127)) * rng.choice((1, -1))
        d, scale = rng.getrandbits(rng.randint(1, 64)) or 1, rng.randint(0, 36)
        if rng.random() < 0.3:
            d = 2**rng.randint(0, 30) * 5**rng.randint(0, 14)
        if rng.random() < 0.1:
            n = rng.choice((MIN128, MAX128, MIN128 + 1))
        if rng.random() < 0.1:
            d, scale = 1, 36
    return n, d, scale


def value_of(fraction):
    n, d, scale = fraction
    return Fraction(n, d * ten(scale))


def text(*numbers):
    return " ".join(" ".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in numbers)


# --- what must come out -------------------------------------------------------------------------------------------------

def exact_decimal(value):
    coefficient, scale = value
    return Decimal(coefficient).scaleb(-scale)


def fitted(coefficient, scale):
    """The result with the most digits that fits; OVERFLOW when none does."""
    while scale > 18 or not MIN64 <= coefficient <= MAX64:
        if scale == 0 or coefficient % 10:
            return OVERFLOW
        coefficient //= 10
        scale -= 1
    return "ok %d %d" % (coefficient, scale)


def rounded(quotient, mode, unit):
    """quotient is a Decimal in steps of the unit."""
    return int(quotient.to_integral_value(rounding=MODES[mode])) * unit


def powers(number):
    """How often 2 and 5 divide number, and what is left."""
    twos = fives = 0
    while number % 2 == 0:
        number //= 2
        twos += 1
    while number % 5 == 0:
        number //= 5
        fives += 1
    return twos, fives, number


def representable(value, low=MIN128, high=MAX128, scales=36):
    """Whether some n / (d * 10^scale) with n in range, d in 64 bits says exactly this."""
    n, d = value.numerator, value.denominator
    if low <= n <= high and d < 2**64:
        return True
    for scale in range(1, scales + 1):
        shifted = value * ten(scale)
        if not low <= shifted.numerator <= high:
            continue
        if shifted.denominator < 2**64:
            return True
    return False


def fraction_text(value):
    twos, fives, rest = powers(value.denominator)
    if rest != 1:
        return "%d/%d" % (value.numerator, value.denominator)
    places = max(twos, fives)
    digits = str(abs(value.numerator) * ten(places) // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def expect_fraction(value):
    """A check of "ok n d scale" against an exact value."""
    def check(answer):
        if answer == OVERFLOW:
            return not representable(value)
        words = answer.split()
        if len(words) != 4 or words[0] != "ok":
            return False
        n, d, scale = map(int, words[1:])
        return MIN128 <= n <= MAX128 and 0 < d < 2**64 and 0 <= scale <= 36 and value_of((n, d, scale)) == value
    return check


# --- operations: each returns a line and the expected answer (or a check of it) -------------------------------------------

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def make_number_text(rng):
    kind = rng.random()
    if kind < 0.5:
        digits = str(rng.getrandbits(rng.randint(1, 64)))
        point = rng.randint(0, len(digits))
        number = (digits[:point] or "0") + ("." + digits[point:] if point < len(digits) else "")
    else:
        number = "".join(rng.choice("0000123456789") for _ in range(rng.randint(1, 12)))
        if rng.random() < 0.6:
            number += "." + "".join(rng.choice("000123456789") for _ in range(rng.randint(0, 20)))
    if rng.random() < 0.3:
        number += rng.choice("eE") + rng.choice(("", "+", "-")) + str(rng.randint(0, 25))
    if rng.random() < 0.3:
        number = "-" + number
    if rng.random() < 0.1:
        at = rng.randint(0, len(number))
        number = number[:at] + rng.choice("+-.eE, x0 ") + number[at + rng.randint(0, 1):]
    return number.strip()


def parse(rng):
    number = make_number_text(rng)
    line = "parse " + number
    if not NUMBER.fullmatch(number):
        return line, "syntax"
    sign, digits, exponent = Decimal(number).as_tuple()
    coefficient = int("".join(map(str, digits)))
    count = len(str(coefficient)) if coefficient else 0
    if coefficient == 0 and exponent > 0:
        exponent = 0
    if count + max(exponent, 0) > 18 or -exponent > 18:
        return line, "limit_digits"
    coefficient *= ten(max(exponent, 0))
    return line, "ok %d %d" % (-coefficient if sign else coefficient, max(-exponent, 0))


def format_decimal(rng):
    value = make_decimal(rng)
    return text("format", value), format(exact_decimal(value), "f")


def add(rng):
    a, b = make_decimal(rng), make_decimal(rng)
    scale = max(a[1], b[1])
    return text("add", a, b), fitted(int((exact_decimal(a) + exact_decimal(b)).scaleb(scale)), scale)


def subtract(rng):
    a, b = make_decimal(rng), make_decimal(rng)
    scale = max(a[1], b[1])
    return text("subtract", a, b), fitted(int((exact_decimal(a) - exact_decimal(b)).scaleb(scale)), scale)


def multiply(rng):
    a, b = make_decimal(rng), make_decimal(rng)
    scale = a[1] + b[1]
    return text("multiply", a, b), fitted(int((exact_decimal(a) * exact_decimal(b)).scaleb(scale)), scale)


def muldiv(rng):
    a, numerator, denominator = (make_decimal(rng) for _ in range(3))
    if rng.random() < 0.5:  # what quotes do: a price, a rate, a small divisor
        a, numerator, denominator = make_price(rng), (rng.randint(0, 100), 2), (rng.randint(1, 200), rng.choice((0, 2)))
    scale, mode = rng.choice((0, 2, 2, 2, 3, 6, 18)), rng.randrange(7)
    line = text("muldiv", a, numerator, denominator, scale, mode)
    if denominator[0] == 0:
        return line, "division_by_zero"
    quotient = exact_decimal(a) * exact_decimal(numerator) / exact_decimal(denominator)
    coefficient = rounded(quotient.scaleb(scale), mode, 1)
    return line, "ok %d %d" % (coefficient, scale) if MIN64 <= coefficient <= MAX64 else OVERFLOW


def round_decimal(rng):
    unit, mode = make_unit(rng), rng.randrange(7)
    value = make_decimal(rng)
    if rng.random() < 0.4 and unit in UNITS:
        value = make_tie(rng, unit)
    coefficient = rounded(exact_decimal(value) / exact_decimal(unit), mode, unit[0])
    expected = "ok %d %d" % (coefficient, unit[1]) if MIN64 <= coefficient <= MAX64 else OVERFLOW
    return text("round", value, unit, mode), expected


def compare(rng):
    a = make_decimal(rng)
    b = make_decimal(rng)
    if rng.random() < 0.3 and a[1] < 18 and abs(a[0]) < 10**17:
        b = (a[0] * 10 + rng.choice((-1, 0, 0, 1)), a[1] + 1)
    x, y = exact_decimal(a), exact_decimal(b)
    return text("compare", a, b), " %d" % ((x > y) - (x < y))


def exact_add(rng):
    a, b = make_fraction(rng), make_fraction(rng)
    return text("exact_add", a, b), expect_fraction(value_of(a) + value_of(b))


def exact_subtract(rng):
    a, b = make_fraction(rng), make_fraction(rng)
    return text("exact_subtract", a, b), expect_fraction(value_of(a) - value_of(b))


def exact_multiply(rng):
    a, b = make_fraction(rng), make_fraction(rng)
    return text("exact_multiply", a, b), expect_fraction(value_of(a) * value_of(b))


def exact_divide(rng):
    a, b = make_fraction(rng), make_fraction(rng)
    line = text("exact_divide", a, b)
    if b[0] == 0:
        return line, "division_by_zero"
    return line, expect_fraction(value_of(a) / value_of(b))


def exact_round(rng):
    unit, mode = make_unit(rng), rng.randrange(7)
    value = make_fraction(rng)
    if rng.random() < 0.2 and unit in UNITS:
        n, scale = make_tie(rng, unit)
        d = rng.choice((1, 3, 7, 119))
        value = (n * d, d, scale)
    n, d, scale = value
    quotient = Decimal(n) / (Decimal(d).scaleb(scale) * exact_decimal(unit))
    coefficient = rounded(quotient, mode, unit[0])
    expected = "ok %d 1 %d" % (coefficient, unit[1]) if MIN128 <= coefficient <= MAX128 else OVERFLOW
    return text("exact_round", value, unit, mode), expected


def exact_compare(rng):
    a, b = make_fraction(rng), make_fraction(rng)
    kind = rng.random()
    if kind < 0.2:  # equal, written differently
        factor = rng.choice((2, 3, 10))
        if abs(a[0] * factor) < 2**126 and a[1] * factor < 2**64:
            b = (a[0] * factor, a[1] * factor, a[2])
    elif kind < 0.4:  # neighbours
        b = (max(MIN128, min(MAX128, a[0] + rng.choice((-1, 1)))), a[1], a[2])
    x, y = value_of(a), value_of(b)
    return text("exact_compare", a, b), " %d" % ((x > y) - (x < y))


def exact_normalize(rng):
    fraction = make_fraction(rng)
    value = value_of(fraction)

    def check(answer):
        if not expect_fraction(value)(answer) or answer == OVERFLOW:
            return False
        n, d, scale = map(int, answer.split()[1:])
        if Fraction(n, d).denominator != d or (scale > 0 and n % 10 == 0):
            return False
        # d keeps a 2 or 5 only where the scale or the numerator has no room for it.
        room = scale < 36
        return not (room and d % 2 == 0 and abs(n) * 5 < 2**127) and not (room and d % 5 == 0 and abs(n) * 2 < 2**127)
    return text("exact_normalize", fraction), check


def exact_text(rng):
    fraction = make_fraction(rng)
    return text("exact_text", fraction), fraction_text(value_of(fraction))


def exact_to_decimal(rng):
    fraction = make_fraction(rng)
    value = value_of(fraction)
    line = text("exact_decimal", fraction)
    n, d, scale = fraction
    if d == 1 and scale <= 18 and MIN64 <= n <= MAX64:
        return line, "ok %d %d" % (n, scale)
    twos, fives, rest = powers(value.denominator)
    places = max(twos, fives)
    coefficient = value * ten(places)
    if rest != 1 or places > 18 or not MIN64 <= coefficient <= MAX64:
        return line, OVERFLOW
    return line, "ok %d %d" % (coefficient, places)


def exact_public(rng):
    fraction = make_fraction(rng)
    value = value_of(fraction)

    def check(answer):
        if answer == OVERFLOW:
            return not representable(value, -MAX64, MAX64, 18)
        words = answer.split()
        coefficient, scale, d = map(int, words[1:4])
        return (words[0] == "ok" and MIN64 <= coefficient <= MAX64 and 0 <= scale <= 18 and 0 < d < 2**64 and
                value_of((coefficient, d, scale)) == value and words[4] == fraction_text(value))
    return text("exact_public", fraction), check


def hamilton(steps, weights):
    """Largest remainders in fractions; steps and weights are not negative."""
    if not any(weights):
        weights = [1] * len(weights)
    total = sum(weights)
    quotas = [Fraction(steps) * w / total for w in weights]
    parts = [int(q) for q in quotas]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - quotas[i], i))
    for i in order[:steps - sum(parts)]:
        parts[i] += 1
    return parts


def make_count(rng):
    return rng.randint(1, 6) if rng.random() < 0.97 else rng.randint(7, 60)


def make_weights(rng, count, make):
    kind = rng.random()
    if kind < 0.05:
        return [(0,) + make(rng)[1:] for _ in range(count)]
    if kind < 0.2:
        return [make(rng)] * count
    return [make(rng) for _ in range(count)]


def apportion(rng):
    unit, count = rng.choice(UNITS), make_count(rng)
    make = make_price if rng.random() < 0.8 else lambda r: (abs(make_coefficient(r)) % 10**15, make_scale(r))
    weights = make_weights(rng, count, make)
    steps = rng.randint(-10**rng.randint(1, 12), 10**rng.randint(1, 12))
    whole = (steps * unit[0], unit[1])
    if rng.random() < 0.03:
        whole = (whole[0] * 100 + rng.randint(0, 99), whole[1] + 2)
    line = text("apportion", whole, unit, count, *weights)
    value = exact_decimal(whole) / exact_decimal(unit)
    if value != int(value):
        return line, "out_of_range"
    parts = hamilton(abs(int(value)), [Fraction(c, ten(s)) for c, s in weights])
    sign = -1 if value < 0 else 1
    return line, "ok " + text(*((sign * p * unit[0], unit[1]) for p in parts))


def exact_apportion(rng):
    unit, count = rng.choice(UNITS), make_count(rng)
    denominators = rng.choice(((1,), (1, 3, 7), (119, 107, 19)))
    weights = make_weights(rng, count, lambda r: (*make_price(r)[:1], r.choice(denominators), r.randint(0, 8)))
    steps = rng.randint(-10**rng.randint(1, 20), 10**rng.randint(1, 20))
    extra = rng.choice((0, 0, 1, 4))
    whole = (steps * unit[0] * ten(extra), 1, unit[1] + extra)
    parts = hamilton(abs(steps), [value_of(w) for w in weights])
    sign = -1 if steps < 0 else 1
    line = text("exact_apportion", whole, unit, count, *weights)
    return line, "ok " + text(*((sign * p * unit[0], 1, unit[1]) for p in parts))


CURRENCIES = ("EUR", "USD", "CNY", "JPY", "CHF")
SERIES = ("-", "-", "ecb", "imf")
SIDES = ("-", "-", "mid", "buy")


def exchange(rng):
    rates = []
    for _ in range(rng.randint(0, 9)):
        source, target = rng.sample(CURRENCIES, 2)
        rate = (rng.choice((1, 2, 5, 8, 9215, 16112, rng.randint(1, 10**rng.randint(1, 12)))), rng.choice((0, 2, 4, 8)))
        rates.append((source, target, rate, rng.randint(0, 5), rng.choice(SERIES), rng.choice(SIDES)))
    source, target = rng.choice(CURRENCIES), rng.choice(CURRENCIES)
    date, series, side = rng.randint(0, 6), rng.choice(SERIES), rng.choice(SIDES)
    line = text("exchange", source, target, date, series, side, len(rates), *(v for rate in rates for v in rate))
    return line, exchange_oracle(rates, source, target, date, series, side)


def exchange_oracle(rates, source, target, date, series, side):
    if source == target:
        return "ok 1 1 0 -1 -1 0"

    def agree(wish, mark):
        return "-" in (wish, mark) or wish == mark

    for other_series in (0, 1):
        usable = [i for i, r in enumerate(rates) if r[3] <= date and agree(side, r[5]) and
                  (other_series or agree(series, r[4]))]

        def best(a, b):
            for x, y in ((a, b), (b, a)):
                found = [i for i in usable if rates[i][:2] == (x, y)]
                if found:
                    return min(found, key=lambda i: (-rates[i][3], i))
            return None

        def factor(i, start):
            value = Fraction(rates[i][2][0], ten(rates[i][2][1]))
            return value if rates[i][0] == start else 1 / value

        leg = best(source, target)
        if leg is not None:
            return expect_answer(factor(leg, source), (leg, -1, other_series))
        crosses = []
        for middle in CURRENCIES:
            first, second = best(source, middle), best(middle, target)
            if first is not None and second is not None:
                dates = sorted((rates[first][3], rates[second][3]))
                crosses.append((-dates[0], -dates[1], first, second, factor(first, source) * factor(second, middle)))
        if crosses:
            _, _, first, second, value = min(crosses)
            return expect_answer(value, (first, second, other_series))
    return "no_exchange_rate"


def expect_answer(value, which):
    check = expect_fraction(value)

    def check_all(answer):
        words = answer.split()
        return check(" ".join(words[:4])) and (words == [OVERFLOW] or tuple(map(int, words[4:])) == which)
    return check_all


OPERATIONS = [(parse, 8), (format_decimal, 5), (add, 8), (subtract, 8), (multiply, 8), (muldiv, 12), (round_decimal, 14),
              (compare, 6), (exact_add, 5), (exact_subtract, 4), (exact_multiply, 5), (exact_divide, 4), (exact_round, 8),
              (exact_compare, 4), (exact_normalize, 2), (exact_text, 3), (exact_to_decimal, 2), (exact_public, 2),
              (apportion, 2), (exact_apportion, 2), (exchange, 3)]


# --- running --------------------------------------------------------------------------------------------------------------

def run_batch(driver, cases):
    lines = "".join(line + "\n" for line, _ in cases)
    done = subprocess.run([driver], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    answers = done.stdout.split("\n")[:-1]
    if len(answers) != len(cases):
        raise SystemExit("the driver gave %d answers to %d operations" % (len(answers), len(cases)))
    return answers


def holds(expected, answer):
    return expected(answer) if callable(expected) else expected == answer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000000, help="how many operations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--driver", default="./property_driver", help="path of the driver program")
    arguments = parser.parse_args()

    rng = random.Random(arguments.seed)
    makers = [make for make, _ in OPERATIONS]
    weights = [weight for _, weight in OPERATIONS]
    failed = done = 0
    while done < arguments.count:
        size = min(50000, arguments.count - done)
        cases = [make(rng) for make in rng.choices(makers, weights, k=size)]
        for (line, expected), answer in zip(cases, run_batch(arguments.driver, cases)):
            if holds(expected, answer):
                continue
            failed += 1
            if failed <= 20:
                wanted = "" if callable(expected) else ", expected %s" % expected
                print("%s: %s%s" % (line, answer, wanted))
        done += size
        if sys.stderr.isatty():
            print("\r%d operations, %d failed" % (done, failed), end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print("%d passed, %d failed" % (done - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
