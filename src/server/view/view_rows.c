/* view_rows.c - the rows of a view for programs.
 *
 *     .json    {"ok": true, "rows": [{"party": "VSK", ...}, ...], "truncated": true, "next": "a3230..."}
 *     .jsonl   a row a line
 *     .csv     names of the columns, then a row a line, as `priscus positions --format csv` writes it */
#include "base/json_write.h"
#include "export/table/row_write.h"
#include "server/view/view.h"

struct writing {
    struct viewing *v;
    enum target_form form;
    struct row_writing csv_or_lines;
    size_t rows;
    struct buffer next; /* the cursor behind the last row written, where there may be more */
};

static int write_row(void *context, const struct ledger_row *row)
{
    struct writing *w = context;
    struct buffer *out = w->v->out;
    size_t skip = w->v->view->in_order ? 0 : w->v->skip;

    if (!row->values) {
        if (w->form == FORM_JSON)
            buffer_c(out, "{\"ok\": true, \"rows\": [");
        else
            row_write(&w->csv_or_lines, row);
        return 0;
    }
    if (w->rows++ < skip)
        return 0;
    if (w->v->limit && w->rows - skip > w->v->limit)
        return 1;
    if (w->form == FORM_JSON) {
        buffer_c(out, w->rows - skip > 1 ? ",\n" : "\n");
        ledger_row_json(row, LEDGER_POSITIONS, out);
    } else
        row_write(&w->csv_or_lines, row);
    if (w->rows - skip == w->v->limit)
        cursor_put(w->v, row, w->rows - skip - 1, false, &w->next);
    return out->failed;
}

/* Rows before a place come the nearest first: turn them. */
static priscus_status turned_rows(struct viewing *v, struct writing *w, struct priscus_error *err)
{
    struct gathered rows = { 0 };
    priscus_status status = v->view->rows(v, gather_row, &rows, err);
    struct ledger_row row = { rows.n_columns, rows.names, rows.types, NULL };
    size_t n = v->limit && rows.n_rows > v->limit ? v->limit : rows.n_rows;

    if (status == PRISCUS_OK && rows.failed)
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        write_row(w, &row);
        while (n-- > 0) {
            row.values = rows.values + n * rows.n_columns;
            write_row(w, &row);
        }
    }
    gathered_release(&rows);
    return status;
}

priscus_status view_write_rows(struct viewing *v, enum target_form form, struct priscus_error *err)
{
    struct writing w = { .v = v,
                         .form = form,
                         .csv_or_lines = { .form = form == FORM_CSV ? ROWS_CSV : ROWS_JSONL,
                                           .question = LEDGER_POSITIONS,
                                           .out = v->out } };
    priscus_status status;
    bool more;

    if (form != FORM_JSON && !v->limited)
        v->limit = 0; /* for a spreadsheet: all of it */
    cursor_limit(v);
    status = v->filter.backwards ? turned_rows(v, &w, err) : v->view->rows(v, write_row, &w, err);
    more = v->limit && (v->filter.backwards || w.rows > (v->view->in_order ? 0 : v->skip) + v->limit);
    if (status == PRISCUS_OK && form == FORM_JSON) {
        buffer_format(v->out, "\n], \"truncated\": %s", more ? "true" : "false");
        json_put_text(v->out, "next", more && w.next.len ? buffer_as_text(&w.next) : (struct text){ 0 });
        buffer_c(v->out, "}\n");
    }
    v->out->failed |= w.next.failed;
    buffer_release(&w.next);
    if (status == PRISCUS_OK)
        v->reply->type = form_type(form);
    return status;
}
