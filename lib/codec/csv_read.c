/* CSV to a request: row by row, each becoming an item at once. What is not of the item stands in every row and must be the
 * same there, or blank. */
#include <string.h>

#include "base/csv_records.h"
#include "codec/csv.h"
#include "codec/json_tree.h"
#include "dataset/request.h"

typedef struct reading {
    fos_request *request;
    fosi_arena *arena;  /* of the request: texts live on */
    fosi_arena scratch; /* of one row: its nodes */
    fosi_document document;
    const fos_limits *limits;
    fos_report *report;
    fos_error *error;
    fosi_csv_column *columns;
    size_t column_count;
    fosi_records records;
    fosi_tree *root;  /* what is not of items */
    fosi_tree *items; /* a node for each row, for messages */
    fosi_tree *tail;
} reading;

static fos_status fail_at(reading *r, fos_status status, size_t offset, const char *text, fosi_slice value, const char *expected)
{
    return fosi_fail_at(r->error, status, r->document.source, r->document.bytes, r->document.length, offset, NULL,
                        "%s \"%.*s\", %s", text, value.length > 60 ? 60 : (int)value.length, value.data, expected);
}

/* ---- the header ---- */

static const fosi_record_rules rules = { .most_fields = FOSI_CSV_COLUMNS_MOST,
                                         .longest = (size_t)FOSI_CSV_COLUMNS_MOST * FOSI_CSV_CELL_MOST };

typedef struct cell {
    fosi_slice text;
    size_t offset;
} cell;

static cell cell_at(const reading *r, uint32_t index)
{
    const fosi_record_field *field = &r->records.fields[index];
    return (cell){ { fosi_record_text(&r->records, index), field->length }, (size_t)field->offset };
}

static fos_status read_header(reading *r)
{
    r->columns = fosi_arena_zero(r->arena, r->records.count, sizeof *r->columns);
    if (r->columns == NULL) return fosi_fail_memory(r->error);
    for (; r->column_count < r->records.count; r->column_count++) {
        char expected[160] = "";
        cell head = cell_at(r, (uint32_t)r->column_count);
        head.text.data = fosi_arena_text(r->arena, head.text.data, head.text.length); /* columns keep parts of it */
        if (head.text.data == NULL) return fosi_fail_memory(r->error);
        if (!fosi_csv_understand(head.text, &r->columns[r->column_count], expected))
            return fail_at(r, FOS_STATUS_UNKNOWN_KEY, head.offset, "there is no column", head.text, expected);
    }
    return FOS_STATUS_OK;
}

/* ---- values ---- */

/* The entry of a list that a number stands for in this row. `key_offset` of an entry is its number. */
static fosi_tree *entry_of(fosi_arena *arena, fosi_tree *list, size_t index, size_t offset)
{
    for (fosi_tree *entry = list->first; entry != NULL; entry = entry->next)
        if (entry->key_offset == index) return entry;
    fosi_tree *entry = fosi_map_new(arena, FOSI_TREE_OBJECT, "", offset);
    if (entry == NULL) return NULL;
    entry->key_offset = index;
    fosi_map_hang(list, entry, NULL);
    return entry;
}

static fosi_tree_kind kind_of(const fosi_csv_step *step)
{
    if (step->element == NULL) return FOSI_TREE_OBJECT;
    return step->element->kind == FOSI_ELEMENT_LIST || step->element->kind == FOSI_ELEMENT_TEXT_LIST ? FOSI_TREE_LIST
                                                                                                     : FOSI_TREE_OBJECT;
}

/* The node at a column's path, made with all above it; NULL when out of memory. */
static fosi_tree *reach(fosi_arena *arena, fosi_tree *from, const fosi_csv_column *column, size_t offset)
{
    for (size_t i = 0; i < column->count && from != NULL; i++) {
        const fosi_csv_step *step = &column->steps[i];
        if (step->index > 0) {
            from = entry_of(arena, from, step->index, offset);
            continue;
        }
        fosi_tree *child = fosi_map_child(from, step->name, strlen(step->name));
        if (child == NULL) {
            child = fosi_map_new(arena, kind_of(step), step->name, offset);
            if (child != NULL) fosi_map_hang(from, child, NULL);
        }
        from = child;
    }
    return from;
}

static void set_value(fosi_tree *node, const fosi_element *element, fosi_slice text)
{
    node->kind = FOSI_TREE_TEXT;
    if (element->kind == FOSI_ELEMENT_TRUTH && fosi_slice_is(text, "true")) node->kind = FOSI_TREE_TRUE;
    if (element->kind == FOSI_ELEMENT_TRUTH && fosi_slice_is(text, "false")) node->kind = FOSI_TREE_FALSE;
    node->text = text;
}

static fos_status take_cell(reading *r, const fosi_csv_column *column, const cell *found, fosi_tree *item)
{
    if (column->skipped || found->text.length == 0) return FOS_STATUS_OK;
    if (found->text.length > FOSI_CSV_CELL_MOST)
        return fail_at(r, FOS_STATUS_LIMIT_SIZE, found->offset, "a cell of more than 65536 bytes", found->text, "");
    fosi_tree *node =
        column->of_item ? reach(&r->scratch, item, column, found->offset) : reach(r->arena, r->root, column, found->offset);
    if (node == NULL) return fosi_fail_memory(r->error);
    if (node->text.length == 0) {
        char *copy = fosi_arena_text(r->arena, found->text.data, found->text.length);
        if (copy == NULL) return fosi_fail_memory(r->error);
        set_value(node, column->element, (fosi_slice){ copy, found->text.length });
    } else if (!fosi_slice_equal(node->text, found->text)) {
        return fail_at(r, FOS_STATUS_INCONSISTENT, found->offset, "found", found->text,
                       "expected what the rows before say, or nothing");
    }
    return FOS_STATUS_OK;
}

static fos_status read_cells(reading *r, fosi_tree *item)
{
    uint32_t count = r->records.count;
    if (count < r->column_count) {
        cell last = cell_at(r, count - 1);
        return fail_at(r, FOS_STATUS_SYNTAX, last.offset, "too few cells in the row that ends with", last.text,
                       "expected one for each column");
    }
    if (count > r->column_count) {
        cell more = cell_at(r, (uint32_t)r->column_count);
        return fail_at(r, FOS_STATUS_SYNTAX, more.offset, "more cells than columns at", more.text, "expected the end of the row");
    }
    for (uint32_t i = 0; i < count; i++) {
        cell found = cell_at(r, i);
        fos_status status = take_cell(r, &r->columns[i], &found, item);
        if (status != FOS_STATUS_OK) return status;
    }
    return FOS_STATUS_OK;
}

static fos_status read_row(reading *r)
{
    size_t at = (size_t)r->records.fields[0].offset;
    if (r->items->count >= r->limits->items)
        return fail_at(r, FOS_STATUS_LIMIT_COUNT, at, "more rows than the limit for entries of a list", fosi_slice_of(""), "");
    fosi_tree *item = fosi_map_new(r->arena, FOSI_TREE_OBJECT, "", at);
    if (item == NULL) return fosi_fail_memory(r->error);
    fosi_map_hang(r->items, item, &r->tail);
    fos_status status = read_cells(r, item);
    if (status == FOS_STATUS_OK) status = fosi_request_read_item(r->request, &r->document, item, r->limits, r->report, r->error);
    item->first = NULL;
    item->count = 0;
    fosi_arena_reset(&r->scratch);
    return status;
}

static fos_status take_record(void *user, fos_error *error)
{
    reading *r = user;
    (void)error; /* the reading has it */
    return r->columns == NULL ? read_header(r) : read_row(r);
}

static fos_status read_rows(reading *r)
{
    const fosi_document *d = &r->document;
    fos_status status = fosi_records_feed(&r->records, d->bytes, d->length, take_record, r, r->error);
    if (status == FOS_STATUS_OK) status = fosi_records_end(&r->records, take_record, r, r->error);
    if (status != FOS_STATUS_OK) {
        fosi_name_source(r->error, d->source);
        return status;
    }
    if (r->columns == NULL)
        return fail_at(r, FOS_STATUS_SYNTAX, 0, "there is no header", fosi_slice_of(""), "expected a row of names");
    r->document.root = r->root;
    fosi_tree *consignment = fosi_map_child(r->root, "consignment", 11);
    if (consignment == NULL) {
        consignment = fosi_map_new(r->arena, FOSI_TREE_OBJECT, "consignment", 0);
        if (consignment == NULL) return fosi_fail_memory(r->error);
        fosi_map_hang(r->root, consignment, NULL);
    }
    /* An object without members is passed over, and with it the checks of the consignment. */
    consignment->count += consignment->count == 0;
    return fosi_request_read_tree(r->request, &r->document, r->limits, FOSI_READ_PARTIAL, r->report, r->error);
}

static bool prepare(reading *r)
{
    r->root = fosi_map_new(r->arena, FOSI_TREE_OBJECT, "", 0);
    fosi_tree *above = fosi_map_new(r->arena, FOSI_TREE_OBJECT, "", 0);
    fosi_tree *consignment = fosi_map_new(r->arena, FOSI_TREE_OBJECT, "consignment", 0);
    r->items = fosi_map_new(r->arena, FOSI_TREE_LIST, "items", 0);
    if (r->root == NULL || above == NULL || consignment == NULL || r->items == NULL) return false;
    fosi_map_hang(above, consignment, NULL);
    fosi_map_hang(consignment, r->items, NULL);
    return true;
}

fos_status fosi_csv_read_request(fos_request *request, const fosi_format *format, const char *source, const char *bytes,
                                 size_t length, const fos_limits *limits, fos_report *report, fos_error *error)
{
    (void)format;
    fos_status status = fosi_check_bytes(source, bytes, length, limits, error);
    if (status != FOS_STATUS_OK) return status;
    reading r = { .request = request, .arena = fosi_request_arena(request), .limits = limits, .report = report, .error = error };
    r.document = (fosi_document){ source, bytes, length, NULL };
    fosi_records_init(&r.records, r.arena->context, &rules);
    fosi_arena_init(&r.scratch, r.arena->context);
    status = prepare(&r) ? read_rows(&r) : fosi_fail_memory(error);
    fosi_arena_free(&r.scratch);
    fosi_records_done(&r.records);
    return status;
}
