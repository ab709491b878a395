/* encoder_batch.h - the pieces of some windows, one window behind the other, walked through all layers together.
 *
 * A weight that was fetched is used for all pieces of the batch; who attends to whom is a window's own affair. */
#ifndef ENCODER_BATCH_H
#define ENCODER_BATCH_H

#include "language/encoder/encoder.h"
#include "language/encoder/encoder_weights.h"

enum { BATCH_ROWS = 384 }; /* pieces that are walked together, if a window is not longer */

/* A row whose vector is wanted, and whose word it stands for. */
struct wanted {
    uint32_t word;
    uint16_t row;
};

struct encoder_room {
    const struct encoder *encoder;
    size_t room;      /* rows                                                            */
    uint16_t *pieces; /* of each row, its piece                                          */
    uint16_t *places; /* and its place in its window                                     */
    uint16_t *begins; /* of each window, its first row; behind the last, where it ends   */
    struct wanted *wanted;
    size_t n_rows, n_windows, n_wanted; /* `wanted` in the order of their rows           */
    /* a layer's: rows; queries, keys and values; what is added to rows; the inner rows of some */
    float *x, *qkv, *more, *inner;
    char *attend;
    uint8_t *small;
    float *scales;
    uint16_t *all; /* 0, 1, 2 ... */
    void *planes;  /* what the pointers above point into */
};

/* The vectors of all wanted rows, made small, to their words; the batch is empty then. */
void batch_run(struct encoder_room *room, int8_t *states, float *scales);

#endif
