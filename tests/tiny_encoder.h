/* tiny_encoder.h - a small encoder with made-up weights, as the sections of a model and as plain numbers to compute with by hand. */
#ifndef TINY_ENCODER_H
#define TINY_ENCODER_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "language/encoder/encoder.h"
#include "language/encoder/encoder_weights.h"
#include "language/model/product.h"

enum { TINY_WIDTH = 32, TINY_LAYERS = 2, TINY_HEADS = 4, TINY_INNER = 64, TINY_PLACES = 40, TINY_WINDOW = 24 };
enum { TINY_SECTIONS = 5 + TINY_LAYERS };

/* Two words, all letters and digits as a word's beginning and as what continues it, some signs. */
static const char tiny_words[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\ntruce\nnor\n##haven\n.\n,\n'\n-\n";

struct tiny {
    struct encoder_shape shape;
    struct buffer sections[TINY_SECTIONS], packed;
    struct model model;
};

static const char *const tiny_names[] = { "encoder.shape", "encoder.pieces", "encoder.words", "encoder.places",
                                          "encoder.norm",  "encoder.0",      "encoder.1" };

static unsigned tiny_lot = 5;
static float tiny_draw(float most)
{
    tiny_lot = tiny_lot * 1103515245u + 12345u;
    return ((float)(tiny_lot >> 16 & 0x7FFF) / 16384.0f - 1.0f) * most;
}

static void tiny_fill(struct buffer *b)
{
    while (b->len % 64)
        buffer_char(b, 0);
}

static void tiny_floats(struct buffer *b, size_t n, float middle, float most)
{
    for (size_t i = 0; i < n; i++) {
        float x = middle + tiny_draw(most);

        buffer_add(b, (const char *)&x, sizeof x);
    }
    tiny_fill(b);
}

static void tiny_matrix(struct buffer *b, size_t rows, size_t columns)
{
    static float w[TINY_INNER * 3 * TINY_WIDTH], scales[3 * TINY_WIDTH];
    static int8_t numbers[TINY_INNER * 3 * TINY_WIDTH];
    static int32_t sums[3 * TINY_WIDTH];

    for (size_t i = 0; i < rows * columns; i++)
        w[i] = tiny_draw(0.4f);
    small_matrix_make(w, rows, columns, numbers, scales, sums);
    buffer_add(b, (const char *)scales, columns * sizeof *scales);
    tiny_fill(b);
    buffer_add(b, (const char *)sums, columns * sizeof *sums);
    tiny_fill(b);
    buffer_add(b, (const char *)numbers, rows * columns);
    tiny_fill(b);
}

static void tiny_layer(struct buffer *b)
{
    enum { D = TINY_WIDTH };

    tiny_matrix(b, D, 3 * D);
    tiny_floats(b, 3 * D, 0, 0.2f);
    tiny_matrix(b, D, D);
    tiny_floats(b, D, 0, 0.2f);
    tiny_floats(b, D, 1, 0.3f);
    tiny_floats(b, D, 0, 0.2f);
    tiny_matrix(b, D, TINY_INNER);
    tiny_floats(b, TINY_INNER, 0, 0.2f);
    tiny_matrix(b, TINY_INNER, D);
    tiny_floats(b, D, 0, 0.2f);
    tiny_floats(b, D, 1, 0.3f);
    tiny_floats(b, D, 0, 0.2f);
}

static void tiny_make(struct tiny *t)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    uint32_t pieces = 0;

    *t = (struct tiny){ 0 };
    tiny_lot = 5;
    buffer_c(&t->sections[1], tiny_words);
    for (size_t i = 0; i + 1 < sizeof letters; i++)
        buffer_format(&t->sections[1], "%c\n##%c\n", letters[i], letters[i]);
    for (size_t i = 0; i < t->sections[1].len; i++)
        pieces += t->sections[1].ptr[i] == '\n';
    t->shape =
        (struct encoder_shape){ TINY_LAYERS, TINY_WIDTH, TINY_HEADS, TINY_INNER, TINY_PLACES, pieces, TINY_WINDOW, 0 };
    buffer_add(&t->sections[0], (const char *)&t->shape, sizeof t->shape);
    for (size_t i = 0; i < pieces; i++) {
        float scale = 0.01f + fabsf(tiny_draw(0.01f));

        buffer_add(&t->sections[2], (const char *)&scale, sizeof scale);
    }
    for (size_t i = 0; i < pieces * TINY_WIDTH; i++)
        buffer_char(&t->sections[2], (char)tiny_draw(127));
    tiny_floats(&t->sections[3], TINY_PLACES * TINY_WIDTH, 0, 0.5f);
    tiny_floats(&t->sections[4], TINY_WIDTH, 1, 0.3f);
    tiny_floats(&t->sections[4], TINY_WIDTH, 0, 0.3f);
    for (size_t i = 0; i < TINY_LAYERS; i++)
        tiny_layer(&t->sections[5 + i]);
}

/* The model of the sections as they are now; one that is NULL is left out. */
static priscus_status tiny_pack(struct tiny *t, struct priscus_error *err)
{
    struct model_part parts[TINY_SECTIONS];
    size_t n = 0;

    for (size_t i = 0; i < TINY_SECTIONS; i++)
        if (t->sections[i].ptr)
            parts[n++] = (struct model_part){ tiny_names[i], buffer_as_text(&t->sections[i]) };
    buffer_reset(&t->packed);
    if (model_pack(parts, n, &t->packed) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    return model_from(buffer_as_text(&t->packed), &t->model, err);
}

static void tiny_release(struct tiny *t)
{
    for (size_t i = 0; i < TINY_SECTIONS; i++)
        buffer_release(&t->sections[i]);
    buffer_release(&t->packed);
}

#endif
