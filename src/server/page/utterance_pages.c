/* utterance_pages.c - what was said once, however many pages report it.
 *
 *     "the locks stay shut until the levy is paid"          The Ferry Post <- Meridian; Orlune Press
 *     the locks stay [closed] until the [toll] is paid      Skarrvik Dispatch */
#include <stdio.h>

#include "record/id.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "story/utterances/told_rows.h"
#include "story/utterances/wording.h"

#define REPORTS_SHOWN 200 /* of an utterance */
#define UNFOLDED      3   /* accounts of one wording; more are folded */

static size_t least_pages(const struct viewing *v)
{
    return v->id ? 1 : v->pages ? v->pages : 2;
}

priscus_status utterance_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    /* A spreadsheet has a row a report. */
    bool reports = v->request && (v->request->target.form == FORM_CSV);

    return reports ? utterances_ask_reports(v->ledger, &v->filter, least_pages(v), each, context, err)
                   : utterances_ask(v->ledger, &v->filter, least_pages(v), each, context, err);
}

priscus_status one_utterance(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    v->filter.entry = v->id;
    return utterance_rows(v, each, context, err);
}

/* ---- the list -------------------------------------------------------------------------------- */

static void put_who(struct viewing *v, const struct told_utterance *u)
{
    if (u->speaker.len)
        html_text(v->out, u->speaker);
    else
        buffer_c(v->out, "<span class=\"unknown\">unknown</span>");
    if (u->party.len) {
        buffer_c(v->out, " (");
        html_text(v->out, u->party);
        buffer_c(v->out, ")");
    }
}

static void put_basis(struct viewing *v, const struct told_utterance *u)
{
    buffer_count(v->out, u->n, "report");
    buffer_c(v->out, " in ");
    buffer_count(v->out, u->pages, "page");
    buffer_c(v->out, ", ");
    buffer_count(v->out, u->sources, "independent source");
}

static priscus_status put_row(struct viewing *v, const struct told_utterance *u, struct priscus_error *err)
{
    struct told_words words;
    char id[ID_TEXT_MAX];
    priscus_status status = ledger_utterance_words(v->ledger, &u->reports[0], v->mem, &words, err);

    if (status != PRISCUS_OK)
        return status;
    id_format(ID_UTTERANCE, u->id, id);
    buffer_c(v->out, "<tr><td>");
    page_day(v->out, u->date);
    buffer_c(v->out, "</td><td>");
    put_who(v, u);
    buffer_c(v->out, "</td><td><blockquote>");
    html_text(v->out, words.words);
    buffer_format(v->out, "</blockquote><span class=\"account\"><a href=\"/utterance/%s\">", id);
    put_basis(v, u);
    buffer_c(v->out, "</a></span></td></tr>\n");
    return PRISCUS_OK;
}

static void put_turn(struct viewing *v, bool more)
{
    char before[32], next[32];

    snprintf(before, sizeof before, "n%zu", v->skip > v->limit ? v->skip - v->limit : 0);
    snprintf(next, sizeof next, "n%zu", v->skip + v->limit);
    page_turn(v, v->skip ? before : NULL, more ? next : NULL);
}

priscus_status utterances_page(struct viewing *v, struct priscus_error *err)
{
    struct told_list list;
    size_t end;
    priscus_status status;

    cursor_limit(v);
    status = utterances_find(v->ledger, &v->filter, least_pages(v), v->mem, &list, err);
    if (status != PRISCUS_OK)
        return status;
    end = list.n < v->skip + v->limit ? list.n : v->skip + v->limit;
    page_begin(v, NULL);
    page_filters(v);
    buffer_format(v->out, "<p>What %s report.</p>\n", least_pages(v) == 1 ? "one page or more" : "several pages");
    if (v->skip >= end)
        buffer_c(v->out, "<p>Nothing was found.</p>\n");
    else {
        buffer_c(v->out, "<table class=\"stack\">");
        page_caption(v);
        buffer_c(
            v->out,
            "<thead><tr><th scope=\"col\">Said</th><th scope=\"col\">Who</th><th scope=\"col\">Words, as the first "
            "page has them</th></tr></thead><tbody>\n");
        for (size_t i = v->skip; i < end && status == PRISCUS_OK; i++)
            status = put_row(v, &list.items[i], err);
        buffer_c(v->out, "</tbody></table>\n");
    }
    put_turn(v, list.n > end);
    page_end(v);
    return status;
}

/* ---- the reports of one ------------------------------------------------------------------------ */

static void put_marked(struct viewing *v, const struct told_shown *s)
{
    struct text words = s->words.words;
    uint32_t at = 0;

    for (size_t i = 0; i < s->n_differs; i++) {
        html_text(v->out, text_in(words, (struct span){ at, s->differs[i].begin }));
        buffer_c(v->out, "<ins>");
        html_text(v->out, text_in(words, s->differs[i]));
        buffer_c(v->out, "</ins>");
        at = s->differs[i].end;
    }
    html_text(v->out, text_in(words, (struct span){ at, (uint32_t)words.len }));
}

static void put_account(struct viewing *v, const struct told_report *r)
{
    char id[ID_TEXT_MAX];

    buffer_c(v->out, "<li>");
    page_day(v->out, r->published);
    buffer_c(v->out, " ");
    page_chain(v->out, r->chain.len ? r->chain : r->outlet);
    id_format(ID_STATEMENT, r->id, id);
    buffer_format(v->out, " <a class=\"id\" href=\"/statement/%s\">%s</a></li>\n", id, id);
}

/* Each wording once, with all reports that have it. */
static priscus_status put_wordings(struct viewing *v, const struct told_utterance *u, struct priscus_error *err)
{
    size_t n = u->n < REPORTS_SHOWN ? u->n : REPORTS_SHOWN;
    struct told_shown *shown = arena_alloc(v->mem, (n + 1) * sizeof *shown);
    bool *met = arena_alloc(v->mem, n + 1);
    priscus_status status = PRISCUS_OK;

    if (!shown || !met)
        return error_memory(err);
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        met[i] = false;
        status =
            told_show(v->ledger, &u->reports[i], i ? shown[0].words.words : (struct text){ 0 }, v->mem, &shown[i], err);
    }
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        size_t same = 0;

        if (met[i])
            continue;
        for (size_t k = i; k < n; k++)
            if (!met[k] && wording_same(shown[i].words.words, shown[k].words.words)) {
                met[k] = true;
                same++;
            }
        buffer_c(v->out, "<blockquote>");
        put_marked(v, &shown[i]);
        buffer_c(v->out, "</blockquote>");
        if (same > UNFOLDED) {
            buffer_c(v->out, "<details><summary>");
            buffer_count(v->out, same, "report");
            buffer_c(v->out, " with these words</summary>");
        }
        buffer_c(v->out, "<ul class=\"lines account\">");
        for (size_t k = i; k < n; k++)
            if (k == i || (met[k] && wording_same(shown[i].words.words, shown[k].words.words)))
                put_account(v, shown[k].report);
        buffer_c(v->out, same > UNFOLDED ? "</ul></details>\n" : "</ul>\n");
    }
    if (u->n > n)
        buffer_format(v->out, "<p class=\"soft\">and %zu more reports</p>\n", u->n - n);
    return status;
}

priscus_status utterance_section(struct viewing *v, const char *statement, struct priscus_error *err)
{
    struct ledger_filter filter = { .entry = statement };
    struct told_list list;
    priscus_status status = utterances_find(v->ledger, &filter, 1, v->mem, &list, err);

    for (size_t i = 0; i < list.n && status == PRISCUS_OK; i++) {
        const struct told_utterance *u = &list.items[i];
        char id[ID_TEXT_MAX];

        if (u->n < 2)
            continue;
        id_format(ID_UTTERANCE, u->id, id);
        buffer_format(v->out, "<section><h2>Other reports of <a href=\"/utterance/%s\">what was said</a></h2>\n<p>",
                      id);
        put_basis(v, u);
        buffer_c(v->out, "; what is worded otherwise than in the first is <ins>marked</ins>.</p>\n");
        status = put_wordings(v, u, err);
        buffer_c(v->out, "</section>\n");
    }
    return status;
}

priscus_status utterance_page(struct viewing *v, struct priscus_error *err)
{
    struct told_list list;
    const struct told_utterance *u;
    char title[200], letter;
    int64_t key;
    priscus_status status;

    v->filter.entry = v->id;
    if (!id_parse(v->id, &letter, &key) || letter != ID_UTTERANCE)
        return PRISCUS_DONE;
    status = utterances_find(v->ledger, &v->filter, 1, v->mem, &list, err);
    if (status != PRISCUS_OK || !list.n)
        return status == PRISCUS_OK ? PRISCUS_DONE : status;
    u = &list.items[0];
    snprintf(title, sizeof title, "%.*s: what was said", (int)(u->speaker.len < 150 ? u->speaker.len : 150),
             u->speaker.len ? u->speaker.ptr : "");
    page_begin(v, u->speaker.len ? title : "What was said, by somebody who is not named");
    buffer_c(v->out, "<dl><dt>Who</dt><dd>");
    put_who(v, u);
    buffer_c(v->out, "</dd><dt>Said</dt><dd>");
    page_day(v->out, u->date);
    buffer_c(v->out, "</dd><dt>Known by</dt><dd>");
    put_basis(v, u);
    buffer_format(v->out, "</dd><dt>Identifier</dt><dd><span class=\"id\">%s</span></dd></dl>\n", v->id);
    buffer_c(v->out, "<section><h2>How it was reported</h2>\n<p>The first report first; what others word otherwise is "
                     "<ins>marked</ins>.</p>\n");
    status = put_wordings(v, u, err);
    buffer_c(v->out, "</section>\n");
    if (status == PRISCUS_OK)
        status = source_section(v, v->id, err);
    page_end(v);
    return status;
}
