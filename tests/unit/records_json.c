/* See records_json.h. It walks the public table, as a package for another language would, and takes from the library's inside only
 * which members JSON writes when they are absent. */
#include "records_json.h"

#include <string.h>

#include "codec/json_put.h"
#include "dataset/element.h"

typedef struct reader {
    const fos_session *session;
    const fos_buffer *records, *texts;
    fos_buffer *out;
    bool outside; /* a place was */
} reader;

static uint64_t word_at(reader *r, size_t at)
{
    uint64_t word = 0;
    r->outside |= at >= fos_buffer_size(r->records) / sizeof word;
    if (!r->outside) memcpy(&word, fos_buffer_data(r->records) + at * sizeof word, sizeof word);
    return word;
}

static fosi_slice text_at(reader *r, uint64_t slot)
{
    size_t from = (size_t)(slot >> 32), length = (size_t)(slot & UINT32_MAX);
    if ((slot & FOS_RECORD_LASTING) == 0) {
        r->outside |= from + length > fos_buffer_size(r->texts);
        return (fosi_slice){ fos_buffer_data(r->texts) + from, length };
    }
    fos_lasting_texts lasting = fos_session_lasting_texts(r->session);
    r->outside |= length >= lasting.count;
    if (r->outside) return (fosi_slice){ "", 0 };
    from = length == 0 ? 0 : lasting.ends[length - 1];
    return (fosi_slice){ lasting.bytes + from, lasting.ends[length] - from };
}

static void put_text(reader *r, uint64_t slot)
{
    fosi_slice text = text_at(r, slot);
    fosi_buffer_char(r->out, '"');
    size_t mark = r->out->size;
    if (!r->outside) fosi_buffer_put(r->out, text.data, text.length);
    fosi_json_escape_from(r->out, mark);
    fosi_buffer_char(r->out, '"');
}

static void put_word(reader *r, const fos_element *element, uint64_t choice)
{
    const char *const *words = fos_element_words(element);
    fosi_buffer_format(r->out, "\"%s\"", words[words[0][0] == '\0' ? choice : choice - 1]);
}

static void put_decimal(reader *r, size_t at)
{
    fos_decimal value = { (int64_t)word_at(r, at), (int32_t)(word_at(r, at + 1) & UINT32_MAX) };
    fosi_buffer_char(r->out, '"');
    fosi_buffer_decimal(r->out, value);
    fosi_buffer_char(r->out, '"');
}

static size_t put_object(reader *r, const fos_class *of, size_t at);

static size_t words_of(const fos_element *element)
{
    const char *kind = fos_element_kind(element);
    return fos_element_is_list(element) ? 1 : strcmp(kind, "decimal") == 0 ? 2 : strcmp(kind, "money") == 0 ? 3 : 1;
}

static void put_value(reader *r, const fos_element *element, size_t at)
{
    const char *kind = fos_element_kind(element);
    if (strcmp(kind, "decimal") == 0) {
        put_decimal(r, at);
    } else if (strcmp(kind, "choice") == 0) {
        put_word(r, element, word_at(r, at));
    } else if (strcmp(kind, "integer") == 0) {
        fosi_buffer_unsigned(r->out, word_at(r, at));
    } else if (strcmp(kind, "truth") == 0) {
        fosi_buffer_text(r->out, word_at(r, at) == 2 ? "true" : "false");
    } else if (strcmp(kind, "money") == 0) {
        fosi_buffer_text(r->out, "{\"amount\":");
        put_decimal(r, at);
        fosi_buffer_text(r->out, ",\"currency\":");
        put_text(r, word_at(r, at + 2));
        fosi_buffer_char(r->out, '}');
    } else {
        put_text(r, word_at(r, at));
    }
}

/* The entries of a list, or an object, that begins at `first`. */
static void put_entries(reader *r, const fos_element *element, size_t first, size_t count)
{
    const fos_class *of = fos_element_class(element);
    bool list = fos_element_is_list(element);
    size_t words = strcmp(fos_element_kind(element), "decimal") == 0 ? 2 : 1;
    if (list) fosi_buffer_char(r->out, '[');
    for (size_t i = 0; i < count && !r->outside; i++) {
        if (i != 0) fosi_buffer_char(r->out, ',');
        if (of != NULL) {
            first += put_object(r, of, first);
        } else {
            put_value(r, element, first);
            first += words;
        }
    }
    if (list) fosi_buffer_char(r->out, ']');
}

static void put_amounts(reader *r, const fos_element *element, size_t first, size_t count)
{
    fosi_buffer_char(r->out, '{');
    for (size_t i = 0; i < count && !r->outside; i++) {
        if (i != 0) fosi_buffer_char(r->out, ',');
        put_word(r, element, word_at(r, first + 3 * i));
        fosi_buffer_char(r->out, ':');
        put_decimal(r, first + 3 * i + 1);
    }
    fosi_buffer_char(r->out, '}');
}

static bool is_there(reader *r, const fos_element *element, size_t at)
{
    if (strcmp(fos_element_kind(element), "decimal") == 0 && !fos_element_is_list(element))
        return (word_at(r, at + 1) & FOS_RECORD_PRESENT) != 0;
    if (strcmp(fos_element_kind(element), "money") == 0) return word_at(r, at + 2) != 0;
    return word_at(r, at) != 0;
}

static void put_member(reader *r, const fos_element *element, size_t at)
{
    uint64_t word = word_at(r, at);
    bool there = is_there(r, element, at);
    if (!there && (element->flags & (FOSI_NULL | FOSI_ALWAYS)) == 0) return;
    char last = r->out->data[r->out->size - 1];
    fosi_buffer_format(r->out, "%s\"%s\":", last == '{' ? "" : ",", fos_element_name(element));
    if (strcmp(fos_element_kind(element), "amounts") == 0)
        put_amounts(r, element, (size_t)(word >> 32), (size_t)(word & UINT32_MAX));
    else if (fos_element_is_list(element) || fos_element_class(element) != NULL)
        put_entries(r, element, (size_t)(word >> 32), (size_t)(word & UINT32_MAX));
    else if (there)
        put_value(r, element, at);
    else
        fosi_buffer_text(r->out, "null");
}

/* Returns how many words it has. */
static size_t put_object(reader *r, const fos_class *of, size_t at)
{
    size_t begin = at;
    fosi_buffer_char(r->out, '{');
    for (size_t i = 0; i < fos_class_element_count(of); i++) {
        const fos_element *element = fos_class_element_at(of, i);
        put_member(r, element, at);
        at += words_of(element);
    }
    fosi_buffer_char(r->out, '}');
    return at - begin;
}

bool records_to_json(const fos_class *of, const fos_session *session, const fos_buffer *records, const fos_buffer *texts,
                     fos_buffer *out)
{
    reader r = { session, records, texts, out, false };
    put_object(&r, of, 0);
    return !r.outside;
}
