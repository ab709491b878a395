/* ask_story.c - questions about the pages of one story. See ledger/link_event.h.
 *
 * A story that has lost its last page to another is asked for by its old identifier too: what is meant is the story
 * that has that page now. */
#include "ledger/sqlite/ask.h"

priscus_status ask_find_story(struct asking *ask)
{
    static const char sql[] =
        "WITH RECURSIVE now (id, gone_into) AS (SELECT id, gone_into FROM link_story WHERE key = ?"
        " UNION SELECT link_story.id, link_story.gone_into FROM link_story JOIN now ON link_story.id = now.gone_into)"
        " SELECT id FROM now WHERE gone_into IS NULL LIMIT 1";
    sqlite3_stmt *stmt;
    int64_t key;
    char letter;
    bool found = false;
    priscus_status status;

    if (!ask->filter->story)
        return PRISCUS_OK;
    if (!id_parse(ask->filter->story, &letter, &key) || letter != ID_STORY)
        return error_set(ask->err, PRISCUS_EUSAGE, NOWHERE, "%s is no identifier of a story (e-...)",
                         ask->filter->story);
    status = ledger_prepare(ask->ledger, sql, &stmt, ask->err);
    if (status == PRISCUS_OK) {
        sqlite3_bind_int64(stmt, 1, key);
        status = ledger_step(ask->ledger, stmt, &found, ask->err);
    }
    if (status == PRISCUS_OK && found)
        ask->story = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    if (status == PRISCUS_OK && !found)
        return error_set(ask->err, PRISCUS_EUSAGE, NOWHERE, "the ledger has no story %s", ask->filter->story);
    return status;
}

/* Copies stand beside the page that they are copies of. */
void ask_add_story(const struct asking *ask, sqlite3_str *sql)
{
    if (!ask->story)
        return;
    sqlite3_str_appendf(sql,
                        " AND article.page IN (SELECT id FROM link_event WHERE story = %lld UNION ALL"
                        " SELECT copy.id FROM link_event AS own JOIN link_event AS copy ON copy.beside = own.id"
                        " WHERE own.story = %lld)",
                        (long long)ask->story, (long long)ask->story);
}
