/* view_filter.c - the parameters of a request into a filter of the ledger: the names are those of the command line's
 * options, so that what is asked for there can be asked for here. */
#include <stdlib.h>

#include "server/view/view.h"

static priscus_status no_value(const struct param_taken *t, const char *what)
{
    return error_set(t->err, PRISCUS_EINPUT, NOWHERE, "%.*s=%.*s: give %s", (int)t->name.len, t->name.ptr,
                     (int)(t->value.len < 60 ? t->value.len : 60), t->value.ptr, what);
}

static priscus_status take_date(const struct param_taken *t, struct date *out)
{
    if (!date_parse_iso(t->value, out) || out->precision > PRECISION_DAY)
        return no_value(t, "a day, month or year, as 2031-05-04");
    return PRISCUS_OK;
}

static priscus_status take_as_of(const struct param_taken *t)
{
    return take_date(t, &t->v->filter.as_of);
}

static priscus_status take_since(const struct param_taken *t)
{
    return take_date(t, &t->v->filter.since);
}

static priscus_status take_then(const struct param_taken *t)
{
    return take_date(t, &t->v->then);
}

static priscus_status take_now(const struct param_taken *t)
{
    return take_date(t, &t->v->now);
}

static priscus_status take_by(const struct param_taken *t)
{
    static const char *const clocks[] = { "said", "published", "recorded" };

    for (size_t i = 0; i < COUNT_OF(clocks); i++)
        if (text_is(t->value, clocks[i])) {
            t->v->filter.by = (enum ledger_clock)i;
            return PRISCUS_OK;
        }
    return no_value(t, "said, published or recorded");
}

static priscus_status take_party(const struct param_taken *t)
{
    t->v->filter.party = t->words;
    return PRISCUS_OK;
}

static priscus_status take_issue(const struct param_taken *t)
{
    t->v->filter.issue = t->words;
    return PRISCUS_OK;
}

static priscus_status take_speaker(const struct param_taken *t)
{
    t->v->filter.speaker = t->words;
    return PRISCUS_OK;
}

static priscus_status take_outlet(const struct param_taken *t)
{
    t->v->filter.outlet = t->words;
    return PRISCUS_OK;
}

static priscus_status take_words(const struct param_taken *t)
{
    t->v->filter.words = t->words;
    return PRISCUS_OK;
}

static priscus_status take_agenda(const struct param_taken *t)
{
    /* The ledger would look for a file of that name: a request shall not make it open any. */
    if (memchr(t->value.ptr, '/', t->value.len))
        return no_value(t, "the name of an agenda, without its folder");
    t->v->filter.agenda = t->words;
    return PRISCUS_OK;
}

static priscus_status take_sure(const struct param_taken *t)
{
    char *end;
    double sure = strtod(t->words, &end);

    if (*end || !(sure >= 0 && sure <= 1))
        return no_value(t, "a number from 0 to 1");
    t->v->filter.sure = (unsigned)(sure * 100 + 0.5);
    return PRISCUS_OK;
}

static priscus_status take_skip(const struct param_taken *t)
{
    return strspn(t->words, "0123456789") == t->value.len && t->value.len < 6 ? PRISCUS_OK : no_value(t, "a number");
}

static priscus_status take_limit(const struct param_taken *t)
{
    char *end;
    unsigned long n = strtoul(t->words, &end, 10);

    if (*end || t->words[0] < '0' || t->words[0] > '9' || n < 1 || n > VIEW_LIMIT_MAX)
        return no_value(t, "a number from 1 to 1000");
    t->v->limit = n;
    t->v->limited = true;
    return PRISCUS_OK;
}

static priscus_status take_story(const struct param_taken *t)
{
    t->v->filter.story = t->words;
    return PRISCUS_OK;
}

static priscus_status take_pages(const struct param_taken *t)
{
    char *end;
    unsigned long n = strtoul(t->words, &end, 10);

    if (*end || t->words[0] < '0' || t->words[0] > '9' || n < 1 || n > 1000000)
        return no_value(t, "how many pages at least");
    t->v->pages = n;
    return PRISCUS_OK;
}

/* Whoever shows the view looks at it. */
static priscus_status take_as_it_is(const struct param_taken *t)
{
    (void)t;
    return PRISCUS_OK;
}

const struct view_param view_params[] = {
    { "as-of", TAKES_DATES, take_as_of, "only what had been said by the end of that day, month or year: 2031-05-04" },
    { "until", TAKES_DATES, take_as_of, "the same as as-of" },
    { "since", TAKES_DATES, take_since, "only what was said from that day, month or year on" },
    { "by", TAKES_DATES, take_by, "which date these are about: said (the default), published or recorded" },
    { "party", TAKES_PARTY, take_party, "the code of a party" },
    { "skip", TAKES_SKIP, take_skip, "so many are passed over" },
    { "parties", TAKES_PARTY | TAKES_TWO, take_party, "the codes of several: VSK,DRV" },
    { "then", TAKES_TWO, take_then, "what was known by the end of that day, month or year, against ..." },
    { "now", TAKES_TWO, take_now, "... what was known by the end of this one; all, where nothing is said" },
    { "issue", TAKES_ISSUE, take_issue, "an issue; talks takes in talks.summit" },
    { "speaker", TAKES_SPEAKER, take_speaker, "part of a speaker's name" },
    { "outlet", TAKES_OUTLET, take_outlet, "part of an outlet's name" },
    { "sure", TAKES_SURE, take_sure, "only positions that are right so likely, from 0 to 1" },
    { "agenda", TAKES_AGENDA, take_agenda, "only by readings with the agenda of that name" },
    { "q", TAKES_WORDS, take_words, "words to look for, or a phrase between quotation marks" },
    { "story", TAKES_STORY, take_story, "only what stands in the pages of that story: e-3fa94c12d0b7" },
    { "pages", TAKES_PAGES, take_pages, "only what so many pages have at least; 2 where nothing is said" },
    { "table", TAKES_EXPORT, take_as_it_is, "of which rows: positions, statements, changes ... (/export lists them)" },
    { "network", TAKES_EXPORT, take_as_it_is, "of what a network is: issues, parties or outlets" },
    { "limit", TAKES_LIMIT, take_limit,
      "so many rows at most, up to 1000; 100 (of CSV and JSON lines all) where nothing is said" },
    { "cursor", TAKES_LIMIT, cursor_take, "go on from there: what the reply before had as its next" },
};
const size_t view_params_n = COUNT_OF(view_params);

static const struct view_param *param_of(const struct view *view, struct text name)
{
    for (size_t i = 0; i < view_params_n; i++)
        if (view->takes & view_params[i].takes && text_is(name, view_params[i].name))
            return &view_params[i];
    return NULL;
}

priscus_status view_filter(struct viewing *v, struct priscus_error *err)
{
    const struct target *target = &v->request->target;

    v->limit = v->view->takes & TAKES_LIMIT ? VIEW_LIMIT : 0;
    v->then = v->now = v->filter.as_of = v->filter.since = (struct date){ .zone = DATE_NO_ZONE };
    for (size_t i = 0; i < target->n_params; i++) {
        const struct view_param *param = param_of(v->view, target->params[i].name);
        struct param_taken t = { v, target->params[i].name, target->params[i].value, NULL, err };
        priscus_status status;

        if (text_is(t.name, "token")) /* the address that the server prints has it: answer.c */
            continue;
        if (!param)
            return error_set(err, PRISCUS_EINPUT, NOWHERE,
                             "there is nothing here to ask for with %.*s=", (int)(t.name.len < 60 ? t.name.len : 60),
                             t.name.ptr);
        if (!(t.words = arena_copy(v->mem, t.value.ptr, t.value.len)))
            return error_memory(err);
        if ((status = param->take(&t)) != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}
