/* Text of an expression to a tree: one hand-written lexer and a parser by precedence. Depth, length and node count are
 * bounded, so hostile files end in an error. Knows the grammar only; names and types are the checker's. */
#include <string.h>

#include "dataset/codes.h"
#include "regime/compiler.h"

#define MAX_TEXT 4096
#define MAX_DEPTH 32
#define MAX_NODES 512

typedef enum token_kind { T_END, T_WORD, T_NUMBER, T_DATE, T_STRING, T_MARK, T_BAD } token_kind;

typedef struct token {
    token_kind kind;
    uint32_t at, end;
    fosi_slice text; /* word, digits, string content, mark */
} token;

typedef struct parser {
    fosi_compiler *compiler;
    const fosi_tree *node;
    const char *text;
    uint32_t length;
    token now;
    uint32_t depth, nodes;
    bool failed;
} parser;

static fosi_ast *parse_expression(parser *p);

static void fail(parser *p, uint32_t at, const char *message, fosi_slice what)
{
    if (p->failed) return;
    p->failed = true;
    if (what.length > 0) {
        fosi_compile_error(p->compiler, p->node, at, FOS_STATUS_RULE_SYNTAX, "%s, found \"%.*s\"", message, FOSI_SHOWN(what));
    } else {
        fosi_compile_error(p->compiler, p->node, at, FOS_STATUS_RULE_SYNTAX, "%s, found the end of the expression", message);
    }
}

static bool word_start(char c) { return fosi_is_lower(c) || fosi_is_upper(c) || c == '_'; }
static bool word_part(char c) { return word_start(c) || fosi_is_digit(c) || c == '.' || c == '-'; }

static void lex_word(parser *p, token *t)
{
    uint32_t i = t->at;
    while (i < p->length && word_part(p->text[i]))
        i++;
    while (i > t->at && (p->text[i - 1] == '-' || p->text[i - 1] == '.'))
        i--;
    t->kind = T_WORD;
    t->end = i;
    t->text = (fosi_slice){ p->text + t->at, i - t->at };
}

static bool digits_at(const parser *p, uint32_t at, uint32_t count)
{
    if (at + count > p->length) return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!fosi_is_digit(p->text[at + i])) return false;
    }
    return true;
}

static void lex_number(parser *p, token *t)
{
    if (digits_at(p, t->at, 4) && digits_at(p, t->at + 5, 2) && digits_at(p, t->at + 8, 2) && p->text[t->at + 4] == '-' &&
        p->text[t->at + 7] == '-') {
        t->kind = T_DATE;
        t->end = t->at + 10;
    } else {
        uint32_t i = t->at;
        while (i < p->length && fosi_is_digit(p->text[i]))
            i++;
        if (i + 1 < p->length && p->text[i] == '.' && fosi_is_digit(p->text[i + 1])) {
            i++;
            while (i < p->length && fosi_is_digit(p->text[i]))
                i++;
        }
        t->kind = T_NUMBER;
        t->end = i;
    }
    t->text = (fosi_slice){ p->text + t->at, t->end - t->at };
}

static void lex_string(parser *p, token *t)
{
    uint32_t i = t->at + 1;
    while (i < p->length && p->text[i] != '"')
        i++;
    if (i >= p->length) {
        t->kind = T_BAD;
        t->end = p->length;
        t->text = (fosi_slice){ p->text + t->at, p->length - t->at };
        return;
    }
    t->kind = T_STRING;
    t->text = (fosi_slice){ p->text + t->at + 1, i - t->at - 1 };
    t->end = i + 1;
}

static token lex(parser *p, uint32_t at)
{
    token t = { T_END, 0, 0, { NULL, 0 } };
    while (at < p->length && (p->text[at] == ' ' || p->text[at] == '\n' || p->text[at] == '\t' || p->text[at] == '\r'))
        at++;
    t.at = at;
    t.end = at;
    if (at >= p->length) return t;
    char c = p->text[at];
    if (word_start(c)) {
        lex_word(p, &t);
    } else if (fosi_is_digit(c)) {
        lex_number(p, &t);
    } else if (c == '"') {
        lex_string(p, &t);
    } else {
        bool two = at + 1 < p->length && p->text[at + 1] == '=' && (c == '!' || c == '<' || c == '>');
        t.kind = two || strchr("=<>+-*/(){}[],:;%", c) != NULL ? T_MARK : T_BAD;
        t.end = at + (two ? 2u : 1u);
        t.text = (fosi_slice){ p->text + at, t.end - at };
    }
    return t;
}

static void advance(parser *p)
{
    p->now = lex(p, p->now.end);
    if (p->now.kind == T_BAD) {
        fail(p, p->now.at,
             p->text[p->now.at] == '"' ? "a text in quotes is not closed" : "a character that the language does not have",
             p->now.text);
    }
}

static bool is_mark(const parser *p, const char *mark) { return p->now.kind == T_MARK && fosi_slice_is(p->now.text, mark); }
static bool is_word(const parser *p, const char *word) { return p->now.kind == T_WORD && fosi_slice_is(p->now.text, word); }

static bool accept_mark(parser *p, const char *mark)
{
    if (p->failed || !is_mark(p, mark)) return false;
    advance(p);
    return true;
}

static bool accept_word(parser *p, const char *word)
{
    if (p->failed || !is_word(p, word)) return false;
    advance(p);
    return true;
}

static bool expect_mark(parser *p, const char *mark, const char *message)
{
    if (accept_mark(p, mark)) return true;
    fail(p, p->now.at, message, p->now.text);
    return false;
}

static fosi_ast *make(parser *p, fosi_ast_kind kind, uint32_t at)
{
    if (p->failed) return NULL;
    if (++p->nodes > MAX_NODES) {
        p->failed = true;
        fosi_compile_error(p->compiler, p->node, at, FOS_STATUS_RULE_LIMIT, "an expression has at most %d parts", MAX_NODES);
        return NULL;
    }
    fosi_ast *ast = fosi_arena_zero(&p->compiler->scratch, 1, sizeof *ast);
    if (ast == NULL) {
        p->compiler->no_memory = true;
        p->failed = true;
        return NULL;
    }
    ast->kind = kind;
    ast->at = at;
    return ast;
}

static bool adopt(parser *p, fosi_ast *parent, fosi_ast *child)
{
    if (parent == NULL || child == NULL) return false;
    if ((parent->count & (parent->count + 1)) == 0) { /* grow at 0, 1, 3, 7, … */
        fosi_ast **more = fosi_arena_take(&p->compiler->scratch, (2 * (size_t)parent->count + 1) * sizeof *more);
        if (more == NULL) {
            p->compiler->no_memory = true;
            p->failed = true;
            return false;
        }
        if (parent->count > 0) memcpy(more, parent->children, parent->count * sizeof *more);
        parent->children = more;
    }
    parent->children[parent->count++] = child;
    return true;
}

static fosi_ast *make_two(parser *p, fosi_ast_kind kind, fosi_opcode op, uint32_t at, fosi_ast *a, fosi_ast *b)
{
    fosi_ast *ast = make(p, kind, at);
    if (ast == NULL) return NULL;
    ast->op = (uint8_t)op;
    return adopt(p, ast, a) && (b == NULL || adopt(p, ast, b)) ? ast : NULL;
}

static bool unit_word(fosi_slice word)
{
    if (word.length < 2 || word.length > 7) return false;
    for (size_t i = 0; i < word.length; i++) {
        if (!fosi_is_upper(word.data[i]) && !fosi_is_digit(word.data[i])) return false;
    }
    return true;
}

static void copy_code(char *target, size_t size, fosi_slice word)
{
    size_t length = word.length < size ? word.length : size - 1;
    memcpy(target, word.data, length);
    target[length] = '\0';
}

static bool is_currency(fosi_slice word) { return fosi_currency_known(word); }

/* A number with what follows it: %, a currency with or without "/ UNIT", a unit. */
static fosi_ast *parse_number(parser *p)
{
    fosi_ast *ast = make(p, FOSI_AST_NUMBER, p->now.at);
    if (ast == NULL) return NULL;
    if (fos_decimal_parse(p->now.text.data, p->now.text.length, &ast->number, NULL) != FOS_STATUS_OK) {
        fail(p, p->now.at, "a number has at most 18 digits and no leading zeros", p->now.text);
        return NULL;
    }
    advance(p);
    if (accept_mark(p, "%")) {
        ast->kind = FOSI_AST_RATE;
        ast->number.scale += 2;
        if (ast->number.scale > FOS_DECIMAL_MAX_SCALE) fail(p, ast->at, "a rate has too many digits", p->now.text);
        return ast;
    }
    if (p->now.kind != T_WORD || !unit_word(p->now.text)) return ast;
    if (!is_currency(p->now.text)) {
        ast->kind = FOSI_AST_QUANTITY;
        copy_code(ast->unit, sizeof ast->unit, p->now.text);
        advance(p);
        return ast;
    }
    ast->kind = FOSI_AST_MONEY;
    copy_code(ast->currency, sizeof ast->currency, p->now.text);
    advance(p);
    token next = lex(p, p->now.end);
    if (is_mark(p, "/") && next.kind == T_WORD && unit_word(next.text)) {
        ast->kind = FOSI_AST_SPECIFIC;
        copy_code(ast->unit, sizeof ast->unit, next.text);
        advance(p);
        advance(p);
    }
    return ast;
}

static const char *const total_words[] = { "sum", "count", "any", "all", "largest", "smallest", "distinct", NULL };

static fosi_ast *parse_total(parser *p, uint32_t at, int kind)
{
    fosi_ast *ast = make(p, FOSI_AST_TOTAL, at);
    if (ast == NULL) return NULL;
    ast->op = (uint8_t)kind;
    ast->over = FOSI_GRAIN_CONSIGNMENT;
    if (!adopt(p, ast, parse_expression(p))) return NULL;
    if (accept_word(p, "of")) {
        ast->over_given = true;
        if (accept_word(p, "group"))
            ast->over = FOSI_GRAIN_GROUP;
        else if (accept_word(p, "route"))
            ast->over = FOSI_GRAIN_ROUTE;
        else if (!accept_word(p, "consignment"))
            fail(p, p->now.at, "a total runs \"of group\", \"of route\" or \"of consignment\"", p->now.text);
    }
    if (accept_word(p, "where") && !adopt(p, ast, parse_expression(p))) return NULL;
    return expect_mark(p, ")", "expected \")\" at the end of a total") ? ast : NULL;
}

static fosi_ast *parse_arguments(parser *p, fosi_ast *ast, const char *close)
{
    if (ast == NULL) return NULL;
    do {
        if (!adopt(p, ast, parse_expression(p))) return NULL;
    } while (accept_mark(p, ","));
    return expect_mark(p, close, strcmp(close, ")") == 0 ? "expected \")\" or \",\"" : "expected \"]\" or \",\"") ? ast : NULL;
}

static fosi_ast *parse_case(parser *p, uint32_t at)
{
    fosi_ast *ast = make(p, FOSI_AST_CASE, at);
    if (ast == NULL || !expect_mark(p, "{", "expected \"{\" after case")) return NULL;
    for (;;) {
        if (is_mark(p, "}")) fail(p, p->now.at, "a case ends with \"else : …\"", p->now.text);
        bool otherwise = accept_word(p, "else");
        if (!otherwise && !adopt(p, ast, parse_expression(p))) return NULL;
        if (!expect_mark(p, ":", "expected \":\" in a case")) return NULL;
        if (!adopt(p, ast, parse_expression(p))) return NULL;
        if (otherwise) break;
        if (!expect_mark(p, ";", "expected \";\" and in the end \"else : …\" in a case")) return NULL;
    }
    accept_mark(p, ";");
    return expect_mark(p, "}", "expected \"}\" after the else of a case") ? ast : NULL;
}

static fosi_ast *parse_word(parser *p)
{
    token word = p->now;
    advance(p);
    if (fosi_slice_is(word.text, "case")) return parse_case(p, word.at);
    if (fosi_slice_is(word.text, "true") || fosi_slice_is(word.text, "false")) {
        fosi_ast *truth = make(p, FOSI_AST_TRUTH, word.at);
        if (truth != NULL) truth->number.coefficient = word.text.data[0] == 't';
        return truth;
    }
    if (accept_mark(p, "[")) {
        fosi_ast *table = make(p, FOSI_AST_TABLE, word.at);
        if (table != NULL) table->text = word.text;
        return parse_arguments(p, table, "]");
    }
    if (!accept_mark(p, "(")) {
        fosi_ast *name = make(p, FOSI_AST_NAME, word.at);
        if (name != NULL) name->text = word.text;
        return name;
    }
    int total = fosi_word_index(total_words, word.text);
    if (total >= 0) return parse_total(p, word.at, total);
    size_t length = word.text.length;
    if (length > 4 && memcmp(word.text.data + length - 4, ".has", 4) == 0) {
        fosi_ast *has = make(p, FOSI_AST_PARTY_HAS, word.at);
        if (has == NULL) return NULL;
        has->text = (fosi_slice){ word.text.data, length - 4 };
        has->word = p->now.text;
        if (p->now.kind != T_WORD && p->now.kind != T_STRING) {
            fail(p, p->now.at, "expected the name of a registration such as ioss", p->now.text);
            return NULL;
        }
        advance(p);
        return expect_mark(p, ")", "expected \")\"") ? has : NULL;
    }
    fosi_ast *call = make(p, FOSI_AST_CALL, word.at);
    if (call != NULL) call->text = word.text;
    return parse_arguments(p, call, ")");
}

static fosi_ast *parse_primary(parser *p)
{
    if (p->failed) return NULL;
    fosi_ast *ast = NULL;
    switch (p->now.kind) {
    case T_NUMBER: return parse_number(p);
    case T_WORD: return parse_word(p);
    case T_DATE:
        ast = make(p, FOSI_AST_DATE, p->now.at);
        if (ast != NULL && fos_date_parse(p->now.text.data, p->now.text.length, &ast->date, NULL) != FOS_STATUS_OK)
            fail(p, p->now.at, "no such day", p->now.text);
        advance(p);
        return ast;
    case T_STRING:
        ast = make(p, FOSI_AST_STRING, p->now.at);
        if (ast != NULL) ast->text = p->now.text;
        advance(p);
        return ast;
    default: break;
    }
    if (accept_mark(p, "(")) {
        ast = parse_expression(p);
        return expect_mark(p, ")", "expected \")\"") ? ast : NULL;
    }
    fail(p, p->now.at, "expected a value, a name or \"(\"", p->now.text);
    return NULL;
}

static fosi_ast *parse_view(parser *p)
{
    fosi_ast *ast = parse_primary(p);
    while (!p->failed && p->now.kind == T_WORD) {
        uint32_t at = p->now.at;
        if (accept_word(p, "as")) {
            ast = make_two(p, FOSI_AST_AS, 0, at, ast, NULL);
            if (ast == NULL) return NULL;
            if (!is_currency(p->now.text)) fail(p, p->now.at, "expected a currency (ISO 4217) after \"as\"", p->now.text);
            copy_code(ast->currency, sizeof ast->currency, p->now.text);
        } else if (accept_word(p, "on")) {
            static const char *const clocks[] = { "declaration", "sale", "departure", "arrival", NULL };
            ast = make_two(p, FOSI_AST_ON, 0, at, ast, NULL);
            int clock = fosi_word_index(clocks, p->now.text);
            if (ast == NULL) return NULL;
            if (clock < 0) fail(p, p->now.at, "expected sale, departure, arrival or declaration after \"on\"", p->now.text);
            ast->op = (uint8_t)clock;
        } else if (accept_word(p, "by")) {
            ast = make_two(p, FOSI_AST_BY, 0, at, ast, NULL);
            if (ast == NULL) return NULL;
            ast->text = p->now.text;
        } else {
            break;
        }
        advance(p);
    }
    return p->failed ? NULL : ast;
}

static fosi_ast *parse_sign(parser *p)
{
    uint32_t at = p->now.at;
    if (accept_mark(p, "-")) return make_two(p, FOSI_AST_NEGATE, 0, at, parse_view(p), NULL);
    return parse_view(p);
}

typedef fosi_ast *parse_level(parser *p);

static fosi_ast *parse_chain(parser *p, parse_level *next, const char *const *marks, const fosi_opcode *ops)
{
    fosi_ast *ast = next(p);
    for (bool more = true; more && !p->failed;) {
        more = false;
        for (int i = 0; marks[i] != NULL; i++) {
            uint32_t at = p->now.at;
            bool word = fosi_is_lower(marks[i][0]);
            if (word ? accept_word(p, marks[i]) : accept_mark(p, marks[i])) {
                ast = make_two(p, FOSI_AST_BINARY, ops[i], at, ast, next(p));
                more = true;
                break;
            }
        }
    }
    return p->failed ? NULL : ast;
}

static fosi_ast *parse_term(parser *p)
{
    static const char *const marks[] = { "*", "/", NULL };
    static const fosi_opcode ops[] = { FOSI_OP_MULTIPLY, FOSI_OP_DIVIDE };
    return parse_chain(p, parse_sign, marks, ops);
}

static fosi_ast *parse_sum(parser *p)
{
    static const char *const marks[] = { "+", "-", NULL };
    static const fosi_opcode ops[] = { FOSI_OP_ADD, FOSI_OP_SUBTRACT };
    return parse_chain(p, parse_term, marks, ops);
}

static bool add_word(parser *p, fosi_ast *ast)
{
    if (p->now.kind != T_WORD && p->now.kind != T_STRING && p->now.kind != T_NUMBER) {
        fail(p, p->now.at, "expected a word in the list", p->now.text);
        return false;
    }
    const char *word = fosi_arena_text(&p->compiler->regime->arena, p->now.text.data, p->now.text.length);
    const char **more = fosi_arena_take(&p->compiler->scratch, (ast->word_count + (size_t)1) * sizeof *more);
    if (word == NULL || more == NULL) {
        p->compiler->no_memory = p->failed = true;
        return false;
    }
    if (ast->word_count > 0) memcpy(more, ast->words, ast->word_count * sizeof *more);
    more[ast->word_count++] = word;
    ast->words = more;
    advance(p);
    return !p->failed;
}

static fosi_ast *parse_in(parser *p, uint32_t at, fosi_ast *left, bool negated)
{
    fosi_ast *ast = make_two(p, FOSI_AST_IN_SET, 0, at, left, NULL);
    if (ast == NULL) return NULL;
    ast->negated = negated;
    if (accept_mark(p, "{")) {
        ast->kind = FOSI_AST_IN_WORDS;
        do {
            if (!add_word(p, ast)) return NULL;
        } while (accept_mark(p, ","));
        return expect_mark(p, "}", "expected \"}\" or \",\"") ? ast : NULL;
    }
    if (p->now.kind != T_WORD) {
        fail(p, p->now.at, "expected the name of a set, or {a, b}, after \"in\"", p->now.text);
        return NULL;
    }
    ast->text = p->now.text;
    advance(p);
    return ast;
}

static fosi_ast *parse_relation(parser *p)
{
    static const char *const marks[] = { "=", "!=", "<=", ">=", "<", ">", NULL };
    static const fosi_opcode ops[] = { FOSI_OP_EQUAL,         FOSI_OP_UNEQUAL, FOSI_OP_LESS_EQUAL,
                                       FOSI_OP_GREATER_EQUAL, FOSI_OP_LESS,    FOSI_OP_GREATER };
    fosi_ast *left = parse_sum(p);
    if (p->failed) return NULL;
    uint32_t at = p->now.at;
    for (int i = 0; marks[i] != NULL; i++) {
        if (accept_mark(p, marks[i])) return make_two(p, FOSI_AST_BINARY, ops[i], at, left, parse_sum(p));
    }
    if (accept_word(p, "in")) return parse_in(p, at, left, false);
    if (is_word(p, "not") && accept_word(p, "not")) {
        if (!accept_word(p, "in")) {
            fail(p, p->now.at, "expected \"in\" after \"not\"", p->now.text);
            return NULL;
        }
        return parse_in(p, at, left, true);
    }
    return left;
}

static fosi_ast *parse_denial(parser *p)
{
    uint32_t at = p->now.at;
    if (!accept_word(p, "not")) return parse_relation(p);
    return make_two(p, FOSI_AST_NOT, 0, at, parse_relation(p), NULL);
}

static fosi_ast *parse_both(parser *p)
{
    static const char *const words[] = { "and", NULL };
    static const fosi_opcode ops[] = { FOSI_OP_AND };
    return parse_chain(p, parse_denial, words, ops);
}

static fosi_ast *parse_either(parser *p)
{
    static const char *const words[] = { "or", NULL };
    static const fosi_opcode ops[] = { FOSI_OP_OR };
    return parse_chain(p, parse_both, words, ops);
}

static fosi_ast *parse_expression(parser *p)
{
    if (p->failed) return NULL;
    if (++p->depth > MAX_DEPTH) {
        p->failed = true;
        fosi_compile_error(p->compiler, p->node, p->now.at, FOS_STATUS_RULE_LIMIT, "an expression nests at most %d deep",
                           MAX_DEPTH);
        return NULL;
    }
    fosi_ast *ast = parse_either(p);
    uint32_t at = p->now.at;
    if (accept_word(p, "else")) ast = make_two(p, FOSI_AST_ELSE, 0, at, ast, parse_either(p));
    p->depth--;
    return p->failed ? NULL : ast;
}

static bool open_parser(parser *p, fosi_compiler *compiler, const fosi_tree *node)
{
    memset(p, 0, sizeof *p);
    p->compiler = compiler;
    p->node = node;
    if (node->kind != FOSI_TREE_TEXT) {
        fosi_compile_error(compiler, node, 0, FOS_STATUS_WRONG_TYPE, "expected an expression in quotes");
        return false;
    }
    if (node->text.length > MAX_TEXT) {
        fosi_compile_error(compiler, node, 0, FOS_STATUS_RULE_LIMIT, "an expression has at most %d bytes", MAX_TEXT);
        return false;
    }
    p->text = node->text.data;
    p->length = (uint32_t)node->text.length;
    advance(p);
    return !p->failed;
}

/* Something follows a whole expression; a second comparison is the likeliest mistake. */
static void fail_end(parser *p)
{
    bool comparison = p->now.kind == T_MARK && strchr("=!<>", p->now.text.data[0]) != NULL;
    p->failed = true;
    fosi_compile_error(p->compiler, p->node, p->now.at, FOS_STATUS_RULE_SYNTAX,
                       "the expression should end here, found \"%.*s\"%s", FOSI_SHOWN(p->now.text),
                       comparison ? "; join two comparisons with \"and\"" : "");
}

fosi_ast *fosi_parse(fosi_compiler *compiler, const fosi_tree *node)
{
    parser p;
    if (++compiler->expression_count > 4096) {
        if (compiler->expression_count == 4097)
            fosi_compile_error(compiler, node, 0, FOS_STATUS_RULE_LIMIT, "a regime has at most 4096 expressions");
        return NULL;
    }
    if (!open_parser(&p, compiler, node)) return NULL;
    fosi_ast *ast = parse_expression(&p);
    if (!p.failed && p.now.kind != T_END) fail_end(&p);
    return p.failed ? NULL : ast;
}

/* ---- values and types in the file ---- */

static bool fraction_follows(parser *p, const fosi_type *type, fosi_register *value)
{
    if (type->code != FOSI_TYPE_NUMBER || !accept_mark(p, "/")) return !p->failed;
    fos_decimal divisor;
    if (p->now.kind != T_NUMBER || fos_decimal_parse(p->now.text.data, p->now.text.length, &divisor, NULL) != FOS_STATUS_OK ||
        fosi_exact_divide(value->as.number, fosi_exact_of(divisor), &value->as.number) != FOS_STATUS_OK) {
        fail(p, p->now.at, "expected a divisor that is not zero", p->now.text);
        return false;
    }
    advance(p);
    return !p->failed;
}

static bool literal_fits(const fosi_ast *ast, const fosi_type *type)
{
    switch (type->code) {
    case FOSI_TYPE_MONEY: return ast->kind == FOSI_AST_MONEY && strcmp(ast->currency, type->currency) == 0;
    case FOSI_TYPE_SPECIFIC:
        return ast->kind == FOSI_AST_SPECIFIC && strcmp(ast->currency, type->currency) == 0 && strcmp(ast->unit, type->unit) == 0;
    case FOSI_TYPE_RATE: return ast->kind == FOSI_AST_RATE;
    case FOSI_TYPE_NUMBER: return ast->kind == FOSI_AST_NUMBER;
    case FOSI_TYPE_COUNT: return ast->kind == FOSI_AST_NUMBER && ast->number.scale == 0;
    case FOSI_TYPE_QUANTITY: return ast->kind == FOSI_AST_QUANTITY && strcmp(ast->unit, type->unit) == 0;
    default: return false;
    }
}

static bool text_value(fosi_compiler *compiler, const fosi_tree *node, const fosi_type *type, fosi_register *value)
{
    if (type->code == FOSI_TYPE_TRUTH) {
        value->as.number = (fosi_exact){ node->kind == FOSI_TREE_TRUE, 1, 0 };
        if (node->kind == FOSI_TREE_TRUE || node->kind == FOSI_TREE_FALSE) return true;
        fosi_compile_error(compiler, node, 0, FOS_STATUS_WRONG_TYPE, "expected true or false");
        return false;
    }
    if (node->kind != FOSI_TREE_TEXT) {
        fosi_compile_error(compiler, node, 0, FOS_STATUS_WRONG_TYPE, "expected a text");
        return false;
    }
    if (type->code == FOSI_TYPE_DATE) {
        fos_date date;
        if (fos_date_parse(node->text.data, node->text.length, &date, NULL) != FOS_STATUS_OK) {
            fosi_compile_error(compiler, node, 0, FOS_STATUS_INVALID_VALUE, "\"%.*s\" is not a day; expected YYYY-MM-DD",
                               FOSI_SHOWN(node->text));
            return false;
        }
        value->as.number = (fosi_exact){ date, 1, 0 };
        return true;
    }
    value->as.text.data = node->text.data;
    value->as.text.length = node->text.length;
    return true;
}

bool fosi_parse_value(fosi_compiler *compiler, const fosi_tree *node, const fosi_type *type, fosi_register *value)
{
    parser p;
    memset(value, 0, sizeof *value);
    value->state = FOSI_STATE_VALUE;
    if (type->code == FOSI_TYPE_TRUTH || type->code == FOSI_TYPE_DATE || type->code == FOSI_TYPE_CODE ||
        type->code == FOSI_TYPE_TEXT)
        return text_value(compiler, node, type, value);
    if (!open_parser(&p, compiler, node)) return false;
    bool negative = accept_mark(&p, "-");
    fosi_ast *ast = p.now.kind == T_NUMBER ? parse_number(&p) : NULL;
    if (ast == NULL || !literal_fits(ast, type)) {
        if (!p.failed)
            fosi_compile_error(compiler, node, 0, FOS_STATUS_RULE_TYPE, "\"%.*s\" is not %s", FOSI_SHOWN(node->text),
                               fosi_type_name(compiler, type));
        return false;
    }
    if (negative) ast->number.coefficient = -ast->number.coefficient;
    value->as.number = fosi_exact_of(ast->number);
    if (!fraction_follows(&p, type, value)) return false;
    if (p.now.kind != T_END) fail(&p, p.now.at, "the value should end here", p.now.text);
    return !p.failed;
}

bool fosi_parse_type(fosi_compiler *compiler, const fosi_tree *node, fosi_type *type)
{
    static const struct {
        const char *word;
        fosi_type_code code;
    } plain[] = { { "rate", FOSI_TYPE_RATE }, { "number", FOSI_TYPE_NUMBER }, { "count", FOSI_TYPE_COUNT },
                  { "date", FOSI_TYPE_DATE }, { "code", FOSI_TYPE_CODE },     { "truth", FOSI_TYPE_TRUTH } };
    memset(type, 0, sizeof *type);
    if (node->kind == FOSI_TREE_TEXT) {
        fosi_slice text = node->text;
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
            if (fosi_slice_is(text, plain[i].word)) {
                type->code = plain[i].code;
                return true;
            }
        }
        if (fosi_slice_is(text, "mass")) {
            type->code = FOSI_TYPE_QUANTITY;
            memcpy(type->unit, "KGM", 4);
            return true;
        }
        if (text.length > 9 && memcmp(text.data, "quantity ", 9) == 0 &&
            unit_word((fosi_slice){ text.data + 9, text.length - 9 })) {
            type->code = FOSI_TYPE_QUANTITY;
            copy_code(type->unit, sizeof type->unit, (fosi_slice){ text.data + 9, text.length - 9 });
            return true;
        }
        if (text.length >= 9 && memcmp(text.data, "money ", 6) == 0 && is_currency((fosi_slice){ text.data + 6, 3 })) {
            copy_code(type->currency, sizeof type->currency, (fosi_slice){ text.data + 6, 3 });
            type->code = FOSI_TYPE_MONEY;
            if (text.length == 9) return true;
            if (text.data[9] == '/' && unit_word((fosi_slice){ text.data + 10, text.length - 10 })) {
                type->code = FOSI_TYPE_SPECIFIC;
                copy_code(type->unit, sizeof type->unit, (fosi_slice){ text.data + 10, text.length - 10 });
                return true;
            }
        }
    }
    fosi_compile_error(
        compiler, node, 0, FOS_STATUS_RULE_TYPE,
        "expected a type: rate, number, count, mass, date, code, \"money EUR\", \"money EUR/KGM\" or \"quantity LTR\"");
    type->code = FOSI_TYPE_ERROR;
    return false;
}
