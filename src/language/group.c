/* group.c - verb groups: auxiliaries, negation, adverbs, and the verb they lead to.
 *
 *     has not yet ruled [out]      perfect, negated
 *     is going to withdraw         will
 *     must be lifted               must, passive
 *     Under no circumstances will Iran stop     negated, its subject between
 *
 * What a group says of doing is in its clause's flags. */
#include "language/group.h"

static const char *const negations[] = { "not",    "n't",      "never",  "neither", "nor",
                                         "hardly", "scarcely", "barely", NULL };

static unsigned modal_flag(const struct document *doc, uint32_t i)
{
    static const struct {
        const char *word;
        unsigned flag;
    } table[] = {
        { "will", CLAUSE_WILL },  { "wo", CLAUSE_WILL },     { "'ll", CLAUSE_WILL },  { "shall", CLAUSE_WILL },
        { "sha", CLAUSE_WILL },   { "would", CLAUSE_WOULD }, { "'d", CLAUSE_WOULD },  { "can", CLAUSE_CAN },
        { "ca", CLAUSE_CAN },     { "could", CLAUSE_CAN },   { "must", CLAUSE_MUST }, { "should", CLAUSE_MUST },
        { "ought", CLAUSE_MUST }, { "may", CLAUSE_MAY },     { "might", CLAUSE_MAY },
    };

    for (size_t k = 0; k < COUNT_OF(table); k++)
        if (token_is(doc, i, table[k].word))
            return table[k].flag;
    return 0;
}

bool group_at(const struct document *doc, uint32_t start, uint32_t i, uint32_t end, struct clause *out)
{
    struct clause c = { .group = i, .parent = -1 };
    uint32_t k = i, last_aux = UINT32_MAX;
    bool be = false, have = false, to = false, finite = false;

    if (tag(doc, k, UPOS_PART) && token_is(doc, k, "to")) {
        to = true;
        k++;
    } else if (tag(doc, k, UPOS_PART) && is_any(doc, k, negations) && k + 1 < end &&
               token_is(doc, k + 1, "to")) {
        c.flags |= CLAUSE_NEGATED; /* "not to give up" */
        to = true;
        k += 2;
    } else if (is_any(doc, k, negations) && k + 1 < end && tag(doc, k + 1, UPOS_VERB) &&
               (doc->tokens[k + 1].feats & FEAT_GERUND)) {
        c.flags |= CLAUSE_NEGATED; /* "not recognising" */
        k++;
    } else if (!tag(doc, k, UPOS_AUX) && !tag(doc, k, UPOS_VERB))
        return false;
    if ((token_is(doc, k, "provided") || token_is(doc, k, "providing")) && k + 1 < end &&
        token_is(doc, k + 1, "that"))
        return false; /* a conjunction */
    /* "Colombia never abandoned": no auxiliary for the negation to lean on. */
    for (uint32_t j = i; j > start && j + 3 > i && (tag(doc, j - 1, UPOS_ADV) || is_any(doc, j - 1, negations));
         j--)
        if (token_is(doc, j - 1, "never") || token_is(doc, j - 1, "hardly"))
            c.flags |= CLAUSE_NEGATED;
    /* "Had Russia accepted", "under no circumstances will Iran stop": the subject between. */
    if (tag(doc, k, UPOS_AUX) && k + 2 < end &&
        (modal_flag(doc, k) || token_is(doc, k, "had") || token_is(doc, k, "has") || token_is(doc, k, "have") ||
         token_is(doc, k, "did") || token_is(doc, k, "does") || token_is(doc, k, "do")) &&
        (k == start || is_any(doc, k - 1, negations) || (k > start + 1 && token_is(doc, k - 2, "no")))) {
        uint32_t v = k + 1;

        while (v < end && v < k + 8 &&
               (tag(doc, v, UPOS_DET) || tag(doc, v, UPOS_ADJ) || tag(doc, v, UPOS_NOUN) ||
                tag(doc, v, UPOS_PROPN) || tag(doc, v, UPOS_PRON) || token_is(doc, v, "'s")))
            v++;
        if (v > k + 1 && v < end && tag(doc, v, UPOS_VERB)) {
            c.flags |= (uint16_t)modal_flag(doc, k) | CLAUSE_FINITE | CLAUSE_INVERTED;
            if (k > start)
                c.flags |= CLAUSE_NEGATED;
            else
                c.flags |= CLAUSE_ONLY; /* marks the fronted one: a condition or a question */
            c.subject = k + 1;
            c.subject_end = v;
            c.verb = v;
            *out = c;
            return true;
        }
    }
    for (; k < end; k++) {
        const struct token *t = &doc->tokens[k];

        if (t->upos == UPOS_AUX) {
            unsigned modal = modal_flag(doc, k);

            c.flags |= (uint16_t)modal;
            if (modal)
                finite = true;
            else if (!to || last_aux != UINT32_MAX)
                finite |= !(t->feats & (FEAT_GERUND)) && !token_is(doc, k, "be") && !token_is(doc, k, "been");
            if (!to && k == i && token_is(doc, k, "be"))
                finite = true; /* "that the filling be halted" */
            if (text_is(t->lemma, "be") || (token_is(doc, k, "'s"))) {
                be = true;
                if (t->feats & FEAT_PAST)
                    c.flags |= CLAUSE_PAST;
            } else if (text_is(t->lemma, "have")) {
                have = true;
                be = false;
            } else if (text_is(t->lemma, "do")) {
                be = have = false;
                if (t->feats & FEAT_PAST)
                    c.flags |= CLAUSE_PAST;
            } else
                be = have = false;
            last_aux = k;
            continue;
        }
        if (t->upos == UPOS_VERB) {
            if (last_aux != UINT32_MAX && be && (t->feats & FEAT_PARTICIPLE) && !(t->feats & FEAT_GERUND))
                c.flags |= CLAUSE_PASSIVE;
            if (last_aux != UINT32_MAX && be && (t->feats & FEAT_GERUND)) {
                c.flags |= CLAUSE_PROGRESSIVE;
                if (text_is(t->norm, "going") && k + 2 < end && token_is(doc, k + 1, "to") &&
                    tag(doc, k + 2, UPOS_VERB)) {
                    c.flags |= CLAUSE_WILL;
                    k++;
                    continue;
                }
            }
            if (have)
                c.flags |= CLAUSE_PERFECT;
            if (last_aux == UINT32_MAX && (t->feats & FEAT_PAST))
                c.flags |= CLAUSE_PAST;
            c.verb = k;
            goto found;
        }
        if (is_any(doc, k, negations) && !(token_is(doc, k, "neither") || token_is(doc, k, "nor"))) {
            c.flags |= CLAUSE_NEGATED;
            continue;
        }
        if (token_is(doc, k, "no") && k + 1 < end && token_is(doc, k + 1, "longer")) {
            c.flags |= CLAUSE_NEGATED;
            k++;
            continue;
        }
        if ((t->upos == UPOS_ADV || token_is(doc, k, "yet")) && k + 1 < end && !token_is(doc, k, "there"))
            continue;
        break;
    }
    /* No main verb: the last auxiliary is one ("is ready", "has no plans", "did so"). */
    if (last_aux == UINT32_MAX)
        return false;
    c.verb = last_aux;
    k = last_aux;
    /* "is not": the negation behind belongs to the group; adverbs do not. */
    for (uint32_t j = last_aux + 1;
         j < end && (is_any(doc, j, negations) || tag(doc, j, UPOS_ADV) || token_is(doc, j, "no")); j++) {
        if (is_any(doc, j, negations) && !token_is(doc, j, "neither") && !token_is(doc, j, "nor"))
            c.flags |= CLAUSE_NEGATED;
        if (token_is(doc, j, "no")) {
            if (j + 1 < end && token_is(doc, j + 1, "longer"))
                c.flags |= CLAUSE_NEGATED;
            break;
        }
    }
    if (text_is(doc->tokens[last_aux].lemma, "be") || token_is(doc, last_aux, "'s") ||
        token_is(doc, last_aux, "'re") || token_is(doc, last_aux, "'m"))
        c.flags |= CLAUSE_COPULA;
    if (have && last_aux == c.group)
        have = false;
    if (have)
        c.flags |= CLAUSE_PERFECT;
    if (doc->tokens[last_aux].feats & FEAT_PAST)
        c.flags |= CLAUSE_PAST;
found:
    if (last_aux == UINT32_MAX && !to)
        finite = !(doc->tokens[c.verb].feats & FEAT_GERUND);
    if (to)
        finite = false;
    if (finite)
        c.flags |= CLAUSE_FINITE;
    c.kind = to ? CLAUSE_INFINITIVE : finite ? CLAUSE_MAIN : CLAUSE_GERUND;
    if (!to && !finite && (c.flags & CLAUSE_PASSIVE) == 0 && last_aux == UINT32_MAX &&
        !(doc->tokens[c.verb].feats & FEAT_GERUND))
        return false;
    /* "has to", "need to", "has yet to" */
    if (c.verb + 1 < end && (token_is(doc, c.verb + 1, "to") || token_is(doc, c.verb + 1, "yet"))) {
        const struct text lemma = doc->tokens[c.verb].lemma;

        if (token_is(doc, c.verb + 1, "yet") && text_is(lemma, "have") && c.verb + 2 < end &&
            token_is(doc, c.verb + 2, "to"))
            c.flags |= CLAUSE_NEGATED;
        else if (text_is(lemma, "have") || text_is(lemma, "need"))
            c.flags |= CLAUSE_MUST;
    }
    *out = c;
    return true;
}
