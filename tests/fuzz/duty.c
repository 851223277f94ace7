/* Fuzz target: lines of duty rates. What is read is written, read back and written the same; what it comes to does not depend on
 * the spelling; words give no number; what lacks an input gives none. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fos/fos.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void demand(int promise, const char *what)
{
    if (!promise) {
        fprintf(stderr, "broken promise: %s\n", what);
        abort();
    }
}

static void describe(fos_duty_inputs *inputs)
{
    static const fos_duty_quantity quantities[] = { { "KGM", { 2505, 1 } },     { "C62", { 7, 0 } }, { "LTR", { 75, 2 } },
                                                    { "ASV", { 40, 0 } },       { "PR", { 3, 0 } },  { "MTK", { 12, 1 } },
                                                    { "KGM-gross", { 300, 0 } } };
    static const fos_duty_exchange exchange[] = { { "USD", "EUR", { 92, 2 } }, { "GBP", "EUR", { 115, 2 } } };
    static const fos_duty_part parts[] = { { "EA", { { 10, 0 }, "" } }, { "base", { { 5, 0 }, "" } } };
    inputs->value = (fos_money){ { 10000, 2 }, "EUR" };
    inputs->quantities = quantities;
    inputs->quantity_count = sizeof quantities / sizeof *quantities;
    inputs->exchange = exchange;
    inputs->exchange_count = sizeof exchange / sizeof *exchange;
    inputs->parts = parts;
    inputs->part_count = sizeof parts / sizeof *parts;
}

static void check_answer(const fos_duty_answer *answer)
{
    demand(!answer->known || answer->computable, "what is known can be computed");
    demand(answer->known || answer->missing_count != 0 || !answer->computable,
           "what is not known lacks something, or has a reason");
    demand(answer->known == (answer->reason[0] == '\0'), "and says so");
    demand(!answer->known || answer->amount.amount.coefficient >= 0, "a duty is never below nothing");
    demand(answer->step_count <= FOS_DUTY_STEP_MOST && answer->missing_count <= FOS_DUTY_MISSING_MOST, "lists fit");
    for (uint32_t i = 0; i < answer->step_count; i++)
        demand(memchr(answer->steps[i].text, '\0', sizeof answer->steps[i].text) != NULL, "texts end");
}

static void check_same(const fos_duty *one, const fos_duty *other, const fos_duty_inputs *inputs)
{
    fos_duty_answer a, b;
    fos_status first = fos_duty_evaluate(one, inputs, &a, NULL), second = fos_duty_evaluate(other, inputs, &b, NULL);
    demand(first == second, "both spellings come to the same status");
    if (first != FOS_STATUS_OK) return;
    check_answer(&a);
    demand(a.known == b.known && a.computable == b.computable && a.missing_count == b.missing_count, "and lack the same");
    demand(!a.known || fos_decimal_compare(a.amount.amount, b.amount.amount) == 0, "and give the same amount");
}

/* Not one digit, not free: no number can come of it. */
static int has_number(const char *text, size_t length)
{
    static const char *const words[] = { "free", "nil", "nihil", "exempt", "no ", "½", "¼", "¾" };
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9') return 1;
        for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
            size_t size = strlen(words[w]), k = 0;
            while (k < size && i + k < length && (text[i + k] | (words[w][k] > 0 ? 32 : 0)) == words[w][k])
                k++;
            if (k == size) return 1;
        }
    }
    return 0;
}

static void check_line(const fos_context *context, const char *text, size_t length)
{
    fos_duty duty, back;
    fos_duty_inputs inputs = FOS_DUTY_INPUTS_INIT, nothing = FOS_DUTY_INPUTS_INIT;
    fos_error error = FOS_ERROR_INIT;
    fos_status status = fos_duty_parse(text, length, &duty, &error);
    if (status != FOS_STATUS_OK) {
        demand(error.text[0] != '\0' && error.column >= 1 && error.offset <= length, "an error has its place");
        return;
    }
    fos_buffer *written = fos_buffer_new(context), *again = fos_buffer_new(context), *words = fos_buffer_new(context);
    demand(written != NULL && again != NULL && words != NULL, "memory");
    demand(fos_duty_write_text(&duty, written, NULL) == FOS_STATUS_OK, "what is read can be written");
    demand(fos_duty_write_words(&duty, words, NULL) == FOS_STATUS_OK && fos_buffer_size(words) != 0, "and said");
    demand(fos_duty_parse(fos_buffer_data(written), fos_buffer_size(written), &back, &error) == FOS_STATUS_OK, "and read back");
    demand(fos_duty_write_text(&back, again, NULL) == FOS_STATUS_OK, "and written again");
    demand(strcmp(fos_buffer_data(written), fos_buffer_data(again)) == 0, "as the same text");
    describe(&inputs);
    memcpy(nothing.value.currency, "EUR", 4);
    check_same(&duty, &back, &inputs);
    check_same(&duty, &back, &nothing);
    fos_duty_answer answer;
    if (!has_number(text, length) && fos_duty_evaluate(&duty, &nothing, &answer, NULL) == FOS_STATUS_OK)
        demand(!answer.known, "words give no number");
    fos_buffer_free(written);
    fos_buffer_free(again);
    fos_buffer_free(words);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    fos_context *context = fos_context_new(NULL);
    char *text = malloc(length > 0 ? length : 1);
    demand(context != NULL && text != NULL, "memory");
    memcpy(text, bytes, length);
    size_t from = 0;
    for (size_t at = 0; at <= length; at++) {
        if (at != length && text[at] != '\n') continue;
        check_line(context, text + from, at - from);
        from = at + 1;
    }
    free(text);
    fos_context_free(context);
    return 0;
}
