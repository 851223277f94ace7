/* Pieces of text: comparing, hashing, UTF-8, and the nearest known word for "did you mean". ASCII classes are spelled
 * out because the C library's depend on the locale. */
#include "base/base.h"

#include <string.h>

#define LONGEST_WORD 64

fosi_slice fosi_slice_of(const char *text)
{
    fosi_slice slice = { text == NULL ? "" : text, text == NULL ? 0 : strlen(text) };
    return slice;
}

bool fosi_slice_goes_on_as(fosi_slice slice, const char *text)
{
    for (size_t i = 1; i < slice.length; i++)
        if (text[i] != slice.data[i] || text[i] == '\0') return false;
    return text[slice.length] == '\0';
}

bool fosi_slice_equal(fosi_slice a, fosi_slice b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

int fosi_slice_compare(fosi_slice a, fosi_slice b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    if (order != 0) return order < 0 ? -1 : 1;
    return (a.length > b.length) - (a.length < b.length);
}

fosi_known_text fosi_know_text(const char *text)
{
    fosi_known_text known = { text, 0, true };
    for (; text[known.length] != '\0'; known.length++) {
        char c = text[known.length];
        known.plain = known.plain && (unsigned char)c >= 0x20 && c != '"' && c != '\\';
    }
    return known;
}

/* FNV-1a, finished with the mixing step of splitmix64 so that tables may take the low bits. */
uint64_t fosi_hash(const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ seed;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    hash = (hash ^ (hash >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ (hash >> 27)) * UINT64_C(0x94d049bb133111eb);
    return hash ^ (hash >> 31);
}

static bool is_tail(unsigned char byte) { return (byte & 0xc0u) == 0x80u; }

/* Bytes of the well-formed sequence at `at` (of `left` bytes), 0 when there is none. The second byte's range excludes
 * overlong forms, surrogates and everything beyond U+10FFFF. */
static size_t sequence_length(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0];
    if (lead < 0x80) return 1;
    if (lead < 0xc2 || lead > 0xf4 || left < 2) return 0;
    unsigned char low = 0x80, high = 0xbf;
    if (lead == 0xe0) low = 0xa0;
    if (lead == 0xed) high = 0x9f;
    if (lead == 0xf0) low = 0x90;
    if (lead == 0xf4) high = 0x8f;
    if (at[1] < low || at[1] > high) return 0;
    if (lead < 0xe0) return 2;
    if (left < 3 || !is_tail(at[2])) return 0;
    if (lead < 0xf0) return 3;
    return left >= 4 && is_tail(at[3]) ? 4 : 0;
}

bool fosi_utf8_valid(const char *bytes, size_t length, size_t *bad_offset)
{
    const unsigned char *at = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < length) {
        uint64_t word;
        if (length - i >= sizeof word) {
            memcpy(&word, at + i, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) == 0) {
                i += sizeof word;
                continue;
            }
        }
        size_t step = sequence_length(at + i, length - i);
        if (step == 0) {
            if (bad_offset != NULL) *bad_offset = i;
            return false;
        }
        i += step;
    }
    return true;
}

static unsigned char fold(char c) { return (unsigned char)(fosi_is_upper(c) ? c + ('a' - 'A') : c); }

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Insertions, deletions, replacements and swaps of neighbours that turn a into b; case does not count.
 * Both are at most LONGEST_WORD bytes. */
static unsigned distance(fosi_slice a, fosi_slice b)
{
    unsigned rows[3][LONGEST_WORD + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    memset(rows, 0, sizeof rows);
    for (unsigned j = 0; j <= b.length; j++)
        last[j] = j;
    for (unsigned i = 1; i <= a.length; i++) {
        row[0] = i;
        for (unsigned j = 1; j <= b.length; j++) {
            unsigned char x = fold(a.data[i - 1]), y = fold(b.data[j - 1]);
            unsigned best = least(last[j - 1] + (x != y), least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x == fold(b.data[j - 2]) && y == fold(a.data[i - 2])) best = least(best, before[j - 2] + 1);
            row[j] = best;
        }
        unsigned *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b.length];
}

const char *fosi_nearest(fosi_slice word, const char *const *names, size_t count)
{
    if (word.length == 0 || word.length > LONGEST_WORD) return NULL;
    unsigned limit = (unsigned)word.length / 3;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        fosi_slice name = fosi_slice_of(names[i]);
        if (name.length == 0 || name.length > LONGEST_WORD) continue;
        unsigned differs = distance(word, name);
        if (differs > limit || (nearest != NULL && differs == limit)) continue;
        nearest = names[i];
        limit = differs;
    }
    return nearest;
}
