/* The straight way from a JSON request to its structs, in one pass beside the element table, for requests that are as they should
 * be. It explains nothing: at the first thing that is not, it gives up, and the request is read by way of a tree (json_read.c),
 * which knows where things stand. So it may refuse what that would take (keys of the sender's own, keys with escapes), never the
 * reverse, and both fill the same structs; a test holds them against each other. */
#include "codec/json_straight.h"

#include "codec/bytes.h"
#include "codec/json_lex.h"
#include "codec/json_number.h"
#include "codec/json_syntax.h"
#include "dataset/check.h"
#include "dataset/codes.h"
#include "dataset/request.h"

typedef struct straight {
    fos_request *request;
    char *at; /* in the copy of the document */
    const fos_limits *limits;
    uint32_t depth;
    bool no_memory;
    fosi_finding finding;
} straight;

/* ---- pieces ---- */

static fosi_within bool next_is(straight *s, char c)
{
    if (*s->at != c) return false;
    s->at = fosi_json_skip_space(s->at + 1);
    return true;
}

/* What stands between the values of a list or object: sets whether it goes on. */
static fosi_within bool between(straight *s, char closing, bool *more)
{
    s->at = fosi_json_skip_space(s->at);
    *more = *s->at == ',';
    if (*more) {
        s->at = fosi_json_skip_space(s->at + 1);
        return true;
    }
    if (*s->at != closing) return false;
    s->at++;
    s->depth--;
    return true;
}

/* A list or object; sets whether it holds anything. */
static fosi_within bool enter(straight *s, char opening, char closing, bool *more)
{
    if (s->depth == s->limits->depth || !next_is(s, opening)) return false;
    *more = *s->at != closing;
    if (*more)
        s->depth++;
    else
        s->at++;
    return true;
}

static fosi_within bool text(straight *s, fosi_slice *read)
{
    if (*s->at != '"') return false;
    s->at = fosi_json_read_text(s->at, read);
    return s->at != NULL;
}

static bool word(straight *s, const char *expected, size_t length)
{
    s->at = fosi_json_read_word(s->at, expected, length);
    return s->at != NULL;
}

static fosi_apart bool stopped(straight *s, fos_status status)
{
    s->no_memory |= status == FOS_STATUS_NO_MEMORY;
    return false;
}

static inline bool sound(straight *s, fos_status status) { return fosi_likely(status == FOS_STATUS_OK) || stopped(s, status); }

static bool out_of_memory(straight *s) { return stopped(s, FOS_STATUS_NO_MEMORY); }

/* ---- single values ---- */

static bool read_text(straight *s, const fosi_element *element, const char **field)
{
    fosi_slice read;
    if (!text(s, &read)) return false;
    if (read.length == 0) return true;
    *field = read.data;
    return element->kind != FOSI_ELEMENT_CODE || sound(s, fosi_check_text(element, read, &s->finding));
}

static bool read_array(straight *s, const fosi_element *element, char *field)
{
    fosi_slice read;
    if (!text(s, &read)) return false;
    if (read.length == 0) return true;
    if (!sound(s, fosi_check_text(element, read, &s->finding))) return false;
    memcpy(field, read.data, read.length + 1);
    return true;
}

static bool read_choice(straight *s, const fosi_element *element, int *field)
{
    fosi_slice read;
    if (!text(s, &read)) return false;
    if (read.length == 0) return true;
    *field = fosi_word_index(element->words, read);
    return *field > 0;
}

/* A number, as a text or as it is. */
static bool read_number(straight *s, fos_decimal *value)
{
    fosi_slice read = { s->at, 0 };
    if (*s->at == '"') {
        if (!text(s, &read)) return false;
    } else {
        s->at = fosi_json_end_of_number(s->at);
        if (s->at == NULL) return false;
        read.length = (size_t)(s->at - read.data);
    }
    if (fosi_unlikely(read.length > s->limits->digits) && fosi_json_digits(read.data, read.length) > s->limits->digits)
        return false;
    return fosi_likely(fosi_json_plain_number(read, value)) ||
           fos_decimal_parse(read.data, read.length, value, NULL) == FOS_STATUS_OK;
}

static bool read_decimal(straight *s, const fosi_element *element, fos_decimal *field)
{
    return read_number(s, field) && sound(s, fosi_check_decimal(element, *field, &s->finding));
}

static bool read_integer(straight *s, const fosi_element *element, int32_t *field)
{
    fos_decimal value;
    if (!read_number(s, &value) || value.scale != 0) return false;
    if (!sound(s, fosi_check_integer(element, value.coefficient, &s->finding))) return false;
    *field = (int32_t)value.coefficient;
    return true;
}

static bool read_date(straight *s, fos_date *field)
{
    fosi_slice read;
    return text(s, &read) && fos_date_parse(read.data, read.length, field, NULL) == FOS_STATUS_OK;
}

static bool read_truth(straight *s, fos_truth *field)
{
    bool holds = *s->at == 't';
    *field = holds ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE;
    return holds ? word(s, "true", 4) : word(s, "false", 5);
}

/* ---- lists and objects; their nesting is that of the table ---- */

static bool read_members(straight *s, const fosi_class *of, void *object);

static bool read_entry(straight *s, const fosi_class *of, void *list)
{
    bool any;
    if (!enter(s, '{', '}', &any)) return false;
    void *object = fosi_request_append(s->request, list, of);
    if (object == NULL) return out_of_memory(s);
    return any ? read_members(s, of, object) : sound(s, fosi_check_object(of, object, &s->finding));
}

static bool read_text_entry(straight *s, const fosi_element *element, void *list)
{
    fosi_slice read;
    if (!text(s, &read) || read.length == 0 || !sound(s, fosi_check_text(element, read, &s->finding))) return false;
    return fosi_request_append_text(s->request, list, read.data) || out_of_memory(s);
}

static bool read_list(straight *s, const fosi_element *element, void *list)
{
    bool more;
    if (!enter(s, '[', ']', &more)) return false;
    for (uint32_t count = 0; more; count++) {
        if (count == s->limits->items) return false;
        bool read = element->kind == FOSI_ELEMENT_LIST ? read_entry(s, element->of, list) : read_text_entry(s, element, list);
        if (!read || !between(s, ']', &more)) return false;
    }
    return true;
}

static bool read_pairs(straight *s, const fosi_element *element, void *list)
{
    bool more;
    if (!enter(s, '{', '}', &more)) return false;
    while (more) {
        fosi_slice name, value;
        if (!text(s, &name) || !sound(s, fosi_check_text(element, name, &s->finding))) return false;
        s->at = fosi_json_skip_space(s->at);
        if (!next_is(s, ':') || !text(s, &value) || value.length == 0) return false;
        fos_assumption *pair = fosi_request_append(s->request, list, element->of);
        if (pair == NULL) return out_of_memory(s);
        pair->name = name.data;
        pair->value = value.data;
        if (!between(s, '}', &more)) return false;
    }
    return true;
}

/* An object without members says as much as no object. */
static bool read_member_object(straight *s, const fosi_element *element, void *field)
{
    bool any;
    if (!enter(s, '{', '}', &any)) return false;
    if (!any) return true;
    void *object = fosi_request_part(s->request, field, element->of);
    return object != NULL ? read_members(s, element->of, object) : out_of_memory(s);
}

static bool read_money(straight *s, void *field)
{
    bool any;
    return enter(s, '{', '}', &any) && any && read_members(s, &fosi_class_money, field);
}

static bool read_element(straight *s, const fosi_element *element, void *field)
{
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: return read_text(s, element, field);
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return read_array(s, element, field);
    case FOSI_ELEMENT_CHOICE: return read_choice(s, element, field);
    case FOSI_ELEMENT_DECIMAL: return read_decimal(s, element, field);
    case FOSI_ELEMENT_INTEGER: return read_integer(s, element, field);
    case FOSI_ELEMENT_DATE: return read_date(s, field);
    case FOSI_ELEMENT_TRUTH: return read_truth(s, field);
    case FOSI_ELEMENT_MONEY: return read_money(s, field);
    case FOSI_ELEMENT_OBJECT: return read_member_object(s, element, field);
    case FOSI_ELEMENT_LIST:
    case FOSI_ELEMENT_TEXT_LIST: return read_list(s, element, field);
    case FOSI_ELEMENT_PAIRS: return read_pairs(s, element, field);
    default: return false;
    }
}

/* ---- keys ---- */

/* Whether the eight bytes, or four, at two places are the same. */
static inline bool same_eight(const char *a, const char *b) { return fosi_word_at(a) == fosi_word_at(b); }

static inline bool same_four(const char *a, const char *b)
{
    uint32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x == y;
}

/* Whether `"name"` of the element stands at `at`, which takes length bytes: at least four. */
static fosi_within bool stands_at(const char *at, const fosi_element *element)
{
    const char *name = element->key + 1;
    if (!same_four(at, name)) return false;
    size_t length = element->key_length - 2u, i = 0;
    if (length < 8) return same_four(at + length - 4, name + length - 4);
    for (; i + 8 < length; i += 8)
        if (!same_eight(at + i, name + i)) return false;
    return same_eight(at + length - 8, name + length - 8);
}

/* More than any class has elements, which a test of the table sees to. */
#define MOST_ELEMENTS 128

/* The members of an object as far as they are read. */
typedef struct members {
    const fosi_class *of;
    const fosi_element *next; /* behind the last one */
    uint64_t seen[MOST_ELEMENTS / 64];
    unsigned passed; /* flags of those that were passed by */
    bool turned;     /* the document left the order of the table: those may come yet */
} members;

/* The element whose key stands at `at`: documents mostly keep the order of the table, so the search goes on from the last one. */
static fosi_within const fosi_element *element_at(const char *at, members *m)
{
    const fosi_element *end = m->of->elements + m->of->count;
    for (const fosi_element *element = m->next; element < end; element++) {
        if (stands_at(at, element)) return element;
        m->passed |= element->flags;
    }
    m->turned = true;
    for (const fosi_element *element = m->of->elements; element < m->next; element++)
        if (stands_at(at, element)) return element;
    return NULL;
}

/* False when it was seen before. */
static fosi_within bool take(members *m, const fosi_element *element)
{
    size_t index = (size_t)(element - m->of->elements);
    uint64_t bit = UINT64_C(1) << index % 64, *seen = &m->seen[index / 64];
    bool first = (*seen & bit) == 0;
    *seen |= bit;
    m->next = element + 1;
    return first;
}

/* Members were checked as they were read; those that are required must be among them. */
static fosi_within fos_status check_whole(straight *s, const members *m, const void *object)
{
    if (fosi_unlikely(m->turned)) return fosi_check_object(m->of, object, &s->finding);
    unsigned passed = m->passed;
    for (const fosi_element *element = m->next; element < m->of->elements + m->of->count; element++)
        passed |= element->flags;
    if (passed & FOSI_REQUIRED) return FOS_STATUS_MISSING_KEY;
    return fosi_check_agreement(m->of, object, &s->finding);
}

static bool read_members(straight *s, const fosi_class *of, void *object)
{
    members m = { .of = of, .next = of->elements };
    bool more = true;
    while (more) {
        const fosi_element *element = element_at(s->at, &m);
        if (element == NULL || !take(&m, element)) return false;
        s->at = fosi_json_skip_space(s->at + element->key_length - 2);
        if (!next_is(s, ':')) return false;
        bool read = *s->at == 'n' ? word(s, "null", 4) : read_element(s, element, (unsigned char *)object + element->offset);
        if (!read) return false;
        bool bound = (element->flags & (FOSI_REQUIRED | FOSI_UNIQUE)) != 0;
        if (bound && !sound(s, fosi_check_member(element, object, &s->finding))) return false;
        if (!between(s, '}', &more)) return false;
    }
    return sound(s, check_whole(s, &m, object));
}

/* The consignment is always there: whether the document had one is told by its items, which it must have. */
static bool read_request(straight *s)
{
    bool any;
    return enter(s, '{', '}', &any) && any && read_members(s, &fosi_class_request, s->request) &&
           s->request->consignment->item_count != 0;
}

fos_status fosi_request_read_straight(fos_request *request, const char *bytes, size_t length, const fos_limits *limits,
                                      bool *whole)
{
    fosi_arena *arena = fosi_request_arena(request);
    char *copy = fosi_json_copy(arena, bytes, length);
    if (copy == NULL) return FOS_STATUS_NO_MEMORY;
    straight s = { .request = request,
                   .at = fosi_json_skip_space(copy + fosi_byte_order_mark(bytes, length)),
                   .limits = limits,
                   .finding = { .scratch = arena, .index = SIZE_MAX } };
    *whole = read_request(&s) && fosi_json_skip_space(s.at) == copy + length;
    return s.no_memory ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
}
