/* Opens an image: checks all of it once, so that look-ups need no checks. A hostile image gets one error, never a wrong read. */
#include "tariff/table.h"

#include <string.h>

size_t fosi_section_size(fosi_section section)
{
    static const unsigned char sizes[FOSI_SECTION_COUNT] = { FOSI_LINE_SIZE,   FOSI_MEASURE_SIZE,   FOSI_TERM_SIZE,
                                                             FOSI_CLAUSE_SIZE, FOSI_EXCLUSION_SIZE, FOSI_GROUP_SIZE,
                                                             FOSI_MEMBER_SIZE, FOSI_PROGRAMME_SIZE, 1 };
    return sizes[section];
}

const unsigned char fosi_term_texts[FOSI_TERM_TEXTS] = { FOSI_TERM_NUMBER, FOSI_TERM_QUOTA,    FOSI_TERM_CONDITIONS,
                                                         FOSI_TERM_RATE,   FOSI_TERM_REPLACES, FOSI_TERM_NAME,
                                                         FOSI_TERM_SOURCE };

/* ---- pieces ---- */

/* A text begins at the pool's start or after a NUL. */
static bool is_string(const fos_tariff *t, uint32_t at)
{
    return at < t->count[FOSI_STRINGS] && (at == 0 || t->strings[at - 1] == '\0');
}

static bool is_day(uint32_t value)
{
    char text[FOS_DATE_TEXT];
    fos_date date = (fos_date)value;
    return date == FOS_DATE_ABSENT || fos_date_format(date, text) != 0;
}

static bool is_country(uint32_t value)
{
    char text[2] = { (char)(value >> 8 & 255u), (char)(value & 255u) };
    return value >> 16 == 0 && fosi_country_pack(text, 2) == value;
}

static bool is_origin(const fos_tariff *t, uint32_t origin)
{
    if ((origin & FOSI_ORIGIN_GROUP) != 0) return (origin & ~FOSI_ORIGIN_GROUP) < t->count[FOSI_GROUPS];
    return origin == FOSI_ORIGIN_ALL || is_country(origin);
}

static bool is_code(uint64_t code)
{
    unsigned length = fosi_code_length(code);
    if (length < 2 || length > 12 || (code & 0xffffu & ~(uint64_t)(FOSI_CODE_LENGTH | FOSI_CODE_DECLARABLE)) != 0) return false;
    for (unsigned i = 0; i < 12; i++) {
        unsigned nibble = (unsigned)(code >> (60 - 4 * i) & 15u);
        if (i < length ? nibble < 1 || nibble > 10 : nibble != 0) return false;
    }
    return true;
}

static const unsigned char *entry(const fos_tariff *t, fosi_section section, uint32_t index)
{
    return t->section[section] + (size_t)index * fosi_section_size(section);
}

/* ---- sections ---- */

static bool check_strings(const fos_tariff *t)
{
    uint32_t size = t->count[FOSI_STRINGS];
    return size > 0 && t->strings[0] == '\0' && t->strings[size - 1] == '\0' && fosi_utf8_valid(t->strings, size, NULL);
}

static bool check_lines(const fos_tariff *t)
{
    uint32_t measures = t->count[FOSI_MEASURES], first = 0;
    uint64_t before = 0;
    for (uint32_t i = 0; i < t->count[FOSI_LINES]; i++) {
        const unsigned char *line = fosi_line_at(t, i);
        uint64_t code = fosi_get64(line);
        uint32_t parent = i == 0 ? FOSI_TARIFF_NONE : i - 1;
        while (parent != FOSI_TARIFF_NONE && !fosi_code_begins(fosi_get64(fosi_line_at(t, parent)), code))
            parent = fosi_get32(fosi_line_at(t, parent) + FOSI_LINE_PARENT);
        uint32_t own = fosi_get32(line + FOSI_LINE_FIRST);
        if (!is_code(code) || code >> 16 <= before >> 16 || fosi_get32(line + FOSI_LINE_PARENT) != parent) return false;
        if (own < first || own > measures || (i == 0 && own != 0) || !is_string(t, fosi_get32(line + FOSI_LINE_TEXT)))
            return false;
        if (!is_day(fosi_get32(line + FOSI_LINE_START)) || !is_day(fosi_get32(line + FOSI_LINE_END))) return false;
        before = code;
        first = own;
    }
    return t->count[FOSI_LINES] > 0 || measures == 0;
}

static bool check_measures(const fos_tariff *t)
{
    for (uint32_t i = 0; i < t->count[FOSI_MEASURES]; i++) {
        if (fosi_get32(entry(t, FOSI_MEASURES, i)) >= t->count[FOSI_TERMS]) return false;
    }
    return true;
}

static bool check_term(const fos_tariff *t, const unsigned char *term)
{
    uint32_t kind = fosi_term_get(term, FOSI_TERM_KIND), programme = fosi_term_get(term, FOSI_TERM_PROGRAMME);
    fosi_slice bad;
    if ((kind & 255u) >= FOS_TARIFF_KIND_COUNT || (kind >> 8 & 255u) >= FOS_TARIFF_STACKING_COUNT ||
        kind >> 16 > FOS_CONFIDENCE_DISPUTED)
        return false;
    if (programme != FOSI_TARIFF_NONE && programme >= t->count[FOSI_PROGRAMMES]) return false;
    if (fosi_term_get(term, FOSI_TERM_ORIGIN) >= t->count[FOSI_ORIGINS]) return false;
    uint32_t start = fosi_term_get(term, FOSI_TERM_START), end = fosi_term_get(term, FOSI_TERM_END);
    if (!is_day(start ^ FOSI_ORDER_BIT) || (end != UINT32_MAX && !is_day(end ^ FOSI_ORDER_BIT))) return false;
    for (size_t i = 0; i < FOSI_TERM_TEXTS; i++) {
        if (!is_string(t, fosi_term_get(term, fosi_term_texts[i]))) return false;
    }
    return fosi_conditions_valid(t->strings + fosi_term_get(term, FOSI_TERM_CONDITIONS), &bad);
}

static bool check_terms(const fos_tariff *t)
{
    for (uint32_t i = 0; i < t->count[FOSI_TERMS]; i++) {
        if (!check_term(t, fosi_term_at(t, i))) return false;
    }
    return true;
}

static bool check_origins(const fos_tariff *t)
{
    for (uint32_t i = 0; i < t->count[FOSI_ORIGINS]; i++) {
        const unsigned char *clause = entry(t, FOSI_ORIGINS, i);
        uint64_t first = fosi_get32(clause + FOSI_CLAUSE_FIRST), count = fosi_get32(clause + FOSI_CLAUSE_COUNT);
        if (!is_origin(t, fosi_get32(clause + FOSI_CLAUSE_ORIGIN)) || first + count > t->count[FOSI_EXCLUSIONS]) return false;
        if (!is_string(t, fosi_get32(clause + FOSI_CLAUSE_TEXT))) return false;
    }
    for (uint32_t i = 0; i < t->count[FOSI_EXCLUSIONS]; i++) {
        if (!is_origin(t, fosi_get32(entry(t, FOSI_EXCLUSIONS, i)))) return false;
    }
    return true;
}

static bool check_group(const fos_tariff *t, const unsigned char *group)
{
    uint64_t first = fosi_get32(group + FOSI_GROUP_FIRST), count = fosi_get32(group + FOSI_GROUP_COUNT);
    if (!is_string(t, fosi_get32(group + FOSI_GROUP_ID)) || !is_string(t, fosi_get32(group + FOSI_GROUP_NAME))) return false;
    if (first + count > t->count[FOSI_MEMBERS]) return false;
    for (uint64_t i = first + 1; i < first + count; i++) {
        if (fosi_get32(entry(t, FOSI_MEMBERS, (uint32_t)i)) < fosi_get32(entry(t, FOSI_MEMBERS, (uint32_t)i - 1))) return false;
    }
    return true;
}

static bool check_groups(const fos_tariff *t)
{
    for (uint32_t i = 0; i < t->count[FOSI_MEMBERS]; i++) {
        const unsigned char *member = entry(t, FOSI_MEMBERS, i);
        if (!is_country(fosi_get32(member)) || !is_day(fosi_get32(member + FOSI_MEMBER_START)) ||
            !is_day(fosi_get32(member + FOSI_MEMBER_END)))
            return false;
    }
    for (uint32_t i = 0; i < t->count[FOSI_GROUPS]; i++) {
        if (!check_group(t, entry(t, FOSI_GROUPS, i))) return false;
    }
    for (uint32_t i = 0; i < t->count[FOSI_PROGRAMMES]; i++) {
        const unsigned char *programme = entry(t, FOSI_PROGRAMMES, i);
        if (!is_string(t, fosi_get32(programme)) || !is_string(t, fosi_get32(programme + FOSI_PROGRAMME_NAME)) ||
            !is_string(t, fosi_get32(programme + FOSI_PROGRAMME_PROOF)))
            return false;
    }
    return true;
}

static void index_chapters(fos_tariff *t)
{
    for (uint32_t line = 0, i = 0; i < 257; i++) {
        while (line < t->count[FOSI_LINES] && fosi_get64(fosi_line_at(t, line)) >> 56 < i)
            line++;
        t->chapters[i] = line;
    }
}

/* ---- the whole ---- */

static const char *head_text(const fos_tariff *t, unsigned field) { return t->strings + fosi_get32(t->bytes + field); }

static bool check_head(const fos_tariff *t)
{
    static const unsigned char texts[] = { FOSI_HEAD_ID, FOSI_HEAD_CURRENCY, FOSI_HEAD_DATA_VERSION, FOSI_HEAD_SOURCE,
                                           FOSI_HEAD_STARTER };
    for (size_t i = 0; i < sizeof texts; i++) {
        if (!is_string(t, fosi_get32(t->bytes + texts[i]))) return false;
    }
    const char *currency = head_text(t, FOSI_HEAD_CURRENCY);
    return (fosi_get32(t->bytes + FOSI_HEAD_FLAGS) & ~(uint32_t)FOSI_TARIFF_EXACT_CODES) == 0 &&
           head_text(t, FOSI_HEAD_ID)[0] != '\0' && head_text(t, FOSI_HEAD_DATA_VERSION)[0] != '\0' && strlen(currency) == 3 &&
           fosi_country_pack(currency, 2) != 0 && fosi_is_upper(currency[2]);
}

/* Sections follow each other; their counts must fill the image exactly. */
static bool place_sections(fos_tariff *t)
{
    uint64_t at = FOSI_HEAD_SIZE;
    for (unsigned i = 0; i < FOSI_SECTION_COUNT; i++) {
        t->count[i] = fosi_get32(t->bytes + FOSI_HEAD_COUNTS + 4 * i);
        t->section[i] = t->bytes + (at <= t->length ? at : 0);
        at += (uint64_t)t->count[i] * fosi_section_size((fosi_section)i);
    }
    t->strings = (const char *)t->section[FOSI_STRINGS];
    t->exact_codes = (fosi_get32(t->bytes + FOSI_HEAD_FLAGS) & FOSI_TARIFF_EXACT_CODES) != 0;
    return at == t->length;
}

static fos_status check_image(fos_tariff *t, fos_error *error)
{
    if (t->length < FOSI_HEAD_SIZE || memcmp(t->bytes, FOSI_TARIFF_MAGIC, 8) != 0)
        return fosi_fail(error, FOS_STATUS_SYNTAX, "\"%s\" is not a compiled tariff", t->name);
    uint32_t version = fosi_get32(t->bytes + FOSI_HEAD_VERSION);
    if (version != FOSI_TARIFF_VERSION)
        return fosi_fail(error, FOS_STATUS_UNSUPPORTED, "\"%s\" is a compiled tariff of format %u, expected format %u", t->name,
                         version, FOSI_TARIFF_VERSION);
    if (!place_sections(t))
        return fosi_fail(error, FOS_STATUS_SYNTAX, "the compiled tariff \"%s\" is cut off or has bytes too many", t->name);
    fosi_digest(t->bytes + FOSI_HEAD_FLAGS, t->length - FOSI_HEAD_FLAGS, t->digest);
    if (memcmp(t->digest + sizeof "sha256:" - 1, t->bytes + FOSI_HEAD_DIGEST, 64) != 0)
        return fosi_fail(error, FOS_STATUS_SYNTAX, "the checksum of the compiled tariff \"%s\" is wrong", t->name);
    if (check_strings(t) && check_head(t) && check_lines(t) && check_measures(t) && check_terms(t) && check_origins(t) &&
        check_groups(t)) {
        index_chapters(t);
        return FOS_STATUS_OK;
    }
    return fosi_fail(error, FOS_STATUS_SYNTAX, "the compiled tariff \"%s\" contradicts itself", t->name);
}

fos_tariff *fos_tariff_open(const fos_context *context, const char *name, const void *bytes, size_t length, fos_error *error)
{
    if (context == NULL || bytes == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_tariff_open needs a context and an image");
        return NULL;
    }
    size_t size = strlen(name == NULL ? "tariff" : name) + 1;
    fos_tariff *t = fosi_allocate(context, sizeof *t + size);
    if (t == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(t, 0, sizeof *t);
    t->context = context;
    t->bytes = bytes;
    t->length = length;
    t->name = memcpy(t + 1, name == NULL ? "tariff" : name, size);
    if (check_image(t, error) == FOS_STATUS_OK) return t;
    fosi_release(context, t);
    return NULL;
}

void fos_tariff_free(fos_tariff *t)
{
    if (t == NULL) return;
    if (t->release != NULL) t->release(t);
    fosi_release(t->context, t);
}

const char *fos_tariff_id(const fos_tariff *t) { return head_text(t, FOSI_HEAD_ID); }
const char *fos_tariff_currency(const fos_tariff *t) { return head_text(t, FOSI_HEAD_CURRENCY); }
const char *fos_tariff_data_version(const fos_tariff *t) { return head_text(t, FOSI_HEAD_DATA_VERSION); }
const char *fos_tariff_source(const fos_tariff *t) { return head_text(t, FOSI_HEAD_SOURCE); }
const char *fos_tariff_digest(const fos_tariff *t) { return t->digest; }
const char *fos_tariff_origin(const fos_tariff *t) { return t->name; }
size_t fos_tariff_code_count(const fos_tariff *t) { return t->count[FOSI_LINES]; }
size_t fos_tariff_measure_count(const fos_tariff *t) { return t->count[FOSI_MEASURES]; }

const char *fos_tariff_starter(const fos_tariff *t)
{
    const char *note = head_text(t, FOSI_HEAD_STARTER);
    return note[0] == '\0' ? NULL : note;
}
