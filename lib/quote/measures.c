/* The measures of a tariff on an item: looked up once, kept with the quote, read in parts. Which of them apply is in claims.c, how
 * they build on each other in stacking.c. Nothing is guessed: what depends on something that is not given is missing. */
#include "quote/measures.h"

#include <string.h>

#include "quote/assessing.h"

/* ---- sides ---- */

static bool is_customs(uint32_t read) { return FOSI_TARIFF_PART(read) <= FOSI_TARIFF_ADDITIONAL; }

static uint32_t group_of(uint32_t read)
{
    return is_customs(read) ? FOSI_TARIFF_READ(FOSI_TARIFF_DUTY, FOSI_TARIFF_INDEX(read)) : read;
}

/* A regime that does not read additional duties by themselves has them in its duty. */
static bool reads_additional(const fosi_eval *eval, uint32_t read)
{
    return is_customs(read) && (eval->regime->reads_additional >> FOSI_TARIFF_INDEX(read) & 1u) != 0;
}

unsigned fosi_side_of(const fosi_eval *eval, uint32_t group, const fos_tariff_measure *measure)
{
    return measure->kind == FOS_TARIFF_KIND_ADDITIONAL && reads_additional(eval, group);
}

static unsigned side_read(const fosi_eval *eval, uint32_t read)
{
    return FOSI_TARIFF_PART(read) == FOSI_TARIFF_ADDITIONAL && reads_additional(eval, read);
}

bool fosi_measure_is_read(const fosi_eval *eval, uint32_t read, const fos_tariff_measure *measure)
{
    return fosi_side_of(eval, group_of(read), measure) == side_read(eval, read);
}

void fosi_assessing_gap(fosi_assessing *a, unsigned side, fosi_tariff_gap why, uint32_t need)
{
    fosi_side *of = &a->out.sides[side];
    if (of->gap == FOSI_GAP_NONE) of->gap = why;
    if (need != FOSI_NONE) of->needs |= UINT64_C(1) << need;
}

void fosi_assessing_lacks(fosi_assessing *a, unsigned side, fosi_tariff_gap why)
{
    fosi_tariff_part part = side == 1 ? FOSI_TARIFF_ADDITIONAL : FOSI_TARIFF_PART(a->group);
    uint32_t need = a->eval->regime->tariff_needs[part];
    fosi_assessing_gap(a, side, why, need != FOSI_NONE ? need : a->eval->regime->tariff_needs[FOSI_TARIFF_ADDITIONAL]);
}

static uint32_t kinds_of(const fosi_assessing *a, unsigned side)
{
    const uint32_t additional = FOSI_KIND(FOS_TARIFF_KIND_ADDITIONAL);
    if (FOSI_TARIFF_PART(a->group) == FOSI_TARIFF_EXCISE) return FOSI_KIND(FOS_TARIFF_KIND_EXCISE);
    if (FOSI_TARIFF_PART(a->group) == FOSI_TARIFF_TAX) return FOSI_KIND(FOS_TARIFF_KIND_TAX);
    if (side == 1) return additional;
    if (a->item->duty_rate != NULL) return 0; /* it stands instead */
    return FOSI_ORDINARY | FOSI_DEFENCE | (reads_additional(a->eval, a->group) ? 0 : additional);
}

/* ---- gathering ---- */

/* By order, then duties before additional ones, then as they come. */
static bool is_after(const fosi_applied *one, const fos_tariff_measure *m)
{
    bool additional = m->kind == FOS_TARIFF_KIND_ADDITIONAL;
    if (one->measure.order != m->order) return one->measure.order > m->order;
    return one->measure.kind == FOS_TARIFF_KIND_ADDITIONAL && !additional;
}

static void add(fosi_assessing *a, const fos_tariff_measure *m, const fosi_applied *how)
{
    if (a->out.count == FOSI_MOST_MEASURES) {
        fosi_assessing_lacks(a, fosi_side_of(a->eval, a->group, m), FOSI_GAP_TOO_MANY);
        return;
    }
    uint32_t at = a->out.count++;
    for (; at > 0 && is_after(&a->applied[at - 1], m); at--)
        a->applied[at] = a->applied[at - 1];
    a->applied[at] = *how;
    a->applied[at].measure = *m;
    a->applied[at].source = fosi_know_text(m->source);
}

/* Without an origin, a measure that is for some origins alone may or may not apply. */
static void check_origin(fosi_assessing *a, unsigned side, const fos_tariff_query *query)
{
    fos_tariff_query any = *query;
    fos_tariff_cursor cursor;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    if (a->item->origin_country[0] != '\0') return;
    any.origin = "*";
    any.kinds &= ~(uint32_t)FOSI_TREATMENTS;
    if (any.kinds == 0 || fos_tariff_find(a->tariff, &any, &cursor, NULL) != FOS_STATUS_OK) return;
    while (fos_tariff_next(&cursor, &m)) {
        if (strcmp(m.origin, "all") == 0) continue;
        fosi_assessing_gap(a, side, FOSI_GAP_ORIGIN, a->eval->regime->origin_need);
        return;
    }
}

static void gather(fosi_assessing *a, unsigned side, const char *code)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    query.code = code;
    query.origin = a->item->origin_country;
    query.date = a->eval->dates[FOSI_CLOCK_DECLARATION];
    query.kinds = kinds_of(a, side);
    if (query.kinds == 0) return;
    if (fos_tariff_find(a->tariff, &query, &cursor, NULL) != FOS_STATUS_OK || cursor.match == FOS_TARIFF_MATCH_NONE) {
        fosi_assessing_lacks(a, side, FOSI_GAP_NO_CODE);
        return;
    }
    a->eval->tariffs_read |= (uint8_t)(1u << FOSI_TARIFF_INDEX(a->group));
    if (cursor.match == FOS_TARIFF_MATCH_SHORT) {
        fosi_assessing_gap(a, side, FOSI_GAP_SHORT, a->eval->regime->tariff_digits_need);
        return;
    }
    fosi_applied how = { .tariff = a->tariff, .exact = { 0, 1, 0 }, .assessed = { 0, 1, 0 } };
    while (fos_tariff_next(&cursor, &m))
        if (fosi_claims_take(a, &m, &how)) add(a, &m, &how);
    check_origin(a, side, &query);
}

static bool says(const fosi_assessing *a, uint32_t kinds)
{
    for (uint32_t i = 0; i < a->out.count; i++)
        if (fosi_kind_is(&a->applied[i].measure, kinds)) return true;
    return false;
}

/* A tariff may leave excise and additional duties out where there are none; a duty and a tax it must say, if at 0. */
static void check_rate(fosi_assessing *a)
{
    if (a->out.sides[0].gap != FOSI_GAP_NONE || FOSI_TARIFF_PART(a->group) == FOSI_TARIFF_EXCISE) return;
    bool tax = FOSI_TARIFF_PART(a->group) == FOSI_TARIFF_TAX;
    if (!tax && a->item->duty_rate != NULL) return;
    if (!says(a, tax ? FOSI_KIND(FOS_TARIFF_KIND_TAX) : FOSI_ORDINARY)) fosi_assessing_lacks(a, 0, FOSI_GAP_NO_RATE);
}

static void begin(fosi_assessing *a)
{
    memset(&a->out, 0, sizeof a->out);
    a->out.applied = a->applied;
    a->out.claims = a->claims;
    a->out.confidence = a->value->confidence;
    a->out.tariff = a->tariff;
    fosi_claims_begin(a);
}

static void assess_code(fosi_assessing *a, const char *code)
{
    begin(a);
    gather(a, 0, code);
    if (reads_additional(a->eval, a->group)) gather(a, 1, code);
    check_rate(a);
    fosi_stacking_settle(a);
    fosi_claims_settled(a);
    fosi_stacking_reckon(a);
}

/* ---- a code that is divided further ---- */

static bool is_short(const fosi_assessing *a)
{
    return a->out.sides[0].gap == FOSI_GAP_SHORT || a->out.sides[1].gap == FOSI_GAP_SHORT;
}

/* The sum of one side, or of both. False when it is not known. */
static bool whole_of(fosi_assessing *a, unsigned first, unsigned last, fosi_exact *sum)
{
    *sum = (fosi_exact){ 0, 1, 0 };
    for (unsigned side = first; side <= last; side++)
        if (a->out.sides[side].gap != FOSI_GAP_NONE) return false;
    for (uint32_t i = 0; i < a->out.count; i++) {
        unsigned side = fosi_side_of(a->eval, a->group, &a->applied[i].measure);
        if (side < first || side > last) continue;
        if (a->applied[i].missing) return false;
        fos_status status = fosi_exact_add(*sum, a->applied[i].exact, sum);
        if (status != FOS_STATUS_OK) fosi_eval_fail(a->eval, status);
    }
    return true;
}

/* Of the lines below a short code, the one where the sides asked for come to the most (or least). False when one cannot be
 * computed. */
static bool choose_below(fosi_assessing *a, bool most, unsigned first, unsigned last, unsigned *digits, char code[16],
                         fosi_exact *best)
{
    size_t from, count;
    bool any = false;
    fosi_exact sum;
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    if (fos_tariff_below(a->tariff, a->item->commodity_code, &from, &count, NULL) != FOS_STATUS_OK) return false;
    for (size_t i = from; i < from + count; i++) {
        if (!fos_tariff_line_at(a->tariff, i, &line)) return false;
        assess_code(a, line.code);
        if (is_short(a) || a->out.sides[0].gap == FOSI_GAP_NO_CODE) continue; /* a heading, or not in force */
        if (strlen(line.code) > *digits) *digits = (unsigned)strlen(line.code);
        if (!whole_of(a, first, last, &sum)) return false;
        if (any && (fosi_exact_compare(sum, *best) > 0) != most) continue;
        any = true;
        *best = sum;
        memcpy(code, line.code, sizeof line.code);
    }
    return any;
}

static void assess(fosi_assessing *a)
{
    char code[16];
    unsigned digits = 0;
    fosi_exact sum;
    if (a->tariff == NULL || a->item->commodity_code == NULL) {
        begin(a);
        if (!is_customs(a->group) || a->item->duty_rate == NULL) fosi_assessing_lacks(a, 0, FOSI_GAP_NO_TARIFF);
        if (reads_additional(a->eval, a->group)) fosi_assessing_lacks(a, 1, FOSI_GAP_NO_TARIFF);
        return;
    }
    assess_code(a, a->item->commodity_code);
    if (!is_short(a) || a->eval->short_code == FOSI_SHORT_EXACT) return;
    unsigned last = reads_additional(a->eval, a->group) ? 1 : 0;
    bool chosen = choose_below(a, a->eval->short_code == FOSI_SHORT_HIGHEST, 0, last, &digits, code, &sum);
    assess_code(a, chosen ? code : a->item->commodity_code);
    if (chosen) memcpy(a->out.code, code, sizeof a->out.code);
}

static void open_assessing(fosi_assessing *a, fosi_eval *eval, uint32_t read, const fosi_register *value, uint32_t conversion,
                           const fosi_cell *cell)
{
    a->eval = eval;
    a->item = eval->consignment->items[cell->item];
    a->tariff = eval->tariffs.of[FOSI_TARIFF_INDEX(read)];
    a->group = group_of(read);
    a->value = value;
    a->conversion = conversion;
    a->cell = cell;
}

bool fosi_measures_range(fosi_eval *eval, uint32_t read, const fosi_register *value, uint32_t conversion, const fosi_cell *cell,
                         fosi_exact *least, fosi_exact *most, unsigned *digits)
{
    fosi_assessing a;
    char code[16];
    unsigned side = side_read(eval, read);
    open_assessing(&a, eval, read, value, conversion, cell);
    a.ratio = false;
    *digits = 0;
    return a.tariff != NULL && a.item->commodity_code != NULL && choose_below(&a, false, side, side, digits, code, least) &&
           choose_below(&a, true, side, side, digits, code, most);
}

/* ---- kept with the quote ---- */

static fosi_assessed *keep(fosi_assessing *a)
{
    fosi_arena *arena = &a->eval->arena;
    fosi_assessed *made = fosi_arena_take(arena, sizeof *made);
    fosi_applied *applied = fosi_arena_take(arena, (a->out.count + (size_t)1) * sizeof *applied);
    fosi_claim *claims = fosi_arena_take(arena, (a->out.claim_count + (size_t)1) * sizeof *claims);
    if (made == NULL || applied == NULL || claims == NULL) return NULL;
    memcpy(applied, a->applied, a->out.count * sizeof *applied);
    memcpy(claims, a->claims, a->out.claim_count * sizeof *claims);
    made->group = a->group;
    made->conversion = a->conversion;
    made->value = a->value->as.number;
    made->ratio = a->ratio;
    made->answer = a->out;
    made->answer.applied = applied;
    made->answer.claims = claims;
    return made;
}

static fosi_assessed *find(const fosi_assessing *a)
{
    fosi_exact value = a->value->as.number;
    for (fosi_assessed *one = a->eval->assessed[a->cell->item]; one != NULL; one = one->next) {
        if (one->group == a->group && one->ratio == a->ratio && one->conversion == a->conversion && one->value.n == value.n &&
            one->value.d == value.d && one->value.scale == value.scale && one->answer.confidence == a->value->confidence)
            return one;
    }
    return NULL;
}

static bool open_kept(fosi_eval *eval)
{
    if (eval->assessed == NULL)
        eval->assessed = fosi_arena_zero(&eval->arena, eval->item_count + (size_t)1, sizeof(fosi_assessed *));
    if (eval->assessed == NULL) fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
    return eval->assessed != NULL;
}

const fosi_assessment *fosi_measures_assess(fosi_eval *eval, uint32_t read, const fosi_register *value, uint32_t conversion,
                                            const fosi_cell *cell)
{
    fosi_assessing a;
    fosi_register one = fosi_zero();
    one.as.number.n = 1;
    if (!open_kept(eval)) return NULL;
    open_assessing(&a, eval, read, value != NULL ? value : &one, conversion, cell);
    a.ratio = value == NULL;
    fosi_assessed *known = find(&a);
    if (known != NULL) return &known->answer;
    assess(&a);
    known = keep(&a);
    if (known == NULL) {
        fosi_eval_fail(eval, FOS_STATUS_NO_MEMORY);
        return NULL;
    }
    known->next = eval->assessed[cell->item];
    eval->assessed[cell->item] = known;
    return &known->answer;
}

const fosi_assessment *fosi_measures_made(const fosi_eval *eval, uint32_t read, uint32_t item)
{
    fosi_assessed *one = eval->assessed == NULL ? NULL : eval->assessed[item];
    while (one != NULL && one->group != group_of(read))
        one = one->next;
    return one == NULL ? NULL : &one->answer;
}

/* ---- what is read of it ---- */

fosi_tariff_gap fosi_measures_gap(const fosi_eval *eval, uint32_t read, const fosi_assessment *assessment)
{
    fosi_tariff_gap gap = assessment->sides[side_read(eval, read)].gap;
    for (uint32_t i = 0; gap == FOSI_GAP_NONE && i < assessment->count; i++)
        if (assessment->applied[i].missing && fosi_measure_is_read(eval, read, &assessment->applied[i].measure))
            gap = FOSI_GAP_UNCOMPUTED;
    return gap;
}

static uint64_t needs_of(const fosi_eval *eval, uint32_t read, const fosi_assessment *assessment)
{
    uint64_t needs = assessment->sides[side_read(eval, read)].needs;
    for (uint32_t i = 0; i < assessment->count; i++)
        if (fosi_measure_is_read(eval, read, &assessment->applied[i].measure)) needs |= assessment->applied[i].needs;
    return needs;
}

fosi_register fosi_measures_sum(fosi_eval *eval, uint32_t read, const fosi_assessment *assessment)
{
    if (fosi_measures_gap(eval, read, assessment) != FOSI_GAP_NONE) return fosi_missing(needs_of(eval, read, assessment));
    fosi_register sum = fosi_zero();
    sum.confidence = assessment->confidence;
    for (uint32_t i = 0; i < assessment->count; i++) {
        const fosi_applied *one = &assessment->applied[i];
        if (!fosi_measure_is_read(eval, read, &one->measure)) continue;
        fos_status status = fosi_exact_add(sum.as.number, one->exact, &sum.as.number);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
        sum.confidence |= one->confidence;
    }
    return sum;
}
