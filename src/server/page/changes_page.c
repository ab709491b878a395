/* changes_page.c - where a party's stance changed, and where reports disagree; as a page, and as a feed (export/web/change_feed.h).
 *
 *     VSK on talks
 *     from x rejects to o open since 6 May 2031: 3 reports, 2 independent sources
 *         3 May   "There will be no talks", Rada Volshin said.     The Ferry Post <- Rada Volshin
 *         6 May   Veshkar may sit down with them, ...              The Tern <- ...
 *
 * The newest first; conflicts stand apart, since they are no news of a change. */
#include <stdio.h>
#include <stdlib.h>

#include "export/web/change_feed.h"
#include "record/id.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"

/* ---- the page ------------------------------------------------------------------------------ */

static void put_end(struct viewing *v, const struct change_end *end)
{
    char id[ID_TEXT_MAX];

    id_format(ID_POSITION, end->report.id, id);
    buffer_c(v->out, "<div>");
    page_stance(v->out, text_c(stance_text(end->report.stance)));
    buffer_c(v->out, " <span class=\"soft\">");
    page_day(v->out, end->report.date);
    buffer_c(v->out, "</span><blockquote>");
    html_text(v->out, end->words.sentence);
    buffer_c(v->out, "</blockquote><span class=\"account\">");
    page_chain(v->out, end->report.chain);
    buffer_format(v->out, " \xc2\xb7 <a class=\"id\" href=\"/position/%s\">%s</a></span></div>", id, id);
}

static void put_change(struct viewing *v, const struct change *c)
{
    char id[CHANGE_ID_MAX];

    change_id(c, id);
    buffer_format(v->out, "<article class=\"change\" id=\"c%s\"><h3><a href=\"", id);
    page_link(v, "party", c->party);
    buffer_c(v->out, "\">");
    html_text(v->out, c->party);
    buffer_c(v->out, "</a> on <a href=\"");
    page_link(v, "issue", c->issue);
    buffer_c(v->out, "\">");
    html_text(v->out, c->issue);
    buffer_c(v->out, "</a></h3>\n<p>");
    change_line(v->out, c, &page_change_style);
    buffer_c(v->out, "</p><div class=\"two\">");
    put_end(v, &c->from);
    put_end(v, &c->to);
    buffer_c(v->out, "</div></article>\n");
}

/* Those that are changes, or those that are not, the newest first. True: there are more. */
static bool put_changes(struct viewing *v, const struct change_list *list, bool changes)
{
    size_t n = changes ? list->n_changes : list->n_conflicts, shown = 0;

    if (changes || n > v->skip)
        buffer_c(v->out, changes ? "<section><h2>Changes</h2>\n" : "<section><h2>Reports that disagree</h2>\n");
    if (changes && n <= v->skip)
        buffer_c(v->out,
                 n ? "<p>No more of them.</p>\n" : "<p>No stance changed that reports are sure enough of.</p>\n");
    for (size_t i = list->n; i-- > 0 && shown < v->skip + v->limit;) {
        if ((list->items[i].kind == CHANGE_STANCE) == changes && shown++ >= v->skip)
            put_change(v, &list->items[i]);
    }
    if (changes || n > v->skip)
        buffer_c(v->out, "</section>\n");
    return n > v->skip + v->limit;
}

static void put_turn(struct viewing *v, bool more)
{
    char before[32], next[32];

    snprintf(before, sizeof before, "n%zu", v->skip > v->limit ? v->skip - v->limit : 0);
    snprintf(next, sizeof next, "n%zu", v->skip + v->limit);
    page_turn(v, v->skip ? before : NULL, more ? next : NULL);
}

priscus_status changes_page(struct viewing *v, struct priscus_error *err)
{
    struct change_list list = { 0 };
    struct change_few few = { .newest = v->skip + v->limit };
    priscus_status status = changes_find_few(v->ledger, &v->filter, &few, v->mem, &list, err);
    bool more;

    if (status != PRISCUS_OK)
        return status;
    page_begin(v, NULL);
    page_filters(v);
    more = put_changes(v, &list, true);
    more |= put_changes(v, &list, false);
    put_turn(v, more);
    buffer_c(v->out,
             "<p class=\"soft\">New ones as they are read: <a href=\"/changes.atom\">an Atom feed</a>, of the whole "
             "ledger or of what is asked for here.</p>\n");
    page_end(v);
    return PRISCUS_OK;
}

priscus_status changes_atom(struct viewing *v, struct priscus_error *err)
{
    struct buffer self = { 0 }, page = { 0 };
    struct change_feed feed = { .most = v->limit, .on_server = true };
    struct buffer *out = v->out;
    priscus_status status;

    v->out = &self; /* page_self() writes there */
    page_self(v, ".atom");
    v->out = &page;
    page_self(v, "");
    v->out = out;
    feed.self = self.ptr;
    feed.page = page.ptr;
    status = self.failed || page.failed ? error_memory(err)
                                        : change_feed_write(&feed, v->ledger, &v->filter, v->mem, out, err);
    v->reply->type = form_type(FORM_ATOM);
    buffer_release(&self);
    buffer_release(&page);
    return status;
}
