/* Bounds of an expression over all dates and keys, as far as they can be read off the file. */
#include "regime/divisor.h"

typedef struct bounds {
    fosi_exact low, high;
    bool known;
} bounds;

static const bounds nothing = { { 0, 1, 0 }, { 0, 1, 0 }, false };

static void widen(bounds *b, fosi_exact value)
{
    if (!b->known || fosi_exact_compare(value, b->low) < 0) b->low = value;
    if (!b->known || fosi_exact_compare(value, b->high) > 0) b->high = value;
    b->known = true;
}

static bounds of_parameter(const fosi_parameter *parameter)
{
    bounds b = nothing;
    for (uint32_t k = 0; k < parameter->key_count; k++) {
        for (uint32_t w = 0; w < parameter->keys[k].window_count; w++) {
            const fosi_window *window = &parameter->keys[k].windows[w];
            if (window->unknown == NULL) widen(&b, window->value.as.number);
        }
    }
    return b;
}

static bounds find(fosi_compiler *c, const fosi_ast *ast);

static bounds of_sum(fosi_compiler *c, const fosi_ast *ast, bool negate)
{
    bounds a = find(c, ast->children[0]), b = find(c, ast->children[1]), sum = nothing;
    if (!a.known || !b.known) return nothing;
    fos_status low = negate ? fosi_exact_subtract(a.low, b.high, &sum.low) : fosi_exact_add(a.low, b.low, &sum.low);
    fos_status high = negate ? fosi_exact_subtract(a.high, b.low, &sum.high) : fosi_exact_add(a.high, b.high, &sum.high);
    sum.known = low == FOS_STATUS_OK && high == FOS_STATUS_OK;
    return sum;
}

static bounds find(fosi_compiler *c, const fosi_ast *ast)
{
    bounds b = nothing;
    switch (ast->kind) {
    case FOSI_AST_NUMBER:
    case FOSI_AST_RATE: widen(&b, fosi_exact_of(ast->number)); return b;
    case FOSI_AST_TABLE: return of_parameter(&c->regime->parameters[ast->index]);
    case FOSI_AST_NAME:
        if (ast->referent == FOSI_REFERS_PARAMETER) return of_parameter(&c->regime->parameters[ast->index]);
        if (ast->referent == FOSI_REFERS_DEFINITION && c->definitions[ast->index].is.ast != NULL) return find(c, c->definitions[ast->index].is.ast);
        if (ast->referent == FOSI_REFERS_FACT && fosi_slice_is(ast->text, "item.quantity")) widen(&b, (fosi_exact){ 1, 1, 18 });
        return b;
    case FOSI_AST_BINARY:
        if (ast->op == FOSI_OP_ADD || ast->op == FOSI_OP_SUBTRACT) return of_sum(c, ast, ast->op == FOSI_OP_SUBTRACT);
        return b;
    case FOSI_AST_CASE:
        for (uint32_t i = 1;; i += 2) {
            uint32_t at = i >= ast->count ? ast->count - 1 : i;
            bounds arm = find(c, ast->children[at]);
            if (!arm.known) return nothing;
            widen(&b, arm.low);
            widen(&b, arm.high);
            if (at == ast->count - 1) return b;
        }
    default: return b;
    }
}

bool fosi_divisor_proven(fosi_compiler *c, const fosi_ast *ast)
{
    bounds b = find(c, ast);
    return b.known && (fosi_exact_sign(b.low) > 0 || fosi_exact_sign(b.high) < 0);
}
