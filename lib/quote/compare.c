/* Comparison: one quote for each route on offer, in the order of the law; where items can take different routes, a row is
 * "this route wherever it is offered, the rest as auto would". The row that auto takes is marked. */
#include "quote/compare.h"

#include <string.h>

#include <fos/version.h>

fosi_comparison *fosi_comparison_new(const fos_context *context)
{
    fosi_comparison *comparison = fosi_allocate(context, sizeof *comparison);
    if (comparison == NULL) return NULL;
    memset(comparison, 0, sizeof *comparison);
    fosi_arena_init(&comparison->arena, context);
    comparison->automatic = fosi_quote_new(context);
    if (comparison->automatic == NULL) {
        fosi_comparison_free(comparison);
        return NULL;
    }
    return comparison;
}

void fosi_comparison_free(fosi_comparison *comparison)
{
    if (comparison == NULL) return;
    const fos_context *context = comparison->arena.context;
    for (uint32_t i = 0; i < comparison->quote_count; i++)
        fosi_quote_free(comparison->quotes[i]);
    if (comparison->quotes != NULL) fosi_release(context, comparison->quotes);
    fosi_quote_free(comparison->automatic);
    fosi_arena_free(&comparison->arena);
    fosi_release(context, comparison);
}

static bool room_for(fosi_comparison *comparison, uint32_t count)
{
    const fos_context *context = comparison->arena.context;
    if (count > comparison->quote_count) {
        fosi_quote **more = fosi_allocate(context, count * sizeof *more);
        if (more == NULL) return false;
        memset(more, 0, count * sizeof *more);
        if (comparison->quotes != NULL) {
            memcpy(more, comparison->quotes, comparison->quote_count * sizeof *more);
            fosi_release(context, comparison->quotes);
        }
        comparison->quotes = more;
        comparison->quote_count = count;
    }
    if (comparison->quotes[count - 1] == NULL) comparison->quotes[count - 1] = fosi_quote_new(context);
    return comparison->quotes[count - 1] != NULL;
}

static bool same_routes(const fosi_quote *a, const fosi_quote *b)
{
    return memcmp(a->eval.route_of, b->eval.route_of, a->eval.item_count * sizeof *a->eval.route_of) == 0;
}

static fos_status offer(fosi_comparison *comparison, const struct fos_regime *regime, const fos_request *request, uint32_t route,
                        bool have_auto, fos_error *error)
{
    fos_comparison *view = &comparison->view;
    if (!room_for(comparison, (uint32_t)view->offer_count + 1)) return fosi_fail_memory(error);
    fosi_quote *quote = comparison->quotes[view->offer_count];
    fosi_choice choice = { route, NULL, comparison->tariffs };
    fos_status status = fosi_quote_compute(quote, regime, request, &choice, error);
    if (status == FOS_STATUS_NO_NET_PRICE || status == FOS_STATUS_NO_ROUTE)
        return FOS_STATUS_OK; /* not an offer for these prices */
    if (status != FOS_STATUS_OK) return status;
    fos_offer *made = fosi_arena_zero(&comparison->arena, 1, sizeof *made);
    const char **needs = fosi_arena_zero(&comparison->arena, regime->routes[route].need_count + (size_t)1, sizeof *needs);
    if (made == NULL || needs == NULL) return fosi_fail_memory(error);
    made->route = regime->routes[route].id;
    made->approach = regime->routes[route].approach;
    made->needs = needs;
    made->need_count = fosi_route_unmet(&quote->eval, route, needs);
    made->available = made->need_count == 0 ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE;
    bool taken = false;
    for (uint32_t i = 0; i < quote->eval.item_count; i++)
        taken |= quote->eval.route_of[i] == route;
    if (!taken) return FOS_STATUS_OK;
    made->automatic = have_auto && same_routes(quote, comparison->automatic) ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE;
    for (size_t k = 0; k < view->offer_count && made->automatic == FOS_TRUTH_TRUE; k++) {
        if (view->offers[k]->automatic == FOS_TRUTH_TRUE) return FOS_STATUS_OK; /* the same assignment is listed already */
    }
    made->quote = &quote->view;
    view->offers[view->offer_count++] = made;
    return FOS_STATUS_OK;
}

fos_status fosi_comparison_compute(fosi_comparison *comparison, const struct fos_regime *regime, const fosi_tariffs *tariffs,
                                   const fos_request *request, fos_error *error)
{
    fos_comparison *view = &comparison->view;
    memset(view, 0, sizeof *view);
    fosi_arena_reset(&comparison->arena);
    view->offers = fosi_arena_zero(&comparison->arena, regime->route_count + (size_t)1, sizeof *view->offers);
    if (view->offers == NULL) return fosi_fail_memory(error);
    fosi_choice automatic = { FOSI_NONE, NULL, *tariffs };
    comparison->tariffs = *tariffs;
    fos_status status = fosi_quote_compute(comparison->automatic, regime, request, &automatic, error);
    bool have_auto = status == FOS_STATUS_OK && !comparison->automatic->undecided;
    if (status != FOS_STATUS_OK && status != FOS_STATUS_NO_ROUTE) return status;
    view->engine = (fos_engine){ fos_version(), regime->id, regime->data_version, regime->digest };
    view->date = request->date;
    memcpy(view->destination_country, request->consignment->destination_country, 4);
    memcpy(view->currency, regime->currency, 4);
    fosi_quote *probe = comparison->automatic;
    for (uint32_t r = 0; r < regime->route_count; r++) {
        bool missing = false;
        uint64_t needs = 0;
        if (!fosi_route_open(&probe->eval, r)) continue;
        if (!fosi_route_offered(&probe->eval, r, &missing, &needs) && !missing) continue;
        status = offer(comparison, regime, request, r, have_auto, error);
        if (status != FOS_STATUS_OK) return status;
    }
    return FOS_STATUS_OK;
}
