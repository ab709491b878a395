/* gather.c - see gather.h. */
#include "ledger/gather.h"

/* Copies of a row's `n` texts into `out`; NULL stays NULL. */
static bool keep(struct arena *mem, size_t n, const char *const *texts, const char **out)
{
    for (size_t c = 0; c < n; c++) {
        out[c] = texts[c] ? arena_copy(mem, texts[c], strlen(texts[c])) : NULL;
        if (texts[c] && !out[c])
            return false;
    }
    return true;
}

static bool keep_columns(struct gathered *rows, const struct ledger_row *row)
{
    rows->n_columns = row->n;
    rows->names = arena_alloc(&rows->mem, row->n * sizeof *rows->names);
    rows->types = arena_alloc(&rows->mem, row->n * sizeof *rows->types);
    if (!rows->names || !rows->types || !keep(&rows->mem, row->n, row->names, rows->names))
        return false;
    memcpy(rows->types, row->types, row->n * sizeof *rows->types);
    return true;
}

int gather_row(void *context, const struct ledger_row *row)
{
    struct gathered *rows = context;
    const char **values;

    if (!row->values) {
        rows->failed = !keep_columns(rows, row);
        return rows->failed;
    }
    values = arena_grow(&rows->mem, rows->values, rows->n_rows, &rows->room, row->n * sizeof *values);
    if (values)
        rows->values = values;
    if (!values || !keep(&rows->mem, row->n, row->values, values + rows->n_rows * row->n))
        rows->failed = true;
    else
        rows->n_rows++;
    return rows->failed;
}

void gathered_release(struct gathered *rows)
{
    arena_release(&rows->mem);
    *rows = (struct gathered){ 0 };
}

size_t gathered_column(const struct gathered *rows, const char *name)
{
    for (size_t c = 0; c < rows->n_columns; c++)
        if (strcmp(rows->names[c], name) == 0)
            return c;
    return SIZE_MAX;
}

const char *gathered_value(const struct gathered *rows, size_t row, size_t column)
{
    return column < rows->n_columns && row < rows->n_rows ? rows->values[row * rows->n_columns + column] : NULL;
}

struct text gathered_text(const struct gathered *rows, size_t row, size_t column)
{
    const char *value = gathered_value(rows, row, column);

    return text_c(value ? value : "");
}

struct text gathered_get(const struct gathered *rows, size_t row, const char *name)
{
    return gathered_text(rows, row, gathered_column(rows, name));
}
