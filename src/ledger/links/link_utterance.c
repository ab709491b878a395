/* link_utterance.c - see link_utterance.h. */
#include "ledger/link_utterance.h"

#include "ledger/columns.h"
#include "ledger/sqlite/row.h"

/* The row that is there, with a copy of its terms. */
static priscus_status take(struct query *stmt, struct arena *mem, struct utterance_report *out,
                           struct priscus_error *err)
{
    int n = (int)query_size(stmt, 14);
    const char *bytes = query_bytes(stmt, 14);
    char *copy = arena_copy(mem, bytes ? bytes : "", (size_t)n);

    if (!copy)
        return error_memory(err);
    *out = (struct utterance_report){
        .row = query_number(stmt, 0),
        .utterance = query_number(stmt, 1),
        .page = query_number(stmt, 2),
        .statement = query_number(stmt, 3),
        .words = { (uint32_t)query_number(stmt, 4), (uint32_t)query_number(stmt, 5) },
        .sentence = query_number(stmt, 6),
        .speaker = query_number(stmt, 7),
        .name = query_number(stmt, 8),
        .person = query_number(stmt, 9),
        .party = query_number(stmt, 10),
        .said_on = query_number(stmt, 11),
        .published = query_number(stmt, 12),
        .traits = query_number(stmt, 13),
        .terms = text_of(copy, (size_t)n),
    };
    return PRISCUS_OK;
}

priscus_status ledger_utterance_rows(struct ledger *ledger, const int64_t *rows, size_t n, struct arena *mem,
                                     struct utterance_report *out, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        struct row row = row_of_kept(ledger, SQL_LINK_UTTERANCE_ROW, err);
        bool found;

        out[i] = (struct utterance_report){ 0 };
        put_number(&row, rows[i]);
        if ((status = row_next(&row, &found)) == PRISCUS_OK && found)
            status = take(row.stmt, mem, &out[i], err);
        query_reset(row.stmt);
    }
    return status;
}

priscus_status ledger_utterance_of_page(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                        struct utterance_report **out, size_t *n, struct priscus_error *err)
{
    struct utterance_report *reports = NULL;
    size_t room = 0, count = 0;
    struct row row = row_of_kept(ledger, SQL_LINK_UTTERANCE_PAGE, err);
    bool found;
    priscus_status status;

    put_number(&row, page);
    put_number(&row, (int64_t)most);
    while ((status = row_next(&row, &found)) == PRISCUS_OK && found) {
        struct utterance_report *grown = arena_grow(mem, reports, count, &room, sizeof *grown);

        if (!grown) {
            status = error_memory(err);
            break;
        }
        reports = grown;
        if ((status = take(row.stmt, mem, &reports[count], err)) != PRISCUS_OK)
            break;
        count++;
    }
    query_reset(row.stmt);
    if (status != PRISCUS_OK)
        return status;
    *out = reports;
    *n = count;
    return PRISCUS_OK;
}

priscus_status ledger_utterance_of_statement(struct ledger *ledger, int64_t statement, struct span place, int64_t *out,
                                             size_t room, size_t *n, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_UTTERANCE_STATEMENT, err);
    priscus_status status = PRISCUS_OK;
    bool found;

    *n = 0;
    put_number(&row, statement);
    put_number(&row, place.begin);
    put_number(&row, span_empty(place) ? UINT32_MAX : place.end);
    while (*n < room && (status = row_next(&row, &found)) == PRISCUS_OK && found)
        out[(*n)++] = query_number(row.stmt, 0);
    query_reset(row.stmt);
    return *n < room ? status : PRISCUS_OK;
}

priscus_status ledger_utterance_add(struct ledger *ledger, const struct utterance_report *report, int64_t *id,
                                    struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_UTTERANCE, err);

    LINK_UTTERANCE_COLUMNS(PUT);
    return row_add(&row, id);
}
