/* history_page.c - how stances came about: of all parties on an issue, or of a party on all issues.
 *
 *     What changed
 *     6 May 2031   VSK on talks: from x rejects to o open since 6 May 2031: 3 reports, 2 independent sources
 *
 *     VSK   x rejects since 20 August 2031: 6 reports, 2 independent sources, last on 12 January 2032
 *           before: o open, 11 March to 2 August 2031
 *           --o--o-----x---x--x--
 *           20 August   "There will be no truce", Rada Volshin said.   The Ferry Post <- Rada Volshin
 *           ... */
#include <stdio.h>
#include <stdlib.h>

#include "record/id.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "server/page/timeline.h"
#include "story/changes/change_line.h"

#define REPORTS_SHOWN  20 /* of a pair: the newest */
#define READ_WHOLE     250 /* reports of a pair: all its stances are counted then */
#define LINES_SHOWN    20 /* changes and conflicts: the newest */
#define PERIODS_COUNTED 1 /* of a pair: the newest stances, of which is told how many reports they rest on */

/* A pair as the page shows it, kept when its reports are gone. */
struct pair_shown {
    struct text name;  /* the party, or the issue */
    struct text issue; /* which may be a more particular one than the page's */
    struct text label; /* in the picture: "VSK", "VSK .summit" */
    struct timeline_mark *marks;
    size_t n_marks;
    struct buffer html; /* its section */
};

/* A change or a conflict, as one line. */
struct line_shown {
    long day;
    struct text html;
};

struct gathering_pairs {
    struct viewing *v;
    bool of_issue; /* pairs are the parties of one issue; else the issues of one party */
    struct pair_shown *pairs;
    size_t n, room;
    struct line_shown *lines;
    size_t n_lines, room_lines;
    size_t n_changes; /* that there are: the newest are among the lines */
    struct arena mem;
    struct priscus_error *err;
};

/* ---- marks --------------------------------------------------------------------------------- */

static bool has_day(const struct stance_report *r)
{
    return date_known(r->date) && r->date.precision >= PRECISION_DAY;
}

static int compare_reports(const void *a, const void *b)
{
    const struct stance_report *x = *(const struct stance_report *const *)a,
                               *y = *(const struct stance_report *const *)b;
    int by_date = date_compare(x->date, y->date);

    return by_date                      ? by_date
           : x->page_key != y->page_key ? (x->page_key < y->page_key ? -1 : 1)
           : x->ordinal < y->ordinal    ? -1
                                        : x->ordinal > y->ordinal;
}

static void put_anchor(char out[32], size_t pair, long day, enum side side)
{
    snprintf(out, 32, "d%zu-%ld-%s", pair, day, side_text(side));
}

static bool in_conflict(const struct history *history, long day)
{
    for (size_t i = 0; i < history->n_conflicts; i++)
        if (day >= history->conflicts[i].first_day && day <= history->conflicts[i].last_day)
            return true;
    return false;
}

static int compare_marks(const void *left, const void *right)
{
    const struct timeline_mark *a = left, *b = right;

    return a->day != b->day ? (a->day < b->day ? -1 : 1) : (int)a->side - (int)b->side;
}

/* A mark a day and side. */
static priscus_status take_marks(struct gathering_pairs *g, const struct newest_of_pair *newest, struct pair_shown *pair)
{
    struct timeline_mark *marks = arena_alloc(&g->mem, (newest->n_days + 1) * SIDE_COUNT * sizeof *marks);
    size_t n = 0;

    if (!marks)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < newest->n_days; i++) {
        const struct cell_day *d = &newest->days[i];

        for (enum side side = 0; side < SIDE_COUNT; side++)
            if (d->exact && d->reports[side])
                marks[n++] = (struct timeline_mark){ .day = d->day, .side = side, .reports = (unsigned)d->reports[side] };
    }
    if (n)
        qsort(marks, n, sizeof *marks, compare_marks);
    for (size_t i = 0; i < n; i++) {
        struct timeline_mark *last = pair->n_marks ? &marks[pair->n_marks - 1] : NULL;

        if (last && compare_marks(last, &marks[i]) == 0) /* what was before that day, and what was on it */
            last->reports += marks[i].reports;
        else
            marks[pair->n_marks++] = marks[i];
    }
    for (size_t i = 0; i < pair->n_marks; i++) {
        marks[i].contested = in_conflict(newest->history, marks[i].day);
        put_anchor(marks[i].anchor, g->n, marks[i].day, marks[i].side);
    }
    pair->marks = marks;
    return PRISCUS_OK;
}

/* ---- words --------------------------------------------------------------------------------- */

/* "rejects since 20 August 2031: 6 reports, 2 independent sources, last on 12 January 2032" */
static void put_period(struct buffer *out, const struct stance_period *p, bool latest)
{
    page_stance(out, text_c(stance_text(latest ? p->last->stance : p->first->stance)));
    buffer_c(out, latest ? " since " : " from ");
    page_day(out, p->first->date);
    buffer_format(out, ": %zu report%s, %zu independent source%s", p->reports, p->reports == 1 ? "" : "s", p->sources,
                  p->sources == 1 ? "" : "s");
    if (p->last != p->first) {
        buffer_c(out, latest ? ", last on " : ", to ");
        page_day(out, p->last->date);
    }
}

static struct date date_of_end(long day, const struct day_end *end)
{
    struct date d = date_from_days(day);

    if (end->digits < 10) {
        d.precision = end->digits < 7 ? PRECISION_YEAR : PRECISION_MONTH;
        d.day = 0;
        d.month = end->digits < 7 ? 0 : d.month;
    }
    return d;
}

/* "for: 11 March 2031 to 2 August 2031": one whose reports were not read. */
static void put_days_of_period(struct buffer *out, const struct stance_period *p)
{
    struct date first = date_of_end(p->first_day, &p->first_end), last = date_of_end(p->last_day, &p->last_end);

    buffer_format(out, "%s: ", side_text(p->side));
    page_day(out, first);
    if (date_compare(first, last) != 0) {
        buffer_c(out, " to ");
        page_day(out, last);
    }
}

static void put_contested(struct buffer *out, const struct stance_period *p)
{
    if (p->contested)
        buffer_c(out, " <span class=\"contested\">contested</span>");
}

/* "/changes?party=VSK&amp;issue=talks" */
static void put_link(struct buffer *out, const char *page, const struct stance_report *of)
{
    buffer_format(out, "<a href=\"/%s?party=", page);
    target_put(out, of->party);
    buffer_c(out, "&amp;issue=");
    target_put(out, of->issue);
    buffer_c(out, "\">");
}

static void put_history(struct buffer *out, const struct newest_of_pair *newest)
{
    const struct history *history = newest->history;

    if (!history->n_periods) {
        buffer_c(out, "<p class=\"soft\">No report is sure enough, or dated, to say since when.</p>");
        return;
    }
    buffer_c(out, "<p>");
    if (newest->from < history->n_periods)
        put_period(out, &history->periods[history->n_periods - 1], true);
    else
        put_days_of_period(out, &history->periods[history->n_periods - 1]);
    put_contested(out, &history->periods[history->n_periods - 1]);
    buffer_c(out, "</p>");
    if (history->n_periods == 1)
        return;
    buffer_c(out, "<details><summary>Before that</summary><ol reversed class=\"periods\">");
    for (size_t i = history->n_periods - 1; i-- > 0;) {
        buffer_c(out, "<li>");
        if (i >= newest->from)
            put_period(out, &history->periods[i], false);
        else
            put_days_of_period(out, &history->periods[i]);
        put_contested(out, &history->periods[i]);
        buffer_c(out, "</li>");
    }
    buffer_c(out, "</ol>");
    if (newest->from) {
        put_link(out, "changes", newest->reports);
        buffer_c(out, "All changes, and the reports behind them</a>");
    }
    buffer_c(out, "</details>\n");
}

static priscus_status put_report(struct gathering_pairs *g, const struct stance_report *r, const char *anchor,
                                 struct buffer *out, struct arena *mem)
{
    struct stance_words words;
    char id[ID_TEXT_MAX];
    priscus_status status = ledger_stance_words(g->v->ledger, r->article, r->ordinal, mem, &words, g->err);

    if (status != PRISCUS_OK)
        return status;
    buffer_format(out, "<tr%s%s%s><td>", anchor ? " id=\"" : "", anchor ? anchor : "", anchor ? "\"" : "");
    page_day(out, r->date);
    if (date_known(r->published) && date_compare(r->published, r->date) != 0) {
        buffer_c(out, "<br><span class=\"soft\">published ");
        page_day(out, r->published);
        buffer_c(out, "</span>");
    }
    buffer_c(out, "</td><td>");
    page_stance(out, text_c(stance_text(r->stance)));
    buffer_c(out, "</td><td><blockquote>");
    html_text(out, words.sentence);
    buffer_c(out, "</blockquote><span class=\"account\">");
    page_chain(out, r->chain);
    id_format(ID_POSITION, r->id, id);
    buffer_format(out, " \xc2\xb7 <a class=\"id\" href=\"/position/%s\">%s</a></span></td></tr>\n", id, id);
    return PRISCUS_OK;
}

/* Of all `n_all` the newest `n` at least. */
static priscus_status put_reports(struct gathering_pairs *g, const struct stance_report *const *sorted, size_t n, size_t n_all,
                                  struct buffer *out, struct arena *mem)
{
    char anchor[32], last[32] = "";
    size_t from = n > REPORTS_SHOWN ? n - REPORTS_SHOWN : 0;
    priscus_status status = PRISCUS_OK;

    buffer_c(out, "<table class=\"stack\"><caption>Reports, newest first</caption><thead><tr><th "
                  "scope=\"col\">Said</th><th scope=\"col\">Stance</th>"
                  "<th scope=\"col\">Words, and by whose account</th></tr></thead><tbody>\n");
    for (size_t i = n; i-- > from && status == PRISCUS_OK;) {
        bool is_new = has_day(sorted[i]);

        if (is_new) {
            put_anchor(anchor, g->n, date_to_days(sorted[i]->date), side_of(sorted[i]->stance));
            is_new = strcmp(anchor, last) != 0;
            snprintf(last, sizeof last, "%s", anchor);
        }
        status = put_report(g, sorted[i], is_new ? anchor : NULL, out, mem);
    }
    buffer_c(out, "</tbody></table>\n");
    if (n_all > n - from) {
        buffer_format(out, "<p class=\"soft\">The newest %zu of %zu. ", n - from, n_all);
        put_link(out, "positions", sorted[0]);
        buffer_c(out, "All of them</a></p>");
    }
    return status;
}

/* An issue takes in its more particular ones: their tracks are told apart by what they have more. */
static priscus_status label(struct gathering_pairs *g, struct pair_shown *pair)
{
    size_t known = strlen(g->v->id);
    char *joined;

    pair->label = pair->name;
    if (!g->of_issue || pair->issue.len <= known)
        return PRISCUS_OK;
    joined = arena_alloc(&g->mem, pair->name.len + 1 + pair->issue.len - known + 1);
    if (!joined)
        return PRISCUS_ENOMEM;
    memcpy(joined, pair->name.ptr, pair->name.len);
    joined[pair->name.len] = ' ';
    memcpy(joined + pair->name.len + 1, pair->issue.ptr + known, pair->issue.len - known);
    pair->label = text_of(joined, pair->name.len + 1 + pair->issue.len - known);
    return PRISCUS_OK;
}

/* ---- what changed -------------------------------------------------------------------------- */

static priscus_status take_line(struct gathering_pairs *g, const struct change *change)
{
    struct line_shown *grown = arena_grow(&g->mem, g->lines, g->n_lines, &g->room_lines, sizeof *grown);
    struct buffer line = { 0 };
    priscus_status status;

    if (!grown)
        return PRISCUS_ENOMEM;
    g->lines = grown;
    buffer_format(&line, "<a href=\"#pair%zu\">", g->n);
    html_text(&line, g->pairs[g->n].label);
    buffer_c(&line, "</a>: ");
    change_line(&line, change, &page_change_style);
    status = line.failed ? PRISCUS_ENOMEM : arena_text(&g->mem, buffer_as_text(&line), &grown[g->n_lines].html);
    grown[g->n_lines++].day = change->last_day;
    buffer_release(&line);
    return status;
}

static priscus_status take_lines(struct gathering_pairs *g, const struct newest_of_pair *newest)
{
    priscus_status status = PRISCUS_OK;

    g->n_changes += newest->n_changes;
    for (size_t i = 0; i < newest->n_changes_read && status == PRISCUS_OK; i++)
        status = take_line(g, &newest->changes[i]);
    return status;
}

static priscus_status take_pair(void *context, const struct newest_of_pair *newest, struct arena *mem)
{
    struct gathering_pairs *g = context;
    struct pair_shown *grown = arena_grow(&g->mem, g->pairs, g->n, &g->room, sizeof *grown), *pair;
    const struct stance_report **sorted = arena_alloc(mem, newest->n_read * sizeof *sorted);
    const struct stance_report *one = newest->reports;
    priscus_status status;

    if (!grown || !sorted)
        return PRISCUS_ENOMEM;
    g->pairs = grown;
    pair = &grown[g->n];
    *pair = (struct pair_shown){ 0 };
    for (size_t i = 0; i < newest->n_read; i++)
        sorted[i] = &newest->reports[i];
    qsort(sorted, newest->n_read, sizeof *sorted, compare_reports);
    if (arena_text(&g->mem, g->of_issue ? one->party : one->issue, &pair->name) != PRISCUS_OK ||
        arena_text(&g->mem, one->issue, &pair->issue) != PRISCUS_OK || label(g, pair) != PRISCUS_OK ||
        take_marks(g, newest, pair) != PRISCUS_OK || take_lines(g, newest) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    put_history(&pair->html, newest);
    status = put_reports(g, sorted, newest->n_read, newest->n_reports, &pair->html, mem);
    g->n++;
    return status;
}

/* ---- the page ------------------------------------------------------------------------------ */

static priscus_status put_timeline(struct gathering_pairs *g)
{
    struct timeline_track *tracks = arena_alloc(&g->mem, (g->n + 1) * sizeof *tracks);

    if (!tracks)
        return error_memory(g->err);
    for (size_t i = 0; i < g->n; i++)
        tracks[i] = (struct timeline_track){ g->pairs[i].label, g->pairs[i].marks, g->pairs[i].n_marks };
    buffer_c(g->v->out, "<div class=\"scroll\">");
    timeline_svg(tracks, g->n, "timeline", g->v->out);
    buffer_c(g->v->out, "</div>\n");
    return PRISCUS_OK;
}

static int newest_first(const void *left, const void *right)
{
    const struct line_shown *a = left, *b = right;

    return a->day != b->day ? (a->day > b->day ? -1 : 1) : text_compare(a->html, b->html);
}

static void put_lines(struct gathering_pairs *g)
{
    struct buffer *out = g->v->out;

    if (!g->n_lines)
        return;
    qsort(g->lines, g->n_lines, sizeof *g->lines, newest_first);
    buffer_c(out, "<section><h2>What changed</h2>\n<ul class=\"lines\">");
    for (size_t i = 0; i < g->n_lines && i < LINES_SHOWN; i++) {
        buffer_c(out, "<li>");
        buffer_text(out, g->lines[i].html);
        buffer_c(out, "</li>\n");
    }
    buffer_c(out, "</ul>\n");
    if (g->n_changes > LINES_SHOWN) {
        buffer_format(out, "<p><a href=\"/changes?%s=", g->of_issue ? "issue" : "party");
        target_put(out, text_c(g->v->id));
        buffer_format(out, "\">All %zu</a></p>\n", g->n_changes);
    }
    buffer_c(out, "</section>\n");
}

static void put_pair(struct gathering_pairs *g, const struct pair_shown *pair)
{
    struct viewing *v = g->v;

    buffer_format(v->out, "<section id=\"pair%zu\"><h2><a href=\"", (size_t)(pair - g->pairs));
    page_link(v, g->of_issue ? "party" : "issue", pair->name);
    buffer_c(v->out, "\">");
    html_text(v->out, pair->name);
    buffer_c(v->out, "</a>");
    if (g->of_issue && pair->issue.len > strlen(v->id)) {
        buffer_c(v->out, " on <a href=\"");
        page_link(v, "issue", pair->issue);
        buffer_c(v->out, "\">");
        html_text(v->out, pair->issue);
        buffer_c(v->out, "</a>");
    }
    buffer_c(v->out, "</h2>\n");
    buffer_text(v->out, buffer_as_text(&pair->html));
    v->out->failed |= pair->html.failed;
    buffer_c(v->out, "</section>\n");
}

static priscus_status show(struct viewing *v, bool of_issue, struct priscus_error *err)
{
    const struct newest_few few = { PERIODS_COUNTED, REPORTS_SHOWN, LINES_SHOWN, READ_WHOLE };
    struct gathering_pairs g = { .v = v, .of_issue = of_issue, .err = err };
    priscus_status status;

    if (of_issue)
        v->filter.issue = v->id;
    else
        v->filter.party = v->id;
    status = pairs_newest(v->ledger, &v->filter, &few, take_pair, &g, err);
    if (status == PRISCUS_OK && !g.n && !v->request->target.n_params)
        status = PRISCUS_DONE; /* there is none */
    if (status == PRISCUS_OK) {
        page_begin(v, v->id);
        page_filters(v);
        if (!g.n)
            buffer_c(v->out, "<p>Nothing was found.</p>");
        put_lines(&g);
        status = put_timeline(&g);
        if (status == PRISCUS_OK && !of_issue)
            status = put_who_spoke(v, err);
        for (size_t i = 0; i < g.n; i++)
            put_pair(&g, &g.pairs[i]);
        page_end(v);
    }
    for (size_t i = 0; i < g.n; i++)
        buffer_release(&g.pairs[i].html);
    arena_release(&g.mem);
    return status;
}

priscus_status issue_page(struct viewing *v, struct priscus_error *err)
{
    return show(v, true, err);
}

priscus_status party_page(struct viewing *v, struct priscus_error *err)
{
    return show(v, false, err);
}
