/* What is kept of the sentences, sources, readings and JSON of quotes lives with the other kept values of their circumstances;
 * see kept.h. */
#include "quote/told.h"

#include <string.h>

/* Conditions stand first, by slot; then charges, then switches. */
static size_t charge_place(const struct fos_regime *r, uint32_t charge) { return (size_t)r->slot_count + charge; }
static size_t switch_place(const struct fos_regime *r, uint32_t index) { return (size_t)r->slot_count + r->charge_count + index; }

static bool make_part(fosi_quote *quote, size_t place)
{
    fosi_told_part **part = &quote->told_parts[place];
    if (fosi_unlikely(*part == NULL)) *part = fosi_arena_zero(&quote->eval.kept, 1, sizeof **part);
    return *part != NULL;
}

/* Of all that this quote tells. */
static bool make_parts(fosi_quote *quote)
{
    const struct fos_regime *r = quote->eval.regime;
    const fos_quote *view = &quote->view;
    bool made = true;
    for (size_t i = 0; i < view->charge_count && made; i++)
        made = make_part(quote, charge_place(r, view->charges[i]->private_charge));
    for (size_t i = 0; i < view->decision_count && made; i++) {
        uint32_t slot = view->decisions[i]->private_node;
        made = slot >= r->slot_count || make_part(quote, slot); /* a claim is no rule's */
    }
    for (size_t i = 0; i < view->assumed_count && made; i++)
        made = make_part(quote, switch_place(r, view->assumed[i]->private_switch));
    return made;
}

fos_status fosi_told_prepare(fosi_quote *quote)
{
    fosi_kept_set *set = quote->eval.set;
    if (quote->told_parts != NULL || set == NULL || !set->of.single) return FOS_STATUS_OK;
    if (set->told == NULL) {
        const struct fos_regime *r = set->of.regime;
        set->told = fosi_arena_zero(&quote->eval.kept, switch_place(r, r->switch_count), sizeof *set->told);
        if (set->told == NULL) return FOS_STATUS_NO_MEMORY;
    }
    quote->told_parts = set->told;
    if (make_parts(quote)) return FOS_STATUS_OK;
    quote->told_parts = NULL;
    return FOS_STATUS_NO_MEMORY;
}

/* ---- parts ---- */

/* A condition of a route is told of the item's own alone. */
fosi_told_part *fosi_told_condition(fosi_quote *quote, const fos_decision *decision)
{
    uint32_t slot = decision->private_node;
    if (quote->told_parts == NULL || slot >= quote->eval.regime->slot_count) return NULL; /* a claim is no rule's */
    if (quote->eval.regime->slots[slot].grain == FOSI_GRAIN_ROUTE && decision->private_cell != quote->eval.route_of[0])
        return NULL;
    return quote->told_parts[slot];
}

fosi_told_part *fosi_told_charge(fosi_quote *quote, const fos_charge *charge)
{
    const fosi_charge_run *run = quote->eval.charges[charge->private_charge];
    /* A measure of a tariff is told anew: several are charges of one rule. */
    if (quote->told_parts == NULL || charge->private_part != FOSI_NONE || run->settles[charge->private_cell].waived) return NULL;
    return quote->told_parts[charge_place(quote->eval.regime, charge->private_charge)];
}

fosi_told_part *fosi_told_switch(fosi_quote *quote, uint32_t index)
{
    return quote->told_parts == NULL ? NULL : quote->told_parts[switch_place(quote->eval.regime, index)];
}

bool fosi_told_again(const fosi_told_part *part, fos_buffer *out)
{
    if (part == NULL || part->text.data == NULL) return false;
    fosi_buffer_put(out, part->text.data, part->text.length);
    return true;
}

void fosi_told_keep(fosi_quote *quote, fosi_told_part *part, fos_buffer *out, size_t mark)
{
    if (!fosi_told_may_keep(quote, part) || out->failed) return;
    part->text.data = fosi_arena_text(&quote->eval.kept, out->data + mark, out->size - mark);
    part->text.length = out->size - mark;
    out->failed = part->text.data == NULL;
}

/* ---- sentences ---- */

bool fosi_told_sentence(fosi_quote *quote, const fosi_told_part *part, unsigned which, const fosi_cell_run *run, fos_buffer *out)
{
    const fosi_wording *wording = part == NULL ? NULL : part->sentences[which];
    for (; wording != NULL; wording = wording->next) {
        quote->steady = wording->count == 0;
        if (fosi_likely(fosi_wording_say(wording, &quote->eval, run, out))) return true;
    }
    return false;
}

/* Most sentences have one way or two; those with more are told from the code when another comes. */
#define MOST_WORDINGS 4

void fosi_told_draft(fosi_quote *quote, const fosi_told_part *part, unsigned which, fosi_draft *draft)
{
    uint32_t count = 0;
    fosi_told_begin(quote, false);
    if (part == NULL) return;
    for (const fosi_wording *wording = part->sentences[which]; wording != NULL; wording = wording->next)
        count++;
    if (count < MOST_WORDINGS) fosi_draft_begin(&quote->eval, draft);
}

void fosi_told_drafted(fosi_quote *quote, fosi_told_part *part, unsigned which, fos_buffer *out, size_t mark)
{
    fosi_wording *made = quote->eval.draft == NULL ? NULL : fosi_draft_end(&quote->eval, out, mark);
    if (made == NULL) return;
    made->next = part->sentences[which];
    part->sentences[which] = made;
}

/* ---- readings ---- */

bool fosi_told_readings(fosi_quote *quote, fosi_told_part *part, uint32_t index, fosi_told_reading **readings)
{
    const fosi_switch *of = &quote->eval.regime->switches[index];
    size_t count = (size_t)of->option_count * of->reader_count + 1;
    if (part->readings == NULL) part->readings = fosi_arena_zero(&quote->eval.kept, count, sizeof *part->readings);
    *readings = part->readings;
    return part->readings != NULL;
}

/* ---- JSON ---- */

fosi_told_json *fosi_told_json_of(fosi_quote *quote, fosi_told_part *part, unsigned which, const fosi_told_key *key,
                                  fos_buffer *out)
{
    if (part == NULL) return NULL;
    fosi_told_json *json = part->json[which];
    if (fosi_likely(json != NULL)) return memcmp(&json->key, key, sizeof *key) == 0 ? json : NULL;
    json = fosi_arena_zero(&quote->eval.kept, 1, sizeof *json);
    if (json == NULL) {
        out->failed = true;
        return NULL;
    }
    json->key = *key;
    return part->json[which] = json;
}

void fosi_told_run_keep(const fos_quote *quote, fosi_told_json *json, fosi_told_run run, fos_buffer *out, size_t mark)
{
    if (json->count == FOSI_TOLD_RUNS || out->failed) return;
    run.length = out->size - mark;
    run.data = fosi_arena_text(&fosi_quote_behind(quote)->eval.kept, out->data + mark, run.length);
    if (run.data == NULL)
        out->failed = true;
    else
        json->runs[json->count++] = run;
}

void fosi_told_record_keep(const fos_quote *quote, fosi_told_json *json, const fosi_told_record *record, const char *words,
                           const char *lists, fos_buffer *out)
{
    if (out->failed) return;
    fosi_arena *kept = &fosi_quote_behind(quote)->eval.kept;
    fosi_told_record *into = json->record;
    bool fits = into != NULL && into->size >= record->size;
    uint64_t *data = fits ? into->data : fosi_arena_take(kept, record->size);
    if (into == NULL) into = fosi_arena_take(kept, sizeof *into);
    if (into == NULL || data == NULL) {
        out->failed = true;
        return;
    }
    *into = *record;
    into->data = data;
    memcpy(data, words, record->head);
    memcpy((char *)data + record->head, lists, record->size - record->head);
    json->record = into;
}
