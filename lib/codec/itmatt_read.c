/* From the interchange to a request. */
#include <string.h>

#include "codec/itmatt.h"
#include "codec/json_tree.h"
#include "dataset/request.h"

typedef struct reading {
    fosi_edifact_reader syntax;
    fosi_arena *arena;
    fosi_notes *notes;
    fosi_tree *root;
    fosi_tree *consignment;
    fosi_tree *items;
    fosi_tree *tail;
    fosi_tree *party; /* that the segments are of, or NULL */
    fosi_tree *item;  /* the same */
    uint32_t first;   /* number of UNH */
    bool in_message;
    bool had_message;
    bool ended;
    fos_status status;
    const fos_limits *limits;
} reading;

static void fail_memory(reading *r)
{
    if (r->status == FOS_STATUS_OK) r->status = fosi_fail_memory(r->syntax.error);
}

static void fail(reading *r, const fosi_edifact_segment *s, fos_status status, const char *text, fosi_slice value)
{
    if (r->status == FOS_STATUS_OK) r->status = fosi_edifact_fail(&r->syntax, s, status, text, value);
}

static bool is(const fosi_edifact_segment *s, const char *tag) { return strcmp(s->tag, tag) == 0; }

/* ---- nodes ---- */

static fosi_tree *make(reading *r, fosi_tree *parent, fosi_tree_kind kind, const char *name, size_t offset)
{
    fosi_tree *node = fosi_map_new(r->arena, kind, name, offset);
    if (node == NULL)
        fail_memory(r);
    else
        fosi_map_hang(parent, node, NULL);
    return node;
}

static fosi_tree *reach(reading *r, fosi_tree *parent, fosi_tree_kind kind, const char *name, size_t offset)
{
    fosi_tree *node = fosi_map_child(parent, name, strlen(name));
    return node != NULL ? node : make(r, parent, kind, name, offset);
}

static void say(reading *r, fosi_tree *parent, const char *name, fosi_slice text, const fosi_edifact_segment *s)
{
    if (text.length == 0 || parent == NULL) return;
    if (name[0] != '\0' && fosi_map_child(parent, name, strlen(name)) != NULL) {
        fail(r, s, FOS_STATUS_DUPLICATE_KEY, "this was said before", text);
        return;
    }
    fosi_tree *node = make(r, parent, FOSI_TREE_TEXT, name, s->offset);
    if (node != NULL) node->text = text;
}

/* ---- values ---- */

static const fosi_itmatt_row *row_of(const fosi_itmatt_row *rows, fosi_edifact_segment *s)
{
    for (; rows->tag != NULL; rows++) {
        if (!is(s, rows->tag)) continue;
        uint64_t used = s->used;
        bool fits = rows->qualifier[0] == '\0' || fosi_slice_is(fosi_edifact_take(s, 1, 1), rows->qualifier);
        if (fits && rows->second != NULL) fits = fosi_slice_is(fosi_edifact_take(s, 2, 1), rows->second);
        if (fits) return rows;
        s->used = used;
    }
    return NULL;
}

static fosi_slice day_of(reading *r, const fosi_edifact_segment *s, fosi_slice text)
{
    char *made = text.length == 8 ? fosi_arena_take(r->arena, 11) : NULL;
    if (made == NULL) {
        if (text.length == 8)
            fail_memory(r);
        else
            fail(r, s, FOS_STATUS_INVALID_VALUE, "expected a day such as 20261123, not", text);
        return text;
    }
    fos_buffer day = { NULL, made, 0, 11, false };
    for (size_t i = 0; i < 8; i++) {
        if (i == 4 || i == 6) fosi_buffer_char(&day, '-');
        fosi_buffer_char(&day, text.data[i]);
    }
    return (fosi_slice){ made, 10 };
}

static fosi_slice word_here(const fosi_itmatt_word *words, fosi_slice there)
{
    for (; words->here != NULL; words++)
        if (fosi_slice_is(there, words->there)) return fosi_slice_of(words->here);
    return fosi_slice_of("");
}

static void take_category(reading *r, fosi_tree *here, const fosi_itmatt_row *row, fosi_slice text, const fosi_edifact_segment *s)
{
    fosi_slice word = word_here(fosi_itmatt_categories, text);
    if (word.length == 0)
        fail(r, s, FOS_STATUS_INVALID_VALUE, "expected a category of UPU list 136, not", text);
    else
        say(r, here, row->name, word, s);
}

static void take_row(reading *r, const fosi_itmatt_row *row, fosi_edifact_segment *s, fosi_tree *here)
{
    fosi_slice text = fosi_edifact_take(s, row->element, row->component);
    switch (row->kind) {
    case FOSI_ITMATT_MONEY: {
        fosi_tree *money = text.length == 0 ? NULL : make(r, here, FOSI_TREE_OBJECT, row->name, s->offset);
        say(r, money, "amount", text, s);
        say(r, money, "currency", fosi_edifact_take(s, row->element, row->component + 1u), s);
        break;
    }
    case FOSI_ITMATT_MASS: {
        fosi_slice unit = fosi_edifact_take(s, row->element, row->component - 1u);
        if (!fosi_slice_is(unit, "KGM")) fail(r, s, FOS_STATUS_INVALID_VALUE, "expected the unit KGM, not", unit);
        say(r, here, row->name, text, s);
        break;
    }
    case FOSI_ITMATT_DAY:
        (void)fosi_edifact_take(s, row->element, row->component + 1u);
        say(r, r->root, row->name, day_of(r, s, text), s);
        break;
    case FOSI_ITMATT_CATEGORY: take_category(r, here, row, text, s); break;
    case FOSI_ITMATT_QUANTITY:
        say(r, here, row->name, text, s);
        say(r, here, row->unit, fosi_edifact_take(s, row->element, row->component + 1u), s);
        break;
    default: say(r, here, row->name, text, s); break;
    }
}

/* ---- parties ---- */

static void begin_party(reading *r, fosi_edifact_segment *s)
{
    fosi_slice role = word_here(fosi_itmatt_parties, fosi_edifact_take(s, 1, 1));
    r->party = NULL;
    if (role.length == 0) return;
    if (fosi_map_child(r->consignment, role.data, role.length) != NULL) {
        fail(r, s, FOS_STATUS_DUPLICATE_KEY, "a second party of the role", role);
        return;
    }
    r->party = make(r, r->consignment, FOSI_TREE_OBJECT, role.data, s->offset);
    if (r->party == NULL) return;
    say(r, r->party, "name", fosi_edifact_take(s, 4, 1), s);
    fosi_tree *address = make(r, r->party, FOSI_TREE_OBJECT, "address", s->offset);
    fosi_tree *lines = address == NULL ? NULL : make(r, address, FOSI_TREE_LIST, "lines", s->offset);
    for (unsigned i = 1; i <= 4; i++)
        say(r, lines, "", fosi_edifact_take(s, 5, i), s);
    say(r, address, "city", fosi_edifact_take(s, 6, 1), s);
    say(r, address, "subdivision", fosi_edifact_take(s, 7, 1), s);
    say(r, address, "postcode", fosi_edifact_take(s, 8, 1), s);
    say(r, address, "country", fosi_edifact_take(s, 9, 1), s);
}

/* "scheme value". */
static void add_identifier(reading *r, fosi_edifact_segment *s)
{
    fosi_slice both = fosi_edifact_take(s, 1, 2);
    const char *space = memchr(both.data, ' ', both.length);
    fosi_tree *list = reach(r, r->party, FOSI_TREE_LIST, "identifiers", s->offset);
    fosi_tree *entry = list == NULL ? NULL : make(r, list, FOSI_TREE_OBJECT, "", s->offset);
    char *scheme = space == NULL || entry == NULL ? NULL : fosi_arena_text(r->arena, both.data, (size_t)(space - both.data));
    if (space == NULL) fail(r, s, FOS_STATUS_INVALID_VALUE, "expected a scheme, a space and a number, not", both);
    if (scheme == NULL) {
        fail_memory(r);
        return;
    }
    size_t length = (size_t)(space - both.data);
    say(r, entry, "scheme", (fosi_slice){ scheme, length }, s);
    say(r, entry, "value", (fosi_slice){ space + 1, both.length - length - 1 }, s);
}

static bool take_of_party(reading *r, fosi_edifact_segment *s)
{
    if (r->party == NULL) return false;
    if (is(s, "RFF") && fosi_slice_is(fosi_edifact_take(s, 1, 1), "ZZZ")) {
        add_identifier(r, s);
    } else if (is(s, "CTA")) {
        (void)fosi_edifact_take(s, 1, 1);
        say(r, reach(r, r->party, FOSI_TREE_OBJECT, "contact", s->offset), "name", fosi_edifact_take(s, 2, 2), s);
    } else if (is(s, "COM")) {
        fosi_slice means = word_here(fosi_itmatt_means, fosi_edifact_take(s, 1, 2));
        if (means.length > 0)
            say(r, reach(r, r->party, FOSI_TREE_OBJECT, "contact", s->offset), means.data, fosi_edifact_take(s, 1, 1), s);
    } else {
        return false;
    }
    return true;
}

/* ---- segments ---- */

static void begin_item(reading *r, fosi_edifact_segment *s)
{
    r->party = NULL;
    if (r->items == NULL) r->items = make(r, r->consignment, FOSI_TREE_LIST, "items", s->offset);
    if (r->items == NULL) return;
    if (r->items->count >= r->limits->items) {
        fail(r, s, FOS_STATUS_LIMIT_COUNT, "more items than the limit for entries of a list", fosi_slice_of(""));
        return;
    }
    r->item = fosi_map_new(r->arena, FOSI_TREE_OBJECT, "", s->offset);
    if (r->item == NULL) {
        fail_memory(r);
        return;
    }
    fosi_map_hang(r->items, r->item, &r->tail);
    say(r, r->item, "number", fosi_edifact_take(s, 1, 1), s);
}

static uint32_t number_of(fosi_slice text)
{
    uint32_t number = 0;
    for (size_t i = 0; i < text.length && i < 9; i++)
        number = number * 10 + (uint32_t)(fosi_is_digit(text.data[i]) ? text.data[i] - '0' : 0);
    return number;
}

static void begin_message(reading *r, fosi_edifact_segment *s)
{
    fosi_slice type = fosi_edifact_take(s, 2, 1);
    if (r->had_message)
        fail(r, s, FOS_STATUS_DUPLICATE_KEY, "a second message in one interchange, expected one", fosi_slice_of(""));
    else if (!fosi_slice_is(type, "ITMATT"))
        fail(r, s, FOS_STATUS_INVALID_VALUE, "expected a message ITMATT, not", type);
    r->first = s->number;
    r->in_message = r->had_message = true;
    s->used = UINT64_MAX;
}

static void end_message(reading *r, fosi_edifact_segment *s)
{
    fosi_slice count = fosi_edifact_take(s, 1, 1);
    if (!r->in_message)
        fail(r, s, FOS_STATUS_SYNTAX, "the end of a message that did not begin", fosi_slice_of(""));
    else if (number_of(count) != s->number - r->first + 1)
        fail(r, s, FOS_STATUS_INCONSISTENT, "the message has another number of segments than", count);
    r->in_message = false;
    s->used = UINT64_MAX;
}

static void take_segment(reading *r, fosi_edifact_segment *s)
{
    if (is(s, "UNH")) {
        begin_message(r, s);
    } else if (is(s, "UNT")) {
        end_message(r, s);
    } else if (is(s, "UNB") || is(s, "UNZ")) {
        r->ended = is(s, "UNZ");
        s->used = UINT64_MAX;
    } else if (!r->in_message) {
        fail(r, s, FOS_STATUS_SYNTAX, "a segment outside of a message", fosi_slice_of(""));
    } else if (is(s, "NAD") && r->item == NULL) {
        begin_party(r, s);
    } else if (is(s, "GID")) {
        begin_item(r, s);
    } else if (!take_of_party(r, s)) {
        const fosi_itmatt_row *row = row_of(r->item != NULL ? fosi_itmatt_item : fosi_itmatt_head, s);
        if (is(s, "BGM")) (void)fosi_edifact_take(s, 1, 4), (void)fosi_edifact_take(s, 3, 1);
        if (is(s, "TOD")) (void)fosi_edifact_take(s, 1, 1);
        if (is(s, "PIA")) (void)fosi_edifact_take(s, 2, 2);
        if (row != NULL) take_row(r, row, s, r->item != NULL ? r->item : r->consignment);
    }
}

static void note_rest(reading *r, const fosi_edifact_segment *s)
{
    for (size_t i = 0; i < s->count; i++)
        if ((s->used >> i & 1) == 0)
            fosi_note(r->notes, true, FOS_STATUS_UNKNOWN_KEY, s->offset, s->tag,
                      "segment %lu: \"%.*s\" has no place in the data set, left out", (unsigned long)s->number,
                      s->parts[i].text.length > 80 ? 80 : (int)s->parts[i].text.length, s->parts[i].text.data);
}

static fos_status read_segments(reading *r)
{
    fosi_edifact_segment segment;
    bool done = false;
    fos_status status = fosi_edifact_begin(&r->syntax);
    while (status == FOS_STATUS_OK) {
        status = fosi_edifact_next(&r->syntax, &segment, &done);
        if (status != FOS_STATUS_OK || done) break;
        take_segment(r, &segment);
        if (r->status == FOS_STATUS_OK) note_rest(r, &segment);
        status = r->status;
    }
    if (status != FOS_STATUS_OK) return status;
    if (r->had_message && !r->in_message && r->ended) return FOS_STATUS_OK;
    return fosi_fail_at(
        r->syntax.error, FOS_STATUS_SYNTAX, r->syntax.source, r->syntax.bytes, r->syntax.length, r->syntax.length, NULL,
        r->had_message ? "the interchange is not whole, expected UNT and UNZ" : "there is no message, expected UNB and UNH");
}

/* The message is of an item in the post. */
static fos_status fill_mode(reading *r)
{
    fosi_tree *mode = fosi_map_text(r->arena, "transport_mode", fosi_slice_of("post"), 0);
    if (mode == NULL) return fosi_fail_memory(r->syntax.error);
    fosi_map_hang(r->consignment, mode, NULL);
    fosi_note(r->notes, true, FOS_STATUS_OK, 0, "/consignment/transport_mode", "is filled in: post");
    return FOS_STATUS_OK;
}

fos_status fosi_itmatt_read_request(fos_request *request, const fosi_format *format, const char *source, const char *bytes,
                                    size_t length, const fos_limits *limits, fos_report *report, fos_error *error)
{
    fosi_document document = { source, bytes, length, NULL };
    fosi_notes notes = fosi_notes_of(report, &document);
    fosi_arena *arena = fosi_request_arena(request);
    (void)format;
    fos_status status = fosi_check_bytes(source, bytes, length, limits, error);
    if (status != FOS_STATUS_OK) return status;
    reading r = { .arena = arena, .notes = &notes, .limits = limits };
    r.syntax = (fosi_edifact_reader){ .arena = arena, .source = source, .bytes = bytes, .length = length, .error = error };
    r.syntax.at = fosi_byte_order_mark(bytes, length);
    r.root = document.root = fosi_map_new(arena, FOSI_TREE_OBJECT, "", 0);
    r.consignment = r.root == NULL ? NULL : make(&r, r.root, FOSI_TREE_OBJECT, "consignment", 0);
    if (r.consignment == NULL) return fosi_fail_memory(error);
    status = read_segments(&r);
    if (status == FOS_STATUS_OK) status = fill_mode(&r);
    if (status == FOS_STATUS_OK) status = fosi_request_read_tree(request, &document, limits, true, report, error);
    return status == FOS_STATUS_OK ? fosi_notes_status(&notes, error) : status;
}
