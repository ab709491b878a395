/* introduce.c - what a page says of the persons that it names, and for whom they speak.
 *
 *     Ukrainian foreign ministry spokesman Georgiy Tykhy          a title before the name
 *     Georgiy Tykhy, a spokesman for the ministry,                an apposition
 *     Zoria Delgard, who is Iran's deputy foreign minister,       a relative clause; "is" alone does too
 *     Speaking on behalf of the Chinese government, Lin Weiran    what it says outright
 *
 * The tree is asked first, the order of the words where the tree is wrong. The page's word counts more than the
 * roster's, but "former" does not bar a person whom the roster has in office on that very day. */
#include "record/actor/finding.h"

#define CLIMB_MAX        3  /* from a name up to its office, past "to the UN"        */
#define APPOSITION_MAX   12 /* words between a name's comma and its office           */
#define DESCRIPTIONS_MAX 4  /* of one name in one place                              */

/* A word for an office that the person holds. */
struct link_to_office {
    uint32_t head;
    bool over; /* held no more: "who was minister until" */
};

static bool before_verb(const struct actors *a, uint32_t i)
{
    return upos_at(a, i) == UPOS_VERB || upos_at(a, i) == UPOS_AUX || upos_at(a, i) == UPOS_SCONJ;
}

static size_t add_office(struct link_to_office *out, size_t n, uint32_t head, bool over)
{
    for (size_t i = 0; i < n; i++)
        if (out[i].head == head)
            return n;
    if (n < DESCRIPTIONS_MAX)
        out[n++] = (struct link_to_office){ head, over };
    return n;
}

/* Is the body or party at c, behind the name, what the person belongs to: "Harald Lund of the foreign
 * ministry"? */
static bool belongs(const struct actors *a, uint32_t c)
{
    uint32_t preposition = arcs_case(a->doc, c);

    return preposition != DOCUMENT_NO_HEAD &&
           (token_is(a->doc, preposition, "of") || token_is(a->doc, preposition, "from")) && office_span_at(a, c) &&
           office_span_at(a, c)->office->kind == OFFICE_BODY;
}

static size_t by_tree(const struct actors *a, const struct mention *m, struct link_to_office *out, size_t n)
{
    const struct document *doc = a->doc;
    uint32_t at = m->head, copula;

    /* Above the name: "the minister, Jan Holmert"; further up past words that are no person: "envoy to the UN, Jan
     * Holmert". */
    for (int climb = 0; climb < CLIMB_MAX; climb++) {
        uint8_t relation = relation_at(a, at);
        uint32_t head = doc->tokens[at].head;

        if (head == DOCUMENT_NO_HEAD || head > m->first)
            break;
        if (relation != RELATION_APPOS && relation != RELATION_FLAT && relation != RELATION_NMOD_DESC &&
            relation != RELATION_COMPOUND && relation != RELATION_NMOD && relation != RELATION_NMOD_UNMARKED &&
            !(climb == 0 && relation == RELATION_CONJ))
            break;
        if (climb == 0 && relation == RELATION_NMOD && arcs_case(a->doc, at) != DOCUMENT_NO_HEAD)
            break;
        if (role_at(a, head)) {
            if (climb == 0 && relation == RELATION_CONJ)
                break; /* "the minister and Jan Holmert" */
            n = add_office(out, n, head, false);
            break;
        }
        if (climb == 0 && relation == RELATION_CONJ &&
            (!mention_at(a, head) || mention_at(a, head)->kind == ACTOR_PERSON))
            break; /* whose office above him is another's */
        at = head;
    }
    /* Below the name. */
    for (uint32_t i = m->first; i < m->end; i++)
        for (uint32_t d = arcs_first(doc, i); d != DOCUMENT_NO_HEAD; d = arcs_next(doc, d)) {
            uint8_t relation = relation_at(a, d);

            if (d >= m->first && d < m->end)
                continue;
            if (d > m->end + APPOSITION_MAX)
                break;
            if (relation == RELATION_ACL_RELCL && role_at(a, d) &&
                (copula = arcs_dependent(doc, d, RELATION_COP)) != DOCUMENT_NO_HEAD)
                n = add_office(out, n, d, doc->tokens[copula].feats & FEAT_PAST);
            else if ((relation == RELATION_APPOS || relation == RELATION_NMOD_DESC || relation == RELATION_FLAT ||
                      relation == RELATION_NMOD_UNMARKED || relation == RELATION_PARATAXIS ||
                      (relation == RELATION_COMPOUND && d < i)) &&
                     role_at(a, d))
                n = add_office(out, n, d, false);
            else if (relation == RELATION_NMOD && belongs(a, d))
                n = add_office(out, n, d, false);
        }
    /* "Lena Harrow is Canada's defence minister." */
    if (relation_at(a, m->head) == RELATION_NSUBJ) {
        uint32_t head = doc->tokens[m->head].head;

        copula = arcs_dependent(doc, head, RELATION_COP);
        if (role_at(a, head) && copula != DOCUMENT_NO_HEAD)
            n = add_office(out, n, head, doc->tokens[copula].feats & FEAT_PAST);
    }
    return n;
}

/* "Adviser to the [President] of Norhaven Ilse Brandt": whom the other serves is not meant. */
static uint32_t office_above(const struct actors *a, uint32_t i)
{
    for (int climb = 0; climb < CLIMB_MAX && relation_at(a, i) == RELATION_NMOD; climb++) {
        uint32_t head = a->doc->tokens[i].head;

        if (head == DOCUMENT_NO_HEAD || head > i || !role_at(a, head))
            break;
        i = head;
    }
    return i;
}

/* By the order of the words: a title before the name, or a comma between the name and an office. */
static size_t by_order(const struct actors *a, const struct sentence *s, const struct mention *m,
                       struct link_to_office *out, size_t n)
{
    const struct document *doc = a->doc;
    uint32_t i = m->first;

    while (i > s->first && office_span_at(a, i - 1) && office_span_at(a, i - 1)->office->kind == OFFICE_TITLE)
        i--;
    if (i > s->first && office_span_at(a, i - 1)) {
        const struct office_span *o = office_span_at(a, i - 1);

        if (o->end == i && (o->office->kind == OFFICE_ROLE || o->office->kind == OFFICE_BARS) &&
            !(doc->tokens[o->head].feats & FEAT_PLURAL))
            n = add_office(out, n, o->head, false);
    }
    if (n)
        return n;
    /* "Georgiy Tykhy, spokesman of the ministry," */
    if (m->end < s->end && token_is(doc, m->end, ","))
        for (i = m->end + 1; i < s->end && i < m->end + APPOSITION_MAX && !before_verb(a, i) &&
                             !token_is(doc, i, ",") && !(mention_at(a, i) && mention_at(a, i)->kind == ACTOR_PERSON);
             i++)
            if (role_at(a, i))
                return add_office(out, n, i, false);
    /* "The UN envoy to Syria, Jan Holmert," and the same without commas: "envoy for Iran Robert Maddow" */
    i = m->first;
    if (i > s->first && (upos_at(a, i - 1) == UPOS_ADP || upos_at(a, i - 1) == UPOS_DET))
        return n;
    if (i > s->first && token_is(doc, i - 1, ",")) {
        if (m->end >= s->end || (!token_is(doc, m->end, ",") && !before_verb(a, m->end)))
            return n;
        i--;
    }
    for (uint32_t k = i; k > s->first && k + APPOSITION_MAX > i; k--) {
        uint8_t upos = upos_at(a, k - 1);

        if (role_at(a, k - 1) && !(doc->tokens[k - 1].feats & FEAT_PLURAL)) {
            if (k == i || upos_at(a, k) == UPOS_ADP)
                n = add_office(out, n, k == i ? k - 1 : office_above(a, k - 1), false);
            break;
        }
        if (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_ADJ && upos != UPOS_ADP && upos != UPOS_DET &&
            !token_is(doc, k - 1, "'s"))
            break;
        if (mention_at(a, k - 1) && mention_at(a, k - 1)->kind == ACTOR_PERSON)
            break;
    }
    return n;
}

/* Of a phrase, or of the name that it is. */
static uint32_t party_behind(const struct actors *a, uint32_t head)
{
    const struct mention *m = mention_at(a, head);
    struct description d;

    if (m && m->kind != ACTOR_PERSON)
        return m->party;
    actor_describe(a, head, &d);
    return d.party;
}

/* The party between an office and the name behind it: "Minister of State at the Foreign Office of Norhaven Ilse Brandt",
 * and not "envoy to Karvia Ilse Brandt". */
static uint32_t party_between(const struct actors *a, const struct mention *m, uint32_t office)
{
    const struct office_span *o = office_span_at(a, office);

    for (uint32_t i = o ? o->end : m->first; i > 0 && i < m->first; i++) {
        const struct mention *at = mention_at(a, i);
        uint32_t k = i;

        if (!at || at->kind == ACTOR_PERSON || at->first != i)
            continue;
        while (k > o->end && (upos_at(a, k - 1) == UPOS_DET || upos_at(a, k - 1) == UPOS_ADJ))
            k--;
        return token_is(a->doc, k - 1, "of") || token_is(a->doc, k - 1, "at") ? at->party : NO_PARTY;
    }
    return NO_PARTY;
}

/* Is the office that the page calls over the one for which the roster has him speak? "Then-Prime Minister Brandt", who is
 * president now, and "a former diplomat" are no reason to bar anybody. */
static bool ends_term(const struct actors *a, const struct term *term, const struct office *office)
{
    struct role_set roles = { 0 };

    if (!term || !office)
        return true;
    offices_in(&a->knowledge->offices, term->office, &roles);
    return role_has(&roles, office->role);
}

/* On a page without a date: has the roster a term of his with that party? */
static bool had_term_with(const struct actors *a, struct text name, uint32_t party)
{
    const struct roster *roster = &a->knowledge->roster;
    size_t k = 0;

    for (size_t n = 0; !date_known(a->date) && n < NAMESAKES_MAX && (k = roster_by_name(roster, name, k)) != SIZE_MAX;
         n++)
        if (roster->actors[k++].party == party)
            return true;
    return false;
}

static void learn(struct actors *a, struct entity *e, const struct mention *m, const struct link_to_office *office)
{
    const struct term *term = e->actor ? roster_term(e->actor, a->date) : NULL;
    struct description d, beside;
    bool in_office = term && date_known(a->date), over;

    actor_describe(a, office->head, &d);
    if (d.owner != NO_ENTITY && &a->entities[d.owner] == e && d.party == NO_PARTY && m->first <= office->head)
        return;
    /* Some trees hang "retired" and "Ukrainian" on the name behind the office. */
    actor_describe(a, m->head, &beside);
    if (d.party == NO_PARTY)
        d.party = beside.party;
    if (d.party == NO_PARTY && m->first <= office->head + APPOSITION_MAX)
        d.party = party_between(a, m, office->head);
    over = d.former || beside.former || office->over;
    if (d.office && d.office->gender)
        e->gender = d.office->gender;
    if (d.office && d.office->role)
        role_add(over ? &e->held : &e->roles, d.office->role);
    if (over || d.bars) {
        /* "a stern critic of the treaty": no office of his is over by that. */
        if (in_office || (!over && term) || (over && !ends_term(a, term, d.office)) ||
            (e->party != NO_PARTY && !e->actor))
            return;
        e->barred = true;
        e->party = NO_PARTY;
        if (e->home == NO_PARTY)
            e->home = d.party;
        return;
    }
    if (d.party == NO_PARTY || !d.office)
        return;
    if (d.office->kind != OFFICE_ROLE && d.office->kind != OFFICE_BODY)
        return;
    /* Whom the roster has in office is not moved to another party by what stands near his name. */
    if (e->actor ? (!term || had_term_with(a, e->name, d.party)) && (d.party != e->home || e->barred)
                 : e->party == NO_PARTY && !e->barred) {
        e->party = e->home = d.party;
        e->barred = false;
        e->last_known = false;
    }
}

static void introduce(struct actors *a, const struct sentence *s, const struct mention *m)
{
    struct entity *e = &a->entities[m->entity];
    struct link_to_office offices[DESCRIPTIONS_MAX];
    size_t n = by_tree(a, m, offices, 0);

    n = by_order(a, s, m, offices, n);
    for (size_t i = 0; i < n; i++) {
        const struct office_span *o = office_span_at(a, offices[i].head);

        learn(a, e, m, &offices[i]);
        if (!o || o->office->kind == OFFICE_BODY)
            continue;
        a->entity_of[o->head] = m->entity + 1;
        if (!a->at[o->first])
            a->entity_of[o->first] = m->entity + 1; /* "Secretary of State Ann Colter", where the tree parts the two */
    }
}

/* "Speaking on behalf of the Chinese government, Lin Weiran said": whoever is the subject of the verb above. */
static void on_behalf(struct actors *a)
{
    const struct document *doc = a->doc;

    for (uint32_t i = 1; i < doc->n_tokens; i++) {
        struct description d;
        uint32_t verb = i;

        if (!token_is(doc, i, "behalf") || !token_is(doc, i - 1, "on"))
            continue;
        actor_describe(a, i, &d);
        for (uint32_t c = arcs_first(doc, i); c != DOCUMENT_NO_HEAD && d.party == NO_PARTY; c = arcs_next(doc, c))
            if (relation_at(a, c) == RELATION_NMOD)
                d.party = party_behind(a, c);
        for (int climb = 0; climb < CLIMB_MAX && d.party != NO_PARTY && doc->tokens[verb].head != DOCUMENT_NO_HEAD;
             climb++) {
            verb = doc->tokens[verb].head;
            for (uint32_t c = arcs_first(doc, verb); c != DOCUMENT_NO_HEAD; c = arcs_next(doc, c))
                if (relation_at(a, c) == RELATION_NSUBJ && a->entity_of[c]) {
                    struct entity *e = &a->entities[a->entity_of[c] - 1];

                    if (e->kind == ACTOR_PERSON && e->party == NO_PARTY && !e->barred)
                        e->party = e->home = d.party;
                }
        }
    }
}

void persons_introduce(struct actors *a)
{
    const struct document *doc = a->doc;

    for (size_t i = 0; i < a->n_mentions; i++)
        if (a->mentions[i].kind == ACTOR_PERSON)
            introduce(a, &doc->sentences[sentence_at(doc, a->mentions[i].head)], &a->mentions[i]);
    on_behalf(a);
}
