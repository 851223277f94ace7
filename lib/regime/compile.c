/* The steps of compilation in their order, the small readers that all of them use, and look-ups by name. */
#include "regime/compile.h"

#include <stdarg.h>
#include <string.h>

#include "dataset/codes.h"
#include "regime/compiler.h"

/* ---- findings ---- */

static void add_finding(fosi_compiler *c, bool warning, const fosi_tree *node, uint32_t inside, fos_status status,
                        const char *format, va_list arguments)
{
    fos_error *finding = fosi_report_add(c->report, warning);
    if (finding != NULL) fosi_tree_fail_list(finding, &c->regime->document, node, inside, status, format, arguments);
    if (c->report->failed) c->no_memory = true;
}

void fosi_compile_error(fosi_compiler *c, const fosi_tree *node, uint32_t inside, fos_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_finding(c, false, node, inside, status, format, arguments);
    va_end(arguments);
}

void fosi_compile_warning(fosi_compiler *c, const fosi_tree *node, uint32_t inside, fos_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_finding(c, true, node, inside, status, format, arguments);
    va_end(arguments);
}

const char *fosi_compile_place(fosi_compiler *c, const fosi_tree *node)
{
    uint32_t line, column;
    fosi_line_column(c->regime->document.bytes, c->regime->document.length, node->offset, &line, &column);
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    fosi_buffer_format(&text, "line %u, column %u", (unsigned)line, (unsigned)column);
    char *copy = text.failed ? NULL : fosi_arena_text(&c->scratch, text.data, text.size);
    fosi_buffer_done(&text);
    return copy != NULL ? copy : "another place";
}

static const char *keep(fosi_compiler *c, fos_buffer *text, const char *otherwise)
{
    char *copy = text->failed || text->size == 0 ? NULL : fosi_arena_text(&c->scratch, text->data, text->size);
    fosi_buffer_done(text);
    return copy != NULL ? copy : otherwise;
}

const char *fosi_compile_what(fosi_compiler *c, const fosi_tree *node)
{
    static const struct {
        const char *section, *one;
    } sections[] = { { "sources", "source" },
                     { "exchange", "exchange purpose" },
                     { "inputs", "input" },
                     { "switches", "switch" },
                     { "sets", "set" },
                     { "parameters", "parameter" },
                     { "values", "value" },
                     { "conditions", "condition" },
                     { "refunds", "refund policy" },
                     { "collections", "collection" },
                     { "charges", "charge" },
                     { "waivers", "waiver" },
                     { "routes", "route" },
                     { "notices", "notice" },
                     { "rows", "row" },
                     { "scope", "condition of its use" },
                     { "checks", "check" } };
    if (node->parent == NULL) return strcmp(c->kind, "profile") == 0 ? "the profile" : "the regime";
    const fosi_tree *id = node->key.length > 0 ? NULL : fosi_tree_get(node, "id");
    fosi_slice name =
        node->key.length > 0 ? node->key : (id != NULL && id->kind == FOSI_TREE_TEXT ? id->text : (fosi_slice){ NULL, 0 });
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    bool in_section = node->parent->parent != NULL && node->parent->parent->parent == NULL;
    for (size_t i = 0; in_section && i < sizeof sections / sizeof *sections; i++) {
        if (!fosi_slice_is(node->parent->key, sections[i].section)) continue;
        fosi_buffer_format(&text, name.length > 0 ? "the %s \"%.*s\"" : "this %s", sections[i].one, FOSI_SHOWN(name));
    }
    if (text.size == 0 && fosi_slice_is(node->parent->key, "values")) fosi_buffer_text(&text, "this dated value");
    if (text.size == 0 && fosi_slice_is(node->parent->key, "needs")) fosi_buffer_text(&text, "this need");
    return keep(c, &text, "this entry");
}

void fosi_compile_lacks(fosi_compiler *c, const fosi_tree *object, const char *key, const char *expected)
{
    fosi_compile_error(c, object, 0, FOS_STATUS_MISSING_KEY, "%s has no \"%s\"%s%s", fosi_compile_what(c, object), key,
                       expected != NULL ? ": " : "", expected != NULL ? expected : "");
}

const char *fosi_compile_near(fosi_compiler *c, const char *near)
{
    if (near == NULL) return "";
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    fosi_buffer_format(&text, "; did you mean \"%s\"?", near);
    return keep(c, &text, "");
}

void fosi_compile_unknown(fosi_compiler *c, const fosi_tree *node, uint32_t inside, const char *what, fosi_slice name,
                          const void *names, uint32_t count, size_t size)
{
    const char *near = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const char *each;
        memcpy(&each, (const char *)names + i * size, sizeof each);
        const char *both[] = { near, each };
        if (each != NULL) near = fosi_nearest(name, both, 2);
    }
    fosi_compile_error(c, node, inside, FOS_STATUS_RULE_NAME, "there is no %s \"%.*s\"%s", what, FOSI_SHOWN(name),
                       fosi_compile_near(c, near));
}

/* ---- vectors ---- */

void *fosi_vector_add(fosi_compiler *c, fosi_vector *vector, size_t size)
{
    if (vector->count == vector->capacity) {
        uint32_t capacity = vector->capacity == 0 ? 16 : vector->capacity * 2;
        void *data = fosi_arena_zero(&c->scratch, capacity, size);
        if (data == NULL) {
            c->no_memory = true;
            return NULL;
        }
        if (vector->count > 0) memcpy(data, vector->data, vector->count * size);
        vector->data = data;
        vector->capacity = capacity;
        vector->size = size;
    }
    return (char *)vector->data + size * vector->count++;
}

/* ---- small readers ---- */

const fosi_tree *fosi_read_section(fosi_compiler *c, const fosi_tree *root, const char *name, fosi_tree_kind kind)
{
    const fosi_tree *tree = fosi_tree_get(root, name);
    if (tree == NULL || tree->kind == kind) return tree;
    fosi_compile_error(c, tree, 0, FOS_STATUS_WRONG_TYPE, kind == FOSI_TREE_LIST ? "expected a list" : "expected an object");
    return NULL;
}

bool fosi_read_object(fosi_compiler *c, const fosi_tree *tree)
{
    if (tree->kind == FOSI_TREE_OBJECT) return true;
    fosi_compile_error(c, tree, 0, FOS_STATUS_WRONG_TYPE, "expected an object");
    return false;
}

const char *fosi_read_text(fosi_compiler *c, const fosi_tree *object, const char *key, bool required)
{
    const fosi_tree *node = fosi_tree_get(object, key);
    if (node != NULL && node->kind == FOSI_TREE_TEXT && node->text.length > 0) return node->text.data;
    if (node != NULL)
        fosi_compile_error(c, node, 0, FOS_STATUS_WRONG_TYPE, "expected a text that is not empty");
    else if (required)
        fosi_compile_lacks(c, object, key, NULL);
    return NULL;
}

bool fosi_read_keys(fosi_compiler *c, const fosi_tree *object, const char *what, const char *const *known)
{
    bool good = true;
    size_t count = 0;
    while (known[count] != NULL)
        count++;
    for (const fosi_tree *child = object->first; child != NULL; child = child->next) {
        if (fosi_word_index(known, child->key) >= 0 || (child->key.length > 2 && memcmp(child->key.data, "x_", 2) == 0)) continue;
        fosi_compile_error(c, child, 0, FOS_STATUS_UNKNOWN_KEY, "%s has no key \"%.*s\"%s", what, FOSI_SHOWN(child->key),
                           fosi_compile_near(c, fosi_nearest(child->key, known, count)));
        good = false;
    }
    return good;
}

bool fosi_read_date(fosi_compiler *c, const fosi_tree *object, const char *key, fos_date *date)
{
    const fosi_tree *node = fosi_tree_get(object, key);
    if (node == NULL) return true;
    if (node->kind == FOSI_TREE_TEXT && fos_date_parse(node->text.data, node->text.length, date, NULL) == FOS_STATUS_OK)
        return true;
    fosi_compile_error(c, node, 0, FOS_STATUS_INVALID_VALUE, "expected a day, YYYY-MM-DD");
    return false;
}

static bool add_source(fosi_compiler *c, const fosi_tree *node, uint32_t *list, uint32_t *count)
{
    int index = node->kind == FOSI_TREE_TEXT ? fosi_find_source(c->regime, node->text) : -1;
    if (index < 0) {
        fosi_compile_unknown(c, node, 0, "source", node->text, c->regime->sources, c->regime->source_count,
                             sizeof *c->regime->sources);
        return false;
    }
    c->regime->sources[index].used = true;
    list[(*count)++] = (uint32_t)index;
    return true;
}

const uint32_t *fosi_read_sources(fosi_compiler *c, const fosi_tree *object, bool required, const char *what, uint32_t *count)
{
    const fosi_tree *one = fosi_tree_get(object, "source"), *many = fosi_tree_get(object, "sources");
    *count = 0;
    uint32_t most = (one != NULL) + (many != NULL ? many->count : 0);
    uint32_t *list = fosi_arena_zero(&c->regime->arena, most + 1, sizeof *list);
    if (list == NULL) {
        c->no_memory = true;
        return NULL;
    }
    if (one != NULL) add_source(c, one, list, count);
    if (many != NULL && many->kind != FOSI_TREE_LIST)
        fosi_compile_error(c, many, 0, FOS_STATUS_WRONG_TYPE, "expected a list of source ids");
    else if (many != NULL)
        for (const fosi_tree *node = many->first; node != NULL; node = node->next)
            add_source(c, node, list, count);
    if (required && most == 0) fosi_compile_error(c, object, 0, FOS_STATUS_RULE_SOURCE, "this %s cites no \"source\"", what);
    return list;
}

uint8_t fosi_read_confidence(fosi_compiler *c, const fosi_tree *object)
{
    const fosi_tree *node = fosi_tree_get(object, "confidence");
    if (node == NULL) return FOS_CONFIDENCE_CONFIRMED;
    int index = node->kind == FOSI_TREE_TEXT ? fosi_word_index(fosi_words_confidence, node->text) : -1;
    if (index < 0) {
        fosi_compile_error(c, node, 0, FOS_STATUS_INVALID_VALUE,
                           "expected confirmed, secondary, unverified, scheduled or disputed");
        return FOS_CONFIDENCE_CONFIRMED;
    }
    if (index >= FOS_CONFIDENCE_UNVERIFIED && fosi_tree_get(object, "why") == NULL)
        fosi_compile_warning(c, node, 0, FOS_STATUS_MISSING_KEY, "%s is marked %s and needs a \"why\"",
                             fosi_compile_what(c, object), fosi_words_confidence[index]);
    return (uint8_t)index;
}

fosi_rounding fosi_read_rounding(fosi_compiler *c, const fosi_tree *object, const char *key)
{
    fosi_rounding rounding = { 0 };
    const fosi_tree *node = fosi_tree_get(object, key);
    if (node == NULL) return rounding;
    if (node->kind != FOSI_TREE_TEXT || fosi_rounding_parse(node->text.data, node->text.length, &rounding, NULL) != FOS_STATUS_OK)
        fosi_compile_error(
            c, node, 0, FOS_STATUS_INVALID_VALUE,
            "expected a rounding such as \"half_up 0.01\" (half_up half_even half_down up down ceiling floor, and a unit)");
    return rounding;
}

const char *fosi_clock_name(fosi_clock clock)
{
    static const char *const names[] = { "declaration", "sale", "departure", "arrival" };
    return names[clock];
}

const char *fosi_grain_name(fosi_grain grain)
{
    static const char *const names[] = { "a constant", "one for the consignment", "one for each route", "one for each group",
                                         "one for each item" };
    return names[grain];
}

int fosi_read_clock(fosi_compiler *c, const fosi_tree *node)
{
    for (int i = 0; i < FOSI_CLOCK_COUNT; i++) {
        if (node->kind == FOSI_TREE_TEXT && fosi_slice_is(node->text, fosi_clock_name((fosi_clock)i))) return i;
    }
    fosi_compile_error(c, node, 0, FOS_STATUS_INVALID_VALUE, "expected sale, departure, arrival or declaration");
    return -1;
}

/* ---- look-ups ---- */

#define FINDER(function, array, count, member)                                                                                   \
    int function(const struct fos_regime *regime, fosi_slice name)                                                               \
    {                                                                                                                            \
        for (uint32_t i = 0; i < regime->count; i++) {                                                                           \
            if (fosi_slice_is(name, regime->array[i].member)) return (int)i;                                                     \
        }                                                                                                                        \
        return -1;                                                                                                               \
    }
FINDER(fosi_find_parameter, parameters, parameter_count, name)
FINDER(fosi_find_set, sets, set_count, name)
FINDER(fosi_find_switch, switches, switch_count, name)
FINDER(fosi_find_input, inputs, input_count, name)
FINDER(fosi_find_definition, definitions, definition_count, name)
FINDER(fosi_find_charge, charges, charge_count, id)
FINDER(fosi_find_collection, collections, collection_count, name)
FINDER(fosi_find_purpose, purposes, purpose_count, name)

int fosi_find_source(struct fos_regime *regime, fosi_slice id)
{
    for (uint32_t i = 0; i < regime->source_count; i++) {
        if (fosi_slice_is(id, regime->sources[i].id)) return (int)i;
    }
    return -1;
}

int fosi_find_setting(const struct fos_regime *regime, fosi_slice name)
{
    for (uint32_t i = 0; i < regime->setting_count; i++) {
        if (fosi_slice_is(name, regime->settings[i])) return (int)i;
    }
    return -1;
}

const fosi_key *fosi_parameter_key(const fosi_parameter *parameter, const char *key, size_t length)
{
    if (parameter->hash == NULL) return NULL;
    uint32_t at = (uint32_t)fosi_hash(key, length, 0) & parameter->hash_mask;
    for (; parameter->hash[at] != 0; at = (at + 1) & parameter->hash_mask) {
        const fosi_key *found = &parameter->keys[parameter->hash[at] - 1];
        if (found->length == length && memcmp(found->text, key, length) == 0) return found;
    }
    return NULL;
}

/* ---- the regime ---- */

struct fos_regime *fosi_regime_new(const fos_context *context)
{
    struct fos_regime *regime = fosi_allocate(context, sizeof *regime);
    if (regime == NULL) return NULL;
    memset(regime, 0, sizeof *regime);
    regime->context = context;
    regime->origin = "";
    fosi_arena_init(&regime->arena, context);
    return regime;
}

void fosi_regime_free(struct fos_regime *regime)
{
    if (regime == NULL) return;
    const fos_context *context = regime->context;
    fosi_arena_free(&regime->arena);
    fosi_release(context, regime);
}

/* Sets of these are kept as bits while a quote is computed. */
static void check_counts(fosi_compiler *c, const fosi_tree *root)
{
    const struct {
        const char *section;
        uint32_t count, most;
    } bounds[] = { { "sources", c->regime->source_count, 256 },
                   { "inputs", c->regime->input_count, 64 },
                   { "switches", c->regime->switch_count, 64 } };
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        if (bounds[i].count > bounds[i].most)
            fosi_compile_error(c, fosi_tree_get(root, bounds[i].section), 0, FOS_STATUS_RULE_LIMIT, "a %s has at most %u %s",
                               c->kind, (unsigned)bounds[i].most, bounds[i].section);
    }
}

static void read_regime(fosi_compiler *c, const fosi_tree *root, void *into)
{
    (void)into;
    fosi_read_tables(c, root);
    check_counts(c, root);
    if (!c->no_memory) fosi_read_rules(c, root);
}

fos_status fosi_regime_compile(struct fos_regime *regime, fos_report *report, fos_error *error)
{
    static const fosi_plan_kind kind = { "regime", read_regime, NULL };
    return fosi_plan_compile(regime, &kind, report, error);
}

fos_status fosi_plan_compile(struct fos_regime *regime, const fosi_plan_kind *kind, fos_report *report, fos_error *error)
{
    fosi_compiler c;
    memset(&c, 0, sizeof c);
    c.kind = kind->name;
    c.regime = regime;
    c.report = report;
    fosi_arena_init(&c.scratch, regime->context);
    size_t before = report->errors;
    const fosi_tree *root = regime->document.root;
    if (root->kind != FOSI_TREE_OBJECT) {
        fosi_compile_error(&c, root, 0, FOS_STATUS_WRONG_TYPE, "a %s file is one JSON object", kind->name);
    } else {
        fosi_digest(regime->document.bytes, regime->document.length, regime->digest);
        kind->read(&c, root, kind->into);
        if (!c.no_memory) fosi_check_all(&c);
        if (!c.no_memory && report->errors == before) fosi_emit_all(&c);
        if (!c.no_memory && report->errors == before) fosi_lint(&c);
    }
    fosi_arena_free(&c.scratch);
    if (c.no_memory) return fosi_fail_memory(error);
    if (report->errors == before) return FOS_STATUS_OK;
    for (size_t i = 0; i < report->count; i++) {
        if (report->warnings[i]) continue;
        if (error != NULL && error->struct_size == sizeof *error) *error = report->entries[i];
        return report->entries[i].status;
    }
    return FOS_STATUS_RULE_SYNTAX;
}
