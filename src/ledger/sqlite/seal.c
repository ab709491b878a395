/* seal.c - see seal.h.
 *
 * What is hashed, for the position that a commit added:
 *
 *     (32 bytes: the hash of the seal before)
 *     position\n
 *     i7;i0;i114287302915;i0;i52;i110;...t5:[3,4];\n
 *     seal\n
 *     i2;t20:2032-03-01T12:00:00Z;t6:commit;i5;i1;i46;i2;i1;i9;i9;i9;i9;i61;\n
 *
 * n is NULL, i a number, t a text and b bytes, both with their length before them. */
#include "ledger/sqlite/seal.h"

#include "ledger/sqlite/row.h"

/* ---- bytes to be hashed ------------------------------------------------------------------ */

/* Rows are short and many: they are gathered before they are hashed. */
struct gathered {
    struct hashing *hashing;
    size_t n;
    char bytes[8192];
};

static void flush(struct gathered *g)
{
    hashing_add(g->hashing, g->bytes, g->n);
    g->n = 0;
}

static void gather(struct gathered *g, const void *bytes, size_t n)
{
    if (n > sizeof g->bytes - g->n)
        flush(g);
    if (n > sizeof g->bytes) {
        hashing_add(g->hashing, bytes, n);
        return;
    }
    if (n)
        memcpy(g->bytes + g->n, bytes, n);
    g->n += n;
}

/* The tag, the number in decimal digits, and what ends it. */
static void gather_number(struct gathered *g, char tag, int64_t number, char end)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

    *--p = end;
    do
        *--p = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0)
        *--p = '-';
    *--p = tag;
    gather(g, p, (size_t)(digits + sizeof digits - p));
}

static void gather_bytes(struct gathered *g, char tag, const void *bytes, size_t n)
{
    gather_number(g, tag, (int64_t)n, ':');
    gather(g, bytes, n);
    gather(g, ";", 1);
}

static priscus_status gather_value(struct gathered *g, struct query *row, int at)
{
    const void *bytes;

    switch (query_type(row, at)) {
    case QUERY_NUMBER:
        gather_number(g, 'i', query_number(row, at), ';');
        break;
    case QUERY_TEXT:
    case QUERY_BYTES: /* both are had as bytes: a text may hold a NUL where somebody put one */
        bytes = query_bytes(row, at);
        if (!bytes && query_out_of_memory(row))
            return PRISCUS_ENOMEM;
        gather_bytes(g, query_type(row, at) == QUERY_TEXT ? 't' : 'b', bytes,
                     query_size(row, at));
        break;
    case QUERY_NULL:
        gather(g, "n;", 2);
        break;
    default:
        gather(g, "?;", 2); /* no table has a column for fractions: it was forged */
    }
    return PRISCUS_OK;
}

/* ---- rows of a table --------------------------------------------------------------------- */

/* A commit to a server is of few pages, and asks for the rows of each table: by a statement that is kept, in one step there and back.
 * Of more rows than so many numbers may have, the answer would not be held whole. */
#define KEPT_NUMBERS 1000

/* Those that are numbered `first` to `last`, or belong to a row that is, with the columns of that version. */
static priscus_status select_rows(struct ledger *ledger, const struct ledger_table *table, int64_t version,
                                  int64_t first, int64_t last, struct query **rows, struct priscus_error *err)
{
    struct query **kept = ledger->postgres && version == LEDGER_VERSION && first > 0 && last - first < KEPT_NUMBERS
                              ? &ledger->sealed[table - ledger_tables]
                              : NULL;
    sqlite3_str *sql;
    priscus_status status = PRISCUS_OK;

    if (kept && *kept) {
        *rows = *kept;
        query_bind_number(*rows, 1, first);
        query_bind_number(*rows, 2, last);
        return PRISCUS_OK;
    }
    sql = sqlite3_str_new(ledger->db);
    for (const struct ledger_column *c = table->columns; c->name; c++)
        if (c->since <= version)
            sqlite3_str_appendf(sql, "%s %s", c == table->columns ? "SELECT" : ",", c->name);
    sqlite3_str_appendf(sql, " FROM %s WHERE %s BETWEEN ?1 AND ?2 ORDER BY %s", table->name, table->columns[0].name,
                        table->keys[0]);
    if (kept) {
        char *text = sqlite3_str_finish(sql);

        *rows = NULL;
        status = text ? ledger_prepare_kept(ledger, text, kept, err) : error_memory(err);
        sqlite3_free(text);
        *rows = *kept;
    } else {
        status = ledger_prepare_built(ledger, sql, rows, err);
    }
    if (status == PRISCUS_OK) {
        query_bind_number(*rows, 1, first);
        query_bind_number(*rows, 2, last);
    }
    return status;
}

static priscus_status gather_rows(struct ledger *ledger, struct query *rows, struct gathered *g, int64_t *n,
                                  struct priscus_error *err)
{
    int columns = query_columns(rows);
    bool found;
    priscus_status status;

    while ((status = ledger_step(ledger, rows, &found, err)) == PRISCUS_OK && found) {
        for (int i = 0; i < columns; i++)
            if (gather_value(g, rows, i) != PRISCUS_OK)
                return error_memory(err);
        gather(g, "\n", 1);
        ++*n;
    }
    return status;
}

static priscus_status gather_table(struct ledger *ledger, enum table_name name, const struct seal *before,
                                   const struct seal *seal, struct gathered *g, int64_t *n, struct priscus_error *err)
{
    const struct ledger_table *table = &ledger_tables[name];
    enum table_name by = table_numbered_by(name);
    /* The first seal of a version has all rows there are, so that columns which came with it are sealed too. */
    bool all = before->version != seal->version;
    struct query *rows;
    priscus_status status;

    if (seal->last[by] <= (all ? 0 : before->last[by]))
        return PRISCUS_OK;
    gather(g, table->name, strlen(table->name));
    gather(g, "\n", 1);
    status =
        select_rows(ledger, table, seal->version, all ? INT64_MIN : before->last[by] + 1, seal->last[by], &rows, err);
    if (status == PRISCUS_OK)
        status = gather_rows(ledger, rows, g, n, err);
    if (rows && rows == ledger->sealed[name])
        query_reset(rows);
    else
        query_close(rows);
    return status;
}

static void gather_seal(struct gathered *g, const struct seal *seal)
{
    gather(g, "seal\n", 5);
    gather_number(g, 'i', seal->id, ';');
    gather_bytes(g, 't', seal->sealed.ptr, seal->sealed.len);
    gather_bytes(g, 't', seal->origin.ptr, seal->origin.len);
    gather_number(g, 'i', seal->version, ';');
    gather_number(g, 'i', seal->rows, ';');
    for (enum table_name i = 0; i < TABLE_SEAL; i++)
        if (table_numbered_by(i) == i && ledger_tables[i].columns[0].since <= seal->version)
            gather_number(g, 'i', seal->last[i], ';');
    gather(g, "\n", 1);
}

priscus_status seal_work_out(struct ledger *ledger, const struct seal *before, struct seal *seal,
                             struct priscus_error *err)
{
    struct gathered g = { .hashing = hashing_begin() };
    priscus_status status = g.hashing ? PRISCUS_OK : error_memory(err);

    if (status != PRISCUS_OK)
        return status;
    seal->rows = 0;
    gather(&g, before->hash.bytes, sizeof before->hash.bytes);
    for (enum table_name i = 0; i < TABLE_SEAL && status == PRISCUS_OK; i++)
        status = gather_table(ledger, i, before, seal, &g, &seal->rows, err);
    gather_seal(&g, seal);
    flush(&g);
    seal->hash = hashing_end(g.hashing);
    return status;
}

/* ---- seals as rows ----------------------------------------------------------------------- */

static struct text take_text(struct query *row, int *at)
{
    return column_text(row, (*at)++);
}

void seal_of_row(struct query *row, struct seal *out)
{
    int at = 1;
    struct text hash;

    *out = (struct seal){ .id = query_number(row, at++) };
    out->sealed = take_text(row, &at);
    out->origin = take_text(row, &at);
    out->version = query_number(row, at++);
    out->rows = query_number(row, at++);
    for (enum table_name i = 0; i < TABLE_CORRECTION; i++)
        if (table_numbered_by(i) == i)
            out->last[i] = query_number(row, at++);
    out->last[TABLE_CORRECTION] = query_number(row, at + 1); /* the column came later, behind the hash */
    hash = text_of(query_bytes(row, at), query_size(row, at));
    if (hash.len == sizeof out->hash.bytes)
        memcpy(out->hash.bytes, hash.ptr, hash.len);
}

priscus_status seal_last(struct ledger *ledger, struct seal *out, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LAST_SEAL, err);
    bool found;
    priscus_status status = row_next(&row, &found);

    *out = (struct seal){ 0 };
    if (found)
        seal_of_row(row.stmt, out);
    query_reset(row.stmt);
    out->sealed = out->origin = text_of(NULL, 0);
    return status;
}

priscus_status seal_ends(struct ledger *ledger, int64_t last[TABLES_N], struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_ENDS, err);
    int at = 0;
    bool found;
    priscus_status status = row_next(&row, &found);

    for (enum table_name i = 0; found && i < TABLE_SEAL; i++)
        if (table_numbered_by(i) == i)
            last[i] = query_number(row.stmt, at++);
    query_reset(row.stmt);
    return status;
}

static priscus_status add_seal(struct ledger *ledger, const struct seal *seal, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_SEAL, err);

    SEAL_COLUMNS(PUT);
    return row_add(&row, NULL);
}

priscus_status seal_add(struct ledger *ledger, const char *origin, struct priscus_error *err)
{
    char now[DATE_TEXT_MAX];
    struct seal before,
        seal = { .sealed = text_c(date_format(date_now(), now)), .origin = text_c(origin), .version = LEDGER_VERSION };
    priscus_status status;

    if ((status = seal_last(ledger, &before, err)) != PRISCUS_OK ||
        (status = seal_ends(ledger, seal.last, err)) != PRISCUS_OK)
        return status;
    if (memcmp(before.last, seal.last, sizeof seal.last) == 0 && (!before.id || before.version == seal.version))
        return PRISCUS_OK;
    seal.id = before.id + 1;
    status = seal_work_out(ledger, &before, &seal, err);
    return status == PRISCUS_OK ? add_seal(ledger, &seal, err) : status;
}

priscus_status ledger_mark(struct ledger *ledger, struct ledger_mark *out, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_MARK, err);
    bool found;
    priscus_status status = row_next(&row, &found);

    *out = (struct ledger_mark){ 0 };
    if (status == PRISCUS_OK && found) {
        if (query_size(row.stmt, 0) >= sizeof out->first)
            memcpy(&out->first, query_bytes(row.stmt, 0), sizeof out->first);
        out->seal = query_number(row.stmt, 1);
        out->linked = query_number(row.stmt, 2);
        out->moved = query_number(row.stmt, 3);
    }
    query_reset(row.stmt);
    return status;
}
