/* The sub-commands of `fos tariff`, each in the file of its name. `count` words follow the sub-command's own. */
#ifndef FOS_TOOL_TARIFF_COMMANDS_H
#define FOS_TOOL_TARIFF_COMMANDS_H

#include <stdio.h>

#include "tool.h"

int tariff_explain(const fos_context *context, int count, char **words);
int tariff_import(const fos_context *context, int count, char **words);
int tariff_lookup(const fos_context *context, int count, char **words);
int tariff_options(const fos_context *context, int count, char **words);
int tariff_search(const fos_context *context, int count, char **words);

/* What the commands over tariffs were asked for. */
typedef struct tariff_words {
    const char *tariffs[REPEATED_MOST + 1];
    const char *operand, *origin, *country, *date_text, *format, *regimes;
    fos_date date;
    bool json;
} tariff_words;

/* tariff_lookup.c */
bool read_tariff_words(tariff_words *asked, fos_error *error);
fos_library *open_tariffs(const fos_context *context, const tariff_words *asked, fos_error *error);
/* That of the country, or the one given; NULL and the error. */
const fos_tariff *choose_tariff(const fos_library *library, const tariff_words *asked, fos_error *error);

/* tariff_foreign.c: the files of administrations */
typedef struct foreign_words {
    const fos_context *context;
    const char *form, *name, *id, *currency, *version, *source, *groups, *report;
    bool quiet;
} foreign_words;
typedef struct foreign_counts {
    size_t rows, left_out, measures;
} foreign_counts;
/* How far a long file is, on standard error where that is a terminal. Starts with { shows_progress(quiet), 0 }. */
typedef struct progress {
    bool shown;
    size_t bytes; /* when it was told last */
} progress;
bool shows_progress(bool quiet);
void show_progress(progress *seen, size_t bytes, size_t rows, size_t left_out);
void end_progress(const progress *seen);

bool import_foreign(const foreign_words *asked, FILE *file, fos_buffer *image, foreign_counts *counts, fos_error *error);

#endif
