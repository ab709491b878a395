/* occasion.c - see occasion.h.
 *
 *     Speaking to reporters after the summit, Brook said ...
 *     speaking  <-advcl-  said        the verb beside the cue carries what hangs on it
 *     reporters <-obl-    speaking    with "to": the addressee
 *     summit    <-obl-    speaking    with "after": the occasion
 *
 * A noun of the list is the occasion if it hangs on the cue with a word of place before it; on what hangs on
 * the cue ("reporters at a briefing" may be read as the reporters' briefing); on a verb of speaking beside the
 * cue or beside its subject ("Brook, speaking at a rally, said"); or as the object of a verb that has its
 * audience there ("told a news conference"). Known gap: an occasion named in the sentence before ("In an
 * interview with the Post, Brook was blunt. 'We will not talk,' he said.") is not carried over. */
#include "record/statement/occasion.h"

#include "language/sentence/arcs.h"
#include "record/knowledge/occasion_words.h"

#define UPWARD_MAX 5 /* from an occasion to its cue                          */

struct search {
    const struct document *doc;
    const struct phrase_set *words;
    uint32_t first, end; /* of the sentence */
    struct token_range cue;
    const struct token_range *content;
    size_t n_content;
};

static bool is(const struct search *s, uint32_t token, enum occasion_kind kind)
{
    return occasion_word(s->words, s->doc, (struct token_range){ s->first, s->end }, token, kind);
}

static bool in_cue(const struct search *s, uint32_t token)
{
    return token >= s->cue.first && token < s->cue.end;
}

static bool in_content(const struct search *s, uint32_t token)
{
    for (size_t i = 0; i < s->n_content; i++)
        if (token >= s->content[i].first && token < s->content[i].end)
            return true;
    return false;
}

static bool is_noun(const struct search *s, uint32_t i)
{
    return s->doc->tokens[i].upos == UPOS_NOUN || s->doc->tokens[i].upos == UPOS_PROPN;
}

static bool is_clause_beside(enum relation r)
{
    return r == RELATION_ADVCL || r == RELATION_ACL || r == RELATION_ACL_RELCL || r == RELATION_PARATAXIS;
}

/* Does the token hang on the cue, through nouns and at most one verb of speaking? *far: not directly. */
static bool of_cue(const struct search *s, uint32_t token, bool *far)
{
    bool speaking = false;

    *far = false;
    for (int hops = 0; hops < UPWARD_MAX; hops++) {
        uint32_t above = s->doc->tokens[token].head;
        enum relation r = s->doc->tokens[token].relation;

        if (above < s->first || above >= s->end) /* DOCUMENT_NO_HEAD too */
            return false;
        if (in_cue(s, above))
            return true;
        /* "praised Holm and said": what hangs on the first verb is said of both. */
        if (s->doc->tokens[s->cue.end - 1].head == above && s->doc->tokens[s->cue.end - 1].relation == RELATION_CONJ &&
            token < s->cue.first)
            return true;
        if (in_content(s, above))
            return false;
        *far = true;
        if (is_noun(s, above) || s->doc->tokens[above].upos == UPOS_PRON) {
            /* A clause on a noun speaks of the cue only where the noun is who speaks; "the envoy to the talks"
             * is who he is, not where he said it. */
            if (is_clause_beside(r) != relation_is_subject((enum relation)s->doc->tokens[above].relation))
                return false;
        } else if (!speaking && is_clause_beside((enum relation)s->doc->tokens[above].relation) &&
                   is(s, above, OCCASION_SPEAKING))
            speaking = true;
        else
            return false;
        token = above;
    }
    return false;
}

/* The phrase of `head` as it stands; `with_case`: with what introduces it. */
static struct span phrase_of(const struct search *s, uint32_t head, bool with_case)
{
    uint32_t first = head, end = head + 1, intro = arcs_case(s->doc, head);

    while (first > s->first && !in_content(s, first - 1) && !in_cue(s, first - 1) &&
           arcs_in_phrase(s->doc, first - 1, head) && (with_case || first - 1 != intro))
        first--;
    while (end < s->end && !in_content(s, end) && !in_cue(s, end) && arcs_in_phrase(s->doc, end, head))
        end++;
    while (end > head + 1 && s->doc->tokens[end - 1].upos == UPOS_PUNCT)
        end--;
    return (struct span){ s->doc->tokens[first].span.begin, s->doc->tokens[end - 1].span.end };
}

/* A name, a pronoun or a word for people: not "to the surprise of". */
static bool is_somebody(const struct search *s, uint32_t i)
{
    return s->doc->tokens[i].name != NAME_NONE || s->doc->tokens[i].upos == UPOS_PROPN ||
           s->doc->tokens[i].upos == UPOS_PRON || is(s, i, OCCASION_AUDIENCE);
}

/* How good an occasion the noun is: 0 is best, -1: none. */
static int rank(const struct search *s, uint32_t i)
{
    enum relation r = (enum relation)s->doc->tokens[i].relation;
    uint32_t above = s->doc->tokens[i].head, intro;
    bool event = is(s, i, OCCASION_EVENT), far;

    if (!event && !is(s, i, OCCASION_CHANNEL))
        return -1;
    if (!of_cue(s, i, &far))
        return -1;
    if (r == RELATION_OBJ || r == RELATION_IOBJ)
        return event && s->doc->tokens[i].upos == UPOS_NOUN && is(s, above, OCCASION_TELLS) ? 0 : -1;
    if (r != RELATION_OBL && r != RELATION_NMOD && r != RELATION_OBL_UNMARKED &&
        (event || r != RELATION_OBL_AGENT)) /* "by email" */
        return -1;
    intro = arcs_case(s->doc, i);
    if (intro == DOCUMENT_NO_HEAD)
        return -1;
    /* "reporters on the channel": on a noun, only what can be nothing else */
    if (far && is_noun(s, above) && !event)
        return -1;
    if (is(s, intro, OCCASION_WHERE))
        return event ? far : 1 + far;
    return event && is(s, intro, OCCASION_AFTER) ? 3 + far : -1;
}

static bool is_addressee(const struct search *s, uint32_t i)
{
    enum relation r = (enum relation)s->doc->tokens[i].relation;
    uint32_t above = s->doc->tokens[i].head, intro;
    bool far;

    if ((!is_noun(s, i) && s->doc->tokens[i].upos != UPOS_PRON) || !of_cue(s, i, &far) || arcs_is_time(s->doc, i))
        return false;
    if (r == RELATION_OBJ || r == RELATION_IOBJ)
        return (!far || is(s, above, OCCASION_SPEAKING)) && is(s, above, OCCASION_TELLS) &&
               !(s->doc->tokens[i].upos == UPOS_NOUN && is(s, i, OCCASION_EVENT)); /* "told the Post" is no post */
    if (r != RELATION_OBL || is_noun(s, above))
        return false;
    intro = arcs_case(s->doc, i);
    return intro != DOCUMENT_NO_HEAD && (token_is(s->doc, intro, "to") || token_is(s->doc, intro, "before")) &&
           !is(s, i, OCCASION_EVENT) && is_somebody(s, i);
}

struct occasion occasion_find(const struct document *doc, const struct phrase_set *words, struct token_range cue,
                              const struct token_range *content, size_t n_content)
{
    struct search s = { .doc = doc, .words = words, .cue = cue, .content = content, .n_content = n_content };
    struct occasion found = { 0 };
    int best = -1;

    if (cue.first >= cue.end)
        return found;
    s.first = doc->sentences[sentence_at(doc, cue.first)].first;
    s.end = doc->sentences[sentence_at(doc, cue.first)].end;
    for (uint32_t i = s.first; i < s.end; i++) {
        int r;

        if (in_cue(&s, i) || in_content(&s, i))
            continue;
        r = is_noun(&s, i) ? rank(&s, i) : -1;
        if (r >= 0 && (best < 0 || r < best)) {
            best = r;
            found.at = phrase_of(&s, i, true);
        }
        if (span_empty(found.addressee) && is_addressee(&s, i))
            found.addressee = phrase_of(&s, i, false);
    }
    return found;
}
