/* add_record.c - statements and positions of an article into rows. */
#include "ledger/columns.h"
#include "ledger/sqlite/row.h"

static priscus_status add_content(struct ledger *ledger, int64_t article_id, int64_t statement, int64_t ordinal,
                                  struct span piece, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_CONTENT, err);

    CONTENT_COLUMNS(PUT);
    return row_add(&row, NULL);
}

static priscus_status add_link(struct ledger *ledger, int64_t article_id, int64_t statement, int64_t ordinal,
                               const struct chain_link *link, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_CHAIN, err);
    struct text role = text_c(chain_role_text(link->role));

    CHAIN_COLUMNS(PUT);
    return row_add(&row, NULL);
}

static priscus_status add_statement(struct ledger *ledger, const struct sha256 *hash, int64_t article_id,
                                    int64_t ordinal, const struct statement *statement, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_STATEMENT, err);
    struct text kind = text_c(statement_kind_text(statement->kind));
    priscus_status status;

    STATEMENT_COLUMNS(PUT);
    status = row_add(&row, NULL);
    for (size_t i = 0; status == PRISCUS_OK && i < statement->n_content; i++)
        status = add_content(ledger, article_id, ordinal, (int64_t)i, statement->content[i], err);
    for (size_t i = 0; status == PRISCUS_OK && i < statement->n_chain; i++)
        status = add_link(ledger, article_id, ordinal, (int64_t)i, &statement->chain[i], err);
    return status;
}

static priscus_status add_position(struct ledger *ledger, const struct sha256 *hash, int64_t article_id,
                                   int64_t ordinal, const struct position *position, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_POSITION, err);
    struct text stance = text_c(stance_text(position->stance));
    sqlite3_str *list = sqlite3_str_new(ledger->db);
    priscus_status status;
    char *rules;

    sqlite3_str_appendchar(list, 1, '[');
    for (size_t i = 0; i < position->n_rules; i++)
        sqlite3_str_appendf(list, i ? ",%d" : "%d", position->rules[i]);
    sqlite3_str_appendchar(list, 1, ']');
    rules = sqlite3_str_finish(list);
    if (!rules)
        return error_memory(err);
    POSITION_COLUMNS(PUT);
    status = row_add(&row, NULL);
    sqlite3_free(rules);
    return status;
}

priscus_status ledger_add_record(struct ledger *ledger, const struct sha256 *page, int64_t article_id,
                                 const struct record *record, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; status == PRISCUS_OK && i < record->n_statements; i++)
        status = add_statement(ledger, page, article_id, (int64_t)i, &record->statements[i], err);
    for (size_t i = 0; status == PRISCUS_OK && i < record->n_positions; i++)
        status = add_position(ledger, page, article_id, (int64_t)i, &record->positions[i], err);
    return status;
}

static priscus_status show(struct ledger *ledger, const enum statement_name *steps, size_t n, int64_t page_id,
                           struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        struct row row = row_of_kept(ledger, steps[i], err);

        put_number(&row, page_id);
        status = row_run(&row);
    }
    return status;
}

priscus_status ledger_uncount_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_BLOCK_AWAY, err);

    put_number(&row, page_id);
    return row_run(&row);
}

priscus_status ledger_hide_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err)
{
    static const enum statement_name steps[] = { SQL_SHOW_COUNTS_AWAY, SQL_SHOW_PAGES_AWAY,   SQL_SHOW_STATEMENTS_AWAY, SQL_WAIT_SHOWN,
                                                 SQL_SHOW_NEWEST_AWAY, SQL_SHOW_REPORTS_AWAY, SQL_SHOW_AWAY };
    priscus_status status = ledger_uncount_page(ledger, page_id, err);

    return status == PRISCUS_OK ? show(ledger, steps, COUNT_OF(steps), page_id, err) : status;
}

priscus_status ledger_show_page(struct ledger *ledger, int64_t page_id, struct priscus_error *err)
{
    static const enum statement_name steps[] = { SQL_SHOW_NEWEST,   SQL_SHOW_STATEMENTS, SQL_SHOW_PAGE,  SQL_SHOW_REPORTS, SQL_WAIT_SHOWN,
                                                 SQL_SHOW_PAGES,      SQL_SHOW_COUNTS };

    return show(ledger, steps, COUNT_OF(steps), page_id, err);
}
