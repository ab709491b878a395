/* ask_story.c - questions about one entry, one page, or the pages of one story. See ledger/link_event.h.
 *
 * A story that has lost its last page to another is asked for by its old identifier too: what is meant is the story
 * that has that page now. */
#include "ledger/ask/ask.h"

priscus_status ask_find_story(struct asking *ask)
{
    static const char sql[] =
        "WITH RECURSIVE now (id, gone_into) AS (SELECT id, gone_into FROM link_story WHERE key = ?"
        " UNION SELECT link_story.id, link_story.gone_into FROM link_story JOIN now ON link_story.id = now.gone_into)"
        " SELECT id FROM now WHERE gone_into IS NULL LIMIT 1";
    struct query *stmt;
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
        query_bind_number(stmt, 1, key);
        status = ledger_step(ask->ledger, stmt, &found, ask->err);
    }
    if (status == PRISCUS_OK && found)
        ask->story = query_number(stmt, 0);
    query_close(stmt);
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

/* What no hash has behind its first 12 digits that is larger. */
#define HASH_END "ffffffffffffffffffffffffffffffffffffffffffffffffffff"

void ask_add_entry(const struct asking *ask, char of, const char *table, sqlite3_str *sql)
{
    char letter;
    int64_t id;

    if (!ask->filter->entry)
        return;
    if (!id_parse(ask->filter->entry, &letter, &id) || (letter != of && letter != ID_PAGE)) {
        letter = of;
        id = -1;
    }
    if (letter == ID_PAGE) /* it is the beginning of the page's hash, by which pages are found */
        sqlite3_str_appendf(sql,
                            " AND article.page IN (SELECT id FROM page WHERE sha256 BETWEEN x'%012llx'"
                            " AND x'%012llx" HASH_END "')",
                            (long long)id, (long long)id);
    else
        sqlite3_str_appendf(sql, " AND %s.id = %lld AND %s.%s IN (SELECT article FROM %s WHERE id = %lld)", table,
                            (long long)id, of == ID_POSITION ? table : "article", of == ID_POSITION ? "article" : "id",
                            of == ID_POSITION ? "position" : "statement", (long long)id);
}
