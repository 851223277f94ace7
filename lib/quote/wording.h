/* The wording of a sentence under given circumstances: the words that stay, and the blanks between them in which something
 * particular stands (told.h says what that is). It is drafted while the sentence is told from the rule's code, and filled in
 * for the next quote under the same circumstances. Which way the telling goes through the code hangs on the circumstances and
 * on what it reads; what is particular and decided the way has a blank too, which may print nothing. When that comes out
 * otherwise the wording does not fit, and the sentence is told from the code. A draft into which something particular was read
 * that has no blank is thrown away. So no wording says what the code would not. */
#ifndef FOSI_WORDING_H
#define FOSI_WORDING_H

#include "quote/eval.h"

typedef enum fosi_blank_kind {
    FOSI_BLANK_FIGURE,  /* a value without its unit; must be known */
    FOSI_BLANK_SUMMAND, /* a number of a sum; prints nothing when it is zero or not known */
    FOSI_BLANK_TEXT,    /* prints nothing when it is empty or not known */
    FOSI_BLANK_WORD,    /* of a choice */
    FOSI_BLANK_TRUE,    /* whether something is true; prints nothing */
    FOSI_BLANK_FALSE    /* whether it is false; the same */
} fosi_blank_kind;

/* Where the value in a blank comes from: a part of the code (of one instruction: a slot, money), or what a charge worked out. */
typedef enum fosi_blank_from {
    FOSI_FROM_CODE,
    FOSI_FROM_SLOT,
    FOSI_FROM_MONEY,
    FOSI_FROM_BASE,
    FOSI_FROM_RATE,
    FOSI_FROM_DEDUCT
} fosi_blank_from;

typedef struct fosi_blank {
    uint32_t before; /* words that stand between the blank before and this one */
    uint8_t kind, from;
    bool summed;  /* added to nothing, which may change how many digits are shown */
    bool outcome; /* what decided the way: a SUMMAND or TEXT is printed, a FIGURE may not be zero, something is true or false */
    fosi_range range; /* when it is kept, of a case the arm that these circumstances take */
    fosi_cell cell;
    const fosi_type *type;
} fosi_blank;

typedef struct fosi_wording {
    const struct fosi_wording *next; /* of the same sentence, for another way */
    const char *words; /* and some bytes more that mean nothing, so that they are copied fast */
    size_t room;       /* for the words, and figures in all blanks */
    uint32_t length;   /* of the words behind the last blank */
    uint32_t count;
    fosi_blank blanks[];
} fosi_wording;

/* While a sentence is told of a consignment of one item. */
#define FOSI_MOST_BLANKS 16
typedef struct fosi_draft {
    uint32_t count;
    bool unfit;
    fosi_blank blanks[FOSI_MOST_BLANKS];
    size_t starts[FOSI_MOST_BLANKS], ends[FOSI_MOST_BLANKS]; /* in the buffer */
} fosi_draft;

void fosi_draft_begin(fosi_eval *eval, fosi_draft *draft);
/* The wording of what was told since `mark`, NULL when it has none or there is no memory (then `out` has failed). */
fosi_wording *fosi_draft_end(fosi_eval *eval, fos_buffer *out, size_t mark);
/* Before something is read for a sentence. */
static inline void fosi_draft_read(fosi_eval *eval)
{
    if (eval->draft != NULL) eval->draft->unfit |= eval->particular;
}
/* After it was, and printed from `start` on: leaves a blank if it was particular. */
void fosi_draft_blank(fosi_eval *eval, const fosi_blank *blank, const fos_buffer *out, size_t start);

/* Says a sentence again; false, and nothing is said, when the wording does not fit. `run` is what a charge worked out. */
bool fosi_wording_say(const fosi_wording *wording, fosi_eval *eval, const fosi_cell_run *run, fos_buffer *out);

/* Of a case the arm that is taken under these circumstances, as far as nothing particular decides it. */
fosi_range fosi_steady_arm(fosi_eval *eval, fosi_range range, const fosi_cell *cell);

/* ---- what is said ---- */

/* A value with its unit: "25.00 EUR", "19 %", "0.4 KGM". */
void fosi_put_value(const fosi_eval *eval, const fosi_register *value, const fosi_type *type, fos_buffer *out);
/* The same of a part of the code, which is read for it. */
void fosi_tell_part(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out);
/* The same of what was read already; `blank` says where. */
void fosi_tell_value(fosi_eval *eval, const fosi_blank *blank, const fosi_register *value, fos_buffer *out);
/* A number of a sum, if the outcome of `blank` is that it is shown. */
void fosi_tell_summand(fosi_eval *eval, const fosi_blank *blank, const fosi_register *value, fos_buffer *out);
/* A text that was read of a part of the code. */
void fosi_tell_text(fosi_eval *eval, fosi_range range, const fosi_cell *cell, const fosi_register *value, fos_buffer *out);
/* The word of the choice that a part, a FACT_IS, asks about. */
void fosi_tell_word(fosi_eval *eval, fosi_range range, const fosi_cell *cell, fos_buffer *out);
/* Whether a part is true, or false, as `kind` says: prints nothing. */
bool fosi_tell_whether(fosi_eval *eval, fosi_blank_kind kind, fosi_range range, const fosi_cell *cell, const fos_buffer *out);

#endif
