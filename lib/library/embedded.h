/* Data files that are compiled in, byte for byte as they are installed. The tables are made by tools/generators/embed.py. */
#ifndef FOSI_EMBEDDED_H
#define FOSI_EMBEDDED_H

#include <stddef.h>

/* One file: its base name ("eu.json"), its bytes followed by a NUL that `length` does not count. */
typedef struct fosi_embedded {
    const char *name;
    const char *bytes;
    size_t length;
} fosi_embedded;

/* Sorted by name; the last entry's name is NULL. */
extern const fosi_embedded fosi_embedded_profiles[];
extern const size_t fosi_embedded_profile_count; /* without the last entry */
extern const fosi_embedded fosi_embedded_regimes[];
extern const size_t fosi_embedded_regime_count;
extern const fosi_embedded fosi_embedded_tariffs[]; /* compiled */
extern const size_t fosi_embedded_tariff_count;

#endif
