/* dna_target.h - the article of the ledger that a document of DNA is, and the positions in it that statements are about.
 *
 *     dna_target_find(ledger, finder, &document, &mem, &target, &err);
 *     dna_target_place(&target, &document, &places, statement.words, &words)       where they stand in the article
 *     dna_target_position(&target, statement.entry, words, &coding, who)           which position is meant; target.n: none */
#ifndef DNA_TARGET_H
#define DNA_TARGET_H

#include "export/dna/dna_text.h"
#include "export/dna/import_dna.h"
#include "ledger/coded_articles.h"
#include "record/knowledge/lookup.h"

/* text.ptr NULL: the ledger has no such article. All of it lives in the arena it was made in. */
struct dna_target {
    char page[ID_TEXT_MAX];
    struct text text;
    struct dna_places places;
    bool same;                        /* the texts are the same, but for their line ends              */
    struct coded_position *positions; /* those that are shown, then those that were added meanwhile   */
    size_t n, room;
    struct lookup used; /* who has a statement about which of them; and of all, "" */
};

/* The article with the document's text; else of the page that its notes name, as an export writes them; else the one of its
 * title and day. */
priscus_status dna_target_find(struct ledger *ledger, struct article_finder *finder,
                               const struct dna_document *document, struct arena *mem, struct dna_target *out,
                               struct priscus_error *err);

/* False: the words do not stand there. `places` is of the document's text. */
bool dna_target_place(const struct dna_target *t, const struct dna_document *document, const struct dna_places *places,
                      struct span words, struct span *out);

/* The position that the statement was made from, if it is one of an export; else one of that party and issue in words that overlap:
 * rather in the same words, rather with that stance. Each coder has one statement about a position; another one is a coding
 * of its own, and so is what a person added with another stance. t->n: none. */
size_t dna_target_position(const struct dna_target *t, struct text entry, struct span words, const struct dna_coding *c,
                           struct text who);

/* Note that `who` has a statement about that position. ENOMEM. */
priscus_status dna_target_use(struct dna_target *t, size_t position, struct text who, struct arena *mem);
/* Has anybody? */
bool dna_target_used(const struct dna_target *t, size_t position);

/* One more position, which others may say something of. ENOMEM. */
priscus_status dna_target_add(struct dna_target *t, const struct coded_position *position, struct arena *mem);

#endif
