/* Checking identifiers: finding the scheme, normalising the value, choosing the form, telling the result. Whether a number is
 * registered is never known here. The schemes are rows of three tables; their algorithms are in identifier_tests.c. */
#include <stdio.h>
#include <string.h>

#include "dataset/codes.h"
#include "dataset/identifier_scheme.h"

/* --- the tables --- */

#define TABLES 3

typedef struct table {
    const fosi_scheme *schemes;
    size_t count;
} table;

static table table_at(size_t index)
{
    switch (index) {
    case 0: return (table){ fosi_schemes_party, fosi_schemes_party_count };
    case 1: return (table){ fosi_schemes_trade, fosi_schemes_trade_count };
    default: return (table){ fosi_schemes_vat, fosi_schemes_vat_count };
    }
}

static const fosi_scheme *find_in(table in, const char *name)
{
    size_t low = 0, high = in.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, in.schemes[middle].shown.name);
        if (order == 0) return in.schemes + middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Names that rule files and people use besides. */
static const struct {
    const char *name, *scheme;
} aliases[] = {
    { "cn-ric", "cn-id" }, { "ean", "gtin" }, { "gr-vat", "el-vat" }, { "ird", "nz-ird" }, { "nz-gst", "nz-ird" },
};

const fosi_scheme *fosi_scheme_find(const char *name)
{
    for (size_t i = 0; i < TABLES; i++) {
        const fosi_scheme *found = find_in(table_at(i), name);
        if (found != NULL) return found;
    }
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (strcmp(name, aliases[i].name) == 0) return fosi_scheme_find(aliases[i].scheme);
    return NULL;
}

size_t fos_identifier_scheme_count(void) { return fosi_schemes_party_count + fosi_schemes_trade_count + fosi_schemes_vat_count; }

/* The tables are merged step by step: each is in order of name. */
const fos_identifier_scheme *fos_identifier_scheme_at(size_t index)
{
    size_t next[TABLES] = { 0 };
    const fos_identifier_scheme *found = NULL;
    for (size_t n = 0; n <= index; n++) {
        size_t least = TABLES;
        found = NULL;
        for (size_t i = 0; i < TABLES; i++) {
            table in = table_at(i);
            if (next[i] == in.count) continue;
            const fos_identifier_scheme *candidate = &in.schemes[next[i]].shown;
            if (found != NULL && strcmp(found->name, candidate->name) < 0) continue;
            found = candidate;
            least = i;
        }
        if (found == NULL) return NULL;
        next[least]++;
    }
    return found;
}

const fos_identifier_scheme *fos_identifier_scheme_find(const char *name)
{
    const fosi_scheme *found = name == NULL ? NULL : fosi_scheme_find(name);
    return found == NULL ? NULL : &found->shown;
}

size_t fos_identifier_pattern(const char *name, char *text, size_t size)
{
    const fosi_scheme *scheme = name == NULL ? NULL : fosi_scheme_find(name);
    char whole[512];
    size_t length = 0;
    if (scheme != NULL && !scheme->free) {
        length = (size_t)snprintf(whole, sizeof whole, "^");
        if (scheme->prefix_use == FOSI_PREFIX_ADDED) {
            length += (size_t)snprintf(whole + length, sizeof whole - length, "(");
            for (const char *at = scheme->prefixes; *at != '\0' && !(scheme->prefix_replaced && *at == ' '); at++)
                whole[length++] = *at == ' ' ? '|' : *at;
            length += (size_t)snprintf(whole + length, sizeof whole - length, ")");
        }
        for (const fosi_form *form = scheme->forms; form->pattern != NULL; form++)
            length +=
                (size_t)snprintf(whole + length, sizeof whole - length, "%s%s", form == scheme->forms ? "(" : "|", form->pattern);
        length += (size_t)snprintf(whole + length, sizeof whole - length, ")$");
    }
    if (size != 0) {
        size_t kept = length < size ? length : size - 1;
        memcpy(text, whole, kept);
        text[kept] = '\0';
    }
    return length;
}

/* --- normalising --- */

/* Length of a separator that people write between the parts of a number, else 0. Dashes and spaces of word processors
 * are three bytes (U+2010 to U+2015) or two (U+00A0). */
static size_t separator(const unsigned char *at, size_t left)
{
    switch (at[0]) {
    case ' ':
    case '\t':
    case '.':
    case '-':
    case '/': return 1;
    case 0xc2: return left >= 2 && at[1] == 0xa0 ? 2 : 0;
    case 0xe2: return left >= 3 && at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0x95 ? 3 : 0;
    default: return 0;
    }
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

static bool refuse_byte(unsigned char c, size_t at, fosi_flaw *flaw)
{
    if (c >= 0x80)
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHARACTER, at,
                      "a character outside ASCII, expected digits and letters of ASCII");
    else
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHARACTER, at, "a control character, expected digits and letters");
    return false;
}

/* The value without separators, in capitals. On failure the flaw's place is an index into the value. */
static bool take_subject(const fosi_scheme *scheme, const char *value, size_t length, fosi_subject *out, fosi_flaw *flaw)
{
    size_t at = 0;
    out->length = 0;
    out->separated = 0;
    while (length > 0 && is_blank(value[length - 1]))
        length--;
    while (at < length && is_blank(value[at]))
        at++;
    while (at < length) {
        unsigned char c = (unsigned char)value[at];
        size_t skipped = scheme->verbatim || scheme->free ? 0 : separator((const unsigned char *)value + at, length - at);
        if (skipped != 0) {
            if (out->length < FOS_IDENTIFIER_LONGEST && (out->separated >> out->length & 1) == 0) {
                out->separated |= (uint64_t)1 << out->length;
                out->separator[out->length] = (uint32_t)at + 1;
            }
            at += skipped;
            continue;
        }
        if (c < 0x20 || c >= 0x7f) return refuse_byte(c, at, flaw);
        if (out->length == FOS_IDENTIFIER_LONGEST) {
            fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_LONG, at, "it is longer than any identifier");
            return false;
        }
        out->place[out->length] = (uint32_t)at + 1;
        out->text[out->length++] = !scheme->free && fosi_is_lower((char)c) ? (char)(c - 'a' + 'A') : (char)c;
        at++;
    }
    out->text[out->length] = '\0';
    out->place[out->length] = (uint32_t)length + 1;
    if (out->length != 0) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_EMPTY, 0, "it is empty");
    return false;
}

/* Puts `count` characters before character `at`; they have the place of what follows them. */
static void insert(fosi_subject *subject, size_t at, const char *text, size_t count)
{
    if (subject->length + count > FOS_IDENTIFIER_LONGEST) return;
    size_t rest = subject->length - at + 1;
    memmove(subject->text + at + count, subject->text + at, rest);
    memmove(subject->place + at + count, subject->place + at, rest * sizeof subject->place[0]);
    memcpy(subject->text + at, text, count);
    for (size_t i = 0; i < count; i++)
        subject->place[at + i] = subject->place[at + count];
    subject->length += count;
}

static void take_away(fosi_subject *subject, size_t count)
{
    subject->length -= count;
    memmove(subject->text, subject->text + count, subject->length + 1);
    memmove(subject->place, subject->place + count, (subject->length + 1) * sizeof subject->place[0]);
}

/* Length of the prefix that stands, 0 when none does. */
static size_t prefix_of(const fosi_scheme *scheme, const fosi_subject *subject)
{
    for (const char *at = scheme->prefixes; *at != '\0';) {
        size_t length = strcspn(at, " ");
        if (subject->length > length && memcmp(subject->text, at, length) == 0) return length;
        at += length + (at[length] == ' ');
    }
    return 0;
}

/* Brings the prefix into its form and fills with zeros. Returns the length of the prefix that now stands. */
static size_t complete(const fosi_scheme *scheme, fosi_subject *subject)
{
    size_t prefix = scheme->prefix_use == FOSI_PREFIX_NONE ? 0 : prefix_of(scheme, subject);
    if (prefix != 0 && (scheme->prefix_use == FOSI_PREFIX_DROPPED || scheme->prefix_replaced)) {
        take_away(subject, prefix);
        prefix = 0;
    }
    if (prefix == 0 && scheme->prefix_use == FOSI_PREFIX_ADDED) {
        prefix = strcspn(scheme->prefixes, " ");
        insert(subject, 0, scheme->prefixes, prefix);
    }
    size_t length = subject->length - prefix;
    if (scheme->pad != 0 && length >= scheme->pad_from && length < scheme->pad)
        insert(subject, prefix, "0000000000", scheme->pad - length);
    return prefix;
}

/* --- forms --- */

static bool may_separate(const char *places, size_t at)
{
    size_t place = 0;
    for (; *places != '\0'; places++) {
        place = fosi_is_digit(*places) ? place * 10 + (size_t)(*places - '0') : 0;
        if (place == at && !fosi_is_digit(places[1])) return true;
    }
    return false;
}

/* A separator where the form has none; its place goes into `place`. */
static bool separators_fit(const fosi_form *form, const fosi_subject *subject, uint32_t *place, fosi_flaw *flaw)
{
    for (size_t i = 1; form->places != NULL && i < subject->length; i++) {
        if ((subject->separated >> i & 1) == 0 || may_separate(form->places, i)) continue;
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_SEPARATOR, i, "a separator after %zu characters, expected none there", i);
        *place = subject->separator[i];
        return false;
    }
    return true;
}

/* How a value fared with the form that suits it best. */
typedef struct trial {
    const fosi_form *form; /* that holds; NULL when none does */
    bool verified;
    fosi_flaw flaw;
    uint32_t place; /* of the flaw when it is not a character's: 1-based bytes */
} trial;

/* Takes the first form that holds; else the flaw of the form that went furthest. */
static void try_forms(const fosi_scheme *scheme, const fosi_subject *subject, size_t prefix, trial *out)
{
    size_t furthest = 0;
    bool matched = false, any = false;
    for (const fosi_form *form = scheme->forms; form->pattern != NULL; form++) {
        fosi_flaw flaw;
        flaw.quiet = out->flaw.quiet;
        size_t reached = prefix;
        uint32_t place = 0;
        bool matches = fosi_form_matches(form, subject, prefix, &reached, &flaw) && separators_fit(form, subject, &place, &flaw);
        if (matches && fosi_form_holds(form, subject, &out->verified, &flaw)) {
            out->form = form;
            return;
        }
        if (flaw.quiet || matched > matches || (any && matched == matches && (matched || reached <= furthest))) continue;
        any = true;
        matched = matches;
        furthest = reached;
        out->flaw = flaw;
        out->place = place != 0 ? place : subject->place[flaw.at];
    }
}

/* --- the result --- */

static void put_parts(const char *parts, fos_identifier_result *result)
{
    uint32_t offset = 0, whole = (uint32_t)strlen(result->normalised);
    while (parts != NULL && *parts != '\0' && result->part_count < FOS_IDENTIFIER_PARTS) {
        const char *end = parts + strcspn(parts, ",");
        const char *space = end;
        while (space[-1] != ' ')
            space--;
        uint32_t length = 0;
        for (const char *at = space; at < end && fosi_is_digit(*at); at++)
            length = length * 10 + (uint32_t)(*at - '0');
        if (*space == '*') length = whole - offset;
        fos_identifier_part *part = &result->parts[result->part_count];
        size_t named = (size_t)(space - 1 - parts);
        if (length != 0 && offset + length <= whole && named < sizeof part->name) {
            memcpy(part->name, parts, named);
            part->offset = offset;
            part->length = length;
            result->part_count++;
        }
        offset += length;
        parts = *end == ',' ? end + 2 : end;
    }
}

static const fosi_test *listed_whole(const fosi_form *form)
{
    return form->tests != NULL && form->tests[0].method == FOSI_LISTED && form->tests[0].whole ? form->tests : NULL;
}

static void put_reason(const fosi_scheme *scheme, const trial *found, fos_identifier_result *result)
{
    const fosi_test *list = listed_whole(found->form);
    const char *words = found->form->note != NULL ? found->form->note : scheme->lacking;
    if (found->verified && list != NULL)
        words = fosi_code_name(list->list, fosi_slice_of(result->normalised));
    else if (found->verified)
        words = scheme->shown.checked;
    (void)snprintf(result->because, sizeof result->because, "%s", words == NULL ? "" : words);
}

static void put_flaw(const fosi_flaw *flaw, uint32_t place, fos_identifier_result *result)
{
    result->verdict = FOS_VERDICT_INVALID;
    result->fault = flaw->fault;
    result->position = place;
    (void)snprintf(result->because, sizeof result->because, "%s", flaw->because);
}

/* Finds the form that holds and normalises, or the flaw of the nearest. */
static void judge(const fosi_scheme *scheme, const char *value, size_t length, fosi_subject *subject, trial *found)
{
    static const fosi_form free_form = { .pattern = "" };
    if (!take_subject(scheme, value, length, subject, &found->flaw))
        found->place = found->flaw.fault == FOS_IDENTIFIER_FAULT_EMPTY ? 0 : (uint32_t)found->flaw.at + 1;
    else if (scheme->free)
        found->form = &free_form;
    else
        try_forms(scheme, subject, complete(scheme, subject), found);
}

static void put_result(const fosi_scheme *scheme, const fosi_subject *subject, const trial *found, fos_identifier_result *result)
{
    if (found->form == NULL) {
        put_flaw(&found->flaw, found->place, result);
        return;
    }
    result->verdict = found->verified ? FOS_VERDICT_VALID : FOS_VERDICT_WELL_FORMED;
    memcpy(result->normalised, subject->text, subject->length + 1);
    put_parts(found->form->parts, result);
    put_reason(scheme, found, result);
}

static fos_status unknown_scheme(const char *name, fos_error *error)
{
    const char *names[256];
    size_t count = 0;
    for (size_t i = 0; i < TABLES; i++)
        for (size_t k = 0; k < table_at(i).count && count < sizeof names / sizeof names[0]; k++)
            names[count++] = table_at(i).schemes[k].shown.name;
    const char *near = fosi_nearest(fosi_slice_of(name), names, count);
    if (near != NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no scheme \"%.64s\", did you mean %s?", name, near);
    return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no scheme \"%.64s\"", name);
}

fos_status fos_identifier_check(const char *name, const char *value, size_t length, fos_identifier_result *result,
                                fos_error *error)
{
    if (name == NULL || result == NULL || (value == NULL && length != 0))
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_identifier_check: a scheme, a value and a result are needed");
    if (result->struct_size < sizeof result->struct_size)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                         "fos_identifier_check: the result is not FOS_IDENTIFIER_RESULT_INIT");
    const fosi_scheme *scheme = fosi_scheme_find(name);
    if (scheme == NULL) return unknown_scheme(name, error);
    fos_identifier_result whole = FOS_IDENTIFIER_RESULT_INIT;
    fosi_subject subject;
    trial found = { .form = NULL };
    judge(scheme, value, length, &subject, &found);
    put_result(scheme, &subject, &found, &whole);
    uint32_t size = result->struct_size;
    memcpy(result, &whole, size < sizeof whole ? size : sizeof whole);
    result->struct_size = size;
    return FOS_STATUS_OK;
}

int fos_identifier_well_formed(const char *name, const char *value)
{
    if (name == NULL || value == NULL || value[0] == '\0') return 0;
    const fosi_scheme *scheme = fosi_scheme_find(name);
    if (scheme == NULL || scheme->free) return -1;
    fosi_subject subject;
    trial found;
    found.form = NULL;
    found.flaw.quiet = true;
    judge(scheme, value, strlen(value), &subject, &found);
    return found.form != NULL;
}

const char *fos_verdict_name(fos_verdict verdict)
{
    static const char *const names[] = { "invalid", "well_formed", "valid" };
    return (unsigned)verdict < sizeof names / sizeof names[0] ? names[verdict] : "";
}

const char *fos_identifier_fault_name(fos_identifier_fault fault)
{
    static const char *const names[] = { "none",      "empty", "character", "short", "long",
                                         "separator", "check", "code",      "date",  "range" };
    return (unsigned)fault < sizeof names / sizeof names[0] ? names[fault] : "";
}
