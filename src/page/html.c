/* html.c - a page of HTML into an article.
 *
 *     outline     blocks of text and the tree over them (block.h)
 *     metadata    what the page says of itself (meta.h)
 *     body        here: which node holds the text, and which of its blocks are text
 *
 * Paragraphs vote for their ancestors, after Readability and newspaper: a block of
 * prose gives points to the element it stands in, half to the next, less and less
 * further up; the sum is scaled by how much of the element is not link. Names
 * (class="share") prune, but never against the text: a name that would take a fifth of
 * the page's prose is not believed. That guard is worth more than the names.
 *
 * Nothing is rewritten. A kept block is the page's text with white space
 * collapsed and knows its bytes in the page; a dropped one keeps its role and the rule
 * that dropped it. */
#include "base/error.h"
#include "base/utf8.h"
#include "page/article.h"
#include "page/meta.h"
#include "page/stamp.h"

#define VOTE_MIN      25  /* bytes: shorter blocks have no vote                  */
#define VOTE_UNIT     60  /* points are integers: 60 can be halved and thirded    */
#define VOTE_LEVELS   6   /* ancestors that get a share                          */
#define NAME_BONUS    25  /* points for class="article-body", as Readability has it */
#define GUARD_SHARE   5   /* a name may prune less than a fifth of the prose     */
#define SIBLING_SHARE 5   /* a sibling with a fifth of the winner's score belongs to it */
#define CLIMB_MAX     5   /* levels climbed to rejoin a split body               */
#define PROSE_MIN     80  /* bytes that are prose without a full stop            */
#define SHORT         200 /* bytes: promo, credits and footers are shorter       */
#define LEAD_BLOCKS   12  /* blocks looked at between headline and body          */
#define BODY_MIN      200 /* bytes: a shorter body makes the reader unsure       */
#define STAMP_BEFORE  6   /* blocks before the headline that may tell the date    */
#define STAMP_BEHIND  12  /* and behind it: kicker, byline, share bar             */
#define STAMP_LINE    140 /* bytes: dates in longer blocks are the story's        */

struct reading {
    struct outline outline;
    struct metadata meta;
    const struct page *page;
    struct arena *mem;
    uint32_t *origin; /* of a page that was decoded first, else NULL */
    uint8_t *voters;  /* by block: has a vote */
    size_t prose;     /* bytes of prose outside readers' comments     */

    uint32_t first, last; /* blocks of the body */
    uint32_t headline;    /* a block, or UINT32_MAX */
    struct text headline_text;
    struct span headline_page;
};

/* --- what a block looks like --- */

static bool starts_any(struct text t, const char *const *starts)
{
    for (; *starts; starts++)
        if (text_starts_fold(t, *starts))
            return true;
    return false;
}

static bool is_heading(uint8_t tag)
{
    return tag >= TAG_H1 && tag <= TAG_H6;
}

static bool ends_sentence(struct text t)
{
    static const char *const ends[] = {
        ".", "!", "?", "\"", ".'", "\xE2\x80\x9D", ".)", "\xE2\x80\xA6", "\xC2\xBB", "\xE3\x80\x82"
    };

    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (text_ends(t, ends[i]))
            return true;
    return false;
}

static size_t count_words(struct text t)
{
    size_t words = t.len > 0;

    for (size_t i = 0; i < t.len; i++)
        words += t.ptr[i] == ' ';
    return words;
}

/* Reads like running text: long enough, or a sentence, and not mostly link. */
static bool is_prose(struct text t, uint32_t links)
{
    if (links * 2 > t.len)
        return false;
    return t.len >= PROSE_MIN || (ends_sentence(t) && count_words(t) >= 6);
}

/* --- which node --- */

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

static unsigned pruning_flags(const struct node *node)
{
    unsigned flags = node->flags & (CLASS_ASIDE | CLASS_CAPTION | CLASS_HIDDEN | CLASS_PLEA | CLASS_FOOTER |
                                    CLASS_COMMENTS | CLASS_BYLINE | CLASS_DATE);

    if (node->tag == TAG_FIGURE)
        flags |= CLASS_CAPTION;
    if (node->flags & CLASS_ARTICLE_BODY)
        return 0;
    return flags;
}

static void add_up(struct reading *r)
{
    struct outline *o = &r->outline;

    for (size_t i = 0; i < o->n_blocks; i++) {
        struct block *b = &o->blocks[i];
        struct node *node = &o->nodes[b->node];
        struct text t = block_text(o, b);

        node->text += (uint32_t)t.len;
        node->links += b->links;
        if (!is_heading(node->tag) && is_prose(t, b->links)) {
            r->voters[i] = 1;
            node->prose += (uint32_t)t.len;
        }
    }
    for (size_t i = o->n_nodes; i-- > 1;) {
        struct node *node = &o->nodes[i], *parent = &o->nodes[node->parent];

        parent->text += node->text;
        parent->links += node->links;
        parent->prose += node->prose;
    }
    r->prose = o->nodes[0].prose;
    for (size_t i = 1; i < o->n_nodes; i++) {
        struct node *node = &o->nodes[i];

        /* Outermost only: their inner nodes carry the word too. */
        if (node->flags & CLASS_COMMENTS && !(o->nodes[node->parent].flags & CLASS_COMMENTS) &&
            node->prose < o->nodes[0].prose && r->prose >= node->prose &&
            node->text * 10 < o->nodes[0].text * 9)
            r->prose -= node->prose;
    }
    for (size_t i = 1; i < o->n_nodes; i++) {
        struct node *node = &o->nodes[i];
        unsigned flags = pruning_flags(node);
        /* Readers may write more than the paper; others may not. */
        bool guarded = flags & CLASS_COMMENTS && !(node->flags & CLASS_BODY)
                           ? (size_t)node->prose * 10 >= (size_t)o->nodes[0].prose * 9
                           : (size_t)node->prose * GUARD_SHARE >= r->prose && node->prose;

        node->pruned = o->nodes[node->parent].pruned || (flags && !guarded);
    }
}

static void vote(struct reading *r)
{
    struct outline *o = &r->outline;

    for (size_t i = 0; i < o->n_blocks; i++) {
        struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);
        uint32_t node = b->node;
        int64_t points = VOTE_UNIT, length;

        if (!r->voters[i] || o->nodes[node].pruned || t.len < VOTE_MIN)
            continue;
        for (size_t k = 0; k < t.len; k++)
            if (t.ptr[k] == ',')
                points += VOTE_UNIT;
        length = (int64_t)(t.len / 100);
        points += VOTE_UNIT * (length < 3 ? length : 3);
        /* A <div> around one block is a paragraph by another name. */
        while (node && (is_transparent(o->nodes[node].tag) ||
                        (o->nodes[node].tag == TAG_DIV && o->nodes[node].last - o->nodes[node].first == 1)))
            node = o->nodes[node].parent;
        for (int level = 0; level < VOTE_LEVELS; level++) {
            o->nodes[node].score += level == 0 ? points : level == 1 ? points / 2 : points / (3 * level);
            if (node == 0)
                break;
            node = o->nodes[node].parent;
        }
    }
}

static int64_t scaled_score(const struct node *node)
{
    int64_t score = node->score;

    if (score == 0 || node->pruned)
        return 0;
    if (node->flags & CLASS_ARTICLE_BODY)
        score += 2 * NAME_BONUS * VOTE_UNIT;
    else if (node->flags & CLASS_BODY || node->tag == TAG_ARTICLE)
        score += NAME_BONUS * VOTE_UNIT;
    if (node->flags & (CLASS_ASIDE | CLASS_COMMENTS | CLASS_FOOTER))
        score -= NAME_BONUS * VOTE_UNIT;
    if (node->text)
        score = score * (int64_t)(node->text - node->links) / (int64_t)node->text;
    return score > 0 ? score : 0;
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
static bool has_more(const struct reading *r, uint32_t parent, uint32_t node, unsigned up)
{
    const struct outline *o = &r->outline;
    int64_t wanted = scaled_score(&o->nodes[node]) / SIBLING_SHARE;
    size_t loose = 0;

    for (uint32_t i = o->nodes[parent].first; i < o->nodes[parent].last; i++) {
        uint32_t at = o->blocks[i].node;

        if (i >= o->nodes[node].first && i < o->nodes[node].last) {
            i = o->nodes[node].last - 1;
            continue;
        }
        if (!r->voters[i] || o->nodes[at].pruned)
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

static bool find_body(struct reading *r)
{
    const struct outline *o = &r->outline;
    uint32_t best = 0;
    int64_t best_score = 0;

    for (size_t i = 0; i < o->n_nodes; i++) {
        int64_t score = scaled_score(&o->nodes[i]);

        if (score > best_score) {
            best_score = score;
            best = (uint32_t)i;
        }
    }
    if (best_score == 0)
        return false;
    for (uint32_t level = 0, at = best, up = 0; level < CLIMB_MAX && at && o->nodes[at].tag != TAG_BODY;
         level++) {
        /* Not through the wall of the article, nor of what says it is the body. */
        if (o->nodes[at].tag == TAG_ARTICLE || o->nodes[at].flags & CLASS_ARTICLE_BODY)
            break;
        at = o->nodes[at].parent;
        /* The other parts may be cousins: a level without any is no reason to stop. */
        up++;
        if (has_more(r, at, best, up)) {
            best = at;
            up = 0;
        }
    }
    r->first = o->nodes[best].first;
    r->last = o->nodes[best].last;
    return true;
}

/* --- the headline --- */

static void find_headline(struct reading *r)
{
    struct outline *o = &r->outline;
    struct text og = title_without_site(r->meta.og_title, r->meta.outlet);
    struct text title = title_without_site(r->meta.title, r->meta.outlet);
    uint32_t first_h1 = UINT32_MAX, n_h1 = 0;

    r->headline = UINT32_MAX;
    for (uint32_t i = 0; i < o->n_blocks; i++) {
        struct text t = block_text(o, &o->blocks[i]);
        uint8_t tag = o->nodes[o->blocks[i].node].tag;
        bool agrees;

        if (tag != TAG_H1 && tag != TAG_H2)
            continue;
        agrees = same_words(t, og) || same_words(t, title) || same_words(t, r->meta.headline) ||
                 same_words(t, r->meta.og_title);
        if (agrees) {
            r->headline = i;
            break;
        }
        if (tag == TAG_H1 && !o->nodes[o->blocks[i].node].pruned && i < r->last && t.len >= 12 &&
            !same_words(t, r->meta.outlet)) {
            if (first_h1 == UINT32_MAX)
                first_h1 = i;
            n_h1++;
        }
    }
    if (r->headline == UINT32_MAX && n_h1 == 1)
        r->headline = first_h1;
    if (r->headline != UINT32_MAX) {
        r->headline_text = block_text(o, &o->blocks[r->headline]);
        r->headline_page = o->blocks[r->headline].page;
    } else if (og.len) {
        r->headline_text = og;
        r->headline_page = r->meta.og_title_page;
    } else if (title.len && title.len < r->meta.title.len) {
        r->headline_text = title;
        r->headline_page = r->meta.title_page;
    }
}

/* --- what each block is --- */

static void drop(struct block *b, enum role role, const char *rule)
{
    b->role = (uint8_t)role;
    b->rule = rule;
}

/* Short lines that their first words betray. */
static bool drop_by_words(struct block *b, struct text t, uint32_t links)
{
    static const char *const promo[] = {
        "read more",
        "read also",
        "also read",
        "see also",
        "see more",
        "related:",
        "related article",
        "related stor",
        "related news",
        "related content",
        "related topics",
        "related posts",
        "more on this",
        "more on:",
        "more from",
        "don't miss",
        "don\xE2\x80\x99t miss",
        "sign up",
        "subscribe",
        "follow us",
        "follow @",
        "click here",
        "watch:",
        "watch live",
        "watch more",
        "most read",
        "most popular",
        "recommended",
        "read next",
        "download our",
        "download the",
        "get our",
        "get the latest",
        "continue reading",
        "story continues",
        "article continues",
        "share this",
        "share on",
        "listen:",
        "also on ",
        "you may also",
        "you might also",
        "trending",
        "up next",
        "join us on",
        "find us on",
        "like us on",
        "receive our",
        "newsletter",
        "editor's picks",
        "what to read",
        "in pictures:",
        "read:",
        "\xD0\xA7\xD0\xB8\xD1\x82\xD0\xB0\xD0\xB9\xD1\x82\xD0\xB5 \xD1\x82\xD0\xB0\xD0\xBA\xD0\xB6\xD0\xB5",
        "lesen sie auch",
        "mehr zum thema",
        "lire aussi",
        "lea tambi\xC3\xA9n",
        "leggi anche",
        NULL
    };
    static const char *const ads[] = { "advert",     "sponsored content", "anzeige",
                                       "publicidad", "publicit\xC3\xA9",  NULL };
    static const char *const plea[] = {
        "support our journalism", "support us",          "donate", "become a member", "become a supporter",
        "make a donation",        "support independent", NULL
    };
    static const char *const photo[] = { "photo:",
                                         "photo by",
                                         "photo credit",
                                         "photos:",
                                         "photograph:",
                                         "picture:",
                                         "image:",
                                         "image credit",
                                         "image source",
                                         "images source",
                                         "getty images",
                                         "file photo",
                                         "[photo",
                                         "(photo",
                                         "foto:",
                                         "credit:",
                                         "\xD0\xA4\xD0\xBE\xD1\x82\xD0\xBE",
                                         "photographer:",
                                         NULL };
    static const char *const credit[] = {
        "reporting by",          "(reporting by",     "additional reporting",
        "(additional reporting", "editing by",        "writing by",
        "compiled by",           "with reporting by", "with additional reporting",
        "with files from",       "edited by",         NULL
    };
    static const char *const footer[] = { "\xC2\xA9",
                                          "copyright",
                                          "(c) ",
                                          "all rights reserved",
                                          "filed under",
                                          "tags:",
                                          "topics:",
                                          "posted in",
                                          "categories:",
                                          "terms of",
                                          "privacy policy",
                                          "contact us",
                                          "this material may not be",
                                          "this website uses cookies",
                                          "this site uses cookies",
                                          "we use cookies",
                                          "by continuing to use",
                                          NULL };

    if (t.len > SHORT)
        return false;
    if (starts_any(t, credit))
        drop(b, ROLE_CREDIT, "reporting-by");
    else if (starts_any(t, photo) && !(t.len > 120 && ends_sentence(t)))
        drop(b, ROLE_PHOTO_CREDIT, "photo-credit");
    else if (t.len < 40 && starts_any(t, ads))
        drop(b, ROLE_PROMO, "advertisement");
    else if (starts_any(t, promo) && (links || !ends_sentence(t) || t.len < 60 || memchr(t.ptr, ':', t.len)))
        drop(b, ROLE_PROMO, "promo-words");
    else if (starts_any(t, plea))
        drop(b, ROLE_PLEA, "plea-words");
    else if (starts_any(t, footer))
        drop(b, ROLE_FOOTER, "footer-words");
    else
        return false;
    return true;
}

static bool is_editor_note(struct text t)
{
    static const char *const starts[] = { "correction:",
                                          "corrections:",
                                          "correction (",
                                          "clarification:",
                                          "editor's note",
                                          "editor\xE2\x80\x99s note",
                                          "editors' note",
                                          "editors\xE2\x80\x99 note",
                                          "this article was amended",
                                          "this article has been",
                                          "this story has been",
                                          "this article was updated",
                                          "this story was updated",
                                          "an earlier version of this",
                                          "disclaimer:",
                                          NULL };

    return starts_any(t, starts);
}

static bool is_byline(struct text t, struct text byline)
{
    size_t words = count_words(t);

    if (t.len > 100 || words > 12 || text_ends(t, "."))
        return false;
    if (byline.len && same_words(t, byline))
        return true;
    return words >= 3 && (text_starts(t, "By ") || text_starts(t, "BY ")) && t.len > 4 &&
           !(t.ptr[3] >= 'a' && t.ptr[3] <= 'z');
}

/* A date and hardly anything else. */
static bool is_stamp(struct text t, struct date fetched)
{
    struct stamp stamp;
    bool digit = false;

    if (t.len > 90 || ends_sentence(t))
        return false;
    for (size_t i = 0; i < t.len && !digit; i++)
        digit = is_ascii_digit(t.ptr[i]);
    if (!digit || !stamp_find(t, 0, fetched, &stamp))
        return false;
    return (stamp.words.end - stamp.words.begin) * 5u >= t.len * 2 || stamp.kind == STAMP_PUBLISHED ||
           stamp.kind == STAMP_MODIFIED;
}

static void drop_pruned(const struct reading *r, struct block *b)
{
    const struct node *nodes = r->outline.nodes;
    uint32_t at = b->node;
    unsigned flags = 0;

    for (int level = 0; level < DEPTH_MAX && !flags; level++) {
        flags = pruning_flags(&nodes[at]);
        if (flags && !nodes[at].pruned)
            flags = 0;
        if (at == 0)
            break;
        at = nodes[at].parent;
    }
    if (flags & CLASS_CAPTION)
        drop(b, ROLE_CAPTION, "figure-or-caption");
    else if (flags & CLASS_PLEA)
        drop(b, ROLE_PLEA, "plea-class");
    else if (flags & CLASS_COMMENTS)
        drop(b, ROLE_FOOTER, "comments-class");
    else if (flags & CLASS_FOOTER)
        drop(b, ROLE_FOOTER, "footer-class");
    else if (flags & CLASS_BYLINE)
        drop(b, ROLE_BYLINE, "byline-class");
    else if (flags & CLASS_DATE)
        drop(b, ROLE_STAMP, "date-class");
    else if (flags & CLASS_HIDDEN)
        drop(b, ROLE_CRUMB, "hidden");
    else
        drop(b, ROLE_PROMO, "aside-class");
}

static bool in_list(const struct reading *r, uint32_t node)
{
    uint8_t tag = r->outline.nodes[node].tag;

    return tag == TAG_LI || (tag == TAG_P && r->outline.nodes[r->outline.nodes[node].parent].tag == TAG_LI);
}

static void classify(struct reading *r, uint32_t i, bool prose_seen)
{
    struct outline *o = &r->outline;
    struct block *b = &o->blocks[i];
    struct text t = block_text(o, b);
    uint8_t tag = o->nodes[b->node].tag;

    bool time = b->role == ROLE_STAMP;

    b->role = ROLE_BODY;
    b->rule = NULL;
    if (i == r->headline) {
        b->role = ROLE_HEADLINE;
        return;
    }
    if (time) {
        drop(b, ROLE_STAMP, "time-element");
        return;
    }
    if (same_words(t, r->headline_text)) {
        drop(b, ROLE_REPEAT, "headline-again");
        return;
    }
    if (is_editor_note(t) || (o->nodes[b->node].flags & CLASS_NOTE && t.len > PROSE_MIN)) {
        b->role = ROLE_EDITOR_NOTE;
        return;
    }
    if (o->nodes[b->node].pruned) {
        drop_pruned(r, b);
        return;
    }
    if (is_heading(tag)) {
        b->role = ROLE_SUBHEAD;
        if (drop_by_words(b, t, b->links))
            return;
        if (b->links * 2 > t.len)
            drop(b, ROLE_PROMO, "linked-heading");
        return;
    }
    if (drop_by_words(b, t, b->links))
        return;
    if (is_byline(t, r->meta.byline)) {
        drop(b, ROLE_BYLINE, "byline");
        if (!r->meta.byline.len)
            byline_read(&r->meta, t, r->mem); /* out of memory: no byline, which is no harm */
        return;
    }
    if (is_stamp(t, r->page->fetched)) {
        drop(b, ROLE_STAMP, "stamp");
        return;
    }
    if (agency_named(t).len) {
        drop(b, ROLE_CREDIT, "agency-alone");
        return;
    }
    if (b->links * 5 >= t.len * 4 && !(t.len > SHORT && ends_sentence(t))) {
        drop(b, tag == TAG_LI || in_list(r, b->node) ? ROLE_CRUMB : ROLE_PROMO, "all-link");
        return;
    }
    if (in_list(r, b->node) && b->links * 2 > t.len) {
        drop(b, ROLE_CRUMB, "list-of-links");
        return;
    }
    if (!prose_seen && !r->voters[i] && t.len < PROSE_MIN && !in_list(r, b->node)) {
        drop(b, ROLE_CRUMB, "before-the-text");
        return;
    }
    if (!prose_seen && r->headline < i &&
        (o->nodes[b->node].flags & CLASS_STANDFIRST ||
         (r->meta.description.len > 40 && same_words(t, r->meta.description))))
        b->role = ROLE_STANDFIRST;
}

/* Blocks said once already. The table is open addressing over 2^n places. */
static bool drop_repeats(struct reading *r)
{
    struct outline *o = &r->outline;
    size_t size = 64, n = r->last - r->first;
    uint32_t *places;

    while (size < n * 2)
        size *= 2;
    places = arena_alloc(r->mem, size * sizeof *places);
    if (!places)
        return false;
    for (uint32_t i = r->first; i < r->last; i++) {
        struct text t = block_text(o, &o->blocks[i]);
        size_t at = text_hash(t) & (size - 1);

        if (!role_kept(o->blocks[i].role) || t.len < PROSE_MIN)
            continue;
        while (places[at] && !text_eq(t, block_text(o, &o->blocks[places[at] - 1])))
            at = (at + 1) & (size - 1);
        if (places[at])
            drop(&o->blocks[i], ROLE_REPEAT, "said-before");
        else
            places[at] = i + 1;
    }
    return true;
}

/* From behind: subheads with nothing after them, short leftovers behind the last prose. */
static void trim_tail(struct reading *r)
{
    struct outline *o = &r->outline;
    bool text_after = false;

    for (uint32_t i = r->last; i-- > r->first;) {
        struct block *b = &o->blocks[i];

        if (!role_kept(b->role))
            continue;
        if (b->role == ROLE_SUBHEAD && !text_after)
            drop(b, ROLE_PROMO, "heading-of-nothing");
        else if (!text_after && b->role == ROLE_BODY && !r->voters[i] && b->links &&
                 !ends_sentence(block_text(o, b)))
            drop(b, ROLE_CRUMB, "after-the-text");
        else if (b->role != ROLE_HEADLINE && b->role != ROLE_EDITOR_NOTE)
            text_after = true;
    }
}

/* A lead in a box of its own between headline and body. */
static void find_lead(struct reading *r)
{
    struct outline *o = &r->outline;

    if (r->headline == UINT32_MAX || r->headline >= r->first || r->first - r->headline > LEAD_BLOCKS)
        return;
    for (uint32_t i = r->headline + 1; i < r->first; i++) {
        struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);

        classify(r, i, false);
        if (b->role != ROLE_BODY && b->role != ROLE_SUBHEAD)
            continue;
        if (o->nodes[b->node].flags & CLASS_STANDFIRST || same_words(t, r->meta.description) || r->voters[i] ||
            (is_heading(o->nodes[b->node].tag) && t.len >= PROSE_MIN && b->links == 0))
            b->role = ROLE_STANDFIRST;
        else
            drop(b, ROLE_CRUMB, "between-headline-and-text");
    }
}

/* Blocks that lie in a <time> or an element with class="date" are stamps, whatever they say. */
static void mark_times(struct reading *r)
{
    const struct outline *o = &r->outline;

    for (size_t i = 0; i < o->n_captures; i++) {
        const struct capture *c = &o->captures[i];
        size_t lo = 0, hi = o->n_blocks;

        if (c->kind < CAPTURE_PUBLISHED || c->text.end > c->text.begin + STAMP_LINE)
            continue;
        while (lo < hi) {
            size_t mid = (lo + hi) / 2;

            if (o->blocks[mid].text.begin < c->text.begin)
                lo = mid + 1;
            else
                hi = mid;
        }
        for (; lo < o->n_blocks && o->blocks[lo].text.end <= c->text.end; lo++)
            if (!r->voters[lo])
                o->blocks[lo].role = ROLE_STAMP;
    }
}

static bool classify_all(struct reading *r, bool found, struct article *article)
{
    struct outline *o = &r->outline;
    size_t prose = 0, dropped = 0;
    bool seen = !found; /* where nothing is prose, short lines are all there is */

    for (uint32_t i = r->first; i < r->last; i++) {
        classify(r, i, seen);
        if (r->voters[i] && !o->nodes[o->blocks[i].node].pruned) {
            uint32_t len = o->blocks[i].text.end - o->blocks[i].text.begin;

            prose += len;
            if (!role_kept(o->blocks[i].role))
                dropped += len;
            else
                seen = true;
        }
    }
    if (dropped * 5 > prose * 2) {
        /* Rules that take so much of the text are wrong about this page. */
        for (uint32_t i = r->first; i < r->last; i++)
            if (r->voters[i] && !role_kept(o->blocks[i].role) && !o->nodes[o->blocks[i].node].pruned)
                o->blocks[i].role = ROLE_BODY;
        article->unsure = true;
        article->unsure_why = "the rules would have dropped over two fifths of the text, so all of it is kept";
    }
    if (!drop_repeats(r))
        return false;
    trim_tail(r);
    find_lead(r);
    return true;
}

/* --- agencies in the text --- */

/* "KYIV, May 3 (Reuters) - The two ..." and a last "(AFP)". */
static void find_agencies(struct reading *r)
{
    const struct outline *o = &r->outline;
    bool first = true;
    struct text last = { 0 };

    for (uint32_t i = r->first; i < r->last; i++) {
        const struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);

        if (b->role == ROLE_CREDIT) {
            struct text name = agency_named(t);

            agency_add(&r->meta, name);
            continue;
        }
        if (b->role != ROLE_BODY)
            continue;
        if (first) {
            const char *open = memchr(t.ptr, '(', t.len < 80 ? t.len : 80);
            size_t at = open ? (size_t)(open - t.ptr) + 1 : 0;
            const char *close = open ? memchr(open, ')', t.len - at + 1) : NULL;

            if (close) {
                struct text behind = text_trim(text_of(close + 1, t.len - (size_t)(close + 1 - t.ptr)));

                if (text_starts(behind, "-") || text_starts(behind, "\xE2\x80\x93") ||
                    text_starts(behind, "\xE2\x80\x94"))
                    agency_add(&r->meta, agency_named(text_of(open + 1, (size_t)(close - open) - 1)));
            }
            first = false;
        }
        last = t;
    }
    if (text_ends(last, ")")) {
        size_t at = last.len;

        while (at > 0 && last.len - at < 40 && last.ptr[at - 1] != '(')
            at--;
        if (at > 0 && last.ptr[at - 1] == '(')
            agency_add(&r->meta, agency_named(text_of(last.ptr + at, last.len - at - 1)));
    }
}

/* --- a date that only readers see --- */

static void find_stamp(struct reading *r)
{
    const struct outline *o = &r->outline;
    uint32_t near = r->headline != UINT32_MAX ? r->headline : r->first;
    uint32_t from = near > STAMP_BEFORE ? near - STAMP_BEFORE : 0;

    for (uint32_t i = from; i < o->n_blocks && i < near + STAMP_BEHIND && !date_known(r->meta.published); i++) {
        struct text t = block_text(o, &o->blocks[i]);
        struct stamp stamp;

        if (t.len > STAMP_LINE || i == r->headline)
            continue;
        for (size_t at = 0; stamp_find(t, at, r->page->fetched, &stamp); at = stamp.words.end) {
            if (stamp.words.end <= at)
                break;
            if (stamp.kind == STAMP_RELATIVE) {
                /* Kept as words: whoever knows when the page was fetched may resolve it. */
                if (!r->meta.published_words.ptr)
                    r->meta.published_words = text_in(t, stamp.words);
            } else if (stamp.kind == STAMP_MODIFIED && !date_known(r->meta.modified))
                r->meta.modified = stamp.date;
            if (stamp.kind != STAMP_MODIFIED && date_known(stamp.date) && stamp.date.year >= 1990) {
                r->meta.published = stamp.date;
                r->meta.published_words = text_in(t, stamp.words);
                break;
            }
        }
    }
}

/* --- the article --- */

static struct span in_page(const struct reading *r, struct span s)
{
    if (!r->origin)
        return s;
    return (struct span){ r->origin[s.begin], r->origin[s.end] };
}

static void add_paragraph(struct article *article, char *body, size_t *n, enum role role, struct text t,
                          struct span page)
{
    struct paragraph *p = &article->paragraphs[article->n_paragraphs++];

    if (*n) {
        memcpy(body + *n, "\n\n", 2);
        *n += 2;
    }
    memcpy(body + *n, t.ptr, t.len);
    *p = (struct paragraph){ .role = role, .body = { (uint32_t)*n, (uint32_t)(*n + t.len) }, .page = page };
    *n += t.len;
}

static bool assemble(struct reading *r, struct article *article)
{
    const struct outline *o = &r->outline;
    uint32_t first = r->headline < r->first ? r->headline : r->first;
    size_t room = r->headline_text.len + 2, kept = 1, dropped = 0, n = 0;
    char *body;

    if (r->headline != UINT32_MAX && r->headline + 1 < r->first && r->first - r->headline > LEAD_BLOCKS)
        first = r->first;
    for (uint32_t i = first; i < r->last; i++) {
        if (role_kept(o->blocks[i].role)) {
            kept++;
            room += o->blocks[i].text.end - o->blocks[i].text.begin + 2;
        } else
            dropped++;
    }
    body = arena_alloc(r->mem, room + 1);
    article->paragraphs = body ? arena_alloc(r->mem, kept * sizeof *article->paragraphs) : NULL;
    article->dropped = article->paragraphs ? arena_alloc(r->mem, dropped * sizeof *article->dropped) : NULL;
    if (!article->dropped)
        return false;
    if (r->headline_text.len)
        add_paragraph(article, body, &n, ROLE_HEADLINE, r->headline_text, in_page(r, r->headline_page));
    for (uint32_t i = first; i < r->last; i++) {
        const struct block *b = &o->blocks[i];

        if (i == r->headline)
            continue;
        if (role_kept(b->role))
            add_paragraph(article, body, &n, b->role, block_text(o, b), in_page(r, b->page));
        else
            article->dropped[article->n_dropped++] =
                (struct dropped){ b->role, in_page(r, b->page), b->rule ? b->rule : "" };
    }
    article->body = text_of(body, n);
    return true;
}

/* Nothing votes: a page of one line, a list, a stub. Take all that is no link. */
static void take_all(struct reading *r)
{
    r->first = 0;
    r->last = (uint32_t)r->outline.n_blocks;
}

static bool fill_fields(struct reading *r, struct article *article)
{
    const struct metadata *m = &r->meta;

    article->title = r->headline_text.len ? r->headline_text
                     : m->headline.len    ? m->headline
                                          : (m->title.len ? m->title : (struct text){ 0 });
    article->outlet = m->outlet;
    article->byline = m->byline;
    article->section = m->section;
    article->language = m->language;
    article->address = m->address;
    article->published = m->published;
    article->modified = m->modified;
    article->published_words = m->published_words;
    article->agencies = arena_alloc(r->mem, m->n_agencies * sizeof *article->agencies);
    if (!article->agencies)
        return false;
    memcpy(article->agencies, m->agencies, m->n_agencies * sizeof *article->agencies);
    article->n_agencies = m->n_agencies;
    return true;
}

static void doubt(struct reading *r, const struct charset *charset, bool found, struct article *article)
{
    const char *why = NULL;
    size_t prose = 0;

    for (size_t i = 0; i < article->n_paragraphs; i++)
        if (article->paragraphs[i].role == ROLE_BODY)
            prose += article->paragraphs[i].body.end - article->paragraphs[i].body.begin;
    if (!found)
        why = "no part of the page reads like an article, so all its text is taken";
    else if (prose < BODY_MIN)
        why = "hardly any text was found";
    else if (charset->guessed)
        why = "the page does not say its character set and is not UTF-8; windows-1252 was assumed";
    else if (r->outline.cut)
        why = "the page is cut off inside a tag or a comment, or nested beyond all measure";
    if (why && !article->unsure) {
        article->unsure = true;
        article->unsure_why = why;
    }
}

static priscus_status read_html(struct reading *r, struct charset *charset, struct article *out,
                                struct priscus_error *err)
{
    struct article article = { 0 };
    struct text bytes = r->page->bytes;
    bool found;

    if (charset->whole && !charset_decode_whole(charset, bytes, r->mem, &bytes, &r->origin))
        goto out_of_memory;
    if (!outline_read(bytes, charset, r->mem, &r->outline))
        goto out_of_memory;
    if (r->outline.n_blocks == 0)
        return error_set(
            err, PRISCUS_EINPUT, 0,
            "no text in this page of HTML (some pages have it only after their scripts ran; save it "
            "from a browser)");
    r->voters = arena_alloc(r->mem, r->outline.n_blocks);
    if (!r->voters || !metadata_read(&r->outline, r->page->fetched, r->mem, &r->meta))
        goto out_of_memory;
    add_up(r);
    vote(r);
    found = find_body(r);
    if (!found)
        take_all(r);
    find_headline(r);
    mark_times(r);
    if (!classify_all(r, found, &article))
        goto out_of_memory;
    find_agencies(r);
    find_stamp(r);
    if (!assemble(r, &article) || !fill_fields(r, &article))
        goto out_of_memory;
    if (article.n_paragraphs == 0)
        return error_set(
            err, PRISCUS_EINPUT, 0,
            "no text in this page of HTML but links and menus (some pages have it only after their "
            "scripts ran; save it from a browser)");
    doubt(r, charset, found, &article);
    *out = article;
    return PRISCUS_OK;

out_of_memory:
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

priscus_status article_read_html(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err)
{
    struct reading *r = arena_alloc(mem, sizeof *r);
    struct charset charset;
    priscus_status status;

    if (!r)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    r->page = page;
    r->mem = mem;
    charset_open(page->bytes, &charset);
    status = read_html(r, &charset, out, err);
    charset_close(&charset);
    return status;
}
