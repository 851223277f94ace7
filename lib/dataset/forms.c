/* The forms of codes that are not closed lists: each is one function, one pattern for schemas, one phrase for messages. */
#include "dataset/forms.h"

#include <string.h>

#include "dataset/codes.h"

const fosi_code_rule fosi_form_commodity_code = {
    .valid = fosi_commodity_code_valid,
    .pattern = "^(?!00|77)[0-9]{2,12}$",
    .expected = "2 to 12 digits of a chapter from 01 to 99, not 77",
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
