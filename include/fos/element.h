/* The element table to look at: what the reference data set holds, under which names, and where the WCO Data Model has it.
 * Generators of types, documentation and profiles walk it. All of it is constant and may be read by any thread. */
#ifndef FOS_ELEMENT_H
#define FOS_ELEMENT_H

#include <stddef.h>
#include <stdint.h>

#include <fos/choices.h>
#include <fos/export.h>

FOS_BEGIN_DECLS

/** A kind of object of a document: request, consignment, item, party, quote, charge. */
typedef struct fos_class fos_class;
/** One element of a class. */
typedef struct fos_element fos_element;

/** How many classes requests, quotes and comparisons have. */
FOS_API size_t fos_class_count(void);
/** The class at that index, or NULL. Requests come first, each class after one that holds it. */
FOS_API const fos_class *fos_class_at(size_t index);
/** The class of that name, or NULL. */
FOS_API const fos_class *fos_class_find(const char *name);
/** "item". */
FOS_API const char *fos_class_name(const fos_class *of);
/** What it is, in one sentence. */
FOS_API const char *fos_class_definition(const fos_class *of);
/** How many elements it has. */
FOS_API size_t fos_class_element_count(const fos_class *of);
/** The element at that index, in the order of documents, or NULL. */
FOS_API const fos_element *fos_class_element_at(const fos_class *of, size_t index);
/** The element of that name, or NULL. */
FOS_API const fos_element *fos_class_element_find(const fos_class *of, const char *name);

/** Its name in JSON, Python and, with capitals, Go. */
FOS_API const char *fos_element_name(const fos_element *element);
/** What one value is: text, code, country, currency, choice, decimal, integer, date, truth, money, exact, object, pairs (an
 *  object of texts) or amounts (an object of decimals, whose keys are the element's words). */
FOS_API const char *fos_element_kind(const fos_element *element);
/** Whether it is a list of such values. */
FOS_API int fos_element_is_list(const fos_element *element);
/** Whether a document without it is refused. */
FOS_API int fos_element_is_required(const fos_element *element);
/** Whether it is a text in words, such as a name, an address or a description: it may be transliterated and shortened. */
FOS_API int fos_element_is_prose(const fos_element *element);
/** How many entries the WCO's schema allows; 0 when it sets no bound. 1 for an element that is no list. */
FOS_API size_t fos_element_most(const fos_element *element);
/** What it says, in one sentence, with unit and default. */
FOS_API const char *fos_element_definition(const fos_element *element);
/** How the WCO, or this library, writes its format: "an..35", "n..16,6", "a2". NULL for objects. It is not enforced when
 *  documents are read; profiles do that. */
FOS_API const char *fos_element_format(const fos_element *element);
/** The name of the closed list that its codes are checked against ("goods_class"), or NULL. */
FOS_API const char *fos_element_codes(const fos_element *element);
/** The standard or list that its codes are from: "UN/EDIFACT 1001 or administration", "ISO 4217"; NULL where there is none.
 *  "administration" means codes that each administration gives out. */
FOS_API const char *fos_element_standard(const fos_element *element);
/** The words of a choice or of the keys of amounts, NULL at the end; NULL for other kinds. Skip an empty first one. */
FOS_API const char *const *fos_element_words(const fos_element *element);
/** The class of an object or of a list's entries, or NULL. */
FOS_API const fos_class *fos_element_class(const fos_element *element);

/** The most steps from a request to a value. */
#define FOS_ELEMENT_DEPTH 8

/** A place in a document: an element, and the objects that hold it. One class is used in several places, where the WCO may
 *  call its elements otherwise: the name of a seller is R050, that of a buyer R009. Start with FOS_ELEMENT_PLACE_INIT. */
typedef struct fos_element_place {
    uint32_t struct_size;
    uint32_t depth;                              /**< how many steps; 0 before the first place */
    const fos_element *steps[FOS_ELEMENT_DEPTH]; /**< from the root's member to the element itself */
    uint32_t roles;                              /**< who usually supplies it: bits FOS_ROLE_BIT(role) */
    char name[128];                              /**< "consignment.seller.name" */
    char id[64];                                 /**< WCO Data Model id "R050", or one of this library, "fos.item.sku" */
    char path[160]; /**< in the WCO's declaration, "GoodsShipment/Seller/Name"; empty when it has no place there */
} fos_element_place;
#define FOS_ELEMENT_PLACE_INIT                                                                                                   \
    {                                                                                                                            \
        sizeof(fos_element_place), 0, { NULL }, 0, "", "", ""                                                                    \
    }

/** Moves to the next place of a document of class `root`, each object before what it holds. 1, or 0 at the end. Begin
 *  with a place that FOS_ELEMENT_PLACE_INIT made. No argument of these functions may be NULL. */
FOS_API int fos_element_place_next(const fos_class *root, fos_element_place *place);
/** Finds a place by its name ("consignment.items.sku") or by a JSON Pointer ("/consignment/items/0/sku"). 1, or 0 when there
 *  is none. */
FOS_API int fos_element_place_find(const fos_class *root, const char *name, fos_element_place *place);

FOS_END_DECLS

#endif
