/* position_features.c - see position_features.h. Each thing that is shown is one hash; tables in the model say what it
 * weighs. */
#include "record/position/position_features.h"

#include "language/model/feature.h"

enum {
    X_STANCE_WORD = 100,
    X_ACTOR,
    X_CLAUSE,
    X_ANCESTOR,
    X_STANCE_ABOVE,
    X_VOICE,
    X_COMPOSED,
    X_COMPOSED_HOLDER,
    X_COMPOSED_WORDS,
    X_MENTION,
    X_CLAUSES,
    X_ACTOR_WHERE,
    X_STANCE_CLAUSE,
    X_AGENDA,
    X_AGENDA_HEAD,
    X_TOPIC,
    X_TOPIC_WORD,
    X_NAMED,
    X_ISSUE,
    X_ISSUE_ANCESTOR,
    X_ISSUE_WORD,
    X_PARTY,
    X_HOW
};

uint64_t position_hash(unsigned kind, uint64_t a, uint64_t b)
{
    return feature_mix((kind * 0x9e3779b97f4a7c15u) ^ feature_mix(a + 0x632be59bd9b4e019u) ^
                       feature_mix(b * 0x8cb92ba72f3d8dd7u + 1));
}

static bool overlaps(struct span a, struct span b)
{
    return a.begin < b.end && b.begin < a.end;
}

priscus_status position_look(const struct walk *w, const struct language *language, const struct quote_list *quotes,
                             struct arena *mem, struct position_view *out)
{
    const struct document *doc = w->doc;
    const struct record *r = w->record;
    priscus_status status = attribution_look(doc, language, quotes, mem, &out->words);

    if (status != PRISCUS_OK)
        return status;
    out->walk = w;
    out->nameless = false;
    out->cues = arena_alloc(mem, doc->n_tokens + 1);
    if (!out->cues)
        return PRISCUS_ENOMEM;
    out->named = arena_alloc(mem, (w->agenda->n_issues + 1) * sizeof *out->named);
    if (!out->named)
        return PRISCUS_ENOMEM;
    memset(out->named, 0, (w->agenda->n_issues + 1) * sizeof *out->named);
    memset(out->cues, 0, doc->n_tokens + 1);
    for (size_t i = 0; i < r->n_statements; i++) {
        struct token_range cue = tokens_in(doc, r->statements[i].cue);

        memset(out->cues + cue.first, (int)(1 + i % 254), cue.end - cue.first);
    }
    return PRISCUS_OK;
}

void position_turn(struct position_view *v, const struct issue_mention *m, const struct position *composed,
                   size_t n_composed)
{
    const struct sentence *s = v->walk->sentence;
    uint32_t at;
    uint8_t level = 1;

    v->mention = m;
    v->composed = composed;
    v->n_composed = n_composed;
    v->place = (struct attribution_place){ .cue = { m->first, m->end }, .cues = v->cues };
    v->place.head = attribution_head(&v->words, v->place.cue);
    memset(v->level, 0, sizeof v->level);
    for (at = v->place.head;
         (at = v->walk->doc->tokens[at].head) != DOCUMENT_NO_HEAD && at >= s->first && at < s->end && level < 6;)
        if (at - s->first <= SENTENCE_MAX)
            v->level[at - s->first] = level++;
}

unsigned position_stance_word(const struct walk *w, uint32_t t)
{
    for (size_t i = 0; i < w->n_words && w->words[i].first <= t; i++)
        if (t < w->words[i].end)
            return 1 + row_of(w, &w->words[i])->kind * 32u + row_of(w, &w->words[i])->verdict;
    return 0;
}

/* Who is meant by it, as far as that matters: a name, an adjective, a pronoun that stands for a party, somebody barred. */
static unsigned actor_at(const struct walk *w, uint32_t t)
{
    const struct actors *a = w->actors;

    if (a->at[t]) {
        const struct mention *m = &a->mentions[a->at[t] - 1];

        return 1 + (unsigned)m->kind * 8 + (m->party != NO_PARTY) * 4u + m->barred * 2u + (m->head == t);
    }
    if (a->entity_of[t]) {
        const struct entity *e = &a->entities[a->entity_of[t] - 1];

        return 200 + (unsigned)e->kind * 8 + (e->party != NO_PARTY) * 4u + e->barred * 2u;
    }
    return 0;
}

bool position_is_party(const struct walk *w, uint32_t t)
{
    return w->actors->at[t] && w->actors->mentions[w->actors->at[t] - 1].party != NO_PARTY;
}

size_t position_vector_width(const struct language *language, bool small)
{
    return attribution_vector_width(language, small);
}

void position_vector(const struct position_view *v, uint32_t t, bool small, float *out)
{
    attribution_vector(&v->words, t, small, out);
    if ((small || !v->words.doc->encoded) && position_is_party(v->walk, t))
        memset(out, 0, language_vector_width(v->words.language) * sizeof *out);
}

unsigned position_word(const struct position_view *v, uint32_t t, uint64_t *out, unsigned *n_form)
{
    const struct walk *w = v->walk;
    uint64_t all[ATTRIBUTION_FEATURES_MAX];
    unsigned form, n_all = attribution_word(&v->words, t, all, &form), n = 0;
    int32_t c = clause_at(&w->clauses, t);
    unsigned word = position_stance_word(w, t);

    *n_form = 0;
    if (position_is_party(w, t))
        out[(*n_form)++] = position_hash(X_PARTY, actor_at(w, t), 0);
    else
        for (; *n_form < form; ++*n_form)
            out[*n_form] = all[*n_form];
    n = *n_form;
    for (unsigned k = form; k < n_all; k++)
        out[n++] = all[k];
    if (word)
        out[n++] = position_hash(X_STANCE_WORD, word, 0);
    out[n++] = position_hash(X_ACTOR, actor_at(w, t), w->doc->tokens[t].relation);
    if (c >= 0) {
        const struct clause *at = &w->clauses.at[c];

        out[n++] = position_hash(X_CLAUSE, at->flags & 0x3ff, t >= at->group && t <= at->verb);
        out[n++] = position_hash(X_STANCE_CLAUSE, word, at->flags & (CLAUSE_NEGATED | CLAUSE_PASSIVE));
    }
    return n;
}

unsigned position_pair(const struct position_view *v, uint32_t t, uint64_t *out)
{
    const struct walk *w = v->walk;
    const struct issue_mention *m = v->mention;
    const struct token *token = &w->doc->tokens[t];
    unsigned n = attribution_pair(&v->words, &v->place, t, out);
    unsigned level = t - w->sentence->first <= SENTENCE_MAX ? v->level[t - w->sentence->first] : 0;
    unsigned above = token->head == v->place.head ? 9
                     : token->head != DOCUMENT_NO_HEAD && token->head >= w->sentence->first &&
                             token->head - w->sentence->first <= SENTENCE_MAX
                         ? v->level[token->head - w->sentence->first]
                         : 0;
    unsigned where = t < m->first ? 0 : t < m->end ? 1 : 2;
    const struct voice *voice = voice_at(w->voices, m->first);
    int32_t a = clause_at(&w->clauses, t), b = clause_at(&w->clauses, m->first);
    uint64_t issue = text_hash(w->agenda->issues[m->issue].name);
    unsigned part = 0;

    if (m->how == ISSUE_SET || m->how == ISSUE_NEAR || m->how == ISSUE_REFERENCE)
        out[n++] = position_hash(X_HOW, m->how, where == 1);
    if (where == 1 && !v->nameless)
        out[n++] = position_hash(X_ISSUE, issue, text_hash(token->lemma));
    if (level && !v->nameless)
        out[n++] = position_hash(X_ISSUE_ANCESTOR, issue, text_hash(token->lemma));
    if (!v->nameless)
        out[n++] = position_hash(X_ISSUE_WORD, issue, text_hash(token->lemma));
    if (level)
        out[n++] = position_hash(X_ANCESTOR, text_hash(token->lemma), level > 2 ? 2 : level);
    out[n++] = position_hash(X_STANCE_ABOVE, position_stance_word(w, t), level * 16 + above);
    out[n++] = position_hash(X_ACTOR_WHERE, actor_at(w, t), (level * 16 + above) * 64u + token->relation);
    if (voice) {
        const struct statement *st = &w->record->statements[voice->statement];

        part = overlaps(st->source, token->span) ? 1 : overlaps(st->cue, token->span) ? 2 : 3;
        if (part == 3 && voice_at(w->voices, t) && voice_at(w->voices, t)->statement == voice->statement)
            part = 4;
        part += voice->direct * 8u + (voice->who.party != NO_PARTY) * 16u + (st->inside >= 0) * 32u;
    }
    out[n++] = position_hash(X_VOICE, part, actor_at(w, t) != 0);
    out[n++] = position_hash(
        X_MENTION, (m->verb != UINT32_MAX) + m->deed * 2u + m->passive * 4u + m->anaphor * 8u + m->opposite * 16u,
        where == 1 ? 64u + (t == v->place.head) : where);
    out[n++] = position_hash(
        X_CLAUSES, a < 0 ? 99 : w->clauses.at[a].kind + (a == b) * 16u + (b >= 0 && w->clauses.at[b].parent == a) * 32u,
        b < 0 ? 99 : w->clauses.at[b].kind);
    for (size_t i = 0; i < v->n_composed && i < 2; i++) {
        const struct position *p = &v->composed[i];

        out[n++] = position_hash(X_COMPOSED, p->stance, span_empty(p->holder) + where * 2);
        if (overlaps(p->holder, token->span))
            out[n++] = position_hash(X_COMPOSED_HOLDER, p->stance, 0);
        if (overlaps(p->words, token->span))
            out[n++] = position_hash(X_COMPOSED_WORDS, p->stance, token->upos);
    }
    if (!v->n_composed)
        out[n++] = position_hash(X_COMPOSED, 0, w->dropped);
    return n;
}

void position_named(struct position_view *v)
{
    for (size_t i = 0; i < v->walk->n_mentions; i++)
        if (!v->walk->mentions[i].anaphor)
            v->named[v->walk->mentions[i].issue]++;
}

static const struct issue_mention *mention_at(const struct walk *w, uint32_t t)
{
    for (size_t i = 0; i < w->n_mentions; i++)
        if (w->mentions[i].first <= t && t < w->mentions[i].end)
            return &w->mentions[i];
    return NULL;
}

unsigned position_issue(const struct position_view *v, uint32_t t, uint64_t *out)
{
    const struct walk *w = v->walk;
    const struct token *token = &w->doc->tokens[t];
    const struct issue_mention *m = mention_at(w, t);
    uint64_t topics[2] = { 0 };
    uint32_t most[2] = { 0 };
    unsigned n = 0;

    for (size_t i = 0; i < w->agenda->n_issues; i++)
        for (unsigned k = 0; k < 2; k++)
            if (v->named[i] > most[k]) {
                if (k == 0) {
                    most[1] = most[0];
                    topics[1] = topics[0];
                }
                most[k] = v->named[i];
                topics[k] = text_hash(w->agenda->issues[i].name);
                break;
            }
    if (m) {
        out[n++] = position_hash(X_AGENDA, text_hash(w->agenda->issues[m->issue].name), m->opposite + 2u * m->anaphor);
        out[n++] = position_hash(X_NAMED, m->anaphor, m->verb != UINT32_MAX);
    }
    if (token->head != DOCUMENT_NO_HEAD && (m = mention_at(w, token->head)))
        out[n++] = position_hash(X_AGENDA_HEAD, text_hash(w->agenda->issues[m->issue].name), token->relation);
    out[n++] = position_hash(X_TOPIC, topics[0], token->upos);
    out[n++] = position_hash(X_TOPIC_WORD, topics[0], text_hash(token->lemma));
    out[n++] = position_hash(X_TOPIC_WORD, topics[1], text_hash(token->lemma));
    return n;
}
