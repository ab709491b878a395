/* verify.h - what the files of verification share. Private to them. */
#ifndef VERIFY_H
#define VERIFY_H

#include "ledger/audit/restore.h"
#include "ledger/sqlite/seal.h"

/* Rows of a table, of one article. */
#define COMPARED_TABLES_N 8

struct verifying {
    struct ledger *ledger;
    struct ledger *scratch; /* in memory: what the pages give now, one at a time */
    struct restore restore;
    ledger_mismatch_fn *each;
    void *context;
    struct ledger_verify *out;
    const char *only;
    unsigned jobs;  /* threads that read pages again; 0, 1: this one */
    bool of_thread; /* the ledger is its own                          */
    char only_letter; /* 0: everything */
    int64_t only_id;
    struct seal since;             /* only what came behind that commit; .id 0: all              */
    struct query *pages, *articles; /* of verify_page()                                            */
    struct query *stored[COMPARED_TABLES_N], *made[COMPARED_TABLES_N]; /* of the ledger, of the scratch */
    struct arena mem;
    struct priscus_error *err;
};

/* A mismatch: told unless only another entry is asked after. What is wrong with a page concerns all in it. */
void verify_tell(struct verifying *v, const char *id, const char *what);

/* The file as a whole; nothing of it concerns one entry alone. First the schema, tables, views, indexes, triggers, and what
 * SQLite itself has to say (verify_file.c); then the chain of what was committed (verify_seals.c). */
priscus_status verify_schema(struct verifying *v);
priscus_status verify_file(struct verifying *v);
priscus_status verify_full_text(struct verifying *v);
/* In place of the first three, of a ledger in a server (verify_server.c). */
priscus_status verify_server(struct verifying *v);
priscus_status verify_shown(struct verifying *v);
priscus_status verify_seals(struct verifying *v);
/* With v->since: only what is behind that commit, and of what is shown only the pages that it concerns. */
priscus_status verify_shown_since(struct verifying *v);
/* Rows of pages that something came to behind v->since: a page, a reading or a correction. */
#define CHANGED_PAGES                                                                                                  \
    "SELECT id FROM page WHERE id > ?1 UNION SELECT page FROM article WHERE id > ?2 UNION SELECT page FROM correction" \
    " WHERE id > ?3"
void verify_bind_since(struct verifying *v, struct query *query);

/* Which commit a receipt is of (receipt.c). */
priscus_status receipt_seal(const char *file, int64_t *seal, struct priscus_error *err);

/* A state of the ledger to look at, and a ledger in memory; `path` (NULL: v->ledger is open) is the ledger that a thread of its own
 * opens. Close it in any case. */
priscus_status verify_open(struct verifying *v, const char *path);
priscus_status verify_prepare(struct verifying *v); /* verify_page() */
void verify_close(struct verifying *v);
/* The page in that row, and all its articles. */
priscus_status verify_page(struct verifying *v, int64_t page);
/* These pages, by so many threads (verify_jobs.c). What is told, and in which order, is the same as by one. */
priscus_status verify_pages_by(struct verifying *v, const int64_t *pages, size_t n, unsigned threads);

/* All that both ledgers have of an article, row by row and column by column (verify_rows.c). */
priscus_status verify_rows_open(struct verifying *v);
void verify_rows_close(struct verifying *v);
priscus_status verify_rows(struct verifying *v, int64_t stored_article, int64_t made_article);

/* Of an article that another version made: places and identifiers (verify_places.c). */
priscus_status verify_places(struct verifying *v, int64_t article, struct text body, struct sha256 page);

#endif
