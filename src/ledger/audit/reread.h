/* reread.h - what a ledger holds, taken out to be read again: the bytes of a page, what it came with, and the agenda and
 * roster it was read with. For verification.c, which compares, and ledger_trace.c, which shows. Private to the ledger. */
#ifndef REREAD_H
#define REREAD_H

#include "ledger/sqlite/sqlite_ledger.h"
#include "reading/reading.h"

/* A reading as it is stored, opened when the first of its entries comes. */
struct reread_reading {
    int64_t id;
    struct knowledge *knowledge; /* NULL: its texts cannot be read by this version */
    struct analyst *analyst;
    bool other_engine;
};

struct reread {
    struct ledger *ledger;
    const struct language *language;
    struct arena *mem;         /* for texts and bytes                                */
    ledger_mismatch_fn *wrong; /* told what is wrong with what is stored            */
    void *context;
    struct reread_reading *readings;
    size_t n_readings;
    struct priscus_error *err;
};

/* Let go of the readings. */
void reread_release(struct reread *again);

/* Rows of pages, and their columns. */
#define REREAD_PAGES "id, key, sha256, size, zstd, (SELECT text FROM body WHERE body.id = page.body) FROM page"
enum { REREAD_PAGE_ID, REREAD_PAGE_KEY, REREAD_PAGE_HASH, REREAD_PAGE_SIZE, REREAD_PAGE_ZSTD, REREAD_PAGE_BODY };

/* Rows of articles, and their columns. */
#define REREAD_ARTICLES                                                                                                \
    "article.id, article.key, article.reading, reading.engine, (SELECT text FROM word WHERE id = article.read_as),"    \
    " sighting.name, sighting.fetched, body.text, body.sha256, article.given FROM article"                             \
    " JOIN reading ON reading.id = article.reading JOIN sighting ON sighting.id = article.sighting"                    \
    " JOIN body ON body.id = article.body"
enum {
    REREAD_ID,
    REREAD_KEY,
    REREAD_READING,
    REREAD_ENGINE,
    REREAD_READ_AS,
    REREAD_NAME,
    REREAD_FETCHED,
    REREAD_BODY,
    REREAD_BODY_HASH,
    REREAD_GIVEN
};

/* The bytes of a page from its row. False, *status OK: something was wrong with them and was told. */
bool reread_unpack(struct reread *again, sqlite3_stmt *row, const char *id, struct page *page, priscus_status *status);

/* What came with the bytes, from an article's row. *good false: something was wrong and was told. */
priscus_status reread_page(struct reread *again, sqlite3_stmt *row, const char *id, struct page *page, bool *good);

/* With what the reading was made; `engine` is that of the ledger. *out is good until the next call. */
priscus_status reread_reading(struct reread *again, int64_t id, const char *engine, struct reread_reading **out);

#endif
