/* train_network.h - what the files of the network's training share; train/trainer.h is for everybody else.
 *
 * words.c: words into numbers, with some left out. loss.c: how wrong the heads are, and the way back through
 * them. trainer.c: the layers, the optimiser, one step. network_answer.c: what the network says now. */
#ifndef TRAIN_NETWORK_H
#define TRAIN_NETWORK_H

#include "train/trainer.h"

/* One matrix of numbers a word, grown as needed. */
struct plane {
    float *at;
    size_t room;
};

enum plane_id {
    P_WORD,
    P_X0, /* X0 + layer: input after dropout; X0 + layers: what the heads see */
    P_U0 = P_X0 + LAYERS_MAX + 1,
    P_C0 = P_U0 + LAYERS_MAX,
    P_OUT0 = P_C0 + LAYERS_MAX,
    P_DX0 = P_OUT0 + LAYERS_MAX,
    P_DU = P_DX0 + LAYERS_MAX + 1,
    P_TAG,
    P_Q,
    P_K,
    P_DQ,
    P_DK,
    P_D,
    P_G,
    P_DD,
    P_DG,
    P_H,
    P_R,
    P_TURN,
    P_TURN2,
    P_MASK0,
    P_S = P_MASK0 + LAYERS_MAX + 1,
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
uint32_t train_random(struct network *net);

/* Given dy: the gradients of the matrix w and its bias b (0: none), and dx += dy w^T (dx NULL: not wanted). */
bool train_linear_back(struct network *net, unsigned w, unsigned b, const float *x, const float *dy, float *dx,
                       size_t n);

/* words.c: the sum of what shows each word, and its way back; `salt` says what is left out at `rate`. */
bool train_words(struct network *net, const struct sample *samples, size_t n, float *out, uint32_t salt, double rate);
bool train_words_back(struct network *net, const struct sample *samples, size_t n, const float *g, uint32_t salt,
                      double rate);
/* out = in with some numbers dropped and the rest scaled; mask keeps what was done. */
void train_drop(struct network *net, const float *in, float *out, float *mask, size_t n, float rate);
void train_undrop(float *g, const float *mask, size_t n, float rate);
/* Of the features of a word this share is left out at each step; of the form itself of rare words twice as
 * many. */
static const double WORD_DROPOUT = 0.25;

/* All planes P_X0 .. P_X0 + layers of these samples. */
bool train_encode(struct network *net, const struct sample *samples, size_t n, float rate, uint32_t salt,
                  unsigned layers);

/* loss.c: gradients into dx and the parameters, scaled. */
bool train_ends(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx, float scale,
                struct network_loss *loss);
bool train_tags(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx, float scale,
                struct network_loss *loss);
bool train_names(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx, float scale,
                 struct network_loss *loss);
bool train_parse(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx, float scale,
                 struct network_loss *loss);

/* Plane `id`: x times the matrix w, rectified. */
bool train_rectified(struct network *net, unsigned w, const float *x, unsigned id, size_t n, float **out);
/* Words of the sentence at s[0). */
size_t train_sentence(const struct sample *s, size_t n);

#endif
