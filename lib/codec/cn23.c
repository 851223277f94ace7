/* The boxes of form CN 23, filled from a request. What the form has no box for is told. */
#include "codec/cn23.h"

#include <string.h>

#include "dataset/request.h"

const fosi_cn23_category fosi_cn23_categories[FOSI_CN23_CATEGORIES] = {
    { FOS_CATEGORY_GIFT, "Gift" },
    { FOS_CATEGORY_DOCUMENTS, "Documents" },
    { FOS_CATEGORY_SALE, "Sale of goods" },
    { FOS_CATEGORY_SAMPLE, "Commercial sample" },
    { FOS_CATEGORY_RETURN, "Returned goods" },
    { FOS_CATEGORY_OTHER, "Other" },
};

typedef struct filling {
    fosi_arena *arena;
    fosi_notes *notes;
    fosi_cn23 *form;
    fos_buffer text; /* of a box that several values share */
    bool failed;
} filling;

static fosi_tree *child_named(const fosi_tree *parent, const char *name)
{
    return parent == NULL ? NULL : fosi_map_child(parent, name, strlen(name));
}

/* The text of a member, which is then taken; empty when it is not there. */
static fosi_slice take(const fosi_tree *parent, const char *name)
{
    fosi_tree *node = child_named(parent, name);
    if (node == NULL) return fosi_slice_of("");
    fosi_map_use(node);
    return node->text;
}

static void add(filling *f, const char *between, fosi_slice text)
{
    if (text.length == 0) return;
    if (f->text.size > 0) fosi_buffer_text(&f->text, between);
    fosi_buffer_put(&f->text, text.data, text.length);
}

/* What was added, as a text of its own. */
static fosi_slice finish(filling *f)
{
    char *copy = f->text.failed ? NULL : fosi_arena_text(f->arena, fos_buffer_data(&f->text), f->text.size);
    fosi_slice made = { copy, f->text.size };
    fos_buffer_clear(&f->text);
    if (copy != NULL) return made;
    f->failed = true;
    return fosi_slice_of("");
}

static fosi_slice take_money(filling *f, const fosi_tree *parent, const char *name)
{
    const fosi_tree *money = child_named(parent, name);
    add(f, " ", take(money, "amount"));
    add(f, " ", take(money, "currency"));
    return finish(f);
}

/* ---- parties ---- */

static void add_row(fosi_cn23_party *party, fosi_slice row)
{
    if (row.length > 0 && party->count < FOSI_CN23_PARTY_ROWS) party->rows[party->count++] = row;
}

static void add_address(filling *f, fosi_cn23_party *party, const fosi_tree *address)
{
    const fosi_tree *lines = child_named(address, "lines");
    for (fosi_tree *line = lines == NULL ? NULL : lines->first; line != NULL && party->count < 5; line = line->next) {
        add_row(party, line->text);
        fosi_map_use(line);
    }
    add(f, " ", take(address, "house_number"));
    add(f, ", ", take(address, "po_box"));
    add(f, ", ", take(address, "district"));
    add_row(party, finish(f));
    add(f, " ", take(address, "postcode"));
    add(f, " ", take(address, "city"));
    add(f, ", ", take(address, "subdivision_name"));
    add(f, ", ", take(address, "subdivision"));
    add_row(party, finish(f));
    add_row(party, take(address, "country"));
}

/* Registrations, as customs of either side may ask for them. */
static void add_references(filling *f, const fosi_tree *party)
{
    const fosi_tree *identifiers = child_named(party, "identifiers");
    for (const fosi_tree *entry = identifiers == NULL ? NULL : identifiers->first; entry != NULL; entry = entry->next) {
        add(f, ", ", take(entry, "scheme"));
        add(f, " ", take(entry, "value"));
    }
}

static void fill_party(filling *f, fosi_cn23_party *party, const fosi_tree *from)
{
    const fosi_tree *address = child_named(from, "address"), *contact = child_named(from, "contact");
    add_row(party, take(from, "name"));
    add_row(party, take(contact, "name"));
    add_address(f, party, address);
    fosi_slice country = child_named(address, "country") == NULL ? take(from, "country") : fosi_slice_of("");
    add_row(party, country);
    add_row(party, take(contact, "phone"));
    add_row(party, take(contact, "fax"));
    add_row(party, take(contact, "email"));
    add_references(f, from);
    party->reference = finish(f);
}

static const fosi_tree *either(const fosi_tree *parent, const char *first, const char *second)
{
    const fosi_tree *found = child_named(parent, first);
    return found != NULL ? found : child_named(parent, second);
}

/* ---- lines ---- */

static void fill_line(filling *f, fosi_cn23_line *line, const fosi_tree *item)
{
    line->description = take(item, "description");
    line->quantity = take(item, "quantity");
    fosi_slice unit = take(item, "unit");
    if (unit.length > 0 && !fosi_slice_is(unit, "C62")) {
        add(f, "", line->quantity);
        add(f, " ", unit);
        line->quantity = finish(f);
    }
    line->net_mass = take(item, "net_mass_kg");
    line->code = take(item, "commodity_code");
    line->origin = take(item, "origin_country");
}

/* The price of a line after discount; absent when there is none or it does not fit. */
static fos_decimal price_of(const fos_item *item, const char **currency)
{
    fos_decimal absent = { 0, FOS_DECIMAL_ABSENT_SCALE }, one = { 1, 0 }, price = item->amount.amount;
    *currency = item->amount.currency;
    if (!fos_decimal_present(price)) {
        *currency = item->unit_price.currency;
        fos_decimal quantity = fos_decimal_present(item->quantity) ? item->quantity : one;
        if (!fos_decimal_present(item->unit_price.amount)) return absent;
        if (fos_decimal_multiply(item->unit_price.amount, quantity, &price) != FOS_STATUS_OK) return absent;
    }
    if (!fos_decimal_present(item->discount.amount)) return price;
    return fos_decimal_subtract(price, item->discount.amount, &price) == FOS_STATUS_OK ? price : absent;
}

static fosi_slice money_text(filling *f, fos_decimal amount, const char *currency)
{
    char text[FOS_DECIMAL_TEXT];
    fos_decimal_format(amount, text);
    add(f, "", fosi_slice_of(text));
    add(f, " ", fosi_slice_of(currency));
    return finish(f);
}

static void use_price(const fosi_tree *item)
{
    static const char *const names[] = { "amount", "unit_price", "discount" };
    for (size_t i = 0; i < 3; i++)
        if (child_named(item, names[i]) != NULL) fosi_map_use_all(child_named(item, names[i]));
}

static void fill_lines(filling *f, const fos_consignment *consignment, const fosi_tree *tree)
{
    const fosi_tree *items = child_named(tree, "items"), *item = items == NULL ? NULL : items->first;
    fos_decimal total = { 0, 0 };
    const char *currency = NULL, *its;
    f->form->lines = fosi_arena_zero(f->arena, consignment->item_count, sizeof *f->form->lines);
    if (f->form->lines == NULL) {
        f->failed = true;
        return;
    }
    for (size_t i = 0; i < consignment->item_count && item != NULL; i++, item = item->next) {
        fosi_cn23_line *line = &f->form->lines[f->form->line_count++];
        fill_line(f, line, item);
        (void)take(item, "number");
        fos_decimal price = price_of(consignment->items[i], &its);
        bool priced = fos_decimal_present(price) != 0;
        if (priced) line->value = money_text(f, price, its);
        if (priced) use_price(item);
        if (currency == NULL) currency = its;
        bool summed = priced && currency[0] != '\0' && strcmp(currency, its) == 0 && total.scale >= 0 &&
                      fos_decimal_add(total, price, &total) == FOS_STATUS_OK;
        if (!summed) total.scale = FOS_DECIMAL_ABSENT_SCALE;
    }
    if (fos_decimal_present(total) && currency != NULL)
        f->form->total = money_text(f, total, currency);
    else
        fosi_note(f->notes, true, FOS_STATUS_INCONSISTENT, 0, "/consignment/items",
                  "the total value (box 6) is left blank: not every line has a price in one currency");
}

/* ---- documents: boxes 12 to 14 ---- */

static fosi_slice take_documents(filling *f, const fosi_tree *consignment, const char *kind)
{
    const fosi_tree *documents = child_named(consignment, "documents");
    for (const fosi_tree *entry = documents == NULL ? NULL : documents->first; entry != NULL; entry = entry->next) {
        const fosi_tree *its = child_named(entry, "kind");
        if (its == NULL || !fosi_slice_is(its->text, kind)) continue;
        add(f, ", ", take(entry, "reference"));
        (void)take(entry, "kind");
    }
    return finish(f);
}

static fosi_slice take_statements(filling *f, const fosi_tree *declaration)
{
    const fosi_tree *statements = child_named(declaration, "statements");
    for (const fosi_tree *entry = statements == NULL ? NULL : statements->first; entry != NULL; entry = entry->next)
        add(f, "; ", take(entry, "text"));
    return finish(f);
}

static void fill(filling *f, const fos_request *request, const fosi_tree *root)
{
    const fosi_tree *consignment = child_named(root, "consignment"), *declaration = child_named(consignment, "declaration");
    fosi_cn23 *form = f->form;
    form->item_number = take(consignment, "transport_document");
    const fosi_tree *seller = child_named(consignment, "seller"), *from = either(consignment, "consignor", "seller");
    const fosi_tree *importer = child_named(consignment, "importer"), *to = either(consignment, "consignee", "buyer");
    if (to == NULL) to = importer;
    fill_party(f, &form->from, from);
    fill_party(f, &form->to, to);
    add(f, "", form->from.reference);
    if (seller != from) add_references(f, seller);
    form->from.reference = finish(f);
    add(f, "", form->to.reference);
    if (importer != to) add_references(f, importer);
    form->to.reference = finish(f);
    fill_lines(f, request->consignment, consignment);
    form->gross_mass = take(consignment, "gross_mass_kg");
    form->charges = take_money(f, consignment, "freight");
    form->category = (int)request->consignment->category;
    (void)take(consignment, "category");
    form->explanation = take(declaration, "category_text");
    form->comments = take_statements(f, declaration);
    form->licences = take_documents(f, consignment, "licence");
    form->certificates = take_documents(f, consignment, "certificate");
    add(f, "", take(child_named(consignment, "invoice"), "number"));
    add(f, "", take_documents(f, consignment, "invoice"));
    form->invoices = finish(f);
    form->posted = take(declaration, "accepted");
}

fos_status fosi_cn23_write_request(const fos_request *request, const fosi_format *format, const fos_quote *quote, fos_buffer *out,
                                   fos_report *report, fos_error *error)
{
    const fosi_document nowhere = { "", NULL, 0, NULL };
    fosi_notes notes = fosi_notes_of(report, &nowhere);
    fosi_arena arena;
    fosi_document document;
    fosi_cn23 form = { .category = 0 };
    (void)quote;
    fosi_arena_init(&arena, fosi_request_context(request));
    filling f = { &arena, &notes, &form, { 0 }, false };
    fosi_buffer_init(&f.text, arena.context);
    fos_status status = fosi_map_request(request, &arena, &document, error);
    if (status == FOS_STATUS_OK) fill(&f, request, document.root);
    if (status == FOS_STATUS_OK && f.failed) status = fosi_fail_memory(error);
    if (status == FOS_STATUS_OK) {
        size_t mark = out->size;
        (format->shape == FOSI_CN23_SVG ? fosi_cn23_put_svg : fosi_cn23_put_text)(&form, out);
        fosi_map_note_rest(document.root, &notes, "has no box in this form, left out");
        status = fosi_buffer_finish(out, mark, error);
    }
    fosi_buffer_done(&f.text);
    fosi_arena_free(&arena);
    return status == FOS_STATUS_OK ? fosi_notes_status(&notes, error) : status;
}
