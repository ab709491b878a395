/* citation.c - see citation.h. */
#include "story/sources/citation.h"

#include <stdlib.h>

#include "story/sources/medium.h"

#define WORDS_MAX     160 /* bytes of the words of one step          */
#define STEPS_MAX     256 /* of one report; no page that people wrote has as many */
#define LEADING_WORDS 6   /* before a name that stands by itself     */

const char *citation_how_text(enum citation_how how)
{
    static const char *const texts[] = { "copy", "excerpt", "update", "reprints", "agency", "cites", "quotes" };

    return texts[how];
}

struct text citation_outlet(const struct linked_page *page)
{
    struct text host = medium_host(page->it.address);

    if (page->it.outlet.len)
        return page->it.outlet;
    if (page->it.republished_by.len)
        return page->it.republished_by;
    if (page->it.n_agencies)
        return page->it.agencies[0];
    return host.len ? host : linked_page_file(page);
}

struct finding {
    const struct telling *tellings;
    struct arena *mem;
    struct citation *steps;
    size_t n, room;
    size_t first; /* step of the report at work */
};

static priscus_status add_step(struct finding *f, struct citation step)
{
    struct citation *grown;

    if (!step.from.len || !step.to.len || f->n - f->first == STEPS_MAX)
        return PRISCUS_OK;
    for (size_t i = f->first; i < f->n; i++)
        if (f->steps[i].how == step.how && text_eq(f->steps[i].from, step.from) && text_eq(f->steps[i].to, step.to))
            return PRISCUS_OK;
    if (!(grown = arena_grow(f->mem, f->steps, f->n, &f->room, sizeof *grown)))
        return PRISCUS_ENOMEM;
    f->steps = grown;
    grown[f->n++] = step;
    return PRISCUS_OK;
}

/* Does a sentence end in there, as far as signs tell? */
static bool has_end(struct text words)
{
    for (size_t i = 0; i < words.len; i++)
        if (words.ptr[i] == '\n' || (strchr(".!?", words.ptr[i]) && i + 1 < words.len && words.ptr[i + 1] == ' '))
            return true;
    return false;
}

/* "as first reported by Radio Skarr": the words that lead to the name, back to a comma or the sentence's beginning. */
static struct span led_to(struct text body, struct span name)
{
    struct span words = name;
    unsigned n = 0;

    for (uint32_t at = name.begin; at && n < LEADING_WORDS && !strchr(",;:.!?\n\"", body.ptr[at - 1]); at--)
        if (body.ptr[at - 1] == ' ' && at < name.begin) {
            words.begin = at;
            n++;
        } else if (at == 1) {
            words.begin = 0;
        }
    return words;
}

/* The words of a step: the setting or addressee that names it; or from cue to name, within a sentence; or what leads to
 * the name. */
static struct span words_of(struct text body, const struct statement *st, struct span name)
{
    struct span both = { name.begin < st->cue.begin ? name.begin : st->cue.begin,
                         name.end > st->cue.end ? name.end : st->cue.end };

    if (span_empty(name))
        return (struct span){ 0 };
    if (span_holds(st->occasion, name))
        return st->occasion;
    if (!span_empty(st->cue) && both.end - both.begin <= WORDS_MAX && !has_end(text_in(body, both)))
        return both;
    return led_to(body, name);
}

static enum citation_how how_of(enum chain_role role)
{
    switch (role) {
    case CHAIN_OUTLET:
        return CITATION_REPRINTS;
    case CHAIN_AGENCY:
        return CITATION_AGENCY;
    case CHAIN_CITED:
        return CITATION_CITES;
    default:
        return CITATION_QUOTES;
    }
}

/* The medium that speaks, "according to Radio Skarr", or heard who does, "a clerk who spoke to Radio Skarr"; empty: none. */
static struct text medium_of(const struct statement *st)
{
    return st->person.ptr ? (struct text){ 0 } : medium_in(st->speaker);
}

/* The steps of a statement's chain; `media`: those between media alone, which are before the speaker. */
static priscus_status add_chain(struct finding *f, size_t telling, const struct statement *st, bool media)
{
    const struct linked_page *page = f->tellings[telling].page;
    struct text from = { 0 };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < st->n_chain && status == PRISCUS_OK; i++) {
        const struct chain_link *link = &st->chain[i];
        struct text to = link->name, speaks = link->role == CHAIN_SPEAKER ? medium_of(st) : (struct text){ 0 };
        bool is_medium = link->role <= CHAIN_CITED || speaks.len;

        if (media && link->role == CHAIN_SPEAKER && !speaks.len)
            break;
        if (!from.len && link->role == CHAIN_OUTLET) {
            from = link->name;
            continue;
        }
        if (!from.len)
            from = citation_outlet(page);
        if (speaks.len)
            to = speaks;
        if (text_eq(from, to) || (media && !is_medium) ||
            (is_medium && (medium_is_own(to, from) || medium_is_platform(to))))
            continue;
        status = add_step(f, (struct citation){ .from = from,
                                                .to = to,
                                                .how = speaks.len ? CITATION_CITES : how_of(link->role),
                                                .words = words_of(page->it.body, st, link->words),
                                                .telling = telling });
        from = to;
        if (media && link->role == CHAIN_SPEAKER)
            break;
    }
    return status;
}

/* What the page as a whole has from others. */
static priscus_status add_page(struct finding *f, size_t telling)
{
    const struct linked_page *page = f->tellings[telling].page;
    struct text outlet = citation_outlet(page), credited = account_credited(&page->it);
    priscus_status status = PRISCUS_OK;

    if (page->it.republished_by.len && !text_eq(page->it.republished_by, outlet))
        status = add_step(
            f, (struct citation){
                   .from = page->it.republished_by, .to = outlet, .how = CITATION_REPRINTS, .telling = telling });
    if (status == PRISCUS_OK && credited.len && !text_eq(credited, outlet) && !medium_is_own(credited, outlet))
        status = add_step(f, (struct citation){ .from = outlet,
                                                .to = credited,
                                                .how = page->it.n_agencies ? CITATION_AGENCY : CITATION_REPRINTS,
                                                .telling = telling });
    for (size_t i = 0; i < page->record.n_statements && status == PRISCUS_OK; i++)
        status = add_chain(f, telling, &page->record.statements[i], true);
    return status;
}

static priscus_status add_telling(struct finding *f, size_t telling)
{
    const struct telling *t = &f->tellings[telling];
    priscus_status status = PRISCUS_OK;

    f->first = f->n;
    if (t->of)
        status = add_step(
            f, (struct citation){
                   .from = citation_outlet(t->page), .to = citation_outlet(t->of), .how = t->how, .telling = telling });
    if (status != PRISCUS_OK)
        return status;
    if (t->statement >= 0 && (size_t)t->statement < t->page->record.n_statements)
        return add_chain(f, telling, &t->page->record.statements[t->statement], false);
    return add_page(f, telling);
}

/* ---- in order of time ------------------------------------------------------------------------- */

struct dated {
    size_t index;
    bool known;
    int64_t minute; /* since 1970, UTC where the zone is known */
    bool copies;
    int64_t page;
    int32_t statement;
};

static int by_date(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;

    if (a->known != b->known)
        return a->known ? -1 : 1;
    if (a->minute != b->minute)
        return a->minute < b->minute ? -1 : 1;
    if (a->copies != b->copies)
        return a->copies ? 1 : -1;
    if (a->page != b->page)
        return a->page < b->page ? -1 : 1;
    if (a->statement != b->statement)
        return a->statement < b->statement ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static struct dated dated_of(const struct telling *t, size_t index)
{
    const struct statement *st = t->statement >= 0 && (size_t)t->statement < t->page->record.n_statements
                                     ? &t->page->record.statements[t->statement]
                                     : NULL;
    /* When it was reported; of a live page the post was. */
    struct date d = st && date_known(st->posted) ? st->posted : t->page->it.published;
    struct dated out = { index, date_known(d), 0, t->of != NULL, t->page->page, t->statement };

    if (!out.known)
        return out;
    out.minute = (int64_t)date_to_days(d) * 24 * 60 + d.hour * 60 + d.minute;
    if (d.zone != DATE_NO_ZONE)
        out.minute -= d.zone;
    return out;
}

static priscus_status find_order(const struct telling *tellings, size_t n, struct arena *mem, size_t **out)
{
    struct dated *dated = arena_alloc(mem, n * sizeof *dated);
    size_t *order = arena_alloc(mem, n * sizeof *order);

    if (!dated || !order)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        dated[i] = dated_of(&tellings[i], i);
    qsort(dated, n, sizeof *dated, by_date);
    for (size_t i = 0; i < n; i++)
        order[i] = dated[i].index;
    *out = order;
    return PRISCUS_OK;
}

/* ---- whom it comes down to -------------------------------------------------------------------- */

struct by_page {
    int64_t page;
    size_t index;
};

static int by_row(const void *left, const void *right)
{
    const struct by_page *a = left, *b = right;

    if (a->page != b->page)
        return a->page < b->page ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static int page_only(const void *left, const void *right)
{
    const struct by_page *a = left, *b = right;

    return a->page < b->page ? -1 : a->page > b->page;
}

static priscus_status find_sources(const struct telling *tellings, size_t n, struct arena *mem, struct sources *out)
{
    struct account *accounts = arena_alloc(mem, n * sizeof *accounts);
    struct by_page *pages = arena_alloc(mem, n * sizeof *pages);

    if (!accounts || !pages)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        pages[i] = (struct by_page){ tellings[i].page->page, i };
    qsort(pages, n, sizeof *pages, by_row);
    for (size_t i = 0; i < n; i++) {
        const struct telling *t = &tellings[i];
        bool one = t->statement >= 0 && (size_t)t->statement < t->page->record.n_statements;
        struct by_page of = { t->of ? t->of->page : 0, 0 }, *found;
        struct account there;

        account_of(&t->page->it, one ? &t->page->record.statements[t->statement] : NULL, &accounts[i]);
        if (!t->of)
            continue;
        found = bsearch(&of, pages, n, sizeof *pages, page_only);
        if (found) {
            accounts[i].copy_of = found->index;
        } else if (accounts[i].n == 1) {
            account_of(&t->of->it, NULL, &there);
            for (size_t k = 0; k < there.n; k++)
                account_add(&accounts[i], there.media[k]);
        }
    }
    return sources_find(accounts, n, mem, out);
}

priscus_status citations_find(const struct telling *tellings, size_t n, struct arena *mem, struct citations *out)
{
    struct finding f = { .tellings = tellings, .mem = mem };
    struct citations found = { 0 };
    priscus_status status = find_order(tellings, n, mem, &found.order);

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        status = add_telling(&f, found.order[i]);
    if (status == PRISCUS_OK)
        status = find_sources(tellings, n, mem, &found.sources);
    if (status != PRISCUS_OK)
        return status;
    found.steps = f.steps;
    found.n_steps = f.n;
    *out = found;
    return PRISCUS_OK;
}
