/* The generic writer: structs to JSON by the element table, one line, keys in the order of the table, what is absent
 * left out. The nesting of the table is the only depth. */
#include <fos/json.h>

#include <string.h>

#include "codec/json_put.h"
#include "codec/json_write.h"
#include "dataset/check.h"
#include "dataset/codes.h"
#include "number/exact.h"
#include "profile/profile.h"
#include "quote/quote_elements.h"
#include "quote/told.h"

typedef struct writer {
    fos_buffer *out;
    const void *root;  /* what the render functions are given */
    int32_t digits;    /* of the root's minor unit */
    fos_status status; /* of the first render that failed */
} writer;

static void write_object(writer *w, const fosi_class *of, const void *object);

/* Room for a key and a value of bounded size. An object takes it for all of its members at once. */
#define VALUE_SIZE 64
#define MEMBER_SIZE (FOSI_KEY_SIZE + VALUE_SIZE)
_Static_assert(VALUE_SIZE >= FOSI_JSON_NUMBER_SIZE + 16, "a value is a number at most, with some marks around it");

static inline char *key_at(char *at, const fosi_element *element)
{
    memcpy(at, element->key, FOSI_KEY_SIZE);
    return at + element->key_length;
}

static inline void put_key(fos_buffer *out, const fosi_element *element)
{
    char *at = fosi_json_room(out, FOSI_KEY_SIZE);
    if (fosi_likely(at != NULL)) fosi_json_took(out, key_at(at, element));
}

static inline void put(fos_buffer *out, const char *bytes, size_t length)
{
    char *at = fosi_json_room(out, length);
    if (fosi_likely(at != NULL)) fosi_json_took(out, fosi_json_copy_at(at, bytes, length));
}

/* ---- values of bounded size ---- */

/* A word of a table of ours: short, and without anything to escape. */
static inline char *word_at(char *at, const char *word)
{
    *at++ = '"';
    for (; *word != '\0'; word++)
        *at++ = *word;
    *at++ = '"';
    return at;
}

/* A code of two or three letters, from a field of four bytes. */
static inline char *code_at(char *at, const char *code)
{
    *at = '"';
    memcpy(at + 1, code, 4);
    at += code[2] == '\0' ? 3 : 4;
    *at = '"';
    return at + 1;
}

static char *date_at(char *at, fos_date date)
{
    size_t length = fos_date_format(date, at + 1);
    at[0] = at[length + 1] = '"';
    return at + length + 2;
}

static inline int32_t digits_of(const writer *w, const fosi_element *element)
{
    return element->flags & FOSI_UNIT ? w->digits : 0;
}

static inline char *decimal_at(char *at, const writer *w, const fosi_element *element, fos_decimal value)
{
    if ((element->flags & FOSI_WHOLE) && value.scale == 0 && value.coefficient >= 0)
        return fosi_json_unsigned_at(at, (uint64_t)value.coefficient);
    return fosi_json_decimal_at(at, value, digits_of(w, element));
}

static void put_money(fos_buffer *out, const fosi_element *element, const fos_money *money)
{
    int digits = element->flags & FOSI_UNIT ? fosi_currency_digits(money->currency) : 0;
    char *at = fosi_json_room(out, 2 * MEMBER_SIZE);
    if (fosi_unlikely(at == NULL)) return;
    *at++ = '{';
    if (fos_decimal_present(money->amount)) {
        at = fosi_json_copy_at(at, "\"amount\":", 9);
        at = fosi_json_decimal_at(at, money->amount, digits);
        *at++ = ',';
    }
    if (money->currency[0] != '\0') {
        at = fosi_json_copy_at(at, "\"currency\":", 11);
        at = code_at(at, money->currency);
    }
    *at++ = '}';
    fosi_json_took(out, at);
}

static void put_exact(fos_buffer *out, fos_exact value)
{
    if (fosi_likely(value.denominator == 1)) {
        fosi_json_put_decimal(out, fosi_decimal_shortest(value.numerator), 0);
        return;
    }
    put(out, "\"", 1);
    fosi_exact_put_public(out, value);
    put(out, "\"", 1);
}

/* ---- lists: written with a comma before each entry, the first of which then becomes the bracket ---- */

static void close_list(fos_buffer *out, size_t mark, char open, char close)
{
    if (fosi_unlikely(out->failed)) return;
    if (out->size == mark)
        fosi_json_put_char(out, open);
    else
        out->data[mark] = open;
    fosi_json_put_char(out, close);
}

static void put_objects(writer *w, const fosi_element *element, const fosi_list *list)
{
    void *const *entries = list->entries;
    size_t mark = w->out->size;
    for (size_t i = 0; i < list->count; i++) {
        fosi_json_put_char(w->out, ',');
        write_object(w, element->of, entries[i]);
    }
    close_list(w->out, mark, '[', ']');
}

static void put_texts(fos_buffer *out, const fosi_list *list)
{
    const char *const *texts = list->entries;
    size_t mark = out->size;
    for (size_t i = 0; i < list->count; i++) {
        fosi_json_put_char(out, ',');
        fosi_json_put_string(out, texts[i]);
    }
    close_list(out, mark, '[', ']');
}

static void put_numbers(fos_buffer *out, const fosi_list *list)
{
    const uint32_t *numbers = list->entries;
    size_t mark = out->size;
    for (size_t i = 0; i < list->count; i++) {
        fosi_json_put_char(out, ',');
        fosi_json_put_unsigned(out, numbers[i]);
    }
    close_list(out, mark, '[', ']');
}

static void put_decimals(const writer *w, const fosi_element *element, const fosi_list *list)
{
    const fos_decimal *values = list->entries;
    size_t mark = w->out->size;
    for (size_t i = 0; i < list->count; i++) {
        fosi_json_put_char(w->out, ',');
        fosi_json_put_decimal(w->out, values[i], digits_of(w, element));
    }
    close_list(w->out, mark, '[', ']');
}

static void put_pairs(fos_buffer *out, const fosi_list *list)
{
    fos_assumption *const *pairs = list->entries;
    size_t mark = out->size;
    for (size_t i = 0; i < list->count; i++) {
        fosi_json_put_char(out, ',');
        fosi_json_put_string(out, pairs[i]->name);
        fosi_json_put_char(out, ':');
        fosi_json_put_string(out, pairs[i]->value);
    }
    close_list(out, mark, '{', '}');
}

/* Both kinds of amounts have this shape. */
_Static_assert(sizeof(fos_role_amount) == sizeof(fos_due_amount) &&
                   offsetof(fos_role_amount, amount) == offsetof(fos_due_amount, amount),
               "amounts by role and by moment are read alike");

static void put_amounts(const writer *w, const fosi_element *element, const fosi_list *list)
{
    const unsigned char *entry = list->entries;
    size_t mark = w->out->size;
    for (size_t i = 0; i < list->count; i++, entry += sizeof(fos_role_amount)) {
        int key;
        fos_decimal amount;
        memcpy(&key, entry, sizeof key);
        memcpy(&amount, entry + offsetof(fos_role_amount, amount), sizeof amount);
        char *at = fosi_json_room(w->out, MEMBER_SIZE);
        if (fosi_unlikely(at == NULL)) return;
        *at++ = ',';
        at = word_at(at, fosi_word(element, key));
        *at++ = ':';
        fosi_json_took(w->out, decimal_at(at, w, element, amount));
    }
    close_list(w->out, mark, '{', '}');
}

static void put_rendered_list(const writer *w, const fosi_element *element, const void *object)
{
    const fosi_known_text *texts[FOSI_MOST_TEXTS];
    size_t mark = w->out->size, count = element->render_list(w->root, object, texts);
    for (size_t i = 0; i < count; i++) {
        fosi_json_put_char(w->out, ',');
        fosi_json_put_known(w->out, texts[i]);
    }
    close_list(w->out, mark, '[', ']');
}

/* ---- members ---- */

/* A text made on request: rendered into the place where it belongs, and taken back when it is empty. */
static void write_rendered(writer *w, const fosi_element *element, const void *object)
{
    fos_buffer *out = w->out;
    bool raw = (element->flags & FOSI_RAW) != 0;
    size_t before = out->size;
    put_key(out, element);
    if (!raw) fosi_json_put_char(out, '"');
    size_t mark = out->size;
    fos_status status = element->render(w->root, object, out);
    if (fosi_unlikely(status != FOS_STATUS_OK)) w->status = status;
    if (fosi_unlikely(out->failed)) return;
    if (out->size == mark) {
        out->size = before;
    } else if (!raw) {
        fosi_json_escape_from(out, mark);
        fosi_json_put_char(out, '"');
    }
}

static void write_root(writer *w, const fos_quote *quote)
{
    writer below = { w->out, quote, quote->minor_unit.scale, w->status };
    if (below.digits < 0) below.digits = 0;
    if (below.status == FOS_STATUS_OK) below.status = fosi_quote_recall(quote);
    if (below.status == FOS_STATUS_OK) write_object(&below, &fosi_class_quote, quote);
    if (below.status == FOS_STATUS_OK) below.status = fosi_quote_recalled(quote);
    w->status = below.status;
}

/* A party without members reads back as no party, so it is none. */
static void write_member_object(writer *w, const fosi_element *element, const void *field)
{
    const void *object = element->flags & FOSI_EMBEDDED ? field : *(const void *const *)field;
    size_t before = w->out->size;
    put_key(w->out, element);
    size_t mark = w->out->size;
    if (element->flags & FOSI_ROOT)
        write_root(w, object);
    else
        write_object(w, element->of, object);
    if (!w->out->failed && w->out->size == mark + 2 && (element->flags & FOSI_ALWAYS) == 0) w->out->size = before;
}

static void write_list(writer *w, const fosi_element *element, const void *object, const void *field)
{
    fos_buffer *out = w->out;
    put_key(out, element);
    switch (element->kind) {
    case FOSI_ELEMENT_LIST: put_objects(w, element, field); break;
    case FOSI_ELEMENT_TEXT_LIST: put_texts(out, field); break;
    case FOSI_ELEMENT_NUMBER_LIST: put_numbers(out, field); break;
    case FOSI_ELEMENT_DECIMAL_LIST: put_decimals(w, element, field); break;
    case FOSI_ELEMENT_PAIRS: put_pairs(out, field); break;
    case FOSI_ELEMENT_AMOUNTS: put_amounts(w, element, field); break;
    case FOSI_ELEMENT_RENDERED_LIST: put_rendered_list(w, element, object); break;
    default: break;
    }
}

/* The end of a member whose value has a bounded size; `key`, where it would begin, when it is absent. */
static inline char *small_at(char *key, const writer *w, const fosi_element *element, const void *field)
{
    switch (element->kind) {
    case FOSI_ELEMENT_CHOICE: {
        const char *word = fosi_word(element, *(const int *)field);
        return word[0] == '\0' ? key : word_at(key_at(key, element), word);
    }
    case FOSI_ELEMENT_DECIMAL: {
        fos_decimal value = *(const fos_decimal *)field;
        if (value.scale != FOS_DECIMAL_ABSENT_SCALE) return decimal_at(key_at(key, element), w, element, value);
        return element->flags & FOSI_NULL ? fosi_json_copy_at(key_at(key, element), "null", 4) : key;
    }
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return *(const char *)field == '\0' ? key : code_at(key_at(key, element), field);
    case FOSI_ELEMENT_INTEGER:
        return *(const uint32_t *)field == 0 ? key : fosi_json_unsigned_at(key_at(key, element), *(const uint32_t *)field);
    case FOSI_ELEMENT_DATE:
        return *(const fos_date *)field == FOS_DATE_ABSENT ? key : date_at(key_at(key, element), *(const fos_date *)field);
    default: { /* TRUTH */
        fos_truth truth = *(const fos_truth *)field;
        if (truth == FOS_TRUTH_TRUE) return fosi_json_copy_at(key_at(key, element), "true", 4);
        if (truth == FOS_TRUTH_FALSE) return fosi_json_copy_at(key_at(key, element), "false", 5);
        return element->flags & FOSI_NULL ? fosi_json_copy_at(key_at(key, element), "null", 4) : key;
    }
    }
}

/* A text that is short and needs no escape; NULL leaves it to write_member. */
static inline char *text_at(char *key, const fosi_element *element, const char *text)
{
    if (text == NULL || text[0] == '\0') return key;
    size_t length = strlen(text);
    if (length > VALUE_SIZE - 2) return NULL;
    return fosi_json_text_at(key_at(key, element), text, length);
}

static void write_member(writer *w, const fosi_element *element, const void *object)
{
    const void *field = fosi_field(element, object);
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE:
        put_key(w->out, element);
        fosi_json_put_string(w->out, *(const char *const *)field);
        break;
    case FOSI_ELEMENT_MONEY:
        if (!fosi_element_present(element, object)) break;
        put_key(w->out, element);
        put_money(w->out, element, field);
        break;
    case FOSI_ELEMENT_EXACT:
        if (!fosi_element_present(element, object)) break;
        put_key(w->out, element);
        put_exact(w->out, *(const fos_exact *)field);
        break;
    case FOSI_ELEMENT_OBJECT:
        if (fosi_element_present(element, object)) write_member_object(w, element, field);
        break;
    case FOSI_ELEMENT_RENDERED: write_rendered(w, element, object); break;
    case FOSI_ELEMENT_RENDERED_LIST: write_list(w, element, object, field); break;
    default: /* lists */
        if ((element->flags & FOSI_ALWAYS) || ((const fosi_list *)field)->count != 0) write_list(w, element, object, field);
        break;
    }
}

/* Kinds whose values have a bounded size, or are texts, which mostly are short. */
static inline bool may_be_short(const fosi_element *element)
{
    const unsigned kinds = 1u << FOSI_ELEMENT_TEXT | 1u << FOSI_ELEMENT_CODE | 1u << FOSI_ELEMENT_COUNTRY |
                           1u << FOSI_ELEMENT_CURRENCY | 1u << FOSI_ELEMENT_CHOICE | 1u << FOSI_ELEMENT_DECIMAL |
                           1u << FOSI_ELEMENT_INTEGER | 1u << FOSI_ELEMENT_DATE | 1u << FOSI_ELEMENT_TRUTH;
    return (kinds >> element->kind & 1u) != 0;
}

/* The end of a member that may be short, `at` when it is absent; NULL when it must take room by itself. */
static inline char *member_at(char *at, const writer *w, const fosi_element *element, const void *object)
{
    const void *field = fosi_field(element, object);
    if (element->kind == FOSI_ELEMENT_TEXT || element->kind == FOSI_ELEMENT_CODE)
        return text_at(at, element, *(const char *const *)field);
    return small_at(at, w, element, field);
}

/* Short members are written one behind the other, into room taken for all that may follow; the others take room by themselves. */
static void write_members(writer *w, const fosi_element *element, const fosi_element *end, const void *object)
{
    while (element < end) {
        if (!may_be_short(element)) {
            write_member(w, element++, object);
            continue;
        }
        char *at = fosi_json_room(w->out, (size_t)(end - element) * MEMBER_SIZE), *next = at;
        if (fosi_unlikely(at == NULL)) return;
        for (; element < end && may_be_short(element) && (next = member_at(at, w, element, object)) != NULL; element++)
            at = next;
        fosi_json_took(w->out, at);
        if (fosi_unlikely(next == NULL)) write_member(w, element++, object);
    }
}

/* Writes an object member by member, and keeps the runs of those that will be the same the next time. */
static void write_keeping(writer *w, const fosi_class *of, const void *object, fosi_told_json *kept)
{
    uint32_t count = (uint32_t)of->count;
    fosi_told_run run = { 0, 0, 0, NULL };
    size_t mark = w->out->size;
    for (uint32_t i = 0; i <= count; i++) {
        size_t before = w->out->size;
        if (i < count) write_members(w, of->elements + i, of->elements + i + 1, object);
        uint16_t flags = i < count ? of->elements[i].flags : 0;
        if (flags & FOSI_STEADY || (flags & FOSI_TOLD && fosi_told_steady(w->root))) {
            run.past = i + 1;
            continue;
        }
        if (run.past > run.first && kept->count < FOSI_TOLD_RUNS) {
            size_t size = w->out->size;
            w->out->size = before;
            fosi_told_run_keep(w->root, kept, run, w->out, mark);
            w->out->size = size;
        }
        run.first = run.past = i + 1;
        mark = w->out->size;
    }
    kept->known = !w->out->failed;
}

static void write_kept(writer *w, const fosi_class *of, const void *object, const fosi_told_json *kept)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < kept->count; i++) {
        const fosi_told_run *run = &kept->runs[i];
        if (at < run->first) write_members(w, of->elements + at, of->elements + run->first, object);
        put(w->out, run->data, run->length);
        at = run->past;
    }
    if (at < of->count) write_members(w, of->elements + at, of->elements + of->count, object);
}

static void write_object(writer *w, const fosi_class *of, const void *object)
{
    size_t mark = w->out->size;
    fosi_told_json *kept = of->told == NULL ? NULL : of->told(w->root, object, w->out);
    if (kept == NULL)
        write_members(w, of->elements, of->elements + of->count, object);
    else if (fosi_likely(kept->known))
        write_kept(w, of, object, kept);
    else
        write_keeping(w, of, object, kept);
    close_list(w->out, mark, '{', '}');
}

/* ---- documents ---- */

static fos_status finish(fos_buffer *out, size_t mark, fos_status status, fos_error *error)
{
    if (status == FOS_STATUS_OK || out->failed) {
        if (!out->failed && fosi_json_room(out, 0) != NULL) out->data[out->size] = '\0';
        return fosi_buffer_finish(out, mark, error);
    }
    out->size = mark;
    if (out->data != NULL) out->data[mark] = '\0';
    if (status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    return fosi_fail(error, status, "a sentence of the quote could not be made");
}

static fos_status null_argument(fos_error *error)
{
    return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the object or the buffer is NULL");
}

fos_status fosi_json_write(const fosi_class *of, const void *object, int32_t digits, fos_buffer *out, fos_error *error)
{
    writer w = { out, object, digits, FOS_STATUS_OK };
    size_t mark = out->size;
    write_object(&w, of, object);
    return finish(out, mark, w.status, error);
}

fos_status fos_request_write_json(const fos_request *request, fos_buffer *out, fos_error *error)
{
    if (request == NULL || out == NULL) return null_argument(error);
    return fosi_json_write(&fosi_class_request, request, 0, out, error);
}

fos_status fos_quote_write_json(const fos_quote *quote, fos_buffer *out, fos_error *error)
{
    if (quote == NULL || out == NULL) return null_argument(error);
    writer w = { out, quote, 0, FOS_STATUS_OK };
    size_t mark = out->size;
    write_root(&w, quote);
    return finish(out, mark, w.status, error);
}

fos_status fos_comparison_write_json(const fos_comparison *comparison, fos_buffer *out, fos_error *error)
{
    if (comparison == NULL || out == NULL) return null_argument(error);
    return fosi_json_write(&fosi_class_comparison, comparison, 0, out, error);
}

fos_status fos_validation_write_json(const fos_validation *validation, fos_buffer *out, fos_error *error)
{
    if (validation == NULL || out == NULL) return null_argument(error);
    return fosi_json_write(&fosi_class_validation, validation, 0, out, error);
}

fos_status fos_survey_write_json(const fos_survey *survey, fos_buffer *out, fos_error *error)
{
    if (survey == NULL || out == NULL) return null_argument(error);
    return fosi_json_write(&fosi_class_survey, survey, 0, out, error);
}

fos_status fos_error_write_json(const fos_error *failure, fos_buffer *out, fos_error *error)
{
    if (failure == NULL || out == NULL) return null_argument(error);
    size_t mark = out->size;
    put(out, "{\"error\":{\"status\":", 19);
    fosi_json_put_string(out, fos_status_name(failure->status));
    put(out, ",\"source\":", 10);
    fosi_json_put_string(out, failure->source);
    put(out, ",\"line\":", 8);
    fosi_json_put_unsigned(out, failure->line);
    put(out, ",\"column\":", 10);
    fosi_json_put_unsigned(out, failure->column);
    put(out, ",\"pointer\":", 11);
    fosi_json_put_string(out, failure->pointer);
    put(out, ",\"text\":", 8);
    fosi_json_put_string(out, failure->text);
    put(out, "}}", 2);
    return finish(out, mark, FOS_STATUS_OK, error);
}
