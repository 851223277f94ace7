/* What only the whole file shows: parts that nothing uses, charges that no route collects, routes never reached, needs
 * that a charge of their route reads. */
#include <string.h>

#include "regime/compiler.h"

static void unused(fosi_compiler *c, bool used, const fosi_tree *node, const char *what, const char *name)
{
    if (!used) fosi_compile_warning(c, node, 0, FOS_STATUS_RULE_UNUSED, "nothing uses the %s \"%s\"", what, name);
}

static void lint_unused(fosi_compiler *c)
{
    const struct fos_regime *r = c->regime;
    for (uint32_t i = 0; i < r->source_count; i++)
        unused(c, r->sources[i].used, r->sources[i].node, "source", r->sources[i].id);
    for (uint32_t i = 0; i < r->parameter_count; i++)
        unused(c, r->parameters[i].used, r->parameters[i].node, "parameter", r->parameters[i].name);
    for (uint32_t i = 0; i < r->set_count; i++)
        unused(c, r->sets[i].used, r->sets[i].node, "set", r->sets[i].name);
    for (uint32_t i = 0; i < r->switch_count; i++)
        unused(c, r->switches[i].used, r->switches[i].node, "switch", r->switches[i].name);
    for (uint32_t i = 0; i < r->input_count; i++)
        unused(c, r->inputs[i].used || r->inputs[i].kind == FOSI_INPUT_DEFAULT, r->inputs[i].node, "input", r->inputs[i].name);
    for (uint32_t i = 0; i < r->definition_count; i++)
        unused(c, r->definitions[i].used || r->definitions[i].shows_as != NULL, r->definitions[i].node,
               r->definitions[i].condition ? "condition" : "value", r->definitions[i].name);
    for (uint32_t i = 0; i < r->collection_count; i++)
        unused(c, r->collections[i].used, r->collections[i].node, "collection", r->collections[i].name);
    for (uint32_t i = 0; i < r->refund_count; i++)
        unused(c, r->refunds[i].used, r->refunds[i].node, "refund policy", r->refunds[i].id);
}

static bool always(const fosi_compiler *c, uint32_t route)
{
    const fosi_ast *when = c->routes[c->routes[route].when_of].when.ast;
    return when != NULL && when->kind == FOSI_AST_TRUTH && when->number.coefficient == 1;
}

static void lint_routes(fosi_compiler *c)
{
    const struct fos_regime *r = c->regime;
    if (r->route_count == 0) return;
    for (uint32_t i = 0; i < r->route_count; i++) {
        const fosi_route_rule *a = &r->routes[i];
        if (!always(c, i) || a->need_count > 0) continue;
        for (uint32_t k = i + 1; k < r->route_count; k++) {
            const fosi_route_rule *b = &r->routes[k];
            bool covered = (a->from == FOS_DATE_ABSENT || (b->from != FOS_DATE_ABSENT && a->from <= b->from)) &&
                           (a->until == FOS_DATE_ABSENT || (b->until != FOS_DATE_ABSENT && b->until <= a->until));
            if (covered && a->clock == b->clock)
                fosi_compile_error(c, b->node, 0, FOS_STATUS_RULE_CONFLICT,
                                   "route %s is never reached: %s at %s always comes first", b->id, a->id,
                                   fosi_compile_place(c, a->node));
        }
    }
    uint32_t last = r->route_count - 1;
    const fosi_route_rule *route = &r->routes[last];
    if (!r->partial && (!always(c, last) || route->until != FOS_DATE_ABSENT || route->need_count > 0))
        fosi_compile_error(
            c, route->node, 0, FOS_STATUS_RULE_GAP,
            "the last route must apply always (\"when\": \"true\", no needs, no end), or the regime says \"partial\": true");
}

/* ---- needs against charges ---- */

typedef struct facts_read {
    const struct fos_regime *regime;
    bool facts[FOSI_FACT_COUNT];
    bool inputs[64];
    bool seen[4096];
} facts_read;

static void gather(facts_read *read, fosi_range range)
{
    const struct fos_regime *r = read->regime;
    for (uint32_t i = range.start; i < range.end; i++) {
        const fosi_op *op = &r->code[i];
        switch (op->code) {
        case FOSI_OP_FACT:
        case FOSI_OP_FACT_MONEY:
        case FOSI_OP_FACT_IS:
        case FOSI_OP_PARTY_HAS:
        case FOSI_OP_PRESENT: read->facts[op->a] = true; break;
        case FOSI_OP_ELECTED:
            if (op->a < 64) read->inputs[op->a] = true;
            break;
        case FOSI_OP_NODE: {
            const fosi_slot *slot = &r->slots[op->a];
            if (op->a >= 4096 || read->seen[op->a]) break;
            read->seen[op->a] = true;
            gather(read, slot->code);
            if (slot->is_total) {
                gather(read, r->totals[slot->twin].value);
                gather(read, r->totals[slot->twin].where);
            }
            if (slot->is_spread) {
                gather(read, r->spreads[slot->twin].whole);
                gather(read, r->spreads[slot->twin].weight);
            }
            break;
        }
        case FOSI_OP_TOTAL_GROUP:
            gather(read, r->totals[op->a].value);
            gather(read, r->totals[op->a].where);
            break;
        default: break;
        }
    }
}

static const char *first_setting(const struct fos_regime *r, const fosi_route_rule *route)
{
    for (uint32_t i = 0; i < r->setting_count; i++) {
        if (route->settings[i].state == FOSI_STATE_VALUE) return r->settings[i];
    }
    return NULL;
}

static void fail_need(fosi_compiler *c, const fosi_route_rule *route, const char *kind, const char *needed,
                      const fosi_charge_rule *charge)
{
    const char *setting = first_setting(c->regime, route);
    fosi_compile_error(
        c, route->node, 0, FOS_STATUS_RULE_CONFLICT,
        "route %s needs %s%s, which its charge %s reads too: a comparison assumes the need, so the charge reads %s%s instead",
        route->id, kind, needed, charge->id, setting != NULL ? "route." : "a word that the route sets",
        setting != NULL ? setting : "");
}

/* A comparison takes the needs of a route as met without changing the request, so no charge of it may look there. */
static void lint_needs(fosi_compiler *c)
{
    const struct fos_regime *r = c->regime;
    facts_read *needed = fosi_arena_take(&c->scratch, sizeof *needed), *read = fosi_arena_take(&c->scratch, sizeof *read);
    if (needed == NULL || read == NULL) {
        c->no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < r->route_count; i++) {
        const fosi_route_rule *route = &r->routes[i];
        memset(needed, 0, sizeof *needed);
        needed->regime = r;
        for (uint32_t n = 0; n < route->need_count; n++)
            gather(needed, route->needs[n].that);
        for (uint32_t k = 0; route->need_count > 0 && k < r->charge_count; k++) {
            const fosi_charge_rule *charge = &r->charges[k];
            if (route->collection_of[k] == FOSI_NONE) continue;
            memset(read, 0, sizeof *read);
            read->regime = r;
            const fosi_range ranges[] = {
                charge->when, charge->where, charge->base, charge->rate, charge->amount, charge->deduct
            };
            for (size_t n = 0; n < sizeof ranges / sizeof *ranges; n++)
                gather(read, ranges[n]);
            for (int f = 0; f < FOSI_FACT_COUNT; f++) {
                if (needed->facts[f] && read->facts[f]) fail_need(c, route, "something of ", fosi_facts[f].name, charge);
            }
            for (uint32_t n = 0; n < r->input_count && n < 64; n++) {
                if (needed->inputs[n] && read->inputs[n]) fail_need(c, route, "the election ", r->inputs[n].name, charge);
            }
        }
    }
}

/* ---- parameters that begin after the history ---- */

typedef struct reading {
    const fosi_compiler *compiler;
    uint32_t parameter;
    bool *seen; /* definitions looked into */
} reading;

/* The tree of the first reading of the parameter itself. */
static const fosi_ast *reads(const fosi_ast *ast, uint32_t parameter)
{
    bool guard = ast->kind == FOSI_AST_CALL && fosi_slice_is(ast->text, "in_force");
    if (ast->kind == FOSI_AST_NAME && ast->referent == FOSI_REFERS_PARAMETER && ast->index == parameter) return ast;
    for (uint32_t i = 0; !guard && i < ast->count; i++) {
        const fosi_ast *found = reads(ast->children[i], parameter);
        if (found != NULL) return found;
    }
    return NULL;
}

static bool guards(const reading *at, const fosi_ast *ast)
{
    if (ast->kind == FOSI_AST_CALL && fosi_slice_is(ast->text, "in_force") && ast->index == at->parameter) return true;
    if (ast->kind == FOSI_AST_NAME && ast->referent == FOSI_REFERS_DEFINITION && !at->seen[ast->index]) {
        at->seen[ast->index] = true;
        const fosi_ast *is = at->compiler->definitions[ast->index].is.ast;
        if (is != NULL && guards(at, is)) return true;
    }
    for (uint32_t i = 0; i < ast->count; i++) {
        if (guards(at, ast->children[i])) return true;
    }
    return false;
}

static bool warn_rule(fosi_compiler *c, uint32_t index, const fosi_expression *const *expressions, uint32_t count)
{
    const struct fos_regime *r = c->regime;
    const fosi_parameter *parameter = &r->parameters[index];
    const fosi_expression *where = NULL;
    for (uint32_t i = 0; i < count && where == NULL; i++) {
        if (expressions[i]->ast != NULL && reads(expressions[i]->ast, index) != NULL) where = expressions[i];
    }
    if (where == NULL) return false;
    reading at = { c, index, fosi_arena_zero(&c->scratch, r->definition_count + 1, sizeof *at.seen) };
    if (at.seen == NULL) {
        c->no_memory = true;
        return true;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (expressions[i]->ast != NULL && guards(&at, expressions[i]->ast)) return false;
    }
    char begins[FOS_DATE_TEXT], history[FOS_DATE_TEXT];
    fos_date_format(parameter->keys[0].windows[0].from, begins);
    fos_date_format(r->history, history);
    fosi_compile_warning(
        c, parameter->keys[0].windows[0].node, 0, FOS_STATUS_RULE_GAP,
        "%s has no value before %s, but the history begins on %s and %s reads it without in_force(%s); a value may be \"none\" or \"unknown\"",
        parameter->name, begins, history, fosi_compile_place(c, where->node), parameter->name);
    return true;
}

static bool warn_charges(fosi_compiler *c, uint32_t parameter)
{
    for (uint32_t i = 0; i < c->regime->charge_count; i++) {
        const fosi_pending_charge *p = &c->charges[i];
        const fosi_expression *all[7 + FOSI_MOST_KEYS] = { &p->when,   &p->where,  &p->base,  &p->rate,
                                                           &p->amount, &p->deduct, &p->weight };
        for (uint32_t k = 0; k < p->key_count; k++)
            all[7 + k] = &p->keys[k];
        if (warn_rule(c, parameter, all, 7 + p->key_count)) return true;
    }
    return false;
}

static bool warn_others(fosi_compiler *c, uint32_t parameter)
{
    const struct fos_regime *r = c->regime;
    for (uint32_t i = 0; i < r->definition_count; i++) {
        const fosi_expression *is = &c->definitions[i].is;
        if (warn_rule(c, parameter, &is, 1)) return true;
    }
    for (uint32_t i = 0; i < r->route_count; i++) {
        const fosi_expression *when = &c->routes[i].when;
        if (warn_rule(c, parameter, &when, 1)) return true;
    }
    for (uint32_t i = 0; i < r->waiver_count + r->notice_count; i++) {
        const fosi_expression *when = i < r->waiver_count ? &c->waivers[i] : &c->notices[i - r->waiver_count];
        if (warn_rule(c, parameter, &when, 1)) return true;
    }
    return false;
}

static void lint_history(fosi_compiler *c)
{
    const struct fos_regime *r = c->regime;
    for (uint32_t i = 0; r->history != FOS_DATE_ABSENT && i < r->parameter_count && !c->no_memory; i++) {
        const fosi_parameter *parameter = &r->parameters[i];
        if (parameter->by_count > 0 || parameter->key_count == 0 || parameter->keys[0].windows[0].from <= r->history) continue;
        if (!warn_others(c, i)) warn_charges(c, i);
    }
}

void fosi_lint(fosi_compiler *c)
{
    const struct fos_regime *r = c->regime;
    lint_unused(c);
    for (uint32_t i = 0; i < r->charge_count; i++) {
        if (!r->charges[i].placed)
            fosi_compile_error(c, r->charges[i].node, 0, FOS_STATUS_RULE_CONFLICT, "no route collects the charge \"%s\"",
                               r->charges[i].id);
    }
    lint_routes(c);
    if (r->code != NULL) lint_needs(c);
    lint_history(c);
}
