/* list_pages.c - positions, statements and found paragraphs, one below the other, oldest first. */
#include "server/page/html_write.h"
#include "server/page/pages.h"

/* "Rada Volshin (VSK)", or what is known of it. */
static void write_speaker(struct viewing *v, const struct gathered *rows, size_t r)
{
    struct text speaker = gathered_get(rows, r, "speaker"), party = gathered_get(rows, r, "party");

    if (speaker.len)
        html_text(v->out, speaker);
    else if (!party.len)
        buffer_c(v->out, "<span class=\"unknown\">unknown</span>");
    if (party.len) {
        buffer_c(v->out, speaker.len ? " (" : "");
        html_text(v->out, party);
        buffer_c(v->out, speaker.len ? ")" : "");
    }
}

/* By whose account, and the way to the entry. */
static void write_account(struct viewing *v, const struct gathered *rows, size_t r, const char *view)
{
    buffer_c(v->out, "<span class=\"account\">");
    page_chain(v->out, gathered_get(rows, r, "chain"));
    buffer_c(v->out, " \xc2\xb7 <a class=\"id\" href=\"");
    page_link(v, view, gathered_get(rows, r, "id"));
    buffer_c(v->out, "\">");
    html_text(v->out, gathered_get(rows, r, "id"));
    buffer_c(v->out, "</a></span>");
}

static void write_position(struct viewing *v, const struct gathered *rows, size_t r)
{
    buffer_c(v->out, "<tr><td>");
    page_date(v->out, gathered_get(rows, r, "date"), gathered_get(rows, r, "precision"));
    buffer_c(v->out, "</td><td>");
    write_speaker(v, rows, r);
    buffer_c(v->out, "</td><td>");
    html_text(v->out, gathered_get(rows, r, "issue"));
    buffer_c(v->out, "<br>");
    page_stance(v->out, gathered_get(rows, r, "stance"));
    buffer_c(v->out, "</td><td><blockquote>");
    html_text(v->out, gathered_get(rows, r, "sentence"));
    buffer_c(v->out, "</blockquote>");
    write_account(v, rows, r, "position");
    buffer_c(v->out, "</td></tr>\n");
}

static void write_statement(struct viewing *v, const struct gathered *rows, size_t r)
{
    buffer_c(v->out, "<tr><td>");
    page_date(v->out, gathered_get(rows, r, "date"), gathered_get(rows, r, "precision"));
    buffer_c(v->out, "</td><td>");
    write_speaker(v, rows, r);
    buffer_c(v->out, "</td><td><blockquote>");
    html_text(v->out, gathered_get(rows, r, "content"));
    buffer_c(v->out, "</blockquote>");
    write_account(v, rows, r, "statement");
    buffer_c(v->out, "</td></tr>\n");
}

/* The snippet with its hits lit up. */
static void write_snippet(struct buffer *out, struct text snippet)
{
    size_t mark = sizeof LEDGER_HIT_BEGIN - 1;

    while (snippet.len) {
        size_t at = text_find(snippet, text_c(LEDGER_HIT_BEGIN), 0), end;

        end = at == NOWHERE ? NOWHERE : text_find(snippet, text_c(LEDGER_HIT_END), at);
        if (end == NOWHERE) {
            html_text(out, snippet);
            return;
        }
        html_text(out, text_of(snippet.ptr, at));
        buffer_c(out, "<mark>");
        html_text(out, text_of(snippet.ptr + at + mark, end - at - mark));
        buffer_c(out, "</mark>");
        snippet = text_of(snippet.ptr + end + mark, snippet.len - end - mark);
    }
}

static void write_found(struct viewing *v, const struct gathered *rows, size_t r)
{
    buffer_c(v->out, "<tr><td>");
    page_date(v->out, gathered_get(rows, r, "date"), gathered_get(rows, r, "precision"));
    buffer_c(v->out, "</td><td><blockquote>");
    write_snippet(v->out, gathered_get(rows, r, "snippet"));
    buffer_c(v->out, "</blockquote><span class=\"account\">");
    html_text(v->out, gathered_get(rows, r, "outlet"));
    buffer_c(v->out, " <a href=\"");
    page_link(v, "article", gathered_get(rows, r, "page"));
    buffer_c(v->out, "\">");
    html_text(v->out, gathered_get(rows, r, gathered_get(rows, r, "title").len ? "title" : "page"));
    buffer_c(v->out, "</a></span></td></tr>\n");
}

priscus_status page_list(struct viewing *v, const char *const *heads, page_row_fn *write, page_part_fn *above,
                         struct priscus_error *err)
{
    struct gathered rows = { 0 };
    struct cursor_page shown;
    priscus_status status;

    cursor_limit(v);
    status = v->view->rows(v, gather_row, &rows, err);
    if (status == PRISCUS_OK && (rows.failed || cursor_page(v, &rows, &shown) != PRISCUS_OK))
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        page_begin(v, NULL);
        page_filters(v);
        if (above)
            status = above(v, err);
    }
    if (status == PRISCUS_OK) {
        if (!shown.n)
            buffer_c(v->out, "<p>Nothing was found.</p>");
        else {
            buffer_c(v->out, "<table class=\"stack\">");
            page_caption(v);
            buffer_c(v->out, "<thead><tr>");
            for (; *heads; heads++)
                buffer_format(v->out, "<th scope=\"col\">%s</th>", *heads);
            buffer_c(v->out, "</tr></thead><tbody>\n");
            for (size_t i = 0; i < shown.n; i++)
                write(v, &rows, cursor_row(&shown, i));
            buffer_c(v->out, "</tbody></table>\n");
        }
        page_turn(v, shown.before, shown.next);
        page_end(v);
    }
    gathered_release(&rows);
    return status;
}

priscus_status positions_page(struct viewing *v, struct priscus_error *err)
{
    static const char *const heads[] = { "Said", "Who", "Issue", "Words", NULL };

    return page_list(v, heads, write_position, NULL, err);
}

priscus_status statements_page(struct viewing *v, struct priscus_error *err)
{
    static const char *const heads[] = { "Said", "Who", "Words", NULL };

    return page_list(v, heads, write_statement, NULL, err);
}

priscus_status search_page(struct viewing *v, struct priscus_error *err)
{
    static const char *const heads[] = { "Published", "Words", NULL };

    if (v->filter.words)
        return page_list(v, heads, write_found, search_facets, err);
    page_begin(v, NULL);
    page_filters(v);
    page_end(v);
    return PRISCUS_OK;
}
