/* See support.h. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

/* ---- memory ---- */

static void *ledger_allocate(void *user, size_t size)
{
    ledger *book = user;
    book->calls++;
    if (book->refuse > 0 && --book->refuse == 0) {
        book->refused = true;
        book->refuse = book->lasting ? 1 : 0;
        return NULL;
    }
    void *memory = malloc(size == 0 ? 1 : size);
    if (memory != NULL) book->live++;
    return memory;
}

static void ledger_release(void *user, void *memory)
{
    ledger *book = user;
    ck_assert_ptr_nonnull(memory);
    book->live--;
    free(memory);
}

fos_allocator ledger_allocator(ledger *book) { return (fos_allocator){ book, ledger_allocate, ledger_release }; }

void ledger_arm(ledger *book, size_t refuse, bool lasting)
{
    book->refuse = refuse;
    book->lasting = lasting;
    book->refused = false;
}

void ledger_disarm(ledger *book) { book->refuse = 0; }

/* ---- a place to work at ---- */

static void open_at(desk *place, const fos_library_options *options, ledger *book)
{
    fos_allocator allocator = { NULL, NULL, NULL };
    fos_error none = FOS_ERROR_INIT;
    memset(place, 0, sizeof *place);
    place->error = none;
    if (book != NULL) allocator = ledger_allocator(book);
    place->context = fos_context_new(book != NULL ? &allocator : NULL);
    unsetenv("FOS_DATA_DIR");
    place->library = fos_library_open(place->context, options, &place->error);
    ck_assert_msg(place->library != NULL, "%s:%u:%u: %s", place->error.source, place->error.line, place->error.column,
                  place->error.text);
    place->session = fos_session_new(place->library, &place->error);
    place->request = fos_request_new(place->context, &place->error);
    place->text = fos_buffer_new(place->context);
    ck_assert(place->session != NULL && place->request != NULL && place->text != NULL);
}

void desk_open(desk *place) { open_at(place, NULL, NULL); }

void desk_open_counted(desk *place, ledger *book) { open_at(place, NULL, book); }

void desk_open_with(desk *place, const char *regime, ledger *book)
{
    fos_source source = { "small.json", regime, strlen(regime) };
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.regimes = &source;
    options.regime_count = 1;
    options.only_given = 1;
    open_at(place, &options, book);
}

void desk_close(desk *place)
{
    fos_buffer_free(place->text);
    fos_request_free(place->request);
    fos_session_free(place->session);
    fos_library_free(place->library);
    fos_context_free(place->context);
}

const fos_quote *desk_quote(desk *place)
{
    const fos_quote *quote = NULL;
    fos_error none = FOS_ERROR_INIT;
    place->error = none;
    fos_status status = fos_session_quote(place->session, place->request, &quote, &place->error);
    ck_assert_msg(status == FOS_STATUS_OK, "%s: %s", fos_status_name(status), place->error.text);
    check_invariants(quote);
    return quote;
}

fos_status desk_fails(desk *place)
{
    const fos_quote *quote = NULL;
    fos_error none = FOS_ERROR_INIT;
    place->error = none;
    fos_status status = fos_session_quote(place->session, place->request, &quote, &place->error);
    if (status != FOS_STATUS_OK) {
        ck_assert_ptr_null(quote);
        ck_assert_int_eq(place->error.status, status);
        ck_assert_str_ne(place->error.text, "");
    }
    return status;
}

/* ---- requests ---- */

fos_decimal number(const char *text)
{
    fos_decimal value;
    ck_assert_msg(fos_decimal_parse(text, strlen(text), &value, NULL) == FOS_STATUS_OK, "%s", text);
    return value;
}

fos_date day(const char *text)
{
    fos_date date;
    ck_assert_msg(fos_date_parse(text, strlen(text), &date, NULL) == FOS_STATUS_OK, "%s", text);
    return date;
}

static void set_code(char code[4], const char *text)
{
    ck_assert_uint_lt(strlen(text), 4);
    memset(code, 0, 4);
    memcpy(code, text, strlen(text));
}

fos_money money(const char *amount, const char *currency)
{
    fos_money result = { number(amount), "" };
    set_code(result.currency, currency);
    return result;
}

void start(desk *place, const char *date, const char *from, const char *to)
{
    fos_request_clear(place->request);
    fos_consignment *c = place->request->consignment;
    place->request->date = day(date);
    c->transaction = FOS_TRANSACTION_B2C;
    c->category = FOS_CATEGORY_SALE;
    c->transport_mode = FOS_TRANSPORT_MODE_POST;
    c->delivery_terms = FOS_DELIVERY_TERMS_DAP;
    set_code(c->dispatch_country, from);
    set_code(c->destination_country, to);
}

fos_item *goods(desk *place, const char *code, const char *price, const char *currency)
{
    fos_item *item = NULL;
    ck_assert_int_eq(fos_request_item_add(place->request, &item, NULL), FOS_STATUS_OK);
    item->commodity_code = fos_request_text(place->request, code, strlen(code));
    memcpy(item->origin_country, place->request->consignment->dispatch_country, 4);
    item->unit_price = money(price, currency);
    return item;
}

void registered(desk *place, fos_role role, const char *scheme, const char *value)
{
    fos_party *party = NULL;
    ck_assert_int_eq(fos_request_party(place->request, role, &party, NULL), FOS_STATUS_OK);
    ck_assert_int_eq(fos_request_identifier_add(place->request, party, scheme, value, NULL), FOS_STATUS_OK);
}

void person(desk *place, fos_role role, const char *country, fos_party_kind kind)
{
    fos_party *party = NULL;
    ck_assert_int_eq(fos_request_party(place->request, role, &party, NULL), FOS_STATUS_OK);
    set_code(party->country, country);
    party->kind = kind;
}

void rate(desk *place, const char *from, const char *to, const char *value, const char *date)
{
    fos_exchange_rate *row = NULL;
    ck_assert_int_eq(fos_request_exchange_rate_add(place->request, &row, NULL), FOS_STATUS_OK);
    set_code(row->from, from);
    set_code(row->to, to);
    row->rate = number(value);
    row->date = day(date);
}

/* ---- invariants ---- */

static const char *shown(fos_decimal value)
{
    static char texts[4][FOS_DECIMAL_TEXT];
    static unsigned next;
    char *text = texts[next++ % 4];
    fos_decimal_format(value, text);
    return text;
}

static void same(fos_decimal sum, fos_decimal whole, const char *what)
{
    ck_assert_msg(fos_decimal_present(whole) && fos_decimal_compare(sum, whole) == 0, "%s: the parts sum to %s, the whole is %s",
                  what, shown(sum), shown(whole));
}

static void add(fos_decimal *sum, fos_decimal value)
{
    ck_assert(fos_decimal_present(value));
    ck_assert_int_eq(fos_decimal_add(*sum, value, sum), FOS_STATUS_OK);
}

static const fos_decimal nothing = { 0, 0 };

static bool whole_units(fos_decimal value, fos_decimal unit)
{
    fos_decimal rounded;
    return fos_decimal_round(value, unit, FOS_ROUNDING_DOWN, &rounded) == FOS_STATUS_OK &&
           fos_decimal_compare(rounded, value) == 0;
}

static const fos_quote_item *item_of(const fos_quote *quote, uint32_t item)
{
    if (item >= 1 && item <= quote->item_count && quote->items[item - 1]->number == item) return quote->items[item - 1];
    for (size_t i = 0; i < quote->item_count; i++) {
        if (quote->items[i]->number == item) return quote->items[i];
    }
    return NULL;
}

static void check_charge(const fos_quote *quote, const fos_charge *charge)
{
    fos_decimal shares = nothing;
    ck_assert_uint_eq(charge->share_count, charge->item_count);
    ck_assert_uint_gt(charge->item_count, 0);
    for (size_t i = 0; i < charge->share_count; i++) {
        ck_assert_msg(charge->shares[i].coefficient >= 0, "%s: a share of %s", charge->id, shown(charge->shares[i]));
        ck_assert_msg(whole_units(charge->shares[i], quote->minor_unit), "%s: a share of %s", charge->id,
                      shown(charge->shares[i]));
        ck_assert_msg(item_of(quote, charge->items[i]) != NULL, "%s: no item %u", charge->id, charge->items[i]);
        add(&shares, charge->shares[i]);
    }
    same(shares, charge->amount, charge->id);
    ck_assert(charge->amount.coefficient >= 0);
    ck_assert_msg(whole_units(charge->amount, quote->minor_unit), "%s: %s", charge->id, shown(charge->amount));
    ck_assert(charge->kind >= FOS_CHARGE_KIND_DUTY && charge->kind <= FOS_CHARGE_KIND_FEE);
    ck_assert(charge->approach >= FOS_APPROACH_VENDOR && charge->approach <= FOS_APPROACH_BORDER);
    if (fos_decimal_present(charge->waived)) ck_assert_int_eq(charge->amount.coefficient, 0);
    if (charge->amount.coefficient != 0) {
        ck_assert_msg(charge->liable != FOS_ROLE_ABSENT && charge->collector != FOS_ROLE_ABSENT,
                      "%s: nobody is liable or collects", charge->id);
        ck_assert_msg(charge->payer != FOS_ROLE_ABSENT && charge->due != FOS_DUE_ABSENT, "%s: nobody pays, or never", charge->id);
    }
}

static void check_kinds(const fos_quote *quote)
{
    const fos_quote_totals *totals = &quote->totals;
    fos_decimal kinds[5] = { nothing, nothing, nothing, nothing, nothing },
                items[5] = { nothing, nothing, nothing, nothing, nothing };
    const fos_decimal wholes[5] = { nothing, totals->duty, totals->excise, totals->tax, totals->fee };
    static const char *const names[5] = { "", "duty", "excise", "tax", "fee" };
    fos_decimal charges = nothing;
    for (size_t i = 0; i < quote->charge_count; i++) {
        check_charge(quote, quote->charges[i]);
        add(&kinds[quote->charges[i]->kind], quote->charges[i]->amount);
    }
    for (size_t i = 0; i < quote->item_count; i++) {
        const fos_quote_item *item = quote->items[i];
        const fos_decimal parts[5] = { nothing, item->duty, item->excise, item->tax, item->fee };
        for (int k = 1; k < 5; k++)
            add(&items[k], parts[k]);
    }
    for (int k = 1; k < 5; k++) {
        same(kinds[k], wholes[k], names[k]);
        same(items[k], wholes[k], names[k]);
        add(&charges, wholes[k]);
    }
    same(charges, totals->charges, "charges");
}

static void check_maps(const fos_quote *quote)
{
    const fos_quote_totals *totals = &quote->totals;
    fos_decimal collectors = nothing, payers = nothing, moments = nothing;
    for (size_t i = 0; i < totals->by_collector_count; i++)
        add(&collectors, totals->by_collector[i].amount);
    for (size_t i = 0; i < totals->by_payer_count; i++)
        add(&payers, totals->by_payer[i].amount);
    for (size_t i = 0; i < totals->by_due_count; i++)
        add(&moments, totals->by_due[i].amount);
    same(collectors, totals->charges, "by_collector");
    same(payers, totals->charges, "by_payer");
    same(moments, totals->charges, "by_due");
    if (!fos_decimal_present(totals->landed_cost)) {
        ck_assert_int_eq(quote->complete, FOS_TRUTH_FALSE);
        return;
    }
    fos_decimal landed = totals->charges;
    add(&landed, totals->goods);
    add(&landed, totals->freight);
    add(&landed, totals->insurance);
    same(landed, totals->landed_cost, "landed_cost");
}

static void check_routes(const fos_quote *quote)
{
    size_t placed = 0, undecided = 0;
    for (size_t r = 0; r < quote->route_count; r++) {
        const fos_quote_route *route = quote->routes[r];
        ck_assert_uint_gt(route->item_count, 0);
        placed += route->item_count;
        for (size_t i = 0; i < route->item_count; i++) {
            const fos_quote_item *item = item_of(quote, route->items[i]);
            ck_assert(item != NULL && item->route != NULL);
            ck_assert_str_eq(item->route, route->id);
        }
    }
    for (size_t i = 0; i < quote->item_count; i++)
        undecided += quote->items[i]->route == NULL ? 1u : 0u;
    ck_assert_uint_eq(placed + undecided, quote->item_count);
    if (undecided > 0) ck_assert_int_eq(quote->complete, FOS_TRUTH_FALSE);
}

static void check_approach(const fos_quote *quote)
{
    fos_approach first = FOS_APPROACH_ABSENT;
    bool several = false;
    for (size_t i = 0; i < quote->charge_count; i++) {
        if (i == 0) first = quote->charges[i]->approach;
        several = several || quote->charges[i]->approach != first;
    }
    if (quote->charge_count > 0) ck_assert_int_eq(quote->approach, several ? FOS_APPROACH_HYBRID : first);
}

void check_invariants(const fos_quote *quote)
{
    ck_assert_ptr_nonnull(quote);
    check_kinds(quote);
    check_maps(quote);
    check_routes(quote);
    check_approach(quote);
    ck_assert_int_eq(quote->complete, quote->missing_count == 0 ? FOS_TRUTH_TRUE : FOS_TRUTH_FALSE);
    for (size_t i = 0; i < quote->missing_count; i++) {
        ck_assert_str_ne(quote->missing[i]->needs, "");
        ck_assert(quote->missing[i]->item == 0 || item_of(quote, quote->missing[i]->item) != NULL);
    }
    ck_assert(quote->engine.regime != NULL && quote->engine.version != NULL && quote->engine.data_version != NULL);
    ck_assert_int_eq(strncmp(quote->engine.digest, "sha256:", 7), 0);
}

/* ---- looking things up ---- */

const fos_charge *charge_of(const fos_quote *quote, const char *id, size_t index)
{
    for (size_t i = 0; i < quote->charge_count; i++) {
        if (strcmp(quote->charges[i]->id, id) == 0 && index-- == 0) return quote->charges[i];
    }
    return NULL;
}

const fos_decision *decision_of(const fos_quote *quote, const char *id)
{
    for (size_t i = 0; i < quote->decision_count; i++) {
        if (strcmp(quote->decisions[i]->id, id) == 0) return quote->decisions[i];
    }
    return NULL;
}

const fos_quote_assumption *assumption_of(const fos_quote *quote, const char *name)
{
    for (size_t i = 0; i < quote->assumed_count; i++) {
        if (strcmp(quote->assumed[i]->name, name) == 0) return quote->assumed[i];
    }
    return NULL;
}

bool is_missing(const fos_quote *quote, uint32_t item, const char *needs)
{
    for (size_t i = 0; i < quote->missing_count; i++) {
        if (quote->missing[i]->item == item && strcmp(quote->missing[i]->needs, needs) == 0) return true;
    }
    return false;
}

/* ---- assertions ---- */

void assert_number_at(const char *file, int line, const char *what, fos_decimal value, const char *text)
{
    if (!fos_decimal_present(value) || fos_decimal_compare(value, number(text)) != 0)
        ck_abort_msg("%s:%d: %s is %s, not %s", file, line, what, shown(value), text);
}

void assert_holds_at(const char *file, int line, const char *text, const char *part)
{
    if (text == NULL || strstr(text, part) == NULL)
        ck_abort_msg("%s:%d: \"%s\" does not hold \"%s\"", file, line, text != NULL ? text : "(null)", part);
}

void assert_status_at(const char *file, int line, fos_status got, fos_status want)
{
    if (got != want) ck_abort_msg("%s:%d: %s, not %s", file, line, fos_status_name(got), fos_status_name(want));
}
