/* The treatments that a tariff offers for each item of a request, and its duties by producer, with what each comes to and requires,
 * cheapest first. Each is a whole quote in which that treatment or number is claimed. */
#include <fos/document.h>

#include <stdio.h>
#include <string.h>

#include "codec/document.h"
#include "codec/json_put.h"
#include "library/library.h"
#include "quote/measures_text.h"
#include "quote/quote.h"

enum { MOST_TREATMENTS = 128, LONGEST_CLAIM = 80, MOST_MISSING = 4 };

typedef struct treatment {
    fos_tariff_measure measure; /* of a claim; without one the kind is MFN and the texts are empty */
    char claim[LONGEST_CLAIM];  /* "" for none */
    bool by_number;             /* it is an additional code, not a preference */
    fos_decimal duty, charges;
    bool complete;
    bool refused;                      /* a condition of it does not hold */
    const char *missing[MOST_MISSING]; /* names of elements, as the quote has them */
    size_t missing_count;
} treatment;

typedef struct offers {
    fos_session *session;
    fos_request *request;
    const fos_tariff *tariff;
    const char *currency;
    fos_error *error;
    treatment list[MOST_TREATMENTS];
    size_t count;
    bool more; /* than there is room for */
} offers;

/* The words of a condition on the use of the goods. */
static bool use_of(const fos_tariff_measure *m, char claim[LONGEST_CLAIM])
{
    fos_tariff_condition c;
    const char *at = m->conditions;
    while (fos_tariff_condition_next(&at, &c)) {
        fosi_slice kind = { c.kind, c.kind_length };
        if (!fosi_slice_is(kind, "use") && !fosi_slice_is(kind, "other")) continue;
        snprintf(claim, LONGEST_CLAIM, "%.*s", (int)c.text_length, c.text);
        return true;
    }
    return false;
}

/* What claims a measure; false for one that applies without a claim. */
static bool claim_of(treatment *t)
{
    const fos_tariff_measure *m = &t->measure;
    t->by_number = m->kind == FOS_TARIFF_KIND_ANTI_DUMPING || m->kind == FOS_TARIFF_KIND_COUNTERVAILING;
    t->claim[0] = '\0';
    if (t->by_number)
        snprintf(t->claim, LONGEST_CLAIM, "%s", m->number);
    else if (m->kind == FOS_TARIFF_KIND_PREFERENCE)
        snprintf(t->claim, LONGEST_CLAIM, "%s", m->programme[0] != '\0' ? m->programme : m->origin);
    else if (m->quota[0] != '\0')
        snprintf(t->claim, LONGEST_CLAIM, "%s%s", m->quota, m->kind == FOS_TARIFF_KIND_QUOTA_OUT ? "/out" : "");
    else if (!use_of(m, t->claim) && m->kind == FOS_TARIFF_KIND_SUSPENSION && m->conditions[0] != '\0')
        snprintf(t->claim, LONGEST_CLAIM, "suspension");
    return t->claim[0] != '\0';
}

static bool is_listed(const offers *o, const char *claim)
{
    for (size_t i = 0; i < o->count; i++)
        if (strcmp(o->list[i].claim, claim) == 0) return true;
    return false;
}

/* Which measure the claim is for, and whether it was taken. */
static void note_claim(const fos_quote *quote, size_t item, treatment *t)
{
    const fosi_claim *claim = fosi_claim_at(&fosi_quote_behind(quote)->eval, (uint32_t)item, 0);
    t->refused = t->claim[0] != '\0' && claim != NULL && claim->outcome == FOSI_CLAIM_FAILED;
    if (t->claim[0] != '\0' && claim != NULL && claim->outcome == FOSI_CLAIM_TAKEN) t->measure = claim->measure;
}

/* One quote with the claim; the figures are kept, the quote is the session's. */
static fos_status price(offers *o, size_t item, treatment *t)
{
    const fos_quote *quote = NULL;
    fos_item *line = o->request->consignment->items[item];
    const char *own = line->preference;
    line->preference = t->claim[0] == '\0' ? NULL : t->claim;
    fos_status status = fos_session_quote(o->session, o->request, &quote, o->error);
    line->preference = own;
    if (status != FOS_STATUS_OK) return status;
    t->duty = quote->items[item]->duty;
    t->charges = quote->totals.charges;
    t->complete = quote->complete == FOS_TRUTH_TRUE;
    note_claim(quote, item, t);
    t->missing_count = 0;
    for (size_t i = 0; i < quote->missing_count && t->missing_count < MOST_MISSING; i++)
        t->missing[t->missing_count++] = quote->missing[i]->needs;
    return status;
}

/* What is refused stands last, before it what is not known. */
static bool is_before(const treatment *a, const treatment *b)
{
    if (a->refused != b->refused) return b->refused;
    if (a->complete != b->complete) return a->complete;
    return fos_decimal_compare(a->charges, b->charges) < 0;
}

static void insert(offers *o, const treatment *t)
{
    size_t at = o->count++;
    for (; at > 0; at--) {
        const treatment *before = &o->list[at - 1];
        if (!is_before(t, before)) break;
        o->list[at] = *before;
    }
    o->list[at] = *t;
}

static fos_status add(offers *o, size_t item, treatment *t)
{
    fos_status status = price(o, item, t);
    if (status == FOS_STATUS_OK) insert(o, t);
    return status;
}

static fos_status gather(offers *o, size_t item)
{
    static const fos_tariff_measure fresh = FOS_TARIFF_MEASURE_INIT;
    const fos_item *line = o->request->consignment->items[item];
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    treatment t = { .measure = fresh };
    o->count = 0;
    o->more = false;
    fos_status status = add(o, item, &t);
    if (status != FOS_STATUS_OK || line->commodity_code == NULL || o->tariff == NULL) return status;
    query.code = line->commodity_code;
    query.origin = line->origin_country;
    query.date = o->request->date;
    query.kinds = 1u << FOS_TARIFF_KIND_MFN | 1u << FOS_TARIFF_KIND_PREFERENCE | 1u << FOS_TARIFF_KIND_SUSPENSION |
                  1u << FOS_TARIFF_KIND_QUOTA | 1u << FOS_TARIFF_KIND_QUOTA_OUT | 1u << FOS_TARIFF_KIND_ANTI_DUMPING |
                  1u << FOS_TARIFF_KIND_COUNTERVAILING;
    status = fos_tariff_find(o->tariff, &query, &cursor, o->error);
    while (status == FOS_STATUS_OK && !o->more && fos_tariff_next(&cursor, &t.measure)) {
        if (!claim_of(&t) || is_listed(o, t.claim)) continue;
        o->more = o->count == MOST_TREATMENTS;
        if (!o->more) status = add(o, item, &t);
    }
    return status;
}

/* ---- JSON ---- */

static void put_treatment_json(fos_buffer *out, const treatment *t)
{
    const fos_tariff_measure *m = &t->measure;
    fosi_buffer_text(out, "{\"claim\":");
    fosi_json_put_string(out, t->claim);
    if (t->claim[0] != '\0') {
        fosi_document_text(out, "kind", fos_tariff_kind_name(m->kind));
        fosi_document_text(out, "by", t->by_number ? "additional_code" : "preference");
        fosi_document_text(out, "rate", m->rate);
        fosi_document_text(out, "proof", m->proof);
        fosi_document_text(out, "conditions", m->conditions);
        fosi_document_text(out, "source", m->source);
        fosi_document_text(out, "confidence", fos_confidence_name(m->confidence));
    }
    fosi_buffer_text(out, ",\"duty\":\"");
    fosi_buffer_decimal(out, t->duty);
    fosi_buffer_text(out, "\",\"charges\":\"");
    fosi_buffer_decimal(out, t->charges);
    fosi_buffer_format(out, "\",\"complete\":%s", t->complete ? "true" : "false");
    for (size_t i = 0; i < t->missing_count; i++) {
        fosi_buffer_text(out, i == 0 ? ",\"missing\":[" : ",");
        fosi_json_put_string(out, t->missing[i]);
    }
    if (t->missing_count > 0) fosi_buffer_char(out, ']');
    fosi_buffer_text(out, t->refused ? ",\"refused\":true}" : "}");
}

static int number_of(const fos_item *line, size_t item) { return line->number > 0 ? line->number : (int)item + 1; }

static const char *code_of(const fos_item *line) { return line->commodity_code == NULL ? "" : line->commodity_code; }

static void put_item_json(fos_buffer *out, const offers *o, size_t item)
{
    const fos_item *line = o->request->consignment->items[item];
    fosi_buffer_format(out, "%s{\"number\":%d,\"commodity_code\":", item == 0 ? "" : ",", number_of(line, item));
    fosi_json_put_string(out, code_of(line));
    fosi_buffer_text(out, ",\"options\":[");
    for (size_t i = 0; i < o->count; i++) {
        if (i > 0) fosi_buffer_char(out, ',');
        put_treatment_json(out, &o->list[i]);
    }
    fosi_buffer_text(out, o->more ? "],\"more\":true}" : "]}");
}

/* ---- lines ---- */

static void put_treatment_text(fos_buffer *out, const treatment *t, const char *currency)
{
    const fos_tariff_measure *m = &t->measure;
    fosi_buffer_text(out, "  ");
    fosi_buffer_decimal(out, t->duty);
    fosi_buffer_format(out, " %s duty, ", currency);
    fosi_buffer_decimal(out, t->charges);
    fosi_buffer_format(out, " %s in all: ", currency);
    if (t->claim[0] == '\0') {
        fosi_buffer_text(out, "without a claim");
    } else {
        fosi_buffer_format(out, "%s %s, %s", fos_tariff_kind_name(m->kind), t->claim, m->rate);
        if (t->by_number) fosi_buffer_text(out, "; needs that additional code");
        if (m->proof[0] != '\0') fosi_buffer_format(out, "; needs %s", m->proof);
        if (m->conditions[0] != '\0') fosi_buffer_format(out, "; if %s", m->conditions);
    }
    for (size_t i = 0; i < t->missing_count; i++)
        fosi_buffer_format(out, "%s%s", i == 0 ? " (missing: " : ", ", t->missing[i]);
    if (t->missing_count > 0) fosi_buffer_char(out, ')');
    fosi_buffer_text(out, t->refused ? " (refused: that does not hold)\n" : "\n");
}

static void put_item_text(fos_buffer *out, const offers *o, size_t item)
{
    const fos_item *line = o->request->consignment->items[item];
    fosi_buffer_format(out, "item %d, %s\n", number_of(line, item), code_of(line));
    for (size_t i = 0; i < o->count; i++)
        put_treatment_text(out, &o->list[i], o->currency);
    if (o->more) fosi_buffer_text(out, "  and more\n");
}

/* ---- the document ---- */

static fos_status begin(offers *o, fos_session *session, fos_request *request, const fos_buffer *out, fos_error *error)
{
    if (session == NULL || request == NULL || out == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a session, a request and a buffer are needed");
    const fos_library *library = fosi_session_library(session);
    fos_status status = fos_request_check(request, error);
    if (status != FOS_STATUS_OK) return status;
    const fos_consignment *c = request->consignment;
    const fos_regime *regime = fos_library_regime_for(library, c->destination_country, c->destination_subdivision);
    o->session = session;
    o->request = request;
    o->error = error;
    o->currency = regime == NULL ? "" : fos_regime_currency(regime);
    o->tariff = regime == NULL ? NULL : fos_library_tariff(library, fos_regime_id(regime));
    return status;
}

static fos_status write_items(offers *o, fos_buffer *out, void (*put)(fos_buffer *out, const offers *o, size_t item))
{
    fos_status status = FOS_STATUS_OK;
    for (size_t i = 0; i < o->request->consignment->item_count && status == FOS_STATUS_OK; i++) {
        status = gather(o, i);
        if (status == FOS_STATUS_OK) put(out, o, i);
    }
    return status;
}

fos_status fos_session_options_json(fos_session *session, fos_request *request, fos_buffer *out, fos_error *error)
{
    offers o;
    fos_status status = begin(&o, session, request, out, error);
    if (status != FOS_STATUS_OK) return status;
    size_t mark = out->size;
    fosi_buffer_text(out, "{\"currency\":");
    fosi_json_put_string(out, o.currency);
    fosi_buffer_text(out, ",\"items\":[");
    status = write_items(&o, out, put_item_json);
    fosi_buffer_text(out, "]}");
    return status == FOS_STATUS_OK ? fosi_buffer_finish(out, mark, error) : fosi_document_drop(out, mark, status);
}

fos_status fos_session_options_text(fos_session *session, fos_request *request, fos_buffer *out, fos_error *error)
{
    offers o;
    fos_status status = begin(&o, session, request, out, error);
    if (status != FOS_STATUS_OK) return status;
    size_t mark = out->size;
    status = write_items(&o, out, put_item_text);
    return status == FOS_STATUS_OK ? fosi_buffer_finish(out, mark, error) : fosi_document_drop(out, mark, status);
}
