/* What the parts of a batch share: pieces of the input on their way round the ring, and the worker that answers one. */
#ifndef FOSI_BATCH_H
#define FOSI_BATCH_H

#include <pthread.h>
#include <stdatomic.h>

#include <fos/batch.h>

#include "codec/rates.h"

/* The lines of a piece, as long as lines are shorter. */
#define FOSI_BATCH_BLOCK ((size_t)65536)

typedef enum fosi_piece_state { FOSI_PIECE_FREE, FOSI_PIECE_READ, FOSI_PIECE_DONE } fosi_piece_state;

/* Some lines and their answers. Whoever may touch it follows from its state: the putter, a worker, the taker. */
typedef struct fosi_piece {
    fosi_piece_state state;
    bool too_long;       /* stands for one line that is beyond the limit */
    uint64_t first_line; /* number of the first line, from 1 */
    uint64_t offset;     /* of its first byte in the input */
    fos_buffer in;       /* whole lines; only the last of the input may lack its end */
    fos_buffer out;
    fos_buffer failures; /* packed errors, for fosi_piece_failure; only when asked for */
    fos_batch_counts counts;
    fos_status status; /* NO_MEMORY, else OK */
} fosi_piece;

/* What a thread needs to answer. */
typedef struct fosi_worker {
    struct fos_batch *batch;
    fos_session *session;
    fos_request *request;
    pthread_t thread;
} fosi_worker;

/* Piece number n stands at n modulo the size of the ring. Each counter only grows. */
struct fos_batch {
    const fos_context *context;
    fos_read_options reading;
    const char *approach;
    fos_date date;
    fosi_rate_book rates;
    bool keep_failures;
    atomic_bool stopped; /* tells workers between two lines */

    fosi_worker *workers;
    size_t worker_count;
    size_t thread_count; /* 0: the taker computes, with the first worker */

    pthread_mutex_t lock; /* guards what follows, and the states of pieces */
    pthread_cond_t work;  /* a piece was read, or all is over */
    pthread_cond_t moved; /* a piece was done or taken, or all is over */
    fosi_piece *pieces;
    size_t size;
    size_t read, begun, taken; /* how many pieces have come so far */
    bool ended;                /* no input follows */
    fos_status status;         /* OK, NO_MEMORY or CANCELLED */

    /* Of the putter, and of the taker once `ended` is set. */
    fos_buffer rest; /* the beginning of a line whose end has not come yet */
    bool skipping;   /* the rest of a line that is too long */
    uint64_t line;   /* number of the line at the rest's beginning */
    uint64_t offset;
};

/* Answers every line of a piece; the counts and the status say what came of it. */
void fosi_piece_answer(fosi_piece *piece, fosi_worker *worker);
/* The failure at `*at` in a piece's packed failures; false past the last. */
bool fosi_piece_failure(const fosi_piece *piece, size_t *at, fos_error *error);

/* The first half of fos_batch_take: the oldest piece when done, answered here where there are no threads. With
 * `stay`, waits for lines that are not put yet. NULL when there is none, or the batch is over. */
fosi_piece *fosi_batch_next(fos_batch *batch, bool stay);
/* The second half: the piece is free again. */
void fosi_batch_release(fos_batch *batch, fosi_piece *piece);
/* Waits until a put would take something; false when the batch is over. */
bool fosi_batch_room(fos_batch *batch);
/* Ends the batch with a status, and wakes all. */
void fosi_batch_stop(fos_batch *batch, fos_status status);
/* OK, or the error of a batch that is over. */
fos_status fosi_batch_status(fos_batch *batch, fos_error *error);

#endif
