/* date_order.c - see date_order.h. */
#include "page/html/date_order.h"

#include <stdlib.h>

#include "page/html/meta_date.h"
#include "page/words/vocabulary.h"

#define STAMPS_MAX  4  /* looked at in one line                         */
#define NEARBY_DAYS 45 /* another date of the page that backs a reading */

/* What the page's own numbers prove. Only in short lines: prose may quote dates of any order. */
static enum day_order proven(const struct html *h)
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
    return day == month ? ORDER_UNKNOWN : day ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
}

static bool one_of(struct text word, const char *list)
{
    size_t n = strlen(list);

    for (size_t i = 0; word.len && i + word.len <= n; i++)
        if ((i == 0 || list[i - 1] == ' ') && (list[i + word.len] == ' ' || !list[i + word.len]) &&
            text_eq_fold(text_of(list + i, word.len), word))
            return true;
    return false;
}

/* "uk" of https://thetern.example.uk/talks. */
static struct text country(struct text address)
{
    size_t at = text_find(address, text_c("://"), 0), end, dot;

    if (at == NOWHERE)
        return (struct text){ 0 };
    for (end = at += 3; end < address.len && !strchr("/:?#", address.ptr[end]);)
        end++;
    for (dot = end; dot > at && address.ptr[dot - 1] != '.';)
        dot--;
    return text_of(address.ptr + dot, end - dot);
}

/* Where the address and the language place it. "en" alone is everywhere's; "en-US" is what many tools
 * write unasked, so the country of the address comes first. */
static enum day_order customary(const struct html *h)
{
    struct text address = h->page->address.len ? h->page->address : h->meta.address;
    struct text language = h->meta.language, region = { 0 };

    if (one_of(country(address), vocabulary_day_first_countries))
        return ORDER_DAY_FIRST;
    for (size_t i = 0; i < language.len; i++) {
        if (language.ptr[i] == '-' || language.ptr[i] == '_') {
            region = text_of(language.ptr + i + 1, language.len - i - 1);
            language.len = i;
            break;
        }
    }
    if (!region.len && text_eq_fold(language, text_c("en"))) { /* og:locale may know more than lang="en" */
        const struct outline *o = &h->outline;

        for (size_t i = 0; i < o->n_metas; i++)
            if (text_eq_fold(o->metas[i].name, text_c("og:locale")) && o->metas[i].content.len == 5)
                region = text_of(o->metas[i].content.ptr + 3, 2);
    }
    if (one_of(region, vocabulary_month_first_regions) || one_of(country(address), vocabulary_month_first_countries))
        return ORDER_MONTH_FIRST;
    if (one_of(region, vocabulary_day_first_regions))
        return ORDER_DAY_FIRST;
    if (language.len >= 2 && language.len <= 3 && !text_eq_fold(language, text_c("en")) &&
        !one_of(language, vocabulary_no_order_languages))
        return ORDER_DAY_FIRST;
    return ORDER_UNKNOWN;
}

void date_order_find(struct html *h)
{
    h->order = proven(h);
    if (h->order == ORDER_UNKNOWN)
        h->order = customary(h);
    h->day_first = h->order == ORDER_DAY_FIRST;
}

/* How many days the nearest stated date of the page is away; NEARBY_DAYS + 1: none is near. */
static long distance(const struct html *h, struct date d)
{
    long best = NEARBY_DAYS + 1;

    for (int i = 0; i < 2 * DATES_COUNT; i++) {
        const struct stated_dates *given = &h->meta.stated[i / 2];
        struct date other = i % 2 ? given->modified : given->published;

        if (other.precision >= PRECISION_DAY && labs(date_to_days(other) - date_to_days(d)) < best)
            best = labs(date_to_days(other) - date_to_days(d));
    }
    return best;
}

struct date date_order_settle(const struct html *h, const struct stamp *stamp)
{
    struct date year = { .zone = DATE_NO_ZONE };
    long day, month;

    if (date_known(stamp->date) || !date_known(stamp->day_first))
        return stamp->date;
    if (!meta_date_plausible(stamp->month_first, h->page->fetched))
        return stamp->day_first;
    if (!meta_date_plausible(stamp->day_first, h->page->fetched))
        return stamp->month_first;
    day = distance(h, stamp->day_first);
    month = distance(h, stamp->month_first);
    if ((day < 2) != (month < 2))
        return day < month ? stamp->day_first : stamp->month_first;
    if (h->order != ORDER_UNKNOWN)
        return h->order == ORDER_DAY_FIRST ? stamp->day_first : stamp->month_first;
    if ((day <= NEARBY_DAYS) != (month <= NEARBY_DAYS))
        return day < month ? stamp->day_first : stamp->month_first;
    year.year = stamp->day_first.year;
    year.precision = PRECISION_YEAR;
    return year;
}
