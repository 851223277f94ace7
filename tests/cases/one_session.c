/* What a session keeps from quote to quote must not show. The requests of a file of cases, each also with other amounts, goods
 * and parties, are quoted in one session in several orders; every answer must be, byte for byte, what a fresh session says, and
 * that as records the same. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/records_json.h"
#include "cases.h"

enum { VARIANTS = 8, ORDERS = 3, MOST_BYTES = 16384 };

/* Members that no circumstance holds, and what may stand in place of what the case says. */
static const struct particular {
    const char *member;
    const char *instead[5];
} particulars[] = {
    { "\"amount\"", { "0.00", "149.995", "150", "12.50", "2500.1" } },
    { "\"quantity\"", { "3", "1", "0.5" } },
    { "\"net_mass_kg\"", { "0.25", "12" } },
    { "\"description\"", { "other goods", "x" } },
    { "\"commodity_code\"", { "610910", "2204218000", "61" } },
    { "\"origin_country\"", { "FJ", "AU", "CN" } },
    { "\"kind\"", { "business", "individual" } },
    { "\"value\"", { "X" } },
    { "\"duty_rate\"", { "12 %", "0 %", "4.5 % + 1 EUR/KGM" } },
    { "\"rate\"", { "1.5", "0.987654321" } },
};

static size_t choices_of(const struct particular *of)
{
    size_t count = 0;
    while (count < sizeof of->instead / sizeof *of->instead && of->instead[count] != NULL)
        count++;
    return count;
}

/* The member that begins here, NULL when it is none of those above. */
static const struct particular *particular_at(const char *bytes, size_t left)
{
    for (size_t i = 0; i < sizeof particulars / sizeof *particulars; i++) {
        size_t length = strlen(particulars[i].member);
        if (left > length && memcmp(bytes, particulars[i].member, length) == 0) return &particulars[i];
    }
    return NULL;
}

/* Where the text of the member begins, 0 when it has no text. */
static size_t text_begins(const char *bytes, size_t length, size_t at)
{
    while (at < length && (bytes[at] == ':' || bytes[at] == ' '))
        at++;
    return at < length && bytes[at] == '"' ? at + 1 : 0;
}

/* Variant 0 is the request itself. Returns its length, 0 when it has no room. */
static size_t vary(const char *bytes, size_t length, unsigned variant, char *out)
{
    size_t used = 0;
    unsigned met = variant;
    for (size_t at = 0; at < length;) {
        const struct particular *of = variant == 0 ? NULL : particular_at(bytes + at, length - at);
        size_t begins = of == NULL ? 0 : text_begins(bytes, length, at + strlen(of->member));
        size_t choice = of == NULL ? 0 : (met += 5 * variant + 1) % (choices_of(of) + 1);
        size_t keeps = begins == 0 || choice == 0 ? 1 : begins - at;
        if (used + keeps + 64 > MOST_BYTES) return 0;
        memcpy(out + used, bytes + at, keeps);
        used += keeps;
        at += keeps;
        if (begins == 0 || choice == 0) continue;
        memcpy(out + used, of->instead[choice - 1], strlen(of->instead[choice - 1]));
        used += strlen(of->instead[choice - 1]);
        at += strcspn(bytes + at, "\"");
    }
    return used;
}

typedef struct question {
    char *request, *fresh;
    size_t length;
} question;

static void answer(fos_session *session, const question *q, fos_buffer *out)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(out);
    if (fos_session_quote_json(session, q->request, q->length, NULL, out, &error) != FOS_STATUS_OK)
        (void)fos_error_write_json(&error, out, NULL);
}

static void answer_in_records(fos_session *session, const question *q, fos_buffer *records, fos_buffer *texts, fos_buffer *out)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer_clear(out);
    if (fos_session_quote_records(session, q->request, q->length, NULL, records, texts, &error) != FOS_STATUS_OK)
        (void)fos_error_write_json(&error, out, NULL);
    else if (!records_to_json(fos_class_find("quote"), session, records, texts, out))
        fos_buffer_clear(out);
}

/* Fills in what a fresh session says; false without memory. */
static bool ask(const fos_library *library, const char *bytes, size_t length, question *q, fos_buffer *out)
{
    fos_session *fresh = fos_session_new(library, NULL);
    q->request = malloc(length + 1);
    q->fresh = NULL;
    q->length = length;
    if (fresh != NULL && q->request != NULL) {
        memcpy(q->request, bytes, length);
        q->request[length] = '\0';
        answer(fresh, q, out);
        q->fresh = strdup(fos_buffer_data(out));
    }
    fos_session_free(fresh);
    return q->fresh != NULL;
}

/* In the first order the variants of a case follow each other, in the second the cases of a variant, in the third neither. */
static size_t place_in(unsigned order, size_t i, size_t count)
{
    static const size_t steps[ORDERS] = { 1, VARIANTS, 7919 };
    size_t rounds = order == 1 ? i * VARIANTS / count : 0;
    return (i * steps[order] + rounds) % count;
}

static void ask_again(runner *run, fos_session *session, const question *questions, size_t count, fos_buffer *out)
{
    fos_buffer *records = fos_buffer_new(run->context), *texts = fos_buffer_new(run->context);
    for (unsigned order = 0; order < ORDERS && !run->failing; order++) {
        for (size_t i = 0; i < count && !run->failing; i++) {
            const question *q = &questions[place_in(order, i, count)];
            answer(session, q, out);
            if (strcmp(fos_buffer_data(out), q->fresh) != 0) case_differs(run, q->request, q->fresh, fos_buffer_data(out));
            answer_in_records(session, q, records, texts, out);
            if (strcmp(fos_buffer_data(out), q->fresh) != 0) case_differs(run, q->request, q->fresh, fos_buffer_data(out));
        }
    }
    fos_buffer_free(records);
    fos_buffer_free(texts);
}

void check_one_session(runner *run, const fos_library *library, const fosi_document *file)
{
    char *varied = malloc(MOST_BYTES);
    size_t cases = 0, count = 0;
    for (const fosi_tree *node = file->root->first; node != NULL; node = node->next)
        cases++;
    question *questions = calloc(cases * VARIANTS, sizeof *questions);
    fos_session *session = fos_session_new(library, NULL);
    fos_buffer *out = fos_buffer_new(run->context);
    bool ready = varied != NULL && questions != NULL && session != NULL && out != NULL;
    for (const fosi_tree *node = file->root->first; ready && node != NULL; node = node->next) {
        const fosi_tree *request = fosi_tree_get(node, "request");
        for (unsigned v = 0; ready && request != NULL && v < VARIANTS; v++) {
            const char *bytes = file->bytes + request->offset;
            size_t length = vary(bytes, value_end(file->bytes, file->length, request->offset) - request->offset, v, varied);
            if (length > 0) ready = ask(library, varied, length, &questions[count++], out);
        }
    }
    (void)snprintf(run->place, sizeof run->place, "%s: in one session", file->source);
    if (ready)
        ask_again(run, session, questions, count, out);
    else
        case_differs(run, "memory", "enough", "too little");
    for (size_t i = 0; questions != NULL && i < count; i++) {
        free(questions[i].request);
        free(questions[i].fresh);
    }
    fos_buffer_free(out);
    fos_session_free(session);
    free(questions);
    free(varied);
    case_done(run);
}
