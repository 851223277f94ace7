/* How the rules of an identifier scheme are written down: a scheme is a row of a table, its forms are patterns, and what must hold
 * within a form is a list of tests that a few algorithms walk. Only what no row can say is a function (identifier_odd.c). */
#ifndef FOSI_IDENTIFIER_SCHEME_H
#define FOSI_IDENTIFIER_SCHEME_H

#include <fos/identifier.h>

#include "base/base.h"

/* A value without its separators, in capitals, and where each of its characters stands in what was given. */
typedef struct fosi_subject {
    size_t length;
    char text[FOS_IDENTIFIER_LONGEST + 1];
    uint32_t place[FOS_IDENTIFIER_LONGEST + 1]; /* 1-based bytes; [length] is where the value ends */
    uint64_t separated;                         /* bit i: a separator stands before character i */
    uint32_t separator[FOS_IDENTIFIER_LONGEST]; /* and where */
} fosi_subject;

/* What was found wrong: at which character, and why. */
typedef struct fosi_flaw {
    bool quiet; /* only whether there is one is asked: no words are made */
    fos_identifier_fault fault;
    size_t at;
    char because[sizeof((fos_identifier_result *)0)->because];
} fosi_flaw;

void fosi_flaw_set(fosi_flaw *flaw, fos_identifier_fault fault, size_t at, const char *format, ...) FOSI_PRINTF(4, 5);

/* What a letter counts as in a sum; a digit counts as itself. */
typedef enum fosi_letters {
    FOSI_LETTERS_BASE36,   /* A = 10 to Z = 35 */
    FOSI_LETTERS_ISO6346,  /* A = 10, B = 12 …: multiples of 11 are left out */
    FOSI_LETTERS_ASCII,    /* the code less 48: A = 17 */
    FOSI_LETTERS_FROM_ONE, /* A = 1 */
    FOSI_LETTERS_ALPHABET  /* all characters by their place in `alphabet` */
} fosi_letters;

typedef enum fosi_method {
    FOSI_NONE_LEFT = 0, /* ends the tests of a form */
    /* Check characters; `at` is negative when it counts from the end. */
    FOSI_WEIGHTED, /* digits[(sum of weights × values + add) mod modulus] stands at `at`; '?' there: no such number is given out */
    FOSI_ZERO,     /* (sum of weights × values + add) mod modulus is 0; the check digits stand at `at` */
    FOSI_REMAINDER, /* the number at from, count: mod modulus, or modulus less that when `complement`; `width` digits at `at` */
    FOSI_MOD11_10,  /* ISO 7064 MOD 11,10 over from, count; the check digit follows */
    FOSI_MOD97_10,  /* ISO 7064 MOD 97-10 over all, `from` characters moved to the end first */
    FOSI_SPECIAL,   /* `special` verifies a check character */
    /* Other tests. */
    FOSI_LISTED, /* from, count stands in the code list `list`; the list's whole verdict when `whole` */
    FOSI_RANGE,  /* the number at from, count lies between low and high */
    FOSI_DAY,    /* yyyymmdd at from */
    FOSI_UNLIKE, /* not the same digit throughout */
    FOSI_ODD     /* `special` decides, but verifies no check character */
} fosi_method;

#define FOSI_FOLD 0x80u /* in a weight: the digits of the product are summed, as Luhn does */

typedef struct fosi_test {
    fosi_method method;
    uint8_t from, count;
    int8_t at;
    uint8_t width;
    uint8_t modulus;
    int8_t add;
    fosi_letters letters;
    bool right;             /* weights are aligned with the end of what they weigh */
    bool complement;        /* REMAINDER */
    bool whole;             /* LISTED */
    const uint8_t *weights; /* `count` of them */
    const uint8_t *again;   /* tried when the sum with `weights` is 10 */
    const char *digits;     /* check character by remainder; NULL: 0 to 9 */
    const char *alphabet;   /* LETTERS_ALPHABET */
    const char *list;       /* LISTED: a code list */
    const char *name;       /* of the part, for messages */
    uint32_t low, high;     /* RANGE */
    bool (*special)(const fosi_subject *subject, fosi_flaw *flaw);
} fosi_test;

/* One form that the value may have. Patterns are sequences of literals, `[...]` and `{n}`, `{m,n}`, `?`, `+`. */
typedef struct fosi_form {
    const char *pattern;
    const char *parts;      /* "name length, name length, …" over the normalised form; "*" is the rest */
    const fosi_test *tests; /* NULL: none */
    bool any;               /* one of the check characters suffices */
    const char *places;     /* where separators may stand, by count of characters before: "2 5"; NULL: anywhere */
    const char *note;       /* what is said besides, such as "Incoterms 2010 only" */
} fosi_form;

typedef enum fosi_prefix_use {
    FOSI_PREFIX_NONE,
    FOSI_PREFIX_ADDED,  /* may be left out; stands in the normalised form, the first of the list when none was given */
    FOSI_PREFIX_DROPPED /* may stand; is not in the normalised form */
} fosi_prefix_use;

typedef struct fosi_scheme {
    fos_identifier_scheme shown;
    const fosi_form *forms; /* ends with a NULL pattern */
    fosi_prefix_use prefix_use;
    const char *prefixes;  /* words: "GB XI" */
    bool prefix_replaced;  /* by the first of them: "EL GR" */
    uint8_t pad_from, pad; /* a value of pad_from characters or more without its prefix is filled with leading zeros up to pad */
    bool verbatim;         /* separators and case are part of the value: only blanks around it go */
    bool free;             /* no public rules: any printable text */
    const char *lacking;   /* why a well-formed value cannot be verified */
} fosi_scheme;

/* Matches a whole subject, with its prefix of `skip` characters left out. On a mismatch `*reached` tells how far it came. */
bool fosi_form_matches(const fosi_form *form, const fosi_subject *subject, size_t skip, size_t *reached, fosi_flaw *flaw);
/* Whether the tests hold; `*verified` when a check character or a whole list was among them. */
bool fosi_form_holds(const fosi_form *form, const fosi_subject *subject, bool *verified, fosi_flaw *flaw);

/* For the rows of the tables. */
#define FOSI_WEIGHTS(...) ((const uint8_t[]){ __VA_ARGS__ })
#define FOSI_TWICE (2 | FOSI_FOLD)
#define FOSI_TESTS(...) ((const fosi_test[]){ __VA_ARGS__, { .method = FOSI_NONE_LEFT } })
#define FOSI_FORMS(...) ((const fosi_form[]){ __VA_ARGS__, { .pattern = NULL } })

/* The odd ones. */
bool fosi_odd_bg_birth(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_cz_birth(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_cz_birth_check(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_cy(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_es(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_fr(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_gb(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_lv_birth(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_it_office(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_ioss_state(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_ein_prefix(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_ssn(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_chapter(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_chapter_national(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_gstin_state(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_eori_state(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_uen_kind(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_cn_area(const fosi_subject *subject, fosi_flaw *flaw);
bool fosi_odd_gtin_zeros(const fosi_subject *subject, fosi_flaw *flaw);

/* The tables, each in order of name. */
extern const fosi_scheme fosi_schemes_vat[];
extern const size_t fosi_schemes_vat_count;
extern const fosi_scheme fosi_schemes_party[];
extern const size_t fosi_schemes_party_count;
extern const fosi_scheme fosi_schemes_trade[];
extern const size_t fosi_schemes_trade_count;

const fosi_scheme *fosi_scheme_find(const char *name);

#endif
