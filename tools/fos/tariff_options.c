/* `fos tariff options`: the treatments that a tariff offers for each item of a request, with what each comes to and requires,
 * cheapest first. Each is a whole quote in which that treatment is claimed. */
#include "tariff_commands.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 64 };

typedef struct treatment {
    fos_tariff_measure measure; /* of a claim; without one the kind is MFN and the texts are empty */
    const char *claim;          /* "" for none */
    fos_decimal duty, charges;
    bool complete;
} treatment;

typedef struct options_of {
    const tariff_words *asked;
    fos_library *library;
    fos_session *session;
    fos_request *request;
    const fos_tariff *tariff;
    fos_error *error;
    treatment list[MOST_OPTIONS];
    size_t count;
} options_of;

static const char *claim_of(const fos_tariff_measure *m)
{
    if (m->kind == FOS_TARIFF_KIND_PREFERENCE) return m->programme[0] != '\0' ? m->programme : m->origin;
    return m->kind == FOS_TARIFF_KIND_QUOTA ? m->quota : "suspension";
}

static bool is_listed(const options_of *o, const char *claim)
{
    for (size_t i = 0; i < o->count; i++)
        if (strcmp(o->list[i].claim, claim) == 0) return true;
    return false;
}

/* One quote with the claim; the figures are kept, the quote is the session's. */
static bool price(options_of *o, size_t item, treatment *t)
{
    const fos_quote *quote = NULL;
    fos_item *line = o->request->consignment->items[item];
    const char *own = line->preference;
    line->preference = t->claim[0] == '\0' ? NULL : t->claim;
    bool good = fos_session_quote(o->session, o->request, &quote, o->error) == FOS_STATUS_OK;
    line->preference = own;
    if (!good) return false;
    t->duty = quote->items[item]->duty;
    t->charges = quote->totals.charges;
    t->complete = quote->complete == FOS_TRUTH_TRUE;
    return true;
}

static void insert(options_of *o, const treatment *t)
{
    size_t at = o->count++;
    for (; at > 0; at--) {
        const treatment *before = &o->list[at - 1];
        bool cheaper = t->complete != before->complete ? t->complete : fos_decimal_compare(t->charges, before->charges) < 0;
        if (!cheaper) break;
        o->list[at] = *before;
    }
    o->list[at] = *t;
}

static bool gather(options_of *o, size_t item)
{
    static const fos_tariff_measure fresh = FOS_TARIFF_MEASURE_INIT;
    const fos_item *line = o->request->consignment->items[item];
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    treatment t = { .measure = fresh, .claim = "" };
    o->count = 0;
    if (!price(o, item, &t)) return false;
    insert(o, &t);
    if (line->commodity_code == NULL || o->tariff == NULL) return true;
    query.code = line->commodity_code;
    query.origin = line->origin_country;
    query.date = o->request->date;
    query.kinds = 1u << FOS_TARIFF_KIND_PREFERENCE | 1u << FOS_TARIFF_KIND_SUSPENSION | 1u << FOS_TARIFF_KIND_QUOTA;
    if (fos_tariff_find(o->tariff, &query, &cursor, o->error) != FOS_STATUS_OK) return false;
    while (o->count < MOST_OPTIONS && fos_tariff_next(&cursor, &t.measure)) {
        t.claim = claim_of(&t.measure);
        if (t.claim[0] == '\0' || is_listed(o, t.claim)) continue;
        if (!price(o, item, &t)) return false;
        insert(o, &t);
    }
    return true;
}

static void put_decimal(text *out, fos_decimal value)
{
    char digits[FOS_DECIMAL_TEXT];
    fos_decimal_format(value, digits);
    text_add(out, digits);
}

static void put_option_json(text *out, const treatment *t)
{
    const fos_tariff_measure *m = &t->measure;
    text_add(out, "{\"claim\":");
    text_json(out, t->claim);
    if (t->claim[0] != '\0') {
        const char *const pairs[][2] = { { "kind", fos_tariff_kind_name(m->kind) },
                                         { "rate", m->rate },
                                         { "proof", m->proof },
                                         { "conditions", m->conditions },
                                         { "source", m->source },
                                         { "confidence", fos_confidence_name(m->confidence) } };
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
            if (pairs[i][1][0] == '\0') continue;
            text_format(out, ",\"%s\":", pairs[i][0]);
            text_json(out, pairs[i][1]);
        }
    }
    text_add(out, ",\"duty\":\"");
    put_decimal(out, t->duty);
    text_add(out, "\",\"charges\":\"");
    put_decimal(out, t->charges);
    text_format(out, "\",\"complete\":%s}", t->complete ? "true" : "false");
}

static void put_option_text(text *out, const treatment *t, const char *currency)
{
    const fos_tariff_measure *m = &t->measure;
    text_add(out, "  ");
    put_decimal(out, t->duty);
    text_format(out, " %s duty, ", currency);
    put_decimal(out, t->charges);
    text_format(out, " %s in all: ", currency);
    if (t->claim[0] == '\0')
        text_add(out, "without a claim");
    else
        text_format(out, "%s %s, %s", fos_tariff_kind_name(m->kind), t->claim, m->rate);
    if (t->claim[0] != '\0' && m->proof[0] != '\0') text_format(out, "; needs %s", m->proof);
    if (t->claim[0] != '\0' && m->conditions[0] != '\0') text_format(out, "; if %s", m->conditions);
    text_add(out, t->complete ? "\n" : " (an input is missing)\n");
}

static void put_item(text *out, const options_of *o, size_t item, const char *currency)
{
    const fos_item *line = o->request->consignment->items[item];
    int number = line->number > 0 ? (int)line->number : (int)item + 1;
    const char *code = line->commodity_code == NULL ? "" : line->commodity_code;
    if (o->asked->json) {
        text_format(out, "%s{\"number\":%d,\"commodity_code\":", item == 0 ? "" : ",", number);
        text_json(out, code);
        text_add(out, ",\"options\":[");
    } else {
        text_format(out, "item %d, %s\n", number, code);
    }
    for (size_t i = 0; i < o->count; i++) {
        if (o->asked->json && i > 0) text_add(out, ",");
        if (o->asked->json)
            put_option_json(out, &o->list[i]);
        else
            put_option_text(out, &o->list[i], currency);
    }
    if (o->asked->json) text_add(out, "]}");
}

static int write_options(options_of *o)
{
    const fos_regime *regime = fos_library_regime_for(o->library, o->request->consignment->destination_country, NULL);
    const char *currency = regime == NULL ? "" : fos_regime_currency(regime);
    o->tariff = regime == NULL ? NULL : fos_library_tariff(o->library, fos_regime_id(regime));
    text out = { 0 };
    if (o->asked->json) {
        text_add(&out, "{\"currency\":");
        text_json(&out, currency);
        text_add(&out, ",\"items\":[");
    }
    for (size_t i = 0; i < o->request->consignment->item_count; i++) {
        if (!gather(o, i)) {
            text_free(&out);
            return -1;
        }
        put_item(&out, o, i, currency);
    }
    if (o->asked->json) text_add(&out, "]}\n");
    return write_text(&out);
}

static int run(const fos_context *context, const tariff_words *asked, fos_error *error)
{
    char *bytes = NULL;
    size_t length = 0;
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.source = name_of_input(asked->operand);
    options_of o = { .asked = asked, .error = error };
    int result = -1;
    if (read_document(asked->operand, &bytes, &length, error) && (o.library = open_tariffs(context, asked, error)) != NULL &&
        (o.session = fos_session_new(o.library, error)) != NULL && (o.request = fos_request_new(context, error)) != NULL &&
        fos_request_read_json(o.request, bytes, length, &reading, error) == FOS_STATUS_OK)
        result = write_options(&o);
    fos_request_free(o.request);
    fos_session_free(o.session);
    fos_library_free(o.library);
    free(bytes);
    return result;
}

int tariff_options(const fos_context *context, int count, char **words)
{
    tariff_words asked = { .date = FOS_DATE_ABSENT, .operand = "-" };
    const option options[] = {
        { "--tariff", asked.tariffs, NULL, REPEATED },
        { "--regimes", &asked.regimes, NULL, ONCE },
        { "--format", &asked.format, NULL, ONCE },
    };
    command_line args = { "tariff options", options, sizeof options / sizeof options[0], &asked.operand, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("tariff options");
    int result = good && read_tariff_words(&asked, &error) ? run(context, &asked, &error) : -1;
    return result < 0 ? complain(context, &error, asked.json) : result;
}
