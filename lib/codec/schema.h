/* The parts of schemas that are not made from the element table. */
#ifndef FOSI_SCHEMA_H
#define FOSI_SCHEMA_H

/* The JSON Schemas of regime and profile files, with ' for " so that they can be read. Lines, NULL at the end. */
extern const char *const fosi_schema_regime[];
extern const char *const fosi_schema_profile[];

#endif
