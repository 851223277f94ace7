/* Runs the outcomes found in other programs: `run_peers FILE`. Each case lists what libfos computes instead: a duty, a tax on an
 * amount or inside of it, a sum, a split, a text. */
#include <stdio.h>
#include <string.h>

#include <fos/fos.h>

#include "codec/json_tree.h"
#include "duty_goods.h"

#define MOST 16

static const fos_decimal one = { 1, 0 }, cent = { 1, 2 };

typedef struct bench {
    fos_context *context;
    fosi_arena arena;
    fos_buffer *text;
    const char *id;
    size_t passed, failed;
    bool failing;
} bench;

static void differs(bench *b, const char *what, const char *expected, const char *got)
{
    printf("FAIL %s: %s: expected %s, got %s\n", b->id, what, expected, got);
    b->failing = true;
}

static fos_decimal number_of(bench *b, const char *text)
{
    fos_decimal value = { 0, 0 };
    if (fos_decimal_parse(text, strlen(text), &value, NULL) != FOS_STATUS_OK) differs(b, "number", "one", text);
    return value;
}

static void expect(bench *b, const char *what, const char *expected, fos_status status, fos_decimal got)
{
    char written[FOS_DECIMAL_TEXT] = "";
    fos_decimal_format(got, written);
    if (status != FOS_STATUS_OK)
        differs(b, what, expected, fos_status_name(status));
    else if (fos_decimal_compare(number_of(b, expected), got) != 0)
        differs(b, what, expected, written);
}

/* ---- duties ---- */

static void run_duty(bench *b, const fosi_tree *each)
{
    const char *rate = goods_text_at(each, "duty");
    fos_duty duty;
    fos_duty_answer answer;
    fos_error error = FOS_ERROR_INIT;
    goods g;
    goods_take(each, goods_text_at(each, "currency"), &g);
    if (fos_duty_parse(rate, strlen(rate), &duty, &error) != FOS_STATUS_OK ||
        fos_duty_evaluate(&duty, &g.inputs, &answer, &error) != FOS_STATUS_OK) {
        differs(b, rate, "an answer", error.text);
        return;
    }
    if (fosi_tree_get(each, "missing") != NULL) {
        uint32_t at = 0;
        for (const fosi_tree *need = goods_first(each, "missing"); need != NULL; need = need->next, at++)
            if (answer.known || at >= answer.missing_count || strcmp(answer.missing[at], goods_text(need)) != 0)
                differs(b, rate, goods_text(need), "others missing");
        return;
    }
    if (!answer.known)
        differs(b, rate, goods_text_at(each, "amount"), answer.reason);
    else
        expect(b, rate, goods_text_at(each, "amount"), FOS_STATUS_OK, answer.amount.amount);
    if (fosi_tree_get(each, "exact") != NULL && answer.exact.denominator == 1)
        expect(b, "exact", goods_text_at(each, "exact"), FOS_STATUS_OK, answer.exact.numerator);
}

/* ---- taxes and sums ---- */

static void run_tax(bench *b, const fosi_tree *each, const char *kind)
{
    fos_decimal amount = number_of(b, goods_text_at(each, kind)), rate = number_of(b, goods_text_at(each, "rate")), whole,
                result = { 0, 0 };
    fos_status status = fos_decimal_add(one, rate, &whole);
    if (strcmp(kind, "tax_in") == 0)
        status = fos_decimal_muldiv(amount, rate, whole, 2, FOS_ROUNDING_HALF_UP, &result);
    else if (strcmp(kind, "tax_on") == 0)
        status = fos_decimal_muldiv(amount, rate, one, 2, FOS_ROUNDING_HALF_UP, &result);
    else if (strcmp(kind, "net_of") == 0)
        status = fos_decimal_muldiv(amount, one, whole, 2, FOS_ROUNDING_HALF_UP, &result);
    else if (strcmp(kind, "gross_of") == 0)
        status = fos_decimal_muldiv(amount, whole, one, 2, FOS_ROUNDING_HALF_UP, &result);
    else
        status = fos_decimal_multiply(amount, rate, &result);
    expect(b, kind, goods_text_at(each, "is"), status, result);
}

static void run_sum(bench *b, const fosi_tree *each)
{
    fos_decimal sum = { 0, 0 };
    fos_status status = FOS_STATUS_OK;
    for (const fosi_tree *part = goods_first(each, "sum"); part != NULL && status == FOS_STATUS_OK; part = part->next)
        status = fos_decimal_add(sum, number_of(b, goods_text(part)), &sum);
    expect(b, "sum", goods_text_at(each, "is"), status, sum);
}

static void run_split(bench *b, const fosi_tree *each)
{
    fos_decimal weights[MOST], parts[MOST], sum = { 0, 0 };
    size_t count = 0;
    for (const fosi_tree *weight = goods_first(each, "over"); weight != NULL && count < MOST; weight = weight->next)
        weights[count++] = number_of(b, goods_text(weight));
    fos_status status = fos_decimal_apportion(number_of(b, goods_text_at(each, "split")), cent, weights, count, parts);
    for (size_t i = 0; i < count && status == FOS_STATUS_OK; i++)
        status = fos_decimal_add(sum, parts[i], &sum);
    expect(b, "split", goods_text_at(each, "sum"), status, sum);
}

/* ---- texts ---- */

static void run_canonical(bench *b, const fosi_tree *each)
{
    const char *rate = goods_text_at(each, "canonical");
    fos_duty duty;
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(b->text);
    bool good = fos_duty_parse(rate, strlen(rate), &duty, &error) == FOS_STATUS_OK;
    if (fosi_tree_get(each, "error") != NULL) {
        if (good || strstr(error.text, goods_text_at(each, "error")) == NULL)
            differs(b, rate, goods_text_at(each, "error"), error.text);
    } else if (!good || fos_duty_write_text(&duty, b->text, &error) != FOS_STATUS_OK) {
        differs(b, rate, goods_text_at(each, "is"), error.text);
    } else if (strcmp(fos_buffer_data(b->text), goods_text_at(each, "is")) != 0) {
        differs(b, rate, goods_text_at(each, "is"), fos_buffer_data(b->text));
    }
}

static void run_text(bench *b, const fosi_tree *each)
{
    char written[FOS_DECIMAL_TEXT];
    fos_decimal_format(number_of(b, goods_text_at(each, "text")), written);
    if (strcmp(written, goods_text_at(each, "is")) != 0) differs(b, "text", goods_text_at(each, "is"), written);
}

static void run_one(bench *b, const fosi_tree *each)
{
    static const char *const taxes[] = { "tax_in", "tax_on", "net_of", "gross_of", "exact_on" };
    if (fosi_tree_get(each, "duty") != NULL) {
        run_duty(b, each);
    } else if (fosi_tree_get(each, "split") != NULL) {
        run_split(b, each);
    } else if (fosi_tree_get(each, "sum") != NULL) {
        run_sum(b, each);
    } else if (fosi_tree_get(each, "canonical") != NULL) {
        run_canonical(b, each);
    } else if (fosi_tree_get(each, "text") != NULL) {
        run_text(b, each);
    } else {
        for (size_t i = 0; i < sizeof taxes / sizeof *taxes; i++) {
            if (fosi_tree_get(each, taxes[i]) == NULL) continue;
            run_tax(b, each, taxes[i]);
            return;
        }
        differs(b, "check", "a known kind", "another");
    }
}

static void run_case(bench *b, const fosi_tree *each)
{
    const fosi_tree *ours = fosi_tree_get(each, "ours");
    b->id = goods_text_at(each, "id");
    b->failing = ours == NULL || ours->first == NULL;
    for (const fosi_tree *check = ours == NULL ? NULL : ours->first; check != NULL; check = check->next)
        run_one(b, check);
    if (b->failing)
        b->failed++;
    else
        b->passed++;
}

int main(int count, char **paths)
{
    static char bytes[1u << 20];
    bench b = { .context = fos_context_new(NULL) };
    fosi_document document;
    fos_error error = FOS_ERROR_INIT;
    FILE *file = count == 2 ? fopen(paths[1], "rb") : NULL;
    if (b.context == NULL || file == NULL) return 2;
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    fosi_arena_init(&b.arena, b.context);
    b.text = fos_buffer_new(b.context);
    if (fosi_json_parse(&b.arena, paths[1], bytes, length, NULL, &document, &error) == FOS_STATUS_OK) {
        for (const fosi_tree *each = goods_first(document.root, "cases"); each != NULL; each = each->next)
            run_case(&b, each);
    } else {
        puts(error.text);
    }
    printf("%zu passed, %zu failed\n", b.passed, b.failed);
    fos_buffer_free(b.text);
    fosi_arena_free(&b.arena);
    fos_context_free(b.context);
    return b.failed != 0 || b.passed == 0;
}
