/* again.h - what a ledger holds, taken out to be read again: the bytes of a page, what it came with, and the agenda and
 * roster it was read with. For verify.c, which compares, and trace.c, which shows. Private to the ledger. */
#ifndef LEDGER_AGAIN_H
#define LEDGER_AGAIN_H

#include "ledger/internal.h"
#include "record/reading.h"

/* A reading as it is stored, opened when the first of its entries comes. */
struct again_reading {
    int64_t id;
    struct knowledge *knowledge; /* NULL: its texts cannot be read by this version */
    struct analyst *analyst;
    bool other_engine;
};

struct again {
    struct ledger *ledger;
    const struct language *language;
    struct arena *mem;          /* for texts and bytes                                */
    ledger_mismatch_fn *wrong;  /* told what is wrong with what is stored            */
    void *context;
    struct again_reading *readings;
    size_t n_readings;
    struct priscus_error *err;
};

/* Let go of the readings. */
void again_release(struct again *again);

/* Rows of pages, and their columns. */
#define AGAIN_PAGES "id, key, sha256, size, zstd, (SELECT text FROM body WHERE body.id = page.body) FROM page"
enum { AGAIN_PAGE_ID, AGAIN_PAGE_KEY, AGAIN_PAGE_HASH, AGAIN_PAGE_SIZE, AGAIN_PAGE_ZSTD, AGAIN_PAGE_BODY };

/* Rows of articles, and their columns. */
#define AGAIN_ARTICLES                                                                                                  \
    "article.id, article.key, article.reading, reading.engine, (SELECT text FROM word WHERE id = article.read_as),"      \
    " sighting.name, sighting.fetched, body.text, body.sha256, article.given FROM article"                               \
    " JOIN reading ON reading.id = article.reading JOIN sighting ON sighting.id = article.sighting"                      \
    " JOIN body ON body.id = article.body"
enum {
    AGAIN_ID,
    AGAIN_KEY,
    AGAIN_READING,
    AGAIN_ENGINE,
    AGAIN_READ_AS,
    AGAIN_NAME,
    AGAIN_FETCHED,
    AGAIN_BODY,
    AGAIN_BODY_HASH,
    AGAIN_GIVEN
};

/* The bytes of a page from its row. False, *status OK: something was wrong with them and was told. */
bool again_unpack(struct again *again, sqlite3_stmt *row, const char *id, struct page *page, priscus_status *status);

/* What came with the bytes, from an article's row. *good false: something was wrong and was told. */
priscus_status again_page(struct again *again, sqlite3_stmt *row, const char *id, struct page *page, bool *good);

/* With what the reading was made; `engine` is that of the ledger. *out is good until the next call. */
priscus_status again_reading(struct again *again, int64_t id, const char *engine, struct again_reading **out);

#endif
