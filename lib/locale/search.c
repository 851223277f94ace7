/* Searching a tariff's descriptions for words. It stands here because folding words needs the locale room; see locale.c. */
#include <string.h>

#include <fos/document.h>

#include "codec/document.h"
#include "locale/locale.h"

#define MOST_WORDS 16
#define LONGEST_TEXT 2048 /* folded bytes of a description that are looked at */

typedef struct word {
    const char *text;
    size_t length;
} word;

typedef struct asked {
    char folded[512];
    word words[MOST_WORDS];
    uint32_t count;
} asked;

static size_t split(const char *text, size_t length, word *words, size_t most)
{
    size_t count = 0, at = 0;
    while (at < length && count < most) {
        size_t start = at;
        while (at < length && text[at] != ' ')
            at++;
        if (at > start) words[count++] = (word){ text + start, at - start };
        at++;
    }
    return count;
}

/* How well a word of a description answers a word that was asked: the same, a beginning of the other (plurals, endings), or not. */
static uint32_t likeness(const word *wanted, const word *found)
{
    size_t shorter = wanted->length < found->length ? wanted->length : found->length;
    if (memcmp(wanted->text, found->text, shorter) != 0) return 0;
    if (wanted->length == found->length) return 8;
    size_t longer = wanted->length + found->length - shorter;
    if (shorter < 3) return 0;
    return longer - shorter <= 2 ? 6 : wanted->length < found->length ? 3 : 0;
}

/* Adds to `best` how well a description answers each word. */
static void judge(const asked *q, const char *description, uint32_t weight, uint32_t best[MOST_WORDS])
{
    char folded[LONGEST_TEXT];
    word words[160];
    size_t count = split(folded, fosi_fold_words(description, folded, sizeof folded), words, sizeof words / sizeof words[0]);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < q->count; k++) {
            uint32_t points = likeness(&q->words[k], &words[i]) * weight;
            if (points > best[k]) best[k] = points;
        }
    }
}

/* Words found first, then how well; the headings above a code count half. */
static uint32_t score(const fos_tariff *tariff, const asked *q, size_t index, const fos_tariff_line *line)
{
    uint32_t best[MOST_WORDS] = { 0 }, points = 0, found = 0;
    fos_tariff_line above = FOS_TARIFF_LINE_INIT;
    judge(q, line->description, 2, best);
    bool own = false;
    for (uint32_t k = 0; k < q->count; k++)
        own = own || best[k] > 0;
    for (size_t up = fos_tariff_line_above(tariff, index); own && fos_tariff_line_at(tariff, up, &above);
         up = fos_tariff_line_above(tariff, up))
        judge(q, above.description, 1, best);
    for (uint32_t k = 0; k < q->count; k++) {
        points += best[k];
        found += best[k] > 0;
    }
    return own ? found * 1000 + points : 0;
}

static void insert(fos_tariff_hit *hits, size_t most, size_t *count, size_t index, uint32_t points)
{
    size_t at = *count;
    while (at > 0 && hits[at - 1].score < points)
        at--;
    if (at == most) return;
    size_t moved = (*count < most ? *count : most - 1) - at;
    memmove(&hits[at + 1], &hits[at], moved * sizeof *hits);
    hits[at] = (fos_tariff_hit){ index, points };
    if (*count < most) ++*count;
}

fos_status fos_tariff_search(const fos_tariff *tariff, const char *words, fos_date date, fos_tariff_hit *hits, size_t most,
                             size_t *count, fos_error *error)
{
    asked q = { .count = 0 };
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    if (tariff == NULL || words == NULL || hits == NULL || count == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a search needs a tariff, words and room for what it finds");
    *count = 0;
    q.count = (uint32_t)split(q.folded, fosi_fold_words(words, q.folded, sizeof q.folded), q.words, MOST_WORDS);
    if (q.count == 0) return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" holds no word to search for", words);
    for (size_t i = 0; fos_tariff_line_at(tariff, i, &line); i++) {
        bool open = date == FOS_DATE_ABSENT ||
                    ((line.start == FOS_DATE_ABSENT || line.start <= date) && (line.end == FOS_DATE_ABSENT || date <= line.end));
        uint32_t points = open && line.description[0] != '\0' ? score(tariff, &q, i, &line) : 0;
        if (points > 0 && most > 0) insert(hits, most, count, i, points);
    }
    return FOS_STATUS_OK;
}

fos_status fos_tariff_search_json(const fos_tariff *tariff, const char *words, fos_date date, size_t most, fos_buffer *out,
                                  size_t *count, fos_error *error)
{
    fos_tariff_hit hits[FOS_TARIFF_SEARCH_MOST];
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    size_t found = 0;
    if (out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a search needs a buffer");
    if (most > FOS_TARIFF_SEARCH_MOST) most = FOS_TARIFF_SEARCH_MOST;
    fos_status status = fos_tariff_search(tariff, words, date, hits, most, &found, error);
    if (status != FOS_STATUS_OK) return status;
    size_t mark = out->size;
    fosi_buffer_text(out, "{\"tariff\":");
    fosi_document_tariff(out, tariff);
    fosi_buffer_text(out, ",\"lines\":[");
    for (size_t i = 0; i < found; i++) {
        if (i > 0) fosi_buffer_char(out, ',');
        if (fos_tariff_line_at(tariff, hits[i].index, &line)) fosi_document_line(out, &line);
    }
    fosi_buffer_text(out, "]}");
    if (count != NULL) *count = found;
    return fosi_buffer_finish(out, mark, error);
}
