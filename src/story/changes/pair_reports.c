/* pair_reports.c - see pair_reports.h. */
#include "story/changes/pair_reports.h"

/* A copy; the text of the report before, where it says the same: outlets and speakers come again. */
static priscus_status keep(struct arena *mem, struct text before, struct text *t)
{
    if (text_eq(before, *t)) {
        *t = before;
        return PRISCUS_OK;
    }
    return arena_text(mem, *t, t);
}

priscus_status pair_reports_add(struct pair_reports *reports, const struct stance_report *report)
{
    struct stance_report r = *report, none = { 0 };
    const struct stance_report *before = reports->n ? &reports->items[reports->n - 1] : &none;
    const struct {
        struct text before, *text;
    } texts[] = {
        { before->party, &r.party },     { before->issue, &r.issue },
        { before->speaker, &r.speaker }, { before->person, &r.person },
        { before->outlet, &r.outlet },   { before->counterpart, &r.counterpart },
        { before->by_story, &r.by_story }, { before->host, &r.host },
        { before->chain, &r.chain },
    };

    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (keep(reports->mem, texts[i].before, texts[i].text) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    if (known_account(reports->accounts, &r, &r.account) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    reports->items = arena_grow(reports->mem, reports->items, reports->n, &reports->room, sizeof r);
    if (!reports->items)
        return PRISCUS_ENOMEM;
    reports->items[reports->n++] = r;
    return PRISCUS_OK;
}
