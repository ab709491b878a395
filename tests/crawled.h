/* crawled.h - lines of crawled text as the steps of page/text get them, before any of them has run. */
#ifndef TESTS_CRAWLED_H
#define TESTS_CRAWLED_H

#include "page/text/plain.h"

struct crawled {
    struct arena mem;
    struct page page;
    struct article article;
    struct plain plain;
};

/* The lines of a text, fetched on 3 June 2031. Let go with crawled_close(). */
static void crawled_open(struct crawled *c, const char *text)
{
    *c = (struct crawled){ .page = { .bytes = text_c(text), .fetched = date_day(2031, 6, 3) } };
    c->article.published.zone = c->article.modified.zone = DATE_NO_ZONE;
    c->plain = (struct plain){ .page = &c->page, .mem = &c->mem, .out = &c->article };
    assert_int_equal(line_cut(c->page.bytes, &c->mem, &c->plain.lines, &c->plain.n), PRISCUS_OK);
    c->plain.headline = c->plain.n;
    c->article.agencies = arena_alloc(&c->mem, PLAIN_AGENCIES_MAX * sizeof *c->article.agencies);
    assert_non_null(c->article.agencies);
}

static void crawled_close(struct crawled *c)
{
    arena_release(&c->mem);
}

/* NULL: the field must be unknown. */
static void assert_field(struct text got, const char *want)
{
    if (want ? !text_is(got, want) : got.ptr != NULL)
        fail_msg("got \"%.*s\", not \"%s\"", (int)got.len, got.ptr ? got.ptr : "", want ? want : "nothing");
}

#endif
