/* Types and grains of calls: digits(…), tariff(…), spread(…) and the others of the language. */
#include <string.h>

#include "dataset/codes.h"
#include "regime/check.h"

bool fosi_fail_call(fosi_compiler *c, const fosi_ast *ast, const char *form)
{
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_SYNTAX, "this is written %s", form);
    return false;
}

/* What is due after a waiver over several charges waits for all of them, so none of them can be built on it. */
static bool fail_waiver_cycle(fosi_compiler *c, const fosi_ast *id, const fosi_waiver *waiver, uint32_t charge)
{
    fosi_compile_error(c, c->node, id->at, FOS_STATUS_RULE_CYCLE,
                       "%s needs itself, through the waiver %s: build on assessed(%.*s) instead of due(…)",
                       c->regime->charges[charge].id, waiver->id != NULL ? waiver->id : "", FOSI_SHOWN(id->text));
    return false;
}

static bool check_view(fosi_compiler *c, fosi_ast *ast, fosi_amount_view view)
{
    ast->type = fosi_plain_type(FOSI_TYPE_MONEY);
    memcpy(ast->type.currency, c->regime->currency, 4);
    ast->grain = c->context < FOSI_GRAIN_CONSIGNMENT ? FOSI_GRAIN_CONSIGNMENT : c->context;
    ast->reads_route = true;
    for (uint32_t i = 0; i < ast->count; i++) {
        fosi_ast *id = ast->children[i];
        int index = id->kind == FOSI_AST_NAME ? fosi_find_charge(c->regime, id->text) : -1;
        if (index < 0) {
            fosi_compile_unknown(c, c->node, id->at, "charge", id->text, c->regime->charges, c->regime->charge_count,
                                 sizeof *c->regime->charges);
            return false;
        }
        id->index = (uint32_t)index;
        if (!fosi_check_charge(c, id->index)) return false;
        if (c->charges[index].depth > c->deepest) c->deepest = c->charges[index].depth;
        const fosi_charge_rule *charge = &c->regime->charges[index];
        for (uint32_t w = 0; view == FOSI_VIEW_DUE && w < charge->waiver_count; w++) {
            const fosi_waiver *waiver = &c->regime->waivers[charge->waivers[w]];
            for (uint32_t k = 0; k < waiver->charge_count; k++) {
                if (c->charges[waiver->charges[k]].progress == 1) return fail_waiver_cycle(c, id, waiver, waiver->charges[k]);
                if (!fosi_check_charge(c, waiver->charges[k])) return false;
                if (c->charges[waiver->charges[k]].depth > c->deepest) c->deepest = c->charges[waiver->charges[k]].depth;
            }
        }
        if (view == FOSI_VIEW_EXACT && ast->grain == FOSI_GRAIN_ITEM && charge->per != FOSI_PER_ITEM) {
            fosi_compile_error(c, c->node, id->at, FOS_STATUS_RULE_GRAIN,
                               "%s is not calculated per item, so there is no exact amount of each item; use assessed() or due()",
                               charge->id);
            return false;
        }
    }
    return true;
}

static bool check_named_input(fosi_compiler *c, fosi_ast *ast, int kind, const char *what)
{
    const fosi_ast *name = ast->children[0];
    int index = ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_find_input(c->regime, name->text) : -1;
    if (index < 0 || (int)c->regime->inputs[index].kind != kind) {
        fosi_compile_error(c, c->node, name->at, FOS_STATUS_RULE_NAME, "the regime's inputs have no %s \"%.*s\"", what,
                           FOSI_SHOWN(name->text));
        return false;
    }
    c->regime->inputs[index].used = true;
    ast->index = (uint32_t)index;
    ast->grain = FOSI_GRAIN_CONSIGNMENT;
    return true;
}

static bool check_has(fosi_compiler *c, fosi_ast *ast)
{
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    if (ast->count < 2) return fosi_fail_call(c, ast, "has(item.classes, word, …)");
    if (!fosi_check_child(c, ast, 0, NULL)) return false;
    if (ast->children[0]->type.code != FOSI_TYPE_CODES)
        return fosi_check_fail(c, ast->children[0], "a set of codes such as item.classes");
    for (uint32_t i = 1; i < ast->count; i++) {
        fosi_ast *word = ast->children[i];
        if (word->kind != FOSI_AST_NAME && word->kind != FOSI_AST_STRING)
            return fosi_fail_call(c, word, "has(item.classes, word, …)");
        if (!fosi_check_word(c, c->node, word->at, ast->children[0]->type.list, word->text)) return false;
    }
    return true;
}

static bool check_same(fosi_compiler *c, fosi_ast *ast, uint32_t least)
{
    if (ast->count < least) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_SYNTAX, "%.*s takes at least %u values", FOSI_SHOWN(ast->text),
                           (unsigned)least);
        return false;
    }
    for (uint32_t i = 0; i < ast->count; i++) {
        if (!fosi_check_child(c, ast, i, NULL)) return false;
        const fosi_type *type = &ast->children[i]->type;
        if (i == 0)
            ast->type = *type;
        else if (!fosi_unify(&ast->type, type, &ast->type)) {
            static const char *const whats[] = { "min takes values of one kind, not", "max takes values of one kind, not",
                                                 "excess takes values of one kind, not", "clamp takes values of one kind, not" };
            size_t which = ast->text.length == 3 ? ast->text.data[1] == 'a' : (ast->text.data[0] == 'e' ? 2 : 3);
            return fosi_check_fail_two(c, ast->children[i], whats[which], ast->children[0], "and", ast->children[i],
                                       "; convert one with \"as\"");
        }
    }
    if (fosi_is_text(&ast->type) || ast->type.code == FOSI_TYPE_TRUTH || ast->type.code == FOSI_TYPE_CODES)
        return fosi_check_fail(c, ast->children[0], "something with an order");
    return true;
}

static bool check_present(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *name = ast->children[0];
    int fact = ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_fact_index(name->text) : -1;
    int element = fact < 0 && ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_element_index(c, name->text) : -1;
    if (element >= 0) {
        fosi_refer_to_element(c, name, element);
        name->uses_purpose = false;
        fosi_inherit(ast, name);
        ast->index = (uint32_t)element;
        ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
        return true;
    }
    if (fact < 0) {
        if (c->reads_elements && ast->count == 1 && name->kind == FOSI_AST_NAME) return fosi_unknown_name(c, name);
        return fosi_fail_call(c, ast, "present(party) or present(fact)");
    }
    fosi_take_fact(name, fact);
    fosi_inherit(ast, name);
    ast->index = (uint32_t)fact;
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    return true;
}

static bool check_in_force(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *name = ast->children[0];
    int index = ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_find_parameter(c->regime, name->text) : -1;
    if (index < 0 || c->regime->parameters[index].by_count > 0)
        return fosi_fail_call(c, ast, "in_force(parameter), of a parameter without keys");
    if (!fosi_take_parameter(c, ast, index)) return false;
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    return true;
}

static bool check_switch(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *name = ast->children[0];
    int index = ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_find_switch(c->regime, name->text) : -1;
    if (index < 0) {
        fosi_compile_unknown(c, c->node, name->at, "switch", name->text, c->regime->switches, c->regime->switch_count,
                             sizeof *c->regime->switches);
        return false;
    }
    c->regime->switches[index].used = true;
    ast->index = (uint32_t)index;
    ast->type = fosi_plain_type(FOSI_TYPE_CODE);
    ast->type.list = c->regime->switches[index].name;
    ast->grain = FOSI_GRAIN_CONSIGNMENT;
    return true;
}

/* The regime's own tariff, or the one that is named last. */
static bool take_tariff(fosi_compiler *c, fosi_ast *ast, const fosi_ast *name, int part)
{
    struct fos_regime *r = c->regime;
    uint32_t index = 0;
    r->tariffs[0] = r->id != NULL ? r->id : "";
    if (r->tariff_count == 0) r->tariff_count = 1;
    while (name != NULL && index < r->tariff_count && !fosi_slice_is(name->text, r->tariffs[index]))
        index++;
    if (index == FOSI_MOST_TARIFFS) {
        fosi_compile_error(c, c->node, name->at, FOS_STATUS_RULE_LIMIT, "a regime reads at most %d tariffs, its own among them",
                           FOSI_MOST_TARIFFS);
        return false;
    }
    if (index == r->tariff_count) {
        r->tariffs[index] = fosi_arena_text(&r->arena, name->text.data, name->text.length);
        if (r->tariffs[index] == NULL) return !(c->no_memory = true);
        r->tariff_count++;
    }
    ast->index = FOSI_TARIFF_READ(part, index);
    return true;
}

static bool check_tariff(fosi_compiler *c, fosi_ast *ast, bool rate)
{
    static const char *const parts[] = { "duty", "additional", "excise", "tax", NULL };
    const char *form = rate ? "tariff_rate(part) or tariff_rate(part, TARIFF), the part duty, additional, excise or tax"
                            : "tariff(part, value) or tariff(part, value, TARIFF), the part duty, additional, excise or tax";
    uint32_t least = rate ? 1 : 2;
    int part = ast->count > 0 && ast->children[0]->kind == FOSI_AST_NAME ? fosi_word_index(parts, ast->children[0]->text) : -1;
    fosi_ast *name = ast->count == least + 1 ? ast->children[least] : NULL;
    if (part < 0 || ast->count < least || ast->count > least + 1 || (name != NULL && name->kind != FOSI_AST_NAME))
        return fosi_fail_call(c, ast, form);
    if (!take_tariff(c, ast, name, part)) return false;
    ast->grain = FOSI_GRAIN_ITEM;
    ast->type = fosi_plain_type(FOSI_TYPE_RATE);
    ast->uses_purpose = true;
    if (rate) return true;
    if (!fosi_check_child(c, ast, 1, NULL)) return false;
    if (ast->children[1]->type.code != FOSI_TYPE_MONEY)
        return fosi_check_fail(c, ast->children[1], "the money that the rate applies to");
    ast->type = ast->children[1]->type;
    return true;
}

static bool check_excess(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 2) return fosi_fail_call(c, ast, "excess(value, limit)");
    return check_same(c, ast, 2);
}

static bool check_spread(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 2) return fosi_fail_call(c, ast, "spread(amount, weight)");
    fosi_grain outer = c->context;
    if (!fosi_check_child(c, ast, 0, NULL)) return false;
    if (ast->children[0]->type.code != FOSI_TYPE_MONEY) return fosi_check_fail(c, ast->children[0], "money");
    if (ast->children[0]->grain > FOSI_GRAIN_CONSIGNMENT) {
        fosi_compile_error(c, c->node, ast->children[0]->at, FOS_STATUS_RULE_GRAIN,
                           "only one amount for the consignment can be spread over its items");
        return false;
    }
    c->context = FOSI_GRAIN_ITEM;
    bool good = fosi_check_child(c, ast, 1, NULL);
    c->context = outer;
    if (!good) return false;
    const fosi_type *weight = &ast->children[1]->type;
    if (weight->code != FOSI_TYPE_MONEY && weight->code != FOSI_TYPE_QUANTITY && !fosi_is_number(weight))
        return fosi_check_fail(c, ast->children[1], "a weight: money, a mass or a number");
    ast->type = ast->children[0]->type;
    ast->grain = FOSI_GRAIN_ITEM;
    return true;
}

static bool check_digits(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 2) return fosi_fail_call(c, ast, "digits(item.code, 6)");
    if (!fosi_check_child(c, ast, 0, NULL) || !fosi_check_child(c, ast, 1, NULL)) return false;
    if (ast->children[0]->type.code != FOSI_TYPE_TARIFF_CODE) return fosi_check_fail(c, ast->children[0], "a commodity code");
    if (!fosi_is_number(&ast->children[1]->type)) return fosi_check_fail(c, ast->children[1], "how many digits");
    ast->type = fosi_plain_type(FOSI_TYPE_TARIFF_CODE);
    return true;
}

static bool check_round(fosi_compiler *c, fosi_ast *ast)
{
    fosi_rounding rounding;
    if (ast->count != 2 || ast->children[0]->kind != FOSI_AST_STRING ||
        fosi_rounding_parse(ast->children[0]->text.data, ast->children[0]->text.length, &rounding, NULL) != FOS_STATUS_OK)
        return fosi_fail_call(c, ast, "round(\"half_up 0.01\", value)");
    if (!fosi_check_child(c, ast, 1, NULL)) return false;
    ast->type = ast->children[1]->type;
    return !fosi_is_text(&ast->type) || fosi_check_fail(c, ast->children[1], "a value that can be rounded");
}

static bool check_measure(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 1 || ast->children[0]->kind != FOSI_AST_NAME || ast->children[0]->text.length > 7)
        return fosi_fail_call(c, ast, "item.measure(LTR)");
    ast->type = fosi_plain_type(FOSI_TYPE_QUANTITY);
    memcpy(ast->type.unit, ast->children[0]->text.data, ast->children[0]->text.length);
    ast->grain = FOSI_GRAIN_ITEM;
    return fosi_check_word(c, c->node, ast->children[0]->at, "unit", ast->children[0]->text);
}

static bool check_counter(fosi_compiler *c, fosi_ast *ast)
{
    if (!check_named_input(c, ast, FOSI_INPUT_COUNTER, "counter")) return false;
    ast->type = c->regime->inputs[ast->index].type;
    ast->uses_purpose = true;
    return true;
}

static bool check_elected(fosi_compiler *c, fosi_ast *ast)
{
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    return check_named_input(c, ast, FOSI_INPUT_ELECTION, "election");
}

bool fosi_check_call(fosi_compiler *c, fosi_ast *ast)
{
    fosi_slice f = ast->text;
    if (fosi_slice_is(f, "min") || fosi_slice_is(f, "max")) return check_same(c, ast, 2);
    if (fosi_slice_is(f, "clamp"))
        return ast->count == 3 ? check_same(c, ast, 3) : fosi_fail_call(c, ast, "clamp(value, least, most)");
    if (fosi_slice_is(f, "excess")) return check_excess(c, ast);
    if (fosi_slice_is(f, "spread")) return check_spread(c, ast);
    if (fosi_slice_is(f, "round")) return check_round(c, ast);
    if (fosi_slice_is(f, "digits")) return check_digits(c, ast);
    if (fosi_slice_is(f, "in_force")) return check_in_force(c, ast);
    if (fosi_slice_is(f, "present")) return check_present(c, ast);
    if (fosi_slice_is(f, "has")) return check_has(c, ast);
    if (fosi_slice_is(f, "elected")) return check_elected(c, ast);
    if (fosi_slice_is(f, "switch")) return check_switch(c, ast);
    if (fosi_slice_is(f, "counter")) return check_counter(c, ast);
    if (fosi_slice_is(f, "tariff")) return check_tariff(c, ast, false);
    if (fosi_slice_is(f, "tariff_rate")) return check_tariff(c, ast, true);
    if (fosi_slice_is(f, "item.measure")) return check_measure(c, ast);
    if (fosi_slice_is(f, "exact")) return check_view(c, ast, FOSI_VIEW_EXACT);
    if (fosi_slice_is(f, "assessed")) return check_view(c, ast, FOSI_VIEW_ASSESSED);
    if (fosi_slice_is(f, "due")) return check_view(c, ast, FOSI_VIEW_DUE);
    static const char *const functions[] = { "min",         "max",          "clamp",   "excess",   "spread",  "round",   "digits",
                                             "in_force",    "present",      "has",     "elected",  "switch",  "counter", "tariff",
                                             "tariff_rate", "item.measure", "exact",   "assessed", "due",     "sum",     "count",
                                             "any",         "all",          "largest", "smallest", "distinct" };
    fosi_compile_unknown(c, c->node, ast->at, "function", f, functions, sizeof functions / sizeof *functions, sizeof *functions);
    return false;
}
