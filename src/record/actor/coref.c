/* coref.c - whom titles and pronouns mean.
 *
 *     Ukrainian President Petro Halych spoke in Kyiv. The president said he would not go. "I have no time," he said.
 *
 * A sieve in the manner of Raghunathan et al. (2010) and Lee et al. (2013), the surest decisions first. Names have
 * their persons already (mention.c). Then the page is read a paragraph at a time, in text order: an office ("the
 * president") is the person spoken of last who holds it, a pronoun is whom the sentences before suggest (pronoun.c).
 * The quoted words of a paragraph are read after the others, because who speaks in them must be known first. A pronoun
 * counts as naming its person once more, so that several in a row do not lose him. An office that fits nobody is
 * somebody new, without a name. */
#include "record/actor/coref.h"

#define ENTITIES_TRIED 64 /* by a title, the one spoken of last first            */
#define LEAD_SENTENCES 2  /* in which a page may tell an office before its holder's name */
#define CLIMB_MAX      12 /* from a word up to the verb that says it             */

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

/* "in Moscow", "the envoy of Sweden", "Iran's offer": a party that says where or whose, and does nothing itself. */
static bool belongs(const struct coref *c, uint32_t i)
{
    uint8_t relation = relation_at(c->a, i);

    return relation == RELATION_NMOD || relation == RELATION_NMOD_POSS || relation == RELATION_COMPOUND ||
           relation == RELATION_AMOD || relation == RELATION_OBL || relation == RELATION_NMOD_DESC;
}

priscus_status coref_note(struct coref *c, uint32_t token, uint32_t entity)
{
    uint32_t verb = subject_of(c, token);
    const struct mention *m = mention_at(c->a, token);
    struct occurrence o = { .token = token, .entity = entity, .next = c->last[c->sentence] }, *grown;

    if (verb != DOCUMENT_NO_HEAD)
        o.flags |= SEEN_SUBJECT | (token_says(c->doc, verb) ? SEEN_SAYS : 0);
    if (coref_quoted(c, token))
        o.flags |= SEEN_QUOTED;
    if (m && m->kind != ACTOR_PERSON && (m->kind == ACTOR_ADJECTIVE || belongs(c, token)))
        o.flags |= SEEN_ASIDE;
    grown = arena_grow(c->f->mem, c->at, c->n, &c->room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    c->at = grown;
    grown[c->n++] = o;
    c->last[c->sentence] = (uint32_t)c->n;
    if (!(o.flags & SEEN_ASIDE))
        touch(c, entity);
    return PRISCUS_OK;
}

priscus_status coref_give(struct coref *c, uint32_t i, uint32_t entity)
{
    if (entity == NO_ENTITY)
        return PRISCUS_OK;
    c->a->entity_of[i] = entity + 1;
    return coref_note(c, i, entity);
}

static priscus_status give_party(struct coref *c, uint32_t i, uint32_t party)
{
    uint32_t e;
    priscus_status status = entity_of_party(c->f, party, &e);

    return status == PRISCUS_OK ? coref_give(c, i, e) : status;
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
    /* A person whom the page names only further down: office and country must both fit. */
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

    if (e->kind == ACTOR_PERSON || e->n_members)
        return false;
    if (e->party == NO_PARTY)
        return office->flags & (OFFICE_GROUP | OFFICE_UNION) && e->name.ptr;
    kind = roster->parties[e->party].kind;
    if (office->flags & (OFFICE_GROUP | OFFICE_UNION))
        return ((office->flags & OFFICE_GROUP) && kind == PARTY_GROUP) ||
               ((office->flags & OFFICE_UNION) && kind == PARTY_BODY);
    return kind == PARTY_STATE;
}

/* The word names that body from now on. */
static void keep_body(struct coref *c, struct text word, uint32_t entity)
{
    c->bodies[c->n_bodies++ % BODIES_KEPT] = (struct named_body){ word, entity, c->sentence };
}

/* "the Norhaven Port Council" is meant by "the council". */
static void keep_name(struct coref *c, const struct mention *m)
{
    if (m->end > m->first + 1 && (m->kind == ACTOR_NAME || m->kind == ACTOR_BODY))
        keep_body(c, c->doc->tokens[m->end - 1].norm, m->entity);
}

/* The body named last by the word at i, at most `reach` sentences ago. */
static uint32_t named_by(const struct coref *c, uint32_t i, uint32_t reach)
{
    for (size_t back = 1; back <= BODIES_KEPT && back <= c->n_bodies; back++) {
        const struct named_body *b = &c->bodies[(c->n_bodies - back) % BODIES_KEPT];

        if (text_eq(b->word, c->doc->tokens[i].norm) && c->sentence <= b->sentence + reach)
            return b->entity;
    }
    return NO_ENTITY;
}

/* Who says the words at i: in a quotation, or in what hangs on a verb of saying. */
static uint32_t teller_of(const struct coref *c, uint32_t i)
{
    uint32_t speaker = c->speaker[c->sentence], verb, up = i;

    if (coref_quoted(c, i))
        return coref_quoter(c);
    if (!speaker || speaker - 1 == i || !c->a->entity_of[speaker - 1])
        return NO_ENTITY;
    verb = c->doc->tokens[speaker - 1].head;
    for (int climb = 0; climb < CLIMB_MAX && up != DOCUMENT_NO_HEAD; climb++, up = c->doc->tokens[up].head)
        if (up == verb)
            return c->a->entity_of[speaker - 1] - 1;
    return NO_ENTITY;
}

/* The state that whoever tells of "the government" speaks for. */
static uint32_t teller_party(const struct coref *c, uint32_t i, const struct office *office)
{
    uint32_t teller = office->flags & (OFFICE_GROUP | OFFICE_UNION) ? NO_ENTITY : teller_of(c, i);

    return teller == NO_ENTITY || c->a->entities[teller].kind != ACTOR_PERSON ? NO_PARTY : c->a->entities[teller].party;
}

/* "the administration": a president's, of those spoken of the last. */
static uint32_t president_s(const struct coref *c)
{
    struct role_set president = { 0 };
    uint32_t tried = 0;

    offices_in(&c->a->knowledge->offices, text_c("president"), &president);
    for (uint32_t e = c->newest; e != NO_ENTITY && tried < ENTITIES_TRIED; e = c->a->entities[e].older, tried++) {
        const struct entity *x = &c->a->entities[e];

        if (x->kind == ACTOR_PERSON && x->party != NO_PARTY && role_sets_meet(&president, &x->roles))
            return c->f->party_entity[x->party] ? c->f->party_entity[x->party] - 1 : NO_ENTITY;
    }
    return NO_ENTITY;
}

static uint32_t body_of(const struct coref *c, uint32_t i, const struct office *office)
{
    uint32_t tried = 0, named = named_by(c, i, UINT32_MAX / 2);

    if (named == NO_ENTITY && token_is(c->doc, i, "administration"))
        named = president_s(c);
    if (named != NO_ENTITY)
        return named;
    for (uint32_t e = c->newest; e != NO_ENTITY && tried < ENTITIES_TRIED; e = c->a->entities[e].older, tried++)
        if (body_fits(c, &c->a->entities[e], office))
            return e;
    /* Bodies that were named in passing: "a Turkish opposition leader ... the government". */
    for (uint32_t back = 0; back <= NEAR_SENTENCES && back <= c->sentence; back++) {
        tried = 0;
        for (uint32_t k = c->last[c->sentence - back]; k && tried < OCCURRENCES_TRIED; k = c->at[k - 1].next, tried++)
            if (body_fits(c, &c->a->entities[c->at[k - 1].entity], office))
                return c->at[k - 1].entity;
    }
    return NO_ENTITY;
}

/* "the government": the one called so just before, that of whoever speaks of it, or the one spoken of last. */
static priscus_status read_body(struct coref *c, uint32_t i, const struct description *d)
{
    uint32_t named, party;

    if (d->party != NO_PARTY) {
        priscus_status status = give_party(c, i, d->party);

        if (status == PRISCUS_OK)
            keep_body(c, c->doc->tokens[i].norm, c->a->entity_of[i] - 1);
        return status;
    }
    if (d->owner != NO_ENTITY || d->indefinite || !d->definite || d->office->kind == OFFICE_PAPER)
        return PRISCUS_OK;
    named = named_by(c, i, NEAR_SENTENCES);
    if (named != NO_ENTITY)
        return coref_give(c, i, named);
    party = teller_party(c, i, d->office);
    return party != NO_PARTY ? give_party(c, i, party) : coref_give(c, i, body_of(c, i, d->office));
}

/* "A Turkish official said": a person without a name, whom nobody before fits. A country makes a party's spokesman; an
 * official without a name speaks for nobody. */
static priscus_status read_somebody_new(struct coref *c, uint32_t i, const struct description *d)
{
    struct entity somebody = { .kind = ACTOR_PERSON, .party = NO_PARTY, .home = d->party };
    const struct office *office = d->office;
    priscus_status status;
    uint32_t e;

    somebody.plural = d->plural;
    somebody.gender = (enum gender)office->gender;
    if (office->role)
        role_add(&somebody.roles, office->role);
    somebody.barred = d->bars || d->former || d->anonymous || (office->flags & OFFICE_NAMELESS);
    if (!somebody.barred)
        somebody.party = d->party;
    status = entity_new(c->f, somebody, &e);
    if (status == PRISCUS_OK && c->sentence < LEAD_SENTENCES && c->nameless == NO_ENTITY && !d->plural &&
        !somebody.barred && somebody.home != NO_PARTY && subject_of(c, i) != DOCUMENT_NO_HEAD)
        c->nameless = e;
    return status == PRISCUS_OK ? coref_give(c, i, e) : status;
}

/* "The Norhavener envoy said no on Monday. ... Ilse Brandt added": the first to speak whom nothing introduces is the one
 * whose office the page began with. */
static void name_nameless(struct coref *c, const struct mention *m)
{
    struct entity *e = &c->a->entities[m->entity], *office = &c->a->entities[c->nameless];
    uint32_t verb = subject_of(c, m->head);

    if (m->kind != ACTOR_PERSON || e->actor || e->barred || e->plural || e->home != NO_PARTY ||
        coref_quoted(c, m->head) || verb == DOCUMENT_NO_HEAD || !token_says(c->doc, verb) ||
        c->sentence > LEAD_SENTENCES + NEAR_SENTENCES)
        return;
    for (size_t k = 0; k < ROLES_MAX / 64; k++)
        if (e->roles.bits[k] || e->held.bits[k])
            return;
    e->party = e->home = office->home;
    e->roles = office->roles;
    if (!e->gender)
        e->gender = office->gender;
    office->name = e->name;
    c->nameless = NO_ENTITY;
}

/* "The Kremlin and the Chinese foreign ministry": offices that are a party's, and persons without a name. */
static priscus_status read_office(struct coref *c, uint32_t i)
{
    const struct office *office = office_span_at(c->a, i)->office;
    struct description d;
    uint32_t e = NO_ENTITY;

    if (office->kind == OFFICE_FORMER || office->kind == OFFICE_TITLE || office->kind == OFFICE_ANONYMOUS)
        return PRISCUS_OK;
    if (upos_at(c->a, i) != UPOS_NOUN && upos_at(c->a, i) != UPOS_PROPN)
        return PRISCUS_OK;
    actor_describe(c->a, i, &d);
    if (d.plural && !d.former && !d.anonymous) {
        bool found;
        priscus_status status = group_of_office(c, i, &d, &found);

        if (status != PRISCUS_OK || found)
            return status;
    }
    if ((office->kind == OFFICE_BODY || office->kind == OFFICE_PAPER) && !d.bars)
        return read_body(c, i, &d);
    if (d.plural && office->kind == OFFICE_ROLE && !d.bars && !d.former && !d.anonymous)
        return d.party == NO_PARTY || d.indefinite ? PRISCUS_OK : give_party(c, i, d.party);
    if (!d.plural && !d.indefinite)
        e = holder_of(c, &d);
    return e != NO_ENTITY ? coref_give(c, i, e) : read_somebody_new(c, i, &d);
}

/* ---- reading ---- */

static priscus_status read_token(struct coref *c, uint32_t i)
{
    struct actors *a = c->a;
    const struct mention *m = mention_at(a, i);
    enum gender gender;
    enum pronoun_kind kind = pronoun_kind(c->doc, i, &gender);

    if (m)
        keep_name(c, m);
    if (m && c->nameless != NO_ENTITY)
        name_nameless(c, m);
    if (m || a->entity_of[i])
        return coref_note(c, i, a->entity_of[i] - 1);
    if (kind != PRONOUN_NONE)
        return pronoun_read(c, i, kind, gender);
    if (group_word(c->doc, i))
        return group_read(c, i);
    if (office_span_at(a, i) && office_span_at(a, i)->head == i)
        return read_office(c, i);
    return PRISCUS_OK;
}

/* The subject of a verb of saying that is not itself quoted. */
static void find_speaker(struct coref *c, const struct sentence *s, uint32_t index)
{
    for (uint32_t i = s->first; i < s->end && !c->speaker[index]; i++)
        if ((relation_at(c->a, i) == RELATION_NSUBJ || relation_at(c->a, i) == RELATION_NSUBJ_PASS) &&
            !coref_quoted(c, i) && c->doc->tokens[i].head != DOCUMENT_NO_HEAD &&
            token_says(c->doc, c->doc->tokens[i].head))
            c->speaker[index] = i + 1;
}

static priscus_status read_paragraph(struct coref *c, uint32_t from, uint32_t to)
{
    priscus_status status;

    for (int inside = 0; inside < 2; inside++)
        for (uint32_t s = from; s < to; s++) {
            const struct sentence *at = &c->doc->sentences[s];

            c->sentence = s;
            for (uint32_t i = at->first; i < at->end; i++)
                if (coref_quoted(c, i) == (inside == 1) && !(mention_at(c->a, i) && mention_at(c->a, i)->head != i) &&
                    ((status = read_token(c, i)) != PRISCUS_OK || (status = group_join(c, i)) != PRISCUS_OK))
                    return status;
        }
    for (uint32_t s = from; s < to; s++)
        if (c->speaker[s] && c->a->entity_of[c->speaker[s] - 1])
            c->last_speaker = c->a->entity_of[c->speaker[s] - 1] - 1;
    return PRISCUS_OK;
}

priscus_status coref_find(struct finding *f)
{
    struct coref c = {
        .f = f, .a = f->a, .doc = f->a->doc, .newest = NO_ENTITY, .last_speaker = NO_ENTITY, .nameless = NO_ENTITY
    };
    size_t n = c.doc->n_sentences;

    c.last = arena_alloc(f->mem, (n + 1) * sizeof *c.last);
    c.speaker = arena_alloc(f->mem, (n + 1) * sizeof *c.speaker);
    if (!c.last || !c.speaker)
        return PRISCUS_ENOMEM;
    for (uint32_t s = 0; s < n; s++)
        find_speaker(&c, &c.doc->sentences[s], s);
    for (uint32_t s = 0, e; s < n; s = e) {
        priscus_status status;

        for (e = s; e < n && c.doc->sentences[e].paragraph == c.doc->sentences[s].paragraph; e++)
            ;
        status = read_paragraph(&c, s, e);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}
