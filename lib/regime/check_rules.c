/* Rules in the order in which they need each other: definitions, charges, collections, waivers, routes, notices. Finds
 * circles and chains that are too long; the expressions themselves are checked in check.c. */
#include <string.h>

#include "regime/compiler.h"

/* Evaluation follows one rule into the next, so this bounds its stack too. */
#define LONGEST_CHAIN 64

static fosi_type plain(fosi_type_code code)
{
    fosi_type type = { .code = code };
    return type;
}

static bool has_digits(const fosi_type *type)
{
    return type->code == FOSI_TYPE_NUMBER || type->code == FOSI_TYPE_COUNT || type->code == FOSI_TYPE_RATE ||
           type->code == FOSI_TYPE_MONEY || type->code == FOSI_TYPE_QUANTITY || type->code == FOSI_TYPE_SPECIFIC;
}

static bool fail_cycle(fosi_compiler *c, const char *name)
{
    fosi_compile_error(c, c->node, 0, FOS_STATUS_RULE_CYCLE, "\"%s\" needs itself: the rules form a circle", name);
    return false;
}

/* What a rule must put back when another was checked on the way. */
typedef struct surroundings {
    bool in_when, in_group, in_waiver;
    uint32_t deepest;
} surroundings;

static surroundings enter_rule(fosi_compiler *c)
{
    surroundings outer = { c->in_when, c->in_group, c->in_waiver, c->deepest };
    c->in_when = c->in_group = c->in_waiver = false;
    c->deepest = 0;
    c->chain++;
    return outer;
}

/* Returns how many rules lean on each other here; one too many is told once. */
static uint32_t leave_rule(fosi_compiler *c, surroundings outer, const fosi_tree *node)
{
    uint32_t depth = c->deepest + 1;
    c->chain--;
    if (depth == LONGEST_CHAIN + 1)
        fosi_compile_error(c, node, 0, FOS_STATUS_RULE_LIMIT, "more than %d rules lean on each other, one on the next",
                           LONGEST_CHAIN);
    c->in_when = outer.in_when;
    c->in_group = outer.in_group;
    c->in_waiver = outer.in_waiver;
    c->deepest = outer.deepest > depth ? outer.deepest : depth;
    return depth;
}

static bool too_long(fosi_compiler *c)
{
    if (c->chain < LONGEST_CHAIN) return false;
    fosi_compile_error(c, c->node, 0, FOS_STATUS_RULE_LIMIT, "more than %d rules lean on each other, one on the next",
                       LONGEST_CHAIN);
    return true;
}

bool fosi_check_definition(fosi_compiler *c, uint32_t index)
{
    fosi_pending_definition *pending = &c->definitions[index];
    fosi_definition *definition = &c->regime->definitions[index];
    if (pending->progress == 2) return pending->is.checked;
    if (pending->progress == 1) return fail_cycle(c, definition->name);
    if (too_long(c)) return false;
    pending->progress = 1;
    surroundings outer = enter_rule(c);
    fosi_type truth = plain(FOSI_TYPE_TRUTH);
    if (fosi_check(c, &pending->is, definition->condition ? &truth : NULL, definition->per)) {
        definition->type = pending->is.ast->type;
        if (definition->shows_as != NULL && definition->type.code != FOSI_TYPE_MONEY)
            fosi_compile_error(c, definition->node, 0, FOS_STATUS_RULE_TYPE, "what is shown as %s is money, not %s",
                               definition->shows_as, fosi_type_name(c, &definition->type));
        if (pending->round.present && !has_digits(&definition->type))
            fosi_compile_error(c, fosi_tree_get(definition->node, "round"), 0, FOS_STATUS_RULE_TYPE, "%s cannot be rounded",
                               fosi_type_name(c, &definition->type));
    }
    pending->depth = leave_rule(c, outer, definition->node);
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
    for (uint32_t i = 0; i < pending->key_count; i++)
        keyed |= pending->key_is_rate[i];
    fosi_type rate = plain(FOSI_TYPE_RATE);
    const fosi_type *base = pending->base.ast != NULL ? &pending->base.ast->type : NULL;
    bool specific = base != NULL && base->code == FOSI_TYPE_QUANTITY;
    charge->rate_is_specific = specific;
    if (keyed) c->in_group = false;
    if (!fosi_check(c, &pending->rate, specific ? NULL : &rate, keyed ? FOSI_GRAIN_ITEM : grain)) return false;
    const fosi_type *type = &pending->rate.ast->type;
    if (specific && (type->code != FOSI_TYPE_SPECIFIC || strcmp(type->unit, base->unit) != 0 ||
                     strcmp(type->currency, c->regime->currency) != 0)) {
        fosi_compile_error(c, pending->rate.node, 0, FOS_STATUS_RULE_TYPE, "a base in %s takes a rate in %s/%s, not %s",
                           base->unit, c->regime->currency, base->unit, fosi_type_name(c, type));
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
        if (type->code != FOSI_TYPE_QUANTITY && !fosi_unify(type, &money, &both))
            fosi_compile_error(c, pending->base.node, 0, FOS_STATUS_RULE_TYPE, "a base is %s or a quantity, not %s",
                               fosi_type_name(c, &money), fosi_type_name(c, type));
    }
    if (pending->rate.node != NULL) check_rate(c, charge, pending, grain);
    if (pending->deduct.node != NULL) fosi_check(c, &pending->deduct, &money, grain);
    if (pending->amount.node != NULL) fosi_check(c, &pending->amount, &money, grain);
}

bool fosi_check_charge(fosi_compiler *c, uint32_t index)
{
    fosi_pending_charge *pending = &c->charges[index];
    fosi_charge_rule *charge = &c->regime->charges[index];
    if (pending->progress == 2) return true;
    if (pending->progress == 1) return fail_cycle(c, charge->id);
    if (too_long(c)) return false;
    pending->progress = 1;
    fosi_grain grain = pending->per_faulty ? FOSI_GRAIN_ITEM : grain_of_per(charge->per);
    fosi_type truth = plain(FOSI_TYPE_TRUTH);
    surroundings outer = enter_rule(c);
    for (uint32_t i = 0; i < pending->key_count; i++) {
        if (!pending->key_is_rate[i]) fosi_check(c, &pending->keys[i], NULL, FOSI_GRAIN_ITEM);
    }
    if (pending->where.node != NULL) fosi_check(c, &pending->where, &truth, FOSI_GRAIN_ITEM);
    if (pending->weight.node != NULL) fosi_check(c, &pending->weight, NULL, FOSI_GRAIN_ITEM);
    c->in_group = charge->per == FOSI_PER_GROUP || pending->per_faulty;
    if (pending->when.node != NULL) fosi_check(c, &pending->when, &truth, grain);
    check_amounts(c, charge, pending, grain);
    fosi_check_steps(c, charge, pending);
    if (charge->weight_is_charge && fosi_check_charge(c, charge->weight_charge) &&
        c->charges[charge->weight_charge].depth > c->deepest)
        c->deepest = c->charges[charge->weight_charge].depth;
    pending->depth = leave_rule(c, outer, charge->node);
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
            if (!pending->needs[n].checked && pending->needs[n].ast != NULL)
                fosi_check(c, &pending->needs[n], &truth, FOSI_GRAIN_CONSIGNMENT);
        }
        c->in_when = false;
    }
}

void fosi_check_all(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    fosi_type truth = plain(FOSI_TYPE_TRUTH), role = plain(FOSI_TYPE_ROLE);
    for (uint32_t i = 0; i < r->definition_count; i++)
        fosi_check_definition(c, i);
    for (uint32_t i = 0; i < r->charge_count; i++)
        fosi_check_charge(c, i);
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
