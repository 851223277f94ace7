/* Which route each item takes: the first in the order of the law whose condition holds and whose needs are met, unless an
 * earlier one cannot be decided for want of an input. */
#include <string.h>

#include "dataset/codes.h"
#include "quote/kept.h"
#include "quote/quote.h"

bool fosi_route_open(const fosi_eval *eval, uint32_t index)
{
    const fosi_route_rule *route = &eval->regime->routes[index];
    fos_date date = eval->dates[route->clock];
    return (route->from == FOS_DATE_ABSENT || date >= route->from) && (route->until == FOS_DATE_ABSENT || date < route->until);
}

static const fosi_register *route_when(fosi_eval *eval, uint32_t index, uint32_t item)
{
    fosi_cell cell = { item, FOSI_NONE, NULL, 0 };
    return fosi_value(eval, eval->regime->routes[index].when, &cell);
}

/* Whether the law offers the route for any item. */
bool fosi_route_offered(fosi_eval *eval, uint32_t index, bool *missing, uint64_t *needs)
{
    bool offered = false;
    uint32_t count = eval->regime->routes[index].when_grain == FOSI_GRAIN_ITEM ? eval->item_count : 1;
    for (uint32_t i = 0; i < count; i++) {
        const fosi_register *when = route_when(eval, index, i);
        offered |= fosi_is_true(when);
        if (when->state == FOSI_STATE_MISSING) {
            *missing = true;
            *needs |= when->needs;
        }
    }
    return offered;
}

/* False when a need is surely not met; `open` when that is not known of one. */
static bool needs_met(fosi_eval *eval, const fosi_route_rule *route, bool *open, uint64_t *needs)
{
    fosi_cell cell = { FOSI_NONE, FOSI_NONE, NULL, 0 };
    for (uint32_t n = 0; n < route->need_count; n++) {
        const fosi_register *that = fosi_value(eval, route->needs[n].that, &cell);
        if (fosi_is_false(that)) return false;
        if (that->state != FOSI_STATE_MISSING) continue;
        *open = true;
        *needs |= that->needs;
    }
    return true;
}

uint32_t fosi_route_unmet(fosi_eval *eval, uint32_t index, const char **unmet)
{
    const fosi_route_rule *route = &eval->regime->routes[index];
    fosi_cell cell = { FOSI_NONE, FOSI_NONE, NULL, 0 };
    uint32_t count = 0;
    for (uint32_t n = 0; n < route->need_count; n++) {
        if (fosi_is_true(fosi_value(eval, route->needs[n].that, &cell))) continue;
        unmet[count++] = route->needs[n].say != NULL ? route->needs[n].say : "";
    }
    return count;
}

static bool any_approach(const char *approach) { return approach == NULL || strcmp(approach, "auto") == 0; }

static bool passes(const fosi_route_rule *route, const char *approach)
{
    if (any_approach(approach)) return true;
    return strcmp(route->id, approach) == 0 || strcmp(fosi_words_approach[route->approach], approach) == 0;
}

/* The route of one item; FOSI_NONE when none applies or it stays open (then `open` is set). */
static uint32_t choose(fosi_quote *quote, uint32_t item, bool *open)
{
    fosi_eval *eval = &quote->eval;
    const struct fos_regime *r = eval->regime;
    uint32_t forced = quote->choice.forced;
    if (forced != FOSI_NONE && fosi_route_open(eval, forced) && !fosi_is_false(route_when(eval, forced, item))) return forced;
    bool any = any_approach(quote->choice.approach);
    for (uint32_t i = 0; i < r->route_count; i++) {
        if (!(any || passes(&r->routes[i], quote->choice.approach)) || !fosi_route_open(eval, i)) continue;
        const fosi_register *when = route_when(eval, i, item);
        if (fosi_is_false(when)) continue;
        bool undecided = when->state == FOSI_STATE_MISSING;
        uint64_t needs = when->needs;
        if (!needs_met(eval, &r->routes[i], &undecided, &needs)) continue;
        if (!undecided) return i;
        *open = true;
        quote->undecided_needs |= needs;
        return FOSI_NONE;
    }
    return FOSI_NONE;
}

static void explain_refusal(fosi_eval *eval, uint32_t index, uint32_t item, fos_buffer *text)
{
    const fosi_route_rule *route = &eval->regime->routes[index];
    fosi_cell cell = { item, FOSI_NONE, NULL, 0 };
    fosi_buffer_format(text, "%s (", route->id);
    if (!fosi_is_true(route_when(eval, index, item))) {
        fosi_explain_condition(eval, route->when, &cell, FOS_TRUTH_ABSENT, text);
    } else {
        for (uint32_t n = 0; n < route->need_count; n++) {
            if (fosi_is_true(fosi_value(eval, route->needs[n].that, &cell))) continue;
            fosi_buffer_format(text, "needs: %s", route->needs[n].say != NULL ? route->needs[n].say : "");
            break;
        }
    }
    fosi_buffer_char(text, ')');
}

static fos_status fail_no_route(fosi_quote *quote, uint32_t item, fos_error *error)
{
    fosi_eval *eval = &quote->eval;
    const struct fos_regime *r = eval->regime;
    fos_buffer text;
    fosi_buffer_init(&text, eval->arena.context);
    uint32_t listed = 0;
    for (uint32_t i = 0; i < r->route_count; i++) {
        if (!passes(&r->routes[i], quote->choice.approach) || !fosi_route_open(eval, i)) continue;
        fosi_buffer_text(&text, listed++ > 0 ? "; " : "");
        explain_refusal(eval, i, item, &text);
    }
    bool lost = text.failed || eval->status == FOS_STATUS_NO_MEMORY; /* of what was kept on the way */
    fos_status status = lost ? FOS_STATUS_NO_MEMORY : FOS_STATUS_NO_ROUTE;
    if (lost)
        fosi_fail_memory(error);
    else if (listed == 0)
        fosi_fail(error, status, "%s has no route of approach \"%s\" on that date", r->name,
                  quote->choice.approach != NULL ? quote->choice.approach : "auto");
    else
        fosi_fail(error, status, "no route applies: %s", text.data);
    fosi_buffer_done(&text);
    if (status == FOS_STATUS_NO_ROUTE) fosi_point(error, "/approach");
    return status;
}

static fos_status check_approach(const fosi_quote *quote, fos_error *error)
{
    const struct fos_regime *r = quote->eval.regime;
    const char *approach = quote->choice.approach;
    if (any_approach(approach)) return FOS_STATUS_OK;
    int word = fosi_word_index(fosi_words_approach, fosi_slice_of(approach));
    if (word > 0 && word != FOS_APPROACH_HYBRID) return FOS_STATUS_OK;
    enum { MOST_NAMES = 64 };
    const char *names[MOST_NAMES] = { "auto", "vendor", "intermediary", "consumer", "border" };
    size_t count = 5;
    for (uint32_t i = 0; i < r->route_count; i++) {
        if (strcmp(r->routes[i].id, approach) == 0) return FOS_STATUS_OK;
        if (count < MOST_NAMES) names[count++] = r->routes[i].id;
    }
    const char *near = fosi_nearest(fosi_slice_of(approach), names, count);
    fosi_fail(error, FOS_STATUS_INVALID_VALUE,
              "\"%s\" is neither auto, vendor, intermediary, consumer or border nor a route of %s%s%s%s", approach, r->id,
              near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
    fosi_point(error, "/approach");
    return FOS_STATUS_INVALID_VALUE;
}

fos_status fosi_routes_choose(fosi_quote *quote, fos_error *error)
{
    fosi_eval *eval = &quote->eval;
    fos_status status = check_approach(quote, error);
    if (status != FOS_STATUS_OK) return status;
    quote->undecided = false;
    quote->undecided_needs = 0;
    for (uint32_t i = 0; i < eval->item_count; i++) {
        bool open = false;
        eval->route_of[i] = choose(quote, i, &open);
        quote->undecided |= open;
        if (eval->status != FOS_STATUS_OK) return eval->status;
        if (eval->route_of[i] == FOSI_NONE && !open) return fail_no_route(quote, i, error);
    }
    return fosi_kept_settle(eval);
}
