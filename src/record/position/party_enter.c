/* party_enter.c - see party_enter.h. */
#include "record/position/party_enter.h"

static const float PARTY_LEAST = 0.05f; /* so likely a party has a stance at least that is looked at */

void party_begin(struct party_reading *r, struct position_view *view, bool reads)
{
    r->view.n_parties = r->view.n_composed = 0;
    if (r->reader && reads)
        party_look(&r->view, view);
}

void party_take(struct party_reading *r, const struct walk *w, const struct issue_mention *m, size_t from)
{
    size_t at = (size_t)(m - w->mentions);

    party_take_composed(&r->view, w->record, from);
    r->dropped[at] = w->dropped;
    r->denied[at] = w->denied && w->record->n_positions == from;
}

/* The mention of the issue that is nearest to a word; NULL: it has none in the sentence. */
static const struct issue_mention *mention_near(const struct walk *w, uint32_t issue, uint32_t at)
{
    const struct issue_mention *nearest = NULL;
    uint32_t least = UINT32_MAX;

    for (size_t i = 0; i < w->n_mentions; i++) {
        const struct issue_mention *m = &w->mentions[i];
        uint32_t far = at < m->first ? m->first - at : at >= m->end ? at - m->end + 1 : 0;

        if (m->issue == issue && far < least) {
            nearest = m;
            least = far;
        }
    }
    return nearest;
}

/* Is the word part of a phrase that names another issue? The phrase knows better which of the two is meant. */
static bool names_another(const struct walk *w, uint32_t issue, uint32_t at)
{
    for (size_t i = 0; i < w->n_mentions; i++)
        if (w->mentions[i].first <= at && at < w->mentions[i].end && w->mentions[i].issue != issue)
            return true;
    return false;
}

/* What the rules say of a party and an issue in the sentence, which the party's reading alone has for this stance. */
static struct position_scores scores_for_party(const struct party_reading *r, const struct walk *w,
                                               const struct issue_mention *named, struct text party, struct text issue,
                                               enum stance stance)
{
    struct position_scores scores = {
        .holder = HOLDER_NOT_ASKED, .issue = ISSUE_NOT_TAUGHT, .other = ISSUE_NOT_TAUGHT, .by_party = true
    };
    bool theirs = false;

    scores.dropped = named && r->dropped[named - w->mentions];
    for (size_t i = 0; i < r->view.n_composed; i++) {
        const struct position *p = &r->view.composed[i];

        if (!text_eq(p->issue, issue))
            continue;
        scores.others = true;
        theirs |= text_eq(p->party, party);
        scores.opposed |= text_eq(p->party, party) && !same_side(p->stance, stance);
    }
    scores.others &= !theirs;
    return scores;
}

/* What the sentence says of a party, read for it, that nobody has seen yet. */
static priscus_status enter_for_party(struct party_reading *r, struct walk *w, size_t from,
                                      const struct party_sighting *s)
{
    const struct party_view *v = &r->view;
    const struct issue_mention *named = mention_near(w, s->issue, s->at);
    struct issue_mention m = { .first = s->at, .end = s->at + 1, .words = 1, .deed = true, .how = ISSUE_LEARNT };
    struct state st;
    struct text party = w->actors->knowledge->roster.parties[v->party].code, issue = w->agenda->issues[s->issue].name;
    struct token_range holder;

    for (size_t i = from; i < w->record->n_positions; i++) {
        const struct position *p = &w->record->positions[i];

        if (text_eq(p->party, party) && text_eq(p->issue, issue) && same_side(p->stance, (enum stance)s->stance))
            return PRISCUS_OK;
    }
    if (named)
        m = *named;
    else if (names_another(w, s->issue, s->at))
        return PRISCUS_OK;
    else {
        m.named_in = UINT32_MAX;
        m.verb = issue_verb_in(w, m.first, m.end);
    }
    m.issue = s->issue;
    m.opposite = false; /* the stance is on the issue, whatever the words call it */
    if (w->voices->unsaid[m.first] || (named && r->denied[named - w->mentions]))
        return PRISCUS_OK;
    st = state_fresh(&m);
    st.stance = s->stance;
    st.scores = scores_for_party(r, w, named, party, issue, (enum stance)s->stance);
    holder = party_nearest(v, m.first);
    if (!party_holder(v, holder, m.first, &st))
        return PRISCUS_OK;
    if (holder.first < holder.end)
        state_take_words(&st, holder.first, holder.end);
    state_take_words(&st, s->at, s->at + 1);
    return position_enter(w, &m, &st);
}

priscus_status party_enter(struct party_reading *r, struct walk *w, size_t from)
{
    struct record *record = w->record;
    struct party_sighting seen[PARTY_SIGHTINGS_MAX];
    priscus_status status = PRISCUS_OK;

    for (size_t i = from; i < record->n_positions; i++)
        record->positions[i].scores.read_for_party = record->positions[i].scores.named_for_party = PARTY_NOT_ASKED;
    if (!r->view.n_parties)
        return PRISCUS_OK;
    party_reader_sentence(r->reader, &r->view);
    for (size_t k = 0; k < r->view.n_parties && status == PRISCUS_OK; k++) {
        struct text party = w->actors->knowledge->roster.parties[r->view.parties[k].party].code;
        size_t n;

        party_turn(&r->view, k);
        party_reader_read(r->reader, &r->view);
        n = party_reader_sightings(r->reader, PARTY_LEAST, seen);
        for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
            status = enter_for_party(r, w, from, &seen[i]);
        for (size_t i = from; i < record->n_positions; i++) {
            struct position *p = &record->positions[i];

            if (p->party.ptr == party.ptr) {
                struct party_odds odds = party_reader_odds(r->reader, p->issue, p->stance);

                p->scores.read_for_party = odds.odds;
                p->scores.named_for_party = odds.named;
                p->scores.by_name = odds.by_name;
                p->scores.issue_share = odds.share;
            }
        }
    }
    return status;
}
