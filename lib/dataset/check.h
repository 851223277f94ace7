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

/* Whether the field is a pointer that is NULL, which is how most of an object is absent: a quick look before
 * fosi_element_present. */
static inline bool fosi_is_null(const fosi_element *element, const void *object)
{
    const unsigned pointers = 1u << FOSI_ELEMENT_TEXT | 1u << FOSI_ELEMENT_CODE | 1u << FOSI_ELEMENT_OBJECT |
                              1u << FOSI_ELEMENT_LIST | 1u << FOSI_ELEMENT_TEXT_LIST;
    if ((pointers >> element->kind & 1u) == 0 || (element->flags & FOSI_EMBEDDED)) return false;
    return *(void *const *)fosi_field(element, object) == NULL;
}

/* The word of a CHOICE or of a key of AMOUNTS; an empty text for a value that the enumeration does not have. */
static inline const char *fosi_word(const fosi_element *element, int value)
{
    for (int i = 0; i < value; i++)
        if (element->words[i] == NULL) return "";
    const char *word = value < 0 ? NULL : element->words[value];
    return word == NULL ? "" : word;
}

/* A list as the structs hold it: a pointer, followed by its count. */
typedef struct fosi_list {
    void *entries;
    size_t count;
} fosi_list;

#endif
