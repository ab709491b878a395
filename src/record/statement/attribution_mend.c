/* attribution_mend.c - contents that the networks broke off in the middle of a clause.
 *
 *     The bridge, he insisted, is safe.        [The bridge] he insisted        is safe: the verb of what is said
 *     He said that after the vote, the road    [that after the vote]           that: it has a verb, further on
 *     would open.
 *
 * The network decides word by word. Two words that the tree holds together should both be content, or neither. */
#include "record/statement/attribution_features.h"

static bool governs(const struct token *tokens, uint32_t head, uint32_t t)
{
    for (unsigned hops = 0; t != head && t != DOCUMENT_NO_HEAD && hops < 60; hops++)
        t = tokens[t].head;
    return t == head;
}

static bool taken(const struct attribution *at, uint32_t t)
{
    bool in = t >= at->cue.first && t < at->cue.end;

    for (uint8_t k = 0; k < at->n_source; k++)
        in |= t >= at->source[k].first && t < at->source[k].end;
    for (uint8_t k = 0; k < at->n_content; k++)
        in |= t >= at->content[k].first && t < at->content[k].end;
    return in;
}

static void insert(struct attribution *at, struct token_range piece)
{
    uint8_t k = at->n_content;

    if (k == ATTRIBUTION_PIECES_MAX)
        return;
    for (; k > 0 && at->content[k - 1].first > piece.first; k--)
        at->content[k] = at->content[k - 1];
    at->content[k] = piece;
    at->n_content++;
}

/* What makes a clause with its head: "[The bridge], he insisted, is safe". */
static bool is_half(uint8_t relation)
{
    return relation == RELATION_MARK || relation == RELATION_NSUBJ || relation == RELATION_NSUBJ_PASS ||
           relation == RELATION_EXPL;
}

void attribution_mend(const struct attribution_view *view, struct attribution *at, struct token_range within)
{
    const struct token *tokens = view->doc->tokens;

    for (uint8_t k = 0, n = at->n_content; k < n; k++) {
        const struct token_range piece = at->content[k];
        uint32_t half = piece.first, head, end, t;
        bool between;

        while (half < piece.end && !(is_half(tokens[half].relation) && tokens[half].head >= piece.end))
            half++;
        if (half == piece.end)
            continue;
        head = tokens[half].head;
        between = at->cue.first >= piece.end && at->cue.end <= head;
        if (head >= within.end || taken(at, head) || (!between && tokens[half].relation != RELATION_MARK))
            continue;
        for (t = piece.end; between && t < head && (t < at->cue.end || taken(at, t) || tokens[t].upos == UPOS_PUNCT);
             t++)
            ;
        for (end = t; end < within.end && !taken(at, end) && (end <= head || governs(tokens, head, end)); end++)
            ;
        while (end > t && tokens[end - 1].upos == UPOS_PUNCT && !(tokens[end - 1].feats & FEAT_CLOSES))
            end--;
        if (t == piece.end)
            at->content[k].end = end;
        else if (end > t)
            insert(at, (struct token_range){ t, end });
    }
}
