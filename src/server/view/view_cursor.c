/* view_cursor.c - the way from one page of a list to the next, and back: see view.h. */
#include <stdio.h>
#include <stdlib.h>

#include "server/view/view.h"

#define SKIP_MAX ((size_t)1 << 40)

priscus_status cursor_take(const struct param_taken *t)
{
    struct viewing *v = t->v;
    const char *cursor = t->words;
    char *end;
    bool good = false;

    if (v->view->in_order && (*cursor == 'a' || *cursor == 'b')) {
        v->filter.after = cursor + 1;
        v->filter.backwards = *cursor == 'b';
        good = cursor[1] != '\0';
    } else if (!v->view->in_order && *cursor == 'n' && cursor[1] >= '0' && cursor[1] <= '9') {
        v->skip = strtoull(cursor + 1, &end, 10);
        good = !*end && v->skip < SKIP_MAX;
    }
    return good ? PRISCUS_OK
                : error_set(t->err, PRISCUS_EINPUT, NOWHERE, "that is no place in a list: begin at its first page");
}

void cursor_put(const struct viewing *v, const struct ledger_row *row, size_t at, bool before, struct buffer *out)
{
    if (v->view->in_order) {
        buffer_char(out, before ? 'b' : 'a');
        ledger_cursor(row, v->view->question, out);
    } else {
        size_t n = v->skip + at;

        buffer_format(out, "n%zu", before ? (n > v->limit ? n - v->limit : 0) : n + 1);
    }
}

void cursor_limit(struct viewing *v)
{
    /* One more tells whether there are more. */
    v->filter.limit = !v->limit ? 0 : v->view->in_order ? v->limit + 1 : v->skip + v->limit + 1;
}

static priscus_status put_cursor(struct viewing *v, const struct gathered *rows, size_t r, size_t at, bool before,
                                 char **out)
{
    struct ledger_row row = { rows->n_columns, rows->names, rows->types, rows->values + r * rows->n_columns };
    struct buffer cursor = { 0 };

    cursor_put(v, &row, at, before, &cursor);
    *out = cursor.failed ? NULL : arena_copy(v->mem, cursor.ptr, cursor.len);
    buffer_release(&cursor);
    return *out ? PRISCUS_OK : PRISCUS_ENOMEM;
}

priscus_status cursor_page(struct viewing *v, const struct gathered *rows, struct cursor_page *out)
{
    bool back = v->filter.backwards, more;
    size_t first = v->view->in_order ? 0 : v->skip;
    size_t n = rows->n_rows > first ? rows->n_rows - first : 0;
    priscus_status status = PRISCUS_OK;

    more = v->limit && n > v->limit;
    if (more)
        n = v->limit;
    *out = (struct cursor_page){ .first = back && n ? n - 1 : first, .n = n, .reversed = back };
    if (n && (back || more))
        status = put_cursor(v, rows, cursor_row(out, n - 1), n - 1, false, &out->next);
    if (status == PRISCUS_OK && n && (back ? more : v->filter.after || v->skip))
        status = put_cursor(v, rows, cursor_row(out, 0), 0, true, &out->before);
    return status;
}
