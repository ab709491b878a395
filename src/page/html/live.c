/* live.c - see live.h.
 *
 * A post is an element that has prose and a time, and brothers like it. Readers' comments and teasers are such elements,
 * too: what is named a comment has no vote, a page of teasers is an index (index_page.h), and where posts have no
 * titles of their own and the page does not say that it is live, there must be hardly any other text. */
#include "page/html/live.h"

#include "base/fold.h"
#include "page/date/clock.h"
#include "page/date/stamp.h"
#include "page/html/meta_date.h"

#define POSTS_MIN     3   /* brothers                                            */
#define TIME_BYTES    100 /* of a block that says when, and by whom              */
#define TIMES_MAX     8   /* in a post; a column of the page has more            */
#define POST_SHARE    4   /* one post has less than four fifths of their prose   */
#define POST_SHARE_OF 5
#define TRIES_MAX     4  /* numbers of a block that a time may begin with       */
#define LEAD_SHARE    4  /* of a page without titles: other prose is less than a quarter of the posts' */
#define UP_MAX        2  /* levels up to further posts: days, pinned posts       */
#define EPOCH_BYTES   10 /* of seconds since 1970; three more are milliseconds   */

/* By node. */
struct tally {
    uint32_t times, depth, text;
    uint32_t posts, titles, linked, posted, longest; /* of its children that are posts */
};

static bool is_box(uint8_t tag)
{
    return tag == TAG_DIV || tag == TAG_ARTICLE || tag == TAG_SECTION || tag == TAG_LI || tag == TAG_OTHER;
}

/* "1932888000" */
static bool epoch_read(struct text t, struct date *out)
{
    long seconds = 0;

    if (t.len != EPOCH_BYTES && t.len != EPOCH_BYTES + 3)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        if (!is_ascii_digit(t.ptr[i]))
            return false;
        if (i < EPOCH_BYTES)
            seconds = seconds * 10 + (t.ptr[i] - '0');
    }
    *out = date_from_days(seconds / 86400);
    out->precision = PRECISION_SECOND;
    out->hour = (uint8_t)(seconds / 3600 % 24);
    out->minute = (uint8_t)(seconds / 60 % 60);
    out->second = (uint8_t)(seconds % 60);
    out->zone = 0;
    return true;
}

/* Short, and no sentence: what says when a post was published, and by whom. */
static bool is_short(const struct html *h, uint32_t block)
{
    struct text t = block_text(&h->outline, &h->outline.blocks[block]);

    return t.len <= TIME_BYTES && h->voters[block] != VOTER_PROSE && !ends_sentence(t);
}

/* The time in a short block: *words are where it stands, *date is unknown where it is only one of the day. "Ana Brook2
 * April 2031": it begins where a digit stands behind no other, whatever stands before it. */
static bool time_in(const struct html *h, uint32_t block, struct date *date, struct span *words)
{
    struct text t = block_text(&h->outline, &h->outline.blocks[block]);
    struct stamp stamp;

    if (!is_short(h, block))
        return false;
    for (size_t i = 0, tries = 0; i < t.len && tries < TRIES_MAX; i++) {
        struct text rest = text_of(t.ptr + i, t.len - i);
        struct place place;
        struct date clock = date_day(2000, 1, 1);

        if (!is_ascii_digit(t.ptr[i]) || (i && is_ascii_digit(t.ptr[i - 1])))
            continue;
        tries++;
        if (stamp_find(rest, 0, h->page->fetched, &stamp) && stamp.words.begin == 0) {
            *date = stamp.date;
            *words = (struct span){ (uint32_t)i, (uint32_t)i + stamp.words.end };
            return true;
        }
        place = place_at(rest, 0);
        if (clock_read(&place, &clock, false)) {
            *date = (struct date){ .zone = DATE_NO_ZONE };
            *words = (struct span){ (uint32_t)i, (uint32_t)(i + place.end) };
            return true;
        }
    }
    return false;
}

static bool is_time(enum capture_kind kind)
{
    return kind == CAPTURE_TIME || kind == CAPTURE_PUBLISHED || kind == CAPTURE_MODIFIED || kind == CAPTURE_DATE;
}

static bool is_post(const struct html *h, const struct tally *tally, uint32_t i)
{
    const struct node *node = &h->outline.nodes[i];

    return i && is_box(node->tag) && !node->pruned && tally[i].text && tally[i].times && tally[i].times <= TIMES_MAX &&
           tally[i].posts < 2 && (h->headline == UINT32_MAX || node->first > h->headline);
}

static void count(const struct html *h, struct tally *tally)
{
    const struct outline *o = &h->outline;
    struct date date;
    struct span words;

    for (size_t i = 0; i < o->n_captures; i++)
        if (is_time(o->captures[i].kind))
            tally[o->captures[i].node].times++;
    for (uint32_t i = 0; i < o->n_blocks; i++) {
        const struct block *b = &o->blocks[i];
        const struct node *node = &o->nodes[b->node];

        if (time_in(h, i, &date, &words))
            tally[b->node].times++;
        else if (!node->pruned && !is_heading(node->tag) && b->links * 2 <= b->text.end - b->text.begin)
            tally[b->node].text += b->text.end - b->text.begin;
    }
    for (uint32_t i = 1; i < o->n_nodes; i++)
        tally[i].depth = tally[o->nodes[i].parent].depth + 1;
    for (uint32_t i = (uint32_t)o->n_nodes; i-- > 1;) {
        uint32_t parent = o->nodes[i].parent;

        tally[parent].times += tally[i].times;
        tally[parent].text += tally[i].text;
        if (!is_post(h, tally, i))
            continue;
        tally[parent].posts++;
        tally[parent].posted += tally[i].text;
        if (tally[parent].longest < tally[i].text)
            tally[parent].longest = tally[i].text;
    }
    for (uint32_t i = 1, post = 0; i < o->n_nodes; i++) {
        /* Nodes come in page order, so that those of a post follow it. */
        if (o->nodes[i].first >= o->nodes[post].last)
            post = 0;
        if (is_post(h, tally, i) && tally[o->nodes[i].parent].posts >= POSTS_MIN)
            post = i;
        if (post && is_heading(o->nodes[i].tag) && o->nodes[i].last > o->nodes[i].first) {
            if (o->nodes[i].links * 2 > o->nodes[i].text)
                tally[o->nodes[post].parent].linked++;
            else
                tally[o->nodes[post].parent].titles++;
            post = 0;
        }
    }
}

/* A word of the headline or the title: "Talks in Norhaven - live". */
static bool says_live(const struct html *h)
{
    const struct text titles[] = { h->headline_text, h->meta.title, h->meta.og_title };

    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        struct text rest = titles[i];

        while (rest.len) {
            size_t n = 0;

            while (n < rest.len && is_ascii_alpha(rest.ptr[n]))
                n++;
            if (text_eq_fold(text_of(rest.ptr, n), text_c("live")))
                return true;
            n += n < rest.len;
            rest = text_of(rest.ptr + n, rest.len - n);
        }
    }
    return false;
}

/* `all`: bytes of the page's text. */
static bool is_live(const struct html *h, const struct tally *t, size_t all)
{
    if (t->posts < POSTS_MIN || (size_t)t->longest * POST_SHARE_OF > (size_t)t->posted * POST_SHARE)
        return false;
    if (h->meta.is_live)
        return true;
    if ((size_t)t->posted * 2 < all)
        return false;
    if (says_live(h))
        return true;
    /* Titles that are links are those of other pages. */
    return t->linked * 2 < t->posts && (t->titles * 2 >= t->posts || (all - t->posted) * LEAD_SHARE < t->posted);
}

/* The element with most of the posts' text. 0: none. */
static uint32_t find_series(const struct outline *o, const struct tally *tally)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < o->n_nodes; i++)
        if (tally[i].posts >= POSTS_MIN && (!best || tally[i].posted > tally[best].posted))
            best = i;
    return best;
}

/* What all elements as deep as `series` and inside of `node` have of posts; together they are the page's: a day is one
 * of them, or what is pinned on top. */
static struct tally sum_up(const struct outline *o, const struct tally *tally, uint32_t node, uint32_t series)
{
    struct tally sum = { 0 };

    for (uint32_t i = node; i < o->n_nodes && o->nodes[i].first < o->nodes[node].last; i++) {
        const struct tally *t = &tally[i];

        if (t->depth != tally[series].depth || (i != series && t->posts < 2))
            continue;
        sum.posts += t->posts;
        sum.titles += t->titles;
        sum.linked += t->linked;
        sum.posted += t->posted;
        sum.longest = t->longest > sum.longest ? t->longest : sum.longest;
    }
    return sum;
}

/* --- a post's time and author --- */

static void take_time(struct date found, struct date *out)
{
    if (date_known(found) && (found.precision > out->precision || !date_known(*out)))
        *out = found;
}

static priscus_status read_post(const struct html *h, uint32_t node, size_t *capture, struct html_post *post)
{
    const struct outline *o = &h->outline;
    const struct node *n = &o->nodes[node];
    uint32_t begin = o->blocks[n->first].text.begin, end = o->blocks[n->last - 1].text.end;
    struct date date;
    struct span words;

    *post = (struct html_post){ .block = n->first, .end = n->last, .published = { .zone = DATE_NO_ZONE } };
    for (; *capture < o->n_captures && o->captures[*capture].text.begin <= end; ++*capture) {
        const struct capture *c = &o->captures[*capture];
        struct text said = metadata_captured(o, c);

        date = (struct date){ .zone = DATE_NO_ZONE };

        if (c->text.begin < begin || c->node < node)
            continue;
        if (c->kind == CAPTURE_AUTHOR || c->kind == CAPTURE_BYLINE) {
            if (!post->author.len && said.len < BYLINE_BYTES_MAX)
                post->author = said;
            continue;
        }
        if (c->attribute.len) {
            struct text t = outline_value(o, c->attribute, h->mem);

            if (!t.ptr)
                return PRISCUS_ENOMEM;
            if (!epoch_read(t, &date))
                meta_date_take(t, h->page->fetched, &date, NULL);
        } else if (!epoch_read(said, &date))
            meta_date_take(said, h->page->fetched, &date, NULL);
        take_time(date, &post->published);
    }
    for (uint32_t i = n->first; i < n->last; i++)
        if (time_in(h, i, &date, &words))
            take_time(date, &post->published);
    return PRISCUS_OK;
}

priscus_status live_find(struct html *h)
{
    const struct outline *o = &h->outline;
    struct tally *tally = arena_alloc(h->mem, o->n_nodes * sizeof *tally);
    struct tally sum;
    uint32_t series, all, first = UINT32_MAX;
    size_t capture = 0;

    if (!tally)
        return PRISCUS_ENOMEM;
    count(h, tally);
    series = all = find_series(o, tally);
    if (!series)
        return PRISCUS_OK;
    sum = sum_up(o, tally, series, series);
    for (uint32_t level = 0, at = series; level < UP_MAX && o->nodes[at].parent; level++) {
        struct tally more;

        at = o->nodes[at].parent;
        more = sum_up(o, tally, at, series);
        if (more.posts > sum.posts) {
            all = at;
            sum = more;
        }
    }
    if (!is_live(h, &sum, tally[0].text))
        return PRISCUS_OK;
    h->posts = arena_alloc(h->mem, o->n_nodes * sizeof *h->posts);
    if (!h->posts)
        return PRISCUS_ENOMEM;
    for (uint32_t i = all + 1; i < o->n_nodes && o->nodes[i].first < o->nodes[all].last; i++) {
        if (tally[i].depth != tally[series].depth + 1 || !is_post(h, tally, i) ||
            (o->nodes[i].parent != series && tally[o->nodes[i].parent].posts < 2))
            continue;
        if (read_post(h, i, &capture, &h->posts[h->n_posts]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        if (first == UINT32_MAX)
            first = o->nodes[i].first;
        h->n_posts++;
    }
    h->first = h->headline != UINT32_MAX && h->headline < first ? h->headline + 1 : o->nodes[all].first;
    h->last = o->nodes[all].last;
    return PRISCUS_OK;
}

/* "20:10 Ana Brook": the time is read, what else stands there is who wrote the post. */
static void label_time(struct html *h, uint32_t i, struct html_post *post)
{
    struct block *b = &h->outline.blocks[i];
    struct text t = block_text(&h->outline, b), before, after, name;
    struct date date;
    struct span words;

    if (!time_in(h, i, &date, &words))
        return;
    before = text_trim(text_of(t.ptr, words.begin));
    after = text_trim(text_of(t.ptr + words.end, t.len - words.end));
    name = before.len > after.len ? before : after;
    b->role = name.len > 3 ? ROLE_BYLINE : ROLE_STAMP; /* "20:10 BST" */
    if (b->role == ROLE_BYLINE && !post->author.len)
        post->author = name;
}

void live_label(struct html *h)
{
    for (size_t k = 0; k < h->n_posts; k++)
        for (uint32_t i = h->posts[k].block; i < h->posts[k].end; i++) {
            struct block *b = &h->outline.blocks[i];

            if (b->role == ROLE_BODY)
                label_time(h, i, &h->posts[k]);
            if (b->role == ROLE_STAMP)
                b->rule = "post-time";
            else if (b->role == ROLE_BYLINE)
                b->rule = "post-author";
        }
}
