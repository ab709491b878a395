/* compare_page.c - two parties side by side, or all of them on two days, and where they differ.
 *
 *     issue       DRV                     VSK
 *     ceasefire   o accepts               o accepts
 *     talks       o open, 15 January      x rejects, 20 November      another side
 *
 * Both halves are rows of the matrix; here they are put beside each other. */
#include <stdlib.h>

#include "server/page/grid.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "story/changes/stance_matrix.h"

/* What a half has in its cells. */
#define CELL_COLUMNS(X, which)                                                                                         \
    X(which "stance", "stance", LEDGER_TEXT)                                                                           \
    X(which "date", "date", LEDGER_TEXT)                                                                               \
    X(which "precision", "precision", LEDGER_TEXT)                                                                     \
    X(which "reports", "reports", LEDGER_NUMBER)                                                                       \
    X(which "sources", "sources", LEDGER_NUMBER)                                                                       \
    X(which "contested", "disagree", LEDGER_NUMBER)                                                                    \
    X(which "words", "words", LEDGER_TEXT)                                                                             \
    X(which "id", "id", LEDGER_TEXT)
#define NAME(name, column, type)   name,
#define COLUMN(name, column, type) column,
#define TYPE(name, column, type)   type,

static const char *const names[] = { "issue",
                                     "one_party",
                                     "one_as_of",
                                     "other_party",
                                     "other_as_of",
                                     "differs",
                                     CELL_COLUMNS(NAME, "one_") CELL_COLUMNS(NAME, "other_") };
static const enum ledger_type types[] = { LEDGER_TEXT,
                                          LEDGER_TEXT,
                                          LEDGER_TEXT,
                                          LEDGER_TEXT,
                                          LEDGER_TEXT,
                                          LEDGER_TEXT,
                                          CELL_COLUMNS(TYPE, "") CELL_COLUMNS(TYPE, "") };
static const char *const cell_columns[] = { CELL_COLUMNS(COLUMN, "") };
#define OWN (COUNT_OF(names) - 2 * COUNT_OF(cell_columns))

struct half {
    struct gathered rows;
    const char *party; /* NULL: all */
    char as_of[DATE_TEXT_MAX];
    size_t at;
};

/* "VSK,DRV" into two; false: they are not two. */
static bool two_parties(struct viewing *v, const char *out[2])
{
    struct text rest = text_c(v->filter.party ? v->filter.party : ""), one = text_cut(&rest, ',');

    if (!one.len || !rest.len || memchr(rest.ptr, ',', rest.len))
        return false;
    out[0] = arena_copy(v->mem, one.ptr, one.len);
    out[1] = arena_copy(v->mem, rest.ptr, rest.len);
    return true;
}

/* Both halves. EINPUT: what shall be compared is not said. */
static priscus_status ask_halves(struct viewing *v, struct half halves[2], struct priscus_error *err)
{
    const char *parties[2] = { NULL, NULL };
    bool dates = date_known(v->then) || date_known(v->now);
    priscus_status status = PRISCUS_OK;

    if (!dates && !two_parties(v, parties))
        return error_set(err, PRISCUS_EINPUT, NOWHERE,
                         "there is nothing to compare: give two parties, parties=A,B, or two days, then= and now=");
    if (!dates && (!parties[0] || !parties[1]))
        return error_memory(err);
    for (int i = 0; i < 2 && status == PRISCUS_OK; i++) {
        struct ledger_filter filter = v->filter;

        filter.limit = 0;
        if (dates)
            filter.as_of = i ? v->now : v->then;
        else
            filter.party = halves[i].party = parties[i];
        date_format(filter.as_of, halves[i].as_of);
        status = matrix_ask(v->ledger, &filter, gather_row, &halves[i].rows, err);
        if (status == PRISCUS_OK && halves[i].rows.failed)
            status = error_memory(err);
    }
    return status;
}

static const char *side_name(struct text stance)
{
    return side_text(text_is(stance, stance_text(STANCE_REJECTS))       ? SIDE_AGAINST
                     : text_is(stance, stance_text(STANCE_CONDITIONAL)) ? SIDE_IF
                                                                        : SIDE_FOR);
}

/* "side", "stance", "known": of one there is none; NULL: they do not differ. */
static const char *difference(const struct half halves[2], const size_t at[2])
{
    struct text one, other;

    if (at[0] == SIZE_MAX || at[1] == SIZE_MAX)
        return "known";
    one = gathered_get(&halves[0].rows, at[0], "stance");
    other = gathered_get(&halves[1].rows, at[1], "stance");
    return text_eq(one, other) ? NULL : side_name(one) == side_name(other) ? "stance" : "side";
}

/* The rows of both in step; true: at[] are the next two, SIZE_MAX where a half has none. */
static bool next_pair(struct half halves[2], size_t at[2])
{
    int order = 0;
    bool left[2];

    for (int i = 0; i < 2; i++)
        left[i] = halves[i].at < halves[i].rows.n_rows;
    if (!left[0] && !left[1])
        return false;
    if (left[0] && left[1]) {
        if (!halves[0].party)
            order = text_compare(gathered_get(&halves[0].rows, halves[0].at, "party"),
                                 gathered_get(&halves[1].rows, halves[1].at, "party"));
        if (!order)
            order = text_compare(gathered_get(&halves[0].rows, halves[0].at, "issue"),
                                 gathered_get(&halves[1].rows, halves[1].at, "issue"));
    } else {
        order = left[0] ? -1 : 1;
    }
    at[0] = order <= 0 ? halves[0].at++ : SIZE_MAX;
    at[1] = order >= 0 ? halves[1].at++ : SIZE_MAX;
    return true;
}

/* Of the half that has one. */
static const char *value_of(const struct half halves[2], const size_t at[2], const char *column)
{
    int i = at[0] == SIZE_MAX;

    return gathered_value(&halves[i].rows, at[i], gathered_column(&halves[i].rows, column));
}

priscus_status comparison_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    struct half halves[2] = { 0 };
    struct ledger_row row = { COUNT_OF(names), names, types, NULL };
    const char *values[COUNT_OF(names)];
    size_t at[2];
    priscus_status status = PRISCUS_OK;
    bool ended;

    if (v->request) /* else the description of the API wants the columns */
        status = ask_halves(v, halves, err);
    ended = status != PRISCUS_OK || each(context, &row) != 0;
    row.values = values;
    while (!ended && next_pair(halves, at)) {
        values[0] = value_of(halves, at, "issue");
        values[5] = difference(halves, at);
        for (int i = 0; i < 2; i++) {
            const char **cell = values + OWN + (i ? COUNT_OF(cell_columns) : 0);

            values[1 + 2 * i] = halves[i].party ? halves[i].party : value_of(halves, at, "party");
            values[2 + 2 * i] = *halves[i].as_of ? halves[i].as_of : NULL;
            for (size_t c = 0; c < COUNT_OF(cell_columns); c++)
                cell[c] = at[i] == SIZE_MAX ? NULL
                                            : gathered_value(&halves[i].rows, at[i],
                                                             gathered_column(&halves[i].rows, cell_columns[c]));
        }
        ended = each(context, &row) != 0;
    }
    gathered_release(&halves[0].rows);
    gathered_release(&halves[1].rows);
    return status;
}

/* ---- the page ------------------------------------------------------------------------------ */

static void put_cell(struct viewing *v, const struct half *half, size_t r)
{
    buffer_c(v->out, "<td data-of=\"");
    html_c(v->out, half->party ? half->party : *half->as_of ? half->as_of : "now");
    if (r == SIZE_MAX) {
        buffer_c(v->out, "\"><span class=\"unknown\">nothing known</span></td>");
        return;
    }
    buffer_c(v->out, "\"><a href=\"/position/");
    target_put(v->out, gathered_get(&half->rows, r, "id"));
    buffer_c(v->out, "\">");
    page_stance(v->out, gathered_get(&half->rows, r, "stance"));
    buffer_c(v->out, "</a> <span class=\"soft\">");
    page_date(v->out, gathered_get(&half->rows, r, "date"), gathered_get(&half->rows, r, "precision"));
    buffer_c(v->out, "; ");
    buffer_count(v->out, (size_t)strtoull(gathered_get(&half->rows, r, "reports").ptr, NULL, 10), "report");
    buffer_c(v->out, ", ");
    buffer_count(v->out, (size_t)strtoull(gathered_get(&half->rows, r, "sources").ptr, NULL, 10), "independent source");
    buffer_c(v->out, "</span>");
    if (text_is(gathered_get(&half->rows, r, "disagree"), "1"))
        buffer_c(v->out, " <span class=\"contested\">contested</span>");
    buffer_c(v->out, "<br><q>");
    html_short(v->out, gathered_get(&half->rows, r, "words"), 160);
    buffer_c(v->out, "</q></td>");
}

static void put_head(struct viewing *v, const struct half *half)
{
    buffer_c(v->out, "<th scope=\"col\">");
    if (half->party) {
        buffer_c(v->out, "<a href=\"");
        page_link(v, "party", text_c(half->party));
        buffer_c(v->out, "\">");
        html_c(v->out, half->party);
        buffer_c(v->out, "</a>");
    } else if (*half->as_of) {
        buffer_c(v->out, "By ");
        page_date(v->out, text_c(half->as_of), (struct text){ 0 });
    } else {
        buffer_c(v->out, "By now");
    }
    buffer_c(v->out, "</th>");
}

/* Names of the rows: the issue, and by days the party before it. */
static void put_name(struct viewing *v, const struct half halves[2], const size_t at[2])
{
    struct text issue = text_c(value_of(halves, at, "issue"));

    if (!halves[0].party) {
        html_c(v->out, value_of(halves, at, "party"));
        buffer_c(v->out, " on ");
    }
    buffer_c(v->out, "<a href=\"");
    page_link(v, "issue", issue);
    buffer_c(v->out, "\">");
    html_text(v->out, issue);
    buffer_c(v->out, "</a>");
}

static void put_table(struct viewing *v, struct half halves[2])
{
    size_t at[2], n = 0, differ = 0;

    buffer_c(v->out, "<table class=\"stack compare\">");
    page_caption(v);
    buffer_c(v->out, "<thead><tr><th scope=\"col\">Issue</th>");
    put_head(v, &halves[0]);
    put_head(v, &halves[1]);
    buffer_c(v->out, "</tr></thead><tbody>\n");
    for (; next_pair(halves, at); n++) {
        const char *differs = difference(halves, at);
        bool marked = differs && at[0] != SIZE_MAX && at[1] != SIZE_MAX;

        differ += marked;
        buffer_format(v->out, "<tr%s><th scope=\"row\">", marked ? " class=\"differs\"" : "");
        put_name(v, halves, at);
        if (marked)
            buffer_format(v->out, "<br><span class=\"contested\">%s</span>",
                          text_is(text_c(differs), "side") ? "another side" : "another stance");
        buffer_c(v->out, "</th>");
        put_cell(v, &halves[0], at[0]);
        put_cell(v, &halves[1], at[1]);
        buffer_c(v->out, "</tr>\n");
    }
    buffer_c(v->out, "</tbody></table>\n<p class=\"soft\">");
    buffer_count(v->out, n, "row");
    buffer_format(v->out, ", of which %zu differ%s.</p>\n", differ, differ == 1 ? "s" : "");
}

priscus_status comparison_page(struct viewing *v, struct priscus_error *err)
{
    struct half halves[2] = { 0 };
    bool asked = v->filter.party || date_known(v->then) || date_known(v->now);
    priscus_status status = asked ? ask_halves(v, halves, err) : PRISCUS_OK;

    if (status == PRISCUS_OK) {
        page_begin(v, NULL);
        page_filters(v);
        if (!asked)
            buffer_c(
                v->out,
                "<p>Two parties side by side (their codes, with a comma between them), or where all stood on one day "
                "and on another.</p>\n");
        else if (!halves[0].rows.n_rows && !halves[1].rows.n_rows)
            buffer_c(v->out, "<p>Nothing was found.</p>\n");
        else
            put_table(v, halves);
        page_end(v);
    }
    gathered_release(&halves[0].rows);
    gathered_release(&halves[1].rows);
    return status;
}
