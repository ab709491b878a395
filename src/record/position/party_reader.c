/* party_reader.c - see party_reader.h. */
#include "record/position/party_reader.h"

#include <math.h>
#include <stdlib.h>

#include "language/model/fast.h"

enum { SIDES = 3, SIDE_FOR = 0, SIDE_CONDITIONAL, SIDE_AGAINST, SHARE = SIDES, BIASES };

struct party_reader {
    struct position_network network;
    const float *bias; /* of the model: for each issue a number for each side, then the logarithm of its share */
    uint32_t
        issue[NAMES_MAX]; /* of each label: index into the agenda's, or UINT32_MAX: it is a stance, or none of it */
    uint8_t stance[NAMES_MAX];    /* of each label: enum stance; STANCE_NONE: it is an issue               */
    uint32_t first, n;            /* words of the sentence: token of the first, how many                  */
    float odds[NAMES_MAX][SIDES]; /* of the party that was read last, per issue's label                    */
    uint8_t likeliest[NAMES_MAX]; /* of the stances that are for the issue                               */
    uint32_t at[NAMES_MAX][SIDES];
};

static size_t labels_of(const struct party_reader *r)
{
    return position_network_labels(&r->network)->weights.shape.names;
}

static unsigned side_of(enum stance stance)
{
    return stance == STANCE_REJECTS ? SIDE_AGAINST : stance == STANCE_CONDITIONAL ? SIDE_CONDITIONAL : SIDE_FOR;
}

priscus_status party_reader_new(const struct language *language, struct party_reader **out, struct priscus_error *err)
{
    const struct model *heads = language_heads(language);
    struct text bias;
    struct party_reader *r;
    priscus_status status;
    size_t issues = 0;

    *out = NULL;
    if (heads == language_model(language) || !model_section(heads, PARTY_SECTION "shape").ptr)
        return PRISCUS_OK;
    r = calloc(1, sizeof *r);
    if (!r)
        return error_memory(err);
    if ((status = position_network_open(language, PARTY_SECTION, &r->network, err)) != PRISCUS_OK) {
        free(r);
        return status;
    }
    for (size_t i = 0; i < labels_of(r); i++) {
        enum stance stance = STANCE_NONE;

        stance_parse(position_network_labels(&r->network)->labels[i].upos, &stance);
        r->stance[i] = (uint8_t)stance;
        issues += stance == STANCE_NONE;
    }
    bias = model_section(heads, PARTY_SECTION "bias");
    r->bias = (const float *)(const void *)bias.ptr;
    if (bias.len != issues * BIASES * sizeof(float) || issues + STANCE_COUNT - 1 != labels_of(r))
        status = section_bad(err, PARTY_SECTION "bias");
    for (size_t i = 0; status == PRISCUS_OK && i < issues * BIASES; i++)
        if (!(fabsf(r->bias[i]) < 1e6f))
            status = section_bad(err, PARTY_SECTION "bias");
    for (size_t i = 0; status == PRISCUS_OK && i < issues; i++)
        if (r->stance[i] != STANCE_NONE) /* the issues come first */
            status = section_bad(err, PARTY_SECTION "names");
    if (status != PRISCUS_OK) {
        party_reader_free(r);
        return status;
    }
    *out = r;
    return PRISCUS_OK;
}

void party_reader_free(struct party_reader *r)
{
    if (!r)
        return;
    position_network_close(&r->network);
    free(r);
}

void party_reader_begin(struct party_reader *r, const struct agenda *agenda)
{
    for (size_t i = 0; i < labels_of(r); i++) {
        r->issue[i] = UINT32_MAX;
        for (uint32_t k = 0; k < agenda->n_issues && r->stance[i] == STANCE_NONE; k++)
            if (text_eq(position_network_labels(&r->network)->labels[i].upos, agenda->issues[k].name))
                r->issue[i] = k;
    }
}

void party_reader_sentence(struct party_reader *r, const struct party_view *v)
{
    const struct sentence *s = v->view->walk->sentence;

    r->first = s->first;
    r->n = s->end - s->first > SENTENCE_MAX ? SENTENCE_MAX : s->end - s->first;
    position_network_sum(&r->network, v->view, true, r->first, r->n);
}

/* The logarithm of the sums of the exponentials of scores, one after the other; largest first kept apart so that none is too large. */
struct log_sum {
    float most, rest;
};

static void log_sum_add(struct log_sum *s, float x)
{
    if (x > s->most) {
        s->rest = s->rest * fast_exp(s->most - x) + 1;
        s->most = x;
    } else
        s->rest += fast_exp(x - s->most);
}

static float log_sum_of(const struct log_sum *s)
{
    return s->most + fast_log(s->rest);
}

/* One issue, from the scores of all words. */
static void read_issue(struct party_reader *r, const float *scores, size_t columns, size_t issue)
{
    struct log_sum sums[STANCE_COUNT], sides[SIDES];
    float best[SIDES], logits[SIDES], most = 0, whole;

    for (size_t k = 0; k < STANCE_COUNT; k++)
        sums[k] = (struct log_sum){ -1e9f, 0 };
    for (size_t k = 0; k < SIDES; k++) {
        sides[k] = (struct log_sum){ -1e9f, 0 };
        best[k] = -1e9f;
    }
    for (uint32_t t = 0; t < r->n; t++)
        for (size_t k = 0; k < labels_of(r); k++) {
            float here = scores[t * columns + issue] + scores[t * columns + k];
            unsigned side = side_of((enum stance)r->stance[k]);

            if (r->stance[k] == STANCE_NONE)
                continue;
            log_sum_add(&sums[r->stance[k]], here);
            if (here > best[side]) {
                best[side] = here;
                r->at[issue][side] = r->first + t;
            }
        }
    r->likeliest[issue] = STANCE_DEMANDS;
    for (enum stance k = STANCE_NONE + 1; k < STANCE_COUNT; k++) {
        float sum = log_sum_of(&sums[k]);

        log_sum_add(&sides[side_of(k)], sum);
        if (side_of(k) == SIDE_FOR && sum > log_sum_of(&sums[r->likeliest[issue]]))
            r->likeliest[issue] = (uint8_t)k;
    }
    for (size_t k = 0; k < SIDES; k++) {
        logits[k] = log_sum_of(&sides[k]) + r->bias[issue * BIASES + k];
        most = logits[k] > most ? logits[k] : most;
    }
    whole = fast_exp(-most);
    for (size_t k = 0; k < SIDES; k++)
        whole += r->odds[issue][k] = fast_exp(logits[k] - most);
    for (size_t k = 0; k < SIDES; k++)
        r->odds[issue][k] /= whole;
}

void party_reader_read(struct party_reader *r, const struct party_view *v)
{
    size_t columns = network_padded(labels_of(r));
    const float *scores;

    position_network_begin(&r->network, r->n);
    for (uint32_t t = 0; t < r->n; t++) {
        uint64_t hashes[POSITION_FEATURES_MAX];

        position_network_add(&r->network, t, hashes, party_pair(v, r->first + t, hashes));
    }
    scores = position_network_scores(&r->network, r->n);
    for (size_t i = 0; i < labels_of(r); i++)
        if (r->issue[i] != UINT32_MAX)
            read_issue(r, scores, columns, i);
}

struct party_odds party_reader_odds(const struct party_reader *r, struct text issue, enum stance stance)
{
    for (size_t i = 0; i < labels_of(r); i++)
        if (r->issue[i] != UINT32_MAX && text_eq(position_network_labels(&r->network)->labels[i].upos, issue))
            return (struct party_odds){ r->odds[i][side_of(stance)], r->bias[i * BIASES + SHARE] };
    return (struct party_odds){ PARTY_NOT_ASKED, 0 };
}

size_t party_reader_sightings(const struct party_reader *r, float least, struct party_sighting out[NAMES_MAX])
{
    static const uint8_t stances[SIDES] = { [SIDE_CONDITIONAL] = STANCE_CONDITIONAL, [SIDE_AGAINST] = STANCE_REJECTS };
    size_t n = 0;

    for (size_t i = 0; i < labels_of(r); i++) {
        unsigned side = 0;

        if (r->issue[i] == UINT32_MAX)
            continue;
        for (unsigned k = 1; k < SIDES; k++)
            side = r->odds[i][k] > r->odds[i][side] ? k : side;
        if (r->odds[i][side] >= least)
            out[n++] = (struct party_sighting){ r->issue[i], side == SIDE_FOR ? r->likeliest[i] : stances[side],
                                                r->odds[i][side], r->at[i][side] };
    }
    return n;
}
