/* event.c - see event.h: over the clauses of each sentence.
 *
 *     Kyiv said that it would meet with Oslo if the shelling stops.
 *     0 said    an operator: what is said stands in a clause of its own
 *     1 meet    THAT under a saying, WOULD: will on 04 is 036; "it" is Kyiv; 2 is its condition
 *     2 stops   IF: nothing that happened */
#include "record/event/event_walk.h"

#include <stdlib.h>

#define HOPS_MAX 12

/* ---- may the clause be an event? ---- */

static const struct clause *clause_of(const struct event_walk *w, int32_t c)
{
    return &w->clauses.at[c];
}

/* The operator of the clause's verb. */
static enum event_operator operator_of(const struct event_walk *w, int32_t c)
{
    return (enum event_operator)event_sense_of(w, clause_of(w, c)->head).operator_;
}

/* Is what the clause says said to be so? *teller is the clause that says it, or -1; *depth how deep it lies. */
static bool is_asserted(const struct event_walk *w, int32_t c, int32_t *teller, uint16_t *depth)
{
    bool ok = true;

    *teller = -1;
    *depth = 0;
    for (unsigned hops = 0; c >= 0 && hops < HOPS_MAX; hops++) {
        const struct clause *at = clause_of(w, c);

        if (at->flags & CLAUSE_QUESTION)
            return false;
        switch ((enum clause_kind)at->kind) {
        case CLAUSE_WHETHER:
        case CLAUSE_IF:
        case CLAUSE_UNLESS:
        case CLAUSE_INFINITIVE:
        case CLAUSE_GERUND:
            return false;
        case CLAUSE_THAT:
            if (at->parent < 0)
                break;
            if (operator_of(w, at->parent) != OPERATOR_SAYS || (clause_of(w, at->parent)->flags & CLAUSE_NEGATED))
                return false;
            if (*teller < 0)
                *teller = at->parent;
            break;
        default:
            break;
        }
        if (at->kind != CLAUSE_THAT)
            *depth += at->parent >= 0 || at->kind != CLAUSE_MAIN;
        c = at->parent;
    }
    return ok;
}

/* ---- whose it is ---- */

/* A pronoun, or a noun of the speaker's own ("his country", "its forces"). */
static bool means_speaker(const struct event_walk *w, struct token_range subject)
{
    static const char *const own[] = {
        "it", "he", "she", "they", "we", "i", "his", "her", "its", "their", "our", "my"
    };

    for (size_t i = 0; i < COUNT_OF(own); i++)
        if (token_is(w->doc, subject.first, own[i]))
            return true;
    return false;
}

static bool same_party(const struct event_walk *w, struct token_range a, struct token_range b)
{
    struct actor_ref one[ACTORS_MAX], other[ACTORS_MAX];
    size_t n, m;

    if (!w->actors)
        return false;
    n = actors_resolve(w->actors, a.first, a.end, NULL, one);
    m = actors_resolve(w->actors, b.first, b.end, NULL, other);
    return n == 1 && m == 1 && one[0].party != NO_PARTY && one[0].party == other[0].party;
}

/* "by the guards", of a passive */
static bool agent_of(const struct event_walk *w, uint32_t verb, struct token_range *out)
{
    for (uint32_t k = clause_branch(&w->clauses, verb)->child; k != DOCUMENT_NO_HEAD;
         k = clause_branch(&w->clauses, k)->next) {
        const struct branch *b = clause_branch(&w->clauses, k);

        if (b->relation == RELATION_OBL_AGENT || (b->relation == RELATION_OBL && token_is(w->doc, b->first, "by"))) {
            *out = (struct token_range){ b->left, b->right };
            while (out->first < k && w->doc->tokens[out->first].upos == UPOS_ADP)
                out->first++;
            return true;
        }
    }
    return false;
}

/* "who", "which": the noun before. */
static bool is_relative(const struct event_walk *w, struct token_range subject)
{
    return token_is(w->doc, subject.first, "who") || token_is(w->doc, subject.first, "which") ||
           token_is(w->doc, subject.first, "that");
}

static bool subject_of(const struct event_walk *w, int32_t c, struct token_range *out)
{
    const struct clause *at = clause_of(w, c);
    int32_t owner = c;

    if ((at->flags & CLAUSE_PASSIVE) && at->head == at->verb)
        return agent_of(w, at->head, out);
    if (!clause_subject(&w->clauses, c, &out->first, &out->end, &owner)) {
        /* "a letter threatening to", "Oslo, which": what it hangs on, or who has that */
        if ((at->kind != CLAUSE_RELATIVE && at->kind != CLAUSE_PARTICIPLE) || at->governor == DOCUMENT_NO_HEAD)
            return false;
        *out = (struct token_range){ clause_branch(&w->clauses, at->governor)->left,
                                     clause_branch(&w->clauses, at->governor)->right };
    } else if (is_relative(w, *out)) {
        const struct clause *owned = clause_of(w, owner);

        if (owned->governor == DOCUMENT_NO_HEAD)
            return false;
        *out = (struct token_range){ clause_branch(&w->clauses, owned->governor)->left,
                                     clause_branch(&w->clauses, owned->governor)->right };
    } else if ((clause_of(w, owner)->flags & CLAUSE_PASSIVE) && owner != c)
        return false;
    return out->first < out->end;
}

/* ---- modality, negation, condition ---- */

/* What the clause's modality makes of its sense. *must: it is demanded by whoever says so. */
static void modality(const struct event_walk *w, const struct clause *at, struct event_sense *s, bool told, bool *must)
{
    bool negated = ((at->flags & CLAUSE_NEGATED) != 0) != s->negated;

    if ((at->flags & CLAUSE_MUST) && (at->flags & CLAUSE_PERFECT))
        s->code = EVENT_NO_CODE; /* "should never have agreed": too late to be demanded */
    *must = told && (at->flags & CLAUSE_MUST) && !(at->flags & CLAUSE_PERFECT);
    if (*must) { /* "said that Oslo must ensure": also where nothing is known of what must be */
        if (negated)
            s->code = EVENT_NO_CODE;
        event_sense_compose(w, s, OPERATOR_REQUEST);
        return;
    }
    if (s->code == EVENT_NO_CODE)
        return;
    if (at->flags & CLAUSE_MUST)
        s->code = EVENT_NO_CODE;
    else if (negated && (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_CAN)) && !(at->flags & CLAUSE_PERFECT))
        event_sense_compose(w, s, OPERATOR_REFUSE);
    else if (negated) {
        if (at->flags & (CLAUSE_PAST | CLAUSE_PERFECT | CLAUSE_MAY))
            s->code = EVENT_NO_CODE;
        else
            event_sense_compose(w, s, OPERATOR_NOT);
    } else if ((at->flags & (CLAUSE_MAY | CLAUSE_CAN)) || ((at->flags & CLAUSE_WOULD) && (at->flags & CLAUSE_PERFECT)))
        s->code = EVENT_NO_CODE;
    else if (at->flags & (CLAUSE_WILL | CLAUSE_WOULD))
        event_sense_compose(w, s, OPERATOR_WILL);
}

static struct span condition_of(const struct event_walk *w, int32_t c)
{
    const struct document *doc = w->doc;

    for (size_t i = 0; i < w->clauses.n; i++) {
        const struct clause *at = &w->clauses.at[i];
        int32_t up = at->parent;

        if ((at->kind != CLAUSE_IF && at->kind != CLAUSE_UNLESS) || at->first >= at->end)
            continue;
        for (unsigned hops = 0; up >= 0 && up != c && hops < HOPS_MAX; hops++)
            up = clause_of(w, up)->kind == CLAUSE_INFINITIVE || clause_of(w, up)->kind == CLAUSE_GERUND
                     ? clause_of(w, up)->parent
                     : -1;
        if (up == c)
            return (struct span){ doc->tokens[at->first].span.begin, doc->tokens[at->end - 1].span.end };
    }
    return (struct span){ 0, 0 };
}

/* ---- an event ---- */

static bool event_of(const struct event_walk *w, int32_t c, struct event *out)
{
    const struct clause *at = clause_of(w, c);
    struct event_sense s;
    struct token_range teller_words;
    int32_t teller;
    bool must, told, about, by_teller;

    *out = (struct event){ 0 };
    if (!is_asserted(w, c, &teller, &out->depth))
        return false;
    told = teller >= 0 && subject_of(w, teller, &teller_words);
    about = told && event_sense_about(w, at, &s);
    if (!about)
        s = event_sense_of(w, at->head);
    if (s.operator_ == OPERATOR_SAYS)
        return false;
    modality(w, at, &s, told, &must);
    if (s.code == EVENT_NO_CODE)
        return false;
    by_teller = must || about;
    if (by_teller)
        out->source = teller_words;
    else if (!subject_of(w, c, &out->source)) {
        if (!told || (at->flags & CLAUSE_PASSIVE))
            return false;
        out->source = teller_words;
    } else if (told && (means_speaker(w, out->source) || same_party(w, out->source, teller_words)))
        out->source = teller_words;
    else
        out->told = told;
    out->target = event_target(w, &s, out->source);
    if (by_teller && at->subject < at->subject_end)
        out->target = (struct token_range){ at->subject, at->subject_end };
    out->words = (struct token_range){ at->group < at->head ? at->group : at->head, s.end };
    out->condition = condition_of(w, c);
    out->code = s.code;
    out->n_rules = s.n_rules;
    memcpy(out->rules, s.rules, sizeof s.rules);
    if (told && out->n_rules < EVENT_RULES_MAX) /* the row that told it */
        out->rules[out->n_rules++] = event_sense_of(w, clause_of(w, teller)->head).rules[0];
    return true;
}

static int by_depth(const void *a, const void *b)
{
    const struct event *one = a, *other = b;

    if (one->depth != other->depth)
        return one->depth < other->depth ? -1 : 1;
    return one->words.first < other->words.first ? -1 : one->words.first > other->words.first;
}

priscus_status event_find(const struct document *doc, const struct event_table *table, const struct actors *actors,
                          struct arena *mem, struct event_list *out)
{
    struct event_walk w = { .doc = doc, .table = table, .actors = actors };
    struct event_list found = { 0 };

    for (size_t i = 0; i < doc->n_sentences; i++) {
        const struct sentence *sentence = &doc->sentences[i];
        size_t before = found.n;

        w.first = sentence->first;
        w.end = sentence->end;
        if (clause_find(doc, w.first, w.end, mem, &w.clauses) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        for (size_t c = 0; c < w.clauses.n; c++) {
            struct event event, *grown;

            if (!event_of(&w, (int32_t)c, &event))
                continue;
            event.sentence = (uint32_t)i;
            grown = arena_grow(mem, found.at, found.n, &found.room, sizeof *grown);
            if (!grown)
                return PRISCUS_ENOMEM;
            found.at = grown;
            grown[found.n++] = event;
        }
        if (found.n > before)
            qsort(found.at + before, found.n - before, sizeof *found.at, by_depth);
    }
    *out = found;
    return PRISCUS_OK;
}
