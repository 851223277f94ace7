/* JSON texts eight bytes at a time. */
#ifndef FOSI_JSON_WORDS_H
#define FOSI_JSON_WORDS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

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

static inline bool fosi_is_plain(char c) { return (unsigned char)c >= 0x20 && c != '"' && c != '\\'; }

#endif
