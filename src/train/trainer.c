/* trainer.c - forward, backward and one step of Adam, written out by hand. */
#include "language/clones.h"

#include "train/trainer.h"

#include <math.h>
#include <stdlib.h>

#include "language/fast.h"
#include "language/matrix.h"
#include "language/tree.h"

/* Of the features of a word this share is left out at each step; of the form itself of rare words twice as
 * many. */
static const double WORD_DROPOUT = 0.25;

/* At each step so many words are known by vector and shape alone. */
static const double UNKNOWN = 0.15;

/* Names are few: their loss counts so many times. */
static const float NAME_WEIGHT = 2;

/* So are ends of sentences. */
static const float ENDS_WEIGHT = 3;

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
    P_DTAG,
    P_NAME,
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

static uint32_t next_random(struct network *net)
{
    net->random = net->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(net->random >> 33);
}

static float uniform(struct network *net)
{
    return (float)next_random(net) * (1.0f / 2147483648.0f);
}

static bool parameter_new(struct network *net, unsigned i, float scale)
{
    struct parameter *p = &net->p[i];
    size_t n;

    network_size(&net->weights.shape, i, &p->rows, &p->columns);
    n = p->rows * p->columns;
    p->w = calloc(4 * n + 1, sizeof(float));
    if (!p->w)
        return false;
    p->g = p->w + n;
    p->m = p->g + n;
    p->v = p->m + n;
    for (size_t k = 0; k < n; k++)
        p->w[k] = (2 * uniform(net) - 1) * scale;
    net->weights.w[i] = p->w;
    return true;
}

/* How far from zero a parameter's numbers start. */
static float start_of(const struct network_shape *s, unsigned i)
{
    float in = sqrtf(3.0f / (float)s->width);

    switch (i) {
    case N_ROWS:
        return 0.25f;
    case N_VECTOR:
        return s->vector ? sqrtf(1.0f / (float)s->vector) : 0;
    case N_ENDS_BIAS:
    case N_ENDS_OUT_BIAS:
    case N_TAG_BIAS:
    case N_NAME_BIAS:
    case N_NAME_STEP:
    case N_RELATION_BIAS:
        return 0;
    case N_QUERY:
    case N_KEY:
        return in / 2;
    case N_KEY_ROOT:
    case N_DISTANCE:
    case N_GOVERNOR_ROOT:
        return 0.1f;
    case N_ENDS_OUT:
        return 0.3f;
    case N_RELATION:
        return sqrtf(3.0f / (float)s->label);
    default:
        if (i < N_LAYER || (i - N_LAYER) % 3 == 0)
            return in;
        return (i - N_LAYER) % 3 == 1 ? 0 : 0.1f;
    }
}

struct network *network_new(struct network_shape s, double dropout, unsigned seed)
{
    struct network *net = calloc(1, sizeof *net);
    bool ok = true;

    if (!net)
        return NULL;
    net->weights.shape = s;
    net->dropout = dropout;
    net->random = seed * 2654435761u + 88172645463325252u;
    for (int i = 0; i < 16; i++)
        next_random(net);
    for (unsigned i = 0; i < NETWORK_PARAMETERS && ok; i++)
        ok = parameter_new(net, i, start_of(&s, i));
    net->touched = calloc(s.rows + 1, sizeof *net->touched);
    net->is_touched = calloc(s.rows + 1, 1);
    if (!ok || !net->touched || !net->is_touched) {
        network_free(net);
        return NULL;
    }
    return net;
}

void network_free(struct network *net)
{
    if (!net)
        return;
    for (unsigned i = 0; i < NETWORK_PARAMETERS; i++)
        free(net->p[i].w);
    for (unsigned i = 0; i < PLANES; i++)
        free(net->planes[i].at);
    free(net->marks);
    free(net->touched);
    free(net->is_touched);
    free(net);
}

const struct weights *network_weights(const struct network *net)
{
    return &net->weights;
}

static float *plane(struct network *net, unsigned id, size_t n)
{
    struct plane *p = &net->planes[id];

    if (p->room < n + 64) {
        free(p->at);
        p->room = n * 3 / 2 + 64;
        p->at = malloc(p->room * sizeof *p->at);
        if (!p->at)
            p->room = 0;
    }
    return p->at;
}

static void linear(const struct network *net, unsigned w, unsigned b, const float *x, float *y, size_t n)
{
    network_linear(&net->weights, w, b, x, y, n);
}

/* Given dy: the gradients of w and b, and dx += dy w^T. */
static bool linear_back(struct network *net, unsigned w, unsigned b, const float *x, const float *dy, float *dx,
                        size_t n)
{
    struct parameter *p = &net->p[w];
    float *turned = plane(net, P_TURN, n * p->rows), *w_turned = plane(net, P_TURN2, p->rows * p->columns);

    if (!turned || !w_turned)
        return false;
    matrix_turn(x, turned, n, p->rows);
    matrix_product(turned, dy, p->g, p->rows, n, p->columns, 1);
    if (b)
        for (size_t t = 0; t < n; t++)
            for (size_t k = 0; k < p->columns; k++)
                net->p[b].g[k] += dy[t * p->columns + k];
    if (dx) {
        matrix_turn(p->w, w_turned, p->rows, p->columns);
        matrix_product(dy, w_turned, dx, n, p->columns, p->rows, 1);
    }
    return true;
}

CLONES static void cell_back(size_t h, const float *restrict u, const float *restrict x,
                             const float *restrict before, const float *restrict peep, const float *restrict c,
                             const float *restrict dout, float *restrict carry, float *restrict du,
                             float *restrict dx, float *restrict dpeep)
{
    for (size_t i = 0; i < h; i++) {
        float f = u[h + i], r = u[2 * h + i]; /* gates, kept by cell() in place of their input */
        float dr = dout[i] * (c[i] - x[i]) * r * (1 - r);
        float dc = carry[i] + dout[i] * r;
        float df = dc * (before[i] - u[i]) * f * (1 - f);

        dx[i] += dout[i] * (1 - r);
        du[i] = dc * (1 - f);
        du[h + i] = df;
        du[2 * h + i] = dr;
        carry[i] = dc * f + df * peep[i] + dr * peep[h + i];
        dpeep[i] += df * before[i];
        dpeep[h + i] += dr * before[i];
    }
}

static bool layer_back(struct network *net, unsigned l, size_t n, const float *x, const float *u,
                       const float *c, const float *dout, float *dx)
{
    size_t d = net->weights.shape.width, h = d / 2;
    static const float zero[WIDTH_MAX / 2];
    const struct parameter *p = &net->p[N_LAYER + 3 * l + 2];
    float *du = plane(net, P_DU, n * 3 * d), carry[WIDTH_MAX / 2];
    uint8_t reset = l < net->weights.shape.low ? MARK_PARAGRAPH : MARK_SENTENCE;

    if (!du)
        return false;
    memset(carry, 0, sizeof carry);
    for (size_t t = n; t-- > 0;) {
        bool first = t == 0 || net->marks[t] & reset;

        cell_back(h, u + t * 3 * d, x + t * d, first ? zero : c + (t - 1) * d, p->w, c + t * d, dout + t * d,
                  carry, du + t * 3 * d, dx + t * d, p->g);
        if (first)
            memset(carry, 0, sizeof carry);
    }
    memset(carry, 0, sizeof carry);
    for (size_t t = 0; t < n; t++) {
        bool last = t + 1 == n || net->marks[t + 1] & reset;

        cell_back(h, u + t * 3 * d + 3 * h, x + t * d + h, last ? zero : c + (t + 1) * d + h, p->w + d,
                  c + t * d + h, dout + t * d + h, carry, du + t * 3 * d + 3 * h, dx + t * d + h, p->g + d);
        if (last)
            memset(carry, 0, sizeof carry);
    }
    return linear_back(net, N_LAYER + 3 * l, N_LAYER + 3 * l + 1, x, du, dx, n);
}

/* out = in with some numbers dropped and the rest scaled; mask keeps what was done. */
static void drop(struct network *net, const float *in, float *out, float *mask, size_t n, float rate)
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

static void undrop(float *g, const float *mask, size_t n, float rate)
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
           (rate > 0 && k + 1 < s->n_features && drawn(salt, t, DRAW_WORD, UNKNOWN));
}

static bool vector_left_out(const struct sample *s, uint32_t salt, size_t t, double rate)
{
    return !s->vector || drawn(salt, t, DRAW_VECTOR, rate * 0.4);
}

static bool words_forward(struct network *net, const struct sample *samples, size_t n, float *out,
                          uint32_t salt, double rate)
{
    size_t d = net->weights.shape.width, v = net->weights.shape.vector;
    float *vectors = plane(net, P_TURN, n * (v + 1));

    if (!vectors)
        return false;
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
    return true;
}

static bool words_back(struct network *net, const struct sample *samples, size_t n, const float *g,
                       uint32_t salt, double rate)
{
    size_t d = net->weights.shape.width, v = net->weights.shape.vector;
    float *vectors = plane(net, P_TURN, n * (v + 1)), *turned = plane(net, P_TURN2, n * (v + 1));

    if (!vectors || !turned)
        return false;
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
    return true;
}

/* Softmax loss of logits[0, n) against `gold`; the gradient times `scale` takes the logits' place. */
static double softmax_loss(float *logits, size_t n, size_t gold, float scale)
{
    double loss = -logits[gold];

    loss += network_softmax(logits, n);
    for (size_t i = 0; i < n; i++)
        logits[i] *= scale;
    logits[gold] -= scale;
    return loss;
}

static bool encode(struct network *net, const struct sample *samples, size_t n, float rate, uint32_t salt,
                   unsigned layers)
{
    size_t d = net->weights.shape.width;
    float *word = plane(net, P_WORD, n * d);

    if (net->n_marks < n) {
        free(net->marks);
        net->n_marks = 0;
        net->marks = malloc(n);
        if (!net->marks)
            return false;
        net->n_marks = n;
    }
    for (size_t t = 0; t < n; t++)
        net->marks[t] =
            (uint8_t)((samples[t].paragraph ? MARK_PARAGRAPH : 0) | (samples[t].starts ? MARK_SENTENCE : 0));
    if (!word || !words_forward(net, samples, n, word, salt, rate > 0 ? WORD_DROPOUT : 0))
        return false;
    for (unsigned l = 0; l <= layers; l++) {
        float *in = l ? net->planes[P_OUT0 + l - 1].at : word;
        float *x = plane(net, P_X0 + l, n * d), *mask = plane(net, P_MASK0 + l, n * d);
        float *u, *c, *out;

        if (!x || !mask)
            return false;
        drop(net, in, x, mask, n * d, rate);
        if (l == layers)
            break;
        u = plane(net, P_U0 + l, n * 3 * d);
        c = plane(net, P_C0 + l, n * d);
        out = plane(net, P_OUT0 + l, n * d);
        if (!u || !c || !out)
            return false;
        network_layer(&net->weights, l, net->marks, n, x, u, c, out);
    }
    return true;
}

static bool rectified(struct network *net, unsigned w, const float *x, unsigned id, size_t n, float **out)
{
    size_t m = n * net->p[w].columns;

    *out = plane(net, id, m);
    if (!*out)
        return false;
    linear(net, w, 0, x, *out, n);
    network_rectify(*out, m);
    return true;
}

static void rectified_back(const float *y, float *dy, size_t m)
{
    for (size_t i = 0; i < m; i++)
        if (y[i] <= 0)
            dy[i] *= 0.1f;
}

static size_t sentence_length(const struct sample *s, size_t n)
{
    size_t k = 1;

    while (k < n && !s[k].starts)
        k++;
    return k;
}

static bool parse_loss(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                       float scale, struct network_loss *loss)
{
    size_t a = net->weights.shape.arc, b = net->weights.shape.label, r = net->p[N_RELATION].columns;
    float *q, *k, *dep, *gov, *dq, *dk, *ddep, *dgov, *h, *rel;

    if (!(q = plane(net, P_Q, n * a)) || !(dq = plane(net, P_DQ, n * a)) || !(dk = plane(net, P_DK, n * a)) ||
        !(dep = plane(net, P_D, n * b)) || !(gov = plane(net, P_G, n * b)) ||
        !(ddep = plane(net, P_DD, n * b)) || !(dgov = plane(net, P_DG, n * b)) ||
        !(h = plane(net, P_H, n * b)) || !(rel = plane(net, P_R, n * r)) ||
        !rectified(net, N_KEY, x, P_K, n, &k))
        return false;
    linear(net, N_QUERY, 0, x, q, n);
    linear(net, N_DEPENDENT, 0, x, dep, n);
    linear(net, N_GOVERNOR, 0, x, gov, n);
    memset(dq, 0, n * a * sizeof *dq);
    memset(dk, 0, n * a * sizeof *dk);
    memset(dgov, 0, n * b * sizeof *dgov);
    for (size_t at = 0; at < n;) {
        size_t len = sentence_length(samples + at, n - at), m = len + 1;
        float *s = plane(net, P_S, len * m + 2 * m * a), *keys = s + len * m,
              *turned = plane(net, P_TURN, m * len);

        if (!s || !turned)
            return false;
        network_arcs(&net->weights, q + at * a, k + at * a, keys, s, len);
        for (size_t i = 0; i < len; i++) {
            const struct sample *w = &samples[at + i];
            float *row = s + i * m, by[DISTANCES] = { 0 };

            if (w->head < 0) {
                memset(row, 0, m * sizeof *row);
                continue;
            }
            row[i + 1] = -1e9f;
            loss->arc += softmax_loss(row, m, (size_t)w->head, scale);
            for (size_t j = 1; j < m; j++)
                by[network_distance(i + 1, j)] += row[j];
            for (size_t z = 0; z < DISTANCES; z++)
                if (by[z] != 0) {
                    network_add(dq + (at + i) * a, net->p[N_DISTANCE].w + z * a, by[z], a);
                    network_add(net->p[N_DISTANCE].g + z * a, q + (at + i) * a, by[z], a);
                }
        }
        matrix_product(s, keys, dq + at * a, len, m, a, 1);
        matrix_turn(s, turned, len, m);
        matrix_product(turned, q + at * a, net->p[N_KEY_ROOT].g, 1, len, a, 1);
        matrix_product(turned + len, q + at * a, dk + at * a, len, len, a, 1);
        /* relations, with the right heads */
        for (size_t i = 0; i < len; i++) {
            int head = samples[at + i].head;
            const float *g = head > 0 ? gov + (at + (size_t)head - 1) * b : net->p[N_GOVERNOR_ROOT].w;

            network_pair(dep + (at + i) * b, g, h + (at + i) * b, b);
        }
        at += len;
    }
    linear(net, N_RELATION, N_RELATION_BIAS, h, rel, n);
    for (size_t t = 0; t < n; t++)
        if (samples[t].relation >= 0 && samples[t].head >= 0) {
            loss->relation +=
                softmax_loss(rel + t * r, net->weights.shape.relations, (size_t)samples[t].relation, scale);
            memset(rel + t * r + net->weights.shape.relations, 0,
                   (r - net->weights.shape.relations) * sizeof *rel);
        } else
            memset(rel + t * r, 0, r * sizeof *rel);
    memset(ddep, 0, n * b * sizeof *ddep);
    if (!linear_back(net, N_RELATION, N_RELATION_BIAS, h, rel, ddep, n))
        return false;
    rectified_back(h, ddep, n * b);
    for (size_t at = 0; at < n;) {
        size_t len = sentence_length(samples + at, n - at);

        for (size_t i = 0; i < len; i++) {
            int head = samples[at + i].head;

            network_add(head > 0 ? dgov + (at + (size_t)head - 1) * b : net->p[N_GOVERNOR_ROOT].g,
                        ddep + (at + i) * b, 1, b);
        }
        at += len;
    }
    rectified_back(k, dk, n * a);
    return linear_back(net, N_QUERY, 0, x, dq, dx, n) && linear_back(net, N_KEY, 0, x, dk, dx, n) &&
           linear_back(net, N_DEPENDENT, 0, x, ddep, dx, n) && linear_back(net, N_GOVERNOR, 0, x, dgov, dx, n);
}

static bool ends_loss(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                      float scale, struct network_loss *loss)
{
    float *y = plane(net, P_R, n * 2 * ENDS), *dy = plane(net, P_TAG, n * 2 * ENDS),
          *h = plane(net, P_H, n * ENDS), *ends = plane(net, P_S, n);

    if (!y || !dy || !h || !ends)
        return false;
    memset(dy, 0, n * 2 * ENDS * sizeof *dy);
    network_ends(&net->weights, net->marks, x, n, y, h, ends);
    for (size_t t = 0; t < n; t++) {
        float p = fast_sigmoid(ends[t]), gold = samples[t].ends, g = (p - gold) * scale;
        bool last = t + 1 == n || net->marks[t + 1] & MARK_PARAGRAPH;

        loss->ends -= logf((gold > 0 ? p : 1 - p) + 1e-9f);
        *net->p[N_ENDS_OUT_BIAS].g += g;
        for (size_t k = 0; k < ENDS; k++) {
            float back = g * net->p[N_ENDS_OUT].w[k] * (h[t * ENDS + k] > 0 ? 1 : 0.1f);

            net->p[N_ENDS_OUT].g[k] += g * h[t * ENDS + k];
            dy[t * 2 * ENDS + k] += back;
            if (!last)
                dy[(t + 1) * 2 * ENDS + ENDS + k] += back;
        }
    }
    return linear_back(net, N_ENDS, N_ENDS_BIAS, x, dy, dx, n);
}

/* Tags: a softmax a word. Gradient into dx. */
static bool tag_loss(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                     float scale, struct network_loss *loss)
{
    size_t columns = net->p[N_TAG].columns, tags = net->weights.shape.tags;
    float *y = plane(net, P_TAG, n * columns);

    if (!y)
        return false;
    linear(net, N_TAG, N_TAG_BIAS, x, y, n);
    for (size_t t = 0; t < n; t++) {
        float *row = y + t * columns;

        if (samples[t].tag >= 0) {
            loss->tag += softmax_loss(row, tags, (size_t)samples[t].tag, scale);
            memset(row + tags, 0, (columns - tags) * sizeof *row);
        } else
            memset(row, 0, columns * sizeof *row);
    }
    return linear_back(net, N_TAG, N_TAG_BIAS, x, y, dx, n);
}

/* Names: a chain of labels a sentence, all paths against the right one, forward and backward in probabilities
 * that are scaled to a sum of one at each word. The gradient takes the scores' place. */
static bool chain_loss(struct network *net, const struct sample *samples, size_t n, float *y, size_t columns,
                       float scale, double *out)
{
    size_t labels = net->weights.shape.names;
    float *forward = plane(net, P_S, 3 * n * NAMES_MAX), *backward = forward + n * NAMES_MAX,
          *u = backward + n * NAMES_MAX;
    float step[NAMES_MAX][NAMES_MAX];
    const float *w = net->p[N_NAME_STEP].w;
    double loss = 0;

    if (!forward)
        return false;
    for (size_t j = 0; j < labels; j++)
        for (size_t k = 0; k < labels; k++)
            step[j][k] = fast_exp(w[j * labels + k]);
    for (size_t i = 0; i < n; i++) {
        float most = y[i * columns], sum = 0;

        for (size_t k = 1; k < labels; k++)
            most = y[i * columns + k] > most ? y[i * columns + k] : most;
        for (size_t k = 0; k < labels; k++) {
            float before = i == 0;

            u[i * NAMES_MAX + k] = fast_exp(y[i * columns + k] - most);
            for (size_t j = 0; i && j < labels; j++)
                before += forward[(i - 1) * NAMES_MAX + j] * step[j][k];
            forward[i * NAMES_MAX + k] = before * u[i * NAMES_MAX + k];
            sum += forward[i * NAMES_MAX + k];
        }
        for (size_t k = 0; k < labels; k++)
            forward[i * NAMES_MAX + k] /= sum;
        loss += logf(sum) + most - y[i * columns + (size_t)samples[i].name];
        if (i)
            loss -= w[(size_t)samples[i - 1].name * labels + (size_t)samples[i].name];
    }
    for (size_t i = n; i-- > 0;) {
        float sum = 0, pairs = 0, pair[NAMES_MAX][NAMES_MAX];

        for (size_t j = 0; j < labels; j++) {
            float after = i + 1 == n;

            for (size_t k = 0; i + 1 < n && k < labels; k++) {
                pair[j][k] = step[j][k] * u[(i + 1) * NAMES_MAX + k] * backward[(i + 1) * NAMES_MAX + k];
                after += pair[j][k];
                pair[j][k] *= forward[i * NAMES_MAX + j];
                pairs += pair[j][k];
            }
            backward[i * NAMES_MAX + j] = after;
            sum += after;
        }
        if (i + 1 < n)
            for (size_t j = 0; j < labels; j++)
                for (size_t k = 0; k < labels; k++)
                    net->p[N_NAME_STEP].g[j * labels + k] +=
                        scale * (pair[j][k] / pairs -
                                 (j == (size_t)samples[i].name && k == (size_t)samples[i + 1].name));
        for (size_t j = 0; j < labels; j++)
            backward[i * NAMES_MAX + j] /= sum;
        sum = 0;
        for (size_t k = 0; k < labels; k++) {
            y[i * columns + k] = forward[i * NAMES_MAX + k] * backward[i * NAMES_MAX + k];
            sum += y[i * columns + k];
        }
        for (size_t k = 0; k < columns; k++)
            y[i * columns + k] =
                k < labels ? scale * (y[i * columns + k] / sum - (k == (size_t)samples[i].name)) : 0;
    }
    *out += loss;
    return true;
}

static bool name_loss(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                      float scale, struct network_loss *loss)
{
    size_t columns = net->p[N_NAME].columns;
    float *y = plane(net, P_TAG, n * columns);

    if (!y)
        return false;
    linear(net, N_NAME, N_NAME_BIAS, x, y, n);
    for (size_t at = 0, len; at < n; at += len) {
        bool said = true;

        len = sentence_length(samples + at, n - at);
        for (size_t i = at; i < at + len; i++)
            said &= samples[i].name >= 0;
        if (!said)
            memset(y + at * columns, 0, len * columns * sizeof *y);
        else if (!chain_loss(net, samples + at, len, y + at * columns, columns, scale, &loss->name))
            return false;
    }
    return linear_back(net, N_NAME, N_NAME_BIAS, x, y, dx, n);
}

CLONES static void adam(struct parameter *p, size_t from, size_t n, float rate, float scale)
{
    float *restrict w = p->w + from, *restrict g = p->g + from, *restrict m = p->m + from,
                    *restrict v = p->v + from;

    for (size_t i = 0; i < n; i++) {
        float x = g[i] * scale;

        m[i] = 0.9f * m[i] + 0.1f * x;
        v[i] = 0.99f * v[i] + 0.01f * x * x;
        w[i] -= rate * m[i] / (sqrtf(v[i]) + 1e-8f);
        g[i] = 0;
    }
}

static void update(struct network *net, double rate)
{
    double norm = 0;
    float scale, lr, d = (float)net->weights.shape.width;

    for (unsigned i = 0; i < NETWORK_PARAMETERS; i++)
        if (i != N_ROWS)
            for (size_t k = 0; k < net->p[i].rows * net->p[i].columns; k++)
                norm += (double)net->p[i].g[k] * net->p[i].g[k];
    norm = sqrt(norm);
    scale = norm > 2 ? (float)(2 / norm) : 1;
    net->steps++;
    lr = (float)(rate * sqrt(1 - pow(0.99, (double)net->steps)) / (1 - pow(0.9, (double)net->steps)));
    for (unsigned i = 0; i < NETWORK_PARAMETERS; i++)
        if (i != N_ROWS)
            adam(&net->p[i], 0, net->p[i].rows * net->p[i].columns, lr, scale);
    for (size_t i = 0; i < net->n_touched; i++) {
        adam(&net->p[N_ROWS], net->touched[i] * (size_t)d, (size_t)d, lr, scale);
        net->is_touched[net->touched[i]] = 0;
    }
    net->n_touched = 0;
}

bool network_step(struct network *net, const struct sample *samples, size_t n, double rate,
                  struct network_loss *loss)
{
    size_t d = net->weights.shape.width;
    unsigned low = net->weights.shape.low, layers = net->weights.shape.layers;
    float scale = 1.0f / (float)n, drop_rate = (float)net->dropout;
    uint32_t salt = next_random(net);
    float *dx[LAYERS_MAX + 1];

    for (unsigned l = 0; l <= layers; l++) {
        if (!(dx[l] = plane(net, P_DX0 + l, n * d)))
            return false;
        memset(dx[l], 0, n * d * sizeof **dx);
    }
    if (!encode(net, samples, n, drop_rate, salt, layers))
        return false;
    if (!ends_loss(net, samples, n, net->planes[P_X0 + low].at, dx[low], ENDS_WEIGHT * scale, loss))
        return false;
    loss->n += n;
    if (!tag_loss(net, samples, n, net->planes[P_X0 + low].at, dx[low], scale, loss) ||
        !name_loss(net, samples, n, net->planes[P_X0 + layers].at, dx[layers], NAME_WEIGHT * scale, loss) ||
        !parse_loss(net, samples, n, net->planes[P_X0 + layers].at, dx[layers], scale, loss))
        return false;
    for (unsigned l = layers; l-- > 0;) {
        undrop(dx[l + 1], net->planes[P_MASK0 + l + 1].at, n * d, drop_rate);
        if (!layer_back(net, l, n, net->planes[P_X0 + l].at, net->planes[P_U0 + l].at, net->planes[P_C0 + l].at,
                        dx[l + 1], dx[l]))
            return false;
    }
    undrop(dx[0], net->planes[P_MASK0].at, n * d, drop_rate);
    if (!words_back(net, samples, n, dx[0], salt, WORD_DROPOUT))
        return false;
    update(net, rate);
    return true;
}

static bool run_parser(struct network *net, const struct sample *samples, size_t n, const float *x,
                       struct network_answer *out)
{
    size_t a = net->weights.shape.arc, b = net->weights.shape.label, r = net->p[N_RELATION].columns;
    float *q, *k, *dep, *gov, *h, *rel;

    if (!(q = plane(net, P_Q, n * a)) || !(dep = plane(net, P_D, n * b)) || !(gov = plane(net, P_G, n * b)) ||
        !(h = plane(net, P_H, n * b)) || !(rel = plane(net, P_R, n * r)) ||
        !rectified(net, N_KEY, x, P_K, n, &k))
        return false;
    linear(net, N_QUERY, 0, x, q, n);
    linear(net, N_DEPENDENT, 0, x, dep, n);
    linear(net, N_GOVERNOR, 0, x, gov, n);
    for (size_t at = 0; at < n;) {
        size_t len = sentence_length(samples + at, n - at), m = len + 1;
        float *s = plane(net, P_S, len * m + 2 * m * a);

        if (!s)
            return false;
        network_arcs(&net->weights, q + at * a, k + at * a, s + len * m, s, len);
        if (!tree_best(s, len, out->head + at))
            return false;
        for (size_t i = 0; i < len; i++) {
            int head = out->head[at + i];
            const float *g = head > 0 ? gov + (at + (size_t)head - 1) * b : net->p[N_GOVERNOR_ROOT].w;

            network_pair(dep + (at + i) * b, g, h + (at + i) * b, b);
        }
        at += len;
    }
    linear(net, N_RELATION, N_RELATION_BIAS, h, rel, n);
    for (size_t t = 0; t < n; t++)
        out->relation[t] = (int16_t)network_best(rel + t * r, net->weights.shape.relations);
    return true;
}

bool network_run(struct network *net, const struct sample *samples, size_t n, struct network_answer *out)
{
    unsigned low = net->weights.shape.low, layers = net->weights.shape.layers;

    if (!encode(net, samples, n, 0, 0, out->head || out->name ? layers : low))
        return false;
    if (out->ends) {
        float *y = plane(net, P_R, n * 2 * ENDS), *h = plane(net, P_H, n * ENDS);

        if (!y || !h)
            return false;
        network_ends(&net->weights, net->marks, net->planes[P_X0 + low].at, n, y, h, out->ends);
    }
    for (int names = 0; names < 2; names++) {
        unsigned w = names ? N_NAME : N_TAG;
        size_t columns = net->p[w].columns;
        float *y = plane(net, P_TAG, n * columns);

        if (!y)
            return false;
        if (!(names ? out->name : out->tag))
            continue;
        linear(net, w, w + 1, net->planes[P_X0 + (names ? layers : low)].at, y, n);
        for (size_t t = 0; !names && t < n; t++)
            out->tag[t] = (int16_t)network_best(y + t * columns, net->weights.shape.tags);
        for (size_t t = 0, len; names && t < n; t += len) {
            uint8_t(*from)[NAMES_MAX];

            len = sentence_length(samples + t, n - t);
            from = malloc(len * sizeof *from);
            if (!from)
                return false;
            network_chain(&net->weights, NULL, y + t * columns, len, from, out->name + t);
            free(from);
        }
    }
    return !out->head || run_parser(net, samples, n, net->planes[P_X0 + layers].at, out);
}
