/* Duty rates as tariffs write them, in a form of fixed size that holds no pointers: terms joined by +, -, MIN and MAX, in bands
 * where a condition or a programme decides. What is prose, or needs what is not given, is not computable and says so; it is
 * never 0. The room in files: expression_scan.c reads characters, expression_units.c holds the spellings of units,
 * expression_parse.c and expression_bands.c read text, expression_text.c writes it back, expression_words.c says it in words,
 * expression_value.c computes, duty.c is the public interface. */
#ifndef FOSI_DUTY_H
#define FOSI_DUTY_H

#include <fos/duty.h>

#include "number/exact.h"

#define FOSI_DUTY_TERMS 32
#define FOSI_DUTY_BANDS 16
#define FOSI_DUTY_NAMES 512

typedef enum fosi_duty_join {
    FOSI_DUTY_PLUS,
    FOSI_DUTY_MINUS,
    FOSI_DUTY_LEAST, /* MIN: at least what follows */
    FOSI_DUTY_MOST   /* MAX: at most what follows */
} fosi_duty_join;

typedef enum fosi_duty_kind {
    FOSI_DUTY_PERCENT,   /* of the customs value, or of the part that `name` says */
    FOSI_DUTY_MONEY,     /* a flat amount, or one for each `per` units */
    FOSI_DUTY_COMPONENT, /* EA, ADSZ, …: looked up elsewhere, by its name */
    FOSI_DUTY_ORDINARY,  /* the duty of the line that this one adds to */
    FOSI_DUTY_WORDS      /* of a programme: "See 9822.05.20", kept as the name */
} fosi_duty_kind;

/* number ÷ per × (the value, a part of it, a quantity, a quantity and a factor) */
typedef struct fosi_duty_term {
    fos_decimal number; /* a rate (0.12 for 12 %) or an amount of money */
    fos_decimal per;    /* > 0: 100 in EUR/100 KGM, 3 in 33 1/3 % */
    char currency[4];   /* "$" for a dollar whose country the text does not tell */
    uint16_t name;      /* place in the names, after 1; 0: none */
    uint8_t kind, join;
    uint8_t unit, basis, factor; /* rows of the tables of units, after 1; 0: none */
} fosi_duty_term;

typedef enum fosi_duty_test {
    FOSI_DUTY_ALWAYS,
    FOSI_DUTY_PRICE,       /* the value for each unit reaches the threshold */
    FOSI_DUTY_RATIO,       /* the net mass of each article reaches it */
    FOSI_DUTY_QUANTITY,    /* the quantity reaches it */
    FOSI_DUTY_CERTIFICATE, /* the document is presented */
    FOSI_DUTY_PROGRAMME,   /* one of the programmes is claimed */
    FOSI_DUTY_OMITTED      /* "…": the text leaves bands out here */
} fosi_duty_test;

/* The first band whose test holds says the duty. */
typedef struct fosi_duty_band {
    fos_decimal threshold; /* for `per` units */
    fos_decimal per;
    char currency[4];
    uint16_t name;             /* certificate, or programmes between commas */
    uint8_t test, unit, basis; /* a fosi_duty_test */
    char code;                 /* of the condition: V, L, M, R, J, B, …; 0 for programmes */
    uint8_t action;            /* of the condition: 01 the duty that follows, 11 the difference to it, others say no duty */
    bool stated;               /* a duty follows; free of it when there are no terms */
    uint8_t first, count;      /* its terms */
} fosi_duty_band;

typedef enum fosi_duty_form {
    FOSI_DUTY_SUM, /* all terms */
    FOSI_DUTY_BANDED,
    FOSI_DUTY_UNIT, /* a supplementary unit to declare: terms[0] has it */
    FOSI_DUTY_PROSE /* the text is the first name */
} fosi_duty_form;

typedef struct fosi_duty {
    uint8_t form;  /* a fosi_duty_form */
    uint8_t count; /* terms; a sum without any is free of duty */
    uint8_t band_count;
    bool cut; /* a sum that ends in "…": what else there is, is not known */
    uint16_t names_size;
    char names[FOSI_DUTY_NAMES]; /* each ends in NUL */
    fosi_duty_term terms[FOSI_DUTY_TERMS];
    fosi_duty_band bands[FOSI_DUTY_BANDS];
} fosi_duty;

/* Reads a text. SYNTAX with the column where it is no form that tariffs use, LIMIT_COUNT, LIMIT_DIGITS, LIMIT_SIZE. What is
 * prose succeeds, as such. */
fos_status fosi_duty_read(const char *text, size_t length, fosi_duty *duty, fos_error *error);
/* The same for the quote; false also for what can never be computed: prose, a unit alone, a text that is cut. */
bool fosi_duty_parse(const char *text, fosi_duty *duty);
/* Whether a currency is one that "$" and "¢" can mean. */
bool fosi_duty_dollar(const char *currency);
/* The rate when the duty is purely ad valorem, on the whole value (free is 0). */
bool fosi_duty_rate(const fosi_duty *duty, fosi_exact *rate);

/* Appends the one spelling that libfos writes; it reads back to the same form. */
void fosi_duty_put(fos_buffer *out, const fosi_duty *duty);
void fosi_duty_put_term(fos_buffer *out, const fosi_duty *duty, const fosi_duty_term *term);
/* Appends what it means. */
void fosi_duty_put_band(fos_buffer *out, const fosi_duty *duty, const fosi_duty_band *band);
void fosi_duty_put_words(fos_buffer *out, const fosi_duty *duty);

static inline const char *fosi_duty_name(const fosi_duty *duty, uint16_t name) { return name == 0 ? "" : duty->names + name - 1; }

/* ---- units ---- */

typedef struct fosi_duty_unit {
    const char *code;      /* Recommendation 20, or TARIC where that has none */
    const char *dimension; /* units of one dimension convert */
    fos_decimal size;      /* in the dimension's first unit */
    const char *words;
} fosi_duty_unit;

typedef struct fosi_duty_basis {
    const char *suffix; /* of the code: KGM-drained */
    const char *words;  /* "drained weight" */
} fosi_duty_basis;

/* By the numbers in terms; NULL for 0 and past the end. */
const fosi_duty_unit *fosi_duty_unit_at(unsigned unit);
const fosi_duty_basis *fosi_duty_basis_at(unsigned basis);
const char *fosi_duty_factor_code(unsigned factor); /* "ASV"; empty for 0 */
const char *fosi_duty_factor_words(unsigned factor);
/* "KGM-drained". */
#define FOSI_DUTY_UNIT_TEXT 32
void fosi_duty_unit_text(unsigned unit, unsigned basis, char text[FOSI_DUTY_UNIT_TEXT]);
/* The same for a unit in any of its spellings, such as NAR for C62; else the text itself, cut. */
void fosi_duty_unit_plain(const char *written, char text[FOSI_DUTY_UNIT_TEXT]);
bool fosi_duty_is_unit(const char *written);
/* Whether a need is an agricultural component: EA, ADSZ, … */
bool fosi_duty_is_component(const char *name);

/* ---- computing ---- */

#define FOSI_DUTY_NEEDS 8
#define FOSI_DUTY_NEED_TEXT 72
#define FOSI_DUTY_REASON 160

/* Where the numbers come from. Each returns false when it does not have one. */
typedef struct fosi_duty_source {
    void *of;
    bool (*value)(void *of, fosi_exact *value); /* in the currency of the answer */
    bool (*part)(void *of, const char *name, fosi_exact *value);
    bool (*quantity)(void *of, const char *unit, fosi_exact *quantity);
    bool (*component)(void *of, const char *name, fosi_exact *amount);
    bool (*holds)(void *of, fosi_duty_test test, const char *name); /* a certificate or programme is claimed */
    /* Into the currency of the answer; NO_EXCHANGE_RATE is a need, other statuses are errors. */
    fos_status (*convert)(void *of, const char *currency, fosi_exact amount, fosi_exact *converted);
} fosi_duty_source;

typedef enum fosi_duty_step_kind {
    FOSI_DUTY_STEP_TERM,  /* what a term comes to */
    FOSI_DUTY_STEP_PART,  /* the terms between MIN and MAX, summed */
    FOSI_DUTY_STEP_BOUND, /* after MIN or MAX */
    FOSI_DUTY_STEP_BAND   /* the band that decides; amount is what was compared, where it is one */
} fosi_duty_step_kind;

typedef struct fosi_duty_step {
    uint8_t kind, index, join;
    bool holds; /* of a bound: it decided */
    fosi_exact on, amount;
} fosi_duty_step;

typedef struct fosi_duty_outcome fosi_duty_outcome;
struct fosi_duty_outcome {
    bool known;      /* `amount` is the duty */
    bool computable; /* false: no input would give an amount; `reason` says why */
    fosi_exact amount;
    uint32_t need_count, step_count;
    char needs[FOSI_DUTY_NEEDS][FOSI_DUTY_NEED_TEXT]; /* "KGM-drained", "exchange_rate EUR/GBP" */
    char reason[FOSI_DUTY_REASON];
    fosi_duty_step *steps; /* the caller's room for `step_most`, or NULL */
    uint32_t step_most;
};

/* `outcome` begins with steps and step_most set. OVERFLOW, or what a source returned. No allocation. */
fos_status fosi_duty_evaluate(const fosi_duty *duty, const fosi_duty_source *source, const char *currency,
                              fosi_duty_outcome *outcome);

#endif
