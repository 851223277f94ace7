/* The algorithms behind the tables of identifier schemes: patterns, weighted sums, the checks of ISO 7064, lists and ranges. */
#include <stdio.h>
#include <string.h>

#include "dataset/codes.h"
#include "dataset/identifier_scheme.h"

void fosi_flaw_set(fosi_flaw *flaw, fos_identifier_fault fault, size_t at, const char *format, ...)
{
    va_list arguments;
    flaw->fault = fault;
    flaw->at = at;
    if (flaw->quiet) return;
    va_start(arguments, format);
    (void)vsnprintf(flaw->because, sizeof flaw->because, format, arguments);
    va_end(arguments);
}

/* --- patterns --- */

/* One element of a pattern: which characters, how many. */
typedef struct atom {
    const char *set;
    size_t set_length;
    uint32_t least, most;
} atom;

static uint32_t take_number(const char **at)
{
    uint32_t number = 0;
    while (fosi_is_digit(**at))
        number = number * 10 + (uint32_t)(*(*at)++ - '0');
    return number;
}

static void take_count(const char **at, atom *out)
{
    out->least = out->most = 1;
    if (**at == '?') {
        out->least = 0;
        ++*at;
    } else if (**at == '{') {
        ++*at;
        out->least = out->most = take_number(at);
        if (**at == ',') {
            ++*at;
            out->most = take_number(at);
        }
        ++*at;
    }
}

static bool take_atom(const char **at, atom *out)
{
    if (**at == '\0') return false;
    if (**at == '[') {
        out->set = ++*at;
        while (**at != ']')
            ++*at;
        out->set_length = (size_t)(*at - out->set);
    } else {
        out->set = *at;
        out->set_length = 1;
    }
    ++*at;
    take_count(at, out);
    return true;
}

static bool atom_has(const atom *one, char c)
{
    for (size_t i = 0; i < one->set_length; i++) {
        if (i + 2 < one->set_length && one->set[i + 1] == '-') {
            if (c >= one->set[i] && c <= one->set[i + 2]) return true;
            i += 2;
        } else if (one->set[i] == c) {
            return true;
        }
    }
    return false;
}

static void say_atom(const atom *one, char text[64])
{
    static const struct {
        const char *set;
        const char *words;
    } known[] = {
        { "0-9", "a digit" },
        { "1-9", "a digit from 1 to 9" },
        { "A-Z", "a letter" },
        { "A-Z0-9", "a letter or digit" },
        { "0-9A-Z", "a letter or digit" },
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i].set) != one->set_length || memcmp(known[i].set, one->set, one->set_length) != 0) continue;
        (void)snprintf(text, 64, "%s", known[i].words);
        return;
    }
    if (one->set_length == 1)
        (void)snprintf(text, 64, "\"%c\"", one->set[0]);
    else
        (void)snprintf(text, 64, "one of %.*s", (int)one->set_length, one->set);
}

static bool mismatch(const fosi_subject *subject, size_t at, const atom *one, fosi_flaw *flaw)
{
    char words[64] = "";
    if (!flaw->quiet) say_atom(one, words);
    if (at >= subject->length)
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_SHORT, at, "it ends too early, expected %s after its %zu characters", words, at);
    else
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHARACTER, at, "\"%c\" stands where %s is expected", subject->text[at], words);
    return false;
}

static bool too_long(const fosi_subject *subject, size_t at, const atom *last, uint32_t taken, fosi_flaw *flaw)
{
    if (taken < last->most) return mismatch(subject, at, last, flaw);
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_LONG, at, "it is too long, expected its end before \"%c\"", subject->text[at]);
    return false;
}

bool fosi_form_matches(const fosi_form *form, const fosi_subject *subject, size_t skip, size_t *reached, fosi_flaw *flaw)
{
    const char *pattern = form->pattern;
    atom one = { "", 0, 0, 0 };
    size_t at = skip;
    uint32_t taken = 0;
    while (take_atom(&pattern, &one)) {
        for (taken = 0; taken < one.most && at < subject->length && atom_has(&one, subject->text[at]); taken++)
            at++;
        *reached = at;
        if (taken < one.least) return mismatch(subject, at, &one, flaw);
    }
    return at == subject->length || too_long(subject, at, &one, taken, flaw);
}

/* --- sums --- */

static unsigned value_of(const fosi_test *test, char c)
{
    if (test->letters == FOSI_LETTERS_ALPHABET) {
        const char *found = strchr(test->alphabet, c);
        return found == NULL ? 0 : (unsigned)(found - test->alphabet);
    }
    if (fosi_is_digit(c)) return (unsigned)(c - '0');
    unsigned letter = (unsigned)(c - 'A');
    switch (test->letters) {
    case FOSI_LETTERS_ISO6346: return 10 + letter + (letter > 0) + (letter > 10) + (letter > 20);
    case FOSI_LETTERS_ASCII: return (unsigned)(c - '0');
    case FOSI_LETTERS_FROM_ONE: return letter + 1;
    default: return letter + 10;
    }
}

static size_t place_of(const fosi_test *test, const fosi_subject *subject)
{
    return test->at < 0 ? subject->length - (size_t)-test->at : (size_t)test->at;
}

static unsigned sum_of(const fosi_test *test, const fosi_subject *subject, const uint8_t *weights)
{
    size_t end = test->right ? place_of(test, subject) : test->from + (size_t)test->count;
    size_t begin = end >= test->from + (size_t)test->count ? end - test->count : test->from;
    unsigned sum = (unsigned)(test->modulus + test->add);
    for (size_t i = begin; i < end && i < subject->length; i++) {
        uint8_t weight = weights[test->count - (end - i)];
        unsigned product = (weight & ~FOSI_FOLD) * value_of(test, subject->text[i]);
        sum += (weight & FOSI_FOLD) != 0 ? product / test->modulus + product % test->modulus : product;
    }
    return sum;
}

static bool wrong_digit(const fosi_subject *subject, size_t at, char expected, fosi_flaw *flaw)
{
    if (subject->text[at] == expected) return true;
    if (expected == '?')
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, at, "no check digit fits: such a number is not given out");
    else
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, at, "the check %s is %c, expected %c",
                      fosi_is_digit(expected) ? "digit" : "character", subject->text[at], expected);
    return false;
}

static bool weighted(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned rest = sum_of(test, subject, test->weights) % test->modulus;
    if (test->again != NULL && rest == 10) rest = sum_of(test, subject, test->again) % test->modulus;
    return wrong_digit(subject, place_of(test, subject), (test->digits != NULL ? test->digits : "0123456789")[rest], flaw);
}

static bool misfit(size_t at, fosi_flaw *flaw)
{
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, at, "the check digits do not fit the rest");
    return false;
}

static uint64_t number_at(const fosi_subject *subject, size_t from, size_t count)
{
    uint64_t number = 0;
    for (size_t i = from; i < from + count; i++)
        number = number * 10 + (uint64_t)(subject->text[i] - '0');
    return number;
}

static bool remainder_fits(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned rest = (unsigned)(number_at(subject, test->from, test->count) % test->modulus);
    if (test->complement) rest = test->modulus - rest;
    if (number_at(subject, (size_t)test->at, test->width) == rest) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, (size_t)test->at, "the check digits are %.*s, expected %0*u",
                  (int)test->width, subject->text + test->at, (int)test->width, rest);
    return false;
}

/* ISO 7064, hybrid system MOD 11,10. */
static bool mod11_10(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned product = 10;
    for (size_t i = test->from; i < test->from + (size_t)test->count; i++) {
        unsigned sum = (product + (unsigned)(subject->text[i] - '0')) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return wrong_digit(subject, test->from + (size_t)test->count, (char)('0' + (11 - product) % 10), flaw);
}

/* ISO 7064, pure system MOD 97-10: the number, letters written as 10 to 35, leaves 1. */
static bool mod97_10(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned rest = 0;
    for (size_t i = 0; i < subject->length; i++) {
        char c = subject->text[(i + test->from) % subject->length];
        rest = fosi_is_digit(c) ? rest * 10 + (unsigned)(c - '0') : rest * 100 + (unsigned)(c - 'A') + 10;
        rest %= 97;
    }
    return rest == 1 || misfit(test->at < 0 ? place_of(test, subject) : (size_t)test->at, flaw);
}

/* --- other tests --- */

static bool listed(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    size_t count = test->count == 0 ? subject->length - test->from : test->count;
    fosi_slice code = { subject->text + test->from, count };
    if (fosi_code_known(test->list, code)) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CODE, test->from, "\"%.*s\" is not %s", (int)count, code.data, test->name);
    return false;
}

static bool in_range(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    uint64_t number = number_at(subject, test->from, test->count);
    if (number >= test->low && number <= test->high) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_RANGE, test->from, "%.*s is not %s, expected %0*lu to %0*lu", (int)test->count,
                  subject->text + test->from, test->name, (int)test->count, (unsigned long)test->low, (int)test->count,
                  (unsigned long)test->high);
    return false;
}

static bool is_day(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    int year = (int)number_at(subject, test->from, 4);
    if (fos_date_make(year, (int)number_at(subject, test->from + 4u, 2), (int)number_at(subject, test->from + 6u, 2)) !=
        FOS_DATE_ABSENT)
        return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_DATE, test->from, "%.8s is not a day, expected YYYYMMDD",
                  subject->text + test->from);
    return false;
}

static bool unlike(const fosi_subject *subject, fosi_flaw *flaw)
{
    for (size_t i = 1; i < subject->length; i++)
        if (subject->text[i] != subject->text[0]) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_RANGE, 0, "the same digit throughout is not given out");
    return false;
}

static bool test_holds(const fosi_test *test, const fosi_subject *subject, fosi_flaw *flaw)
{
    switch (test->method) {
    case FOSI_WEIGHTED: return weighted(test, subject, flaw);
    case FOSI_ZERO: return sum_of(test, subject, test->weights) % test->modulus == 0 || misfit(place_of(test, subject), flaw);
    case FOSI_REMAINDER: return remainder_fits(test, subject, flaw);
    case FOSI_MOD11_10: return mod11_10(test, subject, flaw);
    case FOSI_MOD97_10: return mod97_10(test, subject, flaw);
    case FOSI_SPECIAL:
    case FOSI_ODD: return test->special(subject, flaw);
    case FOSI_LISTED: return listed(test, subject, flaw);
    case FOSI_RANGE: return in_range(test, subject, flaw);
    case FOSI_DAY: return is_day(test, subject, flaw);
    default: return unlike(subject, flaw);
    }
}

static bool verifies(const fosi_test *test)
{
    return test->method <= FOSI_SPECIAL || (test->method == FOSI_LISTED && test->whole);
}

bool fosi_form_holds(const fosi_form *form, const fosi_subject *subject, bool *verified, fosi_flaw *flaw)
{
    *verified = false;
    bool tried = false;
    for (const fosi_test *test = form->tests; test != NULL && test->method != FOSI_NONE_LEFT; test++) {
        bool check = verifies(test);
        if (check && form->any && *verified) continue;
        bool holds = test_holds(test, subject, flaw);
        tried |= check;
        if (!holds && !(check && form->any)) return false;
        *verified |= check && holds;
    }
    return *verified || !tried;
}
