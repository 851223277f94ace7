/* Taking a request on: dates with their defaults, the caller's choices against those the regime knows, and each item's
 * price with its share of freight and insurance. */
#include <string.h>

#include "dataset/codes.h"
#include "number/exchange.h"
#include "quote/kept.h"

void fosi_eval_init(fosi_eval *eval, const fos_context *context)
{
    memset(eval, 0, sizeof *eval);
    fosi_arena_init(&eval->arena, context);
    fosi_arena_init(&eval->kept, context);
}

void fosi_eval_done(fosi_eval *eval)
{
    fosi_arena_free(&eval->kept);
    fosi_arena_free(&eval->arena);
}

static void set_dates(fosi_eval *eval)
{
    const fos_request *r = eval->request;
    fos_date given[FOSI_CLOCK_COUNT] = { r->date, r->sale_date, r->departure_date, r->arrival_date };
    for (int i = 0; i < FOSI_CLOCK_COUNT; i++)
        eval->dates[i] = given[i] == FOS_DATE_ABSENT ? r->date : given[i];
}

static fos_status choose_elections(fosi_eval *eval, fos_error *error)
{
    const struct fos_regime *r = eval->regime;
    eval->elected = 0;
    for (uint32_t i = 0; i < r->input_count && i < 64; i++) {
        if (r->inputs[i].kind == FOSI_INPUT_ELECTION && r->inputs[i].elected_by_default) eval->elected |= UINT64_C(1) << i;
    }
    for (size_t e = 0; e < eval->request->election_count; e++) {
        const char *name = eval->request->elections[e];
        uint32_t i = 0;
        if (strncmp(name, "tariff.", 7) == 0) continue; /* a treatment that the tariff may offer: see claims.c */
        while (i < r->input_count && (r->inputs[i].kind != FOSI_INPUT_ELECTION || strcmp(r->inputs[i].name, name) != 0))
            i++;
        if (i == r->input_count || i >= 64) {
            const char *near = NULL;
            for (uint32_t k = 0; k < r->input_count && near == NULL; k++) {
                if (r->inputs[k].kind == FOSI_INPUT_ELECTION) near = fosi_nearest(fosi_slice_of(name), &r->inputs[k].name, 1);
            }
            fosi_fail(error, FOS_STATUS_INVALID_VALUE, "the regime %s has no election \"%s\"%s%s%s", r->id, name,
                      near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
            fosi_point(error, "/elections");
            return FOS_STATUS_INVALID_VALUE;
        }
        eval->elected |= UINT64_C(1) << i;
    }
    return FOS_STATUS_OK;
}

/* The one assumption that is no regime's. */
static fos_status choose_short_code(fosi_eval *eval, const fos_assumption *assume, fos_error *error)
{
    static const char *const ways[] = { "exact", "highest", "lowest", NULL };
    int way = fosi_word_index(ways, fosi_slice_of(assume->value));
    if (way >= 0) {
        eval->short_code = (fosi_short_code)way;
        return FOS_STATUS_OK;
    }
    fosi_fail(error, FOS_STATUS_INVALID_VALUE, "tariff.short_code is \"%s\", expected exact, highest or lowest", assume->value);
    fosi_point(error, "/assume");
    return FOS_STATUS_INVALID_VALUE;
}

static fos_status choose_switches(fosi_eval *eval, fos_error *error)
{
    const struct fos_regime *r = eval->regime;
    eval->choices = fosi_arena_take(&eval->arena, (r->switch_count + 1) * sizeof *eval->choices);
    if (eval->choices == NULL) return fosi_fail_memory(error);
    for (uint32_t i = 0; i < r->switch_count; i++)
        eval->choices[i] = r->switches[i].fallback;
    for (size_t a = 0; a < eval->request->assume_count; a++) {
        const fos_assumption *assume = eval->request->assume[a];
        if (strcmp(assume->name, "tariff.short_code") == 0) {
            fos_status status = choose_short_code(eval, assume, error);
            if (status != FOS_STATUS_OK) return status;
            continue;
        }
        uint32_t i = 0, option = 0;
        while (i < r->switch_count && strcmp(r->switches[i].name, assume->name) != 0)
            i++;
        while (i < r->switch_count && option < r->switches[i].option_count &&
               strcmp(r->switches[i].options[option], assume->value) != 0)
            option++;
        if (i == r->switch_count || option == r->switches[i].option_count) {
            if (i == r->switch_count)
                fosi_fail(error, FOS_STATUS_INVALID_VALUE, "the regime %s has no switch \"%s\"", r->id, assume->name);
            else
                fosi_fail(error, FOS_STATUS_INVALID_VALUE, "the switch \"%s\" has no reading \"%s\"; its default is \"%s\"",
                          assume->name, assume->value, r->switches[i].options[r->switches[i].fallback]);
            fosi_point(error, "/assume");
            return FOS_STATUS_INVALID_VALUE;
        }
        eval->choices[i] = option;
    }
    return FOS_STATUS_OK;
}

static int settle_level(const char *word)
{
    static const char *const words[] = { "item", "group", "rate", "route", "consignment", NULL };
    static const int levels[] = { FOSI_SETTLE_CELL, FOSI_SETTLE_CELL, FOSI_SETTLE_RATE, FOSI_SETTLE_ROUTE,
                                  FOSI_SETTLE_CONSIGNMENT };
    int index = word == NULL ? -1 : fosi_word_index(words, fosi_slice_of(word));
    return index < 0 ? -1 : levels[index];
}

/* A level that no charge of the regime leaves open is refused, not ignored. */
static fos_status choose_level(fosi_eval *eval, fos_error *error)
{
    const char *level = eval->request->rounding_level;
    eval->settle_override = settle_level(level);
    if (level == NULL) return FOS_STATUS_OK;
    for (uint32_t i = 0; i < eval->regime->charge_count && eval->settle_override >= 0; i++) {
        if ((eval->regime->charges[i].settle_free >> eval->settle_override & 1) != 0) return FOS_STATUS_OK;
    }
    fosi_fail(error, FOS_STATUS_INVALID_VALUE, "the law of %s does not leave open to round at the level \"%s\"", eval->regime->id,
              level);
    fosi_point(error, "/rounding_level");
    return FOS_STATUS_INVALID_VALUE;
}

/* ---- prices ---- */

static fos_status price_line(const fos_item *item, fosi_line *line)
{
    const fos_money *price = fos_decimal_present(item->amount.amount) ? &item->amount : &item->unit_price;
    memcpy(line->currency, price->currency, 4);
    line->goods = line->freight = line->insurance = (fosi_exact){ 0, 1, 0 };
    line->shares_missing = false;
    line->unpriced = !fos_decimal_present(price->amount) || price->currency[0] == '\0';
    if (line->unpriced) return FOS_STATUS_OK;
    fos_status status = FOS_STATUS_OK;
    line->goods = fosi_exact_of(price->amount);
    if (price == &item->unit_price && fos_decimal_present(item->quantity))
        status = fosi_exact_multiply(line->goods, fosi_exact_of(item->quantity), &line->goods);
    if (status == FOS_STATUS_OK && fos_decimal_present(item->discount.amount))
        status = fosi_exact_subtract(line->goods, fosi_exact_of(item->discount.amount), &line->goods);
    return status;
}

/* The smallest step in which an amount of freight is shared out: its currency's, or its own last digit when that is finer. */
static fos_decimal step_of(const fos_money *money)
{
    int digits = fosi_currency_digits(money->currency);
    int32_t scale = money->amount.scale > digits ? money->amount.scale : digits;
    return (fos_decimal){ 1, scale < 0 ? 0 : scale };
}

/* Weights are the goods in the freight's own currency. */
static bool weigh(fosi_eval *eval, const char *currency, fosi_exact *weights)
{
    if (eval->unpriced || currency[0] == '\0') return false;
    for (uint32_t i = 0; i < eval->item_count; i++) {
        const fosi_line *line = &eval->lines[i];
        weights[i] = line->goods;
        if (memcmp(line->currency, currency, 3) == 0 || line->goods.n == 0) continue;
        const fosi_purpose *purpose = &eval->regime->purposes[0];
        fosi_exchange_ask ask = { line->currency, currency, eval->dates[purpose->clock], purpose->series, purpose->side };
        fosi_exchange_answer answer;
        if (fosi_exchange_find(eval->request->exchange_rates, eval->request->exchange_rate_count, &ask, &answer) != FOS_STATUS_OK)
            return false;
        fos_status status = fosi_exact_multiply(line->goods, answer.factor, &weights[i]);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
    return true;
}

static bool one_currency(const fosi_eval *eval)
{
    for (uint32_t i = 1; i < eval->item_count; i++) {
        if (memcmp(eval->lines[i].currency, eval->lines[0].currency, 3) != 0) return false;
    }
    return true;
}

static fos_status share_out(fosi_eval *eval, const fos_money *money, bool insurance)
{
    uint32_t n = eval->item_count;
    if (!fos_decimal_present(money->amount) || money->amount.coefficient == 0) return FOS_STATUS_OK;
    if (n == 1) {
        *(insurance ? &eval->lines[0].insurance : &eval->lines[0].freight) = fosi_exact_of(money->amount);
        return FOS_STATUS_OK;
    }
    fosi_exact *weights = fosi_arena_take(&eval->arena, 2 * (size_t)n * sizeof *weights);
    if (weights == NULL) return FOS_STATUS_NO_MEMORY;
    const char *currency = one_currency(eval) ? eval->lines[0].currency : money->currency; /* equal currencies need no rate */
    if (!weigh(eval, currency, weights)) {
        for (uint32_t i = 0; i < n; i++)
            eval->lines[i].shares_missing = true;
        return FOS_STATUS_OK;
    }
    fos_status status = fosi_apportion(&eval->arena, fosi_exact_of(money->amount), step_of(money), weights, n, weights + n);
    for (uint32_t i = 0; i < n && status == FOS_STATUS_OK; i++)
        *(insurance ? &eval->lines[i].insurance : &eval->lines[i].freight) = weights[n + i];
    return status;
}

static fos_status price_all(fosi_eval *eval)
{
    const fos_consignment *c = eval->consignment;
    eval->unpriced = false;
    for (uint32_t i = 0; i < eval->item_count; i++) {
        fos_status status = price_line(c->items[i], &eval->lines[i]);
        if (status != FOS_STATUS_OK) return status;
        eval->unpriced |= eval->lines[i].unpriced;
    }
    fos_status status = share_out(eval, &c->freight, false);
    return status == FOS_STATUS_OK ? share_out(eval, &c->insurance, true) : status;
}

/* ---- begin ---- */

static bool open_tables(fosi_eval *eval)
{
    const struct fos_regime *r = eval->regime;
    size_t waivers = (size_t)r->waiver_count * (r->route_count + 1);
    eval->charges = fosi_arena_zero(&eval->arena, r->charge_count + (size_t)1, sizeof *eval->charges);
    eval->waiver_state = fosi_arena_zero(&eval->arena, waivers + 1, 1);
    return eval->charges != NULL && eval->waiver_state != NULL;
}

fos_status fosi_eval_begin(fosi_eval *eval, const struct fos_regime *regime, const fos_request *request, fos_error *error)
{
    fosi_arena_reset(&eval->arena);
    eval->regime = regime;
    eval->request = request;
    eval->consignment = request->consignment;
    eval->item_count = (uint32_t)request->consignment->item_count;
    eval->net_share = NULL;
    eval->draft = NULL;
    eval->rate_count = 0;
    eval->short_code = FOSI_SHORT_EXACT;
    eval->tariffs_read = 0;
    eval->assessed = NULL;
    eval->status = FOS_STATUS_OK;
    eval->failed_charge = FOSI_NONE;
    set_dates(eval);
    size_t n = eval->item_count == 0 ? 1 : eval->item_count;
    eval->stack = fosi_arena_take(&eval->arena, FOSI_STACK * sizeof *eval->stack);
    eval->lines = fosi_arena_take(&eval->arena, n * sizeof *eval->lines);
    eval->route_of = fosi_arena_take(&eval->arena, n * sizeof *eval->route_of);
    if (eval->stack == NULL || eval->lines == NULL || eval->route_of == NULL || !open_tables(eval))
        return fosi_fail_memory(error);
    eval->top = eval->stack;
    eval->stack_limit = eval->stack + FOSI_STACK - FOSI_STACK_RANGE;
    for (size_t i = 0; i < n; i++)
        eval->route_of[i] = FOSI_NONE;
    fos_status status = choose_elections(eval, error);
    if (status == FOS_STATUS_OK) status = choose_switches(eval, error);
    if (status == FOS_STATUS_OK) status = choose_level(eval, error);
    if (status != FOS_STATUS_OK) return status;
    if (fosi_kept_open(eval) != FOS_STATUS_OK) return fosi_fail_memory(error);
    status = price_all(eval);
    if (status == FOS_STATUS_OK) status = eval->status;
    if (status == FOS_STATUS_NO_MEMORY) return fosi_fail_memory(error);
    return status == FOS_STATUS_OK ? status : fosi_fail(error, status, "the prices of the items are too large to compute with");
}

fos_status fosi_eval_again(fosi_eval *eval, fos_error *error)
{
    eval->status = FOS_STATUS_OK;
    eval->top = eval->stack;
    for (uint32_t i = 0; i < eval->item_count; i++)
        eval->route_of[i] = FOSI_NONE;
    return open_tables(eval) && fosi_kept_again(eval) == FOS_STATUS_OK ? FOS_STATUS_OK : fosi_fail_memory(error);
}
