/* row_write.c - see row_write.h. */
#include "export/table/row_write.h"

/* `types` are the values'; NULL: they are names of columns. Numbers need no guard. */
static void csv_row(struct row_writing *w, size_t n, const char *const *values, const enum ledger_type *types)
{
    for (size_t c = 0; c < n; c++) {
        struct text value = text_c(values[c] ? values[c] : "");

        if (c)
            buffer_char(w->out, ',');
        if (w->raw || !types || types[c] == LEDGER_NUMBER)
            csv_field(w->out, value);
        else
            csv_field_safe(w->out, value);
    }
    buffer_char(w->out, '\n');
}

int row_write(void *context, const struct ledger_row *row)
{
    struct row_writing *w = context;

    if (!row->values) {
        if (w->form == ROWS_JSON)
            buffer_char(w->out, '[');
        else if (w->form == ROWS_CSV)
            csv_row(w, row->n, row->names, NULL);
        return 0;
    }
    if (w->form == ROWS_CSV) {
        csv_row(w, row->n, row->values, row->types);
    } else {
        if (w->form == ROWS_JSON)
            buffer_c(w->out, w->rows ? ",\n" : "\n");
        ledger_row_json(row, w->question, w->out);
        if (w->form == ROWS_JSONL)
            buffer_char(w->out, '\n');
    }
    w->rows++;
    return 0;
}

void rows_end(struct row_writing *w)
{
    if (w->form == ROWS_JSON)
        buffer_c(w->out, w->rows ? "\n]\n" : "]\n");
}
