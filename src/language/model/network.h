/* network.h - the network of the language models: its parameters, and the forward pass.
 *
 * A word is the sum of rows for its features (feature.h) and of its fixed vector turned by a learnt matrix.
 * Layers of bidirectional simple recurrent units (Lei et al. 2018, SRU, arXiv:1709.02755) follow: the low ones
 * read the whole paragraph and say where sentences end and which tag a word has; the upper ones read one
 * sentence and say which name a word is in, whose dependent it is (biaffine scores, Dozat and Manning 2017,
 * arXiv:1611.01734, with relative distance) and by which relation. All products are of blocks of words, so a
 * weight that was fetched is used for many.
 *
 * Run by language_read.c and labeller.c on a mapped model, and by train/, which adds the backward pass. */
#ifndef NETWORK_H
#define NETWORK_H

#include "base/base.h"
#include "language/model/product.h"

enum { LAYERS_MAX = 6, DISTANCES = 21, WIDTH_MAX = 512, NAMES_MAX = 32, ENDS = 32 };

struct network_shape {
    uint32_t width;                  /* of a word and of each layer: a multiple of 32, at most WIDTH_MAX */
    uint32_t layers;                 /* in all                                                       */
    uint32_t low;                    /* of them, those that read the paragraph                       */
    uint32_t rows;                   /* features with a row                                          */
    uint32_t vector;                 /* dimensions of word vectors; 0: none                          */
    uint32_t tags, names, relations; /* no tags: names alone, no ends of sentences and no trees */
    uint32_t arc, label;             /* inner widths of the parser's heads: multiples of 32, at most WIDTH_MAX */
};

/* The parameters, row-major; the layers' last: N_LAYER + 3 * layer + {0 weights, 1 bias, 2 peepholes}. */
enum network_parameter {
    N_ROWS,
    N_VECTOR,
    N_GLUED, /* added to a word before which no space stands */
    N_ENDS,
    N_ENDS_BIAS,
    N_ENDS_OUT,
    N_ENDS_OUT_BIAS,
    N_TAG,
    N_TAG_BIAS,
    N_NAME,
    N_NAME_BIAS,
    N_NAME_STEP, /* of a label to the next one */
    N_QUERY,
    N_KEY,
    N_KEY_ROOT,
    N_DISTANCE,
    N_DEPENDENT,
    N_GOVERNOR,
    N_GOVERNOR_ROOT,
    N_RELATION,
    N_RELATION_BIAS,
    N_LAYER,
    NETWORK_PARAMETERS = N_LAYER + 3 * LAYERS_MAX
};

/* Rows and columns of a parameter; 0 x 0 for a layer that is not there. */
void network_size(const struct network_shape *shape, unsigned parameter, size_t *rows, size_t *columns);
/* Within the limits said above? */
bool network_shape_check(const struct network_shape *shape);

struct weights {
    struct network_shape shape;
    const float *w[NETWORK_PARAMETERS];            /* NULL where a parameter is small or, N_ROWS, kept otherwise */
    struct small_matrix small[NETWORK_PARAMETERS]; /* as trained models have their matrices; `numbers` NULL: see w */
};

/* Is the parameter a matrix that blocks of words are multiplied with, and so kept small in a model? */
bool network_is_small(const struct network_shape *shape, unsigned parameter);

/* What a layer must know of a word's place. */
enum { MARK_PARAGRAPH = 1, MARK_SENTENCE = 2 }; /* the first word of one */

/* y[n x columns] = x w (+ bias, a parameter's number; 0: none). */
void network_linear(const struct weights *weights, unsigned parameter, unsigned bias, const float *x, float *y,
                    size_t n);

/* One recurrent layer over n words: u[n x 3 width] is left with the candidates and the gates, c[n x width] with
 * the states, out[n x width] with what the next layer reads. */
void network_layer(const struct weights *weights, unsigned layer, const uint8_t *marks, size_t n, const float *x,
                   float *u, float *c, float *out);

/* Log-odds of a sentence's end after each word, from the word and the next: one hidden row of ENDS numbers.
 * `room`: n x 2 ENDS, left with what each word gives to its own row and, behind it, to that of the word before;
 * `hidden`: n x ENDS. */
void network_ends(const struct weights *weights, const uint8_t *marks, const float *x, size_t n, float *room,
                  float *hidden, float *ends);

/* max(x, x / 10), in place. */
void network_rectify(float *x, size_t n);

/* Arc scores of a sentence of n words into s[n x (n + 1)], row = dependent, column 0 = the root. `room` has
 * place for 2 (n + 1) arc numbers and is left with the keys, row by row, the root's first. */
void network_arcs(const struct weights *weights, const float *queries, const float *keys, float *room, float *s,
                  size_t n);

/* The hidden row of a word's relation, from its own and its head's. */
void network_pair(const float *dependent, const float *governor, float *out, size_t n);

/* Which row of N_DISTANCE: 10 is the word itself, nearer and farther buckets on both sides. */
size_t network_distance(size_t dependent, size_t head);

float network_dot(const float *a, const float *b, size_t n);    /* n: a multiple of 16 */
void network_add(float *y, const float *x, float by, size_t n); /* y += by * x */
size_t network_best(const float *x, size_t n);                  /* index of the largest, the first of equals */

/* The likeliest chain of name labels of a sentence (Viterbi 1967) from scores y[n x padded names].
 * `allowed[j][k]`: may k follow j? NULL: it always may. `from`: room for n rows. */
void network_chain(const struct weights *weights, const bool (*allowed)[NAMES_MAX], const float *y, size_t n,
                   uint8_t (*from)[NAMES_MAX], int16_t *out);

/* How likely each label is at each word, over all chains of them, in place of the scores y (forward and backward, as
 * Rabiner 1989). `room`: n rows of NAMES_MAX. */
void network_chain_odds(const struct weights *weights, float *y, size_t n, float (*room)[NAMES_MAX]);

/* Scores into probabilities, in place; the logarithm of the sum of their exponentials. */
float network_softmax(float *x, size_t n);

/* Columns of a classifier's matrix: its classes, filled up to a multiple of 32. */
static inline size_t network_padded(size_t n)
{
    return (n + 31) / 32 * 32;
}

#endif
