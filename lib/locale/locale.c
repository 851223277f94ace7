/* Amounts and dates as a reader's locale writes them. Only this file and letters.c know ICU; built without it, it knows only the
 * plain forms. Amounts go to ICU as decimal text, so no digit is lost on the way. */
#include "locale/locale.h"

#include <string.h>

#include <fos/text.h>

#if defined(FOSI_HAVE_ICU) && FOSI_HAVE_ICU
#define WITH_ICU 1
#include <unicode/ucal.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>
#else
#define WITH_ICU 0
#endif

/* The longest tag that is taken; the longest that a real locale has is far below. */
#define TAG_MOST 100

int fos_locale_supported(void) { return WITH_ICU; }

static fos_status put_plain_money(fos_decimal amount, const char *currency, fos_buffer *out)
{
    fosi_buffer_decimal(out, amount);
    if (currency[0] != '\0') {
        fosi_buffer_char(out, ' ');
        fosi_buffer_text(out, currency);
    }
    return FOS_STATUS_OK;
}

static fos_status put_plain_date(fos_date date, fos_buffer *out)
{
    fosi_buffer_date(out, date);
    return FOS_STATUS_OK;
}

/* Words on their way into a buffer of fixed size. */
typedef struct folding {
    char *to;
    size_t length, size;
    bool gap; /* a word ended */
} folding;

static void put_folded(folding *f, const char *bytes, size_t length)
{
    size_t gap = f->gap && f->length > 0 ? 1 : 0;
    f->gap = false;
    if (f->length + gap + length >= f->size) {
        f->size = f->length + 1; /* full: nothing shorter slips in behind */
        return;
    }
    if (gap != 0) f->to[f->length++] = ' ';
    memcpy(f->to + f->length, bytes, length);
    f->length += length;
}

static void put_ascii(folding *f, char c)
{
    char lower = (char)(fosi_is_upper(c) ? c + ('a' - 'A') : c);
    if (fosi_is_lower(lower) || fosi_is_digit(lower))
        put_folded(f, &lower, 1);
    else
        f->gap = true;
}

#if WITH_ICU

static size_t to_utf8(uint32_t character, char bytes[4])
{
    if (character < 0x80) {
        bytes[0] = (char)character;
        return 1;
    }
    size_t tail = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = { 0, 0xc0, 0xe0, 0xf0 };
    bytes[0] = (char)(leads[tail] | character >> (6 * tail));
    for (size_t i = 1; i <= tail; i++)
        bytes[i] = (char)(0x80 | (character >> (6 * (tail - i)) & 0x3f));
    return tail + 1;
}

static void put_character(folding *f, UChar32 character)
{
    char bytes[4];
    if (u_charType(character) == U_NON_SPACING_MARK) return;
    if (u_isalnum(character))
        put_folded(f, bytes, to_utf8((uint32_t)u_foldCase(character, U_FOLD_CASE_DEFAULT), bytes));
    else
        f->gap = true;
}

/* Letters without their accents: what canonical decomposition leaves beside the marks. */
static void put_decomposed(folding *f, const UNormalizer2 *forms, UChar32 character)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar parts[32];
    int32_t count = forms == NULL ? -1 : unorm2_getDecomposition(forms, character, parts, 32, &code), at = 0;
    if (count < 0 || U_FAILURE(code)) {
        put_character(f, character);
        return;
    }
    while (at < count) {
        int32_t part = parts[at++];
        if ((part & 0xfc00) == 0xd800 && at < count) part = ((part & 0x3ff) << 10) + (parts[at++] & 0x3ff) + 0x10000; /* a pair */
        put_character(f, part);
    }
}

size_t fosi_fold_words(const char *text, char *folded, size_t size)
{
    folding f = { folded, 0, size, false };
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *forms = unorm2_getNFDInstance(&code);
    if (U_FAILURE(code)) forms = NULL;
    const uint8_t *bytes = (const uint8_t *)text;
    for (size_t at = 0, length = strlen(text); at < length;) {
        UChar32 character;
        if (bytes[at] < 0x80) {
            put_ascii(&f, text[at++]);
            continue;
        }
        U8_NEXT_OR_FFFD(bytes, at, length, character);
        put_decomposed(&f, forms, character);
    }
    folded[f.length] = '\0';
    return f.length;
}

static fos_status not_a_tag(const char *tag, fos_error *error)
{
    return fosi_fail(error, FOS_STATUS_INVALID_VALUE,
                     "\"%.100s\" is not a language tag, expected one of BCP 47 such as de-DE or pt-BR", tag);
}

/* A tag that is well formed but of no known language would silently take the machine's own locale. */
static bool has_data(const char *name)
{
    char language[ULOC_LANG_CAPACITY];
    UErrorCode code = U_ZERO_ERROR;
    if (uloc_getLanguage(name, language, sizeof language, &code) == 0 && U_SUCCESS(code)) return name[0] == '\0';
    if (U_FAILURE(code)) return false;
    for (int32_t i = 0, count = uloc_countAvailable(); i < count; i++)
        if (strcmp(uloc_getAvailable(i), language) == 0) return true;
    return false;
}

fos_status fosi_locale_open(fosi_locale *locale, const char *tag, fos_error *error)
{
    memset(locale, 0, sizeof *locale);
    locale->plain = tag == NULL;
    if (locale->plain) return FOS_STATUS_OK;
    size_t length = strlen(tag);
    if (length == 0 || length > TAG_MOST || memchr(tag, '_', length) != NULL) return not_a_tag(tag, error);
    UErrorCode code = U_ZERO_ERROR;
    int32_t parsed = 0;
    int32_t written = uloc_forLanguageTag(tag, locale->name, (int32_t)sizeof locale->name, &parsed, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR) return fosi_fail_memory(error);
    if (U_FAILURE(code) || (size_t)parsed != length || written >= (int32_t)sizeof locale->name) return not_a_tag(tag, error);
    if (!has_data(locale->name))
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "no locale is known for the language of \"%.100s\"", tag);
    return FOS_STATUS_OK;
}

void fosi_locale_close(fosi_locale *locale)
{
    if (locale->number != NULL) unum_close(locale->number);
    if (locale->date != NULL) udat_close(locale->date);
    locale->number = locale->date = NULL;
}

/* UTF-16 of ICU to the buffer. Formatted amounts and dates are far shorter than this. */
static fos_status put_utf16(const UChar *text, int32_t length, UErrorCode code, fos_buffer *out)
{
    char utf8[384];
    int32_t written = 0;
    u_strToUTF8(utf8, (int32_t)sizeof utf8, &written, text, length, &code);
    if (U_FAILURE(code) || written > (int32_t)sizeof utf8)
        return code == U_MEMORY_ALLOCATION_ERROR ? FOS_STATUS_NO_MEMORY : FOS_STATUS_UNSUPPORTED;
    fosi_buffer_put(out, utf8, (size_t)written);
    return FOS_STATUS_OK;
}

static fos_status ready_number(fosi_locale *locale)
{
    if (locale->number != NULL) return FOS_STATUS_OK;
    UErrorCode code = U_ZERO_ERROR;
    locale->number = unum_open(UNUM_CURRENCY, NULL, 0, locale->name, NULL, &code);
    if (U_SUCCESS(code)) return FOS_STATUS_OK;
    fosi_locale_close(locale);
    return code == U_MEMORY_ALLOCATION_ERROR ? FOS_STATUS_NO_MEMORY : FOS_STATUS_UNSUPPORTED;
}

fos_status fosi_locale_put_money(fosi_locale *locale, fos_decimal amount, const char *currency, fos_buffer *out)
{
    if (locale->plain || currency[0] == '\0' || !fos_decimal_present(amount)) return put_plain_money(amount, currency, out);
    fos_status status = ready_number(locale);
    if (status != FOS_STATUS_OK) return status;
    UErrorCode code = U_ZERO_ERROR;
    UChar unit[4];
    u_charsToUChars(currency, unit, 4);
    unum_setTextAttribute(locale->number, UNUM_CURRENCY_CODE, unit, 3, &code);
    /* After the currency, which brings digits of its own. */
    unum_setAttribute(locale->number, UNUM_FRACTION_DIGITS, amount.scale);
    char digits[FOS_DECIMAL_TEXT];
    size_t length = fos_decimal_format(amount, digits);
    UChar text[128];
    int32_t written = unum_formatDecimal(locale->number, digits, (int32_t)length, text, 128, NULL, &code);
    return put_utf16(text, written, code, out);
}

static const UChar utc[] = { 'U', 'T', 'C', 0 };

static fos_status ready_date(fosi_locale *locale)
{
    if (locale->date != NULL) return FOS_STATUS_OK;
    UErrorCode code = U_ZERO_ERROR;
    locale->date = udat_open(UDAT_NONE, UDAT_MEDIUM, locale->name, utc, 3, NULL, 0, &code);
    if (U_SUCCESS(code)) return FOS_STATUS_OK;
    fosi_locale_close(locale);
    return code == U_MEMORY_ALLOCATION_ERROR ? FOS_STATUS_NO_MEMORY : FOS_STATUS_UNSUPPORTED;
}

fos_status fosi_locale_put_date(fosi_locale *locale, fos_date date, fos_buffer *out)
{
    if (locale->plain || date == FOS_DATE_ABSENT) return put_plain_date(date, out);
    fos_status status = ready_date(locale);
    if (status != FOS_STATUS_OK) return status;
    UErrorCode code = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(utc, 3, locale->name, UCAL_GREGORIAN, &code);
    if (U_FAILURE(code)) return code == U_MEMORY_ALLOCATION_ERROR ? FOS_STATUS_NO_MEMORY : FOS_STATUS_UNSUPPORTED;
    /* Set by year, month and day: a moment would be a binary fraction. */
    int year, month, day;
    fosi_date_split(date, &year, &month, &day);
    ucal_setDate(calendar, year, month - 1, day, &code);
    UChar text[128];
    int32_t written = udat_formatCalendar(locale->date, calendar, text, 128, NULL, &code);
    ucal_close(calendar);
    return put_utf16(text, written, code, out);
}

static size_t width_of(UChar32 character)
{
    int8_t type = u_charType(character);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
    int32_t wide = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

size_t fosi_display_width(const char *text, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)text;
    size_t width = 0, at = 0;
    while (at < length) {
        UChar32 character;
        if (bytes[at] < 0x80) {
            at++;
            width++;
            continue;
        }
        U8_NEXT_OR_FFFD(bytes, at, length, character);
        width += width_of(character);
    }
    return width;
}

#else

size_t fosi_fold_words(const char *text, char *folded, size_t size)
{
    folding f = { folded, 0, size, false };
    for (const char *at = text; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x80)
            put_ascii(&f, *at);
        else
            put_folded(&f, at, 1);
    }
    folded[f.length] = '\0';
    return f.length;
}

fos_status fosi_locale_open(fosi_locale *locale, const char *tag, fos_error *error)
{
    memset(locale, 0, sizeof *locale);
    locale->plain = true;
    if (tag == NULL) return FOS_STATUS_OK;
    return fosi_fail(error, FOS_STATUS_UNSUPPORTED, "this build knows no locales such as \"%.*s\": it was made without ICU",
                     TAG_MOST, tag);
}

void fosi_locale_close(fosi_locale *locale) { (void)locale; }

fos_status fosi_locale_put_money(fosi_locale *locale, fos_decimal amount, const char *currency, fos_buffer *out)
{
    (void)locale;
    return put_plain_money(amount, currency, out);
}

fos_status fosi_locale_put_date(fosi_locale *locale, fos_date date, fos_buffer *out)
{
    (void)locale;
    return put_plain_date(date, out);
}

size_t fosi_display_width(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length; i++)
        width += ((unsigned char)text[i] & 0xc0u) != 0x80u;
    return width;
}

#endif
