/* page_given.h - what came with a page's bytes and its reader needs, as one text that a ledger can keep.
 *
 *     {"address":"https://thetern.example/talks","charset":"iso-8859-2","truncated":true}
 *
 * "" for a page of bytes alone. Keys: address, charset, map, feed, published, truncated, limit (struct page). */
#ifndef PAGE_GIVEN_H
#define PAGE_GIVEN_H

#include "page/page.h"

/* ENOMEM. */
priscus_status page_given_write(const struct page *page, struct arena *mem, struct text *out);

/* Fill the same fields of *page, in `mem`. EINPUT: it is no such text. */
priscus_status page_given_read(struct text given, struct arena *mem, struct page *page, struct priscus_error *err);

/* How a page is read, in a word: "html"; for JSON lines with a map "jsonl title=headline"; with a date from
 * --published "html published=2031-05"; larger than its limit "text limit=1048576". Two ways of reading the same bytes make two articles. ENOMEM. */
priscus_status page_read_as(const struct page *page, struct arena *mem, struct text *out);

/* Its enum back. */
bool page_read_as_parse(struct text read_as, enum priscus_from *out);

#endif
