/* One quote from request to view. */
#include "quote/quote.h"
#include "quote/kept.h"

#include <string.h>

fosi_quote *fosi_quote_new(const fos_context *context)
{
    fosi_quote *quote = fosi_allocate(context, sizeof *quote);
    if (quote == NULL) return NULL;
    memset(quote, 0, sizeof *quote);
    fosi_eval_init(&quote->eval, context);
    quote->eval.keeper = &quote->keeper;
    return quote;
}

void fosi_quote_free(fosi_quote *quote)
{
    if (quote == NULL) return;
    const fos_context *context = quote->eval.arena.context;
    fosi_quote_free(quote->shadow);
    fosi_eval_done(&quote->eval);
    fosi_release(context, quote);
}

static fos_status run(fosi_quote *quote, fos_error *error)
{
    fos_status status;
    if (quote->eval.request->prices_include_tax == FOS_TRUTH_TRUE) {
        status = fosi_gross_solve(quote, error);
    } else {
        status = fosi_routes_choose(quote, error);
    }
    if (status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    if (status == FOS_STATUS_OK) return fosi_quote_build(quote, error);
    bool silent = status == quote->eval.status || status == FOS_STATUS_OVERFLOW || status == FOS_STATUS_DIVISION_BY_ZERO;
    return silent
               ? fosi_fail(error, status, "a result does not fit the exact numbers of this library (%s)", fos_status_name(status))
               : status;
}

static fos_status check_history(const struct fos_regime *regime, const fos_request *request, fos_error *error)
{
    if (regime->history == FOS_DATE_ABSENT || request->date >= regime->history) return FOS_STATUS_OK;
    char day[FOS_DATE_TEXT];
    fos_date_format(regime->history, day);
    fosi_fail(error, FOS_STATUS_NO_REGIME, "the regime %s (%s) holds the law from %s on", regime->id, regime->name, day);
    fosi_point(error, "/date");
    return FOS_STATUS_NO_REGIME;
}

fos_status fosi_quote_compute(fosi_quote *quote, const struct fos_regime *regime, const fos_request *request,
                              const fosi_choice *choice, fos_error *error)
{
    quote->choice = *choice;
    quote->cited = NULL;
    quote->told_parts = NULL;
    quote->eval.tariffs = choice->tariffs;
    fos_status status = check_history(regime, request, error);
    if (status == FOS_STATUS_OK) status = fosi_eval_begin(&quote->eval, regime, request, error);
    return status == FOS_STATUS_OK ? run(quote, error) : status;
}

fos_status fosi_quote_reread(fosi_quote *quote, const fosi_quote *model, const fosi_override *other)
{
    fosi_eval *eval = &quote->eval;
    quote->choice = model->choice;
    eval->tariffs = model->eval.tariffs;
    fos_status status = fosi_eval_begin(eval, model->eval.regime, model->eval.request, NULL);
    if (status != FOS_STATUS_OK) return status;
    memcpy(eval->choices, model->eval.choices, eval->regime->switch_count * sizeof *eval->choices);
    eval->choices[other->index] = other->option;
    if (fosi_kept_open(eval) != FOS_STATUS_OK) return FOS_STATUS_NO_MEMORY;
    status =
        eval->request->prices_include_tax == FOS_TRUTH_TRUE ? fosi_gross_solve(quote, NULL) : fosi_routes_choose(quote, NULL);
    for (uint32_t c = 0; status == FOS_STATUS_OK && c < eval->regime->charge_count; c++) {
        fosi_charge_due(eval, c);
        status = eval->status;
    }
    return status;
}

static bool charges_nothing(const fosi_charge_run *run)
{
    for (uint32_t s = 0; s < run->settle_count; s++) {
        if (run->settles[s].missing || run->settles[s].assessed.n != 0) return false;
    }
    return run->undecided == NULL;
}

static bool same_run(const fosi_charge_run *a, const fosi_charge_run *b)
{
    if (charges_nothing(a) && charges_nothing(b)) return true;
    if (a->settle_count != b->settle_count || (a->undecided == NULL) != (b->undecided == NULL) ||
        a->member_count != b->member_count)
        return false;
    for (uint32_t s = 0; s < a->settle_count; s++) {
        const fosi_settle_run *x = &a->settles[s], *y = &b->settles[s];
        if (x->missing != y->missing || x->waived != y->waived) return false;
        if (!x->missing && fosi_exact_compare(x->assessed, y->assessed) != 0) return false;
    }
    return true;
}

bool fosi_quote_same(fosi_quote *a, fosi_quote *b)
{
    if (memcmp(a->eval.route_of, b->eval.route_of, a->eval.item_count * sizeof *a->eval.route_of) != 0) return false;
    for (uint32_t c = 0; c < a->eval.regime->charge_count; c++) {
        const fosi_charge_run *x = fosi_charge_due(&a->eval, c), *y = fosi_charge_due(&b->eval, c);
        if (x == NULL || y == NULL || !same_run(x, y)) return false;
    }
    return true;
}
