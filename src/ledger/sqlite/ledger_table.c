/* ledger_table.c - see ledger_table.h. */
#include "ledger/sqlite/ledger_table.h"

#include <string.h>

#include "base/text.h"
#include "ledger/columns.h"

#define REPLACED_SINCE 5 /* older tables get their trigger against INSERT OR REPLACE with that version */

/* clang-format off */
#define COLUMN(name, type, since, verified, put) { name, type, since, verified },
#define COLUMNS(list) (const struct ledger_column[]){ list(COLUMN) { NULL, NULL, 0, NULL } }

/* The end of CREATE TABLE, and what may be there once only: by SQLite's rules INSERT OR REPLACE would push it out. */
#define NUMBERED             .end = ") STRICT", .keys = { "id" }
#define NUMBERED_AND(column) .end = ") STRICT", .keys = { "id", column } /* which says UNIQUE itself */
#define ONCE(columns)        .end = ", UNIQUE (" columns ")) STRICT", .keys = { "id", columns }
#define SORTED(key)          SORTED_WITH(key, "") /* rows lie in the order of their key */
#define SORTED_WITH(key, more) .end = ", PRIMARY KEY (" key ")" more ") STRICT, WITHOUT ROWID", .keys = { key }
#define OF_STATEMENT         ", FOREIGN KEY (article, statement) REFERENCES statement (article, ordinal)"

const struct ledger_table ledger_tables[TABLES_N] = {
    [TABLE_WORD]       = { "word", COLUMNS(WORD_COLUMNS), "INSERT", NUMBERED_AND("text") },
    [TABLE_KNOWLEDGE]  = { "knowledge", COLUMNS(KNOWLEDGE_COLUMNS), "INSERT", NUMBERED_AND("sha256") },
    [TABLE_READING]    = { "reading", COLUMNS(READING_COLUMNS), "INSERT", NUMBERED_AND("key") },
    [TABLE_READING_KNOWLEDGE] =
                         { "reading_knowledge", COLUMNS(READING_KNOWLEDGE_COLUMNS), "INSERT",
                           SORTED("reading, kind, ordinal") },
    [TABLE_BODY]       = { "body", COLUMNS(BODY_COLUMNS), "INSERT", NUMBERED },
    [TABLE_PAGE]       = { "page", COLUMNS(PAGE_COLUMNS), "INSERT", NUMBERED_AND("sha256") },
    [TABLE_SIGHTING]   = { "sighting", COLUMNS(SIGHTING_COLUMNS), "INSERT", ONCE("page, name, fetched") },
    [TABLE_ARTICLE]    = { "article", COLUMNS(ARTICLE_COLUMNS), "INSERT", ONCE("page, reading, read_as"),
                           .later = { "CREATE INDEX article_outlet ON article (outlet)" } },
    [TABLE_AGENCY]     = { "agency", COLUMNS(AGENCY_COLUMNS), "INSERT", SORTED("article, ordinal") },
    [TABLE_PARAGRAPH]  = { "paragraph", COLUMNS(PARAGRAPH_COLUMNS), "INSERT", NUMBERED,
                           .indexes = { "CREATE INDEX paragraph_article ON paragraph (article)" } },
    [TABLE_DROPPED]    = { "dropped", COLUMNS(DROPPED_COLUMNS), "INSERT", SORTED("article, ordinal") },
    [TABLE_STATEMENT]  = { "statement", COLUMNS(STATEMENT_COLUMNS), "INSERT", SORTED("article, ordinal"),
                           .indexes = { "CREATE INDEX statement_id ON statement (id)" },
                           .later = { "CREATE INDEX statement_party ON statement (party)",
                                      "CREATE INDEX statement_speaker ON statement (speaker)",
                                      "CREATE INDEX statement_person ON statement (person)"
                                      " WHERE person IS NOT NULL AND (speaker IS NULL OR person <> speaker)" } },
    [TABLE_CONTENT]    = { "content", COLUMNS(CONTENT_COLUMNS), "INSERT",
                           SORTED_WITH("article, statement, ordinal", OF_STATEMENT) },
    [TABLE_CHAIN]      = { "chain", COLUMNS(CHAIN_COLUMNS), "INSERT",
                           SORTED_WITH("article, statement, ordinal", OF_STATEMENT) },
    [TABLE_POSITION]   = { "position", COLUMNS(POSITION_COLUMNS), "INSERT",
                           SORTED_WITH("article, ordinal", OF_STATEMENT),
                           .indexes = { "CREATE INDEX position_id ON position (id)",
                                        "CREATE INDEX position_issue ON position (issue, party)" } },
    [TABLE_CORRECTION] = { "correction", COLUMNS(CORRECTION_COLUMNS), "INSERT", NUMBERED,
                           .indexes = { "CREATE INDEX correction_page ON correction (page)",
                                        "CREATE INDEX correction_undoes ON correction (undoes) WHERE undoes IS NOT NULL" } },
    [TABLE_SEAL]       = { "seal", COLUMNS(SEAL_COLUMNS), "INSERT", NUMBERED },
    [TABLE_WATCH_FEED] = { "watch_feed", COLUMNS(WATCH_FEED_COLUMNS), "INSERT OR REPLACE",
                           .end = ") STRICT, WITHOUT ROWID", .keys = { "address" } },
    [TABLE_WATCH_PAGE] = { "watch_page", COLUMNS(WATCH_PAGE_COLUMNS), "INSERT OR IGNORE", NUMBERED_AND("address"),
                           .indexes = { "CREATE INDEX watch_page_waiting ON watch_page (owner, id)"
                                        " WHERE state = 'waiting'" } },
    [TABLE_LINK_MARK]  = { "link_mark", COLUMNS(LINK_MARK_COLUMNS), "INSERT OR REPLACE", NUMBERED },
    [TABLE_LINK_KEY]   = { "link_key", COLUMNS(LINK_KEY_COLUMNS), "INSERT OR IGNORE", SORTED("level, key, value") },
    [TABLE_LINK_LEVEL] = { "link_level", COLUMNS(LINK_LEVEL_COLUMNS), "INSERT OR REPLACE", NUMBERED },
    [TABLE_LINK_TEXT]  = { "link_text", COLUMNS(LINK_TEXT_COLUMNS), "INSERT OR REPLACE", NUMBERED,
                           .indexes = { "CREATE INDEX link_text_same ON link_text (same_as)"
                                        " WHERE same_as IS NOT NULL" } },
    [TABLE_LINK_COPY]  = { "link_copy", COLUMNS(LINK_COPY_COLUMNS), "INSERT OR IGNORE", SORTED("page, of"),
                           .indexes = { "CREATE INDEX link_copy_of ON link_copy (of)" } },
    [TABLE_LINK_UTTERANCE] = { "link_utterance", COLUMNS(LINK_UTTERANCE_COLUMNS), "INSERT OR REPLACE", NUMBERED,
                           .indexes = { "CREATE INDEX link_utterance_page ON link_utterance (page)",
                                        "CREATE INDEX link_utterance_utterance ON link_utterance (utterance)" } },
    [TABLE_SHOWN]      = { "shown", COLUMNS(SHOWN_COLUMNS), "INSERT OR REPLACE",
                           SORTED("sort, page_key, \"begin\", \"end\", id, article, ordinal"),
                           .indexes = { "CREATE INDEX shown_article ON shown (article)",
                                        "CREATE INDEX shown_pair ON shown (party, issue, sort)" } },
    [TABLE_SHOWN_REPORT] = { "shown_report", COLUMNS(SHOWN_REPORT_COLUMNS), "INSERT OR REPLACE",
                           SORTED("party, issue, sort, article, ordinal"),
                           .later = { "CREATE INDEX shown_report_sure ON shown_report (coalesce(sure, 101), sort, page_key)" } },
    [TABLE_SHOWN_STATEMENT] = { "shown_statement", COLUMNS(SHOWN_STATEMENT_COLUMNS), "INSERT OR REPLACE",
                           SORTED("sort, page_key, ordinal, id, article") },
    [TABLE_SHOWN_NEWEST] = { "shown_newest", COLUMNS(SHOWN_NEWEST_COLUMNS), "INSERT OR REPLACE", NUMBERED },
    [TABLE_LINK_STORY] = { "link_story", COLUMNS(LINK_STORY_COLUMNS), "INSERT OR REPLACE", NUMBERED_AND("key") },
    [TABLE_LINK_EVENT] = { "link_event", COLUMNS(LINK_EVENT_COLUMNS), "INSERT OR REPLACE", NUMBERED,
                           .indexes = { "CREATE INDEX link_event_story ON link_event (story, id)",
                                        "CREATE INDEX link_event_beside ON link_event (beside)"
                                        " WHERE beside IS NOT NULL" } },
    [TABLE_LINK_MOVE]  = { "link_move", COLUMNS(LINK_MOVE_COLUMNS), "INSERT OR IGNORE", NUMBERED },
    [TABLE_LINK_COUNT] = { "link_count", COLUMNS(LINK_COUNT_COLUMNS), "INSERT OR REPLACE", NUMBERED },
    [TABLE_CODEBOOK]   = { "codebook", COLUMNS(CODEBOOK_COLUMNS), "INSERT OR IGNORE", SORTED("knowledge, ordinal") },
    [TABLE_SHOWN_PAGE] = { "shown_page", COLUMNS(SHOWN_PAGE_COLUMNS), "INSERT OR REPLACE", SORTED("sort, sha256") },
    [TABLE_SHOWN_COUNT] = { "shown_count", COLUMNS(SHOWN_COUNT_COLUMNS), "INSERT OR REPLACE", SORTED("what, of") },
    [TABLE_SHOWN_DAYS] = { "shown_days", COLUMNS(SHOWN_DAYS_COLUMNS), "INSERT OR REPLACE", SORTED("party, issue, month") },
    [TABLE_SHOWN_WAITING] = { "shown_waiting", COLUMNS(SHOWN_WAITING_COLUMNS), "INSERT OR IGNORE", SORTED("party, issue, date") },
    [TABLE_SHOWN_BLOCK] = { "shown_block", COLUMNS(SHOWN_BLOCK_COLUMNS), "INSERT OR REPLACE", NUMBERED },
};
/* clang-format on */

/* What is added with plain INSERT is there for good. */
bool table_is_record(const struct ledger_table *table)
{
    return strcmp(table->insert, "INSERT") == 0;
}

enum table_name table_numbered_by(enum table_name table)
{
    const struct ledger_column *first = ledger_tables[table].columns;
    enum table_name by = table;

    if (strcmp(first->type, ROW_NUMBER) != 0)
        for (by = 0; strcmp(ledger_tables[by].name, first->name) != 0;)
            by++;
    return by;
}

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

/* "NEW.article, NEW.ordinal" */
static void append_new(const char *key, sqlite3_str *out)
{
    struct text rest = text_c(key);

    while (rest.len) {
        struct text column = text_trim(text_cut(&rest, ','));

        sqlite3_str_appendf(out, "NEW.%.*s%s", (int)column.len, column.ptr, rest.len ? ", " : "");
    }
}

/* INSERT OR REPLACE takes the row away that has the same key, and no trigger is asked about that deletion (unless a
 * pragma of whoever writes says so). This one is asked about the insertion. */
static void append_replace_trigger(const struct ledger_table *table, sqlite3_str *out)
{
    sqlite3_str_appendf(out, "CREATE TRIGGER %s_is_not_replaced BEFORE INSERT ON %s WHEN", table->name, table->name);
    for (const char *const *key = table->keys; *key; key++) {
        sqlite3_str_appendf(out, "%s EXISTS (SELECT 1 FROM %s WHERE (%s) = (", key == table->keys ? "" : " OR",
                            table->name, *key);
        append_new(*key, out);
        sqlite3_str_appendall(out, "))");
    }
    sqlite3_str_appendall(out, " BEGIN SELECT RAISE(ABORT, 'nothing in a ledger is overwritten'); END;");
}

void table_upgrade_sql(const struct ledger_table *table, int version, sqlite3_str *out)
{
    int since = table->columns[0].since;
    bool is_new = since == version;

    for (const struct ledger_column *c = table->columns; c->name; c++) {
        if (c->since != version)
            continue;
        if (is_new)
            sqlite3_str_appendf(out, c == table->columns ? "CREATE TABLE %s (" : ", ", table->name);
        else
            sqlite3_str_appendf(out, "ALTER TABLE %s ADD COLUMN ", table->name);
        sqlite3_str_appendf(out, is_new ? "%s %s" : "%s %s;", c->name, c->type);
    }
    if (is_new) {
        sqlite3_str_appendf(out, "%s;", table->end);
        for (const char *const *index = table->indexes; *index; index++)
            sqlite3_str_appendf(out, "%s;", *index);
        if (table_is_record(table))
            append_triggers(table->name, out);
    }
    if (table_is_record(table) && version == (since > REPLACED_SINCE ? since : REPLACED_SINCE))
        append_replace_trigger(table, out);
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

static bool is_numbered(const struct ledger_table *table)
{
    return strcmp(table->columns[0].type, ROW_NUMBER) == 0;
}

/* ON CONFLICT (page, of) DO UPDATE SET kind = excluded.kind, ... */
static void append_replace(const struct ledger_table *table, sqlite3_str *out)
{
    const char *before = " DO UPDATE SET ";

    sqlite3_str_appendf(out, " ON CONFLICT (%s)", table->keys[0]);
    for (const struct ledger_column *c = table->columns; c->name; c++) {
        struct text rest = text_c(table->keys[0]);
        bool in_key = false;

        while (rest.len)
            in_key |= text_is(text_trim(text_cut(&rest, ',')), c->name);
        if (in_key)
            continue;
        sqlite3_str_appendf(out, "%s%s = excluded.%s", before, c->name, c->name);
        before = ", ";
    }
    if (before[1] == 'D')
        sqlite3_str_appendall(out, " DO NOTHING");
}

void table_insert_postgres(const struct ledger_table *table, sqlite3_str *out)
{
    bool numbered = is_numbered(table);

    sqlite3_str_appendf(out, "INSERT INTO %s (", table->name);
    for (const struct ledger_column *c = table->columns; c->name; c++)
        sqlite3_str_appendf(out, c == table->columns ? "%s" : ", %s", c->name);
    sqlite3_str_appendall(out, ") VALUES (");
    for (const struct ledger_column *c = table->columns; c->name; c++)
        sqlite3_str_appendall(out, c == table->columns ? "?" : ", ?");
    sqlite3_str_appendall(out, ")");
    if (strcmp(table->insert, "INSERT OR IGNORE") == 0)
        sqlite3_str_appendall(out, " ON CONFLICT DO NOTHING");
    else if (strcmp(table->insert, "INSERT OR REPLACE") == 0 && !numbered)
        append_replace(table, out);
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
