/* The offers of a comparison for people: side by side while the page holds them, else one after the other. Both ways write
 * the same rows; only the table turns. */
#include <string.h>

#include <fos/text.h>

#include "locale/text_words.h"

#define SIDE_BY_SIDE ((size_t)3)

static const char *write_route(fosi_view *view, const fos_offer *offer)
{
    fosi_buffer_format(&view->scratch, "%s%s", offer->automatic == FOS_TRUTH_TRUE ? "* " : "",
                       offer->route == NULL ? "-" : offer->route);
    return fosi_view_take(view);
}

static const char *write_way(fosi_view *view, const fos_offer *offer)
{
    fosi_buffer_format(&view->scratch, "%s: %s", fos_approach_name(offer->approach), fosi_approach_words(offer->approach));
    return fosi_view_take(view);
}

static const char *write_available(fosi_view *view, const fos_offer *offer)
{
    if (offer->available == FOS_TRUTH_TRUE) return "yes";
    fosi_buffer_text(&view->scratch, offer->need_count == 0 ? "no" : "only if ");
    for (size_t i = 0; i < offer->need_count; i++)
        fosi_buffer_format(&view->scratch, "%s%s", i == 0 ? "" : ", and ", offer->needs[i]);
    return fosi_view_take(view);
}

static const char *write_complete(fosi_view *view, const fos_offer *offer)
{
    const fos_quote *quote = offer->quote;
    if (quote == NULL) return "no quote could be made";
    if (quote->complete == FOS_TRUTH_TRUE) return NULL;
    for (size_t i = 0; i < quote->missing_count; i++) {
        const fos_missing *missing = quote->missing[i];
        fosi_buffer_text(&view->scratch, i == 0 ? "" : ", ");
        if (missing->item != 0) fosi_buffer_format(&view->scratch, "item %lu: ", (unsigned long)missing->item);
        fosi_buffer_text(&view->scratch, missing->needs);
    }
    return fosi_view_take(view);
}

static const char *write_total(fosi_view *view, const fos_offer *offer, size_t which)
{
    if (offer->quote == NULL) return NULL;
    const fos_quote_totals *totals = &offer->quote->totals;
    const fos_decimal amounts[] = {
        totals->duty, totals->excise, totals->tax, totals->fee, totals->charges, totals->landed_cost
    };
    return fosi_view_money(view, amounts[which], offer->quote->currency);
}

static const char *write_payments(fosi_view *view, const fos_offer *offer)
{
    size_t count;
    if (offer->quote == NULL) return NULL;
    const fosi_payment *payments = fosi_payments(view, offer->quote, false, &count);
    for (size_t i = 0; payments != NULL && i < count; i++) {
        if (i != 0) fosi_buffer_char(&view->scratch, '\n');
        fosi_put_role(view, payments[i].payer);
        fosi_buffer_text(&view->scratch, " pays ");
        fosi_put_role(view, payments[i].collector);
        fosi_buffer_char(&view->scratch, ' ');
        fosi_view_note(view, fosi_locale_put_money(&view->locale, payments[i].amount, offer->quote->currency, &view->scratch));
        fosi_buffer_format(&view->scratch, " %s", fosi_due_words(payments[i].due));
    }
    return fosi_view_take(view);
}

/* The rows of a comparison, in order. */
enum { ROW_ROUTE, ROW_WAY, ROW_AVAILABLE, ROW_COMPLETE, ROW_TOTALS, ROW_PAYMENTS = ROW_TOTALS + 6, ROW_COUNT };

static const char *const row_names[ROW_COUNT] = { "Route", "Approach", "Available", "Missing",     "Duty",    "Excise",
                                                  "Tax",   "Fees",     "Charges",   "Landed cost", "Payments" };

static const char *write_cell(fosi_view *view, const fos_offer *offer, size_t row)
{
    switch (row) {
    case ROW_ROUTE: return write_route(view, offer);
    case ROW_WAY: return write_way(view, offer);
    case ROW_AVAILABLE: return write_available(view, offer);
    case ROW_COMPLETE: return write_complete(view, offer);
    case ROW_PAYMENTS: return write_payments(view, offer);
    default: return write_total(view, offer, row - ROW_TOTALS);
    }
}

/* Excise and the like stay out of sight where no offer has them. */
static bool is_of_interest(const fos_comparison *comparison, size_t row)
{
    for (size_t i = 0; i < comparison->offer_count; i++) {
        const fos_quote *quote = comparison->offers[i]->quote;
        if (row == ROW_COMPLETE && (quote == NULL || quote->complete != FOS_TRUTH_TRUE)) return true;
        if (quote == NULL) continue;
        const fos_decimal amounts[] = { quote->totals.duty, quote->totals.excise, quote->totals.tax, quote->totals.fee };
        if (row >= ROW_TOTALS && row < ROW_TOTALS + 4 && amounts[row - ROW_TOTALS].coefficient != 0) return true;
    }
    return row != ROW_COMPLETE && (row < ROW_TOTALS || row >= ROW_TOTALS + 4);
}

/* One table of the offers from `first` on, a column for each. */
static void write_offers(fosi_view *view, const fos_comparison *comparison, size_t first, size_t count)
{
    fosi_table table = { .columns = count + 1, .fixed = { true }, .widths = { 11 } };
    for (size_t row = 0; row < ROW_COUNT; row++) {
        if (!is_of_interest(comparison, row)) continue;
        fosi_row *cells = fosi_table_row(view, &table);
        cells->cells[0] = row_names[row];
        for (size_t i = 0; i < count; i++)
            cells->cells[i + 1] = write_cell(view, comparison->offers[first + i], row);
    }
    fosi_table_write(view, &table);
}

static void write_heading(fosi_view *view, const fos_comparison *comparison)
{
    fos_buffer *out = &view->scratch;
    fosi_buffer_format(out, "Import into %s on ", comparison->destination_country);
    fosi_view_note(view, fosi_locale_put_date(&view->locale, comparison->date, out));
    fosi_buffer_format(out, ": %zu %s", comparison->offer_count, comparison->offer_count == 1 ? "way" : "ways");
    fosi_view_line(view, fosi_view_take(view));
    fosi_buffer_format(out, "%s, data version %s", comparison->engine.regime, comparison->engine.data_version);
    fosi_view_paragraph(view, "Regime  ", fosi_view_take(view));
}

fos_status fos_comparison_write_text(const fos_comparison *comparison, const char *locale, fos_buffer *out, fos_error *error)
{
    if (comparison == NULL || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "no comparison or no buffer was given");
    fosi_view view;
    fos_status status = fosi_view_open(&view, locale, out, error);
    if (status != FOS_STATUS_OK) return status;
    write_heading(&view, comparison);
    size_t step = comparison->offer_count <= SIDE_BY_SIDE ? comparison->offer_count : 1;
    bool marked = false;
    for (size_t i = 0; i < comparison->offer_count; i += step) {
        fosi_view_line(&view, "");
        write_offers(&view, comparison, i, step);
    }
    for (size_t i = 0; i < comparison->offer_count; i++)
        marked = marked || comparison->offers[i]->automatic == FOS_TRUTH_TRUE;
    if (marked) fosi_view_line(&view, "\n* is taken when no approach is asked for.");
    return fosi_view_close(&view, error);
}
