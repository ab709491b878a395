/* ledger_table.h - the tables of columns.h as data, and the SQL that is made of them. Private to the ledger. */
#ifndef LEDGER_TABLE_H
#define LEDGER_TABLE_H

#include <sqlite3.h>
#include <stdbool.h>

/* In the order in which a new ledger gets them: a table is behind those it refers to. */
enum table_name {
    TABLE_WORD,
    TABLE_KNOWLEDGE,
    TABLE_READING,
    TABLE_READING_KNOWLEDGE,
    TABLE_BODY,
    TABLE_PAGE,
    TABLE_SIGHTING,
    TABLE_ARTICLE,
    TABLE_AGENCY,
    TABLE_PARAGRAPH,
    TABLE_DROPPED,
    TABLE_STATEMENT,
    TABLE_CONTENT,
    TABLE_CHAIN,
    TABLE_POSITION,
    TABLE_CORRECTION,
    TABLE_SEAL,
    TABLE_WATCH_FEED,
    TABLE_WATCH_PAGE,
    TABLE_LINK_MARK,
    TABLE_LINK_KEY,
    TABLE_LINK_LEVEL,
    TABLE_LINK_TEXT,
    TABLE_LINK_COPY,
    TABLE_LINK_UTTERANCE,
    TABLE_SHOWN,
    TABLE_SHOWN_REPORT,
    TABLE_SHOWN_STATEMENT,
    TABLE_SHOWN_NEWEST,
    TABLE_LINK_STORY,
    TABLE_LINK_EVENT,
    TABLE_LINK_MOVE,
    TABLE_LINK_COUNT,
    TABLE_CODEBOOK,
    TABLE_SHOWN_PAGE,
    TABLE_SHOWN_COUNT,
    TABLE_SHOWN_DAYS,
    TABLE_SHOWN_WAITING,
    TABLE_SHOWN_BLOCK,
    TABLES_N
};

struct ledger_column {
    const char *name; /* as SQL has it: "begin" and "end" are in quotation marks; NULL behind the last */
    const char *type;
    int since;            /* the version of the ledger it came with                   */
    const char *verified; /* NULL: not compared by verify; "": by its name; else by this one */
};

struct ledger_table {
    const char *name;
    const struct ledger_column *columns;
    const char *insert;  /* the verb: "INSERT", "INSERT OR ..." */
    const char *end;     /* of CREATE TABLE, behind the columns */
    const char *keys[3]; /* columns that no two rows have the same of; the first is the order that rows lie in */
    const char *indexes[3];
    const char *later[4]; /* indexes that came with version 10 */
};

extern const struct ledger_table ledger_tables[TABLES_N];

/* Since version 12 the index of `shown` by article has the party, too, for which each row had to be looked up. */
#define SHOWN_ARTICLE_AGAIN "DROP INDEX shown_article; CREATE INDEX shown_article ON shown (article, party);"

/* Are its rows there for good? (Those of the watch and of linking are not.) */
bool table_is_record(const struct ledger_table *table);
/* The table that numbers its rows: itself, or the one whose number its first column holds (article, reading). */
enum table_name table_numbered_by(enum table_name table);

/* Append the statements that make of a ledger of version `version - 1` one of this version, as far as the table goes:
 * CREATE TABLE with its indexes and triggers, ALTER TABLE for each new column, or nothing. */
void table_upgrade_sql(const struct ledger_table *table, int version, sqlite3_str *out);

/* "INSERT INTO statement (article, ...) VALUES (?, ...)" */
void table_insert_sql(const struct ledger_table *table, sqlite3_str *out);

/* The same for PostgreSQL, where the writer gives a row its number: "INSERT INTO body (id, sha256, ...) VALUES (?, ...)".
 * INSERT OR REPLACE: what has the same key is changed. */
void table_insert_postgres(const struct ledger_table *table, sqlite3_str *out);

/* ", \"kind\", ..." with the texts of words: what verify compares of a row, each under the name that it is told by. */
void table_verified_sql(const struct ledger_table *table, sqlite3_str *out);

#endif
