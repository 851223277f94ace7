/* Types that fit each other, words that expressions and keys may hold, and how messages call types and lists. */
#include <string.h>

#include "dataset/codes.h"
#include "regime/compiler.h"

static bool is_number(const fosi_type *type) { return type->code == FOSI_TYPE_NUMBER || type->code == FOSI_TYPE_COUNT; }
static bool is_text(const fosi_type *type)
{
    return type->code == FOSI_TYPE_CODE || type->code == FOSI_TYPE_TEXT || type->code == FOSI_TYPE_TARIFF_CODE;
}

bool fosi_unify(const fosi_type *a, const fosi_type *b, fosi_type *out)
{
    *out = *a;
    if (is_number(a) && is_number(b)) {
        out->code = a->code == FOSI_TYPE_COUNT && b->code == FOSI_TYPE_COUNT ? FOSI_TYPE_COUNT : FOSI_TYPE_NUMBER;
        return true;
    }
    if (is_text(a) && is_text(b)) {
        if (a->code == FOSI_TYPE_TEXT) *out = *b;
        return true;
    }
    if (a->code != b->code) return false;
    if (a->code == FOSI_TYPE_MONEY) {
        if (a->currency[0] == '\0') *out = *b;
        return a->currency[0] == '\0' || b->currency[0] == '\0' || strcmp(a->currency, b->currency) == 0;
    }
    if (a->code == FOSI_TYPE_QUANTITY) return strcmp(a->unit, b->unit) == 0;
    if (a->code == FOSI_TYPE_SPECIFIC) return strcmp(a->unit, b->unit) == 0 && strcmp(a->currency, b->currency) == 0;
    return true;
}

/* The list as a sentence names it; a switch is a list of its options. */
static void put_list(fosi_compiler *c, fos_buffer *text, const char *list, bool article)
{
    if (fosi_find_switch(c->regime, fosi_slice_of(list)) >= 0) {
        fosi_buffer_format(text, article ? "an option of %s" : "option of %s", list);
        return;
    }
    if (article) fosi_buffer_text(text, "a ");
    if (strcmp(list, "goods_class") == 0) list = "class of goods";
    for (const char *at = list; *at != '\0'; at++)
        fosi_buffer_char(text, *at == '_' ? ' ' : *at);
}

static const char *keep(fosi_compiler *c, fos_buffer *text, const char *otherwise)
{
    char *copy = text->failed ? NULL : fosi_arena_text(&c->scratch, text->data, text->size);
    fosi_buffer_done(text);
    return copy != NULL ? copy : otherwise;
}

const char *fosi_type_name(fosi_compiler *c, const fosi_type *type)
{
    static const char *const names[] = { "nothing", "a condition", "a number",       "a count",
                                         "a rate",  "money",       "money per unit", "a quantity",
                                         "a date",  "a code",      "a set of codes", "a commodity code",
                                         "a text",  "a role",      "a party",        "a duty rate" };
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    if (type->code == FOSI_TYPE_CODE && type->list != NULL)
        put_list(c, &text, type->list, true);
    else
        fosi_buffer_text(&text, names[type->code]);
    if (type->code == FOSI_TYPE_MONEY && type->currency[0] != '\0') fosi_buffer_format(&text, " in %s", type->currency);
    if (type->code == FOSI_TYPE_SPECIFIC) fosi_buffer_format(&text, " (%s/%s)", type->currency, type->unit);
    if (type->code == FOSI_TYPE_QUANTITY) fosi_buffer_format(&text, " in %s", type->unit);
    return keep(c, &text, names[type->code]);
}

const char *fosi_name_of(fosi_compiler *c, const fosi_ast *ast)
{
    return ast->kind == FOSI_AST_NUMBER ? "a number" : fosi_type_name(c, &ast->type);
}

const char *fosi_list_of_kind(const char *kind)
{
    if (strcmp(kind, "class") == 0) return "goods_class";
    return strcmp(kind, "country") == 0 || strcmp(kind, "tax_category") == 0 || strcmp(kind, "subdivision") == 0 ? kind : NULL;
}

static const char *const *choices_of(const char *list)
{
    if (strcmp(list, "role") == 0) return fosi_words_role;
    for (int i = 0; i < FOSI_FACT_COUNT; i++) {
        if (fosi_facts[i].words != NULL && strcmp(fosi_facts[i].unit_or_list, list) == 0) return fosi_facts[i].words;
    }
    return NULL;
}

/* The words of a closed list, NULL when it is open. */
static const char *const *words_of(fosi_compiler *c, const char *list, size_t *count)
{
    if (list == NULL) return NULL;
    const char *const *words = choices_of(list);
    if (words != NULL) {
        for (*count = 0; words[*count + 1] != NULL;)
            ++*count;
        return words + 1; /* the first stands for absent */
    }
    int index = fosi_find_switch(c->regime, fosi_slice_of(list));
    if (index < 0) return fosi_code_list(list, count);
    *count = c->regime->switches[index].option_count;
    return c->regime->switches[index].options;
}

int fosi_word_known(fosi_compiler *c, const char *list, fosi_slice word)
{
    size_t count = 0;
    const char *const *words = words_of(c, list, &count);
    if (words == NULL) return -1;
    if (choices_of(list) == NULL && fosi_find_switch(c->regime, fosi_slice_of(list)) < 0)
        return fosi_code_known(list, word) ? 1 : 0;
    for (size_t i = 0; i < count; i++) {
        if (fosi_slice_is(word, words[i])) return 1;
    }
    return 0;
}

bool fosi_check_word(fosi_compiler *c, const fosi_tree *node, uint32_t inside, const char *list, fosi_slice word)
{
    if (fosi_word_known(c, list, word) != 0) return true;
    size_t count = 0;
    const char *const *words = words_of(c, list, &count);
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    put_list(c, &text, list, false);
    const char *name = keep(c, &text, list);
    fosi_compile_error(c, node, inside, FOS_STATUS_RULE_NAME, "\"%.*s\" is no %s%s", FOSI_SHOWN(word), name,
                       fosi_compile_near(c, fosi_nearest(word, words, count)));
    return false;
}

/* A word that no route sets would make the comparison false for ever. */
bool fosi_check_setting(fosi_compiler *c, const fosi_ast *setting, uint32_t at, fosi_slice word)
{
    const struct fos_regime *r = c->regime;
    if (setting->kind != FOSI_AST_NAME || setting->referent != FOSI_REFERS_SETTING || word.length == 0) return true;
    const char *near = NULL;
    for (uint32_t i = 0; i < r->route_count; i++) {
        const fosi_register *value = &r->routes[i].settings[setting->index];
        if (value->state != FOSI_STATE_VALUE) continue;
        if (fosi_slice_is(word, value->as.text.data)) return true;
        if (near == NULL) near = fosi_nearest(word, &value->as.text.data, 1);
    }
    fosi_compile_error(c, c->node, at, FOS_STATUS_RULE_NAME, "no route sets %s to \"%.*s\"%s", r->settings[setting->index],
                       FOSI_SHOWN(word), fosi_compile_near(c, near));
    return false;
}
