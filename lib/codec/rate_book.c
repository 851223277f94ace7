/* Rates that are read once and lent to many requests: in days, each a run of rates. */
#include "codec/rates.h"

#include <string.h>

#include "dataset/request.h"

#define RUN 32

typedef struct fosi_rate_day {
    struct fosi_rate_day *next;
    fos_date date;
    uint32_t count;
    fos_exchange_rate rates[RUN];
} rate_day;

void fosi_rate_book_init(fosi_rate_book *book, const fos_context *context)
{
    book->days = book->last = NULL;
    fosi_arena_init(&book->arena, context);
}

void fosi_rate_book_done(fosi_rate_book *book) { fosi_arena_free(&book->arena); }

static fos_status keep(void *user, const fos_exchange_rate *rate, fos_error *error)
{
    fosi_rate_book *book = user;
    rate_day *day = book->last;
    if (day == NULL || day->date != rate->date || day->count == RUN) {
        day = fosi_arena_take(&book->arena, sizeof *day);
        if (day == NULL) return fosi_fail_memory(error);
        day->next = NULL;
        day->date = rate->date;
        day->count = 0;
        *(book->last == NULL ? &book->days : &book->last->next) = day;
        book->last = day;
    }
    day->rates[day->count++] = *rate;
    return FOS_STATUS_OK;
}

fos_status fosi_rate_book_read(fosi_rate_book *book, const fos_source *file, fos_error *error)
{
    return fosi_rates_read(book->arena.context, file, INT32_MIN, INT32_MAX, keep, book, error);
}

fos_status fosi_rate_book_lend(const fosi_rate_book *book, fos_request *request, fos_error *error)
{
    fos_date first, last;
    fosi_rates_days(request, &first, &last);
    for (rate_day *day = book->days; day != NULL; day = day->next) {
        if (day->date < first || day->date > last) continue;
        for (uint32_t i = 0; i < day->count; i++)
            if (!fosi_request_lend_rate(request, &day->rates[i])) return fosi_fail_memory(error);
    }
    return FOS_STATUS_OK;
}
