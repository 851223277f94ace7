/* The measures of a tariff on an item: which of them apply, what the request claims, how they build on each other. Nothing is
 * guessed: what depends on something that is not given is missing. */
#include "quote/measures.h"

#include <string.h>

#include "tariff/table.h"

#define BIT(kind) (1u << (kind))
#define CHOSEN                                                                                                                   \
    (BIT(FOS_TARIFF_KIND_PREFERENCE) | BIT(FOS_TARIFF_KIND_SUSPENSION) | BIT(FOS_TARIFF_KIND_QUOTA) |                            \
     BIT(FOS_TARIFF_KIND_QUOTA_OUT))
#define DEFENCE (BIT(FOS_TARIFF_KIND_ANTI_DUMPING) | BIT(FOS_TARIFF_KIND_COUNTERVAILING) | BIT(FOS_TARIFF_KIND_SAFEGUARD))

typedef struct assessing {
    fosi_eval *eval;
    const fos_item *item;
    fosi_tariff_part part;
    const fosi_register *value;
    uint32_t conversion;
    const fosi_cell *cell;
    fosi_assessment *out;
} assessing;

fosi_tariff_part fosi_tariff_part_of(const struct fos_regime *regime, uint32_t kind_constant)
{
    const fosi_register *constant = &regime->constants[kind_constant];
    fosi_slice kind = { constant->as.text.data, constant->as.text.length };
    return fosi_slice_is(kind, "additional") ? FOSI_TARIFF_ADDITIONAL
           : fosi_slice_is(kind, "excise")   ? FOSI_TARIFF_EXCISE
                                             : FOSI_TARIFF_DUTY;
}

/* A regime that does not read additional duties by themselves has them in its duty. */
static uint32_t kinds_of(const assessing *a)
{
    if (a->part == FOSI_TARIFF_EXCISE) return BIT(FOS_TARIFF_KIND_EXCISE);
    if (a->part == FOSI_TARIFF_ADDITIONAL) return BIT(FOS_TARIFF_KIND_ADDITIONAL);
    return BIT(FOS_TARIFF_KIND_MFN) | CHOSEN | DEFENCE |
           (a->eval->regime->reads_additional ? 0 : BIT(FOS_TARIFF_KIND_ADDITIONAL));
}

static void gap(assessing *a, fosi_tariff_gap why, uint32_t need)
{
    if (a->out->gap == FOSI_GAP_NONE) a->out->gap = why;
    if (need != FOSI_NONE) a->out->needs |= UINT64_C(1) << need;
}

static void lacks_rate(assessing *a, fosi_tariff_gap why) { gap(a, why, a->eval->regime->fact_need[FOSI_FACT_DUTY_RATE]); }

/* ---- what is claimed ---- */

static bool is_word(const char *word, const char *text, size_t length)
{
    return word != NULL && strlen(word) == length && memcmp(word, text, length) == 0;
}

static bool has_document(fos_document *const *documents, size_t count, const char *code, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        const fos_document *d = documents[i];
        if (is_word(d->type, code, length) || is_word(d->reference, code, length)) return true;
        size_t category = d->category == NULL ? 0 : strlen(d->category);
        if (category > 0 && category < length && memcmp(d->category, code, category) == 0 &&
            is_word(d->type, code + category, length - category))
            return true;
    }
    return false;
}

static bool presents(const assessing *a, const char *code, size_t length)
{
    const fos_consignment *c = a->eval->consignment;
    return has_document(a->item->documents, a->item->document_count, code, length) ||
           has_document(c->documents, c->document_count, code, length);
}

/* A programme, a quota's order number, a measure's own number, or "suspension". */
static bool claims(const assessing *a, const fos_tariff_measure *m)
{
    const char *claim = a->item->preference;
    if (claim != NULL && claim[0] != '\0') {
        if (m->kind == FOS_TARIFF_KIND_PREFERENCE && strcmp(claim, m->programme[0] != '\0' ? m->programme : m->origin) == 0)
            return true;
        if (m->kind == FOS_TARIFF_KIND_QUOTA && m->quota[0] != '\0' && strcmp(claim, m->quota) == 0) return true;
        if (m->kind == FOS_TARIFF_KIND_SUSPENSION && strcmp(claim, "suspension") == 0) return true;
        if (m->number[0] != '\0' && strcmp(claim, m->number) == 0) return true;
    }
    return m->number[0] != '\0' && presents(a, m->number, strlen(m->number));
}

/* ---- conditions ---- */

static bool within(fosi_relation relation, int order)
{
    return relation == FOSI_BELOW     ? order < 0
           : relation == FOSI_AT_MOST ? order <= 0
           : relation == FOSI_ABOVE   ? order > 0
                                      : order >= 0;
}

/* Truth as a register: missing when a quantity or an exchange rate is. */
static fosi_register bound_holds(assessing *a, const fos_tariff_condition *c)
{
    fosi_slice text = { c->text, c->text_length }, word;
    fosi_relation relation;
    fos_decimal number;
    fosi_register truth = fosi_zero(), have = *a->value, limit = fosi_zero();
    if (!fosi_condition_bound(text, &relation, &number, &word)) return truth;
    char unit[16] = "";
    memcpy(unit, word.data, word.length < sizeof unit ? word.length : sizeof unit - 1);
    limit.as.number = fosi_exact_of(number);
    uint32_t need = a->eval->regime->fact_need[FOSI_FACT_DUTY_RATE];
    if (c->kind[0] == 'v')
        limit = fosi_convert(a->eval, unit, a->conversion, limit.as.number);
    else
        have = fosi_measure_value(a->eval, unit, need == FOSI_NONE ? 0 : UINT64_C(1) << need, a->cell);
    if ((have.state | limit.state) & FOSI_STATE_MISSING) return fosi_missing(have.needs | limit.needs);
    truth.as.number.n = within(relation, fosi_exact_compare(have.as.number, limit.as.number));
    return truth;
}

static fosi_register condition_holds(assessing *a, const fos_tariff_condition *c, bool claimed)
{
    fosi_register truth = fosi_zero();
    fosi_slice kind = { c->kind, c->kind_length };
    if (fosi_slice_is(kind, "document"))
        truth.as.number.n = claimed || presents(a, c->text, c->text_length);
    else if (fosi_slice_is(kind, "use") || fosi_slice_is(kind, "other"))
        truth.as.number.n = claimed;
    else
        return bound_holds(a, c);
    return truth;
}

/* Groups of alternatives, all of which must hold. */
static fosi_register conditions_hold(assessing *a, const fos_tariff_measure *m, bool claimed)
{
    fos_tariff_condition c;
    fosi_register all = fosi_zero(), group = fosi_zero();
    all.as.number.n = group.as.number.n = 1;
    uint64_t missing = 0;
    bool open = false;
    const char *at = m->conditions;
    while (fos_tariff_condition_next(&at, &c)) {
        fosi_register one = condition_holds(a, &c, claimed);
        if (!c.alternative) {
            if (!open && fosi_is_false(&group)) all = group;
            if (open) missing |= group.needs;
            group = one;
        } else if (fosi_is_true(&one) || (fosi_is_false(&group) && one.state == FOSI_STATE_MISSING)) {
            group = one;
        }
        open = group.state == FOSI_STATE_MISSING;
    }
    if (!open && fosi_is_false(&group)) all = group;
    if (open) missing |= group.needs;
    return fosi_is_true(&all) && missing != 0 ? fosi_missing(missing) : all;
}

/* ---- choosing ---- */

/* Takes a measure that applies; false when it does not. */
static bool takes(assessing *a, const fos_tariff_measure *m, bool *claimed)
{
    *claimed = claims(a, m);
    bool chosen = (CHOSEN >> m->kind & 1u) != 0;
    bool automatic = m->kind == FOS_TARIFF_KIND_SUSPENSION && m->conditions[0] == '\0';
    if (chosen && !*claimed && !automatic) return false;
    fosi_register holds = conditions_hold(a, m, *claimed);
    if (holds.state == FOSI_STATE_MISSING) {
        a->out->lacking = *m;
        gap(a, FOSI_GAP_UNCOMPUTED, FOSI_NONE);
        a->out->needs |= holds.needs;
        return false;
    }
    return fosi_is_true(&holds);
}

static void add(assessing *a, const fos_tariff_measure *m, bool claimed)
{
    fosi_assessment *out = a->out;
    if (out->count == FOSI_MOST_MEASURES) {
        lacks_rate(a, FOSI_GAP_TOO_MANY);
        return;
    }
    uint32_t at = out->count++;
    for (; at > 0 && out->applied[at - 1].measure.order > m->order; at--)
        out->applied[at] = out->applied[at - 1];
    fosi_applied *applied = &out->applied[at];
    applied->measure = *m;
    applied->claimed = claimed;
    applied->exact = applied->assessed = (fosi_exact){ 0, 1, 0 };
    applied->source = fosi_know_text(m->source);
}

static bool names(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; length > 0 && *(at += strspn(at, " ")) != '\0'; at += strcspn(at, " ")) {
        if (strcspn(at, " ") == length && memcmp(at, word, length) == 0) return true;
    }
    return false;
}

/* Drops what another measure stands instead of. */
static void drop_replaced(fosi_assessment *out)
{
    bool dropped[FOSI_MOST_MEASURES] = { false };
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->count; i++) {
        const fos_tariff_measure *m = &out->applied[i].measure;
        for (uint32_t k = 0; m->stacking == FOS_TARIFF_STACKING_REPLACE && k < out->count; k++) {
            const fos_tariff_measure *other = &out->applied[k].measure;
            if (k != i && (names(m->replaces, fos_tariff_kind_name(other->kind)) || names(m->replaces, other->number)))
                dropped[k] = true;
        }
    }
    for (uint32_t i = 0; i < out->count; i++)
        if (!dropped[i]) out->applied[kept++] = out->applied[i];
    out->count = kept;
}

/* Trade defence by producer: one of several numbers must be claimed. The claimed one stands, the others go. */
static void settle_producers(assessing *a, uint32_t kind)
{
    fosi_assessment *out = a->out;
    uint32_t numbered = 0, claimed = 0, kept = 0;
    for (uint32_t i = 0; i < out->count; i++) {
        const fosi_applied *one = &out->applied[i];
        if (one->measure.kind != kind || one->measure.number[0] == '\0') continue;
        numbered++;
        claimed += one->claimed;
    }
    if (numbered < 2) return;
    if (claimed != 1) lacks_rate(a, FOSI_GAP_RIVALS);
    for (uint32_t i = 0; i < out->count; i++) {
        const fosi_applied *one = &out->applied[i];
        if (one->measure.kind != kind || one->measure.number[0] == '\0' || one->claimed) out->applied[kept++] = *one;
    }
    out->count = kept;
}

/* Without an origin, a measure that is for some origins alone may or may not apply. */
static void check_origin(assessing *a, const fos_tariff_query *query)
{
    fos_tariff_query any = *query;
    fos_tariff_cursor cursor;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    if (a->item->origin_country[0] != '\0') return;
    any.origin = "*";
    any.kinds &= ~(uint32_t)CHOSEN;
    if (fos_tariff_find(a->eval->tariff, &any, &cursor, NULL) != FOS_STATUS_OK) return;
    while (fos_tariff_next(&cursor, &m)) {
        if (strcmp(m.origin, "all") == 0) continue;
        gap(a, FOSI_GAP_ORIGIN, a->eval->regime->origin_need);
        return;
    }
}

static bool says_duty(const fosi_assessment *out)
{
    for (uint32_t i = 0; i < out->count; i++) {
        uint32_t kind = out->applied[i].measure.kind;
        if (kind == FOS_TARIFF_KIND_MFN || (CHOSEN >> kind & 1u) != 0) return true;
    }
    return false;
}

/* ---- amounts ---- */

static fosi_exact plus(assessing *a, fosi_exact x, fosi_exact y)
{
    fosi_exact sum = { 0, 1, 0 };
    fos_status status = fosi_exact_add(x, y, &sum);
    if (status != FOS_STATUS_OK) fosi_eval_fail(a->eval, status);
    return sum;
}

static fosi_exact minus(assessing *a, fosi_exact x, fosi_exact y)
{
    fosi_exact difference = { 0, 1, 0 };
    fos_status status = fosi_exact_subtract(x, y, &difference);
    if (status != FOS_STATUS_OK) fosi_eval_fail(a->eval, status);
    return difference;
}

/* The duty before is at most the limit: the last parts give way first. */
static void cap(assessing *a, uint32_t before, fosi_exact excess)
{
    for (uint32_t i = before; i > 0 && excess.n > 0; i--) {
        fosi_applied *part = &a->out->applied[i - 1];
        fosi_exact cut = fosi_exact_compare(part->exact, excess) < 0 ? part->exact : excess;
        part->exact = minus(a, part->exact, cut);
        excess = minus(a, excess, cut);
    }
}

static void reckon_all(assessing *a, fosi_exact before)
{
    fosi_assessment *out = a->out;
    fosi_exact sum = before;
    for (uint32_t i = 0; i < out->count; i++) {
        fosi_applied *one = &out->applied[i];
        bool used = false;
        fosi_register amount = fosi_rate_value(a->eval, one->measure.rate, a->value, a->conversion, a->cell, &sum, &used);
        if (amount.state == FOSI_STATE_MISSING) {
            out->lacking = one->measure;
            out->needs |= amount.needs;
            gap(a, FOSI_GAP_UNCOMPUTED, FOSI_NONE);
            return;
        }
        out->confidence |= amount.confidence;
        if (one->measure.confidence != FOS_CONFIDENCE_CONFIRMED) out->confidence |= (uint8_t)(1u << one->measure.confidence);
        fosi_exact own = used ? minus(a, amount.as.number, sum) : amount.as.number;
        if (one->measure.stacking == FOS_TARIFF_STACKING_TOP_UP || one->measure.stacking == FOS_TARIFF_STACKING_CAP) {
            own = minus(a, amount.as.number, sum);
            if (one->measure.stacking == FOS_TARIFF_STACKING_CAP) {
                if (own.n < 0) cap(a, i, minus(a, (fosi_exact){ 0, 1, 0 }, own)), sum = amount.as.number;
                own = (fosi_exact){ 0, 1, 0 };
            } else if (own.n < 0) {
                own = (fosi_exact){ 0, 1, 0 };
            }
        }
        one->exact = own;
        sum = plus(a, sum, own);
    }
}

/* ---- the whole ---- */

/* Additional duties that are read by themselves top up to a total with the duty of the tariff. */
static fosi_exact duty_before(const assessing *a)
{
    fosi_exact before = { 0, 1, 0 };
    if (a->part != FOSI_TARIFF_ADDITIONAL) return before;
    fosi_assessment duty;
    fosi_measures_assess(a->eval, FOSI_TARIFF_DUTY, a->value, a->conversion, a->cell, &duty);
    fosi_register sum = fosi_measures_sum(a->eval, &duty);
    if (sum.state == FOSI_STATE_VALUE) before = sum.as.number;
    a->out->needs |= sum.needs;
    if (sum.state == FOSI_STATE_MISSING) a->out->gap = duty.gap;
    return before;
}

static bool needs_before(const fosi_assessment *out)
{
    for (uint32_t i = 0; i < out->count; i++)
        if (out->applied[i].measure.stacking >= FOS_TARIFF_STACKING_TOP_UP) return true;
    return false;
}

static void assess_code(assessing *a, const char *code)
{
    fos_tariff_query query = FOS_TARIFF_QUERY_INIT;
    fos_tariff_cursor cursor;
    fos_tariff_measure m = FOS_TARIFF_MEASURE_INIT;
    query.code = code;
    query.origin = a->item->origin_country;
    query.date = a->eval->dates[FOSI_CLOCK_DECLARATION];
    query.kinds = kinds_of(a);
    if (fos_tariff_find(a->eval->tariff, &query, &cursor, NULL) != FOS_STATUS_OK || cursor.match == FOS_TARIFF_MATCH_NONE) {
        lacks_rate(a, FOSI_GAP_NO_CODE);
        return;
    }
    a->eval->tariff_read = true;
    if (cursor.match == FOS_TARIFF_MATCH_SHORT) {
        gap(a, FOSI_GAP_SHORT, a->eval->regime->tariff_digits_need);
        return;
    }
    bool claimed, found = false;
    while (fos_tariff_next(&cursor, &m)) {
        if (takes(a, &m, &claimed)) add(a, &m, claimed);
        found = found || claims(a, &m);
    }
    a->out->unclaimed = a->part == FOSI_TARIFF_DUTY && a->item->preference != NULL && !found;
    check_origin(a, &query);
    drop_replaced(a->out);
    settle_producers(a, FOS_TARIFF_KIND_ANTI_DUMPING);
    settle_producers(a, FOS_TARIFF_KIND_COUNTERVAILING);
    if (a->part == FOSI_TARIFF_DUTY && !says_duty(a->out)) lacks_rate(a, FOSI_GAP_NO_DUTY);
    if (a->out->gap == FOSI_GAP_NONE) reckon_all(a, needs_before(a->out) ? duty_before(a) : (fosi_exact){ 0, 1, 0 });
}

static void begin(assessing *a, fosi_assessment *out)
{
    a->out = out;
    out->count = 0;
    out->gap = FOSI_GAP_NONE;
    out->needs = 0;
    out->confidence = a->value->confidence;
    out->unclaimed = false;
    out->code[0] = '\0';
}

/* Of the lines below a short code, the assessment that comes to the most (or least). False when one cannot be computed. */
static bool assess_below(assessing *a, bool most, unsigned *digits, fosi_assessment *best)
{
    size_t first, count;
    bool any = false;
    fosi_exact best_sum = { 0, 1, 0 };
    fosi_assessment own;
    fos_tariff_line line = FOS_TARIFF_LINE_INIT;
    if (fos_tariff_below(a->eval->tariff, a->item->commodity_code, &first, &count, NULL) != FOS_STATUS_OK) return false;
    for (size_t i = first; i < first + count; i++) {
        if (!fos_tariff_line_at(a->eval->tariff, i, &line)) return false;
        assessing inner = *a;
        begin(&inner, &own);
        assess_code(&inner, line.code);
        if (own.gap == FOSI_GAP_SHORT || own.gap == FOSI_GAP_NO_CODE) continue; /* a heading, or not in force */
        if (strlen(line.code) > *digits) *digits = (unsigned)strlen(line.code);
        fosi_register sum = fosi_measures_sum(a->eval, &own);
        if (sum.state == FOSI_STATE_MISSING) return false;
        if (any && (fosi_exact_compare(sum.as.number, best_sum) > 0) != most) continue;
        any = true;
        best_sum = sum.as.number;
        *best = own;
        memcpy(best->code, line.code, sizeof best->code);
    }
    return any;
}

void fosi_measures_assess(fosi_eval *eval, fosi_tariff_part part, const fosi_register *value, uint32_t conversion,
                          const fosi_cell *cell, fosi_assessment *out)
{
    assessing a = { eval, eval->consignment->items[cell->item], part, value, conversion, cell, out };
    unsigned digits = 0;
    begin(&a, out);
    if (eval->tariff == NULL || a.item->commodity_code == NULL) {
        lacks_rate(&a, FOSI_GAP_NO_TARIFF);
        return;
    }
    assess_code(&a, a.item->commodity_code);
    if (out->gap != FOSI_GAP_SHORT || eval->short_code == FOSI_SHORT_EXACT) return;
    fosi_assessment best;
    if (assess_below(&a, eval->short_code == FOSI_SHORT_HIGHEST, &digits, &best)) *out = best;
}

bool fosi_measures_range(fosi_eval *eval, fosi_tariff_part part, const fosi_register *value, uint32_t conversion,
                         const fosi_cell *cell, fosi_exact *least, fosi_exact *most, unsigned *digits)
{
    fosi_assessment unused, found;
    assessing a = { eval, eval->consignment->items[cell->item], part, value, conversion, cell, &unused };
    *digits = 0;
    if (eval->tariff == NULL || a.item->commodity_code == NULL || !assess_below(&a, false, digits, &found)) return false;
    *least = fosi_measures_sum(eval, &found).as.number;
    if (!assess_below(&a, true, digits, &found)) return false;
    *most = fosi_measures_sum(eval, &found).as.number;
    return true;
}

fosi_register fosi_measures_sum(fosi_eval *eval, const fosi_assessment *assessment)
{
    if (assessment->gap != FOSI_GAP_NONE) return fosi_missing(assessment->needs);
    fosi_register sum = fosi_zero();
    sum.confidence = assessment->confidence;
    for (uint32_t i = 0; i < assessment->count; i++) {
        fos_status status = fosi_exact_add(sum.as.number, assessment->applied[i].exact, &sum.as.number);
        if (status != FOS_STATUS_OK) fosi_eval_fail(eval, status);
    }
    return sum;
}
