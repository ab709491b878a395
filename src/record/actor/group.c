/* group.c - several who act together.
 *
 *     Norhaven, Karvia and Sundland signed. They ...      a list; "they" are all of it
 *     the leaders of Norhaven and Karvia                  one word for an office of several
 *     Brandt met Holm in Garn. The two ministers ...      the two spoken of last, whether or not a list joined them
 *
 * A group is an entity with members. Of words that say only that there are two, or several, the nearest sentence counts
 * that speaks of two parties or of a group; where it speaks of more without joining them, nobody is meant. */
#include "record/actor/coref.h"

#define LIST_MAX       8  /* members of a list, each hung on the one before */
#define ENTITIES_TRIED 64 /* for those of one name                          */

static bool in_group(const struct entity *group, uint32_t entity)
{
    for (size_t i = 0; i < group->n_members; i++)
        if (group->member[i] == entity)
            return true;
    return false;
}

static void add_member(struct actors *a, struct entity *group, uint32_t entity)
{
    const struct entity *e = &a->entities[entity];

    for (size_t i = 0; i < e->n_members; i++)
        add_member(a, group, e->member[i]); /* whose members are no groups */
    if (!e->n_members && group->n_members < ACTORS_MAX && !in_group(group, entity))
        group->member[group->n_members++] = entity;
}

static priscus_status group_new(struct coref *c, const uint32_t *members, size_t n, uint32_t *out)
{
    struct entity group = { .kind = ACTOR_BODY, .plural = true };

    for (size_t i = 0; i < n; i++)
        add_member(c->a, &group, members[i]);
    group.party = group.home = c->a->entities[group.member[0]].party;
    return entity_new(c->f, group, out);
}

/* ---- lists ---- */

static bool names_party(const struct actors *a, uint32_t i)
{
    const struct mention *m = mention_at(a, i);

    return m && m->kind != ACTOR_PERSON && m->kind != ACTOR_ADJECTIVE;
}

/* The word that the list hangs on of which i is a later member; i if there is none. In a list of three the parser hangs
 * each on the one before, or takes the second for an apposition of the first. */
static uint32_t list_head(const struct actors *a, uint32_t i)
{
    uint32_t found = i;

    for (uint32_t at = i, hops = 0; hops < LIST_MAX; hops++) {
        uint32_t head = a->doc->tokens[at].head, before = at == i ? DOCUMENT_NO_HEAD : subject_before(a, at);

        if (before != DOCUMENT_NO_HEAD)
            head = before;
        else if (head == DOCUMENT_NO_HEAD || head > at ||
                 (relation_at(a, at) != RELATION_CONJ &&
                  !(relation_at(a, at) == RELATION_APPOS && names_party(a, i) && names_party(a, head))))
            break;
        at = head;
        if (a->entity_of[at])
            found = at;
    }
    return found;
}

priscus_status group_join(struct coref *c, uint32_t i)
{
    struct actors *a = c->a;
    const struct mention *m = mention_at(a, i);
    uint32_t head, members[2], group;
    priscus_status status;

    if (!a->entity_of[i] || (m && m->kind == ACTOR_ADJECTIVE) || (head = list_head(a, i)) == i)
        return PRISCUS_OK;
    members[0] = a->entity_of[head] - 1;
    members[1] = a->entity_of[i] - 1;
    if (members[0] == members[1])
        return PRISCUS_OK;
    if (a->group_of[head]) {
        add_member(a, &a->entities[a->group_of[head] - 1], members[1]);
        return PRISCUS_OK;
    }
    status = group_new(c, members, 2, &group);
    if (status != PRISCUS_OK)
        return status;
    a->group_of[head] = group + 1;
    return coref_note(c, head, group);
}

/* ---- offices of several ---- */

/* The party at token i and those that a list joins to it. */
static size_t list_parties(const struct actors *a, uint32_t i, uint32_t *out, size_t n, unsigned depth)
{
    const struct mention *m = mention_at(a, i);

    if (!m || m->kind == ACTOR_PERSON || n == ACTORS_MAX || depth == LIST_MAX)
        return n;
    out[n++] = m->entity;
    for (uint32_t d = arcs_first(a->doc, i); d != DOCUMENT_NO_HEAD; d = arcs_next(a->doc, d))
        if (d > i && (relation_at(a, d) == RELATION_CONJ || relation_at(a, d) == RELATION_APPOS))
            n = list_parties(a, d, out, n, depth + 1);
    return n;
}

/* The parties of "the leaders of [Norhaven and Karvia]", "the [Norhavener and Karvian] leaders". */
static size_t office_parties(const struct actors *a, uint32_t i, uint32_t *out)
{
    size_t n = 0;

    for (uint32_t d = arcs_first(a->doc, i); d != DOCUMENT_NO_HEAD; d = arcs_next(a->doc, d)) {
        uint8_t relation = relation_at(a, d);
        uint32_t preposition = relation == RELATION_NMOD ? arcs_case(a->doc, d) : DOCUMENT_NO_HEAD;

        if ((relation == RELATION_NMOD || relation == RELATION_AMOD || relation == RELATION_COMPOUND ||
             relation == RELATION_NMOD_POSS) &&
            (preposition == DOCUMENT_NO_HEAD || token_is(a->doc, preposition, "of") ||
             token_is(a->doc, preposition, "from")))
            n = list_parties(a, d, out, n, 0);
    }
    return n;
}

/* ---- words for several ---- */

static bool is_any_of(const struct document *doc, uint32_t i, const char *const *words, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (token_is(doc, i, words[k]))
            return true;
    return false;
}

/* "both sides", "the two presidents", "each side": how many does the phrase of i say there are? 2, or 0: it does not
 * say; -1: some number of them that is another one. */
static int said_number(const struct document *doc, uint32_t i)
{
    static const char *const two[] = { "both", "two", "each", "either", "neither" };

    for (uint32_t d = arcs_first(doc, i); d != DOCUMENT_NO_HEAD && d < i; d = arcs_next(doc, d)) {
        if (is_any_of(doc, d, two, COUNT_OF(two)))
            return 2;
        if (doc->tokens[d].relation == RELATION_NUMMOD)
            return -1;
    }
    return 0;
}

static bool definite(const struct document *doc, uint32_t i)
{
    for (uint32_t d = arcs_first(doc, i); d != DOCUMENT_NO_HEAD && d < i; d = arcs_next(doc, d))
        if (token_is(doc, d, "the") || token_is(doc, d, "these"))
            return true;
    return false;
}

/* Is it more than one party, and not a minister and his country? */
static bool of_several(const struct actors *a, const struct entity *group)
{
    uint32_t party = NO_PARTY;

    for (size_t i = 0; i < group->n_members; i++) {
        uint32_t other = a->entities[group->member[i]].party;

        if (party != NO_PARTY && other != NO_PARTY && other != party)
            return true;
        if (party == NO_PARTY)
            party = other;
    }
    return false;
}

/* The group or the two parties that a sentence speaks of before token i; false: not this one. *stop: it speaks of more. */
static priscus_status spoken_of(struct coref *c, uint32_t i, uint32_t sentence, bool persons, uint32_t *out, bool *stop)
{
    struct actors *a = c->a;
    uint32_t found[2] = { 0 }, tried = 0;
    size_t n = 0;

    for (uint32_t k = c->last[sentence]; k && tried < OCCURRENCES_TRIED; k = c->at[k - 1].next, tried++) {
        const struct occurrence *o = &c->at[k - 1];
        const struct entity *e = &a->entities[o->entity];
        bool known = false;

        if (o->token >= i || (o->flags & SEEN_ASIDE))
            continue;
        if (e->n_members) {
            if (!of_several(a, e))
                continue;
            *out = o->entity;
            return PRISCUS_OK;
        }
        if (e->party == NO_PARTY || (persons && e->kind != ACTOR_PERSON))
            continue;
        for (size_t f = 0; f < n; f++)
            known |= a->entities[found[f]].party == e->party;
        if (known)
            continue;
        if (n == COUNT_OF(found)) {
            *stop = true;
            return PRISCUS_OK;
        }
        found[n++] = o->entity;
    }
    return n == COUNT_OF(found) ? group_new(c, (uint32_t[]){ found[1], found[0] }, 2, out) : PRISCUS_OK;
}

/* The nearest group; of two members where the words say two. `persons`: two of them are looked for first. */
static priscus_status nearest(struct coref *c, uint32_t i, bool persons, uint32_t *out)
{
    for (int any = !persons; any < 2; any++) {
        bool stop = false;

        for (uint32_t back = 0; back <= NEAR_SENTENCES && back <= c->sentence && !stop; back++) {
            priscus_status status = spoken_of(c, i, c->sentence - back, any == 0, out, &stop);

            if (status != PRISCUS_OK || *out != NO_ENTITY)
                return status;
        }
    }
    return PRISCUS_OK;
}

static priscus_status give_nearest(struct coref *c, uint32_t i, bool persons, bool *found)
{
    int number = said_number(c->doc, i);
    uint32_t group = NO_ENTITY;
    priscus_status status;

    if (number < 0 || (number == 0 && !definite(c->doc, i)))
        return PRISCUS_OK;
    status = nearest(c, i, persons, &group);
    if (status != PRISCUS_OK || group == NO_ENTITY || (number == 2 && c->a->entities[group].n_members != 2))
        return status;
    *found = true;
    return coref_give(c, i, group);
}

priscus_status group_of_office(struct coref *c, uint32_t i, const struct description *d, bool *found)
{
    uint32_t members[ACTORS_MAX], group;
    size_t n = office_parties(c->a, i, members);
    priscus_status status;

    *found = false;
    if (d->bars)
        return PRISCUS_OK;
    if (n > 1) {
        *found = true;
        status = group_new(c, members, n, &group);
        return status == PRISCUS_OK ? coref_give(c, i, group) : status;
    }
    if (n || d->party != NO_PARTY || d->owner != NO_ENTITY || d->indefinite || d->office->kind == OFFICE_PAPER)
        return PRISCUS_OK;
    return give_nearest(c, i, d->office->kind == OFFICE_ROLE, found);
}

/* "the two Koreas": the two parties of the page whose names end in that word. */
static priscus_status give_namesakes(struct coref *c, uint32_t i)
{
    struct actors *a = c->a;
    struct text word = c->doc->tokens[i].lemma;
    uint32_t found[2], n = 0, group;
    priscus_status status;

    for (uint32_t e = 0; e < a->n_entities && e < ENTITIES_TRIED; e++) {
        const struct text name = a->entities[e].name;

        if (a->entities[e].kind == ACTOR_PERSON || a->entities[e].party == NO_PARTY || name.len <= word.len ||
            !text_eq_fold(text_of(name.ptr + name.len - word.len, word.len), word))
            continue;
        if (n == COUNT_OF(found))
            return PRISCUS_OK;
        found[n++] = e;
    }
    if (n < COUNT_OF(found))
        return PRISCUS_OK;
    status = group_new(c, found, n, &group);
    return status == PRISCUS_OK ? coref_give(c, i, group) : status;
}

bool group_word(const struct document *doc, uint32_t i)
{
    static const char *const words[] = { "sides", "parties", "side" };
    uint8_t relation = doc->tokens[i].relation;

    if (token_is(doc, i, "both"))
        return relation != RELATION_DET && relation != RELATION_DET_PREDET && relation != RELATION_CC_PRECONJ;
    if (doc->tokens[i].upos == UPOS_PROPN && (doc->tokens[i].feats & FEAT_PLURAL))
        return said_number(doc, i) == 2; /* "the two Koreas" */
    return is_any_of(doc, i, words, COUNT_OF(words)) && (!token_is(doc, i, "side") || said_number(doc, i) == 2);
}

priscus_status group_read(struct coref *c, uint32_t i)
{
    bool found = false;

    if (c->doc->tokens[i].upos == UPOS_PROPN)
        return give_namesakes(c, i);
    if (token_is(c->doc, i, "both")) {
        uint32_t group = NO_ENTITY;
        priscus_status status = nearest(c, i, false, &group);

        return status != PRISCUS_OK || group == NO_ENTITY || c->a->entities[group].n_members != 2
                   ? status
                   : coref_give(c, i, group);
    }
    return give_nearest(c, i, false, &found);
}
