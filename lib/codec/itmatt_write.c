/* From a request to the interchange. */
#include <string.h>

#include "codec/itmatt.h"
#include "dataset/request.h"

typedef struct writing {
    fosi_edifact_writer syntax;
    fosi_notes *notes;
} writing;

static fosi_tree *child_named(const fosi_tree *parent, const char *name)
{
    return parent == NULL ? NULL : fosi_map_child(parent, name, strlen(name));
}

static fosi_slice take(const fosi_tree *parent, const char *name)
{
    fosi_tree *node = child_named(parent, name);
    if (node == NULL) return fosi_slice_of("");
    fosi_map_use(node);
    return node->text;
}

/* A value and where it stands. */
typedef struct part {
    unsigned element;
    unsigned component;
    fosi_slice text;
} part;

/* A segment of values in the order of their places; what lies between them is empty. */
static void put_segment(writing *w, const char *tag, const part *parts, size_t count)
{
    static const fosi_slice empty = { "", 0 };
    unsigned element = 0, component = 1;
    fosi_edifact_put_tag(&w->syntax, tag);
    for (size_t i = 0; i < count; i++) {
        const part *its = &parts[i];
        while (element < its->element) {
            element++;
            component = 1;
            fosi_edifact_put_element(&w->syntax, element == its->element && its->component == 1 ? its->text : empty);
        }
        while (component < its->component) {
            component++;
            fosi_edifact_put_component(&w->syntax, component == its->component ? its->text : empty);
        }
    }
    fosi_edifact_put_end(&w->syntax);
}

#define COUNT(parts) (sizeof(parts) / sizeof((parts)[0]))

static fosi_slice word_there(const fosi_itmatt_word *words, fosi_slice here)
{
    for (; words->here != NULL; words++)
        if (fosi_slice_is(here, words->here)) return fosi_slice_of(words->there);
    return here;
}

/* ---- rows ---- */

static fosi_slice without_dashes(fosi_slice day, char made[12])
{
    size_t to = 0;
    for (size_t i = 0; i < day.length && to < 11; i++)
        if (day.data[i] != '-') made[to++] = day.data[i];
    made[to] = '\0';
    return (fosi_slice){ made, to };
}

static void put_row(writing *w, const fosi_itmatt_row *row, const fosi_tree *here)
{
    char day[12];
    part parts[6];
    size_t count = 0;
    fosi_slice text, behind = { "", 0 }, before = { "", 0 };
    if (row->kind == FOSI_ITMATT_MONEY) {
        const fosi_tree *money = child_named(here, row->name);
        text = take(money, "amount");
        behind = take(money, "currency");
    } else {
        text = take(here, row->name);
    }
    if (text.length == 0) return;
    if (row->kind == FOSI_ITMATT_QUANTITY) behind = take(here, row->unit);
    if (row->kind == FOSI_ITMATT_MASS) before = fosi_slice_of("KGM");
    if (row->kind == FOSI_ITMATT_CATEGORY) text = word_there(fosi_itmatt_categories, text);
    if (row->kind == FOSI_ITMATT_DAY) text = without_dashes(text, day), behind = fosi_slice_of("102");
    if (row->qualifier[0] != '\0') parts[count++] = (part){ 1, 1, fosi_slice_of(row->qualifier) };
    if (row->second != NULL) parts[count++] = (part){ 2, 1, fosi_slice_of(row->second) };
    if (before.length > 0) parts[count++] = (part){ row->element, row->component - 1u, before };
    parts[count++] = (part){ row->element, row->component, text };
    if (behind.length > 0) parts[count++] = (part){ row->element, row->component + 1u, behind };
    put_segment(w, row->tag, parts, count);
}

/* ---- parties ---- */

static void put_address(writing *w, const char *qualifier, const fosi_tree *party)
{
    const fosi_tree *address = child_named(party, "address"), *lines = child_named(address, "lines");
    part parts[10] = { { 1, 1, fosi_slice_of(qualifier) }, { 4, 1, take(party, "name") } };
    size_t count = 2;
    unsigned component = 0;
    for (fosi_tree *line = lines == NULL ? NULL : lines->first; line != NULL && component < 4; line = line->next) {
        parts[count++] = (part){ 5, ++component, line->text };
        fosi_map_use(line);
    }
    parts[count++] = (part){ 6, 1, take(address, "city") };
    parts[count++] = (part){ 7, 1, take(address, "subdivision") };
    parts[count++] = (part){ 8, 1, take(address, "postcode") };
    parts[count++] = (part){ 9, 1, take(address, "country") };
    put_segment(w, "NAD", parts, count);
}

static void put_identifiers(writing *w, const fosi_tree *party)
{
    const fosi_tree *list = child_named(party, "identifiers");
    for (const fosi_tree *entry = list == NULL ? NULL : list->first; entry != NULL; entry = entry->next) {
        fosi_edifact_put_tag(&w->syntax, "RFF");
        fosi_edifact_put_element(&w->syntax, fosi_slice_of("ZZZ"));
        fosi_edifact_put_component(&w->syntax, take(entry, "scheme"));
        fosi_buffer_char(w->syntax.out, ' ');
        fosi_slice value = take(entry, "value");
        fosi_edifact_put_more(&w->syntax, value);
        fosi_edifact_put_end(&w->syntax);
    }
}

static void put_contact(writing *w, const fosi_tree *party)
{
    const fosi_tree *contact = child_named(party, "contact");
    fosi_slice name = take(contact, "name");
    const part person[] = { { 1, 1, fosi_slice_of("IC") }, { 2, 2, name } };
    if (name.length > 0) put_segment(w, "CTA", person, COUNT(person));
    for (const fosi_itmatt_word *means = fosi_itmatt_means; means->here != NULL; means++) {
        fosi_slice number = take(contact, means->here);
        const part parts[] = { { 1, 1, number }, { 1, 2, fosi_slice_of(means->there) } };
        if (number.length > 0) put_segment(w, "COM", parts, COUNT(parts));
    }
}

/* ---- the interchange ---- */

static void put_message(writing *w, const fosi_tree *root, const fosi_tree *consignment)
{
    const fosi_tree *items = child_named(consignment, "items");
    const part head[] = { { 1, 1, fosi_slice_of("1") },
                          { 2, 1, fosi_slice_of("ITMATT") },
                          { 2, 2, fosi_slice_of("D") },
                          { 2, 3, fosi_slice_of("00A") },
                          { 2, 4, fosi_slice_of("UP") } };
    w->syntax.segments = 0;
    put_segment(w, "UNH", head, COUNT(head));
    for (const fosi_itmatt_row *row = fosi_itmatt_head; row->tag != NULL; row++)
        put_row(w, row, row->kind == FOSI_ITMATT_DAY ? root : consignment);
    for (const fosi_itmatt_word *role = fosi_itmatt_parties; role->here != NULL; role++) {
        const fosi_tree *party = child_named(consignment, role->here);
        if (party == NULL) continue;
        put_address(w, role->there, party);
        put_identifiers(w, party);
        put_contact(w, party);
    }
    uint64_t position = 0;
    for (const fosi_tree *item = items == NULL ? NULL : items->first; item != NULL; item = item->next) {
        char digits[24];
        fos_buffer text = { NULL, digits, 0, sizeof digits, false };
        fosi_slice number = take(item, "number");
        fosi_buffer_unsigned(&text, ++position);
        const part line[] = { { 1, 1, number.length > 0 ? number : (fosi_slice){ digits, text.size } } };
        put_segment(w, "GID", line, 1);
        for (const fosi_itmatt_row *row = fosi_itmatt_item; row->tag != NULL; row++)
            put_row(w, row, item);
    }
    char digits[24];
    fos_buffer text = { NULL, digits, 0, sizeof digits, false };
    fosi_buffer_unsigned(&text, w->syntax.segments + 1u);
    const part end[] = { { 1, 1, { digits, text.size } }, { 2, 1, fosi_slice_of("1") } };
    put_segment(w, "UNT", end, COUNT(end));
}

/* The countries stand for the posts that exchange it; the day is that of the declaration, so that the same request gives the same
 * bytes. */
static void put_interchange(writing *w, const fos_request *request, const fosi_tree *root)
{
    const fos_consignment *consignment = request->consignment;
    char date[FOS_DATE_TEXT] = "", day[12];
    if (request->date != FOS_DATE_ABSENT) fos_date_format(request->date, date);
    fosi_slice digits = without_dashes(fosi_slice_of(date), day);
    const part head[] = { { 1, 1, fosi_slice_of("UNOW") },
                          { 1, 2, fosi_slice_of("4") },
                          { 2, 1, fosi_slice_of(consignment->dispatch_country) },
                          { 3, 1, fosi_slice_of(consignment->destination_country) },
                          { 4, 1, digits },
                          { 4, 2, fosi_slice_of("0000") },
                          { 5, 1, fosi_slice_of("1") } };
    const part end[] = { { 1, 1, fosi_slice_of("1") }, { 2, 1, fosi_slice_of("1") } };
    fosi_buffer_text(w->syntax.out, "UNA:+.? '\n");
    put_segment(w, "UNB", head, COUNT(head));
    put_message(w, root, child_named(root, "consignment"));
    put_segment(w, "UNZ", end, COUNT(end));
}

/* That an item is in the post goes without saying in this message. */
static void use_mode(fosi_tree *root)
{
    fosi_tree *mode = fosi_map_find(root, "consignment/transport_mode");
    if (mode != NULL && fosi_slice_is(mode->text, "post")) fosi_map_use(mode);
}

fos_status fosi_itmatt_write_request(const fos_request *request, const fosi_format *format, const fos_quote *quote,
                                     fos_buffer *out, fos_report *report, fos_error *error)
{
    const fosi_document nowhere = { "", NULL, 0, NULL };
    fosi_notes notes = fosi_notes_of(report, &nowhere);
    fosi_arena arena;
    fosi_document document;
    (void)format, (void)quote;
    fosi_arena_init(&arena, fosi_request_context(request));
    writing w = { { .out = out }, &notes };
    size_t mark = out->size;
    fos_status status = fosi_map_request(request, &arena, &document, error);
    if (status == FOS_STATUS_OK) {
        put_interchange(&w, request, document.root);
        use_mode(document.root);
        fosi_map_note_rest(document.root, &notes, "has no place in this format, left out");
        status = fosi_buffer_finish(out, mark, error);
    }
    fosi_arena_free(&arena);
    return status == FOS_STATUS_OK ? fosi_notes_status(&notes, error) : status;
}
