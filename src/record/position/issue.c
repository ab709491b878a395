/* issue.c - what a sentence speaks of: mentions of the agenda's issues, and words of stance.
 *
 *     Kyiv rejected this possibility; the sanctions must be lifted.
 *                   [anaphor: the issue spoken of last]
 *                                     [read as if it were "lift the sanctions"]
 *
 * Where two issues want the same words, the phrase with more words of its own wins, then the one with fewer
 * words in its gaps, then the more particular issue. */
#include <stdlib.h>

#include "language/sentence/arcs.h"
#include "record/position/walk.h"

#define TAKEN_REACH 9 /* tokens between "agreement to" and what is agreed to */

static bool word_fits(const struct walk *w, const struct phrase_match *m)
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

/* "told reporters that it was open to": no "tell ... to". */
static bool reaches_over_that(const struct walk *w, const struct phrase_match *m)
{
    for (uint32_t i = m->first + 1; i + 1 < m->end; i++)
        if (tag(w, i) == UPOS_SCONJ && token_is(w->doc, i, "that"))
            return true;
    return false;
}

void issue_find_words(struct walk *w)
{
    for (uint32_t i = w->sentence->first; i < w->sentence->end; i++) {
        struct phrase_match m[16];
        const struct phrase_context context = { .party_end = w->actors->party_end };
        size_t n = phrase_match_at(w->table->phrases, w->doc, &context, i, w->sentence->end, m, COUNT_OF(m)), k = 0;

        while (k < n && (!word_fits(w, &m[k]) || reaches_over_that(w, &m[k])))
            k++;
        if (k == n || w->n_words == STANCE_WORDS_MAX)
            continue;
        /* "voted against" has its "against" in itself. */
        if (w->n_words && m[k].end <= w->words[w->n_words - 1].end)
            continue;
        w->words[w->n_words++] = (struct stance_word){ m[k].first, m[k].end, m[k].value };
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
static bool better(const struct walk *w, const struct issue_mention *a, const struct issue_mention *b)
{
    /* "resumed diplomatic relations" is more than "diplomatic relations with Sundland", "lifted all economic sanctions" more
     * than "economic sanctions" */
    if ((a->verb == UINT32_MAX) != (b->verb == UINT32_MAX)) {
        const struct issue_mention *doing = a->verb == UINT32_MAX ? b : a, *noun = doing == a ? b : a;

        if (doing->first <= noun->first &&
            (a->issue == b->issue || (doing->end >= noun->end && doing->words >= noun->words)))
            return doing == a;
    }
    if (a->issue == b->issue && a->how != b->how)
        return a->how < b->how;
    if (a->words != b->words)
        return a->words > b->words;
    if (a->how != b->how)
        return a->how < b->how;
    if (a->end - a->first != b->end - b->first)
        return a->end - a->first < b->end - b->first; /* fewer words in its gaps */
    return depth(w->agenda->issues[a->issue].name) > depth(w->agenda->issues[b->issue].name);
}

static bool overlap(const struct issue_mention *a, const struct issue_mention *b)
{
    return a->first < b->end && b->first < a->end;
}

void issue_add(struct walk *w, struct issue_mention m)
{
    size_t n = 0;

    for (size_t i = 0; i < w->n_mentions; i++)
        if (overlap(&w->mentions[i], &m) && !better(w, &m, &w->mentions[i]))
            return;
    for (size_t i = 0; i < w->n_mentions; i++)
        if (!overlap(&w->mentions[i], &m))
            w->mentions[n++] = w->mentions[i];
    w->n_mentions = n;
    if (w->n_mentions < MENTIONS_MAX)
        w->mentions[w->n_mentions++] = m;
}

uint32_t issue_verb_in(const struct walk *w, uint32_t first, uint32_t end)
{
    for (size_t c = 0; c < w->clauses.n; c++)
        if (w->clauses.at[c].verb >= first && w->clauses.at[c].verb < end)
            return w->clauses.at[c].verb;
    return UINT32_MAX;
}

/* "Norhaven boycotts it", "according to", "dealing with": a noun of the agenda, alone, that is a verb here. */
static bool is_done(const struct walk *w, const struct issue_mention *m)
{
    const struct agenda_phrase *entry = &w->agenda->entries[m->entry - 1];
    const struct token *token = &w->doc->tokens[m->first];

    return m->end == m->first + 1 && entry->key == AGENDA_WORDS && token->upos == UPOS_VERB &&
           (arcs_subject(w->doc, m->first) != DOCUMENT_NO_HEAD ||
            ((token->feats & (FEAT_GERUND | FEAT_PARTICIPLE)) && !text_eq(token->norm, entry->words)));
}

static void find_issues(struct walk *w)
{
    const struct phrase_context context = { .party_end = w->actors->party_end };
    struct issue_mention found[MENTIONS_MAX * 2];
    size_t n_found = 0;
    uint32_t base = w->sentence->first;

    memset(w->excluded, 0, sizeof w->excluded);
    for (uint32_t i = base; i < w->sentence->end; i++) {
        struct phrase_match m[32];
        size_t n = phrase_match_at(w->agenda->phrases, w->doc, &context, i, w->sentence->end, m, COUNT_OF(m));

        for (size_t k = 0; k < n; k++) {
            const struct agenda_phrase *entry = &w->agenda->entries[m[k].value];

            if (entry->key == AGENDA_NOT) {
                for (uint32_t t = m[k].first; t < m[k].end && t - base <= SENTENCE_MAX; t++)
                    w->excluded[t - base] = true;
                continue;
            }
            if (n_found < COUNT_OF(found))
                found[n_found++] = (struct issue_mention){
                    .first = m[k].first,
                    .end = m[k].end,
                    .words = m[k].words,
                    .issue = entry->issue,
                    .entry = m[k].value + 1,
                    .near = 1,
                    .named_in = UINT32_MAX,
                    .opposite = entry->key == AGENDA_OPPOSITE,
                    .deed = entry->key != AGENDA_ACT,
                    .verb = entry->key != AGENDA_WORDS  ? issue_verb_in(w, m[k].first, m[k].end)
                            : m[k].end > m[k].first + 1 ? issue_verb_in(w, m[k].first, m[k].first + 1)
                                                        : UINT32_MAX,
                };
        }
    }
    for (size_t k = 0; k < n_found; k++) {
        bool stop = is_done(w, &found[k]);

        for (uint32_t t = found[k].first; t < found[k].end && !stop; t++)
            stop = t - base <= SENTENCE_MAX && w->excluded[t - base];
        /* A verb of doing, in a place where no clause has it for its verb, is a noun here: "talks to Iran". */
        if (!stop)
            issue_add(w, found[k]);
    }
}

/* "The sanctions must be lifted": the agenda says `lift sanction`. Read as if the verb stood first. */
static void find_passive_issues(struct walk *w)
{
    for (size_t c = 0; c < w->clauses.n; c++) {
        const struct clause *at = &w->clauses.at[c];
        struct token turned[40];
        struct document view = *w->doc;
        struct phrase_match m[16];
        uint32_t first, end, n = 0, particles = at->verb + 1;
        int32_t owner;
        size_t hits;

        if (!(at->flags & CLAUSE_PASSIVE) || !clause_subject(&w->clauses, (int32_t)c, &first, &end, &owner) ||
            end - first > 24 || end <= first)
            continue;
        turned[n++] = w->doc->tokens[at->verb];
        while (particles < w->sentence->end && n < 3 && tag(w, particles) == UPOS_ADP &&
               !token_is(w->doc, particles, "by"))
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
                issue_add(w, (struct issue_mention){ .first = first,
                                                     .end = at->verb + 1,
                                                     .words = m[h].words,
                                                     .issue = entry->issue,
                                                     .entry = m[h].value + 1,
                                                     .near = 1,
                                                     .named_in = UINT32_MAX,
                                                     .verb = at->verb,
                                                     .opposite = entry->key == AGENDA_OPPOSITE,
                                                     .deed = entry->key != AGENDA_ACT,
                                                     .passive = true });
                break;
            }
        }
    }
}

/* "agreement to a truce", "a boycott of the talks": a noun that takes another issue for its own is a word of stance
 * there, and names none. */
static bool is_stance_word(const struct walk *w, const struct issue_mention *m)
{
    bool word = false, behind = false;

    if (m->end != m->first + 1 || m->verb != UINT32_MAX || m->anaphor)
        return false;
    for (size_t k = 0; k < w->n_words && !word; k++)
        word = w->words[k].first <= m->first && w->words[k].end > m->end && row_of(w, &w->words[k])->kind == ROW_NOUN;
    for (size_t k = 0; k < w->n_mentions && word && !behind; k++)
        behind = w->mentions[k].first >= m->end && w->mentions[k].first < m->end + TAKEN_REACH;
    return behind;
}

static void drop_stance_words(struct walk *w)
{
    size_t n = 0;

    for (size_t k = 0; k < w->n_mentions; k++)
        if (!is_stance_word(w, &w->mentions[k]))
            w->mentions[n++] = w->mentions[k];
    w->n_mentions = n;
}

static int by_place(const void *x, const void *y)
{
    const struct issue_mention *a = x, *b = y;

    return (a->first > b->first) - (a->first < b->first);
}

void issue_find(struct walk *w, uint32_t last_issue)
{
    w->n_words = w->n_mentions = 0;
    find_issues(w);
    find_passive_issues(w);
    issue_find_sets(w);
    issue_find_references(w, last_issue);
    if (w->n_mentions == 0)
        return; /* nothing that a stance could be about */
    issue_find_words(w);
    drop_stance_words(w);
    qsort(w->mentions, w->n_mentions, sizeof *w->mentions, by_place);
    issue_keep_names(w);
}
