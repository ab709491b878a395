/* actor.c - who is who in this article, and for whom they speak.
 *
 *     Ukrainian foreign ministry spokesman Georgiy Tykhy dismissed ... Tykhy added that Kyiv ...
 *
 * Names come from the roster, but the text teaches first: a party's name, an office and a run of capitals
 * behind
 * ("Ukrainian ... spokesman Georgiy Tykhy"), or the same in apposition ("Georgiy Tykhy, spokesman of the
 * Ukrainian ministry"), make a person of that party for this article, whether the roster knows
 * the name or not. A last name alone is whoever was introduced with it, else the one in the roster who holds an
 * office at the date of publication. "Former" bars, unless the roster says that the term runs. */
#include <stdlib.h>

#include "record/floor.h"

#define NEAR_SENTENCES 4 /* how far back a pronoun may reach */
#define OFFICE_GAP     4 /* words between a party and its office: "Russian deputy first foreign minister" */

static bool proper(const struct document *doc, uint32_t i)
{
    return doc->tokens[i].upos == UPOS_PROPN;
}

/* One past the office phrase at i, or 0. */
static uint32_t office_at(const struct actors *a, uint32_t i, uint32_t end, enum office_kind kind)
{
    struct phrase_match m[8];
    size_t n = phrase_match_at(a->knowledge->offices, a->doc, NULL, i, end, m, COUNT_OF(m));

    for (size_t k = 0; k < n; k++)
        if (m[k].value == (uint32_t)kind)
            return m[k].end;
    return 0;
}

static bool person_term(const struct actors *a, const struct actor *actor, struct mention *m)
{
    const struct term *term = roster_term(&a->knowledge->roster, actor, a->date);

    m->party = term ? term->party : actor->party;
    m->barred = term == NULL;
    m->last_known = term && term->last_known;
    return term != NULL;
}

/* "Moscow Times", "Kyiv Independent": a name that goes on is not the capital. */
static bool goes_on(const struct actors *a, uint32_t end, uint32_t limit)
{
    return end < limit && proper(a->doc, end) && !(a->doc->tokens[end].feats & FEAT_OPENS) &&
           !office_at(a, end, limit, OFFICE_SPEAKS);
}

/* One person under two parties, one after the other: the later term counts. */
static bool later(const struct term *a, const struct term *b)
{
    if (!a || !b)
        return a != NULL;
    if ((a->last_known || !date_known(a->to)) != (b->last_known || !date_known(b->to)))
        return a->last_known || !date_known(a->to);
    return date_compare(a->from, b->from) > 0;
}

/* The roster's name at token i, if there is one. */
static bool roster_mention(const struct actors *a, uint32_t i, uint32_t end, struct mention *out)
{
    const struct roster *roster = &a->knowledge->roster;
    struct phrase_match m[16];
    size_t n = phrase_match_at(roster->phrases, a->doc, NULL, i, end, m, COUNT_OF(m)), best = SIZE_MAX;

    for (size_t k = 0; k < n && m[k].end == m[0].end; k++) {
        const struct actor *actor = &roster->actors[m[k].value];

        if (best == SIZE_MAX)
            best = k;
        else if (actor->kind == ACTOR_PERSON && roster->actors[m[best].value].kind == ACTOR_PERSON &&
                 later(roster_term(roster, actor, a->date),
                       roster_term(roster, &roster->actors[m[best].value], a->date)))
            best = k;
    }
    if (best == SIZE_MAX)
        return false;
    *out =
        (struct mention){ .first = m[best].first, .end = m[best].end, .actor = &roster->actors[m[best].value] };
    out->kind = out->actor->kind;
    out->party = out->actor->party;
    if (out->kind == ACTOR_PERSON) {
        person_term(a, out->actor, out);
        out->name = text_in(a->doc->body, (struct span){ a->doc->tokens[out->first].span.begin,
                                                         a->doc->tokens[out->end - 1].span.end });
    } else if ((out->kind == ACTOR_CAPITAL || out->kind == ACTOR_SEAT) && goes_on(a, out->end, end))
        return false;
    else if (out->kind == ACTOR_NAME && out->end < end &&
             (token_is(a->doc, out->end, "times") || token_is(a->doc, out->end, "today") ||
              token_is(a->doc, out->end, "news") || token_is(a->doc, out->end, "post")) &&
             proper(a->doc, out->end))
        return false;
    return true;
}

/* Is he called former somewhere in the noun phrase before token i? */
static bool called_former(const struct actors *a, uint32_t first, uint32_t i)
{
    for (uint32_t k = i, steps = 0; k > first && steps < 7; steps++) {
        const struct token *t = &a->doc->tokens[--k];

        if (t->upos == UPOS_VERB || t->upos == UPOS_AUX || t->upos == UPOS_PUNCT || t->upos == UPOS_SCONJ ||
            t->upos == UPOS_CCONJ)
            return false;
        if (token_is(a->doc, k, "former") || token_is(a->doc, k, "retired") || token_is(a->doc, k, "late") ||
            token_is(a->doc, k, "ex") || token_is(a->doc, k, "then"))
            return true;
    }
    return false;
}

static struct text words(const struct document *doc, uint32_t first, uint32_t end)
{
    return text_in(doc->body, (struct span){ doc->tokens[first].span.begin, doc->tokens[end - 1].span.end });
}

struct learnt { /* a person this page introduces */
    struct text last, name;
    uint32_t party;
    bool barred;
};

struct learning {
    struct learnt *at;
    size_t n, room;
    struct arena *mem;
};

static bool learn(struct learning *l, const struct document *doc, uint32_t first, uint32_t end, uint32_t party,
                  bool barred)
{
    struct text last = token_text(doc, end - 1), name = words(doc, first, end);
    struct learnt *grown;

    for (size_t i = 0; i < l->n; i++)
        if (text_eq(l->at[i].last, last)) {
            if (name.len > l->at[i].name.len)
                l->at[i].name = name;
            return true;
        }
    grown = arena_grow(l->mem, l->at, l->n, &l->room, sizeof *grown);
    if (!grown)
        return false;
    l->at = grown;
    grown[l->n++] = (struct learnt){ last, name, party, barred };
    return true;
}

static const struct learnt *learnt_find(const struct learning *l, struct text last)
{
    for (size_t i = 0; i < l->n; i++)
        if (text_eq(l->at[i].last, last))
            return &l->at[i];
    return NULL;
}

/* A run of capitalised words at i that is nobody's name in the roster. */
static uint32_t name_run(const struct actors *a, uint32_t i, uint32_t end)
{
    uint32_t k = i;

    while (k < end && k < i + 5 && proper(a->doc, k) && !a->at[k] && !office_at(a, k, end, OFFICE_SPEAKS))
        k++;
    /* "Mohammed bin Salman" */
    if (k > i && k + 1 < end &&
        (token_is(a->doc, k, "bin") || token_is(a->doc, k, "al") || token_is(a->doc, k, "von") ||
         token_is(a->doc, k, "de")) &&
        proper(a->doc, k + 1))
        k += 2;
    return k;
}

/* From a party's mention on: words, an office, a name: "Iran's deputy foreign minister Abbas Araghchi". */
static bool learn_after(const struct actors *a, const struct mention *m, uint32_t start, uint32_t end,
                        struct learning *l)
{
    uint32_t k = m->end, office = 0, gap = 0, run;

    if (k < end && token_is(a->doc, k, "'s"))
        k++;
    while (k < end && gap <= OFFICE_GAP) {
        uint32_t e = office_at(a, k, end, OFFICE_SPEAKS);

        if (e) {
            office = k = e;
            gap = 0;
            continue;
        }
        if (a->at[k] ||
            (office && (proper(a->doc, k) || token_is(a->doc, k, "of") || token_is(a->doc, k, "for"))))
            break; /* "Ministry of Defence": what follows is no name of a person */
        if (a->doc->tokens[k].upos != UPOS_ADJ && a->doc->tokens[k].upos != UPOS_NOUN &&
            a->doc->tokens[k].upos != UPOS_PROPN && !token_is(a->doc, k, "for") && !token_is(a->doc, k, "of") &&
            !token_is(a->doc, k, "and"))
            break;
        k++;
        gap++;
    }
    if (!office || (k < end && (token_is(a->doc, k, "of") || token_is(a->doc, k, "for"))))
        return true;
    if (k < end && token_is(a->doc, k, ","))
        k++;
    run = name_run(a, k, end);
    if (run == k || run - k > 4)
        return true;
    return learn(l, a->doc, k, run, m->party,
                 called_former(a, start, m->first) || office_at(a, m->end, end, OFFICE_BARS));
}

/* "Georgiy Tykhy, spokesman of the Ukrainian foreign ministry,": look from the comma on. */
static bool learn_apposition(const struct actors *a, uint32_t first, uint32_t comma, uint32_t end,
                             struct learning *l)
{
    uint32_t party = NO_PARTY, limit = comma + 10 < end ? comma + 10 : end;
    bool office = false, barred = false;

    for (uint32_t k = comma + 1; k < limit; k++) {
        if (a->doc->tokens[k].upos == UPOS_VERB || a->doc->tokens[k].upos == UPOS_AUX ||
            token_is(a->doc, k, ","))
            break;
        if (a->at[k] && party == NO_PARTY && a->mentions[a->at[k] - 1].kind != ACTOR_PERSON)
            party = a->mentions[a->at[k] - 1].party;
        if (office_at(a, k, limit, OFFICE_SPEAKS))
            office = true;
        if (!office && office_at(a, k, limit, OFFICE_BARS))
            barred = true;
    }
    if (party == NO_PARTY || (!office && !barred))
        return true;
    return learn(l, a->doc, first, comma, party, barred);
}

static bool mention_add(struct actors *a, struct arena *mem, size_t *room, struct mention m)
{
    struct mention *grown = arena_grow(mem, a->mentions, a->n, room, sizeof *grown);

    if (!grown)
        return false;
    a->mentions = grown;
    grown[a->n++] = m;
    for (uint32_t k = m.first; k < m.end; k++)
        a->at[k] = (uint32_t)a->n;
    a->party_end[m.first] = m.end;
    return true;
}

/* Someone of the roster by last name alone: in office now, and the only one. */
static bool roster_last_name(const struct actors *a, uint32_t i, struct mention *out)
{
    const struct roster *roster = &a->knowledge->roster;
    struct text last = token_text(a->doc, i);
    bool found = false;

    if (last.len < 3)
        return false;
    for (size_t k = roster_by_last_name(roster, last, 0); k != SIZE_MAX;
         k = roster_by_last_name(roster, last, k + 1)) {
        struct mention m = {
            .first = i, .end = i + 1, .kind = ACTOR_PERSON, .actor = &roster->actors[k], .name = last
        };

        if (!person_term(a, &roster->actors[k], &m)) {
            if (!found)
                *out = m;
            continue;
        }
        if (found && !out->barred && out->party != m.party)
            return false; /* two in office: whom it means is not said */
        if (!found || out->barred)
            *out = m;
        found = true;
    }
    return found;
}

static bool learn_sentence(struct actors *a, const struct sentence *s, struct learning *l)
{
    for (uint32_t i = s->first; i < s->end; i++) {
        uint32_t run;

        if (a->at[i]) {
            const struct mention *m = &a->mentions[a->at[i] - 1];

            if (m->first == i && m->kind != ACTOR_PERSON && !learn_after(a, m, s->first, s->end, l))
                return false;
            i = m->end - 1;
            continue;
        }
        if (!proper(a->doc, i) || (i > s->first && proper(a->doc, i - 1) && !a->at[i - 1]))
            continue;
        run = name_run(a, i, s->end);
        if (run > i + 1 && run < s->end && token_is(a->doc, run, ",") &&
            !learn_apposition(a, i, run, s->end, l))
            return false;
        if (run > i)
            i = run - 1;
    }
    return true;
}

static int by_first(const void *x, const void *y)
{
    const struct mention *a = x, *b = y;

    return (a->first > b->first) - (a->first < b->first);
}

bool actors_find(const struct document *doc, const struct knowledge *k, struct arena *mem, struct actors *out)
{
    struct actors a = { .doc = doc, .knowledge = k, .date = doc->article->published };
    struct learning l = { .mem = mem };
    size_t room = 0, named;

    a.at = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *a.at);
    a.party_end = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *a.party_end);
    if (!a.at || !a.party_end)
        return false;
    for (size_t s = 0; s < doc->n_sentences; s++)
        for (uint32_t i = doc->sentences[s].first; i < doc->sentences[s].end; i++) {
            struct mention m;

            if (!(doc->tokens[i].feats & FEAT_CAPITAL) || !roster_mention(&a, i, doc->sentences[s].end, &m))
                continue;
            if (m.kind == ACTOR_PERSON && m.barred == false && called_former(&a, doc->sentences[s].first, i) &&
                date_known(a.date) == false)
                m.last_known = true;
            if (!mention_add(&a, mem, &room, m))
                return false;
            i = m.end - 1;
        }
    named = a.n;
    for (size_t s = 0; s < doc->n_sentences; s++)
        if (!learn_sentence(&a, &doc->sentences[s], &l))
            return false;
    /* Persons named in full teach their last names too. */
    for (size_t i = 0; i < named; i++)
        if (a.mentions[i].kind == ACTOR_PERSON) {
            const struct mention *m = &a.mentions[i];

            if (!learn(&l, doc, m->first, m->end, m->party, m->barred))
                return false;
        }
    for (size_t s = 0; s < doc->n_sentences; s++)
        for (uint32_t i = doc->sentences[s].first; i < doc->sentences[s].end; i++) {
            const struct learnt *known;
            struct mention m;
            uint32_t run;

            if (a.at[i] || !proper(doc, i))
                continue;
            run = name_run(&a, i, doc->sentences[s].end);
            if (run == i)
                continue;
            known = learnt_find(&l, token_text(doc, run - 1));
            m = (struct mention){ .first = i, .end = run, .kind = ACTOR_PERSON };
            if (known) {
                m.party = known->party;
                m.barred = known->barred;
                m.name = known->name;
            } else if (run == i + 1 && roster_last_name(&a, i, &m))
                ;
            else {
                i = run - 1;
                continue;
            }
            if (!mention_add(&a, mem, &room, m))
                return false;
            i = run - 1;
        }
    if (a.n)
        qsort(a.mentions, a.n, sizeof *a.mentions, by_first);
    for (size_t i = 0; i < a.n; i++) {
        struct mention *m = &a.mentions[i];

        for (uint32_t t = m->first; t < m->end; t++)
            a.at[t] = (uint32_t)i + 1;
        if (m->kind == ACTOR_PERSON) {
            const struct learnt *known = learnt_find(&l, token_text(doc, m->end - 1));

            if (known && known->name.len > m->name.len && known->party == m->party)
                m->name = known->name;
        }
    }
    *out = a;
    return true;
}

/* ---- noun phrases ------------------------------------------------------------------------ */

static struct actor_ref ref_of(const struct mention *m)
{
    struct actor_ref r = { .party = m->barred ? NO_PARTY : m->party,
                           .barred = m->barred,
                           .last_known = m->last_known };

    if (m->kind == ACTOR_PERSON)
        r.person = m->name;
    return r;
}

static bool body_like(const struct mention *m)
{
    return m->kind == ACTOR_NAME || m->kind == ACTOR_CAPITAL || m->kind == ACTOR_SEAT ||
           m->kind == ACTOR_BODY || m->kind == ACTOR_PEOPLE;
}

/* The first mention that `wanted` takes: in the sentence before the token, else in the nearest earlier one. */
static const struct mention *look_back(const struct actors *a, uint32_t before, bool person)
{
    size_t s = a->doc->n_sentences ? sentence_at(a->doc, before) : 0;

    for (size_t back = 0; back <= NEAR_SENTENCES && back <= s && a->doc->n_sentences; back++) {
        const struct sentence *at = &a->doc->sentences[s - back];
        const struct mention *adjective = NULL;

        for (uint32_t i = at->first; i < at->end && i < before; i++) {
            const struct mention *m = a->at[i] ? &a->mentions[a->at[i] - 1] : NULL;

            if (!m)
                continue;
            if (person ? m->kind == ACTOR_PERSON : body_like(m)) {
                /* "in Moscow" is where, not who */
                if (!person && i > at->first &&
                    (token_is(a->doc, i - 1, "in") || token_is(a->doc, i - 1, "at") ||
                     token_is(a->doc, i - 1, "from")) &&
                    m->kind == ACTOR_CAPITAL) {
                    i = m->end - 1;
                    continue;
                }
                return m;
            }
            if (!person && !adjective && (m->kind == ACTOR_ADJECTIVE || m->kind == ACTOR_PERSON) && !m->barred)
                adjective = m;
            i = m->end - 1;
        }
        if (adjective)
            return adjective;
    }
    return NULL;
}

bool actors_last_person(const struct actors *actors, uint32_t before, struct actor_ref *out)
{
    const struct mention *m = look_back(actors, before, true);

    if (!m)
        return false;
    *out = ref_of(m);
    return true;
}

bool actors_last_party(const struct actors *actors, uint32_t before, struct actor_ref *out)
{
    const struct mention *m = look_back(actors, before, false);

    if (!m)
        return false;
    *out = ref_of(m);
    out->person = (struct text){ 0 };
    return true;
}

static size_t add_ref(struct actor_ref *out, size_t n, struct actor_ref r)
{
    for (size_t i = 0; i < n; i++)
        if (out[i].party == r.party && text_eq(out[i].person, r.person))
            return n;
    if (n < ACTORS_MAX)
        out[n++] = r;
    return n;
}

/* "both sides", "the two countries", they: the parties spoken of just before; `joined`: only if an "and" joins
 * them. */
static size_t pair_before(const struct actors *a, uint32_t before, bool joined, struct actor_ref *out)
{
    size_t s = a->doc->n_sentences ? sentence_at(a->doc, before) : 0, n = 0;

    for (size_t back = 0; back <= NEAR_SENTENCES && back <= s && n < 2 && a->doc->n_sentences; back++) {
        const struct sentence *at = &a->doc->sentences[s - back];

        n = 0;
        for (uint32_t i = at->first; i < at->end && i < before && n < 2; i++)
            if (a->at[i] &&
                (body_like(&a->mentions[a->at[i] - 1]) || a->mentions[a->at[i] - 1].kind == ACTOR_ADJECTIVE)) {
                struct actor_ref r = ref_of(&a->mentions[a->at[i] - 1]);

                r.person = (struct text){ 0 };
                if (joined && n == 1 && !(i > 0 && token_is(a->doc, i - 1, "and")))
                    n = 0;
                if (!(n == 1 && out[0].party == r.party))
                    n = add_ref(out, n, r);
            }
    }
    return n == 2 ? 2 : 0;
}

size_t actors_resolve(const struct actors *a, uint32_t first, uint32_t end, const struct actor_ref *voice,
                      struct actor_ref out[ACTORS_MAX])
{
    const struct document *doc = a->doc;
    size_t n = 0;
    bool barred = false, office = false;
    const struct mention *adjective = NULL;
    uint32_t i = first;

    if (first >= end)
        return 0;
    /* Pronouns. */
    if (doc->tokens[first].upos == UPOS_PRON || doc->tokens[first].upos == UPOS_DET) {
        if (token_is(doc, first, "we") || token_is(doc, first, "us") || token_is(doc, first, "our") ||
            token_is(doc, first, "i") || token_is(doc, first, "me") || token_is(doc, first, "my") ||
            token_is(doc, first, "ours")) {
            if (!voice || voice->party == NO_PARTY)
                return 0;
            out[0] = *voice;
            return 1;
        }
        if (end == first + 1 || doc->tokens[first].upos == UPOS_DET) {
            if (token_is(doc, first, "he") || token_is(doc, first, "she") || token_is(doc, first, "him") ||
                token_is(doc, first, "his") || token_is(doc, first, "her"))
                return actors_last_person(a, first, &out[0]) ? 1 : 0;
            if ((token_is(doc, first, "it") && end == first + 1) || token_is(doc, first, "its"))
                return actors_last_party(a, first, &out[0]) ? 1 : 0;
            if (token_is(doc, first, "they") || token_is(doc, first, "their") || token_is(doc, first, "them") ||
                (token_is(doc, first, "both") && end == first + 1)) {
                struct actor_ref one;

                n = pair_before(a, first, !token_is(doc, first, "both"), out);
                if (n)
                    return n;
                if (actors_last_party(a, first, &one)) {
                    out[0] = one;
                    return 1;
                }
                return 0;
            }
        }
    }
    if (end - first <= 4 &&
        (token_is(doc, first, "both") || (end - first >= 2 && token_is(doc, first + 1, "two"))) &&
        (token_is(doc, end - 1, "sides") || token_is(doc, end - 1, "countries") ||
         token_is(doc, end - 1, "parties") || token_is(doc, end - 1, "nations") ||
         token_is(doc, end - 1, "leaders")))
        return pair_before(a, first, false, out);
    /* "nobody in Brussels", "no one in Kyiv" */
    office = token_is(doc, first, "nobody") || token_is(doc, first, "none") ||
             (token_is(doc, first, "no") && first + 1 < end && token_is(doc, first + 1, "one"));
    for (; i < end; i++) {
        const struct mention *m = a->at[i] ? &a->mentions[a->at[i] - 1] : NULL;
        uint32_t e;

        if (m) {
            uint32_t next = m->end < end ? m->end : end;
            bool possessive = next < end && (token_is(doc, next, "'s") || (token_is(doc, next, "'")));

            if (m->kind == ACTOR_PERSON) {
                if (possessive && next + 1 < end) {
                    /* "Putin's spokesman Dmitry Peskov": the one behind counts */
                    if (!n && !m->barred)
                        adjective = m;
                } else {
                    struct actor_ref r = ref_of(m);

                    if (barred && !m->barred && m->actor &&
                        roster_term(&a->knowledge->roster, m->actor, a->date) == NULL)
                        r.party = NO_PARTY;
                    if (barred && !m->actor)
                        r.party = NO_PARTY, r.barred = true;
                    /* "Russian President Vladimir Putin": he stands for it, so the adjective is spent */
                    adjective = NULL;
                    office = false;
                    barred = false;
                    n = add_ref(out, n, r);
                }
            } else if (m->kind == ACTOR_ADJECTIVE || possessive ||
                       (next < end && office_at(a, next, end, OFFICE_SPEAKS) && !token_is(doc, next, "and")) ||
                       (m->kind == ACTOR_PEOPLE && next < end &&
                        (doc->tokens[next].upos == UPOS_NOUN || doc->tokens[next].upos == UPOS_PROPN))) {
                if (!adjective)
                    adjective = m;
            } else if (i > first &&
                       (token_is(doc, i - 1, "in") || token_is(doc, i - 1, "of") ||
                        token_is(doc, i - 1, "for") || token_is(doc, i - 1, "from") ||
                        token_is(doc, i - 1, "the")) &&
                       (office || barred)) {
                if (office && !adjective)
                    adjective = m; /* "officials in Kyiv", "spokesman for the Kremlin" */
            } else if (i > first && doc->tokens[i - 1].upos == UPOS_ADP && n == 0 && adjective == NULL) {
                break; /* "talks with Iran": a thing, not the party */
            } else if (i > first && doc->tokens[i - 1].upos == UPOS_ADP)
                break;
            else if (!barred)
                n = add_ref(out, n, ref_of(m));
            i = next - 1;
            continue;
        }
        if ((e = office_at(a, i, end, OFFICE_SPEAKS)) != 0) {
            office = true;
            i = e - 1;
            continue;
        }
        if ((e = office_at(a, i, end, OFFICE_BARS)) != 0) {
            /* "the opposition of Iran" is no opposition figure; what bars is a person or a paper */
            barred = true;
            i = e - 1;
            continue;
        }
        if (doc->tokens[i].upos == UPOS_VERB || doc->tokens[i].upos == UPOS_AUX)
            break;
        if (doc->tokens[i].upos == UPOS_ADP && n)
            break;
    }
    if (n)
        return n;
    if (adjective && office && !barred) {
        struct actor_ref r = ref_of(adjective);

        if (adjective->kind == ACTOR_PERSON)
            r.person = (struct text){ 0 };
        return add_ref(out, 0, r);
    }
    if (barred) {
        out[0] = (struct actor_ref){ .party = NO_PARTY, .barred = true };
        return 1;
    }
    /* "the minister", "the spokesman": the last person spoken of */
    if (office && !adjective && office_at(a, first, end, OFFICE_PERSON))
        return actors_last_person(a, first, &out[0]) ? 1 : 0;
    if (office && !adjective && end - first <= 3 &&
        (token_is(doc, first, "the") || token_is(doc, first, "his") || token_is(doc, first, "her")))
        return actors_last_person(a, first, &out[0]) || actors_last_party(a, first, &out[0]) ? 1 : 0;
    return 0;
}

bool actors_somebody(const struct actors *a, uint32_t first, uint32_t end)
{
    if (a->doc->tokens[first].upos == UPOS_ADP)
        return false;
    for (uint32_t i = first; i < end; i++) {
        if (a->at[i] || office_at(a, i, end, OFFICE_SPEAKS) || office_at(a, i, end, OFFICE_BARS))
            return true;
        if (a->doc->tokens[i].upos == UPOS_PROPN && !(i + 1 < end && a->doc->tokens[i + 1].upos == UPOS_NOUN))
            return true; /* a name that heads the phrase: not "the Brennholt boats" */
        if (a->doc->tokens[i].upos == UPOS_ADP && i > first)
            return false;
    }
    return false;
}
