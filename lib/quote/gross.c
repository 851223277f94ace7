/* Prices that include tax: the net is sought whose tax at sale brings it to the price. On fixed branches the unrounded tax
 * is affine in the net share t of each item, so two evaluations give it exactly; a third confirms the branches. The route
 * is chosen on the net. */
#include <string.h>

#include "quote/kept.h"
#include "quote/quote.h"

#define MOST_ROUNDS 8

static fos_status add_share(fosi_exact whole, fosi_exact price, fosi_exact prices, fosi_exact *tax)
{
    fosi_exact share;
    if (prices.n == 0) return FOS_STATUS_OK;
    fos_status status = fosi_exact_multiply(whole, price, &share);
    if (status == FOS_STATUS_OK) status = fosi_exact_divide(share, prices, &share);
    return status == FOS_STATUS_OK ? fosi_exact_add(*tax, share, tax) : status;
}

/* One charge's exact tax on each of its items; of a cell of several items by their prices, which bear it in common. */
static fos_status add_charge(fosi_eval *eval, uint32_t charge, const fosi_exact *price, fosi_exact *tax)
{
    const fosi_charge_run *run = fosi_charge_compute(eval, charge);
    if (run == NULL) return eval->status;
    fos_status status = FOS_STATUS_OK;
    for (uint32_t c = 0; c < run->cell_count && status == FOS_STATUS_OK; c++) {
        const fosi_cell_run *cell = &run->cells[c];
        if (cell->skipped || cell->exact.state != FOSI_STATE_VALUE) continue; /* missing: the quote will be incomplete */
        fosi_exact prices = { 0, 1, 0 };
        for (uint32_t m = 0; m < cell->count && status == FOS_STATUS_OK; m++)
            status = fosi_exact_add(prices, price[run->members[cell->first + m]], &prices);
        for (uint32_t m = 0; m < cell->count && status == FOS_STATUS_OK; m++) {
            uint32_t item = run->members[cell->first + m];
            status = cell->count == 1 ? fosi_exact_add(tax[item], cell->exact.as.number, &tax[item])
                                      : add_share(cell->exact.as.number, price[item], prices, &tax[item]);
        }
    }
    return status;
}

/* The exact tax at sale on each item, with the routes as they stand. */
static fos_status tax_at_sale(fosi_quote *quote, const fosi_exact *price, fosi_exact *tax)
{
    fosi_eval *eval = &quote->eval;
    const struct fos_regime *r = eval->regime;
    for (uint32_t i = 0; i < eval->item_count; i++)
        tax[i] = (fosi_exact){ 0, 1, 0 };
    for (uint32_t c = 0; c < r->charge_count; c++) {
        bool at_sale = false;
        for (uint32_t i = 0; i < eval->item_count && !at_sale && r->charges[c].kind == FOS_CHARGE_KIND_TAX; i++) {
            uint32_t collection = eval->route_of[i] == FOSI_NONE ? FOSI_NONE : r->routes[eval->route_of[i]].collection_of[c];
            at_sale = collection != FOSI_NONE && r->collections[collection].due == FOS_DUE_SALE;
        }
        fos_status status = at_sale ? add_charge(eval, c, price, tax) : FOS_STATUS_OK;
        if (status != FOS_STATUS_OK) return status;
    }
    return eval->status;
}

/* An item's price, goods and freight, in the regime's currency, as if it were all net. */
static fos_status price_of(fosi_eval *eval, uint32_t item, fosi_exact *price)
{
    fosi_cell cell = { item, FOSI_NONE, NULL, 0 };
    fosi_exact *net = eval->net_share;
    eval->net_share = NULL;
    fosi_register goods, freight;
    fosi_fact_money(eval, FOSI_FACT_GOODS, 0, &cell, &goods);
    fosi_fact_money(eval, FOSI_FACT_FREIGHT, 0, &cell, &freight);
    eval->net_share = net;
    if (goods.state != FOSI_STATE_VALUE || freight.state != FOSI_STATE_VALUE) return FOS_STATUS_NO_EXCHANGE_RATE;
    return fosi_exact_add(goods.as.number, freight.as.number, price);
}

typedef struct point {
    fosi_exact *t, *tax; /* by item */
} point;

static fos_status evaluate(fosi_quote *quote, const uint32_t *routes, const fosi_exact *price, const point *at, fos_error *error)
{
    fosi_eval *eval = &quote->eval;
    fos_status status = fosi_eval_again(eval, error);
    if (status != FOS_STATUS_OK) return status;
    eval->net_share = at->t;
    memcpy(eval->route_of, routes, eval->item_count * sizeof *routes);
    status = fosi_kept_settle(eval);
    return status == FOS_STATUS_OK ? tax_at_sale(quote, price, at->tax) : status;
}

/* Long fractions (of inverse rates, of several bands) are cut to twelve digits: less than any cent can show. */
static fos_status shorten(fosi_exact *value)
{
    static const fosi_int128 most = 1000000000000000000;
    fos_status status = fosi_exact_normalize(value);
    if (status != FOS_STATUS_OK || (value->d < 100000 && value->scale <= 12 && value->n < most && -value->n < most))
        return status;
    return fosi_exact_round(*value, (fos_decimal){ 1, 12 }, FOS_ROUNDING_HALF_EVEN, value);
}

/* Tax as a part of the price: small numbers, however large the price and whatever the currency. */
static fos_status part_of(fosi_exact tax, fosi_exact price, fosi_exact *part)
{
    if (price.n == 0) {
        *part = (fosi_exact){ 0, 1, 0 };
        return FOS_STATUS_OK;
    }
    fos_status status = fosi_exact_divide(tax, price, part);
    return status == FOS_STATUS_OK ? shorten(part) : status;
}

/* Whether the net and the tax on it make up the price of every item: exactly, or to less than the smallest unit where a
 * rounding inside the law lets the tax go by steps. */
static bool settled(const fosi_eval *eval, const fosi_exact *price, const point *at, bool exactly)
{
    static const fosi_exact whole = { 1, 1, 0 };
    for (uint32_t i = 0; i < eval->item_count; i++) {
        fosi_exact rest;
        if (price[i].n == 0) continue;
        if (part_of(at->tax[i], price[i], &rest) != FOS_STATUS_OK || fosi_exact_add(rest, at->t[i], &rest) != FOS_STATUS_OK)
            return false;
        if (fosi_exact_subtract(rest, whole, &rest) != FOS_STATUS_OK) return false;
        if (rest.n == 0) continue;
        if (exactly || fosi_exact_multiply(rest, price[i], &rest) != FOS_STATUS_OK) return false;
        if (rest.n < 0) rest.n = -rest.n;
        if (fosi_exact_compare(rest, fosi_exact_of(eval->regime->minor_unit)) >= 0) return false;
    }
    return true;
}

/* The t where the line through two points meets t + tax / price = 1. */
static fos_status meet(fosi_exact price, fosi_exact t0, fosi_exact tax0, fosi_exact t1, fosi_exact tax1, fosi_exact *t)
{
    static const fosi_exact whole = { 1, 1, 0 };
    fosi_exact f0, f1, slope, step; /* f(t) = t + tax / price − 1 */
    *t = t1;
    if (price.n == 0 || fosi_exact_compare(t0, t1) == 0) return FOS_STATUS_OK;
    fos_status s = part_of(tax0, price, &f0);
    if (s == FOS_STATUS_OK) s = fosi_exact_add(f0, t0, &f0);
    if (s == FOS_STATUS_OK) s = part_of(tax1, price, &f1);
    if (s == FOS_STATUS_OK) s = fosi_exact_add(f1, t1, &f1);
    if (s == FOS_STATUS_OK) s = fosi_exact_subtract(f1, f0, &slope);
    if (s == FOS_STATUS_OK) s = shorten(&slope);
    if (s == FOS_STATUS_OK) s = fosi_exact_subtract(f1, whole, &f1);
    if (s == FOS_STATUS_OK) s = shorten(&f1);
    if (s != FOS_STATUS_OK || slope.n == 0) return s;
    s = fosi_exact_subtract(t1, t0, &step);
    if (s == FOS_STATUS_OK) s = shorten(&step);
    if (s == FOS_STATUS_OK) s = fosi_exact_divide(step, slope, &step);
    if (s == FOS_STATUS_OK) s = shorten(&step);
    if (s == FOS_STATUS_OK) s = fosi_exact_multiply(step, f1, &step);
    if (s == FOS_STATUS_OK) s = fosi_exact_subtract(t1, step, t);
    return s == FOS_STATUS_OK ? shorten(t) : s;
}

/* Net shares for one assignment of routes; NO_NET_PRICE when the rounds do not settle. `at` holds them then. */
static fos_status solve_for(fosi_quote *quote, const uint32_t *routes, const fosi_exact *price, point *a, point *b, point *c,
                            fos_error *error)
{
    uint32_t n = quote->eval.item_count;
    for (uint32_t i = 0; i < n; i++) {
        a->t[i] = (fosi_exact){ 1, 1, 0 };
        b->t[i] = (fosi_exact){ 5, 1, 1 };
    }
    fos_status status = evaluate(quote, routes, price, a, error);
    if (status == FOS_STATUS_OK && settled(&quote->eval, price, a, true)) {
        memcpy(c->t, a->t, n * sizeof *a->t);
        return FOS_STATUS_OK;
    }
    if (status == FOS_STATUS_OK) status = evaluate(quote, routes, price, b, error);
    for (int round = 0; status == FOS_STATUS_OK && round < MOST_ROUNDS; round++) {
        for (uint32_t i = 0; i < n && status == FOS_STATUS_OK; i++)
            status = meet(price[i], a->t[i], a->tax[i], b->t[i], b->tax[i], &c->t[i]);
        if (status == FOS_STATUS_OK) status = evaluate(quote, routes, price, c, error);
        if (status != FOS_STATUS_OK) return status;
        if (settled(&quote->eval, price, c, round == 0)) return FOS_STATUS_OK;
        point old = *a;
        *a = *b;
        *b = *c;
        *c = old;
    }
    return status == FOS_STATUS_OK ? FOS_STATUS_NO_NET_PRICE : status;
}

static fos_status fail_no_net(fos_error *error)
{
    return fosi_fail(error, FOS_STATUS_NO_NET_PRICE,
                     "no net price gives these prices with tax: a limit of the law lies between; give prices without tax");
}

/* From an assignment of routes to the net that they give, and from the net to its own routes, until both agree; with
 * `follow` false only one step. NO_NET_PRICE when they do not. */
static fos_status agree(fosi_quote *quote, uint32_t *routes, bool follow, const fosi_exact *price, point *a, point *b, point *c,
                        fos_error *error)
{
    fosi_eval *eval = &quote->eval;
    size_t size = eval->item_count * sizeof *routes;
    for (int round = 0; round < (follow ? MOST_ROUNDS : 1); round++) {
        fos_status status = solve_for(quote, routes, price, a, b, c, error);
        if (status == FOS_STATUS_OK) status = fosi_eval_again(eval, error);
        if (status != FOS_STATUS_OK) return status;
        eval->net_share = c->t;
        status = fosi_routes_choose(quote, error);
        if (status != FOS_STATUS_OK) return status;
        if (memcmp(routes, eval->route_of, size) == 0) return FOS_STATUS_OK;
        memcpy(routes, eval->route_of, size);
    }
    return FOS_STATUS_NO_NET_PRICE;
}

/* Each route in the order of the law, for all items, judged by its own net; then assignments that differ by item, from the
 * routes of the prices as they stand. The first that agrees with itself is the answer. */
fos_status fosi_gross_solve(fosi_quote *quote, fos_error *error)
{
    fosi_eval *eval = &quote->eval;
    uint32_t n = eval->item_count;
    fosi_exact *numbers = fosi_arena_take(&eval->arena, 7 * (size_t)n * sizeof *numbers);
    uint32_t *routes = fosi_arena_take(&eval->arena, n * sizeof *routes);
    if (numbers == NULL || routes == NULL) return fosi_fail_memory(error);
    point a = { numbers, numbers + n }, b = { numbers + 2 * n, numbers + 3 * n }, c = { numbers + 4 * n, numbers + 5 * n };
    fosi_exact *price = numbers + 6 * n;
    for (uint32_t i = 0; i < n; i++) {
        fos_status status = price_of(eval, i, &price[i]);
        if (status == FOS_STATUS_NO_EXCHANGE_RATE) return fosi_routes_choose(quote, error); /* incomplete: says what it lacks */
        if (status != FOS_STATUS_OK) return status;
    }
    for (uint32_t route = 0; route < eval->regime->route_count; route++) {
        if (!fosi_route_open(eval, route)) continue;
        for (uint32_t i = 0; i < n; i++)
            routes[i] = route;
        fos_status status = agree(quote, routes, false, price, &a, &b, &c, error);
        bool next = status == FOS_STATUS_NO_NET_PRICE || status == FOS_STATUS_NO_ROUTE || status == FOS_STATUS_OVERFLOW;
        if (!next) return status;
    }
    fos_status status = fosi_eval_again(eval, error);
    eval->net_share = NULL;
    if (status == FOS_STATUS_OK) status = fosi_routes_choose(quote, error);
    if (status != FOS_STATUS_OK || quote->undecided) return status;
    memcpy(routes, eval->route_of, n * sizeof *routes);
    status = agree(quote, routes, true, price, &a, &b, &c, error);
    return status == FOS_STATUS_NO_NET_PRICE ? fail_no_net(error) : status;
}
