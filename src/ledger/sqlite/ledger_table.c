/* ledger_table.c - see ledger_table.h. */
#include "ledger/sqlite/ledger_table.h"

#include <stdbool.h>
#include <string.h>

#include "ledger/columns.h"

/* clang-format off */
#define COLUMN(name, type, since, verified, put) { name, type, since, verified },
#define COLUMNS(list) (const struct ledger_column[]){ list(COLUMN) { NULL, NULL, 0, NULL } }

#define NUMBERED             ") STRICT"
#define ONCE(columns)        ", UNIQUE (" columns ")" NUMBERED
#define SORTED               ") STRICT, WITHOUT ROWID" /* rows lie in the order of their key */
#define KEY(columns)         ", PRIMARY KEY (" columns ")"
#define OF_STATEMENT         ", FOREIGN KEY (article, statement) REFERENCES statement (article, ordinal)"

const struct ledger_table ledger_tables[TABLES_N] = {
    [TABLE_WORD]       = { "word", COLUMNS(WORD_COLUMNS), NUMBERED, "INSERT" },
    [TABLE_KNOWLEDGE]  = { "knowledge", COLUMNS(KNOWLEDGE_COLUMNS), NUMBERED, "INSERT" },
    [TABLE_READING]    = { "reading", COLUMNS(READING_COLUMNS), NUMBERED, "INSERT" },
    [TABLE_READING_KNOWLEDGE] =
                         { "reading_knowledge", COLUMNS(READING_KNOWLEDGE_COLUMNS),
                           KEY("reading, kind, ordinal") SORTED, "INSERT" },
    [TABLE_BODY]       = { "body", COLUMNS(BODY_COLUMNS), NUMBERED, "INSERT" },
    [TABLE_PAGE]       = { "page", COLUMNS(PAGE_COLUMNS), NUMBERED, "INSERT" },
    [TABLE_SIGHTING]   = { "sighting", COLUMNS(SIGHTING_COLUMNS), ONCE("page, name, fetched"), "INSERT" },
    [TABLE_ARTICLE]    = { "article", COLUMNS(ARTICLE_COLUMNS), ONCE("page, reading, read_as"), "INSERT" },
    [TABLE_AGENCY]     = { "agency", COLUMNS(AGENCY_COLUMNS), KEY("article, ordinal") SORTED, "INSERT" },
    [TABLE_PARAGRAPH]  = { "paragraph", COLUMNS(PARAGRAPH_COLUMNS), NUMBERED, "INSERT",
                           { "CREATE INDEX paragraph_article ON paragraph (article)" } },
    [TABLE_DROPPED]    = { "dropped", COLUMNS(DROPPED_COLUMNS), KEY("article, ordinal") SORTED, "INSERT" },
    [TABLE_STATEMENT]  = { "statement", COLUMNS(STATEMENT_COLUMNS), KEY("article, ordinal") SORTED, "INSERT",
                           { "CREATE INDEX statement_id ON statement (id)" } },
    [TABLE_CONTENT]    = { "content", COLUMNS(CONTENT_COLUMNS),
                           KEY("article, statement, ordinal") OF_STATEMENT SORTED, "INSERT" },
    [TABLE_CHAIN]      = { "chain", COLUMNS(CHAIN_COLUMNS),
                           KEY("article, statement, ordinal") OF_STATEMENT SORTED, "INSERT" },
    [TABLE_POSITION]   = { "position", COLUMNS(POSITION_COLUMNS), KEY("article, ordinal") OF_STATEMENT SORTED, "INSERT",
                           { "CREATE INDEX position_id ON position (id)",
                             "CREATE INDEX position_issue ON position (issue, party)" } },
    [TABLE_WATCH_FEED] = { "watch_feed", COLUMNS(WATCH_FEED_COLUMNS), SORTED, "INSERT OR REPLACE" },
    [TABLE_WATCH_PAGE] = { "watch_page", COLUMNS(WATCH_PAGE_COLUMNS), NUMBERED, "INSERT OR IGNORE",
                           { "CREATE INDEX watch_page_waiting ON watch_page (owner, id) WHERE state = 'waiting'" } },
};
/* clang-format on */

/* What is added with plain INSERT is there for good. */
static void append_triggers(const char *table, sqlite3_str *out)
{
    sqlite3_str_appendf(out,
                        "CREATE TRIGGER %s_is_not_changed BEFORE UPDATE ON %s"
                        " BEGIN SELECT RAISE(ABORT, 'nothing in a ledger is overwritten'); END;",
                        table, table);
    sqlite3_str_appendf(out,
                        "CREATE TRIGGER %s_is_not_deleted BEFORE DELETE ON %s"
                        " BEGIN SELECT RAISE(ABORT, 'nothing in a ledger is deleted'); END;",
                        table, table);
}

void table_upgrade_sql(const struct ledger_table *table, int version, sqlite3_str *out)
{
    bool is_new = table->columns[0].since == version;

    for (const struct ledger_column *c = table->columns; c->name; c++) {
        if (c->since != version)
            continue;
        if (is_new)
            sqlite3_str_appendf(out, c == table->columns ? "CREATE TABLE %s (" : ", ", table->name);
        else
            sqlite3_str_appendf(out, "ALTER TABLE %s ADD COLUMN ", table->name);
        sqlite3_str_appendf(out, is_new ? "%s %s" : "%s %s;", c->name, c->type);
    }
    if (!is_new)
        return;
    sqlite3_str_appendf(out, "%s;", table->end);
    for (const char *const *index = table->indexes; *index; index++)
        sqlite3_str_appendf(out, "%s;", *index);
    if (strcmp(table->insert, "INSERT") == 0)
        append_triggers(table->name, out);
}

void table_insert_sql(const struct ledger_table *table, sqlite3_str *out)
{
    int n = 0;

    sqlite3_str_appendf(out, "%s INTO %s (", table->insert, table->name);
    for (const struct ledger_column *c = table->columns; c->name; c++)
        if (strcmp(c->type, ROW_NUMBER) != 0)
            sqlite3_str_appendf(out, n++ ? ", %s" : "%s", c->name);
    sqlite3_str_appendall(out, ") VALUES (");
    for (int i = 0; i < n; i++)
        sqlite3_str_appendall(out, i ? ", ?" : "?");
    sqlite3_str_appendall(out, ")");
}

void table_verified_sql(const struct ledger_table *table, sqlite3_str *out)
{
    for (const struct ledger_column *c = table->columns; c->name; c++) {
        if (!c->verified)
            continue;
        sqlite3_str_appendf(
            out, strstr(c->type, "REFERENCES word") ? ", (SELECT text FROM word WHERE word.id = %s.%s)" : ", %s.%s",
            table->name, c->name);
        sqlite3_str_appendf(out, " AS \"%w\"", *c->verified ? c->verified : c->name);
    }
}
