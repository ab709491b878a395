/* stored_pages.c - the pages of a ledger one after the other, to be read again in another way (ledger.h).
 *
 * In the order of their hashes, which is chance: the first thousand are a fair sample, the same on every machine. */
#include <stdlib.h>

#include "ledger/audit/restore.h"

struct ledger_pages {
    struct ledger *ledger;
    struct query *pages, *articles;
    bool again;       /* memory was out: the row at hand was not used */
    char damage[300]; /* what is wrong with the page at hand; "": nothing */
};

static void on_damage(void *context, const char *id, const char *what)
{
    struct ledger_pages *p = context;

    if (!p->damage[0])
        sqlite3_snprintf(sizeof p->damage, p->damage, "%s: %s; \"priscus verify\" says more", id, what);
}

static priscus_status count(struct ledger *ledger, size_t *total, struct priscus_error *err)
{
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(ledger, "SELECT count(*) FROM page", &row, err);

    if (status == PRISCUS_OK)
        status = ledger_step(ledger, row, &found, err);
    if (status == PRISCUS_OK)
        *total = (size_t)query_number(row, 0);
    query_close(row);
    return status;
}

priscus_status ledger_pages_open(struct ledger *ledger, size_t most, struct ledger_pages **out, size_t *total,
                                 struct priscus_error *err)
{
    struct ledger_pages *p = calloc(1, sizeof *p);
    priscus_status status;

    *out = NULL;
    if (!p)
        return error_memory(err);
    p->ledger = ledger;
    if ((status = ledger_commit(ledger, err)) == PRISCUS_OK && (status = count(ledger, total, err)) == PRISCUS_OK &&
        (status = ledger_prepare(ledger, STORED_PAGE_SQL "ORDER BY sha256 LIMIT ?1", &p->pages, err)) == PRISCUS_OK)
        status = ledger_prepare(
            ledger, STORED_ARTICLE_SQL "WHERE article.page = ?1 ORDER BY article.reading DESC, article.id DESC LIMIT 1",
            &p->articles, err);
    if (status != PRISCUS_OK) {
        ledger_pages_close(p);
        return status;
    }
    query_bind_number(p->pages, 1, most && most < INT64_MAX ? (int64_t)most : -1);
    *out = p;
    return PRISCUS_OK;
}

/* What the page came with, as its newest article was read. */
static priscus_status take_article(struct ledger_pages *p, struct restore *restore, const char *id, struct page *page,
                                   bool *good, struct priscus_error *err)
{
    struct stored_article stored;
    priscus_status status = ledger_step(p->ledger, p->articles, good, err);

    if (status != PRISCUS_OK)
        return status;
    if (!*good) {
        on_damage(p, id, "no article was made of it");
        return PRISCUS_OK;
    }
    if (stored_article(p->articles, &stored) != PRISCUS_OK)
        return error_memory(err);
    status = restore_circumstances(restore, &stored, id, page, good, err);
    return status == PRISCUS_OK && *good && arena_text(restore->mem, stored.name, &page->name) != PRISCUS_OK
               ? error_memory(err)
               : status;
}

/* The row at hand as a page. */
static priscus_status take_page(struct ledger_pages *p, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct restore restore = { .ledger = p->ledger, .mem = mem, .wrong = on_damage, .context = p };
    struct stored_page stored;
    char id[ID_TEXT_MAX];
    bool good;
    priscus_status status;

    p->damage[0] = '\0';
    if (stored_page(p->pages, &stored) != PRISCUS_OK)
        return error_memory(err);
    id_format(ID_PAGE, stored.key, id);
    if ((status = restore_bytes(&restore, &stored, id, out, &good, err)) != PRISCUS_OK)
        return status;
    if (good) {
        query_bind_number(p->articles, 1, stored.id);
        status = take_article(p, &restore, id, out, &good, err);
        query_reset(p->articles);
    }
    return status == PRISCUS_OK && !good ? error_set(err, PRISCUS_EINPUT, NOWHERE, "%s", p->damage) : status;
}

priscus_status ledger_pages_next(void *pages, struct arena *mem, struct page *out, struct priscus_error *err)
{
    struct ledger_pages *p = pages;
    struct page page = { 0 };
    bool found = p->again;
    priscus_status status = found ? PRISCUS_OK : ledger_step(p->ledger, p->pages, &found, err);

    if (status != PRISCUS_OK || !found)
        return status == PRISCUS_OK ? PRISCUS_DONE : status;
    status = take_page(p, mem, &page, err);
    p->again = status == PRISCUS_ENOMEM;
    if (status == PRISCUS_OK)
        *out = page;
    return status;
}

priscus_status ledger_page_bytes(struct ledger *ledger, struct sha256 hash, struct arena *mem, struct text *out,
                                 bool *found, struct priscus_error *err)
{
    struct ledger_pages p = { .ledger = ledger };
    struct restore restore = { .ledger = ledger, .mem = mem, .wrong = on_damage, .context = &p };
    struct stored_page stored;
    struct page page = { 0 };
    char id[ID_TEXT_MAX];
    bool good = false;
    priscus_status status = ledger_prepare(ledger, STORED_PAGE_SQL "WHERE page.sha256 = ?1", &p.pages, err);

    *found = false;
    if (status == PRISCUS_OK) {
        query_bind_bytes(p.pages, 1, sha256_text(&hash));
        status = ledger_step(ledger, p.pages, found, err);
    }
    if (status == PRISCUS_OK && *found && stored_page(p.pages, &stored) != PRISCUS_OK)
        status = error_memory(err);
    if (status == PRISCUS_OK && *found)
        status = restore_bytes(&restore, &stored, id_format(ID_PAGE, stored.key, id), &page, &good, err);
    if (status == PRISCUS_OK && *found && !good)
        status = error_set(err, PRISCUS_EINPUT, NOWHERE, "%s", p.damage);
    *out = page.bytes;
    query_close(p.pages);
    return status;
}

void ledger_pages_close(struct ledger_pages *pages)
{
    if (!pages)
        return;
    query_close(pages->pages);
    query_close(pages->articles);
    free(pages);
}
