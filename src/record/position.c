/* position.c - which party is for or against which issue, as the sentence leaves it.
 *
 *     Tehran said it had never refused to rule out talks.
 *                                                  talks      the issue, nothing said yet
 *                                      rule out [talks]       rejects        (verb)
 *                         refused to [rule out talks]         open           (compose rejects rejects)
 *                   never [refused to rule out talks]         rejects        (negate open)
 *          said [it had never ...]                            by "it", Tehran's word: IRN talks rejects
 *
 * From each mention of an issue the walk goes outward, clause by clause: nouns and adjectives of stance before
 * it, the verb it hangs on, the verb's negation and modality, conditions, then the clause above. Every step
 * asks the stance table (data/record/stance.table). Whoever is the subject where the stance was last given
 * holds it. What denies, asks or suspects ends the walk with nothing entered: a wrong entry
 * costs a reader more than a missing one. */
#include <stdlib.h>

#include "language/floor.h"
#include "record/floor.h"

#define STEPS_MAX 12    /* clauses one inside another */
#define MENTIONS_MAX 64 /* of issues in one sentence */
#define OPS_MAX 128
#define RULES_MAX 16
#define ANAPHOR_BYTES 400 /* how far back "this proposal" may reach */
#define NOUN_REACH 9    /* tokens between a noun of stance and what it governs */

struct op {
    uint32_t first, end, row;
};

struct mention_of_issue {
    uint32_t first, end, words;
    uint32_t issue;
    uint32_t verb; /* the token whose clause does it, or UINT32_MAX: a noun          */
    bool opposite, deed, passive, anaphor;
};

struct walk {
    const struct document *doc;
    const struct actors *actors;
    const struct clause_list *list;
    const struct sentence *sentence;
    const struct voice_list *voices;
    const struct stance_table *table;
    const struct agenda *agenda;
    struct op ops[OPS_MAX];
    size_t n_ops;
    struct mention_of_issue mentions[MENTIONS_MAX];
    size_t n_mentions;
    struct arena *mem;
    struct record *record;
    size_t *room;
    bool out_of_memory;
};

/* One walk's state. */
struct state {
    uint8_t stance;
    bool dead;       /* denied, asked, suspected                                       */
    bool by_voice;   /* whoever speaks holds it                                        */
    bool fixed;      /* holders are settled                                            */
    bool by_other;
    int32_t giver;   /* clause whose subject holds it, -1: none yet                    */
    struct actor_ref holders[ACTORS_MAX];
    size_t n_holders;
    uint32_t first, end; /* words that carry it                                        */
    struct span condition;
    uint16_t rules[RULES_MAX];
    size_t n_rules;
};

static bool is(const struct document *doc, uint32_t i, const char *word)
{
    return text_is(doc->tokens[i].norm, word);
}

static enum upos tag(const struct walk *w, uint32_t i)
{
    return (enum upos)w->doc->tokens[i].upos;
}

static void fired(struct state *st, size_t row)
{
    if (st->n_rules < RULES_MAX)
        st->rules[st->n_rules++] = (uint16_t)row;
}

static void take_words(struct state *st, uint32_t first, uint32_t end)
{
    if (first < st->first)
        st->first = first;
    if (end > st->end)
        st->end = end;
}

/* ---- the table's rules -------------------------------------------------------------------- */

static const struct stance_row *rule(const struct walk *w, enum row_kind kind, uint8_t outer, uint8_t inner, size_t *index)
{
    for (size_t i = 0; i < w->table->n_rows; i++) {
        const struct stance_row *row = &w->table->rows[i];

        if (row->kind == kind && row->inner == inner && (kind != ROW_COMPOSE || row->outer == outer)) {
            *index = i;
            return row;
        }
    }
    return NULL;
}

static void apply(const struct walk *w, struct state *st, uint8_t verdict, size_t row)
{
    const struct stance_row *found;
    size_t index;

    fired(st, row);
    if (verdict == VERDICT_DENIES || verdict == VERDICT_ASKS || verdict == VERDICT_CLAIMS) {
        st->dead = true;
        return;
    }
    if (verdict == VERDICT_DOES)
        return;
    if (st->stance == STANCE_NONE) {
        st->stance = verdict;
        return;
    }
    found = rule(w, ROW_COMPOSE, verdict, st->stance, &index);
    if (found) {
        st->stance = found->verdict;
        fired(st, index);
    } else if (st->stance != verdict && st->stance != STANCE_CONDITIONAL)
        st->stance = verdict;
}

static void negate(const struct walk *w, struct state *st)
{
    size_t index;
    const struct stance_row *found = rule(w, ROW_NEGATE, 0, st->stance, &index);

    if (found) {
        st->stance = found->verdict;
        fired(st, index);
        if (st->stance == STANCE_NONE)
            st->dead = true;
    }
}

/* Doing it, with the modality and the negation of its clause. */
static bool act(const struct walk *w, struct state *st, bool deed, unsigned flags)
{
    const struct stance_row *best = NULL;
    int bits = -1;
    size_t index = 0;

    for (size_t i = 0; i < w->table->n_rows; i++) {
        const struct stance_row *row = &w->table->rows[i];

        if (row->kind != ROW_ACT || row->deed != deed || (row->flags & flags) != row->flags || __builtin_popcount(row->flags) <= bits)
            continue;
        best = row;
        bits = __builtin_popcount(row->flags);
        index = i;
    }
    if (!best || best->verdict == STANCE_NONE)
        return false;
    fired(st, index);
    st->stance = best->verdict;
    return true;
}

/* ---- finding operators and issues in the sentence ------------------------------------------- */

static bool op_fits(const struct walk *w, const struct phrase_match *m)
{
    const struct stance_row *row = &w->table->rows[m->value];

    switch (row->kind) {
    case ROW_VERB:
        for (uint32_t i = m->first; i < m->end; i++)
            if (tag(w, i) == UPOS_VERB || tag(w, i) == UPOS_AUX)
                return true;
        return false;
    case ROW_NOUN:
        return tag(w, m->first) != UPOS_VERB;
    default:
        return true;
    }
}

static void find_ops(struct walk *w)
{
    for (uint32_t i = w->sentence->first; i < w->sentence->end; i++) {
        struct phrase_match m[16];
        const struct phrase_context context = { .party_end = w->actors->party_end };
        size_t n = phrase_match_at(w->table->phrases, w->doc, &context, i, w->sentence->end, m, COUNT_OF(m)), k = 0;

        while (k < n && !op_fits(w, &m[k]))
            k++;
        if (k == n || w->n_ops == OPS_MAX)
            continue;
        /* "voted against" has its "against" in itself. */
        if (w->n_ops && m[k].end <= w->ops[w->n_ops - 1].end)
            continue;
        w->ops[w->n_ops++] = (struct op){ m[k].first, m[k].end, m[k].value };
    }
}

static size_t depth(struct text name)
{
    size_t dots = 0;

    for (size_t i = 0; i < name.len; i++)
        dots += name.ptr[i] == '.';
    return dots;
}

/* Is a better than b, where both want the same words? */
static bool better(const struct walk *w, const struct mention_of_issue *a, const struct mention_of_issue *b)
{
    if (a->words != b->words)
        return a->words > b->words;
    if (a->end - a->first != b->end - b->first)
        return a->end - a->first < b->end - b->first; /* fewer words in its gaps */
    return depth(w->agenda->issues[a->issue].name) > depth(w->agenda->issues[b->issue].name);
}

static void add_mention(struct walk *w, struct mention_of_issue m)
{
    for (size_t i = 0; i < w->n_mentions; i++) {
        struct mention_of_issue *old = &w->mentions[i];

        if (old->first >= m.end || m.first >= old->end)
            continue;
        if (!better(w, &m, old))
            return;
        *old = w->mentions[--w->n_mentions];
        i--;
    }
    if (w->n_mentions < MENTIONS_MAX)
        w->mentions[w->n_mentions++] = m;
}

static uint32_t clause_verb_in(const struct walk *w, uint32_t first, uint32_t end)
{
    for (size_t c = 0; c < w->list->n; c++)
        if (w->list->at[c].verb >= first && w->list->at[c].verb < end)
            return w->list->at[c].verb;
    return UINT32_MAX;
}

static void find_issues(struct walk *w)
{
    const struct phrase_context context = { .party_end = w->actors->party_end };
    uint32_t blocked_to = 0;
    struct mention_of_issue found[MENTIONS_MAX * 2];
    size_t n_found = 0;
    bool blocked[SENTENCE_TOKENS_MAX + 1] = { false };
    uint32_t base = w->sentence->first;

    (void)blocked_to;
    for (uint32_t i = base; i < w->sentence->end; i++) {
        struct phrase_match m[32];
        size_t n = phrase_match_at(w->agenda->phrases, w->doc, &context, i, w->sentence->end, m, COUNT_OF(m));

        for (size_t k = 0; k < n; k++) {
            const struct agenda_phrase *entry = &w->agenda->entries[m[k].value];

            if (entry->key == AGENDA_NOT) {
                for (uint32_t t = m[k].first; t < m[k].end && t - base <= SENTENCE_TOKENS_MAX; t++)
                    blocked[t - base] = true;
                continue;
            }
            if (n_found < COUNT_OF(found))
                found[n_found++] = (struct mention_of_issue){
                    .first = m[k].first,
                    .end = m[k].end,
                    .words = m[k].words,
                    .issue = entry->issue,
                    .opposite = entry->key == AGENDA_OPPOSITE,
                    .deed = entry->key == AGENDA_DEED || entry->key == AGENDA_OPPOSITE,
                    .verb = entry->key == AGENDA_WORDS ? UINT32_MAX : clause_verb_in(w, m[k].first, m[k].end),
                };
        }
    }
    for (size_t k = 0; k < n_found; k++) {
        bool stop = false;

        for (uint32_t t = found[k].first; t < found[k].end && !stop; t++)
            stop = t - base <= SENTENCE_TOKENS_MAX && blocked[t - base];
        /* A verb of doing, in a place where no clause has it for its verb, is a noun here: "talks to Iran". */
        if (!stop)
            add_mention(w, found[k]);
    }
}

/* "The sanctions must be lifted": the agenda says `lift sanction`. Read as if the verb stood first. */
static void find_passive_issues(struct walk *w)
{
    for (size_t c = 0; c < w->list->n; c++) {
        const struct clause *at = &w->list->at[c];
        struct token turned[40];
        struct document view = *w->doc;
        struct phrase_match m[16];
        uint32_t first, end, n = 0, particles = at->verb + 1;
        int32_t owner;
        size_t hits;

        if (!(at->flags & CLAUSE_PASSIVE) || !clause_subject(w->list, (int32_t)c, &first, &end, &owner) || end - first > 24 || end <= first)
            continue;
        turned[n++] = w->doc->tokens[at->verb];
        while (particles < w->sentence->end && n < 3 && tag(w, particles) == UPOS_ADP && !is(w->doc, particles, "by"))
            turned[n++] = w->doc->tokens[particles++];
        for (int with = 1; with >= 0; with--) {
            uint32_t k = with ? n : 1;

            for (uint32_t i = first; i < end && k < COUNT_OF(turned); i++)
                turned[k++] = w->doc->tokens[i];
            view.tokens = turned;
            view.n_tokens = k;
            hits = phrase_match_at(w->agenda->phrases, &view, NULL, 0, k, m, COUNT_OF(m));
            for (size_t h = 0; h < hits; h++) {
                const struct agenda_phrase *entry = &w->agenda->entries[m[h].value];

                if (entry->key == AGENDA_NOT)
                    break;
                if (entry->key == AGENDA_WORDS || m[h].end < 2)
                    continue;
                add_mention(w, (struct mention_of_issue){ .first = first, .end = at->verb + 1, .words = m[h].words, .issue = entry->issue,
                                                          .verb = at->verb, .opposite = entry->key == AGENDA_OPPOSITE,
                                                          .deed = entry->key != AGENDA_ACT, .passive = true });
                break;
            }
        }
    }
}

/* What was demanded last, for "those demands"; proposed last, for "the proposal"; else what anybody took a position on last. */
static uint32_t spoken_of(const struct walk *w, struct text noun, uint32_t last_issue)
{
    static const char *const demands[] = { "demand", "condition", "request", "call" };
    enum stance wanted = STANCE_PROPOSES;
    uint32_t any = UINT32_MAX;
    const struct record *r = w->record;

    for (size_t k = 0; k < COUNT_OF(demands); k++)
        if (text_is(noun, demands[k]))
            wanted = STANCE_DEMANDS;
    for (size_t k = r->n_positions; k-- > 0;) {
        struct text name = r->positions[k].issue;

        if (r->positions[k].sentence.begin + ANAPHOR_BYTES < w->sentence->span.begin)
            break;
        if (any != UINT32_MAX && r->positions[k].stance != wanted)
            continue;
        for (uint32_t i = 0; i < w->agenda->n_issues; i++)
            if (text_eq(w->agenda->issues[i].name, name))
                any = i;
        if (r->positions[k].stance == wanted)
            return any;
    }
    return any != UINT32_MAX ? any : last_issue;
}

/* "this possibility", "the proposal", "those demands": the issue spoken of last. */
static void find_anaphors(struct walk *w, uint32_t last_issue)
{
    static const char *const nouns[] = { "possibility", "notion", "idea", "proposal", "plan", "condition", "demand", "offer", "suggestion", "step",
                                         "initiative", "option", "request", "call", "move", NULL };

    for (uint32_t i = w->sentence->first; i + 1 < w->sentence->end; i++) {
        bool near = is(w->doc, i, "this") || is(w->doc, i, "such") || is(w->doc, i, "that") || is(w->doc, i, "those") || is(w->doc, i, "these") ||
                    ((is(w->doc, i, "a") || is(w->doc, i, "an")) && i > w->sentence->first && tag(w, i - 1) == UPOS_PUNCT) || is(w->doc, i, "the");
        uint32_t noun = i + 1, issue = last_issue;
        bool known = false;

        /* "says it is open to one" */
        if ((is(w->doc, i, "one") || is(w->doc, i, "it") || is(w->doc, i, "them")) && i > w->sentence->first && tag(w, i - 1) == UPOS_ADP && tag(w, i + 1) == UPOS_PUNCT && w->n_mentions) {
            add_mention(w, (struct mention_of_issue){ .first = i, .end = i + 1, .words = 1, .issue = w->mentions[w->n_mentions - 1].issue,
                                                      .verb = UINT32_MAX, .anaphor = true });
            continue;
        }
        if (!near)
            continue;
        if (is(w->doc, noun, "a") && noun + 1 < w->sentence->end)
            noun++;
        for (const char *const *n = nouns; *n && !known; n++)
            known = text_is(w->doc->tokens[noun].lemma, *n) && tag(w, noun) != UPOS_VERB;
        if (!known)
            continue;
        /* Not with its own complement: "the possibility of talks". */
        if (noun + 1 < w->sentence->end && (is(w->doc, noun + 1, "of") || is(w->doc, noun + 1, "to") || is(w->doc, noun + 1, "for") || is(w->doc, noun + 1, "that")))
            continue;
        for (size_t k = 0; k < w->n_mentions; k++)
            if (w->mentions[k].end <= i && !w->mentions[k].anaphor)
                issue = w->mentions[k].issue;
        if (issue == last_issue)
            issue = spoken_of(w, w->doc->tokens[noun].lemma, last_issue);
        if (issue == UINT32_MAX)
            continue;
        if (is(w->doc, i, "the") && issue == last_issue && last_issue != UINT32_MAX && !text_is(w->doc->tokens[noun].lemma, "proposal") &&
            !text_is(w->doc->tokens[noun].lemma, "offer") && !text_is(w->doc->tokens[noun].lemma, "idea"))
            continue;
        add_mention(w, (struct mention_of_issue){ .first = i, .end = noun + 1, .words = 1, .issue = issue, .verb = UINT32_MAX, .anaphor = true });
    }
}

/* ---- who ------------------------------------------------------------------------------------ */

static const struct actor_ref *voice_of(const struct walk *w, uint32_t token)
{
    const struct voice *v = voice_at(w->voices, token);

    return v ? &v->who : NULL;
}

static void settle(struct state *st, const struct actor_ref *refs, size_t n)
{
    st->n_holders = n;
    memcpy(st->holders, refs, n * sizeof *refs);
    st->fixed = true;
}

/* A noun phrase that begins at i: to the next verb, stop or preposition. */
static uint32_t phrase_end(const struct walk *w, uint32_t i, uint32_t end)
{
    while (i < end && tag(w, i) != UPOS_VERB && tag(w, i) != UPOS_AUX && tag(w, i) != UPOS_PUNCT && tag(w, i) != UPOS_SCONJ &&
           (tag(w, i) != UPOS_ADP || is(w->doc, i, "of") || (is(w->doc, i, "in") && i + 1 < end && w->actors->at[i + 1])))
        i++;
    return i;
}

static bool settle_np(const struct walk *w, struct state *st, uint32_t first, uint32_t end)
{
    struct actor_ref refs[ACTORS_MAX];
    size_t n = actors_resolve(w->actors, first, end, voice_of(w, first), refs);

    if (!n)
        return false;
    settle(st, refs, n);
    return true;
}

/* "rejected by Moscow": the agent behind a passive verb. */
static bool agent(const struct walk *w, struct state *st, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end && i < from + 12; i++) {
        if (tag(w, i) == UPOS_VERB || is(w->doc, i, ";"))
            return false;
        if (is(w->doc, i, "by") && i + 1 < end) {
            uint32_t e = phrase_end(w, i + 1, end);

            take_words(st, i, i + 1);
            return settle_np(w, st, i + 1, e) || true;
        }
    }
    return false;
}

/* "Kyiv's reluctance", "its refusal", "Russian opposition", "the rejection by Iran of": whose noun is it? */
static bool possessor(const struct walk *w, struct state *st, const struct op *op, uint32_t pos)
{
    uint32_t a = op->first;

    for (uint32_t i = op->first + 1; i + 1 < pos && i < op->end + 1; i++)
        if ((is(w->doc, i, "by") || is(w->doc, i, "of") || is(w->doc, i, "from") || is(w->doc, i, "on")) && w->actors->at[i + 1]) {
            uint32_t e = i + 1;

            while (e < pos && (w->actors->at[e] || tag(w, e) == UPOS_NOUN || tag(w, e) == UPOS_ADJ || tag(w, e) == UPOS_PROPN))
                e++;
            if (settle_np(w, st, i + 1, e))
                return true;
        }
    while (a > w->sentence->first && (tag(w, a - 1) == UPOS_ADJ || tag(w, a - 1) == UPOS_NOUN || tag(w, a - 1) == UPOS_ADV || tag(w, a - 1) == UPOS_NUM) && !w->actors->at[a - 1])
        a--;
    if (a == w->sentence->first)
        return false;
    if (is(w->doc, a - 1, "'s") || is(w->doc, a - 1, "'")) {
        uint32_t b = a - 1, e = a - 1;

        while (b > w->sentence->first && b + 8 > e && (tag(w, b - 1) == UPOS_PROPN || tag(w, b - 1) == UPOS_NOUN || tag(w, b - 1) == UPOS_ADJ || tag(w, b - 1) == UPOS_DET || w->actors->at[b - 1]))
            b--;
        return settle_np(w, st, b, e);
    }
    if (is(w->doc, a - 1, "its") || is(w->doc, a - 1, "their") || is(w->doc, a - 1, "his") || is(w->doc, a - 1, "her") || is(w->doc, a - 1, "our") ||
        is(w->doc, a - 1, "my"))
        return settle_np(w, st, a - 1, a);
    if (w->actors->at[a - 1]) {
        const struct mention *m = &w->actors->mentions[w->actors->at[a - 1] - 1];

        if (m->kind == ACTOR_ADJECTIVE || m->kind == ACTOR_NAME) {
            struct actor_ref r = { .party = m->party };

            settle(st, &r, 1);
            return true;
        }
    }
    return false;
}

static bool same_party(const struct actor_ref *a, size_t n, const struct actor_ref *b, size_t m)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (a[i].party == b[k].party && a[i].party != NO_PARTY)
                return true;
    return false;
}

static struct state fresh(const struct mention_of_issue *m)
{
    return (struct state){ .giver = -1, .first = m->first, .end = m->end };
}

/* ---- the walk --------------------------------------------------------------------------------- */

static bool negator_before(const struct walk *w, uint32_t pos, uint32_t floor)
{
    while (pos > floor) {
        pos--;
        if (is(w->doc, pos, "no") || is(w->doc, pos, "neither") || is(w->doc, pos, "nor") || is(w->doc, pos, "nothing"))
            return true;
        if (is(w->doc, pos, "a") || is(w->doc, pos, "an") || is(w->doc, pos, "any"))
            continue;
        if (tag(w, pos) != UPOS_ADJ && tag(w, pos) != UPOS_NOUN && tag(w, pos) != UPOS_PROPN && tag(w, pos) != UPOS_NUM && tag(w, pos) != UPOS_ADV)
            return false;
    }
    return false;
}

/* "wants not a truce but a treaty": said of the noun, not of the verb. */
static bool contrasted(const struct walk *w, uint32_t pos)
{
    uint32_t floor = w->sentence->first;

    while (pos > floor && (tag(w, pos - 1) == UPOS_DET || tag(w, pos - 1) == UPOS_ADJ))
        pos--;
    return pos > floor + 1 && is(w->doc, pos - 1, "not") && tag(w, pos - 2) != UPOS_AUX;
}

static bool subject_negates(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    if (c < 0 || !clause_subject(w->list, c, &first, &end, NULL))
        return false;
    return is(w->doc, first, "nobody") || is(w->doc, first, "none") || is(w->doc, first, "nothing") || is(w->doc, first, "neither") ||
           (is(w->doc, first, "no") && first + 1 < end &&
            (is(w->doc, first + 1, "one") || !w->actors->at[first + 1] || w->actors->mentions[w->actors->at[first + 1] - 1].kind == ACTOR_ADJECTIVE));
}

static bool op_in(const struct walk *w, enum row_kind kind, uint32_t first, uint32_t end, const struct op **out, bool last)
{
    *out = NULL;
    for (size_t i = 0; i < w->n_ops; i++)
        if (w->ops[i].first >= first && w->ops[i].end <= end && w->table->rows[w->ops[i].row].kind == kind) {
            *out = &w->ops[i];
            if (!last)
                return true;
        }
    return *out != NULL;
}

/* The operator has its negation in itself: "not suit". */
static bool has_negation(const struct walk *w, const struct op *op)
{
    for (uint32_t i = op->first; i < op->end; i++)
        if (is(w->doc, i, "not") || is(w->doc, i, "n't") || is(w->doc, i, "no") || is(w->doc, i, "never"))
            return true;
    return false;
}

static bool inside_mention(const struct mention_of_issue *m, const struct op *op)
{
    return op->first >= m->first && op->end <= m->end;
}

static void enter(struct walk *w, const struct mention_of_issue *m, struct state *st);

/* A subject that can hold a stance: not "there is no", "it is pointless to". */
static bool has_subject(const struct walk *w, int32_t c)
{
    uint32_t first, end;

    return c >= 0 && clause_subject(w->list, c, &first, &end, NULL) && !is(w->doc, first, "there") && !is(w->doc, first, "it") &&
           !is(w->doc, first, "that") && !is(w->doc, first, "this");
}

/* "Tehran ready for a swap": the headline leaves out the verb. */
static bool beside(const struct walk *w, struct state *st, const struct op *op)
{
    uint32_t a = op->first;

    while (a > w->sentence->first && tag(w, a - 1) == UPOS_ADV)
        a--;
    if (a == w->sentence->first || !w->actors->at[a - 1] || w->actors->mentions[w->actors->at[a - 1] - 1].kind == ACTOR_ADJECTIVE)
        return false;
    return settle_np(w, st, w->actors->mentions[w->actors->at[a - 1] - 1].first, a);
}

/* A noun of stance has an owner: "the Saudi request for". Where the clause is the owner's own ("Moscow
 * dropped its opposition") the walk goes on with the stance; else the owner's is entered, and the
 * clause says what its subject makes of the thing. */
static void owned(struct walk *w, struct state *st, int32_t c, const struct mention_of_issue *m)
{
    struct actor_ref outer[ACTORS_MAX];
    struct state copy = *st;
    uint32_t first, end;
    size_t n = 0;

    if (c >= 0 && clause_subject(w->list, c, &first, &end, NULL))
        n = actors_resolve(w->actors, first, end, voice_of(w, first), outer);
    if (n && same_party(outer, n, st->holders, st->n_holders)) {
        st->fixed = false;
        return;
    }
    enter(w, m, &copy);
    *st = fresh(m);
    st->first = copy.first;
    st->end = copy.end;
}

/* Nouns, adjectives and "there is no" of stance between `floor` and pos, the nearest first. Returns
 * false when a holder was found in them and the walk may end. */
static void nominal_ops(struct walk *w, struct state *st, uint32_t floor, uint32_t *pos, int32_t c, const struct mention_of_issue *m)
{
    for (size_t i = w->n_ops; i-- > 0 && !st->dead && !st->fixed;) {
        const struct op *op = &w->ops[i];
        const struct stance_row *row = &w->table->rows[op->row];
        bool adjective = row->kind == ROW_ADJECTIVE, about = row->kind == ROW_ABOUT;

        if (op->end > *pos || op->first < floor || inside_mention(m, op))
            continue;
        if (row->kind != ROW_NOUN && row->kind != ROW_THERE && !adjective && !about)
            continue;
        /* Between it and what it governs no stop that parts them. */
        {
            bool parted = *pos > op->end + NOUN_REACH;

            for (uint32_t t = op->end; t < *pos && !parted; t++)
                parted = is(w->doc, t, ";") || is(w->doc, t, ":") || is(w->doc, t, "but") || is(w->doc, t, "nor") || (is(w->doc, t, ",") && about);
            if (parted || (about && *pos > op->end + 6))
                continue;
        }
        apply(w, st, row->verdict, op->row);
        take_words(st, op->first, op->end);
        if (st->dead)
            return;
        if ((row->kind == ROW_THERE || about) && !has_subject(w, c)) {
            st->by_voice = true;
            st->giver = -1;
        } else {
            st->by_voice = false;
            st->giver = c;
            if ((row->kind == ROW_NOUN && possessor(w, st, op, *pos)) || (adjective && beside(w, st, op))) {
                if (negator_before(w, op->first, floor))
                    negate(w, st);
                *pos = op->first;
                owned(w, st, c, m);
                continue;
            }
        }
        if (row->kind != ROW_THERE && negator_before(w, op->first, floor))
            negate(w, st);
        *pos = op->first;
    }
}

/* Conditions that hang on clause c, or stand in it: "only if", "until", "in exchange for". */
static void conditions(const struct walk *w, struct state *st, int32_t c, uint32_t from)
{
    size_t index;
    const struct stance_row *row = NULL;

    for (size_t k = 0; k < w->list->n && !row; k++) {
        const struct clause *at = &w->list->at[k];
        uint16_t kind = (uint16_t)(1 << at->kind);

        if (at->parent != c || (at->kind != CLAUSE_IF && at->kind != CLAUSE_UNLESS && !(at->kind == CLAUSE_AFTER && ((at->flags & CLAUSE_ONLY) || (w->list->at[c].flags & (CLAUSE_WILL | CLAUSE_WOULD))))))
            continue;
        for (size_t i = 0; i < w->table->n_rows; i++)
            if (w->table->rows[i].kind == ROW_IF && w->table->rows[i].flags == kind && w->table->rows[i].inner == st->stance) {
                row = &w->table->rows[i];
                index = i;
                st->condition = (struct span){ w->doc->tokens[at->first].span.begin, w->doc->tokens[at->end - 1].span.end };
                break;
            }
    }
    for (size_t i = 0; i < w->n_ops && !row; i++) {
        const struct stance_row *at = &w->table->rows[w->ops[i].row];

        if (at->kind != ROW_IF || w->ops[i].first < w->list->at[c].first || w->ops[i].first >= w->list->at[c].end || w->ops[i].end > w->sentence->end)
            continue;
        (void)from;
        if (at->flags == 1 << CLAUSE_AFTER && !is(w->doc, w->ops[i].first, "only") && !(w->list->at[c].flags & (CLAUSE_WILL | CLAUSE_WOULD)))
            continue;
        for (size_t k = 0; k < w->table->n_rows; k++)
            if (w->table->rows[k].kind == ROW_IF && w->table->rows[k].flags == at->flags && w->table->rows[k].inner == st->stance) {
                uint32_t e = phrase_end(w, w->ops[i].end, w->sentence->end);

                row = &w->table->rows[k];
                index = k;
                if (e > w->ops[i].first)
                    st->condition = (struct span){ w->doc->tokens[w->ops[i].first].span.begin, w->doc->tokens[e - 1].span.end };
                break;
            }
    }
    if (row) {
        st->stance = row->verdict;
        fired(st, index);
    }
}

static bool settle_subject(const struct walk *w, struct state *st, int32_t c)
{
    uint32_t first, end;

    if (!clause_subject(w->list, c, &first, &end, NULL))
        return false;
    if (first < st->first)
        take_words(st, first, first);
    if (settle_np(w, st, first, end))
        return true;
    /* "a decree signed by Zelensky prohibits": whose paper it is. */
    for (size_t k = 0; k < w->list->n; k++)
        if (w->list->at[k].kind == CLAUSE_RELATIVE && (w->list->at[k].flags & CLAUSE_PASSIVE) && w->list->at[k].subject == first &&
            agent(w, st, w->list->at[k].verb + 1, w->sentence->end))
            return st->fixed;
    return false;
}

/* The verb of clause c, seen from a complement at pos. *opened: a stance verb governs it. */
static bool verb_op(const struct walk *w, int32_t c, const struct mention_of_issue *m, const struct op **out)
{
    const struct clause *at = &w->list->at[c];

    for (size_t i = 0; i < w->n_ops; i++) {
        const struct op *op = &w->ops[i];

        if (w->table->rows[op->row].kind == ROW_VERB && op->first <= at->verb && op->end > at->verb && op->first + 3 > at->group && !inside_mention(m, op)) {
            *out = op;
            return true;
        }
    }
    *out = NULL;
    return false;
}

/* "demanded that Russia withdraw", "proposes the sides meet": nothing is done yet. */
static bool subjunctive(const struct walk *w, int32_t c, const struct mention_of_issue *m)
{
    const struct clause *at = &w->list->at[c];
    const struct op *outer;
    uint8_t verdict;

    if (at->kind != CLAUSE_THAT || at->parent < 0 || !verb_op(w, at->parent, m, &outer))
        return false;
    verdict = w->table->rows[outer->row].verdict;
    return (verdict == STANCE_DEMANDS || verdict == STANCE_PROPOSES || verdict == STANCE_ACCEPTS) &&
           !(at->flags & (CLAUSE_PAST | CLAUSE_PERFECT | CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST | CLAUSE_CAN | CLAUSE_MAY | CLAUSE_NEGATED)) &&
           !(w->doc->tokens[at->verb].feats & FEAT_THIRD);
}

static void give(struct state *st, int32_t c)
{
    st->giver = c;
    st->by_voice = false;
}

/* The issue is the subject of clause c, or its verb is. */
static void at_subject(struct walk *w, struct state *st, int32_t c, const struct mention_of_issue *m)
{
    const struct clause *at = &w->list->at[c];
    const struct op *op;

    if (verb_op(w, c, m, &op)) {
        const struct stance_row *row = &w->table->rows[op->row];

        if (row->verdict == VERDICT_DOES) {
            fired(st, op->row);
            if (st->stance != STANCE_NONE)
                return;
            if (act(w, st, false, at->flags)) {
                take_words(st, at->group, at->verb + 1);
                st->by_voice = true;
                if (at->flags & CLAUSE_PASSIVE)
                    agent(w, st, at->verb + 1, at->end);
            }
            return;
        }
        if (!(at->flags & CLAUSE_PASSIVE))
            return;
        apply(w, st, row->verdict, op->row);
        take_words(st, at->group, at->verb + 1);
        if (at->flags & CLAUSE_NEGATED || subject_negates(w, c))
            negate(w, st);
        st->by_voice = true;
        agent(w, st, at->verb + 1, at->end > at->verb + 1 ? at->end : w->sentence->end);
        if (!st->fixed && (at->flags & CLAUSE_MUST) && st->stance != STANCE_REJECTS)
            st->stance = STANCE_DEMANDS;
        return;
    }
    if (op_in(w, ROW_ABOUT, at->group, w->sentence->end < at->end + 6 ? w->sentence->end : at->end + 6, &op, false) ||
        op_in(w, ROW_ABOUT, at->group, at->end, &op, false)) {
        uint32_t i = op->end;

        apply(w, st, w->table->rows[op->row].verdict, op->row);
        take_words(st, op->first, op->end);
        if (((at->flags & CLAUSE_NEGATED) && !has_negation(w, op)) || subject_negates(w, c))
            negate(w, st);
        st->by_voice = true;
        if (is(w->doc, i - 1, "by"))
            settle_np(w, st, i, phrase_end(w, i, w->sentence->end));
        else if (i + 1 < w->sentence->end && (is(w->doc, i, "for") || is(w->doc, i, "to"))) {
            uint32_t e = phrase_end(w, i + 1, w->sentence->end);

            settle_np(w, st, i + 1, e);
        }
    }
}

static void walk_from(struct walk *w, const struct mention_of_issue *m, struct state *st)
{
    int32_t c = m->verb != UINT32_MAX ? -1 : clause_at(w->list, m->first);
    uint32_t pos = m->first;
    bool own = m->verb != UINT32_MAX; /* the clause's verb is the issue itself */

    if (own)
        for (size_t k = 0; k < w->list->n; k++)
            if (w->list->at[k].verb == m->verb)
                c = (int32_t)k;
    /* "in exchange for security guarantees": what is wanted in return is implied at most. */
    for (size_t i = 0; i < w->n_ops && !own; i++)
        if (w->table->rows[w->ops[i].row].kind == ROW_IF && w->ops[i].end <= m->first && w->ops[i].end + 5 > m->first) {
            bool verb = false;

            for (uint32_t t = w->ops[i].end; t < m->first; t++)
                verb |= tag(w, t) == UPOS_VERB || tag(w, t) == UPOS_PUNCT || tag(w, t) == UPOS_PROPN;
            if (!verb && !is(w->doc, w->ops[i].first, "before")) {
                st->dead = true;
                return;
            }
        }
    if (c < 0) {
        nominal_ops(w, st, w->sentence->first, &pos, -1, m);
        return;
    }
    for (int step = 0; step < STEPS_MAX && c >= 0 && !st->dead; step++) {
        const struct clause *at = &w->list->at[c];
        uint32_t floor = at->first < at->subject && at->subject < at->subject_end ? at->first : at->first;
        const struct op *op = NULL;
        bool subject_side = !own && pos < at->group && step == 0;
        uint8_t before = st->stance;
        bool negated = (at->flags & CLAUSE_NEGATED) || subject_negates(w, c);

        if ((at->flags & CLAUSE_PERFECT) && (at->flags & (CLAUSE_WOULD | CLAUSE_MUST | CLAUSE_CAN | CLAUSE_MAY))) {
            st->dead = true; /* "would have agreed" */
            return;
        }
        if (own && step == 0) {
            /* Doing it. */
            unsigned flags;

            for (uint32_t t = m->verb; t < m->end; t++)
                negated |= is(w->doc, t, "no") || is(w->doc, t, "neither");
            flags = at->flags | (negated ? CLAUSE_NEGATED : 0);

            if ((at->flags & CLAUSE_FINITE) && !subjunctive(w, c, m)) {
                if (act(w, st, m->deed, flags)) {
                    give(st, c);
                    if (at->flags & CLAUSE_MUST)
                        st->by_voice = true;
                    if (m->passive) {
                        st->by_voice = st->stance != STANCE_ACCEPTS || (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST));
                        if (!agent(w, st, at->verb + 1, at->end) && !st->by_voice)
                            st->dead = at->kind != CLAUSE_THAT; /* done, but by whom? */
                    }
                }
            } else if (negated) {
                act(w, st, m->deed, CLAUSE_NEGATED);
                give(st, c);
            }
            take_words(st, at->group, at->verb + 1);
            if (at->kind == CLAUSE_GERUND || at->kind == CLAUSE_INFINITIVE) {
                if (at->kind == CLAUSE_GERUND && at->parent < 0) {
                    /* "giving up land was non-negotiable": the subject of the clause behind */
                    if ((size_t)c + 1 < w->list->n) {
                        at_subject(w, st, c + 1, m);
                        c = c + 1;
                        goto up;
                    }
                }
            }
        } else if (subject_side) {
            if (negator_before(w, pos, w->sentence->first) && st->stance == STANCE_NONE) {
                nominal_ops(w, st, floor, &pos, c, m);
                at_subject(w, st, c, m);
                if (st->stance != STANCE_NONE && !st->dead && !subject_negates(w, c))
                    negate(w, st);
            } else {
                nominal_ops(w, st, floor, &pos, c, m);
                if (!st->fixed && !st->dead)
                    at_subject(w, st, c, m);
            }
        } else {
            uint32_t low = at->group;
            bool bare = step == 0 && negator_before(w, pos, at->group);

            nominal_ops(w, st, low, &pos, c, m);
            if (st->dead)
                return;
            if (!st->fixed && step > 0 && (at->flags & CLAUSE_PASSIVE) && verb_op(w, c, m, &op) && w->table->rows[op->row].verdict < STANCE_COUNT) {
                /* "was asked by Armenia to send" */
                apply(w, st, w->table->rows[op->row].verdict, op->row);
                st->by_voice = true;
                if (negated)
                    negate(w, st);
                agent(w, st, at->verb + 1, pos);
                return;
            }
            if (!st->fixed && verb_op(w, c, m, &op) && (!(at->flags & CLAUSE_PASSIVE) || w->table->rows[op->row].verdict == VERDICT_ASKS)) {
                const struct stance_row *row = &w->table->rows[op->row];

                if (row->verdict == VERDICT_DOES) {
                    fired(st, op->row);
                    if (st->stance == STANCE_NONE) {
                        if (at->flags & CLAUSE_FINITE) {
                            if (act(w, st, false, at->flags | (negated || bare ? CLAUSE_NEGATED : 0)))
                                give(st, c);
                        } else if (negated) {
                            st->stance = STANCE_REJECTS;
                            give(st, c);
                        }
                        take_words(st, at->group, at->verb + 1);
                        goto conditions;
                    }
                } else {
                    if (row->verdict == STANCE_ACCEPTS && st->stance == STANCE_NONE && (at->flags & (CLAUSE_MAY | CLAUSE_CAN)) && !negated)
                        act(w, st, true, at->flags & (CLAUSE_MAY | CLAUSE_CAN)); /* "may impose sanctions" */
                    else
                        apply(w, st, row->verdict, op->row);
                    take_words(st, at->group < op->first ? at->group : op->first, op->end);
                    give(st, c);
                    if (step == 0 && contrasted(w, m->first) && !st->dead)
                        st->stance = STANCE_REJECTS;
                    else if (bare && !st->dead)
                        negate(w, st);
                }
            } else if (!st->fixed && step == 0 && st->stance == STANCE_NONE && !(at->flags & CLAUSE_COPULA) && op_in(w, ROW_ABOUT, m->end, at->end, &op, false) &&
                       op->first < m->end + 6) {
                /* "called the talks pointless" */
                apply(w, st, w->table->rows[op->row].verdict, op->row);
                take_words(st, op->first, op->end);
                give(st, c);
            }
            if (st->dead)
                return;
            if (!st->fixed && st->stance != STANCE_NONE && negated && !(op && has_negation(w, op)))
                negate(w, st);
        }
    conditions:
        if (st->dead)
            return;
        if (!st->fixed && (at->flags & CLAUSE_MUST) && !(own && step == 0) && (at->flags & CLAUSE_FINITE) && st->stance != STANCE_NONE + 0 &&
            st->giver != c) {
            /* "must be ready to": what must be is demanded, by whoever says so. */
            uint8_t given = st->stance;

            st->stance = STANCE_NONE;
            act(w, st, false, CLAUSE_MUST);
            if (given == STANCE_REJECTS || given == STANCE_CONDITIONAL)
                st->stance = given;
            st->by_voice = true;
        } else if (!st->fixed && (at->flags & CLAUSE_MUST) && st->stance == STANCE_NONE && !(own && step == 0) && step > 0) {
            if (act(w, st, false, at->flags))
                st->by_voice = true;
        }
        if (st->stance != STANCE_NONE)
            conditions(w, st, c, m->end);
    up:
        if (st->dead)
            return;
        switch (at->kind) {
        case CLAUSE_INFINITIVE: /* its "to" may be part of what governs it: "ready to" */
            pos = at->verb;
            break;
        case CLAUSE_GERUND:
            pos = at->group < pos ? at->group : pos;
            break;
        case CLAUSE_WHETHER:
            st->dead = true;
            return;
        case CLAUSE_IF:
            st->dead = true;
            return;
        case CLAUSE_UNLESS:
        case CLAUSE_AFTER:
            if (!(at->flags & CLAUSE_PAST) && !(at->flags & CLAUSE_PERFECT))
                st->dead = true;
            return;
        case CLAUSE_THAT: {
            const struct op *outer = NULL;
            bool has = at->parent >= 0 && verb_op(w, at->parent, m, &outer) && w->table->rows[outer->row].verdict != VERDICT_DOES;
            bool future = (at->flags & (CLAUSE_WILL | CLAUSE_WOULD | CLAUSE_MUST)) || st->stance == STANCE_NONE || st->by_voice;

            for (size_t i = 0; i < w->n_ops; i++) {
                const struct stance_row *row = &w->table->rows[w->ops[i].row];

                if (row->kind == ROW_NOUN && row->verdict >= STANCE_COUNT && w->ops[i].end + 1 >= at->first && w->ops[i].first < at->first) {
                    st->dead = true; /* "claims that", "reports that" */
                    return;
                }
                if (row->kind == ROW_ABOUT && at->parent >= 0 && w->ops[i].first > w->list->at[at->parent].group && w->ops[i].end <= at->first &&
                    !has_subject(w, at->parent)) {
                    /* "it is a lie that", "it is not impossible that" */
                    apply(w, st, row->verdict, w->ops[i].row);
                    if ((w->list->at[at->parent].flags & CLAUSE_NEGATED) && !has_negation(w, &w->ops[i]) && !st->dead)
                        negate(w, st);
                    return;
                }
            }
            if (has && w->table->rows[outer->row].verdict >= STANCE_COUNT) {
                st->dead = true;
                return;
            }
            if (at->parent >= 0 && (w->list->at[at->parent].flags & CLAUSE_NEGATED) && !has) {
                st->dead = true; /* "did not say that" */
                return;
            }
            pos = at->first;
            if (!has) {
                /* Nouns between: "the claim that", "readiness that" are rare; plain reports end the walk. */
                return;
            }
            if (!future) {
                /* Somebody else's past deed, told by a verb of stance: both stand. */
                struct actor_ref mine[ACTORS_MAX], theirs[ACTORS_MAX];
                uint32_t a, b;
                size_t n = 0, k = 0;

                if (st->giver >= 0 && clause_subject(w->list, st->giver, &a, &b, NULL))
                    n = actors_resolve(w->actors, a, b, voice_of(w, a), mine);
                if (clause_subject(w->list, at->parent, &a, &b, NULL))
                    k = actors_resolve(w->actors, a, b, voice_of(w, a), theirs);
                if (!same_party(mine, n, theirs, k)) {
                    st->by_other = true;
                    return;
                }
            } else if (st->giver >= 0 && !st->by_voice && st->stance != STANCE_NONE && !st->fixed) {
                /* "hopes Kyiv will accept": the hope is the hoper's; "insists it will not": its own. */
                struct actor_ref mine[ACTORS_MAX], theirs[ACTORS_MAX];
                uint32_t a, b;
                size_t n = 0, k = 0;

                if (clause_subject(w->list, st->giver, &a, &b, NULL))
                    n = actors_resolve(w->actors, a, b, voice_of(w, a), mine);
                if (clause_subject(w->list, at->parent, &a, &b, NULL))
                    k = actors_resolve(w->actors, a, b, voice_of(w, a), theirs);
                if (same_party(mine, n, theirs, k) && w->table->rows[outer->row].verdict != STANCE_REJECTS &&
                    (st->stance == STANCE_REJECTS || st->stance == STANCE_CONDITIONAL || st->stance == STANCE_OPEN))
                    return;
            }
            if (st->fixed)
                return;
            break;
        }
        default:
            return;
        }
        if (st->fixed)
            return;
        (void)before;
        if (at->parent < 0) { /* "Russia's offer to exchange prisoners was ...": only nouns before it */
            nominal_ops(w, st, w->sentence->first, &pos, -1, m);
            return;
        }
        c = at->parent;
    }
}

/* "renewed its support during the talks", "as part of any agreement": where or when, not what. */
static bool adjunct(const struct walk *w, const struct mention_of_issue *m)
{
    static const char *const prepositions[] = { "during", "at", "amid", "after", "before", "since", "following", "throughout", "despite", "in", "ahead", "like", "within" };
    uint32_t i = m->first;

    if (m->verb != UINT32_MAX)
        return false;
    while (i > w->sentence->first && (tag(w, i - 1) == UPOS_DET || tag(w, i - 1) == UPOS_ADJ || tag(w, i - 1) == UPOS_NUM || w->actors->at[i - 1] || is(w->doc, i - 1, "'s")))
        i--;
    if (i == w->sentence->first)
        return false;
    i--;
    if (is(w->doc, i, "of") && i > w->sentence->first + 1 && (is(w->doc, i - 1, "part") || is(w->doc, i - 1, "ahead") || is(w->doc, i - 1, "front")))
        i--;
    else if (tag(w, i) != UPOS_ADP)
        return false;
    for (size_t k = 0; k < w->n_ops; k++)
        if (w->ops[k].first <= i && i < w->ops[k].end)
            return false; /* "interested in talks" */
    if (is(w->doc, i, "part"))
        return true;
    for (size_t k = 0; k < COUNT_OF(prepositions); k++)
        if (is(w->doc, i, prepositions[k]))
            return true;
    return false;
}

/* ---- what comes of it --------------------------------------------------------------------------- */

static uint8_t turned(uint8_t stance)
{
    switch (stance) {
    case STANCE_REJECTS:
        return STANCE_ACCEPTS;
    case STANCE_CONDITIONAL:
    case STANCE_NONE:
        return stance;
    default:
        return STANCE_REJECTS;
    }
}

static void enter(struct walk *w, const struct mention_of_issue *m, struct state *st)
{
    const struct voice *voice = voice_at(w->voices, m->first);
    uint8_t stance = m->opposite ? turned(st->stance) : st->stance;
    uint16_t *rules;

    if (st->dead || stance == STANCE_NONE)
        return;
    if (!st->fixed) {
        if (st->by_voice) {
            if (!voice || voice->who.party == NO_PARTY)
                return;
            settle(st, &voice->who, 1);
        } else if (st->giver < 0 || !settle_subject(w, st, st->giver))
            return;
    }
    rules = arena_alloc(w->mem, st->n_rules * sizeof *rules + 1);
    if (!rules) {
        w->out_of_memory = true;
        return;
    }
    memcpy(rules, st->rules, st->n_rules * sizeof *rules);
    for (size_t h = 0; h < st->n_holders; h++) {
        struct position p = { .statement = voice ? (int32_t)voice->statement : -1 }, *grown;
        bool known = false;

        if (st->holders[h].party == NO_PARTY)
            continue;
        p.sentence = w->sentence->span;
        p.words = (struct span){ w->doc->tokens[st->first].span.begin, w->doc->tokens[st->end - 1].span.end };
        p.party = w->actors->knowledge->roster.parties[st->holders[h].party].code;
        p.issue = w->agenda->issues[m->issue].name;
        p.stance = (enum stance)stance;
        p.condition = st->condition;
        p.last_known = st->holders[h].last_known;
        p.by_other = st->by_other || (voice && voice->who.party != NO_PARTY && voice->who.party != st->holders[h].party);
        p.speaker = st->holders[h].person;
        for (int32_t s = p.statement; !p.speaker.ptr && s >= 0; s = w->record->statements[s].inside)
            for (size_t v = 0; v < w->voices->n && !p.speaker.ptr; v++)
                if (w->voices->at[v].statement == (uint32_t)s)
                    p.speaker = w->voices->at[v].who.person;
        if (p.statement >= 0) {
            p.said_on = w->record->statements[p.statement].said_on;
            p.said_words = w->record->statements[p.statement].said_words;
        }
        p.rules = rules;
        p.n_rules = st->n_rules;
        /* Whom it is about: another party named with the issue. */
        for (uint32_t i = m->first; i < w->sentence->end && i < m->end + 6; i++)
            if (w->actors->at[i] && w->actors->mentions[w->actors->at[i] - 1].party != st->holders[h].party &&
                w->actors->mentions[w->actors->at[i] - 1].party != NO_PARTY) {
                p.counterpart = w->actors->knowledge->roster.parties[w->actors->mentions[w->actors->at[i] - 1].party].code;
                break;
            }
        for (size_t k = w->record->n_positions; k-- > 0 && w->record->positions[k].sentence.begin == p.sentence.begin && !known;)
            known = text_eq(w->record->positions[k].party, p.party) && text_eq(w->record->positions[k].issue, p.issue) &&
                    w->record->positions[k].stance == p.stance;
        if (known)
            continue;
        grown = arena_grow(w->mem, w->record->positions, w->record->n_positions, w->room, sizeof *grown);
        if (!grown) {
            w->out_of_memory = true;
            return;
        }
        w->record->positions = grown;
        grown[w->record->n_positions++] = p;
    }
}

/* "an exchange, a notion also ruled out by Russia", "the truce that Iran rejected": what a relative clause says of the issue. */
static void relatives(struct walk *w, const struct mention_of_issue *m)
{
    for (size_t c = 0; c < w->list->n; c++) {
        const struct clause *at = &w->list->at[c];
        struct state st = fresh(m);
        const struct op *op;

        if (!verb_op(w, (int32_t)c, m, &op) || w->table->rows[op->row].verdict >= STANCE_COUNT)
            continue;
        if (at->kind == CLAUSE_RELATIVE && (at->flags & CLAUSE_PASSIVE) && at->subject < m->end && m->first < at->subject_end && at->group >= m->end) {
            apply(w, &st, w->table->rows[op->row].verdict, op->row);
            if (at->flags & CLAUSE_NEGATED)
                negate(w, &st);
            take_words(&st, at->group, at->verb + 1);
            if (agent(w, &st, at->verb + 1, w->sentence->end) && st.fixed)
                enter(w, m, &st);
        } else if (at->kind == CLAUSE_OBJECT_RELATIVE && at->first >= m->end && at->first <= m->end + 1) {
            apply(w, &st, w->table->rows[op->row].verdict, op->row);
            if (at->flags & CLAUSE_NEGATED)
                negate(w, &st);
            take_words(&st, at->group, at->verb + 1);
            st.giver = (int32_t)c;
            enter(w, m, &st);
        }
    }
}

/* "the Qatari ceasefire proposal", "Egypt's truce offer": the thing named by what was put forward. */
static void proposals(struct walk *w, const struct mention_of_issue *m)
{
    static const char *const nouns[] = { "proposal", "offer", "initiative", "request", "call" };
    uint32_t last = m->end - 1;

    if (m->verb != UINT32_MAX || m->anaphor)
        return;
    for (int behind = 0; behind <= 1; behind++, last++)
        for (size_t k = 0; k < COUNT_OF(nouns) && last < w->sentence->end; k++)
            if (text_is(w->doc->tokens[last].lemma, nouns[k]) && tag(w, last) != UPOS_VERB && last > m->first) {
                struct state st = fresh(m);
                struct op whole = { .first = m->first, .end = last + 1, .row = 0 };

                st.stance = STANCE_PROPOSES;
                if (possessor(w, &st, &whole, m->first) || (last + 2 < w->sentence->end && (is(w->doc, last + 1, "by") || is(w->doc, last + 1, "from")) &&
                                                              settle_np(w, &st, last + 2, phrase_end(w, last + 2, w->sentence->end))))
                    enter(w, m, &st);
                return;
            }
}

static int by_place(const void *x, const void *y)
{
    const struct mention_of_issue *a = x, *b = y;

    return (a->first > b->first) - (a->first < b->first);
}

bool position_find(const struct document *doc, const struct actors *actors, const struct clauses *clauses,
                   const struct voice_list *voices, struct arena *mem, struct record *out)
{
    struct walk *w = arena_alloc(mem, sizeof *w);
    uint32_t last_issue = UINT32_MAX;
    size_t room = 0, paragraph = SIZE_MAX;

    if (!w)
        return false;
    w->doc = doc;
    w->actors = actors;
    w->voices = voices;
    w->table = &actors->knowledge->stance;
    w->agenda = &actors->knowledge->agenda;
    w->mem = mem;
    w->record = out;
    w->room = &room;
    for (size_t s = 0; s < doc->n_sentences; s++) {
        enum role role = doc->article->paragraphs[doc->sentences[s].paragraph].role;
        struct sentence piece = doc->sentences[s];

        if (role == ROLE_SUBHEAD || role == ROLE_EDITOR_NOTE)
            continue;
        if (doc->sentences[s].paragraph > paragraph + 1)
            last_issue = UINT32_MAX;
        paragraph = doc->sentences[s].paragraph;
        if (piece.end - piece.first > SENTENCE_TOKENS_MAX)
            piece.end = piece.first + SENTENCE_TOKENS_MAX;
        w->sentence = &piece;
        w->list = &clauses->of[s];
        w->n_ops = w->n_mentions = 0;
        find_issues(w);
        find_passive_issues(w);
        find_anaphors(w, last_issue);
        if (w->n_mentions == 0)
            continue;
        find_ops(w);
        qsort(w->mentions, w->n_mentions, sizeof *w->mentions, by_place);
        for (size_t k = 0; k < w->n_mentions; k++) {
            struct state st = fresh(&w->mentions[k]);

            proposals(w, &w->mentions[k]);
            if (!adjunct(w, &w->mentions[k]))
                walk_from(w, &w->mentions[k], &st);
            enter(w, &w->mentions[k], &st);
            relatives(w, &w->mentions[k]);
            if (w->out_of_memory)
                return false;
        }
        for (size_t k = 0; k < w->n_mentions; k++)
            if (!w->mentions[k].anaphor)
                last_issue = w->mentions[k].issue;
    }
    return true;
}
