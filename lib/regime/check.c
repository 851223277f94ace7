/* Types, currencies, units and grains of expressions. After this pass each tree node knows its type, its grain and what its
 * names refer to. The rules that hold the expressions are in check_rules.c, words and names of types in words.c, calls in check_calls.c. */
#include <string.h>

#include "dataset/codes.h"
#include "regime/check.h"
#include "regime/divisor.h"

static bool check(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected);

bool fosi_check_fail(fosi_compiler *c, const fosi_ast *ast, const char *expected)
{
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "expected %s, found %s", expected, fosi_name_of(c, ast));
    return false;
}

/* "cannot divide A by B", with currencies only where they are what differs. */
bool fosi_check_fail_two(fosi_compiler *c, const fosi_ast *ast, const char *what, const fosi_ast *a, const char *between,
                         const fosi_ast *b, const char *more)
{
    bool currencies = a->type.code == FOSI_TYPE_MONEY && b->type.code == FOSI_TYPE_MONEY && a->type.currency[0] != '\0' &&
                      b->type.currency[0] != '\0' && strcmp(a->type.currency, b->type.currency) != 0;
    const char *left = currencies || a->type.code != FOSI_TYPE_MONEY ? fosi_name_of(c, a) : "money";
    const char *right = currencies || b->type.code != FOSI_TYPE_MONEY ? fosi_name_of(c, b) : "money";
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s %s %s %s%s", what, left, between, right,
                       currencies ? more : "");
    return false;
}

bool fosi_check_child(fosi_compiler *c, fosi_ast *ast, uint32_t i, const fosi_type *expected)
{
    if (!check(c, ast->children[i], expected)) return false;
    fosi_inherit(ast, ast->children[i]);
    return true;
}

static bool check_truth(fosi_compiler *c, fosi_ast *ast, uint32_t i)
{
    fosi_type truth = fosi_plain_type(FOSI_TYPE_TRUTH);
    if (!fosi_check_child(c, ast, i, &truth)) return false;
    return ast->children[i]->type.code == FOSI_TYPE_TRUTH || fosi_check_fail(c, ast->children[i], "a condition");
}

/* ---- names ---- */

static bool known_name(fosi_compiler *c, fosi_slice name)
{
    return fosi_fact_index(name) >= 0 || fosi_find_definition(c->regime, name) >= 0 ||
           fosi_find_parameter(c->regime, name) >= 0 || (name.length > 6 && memcmp(name.data, "route.", 6) == 0) ||
           (c->in_waiver && fosi_slice_is(name, "total"));
}

static bool as_word(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    int known = fosi_word_known(c, expected->list, ast->text);
    bool name = known_name(c, ast->text);
    if (known == 0 && !name) return fosi_check_word(c, c->node, ast->at, expected->list, ast->text);
    if (name && known != 1) return false;
    ast->referent = FOSI_REFERS_WORD;
    ast->type = *expected;
    return true;
}

bool fosi_unknown_name(fosi_compiler *c, const fosi_ast *ast)
{
    const struct fos_regime *r = c->regime;
    const char *names[FOSI_FACT_COUNT];
    for (int i = 0; i < FOSI_FACT_COUNT; i++)
        names[i] = fosi_facts[i].name;
    const char *near = fosi_nearest(ast->text, names, FOSI_FACT_COUNT);
    for (uint32_t i = 0; near == NULL && i < r->definition_count; i++)
        near = fosi_nearest(ast->text, &r->definitions[i].name, 1);
    for (uint32_t i = 0; near == NULL && i < r->parameter_count; i++)
        near = fosi_nearest(ast->text, &r->parameters[i].name, 1);
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "there is no \"%.*s\" here%s", FOSI_SHOWN(ast->text),
                       fosi_compile_near(c, near));
    return false;
}

void fosi_take_fact(fosi_ast *ast, int index)
{
    const fosi_fact *fact = &fosi_facts[index];
    ast->referent = FOSI_REFERS_FACT;
    ast->index = (uint32_t)index;
    ast->grain = (fosi_grain)fact->grain;
    ast->type = fosi_plain_type((fosi_type_code)fact->type);
    if (fact->type == FOSI_TYPE_QUANTITY) memcpy(ast->type.unit, fact->unit_or_list, strlen(fact->unit_or_list) + 1);
    if (fact->type == FOSI_TYPE_CODE || fact->type == FOSI_TYPE_CODES) ast->type.list = fact->unit_or_list;
    if (fact->type == FOSI_TYPE_MONEY) ast->uses_purpose = true;
    if (fact->type == FOSI_TYPE_DUTY) ast->type.code = FOSI_TYPE_RATE;
}

bool fosi_take_parameter(fosi_compiler *c, fosi_ast *ast, int index)
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
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "no route sets \"%.*s\" (\"sets\": {\"%.*s\": a word})",
                           (int)ast->text.length - 6, ast->text.data + 6, (int)ast->text.length - 6, ast->text.data + 6);
        return false;
    }
    ast->referent = FOSI_REFERS_SETTING;
    ast->index = (uint32_t)index;
    ast->type = fosi_plain_type(FOSI_TYPE_CODE);
    ast->grain = FOSI_GRAIN_ROUTE;
    ast->reads_route = true;
    return true;
}

void fosi_refer_to_element(fosi_compiler *c, fosi_ast *ast, int index)
{
    const fosi_plan_element *element = &((fosi_plan_element *)c->elements.data)[index];
    ast->referent = FOSI_REFERS_ELEMENT;
    ast->index = (uint32_t)index;
    ast->grain = element->grain;
    ast->type = element->type;
    if (ast->type.code == FOSI_TYPE_MONEY) ast->uses_purpose = true;
}

static bool take_element(fosi_compiler *c, fosi_ast *ast)
{
    int index = fosi_element_index(c, ast->text);
    if (index < 0) return fosi_unknown_name(c, ast);
    fosi_refer_to_element(c, ast, index);
    if (!((fosi_plan_element *)c->elements.data)[index].by_presence) return true;
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%.*s is no single value: ask present(%.*s)",
                       FOSI_SHOWN(ast->text), FOSI_SHOWN(ast->text));
    return false;
}

static bool check_name(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    struct fos_regime *r = c->regime;
    if (expected != NULL && expected->code == FOSI_TYPE_ROLE) {
        int role = fosi_word_index(fosi_words_role, ast->text);
        if (role <= 0) return fosi_check_word(c, c->node, ast->at, "role", ast->text);
        ast->referent = FOSI_REFERS_ROLE;
        ast->index = (uint32_t)role;
        ast->type = *expected;
        return true;
    }
    if (expected != NULL && fosi_is_text(expected)) {
        size_t before = c->report->errors;
        if (as_word(c, ast, expected)) return true;
        if (c->report->errors != before) return false;
    }
    if (c->in_waiver && fosi_slice_is(ast->text, "total")) {
        ast->referent = FOSI_REFERS_TOTAL_NAME;
        ast->type = fosi_plain_type(FOSI_TYPE_MONEY);
        memcpy(ast->type.currency, r->currency, 4);
        ast->grain = FOSI_GRAIN_ROUTE;
        return true;
    }
    if (ast->text.length > 6 && memcmp(ast->text.data, "route.", 6) == 0) return take_setting(c, ast);
    int index = fosi_fact_index(ast->text);
    if (index >= 0) {
        fosi_take_fact(ast, index);
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
        if (c->definitions[index].depth > c->deepest) c->deepest = c->definitions[index].depth;
        ast->type = definition->type;
        ast->grain = definition->per;
        ast->uses_clock = is->uses_clock;
        ast->uses_purpose = is->uses_purpose;
        ast->reads_route = is->reads_route;
        return true;
    }
    index = fosi_find_parameter(r, ast->text);
    if (index < 0) return take_element(c, ast);
    if (r->parameters[index].by_count > 0) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s is a table; say which value: %s[…]",
                           r->parameters[index].name, r->parameters[index].name);
        return false;
    }
    return fosi_take_parameter(c, ast, index);
}

/* ---- operators ---- */

static bool check_logic(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    if (ast->op == FOSI_OP_OR && expected != NULL && expected->code == FOSI_TYPE_ROLE) {
        ast->type = *expected;
        return fosi_check_child(c, ast, 0, expected) && fosi_check_child(c, ast, 1, expected);
    }
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    return check_truth(c, ast, 0) && check_truth(c, ast, 1);
}

static bool check_comparison(fosi_compiler *c, fosi_ast *ast)
{
    fosi_ast *a = ast->children[0], *b = ast->children[1];
    bool ordered = ast->op != FOSI_OP_EQUAL && ast->op != FOSI_OP_UNEQUAL;
    fosi_type both;
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    if (!fosi_check_child(c, ast, 0, NULL) || !fosi_check_child(c, ast, 1, &a->type)) return false;
    if (!fosi_unify(&a->type, &b->type, &both))
        return fosi_check_fail_two(c, ast, "cannot compare", a, "with", b, "; convert one with \"as\"");
    if ((b->kind == FOSI_AST_NAME || b->kind == FOSI_AST_STRING) && b->referent != FOSI_REFERS_FACT &&
        (!fosi_check_setting(c, a, b->at, b->text) || !fosi_check_choice(c, a, b->at, b->text)))
        return false;
    if (both.code == FOSI_TYPE_CODES || both.code == FOSI_TYPE_PARTY || both.code == FOSI_TYPE_ROLE) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s is not compared: %s", fosi_name_of(c, a),
                           both.code == FOSI_TYPE_CODES ? "use has(item.classes, …)"
                                                        : "ask for its kind, its country or present(…)");
        return false;
    }
    if (ordered && (fosi_is_text(&both) || both.code == FOSI_TYPE_TRUTH)) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s have no order: use = or %s",
                           both.code == FOSI_TYPE_TRUTH ? "conditions" : "codes", both.code == FOSI_TYPE_TRUTH ? "!=" : "in");
        return false;
    }
    return true;
}

static bool sum_type(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    if (fosi_unify(a, b, out))
        return fosi_is_number(out) || out->code == FOSI_TYPE_RATE || out->code == FOSI_TYPE_MONEY ||
               out->code == FOSI_TYPE_QUANTITY || out->code == FOSI_TYPE_SPECIFIC;
    *out = fosi_plain_type(FOSI_TYPE_NUMBER);
    return (fosi_is_number(a) && b->code == FOSI_TYPE_RATE) || (a->code == FOSI_TYPE_RATE && fosi_is_number(b));
}

static bool product_type(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    if (a->code != FOSI_TYPE_RATE && !fosi_is_number(a)) {
        const fosi_type *t = a;
        a = b;
        b = t;
    }
    *out = *b;
    if (a->code == FOSI_TYPE_SPECIFIC || b->code == FOSI_TYPE_SPECIFIC) {
        const fosi_type *specific = a->code == FOSI_TYPE_SPECIFIC ? a : b, *other = a->code == FOSI_TYPE_SPECIFIC ? b : a;
        if (other->code == FOSI_TYPE_QUANTITY && strcmp(other->unit, specific->unit) == 0) {
            *out = fosi_plain_type(FOSI_TYPE_MONEY);
            memcpy(out->currency, specific->currency, 4);
            return true;
        }
        *out = *specific;
        return other->code == FOSI_TYPE_RATE || fosi_is_number(other);
    }
    if (a->code == FOSI_TYPE_RATE || fosi_is_number(a)) {
        if (fosi_is_number(a) && fosi_is_number(b)) {
            out->code = a->code == FOSI_TYPE_COUNT && b->code == FOSI_TYPE_COUNT ? FOSI_TYPE_COUNT : FOSI_TYPE_NUMBER;
            return true;
        }
        if (fosi_is_number(b)) *out = *a; /* rate × number is a rate */
        return b->code == FOSI_TYPE_MONEY || b->code == FOSI_TYPE_RATE || b->code == FOSI_TYPE_QUANTITY || fosi_is_number(b);
    }
    return false;
}

static bool quotient_type(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    *out = *a;
    if (a->code == FOSI_TYPE_COUNT) out->code = FOSI_TYPE_NUMBER;
    if (a->code == FOSI_TYPE_RATE && b->code == FOSI_TYPE_RATE) {
        *out = fosi_plain_type(FOSI_TYPE_NUMBER);
        return true;
    }
    return fosi_is_number(b) &&
           (fosi_is_number(a) || a->code == FOSI_TYPE_RATE || a->code == FOSI_TYPE_MONEY || a->code == FOSI_TYPE_QUANTITY);
}

static bool check_arithmetic(fosi_compiler *c, fosi_ast *ast)
{
    if (!fosi_check_child(c, ast, 0, NULL) || !fosi_check_child(c, ast, 1, NULL)) return false;
    const fosi_ast *left = ast->children[0], *right = ast->children[1];
    const fosi_type *a = &left->type, *b = &right->type;
    static const char convert[] = "; convert one with \"as\"";
    switch (ast->op) {
    case FOSI_OP_ADD: return sum_type(a, b, &ast->type) || fosi_check_fail_two(c, ast, "cannot add", left, "and", right, convert);
    case FOSI_OP_SUBTRACT:
        return sum_type(a, b, &ast->type) || fosi_check_fail_two(c, ast, "cannot subtract", right, "from", left, convert);
    case FOSI_OP_MULTIPLY:
        return product_type(a, b, &ast->type) || fosi_check_fail_two(c, ast, "cannot multiply", left, "by", right, "");
    default: break;
    }
    if (!quotient_type(a, b, &ast->type)) return fosi_check_fail_two(c, ast, "cannot divide", left, "by", right, "");
    if (fosi_divisor_proven(c, right)) return true;
    fosi_compile_error(
        c, c->node, right->at, FOS_STATUS_RULE_DIVISOR,
        "this divisor could be zero; divide by a number, by item.quantity, by a parameter that is never zero, or by 1 - rate");
    return false;
}

static bool check_case(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    fosi_type common = fosi_plain_type(FOSI_TYPE_ERROR);
    uint32_t last = ast->count - 1;
    for (uint32_t i = 0; i + 1 < ast->count; i += 2) {
        if (!check_truth(c, ast, i)) return false;
    }
    for (uint32_t i = 1;; i += 2) {
        uint32_t at = i > last ? last : i;
        if (!fosi_check_child(c, ast, at, expected != NULL ? expected : (common.code != FOSI_TYPE_ERROR ? &common : NULL)))
            return false;
        const fosi_type *type = &ast->children[at]->type;
        if (common.code == FOSI_TYPE_ERROR)
            common = *type;
        else if (!fosi_unify(&common, type, &common))
            return fosi_check_fail_two(c, ast->children[at], "the arms of a case are of one type, not", ast->children[1], "and",
                                       ast->children[at], "");
        if (at == last) break;
    }
    ast->type = common;
    return true;
}

static bool check_in(fosi_compiler *c, fosi_ast *ast)
{
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    if (!fosi_check_child(c, ast, 0, NULL)) return false;
    fosi_type *left = &ast->children[0]->type;
    if (!fosi_is_text(left)) return fosi_check_fail(c, ast->children[0], "a code before \"in\"");
    if (ast->kind == FOSI_AST_IN_WORDS) {
        for (uint32_t i = 0; i < ast->word_count; i++) {
            fosi_slice word = fosi_slice_of(ast->words[i]);
            if (!fosi_check_word(c, c->node, ast->at, left->list, word) ||
                !fosi_check_setting(c, ast->children[0], ast->at, word) || !fosi_check_choice(c, ast->children[0], ast->at, word))
                return false;
        }
        return true;
    }
    int index = fosi_find_set(c->regime, ast->text);
    if (index < 0) {
        fosi_compile_unknown(c, c->node, ast->at, "set", ast->text, c->regime->sets, c->regime->set_count,
                             sizeof *c->regime->sets);
        return false;
    }
    fosi_set *set = &c->regime->sets[index];
    set->used = true;
    ast->index = (uint32_t)index;
    if (set->window_count > 0 && set->windows[0].from != FOS_DATE_ABSENT) ast->uses_clock = true;
    bool lists = set->type.list != NULL && left->list != NULL && strcmp(set->type.list, left->list) != 0;
    if ((set->type.code == FOSI_TYPE_TARIFF_CODE) == (left->code == FOSI_TYPE_TARIFF_CODE) && !lists) return true;
    const fosi_ast *asked = ast->children[0];
    fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "each member of %s is %s, but %.*s is %s", set->name,
                       fosi_type_name(c, &set->type), asked->kind == FOSI_AST_NAME ? (int)asked->text.length : 4,
                       asked->kind == FOSI_AST_NAME ? asked->text.data : "this", fosi_name_of(c, asked));
    return false;
}

static bool fail_key_count(fosi_compiler *c, const fosi_ast *ast, const fosi_parameter *parameter)
{
    if (parameter->by_count == 0)
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s is one value, not a table: leave out […]",
                           parameter->name);
    else
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_TYPE, "%s has %u key%s, but %u %s given", parameter->name,
                           (unsigned)parameter->by_count, parameter->by_count == 1 ? "" : "s", (unsigned)ast->count,
                           ast->count == 1 ? "is" : "are");
    return false;
}

/* A key written out must stand in the table: it would be missing law on every day. */
static bool check_literal_key(fosi_compiler *c, const fosi_ast *ast, const fosi_parameter *parameter)
{
    const fosi_ast *key = ast->children[0];
    bool literal = key->kind == FOSI_AST_STRING || (key->kind == FOSI_AST_NAME && key->referent == FOSI_REFERS_WORD);
    if (ast->count != 1 || !literal || parameter->longest_prefix || parameter->wildcard != FOSI_NONE || parameter->hash == NULL ||
        fosi_parameter_key(parameter, key->text.data, key->text.length) != NULL)
        return true;
    fosi_compile_error(c, c->node, key->at, FOS_STATUS_RULE_NAME, "%s has no value for \"%.*s\"", parameter->name,
                       FOSI_SHOWN(key->text));
    return false;
}

static bool check_table(fosi_compiler *c, fosi_ast *ast)
{
    int index = fosi_find_parameter(c->regime, ast->text);
    if (index < 0) return fosi_unknown_name(c, ast);
    fosi_parameter *parameter = &c->regime->parameters[index];
    if (ast->count != parameter->by_count) return fail_key_count(c, ast, parameter);
    for (uint32_t i = 0; i < ast->count; i++) {
        fosi_type key = fosi_plain_type(FOSI_TYPE_CODE);
        bool tariff = strcmp(parameter->by[i], "tariff_code") == 0;
        if (tariff)
            key.code = FOSI_TYPE_TARIFF_CODE;
        else
            key.list = fosi_list_of_kind(parameter->by[i]);
        if (!fosi_check_child(c, ast, i, &key)) return false;
        const fosi_ast *given = ast->children[i];
        bool lists = key.list != NULL && given->type.list != NULL && strcmp(key.list, given->type.list) != 0;
        if (!fosi_is_text(&given->type) || tariff != (given->type.code == FOSI_TYPE_TARIFF_CODE) || lists) {
            fosi_compile_error(c, c->node, given->at, FOS_STATUS_RULE_TYPE, "the key of %s is %s, not %s", parameter->name,
                               fosi_type_name(c, &key), fosi_name_of(c, given));
            return false;
        }
    }
    return check_literal_key(c, ast, parameter) && fosi_take_parameter(c, ast, index);
}

static bool check_total(fosi_compiler *c, fosi_ast *ast)
{
    if (ast->over == FOSI_GRAIN_GROUP && !c->in_group) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_GRAIN,
                           "there is no group here: \"of group\" belongs in a charge per group");
        return false;
    }
    if (c->in_when && ast->over == FOSI_GRAIN_ROUTE) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_GRAIN,
                           "\"of route\" cannot stand in a route's condition: the routes are being decided");
        return false;
    }
    fosi_grain outer = c->context;
    c->context = FOSI_GRAIN_ITEM;
    bool good = fosi_check_child(c, ast, 0, NULL) && (ast->count < 2 || check_truth(c, ast, 1));
    c->context = outer;
    if (!good) return false;
    const fosi_type *body = &ast->children[0]->type;
    bool truth = ast->op == FOSI_TOTAL_COUNT || ast->op == FOSI_TOTAL_ANY || ast->op == FOSI_TOTAL_ALL;
    if (truth && body->code != FOSI_TYPE_TRUTH) return fosi_check_fail(c, ast->children[0], "a condition");
    bool numeric =
        fosi_is_number(body) || body->code == FOSI_TYPE_MONEY || body->code == FOSI_TYPE_QUANTITY || body->code == FOSI_TYPE_RATE;
    if (!truth && ast->op != FOSI_TOTAL_DISTINCT && !numeric)
        return fosi_check_fail(c, ast->children[0], "something that can be summed");
    if (ast->op == FOSI_TOTAL_DISTINCT && !fosi_is_text(body)) return fosi_check_fail(c, ast->children[0], "a code or text");
    if (truth)
        ast->type = fosi_plain_type(ast->op == FOSI_TOTAL_COUNT ? FOSI_TYPE_COUNT : FOSI_TYPE_TRUTH);
    else if (ast->op == FOSI_TOTAL_DISTINCT)
        ast->type = fosi_plain_type(FOSI_TYPE_COUNT);
    else
        ast->type = *body;
    ast->grain = ast->over;
    if (ast->over == FOSI_GRAIN_ROUTE) ast->reads_route = true;
    return true;
}

static bool check_party_has(fosi_compiler *c, fosi_ast *ast)
{
    int fact = fosi_fact_index(ast->text);
    if (fact < 0 || fosi_facts[fact].type != FOSI_TYPE_PARTY) {
        fosi_compile_error(c, c->node, ast->at, FOS_STATUS_RULE_NAME, "\"%.*s\" is no party; expected seller, platform, buyer, …",
                           FOSI_SHOWN(ast->text));
        return false;
    }
    ast->index = (uint32_t)fact;
    ast->type = fosi_plain_type(FOSI_TYPE_TRUTH);
    ast->grain = FOSI_GRAIN_CONSIGNMENT;
    return true; /* schemes are open: a new country brings its own */
}

static bool check_else(fosi_compiler *c, fosi_ast *ast, const fosi_type *expected)
{
    fosi_ast *left = ast->children[0];
    if (left->kind != FOSI_AST_NAME && left->kind != FOSI_AST_TABLE && left->kind != FOSI_AST_CALL)
        return fosi_fail_call(c, ast, "input else value, where the input may be absent");
    if (!fosi_check_child(c, ast, 0, NULL) || !fosi_check_child(c, ast, 1, expected != NULL ? expected : &left->type))
        return false;
    if (!fosi_unify(&left->type, &ast->children[1]->type, &ast->type))
        return fosi_check_fail_two(c, ast, "both sides of else are of one type, not", left, "and", ast->children[1], "");
    return true;
}

static bool check_as(fosi_compiler *c, fosi_ast *ast)
{
    if (!fosi_check_child(c, ast, 0, NULL)) return false;
    if (ast->children[0]->type.code != FOSI_TYPE_MONEY) return fosi_check_fail(c, ast->children[0], "money before \"as\"");
    ast->type = ast->children[0]->type;
    memcpy(ast->type.currency, ast->currency, 4);
    ast->uses_purpose = true;
    return true;
}

static bool check_by(fosi_compiler *c, fosi_ast *ast)
{
    int purpose = fosi_find_purpose(c->regime, ast->text);
    if (purpose < 0) {
        fosi_compile_unknown(c, c->node, ast->at, "exchange purpose", ast->text, c->regime->purposes, c->regime->purpose_count,
                             sizeof *c->regime->purposes);
        return false;
    }
    c->regime->purposes[purpose].used = true;
    ast->index = (uint32_t)purpose;
    if (!fosi_check_child(c, ast, 0, NULL)) return false;
    ast->type = ast->children[0]->type;
    ast->uses_purpose = false;
    return true;
}

static bool check_literal(fosi_ast *ast)
{
    static const fosi_type_code codes[] = { FOSI_TYPE_NUMBER,   FOSI_TYPE_RATE, FOSI_TYPE_MONEY, FOSI_TYPE_SPECIFIC,
                                            FOSI_TYPE_QUANTITY, FOSI_TYPE_DATE, FOSI_TYPE_TEXT,  FOSI_TYPE_TRUTH };
    ast->type = fosi_plain_type(codes[ast->kind]);
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
    case FOSI_AST_CALL: return fosi_check_call(c, ast);
    case FOSI_AST_TOTAL: return check_total(c, ast);
    case FOSI_AST_CASE: return check_case(c, ast, expected);
    case FOSI_AST_ELSE: return check_else(c, ast, expected);
    case FOSI_AST_AS: return check_as(c, ast);
    case FOSI_AST_BY: return check_by(c, ast);
    case FOSI_AST_IN_SET:
    case FOSI_AST_IN_WORDS: return check_in(c, ast);
    case FOSI_AST_NOT: ast->type = fosi_plain_type(FOSI_TYPE_TRUTH); return check_truth(c, ast, 0);
    case FOSI_AST_NEGATE:
        if (!fosi_check_child(c, ast, 0, NULL)) return false;
        ast->type = ast->children[0]->type;
        return fosi_is_number(&ast->type) || ast->type.code == FOSI_TYPE_RATE || ast->type.code == FOSI_TYPE_MONEY ||
               ast->type.code == FOSI_TYPE_QUANTITY || fosi_check_fail(c, ast->children[0], "a value with a sign");
    case FOSI_AST_ON:
        if (!fosi_check_child(c, ast, 0, NULL)) return false;
        ast->type = ast->children[0]->type;
        ast->uses_clock = false;
        return true;
    case FOSI_AST_BINARY:
        if (ast->op == FOSI_OP_AND || ast->op == FOSI_OP_OR) return check_logic(c, ast, expected);
        if (ast->op >= FOSI_OP_EQUAL && ast->op <= FOSI_OP_GREATER_EQUAL) return check_comparison(c, ast);
        return check_arithmetic(c, ast);
    case FOSI_AST_STRING:
        /* An empty text stands for "none" in group keys. */
        if (expected != NULL && expected->code == FOSI_TYPE_CODE && ast->text.length > 0 &&
            !fosi_check_word(c, c->node, ast->at, expected->list, ast->text))
            return false;
        return check_literal(ast);
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
    if (good && wanted != NULL && !fosi_unify(wanted, &expression->ast->type, &both)) {
        good = false;
        fosi_compile_error(c, expression->node, expression->ast->at, FOS_STATUS_RULE_TYPE, "expected %s, found %s",
                           fosi_type_name(c, wanted), fosi_name_of(c, expression->ast));
    }
    if (good && expression->ast->grain > finest) {
        good = false;
        fosi_compile_error(c, expression->node, expression->ast->at, FOS_STATUS_RULE_GRAIN,
                           "this is %s, but %s is needed here; use a total such as sum(…)",
                           fosi_grain_name(expression->ast->grain), fosi_grain_name(finest));
    }
    if (good && c->in_when && expression->ast->reads_route) {
        good = false;
        fosi_compile_error(c, expression->node, expression->ast->at, FOS_STATUS_RULE_GRAIN,
                           "a route's condition cannot read routes or charges: the routes are being decided");
    }
    c->node = node;
    c->context = context;
    expression->checked = good;
    if (!good) expression->ast = NULL;
    return good;
}
