/* issue_tree.c - phrases of the agenda in another order and form, along the sentence's tree.
 *
 *     exchange of ... prisoner       "the prisoners whom both sides exchanged", "an exchanging of captured prisoners"
 *
 * The words of a phrase are a set (knowledge/agenda_sets.h). It is found where each of them, in some form, hangs on
 * another of them, by a link that a noun phrase or a verb with its object has; which of them is the noun and which
 * the verb, and in which order they stand, does not matter.
 *
 * Where the agenda says so for an issue, one word of the phrase may be another that the model's word vectors have near
 * it: "make a deal" for `reach deal`. */
#include <math.h>
#include <stdlib.h>

#include "language/sentence/arcs.h"
#include "record/position/walk.h"

#define HITS_MAX   512 /* words of sets in one sentence; later ones are passed over    */
#define TRIES_MAX  500 /* ways to take the words of sets in one sentence               */
#define SPAN_MAX   16  /* tokens from the first of a set to the last                    */
#define VECTOR_MAX 512 /* numbers of a word vector; longer ones are not asked    */
#define CONJ_MAX   6   /* "prisoners, bodies and the wounded"                           */

/* A token that may stand in a place of a set. */
struct hit {
    uint32_t set, place, token;
};

static enum relation relation_of(const struct walk *w, uint32_t i)
{
    return (enum relation)w->doc->tokens[i].relation;
}

/* The first of the words that are coordinated with i. */
static uint32_t first_conjunct(const struct walk *w, uint32_t i)
{
    for (int k = 0; k < CONJ_MAX && relation_of(w, i) == RELATION_CONJ && w->doc->tokens[i].head != DOCUMENT_NO_HEAD;
         k++)
        i = w->doc->tokens[i].head;
    return i;
}

static bool is_nominal(const struct walk *w, uint32_t i)
{
    return tag(w, i) == UPOS_NOUN || tag(w, i) == UPOS_PROPN || tag(w, i) == UPOS_ADJ || tag(w, i) == UPOS_NUM;
}

/* May the phrase of noun i hang so on a noun or verb of its set: "exchange [of] prisoners", not "[after] prisoners"? */
static bool case_fits(const struct walk *w, uint32_t i)
{
    uint32_t at = arcs_case(w->doc, i);

    return at == DOCUMENT_NO_HEAD || token_is_any(w->doc, at, "of", "to", "for", "on", "in", "with", "between", "from",
                                                  "by", "at", "into", "over", "about", "toward", "towards", "among",
                                                  "as", "onto", "upon", "through", "'s", "'", "up", "out");
}

/* "of [prisoners]" */
static bool is_of(const struct walk *w, uint32_t i)
{
    uint32_t at = arcs_case(w->doc, i);

    return at != DOCUMENT_NO_HEAD && token_is(w->doc, at, "of");
}

/* Is i linked to its head as words of one phrase are? `before`: the phrase has i before its head. */
static bool link_fits(const struct walk *w, uint32_t i, bool before)
{
    const struct token *token = &w->doc->tokens[i];

    switch (relation_of(w, i)) {
    case RELATION_AMOD:
    case RELATION_COMPOUND:
    case RELATION_COMPOUND_PRT:
    case RELATION_CASE:
    case RELATION_FLAT:
    case RELATION_NMOD_POSS:
    case RELATION_NMOD_DESC:
    case RELATION_NMOD_UNMARKED:
    case RELATION_NUMMOD:
    case RELATION_NSUBJ_PASS:
    case RELATION_OBJ:
        return true;
    case RELATION_ADVMOD:
        return tag(w, i) == UPOS_ADV || tag(w, i) == UPOS_ADP;
    case RELATION_NMOD:
    case RELATION_OBL:
        return case_fits(w, i);
    case RELATION_XCOMP:
        return is_nominal(w, i);
    case RELATION_NSUBJ:
        return before;
    case RELATION_ACL: /* "weapons supplied to", "prisoners to be freed" */
        return !(token->feats & FEAT_GERUND);
    case RELATION_ACL_RELCL:
        return arcs_dependent(w->doc, i, RELATION_AUX_PASS) != DOCUMENT_NO_HEAD;
    default:
        return false;
    }
}

/* Does token u hang on token v: by itself, with others, or through "the number of"? */
static bool hangs_on(const struct walk *w, uint32_t u, uint32_t v, bool before)
{
    uint32_t top = first_conjunct(w, u), head = w->doc->tokens[top].head;

    if (head == DOCUMENT_NO_HEAD || !link_fits(w, top, before))
        return false;
    if (head == v)
        return true;
    /* "lifting or easing sanctions" */
    if (relation_of(w, v) == RELATION_CONJ && first_conjunct(w, v) == head && u > v)
        return true;
    if (!is_nominal(w, head) || tag(w, head) == UPOS_PROPN)
        return false;
    /* "exchange of hundreds of prisoners"; "[over] the land", of which the noun hangs on v */
    if (relation_of(w, top) != RELATION_CASE && !(relation_of(w, top) == RELATION_NMOD && is_of(w, top)))
        return false;
    return w->doc->tokens[head].head == v && link_fits(w, head, before);
}

struct search {
    struct walk *walk;
    const struct word_set *set;
    const struct hit *hits; /* of the set, in the order of places                */
    size_t n_hits;
    uint32_t tokens[SET_PLACES_MAX];
    unsigned missing; /* the place that a near word may take; n: none           */
    float near;
    unsigned tries;
};

/* The one place whose token hangs on none of the others, if all others hang on one; else n. */
static unsigned top_of(const struct search *s)
{
    unsigned top = s->set->n, n = s->set->n;

    for (unsigned i = 0; i < n; i++) {
        bool hangs = false;

        for (unsigned k = 0; k < n && !hangs; k++)
            hangs = k != i && hangs_on(s->walk, s->tokens[i], s->tokens[k], i < k);
        if (!hangs && top != n)
            return n;
        if (!hangs)
            top = i;
    }
    return top;
}

static bool is_taken(const struct search *s, unsigned places, uint32_t token)
{
    for (unsigned i = 0; i < places; i++)
        if (s->tokens[i] == token)
            return true;
    return false;
}

/* Does the phrase have the word of this place as it is here: "withdraw", not "withdrawal"? */
static bool is_written(const struct search *s, unsigned place)
{
    const struct agenda_sets *sets = &s->walk->agenda->sets;
    const struct set_place *at = &sets->places[s->set->first + place];

    for (uint32_t k = at->first; k < at->end; k++)
        if (text_eq(sets->words[k].written, s->walk->doc->tokens[s->tokens[place]].lemma))
            return true;
    return false;
}

/* Is the verb a word of stance, which the walk takes: "propose [a truce]" is no "truce proposal"? */
static bool is_stance(const struct walk *w, uint32_t verb)
{
    struct phrase_match m[8];
    size_t n = phrase_match_at(w->table->phrases, w->doc, NULL, verb, verb + 1, m, COUNT_OF(m));

    for (size_t k = 0; k < n; k++)
        if (w->table->rows[m[k].value].kind == ROW_VERB && w->table->rows[m[k].value].verdict < STANCE_COUNT)
            return true;
    return false;
}

static void add_found(const struct search *s, unsigned top)
{
    struct walk *w = s->walk;
    const struct agenda_phrase *entry = &w->agenda->entries[s->set->entry];
    struct issue_mention m = { .first = s->tokens[0],
                               .end = s->tokens[0] + 1,
                               .words = s->set->n,
                               .issue = entry->issue,
                               .entry = s->set->entry + 1,
                               .opposite = entry->key == AGENDA_OPPOSITE,
                               .deed = entry->key != AGENDA_ACT,
                               .how = s->missing < s->set->n ? ISSUE_NEAR : ISSUE_SET,
                               .near = s->missing < s->set->n ? s->near : 1,
                               .named_in = UINT32_MAX };
    uint32_t verb = s->tokens[top];

    for (unsigned i = 0; i < s->set->n; i++) {
        uint32_t at = s->tokens[i] - w->sentence->first;

        if (at <= SENTENCE_MAX && w->excluded[at])
            return;
        m.first = s->tokens[i] < m.first ? s->tokens[i] : m.first;
        m.end = s->tokens[i] >= m.end ? s->tokens[i] + 1 : m.end;
    }
    if (m.end - m.first > SPAN_MAX)
        return;
    if (tag(w, verb) == UPOS_VERB && !is_written(s, top) && is_stance(w, verb))
        return;
    m.verb = tag(w, verb) == UPOS_VERB ? issue_verb_in(w, verb, verb + 1) : UINT32_MAX;
    m.passive = m.verb != UINT32_MAX && arcs_dependent(w->doc, verb, RELATION_NSUBJ_PASS) != DOCUMENT_NO_HEAD;
    issue_add(w, m);
}

static bool vector_of(const struct walk *w, struct text word, float *out)
{
    const struct language *l = w->actors->knowledge->language;
    float square = 0;

    if (language_vector_width(l) > VECTOR_MAX || !language_vector(l, word, out))
        return false;
    for (size_t i = 0; i < language_vector_width(l); i++)
        square += out[i] * out[i];
    square = sqrtf(square);
    for (size_t i = 0; i < language_vector_width(l) && square > 0; i++)
        out[i] /= square;
    return square > 0;
}

/* How near is the token to the nearest word of the missing place? */
static float nearness(const struct search *s, uint32_t token)
{
    const struct walk *w = s->walk;
    const struct agenda_sets *sets = &w->agenda->sets;
    const struct set_place *place = &sets->places[s->set->first + s->missing];
    size_t width = language_vector_width(w->actors->knowledge->language);
    float own[VECTOR_MAX], other[VECTOR_MAX], best = 0;

    if (!vector_of(w, w->doc->tokens[token].lemma, own))
        return 0;
    for (uint32_t k = place->first; k < place->end; k++) {
        float dot = 0;

        if (sets->words[k].capital || !vector_of(w, sets->words[k].written, other))
            continue;
        for (size_t i = 0; i < width; i++)
            dot += own[i] * other[i];
        best = dot > best ? dot : best;
    }
    return best;
}

static void try_near(struct search *s, uint32_t token)
{
    const struct walk *w = s->walk;
    unsigned top;

    if (token == DOCUMENT_NO_HEAD || is_taken(s, s->set->n, token) || w->actors->at[token] ||
        (tag(w, token) != UPOS_NOUN && tag(w, token) != UPOS_VERB && tag(w, token) != UPOS_ADJ))
        return;
    s->near = nearness(s, token);
    if (s->near < w->agenda->issues[w->agenda->entries[s->set->entry].issue].near)
        return;
    s->tokens[s->missing] = token;
    top = top_of(s);
    if (top < s->set->n)
        add_found(s, top);
    s->tokens[s->missing] = DOCUMENT_NO_HEAD;
}

/* A near word in the missing place hangs on one of the others, or one of them on it. */
static void take_near(struct search *s)
{
    const struct walk *w = s->walk;

    for (unsigned i = 0; i < s->set->n; i++) {
        if (i == s->missing)
            continue;
        try_near(s, w->doc->tokens[first_conjunct(w, s->tokens[i])].head);
        for (uint32_t d = arcs_first(w->doc, s->tokens[i]); d != DOCUMENT_NO_HEAD; d = arcs_next(w->doc, d))
            try_near(s, d);
    }
}

/* Take a token for each place from `place` on. */
static void take(struct search *s, unsigned place)
{
    if (++s->tries > TRIES_MAX)
        return;
    if (place == s->missing && place < s->set->n) {
        s->tokens[place] = DOCUMENT_NO_HEAD;
        take(s, place + 1);
        return;
    }
    if (place == s->set->n && s->missing < place) {
        take_near(s);
        return;
    }
    if (place == s->set->n) {
        unsigned top = top_of(s);

        if (top < s->set->n)
            add_found(s, top);
        return;
    }
    for (size_t i = 0; i < s->n_hits; i++)
        if (s->hits[i].place == place && !is_taken(s, place, s->hits[i].token)) {
            s->tokens[place] = s->hits[i].token;
            take(s, place + 1);
        }
}

static int by_set(const void *x, const void *y)
{
    const struct hit *a = x, *b = y;

    if (a->set != b->set)
        return a->set < b->set ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->token > b->token) - (a->token < b->token);
}

static bool may_stand_in_set(const struct walk *w, uint32_t i)
{
    switch (tag(w, i)) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_VERB:
    case UPOS_ADJ:
    case UPOS_ADV:
    case UPOS_NUM:
    case UPOS_ADP: /* particles */
        return true;
    default:
        return false;
    }
}

static size_t find_hits(const struct walk *w, struct hit *hits)
{
    const struct agenda_sets *sets = &w->agenda->sets;
    size_t n = 0;

    for (uint32_t i = w->sentence->first; i < w->sentence->end; i++) {
        const struct token *token = &w->doc->tokens[i];
        bool parted = memchr(token->norm.ptr, '-', token->norm.len) != NULL;
        size_t at, end;

        if (!may_stand_in_set(w, i))
            continue;
        set_index_find(&sets->by_word, agenda_word_key(token->lemma), &at, &end);
        for (; at < end && n < HITS_MAX; at++)
            if (parted || sets->sets[sets->by_word.refs[at].set].n > 1) /* one word alone: "re-negotiate" */
                hits[n++] = (struct hit){ sets->by_word.refs[at].set, sets->by_word.refs[at].place, i };
    }
    return n;
}

/* The only place that none of the hits has, where a near word may stand in it; else the number of places. */
static unsigned missing_place(const struct search *s)
{
    const struct agenda *agenda = s->walk->agenda;
    unsigned missing = s->set->n;

    if (agenda->issues[agenda->entries[s->set->entry].issue].near <= 0)
        return missing;
    for (unsigned p = 0; p < s->set->n; p++) {
        const struct set_place *place = &agenda->sets.places[s->set->first + p];
        bool there = false;

        for (size_t k = 0; k < s->n_hits && !there; k++)
            there = s->hits[k].place == p;
        if (!there && (missing < s->set->n || place->party || place->particle))
            return s->set->n;
        if (!there)
            missing = p;
    }
    return missing;
}

void issue_find_sets(struct walk *w)
{
    struct hit hits[HITS_MAX];
    size_t n = find_hits(w, hits);
    struct search s = { .walk = w };

    qsort(hits, n, sizeof *hits, by_set);
    for (size_t i = 0, end; i < n; i = end) {
        unsigned places = 0;

        for (end = i; end < n && hits[end].set == hits[i].set; end++)
            places += end == i || hits[end].place != hits[end - 1].place;
        s.set = &w->agenda->sets.sets[hits[i].set];
        s.hits = &hits[i];
        s.n_hits = end - i;
        s.missing = places + 1 == s.set->n ? missing_place(&s) : s.set->n;
        if (places == s.set->n || s.missing < s.set->n)
            take(&s, 0);
    }
}
