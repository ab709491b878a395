/* link_copy.c - see link_copy.h. */
#include "ledger/link_copy.h"

#include "ledger/columns.h"
#include "ledger/sqlite/row.h"

static const char *const kind_names[] = { "copy", "excerpt", "update" };

const char *copy_kind_text(enum copy_kind kind)
{
    return kind_names[kind];
}

static enum copy_kind kind_of(struct text name)
{
    for (size_t i = 0; i < COUNT_OF(kind_names); i++)
        if (text_is(name, kind_names[i]))
            return (enum copy_kind)i;
    return COPY_WHOLE;
}

static struct link_text take_text(struct query *stmt)
{
    return (struct link_text){ .page = query_number(stmt, 0),
                               .shingles = (size_t)query_number(stmt, 1),
                               .keys = (size_t)query_number(stmt, 2),
                               .outlet = query_number(stmt, 3),
                               .same_as = query_number(stmt, 4) };
}

priscus_status ledger_link_text(struct ledger *ledger, int64_t page, struct link_text *out, bool *found,
                                struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_LINK_TEXT, err);
    priscus_status status;

    put_number(&row, page);
    status = row_next(&row, found);
    if (status == PRISCUS_OK && *found)
        *out = take_text(row.stmt);
    query_reset(row.stmt);
    return status;
}

priscus_status ledger_link_same_as(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                   struct link_text **out, size_t *n, struct priscus_error *err)
{
    struct link_text *texts = NULL;
    size_t room = 0, count = 0;
    struct row row = row_of_kept(ledger, SQL_LINK_SAME_AS, err);
    bool found;
    priscus_status status;

    put_number(&row, page);
    put_number(&row, (int64_t)most);
    while ((status = row_next(&row, &found)) == PRISCUS_OK && found) {
        struct link_text *grown = arena_grow(mem, texts, count, &room, sizeof *texts);

        if (!grown) {
            status = error_memory(err);
            break;
        }
        texts = grown;
        texts[count++] = take_text(row.stmt);
    }
    query_reset(row.stmt);
    if (status != PRISCUS_OK)
        return status;
    *out = texts;
    *n = count;
    return PRISCUS_OK;
}

priscus_status ledger_link_text_add(struct ledger *ledger, const struct link_text *text, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_LINK_TEXT, err);

    LINK_TEXT_COLUMNS(PUT);
    return row_run(&row);
}

static priscus_status read_copies(struct ledger *ledger, enum statement_name name, int64_t page, size_t most,
                                  struct arena *mem, struct link_copy **out, size_t *n, struct priscus_error *err)
{
    struct link_copy *copies = NULL;
    size_t room = 0, count = 0;
    struct row row = row_of_kept(ledger, name, err);
    bool found;
    priscus_status status;

    put_number(&row, page);
    put_number(&row, (int64_t)most);
    while ((status = row_next(&row, &found)) == PRISCUS_OK && found) {
        struct link_copy *grown = arena_grow(mem, copies, count, &room, sizeof *copies);

        if (!grown) {
            status = error_memory(err);
            break;
        }
        copies = grown;
        copies[count++] = (struct link_copy){ .page = query_number(row.stmt, 0),
                                              .of = query_number(row.stmt, 1),
                                              .kind = kind_of(column_text(row.stmt, 2)),
                                              .jaccard = (int)query_number(row.stmt, 3),
                                              .containment = (int)query_number(row.stmt, 4) };
    }
    query_reset(row.stmt);
    if (status != PRISCUS_OK)
        return status;
    *out = copies;
    *n = count;
    return PRISCUS_OK;
}

priscus_status ledger_link_copies(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                  struct link_copy **out, size_t *n, struct priscus_error *err)
{
    return read_copies(ledger, SQL_LINK_COPIES, page, most, mem, out, n, err);
}

priscus_status ledger_link_copies_of(struct ledger *ledger, int64_t page, size_t most, struct arena *mem,
                                     struct link_copy **out, size_t *n, struct priscus_error *err)
{
    return read_copies(ledger, SQL_LINK_COPIES_OF, page, most, mem, out, n, err);
}

priscus_status ledger_link_copy_add(struct ledger *ledger, const struct link_copy *copy, struct priscus_error *err)
{
    struct row row;
    priscus_status status = ledger_uncount_page(ledger, copy->page, err);

    if (status == PRISCUS_OK)
        status = ledger_uncount_page(ledger, copy->of, err);
    if (status != PRISCUS_OK)
        return status;
    row = row_of_table(ledger, TABLE_LINK_COPY, err);
    LINK_COPY_COLUMNS(PUT);
    if ((status = row_run(&row)) != PRISCUS_OK)
        return status;
    row = row_of_kept(ledger, SQL_WAIT_SHOWN, err); /* its reports count otherwise now */
    put_number(&row, copy->page);
    return row_run(&row);
}
