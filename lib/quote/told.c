/* What is kept of the sentences, sources and readings of quotes, by circumstances. A session holds a few of them; when one
 * more comes they are all forgotten, so that the memory is bounded and a session behaves the same whatever came before. */
#include "quote/told.h"

#include <string.h>

#define MOST_CIRCUMSTANCES 64
#define MOST_SWITCHES 32

typedef struct circumstances {
    const struct fos_regime *regime;
    uint64_t elected;
    fos_date dates[FOSI_CLOCK_COUNT];
    char countries[2][4];
    char subdivision[16], postcode[16], tax_category[16];
    uint32_t route;
    uint16_t parties; /* a bit for each that is present */
    uint8_t classless;
    uint8_t choices[4];
    uint8_t readings[MOST_SWITCHES];
} circumstances;

struct fosi_told {
    fosi_arena arena;
    uint32_t count;
    circumstances known[MOST_CIRCUMSTANCES];
    fosi_told_part *parts[MOST_CIRCUMSTANCES]; /* conditions, charges, switches */
    fosi_kept_words *words[MOST_CIRCUMSTANCES];
};

/* ---- circumstances ---- */

static bool keep_short(const char *text, char kept[16])
{
    size_t length = text == NULL ? 0 : strlen(text);
    if (length >= 16) return false;
    if (length > 0) memcpy(kept, text, length);
    return true;
}

static uint16_t parties_of(const fos_consignment *c)
{
    const fos_party *const parties[] = { c->seller,   c->platform,  c->buyer,   c->consignor,        c->consignee,
                                         c->importer, c->declarant, c->carrier, c->payment_provider, c->redeliverer };
    uint16_t bits = 0;
    for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
        bits |= (uint16_t)((unsigned)fosi_party_present(parties[i]) << i);
    return bits;
}

/* False when they cannot be told from others. */
static bool circumstances_of(const fosi_eval *eval, circumstances *now)
{
    const fos_consignment *c = eval->consignment;
    const struct fos_regime *r = eval->regime;
    if (eval->item_count != 1 || r->switch_count > MOST_SWITCHES) return false;
    memset(now, 0, sizeof *now);
    now->regime = r;
    now->elected = eval->elected;
    memcpy(now->dates, eval->dates, sizeof now->dates);
    memcpy(now->countries[0], c->dispatch_country, 4);
    memcpy(now->countries[1], c->destination_country, 4);
    now->route = eval->route_of[0];
    now->parties = parties_of(c);
    now->classless = c->items[0]->goods_class_count == 0;
    const int choices[] = { (int)c->transaction, (int)c->category, (int)c->transport_mode, (int)c->delivery_terms };
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        now->choices[i] = (uint8_t)choices[i];
    for (uint32_t i = 0; i < r->switch_count; i++) {
        if (r->switches[i].option_count > UINT8_MAX) return false;
        now->readings[i] = (uint8_t)eval->choices[i];
    }
    return keep_short(c->destination_subdivision, now->subdivision) && keep_short(c->destination_postcode, now->postcode) &&
           keep_short(c->items[0]->tax_category, now->tax_category);
}

static fosi_told *told_of(fosi_quote *quote)
{
    if (quote->told != NULL) return quote->told;
    quote->told = fosi_allocate(quote->eval.arena.context, sizeof *quote->told);
    if (quote->told == NULL) return NULL;
    fosi_arena_init(&quote->told->arena, quote->eval.arena.context);
    quote->told->count = 0;
    return quote->told;
}

void fosi_told_free(fosi_told *told)
{
    if (told == NULL) return;
    const fos_context *context = told->arena.context;
    fosi_arena_free(&told->arena);
    fosi_release(context, told);
}

fos_status fosi_told_prepare(fosi_quote *quote)
{
    circumstances now;
    if (quote->told_parts != NULL || !circumstances_of(&quote->eval, &now)) return FOS_STATUS_OK;
    fosi_told *told = told_of(quote);
    if (told == NULL) return FOS_STATUS_NO_MEMORY;
    uint32_t i = told->count;
    while (i > 0 && memcmp(&told->known[i - 1], &now, sizeof now) != 0)
        i--;
    if (i > 0) {
        quote->told_parts = told->parts[i - 1];
        quote->told_words = told->words[i - 1];
        return FOS_STATUS_OK;
    }
    if (told->count == MOST_CIRCUMSTANCES) {
        told->count = 0;
        fosi_arena_reset(&told->arena);
    }
    size_t count = (size_t)now.regime->slot_count + now.regime->charge_count + now.regime->switch_count;
    quote->told_parts = fosi_arena_zero(&told->arena, count, sizeof *quote->told_parts);
    quote->told_words = fosi_arena_zero(&told->arena, 1, sizeof *quote->told_words);
    if (quote->told_parts == NULL || quote->told_words == NULL) {
        quote->told_parts = NULL;
        return FOS_STATUS_NO_MEMORY;
    }
    quote->told_words->arena = &told->arena;
    told->known[told->count] = now;
    told->words[told->count] = quote->told_words;
    told->parts[told->count++] = quote->told_parts;
    return FOS_STATUS_OK;
}

/* ---- parts ---- */

/* A condition of a route is told of the item's own alone. */
fosi_told_part *fosi_told_condition(fosi_quote *quote, const fos_decision *decision)
{
    uint32_t slot = decision->private_node;
    if (quote->told_parts == NULL || slot >= quote->eval.regime->slot_count) return NULL; /* a claim is no rule's */
    if (quote->eval.regime->slots[slot].grain == FOSI_GRAIN_ROUTE && decision->private_cell != quote->eval.route_of[0])
        return NULL;
    return &quote->told_parts[slot];
}

fosi_told_part *fosi_told_charge(fosi_quote *quote, const fos_charge *charge)
{
    const fosi_charge_run *run = quote->eval.charges[charge->private_charge];
    /* A measure of a tariff is told anew: several are charges of one rule. */
    if (quote->told_parts == NULL || charge->private_part != FOSI_NONE || run->settles[charge->private_cell].waived) return NULL;
    return &quote->told_parts[quote->eval.regime->slot_count + charge->private_charge];
}

fosi_told_part *fosi_told_switch(fosi_quote *quote, uint32_t index)
{
    const struct fos_regime *r = quote->eval.regime;
    return quote->told_parts == NULL ? NULL : &quote->told_parts[r->slot_count + r->charge_count + index];
}

void fosi_told_listen(fosi_quote *quote, const fosi_told_part *part)
{
    quote->eval.told = part == NULL ? NULL : quote->told_words;
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
    part->text.data = fosi_arena_text(&quote->told->arena, out->data + mark, out->size - mark);
    part->text.length = out->size - mark;
    out->failed = part->text.data == NULL;
}

/* ---- JSON ---- */

fosi_told_json *fosi_told_json_of(fosi_quote *quote, fosi_told_part *part, unsigned which, const fosi_told_key *key,
                                  fos_buffer *out)
{
    if (part == NULL) return NULL;
    fosi_told_json *json = part->json[which];
    if (fosi_likely(json != NULL)) return memcmp(&json->key, key, sizeof *key) == 0 ? json : NULL;
    json = fosi_arena_zero(&quote->told->arena, 1, sizeof *json);
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
    run.data = fosi_arena_text(&((const fosi_quote *)(const void *)quote)->told->arena, out->data + mark, run.length);
    if (run.data == NULL)
        out->failed = true;
    else
        json->runs[json->count++] = run;
}
