/* The view of a quote from its evaluation: charges, totals, decisions, what is missing, what to warn of. Figures only;
 * sentences are made on request in explain.c and because.c. */
#include <string.h>

#include <fos/version.h>

#include "dataset/codes.h"
#include "quote/measures_text.h"
#include "quote/notes.h"
#include "quote/quote.h"

/* Sums by role, or by when they are due; those whose bit is not set have not begun. */
typedef struct tally {
    uint32_t begun;
    fos_decimal amounts[FOS_ROLE_COUNT];
} tally;

typedef struct builder {
    fosi_quote *quote;
    fosi_eval *eval;
    const struct fos_regime *regime;
    fos_quote *view;
    uint64_t *item_needs; /* by item; made when the first is missing */
    uint64_t needs;
    bool failed;
    uint32_t charge_capacity;
    uint8_t incomplete; /* a bit for each kind of charge of which one is missing */
    fos_decimal included_tax; /* in prices that include tax */
    tally *by_collector, *by_payer, *by_due;
} builder;

static void *take(builder *b, size_t count, size_t size)
{
    void *memory = fosi_arena_take(&b->eval->arena, (count == 0 ? 1 : count) * size);
    if (memory == NULL) b->failed = true;
    return memory;
}

static const fos_decimal absent = { 0, FOS_DECIMAL_ABSENT_SCALE };

static inline fos_decimal to_decimal(builder *b, fosi_exact value)
{
    fos_decimal out;
    if (fosi_likely(value.d == 1 && value.scale <= FOS_DECIMAL_MAX_SCALE && value.n == (int64_t)value.n))
        return (fos_decimal){ (int64_t)value.n, value.scale };
    if (fosi_exact_to_decimal(value, &out) == FOS_STATUS_OK) return out;
    fosi_eval_fail(b->eval, FOS_STATUS_OVERFLOW);
    return (fos_decimal){ 0, 0 };
}

/* To the minor unit, as the quote prints it. */
static fos_decimal to_minor(builder *b, fosi_exact value)
{
    fosi_exact rounded;
    fos_decimal unit = b->regime->minor_unit;
    if (value.d == 1 && value.scale == unit.scale && unit.coefficient == 1) return to_decimal(b, value);
    fos_status status = fosi_exact_round(value, unit, FOS_ROUNDING_HALF_UP, &rounded);
    if (status != FOS_STATUS_OK) {
        fosi_eval_fail(b->eval, status);
        return (fos_decimal){ 0, 0 };
    }
    return to_decimal(b, rounded);
}

static void add(builder *b, fos_decimal *sum, fos_decimal value)
{
    if (fosi_likely(sum->scale == value.scale && !__builtin_add_overflow(sum->coefficient, value.coefficient, &sum->coefficient)))
        return;
    if (fos_decimal_add(*sum, value, sum) != FOS_STATUS_OK) fosi_eval_fail(b->eval, FOS_STATUS_OVERFLOW);
}

static uint32_t number_of(const builder *b, uint32_t item)
{
    int32_t number = b->eval->consignment->items[item]->number;
    return number > 0 ? (uint32_t)number : item + 1;
}

static fos_decimal zero(const builder *b) { return (fos_decimal){ 0, b->regime->minor_unit.scale }; }

/* ---- what is missing ---- */

static void lacks(builder *b, uint32_t item, uint64_t needs)
{
    b->view->complete = FOS_TRUTH_FALSE;
    b->needs |= needs;
    if (item == FOSI_NONE) return;
    if (b->item_needs == NULL) {
        b->item_needs = fosi_arena_zero(&b->eval->arena, b->eval->item_count + (size_t)1, sizeof *b->item_needs);
        if (b->item_needs == NULL) {
            b->failed = true;
            return;
        }
    }
    b->item_needs[item] |= needs;
}

/* ---- charges ---- */

static fos_role role_of(fosi_eval *eval, fosi_range range, uint32_t route)
{
    const fosi_op *op = &eval->regime->code[range.start];
    if (range.end == range.start + 1 && op->code == FOSI_OP_CONSTANT) return (fos_role)eval->regime->constants[op->a].as.number.n;
    fosi_cell cell = { FOSI_NONE, route, NULL, 0 };
    const fosi_register *role = fosi_value(eval, range, &cell);
    return role->state == FOSI_STATE_VALUE ? (fos_role)role->as.number.n : FOS_ROLE_ABSENT;
}

static void set_roles(builder *b, fos_charge *charge, const fosi_charge_rule *rule, uint32_t route, uint32_t index)
{
    const fosi_collection *c = &b->regime->collections[b->regime->routes[route].collection_of[index]];
    charge->approach = c->approach;
    charge->due = c->due;
    charge->liable = role_of(b->eval, c->liable, route);
    charge->collector = role_of(b->eval, c->collector, route);
    charge->payer = role_of(b->eval, c->payer, route);
    charge->remitted_to = role_of(b->eval, c->remitted_to, route);
    charge->remitted = c->remitted;
    charge->refund = rule->refund != NULL ? rule->refund : c->refund;
}

/* With all its digits where it ends, at least those of the minor unit. */
static fos_decimal plain_amount(builder *b, fosi_exact value)
{
    fos_decimal out;
    if (fosi_exact_normalize(&value) != FOS_STATUS_OK || fosi_exact_to_decimal(value, &out) != FOS_STATUS_OK ||
        out.scale <= b->regime->minor_unit.scale)
        return to_minor(b, value);
    return out;
}

static void set_base(builder *b, fos_charge *charge, const fosi_charge_rule *rule, const fosi_charge_run *run, uint32_t settle)
{
    const fosi_settle_run *unit = &run->settles[settle];
    charge->base = charge->deduct = absent;
    charge->base_exact = (fos_exact){ absent, 1 };
    if (!fosi_range_is(rule->base) || rule->rate_is_specific) return;
    fosi_exact base = run->cells[unit->first_cell].base.as.number;
    for (uint32_t c = unit->first_cell + 1, seen = 1; seen < unit->cell_count; c++) {
        if (run->cells[c].settle != settle) continue;
        seen++;
        if (fosi_exact_add(base, run->cells[c].base.as.number, &base) != FOS_STATUS_OK)
            fosi_eval_fail(b->eval, FOS_STATUS_OVERFLOW);
    }
    charge->base = to_minor(b, base);
    if (base.d == 1 && base.scale == charge->base.scale)
        charge->base_exact = (fos_exact){ charge->base, 1 };
    else if (fosi_exact_to_public(base, &charge->base_exact) != FOS_STATUS_OK)
        charge->base_exact = (fos_exact){ charge->base, 1 };
    const fosi_register *deduct = &run->cells[unit->first_cell].deduct;
    if (fosi_range_is(rule->deduct) && unit->cell_count == 1 && deduct->as.number.n != 0)
        charge->deduct = plain_amount(b, deduct->as.number);
}

static void set_exact(fos_charge *charge, fosi_exact exact)
{
    if (fosi_likely(exact.d == 1 && exact.scale <= FOS_DECIMAL_MAX_SCALE && exact.n == (int64_t)exact.n))
        charge->exact = (fos_exact){ { (int64_t)exact.n, exact.scale }, 1 };
    else if (fosi_exact_to_public(exact, &charge->exact) != FOS_STATUS_OK)
        charge->exact =
            (fos_exact){ charge->amount, 1 }; /* more digits than the public type holds: the assessed amount stands in */
}

static void set_native(builder *b, fos_charge *charge, const fosi_charge_rule *rule, const fosi_charge_run *run,
                       const fosi_settle_run *unit)
{
    charge->native.amount = absent;
    charge->native.currency[0] = '\0';
    if (!fosi_range_is(rule->native)) return;
    const fosi_cell_run *cell = &run->cells[unit->first_cell];
    fosi_cell context = { FOSI_NONE, cell->route, &run->members[cell->first], cell->count };
    fosi_register native = fosi_eval_range(b->eval, rule->native, &context);
    if (native.state != FOSI_STATE_VALUE) return;
    charge->native.amount = to_decimal(b, native.as.number);
    memcpy(charge->native.currency, rule->native_currency, 4);
}

static void set_shares(builder *b, fos_charge *charge, const fosi_charge_run *run, uint32_t settle)
{
    const fosi_settle_run *unit = &run->settles[settle];
    uint32_t count = 0;
    for (uint32_t c = unit->first_cell, seen = 0; seen < unit->cell_count; c++) {
        if (run->cells[c].settle != settle) continue;
        seen++;
        count += run->cells[c].count;
    }
    charge->items = take(b, count, sizeof *charge->items);
    charge->shares = take(b, count, sizeof *charge->shares);
    charge->item_count = charge->share_count = b->failed ? 0 : count;
    if (b->failed) return;
    uint32_t at = 0;
    for (uint32_t c = unit->first_cell, seen = 0; seen < unit->cell_count; c++) {
        const fosi_cell_run *cell = &run->cells[c];
        if (cell->settle != settle) continue;
        seen++;
        for (uint32_t m = 0; m < cell->count; m++) {
            uint32_t item = run->members[cell->first + m];
            fos_decimal share = unit->waived                        ? zero(b)
                                : charge->private_part != FOSI_NONE ? charge->amount
                                                                    : to_decimal(b, run->share[item]);
            charge->items[at] = number_of(b, item);
            charge->shares[at++] = share;
            fos_quote_item *line = b->view->items[item];
            fos_decimal *sums[] = { NULL, &line->duty, &line->excise, &line->tax, &line->fee };
            add(b, sums[charge->kind], share);
        }
    }
}

static uint8_t weakest(uint8_t bits)
{
    for (uint8_t c = FOS_CONFIDENCE_DISPUTED; c > 0; c--) {
        if (bits >> c & 1) return c;
    }
    return 0;
}

_Static_assert(FOS_DUE_COUNT <= FOS_ROLE_COUNT && FOS_ROLE_COUNT <= 32, "a tally has room for both");

static void tell(builder *b, tally *to, unsigned at, fos_decimal amount)
{
    if ((to->begun >> at & 1u) == 0) to->amounts[at] = zero(b);
    to->begun |= 1u << at;
    add(b, &to->amounts[at], amount);
}

static void count_in(builder *b, const fos_charge *charge)
{
    fos_quote_totals *totals = &b->view->totals;
    fos_decimal *kinds[] = { NULL, &totals->duty, &totals->excise, &totals->tax, &totals->fee };
    add(b, kinds[charge->kind], charge->amount);
    add(b, &totals->charges, charge->amount);
    if (charge->amount.coefficient == 0) return;
    tell(b, b->by_collector, charge->collector, charge->amount);
    tell(b, b->by_payer, charge->payer, charge->amount);
    tell(b, b->by_due, charge->due, charge->amount);
    if (charge->kind == FOS_CHARGE_KIND_TAX && charge->due == FOS_DUE_SALE) add(b, &b->included_tax, charge->amount);
}

static bool room_for_charge(builder *b)
{
    if (b->view->charge_count < b->charge_capacity) return true;
    uint32_t capacity = b->charge_capacity == 0 ? 8 : b->charge_capacity * 4;
    fos_charge **more = take(b, capacity, sizeof *more);
    if (more == NULL) return false;
    if (b->view->charge_count > 0) memcpy(more, b->view->charges, b->view->charge_count * sizeof *more);
    b->view->charges = more;
    b->charge_capacity = capacity;
    return true;
}

static void emit_charge(builder *b, uint32_t index, const fosi_charge_run *run, uint32_t settle)
{
    const fosi_charge_rule *rule = &b->regime->charges[index];
    const fosi_settle_run *unit = &run->settles[settle];
    fos_charge *charge = take(b, 1, sizeof *charge);
    if (charge == NULL || !room_for_charge(b)) return;
    charge->id = rule->id;
    charge->name = rule->name;
    charge->kind = rule->kind;
    charge->private_charge = index;
    charge->private_cell = settle;
    charge->private_part = FOSI_NONE;
    charge->confidence = (fos_confidence)weakest(unit->confidence);
    charge->amount = unit->waived ? zero(b) : to_decimal(b, unit->assessed);
    charge->waived = unit->waived ? to_decimal(b, unit->assessed) : absent;
    set_base(b, charge, rule, run, settle);
    set_exact(charge, unit->exact.as.number);
    set_native(b, charge, rule, run, unit);
    set_roles(b, charge, rule, unit->route, index);
    set_shares(b, charge, run, settle);
    if (b->failed) return;
    b->view->charges[b->view->charge_count++] = charge;
    count_in(b, charge);
}

/* One measure of a tariff on one item. */
static void emit_part(builder *b, uint32_t index, const fosi_charge_run *run, uint32_t settle, uint32_t part)
{
    const fosi_charge_rule *rule = &b->regime->charges[index];
    const fosi_settle_run *unit = &run->settles[settle];
    const fosi_applied *applied = &unit->parts[part];
    fos_charge *charge = take(b, 1, sizeof *charge);
    if (charge == NULL || !room_for_charge(b)) return;
    memset(charge, 0, sizeof *charge);
    charge->id = fosi_measure_id(&b->eval->arena, rule->id, &applied->measure);
    charge->name = fosi_measure_name(&applied->measure, rule->name);
    charge->kind = rule->kind;
    charge->private_charge = index;
    charge->private_cell = settle;
    charge->private_part = part;
    charge->confidence = applied->measure.confidence;
    if (charge->confidence < (fos_confidence)rule->confidence) charge->confidence = (fos_confidence)rule->confidence;
    fos_decimal assessed = to_decimal(b, applied->assessed);
    charge->amount = unit->waived ? zero(b) : assessed;
    charge->waived = unit->waived ? assessed : absent;
    charge->base = charge->deduct = charge->native.amount = absent;
    charge->base_exact = (fos_exact){ absent, 1 };
    set_exact(charge, applied->exact);
    set_roles(b, charge, rule, unit->route, index);
    set_shares(b, charge, run, settle);
    if (b->failed || charge->id == NULL) {
        b->failed = true;
        return;
    }
    b->view->charges[b->view->charge_count++] = charge;
    count_in(b, charge);
}

static bool is_silent(const fosi_applied *part)
{
    return part->measure.stacking >= FOS_TARIFF_STACKING_TOP_UP && part->assessed.n == 0;
}

static void emit_parts(builder *b, uint32_t index, const fosi_charge_run *run, uint32_t settle)
{
    for (uint32_t i = 0; i < run->settles[settle].part_count && !b->failed; i++) {
        if (!is_silent(&run->settles[settle].parts[i])) emit_part(b, index, run, settle, i);
    }
}

static void note_missing(builder *b, const fosi_charge_run *run)
{
    for (uint32_t i = 0; i < b->eval->item_count; i++) {
        uint64_t needs = run->undecided != NULL ? run->undecided[i] : 0;
        if (needs != 0) lacks(b, i, needs & ~(UINT64_C(1) << 63));
        uint32_t settle = run->settle_of[i];
        if (settle != FOSI_NONE && run->settles[settle].missing) lacks(b, i, run->settles[settle].needs);
    }
}

static void build_charges(builder *b)
{
    for (uint32_t index = 0; index < b->regime->charge_count && b->eval->status == FOS_STATUS_OK && !b->failed; index++) {
        const fosi_charge_run *run = b->eval->charges[index];
        if (run == NULL || run->progress != 3) run = fosi_charge_due(b->eval, index);
        if (run == NULL) return;
        bool missing = run->undecided != NULL;
        for (uint32_t s = 0; s < run->settle_count && !b->failed; s++) {
            if (run->settles[s].missing)
                missing = true;
            else if (run->settles[s].parts != NULL)
                emit_parts(b, index, run, s);
            else
                emit_charge(b, index, run, s);
        }
        if (!missing) continue;
        b->incomplete |= (uint8_t)(1u << b->regime->charges[index].kind);
        note_missing(b, run);
    }
}

/* ---- items, routes, values ---- */

static bool open_items(builder *b)
{
    uint32_t n = b->eval->item_count;
    fos_quote_item *items = take(b, n, sizeof *items);
    b->view->items = take(b, n, sizeof *b->view->items);
    if (b->failed) return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t route = b->eval->route_of[i];
        items[i] = (fos_quote_item){ number_of(b, i),
                                     route == FOSI_NONE ? NULL : b->regime->routes[route].id,
                                     { absent, absent, absent, absent, absent },
                                     zero(b),
                                     zero(b),
                                     zero(b),
                                     zero(b) };
        b->view->items[i] = &items[i];
    }
    b->view->item_count = n;
    return true;
}

static void build_routes(builder *b)
{
    const fosi_eval *eval = b->eval;
    uint32_t n = eval->item_count, count = 0;
    fos_quote_route **routes = take(b, b->regime->route_count, sizeof *routes);
    if (b->failed) return;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t index = eval->route_of[i];
        if (index == FOSI_NONE) continue;
        uint32_t k = 0;
        while (k < count && routes[k]->id != b->regime->routes[index].id)
            k++;
        if (k == count) {
            routes[k] = take(b, 1, sizeof **routes);
            uint32_t *items = take(b, n - i, sizeof *items);
            if (b->failed) return;
            *routes[count++] = (fos_quote_route){ b->regime->routes[index].id, b->regime->routes[index].approach, items, 0 };
        }
        routes[k]->items[routes[k]->item_count++] = number_of(b, i);
    }
    b->view->routes = routes;
    b->view->route_count = count;
}

/* The items' values of one kind; returns their sum, absent when one is missing. */
static fos_decimal value_column(builder *b, fosi_range range, uint32_t fact, size_t offset)
{
    fosi_exact sum = { 0, 1, b->regime->minor_unit.scale };
    bool known = true;
    for (uint32_t i = 0; i < b->eval->item_count; i++) {
        fosi_cell cell = { i, b->eval->route_of[i], NULL, 0 };
        fosi_register money;
        const fosi_register *value = &money;
        if (fosi_range_is(range))
            value = fosi_value(b->eval, range, &cell);
        else
            fosi_fact_money(b->eval, fact, 0, &cell, &money);
        if (value->state != FOSI_STATE_VALUE) {
            if (!fosi_range_is(range)) lacks(b, FOSI_NONE, value->needs);
            known = false;
            continue;
        }
        fos_decimal shown = to_minor(b, value->as.number);
        *(fos_decimal *)(void *)((char *)&b->view->items[i]->values + offset) = shown;
        if (b->eval->item_count == 1) return shown;
        if (fosi_exact_add(sum, value->as.number, &sum) != FOS_STATUS_OK) fosi_eval_fail(b->eval, FOS_STATUS_OVERFLOW);
    }
    return known ? to_minor(b, sum) : absent;
}

static fos_decimal shown_value(builder *b, fosi_range range, fosi_grain grain, size_t offset)
{
    if (!fosi_range_is(range)) return absent;
    if (grain == FOSI_GRAIN_ITEM) return value_column(b, range, 0, offset);
    fosi_cell cell = { FOSI_NONE, b->eval->item_count > 0 ? b->eval->route_of[0] : FOSI_NONE, NULL, 0 };
    if (grain == FOSI_GRAIN_ROUTE && cell.route == FOSI_NONE) return absent;
    const fosi_register *value = fosi_value(b->eval, range, &cell);
    return value->state == FOSI_STATE_VALUE ? to_minor(b, value->as.number) : absent;
}

static void build_values(builder *b)
{
    static const size_t offsets[] = { offsetof(fos_quote_values, goods), offsetof(fos_quote_values, freight),
                                      offsetof(fos_quote_values, insurance) };
    fos_quote_values *values = &b->view->values;
    for (uint32_t k = 0; k < 3; k++) {
        static const uint32_t facts[] = { FOSI_FACT_GOODS, FOSI_FACT_FREIGHT, FOSI_FACT_INSURANCE };
        *(fos_decimal *)(void *)((char *)values + offsets[k]) = value_column(b, FOSI_RANGE_NONE, facts[k], offsets[k]);
    }
    values->intrinsic_value =
        shown_value(b, b->regime->shown_intrinsic, b->regime->shown_intrinsic_grain, offsetof(fos_quote_values, intrinsic_value));
    values->customs_value =
        shown_value(b, b->regime->shown_customs, b->regime->shown_customs_grain, offsetof(fos_quote_values, customs_value));
}

/* Prices that include tax: the net is what remains of the price after the rounded tax, so that they add up. */
static void settle_gross(builder *b)
{
    fosi_exact gross = { 0, 1, 0 };
    fos_quote_values *values = &b->view->values;
    fosi_exact *net = b->eval->net_share;
    if (net == NULL || !fos_decimal_present(values->goods) || !fos_decimal_present(values->freight)) return;
    b->eval->net_share = NULL;
    for (uint32_t i = 0; i < b->eval->item_count; i++) {
        fosi_cell cell = { i, b->eval->route_of[i], NULL, 0 };
        fosi_register goods, freight;
        fosi_fact_money(b->eval, FOSI_FACT_GOODS, 0, &cell, &goods);
        fosi_fact_money(b->eval, FOSI_FACT_FREIGHT, 0, &cell, &freight);
        if (fosi_exact_add(gross, goods.as.number, &gross) != FOS_STATUS_OK ||
            fosi_exact_add(gross, freight.as.number, &gross) != FOS_STATUS_OK)
            fosi_eval_fail(b->eval, FOS_STATUS_OVERFLOW);
    }
    b->eval->net_share = net;
    fos_decimal rest = to_minor(b, gross);
    if (fos_decimal_subtract(rest, b->included_tax, &rest) != FOS_STATUS_OK ||
        fos_decimal_subtract(rest, values->freight, &values->goods) != FOS_STATUS_OK)
        fosi_eval_fail(b->eval, FOS_STATUS_OVERFLOW);
}

/* ---- totals ---- */

static fos_role_amount *role_map(builder *b, const tally *of, size_t *count)
{
    fos_role_amount *map = take(b, FOS_ROLE_COUNT, sizeof *map);
    *count = 0;
    for (uint32_t left = of->begun; map != NULL && left != 0; left &= left - 1) {
        unsigned r = (unsigned)__builtin_ctz(left);
        if (of->amounts[r].coefficient != 0) map[(*count)++] = (fos_role_amount){ (fos_role)r, of->amounts[r] };
    }
    return map;
}

static fos_due_amount *due_map(builder *b, const tally *of, size_t *count)
{
    fos_due_amount *map = take(b, FOS_DUE_COUNT, sizeof *map);
    *count = 0;
    for (uint32_t left = of->begun; map != NULL && left != 0; left &= left - 1) {
        unsigned d = (unsigned)__builtin_ctz(left);
        if (of->amounts[d].coefficient != 0) map[(*count)++] = (fos_due_amount){ (fos_due)d, of->amounts[d] };
    }
    return map;
}

static void build_totals(builder *b)
{
    fos_quote_totals *totals = &b->view->totals;
    totals->goods = b->view->values.goods;
    totals->freight = b->view->values.freight;
    totals->insurance = b->view->values.insurance;
    totals->by_collector = role_map(b, b->by_collector, &totals->by_collector_count);
    totals->by_payer = role_map(b, b->by_payer, &totals->by_payer_count);
    totals->by_due = due_map(b, b->by_due, &totals->by_due_count);
    totals->landed_cost = absent;
    if (!fos_decimal_present(totals->goods) || !fos_decimal_present(totals->freight) || !fos_decimal_present(totals->insurance))
        return;
    totals->landed_cost = totals->goods;
    add(b, &totals->landed_cost, totals->freight);
    add(b, &totals->landed_cost, totals->insurance);
    add(b, &totals->landed_cost, totals->charges);
}

/* ---- decisions ---- */

static fos_truth truth_of(const fosi_register *value)
{
    if (value->state != FOSI_STATE_VALUE) return FOS_TRUTH_ABSENT;
    return value->as.number.n != 0 ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE;
}

/* One condition read by two clocks or rates of exchange stands once, unless they disagree. */
static bool listed(const builder *b, const char *name, fos_truth holds, const uint32_t *items, size_t count)
{
    for (size_t i = b->view->decision_count; i > 0; i--) {
        const fos_decision *other = b->view->decisions[i - 1];
        if (other->id != name) return false; /* the slots of one condition stand together */
        if (other->holds == holds && other->item_count == count &&
            (count == 0 || memcmp(other->items, items, count * sizeof *items) == 0))
            return true;
    }
    return false;
}

static void add_decision(builder *b, uint32_t slot, fos_truth holds, uint32_t cell, uint32_t *items, size_t count)
{
    const char *name = b->regime->definitions[b->regime->slots[slot].definition].name;
    if (listed(b, name, holds, items, count)) return;
    fos_decision *decision = take(b, 1, sizeof *decision);
    if (decision == NULL) return;
    *decision = (fos_decision){ name, holds, items, count, slot, cell };
    b->view->decisions[b->view->decision_count++] = decision;
}

static void decide_items(builder *b, uint32_t slot, const fosi_register *column)
{
    static const fos_truth outcomes[] = { FOS_TRUTH_TRUE, FOS_TRUTH_FALSE, FOS_TRUTH_ABSENT };
    uint32_t n = b->eval->item_count;
    for (int o = 0; o < 3; o++) {
        uint32_t count = 0, first = FOSI_NONE;
        for (uint32_t i = 0; i < n; i++) {
            if (column[i].state == FOSI_STATE_EMPTY || truth_of(&column[i]) != outcomes[o]) continue;
            if (count++ == 0) first = i;
        }
        if (count == 0) continue;
        uint32_t *items = take(b, count, sizeof *items);
        if (items == NULL) return;
        count = 0;
        for (uint32_t i = first; i < n; i++) {
            if (column[i].state != FOSI_STATE_EMPTY && truth_of(&column[i]) == outcomes[o]) items[count++] = number_of(b, i);
        }
        add_decision(b, slot, outcomes[o], first, items, count);
    }
}

static void decide_routes(builder *b, uint32_t slot, const fosi_register *column)
{
    if (b->eval->item_count == 1) {
        add_decision(b, slot, truth_of(column), b->eval->route_of[0], NULL, 0);
        return;
    }
    for (uint32_t i = 0; i < b->regime->route_count; i++) {
        if (column[i].state != FOSI_STATE_EMPTY) add_decision(b, slot, truth_of(&column[i]), i, NULL, 0);
    }
}

static void build_decisions(builder *b)
{
    const struct fos_regime *r = b->regime;
    b->view->decisions = take(b, 3 * (size_t)r->condition_slot_count * (r->route_count + 1), sizeof *b->view->decisions);
    for (uint32_t k = 0; k < r->condition_slot_count && !b->failed; k++) {
        uint32_t slot = r->condition_slots[k];
        const fosi_register *column = fosi_slot_read(b->eval, slot);
        if (column == NULL) continue;
        if (r->slots[slot].grain == FOSI_GRAIN_ITEM) {
            decide_items(b, slot, column);
        } else if (r->slots[slot].grain == FOSI_GRAIN_ROUTE) {
            decide_routes(b, slot, column);
        } else if (column->state != FOSI_STATE_EMPTY) {
            add_decision(b, slot, truth_of(column), 0, NULL, 0);
        }
    }
}

/* ---- the whole ---- */

static void set_approach(fos_quote *view)
{
    view->approach = FOS_APPROACH_ABSENT;
    for (size_t i = 0; i < view->charge_count; i++) {
        fos_approach approach = view->charges[i]->approach;
        if (view->approach == FOS_APPROACH_ABSENT)
            view->approach = approach;
        else if (view->approach != approach)
            view->approach = FOS_APPROACH_HYBRID;
    }
    for (size_t i = 0; i < view->route_count && view->charge_count == 0; i++) {
        fos_approach approach = view->routes[i]->approach;
        view->approach = view->approach == FOS_APPROACH_ABSENT || view->approach == approach ? approach : FOS_APPROACH_HYBRID;
    }
}

static void set_head(builder *b)
{
    fos_quote *view = b->view;
    memset(view, 0, sizeof *view);
    view->engine = (fos_engine){ fos_version(), b->regime->id, b->regime->data_version, b->regime->digest };
    view->date = b->eval->dates[FOSI_CLOCK_DECLARATION];
    memcpy(view->destination_country, b->eval->consignment->destination_country, 4);
    memcpy(view->currency, b->regime->currency, 4);
    view->minor_unit = b->regime->minor_unit;
    view->complete = FOS_TRUTH_TRUE;
    fos_decimal none = zero(b);
    view->totals.duty = view->totals.excise = view->totals.tax = view->totals.fee = view->totals.charges = none;
    b->included_tax = none;
}

/* While a route is open, any kind of charge may be. */
static void set_incomplete(builder *b)
{
    for (uint32_t i = 0; b->quote->undecided && i < b->regime->charge_count; i++)
        b->incomplete |= (uint8_t)(1u << b->regime->charges[i].kind);
    if (b->incomplete == 0) return;
    b->view->incomplete = take(b, FOS_CHARGE_KIND_FEE + 1, sizeof *b->view->incomplete);
    for (int kind = FOS_CHARGE_KIND_DUTY; b->view->incomplete != NULL && kind <= FOS_CHARGE_KIND_FEE; kind++)
        if ((b->incomplete >> kind & 1) != 0) b->view->incomplete[b->view->incomplete_count++] = fosi_words_charge_kind[kind];
}

/* Those that were read: the first in the order of the regime, and the others. */
static void set_tariffs(builder *b)
{
    uint32_t left = b->eval->tariffs_read;
    fos_quote_tariff *made = left == 0 ? NULL : take(b, FOSI_MOST_TARIFFS, sizeof *made);
    fos_quote_tariff **further = left == 0 ? NULL : take(b, FOSI_MOST_TARIFFS, sizeof *further);
    for (uint32_t i = 0; made != NULL && further != NULL && i < FOSI_MOST_TARIFFS; i++) {
        const fos_tariff *tariff = b->eval->tariffs.of[i];
        if ((left >> i & 1u) == 0) continue;
        made[i] = (fos_quote_tariff){ fos_tariff_id(tariff), fos_tariff_data_version(tariff), fos_tariff_digest(tariff),
                                      fos_tariff_starter(tariff) };
        if (b->view->tariff == NULL)
            b->view->tariff = &made[i];
        else
            further[b->view->further_tariff_count++] = &made[i];
    }
    b->view->further_tariffs = further;
}

static fos_status fail_status(const fosi_eval *eval, fos_error *error)
{
    const char *charge = eval->failed_charge == FOSI_NONE ? NULL : eval->regime->charges[eval->failed_charge].id;
    switch (eval->status) {
    case FOS_STATUS_NO_MEMORY: return fosi_fail_memory(error);
    case FOS_STATUS_NEGATIVE_CHARGE:
        return fosi_fail(error, eval->status, "the rules of %s give a charge below zero%s%s", eval->regime->id,
                         charge != NULL ? ": " : "", charge != NULL ? charge : "");
    case FOS_STATUS_RULE_LIMIT:
        return fosi_fail(error, eval->status, "the charge %s of %s comes out in parts of the smallest unit and says no rounding",
                         charge != NULL ? charge : "?", eval->regime->id);
    default:
        return fosi_fail(error, eval->status, "a result does not fit the exact numbers of this library (%s)",
                         fos_status_name(eval->status));
    }
}

fos_status fosi_quote_build(fosi_quote *quote, fos_error *error)
{
    tally tallies[3];
    builder b = { .quote = quote, .eval = &quote->eval, .regime = quote->eval.regime, .view = &quote->view,
                  .by_collector = &tallies[0], .by_payer = &tallies[1], .by_due = &tallies[2] };
    tallies[0].begun = tallies[1].begun = tallies[2].begun = 0;
    set_head(&b);
    if (quote->undecided) lacks(&b, FOSI_NONE, quote->undecided_needs);
    for (uint32_t i = 0; quote->undecided && i < b.eval->item_count; i++) {
        if (b.eval->route_of[i] == FOSI_NONE) lacks(&b, i, quote->undecided_needs);
    }
    if (open_items(&b)) {
        build_charges(&b);
        if (!b.failed && b.eval->status == FOS_STATUS_OK) {
            build_routes(&b);
            build_values(&b);
            settle_gross(&b);
            build_totals(&b);
            set_approach(b.view);
            set_incomplete(&b);
            set_tariffs(&b);
            if (!fosi_build_notes(quote, b.needs, b.item_needs)) b.failed = true;
            build_decisions(&b);
            if (!b.failed && !fosi_build_claims(quote)) b.failed = true;
        }
    }
    if (b.failed) return fosi_fail_memory(error);
    return b.eval->status == FOS_STATUS_OK ? FOS_STATUS_OK : fail_status(b.eval, error);
}
