/* Look-up in an opened table: the line of a code, and the measures that it and its prefixes have for an origin on a day. A look-up
 * reads the image in place and allocates nothing. */
#include <string.h>

#include "tariff/table.h"

#define ANY_ORIGIN FOSI_TARIFF_NONE /* of a query: "*" */

/* ---- lines ---- */

/* How many lines have a code, flags aside, below `limit`. The table knows where each chapter begins. */
static uint32_t lines_below(const fos_tariff *t, uint64_t limit)
{
    uint32_t low = t->chapters[limit >> 40], count = t->chapters[(limit >> 40) + 1] - low;
    const unsigned char *at = fosi_line_at(t, low), *start = at;
    while (count > 0) {
        uint32_t half = count / 2;
        const unsigned char *middle = at + (size_t)half * FOSI_LINE_SIZE;
        bool below = fosi_get64(middle) >> 16 < limit;
        at = below ? middle + FOSI_LINE_SIZE : at;
        count = below ? count - half - 1 : half;
    }
    return low + (uint32_t)((size_t)(at - start) / FOSI_LINE_SIZE);
}

/* The first line that begins with `code`, and the first after them. */
static void subtree(const fos_tariff *t, uint64_t code, uint32_t *first, uint32_t *end)
{
    uint64_t digits = code >> 16, span = (uint64_t)1 << (48 - 4 * fosi_code_length(code));
    *first = lines_below(t, digits);
    *end = *first;
    /* Most codes have few lines below them: a few steps forward are cheaper than a second search. */
    for (unsigned i = 0; i < 4 && *end < t->count[FOSI_LINES] && fosi_get64(fosi_line_at(t, *end)) >> 16 < digits + span; i++)
        ++*end;
    if (*end < t->count[FOSI_LINES] && fosi_get64(fosi_line_at(t, *end)) >> 16 < digits + span)
        *end = lines_below(t, digits + span);
}

static uint32_t first_measure(const fos_tariff *t, uint32_t line)
{
    return line < t->count[FOSI_LINES] ? fosi_get32(fosi_line_at(t, line) + FOSI_LINE_FIRST) : t->count[FOSI_MEASURES];
}

static const unsigned char *term_at(const fos_tariff *t, uint32_t measure)
{
    return fosi_term_at(t, fosi_get32(t->section[FOSI_MEASURES] + (size_t)measure * FOSI_MEASURE_SIZE));
}

static bool is_within(fos_date date, fos_date start, fos_date end)
{
    return date == FOS_DATE_ABSENT || ((start == FOS_DATE_ABSENT || start <= date) && (end == FOS_DATE_ABSENT || date <= end));
}

static bool line_in_force(const fos_tariff *t, uint32_t line, fos_date date)
{
    const unsigned char *at = fosi_line_at(t, line);
    return is_within(date, (fos_date)fosi_get32(at + FOSI_LINE_START), (fos_date)fosi_get32(at + FOSI_LINE_END));
}

/* The nearest line in force, from `line` upwards, that begins the code. */
static uint32_t climb(const fos_tariff *t, uint32_t line, uint64_t code, fos_date date)
{
    while (line != FOSI_TARIFF_NONE &&
           (!fosi_code_begins(fosi_get64(fosi_line_at(t, line)), code) || !line_in_force(t, line, date)))
        line = fosi_get32(fosi_line_at(t, line) + FOSI_LINE_PARENT);
    return line;
}

/* Whether a line of a span has a measure of one of the kinds. */
static bool has_measure(const fos_tariff *t, uint32_t first, uint32_t end, uint32_t kinds)
{
    for (uint32_t i = first_measure(t, first), last = first_measure(t, end); i < last; i++) {
        if ((kinds >> (fosi_term_get(term_at(t, i), FOSI_TERM_KIND) & 255u) & 1u) != 0) return true;
    }
    return false;
}

/* Whether a line is the code and none is longer: what is asked for most. `*line` is where it would stand. */
static bool is_leaf(const fos_tariff *t, uint64_t code, uint32_t *line)
{
    *line = lines_below(t, code >> 16);
    if (*line == t->count[FOSI_LINES] || fosi_get64(fosi_line_at(t, *line)) >> 16 != code >> 16) return false;
    return *line + 1 == t->count[FOSI_LINES] || !fosi_code_begins(code, fosi_get64(fosi_line_at(t, *line + 1)));
}

/* What a code is in the table, and the longest line that begins it. */
static fos_tariff_match locate(const fos_tariff *t, uint64_t code, fos_date date, uint32_t kinds, uint32_t *line)
{
    uint32_t first, end;
    if (is_leaf(t, code, &first) && line_in_force(t, first, date)) {
        *line = first;
        return FOS_TARIFF_MATCH_EXACT;
    }
    subtree(t, code, &first, &end);
    bool own = first < end && fosi_get64(fosi_line_at(t, first)) >> 16 == code >> 16;
    uint32_t below = own ? first + 1 : first;
    *line = own ? climb(t, first, code, date) : first > 0 ? climb(t, first - 1, code, date) : FOSI_TARIFF_NONE;
    if (has_measure(t, below, end, kinds)) return FOS_TARIFF_MATCH_SHORT;
    if (own && *line == first) return FOS_TARIFF_MATCH_EXACT;
    if (own || *line == FOSI_TARIFF_NONE || t->exact_codes) return FOS_TARIFF_MATCH_NONE;
    uint64_t found = fosi_get64(fosi_line_at(t, *line));
    bool divided = *line + 1 < t->count[FOSI_LINES] && fosi_code_begins(found, fosi_get64(fosi_line_at(t, *line + 1)));
    return divided && (found & FOSI_CODE_DECLARABLE) == 0 ? FOS_TARIFF_MATCH_NONE : FOS_TARIFF_MATCH_PREFIX;
}

static fos_status read_code(const char *text, uint64_t *code, fos_error *error)
{
    *code = text == NULL ? 0 : fosi_code_pack(text, strlen(text));
    if (*code != 0) return FOS_STATUS_OK;
    return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is not a commodity code, expected 2 to 12 digits",
                     text == NULL ? "" : text);
}

/* ---- origins ---- */

/* A group's members stand by country, then day. */
static bool is_member(const fos_tariff *t, uint32_t group, uint32_t country, fos_date date)
{
    const unsigned char *at = t->section[FOSI_GROUPS] + (size_t)group * FOSI_GROUP_SIZE;
    uint32_t count = fosi_get32(at + FOSI_GROUP_COUNT);
    const unsigned char *member = t->section[FOSI_MEMBERS] + (size_t)fosi_get32(at + FOSI_GROUP_FIRST) * FOSI_MEMBER_SIZE;
    const unsigned char *end = member + (size_t)count * FOSI_MEMBER_SIZE;
    while (count > 0) {
        uint32_t half = count / 2;
        const unsigned char *middle = member + (size_t)half * FOSI_MEMBER_SIZE;
        bool below = fosi_get32(middle) < country;
        member = below ? middle + FOSI_MEMBER_SIZE : member;
        count = below ? count - half - 1 : half;
    }
    for (; member < end && fosi_get32(member) == country; member += FOSI_MEMBER_SIZE) {
        if (is_within(date, (fos_date)fosi_get32(member + FOSI_MEMBER_START), (fos_date)fosi_get32(member + FOSI_MEMBER_END)))
            return true;
    }
    return false;
}

static bool is_of(const fos_tariff *t, uint32_t origin, uint32_t country, fos_date date)
{
    if (origin == FOSI_ORIGIN_ALL) return true;
    if (country == 0) return false;
    return (origin & FOSI_ORIGIN_GROUP) != 0 ? is_member(t, origin & ~FOSI_ORIGIN_GROUP, country, date) : origin == country;
}

static fosi_apart bool clause_matches(const fos_tariff *t, const unsigned char *at, uint32_t country, fos_date date)
{
    if (country == ANY_ORIGIN) return true;
    if (!is_of(t, fosi_get32(at + FOSI_CLAUSE_ORIGIN), country, date)) return false;
    const unsigned char *exclusion =
        t->section[FOSI_EXCLUSIONS] + (size_t)fosi_get32(at + FOSI_CLAUSE_FIRST) * FOSI_EXCLUSION_SIZE;
    for (uint32_t i = fosi_get32(at + FOSI_CLAUSE_COUNT); i > 0; i--, exclusion += FOSI_EXCLUSION_SIZE) {
        if (is_of(t, fosi_get32(exclusion), country, date)) return false;
    }
    return true;
}

/* Most clauses are all origins or one country, without exceptions. */
static inline bool origin_matches(const fos_tariff *t, uint32_t clause, uint32_t country, fos_date date)
{
    const unsigned char *at = t->section[FOSI_ORIGINS] + (size_t)clause * FOSI_CLAUSE_SIZE;
    uint32_t origin = fosi_get32(at + FOSI_CLAUSE_ORIGIN);
    if (fosi_get32(at + FOSI_CLAUSE_COUNT) == 0 && (origin & FOSI_ORIGIN_GROUP) == 0 && country != ANY_ORIGIN)
        return origin == FOSI_ORIGIN_ALL || origin == country;
    return clause_matches(t, at, country, date);
}

/* ---- measures ---- */

/* A query's origin: 0 when not known. */
static fos_status read_origin(const char *text, uint32_t *origin, fos_error *error)
{
    *origin = 0;
    if (text == NULL || text[0] == '\0') return FOS_STATUS_OK;
    bool any = text[0] == '*' && text[1] == '\0', two = !any && text[1] != '\0' && text[2] == '\0';
    *origin = any ? ANY_ORIGIN : two ? fosi_country_pack(text, 2) : 0;
    if (*origin != 0) return FOS_STATUS_OK;
    return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.8s\" is not a country of origin, expected two capital letters", text);
}

static void enter_line(fos_tariff_cursor *cursor, uint32_t line)
{
    const fos_tariff *t = cursor->private_tariff;
    cursor->private_level = line;
    cursor->private_at = line == FOSI_TARIFF_NONE ? 0 : first_measure(t, line);
    cursor->private_end = line == FOSI_TARIFF_NONE ? 0 : first_measure(t, line + 1);
}

fos_status fos_tariff_find(const fos_tariff *tariff, const fos_tariff_query *query, fos_tariff_cursor *cursor, fos_error *error)
{
    uint64_t code;
    if (tariff == NULL || query == NULL || cursor == NULL || query->struct_size < sizeof *query)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                         "a look-up needs a tariff, a cursor, and a query that begins with FOS_TARIFF_QUERY_INIT");
    fos_status status = read_code(query->code, &code, error);
    if (status == FOS_STATUS_OK) status = read_origin(query->origin, &cursor->private_origin, error);
    if (status != FOS_STATUS_OK) return status;
    cursor->private_tariff = tariff;
    cursor->private_date = query->date;
    cursor->private_kinds = query->kinds == 0 ? UINT32_MAX : query->kinds;
    cursor->match = locate(tariff, code, query->date, cursor->private_kinds, &cursor->private_line);
    if (cursor->match == FOS_TARIFF_MATCH_NONE) cursor->private_line = FOSI_TARIFF_NONE;
    enter_line(cursor, cursor->private_line);
    return FOS_STATUS_OK;
}

/* Whether a term is of the kinds asked for, on the day. The days decide most often, so they come first. */
static inline bool term_in_force(const unsigned char *term, uint32_t kinds, fos_date date)
{
    uint32_t day = (uint32_t)date ^ FOSI_ORDER_BIT;
    if (date != FOS_DATE_ABSENT && (day > fosi_term_get(term, FOSI_TERM_END) || day < fosi_term_get(term, FOSI_TERM_START)))
        return false;
    return (kinds >> (fosi_term_get(term, FOSI_TERM_KIND) & 255u) & 1u) != 0;
}

static bool term_matches(const fos_tariff_cursor *cursor, const unsigned char *term)
{
    return term_in_force(term, cursor->private_kinds, cursor->private_date) &&
           origin_matches(cursor->private_tariff, fosi_term_get(term, FOSI_TERM_ORIGIN), cursor->private_origin,
                          cursor->private_date);
}

/* The next term of the line at hand that matches; NULL when there is no more. */
static const unsigned char *next_term(fos_tariff_cursor *cursor)
{
    const fos_tariff *t = cursor->private_tariff;
    uint32_t at = cursor->private_at, end = cursor->private_end, kinds = cursor->private_kinds;
    fos_date date = cursor->private_date;
    const unsigned char *term = NULL;
    while (at < end) {
        const unsigned char *one = term_at(t, at++);
        if (!term_in_force(one, kinds, date) ||
            !origin_matches(t, fosi_term_get(one, FOSI_TERM_ORIGIN), cursor->private_origin, date))
            continue;
        term = one;
        break;
    }
    cursor->private_at = at;
    return term;
}

static bool same_purpose(const unsigned char *a, const unsigned char *b)
{
    return (fosi_term_get(a, FOSI_TERM_KIND) & 255u) == (fosi_term_get(b, FOSI_TERM_KIND) & 255u) &&
           fosi_term_get(a, FOSI_TERM_PROGRAMME) == fosi_term_get(b, FOSI_TERM_PROGRAMME) &&
           fosi_term_get(a, FOSI_TERM_QUOTA) == fosi_term_get(b, FOSI_TERM_QUOTA) &&
           fosi_term_get(a, FOSI_TERM_NUMBER) == fosi_term_get(b, FOSI_TERM_NUMBER);
}

/* Whether a longer code has a measure that stands instead of this one. */
static fosi_apart bool is_overridden(const fos_tariff_cursor *cursor, const unsigned char *term)
{
    const fos_tariff *t = cursor->private_tariff;
    for (uint32_t line = cursor->private_line; line != cursor->private_level;
         line = fosi_get32(fosi_line_at(t, line) + FOSI_LINE_PARENT)) {
        for (uint32_t i = first_measure(t, line), end = first_measure(t, line + 1); i < end; i++) {
            const unsigned char *other = term_at(t, i);
            if (same_purpose(term, other) && term_matches(cursor, other)) return true;
        }
    }
    return false;
}

static void fill_programme(const fos_tariff *t, uint32_t programme, fos_tariff_measure *measure)
{
    const unsigned char *at = t->section[FOSI_PROGRAMMES] + (size_t)programme * FOSI_PROGRAMME_SIZE;
    bool none = programme == FOSI_TARIFF_NONE;
    measure->programme = none ? "" : t->strings + fosi_get32(at + FOSI_PROGRAMME_ID);
    measure->proof = none ? "" : t->strings + fosi_get32(at + FOSI_PROGRAMME_PROOF);
}

static fos_date day(uint32_t value) { return (fos_date)(value ^ FOSI_ORDER_BIT); }

static void fill(const fos_tariff_cursor *cursor, const unsigned char *term, fos_tariff_measure *measure)
{
    const fos_tariff *t = cursor->private_tariff;
    uint32_t kind = fosi_term_get(term, FOSI_TERM_KIND), end = fosi_term_get(term, FOSI_TERM_END);
    measure->kind = (fos_tariff_kind)(kind & 255u);
    measure->stacking = (fos_tariff_stacking)(kind >> 8 & 255u);
    measure->confidence = (fos_confidence)(kind >> 16);
    fosi_code_text(fosi_get64(fosi_line_at(t, cursor->private_level)), measure->code);
    const unsigned char *clause = t->section[FOSI_ORIGINS] + (size_t)fosi_term_get(term, FOSI_TERM_ORIGIN) * FOSI_CLAUSE_SIZE;
    measure->origin = t->strings + fosi_get32(clause + FOSI_CLAUSE_TEXT);
    fill_programme(t, fosi_term_get(term, FOSI_TERM_PROGRAMME), measure);
    measure->rate = t->strings + fosi_term_get(term, FOSI_TERM_RATE);
    measure->start = day(fosi_term_get(term, FOSI_TERM_START));
    measure->end = end == UINT32_MAX ? FOS_DATE_ABSENT : day(end);
    measure->conditions = t->strings + fosi_term_get(term, FOSI_TERM_CONDITIONS);
    measure->order = (int32_t)(fosi_term_get(term, FOSI_TERM_ORDER) ^ FOSI_ORDER_BIT);
    measure->replaces = t->strings + fosi_term_get(term, FOSI_TERM_REPLACES);
    measure->quota = t->strings + fosi_term_get(term, FOSI_TERM_QUOTA);
    measure->number = t->strings + fosi_term_get(term, FOSI_TERM_NUMBER);
    measure->name = t->strings + fosi_term_get(term, FOSI_TERM_NAME);
    measure->source = t->strings + fosi_term_get(term, FOSI_TERM_SOURCE);
    measure->reference = cursor->private_at - 1;
}

int fos_tariff_next(fos_tariff_cursor *cursor, fos_tariff_measure *measure)
{
    const fos_tariff *t = cursor->private_tariff;
    if (measure->struct_size < sizeof *measure) return 0;
    while (cursor->private_level != FOSI_TARIFF_NONE) {
        for (const unsigned char *term; (term = next_term(cursor)) != NULL;) {
            if (cursor->private_level != cursor->private_line && is_overridden(cursor, term)) continue;
            fill(cursor, term, measure);
            return 1;
        }
        enter_line(cursor,
                   t->exact_codes ? FOSI_TARIFF_NONE : fosi_get32(fosi_line_at(t, cursor->private_level) + FOSI_LINE_PARENT));
    }
    return 0;
}

/* ---- codes ---- */

int fos_tariff_line_at(const fos_tariff *t, size_t index, fos_tariff_line *line)
{
    if (t == NULL || index >= t->count[FOSI_LINES] || line == NULL || line->struct_size < sizeof *line) return 0;
    const unsigned char *at = fosi_line_at(t, (uint32_t)index);
    uint64_t code = fosi_get64(at);
    fosi_code_text(code, line->code);
    line->description = t->strings + fosi_get32(at + FOSI_LINE_TEXT);
    line->declarable = (code & FOSI_CODE_DECLARABLE) != 0;
    line->start = (fos_date)fosi_get32(at + FOSI_LINE_START);
    line->end = (fos_date)fosi_get32(at + FOSI_LINE_END);
    line->match = FOS_TARIFF_MATCH_EXACT;
    return 1;
}

size_t fos_tariff_line_above(const fos_tariff *t, size_t index)
{
    if (t == NULL || index >= t->count[FOSI_LINES]) return SIZE_MAX;
    uint32_t parent = fosi_get32(fosi_line_at(t, (uint32_t)index) + FOSI_LINE_PARENT);
    return parent == FOSI_TARIFF_NONE ? SIZE_MAX : parent;
}

static unsigned shared_digits(const fos_tariff *t, uint32_t line, uint64_t code)
{
    uint64_t differs = (fosi_get64(fosi_line_at(t, line)) ^ code) >> 16;
    unsigned shared = 0;
    while (shared < 12 && (differs >> (44 - 4 * shared) & 15u) == 0)
        shared++;
    return shared;
}

/* Of the lines on both sides of where the code would stand, the one that shares more digits with it; the first of two equals. */
static uint32_t neighbour(const fos_tariff *t, uint64_t code)
{
    uint32_t at = lines_below(t, code >> 16);
    if (at == 0) return 0;
    if (at == t->count[FOSI_LINES]) return at - 1;
    return shared_digits(t, at, code) > shared_digits(t, at - 1, code) ? at : at - 1;
}

fos_status fos_tariff_code(const fos_tariff *tariff, const char *code, fos_date date, fos_tariff_line *line, fos_error *error)
{
    uint64_t packed;
    uint32_t at;
    if (tariff == NULL || line == NULL || line->struct_size < sizeof *line)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                         "a tariff is needed, and a line that begins with FOS_TARIFF_LINE_INIT");
    fos_status status = read_code(code, &packed, error);
    if (status != FOS_STATUS_OK) return status;
    if (tariff->count[FOSI_LINES] == 0)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "the tariff \"%s\" has no codes", tariff->name);
    fos_tariff_match match = locate(tariff, packed, date, UINT32_MAX, &at);
    if (at == FOSI_TARIFF_NONE) at = neighbour(tariff, packed);
    fos_tariff_line_at(tariff, at, line);
    line->match = match;
    return FOS_STATUS_OK;
}

fos_status fos_tariff_below(const fos_tariff *tariff, const char *code, size_t *first, size_t *count, fos_error *error)
{
    uint64_t packed;
    uint32_t from, end;
    if (tariff == NULL || first == NULL || count == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a tariff and places for the answer are needed");
    fos_status status = read_code(code, &packed, error);
    if (status != FOS_STATUS_OK) return status;
    subtree(tariff, packed, &from, &end);
    *first = from;
    *count = end - from;
    return FOS_STATUS_OK;
}
