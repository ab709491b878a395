/* link_copy.h - what is kept of each text that was compared, and which pages are copies of which.
 *
 *     page 12 is a copy of page 3; page 17 is an update of page 12; page 20 is an excerpt of page 3
 *
 * Like all of the link store this is no record. */
#ifndef LINK_COPY_H
#define LINK_COPY_H

#include "ledger/ledger.h"

enum copy_kind {
    COPY_WHOLE,   /* the same text, as another printed it, or in another feed                */
    COPY_EXCERPT, /* a part of it: most of the page's text, less than half of what both have */
    COPY_UPDATE   /* a later version by the same outlet                                      */
};

/* "copy" "excerpt" "update" */
const char *copy_kind_text(enum copy_kind kind);

struct link_text {
    int64_t page;
    size_t shingles; /* different ones                                                     */
    size_t keys;     /* that the index has, or would have but for same_as                  */
    int64_t outlet;  /* a hash of its key (story/sources/medium.h); 0: not known           */
    int64_t same_as; /* the page whose text is as good as the same, and which is in the index in its place; 0: none */
};

/* *found false: that page was not compared yet. */
priscus_status ledger_link_text(struct ledger *ledger, int64_t page, struct link_text *out, bool *found,
                                struct priscus_error *err);
/* The texts that are kept with same_as = `page`, by their rows, at most `most`. Lives in `mem`. */
priscus_status ledger_link_same_as(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                   struct link_text **out, size_t *n, struct priscus_error *err);
priscus_status ledger_link_text_add(struct ledger *ledger, const struct link_text *text, struct priscus_error *err);

struct link_copy {
    int64_t page, of; /* rows of pages */
    enum copy_kind kind;
    int jaccard, containment; /* of shingles, in hundredths, rounded down (story/copies/shingles.h) */
};

/* Of which pages it is a copy, by their rows, at most `most`; and which are copies of it. Lives in `mem`. Of pages
 * whose texts are as good as the same, those after the first few are linked with these alone (story/copies/copies.h). */
priscus_status ledger_link_copies(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                  struct link_copy **out, size_t *n, struct priscus_error *err);
priscus_status ledger_link_copies_of(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                     struct link_copy **out, size_t *n, struct priscus_error *err);
/* One that is there stays as it is. Between ledger_link_begin() and ledger_link_done(), as is ledger_link_text_add(). */
priscus_status ledger_link_copy_add(struct ledger *ledger, const struct link_copy *copy, struct priscus_error *err);

#endif
