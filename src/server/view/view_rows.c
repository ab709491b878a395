/* view_rows.c - the rows of a view for programs.
 *
 *     .json    {"ok": true, "rows": [{"party": "VSK", ...}, ...], "truncated": false}
 *     .jsonl   a row a line
 *     .csv     names of the columns, then a row a line, as `priscus positions --format csv` writes it */
#include "base/json_write.h"
#include "server/view/view.h"

struct writing {
    struct viewing *v;
    enum target_form form;
    size_t rows;
};

static void csv_row(struct buffer *out, size_t n, const char *const *values, const enum ledger_type *types)
{
    for (size_t c = 0; c < n; c++) {
        struct text value = text_c(values[c] ? values[c] : "");

        if (c)
            buffer_char(out, ',');
        if (!types || types[c] == LEDGER_NUMBER)
            csv_field(out, value);
        else
            csv_field_safe(out, value);
    }
    buffer_char(out, '\n');
}

static int write_row(void *context, const struct ledger_row *row)
{
    struct writing *w = context;
    struct buffer *out = w->v->out;

    if (!row->values) {
        if (w->form == FORM_CSV)
            csv_row(out, row->n, row->names, NULL);
        else if (w->form == FORM_JSON)
            buffer_c(out, "{\"ok\": true, \"rows\": [");
        return 0;
    }
    if (w->rows++ == w->v->limit)
        return 1;
    if (w->form == FORM_CSV) {
        csv_row(out, row->n, row->values, row->types);
    } else {
        buffer_c(out, w->form == FORM_JSONL ? "" : w->rows > 1 ? ",\n" : "\n");
        ledger_row_json(row, LEDGER_POSITIONS, out);
        buffer_c(out, w->form == FORM_JSONL ? "\n" : "");
    }
    return out->failed;
}

priscus_status view_write_rows(struct viewing *v, enum target_form form, struct priscus_error *err)
{
    struct writing w = { .v = v, .form = form };
    priscus_status status;

    v->filter.limit = v->limit + 1; /* one more tells whether there are more */
    status = v->view->rows(v, write_row, &w, err);
    if (status != PRISCUS_OK)
        return status;
    if (form == FORM_JSON)
        buffer_format(v->out, "\n], \"truncated\": %s}\n", w.rows > v->limit ? "true" : "false");
    v->reply->type = form_type(form);
    return PRISCUS_OK;
}
