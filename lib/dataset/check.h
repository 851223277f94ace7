/* The checks of single values and of objects, shared by the JSON reader and fos_request_check. */
#ifndef FOSI_CHECK_H
#define FOSI_CHECK_H

#include "dataset/element.h"

/* A COUNTRY, CURRENCY or CODE, or an entry of a TEXT_LIST, or a name of PAIRS. Not called for an empty text. */
fos_status fosi_check_text(const fosi_element *element, fosi_slice text, fosi_finding *finding);
/* The range of a DECIMAL that is present. */
fos_status fosi_check_decimal(const fosi_element *element, fos_decimal value, fosi_finding *finding);
/* An INTEGER that is given. */
fos_status fosi_check_integer(const fosi_element *element, int64_t value, fosi_finding *finding);
/* Required members, entries that must differ, and values that must agree. The members themselves are checked already. */
fos_status fosi_check_object(const fosi_class *of, const void *object, fosi_finding *finding);
/* What of that is about one of its members. */
fos_status fosi_check_member(const fosi_element *element, const void *object, fosi_finding *finding);
/* Whether a field holds anything. */
bool fosi_element_present(const fosi_element *element, const void *object);

/* Fails at a place below the object at hand. */
fos_status fosi_find(fosi_finding *finding, fos_status status, const char *member, size_t index, const char *part,
                     const char *format, ...) FOSI_PRINTF(6, 7);

/* The `agree` of the classes that need one. */
fos_status fosi_agree_item(const void *object, fosi_finding *finding);
fos_status fosi_agree_counter(const void *object, fosi_finding *finding);
fos_status fosi_agree_exchange_rate(const void *object, fosi_finding *finding);

static inline const void *fosi_field(const fosi_element *element, const void *object)
{
    return (const unsigned char *)object + element->offset;
}

/* A list as the structs hold it: a pointer, followed by its count. */
typedef struct fosi_list {
    void *entries;
    size_t count;
} fosi_list;

/* fosi_element_present on the spot, for walks over all elements of an object. */
static inline bool fosi_holds(const fosi_element *element, const void *object)
{
    const void *field = fosi_field(element, object);
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: {
        const char *text = *(const char *const *)field;
        return text != NULL && text[0] != '\0';
    }
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return *(const char *)field != '\0';
    case FOSI_ELEMENT_CHOICE:
    case FOSI_ELEMENT_TRUTH:
    case FOSI_ELEMENT_INTEGER: return *(const int *)field != 0;
    case FOSI_ELEMENT_DECIMAL:
    case FOSI_ELEMENT_EXACT: return ((const fos_decimal *)field)->scale != FOS_DECIMAL_ABSENT_SCALE; /* the first of an exact */
    case FOSI_ELEMENT_DATE: return *(const fos_date *)field != FOS_DATE_ABSENT;
    case FOSI_ELEMENT_MONEY: {
        const fos_money *money = field;
        return money->amount.scale != FOS_DECIMAL_ABSENT_SCALE || money->currency[0] != '\0';
    }
    case FOSI_ELEMENT_OBJECT: return (element->flags & FOSI_EMBEDDED) || *(void *const *)field != NULL;
    case FOSI_ELEMENT_LIST:
    case FOSI_ELEMENT_TEXT_LIST:
    case FOSI_ELEMENT_NUMBER_LIST:
    case FOSI_ELEMENT_DECIMAL_LIST:
    case FOSI_ELEMENT_PAIRS:
    case FOSI_ELEMENT_AMOUNTS: return ((const fosi_list *)field)->count != 0;
    case FOSI_ELEMENT_RENDERED:
    case FOSI_ELEMENT_RENDERED_LIST: break;
    }
    return true;
}
_Static_assert(offsetof(fos_exact, numerator) == 0 && sizeof(int) == sizeof(int32_t), "fields are looked at alike");

static inline fos_status fosi_check_agreement(const fosi_class *of, const void *object, fosi_finding *finding)
{
    return of->agree == NULL ? FOS_STATUS_OK : of->agree(object, finding);
}

/* The word of a CHOICE or of a key of AMOUNTS; an empty text for a value that the enumeration does not have. */
static inline const char *fosi_word(const fosi_element *element, int value)
{
    for (int i = 0; i < value; i++)
        if (element->words[i] == NULL) return "";
    const char *word = value < 0 ? NULL : element->words[value];
    return word == NULL ? "" : word;
}

#endif
