/* `fos tariff explain`: what a duty rate means and, where the goods are described, what it comes to. */
#include "tariff_commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The words of the command line; lists end in NULL. */
typedef struct given {
    const char *expression, *value, *currency, *format, *dollar, *programme, *meursing, *additional_code;
    const char *quantities[REPEATED_MOST + 1], *parts[REPEATED_MOST + 1], *components[REPEATED_MOST + 1];
    const char *exchange[REPEATED_MOST + 1], *certificates[REPEATED_MOST + 1];
} given;

/* What they mean. The names point into `copies`, which end where the words had "=". */
typedef struct goods {
    fos_duty_inputs inputs;
    fos_duty_quantity quantities[REPEATED_MOST];
    fos_duty_part parts[REPEATED_MOST];
    fos_duty_component components[2 * REPEATED_MOST];
    char *meursing; /* the bytes of that table */
    fos_duty_exchange exchange[REPEATED_MOST];
    char *copies[4 * REPEATED_MOST];
    size_t copy_count;
} goods;

static bool refuse(fos_error *error, const char *name, const char *word, const char *expected)
{
    fail(error, FOS_STATUS_INVALID_VALUE, "tariff explain: %s \"%.100s\" is not %s", name, word, expected);
    return false;
}

static bool read_amount(const char *word, fos_decimal *number)
{
    return fos_decimal_parse(word, strlen(word), number, NULL) == FOS_STATUS_OK && number->coefficient >= 0;
}

/* Cuts "NAME=VALUE" in a copy that the goods keep; the name is what is returned. */
static const char *cut(goods *g, const char *word, const char **value)
{
    const char *equals = strrchr(word, '=');
    if (equals == NULL || equals == word || equals[1] == '\0') return NULL;
    char *copy = malloc(strlen(word) + 1);
    if (copy == NULL) return NULL;
    g->copies[g->copy_count++] = copy;
    memcpy(copy, word, strlen(word) + 1);
    copy[equals - word] = '\0';
    *value = copy + (equals - word) + 1;
    return copy;
}

static bool read_quantities(const given *asked, goods *g, fos_error *error)
{
    for (size_t i = 0; asked->quantities[i] != NULL; i++) {
        const char *number = NULL;
        fos_duty_quantity *to = &g->quantities[i];
        to->unit = cut(g, asked->quantities[i], &number);
        if (to->unit == NULL || !read_amount(number, &to->quantity))
            return refuse(error, "--quantity", asked->quantities[i], "a unit and a number, such as KGM=2.5");
        g->inputs.quantity_count++;
    }
    return true;
}

static bool read_parts(const given *asked, goods *g, fos_error *error)
{
    for (size_t i = 0; asked->parts[i] != NULL; i++) {
        const char *number = NULL;
        fos_duty_part *to = &g->parts[i];
        to->name = cut(g, asked->parts[i], &number);
        if (to->name == NULL || !read_amount(number, &to->amount.amount))
            return refuse(error, "--part", asked->parts[i], "a name and an amount, such as case=12.50");
        g->inputs.part_count++;
    }
    return true;
}

static bool read_components(const given *asked, goods *g, fos_error *error)
{
    for (size_t i = 0; asked->components[i] != NULL; i++) {
        fos_duty_component *to = &g->components[i];
        to->name = cut(g, asked->components[i], &to->rate);
        if (to->name == NULL)
            return refuse(error, "--component", asked->components[i], "a name and a rate, such as EA=27.45 EUR / 100 kg");
        g->inputs.component_count++;
    }
    if ((asked->meursing == NULL) != (asked->additional_code == NULL)) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "tariff explain: --meursing and --additional-code go together");
        return false;
    }
    size_t length;
    return asked->meursing == NULL ||
           (read_document(asked->meursing, &g->meursing, &length, error) &&
            fos_meursing_components(asked->meursing, g->meursing, length, asked->additional_code, g->components,
                                    2 * REPEATED_MOST, &g->inputs.component_count, error) == FOS_STATUS_OK);
}

static bool read_exchange(const given *asked, goods *g, fos_error *error)
{
    for (size_t i = 0; asked->exchange[i] != NULL; i++) {
        const char *number = NULL, *pair = cut(g, asked->exchange[i], &number);
        fos_duty_exchange *to = &g->exchange[i];
        if (pair == NULL || strlen(pair) != 7 || pair[3] != '/' || !read_amount(number, &to->rate) || to->rate.coefficient == 0)
            return refuse(error, "--exchange", asked->exchange[i], "two currencies and a rate, such as EUR/GBP=0.8571");
        memcpy(to->from, pair, 3);
        memcpy(to->to, pair + 4, 4);
        g->inputs.exchange_count++;
    }
    return true;
}

static bool read_value(const given *asked, goods *g, fos_error *error)
{
    fos_money *value = &g->inputs.value;
    if (asked->value != NULL && !read_amount(asked->value, &value->amount))
        return refuse(error, "--value", asked->value, "an amount");
    if (asked->value != NULL && asked->currency == NULL) {
        fail(error, FOS_STATUS_MISSING_KEY, "tariff explain: --value needs --currency, such as EUR");
        return false;
    }
    if (asked->currency != NULL && strlen(asked->currency) != 3)
        return refuse(error, "--currency", asked->currency, "a currency of ISO 4217");
    if (asked->currency != NULL) memcpy(value->currency, asked->currency, 4);
    return true;
}

static bool understand(const given *asked, goods *g, fos_error *error)
{
    const fos_duty_inputs none = FOS_DUTY_INPUTS_INIT;
    g->inputs = none;
    g->inputs.quantities = g->quantities;
    g->inputs.parts = g->parts;
    g->inputs.components = g->components;
    g->inputs.exchange = g->exchange;
    g->inputs.certificates = asked->certificates;
    while (asked->certificates[g->inputs.certificate_count] != NULL)
        g->inputs.certificate_count++;
    g->inputs.programme = asked->programme;
    g->inputs.dollar = asked->dollar;
    return read_value(asked, g, error) && read_quantities(asked, g, error) && read_parts(asked, g, error) &&
           read_components(asked, g, error) && read_exchange(asked, g, error);
}

/* ---- the answer ---- */

static int explain(const fos_context *context, const given *asked, bool json)
{
    fos_error error = FOS_ERROR_INIT;
    goods g = { .copy_count = 0 };
    fos_buffer *out = fos_buffer_new(context);
    int known = 0;
    bool good = understand(asked, &g, &error) &&
                (json ? fos_duty_explain_json : fos_duty_explain_text)(asked->expression, strlen(asked->expression), &g.inputs,
                                                                       out, &known, &error) == FOS_STATUS_OK;
    int result;
    if (good) {
        result = write_buffer(out);
        if (result == EXIT_DONE && asked->currency != NULL && !known) result = EXIT_INCOMPLETE;
    } else {
        if (error.line != 0 && error.source[0] == '\0') snprintf(error.source, sizeof error.source, "EXPRESSION");
        result = complain(context, &error, json);
    }
    for (size_t i = 0; i < g.copy_count; i++)
        free(g.copies[i]);
    free(g.meursing);
    fos_buffer_free(out);
    return result;
}

int tariff_explain(const fos_context *context, int count, char **words)
{
    given asked = { 0 };
    const option options[] = {
        { "--value", &asked.value, NULL, ONCE },
        { "--currency", &asked.currency, NULL, ONCE },
        { "--quantity", asked.quantities, NULL, REPEATED },
        { "--part", asked.parts, NULL, REPEATED },
        { "--component", asked.components, NULL, REPEATED },
        { "--exchange", asked.exchange, NULL, REPEATED },
        { "--certificate", asked.certificates, NULL, REPEATED },
        { "--programme", &asked.programme, NULL, ONCE },
        { "--dollar", &asked.dollar, NULL, ONCE },
        { "--meursing", &asked.meursing, NULL, ONCE },
        { "--additional-code", &asked.additional_code, NULL, ONCE },
        { "--format", &asked.format, NULL, ONCE },
    };
    command_line args = { "tariff explain", options, sizeof options / sizeof *options, &asked.expression, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("tariff explain");
    bool json = asked.format != NULL && strcmp(asked.format, "json") == 0;
    if (good && asked.expression == NULL) {
        fail(&error, FOS_STATUS_INVALID_ARGUMENT, "tariff explain: of which duty rate? See fos tariff explain --help");
        good = false;
    } else if (good && asked.format != NULL && !json && strcmp(asked.format, "text") != 0) {
        good = refuse(&error, "--format", asked.format, "known, expected json or text");
    }
    return good ? explain(context, &asked, json) : complain(context, &error, json);
}
