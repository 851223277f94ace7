/* Measures on their way into a table: where they are from, under what terms, for which code. */
#include "tariff/builder.h"

#include <string.h>

/* ---- origins ---- */

static fos_status take_origin(fos_tariff_builder *b, fosi_slice word, uint32_t *origin, fos_error *error)
{
    uint32_t id;
    if (!fosi_build_intern(b, word, &id)) return fosi_fail_memory(error);
    uint32_t group = fosi_build_group_of(b, id);
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
    if (!fosi_build_intern(b, word, &text)) return fosi_fail_memory(error);
    fos_status status =
        fosi_slice_is(word, "all") ? FOS_STATUS_OK : fosi_build_point(error, "/origin", take_origin(b, word, &key.origin, error));
    if (status == FOS_STATUS_OK)
        status = fosi_build_point(error, "/excluded", take_exclusions(b, row->excluded, list, &key.count, error));
    if (status != FOS_STATUS_OK) return status;
    uint32_t hash = fosi_build_hash(list, key.count * sizeof *list) ^ key.origin * 2654435761u;
    fosi_lookup_slot *slot = NULL;
    if (!fosi_build_find(b, &b->clause_lookup, hash, same_clause, &key, number, &slot)) return fosi_fail_memory(error);
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
    fosi_build_put(&b->clause_lookup, slot, hash, *number);
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
    if (!fosi_build_intern(b, fosi_slice_of(id), &number)) return fosi_fail_memory(error);
    *field = fosi_build_programme_of(b, number);
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
        return fosi_build_point(error, "/rate", fosi_fail(error, FOS_STATUS_MISSING_KEY, "the measure has no rate"));
    if (row->kind == FOS_TARIFF_KIND_COMPONENT && (row->number == NULL || row->number[0] == '\0'))
        return fosi_build_point(
            error, "/number",
            fosi_fail(error, FOS_STATUS_MISSING_KEY, "a component has its name (EA, ADSZ, ADFM, …) as its number"));
    if (row->conditions != NULL && !fosi_conditions_valid(row->conditions, &bad)) {
        fosi_fail(
            error, FOS_STATUS_INVALID_VALUE,
            "\"%.*s\" is not a condition, expected document, use or other and a text, or value, mass or quantity with <, <=, > "
            "or >=, a number and a currency or unit",
            bad.length > 80 ? 80 : (int)bad.length, bad.data);
        return fosi_build_point(error, "/conditions", FOS_STATUS_INVALID_VALUE);
    }
    return fosi_build_point(error, "/end", fosi_build_check_days(row->start, row->end, error));
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
    fos_status status =
        fosi_build_point(error, "/programme", take_programme(b, row->programme, &field[FOSI_TERM_PROGRAMME], error));
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
        status = fosi_build_point(error, texts[i].pointer,
                                  fosi_build_text(b, texts[i].pointer + 1, texts[i].text, &field[texts[i].field], error));
    return status;
}

/* The line of a measure's code; agricultural components have lines of their own. */
static fos_status take_line_of(fos_tariff_builder *b, const fos_tariff_row *row, uint32_t *line, fos_error *error)
{
    char code[16];
    if (row->kind != FOS_TARIFF_KIND_COMPONENT) return fosi_build_take_line(b, row->code, line, error);
    if (fosi_component_code(row->code, code)) return fosi_build_take_line(b, code, line, error);
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
    if (status == FOS_STATUS_OK) status = fosi_build_point(error, "/code", take_line_of(b, row, &line, error));
    if (status != FOS_STATUS_OK) return status;
    uint32_t hash = fosi_build_hash(&own, sizeof own);
    if (!fosi_build_find(b, &b->term_lookup, hash, same_term, &own, &term, &slot)) return fosi_fail_memory(error);
    if (term == FOSI_TARIFF_NONE) {
        fosi_build_term *added = fosi_growing_add(b->context, &b->terms);
        if (added == NULL) return fosi_fail_memory(error);
        *added = own;
        term = b->terms.count - 1;
        fosi_build_put(&b->term_lookup, slot, hash, term);
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
