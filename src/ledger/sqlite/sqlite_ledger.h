/* sqlite_ledger.h - what the files of ledger/ share. Not for other floors (the tests look in). */
#ifndef SQLITE_LEDGER_H
#define SQLITE_LEDGER_H

#include <sqlite3.h>
#include <time.h>
#include <zstd.h>

#include "base/hash.h"
#include "ledger/ledger.h"
#include "record/id.h"

/* "Prsc" in the file's header: file(1) and we know a ledger by it. */
#define LEDGER_APPLICATION_ID 0x50727363

/* One step up: from the version before it to its place in the list, counted from 1. Steps are
 * only ever added at the end, and what a released step says is never changed. */
struct migration {
    const char *const *sql; /* statements, to a NULL */
};
extern const struct migration ledger_migrations[];
extern const size_t ledger_migrations_n;

/* Bring a database up to step n, all in one transaction: whole or not at all. */
priscus_status schema_bring_up(struct ledger *ledger, const struct migration *steps, size_t n,
                               struct priscus_error *err);
/* user_version, and whether this is a ledger at all: a file without tables is one of version 0. */
priscus_status schema_version(struct ledger *ledger, int *version, struct priscus_error *err);

/* Statements that are prepared once and kept. */
enum statement_name {
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_SAVE,
    SQL_KEEP,
    SQL_WORD_FIND,
    SQL_WORD_ADD,
    SQL_TEXT_FIND,
    SQL_TEXT_ADD,
    SQL_READING_FIND,
    SQL_READING_ADD,
    SQL_READING_TEXT_ADD,
    SQL_PAGE_FIND,
    SQL_PAGE_ADD,
    SQL_SIGHTING_FIND,
    SQL_SIGHTING_ADD,
    SQL_ARTICLE_FIND,
    SQL_BODY_OF_PAGE,
    SQL_BODY_ADD,
    SQL_BODY,
    SQL_ARTICLE_ADD,
    SQL_AGENCY_ADD,
    SQL_PARAGRAPH_ADD,
    SQL_PASSAGE_ADD,
    SQL_DROPPED_ADD,
    SQL_STATEMENT_ADD,
    SQL_CONTENT_ADD,
    SQL_CHAIN_ADD,
    SQL_POSITION_ADD,
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
    sqlite3 *db;
    char *path;
    bool writable;
    int64_t reading;  /* the one in use; 0: none                             */
    bool open;        /* a transaction is                                    */
    unsigned pending; /* pages in it                                         */
    struct timespec began;
    uint64_t kept; /* pages committed by this handle, for messages        */
    sqlite3_stmt *kept_sql[SQL_NAMES_N];
    struct word_seen *words; /* WORD_CACHE of them                            */
    ZSTD_CCtx *squeeze;
    ZSTD_DCtx *unpack;
    struct arena given; /* what a page came with, while its article is added  */
    int64_t cut_body;   /* the body that SQL_BODY stands on, for cut(); 0: none */
};

/* The statement, reset and ready for its values. NULL: err is set. */
sqlite3_stmt *ledger_sql(struct ledger *ledger, enum statement_name name, struct priscus_error *err);
/* Step a statement that gives no rows, and reset it. */
priscus_status ledger_run(struct ledger *ledger, sqlite3_stmt *stmt, struct priscus_error *err);
/* Say why SQLite failed, for a person: disk full, locked, read-only, damaged ... */
priscus_status ledger_failed(struct ledger *ledger, struct priscus_error *err);
/* Several statements that give no rows. */
priscus_status ledger_exec(struct ledger *ledger, const char *sql, struct priscus_error *err);

/* Begin a transaction unless one is open; undo it all. */
priscus_status ledger_begin(struct ledger *ledger, struct priscus_error *err);
void ledger_rollback(struct ledger *ledger);
/* Numbers of words may have been taken back with a transaction. */
void ledger_forget_words(struct ledger *ledger);

/* SQL functions of our own: cut(body, begin, end), fold(text). */
priscus_status ledger_functions(struct ledger *ledger, struct priscus_error *err);

/* How long to wait for another writer, in milliseconds. */
#define LEDGER_PATIENCE_MS 10000
void ledger_set_patience(struct ledger *ledger, int milliseconds);

static inline void bind_text(sqlite3_stmt *stmt, int at, struct text t)
{
    if (t.ptr)
        sqlite3_bind_text64(stmt, at, t.ptr, t.len, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(stmt, at);
}

static inline struct text column_text(sqlite3_stmt *stmt, int at)
{
    const char *p = (const char *)sqlite3_column_text(stmt, at);

    return text_of(p, p ? (size_t)sqlite3_column_bytes(stmt, at) : 0);
}

#endif
