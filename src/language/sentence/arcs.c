/* arcs.c - see arcs.h. */
#include "language/sentence/arcs.h"

#define PHRASE_DEPTH_MAX 8 /* arcs from a word to the noun that heads its phrase */

priscus_status arcs_find(struct document *doc, struct arena *mem)
{
    struct dependents *of = arena_alloc(mem, (doc->n_tokens + 1) * sizeof *of);

    if (!of)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < doc->n_tokens; i++)
        of[i] = (struct dependents){ DOCUMENT_NO_HEAD, DOCUMENT_NO_HEAD };
    for (size_t i = doc->n_tokens; i-- > 0;) { /* from behind, so that dependents stand in text order */
        uint32_t head = doc->tokens[i].head;

        if (head != DOCUMENT_NO_HEAD) {
            of[i].next = of[head].first;
            of[head].first = (uint32_t)i;
        }
    }
    doc->dependents = of;
    return PRISCUS_OK;
}

uint32_t arcs_dependent(const struct document *doc, uint32_t i, enum relation relation)
{
    uint32_t d = arcs_first(doc, i);

    while (d != DOCUMENT_NO_HEAD && doc->tokens[d].relation != relation)
        d = arcs_next(doc, d);
    return d;
}

uint32_t arcs_subject(const struct document *doc, uint32_t i)
{
    uint32_t d = arcs_first(doc, i);

    while (d != DOCUMENT_NO_HEAD && !relation_is_subject((enum relation)doc->tokens[d].relation))
        d = arcs_next(doc, d);
    return d;
}

uint32_t arcs_case(const struct document *doc, uint32_t i)
{
    uint32_t found = DOCUMENT_NO_HEAD;

    for (uint32_t d = arcs_first(doc, i); d < i; d = arcs_next(doc, d)) /* DOCUMENT_NO_HEAD is not before i */
        if (doc->tokens[d].relation == RELATION_CASE)
            found = d;
    return found;
}

static bool hangs_outside(const struct document *doc, uint32_t i, uint32_t first, uint32_t end)
{
    uint32_t head = doc->tokens[i].head;

    return head < first || head >= end; /* DOCUMENT_NO_HEAD too */
}

uint32_t arcs_head(const struct document *doc, uint32_t first, uint32_t end)
{
    for (uint32_t i = end; i-- > first;) {
        const struct token *t = &doc->tokens[i];

        if (t->upos != UPOS_PUNCT && t->relation != RELATION_CASE && t->relation != RELATION_DET &&
            hangs_outside(doc, i, first, end))
            return i;
    }
    return end - 1;
}

uint32_t arcs_main_word(const struct document *doc, uint32_t first, uint32_t end)
{
    uint32_t found = DOCUMENT_NO_HEAD;

    for (uint32_t i = first; i < end; i++)
        if (hangs_outside(doc, i, first, end)) {
            if (doc->tokens[i].upos == UPOS_VERB)
                return i;
            if (found == DOCUMENT_NO_HEAD)
                found = i;
        }
    return found == DOCUMENT_NO_HEAD ? first : found;
}

bool arcs_is_time(const struct document *doc, uint32_t i)
{
    static const char *const words[] = { "monday",   "tuesday", "wednesday", "thursday",  "friday",  "saturday",
                                         "sunday",   "january", "february",  "march",     "april",   "may",
                                         "june",     "july",    "august",    "september", "october", "november",
                                         "december", "today",   "yesterday", "night",     "week",    "month",
                                         "year",     "morning", "evening",   "afternoon", "weekend", "day" };

    if (doc->tokens[i].upos == UPOS_NUM)
        return true;
    for (size_t k = 0; k < COUNT_OF(words); k++)
        if (text_is(doc->tokens[i].lemma, words[k]) || text_is(doc->tokens[i].norm, words[k]))
            return true;
    return false;
}

bool arcs_in_phrase(const struct document *doc, uint32_t i, uint32_t head)
{
    for (int hops = 0; hops < PHRASE_DEPTH_MAX; hops++) {
        const struct token *t = &doc->tokens[i];

        if (i == head)
            return true;
        if (t->head == DOCUMENT_NO_HEAD)
            return false;
        switch (t->relation) {
        case RELATION_CONJ:
            if (t->head == head)
                return false;
            break;
        case RELATION_CC:
            if (t->head == head ||
                (doc->tokens[t->head].head == head && doc->tokens[t->head].relation == RELATION_CONJ))
                return false;
            break;
        case RELATION_NMOD:
        case RELATION_NMOD_UNMARKED:
            if (arcs_is_time(doc, i))
                return false;
            break;
        case RELATION_CASE:
        case RELATION_DET:
        case RELATION_DET_PREDET:
        case RELATION_AMOD:
        case RELATION_ADVMOD:
        case RELATION_COMPOUND:
        case RELATION_NUMMOD:
        case RELATION_NMOD_POSS:
        case RELATION_NMOD_DESC:
        case RELATION_FLAT:
        case RELATION_FIXED:
        case RELATION_GOESWITH:
            break;
        case RELATION_PUNCT:
            if ((t->feats & (FEAT_OPENS | FEAT_CLOSES)) || token_is(doc, i, ","))
                return false;
            break;
        default:
            return false;
        }
        i = t->head;
    }
    return false;
}

bool arcs_is_clause(const struct document *doc, uint32_t i)
{
    switch (doc->tokens[i].relation) {
    case RELATION_ROOT:
    case RELATION_CCOMP:
    case RELATION_XCOMP:
    case RELATION_ADVCL:
    case RELATION_ADVCL_RELCL:
    case RELATION_ACL:
    case RELATION_ACL_RELCL:
    case RELATION_CSUBJ:
    case RELATION_CSUBJ_PASS:
    case RELATION_PARATAXIS:
        return true;
    default:
        return doc->tokens[i].upos == UPOS_VERB;
    }
}
