/* network_loss.c - how wrong the network is about ends of sentences, tags, chains of names, arcs and relations, and the
 * gradients of that. */
#include "language/model/clones.h"

#include "train/network/network_planes.h"

#include <math.h>

#include "language/model/fast.h"
#include "language/model/matrix.h"

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

priscus_status train_rectified(struct network *net, unsigned w, const float *x, unsigned id, size_t n, float **out)
{
    size_t m = n * net->p[w].columns;

    *out = train_plane(net, id, m);
    if (!*out)
        return PRISCUS_ENOMEM;
    network_linear(&net->weights, w, 0, x, *out, n);
    network_rectify(*out, m);
    return PRISCUS_OK;
}

static void rectified_back(const float *y, float *dy, size_t m)
{
    for (size_t i = 0; i < m; i++)
        if (y[i] <= 0)
            dy[i] *= 0.1f;
}

size_t train_sentence(const struct sample *s, size_t n)
{
    size_t k = 1;

    while (k < n && !s[k].starts)
        k++;
    return k;
}

priscus_status train_parse(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                           float scale, struct network_loss *loss)
{
    size_t a = net->weights.shape.arc, b = net->weights.shape.label, r = net->p[N_RELATION].columns;
    float *q, *k, *dep, *gov, *dq, *dk, *ddep, *dgov, *h, *rel;

    if (!(q = train_plane(net, PLANE_QUERY, n * a)) || !(dq = train_plane(net, PLANE_QUERY_GRADIENT, n * a)) ||
        !(dk = train_plane(net, PLANE_KEY_GRADIENT, n * a)) || !(dep = train_plane(net, PLANE_DEPENDENT, n * b)) ||
        !(gov = train_plane(net, PLANE_GOVERNOR, n * b)) ||
        !(ddep = train_plane(net, PLANE_DEPENDENT_GRADIENT, n * b)) ||
        !(dgov = train_plane(net, PLANE_GOVERNOR_GRADIENT, n * b)) || !(h = train_plane(net, PLANE_PAIR, n * b)) ||
        !(rel = train_plane(net, PLANE_RELATION, n * r)) ||
        train_rectified(net, N_KEY, x, PLANE_KEY, n, &k) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    network_linear(&net->weights, N_QUERY, 0, x, q, n);
    network_linear(&net->weights, N_DEPENDENT, 0, x, dep, n);
    network_linear(&net->weights, N_GOVERNOR, 0, x, gov, n);
    memset(dq, 0, n * a * sizeof *dq);
    memset(dk, 0, n * a * sizeof *dk);
    memset(dgov, 0, n * b * sizeof *dgov);
    for (size_t at = 0; at < n;) {
        size_t len = train_sentence(samples + at, n - at), m = len + 1;
        float *s = train_plane(net, PLANE_ARCS, len * m + 2 * m * a), *keys = s + len * m,
              *turned = train_plane(net, PLANE_TURNED, m * len);

        if (!s || !turned)
            return PRISCUS_ENOMEM;
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
    network_linear(&net->weights, N_RELATION, N_RELATION_BIAS, h, rel, n);
    for (size_t t = 0; t < n; t++)
        if (samples[t].relation >= 0 && samples[t].head >= 0) {
            loss->relation +=
                softmax_loss(rel + t * r, net->weights.shape.relations, (size_t)samples[t].relation, scale);
            memset(rel + t * r + net->weights.shape.relations, 0, (r - net->weights.shape.relations) * sizeof *rel);
        } else
            memset(rel + t * r, 0, r * sizeof *rel);
    memset(ddep, 0, n * b * sizeof *ddep);
    if (train_linear_back(net, N_RELATION, N_RELATION_BIAS, h, rel, ddep, n) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    rectified_back(h, ddep, n * b);
    for (size_t at = 0; at < n;) {
        size_t len = train_sentence(samples + at, n - at);

        for (size_t i = 0; i < len; i++) {
            int head = samples[at + i].head;

            network_add(head > 0 ? dgov + (at + (size_t)head - 1) * b : net->p[N_GOVERNOR_ROOT].g, ddep + (at + i) * b,
                        1, b);
        }
        at += len;
    }
    rectified_back(k, dk, n * a);
    if (train_linear_back(net, N_QUERY, 0, x, dq, dx, n) != PRISCUS_OK ||
        train_linear_back(net, N_KEY, 0, x, dk, dx, n) != PRISCUS_OK ||
        train_linear_back(net, N_DEPENDENT, 0, x, ddep, dx, n) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    return train_linear_back(net, N_GOVERNOR, 0, x, dgov, dx, n);
}

priscus_status train_ends(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                          float scale, struct network_loss *loss)
{
    float *y = train_plane(net, PLANE_RELATION, n * 2 * ENDS), *dy = train_plane(net, PLANE_SCORES, n * 2 * ENDS),
          *h = train_plane(net, PLANE_PAIR, n * ENDS), *ends = train_plane(net, PLANE_ARCS, n);

    if (!y || !dy || !h || !ends)
        return PRISCUS_ENOMEM;
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
    return train_linear_back(net, N_ENDS, N_ENDS_BIAS, x, dy, dx, n);
}

/* Tags: a softmax a word. Gradient into dx. */
priscus_status train_tags(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                          float scale, struct network_loss *loss)
{
    size_t columns = net->p[N_TAG].columns, tags = net->weights.shape.tags;
    float *y = train_plane(net, PLANE_SCORES, n * columns);

    if (!y)
        return PRISCUS_ENOMEM;
    network_linear(&net->weights, N_TAG, N_TAG_BIAS, x, y, n);
    for (size_t t = 0; t < n; t++) {
        float *row = y + t * columns;

        if (samples[t].tag >= 0) {
            loss->tag += softmax_loss(row, tags, (size_t)samples[t].tag, scale);
            memset(row + tags, 0, (columns - tags) * sizeof *row);
        } else
            memset(row, 0, columns * sizeof *row);
    }
    return train_linear_back(net, N_TAG, N_TAG_BIAS, x, y, dx, n);
}

/* Names: a chain of labels a sentence, all paths against the right one, forward and backward in probabilities
 * that are scaled to a sum of one at each word. The gradient takes the scores' place. */
static priscus_status chain_loss(struct network *net, const struct sample *samples, size_t n, float *y, size_t columns,
                                 float scale, double *out)
{
    size_t labels = net->weights.shape.names;
    float *forward = train_plane(net, PLANE_ARCS, 3 * n * NAMES_MAX), *backward = forward + n * NAMES_MAX,
          *u = backward + n * NAMES_MAX;
    float step[NAMES_MAX][NAMES_MAX];
    const float *w = net->p[N_NAME_STEP].w;
    double loss = 0;

    if (!forward)
        return PRISCUS_ENOMEM;
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
                        scale *
                        (pair[j][k] / pairs - (j == (size_t)samples[i].name && k == (size_t)samples[i + 1].name));
        for (size_t j = 0; j < labels; j++)
            backward[i * NAMES_MAX + j] /= sum;
        sum = 0;
        for (size_t k = 0; k < labels; k++) {
            y[i * columns + k] = forward[i * NAMES_MAX + k] * backward[i * NAMES_MAX + k];
            sum += y[i * columns + k];
        }
        for (size_t k = 0; k < columns; k++)
            y[i * columns + k] = k < labels ? scale * (y[i * columns + k] / sum - (k == (size_t)samples[i].name)) : 0;
    }
    *out += loss;
    return PRISCUS_OK;
}

priscus_status train_names(struct network *net, const struct sample *samples, size_t n, const float *x, float *dx,
                           float scale, struct network_loss *loss)
{
    size_t columns = net->p[N_NAME].columns;
    float *y = train_plane(net, PLANE_SCORES, n * columns);

    if (!y)
        return PRISCUS_ENOMEM;
    network_linear(&net->weights, N_NAME, N_NAME_BIAS, x, y, n);
    for (size_t at = 0, len; at < n; at += len) {
        bool said = true;

        len = train_sentence(samples + at, n - at);
        for (size_t i = at; i < at + len; i++)
            said &= samples[i].name >= 0;
        if (!said)
            memset(y + at * columns, 0, len * columns * sizeof *y);
        else if (chain_loss(net, samples + at, len, y + at * columns, columns, scale, &loss->name) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    return train_linear_back(net, N_NAME, N_NAME_BIAS, x, y, dx, n);
}
