/* What the files of the case runner share. */
#ifndef CASES_H
#define CASES_H

#include <fos/fos.h>

#include "codec/json_tree.h"

#define LINE 4096
#define MOST_TABLES 4

/* An allocator that counts what is alive and can refuse the n-th request from now on. */
typedef struct meter {
    size_t live, made;
    size_t countdown; /* 0: never refuse */
    bool refused;
} meter;

typedef struct runner {
    meter meter;
    fos_context *context;
    fosi_arena arena; /* trees of case files and answers */
    bool allocation_failures, record;
    size_t passed, failed, skipped;
    char place[LINE]; /* file and id of the case at hand */
    bool failing;     /* the case at hand has failed */
} runner;

/* Reports one difference; the case at hand has failed. */
void case_differs(runner *run, const char *what, const char *expected, const char *got);
/* Counts the case at hand. */
void case_done(runner *run);
/* Where a value ends in the raw document: the runner hands requests on byte by byte, numbers as written. */
size_t value_end(const char *bytes, size_t length, size_t at);
/* The requests of a file of cases in one session, against fresh ones. */
void check_one_session(runner *run, const fos_library *library, const fosi_document *file);
/* The text of a value, or a word for what is none. */
const char *text_of(const fosi_tree *node);
const char *text_at(const fosi_tree *object, const char *key);
const fosi_tree *first_of(const fosi_tree *object, const char *key);
/* The value under a pointer such as /charges/eu.vat.supply/rate: a step in a list is an index or an entry's id. */
const fosi_tree *pointer_find(const fosi_tree *root, const char *pointer);
/* Compares texts; two numbers are equal by value. */
void expect_text(runner *run, const char *what, const char *expected, const char *got);
/* Everything that `expect` says of the quote. */
void expect_quote(runner *run, const fosi_tree *expect, const fosi_tree *quote);
/* The sums that hold in every quote. */
void check_sums(runner *run, const fosi_tree *quote);

#endif
