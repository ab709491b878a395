/* meta_date.h - when a page was published and changed, by what it states of itself.
 *
 *     <meta property="article:published_time" content="2031-05-03T07:10:00+02:00">
 *     <time datetime="2031-05-03">3 May</time>
 *     https://thetern.example/2031/05/03/talks
 *
 * Each source fills its own place, so that they can be held against one another. JSON-LD is read with the
 * rest of it (json_ld.h); what only readers are told is visible_date.h's business. */
#ifndef META_DATE_H
#define META_DATE_H

#include "page/html/html.h"

/* Fill h->meta.stated, from DATES_META to DATES_CLASS. The headline is known by now. */
priscus_status meta_date_read(struct html *h);

/* Decide: published, its words, modified. */
void meta_date_choose(struct metadata *meta);

/* A date, unless it cannot be the page's or *out is known as exactly; *words, if not NULL, gets its words. */
void meta_date_take(struct text t, struct date fetched, struct date *out, struct text *words);

/* A page is not younger than the crawl that found it (a day for the zones) and not older than the web. */
bool meta_date_plausible(struct date d, struct date fetched);

/* Is it a day where `known` is a month, a month where that is a year, or anything where nothing is known? */
bool meta_date_is_finer(struct date d, struct date known);

/* Where on the page a block stands, the best place for its date first. */
enum page_part { PART_HEADLINE, PART_TEXT, PART_ELSEWHERE, PART_ASIDE /* menus, teasers, footers */, PART_COMMENTS };

enum page_part meta_date_part(const struct html *h, uint32_t node, uint32_t block);

#endif
