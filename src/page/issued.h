/* issued.h - when a page was published and changed, by what it states of itself.
 *
 *     <meta property="article:published_time" content="2031-05-03T07:10:00+02:00">
 *     <time datetime="2031-05-03">3 May</time>
 *     https://thetern.example/2031/05/03/talks
 *
 * JSON-LD comes first and is read with the rest of it (ld.h). What only readers are told is
 * posted.h's business. */
#ifndef ISSUED_H
#define ISSUED_H

#include "page/meta.h"
#include "page/page.h"

/* Fill published, modified and published_words where they are still unknown. False: memory is out. */
bool issued_read(const struct outline *outline, const struct page *page, struct arena *mem,
                 struct metadata *meta);

/* A date, unless *out is known or it cannot be the page's; *words, if not NULL, gets its words. */
void issued_date(struct text t, struct date fetched, struct date *out, struct text *words);

#endif
