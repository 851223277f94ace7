/* The small words of tariff tables: kinds, stacking rules, commodity codes, countries, conditions. The builder, the check of
 * an image and the look-up share them. */
#include <string.h>

#include "tariff/table.h"

static const char *const kind_names[FOS_TARIFF_KIND_COUNT] = {
    "mfn",       "preference", "suspension", "quota", "quota_out", "anti_dumping", "countervailing",
    "safeguard", "additional", "excise",     "tax",   "unit",      "component",
};

const char *fos_tariff_kind_name(fos_tariff_kind kind) { return (unsigned)kind < FOS_TARIFF_KIND_COUNT ? kind_names[kind] : ""; }

bool fosi_component_code(const char *text, char code[16])
{
    size_t length = text == NULL ? 0 : strlen(text);
    if (length == 0 || length > 10 || strspn(text, "0123456789") != length) return false;
    memcpy(code, "00", 2);
    memcpy(code + 2, text, length + 1);
    return true;
}

static const char *const stacking_names[FOS_TARIFF_STACKING_COUNT] = { "add", "replace", "top_up", "cap" };

const char *fos_tariff_stacking_name(fos_tariff_stacking stacking)
{
    return (unsigned)stacking < FOS_TARIFF_STACKING_COUNT ? stacking_names[stacking] : "";
}

/* Eight digits as nibbles of digit + 1, all at once; 0 when one of the characters is no digit. */
static uint32_t pack_eight(const unsigned char *text)
{
    const uint64_t high = UINT64_C(0xf0f0f0f0f0f0f0f0), zeros = UINT64_C(0x3030303030303030);
    uint64_t x = (uint64_t)text[0] << 56 | (uint64_t)text[1] << 48 | (uint64_t)text[2] << 40 | (uint64_t)text[3] << 32 |
                 (uint64_t)text[4] << 24 | (uint64_t)text[5] << 16 | (uint64_t)text[6] << 8 | (uint64_t)text[7];
    if ((x & high) != zeros || ((x + UINT64_C(0x0606060606060606)) & high) != zeros) return 0;
    x = (x & ~high) + UINT64_C(0x0101010101010101);
    x = (x | x >> 4) & UINT64_C(0x00ff00ff00ff00ff);
    x = (x | x >> 8) & UINT64_C(0x0000ffff0000ffff);
    return (uint32_t)(x | x >> 16);
}

/* Codes without points are the usual ones. */
uint64_t fosi_code_pack(const char *text, size_t length)
{
    uint64_t code = length < 8 ? 0 : pack_eight((const unsigned char *)text);
    unsigned digits = code == 0 ? 0 : 8;
    for (size_t i = digits; i < length; i++) {
        unsigned digit = (unsigned)text[i] - '0';
        if (digit <= 9 && digits < 12) {
            code = code << 4 | (digit + 1);
            digits++;
        } else if (digits == 0 || (text[i] != '.' && text[i] != ' ')) {
            return 0;
        }
    }
    return digits < 2 ? 0 : code << (64 - 4 * digits) | digits;
}

/* The characters of eight nibbles of digit + 1; a nibble of 0 becomes what stands before '0'. */
static void write_eight(uint32_t nibbles, char *text)
{
    uint64_t x = nibbles;
    x = (x | x << 16) & UINT64_C(0x0000ffff0000ffff);
    x = (x | x << 8) & UINT64_C(0x00ff00ff00ff00ff);
    x = ((x | x << 4) & UINT64_C(0x0f0f0f0f0f0f0f0f)) + UINT64_C(0x2f2f2f2f2f2f2f2f);
    for (int shift = 56; shift >= 0; shift -= 8)
        *text++ = (char)(x >> shift);
}

void fosi_code_text(uint64_t code, char text[16])
{
    unsigned length = fosi_code_length(code);
    write_eight((uint32_t)(code >> 32), text);
    if (length > 8) write_eight((uint32_t)code & 0xffff0000u, text + 8);
    text[length < 12 ? length : 12] = '\0';
}

uint32_t fosi_country_pack(const char *text, size_t length)
{
    if (length != 2 || !fosi_is_upper(text[0]) || !fosi_is_upper(text[1])) return 0;
    return (uint32_t)(unsigned char)text[0] << 8 | (uint32_t)(unsigned char)text[1];
}

/* ---- conditions ----
 * conditions = alternatives *( ";" alternatives ), alternatives = condition *( "|" condition ), condition = kind " " text */

static void skip_spaces(const char **at)
{
    while (**at == ' ')
        ++*at;
}

int fos_tariff_condition_next(const char **at, fos_tariff_condition *condition)
{
    skip_spaces(at);
    condition->alternative = **at == '|';
    if (**at == '|' || **at == ';') ++*at;
    skip_spaces(at);
    if (**at == '\0') return 0;
    condition->kind = *at;
    condition->kind_length = strcspn(*at, " ;|");
    *at += condition->kind_length;
    skip_spaces(at);
    condition->text = *at;
    condition->text_length = strcspn(*at, ";|");
    *at += condition->text_length;
    while (condition->text_length > 0 && condition->text[condition->text_length - 1] == ' ')
        condition->text_length--;
    return 1;
}

bool fosi_condition_bound(fosi_slice text, fosi_relation *relation, fos_decimal *number, fosi_slice *word)
{
    size_t at = 0;
    if (text.length < 2 || (text.data[0] != '<' && text.data[0] != '>')) return false;
    bool less = text.data[at++] == '<', equal = text.data[at] == '=';
    *relation = less ? equal ? FOSI_AT_MOST : FOSI_BELOW : equal ? FOSI_AT_LEAST : FOSI_ABOVE;
    if (equal) at++;
    while (at < text.length && text.data[at] == ' ')
        at++;
    size_t start = at;
    while (at < text.length && text.data[at] != ' ')
        at++;
    if (fos_decimal_parse(text.data + start, at - start, number, NULL) != FOS_STATUS_OK || number->coefficient < 0) return false;
    while (at < text.length && text.data[at] == ' ')
        at++;
    word->data = text.data + at;
    word->length = text.length - at;
    return true;
}

static bool is_currency(fosi_slice word)
{
    return word.length == 3 && fosi_is_upper(word.data[0]) && fosi_is_upper(word.data[1]) && fosi_is_upper(word.data[2]);
}

static bool condition_valid(fosi_slice kind, fosi_slice text)
{
    fosi_relation relation;
    fos_decimal number;
    fosi_slice word;
    if (text.length == 0) return false;
    if (fosi_slice_is(kind, "document") || fosi_slice_is(kind, "use") || fosi_slice_is(kind, "other")) return true;
    if (fosi_slice_is(kind, "value")) return fosi_condition_bound(text, &relation, &number, &word) && is_currency(word);
    if (fosi_slice_is(kind, "mass")) return fosi_condition_bound(text, &relation, &number, &word) && fosi_slice_is(word, "KGM");
    return fosi_slice_is(kind, "quantity") && fosi_condition_bound(text, &relation, &number, &word) && word.length > 0;
}

bool fosi_conditions_valid(const char *text, fosi_slice *bad)
{
    fos_tariff_condition condition;
    const char *at = text;
    skip_spaces(&at);
    if (*at == ';' || *at == '|') {
        *bad = fosi_slice_of(text);
        return false;
    }
    while (fos_tariff_condition_next(&at, &condition)) {
        fosi_slice kind = { condition.kind, condition.kind_length };
        fosi_slice rest = { condition.text, condition.text_length };
        if (condition_valid(kind, rest)) continue;
        bad->data = condition.kind;
        bad->length = (size_t)(condition.text + condition.text_length - condition.kind);
        return false;
    }
    return true;
}
