/* issue_reader.c - see issue_reader.h. */
#include "record/position/issue_reader.h"

#include <stdlib.h>

static const float WORD_LEAST = 0.08f;  /* a word of a mention is so likely one */
static const float FOUND_LEAST = 0.15f; /* and the likeliest of them so much    */

struct issue_reader {
    struct position_network network;
    uint32_t issue[NAMES_MAX]; /* of each label: index into the agenda's, or UINT32_MAX */
};

priscus_status issue_reader_new(const struct language *language, struct issue_reader **out, struct priscus_error *err)
{
    struct issue_reader *r;
    priscus_status status;

    *out = NULL;
    if (!model_section(language_heads(language), ISSUE_SECTION "shape").ptr &&
        !model_section(language_model(language), ISSUE_SECTION "shape").ptr)
        return PRISCUS_OK;
    r = calloc(1, sizeof *r);
    if (!r)
        return error_memory(err);
    status = position_network_open(language, ISSUE_SECTION, &r->network, err);
    if (status == PRISCUS_OK)
        *out = r;
    else
        free(r);
    return status;
}

void issue_reader_free(struct issue_reader *r)
{
    if (!r)
        return;
    position_network_close(&r->network);
    free(r);
}

void issue_reader_begin(struct issue_reader *r, const struct agenda *agenda)
{
    for (size_t i = 0; i < position_network_labels(&r->network)->weights.shape.names; i++) {
        r->issue[i] = UINT32_MAX;
        for (uint32_t k = 0; k < agenda->n_issues; k++)
            if (text_eq(position_network_labels(&r->network)->labels[i].upos, agenda->issues[k].name))
                r->issue[i] = k;
    }
}

/* Has a phrase named the issue in these words, or another that the network does not think half as unlikely? An issue that it
 * was not taught is the phrase's to tell. */
static bool is_named(const struct walk *w, const struct issue_mention *m)
{
    for (size_t i = 0; i < w->n_mentions; i++) {
        const struct issue_mention *named = &w->mentions[i];

        if (named->first < m->end && m->first < named->end &&
            (named->issue == m->issue || named->sure < 0 || 2 * named->sure >= m->sure))
            return true;
    }
    return false;
}

/* Is there a label for the issue? An agenda of the user has others. */
static bool is_taught(const struct issue_reader *r, uint32_t issue)
{
    for (size_t k = 1; k < position_network_labels(&r->network)->weights.shape.names; k++)
        if (r->issue[k] == issue)
            return true;
    return false;
}

/* The walk's own mentions: how likely somebody is for or against that issue in these words. */
static void rate_mentions(const struct issue_reader *r, struct walk *w, const float *odds, size_t columns, uint32_t n)
{
    for (size_t i = 0; i < w->n_mentions; i++) {
        struct issue_mention *m = &w->mentions[i];

        m->sure = m->other = is_taught(r, m->issue) ? 0 : ISSUE_NOT_TAUGHT;
        if (m->sure < 0)
            continue;
        for (uint32_t t = m->first - w->sentence->first; t < n && t < m->end - w->sentence->first; t++)
            for (size_t k = 1; k < position_network_labels(&r->network)->weights.shape.names; k++) {
                float *most = r->issue[k] == m->issue ? &m->sure : &m->other;

                if (odds[t * columns + k] > *most)
                    *most = odds[t * columns + k];
            }
    }
}

size_t issue_reader_read(struct issue_reader *r, const struct position_view *v, struct walk *w,
                         struct issue_mention out[ISSUES_FOUND_MAX])
{
    const struct sentence *s = w->sentence;
    uint32_t first = s->first, n = s->end - first > SENTENCE_MAX ? SENTENCE_MAX : s->end - first;
    size_t columns = network_padded(position_network_labels(&r->network)->weights.shape.names), found = 0;
    const float *odds;

    position_network_sum(&r->network, v, true, first, n);
    position_network_begin(&r->network, n);
    odds = position_network_odds(&r->network, n);
    rate_mentions(r, w, odds, columns, n);
    for (size_t k = 1; k < position_network_labels(&r->network)->weights.shape.names; k++)
        for (uint32_t t = 0; r->issue[k] != UINT32_MAX && t < n; t++) {
            struct issue_mention m = {
                .first = first + t, .issue = r->issue[k], .deed = true, .how = ISSUE_LEARNT, .named_in = UINT32_MAX
            };

            for (; t < n && odds[t * columns + k] >= WORD_LEAST && !w->excluded[t]; t++)
                m.sure = odds[t * columns + k] > m.sure ? odds[t * columns + k] : m.sure;
            m.end = first + t;
            m.words = m.end - m.first;
            if (m.sure < FOUND_LEAST || is_named(w, &m) || found == ISSUES_FOUND_MAX)
                continue;
            m.verb = issue_verb_in(w, m.first, m.end);
            out[found++] = m;
        }
    return found;
}
