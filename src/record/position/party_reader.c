/* party_reader.c - see party_reader.h. */
#include "record/position/party_reader.h"

#include <math.h>
#include <stdlib.h>

#include "language/model/fast.h"

enum { SIDES = 3, SIDE_FOR = 0, SIDE_CONDITIONAL, SIDE_AGAINST, SHARE = SIDES, BIASES };
enum { NO_LABEL = NAMES_MAX };

/* The label that stands for whatever issue the agenda's words name. */
#define ANY_ISSUE "*"

_Static_assert(MENTIONS_MAX <= 64, "each has a bit");

/* What is read of one issue of the agenda in a sentence. */
struct issue_reading {
    uint32_t issue;     /* of the agenda                                                         */
    uint32_t label;     /* that the network was taught for it, or NO_LABEL                       */
    uint64_t mentions;  /* a bit for each of the walk's mentions of it whose words are asked; 0: it is not named */
    bool opposite;      /* they name its opposite                                                */
    float odds[SIDES];  /* of the party that was read last                                       */
    float named[SIDES]; /* the same, by the words that name the issue alone                      */
    uint8_t likeliest;  /* of the stances that are for the issue                                 */
    uint32_t at[SIDES];
};

struct party_reader {
    struct position_network network;
    const float *bias; /* of the model: for each issue a number for each side, then the logarithm of its share */
    const struct agenda *agenda;
    size_t any;                       /* label ANY_ISSUE; the stances stand behind it                         */
    uint32_t issue[NAMES_MAX];        /* of each label before it: index into the agenda's, or UINT32_MAX: none of it */
    uint8_t stance[NAMES_MAX];        /* of each label: enum stance; STANCE_NONE: it is an issue               */
    uint32_t first, n;                /* words of the sentence: token of the first, how many                  */
    uint64_t named[SENTENCE_MAX + 1]; /* of each word: a bit for each mention that it is part of          */
    struct issue_reading read[PARTY_SIGHTINGS_MAX];
    size_t n_read;
};

static size_t labels_of(const struct party_reader *r)
{
    return position_network_labels(&r->network)->weights.shape.names;
}

static struct text label_of(const struct party_reader *r, size_t label)
{
    return position_network_labels(&r->network)->labels[label].upos;
}

static bool is_any(const struct party_reader *r, size_t label)
{
    return text_eq(label_of(r, label), text_c(ANY_ISSUE));
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

        stance_parse(label_of(r, i), &stance);
        r->stance[i] = (uint8_t)stance;
    }
    for (r->any = 0; r->any < labels_of(r) && r->stance[r->any] == STANCE_NONE && !is_any(r, r->any);)
        r->any++;
    for (size_t i = 0; i < labels_of(r); i++) /* issues, any issue, stances */
        if ((r->stance[i] != STANCE_NONE) != (i > r->any) || is_any(r, i) != (i == r->any))
            status = section_bad(err, PARTY_SECTION "names");
    if (labels_of(r) != r->any + STANCE_COUNT)
        status = section_bad(err, PARTY_SECTION "names");
    bias = model_section(heads, PARTY_SECTION "bias");
    r->bias = (const float *)(const void *)bias.ptr;
    if (status == PRISCUS_OK && bias.len != (r->any + 1) * BIASES * sizeof(float))
        status = section_bad(err, PARTY_SECTION "bias");
    for (size_t i = 0; status == PRISCUS_OK && i < bias.len / sizeof(float); i++)
        if (!(fabsf(r->bias[i]) < 1e6f))
            status = section_bad(err, PARTY_SECTION "bias");
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
    r->agenda = agenda;
    for (size_t i = 0; i < r->any; i++) {
        r->issue[i] = UINT32_MAX;
        for (uint32_t k = 0; k < agenda->n_issues; k++)
            if (text_eq(label_of(r, i), agenda->issues[k].name))
                r->issue[i] = k;
    }
}

static struct issue_reading *reading_of(struct party_reader *r, uint32_t issue)
{
    for (size_t i = 0; i < r->n_read; i++)
        if (r->read[i].issue == issue)
            return &r->read[i];
    r->read[r->n_read] = (struct issue_reading){ .issue = issue, .label = NO_LABEL };
    return &r->read[r->n_read++];
}

/* The issues that the sentence is asked of: those that the network was taught, and those that are named in it. Where words
 * name an issue and others its opposite, the first are asked. */
static void take_mentions(struct party_reader *r, const struct walk *w)
{
    memset(r->named, 0, r->n * sizeof *r->named);
    for (size_t i = 0; i < w->n_mentions; i++) {
        const struct issue_mention *m = &w->mentions[i];
        struct issue_reading *read;
        bool first;

        if (m->first - r->first >= r->n)
            continue;
        read = reading_of(r, m->issue);
        first = !read->mentions || (read->opposite && !m->opposite);
        for (uint32_t t = m->first; t < m->end && t - r->first < r->n; t++)
            r->named[t - r->first] |= (uint64_t)1 << i;
        if (first)
            read->opposite = m->opposite;
        if (first || read->opposite == m->opposite)
            read->mentions = (first ? 0 : read->mentions) | (uint64_t)1 << i;
    }
}

void party_reader_sentence(struct party_reader *r, const struct party_view *v)
{
    const struct sentence *s = v->view->walk->sentence;

    r->first = s->first;
    r->n = s->end - s->first > SENTENCE_MAX ? SENTENCE_MAX : s->end - s->first;
    r->n_read = 0;
    for (uint32_t i = 0; i < r->any; i++)
        if (r->issue[i] != UINT32_MAX)
            reading_of(r, r->issue[i])->label = i;
    take_mentions(r, v->view->walk);
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

/* What the words in `mentions` (0: all of them) say of an issue's label: the score of each side, the likeliest stance for it. */
struct label_scores {
    float sides[SIDES];
    uint8_t likeliest;
    uint32_t at[SIDES];
};

static void read_label(const struct party_reader *r, const float *scores, size_t columns, size_t label,
                       uint64_t mentions, struct label_scores *out)
{
    struct log_sum sums[STANCE_COUNT], sides[SIDES];
    float best[SIDES];

    for (size_t k = 0; k < STANCE_COUNT; k++)
        sums[k] = (struct log_sum){ -1e9f, 0 };
    for (size_t k = 0; k < SIDES; k++) {
        sides[k] = (struct log_sum){ -1e9f, 0 };
        best[k] = -1e9f;
    }
    for (uint32_t t = 0; t < r->n; t++)
        for (size_t k = r->any + 1; k < labels_of(r) && (!mentions || (r->named[t] & mentions)); k++) {
            float here = scores[t * columns + label] + scores[t * columns + k];
            unsigned side = side_of((enum stance)r->stance[k]);

            log_sum_add(&sums[r->stance[k]], here);
            if (here > best[side]) {
                best[side] = here;
                out->at[side] = r->first + t;
            }
        }
    out->likeliest = STANCE_DEMANDS;
    for (enum stance k = STANCE_NONE + 1; k < STANCE_COUNT; k++) {
        float sum = log_sum_of(&sums[k]);

        log_sum_add(&sides[side_of(k)], sum);
        if (side_of(k) == SIDE_FOR && sum > log_sum_of(&sums[out->likeliest]))
            out->likeliest = (uint8_t)k;
    }
    for (size_t k = 0; k < SIDES; k++)
        out->sides[k] = log_sum_of(&sides[k]) + r->bias[label * BIASES + k];
}

/* For the opposite of something is against it. */
static void turn_over(struct label_scores *s, uint8_t against)
{
    float was = s->sides[SIDE_FOR];
    uint32_t at = s->at[SIDE_FOR];

    s->sides[SIDE_FOR] = s->sides[SIDE_AGAINST];
    s->sides[SIDE_AGAINST] = was;
    s->at[SIDE_FOR] = s->at[SIDE_AGAINST];
    s->at[SIDE_AGAINST] = at;
    s->likeliest = against;
}

/* Softmax over the sides and no stance, whose score is 0. */
static void odds_of(const float *scores, float *odds)
{
    float most = 0, whole;

    for (size_t k = 0; k < SIDES; k++)
        most = scores[k] > most ? scores[k] : most;
    whole = fast_exp(-most);
    for (size_t k = 0; k < SIDES; k++)
        whole += odds[k] = fast_exp(scores[k] - most);
    for (size_t k = 0; k < SIDES; k++)
        odds[k] /= whole;
}

/* One issue, from the scores of the words. What its own label has and what the words have that name it count alike. */
static void read_issue(const struct party_reader *r, const float *scores, size_t columns, uint8_t against,
                       struct issue_reading *read)
{
    struct label_scores s = { .sides = { 0 } }, named;

    if (read->label != NO_LABEL)
        read_label(r, scores, columns, read->label, 0, &s);
    if (read->mentions) {
        read_label(r, scores, columns, r->any, read->mentions, &named);
        if (read->opposite)
            turn_over(&named, against);
        odds_of(named.sides, read->named);
        if (read->label == NO_LABEL)
            s = named;
        for (size_t k = 0; k < SIDES; k++)
            s.sides[k] = (s.sides[k] + named.sides[k]) / 2;
    }
    odds_of(s.sides, read->odds);
    read->likeliest = s.likeliest;
    memcpy(read->at, s.at, sizeof s.at);
}

void party_reader_read(struct party_reader *r, const struct party_view *v)
{
    size_t columns = network_padded(labels_of(r));
    uint8_t against = compose_opposite(v->view->walk, STANCE_REJECTS);
    const float *scores;

    position_network_begin(&r->network, r->n);
    for (uint32_t t = 0; t < r->n; t++) {
        uint64_t hashes[POSITION_FEATURES_MAX];

        position_network_add(&r->network, t, hashes, party_pair(v, r->first + t, hashes));
    }
    scores = position_network_scores(&r->network, r->n);
    for (size_t i = 0; i < r->n_read; i++)
        read_issue(r, scores, columns, against, &r->read[i]);
}

struct party_odds party_reader_odds(const struct party_reader *r, struct text issue, enum stance stance)
{
    for (size_t i = 0; i < r->n_read; i++) {
        const struct issue_reading *read = &r->read[i];

        if (r->agenda->issues[read->issue].name.ptr == issue.ptr)
            return (struct party_odds){ read->odds[side_of(stance)],
                                        read->mentions ? read->named[side_of(stance)] : PARTY_NOT_ASKED,
                                        read->label == NO_LABEL,
                                        r->bias[(read->label == NO_LABEL ? r->any : read->label) * BIASES + SHARE] };
    }
    return (struct party_odds){ PARTY_NOT_ASKED, PARTY_NOT_ASKED, false, 0 };
}

size_t party_reader_sightings(const struct party_reader *r, float least, struct party_sighting out[PARTY_SIGHTINGS_MAX])
{
    static const uint8_t stances[SIDES] = { [SIDE_CONDITIONAL] = STANCE_CONDITIONAL, [SIDE_AGAINST] = STANCE_REJECTS };
    size_t n = 0;

    for (size_t i = 0; i < r->n_read; i++) {
        const struct issue_reading *read = &r->read[i];
        unsigned side = 0;

        for (unsigned k = 1; k < SIDES; k++)
            side = read->odds[k] > read->odds[side] ? k : side;
        if (read->odds[side] >= least)
            out[n++] = (struct party_sighting){ read->issue, side == SIDE_FOR ? read->likeliest : stances[side],
                                                read->odds[side], read->at[side] };
    }
    return n;
}
