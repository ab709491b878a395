/* position.c - which party is for or against which issue, as the sentence leaves it.
 *
 *     Russia has not ruled out talks, a notion that Kyiv dismissed.
 *     RUS talks open, UKR talks rejects
 *
 * This file goes through the sentences, walks from each mention of an issue (walk.c), and enters what comes of it. A
 * wrong entry costs a reader more than a missing one: where nobody is known to hold a stance, nothing is entered. */
#include "language/sentence/arcs.h"
#include "record/position/party_enter.h"
#include "record/position/position_reader.h"
#include "record/position/position_sure.h"

#define COUNTERPART_REACH 6 /* tokens behind the issue */
#define COMPOSED_MAX      8 /* positions that the rules see in one mention */
#define MENTIONS_READ     8 /* that the network looks at in one sentence; prose has seldom more than four */

/* Is it known through somebody of another party: "Veshkar has accepted the truce, Dresz said"? Of those who speak together
 * each tells its own. */
static bool told_by_other(const struct walk *w, const struct voice *voice, uint32_t party)
{
    for (int32_t o = voice ? (int32_t)voice->statement : -1; o >= 0; o = w->record->statements[o].inside) {
        const struct actor_ref *who = &voice_of_statement(w->voices, (uint32_t)o)->who;
        struct actor_ref tellers[ACTORS_MAX], theirs = { .party = party };
        size_t n = actors_together(w->actors, who, tellers);
        uint32_t home = who->entity ? w->actors->entities[who->entity - 1].home : NO_PARTY;

        if (n && tellers[0].party != NO_PARTY ? !holder_same_party(tellers, n, &theirs, 1)
                                              : home != NO_PARTY && home != party) /* "a Qatari official" */
            return true;
    }
    return false;
}

/* Does whoever speaks, alone or with others, hold the stance? */
static bool holds_it(const struct walk *w, const struct voice *voice, const struct state *st)
{
    struct actor_ref tellers[ACTORS_MAX];
    size_t n = voice ? actors_together(w->actors, &voice->who, tellers) : 0;

    return holder_same_party(tellers, n, st->holders, st->n_holders);
}

/* The person who says so: of those who speak together the one of the holder's party; else the holder. */
static struct actor_ref speaker(const struct walk *w, const struct voice *voice, const struct actor_ref *holder)
{
    for (int32_t o = voice ? (int32_t)voice->statement : -1; o >= 0; o = w->record->statements[o].inside) {
        struct actor_ref tellers[ACTORS_MAX];
        size_t n = actors_together(w->actors, &voice_of_statement(w->voices, (uint32_t)o)->who, tellers), k = 0;

        for (size_t i = 1; i < n; i++)
            if (tellers[i].party == holder->party && tellers[0].party != holder->party)
                k = i;
        if (n && tellers[k].person.ptr)
            return tellers[k];
    }
    return *holder;
}

/* "could not attend because its plane was late", "as", "due to" */
static bool was_hindered(const struct walk *w, int32_t c)
{
    if (c < 0 || !token_is(w->doc, w->clauses.at[c].group, "could"))
        return false;
    for (uint32_t i = w->clauses.at[c].verb + 1; i < w->clauses.at[c].end; i++)
        if (token_is_any(w->doc, i, "because", "since", "due", "owing") ||
            (token_is(w->doc, i, "as") && tag(w, i) == UPOS_SCONJ))
            return true;
    return false;
}

/* Whose stance is it? False: nobody's who is known, or not theirs yet. */
static bool find_holders(const struct walk *w, const struct voice *voice, struct state *st)
{
    if (!st->settled) {
        if (st->by_voice) {
            struct actor_ref tellers[ACTORS_MAX];

            if (!voice || voice->who.party == NO_PARTY)
                return false;
            holder_settle(st, tellers, actors_together(w->actors, &voice->who, tellers));
        } else if (st->holder_clause < 0 || !holder_settle_subject(w, st, st->holder_clause))
            return false;
    }
    /* "Kyiv could not attend the talks": whoever says so of himself refuses, unless he says what hindered him; of
     * another it tells what happened. */
    if (st->unable && st->stance == STANCE_REJECTS && !st->by_voice &&
        (was_hindered(w, st->holder_clause) || !holds_it(w, voice, st)))
        return false;
    /* "Under the plan both sides would hold talks": what a plan has them do is not theirs yet. */
    return !(st->supposed && st->stance == STANCE_OPEN && !st->by_voice && !holds_it(w, voice, st));
}

/* Does the party at token i take part in what it stands beside? Not in "talks in Doha", "a truce brokered by Qatar". */
static bool takes_part(const struct walk *w, uint32_t i)
{
    const struct mention *m = &w->actors->mentions[w->actors->at[i] - 1];
    uint32_t preposition = arcs_case(w->doc, m->head);

    return preposition == DOCUMENT_NO_HEAD ||
           !token_is_any(w->doc, preposition, "in", "at", "near", "by", "through", "via", "from");
}

/* Another party named with the issue, in the words of whoever speaks of it: whom it is about. NULL ptr: none. */
static struct text counterpart(const struct walk *w, const struct issue_mention *m, uint32_t party)
{
    for (uint32_t i = m->first; i < w->sentence->end && i < m->end + COUNTERPART_REACH; i++) {
        uint32_t other = w->actors->at[i] ? w->actors->mentions[w->actors->at[i] - 1].party : NO_PARTY;

        if (w->voices->of[i] != w->voices->of[m->first] || (i >= m->end && token_is(w->doc, i, "according")))
            break;
        if (other != NO_PARTY && other != party && takes_part(w, i))
            return w->actors->knowledge->roster.parties[other].code;
    }
    return (struct text){ 0 };
}

/* Does an entry of the same sentence say it already? */
static bool is_known(const struct walk *w, const struct position *p)
{
    if (w->is_weighed) /* the surest is chosen when all are known (position_sure.h) */
        return false;
    for (size_t k = w->record->n_positions; k-- > 0;) {
        const struct position *old = &w->record->positions[k];

        if (old->sentence.begin != p->sentence.begin)
            return false;
        if (text_eq(old->party, p->party) && text_eq(old->issue, p->issue) &&
            (old->stance == p->stance ||
             /* "its readiness for talks was confirmed": no more than that it is ready */
             (p->stance == STANCE_ACCEPTS && old->stance != STANCE_REJECTS && span_holds(p->words, old->words))))
            return true;
    }
    return false;
}

/* Where, in the body, tokens [first, end) stand. */
static struct span place_of(const struct walk *w, uint32_t first, uint32_t end)
{
    return (struct span){ w->doc->tokens[first].span.begin, w->doc->tokens[end - 1].span.end };
}

priscus_status position_enter(struct walk *w, const struct issue_mention *m, struct state *st)
{
    const struct voice *voice = voice_at(w->voices, m->first);
    uint8_t stance = m->opposite ? compose_opposite(w, st->stance) : st->stance;
    struct record *record = w->record;
    uint16_t *rules;

    if (st->dropped || st->carried || stance == STANCE_NONE || !find_holders(w, voice, st))
        return PRISCUS_OK;
    while (st->end > m->end - 1 && st->end > st->first + 1 && tag(w, st->end - 1) == UPOS_ADP)
        st->end--; /* "talks with" */
    if (stance == STANCE_CONDITIONAL)
        condition_keep_stance(w, m, st);
    if (m->anaphor && stance == STANCE_CONDITIONAL && condition_names(w, st->condition, m->issue)) {
        stance = STANCE_OPEN; /* "if there is a chance of a truce, we are ready for it" */
        st->condition = (struct span){ 0 };
    }
    rules = arena_alloc(w->mem, st->n_rules * sizeof *rules + 1);
    if (!rules)
        return PRISCUS_ENOMEM;
    memcpy(rules, st->rules, st->n_rules * sizeof *rules);
    for (size_t h = 0; h < st->n_holders; h++) {
        const struct actor_ref *holder = &st->holders[h];
        struct position p = { .statement = voice ? (int32_t)voice->statement : -1 }, *grown;
        struct actor_ref who;

        if (holder->party == NO_PARTY)
            continue;
        p.sentence = w->sentence->span;
        p.words = place_of(w, st->first, st->end);
        p.party = w->actors->knowledge->roster.parties[holder->party].code;
        p.issue = w->agenda->issues[m->issue].name;
        p.stance = (enum stance)stance;
        p.condition = st->condition;
        p.scores = st->scores;
        p.last_known = holder->last_known;
        /* "They include": who "they" are is told by the sentence before */
        p.by_other = st->by_other ||
                     (!(st->listed && st->holder < w->sentence->first) && told_by_other(w, voice, holder->party));
        who = speaker(w, voice, holder);
        p.speaker = who.person;
        p.person = actors_known_as(w->actors, &who);
        if (p.statement >= 0) {
            p.said_on = record->statements[p.statement].said_on;
            p.said_words = record->statements[p.statement].said_words;
        }
        if (st->holder < st->holder_end)
            p.holder = place_of(w, st->holder, st->holder_end);
        p.issue_words = place_of(w, m->first, m->end);
        p.agenda_entry = m->entry;
        p.issue_how = (enum issue_how)m->how;
        p.issue_near = m->near;
        if (m->named_in != UINT32_MAX)
            p.issue_named = w->doc->sentences[m->named_in].span;
        p.rules = rules;
        p.n_rules = st->n_rules;
        p.counterpart = counterpart(w, m, holder->party);
        if (is_known(w, &p))
            continue;
        grown = arena_grow(w->mem, record->positions, record->n_positions, &w->positions_room, sizeof *grown);
        if (!grown)
            return PRISCUS_ENOMEM;
        record->positions = grown;
        grown[record->n_positions++] = p;
    }
    return PRISCUS_OK;
}

/* "a truce, a step that": does the noun stand beside the mention? */
static bool is_aside(const struct walk *w, const struct issue_mention *m, uint32_t noun)
{
    const struct branch *b = noun == DOCUMENT_NO_HEAD ? NULL : clause_branch(&w->clauses, noun);

    return b && b->relation == RELATION_APPOS && b->head >= m->first && b->head < m->end;
}

/* "an exchange, a notion also ruled out by Russia", "the truce that Iran rejected": what a relative clause says
 * of the issue. */
static priscus_status enter_relatives(struct walk *w, const struct issue_mention *m)
{
    priscus_status status = PRISCUS_OK;

    for (size_t c = 0; status == PRISCUS_OK && c < w->clauses.n; c++) {
        const struct clause *at = &w->clauses.at[c];
        const struct stance_word *word = walk_verb_word(w, (int32_t)c, m);
        bool by_agent = at->kind == CLAUSE_RELATIVE && (at->flags & CLAUSE_PASSIVE) && at->subject < m->end &&
                        m->first < at->subject_end && at->group >= m->end;
        bool aside = is_aside(w, m, at->governor);
        bool by_subject =
            (at->kind == CLAUSE_OBJECT_RELATIVE || (at->kind == CLAUSE_THAT && aside && !walk_has_object(w, at))) &&
            at->first >= m->end && (at->first <= m->end + 1 || aside);
        struct state st = state_fresh(m);

        if (!word || row_of(w, word)->verdict >= STANCE_COUNT || (!by_agent && !by_subject))
            continue;
        compose_apply(w, &st, word->row);
        if (at->flags & CLAUSE_NEGATED)
            compose_negate(w, &st);
        state_take_words(&st, at->group, at->verb + 1);
        if (by_subject)
            st.holder_clause = (int32_t)c;
        else if (!holder_agent(w, &st, at->verb + 1, w->sentence->end) || !st.settled)
            continue;
        status = position_enter(w, m, &st);
    }
    return status;
}

/* "the Qatari ceasefire proposal", "Egypt's truce offer": the thing named by what was put forward. */
static priscus_status enter_offer(struct walk *w, const struct issue_mention *m)
{
    if (m->verb != UINT32_MAX || m->anaphor)
        return PRISCUS_OK;
    /* The noun is the issue's last word, or the next. */
    for (uint32_t noun = m->end - 1; noun <= m->end && noun < w->sentence->end; noun++) {
        const struct stance_row *row = stance_table_find(w->table, ROW_BEHIND, w->doc->tokens[noun].lemma);
        struct stance_word whole = { .first = m->first, .end = noun + 1 };
        struct state st = state_fresh(m);

        if (!row || tag(w, noun) == UPOS_VERB || noun == m->first)
            continue;
        st.stance = row->verdict;
        if (holder_possessor(w, &st, &whole, m->first) ||
            (noun + 2 < w->sentence->end && token_is_any(w->doc, noun + 1, "by", "from") &&
             holder_settle_phrase(w, &st, noun + 2, holder_phrase_end(w, noun + 2, w->sentence->end))))
            return position_enter(w, m, &st);
        break;
    }
    return PRISCUS_OK;
}

/* "Norhaven's conditions: a truce and talks" */
static priscus_status enter_listed(struct walk *w, const struct issue_mention *m, size_t row, uint32_t noun)
{
    struct state st = state_fresh(m);
    uint32_t inner = m->first;
    priscus_status status;

    st.listed = true;
    status = walk_nouns(w, &st, noun + 1, &inner, -1, m);
    if (status != PRISCUS_OK || st.dropped)
        return status;
    compose_apply(w, &st, row);
    state_take_words(&st, noun, noun + 1);
    return walk_list_owner(w, &st, noun) ? position_enter(w, m, &st) : PRISCUS_OK;
}

priscus_status position_compose(struct walk *w, const struct issue_mention *m)
{
    struct state st = state_fresh(m);
    priscus_status status = enter_offer(w, m);
    size_t row;
    uint32_t noun;

    w->dropped = w->denied = false;
    if (status == PRISCUS_OK && walk_list_before(w, m, &row, &noun))
        return enter_listed(w, m, row, noun);
    if (status == PRISCUS_OK && !walk_is_adjunct(w, m))
        status = walk_outward(w, m, &st);
    w->dropped = st.dropped;
    w->denied = st.denied;
    if (st.under >= 0)
        condition_keep_issue(w, m, &st);
    if (status == PRISCUS_OK)
        status = position_enter(w, m, &st);
    if (status == PRISCUS_OK)
        status = enter_relatives(w, m);
    return status;
}

/* What is done with a mention, while the network looks at it. */
struct look {
    struct walk *walk;
    struct position_view *view;
    struct position_reader *reader;
    const struct issue_mention *mention;
    struct position composed[COMPOSED_MAX]; /* what the rules make of it */
    size_t n_composed;
    struct party_reading *parties;
    size_t n_read; /* mentions of this sentence that the network has looked at */
    bool dropped;  /* they end where it is denied, asked or feared */
};

/* Set beside what was entered from `from` on what the rules say of the same party. */
static void compare(struct look *l, size_t from)
{
    for (size_t i = from; i < l->walk->record->n_positions; i++) {
        struct position *p = &l->walk->record->positions[i];

        p->scores.dropped = l->dropped;
        p->scores.others = l->n_composed > 0;
        for (size_t k = 0; k < l->n_composed; k++) {
            const struct position *c = &l->composed[k];

            if (!text_eq(c->party, p->party))
                continue;
            p->scores.others = false;
            if (!same_side(c->stance, p->stance)) {
                p->scores.opposed = true;
                continue;
            }
            p->scores.composed = true;
            p->words = c->words;
            p->rules = c->rules;
            p->n_rules = c->n_rules;
            p->condition = c->condition;
        }
    }
}

/* "former ambassador to Sundland Ilva Dresz called for a truce": a holder inside the source of what is said of it is that source, of which
 * who it is is known, and not whoever is named in it. */
static bool is_in_source(const struct walk *w, const struct issue_mention *m, struct token_range holder)
{
    const struct voice *voice = voice_at(w->voices, m->first);
    struct actor_ref tellers[ACTORS_MAX];

    return voice && actors_together(w->actors, &voice->who, tellers) == 1 && tellers[0].person.ptr &&
           span_holds(w->record->statements[voice->statement].source, place_of(w, holder.first, holder.end));
}

static priscus_status enter_sighting(struct look *l, const struct sighting *s)
{
    struct state st = state_fresh(l->mention);
    size_t before = l->walk->record->n_positions;
    priscus_status status;

    st.stance = s->stance;
    st.scores = (struct position_scores){ .holder = s->sure, .issue = l->mention->sure, .other = l->mention->other };
    if (s->words.first < s->words.end) {
        state_take_words(&st, s->words.first, s->words.end);
        st.scores.cue = place_of(l->walk, s->words.first, s->words.end);
    }
    if (s->holder.first < s->holder.end)
        state_take_words(&st, s->holder.first, s->holder.end);
    if (s->holder.first == s->holder.end || is_in_source(l->walk, l->mention, s->holder))
        st.by_voice = true;
    else if (!holder_settle_phrase(l->walk, &st, s->holder.first, s->holder.end))
        return PRISCUS_OK;
    status = position_enter(l->walk, l->mention, &st);
    if (status == PRISCUS_OK)
        compare(l, before);
    return status;
}

/* What the rules see and the network does not. */
static priscus_status enter_composed(struct look *l, size_t from)
{
    struct record *record = l->walk->record;

    for (size_t k = 0; k < l->n_composed; k++) {
        struct position *c = &l->composed[k], *grown;
        bool seen = false;

        for (size_t i = from; i < record->n_positions && !seen; i++)
            seen = text_eq(record->positions[i].party, c->party) && same_side(record->positions[i].stance, c->stance);
        if (seen)
            continue;
        c->scores = (struct position_scores){
            .holder = position_reader_odds(l->reader, l->view, tokens_in(l->walk->doc, c->holder), c->stance),
            .issue = l->mention->sure,
            .other = l->mention->other,
            .composed = true,
            .alone = true,
        };
        grown =
            arena_grow(l->walk->mem, record->positions, record->n_positions, &l->walk->positions_room, sizeof *grown);
        if (!grown)
            return PRISCUS_ENOMEM;
        record->positions = grown;
        grown[record->n_positions++] = *c;
    }
    return PRISCUS_OK;
}

/* The rules and the network, of one mention. */
static priscus_status read_mention(struct look *l, const struct issue_mention *m)
{
    struct record *record = l->walk->record;
    struct sighting seen[SIGHTINGS_MAX];
    size_t before = record->n_positions, n_seen;
    priscus_status status = position_compose(l->walk, m);

    if (!l->reader || status != PRISCUS_OK)
        return status;
    if (m->how != ISSUE_LEARNT)
        party_take(l->parties, l->walk, m, before);
    if (l->n_read == MENTIONS_READ) { /* a list of issues, or a text that is there to make a reader work */
        for (size_t i = before; i < record->n_positions; i++)
            record->positions[i].scores = (struct position_scores){
                .holder = HOLDER_NOT_ASKED, .issue = m->sure, .other = m->other, .composed = true, .alone = true
            };
        return PRISCUS_OK;
    }
    l->n_read++;
    l->mention = m;
    l->dropped = l->walk->dropped;
    l->n_composed = record->n_positions - before;
    l->n_composed = l->n_composed < COMPOSED_MAX ? l->n_composed : COMPOSED_MAX;
    if (l->n_composed)
        memcpy(l->composed, record->positions + before, l->n_composed * sizeof *l->composed);
    record->n_positions = before;
    position_turn(l->view, m, l->composed, l->n_composed);
    n_seen = position_reader_read(l->reader, l->view, seen);
    if (l->walk->denied && !l->n_composed)
        n_seen = 0; /* "denied that it had refused talks": the network may not put it back */
    for (size_t i = 0; status == PRISCUS_OK && i < n_seen; i++)
        status = enter_sighting(l, &seen[i]);
    if (status == PRISCUS_OK)
        status = enter_composed(l, before);
    return status;
}

/* Is there anybody in the sentence who may hold a stance: a party, somebody who may stand for one, a speaker? Without one the
 * networks need not look at it. */
static bool has_holder(const struct walk *w)
{
    for (uint32_t t = w->sentence->first; t < w->sentence->end; t++) {
        const struct voice *voice = voice_at(w->voices, t);
        uint32_t entity = w->actors->entity_of[t];

        if (position_is_party(w, t) || (voice && voice->who.party != NO_PARTY) ||
            (entity && (w->actors->entities[entity - 1].party != NO_PARTY || w->actors->entities[entity - 1].plural)))
            return true;
    }
    return false;
}

/* What the rules make of conditions is known when the whole sentence has been read. */
static priscus_status enter_conditions(struct walk *w)
{
    size_t before = w->record->n_positions;
    priscus_status status = condition_enter(w);

    for (size_t i = before; i < w->record->n_positions; i++)
        w->record->positions[i].scores = (struct position_scores){ .holder = HOLDER_NOT_ASKED,
                                                                   .issue = ISSUE_NOT_TAUGHT,
                                                                   .other = ISSUE_NOT_TAUGHT,
                                                                   .composed = true,
                                                                   .alone = true };
    return status;
}

priscus_status position_find(const struct document *doc, const struct actors *actors, const struct voice_list *voices,
                             const struct quote_list *quotes, struct position_reader *reader, struct arena *mem,
                             struct record *out)
{
    struct walk *w = arena_alloc(mem, sizeof *w);
    struct position_view *view = arena_alloc(mem, sizeof *view);
    struct look *look = arena_alloc(mem, sizeof *look);
    struct party_reading *parties = arena_alloc(mem, sizeof *parties);
    uint32_t last_issue = UINT32_MAX;
    size_t paragraph = SIZE_MAX, n_found = 0;
    struct issue_mention found[ISSUES_FOUND_MAX];

    if (!w || !view || !look || !parties)
        return PRISCUS_ENOMEM;
    if (!doc->states.states) /* of a text that was read in pieces there are none: rules alone */
        reader = NULL;
    *look = (struct look){ .walk = w, .view = view, .reader = reader, .parties = parties };
    parties->reader = reader ? position_reader_parties(reader) : NULL;
    walk_begin(w, doc, actors, voices, mem, out);
    w->is_weighed = reader != NULL;
    if (reader) {
        position_reader_begin(reader, w->agenda);
        if (position_look(w, knowledge_language(actors->knowledge), quotes, mem, view) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    for (size_t s = 0; s < doc->n_sentences; s++) {
        const struct sentence *sentence = &doc->sentences[s];
        size_t before = out->n_positions;
        priscus_status status;
        bool reads;

        if (!position_is_looked_for(doc, sentence))
            continue;
        if (sentence->paragraph > paragraph + 1)
            last_issue = UINT32_MAX;
        paragraph = sentence->paragraph;
        status = walk_sentence(w, sentence, last_issue);
        look->n_read = 0;
        n_found = 0;
        reads = reader && (w->n_mentions || has_holder(w));
        if (status == PRISCUS_OK && reads)
            n_found = position_reader_issues(reader, view, w, found);
        if (status == PRISCUS_OK)
            party_begin(parties, view, reads);
        for (size_t k = 0; status == PRISCUS_OK && k < w->n_mentions; k++)
            if (!voices->unsaid[w->mentions[k].first])
                status = read_mention(look, &w->mentions[k]);
        for (size_t k = 0; status == PRISCUS_OK && k < n_found; k++)
            if (!voices->unsaid[found[k].first])
                status = read_mention(look, &found[k]);
        if (status == PRISCUS_OK)
            status = enter_conditions(w);
        if (status == PRISCUS_OK)
            status = party_enter(parties, w, before);
        if (status != PRISCUS_OK)
            return status;
        if (reader)
            position_named(view);
        for (size_t k = 0; k < w->n_mentions; k++)
            if (!w->mentions[k].anaphor)
                last_issue = w->mentions[k].issue;
    }
    return reader ? position_sure(out, position_reader_least(reader), mem) : PRISCUS_OK;
}
