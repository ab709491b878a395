/* review_page.c - entries for a person to judge, least sure first, one at a time; by keyboard, or by the buttons of a form.
 *
 *     VSK  rejects  ceasefire            62 of 100 such entries are right
 *     "There will be no truce", Rada Volshin said.
 *     [c Right]  [x No position]  [1 demands] [2 proposes] ...  [s Skip]
 *
 * Each judgement is a form that is posted (server/amendment.h), and comes back here for the next. Keys are told by the
 * attribute data-key; web/priscus.js presses the button. */
#include <stdio.h>
#include <stdlib.h>

#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "server/page/review_form.h"

#define SKIP_MAX 900

/* How many of the queue are passed over: parameter skip. */
static size_t skipped(const struct viewing *v)
{
    struct text skip = target_param(&v->request->target, "skip");
    size_t n = 0;

    for (size_t i = 0; i < skip.len && n < SKIP_MAX; i++)
        n = n * 10 + (size_t)(skip.ptr[i] - '0');
    return n < SKIP_MAX ? n : SKIP_MAX;
}

static void put_entry(struct viewing *v, const struct gathered *rows, size_t r, const char *back)
{
    struct text id = gathered_get(rows, r, "id"), sure = gathered_get(rows, r, "sure");

    buffer_c(v->out, "<article class=\"judge\"><h2>");
    html_text(v->out, gathered_get(rows, r, "party"));
    buffer_c(v->out, " ");
    page_stance(v->out, gathered_get(rows, r, "stance"));
    buffer_c(v->out, " ");
    html_text(v->out, gathered_get(rows, r, "issue"));
    buffer_c(v->out, "</h2>\n<blockquote class=\"large\">");
    review_sentence(v->out, gathered_get(rows, r, "sentence"), gathered_get(rows, r, "words"));
    buffer_c(v->out, "</blockquote><p class=\"account\">");
    html_text(v->out, gathered_get(rows, r, "chain"));
    buffer_c(v->out, ", ");
    page_date(v->out, gathered_get(rows, r, "date"), gathered_get(rows, r, "precision"));
    buffer_c(v->out, " \xc2\xb7 <a class=\"id\" data-key=\"o\" href=\"/position/");
    target_put(v->out, id);
    buffer_c(v->out, "\">");
    html_text(v->out, id);
    buffer_c(v->out, "</a>");
    if (sure.len)
        buffer_format(v->out, " \xc2\xb7 %.0f of 100 such entries are right", 100 * strtod(sure.ptr, NULL));
    buffer_c(v->out, "</p>\n");
    review_form(v, id, gathered_get(rows, r, "stance"), back);
    buffer_c(v->out, "</article>\n");
}

static void put_quality(struct viewing *v, const struct gathered *quality)
{
    buffer_c(v->out, "<details><summary>What was judged so far</summary><dl>");
    for (size_t r = 0; r < quality->n_rows; r++) {
        struct text name = gathered_text(quality, r, 0), value = gathered_text(quality, r, 1);

        buffer_c(v->out, "<dt>");
        for (size_t i = 0; i < name.len; i++)
            buffer_char(v->out, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
        buffer_c(v->out, "</dt><dd>");
        html_text(v->out, value.len ? value : text_c("not known yet"));
        buffer_c(v->out, "</dd>");
    }
    buffer_c(v->out, "</dl></details>\n");
}

priscus_status review_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    return ledger_ask(v->ledger, LEDGER_REVIEW, &v->filter, each, context, err);
}

priscus_status review_page(struct viewing *v, struct priscus_error *err)
{
    struct gathered rows = { 0 }, quality = { 0 };
    size_t skip = skipped(v);
    char back[40];
    priscus_status status;

    v->filter.limit = skip + 1;
    status = review_rows(v, gather_row, &rows, err);
    if (status == PRISCUS_OK)
        status = ledger_ask(v->ledger, LEDGER_QUALITY, NULL, gather_row, &quality, err);
    if (status == PRISCUS_OK && (rows.failed || quality.failed))
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        snprintf(back, sizeof back, skip ? "/review?skip=%zu" : "/review", skip);
        page_begin(v, NULL);
        buffer_c(v->out, "<p>Entries that nobody has judged, least sure first. The machine's reading stays as it is: "
                         "what you say is kept "
                         "beside it, with your name.</p>\n");
        if (!v->request->may_write)
            buffer_c(v->out, "<p class=\"notice\">To judge, open the address that was printed when the server started: "
                             "it has the token.</p>\n");
        if (rows.n_rows > skip) {
            put_entry(v, &rows, skip, back);
            buffer_format(v->out, "<p><a data-key=\"s\" href=\"/review?skip=%zu\">Skip this one</a> <kbd>s</kbd></p>\n",
                          skip + 1);
        } else
            buffer_c(v->out, "<p>There are no more.</p>\n");
        put_quality(v, &quality);
        page_end(v);
    }
    gathered_release(&rows);
    gathered_release(&quality);
    return status;
}
