/* Structs to records by the element table: the twin of json_write.c for readers that know the table. A record is reserved whole
 * and filled in; what it points to is reserved behind it. */
#include "codec/records.h"

#include <fos/records.h>

#include <string.h>

#include "dataset/check.h"
#include "dataset/codes.h"
#include "number/exact.h"
#include "quote/quote_elements.h"
#include "quote/told.h"

typedef struct writer {
    fos_buffer *records, *texts;
    const void *root;  /* what the render functions are given */
    int32_t digits;    /* of the root's minor unit */
    fos_status status; /* of the first render that failed */
    fosi_lasting *lasting;
    bool keeping; /* what is written now may be kept: all of its texts must last */
    bool passing; /* one of them does not */
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

static inline void set_two(const writer *w, size_t at, uint64_t first, uint64_t second)
{
    const uint64_t values[] = { first, second };
    if (fosi_unlikely(w->records->failed)) return;
    memcpy(w->records->data + at * sizeof first, values, sizeof values);
}

static bool is_set(const writer *w, size_t at)
{
    uint64_t value = 0;
    if (!w->records->failed) memcpy(&value, w->records->data + at * sizeof value, sizeof value);
    return value != 0;
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

static inline size_t words_of(const fosi_element *element)
{
    static const uint8_t more[FOSI_ELEMENT_RENDERED_LIST + 1] = { [FOSI_ELEMENT_DECIMAL] = 1, [FOSI_ELEMENT_MONEY] = 2 };
    return (size_t)1 + more[element->kind];
}

static size_t words_of_class(const fosi_class *of)
{
    size_t words = 0;
    for (size_t i = 0; i < of->count; i++)
        words += words_of(&of->elements[i]);
    return words;
}

/* Its number among the words; an empty first one is that of what is absent. */
static inline uint64_t choice_word(const fosi_element *element, int value)
{
    return (uint64_t)(element->words[0][0] == '\0' ? value : value + 1);
}

/* ---- texts ---- */

/* The text that was appended since `mark`. */
static uint64_t text_since(writer *w, size_t mark)
{
    size_t length = w->texts->size - mark;
    if (length == 0) return 0;
    w->passing = true;
    return slot_of(mark, length);
}

static uint64_t new_text(writer *w, const char *text, size_t length)
{
    size_t mark = w->texts->size;
    fosi_buffer_put(w->texts, text, length);
    return text_since(w, mark);
}

/* A text that stays as long as the library; `length` is SIZE_MAX where it must be measured. */
static uint64_t lasting_text(writer *w, const char *text, size_t length)
{
    if (text == NULL || text[0] == '\0') return 0;
    uint64_t word = fosi_lasting_at(w->lasting, text, length);
    return fosi_likely(word != 0) ? word : new_text(w, text, length == SIZE_MAX ? strlen(text) : length);
}

/* What is kept is found again by the address of its texts (told.h), so they last. */
static uint64_t text_of(writer *w, const fosi_element *element, const char *text)
{
    if (w->keeping || element->flags & FOSI_LASTING) return lasting_text(w, text, SIZE_MAX);
    return text == NULL ? 0 : new_text(w, text, strlen(text));
}

/* A text that was rendered and is to be kept: it goes over to those that last. */
static uint64_t keep_text(writer *w, size_t mark)
{
    size_t length = w->texts->size - mark;
    uint64_t word = length == 0 ? 0 : fosi_lasting_add(w->lasting, w->texts->data + mark, length);
    if (word == 0) return text_since(w, mark);
    w->texts->size = mark;
    return word;
}

static uint64_t date_text(writer *w, fos_date date)
{
    char text[FOS_DATE_TEXT];
    if (date == FOS_DATE_ABSENT) return 0;
    size_t length = fos_date_format(date, text);
    return new_text(w, text, length);
}

static uint64_t exact_text(writer *w, fos_exact value)
{
    size_t mark = w->texts->size;
    fosi_exact_put_public(w->texts, value);
    return text_since(w, mark);
}

/* ---- numbers ---- */

/* As many digits as JSON shows. One that has no room for them keeps its own, which is the same number. */
static inline void set_decimal(const writer *w, size_t at, fos_decimal value, int32_t digits)
{
    int64_t longer;
    if (value.scale == FOS_DECIMAL_ABSENT_SCALE) return;
    if (value.scale < digits &&
        !__builtin_mul_overflow(value.coefficient, (int64_t)fosi_power_of_ten[digits - value.scale], &longer))
        value = (fos_decimal){ longer, digits };
    set_two(w, at, (uint64_t)value.coefficient, FOS_RECORD_PRESENT | (uint32_t)value.scale);
}

static int32_t digits_of(const writer *w, const fosi_element *element) { return element->flags & FOSI_UNIT ? w->digits : 0; }

static void set_money(writer *w, size_t at, const fosi_element *element, const fos_money *money)
{
    if (money->currency[0] == '\0') {
        set_decimal(w, at, money->amount, 0);
        return;
    }
    set_decimal(w, at, money->amount, element->flags & FOSI_UNIT ? fosi_currency_digits(money->currency) : 0);
    set(w, at + 2, new_text(w, money->currency, strlen(money->currency)));
}

/* ---- lists ---- */

static void fill_list(writer *w, size_t slot, const fosi_element *element, const fosi_list *list)
{
    void *const *entries = list->entries;
    if (list->count == 0) return;
    size_t words = words_of_class(element->of), at = reserve_list(w, slot, list->count, words);
    for (size_t i = 0; i < list->count; i++)
        fill_record(w, at + i * words, element->of, entries[i]);
}

static void fill_texts(writer *w, size_t slot, const fosi_element *element, const fosi_list *list)
{
    const char *const *texts = list->entries;
    size_t at = reserve_list(w, slot, list->count, 1);
    for (size_t i = 0; i < list->count; i++)
        set(w, at + i, text_of(w, element, texts[i]));
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

static void fill_pairs(writer *w, size_t slot, const fosi_element *element, const fosi_list *list)
{
    fos_assumption *const *pairs = list->entries;
    size_t at = reserve_list(w, slot, list->count, 2);
    for (size_t i = 0; i < list->count; i++) {
        set(w, at + 2 * i, text_of(w, element, pairs[i]->name));
        set(w, at + 2 * i + 1, text_of(w, element, pairs[i]->value));
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
        set(w, at + 3 * i, choice_word(element, key));
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

/* Whether a member that was just written is the same wherever the record is. */
static bool stays(const writer *w, const fosi_element *element)
{
    return (element->flags & FOSI_STEADY) != 0 || ((element->flags & FOSI_TOLD) != 0 && fosi_told_steady(w->root));
}

/* Text made on request. What is JSON as it stands is a truth. */
static void set_rendered(writer *w, size_t at, const fosi_element *element, const void *object)
{
    size_t mark = w->texts->size;
    fos_status status = element->render(w->root, object, w->texts);
    if (fosi_unlikely(status != FOS_STATUS_OK)) w->status = status;
    if (fosi_unlikely(w->texts->failed)) return;
    if ((element->flags & FOSI_RAW) == 0) {
        set(w, at, w->keeping && stays(w, element) ? keep_text(w, mark) : text_since(w, mark));
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
    if (below.status == FOS_STATUS_OK) below.status = fosi_quote_recalled(quote);
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

static fosi_apart void fill_other(writer *w, size_t at, const fosi_element *element, const void *object)
{
    const void *field = fosi_field(element, object);
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: set(w, at, text_of(w, element, *(const char *const *)field)); break;
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: set(w, at, new_text(w, field, strlen(field))); break;
    case FOSI_ELEMENT_CHOICE: set(w, at, choice_word(element, *(const int *)field)); break;
    case FOSI_ELEMENT_DECIMAL: break; /* done by fill_member */
    case FOSI_ELEMENT_INTEGER: set(w, at, *(const uint32_t *)field); break;
    case FOSI_ELEMENT_DATE: set(w, at, date_text(w, *(const fos_date *)field)); break;
    case FOSI_ELEMENT_TRUTH: set(w, at, truth_word(*(const fos_truth *)field)); break;
    case FOSI_ELEMENT_MONEY: set_money(w, at, element, field); break;
    case FOSI_ELEMENT_EXACT: set(w, at, exact_text(w, *(const fos_exact *)field)); break;
    case FOSI_ELEMENT_OBJECT: fill_object(w, at, element, field); break;
    case FOSI_ELEMENT_LIST: fill_list(w, at, element, field); break;
    case FOSI_ELEMENT_TEXT_LIST: fill_texts(w, at, element, field); break;
    case FOSI_ELEMENT_NUMBER_LIST: fill_numbers(w, at, field); break;
    case FOSI_ELEMENT_DECIMAL_LIST: fill_decimals(w, at, element, field); break;
    case FOSI_ELEMENT_PAIRS: fill_pairs(w, at, element, field); break;
    case FOSI_ELEMENT_AMOUNTS: fill_amounts(w, at, element, field); break;
    case FOSI_ELEMENT_RENDERED: set_rendered(w, at, element, object); break;
    case FOSI_ELEMENT_RENDERED_LIST: fill_rendered_list(w, at, element, object); break;
    }
}

/* Half of all members are decimals. */
static inline void fill_member(writer *w, size_t at, const fosi_element *element, const void *object)
{
    if (element->kind == FOSI_ELEMENT_DECIMAL)
        set_decimal(w, at, *(const fos_decimal *)fosi_field(element, object), digits_of(w, element));
    else
        fill_other(w, at, element, object);
}

/* ---- records, and what is kept of them (told.h) ---- */

/* Records within records are written anew. */
static bool may_stay(const fosi_element *element)
{
    return element->of == NULL && (element->flags & (FOSI_STEADY | FOSI_TOLD)) != 0;
}

static bool is_list(const fosi_element *element)
{
    return (element->kind >= FOSI_ELEMENT_TEXT_LIST && element->kind <= FOSI_ELEMENT_AMOUNTS) ||
           element->kind == FOSI_ELEMENT_RENDERED_LIST;
}

/* Writes a member that is to be kept; takes it back when it is not the same everywhere. */
static bool fill_steady(writer *w, size_t at, const fosi_element *element, const void *object)
{
    size_t lists = w->records->size, texts = w->texts->size;
    bool passing = w->passing;
    fill_member(w, at, element, object);
    if (stays(w, element)) return true;
    for (size_t i = 0; i < words_of(element); i++)
        set(w, at + i, 0);
    if (w->records->failed || w->texts->failed) return false;
    w->records->size = lists;
    w->texts->size = texts;
    w->passing = passing;
    return false;
}

/* The words of a record that was just written are its own, at `at`, and those of its lists, from `lists` on. */
static void keep_record(const writer *w, size_t at, size_t words, size_t lists, fosi_told_record *record, fosi_told_json *kept)
{
    fos_buffer *records = w->records;
    if (w->status != FOS_STATUS_OK || records->failed || w->texts->failed) return;
    record->generation = w->lasting->generation;
    record->lists_at = (uint32_t)lists;
    record->head = (uint16_t)(words * sizeof(uint64_t));
    record->size = (uint32_t)(record->head + records->size - lists * sizeof(uint64_t));
    const char *data = records->data;
    fosi_told_record_keep(w->root, kept, record, data + at * sizeof(uint64_t), data + lists * sizeof(uint64_t), records);
}

/* Writes first what may be kept, then the rest. */
static void fill_keeping(writer *w, size_t at, const fosi_class *of, const void *object, fosi_told_json *kept)
{
    fosi_told_record record = { 0 };
    size_t place = 0, lists = w->records->size / sizeof(uint64_t);
    w->keeping = true;
    w->passing = false;
    for (uint8_t i = 0; i < of->count; i++) {
        const fosi_element *element = &of->elements[i];
        if (!may_stay(element) || !fill_steady(w, at + place, element, object)) {
            record.open[record.open_count].member = i;
            record.open[record.open_count++].place = (uint8_t)place;
        } else if (is_list(element) && is_set(w, at + place)) {
            record.lists[record.list_count++] = (uint8_t)place;
        }
        place += words_of(element);
    }
    w->keeping = false;
    if (!w->passing) keep_record(w, at, place, lists, &record, kept);
    for (uint8_t i = 0; i < record.open_count; i++)
        fill_member(w, at + record.open[i].place, &of->elements[record.open[i].member], object);
}

/* A record that is kept: a copy of it, with its lists behind all others, and what is open. */
static void fill_kept(writer *w, size_t at, const fosi_class *of, const void *object, const fosi_told_record *kept)
{
    fos_buffer *records = w->records;
    size_t more = kept->size - kept->head, lists = records->size / sizeof(uint64_t);
    if (records->failed || !fosi_buffer_room(records, more)) return;
    memcpy(records->data + at * sizeof(uint64_t), kept->data, kept->head);
    memcpy(records->data + records->size, (const char *)kept->data + kept->head, more);
    records->size += more;
    for (uint8_t i = 0; i < kept->list_count; i++)
        set(w, at + kept->lists[i], kept->data[kept->lists[i]] + slot_of(lists - kept->lists_at, 0));
    for (uint8_t i = 0; i < kept->open_count; i++)
        fill_member(w, at + kept->open[i].place, &of->elements[kept->open[i].member], object);
}

static void fill_anew(writer *w, size_t at, const fosi_class *of, const void *object)
{
    const fosi_element *end = of->elements + of->count;
    for (const fosi_element *element = of->elements; element < end; element++) {
        fill_member(w, at, element, object);
        at += words_of(element);
    }
}

static void fill_record(writer *w, size_t at, const fosi_class *of, const void *object)
{
    fosi_told_json *kept = of->told == NULL ? NULL : of->told(w->root, object, w->records);
    if (kept == NULL || of->count > FOSI_TOLD_MEMBERS)
        fill_anew(w, at, of, object);
    else if (fosi_likely(kept->record != NULL && kept->record->generation == w->lasting->generation))
        fill_kept(w, at, of, object, kept->record);
    else
        fill_keeping(w, at, of, object, kept);
}

/* ---- documents ---- */

static fos_status finish(const writer *w, fos_error *error)
{
    fos_buffer *records = w->records, *texts = w->texts;
    fos_status status = w->status;
    bool memory = status == FOS_STATUS_NO_MEMORY || records->failed || texts->failed || fosi_lasting_failed(w->lasting);
    bool fits = records->size / sizeof(uint64_t) <= UINT32_MAX && texts->size <= INT32_MAX;
    if (fosi_likely(status == FOS_STATUS_OK && !memory && fits)) return FOS_STATUS_OK;
    fos_buffer_clear(records);
    fos_buffer_clear(texts);
    if (memory) return fosi_fail_memory(error);
    if (!fits) return fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the answer takes more than 2 GiB");
    return fosi_fail(error, status, "a sentence of the quote could not be made");
}

fos_status fosi_records_write(const fosi_class *of, const void *object, fosi_lasting *lasting, fos_buffer *records,
                              fos_buffer *texts, fos_error *error)
{
    writer w = { records, texts, object, 0, FOS_STATUS_OK, lasting, false, false };
    fos_buffer_clear(records);
    fos_buffer_clear(texts);
    if (fosi_unlikely(!fosi_lasting_begin(lasting))) return fosi_fail_memory(error);
    size_t at = reserve(&w, words_of_class(of));
    if (of == &fosi_class_quote)
        fill_root(&w, at, object);
    else
        fill_record(&w, at, of, object);
    return finish(&w, error);
}
