/* Elements of the request as values, by their places in the element table: what conditions of profiles read. */
#include <string.h>

#include "dataset/check.h"
#include "quote/eval.h"

/* The object that holds the element, NULL when one on the way is absent. */
static const void *holder_of(const fosi_eval *eval, const fosi_plan_element *element, const fosi_cell *cell)
{
    const void *object = eval->consignment;
    if (element->grain == FOSI_GRAIN_ITEM) {
        if (cell->item == FOSI_NONE || cell->item >= eval->item_count) return NULL;
        object = eval->consignment->items[cell->item];
    }
    for (uint32_t i = 0; object != NULL && i + 1 < element->depth; i++) {
        const void *field = fosi_field(element->steps[i], object);
        object = element->steps[i]->flags & FOSI_EMBEDDED ? field : *(const void *const *)field;
    }
    return object;
}

static fosi_register lacking(const fosi_plan_element *element)
{
    return fosi_missing(element->need == FOSI_NONE ? 0 : UINT64_C(1) << element->need);
}

static fosi_register of_number(fosi_exact number)
{
    fosi_register value = fosi_zero();
    value.as.number = number;
    return value;
}

static fosi_register of_text(const char *text)
{
    fosi_register value = fosi_zero();
    value.as.text.data = text;
    value.as.text.length = strlen(text);
    return value;
}

fosi_register fosi_element_value(fosi_eval *eval, uint32_t index, const fosi_cell *cell)
{
    const fosi_plan_element *element = &eval->regime->elements[index];
    const fosi_element *row = element->steps[element->depth - 1];
    const void *object = holder_of(eval, element, cell);
    if (object == NULL || !fosi_element_present(row, object)) return lacking(element);
    const void *field = fosi_field(row, object);
    switch (row->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: return of_text(*(const char *const *)field);
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return of_text(field);
    case FOSI_ELEMENT_CHOICE: return of_text(row->words[*(const int *)field]);
    case FOSI_ELEMENT_DECIMAL: return of_number(fosi_exact_of(*(const fos_decimal *)field));
    case FOSI_ELEMENT_INTEGER: return of_number((fosi_exact){ *(const int32_t *)field, 1, 0 });
    case FOSI_ELEMENT_DATE: return of_number((fosi_exact){ *(const fos_date *)field, 1, 0 });
    case FOSI_ELEMENT_TRUTH: return of_number((fosi_exact){ *(const fos_truth *)field == FOS_TRUTH_TRUE, 1, 0 });
    default: return lacking(element);
    }
}

fosi_register fosi_element_money(fosi_eval *eval, uint32_t index, uint32_t conversion, const fosi_cell *cell)
{
    const fosi_plan_element *element = &eval->regime->elements[index];
    const void *object = holder_of(eval, element, cell);
    const fos_money *money = object == NULL ? NULL : fosi_field(element->steps[element->depth - 1], object);
    if (money == NULL || !fos_decimal_present(money->amount) || money->currency[0] == '\0') return lacking(element);
    return fosi_convert_money(eval, money, conversion);
}

/* Whether the rest of the way leads to a value in any entry of the lists on it. */
static bool given_below(const fosi_plan_element *element, uint32_t at, const void *object)
{
    const fosi_element *row = element->steps[at];
    if (!fosi_element_present(row, object)) return false;
    if (at + 1 == element->depth) return true;
    const void *field = fosi_field(row, object);
    if (row->kind != FOSI_ELEMENT_LIST)
        return given_below(element, at + 1, row->flags & FOSI_EMBEDDED ? field : *(const void *const *)field);
    const fosi_list *list = field;
    for (size_t i = 0; i < list->count; i++) {
        if (given_below(element, at + 1, ((const void *const *)list->entries)[i])) return true;
    }
    return false;
}

fosi_register fosi_element_given(const fosi_eval *eval, uint32_t index, const fosi_cell *cell)
{
    const fosi_plan_element *element = &eval->regime->elements[index];
    const void *object = eval->consignment;
    if (element->grain == FOSI_GRAIN_ITEM)
        object = cell->item == FOSI_NONE || cell->item >= eval->item_count ? NULL : eval->consignment->items[cell->item];
    return of_number((fosi_exact){ object != NULL && given_below(element, 0, object), 1, 0 });
}
