/* change_feed.c - see change_feed.h. */
#include "export/web/change_feed.h"

#include <stdlib.h>

#include "export/export.h"
#include "export/xml_write.h"

/* When the ledger got to know the last of it. */
static struct date updated(const struct change *c)
{
    return date_compare(c->from.report.recorded, c->to.report.recorded) > 0 ? c->from.report.recorded
                                                                            : c->to.report.recorded;
}

static void put_moment(struct buffer *out, struct date date)
{
    char text[DATE_TEXT_MAX];

    buffer_c(out, *date_format_utc(date, text) ? text : "1970-01-01T00:00:00Z");
}

static void put_told(struct buffer *out, const struct change_end *end)
{
    change_day(out, end->report.date);
    buffer_format(out, ", %s: \xe2\x80\x9c", stance_text(end->report.stance));
    xml_put(out, end->words.sentence);
    buffer_c(out, "\xe2\x80\x9d (");
    xml_put(out, end->report.chain);
    buffer_c(out, ")\n");
}

/* Codes are letters, digits, dots and hyphens: they may stand in an address as they are. */
static void put_link(const struct change_feed *feed, const struct change *c, const char *id, struct buffer *out)
{
    if (!feed->on_server && !c->to.words.address.len)
        return;
    buffer_c(out, "<link rel=\"alternate\" type=\"text/html\" href=\"");
    if (feed->on_server) {
        buffer_c(out, "/changes?party=");
        xml_put(out, c->party);
        buffer_c(out, "&amp;issue=");
        xml_put(out, c->issue);
        buffer_format(out, "#c%s", id);
    } else {
        xml_put(out, c->to.words.address);
    }
    buffer_c(out, "\"/>");
}

static void put_entry(const struct change_feed *feed, const struct change *c, struct buffer *out)
{
    char id[CHANGE_ID_MAX];

    change_id(c, id);
    buffer_format(out, "<entry><id>urn:uuid:%s</id><title>", id);
    xml_put(out, c->party);
    buffer_c(out, " on ");
    xml_put(out, c->issue);
    buffer_c(out, ": ");
    change_line(out, c, NULL);
    buffer_c(out, "</title><updated>");
    put_moment(out, updated(c));
    buffer_c(out, "</updated>");
    put_link(feed, c, id, out);
    buffer_format(out, "<category term=\"%s\"/><content type=\"text\">", change_kind_text(c->kind));
    put_told(out, &c->from);
    put_told(out, &c->to);
    buffer_c(out, "</content></entry>\n");
}

/* By when they got known, the newest first. */
static int compare_known(const void *left, const void *right)
{
    const struct change *a = left, *b = right;
    int known = date_compare(updated(b), updated(a));

    return known ? known : a->last_day != b->last_day ? (a->last_day < b->last_day ? 1 : -1) : 0;
}

priscus_status change_feed_write(const struct change_feed *feed, struct ledger *ledger,
                                 const struct ledger_filter *filter, struct arena *mem, struct buffer *out,
                                 struct priscus_error *err)
{
    struct change_list list = { 0 };
    priscus_status status = changes_find(ledger, filter, mem, &list, err);

    if (status == PRISCUS_OK && list.n)
        qsort(list.items, list.n, sizeof *list.items, compare_known);
    if (feed->most && list.n > feed->most)
        list.n = feed->most;
    if (status == PRISCUS_OK)
        status = changes_words(ledger, list.items, list.n, mem, err);
    if (status != PRISCUS_OK)
        return status;
    buffer_c(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
                  "<id>urn:uuid:6f0ee3f2-95a5-8d0c-9a3e-1d7a4b6c2f10</id><title>Changes \xc2\xb7 Priscus</title>"
                  "<author><name>Priscus</name></author>");
    if (feed->self)
        buffer_format(out, "<link rel=\"self\" href=\"%s\"/>", feed->self);
    if (feed->page)
        buffer_format(out, "<link rel=\"alternate\" type=\"text/html\" href=\"%s\"/>", feed->page);
    buffer_c(out, "<updated>");
    put_moment(out, list.n ? updated(&list.items[0]) : (struct date){ 0 });
    buffer_c(out, "</updated>\n");
    for (size_t i = 0; i < list.n; i++)
        put_entry(feed, &list.items[i], out);
    buffer_c(out, "</feed>\n");
    return PRISCUS_OK;
}

priscus_status export_atom(struct export *e, struct priscus_error *err)
{
    struct change_feed feed = { .most = e->filter->limit };
    struct ledger_filter filter = *e->filter;
    struct arena mem = { 0 };
    priscus_status status;

    filter.limit = 0; /* of changes, not of what they are found in */
    status = change_feed_write(&feed, e->ledger, &filter, &mem, &e->out->out, err);

    arena_release(&mem);
    return status;
}
