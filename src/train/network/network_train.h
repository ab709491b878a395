/* network_train.h - a network being trained: its parameters with their gradients, and the optimiser.
 *
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) on blocks of whole paragraphs; dropout on words, features and
 * between layers. Everything that is drawn by lot comes from one seed. */
#ifndef NETWORK_TRAIN_H
#define NETWORK_TRAIN_H

#include "language/model/network.h"

struct parameter {
    float *w, *g, *m, *v; /* value, gradient, Adam's two moments; one allocation, w's */
    size_t rows, columns;
};

/* Words in training form. Texts are runs of paragraphs; indices are into the whole. */
struct sample {
    const uint32_t *features; /* row numbers                                        */
    uint8_t n_features;
    uint8_t n_form;      /* of them, the first that say which word it is: left out together, now and then */
    bool rare;           /* its first feature (the form) was seen rarely               */
    bool glued;          /* no white space before it */
    bool ends;           /* last of its sentence                                       */
    bool starts;         /* first of its sentence                                      */
    bool paragraph;      /* first of its paragraph                                     */
    int16_t tag;         /* -1: not said                                               */
    int16_t name;        /* -1: not said                                               */
    int16_t relation;    /* -1: not said                                               */
    int32_t head;        /* 0: root, k: the k-th of the sentence, from 1; -1: not said */
    const float *vector; /* NULL: none                                              */
};

struct network;
struct network *network_new(struct network_shape shape, double dropout, unsigned seed); /* NULL: memory */
void network_free(struct network *net);

struct network_loss {
    double ends, tag, name, arc, relation;
    size_t n;
};

/* One step on `n` samples (whole paragraphs). Adds to *loss. PRISCUS_ENOMEM alone. */
priscus_status network_step(struct network *net, const struct sample *samples, size_t n, double rate,
                            struct network_loss *loss);

/* What the network says of samples: arrays of the caller's, NULL where not wanted. Heads are a tree with one
 * root. Sentences are as `starts` says for the upper layers. */
struct network_prediction {
    float *ends; /* log-odds */
    int16_t *tag, *name, *relation;
    int32_t *head;
};
priscus_status network_predict(struct network *net, const struct sample *samples, size_t n,
                               struct network_prediction *out);

/* The parameters, for saving. */
const struct weights *network_weights(const struct network *net);

#endif
