/* grid.c - see grid.h. */
#include "server/page/grid.h"

#include <stdlib.h>

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

bool grid_names(const struct gathered *rows, const char *column, struct arena *mem, struct grid_names *out)
{
    size_t at = gathered_column(rows, column);

    *out = (struct grid_names){ arena_alloc(mem, (rows->n_rows + 1) * sizeof *out->at), 0 };
    if (!out->at)
        return false;
    for (size_t r = 0; r < rows->n_rows; r++)
        out->at[r] = gathered_text(rows, r, at);
    if (rows->n_rows)
        qsort(out->at, rows->n_rows, sizeof *out->at, compare_texts);
    for (size_t r = 0; r < rows->n_rows; r++)
        if (!out->n || !text_eq(out->at[out->n - 1], out->at[r]))
            out->at[out->n++] = out->at[r];
    return true;
}

size_t grid_find(const struct grid_names *names, struct text name)
{
    const struct text *found = names->n ? bsearch(&name, names->at, names->n, sizeof *names->at, compare_texts) : NULL;

    return found ? (size_t)(found - names->at) : SIZE_MAX;
}

size_t grid_row(const struct gathered *rows, struct text party, struct text issue)
{
    size_t parties = gathered_column(rows, "party"), issues = gathered_column(rows, "issue");
    size_t begin = 0, end = rows->n_rows;

    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        int order = text_compare(gathered_text(rows, middle, parties), party);

        if (!order)
            order = text_compare(gathered_text(rows, middle, issues), issue);
        if (!order)
            return middle;
        if (order < 0)
            begin = middle + 1;
        else
            end = middle;
    }
    return SIZE_MAX;
}
