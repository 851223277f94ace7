/* Well-formedness of registrations and identities, by the public rules of each scheme. Whether a number is registered is
 * never known here. A scheme is one row of the table and, where it has a check digit, one function. */
#include <fos/dataset.h>

#include <string.h>

#include "base/base.h"

#define LONGEST 32

/* A value without spaces, dots, dashes and slashes, in capitals. */
typedef struct compact {
    size_t length;
    char text[LONGEST];
} compact;

/* Length of a separator that people write between the parts of a number, else 0. Dashes and spaces of word processors
 * are three bytes (U+2010 to U+2015) or two (U+00A0). */
static size_t separator(const unsigned char *at)
{
    switch (at[0]) {
    case ' ':
    case '.':
    case '-':
    case '/': return 1;
    case 0xc2: return at[1] == 0xa0 ? 2 : 0;
    case 0xe2: return at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0x95 ? 3 : 0;
    default: return 0;
    }
}

/* False when the value holds another character than letters, digits and separators, or is too long for any scheme. */
static bool compact_of(const char *value, compact *out)
{
    out->length = 0;
    for (const unsigned char *at = (const unsigned char *)value; *at != '\0';) {
        size_t skipped = separator(at);
        if (skipped != 0) {
            at += skipped;
            continue;
        }
        char c = (char)*at++;
        if (fosi_is_lower(c)) c = (char)(c - 'a' + 'A');
        if ((!fosi_is_digit(c) && !fosi_is_upper(c)) || out->length == LONGEST) return false;
        out->text[out->length++] = c;
    }
    return true;
}

static bool are_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!fosi_is_digit(text[i])) return false;
    return true;
}

static bool begins(const compact *value, const char *prefix)
{
    size_t length = strlen(prefix);
    return value->length >= length && memcmp(value->text, prefix, length) == 0;
}

/* Sum of digits × weights. */
static int weigh(const char *digits, const signed char *weights, size_t count)
{
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (digits[i] - '0') * weights[i];
    return sum;
}

/* Member states by their numeric code (ISO 3166-1), and 900 for Northern Ireland. The check digit's rule is not public. */
static bool is_ioss(const compact *value)
{
    static const uint16_t states[] = { 40,  56,  100, 191, 196, 203, 208, 233, 246, 250, 276, 300, 348, 372,
                                       380, 428, 440, 442, 470, 528, 616, 620, 642, 703, 705, 724, 752, 900 };
    if (value->length != 12 || !begins(value, "IM") || !are_digits(value->text + 2, 10)) return false;
    const char *d = value->text + 2;
    int state = (d[0] - '0') * 100 + (d[1] - '0') * 10 + (d[2] - '0');
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (states[i] == state) return true;
    return false;
}

static bool is_abn(const compact *value)
{
    static const signed char weights[] = { 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 };
    if (value->length != 11 || !are_digits(value->text, 11) || value->text[0] == '0') return false;
    return (weigh(value->text, weights, 11) - weights[0]) % 89 == 0;
}

static bool is_arn(const compact *value) { return value->length == 12 && are_digits(value->text, 12); }

static bool is_voec(const compact *value) { return value->length == 7 && are_digits(value->text, 7); }

/* Government departments (GD000 to GD499) and health authorities (HA500 to HA999). */
static bool is_gb_authority(const char *text, size_t length)
{
    if (length != 5 || !are_digits(text + 2, 3)) return false;
    bool low = text[2] < '5';
    return low ? text[0] == 'G' && text[1] == 'D' : text[0] == 'H' && text[1] == 'A';
}

static bool is_gb_vat(const compact *value)
{
    static const signed char weights[] = { 8, 7, 6, 5, 4, 3, 2, 10, 1 };
    size_t prefix = begins(value, "GB") || begins(value, "XI") ? 2 : 0;
    const char *digits = value->text + prefix;
    size_t length = value->length - prefix;
    if (is_gb_authority(digits, length)) return true;
    if ((length != 9 && length != 12) || !are_digits(digits, length)) return false;
    int rest = weigh(digits, weights, 9) % 97;
    return rest == 0 || (digits[0] != '0' && (rest == 42 || rest == 55));
}

static bool is_eori(const compact *value)
{
    return value->length >= 3 && value->length <= 17 && fosi_is_upper(value->text[0]) && fosi_is_upper(value->text[1]);
}

static bool is_nz_ird(const compact *value)
{
    static const signed char first[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
    static const signed char second[] = { 7, 4, 3, 2, 5, 2, 7, 6 };
    size_t prefix = begins(value, "NZ") ? 2 : 0;
    size_t length = value->length - prefix;
    if ((length != 8 && length != 9) || !are_digits(value->text + prefix, length)) return false;
    char padded[9];
    padded[0] = '0';
    memcpy(padded + 9 - length, value->text + prefix, length);
    if (memcmp(padded, "010000000", 9) <= 0 || memcmp(padded, "150000000", 9) >= 0) return false;
    int check = (11 - weigh(padded, first, 8) % 11) % 11;
    if (check == 10) check = (11 - weigh(padded, second, 8) % 11) % 11;
    return check == padded[8] - '0';
}

/* Numbers of residents are enterprise numbers or begin with M; those of overseas vendors have forms of their own. */
static bool is_sg_gst(const compact *value) { return value->length >= 8 && value->length <= 14; }

static bool is_ch_uid(const compact *value)
{
    static const signed char weights[] = { 5, 4, 3, 2, 7, 6, 5, 4 };
    static const char *const suffixes[] = { "", "MWST", "TVA", "IVA", "TPV" };
    if (value->length < 12 || !begins(value, "CHE") || !are_digits(value->text + 3, 9)) return false;
    bool ends_well = false;
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        size_t length = strlen(suffixes[i]);
        ends_well |= value->length == 12 + length && memcmp(value->text + 12, suffixes[i], length) == 0;
    }
    int check = (11 - weigh(value->text + 3, weights, 8) % 11) % 11;
    return ends_well && check == value->text[11] - '0';
}

static bool all_alike(const compact *value)
{
    for (size_t i = 1; i < value->length; i++)
        if (value->text[i] != value->text[0]) return false;
    return true;
}

static int brazilian_digit(const char *text, const signed char *weights, size_t count)
{
    int sum = weigh(text, weights, count);
    return (11 - sum % 11) % 11 % 10;
}

static bool is_cpf(const compact *value)
{
    static const signed char weights[] = { 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 };
    if (value->length != 11 || !are_digits(value->text, 11) || all_alike(value)) return false;
    return brazilian_digit(value->text, weights + 1, 9) == value->text[9] - '0' &&
           brazilian_digit(value->text, weights, 10) == value->text[10] - '0';
}

/* Letters count as their ASCII code less 48, since numbers with letters are given out (2026). */
static bool is_cnpj(const compact *value)
{
    static const signed char weights[] = { 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2 };
    if (value->length != 14 || !are_digits(value->text + 12, 2) || all_alike(value)) return false;
    return brazilian_digit(value->text, weights + 1, 12) == value->text[12] - '0' &&
           brazilian_digit(value->text, weights, 13) == value->text[13] - '0';
}

static bool is_kr_pccc(const compact *value)
{
    return value->length == 13 && value->text[0] == 'P' && are_digits(value->text + 1, 12);
}

typedef struct scheme {
    const char *name;
    bool (*well_formed)(const compact *value);
} scheme;

static const scheme schemes[] = {
    { "ioss", is_ioss },     { "abn", is_abn },       { "arn", is_arn },       { "voec", is_voec },       { "gb-vat", is_gb_vat },
    { "eori", is_eori },     { "nz-gst", is_nz_ird }, { "nz-ird", is_nz_ird }, { "ird", is_nz_ird },      { "sg-gst", is_sg_gst },
    { "ch-uid", is_ch_uid }, { "cpf", is_cpf },       { "cnpj", is_cnpj },     { "kr-pccc", is_kr_pccc },
};

int fos_identifier_well_formed(const char *name, const char *value)
{
    if (name == NULL || value == NULL || value[0] == '\0') return 0;
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (schemes[i].name[0] != name[0] || strcmp(schemes[i].name, name) != 0) continue;
        compact value_compact;
        return compact_of(value, &value_compact) && schemes[i].well_formed(&value_compact);
    }
    return -1;
}
