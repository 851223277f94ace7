/* Exchange rates of published files, between the reader and who keeps them. */
#ifndef FOSI_RATES_H
#define FOSI_RATES_H

#include <fos/library.h>
#include <fos/rates.h>

#include "base/base.h"

/* Takes one rate; its texts live as long as the library. */
typedef fos_status fosi_rate_taker(void *user, const fos_exchange_rate *rate, fos_error *error);

/* Hands over the rates of a file that lie between two days; errors are those of fos_request_read_rates. */
fos_status fosi_rates_read(const fos_context *context, const fos_source *file, fos_date first, fos_date last,
                           fosi_rate_taker *take, void *user, fos_error *error);
/* The days of which a request can need rates. */
void fosi_rates_days(const fos_request *request, fos_date *first, fos_date *last);

/* The rates of some files, read once and lent to many requests. Not changed after it is read, so threads share it. */
typedef struct fosi_rate_book {
    fosi_arena arena;
    struct fosi_rate_day *days, *last; /* in the order of the files */
} fosi_rate_book;

void fosi_rate_book_init(fosi_rate_book *book, const fos_context *context);
void fosi_rate_book_done(fosi_rate_book *book);
/* Reads one more file. */
fos_status fosi_rate_book_read(fosi_rate_book *book, const fos_source *file, fos_error *error);
/* Adds to a request what it can need. The book must outlive its content. */
fos_status fosi_rate_book_lend(const fosi_rate_book *book, fos_request *request, fos_error *error);

#endif
