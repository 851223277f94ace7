/* The letters of a text: form C, Latin, borders of graphemes and words. It and locale.c alone know ICU. Transliteration is ICU's,
 * with a few rules in front that follow what passports print (ICAO Doc 9303), so that a name on a declaration is the name in the
 * passport: ä is ae, щ is shch, the soft sign is nothing. */
#include "locale/letters.h"

#include <string.h>

#if defined(FOSI_HAVE_ICU) && FOSI_HAVE_ICU
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utrans.h>
#endif

/* ---- places in UTF-8 ---- */

static bool is_tail(char byte) { return ((unsigned char)byte & 0xc0u) == 0x80u; }

/* The offset behind `count` characters, or the length of the text. */
static size_t offset_of(fosi_slice text, size_t count)
{
    size_t at = 0;
    for (; at < text.length && count > 0; count--) {
        at++;
        while (at < text.length && is_tail(text.data[at]))
            at++;
    }
    return at;
}

static size_t characters_of(fosi_slice text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_tail(text.data[i]);
    return count;
}

/* The length without what must not stand at the end: spaces, and behind a whole word also what joins it to the next one. */
static size_t trimmed(fosi_slice text, size_t length, const char *unwanted)
{
    while (length > 0 && text.data[length - 1] != '\0' && strchr(unwanted, text.data[length - 1]) != NULL)
        length--;
    return length;
}
#define SPACES " \t\r\n"
#define JOINTS SPACES ",;:(/&-"

#if defined(FOSI_HAVE_ICU) && FOSI_HAVE_ICU

static fos_status icu_failed(UErrorCode code, fos_error *error)
{
    if (code == U_MEMORY_ALLOCATION_ERROR) return fosi_fail_memory(error);
    return fosi_fail(error, FOS_STATUS_UNSUPPORTED, "ICU cannot work on the text: %s", u_errorName(code));
}

void fosi_lettering_close(fosi_lettering *letters)
{
    for (int i = 0; i < 2 * FOSI_LETTERS_WAYS; i++)
        if (letters->to_latin[i / FOSI_LETTERS_WAYS][i % FOSI_LETTERS_WAYS] != NULL)
            utrans_close(letters->to_latin[i / FOSI_LETTERS_WAYS][i % FOSI_LETTERS_WAYS]);
    if (letters->graphemes != NULL) ubrk_close(letters->graphemes);
    if (letters->words != NULL) ubrk_close(letters->words);
    memset(letters, 0, sizeof *letters);
}

/* ---- UTF-16 and back ---- */

/* A text in UTF-16 with room to grow. */
typedef struct wide_text {
    UChar *data;
    int32_t length, room;
} wide_text;

/* Longer than any text that stands in a document's limits; keeps sizes within what ICU counts in. */
#define LONGEST (32 * 1024 * 1024)

static fos_status widen(fosi_lettering *letters, fosi_slice text, size_t room, wide_text *wide, fos_error *error)
{
    if (room > LONGEST) return fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the text is too long to be fitted");
    UErrorCode code = U_ZERO_ERROR;
    wide->room = (int32_t)room;
    wide->data = fosi_allocate(letters->context, room * sizeof *wide->data);
    if (wide->data == NULL) return fosi_fail_memory(error);
    u_strFromUTF8(wide->data, wide->room, &wide->length, text.data, (int32_t)text.length, &code);
    if (U_SUCCESS(code)) return FOS_STATUS_OK;
    fosi_release(letters->context, wide->data);
    return icu_failed(code, error);
}

static UChar32 next_point(const wide_text *text, int32_t *at)
{
    int32_t unit = text->data[(*at)++];
    if ((unit & 0xfc00) != 0xd800 || *at == text->length) return unit;
    return ((unit & 0x3ff) << 10) + (text->data[(*at)++] & 0x3ff) + 0x10000;
}

static void put_point(fos_buffer *out, UChar32 point)
{
    char bytes[4];
    int32_t length = 0;
    UErrorCode code = U_ZERO_ERROR;
    UChar units[2];
    int32_t count = 0;
    U16_APPEND_UNSAFE(units, count, point);
    u_strToUTF8(bytes, 4, &length, units, count, &code);
    if (U_SUCCESS(code)) fosi_buffer_put(out, bytes, (size_t)length);
}

static fos_status finished(fos_buffer *out, fos_error *error) { return fosi_buffer_finish(out, 0, error); }

/* ---- form C ---- */

fos_status fosi_lettering_compose(fosi_lettering *letters, fosi_slice text, fos_buffer *out, fos_error *error)
{
    fos_buffer_clear(out);
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *forms = unorm2_getNFCInstance(&code);
    if (U_FAILURE(code)) return icu_failed(code, error);
    wide_text from, to;
    fos_status status = widen(letters, text, text.length + 1, &from, error);
    if (status != FOS_STATUS_OK) return status;
    /* Form C is at most three times as long. */
    status = widen(letters, text, 3 * text.length + 1, &to, error);
    if (status == FOS_STATUS_OK) {
        to.length = unorm2_normalize(forms, from.data, from.length, to.data, to.room, &code);
        for (int32_t at = 0; U_SUCCESS(code) && at < to.length;)
            put_point(out, next_point(&to, &at));
        fosi_release(letters->context, to.data);
        status = U_FAILURE(code) ? icu_failed(code, error) : finished(out, error);
    }
    fosi_release(letters->context, from.data);
    return status;
}

/* ---- Latin ---- */

/* Only what is outside the set is touched. The Latin set is that of dataset/format.c. */
#define OUTSIDE_LATIN                                                                                                            \
    "[^\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A0-\\u024F\\u0300-\\u036F\\u1E00-\\u1EFF\\u2010-\\u2027\\u202F-\\u206F"          \
    "\\u20A0-\\u20C0\\u2100-\\u218F\\u2C60-\\u2C7F\\uA720-\\uA7FF]"
#define OUTSIDE_ASCII "[^\\u0009\\u000A\\u000D\\u0020-\\u007E]"

/* Letters of the Latin alphabet as passports spell them (ICAO Doc 9303-3, section 6). */
#define PASSPORT_LATIN                                                                                                           \
    "\\u00C4 } [:Lowercase:] > Ae; \\u00C4 > AE; \\u00E4 > ae; \\u00D6 } [:Lowercase:] > Oe; \\u00D6 > OE; \\u00F6 > oe;"        \
    "\\u00DC } [:Lowercase:] > Ue; \\u00DC > UE; \\u00FC > ue; \\u00C5 } [:Lowercase:] > Aa; \\u00C5 > AA; \\u00E5 > aa;"        \
    "\\u00D8 } [:Lowercase:] > Oe; \\u00D8 > OE; \\u00F8 > oe; \\u00DE } [:Lowercase:] > Th; \\u00DE > TH; \\u00FE > th;"

/* Numbers stand apart from Chinese words; the signs of Cyrillic are no letters but in Bulgarian, where the hard one is a vowel. */
#define BEFORE_SCRIPTS                                                                                                           \
    "[0-9] { ([:Han:]) } [0-9] > ' ' $1 ' '; ([:Han:]) } [0-9] > $1 ' '; [0-9] { ([:Han:]) > ' ' $1;"                            \
    "[\\u044A\\u044C\\u042A\\u042C] [\\u0435\\u0451] > ye; [\\u044A\\u044C\\u042A\\u042C] [\\u0415\\u0401] > YE;"                \
    "[\\u044A\\u042A] } [\\u044E\\u044F\\u0438\\u042E\\u042F\\u0418] > ; [\\u044C\\u042C] > ; \\u044A > a; \\u042A > A;"         \
    ":: NFKC; :: Greek-Latin/UNGEGN; :: NFD; \\u0331 > ; :: NFC;"

#define AFTER_SCRIPTS ":: Any-Latin; [\\u02B9-\\u02BF\\u02C8] > \\u0027; :: NFC;"

static const char *const cyrillic[FOSI_LETTERS_WAYS] = { ":: Russian-Latin/BGN;", ":: Ukrainian-Latin/BGN;",
                                                         ":: Serbian-Latin/BGN;" };

static fos_status open_latin(fosi_lettering *letters, bool ascii, int way, fos_error *error)
{
    void **place = &letters->to_latin[ascii][way];
    if (*place != NULL) return FOS_STATUS_OK;
    const char *parts[] = { "::",
                            ascii ? OUTSIDE_ASCII : OUTSIDE_LATIN,
                            ";",
                            ascii ? PASSPORT_LATIN : "",
                            BEFORE_SCRIPTS,
                            cyrillic[way],
                            AFTER_SCRIPTS,
                            "::",
                            ascii ? OUTSIDE_ASCII : OUTSIDE_LATIN,
                            "Latin-ASCII;" };
    UChar rules[2048], name[] = { 'f', 'o', 's', 0 };
    int32_t length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        u_charsToUChars(parts[i], rules + length, (int32_t)strlen(parts[i]));
        length += (int32_t)strlen(parts[i]);
    }
    UErrorCode code = U_ZERO_ERROR;
    UParseError where;
    UTransliterator *made = utrans_openU(name, 3, UTRANS_FORWARD, rules, length, &where, &code);
    if (U_FAILURE(code)) return icu_failed(code, error);
    *place = made;
    return FOS_STATUS_OK;
}

/* What the letters of a text tell. */
typedef struct scripts {
    int way; /* of writing Cyrillic */
    bool han, kana;
} scripts;

static bool one_of(UChar32 point, const UChar *letters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (letters[i] == point) return true;
    return false;
}

static scripts look(const wide_text *text)
{
    static const UChar ukrainian[] = { 0x456, 0x457, 0x454, 0x491, 0x406, 0x407, 0x404, 0x490 };
    static const UChar serbian[] = { 0x452, 0x45b, 0x459, 0x45a, 0x45f, 0x458, 0x402, 0x40b, 0x409, 0x40a, 0x40f, 0x408 };
    scripts found = { 0, false, false };
    for (int32_t at = 0; at < text->length;) {
        UErrorCode code = U_ZERO_ERROR;
        UChar32 point = next_point(text, &at);
        if (one_of(point, ukrainian, sizeof ukrainian / sizeof ukrainian[0])) found.way = 1;
        if (one_of(point, serbian, sizeof serbian / sizeof serbian[0])) found.way = 2;
        UScriptCode script = uscript_getScript(point, &code);
        found.han |= script == USCRIPT_HAN;
        found.kana |= script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
    }
    return found;
}

/* Letters, numbers and currencies mean something that must not go; pictures, marks and signs may. */
static bool may_go(UChar32 point)
{
    uint32_t kind = U_MASK(u_charType(point));
    return (kind & (U_GC_L_MASK | U_GC_N_MASK | U_GC_SC_MASK)) == 0;
}

static bool is_space(UChar32 point) { return point == ' ' || (U_MASK(u_charType(point)) & U_GC_Z_MASK) != 0; }

/* What ICU made of the text, without what no letter stands for, and without the gaps that this leaves. */
static void put_latin(const wide_text *text, fosi_characters characters, fos_buffer *out, fosi_latin *result)
{
    bool gap = false;
    for (int32_t at = 0; at < text->length && result->refused == NULL;) {
        UChar32 point = next_point(text, &at);
        if (!fosi_character_allowed(characters, (uint32_t)point)) {
            if (!may_go(point)) result->refused = "it has characters that ICU cannot write in Latin letters";
            result->omitted = gap = true;
            continue;
        }
        bool after_space = out->size == 0 || out->data[out->size - 1] == ' ';
        if (gap && after_space && is_space(point)) continue;
        gap = false;
        put_point(out, point);
    }
    if (!result->omitted || out->failed) return;
    fosi_slice whole = { out->data, out->size };
    out->size = trimmed(whole, out->size, SPACES);
    if (out->size == 0) result->refused = "nothing of it can be written in Latin letters";
}

/* Transliterates in place, with more room whenever it was too little. */
static fos_status transliterate(fosi_lettering *letters, UTransliterator *way, fosi_slice text, wide_text *wide, fos_error *error)
{
    for (size_t room = 16 * text.length + 64;; room *= 4) {
        fos_status status = widen(letters, text, room, wide, error);
        if (status != FOS_STATUS_OK) return status;
        UErrorCode code = U_ZERO_ERROR;
        int32_t limit = wide->length;
        utrans_transUChars(way, wide->data, &wide->length, wide->room, 0, &limit, &code);
        if (U_SUCCESS(code)) return FOS_STATUS_OK;
        fosi_release(letters->context, wide->data);
        if (code != U_BUFFER_OVERFLOW_ERROR) return icu_failed(code, error);
    }
}

fos_status fosi_lettering_to_latin(fosi_lettering *letters, fosi_slice text, fosi_characters characters, bool japanese,
                                   fos_buffer *out, fosi_latin *result, fos_error *error)
{
    memset(result, 0, sizeof *result);
    fos_buffer_clear(out);
    wide_text wide;
    fos_status status = widen(letters, text, text.length + 1, &wide, error);
    if (status != FOS_STATUS_OK) return status;
    scripts found = look(&wide);
    fosi_release(letters->context, wide.data);
    if (found.han && (japanese || found.kana)) {
        result->refused = "Japanese readings of Chinese characters are not known: give it in Latin letters";
        return FOS_STATUS_OK;
    }
    bool ascii = characters == FOSI_CHARACTERS_ASCII;
    status = open_latin(letters, ascii, found.way, error);
    if (status == FOS_STATUS_OK) status = transliterate(letters, letters->to_latin[ascii][found.way], text, &wide, error);
    if (status != FOS_STATUS_OK) return status;
    put_latin(&wide, characters, out, result);
    fosi_release(letters->context, wide.data);
    return finished(out, error);
}

/* ---- borders ---- */

/* The last border at or before an offset. */
static fos_status border_before(void **breaks, UBreakIteratorType kind, fosi_slice text, size_t *offset, fos_error *error)
{
    UErrorCode code = U_ZERO_ERROR;
    if (*breaks == NULL) *breaks = ubrk_open(kind, "", NULL, 0, &code);
    UText bytes = UTEXT_INITIALIZER;
    utext_openUTF8(&bytes, text.data, (int64_t)text.length, &code);
    if (U_SUCCESS(code)) ubrk_setUText(*breaks, &bytes, &code);
    if (U_SUCCESS(code) && !ubrk_isBoundary(*breaks, (int32_t)*offset)) {
        int32_t border = ubrk_preceding(*breaks, (int32_t)*offset);
        *offset = border == UBRK_DONE ? 0 : (size_t)border;
    }
    utext_close(&bytes);
    return U_FAILURE(code) ? icu_failed(code, error) : FOS_STATUS_OK;
}

fos_status fosi_lettering_cut(fosi_lettering *letters, fosi_slice text, size_t most, size_t *length, fos_error *error)
{
    size_t end = offset_of(text, most);
    *length = text.length;
    if (end == text.length) return FOS_STATUS_OK;
    if (text.length > LONGEST) return fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the text is too long to be fitted");
    size_t word = end;
    fos_status status = border_before(&letters->words, UBRK_WORD, text, &word, error);
    if (status != FOS_STATUS_OK) return status;
    word = trimmed(text, word, JOINTS);
    *length = word;
    if (word > 0 && characters_of(text, word) * 3 >= most * 2) return FOS_STATUS_OK;
    status = border_before(&letters->graphemes, UBRK_CHARACTER, text, &end, error);
    *length = trimmed(text, end, SPACES);
    return status;
}

#else

void fosi_lettering_close(fosi_lettering *letters) { memset(letters, 0, sizeof *letters); }

fos_status fosi_lettering_compose(fosi_lettering *letters, fosi_slice text, fos_buffer *out, fos_error *error)
{
    (void)letters;
    fos_buffer_clear(out);
    fosi_buffer_put(out, text.data, text.length);
    return fosi_buffer_finish(out, 0, error);
}

fos_status fosi_lettering_to_latin(fosi_lettering *letters, fosi_slice text, fosi_characters characters, bool japanese,
                                   fos_buffer *out, fosi_latin *result, fos_error *error)
{
    (void)letters, (void)text, (void)characters, (void)japanese, (void)out, (void)result, (void)characters_of;
    return fosi_fail(error, FOS_STATUS_UNSUPPORTED,
                     "the text must be written in Latin letters, which this build cannot: it was "
                     "made without ICU");
}

fos_status fosi_lettering_cut(fosi_lettering *letters, fosi_slice text, size_t most, size_t *length, fos_error *error)
{
    (void)letters, (void)error;
    size_t end = offset_of(text, most);
    *length = end == text.length ? end : trimmed(text, end, SPACES);
    return FOS_STATUS_OK;
}

#endif
