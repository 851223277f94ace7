/* Gathers the rows of a tariff table. Texts, codes, origins and whole terms are kept once each; what refers to another is its
 * number. Putting all of it in order is image.c. */
#include "tariff/builder.h"

#include <string.h>

/* ---- arrays and look-ups ---- */

void *fosi_growing_add(const fos_context *context, fosi_growing *array)
{
    if (array->count == array->capacity) {
        if (array->capacity > UINT32_MAX / 4) return NULL;
        uint32_t capacity = array->capacity == 0 ? 16 : array->capacity * 2;
        unsigned char *more = fosi_allocate(context, (size_t)capacity * array->size);
        if (more == NULL) return NULL;
        if (array->count > 0) memcpy(more, array->data, (size_t)array->count * array->size);
        if (array->data != NULL) fosi_release(context, array->data);
        array->data = more;
        array->capacity = capacity;
    }
    void *element = array->data + (size_t)array->count * array->size;
    memset(element, 0, array->size);
    array->count++;
    return element;
}

static bool lookup_grow(const fos_context *context, fosi_lookup *lookup)
{
    uint32_t capacity = lookup->capacity == 0 ? 64 : lookup->capacity * 2;
    if (capacity > UINT32_MAX / 4) return false;
    fosi_lookup_slot *slots = fosi_allocate(context, (size_t)capacity * sizeof *slots);
    if (slots == NULL) return false;
    memset(slots, 0, (size_t)capacity * sizeof *slots);
    for (uint32_t i = 0; i < lookup->capacity; i++) {
        if (lookup->slots[i].entry == 0) continue;
        uint32_t to = lookup->slots[i].hash & (capacity - 1);
        while (slots[to].entry != 0)
            to = (to + 1) & (capacity - 1);
        slots[to] = lookup->slots[i];
    }
    if (lookup->slots != NULL) fosi_release(context, lookup->slots);
    lookup->slots = slots;
    lookup->capacity = capacity;
    return true;
}

typedef bool same_function(const fos_tariff_builder *builder, uint32_t entry, const void *key);

/* The entry that is `same` as the key, or FOSI_TARIFF_NONE; `*slot` is then where it belongs. Room is made first. */
static bool lookup_find(const fos_tariff_builder *builder, fosi_lookup *lookup, uint32_t hash, same_function *same,
                        const void *key, uint32_t *entry, fosi_lookup_slot **slot)
{
    if (lookup->count >= lookup->capacity / 2 && !lookup_grow(builder->context, lookup)) return false;
    uint32_t at = hash & (lookup->capacity - 1);
    for (; lookup->slots[at].entry != 0; at = (at + 1) & (lookup->capacity - 1)) {
        if (lookup->slots[at].hash != hash || !same(builder, lookup->slots[at].entry - 1, key)) continue;
        *entry = lookup->slots[at].entry - 1;
        return true;
    }
    *entry = FOSI_TARIFF_NONE;
    *slot = &lookup->slots[at];
    return true;
}

static void lookup_put(fosi_lookup *lookup, fosi_lookup_slot *slot, uint32_t hash, uint32_t entry)
{
    slot->hash = hash;
    slot->entry = entry + 1;
    lookup->count++;
}

static uint32_t hash_of(const void *bytes, size_t length) { return (uint32_t)fosi_hash(bytes, length, 0); }

/* ---- strings ---- */

static bool same_string(const fos_tariff_builder *b, uint32_t entry, const void *key)
{
    const fosi_build_string *string = fosi_entry(b, strings, fosi_build_string, entry);
    fosi_slice own = { b->pool.data + string->at, string->length };
    return fosi_slice_equal(own, *(const fosi_slice *)key);
}

/* The number of a text, added when it is new; string 0 is the empty one. False when out of memory. */
static bool intern(fos_tariff_builder *b, fosi_slice text, uint32_t *number)
{
    fosi_lookup_slot *slot = NULL;
    uint32_t hash = hash_of(text.data, text.length);
    if (!lookup_find(b, &b->string_lookup, hash, same_string, &text, number, &slot)) return false;
    if (*number != FOSI_TARIFF_NONE) return true;
    size_t at = b->pool.size;
    fosi_buffer_put(&b->pool, text.data, text.length);
    fosi_buffer_char(&b->pool, '\0');
    if (b->pool.failed) {
        b->pool.failed = false;
        b->pool.size = at;
        return false;
    }
    fosi_build_string *string = fosi_growing_add(b->context, &b->strings);
    if (string == NULL) return false;
    string->at = at;
    string->length = (uint32_t)text.length;
    *number = b->strings.count - 1;
    lookup_put(&b->string_lookup, slot, hash, *number);
    return true;
}

#define LONGEST_TEXT 16384u

/* A text of a row: UTF-8 on one line, spaces around it left out. */
static fos_status take_text(fos_tariff_builder *b, const char *what, const char *text, uint32_t *number, fos_error *error)
{
    fosi_slice slice = fosi_slice_of(text);
    while (slice.length > 0 && slice.data[0] == ' ')
        slice.data++, slice.length--;
    while (slice.length > 0 && slice.data[slice.length - 1] == ' ')
        slice.length--;
    if (slice.length > LONGEST_TEXT)
        return fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the %s is longer than %u bytes", what, LONGEST_TEXT);
    if (!fosi_utf8_valid(slice.data, slice.length, NULL))
        return fosi_fail(error, FOS_STATUS_ENCODING, "the %s is not UTF-8", what);
    for (size_t i = 0; i < slice.length; i++) {
        if ((unsigned char)slice.data[i] < 0x20)
            return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "the %s holds a control character, expected one line of text",
                             what);
    }
    return intern(b, slice, number) ? FOS_STATUS_OK : fosi_fail_memory(error);
}

/* Names the field of the row that an error is about, as the pointer. */
static fos_status of_field(fos_error *error, const char *pointer, fos_status status)
{
    if (status != FOS_STATUS_OK) fosi_point(error, pointer);
    return status;
}

/* ---- begin and end ---- */

static fos_status take_head(fos_tariff_builder *b, const fos_tariff_head *head, fos_error *error)
{
    uint32_t empty;
    fos_status status = take_text(b, "empty text", "", &empty, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "id", head->id, &b->id, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "currency", head->currency, &b->currency, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "data version", head->data_version, &b->data_version, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "source", head->source, &b->source, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "note", head->starter, &b->starter, error);
    if (status != FOS_STATUS_OK) return status;
    b->exact_codes = head->exact_codes != 0;
    const char *c = head->currency == NULL ? "" : head->currency;
    if (b->id == 0 || b->data_version == 0)
        return fosi_fail(error, FOS_STATUS_MISSING_KEY, "a tariff needs an id and a data version");
    if (strlen(c) != 3 || !fosi_is_upper(c[0]) || !fosi_is_upper(c[1]) || !fosi_is_upper(c[2]))
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.8s\" is not a currency, expected three capital letters", c);
    return FOS_STATUS_OK;
}

fos_tariff_builder *fos_tariff_builder_new(const fos_context *context, const fos_tariff_head *head, fos_error *error)
{
    if (context == NULL || head == NULL || head->struct_size < sizeof *head) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                  "a builder needs a context, and a head that begins with FOS_TARIFF_HEAD_INIT");
        return NULL;
    }
    fos_tariff_builder *b = fosi_allocate(context, sizeof *b);
    if (b == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(b, 0, sizeof *b);
    b->context = context;
    fosi_buffer_init(&b->pool, context);
    b->strings.size = sizeof(fosi_build_string);
    b->lines.size = sizeof(fosi_build_line);
    b->terms.size = sizeof(fosi_build_term);
    b->measures.size = sizeof(fosi_build_measure);
    b->clauses.size = sizeof(fosi_build_clause);
    b->exclusions.size = sizeof(uint32_t);
    b->groups.size = sizeof(fosi_build_group);
    b->members.size = sizeof(fosi_build_member);
    b->programmes.size = sizeof(fosi_build_programme);
    if (take_head(b, head, error) == FOS_STATUS_OK) return b;
    fos_tariff_builder_free(b);
    return NULL;
}

void fos_tariff_builder_free(fos_tariff_builder *b)
{
    if (b == NULL) return;
    fosi_growing *arrays[] = { &b->strings,    &b->lines,  &b->terms,   &b->measures,  &b->clauses,
                               &b->exclusions, &b->groups, &b->members, &b->programmes };
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        if (arrays[i]->data != NULL) fosi_release(b->context, arrays[i]->data);
    }
    fosi_lookup *lookups[] = { &b->string_lookup, &b->line_lookup, &b->term_lookup, &b->clause_lookup };
    for (size_t i = 0; i < sizeof lookups / sizeof lookups[0]; i++) {
        if (lookups[i]->slots != NULL) fosi_release(b->context, lookups[i]->slots);
    }
    fosi_buffer_done(&b->pool);
    fosi_release(b->context, b);
}

size_t fos_tariff_builder_count(const fos_tariff_builder *builder) { return builder->measures.count; }

/* ---- groups and programmes ---- */

static fos_status check_days(fos_date start, fos_date end, fos_error *error)
{
    char first[FOS_DATE_TEXT], last[FOS_DATE_TEXT];
    if ((fos_date_format(start, first) == 0 && start != FOS_DATE_ABSENT) ||
        (fos_date_format(end, last) == 0 && end != FOS_DATE_ABSENT))
        return fosi_fail(error, FOS_STATUS_OUT_OF_RANGE, "a day lies outside the years 1900 to 2999");
    if (start == FOS_DATE_ABSENT || end == FOS_DATE_ABSENT || start <= end) return FOS_STATUS_OK;
    return fosi_fail(error, FOS_STATUS_INCONSISTENT, "it ends on %s, before it starts on %s", last, first);
}

/* An id is one word. */
static fos_status take_id(fos_tariff_builder *b, const char *what, const char *id, uint32_t *number, fos_error *error)
{
    if (id == NULL || id[0] == '\0' || strpbrk(id, " \t\r\n;|,") != NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is not the id of a %s, expected one word",
                         id == NULL ? "" : id, what);
    return take_text(b, what, id, number, error);
}

static uint32_t find_group(const fos_tariff_builder *b, uint32_t id)
{
    for (uint32_t i = 0; i < b->groups.count; i++) {
        if (fosi_entry(b, groups, fosi_build_group, i)->id == id) return i;
    }
    return FOSI_TARIFF_NONE;
}

fos_status fos_tariff_builder_group(fos_tariff_builder *b, const char *id, const char *name, fos_error *error)
{
    uint32_t number, text;
    fos_status status = take_id(b, "group", id, &number, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "name", name, &text, error);
    if (status != FOS_STATUS_OK) return status;
    if (strcmp(id, "all") == 0 || find_group(b, number) != FOSI_TARIFF_NONE)
        return fosi_fail(error, FOS_STATUS_DUPLICATE_KEY, "the group \"%s\" is there already", id);
    fosi_build_group *group = fosi_growing_add(b->context, &b->groups);
    if (group == NULL) return fosi_fail_memory(error);
    group->id = number;
    group->name = text;
    return FOS_STATUS_OK;
}

fos_status fos_tariff_builder_member(fos_tariff_builder *b, const char *group, const char *country, fos_date start, fos_date end,
                                     fos_error *error)
{
    uint32_t id;
    fos_status status = take_id(b, "group", group, &id, error);
    if (status == FOS_STATUS_OK) status = check_days(start, end, error);
    if (status != FOS_STATUS_OK) return status;
    uint32_t number = find_group(b, id),
             code = fosi_country_pack(country == NULL ? "" : country, country == NULL ? 0 : strlen(country));
    if (number == FOSI_TARIFF_NONE) return fosi_fail(error, FOS_STATUS_RULE_NAME, "no group \"%s\" was added", group);
    if (code == 0)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.8s\" is not a country, expected two capital letters",
                         country == NULL ? "" : country);
    fosi_build_member *member = fosi_growing_add(b->context, &b->members);
    if (member == NULL) return fosi_fail_memory(error);
    member->group = number;
    member->country = code;
    member->start = start;
    member->end = end;
    return FOS_STATUS_OK;
}

const char *fosi_tariff_empty_group(const fos_tariff_builder *b, size_t *at)
{
    while (*at < b->groups.count) {
        uint32_t number = (uint32_t)(*at)++, i = 0;
        while (i < b->members.count && fosi_entry(b, members, fosi_build_member, i)->group != number)
            i++;
        if (i < b->members.count) continue;
        uint32_t id = fosi_entry(b, groups, fosi_build_group, number)->id;
        return b->pool.data + fosi_entry(b, strings, fosi_build_string, id)->at;
    }
    return NULL;
}

static uint32_t find_programme(const fos_tariff_builder *b, uint32_t id)
{
    for (uint32_t i = 0; i < b->programmes.count; i++) {
        if (fosi_entry(b, programmes, fosi_build_programme, i)->id == id) return i;
    }
    return FOSI_TARIFF_NONE;
}

fos_status fos_tariff_builder_programme(fos_tariff_builder *b, const char *id, const char *name, const char *proof,
                                        fos_error *error)
{
    uint32_t number, text, words;
    fos_status status = take_id(b, "programme", id, &number, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "name", name, &text, error);
    if (status == FOS_STATUS_OK) status = take_text(b, "proof", proof, &words, error);
    if (status != FOS_STATUS_OK) return status;
    if (find_programme(b, number) != FOSI_TARIFF_NONE)
        return fosi_fail(error, FOS_STATUS_DUPLICATE_KEY, "the programme \"%s\" is there already", id);
    fosi_build_programme *programme = fosi_growing_add(b->context, &b->programmes);
    if (programme == NULL) return fosi_fail_memory(error);
    programme->id = number;
    programme->name = text;
    programme->proof = words;
    return FOS_STATUS_OK;
}

/* ---- codes ---- */

static bool same_line(const fos_tariff_builder *b, uint32_t entry, const void *key)
{
    return fosi_entry(b, lines, fosi_build_line, entry)->code == *(const uint64_t *)key;
}

static fos_status take_line(fos_tariff_builder *b, const char *code, uint32_t *number, fos_error *error)
{
    fosi_lookup_slot *slot = NULL;
    uint64_t packed = code == NULL ? 0 : fosi_code_pack(code, strlen(code));
    if (packed == 0)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is not a commodity code, expected 2 to 12 digits",
                         code == NULL ? "" : code);
    uint32_t hash = hash_of(&packed, sizeof packed);
    if (!lookup_find(b, &b->line_lookup, hash, same_line, &packed, number, &slot)) return fosi_fail_memory(error);
    if (*number != FOSI_TARIFF_NONE) return FOS_STATUS_OK;
    fosi_build_line *line = fosi_growing_add(b->context, &b->lines);
    if (line == NULL) return fosi_fail_memory(error);
    line->code = packed;
    line->declarable = -1;
    line->start = line->end = FOS_DATE_ABSENT;
    *number = b->lines.count - 1;
    lookup_put(&b->line_lookup, slot, hash, *number);
    return FOS_STATUS_OK;
}

static fos_status disagree(const char *code, const char *what, fos_error *error)
{
    return fosi_fail(error, FOS_STATUS_INCONSISTENT, "code %.40s has two different %s", code, what);
}

fos_status fos_tariff_builder_code(fos_tariff_builder *b, const char *code, const char *description, int declarable,
                                   fos_date start, fos_date end, fos_error *error)
{
    uint32_t number, text;
    fos_status status = of_field(error, "/end", check_days(start, end, error));
    if (status == FOS_STATUS_OK) status = of_field(error, "/description", take_text(b, "description", description, &text, error));
    if (status == FOS_STATUS_OK) status = of_field(error, "/code", take_line(b, code, &number, error));
    if (status != FOS_STATUS_OK) return status;
    fosi_build_line *line = fosi_entry(b, lines, fosi_build_line, number);
    bool dated = start != FOS_DATE_ABSENT || end != FOS_DATE_ABSENT;
    if (text != 0 && line->text != 0 && line->text != text)
        return of_field(error, "/description", disagree(code, "descriptions", error));
    if (declarable >= 0 && line->declarable >= 0 && (line->declarable != 0) != (declarable != 0))
        return of_field(error, "/declarable", disagree(code, "answers to whether it is declarable", error));
    if (dated && line->dated && (line->start != start || line->end != end))
        return of_field(error, "/start", disagree(code, "spans of days", error));
    if (text != 0) line->text = text;
    if (declarable >= 0) line->declarable = declarable != 0;
    if (dated) line->start = start, line->end = end, line->dated = true;
    return FOS_STATUS_OK;
}

/* ---- origins ---- */

static fos_status take_origin(fos_tariff_builder *b, fosi_slice word, uint32_t *origin, fos_error *error)
{
    uint32_t id;
    if (!intern(b, word, &id)) return fosi_fail_memory(error);
    uint32_t group = find_group(b, id);
    *origin = group != FOSI_TARIFF_NONE ? FOSI_ORIGIN_GROUP | group : fosi_country_pack(word.data, word.length);
    if (*origin != 0) return FOS_STATUS_OK;
    return fosi_fail(error, FOS_STATUS_RULE_NAME, "\"%.*s\" is neither a country nor a group that was added",
                     word.length > 40 ? 40 : (int)word.length, word.data);
}

typedef struct clause_key {
    uint32_t origin, count;
    const uint32_t *exclusions;
} clause_key;

static bool same_clause(const fos_tariff_builder *b, uint32_t entry, const void *key)
{
    const fosi_build_clause *clause = fosi_entry(b, clauses, fosi_build_clause, entry);
    const clause_key *other = key;
    return clause->origin == other->origin && clause->count == other->count &&
           (clause->count == 0 ||
            memcmp(fosi_entry(b, exclusions, uint32_t, clause->first), other->exclusions, clause->count * sizeof(uint32_t)) == 0);
}

/* Sorted, each once, so that their order in the row does not matter. */
static uint32_t sort_exclusions(uint32_t *list, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t value = list[i], at = kept;
        while (at > 0 && list[at - 1] > value)
            at--;
        if (at > 0 && list[at - 1] == value) continue;
        memmove(&list[at + 1], &list[at], (kept - at) * sizeof *list);
        list[at] = value;
        kept++;
    }
    return kept;
}

static fos_status take_exclusions(fos_tariff_builder *b, const char *text, uint32_t list[FOSI_MOST_EXCLUSIONS], uint32_t *count,
                                  fos_error *error)
{
    *count = 0;
    for (const char *at = text == NULL ? "" : text; *(at += strspn(at, " ")) != '\0';) {
        fosi_slice word = { at, strcspn(at, " ") };
        at += word.length;
        if (*count == FOSI_MOST_EXCLUSIONS)
            return fosi_fail(error, FOS_STATUS_LIMIT_COUNT, "more than %d excluded origins; make a group of them",
                             FOSI_MOST_EXCLUSIONS);
        fos_status status = take_origin(b, word, &list[*count], error);
        if (status != FOS_STATUS_OK) return status;
        ++*count;
    }
    *count = sort_exclusions(list, *count);
    return FOS_STATUS_OK;
}

static fos_status take_clause(fos_tariff_builder *b, const fos_tariff_row *row, uint32_t *number, fos_error *error)
{
    uint32_t list[FOSI_MOST_EXCLUSIONS];
    clause_key key = { FOSI_ORIGIN_ALL, 0, list };
    fosi_slice word = fosi_slice_of(row->origin == NULL || row->origin[0] == '\0' ? "all" : row->origin);
    uint32_t text;
    if (!intern(b, word, &text)) return fosi_fail_memory(error);
    fos_status status =
        fosi_slice_is(word, "all") ? FOS_STATUS_OK : of_field(error, "/origin", take_origin(b, word, &key.origin, error));
    if (status == FOS_STATUS_OK)
        status = of_field(error, "/excluded", take_exclusions(b, row->excluded, list, &key.count, error));
    if (status != FOS_STATUS_OK) return status;
    uint32_t hash = hash_of(list, key.count * sizeof *list) ^ key.origin * 2654435761u;
    fosi_lookup_slot *slot = NULL;
    if (!lookup_find(b, &b->clause_lookup, hash, same_clause, &key, number, &slot)) return fosi_fail_memory(error);
    if (*number != FOSI_TARIFF_NONE) return FOS_STATUS_OK;
    uint32_t first = b->exclusions.count;
    for (uint32_t i = 0; i < key.count; i++) {
        uint32_t *exclusion = fosi_growing_add(b->context, &b->exclusions);
        if (exclusion == NULL) return fosi_fail_memory(error);
        *exclusion = list[i];
    }
    fosi_build_clause *clause = fosi_growing_add(b->context, &b->clauses);
    if (clause == NULL) return fosi_fail_memory(error);
    clause->origin = key.origin;
    clause->first = first;
    clause->count = key.count;
    clause->text = text;
    *number = b->clauses.count - 1;
    lookup_put(&b->clause_lookup, slot, hash, *number);
    return FOS_STATUS_OK;
}

/* ---- measures ---- */

static bool same_term(const fos_tariff_builder *b, uint32_t entry, const void *key)
{
    return memcmp(fosi_entry(b, terms, fosi_build_term, entry), key, sizeof(fosi_build_term)) == 0;
}

static fos_status take_programme(fos_tariff_builder *b, const char *id, uint32_t *field, fos_error *error)
{
    *field = FOSI_TARIFF_NONE;
    if (id == NULL || id[0] == '\0') return FOS_STATUS_OK;
    uint32_t number;
    if (!intern(b, fosi_slice_of(id), &number)) return fosi_fail_memory(error);
    *field = find_programme(b, number);
    if (*field != FOSI_TARIFF_NONE) return FOS_STATUS_OK;
    return fosi_fail(error, FOS_STATUS_RULE_NAME, "no programme \"%.40s\" was added", id);
}

static fos_status check_row(const fos_tariff_row *row, fos_error *error)
{
    fosi_slice bad;
    if ((unsigned)row->kind >= FOS_TARIFF_KIND_COUNT || row->stacking < -1 || row->stacking >= FOS_TARIFF_STACKING_COUNT ||
        (unsigned)row->confidence > FOS_CONFIDENCE_DISPUTED)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the row's kind, stacking or confidence is none of the library's");
    if (row->rate == NULL || row->rate[strspn(row->rate, " ")] == '\0')
        return of_field(error, "/rate", fosi_fail(error, FOS_STATUS_MISSING_KEY, "the measure has no rate"));
    if (row->kind == FOS_TARIFF_KIND_COMPONENT && (row->number == NULL || row->number[0] == '\0'))
        return of_field(error, "/number",
                        fosi_fail(error, FOS_STATUS_MISSING_KEY, "a component has its name (EA, ADSZ, ADFM, …) as its number"));
    if (row->conditions != NULL && !fosi_conditions_valid(row->conditions, &bad)) {
        fosi_fail(
            error, FOS_STATUS_INVALID_VALUE,
            "\"%.*s\" is not a condition, expected document, use or other and a text, or value, mass or quantity with <, <=, > "
            "or >=, a number and a currency or unit",
            bad.length > 80 ? 80 : (int)bad.length, bad.data);
        return of_field(error, "/conditions", FOS_STATUS_INVALID_VALUE);
    }
    return of_field(error, "/end", check_days(row->start, row->end, error));
}

/* What usually stands instead of the third-country duty does so when the row says nothing. */
static fos_tariff_stacking usual_stacking(fos_tariff_kind kind)
{
    bool instead = kind == FOS_TARIFF_KIND_PREFERENCE || kind == FOS_TARIFF_KIND_SUSPENSION || kind == FOS_TARIFF_KIND_QUOTA ||
                   kind == FOS_TARIFF_KIND_QUOTA_OUT;
    return instead ? FOS_TARIFF_STACKING_REPLACE : FOS_TARIFF_STACKING_ADD;
}

static fos_status take_term(fos_tariff_builder *b, const fos_tariff_row *row, fosi_build_term *term, fos_error *error)
{
    uint32_t *field = term->field;
    fos_tariff_stacking stacking = row->stacking < 0 ? usual_stacking(row->kind) : (fos_tariff_stacking)row->stacking;
    const char *replaces = stacking != FOS_TARIFF_STACKING_REPLACE ? NULL : row->replaces == NULL ? "mfn" : row->replaces;
    field[FOSI_TERM_KIND] = (uint32_t)row->kind | (uint32_t)stacking << 8 | (uint32_t)row->confidence << 16;
    field[FOSI_TERM_ORDER] = (uint32_t)row->order ^ FOSI_ORDER_BIT;
    field[FOSI_TERM_START] = (uint32_t)row->start ^ FOSI_ORDER_BIT;
    field[FOSI_TERM_END] = row->end == FOS_DATE_ABSENT ? UINT32_MAX : (uint32_t)row->end ^ FOSI_ORDER_BIT;
    fos_status status = of_field(error, "/programme", take_programme(b, row->programme, &field[FOSI_TERM_PROGRAMME], error));
    if (status == FOS_STATUS_OK) status = take_clause(b, row, &field[FOSI_TERM_ORIGIN], error);
    const struct {
        const char *pointer, *text;
        unsigned field;
    } texts[] = {
        { "/number", row->number, FOSI_TERM_NUMBER },
        { "/quota", row->quota, FOSI_TERM_QUOTA },
        { "/conditions", row->conditions, FOSI_TERM_CONDITIONS },
        { "/rate", row->rate, FOSI_TERM_RATE },
        { "/replaces", replaces, FOSI_TERM_REPLACES },
        { "/name", row->name, FOSI_TERM_NAME },
        { "/source", row->source, FOSI_TERM_SOURCE },
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == FOS_STATUS_OK; i++)
        status =
            of_field(error, texts[i].pointer, take_text(b, texts[i].pointer + 1, texts[i].text, &field[texts[i].field], error));
    return status;
}

/* The line of a measure's code; agricultural components have lines of their own. */
static fos_status take_line_of(fos_tariff_builder *b, const fos_tariff_row *row, uint32_t *line, fos_error *error)
{
    char code[16];
    if (row->kind != FOS_TARIFF_KIND_COMPONENT) return take_line(b, row->code, line, error);
    if (fosi_component_code(row->code, code)) return take_line(b, code, line, error);
    return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is no additional code, expected 1 to 10 digits",
                     row->code == NULL ? "" : row->code);
}

static fos_status add_measure(fos_tariff_builder *b, const fos_tariff_row *row, fos_error *error)
{
    fosi_build_term own;
    uint32_t line, term;
    fosi_lookup_slot *slot = NULL;
    fos_status status = check_row(row, error);
    if (status == FOS_STATUS_OK) status = take_term(b, row, &own, error);
    if (status == FOS_STATUS_OK) status = of_field(error, "/code", take_line_of(b, row, &line, error));
    if (status != FOS_STATUS_OK) return status;
    uint32_t hash = hash_of(&own, sizeof own);
    if (!lookup_find(b, &b->term_lookup, hash, same_term, &own, &term, &slot)) return fosi_fail_memory(error);
    if (term == FOSI_TARIFF_NONE) {
        fosi_build_term *added = fosi_growing_add(b->context, &b->terms);
        if (added == NULL) return fosi_fail_memory(error);
        *added = own;
        term = b->terms.count - 1;
        lookup_put(&b->term_lookup, slot, hash, term);
    }
    fosi_build_measure *measure = fosi_growing_add(b->context, &b->measures);
    if (measure == NULL) return fosi_fail_memory(error);
    measure->line = line;
    measure->term = term;
    measure->row = row->line;
    return FOS_STATUS_OK;
}

fos_status fos_tariff_builder_measure(fos_tariff_builder *b, const fos_tariff_row *row, fos_error *error)
{
    if (b == NULL || row == NULL || row->struct_size < sizeof *row)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a row begins with FOS_TARIFF_ROW_INIT");
    fos_status status = add_measure(b, row, error);
    if (status != FOS_STATUS_OK && error != NULL && error->struct_size >= sizeof *error) error->line = row->line;
    return status;
}
