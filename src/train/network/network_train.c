/* network_train.c - the layers forward and backward, and one step of Adam, written out by hand. */
#include "language/model/clones.h"

#include "train/network/network_planes.h"

#include <math.h>
#include <stdlib.h>

#include "language/model/matrix.h"

/* Names are few: their loss counts so many times. */
static const float NAME_WEIGHT = 2;

/* So are ends of sentences. */
static const float ENDS_WEIGHT = 3;

static uint32_t draw(struct network *net)
{
    net->random = net->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(net->random >> 33);
}

static float uniform(struct network *net)
{
    return (float)draw(net) * (1.0f / 2147483648.0f);
}

static priscus_status parameter_new(struct network *net, unsigned i, float scale)
{
    struct parameter *p = &net->p[i];
    size_t n;

    network_size(&net->weights.shape, i, &p->rows, &p->columns);
    n = p->rows * p->columns;
    p->w = calloc(4 * n + 1, sizeof(float));
    if (!p->w)
        return PRISCUS_ENOMEM;
    p->g = p->w + n;
    p->m = p->g + n;
    p->v = p->m + n;
    for (size_t k = 0; k < n; k++)
        p->w[k] = (2 * uniform(net) - 1) * scale;
    net->weights.w[i] = p->w;
    return PRISCUS_OK;
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
        draw(net);
    for (unsigned i = 0; i < NETWORK_PARAMETERS && ok; i++)
        ok = parameter_new(net, i, start_of(&s, i)) == PRISCUS_OK;
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

float *train_plane(struct network *net, unsigned id, size_t n)
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

priscus_status train_linear_back(struct network *net, unsigned w, unsigned b, const float *x, const float *dy,
                                 float *dx, size_t n)
{
    struct parameter *p = &net->p[w];
    float *turned = train_plane(net, PLANE_TURNED, n * p->rows),
          *w_turned = train_plane(net, PLANE_TURNED_TOO, p->rows * p->columns);

    if (!turned || !w_turned)
        return PRISCUS_ENOMEM;
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
    return PRISCUS_OK;
}

CLONES static void cell_back(size_t h, const float *restrict u, const float *restrict x, const float *restrict before,
                             const float *restrict peep, const float *restrict c, const float *restrict dout,
                             float *restrict carry, float *restrict du, float *restrict dx, float *restrict dpeep)
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

static priscus_status layer_back(struct network *net, unsigned l, size_t n, const float *x, const float *u,
                                 const float *c, const float *dout, float *dx)
{
    size_t d = net->weights.shape.width, h = d / 2;
    static const float zero[WIDTH_MAX / 2];
    const struct parameter *p = &net->p[N_LAYER + 3 * l + 2];
    float *du = train_plane(net, PLANE_GATES_GRADIENT, n * 3 * d), carry[WIDTH_MAX / 2];
    uint8_t reset = l < net->weights.shape.low ? MARK_PARAGRAPH : MARK_SENTENCE;

    if (!du)
        return PRISCUS_ENOMEM;
    memset(carry, 0, sizeof carry);
    for (size_t t = n; t-- > 0;) {
        bool first = t == 0 || net->marks[t] & reset;

        cell_back(h, u + t * 3 * d, x + t * d, first ? zero : c + (t - 1) * d, p->w, c + t * d, dout + t * d, carry,
                  du + t * 3 * d, dx + t * d, p->g);
        if (first)
            memset(carry, 0, sizeof carry);
    }
    memset(carry, 0, sizeof carry);
    for (size_t t = 0; t < n; t++) {
        bool last = t + 1 == n || net->marks[t + 1] & reset;

        cell_back(h, u + t * 3 * d + 3 * h, x + t * d + h, last ? zero : c + (t + 1) * d + h, p->w + d, c + t * d + h,
                  dout + t * d + h, carry, du + t * 3 * d + 3 * h, dx + t * d + h, p->g + d);
        if (last)
            memset(carry, 0, sizeof carry);
    }
    return train_linear_back(net, N_LAYER + 3 * l, N_LAYER + 3 * l + 1, x, du, dx, n);
}

priscus_status train_encode(struct network *net, const struct sample *samples, size_t n, float rate, uint32_t salt,
                            unsigned layers)
{
    size_t d = net->weights.shape.width;
    float *word = train_plane(net, PLANE_WORD, n * d);

    if (net->n_marks < n) {
        free(net->marks);
        net->n_marks = 0;
        net->marks = malloc(n);
        if (!net->marks)
            return PRISCUS_ENOMEM;
        net->n_marks = n;
    }
    for (size_t t = 0; t < n; t++)
        net->marks[t] =
            (uint8_t)((samples[t].paragraph ? MARK_PARAGRAPH : 0) | (samples[t].starts ? MARK_SENTENCE : 0));
    if (!word || train_words(net, samples, n, word, salt, rate > 0 ? WORD_DROPOUT : 0) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (unsigned l = 0; l <= layers; l++) {
        float *in = l ? net->planes[PLANE_OUTPUT + l - 1].at : word;
        float *x = train_plane(net, PLANE_INPUT + l, n * d), *mask = train_plane(net, PLANE_MASK + l, n * d);
        float *u, *c, *out;

        if (!x || !mask)
            return PRISCUS_ENOMEM;
        train_drop(net, in, x, mask, n * d, rate);
        if (l == layers)
            break;
        u = train_plane(net, PLANE_GATES + l, n * 3 * d);
        c = train_plane(net, PLANE_STATE + l, n * d);
        out = train_plane(net, PLANE_OUTPUT + l, n * d);
        if (!u || !c || !out)
            return PRISCUS_ENOMEM;
        network_layer(&net->weights, l, net->marks, n, x, u, c, out);
    }
    return PRISCUS_OK;
}

CLONES static void adam(struct parameter *p, size_t from, size_t n, float rate, float scale)
{
    float *restrict w = p->w + from, *restrict g = p->g + from, *restrict m = p->m + from, *restrict v = p->v + from;

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

priscus_status network_step(struct network *net, const struct sample *samples, size_t n, double rate,
                            struct network_loss *loss)
{
    size_t d = net->weights.shape.width;
    unsigned low = net->weights.shape.low, layers = net->weights.shape.layers;
    float scale = 1.0f / (float)n, drop_rate = (float)net->dropout;
    uint32_t salt = draw(net);
    float *dx[LAYERS_MAX + 1];

    for (unsigned l = 0; l <= layers; l++) {
        if (!(dx[l] = train_plane(net, PLANE_INPUT_GRADIENT + l, n * d)))
            return PRISCUS_ENOMEM;
        memset(dx[l], 0, n * d * sizeof **dx);
    }
    if (train_encode(net, samples, n, drop_rate, salt, layers) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    loss->n += n;
    if (net->weights.shape.tags && train_ends(net, samples, n, net->planes[PLANE_INPUT + low].at, dx[low],
                                              ENDS_WEIGHT * scale, loss) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (net->weights.shape.tags &&
        (train_tags(net, samples, n, net->planes[PLANE_INPUT + low].at, dx[low], scale, loss) != PRISCUS_OK ||
         train_parse(net, samples, n, net->planes[PLANE_INPUT + layers].at, dx[layers], scale, loss) != PRISCUS_OK))
        return PRISCUS_ENOMEM;
    if (train_names(net, samples, n, net->planes[PLANE_INPUT + layers].at, dx[layers], NAME_WEIGHT * scale, loss) !=
        PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (unsigned l = layers; l-- > 0;) {
        train_undrop(dx[l + 1], net->planes[PLANE_MASK + l + 1].at, n * d, drop_rate);
        if (layer_back(net, l, n, net->planes[PLANE_INPUT + l].at, net->planes[PLANE_GATES + l].at,
                       net->planes[PLANE_STATE + l].at, dx[l + 1], dx[l]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    train_undrop(dx[0], net->planes[PLANE_MASK].at, n * d, drop_rate);
    if (train_words_back(net, samples, n, dx[0], salt, WORD_DROPOUT) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    update(net, rate);
    return PRISCUS_OK;
}
