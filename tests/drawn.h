/* drawn.h - numbers drawn by chance, the same in every run, and what is drawn with them for a ledger in tests. */
#ifndef TESTS_DRAWN_H
#define TESTS_DRAWN_H

#include "ledger/link_copy.h"
#include "ledger/link_store.h"
#include "ledger_pages.h"

static uint64_t chance = 1; /* may be set anew */

/* From 0 to n - 1. */
static inline unsigned draw(unsigned n)
{
    chance = chance * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(chance >> 33) % n;
}

/* One of so many pages turns out to be a copy of one before it. */
static inline void draw_copy(struct ledger *ledger, unsigned pages)
{
    struct link_copy copy = { .page = 2 + (int64_t)draw(pages - 1), .kind = COPY_WHOLE, .jaccard = 99, .containment = 99 };

    copy.of = 1 + (int64_t)draw((unsigned)copy.page - 1);
    assert_int_equal(ledger_link_begin(ledger, NULL), PRISCUS_OK);
    assert_int_equal(ledger_link_copy_add(ledger, &copy, NULL), PRISCUS_OK);
    assert_int_equal(ledger_link_done(ledger, pages, NULL), PRISCUS_OK);
}

#endif
