/* export_table.c - one table as CSV or as lines of JSON.
 *
 *     id,date,precision,...,party,issue,stance,...,words,...,page,address,...,words_begin,words_end
 *     p-4c171fcc3980,2031-03-11T17:20:00+01:00,second,...,DRV,dam.filling,rejects,...
 *
 * Rows and columns are those of the view of that name (docs/ledger.md), in its order. */
#include "export/export.h"
#include "export/table/row_write.h"

static priscus_status write_table(struct export *e, enum row_form form, struct priscus_error *err)
{
    const struct export_table *table = e->table ? e->table : &export_tables[0];
    struct row_writing w = { .form = form, .raw = e->raw, .question = table->question, .out = &e->out->out };

    return export_rows(e, table, row_write, &w, err);
}

priscus_status export_csv(struct export *e, struct priscus_error *err)
{
    return write_table(e, ROWS_CSV, err);
}

priscus_status export_jsonl(struct export *e, struct priscus_error *err)
{
    return write_table(e, ROWS_JSONL, err);
}
