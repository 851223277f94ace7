/* A few sets of kept values, each of its circumstances. When there is no room for more they are all forgotten, so that the
 * memory is bounded and a session behaves the same whatever came before. */
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
    if (!keep_short(c->destination_subdivision, now->subdivision) || !keep_short(c->destination_postcode, now->postcode))
        return false;
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

static fos_status find_set(fosi_eval *eval, const fosi_circumstances *now)
{
    for (uint32_t i = 0; i < eval->set_count; i++) {
        if (memcmp(&eval->sets[i]->of, now, sizeof *now) != 0) continue;
        eval->set = eval->sets[i];
        return FOS_STATUS_OK;
    }
    eval->set = NULL;
    if (eval->set_count == FOSI_KEPT_SETS) return FOS_STATUS_OK;
    size_t slots = now->regime->slot_count + (size_t)1;
    fosi_kept_set *set = fosi_arena_zero(&eval->kept, 1, sizeof *set);
    if (set == NULL || (set->slots = fosi_arena_zero(&eval->kept, slots, sizeof *set->slots)) == NULL)
        return FOS_STATUS_NO_MEMORY;
    set->of = *now;
    eval->set = eval->sets[eval->set_count++] = set;
    return FOS_STATUS_OK;
}

fos_status fosi_kept_open(fosi_eval *eval)
{
    fosi_circumstances now;
    eval->set = NULL;
    eval->keeping = eval->touched_count = 0;
    eval->touched_lost = false;
    if (eval->set_count + 2 > FOSI_KEPT_SETS) { /* a quote's own two sets stay as long as it does */
        eval->set_count = 0;
        fosi_arena_reset(&eval->kept);
    }
    fos_status status = circumstances_of(eval, &now) ? find_set(eval, &now) : FOS_STATUS_OK;
    eval->open_set = eval->set;
    return status;
}

fos_status fosi_kept_settle(fosi_eval *eval)
{
    eval->set = eval->open_set;
    if (eval->set == NULL || !eval->set->of.single || eval->route_of[0] == FOSI_NONE) return FOS_STATUS_OK;
    fosi_circumstances now = eval->set->of;
    now.route = eval->route_of[0];
    return find_set(eval, &now);
}

/* ---- values ---- */

static const fosi_touched *keep_touched(fosi_eval *eval, uint32_t from, uint32_t *count)
{
    uint32_t kept = from;
    for (uint32_t i = from; i < eval->touched_count; i++) { /* each once */
        uint32_t k = from;
        while (k < kept && memcmp(&eval->touched[k], &eval->touched[i], sizeof *eval->touched) != 0)
            k++;
        if (k == kept) eval->touched[kept++] = eval->touched[i];
    }
    *count = kept - from;
    fosi_touched *copy = fosi_arena_take(&eval->kept, (*count + (size_t)1) * sizeof *copy);
    if (copy != NULL && *count > 0) memcpy(copy, &eval->touched[from], *count * sizeof *copy);
    return copy;
}

bool fosi_keeping_end(fosi_eval *eval, const fosi_keeping *outer, const fosi_register *value, fosi_kept_value *into)
{
    bool steady = !eval->particular && !eval->touched_lost && eval->status == FOS_STATUS_OK;
    if (steady && into != NULL) {
        into->touched = keep_touched(eval, outer->touched, &into->touched_count);
        if (into->touched == NULL)
            fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
        else
            into->value = *value;
        into->switches = eval->switches_read;
        into->defaults = eval->defaults_used;
    }
    eval->switches_read |= outer->switches;
    eval->defaults_used |= outer->defaults;
    eval->particular |= outer->particular;
    if (--eval->keeping == 0) {
        eval->touched_count = 0;
        eval->touched_lost = false;
    }
    return steady;
}

void fosi_kept_replay(fosi_eval *eval, const fosi_kept_value *kept)
{
    eval->switches_read |= kept->switches;
    eval->defaults_used |= kept->defaults;
    for (uint32_t i = 0; i < kept->touched_count; i++) {
        const fosi_touched *t = &kept->touched[i];
        fosi_cell cell = { t->item, t->route, NULL, 0 };
        const fosi_register *column = eval->columns[t->slot];
        uint32_t at = fosi_slot_place(&eval->regime->slots[t->slot], &cell);
        if (column == NULL || at == FOSI_NONE || column[at].state == FOSI_STATE_EMPTY)
            fosi_eval_slot(eval, t->slot, &cell);
        else if (eval->keeping > 0)
            fosi_touch(eval, t->slot, &cell);
    }
}

/* ---- ranges ---- */

static bool is_number(const struct fos_regime *r, fosi_range range)
{
    switch (fosi_part_type(r, range).code) {
    case FOSI_TYPE_TEXT:
    case FOSI_TYPE_CODE:
    case FOSI_TYPE_CODES:
    case FOSI_TYPE_TARIFF_CODE:
    case FOSI_TYPE_DUTY: return false;
    default: return true;
    }
}

fosi_kept_range *fosi_kept_range_of(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    fosi_kept_set *set = eval->set;
    uint32_t place = cell->route + 1 < 127 ? cell->route + 1 : 127; /* none is 0 */
    uint32_t key = range.end << 8 | place << 1 | (cell->item != FOSI_NONE);
    uint32_t at = key * UINT32_C(2654435761) >> 24; /* eight bits: FOSI_KEPT_RANGES */
    for (; set->ranges[at] != NULL; at = (at + 1) % FOSI_KEPT_RANGES) {
        if (set->ranges[at]->key == key) return set->ranges[at]->never ? NULL : set->ranges[at];
    }
    if (set->range_count >= FOSI_KEPT_RANGES / 4 * 3 || place == 127 || range.end >= 1u << 24) return NULL;
    fosi_kept_range *made = fosi_arena_zero(&eval->kept, 1, sizeof *made);
    if (made == NULL) {
        fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
        return NULL;
    }
    made->key = key;
    made->never = !is_number(eval->regime, range);
    set->ranges[at] = made;
    set->range_count++;
    return made->never ? NULL : made;
}
