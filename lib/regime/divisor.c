/* Bounds of an expression over all dates and keys, as far as they can be read off the file. */
#include "regime/divisor.h"

typedef struct bounds {
    fosi_exact low, high;
    bool known;
    bool no_low, no_high; /* unbounded on that side; `low` or `high` then says nothing */
} bounds;

typedef struct search {
    fosi_compiler *compiler;
    uint32_t left; /* trees that may still be visited: chains of named values could multiply the visits */
} search;

static const bounds nothing = { { 0, 1, 0 }, { 0, 1, 0 }, false, false, false };

static void widen(bounds *b, fosi_exact value)
{
    if (!b->known || fosi_exact_compare(value, b->low) < 0) b->low = value;
    if (!b->known || fosi_exact_compare(value, b->high) > 0) b->high = value;
    b->known = true;
}

static void unite(bounds *b, const bounds *other)
{
    widen(b, other->low);
    widen(b, other->high);
    b->no_low |= other->no_low;
    b->no_high |= other->no_high;
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

static bounds find(search *s, const fosi_ast *ast);

static bounds of_sum(search *s, const fosi_ast *ast, bool negate)
{
    bounds a = find(s, ast->children[0]), b = find(s, ast->children[1]), sum = nothing;
    if (!a.known || !b.known) return nothing;
    fos_status low = negate ? fosi_exact_subtract(a.low, b.high, &sum.low) : fosi_exact_add(a.low, b.low, &sum.low);
    fos_status high = negate ? fosi_exact_subtract(a.high, b.low, &sum.high) : fosi_exact_add(a.high, b.high, &sum.high);
    sum.no_low = a.no_low || (negate ? b.no_high : b.no_low);
    sum.no_high = a.no_high || (negate ? b.no_low : b.no_high);
    sum.known = low == FOS_STATUS_OK && high == FOS_STATUS_OK;
    return sum;
}

static bounds of_name(search *s, const fosi_ast *ast)
{
    const fosi_compiler *c = s->compiler;
    bounds b = nothing;
    if (ast->referent == FOSI_REFERS_PARAMETER) return of_parameter(&c->regime->parameters[ast->index]);
    if (ast->referent == FOSI_REFERS_DEFINITION) {
        const fosi_pending_definition *pending = &c->definitions[ast->index];
        return pending->is.ast == NULL || pending->round.present ? nothing
                                                                 : find(s, pending->is.ast); /* 0.4 may be rounded to 0 */
    }
    if (ast->referent != FOSI_REFERS_FACT || !fosi_slice_is(ast->text, "item.quantity")) return nothing;
    widen(&b, (fosi_exact){ 1, 1, 18 }); /* above zero, with at most 18 digits after the point */
    b.no_high = true;
    return b;
}

static bounds of_case(search *s, const fosi_ast *ast)
{
    bounds b = nothing;
    for (uint32_t i = 1;; i += 2) {
        uint32_t at = i >= ast->count ? ast->count - 1 : i;
        bounds arm = find(s, ast->children[at]);
        if (!arm.known) return nothing;
        unite(&b, &arm);
        if (at == ast->count - 1) return b;
    }
}

static bounds find(search *s, const fosi_ast *ast)
{
    bounds b = nothing;
    if (s->left == 0) return nothing;
    s->left--;
    switch (ast->kind) {
    case FOSI_AST_NUMBER:
    case FOSI_AST_RATE: widen(&b, fosi_exact_of(ast->number)); return b;
    case FOSI_AST_TABLE: return of_parameter(&s->compiler->regime->parameters[ast->index]);
    case FOSI_AST_NAME: return of_name(s, ast);
    case FOSI_AST_ON: return find(s, ast->children[0]);
    case FOSI_AST_BINARY:
        if (ast->op == FOSI_OP_ADD || ast->op == FOSI_OP_SUBTRACT) return of_sum(s, ast, ast->op == FOSI_OP_SUBTRACT);
        return nothing;
    case FOSI_AST_CASE: return of_case(s, ast);
    default: return nothing;
    }
}

bool fosi_divisor_proven(fosi_compiler *c, const fosi_ast *ast)
{
    search s = { c, 10000 };
    bounds b = find(&s, ast);
    return b.known && ((!b.no_low && fosi_exact_sign(b.low) > 0) || (!b.no_high && fosi_exact_sign(b.high) < 0));
}
