/* network_planes.h - what the files that train a network share; train/network/network_train.h is for everybody else.
 *
 *     network_input.c     words into numbers, some of them left out, and back
 *     network_loss.c      how wrong ends, tags, names and trees are, and the gradients of that
 *     network_train.c     the layers forward and backward, Adam, one step
 *     network_predict.c   what the network says now
 */
#ifndef NETWORK_PLANES_H
#define NETWORK_PLANES_H

#include "train/network/network_train.h"

/* One matrix of numbers a word, grown as needed. */
struct plane {
    float *at;
    size_t room;
};

/* Of a layer's planes there is one a layer: PLANE_GATES + layer. */
enum plane_id {
    PLANE_WORD,  /* a word's features and vector, summed                                            */
    PLANE_INPUT, /* of a layer, after dropout; PLANE_INPUT + layers: what tags, names and trees see */
    PLANE_GATES = PLANE_INPUT + LAYERS_MAX + 1,
    PLANE_STATE = PLANE_GATES + LAYERS_MAX,
    PLANE_OUTPUT = PLANE_STATE + LAYERS_MAX,
    PLANE_INPUT_GRADIENT = PLANE_OUTPUT + LAYERS_MAX,
    PLANE_GATES_GRADIENT = PLANE_INPUT_GRADIENT + LAYERS_MAX + 1,
    PLANE_SCORES, /* of a word's tags, of its labels of names; gradients at its end of sentence */
    PLANE_QUERY,  /* of a word as a dependent, for its arc                                      */
    PLANE_KEY,    /* of a word as a head                                                        */
    PLANE_QUERY_GRADIENT,
    PLANE_KEY_GRADIENT,
    PLANE_DEPENDENT, /* of a word as a dependent, for its relation                                 */
    PLANE_GOVERNOR,  /* of a word as a head                                                        */
    PLANE_DEPENDENT_GRADIENT,
    PLANE_GOVERNOR_GRADIENT,
    PLANE_PAIR,     /* hidden: of a word with its head, of a word with the next                   */
    PLANE_RELATION, /* scores of relations                                                        */
    PLANE_TURNED,   /* matrices turned for a product                                              */
    PLANE_TURNED_TOO,
    PLANE_MASK, /* what dropout did to a layer's input                                        */
    PLANE_ARCS = PLANE_MASK + LAYERS_MAX + 1, /* scores of a sentence's arcs; of chains of names   */
    PLANES
};

struct network {
    struct weights weights;
    struct parameter p[NETWORK_PARAMETERS];
    double dropout;
    struct plane planes[PLANES];
    uint64_t random;
    size_t steps;
    uint8_t *marks; /* of the words at hand; room for n_marks */
    size_t n_marks;
    uint32_t *touched; /* rows of N_ROWS with a gradient */
    size_t n_touched;
    uint8_t *is_touched;
};

/* A plane with room for n numbers; its old ones are gone if it had to grow. NULL: memory. */
float *train_plane(struct network *net, unsigned id, size_t n);

/* Given dy: the gradients of the matrix w and its bias b (0: none), and dx += dy w^T (dx NULL: not wanted). */
priscus_status train_linear_back(struct network *net, unsigned w, unsigned b, const float *x, const float *dy,
                                 float *dx, size_t n);

/* network_input.c: the sum of what shows each word, and its gradients; `salt` says what is left out at `rate`. */
priscus_status train_words(struct network *net, const struct sample *samples, size_t n, float *out, uint32_t salt,
                           double rate);
priscus_status train_words_back(struct network *net, const struct sample *samples, size_t n, const float *g,
                                uint32_t salt, double rate);
/* out = in with some numbers dropped and the rest scaled; mask keeps what was done. */
void train_drop(struct network *net, const float *in, float *out, float *mask, size_t n, float rate);
void train_undrop(float *g, const float *mask, size_t n, float rate);
/* Of the features of a word this share is left out at each step; of the form itself of rare words twice as
 * many. */
static const double WORD_DROPOUT = 0.25;

/* All planes PLANE_INPUT .. PLANE_INPUT + layers of these samples. */
priscus_status train_encode(struct network *net, const struct sample *samples, size_t n, float rate, uint32_t salt,
                            unsigned layers);

/* network_loss.c: gradients into dx and the parameters, scaled. */
priscus_status train_ends(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                          float scale, struct network_loss *loss);
priscus_status train_tags(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                          float scale, struct network_loss *loss);
priscus_status train_names(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                           float scale, struct network_loss *loss);
priscus_status train_parse(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                           float scale, struct network_loss *loss);

/* Plane `id`: x times the matrix w, rectified. */
priscus_status train_rectified(struct network *net, unsigned w, const float *x, unsigned id, size_t n, float **out);
/* Words of the sentence at s[0). */
size_t train_sentence(const struct sample *s, size_t n);

#endif
