/* verify_seals.c - are the rows those that were committed?
 *
 *     seal 3: of 2032-03-01T12:00:00Z: its rows are not those that were committed (61 then, 60 now)
 *     page 17: was taken out of the ledger
 *
 * The chain is worked out again from its first seal (sqlite/seal.h). A seal is asked with the hash that stands in the one
 * before it, so that each says for itself whether its rows are wrong; but no row of one can be mended without all that
 * follow. Behind the last seal there must be nothing. */
#include "ledger/audit/verify.h"
#include "ledger/sqlite/seal.h"

static const char *seal_name(int64_t id, char name[40])
{
    return sqlite3_snprintf(40, name, "seal %lld", (long long)id);
}

static priscus_status check_seal(struct verifying *v, const struct seal *before, const struct seal *stored)
{
    struct seal again = *stored;
    char name[40], what[300];
    priscus_status status = seal_work_out(v->ledger, before, &again, v->err);

    if (status != PRISCUS_OK)
        return status;
    if (stored->id != before->id + 1)
        verify_tell(v, seal_name(before->id + 1, name), "was taken out of the ledger");
    seal_name(stored->id, name);
    if (text_is(stored->origin, SEAL_FOUND)) {
        sqlite3_snprintf(sizeof what, what, "%lld rows were found that Priscus had not committed",
                         (long long)again.rows);
        verify_tell(v, name, what);
    }
    if (memcmp(&again.hash, &stored->hash, sizeof again.hash) != 0) {
        sqlite3_snprintf(sizeof what, what,
                         "of %.40s: its rows are not those that were committed (%lld then, %lld now)",
                         stored->sealed.ptr ? stored->sealed.ptr : "?", (long long)stored->rows, (long long)again.rows);
        verify_tell(v, name, what);
    }
    return PRISCUS_OK;
}

static priscus_status check_chain(struct verifying *v, struct seal *last)
{
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(v->ledger, SEAL_SQL, &row, v->err);

    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, row, &found, v->err)) == PRISCUS_OK && found) {
        struct seal seal;

        seal_of_row(row, &seal);
        if (seal.id > v->since.id)
            status = check_seal(v, last, &seal);
        if (seal.id >= v->since.id)
            *last = seal;
    }
    query_close(row);
    return status;
}

/* Rows are numbered without a gap, since none is ever deleted. */
static priscus_status check_numbers(struct verifying *v, const char *table, int64_t first, int64_t last)
{
    sqlite3_str *sql = sqlite3_str_new(v->ledger->db);
    struct query *row;
    bool found;
    priscus_status status;

    sqlite3_str_appendf(sql,
                        "SELECT n FROM (SELECT ?2 AS n UNION ALL SELECT id + 1 FROM %s WHERE id BETWEEN ?2 AND ?1 - 1)"
                        " WHERE n <= ?1 AND NOT EXISTS (SELECT 1 FROM %s WHERE id = n) LIMIT 20",
                        table, table);
    status = ledger_prepare_built(v->ledger, sql, &row, v->err);
    if (status == PRISCUS_OK)
        query_bind_number(row, 1, last);
    if (status == PRISCUS_OK)
        query_bind_number(row, 2, first);
    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, row, &found, v->err)) == PRISCUS_OK && found) {
        char id[60];

        sqlite3_snprintf(sizeof id, id, "%s %lld", table, (long long)query_number(row, 0));
        verify_tell(v, id, "was taken out of the ledger");
    }
    query_close(row);
    return status;
}

priscus_status verify_seals(struct verifying *v)
{
    struct seal last = { 0 };
    int64_t ends[TABLES_N] = { 0 };
    priscus_status status = check_chain(v, &last);

    if (status == PRISCUS_OK)
        status = seal_ends(v->ledger, ends, v->err);
    for (enum table_name i = 0; i < TABLE_SEAL && status == PRISCUS_OK; i++) {
        const char *table = ledger_tables[i].name;

        if (table_numbered_by(i) != i)
            continue;
        if (ends[i] > last.last[i]) {
            char id[60];

            sqlite3_snprintf(sizeof id, id, "%s %lld", table, (long long)last.last[i] + 1);
            verify_tell(v, id, "is in the ledger, and Priscus did not commit it");
        }
        status = check_numbers(v, table, v->since.last[i] + 1, last.last[i]);
    }
    return status;
}
