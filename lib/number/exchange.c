/* Dated exchange rates: which rate the law's question picks, and the exact factor that it gives. Converting amounts and
 * rounding them is the regime's business. */
#include "number/exchange.h"

#include <string.h>

#include "number/wide.h"

#define NONE UINT32_MAX

/* The question with its rates, for one strictness about the series. */
typedef struct search {
    fos_exchange_rate *const *rates;
    size_t count;
    const fosi_exchange_ask *ask;
    bool any_series;
} search;

static bool is_currency(const char *currency, const char other[4]) { return strncmp(currency, other, 4) == 0; }

/* An absent wish and an absent mark fit everything. */
static bool agrees(const char *wish, const char *mark)
{
    return wish == NULL || mark == NULL || wish[0] == '\0' || mark[0] == '\0' || strcmp(wish, mark) == 0;
}

static bool fits(const search *s, const fos_exchange_rate *rate)
{
    return rate->date <= s->ask->date && rate->rate.coefficient > 0 && rate->rate.scale >= 0 &&
           rate->rate.scale <= FOS_DECIMAL_MAX_SCALE && agrees(s->ask->side, rate->side) &&
           (s->any_series || agrees(s->ask->series, rate->series));
}

static uint32_t latest_of_pair(const search *s, const char *from, const char *to)
{
    uint32_t found = NONE;
    for (size_t i = 0; i < s->count; i++) {
        const fos_exchange_rate *rate = s->rates[i];
        if (!is_currency(from, rate->from) || !is_currency(to, rate->to) || !fits(s, rate)) continue;
        if (found == NONE || rate->date > s->rates[found]->date) found = (uint32_t)i;
    }
    return found;
}

/* The direct rate, else the inverse one. */
static uint32_t latest_between(const search *s, const char *from, const char *to)
{
    uint32_t direct = latest_of_pair(s, from, to);
    return direct != NONE ? direct : latest_of_pair(s, to, from);
}

typedef struct legs {
    uint32_t first, second;
} legs;

/* A cross is as old as its older leg; the freshest wins, then the one whose other leg is fresher. */
static bool is_fresher(const search *s, legs a, legs b)
{
    fos_date a1 = s->rates[a.first]->date, a2 = s->rates[a.second]->date;
    fos_date b1 = s->rates[b.first]->date, b2 = s->rates[b.second]->date;
    fos_date a_old = a1 < a2 ? a1 : a2, b_old = b1 < b2 ? b1 : b2;
    if (a_old != b_old) return a_old > b_old;
    return (a1 < a2 ? a2 : a1) > (b1 < b2 ? b2 : b1);
}

static legs best_cross(const search *s)
{
    legs best = { NONE, NONE };
    for (size_t i = 0; i < s->count; i++) {
        const fos_exchange_rate *rate = s->rates[i];
        const char *middle = NULL;
        if (is_currency(s->ask->from, rate->from))
            middle = rate->to;
        else if (is_currency(s->ask->from, rate->to))
            middle = rate->from;
        if (middle == NULL || !fits(s, rate)) continue;
        /* Each middle currency once: where its best first leg stands. */
        if (latest_between(s, s->ask->from, middle) != i) continue;
        legs cross = { (uint32_t)i, latest_between(s, middle, s->ask->to) };
        if (cross.second == NONE) continue;
        if (best.first == NONE || is_fresher(s, cross, best)) best = cross;
    }
    return best;
}

static fosi_exact factor_of(const fos_exchange_rate *rate, const char *from)
{
    fosi_exact factor = fosi_exact_of(rate->rate);
    if (is_currency(from, rate->from)) return factor;
    fosi_exact inverse = { fosi_power_of_ten[factor.scale], (uint64_t)rate->rate.coefficient, 0 };
    fosi_exact_normalize(&inverse);
    return inverse;
}

static fos_status answer_with(const search *s, legs found, fosi_exchange_answer *answer)
{
    const fos_exchange_rate *first = s->rates[found.first];
    fosi_exact factor = factor_of(first, s->ask->from);
    if (found.second != NONE) {
        const char *middle = is_currency(s->ask->from, first->from) ? first->to : first->from;
        fos_status status = fosi_exact_multiply(factor, factor_of(s->rates[found.second], middle), &factor);
        if (status != FOS_STATUS_OK) return status;
        fosi_exact_normalize(&factor);
    }
    answer->factor = factor;
    answer->first = found.first;
    answer->second = found.second;
    answer->other_series = s->any_series;
    return FOS_STATUS_OK;
}

fos_status fosi_exchange_find(fos_exchange_rate *const *rates, size_t count, const fosi_exchange_ask *ask,
                              fosi_exchange_answer *answer)
{
    if (strncmp(ask->from, ask->to, 4) == 0) {
        fosi_exchange_answer same = { { 1, 1, 0 }, NONE, NONE, false };
        *answer = same;
        return FOS_STATUS_OK;
    }
    search s = { rates, count < NONE ? count : NONE, ask, false };
    for (int round = 0; round < 2; round++) {
        legs found = { latest_between(&s, ask->from, ask->to), NONE };
        if (found.first == NONE) found = best_cross(&s);
        if (found.first != NONE) return answer_with(&s, found, answer);
        s.any_series = true;
    }
    return FOS_STATUS_NO_EXCHANGE_RATE;
}
