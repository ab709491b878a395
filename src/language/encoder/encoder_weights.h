/* encoder_weights.h - what the sections "encoder." of a model hold, checked; all of it stays in the model.
 *
 *     encoder.shape     eight numbers of four bytes: layers, width, heads, inner, places, pieces, window, 0
 *     encoder.pieces    the vocabulary (word_piece.h)
 *     encoder.words     a scale for each piece (floats), then a row of small numbers for each
 *     encoder.places    a row of floats for each place in a window; what all words have in common is added in
 *     encoder.norm      gain and bias of a word's row
 *     encoder.0 ...     a layer each: the pieces of struct encoder_layer, in that order, each at a multiple of 64 */
#ifndef ENCODER_WEIGHTS_H
#define ENCODER_WEIGHTS_H

#include "language/encoder/word_piece.h"
#include "language/model/model.h"
#include "language/model/product.h"

enum {
    ENCODER_LAYERS_MAX = 12,
    ENCODER_WIDTH_MAX = 512,  /* a multiple of 32 */
    ENCODER_INNER_MAX = 2048, /* a multiple of 32 */
    ENCODER_PLACES_MAX = 512,
    ENCODER_WINDOW_MIN = 16
};

struct encoder_shape {
    uint32_t layers, width, heads, inner, places, pieces, window, zero;
};

/* A row is brought to mean 0 and variance 1, then multiplied and added to, number by number. */
struct norm {
    const float *gain, *bias;
};

struct encoder_layer {
    struct small_matrix
        query; /* width x 3 width: queries (times 1 / the square root of a head's width), keys, values */
    const float *query_bias;
    struct small_matrix out; /* width x width */
    const float *out_bias;
    struct norm out_norm;
    struct small_matrix up; /* width x inner */
    const float *up_bias;
    struct small_matrix down; /* inner x width */
    const float *down_bias;
    struct norm down_norm;
};

struct encoder {
    struct encoder_shape shape;
    struct vocabulary *vocabulary;
    struct piece_marks marks;
    const float *word_scales;
    const int8_t *words;
    const float *places;
    struct norm norm;
    struct encoder_layer layers[ENCODER_LAYERS_MAX];
};

#endif
