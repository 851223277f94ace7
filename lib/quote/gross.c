/* Prices that include tax: the net is sought whose tax at sale brings it to the price. On fixed branches the unrounded tax
 * is affine in the net share t of each item, so two evaluations give it exactly; a third confirms the branches. The route
 * is chosen on the net. */
#include <string.h>

#include "quote/quote.h"

#define MOST_ROUNDS 8

/* The exact tax at sale on each item, with the routes as they stand. */
static fos_status tax_at_sale(fosi_quote *quote, fosi_exact *tax)
{
    fosi_eval *eval = &quote->eval;
    const struct fos_regime *r = eval->regime;
    for (uint32_t i = 0; i < eval->item_count; i++) {
        tax[i] = (fosi_exact){ 0, 1, 0 };
        uint32_t route = eval->route_of[i];
        for (uint32_t c = 0; route != FOSI_NONE && c < r->charge_count; c++) {
            uint32_t collection = r->routes[route].collection_of[c];
            if (collection == FOSI_NONE || r->charges[c].kind != FOS_CHARGE_KIND_TAX || r->collections[collection].due != FOS_DUE_SALE) continue;
            fosi_cell cell = { i, route, NULL, 0 };
            fosi_amount_view view = r->charges[c].per == FOSI_PER_ITEM ? FOSI_VIEW_EXACT : FOSI_VIEW_ASSESSED;
            fosi_register amount = fosi_charge_amount(eval, c, view, FOSI_GRAIN_ITEM, &cell);
            if (amount.state == FOSI_STATE_MISSING) continue; /* the quote will be incomplete */
            fos_status status = fosi_exact_add(tax[i], amount.as.number, &tax[i]);
            if (status != FOS_STATUS_OK) return status;
        }
    }
    return eval->status;
}

/* An item's price, goods and freight, in the regime's currency, as if it were all net. */
static fos_status price_of(fosi_eval *eval, uint32_t item, fosi_exact *price)
{
    fosi_cell cell = { item, FOSI_NONE, NULL, 0 };
    fosi_exact *net = eval->net_share;
    eval->net_share = NULL;
    fosi_register goods = fosi_fact_money(eval, FOSI_FACT_GOODS, 0, &cell), freight = fosi_fact_money(eval, FOSI_FACT_FREIGHT, 0, &cell);
    eval->net_share = net;
    if (goods.state != FOSI_STATE_VALUE || freight.state != FOSI_STATE_VALUE) return FOS_STATUS_NO_EXCHANGE_RATE;
    return fosi_exact_add(goods.as.number, freight.as.number, price);
}

typedef struct point {
    fosi_exact *t, *tax; /* by item */
} point;

static fos_status evaluate(fosi_quote *quote, const uint32_t *routes, const point *at, fos_error *error)
{
    fosi_eval *eval = &quote->eval;
    fos_status status = fosi_eval_again(eval, error);
    if (status != FOS_STATUS_OK) return status;
    eval->net_share = at->t;
    memcpy(eval->route_of, routes, eval->item_count * sizeof *routes);
    return tax_at_sale(quote, at->tax);
}

/* Tax as a part of the price: small numbers, however large the price and whatever the currency. */
static fos_status part_of(fosi_exact tax, fosi_exact price, fosi_exact *part)
{
    if (price.n == 0) {
        *part = (fosi_exact){ 0, 1, 0 };
        return FOS_STATUS_OK;
    }
    fos_status status = fosi_exact_divide(tax, price, part);
    return status == FOS_STATUS_OK ? fosi_exact_normalize(part) : status;
}

/* Whether the net and the tax on it make up the price of every item. */
static bool settled(const fosi_exact *price, const point *at, uint32_t count)
{
    static const fosi_exact whole = { 1, 1, 0 };
    for (uint32_t i = 0; i < count; i++) {
        fosi_exact sum;
        if (price[i].n == 0) continue;
        if (part_of(at->tax[i], price[i], &sum) != FOS_STATUS_OK || fosi_exact_add(sum, at->t[i], &sum) != FOS_STATUS_OK) return false;
        if (fosi_exact_compare(sum, whole) != 0) return false;
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
    if (s == FOS_STATUS_OK) s = fosi_exact_subtract(f1, whole, &f1);
    if (s != FOS_STATUS_OK || slope.n == 0) return s;
    s = fosi_exact_subtract(t1, t0, &step);
    if (s == FOS_STATUS_OK) s = fosi_exact_divide(step, slope, &step);
    if (s == FOS_STATUS_OK) s = fosi_exact_multiply(step, f1, &step);
    if (s == FOS_STATUS_OK) s = fosi_exact_subtract(t1, step, t);
    return s == FOS_STATUS_OK ? fosi_exact_normalize(t) : s;
}

/* Net shares for one assignment of routes; NO_NET_PRICE when the rounds do not settle. `at` holds them then. */
static fos_status solve_for(fosi_quote *quote, const uint32_t *routes, const fosi_exact *price, point *a, point *b, point *c, fos_error *error)
{
    uint32_t n = quote->eval.item_count;
    for (uint32_t i = 0; i < n; i++) {
        a->t[i] = (fosi_exact){ 1, 1, 0 };
        b->t[i] = (fosi_exact){ 5, 1, 1 };
    }
    fos_status status = evaluate(quote, routes, a, error);
    if (status == FOS_STATUS_OK && settled(price, a, n)) {
        memcpy(c->t, a->t, n * sizeof *a->t);
        return FOS_STATUS_OK;
    }
    if (status == FOS_STATUS_OK) status = evaluate(quote, routes, b, error);
    for (int round = 0; status == FOS_STATUS_OK && round < MOST_ROUNDS; round++) {
        for (uint32_t i = 0; i < n && status == FOS_STATUS_OK; i++) status = meet(price[i], a->t[i], a->tax[i], b->t[i], b->tax[i], &c->t[i]);
        if (status == FOS_STATUS_OK) status = evaluate(quote, routes, c, error);
        if (status != FOS_STATUS_OK) return status;
        if (settled(price, c, n)) return FOS_STATUS_OK;
        point old = *a;
        *a = *b;
        *b = *c;
        *c = old;
    }
    return status == FOS_STATUS_OK ? FOS_STATUS_NO_NET_PRICE : status;
}

static fos_status fail_no_net(fos_error *error)
{
    return fosi_fail(error, FOS_STATUS_NO_NET_PRICE, "no net price gives these prices with tax: a limit of the law lies between; give prices without tax");
}

/* From an assignment of routes to the net that they give, and from the net to its own routes, until both agree; with
 * `follow` false only one step. NO_NET_PRICE when they do not. */
static fos_status agree(fosi_quote *quote, uint32_t *routes, bool follow, const fosi_exact *price, point *a, point *b, point *c, fos_error *error)
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
        for (uint32_t i = 0; i < n; i++) routes[i] = route;
        fos_status status = agree(quote, routes, false, price, &a, &b, &c, error);
        if (status != FOS_STATUS_NO_NET_PRICE && status != FOS_STATUS_NO_ROUTE) return status;
    }
    fos_status status = fosi_eval_again(eval, error);
    eval->net_share = NULL;
    if (status == FOS_STATUS_OK) status = fosi_routes_choose(quote, error);
    if (status != FOS_STATUS_OK || quote->undecided) return status;
    memcpy(routes, eval->route_of, n * sizeof *routes);
    status = agree(quote, routes, true, price, &a, &b, &c, error);
    return status == FOS_STATUS_NO_NET_PRICE ? fail_no_net(error) : status;
}
