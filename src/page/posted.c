/* posted.c - see posted.h. */
#include "page/posted.h"

#include "page/stamp.h"

#define STAMP_BEFORE 6    /* blocks before the headline that may tell the date */
#define STAMP_BEHIND 12   /* and behind it: kicker, byline, share bar          */
#define STAMPS_MAX   4    /* looked at in one line                             */
#define YEAR_MIN     1990 /* no page of the web is older                       */

/* "21/8/2031" proves for the whole page that days come first; one "8/21/2031" takes it back.
 * Only in short lines: prose may quote dates of any order. */
static bool days_come_first(const struct html *h)
{
    const struct outline *o = &h->outline;
    bool day = false, month = false;

    for (size_t i = 0; i < o->n_blocks; i++) {
        struct text t = block_text(o, &o->blocks[i]);
        struct stamp stamp;
        size_t at = 0;

        if (t.len > STAMP_LINE || !memchr(t.ptr, '/', t.len))
            continue;
        for (int n = 0; n < STAMPS_MAX && stamp_find(t, at, h->page->fetched, &stamp); n++) {
            bool slash = memchr(t.ptr + stamp.words.begin, '/', stamp.words.end - stamp.words.begin) != NULL;

            if (stamp.words.end <= at)
                break;
            day |= slash && stamp.day_first_proven;
            month |= slash && stamp.month_first_proven;
            at = stamp.words.end;
        }
    }
    return day && !month;
}

/* "02/09/2031" on such a page: with points for slashes it reads as days first. */
static struct date date_of(const struct html *h, const struct stamp *stamp, struct text words)
{
    struct stamp again;
    char copy[64];

    if (date_known(stamp->date) || !h->day_first || stamp->kind == STAMP_RELATIVE || words.len > sizeof copy)
        return stamp->date;
    for (size_t i = 0; i < words.len; i++)
        copy[i] = words.ptr[i] == '/' ? '.' : words.ptr[i];
    return stamp_find(text_of(copy, words.len), 0, h->page->fetched, &again) ? again.date : stamp->date;
}

/* A page is not younger than the crawl that found it; a day for the zones. */
static bool plausible(const struct html *h, struct date date)
{
    return date_known(date) && date.year >= YEAR_MIN &&
           (!date_known(h->page->fetched) || date_to_days(date) <= date_to_days(h->page->fetched) + 1);
}

static void read_line(struct html *h, struct text t, struct date *aged, struct text *age)
{
    struct metadata *m = &h->meta;
    struct stamp stamp;
    size_t at = 0;

    while (!date_known(m->published) && stamp_find(t, at, h->page->fetched, &stamp) && stamp.words.end > at) {
        struct text words = text_in(t, stamp.words);
        struct date date = date_of(h, &stamp, words);

        at = stamp.words.end;
        if (stamp.kind == STAMP_RELATIVE) {
            if (!age->ptr) {
                *aged = date;
                *age = words;
            }
        } else if (stamp.kind == STAMP_MODIFIED) {
            if (!date_known(m->modified) && plausible(h, date))
                m->modified = date;
        } else if (plausible(h, date)) {
            m->published = date;
            m->published_words = words;
        }
    }
}

void posted_find(struct html *h)
{
    const struct outline *o = &h->outline;
    struct metadata *m = &h->meta;
    uint32_t near = h->headline != UINT32_MAX ? h->headline : h->first;
    struct date aged = { .zone = DATE_NO_ZONE };
    struct text age = { 0 };

    h->day_first = days_come_first(h);
    for (uint32_t i = near > STAMP_BEFORE ? near - STAMP_BEFORE : 0; i < o->n_blocks && i < near + STAMP_BEHIND;
         i++) {
        struct text t = block_text(o, &o->blocks[i]);

        if (t.len <= STAMP_LINE && i != h->headline)
            read_line(h, t, &aged, &age);
    }
    if (date_known(m->published))
        return;
    /* Without a time of crawl the words are kept: somebody else may know it. */
    if (!m->published_words.ptr)
        m->published_words = age;
    if (plausible(h, aged)) {
        m->published = aged;
        m->published_words = age;
    }
}
