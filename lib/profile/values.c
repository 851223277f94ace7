/* Values of a request at the places of a profile, with their pointers and as text. */
#include <string.h>

#include "dataset/walk.h"
#include "profile/report.h"

typedef struct seeing {
    fosi_see *see;
    void *with;
} seeing;

static fos_status pass_on(fosi_walk *walk, const fosi_element *element, void *object)
{
    const seeing *s = walk->with;
    fosi_spot spot = { element, object, walk->pointer.text };
    s->see(s->with, &spot);
    return FOS_STATUS_OK;
}

void fosi_see_place(const fosi_place *place, const fos_request *request, uint32_t item, fosi_see *see, void *with)
{
    seeing s = { see, with };
    fosi_walk walk = { .visit = pass_on, .with = &s, .along = place->steps, .along_depth = place->depth };
    walk.item = item == FOSI_NONE ? SIZE_MAX : item;
    (void)fosi_walk_request(&walk, request); /* nothing in it fails */
}

static void put_money(fos_buffer *out, const fos_money *money)
{
    if (fos_decimal_present(money->amount)) fosi_buffer_decimal(out, money->amount);
    if (money->currency[0] == '\0') return;
    fosi_buffer_char(out, ' ');
    fosi_buffer_text(out, money->currency);
}

static void put_value(fos_buffer *out, const fos_element *element, const void *field)
{
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: fosi_buffer_text(out, *(const char *const *)field); break;
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: fosi_buffer_text(out, field); break;
    case FOSI_ELEMENT_CHOICE: fosi_buffer_text(out, element->words[*(const int *)field]); break;
    case FOSI_ELEMENT_DECIMAL: fosi_buffer_decimal(out, *(const fos_decimal *)field); break;
    case FOSI_ELEMENT_INTEGER: fosi_buffer_unsigned(out, *(const uint32_t *)field); break;
    case FOSI_ELEMENT_DATE: fosi_buffer_date(out, *(const fos_date *)field); break;
    case FOSI_ELEMENT_TRUTH: fosi_buffer_text(out, *(const fos_truth *)field == FOS_TRUTH_TRUE ? "true" : "false"); break;
    case FOSI_ELEMENT_MONEY: put_money(out, field); break;
    default: break;
    }
}

const char *fosi_spot_value(fosi_validating *v, const fosi_spot *spot)
{
    fos_buffer text;
    if (!fosi_spot_given(spot)) return NULL;
    fosi_buffer_init(&text, v->into->context);
    put_value(&text, spot->element, fosi_field(spot->element, spot->object));
    if (text.size == 0 && !text.failed) {
        fosi_buffer_done(&text);
        return NULL;
    }
    return fosi_keep_buffer(v, &text);
}
