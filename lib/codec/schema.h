/* The parts of schemas that are not made from the element table. */
#ifndef FOSI_SCHEMA_H
#define FOSI_SCHEMA_H

/* The JSON Schema of a regime file, with ' for " so that it can be read. Lines, NULL at the end. */
extern const char *const fosi_schema_regime[];

#endif
