/* Structs to records by the element table: the twin of json_write.c for readers that know the table. A record is reserved whole
 * and filled in; what it points to is reserved behind it. */
#include "codec/records.h"

#include <fos/records.h>

#include <string.h>

#include "dataset/check.h"
#include "dataset/codes.h"
#include "number/exact.h"
#include "quote/quote_elements.h"

/* Texts that lie in memory, by their address: a quote names its roles and its sources again and again. The first that come are known;
 * which, does not depend on where they lie. */
#define SEEN_COUNT 128
#define SEEN_MOST 96
typedef struct seen_text {
    const char *text;
    uint64_t slot;
} seen_text;

typedef struct writer {
    fos_buffer *records, *texts;
    const void *root;  /* what the render functions are given */
    int32_t digits;    /* of the root's minor unit */
    fos_status status; /* of the first render that failed */
    seen_text *seen;
    uint32_t seen_count;
} writer;

static void fill_record(writer *w, size_t at, const fosi_class *of, const void *object);

/* ---- words ---- */

static uint64_t slot_of(size_t place, size_t count) { return (uint64_t)place << 32 | (uint64_t)count; }

/* Sets a word that was reserved. Nothing was, when memory has run out. */
static inline void set(const writer *w, size_t at, uint64_t value)
{
    if (fosi_unlikely(w->records->failed)) return;
    memcpy(w->records->data + at * sizeof value, &value, sizeof value);
}

/* So many words, all 0; returns where. */
static size_t reserve(writer *w, size_t words)
{
    fos_buffer *records = w->records;
    size_t at = records->size / sizeof(uint64_t), bytes = words * sizeof(uint64_t);
    if (!fosi_buffer_room(records, bytes)) return 0;
    memset(records->data + records->size, 0, bytes);
    records->size += bytes;
    return at;
}

/* Reserves a list, whose slot is set. */
static size_t reserve_list(writer *w, size_t slot, size_t count, size_t words)
{
    if (count == 0) return 0;
    size_t at = reserve(w, count * words);
    set(w, slot, slot_of(at, count));
    return at;
}

static size_t words_of(const fosi_element *element)
{
    return element->kind == FOSI_ELEMENT_DECIMAL ? 2 : element->kind == FOSI_ELEMENT_MONEY ? 3 : 1;
}

static size_t words_of_class(const fosi_class *of)
{
    size_t words = 0;
    for (size_t i = 0; i < of->count; i++)
        words += words_of(&of->elements[i]);
    return words;
}

/* ---- texts ---- */

/* The text that was appended since `mark`. */
static uint64_t text_since(const writer *w, size_t mark)
{
    size_t length = w->texts->size - mark;
    return length == 0 ? 0 : slot_of(mark, length);
}

static uint64_t new_text(const writer *w, const char *text, size_t length)
{
    size_t mark = w->texts->size;
    fosi_buffer_put(w->texts, text, length);
    return text_since(w, mark);
}

/* A text that stays where it is while the answer is written; `length` is SIZE_MAX where it must be measured. */
static uint64_t lasting_text(writer *w, const char *text, size_t length)
{
    if (text == NULL) return 0;
    uintptr_t at = (uintptr_t)text >> 3 ^ (uintptr_t)text >> 9;
    while (w->seen[at % SEEN_COUNT].text != NULL && w->seen[at % SEEN_COUNT].text != text)
        at++;
    seen_text *seen = &w->seen[at % SEEN_COUNT];
    if (seen->text == text) return seen->slot;
    uint64_t slot = new_text(w, text, length == SIZE_MAX ? strlen(text) : length);
    if (w->seen_count == SEEN_MOST) return slot;
    *seen = (seen_text){ text, slot };
    w->seen_count++;
    return slot;
}

static uint64_t date_text(const writer *w, fos_date date)
{
    char text[FOS_DATE_TEXT];
    if (date == FOS_DATE_ABSENT) return 0;
    size_t length = fos_date_format(date, text);
    return new_text(w, text, length);
}

static uint64_t exact_text(const writer *w, fos_exact value)
{
    size_t mark = w->texts->size;
    fosi_exact_put_public(w->texts, value);
    return text_since(w, mark);
}

/* ---- numbers ---- */

/* As many digits as JSON shows. One that has no room for them keeps its own, which is the same number. */
static void set_decimal(const writer *w, size_t at, fos_decimal value, int32_t digits)
{
    if (!fos_decimal_present(value)) return;
    for (int64_t longer; value.scale < digits; value.scale++) {
        if (__builtin_mul_overflow(value.coefficient, 10, &longer)) break;
        value.coefficient = longer;
    }
    set(w, at, (uint64_t)value.coefficient);
    set(w, at + 1, FOS_RECORD_PRESENT | (uint32_t)value.scale);
}

static int32_t digits_of(const writer *w, const fosi_element *element) { return element->flags & FOSI_UNIT ? w->digits : 0; }

static void set_money(const writer *w, size_t at, const fosi_element *element, const fos_money *money)
{
    set_decimal(w, at, money->amount, element->flags & FOSI_UNIT ? fosi_currency_digits(money->currency) : 0);
    if (money->currency[0] != '\0') set(w, at + 2, new_text(w, money->currency, strlen(money->currency)));
}

/* ---- lists ---- */

static void fill_list(writer *w, size_t slot, const fosi_element *element, const fosi_list *list)
{
    void *const *entries = list->entries;
    size_t words = words_of_class(element->of), at = reserve_list(w, slot, list->count, words);
    for (size_t i = 0; i < list->count; i++)
        fill_record(w, at + i * words, element->of, entries[i]);
}

static void fill_texts(writer *w, size_t slot, const fosi_list *list)
{
    const char *const *texts = list->entries;
    size_t at = reserve_list(w, slot, list->count, 1);
    for (size_t i = 0; i < list->count; i++)
        set(w, at + i, lasting_text(w, texts[i], SIZE_MAX));
}

static void fill_numbers(writer *w, size_t slot, const fosi_list *list)
{
    const uint32_t *numbers = list->entries;
    size_t at = reserve_list(w, slot, list->count, 1);
    for (size_t i = 0; i < list->count; i++)
        set(w, at + i, numbers[i]);
}

static void fill_decimals(writer *w, size_t slot, const fosi_element *element, const fosi_list *list)
{
    const fos_decimal *values = list->entries;
    size_t at = reserve_list(w, slot, list->count, 2);
    for (size_t i = 0; i < list->count; i++)
        set_decimal(w, at + 2 * i, values[i], digits_of(w, element));
}

static void fill_pairs(writer *w, size_t slot, const fosi_list *list)
{
    fos_assumption *const *pairs = list->entries;
    size_t at = reserve_list(w, slot, list->count, 2);
    for (size_t i = 0; i < list->count; i++) {
        set(w, at + 2 * i, lasting_text(w, pairs[i]->name, SIZE_MAX));
        set(w, at + 2 * i + 1, lasting_text(w, pairs[i]->value, SIZE_MAX));
    }
}

static void fill_amounts(writer *w, size_t slot, const fosi_element *element, const fosi_list *list)
{
    const unsigned char *entry = list->entries;
    size_t at = reserve_list(w, slot, list->count, 3);
    for (size_t i = 0; i < list->count; i++, entry += sizeof(fos_role_amount)) {
        int key;
        fos_decimal amount;
        memcpy(&key, entry, sizeof key);
        memcpy(&amount, entry + offsetof(fos_role_amount, amount), sizeof amount);
        set(w, at + 3 * i, lasting_text(w, fosi_word(element, key), SIZE_MAX));
        set_decimal(w, at + 3 * i + 1, amount, digits_of(w, element));
    }
}

static void fill_rendered_list(writer *w, size_t slot, const fosi_element *element, const void *object)
{
    const fosi_known_text *texts[FOSI_MOST_TEXTS];
    size_t count = element->render_list(w->root, object, texts), at = reserve_list(w, slot, count, 1);
    for (size_t i = 0; i < count; i++)
        set(w, at + i, lasting_text(w, texts[i]->data, texts[i]->length));
}

/* ---- members ---- */

/* Text made on request. What is JSON as it stands is a truth. */
static void set_rendered(writer *w, size_t at, const fosi_element *element, const void *object)
{
    size_t mark = w->texts->size;
    fos_status status = element->render(w->root, object, w->texts);
    if (fosi_unlikely(status != FOS_STATUS_OK)) w->status = status;
    if (fosi_unlikely(w->texts->failed)) return;
    if ((element->flags & FOSI_RAW) == 0) {
        set(w, at, text_since(w, mark));
        return;
    }
    if (w->texts->size != mark) set(w, at, w->texts->data[mark] == 't' ? 2 : 1);
    w->texts->size = mark;
}

static void fill_root(writer *w, size_t at, const fos_quote *quote)
{
    writer below = *w;
    below.root = quote;
    below.digits = quote->minor_unit.scale < 0 ? 0 : quote->minor_unit.scale;
    if (below.status == FOS_STATUS_OK) below.status = fosi_quote_recall(quote);
    if (below.status == FOS_STATUS_OK) fill_record(&below, at, &fosi_class_quote, quote);
    w->status = below.status;
}

static void fill_object(writer *w, size_t slot, const fosi_element *element, const void *field)
{
    const void *object = element->flags & FOSI_EMBEDDED ? field : *(const void *const *)field;
    if (object == NULL) return;
    size_t at = reserve_list(w, slot, 1, words_of_class(element->of));
    if (element->flags & FOSI_ROOT)
        fill_root(w, at, object);
    else
        fill_record(w, at, element->of, object);
}

static uint64_t truth_word(fos_truth truth) { return truth == FOS_TRUTH_TRUE ? 2 : truth == FOS_TRUTH_FALSE ? 1 : 0; }

static void fill_member(writer *w, size_t at, const fosi_element *element, const void *object)
{
    const void *field = fosi_field(element, object);
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: set(w, at, lasting_text(w, *(const char *const *)field, SIZE_MAX)); break;
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: set(w, at, lasting_text(w, field, SIZE_MAX)); break;
    case FOSI_ELEMENT_CHOICE: set(w, at, lasting_text(w, fosi_word(element, *(const int *)field), SIZE_MAX)); break;
    case FOSI_ELEMENT_DECIMAL: set_decimal(w, at, *(const fos_decimal *)field, digits_of(w, element)); break;
    case FOSI_ELEMENT_INTEGER: set(w, at, *(const uint32_t *)field); break;
    case FOSI_ELEMENT_DATE: set(w, at, date_text(w, *(const fos_date *)field)); break;
    case FOSI_ELEMENT_TRUTH: set(w, at, truth_word(*(const fos_truth *)field)); break;
    case FOSI_ELEMENT_MONEY: set_money(w, at, element, field); break;
    case FOSI_ELEMENT_EXACT: set(w, at, exact_text(w, *(const fos_exact *)field)); break;
    case FOSI_ELEMENT_OBJECT: fill_object(w, at, element, field); break;
    case FOSI_ELEMENT_LIST: fill_list(w, at, element, field); break;
    case FOSI_ELEMENT_TEXT_LIST: fill_texts(w, at, field); break;
    case FOSI_ELEMENT_NUMBER_LIST: fill_numbers(w, at, field); break;
    case FOSI_ELEMENT_DECIMAL_LIST: fill_decimals(w, at, element, field); break;
    case FOSI_ELEMENT_PAIRS: fill_pairs(w, at, field); break;
    case FOSI_ELEMENT_AMOUNTS: fill_amounts(w, at, element, field); break;
    case FOSI_ELEMENT_RENDERED: set_rendered(w, at, element, object); break;
    case FOSI_ELEMENT_RENDERED_LIST: fill_rendered_list(w, at, element, object); break;
    }
}

static void fill_record(writer *w, size_t at, const fosi_class *of, const void *object)
{
    const fosi_element *end = of->elements + of->count;
    for (const fosi_element *element = of->elements; element < end; element++) {
        fill_member(w, at, element, object);
        at += words_of(element);
    }
}

/* ---- documents ---- */

static fos_status finish(fos_buffer *records, fos_buffer *texts, fos_status status, fos_error *error)
{
    bool whole = status == FOS_STATUS_OK && !records->failed && !texts->failed;
    bool fits = records->size / sizeof(uint64_t) <= UINT32_MAX && texts->size <= UINT32_MAX;
    if (whole && fits) return FOS_STATUS_OK;
    bool memory = status == FOS_STATUS_NO_MEMORY || records->failed || texts->failed;
    fos_buffer_clear(records);
    fos_buffer_clear(texts);
    if (memory) return fosi_fail_memory(error);
    if (!fits) return fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the answer takes more than 4 GiB");
    return fosi_fail(error, status, "a sentence of the quote could not be made");
}

fos_status fosi_records_write(const fosi_class *of, const void *object, fos_buffer *records, fos_buffer *texts, fos_error *error)
{
    seen_text seen[SEEN_COUNT] = { { NULL, 0 } };
    writer w = { records, texts, object, 0, FOS_STATUS_OK, seen, 0 };
    fos_buffer_clear(records);
    fos_buffer_clear(texts);
    size_t at = reserve(&w, words_of_class(of));
    if (of == &fosi_class_quote)
        fill_root(&w, at, object);
    else
        fill_record(&w, at, of, object);
    return finish(records, texts, w.status, error);
}
