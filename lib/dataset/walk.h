/* One walk through a request by the element table: over everything that it holds, or along one place, absent parts of it
 * included. Each value comes with its JSON Pointer. Profiles and fitting walk so. */
#ifndef FOSI_WALK_H
#define FOSI_WALK_H

#include "dataset/check.h"

#define FOSI_POINTER_SIZE 256

/* A JSON Pointer being built; what does not fit any more is left out. */
typedef struct fosi_pointer {
    char text[FOSI_POINTER_SIZE];
    size_t length;
} fosi_pointer;
void fosi_pointer_put(fosi_pointer *pointer, const char *text);
void fosi_pointer_member(fosi_pointer *pointer, const char *name);
void fosi_pointer_index(fosi_pointer *pointer, size_t index);
void fosi_pointer_back(fosi_pointer *pointer, size_t length);

typedef struct fosi_walk fosi_walk;
/* One value; its element is the last of the steps. `object` holds it, and is NULL where it, or what would hold it, is absent. Any
 * other status than OK ends the walk. */
typedef fos_status fosi_visit(fosi_walk *walk, const fosi_element *element, void *object);

typedef struct fosi_walk_step {
    const fosi_element *element;
    const fosi_class *of; /* of the object that the element is in */
    void *object;
} fosi_walk_step;

/* Set the first five; the rest is what the visit sees. */
struct fosi_walk {
    fosi_visit *visit;
    void *with;
    const fosi_element *const *along; /* the steps of one place, whose last is visited whatever its kind; NULL: all values */
    uint32_t along_depth;
    size_t item; /* index of the one item to look at, SIZE_MAX for all */
    fosi_pointer pointer;
    fosi_walk_step steps[FOS_ELEMENT_DEPTH];
    uint32_t depth;
};

/* Objects and lists are walked into, all else is visited, a list of texts as one value. */
fos_status fosi_walk_request(fosi_walk *walk, const fos_request *request);
/* Whether the steps taken are those of a place. */
bool fosi_walk_is_at(const fosi_walk *walk, const fosi_element *const *steps, uint32_t depth);

#endif
