/* The tables that tools/generators/roles.py makes from lib/data/roles.json. */
#ifndef FOSI_ROLE_TABLE_H
#define FOSI_ROLE_TABLE_H

#include <fos/role.h>

extern const fos_role_entry fosi_role_entries[]; /* one for each role but ABSENT, in the order of the enumeration */
extern const fos_collection_model fosi_collection_models[];
extern const size_t fosi_collection_model_count;

#endif
