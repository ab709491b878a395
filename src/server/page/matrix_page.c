/* matrix_page.c - where they stand: issues by parties, in each cell the latest stance.
 *
 *                  DRV                       VSK
 *     ceasefire                              o open
 *                                            16 September 2031
 *                                            7 reports, 2 sources
 *                                            --x--x-----o---o
 *     talks        x rejects                 o open
 *                  ...                       contested: also rejects (1)
 *
 * Parties stand in the order of their codes. Where there are many, those of whom most is known are shown first, and the
 * others are a link away. */
#include <stdlib.h>

#include "server/page/grid.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "server/page/timeline.h"
#include "story/changes/stance_matrix.h"

#define PARTIES_SHOWN 8   /* where none is asked for */
#define PARTIES_LINK  150 /* whose codes fit into an address */

struct party_shown {
    struct text name;
    size_t weight; /* of its cells, positions times independent sources */
    bool shown;
};

struct grid_page {
    struct viewing *v;
    const struct gathered *rows;
    struct party_shown *parties; /* by code */
    size_t n_parties, n_shown;
    struct grid_names issues;
    long first, last; /* days of all histories shown */
};

/* ---- which parties ------------------------------------------------------------------------ */

static int by_weight(const void *left, const void *right)
{
    const struct party_shown *a = *(const struct party_shown *const *)left,
                             *b = *(const struct party_shown *const *)right;

    return a->weight != b->weight ? (a->weight > b->weight ? -1 : 1) : text_compare(a->name, b->name);
}

static size_t number_of(const struct gathered *rows, size_t r, const char *column)
{
    return (size_t)strtoull(gathered_get(rows, r, column).ptr, NULL, 10);
}

static priscus_status choose_parties(struct grid_page *page)
{
    struct arena *mem = page->v->mem;
    struct grid_names names;
    struct party_shown **order;

    if (!grid_names(page->rows, "party", mem, &names) || !grid_names(page->rows, "issue", mem, &page->issues))
        return PRISCUS_ENOMEM;
    page->parties = arena_alloc(mem, (names.n + 1) * sizeof *page->parties);
    order = arena_alloc(mem, (names.n + 1) * sizeof *order);
    if (!page->parties || !order)
        return PRISCUS_ENOMEM;
    page->n_parties = names.n;
    for (size_t i = 0; i < names.n; i++) {
        page->parties[i] = (struct party_shown){ .name = names.at[i] };
        order[i] = &page->parties[i];
    }
    for (size_t r = 0; r < page->rows->n_rows; r++) {
        size_t i = grid_find(&names, gathered_get(page->rows, r, "party"));

        page->parties[i].weight += number_of(page->rows, r, "positions") * number_of(page->rows, r, "sources");
    }
    if (names.n)
        qsort(order, names.n, sizeof *order, by_weight);
    page->n_shown = page->v->filter.party || names.n < PARTIES_SHOWN ? names.n : PARTIES_SHOWN;
    for (size_t i = 0; i < page->n_shown; i++)
        order[i]->shown = true;
    return PRISCUS_OK;
}

static void put_rest(struct grid_page *page)
{
    struct buffer *out = page->v->out, codes = { 0 };
    size_t rest = page->n_parties - page->n_shown;
    const char *before = " ";

    if (!rest)
        return;
    buffer_format(out, "<p>Those of whom most is known. %zu more part%s:", rest, rest == 1 ? "y" : "ies");
    for (size_t i = 0; i < page->n_parties; i++) {
        if (i < PARTIES_LINK)
            buffer_format(&codes, "%s%.*s", i ? "," : "", (int)page->parties[i].name.len, page->parties[i].name.ptr);
        if (page->parties[i].shown)
            continue;
        buffer_format(out, "%s<a href=\"", before);
        page_link(page->v, "party", page->parties[i].name);
        buffer_c(out, "\">");
        html_text(out, page->parties[i].name);
        buffer_c(out, "</a>");
        before = ", ";
    }
    buffer_c(out, ". <a href=\"");
    page_link_with(page->v, "parties", buffer_as_text(&codes));
    buffer_c(out, page->n_parties > PARTIES_LINK ? "\">Show many</a></p>\n" : "\">Show all</a></p>\n");
    out->failed |= codes.failed;
    buffer_release(&codes);
}

/* ---- small pictures ------------------------------------------------------------------------- */

/* "against 2031-05-03/2031-05-04, for ..." */
static size_t take_held(struct text held, struct timeline_period out[MATRIX_HELD_MAX])
{
    size_t n = 0;

    while (held.len && n < MATRIX_HELD_MAX) {
        struct text period = text_cut(&held, ','), side, from;
        struct date first, last;

        while (period.len && period.ptr[0] == ' ')
            period = text_of(period.ptr + 1, period.len - 1);
        side = text_cut(&period, ' ');
        from = text_cut(&period, '/');
        if (!period.ptr || !date_parse_iso(from, &first) || !date_parse_iso(period, &last))
            continue;
        out[n].side = text_is(side, side_text(SIDE_FOR))  ? SIDE_FOR
                      : text_is(side, side_text(SIDE_IF)) ? SIDE_IF
                                                          : SIDE_AGAINST;
        out[n].first = date_to_days(first);
        out[n++].last = date_last_days(last);
    }
    return n;
}

static void find_days(struct grid_page *page)
{
    bool any = false;

    for (size_t r = 0; r < page->rows->n_rows; r++) {
        struct timeline_period held[MATRIX_HELD_MAX];
        size_t n = take_held(gathered_get(page->rows, r, "held"), held);

        for (size_t i = 0; i < n; i++) {
            page->first = !any || held[i].first < page->first ? held[i].first : page->first;
            page->last = !any || held[i].last > page->last ? held[i].last : page->last;
            any = true;
        }
    }
}

/* ---- cells ------------------------------------------------------------------------------- */

static void put_as_of(struct viewing *v, const char *before)
{
    struct text as_of = target_param(&v->request->target, "as-of");

    if (!as_of.len)
        return;
    buffer_format(v->out, "%sas-of=", before);
    target_put(v->out, as_of);
}

static void put_cell(struct grid_page *page, size_t r, struct text party)
{
    struct viewing *v = page->v;
    struct buffer *out = v->out;
    struct timeline_period held[MATRIX_HELD_MAX];
    struct text others = gathered_get(page->rows, r, "others");

    buffer_c(out, "<td data-of=\"");
    html_text(out, party);
    buffer_c(out, "\"><a href=\"/positions?party=");
    target_put(out, party);
    buffer_c(out, "&amp;issue=");
    target_put(out, gathered_get(page->rows, r, "issue"));
    put_as_of(v, "&amp;");
    buffer_format(out, "\"%s>", text_is(gathered_get(page->rows, r, "by_other"), "1") ? " class=\"other\"" : "");
    page_stance(out, gathered_get(page->rows, r, "stance"));
    buffer_c(out, "</a> <span class=\"soft\">");
    page_date(out, gathered_get(page->rows, r, "date"), gathered_get(page->rows, r, "precision"));
    buffer_c(out, "</span><span class=\"soft\">");
    buffer_count(out, number_of(page->rows, r, "reports"), "report");
    buffer_c(out, ", ");
    buffer_count(out, number_of(page->rows, r, "sources"), "source");
    buffer_c(out, "</span>");
    if (text_is(gathered_get(page->rows, r, "disagree"), "1")) {
        buffer_format(out, "<span class=\"contested\">contested%s", others.len ? ": also " : "");
        html_text(out, others);
        buffer_c(out, "</span>");
    }
    timeline_spark(held, take_held(gathered_get(page->rows, r, "held"), held), page->first, page->last, out);
    buffer_c(out, "</td>");
}

static void put_row(struct grid_page *page, struct text issue)
{
    struct viewing *v = page->v;

    buffer_c(v->out, "<tr><th scope=\"row\"><a href=\"");
    page_link(v, "issue", issue);
    put_as_of(v, "?");
    buffer_c(v->out, "\">");
    html_text(v->out, issue);
    buffer_c(v->out, "</a></th>");
    for (size_t p = 0; p < page->n_parties; p++) {
        size_t r;

        if (!page->parties[p].shown)
            continue;
        if ((r = grid_row(page->rows, page->parties[p].name, issue)) != SIZE_MAX)
            put_cell(page, r, page->parties[p].name);
        else
            buffer_c(v->out, "<td></td>");
    }
    buffer_c(v->out, "</tr>\n");
}

/* Has any party that is shown a stance on it? */
static bool has_cell(const struct grid_page *page, struct text issue)
{
    for (size_t p = 0; p < page->n_parties; p++)
        if (page->parties[p].shown && grid_row(page->rows, page->parties[p].name, issue) != SIZE_MAX)
            return true;
    return false;
}

static void put_table(struct grid_page *page)
{
    struct viewing *v = page->v;

    buffer_format(v->out,
                  "<div class=\"scroll%s\"><table class=\"grid\"><caption>The latest stance of each party on each issue"
                  "</caption><thead><tr><th scope=\"col\">Issue</th>",
                  page->n_shown > PARTIES_SHOWN ? " wide" : "");
    for (size_t p = 0; p < page->n_parties; p++) {
        if (!page->parties[p].shown)
            continue;
        buffer_c(v->out, "<th scope=\"col\"><a href=\"");
        page_link(v, "party", page->parties[p].name);
        put_as_of(v, "?");
        buffer_c(v->out, "\">");
        html_text(v->out, page->parties[p].name);
        buffer_c(v->out, "</a></th>");
    }
    buffer_c(v->out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < page->issues.n; i++)
        if (has_cell(page, page->issues.at[i]))
            put_row(page, page->issues.at[i]);
    buffer_c(v->out, "</tbody></table></div>\n");
}

static void put_legend(struct buffer *out)
{
    static const char *const stances[] = { "demands", "proposes", "accepts", "open", "conditional", "rejects" };

    buffer_c(out, "<section class=\"legend\"><h2>How to read it</h2>\n<p>");
    for (size_t i = 0; i < COUNT_OF(stances); i++) {
        buffer_c(out, i ? " \xc2\xb7 " : "");
        page_stance(out, text_c(stances[i]));
    }
    buffer_c(
        out,
        ".</p>\n<p>Each cell: the stance of the last day on which the party's position was reported, that day, in how "
        "many pages, and on how many independent sources these rest (copies and reports of one agency count "
        "once). <span class=\"contested\">contested</span>: reports of that day disagree. "
        "<span class=\"other\">Slanted</span>: only others say so of the party. The line shows which side it "
        "held before, from the first day of the record to the last: a disc for, a diamond on conditions, "
        "a cross against. The words are behind each cell.</p></section>\n");
}

priscus_status matrix_page(struct viewing *v, struct priscus_error *err)
{
    struct gathered rows = { 0 };
    struct grid_page page = { .v = v, .rows = &rows };
    priscus_status status = v->view->rows(v, gather_row, &rows, err);

    if (status == PRISCUS_OK && (rows.failed || choose_parties(&page) != PRISCUS_OK))
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        find_days(&page);
        page_begin(v, NULL);
        page_filters(v);
        if (rows.n_rows) {
            put_table(&page);
            put_rest(&page);
            put_legend(v->out);
        } else {
            buffer_c(v->out, "<p>Nothing was found.</p>\n");
        }
        page_end(v);
    }
    gathered_release(&rows);
    return status;
}
