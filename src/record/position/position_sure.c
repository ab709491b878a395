/* position_sure.c - see position_sure.h. */
#include "record/position/position_sure.h"

#include <math.h>

#include "language/model/fast.h"

/* What is weighed; the numbers stand in this order. */
enum {
    W_ALWAYS,
    W_HOLDER,            /* odds of the holder, as a logarithm (as all odds here) */
    W_ISSUE,             /* of the issue                                          */
    W_OTHER,             /* of another issue in the same words                    */
    W_LEARNT,            /* no phrase names the issue                             */
    W_LEARNT_ISSUE,      /* its odds then                                       */
    W_SET,               /* its words are the agenda's in another order, or near to them */
    W_REFERENCE,         /* it was named before                                     */
    W_COMPOSED,          /* the rules say the same                                */
    W_OPPOSED,           /* the rules say the contrary                            */
    W_ALONE,             /* the rules alone say so                                */
    W_DROPPED,           /* the rules say nothing, since it is denied, asked or feared    */
    W_OTHERS,            /* the rules say it of others alone                      */
    W_LENGTH,            /* of the sentence                                       */
    W_PLAIN,             /* the same, where the rules say it: they lose their way in long ones */
    W_DEPTH,             /* several rows of the table fired                       */
    W_READ,              /* the sentence, read for the party, has it so           */
    W_READ_COMPOSED,     /* the same, where the rules say so, too                 */
    W_NAMED,             /* the same by the words that name the issue alone       */
    W_SHARE,             /* how often an issue is one at all, as a logarithm, where it was so read */
    W_BY_PARTY,          /* it alone sees it, and nothing above is known but the length */
    W_BY_PARTY_READ,     /* its odds then                                         */
    W_BY_PARTY_IS_NAMED, /* words name the issue                              */
    W_BY_PARTY_NAMED,    /* what it says by them                              */
    W_BY_PARTY_AGAINST,
    W_BY_PARTY_SHARE,
    W_FIRST,          /* so many are weighed alone                             */
    W_SAME = W_FIRST, /* said in other sentences too                       */
    W_CONTRARY,       /* the contrary is                                       */
    W_PARTY,          /* of the party on other issues                          */
    W_SUBJECT,        /* of others on the issue                                */
    W_BESIDE,         /* of others on the issue in this sentence               */
    W_CONDITIONAL,
    W_ALL
};
/* Weighed alone, and beside the rest of the article. */
struct weighing {
    float first[W_FIRST], second[W_ALL];
    float unseen; /* see below */
    float bar;    /* what `least` is multiplied with: what is read in more ways may be less sure at equal precision */
};
/* Of a party for which the sentence was not read (party_reader.h), or of an issue that is not known there. */
static const struct weighing without_parties = {
    .first = { -0.453f, 0.113f, 0.192f, 0.015f, -1.120f, 0.017f, -0.407f, -0.377f, 1.272f, -1.450f, 0.332f, -0.475f,
               -0.907f, 0.039f, -0.636f, -0.256f },
    .second = { -0.971f, 0.118f, 0.199f,  0.022f,  -0.992f, 0.013f,  -0.382f, -0.499f,           1.225f,
                -1.526f, 0.446f, -0.469f, -0.942f, 0.018f,  -0.685f, -0.161f, [W_SAME] = 0.991f, -0.810f,
                0.183f,  0.276f, 0.146f,  0.216f },
    .unseen = 0.6f,
    .bar = 1,
};
static const struct weighing with_parties = {
    .first = { -1.334f, 0.048f, 0.057f, -0.011f, -0.792f, 0.154f, -0.395f, -0.170f, 1.803f, -0.977f, 0.405f, -0.143f,
               -0.934f, 0.326f, -1.604f, 0.442f, 0.668f, 0.203f, -0.119f, -0.406f, 0.184f, 0.634f, 0.004f, -0.080f,
               -0.182f, -0.140f },
    .second = { -1.991f, 0.053f, 0.057f, -0.008f, -0.848f, 0.150f, -0.464f, -0.247f, 1.792f, -1.011f, 0.417f,
                -0.209f, -0.852f, 0.390f, -1.632f, 0.556f, 0.607f, 0.218f, -0.115f, -0.487f, -0.182f, 0.576f, 0.151f,
                -0.023f, -0.056f, -0.283f, 0.818f, -0.314f, -0.070f, 0.141f, -0.319f, 0.198f },
    .unseen = 0.8f,
    .bar = 1.0f,
};
/* Of an issue that nobody taught, read by the words that name it alone (party_reader.h): fitted on those that were taught, with all
 * forgotten that is known of them by name. */
static const struct weighing of_another_agenda = {
    .first = { -0.185f, 0.055f,  0.010f,  -0.026f, 0.000f,  0.000f,  -0.587f, -0.595f, 2.067f,
               -1.068f, 0.353f,  0.082f,  -0.818f, 0.400f,  -2.014f, 0.308f,  0.291f,  0.176f,
               0.321f,  -0.007f, -0.191f, 0.247f,  -0.191f, 0.247f,  0.013f,  0.232f },
    .second = { -0.240f, 0.064f,  -0.001f, 0.004f,  0.000f, 0.000f,  -0.663f, -0.617f, 2.058f,  -1.078f, 0.341f,
                0.036f,  -0.674f, 0.547f,  -2.084f, 0.355f, 0.332f,  0.130f,  0.283f,  0.001f,  -0.239f, 0.255f,
                -0.239f, 0.255f,  0.127f,  0.291f,  0.963f, -0.532f, -0.110f, 0.126f,  -0.512f, 0.507f },
    .unseen = 0.0f,
    .bar = 0.75f,
};

/* Log odds where a network was not asked: of a holder whom the rules find; of an issue that a phrase names, and of another in its
 * place. As they are on the average where it was, in articles that it had not seen. */
/* No doubt about an issue that the agenda itself names is greater: of some issues the network has learnt from a handful of words. */
static const float issue_least = 0.1f;

static const float usual_holder = 1.6f, usual_issue = 1.8f, usual_other = -4.9f;

/* The rules were written with the articles in sight that the weights are fitted on: what they leave to the network there is
 * easier than elsewhere, and the fit flatters it. On other articles .34 of what it alone saw at .5 to .6 was right, .6 at .6 to .7.
 * `unseen` is taken off its log odds; of another agenda than those articles' nothing is. */

/* What the rest of an article says on the average: of a text of one sentence, which has no rest. */
static const float usual_rest[] = { [W_SAME - W_FIRST] = 0.39f,
                                    [W_CONTRARY - W_FIRST] = 0.23f,
                                    [W_PARTY - W_FIRST] = 1.01f,
                                    [W_SUBJECT - W_FIRST] = 0.69f };

static float log_odds(float p)
{
    p = p < 1e-4f ? 1e-4f : p > 1 - 1e-4f ? 1 - 1e-4f : p;
    return fast_log(p / (1 - p));
}

static const struct weighing *weighing_of(const struct position *p)
{
    return p->scores.read_for_party < 0 ? &without_parties : p->scores.by_name ? &of_another_agenda : &with_parties;
}

static float weigh(const struct position *p, const float *x, size_t n)
{
    const struct weighing *by = weighing_of(p);
    const float *weights = n == W_FIRST ? by->first : by->second;
    float sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += weights[i] * x[i];
    return fast_sigmoid(x[W_COMPOSED] ? sum : sum - by->unseen);
}

static void scores_of(const struct position *p, float x[W_ALL])
{
    const struct position_scores *s = &p->scores;
    bool learnt = p->issue_how == ISSUE_LEARNT;
    float read;

    x[W_ALWAYS] = 1;
    x[W_LENGTH] = fast_log((float)(1 + p->sentence.end - p->sentence.begin) / 100);
    x[W_CONDITIONAL] = p->stance == STANCE_CONDITIONAL;
    x[W_OPPOSED] = s->opposed;
    x[W_DROPPED] = s->dropped && !s->composed;
    x[W_OTHERS] = s->others;
    if (s->by_party) {
        x[W_BY_PARTY] = 1;
        x[W_BY_PARTY_READ] = log_odds(s->read_for_party);
        if (s->named_for_party >= 0) {
            x[W_BY_PARTY_IS_NAMED] = 1;
            x[W_BY_PARTY_NAMED] = log_odds(s->named_for_party);
        }
        x[W_BY_PARTY_AGAINST] = p->stance == STANCE_REJECTS;
        x[W_BY_PARTY_SHARE] = s->issue_share;
        return;
    }
    /* of a reading that finds less than is usual nothing more is said than that it found nothing */
    read = log_odds(s->read_for_party);
    x[W_READ] = s->read_for_party < 0 ? 0 : read < s->issue_share ? s->issue_share : read;
    x[W_READ_COMPOSED] = s->composed ? x[W_READ] : 0;
    x[W_NAMED] = s->named_for_party < 0 ? 0 : log_odds(s->named_for_party);
    x[W_SHARE] = s->read_for_party < 0 ? 0 : s->issue_share;
    x[W_HOLDER] = s->holder < 0 ? usual_holder : log_odds(s->holder);
    x[W_ISSUE] = s->issue < 0 ? usual_issue : log_odds(!learnt && s->issue < issue_least ? issue_least : s->issue);
    x[W_OTHER] = s->issue < 0 ? usual_other : log_odds(s->other);
    x[W_LEARNT] = learnt;
    x[W_LEARNT_ISSUE] = learnt ? x[W_ISSUE] : 0;
    x[W_SET] = p->issue_how == ISSUE_SET || p->issue_how == ISSUE_NEAR;
    x[W_REFERENCE] = p->issue_how == ISSUE_REFERENCE;
    x[W_COMPOSED] = s->composed;
    x[W_ALONE] = s->alone;
    x[W_PLAIN] = s->composed ? x[W_LENGTH] : 0;
    x[W_DEPTH] = s->composed && p->n_rules > 1;
}

static int side_of(enum stance stance)
{
    return stance == STANCE_REJECTS ? 2 : stance == STANCE_CONDITIONAL ? 1 : 0;
}

/* Sums over all positions of a party and an issue, or of one of them: found by the addresses of their names, which are the
 * roster's and the agenda's. */
struct tally {
    const char *party, *issue; /* both NULL: free */
    float sums[3];             /* by side */
};
struct tallies {
    struct tally *at;
    size_t room; /* a power of two */
};

static struct tally *tally_at(const struct tallies *t, const char *party, const char *issue)
{
    size_t i = (((uintptr_t)party >> 3) * 0x9e3779b97f4a7c15u ^ ((uintptr_t)issue >> 3) * 0xc2b2ae3d27d4eb4fu) >> 20;

    for (i &= t->room - 1; t->at[i].party || t->at[i].issue; i = (i + 1) & (t->room - 1))
        if (t->at[i].party == party && t->at[i].issue == issue)
            return &t->at[i];
    t->at[i].party = party;
    t->at[i].issue = issue;
    return &t->at[i];
}

static priscus_status tally_all(const struct record *r, struct arena *mem, struct tallies *out)
{
    for (out->room = 16; out->room < r->n_positions * 6;)
        out->room *= 2;
    out->at = arena_alloc(mem, out->room * sizeof *out->at);
    if (!out->at)
        return PRISCUS_ENOMEM;
    memset(out->at, 0, out->room * sizeof *out->at);
    for (size_t i = 0; i < r->n_positions; i++) {
        const struct position *p = &r->positions[i];

        tally_at(out, p->party.ptr, p->issue.ptr)->sums[side_of(p->stance)] += p->sure;
        tally_at(out, p->party.ptr, NULL)->sums[0] += p->sure;
        tally_at(out, NULL, p->issue.ptr)->sums[0] += p->sure;
    }
    return PRISCUS_OK;
}

/* What the rest of the article says, without the sentence [begin, end) of positions. */
static void take_rest(const struct record *r, const struct tallies *t, size_t at, size_t begin, size_t end,
                      float x[W_ALL])
{
    const struct position *p = &r->positions[at];
    const struct tally *both = tally_at(t, p->party.ptr, p->issue.ptr);
    float by_side[3], all = 0, party = tally_at(t, p->party.ptr, NULL)->sums[0],
                      issue = tally_at(t, NULL, p->issue.ptr)->sums[0], beside = 0;

    memcpy(by_side, both->sums, sizeof by_side);
    for (size_t i = begin; i < end; i++) {
        const struct position *o = &r->positions[i];
        bool same_party = o->party.ptr == p->party.ptr, same_issue = o->issue.ptr == p->issue.ptr;

        if (same_party && same_issue)
            by_side[side_of(o->stance)] -= o->sure;
        if (same_party)
            party -= o->sure;
        if (same_issue)
            issue -= o->sure;
        if (same_issue && !same_party)
            beside += o->sure;
    }
    for (size_t i = 0; i < 3; i++) {
        by_side[i] = by_side[i] < 0 ? 0 : by_side[i]; /* rounded */
        all += by_side[i];
    }
    party = party < all ? 0 : party - all;
    issue = issue < all ? 0 : issue - all;
    x[W_SAME] = fast_log(1 + by_side[side_of(p->stance)]);
    x[W_CONTRARY] = fast_log(1 + all - by_side[side_of(p->stance)]);
    x[W_PARTY] = fast_log(1 + party);
    x[W_SUBJECT] = fast_log(1 + issue);
    x[W_BESIDE] = fast_log(1 + beside);
}

/* Is there a surer one of the same party and issue in the sentence? */
static bool is_outdone(const struct record *r, const float *sure, size_t at, size_t begin, size_t end)
{
    const struct position *p = &r->positions[at];

    for (size_t i = begin; i < end; i++)
        if (i != at && r->positions[i].party.ptr == p->party.ptr && r->positions[i].issue.ptr == p->issue.ptr &&
            (fabsf(sure[i]) > fabsf(sure[at]) || (fabsf(sure[i]) == fabsf(sure[at]) && i < at)))
            return true;
    return false;
}

priscus_status position_sure(struct record *r, float least, struct arena *mem)
{
    struct tallies tallies;
    float *sure = arena_alloc(mem, (r->n_positions + 1) * sizeof *sure);
    size_t kept = 0;

    if (!sure)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < r->n_positions; i++) {
        float x[W_ALL] = { 0 };

        scores_of(&r->positions[i], x);
        r->positions[i].sure = weigh(&r->positions[i], x, W_FIRST);
    }
    if (tally_all(r, mem, &tallies) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (size_t begin = 0, end; begin < r->n_positions; begin = end) {
        for (end = begin + 1;
             end < r->n_positions && r->positions[end].sentence.begin == r->positions[begin].sentence.begin;)
            end++;
        for (size_t i = begin; i < end; i++) {
            float x[W_ALL] = { 0 };

            scores_of(&r->positions[i], x);
            take_rest(r, &tallies, i, begin, end, x);
            if (begin == 0 && end == r->n_positions)
                memcpy(x + W_FIRST, usual_rest, sizeof usual_rest);
            sure[i] = weigh(&r->positions[i], x, W_ALL);
        }
        for (size_t i = begin; i < end; i++)
            if (least <= 0 ||
                (sure[i] >= least * weighing_of(&r->positions[i])->bar && !is_outdone(r, sure, i, begin, end)))
                sure[i] = -sure[i]; /* kept; see below */
    }
    for (size_t i = 0; i < r->n_positions; i++)
        if (sure[i] < 0) {
            r->positions[kept] = r->positions[i];
            r->positions[kept++].sure = -sure[i];
        }
    r->n_positions = kept;
    return PRISCUS_OK;
}
