/* Values of one object that must agree: the prices of a line, the two forms of a counter, the two ends of a rate. */
#include <string.h>

#include "dataset/check.h"
#include "dataset/codes.h"
#include "number/exact.h"

static bool is_given(const fos_money *money) { return fos_decimal_present(money->amount) != 0; }

static bool same_currency(const fos_money *a, const fos_money *b)
{
    return memcmp(a->currency, b->currency, sizeof a->currency) == 0;
}

static fos_status currencies_differ(const char *member, const fos_money *found, const fos_money *line, fosi_finding *finding)
{
    return fosi_find(finding, FOS_STATUS_INCONSISTENT, member, SIZE_MAX, "currency",
                     "the currency is %s, expected the line's, %s", found->currency, line->currency);
}

/* quantity × unit_price, exact. */
static fos_status line_price(const fos_item *item, fosi_exact *price)
{
    fosi_exact unit = fosi_exact_of(item->unit_price.amount);
    if (!fos_decimal_present(item->quantity)) {
        *price = unit;
        return FOS_STATUS_OK;
    }
    return fosi_exact_multiply(fosi_exact_of(item->quantity), unit, price);
}

/* To the smallest unit of the currency, half up: a line's price is an amount that can be paid. */
static fos_status to_minor_unit(fosi_exact value, const char *currency, fosi_exact *rounded)
{
    int digits = fosi_currency_digits(currency);
    fos_decimal unit = { 1, digits < 0 ? 2 : digits };
    return fosi_exact_round(value, unit, FOS_ROUNDING_HALF_UP, rounded);
}

static fos_status check_product(const fos_item *item, fosi_exact product, fosi_finding *finding)
{
    fosi_exact amount = fosi_exact_of(item->amount.amount), expected, given;
    if (fosi_likely(fosi_exact_compare(product, amount) == 0)) return FOS_STATUS_OK;
    fos_status status = to_minor_unit(product, item->amount.currency, &expected);
    if (status == FOS_STATUS_OK) status = to_minor_unit(amount, item->amount.currency, &given);
    if (status != FOS_STATUS_OK) return fosi_find(finding, status, "amount", SIZE_MAX, NULL, "the line's price is too large");
    if (fosi_exact_compare(expected, given) == 0) return FOS_STATUS_OK;
    char amount_text[FOS_DECIMAL_TEXT], price_text[FOS_DECIMAL_TEXT], quantity_text[FOS_DECIMAL_TEXT] = "1";
    fos_decimal_format(item->amount.amount, amount_text);
    fos_decimal_format(item->unit_price.amount, price_text);
    if (fos_decimal_present(item->quantity)) fos_decimal_format(item->quantity, quantity_text);
    return fosi_find(finding, FOS_STATUS_INCONSISTENT, "amount", SIZE_MAX, "amount",
                     "%s is not quantity %s × unit_price %s, expected both to agree to the smallest unit of %s", amount_text,
                     quantity_text, price_text, item->amount.currency);
}

static fos_status check_discount(const fos_item *item, const fos_money *line, fosi_exact price, fosi_finding *finding)
{
    if (!same_currency(&item->discount, line)) return currencies_differ("discount", &item->discount, line, finding);
    if (fosi_exact_compare(fosi_exact_of(item->discount.amount), price) <= 0) return FOS_STATUS_OK;
    fosi_exact rounded;
    fos_status status = to_minor_unit(price, line->currency, &rounded);
    if (status == FOS_STATUS_OK && fosi_exact_compare(fosi_exact_of(item->discount.amount), rounded) <= 0) return FOS_STATUS_OK;
    char text[FOS_DECIMAL_TEXT];
    fos_decimal_format(item->discount.amount, text);
    return fosi_find(finding, FOS_STATUS_INCONSISTENT, "discount", SIZE_MAX, "amount",
                     "%s is more than the line's price, expected at most that", text);
}

fos_status fosi_agree_item(const void *object, fosi_finding *finding)
{
    const fos_item *item = object;
    bool has_unit = is_given(&item->unit_price), has_amount = is_given(&item->amount);
    if (!has_unit && !has_amount)
        return fosi_find(finding, FOS_STATUS_MISSING_KEY, "amount", SIZE_MAX, NULL,
                         "required, but missing: amount or unit_price");
    const fos_money *line = has_amount ? &item->amount : &item->unit_price;
    fosi_exact price = fosi_exact_of(line->amount);
    if (has_unit) {
        if (!same_currency(&item->unit_price, line)) return currencies_differ("unit_price", &item->unit_price, line, finding);
        fosi_exact product;
        fos_status status = line_price(item, &product);
        if (status != FOS_STATUS_OK)
            return fosi_find(finding, status, "unit_price", SIZE_MAX, NULL, "the line's price is too large");
        if (has_amount) status = check_product(item, product, finding);
        if (status != FOS_STATUS_OK) return status;
        if (!has_amount) price = product;
    }
    return is_given(&item->discount) ? check_discount(item, line, price, finding) : FOS_STATUS_OK;
}

fos_status fosi_agree_counter(const void *object, fosi_finding *finding)
{
    const fos_counter *counter = object;
    bool has_amount = is_given(&counter->amount), has_count = fos_decimal_present(counter->count) != 0;
    bool has_currency = counter->amount.currency[0] != '\0';
    if (!has_amount && !has_count)
        return fosi_find(finding, FOS_STATUS_MISSING_KEY, "amount", SIZE_MAX, NULL, "required, but missing: amount or count");
    if (has_amount && has_count)
        return fosi_find(finding, FOS_STATUS_INCONSISTENT, "count", SIZE_MAX, NULL,
                         "a counter has an amount or a count, not both");
    if (has_amount && !has_currency)
        return fosi_find(finding, FOS_STATUS_MISSING_KEY, "currency", SIZE_MAX, NULL,
                         "required, but missing: the currency of the amount");
    if (has_count && has_currency)
        return fosi_find(finding, FOS_STATUS_INCONSISTENT, "currency", SIZE_MAX, NULL,
                         "a count has no currency, expected an amount with it");
    return FOS_STATUS_OK;
}

fos_status fosi_agree_exchange_rate(const void *object, fosi_finding *finding)
{
    const fos_exchange_rate *rate = object;
    if (memcmp(rate->from, rate->to, sizeof rate->from) != 0) return FOS_STATUS_OK;
    return fosi_find(finding, FOS_STATUS_INCONSISTENT, "to", SIZE_MAX, NULL, "from and to are both %s, expected two currencies",
                     rate->to);
}
