/* changes_page.c - where a party's stance changed, and where reports disagree; as a page, and as a feed.
 *
 *     VSK on talks
 *     from x rejects to o open since 6 May 2031: 3 reports, 2 independent sources
 *         3 May   "There will be no talks", Rada Volshin said.     The Ferry Post <- Rada Volshin
 *         6 May   Veshkar may sit down with them, ...              The Tern <- ...
 *
 * The newest first; conflicts stand apart, since they are no news of a change. */
#include <stdio.h>
#include <stdlib.h>

#include "record/id.h"
#include "server/page/change_line.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"

/* An entry keeps its identifier while more reports of it come in: a change is known by the report that it began with, a
 * conflict by the day that it began on. */
#define ID_MAX 48

static void put_id(const struct change *c, char out[ID_MAX])
{
    char day[DATE_TEXT_MAX], first[ID_TEXT_MAX];
    struct sha256 h;

    date_format(date_from_days(c->first_day), day);
    id_format(ID_POSITION, c->to.report.id, first);
    h = sha256_of_all((const struct text[]){ text_c(change_kind_text(c->kind)), c->party, c->issue,
                                             text_c(c->kind == CHANGE_STANCE ? first : day) },
                      4);
    /* A UUID of version 8, whose bits are its maker's (RFC 9562). */
    h.bytes[6] = (unsigned char)(0x80 | (h.bytes[6] & 0x0f));
    h.bytes[8] = (unsigned char)(0x80 | (h.bytes[8] & 0x3f));
    for (size_t i = 0, n = 0; i < 16; i++)
        n += (size_t)snprintf(out + n, ID_MAX - n, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                              h.bytes[i]);
}

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
    char id[ID_MAX];

    put_id(c, id);
    buffer_format(v->out, "<article class=\"change\" id=\"c%s\"><h3><a href=\"", id);
    page_link(v, "party", c->party);
    buffer_c(v->out, "\">");
    html_text(v->out, c->party);
    buffer_c(v->out, "</a> on <a href=\"");
    page_link(v, "issue", c->issue);
    buffer_c(v->out, "\">");
    html_text(v->out, c->issue);
    buffer_c(v->out, "</a></h3>\n<p>");
    change_line(v->out, c, false);
    buffer_c(v->out, "</p><div class=\"two\">");
    put_end(v, &c->from);
    put_end(v, &c->to);
    buffer_c(v->out, "</div></article>\n");
}

/* Those that are changes, or those that are not, the newest first. True: there are more. */
static bool put_changes(struct viewing *v, const struct change_list *list, bool changes)
{
    size_t n = 0, shown = 0;

    for (size_t i = 0; i < list->n; i++)
        n += (list->items[i].kind == CHANGE_STANCE) == changes;
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
    priscus_status status = changes_find(v->ledger, &v->filter, v->mem, &list, err);
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

/* ---- the feed (RFC 4287) ------------------------------------------------------------------- */

/* Text in XML: what XML cannot hold as U+FFFD. */
static void xml_text(struct buffer *out, struct text t)
{
    size_t from = 0;

    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];
        bool noncharacter = c == 0xef && t.len - i > 2 && (unsigned char)t.ptr[i + 1] == 0xbf &&
                            ((unsigned char)t.ptr[i + 2] & 0xfe) == 0xbe;

        if (!noncharacter && (c >= ' ' || c == '\t' || c == '\n'))
            continue;
        html_text(out, text_of(t.ptr + from, i - from));
        buffer_c(out, "\xef\xbf\xbd");
        i += noncharacter ? 2 : 0;
        from = i + 1;
    }
    html_text(out, text_of(t.ptr + from, t.len - from));
}

/* "2031-05-06T00:00:00Z": a moment, where the date has no more than a day its first. */
static void put_moment(struct buffer *out, struct date d)
{
    long day = date_known(d) ? date_to_days(d) : 0;
    int seconds = 0;
    struct date at;

    if (d.precision == PRECISION_MINUTE || d.precision == PRECISION_SECOND)
        seconds = d.hour * 3600 + d.minute * 60 + (d.precision == PRECISION_SECOND ? d.second : 0) -
                  (d.zone == DATE_NO_ZONE ? 0 : d.zone * 60);
    while (seconds < 0) {
        seconds += 86400;
        day--;
    }
    day += seconds / 86400;
    seconds %= 86400;
    at = date_from_days(day);
    buffer_format(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.year, at.month, at.day, seconds / 3600, seconds / 60 % 60,
                  seconds % 60);
}

/* When the ledger got to know the last of it. */
static struct date updated(const struct change *c)
{
    return date_compare(c->from.report.recorded, c->to.report.recorded) > 0 ? c->from.report.recorded
                                                                            : c->to.report.recorded;
}

static void put_told(struct buffer *out, const struct change_end *end)
{
    change_day(out, end->report.date);
    buffer_format(out, ", %s: \xe2\x80\x9c", stance_text(end->report.stance));
    xml_text(out, end->words.sentence);
    buffer_c(out, "\xe2\x80\x9d (");
    xml_text(out, end->report.chain);
    buffer_c(out, ")\n");
}

static void put_entry(struct viewing *v, const struct change *c)
{
    char id[ID_MAX];

    put_id(c, id);
    buffer_format(v->out, "<entry><id>urn:uuid:%s</id><title>", id);
    xml_text(v->out, c->party);
    buffer_c(v->out, " on ");
    xml_text(v->out, c->issue);
    buffer_c(v->out, ": ");
    change_line(v->out, c, true);
    buffer_c(v->out, "</title><updated>");
    put_moment(v->out, updated(c));
    buffer_c(v->out, "</updated><link rel=\"alternate\" type=\"text/html\" href=\"/changes?party=");
    target_put(v->out, c->party);
    buffer_c(v->out, "&amp;issue=");
    target_put(v->out, c->issue);
    buffer_format(v->out, "#c%s\"/><category term=\"%s\"/><content type=\"text\">", id, change_kind_text(c->kind));
    put_told(v->out, &c->from);
    put_told(v->out, &c->to);
    buffer_c(v->out, "</content></entry>\n");
}

/* By when they got known, the newest first. */
static int compare_known(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    int known = date_compare(updated(b), updated(a));

    return known ? known : a->last_day != b->last_day ? (a->last_day < b->last_day ? 1 : -1) : 0;
}

priscus_status changes_atom(struct viewing *v, struct priscus_error *err)
{
    struct change_list list = { 0 };
    priscus_status status = changes_find(v->ledger, &v->filter, v->mem, &list, err);

    if (status != PRISCUS_OK)
        return status;
    if (list.n)
        qsort(list.items, list.n, sizeof *list.items, compare_known);
    v->reply->type = form_type(FORM_ATOM);
    buffer_c(v->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
                     "<id>urn:uuid:6f0ee3f2-95a5-8d0c-9a3e-1d7a4b6c2f10</id><title>Changes \xc2\xb7 Priscus</title>"
                     "<author><name>Priscus</name></author><link rel=\"self\" href=\"");
    page_self(v, ".atom");
    buffer_c(v->out, "\"/><link rel=\"alternate\" type=\"text/html\" href=\"");
    page_self(v, "");
    buffer_c(v->out, "\"/><updated>");
    put_moment(v->out, list.n ? updated(&list.items[0]) : (struct date){ .zone = DATE_NO_ZONE });
    buffer_c(v->out, "</updated>\n");
    for (size_t i = 0; i < list.n && i < v->limit; i++)
        put_entry(v, &list.items[i]);
    buffer_c(v->out, "</feed>\n");
    return PRISCUS_OK;
}
