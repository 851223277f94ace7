/* What no row of a table can say: birth days in personal numbers, checks with cases, ranges with holes. Each function is named
 * after the scheme, or the country, whose rule it is. Positions count the prefix. */
#include <string.h>

#include "dataset/codes.h"
#include "dataset/identifier_scheme.h"

static unsigned digit(const fosi_subject *subject, size_t at) { return (unsigned)(subject->text[at] - '0'); }

static unsigned number(const fosi_subject *subject, size_t from, size_t count)
{
    unsigned value = 0;
    for (size_t i = from; i < from + count; i++)
        value = value * 10 + digit(subject, i);
    return value;
}

static bool no_day(size_t at, fosi_flaw *flaw)
{
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_DATE, at, "its birth day is not a day of the calendar");
    return false;
}

static bool expect(const fosi_subject *subject, size_t at, char expected, fosi_flaw *flaw)
{
    if (subject->text[at] == expected) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, at, "the check %s is %c, expected %c",
                  fosi_is_digit(expected) ? "digit" : "letter", subject->text[at], expected);
    return false;
}

static bool misfit(size_t at, fosi_flaw *flaw)
{
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, at, "the check digits do not fit the rest");
    return false;
}

/* Cyprus: digits in odd places count by a table; the rest of the sum by 26 is a letter. */
bool fosi_odd_cy(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const uint8_t odd[] = { 1, 0, 5, 7, 9, 13, 15, 17, 19, 21 };
    unsigned sum = 0;
    if (number(subject, 2, 2) == 12) {
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_RANGE, 2, "numbers that begin with 12 are not given out");
        return false;
    }
    for (size_t i = 2; i < 10; i++)
        sum += i % 2 == 0 ? odd[digit(subject, i)] : digit(subject, i);
    return expect(subject, 10, (char)('A' + sum % 26), flaw);
}

/* Days before 1900 are looked up a hundred years later: the leap years are the same. */
static bool is_day(unsigned year, unsigned month, unsigned day)
{
    return fos_date_make((int)(year < 1900 ? year + 100 : year), (int)month, (int)day) != FOS_DATE_ABSENT;
}

/* Czechia and Slovakia: birth numbers, yymmdd and a serial of three digits until 1953, four since; women's months are 50 more,
 * and 20 more where the serials of a day ran out. */
bool fosi_odd_cz_birth(const fosi_subject *subject, fosi_flaw *flaw)
{
    bool old = subject->length == 11;
    unsigned year = 1900 + number(subject, 2, 2), month = number(subject, 4, 2);
    if (old && year > 1953) year -= 100;
    if (!old && year < 1954) year += 100;
    if (month > 50) month -= 50;
    if (month > 20 && year >= 2004) month -= 20;
    return (year >= 1880 && is_day(year, month, number(subject, 6, 2))) || no_day(2, flaw);
}

bool fosi_odd_cz_birth_check(const fosi_subject *subject, fosi_flaw *flaw)
{
    return expect(subject, 11, (char)('0' + number(subject, 2, 9) % 11 % 10), flaw);
}

/* Latvia: ddmmyy and the century (0 the 19th, 1 the 20th, 2 the 21st); numbers since 2017 begin with 32 and hold no day. */
bool fosi_odd_lv_birth(const fosi_subject *subject, fosi_flaw *flaw)
{
    if (number(subject, 2, 2) == 32) return true;
    unsigned year = 1800 + digit(subject, 8) * 100 + number(subject, 6, 2);
    return is_day(year, number(subject, 4, 2), number(subject, 2, 2)) || no_day(2, flaw);
}

static char spanish_letter(unsigned value) { return "TRWAGMYFPDXBNJZSQVHLCKE"[value % 23]; }

/* The check of a Spanish legal person: Luhn's digit, or the letter that stands for it. */
static bool spanish_company(const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned sum = 0;
    for (size_t i = 3; i < 10; i++) {
        unsigned twice = digit(subject, i) * 2;
        sum += i % 2 == 1 ? twice / 10 + twice % 10 : digit(subject, i);
    }
    unsigned check = (10 - sum % 10) % 10;
    char as_digit = (char)('0' + check), as_letter = "JABCDEFGHI"[check], kind = subject->text[2];
    bool foreign = number(subject, 3, 2) == 0;
    if (strchr("NPQRSW", kind) != NULL) return expect(subject, 10, as_letter, flaw);
    if (strchr("ABEH", kind) != NULL && !foreign) return expect(subject, 10, as_digit, flaw);
    return subject->text[10] == as_letter || expect(subject, 10, as_digit, flaw);
}

/* Spain: residents, foreigners (X Y Z stand for 0 1 2), persons without either (K L M), and legal persons. */
bool fosi_odd_es(const fosi_subject *subject, fosi_flaw *flaw)
{
    char first = subject->text[2];
    if (fosi_is_digit(first)) return expect(subject, 10, spanish_letter(number(subject, 2, 8)), flaw);
    if (first >= 'X')
        return expect(subject, 10, spanish_letter((unsigned)(first - 'X') * 10000000u + number(subject, 3, 7)), flaw);
    if (first >= 'K' && first <= 'M') return expect(subject, 10, spanish_letter(number(subject, 3, 7)), flaw);
    return spanish_company(subject, flaw);
}

static bool luhn(const fosi_subject *subject, size_t from, size_t count)
{
    unsigned sum = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned value = digit(subject, from + count - 1 - i) << (i % 2);
        sum += value / 10 + value % 10;
    }
    return sum % 10 == 0;
}

/* France: a SIREN with Luhn's check (Monaco's begin with 000 and have none), and a key before it: two digits, or a digit and
 * a letter in either order. */
bool fosi_odd_fr(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    unsigned first = (unsigned)(strchr(alphabet, subject->text[2]) - alphabet);
    unsigned second = (unsigned)(strchr(alphabet, subject->text[3]) - alphabet);
    unsigned siren = number(subject, 4, 9);
    if (siren / 1000000 != 0 && !luhn(subject, 4, 9)) {
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, 12, "the SIREN %.9s does not fit its check digit", subject->text + 4);
        return false;
    }
    if (first < 10 && second < 10) {
        unsigned key = (unsigned)(((uint64_t)siren * 100 + 12) % 97);
        if (first * 10 + second == key) return true;
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CHECK, 2, "the key is %.2s, expected %02u", subject->text + 2, key);
        return false;
    }
    unsigned key = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
    return (siren + 1 + key / 11) % 11 == key % 11 || misfit(2, flaw);
}

/* United Kingdom: the sum leaves 0 by 97, or 42 in the numbers given out since 2009. */
bool fosi_odd_gb(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const uint8_t weights[] = { 8, 7, 6, 5, 4, 3, 2, 10, 1 };
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof weights; i++)
        sum += weights[i] * digit(subject, 2 + i);
    unsigned rest = sum % 97;
    if (rest == 0 || (subject->text[2] != '0' && (rest == 42 || rest == 55))) return true;
    return misfit(9, flaw);
}

/* Italy: the office of the province that gave the number out. */
bool fosi_odd_it_office(const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned office = number(subject, 9, 3);
    bool known = (office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 || office == 999;
    if (known && number(subject, 2, 7) != 0) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_RANGE, known ? 2 : 9, "%s",
                  known ? "0000000 is not given out" : "its three digits of the office are not given out");
    return false;
}

/* Bulgaria: birth numbers, yymmdd, with 20 added to the month for the 19th century and 40 for the 21st. */
bool fosi_odd_bg_birth(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const uint8_t weights[] = { 2, 4, 8, 5, 10, 9, 7, 3, 6 };
    unsigned year = 1900 + number(subject, 2, 2), month = number(subject, 4, 2);
    if (month > 40) {
        year += 100;
        month -= 40;
    } else if (month > 20) {
        year -= 100;
        month -= 20;
    }
    if (!is_day(year, month, number(subject, 6, 2))) return misfit(11, flaw);
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof weights; i++)
        sum += weights[i] * digit(subject, 2 + i);
    return expect(subject, 11, (char)('0' + sum % 11 % 10), flaw);
}

/* Member states by their numeric code (ISO 3166-1), and 900 for Northern Ireland. */
bool fosi_odd_ioss_state(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const uint16_t states[] = { 40,  56,  100, 191, 196, 203, 208, 233, 246, 250, 276, 300, 348, 372,
                                       380, 428, 440, 442, 470, 528, 616, 620, 642, 703, 705, 724, 752, 900 };
    unsigned state = number(subject, 2, 3);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (states[i] == state) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CODE, 2, "%.3s is not the numeric code of a member state", subject->text + 2);
    return false;
}

/* The member states that give out EORI numbers, which Greece writes with GR; GB and XI have a form of their own. */
bool fosi_odd_eori_state(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const char states[] = "ATBEBGCYCZDEDKEEESFIFRGRHRHUIEITLTLULVMTNLPLPTROSESISK";
    for (size_t i = 0; states[i] != '\0'; i += 2)
        if (memcmp(subject->text, states + i, 2) == 0) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CODE, 0, "\"%.2s\" does not give out EORI numbers of this form", subject->text);
    return false;
}

/* The prefixes that the Internal Revenue Service has assigned to its campuses. */
bool fosi_odd_ein_prefix(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const char unassigned[] = "0007080917181928294969707879899697";
    for (size_t i = 0; unassigned[i] != '\0'; i += 2) {
        if (memcmp(subject->text, unassigned + i, 2) != 0) continue;
        fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CODE, 0, "%.2s is not a prefix that is given out", subject->text);
        return false;
    }
    return true;
}

/* Areas 000, 666 and 900 to 999, groups 00 and serials 0000 are not given out as social security numbers, nor are two that
 * were printed in advertisements. */
bool fosi_odd_ssn(const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned area = number(subject, 0, 3);
    size_t at = area == 0 || area == 666 || area >= 900 ? 0 : number(subject, 3, 2) == 0 ? 3 : number(subject, 5, 4) == 0 ? 5 : 9;
    if (memcmp(subject->text, "078051120", 9) == 0 || memcmp(subject->text, "219099999", 9) == 0) at = 0;
    if (at == 9) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_RANGE, at, "such a number is not given out");
    return false;
}

static bool chapter_below(const fosi_subject *subject, unsigned most, fosi_flaw *flaw)
{
    unsigned chapter = number(subject, 0, 2);
    if (chapter >= 1 && chapter <= most && chapter != 77) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_RANGE, 0, "%02u is not a chapter, expected 01 to %02u but 77", chapter, most);
    return false;
}

bool fosi_odd_chapter(const fosi_subject *subject, fosi_flaw *flaw) { return chapter_below(subject, 97, flaw); }

/* Chapters 98 and 99 are the contracting parties' own. */
bool fosi_odd_chapter_national(const fosi_subject *subject, fosi_flaw *flaw) { return chapter_below(subject, 99, flaw); }

/* India: 01 to 38 are states and territories, 96 foreign, 97 other territory, 99 the centre. */
bool fosi_odd_gstin_state(const fosi_subject *subject, fosi_flaw *flaw)
{
    unsigned state = number(subject, 0, 2);
    if ((state >= 1 && state <= 38) || state == 96 || state == 97 || state == 99) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CODE, 0, "%02u is not the code of a state", state);
    return false;
}

/* Singapore: the kinds of entities that are neither businesses nor local companies. */
bool fosi_odd_uen_kind(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const char kinds[] = "CCCDCHCLCMCPCSCXDPFBFCFMFNGAGBGSHCHSLLLPMBMCMDMHMMMQNBNRPAPBPFRFRPSMSSTCTUVCVHXL";
    for (size_t i = 0; kinds[i] != '\0'; i += 2)
        if (memcmp(subject->text + 3, kinds + i, 2) == 0) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CODE, 3, "\"%.2s\" is not a kind of entity", subject->text + 3);
    return false;
}

/* China: the provinces by which areas begin (GB/T 2260). */
bool fosi_odd_cn_area(const fosi_subject *subject, fosi_flaw *flaw)
{
    static const char provinces[] = "1112131415212223313233343536374142434445465051525354616263646571818283";
    for (size_t i = 0; provinces[i] != '\0'; i += 2)
        if (memcmp(subject->text, provinces + i, 2) == 0) return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_CODE, 0, "%.2s is not the code of a province", subject->text);
    return false;
}

/* A number of zeros passes every check and identifies nothing. */
bool fosi_odd_gtin_zeros(const fosi_subject *subject, fosi_flaw *flaw)
{
    for (size_t i = 0; i < subject->length; i++)
        if (subject->text[i] != '0') return true;
    fosi_flaw_set(flaw, FOS_IDENTIFIER_FAULT_RANGE, 0, "zeros alone are not given out");
    return false;
}
