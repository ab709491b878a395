/* page.h - the bytes as they came, with where from and when.
 *
 *     { .name = "crawl.warc.gz:218", .bytes = "<!doctype html>...", .from = PRISCUS_FROM_HTML,
 *       .fetched = 2031-05-03, .address = "https://thetern.example/talks", .charset = "iso-8859-2" }
 *
 * What the bytes do not say and a reader needs lies beside them (page_given.h), is kept in the
 * ledger with the sighting, and makes the same article from the same bytes again.
 *
 * The first of the five structures that walk up the house:
 * struct page -> struct article -> struct document -> struct record -> ledger rows. */
#ifndef PAGE_H
#define PAGE_H

#include "base/base.h"
#include "base/date.h"
#include "base/hash.h"

/* No page is larger. The largest of 40,000 news pages looked at has 11 MB. */
#define PAGE_MAX ((size_t)32 << 20)

/* Of a page that is larger than its limit, so many bytes of text are read, however long its text is: what costs time and
 * memory is text, not markup. A megabyte of it is a book, and takes seconds. */
#define PAGE_LIMIT       ((size_t)1 << 20)
#define PAGE_LIMIT_LEAST ((size_t)1 << 10)

struct page {
    struct text name;       /* what people call it: the path, "-", or the path and line of a JSON object */
    struct text bytes;      /* at most PAGE_MAX; for JSON lines the line itself  */
    enum priscus_from from; /* how to read it: PAGE, TEXT, HTML, FEED (one entry of it) or JSONL */
    struct date fetched;    /* when it was crawled, where that is known     */
    struct date published;  /* as somebody says who knows it: for pages that do not say it */

    /* A NULL ptr: not known. */
    struct text address; /* where it was fetched, whole: "https://..."                     */
    struct text charset; /* its HTTP header's charset, as written                          */
    struct text map;     /* JSON lines: which key is which field, as --map has it          */
    struct text feed;    /* FEED: what the feed says of itself, a JSON object (feed.h)     */
    bool truncated;      /* whoever stored it cut it                                       */
    size_t limit;        /* bytes of its text that are read, at least PAGE_LIMIT_LEAST; 0: all, as it is no larger */

    bool hashed; /* `hash` is that of `bytes`: page_hash() need not work it out again      */
    struct sha256 hash;
};

/* The SHA-256 that a page is known by. page_set_hash() works it out and keeps it with the page, so that whoever asks
 * later, of this page or a copy of the struct, has it for nothing. */
struct sha256 page_hash(const struct page *page);
void page_set_hash(struct page *page);

/* The same page with all its texts copied to `mem`, its address without name and password. ENOMEM leaves *out alone. */
priscus_status page_copy(const struct page *page, struct arena *mem, struct page *out);

#endif
