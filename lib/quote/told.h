/* What a quote says that follows from its circumstances alone (dates, places, choices, who takes part, the route) is kept by the
 * session and said again to the next quote under the same ones. Nothing that an amount, a mass, a code of the goods or a text of
 * the request had a part in is ever kept: reading one marks the evaluation as particular. Of a sentence in which such a thing
 * stands the words around it are kept, each with what must be so of the next quote for them to be right (wording.h). */
#ifndef FOSI_TOLD_H
#define FOSI_TOLD_H

#include "quote/quote.h"
#include "quote/wording.h"

/* JSON of one object that is kept: runs of members, from `first` to before `past` of its class, as they were written. The
 * members between are written anew each time. */
#define FOSI_TOLD_RUNS 8
typedef struct fosi_told_run {
    uint32_t first, past;
    size_t length;
    const char *data;
} fosi_told_run;

/* The plain values of an object on which steady members depend. Whole words: it is compared right after it was made, and what is
 * made of smaller pieces would keep the processor waiting for them. */
typedef struct fosi_told_key {
    const char *texts[3];
    uint64_t item;
    uint64_t choices; /* eight of eight bits */
} fosi_told_key;

/* The record of such an object (fos/records.h): its words, and behind them those of its lists. Members that are open are
 * written anew. */
#define FOSI_TOLD_MEMBERS 32 /* the record of a class with more is not kept */
typedef struct fosi_told_record {
    uint32_t generation; /* of the lasting texts that it names */
    uint32_t lists_at;   /* where those of its lists began, in words, when it was written */
    uint32_t size;       /* bytes of all at `data`, of which `head` are the record's own */
    uint16_t head;
    uint8_t open_count, list_count;
    struct {
        uint8_t member, place; /* the place is its first word */
    } open[FOSI_TOLD_MEMBERS];
    uint8_t lists[FOSI_TOLD_MEMBERS]; /* places of those that are there */
    uint64_t *data;
} fosi_told_record;

typedef struct fosi_told_json {
    fosi_told_key key;
    fosi_told_record *record; /* NULL until one is written */
    bool known;               /* the runs are all there */
    uint32_t count;
    fosi_told_run runs[FOSI_TOLD_RUNS];
} fosi_told_json;

/* Of what reads a switch, under another option: that it stays the same, if circumstances alone say so; else what is evaluated
 * under the reading that is set and under the other, found once. */
typedef struct fosi_told_reading {
    fosi_range now, then;
    bool plain; /* these read no slot */
    bool stays;
} fosi_told_reading;

/* One thing to tell: of a condition, a charge or a switch. */
typedef struct fosi_told_part {
    fosi_slice text; /* data is NULL until it is known */
    fosi_citation citation;
    bool cited;
    fos_truth matters;
    fosi_told_reading *readings;      /* by option and reader */
    fosi_told_json *json[2];          /* of a condition: that fails, that holds */
    const fosi_wording *sentences[2]; /* the same: of `because` */
} fosi_told_part;

/* Finds the circumstances of a quote before it is written out. Does nothing for a consignment of several items, whose parts
 * may differ. OK or NO_MEMORY. */
fos_status fosi_told_prepare(fosi_quote *quote);
/* The parts of the quote's circumstances, NULL when it has none. */
fosi_told_part *fosi_told_condition(fosi_quote *quote, const fos_decision *decision);
fosi_told_part *fosi_told_charge(fosi_quote *quote, const fos_charge *charge);
fosi_told_part *fosi_told_switch(fosi_quote *quote, uint32_t index);

/* Begins to find out what may be kept; what was read before counts too. */
static inline void fosi_told_begin(fosi_quote *quote, bool particular) { quote->eval.particular = particular; }
static inline bool fosi_told_may_keep(const fosi_quote *quote, const fosi_told_part *part)
{
    return part != NULL && !quote->eval.particular;
}
/* Appends a text that is known; false when it is not. */
bool fosi_told_again(const fosi_told_part *part, fos_buffer *out);
/* Says the sentence `because` again in a wording that fits; false when there is none. `run` is what a charge worked out. */
bool fosi_told_sentence(fosi_quote *quote, const fosi_told_part *part, unsigned which, const fosi_cell_run *run, fos_buffer *out);
/* Begins to draft a sentence of `part`, unless it has enough wordings. */
void fosi_told_draft(fosi_quote *quote, const fosi_told_part *part, unsigned which, fosi_draft *draft);
/* Ends it, and keeps the wording of what was appended since `mark`. */
void fosi_told_drafted(fosi_quote *quote, fosi_told_part *part, unsigned which, fos_buffer *out, size_t mark);
/* Keeps what was appended since `mark`, if it may be kept. */
void fosi_told_keep(fosi_quote *quote, fosi_told_part *part, fos_buffer *out, size_t mark);

/* What is known of the readers of a switch; false without memory. */
bool fosi_told_readings(fosi_quote *quote, fosi_told_part *part, uint32_t index, fosi_told_reading **readings);

/* The JSON of the object of `part` that has this key; new when there is none, NULL when there is one of another key. */
fosi_told_json *fosi_told_json_of(fosi_quote *quote, fosi_told_part *part, unsigned which, const fosi_told_key *key,
                                  fos_buffer *out);
/* Keeps a run that ends at the end of `out`. */
void fosi_told_run_keep(const fos_quote *quote, fosi_told_json *json, fosi_told_run run, fos_buffer *out, size_t mark);
/* Keeps a record, its words and those of its lists; in the place of one of another generation. */
void fosi_told_record_keep(const fos_quote *quote, fosi_told_json *json, const fosi_told_record *record, const char *words,
                           const char *lists, fos_buffer *out);
/* Whether what was rendered last is the same for all quotes under these circumstances. */
static inline bool fosi_told_steady(const fos_quote *quote) { return fosi_quote_behind(quote)->steady; }

#endif
