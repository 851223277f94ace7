/* What a case may expect of a quote, and the sums that hold in every quote. Works on the answer's JSON as a caller sees
 * it; running cases is in run_cases.c. */
#include <stdio.h>
#include <string.h>

#include "cases.h"

void case_differs(runner *run, const char *what, const char *expected, const char *got)
{
    printf("FAIL %s: %s: expected %s, got %s\n", run->place, what, expected, got);
    run->failing = true;
}

/* Trees */

const char *text_of(const fosi_tree *node)
{
    if (node == NULL) return "nothing";
    switch (node->kind) {
    case FOSI_TREE_NULL: return "null";
    case FOSI_TREE_FALSE: return "false";
    case FOSI_TREE_TRUE: return "true";
    case FOSI_TREE_NUMBER:
    case FOSI_TREE_TEXT: return node->text.data;
    default: return "a list or object";
    }
}

const char *text_at(const fosi_tree *object, const char *key) { return text_of(fosi_tree_get(object, key)); }

const fosi_tree *first_of(const fosi_tree *object, const char *key)
{
    const fosi_tree *node = fosi_tree_get(object, key);

    return node == NULL ? NULL : node->first;
}

/* Two texts say the same: equal bytes, or equal numbers ("3" and "3.00"). */
static bool same_text(const char *left, const char *right)
{
    fos_decimal a, b;

    if (strcmp(left, right) == 0) return true;
    return fos_decimal_parse(left, strlen(left), &a, NULL) == FOS_STATUS_OK &&
           fos_decimal_parse(right, strlen(right), &b, NULL) == FOS_STATUS_OK && fos_decimal_compare(a, b) == 0;
}

void expect_text(runner *run, const char *what, const char *expected, const char *got)
{
    if (!same_text(expected, got)) case_differs(run, what, expected, got);
}

/* One step of a pointer: in a list an index, or the id of an entry. */
static const fosi_tree *pointer_step(const fosi_tree *node, const char *step)
{
    size_t index = 0;
    const fosi_tree *child;

    if (node == NULL || node->kind == FOSI_TREE_OBJECT) return node == NULL ? NULL : fosi_tree_get(node, step);
    if (node->kind != FOSI_TREE_LIST) return NULL;
    for (child = node->first; child != NULL; child = child->next) {
        const fosi_tree *id = child->kind == FOSI_TREE_OBJECT ? fosi_tree_get(child, "id") : NULL;
        if (id != NULL && strcmp(text_of(id), step) == 0) return child;
    }
    for (const char *c = step; *c != '\0'; c++) {
        if (!fosi_is_digit(*c)) return NULL;
        index = index * 10 + (size_t)(*c - '0');
    }
    for (child = node->first; child != NULL && index > 0; index--)
        child = child->next;
    return child;
}

const fosi_tree *pointer_find(const fosi_tree *root, const char *pointer)
{
    char step[256];

    while (root != NULL && *pointer == '/') {
        size_t length = strcspn(++pointer, "/");
        if (length >= sizeof step) return NULL;
        memcpy(step, pointer, length);
        step[length] = '\0';
        pointer += length;
        root = pointer_step(root, step);
    }
    return root;
}

/* Sums that must hold in every quote */

static fos_decimal amount_of(const fosi_tree *node)
{
    fos_decimal value = { 0, 0 };
    const char *text = text_of(node);

    if (node != NULL) (void)fos_decimal_parse(text, strlen(text), &value, NULL);
    return value;
}

static fos_decimal plus(fos_decimal left, fos_decimal right)
{
    fos_decimal sum = { 0, 0 };

    (void)fos_decimal_add(left, right, &sum);
    return sum;
}

static void expect_sum(runner *run, const char *what, fos_decimal expected, fos_decimal got)
{
    char left[FOS_DECIMAL_TEXT], right[FOS_DECIMAL_TEXT];

    if (fos_decimal_compare(expected, got) == 0) return;
    (void)fos_decimal_format(expected, left);
    (void)fos_decimal_format(got, right);
    case_differs(run, what, left, right);
}

static void check_shares(runner *run, const fosi_tree *charge)
{
    fos_decimal sum = { 0, 0 };
    const fosi_tree *items = fosi_tree_get(charge, "items"), *shares = fosi_tree_get(charge, "shares");
    char what[LINE];

    (void)snprintf(what, sizeof what, "sum of shares of %s", text_at(charge, "id"));
    if (items == NULL || shares == NULL || items->count != shares->count) {
        case_differs(run, what, "one share an item", "another number");
        return;
    }
    for (const fosi_tree *share = shares->first; share != NULL; share = share->next)
        sum = plus(sum, amount_of(share));
    expect_sum(run, what, amount_of(fosi_tree_get(charge, "amount")), sum);
}

/* What the shares of one kind leave on one item. */
static fos_decimal shares_on(const fosi_tree *quote, const char *kind, const char *number)
{
    fos_decimal sum = { 0, 0 };

    for (const fosi_tree *charge = first_of(quote, "charges"); charge != NULL; charge = charge->next) {
        const fosi_tree *item = first_of(charge, "items"), *share = first_of(charge, "shares");
        if (strcmp(text_at(charge, "kind"), kind) != 0) continue;
        for (; item != NULL && share != NULL; item = item->next, share = share->next) {
            if (strcmp(text_of(item), number) == 0) sum = plus(sum, amount_of(share));
        }
    }
    return sum;
}

static void check_kind(runner *run, const fosi_tree *quote, const fosi_tree *totals, const char *kind)
{
    fos_decimal by_item = { 0, 0 };
    char what[LINE];

    for (const fosi_tree *item = first_of(quote, "items"); item != NULL; item = item->next) {
        fos_decimal on_item = amount_of(fosi_tree_get(item, kind));
        (void)snprintf(what, sizeof what, "%s of item %s beside its shares", kind, text_at(item, "number"));
        expect_sum(run, what, shares_on(quote, kind, text_at(item, "number")), on_item);
        by_item = plus(by_item, on_item);
    }
    (void)snprintf(what, sizeof what, "sum of the items' %s", kind);
    expect_sum(run, what, amount_of(fosi_tree_get(totals, kind)), by_item);
}

void check_sums(runner *run, const fosi_tree *quote)
{
    static const char *const kinds[] = { "duty", "excise", "tax", "fee" };
    static const char *const maps[] = { "by_collector", "by_payer", "by_due" };
    static const char *const goods[] = { "goods", "freight", "insurance" };
    const fosi_tree *totals = fosi_tree_get(quote, "totals");
    fos_decimal all = { 0, 0 }, of_kinds = { 0, 0 }, landed = amount_of(fosi_tree_get(totals, "charges"));

    for (const fosi_tree *charge = first_of(quote, "charges"); charge != NULL; charge = charge->next) {
        check_shares(run, charge);
        all = plus(all, amount_of(fosi_tree_get(charge, "amount")));
    }
    expect_sum(run, "sum of charges", amount_of(fosi_tree_get(totals, "charges")), all);
    for (size_t i = 0; i < 4; i++) {
        check_kind(run, quote, totals, kinds[i]);
        of_kinds = plus(of_kinds, amount_of(fosi_tree_get(totals, kinds[i])));
    }
    expect_sum(run, "sum of duty, excise, tax and fee", amount_of(fosi_tree_get(totals, "charges")), of_kinds);
    for (size_t i = 0; i < 3; i++) {
        fos_decimal sum = { 0, 0 };
        for (const fosi_tree *part = first_of(totals, maps[i]); part != NULL; part = part->next)
            sum = plus(sum, amount_of(part));
        expect_sum(run, maps[i], amount_of(fosi_tree_get(totals, "charges")), sum);
    }
    /* A total of goods that lacks an exchange rate is null; then there is no landed cost to check. */
    for (size_t i = 0; i < 3; i++) {
        const fosi_tree *part = fosi_tree_get(totals, goods[i]);
        if (part == NULL || part->kind == FOSI_TREE_NULL) return;
        landed = plus(landed, amount_of(part));
    }
    expect_sum(run, "landed cost", landed, amount_of(fosi_tree_get(totals, "landed_cost")));
}

/* What a case expects */

static void expect_map(runner *run, const char *what, const fosi_tree *expected, const fosi_tree *got)
{
    char name[LINE];

    for (const fosi_tree *entry = expected->first; entry != NULL; entry = entry->next) {
        (void)snprintf(name, sizeof name, "%s %s", what, entry->key.data);
        expect_text(run, name, text_of(entry), got == NULL ? "nothing" : text_at(got, entry->key.data));
    }
}

/* Charges by id, summed over their entries. What else is charged is free: totals say that. */
static void expect_charges(runner *run, const fosi_tree *expected, const fosi_tree *quote)
{
    char name[LINE], text[FOS_DECIMAL_TEXT];

    for (const fosi_tree *entry = expected->first; entry != NULL; entry = entry->next) {
        fos_decimal sum = { 0, 0 };
        bool found = false;
        for (const fosi_tree *charge = first_of(quote, "charges"); charge != NULL; charge = charge->next) {
            if (strcmp(text_at(charge, "id"), entry->key.data) != 0) continue;
            sum = plus(sum, amount_of(fosi_tree_get(charge, "amount")));
            found = true;
        }
        (void)fos_decimal_format(sum, text);
        (void)snprintf(name, sizeof name, "charge %s", entry->key.data);
        expect_text(run, name, text_of(entry), found ? text : "nothing");
    }
}

static const fosi_tree *entry_with(const fosi_tree *list, const char *key, const char *value)
{
    const fosi_tree *entry = list;

    while (entry != NULL && strcmp(text_at(entry, key), value) != 0)
        entry = entry->next;
    return entry;
}

/* The words of `missing` as a set: each that is expected, and no other. */
static void expect_missing(runner *run, const fosi_tree *expected, const fosi_tree *quote)
{
    const fosi_tree *got = first_of(quote, "missing");

    for (const fosi_tree *word = expected->first; word != NULL; word = word->next) {
        if (entry_with(got, "needs", text_of(word)) == NULL) case_differs(run, "missing", text_of(word), "not missing");
    }
    for (; got != NULL; got = got->next) {
        const fosi_tree *word = expected->first;
        while (word != NULL && strcmp(text_of(word), text_at(got, "needs")) != 0)
            word = word->next;
        if (word == NULL) case_differs(run, "missing", "nothing else", text_at(got, "needs"));
    }
}

static void expect_entries(runner *run, const char *what, const fosi_tree *expected, const fosi_tree *list, const char *key,
                           const char *value)
{
    char name[LINE];

    for (const fosi_tree *entry = expected->first; entry != NULL; entry = entry->next) {
        const char *id = value == NULL ? text_of(entry) : entry->key.data;
        const fosi_tree *got = entry_with(list, key, id);
        (void)snprintf(name, sizeof name, "%s %s", what, id);
        if (got == NULL)
            case_differs(run, name, value == NULL ? "there" : text_of(entry), "nothing");
        else if (value != NULL)
            expect_text(run, name, text_of(entry), text_at(got, value));
    }
}

static void expect_places(runner *run, const fosi_tree *expected, const fosi_tree *quote)
{
    for (const fosi_tree *entry = expected->first; entry != NULL; entry = entry->next) {
        const fosi_tree *got = pointer_find(quote, entry->key.data);
        if (entry->kind == FOSI_TREE_NULL && got == NULL) continue;
        expect_text(run, entry->key.data, text_of(entry), text_of(got));
    }
}

void expect_quote(runner *run, const fosi_tree *expect, const fosi_tree *quote)
{
    static const char *const maps[] = { "by_collector", "by_payer", "by_due" };
    const fosi_tree *totals = fosi_tree_get(quote, "totals"), *part;

    if ((part = fosi_tree_get(expect, "totals")) != NULL) expect_map(run, "totals", part, totals);
    for (size_t i = 0; i < 3; i++) {
        if ((part = fosi_tree_get(expect, maps[i])) != NULL) expect_map(run, maps[i], part, fosi_tree_get(totals, maps[i]));
    }
    if ((part = fosi_tree_get(expect, "charges")) != NULL) expect_charges(run, part, quote);
    if ((part = fosi_tree_get(expect, "route")) != NULL)
        expect_text(run, "route", text_of(part), text_of(pointer_find(quote, "/items/0/route")));
    if ((part = fosi_tree_get(expect, "approach")) != NULL)
        expect_text(run, "approach", text_of(part), text_at(quote, "approach"));
    if ((part = fosi_tree_get(expect, "complete")) != NULL)
        expect_text(run, "complete", text_of(part), text_at(quote, "complete"));
    if ((part = fosi_tree_get(expect, "missing")) != NULL) expect_missing(run, part, quote);
    if ((part = fosi_tree_get(expect, "because")) != NULL)
        expect_entries(run, "because of", part, first_of(quote, "charges"), "id", "because");
    if ((part = fosi_tree_get(expect, "decisions")) != NULL)
        expect_entries(run, "decision", part, first_of(quote, "decisions"), "id", "holds");
    if ((part = fosi_tree_get(expect, "assumed")) != NULL)
        expect_entries(run, "assumed", part, first_of(quote, "assumed"), "switch", "value");
    if ((part = fosi_tree_get(expect, "warnings")) != NULL)
        expect_entries(run, "warning", part, first_of(quote, "warnings"), "id", NULL);
    if ((part = fosi_tree_get(expect, "at")) != NULL) expect_places(run, part, quote);
}
