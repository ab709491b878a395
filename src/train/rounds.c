/* rounds.c - see rounds.h. */
#include "train/rounds.h"

#include <math.h>

#define WARM 200 /* steps until the full rate; a tenth of all at most */
static const double RATE = 2e-3, LAST_RATE = 1e-5;

size_t rounds_piece(const struct sample *samples, size_t n)
{
    size_t k = 1;

    while (k < n && !samples[k].paragraph && !(samples[k].starts && k >= ROUNDS_PARAGRAPH_MAX))
        k++;
    return k;
}

static void shuffle(size_t *pieces, size_t n, uint64_t *lot)
{
    for (size_t i = n; i > 1; i--) {
        size_t other, kept = pieces[i - 1];

        *lot = *lot * 6364136223846793005u + 1442695040888963407u;
        other = (size_t)(*lot >> 33) % i;
        pieces[i - 1] = pieces[other];
        pieces[other] = kept;
    }
}

static double rate_at(size_t step, double steps)
{
    double done = (double)step / steps, warm = steps / 10 < WARM ? steps / 10 : WARM;

    return RATE * ((double)step < warm ? (double)step / warm : 1) * 0.5 *
               (1 + cos(3.14159265358979 * (done < 1 ? done : 1))) +
           LAST_RATE;
}

priscus_status rounds_run(const struct rounds *r, struct network *net, struct arena *mem, struct priscus_error *err)
{
    size_t *pieces = arena_alloc(mem, (r->n + 1) * sizeof *pieces), n_pieces = 0, step = 0;
    struct sample *batch = arena_alloc(mem, (r->batch + r->piece_max) * sizeof *batch);
    double steps = (double)r->epochs * (double)r->n / (double)r->batch;
    uint64_t lot = 0x9e3779b97f4a7c15u + r->seed;

    if (!pieces || !batch)
        return error_memory(err);
    for (size_t at = 0, n; at < r->n; at += n) {
        n = rounds_piece(r->samples + at, r->n - at);
        r->samples[at].paragraph = true;
        if (n <= r->piece_max)
            pieces[n_pieces++] = at;
    }
    for (unsigned epoch = 1; epoch <= r->epochs; epoch++) {
        struct network_loss loss = { 0 };
        priscus_status status;

        shuffle(pieces, n_pieces, &lot);
        for (size_t i = 0, n = 0; i < n_pieces; i++) {
            size_t m = rounds_piece(r->samples + pieces[i], r->n - pieces[i]);

            memcpy(batch + n, r->samples + pieces[i], m * sizeof *batch);
            n += m;
            if (n >= r->batch || i + 1 == n_pieces) {
                if (network_step(net, batch, n, rate_at(step++, steps), &loss) != PRISCUS_OK)
                    return error_memory(err);
                n = 0;
            }
        }
        if ((status = r->after(r->at, net, epoch, &loss, err)) != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}
