/* encoder_float.c - see encoder_float.h.
 *
 *     The minister denied it; she had signed nothing.      what "she" is made of is mostly "minister"
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

INLINE float add_up(const float lanes[LANES])
{
    float sum = 0;

    for (size_t k = 0; k < LANES; k++)
        sum += lanes[k];
    return sum;
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

INLINE void gelu(float *restrict x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] / (1.0f + fast_exp(-1.5957691216f * (x[i] + 0.044715f * x[i] * x[i] * x[i])));
}

/* Scores into exponentials of how far each is under the largest, in place; what they sum to. n: a multiple of TILE. */
INLINE float exponentials(float *restrict x, size_t n)
{
    float lanes[LANES], most;

    for (size_t k = 0; k < LANES; k++)
        lanes[k] = x[k];
    for (size_t i = LANES; i < n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            lanes[k] = x[i + k] > lanes[k] ? x[i + k] : lanes[k];
    most = lanes[0];
    for (size_t k = 1; k < LANES; k++)
        most = lanes[k] > most ? lanes[k] : most;
    for (size_t k = 0; k < LANES; k++)
        lanes[k] = 0;
    for (size_t i = 0; i < n; i += LANES)
        for (size_t k = 0; k < LANES; k++) {
            x[i + k] = fast_exp(x[i + k] - most);
            lanes[k] += x[i + k];
        }
    return add_up(lanes);
}

/* tile_NAME: y[ROWS][TILE] = the rows a, `inner` numbers each, times b, whose rows are `wide` numbers apart. All sums stay in
 * registers. */
#define TILES(name, target, bytes, ROWS)                                                                               \
    typedef float vec_##name __attribute__((vector_size(bytes), aligned(4), may_alias));                               \
    enum { rows_##name = ROWS };                                                                                       \
    target static inline __attribute__((always_inline)) void tile_##name(                                              \
        const float *const *a, size_t inner, const float *b, size_t wide, float *y, size_t far)                        \
    {                                                                                                                  \
        enum { N = TILE * 4 / (bytes) < 4 ? TILE * 4 / (bytes) : 4, PART = (bytes) / 4 };                              \
                                                                                                                       \
        for (size_t j = 0; j < TILE; j += (size_t)N * PART) {                                                          \
            vec_##name sums[ROWS][N];                                                                                  \
                                                                                                                       \
            for (size_t r = 0; r < ROWS; r++)                                                                          \
                for (size_t k = 0; k < N; k++)                                                                         \
                    sums[r][k] = (vec_##name){ 0 };                                                                    \
            for (size_t p = 0; p < inner; p++)                                                                         \
                for (size_t r = 0; r < ROWS; r++)                                                                      \
                    for (size_t k = 0; k < N; k++)                                                                     \
                        sums[r][k] += *(const vec_##name *)(b + p * wide + j + k * PART) * a[r][p];                    \
            for (size_t r = 0; r < ROWS; r++)                                                                          \
                for (size_t k = 0; k < N; k++)                                                                         \
                    *(vec_##name *)(y + r * far + j + k * PART) = sums[r][k];                                          \
        }                                                                                                              \
    }

size_t attend_room(size_t n, size_t d, size_t heads)
{
    enum { ROWS_MAX = 8 };
    size_t size = d / heads;

    return size * filled(n) + n * filled(size) + ROWS_MAX * (filled(n) + filled(size));
}

/* Keys turned, a row for each number, and values, both filled up with zeros. */
INLINE void take_head(const float *restrict qkv, size_t n, size_t d, size_t at, size_t size, float *restrict keys,
                      float *restrict values)
{
    size_t wide = filled(n), deep = filled(size);

    for (size_t i = 0; i < size; i++) {
        for (size_t j = 0; j < n; j++)
            keys[i * wide + j] = qkv[j * 3 * d + d + at + i];
        for (size_t j = n; j < wide; j++)
            keys[i * wide + j] = 0;
    }
    for (size_t j = 0; j < n; j++) {
        memcpy(values + j * deep, qkv + j * 3 * d + 2 * d + at, size * sizeof *values);
        for (size_t i = size; i < deep; i++)
            values[j * deep + i] = 0;
    }
}

/* Head by head, a few queries at a time, whose scores stay near. */
#define ATTEND(name, target)                                                                                           \
    target static void attend_##name(const float *qkv, size_t n, const uint16_t *rows, size_t n_rows, size_t d,        \
                                     size_t heads, float *room, float *out)                                            \
    {                                                                                                                  \
        enum { ROWS = rows_##name };                                                                                   \
        size_t size = d / heads, wide = filled(n), deep = filled(size);                                                \
        float *keys = room, *values = keys + size * wide, *scores = values + n * deep, *mixed = scores + ROWS * wide;  \
                                                                                                                       \
        for (size_t at = 0; at < d; at += size) {                                                                      \
            take_head(qkv, n, d, at, size, keys, values);                                                              \
            for (size_t i = 0; i < n_rows; i += ROWS) {                                                                \
                const float *from[ROWS];                                                                               \
                float sums[ROWS];                                                                                      \
                                                                                                                       \
                for (size_t r = 0; r < ROWS; r++)                                                                      \
                    from[r] = qkv + rows[i + r < n_rows ? i + r : n_rows - 1] * 3 * d + at;                            \
                for (size_t j = 0; j < wide; j += TILE)                                                                \
                    tile_##name(from, size, keys + j, wide, scores + j, wide);                                         \
                for (size_t r = 0; r < ROWS; r++) {                                                                    \
                    float *row = scores + r * wide;                                                                    \
                                                                                                                       \
                    for (size_t j = n; j < wide; j++)                                                                  \
                        row[j] = -1e30f;                                                                               \
                    sums[r] = exponentials(row, wide);                                                                 \
                    from[r] = row;                                                                                     \
                }                                                                                                      \
                for (size_t j = 0; j < deep; j += TILE)                                                                \
                    tile_##name(from, n, values + j, deep, mixed + j, deep);                                           \
                for (size_t r = 0; r < ROWS && i + r < n_rows; r++)                                                    \
                    for (size_t k = 0; k < size; k++)                                                                  \
                        out[(i + r) * d + at + k] = mixed[r * deep + k] / sums[r];                                     \
            }                                                                                                          \
        }                                                                                                              \
    }

#define SET(name, target, bytes, ROWS)                                                                                 \
    TILES(name, target, bytes, ROWS)                                                                                   \
    ATTEND(name, target)                                                                                               \
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
    static const struct encoder_floats floats_##name = { embed_##name, norm_##name, gelu_##name, attend_##name };

SET(plain, , 16, 2)
#if defined(__x86_64__) && defined(__GNUC__)
SET(avx2, __attribute__((target("avx2"))), 32, 3)
SET(avx512, __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), 64, 8)
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
