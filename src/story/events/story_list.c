/* story_list.c - see story_list.h. */
#include "story/events/story_list.h"

#include <stdlib.h>

#include "ledger/link_store.h"
#include "story/events/event_terms.h"
#include "story/sources/independent.h"
#include "story/sources/medium.h"

struct gathering {
    struct arena *mem;
    struct story_page *pages;
    size_t n, room;
    bool failed;
};

static bool keep_text(struct arena *mem, struct text *text)
{
    struct text was = *text;

    return arena_text(mem, was, text) == PRISCUS_OK;
}

static int take_page(void *context, const struct story_page *page)
{
    struct gathering *g = context;
    struct story_page *grown = arena_grow(g->mem, g->pages, g->n, &g->room, sizeof *grown), *p;
    bool same;

    if (!grown) {
        g->failed = true;
        return 1;
    }
    g->pages = grown;
    p = &grown[g->n];
    same = g->n && p[-1].story == page->story;
    *p = *page;
    if (same)
        p->sum = p[-1].sum; /* one for all of them */
    if ((!same && !keep_text(g->mem, &p->sum)) || !keep_text(g->mem, &p->file) || !keep_text(g->mem, &p->title) ||
        !keep_text(g->mem, &p->outlet) || !keep_text(g->mem, &p->address) || !keep_text(g->mem, &p->chain) ||
        !keep_text(g->mem, &p->terms))
        g->failed = true;
    g->n += !g->failed;
    return g->failed;
}

/* ---- one story -------------------------------------------------------------------------------- */

static int by_day(const void *a, const void *b)
{
    const struct story_page *x = a, *y = b;
    bool known = date_known(x->published);

    if (known != date_known(y->published))
        return known ? -1 : 1;
    if (known && date_compare(x->published, y->published))
        return date_compare(x->published, y->published);
    return x->page < y->page ? -1 : x->page > y->page;
}

/* Of those that are counted, the title of the one that shares most with the sum; of one that has none, another's. */
static priscus_status choose_title(struct listed_story *story, struct arena *mem)
{
    struct term_vector sum, vector;
    double most = -1;

    if (vector_read(story->pages[0].sum, mem, &sum) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < story->n; i++) {
        double product;

        if (story->pages[i].beside || !story->pages[i].title.len)
            continue;
        if (vector_read(story->pages[i].terms, mem, &vector) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        product = vector_product(&vector, &sum);
        if (product > most) {
            most = product;
            story->title = story->pages[i].title;
        }
    }
    for (size_t i = 0; i < story->n && !story->title.len; i++)
        story->title = story->pages[i].title;
    return PRISCUS_OK;
}

/* Each outlet once: an open table of keys. */
static priscus_status count_outlets(struct listed_story *story, struct arena *mem)
{
    size_t room = 16;
    struct text *keys;

    while (room < 2 * story->n)
        room *= 2;
    if (!(keys = arena_alloc(mem, room * sizeof *keys)))
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < story->n; i++) {
        char bytes[MEDIUM_KEY_MAX];
        struct text key = medium_key(story->pages[i].outlet, story->pages[i].address, bytes);
        size_t at = text_hash(key) & (room - 1);

        if (!key.len)
            continue;
        while (keys[at].len && !text_eq(keys[at], key))
            at = (at + 1) & (room - 1);
        if (keys[at].len)
            continue;
        if (arena_text(mem, key, &keys[at]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        story->n_outlets++;
    }
    return PRISCUS_OK;
}

struct numbered {
    int64_t page;
    size_t at; /* index in the story */
};

static int by_number(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;

    return x->page < y->page ? -1 : x->page > y->page;
}

static size_t index_of(const struct numbered *pages, size_t n, int64_t page)
{
    const struct numbered key = { page, 0 }, *found = bsearch(&key, pages, n, sizeof *pages, by_number);

    return found ? found->at : SIZE_MAX;
}

static priscus_status add_copy(struct ledger *ledger, struct listed_story *story, size_t page,
                               const struct numbered *pages, int64_t of, size_t *room, struct arena *mem,
                               struct priscus_error *err)
{
    struct listed_copy *grown = arena_grow(mem, story->copies, story->n_copies, room, sizeof *grown);
    struct listed_copy copy = { .page = page, .of = index_of(pages, story->n, of) };
    struct linked_page other;
    bool found = true;
    priscus_status status = PRISCUS_OK;

    if (!grown)
        return error_memory(err);
    story->copies = grown;
    if (copy.of != SIZE_MAX)
        copy.of_file = story->pages[copy.of].file.ptr;
    else if ((status = ledger_link_page(ledger, of, mem, &other, &found, err)) == PRISCUS_OK && found)
        copy.of_file = linked_page_file(&other).ptr;
    if (copy.of_file)
        grown[story->n_copies++] = copy;
    return status;
}

/* What each page is a copy of. */
static priscus_status find_copies(struct ledger *ledger, struct listed_story *story, struct arena *mem,
                                  struct priscus_error *err)
{
    struct numbered *pages = arena_alloc(mem, story->n * sizeof *pages);
    size_t room = 0;
    priscus_status status = PRISCUS_OK;

    if (!pages)
        return error_memory(err);
    for (size_t i = 0; i < story->n; i++)
        pages[i] = (struct numbered){ story->pages[i].page, i };
    qsort(pages, story->n, sizeof *pages, by_number);
    for (size_t i = 0; i < story->n && status == PRISCUS_OK; i++) {
        struct link_copy *copies;
        size_t n = 0;

        status = ledger_link_copies(ledger, story->pages[i].page, STORY_COPIES_MAX, mem, &copies, &n, err);
        for (size_t k = 0; k < n && status == PRISCUS_OK; k++)
            status = add_copy(ledger, story, i, pages, copies[k].of, &room, mem, err);
    }
    return status;
}

static priscus_status count_sources(struct listed_story *story, struct arena *mem)
{
    size_t n = story->n < STORY_SOURCES_MAX ? story->n : STORY_SOURCES_MAX;
    struct account *accounts = arena_alloc(mem, n * sizeof *accounts);
    struct sources sources;

    if (!accounts)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        account_of_chain(story->pages[i].chain, text_of("", 0), story->pages[i].outlet, &accounts[i]);
        accounts[i].address = story->pages[i].address;
        accounts[i].copy_of = ACCOUNT_NONE;
    }
    for (size_t k = 0; k < story->n_copies; k++) {
        const struct listed_copy *copy = &story->copies[k];

        if (copy->page < n && copy->of < n && accounts[copy->page].copy_of == ACCOUNT_NONE)
            accounts[copy->page].copy_of = copy->of;
    }
    if (sources_find(accounts, n, mem, &sources) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    story->sources = sources.n;
    return PRISCUS_OK;
}

static priscus_status fill(struct ledger *ledger, struct listed_story *story, struct arena *mem,
                           struct priscus_error *err)
{
    priscus_status status;

    if (choose_title(story, mem) != PRISCUS_OK || count_outlets(story, mem) != PRISCUS_OK)
        return error_memory(err);
    if ((status = find_copies(ledger, story, mem, err)) != PRISCUS_OK)
        return status;
    return count_sources(story, mem) == PRISCUS_OK ? PRISCUS_OK : error_memory(err);
}

/* ---- all of them ------------------------------------------------------------------------------- */

static int latest_first(const void *a, const void *b)
{
    const struct listed_story *x = a, *y = b;
    bool known = date_known(x->last);

    if (known != date_known(y->last))
        return known ? -1 : 1;
    if (known && date_compare(x->last, y->last))
        return -date_compare(x->last, y->last);
    return x->key < y->key ? -1 : x->key > y->key;
}

static void set_days(struct listed_story *story)
{
    for (size_t i = 0; i < story->n; i++)
        if (date_known(story->pages[i].published)) {
            if (!date_known(story->first))
                story->first = story->pages[i].published;
            story->last = story->pages[i].published;
        }
}

/* The latest of those chosen, as many as the filter wants, with all that was asked of their pages. */
static priscus_status gather(struct ledger *ledger, const struct ledger_filter *filter, const struct chosen_stories *chosen,
                             size_t pages, struct arena *mem, struct story_list *out, struct priscus_error *err)
{
    struct gathering g = { .mem = mem };
    struct story_list list = { 0 };
    size_t room = 0;
    priscus_status status = ledger_story_pages(ledger, filter, chosen, take_page, &g, err);

    if (status != PRISCUS_OK)
        return status;
    if (g.failed)
        return error_memory(err);
    for (size_t i = 0, end; i < g.n; i = end) {
        struct listed_story *grown;

        for (end = i + 1; end < g.n && g.pages[end].story == g.pages[i].story;)
            end++;
        if (end - i < pages)
            continue;
        if (!(grown = arena_grow(mem, list.items, list.n, &room, sizeof *grown)))
            return error_memory(err);
        list.items = grown;
        grown[list.n] = (struct listed_story){ .key = g.pages[i].key, .pages = g.pages + i, .n = end - i };
        qsort(g.pages + i, end - i, sizeof *g.pages, by_day);
        set_days(&grown[list.n++]);
    }
    if (list.n)
        qsort(list.items, list.n, sizeof *list.items, latest_first);
    if (filter->limit && list.n > filter->limit)
        list.n = filter->limit;
    *out = list;
    return PRISCUS_OK;
}

/* First who is shown, by days alone, so that titles, names and terms are asked of few. */
static priscus_status choose(struct ledger *ledger, const struct ledger_filter *filter, size_t pages, struct arena *mem,
                             struct chosen_stories *out, struct priscus_error *err)
{
    struct story_list list;
    int64_t *rows;
    priscus_status status = ledger_latest_stories(ledger, filter, pages, mem, out, err);

    if (status != PRISCUS_OK || !filter->limit || filter->story)
        return status;
    out->brief = true;
    if ((status = gather(ledger, filter, out, pages, mem, &list, err)) != PRISCUS_OK)
        return status;
    if (!(rows = arena_alloc(mem, list.n * sizeof *rows)))
        return error_memory(err);
    for (size_t i = 0; i < list.n; i++)
        rows[i] = list.items[i].pages[0].story;
    *out = (struct chosen_stories){ rows, list.n };
    return PRISCUS_OK;
}

priscus_status stories_find(struct ledger *ledger, const struct ledger_filter *filter, size_t pages, struct arena *mem,
                            struct story_list *out, struct priscus_error *err)
{
    struct chosen_stories chosen;
    priscus_status status = choose(ledger, filter, pages, mem, &chosen, err);

    *out = (struct story_list){ 0 };
    if (status == PRISCUS_OK)
        status = gather(ledger, filter, &chosen, pages, mem, out, err);
    for (size_t i = 0; i < out->n && status == PRISCUS_OK; i++)
        status = fill(ledger, &out->items[i], mem, err);
    return status;
}
