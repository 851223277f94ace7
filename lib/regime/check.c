/* Types, currencies, units and grains of every expression, and the order in which rules need each other. After this pass
 * each tree node knows its type, its grain and what its names refer to. */
#include <string.h>

#include "dataset/codes.h"
#include "regime/compiler.h"
#include "regime/divisor.h"

#define DEEPEST_CHAIN 64

static bool check(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected);

/* ---- words for messages ---- */

const char *fosi_type_name(fosi_compiler *c, const fosi_type *type)
{
    static const char *const names[] = { "nothing",    "a truth",      "a number",           "a count", "a rate", "money", "money per unit",
                                         "a quantity", "a date",       "a code",             "a set of codes", "a commodity code", "a text", "a role", "a party", "a duty rate" };
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    fosi_buffer_text(&text, names[type->code]);
    if (type->code == FOSI_TYPE_MONEY && type->currency[0] != '\0') fosi_buffer_format(&text, " in %s", type->currency);
    if (type->code == FOSI_TYPE_SPECIFIC) fosi_buffer_format(&text, " (%s/%s)", type->currency, type->unit);
    if (type->code == FOSI_TYPE_QUANTITY) fosi_buffer_format(&text, " in %s", type->unit);
    if (type->code == FOSI_TYPE_CODE && type->list != NULL) fosi_buffer_format(&text, " of %s", type->list);
    char *copy = text.failed ? NULL : fosi_arena_text(&c->scratch, text.data, text.size);
    fosi_buffer_done(&text);
    return copy != NULL ? copy : names[type->code];
}

static bool fail_type(fosi_compiler *c, const fosi_ast *ast, const char *what, const fosi_type *a, const fosi_type *b)
{
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s %s and %s", what, fosi_type_name(c, a), fosi_type_name(c, b));
    return false;
}

static bool fail_one(fosi_compiler *c, const fosi_ast *ast, const char *expected)
{
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "expected %s, found %s", expected, fosi_type_name(c, &ast->type));
    return false;
}

static bool is_number(const fosi_type *type) { return type->code == FOSI_TYPE_NUMBER || type->code == FOSI_TYPE_COUNT; }
static bool is_text(const fosi_type *type)
{
    return type->code == FOSI_TYPE_CODE || type->code == FOSI_TYPE_TEXT || type->code == FOSI_TYPE_TARIFF_CODE;
}

static fosi_type plain(fosi_type_code code)
{
    fosi_type type = { .code = code };
    return type;
}

/* The type both share, or false. A free currency takes the fixed one. */
static bool unify(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    *out = *a;
    if (is_number(a) && is_number(b)) {
        out->code = a->code == FOSI_TYPE_COUNT && b->code == FOSI_TYPE_COUNT ? FOSI_TYPE_COUNT : FOSI_TYPE_NUMBER;
        return true;
    }
    if (is_text(a) && is_text(b)) {
        if (a->code == FOSI_TYPE_TEXT) *out = *b;
        return true;
    }
    if (a->code != b->code) return false;
    if (a->code == FOSI_TYPE_MONEY) {
        if (a->currency[0] == '\0') *out = *b;
        return a->currency[0] == '\0' || b->currency[0] == '\0' || strcmp(a->currency, b->currency) == 0;
    }
    if (a->code == FOSI_TYPE_QUANTITY) return strcmp(a->unit, b->unit) == 0;
    if (a->code == FOSI_TYPE_SPECIFIC) return strcmp(a->unit, b->unit) == 0 && strcmp(a->currency, b->currency) == 0;
    return true;
}

static void inherit(fosi_ast *ast, const fosi_ast *child)
{
    if (child->grain > ast->grain) ast->grain = child->grain;
    ast->uses_clock |= child->uses_clock;
    ast->uses_purpose |= child->uses_purpose;
    ast->reads_route |= child->reads_route;
}

static bool check_child(fosi_compiler *c, fosi_ast *ast, uint32_t i, const fosi_type *expected)
{
    if (!check(c, ast->children[i], expected)) return false;
    inherit(ast, ast->children[i]);
    return true;
}

static bool check_truth(fosi_compiler *c, fosi_ast *ast, uint32_t i)
{
    fosi_type truth = plain(FOSI_TYPE_TRUTH);
    if (!check_child(c, ast, i, &truth)) return false;
    return ast->children[i]->type.code == FOSI_TYPE_TRUTH || fail_one(c, ast->children[i], "a condition");
}

/* ---- names ---- */

static const char *const *words_of(const char *list)
{
    for (int i = 0; list != NULL && i < FOSI_FACT_COUNT; i++) {
        if (fosi_facts[i].words != NULL && strcmp(fosi_facts[i].unit_or_list, list) == 0) return fosi_facts[i].words;
    }
    return NULL;
}

/* 1: a word of the list; 0: not; -1: the list is open. */
static int word_known(fosi_compiler *c, const char *list, fosi_slice word)
{
    const char *const *words = words_of(list);
    if (words != NULL) return fosi_word_index(words, word) > 0;
    int sw = list == NULL ? -1 : fosi_find_switch(c->regime, fosi_slice_of(list));
    if (sw >= 0) {
        for (uint32_t i = 0; i < c->regime->switches[sw].option_count; i++) {
            if (fosi_slice_is(word, c->regime->switches[sw].options[i])) return 1;
        }
        return 0;
    }
    size_t count;
    if (list == NULL || fosi_code_list(list, &count) == NULL) return -1;
    return fosi_code_known(list, word) ? 1 : 0;
}

static bool fail_word(fosi_compiler *c, uint32_t at, const char *list, fosi_slice word)
{
    const char *const *words = words_of(list);
    size_t count = 0;
    if (words != NULL) {
        while (words[count + 1] != NULL) count++;
        words++;
    } else {
        words = fosi_code_list(list, &count);
    }
    const char *near = words == NULL ? NULL : fosi_nearest(word, words, count);
    fosi_compile_error(c, c->node, at, FOS_STATUS_RULE_NAME, "\"%.*s\" is no %s%s%s%s", (int)word.length, word.data, list,
                       near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
    return false;
}

static bool known_name(fosi_compiler *c, fosi_slice name)
{
    return fosi_fact_index(name) >= 0 || fosi_find_definition(c->regime, name) >= 0 || fosi_find_parameter(c->regime, name) >= 0 ||
           (name.length > 6 && memcmp(name.data, "route.", 6) == 0) || (c->in_waiver && fosi_slice_is(name, "total"));
}

static bool as_word(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    int known = word_known(c, expected->list, ast->text);
    bool name = known_name(c, ast->text);
    if (known == 0 && !name) return fail_word(c, ast->at, expected->list, ast->text);
    if (name && known != 1) return false;
    ast->referent = FOSI_REFERS_WORD;
    ast->type = *expected;
    return true;
}

static bool unknown_name(fosi_compiler *c, const fosi_ast *ast)
{
    const struct fos_regime *r = c->regime;
    const char *near = NULL;
    const char *names[FOSI_FACT_COUNT];
    size_t count = 0;
    for (int i = 0; i < FOSI_FACT_COUNT; i++) names[count++] = fosi_facts[i].name;
    near = fosi_nearest(ast->text, names, count);
    for (uint32_t i = 0; near == NULL && i < r->definition_count; i++) near = fosi_nearest(ast->text, &r->definitions[i].name, 1);
    for (uint32_t i = 0; near == NULL && i < r->parameter_count; i++) near = fosi_nearest(ast->text, &r->parameters[i].name, 1);
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "there is no \"%.*s\" here%s%s%s", (int)ast->text.length, ast->text.data,
                       near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
    return false;
}

static void take_fact(fosi_ast *ast, int index)
{
    const fosi_fact *fact = &fosi_facts[index];
    ast->referent = FOSI_REFERS_FACT;
    ast->index = (uint32_t)index;
    ast->grain = (fosi_grain)fact->grain;
    ast->type = plain((fosi_type_code)fact->type);
    if (fact->type == FOSI_TYPE_QUANTITY) memcpy(ast->type.unit, fact->unit_or_list, strlen(fact->unit_or_list) + 1);
    if (fact->type == FOSI_TYPE_CODE || fact->type == FOSI_TYPE_CODES) ast->type.list = fact->unit_or_list;
    if (fact->type == FOSI_TYPE_MONEY) ast->uses_purpose = true;
    if (fact->type == FOSI_TYPE_DUTY) ast->type.code = FOSI_TYPE_RATE;
}

static bool take_parameter(fosi_compiler *c, fosi_ast *ast, int index)
{
    fosi_parameter *parameter = &c->regime->parameters[index];
    parameter->used = true;
    ast->referent = FOSI_REFERS_PARAMETER;
    ast->index = (uint32_t)index;
    ast->type = parameter->type;
    ast->uses_clock = true;
    if (ast->grain < FOSI_GRAIN_CONSIGNMENT) ast->grain = FOSI_GRAIN_CONSIGNMENT;
    return parameter->type.code != FOSI_TYPE_ERROR;
}

static bool take_setting(fosi_compiler *c, fosi_ast *ast)
{
    int index = fosi_find_setting(c->regime, (fosi_slice){ ast->text.data + 6, ast->text.length - 6 });
    if (index < 0) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "no route sets \"%.*s\"", (int)ast->text.length - 6, ast->text.data + 6);
        return false;
    }
    ast->referent = FOSI_REFERS_SETTING;
    ast->index = (uint32_t)index;
    ast->type = plain(FOSI_TYPE_CODE);
    ast->grain = FOSI_GRAIN_ROUTE;
    ast->reads_route = true;
    return true;
}

static bool check_name(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    struct fos_regime *r = c->regime;
    if (expected != NULL && expected->code == FOSI_TYPE_ROLE) {
        int role = fosi_word_index(fosi_words_role, ast->text);
        if (role <= 0) return fail_word(c, ast->at, "role", ast->text);
        ast->referent = FOSI_REFERS_ROLE;
        ast->index = (uint32_t)role;
        ast->type = *expected;
        return true;
    }
    if (expected != NULL && is_text(expected)) {
        size_t before = c->report->errors;
        if (as_word(c, ast, expected)) return true;
        if (c->report->errors != before) return false;
    }
    if (c->in_waiver && fosi_slice_is(ast->text, "total")) {
        ast->referent = FOSI_REFERS_TOTAL_NAME;
        ast->type = plain(FOSI_TYPE_MONEY);
        memcpy(ast->type.currency, r->currency, 4);
        ast->grain = FOSI_GRAIN_ROUTE;
        return true;
    }
    if (ast->text.length > 6 && memcmp(ast->text.data, "route.", 6) == 0) return take_setting(c, ast);
    int index = fosi_fact_index(ast->text);
    if (index >= 0) {
        take_fact(ast, index);
        return true;
    }
    index = fosi_find_definition(r, ast->text);
    if (index >= 0) {
        if (!fosi_check_definition(c, (uint32_t)index)) return false;
        const fosi_ast *is = c->definitions[index].is.ast;
        fosi_definition *definition = &r->definitions[index];
        definition->used = true;
        ast->referent = FOSI_REFERS_DEFINITION;
        ast->index = (uint32_t)index;
        ast->type = definition->type;
        ast->grain = definition->per;
        ast->uses_clock = is->uses_clock;
        ast->uses_purpose = is->uses_purpose;
        ast->reads_route = is->reads_route;
        return true;
    }
    index = fosi_find_parameter(r, ast->text);
    if (index < 0) return unknown_name(c, ast);
    if (r->parameters[index].by_count > 0) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s is a table; say which value: %s[…]", r->parameters[index].name, r->parameters[index].name);
        return false;
    }
    return take_parameter(c, ast, index);
}

/* ---- operators ---- */

static bool check_logic(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    if (ast->op == FOSI_OP_OR && expected != NULL && expected->code == FOSI_TYPE_ROLE) {
        ast->type = *expected;
        return check_child(c, ast, 0, expected) && check_child(c, ast, 1, expected);
    }
    ast->type = plain(FOSI_TYPE_TRUTH);
    return check_truth(c, ast, 0) && check_truth(c, ast, 1);
}

static bool check_comparison(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *a = ast->children[0], *b = ast->children[1];
    bool ordered = ast->op != FOSI_OP_EQUAL && ast->op != FOSI_OP_UNEQUAL;
    fosi_type both;
    ast->type = plain(FOSI_TYPE_TRUTH);
    if (!check_child(c, ast, 0, NULL) || !check_child(c, ast, 1, &a->type)) return false;
    if (!unify(&a->type, &b->type, &both)) {
        if (a->type.code == FOSI_TYPE_MONEY && b->type.code == FOSI_TYPE_MONEY) return fail_type(c, ast, "two currencies are not compared without \"as\":", &a->type, &b->type);
        return fail_type(c, ast, "cannot compare", &a->type, &b->type);
    }
    if ((ordered && is_text(&both)) || both.code == FOSI_TYPE_CODES || both.code == FOSI_TYPE_PARTY || both.code == FOSI_TYPE_TRUTH ||
        both.code == FOSI_TYPE_ROLE) {
        if (both.code == FOSI_TYPE_TRUTH && !ordered) return true;
        return fail_type(c, ast, "there is no order of", &a->type, &b->type);
    }
    return true;
}

static bool sum_type(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    if (unify(a, b, out)) return is_number(out) || out->code == FOSI_TYPE_RATE || out->code == FOSI_TYPE_MONEY || out->code == FOSI_TYPE_QUANTITY || out->code == FOSI_TYPE_SPECIFIC;
    *out = plain(FOSI_TYPE_NUMBER);
    return (is_number(a) && b->code == FOSI_TYPE_RATE) || (a->code == FOSI_TYPE_RATE && is_number(b));
}

static bool product_type(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    if (a->code != FOSI_TYPE_RATE && !is_number(a)) {
        const fosi_type *t = a;
        a = b;
        b = t;
    }
    *out = *b;
    if (a->code == FOSI_TYPE_SPECIFIC || b->code == FOSI_TYPE_SPECIFIC) {
        const fosi_type *specific = a->code == FOSI_TYPE_SPECIFIC ? a : b, *other = a->code == FOSI_TYPE_SPECIFIC ? b : a;
        if (other->code == FOSI_TYPE_QUANTITY && strcmp(other->unit, specific->unit) == 0) {
            *out = plain(FOSI_TYPE_MONEY);
            memcpy(out->currency, specific->currency, 4);
            return true;
        }
        *out = *specific;
        return other->code == FOSI_TYPE_RATE || is_number(other);
    }
    if (a->code == FOSI_TYPE_RATE || is_number(a)) {
        if (is_number(a) && is_number(b)) {
            out->code = a->code == FOSI_TYPE_COUNT && b->code == FOSI_TYPE_COUNT ? FOSI_TYPE_COUNT : FOSI_TYPE_NUMBER;
            return true;
        }
        if (is_number(b)) *out = *a; /* rate × number is a rate */
        return b->code == FOSI_TYPE_MONEY || b->code == FOSI_TYPE_RATE || b->code == FOSI_TYPE_QUANTITY || is_number(b);
    }
    return false;
}

static bool quotient_type(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    *out = *a;
    if (a->code == FOSI_TYPE_COUNT) out->code = FOSI_TYPE_NUMBER;
    if (a->code == FOSI_TYPE_RATE && b->code == FOSI_TYPE_RATE) {
        *out = plain(FOSI_TYPE_NUMBER);
        return true;
    }
    return is_number(b) && (is_number(a) || a->code == FOSI_TYPE_RATE || a->code == FOSI_TYPE_MONEY || a->code == FOSI_TYPE_QUANTITY);
}

static bool check_arithmetic(fosi_compiler *c, fosi_ast *ast)
{
    if (!check_child(c, ast, 0, NULL) || !check_child(c, ast, 1, NULL)) return false;
    const fosi_type *a = &ast->children[0]->type, *b = &ast->children[1]->type;
    switch (ast->op) {
    case FOSI_OP_ADD: return sum_type(a, b, &ast->type) || fail_type(c, ast, "cannot add", a, b);
    case FOSI_OP_SUBTRACT: return sum_type(a, b, &ast->type) || fail_type(c, ast, "cannot subtract", a, b);
    case FOSI_OP_MULTIPLY: return product_type(a, b, &ast->type) || fail_type(c, ast, "cannot multiply", a, b);
    default: break;
    }
    if (!quotient_type(a, b, &ast->type)) return fail_type(c, ast, "cannot divide", a, b);
    if (fosi_divisor_proven(c, ast->children[1])) return true;
    fosi_compile_error(c, c->node, ast->children[1]->at, FOS_STATUS_RULE_DIVISOR,
                       "this divisor could be zero; divide by a number, by item.quantity, by a parameter that is never zero, or by 1 - rate");
    return false;
}

static bool check_case(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    fosi_type common = plain(FOSI_TYPE_ERROR);
    uint32_t last = ast->count - 1;
    for (uint32_t i = 0; i + 1 < ast->count; i += 2) {
        if (!check_truth(c, ast, i)) return false;
    }
    for (uint32_t i = 1;; i += 2) {
        uint32_t at = i > last ? last : i;
        if (!check_child(c, ast, at, expected != NULL ? expected : (common.code != FOSI_TYPE_ERROR ? &common : NULL))) return false;
        const fosi_type *type = &ast->children[at]->type;
        if (common.code == FOSI_TYPE_ERROR) common = *type;
        else if (!unify(&common, type, &common)) return fail_type(c, ast->children[at], "the arms of a case are of one type, not", &common, type);
        if (at == last) break;
    }
    ast->type = common;
    return true;
}

static bool check_in(fosi_compiler *c, fosi_ast *ast)
{
    ast->type = plain(FOSI_TYPE_TRUTH);
    if (!check_child(c, ast, 0, NULL)) return false;
    fosi_type *left = &ast->children[0]->type;
    if (!is_text(left)) return fail_one(c, ast->children[0], "a code before \"in\"");
    if (ast->kind == FOSI_AST_IN_WORDS) {
        for (uint32_t i = 0; i < ast->word_count; i++) {
            if (word_known(c, left->list, fosi_slice_of(ast->words[i])) == 0) return fail_word(c, ast->at, left->list, fosi_slice_of(ast->words[i]));
        }
        return true;
    }
    int index = fosi_find_set(c->regime, ast->text);
    if (index < 0) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "there is no set \"%.*s\"", (int)ast->text.length, ast->text.data);
        return false;
    }
    fosi_set *set = &c->regime->sets[index];
    set->used = true;
    ast->index = (uint32_t)index;
    if (set->window_count > 0 && set->windows[0].from != FOS_DATE_ABSENT) ast->uses_clock = true;
    if ((set->type.code == FOSI_TYPE_TARIFF_CODE) != (left->code == FOSI_TYPE_TARIFF_CODE)) return fail_type(c, ast, "a set of one kind is asked for another:", &set->type, left);
    return true;
}

static bool check_table(fosi_compiler *c, fosi_ast *ast)
{
    int index = fosi_find_parameter(c->regime, ast->text);
    if (index < 0) return unknown_name(c, ast);
    fosi_parameter *parameter = &c->regime->parameters[index];
    if (ast->count != parameter->by_count) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s has %u key(s), not %u", parameter->name, (unsigned)parameter->by_count, (unsigned)ast->count);
        return false;
    }
    for (uint32_t i = 0; i < ast->count; i++) {
        fosi_type key = plain(FOSI_TYPE_CODE);
        bool tariff = strcmp(parameter->by[i], "tariff_code") == 0;
        if (tariff) key.code = FOSI_TYPE_TARIFF_CODE;
        else if (strcmp(parameter->by[i], "class") == 0) key.list = "goods_class";
        else if (strcmp(parameter->by[i], "country") == 0 || strcmp(parameter->by[i], "tax_category") == 0) key.list = parameter->by[i];
        if (!check_child(c, ast, i, &key)) return false;
        const fosi_type *type = &ast->children[i]->type;
        if (!is_text(type) || (tariff != (type->code == FOSI_TYPE_TARIFF_CODE))) return fail_type(c, ast->children[i], "the key should be", &key, type);
    }
    return take_parameter(c, ast, index);
}

static bool check_total(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->over == FOSI_GRAIN_GROUP && !c->in_group) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_GRAIN, "there is no group here: \"of group\" belongs in a charge per group");
        return false;
    }
    if (c->in_when && ast->over == FOSI_GRAIN_ROUTE) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_GRAIN, "\"of route\" cannot stand in a route's condition: the routes are being decided");
        return false;
    }
    fosi_grain outer = c->context;
    c->context = FOSI_GRAIN_ITEM;
    bool good = check_child(c, ast, 0, NULL) && (ast->count < 2 || check_truth(c, ast, 1));
    c->context = outer;
    if (!good) return false;
    const fosi_type *body = &ast->children[0]->type;
    bool truth = ast->op == FOSI_TOTAL_COUNT || ast->op == FOSI_TOTAL_ANY || ast->op == FOSI_TOTAL_ALL;
    if (truth && body->code != FOSI_TYPE_TRUTH) return fail_one(c, ast->children[0], "a condition");
    bool numeric = is_number(body) || body->code == FOSI_TYPE_MONEY || body->code == FOSI_TYPE_QUANTITY || body->code == FOSI_TYPE_RATE;
    if (!truth && ast->op != FOSI_TOTAL_DISTINCT && !numeric) return fail_one(c, ast->children[0], "something that can be summed");
    if (ast->op == FOSI_TOTAL_DISTINCT && !is_text(body)) return fail_one(c, ast->children[0], "a code or text");
    if (truth) ast->type = plain(ast->op == FOSI_TOTAL_COUNT ? FOSI_TYPE_COUNT : FOSI_TYPE_TRUTH);
    else if (ast->op == FOSI_TOTAL_DISTINCT) ast->type = plain(FOSI_TYPE_COUNT);
    else ast->type = *body;
    ast->grain = ast->over;
    if (ast->over == FOSI_GRAIN_ROUTE) ast->reads_route = true;
    return true;
}

/* ---- calls ---- */

static bool check_view(fosi_compiler *c, fosi_ast *ast, fosi_amount_view view)
{
    ast->type = plain(FOSI_TYPE_MONEY);
    memcpy(ast->type.currency, c->regime->currency, 4);
    ast->grain = c->context < FOSI_GRAIN_CONSIGNMENT ? FOSI_GRAIN_CONSIGNMENT : c->context;
    ast->reads_route = true;
    for (uint32_t i = 0; i < ast->count; i++) {
        fosi_ast *id = ast->children[i];
        int index = id->kind == FOSI_AST_NAME ? fosi_find_charge(c->regime, id->text) : -1;
        if (index < 0) {
            fosi_compile_error(c, c->node, id->at, FOS_STATUS_RULE_NAME, "there is no charge \"%.*s\"", (int)id->text.length, id->text.data != NULL ? id->text.data : "");
            return false;
        }
        id->index = (uint32_t)index;
        if (!fosi_check_charge(c, id->index)) return false;
        const fosi_charge_rule *charge = &c->regime->charges[index];
        for (uint32_t w = 0; view == FOSI_VIEW_DUE && w < charge->waiver_count; w++) {
            const fosi_waiver *waiver = &c->regime->waivers[charge->waivers[w]];
            for (uint32_t k = 0; k < waiver->charge_count; k++) {
                if (!fosi_check_charge(c, waiver->charges[k])) return false;
            }
        }
        if (view == FOSI_VIEW_EXACT && ast->grain == FOSI_GRAIN_ITEM && charge->per != FOSI_PER_ITEM) {
            fosi_compile_error(c, c->node, id->at, FOS_STATUS_RULE_GRAIN, "%s is not calculated per item, so there is no exact amount of each item; use assessed() or due()", charge->id);
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
        fosi_compile_error(c, c->node, name->at, FOS_STATUS_RULE_NAME, "the regime's inputs have no %s \"%.*s\"", what, (int)name->text.length, name->text.data != NULL ? name->text.data : "");
        return false;
    }
    c->regime->inputs[index].used = true;
    ast->index = (uint32_t)index;
    ast->grain = FOSI_GRAIN_CONSIGNMENT;
    return true;
}

static bool check_has(fosi_compiler *c, fosi_ast *ast)
{
    ast->type = plain(FOSI_TYPE_TRUTH);
    if (ast->count < 2 || !check_child(c, ast, 0, NULL)) return ast->count >= 2 ? false : fail_one(c, ast, "has(item.classes, word, …)");
    if (ast->children[0]->type.code != FOSI_TYPE_CODES) return fail_one(c, ast->children[0], "a set of codes such as item.classes");
    for (uint32_t i = 1; i < ast->count; i++) {
        fosi_ast *word = ast->children[i];
        if ((word->kind != FOSI_AST_NAME && word->kind != FOSI_AST_STRING) || word_known(c, ast->children[0]->type.list, word->text) == 0)
            return fail_word(c, word->at, ast->children[0]->type.list, word->text);
    }
    return true;
}

static bool check_same(fosi_compiler *c, fosi_ast *ast, uint32_t least)
{
    if (ast->count < least) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_SYNTAX, "%.*s takes at least %u values", (int)ast->text.length, ast->text.data, (unsigned)least);
        return false;
    }
    for (uint32_t i = 0; i < ast->count; i++) {
        if (!check_child(c, ast, i, NULL)) return false;
        const fosi_type *type = &ast->children[i]->type;
        if (i == 0) ast->type = *type;
        else if (!unify(&ast->type, type, &ast->type)) return fail_type(c, ast->children[i], "cannot set side by side", &ast->type, type);
    }
    if (is_text(&ast->type) || ast->type.code == FOSI_TYPE_TRUTH || ast->type.code == FOSI_TYPE_CODES) return fail_one(c, ast->children[0], "something with an order");
    return true;
}

static bool fail_call(fosi_compiler *c, const fosi_ast *ast, const char *form)
{
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_SYNTAX, "this is written %s", form);
    return false;
}

static bool check_present(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *name = ast->children[0];
    int fact = ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_fact_index(name->text) : -1;
    if (fact < 0) return fail_call(c, ast, "present(party) or present(fact)");
    take_fact(name, fact);
    inherit(ast, name);
    ast->index = (uint32_t)fact;
    ast->type = plain(FOSI_TYPE_TRUTH);
    return true;
}

static bool check_in_force(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *name = ast->children[0];
    int index = ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_find_parameter(c->regime, name->text) : -1;
    if (index < 0 || c->regime->parameters[index].by_count > 0) return fail_call(c, ast, "in_force(parameter), of a parameter without keys");
    if (!take_parameter(c, ast, index)) return false;
    ast->type = plain(FOSI_TYPE_TRUTH);
    return true;
}

static bool check_switch(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *name = ast->children[0];
    int index = ast->count == 1 && name->kind == FOSI_AST_NAME ? fosi_find_switch(c->regime, name->text) : -1;
    if (index < 0) {
        fosi_compile_error(c, c->node, name->at, FOS_STATUS_RULE_NAME, "there is no switch \"%.*s\"", (int)name->text.length, name->text.data != NULL ? name->text.data : "");
        return false;
    }
    c->regime->switches[index].used = true;
    ast->index = (uint32_t)index;
    ast->type = plain(FOSI_TYPE_CODE);
    ast->type.list = c->regime->switches[index].name;
    ast->grain = FOSI_GRAIN_CONSIGNMENT;
    return true;
}

static bool check_tariff(fosi_compiler *c, fosi_ast *ast, bool rate)
{
    static const char *const kinds[] = { "duty", "excise", "additional", "vat", NULL };
    const char *form = rate ? "tariff_rate(duty)" : "tariff(duty, value)";
    if (ast->count != (rate ? 1u : 2u) || ast->children[0]->kind != FOSI_AST_NAME || fosi_word_index(kinds, ast->children[0]->text) < 0) return fail_call(c, ast, form);
    ast->grain = FOSI_GRAIN_ITEM;
    ast->type = plain(FOSI_TYPE_RATE);
    ast->uses_purpose = true;
    if (rate) return true;
    if (!check_child(c, ast, 1, NULL)) return false;
    if (ast->children[1]->type.code != FOSI_TYPE_MONEY) return fail_one(c, ast->children[1], "the money that the rate applies to");
    ast->type = ast->children[1]->type;
    return true;
}

static bool check_excess(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 2) return fail_call(c, ast, "excess(value, limit)");
    return check_same(c, ast, 2);
}

static bool check_spread(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 2) return fail_call(c, ast, "spread(amount, weight)");
    fosi_grain outer = c->context;
    if (!check_child(c, ast, 0, NULL)) return false;
    if (ast->children[0]->type.code != FOSI_TYPE_MONEY) return fail_one(c, ast->children[0], "money");
    if (ast->children[0]->grain > FOSI_GRAIN_CONSIGNMENT) {
        fosi_compile_error(c, c->node, ast->children[0]->at, FOS_STATUS_RULE_GRAIN, "only one amount for the consignment can be spread over its items");
        return false;
    }
    c->context = FOSI_GRAIN_ITEM;
    bool good = check_child(c, ast, 1, NULL);
    c->context = outer;
    if (!good) return false;
    const fosi_type *weight = &ast->children[1]->type;
    if (weight->code != FOSI_TYPE_MONEY && weight->code != FOSI_TYPE_QUANTITY && !is_number(weight)) return fail_one(c, ast->children[1], "a weight: money, a mass or a number");
    ast->type = ast->children[0]->type;
    ast->grain = FOSI_GRAIN_ITEM;
    return true;
}

static bool check_digits(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 2) return fail_call(c, ast, "digits(item.code, 6)");
    if (!check_child(c, ast, 0, NULL) || !check_child(c, ast, 1, NULL)) return false;
    if (ast->children[0]->type.code != FOSI_TYPE_TARIFF_CODE) return fail_one(c, ast->children[0], "a commodity code");
    if (!is_number(&ast->children[1]->type)) return fail_one(c, ast->children[1], "how many digits");
    ast->type = plain(FOSI_TYPE_TARIFF_CODE);
    return true;
}

static bool check_round(fosi_compiler *c, fosi_ast *ast)
{
    fosi_rounding rounding;
    if (ast->count != 2 || ast->children[0]->kind != FOSI_AST_STRING ||
        fosi_rounding_parse(ast->children[0]->text.data, ast->children[0]->text.length, &rounding, NULL) != FOS_STATUS_OK)
        return fail_call(c, ast, "round(\"half_up 0.01\", value)");
    if (!check_child(c, ast, 1, NULL)) return false;
    ast->type = ast->children[1]->type;
    return !is_text(&ast->type) || fail_one(c, ast->children[1], "a value that can be rounded");
}

static bool check_measure(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->count != 1 || ast->children[0]->kind != FOSI_AST_NAME || ast->children[0]->text.length > 7) return fail_call(c, ast, "item.measure(LTR)");
    ast->type = plain(FOSI_TYPE_QUANTITY);
    memcpy(ast->type.unit, ast->children[0]->text.data, ast->children[0]->text.length);
    ast->grain = FOSI_GRAIN_ITEM;
    return true;
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
    ast->type = plain(FOSI_TYPE_TRUTH);
    return check_named_input(c, ast, FOSI_INPUT_ELECTION, "election");
}

static bool check_call(fosi_compiler *c, fosi_ast *ast)
{
    fosi_slice f = ast->text;
    if (fosi_slice_is(f, "min") || fosi_slice_is(f, "max")) return check_same(c, ast, 2);
    if (fosi_slice_is(f, "clamp")) return ast->count == 3 ? check_same(c, ast, 3) : fail_call(c, ast, "clamp(value, least, most)");
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
    static const char *const functions[] = { "min", "max", "clamp", "excess", "spread", "round", "digits", "in_force", "present", "has", "elected", "switch",
                                             "counter", "tariff", "tariff_rate", "item.measure", "exact", "assessed", "due", "sum", "count", "any", "all",
                                             "largest", "smallest", "distinct" };
    const char *near = fosi_nearest(f, functions, sizeof functions / sizeof *functions);
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "there is no function \"%.*s\"%s%s%s", (int)f.length, f.data,
                       near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
    return false;
}

static bool check_party_has(fosi_compiler *c, fosi_ast *ast)
{
    int fact = fosi_fact_index(ast->text);
    if (fact < 0 || fosi_facts[fact].type != FOSI_TYPE_PARTY) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "\"%.*s\" is no party; expected seller, platform, buyer, …", (int)ast->text.length, ast->text.data);
        return false;
    }
    ast->index = (uint32_t)fact;
    ast->type = plain(FOSI_TYPE_TRUTH);
    ast->grain = FOSI_GRAIN_CONSIGNMENT;
    return true;
}

static bool check_else(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    fosi_ast *left = ast->children[0];
    if (left->kind != FOSI_AST_NAME && left->kind != FOSI_AST_TABLE && left->kind != FOSI_AST_CALL) return fail_call(c, ast, "input else value, where the input may be absent");
    if (!check_child(c, ast, 0, NULL) || !check_child(c, ast, 1, expected != NULL ? expected : &left->type)) return false;
    if (!unify(&left->type, &ast->children[1]->type, &ast->type)) return fail_type(c, ast, "both sides of else are of one type, not", &left->type, &ast->children[1]->type);
    return true;
}

static bool check_as(fosi_compiler *c, fosi_ast *ast)
{
    if (!check_child(c, ast, 0, NULL)) return false;
    if (ast->children[0]->type.code != FOSI_TYPE_MONEY) return fail_one(c, ast->children[0], "money before \"as\"");
    ast->type = ast->children[0]->type;
    memcpy(ast->type.currency, ast->currency, 4);
    ast->uses_purpose = true;
    return true;
}

static bool check_by(fosi_compiler *c, fosi_ast *ast)
{
    int purpose = fosi_find_purpose(c->regime, ast->text);
    if (purpose < 0) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "there is no exchange purpose \"%.*s\"", (int)ast->text.length, ast->text.data);
        return false;
    }
    c->regime->purposes[purpose].used = true;
    ast->index = (uint32_t)purpose;
    if (!check_child(c, ast, 0, NULL)) return false;
    ast->type = ast->children[0]->type;
    ast->uses_purpose = false;
    return true;
}

static bool check_literal(fosi_ast *ast)
{
    static const fosi_type_code codes[] = { FOSI_TYPE_NUMBER, FOSI_TYPE_RATE, FOSI_TYPE_MONEY, FOSI_TYPE_SPECIFIC, FOSI_TYPE_QUANTITY, FOSI_TYPE_DATE, FOSI_TYPE_TEXT, FOSI_TYPE_TRUTH };
    ast->type = plain(codes[ast->kind]);
    if (ast->kind == FOSI_AST_NUMBER && ast->number.scale == 0) ast->type.code = FOSI_TYPE_COUNT;
    memcpy(ast->type.currency, ast->currency, 4);
    memcpy(ast->type.unit, ast->unit, sizeof ast->unit);
    return true;
}

static bool check(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    ast->grain = FOSI_GRAIN_CONSTANT;
    switch (ast->kind) {
    case FOSI_AST_NAME: return check_name(c, ast, expected);
    case FOSI_AST_PARTY_HAS: return check_party_has(c, ast);
    case FOSI_AST_TABLE: return check_table(c, ast);
    case FOSI_AST_CALL: return check_call(c, ast);
    case FOSI_AST_TOTAL: return check_total(c, ast);
    case FOSI_AST_CASE: return check_case(c, ast, expected);
    case FOSI_AST_ELSE: return check_else(c, ast, expected);
    case FOSI_AST_AS: return check_as(c, ast);
    case FOSI_AST_BY: return check_by(c, ast);
    case FOSI_AST_IN_SET:
    case FOSI_AST_IN_WORDS: return check_in(c, ast);
    case FOSI_AST_NOT:
        ast->type = plain(FOSI_TYPE_TRUTH);
        return check_truth(c, ast, 0);
    case FOSI_AST_NEGATE:
        if (!check_child(c, ast, 0, NULL)) return false;
        ast->type = ast->children[0]->type;
        return is_number(&ast->type) || ast->type.code == FOSI_TYPE_RATE || ast->type.code == FOSI_TYPE_MONEY || ast->type.code == FOSI_TYPE_QUANTITY || fail_one(c, ast->children[0], "a value with a sign");
    case FOSI_AST_ON:
        if (!check_child(c, ast, 0, NULL)) return false;
        ast->type = ast->children[0]->type;
        ast->uses_clock = false;
        return true;
    case FOSI_AST_BINARY:
        if (ast->op == FOSI_OP_AND || ast->op == FOSI_OP_OR) return check_logic(c, ast, expected);
        if (ast->op >= FOSI_OP_EQUAL && ast->op <= FOSI_OP_GREATER_EQUAL) return check_comparison(c, ast);
        return check_arithmetic(c, ast);
    default: return check_literal(ast);
    }
}

bool fosi_check(fosi_compiler *c, fosi_expression *expression, const fosi_type *wanted, fosi_grain finest)
{
    if (expression->ast == NULL) return false;
    const fosi_tree *node = c->node;
    fosi_grain context = c->context;
    c->node = expression->node;
    c->context = finest;
    bool good = check(c, expression->ast, wanted);
    fosi_type both;
    if (good && wanted != NULL && !unify(wanted, &expression->ast->type, &both)) {
        good = false;
        fosi_compile_error(c, expression->node, expression->ast->at, FOS_STATUS_RULE_TYPE, "expected %s, found %s", fosi_type_name(c, wanted), fosi_type_name(c, &expression->ast->type));
    }
    if (good && expression->ast->grain > finest) {
        good = false;
        fosi_compile_error(c, expression->node, expression->ast->at, FOS_STATUS_RULE_GRAIN, "this is %s, but %s is needed here; use a total such as sum(…)",
                           fosi_grain_name(expression->ast->grain), fosi_grain_name(finest));
    }
    if (good && c->in_when && expression->ast->reads_route) {
        good = false;
        fosi_compile_error(c, expression->node, expression->ast->at, FOS_STATUS_RULE_GRAIN, "a route's condition cannot read routes or charges: the routes are being decided");
    }
    c->node = node;
    c->context = context;
    expression->checked = good;
    if (!good) expression->ast = NULL;
    return good;
}

/* ---- rules ---- */

static bool fail_cycle(fosi_compiler *c, const char *name)
{
    fosi_compile_error(c, c->node, 0, FOS_STATUS_RULE_CYCLE, "\"%s\" needs itself: the rules form a circle", name);
    return false;
}

bool fosi_check_definition(fosi_compiler *c, uint32_t index)
{
    fosi_pending_definition *pending = &c->definitions[index];
    fosi_definition *definition = &c->regime->definitions[index];
    if (pending->progress == 2) return pending->is.checked;
    if (pending->progress == 1) return fail_cycle(c, definition->name);
    pending->progress = 1;
    bool in_when = c->in_when, in_group = c->in_group, in_waiver = c->in_waiver;
    c->in_when = c->in_group = c->in_waiver = false;
    fosi_type truth = plain(FOSI_TYPE_TRUTH);
    if (fosi_check(c, &pending->is, definition->condition ? &truth : NULL, definition->per)) {
        definition->type = pending->is.ast->type;
        if (definition->shows_as != NULL && definition->type.code != FOSI_TYPE_MONEY)
            fosi_compile_error(c, definition->node, 0, FOS_STATUS_RULE_TYPE, "what is shown as %s is money", definition->shows_as);
        if (pending->round.present && (is_text(&definition->type) || definition->type.code == FOSI_TYPE_TRUTH))
            fosi_compile_error(c, definition->node, 0, FOS_STATUS_RULE_TYPE, "only numbers and money can be rounded");
    }
    c->in_when = in_when;
    c->in_group = in_group;
    c->in_waiver = in_waiver;
    pending->progress = 2;
    return pending->is.checked;
}

static fosi_grain grain_of_per(fosi_per per)
{
    static const fosi_grain grains[] = { FOSI_GRAIN_ITEM, FOSI_GRAIN_GROUP, FOSI_GRAIN_ROUTE, FOSI_GRAIN_CONSIGNMENT };
    return grains[per];
}

static bool check_rate(fosi_compiler *c, fosi_charge_rule *charge, fosi_pending_charge *pending, fosi_grain grain)
{
    bool keyed = false;
    for (uint32_t i = 0; i < pending->key_count; i++) keyed |= pending->key_is_rate[i];
    fosi_type rate = plain(FOSI_TYPE_RATE);
    const fosi_type *base = pending->base.ast != NULL ? &pending->base.ast->type : NULL;
    bool specific = base != NULL && base->code == FOSI_TYPE_QUANTITY;
    charge->rate_is_specific = specific;
    if (keyed) c->in_group = false;
    if (!fosi_check(c, &pending->rate, specific ? NULL : &rate, keyed ? FOSI_GRAIN_ITEM : grain)) return false;
    const fosi_type *type = &pending->rate.ast->type;
    if (specific && (type->code != FOSI_TYPE_SPECIFIC || strcmp(type->unit, base->unit) != 0 || strcmp(type->currency, c->regime->currency) != 0)) {
        fosi_compile_error(c, pending->rate.node, 0, FOS_STATUS_RULE_TYPE, "a base in %s takes a rate in %s/%s, not %s", base->unit, c->regime->currency, base->unit, fosi_type_name(c, type));
        return false;
    }
    return true;
}

static void check_amounts(fosi_compiler *c, fosi_charge_rule *charge, fosi_pending_charge *pending, fosi_grain grain)
{
    fosi_type money = plain(FOSI_TYPE_MONEY);
    memcpy(money.currency, c->regime->currency, 4);
    if (pending->base.node != NULL && fosi_check(c, &pending->base, NULL, grain)) {
        fosi_type *type = &pending->base.ast->type, both;
        if (type->code != FOSI_TYPE_QUANTITY && !unify(type, &money, &both))
            fosi_compile_error(c, pending->base.node, 0, FOS_STATUS_RULE_TYPE, "a base is %s or a quantity, not %s", fosi_type_name(c, &money), fosi_type_name(c, type));
    }
    if (pending->rate.node != NULL) check_rate(c, charge, pending, grain);
    if (pending->deduct.node != NULL) fosi_check(c, &pending->deduct, &money, grain);
    if (pending->amount.node != NULL) fosi_check(c, &pending->amount, &money, grain);
}

/* Without a rounding the amount must come out in whole steps: a constant sum of money does, if its digits are few enough. */
static void check_steps(fosi_compiler *c, const fosi_charge_rule *charge, const fosi_pending_charge *pending)
{
    if (charge->round.present) return;
    const fosi_ast *amount = pending->amount.ast;
    if (pending->amount.node != NULL && amount == NULL) return;
    bool flat = amount != NULL && (amount->kind == FOSI_AST_MONEY || (amount->kind == FOSI_AST_NAME && amount->referent == FOSI_REFERS_PARAMETER) ||
                                   (amount->kind == FOSI_AST_TABLE) || amount->kind == FOSI_AST_CASE);
    if (!flat) fosi_compile_error(c, charge->node, 0, FOS_STATUS_RULE_LIMIT, "a charge that is calculated says how it is rounded: \"round\": \"half_up 0.01\"");
}

bool fosi_check_charge(fosi_compiler *c, uint32_t index)
{
    fosi_pending_charge *pending = &c->charges[index];
    fosi_charge_rule *charge = &c->regime->charges[index];
    if (pending->progress == 2) return true;
    if (pending->progress == 1) return fail_cycle(c, charge->id);
    pending->progress = 1;
    fosi_grain grain = grain_of_per(charge->per);
    fosi_type truth = plain(FOSI_TYPE_TRUTH);
    bool in_when = c->in_when, in_group = c->in_group, in_waiver = c->in_waiver;
    c->in_when = c->in_group = c->in_waiver = false;
    for (uint32_t i = 0; i < pending->key_count; i++) {
        if (!pending->key_is_rate[i]) fosi_check(c, &pending->keys[i], NULL, FOSI_GRAIN_ITEM);
    }
    if (pending->where.node != NULL) fosi_check(c, &pending->where, &truth, FOSI_GRAIN_ITEM);
    if (pending->weight.node != NULL) fosi_check(c, &pending->weight, NULL, FOSI_GRAIN_ITEM);
    c->in_group = charge->per == FOSI_PER_GROUP;
    if (pending->when.node != NULL) fosi_check(c, &pending->when, &truth, grain);
    check_amounts(c, charge, pending, grain);
    check_steps(c, charge, pending);
    if (charge->weight_is_charge) fosi_check_charge(c, charge->weight_charge);
    c->in_when = in_when;
    c->in_group = in_group;
    c->in_waiver = in_waiver;
    pending->progress = 2;
    return true;
}

static void check_routes(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    fosi_type truth = plain(FOSI_TYPE_TRUTH);
    for (uint32_t i = 0; i < r->route_count; i++) {
        fosi_pending_route *pending = &c->routes[i];
        c->in_when = true;
        if (pending->when_of == i && pending->when.node != NULL && fosi_check(c, &pending->when, &truth, FOSI_GRAIN_ITEM)) {
            fosi_grain grain = pending->when.ast->grain;
            r->routes[i].when_grain = grain < FOSI_GRAIN_CONSIGNMENT ? FOSI_GRAIN_CONSIGNMENT : grain;
        } else if (pending->when_of != i) {
            r->routes[i].when_grain = r->routes[pending->when_of].when_grain;
        }
        for (uint32_t n = 0; pending->needs != NULL && n < r->routes[i].need_count; n++) {
            if (!pending->needs[n].checked && pending->needs[n].ast != NULL) fosi_check(c, &pending->needs[n], &truth, FOSI_GRAIN_CONSIGNMENT);
        }
        c->in_when = false;
    }
}

void fosi_check_all(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    fosi_type truth = plain(FOSI_TYPE_TRUTH), role = plain(FOSI_TYPE_ROLE);
    for (uint32_t i = 0; i < r->definition_count; i++) fosi_check_definition(c, i);
    for (uint32_t i = 0; i < r->charge_count; i++) fosi_check_charge(c, i);
    for (uint32_t i = 0; i < r->collection_count; i++) {
        fosi_pending_collection *pending = &c->collections[i];
        fosi_expression *roles[] = { &pending->liable, &pending->collector, &pending->payer, &pending->remitted_to };
        for (int k = 0; k < 4; k++) {
            if (roles[k]->ast != NULL) fosi_check(c, roles[k], &role, FOSI_GRAIN_ROUTE);
        }
    }
    c->in_waiver = true;
    for (uint32_t i = 0; i < r->waiver_count; i++) {
        if (c->waivers[i].ast != NULL) fosi_check(c, &c->waivers[i], &truth, FOSI_GRAIN_ROUTE);
    }
    c->in_waiver = false;
    check_routes(c);
    for (uint32_t i = 0; i < r->notice_count; i++) {
        if (c->notices[i].ast == NULL || !fosi_check(c, &c->notices[i], &truth, FOSI_GRAIN_ITEM)) continue;
        r->notices[i].grain = c->notices[i].ast->grain;
    }
}
