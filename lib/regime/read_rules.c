/* The rules of a regime file: values, conditions, refunds, collections, charges, waivers, routes, notices. Expressions are
 * parsed here and checked and turned into code later, once every name is known. */
#include <string.h>

#include "dataset/codes.h"
#include "regime/compiler.h"

static bool reserve(fosi_compiler *c, const fosi_tree *section, void *array, size_t size)
{
    void *memory = fosi_arena_zero(&c->regime->arena, section == NULL || section->count == 0 ? 1 : section->count, size);
    if (memory == NULL) c->no_memory = true;
    memcpy(array, &memory, sizeof memory);
    return memory != NULL && section != NULL;
}

static bool pend(fosi_compiler *c, uint32_t count, void *array, size_t size)
{
    void *memory = fosi_arena_zero(&c->scratch, count == 0 ? 1 : count, size);
    if (memory == NULL) c->no_memory = true;
    memcpy(array, &memory, sizeof memory);
    return memory != NULL;
}

void fosi_read_expression(fosi_compiler *c, const fosi_tree *object, const char *key, fosi_expression *expression)
{
    expression->node = fosi_tree_get(object, key);
    if (expression->node != NULL) expression->ast = fosi_parse(c, expression->node);
}

int fosi_read_choice(fosi_compiler *c, const fosi_tree *object, const char *key, const char *const *words, bool required)
{
    const fosi_tree *node = fosi_tree_get(object, key);
    if (node == NULL) {
        if (required) fosi_compile_lacks(c, object, key, NULL);
        return 0;
    }
    int index = node->kind == FOSI_TREE_TEXT ? fosi_word_index(words, node->text) : -1;
    if (index > 0) return index;
    size_t count = 0;
    while (words[count + 1] != NULL)
        count++;
    const char *near = fosi_nearest(node->text, words + 1, count);
    if (near != NULL) {
        fosi_compile_error(c, node, 0, FOS_STATUS_INVALID_VALUE, "\"%.*s\" is no \"%s\"%s", FOSI_SHOWN(node->text), key,
                           fosi_compile_near(c, near));
        return 0;
    }
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    for (size_t i = 1; i <= count; i++) {
        fosi_buffer_text(&text, i == 1 ? "" : (i == count ? " or " : ", "));
        fosi_buffer_text(&text, words[i]);
    }
    if (text.failed)
        c->no_memory = true;
    else
        fosi_compile_error(c, node, 0, FOS_STATUS_INVALID_VALUE, "expected %s", text.data);
    fosi_buffer_done(&text);
    return 0;
}

static fos_approach read_approach(fosi_compiler *c, const fosi_tree *object, bool required)
{
    static const char *const words[] = { "", "vendor", "intermediary", "consumer", "border", NULL };
    const fosi_tree *node = fosi_tree_get(object, "approach");
    if (node == NULL || node->kind != FOSI_TREE_TEXT || !fosi_slice_is(node->text, "hybrid"))
        return (fos_approach)fosi_read_choice(c, object, "approach", words, required);
    fosi_compile_error(
        c, node, 0, FOS_STATUS_INVALID_VALUE,
        "expected vendor, intermediary, consumer or border; a quote is hybrid when the collections of its routes differ");
    return FOS_APPROACH_ABSENT;
}

/* ---- values and conditions ---- */

static void read_definitions(fosi_compiler *c, const fosi_tree *tree, bool condition)
{
    static const char *const known[] = { "per",     "is",   "round",      "shows_as", "label", "source",
                                         "sources", "note", "confidence", "why",      NULL };
    static const char *const grains[] = { "", "consignment", "route", "item", NULL };
    static const fosi_grain grain_of[] = { FOSI_GRAIN_CONSIGNMENT, FOSI_GRAIN_CONSIGNMENT, FOSI_GRAIN_ROUTE, FOSI_GRAIN_ITEM };
    struct fos_regime *r = c->regime;
    for (const fosi_tree *entry = tree == NULL ? NULL : tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, condition ? "a condition" : "a value", known);
        fosi_definition *definition = &r->definitions[r->definition_count];
        fosi_pending_definition *pending = &c->definitions[r->definition_count];
        if (fosi_find_definition(r, entry->key) >= 0 || fosi_find_parameter(r, entry->key) >= 0 ||
            fosi_fact_index(entry->key) >= 0)
            fosi_compile_error(c, entry, 0, FOS_STATUS_RULE_CONFLICT, "the name \"%s\" is taken already", entry->key.data);
        r->definition_count++;
        definition->name = entry->key.data;
        definition->node = entry;
        definition->condition = condition;
        definition->label = fosi_read_text(c, entry, "label", false);
        definition->shows_as = condition ? NULL : fosi_read_text(c, entry, "shows_as", false);
        definition->sources =
            fosi_read_sources(c, entry, condition && definition->label != NULL, "labelled condition", &definition->source_count);
        definition->per = grain_of[fosi_read_choice(c, entry, "per", grains, true)];
        if (!condition) pending->round = fosi_read_rounding(c, entry, "round");
        fosi_read_expression(c, entry, "is", &pending->is);
        if (pending->is.node == NULL) fosi_compile_lacks(c, entry, "is", "an expression");
        if (definition->shows_as != NULL && strcmp(definition->shows_as, "intrinsic_value") != 0 &&
            strcmp(definition->shows_as, "customs_value") != 0)
            fosi_compile_error(c, fosi_tree_get(entry, "shows_as"), 0, FOS_STATUS_INVALID_VALUE,
                               "expected \"intrinsic_value\" or \"customs_value\"");
    }
}

/* ---- refunds and collections ---- */

static void read_refunds(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "by", "to", "say", "source", "sources", "note", "confidence", "why", NULL };
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "refunds", FOSI_TREE_OBJECT);
    if (!reserve(c, tree, &r->refunds, sizeof *r->refunds)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        uint32_t count;
        fosi_read_keys(c, entry, "a refund policy", known);
        fosi_read_sources(c, entry, false, "refund policy", &count);
        r->refunds[r->refund_count++] =
            (fosi_refund_policy){ entry->key.data, fosi_read_text(c, entry, "say", true), entry, false };
    }
}

static const char *read_refund(fosi_compiler *c, const fosi_tree *object)
{
    struct fos_regime *r = c->regime;
    const char *id = fosi_read_text(c, object, "refund", false);
    if (id == NULL || strcmp(id, "none") == 0) return id;
    for (uint32_t i = 0; i < r->refund_count; i++) {
        if (strcmp(r->refunds[i].id, id) == 0) {
            r->refunds[i].used = true;
            return id;
        }
    }
    fosi_compile_unknown(c, fosi_tree_get(object, "refund"), 0, "refund policy", fosi_slice_of(id), r->refunds, r->refund_count,
                         sizeof *r->refunds);
    return NULL;
}

static void read_role(fosi_compiler *c, const fosi_tree *entry, const char *key, fosi_expression *role)
{
    fosi_read_expression(c, entry, key, role);
    if (role->node == NULL) fosi_compile_lacks(c, entry, key, "a role such as seller, or \"importer or consignee\"");
}

static void read_collections(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "approach", "liable", "collector", "payer",   "due",   "remitted_to", "remitted",
                                         "refund",   "note",   "source",    "sources", "label", NULL };
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "collections", FOSI_TREE_OBJECT);
    if (!reserve(c, tree, &r->collections, sizeof *r->collections)) return;
    if (!pend(c, tree->count, &c->collections, sizeof *c->collections)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "a collection", known);
        uint32_t count;
        fosi_read_sources(c, entry, false, "collection", &count);
        fosi_pending_collection *pending = &c->collections[r->collection_count];
        fosi_collection *collection = &r->collections[r->collection_count++];
        collection->name = entry->key.data;
        collection->node = entry;
        collection->approach = read_approach(c, entry, true);
        collection->due = (fos_due)fosi_read_choice(c, entry, "due", fosi_words_due, true);
        collection->remitted = fosi_read_text(c, entry, "remitted", false);
        collection->refund = read_refund(c, entry);
        read_role(c, entry, "liable", &pending->liable);
        read_role(c, entry, "collector", &pending->collector);
        read_role(c, entry, "payer", &pending->payer);
        read_role(c, entry, "remitted_to", &pending->remitted_to);
    }
}

/* ---- charges ---- */

static void read_group_keys(fosi_compiler *c, const fosi_tree *list, fosi_pending_charge *pending)
{
    if (list->kind != FOSI_TREE_LIST || list->count == 0 || list->count > FOSI_MOST_KEYS) {
        fosi_compile_error(c, list, 0, FOS_STATUS_WRONG_TYPE, "\"group\" is a list of one to %d expressions", FOSI_MOST_KEYS);
        return;
    }
    for (const fosi_tree *key = list->first; key != NULL; key = key->next) {
        uint32_t i = pending->key_count++;
        pending->key_is_rate[i] = key->kind == FOSI_TREE_TEXT && fosi_slice_is(key->text, "rate");
        pending->keys[i].node = key;
        if (!pending->key_is_rate[i]) pending->keys[i].ast = fosi_parse(c, key);
    }
}

/* `like` shares the trees of an earlier charge's keys, so that two fees count the same lines. */
static void read_like(fosi_compiler *c, const fosi_tree *like, fosi_charge_rule *charge, fosi_pending_charge *pending)
{
    int other = like->kind == FOSI_TREE_TEXT ? fosi_find_charge(c->regime, like->text) : -1;
    if (other < 0 || &c->regime->charges[other] == charge || c->regime->charges[other].per != FOSI_PER_GROUP) {
        pending->per_faulty = true;
        fosi_compile_error(c, like, 0, FOS_STATUS_RULE_NAME,
                           "\"like\" names an earlier charge that is per group; \"%.*s\" is none", FOSI_SHOWN(like->text));
        return;
    }
    const fosi_pending_charge *model = &c->charges[other];
    for (uint32_t i = 0; i < model->key_count; i++) {
        if (model->key_is_rate[i]) {
            pending->per_faulty = true;
            fosi_compile_error(c, like, 0, FOS_STATUS_RULE_CONFLICT,
                               "the groups of \"%s\" go by its own rate and cannot be shared", like->text.data);
            return;
        }
        pending->keys[pending->key_count].node = model->keys[i].node;
        pending->keys[pending->key_count++].ast = model->keys[i].node != NULL ? fosi_parse(c, model->keys[i].node) : NULL;
    }
}

static void read_per(fosi_compiler *c, const fosi_tree *entry, fosi_charge_rule *charge, fosi_pending_charge *pending)
{
    static const char *const words[] = { "item", "group", "route", "consignment", NULL };
    const fosi_tree *per = fosi_tree_get(entry, "per");
    if (per != NULL && per->kind == FOSI_TREE_TEXT) {
        int index = fosi_word_index(words, per->text);
        if (index >= 0 && index != FOSI_PER_GROUP) {
            charge->per = (fosi_per)index;
            return;
        }
    } else if (per != NULL && per->kind == FOSI_TREE_OBJECT && per->count == 1) {
        charge->per = FOSI_PER_GROUP;
        if (fosi_slice_is(per->first->key, "group")) {
            read_group_keys(c, per->first, pending);
            return;
        }
        if (fosi_slice_is(per->first->key, "like")) {
            read_like(c, per->first, charge, pending);
            return;
        }
    }
    static const char forms[] = "\"item\", \"route\", \"consignment\", {\"group\": [keys]} or {\"like\": charge}";
    pending->per_faulty = true;
    if (per == NULL)
        fosi_compile_lacks(c, entry, "per", forms);
    else
        fosi_compile_error(c, per, 0, FOS_STATUS_INVALID_VALUE, "expected %s", forms);
}

static int settle_word(const fosi_charge_rule *charge, fosi_slice word)
{
    static const char *const words[] = { "group", "item", "rate", "route", "consignment", NULL };
    int index = fosi_word_index(words, word);
    if (index == FOSI_SETTLE_CELL && charge->per != FOSI_PER_GROUP) return -1;
    if (index == FOSI_SETTLE_ITEM && charge->per != FOSI_PER_ITEM) return -1;
    return index == FOSI_SETTLE_ITEM ? FOSI_SETTLE_CELL : index;
}

static void read_settle(fosi_compiler *c, const fosi_tree *entry, fosi_charge_rule *charge, bool per_faulty)
{
    const fosi_tree *settle = fosi_tree_get(entry, "settle"), *word = settle;
    charge->settle = FOSI_SETTLE_CELL;
    if (settle == NULL || per_faulty) return;
    if (settle->kind == FOSI_TREE_OBJECT) {
        const fosi_tree *free_levels = fosi_tree_get(settle, "free");
        word = fosi_tree_get(settle, "default");
        for (const fosi_tree *level = free_levels == NULL ? NULL : free_levels->first; level != NULL; level = level->next) {
            int index = settle_word(charge, level->text);
            if (index < 0)
                fosi_compile_error(c, level, 0, FOS_STATUS_INVALID_VALUE, "no level at which this charge can be rounded");
            else
                charge->settle_free |= (uint8_t)(1u << index);
        }
        if (free_levels == NULL || free_levels->kind != FOSI_TREE_LIST || word == NULL)
            fosi_compile_error(c, settle, 0, FOS_STATUS_MISSING_KEY, "expected {\"free\": [levels], \"default\": level}");
    }
    int index = word != NULL && word->kind == FOSI_TREE_TEXT ? settle_word(charge, word->text) : -1;
    if (index >= 0)
        charge->settle = (fosi_settle)index;
    else
        fosi_compile_error(c, word != NULL ? word : settle, 0, FOS_STATUS_INVALID_VALUE,
                           "expected item (of a charge per item), group (of a charge per group), rate, route or consignment");
}

static void read_weight(fosi_compiler *c, const fosi_tree *entry, fosi_charge_rule *charge, fosi_pending_charge *pending)
{
    const fosi_tree *spread = fosi_tree_get(entry, "spread");
    if (spread == NULL || (spread->kind == FOSI_TREE_TEXT && fosi_slice_is(spread->text, "base"))) return;
    if (spread->kind == FOSI_TREE_TEXT && spread->text.length > 5 && memcmp(spread->text.data, "like ", 5) == 0) {
        int other = fosi_find_charge(c->regime, (fosi_slice){ spread->text.data + 5, spread->text.length - 5 });
        if (other < 0 || &c->regime->charges[other] == charge) {
            fosi_compile_error(c, spread, 0, FOS_STATUS_RULE_NAME, "\"like\" names an earlier charge; \"%.*s\" is none",
                               (int)spread->text.length - 5, spread->text.data + 5);
            return;
        }
        charge->weight_is_charge = true;
        charge->weight_charge = (uint32_t)other;
        return;
    }
    pending->weight.node = spread;
    pending->weight.ast = fosi_parse(c, spread);
}

static void read_charge(fosi_compiler *c, const fosi_tree *entry, fosi_charge_rule *charge, fosi_pending_charge *pending)
{
    static const char *const known[] = { "id",     "kind",   "name",       "per",     "when",       "where",  "base",  "rate",
                                         "amount", "deduct", "round_base", "round",   "settle",     "spread", "clock", "exchange",
                                         "unit",   "refund", "source",     "sources", "confidence", "why",    "note",  NULL };
    struct fos_regime *r = c->regime;
    fosi_read_keys(c, entry, "a charge", known);
    charge->node = entry;
    charge->id = fosi_read_text(c, entry, "id", true);
    if (charge->id == NULL) charge->id = "";
    int twin = fosi_find_charge(r, fosi_slice_of(charge->id));
    if (twin >= 0 && &r->charges[twin] != charge)
        fosi_compile_error(c, entry, 0, FOS_STATUS_RULE_CONFLICT, "there is a charge \"%s\" already, at %s", charge->id,
                           fosi_compile_place(c, r->charges[twin].node));
    charge->name = fosi_read_text(c, entry, "name", true);
    charge->kind = (fos_charge_kind)fosi_read_choice(c, entry, "kind", fosi_words_charge_kind, true);
    charge->unit = fosi_read_text(c, entry, "unit", false);
    charge->why = fosi_read_text(c, entry, "why", false);
    charge->refund = read_refund(c, entry);
    charge->confidence = fosi_read_confidence(c, entry);
    charge->sources = fosi_read_sources(c, entry, true, "charge", &charge->source_count);
    charge->round = fosi_read_rounding(c, entry, "round");
    charge->round_base = fosi_read_rounding(c, entry, "round_base");
    charge->step = charge->round.present ? charge->round.unit : r->minor_unit;
    const fosi_tree *clock = fosi_tree_get(entry, "clock");
    int which = clock == NULL ? r->clock : fosi_read_clock(c, clock);
    charge->clock = (uint8_t)(which < 0 ? r->clock : which);
    const char *purpose = fosi_read_text(c, entry, "exchange", false);
    int found = purpose == NULL ? 0 : fosi_find_purpose(r, fosi_slice_of(purpose));
    if (found < 0)
        fosi_compile_unknown(c, fosi_tree_get(entry, "exchange"), 0, "exchange purpose", fosi_slice_of(purpose), r->purposes,
                             r->purpose_count, sizeof *r->purposes);
    charge->purpose = found < 0 ? 0 : (uint32_t)found;
    r->purposes[charge->purpose].used = true;
    read_per(c, entry, charge, pending);
    read_settle(c, entry, charge, pending->per_faulty);
    read_weight(c, entry, charge, pending);
    fosi_read_expression(c, entry, "when", &pending->when);
    fosi_read_expression(c, entry, "where", &pending->where);
    fosi_read_expression(c, entry, "base", &pending->base);
    fosi_read_expression(c, entry, "rate", &pending->rate);
    fosi_read_expression(c, entry, "amount", &pending->amount);
    fosi_read_expression(c, entry, "deduct", &pending->deduct);
    bool rated = pending->base.node != NULL && pending->rate.node != NULL, flat = pending->amount.node != NULL;
    bool odd = (pending->base.node != NULL) != (pending->rate.node != NULL) || rated == flat ||
               (flat && (pending->deduct.node != NULL || charge->round_base.present));
    if (odd)
        fosi_compile_error(
            c, entry, 0, FOS_STATUS_MISSING_KEY,
            "a charge has either \"base\" and \"rate\" (with \"round_base\" and \"deduct\" if need be), or \"amount\"");
    if (charge->per == FOSI_PER_ITEM && pending->when.node != NULL && !pending->per_faulty)
        fosi_compile_error(c, pending->when.node, 0, FOS_STATUS_RULE_GRAIN,
                           "a charge per item is bounded by \"where\", not by \"when\"");
}

static void read_charges(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "charges", FOSI_TREE_LIST);
    if (!reserve(c, tree, &r->charges, sizeof *r->charges)) return;
    if (!pend(c, tree->count, &c->charges, sizeof *c->charges)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        uint32_t i = r->charge_count++;
        r->charges[i].id = "";
        read_charge(c, entry, &r->charges[i], &c->charges[i]);
    }
}

/* ---- waivers ---- */

static void read_waiver(fosi_compiler *c, const fosi_tree *entry, fosi_waiver *waiver, fosi_expression *when)
{
    static const char *const known[] = { "id", "charges", "per", "when", "source", "sources", "confidence", "why", "note", NULL };
    static const char *const pers[] = { "", "route", "consignment", NULL };
    struct fos_regime *r = c->regime;
    fosi_read_keys(c, entry, "a waiver", known);
    waiver->node = entry;
    waiver->id = fosi_read_text(c, entry, "id", true);
    waiver->sources = fosi_read_sources(c, entry, true, "waiver", &waiver->source_count);
    waiver->per_consignment = fosi_read_choice(c, entry, "per", pers, true) == 2;
    fosi_read_expression(c, entry, "when", when);
    if (when->node == NULL) fosi_compile_lacks(c, entry, "when", "a condition such as \"total <= 5 CHF\"");
    const fosi_tree *charges = fosi_tree_get(entry, "charges");
    if (charges == NULL || charges->kind != FOSI_TREE_LIST || charges->count == 0) {
        if (charges == NULL)
            fosi_compile_lacks(c, entry, "charges", "a list of ids");
        else
            fosi_compile_error(c, charges, 0, FOS_STATUS_WRONG_TYPE, "expected a list of ids of charges");
        return;
    }
    if (!reserve(c, charges, &waiver->charges, sizeof *waiver->charges)) return;
    for (const fosi_tree *id = charges->first; id != NULL; id = id->next) {
        int charge = id->kind == FOSI_TREE_TEXT ? fosi_find_charge(r, id->text) : -1;
        if (charge < 0) {
            fosi_compile_unknown(c, id, 0, "charge", id->text, r->charges, r->charge_count, sizeof *r->charges);
            continue;
        }
        waiver->charges[waiver->charge_count++] = (uint32_t)charge;
        fosi_charge_rule *rule = &r->charges[charge];
        uint32_t *more = fosi_arena_zero(&r->arena, rule->waiver_count + 1, sizeof *more);
        if (more == NULL) {
            c->no_memory = true;
            return;
        }
        if (rule->waiver_count > 0) memcpy(more, rule->waivers, rule->waiver_count * sizeof *more);
        more[rule->waiver_count++] = (uint32_t)(waiver - r->waivers);
        rule->waivers = more;
    }
}

static void read_waivers(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "waivers", FOSI_TREE_LIST);
    if (!reserve(c, tree, &r->waivers, sizeof *r->waivers)) return;
    if (!pend(c, tree->count, &c->waivers, sizeof *c->waivers)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        uint32_t i = r->waiver_count++;
        read_waiver(c, entry, &r->waivers[i], &c->waivers[i]);
    }
}

/* ---- routes ---- */

static void gather_settings(fosi_compiler *c, const fosi_tree *tree)
{
    struct fos_regime *r = c->regime;
    uint32_t most = 0;
    for (const fosi_tree *route = tree->first; route != NULL; route = route->next) {
        const fosi_tree *sets = fosi_tree_get(route, "sets");
        if (sets != NULL && sets->kind == FOSI_TREE_OBJECT) most += sets->count;
    }
    r->settings = fosi_arena_zero(&r->arena, most + 1, sizeof *r->settings);
    if (r->settings == NULL) {
        c->no_memory = true;
        return;
    }
    for (const fosi_tree *route = tree->first; route != NULL; route = route->next) {
        const fosi_tree *sets = fosi_tree_get(route, "sets");
        for (const fosi_tree *set = sets == NULL ? NULL : sets->first; set != NULL; set = set->next) {
            if (fosi_find_setting(r, set->key) < 0) r->settings[r->setting_count++] = set->key.data;
        }
    }
}

static void read_collect(fosi_compiler *c, const fosi_tree *list, fosi_route_rule *route)
{
    static const char *const known[] = { "by", "charges", "note", NULL };
    struct fos_regime *r = c->regime;
    for (const fosi_tree *entry = list->kind == FOSI_TREE_LIST ? list->first : NULL; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "a collecting entry", known);
        const char *by = fosi_read_text(c, entry, "by", true);
        int collection = by == NULL ? -1 : fosi_find_collection(r, fosi_slice_of(by));
        const fosi_tree *charges = fosi_tree_get(entry, "charges");
        if (by != NULL && collection < 0)
            fosi_compile_unknown(c, fosi_tree_get(entry, "by"), 0, "collection", fosi_slice_of(by), r->collections,
                                 r->collection_count, sizeof *r->collections);
        if (collection < 0) continue;
        r->collections[collection].used = true;
        for (const fosi_tree *id = charges == NULL ? NULL : charges->first; id != NULL; id = id->next) {
            int charge = id->kind == FOSI_TREE_TEXT ? fosi_find_charge(r, id->text) : -1;
            if (charge < 0) {
                fosi_compile_unknown(c, id, 0, "charge", id->text, r->charges, r->charge_count, sizeof *r->charges);
            } else if (route->collection_of[charge] != FOSI_NONE) {
                fosi_compile_error(c, id, 0, FOS_STATUS_RULE_CONFLICT, "route %s collects \"%s\" twice", route->id,
                                   id->text.data);
            } else {
                route->collection_of[charge] = (uint32_t)collection;
                r->charges[charge].placed = true;
            }
        }
    }
}

static void read_needs(fosi_compiler *c, const fosi_tree *needs, fosi_route_rule *route, fosi_pending_route *pending)
{
    static const char *const known[] = { "that", "say", "note", NULL };
    route->need_count = 0;
    if (!reserve(c, needs, &route->needs, sizeof *route->needs) ||
        !pend(c, needs->count, &pending->needs, sizeof *pending->needs))
        return;
    for (const fosi_tree *entry = needs->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "a need", known);
        fosi_expression *that = &pending->needs[route->need_count];
        route->needs[route->need_count++].say = fosi_read_text(c, entry, "say", true);
        fosi_read_expression(c, entry, "that", that);
        if (that->node == NULL) fosi_compile_lacks(c, entry, "that", "a condition");
    }
}

static void read_settings(fosi_compiler *c, const fosi_tree *sets, fosi_route_rule *route)
{
    for (const fosi_tree *set = sets->first; set != NULL; set = set->next) {
        int index = fosi_find_setting(c->regime, set->key);
        if (set->kind != FOSI_TREE_TEXT || index < 0) {
            fosi_compile_error(c, set, 0, FOS_STATUS_WRONG_TYPE, "a route sets words: {\"scheme\": \"ioss\"}");
            continue;
        }
        fosi_register *value = &route->settings[index];
        value->state = FOSI_STATE_VALUE;
        value->as.text.data = set->text.data;
        value->as.text.length = set->text.length;
    }
}

static const fosi_route_rule *find_model(fosi_compiler *c, const fosi_tree *entry, const fosi_route_rule *self)
{
    const fosi_tree *like = fosi_tree_get(entry, "like");
    if (like == NULL) return NULL;
    for (uint32_t i = 0; i < c->regime->route_count; i++) {
        const fosi_route_rule *route = &c->regime->routes[i];
        if (route != self && like->kind == FOSI_TREE_TEXT && fosi_slice_is(like->text, route->id)) return route;
    }
    fosi_compile_error(c, like, 0, FOS_STATUS_RULE_NAME, "\"like\" names an earlier route; \"%.*s\" is none",
                       FOSI_SHOWN(like->text));
    return NULL;
}

static void read_route(fosi_compiler *c, const fosi_tree *entry, uint32_t index)
{
    static const char *const known[] = { "id",    "approach", "label",  "like",    "from", "until",      "clock", "sets", "when",
                                         "needs", "collect",  "source", "sources", "note", "confidence", "why",   NULL };
    struct fos_regime *r = c->regime;
    fosi_route_rule *route = &r->routes[index];
    fosi_pending_route *pending = &c->routes[index];
    fosi_read_keys(c, entry, "a route", known);
    const fosi_route_rule *model = find_model(c, entry, route);
    bool alone = fosi_tree_get(entry, "like") == NULL; /* a faulty "like" is told once, not for each key it would bring */
    route->node = entry;
    route->id = fosi_read_text(c, entry, "id", true);
    if (route->id == NULL) route->id = "";
    for (uint32_t i = 0; i < index; i++) {
        if (strcmp(r->routes[i].id, route->id) == 0)
            fosi_compile_error(c, entry, 0, FOS_STATUS_RULE_CONFLICT, "there is a route \"%s\" already, at %s", route->id,
                               fosi_compile_place(c, r->routes[i].node));
    }
    route->label = fosi_read_text(c, entry, "label", false);
    route->approach = read_approach(c, entry, alone);
    if (model != NULL && route->approach == 0) route->approach = model->approach;
    uint32_t count;
    fosi_read_sources(c, entry, false, "route", &count);
    route->from = model != NULL ? model->from : FOS_DATE_ABSENT;
    route->until = model != NULL ? model->until : FOS_DATE_ABSENT;
    fosi_read_date(c, entry, "from", &route->from);
    fosi_read_date(c, entry, "until", &route->until);
    const fosi_tree *clock = fosi_tree_get(entry, "clock");
    int which = clock == NULL ? (model != NULL ? model->clock : r->clock) : fosi_read_clock(c, clock);
    route->clock = (uint8_t)(which < 0 ? r->clock : which);
    route->collection_of = fosi_arena_zero(&r->arena, r->charge_count + 1, sizeof *route->collection_of);
    route->settings = fosi_arena_zero(&r->arena, r->setting_count + 1, sizeof *route->settings);
    if (route->collection_of == NULL || route->settings == NULL) {
        c->no_memory = true;
        return;
    }
    for (uint32_t i = 0; i <= r->charge_count; i++)
        route->collection_of[i] = FOSI_NONE;
    pending->when_of = index;
    const fosi_tree *sets = fosi_tree_get(entry, "sets"), *needs = fosi_tree_get(entry, "needs"),
                    *collect = fosi_tree_get(entry, "collect");
    if (sets != NULL && sets->kind == FOSI_TREE_OBJECT)
        read_settings(c, sets, route);
    else if (model != NULL)
        memcpy(route->settings, model->settings, r->setting_count * sizeof *route->settings);
    if (needs != NULL && needs->kind == FOSI_TREE_LIST) {
        read_needs(c, needs, route, pending);
    } else if (model != NULL) {
        route->needs = model->needs;
        route->need_count = model->need_count;
        pending->needs = c->routes[model - r->routes].needs;
    }
    if (collect != NULL)
        read_collect(c, collect, route);
    else if (model != NULL)
        memcpy(route->collection_of, model->collection_of, r->charge_count * sizeof *route->collection_of);
    else if (alone)
        fosi_compile_lacks(c, entry, "collect", "who collects which charges");
    fosi_read_expression(c, entry, "when", &pending->when);
    if (pending->when.node == NULL && model != NULL) {
        pending->when_of = c->routes[model - r->routes].when_of;
    } else if (pending->when.node == NULL && alone) {
        fosi_compile_lacks(c, entry, "when", "the condition under which the law offers it");
    }
}

static void read_routes(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "routes", FOSI_TREE_LIST);
    if (!reserve(c, tree, &r->routes, sizeof *r->routes)) return;
    if (!pend(c, tree->count, &c->routes, sizeof *c->routes)) return;
    gather_settings(c, tree);
    for (const fosi_tree *entry = tree->first; entry != NULL && !c->no_memory; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        read_route(c, entry, r->route_count);
        r->route_count++;
    }
}

/* ---- notices ---- */

static void read_notices(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "id", "class", "when", "say", "source", "sources", "note", "confidence", "why", NULL };
    static const char *const classes[] = { "", "warning", "note", NULL };
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "notices", FOSI_TREE_LIST);
    if (!reserve(c, tree, &r->notices, sizeof *r->notices)) return;
    if (!pend(c, tree->count, &c->notices, sizeof *c->notices)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "a notice", known);
        uint32_t count;
        fosi_read_sources(c, entry, false, "notice", &count);
        fosi_expression *when = &c->notices[r->notice_count];
        fosi_notice *notice = &r->notices[r->notice_count++];
        notice->node = entry;
        notice->id = fosi_read_text(c, entry, "id", true);
        notice->say = fosi_read_text(c, entry, "say", true);
        notice->note = fosi_read_choice(c, entry, "class", classes, true) == 2;
        fosi_read_expression(c, entry, "when", when);
        if (when->node == NULL) fosi_compile_lacks(c, entry, "when", "a condition");
    }
}

bool fosi_read_definitions(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    const fosi_tree *values = fosi_read_section(c, root, "values", FOSI_TREE_OBJECT),
                    *conditions = fosi_read_section(c, root, "conditions", FOSI_TREE_OBJECT);
    uint32_t count = (values == NULL ? 0 : values->count) + (conditions == NULL ? 0 : conditions->count);
    r->definitions = fosi_arena_zero(&r->arena, count + 1, sizeof *r->definitions);
    if (r->definitions == NULL || !pend(c, count, &c->definitions, sizeof *c->definitions)) {
        c->no_memory = true;
        return false;
    }
    read_definitions(c, values, false);
    read_definitions(c, conditions, true);
    return true;
}

void fosi_read_rules(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    if (!fosi_read_definitions(c, root)) return;
    read_refunds(c, root);
    read_collections(c, root);
    read_charges(c, root);
    read_waivers(c, root);
    read_routes(c, root);
    read_notices(c, root);
    if (fosi_tree_get(root, "routes") == NULL)
        fosi_compile_lacks(c, root, "routes", "the ways in which the charges are collected");
    else if (r->route_count == 0 && fosi_tree_get(root, "routes")->kind == FOSI_TREE_LIST)
        fosi_compile_error(c, fosi_tree_get(root, "routes"), 0, FOS_STATUS_MISSING_KEY, "expected one route or more");
}
