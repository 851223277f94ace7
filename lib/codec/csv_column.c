/* The columns of a CSV: dotted paths, resolved by the element table. */
#include <string.h>

#include "codec/csv.h"

static const fosi_element *member_of(const fosi_class *of, fosi_slice name)
{
    for (size_t i = 0; i < of->count; i++)
        if (fosi_slice_is(name, of->elements[i].name)) return &of->elements[i];
    return NULL;
}

static bool refuse(char expected[160], const char *first, const char *second)
{
    fos_buffer text = { NULL, expected, 0, 160, false };
    fosi_buffer_text(&text, first);
    if (text.size + strlen(second) < 159) fosi_buffer_text(&text, second);
    return false;
}

static bool refuse_name(const fosi_class *of, fosi_slice name, char expected[160])
{
    const char *names[128];
    size_t count = 0;
    for (; count < of->count && count < 128; count++)
        names[count] = of->elements[count].name;
    const char *near = fosi_nearest(name, names, count);
    return near != NULL ? refuse(expected, "did you mean ", near) : refuse(expected, "expected a member of ", of->name);
}

/* The next part of a path, up to a dot; `rest` moves behind it. */
static fosi_slice next_part(fosi_slice *rest)
{
    const char *dot = memchr(rest->data, '.', rest->length);
    fosi_slice part = { rest->data, dot == NULL ? rest->length : (size_t)(dot - rest->data) };
    size_t taken = part.length + (dot != NULL);
    *rest = (fosi_slice){ rest->data + taken, rest->length - taken };
    return part;
}

static size_t number_of(fosi_slice part)
{
    size_t number = 0;
    for (size_t i = 0; i < part.length; i++) {
        if (!fosi_is_digit(part.data[i]) || number > 100000) return 0;
        number = number * 10 + (size_t)(part.data[i] - '0');
    }
    return number;
}

static void add_step(fosi_csv_column *column, const fosi_element *element, const char *name, size_t index)
{
    column->steps[column->count++] = (fosi_csv_step){ element, name, index };
}

static const fosi_class *class_below(const fosi_element *element)
{
    return element->kind == FOSI_ELEMENT_MONEY ? &fosi_class_money : element->of;
}

static bool is_list(const fosi_element *element)
{
    return element->kind == FOSI_ELEMENT_LIST || element->kind == FOSI_ELEMENT_TEXT_LIST;
}

/* Everything behind the first dots: members and entries, down to a value. */
static bool walk(const fosi_class *of, fosi_slice rest, fosi_csv_column *column, char expected[160])
{
    for (;;) {
        fosi_slice part = next_part(&rest);
        const fosi_element *element = column->count + 2 < FOSI_CSV_STEPS ? member_of(of, part) : NULL;
        if (element == NULL) return refuse_name(of, part, expected);
        add_step(column, element, element->name, 0);
        column->element = element;
        if (element->kind == FOSI_ELEMENT_PAIRS) {
            if (rest.length == 0) return refuse(expected, "expected a name behind ", element->name);
            add_step(column, NULL, rest.data, 0);
            return true;
        }
        if (is_list(element)) {
            size_t index = number_of(next_part(&rest));
            if (index == 0) return refuse(expected, "expected the number of an entry, from 1, behind ", element->name);
            add_step(column, NULL, "", index);
        }
        of = class_below(element);
        if (element->kind == FOSI_ELEMENT_TEXT_LIST || of == NULL)
            return rest.length == 0 || refuse(expected, "expected no more than ", element->name);
        if (rest.length == 0) return refuse(expected, "expected a member behind ", element->name);
    }
}

bool fosi_csv_understand(fosi_slice name, fosi_csv_column *column, char expected[160])
{
    *column = (fosi_csv_column){ 0 };
    column->skipped = name.length > 2 && memcmp(name.data, "x_", 2) == 0;
    if (column->skipped) return true;
    column->of_item = name.length > 5 && memcmp(name.data, "item.", 5) == 0;
    if (column->of_item) return walk(&fosi_class_item, (fosi_slice){ name.data + 5, name.length - 5 }, column, expected);
    if (name.length >= 17 && memcmp(name.data, "consignment.items", 17) == 0)
        return refuse(expected, "expected item. for the lines", "");
    return walk(&fosi_class_request, name, column, expected);
}
