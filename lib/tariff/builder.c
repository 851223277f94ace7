/* Gathers what a tariff table knows beside its measures: its head, groups of origins, programmes and codes. Texts, codes, origins and
 * whole terms are kept once each; what refers to another is its number. Measures are builder_measures.c; putting all of it in
 * order is image.c. */
#include "tariff/builder.h"

#include <string.h>

fos_status fosi_build_point(fos_error *error, const char *pointer, fos_status status)
{
    if (status != FOS_STATUS_OK) fosi_point(error, pointer);
    return status;
}

/* ---- begin and end ---- */

static fos_status take_head(fos_tariff_builder *b, const fos_tariff_head *head, fos_error *error)
{
    uint32_t empty;
    fos_status status = fosi_build_text(b, "empty text", "", &empty, error);
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "id", head->id, &b->id, error);
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "currency", head->currency, &b->currency, error);
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "data version", head->data_version, &b->data_version, error);
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "source", head->source, &b->source, error);
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "note", head->starter, &b->starter, error);
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

size_t fos_tariff_builder_count(const fos_tariff_builder *builder) { return builder->measures.count - builder->left_out; }

/* ---- groups and programmes ---- */

fos_status fosi_build_check_days(fos_date start, fos_date end, fos_error *error)
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
    return fosi_build_text(b, what, id, number, error);
}

uint32_t fosi_build_group_of(const fos_tariff_builder *b, uint32_t id)
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
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "name", name, &text, error);
    if (status != FOS_STATUS_OK) return status;
    if (strcmp(id, "all") == 0 || fosi_build_group_of(b, number) != FOSI_TARIFF_NONE)
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
    if (status == FOS_STATUS_OK) status = fosi_build_check_days(start, end, error);
    if (status != FOS_STATUS_OK) return status;
    uint32_t number = fosi_build_group_of(b, id),
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

uint32_t fosi_build_programme_of(const fos_tariff_builder *b, uint32_t id)
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
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "name", name, &text, error);
    if (status == FOS_STATUS_OK) status = fosi_build_text(b, "proof", proof, &words, error);
    if (status != FOS_STATUS_OK) return status;
    if (fosi_build_programme_of(b, number) != FOSI_TARIFF_NONE)
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

fos_status fosi_build_take_line(fos_tariff_builder *b, const char *code, uint32_t *number, fos_error *error)
{
    fosi_lookup_slot *slot = NULL;
    uint64_t packed = code == NULL ? 0 : fosi_code_pack(code, strlen(code));
    if (packed == 0)
        return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "\"%.40s\" is not a commodity code, expected 2 to 12 digits",
                         code == NULL ? "" : code);
    uint32_t hash = fosi_build_hash(&packed, sizeof packed);
    if (!fosi_build_find(b, &b->line_lookup, hash, same_line, &packed, number, &slot)) return fosi_fail_memory(error);
    if (*number != FOSI_TARIFF_NONE) return FOS_STATUS_OK;
    fosi_build_line *line = fosi_growing_add(b->context, &b->lines);
    if (line == NULL) return fosi_fail_memory(error);
    line->code = packed;
    line->declarable = -1;
    line->start = line->end = FOS_DATE_ABSENT;
    *number = b->lines.count - 1;
    fosi_build_put(&b->line_lookup, slot, hash, *number);
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
    fos_status status = fosi_build_point(error, "/end", fosi_build_check_days(start, end, error));
    if (status == FOS_STATUS_OK)
        status = fosi_build_point(error, "/description", fosi_build_text(b, "description", description, &text, error));
    if (status == FOS_STATUS_OK) status = fosi_build_point(error, "/code", fosi_build_take_line(b, code, &number, error));
    if (status != FOS_STATUS_OK) return status;
    fosi_build_line *line = fosi_entry(b, lines, fosi_build_line, number);
    bool dated = start != FOS_DATE_ABSENT || end != FOS_DATE_ABSENT;
    if (text != 0 && line->text != 0 && line->text != text)
        return fosi_build_point(error, "/description", disagree(code, "descriptions", error));
    if (declarable >= 0 && line->declarable >= 0 && (line->declarable != 0) != (declarable != 0))
        return fosi_build_point(error, "/declarable", disagree(code, "answers to whether it is declarable", error));
    if (dated && line->dated && (line->start != start || line->end != end))
        return fosi_build_point(error, "/start", disagree(code, "spans of days", error));
    if (text != 0) line->text = text;
    if (declarable >= 0) line->declarable = declarable != 0;
    if (dated) line->start = start, line->end = end, line->dated = true;
    return FOS_STATUS_OK;
}
