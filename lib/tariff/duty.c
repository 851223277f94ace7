/* The parser of duty rates. */
#include "tariff/duty.h"

#include <string.h>

typedef struct scan {
    const char *at;
} scan;

static void skip(scan *s)
{
    while (*s->at == ' ')
        s->at++;
}

static bool take_word(scan *s, const char *word)
{
    skip(s);
    size_t length = strlen(word);
    if (strncmp(s->at, word, length) != 0) return false;
    char next = s->at[length];
    if (fosi_is_upper(next) || fosi_is_lower(next)) return false;
    s->at += length;
    return true;
}

static bool take_number(scan *s, fos_decimal *number)
{
    skip(s);
    size_t length = 0;
    while (fosi_is_digit(s->at[length]) || (s->at[length] == '.' && fosi_is_digit(s->at[length + 1])))
        length++;
    if (length == 0 || fos_decimal_parse(s->at, length, number, NULL) != FOS_STATUS_OK) return false;
    s->at += length;
    return true;
}

static bool take_code(scan *s, char *code, size_t least, size_t most)
{
    skip(s);
    size_t length = 0;
    while (length <= most && (fosi_is_upper(s->at[length]) || (length > 0 && fosi_is_digit(s->at[length]))))
        length++;
    if (length < least || length > most) return false;
    memcpy(code, s->at, length);
    code[length] = '\0';
    s->at += length;
    return true;
}

/* Units that tariffs write for so many of another: TARIC's DTN is 100 KGM. */
static bool plain_unit(fosi_duty_term *term)
{
    static const struct {
        const char *written, *unit;
        int64_t per;
    } units[] = { { "DTN", "KGM", 100 },  { "TNE", "KGM", 1000 }, { "HLT", "LTR", 100 }, { "KLT", "LTR", 1000 },
                  { "MIL", "C62", 1000 }, { "CEN", "C62", 100 },  { "NAR", "C62", 1 },   { "MTR", "MTR", 1 } };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(term->unit, units[i].written) != 0) continue;
        memcpy(term->unit, units[i].unit, 4);
        return fos_decimal_multiply(term->per, (fos_decimal){ units[i].per, 0 }, &term->per) == FOS_STATUS_OK;
    }
    return true;
}

static bool take_term(scan *s, fosi_duty_term *term)
{
    term->per = (fos_decimal){ 1, 0 };
    if (!take_number(s, &term->number)) return false;
    skip(s);
    if (*s->at == '%') {
        s->at++;
        term->number.scale += 2;
        return term->number.scale <= FOS_DECIMAL_MAX_SCALE;
    }
    if (!take_code(s, term->currency, 3, 3)) return false;
    skip(s);
    bool slash = *s->at == '/';
    if (slash) {
        s->at++;
        skip(s);
        if (fosi_is_digit(*s->at) && (!take_number(s, &term->per) || term->per.coefficient <= 0)) return false;
    }
    const char *before = s->at;
    if (!take_code(s, term->unit, 2, 7)) return !slash;
    if (!slash && (strcmp(term->unit, "MIN") == 0 || strcmp(term->unit, "MAX") == 0)) { /* a flat amount, and a join follows */
        term->unit[0] = '\0';
        s->at = before;
        return true;
    }
    return plain_unit(term);
}

bool fosi_duty_parse(const char *text, fosi_duty *duty)
{
    scan s = { text };
    memset(duty, 0, sizeof *duty);
    if (take_word(&s, "Free") || take_word(&s, "free")) {
        skip(&s);
        return *s.at == '\0';
    }
    for (fosi_duty_join join = FOSI_DUTY_PLUS;;) {
        if (duty->count == FOSI_DUTY_TERMS) return false;
        fosi_duty_term *term = &duty->terms[duty->count++];
        term->join = join;
        if (!take_term(&s, term)) return false;
        skip(&s);
        if (*s.at == '\0') return true;
        if (*s.at == '+' || *s.at == '-')
            join = *s.at++ == '+' ? FOSI_DUTY_PLUS : FOSI_DUTY_MINUS;
        else if (take_word(&s, "MIN"))
            join = FOSI_DUTY_LEAST;
        else if (take_word(&s, "MAX"))
            join = FOSI_DUTY_MOST;
        else
            return false;
    }
}

bool fosi_duty_rate(const fosi_duty *duty, fosi_exact *rate)
{
    *rate = (fosi_exact){ 0, 1, 0 };
    for (uint32_t i = 0; i < duty->count; i++) {
        const fosi_duty_term *term = &duty->terms[i];
        if (term->currency[0] != '\0' || term->join > FOSI_DUTY_MINUS) return false;
        fosi_exact value = fosi_exact_of(term->number);
        fos_status status =
            term->join == FOSI_DUTY_MINUS ? fosi_exact_subtract(*rate, value, rate) : fosi_exact_add(*rate, value, rate);
        if (status != FOS_STATUS_OK) return false;
    }
    return true;
}
