/* event_pages.c - stories: the articles on one event, in time; copies folded, yet listed. */
#include <stdio.h>

#include "record/id.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "story/events/story_rows.h"

static size_t least_pages(const struct viewing *v)
{
    return v->id ? 1 : v->pages ? v->pages : 2;
}

priscus_status story_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    bool pages = v->request && (v->request->target.form == FORM_CSV);

    return pages ? stories_ask_pages(v->ledger, &v->filter, least_pages(v), each, context, err)
                 : stories_ask(v->ledger, &v->filter, least_pages(v), each, context, err);
}

priscus_status one_story(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err)
{
    priscus_status status;

    if (v->request) /* else the description of the API wants the columns */
        v->filter.story = v->id;
    status = story_rows(v, each, context, err);
    return status == PRISCUS_EUSAGE ? PRISCUS_DONE : status; /* there is none */
}

static void put_days(struct viewing *v, const struct listed_story *s)
{
    struct date first = s->first, last = s->last;

    page_day(v->out, first);
    if (date_known(first) && date_known(last) && date_to_days(first) != date_to_days(last)) {
        buffer_c(v->out, " to ");
        page_day(v->out, last);
    }
}

static void put_basis(struct viewing *v, const struct listed_story *s)
{
    buffer_count(v->out, s->n, "article");
    buffer_c(v->out, " of ");
    buffer_count(v->out, s->n_outlets, "outlet");
    if (!v->id) { /* the story's own page tells them by what its statements cite */
        buffer_c(v->out, ", ");
        buffer_count(v->out, s->sources, "independent source");
    }
    if (s->n_copies) {
        buffer_c(v->out, ", ");
        buffer_format(v->out, "%zu %s", s->n_copies, s->n_copies == 1 ? "copy" : "copies");
    }
}

static void put_title(struct viewing *v, struct text title)
{
    if (title.len)
        html_text(v->out, title);
    else
        buffer_c(v->out, "<span class=\"unknown\">without a title</span>");
}

/* ---- the list -------------------------------------------------------------------------------- */

priscus_status stories_page(struct viewing *v, struct priscus_error *err)
{
    struct story_list list;
    size_t end;
    char id[ID_TEXT_MAX], before[32], next[32];
    priscus_status status;

    cursor_limit(v);
    status = stories_find(v->ledger, &v->filter, least_pages(v), v->mem, &list, err);
    if (status != PRISCUS_OK)
        return status;
    end = list.n < v->skip + v->limit ? list.n : v->skip + v->limit;
    page_begin(v, NULL);
    page_filters(v);
    if (v->skip >= end) {
        buffer_c(v->out, "<p>Nothing was found.</p>\n");
    } else {
        buffer_c(v->out, "<table class=\"stack\">");
        page_caption(v);
        buffer_c(v->out, "<thead><tr><th scope=\"col\">Days</th><th scope=\"col\">Story</th></tr></thead><tbody>\n");
        for (size_t i = v->skip; i < end; i++) {
            buffer_c(v->out, "<tr><td>");
            put_days(v, &list.items[i]);
            buffer_format(v->out, "</td><td><a href=\"/story/%s\">", id_format(ID_STORY, list.items[i].key, id));
            put_title(v, list.items[i].title);
            buffer_c(v->out, "</a><br><span class=\"account\">");
            put_basis(v, &list.items[i]);
            buffer_c(v->out, "</span></td></tr>\n");
        }
        buffer_c(v->out, "</tbody></table>\n");
    }
    snprintf(before, sizeof before, "n%zu", v->skip > v->limit ? v->skip - v->limit : 0);
    snprintf(next, sizeof next, "n%zu", v->skip + v->limit);
    page_turn(v, v->skip ? before : NULL, list.n > end ? next : NULL);
    page_end(v);
    return status;
}

/* ---- one ------------------------------------------------------------------------------------- */

#define ARTICLES_SHOWN 500

/* Of which page of the story it is a copy; SIZE_MAX: of none. */
static size_t copy_of(const struct listed_story *s, size_t page)
{
    for (size_t i = 0; i < s->n_copies; i++)
        if (s->copies[i].page == page && s->copies[i].of != SIZE_MAX)
            return s->copies[i].of;
    return SIZE_MAX;
}

static void put_article(struct viewing *v, const struct story_page *p)
{
    char id[ID_TEXT_MAX];

    id_format(ID_PAGE, p->page_key, id);
    page_day(v->out, p->published);
    buffer_c(v->out, " ");
    page_chain(v->out, p->chain.len ? p->chain : p->outlet.len ? p->outlet : p->file);
    buffer_c(v->out, ": ");
    buffer_format(v->out, "<a href=\"/article/%s\">", id);
    put_title(v, p->title);
    buffer_c(v->out, "</a>");
}

static void put_articles(struct viewing *v, const struct listed_story *s)
{
    size_t n = s->n < ARTICLES_SHOWN ? s->n : ARTICLES_SHOWN;

    buffer_c(v->out, "<section><h2>Its articles, in time</h2>\n<ol class=\"lines\">\n");
    for (size_t i = 0; i < n; i++) {
        size_t copies = 0;

        if (copy_of(s, i) < n && copy_of(s, i) != i && copy_of(s, copy_of(s, i)) == SIZE_MAX)
            continue; /* it stands below the one that it copies */
        buffer_c(v->out, "<li>");
        put_article(v, &s->pages[i]);
        for (size_t k = 0; k < n; k++)
            copies += copy_of(s, k) == i && copy_of(s, i) == SIZE_MAX;
        if (copies) {
            buffer_format(v->out, "<details><summary>%zu %s of it</summary><ul>", copies,
                          copies == 1 ? "copy" : "copies");
            for (size_t k = 0; k < n; k++)
                if (copy_of(s, k) == i) {
                    buffer_c(v->out, "<li>");
                    put_article(v, &s->pages[k]);
                    buffer_c(v->out, "</li>\n");
                }
            buffer_c(v->out, "</ul></details>");
        }
        buffer_c(v->out, "</li>\n");
    }
    buffer_c(v->out, "</ol>\n");
    if (s->n > n)
        buffer_format(v->out,
                      "<p class=\"soft\">The first %zu of %zu: <a href=\"/story/%s.csv\">all of them</a>.</p>\n", n,
                      s->n, v->id);
    buffer_c(v->out, "</section>\n");
}

priscus_status story_page(struct viewing *v, struct priscus_error *err)
{
    struct story_list list;
    char title[240], letter;
    int64_t key;
    priscus_status status;

    v->filter.story = v->id;
    if (!id_parse(v->id, &letter, &key) || letter != ID_STORY)
        return PRISCUS_DONE;
    status = stories_find(v->ledger, &v->filter, 1, v->mem, &list, err);
    if (status == PRISCUS_EUSAGE || (status == PRISCUS_OK && !list.n))
        return PRISCUS_DONE;
    if (status != PRISCUS_OK)
        return status;
    snprintf(title, sizeof title, "%.*s", (int)(list.items[0].title.len < 200 ? list.items[0].title.len : 200),
             list.items[0].title.len ? list.items[0].title.ptr : "");
    page_begin(v, *title ? title : "A story without a title");
    buffer_c(v->out, "<p>");
    put_days(v, &list.items[0]);
    buffer_c(v->out, ": ");
    put_basis(v, &list.items[0]);
    buffer_format(v->out, ". <span class=\"id\">%s</span></p>\n", v->id);
    buffer_format(v->out,
                  "<p>In it: <a href=\"/statements?story=%s\">statements</a>, <a href=\"/positions?story=%s\">"
                  "positions</a>, <a href=\"/changes?story=%s\">changes</a>.</p>\n",
                  v->id, v->id, v->id);
    put_articles(v, &list.items[0]);
    status = source_section(v, v->id, err);
    page_end(v);
    return status;
}
