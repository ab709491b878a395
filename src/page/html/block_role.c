/* block_role.c - see block_role.h.
 *
 * Form first (where a block stands, what its elements are called), then words, and these only
 * of short blocks. A repeat is dropped behind its first; what trails the last prose goes too.
 * Rules that would take over two fifths of the text are wrong about the page and yield. */
#include "page/html/block_role.h"

#include "base/fold.h"
#include "base/visible.h"
#include "page/date/stamp.h"
#include "page/html/live.h"
#include "page/html/main_node.h"
#include "page/html/sign_up.h"
#include "page/html/tail.h"
#include "page/words/vocabulary.h"

#define WORDS_LIMIT    2 /* words may drop two fifths of the prose */
#define WORDS_LIMIT_OF 5
#define NAMES_LIMIT    1 /* names and words together one half      */
#define NAMES_LIMIT_OF 2

#define NO_PROSE UINT32_MAX

#define SHORT 200 /* bytes: promo, credits and footers are shorter */

/* Whatever comes after: "related stor" begins "related stories" too. */
static bool starts_any(struct text fold, const char *const *starts)
{
    for (; *starts; starts++)
        if (text_starts(fold, *starts))
            return true;
    return false;
}

static void drop(struct block *b, enum role role, const char *rule)
{
    b->role = (uint8_t)role;
    b->rule = rule;
}

/* Short blocks that are told by their first words. */
static bool drop_by_words(struct block *b, struct text t, struct text fold, uint32_t links)
{
    if (t.len > SHORT)
        return false;
    if (starts_any(fold, vocabulary_html_credit_starts))
        drop(b, ROLE_CREDIT, "reporting-by");
    else if (starts_any(fold, vocabulary_html_photo_starts) && !(t.len > 120 && ends_sentence(t)))
        drop(b, ROLE_PHOTO_CREDIT, "photo-credit");
    else if (t.len < 40 && starts_any(fold, vocabulary_html_advert_starts))
        drop(b, ROLE_PROMO, "advertisement");
    else if (starts_any(fold, vocabulary_html_promo_starts) &&
             (links || !ends_sentence(t) || t.len < 60 || memchr(t.ptr, ':', t.len)))
        drop(b, ROLE_PROMO, "promo-words");
    else if (starts_any(fold, vocabulary_html_plea_starts))
        drop(b, ROLE_PLEA, "plea-words");
    else if (starts_any(fold, vocabulary_html_footer_starts))
        drop(b, ROLE_FOOTER, "footer-words");
    else
        return false;
    return true;
}

static bool is_byline(struct text t, struct text byline)
{
    size_t words = count_words(t);

    if (t.len > 100 || words > 12 || text_ends(t, "."))
        return false;
    if (byline.len && title_same_words(t, byline))
        return true;
    return words >= 3 && (text_starts(t, "By ") || text_starts(t, "BY ")) && t.len > 4 &&
           !(t.ptr[3] >= 'a' && t.ptr[3] <= 'z');
}

/* What the reader sees of a block that is a byline; empty if it is none. "By<U+00A0>Ana<U+00A0>Brook" has no other blanks. */
static priscus_status seen_byline(const struct html *h, struct text t, struct text *byline)
{
    struct visible seen;

    *byline = (struct text){ 0 };
    if (t.len > SHORT)
        return PRISCUS_OK;
    if (visible_of(t, h->mem, &seen) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (is_byline(seen.text, h->meta.byline))
        *byline = seen.text;
    return PRISCUS_OK;
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

static void drop_pruned(const struct html *h, struct block *b)
{
    const struct node *nodes = h->outline.nodes;
    uint32_t at = b->node;
    unsigned flags = 0;
    uint8_t tag = 0;

    for (int level = 0; level < DEPTH_MAX && !flags; level++) {
        flags = main_node_pruning(&nodes[at]);
        tag = nodes[at].tag;
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
        drop(b, ROLE_FOOTER, tag == TAG_FOOTER ? "footer-element" : "footer-class");
    else if (flags & CLASS_BYLINE)
        drop(b, ROLE_BYLINE, "byline-class");
    else if (flags & CLASS_DATE)
        drop(b, ROLE_STAMP, "date-class");
    else if (flags & CLASS_SIGN_UP)
        drop(b, ROLE_PROMO, "sign-up");
    else if (flags & CLASS_HIDDEN)
        drop(b, ROLE_CRUMB, "hidden");
    else
        drop(b, ROLE_PROMO, "aside-class");
}

static bool in_list(const struct html *h, uint32_t node)
{
    uint8_t tag = h->outline.nodes[node].tag;

    return tag == TAG_LI || (tag == TAG_P && h->outline.nodes[h->outline.nodes[node].parent].tag == TAG_LI);
}

/* "Ukraine rejects a ceasefire." behind the headline: short, but a sentence. To be short alone is no reason to be
 * dropped: it must be mostly link as well, or stand apart from the text (whose first prose is block `first`) and
 * be no paragraph. */
static bool begins_text(const struct html *h, const struct block *b, uint32_t first)
{
    const struct outline *o = &h->outline;
    struct text t = block_text(o, b);
    bool paragraph = o->nodes[b->node].tag == TAG_P && b->links == 0,
         beside = first < h->last && main_node_holder(o, o->blocks[first].node) == main_node_holder(o, b->node);

    if (!ends_sentence(t))
        return paragraph && beside && count_words(t) >= 4;
    return b->links * 5 < t.len * 4 && (beside || (paragraph && count_words(t) >= 3));
}

/* "Thanks for signing up": a heading over fields and buttons, in a form with no prose. */
static bool in_bare_form(const struct html *h, const struct block *b)
{
    const struct node *nodes = h->outline.nodes, *node = &nodes[b->node];

    for (int level = 0; level < DEPTH_MAX && node->tag != TAG_FORM; level++)
        node = &nodes[node->parent];
    return node->tag == TAG_FORM && node->prose == 0 && node->last - node->first < h->last - h->first;
}

/* A row of data is kept whole, dates, names, links and all, unless its table is a menu. */
static bool is_row(const struct html *h, const struct block *b)
{
    const struct node *nodes = h->outline.nodes, *table = &nodes[b->node];

    if (table->tag != TAG_TR)
        return false;
    while (table->tag != TAG_TABLE && table != nodes)
        table = &nodes[table->parent];
    return (uint64_t)table->links * 5 < (uint64_t)table->text * 4;
}

/* `prose`: the first block of prose; NO_PROSE: there is none, and short lines are all there is. */
static priscus_status classify(struct html *h, uint32_t i, uint32_t prose)
{
    struct outline *o = &h->outline;
    struct block *b = &o->blocks[i];
    struct text t = block_text(o, b);
    struct text begin = text_of(t.ptr, t.len < SHORT ? t.len : SHORT), fold, byline;
    uint8_t tag = o->nodes[b->node].tag;
    bool time = b->role == ROLE_STAMP, prose_seen = i > prose;
    priscus_status status;
    char room[3 * SHORT];

    if (b->rule)
        return PRISCUS_OK; /* code */
    b->role = ROLE_BODY;
    if (i == h->headline) {
        b->role = ROLE_HEADLINE;
        return PRISCUS_OK;
    }
    if (time) {
        drop(b, ROLE_STAMP, "time-element");
        return PRISCUS_OK;
    }
    if (title_same_words(t, h->headline_text)) {
        drop(b, ROLE_REPEAT, "headline-again");
        return PRISCUS_OK;
    }
    fold = text_of(room, fold_into(begin, room));
    if (starts_any(fold, vocabulary_html_note_starts) || (o->nodes[b->node].flags & CLASS_NOTE && t.len > PROSE_MIN)) {
        b->role = ROLE_EDITOR_NOTE;
        return PRISCUS_OK;
    }
    if (o->nodes[b->node].pruned) {
        drop_pruned(h, b);
        return PRISCUS_OK;
    }
    if (is_row(h, b))
        return PRISCUS_OK;
    if (is_heading(tag)) {
        b->role = ROLE_SUBHEAD;
        if (drop_by_words(b, t, fold, b->links) || tail_is_furniture(b, t))
            return PRISCUS_OK;
        if (in_bare_form(h, b)) {
            drop(b, ROLE_PROMO, "form");
            return PRISCUS_OK;
        }
        if (b->links * 2 > t.len)
            drop(b, ROLE_PROMO, "linked-heading");
        return PRISCUS_OK;
    }
    if (drop_by_words(b, t, fold, b->links) || tail_is_furniture(b, t))
        return PRISCUS_OK;
    if (sign_up_is(t)) {
        drop(b, ROLE_PROMO, "sign-up");
        return PRISCUS_OK;
    }
    status = seen_byline(h, t, &byline);
    if (status != PRISCUS_OK)
        return status;
    if (byline.len) {
        drop(b, ROLE_BYLINE, "byline");
        return h->meta.byline.len ? PRISCUS_OK : byline_read(&h->meta, byline, h->mem);
    }
    if (is_stamp(t, h->page->fetched)) {
        drop(b, ROLE_STAMP, "stamp");
        return PRISCUS_OK;
    }
    if (agency_named(t).len) {
        drop(b, ROLE_CREDIT, "agency-alone");
        return PRISCUS_OK;
    }
    if (b->links * 5 >= t.len * 4 && !(t.len > SHORT && ends_sentence(t))) {
        drop(b, tag == TAG_LI || in_list(h, b->node) ? ROLE_CRUMB : ROLE_PROMO, "all-link");
        return PRISCUS_OK;
    }
    if (!prose_seen && prose != NO_PROSE && !h->voters[i] && t.len < PROSE_MIN && !in_list(h, b->node) &&
        !begins_text(h, b, prose)) {
        drop(b, ROLE_CRUMB, "before-the-text");
        return PRISCUS_OK;
    }
    if (!prose_seen && h->headline < i &&
        (o->nodes[b->node].flags & CLASS_STANDFIRST ||
         (h->meta.description.len > 40 && title_same_words(t, h->meta.description))))
        b->role = ROLE_STANDFIRST;
    return PRISCUS_OK;
}

/* A title that is a link introduces the prose behind it, if that is no link: a roundup's section. Else it
 * is another article's. */
static void keep_section_titles(struct html *h)
{
    struct outline *o = &h->outline;

    for (uint32_t i = h->first; i + 1 < h->last; i++) {
        struct block *b = &o->blocks[i], *next = b + 1;

        if (b->rule && strcmp(b->rule, "linked-heading") == 0 && !o->nodes[b->node].pruned && h->voters[i + 1] &&
            role_kept(next->role) && next->links * 4 <= next->text.end - next->text.begin) {
            b->role = ROLE_SUBHEAD;
            b->rule = NULL;
        }
    }
}

/* What stands in the table of repeats: the first block of a text, the second, how many there are. */
struct said {
    uint32_t first, second, times; /* blocks + 1 */
};

/* Blocks said once already. What is said three times is a form (a question put to everybody, an item of
 * many lists) and stays. The table is open addressing over 2^n places. */
static priscus_status drop_repeats(struct html *h)
{
    struct outline *o = &h->outline;
    size_t size = 64, n = h->last - h->first;
    struct said *places;

    while (size < n * 2)
        size *= 2;
    places = arena_alloc(h->mem, size * sizeof *places);
    if (!places)
        return PRISCUS_ENOMEM;
    for (uint32_t i = h->first; i < h->last; i++) {
        struct text t = block_text(o, &o->blocks[i]);
        size_t at = text_hash(t) & (size - 1);

        if (!role_kept(o->blocks[i].role) || t.len < PROSE_MIN)
            continue;
        while (places[at].first && !text_eq(t, block_text(o, &o->blocks[places[at].first - 1])))
            at = (at + 1) & (size - 1);
        if (!places[at].first)
            places[at].first = i + 1;
        else if (!places[at].second)
            places[at].second = i + 1;
        places[at].times++;
    }
    for (size_t at = 0; at < size; at++)
        if (places[at].times == 2)
            drop(&o->blocks[places[at].second - 1], ROLE_REPEAT, "said-before");
    return PRISCUS_OK;
}

/* A sentence, or one in brackets: "(Graphic: the year of the toll)". */
static bool ends_text(struct text t)
{
    return ends_sentence(t) || (text_starts(t, "(") && text_ends(t, ")"));
}

/* From behind: subheads with nothing after them, short leftovers behind the last prose. */
static void trim_tail(struct html *h)
{
    struct outline *o = &h->outline;
    bool text_after = false;

    for (uint32_t i = h->last; i-- > h->first;) {
        struct block *b = &o->blocks[i];

        if (!role_kept(b->role))
            continue;
        if (b->role == ROLE_SUBHEAD && !text_after)
            drop(b, ROLE_PROMO, "heading-of-nothing");
        else if (!text_after && b->role == ROLE_BODY && !h->voters[i] && b->links && !is_row(h, b) &&
                 !ends_text(block_text(o, b)))
            drop(b, ROLE_CRUMB, "after-the-text");
        else if (b->role != ROLE_HEADLINE && b->role != ROLE_EDITOR_NOTE)
            text_after = true;
    }
}

static bool is_title(const struct html *h, struct text t)
{
    return title_same_words(t, h->meta.og_title) || title_same_words(t, h->meta.title) ||
           title_same_words(t, h->meta.headline);
}

/* A lead in a box of its own between headline and body. */
static priscus_status find_lead(struct html *h)
{
    struct outline *o = &h->outline;

    struct text before = { 0 };
    priscus_status status;

    if (h->headline == UINT32_MAX || h->headline >= h->first || h->first - h->headline > LEAD_BLOCKS)
        return PRISCUS_OK;
    for (uint32_t i = h->headline + 1; i < h->first; i++) {
        struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);

        status = classify(h, i, h->first);
        if (status != PRISCUS_OK)
            return status;
        if (b->role != ROLE_BODY && b->role != ROLE_SUBHEAD && b->role != ROLE_STANDFIRST)
            continue;
        if (is_title(h, t) || text_eq(t, before))
            drop(b, ROLE_REPEAT, "headline-again");
        else if (tail_is_old_picture(t))
            drop(b, ROLE_CAPTION, "file-photo");
        else if (o->nodes[b->node].flags & CLASS_STANDFIRST || title_same_words(t, h->meta.description) ||
                 h->voters[i] || begins_text(h, b, h->first) ||
                 (is_heading(o->nodes[b->node].tag) && t.len >= PROSE_MIN && b->links == 0))
            b->role = ROLE_STANDFIRST;
        else
            drop(b, ROLE_CRUMB, "between-headline-and-text");
        before = t;
    }
    return PRISCUS_OK;
}

/* Blocks that lie in a <time> or an element with class="date" are stamps, whatever they say. */
static void mark_times(struct html *h)
{
    const struct outline *o = &h->outline;

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
            if (h->voters[lo] != VOTER_PROSE)
                o->blocks[lo].role = ROLE_STAMP;
    }
}

/* --- the guard --- */

/* Prose inside the container, in bytes, and what was dropped of it for its words, and for the names of
 * its elements. Repeats, captions, comments, the <footer> and what nobody sees are known by their form: they are no
 * prose here. */
struct taken {
    size_t prose, words, names;
};

static bool dropped_by_name(const struct block *b)
{
    static const char *const rules[] = {
        "aside-class", "plea-class", "footer-class", "byline-class", "date-class", NULL
    };

    for (size_t i = 0; rules[i]; i++)
        if (b->rule && strcmp(b->rule, rules[i]) == 0)
            return true;
    return false;
}

static bool dropped_by_words(const struct html *h, const struct block *b)
{
    return !role_kept(b->role) && b->role != ROLE_REPEAT && !h->outline.nodes[b->node].pruned;
}

static struct taken measure(const struct html *h)
{
    struct taken t = { 0 };

    for (uint32_t i = h->first; i < h->last; i++) {
        const struct block *b = &h->outline.blocks[i];
        size_t len = h->voters[i] ? b->text.end - b->text.begin : 0;
        bool words = dropped_by_words(h, b), names = !role_kept(b->role) && dropped_by_name(b);

        t.words += words ? len : 0;
        t.names += names ? len : 0;
        t.prose += words || names || role_kept(b->role) ? len : 0;
    }
    return t;
}

/* Rules that take so much of the text are wrong about this page: they yield, those of words first. The
 * names of one element are weighed against the page in main_node.c; here it is all of them together. */
static void guard(struct html *h, struct article *article)
{
    struct taken t = measure(h);
    bool words = t.words * WORDS_LIMIT_OF > t.prose * WORDS_LIMIT,
         names = t.names && (t.words + t.names) * NAMES_LIMIT_OF > t.prose * NAMES_LIMIT;

    if (!words && !names)
        return;
    for (uint32_t i = h->first; i < h->last; i++) {
        struct block *b = &h->outline.blocks[i];

        if (h->voters[i] && (dropped_by_words(h, b) || (names && !role_kept(b->role) && dropped_by_name(b)))) {
            b->role = ROLE_BODY;
            b->rule = NULL;
        }
    }
    article->unsure = true;
    article->unsure_why =
        names ? "the names of the page's parts and the rules for words would have dropped over half of the "
                "text, so all of it is kept"
              : "the rules would have dropped over two fifths of the text, so all of it is kept";
}

priscus_status block_role_find_all(struct html *h, bool found, struct article *article)
{
    struct outline *o = &h->outline;
    priscus_status status;
    uint32_t prose = h->first;

    mark_times(h);
    while (prose < h->last && (!h->voters[prose] || o->nodes[o->blocks[prose].node].pruned))
        prose++;
    if (!found)
        prose = NO_PROSE;
    for (uint32_t i = h->first; i < h->last; i++) {
        status = classify(h, i, prose);
        if (status != PRISCUS_OK)
            return status;
    }
    live_label(h);
    guard(h, article); /* before what is dropped decides where the text ends */
    keep_section_titles(h);
    status = drop_repeats(h);
    if (status != PRISCUS_OK)
        return status;
    tail_label(h);
    guard(h, article);
    trim_tail(h);
    return find_lead(h);
}
