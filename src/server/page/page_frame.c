/* page_frame.c - what all pages have: head, navigation, the form that narrows a view down, the way to its rows. */
#include "server/page/html_write.h"
#include "story/changes/change_line.h"

static bool is_current(const struct viewing *v, const struct view *view)
{
    return v->view == view;
}

static void write_menu(struct viewing *v)
{
    buffer_c(v->out, "<nav aria-label=\"Views\"><ul>");
    for (size_t i = 0; i < views_n; i++) {
        if (!views[i].in_menu)
            continue;
        buffer_format(v->out, "<li><a href=\"/%s\"%s>", views[i].name,
                      is_current(v, &views[i]) ? " aria-current=\"page\"" : "");
        html_c(v->out, views[i].title);
        buffer_c(v->out, "</a></li>");
    }
    buffer_c(v->out, "</ul></nav>");
}

void page_begin(struct viewing *v, const char *title)
{
    if (!title)
        title = v->view->title;
    v->reply->type = form_type(FORM_HTML);
    buffer_c(v->out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                     "<meta name=\"color-scheme\" content=\"light dark\"><title>");
    html_c(v->out, title);
    buffer_c(v->out,
             " \xc2\xb7 Priscus</title><link rel=\"stylesheet\" href=\"/static/style.css\">"
             "<link rel=\"icon\" href=\"/static/icon.svg\" type=\"image/svg+xml\">"
             "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Changes\" href=\"/changes.atom\">"
             "<script src=\"/static/priscus.js\" defer></script></head>\n<body>"
             "<a class=\"skip\" href=\"#main\">To the content</a><header><a class=\"home\" href=\"/\">Priscus</a>");
    write_menu(v);
    buffer_c(v->out, "</header>\n<main id=\"main\"><h1>");
    html_c(v->out, title);
    buffer_c(v->out, "</h1>\n");
}

/* ---- addresses ---------------------------------------------------------------------------- */

void page_link(struct viewing *v, const char *view, struct text of)
{
    buffer_format(v->out, "/%s", view);
    if (of.len) {
        buffer_char(v->out, '/');
        target_put(v->out, of);
    }
}

/* The path of this view, with a form's ending. */
static void put_path(struct viewing *v, const char *form)
{
    const char *name = v->view->name;

    if (!*name && *form) /* "/" has no name that an ending could stand behind */
        name = "matrix";
    buffer_format(v->out, "/%s", name);
    if (v->id) {
        buffer_char(v->out, '/');
        target_put(v->out, text_c(v->id));
    }
    buffer_c(v->out, form);
}

/* The parameters as they are, but for these; a value that is empty: without it. */
static void put_changed(struct viewing *v, const char *const *names, const struct text *values, size_t n)
{
    const struct target *target = &v->request->target;
    const char *before = "?";

    for (size_t i = 0; i < target->n_params; i++) {
        bool changed = text_is(target->params[i].name, "token");

        for (size_t c = 0; c < n; c++)
            changed |= text_is(target->params[i].name, names[c]);
        if (changed)
            continue;
        buffer_c(v->out, before);
        target_put(v->out, target->params[i].name);
        buffer_char(v->out, '=');
        target_put(v->out, target->params[i].value);
        before = "&amp;";
    }
    for (size_t c = 0; c < n; c++) {
        if (!values[c].len)
            continue;
        buffer_format(v->out, "%s%s=", before, names[c]);
        target_put(v->out, values[c]);
        before = "&amp;";
    }
}

static void put_query(struct viewing *v, const char *name, struct text value)
{
    put_changed(v, &name, &value, name ? 1 : 0);
}

void page_link_with_all(struct viewing *v, const char *const *names, const struct text *values, size_t n)
{
    put_path(v, "");
    put_changed(v, names, values, n);
}

void page_query(struct viewing *v)
{
    put_query(v, NULL, (struct text){ 0 });
}

void page_query_with(struct viewing *v, const char *name, struct text value)
{
    put_query(v, name, value);
}

void page_link_with(struct viewing *v, const char *name, struct text value)
{
    put_path(v, "");
    put_query(v, name, value);
}

void page_self(struct viewing *v, const char *form)
{
    put_path(v, form);
    put_query(v, NULL, (struct text){ 0 });
}

/* ---- the form ----------------------------------------------------------------------------- */

static const struct {
    unsigned takes;
    const char *name, *label, *type, *hint;
} fields[] = {
    { TAKES_WORDS, "q", "Words", "search", "words, or \"a phrase\"" },
    { TAKES_PARTY, "party", "Party", "text", "code" },
    { TAKES_TWO, "parties", "Two parties", "text", "VSK,DRV" },
    { TAKES_TWO, "then", "Or then", "date", "" },
    { TAKES_TWO, "now", "and now", "date", "" },
    { TAKES_ISSUE, "issue", "Issue", "text", "talks" },
    { TAKES_SPEAKER, "speaker", "Speaker", "text", "part of a name" },
    { TAKES_OUTLET, "outlet", "Outlet", "text", "part of its name" },
    { TAKES_DATES, "since", "Since", "date", "" },
    { TAKES_DATES, "as-of", "As of", "date", "" },
};

void page_filters(struct viewing *v)
{
    buffer_c(v->out, "<form class=\"filters\" method=\"get\" action=\"");
    put_path(v, "");
    buffer_c(v->out, "\">");
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        struct text value = target_param(&v->request->target, fields[i].name);
        /* "2031-06" is a date here, and none to a browser, which would leave it out */
        bool in_part = *fields[i].type == 'd' && value.len && value.len != strlen("2031-06-30");

        if (!(v->view->takes & fields[i].takes))
            continue;
        buffer_format(v->out, "<label>%s <input type=\"%s\" name=\"%s\" placeholder=\"", fields[i].label,
                      in_part ? "text" : fields[i].type, fields[i].name);
        html_c(v->out, fields[i].hint);
        buffer_c(v->out, "\" value=\"");
        html_text(v->out, value);
        buffer_c(v->out, "\"></label>");
    }
    buffer_c(v->out, "<button>Show</button>");
    if (v->request->target.n_params) {
        buffer_c(v->out, " <a href=\"");
        put_path(v, "");
        buffer_c(v->out, "\">Show all</a>");
    }
    buffer_c(v->out, "</form>\n");
}

void page_caption(struct viewing *v)
{
    const char *about = v->view->about;

    buffer_c(v->out, "<caption>");
    buffer_char(v->out, *about >= 'a' && *about <= 'z' ? (char)(*about - 'a' + 'A') : *about);
    html_c(v->out, about + 1);
    buffer_c(v->out, "</caption>");
}

/* To the other formats, narrowed down as this page is, as far as they can be. */
static void put_export_link(struct viewing *v)
{
    static const struct {
        const char *name;
        unsigned takes;
    } kept[] = { { "as-of", TAKES_DATES }, { "until", TAKES_DATES },     { "since", TAKES_DATES },
                 { "by", TAKES_DATES },    { "party", TAKES_PARTY },     { "parties", TAKES_PARTY },
                 { "issue", TAKES_ISSUE }, { "speaker", TAKES_SPEAKER }, { "outlet", TAKES_OUTLET },
                 { "sure", TAKES_SURE },   { "agenda", TAKES_AGENDA },   { "story", TAKES_STORY } };
    const char *before = "?";

    if (!(v->view->takes & (TAKES_PARTY | TAKES_ISSUE)))
        return;
    buffer_c(v->out, ". <a href=\"/export");
    if (v->id) { /* /issue/talks, /party/VSK */
        buffer_format(v->out, "?%s=", v->view->of);
        target_put(v->out, text_c(v->id));
        before = "&amp;";
    }
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        struct text value = target_param(&v->request->target, kept[i].name);

        if (!value.len || !(v->view->takes & kept[i].takes))
            continue;
        buffer_format(v->out, "%s%s=", before, kept[i].name);
        target_put(v->out, value);
        before = "&amp;";
    }
    buffer_c(v->out, "\">Other formats</a>: networks, annotations, events");
}

void page_end(struct viewing *v)
{
    static const struct {
        const char *ending, *name;
    } forms[] = { { ".csv", "CSV" }, { ".json", "JSON" }, { ".jsonl", "JSON lines" } };

    buffer_c(v->out, "</main>\n<footer>");
    if (v->view->rows || v->view->object) {
        bool one = !v->view->rows; /* an object is JSON alone */

        buffer_c(v->out, "<p>What this page shows, for programs:");
        for (size_t i = one; i < (one ? 2 : COUNT_OF(forms)); i++) {
            buffer_c(v->out, i > one ? ", <a href=\"" : " <a href=\"");
            put_path(v, forms[i].ending); /* from the first row on */
            put_query(v, "cursor", (struct text){ 0 });
            buffer_format(v->out, "\">%s</a>", forms[i].name);
        }
        put_export_link(v);
        buffer_c(v->out, ".</p>");
    }
    if (v->mark.seal)
        buffer_format(v->out, "<p>As of commit %lld of the ledger.</p>", (long long)v->mark.seal);
    buffer_c(v->out,
             "<p>Every entry is what an outlet says that somebody said: Priscus does not say who is right, and errs. "
             "<a href=\"/about#errors\">How often</a>.</p></footer></body></html>\n");
}

void page_turn(struct viewing *v, const char *before, const char *next)
{
    if (!before && !next)
        return;
    buffer_c(v->out, "<nav class=\"turn\" aria-label=\"More of this list\">");
    if (before) {
        buffer_c(v->out, "<a rel=\"prev\" href=\"");
        page_link_with(v, "cursor", text_c(before));
        buffer_c(v->out, "\">\xe2\x86\x90 Before these</a> ");
    }
    if (next) {
        buffer_c(v->out, "<a rel=\"next\" href=\"");
        page_link_with(v, "cursor", text_c(next));
        buffer_c(v->out, "\">Behind these \xe2\x86\x92</a>");
    }
    buffer_c(v->out, "</nav>\n");
}

/* ---- stances and dates --------------------------------------------------------------------- */

void page_stance(struct buffer *out, struct text stance)
{
    static const struct {
        const char *stance, *symbol;
    } symbols[] = { { "demands", "\xe2\x96\xb2" }, { "proposes", "\xe2\x97\x86" },    { "accepts", "\xe2\x97\x8f" },
                    { "open", "\xe2\x97\x8b" },    { "conditional", "\xe2\x97\x90" }, { "rejects", "\xe2\x9c\x95" } };

    for (size_t i = 0; i < COUNT_OF(symbols); i++)
        if (text_is(stance, symbols[i].stance)) {
            buffer_format(out, "<span class=\"stance %s\"><span aria-hidden=\"true\">%s</span> %s</span>",
                          symbols[i].stance, symbols[i].symbol, symbols[i].stance);
            return;
        }
    html_text(out, stance);
}

void page_date(struct buffer *out, struct text date, struct text precision)
{
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    struct date d = { 0 };

    if (!date.len || !date_parse_iso(date, &d)) {
        buffer_c(out, "<span class=\"unknown\">no date</span>");
        return;
    }
    buffer_c(out, "<time datetime=\"");
    html_text(out, date);
    buffer_c(out, "\">");
    if (text_is(precision, precision_text(PRECISION_BEFORE)))
        buffer_c(out, "by ");
    else if (text_is(precision, precision_text(PRECISION_AFTER)))
        buffer_c(out, "from ");
    if (d.precision >= PRECISION_DAY)
        buffer_format(out, "%d ", d.day);
    if (d.precision >= PRECISION_MONTH)
        buffer_format(out, "%s ", months[d.month - 1]);
    buffer_format(out, "%d</time>", d.year);
}

void page_day(struct buffer *out, struct date date)
{
    char text[DATE_TEXT_MAX];

    page_date(out, text_c(date_format(date, text)), text_c(precision_text((enum precision)date.precision)));
}

static void put_stance_of(struct buffer *out, enum stance stance)
{
    page_stance(out, text_c(stance_text(stance)));
}

const struct change_style page_change_style = { put_stance_of, page_day };

void page_chain(struct buffer *out, struct text chain)
{
    for (size_t at; (at = text_find(chain, text_c(" <- "), 0)) != NOWHERE;) {
        html_text(out, text_of(chain.ptr, at));
        buffer_c(out, " \xe2\x86\x90 ");
        chain = text_of(chain.ptr + at + 4, chain.len - at - 4);
    }
    html_text(out, chain);
}
