/* main_node.c - see main_node.h. */
#include "page/html/main_node.h"

#include "page/html/sign_up.h"

#define VOTE_MIN        25  /* bytes: shorter blocks have no vote                  */
#define VOTE_UNIT       60  /* points are integers: 60 can be halved and thirded    */
#define VOTE_LEVELS     6   /* ancestors that get a share                          */
#define NAME_BONUS      25  /* points for class="article-body", as Readability has it */
#define LITTLE          600 /* bytes of prose in all: look at short lines, too     */
#define LINES_MIN       200 /* bytes of lines that are a text without any prose    */
#define GUARD_SHARE     5   /* a name may prune less than a fifth of the prose     */
#define HIDDEN_SHARE    4   /* what is hidden is read if it is four fifths of the prose ... */
#define HIDDEN_SHARE_OF 5
#define FOOTER_SHARE    4 /* ... a <footer> if it is four fifths of all that is no link */
#define FOOTER_SHARE_OF 5
#define SIBLING_SHARE   5  /* a sibling with a fifth of the winner's score belongs to it */
#define CLIMB_MAX       5  /* levels climbed to rejoin a split body               */
#define WIDEN_MAX       12 /* levels looked at for prose outside of it            */
#define WIDEN_SHARE     4  /* such prose is worth a climb from a quarter of what there is */

/* Reads like running text: long enough, or a sentence, and not mostly link. */
static bool is_prose(struct text t, uint32_t links)
{
    if (links * 2 > t.len)
        return false;
    return t.len >= PROSE_MIN || (ends_sentence(t) && count_words(t) >= 6);
}

/* Elements that hold paragraphs without being anybody's article. */
static bool is_transparent(uint8_t tag)
{
    switch (tag) {
    case TAG_P:
    case TAG_PRE:
    case TAG_BLOCKQUOTE:
    case TAG_LI:
    case TAG_UL:
    case TAG_OL:
    case TAG_DL:
    case TAG_DD:
    case TAG_DT:
    case TAG_FIGURE:
    case TAG_FIGCAPTION:
    case TAG_TR:
    case TAG_TBODY:
        return true;
    default:
        return is_heading(tag);
    }
}

unsigned main_node_pruning(const struct node *node)
{
    unsigned flags = node->flags & (CLASS_ASIDE | CLASS_CAPTION | CLASS_HIDDEN | CLASS_PLEA | CLASS_FOOTER |
                                    CLASS_COMMENTS | CLASS_BYLINE | CLASS_DATE | CLASS_SIGN_UP);

    if (node->tag == TAG_FIGURE)
        flags |= CLASS_CAPTION;
    if (node->flags & CLASS_ARTICLE_BODY)
        return 0;
    return flags;
}

static void add_up(struct html *h)
{
    struct outline *o = &h->outline;

    for (size_t i = 0; i < o->n_blocks; i++) {
        struct block *b = &o->blocks[i];
        struct node *node = &o->nodes[b->node];
        struct text t = block_text(o, b);

        if (b->rule)
            continue; /* code */
        node->text += (uint32_t)t.len;
        node->links += b->links;
        /* A row of data is long and no prose, unless it ends in a sentence. */
        if (!is_heading(node->tag) && is_prose(t, b->links) && (node->tag != TAG_TR || ends_sentence(t))) {
            h->voters[i] = VOTER_PROSE;
            node->prose += (uint32_t)t.len;
        }
    }
    for (size_t i = o->n_nodes; i-- > 1;) {
        struct node *node = &o->nodes[i], *parent = &o->nodes[node->parent];

        parent->text += node->text;
        parent->links += node->links;
        parent->prose += node->prose;
    }
    h->prose = o->nodes[0].prose;
}

/* What nobody sees is nobody's text, however long it is: terms, letters to subscribe to, other people's articles. But a page
 * that hides nearly all it has shows it by a script: it is read. */
static void leave_out_hidden(struct html *h)
{
    struct outline *o = &h->outline;
    size_t hidden = 0;

    for (size_t i = 1; i < o->n_nodes; i++) {
        struct node *node = &o->nodes[i];

        node->pruned = o->nodes[node->parent].pruned;
        if (!node->pruned && main_node_pruning(node) & CLASS_HIDDEN) {
            node->pruned = true;
            hidden += node->prose;
        }
    }
    if (hidden * HIDDEN_SHARE_OF < h->prose * HIDDEN_SHARE || hidden == 0) {
        h->prose -= hidden;
        return;
    }
    for (size_t i = 1; i < o->n_nodes; i++) {
        o->nodes[i].pruned = false;
        o->nodes[i].flags &= (uint16_t)~CLASS_HIDDEN;
    }
}

/* Comments are not what a page is about, so other names are not weighed against them. */
static void leave_out_comments(struct html *h)
{
    struct outline *o = &h->outline;

    for (size_t i = 1; i < o->n_nodes; i++) {
        struct node *node = &o->nodes[i];

        /* Only the outermost element of comments counts: the names of those inside it say "comment" too. */
        if (node->flags & CLASS_COMMENTS && !node->pruned && !(o->nodes[node->parent].flags & CLASS_COMMENTS) &&
            node->prose < o->nodes[0].prose && h->prose >= node->prose && node->text * 10 < o->nodes[0].text * 9)
            h->prose -= node->prose;
    }
}

/* Would it take so much that its name is not believed? Comments may be longer than their article. A <footer> is no name but an
 * element: "All rights reserved by ..." is the only prose of a page whose article is four short lines. */
static bool is_guarded(const struct html *h, const struct node *node, unsigned flags)
{
    const struct node *root = &h->outline.nodes[0];

    if (flags & (CLASS_HIDDEN | CLASS_SIGN_UP))
        return false;
    if (flags & CLASS_COMMENTS && !(node->flags & CLASS_BODY))
        return (size_t)node->prose * 10 >= (size_t)root->prose * 9;
    if (node->tag == TAG_FOOTER)
        return (size_t)(node->text - node->links) * FOOTER_SHARE_OF >=
               (size_t)(root->text - root->links) * FOOTER_SHARE;
    return (size_t)node->prose * GUARD_SHARE >= h->prose && node->prose;
}

static void prune(struct html *h)
{
    struct outline *o = &h->outline;

    for (size_t i = 1; i < o->n_nodes; i++) {
        struct node *node = &o->nodes[i];
        unsigned flags = main_node_pruning(node);

        node->pruned = o->nodes[node->parent].pruned || (flags && !is_guarded(h, node, flags));
    }
}

uint32_t main_node_holder(const struct outline *o, uint32_t node)
{
    while (node && (is_transparent(o->nodes[node].tag) ||
                    (o->nodes[node].tag == TAG_DIV && o->nodes[node].last - o->nodes[node].first == 1)))
        node = o->nodes[node].parent;
    return node;
}

/* All to the element, half to the next, less and less further up. */
static void give_points(struct outline *o, uint32_t node, int64_t points)
{
    for (int level = 0; level < VOTE_LEVELS; level++) {
        o->nodes[node].score += level == 0 ? points : level == 1 ? points / 2 : points / (3 * level);
        if (node == 0)
            break;
        node = o->nodes[node].parent;
    }
}

static void vote(struct html *h)
{
    struct outline *o = &h->outline;

    for (size_t i = 0; i < o->n_blocks; i++) {
        struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);
        uint32_t node = b->node;
        int64_t points = VOTE_UNIT, length;

        if (!h->voters[i] || o->nodes[node].pruned || t.len < VOTE_MIN)
            continue;
        for (size_t k = 0; k < t.len; k++)
            if (t.ptr[k] == ',')
                points += VOTE_UNIT;
        length = (int64_t)(t.len / 100);
        points += VOTE_UNIT * (length < 3 ? length : 3);
        give_points(o, main_node_holder(o, node), points);
    }
}

/* Less of it the more of the element is link. */
static int64_t without_links(const struct node *node, int64_t score)
{
    if (score <= 0 || node->pruned || !node->text)
        return 0;
    return score * (int64_t)(node->text - node->links) / (int64_t)node->text;
}

static int64_t scaled_score(const struct node *node)
{
    int64_t score = node->score;

    if (score == 0)
        return 0;
    if (node->flags & CLASS_ARTICLE_BODY)
        score += 2 * NAME_BONUS * VOTE_UNIT;
    else if (node->flags & CLASS_BODY || node->tag == TAG_ARTICLE)
        score += NAME_BONUS * VOTE_UNIT;
    if (node->flags & (CLASS_ASIDE | CLASS_COMMENTS | CLASS_FOOTER))
        score -= NAME_BONUS * VOTE_UNIT;
    return without_links(node, score);
}

/* Does `at` stand in something with `wanted` points that is `up` levels below `parent`? */
static bool is_cousin(const struct outline *o, uint32_t at, uint32_t parent, unsigned up, int64_t wanted)
{
    uint32_t chain[CLIMB_MAX];
    size_t depth = 0;

    for (; at != parent; at = o->nodes[at].parent)
        chain[depth++ % CLIMB_MAX] = at;
    return depth >= up && scaled_score(&o->nodes[chain[(depth - up) % CLIMB_MAX]]) >= wanted;
}

/* Is there prose of the article's outside `node` and inside its ancestor `parent`, which is
 * `up` levels above it? A brother or cousin with as much to say, as deep as `node` is,
 * or, in the parent itself, loose paragraphs. */
static bool has_more(const struct html *h, uint32_t parent, uint32_t node, unsigned up)
{
    const struct outline *o = &h->outline;
    int64_t wanted = scaled_score(&o->nodes[node]) / SIBLING_SHARE;
    size_t loose = 0;

    for (uint32_t i = o->nodes[parent].first; i < o->nodes[parent].last; i++) {
        uint32_t at = o->blocks[i].node;

        if (i >= o->nodes[node].first && i < o->nodes[node].last) {
            i = o->nodes[node].last - 1;
            continue;
        }
        if (!h->voters[i] || o->nodes[at].pruned)
            continue;
        while (at != parent && is_transparent(o->nodes[at].tag))
            at = o->nodes[at].parent;
        if (at == parent)
            loose += o->blocks[i].text.end - o->blocks[i].text.begin;
        else if (wanted && is_cousin(o, at, parent, up, wanted))
            return true;
    }
    if (up > 1)
        return false;
    return loose * 4 > o->nodes[node].prose;
}

/* What lies in `parent` and not in `node`: is it prose and hardly anything else? A page that is
 * made of sections, each in boxes of its own, has its text in no single node of high score. Menus are
 * links; a teaser, a review or a notice is one paragraph in its box, so that prose counts only
 * where there are two. A second headline begins another article. */
static bool is_more_of_it(const struct html *h, uint32_t parent, uint32_t node)
{
    const struct outline *o = &h->outline;
    size_t prose = 0, text = 0, links = 0, alone = 0;
    uint32_t box = UINT32_MAX;

    for (uint32_t i = o->nodes[parent].first; i < o->nodes[parent].last; i++) {
        const struct block *b = &o->blocks[i];
        uint32_t len = b->text.end - b->text.begin;

        if (i >= o->nodes[node].first && i < o->nodes[node].last) {
            i = o->nodes[node].last - 1;
            continue;
        }
        if (o->nodes[b->node].pruned)
            continue;
        if (o->nodes[b->node].tag == TAG_H1 && i >= o->nodes[node].last)
            return false;
        text += len;
        links += b->links;
        if (!h->voters[i])
            continue;
        if (main_node_holder(o, b->node) == box) {
            prose += alone + len;
            alone = 0;
        } else {
            box = main_node_holder(o, b->node);
            alone = len;
        }
    }
    return prose * WIDEN_SHARE >= o->nodes[node].prose && prose * 2 >= text && links * 5 <= text;
}

static uint32_t widen(const struct html *h, uint32_t best)
{
    const struct outline *o = &h->outline;
    uint32_t at = best;

    for (int level = 0; level < WIDEN_MAX && at && o->nodes[at].tag != TAG_BODY; level++) {
        if (o->nodes[at].flags & CLASS_ARTICLE_BODY)
            break;
        at = o->nodes[at].parent;
        if (at && o->nodes[at].tag != TAG_BODY && is_more_of_it(h, at, best))
            best = at;
    }
    return best;
}

/* The element with the most points; 0: none has any. `names`: they count, too. */
static uint32_t highest(const struct outline *o, bool names)
{
    uint32_t best = 0;
    int64_t best_score = 0;

    for (size_t i = 0; i < o->n_nodes; i++) {
        const struct node *node = &o->nodes[i];
        int64_t score = names ? scaled_score(node) : without_links(node, node->score);

        if (score > best_score) {
            best_score = score;
            best = (uint32_t)i;
        }
    }
    return best;
}

/* A line that may be text where there is hardly any prose: no heading, not mostly link. */
static bool is_line(const struct outline *o, const struct block *b)
{
    return !b->rule && !o->nodes[b->node].pruned && !is_heading(o->nodes[b->node].tag) &&
           b->links * 2 <= b->text.end - b->text.begin;
}

/* The parts of a body that is in several elements, together: up to the element that has all of them. */
static uint32_t climb(const struct html *h, uint32_t best)
{
    const struct outline *o = &h->outline;

    for (uint32_t level = 0, at = best, up = 0; level < CLIMB_MAX && at && o->nodes[at].tag != TAG_BODY; level++) {
        /* Never out of an <article>, nor out of an element whose name says that it is the body. */
        if (o->nodes[at].tag == TAG_ARTICLE || o->nodes[at].flags & CLASS_ARTICLE_BODY)
            break;
        at = o->nodes[at].parent;
        /* The other parts may stand deeper in the next level: one without any is no reason to stop. */
        up++;
        if (has_more(h, at, best, up)) {
            best = at;
            up = 0;
        }
    }
    return widen(h, best);
}

static size_t bytes_of_lines(const struct outline *o, uint32_t node)
{
    size_t n = 0;

    for (uint32_t i = o->nodes[node].first; i < o->nodes[node].last; i++)
        n += is_line(o, &o->blocks[i]) ? o->blocks[i].text.end - o->blocks[i].text.begin : 0;
    return n;
}

/* A page whose text is short lines: a list of names, paragraphs of three words. Each line has as much of a vote as it
 * is long, and names have none: "article-header" is called so for its place, and holds one long standfirst. `best` is
 * where the prose is, 0 if there is none. 0: it has at least half as much to say as any lines. */
static uint32_t find_lines(struct html *h, uint32_t best)
{
    struct outline *o = &h->outline;
    size_t least = best ? 2 * bytes_of_lines(o, best) : LINES_MIN;
    uint32_t lines;

    for (size_t i = 0; i < o->n_nodes; i++)
        o->nodes[i].score = 0;
    for (size_t i = 0; i < o->n_blocks; i++) {
        const struct block *b = &o->blocks[i];

        if (!is_line(o, b))
            continue;
        give_points(o, main_node_holder(o, b->node), (int64_t)(b->text.end - b->text.begin));
        if (!h->voters[i])
            h->voters[i] = VOTER_LINE;
    }
    lines = highest(o, false);
    o->nodes[lines].prose = (uint32_t)bytes_of_lines(o, lines);
    lines = climb(h, lines);
    if (bytes_of_lines(o, lines) <= least)
        lines = 0;
    for (uint32_t i = 0; i < o->n_blocks; i++)
        if (h->voters[i] == VOTER_LINE && (!lines || i < o->nodes[lines].first || i >= o->nodes[lines].last))
            h->voters[i] = NO_VOTER;
    return lines;
}

priscus_status main_node_find(struct html *h, bool *found)
{
    const struct outline *o = &h->outline;
    uint32_t best, lines;
    priscus_status status;

    *found = false;
    add_up(h);
    leave_out_hidden(h);
    leave_out_comments(h);
    status = sign_up_find(h);
    if (status != PRISCUS_OK)
        return status;
    prune(h);
    vote(h);
    best = highest(o, true);
    if (best)
        best = climb(h, best);
    lines = !best || o->nodes[best].prose < LITTLE ? find_lines(h, best) : 0;
    if (lines)
        best = lines;
    if (!best)
        return PRISCUS_OK;
    *found = true;
    h->first = o->nodes[best].first;
    h->last = o->nodes[best].last;
    return PRISCUS_OK;
}
