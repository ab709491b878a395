/* unsaid.c - see unsaid.h.
 *
 * A verb of saying, and an odd number of what turns it round: "not", "never", "nobody"; a verb above it ("denied
 * saying", "stopped short of saying", UNSAY in data/language/words.txt); "it is false that he said". Twice is as good
 * as said: "did not deny saying". What lies inside of a denial ("denied reports saying that") was not said either. */
#include "record/statement/unsaid.h"

#include "language/sentence/arcs.h"

static bool is_word_of(const struct actors *actors, const struct document *doc, uint32_t t, enum row_kind kind)
{
    return stance_table_find(&actors->knowledge->stance, kind, doc->tokens[t].norm) != NULL;
}

/* "not", but not of "not only said". */
static bool negates(const struct document *doc, const struct actors *actors, uint32_t t)
{
    if (!is_word_of(actors, doc, t, ROW_NEGATOR_VERB))
        return false;
    return t + 1 >= doc->n_tokens || !(token_is(doc, t + 1, "only") || token_is(doc, t + 1, "just") ||
                                       token_is(doc, t + 1, "merely") || token_is(doc, t + 1, "simply"));
}

static bool in_range(struct token_range r, uint32_t t)
{
    return t >= r.first && t < r.end;
}

static bool in_content(const struct attribution *at, uint32_t t)
{
    bool in = false;

    for (uint8_t k = 0; k < at->n_content; k++)
        in |= in_range(at->content[k], t);
    return in;
}

/* Is the word that `verb` hangs on, outside of the cue, one that turns it round: "it is false that he said", "it is not
 * true"? */
static bool above(const struct document *doc, const struct actors *actors, struct token_range cue, uint32_t verb)
{
    uint32_t head = doc->tokens[verb].head;
    enum relation relation = (enum relation)doc->tokens[verb].relation;
    unsigned n = 0;

    if (head == DOCUMENT_NO_HEAD || in_range(cue, head) ||
        (relation != RELATION_CCOMP && relation != RELATION_CSUBJ && relation != RELATION_XCOMP))
        return false;
    if (!token_unsays(doc, head) && !token_is(doc, head, "true"))
        return false;
    n = token_unsays(doc, head);
    for (uint32_t d = arcs_first(doc, head); d != DOCUMENT_NO_HEAD; d = arcs_next(doc, d))
        n += negates(doc, actors, d);
    return n % 2 == 1;
}

/* A quotation or a clause: not "did not insist on a truce", which is an attitude and no saying. */
static bool is_speech(const struct document *doc, const struct attribution *at)
{
    for (uint8_t k = 0; k < at->n_content; k++)
        for (uint32_t t = at->content[k].first; t < at->content[k].end; t++)
            if (doc->tokens[t].feats & FEAT_OPENS || relation_is_subject((enum relation)doc->tokens[t].relation))
                return true;
    return false;
}

bool unsaid(const struct document *doc, const struct actors *actors, const struct attribution *at,
            const struct attribution *outer)
{
    uint32_t verb = DOCUMENT_NO_HEAD;
    unsigned turns = 0;
    bool denies = false, says = false, up;

    for (uint32_t t = at->cue.first; t < at->cue.end; t++) {
        turns += negates(doc, actors, t);
        if (doc->tokens[t].upos == UPOS_VERB) {
            turns += verb != DOCUMENT_NO_HEAD && token_unsays(doc, verb);
            verb = t;
        }
    }
    if (verb == DOCUMENT_NO_HEAD || !token_says(doc, verb) || !is_speech(doc, at))
        return false;
    for (uint32_t d = arcs_first(doc, verb); d != DOCUMENT_NO_HEAD; d = arcs_next(doc, d))
        turns += !in_range(at->cue, d) && !in_content(at, d) && doc->tokens[d].relation == RELATION_ADVMOD &&
                 negates(doc, actors, d);
    for (uint8_t k = 0; k < at->n_source; k++)
        turns += is_word_of(actors, doc, at->source[k].first, ROW_NEGATOR_SUBJECT) ||
                 (is_word_of(actors, doc, at->source[k].first, ROW_NEGATOR_NOUN) &&
                  at->source[k].end - at->source[k].first > 1);
    if (at->n_content) { /* "that is not what he said" */
        uint32_t last = at->content[at->n_content - 1].end - 1;

        turns += last > at->content[0].first && token_is(doc, last, "what") && negates(doc, actors, last - 1);
    }
    up = above(doc, actors, at->cue, verb);
    for (uint32_t t = outer ? outer->cue.first : 0; outer && t < outer->cue.end; t++) {
        denies |= token_unsays(doc, t) && token_thinks(doc, t);
        says |= token_says(doc, t);
    }
    return (turns + (up || (denies && !says) ? 1 : 0)) % 2 == 1;
}
