/* JSON texts eight bytes at a time. */
#ifndef FOSI_JSON_WORDS_H
#define FOSI_JSON_WORDS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define FOSI_ONES UINT64_C(0x0101010101010101)
#define FOSI_HIGHS UINT64_C(0x8080808080808080)

static inline uint64_t fosi_word_at(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Not zero when one of eight bytes is a control character, a quote or a backslash. */
static inline uint64_t fosi_needs_escape(uint64_t word)
{
    uint64_t control = (word - FOSI_ONES * 0x20) & ~word;
    uint64_t quote = word ^ FOSI_ONES * '"', backslash = word ^ FOSI_ONES * '\\';
    return (control | ((quote - FOSI_ONES) & ~quote) | ((backslash - FOSI_ONES) & ~backslash)) & FOSI_HIGHS;
}

/* How many of the sixteen bytes at `at` need no escape, up to the first that does. */
#define FOSI_STEP 16
static inline unsigned fosi_plain_bytes(const char *at)
{
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    unsigned found = (unsigned)_mm_movemask_epi8(_mm_or_si128(control, marks));
    return found == 0 ? FOSI_STEP : (unsigned)__builtin_ctz(found);
#else
    unsigned count = 0;
    while (count < FOSI_STEP && !((unsigned char)at[count] < 0x20 || at[count] == '"' || at[count] == '\\'))
        count++;
    return count;
#endif
}

static inline bool fosi_is_plain(char c) { return (unsigned char)c >= 0x20 && c != '"' && c != '\\'; }

#endif
