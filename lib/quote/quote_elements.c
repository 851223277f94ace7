/* The element tables of quotes and comparisons. What is text made on request (sentences, rates, sources) is fetched through
 * the functions of quote.h and cite.h; nothing is computed here. */
#include "quote/quote_elements.h"

#include "dataset/codes.h"
#include "number/exact.h"
#include "quote/cite.h"
#include "quote/told.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* ---- texts made on request ---- */

static fos_status charge_because(const void *quote, const void *charge, fos_buffer *out)
{
    return fos_charge_because(quote, charge, out);
}

static fos_status charge_rate(const void *quote, const void *charge, fos_buffer *out)
{
    return fos_charge_rate(quote, charge, out);
}

static fos_status charge_rounding(const void *quote, const void *charge, fos_buffer *out)
{
    return fos_charge_rounding(quote, charge, out);
}

static size_t charge_sources(const void *quote, const void *charge, const fosi_known_text **texts)
{
    return fosi_charge_sources(quote, charge, texts);
}

/* The whole base, where printing it to the minor unit loses digits. */
static fos_status charge_base_exact(const void *quote, const void *object, fos_buffer *out)
{
    (void)quote;
    const fos_charge *charge = object;
    fos_exact exact = charge->base_exact;
    if (!fos_decimal_present(charge->base) || !fos_decimal_present(exact.numerator)) return FOS_STATUS_OK;
    if (exact.denominator == 1 && fos_decimal_compare(exact.numerator, charge->base) == 0) return FOS_STATUS_OK;
    fosi_exact_put_public(out, exact);
    return FOS_STATUS_OK;
}

static fos_status decision_because(const void *quote, const void *decision, fos_buffer *out)
{
    return fos_decision_because(quote, decision, out);
}

static size_t decision_sources(const void *quote, const void *decision, const fosi_known_text **texts)
{
    return fosi_decision_sources(quote, decision, texts);
}

static fos_status missing_because(const void *quote, const void *missing, fos_buffer *out)
{
    return fos_missing_because(quote, missing, out);
}

static fos_status warning_because(const void *quote, const void *warning, fos_buffer *out)
{
    return fos_warning_because(quote, warning, out);
}

static fos_status assumption_matters(const void *quote, const void *assumption, fos_buffer *out)
{
    fos_truth matters = fos_quote_assumption_matters(quote, assumption);
    fosi_quote *q = fosi_quote_behind(quote);
    const fosi_told_part *part = fosi_told_switch(q, ((const fos_quote_assumption *)assumption)->private_switch);
    q->steady = part != NULL && part->matters != FOS_TRUTH_ABSENT;
    switch (matters) {
    case FOS_TRUTH_FALSE: fosi_buffer_put(out, "false", 5); return FOS_STATUS_OK;
    case FOS_TRUTH_TRUE: fosi_buffer_put(out, "true", 4); return FOS_STATUS_OK;
    case FOS_TRUTH_ABSENT: break;
    }
    return FOS_STATUS_NO_MEMORY;
}

/* A quote without sentences may be a caller's own, which has nothing behind it. */
static bool speaks(const fos_quote *quote)
{
    return quote->charge_count > 0 || quote->decision_count > 0 || quote->missing_count > 0 || quote->warning_count > 0 ||
           quote->assumed_count > 0;
}

fos_status fosi_quote_recall(const fos_quote *quote)
{
    if (!speaks(quote)) return FOS_STATUS_OK;
    fosi_quote *q = fosi_quote_behind(quote);
    q->eval.status = FOS_STATUS_OK; /* of the quote, which is whole; another may have been left of an earlier writing */
    return fosi_told_prepare(q);
}

fos_status fosi_quote_recalled(const fos_quote *quote)
{
    if (!speaks(quote)) return FOS_STATUS_OK;
    bool lost = fosi_quote_behind(quote)->eval.status == FOS_STATUS_NO_MEMORY;
    return lost ? FOS_STATUS_NO_MEMORY : FOS_STATUS_OK;
}

/* ---- what is kept of them ---- */

static uint32_t only_item(const uint32_t *items, size_t count) { return count == 1 ? items[0] : UINT32_MAX; }

/* All are smaller than 256. */
static uint64_t packed(const int choices[8])
{
    uint64_t word = 0;
    for (size_t i = 0; i < 8; i++)
        word = word << 8 | (uint8_t)choices[i];
    return word;
}

static fosi_told_json *charge_told(const void *quote, const void *object, fos_buffer *out)
{
    const fos_charge *c = object;
    fosi_quote *q = fosi_quote_behind(quote);
    fosi_told_part *part = fosi_told_charge(q, c);
    if (part == NULL) return NULL;
    const int choices[] = { (int)c->kind,   (int)c->approach,  (int)c->confidence, (int)c->due,
                            (int)c->liable, (int)c->collector, (int)c->payer,      (int)c->remitted_to };
    const fosi_told_key key = { { c->name, c->remitted, c->refund }, only_item(c->items, c->item_count), packed(choices) };
    return fosi_told_json_of(q, part, 0, &key, out);
}

static fosi_told_json *decision_told(const void *quote, const void *object, fos_buffer *out)
{
    const fos_decision *d = object;
    fosi_quote *q = fosi_quote_behind(quote);
    fosi_told_part *part = fosi_told_condition(q, d);
    if (part == NULL || d->holds == FOS_TRUTH_ABSENT) return NULL;
    const fosi_told_key key = { { d->id, NULL, NULL }, d->item_count == 0 ? 0 : only_item(d->items, d->item_count), 0 };
    return fosi_told_json_of(q, part, d->holds == FOS_TRUTH_TRUE, &key, out);
}

static fosi_told_json *assumption_told(const void *quote, const void *object, fos_buffer *out)
{
    const fos_quote_assumption *a = object;
    fosi_quote *q = fosi_quote_behind(quote);
    const fosi_told_key key = { { a->name, a->value, NULL }, 0, 0 };
    return fosi_told_json_of(q, fosi_told_switch(q, a->private_switch), 0, &key, out);
}

/* ---- engine ---- */

#define AT(field) .offset = offsetof(fos_engine, field)
static const fosi_element engine_rows[] = {
    { FOSI_NAME("version"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_LASTING, AT(version), .definition = "Version of libfos." },
    { FOSI_NAME("regime"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_LASTING, AT(regime), .definition = "Id of the regime." },
    { FOSI_NAME("data_version"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_LASTING, AT(data_version),
      .definition = "Version of the regime's data." },
    { FOSI_NAME("digest"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_LASTING, AT(digest),
      .definition = "Digest of the regime file's bytes." },
};
#undef AT
static const fosi_class class_engine = { .name = "engine",
                                         .definition = "Which regime and data made the quote.",
                                         .size = sizeof(fos_engine),
                                         .elements = engine_rows,
                                         .count = COUNT(engine_rows) };

/* ---- route ---- */

#define AT(field) .offset = offsetof(fos_quote_route, field)
static const fosi_element route_rows[] = {
    { FOSI_NAME("id"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_LASTING, AT(id),
      .definition = "Id of the route." },
    { FOSI_NAME("approach"), .kind = FOSI_ELEMENT_CHOICE, AT(approach), .words = fosi_words_approach,
      .definition = "The approach of revenue collection that it stands for." },
    { FOSI_NAME("items"), .kind = FOSI_ELEMENT_NUMBER_LIST, .flags = FOSI_ALWAYS, AT(items),
      .definition = "Numbers of the items that take it." },
};
#undef AT
static const fosi_class class_route = { .name = "quote_route",
                                        .definition = "The route that some of the items take.",
                                        .size = sizeof(fos_quote_route),
                                        .elements = route_rows,
                                        .count = COUNT(route_rows) };

/* ---- values ---- */

#define VALUE(field, what)                                                                                                       \
    {                                                                                                                            \
        FOSI_NAME(#field), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT, .offset = offsetof(fos_quote_values, field),        \
                           .definition = (what)                                                                                  \
    }
static const fosi_element values_rows[] = {
    VALUE(goods, "Price of the goods less discounts."),
    VALUE(freight, "Freight."),
    VALUE(insurance, "Insurance."),
    VALUE(intrinsic_value, "Intrinsic value, as the law defines it."),
    VALUE(customs_value, "Customs value, as the law defines it."),
};
#undef VALUE
static const fosi_class class_values = { .name = "quote_values",
                                         .definition = "Values that law reads, in the quote's currency; absent where the "
                                                       "regime has no such notion or an input is missing.",
                                         .size = sizeof(fos_quote_values),
                                         .elements = values_rows,
                                         .count = COUNT(values_rows) };

/* ---- item ---- */

#define AT(field) .offset = offsetof(fos_quote_item, field)
#define AMOUNT(field, what)                                                                                                      \
    {                                                                                                                            \
        FOSI_NAME(#field), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT, AT(field), .definition = (what)                     \
    }
static const fosi_element item_rows[] = {
    { FOSI_NAME("number"), .kind = FOSI_ELEMENT_INTEGER, .flags = FOSI_REQUIRED, AT(number),
      .definition = "Number of the item in the request." },
    { FOSI_NAME("route"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_LASTING, AT(route),
      .definition = "Id of the route that it takes." },
    { FOSI_NAME("values"), .kind = FOSI_ELEMENT_OBJECT, .flags = FOSI_EMBEDDED | FOSI_ALWAYS, AT(values), .of = &class_values,
      .definition = "Values of this item." },
    AMOUNT(duty, "Duty on this item."),
    AMOUNT(excise, "Excise on this item."),
    AMOUNT(tax, "Tax on this item."),
    AMOUNT(fee, "Fees on this item."),
};
#undef AT
static const fosi_class class_item = { .name = "quote_item",
                                       .definition = "What falls on one item.",
                                       .size = sizeof(fos_quote_item),
                                       .elements = item_rows,
                                       .count = COUNT(item_rows) };

/* ---- charge ---- */

#define AT(field) .offset = offsetof(fos_charge, field)
#define ROLE(field, what)                                                                                                        \
    {                                                                                                                            \
        FOSI_NAME(#field), .kind = FOSI_ELEMENT_CHOICE, .flags = FOSI_STEADY, AT(field), .words = fosi_words_role,               \
                           .definition = (what)                                                                                  \
    }
static const fosi_element charge_rows[] = {
    { FOSI_NAME("id"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_STEADY, AT(id), .definition = "Id of the rule." },
    { FOSI_NAME("kind"), .kind = FOSI_ELEMENT_CHOICE, .flags = FOSI_STEADY, AT(kind), .words = fosi_words_charge_kind,
      .definition = "Duty, excise, tax or fee." },
    { FOSI_NAME("name"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_STEADY, AT(name), .definition = "Name of the charge." },
    { FOSI_NAME("items"), .kind = FOSI_ELEMENT_NUMBER_LIST, .flags = FOSI_ALWAYS | FOSI_STEADY, AT(items),
      .definition = "Numbers of the items that bear it." },
    { FOSI_NAME("shares"), .kind = FOSI_ELEMENT_DECIMAL_LIST, .flags = FOSI_ALWAYS | FOSI_UNIT, AT(shares),
      .definition = "What each of those items bears; sums to `amount`." },
    { FOSI_NAME("approach"), .kind = FOSI_ELEMENT_CHOICE, .flags = FOSI_STEADY, AT(approach), .words = fosi_words_approach,
      .definition = "The approach by which it is collected." },
    { FOSI_NAME("base"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT | FOSI_NULL, AT(base),
      .definition = "What the rate is taken of; null for a flat amount." },
    { FOSI_NAME("base_exact"), .kind = FOSI_ELEMENT_RENDERED, .render = charge_base_exact,
      .definition = "The whole base, where `base` loses digits; a fraction n/d where it does not end." },
    { FOSI_NAME("rate"), .kind = FOSI_ELEMENT_RENDERED, .flags = FOSI_TOLD, .render = charge_rate,
      .definition = "The rate as the law words it." },
    { FOSI_NAME("deduct"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT, AT(deduct),
      .definition = "What the law takes off after the rate." },
    { FOSI_NAME("amount"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT, AT(amount),
      .definition = "What is due, after rounding and waiver." },
    { FOSI_NAME("exact"), .kind = FOSI_ELEMENT_EXACT, AT(exact),
      .definition = "The amount before rounding; a fraction n/d where it does not end." },
    { FOSI_NAME("rounding"), .kind = FOSI_ELEMENT_RENDERED, .flags = FOSI_STEADY, .render = charge_rounding,
      .definition = "How it was rounded: mode and unit." },
    { FOSI_NAME("waived"), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT, AT(waived),
      .definition = "What a waiver took away." },
    { FOSI_NAME("native"), .kind = FOSI_ELEMENT_MONEY, .flags = FOSI_UNIT, AT(native),
      .definition = "The amount in the currency that the law fixes it in, where that is another one." },
    { FOSI_NAME("confidence"), .kind = FOSI_ELEMENT_CHOICE, .flags = FOSI_STEADY, AT(confidence), .words = fosi_words_confidence,
      .definition = "How sure the data behind it is." },
    ROLE(liable, "Who owes it."),
    ROLE(collector, "Who collects it."),
    ROLE(payer, "Who bears it."),
    { FOSI_NAME("due"), .kind = FOSI_ELEMENT_CHOICE, .flags = FOSI_STEADY, AT(due), .words = fosi_words_due,
      .definition = "When it is collected." },
    ROLE(remitted_to, "To whom it is paid over."),
    { FOSI_NAME("remitted"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_STEADY | FOSI_LASTING, AT(remitted),
      .definition = "How often it is paid over." },
    { FOSI_NAME("refund"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_STEADY | FOSI_LASTING, AT(refund),
      .definition = "Id of the refund policy." },
    { FOSI_NAME("sources"), .kind = FOSI_ELEMENT_RENDERED_LIST, .flags = FOSI_ALWAYS | FOSI_TOLD, .render_list = charge_sources,
      .definition = "Where the law says so." },
    { FOSI_NAME("because"), .kind = FOSI_ELEMENT_RENDERED, .render = charge_because,
      .definition = "The sentence that says how it came about." },
};
#undef AT
#undef ROLE
static const fosi_class class_charge = { .name = "charge",
                                         .definition = "One assessed amount.",
                                         .size = sizeof(fos_charge),
                                         .elements = charge_rows,
                                         .count = COUNT(charge_rows),
                                         .told = charge_told };

/* ---- totals ---- */

#undef AMOUNT
#define AT(field) .offset = offsetof(fos_quote_totals, field)
#define AMOUNT(field, what)                                                                                                      \
    {                                                                                                                            \
        FOSI_NAME(#field), .kind = FOSI_ELEMENT_DECIMAL, .flags = FOSI_UNIT, AT(field), .definition = (what)                     \
    }
#define MAP(field, words_, what)                                                                                                 \
    {                                                                                                                            \
        FOSI_NAME(#field), .kind = FOSI_ELEMENT_AMOUNTS, .flags = FOSI_UNIT | FOSI_ALWAYS, AT(field), .words = (words_),         \
                           .definition = (what)                                                                                  \
    }
static const fosi_element totals_rows[] = {
    AMOUNT(goods, "Price of the goods less discounts."),
    AMOUNT(freight, "Freight."),
    AMOUNT(insurance, "Insurance."),
    AMOUNT(duty, "All duties."),
    AMOUNT(excise, "All excises."),
    AMOUNT(tax, "All taxes."),
    AMOUNT(fee, "All fees."),
    AMOUNT(charges, "Duties, excises, taxes and fees."),
    AMOUNT(landed_cost, "Goods, freight, insurance and charges."),
    MAP(by_collector, fosi_words_role, "The charges by who collects them."),
    MAP(by_payer, fosi_words_role, "The charges by who bears them."),
    MAP(by_due, fosi_words_due, "The charges by when they are collected."),
};
#undef AT
#undef AMOUNT
#undef MAP
static const fosi_class class_totals = { .name = "totals",
                                         .definition = "Sums over all items.",
                                         .size = sizeof(fos_quote_totals),
                                         .elements = totals_rows,
                                         .count = COUNT(totals_rows) };

/* ---- decision, assumption, missing, warning ---- */

#define AT(field) .offset = offsetof(fos_decision, field)
static const fosi_element decision_rows[] = {
    { FOSI_NAME("id"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_STEADY, AT(id),
      .definition = "Id of the condition." },
    { FOSI_NAME("holds"), .kind = FOSI_ELEMENT_TRUTH, .flags = FOSI_NULL | FOSI_STEADY, AT(holds),
      .definition = "Whether it holds; null when an input is missing." },
    { FOSI_NAME("items"), .kind = FOSI_ELEMENT_NUMBER_LIST, .flags = FOSI_STEADY, AT(items),
      .definition = "Numbers of the items of which it speaks; absent when it speaks of the consignment." },
    { FOSI_NAME("because"), .kind = FOSI_ELEMENT_RENDERED, .flags = FOSI_TOLD, .render = decision_because,
      .definition = "The sentence with the numbers that decided." },
    { FOSI_NAME("sources"), .kind = FOSI_ELEMENT_RENDERED_LIST, .flags = FOSI_ALWAYS | FOSI_TOLD, .render_list = decision_sources,
      .definition = "Where the law says so." },
};
#undef AT
static const fosi_class class_decision = { .name = "decision",
                                           .definition = "A named condition of the law that was read.",
                                           .size = sizeof(fos_decision),
                                           .elements = decision_rows,
                                           .count = COUNT(decision_rows),
                                           .told = decision_told };

#define AT(field) .offset = offsetof(fos_quote_assumption, field)
static const fosi_element assumption_rows[] = {
    { FOSI_NAME("switch"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_STEADY | FOSI_LASTING, AT(name),
      .definition = "Name of the disputed rule." },
    { FOSI_NAME("value"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_STEADY | FOSI_LASTING, AT(value),
      .definition = "The reading that was used." },
    { FOSI_NAME("matters"), .kind = FOSI_ELEMENT_RENDERED, .flags = FOSI_RAW | FOSI_TOLD, .render = assumption_matters,
      .definition = "Whether another reading gives another amount." },
};
#undef AT
static const fosi_class class_assumption = { .name = "quote_assumption",
                                             .definition = "A disputed reading that was used.",
                                             .size = sizeof(fos_quote_assumption),
                                             .elements = assumption_rows,
                                             .count = COUNT(assumption_rows),
                                             .told = assumption_told };

#define AT(field) .offset = offsetof(fos_missing, field)
static const fosi_element missing_rows[] = {
    { FOSI_NAME("item"), .kind = FOSI_ELEMENT_INTEGER, AT(item),
      .definition = "Number of the item; absent when it is of the consignment." },
    { FOSI_NAME("needs"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_LASTING, AT(needs),
      .definition = "The element." },
    { FOSI_NAME("because"), .kind = FOSI_ELEMENT_RENDERED, .render = missing_because, .definition = "Why it is needed." },
};
#undef AT
static const fosi_class class_missing = { .name = "missing",
                                          .definition = "An input that the law needs and the request lacks.",
                                          .size = sizeof(fos_missing),
                                          .elements = missing_rows,
                                          .count = COUNT(missing_rows) };

#define AT(field) .offset = offsetof(fos_warning, field)
static const fosi_element warning_rows[] = {
    { FOSI_NAME("id"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED, AT(id), .definition = "Id of the warning." },
    { FOSI_NAME("because"), .kind = FOSI_ELEMENT_RENDERED, .render = warning_because, .definition = "What it says." },
};
#undef AT
static const fosi_class class_warning = { .name = "warning",
                                          .definition = "Something that the reader should know.",
                                          .size = sizeof(fos_warning),
                                          .elements = warning_rows,
                                          .count = COUNT(warning_rows) };

/* ---- tariff ---- */

#define AT(field) .offset = offsetof(fos_quote_tariff, field)
static const fosi_element tariff_rows[] = {
    { FOSI_NAME("id"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_LASTING, AT(id),
      .definition = "Id of the tariff." },
    { FOSI_NAME("data_version"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_LASTING, AT(data_version),
      .definition = "Version of its data." },
    { FOSI_NAME("digest"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_LASTING, AT(digest),
      .definition = "Digest over the compiled tariff: \"sha256:\" and 64 hexadecimal digits." },
    { FOSI_NAME("starter"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_LASTING, AT(starter),
      .definition = "Note of a starter tariff; a full tariff has none." },
};
#undef AT
static const fosi_class class_tariff = { .name = "quote_tariff",
                                         .definition = "The tariff whose duties by commodity code were read.",
                                         .size = sizeof(fos_quote_tariff),
                                         .elements = tariff_rows,
                                         .count = COUNT(tariff_rows) };

/* ---- quote ---- */

#define AT(field) .offset = offsetof(fos_quote, field)
#define LIST(field, of_, what)                                                                                                   \
    {                                                                                                                            \
        FOSI_NAME(#field), .kind = FOSI_ELEMENT_LIST, .flags = FOSI_ALWAYS, AT(field), .of = &(of_), .definition = (what)        \
    }
static const fosi_element quote_rows[] = {
    { FOSI_NAME("engine"), .kind = FOSI_ELEMENT_OBJECT, .flags = FOSI_REQUIRED | FOSI_EMBEDDED | FOSI_ALWAYS, AT(engine),
      .of = &class_engine, .definition = "Which regime and data made it." },
    { FOSI_NAME("date"), .kind = FOSI_ELEMENT_DATE, .flags = FOSI_REQUIRED, AT(date),
      .definition = "Day of the import declaration." },
    { FOSI_NAME("destination_country"), .kind = FOSI_ELEMENT_COUNTRY, .flags = FOSI_REQUIRED, AT(destination_country),
      .definition = "Where the goods go to." },
    { FOSI_NAME("currency"), .kind = FOSI_ELEMENT_CURRENCY, .flags = FOSI_REQUIRED, AT(currency),
      .definition = "The currency of every amount." },
    { FOSI_NAME("complete"), .kind = FOSI_ELEMENT_TRUTH, .flags = FOSI_REQUIRED, AT(complete),
      .definition = "False when an input is missing." },
    { FOSI_NAME("approach"), .kind = FOSI_ELEMENT_CHOICE, AT(approach), .words = fosi_words_approach,
      .definition = "The approach of the charges; hybrid when they take several." },
    { FOSI_NAME("tariff"), .kind = FOSI_ELEMENT_OBJECT, AT(tariff), .of = &class_tariff,
      .definition = "The tariff that was read, when the request gave no duty rate." },
    { FOSI_NAME("further_tariffs"), .kind = FOSI_ELEMENT_LIST, AT(further_tariffs), .of = &class_tariff,
      .definition = "Tariffs of others that were read beside it." },
    { FOSI_NAME("incomplete"), .kind = FOSI_ELEMENT_TEXT_LIST, .flags = FOSI_LASTING, AT(incomplete),
      .definition =
          "Kinds of charges (duty, excise, tax, fee) of which one or more is missing: their totals are of what is known." },
    LIST(routes, class_route, "The routes that the items take."),
    { FOSI_NAME("values"), .kind = FOSI_ELEMENT_OBJECT, .flags = FOSI_REQUIRED | FOSI_EMBEDDED | FOSI_ALWAYS, AT(values),
      .of = &class_values, .definition = "Values of the whole consignment." },
    LIST(items, class_item, "What falls on each item."),
    LIST(charges, class_charge, "Every amount that is due."),
    { FOSI_NAME("totals"), .kind = FOSI_ELEMENT_OBJECT, .flags = FOSI_REQUIRED | FOSI_EMBEDDED | FOSI_ALWAYS, AT(totals),
      .of = &class_totals, .definition = "Sums over all items." },
    LIST(decisions, class_decision, "The conditions of the law that were read."),
    LIST(assumed, class_assumption, "The disputed readings that were used."),
    LIST(missing, class_missing, "The inputs that are missing."),
    LIST(warnings, class_warning, "What the reader should know besides."),
};
#undef AT
#undef LIST
const fosi_class fosi_class_quote = { .name = "quote",
                                      .definition = "Every duty, tax and fee on a consignment, with reasons.",
                                      .size = sizeof(fos_quote),
                                      .elements = quote_rows,
                                      .count = COUNT(quote_rows) };

/* ---- comparison ---- */

#define AT(field) .offset = offsetof(fos_offer, field)
static const fosi_element offer_rows[] = {
    { FOSI_NAME("route"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED | FOSI_LASTING, AT(route),
      .definition = "Id of the route." },
    { FOSI_NAME("approach"), .kind = FOSI_ELEMENT_CHOICE, AT(approach), .words = fosi_words_approach,
      .definition = "The approach of revenue collection that it stands for." },
    { FOSI_NAME("automatic"), .kind = FOSI_ELEMENT_TRUTH, AT(automatic), .definition = "Whether `auto` takes it." },
    { FOSI_NAME("available"), .kind = FOSI_ELEMENT_TRUTH, AT(available), .definition = "Whether all of its needs are met." },
    { FOSI_NAME("needs"), .kind = FOSI_ELEMENT_TEXT_LIST, .flags = FOSI_ALWAYS | FOSI_LASTING, AT(needs),
      .definition = "What would have to be so." },
    { FOSI_NAME("quote"), .kind = FOSI_ELEMENT_OBJECT, .flags = FOSI_ALWAYS | FOSI_ROOT, AT(quote), .of = &fosi_class_quote,
      .definition = "The quote by this route, as if its needs were met." },
};
#undef AT
static const fosi_class class_offer = { .name = "offer",
                                        .definition = "One route that the law offers.",
                                        .size = sizeof(fos_offer),
                                        .elements = offer_rows,
                                        .count = COUNT(offer_rows) };

#define AT(field) .offset = offsetof(fos_comparison, field)
static const fosi_element comparison_rows[] = {
    { FOSI_NAME("engine"), .kind = FOSI_ELEMENT_OBJECT, .flags = FOSI_REQUIRED | FOSI_EMBEDDED | FOSI_ALWAYS, AT(engine),
      .of = &class_engine, .definition = "Which regime and data made it." },
    { FOSI_NAME("date"), .kind = FOSI_ELEMENT_DATE, .flags = FOSI_REQUIRED, AT(date),
      .definition = "Day of the import declaration." },
    { FOSI_NAME("destination_country"), .kind = FOSI_ELEMENT_COUNTRY, .flags = FOSI_REQUIRED, AT(destination_country),
      .definition = "Where the goods go to." },
    { FOSI_NAME("currency"), .kind = FOSI_ELEMENT_CURRENCY, .flags = FOSI_REQUIRED, AT(currency),
      .definition = "The currency of every amount." },
    { FOSI_NAME("offers"), .kind = FOSI_ELEMENT_LIST, .flags = FOSI_ALWAYS, AT(offers), .of = &class_offer,
      .definition = "Every offer, in the order of the law." },
};
#undef AT
const fosi_class fosi_class_comparison = { .name = "comparison",
                                           .definition = "Every offer for one consignment, side by side.",
                                           .size = sizeof(fos_comparison),
                                           .elements = comparison_rows,
                                           .count = COUNT(comparison_rows) };

/* ---- all of them ---- */

const fosi_class *const fosi_quote_classes[] = {
    &fosi_class_quote, &class_engine,          &class_route,    &class_values,     &class_item,
    &class_charge,     &class_totals,          &class_decision, &class_assumption, &class_missing,
    &class_warning,    &fosi_class_comparison, &class_offer,    &class_tariff,     NULL,
};
