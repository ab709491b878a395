/* when_tense.c - does the verb that a date phrase hangs on look back or ahead?
 *
 *     The council met on Friday.             back: the Friday before
 *     They will meet on Friday.              ahead: the Friday to come
 *     She said that they would meet Friday.  ahead: of "meet", not of "said"
 *     Council meets on Friday                not known */
#include "language/sentence/arcs.h"
#include "record/time/when_scan.h"

#define CLIMB_MAX 24 /* arcs from a phrase to its verb */

struct auxiliaries verb_auxiliaries(const struct document *doc, uint32_t verb)
{
    struct auxiliaries aux = { 0 };

    for (uint32_t i = arcs_first(doc, verb); i < verb; i = arcs_next(doc, i)) { /* DOCUMENT_NO_HEAD is not before it */
        const struct token *t = &doc->tokens[i];

        if (t->upos == UPOS_PART && word_in(t->norm, "to"))
            aux.to = true;
        if (t->relation != RELATION_AUX && t->relation != RELATION_AUX_PASS && t->relation != RELATION_COP)
            continue;
        if (word_in(t->norm, "will shall would 'll 'd wo may might can could should must ca"))
            aux.ahead = true;
        else if (word_in(t->norm, "has have had 've having"))
            aux.have = true;
        else if (word_in(t->norm, "was were did"))
            aux.was = true;
        else if (word_in(t->norm, "is are am 's 're 'm"))
            aux.is = true;
    }
    return aux;
}

enum tense scan_tense(const struct scan *s)
{
    const struct document *doc = s->doc;
    uint32_t v = s->from;
    enum tense own = TENSE_OPEN;

    /* Each turn is one arc up. A verb that says nothing of itself (a participle, an infinitive, one of several
     * in a row) has the tense of what it hangs on. */
    for (int hops = 0; hops < CLIMB_MAX; hops++) {
        const struct token *t;
        struct auxiliaries aux;

        if (hops && arcs_is_clause(doc, v)) {
            t = &doc->tokens[v];
            aux = verb_auxiliaries(doc, v);
            if (aux.to && !aux.ahead) {
                /* "failed to meet", "began to talk" are done; "due to meet", "agreed to meet" are to come */
                uint32_t head = t->head;

                if (head == DOCUMENT_NO_HEAD)
                    return TENSE_AHEAD;
                if (t->relation != RELATION_XCOMP)
                    return t->relation == RELATION_ADVCL ? TENSE_OPEN : TENSE_AHEAD;
                if (word_in(doc->tokens[head].lemma, "fail manage refuse begin start continue come go have get")) {
                    v = head;
                    continue;
                }
                aux = verb_auxiliaries(doc, head);
                return aux.was ? TENSE_OPEN : TENSE_AHEAD;
            }
            if (aux.ahead)
                return aux.have ? TENSE_OPEN : TENSE_AHEAD;
            if (aux.have || aux.was)
                return TENSE_PAST;
            if (t->feats & FEAT_PAST)
                return TENSE_PAST;
            if (aux.is) /* "is meeting", "is to meet" */
                return t->upos == UPOS_VERB && t->feats & (FEAT_GERUND | FEAT_BASE) ? TENSE_AHEAD : TENSE_OPEN;
            if (t->feats & FEAT_PARTICIPLE && t->upos == UPOS_VERB)
                own = TENSE_PAST; /* "held on Friday" */
            else if (t->upos == UPOS_VERB && !(t->feats & FEAT_GERUND) && t->relation != RELATION_CONJ)
                return token_says(doc, v) ? TENSE_PAST : TENSE_OPEN;
            if (own == TENSE_PAST)
                return own;
        }
        if (doc->tokens[v].head == DOCUMENT_NO_HEAD)
            break;
        v = doc->tokens[v].head;
    }
    return own;
}
