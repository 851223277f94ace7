/* What the later rooms look up in a finished plan: where each part of the code begins, which conditions a quote shows, on
 * which days the law changes, and who reads which switch. */
#include <string.h>

#include "regime/compiler.h"

static void list_conditions(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    r->condition_slots = fosi_arena_zero(&r->arena, r->slot_count + (size_t)1, sizeof *r->condition_slots);
    if (r->condition_slots == NULL) {
        c->no_memory = true;
        return;
    }
    for (uint32_t d = 0; d < r->definition_count; d++) {
        for (uint32_t s = 0; s < r->slot_count && r->definitions[d].condition && r->definitions[d].label != NULL; s++) {
            if (r->slots[s].definition == d) r->condition_slots[r->condition_slot_count++] = s;
        }
    }
}

static void list_parties(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    r->parties = fosi_arena_take(&r->arena, FOSI_FACT_COUNT * sizeof *r->parties);
    c->no_memory |= r->parties == NULL;
    for (uint32_t f = 0; f < FOSI_FACT_COUNT && r->parties != NULL; f++) {
        if (fosi_facts[f].store == FOSI_STORE_PARTY) r->parties[r->party_count++] = f;
    }
}

static void find_postcode(struct fos_regime *r)
{
    uint32_t postcode = (uint32_t)fosi_fact_index(fosi_slice_of("destination_postcode"));
    for (uint32_t i = 0; i < r->code_count; i++) {
        const fosi_op *op = &r->code[i];
        r->reads_postcode |= (op->code == FOSI_OP_FACT || op->code == FOSI_OP_PRESENT) && op->a == postcode;
    }
}

static void add_change(fosi_compiler *c, uint32_t clock, fos_date date, fosi_slice country)
{
    struct fos_regime *r = c->regime;
    fosi_change made = { date, { 0 } };
    if (date == FOS_DATE_ABSENT) return;
    if (country.length == 2) memcpy(made.country, country.data, 2);
    uint32_t count = r->change_count[clock], at = count;
    for (; at > 0 && r->changes[clock][at - 1].date >= date; at--) {
        if (r->changes[clock][at - 1].date == date && strcmp(r->changes[clock][at - 1].country, made.country) == 0) return;
    }
    if ((count & (count + 1)) == 0) { /* grow at 0, 1, 3, 7, … */
        fosi_change *more = fosi_arena_zero(&r->arena, 2 * (size_t)count + 1, sizeof *more);
        if (more == NULL) {
            c->no_memory = true;
            return;
        }
        if (count > 0) memcpy(more, r->changes[clock], count * sizeof *more);
        r->changes[clock] = more;
    }
    memmove(&r->changes[clock][at + 1], &r->changes[clock][at], (count - at) * sizeof made);
    r->changes[clock][at] = made;
    r->change_count[clock]++;
}

/* The days on which something read by each clock changes: for the warning that a date left out may matter. */
static void list_changes(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    for (uint32_t i = 0; i < r->route_count && !c->no_memory; i++) {
        add_change(c, r->routes[i].clock, r->routes[i].from, (fosi_slice){ NULL, 0 });
        add_change(c, r->routes[i].clock, r->routes[i].until, (fosi_slice){ NULL, 0 });
    }
    for (uint32_t i = 0; i < r->code_count && !c->no_memory; i++) {
        const fosi_op *op = &r->code[i];
        if (op->code != FOSI_OP_PARAMETER && op->code != FOSI_OP_TABLE && op->code != FOSI_OP_IN_FORCE) continue;
        const fosi_parameter *parameter = &r->parameters[op->a];
        bool by_country = parameter->by_count > 0 && strcmp(parameter->by[0], "country") == 0;
        for (uint32_t k = 0; k < parameter->key_count; k++) {
            const fosi_key *key = &parameter->keys[k];
            fosi_slice country = { key->text,
                                   by_country && key->length >= 2 && (key->text[2] == '\0' || key->text[2] == '\x1f') ? 2 : 0 };
            for (uint32_t w = 0; w < key->window_count; w++) {
                if (w > 0) add_change(c, op->b, key->windows[w].from, country);
                add_change(c, op->b, key->windows[w].until, country);
            }
        }
    }
}

/* ---- who reads which switch: another reading is then tried on those alone ---- */

static bool reads_switch(const struct fos_regime *r, fosi_range range, uint32_t index)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        if (r->code[i].code == FOSI_OP_SWITCH && r->code[i].a == index) return true;
    }
    return false;
}

/* The expressions on which the value of a slot stands. */
static void slot_ranges(const struct fos_regime *r, const fosi_slot *slot, fosi_range ranges[2])
{
    const fosi_range code[2] = { slot->code, FOSI_RANGE_NONE };
    memcpy(ranges, code, sizeof code);
    if (slot->is_total) {
        ranges[0] = r->totals[slot->twin].value;
        ranges[1] = r->totals[slot->twin].where;
    } else if (slot->is_spread) {
        ranges[0] = r->spreads[slot->twin].whole;
        ranges[1] = r->spreads[slot->twin].weight;
    }
}

static bool slot_reads(const struct fos_regime *r, const fosi_slot *slot, uint32_t index)
{
    fosi_range ranges[2];
    slot_ranges(r, slot, ranges);
    return !slot->is_spread && (reads_switch(r, ranges[0], index) || reads_switch(r, ranges[1], index));
}

static bool reads_one_of(const struct fos_regime *r, fosi_range range, const bool *slots)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        if (r->code[i].code == FOSI_OP_NODE && slots[r->code[i].a]) return true;
    }
    return false;
}

static void list_dependents(fosi_compiler *c, uint32_t index)
{
    struct fos_regime *r = c->regime;
    fosi_switch *sw = &r->switches[index];
    bool *found = fosi_arena_zero(&c->scratch, r->slot_count + (size_t)1, sizeof *found);
    sw->dependents = fosi_arena_take(&r->arena, (r->slot_count + (size_t)1) * sizeof *sw->dependents);
    if (found == NULL || sw->dependents == NULL) {
        c->no_memory = true;
        return;
    }
    for (uint32_t before = FOSI_NONE; before != sw->dependent_count;) {
        before = sw->dependent_count;
        for (uint32_t i = 0; i < r->slot_count; i++) {
            fosi_range on[2];
            slot_ranges(r, &r->slots[i], on);
            if (found[i] || !(reads_switch(r, on[0], index) || reads_switch(r, on[1], index) || reads_one_of(r, on[0], found) ||
                              reads_one_of(r, on[1], found)))
                continue;
            found[i] = true;
            sw->dependents[sw->dependent_count++] = i;
        }
    }
}

static bool read_elsewhere(const struct fos_regime *r, uint32_t index)
{
    bool found = false;
    for (uint32_t i = 0; i < r->spread_count; i++)
        found |= reads_switch(r, r->spreads[i].whole, index) || reads_switch(r, r->spreads[i].weight, index);
    for (uint32_t i = 0; i < r->total_count; i++) {
        const fosi_total *total = &r->totals[i];
        found |=
            total->over == FOSI_GRAIN_GROUP && (reads_switch(r, total->value, index) || reads_switch(r, total->where, index));
    }
    for (uint32_t i = 0; i < r->waiver_count; i++)
        found |= reads_switch(r, r->waivers[i].when, index);
    for (uint32_t i = 0; i < r->route_count; i++) {
        for (uint32_t n = 0; n < r->routes[i].need_count; n++)
            found |= reads_switch(r, r->routes[i].needs[n].that, index);
    }
    for (uint32_t i = 0; i < r->collection_count; i++) {
        const fosi_collection *k = &r->collections[i];
        const fosi_range roles[] = { k->liable, k->collector, k->payer, k->remitted_to };
        for (size_t n = 0; n < sizeof roles / sizeof *roles; n++)
            found |= reads_switch(r, roles[n], index);
    }
    return found;
}

/* The expressions of a charge on which its amounts stand; weights share with nobody where there is one item. */
static uint32_t charge_readers(const struct fos_regime *r, uint32_t charge, uint32_t index, fosi_switch_reader *readers)
{
    const fosi_charge_rule *rule = &r->charges[charge];
    const fosi_range ranges[] = { rule->where, rule->when, rule->base, rule->rate, rule->amount, rule->deduct };
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (reads_switch(r, ranges[i], index))
            readers[count++] = (fosi_switch_reader){ FOSI_NONE, charge, ranges[i], false, i == 0 };
    }
    for (uint32_t k = 0; k < rule->key_count; k++) {
        if (reads_switch(r, rule->keys[k], index))
            readers[count++] = (fosi_switch_reader){ FOSI_NONE, charge, rule->keys[k], true, false };
    }
    return count;
}

static void list_readers(fosi_compiler *c, uint32_t index)
{
    struct fos_regime *r = c->regime;
    size_t most = r->slot_count + (size_t)r->charge_count * (6 + FOSI_MOST_KEYS);
    fosi_switch *sw = &r->switches[index];
    fosi_switch_reader *readers = fosi_arena_zero(&c->scratch, most + 1, sizeof *readers);
    uint32_t count = 0;
    for (uint32_t i = 0; readers != NULL && i < r->slot_count; i++) {
        if (slot_reads(r, &r->slots[i], index)) readers[count++] = (fosi_switch_reader){ .slot = i };
    }
    for (uint32_t i = 0; readers != NULL && i < r->charge_count; i++)
        count += charge_readers(r, i, index, readers + count);
    sw->readers = fosi_arena_take(&r->arena, (count + (size_t)1) * sizeof *readers);
    sw->read_elsewhere = read_elsewhere(r, index);
    if (readers == NULL || sw->readers == NULL) {
        c->no_memory = true;
        return;
    }
    memcpy(sw->readers, readers, count * sizeof *readers);
    sw->reader_count = count;
}

/* ---- what stays from quote to quote ---- */

static bool bound_fact(const struct fos_regime *r, uint32_t fact)
{
    const fosi_fact *row = &fosi_facts[fact];
    if (r->fact_input[fact] != FOSI_NONE || row->grain != FOSI_GRAIN_CONSIGNMENT) return false;
    if (row->store == FOSI_STORE_COMPUTED) return row->computed == FOSI_COMPUTED_DATE;
    return row->base == FOSI_BASE_CONSIGNMENT && (row->store == FOSI_STORE_CODE4 || row->store == FOSI_STORE_TEXT);
}

/* The consignment's texts are all of places; see the key in lib/quote/kept.c. */
static bool bound_op(const struct fos_regime *r, const fosi_op *op)
{
    switch (op->code) {
    case FOSI_OP_FACT:
    case FOSI_OP_PRESENT: return bound_fact(r, op->a);
    case FOSI_OP_NODE: return r->slots[op->a].bound;
    case FOSI_OP_CONSTANT:
    case FOSI_OP_PARAMETER:
    case FOSI_OP_TABLE:
    case FOSI_OP_IN_FORCE:
    case FOSI_OP_SAME_TEXT:
    case FOSI_OP_OTHER_TEXT:
    case FOSI_OP_IN_WORDS:
    case FOSI_OP_IN_SET:
    case FOSI_OP_NOT:
    case FOSI_OP_AND_TEST:
    case FOSI_OP_AND:
    case FOSI_OP_OR_TEST:
    case FOSI_OP_OR:
    case FOSI_OP_CASE:
    case FOSI_OP_CASE_END: return true;
    default: return op->code >= FOSI_OP_ADD && op->code <= FOSI_OP_GREATER_EQUAL && op->code != FOSI_OP_CONVERT;
    }
}

static bool bound_code(const struct fos_regime *r, fosi_range range)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        if (!bound_op(r, &r->code[i])) return false;
    }
    return fosi_range_is(range);
}

/* Until nothing more is found: a slot may stand before those that it reads. */
static void list_bound(struct fos_regime *r)
{
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < r->slot_count; i++) {
            fosi_slot *slot = &r->slots[i];
            fosi_type_code type = slot->type.code;
            slot->is_number = type == FOSI_TYPE_QUANTITY || type == FOSI_TYPE_DATE || type == FOSI_TYPE_ROLE;
            bool number = type == FOSI_TYPE_TRUTH || type == FOSI_TYPE_NUMBER || type == FOSI_TYPE_COUNT ||
                          type == FOSI_TYPE_RATE || type == FOSI_TYPE_MONEY;
            slot->is_number |= number && !slot->is_spread;
            if (slot->bound || !number || slot->grain > FOSI_GRAIN_CONSIGNMENT || slot->is_total || slot->is_spread) continue;
            slot->bound = bound_code(r, slot->code);
            more |= slot->bound;
        }
    }
}

/* ---- sources that stay ---- */

static bool cites(const struct fos_regime *r, fosi_range range)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        uint8_t code = r->code[i].code;
        if (code == FOSI_OP_PARAMETER || code == FOSI_OP_IN_FORCE || code == FOSI_OP_TABLE || code == FOSI_OP_NODE) return true;
    }
    return false;
}

static bool arms_cite(const struct fos_regime *r, const fosi_case *rule)
{
    for (uint32_t i = 0; i < rule->count; i++) {
        if (cites(r, rule->arms[i].value)) return true;
    }
    return cites(r, rule->otherwise);
}

/* See lib/quote/cite.c: whether its walk takes the same way for all requests of one date and place. */
static bool cites_bound(const struct fos_regime *r, fosi_range range)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        const fosi_op *op = &r->code[i];
        if (op->code == FOSI_OP_NODE && !r->slots[op->a].cites_bound) return false;
        if (op->code == FOSI_OP_TABLE && !bound_code(r, (fosi_range){ r->starts[i], i })) return false;
        if (op->code != FOSI_OP_CASE) continue;
        if (arms_cite(r, &r->cases[op->a])) return false;
        i = r->cases[op->a].end - 1;
    }
    return true;
}

static void list_cited(struct fos_regime *r)
{
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < r->slot_count; i++) {
            fosi_slot *slot = &r->slots[i];
            if (slot->cites_bound) continue;
            slot->cites_bound = cites_bound(r, slot->is_total ? r->totals[slot->twin].value : slot->code);
            more |= slot->cites_bound;
        }
    }
}

void fosi_index_plan(fosi_compiler *c)
{
    list_bound(c->regime);
    fosi_mark_parts(c);
    if (!c->no_memory) list_cited(c->regime);
    for (uint32_t i = 0; i < c->regime->switch_count && !c->no_memory; i++) {
        list_readers(c, i);
        if (!c->no_memory) list_dependents(c, i);
    }
    if (!c->no_memory) list_parties(c);
    find_postcode(c->regime);
    if (!c->no_memory) list_conditions(c);
    if (!c->no_memory) list_changes(c);
}
