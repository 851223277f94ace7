/* Checked trees to flat instructions. A named value is emitted once for each currency, clock and purpose in which it is
 * read; totals and spreads that read alike share one slot. Post-order throughout, so that any part of the code can be
 * evaluated by itself when a sentence is made. */
#include <string.h>

#include "dataset/codes.h"
#include "regime/compiler.h"

typedef struct view {
    char currency[4];
    uint8_t clock;
    uint32_t purpose;
    fosi_grain grain;
} view;

/* A piece of code still to be emitted. */
typedef struct job {
    enum { JOB_DEFINITION, JOB_TOTAL, JOB_SPREAD, JOB_WHEN } kind;
    uint32_t slot, index;
    const fosi_ast *ast;
    view view;
} job;

static void emit(fosi_compiler *c, const fosi_ast *ast, view v);

static uint32_t here(const fosi_compiler *c) { return c->code.count; }

static fosi_op *put(fosi_compiler *c, fosi_opcode code, uint8_t arity, uint32_t a, uint32_t b)
{
    fosi_op *op = fosi_vector_add(c, &c->code, sizeof *op);
    if (op == NULL) return NULL;
    *op = (fosi_op){ (uint8_t)code, arity, (uint16_t)b, a };
    return op;
}

static void patch(fosi_compiler *c, uint32_t at)
{
    if (!c->no_memory) ((fosi_op *)c->code.data)[at].a = here(c);
}

static uint32_t constant(fosi_compiler *c, fosi_register value, const fosi_type *type)
{
    fosi_register *slot = fosi_vector_add(c, &c->constants, sizeof *slot);
    fosi_type *kind = fosi_vector_add(c, &c->constant_types, sizeof *kind);
    if (slot == NULL || kind == NULL) return 0;
    value.state = FOSI_STATE_VALUE;
    *slot = value;
    *kind = *type;
    return c->constants.count - 1;
}

static uint32_t text_constant(fosi_compiler *c, fosi_slice text)
{
    fosi_register value = { 0 };
    value.as.text.data = fosi_arena_text(&c->regime->arena, text.data != NULL ? text.data : "", text.length);
    value.as.text.length = text.length;
    if (value.as.text.data == NULL) c->no_memory = true;
    static const fosi_type type = { .code = FOSI_TYPE_TEXT };
    return constant(c, value, &type);
}

static uint32_t number_constant(fosi_compiler *c, fosi_exact number, const fosi_type *type)
{
    fosi_register value = { 0 };
    value.as.number = number;
    return constant(c, value, type);
}

static uint32_t conversion(fosi_compiler *c, const char *to, uint32_t purpose)
{
    fosi_conversion *all = c->conversions.data;
    for (uint32_t i = 0; i < c->conversions.count; i++) {
        if (all[i].purpose == purpose && strcmp(all[i].to, to) == 0) return i;
    }
    fosi_conversion *made = fosi_vector_add(c, &c->conversions, sizeof *made);
    if (made == NULL) return 0;
    memcpy(made->to, to, 4);
    made->purpose = purpose;
    return c->conversions.count - 1;
}

static uint32_t need(fosi_compiler *c, unsigned kind, uint32_t index, const char *name, const char *text)
{
    fosi_need *all = c->needs.data;
    for (uint32_t i = 0; i < c->needs.count; i++) {
        if ((unsigned)all[i].kind == kind && all[i].index == index && (text == NULL || strcmp(all[i].text, text) == 0)) return i;
    }
    if (c->needs.count == 60) {
        fosi_compile_error(c, c->regime->document.root, 0, FOS_STATUS_RULE_LIMIT, "a %s has at most 60 facts that may be missing",
                           c->kind);
        return 0;
    }
    fosi_need *made = fosi_vector_add(c, &c->needs, sizeof *made);
    if (made == NULL) return 0;
    made->kind = kind;
    made->index = index;
    made->name = name;
    made->text = text;
    return c->needs.count - 1;
}

static void need_exchange(fosi_compiler *c) { c->regime->exchange_need = need(c, FOSI_NEED_EXCHANGE, 0, "exchange_rate", NULL); }

/* Whoever is quoted gives every price; whoever asks what a filing lacks may not. */
static bool may_lack_price(const fosi_compiler *c, const fosi_fact *fact)
{
    return c->reads_elements && fact->type == FOSI_TYPE_MONEY && fact->grain == FOSI_GRAIN_ITEM;
}

static void need_fact(fosi_compiler *c, uint32_t fact)
{
    if (fosi_facts[fact].absent != NULL || fosi_facts[fact].store == FOSI_STORE_PARTY) return;
    if (fosi_facts[fact].store == FOSI_STORE_COMPUTED && !may_lack_price(c, &fosi_facts[fact])) return;
    c->regime->fact_need[fact] = need(c, FOSI_NEED_FACT, fact, fosi_facts[fact].need, NULL);
}

static void need_law(fosi_compiler *c, uint32_t parameter)
{
    c->regime->parameters[parameter].need = need(c, FOSI_NEED_LAW, parameter, "law", NULL);
}

static const char *currency_of(const fosi_type *type, const view *v)
{
    return type->currency[0] != '\0' ? type->currency : v->currency;
}

/* ---- slots ---- */

static uint32_t new_slot(fosi_compiler *c, fosi_grain grain)
{
    fosi_slot *slot = fosi_vector_add(c, &c->slots, sizeof *slot);
    if (slot == NULL) return 0;
    memset(slot, 0, sizeof *slot);
    slot->grain = (uint8_t)grain;
    slot->definition = FOSI_NONE;
    return c->slots.count - 1;
}

static void enqueue(fosi_compiler *c, unsigned kind, uint32_t slot, uint32_t index, const fosi_ast *ast, view v)
{
    job *entry = fosi_vector_add(c, &c->work, sizeof *entry);
    if (entry != NULL) *entry = (job){ kind, slot, index, ast, v };
}

static uint32_t definition_slot(fosi_compiler *c, uint32_t index, view v)
{
    const fosi_definition *definition = &c->regime->definitions[index];
    const fosi_ast *is = c->definitions[index].is.ast;
    bool own = definition->type.code == FOSI_TYPE_MONEY && definition->type.currency[0] == '\0';
    fosi_instance wanted = { .definition = index,
                             .clock = is->uses_clock ? v.clock : c->regime->clock,
                             .purpose = is->uses_purpose ? v.purpose : 0 };
    memcpy(wanted.currency, own ? v.currency : c->regime->currency, 4);
    fosi_instance *all = c->instances.data;
    for (uint32_t i = 0; i < c->instances.count; i++) {
        if (all[i].definition == index && all[i].clock == wanted.clock && all[i].purpose == wanted.purpose &&
            strcmp(all[i].currency, wanted.currency) == 0)
            return all[i].slot;
    }
    fosi_instance *made = fosi_vector_add(c, &c->instances, sizeof *made);
    if (made == NULL) return 0;
    *made = wanted;
    uint32_t slot_index = made->slot = new_slot(c, definition->per);
    if (c->no_memory) return 0;
    fosi_slot *slot = &((fosi_slot *)c->slots.data)[slot_index];
    slot->definition = index;
    slot->rounding = c->definitions[index].round;
    slot->rounding_set = slot->rounding.present;
    slot->type = definition->type;
    if (own) memcpy(slot->type.currency, v.currency, 4);
    view inner = { .clock = wanted.clock, .purpose = wanted.purpose, .grain = definition->per };
    memcpy(inner.currency, wanted.currency, 4);
    enqueue(c, JOB_DEFINITION, slot_index, index, is, inner);
    return slot_index;
}

static bool same_tree(const fosi_ast *a, const fosi_ast *b)
{
    if (a->kind != b->kind || a->op != b->op || a->negated != b->negated || a->over != b->over || a->count != b->count ||
        a->index != b->index || a->referent != b->referent || a->word_count != b->word_count ||
        !fosi_slice_equal(a->text, b->text) || !fosi_slice_equal(a->word, b->word) ||
        a->number.coefficient != b->number.coefficient || a->number.scale != b->number.scale || a->date != b->date ||
        strcmp(a->currency, b->currency) != 0 || strcmp(a->unit, b->unit) != 0)
        return false;
    for (uint32_t i = 0; i < a->word_count; i++) {
        if (strcmp(a->words[i], b->words[i]) != 0) return false;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        if (!same_tree(a->children[i], b->children[i])) return false;
    }
    return true;
}

static bool same_view(const view *a, const view *b)
{
    return a->clock == b->clock && a->purpose == b->purpose && strcmp(a->currency, b->currency) == 0;
}

/* The slot or total of an equal tree in an equal view, FOSI_NONE when there is none yet. */
static uint32_t twin_job(fosi_compiler *c, int kind, const fosi_ast *ast, const view *v, bool by_slot)
{
    const job *all = c->work.data;
    for (uint32_t i = 0; i < c->work.count; i++) {
        if ((int)all[i].kind == kind && same_view(&all[i].view, v) && same_tree(all[i].ast, ast))
            return by_slot ? all[i].slot : all[i].index;
    }
    return FOSI_NONE;
}

static void emit_total(fosi_compiler *c, const fosi_ast *ast, view v)
{
    v.grain = FOSI_GRAIN_ITEM;
    const char *currency = currency_of(&ast->type, &v);
    memmove(v.currency, currency, 4);
    bool grouped = ast->over == FOSI_GRAIN_GROUP;
    uint32_t twin = twin_job(c, JOB_TOTAL, ast, &v, !grouped);
    if (twin == FOSI_NONE) {
        fosi_total *total = fosi_vector_add(c, &c->totals, sizeof *total);
        if (total == NULL) return;
        memset(total, 0, sizeof *total);
        total->kind = (fosi_total_kind)ast->op;
        total->over = ast->over;
        fosi_type_code body = ast->children[0]->type.code;
        total->text = body == FOSI_TYPE_CODE || body == FOSI_TYPE_TEXT || body == FOSI_TYPE_TARIFF_CODE;
        uint32_t index = c->totals.count - 1, slot = FOSI_NONE;
        if (!grouped) {
            slot = new_slot(c, ast->over);
            if (c->no_memory) return;
            fosi_slot *made = &((fosi_slot *)c->slots.data)[slot];
            made->is_total = true;
            made->twin = index;
            made->type = ast->type;
            if (ast->type.code == FOSI_TYPE_MONEY) memcpy(made->type.currency, v.currency, 4);
        }
        enqueue(c, JOB_TOTAL, slot, index, ast, v);
        twin = grouped ? index : slot;
    }
    if (grouped)
        put(c, FOSI_OP_TOTAL_GROUP, 0, twin, 0);
    else
        put(c, FOSI_OP_NODE, 0, twin, 0);
}

static void emit_spread(fosi_compiler *c, const fosi_ast *ast, view v)
{
    memmove(v.currency, currency_of(&ast->type, &v), 4);
    uint32_t slot = twin_job(c, JOB_SPREAD, ast, &v, true);
    if (slot == FOSI_NONE) {
        fosi_spread *spread = fosi_vector_add(c, &c->spreads, sizeof *spread);
        if (spread == NULL) return;
        memset(spread, 0, sizeof *spread);
        slot = new_slot(c, FOSI_GRAIN_ITEM);
        if (c->no_memory) return;
        fosi_slot *made = &((fosi_slot *)c->slots.data)[slot];
        made->is_spread = true;
        made->type = ast->type;
        memcpy(made->type.currency, v.currency, 4);
        made->twin = c->spreads.count - 1;
        enqueue(c, JOB_SPREAD, slot, made->twin, ast, v);
    }
    put(c, FOSI_OP_NODE, 0, slot, 0);
}

/* ---- leaves ---- */

static void emit_fact(fosi_compiler *c, const fosi_ast *ast, const view *v)
{
    const fosi_fact *fact = &fosi_facts[ast->index];
    need_fact(c, ast->index);
    if (fact->type == FOSI_TYPE_MONEY) {
        need_exchange(c);
        put(c, FOSI_OP_FACT_MONEY, 0, ast->index, conversion(c, v->currency, v->purpose));
    } else {
        put(c, FOSI_OP_FACT, 0, ast->index, 0);
    }
}

static void emit_element(fosi_compiler *c, const fosi_ast *ast, const view *v)
{
    fosi_plan_element *element = &((fosi_plan_element *)c->elements.data)[ast->index];
    element->need = need(c, FOSI_NEED_ELEMENT, ast->index, element->name, NULL);
    if (element->type.code == FOSI_TYPE_MONEY) {
        need_exchange(c);
        put(c, FOSI_OP_ELEMENT_MONEY, 0, ast->index, conversion(c, v->currency, v->purpose));
    } else {
        put(c, FOSI_OP_ELEMENT, 0, ast->index, 0);
    }
}

static void emit_name(fosi_compiler *c, const fosi_ast *ast, view v)
{
    switch (ast->referent) {
    case FOSI_REFERS_ELEMENT: emit_element(c, ast, &v); break;
    case FOSI_REFERS_FACT: emit_fact(c, ast, &v); break;
    case FOSI_REFERS_DEFINITION: put(c, FOSI_OP_NODE, 0, definition_slot(c, ast->index, v), 0); break;
    case FOSI_REFERS_PARAMETER:
        need_law(c, ast->index);
        put(c, FOSI_OP_PARAMETER, 0, ast->index, v.clock);
        break;
    case FOSI_REFERS_ROLE:
        put(c, FOSI_OP_CONSTANT, 0, number_constant(c, (fosi_exact){ ast->index, 1, 0 }, &ast->type), 0);
        break;
    case FOSI_REFERS_SETTING: put(c, FOSI_OP_ROUTE_SETTING, 0, ast->index, 0); break;
    case FOSI_REFERS_TOTAL_NAME: put(c, FOSI_OP_WAIVER_TOTAL, 0, 0, 0); break;
    default: put(c, FOSI_OP_CONSTANT, 0, text_constant(c, ast->text), 0); break;
    }
}

static uint32_t word_list(fosi_compiler *c, const fosi_ast *ast)
{
    fosi_words *list = fosi_vector_add(c, &c->words, sizeof *list);
    if (list == NULL) return 0;
    list->count = ast->kind == FOSI_AST_CALL ? ast->count - 1 : ast->word_count;
    list->words = fosi_arena_zero(&c->regime->arena, list->count + 1, sizeof *list->words);
    if (list->words == NULL) {
        c->no_memory = true;
        return 0;
    }
    for (uint32_t i = 0; i < list->count; i++) {
        fosi_slice word = ast->kind == FOSI_AST_CALL ? ast->children[i + 1]->text : fosi_slice_of(ast->words[i]);
        list->words[i] = fosi_arena_text(&c->regime->arena, word.data, word.length);
        if (list->words[i] == NULL) c->no_memory = true;
    }
    return c->words.count - 1;
}

/* ---- operators ---- */

static void emit_logic(fosi_compiler *c, const fosi_ast *ast, view v)
{
    bool both = ast->op == FOSI_OP_AND;
    emit(c, ast->children[0], v);
    if (ast->type.code == FOSI_TYPE_ROLE) {
        emit(c, ast->children[1], v);
        put(c, FOSI_OP_FIRST_ROLE, 2, 0, 0);
        return;
    }
    uint32_t test = here(c);
    put(c, both ? FOSI_OP_AND_TEST : FOSI_OP_OR_TEST, 0, 0, 0);
    emit(c, ast->children[1], v);
    put(c, both ? FOSI_OP_AND : FOSI_OP_OR, 2, 0, 0);
    patch(c, test);
}

static bool text_type(const fosi_type *type)
{
    return type->code == FOSI_TYPE_CODE || type->code == FOSI_TYPE_TEXT || type->code == FOSI_TYPE_TARIFF_CODE;
}

static void emit_comparison(fosi_compiler *c, const fosi_ast *ast, view v)
{
    const fosi_ast *a = ast->children[0], *b = ast->children[1];
    if (a->type.code == FOSI_TYPE_MONEY) {
        const char *currency = a->type.currency[0] != '\0'
                                   ? a->type.currency
                                   : (b->type.currency[0] != '\0' ? b->type.currency : c->regime->currency);
        memmove(v.currency, currency, 4);
    }
    bool choice = a->kind == FOSI_AST_NAME && a->referent == FOSI_REFERS_FACT && fosi_facts[a->index].words != NULL &&
                  b->kind == FOSI_AST_NAME && b->referent == FOSI_REFERS_WORD;
    if (choice) {
        need_fact(c, a->index);
        int word = fosi_word_index(fosi_facts[a->index].words, b->text);
        put(c, FOSI_OP_FACT_IS, 0, a->index, (uint32_t)word);
        if (ast->op == FOSI_OP_UNEQUAL) put(c, FOSI_OP_NOT, 1, 0, 0);
        return;
    }
    emit(c, a, v);
    emit(c, b, v);
    fosi_opcode op = (fosi_opcode)ast->op;
    if (text_type(&a->type)) op = op == FOSI_OP_EQUAL ? FOSI_OP_SAME_TEXT : FOSI_OP_OTHER_TEXT;
    put(c, op, 2, 0, 0);
}

static void emit_case(fosi_compiler *c, const fosi_ast *ast, view v)
{
    if (ast->type.code == FOSI_TYPE_MONEY) memmove(v.currency, currency_of(&ast->type, &v), 4);
    fosi_case *made = fosi_vector_add(c, &c->cases, sizeof *made);
    if (made == NULL) return;
    uint32_t index = c->cases.count - 1, arms = (ast->count - 1) / 2;
    fosi_case_arm *list = fosi_arena_zero(&c->regime->arena, arms + 1, sizeof *list);
    if (list == NULL) {
        c->no_memory = true;
        return;
    }
    uint32_t start = here(c);
    put(c, FOSI_OP_CASE, 0, index, 0);
    for (uint32_t i = 0; i < arms; i++) {
        list[i].condition.start = here(c);
        emit(c, ast->children[2 * i], v);
        list[i].condition.end = list[i].value.start = here(c);
        emit(c, ast->children[2 * i + 1], v);
        list[i].value.end = here(c);
    }
    fosi_range otherwise = { here(c), 0 };
    emit(c, ast->children[ast->count - 1], v);
    otherwise.end = here(c);
    put(c, FOSI_OP_CASE_END, 0, index, 0);
    if (c->no_memory) return;
    ((fosi_case *)c->cases.data)[index] = (fosi_case){ list, arms, otherwise, start, here(c) };
}

static void emit_as(fosi_compiler *c, const fosi_ast *ast, view v)
{
    const fosi_ast *inner = ast->children[0];
    bool own = inner->type.currency[0] == '\0';
    memcpy(v.currency, own ? ast->currency : inner->type.currency, 4);
    emit(c, inner, v);
    if (own || strcmp(inner->type.currency, ast->currency) == 0) return;
    need_exchange(c);
    put(c, FOSI_OP_CONVERT, 1, text_constant(c, fosi_slice_of(inner->type.currency)), conversion(c, ast->currency, v.purpose));
}

static void emit_arithmetic(fosi_compiler *c, const fosi_ast *ast, view v)
{
    if (ast->type.code == FOSI_TYPE_MONEY) memmove(v.currency, currency_of(&ast->type, &v), 4);
    emit(c, ast->children[0], v);
    emit(c, ast->children[1], v);
    put(c, (fosi_opcode)ast->op, 2, 0, 0);
}

/* ---- calls ---- */

static void emit_views(fosi_compiler *c, const fosi_ast *ast, fosi_amount_view which)
{
    for (uint32_t i = 0; i < ast->count; i++) {
        put(c, FOSI_OP_CHARGE, 0, ast->children[i]->index, (uint32_t)which | (uint32_t)ast->grain << 4);
        if (i > 0) put(c, FOSI_OP_ADD, 2, 0, 0);
    }
}

static void emit_ordered(fosi_compiler *c, const fosi_ast *ast, view v)
{
    bool least = fosi_slice_is(ast->text, "min");
    if (ast->type.code == FOSI_TYPE_MONEY) memmove(v.currency, currency_of(&ast->type, &v), 4);
    if (fosi_slice_is(ast->text, "clamp")) {
        emit(c, ast->children[0], v);
        emit(c, ast->children[2], v);
        put(c, FOSI_OP_MINIMUM, 2, 0, 0);
        emit(c, ast->children[1], v);
        put(c, FOSI_OP_MAXIMUM, 2, 0, 0);
        return;
    }
    for (uint32_t i = 0; i < ast->count; i++) {
        emit(c, ast->children[i], v);
        if (i > 0)
            put(c, fosi_slice_is(ast->text, "excess") ? FOSI_OP_EXCESS : (least ? FOSI_OP_MINIMUM : FOSI_OP_MAXIMUM), 2, 0, 0);
    }
}

static void emit_round(fosi_compiler *c, const fosi_ast *ast, view v)
{
    fosi_rounding *rounding = fosi_vector_add(c, &c->roundings, sizeof *rounding);
    if (rounding == NULL) return;
    fosi_rounding_parse(ast->children[0]->text.data, ast->children[0]->text.length, rounding, NULL);
    uint32_t index = c->roundings.count - 1;
    emit(c, ast->children[1], v);
    put(c, FOSI_OP_ROUND, 1, index, 0);
}

static void emit_tariff(fosi_compiler *c, const fosi_ast *ast, view v, bool rate)
{
    need_fact(c, (uint32_t)fosi_fact_index(fosi_slice_of("item.duty_rate")));
    need_exchange(c);
    uint32_t origin = (uint32_t)fosi_fact_index(fosi_slice_of("item.origin"));
    c->regime->tariff_digits_need = need(c, FOSI_NEED_DIGITS, 1, "commodity_code", NULL);
    c->regime->origin_need = need(c, FOSI_NEED_FACT, origin, fosi_facts[origin].need, NULL);
    fosi_tariff_part part = FOSI_TARIFF_PART(ast->index);
    uint32_t duty_rate = (uint32_t)fosi_fact_index(fosi_slice_of("item.duty_rate"));
    c->regime->tariff_needs[part] =
        part == FOSI_TARIFF_DUTY ? c->regime->fact_need[duty_rate] : need(c, FOSI_NEED_TARIFF, part, "tariff", NULL);
    if (part == FOSI_TARIFF_ADDITIONAL) c->regime->reads_additional |= (uint8_t)(1u << FOSI_TARIFF_INDEX(ast->index));
    if (rate) {
        put(c, FOSI_OP_TARIFF_RATE, 0, ast->index, 0);
        return;
    }
    memmove(v.currency, currency_of(&ast->type, &v), 4);
    emit(c, ast->children[1], v);
    put(c, FOSI_OP_TARIFF, 1, ast->index, conversion(c, v.currency, v.purpose));
}

static void emit_counter(fosi_compiler *c, const fosi_ast *ast, view v)
{
    fosi_input *input = &c->regime->inputs[ast->index];
    input->need = need(c, FOSI_NEED_INPUT, ast->index, input->name, NULL);
    need_exchange(c);
    put(c, FOSI_OP_COUNTER, 0, ast->index,
        conversion(c, input->type.currency[0] != '\0' ? input->type.currency : c->regime->currency, v.purpose));
}

static void emit_measure(fosi_compiler *c, const fosi_ast *ast)
{
    uint32_t unit = text_constant(c, ast->children[0]->text);
    if (c->no_memory) return;
    uint32_t bit = need(c, FOSI_NEED_MEASURE, 0, "measures", ((fosi_register *)c->constants.data)[unit].as.text.data);
    put(c, FOSI_OP_MEASURE, 0, unit, bit);
}

static void emit_call(fosi_compiler *c, const fosi_ast *ast, view v)
{
    fosi_slice f = ast->text;
    if (fosi_slice_is(f, "min") || fosi_slice_is(f, "max") || fosi_slice_is(f, "clamp") || fosi_slice_is(f, "excess")) {
        emit_ordered(c, ast, v);
    } else if (fosi_slice_is(f, "spread")) {
        emit_spread(c, ast, v);
    } else if (fosi_slice_is(f, "round")) {
        emit_round(c, ast, v);
    } else if (fosi_slice_is(f, "digits")) {
        c->regime->digits_need = need(c, FOSI_NEED_DIGITS, 0, "commodity_code", NULL);
        emit(c, ast->children[0], v);
        emit(c, ast->children[1], v);
        put(c, FOSI_OP_DIGITS, 2, 0, 0);
    } else if (fosi_slice_is(f, "in_force")) {
        uint32_t parameter = (uint32_t)fosi_find_parameter(c->regime, ast->children[0]->text);
        put(c, FOSI_OP_IN_FORCE, 0, parameter, v.clock);
    } else if (fosi_slice_is(f, "present")) {
        bool element = ast->children[0]->referent == FOSI_REFERS_ELEMENT;
        put(c, element ? FOSI_OP_ELEMENT_GIVEN : FOSI_OP_PRESENT, 0, ast->index, 0);
    } else if (fosi_slice_is(f, "has")) {
        emit(c, ast->children[0], v);
        put(c, FOSI_OP_HAS, 1, word_list(c, ast), 0);
    } else if (fosi_slice_is(f, "elected")) {
        put(c, FOSI_OP_ELECTED, 0, ast->index, 0);
    } else if (fosi_slice_is(f, "switch")) {
        put(c, FOSI_OP_SWITCH, 0, ast->index, 0);
    } else if (fosi_slice_is(f, "counter")) {
        emit_counter(c, ast, v);
    } else if (fosi_slice_is(f, "tariff")) {
        emit_tariff(c, ast, v, false);
    } else if (fosi_slice_is(f, "tariff_rate")) {
        emit_tariff(c, ast, v, true);
    } else if (fosi_slice_is(f, "item.measure")) {
        emit_measure(c, ast);
    } else {
        emit_views(c, ast,
                   fosi_slice_is(f, "exact") ? FOSI_VIEW_EXACT
                                             : (fosi_slice_is(f, "assessed") ? FOSI_VIEW_ASSESSED : FOSI_VIEW_DUE));
    }
}

static void emit_table(fosi_compiler *c, const fosi_ast *ast, view v)
{
    for (uint32_t i = 0; i < ast->count; i++)
        emit(c, ast->children[i], v);
    need_law(c, ast->index);
    if (c->regime->parameters[ast->index].longest_prefix)
        c->regime->digits_need = need(c, FOSI_NEED_DIGITS, 0, "commodity_code", NULL);
    put(c, FOSI_OP_TABLE, (uint8_t)ast->count, ast->index, v.clock);
}

static void emit_in(fosi_compiler *c, const fosi_ast *ast, view v)
{
    emit(c, ast->children[0], v);
    if (ast->kind == FOSI_AST_IN_WORDS) {
        put(c, FOSI_OP_IN_WORDS, 1, word_list(c, ast), 0);
    } else {
        fosi_set *set = &c->regime->sets[ast->index];
        if (set->type.code == FOSI_TYPE_TARIFF_CODE)
            c->regime->digits_need = need(c, FOSI_NEED_DIGITS, 0, "commodity_code", NULL);
        put(c, FOSI_OP_IN_SET, 1, ast->index, v.clock);
    }
    if (ast->negated) put(c, FOSI_OP_NOT, 1, 0, 0);
}

static void emit_else(fosi_compiler *c, const fosi_ast *ast, view v)
{
    emit(c, ast->children[0], v);
    uint32_t test = here(c);
    put(c, FOSI_OP_ELSE_TEST, 0, 0, 0);
    emit(c, ast->children[1], v);
    put(c, FOSI_OP_ELSE, 2, 0, 0);
    patch(c, test);
}

static void emit(fosi_compiler *c, const fosi_ast *ast, view v)
{
    if (c->no_memory) return;
    switch (ast->kind) {
    case FOSI_AST_NAME: emit_name(c, ast, v); break;
    case FOSI_AST_STRING: put(c, FOSI_OP_CONSTANT, 0, text_constant(c, ast->text), 0); break;
    case FOSI_AST_DATE: put(c, FOSI_OP_CONSTANT, 0, number_constant(c, (fosi_exact){ ast->date, 1, 0 }, &ast->type), 0); break;
    case FOSI_AST_PARTY_HAS: put(c, FOSI_OP_PARTY_HAS, 0, ast->index, text_constant(c, ast->word)); break;
    case FOSI_AST_TABLE: emit_table(c, ast, v); break;
    case FOSI_AST_CALL: emit_call(c, ast, v); break;
    case FOSI_AST_TOTAL: emit_total(c, ast, v); break;
    case FOSI_AST_CASE: emit_case(c, ast, v); break;
    case FOSI_AST_ELSE: emit_else(c, ast, v); break;
    case FOSI_AST_AS: emit_as(c, ast, v); break;
    case FOSI_AST_ON:
        v.clock = ast->op;
        emit(c, ast->children[0], v);
        break;
    case FOSI_AST_BY:
        v.purpose = ast->index;
        emit(c, ast->children[0], v);
        break;
    case FOSI_AST_IN_SET:
    case FOSI_AST_IN_WORDS: emit_in(c, ast, v); break;
    case FOSI_AST_NOT:
        emit(c, ast->children[0], v);
        put(c, FOSI_OP_NOT, 1, 0, 0);
        break;
    case FOSI_AST_NEGATE:
        emit(c, ast->children[0], v);
        put(c, FOSI_OP_NEGATE, 1, 0, 0);
        break;
    case FOSI_AST_BINARY:
        if (ast->op == FOSI_OP_AND || ast->op == FOSI_OP_OR)
            emit_logic(c, ast, v);
        else if (ast->op >= FOSI_OP_EQUAL && ast->op <= FOSI_OP_GREATER_EQUAL)
            emit_comparison(c, ast, v);
        else
            emit_arithmetic(c, ast, v);
        break;
    default: put(c, FOSI_OP_CONSTANT, 0, number_constant(c, fosi_exact_of(ast->number), &ast->type), 0); break;
    }
}

static fosi_range emit_range(fosi_compiler *c, const fosi_ast *ast, view v)
{
    fosi_range range = { here(c), here(c) };
    if (ast == NULL) return range;
    emit(c, ast, v);
    range.end = here(c);
    return range;
}

/* ---- rules ---- */

static view regime_view(fosi_compiler *c, uint8_t clock, uint32_t purpose, fosi_grain grain)
{
    view v = { .clock = clock, .purpose = purpose, .grain = grain };
    memcpy(v.currency, c->regime->currency, 4);
    return v;
}

/* What decides how a charge's amount falls on items: the expression given, else the summand of its base. */
static void emit_weight(fosi_compiler *c, fosi_charge_rule *charge, const fosi_pending_charge *pending, view v)
{
    v.grain = FOSI_GRAIN_ITEM;
    const fosi_ast *base = pending->base.ast;
    if (pending->weight.ast != NULL)
        charge->weight = emit_range(c, pending->weight.ast, v);
    else if (base != NULL && base->kind == FOSI_AST_TOTAL && base->op == FOSI_TOTAL_SUM && base->count == 1)
        charge->weight = emit_range(c, base->children[0], v);
    else if (charge->per != FOSI_PER_ITEM && !charge->weight_is_charge) {
        charge->weight.start = here(c);
        need_exchange(c);
        put(c, FOSI_OP_FACT_MONEY, 0, (uint32_t)fosi_fact_index(fosi_slice_of("item.goods")),
            conversion(c, c->regime->currency, v.purpose));
        charge->weight.end = here(c);
    }
}

static void emit_charge(fosi_compiler *c, uint32_t index)
{
    static const fosi_grain grains[] = { FOSI_GRAIN_ITEM, FOSI_GRAIN_GROUP, FOSI_GRAIN_ROUTE, FOSI_GRAIN_CONSIGNMENT };
    fosi_charge_rule *charge = &c->regime->charges[index];
    const fosi_pending_charge *pending = &c->charges[index];
    view v = regime_view(c, charge->clock, charge->purpose, grains[charge->per]);
    charge->keys = fosi_arena_zero(&c->regime->arena, pending->key_count + 1, sizeof *charge->keys);
    if (charge->keys == NULL) {
        c->no_memory = true;
        return;
    }
    charge->key_count = pending->key_count;
    for (uint32_t i = 0; i < pending->key_count; i++) {
        charge->key_is_text[i] =
            !pending->key_is_rate[i] && pending->keys[i].ast != NULL && text_type(&pending->keys[i].ast->type);
        if (!pending->key_is_rate[i]) charge->keys[i] = emit_range(c, pending->keys[i].ast, v);
    }
    charge->when = emit_range(c, pending->when.ast, v);
    charge->where = emit_range(c, pending->where.ast, v);
    charge->base = emit_range(c, pending->base.ast, v);
    charge->rate = emit_range(c, pending->rate.ast, v);
    charge->amount = emit_range(c, pending->amount.ast, v);
    charge->deduct = emit_range(c, pending->deduct.ast, v);
    const fosi_ast *amount = pending->amount.ast;
    if (amount != NULL && amount->kind == FOSI_AST_AS && amount->children[0]->type.currency[0] != '\0') {
        memcpy(charge->native_currency, amount->children[0]->type.currency, 4);
        charge->native = emit_range(c, amount->children[0], v);
    }
    charge->amount_is_tariff = amount != NULL && amount->kind == FOSI_AST_CALL && fosi_slice_is(amount->text, "tariff");
    emit_weight(c, charge, pending, v);
}

static void emit_routes(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    for (uint32_t i = 0; i < r->route_count; i++) {
        fosi_pending_route *pending = &c->routes[i];
        fosi_route_rule *route = &r->routes[i];
        view v = regime_view(c, route->clock, 0, route->when_grain);
        if (pending->when_of == i) {
            uint32_t slot = new_slot(c, route->when_grain);
            if (c->no_memory) return;
            ((fosi_slot *)c->slots.data)[slot].is_when = true;
            ((fosi_slot *)c->slots.data)[slot].type.code = FOSI_TYPE_TRUTH;
            enqueue(c, JOB_WHEN, slot, i, pending->when.ast, v);
            route->when.start = here(c);
            put(c, FOSI_OP_NODE, 0, slot, 0);
            route->when.end = here(c);
        } else {
            route->when = r->routes[pending->when_of].when;
        }
        for (uint32_t n = 0; n < route->need_count; n++) {
            if (fosi_range_is(route->needs[n].that)) continue;
            route->needs[n].that = emit_range(c, pending->needs[n].ast, v);
            route->needs[n].grain = FOSI_GRAIN_CONSIGNMENT;
        }
    }
}

static void emit_shown(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    for (uint32_t i = 0; i < r->definition_count; i++) {
        const fosi_definition *definition = &r->definitions[i];
        if (definition->shows_as == NULL) continue;
        bool intrinsic = strcmp(definition->shows_as, "intrinsic_value") == 0;
        view v = regime_view(c, r->clock, 0, definition->per);
        fosi_range *range = intrinsic ? &r->shown_intrinsic : &r->shown_customs;
        *(intrinsic ? &r->shown_intrinsic_grain : &r->shown_customs_grain) = definition->per;
        range->start = here(c);
        put(c, FOSI_OP_NODE, 0, definition_slot(c, i, v), 0);
        if (definition->type.currency[0] != '\0' && strcmp(definition->type.currency, r->currency) != 0) {
            need_exchange(c);
            put(c, FOSI_OP_CONVERT, 1, text_constant(c, fosi_slice_of(definition->type.currency)), conversion(c, r->currency, 0));
        }
        range->end = here(c);
    }
}

static void work_off(fosi_compiler *c)
{
    for (uint32_t i = 0; i < c->work.count && !c->no_memory; i++) {
        job next = ((job *)c->work.data)[i];
        if (next.kind == JOB_TOTAL) {
            fosi_range value = emit_range(c, next.ast->children[0], next.view);
            fosi_range where = emit_range(c, next.ast->count > 1 ? next.ast->children[1] : NULL, next.view);
            if (c->no_memory) return;
            fosi_total *total = &((fosi_total *)c->totals.data)[next.index];
            total->value = value;
            total->where = where;
        } else if (next.kind == JOB_SPREAD) {
            fosi_range whole = emit_range(c, next.ast->children[0], next.view),
                       weight = emit_range(c, next.ast->children[1], next.view);
            if (c->no_memory) return;
            fosi_spread *spread = &((fosi_spread *)c->spreads.data)[next.index];
            spread->whole = whole;
            spread->weight = weight;
        } else {
            fosi_range code = emit_range(c, next.ast, next.view);
            if (c->no_memory) return;
            ((fosi_slot *)c->slots.data)[next.slot].code = code;
        }
    }
}

static void keep(fosi_compiler *c, const fosi_vector *vector, void *array, uint32_t *count)
{
    void *copy = fosi_arena_zero(&c->regime->arena, vector->count + (size_t)1, vector->size == 0 ? 1 : vector->size);
    if (copy == NULL) {
        c->no_memory = true;
        return;
    }
    if (vector->count > 0) memcpy(copy, vector->data, vector->count * vector->size);
    memcpy(array, &copy, sizeof copy);
    *count = vector->count;
}

void fosi_emit_all(fosi_compiler *c)
{
    struct fos_regime *r = c->regime;
    need_exchange(c);
    conversion(c, r->currency, 0); /* number 0: what the quote shows */
    emit_routes(c);
    for (uint32_t i = 0; i < r->charge_count && !c->no_memory; i++)
        emit_charge(c, i);
    for (uint32_t i = 0; i < r->collection_count && !c->no_memory; i++) {
        const fosi_pending_collection *pending = &c->collections[i];
        view v = regime_view(c, r->clock, 0, FOSI_GRAIN_ROUTE);
        r->collections[i].liable = emit_range(c, pending->liable.ast, v);
        r->collections[i].collector = emit_range(c, pending->collector.ast, v);
        r->collections[i].payer = emit_range(c, pending->payer.ast, v);
        r->collections[i].remitted_to = emit_range(c, pending->remitted_to.ast, v);
    }
    for (uint32_t i = 0; i < r->waiver_count && !c->no_memory; i++)
        r->waivers[i].when = emit_range(c, c->waivers[i].ast, regime_view(c, r->clock, 0, FOSI_GRAIN_ROUTE));
    for (uint32_t i = 0; i < r->notice_count && !c->no_memory; i++)
        r->notices[i].when = emit_range(c, c->notices[i].ast, regime_view(c, r->clock, 0, r->notices[i].grain));
    emit_shown(c);
    work_off(c);
    keep(c, &c->code, &r->code, &r->code_count);
    keep(c, &c->constants, &r->constants, &r->constant_count);
    uint32_t types;
    keep(c, &c->constant_types, &r->constant_types, &types);
    keep(c, &c->cases, &r->cases, &r->case_count);
    keep(c, &c->conversions, &r->conversions, &r->conversion_count);
    keep(c, &c->words, &r->words, &r->words_count);
    keep(c, &c->slots, &r->slots, &r->slot_count);
    keep(c, &c->totals, &r->totals, &r->total_count);
    keep(c, &c->spreads, &r->spreads, &r->spread_count);
    keep(c, &c->roundings, &r->roundings, &r->rounding_count);
    keep(c, &c->needs, &r->needs, &r->need_count);
    keep(c, &c->elements, &r->elements, &r->element_count);
    if (!c->no_memory) fosi_index_plan(c);
}
