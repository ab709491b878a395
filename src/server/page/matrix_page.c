/* matrix_page.c - where they stand: issues by parties, in each cell the latest stance. */
#include <stdlib.h>

#include "server/page/html_write.h"
#include "server/page/pages.h"

/* The names in a column of the rows, sorted, each once. */
struct names {
    struct text *at;
    size_t n;
};

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static bool take_names(const struct gathered *rows, const char *column, struct arena *mem, struct names *out)
{
    size_t kept = 0;

    out->at = arena_alloc(mem, (rows->n_rows + 1) * sizeof *out->at);
    if (!out->at)
        return false;
    for (size_t r = 0; r < rows->n_rows; r++)
        out->at[r] = gathered_get(rows, r, column);
    qsort(out->at, rows->n_rows, sizeof *out->at, compare_texts);
    for (size_t r = 0; r < rows->n_rows; r++)
        if (!kept || !text_eq(out->at[kept - 1], out->at[r]))
            out->at[kept++] = out->at[r];
    out->n = kept;
    return true;
}

static void write_cell(struct viewing *v, const struct gathered *rows, size_t r)
{
    bool contested = text_is(gathered_get(rows, r, "disagree"), "1");

    buffer_c(v->out, "<td><a href=\"/positions?party=");
    target_put(v->out, gathered_get(rows, r, "party"));
    buffer_c(v->out, "&amp;issue=");
    target_put(v->out, gathered_get(rows, r, "issue"));
    buffer_format(v->out, "\"%s>", text_is(gathered_get(rows, r, "by_other"), "1") ? " class=\"other\"" : "");
    page_stance(v->out, gathered_get(rows, r, "stance"));
    buffer_c(v->out, "<br><span class=\"soft\">");
    page_date(v->out, gathered_get(rows, r, "date"), gathered_get(rows, r, "precision"));
    buffer_c(v->out, "</span>");
    if (contested)
        buffer_c(v->out, " <span class=\"contested\">contested</span>");
    buffer_c(v->out, "</a></td>");
}

static void write_row(struct viewing *v, const struct gathered *rows, struct text issue, const struct names *parties)
{
    buffer_c(v->out, "<tr><th scope=\"row\">");
    html_text(v->out, issue);
    buffer_c(v->out, "</th>");
    for (size_t p = 0; p < parties->n; p++) {
        size_t r = 0;

        while (r < rows->n_rows && !(text_eq(gathered_get(rows, r, "party"), parties->at[p]) &&
                                     text_eq(gathered_get(rows, r, "issue"), issue)))
            r++;
        if (r < rows->n_rows)
            write_cell(v, rows, r);
        else
            buffer_c(v->out, "<td></td>");
    }
    buffer_c(v->out, "</tr>\n");
}

priscus_status matrix_page(struct viewing *v, struct priscus_error *err)
{
    struct gathered rows = { 0 };
    struct names parties, issues;
    priscus_status status = v->view->rows(v, gather_row, &rows, err);

    if (status == PRISCUS_OK &&
        (rows.failed || !take_names(&rows, "party", v->mem, &parties) || !take_names(&rows, "issue", v->mem, &issues)))
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        page_begin(v, NULL);
        page_filters(v);
        buffer_c(v->out, "<div class=\"scroll\"><table class=\"grid\"><thead><tr><th scope=\"col\">Issue</th>");
        for (size_t p = 0; p < parties.n; p++) {
            buffer_c(v->out, "<th scope=\"col\">");
            html_text(v->out, parties.at[p]);
            buffer_c(v->out, "</th>");
        }
        buffer_c(v->out, "</tr></thead><tbody>\n");
        for (size_t i = 0; i < issues.n; i++)
            write_row(v, &rows, issues.at[i], &parties);
        buffer_c(v->out, "</tbody></table></div>\n");
        page_end(v);
    }
    gathered_release(&rows);
    return status;
}
