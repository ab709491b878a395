/* arcs.c - see arcs.h. */
#include "language/sentence/arcs.h"

#define HOPS_MAX 8  /* from a word to the noun that heads its phrase   */
#define CASE_MAX 12 /* words between the noun and what introduces it   */

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

uint32_t arcs_case(const struct document *doc, uint32_t first, uint32_t head)
{
    for (uint32_t i = head; i-- > first && i + CASE_MAX > head;)
        if (doc->tokens[i].head == head && doc->tokens[i].relation == RELATION_CASE)
            return i;
    return DOCUMENT_NO_HEAD;
}

bool arcs_phrase_holds(const struct document *doc, uint32_t first, uint32_t end, uint32_t i, uint32_t head)
{
    for (int hops = 0; hops < HOPS_MAX; hops++) {
        const struct token *t = &doc->tokens[i];

        if (i == head)
            return true;
        if (t->head < first || t->head >= end) /* DOCUMENT_NO_HEAD too */
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
