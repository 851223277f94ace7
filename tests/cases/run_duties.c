/* Runs the cases of duty rates: `run_duties FILE...`. Each rate is read, written and read again, computed for the goods that the
 * file describes, and computed once more from the value alone, where it must say what it lacks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

#include "codec/json_tree.h"
#include "duty_goods.h"

typedef struct bench {
    fos_context *context;
    fosi_arena arena;
    fos_buffer *text, *again;
    const fosi_tree *goods;
    const char *place;
    const char *id;
    size_t passed, failed;
    bool failing;
} bench;

static void differs(bench *b, const char *what, const char *expected, const char *got)
{
    printf("FAIL %s, %s: %s: expected %s, got %s\n", b->place, b->id, what, expected, got);
    b->failing = true;
}

/* ---- checks ---- */

static const char *amount_of(const fos_duty_answer *answer, char written[FOS_DECIMAL_TEXT])
{
    if (!answer->known) return answer->computable ? "missing" : "not computable";
    fos_decimal_format(answer->amount.amount, written);
    return written;
}

static bool answer(bench *b, const fos_duty *duty, const fos_duty_inputs *inputs, fos_duty_answer *made)
{
    fos_error error = FOS_ERROR_INIT;
    if (fos_duty_evaluate(duty, inputs, made, &error) == FOS_STATUS_OK) return true;
    differs(b, "evaluation", "a success", error.text);
    return false;
}

static void check_amount(bench *b, const fos_duty *duty, const goods *g, const char *what, const char *expected)
{
    fos_duty_answer made;
    char written[FOS_DECIMAL_TEXT];
    if (!answer(b, duty, &g->inputs, &made)) return;
    const char *got = amount_of(&made, written);
    if (strcmp(expected, got) != 0) differs(b, what, expected, got);
}

static void check_refused(bench *b, const fos_duty *duty, const goods *g, const char *reason)
{
    fos_duty_answer made;
    if (!answer(b, duty, &g->inputs, &made)) return;
    if (made.known || made.computable || strstr(made.reason, reason) == NULL) differs(b, "refusal", reason, made.reason);
}

/* Of the value alone: what is named missing is this and no other. */
static void check_needs(bench *b, const fos_duty *duty, const goods *g, const fosi_tree *needs)
{
    fos_duty_answer made;
    fos_duty_inputs alone = FOS_DUTY_INPUTS_INIT;
    alone.value = g->inputs.value;
    if (!answer(b, duty, &alone, &made)) return;
    if (made.missing_count != needs->count || made.known != (needs->count == 0))
        differs(b, "what is missing", needs->count == 0 ? "nothing" : goods_text(needs->first),
                made.missing_count == 0 ? "nothing" : made.missing[made.missing_count - 1]);
    for (const fosi_tree *need = needs->first; need != NULL; need = need->next) {
        bool named = false;
        for (uint32_t i = 0; i < made.missing_count; i++)
            named |= strcmp(made.missing[i], goods_text(need)) == 0;
        if (!named) differs(b, "missing", goods_text(need), "others");
    }
}

static void check_round_trip(bench *b, const fos_duty *duty)
{
    fos_duty back;
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(b->text);
    fos_buffer_clear(b->again);
    if (fos_duty_write_text(duty, b->text, &error) != FOS_STATUS_OK ||
        fos_duty_parse(fos_buffer_data(b->text), fos_buffer_size(b->text), &back, &error) != FOS_STATUS_OK ||
        fos_duty_write_text(&back, b->again, &error) != FOS_STATUS_OK) {
        differs(b, "its own spelling", fos_buffer_data(b->text), error.text);
    } else if (strcmp(fos_buffer_data(b->text), fos_buffer_data(b->again)) != 0) {
        differs(b, "its spelling read back", fos_buffer_data(b->text), fos_buffer_data(b->again));
    }
}

/* Its own spelling comes to the same. */
static void check_goods(bench *b, const fosi_tree *each, const fos_duty *duty, const char *name, const char *refusal)
{
    const fosi_tree *expect = fosi_tree_get(each, "expect"), *amount = fosi_tree_get(expect, name);
    goods g;
    fos_duty back;
    goods_take(fosi_tree_get(b->goods, name), goods_text_at(each, "currency"), &g);
    if (fosi_tree_get(expect, refusal) != NULL) check_refused(b, duty, &g, goods_text_at(expect, refusal));
    if (amount == NULL || amount->kind != FOSI_TREE_TEXT) return;
    check_amount(b, duty, &g, name, goods_text(amount));
    if (fos_duty_parse(fos_buffer_data(b->text), fos_buffer_size(b->text), &back, NULL) == FOS_STATUS_OK)
        check_amount(b, &back, &g, "its own spelling", goods_text(amount));
}

static void check_claims(bench *b, const fosi_tree *each, const fos_duty *duty)
{
    const fosi_tree *expect = fosi_tree_get(each, "expect");
    goods g;
    goods_take(fosi_tree_get(b->goods, "a"), goods_text_at(each, "currency"), &g);
    if (fosi_tree_get(expect, "needs") != NULL) check_needs(b, duty, &g, fosi_tree_get(expect, "needs"));
    if (fosi_tree_get(expect, "certificate") != NULL) {
        const char *certificate = goods_text_at(expect, "certificate");
        g.inputs.certificates = &certificate;
        g.inputs.certificate_count = 1;
        check_amount(b, duty, &g, "with the certificate", goods_text_at(expect, "certified"));
        g.inputs.certificate_count = 0;
    }
    if (fosi_tree_get(expect, "programme") != NULL) {
        g.inputs.programme = goods_text_at(expect, "programme");
        check_amount(b, duty, &g, "under the programme", goods_text_at(expect, "claimed"));
    }
    if (fosi_tree_get(expect, "words_for") != NULL) {
        g.inputs.programme = goods_text_at(expect, "words_for");
        check_refused(b, duty, &g, "words, not a rate");
    }
}

static void check_error(bench *b, const fosi_tree *expect, const fos_error *error)
{
    char column[16];
    snprintf(column, sizeof column, "%u", (unsigned)error->column);
    if (strstr(error->text, goods_text_at(expect, "error")) == NULL)
        differs(b, "error", goods_text_at(expect, "error"), error->text);
    if (strcmp(column, goods_text_at(expect, "column")) != 0) differs(b, "column", goods_text_at(expect, "column"), column);
}

static void run_case(bench *b, const fosi_tree *each)
{
    const fosi_tree *expect = fosi_tree_get(each, "expect");
    const char *expression = goods_text_at(each, "expression");
    fos_duty duty;
    fos_error error = FOS_ERROR_INIT;
    b->id = expression;
    b->failing = false;
    fos_status status = fos_duty_parse(expression, strlen(expression), &duty, &error);
    if (fosi_tree_get(expect, "error") != NULL) {
        if (status == FOS_STATUS_OK) differs(b, "status", "an error", "a success");
        check_error(b, expect, &error);
    } else if (status != FOS_STATUS_OK) {
        differs(b, "status", "a success", error.text);
    } else {
        check_round_trip(b, &duty);
        check_goods(b, each, &duty, "a", "refused");
        check_goods(b, each, &duty, "b", fosi_tree_get(expect, "refused_b") != NULL ? "refused_b" : "refused");
        check_claims(b, each, &duty);
    }
    if (b->failing)
        b->failed++;
    else
        b->passed++;
}

static void run_file(bench *b, const char *path)
{
    static char bytes[1u << 20];
    FILE *file = fopen(path, "rb");
    size_t length = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
    fosi_document document;
    fos_error error = FOS_ERROR_INIT;
    const char *slash = strrchr(path, '/');
    b->place = slash == NULL ? path : slash + 1;
    b->id = "file";
    if (file != NULL) fclose(file);
    if (fosi_json_parse(&b->arena, path, bytes, length, NULL, &document, &error) != FOS_STATUS_OK) {
        differs(b, "JSON", "a list of cases", error.text);
        b->failed++;
        return;
    }
    b->goods = fosi_tree_get(document.root, "goods");
    const fosi_tree *cases = fosi_tree_get(document.root, "cases");
    for (const fosi_tree *each = cases == NULL ? NULL : cases->first; each != NULL; each = each->next)
        run_case(b, each);
}

int main(int count, char **paths)
{
    bench b = { .context = fos_context_new(NULL) };
    if (b.context == NULL) return 2;
    fosi_arena_init(&b.arena, b.context);
    b.text = fos_buffer_new(b.context);
    b.again = fos_buffer_new(b.context);
    for (int i = 1; i < count && b.text != NULL && b.again != NULL; i++)
        run_file(&b, paths[i]);
    printf("%zu passed, %zu failed\n", b.passed, b.failed);
    fos_buffer_free(b.text);
    fos_buffer_free(b.again);
    fosi_arena_free(&b.arena);
    fos_context_free(b.context);
    return b.failed != 0 || b.passed == 0;
}
