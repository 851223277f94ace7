/* One charge through its fixed pipeline: items → cells → base → rounded base → × rate − deduct, or amount → exact → summed
 * to where the law rounds → assessed → (waivers) → shares of the items. Computed once, when first read. */
#include <string.h>

#include "quote/explain.h"
#include "quote/kept.h"
#include "quote/measures.h"

static void *take(fosi_eval *eval, size_t count, size_t size)
{
    void *memory = fosi_arena_take(&eval->arena, (count == 0 ? 1 : count) * size);
    if (memory == NULL) fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
    return memory;
}

/* ---- items and cells ---- */

typedef struct forming {
    fosi_eval *eval;
    const fosi_charge_rule *rule;
    fosi_charge_run *run;
    uint32_t *cell_of;    /* by member */
    uint32_t *sorted;     /* the members, cell by cell */
    uint8_t *confidence;  /* by member: of `where` */
    bool where_holds, when_holds; /* it is known already of the one item that there is, */
    uint8_t known_confidence[2];  /* with such confidence */
    uint32_t *route_cell; /* PER_ROUTE: by route */
    fosi_register *keys;  /* PER_GROUP: of each cell */
    uint32_t *hash, mask;
    bool keys_missing;
    uint64_t key_needs;
} forming;

static bool collects(const fosi_eval *eval, uint32_t route, uint32_t index)
{
    return route != FOSI_NONE && eval->regime->routes[route].collection_of[index] != FOSI_NONE;
}

static bool gather_members(forming *f, uint32_t index)
{
    fosi_eval *eval = f->eval;
    fosi_charge_run *run = f->run;
    for (uint32_t i = 0; i < eval->item_count; i++) {
        run->settle_of[i] = FOSI_NONE;
        uint32_t route = eval->route_of[i];
        if (!collects(eval, route, index)) continue;
        uint8_t confidence = 0;
        if (f->where_holds) {
            confidence = f->known_confidence[0];
        } else if (fosi_range_is(f->rule->where)) {
            fosi_cell cell = { i, route, NULL, 0 };
            const fosi_register *where = fosi_value(eval, f->rule->where, &cell);
            if (where->state == FOSI_STATE_MISSING) {
                if (run->undecided == NULL &&
                    (run->undecided = fosi_arena_zero(&eval->arena, eval->item_count, sizeof *run->undecided)) == NULL) {
                    fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
                    return false;
                }
                run->undecided[i] = where->needs | UINT64_C(1) << 63;
                continue;
            }
            if (where->as.number.n == 0) continue;
            confidence = where->confidence;
        }
        f->confidence[run->member_count] = confidence;
        run->members[run->member_count++] = i;
    }
    return true;
}

static bool same_key(const fosi_charge_rule *rule, const fosi_register *a, const fosi_register *b)
{
    for (uint32_t k = 0; k < rule->key_count; k++) {
        if (rule->key_is_text[k]) {
            if (a[k].as.text.length != b[k].as.text.length ||
                memcmp(a[k].as.text.data, b[k].as.text.data, a[k].as.text.length) != 0)
                return false;
        } else if (fosi_exact_compare(a[k].as.number, b[k].as.number) != 0) {
            return false;
        }
    }
    return true;
}

static uint64_t hash_key(const fosi_charge_rule *rule, fosi_register *key, uint32_t route)
{
    uint64_t hash = route;
    for (uint32_t k = 0; k < rule->key_count; k++) {
        if (rule->key_is_text[k]) {
            hash = fosi_hash(key[k].as.text.data, key[k].as.text.length, hash);
        } else {
            fosi_exact_normalize(&key[k].as.number);
            int64_t low = (int64_t)key[k].as.number.n;
            hash = fosi_hash(&low, sizeof low, hash);
        }
    }
    return hash;
}

static bool read_key(forming *f, uint32_t item, fosi_register *key)
{
    fosi_cell cell = { item, f->eval->route_of[item], NULL, 0 };
    for (uint32_t k = 0; k < f->rule->key_count; k++) {
        fosi_range range = fosi_range_is(f->rule->keys[k]) ? f->rule->keys[k] : f->rule->rate;
        key[k] = *fosi_value(f->eval, range, &cell);
        if (key[k].state == FOSI_STATE_MISSING) {
            f->keys_missing = true;
            f->key_needs |= key[k].needs;
        }
    }
    return !f->keys_missing;
}

static uint32_t group_cell(forming *f, uint32_t member)
{
    fosi_charge_run *run = f->run;
    uint32_t route = f->eval->route_of[run->members[member]], width = f->rule->key_count;
    fosi_register *key = &f->keys[(size_t)run->cell_count * width];
    if (!read_key(f, run->members[member], key)) return 0;
    uint32_t at = (uint32_t)(hash_key(f->rule, key, route) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & f->mask;
    for (; f->hash[at] != 0; at = (at + 1) & f->mask) {
        uint32_t cell = f->hash[at] - 1;
        if (run->cells[cell].route == route && same_key(f->rule, &f->keys[(size_t)cell * width], key)) return cell;
    }
    f->hash[at] = run->cell_count + 1;
    run->cells[run->cell_count].route = route;
    return run->cell_count++;
}

static bool prepare_groups(forming *f)
{
    uint32_t size = 4;
    while (size < 2 * f->run->member_count)
        size *= 2;
    f->mask = size - 1;
    f->hash = fosi_arena_zero(&f->eval->arena, size, sizeof *f->hash);
    f->keys = take(f->eval, ((size_t)f->run->member_count + 1) * f->rule->key_count, sizeof *f->keys);
    if (f->hash == NULL) fosi_eval_fail(f->eval, FOS_STATUS_NO_MEMORY);
    return f->hash != NULL && f->keys != NULL;
}

static uint32_t cell_for(forming *f, uint32_t member)
{
    fosi_charge_run *run = f->run;
    uint32_t route = f->eval->route_of[run->members[member]];
    switch (f->rule->per) {
    case FOSI_PER_GROUP: return group_cell(f, member);
    case FOSI_PER_ROUTE:
        if (f->route_cell[route] != FOSI_NONE) return f->route_cell[route];
        f->route_cell[route] = run->cell_count;
        break;
    case FOSI_PER_CONSIGNMENT:
        if (run->cell_count > 0) return 0;
        break;
    default: break;
    }
    run->cells[run->cell_count].route = route;
    return run->cell_count++;
}

/* Members come to stand cell by cell, in their own order within each. */
static void sort_members(forming *f)
{
    fosi_charge_run *run = f->run;
    for (uint32_t m = 0; m < run->member_count; m++)
        run->cells[f->cell_of[m]].count++;
    uint32_t at = 0;
    for (uint32_t c = 0; c < run->cell_count; c++) {
        run->cells[c].first = at;
        at += run->cells[c].count;
        run->cells[c].count = 0;
    }
    for (uint32_t m = 0; m < run->member_count; m++) {
        fosi_cell_run *cell = &run->cells[f->cell_of[m]];
        f->sorted[cell->first + cell->count++] = run->members[m];
        cell->exact.confidence |= f->confidence[m];
    }
    run->members = f->sorted;
}

/* One item is one cell, whatever its key. */
static void form_one(forming *f)
{
    fosi_register key[FOSI_MOST_KEYS];
    fosi_charge_run *run = f->run;
    run->cells[0] = (fosi_cell_run){ .count = 1, .route = f->eval->route_of[run->members[0]] };
    run->cells[0].exact.confidence = f->confidence[0];
    run->cell_count = 1;
    if (f->rule->per == FOSI_PER_GROUP) read_key(f, run->members[0], key);
}

static bool form_cells(forming *f)
{
    fosi_charge_run *run = f->run;
    if (run->member_count == 1) {
        form_one(f);
        return true;
    }
    memset(run->cells, 0, run->member_count * sizeof *run->cells);
    if (f->rule->per == FOSI_PER_GROUP && !prepare_groups(f)) return false;
    if (f->rule->per == FOSI_PER_ROUTE) {
        f->route_cell = take(f->eval, f->eval->regime->route_count, sizeof *f->route_cell);
        if (f->route_cell == NULL) return false;
        memset(f->route_cell, 0xff, f->eval->regime->route_count * sizeof *f->route_cell);
    }
    for (uint32_t m = 0; m < run->member_count; m++) {
        f->cell_of[m] = cell_for(f, m);
        if (f->keys_missing) { /* nothing can be grouped: one cell that lacks what the keys lack */
            memset(run->cells, 0, sizeof *run->cells);
            memset(f->cell_of, 0, run->member_count * sizeof *f->cell_of);
            run->cells[0].route = f->eval->route_of[run->members[0]];
            run->cell_count = 1;
            break;
        }
    }
    sort_members(f);
    return true;
}

/* ---- amounts ---- */

fosi_cell fosi_charge_cell(const fosi_charge_rule *rule, const fosi_charge_run *run, const fosi_cell_run *cell)
{
    fosi_cell context = { FOSI_NONE, cell->route, &run->members[cell->first], cell->count };
    if (rule->per == FOSI_PER_ITEM || rule->per == FOSI_PER_GROUP) context.item = run->members[cell->first];
    return context;
}

static void compute_exact(fosi_eval *eval, const fosi_charge_rule *rule, fosi_cell_run *cell, const fosi_cell *context)
{
    uint8_t confidence = cell->exact.confidence;
    fos_status status = FOS_STATUS_OK;
    if (fosi_range_is(rule->amount)) {
        cell->exact = *fosi_value(eval, rule->amount, context);
    } else {
        cell->base = *fosi_value(eval, rule->base, context);
        if (rule->round_base.present && cell->base.state == FOSI_STATE_VALUE)
            status = fosi_exact_round(cell->base.as.number, rule->round_base.unit, rule->round_base.mode, &cell->base.as.number);
        cell->rate = *fosi_value(eval, rule->rate, context);
        cell->exact = cell->base;
        if ((cell->base.state | cell->rate.state) & FOSI_STATE_MISSING)
            cell->exact = fosi_missing(cell->base.needs | cell->rate.needs);
        else if (status == FOS_STATUS_OK)
            status = fosi_exact_multiply(cell->base.as.number, cell->rate.as.number, &cell->exact.as.number);
        confidence |= cell->base.confidence | cell->rate.confidence;
        if (fosi_range_is(rule->deduct)) {
            cell->deduct = *fosi_value(eval, rule->deduct, context);
            confidence |= cell->deduct.confidence;
            if (cell->deduct.state == FOSI_STATE_MISSING)
                cell->exact = fosi_missing(cell->exact.needs | cell->deduct.needs);
            else if (cell->exact.state == FOSI_STATE_VALUE && status == FOS_STATUS_OK)
                status = fosi_exact_subtract(cell->exact.as.number, cell->deduct.as.number, &cell->exact.as.number);
        }
    }
    cell->exact.confidence |= confidence;
    if (rule->confidence != 0) cell->exact.confidence |= (uint8_t)(1u << rule->confidence);
    if (status == FOS_STATUS_OK && cell->exact.state == FOSI_STATE_VALUE && cell->exact.as.number.n < 0)
        status = FOS_STATUS_NEGATIVE_CHARGE;
    if (status != FOS_STATUS_OK) {
        if (eval->status == FOS_STATUS_OK) eval->failed_charge = (uint32_t)(rule - eval->regime->charges);
        fosi_eval_fail(eval, status);
    }
}

/* What items lack that may or may not belong to a cell of this route: then the cell itself is open. */
static bool open_items(const forming *f, uint32_t route, uint64_t *needs)
{
    bool open = false;
    if (f->run->undecided == NULL || f->rule->per == FOSI_PER_ITEM) return false;
    for (uint32_t i = 0; i < f->eval->item_count; i++) {
        if (f->run->undecided[i] == 0 || (f->rule->per != FOSI_PER_CONSIGNMENT && f->eval->route_of[i] != route)) continue;
        open = true;
        *needs |= f->run->undecided[i] & ~(UINT64_C(1) << 63);
    }
    return open;
}

static void compute_cells(forming *f)
{
    for (uint32_t c = 0; c < f->run->cell_count; c++) {
        fosi_cell_run *cell = &f->run->cells[c];
        fosi_cell context = fosi_charge_cell(f->rule, f->run, cell);
        uint64_t needs = 0;
        if (open_items(f, cell->route, &needs)) {
            cell->exact = fosi_missing(needs);
            continue;
        }
        if (f->keys_missing) {
            cell->exact = fosi_missing(f->key_needs);
            continue;
        }
        if (f->when_holds) {
            cell->exact.confidence |= f->known_confidence[1];
        } else if (fosi_range_is(f->rule->when)) {
            const fosi_register *when = fosi_value(f->eval, f->rule->when, &context);
            cell->exact.confidence |= when->confidence;
            if (when->state == FOSI_STATE_MISSING) {
                cell->exact = fosi_missing(when->needs);
                continue;
            }
            if (when->as.number.n == 0) {
                cell->skipped = true;
                continue;
            }
        }
        compute_exact(f->eval, f->rule, cell, &context);
    }
}

/* ---- settlement ---- */

static fosi_settle settle_of_rule(const fosi_eval *eval, const fosi_charge_rule *rule)
{
    if (eval->settle_override >= 0 && (rule->settle_free >> eval->settle_override) & 1) return (fosi_settle)eval->settle_override;
    return rule->settle;
}

static bool settles_with(fosi_settle settle, const fosi_charge_run *run, const fosi_settle_run *unit, const fosi_cell_run *cell)
{
    if (settle == FOSI_SETTLE_CONSIGNMENT) return true;
    if (settle == FOSI_SETTLE_CELL || unit->route != cell->route) return false;
    if (settle == FOSI_SETTLE_ROUTE) return true;
    const fosi_register *rate = &run->cells[unit->first_cell].rate;
    return rate->state == cell->rate.state && fosi_exact_compare(rate->as.number, cell->rate.as.number) == 0;
}

static void assign_settles(forming *f, fosi_settle settle)
{
    fosi_charge_run *run = f->run;
    for (uint32_t c = 0; c < run->cell_count; c++) {
        fosi_cell_run *cell = &run->cells[c];
        cell->settle = FOSI_NONE;
        if (cell->skipped) continue;
        uint32_t first = settle == FOSI_SETTLE_CELL ? run->settle_count : 0;
        for (uint32_t s = first; s < run->settle_count && cell->settle == FOSI_NONE; s++) {
            if (settles_with(settle, run, &run->settles[s], cell)) cell->settle = s;
        }
        if (cell->settle == FOSI_NONE) {
            cell->settle = run->settle_count;
            run->settles[run->settle_count++] =
                (fosi_settle_run){ .first_cell = c, .route = cell->route, .exact = fosi_zero() };
        }
        fosi_settle_run *unit = &run->settles[cell->settle];
        unit->cell_count++;
        unit->confidence |= cell->exact.confidence;
        if (cell->exact.state == FOSI_STATE_MISSING) {
            unit->missing = true;
            unit->needs |= cell->exact.needs;
        } else if (!unit->missing) {
            fos_status status = fosi_exact_add(unit->exact.as.number, cell->exact.as.number, &unit->exact.as.number);
            if (status != FOS_STATUS_OK) fosi_eval_fail(f->eval, status);
        }
        for (uint32_t m = 0; m < cell->count; m++)
            run->settle_of[run->members[cell->first + m]] = cell->settle;
    }
}

/* Each measure of a tariff is assessed by itself: the parts of an item's duty are kept and rounded one by one. */
static bool round_parts(forming *f, fosi_settle_run *unit, fos_rounding mode)
{
    fosi_eval *eval = f->eval;
    const fosi_cell_run *cell = &f->run->cells[unit->first_cell];
    fosi_cell context = fosi_charge_cell(f->rule, f->run, cell);
    const fosi_op *op = &eval->regime->code[f->rule->amount.end - 1];
    if (FOSI_TARIFF_PART(op->a) == FOSI_TARIFF_DUTY && eval->consignment->items[context.item]->duty_rate != NULL) return false;
    fosi_register value = fosi_eval_range(eval, fosi_part_ending(eval->regime, f->rule->amount.end - 1), &context);
    const fosi_assessment *assessment = fosi_measures_assess(eval, op->a, &value, op->b, &context);
    if (assessment == NULL || fosi_measures_gap(eval, op->a, assessment) != FOSI_GAP_NONE) return false;
    unit->parts = take(eval, assessment->count, sizeof *unit->parts);
    if (unit->parts == NULL) return false;
    unit->assessed = (fosi_exact){ 0, 1, f->rule->step.scale };
    for (uint32_t i = 0; i < assessment->count; i++) {
        if (!fosi_measure_is_read(eval, op->a, &assessment->applied[i].measure)) continue;
        fosi_applied *own = &unit->parts[unit->part_count++];
        *own = assessment->applied[i];
        fos_status status = fosi_exact_round(own->exact, f->rule->step, mode, &own->assessed);
        if (status == FOS_STATUS_OK) status = fosi_exact_add(unit->assessed, own->assessed, &unit->assessed);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
    return true;
}

static void round_settles(forming *f)
{
    for (uint32_t s = 0; s < f->run->settle_count; s++) {
        fosi_settle_run *unit = &f->run->settles[s];
        if (unit->missing) continue;
        if (f->rule->amount_is_tariff && f->rule->per == FOSI_PER_ITEM && unit->cell_count == 1 && f->rule->round.present &&
            round_parts(f, unit, f->rule->round.mode))
            continue;
        fos_rounding mode = f->rule->round.present ? f->rule->round.mode : FOS_ROUNDING_HALF_UP;
        fos_status status = fosi_exact_round(unit->exact.as.number, f->rule->step, mode, &unit->assessed);
        if (status == FOS_STATUS_OK && !f->rule->round.present &&
            fosi_exact_compare(unit->assessed, unit->exact.as.number) != 0) {
            f->eval->failed_charge = (uint32_t)(f->rule - f->eval->regime->charges);
            status = FOS_STATUS_RULE_LIMIT;
        }
        if (status != FOS_STATUS_OK) fosi_eval_fail(f->eval, status);
    }
}

/* ---- shares ---- */

static fosi_exact weight_of(forming *f, uint32_t item)
{
    fosi_eval *eval = f->eval;
    if (f->rule->weight_is_charge) {
        fosi_cell cell = { item, eval->route_of[item], NULL, 0 };
        fosi_register share = fosi_charge_amount(eval, f->rule->weight_charge, FOSI_VIEW_ASSESSED, FOSI_GRAIN_ITEM, &cell);
        if (share.state == FOSI_STATE_VALUE) return share.as.number;
    } else if (f->rule->per == FOSI_PER_ITEM) {
        return f->run->exact_of[item].as.number;
    } else {
        fosi_cell cell = { item, eval->route_of[item], NULL, 0 };
        fosi_register weight = fosi_eval_range(eval, f->rule->weight, &cell);
        if (weight.state == FOSI_STATE_VALUE && weight.as.number.n >= 0) return weight.as.number;
    }
    return eval->lines[item].goods; /* what the law would weigh is not known; the amount is: prices as they stand */
}

static bool spread_unit(forming *f, uint32_t settle, uint32_t *items, fosi_exact *weights, fosi_exact *parts)
{
    fosi_charge_run *run = f->run;
    const fosi_settle_run *unit = &run->settles[settle];
    uint32_t count = 0;
    for (uint32_t c = unit->first_cell, seen = 0; seen < unit->cell_count; c++) {
        if (run->cells[c].settle != settle) continue;
        seen++;
        for (uint32_t m = 0; m < run->cells[c].count; m++)
            items[count++] = run->members[run->cells[c].first + m];
    }
    if (count == 1) {
        run->share[items[0]] = unit->assessed;
        return true;
    }
    for (uint32_t i = 0; i < count; i++)
        weights[i] = weight_of(f, items[i]);
    fos_status status = fosi_apportion(&f->eval->arena, unit->assessed, f->rule->step, weights, count, parts);
    if (status != FOS_STATUS_OK) fosi_eval_fail(f->eval, status);
    for (uint32_t i = 0; i < count && status == FOS_STATUS_OK; i++)
        run->share[items[i]] = parts[i];
    return status == FOS_STATUS_OK;
}

static bool spread_all(forming *f)
{
    fosi_charge_run *run = f->run;
    uint32_t n = f->eval->item_count;
    if (f->rule->per == FOSI_PER_ITEM) {
        for (uint32_t c = 0; c < run->cell_count; c++)
            run->exact_of[run->members[run->cells[c].first]] = run->cells[c].exact;
    }
    bool simple = run->settle_count == run->cell_count && run->member_count == run->cell_count;
    if (simple) {
        for (uint32_t c = 0; c < run->cell_count; c++) {
            if (run->cells[c].settle != FOSI_NONE)
                run->share[run->members[run->cells[c].first]] = run->settles[run->cells[c].settle].assessed;
        }
        return true;
    }
    uint32_t *items = take(f->eval, n, sizeof *items);
    fosi_exact *weights = take(f->eval, 2 * (size_t)n, sizeof *weights);
    if (items == NULL || weights == NULL) return false;
    for (uint32_t s = 0; s < run->settle_count; s++) {
        if (!run->settles[s].missing && !spread_unit(f, s, items, weights, weights + n)) return false;
    }
    return true;
}

/* ---- the whole ---- */

/* Most charges of a route do not touch a parcel's one item; that is told without room for anything. What was found of one that
 * may is noted. */
static bool spares_the_item(forming *f, uint32_t index)
{
    static const uint32_t first = 0;
    fosi_eval *eval = f->eval;
    fosi_cell cell = { 0, eval->route_of[0], &first, 1 };
    if (!collects(eval, cell.route, index)) return true;
    if (fosi_range_is(f->rule->where)) {
        const fosi_register *where = fosi_value(eval, f->rule->where, &cell);
        if (fosi_is_false(where)) return true;
        f->where_holds = where->state == FOSI_STATE_VALUE;
        f->known_confidence[0] = where->confidence;
    }
    /* Groups need their keys first. */
    if (!fosi_range_is(f->rule->when) || f->rule->per == FOSI_PER_GROUP) return false;
    if (f->rule->per != FOSI_PER_ITEM) cell.item = FOSI_NONE;
    const fosi_register *when = fosi_value(eval, f->rule->when, &cell);
    f->when_holds = fosi_is_true(when);
    f->known_confidence[1] = when->confidence;
    return fosi_is_false(when);
}

static fosi_charge_run *untouched(void)
{
    static const uint32_t none[] = { FOSI_NONE };
    static const fosi_charge_run run = { .progress = 3, .settle_of = (uint32_t *)(uintptr_t)none };
    return (fosi_charge_run *)(uintptr_t)&run; /* finished: nothing writes to it */
}

/* What each item of the consignment takes. */
static fosi_charge_run *open_run(forming *f)
{
    size_t n = f->eval->item_count;
    size_t size = sizeof *f->run + 2 * n * sizeof *f->run->members + n; /* members, settle_of, a byte each */
    fosi_charge_run *run = f->run = take(f->eval, 1, size);
    if (run == NULL) return NULL;
    memset(run, 0, sizeof *run);
    run->members = (uint32_t *)(run + 1);
    run->settle_of = run->members + n;
    f->confidence = (uint8_t *)(run->settle_of + n);
    run->progress = 1;
    return run;
}

/* What each member of the charge takes, and for its shares each item. */
static bool open_cells(forming *f)
{
    size_t n = f->eval->item_count, m = f->run->member_count, exact = f->rule->per == FOSI_PER_ITEM ? n : 0;
    fosi_charge_run *run = f->run;
    run->cells = take(f->eval, 1,
                      m * (sizeof *run->cells + sizeof *run->settles + 2 * sizeof *f->cell_of) + n * sizeof *run->share +
                          exact * sizeof *run->exact_of);
    if (run->cells == NULL) return false;
    run->settles = (fosi_settle_run *)(run->cells + m);
    run->share = (fosi_exact *)(run->settles + m);
    run->exact_of = exact == 0 ? NULL : (fosi_register *)(run->share + n);
    f->cell_of = (uint32_t *)((fosi_register *)(run->share + n) + exact);
    f->sorted = f->cell_of + m;
    return true;
}

static fosi_apart fosi_charge_run *assess(forming *f, uint32_t index)
{
    fosi_eval *eval = f->eval;
    fosi_charge_run *run = open_run(f);
    if (run == NULL) return NULL;
    eval->charges[index] = run;
    if (!gather_members(f, index)) return NULL;
    if (run->member_count > 0) {
        if (!open_cells(f) || !form_cells(f)) return NULL;
        compute_cells(f);
        assign_settles(f, settle_of_rule(eval, f->rule));
        round_settles(f);
        if (eval->status != FOS_STATUS_OK || !spread_all(f)) return NULL;
    }
    run->progress = 2;
    return run;
}

/* The first time under these circumstances it is tried whether they alone spare the item. */
static fosi_apart bool spares_always(forming *f, uint32_t index)
{
    fosi_eval *eval = f->eval;
    fosi_keeping outer = fosi_keeping_begin(eval);
    bool spares = spares_the_item(f, index);
    eval->set->asked[index] = 1;
    fosi_keeping_spared(eval, &outer, index, spares ? untouched() : NULL);
    return spares;
}

fosi_charge_run *fosi_charge_compute(fosi_eval *eval, uint32_t index)
{
    fosi_charge_run *run = eval->charges[index];
    if (run != NULL) return run->progress >= 2 ? run : NULL;
    forming f = { .eval = eval, .rule = &eval->regime->charges[index] };
    if (eval->item_count == 1) {
        bool asked = eval->set == NULL || eval->set->of.route != eval->route_of[0] || eval->set->asked[index] != 0;
        if (asked ? spares_the_item(&f, index) : spares_always(&f, index)) return eval->charges[index] = untouched();
    }
    return assess(&f, index);
}

fosi_charge_run *fosi_charge_due(fosi_eval *eval, uint32_t index)
{
    fosi_charge_run *run = fosi_charge_compute(eval, index);
    if (run == NULL || run->progress == 3) return run;
    run->progress = 3;
    if (eval->regime->charges[index].waiver_count > 0 && run->settle_count > 0) fosi_waivers_apply(eval, index, run);
    return run;
}
