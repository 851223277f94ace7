/* Duty rates that a condition or a programme decides: TARIC's conditions ("Cond: V 52.600 EUR/DTN(01):12.000 % ; …"), and the
 * special column of the United States ("Free (A,AU) 5% (MX)"). */
#include "tariff/expression_scan.h"

#include <string.h>

static fosi_duty_band *add_band(fosi_scan *s)
{
    fosi_duty *duty = s->duty;
    duty->form = FOSI_DUTY_BANDED;
    if (duty->band_count == FOSI_DUTY_BANDS) {
        fosi_scan_fail(s, FOS_STATUS_LIMIT_COUNT, "fewer bands");
        return NULL;
    }
    fosi_duty_band *band = &duty->bands[duty->band_count++];
    memset(band, 0, sizeof *band);
    band->per = (fos_decimal){ 1, 0 };
    band->first = band->count = 0;
    return band;
}

static bool take_ellipsis(fosi_scan *s) { return fosi_scan_sign(s, "...") || fosi_scan_sign(s, "\xe2\x80\xa6"); }

static bool at_border(fosi_scan *s)
{
    fosi_scan_skip(s);
    const char *before = s->at;
    bool border = s->at == s->end || *s->at == ';' || take_ellipsis(s);
    s->at = before;
    return border;
}

/* "Y-155", "Y155" */
static bool take_certificate(fosi_scan *s, fosi_duty_band *band)
{
    char name[8];
    size_t length = 0;
    fosi_scan_skip(s);
    for (; s->at < s->end && length < sizeof name; s->at++) {
        if (fosi_is_upper(*s->at) || fosi_is_digit(*s->at))
            name[length++] = *s->at;
        else if (*s->at != '-' || length == 0)
            break;
    }
    if (length < 2 || length == sizeof name) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "a certificate such as Y-155");
    band->test = FOSI_DUTY_CERTIFICATE;
    band->name = fosi_scan_keep(s, name, length);
    return band->name != 0;
}

/* "52.600 EUR/DTN", "80.001/KGM" */
static bool take_threshold(fosi_scan *s, fosi_duty_band *band)
{
    fosi_unit_read unit;
    bool price = fosi_scan_code(s, 3, 3, band->currency);
    if (price && take_ellipsis(s)) {
        band->test = FOSI_DUTY_OMITTED;
        return true;
    }
    if (!fosi_scan_sign(s, "/") || !fosi_scan_unit(s, true, &unit) || unit.factor != 0)
        return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "/ and a unit such as DTN");
    band->test = price ? FOSI_DUTY_PRICE : band->code == 'R' ? FOSI_DUTY_RATIO : FOSI_DUTY_QUANTITY;
    band->unit = unit.unit;
    band->basis = unit.basis;
    if (fos_decimal_multiply(band->per, unit.per, &band->per) == FOS_STATUS_OK) return true;
    return fosi_scan_fail(s, FOS_STATUS_LIMIT_DIGITS, "a number of fewer digits");
}

static bool take_action(fosi_scan *s, fosi_duty_band *band)
{
    if (!fosi_scan_sign(s, "(") || s->end - s->at < 3 || !fosi_is_digit(s->at[0]) || !fosi_is_digit(s->at[1]) || s->at[2] != ')')
        return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "an action such as (01)");
    band->action = (uint8_t)((s->at[0] - '0') * 10 + (s->at[1] - '0'));
    s->at += 3;
    (void)fosi_scan_sign(s, ":");
    return true;
}

static bool take_duty(fosi_scan *s, fosi_duty_band *band)
{
    band->first = s->duty->count;
    if (at_border(s)) return true;
    band->stated = true;
    if (!fosi_scan_free(s) && !fosi_scan_sum(s, band->first)) return false;
    band->count = (uint8_t)(s->duty->count - band->first);
    return true;
}

static bool take_condition(fosi_scan *s)
{
    char code[4];
    fosi_duty_band *band = add_band(s);
    if (band == NULL) return false;
    if (take_ellipsis(s)) {
        band->test = FOSI_DUTY_OMITTED;
        return true;
    }
    if (!fosi_scan_code(s, 1, 1, code)) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "a condition such as V or B");
    band->code = code[0];
    if (fosi_scan_spelling(s, "cert:") || fosi_scan_words(s, "cert")) {
        if (!take_certificate(s, band)) return false;
    } else if (fosi_scan_number(s, &band->threshold, &band->per)) {
        if (!take_threshold(s, band)) return false;
        if (band->test == FOSI_DUTY_OMITTED) return true;
    } else if (s->status != FOS_STATUS_OK) {
        return false;
    }
    return take_action(s, band) && take_duty(s, band);
}

bool fosi_scan_conditions(fosi_scan *s)
{
    do {
        if (s->duty->band_count != 0 && fosi_scan_done(s)) break; /* a semicolon at the end */
        if (!take_condition(s)) return false;
        if (s->duty->bands[s->duty->band_count - 1].test != FOSI_DUTY_OMITTED && take_ellipsis(s)) {
            fosi_duty_band *rest = add_band(s);
            if (rest == NULL) return false;
            rest->test = FOSI_DUTY_OMITTED;
        }
    } while (fosi_scan_sign(s, ";"));
    return true;
}

/* ---- programmes ---- */

static bool of_programme(char c) { return fosi_is_upper(c) || fosi_is_digit(c) || c == '*' || c == '+'; }

bool fosi_scan_at_programmes(const fosi_scan *s)
{
    const char *at = s->at;
    while (at < s->end && fosi_scan_space(*at))
        at++;
    if (at == s->end || *at != '(') return false;
    for (at++; at < s->end && *at != ')'; at++)
        if (!of_programme(*at) && *at != ',' && !fosi_scan_space(*at)) return false;
    return at < s->end;
}

/* "(A, AU,KR)" is kept as "A,AU,KR". */
static bool take_list(fosi_scan *s, fosi_duty_band *band)
{
    char list[160];
    size_t length = 0;
    if (!fosi_scan_sign(s, "(")) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "programmes such as (A,AU)");
    for (; s->at < s->end && *s->at != ')'; s->at++) {
        if (length + 1 == sizeof list) return fosi_scan_fail(s, FOS_STATUS_LIMIT_SIZE, "fewer programmes");
        if (*s->at == ',' ? length != 0 && list[length - 1] != ',' : of_programme(*s->at)) list[length++] = *s->at;
    }
    while (length != 0 && list[length - 1] == ',')
        length--;
    if (length == 0) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "programmes such as (A,AU)");
    s->at++;
    band->test = FOSI_DUTY_PROGRAMME;
    band->stated = true;
    band->name = fosi_scan_keep(s, list, length);
    return band->name != 0;
}

/* The words before the next list of programmes: "See 9822.05.20 (P+)". What begins with no letter is a rate that is not understood. */
static bool take_words(fosi_scan *s)
{
    fosi_scan_skip(s);
    const char *start = s->at, *end = start;
    if (!fosi_scan_letter(fosi_scan_peek(s))) return false;
    for (; s->at < s->end && !fosi_scan_at_programmes(s); s->at++) {
        if (fosi_scan_space(*s->at)) continue;
        if ((unsigned char)*s->at < 0x20) return false;
        end = s->at + 1;
    }
    bool words = s->at < s->end && (fosi_is_lower(start[1]) || start[1] == ' ');
    fosi_duty_term *term = words ? fosi_scan_add_term(s, FOSI_DUTY_PLUS) : NULL;
    if (term == NULL) return false;
    term->kind = FOSI_DUTY_WORDS;
    term->name = fosi_scan_keep(s, start, (size_t)(end - start));
    if (term->name == 0) return false;
    for (char *at = s->duty->names + term->name - 1; *at != '\0'; at++)
        if (fosi_scan_space(*at)) *at = ' ';
    return true;
}

/* A rate up to a list of programmes, or words. */
static bool take_rate_of_programmes(fosi_scan *s)
{
    const char *before = s->at;
    uint8_t count = s->duty->count;
    uint16_t names = s->duty->names_size;
    if ((fosi_scan_free(s) || fosi_scan_sum(s, count)) && fosi_scan_at_programmes(s)) return true;
    if (s->status != FOS_STATUS_OK && s->status != FOS_STATUS_SYNTAX) return false;
    fos_status status = s->status;
    const char *stopped = s->at;
    s->at = before;
    s->status = FOS_STATUS_OK;
    s->duty->count = count;
    s->duty->names_size = names;
    if (take_words(s)) return true;
    if (s->status != FOS_STATUS_OK) return false;
    s->status = status;
    s->at = stopped;
    return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "programmes such as (A,AU)");
}

bool fosi_scan_programmes(fosi_scan *s)
{
    uint8_t first = 0;
    for (;;) {
        fosi_duty_band *band = add_band(s);
        if (band == NULL || !take_list(s, band)) return false;
        band->first = first;
        band->count = (uint8_t)(s->duty->count - first);
        (void)fosi_scan_sign(s, ",");
        (void)fosi_scan_sign(s, ";");
        if (at_border(s)) return true;
        first = s->duty->count;
        if (!take_rate_of_programmes(s)) return false;
    }
}
