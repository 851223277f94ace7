/* Looking up stakeholders and ways of collecting. What they are is data: lib/data/roles.json. */
#include "dataset/codes.h"
#include "quote/role_table.h"

const fos_role_entry *fos_role_describe(fos_role role)
{
    return role > FOS_ROLE_ABSENT && (unsigned)role < FOS_ROLE_COUNT ? &fosi_role_entries[role - 1] : NULL;
}

fos_role fos_role_find(const char *name)
{
    int index = name == NULL ? -1 : fosi_word_index(fosi_words_role, fosi_slice_of(name));
    return index < 0 ? FOS_ROLE_ABSENT : (fos_role)index;
}

size_t fos_collection_model_count(void) { return fosi_collection_model_count; }

const fos_collection_model *fos_collection_model_at(size_t index)
{
    return index < fosi_collection_model_count ? &fosi_collection_models[index] : NULL;
}
