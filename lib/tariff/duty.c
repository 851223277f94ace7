/* The public interface of duty rates, and what the quote asks of them. */
#include "tariff/duty.h"

#include <stdio.h>
#include <string.h>

#include "dataset/codes.h"

_Static_assert(sizeof(fosi_duty) <= sizeof(fos_duty), "the public room holds the form");
_Static_assert(_Alignof(fosi_duty) <= _Alignof(fos_duty), "and is aligned for it");
_Static_assert(FOS_DUTY_MISSING_MOST == FOSI_DUTY_NEEDS, "all needs are told");

static const fosi_duty *inside(const fos_duty *duty) { return (const fosi_duty *)(const void *)duty; }

fos_status fos_duty_parse(const char *text, size_t length, fos_duty *duty, fos_error *error)
{
    if (text == NULL || duty == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a text and a duty are needed");
    return fosi_duty_read(text, length, (fosi_duty *)(void *)duty, error);
}

fos_status fos_duty_write_text(const fos_duty *duty, fos_buffer *out, fos_error *error)
{
    size_t mark = out->size;
    fosi_duty_put(out, inside(duty));
    return fosi_buffer_finish(out, mark, error);
}

fos_status fos_duty_write_words(const fos_duty *duty, fos_buffer *out, fos_error *error)
{
    size_t mark = out->size;
    fosi_duty_put_words(out, inside(duty));
    return fosi_buffer_finish(out, mark, error);
}

const char *fos_duty_currency(const fos_duty *duty)
{
    const fosi_duty *of = inside(duty);
    for (uint8_t i = 0; i < of->count; i++)
        if (of->terms[i].currency[0] != '\0') return of->terms[i].currency;
    return "";
}

/* ---- for the quote ---- */

bool fosi_duty_parse(const char *text, fosi_duty *duty)
{
    return fosi_duty_read(text, strlen(text), duty, NULL) == FOS_STATUS_OK && !duty->cut &&
           (duty->form == FOSI_DUTY_SUM || duty->form == FOSI_DUTY_BANDED);
}

bool fosi_duty_rate(const fosi_duty *duty, fosi_exact *rate)
{
    *rate = (fosi_exact){ 0, 1, 0 };
    if (duty->form != FOSI_DUTY_SUM || duty->cut) return false;
    for (uint32_t i = 0; i < duty->count; i++) {
        const fosi_duty_term *term = &duty->terms[i];
        if (term->kind != FOSI_DUTY_PERCENT || term->name != 0 || term->join > FOSI_DUTY_MINUS) return false;
        fosi_exact value = fosi_exact_of(term->number);
        if (fosi_exact_divide(value, fosi_exact_of(term->per), &value) != FOS_STATUS_OK) return false;
        fos_status status =
            term->join == FOSI_DUTY_MINUS ? fosi_exact_subtract(*rate, value, rate) : fosi_exact_add(*rate, value, rate);
        if (status != FOS_STATUS_OK) return false;
    }
    return true;
}

bool fosi_duty_dollar(const char *currency)
{
    static const char *const dollars[] = { "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "BSD", "BBD", "BZD", "BMD", "BND",
                                           "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD", NULL };
    return fosi_word_index(dollars, fosi_slice_of(currency)) >= 0;
}

/* ---- inputs as a source ---- */

typedef struct inputs_source {
    const fos_duty_inputs *inputs;
    fosi_duty_source source;
    fos_error *error;
    fos_status status; /* what a component's rate broke on */
    int depth;
} inputs_source;

static bool get_value(void *of, fosi_exact *value)
{
    const fos_duty_inputs *in = ((inputs_source *)of)->inputs;
    *value = fosi_exact_of(in->value.amount);
    return fos_decimal_present(in->value.amount) != 0;
}

static fos_status get_converted(void *of, const char *currency, fosi_exact amount, fosi_exact *converted)
{
    const fos_duty_inputs *in = ((inputs_source *)of)->inputs;
    const char *to = in->value.currency, *from = currency;
    if (strcmp(from, "$") == 0) from = in->dollar != NULL ? in->dollar : fosi_duty_dollar(to) ? to : "$";
    *converted = amount;
    if (strcmp(from, to) == 0) return FOS_STATUS_OK;
    for (size_t i = 0; i < in->exchange_count; i++) {
        const fos_duty_exchange *rate = &in->exchange[i];
        if (strcmp(rate->from, from) == 0 && strcmp(rate->to, to) == 0)
            return fosi_exact_multiply(amount, fosi_exact_of(rate->rate), converted);
        if (strcmp(rate->from, to) == 0 && strcmp(rate->to, from) == 0)
            return fosi_exact_divide(amount, fosi_exact_of(rate->rate), converted);
    }
    return FOS_STATUS_NO_EXCHANGE_RATE;
}

static char folded(const char **at)
{
    while (**at == '-' || **at == '_' || **at == ' ')
        ++*at;
    char c = **at;
    if (c != '\0') ++*at;
    return fosi_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

/* Capitals, spaces and dashes do not tell names apart. */
static bool same_name(const char *a, const char *b)
{
    for (char c = 1; c != '\0';) {
        c = folded(&a);
        if (c != folded(&b)) return false;
    }
    return true;
}

static bool get_part(void *of, const char *name, fosi_exact *value)
{
    inputs_source *from = of;
    for (size_t i = 0; i < from->inputs->part_count; i++) {
        const fos_duty_part *part = &from->inputs->parts[i];
        if (!same_name(part->name, name) || !fos_decimal_present(part->amount.amount)) continue;
        *value = fosi_exact_of(part->amount.amount);
        return part->amount.currency[0] == '\0' || get_converted(of, part->amount.currency, *value, value) == FOS_STATUS_OK;
    }
    return false;
}

static bool get_quantity(void *of, const char *unit, fosi_exact *quantity)
{
    const fos_duty_inputs *in = ((inputs_source *)of)->inputs;
    char given[FOSI_DUTY_UNIT_TEXT];
    for (size_t i = 0; i < in->quantity_count; i++) {
        fosi_duty_unit_plain(in->quantities[i].unit, given);
        if (strcmp(given, unit) != 0 || !fos_decimal_present(in->quantities[i].quantity)) continue;
        *quantity = fosi_exact_of(in->quantities[i].quantity);
        return true;
    }
    return false;
}

/* An amount given as a part, or a rate of its own such as "27.45 EUR / 100 kg". A component is never made of components. */
static bool get_component(void *of, const char *name, fosi_exact *amount)
{
    inputs_source *from = of;
    if (get_part(of, name, amount)) return true;
    for (size_t i = 0; i < from->inputs->component_count && from->depth == 0; i++) {
        const fos_duty_component *component = &from->inputs->components[i];
        fosi_duty duty;
        fosi_duty_outcome outcome = { .steps = NULL };
        if (!same_name(component->name, name)) continue;
        fos_status status = fosi_duty_read(component->rate, strlen(component->rate), &duty, from->error);
        from->depth++;
        if (status == FOS_STATUS_OK) status = fosi_duty_evaluate(&duty, &from->source, from->inputs->value.currency, &outcome);
        from->depth--;
        if (from->status == FOS_STATUS_OK) from->status = status;
        *amount = outcome.amount;
        return status == FOS_STATUS_OK && outcome.known;
    }
    return false;
}

static bool in_list(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; length != 0 && at != NULL; at = strchr(at, ',')) {
        if (*at == ',') at++;
        if (strncmp(at, word, length) == 0 && (at[length] == '\0' || at[length] == ',')) return true;
    }
    return false;
}

static bool get_holds(void *of, fosi_duty_test test, const char *name)
{
    const fos_duty_inputs *in = ((inputs_source *)of)->inputs;
    if (test == FOSI_DUTY_PROGRAMME) return in->programme != NULL && in_list(name, in->programme);
    for (size_t i = 0; i < in->certificate_count; i++)
        if (same_name(in->certificates[i], name)) return true;
    return false;
}

/* ---- answers ---- */

static void put_amount(fos_buffer *out, fosi_exact amount, const char *currency)
{
    fosi_exact_put(out, amount);
    fosi_buffer_format(out, " %s", currency);
}

static void put_step(fos_buffer *out, const fosi_duty *duty, const fosi_duty_step *made, const char *currency)
{
    const fosi_duty_term *term = &duty->terms[made->index];
    switch ((fosi_duty_step_kind)made->kind) {
    case FOSI_DUTY_STEP_TERM:
        fosi_duty_put_term(out, duty, term);
        if (made->on.n == 0) break;
        fosi_buffer_text(out, term->kind == FOSI_DUTY_PERCENT ? " of " : " for ");
        if (term->kind == FOSI_DUTY_PERCENT) {
            put_amount(out, made->on, currency);
        } else {
            char unit[FOSI_DUTY_UNIT_TEXT];
            fosi_duty_unit_text(term->unit, term->basis, unit);
            put_amount(out, made->on, unit);
        }
        break;
    case FOSI_DUTY_STEP_PART: fosi_buffer_text(out, "together"); break;
    case FOSI_DUTY_STEP_BOUND:
        fosi_buffer_text(out, made->join == FOSI_DUTY_LEAST ? "at least " : "at most ");
        put_amount(out, made->on, currency);
        if (made->holds) fosi_buffer_text(out, ", which decides");
        break;
    case FOSI_DUTY_STEP_BAND: fosi_duty_put_band(out, duty, &duty->bands[made->index]); break;
    }
}

static void *no_memory(void *user, size_t size)
{
    (void)user;
    (void)size;
    return NULL;
}

static void nothing_to_free(void *user, void *memory)
{
    (void)user;
    (void)memory;
}

/* The text goes into the answer's own room, which cannot grow: it is cut where it is too long. */
static void say_step(const fosi_duty *duty, const fosi_duty_step *made, const char *currency, fos_duty_step *said)
{
    static const fos_context fixed = { { NULL, no_memory, nothing_to_free } };
    fos_buffer room = { &fixed, said->text, 0, sizeof said->text, false };
    said->text[0] = '\0';
    put_step(&room, duty, made, currency);
    said->text[room.size < sizeof said->text ? room.size : sizeof said->text - 1] = '\0';
    if (fosi_exact_to_public(made->amount, &said->amount) != FOS_STATUS_OK)
        said->amount = (fos_exact){ { 0, FOS_DECIMAL_ABSENT_SCALE }, 1 };
}

static fos_status round_answer(fos_duty_answer *answer, fosi_exact amount, const char *currency, fos_error *error)
{
    int digits = fosi_currency_digits(currency);
    fosi_exact rounded;
    fos_status status = fosi_exact_round(amount, (fos_decimal){ 1, digits < 0 ? 2 : digits }, FOS_ROUNDING_HALF_UP, &rounded);
    if (status == FOS_STATUS_OK) status = fosi_exact_to_decimal(rounded, &answer->amount.amount);
    if (status == FOS_STATUS_OK) status = fosi_exact_to_public(amount, &answer->exact);
    return status == FOS_STATUS_OK ? status : fosi_fail(error, status, "the duty does not fit a number");
}

static const char *reason_of(const fos_duty_answer *answer)
{
    if (!answer->computable || answer->known || answer->missing_count == 0) return NULL;
    return strncmp(answer->missing[0], "exchange_rate ", 14) == 0 ? "an exchange rate is not given"
                                                                  : "not all that the rate is taken on is given";
}

fos_status fos_duty_evaluate(const fos_duty *duty, const fos_duty_inputs *inputs, fos_duty_answer *answer, fos_error *error)
{
    if (duty == NULL || inputs == NULL || answer == NULL || inputs->struct_size < offsetof(fos_duty_inputs, programme) ||
        fosi_currency_digits(inputs->value.currency) < 0)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "duty: inputs with a currency of ISO 4217 are needed");
    fos_duty_inputs in = FOS_DUTY_INPUTS_INIT;
    memcpy(&in, inputs, inputs->struct_size < sizeof in ? inputs->struct_size : sizeof in);
    fosi_duty_step steps[FOS_DUTY_STEP_MOST];
    fosi_duty_outcome outcome = { .steps = steps, .step_most = FOS_DUTY_STEP_MOST };
    inputs_source from = { .inputs = &in, .error = error, .status = FOS_STATUS_OK };
    from.source = (fosi_duty_source){ &from, get_value, get_part, get_quantity, get_component, get_holds, get_converted };
    fos_status status = fosi_duty_evaluate(inside(duty), &from.source, in.value.currency, &outcome);
    if (from.status != FOS_STATUS_OK) return from.status;
    if (status != FOS_STATUS_OK) return fosi_fail(error, status, "the duty does not fit a number");
    memset(answer, 0, sizeof *answer);
    answer->known = outcome.known;
    answer->computable = outcome.computable;
    memcpy(answer->amount.currency, in.value.currency, 4);
    answer->amount.amount.scale = FOS_DECIMAL_ABSENT_SCALE;
    answer->missing_count = outcome.need_count;
    memcpy(answer->missing, outcome.needs, sizeof outcome.needs);
    answer->step_count = outcome.step_count;
    for (uint32_t i = 0; i < outcome.step_count; i++)
        say_step(inside(duty), &steps[i], in.value.currency, &answer->steps[i]);
    const char *reason = reason_of(answer);
    snprintf(answer->reason, sizeof answer->reason, "%s", reason != NULL ? reason : outcome.reason);
    return outcome.known ? round_answer(answer, outcome.amount, in.value.currency, error) : FOS_STATUS_OK;
}
