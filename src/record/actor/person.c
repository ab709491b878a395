/* person.c - which names of a page are one person's, and what the roster knows of him.
 *
 *     Foreign Minister Serhiy Malko met the envoy. Sergei Malko spoke for an hour. Malko said ...
 *
 * Three names, one person: they are looked up by the letters of their last word (spelling.h) among those the page has
 * named, the fullest name is kept, and the roster says which office he holds at the date of publication. */
#include "record/actor/finding.h"
#include "record/knowledge/spelling.h"

bool term_later(const struct term *a, const struct term *b)
{
    if (!a || !b)
        return a != NULL;
    if ((a->last_known || !date_known(a->to)) != (b->last_known || !date_known(b->to)))
        return a->last_known || !date_known(a->to);
    return date_compare(a->from, b->from) > 0;
}

/* ---- persons by their spelling ---- */

priscus_status persons_init(struct finding *f)
{
    for (f->n_buckets = 64; f->n_buckets < f->a->doc->n_names; f->n_buckets *= 2)
        ;
    f->bucket = arena_alloc(f->mem, f->n_buckets * sizeof *f->bucket);
    return f->bucket ? PRISCUS_OK : PRISCUS_ENOMEM;
}

static uint32_t *bucket_of(struct finding *f, struct text word)
{
    return &f->bucket[spelling_hash(word) & (f->n_buckets - 1)];
}

static priscus_status spelled_add(struct finding *f, struct spelled w)
{
    struct spelled *grown = arena_grow(f->mem, f->spelled, f->n_spelled, &f->spelled_room, sizeof *grown);
    uint32_t *bucket = bucket_of(f, w.word);

    if (!grown)
        return PRISCUS_ENOMEM;
    f->spelled = grown;
    w.next = *bucket;
    grown[f->n_spelled] = w;
    *bucket = (uint32_t)++f->n_spelled;
    return PRISCUS_OK;
}

static struct text first_word(struct text name)
{
    size_t n = 0;

    if (text_starts_fold(name, "sir ")) /* "Sir Per" is short for "Sir Per Holm" */
        name = text_of(name.ptr + 4, name.len - 4);
    while (n < name.len && !is_ascii_space(name.ptr[n]))
        n++;
    return text_of(name.ptr, n);
}

uint32_t person_find(struct finding *f, struct text name, const struct actor *actor, enum gender gender)
{
    struct text before, last = spelling_last_name(name, &before);
    uint32_t best = NO_ENTITY, n = 0;
    bool best_given = true;

    for (uint32_t k = *bucket_of(f, last); k && n < NAMESAKES_MAX; k = f->spelled[k - 1].next, n++) {
        const struct spelled *w = &f->spelled[k - 1];
        const struct entity *e = &f->a->entities[w->entity];

        if (e->kind != ACTOR_PERSON || (before.len && w->given) || (w->given && !best_given))
            continue;
        if (actor && e->actor && e->actor != actor)
            continue;
        if (gender && e->gender && e->gender != gender)
            continue;
        if (!(actor && e->actor) &&
            !(before.len ? spelling_person_meets(w->name, name) : spelling_meets(w->word, last)))
            continue;
        if (best == NO_ENTITY || (best_given && !w->given) || e->seen > f->a->entities[best].seen) {
            best = w->entity;
            best_given = w->given;
        }
    }
    return best;
}

static priscus_status person_new(struct finding *f, struct text name, const struct actor *actor, uint32_t *out)
{
    struct text before, last = spelling_last_name(name, &before);
    struct entity person = { .kind = ACTOR_PERSON, .party = NO_PARTY, .home = NO_PARTY, .actor = actor, .name = name };
    priscus_status status = entity_new(f, person, out);

    if (status == PRISCUS_OK)
        status = spelled_add(f, (struct spelled){ .entity = *out, .word = last, .name = name });
    if (status == PRISCUS_OK && before.len)
        status =
            spelled_add(f, (struct spelled){ .entity = *out, .given = true, .word = first_word(name), .name = name });
    return status;
}

/* ---- what the roster knows ---- */

static void give_party(struct actors *a, uint32_t entity, const struct actor *actor)
{
    const struct term *term = roster_term(actor, a->date);
    struct entity *e = &a->entities[entity];

    e->actor = actor;
    e->home = term ? term->party : actor->party;
    e->party = term ? term->party : NO_PARTY;
    e->barred = term == NULL;
    e->last_known = term && term->last_known;
    for (size_t i = 0; i < actor->n_terms; i++)
        if (term == &actor->terms[i])
            offices_in(&a->knowledge->offices, actor->terms[i].office, &e->roles);
}

/* The roster's person of that name; of several, the one in office. NULL: none. */
static const struct actor *roster_person(const struct actors *a, struct text name, bool whole)
{
    const struct roster *roster = &a->knowledge->roster;
    const struct actor *best = NULL;
    const struct term *best_term = NULL;
    size_t k = 0, n = 0;

    while (n++ < NAMESAKES_MAX &&
           (k = whole ? roster_by_name(roster, name, k) : roster_by_last_name(roster, name, k)) != SIZE_MAX) {
        const struct actor *actor = &roster->actors[k++];
        const struct term *term = roster_term(actor, a->date);

        bool same = best && text_eq(best->name, actor->name); /* one person, of two parties one after the other */

        if (!whole && !same && term && best_term && best_term->party != term->party)
            return NULL; /* two are in office: it may mean either */
        if (!best || (term && !best_term) || (term && (whole || same) && term_later(term, best_term))) {
            best = actor;
            best_term = term;
        }
    }
    return best;
}

/* The longest name wins; a single word never over several. */
static void keep_fuller(struct entity *e, struct text name)
{
    if (name.len > e->name.len)
        e->name = name;
}

priscus_status person_settle(struct finding *f, struct mention *m, enum gender gender, bool sure)
{
    struct actors *a = f->a;
    struct text name = words_of(a->doc, m->first, m->end), before;
    bool several = (spelling_last_name(name, &before), before.len > 0);
    /* A short form of the roster's ("Kim") is first of all somebody's of the page. */
    uint32_t e = several || !m->actor ? NO_ENTITY : person_find(f, name, NULL, gender);

    if (e == NO_ENTITY)
        e = person_find(f, name, m->actor, gender);
    if (e == NO_ENTITY) {
        const struct actor *actor = m->actor ? m->actor : roster_person(a, name, several);
        priscus_status status;

        if (!actor && !sure)
            return PRISCUS_OK;
        status = person_new(f, name, actor, &e);
        if (status != PRISCUS_OK)
            return status;
        if (actor)
            give_party(a, e, actor);
    } else {
        keep_fuller(&a->entities[e], name);
        if (m->actor && several && !a->entities[e].actor)
            give_party(a, e, m->actor);
    }
    if (gender)
        a->entities[e].gender = gender;
    m->entity = e;
    return PRISCUS_OK;
}

priscus_status body_settle(struct finding *f, struct text name, uint32_t *out)
{
    struct entity body = { .kind = ACTOR_BODY, .party = NO_PARTY, .home = NO_PARTY, .name = name };
    struct text before, last = spelling_last_name(name, &before);
    priscus_status status;
    uint32_t tried = 0;

    for (uint32_t k = *bucket_of(f, last); k && tried < NAMESAKES_MAX; k = f->spelled[k - 1].next, tried++)
        if (f->a->entities[f->spelled[k - 1].entity].kind == ACTOR_BODY && text_eq(f->spelled[k - 1].name, name)) {
            *out = f->spelled[k - 1].entity;
            return PRISCUS_OK;
        }
    status = entity_new(f, body, out);
    if (status != PRISCUS_OK)
        return status;
    return spelled_add(f, (struct spelled){ .entity = *out, .word = last, .name = name });
}
