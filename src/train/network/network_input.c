/* network_input.c - what a word shows of itself, as numbers, with some of it left out; and the gradients of that. */
#include "language/model/clones.h"

#include "train/network/network_planes.h"

#include "language/model/matrix.h"

/* At each step so many words are known by vector and shape alone. */
static const double UNKNOWN = 0.15;

void train_drop(struct network *net, const float *in, float *out, float *mask, size_t n, float rate)
{
    float keep = 1.0f / (1.0f - rate);
    uint32_t limit = (uint32_t)(rate * 65536.0f);

    if (rate <= 0) {
        memcpy(out, in, n * sizeof *out);
        return;
    }
    for (size_t i = 0; i < n; i += 4) {
        uint64_t bits;

        net->random ^= net->random << 13;
        net->random ^= net->random >> 7;
        net->random ^= net->random << 17;
        bits = net->random;
        for (size_t k = i; k < i + 4 && k < n; k++, bits >>= 16)
            mask[k] = (bits & 0xFFFF) < limit ? 0 : keep;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = in[i] * mask[i];
}

void train_undrop(float *g, const float *mask, size_t n, float rate)
{
    if (rate > 0)
        for (size_t i = 0; i < n; i++)
            g[i] *= mask[i];
}

/* Does this step leave out something of this word? Decided by a number that forward and backward both can find.
 */
static bool drawn(uint32_t salt, size_t t, unsigned k, double rate)
{
    uint32_t h = (uint32_t)(t * 32 + k) * 2654435761u + salt;

    h ^= h >> 16;
    h *= 0x85ebca6bu;
    h ^= h >> 13;
    h *= 0xc2b2ae35u;
    h ^= h >> 16;
    return rate > 0 && (h & 0xFFFF) < (uint32_t)(rate * 65536);
}

enum { DRAW_VECTOR = 31, DRAW_WORD = 30 }; /* behind the features */

/* The form itself of rare words is left out most; and now and then all that shows which word it is, so that
 * its vector, shape and the words around must do. */
static bool left_out(const struct sample *s, uint32_t salt, size_t t, unsigned k, double rate)
{
    return drawn(salt, t, k, k == 0 && s->rare ? rate * 2 : rate * 0.2) ||
           (rate > 0 && k < s->n_form && drawn(salt, t, DRAW_WORD, UNKNOWN));
}

static bool vector_left_out(const struct sample *s, uint32_t salt, size_t t, double rate)
{
    return !s->vector || drawn(salt, t, DRAW_VECTOR, rate * 0.4);
}

priscus_status train_words(struct network *net, const struct sample *samples, size_t n, float *out, uint32_t salt,
                           double rate)
{
    size_t d = net->weights.shape.width, v = net->weights.shape.vector;
    float *vectors = train_plane(net, PLANE_TURNED, n * (v + 1));

    if (!vectors)
        return PRISCUS_ENOMEM;
    if (v) {
        for (size_t t = 0; t < n; t++)
            if (!vector_left_out(&samples[t], salt, t, rate))
                memcpy(vectors + t * v, samples[t].vector, v * sizeof *vectors);
            else
                memset(vectors + t * v, 0, v * sizeof *vectors);
        matrix_product(vectors, net->p[N_VECTOR].w, out, n, v, d, 0);
    } else
        memset(out, 0, n * d * sizeof *out);
    for (size_t t = 0; t < n; t++)
        if (samples[t].glued)
            network_add(out + t * d, net->p[N_GLUED].w, 1, d);
    for (size_t t = 0; t < n; t++)
        for (unsigned k = 0; k < samples[t].n_features; k++)
            if (!left_out(&samples[t], salt, t, k, rate)) {
                const float *row = net->p[N_ROWS].w + samples[t].features[k] * d;

                for (size_t i = 0; i < d; i++)
                    out[t * d + i] += row[i];
            }
    return PRISCUS_OK;
}

priscus_status train_words_back(struct network *net, const struct sample *samples, size_t n, const float *g,
                                uint32_t salt, double rate)
{
    size_t d = net->weights.shape.width, v = net->weights.shape.vector;
    float *vectors = train_plane(net, PLANE_TURNED, n * (v + 1)),
          *turned = train_plane(net, PLANE_TURNED_TOO, n * (v + 1));

    if (!vectors || !turned)
        return PRISCUS_ENOMEM;
    if (v) {
        for (size_t t = 0; t < n; t++)
            if (!vector_left_out(&samples[t], salt, t, rate))
                memcpy(vectors + t * v, samples[t].vector, v * sizeof *vectors);
            else
                memset(vectors + t * v, 0, v * sizeof *vectors);
        matrix_turn(vectors, turned, n, v);
        matrix_product(turned, g, net->p[N_VECTOR].g, v, n, d, 1);
    }
    for (size_t t = 0; t < n; t++)
        if (samples[t].glued)
            network_add(net->p[N_GLUED].g, g + t * d, 1, d);
    for (size_t t = 0; t < n; t++)
        for (unsigned k = 0; k < samples[t].n_features; k++)
            if (!left_out(&samples[t], salt, t, k, rate)) {
                uint32_t r = samples[t].features[k];
                float *row = net->p[N_ROWS].g + r * d;

                if (!net->is_touched[r]) {
                    net->is_touched[r] = 1;
                    net->touched[net->n_touched++] = r;
                }
                for (size_t i = 0; i < d; i++)
                    row[i] += g[t * d + i];
            }
    return PRISCUS_OK;
}
