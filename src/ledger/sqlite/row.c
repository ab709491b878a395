/* row.c - see row.h. */
#include "ledger/sqlite/row.h"

#include "ledger/columns.h"

struct row row_of_table(struct ledger *ledger, enum table_name table, struct priscus_error *err)
{
    struct row row = { .ledger = ledger, .err = err };

    row.status = ledger_insert(ledger, table, &row.stmt, err);
    if (ledger->postgres && row.status == PRISCUS_OK &&
        (row.status = ledger_next_number(ledger, table, &row.number, err)) == PRISCUS_OK && row.number)
        put_number(&row, row.number);
    return row;
}

struct row row_of_kept(struct ledger *ledger, enum statement_name name, struct priscus_error *err)
{
    struct row row = { .ledger = ledger, .err = err };

    row.status = ledger_kept(ledger, name, &row.stmt, err);
    return row;
}

/* ---- values ------------------------------------------------------------------------------ */

/* Where the next value goes; 0: nowhere, since something failed. */
static int next_at(struct row *row)
{
    return row->status == PRISCUS_OK ? ++row->at : 0;
}

static void check(struct row *row, bool bound)
{
    if (!bound)
        row->status = ledger_failed(row->ledger, row->err);
}

static void put_null(struct row *row)
{
    int at = next_at(row);

    if (at)
        check(row, query_bind_null(row->stmt, at));
}

void put_number(struct row *row, int64_t n)
{
    int at = next_at(row);

    if (at)
        check(row, query_bind_number(row->stmt, at, n));
}

void put_row_number(struct row *row, int64_t n)
{
    if (n)
        put_number(row, n);
    else
        put_null(row);
}

void put_ordinal(struct row *row, int32_t n)
{
    if (n >= 0)
        put_number(row, n);
    else
        put_null(row);
}

void put_text(struct row *row, struct text t)
{
    int at = next_at(row);

    if (at)
        check(row, query_bind_text(row->stmt, at, t));
}

void put_bytes(struct row *row, const void *bytes, size_t n)
{
    int at = next_at(row);

    if (at)
        check(row, query_bind_bytes(row->stmt, at, text_of(bytes, n)));
}

void put_hash(struct row *row, const struct sha256 *h)
{
    put_bytes(row, h->bytes, sizeof h->bytes);
}

void put_begin(struct row *row, struct span place)
{
    if (span_empty(place))
        put_null(row);
    else
        put_number(row, place.begin);
}

void put_end(struct row *row, struct span place)
{
    if (span_empty(place))
        put_null(row);
    else
        put_number(row, place.end);
}

void put_date(struct row *row, struct date d)
{
    char text[DATE_TEXT_MAX];
    int at = next_at(row);

    if (!at)
        return;
    if (date_known(d))
        check(row, query_bind_copy(row->stmt, at, text_c(date_format(d, text))));
    else
        check(row, query_bind_null(row->stmt, at));
}

void put_precision(struct row *row, struct date d)
{
    put_word(row, date_known(d) ? text_c(precision_text(d.precision)) : text_of(NULL, 0));
}

void put_now(struct row *row)
{
    put_date(row, date_now());
}

/* ---- words ------------------------------------------------------------------------------- */

static priscus_status find_or_add_word(struct ledger *ledger, struct text text, int64_t *id, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_FIND_WORD, err);
    priscus_status status;

    put_text(&row, text);
    if ((status = row_find(&row, id)) != PRISCUS_OK || *id)
        return status;
    row = row_of_table(ledger, TABLE_WORD, err);
    WORD_COLUMNS(PUT);
    return row_add(&row, id);
}

static priscus_status word_number(struct ledger *ledger, struct text text, int64_t *id, struct priscus_error *err)
{
    uint64_t hash = text_hash(text);
    struct word_seen *seen = NULL;
    priscus_status status;

    if (!ledger->words) {
        ledger->words = sqlite3_malloc(WORD_CACHE * (int)sizeof *ledger->words);
        if (!ledger->words)
            return error_memory(err);
        ledger_forget_words(ledger);
    }
    if (text.len <= sizeof seen->text) {
        seen = &ledger->words[hash % WORD_CACHE];
        if (seen->id && seen->hash == hash && text_eq(text, text_of(seen->text, seen->len))) {
            *id = seen->id;
            return PRISCUS_OK;
        }
    }
    status = find_or_add_word(ledger, text, id, err);
    if (status == PRISCUS_OK && seen) {
        seen->id = *id;
        seen->hash = hash;
        seen->len = (unsigned)text.len;
        memcpy(seen->text, text.ptr, text.len);
    }
    return status;
}

void put_word(struct row *row, struct text t)
{
    int64_t id = 0;

    if (t.ptr && row->status == PRISCUS_OK)
        row->status = word_number(row->ledger, t, &id, row->err);
    put_row_number(row, id);
}

/* ---- into the ledger --------------------------------------------------------------------- */

priscus_status row_run(struct row *row)
{
    return row->status == PRISCUS_OK ? ledger_run(row->ledger, row->stmt, row->err) : row->status;
}

priscus_status row_add(struct row *row, int64_t *id)
{
    priscus_status status = row_run(row);

    if (status == PRISCUS_OK && id)
        *id = row->number ? row->number : sqlite3_last_insert_rowid(row->ledger->db);
    return status;
}

priscus_status row_next(struct row *row, bool *found)
{
    *found = false;
    return row->status == PRISCUS_OK ? ledger_step(row->ledger, row->stmt, found, row->err) : row->status;
}

priscus_status row_find(struct row *row, int64_t *id)
{
    bool found;
    priscus_status status = row_next(row, &found);

    *id = found ? query_number(row->stmt, 0) : 0;
    query_reset(row->stmt);
    return status;
}
