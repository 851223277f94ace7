/* CSV to a request: row by row, each becoming an item at once. What is not of the item stands in every row and must be the
 * same there, or blank. */
#include <string.h>

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
    size_t at;
    fosi_tree *root;  /* what is not of items */
    fosi_tree *items; /* a node for each row, for messages */
    fosi_tree *tail;
} reading;

static fos_status fail_at(reading *r, fos_status status, size_t offset, const char *text, fosi_slice value, const char *expected)
{
    return fosi_fail_at(r->error, status, r->document.source, r->document.bytes, r->document.length, offset, NULL,
                        "%s \"%.*s\", %s", text, value.length > 60 ? 60 : (int)value.length, value.data, expected);
}

/* ---- cells ---- */

typedef struct cell {
    fosi_slice text;
    size_t offset;
    bool last; /* of its row */
} cell;

static bool ends_cell(char c) { return c == ',' || c == '\n' || c == '\r'; }

/* Moves behind a cell's comma or a row's end; anything else stays, to be refused. */
static void end_cell(reading *r, cell *found)
{
    const char *bytes = r->document.bytes;
    size_t end = r->document.length;
    found->last = r->at == end || bytes[r->at] != ',';
    if (r->at < end && bytes[r->at] == '\r') r->at++;
    if (r->at < end && (bytes[r->at] == '\n' || bytes[r->at] == ',')) r->at++;
}

static fos_status read_quoted(reading *r, cell *found)
{
    const char *bytes = r->document.bytes;
    size_t end = r->document.length, start = ++r->at, doubled = 0;
    for (; r->at < end; r->at++) {
        if (bytes[r->at] != '"') continue;
        if (r->at + 1 < end && bytes[r->at + 1] == '"')
            r->at++, doubled++;
        else
            break;
    }
    if (r->at == end)
        return fail_at(r, FOS_STATUS_SYNTAX, found->offset, "the quotes of", found->text, "expected them to be closed");
    size_t length = r->at++ - start;
    if (length > FOSI_CSV_CELL_MOST)
        return fail_at(r, FOS_STATUS_LIMIT_SIZE, found->offset, "a cell of more than 65536 bytes", found->text, "");
    char *copy = fosi_arena_take(r->arena, length - doubled + 1);
    if (copy == NULL) return fosi_fail_memory(r->error);
    size_t to = 0;
    for (size_t i = start; i < start + length; i++) {
        copy[to++] = bytes[i];
        i += bytes[i] == '"';
    }
    copy[to] = '\0';
    found->text = (fosi_slice){ copy, to };
    if (r->at < end && !ends_cell(bytes[r->at]))
        return fail_at(r, FOS_STATUS_SYNTAX, r->at, "more behind the quotes of", found->text,
                       "expected a comma or the end of the row");
    return FOS_STATUS_OK;
}

static fos_status read_plain(reading *r, cell *found)
{
    const char *bytes = r->document.bytes;
    size_t end = r->document.length, start = r->at;
    while (r->at < end && !ends_cell(bytes[r->at]) && bytes[r->at] != '"')
        r->at++;
    found->text = (fosi_slice){ bytes + start, r->at - start };
    if (r->at < end && bytes[r->at] == '"')
        return fail_at(r, FOS_STATUS_SYNTAX, r->at, "a quote inside", found->text,
                       "expected the whole cell in quotes, and the quote doubled");
    if (found->text.length > FOSI_CSV_CELL_MOST)
        return fail_at(r, FOS_STATUS_LIMIT_SIZE, start, "a cell of more than 65536 bytes", found->text, "");
    if (found->text.length == 0) return FOS_STATUS_OK;
    char *copy = fosi_arena_text(r->arena, bytes + start, found->text.length);
    if (copy == NULL) return fosi_fail_memory(r->error);
    found->text.data = copy;
    return FOS_STATUS_OK;
}

static fos_status read_cell(reading *r, cell *found)
{
    *found = (cell){ { "", 0 }, r->at, false };
    bool quoted = r->at < r->document.length && r->document.bytes[r->at] == '"';
    fos_status status = quoted ? read_quoted(r, found) : read_plain(r, found);
    if (status == FOS_STATUS_OK && memchr(found->text.data, '\0', found->text.length) != NULL)
        status = fail_at(r, FOS_STATUS_ENCODING, found->offset, "a NUL in", found->text, "which no text may hold");
    if (status == FOS_STATUS_OK) end_cell(r, found);
    return status;
}

/* ---- the header ---- */

static fos_status read_column(reading *r, const cell *head)
{
    char expected[160] = "";
    if (r->column_count == FOSI_CSV_COLUMNS_MOST)
        return fail_at(r, FOS_STATUS_LIMIT_COUNT, head->offset, "more than 4096 columns at", head->text, "");
    if (!fosi_csv_understand(head->text, &r->columns[r->column_count], expected))
        return fail_at(r, FOS_STATUS_UNKNOWN_KEY, head->offset, "there is no column", head->text, expected);
    r->column_count++;
    return FOS_STATUS_OK;
}

static size_t count_commas(const reading *r)
{
    const char *line = r->document.bytes + r->at, *end = memchr(line, '\n', r->document.length - r->at);
    size_t length = end == NULL ? r->document.length - r->at : (size_t)(end - line), count = 1;
    for (size_t i = 0; i < length && count < FOSI_CSV_COLUMNS_MOST; i++)
        count += line[i] == ',';
    return count;
}

static fos_status read_header(reading *r)
{
    cell head;
    r->columns = fosi_arena_zero(r->arena, count_commas(r), sizeof *r->columns);
    if (r->columns == NULL) return fosi_fail_memory(r->error);
    do {
        fos_status status = read_cell(r, &head);
        if (status == FOS_STATUS_OK) status = read_column(r, &head);
        if (status != FOS_STATUS_OK) return status;
    } while (!head.last);
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
    fosi_tree *node =
        column->of_item ? reach(&r->scratch, item, column, found->offset) : reach(r->arena, r->root, column, found->offset);
    if (node == NULL) return fosi_fail_memory(r->error);
    bool is_new = node->text.length == 0;
    if (!is_new && !fosi_slice_equal(node->text, found->text))
        return fail_at(r, FOS_STATUS_INCONSISTENT, found->offset, "found", found->text,
                       "expected what the rows before say, or nothing");
    if (is_new) set_value(node, column->element, found->text);
    return FOS_STATUS_OK;
}

static fos_status read_cells(reading *r, fosi_tree *item)
{
    cell found = { .last = false };
    for (size_t i = 0; i < r->column_count; i++) {
        size_t start = r->at;
        if (found.last)
            return fail_at(r, FOS_STATUS_SYNTAX, start, "too few cells in the row that ends with", found.text,
                           "expected one for each column");
        fos_status status = read_cell(r, &found);
        if (status == FOS_STATUS_OK) status = take_cell(r, &r->columns[i], &found, item);
        if (status != FOS_STATUS_OK) return status;
    }
    if (found.last) return FOS_STATUS_OK;
    return fail_at(r, FOS_STATUS_SYNTAX, r->at, "more cells than columns behind", found.text, "expected the end of the row");
}

static fos_status read_row(reading *r)
{
    if (r->items->count >= r->limits->items)
        return fail_at(r, FOS_STATUS_LIMIT_COUNT, r->at, "more rows than the limit for entries of a list", fosi_slice_of(""), "");
    fosi_tree *item = fosi_map_new(r->arena, FOSI_TREE_OBJECT, "", r->at);
    if (item == NULL) return fosi_fail_memory(r->error);
    fosi_map_hang(r->items, item, &r->tail);
    fos_status status = read_cells(r, item);
    if (status == FOS_STATUS_OK) status = fosi_request_read_item(r->request, &r->document, item, r->limits, r->report, r->error);
    item->first = NULL;
    item->count = 0;
    fosi_arena_reset(&r->scratch);
    return status;
}

/* Blank lines, also at the end, are no rows. */
static bool skip_blank(reading *r)
{
    while (r->at < r->document.length && (r->document.bytes[r->at] == '\n' || r->document.bytes[r->at] == '\r'))
        r->at++;
    return r->at < r->document.length;
}

static fos_status read_rows(reading *r)
{
    fos_status status = read_header(r);
    while (status == FOS_STATUS_OK && skip_blank(r))
        status = read_row(r);
    if (status != FOS_STATUS_OK) return status;
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
    r.at = fosi_byte_order_mark(bytes, length);
    if (!skip_blank(&r))
        return fail_at(&r, FOS_STATUS_SYNTAX, 0, "there is no header", fosi_slice_of(""), "expected a row of names");
    fosi_arena_init(&r.scratch, r.arena->context);
    status = prepare(&r) ? read_rows(&r) : fosi_fail_memory(error);
    fosi_arena_free(&r.scratch);
    return status;
}
