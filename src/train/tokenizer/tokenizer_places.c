/* tokenizer_places.c - where tokens end inside runs without white space.
 *
 * The sentences are put together as a text, so that places look as they will when the text is cut. Logistic regression
 * with AdaGrad's step sizes, averaged over the later half of the epochs, in 16 bits. */
#include <math.h>

#include "train/tokenizer/tokenizer_train_parts.h"

#define EPOCHS 8
#define STEP   0.12f
#define DECAY  2e-6f
#define SCALE  1024.0f

struct place {
    uint32_t features[CHAR_RUN_FEATURES];
    bool ends;
};
struct places {
    struct place *at;
    size_t n, room;
};

static priscus_status collect(struct tokenizer_trainer *trainer, const uint8_t *ends, struct places *out)
{
    struct text text = buffer_as_text(&trainer->text);
    uint8_t before = CHAR_RUN_EDGE;
    struct char_run run;
    size_t at = 0;

    while (at < text.len) {
        size_t size = char_run_space(text, at, text.len);
        struct char_run_state state;

        if (size > 0) {
            if (text.ptr[at] == '\n')
                before = CHAR_RUN_EDGE;
            at += size;
            continue;
        }
        char_run_read(&run, text, at, text.len, before);
        char_run_state_begin(&state, 0);
        char_run_state_take(&state, &run, 0);
        for (size_t i = 1; i < run.n; i++) {
            bool end = ends[run.begin + run.at[i]];

            if (char_run_candidate(&run, i)) {
                struct place *places = arena_grow(&trainer->mem, out->at, out->n, &out->room, sizeof *out->at);

                if (!places)
                    return PRISCUS_ENOMEM;
                out->at = places;
                char_run_features(&run, &state, i, places[out->n].features);
                places[out->n++].ends = end;
            }
            if (end)
                char_run_state_begin(&state, i);
            if (char_run_candidate(&run, i))
                state.broken = end;
            char_run_state_take(&state, &run, i);
        }
        before = char_run_kind_at(&run, run.n - 1);
        at = run.end;
    }
    return PRISCUS_OK;
}

static uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* Weights of all features and, last, the bias. */
static priscus_status learn(const struct places *places, unsigned seed, struct arena *mem, int16_t *out, int32_t *bias)
{
    size_t n = ((size_t)1 << TOKENIZER_BITS) + 1;
    float *weights = arena_alloc(mem, n * sizeof *weights);
    float *squares = arena_alloc(mem, n * sizeof *squares);
    float *sums = arena_alloc(mem, n * sizeof *sums);
    uint32_t *order = arena_alloc(mem, (places->n + 1) * sizeof *order);
    uint64_t state = seed;
    int summed = 0;

    if (!weights || !squares || !sums || !order)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < places->n; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t i = places->n; i > 1; i--) {
            size_t k = random_next(&state) % i;
            uint32_t swap = order[i - 1];

            order[i - 1] = order[k];
            order[k] = swap;
        }
        for (size_t i = 0; i < places->n; i++) {
            const struct place *place = &places->at[order[i]];
            float sum = weights[n - 1], slope;

            for (size_t k = 0; k < CHAR_RUN_FEATURES; k++)
                sum += weights[place->features[k] >> (32 - TOKENIZER_BITS)];
            slope = 1.0f / (1.0f + expf(-sum)) - (place->ends ? 1.0f : 0.0f);
            if (fabsf(slope) < 1e-3f)
                continue;
            for (size_t k = 0; k <= CHAR_RUN_FEATURES; k++) {
                size_t at = k < CHAR_RUN_FEATURES ? place->features[k] >> (32 - TOKENIZER_BITS) : n - 1;
                float g = slope + DECAY * weights[at];

                squares[at] += g * g;
                weights[at] -= STEP * g / (0.1f + sqrtf(squares[at]));
            }
        }
        if (epoch >= EPOCHS / 2) {
            for (size_t k = 0; k < n; k++)
                sums[k] += weights[k];
            summed++;
        }
    }
    for (size_t k = 0; k < n; k++) {
        float w = roundf(sums[k] / (float)summed * SCALE);

        if (k + 1 == n)
            *bias = (int32_t)w;
        else
            out[k] = (int16_t)(w > 32767 ? 32767 : w < -32767 ? -32767 : w);
    }
    return PRISCUS_OK;
}

priscus_status tokenizer_places_learn(struct tokenizer_trainer *trainer, const uint8_t *ends, unsigned seed,
                                      int16_t *weights, int32_t *bias)
{
    struct places places = { 0 };
    priscus_status status = collect(trainer, ends, &places);

    return status == PRISCUS_OK ? learn(&places, seed, &trainer->mem, weights, bias) : status;
}
