/* coded_articles.h - articles with their text and the positions in it, as they are shown: for formats that keep a text
 * beside its codings, as the Discourse Network Analyzer does; and which article a text of theirs is.
 *
 *     ledger_coded_articles(ledger, &filter, true, each, context, &err);
 *
 *     struct article_finder *finder;
 *     article_finder_open(ledger, &finder, &err);
 *     article_finder_by_text(finder, sha256_of(text), page, &err);      "g-3fa94c12d0b7", or "" */
#ifndef CODED_ARTICLES_H
#define CODED_ARTICLES_H

#include "ledger/ledger.h"
#include "record/id.h"

/* Texts are those of the column of that name in the view `positions` (docs/ledger.md); a NULL ptr: not known. */
struct coded_position {
    char id[ID_TEXT_MAX];
    struct span words; /* in the article's text */
    struct text party, issue, stance, speaker, person, condition, counterpart, chain, review;
    struct text judged_by; /* who has said something of it: names with line ends between; NULL ptr: nobody */
    struct text date, precision;
    bool own_date; /* of the position, or of the post it stands in; else it is when the page was published */
    unsigned sure; /* hundredths; 0: not known */
    bool by_other;
};

struct coded_article {
    char page[ID_TEXT_MAX];
    struct text text; /* valid UTF-8 */
    struct text title, outlet, byline, section, address, name, published, precision;
    const struct coded_position *positions; /* by their place; two readings of a page may have a text each */
    size_t n_positions;
};

/* A value other than 0 ends the asking, with PRISCUS_OK. Everything is gone after the callback returns. */
typedef int coded_article_fn(void *context, const struct coded_article *article);

/* Articles with positions that the filter lets through, by their pages' hashes; `all`: then also the other articles (of the
 * filter's outlet, story and agenda), with none. Held in memory is one article at a time. */
priscus_status ledger_coded_articles(struct ledger *ledger, const struct ledger_filter *filter, bool all,
                                     coded_article_fn *each, void *context, struct priscus_error *err);

/* Looks at the newest articles as they are when it is opened. It keeps a temporary table of them, so one at a time. */
struct article_finder;
priscus_status article_finder_open(struct ledger *ledger, struct article_finder **out, struct priscus_error *err);
void article_finder_close(struct article_finder *finder); /* NULL is allowed */
/* The page whose article has exactly that text. "": none. */
priscus_status article_finder_by_text(struct article_finder *finder, struct sha256 text, char page[ID_TEXT_MAX],
                                      struct priscus_error *err);
/* The page of that title and day of publication ("2031-05-03"; ""; its article has none). "": none, or several. */
priscus_status article_finder_by_title(struct article_finder *finder, struct text title, const char *day,
                                       char page[ID_TEXT_MAX], struct priscus_error *err);

#endif
