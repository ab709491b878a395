/* count_pages.c - how much there is of what: outlets, speakers, and the facets beside what a search finds.
 *
 *     Orlune Press   40 pages, 22 of them copies of others' ; 90 statements, of 11 the speaker is not named */
#include <stdlib.h>

#include "server/page/html_write.h"
#include "server/page/pages.h"

#define FACETS_SHOWN   12 /* values of a facet                */
#define SPEAKERS_SHOWN 12 /* of a party: who spoke most for it */

static size_t number_of(const struct gathered *rows, size_t r, const char *column)
{
    return (size_t)strtoull(gathered_get(rows, r, column).ptr, NULL, 10);
}

/* "22 (55 %)" */
static void put_share(struct buffer *out, size_t n, size_t of)
{
    buffer_format(out, "%zu", n);
    if (n && of)
        buffer_format(out, " <span class=\"soft\">(%zu\xc2\xa0%%)</span>", (n * 100 + of / 2) / of);
}

static void put_from_to(struct buffer *out, const struct gathered *rows, size_t r, const char *from, const char *to)
{
    struct text first = gathered_get(rows, r, from), last = gathered_get(rows, r, to);

    if (first.len)
        page_date(out, first, (struct text){ 0 });
    if (first.len && !text_eq(first, last)) {
        buffer_c(out, " to ");
        page_date(out, last, (struct text){ 0 });
    }
}

/* ---- outlets -------------------------------------------------------------------------------- */

static void write_outlet(struct viewing *v, const struct gathered *rows, size_t r)
{
    struct buffer *out = v->out;
    struct text outlet = gathered_get(rows, r, "outlet");
    size_t pages = number_of(rows, r, "pages"), statements = number_of(rows, r, "statements");

    buffer_c(out, "<tr><th scope=\"row\">");
    if (outlet.len) {
        buffer_c(out, "<a href=\"/statements?outlet=");
        target_put(out, outlet);
        buffer_c(out, "\">");
        html_text(out, outlet);
        buffer_c(out, "</a>");
    } else {
        buffer_c(out, "<span class=\"unknown\">not named</span>");
    }
    buffer_format(out, "</th><td data-of=\"Pages\">%zu</td><td data-of=\"First here\">%zu</td><td data-of=\"Copies\">",
                  pages, pages - number_of(rows, r, "copies"));
    put_share(out, number_of(rows, r, "copies"), pages);
    buffer_format(out,
                  "</td><td data-of=\"Copied by others\">%zu</td><td data-of=\"Statements\">%zu</td>"
                  "<td data-of=\"Speaker unknown\">",
                  number_of(rows, r, "copied"), statements);
    put_share(out, number_of(rows, r, "speaker_unknown"), statements);
    buffer_c(out, "</td><td data-of=\"Published\">");
    put_from_to(out, rows, r, "first_published", "last_published");
    buffer_c(out, "</td></tr>\n");
}

priscus_status outlets_page(struct viewing *v, struct priscus_error *err)
{
    static const char *const heads[] = { "Outlet",     "Pages",           "First here", "Copies", "Copied by others",
                                         "Statements", "Speaker unknown", "Published",  NULL };

    return page_list(v, heads, write_outlet, NULL, err);
}

/* ---- speakers ------------------------------------------------------------------------------- */

static void write_speaker(struct viewing *v, const struct gathered *rows, size_t r)
{
    struct buffer *out = v->out;
    struct text speaker = gathered_get(rows, r, "speaker"), party = gathered_get(rows, r, "party");
    size_t pages = number_of(rows, r, "pages");

    buffer_c(out, "<tr><th scope=\"row\">");
    if (speaker.len) {
        buffer_c(out, "<a href=\"/statements?speaker=");
        target_put(out, speaker);
        buffer_c(out, "\">");
        html_text(out, speaker);
        buffer_c(out, "</a>");
    } else {
        buffer_c(out, "<span class=\"unknown\">not known by name</span>");
    }
    buffer_c(out, "</th><td data-of=\"Party\">");
    if (party.len) {
        buffer_c(out, "<a href=\"");
        page_link(v, "party", party);
        buffer_c(out, "\">");
        html_text(out, party);
        buffer_c(out, "</a>");
    }
    buffer_format(out, "</td><td data-of=\"Statements\">%zu</td><td data-of=\"Pages\">%zu</td><td data-of=\"Copies\">",
                  number_of(rows, r, "statements"), pages);
    put_share(out, number_of(rows, r, "pages_copied"), pages);
    buffer_format(out, "</td><td data-of=\"Outlets\">%zu</td><td data-of=\"Said\">", number_of(rows, r, "outlets"));
    put_from_to(out, rows, r, "first_said", "last_said");
    buffer_c(out, "</td></tr>\n");
}

priscus_status speakers_page(struct viewing *v, struct priscus_error *err)
{
    static const char *const heads[] = { "Speaker", "Party", "Statements", "Pages", "Copies", "Outlets", "Said", NULL };

    return page_list(v, heads, write_speaker, NULL, err);
}

static void put_speaker(struct viewing *v, const struct gathered *rows, size_t r)
{
    struct text name = gathered_get(rows, r, "speaker"), last = gathered_get(rows, r, "last_said");

    buffer_c(v->out, "<li><a href=\"/statements?party=");
    target_put(v->out, text_c(v->filter.party));
    buffer_c(v->out, "&amp;speaker=");
    target_put(v->out, name);
    buffer_c(v->out, "\">");
    html_text(v->out, name);
    buffer_c(v->out, "</a> <span class=\"soft\">");
    buffer_count(v->out, number_of(rows, r, "statements"), "statement");
    if (last.len) {
        buffer_c(v->out, ", last ");
        page_date(v->out, last, (struct text){ 0 });
    }
    buffer_c(v->out, "</span></li>\n");
}

priscus_status put_who_spoke(struct viewing *v, struct priscus_error *err)
{
    struct ledger_filter filter = v->filter;
    struct gathered rows = { 0 };
    size_t n = 0;
    priscus_status status;

    filter.limit = SPEAKERS_SHOWN + 2; /* one more, and those who are not known by name */
    filter.after = NULL;
    status = ledger_ask(v->ledger, LEDGER_SPEAKERS, &filter, gather_row, &rows, err);
    if (status == PRISCUS_OK && rows.failed)
        status = error_memory(err);
    for (size_t r = 0; status == PRISCUS_OK && r < rows.n_rows; r++) {
        if (!gathered_get(&rows, r, "speaker").len || n++ >= SPEAKERS_SHOWN)
            continue;
        if (n == 1)
            buffer_c(v->out, "<section><h2>Who spoke</h2>\n<ul class=\"lines\">");
        put_speaker(v, &rows, r);
    }
    if (n)
        buffer_c(v->out, "</ul>\n");
    if (n > SPEAKERS_SHOWN) {
        buffer_c(v->out, "<p><a href=\"/speakers?party=");
        target_put(v->out, text_c(v->filter.party));
        buffer_c(v->out, "\">All who spoke</a></p>\n");
    }
    if (n)
        buffer_c(v->out, "</section>\n");
    gathered_release(&rows);
    return status;
}

/* ---- facets ------------------------------------------------------------------------------- */

static void put_facet(struct viewing *v, const struct gathered *rows, size_t r, struct text facet)
{
    static const char *const month[] = { "since", "as-of", "cursor" }, *const outlet[] = { "outlet", "cursor" },
                             *const party[] = { "party", "cursor" };
    struct text value = gathered_get(rows, r, "value");
    struct text values[] = { value, { 0 }, { 0 } };
    bool is_month = text_is(facet, "month");

    buffer_c(v->out, "<li><a href=\"");
    if (is_month) {
        values[1] = value;
        page_link_with_all(v, month, values, 3);
    } else {
        page_link_with_all(v, text_is(facet, "party") ? party : outlet, values, 2);
    }
    buffer_c(v->out, "\">");
    if (is_month)
        page_date(v->out, value, (struct text){ 0 });
    else
        html_text(v->out, value);
    buffer_format(v->out, "</a> %zu</li>", number_of(rows, r, "articles"));
}

/* What is found, by outlet, month and party; each value narrows it down. */
priscus_status search_facets(struct viewing *v, struct priscus_error *err)
{
    static const struct {
        const char *facet, *title;
    } facets[] = { { "outlet", "Outlets" },
                   { "month", "Months" },
                   { "party", "Parties with a position on these pages" } };
    struct ledger_filter filter = v->filter;
    struct gathered rows = { 0 };
    priscus_status status;

    filter.after = NULL;
    filter.limit = 0;
    status = ledger_ask(v->ledger, LEDGER_FACETS, &filter, gather_row, &rows, err);
    if (status == PRISCUS_OK && rows.failed)
        status = error_memory(err);
    if (status == PRISCUS_OK && rows.n_rows)
        buffer_c(v->out, "<details class=\"facets\" open><summary>Articles found</summary>\n");
    for (size_t f = 0; status == PRISCUS_OK && f < COUNT_OF(facets); f++) {
        size_t n = 0;

        for (size_t r = 0; r < rows.n_rows; r++) {
            if (!text_is(gathered_get(&rows, r, "facet"), facets[f].facet) || n++ >= FACETS_SHOWN)
                continue;
            if (n == 1)
                buffer_format(v->out, "<section><h2>%s</h2><ul>", facets[f].title);
            put_facet(v, &rows, r, text_c(facets[f].facet));
        }
        if (n)
            buffer_c(v->out, "</ul>");
        if (n > FACETS_SHOWN)
            buffer_format(v->out, "<p class=\"soft\">and %zu more</p>", n - FACETS_SHOWN);
        if (n)
            buffer_c(v->out, "</section>\n");
    }
    if (status == PRISCUS_OK && rows.n_rows)
        buffer_c(v->out, "</details>\n");
    gathered_release(&rows);
    return status;
}
