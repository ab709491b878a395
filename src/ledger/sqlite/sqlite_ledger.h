/* sqlite_ledger.h - an open ledger from inside, and SQL with our errors. Private to ledger/ (the tests look in). */
#ifndef SQLITE_LEDGER_H
#define SQLITE_LEDGER_H

#include <sys/types.h>
#include <time.h>
#include <zstd.h>

#include "base/hash.h"
#include "ledger/database/query.h"
#include "ledger/ledger.h"
#include "ledger/sqlite/ledger_table.h"
#include "record/id.h"

/* "Prsc" in the file's header: file(1) and we know a ledger by it. */
#define LEDGER_APPLICATION_ID 0x50727363

/* Bring the ledger up to that version, all in one transaction: whole or not at all. */
priscus_status schema_bring_up(struct ledger *ledger, int version, struct priscus_error *err);
/* Append what makes all views of a ledger as it is today. */
void schema_views_sql(sqlite3_str *out);
/* The tables, views and functions of a ledger in a server, made where there are none (postgres_schema.c). `writing`: they may be
 * made. `shown`: its address, for messages. */
struct postgres;
priscus_status postgres_schema(struct postgres *db, const char *shown, bool writing, struct priscus_error *err);
/* user_version, and whether this is a ledger at all: a file without tables is one of version 0. */
priscus_status schema_version(struct ledger *ledger, int *version, struct priscus_error *err);

/* Statements that are prepared once and kept, beside the INSERT of each table (row.h). */
enum statement_name {
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_BEGIN_PAGE,
    SQL_END_PAGE,
    SQL_HAS_TEMP,
    SQL_FIND_WORD,
    SQL_FIND_KNOWLEDGE,
    SQL_FIND_READING,
    SQL_FIND_PAGE,
    SQL_FIND_SIGHTING,
    SQL_FIND_ARTICLE,
    SQL_FIND_BODY,
    SQL_BODY_TEXT,
    SQL_ADD_TO_SEARCH,
    SQL_LAST_SEAL,
    SQL_ENDS,
    SQL_MARK,
    SQL_WATCH_FEED,
    SQL_WATCH_DUE,
    SQL_WATCH_READ,
    SQL_WATCH_FAILED,
    SQL_SHOW_COUNTS_AWAY,
    SQL_SHOW_PAGES_AWAY,
    SQL_SHOW_NEWEST_AWAY,
    SQL_SHOW_NEWEST,
    SQL_SHOW_STATEMENTS_AWAY,
    SQL_SHOW_STATEMENTS,
    SQL_SHOW_REPORTS_AWAY,
    SQL_SHOW_AWAY,
    SQL_SHOW_PAGE,
    SQL_SHOW_REPORTS,
    SQL_STANCE_WORDS,
    SQL_WAIT_SHOWN,
    SQL_WAIT_NO_MORE,
    SQL_WAIT_KEPT,
    SQL_DAYS_VERSION,
    SQL_DAYS_VERSION_IS,
    SQL_SHOW_PAGES,
    SQL_SHOW_COUNTS,
    SQL_BLOCK_AWAY,
    SQL_BLOCK_ARTICLES,
    SQL_BLOCK_SAID,
    SQL_BLOCK_PARTIES,
    SQL_LINK_NEXT,
    SQL_LINK_PAGE,
    SQL_LINK_ARTICLE,
    SQL_LINK_OF_STATEMENT,
    SQL_LINK_OF_POSITION,
    SQL_LINK_OF_KEY,
    SQL_LINK_BODY,
    SQL_LINK_AGENCIES,
    SQL_LINK_PARAGRAPHS,
    SQL_LINK_STATEMENTS,
    SQL_LINK_CONTENTS,
    SQL_LINK_CHAINS,
    SQL_LINK_POSITIONS,
    SQL_LINK_WAITING,
    SQL_LINK_LEVELS,
    SQL_LINK_LIST,
    SQL_LINK_LIST_NEWEST,
    SQL_LINK_SLICE_END,
    SQL_LINK_SLICE_DOWN,
    SQL_LINK_SLICE_AWAY,
    SQL_LINK_TEXT,
    SQL_LINK_SAME_AS,
    SQL_LINK_COPIES,
    SQL_LINK_COPIES_OF,
    SQL_LINK_UTTERANCE_ROW,
    SQL_LINK_UTTERANCE_PAGE,
    SQL_LINK_UTTERANCE_STATEMENT,
    SQL_LINK_STORY,
    SQL_LINK_STORY_KEY,
    SQL_LINK_STORY_LAST,
    SQL_LINK_EVENT,
    SQL_LINK_EVENTS,
    SQL_LINK_COUNTS,
    SQL_LINK_PAGE_KEY,
    SQL_NAMES_N
};

/* Words met lately and their numbers, so that "RUS" is looked up once, not at every statement. */
#define WORD_CACHE 4096
struct word_seen {
    int64_t id; /* 0: nothing here */
    uint64_t hash;
    char text[48]; /* longer ones are looked up each time */
    unsigned len;
};

struct ledger {
    sqlite3 *db;               /* NULL: it is not SQLite's                             */
    struct postgres *postgres; /* NULL: it is not PostgreSQL's (database/postgres.h)  */
    char *path;   /* "": in memory                                      */
    dev_t device; /* of the file as it was opened; both 0: in memory     */
    ino_t inode;
    bool writable;
    int patience;     /* milliseconds, for another writer                    */
    int64_t reading;  /* the one in use; 0: none                             */
    bool open;        /* a transaction is                                    */
    bool in_memory;   /* what it may have to take back                       */
    unsigned pending; /* pages in it                                         */
    struct timespec began;
    int64_t last[TABLES_N]; /* of the numbers that were given in this transaction, by table; 0: none yet */
    int why; /* SQLite's code for what failed last                       */
    struct query *kept[SQL_NAMES_N], *inserts[TABLES_N];
    struct query *sealed[TABLES_N]; /* of a server: the rows of a commit (seal.c) */
    struct word_seen *words; /* WORD_CACHE of them                            */
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
    struct arena mem; /* for one page while it is looked for or added        */
    int64_t cut_body; /* the body that SQL_BODY_TEXT stands on, for cut(); 0: none */
};

/* Why SQLite failed, for a person: disk full, locked, read-only, damaged ... */
priscus_status ledger_failed(struct ledger *ledger, struct priscus_error *err);

/* *stmt is NULL after a failure, so that it may be finalized in any case. */
priscus_status ledger_prepare(struct ledger *ledger, const char *sql, struct query **stmt, struct priscus_error *err);
/* The same of a statement that is run often; its answer, if it gives any rows, is small. */
priscus_status ledger_prepare_kept(struct ledger *ledger, const char *sql, struct query **stmt,
                                   struct priscus_error *err);
/* The same of SQL that was put together; frees it. */
priscus_status ledger_prepare_built(struct ledger *ledger, sqlite3_str *sql, struct query **stmt,
                                    struct priscus_error *err);
/* The next row. *found false: there is no more. */
priscus_status ledger_step(struct ledger *ledger, struct query *stmt, bool *found, struct priscus_error *err);
/* Statements that give no rows. */
priscus_status ledger_exec(struct ledger *ledger, const char *sql, struct priscus_error *err);

/* How many rows the last statement changed; is a transaction open? */
int64_t ledger_changes(struct ledger *ledger);
/* The number of the next row of a table in PostgreSQL, which the writer whose turn it is gives: no number is left out. 0: the
 * table numbers no rows. */
priscus_status ledger_next_number(struct ledger *ledger, enum table_name table, int64_t *number,
                                  struct priscus_error *err);
void ledger_forget_numbers(struct ledger *ledger); /* another one may have had a turn, or rows were taken back */
bool ledger_in_transaction(struct ledger *ledger);

/* A kept statement, reset and ready for its values. */
priscus_status ledger_kept(struct ledger *ledger, enum statement_name name, struct query **stmt,
                           struct priscus_error *err);
/* The INSERT of a table, in the same way. */
priscus_status ledger_insert(struct ledger *ledger, enum table_name table, struct query **stmt,
                             struct priscus_error *err);
/* Step a kept statement that gives no rows, and reset it. */
priscus_status ledger_run(struct ledger *ledger, struct query *stmt, struct priscus_error *err);
priscus_status ledger_run_kept(struct ledger *ledger, enum statement_name name, struct priscus_error *err);

/* Begin a transaction unless one is open; undo it all. (ledger_commit() ends it.) */
priscus_status ledger_begin(struct ledger *ledger, struct priscus_error *err);
/* The same, and SQL_BEGIN_PAGE, for a page of which some `rows` rows are written. */
priscus_status ledger_begin_page(struct ledger *ledger, size_t rows, struct priscus_error *err);
void ledger_rollback(struct ledger *ledger);
/* Its end, if all of it was written (`status`), and ledger_page_done(); else ledger_undo_page(), and that failure. */
priscus_status ledger_end_page(struct ledger *ledger, priscus_status status, struct priscus_error *err);

/* Within the transaction, between SQL_BEGIN_PAGE and SQL_END_PAGE: take back what was written for a page that failed; and
 * behind the latter: commit, if enough pages or time have gathered. */
void ledger_undo_page(struct ledger *ledger, priscus_status why);
priscus_status ledger_page_done(struct ledger *ledger, struct priscus_error *err);
/* Numbers of words may have been taken back with a transaction. */
void ledger_forget_words(struct ledger *ledger);

/* What is seen of a text (base/visible.h), in functions that any SQLite has: soft hyphen, marks of direction, word
 * joiner, joiners and zero-width space, byte order mark go. FTS5 takes any blank for one. */
#define LEDGER_SEEN(text)                                                                                              \
    "replace(replace(replace(replace(replace(replace(replace(replace(" text                                            \
    ", char(173), ''), char(8203), ''), char(8204), ''), char(8205), ''), char(8206), ''), char(8207), ''),"           \
    " char(8288), ''), char(65279), '')"

/* SQL functions of our own: cut(body, begin, end), fold(text). */
priscus_status ledger_functions(struct ledger *ledger, struct priscus_error *err);

/* How long to wait for another writer, in milliseconds; how often to look whether it is our turn; for how long the
 * turn is left to others after a transaction that took its full second. */
#define LEDGER_PATIENCE_MS 10000
#define LEDGER_LOOK_MS     2
#define LEDGER_GIVE_WAY_MS 6
void ledger_set_patience(struct ledger *ledger, int milliseconds);

/* The number of the article that the reading in use made of the page; 0: none. */
priscus_status ledger_find_article(struct ledger *ledger, const struct page *page, int64_t *id,
                                   struct priscus_error *err);

/* The article of a page whose hash is set, into rows, and its number. */
priscus_status ledger_add_article(struct ledger *ledger, const struct page *page, int64_t page_id, int64_t sighting_id,
                                  int64_t body_id, bool body_is_new, const struct article *article, int64_t *id,
                                  struct priscus_error *err);
/* The words of a paragraph into the full text. */
priscus_status ledger_add_to_search(struct ledger *ledger, int64_t paragraph_id, struct text words,
                                    struct priscus_error *err);
/* Take away what is shown of the page in that row (columns.h, `shown` and the tables behind it), before something is recorded of it;
 * and show it as it is then. */
priscus_status ledger_hide_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err);
priscus_status ledger_show_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err);

/* What is counted of the page is not what is kept (blocks/article_blocks.h) from here on: before something is recorded of it, and when it is a
 * copy or has one. (The first of the two above does it.) */
priscus_status ledger_uncount_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err);
/* Statements and positions of the article with that number. */
priscus_status ledger_add_record(struct ledger *ledger, const struct sha256 *page, int64_t article_id,
                                 const struct record *record, struct priscus_error *err);

static inline struct text column_text(struct query *stmt, int at)
{
    const char *p = query_text(stmt, at);

    return text_of(p, p ? query_size(stmt, at) : 0);
}

/* A copy in `mem`; NULL becomes a NULL ptr. Fails only with ENOMEM. */
priscus_status column_copy(struct query *stmt, int at, struct arena *mem, struct text *out);

#endif
