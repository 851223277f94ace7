/* Facts of the request as values: texts, codes, masses straight from the structs; goods, freight and insurance of each item,
 * apportioned once; money converted at the leaf, straight into the currency that the law asks for. */
#include <string.h>

#include <fos/identifier.h>

#include "dataset/codes.h"
#include "number/exchange.h"
#include "quote/eval.h"
#include "tariff/duty.h"

static fosi_register number_value(fosi_exact number)
{
    fosi_register value;
    memset(&value, 0, sizeof value);
    value.as.number = number;
    value.state = FOSI_STATE_VALUE;
    return value;
}

static fosi_register text_value(const char *text)
{
    fosi_register value;
    memset(&value, 0, sizeof value);
    value.as.text.data = text;
    value.as.text.length = strlen(text);
    value.state = FOSI_STATE_VALUE;
    return value;
}

static fosi_register need_missing(uint32_t need) { return fosi_missing(need == FOSI_NONE ? 0 : UINT64_C(1) << need); }

/* ---- parties ---- */

bool fosi_party_present(const fos_party *party)
{
    return party != NULL && (party->name != NULL || party->kind != 0 || party->country[0] != '\0' || party->identifier_count > 0);
}

int fosi_identifier_judge(fosi_eval *eval, const fos_identifier *identifier)
{
    size_t scheme = strlen(identifier->scheme) + 1, value = strlen(identifier->value) + 1;
    fosi_judged *made = &eval->judged[eval->judged_next % FOSI_JUDGED];
    if (scheme > sizeof made->scheme || value > sizeof made->value)
        return fos_identifier_well_formed(identifier->scheme, identifier->value);
    for (uint32_t i = 0; i < FOSI_JUDGED; i++) {
        const fosi_judged *known = &eval->judged[i];
        if (memcmp(known->scheme, identifier->scheme, scheme) == 0 && memcmp(known->value, identifier->value, value) == 0)
            return known->well_formed;
    }
    memcpy(made->scheme, identifier->scheme, scheme);
    memcpy(made->value, identifier->value, value);
    made->well_formed = fos_identifier_well_formed(identifier->scheme, identifier->value);
    eval->judged_next++;
    return made->well_formed;
}

bool fosi_party_has(fosi_eval *eval, const fos_party *party, const char *scheme, size_t length)
{
    if (party == NULL) return false;
    for (size_t i = 0; i < party->identifier_count; i++) {
        const fos_identifier *id = party->identifiers[i];
        if (id->scheme == NULL || id->value == NULL || strncmp(id->scheme, scheme, length) != 0 || id->scheme[length] != '\0')
            continue;
        if (fosi_identifier_judge(eval, id) != 0) return true;
    }
    return false;
}

bool fosi_role_present(const fosi_eval *eval, uint32_t role)
{
    const fos_consignment *c = eval->consignment;
    switch ((fos_role)role) {
    case FOS_ROLE_SELLER: return fosi_party_present(c->seller);
    case FOS_ROLE_PLATFORM: return fosi_party_present(c->platform);
    case FOS_ROLE_BUYER: return fosi_party_present(c->buyer);
    case FOS_ROLE_CONSIGNOR: return fosi_party_present(c->consignor);
    case FOS_ROLE_CONSIGNEE: return fosi_party_present(c->consignee);
    case FOS_ROLE_IMPORTER: return fosi_party_present(c->importer);
    case FOS_ROLE_DECLARANT: return fosi_party_present(c->declarant);
    case FOS_ROLE_CARRIER: return fosi_party_present(c->carrier);
    case FOS_ROLE_PAYMENT_PROVIDER: return fosi_party_present(c->payment_provider);
    case FOS_ROLE_REDELIVERER: return fosi_party_present(c->redeliverer);
    case FOS_ROLE_POSTAL_OPERATOR: return c->transport_mode == FOS_TRANSPORT_MODE_POST;
    case FOS_ROLE_EXPRESS_CARRIER: return c->transport_mode == FOS_TRANSPORT_MODE_EXPRESS;
    default: return true;
    }
}

/* ---- plain facts ---- */

static const void *base_of(const fosi_eval *eval, const fosi_fact *fact, const fosi_cell *cell)
{
    switch (fact->base) {
    case FOSI_BASE_REQUEST: return eval->request;
    case FOSI_BASE_CONSIGNMENT: return eval->consignment;
    case FOSI_BASE_ITEM: return cell->item == FOSI_NONE ? NULL : eval->consignment->items[cell->item];
    default: return *(fos_party *const *)(const void *)((const char *)eval->consignment + fact->party);
    }
}

static fosi_register absent(fosi_eval *eval, uint32_t index)
{
    const fosi_fact *fact = &fosi_facts[index];
    uint32_t input = eval->regime->fact_input[index];
    if (input != FOSI_NONE) {
        if (input < 64) eval->reads.defaults |= UINT64_C(1) << input;
        return eval->regime->inputs[input].absent;
    }
    if (fact->store == FOSI_STORE_TRUTH && fact->absent != NULL) return number_value((fosi_exact){ 0, 1, 0 });
    if (fact->absent != NULL) return text_value(fact->absent);
    return need_missing(eval->regime->fact_need[index]);
}

/* Whether a fact is more than a circumstance, as kept.c knows them. */
static bool is_particular(const fosi_fact *fact, const void *base)
{
    if (fact->base == FOSI_BASE_CONSIGNMENT)
        return fact->store != FOSI_STORE_TEXT && fact->store != FOSI_STORE_CODE4 && fact->store != FOSI_STORE_CHOICE;
    if (fact->base != FOSI_BASE_ITEM || base == NULL) return true;
    if (fact->store == FOSI_STORE_TEXTS) return ((const fos_item *)base)->goods_class_count != 0;
    return fact->store != FOSI_STORE_TEXT || fact->offset != offsetof(fos_item, tax_category);
}

/* The word of a choice and its number, by default too; NULL when it is missing. */
const char *fosi_fact_word(fosi_eval *eval, uint32_t index, const fosi_cell *cell, int *value)
{
    const fosi_fact *fact = &fosi_facts[index];
    const char *base = base_of(eval, fact, cell);
    eval->particular |= is_particular(fact, base);
    *value = base == NULL ? 0 : *(const int *)(const void *)(base + fact->offset);
    if (*value != 0) return fact->words[*value];
    uint32_t input = eval->regime->fact_input[index];
    const char *word = fact->absent;
    if (input != FOSI_NONE) {
        if (input < 64) eval->reads.defaults |= UINT64_C(1) << input;
        word = eval->regime->inputs[input].absent.as.text.data;
    }
    if (word != NULL) *value = fosi_word_index(fact->words, fosi_slice_of(word));
    return word;
}

/* A rate that was given but is no percentage is missing as one, and marked: an `else` must not put another in its place. */
static fosi_register duty_rate_value(fosi_eval *eval, uint32_t index, const char *text)
{
    fosi_duty duty;
    fosi_exact rate;
    if (fosi_duty_parse(text, &duty) && fosi_duty_rate(&duty, &rate)) return number_value(rate);
    fosi_register given = need_missing(eval->regime->fact_need[index]);
    given.confidence = FOSI_GIVEN;
    return given;
}

static fosi_register unit_value(fosi_eval *eval, const fosi_cell *cell, fosi_register goods);

static fosi_register computed_value(fosi_eval *eval, const fosi_fact *fact)
{
    return number_value((fosi_exact){ eval->dates[fact->offset], 1, 0 }); /* the only computed fact that is not money */
}

fosi_register fosi_fact_value(fosi_eval *eval, uint32_t index, const fosi_cell *cell)
{
    const fosi_fact *fact = &fosi_facts[index];
    if (fact->store == FOSI_STORE_COMPUTED) return computed_value(eval, fact);
    const char *base = base_of(eval, fact, cell);
    eval->particular |= is_particular(fact, base);
    if (base == NULL) return absent(eval, index);
    const void *field = base + fact->offset;
    switch (fact->store) {
    case FOSI_STORE_TEXT: {
        const char *text = *(const char *const *)field;
        if (text == NULL) return absent(eval, index);
        return fact->type == FOSI_TYPE_DUTY ? duty_rate_value(eval, index, text) : text_value(text);
    }
    case FOSI_STORE_CODE4: return *(const char *)field == '\0' ? absent(eval, index) : text_value(field);
    case FOSI_STORE_CHOICE: {
        int value;
        const char *word = fosi_fact_word(eval, index, cell, &value);
        return word == NULL ? absent(eval, index) : text_value(word);
    }
    case FOSI_STORE_DECIMAL: {
        fos_decimal number = *(const fos_decimal *)field;
        if (!fos_decimal_present(number) && fact->type == FOSI_TYPE_NUMBER) return number_value((fosi_exact){ 1, 1, 0 });
        return fos_decimal_present(number) ? number_value(fosi_exact_of(number)) : absent(eval, index);
    }
    case FOSI_STORE_INTEGER: {
        int32_t number = *(const int32_t *)field;
        return number == 0 ? absent(eval, index) : number_value((fosi_exact){ number, 1, 0 });
    }
    case FOSI_STORE_DATE: {
        fos_date date = *(const fos_date *)field;
        return date == FOS_DATE_ABSENT ? absent(eval, index) : number_value((fosi_exact){ date, 1, 0 });
    }
    case FOSI_STORE_TRUTH: {
        fos_truth truth = *(const fos_truth *)field;
        return truth == FOS_TRUTH_ABSENT ? absent(eval, index) : number_value((fosi_exact){ truth == FOS_TRUTH_TRUE, 1, 0 });
    }
    case FOSI_STORE_TEXTS: {
        fosi_register value = number_value((fosi_exact){ 0, 1, 0 });
        const fos_item *item = (const fos_item *)(const void *)base;
        value.as.codes.words = item->goods_classes;
        value.as.codes.count = item->goods_class_count;
        return value;
    }
    default: return absent(eval, index);
    }
}

/* ---- money ---- */

static bool same_currency(const char *a, const char *b)
{
    uint32_t x, y;
    memcpy(&x, a, 4);
    memcpy(&y, b, 4);
    return x == y;
}

static const fosi_rate_cache *find_rate(fosi_eval *eval, const char *from, uint32_t index)
{
    const fosi_conversion *conversion = &eval->regime->conversions[index];
    eval->particular = true;
    for (uint32_t i = 0; i < eval->rate_count; i++) {
        if (eval->rates[i].conversion == index && same_currency(eval->rates[i].from, from)) return &eval->rates[i];
    }
    if (eval->rate_count == FOSI_RATE_CACHE) eval->rate_count = FOSI_RATE_CACHE / 2; /* keep the first ones: they are reported */
    fosi_rate_cache *made = &eval->rates[eval->rate_count++];
    memcpy(made->from, from, 4);
    made->conversion = index;
    const fosi_purpose *purpose = &eval->regime->purposes[conversion->purpose];
    fosi_exchange_ask ask = { from, conversion->to, eval->dates[purpose->clock] - purpose->lag, purpose->series, purpose->side };
    fosi_exchange_answer answer;
    memset(&answer, 0, sizeof answer);
    made->missing =
        fosi_exchange_find(eval->request->exchange_rates, eval->request->exchange_rate_count, &ask, &answer) != FOS_STATUS_OK;
    made->factor = answer.factor;
    made->other_series = answer.other_series && !made->missing;
    made->first = answer.first;
    made->second = answer.second;
    return made;
}

static fosi_apart fosi_register exchanged(fosi_eval *eval, const char *from, uint32_t conversion, fosi_exact amount)
{
    const fosi_rate_cache *rate = find_rate(eval, from, conversion);
    if (rate->missing) return need_missing(eval->regime->exchange_need);
    fosi_register value = number_value(amount);
    fos_status status = fosi_exact_multiply(amount, rate->factor, &value.as.number);
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    return value;
}

fosi_register fosi_convert(fosi_eval *eval, const char *from, uint32_t conversion, fosi_exact amount)
{
    bool same = same_currency(from, eval->regime->conversions[conversion].to) || amount.n == 0;
    return same ? number_value(amount) : exchanged(eval, from, conversion, amount); /* nothing is nothing in every currency */
}

fosi_register fosi_convert_money(fosi_eval *eval, const fos_money *money, uint32_t conversion)
{
    if (!fos_decimal_present(money->amount)) return number_value((fosi_exact){ 0, 1, 0 });
    return fosi_convert(eval, money->currency, conversion, fosi_exact_of(money->amount));
}

/* Goods sold by mass or measure are one unit a line; the others are so many units. */
static bool by_measure(const fos_item *item)
{
    static const char *const measured[] = { "KGM", "GRM", "TNE", "LTR", "MLT", "MTR", "MTK", "MTQ", NULL };
    return item->unit != NULL && fosi_word_index(measured, fosi_slice_of(item->unit)) >= 0;
}

static fosi_register unit_value(fosi_eval *eval, const fosi_cell *cell, fosi_register goods)
{
    const fos_item *item = eval->consignment->items[cell->item];
    if (goods.state != FOSI_STATE_VALUE || !fos_decimal_present(item->quantity) || by_measure(item)) return goods;
    fos_status status = fosi_exact_divide(goods.as.number, fosi_exact_of(item->quantity), &goods.as.number);
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    return goods;
}

static fosi_exact net_of(fosi_eval *eval, uint32_t item, fosi_exact gross)
{
    if (eval->net_share == NULL) return gross;
    fosi_exact net = gross;
    fos_status status = fosi_exact_multiply(gross, eval->net_share[item], &net);
    if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    return net;
}

/* A share of freight or insurance that cannot be told for want of a price, or of a rate. */
static fosi_register share_missing(const fosi_eval *eval, uint32_t fact)
{
    return need_missing(eval->unpriced ? eval->regime->fact_need[fact] : eval->regime->exchange_need);
}

static fosi_register whole_freight(fosi_eval *eval, bool insurance, uint32_t conversion)
{
    const fos_consignment *c = eval->consignment;
    if (eval->net_share == NULL || insurance)
        return fosi_convert_money(eval, insurance ? &c->insurance : &c->freight, conversion);
    fosi_register sum = number_value((fosi_exact){ 0, 1, 0 });
    for (uint32_t i = 0; i < eval->item_count; i++) {
        if (eval->lines[i].shares_missing) return need_missing(eval->regime->exchange_need);
        fos_status status = fosi_exact_add(sum.as.number, net_of(eval, i, eval->lines[i].freight), &sum.as.number);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
    return fosi_convert(eval, c->freight.currency, conversion, sum.as.number);
}

static bool is_transport(unsigned which) { return which == FOSI_COMPUTED_FREIGHT || which == FOSI_COMPUTED_INSURANCE; }

/* What of a line is asked for, and its currency. */
static inline const fosi_exact *line_money(const fosi_eval *eval, const fosi_line *line, unsigned which, const char **currency)
{
    *currency = line->currency;
    if (!is_transport(which)) return &line->goods;
    const fos_consignment *c = eval->consignment;
    *currency = which == FOSI_COMPUTED_FREIGHT ? c->freight.currency : c->insurance.currency;
    return which == FOSI_COMPUTED_FREIGHT ? &line->freight : &line->insurance;
}

/* Money that is missing, of another currency, only in part net, by the unit, or of the consignment. */
static fosi_apart void other_money(fosi_eval *eval, uint32_t index, uint32_t conversion, const fosi_cell *cell,
                                   fosi_register *out)
{
    unsigned which = fosi_facts[index].computed;
    if (which >= FOSI_COMPUTED_TOTAL_FREIGHT) {
        *out = whole_freight(eval, which == FOSI_COMPUTED_TOTAL_INSURANCE, conversion);
        return;
    }
    const char *currency;
    const fosi_line *line = &eval->lines[cell->item];
    fosi_exact amount = *line_money(eval, line, which, &currency);
    if (is_transport(which) ? line->shares_missing : line->unpriced) {
        *out = is_transport(which) ? share_missing(eval, index) : need_missing(eval->regime->fact_need[index]);
        return;
    }
    if (which != FOSI_COMPUTED_INSURANCE && amount.n != 0) amount = net_of(eval, cell->item, amount);
    *out = fosi_convert(eval, currency, conversion, amount);
    if (which == FOSI_COMPUTED_UNIT_VALUE) *out = unit_value(eval, cell, *out);
}

void fosi_fact_money(fosi_eval *eval, uint32_t index, uint32_t conversion, const fosi_cell *cell, fosi_register *out)
{
    unsigned which = fosi_facts[index].computed;
    eval->particular = true;
    if (fosi_likely(which <= FOSI_COMPUTED_INSURANCE && eval->net_share == NULL)) {
        const char *currency;
        const fosi_line *line = &eval->lines[cell->item];
        const fosi_exact *amount = line_money(eval, line, which, &currency);
        bool plain = same_currency(currency, eval->regime->conversions[conversion].to) || amount->n == 0;
        if (fosi_likely(plain && !(line->shares_missing | line->unpriced))) {
            *out = (fosi_register){ .as.number = *amount, .state = FOSI_STATE_VALUE };
            return;
        }
    }
    other_money(eval, index, conversion, cell, out);
}

/* ---- counters, measures ---- */

fosi_register fosi_counter_value(fosi_eval *eval, uint32_t index, uint32_t conversion)
{
    eval->particular = true;
    const fosi_input *input = &eval->regime->inputs[index];
    for (size_t i = 0; i < eval->request->counter_count; i++) {
        const fos_counter *counter = eval->request->counters[i];
        if (counter->scheme == NULL || strcmp(counter->scheme, input->name) != 0) continue;
        if (input->type.code == FOSI_TYPE_COUNT && fos_decimal_present(counter->count))
            return number_value(fosi_exact_of(counter->count));
        if (input->type.code == FOSI_TYPE_MONEY && fos_decimal_present(counter->amount.amount))
            return fosi_convert_money(eval, &counter->amount, conversion);
    }
    if (!input->has_absent) return fosi_missing(input->need == FOSI_NONE ? 0 : UINT64_C(1) << input->need);
    if (index < 64) eval->reads.defaults |= UINT64_C(1) << index;
    return input->absent;
}

fosi_register fosi_measure_value(fosi_eval *eval, const char *unit, uint64_t need, const fosi_cell *cell)
{
    eval->particular = true;
    const fos_item *item = eval->consignment->items[cell->item];
    for (size_t i = 0; i < item->measure_count; i++) {
        if (item->measures[i]->unit != NULL && strcmp(item->measures[i]->unit, unit) == 0)
            return number_value(fosi_exact_of(item->measures[i]->quantity));
    }
    if (strcmp(unit, "KGM") == 0 && fos_decimal_present(item->net_mass_kg)) return number_value(fosi_exact_of(item->net_mass_kg));
    if (strcmp(unit, "KGM-gross") == 0 && fos_decimal_present(item->gross_mass_kg))
        return number_value(fosi_exact_of(item->gross_mass_kg));
    const char *sold_by = item->unit == NULL ? "C62" : item->unit;
    if (strcmp(sold_by, unit) == 0)
        return number_value(fos_decimal_present(item->quantity) ? fosi_exact_of(item->quantity) : (fosi_exact){ 1, 1, 0 });
    return fosi_missing(need);
}
