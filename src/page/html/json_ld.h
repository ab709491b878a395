/* json_ld.h - what a page says of itself in JSON-LD, the scripts that search engines read.
 *
 *     {"@type": "NewsArticle", "headline": "Talks resume", "datePublished": "2031-05-03",
 *      "author": {"name": "Ana Brook, Reuters"}, "publisher": {"name": "The Tern"}}
 *
 * Of several objects the one counts whose headline is the page's title, else the
 * first article, else a page with a date. */
#ifndef JSON_LD_H
#define JSON_LD_H

#include "page/html/meta.h"

/* Fill what it states into `meta`, the names of its authors into byline (see metadata_person).
 * Without JSON-LD nothing changes. */
priscus_status json_ld_read(const struct outline *outline, struct date fetched, struct arena *mem,
                            struct metadata *meta, char *byline, size_t *n_byline);

#endif
