/* Proof that a charge comes out in whole steps of its currency: it is rounded to them, or it is made of constant money
 * that has no more digits. */
#include "regime/compiler.h"

typedef struct proof {
    fosi_compiler *compiler;
    const fosi_tree *node; /* of the expression that is looked at */
    uint32_t left;         /* trees that may still be visited: chains of named values could multiply the visits */
    bool told;             /* a constant with too many digits was reported */
} proof;

static bool is_whole(const proof *p, fosi_exact value)
{
    fosi_exact cut;
    return fosi_exact_round(value, p->compiler->regime->minor_unit, FOS_ROUNDING_DOWN, &cut) == FOS_STATUS_OK &&
           fosi_exact_compare(value, cut) == 0;
}

static bool too_fine(proof *p, uint32_t at, const char *place, fosi_exact value)
{
    char unit[FOS_DECIMAL_TEXT];
    fos_buffer text;
    fosi_buffer_init(&text, p->compiler->regime->context);
    fosi_exact_put(&text, value);
    fos_decimal_format(p->compiler->regime->minor_unit, unit);
    if (!p->told && text.size > 0)
        fosi_compile_error(p->compiler, p->node, at, FOS_STATUS_RULE_LIMIT,
                           "%s%s%s is not in whole steps of %s, and the charge has no \"round\"", text.data,
                           place != NULL ? " at " : "", place != NULL ? place : "", unit);
    p->told = true;
    fosi_buffer_done(&text);
    return true;
}

static bool of_parameter(proof *p, const fosi_ast *ast)
{
    const fosi_parameter *parameter = &p->compiler->regime->parameters[ast->index];
    for (uint32_t k = 0; k < parameter->key_count; k++) {
        for (uint32_t w = 0; w < parameter->keys[k].window_count; w++) {
            const fosi_window *window = &parameter->keys[k].windows[w];
            if (window->unknown == NULL && !is_whole(p, window->value.as.number))
                return too_fine(p, ast->at, fosi_compile_place(p->compiler, window->node), window->value.as.number);
        }
    }
    return true;
}

static bool find(proof *p, const fosi_ast *ast);

static bool of_definition(proof *p, const fosi_ast *ast)
{
    const fosi_pending_definition *pending = &p->compiler->definitions[ast->index];
    if (pending->round.present) return is_whole(p, fosi_exact_of(pending->round.unit));
    if (pending->is.ast == NULL) return false;
    const fosi_tree *node = p->node;
    p->node = pending->is.node;
    bool constant = find(p, pending->is.ast);
    p->node = node;
    return constant;
}

static bool all_of(proof *p, const fosi_ast *ast)
{
    for (uint32_t i = 0; i < ast->count; i++) {
        if (!find(p, ast->children[i])) return false;
    }
    return true;
}

static bool every_arm(proof *p, const fosi_ast *ast)
{
    for (uint32_t i = 1; i < ast->count; i += 2) {
        if (!find(p, ast->children[i])) return false;
    }
    return find(p, ast->children[ast->count - 1]);
}

static bool find(proof *p, const fosi_ast *ast)
{
    if (p->left == 0) return false;
    p->left--;
    const fosi_ast *first = ast->count > 0 ? ast->children[0] : NULL, *second = ast->count > 1 ? ast->children[1] : NULL;
    switch (ast->kind) {
    case FOSI_AST_MONEY: return is_whole(p, fosi_exact_of(ast->number)) || too_fine(p, ast->at, NULL, fosi_exact_of(ast->number));
    case FOSI_AST_TABLE: return of_parameter(p, ast);
    case FOSI_AST_NAME:
        if (ast->referent == FOSI_REFERS_PARAMETER) return of_parameter(p, ast);
        return ast->referent == FOSI_REFERS_DEFINITION && of_definition(p, ast);
    case FOSI_AST_CASE: return every_arm(p, ast);
    case FOSI_AST_ELSE:
    case FOSI_AST_ON:
    case FOSI_AST_NEGATE: return all_of(p, ast);
    case FOSI_AST_CALL:
        return (fosi_slice_is(ast->text, "min") || fosi_slice_is(ast->text, "max") || fosi_slice_is(ast->text, "clamp") ||
                fosi_slice_is(ast->text, "excess")) &&
               all_of(p, ast);
    case FOSI_AST_BINARY:
        if (ast->op == FOSI_OP_ADD || ast->op == FOSI_OP_SUBTRACT) return all_of(p, ast);
        if (ast->op != FOSI_OP_MULTIPLY) return false;
        if (first->type.code == FOSI_TYPE_COUNT) return find(p, second);
        return second->type.code == FOSI_TYPE_COUNT && find(p, first);
    default: return false;
    }
}

static void check_unit(fosi_compiler *c, const fosi_charge_rule *charge, const proof *p)
{
    char unit[FOS_DECIMAL_TEXT], step[FOS_DECIMAL_TEXT];
    if (is_whole(p, fosi_exact_of(charge->round.unit))) return;
    fos_decimal_format(charge->round.unit, unit);
    fos_decimal_format(c->regime->minor_unit, step);
    fosi_compile_error(c, fosi_tree_get(charge->node, "round"), 0, FOS_STATUS_RULE_LIMIT,
                       "a charge is rounded to whole steps of %s, not to %s", step, unit);
}

void fosi_check_steps(fosi_compiler *c, const fosi_charge_rule *charge, const fosi_pending_charge *pending)
{
    proof p = { .compiler = c, .node = pending->amount.node, .left = 10000 };
    if (charge->round.present) {
        check_unit(c, charge, &p);
        return;
    }
    if (fosi_tree_get(charge->node, "round") != NULL) return; /* told already */
    bool rated = pending->base.node != NULL && pending->rate.node != NULL;
    if (!rated && pending->amount.ast == NULL) return;
    if (!rated && find(&p, pending->amount.ast)) return;
    if (!p.told)
        fosi_compile_error(c, charge->node, 0, FOS_STATUS_RULE_LIMIT,
                           "a charge that is calculated says how it is rounded: \"round\": \"half_up 0.01\"");
}
