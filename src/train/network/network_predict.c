/* network_predict.c - what the network says now, for the figures on held-out files. */
#include "language/model/clones.h"

#include "train/network/network_planes.h"

#include <stdlib.h>

#include "language/parser/spanning_tree.h"

static priscus_status run_parser(struct network *net, const struct sample *samples, size_t n, const float *x,
                                 struct network_prediction *out)
{
    size_t a = net->weights.shape.arc, b = net->weights.shape.label, r = net->p[N_RELATION].columns;
    float *q, *k, *dep, *gov, *h, *rel;

    if (!(q = train_plane(net, PLANE_QUERY, n * a)) || !(dep = train_plane(net, PLANE_DEPENDENT, n * b)) ||
        !(gov = train_plane(net, PLANE_GOVERNOR, n * b)) || !(h = train_plane(net, PLANE_PAIR, n * b)) ||
        !(rel = train_plane(net, PLANE_RELATION, n * r)) ||
        train_rectified(net, N_KEY, x, PLANE_KEY, n, &k) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    network_linear(&net->weights, N_QUERY, 0, x, q, n);
    network_linear(&net->weights, N_DEPENDENT, 0, x, dep, n);
    network_linear(&net->weights, N_GOVERNOR, 0, x, gov, n);
    for (size_t at = 0; at < n;) {
        size_t len = train_sentence(samples + at, n - at), m = len + 1;
        float *s = train_plane(net, PLANE_ARCS, len * m + 2 * m * a);

        if (!s)
            return PRISCUS_ENOMEM;
        network_arcs(&net->weights, q + at * a, k + at * a, s + len * m, s, len);
        if (spanning_tree_best(s, len, out->head + at) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        for (size_t i = 0; i < len; i++) {
            int head = out->head[at + i];
            const float *g = head > 0 ? gov + (at + (size_t)head - 1) * b : net->p[N_GOVERNOR_ROOT].w;

            network_pair(dep + (at + i) * b, g, h + (at + i) * b, b);
        }
        at += len;
    }
    network_linear(&net->weights, N_RELATION, N_RELATION_BIAS, h, rel, n);
    for (size_t t = 0; t < n; t++)
        out->relation[t] = (int16_t)network_best(rel + t * r, net->weights.shape.relations);
    return PRISCUS_OK;
}

priscus_status network_predict(struct network *net, const struct sample *samples, size_t n,
                               struct network_prediction *out)
{
    unsigned low = net->weights.shape.low, layers = net->weights.shape.layers;

    if (train_encode(net, samples, n, 0, 0, out->head || out->name ? layers : low) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (out->ends) {
        float *y = train_plane(net, PLANE_RELATION, n * 2 * ENDS), *h = train_plane(net, PLANE_PAIR, n * ENDS);

        if (!y || !h)
            return PRISCUS_ENOMEM;
        network_ends(&net->weights, net->marks, net->planes[PLANE_INPUT + low].at, n, y, h, out->ends);
    }
    for (int names = 0; names < 2; names++) {
        unsigned w = names ? N_NAME : N_TAG;
        size_t columns = net->p[w].columns;
        float *y = train_plane(net, PLANE_SCORES, n * columns);

        if (!y)
            return PRISCUS_ENOMEM;
        if (!(names ? out->name : out->tag))
            continue;
        network_linear(&net->weights, w, w + 1, net->planes[PLANE_INPUT + (names ? layers : low)].at, y, n);
        for (size_t t = 0; !names && t < n; t++)
            out->tag[t] = (int16_t)network_best(y + t * columns, net->weights.shape.tags);
        for (size_t t = 0, len; names && t < n; t += len) {
            uint8_t(*from)[NAMES_MAX];

            len = train_sentence(samples + t, n - t);
            from = malloc(len * sizeof *from);
            if (!from)
                return PRISCUS_ENOMEM;
            network_chain(&net->weights, NULL, y + t * columns, len, from, out->name + t);
            free(from);
        }
    }
    return !out->head ? PRISCUS_OK : run_parser(net, samples, n, net->planes[PLANE_INPUT + layers].at, out);
}
