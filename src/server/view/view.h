/* view.h - a view: rows that answer a question, as a page, as JSON or as CSV.
 *
 *     /positions?party=VSK         a page
 *     /positions.json?party=VSK    the same rows for programs; .csv, .jsonl likewise
 *     /api/v1/positions?party=VSK  JSON, in any case
 *
 * All views stand in one table (view_table.c): from it come the routes, what each may be asked with, and the description
 * of the API (/api/v1/openapi.json). A view has two functions: one that gives the rows, one that writes the page. */
#ifndef VIEW_H
#define VIEW_H

#include "ledger/gather.h"
#include "server/http/reply.h"

/* What all answers of one server share. */
struct site {
    const char *ledger_name; /* as it was given on the command line */
    struct ledger_pool *pool;
    struct reply_cache *cache;
    const struct language *language; /* for views that read a stored page again */
    /* A correction that was posted (server/amendment.h). */
    void (*amend)(const struct site *site, const struct request *request, bool as_json, struct reply *reply);
};

/* A request on its way to a reply. */
struct viewing {
    const struct site *site;
    const struct view *view;
    const struct request *request;
    struct ledger *ledger;
    struct ledger_mark mark;     /* what the reply is of, or something newer */
    struct ledger_filter filter; /* of the parameters */
    const char *id;              /* of views of one thing: "talks", "VSK", "p-3fa94c12d0b7"; NULL: none */
    struct date then, now;       /* of views that compare; not known: not said */
    size_t limit;                /* rows a reply; 0: all */
    bool limited;                /* as was asked for */
    size_t pages;                /* of stories and utterances: in so many at least; 0: not said */
    size_t skip;                 /* rows before it, of a view whose cursors are numbers */
    struct buffer *out;          /* the reply's body */
    struct reply *reply;
    struct arena *mem;
};

/* Parameters that a view takes, besides those of its own. */
enum view_params {
    TAKES_DATES = 1 << 0, /* as-of, since, until, by */
    TAKES_PARTY = 1 << 1,
    TAKES_ISSUE = 1 << 2,
    TAKES_SPEAKER = 1 << 3,
    TAKES_OUTLET = 1 << 4,
    TAKES_SURE = 1 << 5,
    TAKES_AGENDA = 1 << 6,
    TAKES_WORDS = 1 << 7,
    TAKES_LIMIT = 1 << 8, /* limit, cursor                 */
    TAKES_TWO = 1 << 9,   /* parties, then, now            */
    TAKES_SKIP = 1 << 10, /* how many of a queue are passed over */
    TAKES_PAGES = 1 << 11,
    TAKES_STORY = 1 << 12,
    TAKES_EXPORT = 1 << 13 /* table, network */
};

struct view {
    const char *name;  /* the first part of its path; "" is "/"                    */
    const char *of;    /* what the second part names: "issue"; NULL: it has none     */
    const char *title; /* in the navigation and at the head of the page              */
    const char *about; /* one sentence, for the API's description                     */
    unsigned takes;    /* TAKES_DATES | ...                                           */
    bool in_menu;
    bool in_order; /* its rows are those of ledger_ask(`question`): cursors are the ledger's; else they are numbers */
    enum ledger_question question;
    /* EUSAGE, EINPUT: the request is wrong; `err` tells whoever asked. NULL: it is a page alone. */
    priscus_status (*rows)(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
    priscus_status (*page)(struct viewing *v, struct priscus_error *err); /* NULL: it is rows alone */
    /* One object of JSON, where the view is no rows. NULL: it is rows, or a page alone. */
    priscus_status (*object)(struct viewing *v, struct priscus_error *err);
    /* A file, reply->file, whatever the form. NULL: it is none. DONE: there is none of that name. */
    priscus_status (*file)(struct viewing *v, struct priscus_error *err);
    priscus_status (*atom)(struct viewing *v, struct priscus_error *err); /* NULL: it is no feed     */
};

/* A parameter on its way into a filter: its name and value as they were sent, the value ended with a NUL too. */
struct param_taken {
    struct viewing *v;
    struct text name, value;
    const char *words;
    struct priscus_error *err;
};
struct view_param {
    const char *name;
    unsigned takes; /* the views that take it */
    priscus_status (*take)(const struct param_taken *t);
    const char *help;
};
extern const struct view_param view_params[];
extern const size_t view_params_n;

extern const struct view views[];
extern const size_t views_n;

#define VIEW_LIMIT     100 /* rows, where nothing is said */
#define VIEW_LIMIT_MAX 1000

/* Answer a request (http_server.h); `context` is the struct site. */
void view_answer(void *context, const struct request *request, struct reply *reply);

/* Work out the replies that reply_cache_next() gives out, until reply_cache_stop(); a thread of its own calls it. */
void view_refresh(const struct site *site);

/* The parameters of the request into v->filter, v->limit. EINPUT: one that the view does not take, or a value that is
 * none. */
priscus_status view_filter(struct viewing *v, struct priscus_error *err);

/* The rows of the view as JSON, JSON lines or CSV. */
priscus_status view_write_rows(struct viewing *v, enum target_form form, struct priscus_error *err);

/* ---- cursors (view_cursor.c) ----
 *
 * "a" and the ledger's cursor: the rows behind it; "b": those before it. "n" and a number: rows are left out. Nobody but this
 * file looks into them. */
priscus_status cursor_take(const struct param_taken *t);
/* Append the cursor of the rows behind (or, `before`, before) that row, which is number `at` of the reply. */
void cursor_put(const struct viewing *v, const struct ledger_row *row, size_t at, bool before, struct buffer *out);

/* Rows as they were gathered with one more than the limit, put in order: which are shown, and the way on. */
struct cursor_page {
    size_t first, n;     /* of the gathered rows      */
    bool reversed;       /* they go down from `first` */
    char *next, *before; /* NULL: there are none      */
};
/* Set v->filter.limit for it. */
void cursor_limit(struct viewing *v);
priscus_status cursor_page(struct viewing *v, const struct gathered *rows, struct cursor_page *out);
static inline size_t cursor_row(const struct cursor_page *page, size_t i)
{
    return page->reversed ? page->first - i : page->first + i;
}

/* A failure, as JSON, or as a page where a page was asked for. */
void view_fail(const struct request *request, enum http_status status, const char *why, struct reply *reply);

#endif
