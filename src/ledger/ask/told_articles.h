/* told_articles.h - what reports tell of their articles: looked up once for each article, not for each of its reports.
 *
 * An article has reports in many pairs of a party and an issue, which are read one after the other; with a join all articles would be
 * gone through for each pair. Some 60 bytes an article that is met. Private to the ledger. */
#ifndef TOLD_ARTICLES_H
#define TOLD_ARTICLES_H

#include "ledger/ask/ask.h"

struct told_article {
    int64_t page;    /* its row; 0: there is no such article, or it is not asked for */
    int64_t copy_of; /* the row of the page that it is a copy of; else its own       */
    int64_t outlet;  /* a word                                                       */
    struct date published, recorded;
    const struct text *host; /* "https://www.ferrypost.example", of its address       */
    bool known;              /* it was looked up                                     */
};

/* Zeros to begin with, but for `ask`: which articles are asked for, by their story, outlet and, where the filter is not about when
 * something was said, dates. All else is gone with told_articles_forget(), and looked up again. */
struct told_articles {
    const struct asking *ask;
    struct told_article **blocks; /* NULL: not looked up yet */
    size_t n, room;
    bool all; /* those that are asked for are all there */
    bool few; /* reports of a few days are read, which may be in articles that lie far apart: each is looked up by itself at first */
    size_t alone; /* that were                                                                                             */
    const struct text *hosts[256];
    struct query *stmt;
    struct arena mem;
};

/* All that are asked for at once, where they are few. ENOMEM, ELEDGER. */
priscus_status told_articles_all(struct told_articles *articles);
/* *out is good until they are forgotten; NULL: it is not asked for. ENOMEM, ELEDGER. */
priscus_status told_articles_find(struct told_articles *articles, int64_t id, const struct told_article **out);
void told_articles_forget(struct told_articles *articles);

#endif
