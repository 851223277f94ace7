/* Searching a tariff's descriptions for words. It stands here because folding words needs the locale room; see locale.c. */
#include <string.h>

#include <fos/document.h>

#include "codec/document.h"
#include "locale/locale.h"

#define MOST_WORDS 16
#define LONGEST_TEXT 2048 /* folded bytes of a description that are looked at */

#define LONGEST_STEM 32

typedef struct word {
    const char *text;
    size_t length;
    char stem[LONGEST_STEM]; /* empty for longer words */
    size_t stem_length;
} word;

typedef struct asked {
    char folded[512];
    word words[MOST_WORDS];
    word pairs[MOST_WORDS]; /* each word with the next in one: "t shirt" may stand as "tshirt" */
    uint32_t count;
} asked;

static bool ends(const word *w, const char *end)
{
    size_t length = strlen(end);
    return w->stem_length > length + 1 && memcmp(w->stem + w->stem_length - length, end, length) == 0;
}

static void cut(word *w, size_t length, const char *instead)
{
    w->stem_length -= length;
    for (; *instead != '\0'; instead++)
        w->stem[w->stem_length++] = *instead;
}

/* One form for the singular and plural of English words: batteries is battery, knives and knife are knif. */
static void find_stem(word *w)
{
    if (ends(w, "ies"))
        cut(w, 3, "y");
    else if (ends(w, "ves"))
        cut(w, 3, "f");
    else if (ends(w, "fe"))
        cut(w, 1, "");
    else if (ends(w, "ses") || ends(w, "xes") || ends(w, "zes") || ends(w, "ches") || ends(w, "shes"))
        cut(w, 2, "");
    else if (ends(w, "s") && !ends(w, "ss"))
        cut(w, 1, "");
}

static word word_of(const char *text, size_t length)
{
    word w = { text, length, "", 0 };
    if (length >= LONGEST_STEM) return w;
    memcpy(w.stem, text, length);
    w.stem_length = length;
    find_stem(&w);
    return w;
}

static size_t split(const char *text, size_t length, word *words, size_t most)
{
    size_t count = 0, at = 0;
    while (at < length && count < most) {
        size_t start = at;
        while (at < length && text[at] != ' ')
            at++;
        if (at > start) words[count++] = word_of(text + start, at - start);
        at++;
    }
    return count;
}

/* Both words as one in `room`; an empty one when that is long. */
static word join(const word *a, const word *b, char room[LONGEST_STEM])
{
    if (a->length + b->length >= LONGEST_STEM) return word_of("", 0);
    memcpy(room, a->text, a->length);
    memcpy(room + a->length, b->text, b->length);
    return word_of(room, a->length + b->length);
}

static bool same_stem(const word *a, const word *b)
{
    return a->stem_length > 1 && a->stem_length == b->stem_length && memcmp(a->stem, b->stem, a->stem_length) == 0;
}

/* How well a word of a description answers a word that was asked: the same, its plural, a beginning of the other, or not. */
static uint32_t likeness(const word *wanted, const word *found)
{
    size_t shorter = wanted->length < found->length ? wanted->length : found->length;
    if (same_stem(wanted, found)) return wanted->length == found->length ? 8 : 7;
    if (memcmp(wanted->text, found->text, shorter) != 0) return 0;
    if (wanted->length == found->length) return wanted->length == 0 ? 0 : 8;
    size_t longer = wanted->length + found->length - shorter;
    if (shorter < 3) return 0;
    return longer - shorter <= 2 ? 6 : wanted->length < found->length ? 3 : 0;
}

static void keep_best(uint32_t *best, uint32_t points)
{
    if (points > *best) *best = points;
}

/* One word of a description, or two in one, against all that was asked. What stands first says what the goods are. */
static void judge_word(const asked *q, const word *found, uint32_t weight, bool first, uint32_t best[MOST_WORDS])
{
    for (uint32_t k = 0; k < q->count; k++) {
        uint32_t points = likeness(&q->words[k], found) * weight;
        keep_best(&best[k], points > 0 && first ? points + 1 : points);
        if (k + 1 == q->count || !same_stem(&q->pairs[k], found)) continue;
        keep_best(&best[k], 7 * weight);
        keep_best(&best[k + 1], 7 * weight);
    }
}

/* Adds to `best` how well a description answers each word. */
static void judge(const asked *q, const char *description, uint32_t weight, uint32_t best[MOST_WORDS])
{
    char folded[LONGEST_TEXT], room[LONGEST_STEM];
    word words[160];
    size_t count = split(folded, fosi_fold_words(description, folded, sizeof folded), words, sizeof words / sizeof words[0]);
    for (size_t i = 0; i < count; i++) {
        judge_word(q, &words[i], weight, i == 0, best);
        if (i + 1 == count) continue;
        word pair = join(&words[i], &words[i + 1], room);
        for (uint32_t k = 0; k < q->count; k++)
            if (same_stem(&q->words[k], &pair)) keep_best(&best[k], 7 * weight);
    }
}

static fos_status understand(asked *q, char rooms[MOST_WORDS][LONGEST_STEM], const char *words, fos_error *error)
{
    q->count = (uint32_t)split(q->folded, fosi_fold_words(words, q->folded, sizeof q->folded), q->words, MOST_WORDS);
    for (uint32_t k = 0; k + 1 < q->count; k++)
        q->pairs[k] = join(&q->words[k], &q->words[k + 1], rooms[k]);
    if (q->count > 0) return FOS_STATUS_OK;
    return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" holds no word to search for", words);
}

/* Words found first, then how well; the headings above a code count half. */
static uint32_t score(const fos_tariff *tariff, const asked *q, size_t index, const fos_tariff_line *line, uint32_t *answered)
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
        if (best[k] > 0) *answered |= 1u << k;
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

/* `answered`: a bit for each word that some description has. */
static void search(const fos_tariff *tariff, const asked *q, fos_date date, fos_tariff_hit *hits, size_t most, size_t *count,
                   uint32_t *answered)
{
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    *count = 0;
    *answered = 0;
    for (size_t i = 0; fos_tariff_line_at(tariff, i, &line); i++) {
        bool open = date == FOS_DATE_ABSENT ||
                    ((line.start == FOS_DATE_ABSENT || line.start <= date) && (line.end == FOS_DATE_ABSENT || date <= line.end));
        uint32_t points = open && line.description[0] != '\0' ? score(tariff, q, i, &line, answered) : 0;
        if (points > 0 && most > 0) insert(hits, most, count, i, points);
    }
}

fos_status fos_tariff_search(const fos_tariff *tariff, const char *words, fos_date date, fos_tariff_hit *hits, size_t most,
                             size_t *count, fos_error *error)
{
    asked q = { .count = 0 };
    char rooms[MOST_WORDS][LONGEST_STEM];
    uint32_t answered;
    if (tariff == NULL || words == NULL || hits == NULL || count == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a search needs a tariff, words and room for what it finds");
    *count = 0;
    fos_status status = understand(&q, rooms, words, error);
    if (status == FOS_STATUS_OK) search(tariff, &q, date, hits, most, count, &answered);
    return status;
}

static void put_unknown(fos_buffer *out, const asked *q, uint32_t answered)
{
    bool first = true;
    fosi_buffer_text(out, ",\"unknown\":[");
    for (uint32_t k = 0; k < q->count; k++) {
        if ((answered >> k & 1u) != 0) continue;
        fosi_buffer_text(out, first ? "\"" : ",\"");
        fosi_buffer_put(out, q->words[k].text, q->words[k].length); /* folded: letters and digits alone */
        fosi_buffer_char(out, '"');
        first = false;
    }
    fosi_buffer_char(out, ']');
}

fos_status fos_tariff_search_json(const fos_tariff *tariff, const char *words, fos_date date, size_t most, fos_buffer *out,
                                  size_t *count, fos_error *error)
{
    fos_tariff_hit hits[FOS_TARIFF_SEARCH_MOST];
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    asked q = { .count = 0 };
    char rooms[MOST_WORDS][LONGEST_STEM];
    uint32_t answered;
    size_t found = 0;
    if (tariff == NULL || words == NULL || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a search needs a tariff, words and a buffer");
    if (most > FOS_TARIFF_SEARCH_MOST) most = FOS_TARIFF_SEARCH_MOST;
    fos_status status = understand(&q, rooms, words, error);
    if (status != FOS_STATUS_OK) return status;
    search(tariff, &q, date, hits, most, &found, &answered);
    size_t mark = out->size;
    fosi_buffer_text(out, "{\"tariff\":");
    fosi_document_tariff(out, tariff);
    fosi_buffer_text(out, ",\"lines\":[");
    for (size_t i = 0; i < found; i++) {
        if (i > 0) fosi_buffer_char(out, ',');
        if (fos_tariff_line_at(tariff, hits[i].index, &line)) fosi_document_line(out, &line);
    }
    fosi_buffer_char(out, ']');
    put_unknown(out, &q, answered);
    fosi_buffer_char(out, '}');
    if (count != NULL) *count = found;
    return fosi_buffer_finish(out, mark, error);
}
