/* network.c - the forward pass. */
#include "language/model/clones.h"

#include "language/model/network.h"

#include <math.h>

#include "language/model/fast.h"
#include "language/model/matrix.h"

void network_size(const struct network_shape *s, unsigned parameter, size_t *rows, size_t *columns)
{
    size_t d = s->width;

#define IS(r, c) (*rows = (r), *columns = (c))
    switch ((enum network_parameter)parameter) {
    case N_ROWS:
        IS(s->rows, d);
        break;
    case N_VECTOR:
        IS(s->vector, d);
        break;
    case N_GLUED:
        IS(1, d);
        break;
    case N_ENDS:
        IS(d, s->tags ? 2 * ENDS : 0);
        break;
    case N_ENDS_BIAS:
        IS(1, s->tags ? 2 * ENDS : 0);
        break;
    case N_ENDS_OUT:
        IS(1, s->tags ? ENDS : 0);
        break;
    case N_ENDS_OUT_BIAS:
        IS(1, s->tags ? 1 : 0);
        break;
    case N_TAG:
        IS(d, network_padded(s->tags));
        break;
    case N_TAG_BIAS:
        IS(1, network_padded(s->tags));
        break;
    case N_NAME:
        IS(d, network_padded(s->names));
        break;
    case N_NAME_BIAS:
        IS(1, network_padded(s->names));
        break;
    case N_NAME_STEP:
        IS(s->names, s->names);
        break;
    case N_QUERY:
        IS(d, s->arc);
        break;
    case N_KEY:
        IS(d, s->arc);
        break;
    case N_KEY_ROOT:
        IS(1, s->arc);
        break;
    case N_DISTANCE:
        IS(DISTANCES, s->arc);
        break;
    case N_DEPENDENT:
        IS(d, s->label);
        break;
    case N_GOVERNOR:
        IS(d, s->label);
        break;
    case N_GOVERNOR_ROOT:
        IS(1, s->label);
        break;
    case N_RELATION:
        IS(s->label, network_padded(s->relations));
        break;
    case N_RELATION_BIAS:
        IS(1, network_padded(s->relations));
        break;
    default:
        if (parameter >= N_LAYER + 3 * s->layers)
            IS(0, 0);
        else if ((parameter - N_LAYER) % 3 == 0)
            IS(d, 3 * d);
        else
            IS(1, (parameter - N_LAYER) % 3 == 1 ? 3 * d : 2 * d);
    }
#undef IS
}

bool network_is_small(const struct network_shape *s, unsigned parameter)
{
    size_t rows, columns;

    network_size(s, parameter, &rows, &columns);
    if (parameter == N_VECTOR)
        return !s->tags && rows; /* a language adds up the vectors of words that it kept, one by one */
    return rows > 1 && parameter != N_ROWS && parameter != N_DISTANCE && parameter != N_NAME_STEP;
}

static bool wide(uint32_t n)
{
    return n >= 32 && n <= WIDTH_MAX && n % 32 == 0;
}

bool network_shape_check(const struct network_shape *s)
{
    enum { CLASSES_MAX = 4096, ROWS_MAX = 1 << 22 };

    return wide(s->width) && (s->tags ? wide(s->arc) && wide(s->label) : !s->arc && !s->label && !s->relations) &&
           s->layers >= 1 && s->layers <= LAYERS_MAX && s->low >= 1 && s->low <= s->layers && s->rows <= ROWS_MAX &&
           s->vector <= WIDTH_MAX && s->tags <= CLASSES_MAX && s->names >= 1 && s->names <= NAMES_MAX &&
           (!s->tags || s->relations >= 1) && s->relations <= CLASSES_MAX;
}

void network_linear(const struct weights *weights, unsigned parameter, unsigned bias, const float *x, float *y,
                    size_t n)
{
    size_t rows, columns;

    if (weights->small[parameter].numbers) {
        product(x, &weights->small[parameter], bias ? weights->w[bias] : NULL, y, n);
        return;
    }
    network_size(&weights->shape, parameter, &rows, &columns);
    if (bias)
        for (size_t t = 0; t < n; t++)
            memcpy(y + t * columns, weights->w[bias], columns * sizeof *y);
    matrix_product(x, weights->w[parameter], y, n, rows, columns, bias != 0);
}

/* One direction of one word; the gates take the place of what they were made from. */
CLONES static void cell(size_t h, float *restrict u, const float *restrict x, const float *restrict before,
                        const float *restrict peep, float *restrict c, float *restrict out)
{
    for (size_t i = 0; i < h; i++) {
        float f = fast_sigmoid(u[h + i] + peep[i] * before[i]);
        float r = fast_sigmoid(u[2 * h + i] + peep[h + i] * before[i]);
        float now = f * before[i] + (1 - f) * u[i];

        u[h + i] = f;
        u[2 * h + i] = r;
        c[i] = now;
        out[i] = r * now + (1 - r) * x[i];
    }
}

void network_layer(const struct weights *weights, unsigned layer, const uint8_t *marks, size_t n, const float *x,
                   float *u, float *c, float *out)
{
    static const float zero[WIDTH_MAX / 2];
    size_t d = weights->shape.width, h = d / 2;
    uint8_t reset = layer < weights->shape.low ? MARK_PARAGRAPH : MARK_SENTENCE;
    const float *peep = weights->w[N_LAYER + 3 * layer + 2];

    network_linear(weights, N_LAYER + 3 * layer, N_LAYER + 3 * layer + 1, x, u, n);
    for (size_t t = 0; t < n; t++)
        cell(h, u + t * 3 * d, x + t * d, t == 0 || marks[t] & reset ? zero : c + (t - 1) * d, peep, c + t * d,
             out + t * d);
    for (size_t t = n; t-- > 0;)
        cell(h, u + t * 3 * d + 3 * h, x + t * d + h, t + 1 == n || marks[t + 1] & reset ? zero : c + (t + 1) * d + h,
             peep + d, c + t * d + h, out + t * d + h);
}

void network_ends(const struct weights *weights, const uint8_t *marks, const float *x, size_t n, float *room,
                  float *hidden, float *ends)
{
    static const float zero[ENDS];

    network_linear(weights, N_ENDS, N_ENDS_BIAS, x, room, n);
    for (size_t t = 0; t < n; t++) {
        bool last = t + 1 == n || marks[t + 1] & MARK_PARAGRAPH;

        network_pair(room + t * 2 * ENDS, last ? zero : room + (t + 1) * 2 * ENDS + ENDS, hidden + t * ENDS, ENDS);
        ends[t] = network_dot(hidden + t * ENDS, weights->w[N_ENDS_OUT], ENDS) + *weights->w[N_ENDS_OUT_BIAS];
    }
}

void network_rectify(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : 0.1f * x[i];
}

size_t network_distance(size_t dependent, size_t head)
{
    size_t a = head < dependent ? dependent - head : head - dependent;
    size_t bucket = a <= 5 ? a : a <= 7 ? 6 : a <= 10 ? 7 : a <= 15 ? 8 : a <= 25 ? 9 : 10;

    return head < dependent ? 10 - bucket : 10 + bucket;
}

CLONES float network_dot(const float *restrict a, const float *restrict b, size_t n)
{
    float s[16] = { 0 };

    for (size_t i = 0; i + 16 <= n; i += 16)
        for (size_t k = 0; k < 16; k++)
            s[k] += a[i + k] * b[i + k];
    for (size_t k = 1; k < 16; k++)
        s[0] += s[k];
    return s[0];
}

CLONES void network_add(float *restrict y, const float *restrict x, float by, size_t n)
{
    for (size_t i = 0; i < n; i++)
        y[i] += by * x[i];
}

void network_arcs(const struct weights *weights, const float *queries, const float *keys, float *room, float *s,
                  size_t n)
{
    size_t a = weights->shape.arc, m = n + 1;
    float *turned = room + m * a;

    memcpy(room, weights->w[N_KEY_ROOT], a * sizeof *room);
    memcpy(room + a, keys, n * a * sizeof *room);
    matrix_turn(room, turned, m, a);
    matrix_product(queries, turned, s, n, a, m, 0);
    for (size_t i = 0; i < n; i++) {
        float by[DISTANCES];

        for (size_t k = 0; k < DISTANCES; k++)
            by[k] = network_dot(queries + i * a, weights->w[N_DISTANCE] + k * a, a);
        for (size_t j = 1; j < m; j++)
            s[i * m + j] += by[network_distance(i + 1, j)];
    }
}

CLONES void network_pair(const float *restrict dependent, const float *restrict governor, float *restrict out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float y = dependent[i] + governor[i];

        out[i] = y > 0 ? y : 0.1f * y;
    }
}

CLONES void network_chain(const struct weights *weights, const bool (*allowed)[NAMES_MAX], const float *y, size_t n,
                          uint8_t (*from)[NAMES_MAX], int16_t *out)
{
    static const float never = -1e9f;
    size_t labels = weights->shape.names, columns = network_padded(labels), best = 0;
    const float *step = weights->w[N_NAME_STEP];
    float now[NAMES_MAX], next[NAMES_MAX], barred[NAMES_MAX][NAMES_MAX];

    for (size_t j = 0; j < labels; j++)
        for (size_t k = 0; k < labels; k++)
            barred[j][k] = allowed && !allowed[j][k] ? never : 0;
    for (size_t k = 0; k < labels; k++)
        now[k] = allowed && !allowed[0][k] ? never : y[k]; /* the first label stands for a sentence's edge too */
    for (size_t i = 1; i < n; i++) {
        int32_t likely[NAMES_MAX] = { 0 };

        for (size_t k = 0; k < labels; k++)
            next[k] = 3 * never;
        for (size_t j = 0; j < labels; j++)
            for (size_t k = 0; k < labels; k++) {
                float score = now[j] + step[j * labels + k] + barred[j][k];

                likely[k] = score > next[k] ? (int32_t)j : likely[k];
                next[k] = score > next[k] ? score : next[k];
            }
        for (size_t k = 0; k < labels; k++) {
            from[i][k] = (uint8_t)likely[k];
            now[k] = next[k] + y[i * columns + k];
        }
    }
    for (size_t k = 1; k < labels; k++)
        if (now[k] > now[best])
            best = k;
    for (size_t i = n; i-- > 0;) {
        out[i] = (int16_t)best;
        best = i ? from[i][best] : 0;
    }
}

/* numbers that sum to one */
static void share_out(float *x, size_t n)
{
    float sum = 0;

    for (size_t k = 0; k < n; k++)
        sum += x[k];
    for (size_t k = 0; k < n; k++)
        x[k] /= sum;
}

void network_chain_odds(const struct weights *weights, float *y, size_t n, float (*room)[NAMES_MAX])
{
    size_t labels = weights->shape.names, columns = network_padded(labels);
    const float *w = weights->w[N_NAME_STEP];
    float step[NAMES_MAX][NAMES_MAX], back[NAMES_MAX][NAMES_MAX], behind[NAMES_MAX], next[NAMES_MAX];

    for (size_t j = 0; j < labels; j++)
        for (size_t k = 0; k < labels; k++)
            back[k][j] = step[j][k] = fast_exp(w[j * labels + k]);
    /* Each label's sum is taken in the order of the other labels, side by side with those of the rest. */
    for (size_t i = 0; i < n; i++) {
        network_softmax(y + i * columns, labels);
        for (size_t k = 0; k < labels; k++)
            next[k] = i == 0;
        for (size_t j = 0; i && j < labels; j++)
            for (size_t k = 0; k < labels; k++)
                next[k] += room[i - 1][j] * step[j][k];
        for (size_t k = 0; k < labels; k++)
            room[i][k] = next[k] * y[i * columns + k] + 1e-30f;
        share_out(room[i], labels);
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t j = 0; j < labels; j++)
            next[j] = i + 1 == n;
        for (size_t k = 0; i + 1 < n && k < labels; k++)
            for (size_t j = 0; j < labels; j++)
                next[j] += back[k][j] * y[(i + 1) * columns + k] * behind[k];
        for (size_t j = 0; j < labels; j++)
            next[j] += 1e-30f;
        share_out(next, labels);
        memcpy(behind, next, labels * sizeof *next);
        if (i + 1 < n) /* its own scores are needed no more */
            memcpy(y + (i + 1) * columns, room[i + 1], labels * sizeof *y);
        for (size_t k = 0; k < labels; k++)
            room[i][k] *= behind[k];
        share_out(room[i], labels);
    }
    if (n)
        memcpy(y, room[0], labels * sizeof *y);
}

CLONES size_t network_best(const float *x, size_t n)
{
    float most = fast_most(x, n);
    size_t i = 0;

    while (i + 1 < n && x[i] != most)
        i++;
    return i;
}

CLONES float network_softmax(float *x, size_t n)
{
    enum { LANES = 16 };
    float most = fast_most(x, n), lanes[LANES] = { 0 }, sum = 0;
    size_t i = 0;

    for (; i + LANES <= n; i += LANES)
        for (size_t k = 0; k < LANES; k++) {
            x[i + k] = fast_exp(x[i + k] - most);
            lanes[k] += x[i + k];
        }
    for (; i < n; i++) {
        x[i] = fast_exp(x[i] - most);
        sum += x[i];
    }
    for (size_t k = 0; k < LANES; k++)
        sum += lanes[k];
    for (i = 0; i < n; i++)
        x[i] *= 1 / sum;
    return most + logf(sum);
}
