/* Profile files: the tree of a document becomes rows and conditions, and their expressions go to the compiler of regimes. Every
 * mistake is reported, with its place. */
#include <stdlib.h>
#include <string.h>

#include <fos/identifier.h>
#include <fos/role.h>

#include "dataset/codes.h"
#include "profile/profile.h"
#include "regime/compiler.h"

const char *const fosi_words_row_need[] = { "", "mandatory", "conditional", "optional", NULL };
const char *const fosi_words_severity[] = { "", "error", "warning", "note", NULL };
const char *const fosi_words_finding_kind[] = { "",      "missing", "format", "code",      "count", "scope",
                                                "check", "quality", "data",   "undecided", NULL };
const char *const fosi_words_readiness[] = { "", "ready", "incomplete", "not_applicable", NULL };
const char *const fosi_words_characters[] = { "", "any", "latin", "ascii", NULL };

#define MOST_RULES 1000

typedef struct reading {
    fosi_compiler *c;
    fos_profile *profile;
    const fosi_tree *root;
    uint32_t unknown_places;
} reading;

/* Beyond these the nearest known place is not looked for: each look passes over all of them. */
#define MOST_NEAR 20

static void *take(reading *r, size_t count, size_t size)
{
    void *memory = fosi_arena_zero(&r->profile->plan->arena, count + 1, size);
    if (memory == NULL) r->c->no_memory = true;
    return memory;
}

/* ---- head ---- */

static void read_currency(reading *r)
{
    struct fos_regime *plan = r->profile->plan;
    const char *currency = fosi_read_text(r->c, r->root, "currency", true);
    memcpy(plan->currency, "EUR", 4);
    if (currency == NULL) return;
    if (!fosi_currency_known(fosi_slice_of(currency)))
        fosi_compile_error(r->c, fosi_tree_get(r->root, "currency"), 0, FOS_STATUS_INVALID_VALUE,
                           "expected a currency (ISO 4217)");
    else
        memcpy(plan->currency, currency, 4);
    int digits = fosi_currency_digits(plan->currency);
    plan->minor_unit = (fos_decimal){ 1, digits < 0 ? 2 : digits };
}

static void read_lodgers(reading *r)
{
    const fosi_tree *list = fosi_tree_get(r->root, "lodged_by");
    if (list == NULL || list->kind != FOSI_TREE_LIST || list->count == 0) {
        if (list == NULL)
            fosi_compile_lacks(r->c, r->root, "lodged_by", "a list of roles");
        else
            fosi_compile_error(r->c, list, 0, FOS_STATUS_WRONG_TYPE, "expected a list of roles");
        return;
    }
    for (const fosi_tree *entry = list->first; entry != NULL; entry = entry->next) {
        fos_role role = entry->kind == FOSI_TREE_TEXT ? fos_role_find(entry->text.data) : FOS_ROLE_ABSENT;
        if (role == FOS_ROLE_ABSENT)
            fosi_compile_error(r->c, entry, 0, FOS_STATUS_INVALID_VALUE, "\"%.*s\" is no role, see fos roles",
                               FOSI_SHOWN(entry->text));
        else
            r->profile->lodgers |= FOS_ROLE_BIT(role);
    }
}

static void check_span(reading *r, const fosi_tree *node, fos_date from, fos_date until)
{
    if (from != FOS_DATE_ABSENT && until != FOS_DATE_ABSENT && until <= from)
        fosi_compile_error(r->c, fosi_tree_get(node, "until"), 0, FOS_STATUS_RULE_OVERLAP,
                           "\"until\" is the day after the last and must come after \"from\"");
}

static void read_span(reading *r, const fosi_tree *node, fos_date *from, fos_date *until)
{
    *from = *until = FOS_DATE_ABSENT;
    fosi_read_date(r->c, node, "from", from);
    fosi_read_date(r->c, node, "until", until);
    check_span(r, node, *from, *until);
}

static uint32_t read_source(reading *r, const fosi_tree *node, const char *what)
{
    uint32_t count;
    const uint32_t *sources = fosi_read_sources(r->c, node, true, what, &count);
    return count > 0 ? sources[0] : FOSI_NONE;
}

static void read_head(reading *r)
{
    static const char *const known[] = { "profile",    "title",    "authority",  "filing",   "lodged_by",    "territory",
                                         "currency",   "from",     "until",      "reviewed", "data_version", "note",
                                         "source",     "sources",  "characters", "sets",     "parameters",   "values",
                                         "conditions", "exchange", "scope",      "rows",     "checks",       "quality",
                                         "cites",      NULL };
    struct fos_regime *plan = r->profile->plan;
    fos_profile *p = r->profile;
    fosi_read_keys(r->c, r->root, "a profile", known);
    plan->id = fosi_read_text(r->c, r->root, "profile", true);
    p->title = fosi_read_text(r->c, r->root, "title", true);
    p->authority = fosi_read_text(r->c, r->root, "authority", true);
    p->filing = fosi_read_text(r->c, r->root, "filing", true);
    p->note = fosi_read_text(r->c, r->root, "note", false);
    plan->data_version = fosi_read_text(r->c, r->root, "data_version", true);
    if (plan->id == NULL) plan->id = "";
    plan->name = p->title != NULL ? p->title : "";
    if (plan->data_version == NULL) plan->data_version = "";
    plan->reviewed = plan->history = FOS_DATE_ABSENT;
    fosi_read_date(r->c, r->root, "reviewed", &plan->reviewed);
    if (fosi_tree_get(r->root, "reviewed") == NULL) fosi_compile_lacks(r->c, r->root, "reviewed", "the day of the last review");
    read_span(r, r->root, &p->from, &p->until);
    p->characters = (fosi_characters)fosi_read_choice(r->c, r->root, "characters", fosi_words_characters, false);
    if (p->characters == FOSI_CHARACTERS_ABSENT) p->characters = FOSI_CHARACTERS_ANY;
    if (fosi_tree_get(r->root, "territory") != NULL) fosi_read_territory(r->c, r->root);
    read_currency(r);
    read_lodgers(r);
}

/* What stands behind the profile as a whole: its dates, its territory. */
static void read_cites(reading *r)
{
    const fosi_tree *cites = fosi_tree_get(r->root, "cites");
    r->profile->source = FOSI_NONE;
    if (cites == NULL) {
        fosi_compile_error(r->c, r->root, 0, FOS_STATUS_RULE_SOURCE, "this profile cites no source of its dates: \"cites\"");
        return;
    }
    int source = cites->kind == FOSI_TREE_TEXT ? fosi_find_source(r->profile->plan, cites->text) : -1;
    if (source < 0) {
        fosi_compile_unknown(r->c, cites, 0, "source", cites->text, r->profile->plan->sources, r->profile->plan->source_count,
                             sizeof *r->profile->plan->sources);
        return;
    }
    r->profile->plan->sources[source].used = true;
    r->profile->source = (uint32_t)source;
}

/* ---- expressions ---- */

/* The text of an expression as a notice of the plan, whose condition the compiler checks. */
static uint32_t add_notice(reading *r, const fosi_tree *object, const char *key, const char **text)
{
    struct fos_regime *plan = r->profile->plan;
    const fosi_tree *node = fosi_tree_get(object, key);
    if (node == NULL) return FOSI_NONE;
    if (node->kind == FOSI_TREE_TEXT) *text = node->text.data;
    fosi_notice *notice = &plan->notices[plan->notice_count];
    notice->node = object;
    notice->id = key;
    notice->say = "";
    fosi_read_expression(r->c, object, key, &r->c->notices[plan->notice_count]);
    return plan->notice_count++;
}

/* ---- places ---- */

static const char *nearest_place(reading *r, fosi_slice name)
{
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    const char *near = NULL;
    if (r->unknown_places++ >= MOST_NEAR) return NULL;
    while (fos_element_place_next(&fosi_class_request, &place)) {
        const char *one = place.name;
        const char *better = fosi_nearest(name, &one, 1);
        if (better == NULL) continue;
        const char *both[] = { near, place.name };
        if (near != NULL && fosi_nearest(name, both, 2) == near) continue;
        near = fosi_arena_text(&r->c->scratch, place.name, strlen(place.name));
        if (near == NULL) return NULL;
    }
    return near;
}

static bool read_place(reading *r, const fosi_tree *node, fosi_place *out)
{
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    if (node->kind != FOSI_TREE_TEXT) {
        fosi_compile_error(r->c, node, 0, FOS_STATUS_WRONG_TYPE,
                           "expected the place of an element, such as consignment.seller.name");
        return false;
    }
    if (!fos_element_place_find(&fosi_class_request, node->text.data, &place)) {
        fosi_compile_error(r->c, node, 0, FOS_STATUS_RULE_NAME, "the data set has no element \"%.*s\"%s", FOSI_SHOWN(node->text),
                           fosi_compile_near(r->c, nearest_place(r, node->text)));
        return false;
    }
    out->depth = place.depth;
    out->roles = place.roles;
    out->of_item = place.depth >= 2 && place.steps[0]->of == &fosi_class_consignment && place.steps[1]->of == &fosi_class_item;
    if (place.depth == 2) out->of_item = false; /* the list of items itself */
    memcpy(out->steps, place.steps, sizeof out->steps);
    out->name = fosi_arena_text(&r->profile->plan->arena, place.name, strlen(place.name));
    if (out->name == NULL) r->c->no_memory = true;
    return out->name != NULL;
}

static void read_places(reading *r, const fosi_tree *entry, fosi_profile_row *row)
{
    const fosi_tree *one = fosi_tree_get(entry, "element"), *any = fosi_tree_get(entry, "any");
    if ((one == NULL) == (any == NULL)) {
        fosi_compile_error(r->c, entry, 0, FOS_STATUS_MISSING_KEY, "a row has either \"element\" or \"any\", a list of elements");
        return;
    }
    if (any != NULL && (any->kind != FOSI_TREE_LIST || any->count < 2)) {
        fosi_compile_error(r->c, any, 0, FOS_STATUS_WRONG_TYPE, "expected a list of two or more elements");
        return;
    }
    row->places = take(r, any != NULL ? any->count : 1, sizeof *row->places);
    if (row->places == NULL) return;
    for (const fosi_tree *node = any != NULL ? any->first : one; node != NULL; node = any != NULL ? node->next : NULL)
        row->place_count += read_place(r, node, &row->places[row->place_count]);
}

static const fos_element *last_of(const fosi_place *place) { return place->steps[place->depth - 1]; }

/* ---- lists of texts ---- */

static const char **read_texts(reading *r, const fosi_tree *entry, const char *one, const char *many, uint32_t *count)
{
    const fosi_tree *single = one == NULL ? NULL : fosi_tree_get(entry, one), *list = fosi_tree_get(entry, many);
    const fosi_tree *node = list != NULL && list->kind == FOSI_TREE_LIST ? list->first : single;
    *count = 0;
    if (list != NULL && (list->kind != FOSI_TREE_LIST || list->count == 0))
        fosi_compile_error(r->c, list, 0, FOS_STATUS_WRONG_TYPE, "expected a list of one or more texts");
    const char **texts = take(r, list != NULL ? list->count : 1, sizeof *texts);
    for (; texts != NULL && node != NULL; node = node == single ? NULL : node->next) {
        if (node->kind != FOSI_TREE_TEXT || node->text.length == 0)
            fosi_compile_error(r->c, node, 0, FOS_STATUS_WRONG_TYPE, "expected a text that is not empty");
        else
            texts[(*count)++] = node->text.data;
    }
    return texts;
}

static void read_schemes(reading *r, const fosi_tree *entry, fosi_profile_row *row)
{
    row->schemes = read_texts(r, entry, "scheme", "schemes", &row->scheme_count);
    const char *key = fosi_tree_get(entry, "scheme") != NULL ? "scheme" : "schemes";
    for (uint32_t i = 0; row->schemes != NULL && i < row->scheme_count; i++) {
        if (fos_identifier_scheme_find(row->schemes[i]) == NULL)
            fosi_compile_error(r->c, fosi_tree_get(entry, key), 0, FOS_STATUS_RULE_NAME,
                               "there is no scheme \"%s\", see fos identify --list", row->schemes[i]);
    }
    for (uint32_t i = 0; row->scheme_count > 0 && i < row->place_count; i++) {
        const fos_element *last = last_of(&row->places[i]);
        if (last->of != &fosi_class_identifier && last->kind != FOSI_ELEMENT_TEXT && last->kind != FOSI_ELEMENT_CODE)
            fosi_compile_error(r->c, fosi_tree_get(entry, key), 0, FOS_STATUS_RULE_TYPE,
                               "a scheme is of identifiers or of a text, and %s is neither", row->places[i].name);
    }
}

static void read_codes(reading *r, const fosi_tree *entry, fosi_profile_row *row)
{
    row->codes = read_texts(r, entry, NULL, "codes", &row->code_count);
    row->code_list = fosi_read_text(r->c, entry, "code_list", false);
    if (row->code_list != NULL && fosi_code_list(row->code_list, NULL) == NULL)
        fosi_compile_error(r->c, fosi_tree_get(entry, "code_list"), 0, FOS_STATUS_RULE_NAME, "there is no list of codes \"%s\"",
                           row->code_list);
    for (uint32_t i = 0; row->codes != NULL && i < row->code_count && row->place_count > 0; i++) {
        const char *const *words = last_of(&row->places[0])->words;
        if (words != NULL && fosi_word_index(words, fosi_slice_of(row->codes[i])) <= 0)
            fosi_compile_error(r->c, fosi_tree_get(entry, "codes"), 0, FOS_STATUS_INVALID_VALUE, "\"%s\" is no value of %s",
                               row->codes[i], row->places[0].name);
    }
}

static uint32_t read_count(reading *r, const fosi_tree *entry, const char *key)
{
    const fosi_tree *node = fosi_tree_get(entry, key);
    fos_decimal value = { 0, 0 };
    if (node == NULL) return 0;
    if (node->kind == FOSI_TREE_NUMBER && fos_decimal_parse(node->text.data, node->text.length, &value, NULL) == FOS_STATUS_OK &&
        value.scale == 0 && value.coefficient > 0 && value.coefficient <= 1000000)
        return (uint32_t)value.coefficient;
    fosi_compile_error(r->c, node, 0, FOS_STATUS_INVALID_VALUE, "expected a whole number from 1 to 1000000");
    return 0;
}

/* ---- rows ---- */

static void read_format(reading *r, const fosi_tree *entry, fosi_profile_row *row)
{
    const char *own = fosi_read_text(r->c, entry, "format", false);
    row->characters = (fosi_characters)fosi_read_choice(r->c, entry, "characters", fosi_words_characters, false);
    if (row->characters == FOSI_CHARACTERS_ABSENT) row->characters = r->profile->characters;
    if (own == NULL) return;
    if (!fosi_format_parse(own, &row->format))
        fosi_compile_error(r->c, fosi_tree_get(entry, "format"), 0, FOS_STATUS_INVALID_VALUE,
                           "expected a format such as an..35, n..16,6, a2 or n6..10");
}

static void check_bounds(reading *r, const fosi_tree *entry, const fosi_profile_row *row)
{
    for (uint32_t i = 0; (row->least != 0 || row->most != 0) && i < row->place_count; i++) {
        if (!fos_element_is_list(last_of(&row->places[i])))
            fosi_compile_error(r->c, entry, 0, FOS_STATUS_RULE_TYPE, "\"min\" and \"max\" are of lists, and %s is none",
                               row->places[i].name);
    }
    if (row->most != 0 && row->least > row->most)
        fosi_compile_error(r->c, fosi_tree_get(entry, "min"), 0, FOS_STATUS_INVALID_VALUE, "\"min\" is more than \"max\"");
}

/* Two rows of one id on the same day would contradict each other. */
static void check_overlap(reading *r, const fosi_profile_row *row)
{
    for (const fosi_profile_row *other = r->profile->rows; other < row; other++) {
        if (strcmp(other->id, row->id) != 0) continue;
        bool before = other->until != FOS_DATE_ABSENT && row->from != FOS_DATE_ABSENT && other->until <= row->from;
        bool after = row->until != FOS_DATE_ABSENT && other->from != FOS_DATE_ABSENT && row->until <= other->from;
        if (!before && !after)
            fosi_compile_error(r->c, row->node, 0, FOS_STATUS_RULE_OVERLAP, "the row \"%s\" at %s is in force on the same days",
                               row->id, fosi_compile_place(r->c, other->node));
    }
}

static void check_need(reading *r, const fosi_tree *entry, const fosi_profile_row *row)
{
    if (row->when != FOSI_NONE && row->need != FOSI_ROW_CONDITIONAL && row->need != FOSI_ROW_ABSENT)
        fosi_compile_error(r->c, fosi_tree_get(entry, "when"), 0, FOS_STATUS_RULE_CONFLICT,
                           "only a conditional row has a condition; \"need\" is \"%s\"", fosi_words_row_need[row->need]);
    if (row->when == FOSI_NONE && row->need == FOSI_ROW_CONDITIONAL && row->why == NULL)
        fosi_compile_error(r->c, entry, 0, FOS_STATUS_MISSING_KEY,
                           "a conditional row has \"when\", or \"why\" its condition is not known");
}

static void read_row(reading *r, const fosi_tree *entry)
{
    static const char *const known[] = { "id",      "element", "any",        "need", "when", "format", "characters", "scheme",
                                         "schemes", "codes",   "code_list",  "min",  "max",  "label",  "from",       "until",
                                         "source",  "sources", "confidence", "why",  "note", NULL };
    fosi_profile_row *row = &r->profile->rows[r->profile->row_count];
    fosi_read_keys(r->c, entry, "a row", known);
    row->node = entry;
    row->when = FOSI_NONE;
    read_places(r, entry, row);
    row->id = fosi_read_text(r->c, entry, "id", false);
    if (row->id == NULL) row->id = row->place_count > 0 ? row->places[0].name : "";
    row->need = (fosi_row_need)fosi_read_choice(r->c, entry, "need", fosi_words_row_need, true);
    row->label = fosi_read_text(r->c, entry, "label", false);
    row->note = fosi_read_text(r->c, entry, "note", false);
    row->why = fosi_read_text(r->c, entry, "why", false);
    row->when = add_notice(r, entry, "when", &row->when_text);
    read_format(r, entry, row);
    read_schemes(r, entry, row);
    read_codes(r, entry, row);
    row->least = read_count(r, entry, "min");
    row->most = read_count(r, entry, "max");
    read_span(r, entry, &row->from, &row->until);
    row->source = read_source(r, entry, "row");
    row->confidence = (fos_confidence)fosi_read_confidence(r->c, entry);
    check_bounds(r, entry, row);
    check_need(r, entry, row);
    check_overlap(r, row);
    r->profile->row_count++;
}

/* ---- conditions ---- */

static void read_condition(reading *r, const fosi_tree *entry, fosi_condition *condition, bool scope)
{
    static const char *const known[] = { "id",    "that",   "when",    "say",        "severity", "element", "from",
                                         "until", "source", "sources", "confidence", "why",      "note",    NULL };
    fosi_read_keys(r->c, entry, scope ? "a condition of use" : "a check", known);
    condition->node = entry;
    condition->id = fosi_read_text(r->c, entry, "id", true);
    condition->say = fosi_read_text(r->c, entry, "say", true);
    condition->why = fosi_read_text(r->c, entry, "why", false);
    condition->severity = (fos_severity)fosi_read_choice(r->c, entry, "severity", fosi_words_severity, false);
    if (condition->severity == FOS_SEVERITY_ABSENT) condition->severity = FOS_SEVERITY_ERROR;
    if (fosi_tree_get(entry, "that") == NULL) fosi_compile_lacks(r->c, entry, "that", "a condition that must hold");
    condition->that = add_notice(r, entry, "that", &condition->that_text);
    condition->when = add_notice(r, entry, "when", &condition->when_text);
    const fosi_tree *element = fosi_tree_get(entry, "element");
    if (element != NULL) {
        fosi_place *place = take(r, 1, sizeof *place);
        if (place != NULL && read_place(r, element, place)) condition->place = place;
    }
    read_span(r, entry, &condition->from, &condition->until);
    condition->source = read_source(r, entry, "condition");
    condition->confidence = (fos_confidence)fosi_read_confidence(r->c, entry);
}

static void read_conditions(reading *r, const char *section, fosi_condition **list, uint32_t *count)
{
    const fosi_tree *tree = fosi_read_section(r->c, r->root, section, FOSI_TREE_LIST);
    *list = take(r, tree == NULL ? 0 : tree->count, sizeof **list);
    for (const fosi_tree *entry = tree == NULL || *list == NULL ? NULL : tree->first; entry != NULL; entry = entry->next) {
        if (fosi_read_object(r->c, entry)) read_condition(r, entry, &(*list)[(*count)++], list == &r->profile->scope);
    }
}

static void check_ids(reading *r, const fosi_condition *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; list[i].id != NULL && k < i; k++) {
            if (list[k].id == NULL || strcmp(list[i].id, list[k].id) != 0) continue;
            bool apart = list[k].until != FOS_DATE_ABSENT && list[i].from != FOS_DATE_ABSENT && list[k].until <= list[i].from;
            if (!apart)
                fosi_compile_error(r->c, list[i].node, 0, FOS_STATUS_RULE_OVERLAP, "there is a condition \"%s\" already, at %s",
                                   list[i].id, fosi_compile_place(r->c, list[k].node));
        }
    }
}

static void read_quality(reading *r)
{
    static const char *const known[] = { "off", "note", NULL };
    const fosi_tree *tree = fosi_read_section(r->c, r->root, "quality", FOSI_TREE_OBJECT);
    if (tree == NULL) return;
    fosi_read_keys(r->c, tree, "\"quality\"", known);
    const fosi_tree *off = fosi_tree_get(tree, "off");
    for (const fosi_tree *entry = off == NULL ? NULL : off->first; entry != NULL; entry = entry->next) {
        int index = entry->kind == FOSI_TREE_TEXT ? fosi_word_index(fosi_quality_ids, entry->text) : -1;
        size_t count = 0;
        while (fosi_quality_ids[count] != NULL)
            count++;
        if (index < 0)
            fosi_compile_error(r->c, entry, 0, FOS_STATUS_RULE_NAME, "there is no shared check \"%.*s\"%s",
                               FOSI_SHOWN(entry->text),
                               fosi_compile_near(r->c, fosi_nearest(entry->text, fosi_quality_ids, count)));
        else
            r->profile->quality_off |= UINT64_C(1) << index;
    }
}

/* ---- all ---- */

static uint32_t count_of(const fosi_tree *root, const char *section)
{
    const fosi_tree *tree = fosi_tree_get(root, section);
    return tree == NULL ? 0 : tree->count;
}

static void read_rows(reading *r)
{
    const fosi_tree *tree = fosi_read_section(r->c, r->root, "rows", FOSI_TREE_LIST);
    r->profile->rows = take(r, tree == NULL ? 0 : tree->count, sizeof *r->profile->rows);
    if (tree == NULL || tree->count == 0) {
        if (fosi_tree_get(r->root, "rows") == NULL) fosi_compile_lacks(r->c, r->root, "rows", "the elements that are asked for");
        return;
    }
    for (const fosi_tree *entry = tree->first; entry != NULL && r->profile->rows != NULL && !r->c->no_memory;
         entry = entry->next) {
        if (fosi_read_object(r->c, entry)) read_row(r, entry);
    }
}

/* Profiles have no routes, so nothing is per route. */
static void refuse_routes(reading *r)
{
    const struct fos_regime *plan = r->profile->plan;
    for (uint32_t i = 0; i < plan->definition_count; i++) {
        if (plan->definitions[i].per == FOSI_GRAIN_ROUTE)
            fosi_compile_error(r->c, fosi_tree_get(plan->definitions[i].node, "per"), 0, FOS_STATUS_RULE_GRAIN,
                               "a profile has no routes: expected consignment or item");
    }
}

static void read_profile(fosi_compiler *c, const fosi_tree *root, void *into)
{
    reading r = { c, into, root, 0 };
    struct fos_regime *plan = r.profile->plan;
    uint32_t rules = count_of(root, "rows") + count_of(root, "scope") + count_of(root, "checks");
    c->reads_elements = true;
    if (rules > MOST_RULES || count_of(root, "sources") > 256) {
        fosi_compile_error(c, root, 0, FOS_STATUS_RULE_LIMIT, "a profile has at most %d rows and conditions, and 256 sources",
                           MOST_RULES);
        return;
    }
    plan->notices = take(&r, 2 * (size_t)rules, sizeof *plan->notices);
    c->notices = fosi_arena_zero(&c->scratch, 2 * (size_t)rules + 1, sizeof *c->notices);
    if (plan->notices == NULL || c->notices == NULL) {
        c->no_memory = true;
        return;
    }
    read_head(&r);
    fosi_read_lists(c, root);
    if (c->no_memory) return;
    read_cites(&r);
    if (!fosi_read_definitions(c, root)) return;
    refuse_routes(&r);
    read_conditions(&r, "scope", &r.profile->scope, &r.profile->scope_count);
    read_rows(&r);
    read_conditions(&r, "checks", &r.profile->checks, &r.profile->check_count);
    if (c->no_memory) return;
    check_ids(&r, r.profile->scope, r.profile->scope_count);
    check_ids(&r, r.profile->checks, r.profile->check_count);
    read_quality(&r);
}

/* ---- grains that only the checked expressions show ---- */

static bool row_of_item(const fosi_profile_row *row)
{
    for (uint32_t i = 0; i < row->place_count; i++) {
        if (row->places[i].of_item) return true;
    }
    return false;
}

static bool check_grains(const fos_profile *p, fos_report *report, fos_error *error)
{
    for (uint32_t i = 0; i < p->row_count; i++) {
        const fosi_profile_row *row = &p->rows[i];
        if (row->when == FOSI_NONE || p->plan->notices[row->when].grain != FOSI_GRAIN_ITEM || row_of_item(row)) continue;
        fos_error *finding = fosi_report_add(report, false), local = FOS_ERROR_INIT;
        fosi_tree_fail(&local, &p->plan->document, fosi_tree_get(row->node, "when"), 0, FOS_STATUS_RULE_GRAIN,
                       "this is one for each item, but %s is one for the consignment; use a total such as any(…)", row->id);
        if (finding != NULL) *finding = local;
        if (error != NULL && error->struct_size == sizeof *error) *error = local;
        return false;
    }
    return true;
}

fos_profile *fosi_profile_new(const fos_context *context)
{
    fos_profile *profile = fosi_allocate(context, sizeof *profile);
    if (profile == NULL) return NULL;
    memset(profile, 0, sizeof *profile);
    profile->plan = fosi_regime_new(context);
    if (profile->plan != NULL) return profile;
    fosi_release(context, profile);
    return NULL;
}

void fosi_profile_free(fos_profile *profile)
{
    if (profile == NULL) return;
    const fos_context *context = profile->plan->context;
    fosi_regime_free(profile->plan);
    fosi_release(context, profile);
}

fos_status fosi_profile_compile(fos_profile *profile, fos_report *report, fos_error *error)
{
    fosi_plan_kind kind = { "profile", read_profile, profile };
    fos_status status = fosi_plan_compile(profile->plan, &kind, report, error);
    if (status != FOS_STATUS_OK) return status;
    return check_grains(profile, report, error) ? FOS_STATUS_OK : FOS_STATUS_RULE_GRAIN;
}

const char *fos_severity_name(fos_severity severity)
{
    return severity > 0 && severity <= FOS_SEVERITY_NOTE ? fosi_words_severity[severity] : NULL;
}

const char *fos_finding_kind_name(fos_finding_kind kind)
{
    return kind > 0 && kind <= FOS_FINDING_KIND_UNDECIDED ? fosi_words_finding_kind[kind] : NULL;
}

const char *fos_readiness_name(fos_readiness state)
{
    return state > 0 && state <= FOS_READINESS_NOT_APPLICABLE ? fosi_words_readiness[state] : NULL;
}
