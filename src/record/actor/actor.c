/* actor.c - who is who in this article, and for whom they speak.
 *
 *     Ukrainian foreign ministry spokesman Georgiy Tykhy dismissed ... He added that Kyiv ...
 *
 * Found once, over the whole page: offices (describe.c), names (mention.c), all other phrases (coref.c). Afterwards any
 * noun phrase can be asked whom it stands for: the word that heads it in the tree has its entity. */
#include "record/actor/finding.h"

#define LIST_MAX  8 /* members of a list, each hung on the one before */
#define HEADS_MAX 3 /* words of a phrase that hang on nothing in it; with more of them it is no phrase */

priscus_status entity_new(struct finding *f, struct entity e, uint32_t *out)
{
    struct actors *a = f->a;
    struct entity *grown = arena_grow(f->mem, a->entities, a->n_entities, &f->entities_room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    e.newer = e.older = NO_ENTITY;
    a->entities = grown;
    grown[a->n_entities] = e;
    *out = (uint32_t)a->n_entities++;
    return PRISCUS_OK;
}

priscus_status entity_of_party(struct finding *f, uint32_t party, uint32_t *out)
{
    struct entity body = { .kind = ACTOR_BODY, .party = party, .home = party };

    if (!f->party_entity[party]) {
        priscus_status status;

        body.name = f->a->knowledge->roster.parties[party].name;
        status = entity_new(f, body, &f->party_entity[party]);
        if (status != PRISCUS_OK)
            return status;
        f->party_entity[party]++;
    }
    *out = f->party_entity[party] - 1;
    return PRISCUS_OK;
}

/* Copy to the mentions what is known of their entities by now. A person of whom only the name is known covers no
 * token. */
static void settle_mentions(struct actors *a)
{
    memset(a->at, 0, (a->doc->n_tokens + 1) * sizeof *a->at);
    for (size_t i = 0; i < a->n_mentions; i++) {
        struct mention *m = &a->mentions[i];
        const struct entity *e = &a->entities[m->entity];

        if (m->kind == ACTOR_PERSON) {
            m->party = e->barred ? e->home : e->party;
            m->barred = e->barred;
            m->actor = e->actor;
            m->name = e->name;
            m->last_known = e->last_known;
            if (m->party == NO_PARTY && !m->barred)
                continue;
        }
        for (uint32_t t = m->first; t < m->end; t++)
            a->at[t] = (uint32_t)i + 1;
        a->party_end[m->first] = m->end;
    }
}

priscus_status actors_find(const struct document *doc, const struct knowledge *k, const struct quote_list *quotes,
                           struct arena *mem, struct actors *out)
{
    struct actors a = { .doc = doc, .knowledge = k, .date = doc->article->published };
    struct finding f = { .a = &a, .quotes = quotes, .mem = mem };
    priscus_status status;

    f.party_entity = arena_alloc(mem, (k->roster.n_parties + 1) * sizeof *f.party_entity);
    if (!f.party_entity)
        return PRISCUS_ENOMEM;
    if ((status = offices_find(&f)) != PRISCUS_OK || (status = mentions_find(&f)) != PRISCUS_OK ||
        (status = coref_find(&f)) != PRISCUS_OK)
        return status;
    settle_mentions(&a);
    *out = a;
    return PRISCUS_OK;
}

/* ---- noun phrases ------------------------------------------------------------------------ */

static size_t add_ref(struct actor_ref *out, size_t n, struct actor_ref r)
{
    for (size_t i = 0; i < n; i++)
        if (out[i].party == r.party && text_eq(out[i].person, r.person))
            return n;
    if (n < ACTORS_MAX)
        out[n++] = r;
    return n;
}

static struct actor_ref ref_of(const struct actors *a, uint32_t entity)
{
    const struct entity *e = &a->entities[entity];

    return (struct actor_ref){ .party = e->barred ? NO_PARTY : e->party,
                               .person = e->kind == ACTOR_PERSON ? e->name : (struct text){ 0 },
                               .barred = e->barred,
                               .last_known = e->last_known,
                               .entity = entity + 1 };
}

/* An entity, or each of a group. */
static size_t add_entity(const struct actors *a, uint32_t entity, struct actor_ref *out, size_t n)
{
    const struct entity *e = &a->entities[entity];

    if (!e->n_members)
        return add_ref(out, n, ref_of(a, entity));
    for (size_t i = 0; i < e->n_members; i++) {
        struct actor_ref r = ref_of(a, e->member[i]);

        r.group = entity + 1;
        n = add_ref(out, n, r);
    }
    return n;
}

size_t actors_together(const struct actors *a, const struct actor_ref *who, struct actor_ref out[ACTORS_MAX])
{
    if (who->group)
        return add_entity(a, who->group - 1, out, 0);
    if (who->party == NO_PARTY && !who->person.ptr)
        return 0;
    out[0] = *who;
    return 1;
}

struct text actors_known_as(const struct actors *a, const struct actor_ref *who)
{
    const struct entity *e = who->entity ? &a->entities[who->entity - 1] : NULL;

    return e && e->kind == ACTOR_PERSON && e->actor ? e->actor->name : (struct text){ 0 };
}

static bool word_in(const struct document *doc, uint32_t i, const char *const *words, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (token_is(doc, i, words[k]))
            return true;
    return false;
}
#define IN(doc, i, list) word_in(doc, i, list, COUNT_OF(list))

static const char *const first_persons[] = { "we", "us", "our", "ours", "i", "me", "my", "mine" };
static const char *const quantities[] = { "nobody", "none",    "one",     "some",     "many",
                                          "most",   "all",     "several", "few",      "both",
                                          "either", "neither", "members", "majority", "rest" };

/* The word of "nobody in Brussels", "none of the ministers" whose party is meant; or i itself. */
static uint32_t past_quantity(const struct actors *a, uint32_t i, uint32_t end)
{
    if (!IN(a->doc, i, quantities))
        return i;
    for (uint32_t d = arcs_first(a->doc, i); d < end; d = arcs_next(a->doc, d)) {
        uint32_t preposition = arcs_case(a->doc, d);

        if (relation_at(a, d) == RELATION_NMOD && preposition != DOCUMENT_NO_HEAD &&
            (token_is(a->doc, preposition, "of") || token_is(a->doc, preposition, "in")))
            return d;
    }
    return i;
}

/* "our government", "my country": the state of whoever speaks. */
static bool is_ours(const struct actors *a, uint32_t i)
{
    const struct office_span *o = office_span_at(a, i);

    if (!o || o->office->kind != OFFICE_BODY || (a->doc->tokens[i].feats & FEAT_PLURAL))
        return false;
    for (uint32_t d = arcs_first(a->doc, i); d < i; d = arcs_next(a->doc, d))
        if (token_is(a->doc, d, "our") || token_is(a->doc, d, "my"))
            return true;
    return false;
}

static size_t resolve_head(const struct actors *a, uint32_t i, uint32_t end, const struct actor_ref *voice,
                           struct actor_ref *out, size_t n)
{
    const struct mention *m;

    if (IN(a->doc, i, first_persons) && a->doc->tokens[i].upos != UPOS_PROPN) { /* and not "US" */
        if (voice) {
            struct actor_ref all[ACTORS_MAX];
            size_t together = actors_together(a, voice, all);

            for (size_t k = 0; k < together; k++)
                n = add_ref(out, n, all[k]);
            return n;
        }
        return a->entity_of[i] ? add_entity(a, a->entity_of[i] - 1, out, n) : n;
    }
    if (voice && voice->party != NO_PARTY && !a->entity_of[i] && is_ours(a, i))
        return add_ref(out, n, (struct actor_ref){ .party = voice->party, .last_known = voice->last_known });
    i = past_quantity(a, i, end);
    m = mention_at(a, i);
    if (a->entity_of[i] && !(m && m->kind == ACTOR_ADJECTIVE))
        return add_entity(a, a->entity_of[i] - 1, out, n);
    /* "the firm's founder, Tim Cole" */
    for (uint32_t d = arcs_first(a->doc, i); d < end && !a->entity_of[i]; d = arcs_next(a->doc, d))
        if (relation_at(a, d) == RELATION_APPOS && a->entity_of[d] &&
            a->entities[a->entity_of[d] - 1].kind == ACTOR_PERSON)
            return add_ref(out, n, ref_of(a, a->entity_of[d] - 1));
    return n;
}

/* Those that are joined to it by "and", of whom some may be unknown. In a list of three the parser hangs each on the one
 * before, or takes the second for an apposition of the first. */
static size_t resolve_joined(const struct actors *a, uint32_t i, uint32_t end, const struct actor_ref *voice,
                             struct actor_ref *out, size_t n, unsigned depth)
{
    for (uint32_t d = arcs_first(a->doc, i); d < end && depth < LIST_MAX; d = arcs_next(a->doc, d)) {
        if (d < i || (relation_at(a, d) != RELATION_CONJ && relation_at(a, d) != RELATION_APPOS))
            continue;
        if (relation_at(a, d) == RELATION_CONJ)
            n = resolve_head(a, d, end, voice, out, n);
        n = resolve_joined(a, d, end, voice, out, n, depth + 1);
    }
    return n;
}

/* Is it a noun, pronoun or determiner that hangs on no word of the phrase? */
static bool heads(const struct actors *a, uint32_t first, uint32_t i, uint32_t end)
{
    uint32_t head = a->doc->tokens[i].head;

    if (head != DOCUMENT_NO_HEAD && head >= first && head < end)
        return false;
    return nominal(a, i) || upos_at(a, i) == UPOS_DET || a->entity_of[i];
}

size_t actors_resolve(const struct actors *a, uint32_t first, uint32_t end, const struct actor_ref *voice,
                      struct actor_ref out[ACTORS_MAX])
{
    size_t n = 0, tried = 0;

    for (uint32_t i = first, group = DOCUMENT_NO_HEAD; i < end && tried < HEADS_MAX; i++) {
        uint32_t preposition;

        if (!heads(a, first, i, end) || (n && (group == DOCUMENT_NO_HEAD || subject_before(a, i) != group)))
            continue;
        if (n == 0)
            group = i;
        preposition = arcs_case(a->doc, i);
        if (tried++ && preposition != DOCUMENT_NO_HEAD && preposition >= first)
            break; /* "talks with Iran" in pieces */
        n = resolve_head(a, i, end, voice, out, n);
        n = resolve_joined(a, i, end, voice, out, n, 0);
        for (size_t k = 0; k < n && a->group_of[group] && n > 1; k++)
            out[k].group = a->group_of[group];
    }
    /* "the Egyptian [proposal]": nothing but a party's adjective */
    if (n == 0 && first < end) {
        const struct mention *m = mention_at(a, end - 1);

        if (m && m->kind == ACTOR_ADJECTIVE && m->first <= first + (upos_at(a, first) == UPOS_DET))
            n = add_ref(out, n, ref_of(a, m->entity));
    }
    return n;
}

bool actors_somebody(const struct actors *a, uint32_t first, uint32_t end)
{
    if (a->doc->tokens[first].upos == UPOS_ADP)
        return false;
    for (uint32_t i = first; i < end; i++) {
        const struct office_span *o = office_span_at(a, i);

        if (a->at[i] || a->entity_of[i] || (o && o->office->kind <= OFFICE_BARS))
            return true;
        if (a->doc->tokens[i].upos == UPOS_PROPN && !(i + 1 < end && a->doc->tokens[i + 1].upos == UPOS_NOUN))
            return true; /* a name that heads the phrase: not "the Brennholt boats" */
        if (a->doc->tokens[i].upos == UPOS_ADP && i > first)
            return false;
    }
    return false;
}
