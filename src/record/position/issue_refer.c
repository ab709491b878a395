/* issue_refer.c - what points back to an issue.
 *
 *     Qatar proposed a truce deal. Hamas rejected this notion; Israel accepted the deal.
 *                                         [the issue spoken of last]
 *                                                                  [what was named by "deal" before]
 *
 * Which nouns stand for which issue follows from the agenda: the nouns that its phrases hang on. */
#include "language/sentence/arcs.h"
#include "record/position/walk.h"

#define OTHER_MIN 3 /* phrases that hang on a noun which stands for an issue that was named by another noun */

/* The issue that `wanted` was the last stance on: what was demanded, for "those demands"; what was proposed, for "the
 * proposal". Else what anybody took a position on last. */
static uint32_t spoken_of(const struct walk *w, enum stance wanted, uint32_t last_issue)
{
    uint32_t any = UINT32_MAX;
    const struct record *r = w->record;

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

/* "raised the possibility of a swap. Veshkar rejected this possibility": what was spoken of under the same noun last;
 * else `issue`. */
static uint32_t framed_by(const struct walk *w, uint32_t noun, uint32_t issue)
{
    uint64_t key = agenda_word_key(w->doc->tokens[noun].lemma);

    for (size_t i = w->n_named; i-- > 0;)
        if (w->named[i].frame == key &&
            w->doc->sentences[w->named[i].sentence].span.begin + ANAPHOR_BYTES >= w->sentence->span.begin)
            return w->named[i].issue;
    return issue;
}

static void add_reference(struct walk *w, uint32_t first, uint32_t end, uint32_t issue, uint32_t named_in)
{
    issue_add(w, (struct issue_mention){ .first = first,
                                         .end = end,
                                         .words = 1,
                                         .issue = issue,
                                         .verb = UINT32_MAX,
                                         .anaphor = true,
                                         .how = ISSUE_REFERENCE,
                                         .near = 1,
                                         .named_in = named_in });
}

/* May the token stand before a noun that points back: "this", "the", and "a" behind a stop ("..., a notion that")? */
static bool may_point_back(const struct walk *w, uint32_t i)
{
    return token_is_any(w->doc, i, "this", "such", "that", "those", "these", "the") ||
           (token_is_any(w->doc, i, "a", "an") && i > w->sentence->first && tag(w, i - 1) == UPOS_PUNCT);
}

/* The row that has the noun among those that point back; NULL: it is none, or has a complement of its own ("the
 * possibility of talks"). */
static const struct stance_row *points_back(const struct walk *w, uint32_t noun)
{
    const struct stance_row *row = stance_table_find(w->table, ROW_THE, w->doc->tokens[noun].lemma);

    if (!row)
        row = stance_table_find(w->table, ROW_THIS, w->doc->tokens[noun].lemma);
    if (!row || tag(w, noun) == UPOS_VERB ||
        (noun + 1 < w->sentence->end && token_is_any(w->doc, noun + 1, "of", "to", "for", "that")))
        return NULL;
    return row;
}

/* "this possibility", "the proposal", "those demands": the issue spoken of last. */
static void find_anaphors(struct walk *w, uint32_t last_issue)
{
    for (uint32_t i = w->sentence->first; i + 1 < w->sentence->end; i++) {
        uint32_t noun = i + 1, issue = last_issue;
        const struct stance_row *row;

        /* "says it is open to one" */
        if (token_is_any(w->doc, i, "one", "it", "them") && i > w->sentence->first && tag(w, i - 1) == UPOS_ADP &&
            tag(w, i + 1) == UPOS_PUNCT && w->n_mentions) {
            add_reference(w, i, i + 1, w->mentions[w->n_mentions - 1].issue, UINT32_MAX);
            continue;
        }
        if (!may_point_back(w, i))
            continue;
        if (token_is(w->doc, noun, "a") && noun + 1 < w->sentence->end)
            noun++; /* "such a step" */
        row = points_back(w, noun);
        if (!row)
            continue;
        for (size_t k = 0; k < w->n_mentions; k++)
            if (w->mentions[k].end <= i && !w->mentions[k].anaphor)
                issue = w->mentions[k].issue;
        if (issue == last_issue)
            issue = framed_by(w, noun, issue);
        if (issue == last_issue)
            issue = spoken_of(w, (enum stance)row->verdict, last_issue);
        if (issue == UINT32_MAX || (token_is(w->doc, i, "the") && issue == last_issue && row->kind != ROW_THE))
            continue;
        add_reference(w, i, noun + 1, issue, UINT32_MAX);
    }
}

/* ---- "the deal" ---- */

/* Does the noun stand behind a word that says that it is known? */
static bool is_definite(const struct walk *w, uint32_t noun)
{
    for (uint32_t d = arcs_first(w->doc, noun); d != DOCUMENT_NO_HEAD; d = arcs_next(w->doc, d)) {
        enum relation relation = (enum relation)w->doc->tokens[d].relation;

        if (relation == RELATION_NMOD_POSS)
            return true;
        if ((relation == RELATION_DET || relation == RELATION_AMOD || relation == RELATION_DET_PREDET) &&
            token_is_any(w->doc, d, "the", "this", "that", "such", "these", "those", "any"))
            return true;
    }
    return false;
}

/* Is the noun of another kind: "the trade deal"? A noun before it tells, where no phrase of the issue has that. */
static bool is_other_kind(const struct walk *w, uint32_t noun, uint32_t issue)
{
    for (uint32_t d = arcs_first(w->doc, noun); d != DOCUMENT_NO_HEAD; d = arcs_next(w->doc, d)) {
        size_t at, end;
        bool known = false;

        if (w->doc->tokens[d].relation != RELATION_COMPOUND || tag(w, d) != UPOS_NOUN)
            continue;
        set_index_find(&w->agenda->sets.by_word, agenda_word_key(w->doc->tokens[d].lemma), &at, &end);
        for (; at < end && !known; at++)
            known = w->agenda->entries[w->agenda->sets.sets[w->agenda->sets.by_word.refs[at].set].entry].issue == issue;
        if (!known)
            return true;
    }
    return false;
}

/* What was named by this noun last, or by another that its issue may be named by. NULL: nothing. */
static const struct issue_named *named_by(const struct walk *w, uint64_t key)
{
    size_t first, end;

    set_index_find(&w->agenda->sets.by_head, key, &first, &end);
    if (first == end)
        return NULL;
    for (size_t i = w->n_named; i-- > 0;)
        if (w->named[i].key == key)
            return &w->named[i];
    for (size_t i = w->n_named; i-- > 0;)
        for (size_t k = first; k < end; k++)
            if (w->agenda->sets.by_head.refs[k].set == w->named[i].issue &&
                w->agenda->sets.by_head.refs[k].place >= OTHER_MIN)
                return &w->named[i];
    return NULL;
}

static void find_named(struct walk *w)
{
    uint32_t base = w->sentence->first;

    for (uint32_t i = base; i < w->sentence->end && w->n_named; i++) {
        const struct issue_named *named;
        uint32_t first = i;

        if ((tag(w, i) != UPOS_NOUN && tag(w, i) != UPOS_PROPN) ||
            (i - base <= SENTENCE_MAX && w->excluded[i - base]) || w->doc->tokens[i].relation == RELATION_COMPOUND ||
            w->actors->office_at[i] || !is_definite(w, i))
            continue;
        named = named_by(w, agenda_word_key(w->doc->tokens[i].lemma));
        if (!named || is_other_kind(w, i, named->issue))
            continue;
        while (first > base && i - first < 4 && tag(w, first - 1) != UPOS_ADP && arcs_in_phrase(w->doc, first - 1, i))
            first--;
        add_reference(w, first, i + 1, named->issue, named->sentence);
    }
}

void issue_find_references(struct walk *w, uint32_t last_issue)
{
    find_anaphors(w, last_issue);
    find_named(w);
}

/* The noun that a mention hangs on; UINT32_MAX: it is no noun. */
static uint32_t noun_of(const struct walk *w, const struct issue_mention *m)
{
    for (uint32_t i = m->first; i < m->end; i++) {
        uint32_t head = w->doc->tokens[i].head;

        if (head == DOCUMENT_NO_HEAD || head < m->first || head >= m->end)
            return tag(w, i) == UPOS_NOUN || tag(w, i) == UPOS_PROPN ? i : UINT32_MAX;
    }
    return UINT32_MAX;
}

/* Of "the possibility of a truce" what "this possibility" is found by; 0: the noun hangs on no such noun. */
static uint64_t frame_of(const struct walk *w, uint32_t noun)
{
    uint32_t head = noun == UINT32_MAX ? DOCUMENT_NO_HEAD : w->doc->tokens[noun].head;

    if (head == DOCUMENT_NO_HEAD || w->doc->tokens[noun].relation != RELATION_NMOD || tag(w, head) != UPOS_NOUN)
        return 0;
    return stance_table_find(w->table, ROW_THIS, w->doc->tokens[head].lemma) ||
                   stance_table_find(w->table, ROW_THE, w->doc->tokens[head].lemma)
               ? agenda_word_key(w->doc->tokens[head].lemma)
               : 0;
}

void issue_keep_names(struct walk *w)
{
    for (size_t k = 0; k < w->n_mentions; k++) {
        const struct issue_mention *m = &w->mentions[k];
        uint32_t noun = noun_of(w, m);
        struct issue_named named = { .issue = m->issue, .sentence = (uint32_t)(w->sentence - w->doc->sentences) };
        size_t n = 0;

        if (m->anaphor || m->opposite)
            continue;
        named.frame = frame_of(w, noun);
        named.key = noun == UINT32_MAX ? 0 : agenda_word_key(w->doc->tokens[noun].lemma);
        for (size_t i = 0; i < w->n_named; i++)
            if (w->named[i].key != named.key || w->named[i].issue != named.issue)
                w->named[n++] = w->named[i];
        if (n == NAMED_MAX)
            memmove(w->named, w->named + 1, --n * sizeof *w->named);
        w->named[n++] = named;
        w->n_named = n;
    }
}
