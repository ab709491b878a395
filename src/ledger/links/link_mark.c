/* link_mark.c - which articles were placed: all up to a mark, in the order of their rows. See link_store.h.
 *
 * The mark moves in the transaction that keeps what was found of the article, so that a kill leaves either both or
 * neither, and whoever comes next goes on behind it. */
#include "ledger/link_store.h"
#include "ledger/sqlite/row.h"
#include "ledger/views.h"

/* Tables that ledger_link_forget() empties. */
static const enum table_name link_tables[] = { TABLE_LINK_MARK,  TABLE_LINK_KEY,   TABLE_LINK_LEVEL,
                                               TABLE_LINK_TEXT,  TABLE_LINK_COPY,  TABLE_LINK_UTTERANCE,
                                               TABLE_LINK_STORY, TABLE_LINK_EVENT, TABLE_LINK_MOVE,
                                               TABLE_LINK_COUNT };

priscus_status ledger_link_waiting(struct ledger *ledger, size_t most, size_t *n, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_WAITING, err);
    int64_t count = 0;
    priscus_status status;

    put_number(&row, (int64_t)most);
    if ((status = row_find(&row, &count)) == PRISCUS_OK)
        *n = (size_t)count;
    return status;
}

priscus_status ledger_link_begin(struct ledger *ledger, struct priscus_error *err)
{
    if (!ledger->writable)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "the ledger %s was not opened for writing", ledger->path);
    return ledger_begin_page(ledger, 0, err); /* however much a page says, few of its reports are placed, without triggers */
}

static priscus_status move_mark(struct ledger *ledger, int64_t article, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_MARK, err);

    LINK_MARK_COLUMNS(PUT);
    return row_run(&row);
}

priscus_status ledger_link_done(struct ledger *ledger, int64_t article, struct priscus_error *err)
{
    return ledger_end_page(ledger, move_mark(ledger, article, err), err);
}

void ledger_link_undo(struct ledger *ledger, priscus_status why)
{
    ledger_undo_page(ledger, why);
}

priscus_status ledger_link_forget(struct ledger *ledger, struct priscus_error *err)
{
    priscus_status status = ledger_begin(ledger, err);

    if (status == PRISCUS_OK)
        status = ledger_exec(ledger, "DELETE FROM shown_block;" WAIT_ALL, err); /* no page is a copy any more */
    for (size_t i = 0; status == PRISCUS_OK && i < COUNT_OF(link_tables); i++) {
        char sql[80];

        sqlite3_snprintf(sizeof sql, sql, "DELETE FROM %s", ledger_tables[link_tables[i]].name);
        status = ledger_exec(ledger, sql, err);
    }
    if (status == PRISCUS_OK)
        return ledger_commit(ledger, err);
    ledger_rollback(ledger);
    return status;
}
