/* position_reader.c - see position_reader.h. */
#include "record/position/position_reader.h"

#include <stdlib.h>

enum { NO_SENTENCE = 0 };
static const float HOLDER_LEAST = 0.1f; /* a word of a holder is so likely one */
static const float CUE_LEAST = 0.3f;

struct position_reader {
    struct position_network network;
    struct issue_reader *issues;                /* NULL: the model has none */
    struct party_reader *parties;               /* the same                 */
    uint8_t part[NAMES_MAX], stance[NAMES_MAX]; /* of each label: POSITION_HOLDER ... */
    const float *odds;                          /* of the row that was read last */
    float least;                                /* position_reader_least()      */
    uint32_t sentence;                          /* 1 + first token of the sentence whose sums they are */
};

static void read_labels(struct position_reader *r)
{
    for (size_t i = 0; i < position_network_labels(&r->network)->weights.shape.names; i++) {
        struct text label = position_network_labels(&r->network)->labels[i].upos;
        enum stance stance;

        if (label.len > 2 && label.ptr[1] == '-' && stance_parse(text_of(label.ptr + 2, label.len - 2), &stance) &&
            stance != STANCE_NONE) {
            r->part[i] = (uint8_t)label.ptr[0];
            r->stance[i] = (uint8_t)stance;
        }
    }
}

priscus_status position_reader_new(const struct language *language, struct position_reader **out,
                                   struct priscus_error *err)
{
    struct position_reader *r;
    priscus_status status;

    *out = NULL;
    if (!model_section(language_heads(language), POSITION_SECTION "shape").ptr &&
        !model_section(language_model(language), POSITION_SECTION "shape").ptr)
        return PRISCUS_OK;
    r = calloc(1, sizeof *r);
    if (!r)
        return error_memory(err);
    r->least = POSITION_LEAST;
    if ((status = position_network_open(language, POSITION_SECTION, &r->network, err)) == PRISCUS_OK)
        status = issue_reader_new(language, &r->issues, err);
    if (status == PRISCUS_OK)
        status = party_reader_new(language, &r->parties, err);
    if (status != PRISCUS_OK) {
        position_reader_free(r);
        return status;
    }
    read_labels(r);
    *out = r;
    return PRISCUS_OK;
}

void position_reader_free(struct position_reader *r)
{
    if (!r)
        return;
    party_reader_free(r->parties);
    issue_reader_free(r->issues);
    position_network_close(&r->network);
    free(r);
}

void position_reader_begin(struct position_reader *r, const struct agenda *agenda)
{
    r->sentence = NO_SENTENCE;
    if (r->issues)
        issue_reader_begin(r->issues, agenda);
    if (r->parties)
        party_reader_begin(r->parties, agenda);
}

size_t position_reader_issues(struct position_reader *r, const struct position_view *v, struct walk *w,
                              struct issue_mention out[ISSUES_FOUND_MAX])
{
    if (r->issues)
        return issue_reader_read(r->issues, v, w, out);
    for (size_t i = 0; i < w->n_mentions; i++)
        w->mentions[i].sure = w->mentions[i].other = ISSUE_NOT_TAUGHT;
    return 0;
}

/* How likely a word is a part of this kind. */
static float odds_of(const struct position_reader *r, const float *odds, uint8_t part)
{
    float sum = 0;

    for (size_t i = 1; i < position_network_labels(&r->network)->weights.shape.names; i++)
        if (r->part[i] == part)
            sum += odds[i];
    return sum;
}

static void add_stances(const struct position_reader *r, const float *odds, uint8_t part, float *stances)
{
    for (size_t i = 1; i < position_network_labels(&r->network)->weights.shape.names; i++)
        if (r->part[i] == part)
            stances[r->stance[i]] += odds[i];
}

static uint8_t most_likely(const float *stances)
{
    uint8_t best = 1;

    for (uint8_t i = 2; i < STANCE_COUNT; i++)
        if (stances[i] > stances[best])
            best = i;
    return best;
}

/* The words of a cue nearest to the mention: from the first likely one to the last. */
static struct token_range cue_words(const struct position_reader *r, const float *odds, size_t columns, uint32_t first,
                                    uint32_t n, uint8_t stance)
{
    struct token_range cue = { 0, 0 };

    for (uint32_t t = 0; t < n; t++) {
        float stances[STANCE_COUNT] = { 0 };

        if (odds_of(r, odds + t * columns, POSITION_CUE) < CUE_LEAST)
            continue;
        add_stances(r, odds + t * columns, POSITION_CUE, stances);
        if (most_likely(stances) != stance)
            continue;
        if (cue.first == cue.end)
            cue.first = first + t;
        cue.end = first + t + 1;
    }
    return cue;
}

static void add_sighting(struct sighting *out, size_t *n, struct sighting s)
{
    size_t at = *n;

    if (at == SIGHTINGS_MAX) {
        if (out[at - 1].sure >= s.sure)
            return;
        at--;
    } else
        (*n)++;
    for (; at > 0 && out[at - 1].sure < s.sure; at--)
        out[at] = out[at - 1];
    out[at] = s;
}

size_t position_reader_read(struct position_reader *r, const struct position_view *v,
                            struct sighting out[SIGHTINGS_MAX])
{
    const struct sentence *s = v->walk->sentence;
    uint32_t first = s->first, n = s->end - first > SENTENCE_MAX ? SENTENCE_MAX : s->end - first;
    size_t columns = network_padded(position_network_labels(&r->network)->weights.shape.names), found = 0;
    float cue = 0, cue_stances[STANCE_COUNT] = { 0 };
    const float *odds;

    if (r->sentence != first + 1) /* what its words are of themselves: once for all its mentions */
        position_network_sum(&r->network, v, false, first, n);
    r->sentence = first + 1;
    position_network_begin(&r->network, n);
    for (uint32_t t = 0; t < n; t++) {
        uint64_t hashes[POSITION_FEATURES_MAX];
        unsigned m = position_pair(v, first + t, hashes);

        position_network_add(&r->network, t, hashes, m);
    }
    r->odds = odds = position_network_odds(&r->network, n);
    for (uint32_t t = 0; t < n;) {
        float stances[STANCE_COUNT] = { 0 }, most = 0, here;
        uint32_t begin = t;

        while (t < n && (here = odds_of(r, odds + t * columns, POSITION_HOLDER)) >= HOLDER_LEAST) {
            add_stances(r, odds + t * columns, POSITION_HOLDER, stances);
            most = here > most ? here : most;
            t++;
        }
        if (t == begin) {
            t++;
            continue;
        }
        add_sighting(
            out, &found,
            (struct sighting){ .holder = { first + begin, first + t }, .stance = most_likely(stances), .sure = most });
    }
    for (uint32_t t = 0; t < n; t++) {
        float here = odds_of(r, odds + t * columns, POSITION_CUE);

        cue = here > cue ? here : cue;
        add_stances(r, odds + t * columns, POSITION_CUE, cue_stances);
    }
    /* Words of a stance, and nobody here who holds it: whoever speaks. */
    if (!found && cue >= HOLDER_LEAST)
        add_sighting(out, &found, (struct sighting){ .stance = most_likely(cue_stances), .sure = cue });
    for (size_t i = 0; i < found; i++)
        out[i].words = cue_words(r, odds, columns, first, n, out[i].stance);
    return found;
}

float position_reader_odds(const struct position_reader *r, const struct position_view *v, struct token_range words,
                           enum stance stance)
{
    size_t columns = network_padded(position_network_labels(&r->network)->weights.shape.names);
    const struct sentence *s = v->walk->sentence;
    float most = 0;

    for (uint32_t t = words.first; t < words.end; t++) {
        float stances[STANCE_COUNT] = { 0 }, sum;

        if (t < s->first || t >= s->end || t - s->first >= SENTENCE_MAX)
            continue;
        add_stances(r, r->odds + (t - s->first) * columns, POSITION_HOLDER, stances);
        sum = stance == STANCE_REJECTS || stance == STANCE_CONDITIONAL
                  ? stances[stance]
                  : stances[STANCE_DEMANDS] + stances[STANCE_PROPOSES] + stances[STANCE_ACCEPTS] + stances[STANCE_OPEN];
        most = sum > most ? sum : most;
    }
    return most;
}

float position_reader_least(const struct position_reader *r)
{
    return r->least;
}

void position_reader_set_least(struct position_reader *r, float least)
{
    r->least = least;
}

struct party_reader *position_reader_parties(struct position_reader *r)
{
    return r->parties;
}
