/* The WCO Data Model declaration in XML. The names of the schema are in wco_names.c; where each element of the data set has
 * its place among them says the element table; what a path cannot say is in wco_special.c. */
#ifndef FOSI_WCO_H
#define FOSI_WCO_H

#include <fos/quote.h>

#include "codec/map.h"
#include "codec/xml.h"
#include "dataset/element.h"

#define FOSI_WCO_META_DATA "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"
#define FOSI_WCO_DECLARATION "urn:wco:datamodel:WCO:DEC-DMS:2"
#define FOSI_WCO_DATA_SETS "urn:wco:datamodel:WCO:Declaration_DS:DMS:2"

/* Shapes of the declaration, as bits. */
enum { FOSI_WCO_FULL = 1, FOSI_WCO_H7_EU = 2, FOSI_WCO_H7_UK = 4, FOSI_WCO_H7 = FOSI_WCO_H7_EU | FOSI_WCO_H7_UK };

extern const fosi_xml_vocabulary fosi_wco_vocabulary;
extern const fosi_xml_name *const fosi_wco_declaration;

/* One conversion. "there" is the declaration, "here" the request. */
typedef struct fosi_wco {
    fosi_arena *arena;
    uint16_t shape;
    fosi_tree *declaration;
    fosi_notes *notes;
    fos_error *error;
    fos_status status; /* of the first failure */
} fosi_wco;

/* The place of a member below its object's: of `parts` or of its row; NULL when it has none. */
const char *fosi_wco_path(const fosi_element *element, const fosi_part *parts);

/* The unit that an element's name fixes (net_mass_kg: KGM), or NULL. */
const char *fosi_wco_unit(const fosi_element *element);

/* A unit with its basis from the words of the one side to those of the other: KGM#G and KGM-gross. */
fosi_slice fosi_wco_turn_unit(fosi_wco *w, fosi_slice unit, bool to_there);

/* ---- reading (wco_read.c) ---- */

/* Fills the tree of a request from the declaration; both are in the same arena. */
fos_status fosi_wco_read(fosi_wco *w, fosi_tree *request);
/* Hangs the value of a leaf below `here` under the name of an element and marks it as taken. */
void fosi_wco_take(fosi_wco *w, const fosi_element *element, fosi_tree *leaf, fosi_tree *here);
/* A text of our own, under any name. */
void fosi_wco_say(fosi_wco *w, fosi_tree *here, const char *name, fosi_slice text, size_t offset);
/* The list of that name below `here`, made when it is not there. */
fosi_tree *fosi_wco_list(fosi_wco *w, fosi_tree *here, const char *name, size_t offset);
fosi_tree *fosi_wco_object(fosi_wco *w, fosi_tree *list, size_t offset);
/* The members of an object of a class. */
void fosi_wco_read_object(fosi_wco *w, const fosi_class *of, const fosi_part *parts, fosi_tree *there, fosi_tree *here);

/* ---- writing (wco_write.c) ---- */

/* A place in the declaration: a class and its names. */
typedef struct fosi_wco_place {
    fosi_tree *node;
    const fosi_xml_name *names;
} fosi_wco_place;

fos_status fosi_wco_write(fosi_wco *w, fosi_tree *request);
/* Puts a value at a path, with classes on the way; `fresh` begins the last class anew that may be repeated. NULL when the
 * path is not of this shape, is taken, or the value does not fit (which is noted); else the leaf, and `value` is marked as taken. */
fosi_tree *fosi_wco_put(fosi_wco *w, fosi_wco_place place, const char *path, bool fresh, fosi_tree *value, fosi_slice text);
void fosi_wco_attribute(fosi_wco *w, fosi_tree *leaf, const char *key, fosi_slice text);
fosi_wco_place fosi_wco_begin(fosi_wco *w, fosi_wco_place place, const char *path, bool fresh);
void fosi_wco_write_object(fosi_wco *w, const fosi_class *of, const fosi_part *parts, fosi_tree *here, fosi_wco_place place);

/* Whether a class on the way may stand more than once. */
bool fosi_wco_repeats(const fosi_xml_name *names, const char *path);
void fosi_wco_number(fosi_wco *w, fosi_tree *node, const char *name, uint64_t number);

/* What a shape wants besides (wco_shape.c). */
void fosi_wco_complete(fosi_wco *w, fosi_tree *request);
/* Makes the tax party with IOSS an identifier of the seller too. */
void fosi_wco_adopt_vendor(fosi_wco *w, fosi_tree *request);
/* Adds the charges of a quote to their items. */
void fosi_wco_put_quote(fosi_wco *w, const fos_quote *quote);

/* The price of a line (wco_price.c). */
void fosi_wco_put_price(fosi_wco *w, fosi_tree *item, fosi_wco_place place);

/* ---- what a path cannot say (wco_special.c) ---- */

typedef struct fosi_wco_special {
    const fosi_class *of;
    const char *element;
    void (*read)(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *there, fosi_tree *here);
    void (*write)(fosi_wco *w, const fosi_element *element, const char *path, fosi_tree *value, fosi_wco_place place);
} fosi_wco_special;

const fosi_wco_special *fosi_wco_special_of(const fosi_class *of, const fosi_element *element);

#endif
