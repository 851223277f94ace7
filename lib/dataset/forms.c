/* The forms of codes that are not closed lists: each is one function, one pattern for schemas, one phrase for messages. */
#include "dataset/forms.h"

#include <string.h>

#include "dataset/codes.h"

const fosi_code_rule fosi_form_commodity_code = {
    .valid = fosi_commodity_code_valid,
    .pattern = "^(?!00|77)[0-9]{2,12}$",
    .expected = "2 to 12 digits of a chapter from 01 to 99, not 77",
    .standard = "Harmonized System",
};

/* A code of Recommendation 20, with the basis that tariffs add to some ("KGM-drained"). */
static bool is_unit(fosi_slice code)
{
    size_t i = 0;
    while (i < code.length && (fosi_is_upper(code.data[i]) || fosi_is_digit(code.data[i])))
        i++;
    if (i < 2 || i > 3) return false;
    if (i == code.length) return true;
    if (code.data[i++] != '-' || i == code.length || code.length > 24) return false;
    for (; i < code.length; i++)
        if (!fosi_is_lower(code.data[i])) return false;
    return true;
}

const fosi_code_rule fosi_form_unit = {
    .valid = is_unit,
    .pattern = "^[A-Z0-9]{2,3}(-[a-z]{1,21})?$",
    .expected = "a code of UN/ECE Recommendation 20 such as C62, KGM or LTR",
    .standard = "UN/ECE Recommendation 20",
};

static bool is_subdivision(fosi_slice code)
{
    if (code.length > 3) return false;
    for (size_t i = 0; i < code.length; i++)
        if (!fosi_is_upper(code.data[i]) && !fosi_is_digit(code.data[i])) return false;
    return code.length != 0;
}

const fosi_code_rule fosi_form_subdivision = {
    .valid = is_subdivision,
    .pattern = "^[A-Z0-9]{1,3}$",
    .expected = "what ISO 3166-2 writes after the country, such as SP",
    .standard = "ISO 3166-2",
};

/* Names that regimes define: routes, elections, switches, counters, schemes, series. */
static bool is_name(fosi_slice code)
{
    for (size_t i = 0; i < code.length; i++) {
        char c = code.data[i];
        if (fosi_is_lower(c) || fosi_is_digit(c)) continue;
        if (i == 0 || (c != '.' && c != '-' && c != '_')) return false;
    }
    return code.length != 0;
}

const fosi_code_rule fosi_form_name = {
    .valid = is_name,
    .pattern = "^[a-z0-9][a-z0-9._-]*$",
    .expected = "a name of small letters, digits, dots and dashes",
};

static bool is_rounding_level(fosi_slice code)
{
    static const char *const levels[] = { "item", "rate", "route", "consignment", NULL };
    return fosi_word_index(levels, code) >= 0;
}

const fosi_code_rule fosi_form_rounding_level = {
    .valid = is_rounding_level,
    .pattern = "^(item|rate|route|consignment)$",
    .expected = "item, rate, route or consignment",
};

static bool is_side(fosi_slice code)
{
    static const char *const sides[] = { "mid", "buy", "sell", NULL };
    return fosi_word_index(sides, code) >= 0;
}

const fosi_code_rule fosi_form_side = {
    .valid = is_side,
    .pattern = "^(mid|buy|sell)$",
    .expected = "mid, buy or sell",
};

/* ---- times ---- */

static bool digits_within(const char *at, int most)
{
    return fosi_is_digit(at[0]) && fosi_is_digit(at[1]) && (at[0] - '0') * 10 + at[1] - '0' <= most;
}

/* "Z" or an offset such as +08:00. */
static bool is_zone(fosi_slice rest)
{
    const char *at = rest.data;
    if (rest.length == 1) return at[0] == 'Z';
    if (rest.length != 6 || (at[0] != '+' && at[0] != '-')) return false;
    return digits_within(at + 1, 14) && at[3] == ':' && digits_within(at + 4, 59);
}

/* A day, or a day and a time with its zone: 2026-11-23, 2026-11-23T09:30Z, 2026-11-23T09:30:00+08:00. */
static bool is_time(fosi_slice code)
{
    fos_date day;
    if (code.length < 10 || fos_date_parse(code.data, 10, &day, NULL) != FOS_STATUS_OK) return false;
    if (code.length == 10) return true;
    const char *at = code.data;
    if (code.length < 17 || at[10] != 'T' || !digits_within(at + 11, 23) || at[13] != ':' || !digits_within(at + 14, 59))
        return false;
    size_t seconds = at[16] == ':' ? 3 : 0;
    if (seconds != 0 && (code.length < 20 || !digits_within(at + 17, 59))) return false;
    fosi_slice zone = { at + 16 + seconds, code.length - 16 - seconds };
    return is_zone(zone);
}

const fosi_code_rule fosi_form_time = {
    .valid = is_time,
    .pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2}))?$",
    .expected = "a day such as 2026-11-23, or a time with its zone such as 2026-11-23T09:30:00Z",
    .standard = "ISO 8601",
};

/* ---- short codes ---- */

static bool is_digit(fosi_slice code) { return code.length == 1 && fosi_is_digit(code.data[0]); }

const fosi_code_rule fosi_form_digit = { .valid = is_digit, .pattern = "^[0-9]$", .expected = "one digit" };

static bool is_package_kind(fosi_slice code)
{
    if (code.length != 2) return false;
    return (fosi_is_upper(code.data[0]) || fosi_is_digit(code.data[0])) &&
           (fosi_is_upper(code.data[1]) || fosi_is_digit(code.data[1]));
}

const fosi_code_rule fosi_form_package_kind = {
    .valid = is_package_kind,
    .pattern = "^[A-Z0-9]{2}$",
    .expected = "a code of UN/ECE Recommendation 21 such as BX, CT or PC",
    .standard = "UN/ECE Recommendation 21",
};

static bool is_un_number(fosi_slice code)
{
    for (size_t i = 0; i < code.length; i++)
        if (!fosi_is_digit(code.data[i])) return false;
    return code.length == 4;
}

const fosi_code_rule fosi_form_un_number = { .valid = is_un_number, .pattern = "^[0-9]{4}$", .expected = "four digits" };
