/* encoder_float.c - see encoder_float.h.
 *
 *     The minister denied it; she had signed nothing.      what "she" takes is mostly from "minister"
 *
 * Everything is written once, as loops that compilers turn into vector code, and compiled for each set of instructions. Widths
 * are multiples of 32, and what is not is filled up, so that no loop has a rest. */
#define CLONES_EXACT
#include "language/model/clones.h"

#include "language/encoder/encoder_float.h"

#include <math.h>

#include "language/model/fast.h"

#define INLINE static inline __attribute__((always_inline))

enum { LANES = 16, TILE = 32 };

static inline size_t filled(size_t n)
{
    return (n + TILE - 1) / TILE * TILE;
}

/* Halves onto halves: one order, whatever the registers' width. */
INLINE float add_up(float lanes[LANES])
{
    for (size_t half = LANES / 2; half; half /= 2)
        for (size_t k = 0; k < half; k++)
            lanes[k] += lanes[k + half];
    return lanes[0];
}

/* A row to mean 0 and variance 1, then to its gain and bias, in place. */
INLINE void norm_row(float *restrict x, const struct norm *norm, size_t d)
{
    const float *restrict gain = norm->gain, *restrict bias = norm->bias;
    float lanes[LANES] = { 0 }, mean, by;

    for (size_t i = 0; i < d; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            lanes[k] += x[i + k];
    mean = add_up(lanes) / (float)d;
    for (size_t k = 0; k < LANES; k++)
        lanes[k] = 0;
    for (size_t i = 0; i < d; i += LANES)
        for (size_t k = 0; k < LANES; k++) {
            float y = x[i + k] - mean;

            lanes[k] += y * y;
        }
    by = 1 / sqrtf(add_up(lanes) / (float)d + 1e-12f);
    for (size_t i = 0; i < d; i++)
        x[i] = (x[i] - mean) * by * gain[i] + bias[i];
}

INLINE void embed(const int8_t *restrict word, float scale, const float *restrict place, const struct norm *norm,
                  float *restrict out, size_t d)
{
    for (size_t i = 0; i < d; i++)
        out[i] = scale * (float)word[i] + place[i];
    norm_row(out, norm, d);
}

INLINE void norm_rows(float *restrict x, const float *restrict more, const struct norm *norm, size_t n, size_t d)
{
    for (size_t r = 0; r < n; r++, x += d, more += d) {
        for (size_t i = 0; i < d; i++)
            x[i] += more[i];
        norm_row(x, norm, d);
    }
}

/* The exponential of x <= 0, within 1e-5 of its size; of what is under -87 that of -87. A shorter polynomial than fast_exp()'s: what it
 * is for is made small behind it. */
INLINE float exp_under(float x)
{
    const uint32_t least = 0xC2AE0000; /* -87, below which bits are larger */
    uint32_t bits, power;
    float t, f, p;

    memcpy(&bits, &x, sizeof bits);
    bits = bits < least ? bits : least;
    memcpy(&x, &bits, sizeof x);
    t = x * 1.44269504f + 12582912.0f; /* the nearest whole number is in the lowest bits */
    f = x - (t - 12582912.0f) * 0.693147182f;
    p = 4.14583981e-2f;
    p = p * f + 1.67910308e-1f;
    p = p * f + 5.00043690e-1f;
    p = p * f + 9.99963343e-1f;
    p = p * f + 9.99999285e-1f;
    memcpy(&power, &t, sizeof power);
    memcpy(&bits, &p, sizeof bits);
    bits += power << 23;
    memcpy(&p, &bits, sizeof p);
    return p;
}

/* By the exponential of what is under zero, whatever the sign: it cannot overflow. */
INLINE void gelu(float *restrict x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float u = x[i] * (1.5957691216f + 0.0713548163f * (x[i] * x[i])), e = exp_under(-fabsf(u));

        x[i] = x[i] * (u >= 0 ? 1.0f : e) / (1.0f + e);
    }
}

INLINE void weigh(float *restrict scores, size_t wide, size_t m, size_t n, const float *restrict by,
                  uint8_t *restrict small, float *restrict scales)
{
    size_t whole = filled(n);

    for (size_t r = 0; r < m; r++, scores += wide, small += small_filled(n)) {
        float lanes[LANES] = { 0 }, most = fast_most(scores, whole), top, to;

        for (size_t j = 0; j < whole; j += TILE)
            for (size_t k = 0; k < TILE; k++)
                scores[j + k] = exp_under(scores[j + k] - most);
        for (size_t j = 0; j < whole; j += LANES)
            for (size_t k = 0; k < LANES; k++)
                lanes[k] += scores[j + k];
        for (size_t j = 0; j < whole; j += TILE)
            for (size_t k = 0; k < TILE; k++)
                scores[j + k] *= by[j + k];
        top = fast_most(scores, whole);
        to = top > 0 ? 255 / top : 0;
        for (size_t j = 0; j < whole; j++)
            small[j] = (uint8_t)(int32_t)(scores[j] * to + 0.5f);
        scales[r] = top / (255 * add_up(lanes));
    }
}

INLINE void take_keys(const uint8_t *restrict from, size_t far, size_t n, size_t size, int8_t *restrict numbers,
                      int32_t *restrict sums)
{
    size_t fours = (size + 3) / 4;

    for (size_t j = 0; j < filled(n); j += TILE, numbers += fours * TILE * 4, sums += TILE) {
        for (size_t k = 0; k < TILE; k++)
            sums[k] = 0;
        for (size_t p = 0; p < fours; p++) {
            uint32_t strip[TILE];

            for (size_t k = 0; k < TILE; k++) {
                uint32_t four = 0x80808080;

                if (j + k < n)
                    memcpy(&four, from + (j + k) * far + 4 * p, sizeof four);
                strip[k] = four ^ 0x80808080;
            }
            for (size_t k = 0; k < TILE; k++)
                sums[k] -=
                    128 *
                    ((int32_t)(strip[k] << 24) / (1 << 24) + (int32_t)(strip[k] << 16 & 0xFF000000) / (1 << 24) +
                     (int32_t)(strip[k] << 8 & 0xFF000000) / (1 << 24) + (int32_t)(strip[k] & 0xFF000000) / (1 << 24));
            memcpy(numbers + p * TILE * 4, strip, sizeof strip);
        }
    }
}

INLINE void take_values(const uint8_t *restrict from, size_t far, size_t n, size_t size, int8_t *restrict numbers)
{
    for (size_t at = 0; at < size; at += TILE)
        for (size_t j = 0; j < n; j += 4, numbers += 4 * TILE) {
            uint8_t rows[4][TILE];
            uint32_t strip[TILE];

            memset(rows, 128, sizeof rows);
            for (size_t r = 0; r < 4 && j + r < n; r++)
                memcpy(rows[r], from + (j + r) * far + at, size - at < TILE ? size - at : TILE);
            for (size_t k = 0; k < TILE; k++)
                strip[k] = ((uint32_t)rows[0][k] | (uint32_t)rows[1][k] << 8 | (uint32_t)rows[2][k] << 16 |
                            (uint32_t)rows[3][k] << 24) ^
                           0x80808080;
            memcpy(numbers, strip, sizeof strip);
        }
}

#define SET(name, target)                                                                                              \
    target static void embed_##name(const int8_t *word, float scale, const float *place, const struct norm *norm,      \
                                    float *out, size_t d)                                                              \
    {                                                                                                                  \
        embed(word, scale, place, norm, out, d);                                                                       \
    }                                                                                                                  \
    target static void norm_##name(float *x, const float *more, const struct norm *norm, size_t n, size_t d)           \
    {                                                                                                                  \
        norm_rows(x, more, norm, n, d);                                                                                \
    }                                                                                                                  \
    target static void gelu_##name(float *x, size_t n)                                                                 \
    {                                                                                                                  \
        gelu(x, n);                                                                                                    \
    }                                                                                                                  \
    target static void keys_##name(const uint8_t *from, size_t far, size_t n, size_t size, int8_t *numbers,            \
                                   int32_t *sums)                                                                      \
    {                                                                                                                  \
        if (size == TILE)                                                                                              \
            take_keys(from, far, n, TILE, numbers, sums);                                                              \
        else                                                                                                           \
            take_keys(from, far, n, size, numbers, sums);                                                              \
    }                                                                                                                  \
    target static void values_##name(const uint8_t *from, size_t far, size_t n, size_t size, int8_t *numbers)          \
    {                                                                                                                  \
        if (size == TILE)                                                                                              \
            take_values(from, far, n, TILE, numbers);                                                                  \
        else                                                                                                           \
            take_values(from, far, n, size, numbers);                                                                  \
    }                                                                                                                  \
    target static void weigh_##name(float *scores, size_t wide, size_t m, size_t n, const float *by, uint8_t *small,   \
                                    float *scales)                                                                     \
    {                                                                                                                  \
        weigh(scores, wide, m, n, by, small, scales);                                                                  \
    }                                                                                                                  \
    static const struct encoder_floats floats_##name = { embed_##name, norm_##name,   gelu_##name,                     \
                                                         keys_##name,  values_##name, weigh_##name };

SET(plain, )
#if defined(__x86_64__) && defined(__GNUC__)
SET(avx2, __attribute__((target("avx2"))))
SET(avx512, __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))))
#endif

const struct encoder_floats *encoder_floats(void)
{
#if defined(__x86_64__) && defined(__GNUC__)
    switch (product_kernel()) {
    case PRODUCT_AVX512_VNNI:
        return &floats_avx512;
    case PRODUCT_AVX_VNNI:
    case PRODUCT_AVX2:
        return &floats_avx2;
    default:
        break;
    }
#endif
    return &floats_plain;
}
