/* Values in words, and the wordings of sentences: drafted, kept, said again. */
#include "quote/wording.h"

#include <string.h>

/* ---- values ---- */

static inline bool is_plain(const fosi_exact *value)
{
    return value->d == 1 && value->scale <= FOS_DECIMAL_MAX_SCALE && value->n == (int64_t)value->n;
}

/* The end of a plain number without zeros at its end; money keeps those of the minor unit. */
static inline char *plain_at(char *at, const fosi_eval *eval, const fosi_exact *value, bool money)
{
    fos_decimal plain = { (int64_t)value->n, value->scale };
    int32_t least = money ? eval->regime->minor_unit.scale : 0;
    while (plain.scale > least && plain.coefficient % 10 == 0) {
        plain.coefficient /= 10;
        plain.scale--;
    }
    return fosi_decimal_at(at, plain, 0);
}

static void put_number(const fosi_eval *eval, fosi_exact value, bool money, fos_buffer *out)
{
    fosi_exact copy = value;
    if (is_plain(&value)) {
        char text[FOSI_DECIMAL_ROOM];
        const char *end = plain_at(text, eval, &value, money);
        fosi_buffer_put(out, text, (size_t)(end - text));
        return;
    }
    fos_decimal unit = money ? eval->regime->minor_unit : (fos_decimal){ 1, 4 };
    if (fosi_exact_normalize(&copy) == FOS_STATUS_OK && copy.d == 1) {
        fosi_exact_put(out, copy);
    } else if (fosi_exact_round(value, unit, FOS_ROUNDING_HALF_UP, &copy) == FOS_STATUS_OK) {
        fosi_buffer_text(out, "about ");
        fosi_exact_put(out, copy);
    }
}

static void put_codes(const fosi_register *value, fos_buffer *out)
{
    for (size_t i = 0; i < value->as.codes.count; i++) {
        if (i > 0) fosi_buffer_text(out, ", ");
        fosi_buffer_text(out, value->as.codes.words[i]);
    }
}

static inline bool is_own_money(const fosi_eval *eval, const fosi_type *type)
{
    return type->code == FOSI_TYPE_MONEY && memcmp(type->currency, eval->regime->currency, 4) == 0;
}

/* A value that is known, without its unit. */
static void put_figure(const fosi_eval *eval, const fosi_register *value, const fosi_type *type, fos_buffer *out)
{
    fosi_exact number = value->as.number;
    switch (type->code) {
    case FOSI_TYPE_MONEY:
        put_number(eval, number, number.scale > 0 && is_own_money(eval, type), out);
        break;
    case FOSI_TYPE_RATE: {
        fosi_exact hundred = { 100, 1, 0 };
        if (fosi_exact_multiply(number, hundred, &number) == FOS_STATUS_OK) put_number(eval, number, false, out);
        break;
    }
    case FOSI_TYPE_DATE: fosi_buffer_date(out, (fos_date)number.n); break;
    case FOSI_TYPE_TRUTH: fosi_buffer_text(out, number.n != 0 ? "true" : "false"); break;
    case FOSI_TYPE_ROLE: fosi_buffer_text(out, fos_role_name((fos_role)number.n)); break;
    case FOSI_TYPE_CODE:
    case FOSI_TYPE_TEXT:
    case FOSI_TYPE_TARIFF_CODE: fosi_buffer_put(out, value->as.text.data, value->as.text.length); break;
    case FOSI_TYPE_CODES: put_codes(value, out); break;
    default: put_number(eval, number, false, out); break;
    }
}

static void put_unit(const fosi_eval *eval, const fosi_type *type, fos_buffer *out)
{
    switch (type->code) {
    case FOSI_TYPE_MONEY:
        fosi_buffer_char(out, ' ');
        fosi_buffer_text(out, type->currency[0] != '\0' ? type->currency : eval->regime->currency);
        break;
    case FOSI_TYPE_SPECIFIC:
        fosi_buffer_char(out, ' ');
        fosi_buffer_text(out, type->currency);
        fosi_buffer_char(out, '/');
        fosi_buffer_text(out, type->unit);
        break;
    case FOSI_TYPE_RATE: fosi_buffer_text(out, " %"); break;
    case FOSI_TYPE_QUANTITY:
        fosi_buffer_char(out, ' ');
        fosi_buffer_text(out, type->unit);
        break;
    default: break;
    }
}

void fosi_put_value(const fosi_eval *eval, const fosi_register *value, const fosi_type *type, fos_buffer *out)
{
    if (value->state != FOSI_STATE_VALUE) {
        fosi_buffer_text(out, "(not known)");
        return;
    }
    put_figure(eval, value, type, out);
    put_unit(eval, type, out);
}

static void put_summand(const fosi_eval *eval, fosi_exact value, fos_buffer *out)
{
    put_number(eval, value, value.scale > 0, out);
}

/* ---- drafting ---- */

void fosi_draft_begin(fosi_eval *eval, fosi_draft *draft)
{
    draft->count = 0;
    draft->unfit = false;
    eval->draft = draft;
}

/* True when the arm was settled, which `range` then is. */
static bool take_arm(fosi_eval *eval, fosi_range *range, const fosi_cell *cell)
{
    const fosi_case *rule = &eval->regime->cases[eval->regime->code[range->end - 1].a];
    for (uint32_t i = 0; i < rule->count; i++) {
        eval->particular = false;
        fosi_register condition = fosi_eval_range(eval, rule->arms[i].condition, cell);
        if (eval->particular || condition.state != FOSI_STATE_VALUE) return false;
        if (fosi_is_false(&condition)) continue;
        *range = rule->arms[i].value;
        return true;
    }
    *range = rule->otherwise;
    return true;
}

fosi_range fosi_steady_arm(fosi_eval *eval, fosi_range range, const fosi_cell *cell)
{
    bool particular = eval->particular;
    while (eval->regime->code[range.end - 1].code == FOSI_OP_CASE_END && take_arm(eval, &range, cell))
        continue;
    eval->particular = particular;
    return range;
}

/* Makes it quick to fill in. */
static fosi_blank blank_to_keep(fosi_eval *eval, const fosi_blank *blank)
{
    static const uint32_t only_item = 0;
    fosi_blank made = *blank;
    made.type = &eval->regime->parts[blank->range.end - 1].type;
    if (made.cell.members != NULL) made.cell.members = &only_item;
    if (made.from != FOSI_FROM_CODE || made.kind == FOSI_BLANK_WORD) return made;
    made.range = fosi_steady_arm(eval, made.range, &made.cell);
    uint8_t code = eval->regime->code[made.range.start].code;
    if (made.range.end != made.range.start + 1) return made;
    if (code == FOSI_OP_NODE) made.from = FOSI_FROM_SLOT;
    if (code == FOSI_OP_FACT_MONEY) made.from = FOSI_FROM_MONEY;
    return made;
}

void fosi_draft_blank(fosi_eval *eval, const fosi_blank *blank, const fos_buffer *out, size_t start)
{
    fosi_draft *draft = eval->draft;
    if (draft == NULL || !eval->particular) return;
    eval->particular = false; /* it is told of */
    if (draft->count == FOSI_MOST_BLANKS) {
        draft->unfit = true;
        return;
    }
    draft->blanks[draft->count] = blank_to_keep(eval, blank);
    draft->starts[draft->count] = start;
    draft->ends[draft->count++] = out->size;
}

/* Words are copied by so many bytes. */
enum { COPIED = 16 };

/* The words without what stands in the blanks. */
static const char *keep_words(fosi_wording *wording, const fosi_draft *draft, fosi_arena *arena, const fos_buffer *out,
                              size_t mark)
{
    char *words = fosi_arena_zero(arena, out->size - mark + COPIED, 1), *at = words;
    if (words == NULL) return NULL;
    size_t from = mark;
    for (uint32_t i = 0; i <= draft->count; i++) {
        size_t length = (i < draft->count ? draft->starts[i] : out->size) - from;
        if (length > 0) memcpy(at, out->data + from, length);
        at += length;
        if (i < draft->count) {
            wording->blanks[i] = draft->blanks[i];
            wording->blanks[i].before = (uint32_t)length;
            from = draft->ends[i];
        } else {
            wording->length = (uint32_t)length;
        }
    }
    wording->room = (size_t)(at - words) + COPIED + draft->count * FOSI_DECIMAL_ROOM;
    return words;
}

fosi_wording *fosi_draft_end(fosi_eval *eval, fos_buffer *out, size_t mark)
{
    const fosi_draft *draft = eval->draft;
    bool fit = !draft->unfit && !eval->particular && !out->failed && eval->status == FOS_STATUS_OK;
    eval->draft = NULL;
    eval->particular |= draft->unfit || draft->count > 0;
    if (!fit || out->size - mark > UINT32_MAX) return NULL;
    fosi_wording *wording = fosi_arena_take(&eval->kept, sizeof *wording + draft->count * sizeof *wording->blanks);
    if (wording != NULL) wording->words = keep_words(wording, draft, &eval->kept, out, mark);
    if (wording == NULL || wording->words == NULL) {
        out->failed = true;
        return NULL;
    }
    wording->next = NULL;
    wording->count = draft->count;
    return wording;
}

void fosi_tell_value(fosi_eval *eval, const fosi_blank *blank, const fosi_register *value, fos_buffer *out)
{
    fosi_type type = fosi_part_type(eval->regime, blank->range);
    size_t start = out->size;
    if (value->state != FOSI_STATE_VALUE) {
        fosi_buffer_text(out, "(not known)");
        fosi_draft_read(eval); /* there is no blank for that */
        return;
    }
    put_figure(eval, value, &type, out);
    fosi_draft_blank(eval, blank, out, start);
    put_unit(eval, &type, out);
}

void fosi_tell_part(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out)
{
    fosi_blank blank = { .kind = FOSI_BLANK_FIGURE, .range = range, .cell = *cell };
    fosi_draft_read(eval);
    fosi_register value = fosi_eval_range(eval, range, cell);
    fosi_tell_value(eval, &blank, &value, out);
}

void fosi_tell_summand(fosi_eval *eval, const fosi_blank *blank, const fosi_register *value, fos_buffer *out)
{
    size_t start = out->size;
    if (blank->outcome) put_summand(eval, value->as.number, out);
    fosi_draft_blank(eval, blank, out, start);
}

void fosi_tell_text(fosi_eval *eval, fosi_range range, const fosi_cell *cell, const fosi_register *value, fos_buffer *out)
{
    fosi_blank blank = { .kind = FOSI_BLANK_TEXT, .range = range, .cell = *cell };
    size_t start = out->size;
    blank.outcome = value->state == FOSI_STATE_VALUE && value->as.text.length != 0;
    if (blank.outcome) fosi_buffer_put(out, value->as.text.data, value->as.text.length);
    fosi_draft_blank(eval, &blank, out, start);
}

void fosi_tell_word(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out)
{
    fosi_blank blank = { .kind = FOSI_BLANK_WORD, .range = range, .cell = *cell };
    size_t start = out->size;
    int value;
    fosi_draft_read(eval);
    fosi_buffer_text(out, fosi_fact_word(eval, eval->regime->code[range.end - 1].a, cell, &value));
    fosi_draft_blank(eval, &blank, out, start);
}

bool fosi_tell_whether(fosi_eval *eval, fosi_blank_kind kind, fosi_range range, const fosi_cell *cell, const fos_buffer *out)
{
    fosi_blank blank = { .kind = (uint8_t)kind, .range = range, .cell = *cell };
    fosi_draft_read(eval);
    fosi_register value = fosi_eval_range(eval, range, cell);
    blank.outcome = kind == FOSI_BLANK_TRUE ? fosi_is_true(&value) : fosi_is_false(&value);
    fosi_draft_blank(eval, &blank, out, out->size);
    return blank.outcome;
}

/* ---- saying again ---- */

static const fosi_register *read_again(fosi_eval *eval, const fosi_blank *blank, const fosi_cell_run *run, fosi_register *room)
{
    const fosi_op *op = &eval->regime->code[blank->range.start];
    switch ((fosi_blank_from)blank->from) {
    case FOSI_FROM_BASE: return &run->base;
    case FOSI_FROM_RATE: return &run->rate;
    case FOSI_FROM_DEDUCT: return &run->deduct;
    case FOSI_FROM_SLOT: return fosi_eval_slot(eval, op->a, &blank->cell);
    case FOSI_FROM_MONEY: fosi_fact_money(eval, op->a, op->b, &blank->cell, room); break;
    case FOSI_FROM_CODE: *room = *fosi_value_anew(eval, blank->range, &blank->cell); break;
    }
    return room;
}

static bool fill_word(fosi_eval *eval, const fosi_blank *blank, fos_buffer *out)
{
    int value;
    const char *word = fosi_fact_word(eval, eval->regime->code[blank->range.end - 1].a, &blank->cell, &value);
    fosi_buffer_text(out, word);
    return word != NULL;
}

/* There is room for what is plain. */
static inline void put_amount(const fosi_eval *eval, const fosi_exact *amount, bool money, fos_buffer *out)
{
    if (fosi_likely(is_plain(amount)))
        out->size = (size_t)(plain_at(out->data + out->size, eval, amount, money) - out->data);
    else
        put_number(eval, *amount, money, out);
}

static bool fill_summand(fosi_eval *eval, const fosi_blank *blank, const fosi_register *value, fos_buffer *out)
{
    fosi_exact number = value->as.number, nothing = { 0, 1, 0 };
    bool known = value->state == FOSI_STATE_VALUE;
    if (known && blank->summed) known = fosi_exact_add(nothing, number, &number) == FOS_STATUS_OK;
    if (blank->outcome != (known && number.n != 0)) return false;
    if (blank->outcome) put_amount(eval, &number, number.scale > 0, out);
    return true;
}

static bool fill_figure(fosi_eval *eval, const fosi_blank *blank, const fosi_register *value, fos_buffer *out)
{
    if (value->state != FOSI_STATE_VALUE || (blank->outcome && value->as.number.n == 0)) return false;
    if (is_own_money(eval, blank->type))
        put_amount(eval, &value->as.number, value->as.number.scale > 0, out);
    else
        put_figure(eval, value, blank->type, out);
    return true;
}

static bool fill(fosi_eval *eval, const fosi_blank *blank, const fosi_cell_run *run, fos_buffer *out)
{
    if (blank->kind == FOSI_BLANK_WORD) return fill_word(eval, blank, out);
    fosi_register room;
    const fosi_register *value = read_again(eval, blank, run, &room);
    bool known = value->state == FOSI_STATE_VALUE;
    switch (blank->kind) {
    case FOSI_BLANK_FIGURE: return fill_figure(eval, blank, value, out);
    case FOSI_BLANK_SUMMAND: return fill_summand(eval, blank, value, out);
    case FOSI_BLANK_TEXT:
        if (blank->outcome != (known && value->as.text.length != 0)) return false;
        if (blank->outcome) fosi_buffer_put(out, value->as.text.data, value->as.text.length);
        return true;
    case FOSI_BLANK_TRUE: return blank->outcome == fosi_is_true(value);
    default: return blank->outcome == fosi_is_false(value);
    }
}

/* There is room for them, and for what is copied too much. */
static inline const char *put_words(fos_buffer *out, const char *words, size_t length)
{
    char *at = out->data + out->size;
    for (size_t i = 0; i < length; i += COPIED)
        memcpy(at + i, words + i, COPIED);
    out->size += length;
    return words + length;
}

bool fosi_wording_say(const fosi_wording *wording, fosi_eval *eval, const fosi_cell_run *run, fos_buffer *out)
{
    size_t mark = out->size;
    const char *words = wording->words;
    bool fits = true;
    for (uint32_t i = 0; i < wording->count && fits; i++) {
        const fosi_blank *blank = &wording->blanks[i];
        if (!fosi_buffer_room(out, wording->room)) return true; /* nobody reads it */
        words = put_words(out, words, blank->before);
        fits = fill(eval, blank, run, out);
    }
    if (!fosi_buffer_room(out, wording->room)) return true;
    if (fosi_likely(fits))
        put_words(out, words, wording->length);
    else
        out->size = mark;
    out->data[out->size] = '\0';
    return fits;
}
