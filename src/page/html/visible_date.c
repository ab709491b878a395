/* visible_date.c - see visible_date.h.
 *
 * Text elsewhere is asked last, and only lines that are furniture: short, no link, no menu, no comment and
 * no prose. One that says "Published" is believed; a bare date only where no other day claims the same
 * (a list of dates belongs to teasers), and never one behind a copyright sign. */
#include "page/html/visible_date.h"

#include "page/date/stamp.h"
#include "page/html/date_order.h"
#include "page/html/meta_date.h"

#define STAMP_BEFORE 6  /* blocks before the headline that may tell the date */
#define STAMP_BEHIND 12 /* and behind it: kicker, byline, share bar          */

struct found {
    struct date date;
    struct text words;
};

/* A list of months, a link and a table of data have no date of the page's: only "Published" makes it one. */
static bool is_other_date(const struct html *h, const struct stamp *stamp, struct date date, const struct block *b)
{
    return stamp->kind == STAMP_PLAIN && (h->outline.nodes[b->node].tag == TAG_TR ||
                                          (date.precision < PRECISION_DAY && date_known(stamp->date) && b->links));
}

static void read_line(struct html *h, const struct block *b, struct stated_dates *to, struct found *age)
{
    struct text t = block_text(&h->outline, b);
    struct stamp stamp;
    size_t at = 0;

    while ((to->published.precision < PRECISION_DAY || !date_known(to->modified)) &&
           stamp_find(t, at, h->page->fetched, &stamp) && stamp.words.end > at) {
        struct text words = text_in(t, stamp.words);
        struct date date = date_order_settle(h, &stamp);

        at = stamp.words.end;
        if (stamp.kind == STAMP_RELATIVE) {
            if (!age->words.ptr)
                *age = (struct found){ date, words };
        } else if (!meta_date_plausible(date, h->page->fetched) || is_other_date(h, &stamp, date, b)) {
            continue;
        } else if (stamp.kind == STAMP_MODIFIED) {
            if (!date_known(to->modified))
                to->modified = date;
        } else if (!date_known(to->published) || to->published.precision < PRECISION_DAY) {
            to->published = date;
            to->words = words;
        }
    }
}

static bool is_prose(struct text t)
{
    return t.len > STAMP_LINE || (t.len > PROSE_MIN && ends_sentence(t));
}

static bool has_copyright(struct text t)
{
    return text_find(t, text_c("\xC2\xA9"), 0) != NOWHERE || text_find(t, text_c("opyright"), 0) != NOWHERE ||
           text_find(t, text_c("(c)"), 0) != NOWHERE;
}

/* A bare date counts if its line has little else. */
static bool read_elsewhere(struct html *h, struct stated_dates *to)
{
    const struct outline *o = &h->outline;
    struct found bare = { { .zone = DATE_NO_ZONE }, { 0 } };
    int days = 0;

    for (uint32_t i = 0; i < o->n_blocks; i++) {
        const struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);
        struct stamp stamp;
        struct date date;
        enum page_part part;

        if (t.len > 2 * STAMP_LINE || b->links == t.len || has_copyright(t))
            continue;
        if (!stamp_find(t, 0, h->page->fetched, &stamp) || stamp.kind == STAMP_RELATIVE)
            continue;
        part = meta_date_part(h, b->node, i);
        date = date_order_settle(h, &stamp);
        if (part == PART_COMMENTS || part == PART_ASIDE || !meta_date_plausible(date, h->page->fetched) ||
            (date.precision < PRECISION_DAY && stamp.kind == STAMP_PLAIN))
            continue;
        if (stamp.kind == STAMP_PUBLISHED) {
            to->published = date;
            to->words = text_in(t, stamp.words);
            return true;
        }
        if (stamp.kind == STAMP_MODIFIED) {
            if (!date_known(to->modified))
                to->modified = date;
            continue;
        }
        if (is_prose(t) || (stamp.words.end - stamp.words.begin) * 3u < t.len || is_other_date(h, &stamp, date, b))
            continue;
        if (!date_known(bare.date))
            bare = (struct found){ date, text_in(t, stamp.words) };
        days += date_to_days(bare.date) != date_to_days(date) || days == 0;
    }
    if (days == 1) {
        to->published = bare.date;
        to->words = bare.words;
    }
    return days == 1;
}

void visible_date_find(struct html *h)
{
    const struct outline *o = &h->outline;
    struct metadata *m = &h->meta;
    struct stated_dates *to = &m->stated[DATES_NEAR_HEADLINE];
    uint32_t near = h->headline != UINT32_MAX ? h->headline : h->first;
    struct found age = { { .zone = DATE_NO_ZONE }, { 0 } };

    /* Where both dates are stated in the markup, to the minute, visible text has nothing to add. */
    for (int i = 0; i <= DATES_META; i++)
        if (m->stated[i].published.precision >= PRECISION_MINUTE && date_known(m->stated[i].modified))
            return;
    for (uint32_t i = near > STAMP_BEFORE ? near - STAMP_BEFORE : 0; i < o->n_blocks && i < near + STAMP_BEHIND; i++) {
        const struct block *b = &o->blocks[i];

        if (b->text.end - b->text.begin <= STAMP_LINE && i != h->headline &&
            meta_date_part(h, b->node, i) != PART_COMMENTS)
            read_line(h, b, to, &age);
    }
    /* The whole page is read for stamps only where nothing better has a day. */
    for (int i = 0; i < DATES_TEXT; i++)
        if (m->stated[i].published.precision >= PRECISION_DAY)
            return;
    if (read_elsewhere(h, &m->stated[DATES_TEXT]))
        return;
    /* Without a time of crawl the words are kept: it may be known elsewhere. */
    to = &m->stated[DATES_TEXT];
    to->words = age.words;
    if (meta_date_plausible(age.date, h->page->fetched))
        to->published = age.date;
}
