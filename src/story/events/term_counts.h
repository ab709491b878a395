/* term_counts.h - how common a term is: in the news at large, in this ledger, at one outlet; and which sentences an outlet has said before.
 *
 *     "ferry"       at large 3 of 2,093 articles    in the ledger 40 of 210 stories    at The Ferry Post 30 of 31    -> common there
 *     "Follow us on all channels."    a sentence that the outlet had before: passed over
 *
 * At large: data/story/common.txt. Of the ledger and of the outlet stories are counted, by the article that begins each, so that a story of fifty
 * articles does not make its own words common. Both are of fixed size, whatever the ledger holds: the ledger's is a sketch of COUNT_SLOTS
 * counters by hash (a row of the count-min sketch, G. Cormode and S. Muthukrishnan, 2005), which are halved when there are so many stories
 * that it would run over; an outlet's is a list of up to OUTLET_TERMS terms and sentences, whose counts are halved, and those that were 1
 * forgotten, until there is room again. So both count what is common now. */
#ifndef TERM_COUNTS_H
#define TERM_COUNTS_H

#include "base/arena.h"
#include "base/base.h"

#define COUNT_SLOTS    32768   /* of two bytes                                        */
#define COUNT_ARTICLES 1600000 /* in hundredths; then all is halved */
#define OUTLET_TERMS   1024    /* of five bytes                                       */
#define OUTLET_MOST    25500   /* the same of an outlet */

/* Terms of the news at large. */
struct common_terms;

/* `text` is such a file as data/story/common.txt. Free with common_terms_close(). EINPUT, ENOMEM. */
priscus_status common_terms_read(const char *name, struct text text, struct common_terms **out,
                                 struct priscus_error *err);
void common_terms_close(struct common_terms *common); /* NULL is allowed */

struct outlet_term {
    uint32_t term;
    uint8_t n;
};

struct term_counts {
    const struct common_terms *common;
    unsigned char *slots;       /* 2 * COUNT_SLOTS bytes, low byte first     */
    uint32_t articles;          /* stories, in hundredths; an article that joined one is 25 of them */
    struct outlet_term *outlet; /* ascending; room for twice OUTLET_TERMS    */
    size_t n_outlet;
    uint32_t outlet_articles; /* the same of the outlet */
};

/* What is less rare, standing in more than one of five or six, says nothing of an article. */
#define RARITY_LEAST 1.7

/* From what was kept; bytes that are not of this form, or empty: nothing was counted yet. ENOMEM. */
priscus_status counts_read(const struct common_terms *common, uint32_t articles, struct text ledger,
                           uint32_t outlet_articles, struct text outlet, struct arena *mem, struct term_counts *out);
/* Where there is no more room, halve. Behind counts_rarity() of the article that was added; before it is kept. */
void counts_settle(struct term_counts *counts);
/* To be kept. The ledger's are `slots` as they are. ENOMEM. */
priscus_status counts_write_outlet(const struct term_counts *counts, struct arena *mem, struct text *out);

/* One story more, begun by an article with these terms (ascending, each once). Of an outlet that is not known, `has_outlet` is false. */
void counts_add_terms(struct term_counts *counts, const uint32_t *terms, size_t n, bool has_outlet);
/* Sentences of any article, by number (event_terms.h), ascending, each once. */
void counts_add_sentences(struct term_counts *counts, const uint32_t *sentences, size_t n);
/* An article more that joined a story. */
void counts_add_joined(struct term_counts *counts, bool has_outlet);
bool counts_has_sentence(const struct term_counts *counts, uint32_t sentence);

/* Is it so common at large that nothing more needs to be known? Such terms are not counted. */
bool counts_is_common(const struct common_terms *common, uint32_t term);

/* How rare a term is: 0 to some 8; 0: so common that it says nothing. */
double counts_rarity(const struct term_counts *counts, uint32_t term);

/* The number of a term: XXH3 of its bytes. */
uint32_t term_number(struct text term);

#endif
