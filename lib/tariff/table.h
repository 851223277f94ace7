/* The image of a tariff table, as it lies in a file and in memory. The builder writes it, fos_tariff_open checks all of it once,
 * and look-ups read it in place. No pointers, no alignment: numbers are little-endian and read byte by byte.
 *
 *   head | lines | measures | terms | origins | exclusions | groups | members | programmes | strings
 *
 * Each section follows the last without a gap, so its place comes from the counts in the head. Lines (commodity codes) are in
 * order of code and know their nearest prefix. A line's measures are numbers of terms; a term is all that a measure says
 * beside its code, and stands once however many codes have it. Texts stand once, sorted, each with its NUL. */
#ifndef FOSI_TABLE_H
#define FOSI_TABLE_H

#include <fos/tariff.h>

#include "base/base.h"

#define FOSI_TARIFF_MAGIC                                                                                                        \
    "\x89"                                                                                                                       \
    "FOSTRF\n"
#define FOSI_TARIFF_VERSION 1u
#define FOSI_TARIFF_NONE UINT32_MAX

/* The head. The digest (64 hex digits of SHA-256) covers everything after it. */
enum {
    FOSI_HEAD_MAGIC = 0,
    FOSI_HEAD_VERSION = 8, /* u32 */
    FOSI_HEAD_DIGEST = 12,
    FOSI_HEAD_FLAGS = 76, /* u32, and from here on */
    FOSI_HEAD_ID = 80,
    FOSI_HEAD_CURRENCY = 84,
    FOSI_HEAD_DATA_VERSION = 88,
    FOSI_HEAD_SOURCE = 92,
    FOSI_HEAD_STARTER = 96,
    FOSI_HEAD_COUNTS = 100, /* one u32 for each section */
    FOSI_HEAD_SIZE = 136
};
enum { FOSI_TARIFF_EXACT_CODES = 1u };

typedef enum fosi_section {
    FOSI_LINES,
    FOSI_MEASURES,
    FOSI_TERMS,
    FOSI_ORIGINS,
    FOSI_EXCLUSIONS,
    FOSI_GROUPS,
    FOSI_MEMBERS,
    FOSI_PROGRAMMES,
    FOSI_STRINGS /* its count is bytes */
} fosi_section;
#define FOSI_SECTION_COUNT 9

/* A code as a number: 12 nibbles from the top, digit + 1 each, 0 after the last; the low 16 bits are its length and flags. In
 * this order a code stands directly before those that it begins. */
enum { FOSI_CODE_LENGTH = 15u, FOSI_CODE_DECLARABLE = 16u };
enum {
    FOSI_LINE_CODE = 0,
    FOSI_LINE_PARENT = 8,
    FOSI_LINE_FIRST = 12,
    FOSI_LINE_TEXT = 16,
    FOSI_LINE_START = 20,
    FOSI_LINE_END = 24,
    FOSI_LINE_SIZE = 28
};

enum { FOSI_MEASURE_SIZE = 4 };

/* The fields in the order in which terms are sorted: what makes two measures rivals first, then the days. */
enum {
    FOSI_TERM_KIND, /* kind, stacking, confidence in the low three bytes */
    FOSI_TERM_ORDER,
    FOSI_TERM_PROGRAMME,
    FOSI_TERM_ORIGIN,
    FOSI_TERM_NUMBER,
    FOSI_TERM_QUOTA,
    FOSI_TERM_CONDITIONS,
    FOSI_TERM_START,
    FOSI_TERM_END,
    FOSI_TERM_RATE,
    FOSI_TERM_REPLACES,
    FOSI_TERM_NAME,
    FOSI_TERM_SOURCE,
    FOSI_TERM_FIELDS
};
/* Which fields are texts. */
#define FOSI_TERM_TEXTS 7
extern const unsigned char fosi_term_texts[FOSI_TERM_TEXTS];
/* Signed numbers of a term (order, days) have this bit turned, so that their unsigned order is right; an open end is UINT32_MAX. */
#define FOSI_ORDER_BIT 0x80000000u
enum { FOSI_TERM_RIVALS = FOSI_TERM_START, FOSI_TERM_SIZE = 4 * FOSI_TERM_FIELDS };

/* Where from: every origin, a country (two letters in two bytes) or a group (top bit and number). */
#define FOSI_ORIGIN_ALL 0u
#define FOSI_ORIGIN_GROUP 0x80000000u
enum { FOSI_CLAUSE_ORIGIN = 0, FOSI_CLAUSE_FIRST = 4, FOSI_CLAUSE_COUNT = 8, FOSI_CLAUSE_TEXT = 12, FOSI_CLAUSE_SIZE = 16 };
enum { FOSI_EXCLUSION_SIZE = 4 };

enum { FOSI_GROUP_ID = 0, FOSI_GROUP_NAME = 4, FOSI_GROUP_FIRST = 8, FOSI_GROUP_COUNT = 12, FOSI_GROUP_SIZE = 16 };
enum { FOSI_MEMBER_COUNTRY = 0, FOSI_MEMBER_START = 4, FOSI_MEMBER_END = 8, FOSI_MEMBER_SIZE = 12 };
enum { FOSI_PROGRAMME_ID = 0, FOSI_PROGRAMME_NAME = 4, FOSI_PROGRAMME_PROOF = 8, FOSI_PROGRAMME_SIZE = 12 };

static inline uint32_t fosi_get32(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline uint64_t fosi_get64(const unsigned char *at) { return fosi_get32(at) | (uint64_t)fosi_get32(at + 4) << 32; }

struct fos_tariff {
    const fos_context *context;
    const char *name;
    const unsigned char *bytes;
    size_t length;
    uint32_t count[FOSI_SECTION_COUNT];
    const unsigned char *section[FOSI_SECTION_COUNT];
    const char *strings;
    uint32_t chapters[257]; /* by the first byte of a packed code: how many lines stand before those that begin with it */
    bool exact_codes;
    char digest[FOSI_DIGEST_TEXT];
    fos_buffer *image;                   /* that was compiled when it was opened; else NULL */
    void (*release)(fos_tariff *tariff); /* gives back its bytes; NULL when they are the caller's */
};

/* Bytes of one entry of a section. */
size_t fosi_section_size(fosi_section section);
static inline const unsigned char *fosi_line_at(const fos_tariff *tariff, uint32_t line)
{
    return tariff->section[FOSI_LINES] + (size_t)line * FOSI_LINE_SIZE;
}
static inline const unsigned char *fosi_term_at(const fos_tariff *tariff, uint32_t term)
{
    return tariff->section[FOSI_TERMS] + (size_t)term * FOSI_TERM_SIZE;
}
static inline uint32_t fosi_term_get(const unsigned char *term, unsigned field) { return fosi_get32(term + 4 * (size_t)field); }

/* A code of 2 to 12 digits, points and spaces passed over; 0 when it is none. Flags are not set. */
uint64_t fosi_code_pack(const char *text, size_t length);
/* Its digits and a NUL. */
void fosi_code_text(uint64_t code, char text[16]);
static inline unsigned fosi_code_length(uint64_t code) { return (unsigned)(code & FOSI_CODE_LENGTH); }
/* Whether the code `prefix` begins `code` (or is it). */
static inline bool fosi_code_begins(uint64_t prefix, uint64_t code)
{
    unsigned length = fosi_code_length(prefix);
    return length > 0 && (prefix ^ code) >> (64 - 4 * length) == 0;
}
/* The line of an additional code whose agricultural components stand in a table: "007051" of "7051", in the chapter 00 that no goods
 * have. False when it is not 1 to 10 digits. */
bool fosi_component_code(const char *text, char code[16]);
/* Two capital letters as a number; 0 when it is not that. */
uint32_t fosi_country_pack(const char *text, size_t length);

/* Whether the conditions of a row follow the grammar; `*bad` is then what does not. */
bool fosi_conditions_valid(const char *text, fosi_slice *bad);
/* "<= 150 EUR": sign, number and word of a condition on value, mass or quantity; `*word` is empty where none stands. */
typedef enum fosi_relation { FOSI_BELOW, FOSI_AT_MOST, FOSI_ABOVE, FOSI_AT_LEAST } fosi_relation;
bool fosi_condition_bound(fosi_slice text, fosi_relation *relation, fos_decimal *number, fosi_slice *word);

/* Like fos_tariff_builder_write, but of two measures that differ in nothing but the rate on the same day the one of the later row
 * is left out and told; NULL: they are an error. */
typedef void fosi_tariff_left_out(void *user, const fos_error *why);
fos_status fosi_tariff_write(fos_tariff_builder *builder, fosi_tariff_left_out *left_out, void *user, fos_buffer *out,
                             fos_error *error);

/* The next group from number `*at` on that no country is in, moving `*at` past it; NULL when there is no more. */
const char *fosi_tariff_empty_group(const fos_tariff_builder *builder, size_t *at);

#endif
