/* Sets of kept values, each of its circumstances. To make one costs as much as several quotes without: circumstances have one from
 * the second time on that they are met. When there is no room for more, new ones go without, until so many quotes did that all are
 * forgotten: so memory is bounded, and neither many circumstances in turn nor a new day make a session slow. What a quote says is
 * the same with a set and without. */
#include "quote/kept.h"

#include <string.h>

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

/* What several items have in common are dates and places: their other values stay their own. */
static bool circumstances_of(const fosi_eval *eval, fosi_circumstances *now)
{
    const fos_consignment *c = eval->consignment;
    const struct fos_regime *r = eval->regime;
    memset(now, 0, sizeof *now);
    now->regime = r;
    now->route = FOSI_NONE;
    memcpy(now->dates, eval->dates, sizeof now->dates);
    memcpy(now->countries[0], c->dispatch_country, 4);
    memcpy(now->countries[1], c->destination_country, 4);
    if (!keep_short(c->destination_subdivision, now->subdivision)) return false;
    if (r->reads_postcode && !keep_short(c->destination_postcode, now->postcode)) return false;
    if (eval->item_count != 1 || r->switch_count > FOSI_KEPT_SWITCHES) return true;
    now->elected = eval->elected;
    now->parties = parties_of(c);
    now->classless = c->items[0]->goods_class_count == 0;
    const int choices[] = { (int)c->transaction, (int)c->category, (int)c->transport_mode, (int)c->delivery_terms };
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        now->choices[i] = (uint8_t)choices[i];
    now->single = true;
    for (uint32_t i = 0; i < r->switch_count; i++) {
        now->single &= r->switches[i].option_count <= UINT8_MAX;
        now->readings[i] = (uint8_t)eval->choices[i];
    }
    now->single &= keep_short(c->items[0]->tax_category, now->tax_category);
    return true;
}

static fosi_kept_set *make_set(fosi_eval *eval, const fosi_circumstances *of)
{
    const struct fos_regime *r = of->regime;
    fosi_kept_set *set = fosi_arena_zero(&eval->kept, 1, sizeof *set);
    if (set == NULL) return NULL;
    set->of = *of;
    set->columns = fosi_arena_zero(&eval->kept, r->slot_count + (size_t)1, sizeof *set->columns);
    set->citations = fosi_arena_zero(&eval->kept, r->slot_count + (size_t)1, sizeof *set->citations);
    set->settled = fosi_arena_zero(&eval->kept, r->route_count + (size_t)1, sizeof *set->settled);
    set->spared = fosi_arena_zero(&eval->kept, r->charge_count + (size_t)1, sizeof *set->spared);
    set->asked = fosi_arena_zero(&eval->kept, r->charge_count + (size_t)1, 1);
    if (of->single) set->ranges = fosi_arena_zero(&eval->kept, r->row_count, sizeof *set->ranges);
    bool made =
        set->citations != NULL && set->columns != NULL && set->settled != NULL && set->spared != NULL && set->asked != NULL;
    if (!made || (of->single && set->ranges == NULL)) return NULL;
    eval->keeper->set_count++;
    return set;
}

_Static_assert(sizeof(fosi_circumstances) % sizeof(uint64_t) == 0, "they are hashed by whole words; their gaps are 0");

/* Never 0. By whole words, for each quote does it: fosi_hash goes byte by byte. */
static uint64_t hash_of(const fosi_circumstances *now)
{
    uint64_t words[sizeof *now / sizeof(uint64_t)], hash = 0;
    memcpy(words, now, sizeof words);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return hash | 1;
}

/* Where the set of these circumstances is, or may go. */
static fosi_kept_set **find_set(fosi_keeper *keeper, const fosi_circumstances *now, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 32) % (2 * FOSI_KEPT_SETS);
    while (keeper->sets[at] != NULL && memcmp(&keeper->sets[at]->of, now, sizeof *now) != 0)
        at = (at + 1) % (2 * FOSI_KEPT_SETS);
    return &keeper->sets[at];
}

static void forget(fosi_eval *eval)
{
    eval->keeper->set_count = eval->keeper->unkept = 0;
    memset(eval->keeper->sets, 0, sizeof eval->keeper->sets);
    fosi_arena_reset(&eval->kept);
}

/* Whether circumstances that have no set are to have one. */
static bool is_worth_a_set(fosi_eval *eval, uint64_t hash)
{
    if (eval->keeper->set_count + 2 > FOSI_KEPT_SETS) { /* one more is for the route */
        if (++eval->keeper->unkept < FOSI_UNKEPT_QUOTES) return false;
        forget(eval);
    }
    uint64_t *met = &eval->keeper->met[(hash >> 32) % FOSI_MET];
    bool again = *met == hash;
    *met = hash;
    return again;
}

/* Columns of all that is known. */
static fos_status fill_columns(fosi_eval *eval)
{
    size_t size = eval->regime->slot_count * sizeof *eval->columns;
    eval->columns = fosi_arena_take(&eval->arena, size + sizeof *eval->columns);
    if (eval->columns == NULL) return FOS_STATUS_NO_MEMORY;
    if (eval->set != NULL)
        memcpy(eval->columns, eval->set->columns, size);
    else
        memset(eval->columns, 0, size);
    return FOS_STATUS_OK;
}

/* What was computed before the route was known stays. */
static void take_own(fosi_eval *eval, fosi_register *const *columns)
{
    for (uint32_t w = 0; w < FOSI_READ_SLOTS / 64; w++) {
        for (uint64_t bits = eval->own[w]; bits != 0; bits &= bits - 1) {
            uint32_t index = w * 64 + (uint32_t)__builtin_ctzll(bits);
            eval->columns[index] = columns[index];
        }
    }
    for (uint32_t i = FOSI_READ_SLOTS; i < eval->regime->slot_count; i++)
        eval->columns[i] = columns[i];
}

fos_status fosi_kept_open(fosi_eval *eval)
{
    fosi_circumstances now;
    eval->open_set = NULL;
    if (eval->keeper != NULL && circumstances_of(eval, &now)) {
        uint64_t hash = hash_of(&now);
        fosi_kept_set **set = find_set(eval->keeper, &now, hash);
        if (*set == NULL && is_worth_a_set(eval, hash)) {
            set = find_set(eval->keeper, &now, hash); /* all may have been forgotten */
            if ((*set = make_set(eval, &now)) == NULL) return FOS_STATUS_NO_MEMORY;
        }
        eval->open_set = *set;
    }
    return fosi_kept_again(eval);
}

fos_status fosi_kept_again(fosi_eval *eval)
{
    eval->set = eval->open_set;
    eval->keeping = 0;
    memset(&eval->reads, 0, sizeof eval->reads);
    memset(eval->own, 0, sizeof eval->own);
    return fill_columns(eval);
}

fos_status fosi_kept_settle(fosi_eval *eval)
{
    fosi_kept_set *open = eval->open_set;
    uint32_t route = eval->route_of[0];
    eval->set = open;
    if (open == NULL || !open->of.single || route == FOSI_NONE) return FOS_STATUS_OK;
    if (open->settled[route] == NULL && eval->keeper->set_count < FOSI_KEPT_SETS) {
        fosi_circumstances now = open->of;
        now.route = route;
        if ((open->settled[route] = make_set(eval, &now)) == NULL) return FOS_STATUS_NO_MEMORY;
    }
    eval->set = open->settled[route];
    fosi_register *const *before = eval->columns;
    if (fill_columns(eval) != FOS_STATUS_OK) return FOS_STATUS_NO_MEMORY;
    take_own(eval, before);
    if (eval->set == NULL) return FOS_STATUS_OK;
    memcpy(eval->charges, eval->set->spared, eval->regime->charge_count * sizeof *eval->charges);
    fosi_reads_add(&eval->reads, &eval->set->spared_reads); /* a quote asks for all charges */
    return FOS_STATUS_OK;
}

/* ---- values ---- */

static void end_keeping(fosi_eval *eval, const fosi_keeping *outer)
{
    fosi_reads_add(&eval->reads, &outer->reads);
    eval->particular |= outer->particular;
    eval->keeping--;
}

void *fosi_keeping_end(fosi_eval *eval, const fosi_keeping *outer, const fosi_register *value, size_t size)
{
    fosi_kept_value *made = NULL;
    if (!eval->particular && eval->status == FOS_STATUS_OK) {
        made = fosi_arena_zero(&eval->kept, 1, size);
        if (made == NULL) {
            fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
        } else {
            made->value = *value;
            made->value.particular = false;
            made->value.kept = true;
            made->reads = eval->reads;
        }
    }
    end_keeping(eval, outer);
    return made;
}

void fosi_keeping_spared(fosi_eval *eval, const fosi_keeping *outer, uint32_t charge, fosi_charge_run *untouched)
{
    if (!eval->particular && eval->status == FOS_STATUS_OK && untouched != NULL) {
        eval->set->spared[charge] = untouched;
        fosi_reads_add(&eval->set->spared_reads, &eval->reads);
    }
    end_keeping(eval, outer);
}

const fosi_register *fosi_keep_range(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    static const fosi_kept_range never = { .never = true };
    const fosi_kept_range **row = &eval->set->ranges[eval->regime->rows[range.end - 1].row];
    fosi_keeping outer = fosi_keeping_begin(eval);
    const fosi_register *value = fosi_value_anew(eval, range, cell);
    if (eval->particular) *row = &never;
    const fosi_kept_range *made = fosi_keeping_end(eval, &outer, value, sizeof *made);
    if (made != NULL) *row = made;
    return value;
}
