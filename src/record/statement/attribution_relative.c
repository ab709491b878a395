/* attribution_relative.c - somebody inside what another quotes, who speaks in a relative clause.
 *
 *     Holm quoted [Brook, who had said a year ago that the port would stay open].
 *                         who {had said}      [that the port would stay open]
 *
 * Read as a text of its own, such a content has no sentence, and the networks find no cue there: the tree has it. */
#include "language/sentence/arcs.h"
#include "record/statement/attribution_features.h"

#define REACH 12 /* words between the verb and "that": "a year and a half ago" */

/* Where what hangs on `head`, from `first` on, ends. */
static uint32_t clause_end(const struct token *tokens, uint32_t first, uint32_t head, uint32_t end)
{
    uint32_t t = first;

    for (; t < end; t++) {
        uint32_t up = t;

        for (unsigned hops = 0; up != head && up != DOCUMENT_NO_HEAD && hops < 60; hops++)
            up = tokens[up].head;
        if (up != head)
            break;
    }
    while (t > first && tokens[t - 1].upos == UPOS_PUNCT && !(tokens[t - 1].feats & FEAT_CLOSES))
        t--;
    return t;
}

/* "[that] the port would stay open" behind the verb: where it begins; `end`: nowhere near. */
static uint32_t find_that(const struct document *doc, uint32_t verb, uint32_t end)
{
    for (uint32_t t = verb + 1; t < end && t <= verb + REACH; t++) {
        if (doc->tokens[t].upos == UPOS_SCONJ && token_is(doc, t, "that"))
            return t;
        if (doc->tokens[t].upos == UPOS_VERB || doc->tokens[t].upos == UPOS_PUNCT)
            break;
    }
    return end;
}

bool attribution_relative(const struct document *doc, struct token_range piece, struct attribution *out)
{
    const struct token *tokens = doc->tokens;

    for (uint32_t v = piece.first; v < piece.end; v++) {
        uint32_t who, that, head, first = v, end;

        if (tokens[v].relation != RELATION_ACL_RELCL || tokens[v].upos != UPOS_VERB || !token_says(doc, v) ||
            tokens[v].head == DOCUMENT_NO_HEAD || tokens[v].head < piece.first)
            continue;
        who = arcs_subject(doc, v);
        if (who == DOCUMENT_NO_HEAD || who <= tokens[v].head || who > v || !token_is(doc, who, "who") ||
            tokens[tokens[v].head].upos != UPOS_PROPN)
            continue;
        that = find_that(doc, v, piece.end);
        if (that == piece.end || (head = tokens[that].head) == DOCUMENT_NO_HEAD || head <= that || head >= piece.end)
            continue;
        while (first > who + 1 && (tokens[first - 1].upos == UPOS_AUX || tokens[first - 1].upos == UPOS_ADV))
            first--;
        end = clause_end(tokens, that, head, piece.end);
        *out = (struct attribution){ .cue = { first, v + 1 },
                                     .source = { { who, who + 1 } },
                                     .content = { { that, end } },
                                     .n_source = 1,
                                     .n_content = 1 };
        return end > head;
    }
    return false;
}
