/* index_page.c - see index_page.h.
 *
 * The blocks are walked once, in page order and in whatever boxes they lie: cards, lists, tables and headings with
 * paragraphs behind them look the same so. A list article has its titles, linked or not, with whole paragraphs behind
 * them; a live page's posts are longer than a teaser's line. */
#include "page/html/index_page.h"

#include "base/fold.h"
#include "page/words/vocabulary.h"

#define TEASERS_MIN    4   /* headlines with a line behind each                */
#define BARE_MIN       8   /* headlines, on a page with no line of text at all */
#define TEASER_LINES   2   /* blocks of text behind a headline that are its own */
#define TEASER_BYTES   300 /* of such a line                                   */
#define CARD_BLOCKS    8   /* in the box that a headline and its line share    */
#define CARD_DEPTH     4   /* elements between the headline and that box       */
#define HEADLINE_WORDS 3   /* of a link that is a headline: fewer are menus    */
#define OTHER_SHARE    3   /* prose that is nobody's line: less than a third   */
#define LABEL_BYTES    60  /* of "Read more"                                   */

/* A headline's link, and what stands behind it up to the next one. */
struct teaser {
    uint32_t headline; /* a block; NONE: before the first */
    size_t blocks, bytes;
    uint32_t last; /* the last of these blocks */
    bool lines;    /* they are short           */
    bool its_own;  /* they are about it        */
};

#define NONE UINT32_MAX

struct counts {
    size_t headlines, teasers, lines, other;
};

/* "Read more" at the foot of a card. */
static bool is_label(const struct outline *o, const struct block *b)
{
    struct text t = block_text(o, b);
    char room[LABEL_BYTES * 3];

    return b->links * 5 >= t.len * 4 && t.len <= LABEL_BYTES &&
           fold_is_any(fold_strip(text_of(room, fold_into(t, room)), " :.>-|!"), vocabulary_teaser_labels);
}

/* A link that reads like a headline, and perhaps a date behind it. A card may be one link, its line too. */
static bool is_headline(const struct outline *o, const struct block *b)
{
    struct text t = block_text(o, b);

    return b->links * 2 >= t.len && count_words(t) >= HEADLINE_WORDS &&
           (is_heading(o->nodes[b->node].tag) || !ends_sentence(t));
}

static bool has_block(const struct node *node, uint32_t block)
{
    return node->first <= block && block < node->last;
}

/* In one card, list item or cell with its headline. "Read also: ..." stands among the paragraphs. */
static bool share_a_card(const struct outline *o, uint32_t link, uint32_t line)
{
    uint32_t at = o->blocks[link].node;

    if (is_heading(o->nodes[at].tag) || o->nodes[at].tag == TAG_DT)
        return true;
    for (int level = 0; level < CARD_DEPTH && at && !has_block(&o->nodes[at], line); level++)
        at = o->nodes[at].parent;
    return at && has_block(&o->nodes[at], line) && o->nodes[at].last - o->nodes[at].first <= CARD_BLOCKS;
}

/* Short, or cut off: "The two sides met again on [...]". */
static bool is_line(struct text t)
{
    return t.len <= TEASER_BYTES || text_ends(t, "...") || text_ends(t, "\xE2\x80\xA6") || text_ends(t, "...]") ||
           text_ends(t, "\xE2\x80\xA6]");
}

static void end_teaser(struct teaser *t, struct counts *n)
{
    bool own = t->its_own && t->lines && t->blocks <= TEASER_LINES;

    n->teasers += own;
    n->lines += own ? t->bytes : 0;
    n->other += own ? 0 : t->bytes;
}

static void add_line(const struct outline *o, uint32_t i, struct teaser *t)
{
    struct text text = block_text(o, &o->blocks[i]);

    if (t->blocks == 0) {
        t->its_own = t->headline != NONE && share_a_card(o, t->headline, i);
        t->lines = true;
    }
    t->lines &= is_line(text);
    t->last = i;
    t->blocks++;
    t->bytes += text.len;
}

static struct counts count(const struct html *h)
{
    const struct outline *o = &h->outline;
    struct counts n = { 0 };
    struct teaser teaser = { .headline = NONE };

    for (uint32_t i = 0; i < o->n_blocks; i++) {
        const struct block *b = &o->blocks[i];
        const struct node *node = &o->nodes[b->node];
        struct text t = block_text(o, b);

        if (node->flags & CLASS_FOOTER)
            continue;
        if (is_label(o, b)) {
            teaser.its_own |= teaser.blocks && share_a_card(o, i, teaser.last);
            end_teaser(&teaser, &n);
            teaser = (struct teaser){ .headline = NONE };
        } else if (is_headline(o, b)) {
            end_teaser(&teaser, &n);
            teaser = (struct teaser){ .headline = i };
            n.headlines++;
        } else if (is_heading(node->tag) || (!h->voters[i] && !ends_sentence(t)))
            continue; /* dates, names and counts between a headline and its line */
        else if (b->links * 10 >= t.len * 3 && b->links * 5 < t.len * 4 && is_line(t)) {
            n.teasers++; /* headline and line are one paragraph */
            n.lines += t.len;
        } else
            add_line(o, i, &teaser);
    }
    end_teaser(&teaser, &n);
    return n;
}

bool index_page_is(const struct html *h)
{
    struct counts n;

    if (h->meta.is_article)
        return false;
    n = count(h);
    if (n.lines + n.other == 0)
        return n.headlines >= BARE_MIN;
    return n.teasers >= TEASERS_MIN && n.other * OTHER_SHARE < n.lines;
}
