/* rounds.h - rounds of training: all samples once a round, in steps of some hundred words.
 *
 * The network learns on whole pieces, put together anew each round in an order drawn by the seed. The rate of learning
 * rises for a moment and then falls along a cosine to nothing (Loshchilov and Hutter 2017), so that the last round is
 * the best and none has to be chosen by held-out files. */
#ifndef ROUNDS_H
#define ROUNDS_H

#include "train/network/network_train.h"

struct rounds {
    struct sample *samples; /* the first of a piece is made the first of its paragraph */
    size_t n;
    size_t batch;     /* words of a step, about                */
    size_t piece_max; /* words; nothing is learnt from longer pieces */
    unsigned epochs, seed;
    /* Called after each of them, from 1. What it returns, unless PRISCUS_OK, ends the training. */
    priscus_status (*after)(void *at, struct network *net, unsigned epoch, const struct network_loss *loss,
                            struct priscus_error *err);
    void *at;
};
/* PRISCUS_ENOMEM, or what `after` returned. */
priscus_status rounds_run(const struct rounds *rounds, struct network *net, struct arena *mem,
                          struct priscus_error *err);

/* Words of the piece that begins at samples[0]: a paragraph, or as much of a long one as whole sentences go. */
#define ROUNDS_PARAGRAPH_MAX 200 /* words after which it may end with a sentence */
size_t rounds_piece(const struct sample *samples, size_t n);

#endif
