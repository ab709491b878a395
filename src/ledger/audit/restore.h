/* restore.h - what a ledger holds, taken out to be read again: the bytes of a page, what came with them, and the agenda
 * and roster they were read with. For verification, which compares, and tracing, which shows. Private to the ledger. */
#ifndef RESTORE_H
#define RESTORE_H

#include "ledger/sqlite/sqlite_ledger.h"
#include "reading/reading.h"

/* A row of `page`, with the body that zstd refers to. Texts lie in the row: good until the statement is stepped on. */
struct stored_page {
    int64_t id, key, size;
    struct text hash, packed, body;
};
#define STORED_PAGE_SQL                                                                                                \
    "SELECT page.id, page.key, page.size, page.sha256, page.zstd,"                                                     \
    " (SELECT text FROM body WHERE body.id = page.body) FROM page "
priscus_status stored_page(struct query *row, struct stored_page *out); /* ENOMEM: a text could not be had */

/* A row of `article`, with its reading's engine, its sighting and its body. */
struct stored_article {
    int64_t id, key, reading;
    struct text engine, read_as, name, fetched, body, body_hash, given;
};
#define STORED_ARTICLE_SQL                                                                                             \
    "SELECT article.id, article.key, article.reading, reading.engine,"                                                 \
    " (SELECT text FROM word WHERE id = article.read_as), sighting.name, sighting.fetched, body.text, body.sha256,"    \
    " article.given FROM article JOIN reading ON reading.id = article.reading"                                         \
    " JOIN sighting ON sighting.id = article.sighting JOIN body ON body.id = article.body "
priscus_status stored_article(struct query *row, struct stored_article *out);

/* Is it the SHA-256 of the text? */
bool stored_hash_fits(struct text hash, struct text text);

/* A reading as it is stored, opened when the first of its entries comes. */
struct restored_reading {
    int64_t id;
    const struct language *language; /* at the speed that its engine says */
    struct knowledge *knowledge;     /* NULL: its texts cannot be read by this version */
    struct analyst *analyst;
    bool other_engine;
};

struct restore {
    struct ledger *ledger;
    const struct language *language; /* at any speed                       */
    struct arena *mem;               /* for texts and bytes                    */
    ledger_mismatch_fn *wrong;       /* told what is wrong with what is stored */
    void *context;
    struct restored_reading *readings;
    size_t n_readings;
};

/* Let go of the readings. */
void restore_release(struct restore *restore);

/* The bytes of a page and their hash. *good false: something is wrong with them, and was told under `id`. */
priscus_status restore_bytes(struct restore *restore, const struct stored_page *stored, const char *id,
                             struct page *page, bool *good, struct priscus_error *err);

/* What came with the bytes, and how they were read. *good as above. The page's name lies in the row. */
priscus_status restore_circumstances(struct restore *restore, const struct stored_article *stored, const char *id,
                                     struct page *page, bool *good, struct priscus_error *err);

/* What the article's reading was made with. *out is good until the next call. */
priscus_status restore_reading(struct restore *restore, const struct stored_article *stored,
                               struct restored_reading **out, struct priscus_error *err);

#endif
