/* mention.c - which words of a page are names.
 *
 *     Ukrainian foreign ministry spokesman Georgiy Tykhy dismissed ... Tykhy added that Kyiv ...
 *     ---------                            -------------               -----            ----
 *
 * A name is the roster's, or one that the model marks as a person's, or a run of capitals behind an office. Names of
 * several words come first, over the whole page, and each is one person with those that are spelled alike (person.c).
 * Then single words: each is whoever was named with it last, else the one in the roster who held an office at the
 * date of publication. */
#include "record/actor/finding.h"

#include <stdlib.h>

#include "base/utf8.h"

#define NAME_WORDS_MAX 7 /* of one name                                         */
#define CLIMB_MAX      3 /* from a name up to its office, past "to the UN"        */

/* ---- the roster ---- */

static bool proper(const struct actors *a, uint32_t i)
{
    return upos_at(a, i) == UPOS_PROPN;
}

/* "Moscow Times", "Kyiv Independent": a longer name that begins with a capital's is not the capital. */
static bool goes_on(const struct actors *a, uint32_t end, uint32_t limit)
{
    return end < limit && proper(a, end) && !(a->doc->tokens[end].feats & FEAT_OPENS) && !a->office_at[end] &&
           a->doc->tokens[end].name != NAME_PERSON;
}

static bool paper_behind(const struct actors *a, uint32_t end, uint32_t limit)
{
    return end < limit && proper(a, end) &&
           (token_is(a->doc, end, "times") || token_is(a->doc, end, "today") || token_is(a->doc, end, "news") ||
            token_is(a->doc, end, "post"));
}

/* The roster's name at token i, if there is one. */
static bool roster_mention(const struct actors *a, uint32_t i, uint32_t end, struct mention *out)
{
    const struct roster *roster = &a->knowledge->roster;
    struct phrase_match m[16];
    size_t n = phrase_match_at(roster->phrases, a->doc, NULL, i, end, m, COUNT_OF(m)), best = SIZE_MAX;
    const struct actor *actor;

    for (size_t k = 0; k < n && m[k].end == m[0].end; k++) {
        actor = &roster->actors[m[k].value];
        if (best == SIZE_MAX)
            best = k;
        else if (actor->kind == ACTOR_PERSON && roster->actors[m[best].value].kind == ACTOR_PERSON &&
                 term_later(roster_term(actor, a->date), roster_term(&roster->actors[m[best].value], a->date)))
            best = k;
    }
    if (best == SIZE_MAX)
        return false;
    actor = &roster->actors[m[best].value];
    *out = (struct mention){ .first = m[best].first,
                             .end = m[best].end,
                             .actor = actor,
                             .kind = actor->kind,
                             .party = actor->party,
                             .entity = NO_ENTITY };
    if (out->kind == ACTOR_ELSEWHERE) {
        a->elsewhere[out->party] = true;
        return false;
    }
    if ((out->kind == ACTOR_CAPITAL || out->kind == ACTOR_SEAT) && goes_on(a, out->end, end))
        return false;
    return !(out->kind == ACTOR_NAME && paper_behind(a, out->end, end));
}

/* ---- which words ---- */

static bool stops_name(const struct actors *a, uint32_t i)
{
    return (upos_at(a, i) == UPOS_PUNCT && !token_is(a->doc, i, "-") && !token_is(a->doc, i, ".")) ||
           token_is(a->doc, i, "'s") || token_is(a->doc, i, "'") || upos_at(a, i) == UPOS_CCONJ ||
           upos_at(a, i) == UPOS_VERB || upos_at(a, i) == UPOS_AUX || token_is(a->doc, i, "the");
}

static bool particle(const struct document *doc, uint32_t i)
{
    static const char *const words[] = { "bin", "ibn", "al", "el",  "von", "van", "de",   "der", "den",
                                         "la",  "di",  "da", "dos", "ben", "abu", "ould", "del" };

    for (size_t k = 0; k < COUNT_OF(words); k++)
        if (token_is(doc, i, words[k]))
            return true;
    return false;
}

/* "al-Sudani", "el-Sisi": a name may open with a small article and a hyphen. */
static bool small_article(const struct document *doc, uint32_t i)
{
    struct text word = token_text(doc, i);
    unsigned size;

    return word.len > 3 && (text_starts(word, "al-") || text_starts(word, "el-")) &&
           point_is_upper(utf8_at(word, 3, &size));
}

static bool opens_name(const struct document *doc, uint32_t i)
{
    return (doc->tokens[i].feats & FEAT_CAPITAL) || small_article(doc, i);
}

/* "On Monday Brook said": no name that begins with a day, unless the model says so ("April Brook"). */
static bool is_day(const struct actors *a, uint32_t i)
{
    return a->doc->tokens[i].name == NAME_NONE && arcs_is_time(a->doc, i);
}

/* "Prime Minister Abiy Ahmed", all of which the model takes for the name. */
static bool office_before_name(const struct actors *a, uint32_t i, uint32_t end)
{
    const struct office_span *o = office_span_at(a, i);

    return o && o->first == i && o->end < end && o->office->kind == OFFICE_ROLE && o->end > i + 1;
}

/* One past the person's name at i as the model has it, or i. `at` says which name covers which token. */
static uint32_t marked_person(const struct actors *a, const uint32_t *name_at, uint32_t i)
{
    const struct name *n = name_at[i] ? &a->doc->names[name_at[i] - 1] : NULL;
    uint32_t k = i;

    if (!n || n->kind != NAME_PERSON || !opens_name(a->doc, i) || office_before_name(a, i, n->end) ||
        (a->office_at[i] && office_span_at(a, i)->first < i)) /* "Secretary of [State Marco Rubio]" */
        return i;
    while (k < n->end && k < i + NAME_WORDS_MAX && !stops_name(a, k) && !(role_at(a, k) && k == i))
        k++;
    return k;
}

/* One past a run of capitalised words at i, with the particles inside it. */
static uint32_t capital_run(const struct actors *a, uint32_t i, uint32_t end)
{
    uint32_t k = i;

    while (k < end && k < i + NAME_WORDS_MAX &&
           ((proper(a, k) && !a->at[k] && !office_span_at(a, k)) ||
            (k > i && k + 1 < end && particle(a->doc, k) && (proper(a, k + 1) || particle(a->doc, k + 1)))))
        k++;
    return k;
}

/* "Ambassador to [Norhaven] Ilse Brandt": do the words before i say that an office is held there? */
static bool behind_office(const struct actors *a, const struct sentence *s, uint32_t i)
{
    const struct office_span *o;

    while (i > s->first && upos_at(a, i - 1) == UPOS_DET)
        i--;
    if (i < s->first + 2 || upos_at(a, i - 1) != UPOS_ADP)
        return false;
    o = office_span_at(a, i - 2);
    return o && o->office->kind == OFFICE_ROLE && !(a->doc->tokens[o->head].feats & FEAT_PLURAL);
}

/* Do the words around a run of capitals make it a person: an office before it or in apposition, a verb of
 * saying? */
static bool personal(const struct actors *a, const struct sentence *s, uint32_t first, uint32_t end)
{
    const struct office_span *before = first > s->first ? office_span_at(a, first - 1) : NULL;
    uint32_t head = arcs_head(a->doc, first, end);

    if (before && (before->office->kind == OFFICE_ROLE || before->office->kind == OFFICE_BARS) &&
        !(a->doc->tokens[before->head].feats & FEAT_PLURAL))
        return true;
    if (first > s->first && mention_at(a, first - 1) && mention_at(a, first - 1)->kind != ACTOR_PERSON &&
        behind_office(a, s, mention_at(a, first - 1)->first))
        return true;
    for (uint32_t d = arcs_first(a->doc, head); d != DOCUMENT_NO_HEAD; d = arcs_next(a->doc, d))
        if (d >= end && relation_at(a, d) == RELATION_APPOS && role_at(a, d))
            return true;
    return (relation_at(a, head) == RELATION_NSUBJ || relation_at(a, head) == RELATION_NSUBJ_PASS) &&
           a->doc->tokens[head].name == NAME_NONE && a->doc->tokens[head].head != DOCUMENT_NO_HEAD &&
           token_says(a->doc, a->doc->tokens[head].head);
}

/* One past a name of several words at i that the model has not marked as a person's, or i. */
static uint32_t unmarked_person(const struct actors *a, const struct sentence *s, uint32_t i)
{
    struct mention inside;
    uint32_t end;

    if (!proper(a, i) || is_day(a, i) || (i > s->first && proper(a, i - 1) && !a->at[i - 1] && !a->office_at[i - 1]))
        return i;
    end = capital_run(a, i, s->end);
    if (end <= i + 1 || !personal(a, s, i, end))
        return i;
    for (uint32_t k = i + 1; k < end; k++)
        if (a->doc->tokens[k].head != i && a->doc->tokens[i].head != k && roster_mention(a, k, s->end, &inside))
            return i;
    return end;
}

static priscus_status mention_add(struct finding *f, struct mention m)
{
    struct actors *a = f->a;
    struct mention *grown = arena_grow(f->mem, a->mentions, a->n_mentions, &f->mentions_room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    m.head = arcs_head(a->doc, m.first, m.end);
    a->mentions = grown;
    grown[a->n_mentions++] = m;
    for (uint32_t k = m.first; k < m.end; k++)
        a->at[k] = (uint32_t)a->n_mentions;
    return PRISCUS_OK;
}

/* Names of the roster and persons of several words. */
static priscus_status names_in(struct finding *f, const struct sentence *s, const uint32_t *name_at)
{
    struct actors *a = f->a;

    for (uint32_t i = s->first; i < s->end; i++) {
        struct mention m;
        priscus_status status;
        uint32_t person;
        bool known;

        if (!opens_name(a->doc, i) || a->at[i])
            continue;
        person = marked_person(a, name_at, i);
        if (person <= i + 1 && (name_at[i] == 0 || a->doc->names[name_at[i] - 1].kind != NAME_PERSON))
            person = unmarked_person(a, s, i);
        known = roster_mention(a, i, s->end, &m);
        if (known && m.kind != ACTOR_PERSON && person > m.end && proper(a, m.end) && !a->office_at[m.end] &&
            (!name_at[i] || a->doc->names[name_at[i] - 1].first == i) && !behind_office(a, s, i))
            known = false; /* "Israel Katan" */
        if (known && m.kind == ACTOR_PERSON && person > m.end)
            known = false; /* "Kim" of "Kim Tae Ho" */
        if (!known) {
            if (person <= i + 1 || (a->office_at[i] && office_span_at(a, i)->office->kind == OFFICE_TITLE))
                continue;
            m = (struct mention){ .first = i, .end = person, .kind = ACTOR_PERSON, .party = NO_PARTY };
        }
        m.entity = NO_ENTITY;
        status = mention_add(f, m);
        if (status != PRISCUS_OK)
            return status;
        i = m.end - 1;
    }
    return PRISCUS_OK;
}

/* "Ms. Devani" */
static enum gender titled_gender(const struct actors *a, const struct sentence *s, uint32_t first)
{
    const struct office_span *o = first > s->first ? office_span_at(a, first - 1) : NULL;

    return o && o->office->kind == OFFICE_TITLE ? (enum gender)o->office->gender : GENDER_UNKNOWN;
}

/* The person is named here, so that a last name alone means him from now on; not if he is named in passing ("for his
 * wife Helen Orsk"). */
static void note_named(struct actors *a, uint32_t entity, uint32_t i)
{
    for (int climb = 0; climb < CLIMB_MAX && i != DOCUMENT_NO_HEAD; climb++) {
        uint8_t relation = relation_at(a, i);

        if (relation == RELATION_OBL || relation == RELATION_NMOD || relation == RELATION_NMOD_POSS) {
            if (!a->entities[entity].seen)
                a->entities[entity].seen = 1;
            return;
        }
        if (relation != RELATION_APPOS && relation != RELATION_FLAT && relation != RELATION_COMPOUND &&
            relation != RELATION_NMOD_DESC)
            break;
        i = a->doc->tokens[i].head;
    }
    a->entities[entity].seen = i == DOCUMENT_NO_HEAD ? 1 : i + 1;
}

static const char *const quarters[] = { "north", "south", "east", "west" };

static size_t quarter_of(const struct document *doc, uint32_t i)
{
    size_t q = 0;

    while (q < COUNT_OF(quarters) && !token_is(doc, i, quarters[q]))
        q++;
    return q;
}

/* "North Korea", and from then on "the North". */
static void keep_quarter(const struct actors *a, const struct mention *m, uint32_t party[COUNT_OF(quarters)])
{
    size_t q = m->end == m->first + 2 || (m->end == m->first + 1 && m->kind == ACTOR_ADJECTIVE)
                   ? quarter_of(a->doc, m->first)
                   : COUNT_OF(quarters);

    if (q < COUNT_OF(quarters) && (m->kind == ACTOR_NAME || m->kind == ACTOR_ADJECTIVE))
        party[q] = m->party + 1;
}

static bool is_quarter(const struct actors *a, const struct sentence *s, uint32_t i,
                       const uint32_t party[COUNT_OF(quarters)], struct mention *out)
{
    size_t q = quarter_of(a->doc, i);

    if (q == COUNT_OF(quarters) || !party[q] || i == s->first || !token_is(a->doc, i - 1, "the") ||
        (i + 1 < s->end && (proper(a, i + 1) || upos_at(a, i + 1) == UPOS_NOUN || token_is(a->doc, i + 1, "of"))))
        return false;
    *out = (struct mention){
        .first = i, .end = i + 1, .head = i, .kind = ACTOR_NAME, .party = party[q] - 1, .entity = NO_ENTITY
    };
    return true;
}

/* Single words, and runs of capitals behind an office; in text order, so that of two namesakes the nearer is
 * meant. */
static priscus_status words_in(struct finding *f, const struct sentence *s, const uint32_t *name_at,
                               uint32_t party_of_quarter[COUNT_OF(quarters)])
{
    struct actors *a = f->a;

    for (uint32_t i = s->first; i < s->end; i++) {
        struct mention m = { .first = i, .kind = ACTOR_PERSON, .party = NO_PARTY, .entity = NO_ENTITY };
        const struct office_span *o = i > s->first ? office_span_at(a, i - 1) : NULL;
        priscus_status status;
        bool marked, titled;

        if (a->at[i]) {
            struct mention *old = &a->mentions[a->at[i] - 1];

            /* "Jordan" after "Jim Jordan" */
            if (old->kind != ACTOR_PERSON && old->end == i + 1 && a->doc->tokens[i].name == NAME_PERSON) {
                uint32_t e = person_find(f, words_of(a->doc, i, i + 1), NULL, GENDER_UNKNOWN);

                if (e != NO_ENTITY)
                    *old = (struct mention){
                        .first = i, .end = i + 1, .head = i, .kind = ACTOR_PERSON, .party = NO_PARTY, .entity = e
                    };
            }
            if (old->kind == ACTOR_PERSON && old->entity == NO_ENTITY) {
                status = person_settle(f, old, titled_gender(a, s, i), true);
                if (status != PRISCUS_OK)
                    return status;
            }
            if (old->kind == ACTOR_PERSON)
                note_named(a, old->entity, old->head);
            keep_quarter(a, old, party_of_quarter);
            i = old->end - 1;
            continue;
        }
        if (!opens_name(a->doc, i) || !proper(a, i) || a->office_at[i] || is_day(a, i))
            continue;
        if (is_quarter(a, s, i, party_of_quarter, &m)) {
            if ((status = mention_add(f, m)) != PRISCUS_OK)
                return status;
            continue;
        }
        m.end = capital_run(a, i, s->end);
        if (m.end == i)
            continue;
        marked = a->doc->tokens[i].name == NAME_PERSON || a->doc->tokens[m.end - 1].name == NAME_PERSON;
        titled = o && (((o->office->kind == OFFICE_ROLE || o->office->kind == OFFICE_BARS) &&
                        !(a->doc->tokens[o->head].feats & FEAT_PLURAL)) ||
                       (o->office->kind == OFFICE_TITLE && o->office->gender));
        i = m.end - 1;
        if (!titled && a->doc->tokens[m.first].name == NAME_BODY && name_at[m.first] &&
            a->doc->names[name_at[m.first] - 1].end > m.first + 1)
            continue; /* "the Veldun Foundation" */
        if (!titled && name_at[m.first] && a->doc->names[name_at[m.first] - 1].kind != NAME_PERSON &&
            a->doc->names[name_at[m.first] - 1].end > m.end)
            continue; /* "the West [Bank]" */
        if (m.end > m.first + 1 && !marked && !titled)
            continue;
        status = person_settle(f, &m, titled_gender(a, s, m.first), marked || titled);
        if (status == PRISCUS_OK && m.entity != NO_ENTITY)
            status = mention_add(f, m);
        if (status != PRISCUS_OK)
            return status;
        if (m.entity != NO_ENTITY)
            note_named(a, m.entity, m.first);
    }
    return PRISCUS_OK;
}

static int by_first(const void *x, const void *y)
{
    const struct mention *a = x, *b = y;

    return (a->first > b->first) - (a->first < b->first);
}

/* Bodies that the roster does not know, by the names that the model marks. */
static priscus_status other_bodies(struct finding *f)
{
    struct actors *a = f->a;

    for (size_t i = 0; i < a->doc->n_names; i++) {
        const struct name *n = &a->doc->names[i];
        priscus_status status;
        uint32_t head, e;
        bool known = false;

        if (n->kind != NAME_BODY)
            continue;
        head = arcs_head(a->doc, n->first, n->end);
        for (uint32_t k = n->first; k < n->end; k++)
            known |= a->at[k] || (a->office_at[k] && office_span_at(a, k)->head == k);
        if (known || a->entity_of[head])
            continue;
        status = body_settle(f, words_of(a->doc, n->first, n->end), &e);
        if (status != PRISCUS_OK)
            return status;
        a->entity_of[head] = e + 1;
    }
    return PRISCUS_OK;
}

/* "Georgia rejects it, Governor Hale said in Atlanta": the name alone is not the party's, where the roster says that the
 * words around it are another's and nothing else of the party is on the page. */
static void drop_namesakes(struct actors *a)
{
    size_t kept = 0;

    for (size_t i = 0; i < a->n_mentions; i++) /* what is the party's for certain */
        if (a->mentions[i].party != NO_PARTY && a->mentions[i].kind != ACTOR_NAME)
            a->elsewhere[a->mentions[i].party] = false;
    for (size_t i = 0; i < a->n_mentions; i++)
        if (a->mentions[i].party == NO_PARTY || !a->elsewhere[a->mentions[i].party])
            a->mentions[kept++] = a->mentions[i];
    if (kept < a->n_mentions)
        memset(a->at, 0, (a->doc->n_tokens + 1) * sizeof *a->at);
    a->n_mentions = kept;
}

/* The mentions in text order, and which token each covers. */
static void sort_mentions(struct actors *a)
{
    if (a->n_mentions)
        qsort(a->mentions, a->n_mentions, sizeof *a->mentions, by_first);
    for (size_t i = 0; i < a->n_mentions; i++)
        for (uint32_t t = a->mentions[i].first; t < a->mentions[i].end; t++)
            a->at[t] = (uint32_t)i + 1;
}

/* Names of several words first, over the whole page, then the single words that may be short for them. */
static priscus_status find_names(struct finding *f, const uint32_t *name_at)
{
    struct actors *a = f->a;
    const struct document *doc = a->doc;
    uint32_t party_of_quarter[COUNT_OF(quarters)] = { 0 };
    priscus_status status = PRISCUS_OK;

    for (size_t s = 0; status == PRISCUS_OK && s < doc->n_sentences; s++)
        status = names_in(f, &doc->sentences[s], name_at);
    for (size_t i = 0; status == PRISCUS_OK && i < a->n_mentions; i++)
        if (a->mentions[i].kind == ACTOR_PERSON && a->mentions[i].end > a->mentions[i].first + 1)
            status = person_settle(f, &a->mentions[i], GENDER_UNKNOWN, true);
    for (size_t s = 0; status == PRISCUS_OK && s < doc->n_sentences; s++)
        status = words_in(f, &doc->sentences[s], name_at, party_of_quarter);
    return status;
}

priscus_status mentions_find(struct finding *f)
{
    struct actors *a = f->a;
    const struct document *doc = a->doc;
    uint32_t *name_at = arena_alloc(f->mem, (doc->n_tokens + 1) * sizeof *name_at);
    priscus_status status;

    a->at = arena_alloc(f->mem, (doc->n_tokens + 1) * sizeof *a->at);
    a->party_end = arena_alloc(f->mem, (doc->n_tokens + 1) * sizeof *a->party_end);
    a->entity_of = arena_alloc(f->mem, (doc->n_tokens + 1) * sizeof *a->entity_of);
    a->group_of = arena_alloc(f->mem, (doc->n_tokens + 1) * sizeof *a->group_of);
    a->elsewhere = arena_alloc(f->mem, (a->knowledge->roster.n_parties + 1) * sizeof *a->elsewhere);
    if (!name_at || !a->elsewhere || !a->at || !a->party_end || !a->entity_of || !a->group_of)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < doc->n_names; i++)
        for (uint32_t k = doc->names[i].first; k < doc->names[i].end; k++)
            name_at[k] = (uint32_t)i + 1;
    status = persons_init(f);
    if (status == PRISCUS_OK)
        status = find_names(f, name_at);
    if (status != PRISCUS_OK)
        return status;
    drop_namesakes(a);
    sort_mentions(a);
    for (size_t i = 0; i < a->n_mentions; i++) {
        struct mention *m = &a->mentions[i];

        if (m->kind != ACTOR_PERSON) {
            status = entity_of_party(f, m->party, &m->entity);
            if (status != PRISCUS_OK)
                return status;
        }
        a->entity_of[m->head] = m->entity + 1;
    }
    persons_introduce(a);
    return other_bodies(f);
}
