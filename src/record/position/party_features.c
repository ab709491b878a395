/* party_features.c - see party_features.h. */
#include "record/position/party_features.h"

enum {
    Y_THEIRS = 200,
    Y_RELATION,
    Y_ABOVE,
    Y_ANCESTOR,
    Y_STANCE_ABOVE,
    Y_HEAD,
    Y_VOICE,
    Y_VOICE_STANCE,
    Y_CLAUSE,
    Y_CLAUSE_STANCE,
    Y_PARENT_CLAUSE,
    Y_PARENT_VERB,
    Y_COMPOSED,
    Y_COMPOSED_WORDS,
    Y_COMPOSED_ISSUE,
    Y_COMPOSED_OTHER,
    Y_SIDE,
    Y_DISTANCE
};
/* How a word is theirs, or another's. */
enum { THEIRS_NONE, THEIRS_NAME, THEIRS_ADJECTIVE, THEIRS_PERSON, THEIRS_REFERENCE, THEIRS_SHARED, THEIRS_OTHER };

enum { LEVELS = 6 };

static void add_party(struct party_view *v, uint32_t party, bool named)
{
    for (size_t i = 0; i < v->n_parties; i++)
        if (v->parties[i].party == party) {
            v->parties[i].named |= named;
            return;
        }
    if (v->n_parties < PARTIES_MAX)
        v->parties[v->n_parties++] = (struct sentence_party){ party, named };
}

/* Can a word that is no name stand for somebody: "it", "both", "the ministry"? */
static bool may_refer(const struct walk *w, uint32_t t)
{
    enum upos upos = tag(w, t);

    return w->actors->entity_of[t] || upos == UPOS_PRON || upos == UPOS_DET || upos == UPOS_NOUN;
}

static void resolve(struct party_view *v, uint32_t t)
{
    const struct walk *w = v->view->walk;
    const struct mention *m = w->actors->at[t] ? &w->actors->mentions[w->actors->at[t] - 1] : NULL;
    uint32_t *out = v->resolved[t - w->sentence->first];
    const struct voice *voice = voice_at(w->voices, t);
    struct actor_ref refs[ACTORS_MAX];
    size_t n;

    for (size_t i = 0; i < ACTORS_MAX; i++)
        out[i] = NO_PARTY;
    if (m && m->first < t && m->first >= w->sentence->first) {
        memcpy(out, v->resolved[m->first - w->sentence->first], sizeof v->resolved[0]);
        return;
    }
    if (!m && !may_refer(w, t))
        return;
    n = actors_resolve(w->actors, t, m ? m->end : t + 1, voice ? &voice->who : NULL, refs);
    if (!n && m && m->party != NO_PARTY) {
        refs[0] = (struct actor_ref){ .party = m->party };
        n = 1;
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = refs[i].party;
        if (refs[i].party != NO_PARTY)
            add_party(v, refs[i].party, true);
    }
}

static uint32_t words_of(const struct walk *w)
{
    uint32_t n = w->sentence->end - w->sentence->first;

    return n > SENTENCE_MAX ? SENTENCE_MAX : n;
}

void party_look(struct party_view *v, struct position_view *view)
{
    const struct walk *w = view->walk;
    uint32_t first = w->sentence->first, n = words_of(w);
    const struct voice *last = NULL;

    v->view = view;
    v->n_parties = v->n_composed = 0;
    for (uint32_t t = first; t < first + n; t++)
        resolve(v, t);
    for (uint32_t t = first; t < first + n; t++) {
        const struct voice *voice = voice_at(w->voices, t);
        struct actor_ref refs[ACTORS_MAX];
        size_t k = voice && voice != last ? actors_together(w->actors, &voice->who, refs) : 0;

        last = voice;
        for (size_t i = 0; i < k; i++)
            if (refs[i].party != NO_PARTY)
                add_party(v, refs[i].party, false);
    }
}

void party_take_composed(struct party_view *v, const struct record *record, size_t from)
{
    for (size_t i = from; i < record->n_positions && v->n_composed < PARTY_COMPOSED_MAX; i++)
        v->composed[v->n_composed++] = record->positions[i];
}

static uint8_t theirs_at(const struct party_view *v, uint32_t t)
{
    const struct walk *w = v->view->walk;
    const uint32_t *parties = v->resolved[t - w->sentence->first];
    const struct mention *m = w->actors->at[t] ? &w->actors->mentions[w->actors->at[t] - 1] : NULL;
    bool theirs = false;
    size_t n = 0;

    for (size_t i = 0; i < ACTORS_MAX; i++) {
        n += parties[i] != NO_PARTY;
        theirs |= parties[i] == v->party;
    }
    if (!theirs)
        return n ? THEIRS_OTHER : THEIRS_NONE;
    if (n > 1)
        return THEIRS_SHARED;
    if (!m)
        return THEIRS_REFERENCE;
    return m->kind == ACTOR_ADJECTIVE ? THEIRS_ADJECTIVE : m->kind == ACTOR_PERSON ? THEIRS_PERSON : THEIRS_NAME;
}

static bool is_theirs(const struct party_view *v, uint32_t word)
{
    return v->theirs[word] != THEIRS_NONE && v->theirs[word] != THEIRS_OTHER;
}

void party_turn(struct party_view *v, size_t party)
{
    const struct walk *w = v->view->walk;
    uint32_t first = w->sentence->first, n = words_of(w);

    v->party = v->parties[party].party;
    for (uint32_t i = 0; i < n; i++)
        v->theirs[i] = theirs_at(v, first + i);
    memset(v->level, 0, sizeof v->level);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = first + i;
        uint8_t level = 0;

        if (!is_theirs(v, i))
            continue;
        while ((at = clause_branch(&w->clauses, at)->head) != DOCUMENT_NO_HEAD && at >= first && at < first + n &&
               level < LEVELS) {
            level += !is_theirs(v, at - first);
            if (level && (!v->level[at - first] || level < v->level[at - first]))
                v->level[at - first] = level;
        }
    }
}

/* Whose words t is: 0 the narrator's, 1 nobody's who is known, 2 another party's, 3 theirs; twice that in quotation marks. */
static unsigned voice_of(const struct party_view *v, uint32_t t)
{
    const struct walk *w = v->view->walk;
    const struct voice *voice = voice_at(w->voices, t);
    struct actor_ref refs[ACTORS_MAX];
    unsigned whose = 1;
    size_t n;

    if (!voice)
        return 0;
    n = actors_together(w->actors, &voice->who, refs);
    for (size_t i = 0; i < n; i++)
        if (refs[i].party != NO_PARTY)
            whose = refs[i].party == v->party ? 3 : whose < 2 ? 2 : whose;
    return whose + 4u * voice->direct;
}

/* Whose the subject of the clause is: 0 there is none, 1 nobody's who is known, 2 another party's, 3 theirs. */
static unsigned subject_of(const struct party_view *v, int32_t c)
{
    const struct walk *w = v->view->walk;
    uint32_t first, end, begin = w->sentence->first, n = words_of(w);
    unsigned whose = 1;

    if (c < 0 || !clause_subject(&w->clauses, c, &first, &end, NULL))
        return 0;
    for (uint32_t t = first; t < end; t++)
        if (t >= begin && t < begin + n && v->theirs[t - begin]) {
            unsigned here = is_theirs(v, t - begin) ? 3 : 2;

            whose = here > whose ? here : whose;
        }
    return whose;
}

static bool overlaps(struct span a, struct span b)
{
    return a.begin < b.end && b.begin < a.end;
}

bool party_word_is_theirs(const struct party_view *v, uint32_t t)
{
    return is_theirs(v, t - v->view->walk->sentence->first);
}

unsigned party_pair(const struct party_view *v, uint32_t t, uint64_t *out)
{
    const struct walk *w = v->view->walk;
    const struct token *token = &w->doc->tokens[t];
    uint32_t first = w->sentence->first, i = t - first, head = clause_branch(&w->clauses, t)->head;
    unsigned theirs = v->theirs[i], level = v->level[i], word = position_stance_word(w, t), voice = voice_of(v, t),
             n = 0;
    unsigned head_level =
        head != DOCUMENT_NO_HEAD && head >= first && head - first <= SENTENCE_MAX ? 1 + v->level[head - first] : 0;
    unsigned head_theirs = head_level ? v->theirs[head - first] : 0;
    int32_t c = clause_at(&w->clauses, t), parent = c >= 0 ? w->clauses.at[c].parent : -1;
    unsigned subject = subject_of(v, c), above = subject_of(v, parent);

    out[n++] = position_hash(Y_THEIRS, theirs, token->relation);
    out[n++] = position_hash(Y_RELATION, head_theirs * 16 + theirs, token->relation);
    out[n++] = position_hash(Y_ABOVE, level * 8 + head_level, token->upos);
    if (level)
        out[n++] = position_hash(Y_ANCESTOR, text_hash(token->lemma), level > 2 ? 2 : level);
    out[n++] = position_hash(Y_STANCE_ABOVE, word, level * 8 + head_level);
    out[n++] = position_hash(Y_VOICE, voice, theirs);
    out[n++] = position_hash(Y_VOICE_STANCE, voice, word);
    out[n++] = position_hash(Y_CLAUSE, c < 0 ? 99 : subject, c < 0 ? 0 : w->clauses.at[c].flags & 0x3ff);
    out[n++] = position_hash(Y_CLAUSE_STANCE, subject * 8 + above, word);
    out[n++] = position_hash(Y_PARENT_CLAUSE, c < 0 ? 99 : w->clauses.at[c].kind * 8u + above,
                             parent < 0 ? 0 : w->clauses.at[parent].flags & 0x3ff);
    if (parent >= 0)
        out[n++] = position_hash(Y_PARENT_VERB, text_hash(w->doc->tokens[w->clauses.at[parent].verb].lemma), above);
    for (size_t k = 0; k < v->n_composed; k++) {
        const struct position *p = &v->composed[k];

        if (!text_eq(p->party, w->actors->knowledge->roster.parties[v->party].code)) {
            if (overlaps(p->issue_words, token->span))
                out[n++] = position_hash(Y_COMPOSED_OTHER, p->stance, 0);
            if (n >= POSITION_FEATURES_MAX / 2 - 4)
                break;
            continue;
        }
        if (overlaps(p->words, token->span))
            out[n++] = position_hash(Y_COMPOSED_WORDS, p->stance, overlaps(p->holder, token->span));
        if (overlaps(p->issue_words, token->span)) {
            out[n++] = position_hash(Y_COMPOSED_ISSUE, p->stance, text_hash(p->issue));
            out[n++] = position_hash(Y_COMPOSED, p->stance, p->issue_how);
        }
        if (n >= POSITION_FEATURES_MAX / 2 - 4)
            break;
    }
    out[n++] = position_hash(Y_SIDE, v->n_parties > 3 ? 3 : v->n_parties, theirs);
    return n;
}

struct token_range party_nearest(const struct party_view *v, uint32_t t)
{
    const struct walk *w = v->view->walk;
    uint32_t first = w->sentence->first, n = words_of(w), least = UINT32_MAX;
    struct token_range nearest = { 0, 0 };

    for (uint32_t i = 0; i < n; i++) {
        uint32_t here = first + i, far = here > t ? here - t : t - here;
        const struct mention *m = w->actors->at[here] ? &w->actors->mentions[w->actors->at[here] - 1] : NULL;

        if (!is_theirs(v, i) || far >= least)
            continue;
        least = far;
        nearest = m ? (struct token_range){ m->first, m->end } : (struct token_range){ here, here + 1 };
    }
    return nearest;
}

static bool settle_on(const struct party_view *v, const struct actor_ref *refs, size_t n, struct state *st)
{
    for (size_t i = 0; i < n; i++)
        if (refs[i].party == v->party) {
            holder_settle(st, &refs[i], 1);
            return true;
        }
    return false;
}

/* "An expert on Karvia said": are the words part of the source of what is said at token t, who speaks for somebody else? */
static bool is_of_other_source(const struct party_view *v, struct token_range words, uint32_t t)
{
    const struct walk *w = v->view->walk;
    const struct voice *voice = voice_at(w->voices, t);
    struct span at = { w->doc->tokens[words.first].span.begin, w->doc->tokens[words.end - 1].span.end };
    struct actor_ref refs[ACTORS_MAX];
    size_t n = voice ? actors_together(w->actors, &voice->who, refs) : 0;

    if (!voice || !span_holds(w->record->statements[voice->statement].source, at))
        return false;
    for (size_t i = 0; i < n; i++)
        if (refs[i].party == v->party)
            return false;
    return true;
}

bool party_holder(const struct party_view *v, struct token_range words, uint32_t t, struct state *st)
{
    const struct walk *w = v->view->walk;
    const struct voice *voice = voice_at(w->voices, words.first < words.end ? words.first : t);
    struct actor_ref refs[ACTORS_MAX];

    if (words.first < words.end) {
        size_t n = actors_resolve(w->actors, words.first, words.end, voice ? &voice->who : NULL, refs);

        st->holder = words.first;
        st->holder_end = words.end;
        if (is_of_other_source(v, words, t))
            return false;
        if (n)
            return settle_on(v, refs, n, st);
        holder_settle(st, &(struct actor_ref){ .party = v->party }, 1); /* an adjective: "the Karvian offer" */
        return true;
    }
    for (; t > w->sentence->first && !voice; t--)
        voice = voice_at(w->voices, t - 1);
    for (; t < w->sentence->end && !voice; t++)
        voice = voice_at(w->voices, t);
    return voice && settle_on(v, refs, actors_together(w->actors, &voice->who, refs), st);
}
