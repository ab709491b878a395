/* coref.c - whom titles and pronouns mean.
 *
 *     Ukrainian President Petro Halych spoke in Kyiv. The president said he would not go. "I have no time," he
 * said.
 *
 * A sieve in the manner of Raghunathan et al. (2010) and Lee et al. (2013), strict things first: names are
 * settled (mention.c). Then, a paragraph at a time and in text order, words for an office ("the president") go
 * to the person spoken of last who holds it, and pronouns to whom the sentences before suggest: the subject of
 * a verb of saying before another subject, a subject before the rest, and nobody who stands with the pronoun
 * under one verb. What is quoted comes after what stands around it: inside, "I" is who speaks and "he" is
 * somebody else. A pronoun that was given to somebody counts as naming him, so that a row of them does not lose
 * him. What nobody fits is somebody new, without a name. */
#include "record/actor/finding.h"

#define NEAR_SENTENCES    4  /* how far back a pronoun may reach                     */
#define OCCURRENCES_TRIED 48 /* of one sentence, by a pronoun                       */
#define ENTITIES_TRIED    64 /* by a title, the one spoken of last first            */

enum { SEEN_SUBJECT = 1, SEEN_SAYS = 2, SEEN_QUOTED = 4, SEEN_ASIDE = 8 };

/* One place where an entity is spoken of. */
struct occurrence {
    uint32_t token, entity;
    uint32_t next; /* 1 + the one before it in its sentence */
    unsigned flags;
};

struct coref {
    struct finding *f;
    struct actors *a;
    const struct document *doc;
    struct occurrence *at;
    size_t n, room;
    uint32_t *last;        /* per sentence: 1 + its last occurrence                     */
    uint32_t *speaker;     /* per sentence: 1 + the token who speaks in it, or 0        */
    uint32_t newest;       /* entity spoken of last                                    */
    uint32_t sentence;     /* being read                                               */
    uint32_t last_speaker; /* entity                                                */
};

static bool quoted(const struct coref *c, uint32_t i)
{
    return c->f->quotes.inside[i];
}

/* ---- what has been spoken of ---- */

static void touch(struct coref *c, uint32_t e)
{
    struct entity *all = c->a->entities, *x = &all[e];

    if (c->newest == e)
        return;
    if (x->newer != NO_ENTITY)
        all[x->newer].older = x->older;
    if (x->older != NO_ENTITY)
        all[x->older].newer = x->newer;
    x->older = c->newest;
    x->newer = NO_ENTITY;
    if (c->newest != NO_ENTITY)
        all[c->newest].newer = e;
    c->newest = e;
}

/* The verb whose subject i is, through "and" and apposition; DOCUMENT_NO_HEAD: none. */
static uint32_t subject_of(const struct coref *c, uint32_t i)
{
    for (int climb = 0; climb < 4; climb++) {
        uint8_t relation = relation_at(c->a, i);

        if (relation == RELATION_NSUBJ || relation == RELATION_NSUBJ_PASS || relation == RELATION_NSUBJ_OUTER)
            return c->doc->tokens[i].head;
        if (relation != RELATION_CONJ && relation != RELATION_APPOS && relation != RELATION_FLAT &&
            relation != RELATION_NMOD_DESC && relation != RELATION_COMPOUND)
            break;
        i = c->doc->tokens[i].head;
        if (i == DOCUMENT_NO_HEAD)
            break;
    }
    return DOCUMENT_NO_HEAD;
}

/* "in Moscow", "the envoy of Sweden", "Iran's offer": where or whose, not who. */
static bool belongs(const struct coref *c, uint32_t i)
{
    uint8_t relation = relation_at(c->a, i);

    return relation == RELATION_NMOD || relation == RELATION_NMOD_POSS || relation == RELATION_COMPOUND ||
           relation == RELATION_AMOD || relation == RELATION_OBL || relation == RELATION_NMOD_DESC;
}

static bool note(struct coref *c, uint32_t token, uint32_t entity)
{
    uint32_t verb = subject_of(c, token);
    const struct mention *m = mention_at(c->a, token);
    struct occurrence o = { .token = token, .entity = entity, .next = c->last[c->sentence] }, *grown;

    if (verb != DOCUMENT_NO_HEAD)
        o.flags |= SEEN_SUBJECT | (token_says(c->doc, verb) ? SEEN_SAYS : 0);
    if (quoted(c, token))
        o.flags |= SEEN_QUOTED;
    if (m && m->kind != ACTOR_PERSON && (m->kind == ACTOR_ADJECTIVE || belongs(c, token)))
        o.flags |= SEEN_ASIDE;
    grown = arena_grow(c->f->mem, c->at, c->n, &c->room, sizeof *grown);
    if (!grown)
        return false;
    c->at = grown;
    grown[c->n++] = o;
    c->last[c->sentence] = (uint32_t)c->n;
    if (!(o.flags & SEEN_ASIDE))
        touch(c, entity);
    return true;
}

/* ---- pronouns ---- */

enum person_of { PRONOUN_NONE, PRONOUN_HE, PRONOUN_IT, PRONOUN_THEY, PRONOUN_I, PRONOUN_WHO };

static enum person_of pronoun(const struct document *doc, uint32_t i, enum gender *gender)
{
    static const struct {
        const char *word;
        uint8_t kind, gender;
    } words[] = {
        { "he", PRONOUN_HE, GENDER_MAN },
        { "him", PRONOUN_HE, GENDER_MAN },
        { "his", PRONOUN_HE, GENDER_MAN },
        { "himself", PRONOUN_HE, GENDER_MAN },
        { "she", PRONOUN_HE, GENDER_WOMAN },
        { "her", PRONOUN_HE, GENDER_WOMAN },
        { "hers", PRONOUN_HE, GENDER_WOMAN },
        { "herself", PRONOUN_HE, GENDER_WOMAN },
        { "it", PRONOUN_IT, 0 },
        { "its", PRONOUN_IT, 0 },
        { "itself", PRONOUN_IT, 0 },
        { "they", PRONOUN_THEY, 0 },
        { "them", PRONOUN_THEY, 0 },
        { "their", PRONOUN_THEY, 0 },
        { "theirs", PRONOUN_THEY, 0 },
        { "themselves", PRONOUN_THEY, 0 },
        { "i", PRONOUN_I, 0 },
        { "me", PRONOUN_I, 0 },
        { "my", PRONOUN_I, 0 },
        { "mine", PRONOUN_I, 0 },
        { "we", PRONOUN_I, 0 },
        { "us", PRONOUN_I, 0 },
        { "our", PRONOUN_I, 0 },
        { "ours", PRONOUN_I, 0 },
        { "who", PRONOUN_WHO, 0 },
        { "whom", PRONOUN_WHO, 0 },
        { "whose", PRONOUN_WHO, 0 },
        { "which", PRONOUN_WHO, 0 },
    };

    *gender = GENDER_UNKNOWN;
    if (doc->tokens[i].upos != UPOS_PRON && doc->tokens[i].upos != UPOS_DET)
        return PRONOUN_NONE;
    for (size_t k = 0; k < COUNT_OF(words); k++)
        if (token_is(doc, i, words[k].word)) {
            *gender = (enum gender)words[k].gender;
            return (enum person_of)words[k].kind;
        }
    return PRONOUN_NONE;
}

static bool agrees(const struct coref *c, const struct occurrence *o, enum person_of kind, enum gender gender)
{
    const struct entity *e = &c->a->entities[o->entity];

    if (kind == PRONOUN_HE)
        return e->kind == ACTOR_PERSON && !e->plural && (!e->gender || e->gender == gender);
    if (kind == PRONOUN_IT)
        return e->kind != ACTOR_PERSON && !e->plural;
    return e->kind != ACTOR_PERSON || e->plural;
}

/* Who stands under one verb with the pronoun, and is not he: "Arnaud told him". */
static uint32_t beside(const struct coref *c, uint32_t pronoun)
{
    uint32_t verb = c->doc->tokens[pronoun].head, tried = 0;

    if (relation_at(c->a, pronoun) == RELATION_NMOD_POSS || verb == DOCUMENT_NO_HEAD)
        return NO_ENTITY;
    for (uint32_t k = c->a->child[verb]; k && tried < OCCURRENCES_TRIED; k = c->a->sibling[k - 1], tried++) {
        uint8_t relation = relation_at(c->a, k - 1);

        if (k - 1 != pronoun && c->a->entity_of[k - 1] &&
            (relation == RELATION_NSUBJ || relation == RELATION_NSUBJ_PASS || relation == RELATION_OBJ ||
             relation == RELATION_IOBJ))
            return c->a->entity_of[k - 1] - 1;
    }
    return NO_ENTITY;
}

/* A better antecedent has a higher number. */
static int worth(const struct coref *c, uint32_t i, const struct occurrence *o)
{
    int w = 2;

    if (o->flags & SEEN_SAYS)
        w += 4;
    else if (o->flags & SEEN_SUBJECT)
        w += 2;
    if (o->flags & SEEN_ASIDE)
        w -= 2;
    if ((o->flags & SEEN_QUOTED) && !quoted(c, i))
        w -= 6; /* whom somebody spoke of, not who spoke */
    return w;
}

/* Is a thing or a crowd that is nobody's the subject there? "Republicans had called a hearing because they
 * ...": no country. */
static bool rival(const struct coref *c, const struct sentence *s, uint32_t before, enum person_of kind)
{
    for (uint32_t i = s->first, n = 0; i < s->end && i < before && n < OCCURRENCES_TRIED; i++, n++) {
        bool plural = c->doc->tokens[i].feats & FEAT_PLURAL;

        if ((relation_at(c->a, i) == RELATION_NSUBJ || relation_at(c->a, i) == RELATION_NSUBJ_PASS) &&
            (upos_at(c->a, i) == UPOS_NOUN || upos_at(c->a, i) == UPOS_PROPN) && !c->a->entity_of[i] &&
            plural == (kind == PRONOUN_THEY))
            return true;
    }
    return false;
}

static uint32_t antecedent(const struct coref *c, uint32_t i, enum person_of kind, enum gender gender, uint32_t not )
{
    uint32_t fallback = NO_ENTITY, other = beside(c, i);

    for (uint32_t back = 0; back <= NEAR_SENTENCES && back <= c->sentence; back++) {
        const struct occurrence *best = NULL;
        int most = 0, tried = 0;

        for (uint32_t k = c->last[c->sentence - back]; k && tried < OCCURRENCES_TRIED; k = c->at[k - 1].next, tried++) {
            const struct occurrence *o = &c->at[k - 1];
            int w;

            if (o->token >= i || o->entity == not || o->entity == other || !agrees(c, o, kind, gender))
                continue;
            w = worth(c, i, o);
            if (w < 0) {
                if (fallback == NO_ENTITY)
                    fallback = o->entity;
                continue;
            }
            /* Of equals the first of the sentence; "his" goes to the nearest subject. */
            if (!best || w > most ||
                (w == most && (o->token < best->token) == (relation_at(c->a, i) != RELATION_NMOD_POSS || back > 0))) {
                best = o;
                most = w;
            }
        }
        if (kind != PRONOUN_HE && (!best || !(best->flags & SEEN_SUBJECT)) &&
            rival(c, &c->doc->sentences[c->sentence - back], i, kind))
            return NO_ENTITY;
        if (best)
            return best->entity;
    }
    return fallback;
}

/* "Hadid, whose troops hold the bridge": up to the clause, and to what it hangs on. */
static uint32_t relative(const struct coref *c, uint32_t i)
{
    bool person = token_is(c->doc, i, "who") || token_is(c->doc, i, "whom");

    for (int climb = 0; climb < 6 && i != DOCUMENT_NO_HEAD; climb++) {
        if (relation_at(c->a, i) == RELATION_ACL_RELCL) {
            uint32_t head = c->doc->tokens[i].head;

            /* "Samuel Holm, an assistant at the port who told": a port is no "who", and the assistant is Holm.
             */
            for (int up = 0; up < 3 && head != DOCUMENT_NO_HEAD; up++) {
                uint8_t relation = relation_at(c->a, head);
                bool thing = person && !c->a->entity_of[head] && relation == RELATION_NMOD;

                if (!thing && (relation != RELATION_APPOS || !c->a->entity_of[c->doc->tokens[head].head]))
                    break;
                head = c->doc->tokens[head].head;
            }
            return head != DOCUMENT_NO_HEAD && c->a->entity_of[head] ? c->a->entity_of[head] - 1 : NO_ENTITY;
        }
        i = c->doc->tokens[i].head;
    }
    return NO_ENTITY;
}

/* Who speaks in the quotation around token i. */
static uint32_t quoter(const struct coref *c, uint32_t i)
{
    uint32_t s = c->sentence, paragraph = c->doc->sentences[s].paragraph;

    if (c->speaker[s] && !quoted(c, c->speaker[s] - 1))
        return c->a->entity_of[c->speaker[s] - 1] ? c->a->entity_of[c->speaker[s] - 1] - 1 : NO_ENTITY;
    for (uint32_t k = 1; k <= NEAR_SENTENCES; k++) {
        uint32_t token = 0;

        /* "A. B," he said. */
        if (s + k < c->doc->n_sentences && c->doc->sentences[s + k].paragraph == paragraph)
            token = c->speaker[s + k];
        if (!token && s >= k && c->doc->sentences[s - k].paragraph == paragraph)
            token = c->speaker[s - k];
        if (token)
            return c->a->entity_of[token - 1] ? c->a->entity_of[token - 1] - 1 : NO_ENTITY;
    }
    (void)i;
    return c->last_speaker;
}

static bool give(struct coref *c, uint32_t i, uint32_t entity)
{
    if (entity == NO_ENTITY)
        return true;
    c->a->entity_of[i] = entity + 1;
    return note(c, i, entity);
}

static bool read_pronoun(struct coref *c, uint32_t i, enum person_of kind, enum gender gender)
{
    uint32_t speaker = quoted(c, i) ? quoter(c, i) : NO_ENTITY, e;

    switch (kind) {
    case PRONOUN_I:
        if (speaker != NO_ENTITY)
            c->a->entity_of[i] = speaker + 1; /* it names nobody anew */
        return true;
    case PRONOUN_WHO:
        e = relative(c, i);
        if (e != NO_ENTITY)
            c->a->entity_of[i] = e + 1;
        return true;
    case PRONOUN_IT:
        if (relation_at(c->a, i) == RELATION_EXPL && !token_says(c->doc, c->doc->tokens[i].head))
            return true;
        break;
    default:
        break;
    }
    e = antecedent(c, i, kind, gender, speaker);
    if (e == NO_ENTITY)
        return true;
    if (gender && c->a->entities[e].gender == GENDER_UNKNOWN)
        c->a->entities[e].gender = gender;
    return give(c, i, e);
}

/* ---- titles ---- */

static bool role_fits(const struct coref *c, const struct entity *e, const struct description *d)
{
    const struct offices *all = &c->a->knowledge->offices;

    if (d->office->flags & OFFICE_OTHER)
        return true;
    return role_sets_meet(&all->meets[d->office->role], d->former ? &e->held : &e->roles);
}

/* The person spoken of last whom "the Turkish minister" fits. */
static uint32_t holder_of(const struct coref *c, const struct description *d)
{
    uint32_t tried = 0;

    for (uint32_t e = c->newest; e != NO_ENTITY && tried < ENTITIES_TRIED; e = c->a->entities[e].older, tried++) {
        const struct entity *x = &c->a->entities[e];

        if (x->kind != ACTOR_PERSON || x->plural || !x->name.ptr || e == d->owner)
            continue;
        if (d->party != NO_PARTY && x->home != d->party)
            continue;
        if (d->office->gender && x->gender && d->office->gender != x->gender)
            continue;
        if (d->owner != NO_ENTITY && c->a->entities[d->owner].kind == ACTOR_PERSON && d->party == NO_PARTY)
            continue;
        if (role_fits(c, x, d))
            return e;
    }
    /* Named only further down: there the office and the country must be said outright. */
    for (uint32_t e = 0; d->party != NO_PARTY && !d->former && e < c->a->n_entities && e < ENTITIES_TRIED; e++) {
        const struct entity *x = &c->a->entities[e];

        if (x->kind == ACTOR_PERSON && x->name.ptr && !x->barred && x->party == d->party && e != d->owner &&
            role_has(&x->roles, d->office->role))
            return e;
    }
    return NO_ENTITY;
}

/* Which kind of party do "the group", "the alliance", "the ministry" mean? */
static bool body_fits(const struct coref *c, const struct entity *e, const struct office *office)
{
    const struct roster *roster = &c->a->knowledge->roster;
    enum party_kind kind;

    if (e->kind == ACTOR_PERSON)
        return false;
    if (e->party == NO_PARTY)
        return office->flags & (OFFICE_GROUP | OFFICE_UNION) && e->name.ptr;
    kind = roster->parties[e->party].kind;
    if (office->flags & (OFFICE_GROUP | OFFICE_UNION))
        return ((office->flags & OFFICE_GROUP) && kind == PARTY_GROUP) ||
               ((office->flags & OFFICE_UNION) && kind == PARTY_BODY);
    return kind == PARTY_STATE;
}

static uint32_t body_of(const struct coref *c, const struct office *office)
{
    uint32_t tried = 0;

    for (uint32_t e = c->newest; e != NO_ENTITY && tried < ENTITIES_TRIED; e = c->a->entities[e].older, tried++)
        if (body_fits(c, &c->a->entities[e], office))
            return e;
    /* Only in passing: "a Turkish opposition leader ... the government". */
    for (uint32_t back = 0; back <= NEAR_SENTENCES && back <= c->sentence; back++) {
        tried = 0;
        for (uint32_t k = c->last[c->sentence - back]; k && tried < OCCURRENCES_TRIED; k = c->at[k - 1].next, tried++)
            if (body_fits(c, &c->a->entities[c->at[k - 1].entity], office))
                return c->at[k - 1].entity;
    }
    return NO_ENTITY;
}

static bool read_body(struct coref *c, uint32_t i, const struct description *d)
{
    if (d->party != NO_PARTY)
        return give(c, i, entity_of_party(c->f, d->party));
    if (d->owner != NO_ENTITY || d->indefinite || !d->definite || d->office->kind == OFFICE_PAPER)
        return true;
    return give(c, i, body_of(c, d->office));
}

/* "The Kremlin and the Chinese foreign ministry": offices that are a party's, and persons without a name. */
static bool read_office(struct coref *c, uint32_t i)
{
    const struct office *office = office_span_at(c->a, i)->office;
    struct entity somebody = { .kind = ACTOR_PERSON, .party = NO_PARTY, .home = NO_PARTY };
    struct description d;
    uint32_t e = NO_ENTITY;

    if (office->kind == OFFICE_FORMER || office->kind == OFFICE_TITLE || office->kind == OFFICE_ANONYMOUS)
        return true;
    if (upos_at(c->a, i) != UPOS_NOUN && upos_at(c->a, i) != UPOS_PROPN)
        return true;
    actor_describe(c->a, i, &d);
    if ((office->kind == OFFICE_BODY || office->kind == OFFICE_PAPER) && !d.bars)
        return read_body(c, i, &d);
    if (d.plural && office->kind == OFFICE_ROLE && !d.bars && !d.former && !d.anonymous) {
        if (d.party == NO_PARTY || d.indefinite)
            return true;
        return give(c, i, entity_of_party(c->f, d.party));
    }
    if (!d.plural && !d.indefinite)
        e = holder_of(c, &d);
    if (e != NO_ENTITY)
        return give(c, i, e);
    /* Somebody new. A country makes a party's spokesman; an official without a name speaks for nobody. */
    somebody.plural = d.plural;
    somebody.home = d.party;
    somebody.gender = (enum gender)office->gender;
    if (office->role)
        role_add(&somebody.roles, office->role);
    somebody.barred = d.bars || d.former || d.anonymous || (office->flags & OFFICE_NAMELESS);
    if (!somebody.barred)
        somebody.party = d.party;
    e = entity_new(c->f, somebody);
    return e != NO_ENTITY && give(c, i, e);
}

/* ---- reading ---- */

static bool read_token(struct coref *c, uint32_t i)
{
    struct actors *a = c->a;
    const struct mention *m = mention_at(a, i);
    enum gender gender;
    enum person_of kind = pronoun(c->doc, i, &gender);

    if (m && m->head != i)
        return true;
    if (m || a->entity_of[i])
        return note(c, i, a->entity_of[i] - 1);
    if (kind != PRONOUN_NONE)
        return read_pronoun(c, i, kind, gender);
    if (office_span_at(a, i) && office_span_at(a, i)->head == i)
        return read_office(c, i);
    return true;
}

/* The subject of a verb of saying that is not itself quoted. */
static void find_speaker(struct coref *c, const struct sentence *s, uint32_t index)
{
    for (uint32_t i = s->first; i < s->end && !c->speaker[index]; i++)
        if ((relation_at(c->a, i) == RELATION_NSUBJ || relation_at(c->a, i) == RELATION_NSUBJ_PASS) && !quoted(c, i) &&
            c->doc->tokens[i].head != DOCUMENT_NO_HEAD && token_says(c->doc, c->doc->tokens[i].head))
            c->speaker[index] = i + 1;
}

static bool read_paragraph(struct coref *c, uint32_t from, uint32_t to)
{
    for (int inside = 0; inside < 2; inside++)
        for (uint32_t s = from; s < to; s++) {
            const struct sentence *at = &c->doc->sentences[s];

            c->sentence = s;
            for (uint32_t i = at->first; i < at->end; i++)
                if (quoted(c, i) == (inside == 1) && !read_token(c, i))
                    return false;
        }
    for (uint32_t s = from; s < to; s++)
        if (c->speaker[s] && c->a->entity_of[c->speaker[s] - 1])
            c->last_speaker = c->a->entity_of[c->speaker[s] - 1] - 1;
    return true;
}

bool coref_find(struct finding *f)
{
    struct coref c = { .f = f, .a = f->a, .doc = f->a->doc, .newest = NO_ENTITY, .last_speaker = NO_ENTITY };
    size_t n = c.doc->n_sentences;

    c.last = arena_alloc(f->mem, (n + 1) * sizeof *c.last);
    c.speaker = arena_alloc(f->mem, (n + 1) * sizeof *c.speaker);
    if (!c.last || !c.speaker)
        return false;
    for (uint32_t s = 0; s < n; s++)
        find_speaker(&c, &c.doc->sentences[s], s);
    for (uint32_t s = 0; s < n;) {
        uint32_t e = s;

        while (e < n && c.doc->sentences[e].paragraph == c.doc->sentences[s].paragraph)
            e++;
        if (!read_paragraph(&c, s, e))
            return false;
        s = e;
    }
    return true;
}
